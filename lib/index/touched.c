#include "index/touched.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define BYTES 4 /* of a number */
#define KEY VB_META_TOUCHED "."

static vb_status no_memory(struct vb_error *err)
{
	return vb_error_set(err, VB_NO_MEMORY, "no memory");
}

static vb_status get(struct vb_buf *out, const vb_xapian_db *db,
		     const char *key, struct vb_error *err)
{
	vb_buf_truncate(out, 0);
	return vb_xapian_db_metadata(out, db, vb_str_from(key), err);
}

/* The next field of `*line`, which spaces divide. */
static struct vb_str next_field(struct vb_str *line)
{
	size_t n = vb_str_find(*line, VB_STR(" "), 0);
	struct vb_str field = vb_str_sub(*line, 0, n);

	*line = vb_str_skip(*line, field.len + 1);
	return field;
}

static bool parse(struct vb_touched_span *out, struct vb_str line,
		  struct vb_str sequence)
{
	unsigned long first, n;

	if (!vb_str_to_ulong(&first, next_field(&line), ULONG_MAX) ||
	    !vb_str_to_ulong(&n, next_field(&line), ULONG_MAX) || first > n)
		return false;
	*out = (struct vb_touched_span){ first, n, vb_str_eq(line, sequence) };
	return true;
}

vb_status vb_touched_span(struct vb_touched_span *out, const vb_xapian_db *db,
			  struct vb_error *err)
{
	struct vb_buf line = VB_BUF_INIT(1000), sequence = VB_BUF_INIT(1000);
	vb_status st = get(&line, db, VB_META_TOUCHED, err);

	*out = (struct vb_touched_span){ 0, 0, false };
	if (!st)
		st = get(&sequence, db, VB_META_SEQUENCE, err);
	if (!st)
		parse(out, vb_buf_str(&line), vb_buf_str(&sequence));
	vb_buf_clear(&line);
	vb_buf_clear(&sequence);
	return st;
}

static void key_of(char out[64], uint64_t block)
{
	snprintf(out, 64, KEY "%" PRIu64, block);
}

static vb_status get_block(struct vb_buf *out, const vb_xapian_db *db,
			   uint64_t block, struct vb_error *err)
{
	char key[64];

	key_of(key, block);
	return get(out, db, key, err);
}

static uint32_t number_at(struct vb_str block, size_t i)
{
	const unsigned char *at = (const unsigned char *)block.ptr + i * BYTES;

	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

vb_status vb_touched_read(uint32_t *out, const vb_xapian_db *db, uint64_t from,
			  uint64_t to, struct vb_error *err)
{
	struct vb_buf block = VB_BUF_INIT((size_t)1 << 20);
	vb_status st = VB_OK;

	while (from < to && !st) {
		size_t i = from % VB_TOUCHED_BLOCK;

		st = get_block(&block, db, from / VB_TOUCHED_BLOCK, err);
		if (!st && (i + 1) * BYTES > block.len)
			st = vb_error_set(err, VB_CORRUPT,
					  "the list of changes is cut short");
		for (; from < to && i < VB_TOUCHED_BLOCK &&
		       (i + 1) * BYTES <= block.len && !st;
		     i++, from++)
			*out++ = number_at(vb_buf_str(&block), i);
	}
	vb_buf_clear(&block);
	return st;
}

vb_status vb_touched_begin(struct vb_touched *t, vb_xapian_writer *writer,
			   struct vb_error *err)
{
	struct vb_xapian_stats stats = { 0 };
	vb_status st =
		vb_xapian_db_stats(&stats, vb_xapian_writer_db(writer), err);

	t->last = stats.last_id;
	t->n = 0;
	return st;
}

vb_status vb_touched_add(struct vb_touched *t, uint32_t docid,
			 struct vb_error *err)
{
	if (docid > t->last)
		return VB_OK;
	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 256;
		uint32_t *ids = realloc(t->ids, cap * sizeof(*ids));

		if (!ids)
			return no_memory(err);
		t->ids = ids;
		t->cap = cap;
	}
	t->ids[t->n++] = docid;
	return VB_OK;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Each once. */
static void set_in_order(struct vb_touched *t)
{
	size_t n = 0;

	if (t->n)
		qsort(t->ids, t->n, sizeof(*t->ids), by_number);
	for (size_t i = 0; i < t->n; i++)
		if (!n || t->ids[i] != t->ids[n - 1])
			t->ids[n++] = t->ids[i];
	t->n = n;
}

struct old_keys {
	uint64_t before; /* block */
	struct vb_arena arena;
	struct vb_str *keys;
	size_t n, cap;
	bool no_memory;
};

static bool note_key(void *ctx, struct vb_str key, uint32_t n)
{
	struct old_keys *old = ctx;
	unsigned long block;

	(void)n;
	if (vb_str_to_ulong(&block, vb_str_skip(key, sizeof(KEY) - 1),
			    ULONG_MAX) &&
	    block >= old->before)
		return true;
	if (old->n == old->cap) {
		size_t cap = old->cap ? old->cap * 2 : 16;
		struct vb_str *keys = realloc(old->keys, cap * sizeof(*keys));

		old->no_memory = !keys;
		if (!keys)
			return false;
		old->keys = keys;
		old->cap = cap;
	}
	old->no_memory = !vb_arena_dup(&old->keys[old->n++], &old->arena, key);
	return !old->no_memory;
}

/* Blocks that are wholly before place `before`. */
static vb_status forget(vb_xapian_writer *writer, uint64_t before,
			struct vb_error *err)
{
	struct old_keys old = { .before = before / VB_TOUCHED_BLOCK,
				.arena = VB_ARENA_INIT };
	vb_status st = vb_xapian_db_metadata_keys(
		vb_xapian_writer_db(writer), VB_STR(KEY), note_key, &old, err);

	if (!st && old.no_memory)
		st = no_memory(err);
	for (size_t i = 0; i < old.n && !st; i++)
		st = vb_xapian_writer_set_metadata(writer, old.keys[i],
						   VB_STR_EMPTY, err);
	free(old.keys);
	vb_arena_clear(&old.arena);
	return st;
}

/* The list goes on in another block, and what was before is unknown. */
static void begin_anew(struct vb_touched_span *span)
{
	span->n = (span->n / VB_TOUCHED_BLOCK + 1) * VB_TOUCHED_BLOCK;
	span->first = span->n;
}

/* How far the list is, at the first transaction; another writer's ends. */
static vb_status learn_span(struct vb_touched *t, vb_xapian_writer *writer,
			    uint64_t needed, struct vb_error *err)
{
	uint64_t first;
	vb_status st =
		vb_touched_span(&t->span, vb_xapian_writer_db(writer), err);

	if (st)
		return st;
	t->known = true;
	first = t->span.first;
	needed = needed / VB_TOUCHED_BLOCK * VB_TOUCHED_BLOCK;
	if (!t->span.whole)
		begin_anew(&t->span);
	else if (needed > first && needed <= t->span.n)
		t->span.first = needed;
	return t->span.first > first ? forget(writer, t->span.first, err) :
				       VB_OK;
}

static vb_status put_span(vb_xapian_writer *writer,
			  const struct vb_touched_span *span, int64_t sequence,
			  struct vb_error *err)
{
	char text[80];

	snprintf(text, sizeof(text), "%" PRIu64 " %" PRIu64 " %" PRId64,
		 span->first, span->n, sequence);
	return vb_xapian_writer_set_metadata(writer, VB_STR(VB_META_TOUCHED),
					     vb_str_from(text), err);
}

/* Add numbers from `*i` on to the block that is begun, as many as fit. */
static vb_status put_block(struct vb_buf *bytes, struct vb_touched *t,
			   vb_xapian_writer *writer, size_t *i,
			   struct vb_error *err)
{
	uint64_t block = t->span.n / VB_TOUCHED_BLOCK;
	size_t had = t->span.n % VB_TOUCHED_BLOCK;
	char key[64];
	vb_status st =
		get_block(bytes, vb_xapian_writer_db(writer), block, err);

	if (!st && bytes->len < had * BYTES) { /* damaged */
		begin_anew(&t->span);
		return VB_OK;
	}
	vb_buf_truncate(bytes, had * BYTES);
	for (; !st && *i < t->n && had < VB_TOUCHED_BLOCK; had++, ++*i) {
		uint32_t id = t->ids[*i];
		char number[BYTES] = { (char)(id >> 24), (char)(id >> 16),
				       (char)(id >> 8), (char)id };

		st = vb_buf_append(bytes, vb_str_of(number, BYTES));
		t->span.n++;
	}
	key_of(key, block);
	return st ? st :
		    vb_xapian_writer_set_metadata(writer, vb_str_from(key),
						  vb_buf_str(bytes), err);
}

vb_status vb_touched_write(struct vb_touched *t, vb_xapian_writer *writer,
			   int64_t sequence, uint64_t needed,
			   struct vb_error *err)
{
	struct vb_buf bytes = VB_BUF_INIT((size_t)1 << 20);
	vb_status st = VB_OK;

	if (!t->known)
		st = learn_span(t, writer, needed, err);
	set_in_order(t);
	for (size_t i = 0; i < t->n && !st;)
		st = put_block(&bytes, t, writer, &i, err);
	if (!st)
		st = put_span(writer, &t->span, sequence, err);
	t->n = 0;
	vb_buf_clear(&bytes);
	return st;
}

vb_status vb_touched_reset(vb_xapian_writer *writer, int64_t sequence,
			   struct vb_error *err)
{
	static const struct vb_touched_span none = { 0, 0, true };
	vb_status st = forget(writer, UINT64_MAX, err);

	return st ? st : put_span(writer, &none, sequence, err);
}

void vb_touched_clear(struct vb_touched *t)
{
	free(t->ids);
	memset(t, 0, sizeof(*t));
}
