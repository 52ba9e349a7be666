/*
 * index/entry: what the index keeps of a document to show it as a hit, in
 * Xapian's document data: a few fields and the text that snippets come from.
 *
 *	version byte, then fields by number: id, varint length, bytes; a zero
 *	id ends them and the rest is text
 *
 * The index has that packed (base/packed.h): builder.c packs it, hit.h opens
 * it.
 */
#ifndef VB_INDEX_ENTRY_H
#define VB_INDEX_ENTRY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/packed.h"
#include "doc/record.h"

/* Bytes of text kept for snippets; the archive has the rest. */
#define VB_ENTRY_TEXT ((size_t)1 << 20)
#define VB_ENTRY_FIELD ((size_t)1 << 14) /* likewise of a field */
#define VB_ENTRY_BYTES ((size_t)1 << 23) /* of the whole stored form */
#define VB_ENTRY_PACKED (VB_ENTRY_BYTES + VB_PACKED_HEAD)

struct vb_entry {
	struct vb_str id, source;
	struct vb_str kind, title, number, type, type_label, issuer, place;
	struct vb_str date, url;
	bool date_inferred;
	bool text_cut;		/* text was longer than VB_ENTRY_TEXT */
	struct vb_str mentions; /* numbers, '\n' between */
	struct vb_str text;
};

/*
 * Fill from a record (views borrowed from it). Fields are cut at a character,
 * the list of mentions at a number, an address that is too long is left out;
 * id and source stay whole. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_entry_from_record(struct vb_entry *out,
			       const struct vb_record *record, struct vb_str id,
			       struct vb_str source);

/* Append the stored form. VB_OK, VB_TOO_BIG, VB_NO_MEMORY. */
vb_status vb_entry_encode(struct vb_buf *out, const struct vb_entry *entry);

/* Read the stored form; views point into `data`. VB_OK or VB_CORRUPT. */
vb_status vb_entry_decode(struct vb_entry *out, struct vb_str data);

#endif
