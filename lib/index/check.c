#include "index/check.h"

#include <stdio.h>

#include "index/columns.h"
#include "index/columns_make.h"
#include "index/place.h"
#include "index/schema.h"
#include "index/searcher.h"
#include "xapian-c/compact.h"

struct check {
	vb_archive *ar;
	vb_searcher *searcher;
	struct vb_index_stats stats;
	void (*fn)(void *ctx, const char *item, const char *fault);
	void *ctx;
	size_t faults;
	uint32_t expected; /* documents that must be in the index */
	struct vb_error *err;
};

static void fault(struct check *c, const char *item, const char *what)
{
	c->faults++;
	c->fn(c->ctx, item, what);
}

/* A document that is held, readable and within the sequence reached. */
static vb_status check_id(void *ctx, struct vb_str id, int64_t sequence,
			  enum vb_read_state state)
{
	struct check *c = ctx;
	bool wanted =
		state != VB_READ_REJECTED && sequence <= c->stats.sequence;
	bool found = false;
	char name[300];
	vb_status st;

	if (sequence > c->stats.sequence)
		return VB_OK;
	st = vb_searcher_has(&found, c->searcher, id, c->err);
	if (st)
		return st;
	c->expected += wanted;
	if (found == wanted)
		return VB_OK;
	snprintf(name, sizeof(name), "document %.*s", VB_STR_ARG(id));
	fault(c, name,
	      found ? "is in the index but was rejected" :
		      "is not in the index");
	return VB_OK;
}

static vb_status check_structure(struct check *c, struct vb_error *err)
{
	struct vb_buf report = VB_BUF_INIT(65536);
	size_t errors = 0;
	vb_status st = vb_xapian_check(&errors, vb_buf_cstr(&c->searcher->path),
				       &report, err);

	if (st == VB_CORRUPT) {
		fault(c, "index", err ? err->message : "is damaged");
		st = VB_OK;
	} else if (!st && errors) {
		fault(c, "index", "fails Xapian's check: rebuild it");
	}
	vb_buf_clear(&report);
	return st;
}

static vb_status check_columns(struct check *c)
{
	const char *what;
	vb_status st = vb_columns_verify(&what, c->searcher, c->err);

	if (!st && what)
		fault(c, "index/" VB_COLUMNS_FILE, what);
	return st == VB_CORRUPT ? VB_OK : st; /* the index: it was named */
}

static vb_status check_counts(struct check *c, struct vb_error *err)
{
	char text[160];
	int64_t sequence = 0;
	vb_status st = vb_archive_sequence(&sequence, c->ar, err);

	if (st)
		return st;
	if (sequence != c->stats.sequence) {
		snprintf(text, sizeof(text),
			 "has reached %lld of %lld: run vanban-indexer",
			 (long long)c->stats.sequence, (long long)sequence);
		fault(c, "index", text);
	} else if (c->stats.documents != c->expected) {
		snprintf(text, sizeof(text),
			 "holds %u documents where %u should be",
			 c->stats.documents, c->expected);
		fault(c, "index", text);
	}
	return VB_OK;
}

vb_status vb_index_verify(size_t *faults, const char *dir, vb_archive *ar,
			  void (*fn)(void *ctx, const char *item,
				     const char *fault),
			  void *ctx, struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct check c = {
		.ar = ar, .fn = fn, .ctx = ctx, .err = err ? err : &own
	};
	vb_status st = vb_searcher_open(&c.searcher, dir, c.err);

	if (st == VB_NOT_FOUND || st == VB_CORRUPT || st == VB_MISMATCH) {
		fault(&c, "index", c.err->message);
		*faults = c.faults;
		return VB_OK;
	}
	if (!st)
		st = vb_searcher_stats(&c.stats, c.searcher, c.err);
	if (!st)
		st = check_structure(&c, c.err);
	if (!st)
		st = check_columns(&c);
	if (!st)
		st = vb_archive_each_id(ar, check_id, &c, c.err);
	if (!st)
		st = check_counts(&c, c.err);
	vb_searcher_close(c.searcher);
	*faults = c.faults;
	return st;
}
