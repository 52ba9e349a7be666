#include "doc/date.h"
#include "doc/letter.h"
#include "doc/understand.h"

#define WORDS_BEFORE 40 /* bytes before a number that may name its type */
#define DATE_AFTER 48	/* bytes after it that may date it */

/* The keys seen, open addressing; grows by halves, in the record's arena. */
struct seen {
	struct vb_reference **slots;
	size_t cap, n;
};

struct reader {
	struct vb_record *record;
	struct vb_reference **tail;
	struct seen seen;
	struct vb_str own; /* key of the record's own number, or empty */
};

static size_t hash(struct vb_str s)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a, 64 bits */

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return (size_t)(h ^ (h >> 32));
}

static struct vb_reference **slot_of(const struct seen *seen, struct vb_str key)
{
	size_t i = hash(key) & (seen->cap - 1);

	while (seen->slots[i] && !vb_str_eq(seen->slots[i]->key, key))
		i = (i + 1) & (seen->cap - 1);
	return &seen->slots[i];
}

static vb_status grow(struct seen *seen, struct vb_arena *arena)
{
	struct seen bigger = { NULL, seen->cap ? seen->cap * 4 : 16, seen->n };

	if (seen->n * 2 < seen->cap)
		return VB_OK;
	bigger.slots = vb_arena_calloc(arena, bigger.cap, sizeof(void *));
	if (!bigger.slots)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < seen->cap; i++)
		if (seen->slots[i])
			*slot_of(&bigger, seen->slots[i]->key) = seen->slots[i];
	*seen = bigger;
	return VB_OK;
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

/* QĐ is quyết định of the state, quyết định or quy định of the Party. */
static const struct vb_type *type_of(const struct vb_number *n,
				     struct vb_str text)
{
	const struct vb_type *type = NULL;

	if (!n->type[0] || !strcmp(n->type, "QĐ") || !strcmp(n->type, "TT"))
		type = type_before(text, n->from);
	if (!type && n->type[0])
		type = vb_type_find(vb_str_from(n->type));
	return type;
}

/* A day without a year is in the page's year, or before it if later. */
static void complete(struct vb_date *d, char text[VB_DATE_TEXT],
		     struct vb_str page)
{
	struct vb_date today;

	text[0] = '\0';
	if (!vb_date_parse(&today, page) || !today.year)
		return;
	d->year = today.year;
	if (d->month > today.month ||
	    (d->month == today.month && d->day > today.day))
		d->year--;
	vb_date_format(text, d);
}

/* "20-CT/TU ngày 15.11", "44/2013/QH13, ngày 26/11/2013" */
static vb_status date_after(struct vb_reference *m, struct vb_record *record,
			    struct vb_str text, size_t at)
{
	struct vb_str s = vb_str_sub(text, at, at + DATE_AFTER);
	char value[VB_DATE_TEXT];
	struct vb_date d;
	size_t i = 0;

	while (i < s.len &&
	       (s.ptr[i] == ' ' || s.ptr[i] == ',' || s.ptr[i] == '\n'))
		i++;
	if (!vb_str_starts(vb_str_skip(s, i), VB_STR("ngày")) ||
	    !vb_date_find(&d, s, 0) || d.from != i || !d.day)
		return VB_OK;
	m->date_how = d.year ? VB_HOW_READ : VB_HOW_INFERRED;
	if (d.year)
		vb_date_format(value, &d);
	else
		complete(&d, value, record->fields[VB_FIELD_DATE].value);
	if (!value[0]) {
		m->date_how = VB_HOW_UNKNOWN;
		return VB_OK;
	}
	return vb_arena_dup(&m->date, record->arena, vb_str_from(value)) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

static vb_status add(struct reader *r, const struct vb_number *n,
		     struct vb_str text, bool in_text)
{
	struct vb_arena *arena = r->record->arena;
	const struct vb_type *type = type_of(n, text);
	struct vb_reference *m = vb_arena_calloc(arena, 1, sizeof(*m));

	if (!m || !vb_arena_dup(&m->number, arena, vb_str_from(n->text)) ||
	    !vb_arena_dup(&m->key, arena, vb_str_from(n->key)))
		return VB_NO_MEMORY;
	m->type = type ? vb_str_from(type->slug) : VB_STR_EMPTY;
	m->date = VB_STR_EMPTY;
	if (in_text) {
		m->from = n->from;
		m->to = n->to;
	}
	*slot_of(&r->seen, m->key) = m;
	r->seen.n++;
	*r->tail = m;
	r->tail = &m->next;
	return date_after(m, r->record, text, n->to);
}

static vb_status read_in(struct reader *r, struct vb_str text, bool in_text)
{
	struct vb_number n = { 0 };
	vb_status st = VB_OK;

	while (!st && vb_number_find(&n, text, n.to)) {
		struct vb_str key = vb_str_from(n.key);

		if (vb_str_eq(key, r->own))
			continue;
		st = grow(&r->seen, r->record->arena);
		if (!st && !*slot_of(&r->seen, key))
			st = add(r, &n, text, in_text);
	}
	return st;
}

vb_status vb_references_read(struct vb_record *record)
{
	const struct vb_field *title = &record->fields[VB_FIELD_TITLE];
	struct reader r = { record, &record->references, { 0 }, VB_STR_EMPTY };
	struct vb_number own;
	vb_status st;

	record->references = NULL;
	if (record->fields[VB_FIELD_NUMBER].value.len &&
	    vb_number_find(&own, record->fields[VB_FIELD_NUMBER].value, 0))
		r.own = vb_str_from(own.key);
	st = read_in(&r, record->text, true);
	if (!st)
		st = read_in(&r, title->value, false);
	return st;
}
