#include "index/content.h"

#include <math.h>
#include <stdlib.h>

#include "index/schema.h"
#include "text/token.h"

#define LOOKED_UP 160 /* terms whose frequency is asked for; each costs µs */
#define TITLE_TERMS 200
#define TITLE_FACTOR 2.0

struct term {
	struct vb_str text;
	uint32_t wdf;
	bool title;
	double score;
};

struct content {
	struct vb_qbuild *b;
	struct vb_str title[TITLE_TERMS]; /* its terms, sorted */
	size_t n_title;
	struct term best[LOOKED_UP]; /* a heap, the least first */
	size_t n;
	bool no_memory;
};

static int by_bytes(const void *a, const void *b)
{
	const struct vb_str *x = a, *y = b;

	return vb_str_cmp(*x, *y);
}

static void add_title_term(struct content *c, struct vb_str term)
{
	struct vb_str *at = &c->title[c->n_title];

	if (c->n_title == TITLE_TERMS)
		return;
	if (vb_arena_dup(at, c->b->arena, term))
		c->n_title++;
	else
		c->no_memory = true;
}

/* The words and pairs of the title, as terms of the body. */
static void read_title(struct content *c, struct vb_str title)
{
	char pair[2 * VB_PAIR_BYTES + 4], last[VB_PAIR_BYTES];
	struct vb_str before = VB_STR_EMPTY;
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, title);
	while (c->n_title < TITLE_TERMS && vb_tokenizer_next(&t, &token)) {
		add_title_term(c, token.key);
		if (before.len)
			add_title_term(
				c, vb_str_of(pair, vb_schema_pair(pair, before,
								  token.fold)));
		before = vb_str_sub(token.fold, 0, sizeof(last));
		memcpy(last, before.ptr, before.len);
		before.ptr = last;
	}
	qsort(c->title, c->n_title, sizeof(c->title[0]), by_bytes);
}

static bool in_title(const struct content *c, struct vb_str term)
{
	return bsearch(&term, c->title, c->n_title, sizeof(c->title[0]),
		       by_bytes);
}

static bool is_pair(struct vb_str term)
{
	return vb_str_starts(term, VB_STR(VB_PREFIX_PAIR));
}

/* Filters and fields begin with a capital, words never do. */
static bool is_content(struct vb_str term)
{
	return term.len > 1 &&
	       (is_pair(term) || term.ptr[0] < 'A' || term.ptr[0] > 'Z');
}

/* Before frequencies are known: repeated ones, of the title, pairs. */
static double guess(const struct term *t)
{
	double score = t->wdf;

	if (t->title)
		score = score * TITLE_FACTOR + 1;
	return is_pair(t->text) ? score * 1.5 : score;
}

static void sift_down(struct content *c, size_t i)
{
	for (size_t least = i;; i = least) {
		for (size_t k = 2 * i + 1; k <= 2 * i + 2 && k < c->n; k++)
			if (c->best[k].score < c->best[least].score)
				least = k;
		if (least == i)
			return;
		struct term swap = c->best[i];

		c->best[i] = c->best[least];
		c->best[least] = swap;
	}
}

static void sift_up(struct content *c, size_t i)
{
	while (i && c->best[i].score < c->best[(i - 1) / 2].score) {
		struct term swap = c->best[i];

		c->best[i] = c->best[(i - 1) / 2];
		c->best[(i - 1) / 2] = swap;
		i = (i - 1) / 2;
	}
}

/* Keep the best LOOKED_UP terms by the guess. */
static bool take_term(void *ctx, struct vb_str text, uint32_t wdf)
{
	struct content *c = ctx;
	struct term t = { .text = text, .wdf = wdf };

	if (!wdf || !is_content(text))
		return true;
	t.title = in_title(c, text);
	t.score = guess(&t);
	if (c->n == LOOKED_UP && t.score <= c->best[0].score)
		return true;
	if (!vb_arena_dup(&t.text, c->b->arena, text)) {
		c->no_memory = true;
		return false;
	}
	if (c->n == LOOKED_UP) {
		c->best[0] = t;
		sift_down(c, 0);
	} else {
		c->best[c->n] = t;
		sift_up(c, c->n++);
	}
	return true;
}

/* How much the document says with it, without how rare it is. */
static double weight_of(const struct term *t)
{
	double tf = t->wdf / (t->wdf + 1.0);

	return t->title ? tf * TITLE_FACTOR : tf;
}

static int best_first(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return vb_str_cmp(x->text, y->text);
}

/* Score by tf-idf; a term that no other document has tells nothing. */
static vb_status weigh(struct content *c)
{
	uint32_t documents = 0, freq;
	vb_status st = vb_xapian_db_count(&documents, c->b->db, c->b->err);

	for (size_t i = 0; i < c->n && !st; i++) {
		struct term *t = &c->best[i];

		st = vb_xapian_db_termfreq(&freq, c->b->db, t->text, c->b->err);
		t->score = freq > 1 ? weight_of(t) *
					      log((documents + 1.0) / freq) :
				      0;
	}
	qsort(c->best, c->n, sizeof(c->best[0]), best_first);
	return st;
}

vb_q vb_content_query(struct vb_qbuild *b, const vb_xapian_doc *doc,
		      struct vb_str title)
{
	struct vb_qlist list = { 0 };
	struct content *c;
	vb_status st;

	if (b->status)
		return NULL;
	c = vb_arena_calloc(b->arena, 1, sizeof(*c));
	st = c ? VB_OK : vb_error_set(b->err, VB_NO_MEMORY, "no memory");
	if (!st) {
		c->b = b;
		read_title(c, title);
		st = vb_xapian_doc_terms(doc, VB_STR_EMPTY, take_term, c,
					 b->err);
	}
	if (!st && c->no_memory)
		st = vb_error_set(b->err, VB_NO_MEMORY, "no memory");
	if (!st)
		st = weigh(c);
	if (st) {
		b->status = st;
		return NULL;
	}
	for (size_t i = 0; i < c->n && list.n < VB_CONTENT_TERMS; i++)
		if (c->best[i].score > 0)
			vb_qlist_add(
				b, &list,
				vb_q_scale(b, vb_q_term(b, "", c->best[i].text),
					   weight_of(&c->best[i])));
	return vb_q_combine(b, VB_XAPIAN_OR, &list);
}
