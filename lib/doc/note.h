/*
 * doc/note: the note under a provision of the codified law (pháp điển) that
 * tells where it comes from:
 *
 *	(Điều 1 Luật số 57/2020/QH14 Luật Thanh niên ngày 16/06/2020 của Quốc
 *	hội, có hiệu lực thi hành kể từ ngày 01/01/2021, có nội dung được sửa
 *	đổi bởi Điều 1 Thông tư số …)
 *
 * Private to lib/doc.
 */
#ifndef VB_DOC_NOTE_H
#define VB_DOC_NOTE_H

#include "doc/record.h"

/*
 * Read the source note of a record: its key note, source_note or ghi_chu, or
 * such a bracket at the end of its text. Sets, as read, what the note says of
 * the document that the record is a provision of: part_of in the form "Luật
 * 57/2020/QH14" (its label the document's name, where that is stated), number,
 * type, date, issuer, effective_date, expiry_date.
 *
 * `*references` gets, in the record's arena, a PART_OF to that document, its
 * anchor the provision ("dieu-1"), and an AMENDED_BY to each that amended it.
 * The date of such a one is its own where that is written (date_how READ),
 * else the day from which it has effect (INFERRED).
 *
 * Without a note nothing is set, `*references` is NULL and part_of stays as
 * it is. Linear. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_note_read(struct vb_record *record,
		       struct vb_reference **references);

#endif
