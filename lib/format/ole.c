#include "format/ole.h"

#include <stdlib.h>

#define MAGIC VB_STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
#define HEADER 512	 /* bytes of the header, whatever the sectors */
#define HEADER_DIFAT 109 /* sectors of the table named in the header */
#define ENTRY 128	 /* bytes of a folder entry */
#define LAST 0xFFFFFFFAu /* sector numbers from here on are marks */
#define NONE 0xFFFFFFFFu /* no entry, no sector */
#define MAX_ENTRIES (1u << 16)
#define STREAM 2 /* type of an entry */
#define ROOT 5

/* Offsets in the header and in an entry ([MS-CFB] 2.2 and 2.6.1). */
enum {
	H_SHIFT = 30,
	H_MINI_SHIFT = 32,
	H_FAT_SECTORS = 44,
	H_DIR = 48,
	H_CUTOFF = 56,
	H_MINIFAT = 60,
	H_DIFAT = 68,
	H_DIFAT_ARRAY = 76,
	E_NAME_LEN = 64,
	E_TYPE = 66,
	E_LEFT = 68,
	E_RIGHT = 72,
	E_CHILD = 76,
	E_START = 116,
	E_SIZE = 120,
};

/* Blocks of one size and the table that chains them. */
struct chains {
	struct vb_str room; /* block n begins at n << shift */
	unsigned shift;
	struct vb_str table; /* 4 bytes for each block: the next one */
};

struct vb_ole {
	struct chains sectors, minis;
	struct vb_buf fat, minifat, mini, dir;
	uint32_t cutoff;    /* smaller streams are in the mini stream */
	uint32_t *children; /* entries right below the root */
	size_t n_children;
	bool damaged;
	bool looped; /* a chain came back to where it had been */
};

/* Was block `at` marked in `seen` before? It is now. */
static bool mark(uint8_t *seen, uint32_t at)
{
	uint8_t bit = (uint8_t)(1 << (at & 7));
	bool before = seen[at / 8] & bit;

	seen[at / 8] |= bit;
	return before;
}

/*
 * Append what the chain from `start` holds, `size` bytes at most, up to where
 * it comes back to a block it had.
 */
static vb_status follow(struct vb_buf *out, vb_ole *ole, const struct chains *c,
			uint32_t start, size_t size)
{
	size_t block = (size_t)1 << c->shift;
	uint8_t *seen = calloc((c->room.len >> c->shift) / 8 + 1, 1);
	vb_status st = seen ? VB_OK : VB_NO_MEMORY;

	for (uint32_t at = start; !st && size && at < LAST;) {
		struct vb_str part = vb_str_sub(c->room, (size_t)at << c->shift,
						((size_t)at + 1) << c->shift);

		bool again = part.len && mark(seen, at);

		ole->looped |= again;
		if (!part.len || again)
			break; /* with bytes still wanting: damaged */
		if (part.len > size)
			part.len = size;
		else if (part.len < block)
			ole->damaged = true;
		st = vb_buf_append(out, part);
		size -= part.len;
		if ((size_t)at * 4 + 4 > c->table.len)
			break;
		at = vb_le32(c->table, (size_t)at * 4);
	}
	if (size && size != VB_NPOS)
		ole->damaged = true;
	free(seen);
	return st;
}

/* Append the sector `at` of the allocation table. */
static vb_status fat_sector(vb_ole *ole, uint32_t at)
{
	struct vb_str s =
		vb_str_sub(ole->sectors.room, (size_t)at << ole->sectors.shift,
			   ((size_t)at + 1) << ole->sectors.shift);
	vb_status st = vb_buf_append(&ole->fat, s);

	/* What is cut off there must not move what comes after. */
	while (!st && ole->fat.len & (((size_t)1 << ole->sectors.shift) - 1))
		st = vb_buf_append_char(&ole->fat, '\xff');
	return st;
}

/* Put the allocation table together: from the header, then a chain. */
static vb_status read_fat(vb_ole *ole, struct vb_str file)
{
	size_t block = (size_t)1 << ole->sectors.shift;
	size_t total = ole->sectors.room.len / block + 1;
	size_t wanted = vb_le32(file, H_FAT_SECTORS);
	size_t needed = total * 4 / block + 1, left;
	uint32_t next = vb_le32(file, H_DIFAT);
	vb_status st = VB_OK;

	left = wanted < needed ? wanted : needed;
	for (size_t i = 0; !st && left && i < HEADER_DIFAT; i++, left--)
		st = fat_sector(ole, vb_le32(file, H_DIFAT_ARRAY + i * 4));
	while (!st && left && next < LAST && total--) {
		struct vb_str s = vb_str_skip(
			ole->sectors.room, (size_t)next << ole->sectors.shift);

		if (s.len < block)
			break;
		for (size_t i = 0; !st && left && i + 8 <= block;
		     i += 4, left--)
			st = fat_sector(ole, vb_le32(s, i));
		next = vb_le32(s, block - 4);
	}
	ole->sectors.table = vb_buf_str(&ole->fat);
	return st;
}

static struct vb_str entry_of(const vb_ole *ole, uint32_t i)
{
	return i < MAX_ENTRIES ?
		       vb_str_sub(vb_buf_str(&ole->dir), (size_t)i * ENTRY,
				  ((size_t)i + 1) * ENTRY) :
		       VB_STR_EMPTY;
}

/*
 * List the children of the root: a binary tree of entries, walked without
 * regard to its order, each entry once.
 */
static vb_status list_children(vb_ole *ole)
{
	size_t n = ole->dir.len / ENTRY, waiting = 0, found = 0;
	uint32_t *stack;
	bool *seen;

	if (n > MAX_ENTRIES)
		n = MAX_ENTRIES;
	/* Each entry is put on the stack by one other, or is the first. */
	stack = malloc((2 * n + 2) * sizeof(*stack));
	seen = calloc(n + 1, sizeof(*seen));
	ole->children = malloc((n + 1) * sizeof(*ole->children));
	if (!stack || !seen || !ole->children) {
		free(stack);
		free(seen);
		return VB_NO_MEMORY;
	}
	stack[waiting++] = vb_le32(entry_of(ole, 0), E_CHILD);
	while (waiting) {
		uint32_t at = stack[--waiting];
		struct vb_str e = entry_of(ole, at);

		if (at >= n || seen[at])
			continue;
		seen[at] = true;
		ole->children[found++] = at;
		stack[waiting++] = vb_le32(e, E_LEFT);
		stack[waiting++] = vb_le32(e, E_RIGHT);
	}
	ole->n_children = found;
	free(stack);
	free(seen);
	return VB_OK;
}

static vb_status read_folders(vb_ole *ole, struct vb_str file)
{
	struct vb_str root;
	vb_status st;

	st = follow(&ole->dir, ole, &ole->sectors, vb_le32(file, H_DIR),
		    (size_t)MAX_ENTRIES * ENTRY);
	ole->damaged = false; /* the folder's length is not known */
	root = entry_of(ole, 0);
	if (st || root.len < ENTRY || vb_le8(root, E_TYPE) != ROOT)
		return st ? st : VB_BAD_INPUT;
	st = follow(&ole->minifat, ole, &ole->sectors, vb_le32(file, H_MINIFAT),
		    VB_NPOS);
	if (!st)
		st = follow(&ole->mini, ole, &ole->sectors,
			    vb_le32(root, E_START), vb_le32(root, E_SIZE));
	ole->minis.room = vb_buf_str(&ole->mini);
	ole->minis.table = vb_buf_str(&ole->minifat);
	ole->damaged = false; /* what is missed tells when it is read */
	return st ? st : list_children(ole);
}

vb_status vb_ole_open(vb_ole **out, struct vb_str bytes, struct vb_error *err)
{
	unsigned shift = vb_le16(bytes, H_SHIFT);
	unsigned mini = vb_le16(bytes, H_MINI_SHIFT);
	vb_status st;
	vb_ole *ole;

	if (!vb_str_starts(bytes, MAGIC) || bytes.len <= HEADER || shift < 7 ||
	    shift > 16 || mini < 4 || mini >= shift)
		return vb_error_set(err, VB_BAD_INPUT,
				    "damaged compound file: bad header");
	ole = calloc(1, sizeof(*ole));
	if (!ole)
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	ole->fat.limit = ole->minifat.limit =
		bytes.len + 2 * HEADER + ((size_t)2 << shift);
	ole->mini.limit = ole->dir.limit = ole->fat.limit;
	ole->cutoff = vb_le32(bytes, H_CUTOFF);
	ole->sectors.shift = shift;
	ole->minis.shift = mini;
	ole->sectors.room =
		vb_str_skip(bytes, shift > 9 ? (size_t)1 << shift : HEADER);
	st = read_fat(ole, bytes);
	if (!st)
		st = read_folders(ole, bytes);
	if (!st) {
		*out = ole;
		return VB_OK;
	}
	vb_ole_close(ole);
	if (st != VB_NO_MEMORY)
		st = VB_BAD_INPUT;
	return vb_error_set(err, st,
			    st == VB_BAD_INPUT ?
				    "damaged compound file: no folder" :
				    "out of memory");
}

void vb_ole_close(vb_ole *ole)
{
	if (!ole)
		return;
	vb_buf_clear(&ole->fat);
	vb_buf_clear(&ole->minifat);
	vb_buf_clear(&ole->mini);
	vb_buf_clear(&ole->dir);
	free(ole->children);
	free(ole);
}

static unsigned ascii_upper(unsigned c)
{
	return c >= 'a' && c <= 'z' ? c - 32 : c;
}

/* Is `name` what the entry is called? Its length counts the final zero. */
static bool is_called(struct vb_str entry, const char *name)
{
	size_t len = strlen(name);

	if (vb_le16(entry, E_NAME_LEN) != 2 * len + 2)
		return false;
	for (size_t i = 0; i < len; i++)
		if (ascii_upper(vb_le16(entry, 2 * i)) !=
		    ascii_upper((unsigned char)name[i]))
			return false;
	return true;
}

static struct vb_str find(const vb_ole *ole, const char *name)
{
	for (size_t i = 0; i < ole->n_children; i++) {
		struct vb_str e = entry_of(ole, ole->children[i]);

		if (vb_le8(e, E_TYPE) == STREAM && is_called(e, name))
			return e;
	}
	return VB_STR_EMPTY;
}

bool vb_ole_has(const vb_ole *ole, const char *name)
{
	return find(ole, name).len;
}

vb_status vb_ole_read(struct vb_buf *out, vb_ole *ole, const char *name)
{
	struct vb_str e = find(ole, name);
	uint32_t size = vb_le32(e, E_SIZE);

	if (!e.len)
		return VB_NOT_FOUND;
	return follow(out, ole,
		      size < ole->cutoff ? &ole->minis : &ole->sectors,
		      vb_le32(e, E_START), size);
}

bool vb_ole_is_damaged(const vb_ole *ole)
{
	return ole->damaged || ole->looped;
}

bool vb_ole_is_looped(const vb_ole *ole)
{
	return ole->looped;
}
