#include "index/sought.h"

#include "text/letter.h"
#include "text/text.h"
#include "text/token.h"
#include "text/utf8.h"

/* A letter or digit that is none of the numbered ones. */
#define OTHER VB_SOUGHT_LETTERS

static inline unsigned number_of(unsigned char c)
{
	if ((c | 32u) - 'a' < 26)
		return (c | 32u) - 'a' + 1;
	return c - 48u < 10 ? c - 48u + 27 : 0; /* '0' */
}

static char letter_of(unsigned number)
{
	return "?abcdefghijklmnopqrstuvwxyz0123456789"[number];
}

/* Past ASCII. */
static unsigned next_wide(struct vb_str text, size_t *at)
{
	uint32_t code = 0;
	uint16_t letter;

	*at += vb_utf8_read(&code, NULL, text.ptr + *at, text.len - *at);
	letter = vb_letter(code);
	if (!letter)
		return OTHER;
	return number_of((unsigned char)vb_symbol_fold(VB_LETTER_SYM(letter)));
}

/* The number of what the letter at `*at` folds to, going past it; 0 at the
 * end of a word of ASCII. */
static inline unsigned next_letter(struct vb_str text, size_t *at)
{
	if (*at >= text.len)
		return 0;
	if ((unsigned char)text.ptr[*at] >= 0x80)
		return next_wide(text, at);
	return number_of((unsigned char)text.ptr[(*at)++]);
}

/* Of a fold. */
static unsigned number_at(struct vb_str fold, size_t at)
{
	return at < fold.len ? number_of((unsigned char)fold.ptr[at]) : 0;
}

/* The sought word of this fold, or NONE. */
static uint16_t word_of(const struct vb_sought *s, struct vb_str fold)
{
	uint16_t i = s->last[number_at(fold, 0)];

	while (i-- && !vb_str_eq(s->words[i].fold, fold))
		i = s->words[i].before + 1;
	return i;
}

uint16_t vb_sought_add(struct vb_sought *s, struct vb_str fold)
{
	unsigned first = number_at(fold, 0);

	if (word_of(s, fold) != VB_SOUGHT_NONE)
		return word_of(s, fold);
	if (s->n == VB_SOUGHT_WORDS)
		return VB_SOUGHT_NONE;
	s->words[s->n].fold = fold;
	s->words[s->n].before = (uint16_t)(s->last[first] - 1u);
	s->last[first] = s->n + 1;
	s->seconds[first] |= 1ull << number_at(fold, 1);
	s->numbers |= first > 26;
	vb_initials_add(&s->initials, fold);
	return s->n++;
}

void vb_sought_add_prefix(struct vb_sought *s, struct vb_str fold)
{
	unsigned first = number_at(fold, 0);

	s->some_prefix = true;
	s->prefix[first] = true;
	s->seconds[first] = ~0ull;
	s->numbers |= first > 26;
	vb_initials_add(&s->initials, fold);
}

/* Past ASCII: is it a blank or a mark of punctuation? */
static bool is_wide_gap(struct vb_str c)
{
	uint32_t code = 0;

	vb_utf8_decode(&code, c);
	return (code >= 0x80 && code < 0xC0) ||
	       (code >= 0x2000 && code < 0x2070) || code == 0x3000;
}

static bool is_gap(struct vb_str text, size_t at)
{
	unsigned char c = (unsigned char)text.ptr[at];

	if (c >= 0x80)
		return (c == 0xC2 || c == 0xE2 || c == 0xE3) &&
		       is_wide_gap(vb_str_skip(text, at));
	return !number_of(c);
}

/* Words in what is passed over: what has no gap within. */
uint32_t vb_sought_count(struct vb_str passed)
{
	bool within = false;
	uint32_t n = 0;

	for (size_t i = 0; i < passed.len; i++) {
		if ((passed.ptr[i] & 0xC0) == 0x80)
			continue; /* goes on with a character */
		if (is_gap(passed, i)) {
			within = false;
		} else {
			n += !within;
			within = true;
		}
	}
	return n;
}

void vb_reading_begin(struct vb_reading *r, const struct vb_sought *sought,
		      struct vb_str text)
{
	memset(r, 0, sizeof(*r));
	r->sought = sought;
	r->text = text;
}

static uint32_t words_before(const struct vb_reading *r, unsigned bit)
{
	uint64_t begins = r->look.begins & ((1ull << bit) - 1);

	return r->words + (uint32_t)__builtin_popcountll(begins);
}

/* Where the stretch that begins at `bit` ends. */
static size_t stretch_end(const struct vb_reading *r, unsigned bit)
{
	uint64_t behind = ~(r->look.within >> bit);

	if (!behind ||
	    (r->look.odd && r->look.end - r->look.at > VB_STRETCH_BYTES))
		return r->look.end;
	return r->look.at + bit + (unsigned)__builtin_ctzll(behind);
}

/* The words of the stretch are not that one that is counted for it: until
 * they are known r->words is less by it and by what is before. */
static void begin_odd(struct vb_reading *r, unsigned bit)
{
	r->odd_at = r->look.at + bit;
	r->odd_end = stretch_end(r, bit);
	r->odd_words = words_before(r, bit);
	r->words -= r->odd_words + 1;
}

/* The next sought word of an odd stretch, by the tokenizer. */
static bool next_odd(struct vb_reading *r, struct vb_find *out)
{
	struct vb_str text = vb_str_sub(r->text, 0, r->odd_end);
	const struct vb_sought *s = r->sought;
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, text);
	for (;; r->odd_at = token.end) {
		t.at = vb_initials_next(&s->initials, text, r->odd_at);
		if (!vb_tokenizer_next(&t, &token))
			break;
		r->odd_words += vb_sought_count(
			vb_str_sub(text, r->odd_at, token.start));
		out->word = word_of(s, token.fold);
		out->from = (uint32_t)token.start;
		out->to = (uint32_t)token.end;
		out->at = r->odd_words++;
		if (out->word == VB_SOUGHT_NONE && !s->some_prefix)
			continue;
		r->odd_at = token.end;
		return true;
	}
	r->words +=
		r->odd_words + vb_sought_count(vb_str_skip(text, r->odd_at));
	r->odd_at = r->odd_end = 0;
	return false;
}

static bool read_odd(struct vb_reading *r, struct vb_find *out, unsigned bit)
{
	begin_odd(r, bit);
	return next_odd(r, out);
}

/* The whole word, whose first two letters are those of a sought one. */
static bool rest_fits(struct vb_reading *r, struct vb_find *out, unsigned bit,
		      unsigned first)
{
	size_t from = r->look.at + bit, to = stretch_end(r, bit), at = 0;
	struct vb_str word = vb_str_sub(r->text, from, to);
	char fold[VB_STRETCH_BYTES];
	unsigned letter;
	size_t n = 0;

	while ((letter = next_letter(word, &at))) {
		if (letter == OTHER)
			return read_odd(r, out, bit);
		fold[n++] = letter_of(letter);
	}
	*out = (struct vb_find){ .from = (uint32_t)from,
				 .to = (uint32_t)to,
				 .at = words_before(r, bit),
				 .word = word_of(r->sought,
						 vb_str_of(fold, n)) };
	return out->word != VB_SOUGHT_NONE || r->sought->prefix[first];
}

/* Is the stretch that begins at `bit` a sought word, or has it one? */
static inline bool fits(struct vb_reading *r, struct vb_find *out, unsigned bit)
{
	struct vb_str rest = vb_str_skip(r->text, r->look.at + bit);
	size_t at = 0;
	unsigned first = next_letter(rest, &at), second;

	if (first == OTHER)
		return read_odd(r, out, bit);
	if (!r->sought->seconds[first])
		return false;
	/* of a word of one letter OTHER may be what follows it */
	second = next_letter(rest, &at);
	if (second == OTHER)
		return read_odd(r, out, bit);
	return r->sought->seconds[first] >> second & 1 &&
	       rest_fits(r, out, bit, first);
}

static bool look_on(struct vb_reading *r)
{
	size_t at = r->look.end;

	r->words += (uint32_t)__builtin_popcountll(r->look.begins);
	r->look.begins = 0;
	if (at >= r->text.len)
		return false;
	vb_stretches_look(&r->look, r->text, at, r->sought->numbers);
	r->left = r->look.begins;
	return true;
}

bool vb_reading_next(struct vb_reading *r, struct vb_find *out)
{
	const bool *pass = r->sought->initials.pass;

	if (!r->sought->initials.made)
		return false;
	if (r->odd_end && next_odd(r, out))
		return true;
	do {
		const unsigned char *p =
			(const unsigned char *)r->text.ptr + r->look.at;

		while (r->left) {
			unsigned bit = (unsigned)__builtin_ctzll(r->left);

			r->left &= r->left - 1;
			if (r->look.odd >> bit & 1 ?
				    read_odd(r, out, bit) :
				    !pass[p[bit]] && fits(r, out, bit))
				return true;
		}
	} while (look_on(r));
	return false;
}

bool vb_reading_keep(struct vb_reading *r, struct vb_arena *arena,
		     const struct vb_find *find)
{
	size_t cap = r->cap_kept ? r->cap_kept * 4 : 64;
	struct vb_find *grown;

	if (r->n_kept == r->cap_kept) {
		grown = vb_arena_alloc(arena, cap * sizeof(*grown));
		if (!grown)
			return false;
		if (r->n_kept)
			memcpy(grown, r->kept, r->n_kept * sizeof(*grown));
		r->kept = grown;
		r->cap_kept = cap;
	}
	r->kept[r->n_kept++] = *find;
	return true;
}
