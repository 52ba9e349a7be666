#include "format/format.h"

#include <jansson.h>

vb_status vb_format_record_id(struct vb_str *out, struct vb_arena *arena,
			      struct vb_str line)
{
	json_t *root = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL, NULL);
	json_t *id = json_object_get(root, "id");
	vb_status st = VB_NOT_FOUND;

	*out = VB_STR_EMPTY;
	if (json_is_string(id) && !json_object_get(root, "file")) {
		struct vb_str text = vb_str_of(json_string_value(id),
					       json_string_length(id));

		st = vb_arena_dup(out, arena, text) ? VB_OK : VB_NO_MEMORY;
	}
	json_decref(root);
	return st;
}
