/*
 * format/pack: the members of a ZIP file, under limits. Private to lib/format.
 *
 * Nothing is ever written to disk, so a member's name is just a name. All
 * members together unpack to VB_PACK_BYTES at most, one of them to 200 times
 * its packed size (a small one to a megabyte): a bomb ends there.
 */
#ifndef VB_FORMAT_PACK_H
#define VB_FORMAT_PACK_H

#include "base/buf.h"

#define VB_PACK_BYTES ((size_t)256 << 20)
#define VB_PACK_RATIO 200
#define VB_PACK_SMALL ((size_t)1 << 20) /* allowed whatever the ratio */
#define VB_PACK_ENTRIES 100000		/* more is not opened */
#define VB_PACK_LABEL 120		/* bytes of a name for people */

typedef struct vb_pack vb_pack;

struct vb_pack_entry {
	struct vb_str name; /* as stored, any bytes; borrowed from the pack */
	bool folder, encrypted, link; /* link: a symbolic one, of Unix */
};

/*
 * What the ZIP file `bytes` is, by its list of members: "docx", "xlsx",
 * "pptx", "odt", "ods", "odp", else "zip". Reads no member but `mimetype`.
 */
const char *vb_pack_kind(struct vb_str bytes);

/*
 * Open the ZIP file `bytes`, which must outlive it. VB_OK; VB_BAD_INPUT for a
 * damaged one; VB_TOO_BIG for more than VB_PACK_ENTRIES; VB_NO_MEMORY.
 */
vb_status vb_pack_open(vb_pack **out, struct vb_str bytes,
		       struct vb_error *err);
void vb_pack_close(vb_pack *pack); /* accepts NULL */

size_t vb_pack_count(const vb_pack *pack);

/* The member `i`; false when its entry cannot be read. */
bool vb_pack_entry(struct vb_pack_entry *out, vb_pack *pack, size_t i);

/* The member called `name`, by any case of its letters, or VB_NPOS. */
size_t vb_pack_find(vb_pack *pack, const char *name);

/*
 * Append member `i` to `out`. VB_OK; VB_UNSUPPORTED when it is encrypted or
 * packed in a way that is not known; VB_TOO_BIG past out->limit or a limit
 * above; VB_CORRUPT when it is damaged; VB_NO_MEMORY. For TOO_BIG and CORRUPT
 * `out` keeps what came before.
 */
vb_status vb_pack_read(struct vb_buf *out, vb_pack *pack, size_t i);

/* Let all members of `pack` together unpack to `bytes` at most from here. */
void vb_pack_allow(vb_pack *pack, size_t bytes);

/* How much of that is left. */
size_t vb_pack_left(const vb_pack *pack);

/*
 * A member's name fit for a message: valid UTF-8, control characters '?', at
 * most VB_PACK_LABEL - 1 bytes; the end of the name stays. Returns `out`.
 */
const char *vb_pack_label(char out[VB_PACK_LABEL], struct vb_str name);

#endif
