/*
 * index/dictionary_make: write the dictionary of a generation.
 */
#ifndef VB_INDEX_DICTIONARY_MAKE_H
#define VB_INDEX_DICTIONARY_MAKE_H

#include <stdatomic.h>

#include "base/buf.h"
#include "index/hit.h"
#include "index/update.h"

/*
 * Make the dictionary of the finished database in the folder `generation`
 * and put it there, durably and in one step, in place of any before it; then
 * empty the list of what came since (recent.h). `stop` set: VB_CANCELLED; it
 * may be NULL. VB_OK, VB_NO_SPACE, VB_NO_MEMORY, VB_IO; what Xapian returns.
 * The index is good without it, so that a failure need not be the caller's.
 */
vb_status vb_dictionary_make(const char *generation, const atomic_int *stop,
			     struct vb_error *err);

/*
 * The same for an update that is about to publish `generation`: what goes
 * wrong is a warning in its log.
 */
void vb_dictionary_follow(const char *generation,
			  const struct vb_update *update);

/*
 * For an update of the live database: what its documents are called, for the
 * searchers to know before the dictionary does (recent.h). None of these
 * fails: what is lost is a suggestion.
 */
struct vb_late_list {
	const char *generation;
	struct vb_buf records, data;
	struct vb_opener opener;
	size_t n; /* in the file, as far as it is known */
};

/* clang-format off */
#define VB_LATE_LIST_INIT(path) \
	{ (path), VB_BUF_INIT((size_t)1 << 24), \
	  VB_BUF_INIT(VB_ENTRY_BYTES), VB_OPENER_INIT, 0 }
/* clang-format on */

void vb_late_list_add(struct vb_late_list *l, vb_xapian_doc *doc);

/* Write down what was added; call it before the commit. */
void vb_late_list_write(struct vb_late_list *l);

/*
 * When all is committed: make a new dictionary if there is none, or if there
 * came more than a twentieth of what it has.
 */
void vb_late_list_follow(struct vb_late_list *l,
			 const struct vb_update *update);
void vb_late_list_clear(struct vb_late_list *l);

#endif
