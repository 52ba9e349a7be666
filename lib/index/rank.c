#include "index/rank.h"

#include <math.h>
#include <stdlib.h>

#include "index/calling.h"
#include "index/columns.h"
#include "index/hit.h"
#include "index/schema.h"
#include "index/searcher.h"

/*
 * How much each part adds, in shares of the greatest weight of the query.
 * All but the last four are learnt (bench/relevance/questions.py --learn).
 * "title" is of documents that no question is about: known_items.py. The
 * others only decide between documents that are otherwise alike.
 */
static const struct {
	const char *name;
	double factor;
} parts[VB_WHY_PARTS] = {
	[VB_WHY_HEADING] = { "heading", 0.091 },
	[VB_WHY_WHOLE] = { "whole-heading", 0.155 },
	[VB_WHY_NAME] = { "name", 0.092 },
	[VB_WHY_LENGTH] = { "length", -0.165 },
	[VB_WHY_ORDER] = { "order", 0.162 },
	[VB_WHY_NEAR] = { "near", 0.075 },
	[VB_WHY_PART] = { "part", 0.154 },
	[VB_WHY_LINE] = { "line", 0.400 },
	[VB_WHY_LAW] = { "law", 0.050 },
	[VB_WHY_TITLE] = { "title", 0.400 },
	[VB_WHY_DATE] = { "date", 0.005 },
	[VB_WHY_FORCE] = { "expired", -0.010 },
	[VB_WHY_KIND] = { "document", 0.020 },
};

const char *vb_why_name(enum vb_why_part part)
{
	return parts[part].name;
}

double vb_why_factor(enum vb_why_part part)
{
	return parts[part].factor;
}

struct title_word {
	struct vb_title_query *title;
	bool follows;
};

static bool add_title_word(void *ctx, struct vb_str fold, bool typed)
{
	struct title_word *w = ctx;
	struct vb_title_query *t = w->title;

	(void)typed;
	if (t->n == VB_QUERY_WORDS)
		return false;
	t->words[t->n] = vb_brief_word(fold);
	t->follows[t->n] = t->n && w->follows;
	t->present |= (uint64_t)1 << (t->words[t->n++] % 64);
	w->follows = true;
	return true;
}

static void add_word(struct vb_ranker *r, const struct vb_node *word,
		     bool follows)
{
	struct title_word w = { &r->title, follows };

	if (r->near.n == VB_QUERY_WORDS)
		return;
	r->folds[r->near.n] = word->fold;
	vb_sought_add(&r->sought, word->fold);
	vb_near_add(&r->near, word->fold, follows);
	vb_calling_words(add_title_word, &w, word->text);
}

/* The words that must or may occur, in the order of the query. */
static void add_words(struct vb_ranker *r, const struct vb_node *node)
{
	size_t n = node->kind == VB_NODE_NOT ? 1 : node->n_children;

	for (size_t i = 0; i < n; i++) {
		const struct vb_node *c = node->children[i];

		if (c->kind == VB_NODE_WORD)
			add_word(r, c, i > 0);
		else
			add_words(r, c);
	}
}

#define LINE_LEAST 8 /* words of a query that is said in one line */

void vb_ranker_init(struct vb_ranker *r, const struct vb_query *query,
		    const struct vb_understood *understood, size_t n)
{
	memset(r, 0, sizeof(*r));
	if (query->root)
		add_words(r, query->root);
	for (size_t i = 0; i < n; i++)
		r->names_document |= !strcmp(understood[i].field, "type") ||
				     !strcmp(understood[i].field, "number");
	r->near.lines = !r->names_document && r->near.n >= LINE_LEAST;
}

static bool has_word(const struct vb_ranker *r, uint16_t w)
{
	return r->near.present >> (w % 64) & 1;
}

/* Do the words `a b` stand side by side in the query? */
static bool has_pair(const struct vb_ranker *r, uint16_t a, uint16_t b)
{
	if (!has_word(r, a) || !has_word(r, b))
		return false;
	for (size_t i = 1; i < r->near.n; i++)
		if (r->near.words[i] == b && r->near.words[i - 1] == a &&
		    r->near.follows[i])
			return true;
	return false;
}

/*
 * The share of `words` that the query has too, with a neighbour of theirs; of
 * a single word, or for a query of one, without.
 */
static double share(const struct vb_ranker *r, const uint16_t *words, size_t n)
{
	bool covered[VB_BRIEF_HEADING] = { false };
	size_t count = 0;

	if (!n || !r->near.n)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (i && has_pair(r, words[i - 1], words[i]))
			covered[i - 1] = covered[i] = true;
		if (n == 1 || r->near.n == 1)
			covered[i] |= words[i] == r->near.words[0];
	}
	for (size_t i = 0; i < n; i++)
		count += covered[i];
	return (double)count / (double)n;
}

#define TITLE_QUERY 10	/* words; in more its title is but one of its parts */
#define TITLE_COVER 0.3 /* more, at most, for who covers all of a title */
#define TITLE_WORDS 0.2 /* for who has all words, wherever they stand */

/* How far a title was compared with a query. */
struct title_look {
	const struct vb_title_query *query;
	bool found[VB_QUERY_WORDS];  /* words[i - 1], words[i] side by side */
	uint8_t run[VB_QUERY_WORDS]; /* pairs in a row up to words[i] */
	bool held[VB_QUERY_WORDS];   /* words[i], wherever */
	size_t longest;
	uint16_t before;
};

/* The title goes on with `word`. */
static void look_at(struct title_look *l, uint16_t word)
{
	const struct vb_title_query *q = l->query;
	bool known = q->present >> (word % 64) & 1;

	for (size_t i = 0; known && i < q->n; i++)
		l->held[i] |= q->words[i] == word;
	for (size_t i = q->n; i-- > 1;) {
		bool pair = known && q->follows[i] && q->words[i] == word &&
			    q->words[i - 1] == l->before;

		l->run[i] = pair ? (uint8_t)(1 + l->run[i - 1]) : 0;
		l->found[i] |= pair;
		if (l->run[i] > l->longest)
			l->longest = l->run[i];
	}
	l->before = word;
}

/*
 * The share of the query's neighbours that stand side by side in the title,
 * and as much again for those of them in its longest run: "quản lý của" and
 * "phạm vi" apart are less than "phạm vi quản lý của". "Về" and "về việc" may
 * stand before what a heading keeps of it. In a query of more than TITLE_QUERY
 * words it is less, and runs do not count: of a whole title that is not
 * remembered to the letter they say little. Of titles that hold the same the
 * shorter one is more likely to be meant. A little is for words that stand
 * apart, as one remembers them: "quy hoạch Hà Nội 2030".
 */
static double title_share(const struct vb_title_query *q,
			  const struct vb_brief *h)
{
	struct title_look look = { .query = q };
	double n = 0, all = 0, held = 0, words = (double)h->n_heading;

	if (!h->n_heading)
		return 0;
	for (size_t about = 0; about < 2; about++) {
		look_at(&look, vb_brief_word(VB_STR("ve")));
		if (about)
			look_at(&look, vb_brief_word(VB_STR("viec")));
		for (size_t i = 0; i < h->n_heading; i++)
			look_at(&look, h->heading[i]);
		look.before = 0;
	}
	for (size_t i = 1; i < q->n; i++) {
		all += q->follows[i];
		n += look.found[i];
	}
	for (size_t i = 0; i < q->n; i++)
		held += look.held[i];
	if (all <= 0)
		return 0;
	held *= TITLE_WORDS / (double)q->n;
	if (q->n > TITLE_QUERY) {
		all *= (double)q->n / TITLE_QUERY;
		held *= TITLE_QUERY / (double)q->n;
	} else {
		n = (n + (double)look.longest) / 2;
	}
	return held + n / all * (1 + TITLE_COVER * (n < words ? n / words : 1));
}

/* 0 to about 1.3, for no word to fifty. */
static double log_words(size_t n)
{
	return log(1 + (double)n) / 3;
}

void vb_rank_values(double out[VB_WHY_PARTS], const struct vb_ranker *r,
		    const struct vb_brief *h)
{
	double heading = share(r, h->heading, h->n_heading);
	double age = h->year > 1990 ? (h->year - 1990) / 50.0 : 0;

	out[VB_WHY_HEADING] = heading;
	out[VB_WHY_WHOLE] = heading >= 1 ? log_words(h->n_heading) : 0;
	out[VB_WHY_NAME] = share(r, h->name, h->n_name);
	out[VB_WHY_TITLE] =
		h->flags & VB_BRIEF_WHOLE ? title_share(&r->title, h) : 0;
	out[VB_WHY_LENGTH] = log(1 + h->words) / 10;
	out[VB_WHY_DATE] = age > 1 ? 1 : age;
	out[VB_WHY_FORCE] = h->flags & VB_BRIEF_EXPIRED ? 1 : 0;
	out[VB_WHY_KIND] = r->names_document && !(h->flags & VB_BRIEF_ARTICLE);
}

struct pass {
	const struct vb_ranker *ranker;
	double most; /* that the query could weigh */
	/* whose briefs columns do not have, then by rising docid, as values
	   come */
	struct vb_ranked_item *late[VB_RANK_WINDOW];
	size_t n_late, next;
};

/* Which law it is of, by the name. */
static uint32_t law_of(const struct vb_brief *h)
{
	uint32_t law = 0;

	for (size_t i = 0; i < h->n_name; i++)
		law = (law ^ h->name[i]) * 16777619u + 1;
	return law;
}

static void weigh_brief(struct vb_ranked_item *item, const struct pass *p,
			struct vb_str value)
{
	struct vb_brief h;

	if (!vb_brief_read(&h, value))
		return;
	item->why.most = p->most;
	item->law = law_of(&h);
	vb_rank_values(item->why.parts, p->ranker, &h);
	for (int i = 0; i < VB_WHY_PARTS; i++)
		item->score += p->most * parts[i].factor * item->why.parts[i];
}

static bool take_brief(void *ctx, uint32_t docid, struct vb_str value)
{
	struct pass *p = ctx;

	while (p->late[p->next]->docid != docid)
		p->next++;
	weigh_brief(p->late[p->next], p, value);
	return true;
}

static int by_docid(const void *a, const void *b)
{
	uint32_t x = (*(struct vb_ranked_item *const *)a)->docid;
	uint32_t y = (*(struct vb_ranked_item *const *)b)->docid;

	return (x > y) - (x < y);
}

static int best_first(const void *a, const void *b)
{
	const struct vb_ranked_item *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* One pass over the slot: each beginning of a stream costs as a value does. */
static vb_status read_late(struct pass *p, const vb_xapian_db *db,
			   struct vb_error *err)
{
	uint32_t docids[VB_RANK_WINDOW];

	if (!p->n_late)
		return VB_OK;
	qsort((void *)p->late, p->n_late, sizeof(*p->late), by_docid);
	for (size_t i = 0; i < p->n_late; i++)
		docids[i] = p->late[i]->docid;
	return vb_xapian_db_values_of(
		db, VB_SLOT_BRIEF,
		(struct vb_xapian_numbers){ docids, p->n_late }, take_brief, p,
		err);
}

static vb_status rank_briefs(struct vb_ranked *ranked,
			     const struct vb_ranker *r, vb_searcher *s,
			     const vb_xapian_mset *mset, struct vb_error *err)
{
	size_t n = ranked->n < VB_RANK_WINDOW ? ranked->n : VB_RANK_WINDOW;
	struct pass pass = { .ranker = r };
	const struct vb_columns *columns;
	struct vb_xapian_total total;
	vb_status st = vb_xapian_mset_total(&total, mset, err);

	if (!st)
		st = vb_columns_at_hand(&columns, s, err);
	if (st)
		return st;
	pass.most = total.max_possible;
	for (size_t i = 0; i < n; i++) {
		struct vb_ranked_item *item = &ranked->items[i];
		struct vb_str brief;

		if (columns && vb_columns_brief(&brief, columns, item->docid))
			weigh_brief(item, &pass, brief);
		else
			pass.late[pass.n_late++] = item;
	}
	st = read_late(&pass, s->db, err);
	qsort(ranked->items, n, sizeof(*ranked->items), best_first);
	return st;
}

/* Keep what was read for who shows the hit; `text` becomes one of that. */
static vb_status keep_item(struct vb_ranked_item *item, struct vb_reading *text,
			   vb_searcher *s, struct vb_arena *arena)
{
	struct vb_entry *entry;
	struct vb_str data;
	vb_status st;

	if (s->data.len > VB_RANK_BYTES)
		return VB_OK;
	entry = vb_arena_calloc(arena, 1, sizeof(*entry));
	item->reading = vb_arena_alloc(arena, sizeof(*item->reading));
	if (!entry || !item->reading ||
	    !vb_arena_dup(&data, arena, vb_buf_str(&s->data)))
		return VB_NO_MEMORY;
	item->entry = entry;
	st = vb_entry_decode(entry, data);
	text->text = entry->text;
	*item->reading = *text;
	return st;
}

static void add_part(struct vb_ranked_item *item, enum vb_why_part part,
		     double value)
{
	item->why.parts[part] = value;
	item->score += item->why.most * parts[part].factor * value;
}

/*
 * What was not read has little of the query: the more of what was read is of
 * its law, the sooner it belongs to the question. What was read stays before.
 */
static void rank_laws(struct vb_ranked *ranked, size_t n_read)
{
	size_t n = ranked->n < VB_RANK_WINDOW ? ranked->n : VB_RANK_WINDOW;

	for (size_t i = 0; i < n; i++) {
		struct vb_ranked_item *item = &ranked->items[i];
		size_t same = 0;

		for (size_t k = 0; k < n_read && item->law; k++)
			same += ranked->items[k].law == item->law;
		add_part(item, VB_WHY_LAW,
			 i < n_read ? 1 : (double)same / (double)n_read);
	}
	qsort(ranked->items, n, sizeof(*ranked->items), best_first);
}

/*
 * Of its best line. A title is one, too; what it says beside the query is not
 * held against a document that is known by it. Of queries that name a document
 * or are but a few words, all of which must be there, nothing.
 */
static double best_line(const struct vb_ranker *r, double text,
			struct vb_str title, double known)
{
	struct vb_reading reading;
	double best;

	if (!r->near.lines)
		return 0;
	vb_reading_begin(&reading, &r->sought, title);
	best = vb_near_line(&r->near, &reading);
	if (best < known)
		best = known < 1 ? known : 1;
	return best > text ? best : text;
}

/* By the texts of the first few, what they add never taking one of them
 * behind those that were not read. */
static vb_status rank_texts(struct vb_ranked *ranked, struct vb_ranker *r,
			    vb_searcher *s, const vb_xapian_mset *mset,
			    struct vb_arena *arena, struct vb_error *err)
{
	size_t n = ranked->n < VB_RANK_TEXTS ? ranked->n : VB_RANK_TEXTS;
	vb_status st = VB_OK;

	if (!r->weighed)
		st = vb_near_weigh(&r->near, s->db, r->folds, err);
	r->weighed = true;
	for (size_t i = 0; i < n && !st; i++) {
		struct vb_ranked_item *item = &ranked->items[i];
		struct vb_reading text;
		struct vb_nearness near;
		struct vb_entry entry;

		st = vb_hit_read(&entry, s, mset, item->at, err);
		if (st)
			break;
		vb_reading_begin(&text, &r->sought, entry.text);
		st = vb_near_of(&near, &r->near, &text, arena);
		if (st)
			break;
		add_part(item, VB_WHY_ORDER, near.order);
		add_part(item, VB_WHY_NEAR, near.near);
		add_part(item, VB_WHY_PART, near.part);
		add_part(item, VB_WHY_LINE,
			 best_line(r, near.line, entry.title,
				   item->why.parts[VB_WHY_TITLE]));
		st = keep_item(item, &text, s, arena);
	}
	if (!st)
		rank_laws(ranked, n);
	return st;
}

vb_status vb_rank_window(struct vb_ranked *ranked, struct vb_ranker *r,
			 vb_searcher *s, const vb_xapian_mset *mset,
			 struct vb_arena *arena, struct vb_error *err)
{
	vb_status st;

	if (ranked->n < 2)
		return VB_OK;
	st = rank_briefs(ranked, r, s, mset, err);
	return st || r->near.n < 2 ? st :
				     rank_texts(ranked, r, s, mset, arena, err);
}

vb_status vb_rank(struct vb_ranked *out, struct vb_ranker *r, vb_searcher *s,
		  const vb_xapian_mset *mset, struct vb_arena *arena,
		  struct vb_error *err)
{
	vb_status st = VB_OK;

	out->n = vb_xapian_mset_size(mset);
	out->items =
		vb_arena_calloc(arena, (size_t)out->n + 1, sizeof(*out->items));
	if (!out->items)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	for (uint32_t i = 0; i < out->n && !st; i++) {
		struct vb_ranked_item *item = &out->items[i];
		struct vb_xapian_hit hit;

		st = vb_xapian_mset_hit(&hit, mset, i, err);
		item->docid = hit.docid;
		item->at = i;
		item->score = item->why.weight = hit.weight;
	}
	return st || !r ? st : vb_rank_window(out, r, s, mset, arena, err);
}
