#include "base/datadir.h"

#include <stdlib.h>

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

vb_status vb_data_dir(struct vb_buf *out, const char *option,
		      struct vb_error *err)
{
	const char *dir = option ? option : variable("VANBAN_DIR");
	const char *xdg = variable("XDG_DATA_HOME");
	const char *home = variable("HOME");

	if (dir)
		return vb_buf_append_cstr(out, dir);
	if (xdg)
		return vb_buf_printf(out, "%s/vanban", xdg);
	if (home)
		return vb_buf_printf(out, "%s/.local/share/vanban", home);
	return vb_error_set(err, VB_NOT_FOUND,
			    "no data directory: give -d DIR or set HOME");
}
