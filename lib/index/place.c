#include "index/place.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

#define STUB "XAPIANDB"
#define GENERATION "gen-"
#define BACKEND "glass "

static vb_status path_of(struct vb_buf *out, const char *dir, const char *name)
{
	return vb_buf_printf(out, "%s/index%s%s", dir, *name ? "/" : "", name);
}

vb_status vb_place_root(struct vb_buf *out, const char *dir)
{
	return path_of(out, dir, "");
}

vb_status vb_place_part(struct vb_buf *out, const char *dir, const char *name)
{
	return path_of(out, dir, name);
}

/* The name in the stub, "gen-000007", or an empty `name`. */
static vb_status read_stub(char name[32], const char *dir, struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(4096), text = VB_BUF_INIT(200);
	vb_status st = path_of(&path, dir, STUB);
	struct vb_str line;

	name[0] = '\0';
	if (!st)
		st = vb_file_read(&text, vb_buf_cstr(&path), 0, err);
	if (st && st != VB_TOO_BIG && st != VB_UNSUPPORTED)
		goto done;
	line = vb_str_trim(vb_buf_str(&text));
	if (!vb_str_starts(line, VB_STR(BACKEND GENERATION)) || line.len > 30 ||
	    memchr(line.ptr, '/', line.len)) {
		st = vb_error_set(err, VB_CORRUPT, "%s: not a vanban index",
				  vb_buf_cstr(&path));
		goto done;
	}
	line = vb_str_skip(line, sizeof(BACKEND) - 1);
	memcpy(name, line.ptr, line.len);
	name[line.len] = '\0';
done:
	vb_buf_clear(&text);
	vb_buf_clear(&path);
	return st;
}

vb_status vb_place_current(struct vb_buf *out, const char *dir,
			   struct vb_error *err)
{
	char name[32];
	vb_status st = read_stub(name, dir, err);

	return st ? st : path_of(out, dir, name);
}

static vb_status remove_part(const char *dir, const char *name,
			     struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	vb_status st = path_of(&path, dir, name);

	if (!st)
		st = vb_file_remove_tree(vb_buf_cstr(&path), err);
	vb_buf_clear(&path);
	return st;
}

/* Is this entry of DIR/index a generation or part that `keep` is not? */
static bool is_leftover(const char *name, const char *keep)
{
	if (!strcmp(name, keep))
		return false;
	return !strncmp(name, GENERATION, sizeof(GENERATION) - 1) ||
	       !strncmp(name, "seg-", 4) || !strncmp(name, "new", 3) ||
	       !strncmp(name, STUB ".", sizeof(STUB));
}

static vb_status sweep(const char *dir, const char *keep, struct vb_error *err)
{
	struct vb_buf root = VB_BUF_INIT(4096);
	vb_status st = path_of(&root, dir, "");
	struct dirent *entry;
	DIR *d;

	if (st)
		return st;
	d = opendir(vb_buf_cstr(&root));
	if (!d)
		st = vb_error_errno(err, "%s", vb_buf_cstr(&root));
	while (!st && (entry = readdir(d)))
		if (is_leftover(entry->d_name, keep))
			st = remove_part(dir, entry->d_name, err);
	if (d)
		closedir(d);
	vb_buf_clear(&root);
	return st;
}

vb_status vb_place_prepare(const char *dir, struct vb_error *err)
{
	struct vb_buf root = VB_BUF_INIT(4096);
	vb_status st = path_of(&root, dir, "");
	char name[32];

	if (!st)
		st = vb_file_mkdirs(vb_buf_cstr(&root), err);
	vb_buf_clear(&root);
	if (st)
		return st;
	st = read_stub(name, dir, err);
	if (st && st != VB_NOT_FOUND)
		return st;
	return sweep(dir, name, err);
}

vb_status vb_place_reset(const char *dir, struct vb_error *err)
{
	vb_status st = remove_part(dir, STUB, err);

	return st ? st : sweep(dir, "", err);
}

static vb_status write_stub(const char *dir, const char *name,
			    struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(4096), text = VB_BUF_INIT(100);
	vb_status st = path_of(&path, dir, STUB);

	if (!st)
		st = vb_buf_printf(&text, BACKEND "%s\n", name);
	if (!st)
		st = vb_file_write_atomic(vb_buf_cstr(&path), vb_buf_str(&text),
					  err);
	vb_buf_clear(&text);
	vb_buf_clear(&path);
	return st;
}

static vb_status rename_part(const char *dir, const char *from, const char *to,
			     struct vb_error *err)
{
	struct vb_buf a = VB_BUF_INIT(4096), b = VB_BUF_INIT(4096);
	struct vb_buf root = VB_BUF_INIT(4096);
	vb_status st = path_of(&a, dir, from);

	if (!st)
		st = path_of(&b, dir, to);
	if (!st)
		st = path_of(&root, dir, "");
	if (!st)
		st = vb_file_sync_dir(vb_buf_cstr(&a), err);
	if (!st && rename(vb_buf_cstr(&a), vb_buf_cstr(&b)))
		st = vb_error_errno(err, "%s: cannot rename", vb_buf_cstr(&a));
	if (!st)
		st = vb_file_sync_dir(vb_buf_cstr(&root), err);
	vb_buf_clear(&root);
	vb_buf_clear(&b);
	vb_buf_clear(&a);
	return st;
}

vb_status vb_place_publish(const char *dir, struct vb_error *err)
{
	char old[32], next[32];
	unsigned long number = 0;
	vb_status st = read_stub(old, dir, err);

	if (st && st != VB_NOT_FOUND)
		return st;
	if (old[0])
		number = strtoul(old + sizeof(GENERATION) - 1, NULL, 10);
	snprintf(next, sizeof(next), GENERATION "%06lu",
		 (number + 1) % 1000000000UL);
	st = rename_part(dir, "new", next, err);
	if (!st)
		st = write_stub(dir, next, err);
	return st ? st : sweep(dir, next, err);
}
