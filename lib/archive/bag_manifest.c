#include "archive/bag_manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/bag_place.h"

#define HEX_DIGITS (VB_DIGEST_HEX - 1)

/* CR, LF and '%' are the only ones that are written so (RFC 8493, 2.1.3). */
static const struct {
	const char *code;
	char is;
} escapes[] = { { "%0d", '\r' }, { "%0a", '\n' }, { "%25", '%' } };

static bool decode_path(struct vb_buf *out, struct vb_str path, vb_status *st)
{
	while (path.len && !*st) {
		size_t i = 0, n = sizeof(escapes) / sizeof(escapes[0]);

		if (path.ptr[0] != '%') {
			*st = vb_buf_append_char(out, path.ptr[0]);
			path = vb_str_skip(path, 1);
			continue;
		}
		while (i < n && !vb_str_starts_nocase(path, escapes[i].code))
			i++;
		if (i == n)
			return false;
		*st = vb_buf_append_char(out, escapes[i].is);
		path = vb_str_skip(path, 3);
	}
	return true;
}

/* Each name of the path: there, and none of those that lead elsewhere. */
static bool names_are_good(struct vb_str path)
{
	size_t from = 0;

	for (size_t i = 0; i <= path.len; i++) {
		struct vb_str name = vb_str_sub(path, from, i);

		if (i < path.len && path.ptr[i] != '/')
			continue;
		if (!name.len || vb_str_eq(name, VB_STR(".")) ||
		    vb_str_eq(name, VB_STR("..")))
			return false;
		from = i + 1;
	}
	return true;
}

static bool path_is_good(struct vb_str path)
{
	if (!path.len || path.len >= VB_BAG_PATH)
		return false;
	for (size_t i = 0; i < path.len; i++)
		if ((unsigned char)path.ptr[i] < 32 || path.ptr[i] == 127 ||
		    path.ptr[i] == '\\')
			return false;
	return names_are_good(path);
}

vb_status vb_bag_entry_parse(struct vb_bag_entry *out, struct vb_buf *path,
			     struct vb_str line, struct vb_error *err)
{
	struct vb_str rest = vb_str_skip(line, HEX_DIGITS);
	vb_status st = VB_OK;
	bool good;

	if (!vb_digest_parse(&out->digest, vb_str_sub(line, 0, HEX_DIGITS)) ||
	    !rest.len || (rest.ptr[0] != ' ' && rest.ptr[0] != '\t'))
		return vb_error_set(err, VB_CORRUPT, "no line of a manifest");
	while (rest.len && (rest.ptr[0] == ' ' || rest.ptr[0] == '\t'))
		rest = vb_str_skip(rest, 1);
	/* sha256sum marks what it read as binary */
	if (rest.len && rest.ptr[0] == '*')
		rest = vb_str_skip(rest, 1);
	vb_buf_truncate(path, 0);
	good = decode_path(path, rest, &st);
	if (st && st != VB_TOO_BIG)
		return vb_error_set(err, st, "no memory");
	if (st || !good || !path_is_good(vb_buf_str(path)))
		return vb_error_set(err, VB_CORRUPT, "no path within a bag");
	out->path = vb_buf_cstr(path);
	return VB_OK;
}

static vb_status each_line(FILE *file, const char *name,
			   vb_status (*fn)(void *ctx,
					   const struct vb_bag_entry *entry,
					   struct vb_error *err),
			   void *ctx, struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(VB_BAG_PATH);
	struct vb_error own = VB_ERROR_INIT;
	char *text = NULL;
	size_t room = 0, number = 0;
	vb_status st = VB_OK;
	ssize_t n;

	while (!st && (n = getline(&text, &room, file)) > 0) {
		struct vb_bag_entry entry;
		struct vb_str line = vb_str_of(text, (size_t)n);

		number++;
		while (line.len && (line.ptr[line.len - 1] == '\n' ||
				    line.ptr[line.len - 1] == '\r'))
			line.len--;
		if (!line.len)
			continue;
		st = vb_bag_entry_parse(&entry, &path, line, &own);
		if (st)
			vb_error_set(err, st, "%s: line %zu: %s", name, number,
				     own.message);
		else
			st = fn(ctx, &entry, err);
	}
	if (!st && ferror(file))
		st = vb_error_errno(err, "%s: cannot read", name);
	free(text);
	vb_buf_clear(&path);
	return st;
}

vb_status vb_bag_manifest(int root, const char *name,
			  vb_status (*fn)(void *ctx,
					  const struct vb_bag_entry *entry,
					  struct vb_error *err),
			  void *ctx, struct vb_error *err)
{
	FILE *file;
	vb_status st;
	int fd;

	st = vb_bag_open(&fd, root, name, err);
	if (st)
		return st;
	file = fdopen(fd, "rb");
	if (!file) {
		close(fd);
		return vb_error_errno(err, "%s", name);
	}
	st = each_line(file, name, fn, ctx, err);
	fclose(file);
	return st;
}
