/*
 * format/members: a ZIP file as a folder of files. Private to lib/format but
 * for vb_member and its limits, which pool.h hands out.
 *
 * What is in a ZIP file is a stranger's word, names above all. A member's
 * path is made such that it means the same as a path below a folder: parts
 * divided by '/', none of them empty, "." or "..", no root, no drive, no
 * backslash, no control character, at most VB_MEMBER_PATH bytes of UTF-8.
 * ZIP files inside are folders in turn, VB_MEMBER_DEPTH deep.
 */
#ifndef VB_FORMAT_MEMBERS_H
#define VB_FORMAT_MEMBERS_H

#include "base/buf.h"

#define VB_MEMBER_PATH 4000 /* bytes of a path, 255 of a name in it */
#define VB_MEMBER_DEPTH 3   /* ZIP files in ZIP files, the outer one counted */
#define VB_MEMBERS_MAX 10000
#define VB_MEMBER_BYTES ((size_t)256 << 20) /* of one, unpacked */
/*
 * All members together: VB_PACK_RATIO times the file, whose members may lie
 * over each other, but VB_MEMBERS_LEAST are always allowed.
 */
#define VB_MEMBERS_BYTES ((size_t)2 << 30)
#define VB_MEMBERS_LEAST ((size_t)16 << 20)

/* Stored nowhere; both ends of a pool are of one build. */
enum vb_member_fault {
	VB_MEMBER_WHOLE, /* no fault: the bytes are there */
	VB_MEMBER_ENCRYPTED,
	VB_MEMBER_TOO_BIG,
	VB_MEMBER_METHOD,
	VB_MEMBER_DAMAGED,
	VB_MEMBER_TOO_DEEP,
	VB_MEMBER_LINK,
	VB_MEMBER_TOO_MANY, /* of the file: the rest is not looked at */
	VB_MEMBER_FAULTS
};

struct vb_member {
	struct vb_str path; /* below the ZIP file, clean */
	struct vb_str bytes;
	enum vb_member_fault fault;
};

/* VB_OK goes on; anything else ends it and is returned. */
typedef vb_status (*vb_member_fn)(void *ctx, const struct vb_member *member);

/* For people: "is encrypted". Never NULL. */
const char *vb_member_fault_text(enum vb_member_fault fault);

/*
 * Append the clean path of a member called `name`, any bytes: UTF-8 as it is,
 * else what it is in an old encoding of Vietnamese where it makes words in
 * one, else code page 437, which ZIP files have by their specification.
 * Something is always left of it. VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_member_clean(struct vb_buf *out, struct vb_str name);

/* Is `path` such a path? */
bool vb_member_is_clean(struct vb_str path);

/*
 * Call `fn` with each member of the ZIP file `zip` that is a file, in their
 * order, its bytes gone with the next one. One that cannot be unpacked is
 * handed over with its fault and no bytes. Packages of Office are members,
 * not folders. Returns VB_OK; VB_BAD_INPUT and VB_TOO_BIG when the file
 * itself can't be opened (err says why); what `fn` returned; VB_NO_MEMORY.
 */
vb_status vb_members_each(vb_member_fn fn, void *ctx, struct vb_str zip,
			  struct vb_error *err);

#endif
