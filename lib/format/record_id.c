#include "format/format.h"
#include "doc/jsonread.h"

/* The string that `json` holds, or an empty view when it is none. */
static vb_status take(struct vb_str *out, struct vb_arena *arena,
		      struct vb_str json)
{
	struct vb_buf text = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT);
	size_t mended = 0;
	vb_status st = VB_OK;

	*out = VB_STR_EMPTY;
	if (json.ptr[0] == '"')
		st = vb_json_decode(&text, &mended, json);
	if (!st && !vb_arena_dup(out, arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&text);
	return st;
}

vb_status vb_format_record_id(struct vb_str *out, struct vb_arena *arena,
			      struct vb_str line)
{
	struct vb_json_member member;
	size_t offset, at = 0;
	vb_status st = VB_OK;
	bool file = false, id = false;

	*out = VB_STR_EMPTY;
	if (vb_json_check(&offset, line) || vb_str_trim(line).ptr[0] != '{')
		return VB_NOT_FOUND;
	while (!st && vb_json_member(&member, &at, line)) {
		if (vb_str_eq(member.key, VB_STR("\"file\"")))
			file = true;
		if (!vb_str_eq(member.key, VB_STR("\"id\"")))
			continue;
		id = member.value.ptr[0] == '"';
		st = take(out, arena, member.value);
	}
	return st || (id && !file) ? st : VB_NOT_FOUND;
}
