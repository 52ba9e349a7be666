#include "doc/term.h"

#include <stdio.h>

#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/understand.h"
#include "text/token.h"

#define NUMBER_MAX 99
#define VOTE_BYTES 400	 /* before "thông qua": who passed it, and when */
#define COUNCIL_BYTES 90 /* between a council's name and its term */

/* Numbers after "thứ", folded. "hai mươi" and above are written in digits. */
static const char *const ordinals[] = {
	"",	    "nhat",	 "hai",	     "ba",	 "tu",	     "nam",
	"sau",	    "bay",	 "tam",	     "chin",	 "muoi",     "muoi mot",
	"muoi hai", "muoi ba",	 "muoi bon", "muoi lam", "muoi sau", "muoi bay",
	"muoi tam", "muoi chin", "hai muoi",
};

/* Words that may stand between "kỳ họp" and its number, folded. */
static const char *const kinds[] = { "thuong", "le",  "bat", "chuyen",
				     "de",     "thu", "lan" };

/* Words of a text one after the other, with the place of the last. */
struct reader {
	vb_tokenizer t;
	struct vb_token token;
	size_t end; /* of the word before */
	bool more;
};

/* The next word, if only white space, or a dash, is before it. */
static bool advance(struct reader *r)
{
	r->end = r->token.end;
	r->more = vb_tokenizer_next(&r->t, &r->token) &&
		  r->token.start - r->end <= 5;
	for (size_t i = r->end; r->more && i < r->token.start; i++)
		r->more = strchr(" \n-", r->t.text.ptr[i]) ||
			  (r->t.text.ptr[i] & 0x80);
	return r->more;
}

static bool is(const struct reader *r, const char *fold)
{
	return r->more && vb_str_eq(r->token.fold, vb_str_from(fold));
}

/* A Roman number of I, V, X and L; 0 if `s` is none. */
static unsigned roman(struct vb_str s)
{
	static const struct {
		char letter;
		unsigned value;
	} digits[] = { { 'i', 1 }, { 'v', 5 }, { 'x', 10 }, { 'l', 50 } };
	unsigned sum = 0, last = 0;

	for (size_t i = s.len; i--;) {
		unsigned value = 0;

		for (size_t k = 0; k < 4; k++)
			if ((s.ptr[i] | 32) == digits[k].letter)
				value = digits[k].value;
		if (!value || sum > NUMBER_MAX)
			return 0;
		sum = value < last ? sum - value : sum + value;
		last = value > last ? value : last;
	}
	return sum <= NUMBER_MAX ? sum : 0;
}

static unsigned decimal(struct vb_str s, unsigned max)
{
	unsigned long value = 0;

	return vb_str_to_ulong(&value, s, max) ? (unsigned)value : 0;
}

/* "mười bảy" at the reader: the number, and the words are taken. */
static unsigned ordinal(struct reader *r)
{
	char words[32];
	unsigned best = 0;
	struct reader ahead = *r;
	size_t len = 0;

	for (int n = 0; n < 2 && ahead.more; n++) {
		if (len + ahead.token.fold.len + 2 > sizeof(words))
			break;
		if (len)
			words[len++] = ' ';
		memcpy(words + len, ahead.token.fold.ptr, ahead.token.fold.len);
		len += ahead.token.fold.len;
		advance(&ahead);
		for (unsigned i = 1; i <= 20; i++)
			if (vb_str_eq(vb_str_of(words, len),
				      vb_str_from(ordinals[i]))) {
				best = i;
				*r = ahead;
			}
	}
	return best;
}

/* "17", "XVII", "thứ mười bảy" at the reader; 0 if it is no number. */
static unsigned number(struct reader *r)
{
	bool said = is(r, "thu");
	struct vb_str word;
	unsigned value;

	if (said && !advance(r))
		return 0;
	if (!r->more)
		return 0;
	word = vb_str_sub(r->t.text, r->token.start, r->token.end);
	value = decimal(word, NUMBER_MAX);
	if (!value && (said || vb_starts_upper(word)))
		value = roman(word);
	if (value)
		advance(r);
	return value || !said ? value : ordinal(r);
}

/* "2021 - 2026" at the reader. */
static bool years(struct vb_term *out, struct reader *r)
{
	if (!r->more)
		return false;
	out->from_year = decimal(r->token.key, 2199);
	if (out->from_year < 1900 || !advance(r))
		return false;
	out->to_year = decimal(r->token.key, 2199);
	if (out->to_year < out->from_year || out->to_year > out->from_year + 12)
		return false;
	advance(r);
	return true;
}

static void spell(struct vb_term *out)
{
	if (out->number)
		snprintf(out->value, sizeof(out->value), "%u", out->number);
	else
		snprintf(out->value, sizeof(out->value), "%u-%u",
			 out->from_year % 10000, out->to_year % 10000);
}

static bool session(struct vb_term *out, struct reader *r)
{
	bool more = true;

	if (!advance(r) || !is(r, "hop") || !advance(r))
		return false;
	for (int i = 0; i < 4 && more; i++) {
		more = false;
		for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
			more = more || is(r, kinds[k]);
		if (is(r, "thu"))
			break;
		if (more && !advance(r))
			return false;
	}
	out->kind = VB_TERM_SESSION;
	out->number = number(r);
	return out->number > 0;
}

/* The term that the word at the reader begins. */
static bool term_at(struct vb_term *out, struct reader *r)
{
	memset(out, 0, sizeof(*out));
	out->from = r->token.start;
	if (is(r, "khoa")) {
		out->kind = VB_TERM_COUNCIL;
		out->number = advance(r) ? number(r) : 0;
	} else if (is(r, "ky")) {
		if (!session(out, r))
			return false;
	} else if (is(r, "lan")) {
		if (!advance(r) || !is(r, "thu"))
			return false;
		out->kind = VB_TERM_CONGRESS;
		out->number = number(r);
	} else if (is(r, "nhiem")) {
		if (!advance(r) || !is(r, "ky") || !advance(r) ||
		    !years(out, r))
			return false;
		out->kind = VB_TERM_YEARS;
	}
	out->to = r->end;
	return out->number || out->from_year;
}

bool vb_term_find(struct vb_term *out, struct vb_str text, size_t from)
{
	struct reader r = { .more = true };

	vb_tokenizer_init(&r.t, text);
	r.t.at = from < text.len ? from : text.len;
	while (vb_tokenizer_next(&r.t, &r.token)) {
		struct vb_str fold = r.token.fold;
		struct reader ahead;

		if (!vb_str_eq(fold, VB_STR("khoa")) &&
		    !vb_str_eq(fold, VB_STR("ky")) &&
		    !vb_str_eq(fold, VB_STR("lan")) &&
		    !vb_str_eq(fold, VB_STR("nhiem")))
			continue;
		ahead = r;
		ahead.token.fold = fold;
		if (term_at(out, &ahead)) {
			spell(out);
			return true;
		}
	}
	return false;
}

bool vb_term_parse(struct vb_term *out, struct vb_str text)
{
	struct reader r = { .more = true };
	struct vb_str s = vb_str_trim(text);

	if (vb_term_find(out, s, 0) && !out->from && out->to == s.len)
		return true;
	memset(out, 0, sizeof(*out));
	vb_tokenizer_init(&r.t, s);
	if (!vb_tokenizer_next(&r.t, &r.token) || r.token.start)
		return false;
	out->kind = VB_TERM_COUNCIL;
	if (years(out, &r)) {
		out->kind = VB_TERM_YEARS;
	} else {
		out->from_year = out->to_year = 0;
		vb_tokenizer_init(&r.t, s);
		r.more = vb_tokenizer_next(&r.t, &r.token);
		out->number = number(&r);
		if (!out->number && (out->number = roman(s)) > 0)
			r.end = s.len;
	}
	out->to = r.end;
	if ((!out->number && !out->from_year) || r.end != s.len)
		return false;
	spell(out);
	return true;
}

/* Set the field that such a term goes to, found in text at `base`. */
static vb_status set_term(struct vb_record *record, const struct vb_term *term,
			  struct vb_str source, size_t base, double confidence)
{
	enum vb_field_id id = term->kind == VB_TERM_SESSION ? VB_FIELD_SESSION :
							      VB_FIELD_TERM;
	struct vb_field *field = &record->fields[id];
	struct vb_str label = vb_str_sub(source, term->from, term->to);
	struct vb_buf words = VB_BUF_INIT(256);
	vb_status st;

	if (field->how >= VB_HOW_READ)
		return VB_OK;
	st = vb_add_words(&words, label);
	if (!st)
		st = vb_record_set(record, id, vb_str_from(term->value),
				   VB_HOW_READ, confidence);
	if (!st &&
	    !vb_arena_dup(&field->label, record->arena, vb_buf_str(&words)))
		st = VB_NO_MEMORY;
	if (base != VB_NPOS) {
		field->from = base + term->from;
		field->to = base + term->to;
	}
	vb_buf_clear(&words);
	return st;
}

/* All terms of the kinds `a` and `b` in [from, to) of the text. */
static vb_status set_all(struct vb_record *record, struct vb_span s,
			 unsigned wanted, double confidence)
{
	struct vb_str part = vb_str_sub(record->text, s.from, s.to);
	struct vb_term term;
	vb_status st = VB_OK;

	for (size_t at = 0; !st && vb_term_find(&term, part, at); at = term.to)
		if (wanted & (1u << term.kind))
			st = set_term(record, &term, part, s.from, confidence);
	return st;
}

/* "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ TĨNH / KHÓA XVII, KỲ HỌP THỨ 4": the lines of
 * capitals that name the council, where a term is in them. */
static vb_status council_heading(struct vb_record *record)
{
	unsigned wanted = 1u << VB_TERM_COUNCIL | 1u << VB_TERM_SESSION;
	struct vb_head head;
	vb_status st = VB_OK;

	vb_head_init(&head, record->text);
	for (size_t i = 0; !st && i < head.n; i++) {
		struct vb_str line = head.line[i];
		size_t at = vb_head_at(&head, i);

		if (!vb_str_starts(line, VB_STR("KHÓA ")) &&
		    !vb_str_starts(line, VB_STR("KHOÁ ")) &&
		    !vb_str_starts(line, VB_STR("Khóa ")) &&
		    !vb_str_starts(line, VB_STR("Khoá ")) &&
		    !vb_str_starts(line, VB_STR("HỘI ĐỒNG NHÂN DÂN")) &&
		    !vb_str_starts(line, VB_STR("(Khóa ")) &&
		    !vb_str_starts(line, VB_STR("KỲ HỌP")) &&
		    !vb_str_starts(line, VB_STR("QUỐC HỘI")))
			continue;
		if (line.len < 200)
			st = set_all(record,
				     (struct vb_span){ at, at + line.len },
				     wanted, 0.9);
	}
	return st;
}

/* "… đã được Hội đồng nhân dân tỉnh khóa XVII, kỳ họp thứ 4 thông qua". */
static vb_status council_vote(struct vb_record *record)
{
	unsigned wanted = 1u << VB_TERM_COUNCIL | 1u << VB_TERM_SESSION;
	struct vb_str text = record->text;
	size_t at = 0;
	vb_status st = VB_OK;

	for (int n = 0; !st && n < 50; n++) {
		size_t from, body;

		at = vb_str_find(text, VB_STR("thông"), at);
		if (at == VB_NPOS)
			break;
		at += strlen("thông");
		if (!vb_phrase_at(vb_str_skip(text, at), " qua ngày"))
			continue;
		from = at > VOTE_BYTES ? at - VOTE_BYTES : 0;
		from = vb_utf8_floor(text, from);
		body = vb_str_find(vb_str_sub(text, from, at), VB_STR("được"),
				   0);
		if (body == VB_NPOS)
			continue;
		return set_all(record, (struct vb_span){ from + body, at },
			       wanted, 0.9);
	}
	return st;
}

/* The council's own term in its title: "… kỳ họp thứ 18 Hội đồng nhân dân
 * tỉnh Đồng Nai khóa X"; an election's term is another one. */
static vb_status titled(struct vb_record *record, unsigned wanted)
{
	struct vb_str title = record->fields[VB_FIELD_TITLE].value;
	struct vb_term term;
	vb_status st = VB_OK;

	if (vb_phrase_find(title, "bầu cử") != VB_NPOS ||
	    vb_phrase_find(title, "BẦU CỬ") != VB_NPOS)
		return VB_OK;
	for (size_t at = 0; !st && vb_term_find(&term, title, at);
	     at = term.to) {
		struct vb_str before = vb_str_sub(
			title,
			term.from > COUNCIL_BYTES ? term.from - COUNCIL_BYTES :
						    0,
			term.from);

		/* of another body, above this one */
		if (vb_str_find(before, VB_STR("oàn quốc"), 0) != VB_NPOS ||
		    vb_str_find(before, VB_STR("OÀN QUỐC"), 0) != VB_NPOS ||
		    vb_str_find(before, VB_STR("Quốc hội"), 0) != VB_NPOS ||
		    vb_str_find(before, VB_STR("QUỐC HỘI"), 0) != VB_NPOS)
			continue;
		if (wanted & (1u << term.kind))
			st = set_term(record, &term, title, VB_NPOS, 0.7);
	}
	return st;
}

vb_status vb_term_read(struct vb_record *record)
{
	struct vb_str issuer = record->fields[VB_FIELD_ISSUER].value;
	unsigned council = 1u << VB_TERM_COUNCIL | 1u << VB_TERM_SESSION;
	unsigned party = 1u << VB_TERM_CONGRESS | 1u << VB_TERM_YEARS;
	vb_status st = VB_OK;

	if (vb_str_find(issuer, VB_STR("ội đồng nhân dân"), 0) != VB_NPOS ||
	    vb_str_find(issuer, VB_STR("Quốc hội"), 0) != VB_NPOS) {
		st = council_heading(record);
		if (!st)
			st = council_vote(record);
		return st ? st : titled(record, council);
	}
	if (vb_str_find(issuer, VB_STR(" ủy"), 0) != VB_NPOS ||
	    vb_str_find(issuer, VB_STR("ảng "), 0) != VB_NPOS)
		st = titled(record, party);
	return st;
}
