/*
 * text/chain (internal): fold and key with the caller's scratch memory, for
 * the tokenizer, which lends its stack.
 */
#ifndef VB_TEXT_CHAIN_H
#define VB_TEXT_CHAIN_H

#include "text/text.h"

/*
 * As vb_text_fold and vb_text_key. `scratch` is overwritten. On failure `out`
 * may have grown.
 */
vb_status vb_fold_append(struct vb_buf *out, struct vb_buf *scratch,
			 struct vb_str in);
vb_status vb_key_append(struct vb_buf *out, struct vb_buf *scratch,
			struct vb_str in);

#endif
