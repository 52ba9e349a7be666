#include "index/resolve.h"

#include <stdlib.h>

#include "base/clock.h"
#include "doc/term.h"
#include "doc/type.h"
#include "index/entry.h"
#include "index/hit.h"
#include "index/match.h"
#include "index/qbuild.h"
#include "index/schema.h"
#include "query/query.h"
#include "text/text.h"
#include "text/token.h"
#include "xapian-c/search.h"

#define RETRIES 3     /* when a writer overtook */
#define KEYS_MAX 300  /* different numbers looked up */
#define DOCS_MAX 1000 /* documents read */
#define WORDS_MAX 16  /* beside the number that may name its issuer */

struct run {
	vb_searcher *s;
	struct vb_arena *arena;
	struct vb_error *err;
	struct vb_number number;
	struct vb_wanted wanted;
	struct vb_fittings borne, cited;
	struct vb_str words[WORDS_MAX]; /* folds */
	size_t n_words;
	struct vb_resolution *out;
};

static vb_status no_memory(struct run *r)
{
	vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	return VB_NO_MEMORY;
}

/* The words of one side of the number, but for fillers. */
static vb_status keep_words(struct run *r, struct vb_str text)
{
	static const char *const fillers[] = { "so", "van", "ban", "cua",
					       "ve", "nam", "ngay" };
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, text);
	while (r->n_words < WORDS_MAX && vb_tokenizer_next(&t, &token)) {
		bool filler = false;

		for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]);
		     i++)
			filler |=
				vb_str_eq(token.fold, vb_str_from(fillers[i]));
		if (filler)
			continue;
		if (!vb_arena_dup(&r->words[r->n_words++], r->arena,
				  token.fold))
			return no_memory(r);
	}
	return VB_OK;
}

/* How many of the words typed beside the number a field holds. */
static unsigned words_in(const struct run *r, struct vb_str value)
{
	struct vb_token token;
	unsigned found = 0;
	vb_tokenizer t;

	vb_tokenizer_init(&t, value);
	while (r->n_words && vb_tokenizer_next(&t, &token))
		for (size_t i = 0; i < r->n_words; i++)
			if (vb_str_eq(token.fold, r->words[i])) {
				found |= 1u << i;
				break;
			}
	return (unsigned)__builtin_popcount(found);
}

/* Documents that bear one of the fitting numbers, provisions of one law and
 * issuer collapsed into the first. */
static vb_status ask(vb_xapian_mset **out, struct run *r, struct vb_qbuild *b)
{
	struct vb_xapian_range range = { .n = DOCS_MAX };
	vb_xapian_enquire *enq = NULL;
	struct vb_qlist list = { 0 };
	vb_status st =
		vb_xapian_db_count(&range.check_at_least, r->s->db, r->err);
	vb_q query;

	for (size_t i = 0; i < r->borne.n && i < KEYS_MAX; i++)
		vb_qlist_add(b, &list,
			     vb_q_term(b, VB_PREFIX_NUMBER_KEY,
				       r->borne.items[i].key));
	query = vb_q_combine(b, VB_XAPIAN_OR, &list);
	if (!st)
		st = b->status;
	if (!st)
		st = vb_xapian_enquire_new(&enq, r->s->db, r->err);
	if (!st)
		st = vb_xapian_enquire_set_query(enq, query, r->err);
	if (!st)
		st = vb_xapian_enquire_bool(enq, r->err);
	if (!st)
		st = vb_xapian_enquire_sort(enq, VB_XAPIAN_BY_VALUE,
					    VB_SLOT_ORDER, false, r->err);
	if (!st)
		st = vb_xapian_enquire_collapse(enq, VB_SLOT_PART, 1, r->err);
	if (!st)
		st = vb_xapian_search(out, enq, &range, r->err);
	vb_xapian_enquire_free(enq);
	return st;
}

/* The stored form of a hit, without its text, in the arena. */
static vb_status keep_entry(struct run *r, struct vb_entry **out,
			    const vb_xapian_doc *doc)
{
	struct vb_buf *data = &r->s->data;
	struct vb_str kept;
	struct vb_entry *e;
	vb_status st;

	*out = e = vb_arena_calloc(r->arena, 1, sizeof(*e));
	if (!e)
		return no_memory(r);
	st = vb_hit_stored(e, data, &r->s->opener, doc, r->err);
	if (!st && !vb_arena_dup(&kept, r->arena,
				 vb_str_sub(vb_buf_str(data), 0,
					    data->len - e->text.len)))
		return no_memory(r);
	/* what was read once is read again, without its text */
	return st ? st : vb_entry_decode(e, kept);
}

static const struct vb_fitting *fitting(const struct vb_fittings *list,
					struct vb_str key)
{
	for (size_t i = 0; i < list->n; i++)
		if (vb_str_eq(list->items[i].key, key))
			return &list->items[i];
	return NULL;
}

/* What the key could not tell: the document's own date and type. */
static bool passes(const struct run *r, const struct vb_check *check,
		   const struct vb_entry *e)
{
	const struct vb_type *said = r->number.said;
	unsigned long year;

	if (check->year &&
	    (!vb_str_to_ulong(&year, vb_str_sub(e->date, 0, 4), 9999) ||
	     year != check->year))
		return false;
	return !check->type || !said || !e->type.len ||
	       vb_str_eq(e->type, vb_str_from(said->slug));
}

static vb_status add_doc(struct run *r, const vb_xapian_mset *mset, uint32_t i)
{
	struct vb_candidate_doc *c = &r->out->docs[r->out->n_docs];
	const struct vb_fitting *fit, *cited;
	vb_xapian_doc *doc = NULL;
	struct vb_xapian_hit hit;
	struct vb_number n;
	vb_status st = vb_xapian_mset_hit(&hit, mset, i, r->err);

	if (!st)
		st = vb_xapian_mset_document(&doc, mset, i, r->err);
	if (!st)
		st = keep_entry(r, &c->entry, doc);
	vb_buf_truncate(&r->s->data, 0);
	if (!st)
		st = vb_xapian_doc_value(&r->s->data, doc, VB_SLOT_PART,
					 r->err);
	vb_xapian_doc_free(doc);
	if (st || !vb_number_find(&n, c->entry->number, 0))
		return st;
	fit = fitting(&r->borne, vb_str_from(n.key));
	if (!fit || !passes(r, &fit->check, c->entry))
		return VB_OK;
	cited = fitting(&r->cited, fit->key);
	c->key = fit->key;
	c->fit = fit->fit;
	c->cited_by = cited ? cited->documents : 0;
	c->articles = r->s->data.len ? hit.collapsed + 1 : 0;
	c->words = words_in(r, c->entry->issuer) + words_in(r, c->entry->place);
	r->out->n_docs++;
	return VB_OK;
}

/*
 * Most provisions do not say who issued their law: they belong to the group
 * of the same number that does, or to the first of several.
 */
static void join_groups(struct vb_resolution *out)
{
	size_t n = 0;

	for (size_t i = 0; i < out->n_docs; i++) {
		struct vb_candidate_doc *c = &out->docs[i];
		struct vb_candidate_doc *to = NULL;

		for (size_t k = 0;
		     k < n && c->articles && !to && !c->entry->issuer.len; k++)
			if (out->docs[k].articles &&
			    vb_str_eq(out->docs[k].key, c->key))
				to = &out->docs[k];
		if (to)
			to->articles += c->articles;
		else
			out->docs[n++] = *c;
	}
	out->n_docs = n;
}

/* The date, or at least the year of the number. */
static struct vb_str when(const struct vb_candidate_doc *c)
{
	size_t at = vb_str_find(c->key, VB_STR(" "), 0);

	if (c->entry->date.len || at == VB_NPOS)
		return c->entry->date;
	return vb_str_sub(c->key, at + 1, at + 5);
}

static int compare_year(const struct vb_candidate_doc *x,
			const struct vb_candidate_doc *y)
{
	struct vb_str a = when(x), b = when(y);

	/* letters are no year */
	if (a.len && a.ptr[0] > '9')
		a = VB_STR_EMPTY;
	if (b.len && b.ptr[0] > '9')
		b = VB_STR_EMPTY;
	return vb_str_cmp(b, a);
}

static int best_first(const void *a, const void *b)
{
	const struct vb_candidate_doc *x = a, *y = b;
	int c;

	if (x->fit != y->fit)
		return x->fit < y->fit ? -1 : 1;
	if (x->words != y->words)
		return x->words > y->words ? -1 : 1;
	c = vb_str_eq(x->key, y->key) ? (x->articles > 0) - (y->articles > 0) :
					0;
	if (!c)
		c = compare_year(x, y);
	return c ? c : vb_str_cmp(x->entry->id, y->entry->id);
}

static vb_status find_docs(struct run *r)
{
	vb_xapian_mset *mset = NULL;
	struct vb_qbuild build;
	uint32_t size;
	vb_status st;

	if (!r->borne.n)
		return VB_OK;
	vb_qbuild_init(&build, r->s->db, r->arena, r->err);
	st = ask(&mset, r, &build);
	size = st ? 0 : vb_xapian_mset_size(mset);
	r->out->docs = vb_arena_calloc(r->arena, (size_t)size + 1,
				       sizeof(*r->out->docs));
	if (!st && !r->out->docs)
		st = no_memory(r);
	for (uint32_t i = 0; i < size && !st; i++)
		st = add_doc(r, mset, i);
	vb_xapian_mset_free(mset);
	vb_qbuild_clear(&build);
	if (st)
		return st;
	join_groups(r->out);
	qsort(r->out->docs, r->out->n_docs, sizeof(*r->out->docs), best_first);
	return VB_OK;
}

/* A number as one that cites it spells it: the key has lost how. */
static vb_status spell(struct run *r, struct vb_str *out, struct vb_str key)
{
	struct vb_xapian_range range = { .n = 1 };
	vb_xapian_enquire *enq = NULL;
	vb_xapian_mset *mset = NULL;
	vb_xapian_doc *doc = NULL;
	struct vb_entry *e = NULL;
	struct vb_str line, rest;
	struct vb_qbuild b;
	struct vb_number n;
	vb_q query;
	vb_status st;

	*out = key;
	vb_qbuild_init(&b, r->s->db, r->arena, r->err);
	query = vb_q_term(&b, VB_PREFIX_MENTION_KEY, key);
	st = b.status;
	if (!st)
		st = vb_xapian_enquire_new(&enq, r->s->db, r->err);
	if (!st)
		st = vb_xapian_enquire_set_query(enq, query, r->err);
	if (!st)
		st = vb_xapian_search(&mset, enq, &range, r->err);
	if (!st && vb_xapian_mset_size(mset))
		st = vb_xapian_mset_document(&doc, mset, 0, r->err);
	if (!st && doc)
		st = keep_entry(r, &e, doc);
	rest = e ? e->mentions : VB_STR_EMPTY;
	while (!st && vb_str_next_line(&line, &rest))
		if (vb_number_find(&n, line, 0) &&
		    vb_str_eq(vb_str_from(n.key), key)) {
			*out = line;
			break;
		}
	vb_xapian_doc_free(doc);
	vb_xapian_mset_free(mset);
	vb_xapian_enquire_free(enq);
	vb_qbuild_clear(&b);
	return st;
}

static struct vb_resolved mention_of(const struct run *r,
				     const struct vb_fitting *f,
				     struct vb_str number)
{
	struct vb_resolved m = { .kind = "mention",
				 .number = number,
				 .issuer = VB_STR_EMPTY,
				 .date = VB_STR_EMPTY,
				 .term = VB_STR_EMPTY,
				 .id = VB_STR_EMPTY,
				 .cited_by = f->documents };
	const struct vb_type *type = NULL;
	struct vb_number n;

	if (vb_number_find(&n, number, 0) && n.type[0])
		type = vb_type_find(vb_str_from(n.type));
	if (!type)
		type = r->number.said;
	m.type = type ? vb_str_from(type->slug) : VB_STR_EMPTY;
	return m;
}

/*
 * Numbers that are cited and not borne by anything held; those that fit worse
 * than what is held are not what was meant.
 */
static vb_status find_mentions(struct run *r, size_t limit)
{
	unsigned best = r->out->n_docs ? r->out->docs[0].fit : VB_FIT_NONE;
	struct vb_resolution *out = r->out;
	vb_status st = VB_OK;

	out->mentions =
		vb_arena_calloc(r->arena, limit + 1, sizeof(*out->mentions));
	if (!out->mentions)
		return no_memory(r);
	for (size_t i = 0; i < r->cited.n && !st && out->n_mentions < limit;
	     i++) {
		const struct vb_fitting *f = &r->cited.items[i];
		struct vb_str number;
		bool held = false;

		/* a year that only the date of what is held could tell */
		if (f->fit > best || f->check.year)
			continue;
		for (size_t k = 0; k < r->borne.n && !held; k++)
			held = vb_str_eq(r->borne.items[k].key, f->key);
		if (held)
			continue;
		st = spell(r, &number, f->key);
		if (!st)
			out->mentions[out->n_mentions++] =
				mention_of(r, f, number);
	}
	return st;
}

vb_status vb_resolution_find(struct vb_resolution *out, vb_searcher *s,
			     struct vb_str text, size_t limit,
			     struct vb_arena *arena, struct vb_error *err)
{
	struct run r = { .s = s, .arena = arena, .err = err, .out = out };
	vb_status st;

	memset(out, 0, sizeof(*out));
	r.wanted.number = &r.number;
	if (!vb_number_find_loose(&r.number, &r.wanted.partial, text, 0))
		return VB_OK;
	r.wanted.marked =
		vb_typed_marks(vb_str_sub(text, r.number.from, r.number.to));
	st = keep_words(&r, vb_str_sub(text, 0, r.number.from));
	if (!st)
		st = keep_words(&r, vb_str_skip(text, r.number.to));
	if (!st)
		st = vb_fittings_find(&r.borne, s->db, VB_PREFIX_NUMBER_KEY,
				      &r.wanted, arena, err);
	if (!st)
		st = vb_fittings_find(&r.cited, s->db, VB_PREFIX_MENTION_KEY,
				      &r.wanted, arena, err);
	if (!st)
		st = find_docs(&r);
	return st ? st : find_mentions(&r, limit);
}

static struct vb_resolved document_of(const struct vb_candidate_doc *c)
{
	return (struct vb_resolved){ .kind = "document",
				     .term = VB_STR_EMPTY,
				     .number = c->entry->number,
				     .type = c->entry->type,
				     .issuer = c->entry->issuer,
				     .date = c->entry->date,
				     .id = c->entry->id,
				     .cited_by = c->cited_by,
				     .articles = c->articles };
}

static vb_status set_term(struct vb_resolved *d, struct vb_arena *arena)
{
	char value[VB_TERM_TEXT], label[VB_TERM_LABEL];

	if (vb_term_of_party(value, label, d->number, d->issuer, d->date) &&
	    !vb_arena_dup(&d->term, arena, vb_str_from(label)))
		return VB_NO_MEMORY;
	return VB_OK;
}

vb_status vb_resolution_show(struct vb_results *out,
			     const struct vb_resolution *found, size_t limit,
			     struct vb_arena *arena, struct vb_error *err)
{
	size_t docs = found->n_docs < limit ? found->n_docs : limit;

	out->resolved = vb_arena_calloc(arena, docs + found->n_mentions + 1,
					sizeof(*out->resolved));
	if (!out->resolved)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	out->n_resolved = 0;
	for (size_t i = 0; i < docs; i++) {
		struct vb_resolved *d = &out->resolved[out->n_resolved++];

		*d = document_of(&found->docs[i]);
		if (set_term(d, arena))
			return vb_error_set(err, VB_NO_MEMORY, "no memory");
	}
	for (size_t i = 0; i < found->n_mentions; i++)
		out->resolved[out->n_resolved++] = found->mentions[i];
	return VB_OK;
}

/* The documents as hits. */
static vb_status show_hits(struct vb_results *out,
			   const struct vb_resolution *found, size_t limit,
			   struct vb_arena *arena, struct vb_error *err)
{
	size_t n = found->n_docs < limit ? found->n_docs : limit;
	vb_status st = VB_OK;

	out->hits = vb_arena_calloc(arena, n + 1, sizeof(*out->hits));
	if (!out->hits)
		st = VB_NO_MEMORY;
	for (size_t i = 0; i < n && !st; i++) {
		struct vb_hit *hit = &out->hits[out->n_hits++];

		hit->why.stage = "number";
		st = vb_hit_fill(hit, found->docs[i].entry, arena);
	}
	out->total = found->n_docs;
	return st ? vb_error_set(err, st, "no memory") : VB_OK;
}

static vb_status find_again(struct vb_resolution *found, vb_searcher *s,
			    struct vb_str text, size_t limit,
			    struct vb_arena *arena, struct vb_error *err)
{
	vb_status st = VB_BUSY;

	for (int i = 0; st == VB_BUSY && i < RETRIES; i++) {
		st = vb_searcher_follow(s, err);
		if (!st)
			st = vb_resolution_find(found, s, text, limit, arena,
						err);
	}
	return st;
}

vb_status vb_resolve(struct vb_results *out, vb_searcher *s,
		     struct vb_str number, size_t limit, struct vb_arena *arena,
		     struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT, *e = err ? err : &own;
	struct vb_buf text = VB_BUF_INIT(VB_QUERY_BYTES * 4);
	struct vb_resolution found = { 0 };
	int64_t start = vb_clock_us();
	vb_status st;

	memset(out, 0, sizeof(*out));
	out->interpreted = out->notes = out->did_you_mean = VB_STR_EMPTY;
	out->exact = true;
	st = number.len > VB_QUERY_BYTES ? VB_TOO_BIG :
					   vb_text_clean(&text, NULL, number);
	if (!st && !vb_arena_dup(&out->interpreted, arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	if (st)
		vb_error_set(e, st, "number: %s", vb_status_text(st));
	else
		st = find_again(&found, s, out->interpreted, limit, arena, e);
	/* "57/2020" alone may be a month; asked as a number it is one */
	if (!st && !found.n_docs && !found.n_mentions) {
		vb_buf_truncate(&text, 0);
		st = vb_buf_printf(&text, "số %.*s",
				   VB_STR_ARG(out->interpreted));
		st = st ? vb_error_set(e, st, "no memory") :
			  vb_resolution_find(&found, s, vb_buf_str(&text),
					     limit, arena, e);
	}
	if (!st)
		st = show_hits(out, &found, limit, arena, e);
	if (!st)
		st = vb_resolution_show(out, &found, limit, arena, e);
	out->revision = s->revision;
	out->took_us = vb_clock_us() - start;
	vb_buf_clear(&text);
	return st;
}
