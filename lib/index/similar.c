#include "index/similar.h"

#include <stdlib.h>

#include "base/clock.h"
#include "index/content.h"
#include "index/hit.h"
#include "index/likeness.h"
#include "index/schema.h"
#include "index/searcher.h"
#include "xapian-c/search.h"

#define RETRIES 3
#define TIMEOUT_US 2000000
#define CANDIDATES ((size_t)1 << 20) /* of one band, or of one hash */
#define SCORE_LEAST 0.1		     /* below: shares words and no subject */

struct found {
	uint32_t docid;
	enum vb_similarity relation;
	bool same_number;
	unsigned bits;
	double score;
};

/* Numbers of documents, growing. */
struct numbers {
	uint32_t *ids;
	size_t n, cap;
	bool no_memory;
};

struct finding {
	vb_searcher *s;
	struct vb_arena *arena;
	struct vb_error *err;
	struct vb_related_list *out;
	size_t limit;
	uint32_t docid; /* of the document asked about */
	vb_xapian_doc *doc;
	struct vb_entry entry; /* in the arena */
	struct vb_fingerprint print;
	bool comparable;
	struct vb_str group; /* value of VB_SLOT_GROUP, or empty */
	struct vb_series series;
	struct numbers ids;
	struct found found[VB_SIMILAR_MAX];
	size_t n;
	size_t room; /* of `found` that may be used */
};

const char *vb_similarity_name(enum vb_similarity relation)
{
	static const char *const names[] = {
		[VB_SIMILAR_TEXT] = "same-text",
		[VB_SIMILAR_DOCUMENT] = "same-document",
		[VB_SIMILAR_NEAR] = "near",
		[VB_SIMILAR_PREVIOUS] = "series-previous",
		[VB_SIMILAR_NEXT] = "series-next",
		[VB_SIMILAR_CONTENT] = "similar",
	};

	return names[relation];
}

static vb_status no_memory(struct finding *f)
{
	return vb_error_set(f->err, VB_NO_MEMORY, "no memory");
}

static struct found *find_found(struct finding *f, uint32_t docid)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->found[i].docid == docid)
			return &f->found[i];
	return NULL;
}

/* Add a document unless it is there or there is no room. */
static void add_found(struct finding *f, const struct found *item)
{
	if (item->docid == f->docid || f->n == f->room ||
	    find_found(f, item->docid))
		return;
	f->found[f->n++] = *item;
}

static bool add_number(void *ctx, uint32_t id)
{
	struct numbers *all = ctx;

	if (all->n == all->cap) {
		size_t cap = all->cap ? all->cap * 2 : 1024;
		void *grown = realloc(all->ids, cap * sizeof(*all->ids));

		if (!grown) {
			all->no_memory = true;
			return false;
		}
		all->ids = grown;
		all->cap = cap;
	}
	all->ids[all->n++] = id;
	return all->n < CANDIDATES;
}

/* Add the documents with that term to f->ids. */
static vb_status add_postings(struct finding *f, const char *prefix,
			      struct vb_str value)
{
	struct vb_buf term = VB_BUF_INIT(VB_TERM_BYTES + 1);
	vb_status st = vb_schema_term(&term, prefix, value);

	if (!st)
		st = vb_xapian_db_postings(f->s->db, vb_buf_str(&term),
					   add_number, &f->ids, f->err);
	vb_buf_clear(&term);
	return !st && f->ids.no_memory ? no_memory(f) : st;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* f->ids in order, each once. */
static struct vb_xapian_numbers sorted(struct finding *f)
{
	size_t n = 0;

	if (f->ids.n)
		qsort(f->ids.ids, f->ids.n, sizeof(*f->ids.ids), by_number);
	for (size_t i = 0; i < f->ids.n; i++)
		if (!n || f->ids.ids[n - 1] != f->ids.ids[i])
			f->ids.ids[n++] = f->ids.ids[i];
	f->ids.n = n;
	return (struct vb_xapian_numbers){ f->ids.ids, n };
}

static vb_status value_of(struct vb_str *out, struct finding *f, uint32_t slot)
{
	struct vb_buf value = VB_BUF_INIT(4096);
	vb_status st = vb_xapian_doc_value(&value, f->doc, slot, f->err);

	*out = VB_STR_EMPTY;
	if (!st && value.len &&
	    !vb_arena_dup(out, f->arena, vb_buf_str(&value)))
		st = no_memory(f);
	vb_buf_clear(&value);
	return st;
}

static bool dup(struct finding *f, struct vb_str *s)
{
	return !s->len || vb_arena_dup(s, f->arena, *s);
}

/* What of the document itself is needed. */
static vb_status read_values(struct finding *f)
{
	struct vb_str print, series;
	vb_status st = value_of(&print, f, VB_SLOT_PRINT);

	if (!st)
		st = value_of(&f->group, f, VB_SLOT_GROUP);
	if (!st)
		st = value_of(&series, f, VB_SLOT_SERIES);
	if (!st)
		st = vb_hit_stored(&f->entry, &f->s->data, &f->s->opener,
				   f->doc, f->err);
	if (st)
		return st;
	f->comparable = vb_print_read(&f->print, print);
	vb_series_value_read(&f->series, series);
	if (!dup(f, &f->entry.title) || !dup(f, &f->entry.number) ||
	    !dup(f, &f->entry.date))
		return no_memory(f);
	f->out->title = f->entry.title;
	f->out->number = f->entry.number;
	return VB_OK;
}

static bool first_only(void *ctx, uint32_t id)
{
	*(uint32_t *)ctx = id;
	return false;
}

static vb_status open_document(struct finding *f, struct vb_str id)
{
	struct vb_buf term = VB_BUF_INIT(1024);
	vb_status st = vb_schema_id_term(&term, id);

	f->docid = 0;
	if (!st)
		st = vb_xapian_db_postings(f->s->db, vb_buf_str(&term),
					   first_only, &f->docid, f->err);
	vb_buf_clear(&term);
	if (!st && !f->docid)
		st = vb_error_set(f->err, VB_NOT_FOUND, "no such document");
	if (!st)
		st = vb_xapian_db_document(&f->doc, f->s->db, f->docid, f->err);
	return st ? st : read_values(f);
}

/* Whole texts word for word the same. */
static vb_status find_same_text(struct finding *f)
{
	struct found item = { .relation = VB_SIMILAR_TEXT };
	char hash[VB_HASH_TEXT];
	vb_status st;

	if (!f->comparable)
		return VB_OK;
	vb_hash_text(hash, f->print.words);
	f->ids.n = 0;
	st = add_postings(f, VB_PREFIX_SAME_WORDS, vb_str_from(hash));
	for (size_t i = 0; i < f->ids.n && !st; i++) {
		item.docid = f->ids.ids[i];
		add_found(f, &item);
	}
	return st;
}

static vb_status find_same_document(struct finding *f)
{
	struct found item = { .relation = VB_SIMILAR_DOCUMENT,
			      .same_number = true };
	vb_status st;

	if (!f->group.len || f->group.ptr[0] != 'N')
		return VB_OK;
	f->ids.n = 0;
	st = add_postings(f, VB_PREFIX_SAME_DOCUMENT, vb_str_skip(f->group, 1));
	for (size_t i = 0; i < f->ids.n && !st; i++) {
		struct found *known = find_found(f, f->ids.ids[i]);

		item.docid = f->ids.ids[i];
		if (known)
			known->same_number = true;
		else
			add_found(f, &item);
	}
	return st;
}

/* Add one that is near; when all places are taken, for the least near. */
static void add_near(struct finding *f, const struct found *item)
{
	struct found *least = NULL;

	if (f->n < VB_SIMILAR_MAX) {
		add_found(f, item);
		return;
	}
	for (size_t i = 0; i < f->n; i++)
		if (f->found[i].relation == VB_SIMILAR_NEAR &&
		    (!least || f->found[i].bits >= least->bits))
			least = &f->found[i];
	if (least && item->bits < least->bits && item->docid != f->docid &&
	    !find_found(f, item->docid))
		*least = *item;
}

static bool look_near(void *ctx, uint32_t id, struct vb_str value)
{
	struct found item = { .docid = id, .relation = VB_SIMILAR_NEAR };
	struct vb_fingerprint other;
	struct finding *f = ctx;

	if (!vb_print_read(&other, value))
		return true;
	item.bits = vb_fingerprint_distance(f->print.likeness, other.likeness);
	if (item.bits <= VB_FINGERPRINT_NEAR)
		add_near(f, &item);
	return true;
}

static int by_bits(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->bits != y->bits)
		return x->bits < y->bits ? -1 : 1;
	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* Those that share a band, compared in full. */
static vb_status find_near(struct finding *f)
{
	char band[VB_BAND_TEXT];
	size_t before = f->n;
	vb_status st = VB_OK;

	if (!f->comparable)
		return VB_OK;
	f->ids.n = 0;
	for (unsigned i = 0; i < VB_LIKENESS_BANDS && !st; i++) {
		vb_likeness_band(band, f->print.likeness, i);
		st = add_postings(f, VB_PREFIX_BAND, vb_str_from(band));
	}
	if (st)
		return st;
	/* All places, so that the nearest stay, whatever their numbers. */
	f->room = VB_SIMILAR_MAX;
	st = vb_xapian_db_values_of(f->s->db, VB_SLOT_PRINT, sorted(f),
				    look_near, f, f->err);
	f->room = f->limit;
	qsort(f->found + before, f->n - before, sizeof(f->found[0]), by_bits);
	if (f->n > f->limit)
		f->n = f->limit > before ? f->limit : before;
	return st;
}

/* What of another document a series is compared by. */
static vb_status read_part(struct vb_series *series, struct vb_entry *entry,
			   struct finding *f, uint32_t docid)
{
	struct vb_buf value = VB_BUF_INIT(4096);
	vb_xapian_doc *doc = NULL;
	vb_status st = vb_xapian_db_document(&doc, f->s->db, docid, f->err);

	if (!st)
		st = vb_xapian_doc_value(&value, doc, VB_SLOT_SERIES, f->err);
	if (!st && vb_series_value_read(series, vb_buf_str(&value)) &&
	    !dup(f, &series->key))
		st = no_memory(f);
	if (!st)
		st = vb_hit_stored(entry, &f->s->data, &f->s->opener, doc,
				   f->err);
	vb_xapian_doc_free(doc);
	vb_buf_clear(&value);
	return st;
}

static vb_status find_series(struct finding *f)
{
	static const struct found previous = { .relation =
						       VB_SIMILAR_PREVIOUS };
	static const struct found next = { .relation = VB_SIMILAR_NEXT };
	vb_status st;

	if (!f->series.key.len)
		return VB_OK;
	f->ids.n = 0;
	st = add_postings(f, VB_PREFIX_SERIES, f->series.key);
	for (int side = 0; side < 2 && !st; side++) {
		struct found item = side ? next : previous;

		for (size_t i = 0; i < f->ids.n && !st; i++) {
			struct vb_series *mine = &f->series, other;
			struct vb_entry e;

			item.docid = f->ids.ids[i];
			if (item.docid == f->docid)
				continue;
			st = read_part(&other, &e, f, item.docid);
			if (!st && (side ? vb_series_next(mine, f->entry.date,
							  &other, e.date) :
					   vb_series_next(&other, e.date, mine,
							  f->entry.date)))
				add_found(f, &item);
		}
	}
	return st;
}

static vb_status take_hits(struct finding *f, const vb_xapian_mset *mset)
{
	struct found item = { .relation = VB_SIMILAR_CONTENT };
	uint32_t size = vb_xapian_mset_size(mset);
	struct vb_xapian_hit hit;
	double best = 0;
	vb_status st = VB_OK;

	for (uint32_t i = 0; i < size && !st; i++) {
		st = vb_xapian_mset_hit(&hit, mset, i, f->err);
		if (st)
			break;
		if (!i)
			best = hit.weight;
		item.docid = hit.docid;
		item.score = best > 0 ? hit.weight / best : 0;
		if (item.score < SCORE_LEAST)
			break;
		add_found(f, &item);
	}
	return st;
}

/* The document itself is the best hit, and measures the others. */
static vb_status search_content(struct finding *f, vb_q query)
{
	static const struct vb_xapian_bm25 bm25 = { 0.6, 0, 1, 0.5, 0.5 };
	struct vb_xapian_range range = { .n = (uint32_t)f->limit + 1 };
	vb_xapian_enquire *enq = NULL;
	vb_xapian_mset *mset = NULL;
	vb_status st;

	range.n += (uint32_t)f->n;
	st = vb_xapian_enquire_new(&enq, f->s->db, f->err);
	if (!st)
		st = vb_xapian_enquire_set_query(enq, query, f->err);
	if (!st)
		st = vb_xapian_enquire_bm25(enq, &bm25, f->err);
	if (!st)
		st = vb_xapian_enquire_collapse(enq, VB_SLOT_GROUP, 1, f->err);
	if (!st)
		st = vb_xapian_search(&mset, enq, &range, f->err);
	if (!st)
		st = take_hits(f, mset);
	vb_xapian_mset_free(mset);
	vb_xapian_enquire_free(enq);
	return st;
}

static vb_status find_content(struct finding *f, int64_t deadline)
{
	struct vb_qbuild build;
	vb_status st;
	vb_q query;

	if (f->n == f->limit)
		return VB_OK;
	vb_qbuild_init(&build, f->s->db, f->arena, f->err);
	query = vb_content_query(&build, f->doc, f->entry.title);
	query = vb_q_deadline(&build, query, deadline);
	st = build.status;
	if (!st && query)
		st = search_content(f, query);
	vb_qbuild_clear(&build);
	return st;
}

static vb_status fill(struct finding *f)
{
	vb_status st = VB_OK;

	f->out->items =
		vb_arena_calloc(f->arena, f->n + 1, sizeof(*f->out->items));
	if (!f->out->items)
		return no_memory(f);
	for (size_t i = 0; i < f->n && !st; i++) {
		struct vb_related *item = &f->out->items[i];
		vb_xapian_doc *doc = NULL;
		struct vb_entry entry;

		item->relation = f->found[i].relation;
		item->same_number = f->found[i].same_number;
		item->bits = f->found[i].bits;
		item->score = f->found[i].score;
		st = vb_xapian_db_document(&doc, f->s->db, f->found[i].docid,
					   f->err);
		if (!st)
			st = vb_hit_stored(&entry, &f->s->data, &f->s->opener,
					   doc, f->err);
		if (!st && vb_hit_fill(&item->hit, &entry, f->arena))
			st = no_memory(f);
		vb_xapian_doc_free(doc);
	}
	f->out->n = st ? 0 : f->n;
	return st;
}

static vb_status attempt(struct finding *f, struct vb_str id)
{
	int64_t deadline = vb_clock_us() + TIMEOUT_US;
	vb_status st = open_document(f, id);

	if (!st)
		st = find_same_text(f);
	if (!st)
		st = find_same_document(f);
	if (!st)
		st = find_near(f);
	if (!st)
		st = find_series(f);
	if (!st)
		st = find_content(f, deadline);
	if (!st)
		st = fill(f);
	vb_xapian_doc_free(f->doc);
	free(f->ids.ids);
	f->out->revision = f->s->revision;
	return st;
}

vb_status vb_similar(struct vb_related_list *out, vb_searcher *s,
		     struct vb_str id, size_t limit, struct vb_arena *arena,
		     struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	int64_t start = vb_clock_us();
	vb_status st = VB_OK;

	if (!err)
		err = &own;
	*out = (struct vb_related_list){ .n = 0 };
	out->title = out->number = VB_STR_EMPTY;
	if (!vb_arena_dup(&out->id, arena, id))
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	if (limit > VB_SIMILAR_MAX)
		return vb_error_set(err, VB_TOO_BIG,
				    "at most %d documents can be asked for",
				    VB_SIMILAR_MAX);
	for (int i = 0; i < RETRIES; i++) {
		struct finding f = { .s = s,
				     .arena = arena,
				     .err = err,
				     .out = out,
				     .limit = limit,
				     .room = limit };

		st = vb_searcher_follow(s, err);
		if (!st)
			st = attempt(&f, id);
		if (st != VB_BUSY)
			break;
	}
	out->took_us = vb_clock_us() - start;
	return st;
}
