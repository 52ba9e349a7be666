#include <stdlib.h>

#include "xapian-c/glass.h"

/*
 * A block: revision (4 bytes), level, the longest and the whole free stretch
 * (2 each), the end of the directory (2), then the directory: 2 bytes an
 * item, where it begins. Items stand at the end, the first one last.
 */
#define HEAD 11
#define ENTRY 2	    /* of the directory */
#define LEVELS 10   /* Xapian's own limit */
#define REVISION 1  /* of every block, and of the database */
#define ITEM_HEAD 3 /* size and flags (2), length of the key (1) */
#define PART 2	    /* the number of a part of a tag, from 2 */
#define BLOCK_NUMBER 4
#define PARTS_MAX 65535

/* Four items of the largest size fit into a block. */
#define ITEM_MAX ((VB_GLASS_BLOCK - HEAD - 4 * ENTRY) / 4)

#define COMPRESSED 0x8000
#define LAST 0x4000
#define FIRST 0x2000

/* The least key that divides a block from the one before it. */
struct divider {
	unsigned char len;
	char key[VB_GLASS_KEY_MAX];
	uint16_t part; /* of that key's tag */
};

struct level {
	unsigned char block[VB_GLASS_BLOCK];
	size_t directory_end, items; /* where the free stretch begins, ends */
	struct divider divider;	     /* from the block before */
};

struct vb_glass_table {
	struct vb_glass_file file;
	struct level *levels[LEVELS]; /* those above the top are NULL */
	uint32_t n_blocks;
	uint64_t n_entries;
	char last[VB_GLASS_KEY_MAX];
	size_t last_len;
};

static void put2(unsigned char *p, size_t n)
{
	p[0] = (unsigned char)(n >> 8);
	p[1] = (unsigned char)n;
}

static void put4(unsigned char *p, uint32_t n)
{
	put2(p, n >> 16);
	put2(p + 2, n & 0xffff);
}

static void empty_level(struct level *l)
{
	memset(l->block, 0, sizeof(l->block));
	l->directory_end = HEAD;
	l->items = VB_GLASS_BLOCK;
}

static size_t room(const struct level *l)
{
	return l->items - l->directory_end;
}

/* `size` bytes for an item; there is room. */
static unsigned char *new_item(struct level *l, size_t size)
{
	l->items -= size;
	put2(l->block + l->directory_end, l->items);
	l->directory_end += ENTRY;
	return l->block + l->items;
}

static vb_status add_level(vb_glass_table *t, unsigned n, struct vb_error *err)
{
	if (n == LEVELS)
		return vb_error_set(err, VB_TOO_BIG, "%s: too many levels",
				    t->file.path);
	t->levels[n] = calloc(1, sizeof(*t->levels[n]));
	if (!t->levels[n])
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	empty_level(t->levels[n]);
	return VB_OK;
}

vb_status vb_glass_table_new(vb_glass_table **out, const char *folder,
			     const char *name, struct vb_error *err)
{
	vb_glass_table *t = calloc(1, sizeof(*t));
	vb_status st;

	if (!t)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	t->file = (struct vb_glass_file)VB_GLASS_FILE_INIT;
	st = vb_glass_file_open(&t->file, folder, name, err);
	if (!st)
		st = add_level(t, 0, err);
	if (st) {
		vb_glass_table_free(t);
		return st;
	}
	/* Every tree begins with an item that has no key. */
	put2(new_item(t->levels[0], ITEM_HEAD), FIRST | LAST);
	*out = t;
	return VB_OK;
}

void vb_glass_table_free(vb_glass_table *t)
{
	if (!t)
		return;
	vb_glass_file_close(&t->file);
	for (unsigned i = 0; i < LEVELS; i++)
		free(t->levels[i]);
	free(t);
}

static vb_status write_block(vb_glass_table *t, unsigned n,
			     struct vb_error *err)
{
	struct level *l = t->levels[n];

	put4(l->block, REVISION);
	l->block[4] = (unsigned char)n;
	put2(l->block + 5, room(l));
	put2(l->block + 7, room(l));
	put2(l->block + 9, l->directory_end);
	if (t->n_blocks == UINT32_MAX)
		return vb_error_set(err, VB_TOO_BIG, "%s: too many blocks",
				    t->file.path);
	t->n_blocks++;
	return vb_glass_file_append(
		&t->file, vb_str_of((char *)l->block, sizeof(l->block)), err);
}

/* Block `block` below, and the divider before it; there is room. */
static void put_branch(struct level *l, uint32_t block,
		       const struct divider *divider)
{
	size_t len = divider->len;
	unsigned char *p = new_item(l, BLOCK_NUMBER + 1 + len + PART);

	put4(p, block);
	p[BLOCK_NUMBER] = (unsigned char)len;
	memcpy(p + BLOCK_NUMBER + 1, divider->key, len);
	put2(p + BLOCK_NUMBER + 1 + len, divider->part);
}

/*
 * Write the block of level `n`, which is empty then, and enter it above; so
 * with each block above that is full. The first item of a block above needs
 * no key: the level over it has the divider.
 */
static vb_status flush_level(vb_glass_table *t, unsigned n,
			     struct vb_error *err)
{
	static const struct divider none = { .len = 0 };
	struct divider divider = t->levels[n]->divider, next;
	vb_status st = write_block(t, n, err);
	uint32_t block = t->n_blocks - 1;
	bool full = true;

	empty_level(t->levels[n]);
	while (!st && full) {
		struct level *l;

		n++;
		if (n == LEVELS || !t->levels[n])
			st = add_level(t, n, err);
		if (st)
			break;
		l = t->levels[n];
		full = room(l) <
		       (size_t)ENTRY + BLOCK_NUMBER + 1 + divider.len + PART;
		next = l->divider;
		if (full) {
			st = write_block(t, n, err);
			empty_level(l);
		}
		if (l->directory_end > HEAD) {
			put_branch(l, block, &divider);
		} else {
			put_branch(l, block, &none);
			l->divider = divider;
		}
		block = t->n_blocks - 1;
		divider = next;
	}
	return st;
}

/* The least beginning of `key` that the last one does not have. */
static void divide(struct divider *out, const vb_glass_table *t,
		   struct vb_str key, unsigned part)
{
	size_t n = 0;

	while (n < key.len && n < t->last_len && key.ptr[n] == t->last[n])
		n++;
	if (n < key.len)
		n++;
	out->len = (unsigned char)n;
	memcpy(out->key, key.ptr, n);
	out->part = (uint16_t)part;
}

struct part {
	struct vb_str key, bytes;
	unsigned number; /* from 1 */
	unsigned flags;
};

static vb_status add_part(vb_glass_table *t, const struct part *part,
			  struct vb_error *err)
{
	size_t size = ITEM_HEAD + part->key.len + part->bytes.len +
		      (part->number > 1 ? PART : 0);
	struct level *leaf = t->levels[0];
	vb_status st = VB_OK;
	unsigned char *p;

	if (room(leaf) < size + ENTRY) {
		st = flush_level(t, 0, err);
		divide(&leaf->divider, t, part->key, part->number);
	}
	if (st)
		return st;
	p = new_item(leaf, size);
	put2(p, (size - ITEM_HEAD) | part->flags);
	p[2] = (unsigned char)part->key.len;
	p += ITEM_HEAD;
	memcpy(p, part->key.ptr, part->key.len);
	p += part->key.len;
	if (part->number > 1) {
		put2(p, part->number);
		p += PART;
	}
	memcpy(p, part->bytes.ptr, part->bytes.len);
	memcpy(t->last, part->key.ptr, part->key.len);
	t->last_len = part->key.len;
	return VB_OK;
}

static vb_status need_order(const vb_glass_table *t, struct vb_str key,
			    struct vb_error *err)
{
	struct vb_str last = vb_str_of(t->last, t->last_len);

	if (key.len && key.len <= VB_GLASS_KEY_MAX && vb_str_cmp(last, key) < 0)
		return VB_OK;
	return vb_error_set(err, VB_BAD_INPUT,
			    "%s: a key is too long or out of order",
			    t->file.path);
}

vb_status vb_glass_table_add(vb_glass_table *t, struct vb_str key,
			     struct vb_str tag, bool compressed,
			     struct vb_error *err)
{
	struct part part = { .key = key, .number = 1 };
	size_t most = ITEM_MAX - ITEM_HEAD - key.len;
	vb_status st = need_order(t, key, err);

	if (!st && tag.len > (most - PART) * PARTS_MAX)
		st = vb_error_set(err, VB_TOO_BIG, "%s: a tag is too large",
				  t->file.path);
	for (; !st && (part.number == 1 || tag.len); part.number++) {
		part.bytes = vb_str_sub(tag, 0, most);
		tag = vb_str_skip(tag, part.bytes.len);
		part.flags = (part.number == 1 ? FIRST : 0) |
			     (tag.len ? 0 : LAST) |
			     (compressed ? COMPRESSED : 0);
		st = add_part(t, &part, err);
		if (part.number == 1)
			most -= PART;
	}
	t->n_entries++;
	return st;
}

struct root {
	uint32_t block;
	unsigned level, compress_min;
	uint64_t n_entries;
	uint32_t n_blocks;
};

/* What the version file says of a table; `faked`: there is no root block. */
static vb_status describe(struct vb_buf *out, const struct root *root,
			  bool faked)
{
	char blocks[8 + 6 * VB_GLASS_NUMBER_MAX];
	size_t n = 0;
	vb_status st = vb_glass_number(out, root->block);

	if (!st)
		st = vb_glass_number(out, root->level << 2 | 2u | faked);
	if (!st)
		st = vb_glass_number(out, root->n_entries);
	if (!st)
		st = vb_glass_number(out, VB_GLASS_BLOCK >> 11);
	if (!st)
		st = vb_glass_number(out, root->compress_min);
	if (!faked) { /* free blocks: none, and what comes after the last */
		n += vb_glass_put(blocks + n, REVISION);
		n += vb_glass_put(blocks + n, root->n_blocks);
		for (unsigned i = 0; i < 4; i++)
			n += vb_glass_put(blocks + n, 0);
	}
	if (!st)
		st = vb_glass_number(out, n);
	return st ? st : vb_buf_append(out, vb_str_of(blocks, n));
}

vb_status vb_glass_table_finish(struct vb_buf *root, vb_glass_table *t,
				unsigned compress_min, struct vb_error *err)
{
	struct root r = { .compress_min = compress_min };
	vb_status st = VB_OK;

	while (!st && r.level + 1 < LEVELS && t->levels[r.level + 1])
		st = flush_level(t, r.level++, err);
	if (!st)
		st = write_block(t, r.level, err);
	if (!st)
		st = vb_glass_file_flush(&t->file, err);
	if (st)
		return st;
	r.block = t->n_blocks - 1;
	r.n_blocks = t->n_blocks;
	r.n_entries = t->n_entries;
	st = describe(root, &r, false);
	return st ? vb_error_set(err, st, "no memory") : VB_OK;
}

vb_status vb_glass_table_absent(struct vb_buf *root, unsigned compress_min)
{
	struct root r = { .compress_min = compress_min };

	return describe(root, &r, true);
}
