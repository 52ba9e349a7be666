#include "doc/issuer.h"

#include "doc/letter.h"

enum after {
	AFTER_NAME,  /* all words to the end are a territory's name */
	AFTER_FIELD, /* the next word begins a ministry's field */
	AFTER_BODY,  /* the next word begins a body's name: a capital */
};

/* What a word or two of a letterhead mean for the words after them. */
static const struct {
	const char *words;
	enum after after;
} signposts[] = {
	{ "tỉnh", AFTER_NAME },
	{ "thành phố", AFTER_NAME },
	{ "huyện", AFTER_NAME },
	{ "quận", AFTER_NAME },
	{ "thị xã", AFTER_NAME },
	{ "phường", AFTER_NAME },
	{ "xã", AFTER_NAME },
	{ "thị trấn", AFTER_NAME },
	{ "đặc khu", AFTER_NAME },
	{ "khu vực", AFTER_NAME },
	{ "bộ trưởng bộ", AFTER_FIELD },
	{ "bộ", AFTER_FIELD },
	{ "sở", AFTER_FIELD },
	{ "cục", AFTER_FIELD },
	{ "tổng cục", AFTER_FIELD },
	{ "văn phòng", AFTER_BODY },
	{ "thủ tướng", AFTER_BODY },
	{ "ủy ban thường vụ", AFTER_BODY },
	{ "thường trực", AFTER_BODY },
	{ "hội đồng", AFTER_BODY },
	{ "trung tâm", AFTER_BODY },
	{ "học viện", AFTER_BODY },
	{ "ban", AFTER_BODY },
	{ "liên đoàn", AFTER_BODY },
	{ "-", AFTER_BODY },
	{ "–", AFTER_BODY },
};

/* Words that are capitals inside such a name wherever they stand. */
static const char *const proper[] = {
	"chính phủ", "quốc hội", "trung ương", "đảng",
	"nhà nước",  "việt nam", "tổ quốc",
};

/* Names whose second word is a capital too. */
static const char *const pairs[] = { "việt nam", "công thương" };

#define N_PAIRS (sizeof(pairs) / sizeof(pairs[0]))
#define N_SIGNPOSTS (sizeof(signposts) / sizeof(signposts[0]))
#define N_PROPER (sizeof(proper) / sizeof(proper[0]))

/* Do the words of `phrase` stand at `at`, whole words? */
static bool words_at(struct vb_str s, size_t at, const char *phrase)
{
	struct vb_str p = vb_str_from(phrase);
	size_t len;

	return vb_str_starts(vb_str_skip(s, at), p) &&
	       !vb_letter_is(vb_letter_at(s, at + p.len, &len));
}

static vb_status lower(struct vb_buf *out, struct vb_str caps)
{
	vb_status st = VB_OK;
	bool space = true;

	while (!st && caps.len) {
		char bytes[4];
		uint32_t c;

		caps = vb_str_skip(caps, vb_utf8_decode(&c, caps));
		if (c == '\n' || c == '\t')
			c = ' ';
		if (c == ' ' && space)
			continue;
		space = c == ' ';
		st = vb_buf_append(
			out,
			vb_str_of(bytes,
				  vb_utf8_encode(bytes, vb_letter_lower(c))));
	}
	return st;
}

static vb_status put_capital(struct vb_buf *out, struct vb_str word)
{
	char bytes[4];
	size_t n;
	uint32_t c = vb_letter_at(word, 0, &n);
	vb_status st;

	st = vb_buf_append(
		out,
		vb_str_of(bytes, vb_utf8_encode(bytes, vb_letter_upper(c))));
	return st ? st : vb_buf_append(out, vb_str_skip(word, n));
}

/* Abbreviations in letterheads that hold a vowel. */
static const char *const abbreviations[] = { "ubnd", "tand", "tandtc",
					     "ubmttq" };

#define N_ABBREVIATIONS (sizeof(abbreviations) / sizeof(abbreviations[0]))

/* No word of the language: VKSND, MTTQ; or the number of "khu vực XI". */
static bool is_abbreviation(struct vb_str s, size_t at, struct vb_str word)
{
	bool roman = vb_str_ends(vb_str_sub(s, 0, at), VB_STR("khu vực "));
	bool vowel = false;

	for (size_t i = 0; i < N_ABBREVIATIONS; i++)
		if (vb_str_eq(word, vb_str_from(abbreviations[i])))
			return true;
	for (size_t i = 0; i < word.len; i++) {
		roman = roman && strchr("ivx", word.ptr[i]);
		vowel = vowel || strchr("aeiouy", word.ptr[i]);
	}
	/* all marked letters but đ are vowels, and are no ASCII */
	for (size_t i = 0; i < word.len && !vowel; i++)
		if (word.ptr[i] & 0x80)
			vowel = !vb_str_starts(vb_str_skip(word, i),
					       VB_STR("đ")) &&
				!(i && vb_str_starts(vb_str_skip(word, i - 1),
						     VB_STR("đ")));
	return roman || (word.len > 1 && !vowel &&
			 vb_letter_is(vb_letter_at(word, 0, &(size_t){ 0 })));
}

static vb_status put_upper(struct vb_buf *out, struct vb_str word)
{
	vb_status st = VB_OK;

	while (!st && word.len) {
		char bytes[4];
		uint32_t c;

		word = vb_str_skip(word, vb_utf8_decode(&c, word));
		st = vb_buf_append(
			out,
			vb_str_of(bytes,
				  vb_utf8_encode(bytes, vb_letter_upper(c))));
	}
	return st;
}

struct caser {
	bool name, field, next; /* capitals: all on, after 'và', next word */
};

/* The second word of tỉnh ủy, thành ủy, …: small, and a name follows. */
static bool is_committee(struct vb_str s, size_t at)
{
	return at && words_at(s, at, "ủy") && !words_at(s, at, "ủy ban") &&
	       !words_at(s, at, "ủy viên");
}

/* Does the kind of a territory stand at `at`: "Đảng ủy xã An Nhơn"? */
static bool is_territory(struct vb_str s, size_t at)
{
	for (size_t i = 0; i < N_SIGNPOSTS; i++)
		if (signposts[i].after == AFTER_NAME &&
		    words_at(s, at, signposts[i].words))
			return true;
	return false;
}

/* Shall the word at `at` have a capital? Moves on what is known after it. */
static bool wants_capital(struct caser *c, struct vb_str s, size_t at,
			  struct vb_str word)
{
	bool capital = !at || c->next || c->name;

	c->next = false;
	if (is_committee(s, at)) {
		c->name = !is_territory(s, at + word.len + 1);
		return false;
	}
	for (size_t i = 0; i < N_PROPER; i++)
		capital = capital || words_at(s, at, proper[i]);
	for (size_t i = 0; i < N_PAIRS; i++)
		capital =
			capital || vb_str_ends(vb_str_sub(s, 0, at + word.len),
					       vb_str_from(pairs[i]));
	for (size_t i = 0; i < N_SIGNPOSTS; i++) {
		struct vb_str p = vb_str_from(signposts[i].words);

		if (c->name || !vb_str_ends(vb_str_sub(s, 0, at + word.len), p))
			continue;
		if (at + word.len > p.len &&
		    s.ptr[at + word.len - p.len - 1] != ' ')
			continue;
		if (words_at(s, at, "xã hội"))
			continue;
		c->name = signposts[i].after == AFTER_NAME;
		c->field = c->field || signposts[i].after == AFTER_FIELD;
		c->next = !words_at(s, at + word.len + 1, "nhân dân") &&
			  !is_territory(s, at + word.len + 1);
	}
	if (c->field &&
	    (vb_str_eq(word, VB_STR("và")) || vb_str_ends(word, VB_STR(","))))
		c->next = true;
	return capital;
}

static vb_status put_cased(struct vb_buf *out, struct vb_str s)
{
	struct caser caser = { 0 };
	vb_status st = VB_OK;
	size_t at = 0;

	while (!st && at < s.len) {
		size_t end = vb_str_find(s, VB_STR(" "), at);
		struct vb_str word = vb_str_sub(s, at, end);
		bool capital;

		if (at)
			st = vb_buf_append_char(out, ' ');
		capital = wants_capital(&caser, s, at, word);
		if (!st && is_abbreviation(s, at, word))
			st = put_upper(out, word);
		else if (!st && capital)
			st = put_capital(out, word);
		else if (!st)
			st = vb_buf_append(out, word);
		at += word.len + 1;
	}
	return st;
}

vb_status vb_issuer_case(struct vb_buf *out, struct vb_str caps)
{
	struct vb_buf small = VB_BUF_INIT(caps.len * 3 + 4);
	struct vb_buf same = VB_BUF_INIT(caps.len * 9 + 16);
	vb_status st = lower(&small, vb_str_trim(caps));

	/* one body, one name: Uỷ ban and Ủy ban are the same */
	if (!st)
		st = vb_text_canonical(&same, NULL, vb_buf_str(&small));
	if (!st)
		st = put_cased(out, vb_str_trim(vb_buf_str(&same)));
	vb_buf_clear(&small);
	vb_buf_clear(&same);
	return st;
}
