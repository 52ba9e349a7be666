#include "index/searcher.h"

#include <errno.h>
#include <stdlib.h>

#include "base/file.h"
#include "index/columns.h"
#include "index/entry.h"
#include "index/offer.h"
#include "index/place.h"
#include "index/schema.h"
#include "index/spelling.h"
#include "index/version.h"
#include "index/written.h"
#include "xapian-c/lists.h"

struct vb_shared {
	vb_xapian_lists *lists;
};

vb_status vb_shared_new(vb_shared **out, struct vb_error *err)
{
	vb_shared *shared = calloc(1, sizeof(*shared));
	vb_status st;

	if (!shared)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	st = vb_xapian_lists_new(&shared->lists, VB_SHARED_BYTES, err);
	if (st)
		free(shared);
	else
		*out = shared;
	return st;
}

void vb_shared_free(vb_shared *shared)
{
	if (!shared)
		return;
	vb_xapian_lists_free(shared->lists);
	free(shared);
}

/* The number at the end of ".../gen-000007". */
static uint64_t generation_of(const char *path)
{
	const char *gen = strrchr(path, '-');

	return gen ? strtoull(gen + 1, NULL, 10) : 0;
}

static void note_revision(vb_searcher *s)
{
	uint64_t revision = 0;

	if (vb_xapian_db_revision(&revision, s->db, NULL))
		revision = 0;
	s->revision = s->generation << 32 | (revision & 0xffffffffu);
}

/* Open the generation that the stub names now. */
static vb_status open_current(vb_searcher *s, struct vb_error *err)
{
	vb_xapian_db *db = NULL;
	struct stat info;
	vb_status st;

	if (stat(vb_buf_cstr(&s->stub), &info))
		return errno == ENOENT ?
			       vb_error_set(err, VB_NOT_FOUND, "no index in %s",
					    vb_buf_cstr(&s->dir)) :
			       vb_error_errno(err, "%s", vb_buf_cstr(&s->stub));
	vb_buf_truncate(&s->path, 0);
	st = vb_place_current(&s->path, vb_buf_cstr(&s->dir), err);
	if (!st)
		st = vb_xapian_db_open(&db, vb_buf_cstr(&s->path), err);
	if (!st)
		st = vb_index_check_version(db, err);
	if (!st && s->shared)
		st = vb_xapian_db_use_lists(db, s->shared->lists, err);
	if (st) {
		vb_xapian_db_close(db);
		return vb_index_opening_failed(st, err);
	}
	vb_columns_close(s->columns);
	s->columns = NULL;
	vb_xapian_db_close(s->db);
	s->db = db;
	s->seen = info;
	s->generation = generation_of(vb_buf_cstr(&s->path));
	note_revision(s);
	return VB_OK;
}

/*
 * A generation may be replaced and removed between reading its name and
 * opening it; then the name is already another.
 */
static vb_status open_patiently(vb_searcher *s, struct vb_error *err)
{
	vb_status st = VB_NOT_FOUND;

	for (int i = 0; i < 3 && (st == VB_NOT_FOUND || st == VB_BUSY); i++)
		st = open_current(s, err);
	return st;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_dev == b->st_dev &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

vb_status vb_searcher_follow(vb_searcher *s, struct vb_error *err)
{
	struct stat info;
	bool changed;
	vb_status st;

	s->followed++;
	if (!s->db || stat(vb_buf_cstr(&s->stub), &info) ||
	    !same_file(&info, &s->seen))
		return open_patiently(s, err);
	st = vb_xapian_db_reopen(&changed, s->db, err);
	if (st)
		return open_patiently(s, err);
	if (changed)
		note_revision(s);
	return VB_OK;
}

vb_status vb_searcher_open(vb_searcher **out, const char *dir,
			   struct vb_error *err)
{
	return vb_searcher_open_shared(out, dir, NULL, err);
}

vb_status vb_searcher_open_shared(vb_searcher **out, const char *dir,
				  const vb_shared *shared, struct vb_error *err)
{
	vb_searcher *s = calloc(1, sizeof(*s));
	vb_status st;

	if (!s)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	s->dir.limit = s->stub.limit = s->path.limit = 4096;
	s->data.limit = VB_ENTRY_BYTES;
	s->opener = (struct vb_opener)VB_OPENER_INIT;
	s->shared = shared;
	st = vb_buf_append_cstr(&s->dir, dir);
	if (!st)
		st = vb_place_part(&s->stub, dir, "XAPIANDB");
	if (!st)
		st = open_patiently(s, err);
	if (st) {
		vb_searcher_close(s);
		return st;
	}
	*out = s;
	return VB_OK;
}

void vb_searcher_close(vb_searcher *s)
{
	if (!s)
		return;
	vb_columns_close(s->columns);
	vb_offers_close(s->offers);
	vb_spelling_close(s->spelling);
	vb_written_close(s->written);
	vb_xapian_db_close(s->db);
	vb_buf_clear(&s->dir);
	vb_buf_clear(&s->stub);
	vb_buf_clear(&s->path);
	vb_buf_clear(&s->data);
	vb_opener_clear(&s->opener);
	free(s);
}

vb_status vb_searcher_refresh(uint64_t *revision, vb_searcher *s,
			      struct vb_error *err)
{
	vb_status st = vb_searcher_follow(s, err);

	*revision = s->revision;
	return st;
}

vb_status vb_searcher_stats(struct vb_index_stats *out, vb_searcher *s,
			    struct vb_error *err)
{
	struct vb_buf text = VB_BUF_INIT(100);
	vb_status st = vb_searcher_follow(s, err);

	memset(out, 0, sizeof(*out));
	if (!st)
		st = vb_xapian_db_count(&out->documents, s->db, err);
	if (!st)
		st = vb_xapian_db_metadata(&text, s->db,
					   VB_STR(VB_META_SEQUENCE), err);
	out->sequence = strtoll(vb_buf_cstr(&text), NULL, 10);
	out->revision = s->revision;
	out->bytes = vb_file_tree_bytes(vb_buf_cstr(&s->path));
	vb_buf_clear(&text);
	return st;
}

vb_status vb_searcher_has(bool *out, vb_searcher *s, struct vb_str id,
			  struct vb_error *err)
{
	struct vb_buf term = VB_BUF_INIT(1024);
	vb_status st = vb_schema_id_term(&term, id);

	if (!st)
		st = vb_xapian_db_term_exists(out, s->db, vb_buf_str(&term),
					      err);
	vb_buf_clear(&term);
	return st;
}
