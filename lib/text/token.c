#include "text/token.h"

#include "text/chain.h"
#include "text/grammar.h"
#include "text/unicode.h"
#include "text/utf8.h"

/*
 * Words of ASCII and Vietnamese letters of at most VB_TOKEN_BYTES bytes are
 * done in one pass (struct quick); any other goes through vb_key_append and
 * vb_fold_append on the stack.
 */

enum { OTHER, LOWER, UPPER, DIGIT, BREAK, WIDE };

#define L4 LOWER, LOWER, LOWER, LOWER
#define U4 UPPER, UPPER, UPPER, UPPER

static const uint8_t classes[256] = {
	['\n'] = BREAK,
	['!'] = BREAK,
	['('] = BREAK,
	[')'] = BREAK,
	['.'] = BREAK,
	[':'] = BREAK,
	[';'] = BREAK,
	['?'] = BREAK,
	['['] = BREAK,
	[']'] = BREAK,
	['{'] = BREAK,
	['}'] = BREAK,
	['0'] = DIGIT,
	DIGIT,
	DIGIT,
	DIGIT,
	DIGIT,
	DIGIT,
	DIGIT,
	DIGIT,
	DIGIT,
	DIGIT,
	['A'] = U4,
	U4,
	U4,
	U4,
	U4,
	U4,
	UPPER,
	UPPER,
	['a'] = L4,
	L4,
	L4,
	L4,
	L4,
	L4,
	LOWER,
	LOWER,
	[0x80 ... 0xFF] = WIDE,
};

struct quick {
	size_t n; /* letters seen, of which 7 are kept */
	size_t digits;
	size_t capitals;
	size_t key, fold; /* bytes written */
	unsigned marked;
	bool title;
	uint16_t letters[VB_SYLLABLE_LETTERS + 1];
};

void vb_tokenizer_init(vb_tokenizer *t, struct vb_str text)
{
	t->text = text;
	t->at = 0;
	t->broke = false;
}

static struct vb_str rest_at(const vb_tokenizer *t, size_t at)
{
	return vb_str_of(t->text.ptr + at, t->text.len - at);
}

/* Move to the next character of a word; false at the end. */
static bool skip_separators(vb_tokenizer *t)
{
	const unsigned char *p = (const unsigned char *)t->text.ptr;
	size_t at = t->at, len = t->text.len;
	bool broke = false, found = false;

	while (at < len) {
		unsigned class = classes[p[at]];
		uint32_t code;
		size_t n;

		if (class == OTHER || class == BREAK) {
			broke |= class == BREAK;
			at++;
			continue;
		}
		found = true;
		if (class != WIDE)
			break;
		n = vb_utf8_decode(&code, rest_at(t, at));
		if (vb_char(code)->flags & VB_CHAR_WORD)
			break;
		found = false;
		broke |= code == 0x2026; /* … */
		at += n;
	}
	t->at = at;
	t->broke = broke;
	return found;
}

/* The Vietnamese letter at p[0..n), n >= 2, and its length; or 0. */
static uint16_t wide_letter(const unsigned char *p, size_t n, size_t *len)
{
	unsigned c = p[0], d = p[1];

	if (c < 0xE0) {
		*len = 2;
		c = (c & 0x1F) << 6 | (d & 0x3F);
		return (d & 0xC0) == 0x80 ? vb_letter(c) : 0;
	}
	*len = 3;
	if (c != 0xE1 || n < 3 || (d & 0xFE) != 0xBA || (p[2] & 0xC0) != 0x80)
		return 0;
	return vb_letter(0x1000 | (d & 0x3F) << 6 | (p[2] & 0x3F));
}

static inline void add_letter(vb_tokenizer *t, struct quick *q, uint16_t letter)
{
	unsigned sym = VB_LETTER_SYM(letter);
	const struct vb_letter_bytes *b =
		&vb_letter_bytes[0][sym][VB_LETTER_TONE(letter)];
	bool upper = (letter & VB_LETTER_UPPER) != 0;

	memcpy(t->key + q->key, b->utf8, 4);
	q->key += b->len;
	t->fold[q->fold++] = vb_symbol_fold(sym);
	q->marked |= letter & (7u << 6);
	q->marked |= sym >= VB_SYM_A_BREVE;
	q->capitals += upper;
	if (!q->n)
		q->title = upper;
	q->letters[q->n < VB_SYLLABLE_LETTERS ? q->n : VB_SYLLABLE_LETTERS] =
		letter;
	q->n++;
}

/*
 * Read the word at t->at as far as it is ASCII and Vietnamese. Returns its
 * end, or 0 if something else is in it or it is too long.
 */
static size_t quick_word(vb_tokenizer *t, struct quick *q)
{
	const unsigned char *p = (const unsigned char *)t->text.ptr;
	size_t at = t->at, len = t->text.len;

	while (at < len && at - t->at <= VB_TOKEN_BYTES) {
		unsigned class = classes[p[at]];
		uint16_t letter;
		size_t n = 1;

		if (class == LOWER || class == UPPER) {
			add_letter(t, q, vb_letters_low[p[at]]);
		} else if (class == DIGIT) {
			t->key[q->key++] = (char)p[at];
			t->fold[q->fold++] = (char)p[at];
			q->digits++;
		} else if (class != WIDE) {
			break;
		} else {
			letter = len - at < 2 ?
					 0 :
					 wide_letter(p + at, len - at, &n);
			if (!letter) {
				uint32_t code;

				vb_utf8_decode(&code, rest_at(t, at));
				if (vb_char(code)->flags & VB_CHAR_WORD)
					return 0;
				break;
			}
			add_letter(t, q, letter);
		}
		at += n;
	}
	return at - t->at <= VB_TOKEN_BYTES ? at : 0;
}

/* Join ".000" groups to the number that ends at `at`; returns the new end. */
static size_t join_groups(vb_tokenizer *t, struct quick *q, size_t at)
{
	const char *p = t->text.ptr;
	size_t len = t->text.len;

	while (len - at >= 4 && (p[at] == '.' || p[at] == ',')) {
		uint32_t code;

		for (size_t i = 1; i < 4; i++)
			if (classes[(unsigned char)p[at + i]] != DIGIT)
				return at;
		if (at + 4 < len) {
			vb_utf8_decode(&code, rest_at(t, at + 4));
			if (vb_char(code)->flags & VB_CHAR_WORD)
				return at;
		}
		at += 4;
		if (q->key + 3 > VB_TOKEN_BYTES)
			q->key = VB_TOKEN_BYTES + 1; /* cut: stop adding */
		if (q->key > VB_TOKEN_BYTES)
			continue;
		memcpy(t->key + q->key, p + at - 3, 3);
		memcpy(t->fold + q->fold, p + at - 3, 3);
		q->key += 3;
		q->fold += 3;
	}
	return at;
}

static void finish_quick(vb_tokenizer *t, struct vb_token *token,
			 struct quick *q, size_t end)
{
	struct vb_syllable s;
	unsigned flags = q->marked ? VB_TOKEN_MARKED : 0;

	if (q->n && q->capitals == q->n && q->n > 1)
		flags |= VB_TOKEN_CAPITALS;
	if (q->title)
		flags |= VB_TOKEN_TITLE;
	if (!q->n) {
		flags |= VB_TOKEN_NUMBER;
		end = join_groups(t, q, end);
		if (q->key > VB_TOKEN_BYTES) {
			flags |= VB_TOKEN_CUT;
			q->key = q->fold;
		}
	} else if (!q->digits && q->n <= VB_SYLLABLE_LETTERS &&
		   vb_syllable_parse(&s, q->letters, q->n)) {
		bool moved = vb_syllable_place_tone(q->letters, q->n, &s);

		flags |= VB_TOKEN_SYLLABLE;
		if (vb_syllable_unify_iy(q->letters, &s) || moved) {
			for (size_t i = 0; i < q->n; i++)
				q->letters[i] &= (uint16_t)~VB_LETTER_UPPER;
			q->key = vb_letters_spell(t->key, q->letters, q->n);
		}
	}
	token->flags = flags;
	token->end = end;
	token->key = vb_str_of(t->key, q->key);
	token->fold = vb_str_of(t->fold, q->fold);
}

/* The end of the word at t->at, and what its characters say of it. */
static size_t survey(const vb_tokenizer *t, unsigned *flags)
{
	size_t at = t->at, letters = 0, capitals = 0;
	bool marks = false, digits = true, title = false;

	while (at < t->text.len) {
		uint32_t code;
		size_t n = vb_utf8_decode(&code, rest_at(t, at));
		const struct vb_char *c = vb_char(code);

		if (!(c->flags & VB_CHAR_WORD))
			break;
		if (c->flags & VB_CHAR_LETTER) {
			bool upper = c->flags & VB_CHAR_UPPER;

			title = letters ? title : upper;
			letters++;
			capitals += upper;
		}
		marks |= (c->flags & (VB_CHAR_MARK | VB_CHAR_DECOMP)) ||
			 code == 0x110 || code == 0x111;
		digits &= n == 1 && classes[code] == DIGIT;
		at += n;
	}
	*flags = (letters > 1 && capitals == letters ? VB_TOKEN_CAPITALS : 0) |
		 (title ? VB_TOKEN_TITLE : 0) | (digits ? VB_TOKEN_NUMBER : 0) |
		 (marks ? VB_TOKEN_MARKED : 0);
	return at;
}

static void slow_word(vb_tokenizer *t, struct vb_token *token)
{
	char memory[VB_TOKEN_BYTES * VB_TEXT_GROWTH + 8];
	/* limit equals capacity, so that these never call malloc */
	struct vb_buf scratch = { memory, 0, sizeof(memory) - 1,
				  sizeof(memory) - 1 };
	struct vb_buf key = { t->key, 0, sizeof(t->key) - 1,
			      sizeof(t->key) - 1 };
	struct vb_buf fold = { t->fold, 0, sizeof(t->fold) - 1,
			       sizeof(t->fold) - 1 };
	struct vb_str word;

	token->end = survey(t, &token->flags);
	word = vb_str_sub(t->text, t->at, token->end);
	if (word.len > VB_TOKEN_BYTES) {
		token->flags |= VB_TOKEN_CUT;
		word.len = vb_utf8_floor(word, VB_TOKEN_BYTES);
	}
	/* out of memory is the one way to fail: the word then is itself */
	if (vb_key_append(&key, &scratch, word)) {
		memcpy(t->key, word.ptr, word.len);
		key.len = word.len;
	}
	if (vb_fold_append(&fold, &scratch, word)) {
		memcpy(t->fold, word.ptr, word.len);
		fold.len = word.len;
	}
	token->key = vb_buf_str(&key);
	token->fold = vb_buf_str(&fold);
}

bool vb_tokenizer_next(vb_tokenizer *t, struct vb_token *token)
{
	struct quick q = { 0 };
	bool started = t->at > 0;
	size_t end;

	if (!skip_separators(t))
		return false;
	token->start = t->at;
	end = quick_word(t, &q);
	if (end)
		finish_quick(t, token, &q, end);
	else
		slow_word(t, token);
	if (t->broke && started)
		token->flags |= VB_TOKEN_BREAK;
	t->at = token->end;
	return true;
}
