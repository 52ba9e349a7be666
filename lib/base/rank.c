#include "base/rank.h"

#include <stdlib.h>

#define DIGITS 8   /* bytes of a start */
#define VALUES 256 /* of a digit */
#define FEW 24	   /* so many are sorted faster by inserting */

/* Of two with the same start. */
static int by_rest(const void *a, const void *b)
{
	const struct vb_rank *x = a, *y = b;
	struct vb_str s = vb_str_skip(vb_str_of(x->ptr, x->len), DIGITS);
	struct vb_str t = vb_str_skip(vb_str_of(y->ptr, y->len), DIGITS);
	int c = vb_str_cmp(s, t);

	return c ? c : (x->len > y->len) - (x->len < y->len);
}

static bool is_before(const struct vb_rank *a, const struct vb_rank *b)
{
	return a->start != b->start ? a->start < b->start : by_rest(a, b) < 0;
}

static void insert_all(struct vb_rank *ranks, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct vb_rank rank = ranks[i];
		size_t at = i;

		for (; at && is_before(&rank, &ranks[at - 1]); at--)
			ranks[at] = ranks[at - 1];
		ranks[at] = rank;
	}
}

/* Sort stably by the digit that is `shift` bits from the lowest. */
static bool sort_digit(struct vb_rank *to, const struct vb_rank *from, size_t n,
		       unsigned shift)
{
	size_t at[VALUES] = { 0 }, sum = 0;

	for (size_t i = 0; i < n; i++)
		at[from[i].start >> shift & 255]++;
	if (at[from[0].start >> shift & 255] == n)
		return false; /* all alike: nothing was moved */
	for (unsigned v = 0; v < VALUES; v++) {
		size_t count = at[v];

		at[v] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		to[at[from[i].start >> shift & 255]++] = from[i];
	return true;
}

void vb_rank_sort(struct vb_rank *ranks, struct vb_rank *spare, size_t n)
{
	struct vb_rank *from = ranks, *to = spare;

	if (n <= FEW) {
		insert_all(ranks, n);
		return;
	}
	for (unsigned shift = 0; shift < 8 * DIGITS; shift += 8) {
		struct vb_rank *now = from;

		if (!sort_digit(to, from, n, shift))
			continue;
		from = to;
		to = now;
	}
	if (from != ranks)
		memcpy(ranks, from, n * sizeof(*ranks));
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1;
		     end < n && ranks[end].start == ranks[i].start;)
			end++;
		if (end - i <= FEW)
			insert_all(ranks + i, end - i);
		else
			qsort(ranks + i, end - i, sizeof(*ranks), by_rest);
	}
}
