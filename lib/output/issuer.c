/* What is concluded of a document's issuer and place as it is written. */
#include "output/writers.h"

#include "doc/body.h"

void vb_json_issuer(struct vb_json *j, struct vb_str issuer,
		    struct vb_str place)
{
	const struct vb_territory *now;
	char since[VB_PLACE_SINCE];
	struct vb_body body;
	const char *level;

	vb_body_read(&body, issuer);
	level = vb_level_name(body.level);
	vb_json_key(j, "issuer_level");
	vb_json_str_or_null(j, level ? vb_str_from(level) : VB_STR_EMPTY);
	now = vb_place_now(since, place);
	vb_json_key(j, "place_now");
	if (!now) {
		vb_json_null(j);
		return;
	}
	vb_json_object(j);
	vb_json_key(j, "name");
	vb_json_cstr(j, now->name);
	vb_json_key(j, "since");
	vb_json_cstr(j, since);
	vb_json_end(j);
}
