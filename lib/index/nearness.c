#include "index/nearness.h"

#include <math.h>

#include "index/brief.h"
#include "index/schema.h"

#define LEAST 0.5 /* weight of a pair that is everywhere */

void vb_near_add(struct vb_near_query *q, struct vb_str fold, bool follows)
{
	uint16_t w = vb_brief_word(fold);

	if (q->n == VB_QUERY_WORDS)
		return;
	q->words[q->n] = w;
	q->follows[q->n] = follows && q->n;
	q->pairs[q->n] = LEAST;
	q->present |= 1ull << (w % 64);
	q->n++;
}

static bool is_again(const struct vb_near_query *q, size_t i)
{
	for (size_t k = 1; k < i; k++)
		if (q->words[k] == q->words[i] &&
		    q->words[k - 1] == q->words[i - 1] && q->follows[k])
			return true;
	return false;
}

vb_status vb_near_weigh(struct vb_near_query *q, const vb_xapian_db *db,
			struct vb_str const *folds, struct vb_error *err)
{
	char pair[2 * VB_PAIR_BYTES + 4];
	uint32_t documents = 0, freq = 0;
	vb_status st = vb_xapian_db_count(&documents, db, err);

	for (size_t i = 1; i < q->n && !st; i++) {
		size_t n;

		if (!q->follows[i])
			continue;
		n = vb_schema_pair(pair, folds[i - 1], folds[i]);
		st = vb_xapian_db_termfreq(&freq, db, vb_str_of(pair, n), err);
		q->pairs[i] =
			is_again(q, i) ?
				0 :
				LEAST + log((documents + 1.0) / (freq + 1.0));
	}
	return st;
}

/* A word of the query in the text. */
struct event {
	uint32_t at;   /* words before it in the text */
	uint32_t from; /* bytes before it */
	uint16_t word;
	uint16_t pair; /* of the query ends here: place of its second word */
};

struct reading {
	const struct vb_near_query *q;
	struct vb_str text;
	size_t n;
	struct event events[VB_NEAR_EVENTS];
};

static bool is_asked(const struct vb_near_query *q, uint16_t w)
{
	if (!(q->present >> (w % 64) & 1))
		return false;
	for (size_t i = 0; i < q->n; i++)
		if (q->words[i] == w)
			return true;
	return false;
}

static vb_status read_text(struct reading *r, struct vb_reading *text,
			   struct vb_arena *arena)
{
	struct vb_find find;

	while (r->n < VB_NEAR_EVENTS && vb_reading_next(text, &find)) {
		uint16_t w;

		if (arena && !vb_reading_keep(text, arena, &find))
			return VB_NO_MEMORY;
		if (find.to > VB_NEAR_BYTES)
			break;
		if (find.word == VB_SOUGHT_NONE)
			continue;
		w = vb_brief_word(text->sought->words[find.word].fold);
		if (is_asked(r->q, w))
			r->events[r->n++] =
				(struct event){ find.at, find.from, w, 0 };
	}
	return VB_OK;
}

/* Whether events[i] and the `back` before it are neighbours in the text and
 * words[k] and those before it. */
static bool is_run(const struct reading *r, size_t i, size_t k, size_t back)
{
	for (size_t b = 0; b <= back; b++) {
		if (i < b || k < b ||
		    r->events[i - b].at + b != r->events[i].at ||
		    r->events[i - b].word != r->q->words[k - b])
			return false;
		if (b < back && !r->q->follows[k - b])
			return false;
	}
	return true;
}

static double order_of(const struct reading *r)
{
	const struct vb_near_query *q = r->q;
	double found = 0, all = 0;

	for (size_t k = 2; k < q->n; k++) {
		double weight = q->pairs[k] + q->pairs[k - 1];

		if (!q->follows[k] || !q->follows[k - 1])
			continue;
		all += weight;
		for (size_t i = 2; i < r->n; i++)
			if (is_run(r, i, k, 2)) {
				found += weight;
				break;
			}
	}
	return all > 0 ? found / all : 0;
}

/* Do the two words stand within VB_NEAR_WORDS of each other? */
static bool stand_near(const struct reading *r, uint16_t a, uint16_t b)
{
	uint32_t last_a = UINT32_MAX, last_b = UINT32_MAX;

	for (size_t i = 0; i < r->n; i++) {
		if (r->events[i].word == a)
			last_a = r->events[i].at;
		if (r->events[i].word == b)
			last_b = r->events[i].at;
		if (last_a == UINT32_MAX || last_b == UINT32_MAX)
			continue;
		if ((last_a > last_b ? last_a - last_b : last_b - last_a) <=
		    VB_NEAR_WORDS)
			return true;
	}
	return false;
}

static double near_of(const struct reading *r)
{
	const struct vb_near_query *q = r->q;
	double found = 0, all = 0;

	for (size_t i = 0; i < q->n; i++)
		for (size_t k = i + 1; k < q->n && k <= i + VB_NEAR_REACH;
		     k++) {
			double weight =
				(q->pairs[k] + q->pairs[i]) / (double)(k - i);

			if (q->words[i] == q->words[k])
				continue;
			all += weight;
			if (stand_near(r, q->words[i], q->words[k]))
				found += weight;
		}
	return all > 0 ? found / all : 0;
}

/* Which pair of the query ends at events[i]; 0: none. */
static uint16_t pair_at(const struct reading *r, size_t i)
{
	for (size_t k = 1; k < r->q->n; k++)
		if (r->q->follows[k] && is_run(r, i, k, 1))
			return (uint16_t)k;
	return 0;
}

/* What all pairs weigh. */
static double all_pairs(const struct vb_near_query *q)
{
	double all = 0;

	for (size_t k = 1; k < q->n; k++)
		if (q->follows[k])
			all += q->pairs[k];
	return all;
}

/* The part is a window over the text: count what comes in and goes out. */
static double part_of(const struct reading *r)
{
	uint32_t counts[VB_QUERY_WORDS] = { 0 };
	double now = 0, best = 0, all = all_pairs(r->q);
	size_t first = 0;

	for (size_t i = 0; i < r->n; i++) {
		size_t k = r->events[i].pair;

		if (k && !counts[k]++)
			now += r->q->pairs[k];
		for (; r->events[first].at + VB_NEAR_PART <= r->events[i].at;
		     first++) {
			size_t gone = r->events[first].pair;

			if (gone && !--counts[gone])
				now -= r->q->pairs[gone];
		}
		if (now > best)
			best = now;
	}
	return all > 0 ? best / all : 0;
}

/* Words of the query in one line. */
struct line {
	size_t first, end; /* events */
	double found;	   /* what its different pairs weigh */
	uint32_t covered;  /* words that belong to a pair */
};

/* The line that events[first] is in. */
static struct line line_at(const struct reading *r, size_t first)
{
	struct line line = { .first = first, .end = first + 1 };
	bool seen[VB_QUERY_WORDS] = { false }, before = false;

	for (; line.end < r->n; line.end++) {
		const struct event *e = &r->events[line.end];

		if (memchr(r->text.ptr + e[-1].from, '\n',
			   e->from - e[-1].from))
			break;
		if (e->pair && !seen[e->pair])
			line.found += r->q->pairs[e->pair];
		seen[e->pair] = true;
		if (e->pair)
			line.covered += before ? 1 : 2;
		before = e->pair;
	}
	return line;
}

/* All words of the line, those of the query and the others. */
static uint32_t line_words(const struct reading *r, const struct line *line)
{
	const struct event *first = &r->events[line->first];
	const struct event *last = &r->events[line->end - 1];
	size_t from = first->from;
	size_t to = vb_str_find(r->text, VB_STR("\n"), last->from);

	while (from && r->text.ptr[from - 1] != '\n')
		from--;
	return last->at - first->at +
	       vb_sought_count(vb_str_sub(r->text, from, first->from)) +
	       vb_sought_count(vb_str_sub(r->text, last->from,
					  to == VB_NPOS ? r->text.len : to));
}

/*
 * Of the line that says the most of the query and little else: what a question
 * asks is mostly said in one sentence or item, however much stands around it.
 */
static double line_of(const struct reading *r)
{
	double best = 0, all = all_pairs(r->q);
	struct line line;

	for (size_t i = 0; i < r->n; i = line.end) {
		double value, words;

		line = line_at(r, i);
		if (line.found <= best * all)
			continue;
		words = line_words(r, &line);
		value = line.found / all * line.covered /
			(words > line.covered ? words : line.covered);
		if (value > best)
			best = value;
	}
	return best;
}

static vb_status read_words(struct reading *r, const struct vb_near_query *q,
			    struct vb_reading *text, struct vb_arena *arena)
{
	vb_status st;

	r->q = q;
	r->text = text->text;
	r->n = 0;
	st = read_text(r, text, arena);
	for (size_t i = 0; i < r->n; i++)
		r->events[i].pair = pair_at(r, i);
	return st;
}

double vb_near_line(const struct vb_near_query *q, struct vb_reading *text)
{
	struct reading r;

	if (q->n < 2)
		return 0;
	read_words(&r, q, text, NULL);
	return line_of(&r);
}

vb_status vb_near_of(struct vb_nearness *out, const struct vb_near_query *q,
		     struct vb_reading *text, struct vb_arena *arena)
{
	struct reading r;
	vb_status st;

	*out = (struct vb_nearness){ 0 };
	if (q->n < 2)
		return VB_OK;
	st = read_words(&r, q, text, arena);
	if (st)
		return st;
	out->order = order_of(&r);
	out->near = near_of(&r);
	out->part = part_of(&r);
	if (q->lines)
		out->line = line_of(&r);
	return VB_OK;
}
