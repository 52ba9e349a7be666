#include "index/sought.h"

#include "text/letter.h"
#include "text/text.h"
#include "text/token.h"

/* A letter or digit that is none of the numbered ones. */
#define OTHER VB_SOUGHT_LETTERS

static unsigned number_of(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0' + 27u;
	c |= 32;
	return c >= 'a' && c <= 'z' ? c - 'a' + 1u : 0;
}

static char letter_of(unsigned number)
{
	return "?abcdefghijklmnopqrstuvwxyz0123456789"[number];
}

/* The number of what the letter at `*at` folds to, going past it; 0 at the
 * end of `word`. */
static inline unsigned next_letter(struct vb_str word, size_t *at)
{
	uint32_t code = 0;
	uint16_t letter;

	if (*at >= word.len)
		return 0;
	if ((unsigned char)word.ptr[*at] < 0x80)
		return number_of((unsigned char)word.ptr[(*at)++]);
	*at += vb_utf8_decode(&code, vb_str_skip(word, *at));
	letter = vb_letter(code);
	if (!letter)
		return OTHER;
	return number_of((unsigned char)vb_symbol_fold(VB_LETTER_SYM(letter)));
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
static uint32_t count_words(struct vb_str passed)
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
		r->odd_words +=
			count_words(vb_str_sub(text, r->odd_at, token.start));
		out->word = word_of(s, token.fold);
		out->from = (uint32_t)token.start;
		out->to = (uint32_t)token.end;
		out->at = r->odd_words++;
		if (out->word == VB_SOUGHT_NONE && !s->some_prefix)
			continue;
		r->odd_at = token.end;
		return true;
	}
	r->words += r->odd_words + count_words(vb_str_skip(text, r->odd_at));
	r->odd_at = r->odd_end = 0;
	return false;
}

/* The rest of a word whose first two letters are those of a sought one. */
static bool rest_fits(struct vb_reading *r, struct vb_find *out, unsigned first,
		      unsigned bit)
{
	struct vb_str word = vb_str_sub(r->text, out->from, out->to);
	char fold[VB_STRETCH_BYTES];
	size_t n = 0, at = 0;
	unsigned letter;

	while ((letter = next_letter(word, &at))) {
		if (letter == OTHER) {
			begin_odd(r, bit);
			return next_odd(r, out);
		}
		fold[n++] = letter_of(letter);
	}
	out->word = word_of(r->sought, vb_str_of(fold, n));
	out->at = words_before(r, bit);
	return out->word != VB_SOUGHT_NONE || r->sought->prefix[first];
}

/* Is the stretch that begins at `bit` a sought word, or has it one? */
static bool fits(struct vb_reading *r, struct vb_find *out, unsigned bit)
{
	const struct vb_sought *s = r->sought;
	size_t from = r->look.at + bit, at = 0;
	size_t to = stretch_end(r, bit);
	struct vb_str word = vb_str_sub(r->text, from, to);
	unsigned first = next_letter(word, &at), second;

	if (first != OTHER && !s->seconds[first])
		return false;
	second = next_letter(word, &at);
	if (first == OTHER || second == OTHER) {
		begin_odd(r, bit);
		return next_odd(r, out);
	}
	if (!(s->seconds[first] >> second & 1))
		return false;
	out->from = (uint32_t)from;
	out->to = (uint32_t)to;
	return rest_fits(r, out, first, bit);
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
			if (r->look.odd >> bit & 1) {
				begin_odd(r, bit);
				if (next_odd(r, out))
					return true;
			} else if (!pass[p[bit]] && fits(r, out, bit)) {
				return true;
			}
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
