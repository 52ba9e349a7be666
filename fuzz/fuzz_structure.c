/* doc/structure on any bytes: sections nest, and anchors are unique. */
#include "doc/structure.h"

#include "must.h"

static int by_anchor(const void *a, const void *b)
{
	return vb_str_cmp(((const struct vb_section *)a)->anchor,
			  ((const struct vb_section *)b)->anchor);
}

static void check_section(const struct vb_structure *s, size_t i, size_t end)
{
	const struct vb_section *section = &s->sections[i];

	MUST(section->from < section->to && section->to <= end);
	MUST(!i || s->sections[i - 1].from < section->from);
	MUST(section->anchor.len && section->anchor.len < VB_ANCHOR_BYTES);
	if (section->parent != VB_SECTION_NONE) {
		const struct vb_section *up = &s->sections[section->parent];

		MUST(section->parent < i && up->kind < section->kind);
		MUST(up->from < section->from && up->to >= section->to);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str text = vb_str_of((const char *)data, size);
	char article[VB_ANCHOR_BYTES], section[VB_ANCHOR_BYTES];
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_structure s;
	size_t at = size / 2, found;

	MUST(vb_structure_read(&s, &arena, text) == VB_OK);
	for (size_t i = 0; i < s.n; i++)
		check_section(&s, i, size);
	found = vb_structure_at(&s, at);
	if (s.n < VB_SECTIONS_MAX && at < size && data[at] > ' ') {
		vb_structure_anchors(article, section, text, at);
		MUST(vb_str_eq(found == VB_SECTION_NONE ?
				       VB_STR_EMPTY :
				       s.sections[found].anchor,
			       vb_str_from(section)));
	}
	if (s.n)
		qsort(s.sections, s.n, sizeof(*s.sections), by_anchor);
	for (size_t i = 1; i < s.n; i++)
		MUST(!vb_str_eq(s.sections[i - 1].anchor,
				s.sections[i].anchor));
	vb_arena_clear(&arena);
	return 0;
}
