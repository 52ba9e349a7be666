/* The sections of a text, with the anchors that links point to. */
#include "output/writers.h"

#include "doc/structure.h"

static void write_section(struct vb_json *j, const struct vb_structure *s,
			  const struct vb_section *section)
{
	vb_json_object(j);
	vb_json_key(j, "kind");
	vb_json_cstr(j, vb_section_name(section->kind));
	vb_json_key(j, "anchor");
	vb_json_str(j, section->anchor);
	vb_json_key(j, "label");
	vb_json_str(j, section->label);
	vb_json_key(j, "title");
	vb_json_str_or_null(j, section->title);
	vb_json_key(j, "parent");
	if (section->parent == VB_SECTION_NONE)
		vb_json_null(j);
	else
		vb_json_str(j, s->sections[section->parent].anchor);
	vb_json_where(j, section->from, section->to);
	vb_json_end(j);
}

vb_status vb_json_structure(struct vb_json *j, struct vb_str text)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_structure s;
	vb_status st = vb_structure_read(&s, &arena, text);

	vb_json_key(j, "structure");
	vb_json_array(j);
	for (size_t i = 0; !st && i < s.n; i++)
		write_section(j, &s, &s.sections[i]);
	vb_json_end(j);
	vb_arena_clear(&arena);
	return st;
}
