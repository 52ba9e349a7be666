/*
 * doc/signer: who signed a document, in what capacity, and who gets it.
 * Private to lib/doc.
 *
 *	Nơi nhận:			TM. ỦY BAN NHÂN DÂN
 *	- Như Điều 3;			KT. CHỦ TỊCH
 *	- Lưu: VT.			PHÓ CHỦ TỊCH
 *					(Đã ký)
 *					Nguyễn Văn A
 *
 * The two columns may stand beside each other, one after the other in either
 * order, or line by line; annexes may follow.
 */
#ifndef VB_DOC_SIGNER_H
#define VB_DOC_SIGNER_H

#include "doc/record.h"

/*
 * Set signer (the name without rank or degree), capacity ("KT. CHỦ TỊCH, PHÓ
 * CHỦ TỊCH") and recipients (Nơi nhận, "; " between). Looks at windows of a
 * few thousand bytes. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_signature_read(struct vb_record *record);

/* Does `text` begin with a signature: "TM. …", "KT. …"? */
bool vb_signature_starts(struct vb_str text);

#endif
