#include "text/token.h"

#include "text/chain.h"
#include "text/grammar.h"
#include "text/unicode.h"
#include "text/utf8.h"

/*
 * Words of at most VB_TOKEN_BYTES bytes, all ASCII and Vietnamese, are done
 * here, most without looking at a letter twice; any other goes through
 * vb_key_append and vb_fold_append on the stack.
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

/* Move to the next word and read it; false at the end. */
static bool next_word(vb_tokenizer *t, struct vb_word *word)
{
	const unsigned char *p = (const unsigned char *)t->text.ptr;
	size_t at = t->at, len = t->text.len;
	bool broke = false;

	while (at < len) {
		unsigned class = classes[p[at]];
		uint32_t code;

		if (class == OTHER || class == BREAK) {
			broke |= class == BREAK;
			at++;
			continue;
		}
		vb_word_read(word, t->text, at);
		if (word->end > at) {
			t->at = at;
			t->broke = broke;
			return true;
		}
		at += vb_utf8_decode(&code, rest_at(t, at));
		broke |= code == 0x2026; /* … */
	}
	t->at = at;
	return false;
}

/*
 * Join ".000" groups to the number at t->at; false if it stands alone. Key
 * and fold are its digits, the same.
 */
static bool join_groups(vb_tokenizer *t, struct vb_token *token)
{
	const char *p = t->text.ptr;
	size_t at = token->end, len = t->text.len, n = at - token->start;

	while (len - at >= 4 && (p[at] == '.' || p[at] == ',') &&
	       classes[(unsigned char)p[at + 1]] == DIGIT &&
	       classes[(unsigned char)p[at + 2]] == DIGIT &&
	       classes[(unsigned char)p[at + 3]] == DIGIT) {
		uint32_t code = ' ';

		if (at + 4 < len)
			vb_utf8_decode(&code, rest_at(t, at + 4));
		if (vb_char(code)->flags & (VB_CHAR_NUMBER | VB_CHAR_MARK))
			break;
		if (at == token->end)
			memcpy(t->key, p + token->start, n);
		at += 4;
		if (n + 3 > VB_TOKEN_BYTES)
			token->flags |= VB_TOKEN_CUT;
		if (token->flags & VB_TOKEN_CUT)
			continue;
		memcpy(t->key + n, p + at - 3, 3);
		n += 3;
	}
	if (at == token->end)
		return false;
	token->end = at;
	token->key = token->fold = vb_str_of(t->key, n);
	return true;
}

/* Lower case and fold of a word of ASCII and Vietnamese, letter by letter. */
static void spell_out(vb_tokenizer *t, struct vb_token *token)
{
	struct vb_str word = vb_str_sub(t->text, token->start, token->end);
	size_t key = 0, fold = 0;

	for (size_t at = 0; at < word.len;) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(word, at));
		key += vb_utf8_encode(t->key + key, vb_char_lower(code));
		t->fold[fold++] =
			vb_letter(code) ?
				vb_symbol_fold(VB_LETTER_SYM(vb_letter(code))) :
				(char)code;
	}
	token->key = vb_str_of(t->key, key);
	token->fold = vb_str_of(t->fold, fold);
}

/* The first is lowest. Spelled out, for so it is one store. */
static void write_folds(char *out, uint64_t folds)
{
	out[0] = (char)folds;
	out[1] = (char)(folds >> 8);
	out[2] = (char)(folds >> 16);
	out[3] = (char)(folds >> 24);
	out[4] = (char)(folds >> 32);
	out[5] = (char)(folds >> 40);
	out[6] = (char)(folds >> 48);
	out[7] = (char)(folds >> 56);
}

/* Key and fold of a word that may be a syllable. */
static void spell_plain(vb_tokenizer *t, struct vb_token *token,
			struct vb_word *word)
{
	struct vb_letters *letters = &word->letters;
	bool changed = letters->marks & VB_MARKS_UPPER;
	struct vb_syllable s;

	write_folds(t->fold, word->folds);
	token->fold = vb_str_of(t->fold, letters->n);
	if (vb_syllable_parse(&s, letters)) {
		token->flags |= VB_TOKEN_SYLLABLE;
		changed |= vb_syllable_place_tone(letters, &s);
		changed |= vb_syllable_unify_iy(letters, &s);
	}
	token->key = vb_str_sub(t->text, token->start, token->end);
	if (!changed)
		return;
	letters->marks &= VB_MARKS_TONES;
	token->key = vb_str_of(t->key, vb_letters_spell(t->key, letters));
}

static bool first_is_capital(struct vb_str word)
{
	uint32_t code = 0;

	/* digits may stand before it */
	while (word.len && !vb_letter(code))
		word = vb_str_skip(word, vb_utf8_decode(&code, word));
	return vb_letter(code) & VB_LETTER_UPPER;
}

/* A word all of ASCII and Vietnamese, and not too long. */
static void quick_word(vb_tokenizer *t, struct vb_token *token,
		       struct vb_word *word)
{
	if (!word->vietnamese) {
		token->flags = VB_TOKEN_NUMBER;
		if (!join_groups(t, token))
			token->key = token->fold =
				vb_str_sub(t->text, token->start, token->end);
		return;
	}
	token->flags = word->marks & VB_MARK_WIDE ? VB_TOKEN_MARKED : 0;
	if (word->vietnamese > 1 && !(word->marks & VB_MARK_LOWER))
		token->flags |= VB_TOKEN_CAPITALS;
	/* past the eighth letter, marks pile up on the first */
	if (word->vietnamese > 8 ? first_is_capital(rest_at(t, t->at)) :
				   (word->letters.marks & VB_MARK_UPPER) != 0)
		token->flags |= VB_TOKEN_TITLE;
	if (vb_word_is_plain(word))
		spell_plain(t, token, word);
	else
		spell_out(t, token);
}

/* The end of the word at t->at, and what its characters say of it. */
static size_t survey(const vb_tokenizer *t, unsigned *flags)
{
	size_t at = t->at, letters = 0, capitals = 0;
	bool digits = true, title = false;

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
		digits &= n == 1 && classes[code] == DIGIT;
		at += n;
	}
	*flags = (letters > 1 && capitals == letters ? VB_TOKEN_CAPITALS : 0) |
		 (title ? VB_TOKEN_TITLE : 0) | (digits ? VB_TOKEN_NUMBER : 0);
	return at;
}

/* Not inlined: its arrays would cost the quick words their stack frame. */
__attribute__((noinline)) static void slow_word(vb_tokenizer *t,
						struct vb_token *token)
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
	/* no such word has its i unified: what differs are marks */
	if (!vb_str_eq(token->key, token->fold))
		token->flags |= VB_TOKEN_MARKED;
}

bool vb_tokenizer_next(vb_tokenizer *t, struct vb_token *token)
{
	bool started = t->at > 0;
	struct vb_word word;

	if (!next_word(t, &word))
		return false;
	token->start = t->at;
	token->end = word.end;
	if (!word.odd && word.end - t->at <= VB_TOKEN_BYTES)
		quick_word(t, token, &word);
	else
		slow_word(t, token);
	if (t->broke && started)
		token->flags |= VB_TOKEN_BREAK;
	t->at = token->end;
	return true;
}
