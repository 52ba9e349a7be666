#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/bag.h"
#include "archive/bag_line.h"
#include "archive/bag_place.h"
#include "base/clock.h"
#include "base/file.h"

#define PART ".vanban-part"

/* A file that is written line by line, and what its manifest will say. */
struct sink {
	FILE *file;
	struct vb_sha256_state hash;
	int64_t bytes;
};

struct bag {
	vb_archive *ar;
	const char *dir; /* its name in the end */
	struct vb_buf part;
	int root; /* the folder of that name, locked */
	struct sink manifest, records;
	struct vb_bag_counts *counts;
	struct vb_buf bytes, line;
	struct vb_error *err;
};

static vb_status cannot(struct bag *b, const char *path)
{
	return vb_error_errno(b->err, "%s/%s: cannot write", b->dir, path);
}

static vb_status sink_open(struct sink *s, struct bag *b, const char *path)
{
	int fd = openat(b->root, path,
			O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
			0666);

	s->file = fd < 0 ? NULL : fdopen(fd, "wb");
	s->bytes = 0;
	vb_sha256_init(&s->hash);
	if (s->file)
		return VB_OK;
	if (fd >= 0)
		close(fd);
	return cannot(b, path);
}

static vb_status sink_put(struct sink *s, struct bag *b, struct vb_str text)
{
	if (text.len && fwrite(text.ptr, 1, text.len, s->file) != text.len)
		return cannot(b, "");
	vb_sha256_update(&s->hash, text);
	s->bytes += (int64_t)text.len;
	return VB_OK;
}

static vb_status sink_close(struct vb_digest *digest, struct sink *s,
			    struct bag *b, const char *path)
{
	int rc = s->file ? fclose(s->file) : 0;

	s->file = NULL;
	vb_sha256_final(digest, &s->hash);
	return rc ? cannot(b, path) : VB_OK;
}

/* A line of a manifest. */
static vb_status list(struct sink *manifest, struct bag *b,
		      const struct vb_digest *digest, const char *path)
{
	char hex[VB_DIGEST_HEX], line[256];
	int n;

	vb_digest_hex(hex, digest);
	n = snprintf(line, sizeof(line), "%s  %s\n", hex, path);
	return sink_put(manifest, b, vb_str_of(line, (size_t)n));
}

static vb_status list_payload(struct bag *b, const struct vb_digest *digest,
			      const char *path, int64_t bytes)
{
	b->counts->files++;
	b->counts->bytes += bytes;
	return list(&b->manifest, b, digest, path);
}

/* The folders of "data/KIND/xx/HEX". */
static vb_status make_folders(struct bag *b, const char *path)
{
	char folder[128];

	for (const char *slash = strchr(path, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path),
			 path);
		if (mkdirat(b->root, folder, 0777) && errno != EEXIST)
			return cannot(b, folder);
	}
	return VB_OK;
}

static vb_status write_file(struct bag *b, const char *path, struct vb_str data,
			    struct vb_digest *digest)
{
	struct sink s = { 0 };
	vb_status st = sink_open(&s, b, path), closed;

	if (st)
		return st;
	st = sink_put(&s, b, data);
	closed = sink_close(digest, &s, b, path);
	return st ? st : closed;
}

static bool is_there(const struct bag *b, const char *path)
{
	return !faccessat(b->root, path, F_OK, AT_SYMLINK_NOFOLLOW);
}

static vb_status write_payload(struct bag *b, const char *path)
{
	struct vb_digest digest;
	vb_status st = make_folders(b, path);

	if (!st)
		st = write_file(b, path, vb_buf_str(&b->bytes), &digest);
	return st ? st : list_payload(b, &digest, path, (int64_t)b->bytes.len);
}

static vb_status write_blob(struct bag *b, const struct vb_digest *digest)
{
	char path[128];
	vb_status st;

	vb_bag_path(path, "originals", digest);
	if (is_there(b, path))
		return VB_OK;
	vb_buf_truncate(&b->bytes, 0);
	st = vb_archive_blob(&b->bytes, b->ar, digest, b->err);
	return st ? st : write_payload(b, path);
}

static vb_status write_reading(struct bag *b, const struct vb_copy_version *v)
{
	struct vb_held held = { .id = v->id, .version = v->version };
	char path[128];
	vb_status st;

	vb_bag_path(path, "readings", &v->reading);
	if (is_there(b, path))
		return VB_OK;
	vb_buf_truncate(&b->bytes, 0);
	st = vb_archive_reading(&b->bytes, b->ar, &held, b->err);
	return st ? st : write_payload(b, path);
}

static vb_status write_version(void *ctx, const struct vb_copy_version *v,
			       struct vb_arena *arena, struct vb_error *err)
{
	struct bag *b = ctx;
	vb_status st = VB_OK;

	(void)arena;
	if (!v->erased) {
		st = write_blob(b, &v->original);
		if (!st && v->has_body)
			st = write_blob(b, &v->body);
		if (!st && v->has_reading)
			st = write_reading(b, v);
		if (st)
			return st;
	}
	vb_buf_truncate(&b->line, 0);
	st = vb_bag_write_version(&b->line, v);
	if (st)
		return vb_error_set(err, st, "%.*s version %d: %s",
				    VB_STR_ARG(v->id), v->version,
				    vb_status_text(st));
	b->counts->versions++;
	b->counts->documents += v->version == v->versions;
	return sink_put(&b->records, b, vb_buf_str(&b->line));
}

static vb_status write_event(void *ctx, const struct vb_copy_event *e,
			     struct vb_error *err)
{
	struct bag *b = ctx;
	vb_status st;

	vb_buf_truncate(&b->line, 0);
	st = vb_bag_write_event(&b->line, e);
	if (st)
		return vb_error_set(err, st, "event %lld: %s",
				    (long long)e->number, vb_status_text(st));
	b->counts->events++;
	return sink_put(&b->records, b, vb_buf_str(&b->line));
}

/* One of the two files of lines: `events` or the versions. */
static vb_status write_lines(struct bag *b, bool events, const char *path)
{
	struct vb_digest digest;
	vb_status st = make_folders(b, path), closed;

	if (!st)
		st = sink_open(&b->records, b, path);
	if (st)
		return st;
	st = events ? vb_archive_copy_events(b->ar, write_event, b, b->err) :
		      vb_archive_copy_versions(b->ar, write_version, b, b->err);
	closed = sink_close(&digest, &b->records, b, path);
	if (!st)
		st = closed;
	return st ? st : list_payload(b, &digest, path, b->records.bytes);
}

static vb_status write_all_payload(struct bag *b)
{
	vb_status st = vb_archive_freeze(b->ar, b->err);

	if (!st)
		st = write_lines(b, false, "data/records.ndjson");
	if (!st)
		st = write_lines(b, true, "data/events.ndjson");
	vb_archive_thaw(b->ar);
	return st;
}

static vb_status describe(struct bag *b, const struct vb_bag_options *o)
{
	char now[VB_TIME_TEXT];
	vb_status st = VB_OK;

	vb_clock_iso(now);
	vb_buf_truncate(&b->line, 0);
	if (o->organization)
		st = vb_buf_printf(&b->line, "Source-Organization: %s\n",
				   o->organization);
	if (!st && o->software)
		st = vb_buf_printf(&b->line, "Bag-Software-Agent: %s\n",
				   o->software);
	if (!st)
		st = vb_buf_printf(&b->line,
				   "Bagging-Date: %.10s\n"
				   "Payload-Oxum: %lld.%lld\n",
				   now, (long long)b->counts->bytes,
				   (long long)b->counts->files);
	return st ? vb_error_set(b->err, st, "%s", vb_status_text(st)) : VB_OK;
}

static vb_status write_tags(struct bag *b, const struct vb_bag_options *o)
{
	const struct vb_str bagit = VB_STR("BagIt-Version: 1.0\n"
					   "Tag-File-Character-Encoding: "
					   "UTF-8\n");
	struct vb_digest manifest, digest;
	struct sink tags = { 0 };
	vb_status st =
		sink_close(&manifest, &b->manifest, b, "manifest-sha256.txt");
	vb_status closed;

	if (!st)
		st = describe(b, o);
	if (!st)
		st = sink_open(&tags, b, "tagmanifest-sha256.txt");
	if (st)
		return st;
	st = write_file(b, "bag-info.txt", vb_buf_str(&b->line), &digest);
	if (!st)
		st = list(&tags, b, &digest, "bag-info.txt");
	if (!st)
		st = write_file(b, "bagit.txt", bagit, &digest);
	if (!st)
		st = list(&tags, b, &digest, "bagit.txt");
	if (!st)
		st = list(&tags, b, &manifest, "manifest-sha256.txt");
	closed = sink_close(&digest, &tags, b, "tagmanifest-sha256.txt");
	return st ? st : closed;
}

/* All files at once: a sync of each would cost more than writing them. */
static vb_status publish(struct bag *b)
{
	struct vb_buf parent = VB_BUF_INIT(1 << 16);
	const char *slash = strrchr(b->dir, '/');
	vb_status st;

	if (syncfs(b->root))
		return cannot(b, "");
	if (rename(vb_buf_cstr(&b->part), b->dir))
		return vb_error_errno(b->err, "%s: cannot rename to it",
				      b->dir);
	st = vb_buf_append(
		&parent,
		slash ? vb_str_of(b->dir, (size_t)(slash - b->dir) + 1) :
			VB_STR("."));
	if (!st)
		st = vb_file_sync_dir(vb_buf_cstr(&parent), b->err);
	vb_buf_clear(&parent);
	return st;
}

/* What a run that was killed has left; one at work holds the lock. */
static vb_status clear_part(struct bag *b)
{
	const char *path = vb_buf_cstr(&b->part);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	vb_status st = VB_OK;

	if (fd < 0 && errno == ENOENT)
		return VB_OK;
	if (fd < 0)
		return vb_error_errno(b->err, "%s", path);
	if (flock(fd, LOCK_EX | LOCK_NB))
		st = vb_error_set(b->err, VB_BUSY,
				  "%s: another export is at work", path);
	else
		st = vb_file_remove_tree(path, b->err);
	close(fd);
	return st;
}

static vb_status make_part(struct bag *b)
{
	const char *path = vb_buf_cstr(&b->part);

	if (mkdir(path, 0777))
		return vb_error_errno(b->err, "%s: cannot create", path);
	b->root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (b->root < 0)
		return vb_error_errno(b->err, "%s", path);
	if (!flock(b->root, LOCK_EX | LOCK_NB))
		return sink_open(&b->manifest, b, "manifest-sha256.txt");
	close(b->root);
	b->root = -1; /* not ours to remove */
	return vb_error_set(b->err, VB_BUSY, "%s: another export is at work",
			    path);
}

/* rename() replaces an empty folder, and nothing else that is there. */
static vb_status check_target(struct bag *b)
{
	struct stat info;

	if (lstat(b->dir, &info))
		return errno == ENOENT ? VB_OK :
					 vb_error_errno(b->err, "%s", b->dir);
	if (!S_ISDIR(info.st_mode))
		return vb_error_set(b->err, VB_BAD_INPUT, "%s: not a folder",
				    b->dir);
	return vb_bag_entries(b->dir, NULL, 0, b->err);
}

static vb_status check_options(const struct vb_bag_options *o,
			       struct vb_error *err)
{
	struct vb_str s = vb_str_from(o->organization);

	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 32 || s.ptr[i] == 127)
			return vb_error_set(err, VB_BAD_INPUT,
					    "the organization has a control "
					    "character");
	return vb_utf8_valid(s) ? VB_OK :
				  vb_error_set(err, VB_BAD_INPUT,
					       "the organization is not UTF-8");
}

static vb_status write_bag(struct bag *b, const struct vb_bag_options *o)
{
	vb_status st = make_part(b);

	if (!st)
		st = write_all_payload(b);
	if (!st)
		st = write_tags(b, o);
	if (!st)
		st = publish(b);
	if (b->manifest.file)
		fclose(b->manifest.file);
	/* Whatever it was, it is of no use to anybody. */
	if (st && b->root >= 0)
		vb_file_remove_tree(vb_buf_cstr(&b->part), NULL);
	if (b->root >= 0)
		close(b->root);
	return st;
}

vb_status vb_bag_write(struct vb_bag_counts *out, vb_archive *ar,
		       const char *dir, const struct vb_bag_options *options,
		       struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct vb_buf name = VB_BUF_INIT(VB_BAG_PATH);
	struct bag b = { .ar = ar,
			 .part = VB_BUF_INIT(VB_BAG_PATH),
			 .root = -1,
			 .counts = out,
			 .bytes = VB_BUF_INIT(VB_BLOB_LIMIT),
			 .line = VB_BUF_INIT(VB_BAG_LINE_LIMIT),
			 .err = err ? err : &own };
	struct vb_str path = vb_str_from(dir);
	vb_status st;

	memset(out, 0, sizeof(*out));
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	st = vb_buf_append(&name, path);
	if (!st)
		st = vb_buf_printf(&b.part, "%s" PART, vb_buf_cstr(&name));
	if (st)
		vb_error_set(b.err, st, "%s", vb_status_text(st));
	b.dir = vb_buf_cstr(&name);
	if (!st)
		st = check_options(options, b.err);
	if (!st)
		st = check_target(&b);
	if (!st)
		st = clear_part(&b);
	if (!st)
		st = write_bag(&b, options);
	vb_buf_clear(&b.line);
	vb_buf_clear(&b.bytes);
	vb_buf_clear(&b.part);
	vb_buf_clear(&name);
	return st;
}
