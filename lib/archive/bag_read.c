#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/bag.h"
#include "archive/bag_line.h"
#include "archive/bag_place.h"
#include "base/file.h"

#define PART "import.part"
#define COMMIT_BYTES (64 << 20) /* so that the journal stays small */
#define COMMIT_LINES 5000

struct import {
	const char *dir, *data_dir;
	struct vb_buf part; /* the folder of the archive to be */
	int root;	    /* of the bag */
	vb_archive *ar;
	int64_t bytes, lines; /* since the last commit */
	struct vb_bag_counts *counts;
	struct vb_arena arena;
	struct vb_error *err;
};

/* A file of the bag, packed for the archive. */
struct packed {
	struct vb_buf bytes, stored;
	struct vb_blob blob;
};

/* clang-format off */
#define PACKED_INIT { .bytes = VB_BUF_INIT(VB_BLOB_LIMIT), \
		      .stored = VB_BUF_INIT(VB_BLOB_LIMIT) }
/* clang-format on */

static void packed_clear(struct packed *p)
{
	vb_buf_clear(&p->bytes);
	vb_buf_clear(&p->stored);
}

static vb_status read_blob(struct packed *p, struct import *i, const char *kind,
			   const struct vb_digest *digest)
{
	char path[128];
	struct stat info;
	ssize_t n = 0;
	vb_status st;
	int fd;

	vb_bag_path(path, kind, digest);
	st = vb_bag_open(&fd, i->root, path, i->err);
	if (st)
		return st;
	if (fstat(fd, &info))
		info.st_size = 0;
	st = vb_buf_reserve(&p->bytes, (size_t)info.st_size);
	while (!st) {
		st = vb_buf_reserve(&p->bytes, 1);
		if (st)
			break;
		n = read(fd, p->bytes.ptr + p->bytes.len,
			 p->bytes.cap - p->bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		p->bytes.len += (size_t)n;
	}
	if (n < 0)
		st = vb_error_errno(i->err, "%s: cannot read", path);
	else if (st)
		vb_error_set(i->err, st, "%s: %s", path, vb_status_text(st));
	close(fd);
	if (!st)
		st = vb_archive_pack(&p->blob, &p->stored,
				     vb_buf_str(&p->bytes), i->err);
	i->bytes += (int64_t)p->blob.size;
	return st;
}

static vb_status put_version(struct import *i, const struct vb_copy_version *v)
{
	struct packed original = PACKED_INIT, body = PACKED_INIT,
		      reading = PACKED_INIT;
	struct vb_copy_bytes bytes = { 0 };
	vb_status st = VB_OK;

	if (!v->erased) {
		st = read_blob(&original, i, "originals", &v->original);
		bytes.original = &original.blob;
	}
	if (!st && !v->erased && v->has_body) {
		st = read_blob(&body, i, "originals", &v->body);
		bytes.body = &body.blob;
	}
	if (!st && !v->erased && v->has_reading) {
		st = read_blob(&reading, i, "readings", &v->reading);
		bytes.reading = &reading.blob;
	}
	if (!st)
		st = vb_archive_copy_version_in(i->ar, v, &bytes, i->err);
	packed_clear(&reading);
	packed_clear(&body);
	packed_clear(&original);
	return st;
}

static vb_status take_version(struct import *i, struct vb_str line)
{
	struct vb_copy_version v;
	vb_status st = vb_bag_parse_version(&v, line, &i->arena, i->err);

	if (st)
		return st;
	i->counts->versions++;
	i->counts->documents += v.version == v.versions;
	return put_version(i, &v);
}

static vb_status take_event(struct import *i, struct vb_str line)
{
	struct vb_copy_event e;
	vb_status st = vb_bag_parse_event(&e, line, &i->arena, i->err);

	i->counts->events++;
	return st ? st : vb_archive_copy_event_in(i->ar, &e, i->err);
}

/* Commit now and then. */
static vb_status pause_now(struct import *i)
{
	vb_status st;

	if (++i->lines < COMMIT_LINES && i->bytes < COMMIT_BYTES)
		return VB_OK;
	i->lines = i->bytes = 0;
	st = vb_archive_commit(i->ar, i->err);
	return st ? st : vb_archive_begin(i->ar, i->err);
}

static vb_status each_line(struct import *i, FILE *file, const char *path,
			   vb_status (*take)(struct import *i,
					     struct vb_str line))
{
	char *text = NULL;
	size_t room = 0, number = 0;
	vb_status st = VB_OK;
	ssize_t n;

	while (!st && (n = getline(&text, &room, file)) > 0) {
		struct vb_error own = VB_ERROR_INIT;

		number++;
		vb_arena_reset(&i->arena);
		st = take(i, vb_str_of(text, (size_t)n));
		if (!st)
			st = pause_now(i);
		if (!st)
			continue;
		own = *i->err;
		vb_error_set(i->err, st, "%s/%s: line %zu: %s", i->dir, path,
			     number, own.message);
	}
	if (!st && ferror(file))
		st = vb_error_errno(i->err, "%s/%s: cannot read", i->dir, path);
	free(text);
	return st;
}

static vb_status take_file(struct import *i, const char *path,
			   vb_status (*take)(struct import *i,
					     struct vb_str line))
{
	FILE *file;
	vb_status st;
	int fd;

	st = vb_bag_open(&fd, i->root, path, i->err);
	if (st)
		return st;
	file = fdopen(fd, "rb");
	if (!file) {
		close(fd);
		return vb_error_errno(i->err, "%s", path);
	}
	st = vb_archive_begin(i->ar, i->err);
	if (!st)
		st = each_line(i, file, path, take);
	if (!st)
		st = vb_archive_commit(i->ar, i->err);
	vb_archive_rollback(i->ar);
	fclose(file);
	return st;
}

struct first_fault {
	char text[300];
};

static void note_fault(void *ctx, const char *item, const char *fault)
{
	struct first_fault *first = ctx;

	if (!first->text[0])
		snprintf(first->text, sizeof(first->text), "%s: %s", item,
			 fault);
}

/* What is in the rows must hold together before anybody trusts it. */
static vb_status verify(struct import *i)
{
	struct first_fault first = { "" };
	size_t faults = 0;
	vb_status st =
		vb_archive_verify(&faults, i->ar, note_fault, &first, i->err);

	if (!st && faults)
		st = vb_error_set(i->err, VB_CORRUPT, "%s: %zu faults: %s",
				  i->dir, faults, first.text);
	return st;
}

static vb_status fill(struct import *i)
{
	vb_status st = vb_archive_open(&i->ar, vb_buf_cstr(&i->part),
				       VB_ARCHIVE_WRITE, i->err);

	if (!st)
		st = take_file(i, "data/events.ndjson", take_event);
	if (!st)
		st = take_file(i, "data/records.ndjson", take_version);
	if (!st)
		st = verify(i);
	vb_archive_close(i->ar);
	return st;
}

/* Closing has emptied the journal: the one file is all of it. */
static vb_status publish(struct import *i)
{
	struct vb_buf from = VB_BUF_INIT(VB_BAG_PATH);
	struct vb_buf to = VB_BUF_INIT(VB_BAG_PATH);
	struct stat info;
	vb_status st = vb_buf_printf(&from, "%s/archive.db-wal",
				     vb_buf_cstr(&i->part));

	if (!st && !stat(vb_buf_cstr(&from), &info) && info.st_size)
		st = vb_error_set(i->err, VB_IO, "%s: the journal is not empty",
				  vb_buf_cstr(&from));
	if (st)
		goto done;
	vb_buf_truncate(&from, 0);
	st = vb_buf_printf(&from, "%s/archive.db", vb_buf_cstr(&i->part));
	if (!st)
		st = vb_buf_printf(&to, "%s/archive.db", i->data_dir);
	if (!st && rename(vb_buf_cstr(&from), vb_buf_cstr(&to)))
		st = vb_error_errno(i->err, "%s: cannot rename to it",
				    vb_buf_cstr(&to));
	if (!st)
		st = vb_file_sync_dir(i->data_dir, i->err);
done:
	vb_buf_clear(&to);
	vb_buf_clear(&from);
	return st;
}

static vb_status check_target(struct import *i)
{
	static const char *const allowed[] = { "lock", PART };
	vb_status st = vb_file_mkdirs(i->data_dir, i->err);

	if (!st)
		st = vb_bag_entries(i->data_dir, allowed, 2, i->err);
	return st ? st : vb_file_remove_tree(vb_buf_cstr(&i->part), i->err);
}

vb_status vb_bag_read(struct vb_bag_counts *out, const char *dir,
		      const char *data_dir, struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct import i = { .dir = dir,
			    .data_dir = data_dir,
			    .part = VB_BUF_INIT(VB_BAG_PATH),
			    .root = -1,
			    .counts = out,
			    .err = err ? err : &own };
	vb_status st = vb_buf_printf(&i.part, "%s/" PART, data_dir);

	if (st)
		return vb_error_set(i.err, st, "%s: %s", data_dir,
				    vb_status_text(st));
	st = check_target(&i);
	if (!st)
		st = vb_bag_check(out, dir, i.err);
	if (st)
		goto done;
	i.root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	st = i.root < 0 ? vb_error_errno(i.err, "%s", dir) : fill(&i);
	if (!st)
		st = publish(&i);
	vb_file_remove_tree(vb_buf_cstr(&i.part), NULL);
done:
	if (i.root >= 0)
		close(i.root);
	vb_arena_clear(&i.arena);
	vb_buf_clear(&i.part);
	return st;
}
