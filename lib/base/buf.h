/*
 * base/buf: a growing byte buffer that is born with a limit.
 *
 *	struct vb_buf b = VB_BUF_INIT(1 << 20);
 *	st = vb_buf_append(&b, VB_STR("chỉ thị"));
 *	vb_buf_clear(&b);
 *
 * The limit is what keeps a hostile file from taking all memory: past it
 * every append fails with VB_TOO_BIG and changes nothing. b.ptr[b.len] is
 * always NUL once anything was appended.
 */
#ifndef VB_BASE_BUF_H
#define VB_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

struct vb_buf {
	char *ptr;    /* owned; NULL until the first append */
	size_t len;   /* bytes in use */
	size_t cap;   /* bytes allocated, without the final NUL */
	size_t limit; /* len never exceeds it */
};

/* clang-format off */
#define VB_BUF_INIT(limit_bytes) { NULL, 0, 0, (limit_bytes) }
/* clang-format on */

/* Free the memory; the buffer is empty and reusable, its limit stays. */
void vb_buf_clear(struct vb_buf *buf);

/* Drop the content past `len` bytes (no-op if shorter); memory is kept. */
void vb_buf_truncate(struct vb_buf *buf, size_t len);

/*
 * Make room for `extra` more bytes. Returns VB_OK, VB_TOO_BIG past the limit
 * or VB_NO_MEMORY; on failure the content is unchanged. All functions below
 * that return a status fail in these two ways only.
 */
vb_status vb_buf_reserve(struct vb_buf *buf, size_t extra);

vb_status vb_buf_append(struct vb_buf *buf, struct vb_str s);
vb_status vb_buf_append_char(struct vb_buf *buf, char c);
vb_status vb_buf_append_cstr(struct vb_buf *buf, const char *s);
vb_status vb_buf_printf(struct vb_buf *buf, const char *format, ...)
	VB_PRINTF(2, 3);

/* Exchange content and limits of two buffers. */
void vb_buf_swap(struct vb_buf *a, struct vb_buf *b);

/* The content as a view, valid until the next change of the buffer. */
static inline struct vb_str vb_buf_str(const struct vb_buf *buf)
{
	return (struct vb_str){ buf->ptr ? buf->ptr : "", buf->len };
}

/* The content as a C string; it ends early if it holds a NUL. */
static inline const char *vb_buf_cstr(const struct vb_buf *buf)
{
	return buf->ptr ? buf->ptr : "";
}

#endif
