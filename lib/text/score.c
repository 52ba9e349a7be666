#include "text/score.h"

#include "text/clean.h"
#include "text/grammar.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum {
	VALID = 8,	   /* and the weight of the syllable */
	POSSIBLE = -4,	   /* by the spelling rules only */
	FOREIGN = -24,	   /* in a Vietnamese encoding */
	FOREIGN_UTF8 = -8, /* in text that may be of any language */
	FOREIGN_WEST = -4,
	FOREIGN_1258 = -20, /* Windows-1258 has most letters of the West */
	LONE_LETTER = 2,    /* "ø 5" is no ứ */
	MIXED_CASE = -12,   /* a capital amid small letters */
	ODD_SYMBOL = -6,    /* of Latin-1, that legacy letters turn into */
	WEDGED = -8,	    /* a symbol between two letters: Cá»™ng */
	CONTROL = -10,
	BROKEN = -60,	  /* bytes that are not UTF-8 */
	WHOLE = -12,	  /* old bytes would hardly come out as UTF-8 */
	WEAK_MARK = 2,	  /* VIQR: punctuation that may be a tone */
	TWO_MARKS = 25,	  /* VIQR: "ta^'n" is nothing else */
	MARK_WITHIN = 14, /* and "Lie^n" hardly */
};

static bool is_odd_symbol(uint32_t code)
{
	/* ¡¢£¤¥¦¨¬ soft hyphen ¯´µ¶¸¹º¾¿, a bit each from U+00A0 */
	const uint32_t odd = 0xC770B17Eu;

	return (code >= 0xA0 && code < 0xC0 && odd >> (code - 0xA0) & 1) ||
	       code == 0xD7 || code == 0xF7;
}

/* HĐND, NĐ, TƯ: capitals without a tone tell nothing. */
static bool is_abbreviation(const struct vb_word *word)
{
	return !word->odd && word->letters.n &&
	       !(word->letters.marks & VB_MARKS_TONES) &&
	       !(word->marks & (VB_MARK_LOWER | VB_MARK_DIGIT));
}

/*
 * Are the capitals of `letters` where a writer puts them: none, the first or
 * all? `shared`: capitals share the codes of small letters, so only the ASCII
 * ones need be.
 */
static bool case_fits(const struct vb_letters *letters, bool shared)
{
	unsigned upper = 0, ascii_small = 0;

	for (size_t i = 0; i < letters->n; i++) {
		bool is_upper = letters->marks >> (8 * i) & VB_MARK_UPPER;
		bool ascii = vb_letters_sym(letters, i) <= 26 &&
			     !(letters->marks >> (8 * i) & 7);

		upper |= (unsigned)is_upper << i;
		ascii_small += ascii && !is_upper;
	}
	if (shared && !ascii_small)
		return true;
	return upper <= 1 || upper == (1u << letters->n) - 1;
}

static int foreign_points(unsigned decoding)
{
	if (decoding == VB_CHARSET_UTF8 || decoding == VB_CHARSET_VIQR)
		return FOREIGN_UTF8;
	if (decoding == VB_CHARSET_CP1258)
		return FOREIGN_1258;
	/* looks like nothing else, whatever the language */
	if (decoding == VB_CHARSET_PDFSHIFT)
		return FOREIGN_UTF8;
	if (decoding == VB_CHARSET_CP1252 || decoding == VB_CHARSET_NCR ||
	    decoding == VB_DECODING_TWICE + VB_CHARSET_UTF8)
		return FOREIGN_WEST;
	return FOREIGN;
}

/* Points of a word of Vietnamese letters, `s` its syllable. */
static int syllable_points(const struct vb_word *word,
			   const struct vb_syllable *s, unsigned decoding)
{
	int points = VALID + (int)vb_syllable_weight(s);

	if (!vb_syllable_weight(s))
		points = POSSIBLE;
	else if (word->letters.n == 1)
		points = LONE_LETTER;
	else if (word->marks & VB_MARK_DIGIT) /* ngày10 */
		points /= 2;
	if (!case_fits(&word->letters, vb_decoding_shares_capitals(decoding)))
		points += MIXED_CASE;
	return points;
}

/* m², ½: numbers that are no letters of any encoding's making. */
static bool is_number(const struct vb_word *word)
{
	return !(word->marks & VB_MARK_WIDE) &&
	       !(word->odd & (VB_CHAR_LETTER | VB_CHAR_MARK));
}

static bool is_syllable(struct vb_str text)
{
	struct vb_syllable s;
	struct vb_word word;

	vb_word_read(&word, text, 0);
	return word.end == text.len && vb_word_is_plain(&word) &&
	       vb_syllable_parse(&s, &word.letters) && vb_syllable_weight(&s);
}

/* Two syllables without a space, "ôtô", or a name of the highlands, "Đắk". */
static bool is_joined(struct vb_str text)
{
	if (text.len > 2 && text.ptr[text.len - 1] == 'k' &&
	    is_syllable(vb_str_sub(text, 0, text.len - 1)))
		return true;
	for (size_t at = 1; at < text.len; at++)
		if ((text.ptr[at] & 0xC0) != 0x80 &&
		    is_syllable(vb_str_sub(text, 0, at)) &&
		    is_syllable(vb_str_skip(text, at)))
			return true;
	return false;
}

/* Latin letters and others in one word: no language has that. */
static bool is_mixed(const struct vb_word *word, struct vb_str text)
{
	if (!word->vietnamese || !(word->odd & VB_CHAR_LETTER))
		return false;
	for (size_t at = 0; at < text.len;) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(text, at));
		if (vb_char(code)->flags & VB_CHAR_LETTER &&
		    !vb_char_is_latin(code) && code != 0xB5)
			return true;
	}
	return false;
}

static bool has_d_bar(const struct vb_letters *letters)
{
	for (size_t i = 0; i < letters->n; i++)
		if (vb_letters_sym(letters, i) == VB_SYM_D_BAR)
			return true;
	return false;
}

static void score_word(struct vb_score_words *sum, const struct vb_word *word,
		       struct vb_str text, unsigned decoding)
{
	bool lone = word->letters.n == 1;
	struct vb_syllable s;

	if (is_number(word))
		return;
	if (decoding == VB_DECODING_TWICE + VB_CHARSET_UTF8 &&
	    is_abbreviation(word) && has_d_bar(&word->letters)) {
		sum->points += VALID; /* QÄ: its second byte is no letter */
		sum->words++;
		sum->valid++;
		return;
	}
	if (word->odd || !word->letters.n ||
	    !vb_syllable_parse(&s, &word->letters)) {
		/* đ alone: a point of an article, or money */
		if (is_abbreviation(word) ||
		    (!word->odd && lone && word->letters.syms == VB_SYM_D_BAR))
			return;
		if (decoding && !word->odd && is_joined(text))
			return;
		sum->words++;
		sum->points += is_mixed(word, text) ? FOREIGN :
						      foreign_points(decoding);
		return;
	}
	sum->points += syllable_points(word, &s, decoding);
	sum->words += !lone;
	sum->valid += !lone && vb_syllable_weight(&s) > 0;
}

static int symbol_points(uint32_t code)
{
	if (is_odd_symbol(code))
		return ODD_SYMBOL;
	if (code < ' ' || code == VB_BAD_CHAR || (code >= 0x7F && code < 0xA0))
		return CONTROL;
	return 0;
}

/* Does `code` stand with a letter where writers put none: "§ina", "Y«"? */
static bool is_stuck(uint32_t code, bool before_letter)
{
	if (code == 0xA7 || code == 0xAC) /* § ¬ */
		return true;
	return code == (before_letter ? 0xAE : 0xAB); /* ® « */
}

/* May `code`, not a letter, stand between two letters? ASCII, – — ‘ ’ … */
static bool may_join(uint32_t code)
{
	return code <= 0xA0 || code == 0xB7 ||
	       (code >= 0x2010 && code <= 0x201D) || code == 0x2026;
}

/* `text` is clean, or at least composed. */
static void score_text(struct vb_score_words *sum, struct vb_str text,
		       unsigned decoding)
{
	bool wedge = false; /* a symbol after a word */
	size_t last = 0;
	uint32_t code = 0;

	for (size_t at = 0; at < text.len;) {
		struct vb_word word;

		vb_word_read(&word, text, at);
		if (word.end > at) {
			score_word(sum, &word, vb_str_sub(text, at, word.end),
				   decoding);
			if (wedge || is_stuck(code, true))
				sum->points += WEDGED;
			wedge = false;
			at = last = word.end;
			continue;
		}
		at += vb_utf8_decode(&code, vb_str_skip(text, at));
		sum->points += symbol_points(code);
		if (last && at - last <= 2 && is_stuck(code, false))
			sum->points += ODD_SYMBOL;
		wedge |= last && !may_join(code);
	}
}

/* UTF-8 as it is: the marks may be apart, and bytes broken. */
static void score_utf8(struct vb_score_words *sum, struct vb_str piece)
{
	char memory[VB_PIECE_ROOM * VB_TEXT_GROWTH + 8];
	struct vb_buf clean = { memory, 0, sizeof(memory) - 1,
				sizeof(memory) - 1 };
	struct vb_text_report report = { 0 };
	char mended[VB_PIECE_ROOM], shifted[VB_PIECE_ROOM];
	size_t n = vb_piece_decode(mended, piece, VB_CHARSET_UTF8);

	if (n != VB_NPOS)
		piece = vb_str_of(mended, n);
	if (vb_clean_append(&clean, &report, piece))
		return; /* out of memory, on text that is hostile */
	if (report.invalid)
		sum->points += BROKEN;
	sum->points += CONTROL * (int)(report.controls > 0);
	score_text(sum, vb_buf_str(&clean), VB_CHARSET_UTF8);
	/* Cyrillic look-alikes that clean made Latin may be a PDF font's */
	if (report.lookalikes && sum->points > 0 &&
	    vb_piece_decode(shifted, piece, VB_CHARSET_PDFSHIFT) != VB_NPOS)
		sum->points = FOREIGN_UTF8;
}

/* Without ^ ( + ` ~ or dd, what VIQR would take for marks is punctuation. */
static bool has_strong_mark(struct vb_str piece)
{
	for (size_t i = 0; i < piece.len; i++)
		if (strchr("^(+*`~", piece.ptr[i]) && piece.ptr[i])
			return true;
	return piece.len > 2 && (piece.ptr[0] | 32) == 'd' &&
	       (piece.ptr[1] | 32) == 'd';
}

/* Is what may be punctuation followed by a letter: "du.ng"? */
static bool marks_within(struct vb_str piece)
{
	for (size_t i = 0; i + 1 < piece.len; i++)
		if (piece.ptr[i] && strchr("'?.", piece.ptr[i]) &&
		    (unsigned)((piece.ptr[i + 1] | 32) - 'a') < 26)
			return true;
	return false;
}

/* A tone right after a shape, or two shapes: "ta^'n", "Du+o+ng"? */
static bool has_two_marks(struct vb_str piece)
{
	size_t shapes = 0;

	for (size_t i = 1; i < piece.len; i++) {
		if (!piece.ptr[i] || !strchr("^(+", piece.ptr[i]))
			continue;
		if (shapes++ || (i + 1 < piece.len && piece.ptr[i + 1] &&
				 strchr("'`?~.", piece.ptr[i + 1])))
			return true;
	}
	return false;
}

/* A mark that is no punctuation amid a word of some length. */
static bool has_mark_within(struct vb_str piece)
{
	for (size_t i = 1; i + 1 < piece.len && piece.len > 4; i++)
		if (piece.ptr[i] && strchr("^+~`", piece.ptr[i]) &&
		    (unsigned)((piece.ptr[i + 1] | 32) - 'a') < 26)
			return true;
	return false;
}

static void score_viqr(struct vb_score_words *sum, struct vb_str piece,
		       struct vb_str decoded)
{
	if (vb_str_eq(piece, decoded))
		return;
	score_text(sum, decoded, VB_CHARSET_VIQR);
	if (sum->points >= VALID && has_two_marks(piece))
		sum->points += TWO_MARKS;
	else if (sum->points >= VALID && has_mark_within(piece))
		sum->points += MARK_WITHIN;
	if (sum->points > WEAK_MARK && !has_strong_mark(piece))
		sum->points = marks_within(piece) ? sum->points / 2 : WEAK_MARK;
}

void vb_score_count(struct vb_score_words *words, struct vb_str piece,
		    unsigned decoding)
{
	char memory[VB_PIECE_ROOM];
	size_t n;

	*words = (struct vb_score_words){ 0 };
	if (decoding == VB_CHARSET_UTF8) {
		score_utf8(words, piece);
		return;
	}
	n = vb_piece_decode(memory, piece, decoding);
	if (n == VB_NPOS ||
	    (decoding == VB_CHARSET_CP1252 && vb_utf8_valid(piece)))
		words->points = VB_SCORE_NEVER;
	else if (decoding == VB_CHARSET_VIQR)
		score_viqr(words, piece, vb_str_of(memory, n));
	else
		score_text(words, vb_str_of(memory, n), decoding);
	if (decoding == VB_CHARSET_CP1252 && words->points > 0)
		words->points = 0;
	if (decoding >= VB_CHARSET_TCVN3 && decoding < VB_CHARSET_CP1252 &&
	    vb_utf8_valid(piece))
		words->points += WHOLE;
}

void vb_score_all(struct vb_score *score, struct vb_str piece,
		  struct vb_traits t)
{
	bool broken = t.wide && !vb_utf8_valid(piece);
	struct vb_score_words w;

	for (unsigned d = 0; d < VB_DECODING_COUNT; d++) {
		int16_t points = 0;

		if (d == VB_CHARSET_UTF16 || (broken && d > VB_CHARSET_CP1252))
			points = VB_SCORE_NEVER;
		else if (t.wide || (d == VB_CHARSET_NCR && t.reference) ||
			 (d == VB_CHARSET_VIQR && t.marks)) {
			vb_score_count(&w, piece, d);
			points = (int16_t)(w.points < VB_SCORE_NEVER ?
						   VB_SCORE_NEVER :
						   w.points);
		}
		score->points[d] = points;
	}
	for (unsigned d = VB_DECODING_COUNT; d < VB_SCORE_LANES; d++)
		score->points[d] = VB_SCORE_NEVER;
	/* what was typed or written as ASCII may have other words amid it */
	for (unsigned d = VB_CHARSET_VIQR; d <= VB_CHARSET_PDFSHIFT; d++)
		if (score->points[d] == VB_SCORE_NEVER ||
		    (d == VB_CHARSET_VIQR && t.wide))
			score->points[d] = score->points[0] + FOREIGN_WEST;
}
