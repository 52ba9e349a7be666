#include "index/live.h"

#include <stdio.h>

#include "base/clock.h"
#include "index/builder.h"
#include "index/columns_make.h"
#include "index/dictionary_make.h"
#include "index/schema.h"
#include "index/touched.h"
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
	struct vb_touched touched;
	uint64_t reached; /* place in its list that the columns know */
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
	st = vb_touched_write(&l->touched, l->writer, l->sequence, l->reached,
			      err);
	if (!st)
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
	if (!st)
		st = vb_touched_begin(&l->touched, l->writer, err);
	l->since = vb_clock_us();
	l->postings = 0;
	return st;
}

struct gone {
	struct live *live;
	struct vb_error *err;
	vb_status status;
};

static bool note_gone(void *ctx, uint32_t docid)
{
	struct gone *gone = ctx;

	gone->status = vb_touched_add(&gone->live->touched, docid, gone->err);
	return !gone->status;
}

static vb_status take_out(struct live *l, struct vb_str term,
			  struct vb_error *err)
{
	struct gone gone = { .live = l, .err = err };
	vb_status st = vb_xapian_db_postings(vb_xapian_writer_db(l->writer),
					     term, note_gone, &gone, err);

	l->out->removed++;
	st = st ? st : gone.status;
	return st ? st : vb_xapian_writer_delete_term(l->writer, term, err);
}

static vb_status apply(struct live *l, const struct vb_held *held,
		       struct vb_error *err)
{
	const struct vb_xapian_parts *parts;
	struct vb_str term;
	uint32_t docid;
	vb_status st;

	st = vb_builder_build(&parts, l->builder, held, err);
	if (!st)
		st = vb_builder_id_term(&term, l->builder, held->id);
	if (st)
		return st;
	if (!parts)
		return take_out(l, term, err);
	l->postings += parts->n_terms;
	st = vb_xapian_doc_fill(l->doc, parts, err);
	if (st)
		return st;
	l->out->indexed++;
	vb_late_list_add(&l->late, l->doc);
	st = vb_xapian_writer_replace_term(&docid, l->writer, term, l->doc,
					   err);
	return st ? st : vb_touched_add(&l->touched, docid, err);
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
			  .late = VB_LATE_LIST_INIT(path),
			  .reached = vb_columns_reached(path) };
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
	vb_touched_clear(&l.touched);
	if (!st) {
		vb_late_list_follow(&l.late, update);
		vb_columns_renew(path, update);
	}
	vb_late_list_clear(&l.late);
	return st;
}
