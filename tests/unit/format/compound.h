/*
 * Writes compound files, for tests and fuzzing: streams in, a file out. Small
 * ones go where small ones go; `plain` puts all into sectors of their own.
 */
#ifndef TEST_FORMAT_COMPOUND_H
#define TEST_FORMAT_COMPOUND_H

#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"

#define CF_SECTOR 512
#define CF_MINI 64
#define CF_CUTOFF 4096
#define CF_END 0xFFFFFFFEu
#define CF_FREE 0xFFFFFFFFu
#define CF_FAT 0xFFFFFFFDu
#define CF_STREAMS 7

struct cf_stream {
	const char *name;
	struct vb_str bytes;
};

/* `value`, little endian, in `size` bytes; zeros beyond eight. */
static inline void cf_put(struct vb_buf *b, uint64_t value, unsigned size)
{
	for (; size; size--, value >>= 8)
		if (vb_buf_append_char(b, (char)(value & 0xFF)))
			abort();
}

static inline void cf_bytes(struct vb_buf *b, struct vb_str s)
{
	if (vb_buf_append(b, s))
		abort();
}

static inline void cf_pad(struct vb_buf *b, size_t block, unsigned char with)
{
	while (b->len % block)
		cf_put(b, with, 1);
}

static inline void cf_set(struct vb_buf *b, size_t at, uint32_t value,
			  unsigned size)
{
	for (unsigned i = 0; i < size; i++)
		b->ptr[at + i] = (char)(value >> 8 * i & 0xFF);
}

/* Chain `n` blocks from `first` on in the table. */
static inline void cf_chain(struct vb_buf *table, size_t first, size_t n)
{
	while (table->len < 4 * first)
		cf_put(table, CF_FREE, 4);
	for (size_t i = 0; i < n; i++)
		cf_put(table, i + 1 < n ? first + i + 1 : CF_END, 4);
}

static inline size_t cf_blocks(size_t bytes, size_t block)
{
	return (bytes + block - 1) / block;
}

struct cf_place {
	uint32_t start;
	size_t size;
};

static inline void cf_entry(struct vb_buf *dir, const char *name, unsigned type,
			    const uint32_t links[3], struct cf_place place)
{
	size_t at = dir->len, len = strlen(name);

	for (size_t i = 0; i < len; i++)
		cf_put(dir, (unsigned char)name[i], 2);
	while (dir->len < at + 64)
		cf_put(dir, 0, 1);
	cf_put(dir, 2 * len + 2, 2);
	cf_put(dir, type, 1);
	cf_put(dir, 1, 1);
	for (int i = 0; i < 3; i++)
		cf_put(dir, links[i], 4);
	while (dir->len < at + 116)
		cf_put(dir, 0, 1);
	cf_put(dir, place.start, 4);
	cf_put(dir, place.size, 8);
}

struct cf_file {
	struct vb_buf body, fat, dir, mini, minifat; /* body: all sectors */
};

/* Append blocks to the body, chained; returns the first one's number. */
static inline uint32_t cf_sectors(struct cf_file *f, struct vb_str bytes)
{
	size_t first = f->body.len / CF_SECTOR;

	if (!bytes.len)
		return CF_END;
	cf_bytes(&f->body, bytes);
	cf_pad(&f->body, CF_SECTOR, 0);
	cf_chain(&f->fat, first, cf_blocks(bytes.len, CF_SECTOR));
	return (uint32_t)first;
}

static inline uint32_t cf_mini(struct cf_file *f, struct vb_str bytes)
{
	size_t first = f->mini.len / CF_MINI;

	if (!bytes.len)
		return CF_END;
	cf_bytes(&f->mini, bytes);
	cf_pad(&f->mini, CF_MINI, 0);
	cf_chain(&f->minifat, first, cf_blocks(bytes.len, CF_MINI));
	return (uint32_t)first;
}

/* Header, then the body with its table of sectors at the end. */
static inline void cf_finish(struct vb_buf *out, struct cf_file *f,
			     uint32_t dir, uint32_t minifat, size_t cutoff)
{
	size_t body = f->body.len / CF_SECTOR, n_fat = 0, n_difat = 0;
	const size_t per = CF_SECTOR / 4;

	while (n_fat * per < body + n_fat + n_difat) {
		n_fat++;
		n_difat = n_fat > 109 ? cf_blocks(n_fat - 109, per - 1) : 0;
	}
	cf_chain(&f->fat, body, 0);
	while (f->fat.len < 4 * (body + n_fat + n_difat))
		cf_put(&f->fat, CF_FAT, 4);
	cf_pad(&f->fat, CF_SECTOR, 0xFF);
	cf_bytes(out, VB_STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
	while (out->len < CF_SECTOR)
		cf_put(out, 0, 1);
	cf_set(out, 24, 0x3E | 3 << 16, 4);
	cf_set(out, 28, 0xFFFE, 2);
	cf_set(out, 30, 9, 2);
	cf_set(out, 32, 6, 2);
	cf_set(out, 44, (uint32_t)n_fat, 4);
	cf_set(out, 48, dir, 4);
	cf_set(out, 56, (uint32_t)cutoff, 4);
	cf_set(out, 60, minifat, 4);
	cf_set(out, 68, n_difat ? (uint32_t)(body + n_fat) : CF_END, 4);
	cf_set(out, 72, (uint32_t)n_difat, 4);
	for (size_t i = 0; i < 109; i++)
		cf_set(out, 76 + 4 * i,
		       i < n_fat ? (uint32_t)(body + i) : CF_FREE, 4);
	cf_bytes(out, vb_buf_str(&f->body));
	cf_bytes(out, vb_buf_str(&f->fat));
	for (size_t d = 0, i = 109; d < n_difat; d++) {
		for (size_t k = 0; k < per - 1; k++, i++)
			cf_put(out, i < n_fat ? body + i : CF_FREE, 4);
		cf_put(out, d + 1 < n_difat ? body + n_fat + d + 1 : CF_END, 4);
	}
}

/*
 * Append a compound file of at most CF_STREAMS streams to `out`. Each
 * hangs on the one before, left or right in turn.
 */
static inline void cf_write(struct vb_buf *out, const struct cf_stream *streams,
			    size_t n, bool plain)
{
	struct cf_file f = { VB_BUF_INIT((size_t)1 << 26),
			     VB_BUF_INIT((size_t)1 << 26),
			     VB_BUF_INIT((size_t)1 << 26),
			     VB_BUF_INIT((size_t)1 << 26),
			     VB_BUF_INIT((size_t)1 << 26) };
	uint32_t start[CF_STREAMS], dir, minifat,
		root[3] = { CF_FREE, CF_FREE, 1 };
	size_t cutoff = plain ? 0 : CF_CUTOFF;
	struct cf_place root_place;

	for (size_t i = 0; i < n; i++)
		start[i] = streams[i].bytes.len < cutoff ?
				   cf_mini(&f, streams[i].bytes) :
				   cf_sectors(&f, streams[i].bytes);
	root_place.start = cf_sectors(&f, vb_buf_str(&f.mini));
	root_place.size = f.mini.len;
	cf_entry(&f.dir, "Root Entry", 5, root, root_place);
	for (size_t i = 0; i < n; i++) {
		uint32_t links[3] = { CF_FREE, CF_FREE, CF_FREE };

		if (i + 1 < n)
			links[i & 1] = (uint32_t)i + 2;
		cf_entry(&f.dir, streams[i].name, 2, links,
			 (struct cf_place){ start[i], streams[i].bytes.len });
	}
	cf_pad(&f.minifat, CF_SECTOR, 0xFF);
	minifat = cf_sectors(&f, vb_buf_str(&f.minifat));
	cf_pad(&f.dir, CF_SECTOR, 0);
	dir = cf_sectors(&f, vb_buf_str(&f.dir));
	cf_finish(out, &f, dir, minifat, cutoff);
	vb_buf_clear(&f.body);
	vb_buf_clear(&f.fat);
	vb_buf_clear(&f.dir);
	vb_buf_clear(&f.mini);
	vb_buf_clear(&f.minifat);
}

#endif
