/*
 * base/str: a view of bytes that somebody else owns.
 *
 * A vb_str is (pointer, length); it needs no final NUL and may hold any byte.
 * Lengths and offsets count bytes. The empty view has len 0 and any pointer.
 */
#ifndef VB_BASE_STR_H
#define VB_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct vb_str {
	const char *ptr;
	size_t len;
};

/* A view of a string literal (or any char array with a final NUL). */
#define VB_STR(literal) ((struct vb_str){ (literal), sizeof(literal) - 1 })
#define VB_STR_EMPTY ((struct vb_str){ "", 0 })

/* For printf's "%.*s": the length, cut to what an int holds, then the bytes. */
#define VB_STR_ARG(s)                                                          \
	((int)((s).len > 0x7fffffff ? 0x7fffffff : (s).len)), ((s).ptr)

/* A view of a NUL-terminated string; NULL gives the empty view. */
static inline struct vb_str vb_str_from(const char *cstr)
{
	return cstr ? (struct vb_str){ cstr, strlen(cstr) } : VB_STR_EMPTY;
}

static inline struct vb_str vb_str_of(const char *ptr, size_t len)
{
	return (struct vb_str){ ptr, len };
}

static inline bool vb_str_eq(struct vb_str a, struct vb_str b)
{
	return a.len == b.len && (!a.len || !memcmp(a.ptr, b.ptr, a.len));
}

/* Order by bytes, then by length: <0, 0 or >0. */
int vb_str_cmp(struct vb_str a, struct vb_str b);

/* `s` without its first `n` bytes (empty if it has fewer). */
static inline struct vb_str vb_str_skip(struct vb_str s, size_t n)
{
	if (n > s.len)
		n = s.len;
	return (struct vb_str){ s.ptr + n, s.len - n };
}

/* The bytes [from, to) of `s`, both cut to its length. */
static inline struct vb_str vb_str_sub(struct vb_str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct vb_str){ s.ptr + from, to - from };
}

bool vb_str_starts(struct vb_str s, struct vb_str prefix);
bool vb_str_ends(struct vb_str s, struct vb_str suffix);

/* As these, where the ASCII capitals of `s` count as small letters. */
bool vb_str_starts_nocase(struct vb_str s, const char *small);
bool vb_str_ends_nocase(struct vb_str s, const char *small);

/* Without ASCII white space (space, \t \n \v \f \r) at both ends. */
struct vb_str vb_str_trim(struct vb_str s);

#define VB_NPOS ((size_t)-1)

/* The offset of the first `needle` in `hay` at or after `from`, or VB_NPOS. */
size_t vb_str_find(struct vb_str hay, struct vb_str needle, size_t from);

/*
 * Take the next line of `*rest` (without "\n" or "\r\n") into `*line` and
 * move `*rest` past it. Returns false when nothing is left.
 */
bool vb_str_next_line(struct vb_str *line, struct vb_str *rest);

/*
 * Parse a whole decimal number without sign: at least one digit, nothing
 * else. Returns false (and leaves `*out`) if it is not that or exceeds `max`.
 */
bool vb_str_to_ulong(unsigned long *out, struct vb_str s, unsigned long max);

/* For the places of small hash tables: FNV-1a, its high bits mixed into the
 * low ones. */
static inline uint32_t vb_str_hash(struct vb_str s)
{
	uint32_t h = 0x811c9dc5u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 0x01000193u;
	return h ^ h >> 15;
}

#endif
