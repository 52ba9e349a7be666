/* Keeping what was found: its type, date, issuer and provision. */
#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/reference_take.h"
#include "doc/symbol.h"

#define WORDS_BEFORE 40 /* bytes before a number that may name its type */

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
const struct vb_type *vb_refs_type(const struct vb_number *n,
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

static bool put_date(struct vb_reference *m, struct vb_refs *r,
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
bool vb_refs_squeeze(struct vb_str *out, struct vb_arena *arena,
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

static vb_status fill(struct vb_reference *m, struct vb_refs *r,
		      const struct vb_found *f)
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
	     !vb_refs_squeeze(&m->issuer, arena,
			      vb_str_sub(r->text, f->tail.issuer_from,
					 f->tail.issuer_to))))
		return VB_NO_MEMORY;
	return VB_OK;
}

static bool is_own(const struct vb_refs *r, struct vb_str key)
{
	unsigned year;

	if (r->own.len && vb_str_eq(key, r->own))
		return true;
	return r->own_name.len &&
	       vb_str_eq(vb_reference_key_name(&year, key), r->own_name);
}

/* Keep what was found, unless it is the record itself or was there before. */
vb_status vb_refs_keep(struct vb_refs *r, const struct vb_found *f)
{
	size_t at = vb_provision_leads(&r->provision, r->text, f->at) ?
			    r->provision.from :
			    f->at;
	enum vb_relation kind = vb_governor_kind(&r->governor, at, at != f->at);
	struct vb_str key = vb_str_from(f->key);
	struct vb_reference *m;
	vb_status st;

	r->governor.last = f->tail.to;
	if (f->at < r->governor.alias || is_own(r, key) ||
	    vb_seen_has(&r->seen, kind, key))
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
	if (r->n_clause < VB_CLAUSE_REFERENCES)
		r->clause[r->n_clause++] = m;
	*r->tail = m;
	r->tail = &m->next;
	return VB_OK;
}
