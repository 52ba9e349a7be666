#include "index/suggest_find.h"

#define SCAN_MOST 3000 /* starts looked at one by one */
#define CHECK_MOST 600 /* titles whose marks or words are compared */

void vb_best_add(struct vb_best *best, uint64_t value, uint32_t item)
{
	size_t at = best->n;

	if (at == best->most && (!at || best->items[at - 1].value <= value))
		return;
	for (size_t i = 0; i < best->n; i++) {
		if (best->items[i].item != item)
			continue;
		if (best->items[i].value <= value)
			return;
		memmove(&best->items[i], &best->items[i + 1],
			(best->n - i - 1) * sizeof(best->items[0]));
		at = --best->n;
		break;
	}
	if (at == best->most)
		at = --best->n;
	for (; at && best->items[at - 1].value > value; at--)
		best->items[at] = best->items[at - 1];
	best->items[at].value = value;
	best->items[at].item = item;
	best->n++;
}

static bool is_full(const struct vb_best *best, uint64_t value)
{
	return best->n == best->most && best->items[best->n - 1].value <= value;
}

/* The rest of its title from byte `at` of TITLE_TEXT on. */
static struct vb_str rest_of(const vb_dictionary *d, uint32_t at)
{
	struct vb_str rest = vb_str_skip(vb_dictionary_titles(d), at);
	const char *end = memchr(rest.ptr, 0, rest.len);

	if (end)
		rest.len = (size_t)(end - rest.ptr);
	return rest;
}

static bool begins_title(const vb_dictionary *d, uint32_t at)
{
	struct vb_str all = vb_dictionary_titles(d);

	return !at || (at <= all.len && !all.ptr[at - 1]);
}

/* Titles that begin so before those that have it later on. */
static uint64_t value_of(const vb_dictionary *d, uint32_t at)
{
	return (begins_title(d, at) ? 0 : UINT64_C(1) << 32) + at;
}

struct scan {
	struct vb_best *best;
	const vb_dictionary *d;
	const struct vb_typed *t;
	size_t checks; /* left */
	bool wide;     /* so many that only the best blocks are looked at */
};

static void look_at(struct scan *s, uint32_t i)
{
	uint32_t at = vb_dictionary_number(s->d, VB_SECTION_START, i);
	uint64_t value = s->wide ? at : value_of(s->d, at);
	size_t len;

	if (is_full(s->best, value))
		return;
	if (s->t->marked) {
		if (!s->checks)
			return;
		s->checks--;
		if (!vb_typed_begins(&len, s->t, 0, rest_of(s->d, at)))
			return;
	}
	vb_best_add(s->best, value, vb_dictionary_title_of(s->d, at));
}

void vb_find_titles(struct vb_best *best, const vb_dictionary *d,
		    const struct vb_typed *t)
{
	struct vb_extent range = vb_dictionary_starts(d, vb_typed_from(t, 0));
	struct scan s = { best, d, t, CHECK_MOST,
			  range.to - range.from > SCAN_MOST };
	uint32_t i = range.from;

	while (i < range.to) {
		uint32_t block = i / VB_DICTIONARY_BLOCK;
		uint32_t end = (block + 1) * VB_DICTIONARY_BLOCK;

		/* the best of a block may stand outside the range: no harm */
		if (s.wide &&
		    is_full(best, vb_dictionary_number(d, VB_SECTION_START_BEST,
						       block))) {
			i = end;
			continue;
		}
		for (; i < end && i < range.to; i++)
			look_at(&s, i);
	}
}

void vb_find_titles_apart(struct vb_best *best, const vb_dictionary *d,
			  const struct vb_typed *t)
{
	struct vb_range marks[VB_SUGGEST_MARKS];
	struct vb_extent range;
	size_t n, checks = CHECK_MOST;

	if (t->n < 2)
		return;
	range = vb_dictionary_starts(d, vb_typed_from(t, t->n - 1));
	for (uint32_t i = range.from; i < range.to && checks--; i++) {
		uint32_t at = vb_dictionary_number(d, VB_SECTION_START, i);
		uint32_t title = vb_dictionary_title_of(d, at);
		struct vb_str text =
			vb_dictionary_text(d, VB_SECTION_TITLE_AT, title);
		const char *end = memchr(text.ptr, 0, text.len);

		if (end)
			text.len = (size_t)(end - text.ptr);
		if (vb_typed_within(marks, &n, t, text))
			vb_best_add(best, (UINT64_C(2) << 32) + at, title);
	}
}

void vb_find_phrases(struct vb_best *best, const vb_dictionary *d,
		     const struct vb_typed *t, size_t first)
{
	struct vb_extent range =
		vb_dictionary_phrases(d, vb_typed_from(t, first));
	size_t checks = CHECK_MOST, len;

	for (uint32_t i = range.from; i < range.to; i++) {
		uint32_t count =
			vb_dictionary_number(d, VB_SECTION_PHRASE_COUNT, i);
		uint64_t value = UINT32_MAX - count;

		if (is_full(best, value))
			continue;
		if (t->marked && !checks)
			break;
		checks -= t->marked;
		if (t->marked &&
		    !vb_typed_begins(
			    &len, t, first,
			    vb_dictionary_text(d, VB_SECTION_PHRASE_AT, i)))
			continue;
		vb_best_add(best, value, i);
	}
}

uint32_t vb_find_count(const vb_dictionary *d, const struct vb_typed *t)
{
	struct vb_str typed = vb_typed_from(t, 0);
	struct vb_extent titles = vb_dictionary_starts(d, typed);
	struct vb_extent phrases = vb_dictionary_phrases(d, typed);

	return titles.to - titles.from + (phrases.to - phrases.from);
}
