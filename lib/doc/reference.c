/*
 * One pass over the text, word by word. Words that change what is said of
 * documents go to the governor (reference_cue.c); the name of a type, or a
 * number, may begin a reference.
 */
#include "doc/reference.h"

#include <stdio.h>

#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/reference_cue.h"
#include "doc/reference_seen.h"
#include "doc/symbol.h"
#include "doc/understand.h"

#define WORDS_BEFORE 40	     /* bytes before a number that may name its type */
#define SERIALS_LISTED 8     /* of "số 05, 06 và 07/NQ-HĐND" */
#define CLAUSE_REFERENCES 16 /* that words behind them can still tell of */
#define PASSIVE_REACH 400 /* bytes from a reference to "hết hiệu lực" */
#define NAME_SHOWN 300

struct reader {
	struct vb_record *record;
	struct vb_reference **tail;
	struct vb_seen seen;
	struct vb_str own;	/* key of the record's own number, or empty */
	struct vb_str own_name; /* of its own name without year, or empty */
	struct vb_lexicon lexicon;

	/* Of the text being read. */
	struct vb_str text;
	bool in_text;	       /* not the title */
	bool more;	       /* `next` holds one */
	struct vb_number next; /* the next whole number */
	struct vb_governor governor;
	struct vb_provision provision;
	struct vb_reference *clause[CLAUSE_REFERENCES];
	size_t n_clause;
};

static const char *const relation_names[VB_RELATION_COUNT] = {
	[VB_RELATION_MENTION] = "mention",
	[VB_RELATION_BASIS] = "basis",
	[VB_RELATION_CITES] = "cites",
	[VB_RELATION_AMENDS] = "amends",
	[VB_RELATION_REPLACES] = "replaces",
	[VB_RELATION_REPEALS] = "repeals",
	[VB_RELATION_GUIDES] = "guides",
	[VB_RELATION_IMPLEMENTS] = "implements",
	[VB_RELATION_CORRECTS] = "corrects",
	[VB_RELATION_MERGES] = "merges",
	[VB_RELATION_SUSPENDS] = "suspends",
	[VB_RELATION_PART_OF] = "part-of",
	[VB_RELATION_AMENDED_BY] = "amended-by",
};

const char *vb_relation_name(enum vb_relation kind)
{
	return (unsigned)kind < VB_RELATION_COUNT ? relation_names[kind] : "";
}

enum vb_relation vb_relation_by_name(struct vb_str name)
{
	for (int i = 0; i < VB_RELATION_COUNT; i++)
		if (vb_str_eq(name, vb_str_from(relation_names[i])))
			return (enum vb_relation)i;
	return VB_RELATION_COUNT;
}

/* The type named by the words that end at `to`: "Kế hoạch số " -> ke-hoach. */
static const struct vb_type *type_before(struct vb_str text, size_t to)
{
	size_t from = to > WORDS_BEFORE ? to - WORDS_BEFORE : 0;
	struct vb_str s = vb_str_sub(text, vb_utf8_floor(text, from), to);
	size_t words = 0, len;

	s = vb_str_trim(s);
	if (vb_str_ends(s, VB_STR(":")))
		s = vb_str_trim(vb_str_sub(s, 0, s.len - 1));
	if (vb_str_ends(s, VB_STR("số")) || vb_str_ends(s, VB_STR("SỐ")))
		s = vb_str_trim(vb_str_sub(s, 0, s.len - 4));
	for (size_t i = s.len; i-- && words < 5;) {
		struct vb_str label = vb_str_skip(s, i);
		const struct vb_type *type;

		if (i && s.ptr[i - 1] != ' ' && s.ptr[i - 1] != '\n')
			continue;
		words++;
		type = vb_type_at(label, &len);
		if (type && len == label.len)
			return type;
	}
	return NULL;
}

/*
 * QĐ is quyết định of the state, quyết định or quy định of the Party, TT
 * thông tư or thông tri; 64/2025/QH15 has no code and may be a resolution.
 */
static const struct vb_type *type_of(const struct vb_number *n,
				     const struct vb_type *said,
				     struct vb_str text)
{
	const struct vb_type *type = NULL;

	if (!n->type[0] || !strcmp(n->type, "QĐ") || !strcmp(n->type, "TT"))
		type = said ? said : type_before(text, n->from);
	if (!type && n->type[0])
		type = vb_type_find(vb_str_from(n->type));
	return type;
}

/* A day without a year is in the page's year, or before it if later. */
static void complete(struct vb_date *d, struct vb_str page)
{
	struct vb_date today;

	if (!vb_date_parse(&today, page) || !today.year)
		return;
	d->year = today.year;
	if (d->month > today.month ||
	    (d->month == today.month && d->day > today.day))
		d->year--;
}

/* A reference as found, before it is kept. */
struct found {
	size_t at;	 /* where its words begin */
	size_t from, to; /* the number, or the name with its year */
	const char *number, *key;
	const struct vb_type *type;
	struct vb_tail tail;
};

static bool put_date(struct vb_reference *m, struct reader *r,
		     const struct vb_tail *tail)
{
	struct vb_date d = tail->date;
	char value[VB_DATE_TEXT];

	if (!d.day)
		return true;
	m->date_how = d.year ? VB_HOW_READ : VB_HOW_INFERRED;
	if (!d.year)
		complete(&d, r->record->fields[VB_FIELD_DATE].value);
	if (!d.year) {
		m->date_how = VB_HOW_UNKNOWN;
		return true;
	}
	vb_date_format(value, &d);
	return vb_arena_dup(&m->date, r->record->arena, vb_str_from(value));
}

/* Copy with each stretch of white space as one space. */
static bool put_squeezed(struct vb_str *out, struct vb_arena *arena,
			 struct vb_str s)
{
	char *room;
	size_t n = 0;

	if (!vb_arena_dup(out, arena, s))
		return false;
	room = (char *)out->ptr;
	for (size_t i = 0; i < s.len; i++) {
		bool blank =
			s.ptr[i] == ' ' || s.ptr[i] == '\n' || s.ptr[i] == '\t';

		if (!blank)
			room[n++] = s.ptr[i];
		else if (n && room[n - 1] != ' ')
			room[n++] = ' ';
	}
	room[n] = '\0';
	out->len = n;
	return true;
}

static vb_status fill(struct vb_reference *m, struct reader *r,
		      const struct found *f)
{
	struct vb_arena *arena = r->record->arena;
	char anchor[VB_PROVISION_BYTES] = "";

	m->type = f->type ? vb_str_from(f->type->slug) : VB_STR_EMPTY;
	m->issuer = m->date = m->anchor = VB_STR_EMPTY;
	if (r->in_text) {
		m->from = f->from;
		m->to = f->to;
	}
	if (vb_provision_leads(&r->provision, r->text, f->at))
		vb_provision_anchor(anchor, &r->provision);
	if (!vb_arena_dup(&m->number, arena, vb_str_from(f->number)) ||
	    !vb_arena_dup(&m->key, arena, vb_str_from(f->key)) ||
	    (anchor[0] &&
	     !vb_arena_dup(&m->anchor, arena, vb_str_from(anchor))) ||
	    !put_date(m, r, &f->tail) ||
	    (f->tail.issuer_to &&
	     !put_squeezed(&m->issuer, arena,
			   vb_str_sub(r->text, f->tail.issuer_from,
				      f->tail.issuer_to))))
		return VB_NO_MEMORY;
	return VB_OK;
}

static bool is_own(const struct reader *r, struct vb_str key)
{
	unsigned year;

	if (r->own.len && vb_str_eq(key, r->own))
		return true;
	return r->own_name.len &&
	       vb_str_eq(vb_reference_key_name(&year, key), r->own_name);
}

/* Keep what was found, unless it is the record itself or was there before. */
static vb_status keep(struct reader *r, const struct found *f)
{
	size_t at = vb_provision_leads(&r->provision, r->text, f->at) ?
			    r->provision.from :
			    f->at;
	enum vb_relation kind = vb_governor_kind(&r->governor, at, at != f->at);
	struct vb_str key = vb_str_from(f->key);
	struct vb_reference *m;
	vb_status st;

	r->governor.last = f->tail.to;
	if (is_own(r, key) || vb_seen_has(&r->seen, kind, key))
		return VB_OK;
	m = vb_arena_calloc(r->record->arena, 1, sizeof(*m));
	if (!m)
		return VB_NO_MEMORY;
	m->kind = kind;
	st = fill(m, r, f);
	if (!st)
		st = vb_seen_add(&r->seen, r->record->arena, m);
	if (st)
		return st;
	if (r->n_clause < CLAUSE_REFERENCES)
		r->clause[r->n_clause++] = m;
	*r->tail = m;
	r->tail = &m->next;
	return VB_OK;
}

static void next_number(struct reader *r, size_t from)
{
	r->more = vb_number_find(&r->next, r->text, from);
}

/* The number that is next. `said`: the type in words before it, or NULL. */
static vb_status take_number(size_t *end, struct reader *r, size_t at,
			     const struct vb_type *said)
{
	struct found f = {
		.at = at,
		.from = r->next.from,
		.to = r->next.to,
		.number = r->next.text,
		.key = r->next.key,
		.type = type_of(&r->next, said, r->text),
	};
	vb_status st;

	vb_tail_read(&f.tail, r->text, f.to);
	st = keep(r, &f);
	*end = f.tail.to;
	next_number(r, f.to);
	return st;
}

/* Digits of a serial, "30a" too, as a view; empty if none. */
static struct vb_str serial_at(struct vb_str s, size_t at)
{
	size_t n = 0, len;

	while (n < 6 && at + n < s.len && vb_letter_is_digit(s.ptr[at + n]))
		n++;
	if (!n || n > 5)
		return VB_STR_EMPTY;
	if (at + n < s.len && (s.ptr[at + n] == 'a' || s.ptr[at + n] == 'b'))
		n++;
	if (vb_letter_is(vb_letter_at(s, at + n, &len)))
		return VB_STR_EMPTY;
	return vb_str_sub(s, at, at + n);
}

/* ", ", " và ", "; " and then "số " or not; 0 if it is something else. */
static size_t list_glue(struct vb_str text, size_t at)
{
	size_t i = vb_gap_end(text, at), end;

	if (i < text.len && (text.ptr[i] == ',' || text.ptr[i] == ';')) {
		i = vb_gap_end(text, i + 1);
		end = vb_words_at(text, i, "và");
		i = end ? vb_gap_end(text, end) : i;
	} else {
		end = vb_words_at(text, i, "và");
		if (!end)
			return 0;
		i = vb_gap_end(text, end);
	}
	end = vb_words_at(text, i, "số");
	return end ? vb_gap_end(text, end) : i;
}

/*
 * "số 05, 06 và 07/NQ-HĐND": those before the last borrow its symbol. `at` is
 * the first one's serial. `*end` stays where it is when it is no such list.
 */
static vb_status take_listed(size_t *end, struct reader *r, size_t at,
			     const struct vb_type *said)
{
	struct vb_str serials[SERIALS_LISTED];
	size_t n = 0, i = at;
	vb_status st = VB_OK;
	const char *symbol;

	while (i != r->next.from && n < SERIALS_LISTED) {
		struct vb_str serial = serial_at(r->text, i);

		if (!serial.len)
			return VB_OK;
		serials[n++] = serial;
		i = list_glue(r->text,
			      (size_t)(serial.ptr + serial.len - r->text.ptr));
		if (!i || i > r->next.from)
			return VB_OK;
	}
	symbol = strpbrk(r->next.text, "/-");
	if (i != r->next.from || !symbol)
		return VB_OK;
	for (size_t k = 0; k < n && !st; k++) {
		char spelled[VB_NUMBER_BYTES];
		struct vb_number number;
		struct found f = { .at = at };

		snprintf(spelled, sizeof(spelled), "%.*s%s",
			 VB_STR_ARG(serials[k]), symbol);
		if (!vb_number_find(&number, vb_str_from(spelled), 0))
			continue;
		f.from = f.tail.to = (size_t)(serials[k].ptr - r->text.ptr);
		f.to = f.tail.to += serials[k].len;
		f.number = number.text;
		f.key = number.key;
		f.type = type_of(&number, said, r->text);
		st = keep(r, &f);
	}
	return st ? st : take_number(end, r, at, said);
}

/* Types that are cited by their serial alone, and those without "số". */
static bool cited_by_serial(const struct vb_type *type, bool numbered)
{
	static const char *const codes[] = { "NQ", "NĐ",  "CT",	 "TT",	"KL",
					     "QĐ", "CĐ",  "KH",	 "ĐA",	"TB",
					     "BC", "TTr", "HD",	 "CTr", "QyĐ",
					     "CV", "PL",  "CTHĐ" };
	size_t n = numbered ? sizeof(codes) / sizeof(codes[0]) : 8;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(type->code, codes[i]))
			return true;
	return false;
}

/* Does what follows "Nghị quyết 30" leave it a number, not a count? */
static bool ends_serial(struct vb_str text, size_t at)
{
	static const char *const words[] = {
		"của",	    "ngày",    "về",   "quy định", "hướng dẫn",
		"ban hành", "sửa đổi", "được", "có",	   "đã",
		"và",	    "là",      "nêu",  "thì",	   "trong",
		"khóa",	    "khoá",    "để",   "sẽ",	   "cũng",
		"này",	    "do",      "hiện", "theo",	   "thay thế",
		"của",	    "vào",     "đi",
	};
	size_t i = vb_gap_end(text, at);

	if (i >= text.len || strchr(".,;:)\"\n", text.ptr[i]))
		return i + 1 >= text.len || text.ptr[i] == '\n' ||
		       !vb_letter_is_digit(text.ptr[i + 1]);
	if (text.ptr[i] == '(')
		return true;
	for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++)
		if (vb_words_at(text, i, words[k]))
			return true;
	return false;
}

/* "/2020" of "Nghị định 15/2020", or "năm 2020": the year and its end. */
static size_t serial_year(int *year, struct vb_str text, size_t at)
{
	size_t end;

	if (at < text.len && text.ptr[at] == '/') {
		struct vb_str digits = serial_at(text, at + 1);

		if (digits.len == 4 &&
		    (digits.ptr[0] == '1' || digits.ptr[0] == '2') &&
		    (at + 5 >= text.len || text.ptr[at + 5] != '/')) {
			*year = (digits.ptr[0] - '0') * 1000 +
				(digits.ptr[1] - '0') * 100 +
				(digits.ptr[2] - '0') * 10 +
				(digits.ptr[3] - '0');
			return at + 5;
		}
		return 0;
	}
	end = vb_law_year(year, text, at);
	return end && vb_words_at(text, vb_gap_end(text, at), "năm") ? end : at;
}

/* "Đề án số 15 của Thành ủy Hà Nội", "Nghị quyết 30 của Bộ Chính trị" */
static vb_status take_serial(size_t *end, struct reader *r, size_t at,
			     const struct vb_type *type, size_t digits)
{
	struct vb_str serial = serial_at(r->text, digits);
	bool numbered =
		vb_words_at(r->text, vb_gap_end(r->text, *end), "số") != 0;
	size_t to = digits + serial.len;
	struct vb_shape shape = { .serial = serial };
	struct vb_number number;
	struct found f = { .at = at, .from = digits, .type = type };
	vb_status st;

	if (!serial.len || !cited_by_serial(type, numbered))
		return VB_OK;
	if (!numbered && serial.len > 3)
		return VB_OK;
	f.to = serial_year(&shape.year, r->text, to);
	if (!f.to || (!numbered && !ends_serial(r->text, f.to)) ||
	    (f.to < r->text.len && strchr("/-%", r->text.ptr[f.to])))
		return VB_OK;
	shape.parts[shape.n_parts++] = vb_str_from(type->code);
	if (!vb_shape_spell(&number, &shape))
		return VB_OK;
	f.number = number.text;
	f.key = number.key;
	vb_tail_read(&f.tail, r->text, f.to);
	st = keep(r, &f);
	*end = f.tail.to;
	return st;
}

/* Behind ", ", "(", "Luật" and "số" a law's own number may follow. */
static size_t number_glue(struct vb_str text, size_t at)
{
	size_t i = vb_gap_end(text, at), end;

	if (i < text.len && (text.ptr[i] == '(' || text.ptr[i] == ','))
		i = vb_gap_end(text, i + 1);
	end = vb_words_at(text, i, "luật");
	i = end ? vb_gap_end(text, end) : i;
	end = vb_words_at(text, i, "số");
	return end ? vb_gap_end(text, end) : i;
}

/* "Luật Tiếp công dân 2013": the name as written, and its year. */
static vb_status keep_law(size_t *end, struct reader *r, struct found *f,
			  struct vb_law *law)
{
	char number[NAME_SHOWN + 8];
	struct vb_str name;
	size_t n;

	if (!put_squeezed(&name, r->record->arena,
			  vb_str_sub(r->text, f->at, law->name_to)))
		return VB_NO_MEMORY;
	if (name.len > NAME_SHOWN)
		return VB_OK;
	vb_tail_read(&f->tail, r->text, law->to);
	if (!law->year)
		law->year = f->tail.date.year;
	n = strlen(law->key);
	snprintf(number, sizeof(number), "%.*s", VB_STR_ARG(name));
	if (law->year) {
		snprintf(number, sizeof(number), "%.*s %d", VB_STR_ARG(name),
			 law->year);
		snprintf(law->key + n, sizeof(law->key) - n, " %d", law->year);
	}
	f->from = f->at;
	f->to = law->to;
	f->number = number;
	f->key = law->key;
	*end = f->tail.to;
	return keep(r, f);
}

/* Words before "luật" that make it part of another word. */
static bool is_bound(struct vb_str text, size_t at)
{
	static const char *const before[] = { "pháp",  "kỷ",   "quy",  "dự",
					      "học",   "khoa", "ty",   "phòng",
					      "ngành", "định", "Pháp", "Dự",
					      "Kỷ",    "Quy",  "hình" };
	struct vb_str s = vb_str_trim(vb_str_sub(text, 0, at));

	if (s.len + 3 < at)
		return false;
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		if (vb_str_ends(s, vb_str_from(before[i])))
			return true;
	return false;
}

static vb_status take_law(size_t *end, struct reader *r, size_t at, size_t to,
			  const struct vb_type *type)
{
	struct found f = { .at = at, .type = type };
	struct vb_law law;
	size_t number;
	bool named = vb_law_at(&law, r->text, at, to, type);

	if (!named || is_bound(r->text, at))
		return VB_OK;
	number = number_glue(r->text, law.to);
	if (r->more && r->next.from == number)
		return take_number(end, r, at, type);
	if ((!law.known && at < r->governor.foreign) ||
	    (r->governor.draft &&
	     vb_gap_end(r->text, r->governor.draft) == at)) {
		*end = law.to;
		return VB_OK;
	}
	return keep_law(end, r, &f, &law);
}

/* "Nghị định này": the document itself, or one that was named before. */
static bool is_this(struct vb_str text, size_t at)
{
	return vb_words_at(text, at, "này") || vb_words_at(text, at, "nầy") ||
	       vb_words_at(text, at, "đó") || vb_words_at(text, at, "nói trên");
}

/* The type named at [at, end): the reference that it begins, if it does. */
static vb_status take_type(size_t *end, struct reader *r, size_t at,
			   const struct vb_type *type)
{
	size_t to = *end, i = vb_gap_end(r->text, to), word;
	vb_status st = VB_OK;

	if (is_this(r->text, i))
		return VB_OK;
	word = vb_words_at(r->text, i, "số");
	if (word) {
		i = vb_gap_end(r->text, word);
		if (i < r->text.len && r->text.ptr[i] == ':')
			i = vb_gap_end(r->text, i + 1);
	}
	if (r->more && r->next.from == i)
		return take_number(end, r, at, type);
	if (!vb_law_type(type) && i < r->text.len &&
	    vb_letter_is_digit(r->text.ptr[i])) {
		if (r->more)
			st = take_listed(end, r, i, type);
		if (!st && *end == to)
			st = take_serial(end, r, at, type, i);
	} else if (vb_law_type(type)) {
		st = take_law(end, r, at, to, type);
	}
	return st;
}

/* "… hết hiệu lực": told of the references before, or of a list to come. */
static vb_status take_passive(struct reader *r, const struct vb_phrase *p,
			      size_t at, size_t end)
{
	struct vb_governor *g = &r->governor;
	bool near = r->n_clause && at - g->last <= PASSIVE_REACH;
	bool done = g->prospect <= at;
	vb_status st = VB_OK;

	for (size_t i = 0; near && done && i < r->n_clause && !st; i++) {
		struct vb_reference *m = r->clause[i];

		if (m->kind != VB_RELATION_MENTION || m->anchor.len ||
		    vb_seen_has(&r->seen, p->kind, m->key))
			continue;
		m->kind = p->kind; /* its key, and so its slot, stays */
	}
	g->active = false;
	if (!near && p->reach) {
		struct vb_phrase forward = *p;

		forward.cue = VB_CUE_SET;
		vb_governor_take(g, r->text, &forward,
				 (struct vb_reach){ at, end });
	}
	return st;
}

/* Is the code at [at, end) in capitals, and "100/2019" behind it? */
static bool has_year(struct vb_str text, size_t at, size_t end)
{
	size_t i = vb_gap_end(text, end), so = vb_words_at(text, i, "số");
	struct vb_str serial;
	int year;

	if (!vb_is_caps(vb_str_sub(text, at, end)))
		return false;
	i = so ? vb_gap_end(text, so) : i;
	serial = serial_at(text, i);
	i += serial.len;
	return serial.len && i < text.len && text.ptr[i] == '/' &&
	       serial_year(&year, text, i);
}

/* The word at `at`, and all that belongs to it. */
static vb_status take_word(size_t *end, struct reader *r, size_t at)
{
	static const struct vb_phrase guides = { "hướng dẫn", VB_CUE_SET,
						 VB_RELATION_GUIDES, 120,
						 NULL };
	const struct vb_phrase *p =
		vb_lexicon_at(end, &r->lexicon, r->text, at);
	size_t to = *end;
	vb_status st;

	if (r->governor.waits) {
		r->governor.waits = false;
		if (!p || p->cue != VB_CUE_TYPE)
			r->governor.active = r->governor.based = false;
	}
	if (!p)
		return VB_OK;
	switch (p->cue) {
	case VB_CUE_TYPE:
		/* A code is one in capitals before a number and a year. */
		if (p->reach && !has_year(r->text, at, to))
			return VB_OK;
		st = take_type(end, r, at, p->type);
		if (!st && *end == to && !strcmp(p->type->code, "HD"))
			vb_governor_take(&r->governor, r->text, &guides,
					 (struct vb_reach){ at, to });
		return st;
	case VB_CUE_PROVISION:
		*end = vb_provision_take(&r->provision, r->text, at, to);
		return VB_OK;
	case VB_CUE_PASSIVE:
		return take_passive(r, p, at, to);
	default:
		/* "(sửa đổi)" behind a name: a law made anew */
		if (to < r->text.len && r->text.ptr[to] == ')')
			return VB_OK;
		vb_governor_take(&r->governor, r->text, p,
				 (struct vb_reach){ at, to });
		return VB_OK;
	}
}

/* "2009-TT-BNG" in a file's name "03-2009-TT-BNG" is no number. */
static bool is_tail(struct vb_str text, size_t at)
{
	struct vb_str before = vb_str_trim(vb_str_sub(text, 0, at));

	/* "Mẫu số 21/CKTC-NSH": a form */
	if (vb_str_ends(before, VB_STR("Mẫu số")) ||
	    vb_str_ends(before, VB_STR("mẫu số")))
		return true;
	return at > 1 && strchr("-_", text.ptr[at - 1]) &&
	       vb_letter_is_digit(text.ptr[at - 2]);
}

static vb_status read_in(struct reader *r, struct vb_str text, bool in_text)
{
	vb_status st = VB_OK;
	size_t at = 0, len;

	r->text = text;
	r->in_text = in_text;
	r->governor = (struct vb_governor){ .kind = VB_RELATION_MENTION };
	r->provision = (struct vb_provision){ 0 };
	r->n_clause = 0;
	next_number(r, 0);
	while (!st && at < text.len) {
		size_t end = at;

		if (r->more && r->next.from < at)
			next_number(r, at);
		if (r->more && r->next.from == at && is_tail(text, at)) {
			next_number(r, r->next.to);
			end = at;
		} else if (r->more && r->next.from == at) {
			st = take_number(&end, r, at, NULL);
		} else if ((unsigned char)text.ptr[at] < 'A') {
			vb_governor_mark(&r->governor, text, at);
			if (!r->governor.last)
				r->n_clause = 0;
		} else if (vb_letter_is(vb_letter_at(text, at, &len))) {
			st = take_word(&end, r, at);
		} else {
			end = at + len;
		}
		at = end > at ? end : at + 1;
	}
	return st;
}

vb_status vb_references_read(struct vb_record *record)
{
	const struct vb_field *fields = record->fields;
	char name[VB_NAME_KEY_BYTES];
	struct reader r = { .record = record, .tail = &record->references };
	struct vb_number own;
	unsigned year;
	vb_status st;

	record->references = NULL;
	vb_lexicon_init(&r.lexicon);
	if (fields[VB_FIELD_NUMBER].value.len &&
	    vb_number_find(&own, fields[VB_FIELD_NUMBER].value, 0))
		r.own = vb_str_from(own.key);
	if (vb_str_eq(fields[VB_FIELD_KIND].value, VB_STR("document"))) {
		vb_reference_name_key(name, fields[VB_FIELD_TITLE].value,
				      VB_STR_EMPTY);
		r.own_name = vb_reference_key_name(&year, vb_str_from(name));
	}
	st = read_in(&r, record->text, true);
	if (!st)
		st = read_in(&r, fields[VB_FIELD_TITLE].value, false);
	return st;
}
