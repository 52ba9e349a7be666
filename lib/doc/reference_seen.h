/*
 * doc/reference_seen: which references a record has already.
 * Private to lib/doc.
 */
#ifndef VB_DOC_REFERENCE_SEEN_H
#define VB_DOC_REFERENCE_SEEN_H

#include "doc/record.h"

/* By key; open addressing, grows by four, in the record's arena. All zero is
 * empty. */
struct vb_seen {
	struct vb_reference **slots;
	size_t cap, n;
};

/* Is there one with that key and kind? A mere mention says nothing new of a
 * document that is there with any kind. */
bool vb_seen_has(const struct vb_seen *seen, enum vb_relation kind,
		 struct vb_str key);

/* Add one that is not there, and set its `again`. VB_OK or VB_NO_MEMORY. */
vb_status vb_seen_add(struct vb_seen *seen, struct vb_arena *arena,
		      struct vb_reference *m);

#endif
