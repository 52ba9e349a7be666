/*
 * figures: what the page of statistics shows of archive and index. Counting
 * it looks at everything, so it is done once for each state of the index, takes
 * no more than a hundredth of the time, and is shared by all threads.
 */
#ifndef VB_SEARCHD_FIGURES_H
#define VB_SEARCHD_FIGURES_H

#include "archive/relation.h"
#include "http.h"
#include "index/browse.h"

#define FIGURES_SHARE 100  /* of the time that counting may take, one */
#define FIGURES_SECONDS 60 /* and that figures may be old */
#define FIGURES_LISTED 15  /* documents cited most, and wanted most */

struct figures {
	struct vb_archive_stats archive;
	struct vb_browse years, types;
	struct vb_wanted *cited, *wanted;
};

struct figures_kept;

/* VB_OK or VB_NO_MEMORY. */
vb_status figures_open(struct figures_kept **out, struct vb_error *err);
void figures_close(struct figures_kept *kept); /* NULL is allowed */

/*
 * The figures, copied to the request's arena. While one thread counts, others
 * wait for it. Returns VB_OK; VB_BUSY; what archive and index return.
 */
vb_status figures_look(struct figures *out, struct figures_kept *kept,
		       struct request *r, struct vb_error *err);

#endif
