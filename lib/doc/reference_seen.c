#include "doc/reference_seen.h"

#include "doc/reference.h"

static size_t hash(struct vb_str s)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a, 64 bits */

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return (size_t)(h ^ (h >> 32));
}

bool vb_seen_has(const struct vb_seen *seen, enum vb_relation kind,
		 struct vb_str key)
{
	size_t i;

	if (!seen->cap)
		return false;
	for (i = hash(key) & (seen->cap - 1); seen->slots[i];
	     i = (i + 1) & (seen->cap - 1)) {
		const struct vb_reference *m = seen->slots[i];

		if ((kind == VB_RELATION_MENTION || m->kind == kind) &&
		    vb_str_eq(m->key, key))
			return true;
	}
	return false;
}

static void put(struct vb_seen *seen, struct vb_reference *m)
{
	size_t i = hash(m->key) & (seen->cap - 1);

	while (seen->slots[i] && seen->slots[i] != m)
		i = (i + 1) & (seen->cap - 1);
	seen->n += !seen->slots[i];
	seen->slots[i] = m;
}

vb_status vb_seen_add(struct vb_seen *seen, struct vb_arena *arena,
		      struct vb_reference *m)
{
	struct vb_seen bigger = { NULL, seen->cap ? seen->cap * 4 : 16, 0 };

	if (seen->n * 2 >= seen->cap) {
		bigger.slots =
			vb_arena_calloc(arena, bigger.cap, sizeof(void *));
		if (!bigger.slots)
			return VB_NO_MEMORY;
		for (size_t i = 0; i < seen->cap; i++)
			if (seen->slots[i])
				put(&bigger, seen->slots[i]);
		*seen = bigger;
	}
	m->again = vb_seen_has(seen, VB_RELATION_MENTION, m->key);
	put(seen, m);
	return VB_OK;
}

vb_status vb_references_mark(struct vb_reference *list, struct vb_arena *arena)
{
	struct vb_seen seen = { 0 };
	vb_status st = VB_OK;

	/* Each key once: a hostile list of one key must not make it crawl. */
	for (; list && !st; list = list->next) {
		list->again =
			vb_seen_has(&seen, VB_RELATION_MENTION, list->key);
		if (!list->again)
			st = vb_seen_add(&seen, arena, list);
	}
	return st;
}
