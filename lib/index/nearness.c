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
	uint32_t at; /* words before it in the text */
	uint16_t word;
};

struct reading {
	const struct vb_near_query *q;
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

		if (!vb_reading_keep(text, arena, &find))
			return VB_NO_MEMORY;
		if (find.to > VB_NEAR_BYTES)
			break;
		if (find.word == VB_SOUGHT_NONE)
			continue;
		w = vb_brief_word(text->sought->words[find.word].fold);
		if (is_asked(r->q, w))
			r->events[r->n++] = (struct event){ find.at, w };
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

/* Which pair of the query ends at events[i], as the place of its second word;
 * 0: none. */
static size_t pair_at(const struct reading *r, size_t i)
{
	for (size_t k = 1; k < r->q->n; k++)
		if (r->q->follows[k] && is_run(r, i, k, 1))
			return k;
	return 0;
}

/* The part is a window over the text: count what comes in and goes out. */
static double part_of(const struct reading *r)
{
	uint32_t counts[VB_QUERY_WORDS] = { 0 };
	uint8_t ends[VB_NEAR_EVENTS];
	double now = 0, best = 0, all = 0;
	size_t first = 0;

	for (size_t k = 1; k < r->q->n; k++)
		if (r->q->follows[k])
			all += r->q->pairs[k];
	for (size_t i = 0; i < r->n; i++) {
		size_t k = pair_at(r, i);

		ends[i] = (uint8_t)k;
		if (k && !counts[k]++)
			now += r->q->pairs[k];
		for (; r->events[first].at + VB_NEAR_PART <= r->events[i].at;
		     first++) {
			size_t gone = ends[first];

			if (gone && !--counts[gone])
				now -= r->q->pairs[gone];
		}
		if (now > best)
			best = now;
	}
	return all > 0 ? best / all : 0;
}

vb_status vb_near_of(struct vb_nearness *out, const struct vb_near_query *q,
		     struct vb_reading *text, struct vb_arena *arena)
{
	struct reading r = { .q = q };
	vb_status st;

	*out = (struct vb_nearness){ 0 };
	if (q->n < 2)
		return VB_OK;
	st = read_text(&r, text, arena);
	if (st)
		return st;
	out->order = order_of(&r);
	out->near = near_of(&r);
	out->part = part_of(&r);
	return VB_OK;
}
