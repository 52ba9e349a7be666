#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "xapian-c/glass.h"

#define PIECE ((size_t)256 << 10) /* bytes written at a time */

vb_status vb_glass_number(struct vb_buf *out, uint64_t n)
{
	char bytes[VB_GLASS_NUMBER_MAX];

	return vb_buf_append(out, vb_str_of(bytes, vb_glass_put(bytes, n)));
}

/*
 * Two bytes below 0x8000; else as many leading ones as bytes follow the
 * second, a zero, and the number, the highest byte first.
 */
vb_status vb_glass_sortable(struct vb_buf *out, uint32_t docid)
{
	char bytes[5];
	size_t len = 2;
	uint32_t n = docid;

	if (docid >= 0x8000)
		for (len = 3; len < 5 && docid >> (7 * len + 1); len++)
			;
	for (size_t i = len; i-- > 0; n >>= 8)
		bytes[i] = (char)n;
	if (len > 2)
		bytes[0] = (char)((unsigned char)bytes[0] |
				  (0xffu << (10 - len) & 0xff));
	return vb_buf_append(out, vb_str_of(bytes, len));
}

vb_status vb_glass_escaped(struct vb_buf *out, struct vb_str term)
{
	while (term.len) {
		const char *zero = memchr(term.ptr, 0, term.len);
		size_t n = zero ? (size_t)(zero - term.ptr) + 1 : term.len;
		vb_status st = vb_buf_append(out, vb_str_of(term.ptr, n));

		if (!st && zero)
			st = vb_buf_append_char(out, (char)0xff);
		if (st)
			return st;
		term = vb_str_skip(term, n);
	}
	return VB_OK;
}

vb_status vb_glass_file_open(struct vb_glass_file *file, const char *folder,
			     const char *name, struct vb_error *err)
{
	size_t size = strlen(folder) + strlen(name) + 2;

	file->path = malloc(size);
	if (!file->path)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	snprintf(file->path, size, "%s/%s", folder, name);
	file->fd =
		open(file->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return file->fd < 0 ? vb_error_errno(err, "%s", file->path) : VB_OK;
}

static vb_status write_out(struct vb_glass_file *file, struct vb_str bytes,
			   struct vb_error *err)
{
	while (bytes.len) {
		ssize_t n = write(file->fd, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return vb_error_errno(err, "%s", file->path);
		bytes = vb_str_skip(bytes, (size_t)n);
	}
	return VB_OK;
}

vb_status vb_glass_file_flush(struct vb_glass_file *file, struct vb_error *err)
{
	vb_status st = write_out(file, vb_buf_str(&file->held), err);

	vb_buf_truncate(&file->held, 0);
	return st;
}

vb_status vb_glass_file_append(struct vb_glass_file *file, struct vb_str bytes,
			       struct vb_error *err)
{
	vb_status st = VB_OK;

	if (file->held.len + bytes.len > PIECE)
		st = vb_glass_file_flush(file, err);
	if (st)
		return st;
	if (bytes.len > PIECE)
		return write_out(file, bytes, err);
	st = vb_buf_append(&file->held, bytes);
	return st ? vb_error_set(err, st, "no memory") : VB_OK;
}

void vb_glass_file_close(struct vb_glass_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	file->fd = -1;
	free(file->path);
	file->path = NULL;
	vb_buf_clear(&file->held);
}
