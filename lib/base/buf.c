#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void vb_buf_clear(struct vb_buf *buf)
{
	free(buf->ptr);
	buf->ptr = NULL;
	buf->len = buf->cap = 0;
}

void vb_buf_truncate(struct vb_buf *buf, size_t len)
{
	if (len >= buf->len)
		return;
	buf->len = len;
	buf->ptr[len] = '\0';
}

vb_status vb_buf_reserve(struct vb_buf *buf, size_t extra)
{
	size_t need, cap;
	char *grown;

	if (extra > buf->limit || buf->len > buf->limit - extra)
		return VB_TOO_BIG;
	need = buf->len + extra;
	if (buf->ptr && need <= buf->cap)
		return VB_OK;
	cap = buf->cap + buf->cap / 2;
	if (cap < need)
		cap = need;
	if (cap < 64)
		cap = 64;
	if (cap > buf->limit)
		cap = buf->limit;
	if (cap == SIZE_MAX)
		return VB_NO_MEMORY;
	grown = realloc(buf->ptr, cap + 1);
	if (!grown)
		return VB_NO_MEMORY;
	if (!buf->ptr)
		grown[0] = '\0';
	buf->ptr = grown;
	buf->cap = cap;
	return VB_OK;
}

vb_status vb_buf_append(struct vb_buf *buf, struct vb_str s)
{
	vb_status st = vb_buf_reserve(buf, s.len);

	if (st)
		return st;
	if (s.len)
		memcpy(buf->ptr + buf->len, s.ptr, s.len);
	buf->len += s.len;
	buf->ptr[buf->len] = '\0';
	return VB_OK;
}

vb_status vb_buf_append_char(struct vb_buf *buf, char c)
{
	return vb_buf_append(buf, vb_str_of(&c, 1));
}

vb_status vb_buf_append_cstr(struct vb_buf *buf, const char *s)
{
	return vb_buf_append(buf, vb_str_from(s));
}

vb_status vb_buf_printf(struct vb_buf *buf, const char *format, ...)
{
	va_list args;
	vb_status st;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		return VB_NO_MEMORY;
	st = vb_buf_reserve(buf, (size_t)n);
	if (st)
		return st;
	va_start(args, format);
	vsnprintf(buf->ptr + buf->len, (size_t)n + 1, format, args);
	va_end(args);
	buf->len += (size_t)n;
	return VB_OK;
}

void vb_buf_swap(struct vb_buf *a, struct vb_buf *b)
{
	struct vb_buf t = *a;

	*a = *b;
	*b = t;
}
