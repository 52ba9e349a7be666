/* The members of a ZIP file, as if it were a folder. */
#include "indexer.h"

#include <stdlib.h>

#include "base/deflate.h"
#include "base/file.h"
#include "format/format.h"

#define ZIP_LIMIT ((size_t)512 << 20) /* what a worker takes */

struct unzip {
	struct walker *w;
	const char *zip;
	struct vb_str source; /* of the file */
	struct vb_buf path, name;
	struct vb_buf plain; /* of a member in gzip */
};

/* As in a folder: are all names on the way to it good? */
static bool is_wanted(struct unzip *u, struct vb_str path)
{
	char name[256];

	while (path.len) {
		size_t n = vb_str_find(path, VB_STR("/"), 0);
		struct vb_str part = vb_str_sub(path, 0, n);

		snprintf(name, sizeof(name), "%.*s", VB_STR_ARG(part));
		if (walk_is_ignored(u->w, name))
			return false;
		path = vb_str_skip(path, part.len + 1);
	}
	return true;
}

/* "ZIP/MEMBER", to name and as a source. */
static vb_status set_names(struct unzip *u, struct vb_str member)
{
	vb_status st;

	vb_buf_truncate(&u->path, 0);
	vb_buf_truncate(&u->name, 0);
	st = vb_buf_append_cstr(&u->path, u->zip);
	if (!st)
		st = vb_buf_append(&u->name, u->source);
	if (st || !member.len)
		return st;
	st = vb_buf_append_char(&u->path, '/');
	if (!st)
		st = vb_buf_append(&u->path, member);
	if (!st)
		st = vb_buf_append_char(&u->name, '/');
	return st ? st : walk_print_name(&u->name, member);
}

static struct job *add_job(struct unzip *u)
{
	struct job *job =
		walk_add(u->w, vb_buf_cstr(&u->path), vb_buf_str(&u->name));

	if (job)
		job->member = true;
	return job;
}

static void refuse(struct unzip *u, const char *why)
{
	struct job *job = add_job(u);

	if (job)
		job->refused = why;
}

static void add_lines(struct unzip *u, struct vb_str bytes)
{
	struct vb_str line, rest = bytes;
	size_t number = 0;

	if (vb_str_starts(bytes, VB_STR("\x1f\x8b"))) {
		vb_buf_truncate(&u->plain, 0);
		if (vb_gunzip(&u->plain, bytes, NULL)) {
			refuse(u, "damaged or too big gzip data");
			return;
		}
		rest = vb_buf_str(&u->plain);
	}
	while (!u->w->stopped && vb_str_next_line(&line, &rest)) {
		struct job *job =
			walk_add_line(u->w, vb_buf_cstr(&u->path),
				      vb_buf_str(&u->name), ++number, line);

		if (job)
			job->member = true;
	}
}

static void add_file(struct unzip *u, struct vb_str bytes)
{
	struct job *job = add_job(u);

	if (!job)
		return;
	if (!vb_arena_dup(&job->bytes, &u->w->batch->arena, bytes))
		job->refused = "out of memory";
	u->w->batch->bytes += bytes.len + walk_weight(job->path.ptr);
}

static vb_status take(void *ctx, const struct vb_member *m)
{
	struct unzip *u = ctx;

	if (u->w->stopped || indexer_stop)
		return VB_CANCELLED;
	if (!is_wanted(u, m->path))
		return VB_OK;
	if (set_names(u, m->path))
		return VB_NO_MEMORY;
	if (m->fault)
		refuse(u, vb_member_fault_text(m->fault));
	else if (walk_is_ndjson(u->w->walk->options, vb_buf_cstr(&u->path)))
		add_lines(u, m->bytes);
	else
		add_file(u, m->bytes);
	return u->w->stopped ? VB_CANCELLED : VB_OK;
}

/* What it holds is taken; what broke it is one more message. */
static bool members(struct unzip *u, struct vb_str bytes)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_status st = vb_pool_members(u->w->walk->pool, bytes, take, u, &err);
	struct job *job;
	struct vb_str why;

	if (!st || st == VB_CANCELLED)
		return true;
	if (st == VB_BAD_INPUT || st == VB_TOO_BIG)
		return false; /* not opened: there were none */
	if (set_names(u, VB_STR_EMPTY))
		return true;
	job = add_job(u);
	if (!job)
		return true;
	job->refused = "cannot be unpacked";
	if (vb_arena_dup(&why, &u->w->batch->arena, vb_str_from(err.message)))
		job->refused = why.ptr;
	return true;
}

/* Is it a ZIP file of documents, with something in it? */
static bool is_folder(struct vb_str bytes)
{
	return bytes.len > 22 && /* an empty one has but its end */
	       !strcmp(vb_format_sniff(bytes, VB_STR_EMPTY), "zip");
}

bool walk_zip(struct walker *w, const char *path)
{
	struct unzip u = { .w = w,
			   .zip = path,
			   .path = VB_BUF_INIT(1 << 18),
			   .name = VB_BUF_INIT(1 << 18),
			   .plain = VB_BUF_INIT(VB_MEMBER_BYTES) };
	struct vb_buf bytes = VB_BUF_INIT(ZIP_LIMIT);
	struct vb_buf source = VB_BUF_INIT(1 << 16);
	bool done = false;

	/* main looks at these the other way round */
	atomic_store(&w->walk->unzipping, true);
	if (w->walk->pool && !indexer_stop &&
	    vb_str_ends_nocase(vb_str_from(path), ".zip") &&
	    !vb_file_read(&bytes, path, VB_FILE_FOLLOW, NULL) &&
	    is_folder(vb_buf_str(&bytes)) && !walk_source(&source, w, path)) {
		u.source = vb_buf_str(&source);
		done = members(&u, vb_buf_str(&bytes));
	}
	atomic_store(&w->walk->unzipping, false);
	vb_buf_clear(&source);
	vb_buf_clear(&bytes);
	vb_buf_clear(&u.plain);
	vb_buf_clear(&u.name);
	vb_buf_clear(&u.path);
	return done;
}
