/*
 * index/searcher: the open index of one thread, and following its changes.
 */
#ifndef VB_INDEX_SEARCHER_H
#define VB_INDEX_SEARCHER_H

#include <sys/stat.h>

#include "index/haste.h"
#include "index/hit.h"
#include "index/search.h"
#include "xapian-c/database.h"

struct vb_searcher {
	struct vb_buf dir;
	struct vb_buf stub;  /* path of the file that names the generation */
	struct stat seen;    /* that file when the generation was opened */
	struct vb_buf path;  /* of the generation */
	uint64_t generation; /* its number */
	uint64_t revision;   /* generation and Xapian's revision in one */
	uint64_t followed;   /* how often it has looked for what is new */
	vb_xapian_db *db;
	const vb_shared *shared; /* or NULL; borrowed */
	struct vb_buf data;	 /* a document's stored form */
	struct vb_opener opener;
	struct vb_offers *offers;     /* offer.h; NULL until it is asked */
	struct vb_spelling *spelling; /* spelling.h; NULL until it is asked */
	struct vb_written *written;   /* written.h; likewise */
	struct vb_columns *columns;   /* columns.h; likewise, of this db */
	uint64_t lacks_columns;	      /* revision without a file of them */
	/* How a search divides its time; NULL: as usual. For tests. */
	const struct vb_haste_shares *shares;
};

/* See what is new: open another generation or another revision. */
vb_status vb_searcher_follow(vb_searcher *s, struct vb_error *err);

#endif
