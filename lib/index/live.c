#include "index/live.h"

#include <stdio.h>

#include "base/clock.h"
#include "index/builder.h"
#include "index/dictionary_make.h"
#include "index/schema.h"
#include "xapian-c/writer.h"

/*
 * A reader that falls two commits behind must reopen, so commits keep this
 * distance; and a batch must not grow without bound in memory.
 */
#define COMMIT_US 1000000
#define BATCH_POSTINGS 4000000

struct live {
	const struct vb_update *update;
	struct vb_update_result *out;
	int64_t total;
	vb_archive *ar;
	vb_builder *builder;
	vb_xapian_doc *doc;
	vb_xapian_writer *writer;
	bool open; /* a transaction is */
	int64_t since;
	size_t postings;
	int64_t sequence;
	struct vb_late_list late; /* of this transaction */
};

vb_status vb_index_mark(vb_xapian_writer *writer, int64_t sequence,
			struct vb_error *err)
{
	char text[24];
	vb_status st;

	snprintf(text, sizeof(text), "%lld", (long long)sequence);
	st = vb_xapian_writer_set_metadata(writer, VB_STR(VB_META_VERSION),
					   vb_str_from(vb_schema_version()),
					   err);
	if (st)
		return st;
	return vb_xapian_writer_set_metadata(writer, VB_STR(VB_META_SEQUENCE),
					     vb_str_from(text), err);
}

static vb_status commit(struct live *l, struct vb_error *err)
{
	vb_status st = VB_OK;

	if (!l->open)
		return VB_OK;
	vb_late_list_write(&l->late);
	st = vb_index_mark(l->writer, l->sequence, err);
	if (!st)
		st = vb_xapian_writer_commit_transaction(l->writer, err);
	l->open = false;
	if (!st)
		l->out->sequence = l->sequence;
	if (!st && l->update->progress)
		l->update->progress(l->update->ctx,
				    l->out->indexed + l->out->removed,
				    l->total);
	return st;
}

static vb_status begin(struct live *l, struct vb_error *err)
{
	vb_status st;

	if (l->open)
		return VB_OK;
	st = vb_xapian_writer_begin(l->writer, true, err);
	l->open = !st;
	l->since = vb_clock_us();
	l->postings = 0;
	return st;
}

static vb_status apply(struct live *l, const struct vb_held *held,
		       struct vb_error *err)
{
	const struct vb_xapian_parts *parts;
	struct vb_str term;
	vb_status st;

	st = vb_builder_build(&parts, l->builder, held, err);
	if (!st)
		st = vb_builder_id_term(&term, l->builder, held->id);
	if (st)
		return st;
	if (!parts) {
		l->out->removed++;
		return vb_xapian_writer_delete_term(l->writer, term, err);
	}
	l->postings += parts->n_terms;
	st = vb_xapian_doc_fill(l->doc, parts, err);
	if (st)
		return st;
	l->out->indexed++;
	vb_late_list_add(&l->late, l->doc);
	return vb_xapian_writer_replace_term(NULL, l->writer, term, l->doc,
					     err);
}

static vb_status index_one(void *ctx, const struct vb_held *held,
			   struct vb_arena *arena, struct vb_error *err)
{
	struct live *l = ctx;
	vb_status st;

	(void)arena;
	if (l->update->stop && *l->update->stop)
		return vb_error_set(err, VB_CANCELLED, "stopped");
	st = begin(l, err);
	if (!st)
		st = apply(l, held, err);
	if (st)
		return st;
	l->sequence = held->sequence;
	if (vb_clock_us() - l->since >= COMMIT_US ||
	    l->postings >= BATCH_POSTINGS)
		return commit(l, err);
	return VB_OK;
}

vb_status vb_live_run(struct vb_update_result *out,
		      const struct vb_update *update, struct vb_span span,
		      const char *path, struct vb_error *err)
{
	struct vb_xapian_writer_options options = { .mode = VB_XAPIAN_OPEN };
	struct live l = { .update = update,
			  .out = out,
			  .total = span.count,
			  .late = VB_LATE_LIST_INIT(path) };
	vb_status st, committed;

	out->sequence = span.after;
	st = vb_archive_open(&l.ar, update->dir, VB_ARCHIVE_READ, err);
	if (!st)
		st = vb_builder_new(&l.builder, l.ar, update->log, err);
	if (!st)
		st = vb_xapian_doc_new(&l.doc, err);
	if (!st)
		st = vb_xapian_writer_open(&l.writer, path, &options, err);
	if (!st)
		st = vb_archive_changes(l.ar, span.after, span.upto, index_one,
					&l, err);
	if (!st || st == VB_CANCELLED) {
		committed = commit(&l, err);
		st = committed ? committed : st;
	}
	vb_xapian_writer_close(l.writer);
	vb_xapian_doc_free(l.doc);
	vb_builder_free(l.builder);
	vb_archive_close(l.ar);
	if (!st)
		vb_late_list_follow(&l.late, update);
	vb_late_list_clear(&l.late);
	return st;
}
