#include "index/tally.h"

#include <stdlib.h>

#include "text/token.h"

#define WORD_BYTES 40	 /* a longer one is no word that one would type */
#define PART_SHARE 0.7	 /* of a run's places, within one longer run */
#define PARTS_SHARE 0.85 /* or within two that go on from it */

static uint64_t hash_of(struct vb_str s)
{
	uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 0x100000001b3u;
	return h ^ h >> 29;
}

static bool has_digit(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			return true;
	return false;
}

static bool grow(void **items, size_t *cap, size_t n, size_t size)
{
	size_t more = *cap ? *cap * 2 : 4096;
	void *grown;

	if (n < *cap)
		return true;
	grown = realloc(*items, more * size);
	if (!grown)
		return false;
	*items = grown;
	*cap = more;
	return true;
}

vb_status vb_tally_word(struct vb_tally_words *w, struct vb_str key,
			uint32_t docs)
{
	struct vb_tally_word word = { .docs = docs };
	struct vb_token token;
	void *items = w->items;
	vb_tokenizer t;

	if (key.len > WORD_BYTES || has_digit(key))
		return VB_OK;
	vb_tokenizer_init(&t, key);
	if (!vb_tokenizer_next(&t, &token) || token.end != key.len ||
	    token.start || !token.fold.len)
		return VB_OK;
	if (!grow(&items, &w->cap, w->n, sizeof(*w->items)))
		return VB_NO_MEMORY;
	w->items = items;
	if (!vb_arena_dup(&word.key, &w->arena, key) ||
	    !vb_arena_dup(&word.fold, &w->arena, token.fold))
		return VB_NO_MEMORY;
	w->items[w->n++] = word;
	return VB_OK;
}

static int by_fold(const void *a, const void *b)
{
	const struct vb_tally_word *x = a, *y = b;
	int c = vb_str_cmp(x->fold, y->fold);

	return c ? c : vb_str_cmp(x->key, y->key);
}

vb_status vb_tally_sort(struct vb_tally_words *w)
{
	for (w->n_slots = 1024; w->n_slots < w->n * 2;)
		w->n_slots *= 2;
	w->slots = calloc(w->n_slots, sizeof(*w->slots));
	if (!w->slots)
		return VB_NO_MEMORY;
	if (w->n)
		qsort(w->items, w->n, sizeof(*w->items), by_fold);
	for (size_t i = 0; i < w->n; i++) {
		size_t at = hash_of(w->items[i].key) & (w->n_slots - 1);

		while (w->slots[at])
			at = (at + 1) & (w->n_slots - 1);
		w->slots[at] = (uint32_t)i + 1;
	}
	return VB_OK;
}

uint32_t vb_tally_find(const struct vb_tally_words *w, struct vb_str key)
{
	size_t at = hash_of(key) & (w->n_slots - 1);

	for (; w->slots[at]; at = (at + 1) & (w->n_slots - 1))
		if (vb_str_eq(w->items[w->slots[at] - 1].key, key))
			return w->slots[at] - 1;
	return VB_NO_WORD;
}

void vb_tally_words_clear(struct vb_tally_words *w)
{
	vb_arena_clear(&w->arena);
	free(w->items);
	free(w->slots);
	memset(w, 0, sizeof(*w));
}

static bool push(struct vb_tally_text *t, uint32_t word)
{
	void *items = t->items;

	if (!grow(&items, &t->cap, t->n, sizeof(*t->items)))
		return false;
	t->items = items;
	t->items[t->n++] = word;
	return true;
}

/* Do only spaces stand between two words? */
static bool is_gap(struct vb_str text, size_t from, size_t to)
{
	for (; from < to; from++)
		if (text.ptr[from] != ' ' && text.ptr[from] != '\n')
			return false;
	return true;
}

vb_status vb_tally_text(struct vb_tally_text *out,
			const struct vb_tally_words *w, struct vb_str text)
{
	struct vb_token token;
	size_t before = 0;
	vb_tokenizer t;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token)) {
		if (!is_gap(text, before, token.start) &&
		    !push(out, VB_NO_WORD))
			return VB_NO_MEMORY;
		if (!push(out, vb_tally_find(w, token.key)))
			return VB_NO_MEMORY;
		before = token.end;
	}
	return push(out, VB_NO_WORD) ? VB_OK : VB_NO_MEMORY;
}

static uint64_t mix(uint64_t h)
{
	h ^= h >> 31;
	h *= 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

/* The key of the run of `n` words at t->items[at]; 0: it is parted. */
static uint64_t key_at(const struct vb_tally_text *t, size_t at, unsigned n)
{
	uint64_t key;

	if (at + n > t->n || t->items[at] == VB_NO_WORD ||
	    t->items[at + 1] == VB_NO_WORD)
		return 0;
	key = (uint64_t)t->items[at] << 32 | t->items[at + 1];
	for (unsigned i = 2; i < n; i++) {
		if (t->items[at + i] == VB_NO_WORD)
			return 0;
		key = mix(key * 31 + t->items[at + i] + i) | 1;
	}
	return key ? key : 1;
}

static struct vb_gram *find(const struct vb_grams *g, uint64_t key)
{
	size_t mask = g->size - 1, at = mix(key) & mask;

	while (g->items[at].count && g->items[at].key != key)
		at = (at + 1) & mask;
	return &g->items[at];
}

static bool resize(struct vb_grams *g, size_t size)
{
	struct vb_grams wide = { .n = g->n, .size = size };

	wide.items = calloc(size, sizeof(*wide.items));
	if (!wide.items)
		return false;
	for (size_t i = 0; i < g->size; i++)
		if (g->items[i].count)
			*find(&wide, g->items[i].key) = g->items[i];
	free(g->items);
	*g = wide;
	return true;
}

static bool count(struct vb_grams *g, uint64_t key, size_t at)
{
	struct vb_gram *gram;

	if (g->n * 2 >= g->size && !resize(g, g->size ? g->size * 2 : 4096))
		return false;
	gram = find(g, key);
	if (!gram->count) {
		gram->key = key;
		gram->at = (uint32_t)at;
		g->n++;
	}
	gram->count++;
	return true;
}

vb_status vb_grams_pairs(struct vb_grams *out, const struct vb_tally_text *t)
{
	for (size_t i = 0; i + 1 < t->n; i++) {
		uint64_t key = key_at(t, i, 2);

		if (key && !count(out, key, i))
			return VB_NO_MEMORY;
	}
	return VB_OK;
}

/* The run goes on as one that is seen `count` times. */
static void note_longer(struct vb_gram *sub, uint32_t count)
{
	uint32_t two = sub->longer[1];

	if (count > sub->longer[0]) {
		two = sub->longer[0];
		sub->longer[0] = count;
	} else if (count > two) {
		two = count;
	}
	sub->longer[1] = two;
	sub->part |= count >= PART_SHARE * sub->count ||
		     sub->longer[0] + two >= PARTS_SHARE * sub->count;
}

/* Mark the runs within longer ones that are hardly seen without. */
static void mark_parts(struct vb_grams *less, const struct vb_grams *more,
		       const struct vb_tally_text *t, unsigned n)
{
	for (size_t i = 0; i < more->size; i++) {
		const struct vb_gram *gram = &more->items[i];
		struct vb_gram *end;

		if (!gram->count)
			continue;
		note_longer(find(less, key_at(t, gram->at, n)), gram->count);
		end = find(less, key_at(t, gram->at + 1, n));
		end->part |= gram->count >= PART_SHARE * end->count;
	}
}

vb_status vb_grams_longer(struct vb_grams *out, struct vb_grams *less,
			  const struct vb_tally_text *t, unsigned n,
			  uint32_t least)
{
	bool before = false; /* the run one place back is frequent */

	if (!less->size)
		return VB_OK;
	for (size_t i = 0; i + n <= t->n; i++) {
		uint64_t key = key_at(t, i, n);
		bool frequent = key && find(less, key)->count >= least;

		if (before && frequent &&
		    !count(out, key_at(t, i - 1, n + 1), i - 1))
			return VB_NO_MEMORY;
		before = frequent;
	}
	mark_parts(less, out, t, n);
	return VB_OK;
}

void vb_grams_clear(struct vb_grams *g)
{
	free(g->items);
	memset(g, 0, sizeof(*g));
}
