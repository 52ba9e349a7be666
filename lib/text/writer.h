/*
 * text/writer (internal): many short writes into a vb_buf, in blocks.
 */
#ifndef VB_TEXT_WRITER_H
#define VB_TEXT_WRITER_H

#include "base/buf.h"

#define VB_WRITER_BLOCK 2048

struct vb_writer {
	struct vb_buf *out;
	vb_status st; /* the first failure; later writes do nothing */
	size_t len;
	char block[VB_WRITER_BLOCK];
};

static inline void vb_writer_init(struct vb_writer *w, struct vb_buf *out)
{
	w->out = out;
	w->st = VB_OK;
	w->len = 0;
}

static inline void vb_writer_flush(struct vb_writer *w)
{
	if (!w->st)
		w->st = vb_buf_append(w->out, vb_str_of(w->block, w->len));
	w->len = 0;
}

/* Room for `n` <= VB_WRITER_BLOCK bytes; add what was used to w->len. */
static inline char *vb_writer_room(struct vb_writer *w, size_t n)
{
	if (w->len + n > VB_WRITER_BLOCK)
		vb_writer_flush(w);
	return w->block + w->len;
}

/* Take back the last `n` bytes written. */
static inline void vb_writer_undo(struct vb_writer *w, size_t n)
{
	if (n <= w->len) {
		w->len -= n;
		return;
	}
	if (!w->st)
		vb_buf_truncate(w->out, w->out->len - (n - w->len));
	w->len = 0;
}

#endif
