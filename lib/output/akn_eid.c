/*
 * Akoma Ntoso: eIds, as the OASIS Naming Convention 1.0 (2019), 5, makes them:
 * the id of what an element is counted in, "__", the element's short name,
 * "_", and its number as written, without what ends it: chp_II__sec_1.
 */
#include "output/akn.h"

#include <stdio.h>

#define NUMBER_BYTES 24

/* The convention's short names; those of "part" and the like are whole. */
static const struct {
	const char *name;
	const char *word; /* that stands before the number; same length in
			     capitals */
} kinds[VB_SECTION_KINDS] = {
	[VB_SECTION_ANNEX] = { "att", "" },
	[VB_SECTION_PART] = { "part", "Phần" },
	[VB_SECTION_CHAPTER] = { "chp", "Chương" },
	[VB_SECTION_SECTION] = { "sec", "Mục" },
	[VB_SECTION_SUBSECTION] = { "subsec", "Tiểu mục" },
	[VB_SECTION_LETTER] = { "dvs", "" },
	[VB_SECTION_ROMAN] = { "level", "" },
	[VB_SECTION_ARTICLE] = { "art", "Điều" },
	[VB_SECTION_CLAUSE] = { "para", "" },
	[VB_SECTION_SUBCLAUSE] = { "subpara", "" },
	[VB_SECTION_POINT] = { "point", "" },
};

static bool is_sign(char c)
{
	return c == ' ' || strchr(".:-)/", c) != NULL;
}

/* "Chương II" is II, "1.2." is 1-2, "đ)" is đ. */
static void put_number(char out[NUMBER_BYTES], const struct vb_section *s)
{
	size_t skip = strlen(kinds[s->kind].word), n = 0;
	struct vb_str rest = vb_str_trim(vb_str_skip(s->label, skip));
	size_t dash = s->anchor.len;

	while (rest.len && is_sign(rest.ptr[rest.len - 1]))
		rest.len--;
	/* "Phần thứ nhất" has no figure: the anchor counts it. */
	if (skip && vb_str_find(rest, VB_STR(" "), 0) != VB_NPOS) {
		while (dash && s->anchor.ptr[dash - 1] != '-')
			dash--;
		rest = vb_str_skip(s->anchor, dash);
	}
	for (size_t i = 0; i < rest.len && n + 1 < NUMBER_BYTES; i++)
		out[n++] = is_sign(rest.ptr[i]) ? '-' : rest.ptr[i];
	out[n] = '\0';
}

/* What section `i` is counted in. Điều are counted through all but what is
 * attached. */
static size_t context_of(const struct vb_akn *a, size_t i)
{
	const struct vb_section *all = a->parts.sections;
	size_t up = all[i].parent;

	if (all[i].kind == VB_SECTION_ARTICLE)
		while (up != VB_SECTION_NONE &&
		       all[up].kind != VB_SECTION_ANNEX)
			up = all[up].parent;
	return up;
}

/* Rules that a document carries without naming them an annex. */
static size_t put_carried(char *out, size_t size, struct vb_str anchor)
{
	struct vb_str step =
		vb_str_sub(anchor, 0, vb_str_find(anchor, VB_STR("."), 0));
	struct vb_str word = VB_STR("kem-theo-");

	if (!vb_str_starts(step, word) || step.len == anchor.len)
		return 0;
	step = vb_str_skip(step, word.len);
	return (size_t)snprintf(out, size, "cmp_%.*s__", VB_STR_ARG(step));
}

void vb_akn_eid(char out[VB_AKN_EID], const struct vb_akn *a, size_t i)
{
	size_t chain[VB_SECTION_KINDS], n = 0, len = 0;
	char number[NUMBER_BYTES];

	for (; i != VB_SECTION_NONE && n < VB_SECTION_KINDS;
	     i = context_of(a, i))
		chain[n++] = i;
	out[0] = '\0';
	if (n)
		len = put_carried(out, VB_AKN_EID,
				  a->parts.sections[chain[n - 1]].anchor);
	while (n-- && len < VB_AKN_EID) {
		const struct vb_section *s = &a->parts.sections[chain[n]];

		/* Attachments bear no number of their own: they are counted. */
		if (s->kind == VB_SECTION_ANNEX)
			snprintf(number, sizeof(number), "%zu", a->annexes);
		else
			put_number(number, s);
		len += (size_t)snprintf(out + len, VB_AKN_EID - len, "%s_%s%s",
					kinds[s->kind].name, number,
					n ? "__" : "");
	}
}
