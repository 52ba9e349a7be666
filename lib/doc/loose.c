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

static void split(struct words *w, struct vb_str text, size_t from)
{
	struct vb_str rest = vb_str_skip(text, from);
	struct vb_token token;
	vb_tokenizer t;

	w->text = text;
	w->n = 0;
	vb_tokenizer_init(&t, rest);
	while (w->n < WORDS_MAX && vb_tokenizer_next(&t, &token)) {
		struct word *word = &w->at[w->n++];

		word->start = from + token.start;
		word->end = from + token.end;
		word->raw = vb_str_sub(text, word->start, word->end);
		copy_short(word->key, token.key);
		copy_short(word->fold, token.fold);
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
 * code (nq). Moves `*from` to its first word.
 */
static struct vb_str type_before(const struct words *w, size_t i, size_t *from)
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
		return vb_str_from(type->code);
	}
	code = i ? code_of(&w->at[i - 1], VB_STR_EMPTY) : NULL;
	if (!code || !code[1] || !between(w, i) ||
	    vb_str_eq(w->at[i - 1].raw, VB_STR("da"))) /* đã 5 ngày */
		return VB_STR_EMPTY;
	*from = i - 1;
	return vb_str_from(code);
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
		    (is_since(w, i) || (!n && !r->shape.type.len)))
			return false;
		r->body = true;
	} else if (sep != ' ' && sep != '.') {
		part = as_part(word, r->room[n]);
	} else if (is_fold(word, "tt") && r->body) {
		part = VB_STR("TT"); /* HĐND-TT: thường trực */
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
	if (next < w->n && as_year(&w->at[next]) && between(w, next)) {
		char sep = between(w, next);

		if (sep == '/' || (sep == ' ' && next + 1 < w->n &&
				   code_of(&w->at[next + 1], s->type))) {
			s->year = as_year(&w->at[next]);
			next++;
		}
	}
	while (next < w->n && take_part(r, w, next))
		next++;
	return next - 1;
}

/* Read a number whose serial is word `i`. */
static bool read_at(struct vb_number *out, bool *partial, const struct words *w,
		    size_t i)
{
	struct reading r = { 0 };
	bool whole;

	if (!is_serial(&w->at[i]))
		return false;
	r.first = i;
	if (i && (is_fold(&w->at[i - 1], "so") || is_fold(&w->at[i - 1], "no")))
		r.first = i - 1;
	r.shape.type = type_before(w, r.first, &r.first);
	r.shape.serial = w->at[i].raw;
	r.last = read_after(&r, w, i);
	put_said_type(&r);
	whole = (r.code && r.shape.n_parts > 1) || (r.shape.year && r.body) ||
		(r.joined && r.shape.n_parts > 1);
	if (!whole && !r.shape.type.len &&
	    !(r.code && (r.joined || r.first < i)))
		return false;
	if (!whole && !r.shape.n_parts)
		r.shape.parts[r.shape.n_parts++] = r.shape.type;
	put_separators(&r);
	if (!vb_shape_spell(out, &r.shape))
		return false;
	out->from = w->at[r.first].start;
	out->to = w->at[r.last].end;
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
		if (found && out->from < strict.from)
			strict.from = out->from;
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
	    !only_filler(vb_str_skip(text, number.to)))
		return false;
	*out = number;
	if (partial)
		*partial = part;
	return true;
}
