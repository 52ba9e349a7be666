/*
 * base/arena: many small allocations, freed at once.
 *
 * Each document and each HTTP request has one. Memory from an arena is valid
 * until vb_arena_clear or vb_arena_reset.
 */
#ifndef VB_BASE_ARENA_H
#define VB_BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct vb_arena_block;

struct vb_arena {
	struct vb_arena_block *blocks; /* the newest first */
	size_t used;		       /* bytes handed out, for statistics */
};

/* clang-format off */
#define VB_ARENA_INIT { NULL, 0 }
/* clang-format on */

/* `size` bytes, aligned for any type, not zeroed; NULL when out of memory. */
void *vb_arena_alloc(struct vb_arena *arena, size_t size);

/* As vb_arena_alloc for `count` items of `size` bytes, zeroed. */
void *vb_arena_calloc(struct vb_arena *arena, size_t count, size_t size);

/*
 * A copy of `s` with a final NUL after it. Returns false (and leaves `*out`)
 * when out of memory.
 */
bool vb_arena_dup(struct vb_str *out, struct vb_arena *arena, struct vb_str s)
	__attribute__((warn_unused_result));

/* Free everything; the arena is empty and reusable. */
void vb_arena_clear(struct vb_arena *arena);

/* As vb_arena_clear, but keep one block for the next user. */
void vb_arena_reset(struct vb_arena *arena);

#endif
