#include "index/written.h"

#include <stdlib.h>

#include "base/arena.h"

#define PLACES (4 * VB_WRITTEN_WORDS) /* of the hash table */

struct vb_written {
	uint64_t revision;
	struct vb_arena arena;
	bool full;
	size_t n, n_terms;
	struct vb_written_word words[VB_WRITTEN_WORDS];
	uint16_t places[PLACES]; /* index in words, plus 1; 0: free */
};

static void forget(struct vb_written *w, uint64_t revision)
{
	for (size_t i = 0; i < w->n; i++)
		vb_xapian_query_free(w->words[i].query);
	vb_arena_clear(&w->arena);
	memset(w->places, 0, sizeof(w->places));
	w->n = w->n_terms = 0;
	w->full = false;
	w->revision = revision;
}

void vb_written_begin(struct vb_written **written, uint64_t revision)
{
	struct vb_written *w = *written;

	if (!w) {
		w = *written = calloc(1, sizeof(*w));
		if (!w)
			return;
		w->arena = (struct vb_arena)VB_ARENA_INIT;
		w->revision = revision;
	}
	if (w->full || w->revision != revision)
		forget(w, revision);
}

void vb_written_close(struct vb_written *written)
{
	if (!written)
		return;
	forget(written, 0);
	free(written);
}

static size_t place_of(const struct vb_written *w, struct vb_str name)
{
	size_t at = vb_str_hash(name) % PLACES;

	while (w->places[at] &&
	       !vb_str_eq(w->words[w->places[at] - 1].name, name))
		at = (at + 1) % PLACES;
	return at;
}

const struct vb_written_word *vb_written_find(const struct vb_written *written,
					      struct vb_str name)
{
	uint16_t place = written ? written->places[place_of(written, name)] : 0;

	return place ? &written->words[place - 1] : NULL;
}

bool vb_written_take(struct vb_written *written,
		     const struct vb_written_word *word)
{
	struct vb_written *w = written;
	struct vb_written_word kept = *word;

	if (!w)
		return false;
	w->full |= w->n == VB_WRITTEN_WORDS ||
		   w->n_terms + word->terms > VB_WRITTEN_TERMS;
	if (w->full || !vb_arena_dup(&kept.name, &w->arena, word->name))
		return false;
	w->words[w->n++] = kept;
	w->n_terms += word->terms;
	w->places[place_of(w, word->name)] = (uint16_t)w->n;
	return true;
}
