/*
 * One pass over the text, word by word. Words that change what is said of
 * documents go to the governor (reference_cue.c); the name of a type, or a
 * number, may begin a reference.
 */
#include "doc/reference.h"

#include "doc/letter.h"
#include "doc/reference_take.h"
#include "doc/understand.h"

#define PASSIVE_REACH 400 /* bytes from a reference to "hết hiệu lực" */

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

/* "Nghị định này": the document itself, or one that was named before. */
static bool is_this(struct vb_str text, size_t at)
{
	return vb_words_at(text, at, "này") || vb_words_at(text, at, "nầy") ||
	       vb_words_at(text, at, "đó") || vb_words_at(text, at, "nói trên");
}

/* The type named at [at, end): the reference that it begins, if it does. */
static vb_status take_type(size_t *end, struct vb_refs *r, size_t at,
			   const struct vb_type *type)
{
	size_t to = *end, i = vb_gap_end(r->text, to), word;
	vb_status st = VB_OK;

	if (is_this(r->text, i))
		return VB_OK;
	word = vb_words_at(r->text, i, "số");
	if (word) {
		i = vb_gap_end(r->text, word);
		word = vb_words_at(r->text, i, "số"); /* typed twice */
		i = word ? vb_gap_end(r->text, word) : i;
		if (i < r->text.len && r->text.ptr[i] == ':')
			i = vb_gap_end(r->text, i + 1);
	}
	if (r->more && r->next.from == i)
		return vb_refs_number(end, r, at, type);
	if (!strcmp(type->code, "DA"))
		r->governor.draft = to; /* dự án Luật … */
	if (!vb_law_type(type) && i < r->text.len &&
	    vb_letter_is_digit(r->text.ptr[i])) {
		st = vb_refs_digits(end, r, at, i, type);
	} else if (vb_law_type(type)) {
		st = vb_refs_law(end, r, at, type);
	}
	return st;
}

/* "… hết hiệu lực": told of the references before, or of a list to come. */
static void take_passive(struct vb_refs *r, const struct vb_phrase *p,
			 size_t at, size_t end)
{
	struct vb_governor *g = &r->governor;
	bool near = r->n_clause && at - g->last <= PASSIVE_REACH;
	bool done = g->prospect <= at;

	for (size_t i = 0; near && done && i < r->n_clause; i++) {
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
}

/* The word at `at`, and all that belongs to it. */
static vb_status take_word(size_t *end, struct vb_refs *r, size_t at)
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
		if ((!p || p->cue != VB_CUE_TYPE) &&
		    !vb_words_at(r->text, at, "số"))
			r->governor.active = r->governor.based = false;
	}
	if (!p)
		return vb_refs_initials(end, r, at);
	switch (p->cue) {
	case VB_CUE_TYPE:
		/* A code is one in capitals before a number and a year. */
		if (p->reach && !vb_refs_has_year(r->text, at, to))
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
		take_passive(r, p, at, to);
		return VB_OK;
	default:
		/* "(sửa đổi)" behind a name: a law made anew */
		if (to < r->text.len && r->text.ptr[to] == ')')
			return VB_OK;
		vb_governor_take(&r->governor, r->text, p,
				 (struct vb_reach){ at, to });
		return VB_OK;
	}
}

/* Does it end with the beginning of a standard: "QCVN 8-3:", "TCVN 6-"? */
static bool is_standard(struct vb_str before)
{
	size_t i = before.len;

	while (i && before.len - i < 16 &&
	       (vb_letter_is_digit(before.ptr[i - 1]) ||
		strchr(" :-.", before.ptr[i - 1])))
		i--;
	before = vb_str_sub(before, 0, i);
	return vb_str_ends(before, VB_STR("QCVN")) ||
	       vb_str_ends(before, VB_STR("TCVN"));
}

/* "2009-TT-BNG" in a file's name "03-2009-TT-BNG" is no number. */
static bool is_tail(struct vb_str text, size_t at)
{
	struct vb_str before = vb_str_trim(vb_str_sub(text, 0, at));

	/* "Mẫu số 21/CKTC-NSH": a form */
	if (vb_str_ends(before, VB_STR("Mẫu số")) ||
	    vb_str_ends(before, VB_STR("mẫu số")))
		return true;
	return is_standard(before) ||
	       (at > 1 && strchr("-_", text.ptr[at - 1]) &&
		vb_letter_is_digit(text.ptr[at - 2]));
}

static vb_status read_in(struct vb_refs *r, struct vb_str text, bool in_text)
{
	vb_status st = VB_OK;
	size_t at = 0, len;

	r->text = text;
	r->in_text = in_text;
	r->governor = (struct vb_governor){ .kind = VB_RELATION_MENTION };
	r->provision = (struct vb_provision){ 0 };
	r->n_clause = 0;
	vb_refs_next(r, 0);
	while (!st && at < text.len) {
		size_t end = at;

		if (r->more && r->next.from < at)
			vb_refs_next(r, at);
		if (r->more && r->next.from == at && is_tail(text, at)) {
			vb_refs_next(r, r->next.to);
			end = at;
		} else if (r->more && r->next.from == at) {
			st = vb_refs_number(&end, r, at, NULL);
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
	struct vb_refs r = { .record = record, .tail = &record->references };
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
