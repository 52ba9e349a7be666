/*
 * Numbers as people type them: no marks, no separators, any case. Works on
 * words; the strict reader of number.c is asked first wherever both could
 * read the same place.
 */
#include "doc/letter.h"
#include "doc/symbol.h"
#include "text/token.h"

#define WORDS_MAX 256
#define WORD_BYTES VB_SYMBOL_BYTES
#define TYPE_WORDS 4 /* of the longest label that stands before a number */
#define SERIAL_DIGITS 7

struct word {
	size_t start, end;
	struct vb_str raw;
	char key[WORD_BYTES], fold[WORD_BYTES]; /* "" when longer */
};

struct words {
	struct vb_str text;
	size_t n;
	struct word at[WORDS_MAX];
};

static void copy_short(char out[WORD_BYTES], struct vb_str s)
{
	size_t n = s.len < WORD_BYTES ? s.len : 0;

	memcpy(out, s.ptr, n);
	out[n] = '\0';
}

static bool is_digit_at(struct vb_str s, size_t i)
{
	return i < s.len && vb_letter_is_digit(s.ptr[i]);
}

/*
 * Where a word of code and serial typed as one, "nq05" or "20ct", parts;
 * 0 if it is none.
 */
static size_t seam_of(struct vb_str raw)
{
	bool digits = is_digit_at(raw, 0);
	size_t at = 0;

	while (at < raw.len && is_digit_at(raw, at) == digits)
		at++;
	if (at == raw.len)
		return 0;
	for (size_t i = at; i < raw.len; i++)
		if (is_digit_at(raw, i) == digits)
			return 0;
	raw = digits ? vb_str_skip(raw, at) : vb_str_sub(raw, 0, at);
	return raw.len > 1 && vb_symbol_code_folded(raw) ? at : 0;
}

static void add_word(struct words *w, size_t from, const struct vb_token *token)
{
	struct word *word = &w->at[w->n++];

	word->start = from + token->start;
	word->end = from + token->end;
	word->raw = vb_str_sub(w->text, word->start, word->end);
	copy_short(word->key, token->key);
	copy_short(word->fold, token->fold);
}

/* Part the last word at byte `seam` of its raw form. */
static void part_last(struct words *w, size_t seam)
{
	struct word whole = w->at[w->n - 1];
	size_t starts[] = { whole.start, whole.start + seam, whole.end };
	struct vb_token token;
	vb_tokenizer t;

	w->n--;
	for (size_t i = 0; i < 2; i++) {
		struct vb_str half =
			vb_str_sub(w->text, starts[i], starts[i + 1]);

		vb_tokenizer_init(&t, half);
		if (w->n < WORDS_MAX && vb_tokenizer_next(&t, &token))
			add_word(w, starts[i], &token);
	}
}

/* "bgd&dt" is one word here: lengthen the last one by what follows its &. */
static bool join_word(struct words *w, size_t from,
		      const struct vb_token *token)
{
	struct word *last = w->n ? &w->at[w->n - 1] : NULL;
	size_t key, fold;

	if (!last || from + token->start != last->end + 1 ||
	    w->text.ptr[last->end] != '&')
		return false;
	key = strlen(last->key);
	fold = strlen(last->fold);
	if (key + token->key.len >= WORD_BYTES || !fold)
		return false;
	memcpy(last->key + key, token->key.ptr, token->key.len);
	last->key[key + token->key.len] = '\0';
	memcpy(last->fold + fold, token->fold.ptr, token->fold.len);
	last->fold[fold + token->fold.len] = '\0';
	last->end = from + token->end;
	last->raw = vb_str_sub(w->text, last->start, last->end);
	return true;
}

static void split(struct words *w, struct vb_str text, size_t from)
{
	struct vb_token token;
	vb_tokenizer t;

	w->text = text;
	w->n = 0;
	vb_tokenizer_init(&t, vb_str_skip(text, from));
	while (w->n < WORDS_MAX && vb_tokenizer_next(&t, &token)) {
		size_t seam;

		if (join_word(w, from, &token))
			continue;
		add_word(w, from, &token);
		seam = seam_of(w->at[w->n - 1].raw);
		if (seam)
			part_last(w, seam);
	}
}

static bool is_fold(const struct word *w, const char *fold)
{
	return !strcmp(w->fold, fold);
}

/* What stands between word i-1 and word i: '/', '-', '.', ' ', or 0 for
 * anything that is no part of a number. */
static char between(const struct words *w, size_t i)
{
	size_t at = w->at[i - 1].end, end = w->at[i].start, len;
	char found = ' ';

	if (end - at > 8)
		return 0;
	if (at == end)
		return ' ';
	while (at < end) {
		uint32_t c = vb_letter_at(w->text, at, &len);
		char sep = c == '/' || c == '.' ? (char)c : '-';

		at += len;
		if (c == ' ' || c == '\n' || c == '\t')
			continue;
		if (sep == '-' && c != '-' && c != 0x2212 &&
		    (c < 0x2010 || c > 0x2015))
			return 0;
		if (found != ' ')
			return 0;
		found = sep;
	}
	return found;
}

static bool all_digits(struct vb_str s, size_t max)
{
	for (size_t i = 0; i < s.len; i++)
		if (!vb_letter_is_digit(s.ptr[i]))
			return false;
	return s.len && s.len <= max;
}

/* 20, 1.250 or 30a */
static bool is_serial(const struct word *w)
{
	struct vb_str s = w->raw;

	if (!s.len || !vb_letter_is_digit(s.ptr[0]))
		return false;
	if (s.len > 4 && s.ptr[s.len - 4] == '.')
		return s.len <= SERIAL_DIGITS + 1;
	if (s.len > 1 && vb_letter_is((unsigned char)s.ptr[s.len - 1]) &&
	    (unsigned char)s.ptr[s.len - 1] < 0x80)
		s.len--;
	return all_digits(s, SERIAL_DIGITS);
}

static int as_year(const struct word *w)
{
	unsigned long year;

	if (w->raw.len != 4 || !vb_str_to_ulong(&year, w->raw, 2199))
		return 0;
	return year >= 1945 ? (int)year : 0;
}

static bool has_capital(struct vb_str s)
{
	uint32_t c;

	while (s.len) {
		s = vb_str_skip(s, vb_utf8_decode(&c, s));
		if (vb_letter_is_upper(c))
			return true;
	}
	return false;
}

static bool unmarked(const struct word *w)
{
	return w->fold[0] && !strcmp(w->key, w->fold);
}

/* Known code, in the spelling it has in a symbol; NULL if it is none. */
static const char *code_of(const struct word *w, struct vb_str said)
{
	const struct vb_type *type = vb_symbol_code(w->raw);
	const struct vb_type *other;

	if (!w->fold[0])
		return NULL;
	/* "de an 01 da hdnd": the words tell which code da is. */
	if (unmarked(w) && said.len &&
	    vb_symbol_same_folded(vb_str_from(w->fold), said)) {
		other = vb_symbol_code(said);
		return other ? other->code : NULL;
	}
	if (!type && unmarked(w))
		type = vb_symbol_code_folded(vb_str_from(w->fold));
	return type ? type->code : NULL;
}

/*
 * The type that the words before word `i` say: a label (chỉ thị, de an) or a
 * code (nq); NULL if none. Moves `*from` to its first word.
 */
static const struct vb_type *type_before(const struct words *w, size_t i,
					 size_t *from)
{
	size_t most = i < TYPE_WORDS ? i : TYPE_WORDS;
	const char *code;

	for (size_t n = most; n; n--) {
		struct vb_str label = vb_str_sub(w->text, w->at[i - n].start,
						 w->at[i - 1].end);
		const struct vb_type *type;
		size_t len;

		type = vb_type_at(label, &len);
		if (!type || len != label.len)
			continue;
		*from = i - n;
		return type;
	}
	code = i ? code_of(&w->at[i - 1], VB_STR_EMPTY) : NULL;
	if (!code || !code[1] || !between(w, i) ||
	    vb_str_eq(w->at[i - 1].raw, VB_STR("da"))) /* đã 5 ngày */
		return NULL;
	*from = i - 1;
	return vb_symbol_code(vb_str_from(code));
}

/* Typed "tu nam 2020", "tu ngay": từ, not Tỉnh ủy. */
static bool is_since(const struct words *w, size_t i)
{
	static const char *const after[] = { "nam", "ngay", "thang", "quy",
					     "khi", "dau",  "den" };

	if (!is_fold(&w->at[i], "tu") || i + 1 >= w->n)
		return false;
	for (size_t k = 0; k < sizeof(after) / sizeof(after[0]); k++)
		if (is_fold(&w->at[i + 1], after[k]))
			return true;
	return false;
}

/* A part in the spelling of symbols; needs 24 bytes of `room`. */
static struct vb_str as_part(const struct word *w, char *room)
{
	struct vb_str raw = w->raw;
	size_t n = 0;
	uint32_t c;

	if (has_capital(raw))
		return raw;
	while (raw.len) {
		raw = vb_str_skip(raw, vb_utf8_decode(&c, raw));
		n += vb_utf8_encode(room + n, vb_letter_upper(c));
	}
	return vb_str_of(room, n);
}

struct reading {
	struct vb_shape shape;
	char room[VB_SYMBOL_PARTS][2 * WORD_BYTES];
	size_t first, last; /* words */
	bool joined;	    /* separators were typed between the parts */
	bool code, body;    /* what the parts hold */
	bool so;	    /* "số" stands before the serial */
	int said_year;
	const struct vb_type *said;
	const char *of; /* body that the words behind name, or NULL */
};

static struct vb_str body_of(const struct word *w, char *room)
{
	const char *body = vb_symbol_body(w->raw);
	size_t digits = w->raw.len, len;

	if (!body)
		return VB_STR_EMPTY;
	while (digits && vb_letter_is_digit(w->raw.ptr[digits - 1]))
		digits--;
	len = strlen(body);
	memcpy(room, body, len);
	memcpy(room + len, w->raw.ptr + digits, w->raw.len - digits);
	return vb_str_of(room, len + w->raw.len - digits);
}

/* May a body follow the serial itself, with but a space between? */
static bool expected(const struct reading *r, const struct word *word)
{
	if (r->said || (r->so && !is_fold(word, "tu")))
		return true;
	return (r->shape.year || r->said_year) && !is_fold(word, "tu");
}

/*
 * "sgddt", "chq": initials of a body or a department, no word of the
 * language, nor what people shorten in addresses.
 */
static bool is_initials(const struct word *word, size_t least)
{
	static const char *const others[] = { "tp", "tphcm", "tphn", "hcm",
					      "hn", "vn",    "tx",   "tt" };
	const char *s = word->fold;

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (!strcmp(s, others[i]))
			return false;
	return strlen(s) >= least && !strpbrk(s, "aeiouy0123456789");
}

/* May word `word` be a part without a separator before it? */
static bool is_spaced_part(const struct reading *r, const struct word *word)
{
	size_t n = r->shape.n_parts;

	if (n && (r->body || r->so))
		return is_initials(word, 2); /* "so 4085 ubnd dt" */
	if (r->so && !r->code)
		return is_initials(word, 3); /* "so 39209 chq gsql" */
	return (r->code || r->shape.type.len) && is_initials(word, 3) &&
	       (word->fold[0] == 'b' || word->fold[0] == 's');
}

/*
 * Take word `i` as the next part of the symbol. After '/' or '-' any word
 * may be one; after a space only a known code or body.
 */
static bool take_part(struct reading *r, const struct words *w, size_t i)
{
	const struct word *word = &w->at[i];
	size_t n = r->shape.n_parts, len;
	char sep = between(w, i);
	const char *code;
	struct vb_str part;

	if (!sep || n == VB_SYMBOL_PARTS || !word->fold[0] ||
	    word->raw.len >= WORD_BYTES ||
	    !vb_letter_is(vb_letter_at(word->raw, 0, &len)))
		return false;
	code = n ? NULL : code_of(word, r->shape.type);
	part = body_of(word, r->room[n]);
	if (code) {
		part = vb_str_from(code);
		r->code = true;
	} else if (part.len) {
		if (sep == ' ' &&
		    (is_since(w, i) || (!n && !expected(r, word))))
			return false;
		r->body = true;
	} else if (sep != ' ' && sep != '.') {
		part = as_part(word, r->room[n]);
	} else if (is_fold(word, "tt") && r->body) {
		part = VB_STR("TT"); /* HĐND-TT: thường trực */
	} else if (is_spaced_part(r, word)) {
		part = as_part(word, r->room[n]);
	} else {
		return false;
	}
	r->joined = sep != ' ' && (r->joined || !n);
	r->shape.seps[n] = sep == '/' || sep == '.' ? sep : '-';
	r->shape.parts[r->shape.n_parts++] = part;
	return true;
}

/* "nghị quyết 05 hđnd": the type was said in words, put it in front. */
static void put_said_type(struct reading *r)
{
	struct vb_shape *s = &r->shape;

	if (r->code || !s->type.len || s->n_parts == VB_SYMBOL_PARTS ||
	    (r->joined && s->n_parts > 1) || (r->joined && !r->body))
		return;
	/* 64/CP and 43/2022/QH15 are whole as they are. */
	if (s->n_parts == 1 && vb_symbol_stands_alone(s->parts[0]) &&
	    (r->joined ||
	     vb_letter_is_digit(s->parts[0].ptr[s->parts[0].len - 1])))
		return;
	memmove(s->parts + 1, s->parts, s->n_parts * sizeof(s->parts[0]));
	memmove(s->seps + 1, s->seps, s->n_parts);
	s->parts[0] = s->type;
	s->n_parts++;
	r->code = true;
}

/* The usual separators, where the typed ones do not say otherwise. */
static void put_separators(struct reading *r)
{
	struct vb_shape *s = &r->shape;
	bool party =
		s->n_parts > 1 && !s->year && vb_symbol_is_party(s->parts[1]);

	s->dash = party;
	for (size_t i = 1; i < s->n_parts; i++)
		if (s->seps[i] != '.')
			s->seps[i] = i == 1 && party ? '/' : '-';
}

/* Can word `i` begin a symbol: a type's code or a body? */
static bool begins_symbol(const struct words *w, size_t i,
			  const struct vb_shape *s)
{
	return i < w->n &&
	       (code_of(&w->at[i], s->type) || vb_symbol_body(w->at[i].raw));
}

/*
 * A year between serial and symbol, word `next`: "84/2025/", "21 2022 hdnd",
 * "21 nam 2022". Returns the word after it, or `next`.
 */
static size_t year_inside(struct reading *r, const struct words *w, size_t next)
{
	struct vb_shape *s = &r->shape;
	char sep;

	if (next + 1 < w->n && is_fold(&w->at[next], "nam") &&
	    between(w, next) && as_year(&w->at[next + 1]) &&
	    between(w, next + 1)) {
		r->said_year = as_year(&w->at[next + 1]);
		return next + 2;
	}
	if (next >= w->n || !as_year(&w->at[next]))
		return next;
	sep = between(w, next);
	if (sep == '/' ||
	    ((sep == ' ' || sep == '-') && begins_symbol(w, next + 1, s))) {
		s->year = as_year(&w->at[next]);
		return next + 1;
	}
	return next;
}

/* A year behind it all: "nq 05 hdnd 2024", "05/nq-hdnd/2024", "năm 2024". */
static size_t year_behind(struct reading *r, const struct words *w, size_t next)
{
	bool named = next + 1 < w->n && is_fold(&w->at[next], "nam");
	size_t at = named ? next + 1 : next;

	if (r->shape.year || r->said_year || at >= w->n || !at ||
	    !as_year(&w->at[at]) || !between(w, at) ||
	    (named && !between(w, next)) ||
	    (!r->said && !r->code && !r->shape.n_parts))
		return next;
	r->said_year = as_year(&w->at[at]);
	return at + 1;
}

/* Bodies by the words that name them, and what a symbol has for them. */
static const struct {
	const char *words, *symbol;
} named_bodies[] = {
	{ "thanh uy", "TU" },
	{ "tinh uy", "TU" },
	{ "ban thuong vu thanh uy", "TU" },
	{ "ban thuong vu tinh uy", "TU" },
	{ "huyen uy", "HU" },
	{ "quan uy", "QU" },
	{ "dang uy", "ĐU" },
	{ "bo chinh tri", "TW" },
	{ "ban bi thu", "TW" },
	{ "trung uong", "TW" },
	{ "ban chap hanh trung uong", "TW" },
	{ "quoc hoi", "QH" },
	{ "uy ban thuong vu quoc hoi", "UBTVQH" },
	{ "chinh phu", "CP" },
	{ "thu tuong", "TTG" },
	{ "hoi dong nhan dan", "HĐND" },
	{ "hdnd", "HĐND" },
	{ "uy ban nhan dan", "UBND" },
	{ "ubnd", "UBND" },
};

/* Do the words from `i` on spell `phrase`? Their count, or 0. */
static size_t spells(const struct words *w, size_t i, const char *phrase)
{
	size_t n = 0;

	while (*phrase) {
		size_t len = strcspn(phrase, " ");

		if (i + n >= w->n || strlen(w->at[i + n].fold) != len ||
		    memcmp(w->at[i + n].fold, phrase, len))
			return 0;
		n++;
		phrase += len + (phrase[len] == ' ');
	}
	return n;
}

/* "của Thành ủy", word `next`. Returns the word after it, or `next`. */
static size_t read_of(struct reading *r, const struct words *w, size_t next)
{
	size_t rows = sizeof(named_bodies) / sizeof(named_bodies[0]);

	if (r->body || next >= w->n || !is_fold(&w->at[next], "cua") ||
	    !between(w, next))
		return next;
	for (size_t i = 0; i < rows; i++) {
		size_t n = spells(w, next + 1, named_bodies[i].words);

		if (!n)
			continue;
		r->of = named_bodies[i].symbol;
		return next + 1 + n;
	}
	return next;
}

/* What follows the serial, word `i`: a second half, a year, the symbol. */
static size_t read_after(struct reading *r, const struct words *w, size_t i)
{
	struct vb_shape *s = &r->shape;
	size_t next = i + 1;

	if (next < w->n && w->at[next].start == w->at[i].end + 1 &&
	    w->text.ptr[w->at[i].end] == '.' &&
	    all_digits(w->at[next].raw, 3)) {
		s->serial =
			vb_str_sub(w->text, w->at[i].start, w->at[next].end);
		next++;
	}
	next = year_inside(r, w, next);
	while (next < w->n && take_part(r, w, next))
		next++;
	next = year_behind(r, w, next);
	next = read_of(r, w, next);
	return year_behind(r, w, next) - 1;
}

/* Does what was read say all of a number: serial, type and body? */
static bool is_whole(const struct reading *r)
{
	const struct vb_shape *s = &r->shape;

	if (s->n_parts > 1 && (r->code || r->joined || r->so))
		return true;
	if (r->body && (s->year || r->said_year))
		return true;
	return s->n_parts == 1 && vb_symbol_stands_alone(s->parts[0]) &&
	       (r->joined || r->said);
}

/* Is what was read, if not whole, worth to be called a number? */
static bool is_part(const struct reading *r, bool before)
{
	if (r->said &&
	    (r->shape.type.len || r->so || r->shape.year || r->said_year))
		return true;
	return (r->so && (r->of || r->shape.year)) ||
	       (r->code && (r->joined || before));
}

/* Read a number whose serial is word `i`. */
static bool read_at(struct vb_number *out, bool *partial, const struct words *w,
		    size_t i)
{
	struct reading r = { 0 };
	bool whole;

	if (!is_serial(&w->at[i]))
		return false;
	r.so = i &&
	       (is_fold(&w->at[i - 1], "so") || is_fold(&w->at[i - 1], "no"));
	r.first = r.so ? i - 1 : i;
	r.said = type_before(w, r.first, &r.first);
	r.shape.type = vb_str_from(r.said ? r.said->code : "");
	r.shape.serial = w->at[i].raw;
	r.last = read_after(&r, w, i);
	put_said_type(&r);
	whole = is_whole(&r);
	if (!whole && !is_part(&r, r.first < i))
		return false;
	if (!whole && !r.shape.n_parts && r.shape.type.len)
		r.shape.parts[r.shape.n_parts++] = r.shape.type;
	put_separators(&r);
	if (!vb_shape_spell(out, &r.shape))
		return false;
	out->from = w->at[r.first].start;
	out->to = w->at[r.last].end;
	out->said = r.said;
	out->said_year = (unsigned)r.said_year;
	if (r.of)
		memcpy(out->body, r.of, strlen(r.of) + 1);
	*partial = !whole;
	return true;
}

/* The loose reading of the words alone. */
static bool find_in_words(struct vb_number *out, bool *partial,
			  const struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (read_at(out, partial, w, i))
			return true;
	return false;
}

/* Give a number that was read as written what the words around it say. */
static void keep_words(struct vb_number *strict, const struct vb_number *loose)
{
	if (loose->serial != strict->serial)
		return;
	if (loose->from < strict->from)
		strict->from = loose->from;
	if (loose->to > strict->to && loose->said_year) {
		strict->to = loose->to;
		strict->said_year = loose->said_year;
	}
	strict->said = loose->said;
}

bool vb_number_find_loose(struct vb_number *out, bool *partial,
			  struct vb_str text, size_t from)
{
	struct vb_number strict;
	struct words w;
	bool part = false;
	bool exact = vb_number_find(&strict, text, from);
	bool found;

	split(&w, text, from);
	found = find_in_words(out, &part, &w);
	if (exact && (!found || strict.from < out->to)) {
		/* As written wins; the words before it still belong to it. */
		if (found)
			keep_words(&strict, out);
		*out = strict;
		part = false;
		found = true;
	}
	if (partial && found)
		*partial = part;
	return found;
}

/* Is a stretch between the number and the ends only filler? */
static bool only_filler(struct vb_str text)
{
	static const char *const filler[] = { "so", "van",  "ban",
					      "ky", "hieu", "no" };
	vb_tokenizer t;
	struct vb_token token;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token)) {
		bool known = false;

		for (size_t i = 0; i < sizeof(filler) / sizeof(filler[0]); i++)
			known = known ||
				vb_str_eq(token.fold, vb_str_from(filler[i]));
		if (!known)
			return false;
	}
	return true;
}

bool vb_number_parse(struct vb_number *out, bool *partial, struct vb_str text)
{
	struct vb_number number;
	bool part = false;

	if (!vb_number_find_loose(&number, &part, text, 0) ||
	    !only_filler(vb_str_sub(text, 0, number.from)) ||
	    (!number.body[0] && !only_filler(vb_str_skip(text, number.to))))
		return false;
	*out = number;
	if (partial)
		*partial = part;
	return true;
}
