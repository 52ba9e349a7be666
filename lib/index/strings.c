#include "index/strings.h"

#include <stdlib.h>
#include <string.h>

/* Where `string` is noted, or a free place for it; there are twice as many
 * places as strings may be. */
static uint32_t *place_of(const struct vb_strings *s, struct vb_str string)
{
	uint32_t mask = s->cap * 2 - 1, at = vb_str_hash(string) & mask;

	while (s->places[at] && !vb_str_eq(s->items[s->places[at] - 1], string))
		at = (at + 1) & mask;
	return &s->places[at];
}

static bool grow(struct vb_strings *s)
{
	uint32_t cap = s->cap ? s->cap * 2 : 64;
	struct vb_str *items = NULL;
	uint32_t *places = NULL;

	if (cap <= UINT32_MAX / 4) {
		items = realloc(s->items, cap * sizeof(*items));
		s->items = items ? items : s->items;
		places = calloc((size_t)cap * 2, sizeof(*places));
	}
	if (!items || !places) {
		free(places);
		return false;
	}
	free(s->places);
	s->places = places;
	s->cap = cap;
	for (uint32_t i = 0; i < s->n; i++)
		*place_of(s, s->items[i]) = i + 1;
	return true;
}

uint32_t vb_strings_find(const struct vb_strings *s, struct vb_str string)
{
	uint32_t place = s->n ? *place_of(s, string) : 0;

	return place ? place - 1 : s->n;
}

bool vb_strings_add(uint32_t *number, struct vb_strings *s,
		    struct vb_str string)
{
	uint32_t *place;

	if (s->n == s->cap && !grow(s))
		return false;
	place = place_of(s, string);
	if (!*place) {
		if (!vb_arena_dup(&s->items[s->n], &s->arena, string))
			return false;
		*place = ++s->n;
	}
	*number = *place - 1;
	return true;
}

void vb_strings_clear(struct vb_strings *s)
{
	vb_arena_clear(&s->arena);
	free(s->items);
	free(s->places);
	memset(s, 0, sizeof(*s));
}
