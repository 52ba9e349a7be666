#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#define BLOCK_BYTES (16 * 1024 - 64)
#define ALIGN alignof(max_align_t)

struct vb_arena_block {
	struct vb_arena_block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

static struct vb_arena_block *add_block(struct vb_arena *arena, size_t size)
{
	size_t want = size > BLOCK_BYTES ? size : BLOCK_BYTES;
	struct vb_arena_block *block;

	if (want > SIZE_MAX - sizeof(*block))
		return NULL;
	block = malloc(sizeof(*block) + want);
	if (!block)
		return NULL;
	block->next = arena->blocks;
	block->size = want;
	block->used = 0;
	arena->blocks = block;
	return block;
}

void *vb_arena_alloc(struct vb_arena *arena, size_t size)
{
	struct vb_arena_block *block = arena->blocks;
	void *p;

	if (size > SIZE_MAX - ALIGN)
		return NULL;
	size = (size + ALIGN - 1) & ~(ALIGN - 1);
	if (!block || block->size - block->used < size)
		block = add_block(arena, size);
	if (!block)
		return NULL;
	p = block->bytes + block->used;
	block->used += size;
	arena->used += size;
	return p;
}

void *vb_arena_calloc(struct vb_arena *arena, size_t count, size_t size)
{
	void *p;

	if (size && count > SIZE_MAX / size)
		return NULL;
	p = vb_arena_alloc(arena, count * size);
	if (p)
		memset(p, 0, count * size);
	return p;
}

bool vb_arena_dup(struct vb_str *out, struct vb_arena *arena, struct vb_str s)
{
	char *p = vb_arena_alloc(arena, s.len + 1);

	if (!p)
		return false;
	if (s.len)
		memcpy(p, s.ptr, s.len);
	p[s.len] = '\0';
	*out = vb_str_of(p, s.len);
	return true;
}

void vb_arena_clear(struct vb_arena *arena)
{
	while (arena->blocks) {
		struct vb_arena_block *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
	arena->used = 0;
}

void vb_arena_reset(struct vb_arena *arena)
{
	struct vb_arena_block *keep = arena->blocks;

	if (!keep || keep->size > BLOCK_BYTES) {
		vb_arena_clear(arena);
		return;
	}
	arena->blocks = keep->next;
	vb_arena_clear(arena);
	keep->next = NULL;
	keep->used = 0;
	arena->blocks = keep;
}
