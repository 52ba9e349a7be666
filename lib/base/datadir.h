/*
 * base/datadir: where the archive and the index live.
 */
#ifndef VB_BASE_DATADIR_H
#define VB_BASE_DATADIR_H

#include "base/buf.h"

/*
 * Append the data directory: `option` if not NULL, else $VANBAN_DIR, else
 * $XDG_DATA_HOME/vanban, else ~/.local/share/vanban. An empty variable counts
 * as unset. Returns VB_OK; VB_NOT_FOUND when there is not even a home;
 * VB_TOO_BIG; VB_NO_MEMORY.
 */
vb_status vb_data_dir(struct vb_buf *out, const char *option,
		      struct vb_error *err);

#endif
