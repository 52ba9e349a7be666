#include "text/stretch.h"

/*
 * By vectors of the compiler, for a table costs a wrong guess at the end of
 * each word. A character is told by its first two bytes: nearly all of those
 * past ASCII are letters of U+00C0..U+01BF and U+1E00..U+1EFF.
 */
#define LANES 16
#define VECTORS (VB_STRETCH_BYTES / LANES)

typedef uint8_t vec __attribute__((vector_size(LANES)));

static inline vec load(const char *p)
{
	vec v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline vec between(vec v, uint8_t from, uint8_t to)
{
	return (vec)((vec)(v - from) <= (uint8_t)(to - from));
}

/* A bit for each lane, all of whose bits are the same. */
static inline uint64_t bits_of(vec v)
{
#ifdef __SSE2__
	typedef char chars __attribute__((vector_size(LANES)));

	return (uint16_t)__builtin_ia32_pmovmskb128((chars)v);
#else
	uint64_t bits = 0;

	for (int i = 0; i < LANES; i++)
		bits |= (uint64_t)(v[i] & 1) << i;
	return bits;
#endif
}

/* What the bytes are, a bit each. */
struct kinds {
	uint64_t word;	/* of a letter, a digit, or past ASCII */
	uint64_t digit; /* ASCII */
	uint64_t point; /* '.' or ',', a digit behind it */
	uint64_t blank; /* U+00A0 begins */
	uint64_t mark;	/* general punctuation begins */
	uint64_t odd;	/* another character begins that may be no letter */
};

static inline void read_kinds(struct kinds *k, const char *p, bool numbers)
{
	for (int i = 0; i < VECTORS; i++) {
		vec x = load(p + (size_t)i * LANES);
		vec y = load(p + (size_t)i * LANES + 1);
		vec digit = between(x, '0', '9');
		vec word =
			digit | between(x | 0x20, 'a', 'z') | (vec)(x >= 0x80);
		vec blank = (vec)(x == 0xC2) & (vec)(y == 0xA0);
		vec mark = (vec)(x == 0xE2) & (vec)(y == 0x80);
		vec odd = (vec)(x == 0xC2) | between(x, 0xC7, 0xE0) |
			  (vec)(x >= 0xE2);

		/* × and ÷ */
		odd |= (vec)(x == 0xC3) & ((vec)(y == 0x97) | (vec)(y == 0xB7));
		odd |= (vec)(x == 0xE1) & ~between(y, 0xB8, 0xBB);
		k->word |= bits_of(word) << i * LANES;
		k->blank |= bits_of(blank) << i * LANES;
		k->mark |= bits_of(mark) << i * LANES;
		k->odd |= bits_of(odd & ~(blank | mark)) << i * LANES;
		if (numbers) {
			vec point = (vec)(x == '.') | (vec)(x == ',');

			point &= between(y, '0', '9');
			k->digit |= bits_of(digit) << i * LANES;
			k->point |= bits_of(point) << i * LANES;
		}
	}
}

static inline uint64_t below(unsigned bit)
{
	return bit < 64 ? (1ull << bit) - 1 : ~0ull;
}

static inline unsigned lowest(uint64_t bits)
{
	return (unsigned)__builtin_ctzll(bits);
}

static inline unsigned highest(uint64_t bits)
{
	return 63 - (unsigned)__builtin_clzll(bits);
}

/* How many of the bits tell all: not of a character that is cut, nor of a
 * stretch that goes on. */
static unsigned told(const struct vb_stretches *s, const struct kinds *k,
		     unsigned n, bool last)
{
	uint64_t cut = (k->mark & ~below(62)) | (k->blank & ~below(63));

	if (last)
		return n;
	if (cut)
		return lowest(cut);
	if (!(s->within >> 63))
		return n;
	return highest(s->within & ~(s->within << 1));
}

/* The end of the stretch at `at`, however long. */
static size_t long_end(struct vb_str text, size_t at, bool numbers)
{
	struct kinds k;
	char p[VB_STRETCH_BYTES + 1];

	for (;; at += VB_STRETCH_BYTES / 2) {
		uint64_t gaps;
		struct vb_str rest = vb_str_sub(text, at, at + sizeof(p));

		memset(p, 0, sizeof(p));
		memcpy(p, rest.ptr, rest.len);
		memset(&k, 0, sizeof(k));
		read_kinds(&k, p, numbers);
		gaps = ~(k.word | (k.point & k.digit << 1)) | k.mark | k.blank;
		gaps &= below(VB_STRETCH_BYTES / 2 + 1) & ~1ull;
		if (gaps)
			return at + lowest(gaps);
	}
}

void vb_stretches_look(struct vb_stretches *out, struct vb_str text, size_t at,
		       bool numbers)
{
	char padded[VB_STRETCH_BYTES + 1] = { 0 };
	struct vb_str rest = vb_str_skip(text, at);
	bool last = rest.len <= VB_STRETCH_BYTES;
	unsigned n = last ? (unsigned)rest.len : VB_STRETCH_BYTES;
	const char *p = rest.ptr;
	struct kinds k = { 0 };

	if (last) {
		memcpy(padded, rest.ptr, rest.len);
		p = padded;
	}
	read_kinds(&k, p, numbers);
	k.point &= k.digit << 1;
	k.odd |= k.point;
	k.word |= k.point;
	k.word &= ~(k.blank | k.blank << 1);
	k.word &= ~(k.mark | k.mark << 1 | k.mark << 2);
	*out = (struct vb_stretches){ .at = at, .within = k.word };
	n = told(out, &k, n, last);
	out->begins = k.word & ~(k.word << 1) & below(n);
	out->end = at + n;
	if (!n && rest.len) {
		out->begins = out->odd = 1;
		out->end = long_end(text, at, numbers);
		return;
	}
	for (k.odd &= below(n); k.odd; k.odd &= k.odd - 1)
		out->odd |= 1ull
			    << highest(out->begins & below(lowest(k.odd) + 1));
}
