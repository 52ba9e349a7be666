#include "text/diff.h"

#include <stdint.h>
#include <stdlib.h>

/* Sequences of numbers are compared; equal numbers are equal lines, words. */
struct sequence {
	struct vb_str *items;
	uint32_t *ids;
	bool *kept; /* stands in the other one too */
	size_t n;
};

/* Items -> numbers: open addressing, never more than half full. */
struct names {
	struct vb_str *items;
	uint32_t *ids; /* 0: free */
	size_t size;   /* a power of two */
	uint32_t next;
};

static uint64_t hash(struct vb_str s)
{
	uint64_t h = 1469598103934665603u; /* FNV-1a */

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return h ^ h >> 29;
}

static bool names_init(struct names *names, struct vb_arena *arena, size_t n)
{
	names->size = 16;
	names->next = 1;
	while (names->size < 2 * n)
		names->size *= 2;
	names->items =
		vb_arena_calloc(arena, names->size, sizeof(*names->items));
	names->ids = vb_arena_calloc(arena, names->size, sizeof(*names->ids));
	return names->items && names->ids;
}

static uint32_t name_of(struct names *names, struct vb_str item)
{
	size_t at = hash(item) & (names->size - 1);

	while (names->ids[at] && !vb_str_eq(names->items[at], item))
		at = (at + 1) & (names->size - 1);
	if (!names->ids[at]) {
		names->items[at] = item;
		names->ids[at] = names->next++;
	}
	return names->ids[at];
}

/* Room for `max` items. */
static bool sequence_init(struct sequence *s, struct vb_arena *arena,
			  size_t max)
{
	s->n = 0;
	s->items = vb_arena_calloc(arena, max + 1, sizeof(*s->items));
	s->ids = vb_arena_calloc(arena, max + 1, sizeof(*s->ids));
	s->kept = vb_arena_calloc(arena, max + 1, sizeof(*s->kept));
	return s->items && s->ids && s->kept;
}

static void name_all(struct sequence *s, struct names *names)
{
	for (size_t i = 0; i < s->n; i++)
		s->ids[i] = name_of(names, s->items[i]);
}

/*
 * One comparison: a[0, n) with b[0, m). reach[k] is how far along `a` the
 * diagonal x - y = k was followed; trace keeps it for each number of edits.
 */
struct walk {
	const uint32_t *a, *b;
	long n, m, most; /* edits allowed */
	int32_t *reach;	 /* 2 * most + 3, from -most - 1 */
	int32_t **trace; /* of step d: d + 1 values, of k = -d, -d + 2, … */
	struct vb_arena *arena;
};

/* Of the two ways onto diagonal `k` at step `d`: down, or to the right? */
static bool comes_down(const int32_t *reach, long d, long k)
{
	return k == -d || (k != d && reach[k - 1] < reach[k + 1]);
}

static bool keep_step(struct walk *w, long d)
{
	int32_t *row = vb_arena_alloc(w->arena, (size_t)(d + 1) * sizeof(*row));

	if (!row)
		return false;
	for (long k = -d; k <= d; k += 2)
		row[(k + d) / 2] = w->reach[k];
	w->trace[d] = row;
	return true;
}

/* The number of edits, -1 for more than allowed, -2 without memory. */
static long walk_forward(struct walk *w)
{
	w->reach[1] = 0;
	for (long d = 0; d <= w->most; d++) {
		for (long k = -d; k <= d; k += 2) {
			bool down = comes_down(w->reach, d, k);
			long x = down ? w->reach[k + 1] : w->reach[k - 1] + 1;
			long y = x - k;

			while (x < w->n && y >= 0 && y < w->m &&
			       w->a[x] == w->b[y])
				x++, y++;
			w->reach[k] = (int32_t)x;
			if (x >= w->n && y >= w->m)
				return d;
		}
		if (!keep_step(w, d))
			return -2;
	}
	return -1;
}

/* Mark what is kept, from the end back. */
static void walk_back(struct walk *w, long d, bool *kept_a, bool *kept_b)
{
	long x = w->n, y = w->m;

	for (; d > 0; d--) {
		const int32_t *row = w->trace[d - 1];
		long k = x - y, from, x0;
		bool down;

		/* Diagonals k - 1 and k + 1 of the step before. */
		down = k == -d || (k != d && row[(k - 1 + d - 1) / 2] <
						     row[(k + 1 + d - 1) / 2]);
		from = down ? k + 1 : k - 1;
		x0 = row[(from + d - 1) / 2];
		while (x > (down ? x0 : x0 + 1)) {
			kept_a[--x] = true;
			kept_b[--y] = true;
		}
		x = x0;
		y = x0 - from;
	}
	while (x > 0) {
		kept_a[--x] = true;
		kept_b[--y] = true;
	}
}

/*
 * Set `kept` of both. `*whole` when more than `most` edits would be needed:
 * then only what is equal at both ends is kept.
 */
static vb_status compare(struct sequence *a, struct sequence *b, long most,
			 struct vb_arena *arena, bool *whole)
{
	struct walk w = { .arena = arena, .most = most };
	size_t first = 0, n = a->n, m = b->n;
	long d;

	while (first < n && first < m && a->ids[first] == b->ids[first]) {
		a->kept[first] = b->kept[first] = true;
		first++;
	}
	while (n > first && m > first && a->ids[n - 1] == b->ids[m - 1])
		a->kept[--n] = b->kept[--m] = true;
	*whole = false;
	if (n == first || m == first)
		return VB_OK;
	w.a = a->ids + first;
	w.b = b->ids + first;
	w.n = (long)(n - first);
	w.m = (long)(m - first);
	if (w.most > w.n + w.m)
		w.most = w.n + w.m;
	w.reach = vb_arena_calloc(arena, (size_t)(2 * w.most + 5),
				  sizeof(*w.reach));
	w.trace = vb_arena_calloc(arena, (size_t)w.most + 1, sizeof(*w.trace));
	if (!w.reach || !w.trace)
		return VB_NO_MEMORY;
	w.reach += w.most + 2;
	d = labs(w.n - w.m) > w.most ? -1 : walk_forward(&w);
	if (d == -2)
		return VB_NO_MEMORY;
	*whole = d < 0;
	if (d >= 0)
		walk_back(&w, d, a->kept + first, b->kept + first);
	return VB_OK;
}

static size_t count_lines(struct vb_str text)
{
	size_t n = 1;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n';
	return n;
}

static vb_status cut_lines(struct sequence *s, struct vb_arena *arena,
			   struct vb_str text)
{
	struct vb_str line, rest = text;

	if (!sequence_init(s, arena, count_lines(text)))
		return VB_NO_MEMORY;
	while (vb_str_next_line(&line, &rest)) {
		line = vb_str_trim(line);
		if (line.len)
			s->items[s->n++] = line;
	}
	return VB_OK;
}

/* A word with the blanks after it; at most VB_DIFF_WORDS of them. */
static bool cut_words(struct sequence *s, struct vb_str line)
{
	size_t from = 0;

	for (size_t i = 1; i <= line.len; i++) {
		if (i < line.len &&
		    (line.ptr[i - 1] != ' ' || line.ptr[i] == ' '))
			continue;
		if (s->n == VB_DIFF_WORDS)
			return false;
		s->items[s->n++] = vb_str_sub(line, from, i);
		from = i;
	}
	return true;
}

static vb_status add_run(struct vb_diff_run ***tail, struct vb_arena *arena,
			 enum vb_diff_kind kind, struct vb_str text)
{
	struct vb_diff_run *run = vb_arena_calloc(arena, 1, sizeof(*run));

	if (!run)
		return VB_NO_MEMORY;
	run->kind = kind;
	run->text = text;
	**tail = run;
	*tail = &run->next;
	return VB_OK;
}

/* The words of `line`, those kept and those not, as runs. */
static vb_status take_runs(struct vb_diff_line *line, struct vb_arena *arena,
			   const struct sequence *words)
{
	struct vb_diff_run **tail = &line->runs;
	vb_status st = VB_OK;

	line->runs = NULL;
	for (size_t i = 0, end; i < words->n && !st; i = end) {
		const char *from = words->items[i].ptr;
		struct vb_str last;

		for (end = i + 1;
		     end < words->n && words->kept[end] == words->kept[i];)
			end++;
		last = words->items[end - 1];
		st = add_run(
			&tail, arena,
			words->kept[i] ? VB_DIFF_SAME : line->kind,
			vb_str_of(from, (size_t)(last.ptr + last.len - from)));
	}
	return st;
}

/* Bytes of the words that both have. */
static size_t bytes_kept(const struct sequence *words)
{
	size_t bytes = 0;

	for (size_t i = 0; i < words->n; i++)
		bytes += words->kept[i] ? words->items[i].len : 0;
	return bytes;
}

/* A word alone is too little to call two lines alike: a third is wanted. */
static vb_status compare_words(struct vb_diff_line *gone,
			       struct vb_diff_line *new, struct vb_arena *arena)
{
	struct vb_arena own = VB_ARENA_INIT;
	struct sequence a, b;
	struct names names;
	bool whole = true;
	vb_status st = VB_NO_MEMORY;

	if (sequence_init(&a, &own, VB_DIFF_WORDS) &&
	    sequence_init(&b, &own, VB_DIFF_WORDS) &&
	    names_init(&names, &own, (size_t)2 * VB_DIFF_WORDS))
		st = VB_OK;
	if (!st && cut_words(&a, gone->text) && cut_words(&b, new->text)) {
		name_all(&a, &names);
		name_all(&b, &names);
		st = compare(&a, &b, VB_DIFF_WORDS / 8, &own, &whole);
	}
	if (!st && !whole && bytes_kept(&a) * 3 > gone->text.len &&
	    bytes_kept(&b) * 3 > new->text.len) {
		st = take_runs(gone, arena, &a);
		if (!st)
			st = take_runs(new, arena, &b);
	}
	vb_arena_clear(&own);
	return st;
}

static vb_status add_line(struct vb_diff *out, struct vb_arena *arena,
			  enum vb_diff_kind kind, struct vb_str text)
{
	struct vb_diff_line *line = &out->lines[out->n++];
	struct vb_diff_run **tail = &line->runs;

	line->kind = kind;
	line->text = text;
	line->runs = NULL;
	out->gone += kind == VB_DIFF_GONE;
	out->added += kind == VB_DIFF_NEW;
	return add_run(&tail, arena, kind, text);
}

/* The lines of one place: `gone` of them, then as many or others that are
 * new; the first with the first, and so on. */
static vb_status pair_lines(struct vb_diff *out, struct vb_arena *arena,
			    size_t gone, size_t new)
{
	struct vb_diff_line *lines = out->lines + (out->n - gone - new);
	vb_status st = VB_OK;

	for (size_t i = 0; i < gone && i < new && !st; i++) {
		if (out->pairs == VB_DIFF_PAIRS)
			break;
		out->pairs++;
		st = compare_words(&lines[i], &lines[gone + i], arena);
	}
	return st;
}

static vb_status join(struct vb_diff *out, struct vb_arena *arena,
		      const struct sequence *a, const struct sequence *b)
{
	size_t i = 0, j = 0;
	vb_status st = VB_OK;

	while (!st && (i < a->n || j < b->n)) {
		size_t gone = i, new = j;

		for (; i < a->n && !a->kept[i] && !st; i++)
			st = add_line(out, arena, VB_DIFF_GONE, a->items[i]);
		for (; j < b->n && !b->kept[j] && !st; j++)
			st = add_line(out, arena, VB_DIFF_NEW, b->items[j]);
		if (!st && !out->whole)
			st = pair_lines(out, arena, i - gone, j - new);
		if (!st && j < b->n)
			st = add_line(out, arena, VB_DIFF_SAME, b->items[j]);
		i++;
		j++;
	}
	return st;
}

vb_status vb_diff_texts(struct vb_diff *out, struct vb_arena *arena,
			struct vb_str before, struct vb_str after)
{
	struct vb_arena own = VB_ARENA_INIT;
	struct sequence a, b;
	struct names names;
	long most = VB_DIFF_EDITS;
	vb_status st;

	memset(out, 0, sizeof(*out));
	st = cut_lines(&a, &own, before);
	if (!st)
		st = cut_lines(&b, &own, after);
	if (!st && !names_init(&names, &own, a.n + b.n))
		st = VB_NO_MEMORY;
	if (!st) {
		name_all(&a, &names);
		name_all(&b, &names);
		if (a.n > VB_DIFF_LINES || b.n > VB_DIFF_LINES)
			most = 0;
		st = compare(&a, &b, most, &own, &out->whole);
	}
	if (!st) {
		out->lines = vb_arena_calloc(arena, a.n + b.n + 1,
					     sizeof(*out->lines));
		st = out->lines ? join(out, arena, &a, &b) : VB_NO_MEMORY;
	}
	vb_arena_clear(&own);
	return st;
}
