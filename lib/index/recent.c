#include "index/recent.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"

struct head {
	uint32_t size, hash;
};

static uint32_t hash_of(struct vb_str s)
{
	uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
	return (uint32_t)(h ^ h >> 32);
}

vb_status vb_recent_put(struct vb_buf *out, const struct vb_recent *record)
{
	struct vb_str fields[] = { record->id, record->number, record->title };
	struct head head = { .size = 2 };
	size_t from = out->len;
	vb_status st;

	for (size_t i = 0; i < 3; i++)
		head.size += (uint32_t)fields[i].len;
	st = vb_buf_append(out, vb_str_of((const char *)&head, sizeof(head)));
	for (size_t i = 0; i < 3 && !st; i++) {
		if (i)
			st = vb_buf_append_char(out, '\0');
		if (!st)
			st = vb_buf_append(out, fields[i]);
	}
	if (st) {
		vb_buf_truncate(out, from);
		return st;
	}
	head.hash = hash_of(vb_str_skip(vb_buf_str(out), from + sizeof(head)));
	memcpy(out->ptr + from, &head, sizeof(head));
	return VB_OK;
}

/* The bytes of `*rest` before its next NUL, and `*rest` past that. */
static struct vb_str field(struct vb_str *rest)
{
	const char *end = memchr(rest->ptr, 0, rest->len);
	size_t n = end ? (size_t)(end - rest->ptr) : rest->len;
	struct vb_str value = vb_str_of(rest->ptr, n);

	*rest = vb_str_skip(*rest, n + 1);
	return value;
}

bool vb_recent_next(struct vb_recent *record, struct vb_str *rest)
{
	struct head head;
	struct vb_str body;

	if (rest->len < sizeof(head))
		return false;
	memcpy(&head, rest->ptr, sizeof(head));
	body = vb_str_skip(*rest, sizeof(head));
	if (head.size > body.len)
		return false;
	body.len = head.size;
	if (hash_of(body) != head.hash)
		return false;
	*rest = vb_str_skip(*rest, sizeof(head) + head.size);
	record->id = field(&body);
	record->number = field(&body);
	record->title = field(&body);
	return true;
}

/* How much of `file` is sound records, and how many. */
static size_t sound_part(size_t *n, struct vb_str file)
{
	struct vb_recent record;
	struct vb_str rest = file;

	for (*n = 0; vb_recent_next(&record, &rest);)
		++*n;
	return file.len - rest.len;
}

static vb_status path_of(struct vb_buf *out, const char *generation)
{
	return vb_buf_printf(out, "%s/" VB_RECENT_FILE, generation);
}

vb_status vb_recent_read(struct vb_buf *out, const char *generation)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	vb_status st = path_of(&path, generation);
	size_t n, from = out->len;

	if (!st)
		st = vb_file_read(out, vb_buf_cstr(&path), 0, NULL);
	vb_buf_clear(&path);
	if (st == VB_NOT_FOUND)
		return VB_OK;
	if (!st)
		vb_buf_truncate(
			out, from + sound_part(&n, vb_str_skip(vb_buf_str(out),
							       from)));
	return st;
}

static vb_status write_at(const char *path, size_t at, struct vb_str bytes,
			  struct vb_error *err)
{
	int fd = open(path,
		      O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
		      0666);
	vb_status st = VB_OK;

	if (fd < 0)
		return vb_error_errno(err, "%s", path);
	if (ftruncate(fd, (off_t)at) || lseek(fd, (off_t)at, SEEK_SET) < 0)
		st = vb_error_errno(err, "%s", path);
	while (!st && bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);

		if (n >= 0)
			bytes = vb_str_skip(bytes, (size_t)n);
		else if (errno != EINTR)
			st = vb_error_errno(err, "%s", path);
	}
	close(fd);
	return st;
}

vb_status vb_recent_append(size_t *n, const char *generation,
			   struct vb_str records, struct vb_error *err)
{
	struct vb_buf file = VB_BUF_INIT(VB_RECENT_BYTES);
	struct vb_buf path = VB_BUF_INIT(4096);
	vb_status st = path_of(&path, generation);
	size_t had = 0, came = 0;

	if (!st)
		st = vb_recent_read(&file, generation);
	sound_part(&had, vb_buf_str(&file));
	sound_part(&came, records);
	*n = had + came;
	if (!st && file.len + records.len <= VB_RECENT_BYTES)
		st = write_at(vb_buf_cstr(&path), file.len, records, err);
	vb_buf_clear(&path);
	vb_buf_clear(&file);
	return st;
}

vb_status vb_recent_forget(const char *generation, struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	vb_status st = path_of(&path, generation);

	if (!st && unlink(vb_buf_cstr(&path)) && errno != ENOENT)
		st = vb_error_errno(err, "%s", vb_buf_cstr(&path));
	vb_buf_clear(&path);
	return st;
}
