/* References to laws by their names. */
#include <stdio.h>

#include "doc/reference_take.h"

#define NAME_SHOWN 300

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
static vb_status keep_law(size_t *end, struct vb_refs *r, struct vb_found *f,
			  struct vb_law *law)
{
	char number[NAME_SHOWN + 8];
	struct vb_str name;
	size_t n;

	if (!vb_refs_squeeze(&name, r->record->arena,
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
	return vb_refs_keep(r, f);
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

vb_status vb_refs_law(size_t *end, struct vb_refs *r, size_t at,
		      const struct vb_type *type)
{
	struct vb_found f = { .at = at, .type = type };
	struct vb_law law;
	size_t number;
	bool named = vb_law_at(&law, r->text, at, *end, type);

	if (!named || is_bound(r->text, at))
		return VB_OK;
	number = number_glue(r->text, law.to);
	if (r->more && r->next.from == number)
		return vb_refs_number(end, r, at, type);
	if ((!law.known && at < r->governor.foreign) ||
	    (r->governor.draft &&
	     vb_gap_end(r->text, r->governor.draft) == at)) {
		*end = law.to;
		return VB_OK;
	}
	return keep_law(end, r, &f, &law);
}

/* "BLHS 2015" */
vb_status vb_refs_initials(size_t *end, struct vb_refs *r, size_t at)
{
	struct vb_found f = { .at = at };
	struct vb_law law;

	if (r->text.ptr[at] != 'B' || !vb_law_initials_at(&law, r->text, at))
		return VB_OK;
	f.type = vb_type_find(VB_STR("bo-luat"));
	return keep_law(end, r, &f, &law);
}
