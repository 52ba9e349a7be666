/*
 * format/ask: how pool.c and vanban-reader talk. Private to lib/format and
 * reader.
 *
 * One question, one answer, in turn, over a stream socket: a head of fixed
 * size and then the strings that it announces. Both ends are of one build on
 * one machine, so numbers are as the processor has them; the mark tells when
 * they are not. The client believes nothing that the worker says.
 */
#ifndef VB_FORMAT_ASK_H
#define VB_FORMAT_ASK_H

#include <stdint.h>

#include "format/format.h"
#include "format/members.h"
#include "format/wire.h"

#define VB_ASK_MARK (0x56420000u + 16 * VB_WIRE_VERSION + 2)
#define VB_ASK_NAME ((size_t)64 << 10) /* bytes of a name or an address */
#define VB_ASK_ZIP ((size_t)512 << 20) /* bytes of a file of members */

enum vb_ask_what {
	VB_ASK_READ,	/* the file's record */
	VB_ASK_MEMBERS, /* those of a ZIP file, one after the other, each behind
			 * a vb_member_head, and then the usual answer */
	VB_ASK_WHATS
};

enum {
	VB_ASK_BYTES,
	VB_ASK_FILE,
	VB_ASK_URL,
	VB_ASK_FORMAT,
	VB_ASK_ENCODING,
	VB_ASK_STRINGS
};

struct vb_ask_head {
	uint32_t mark, what, ocr;
	uint32_t spare; /* 0 */
	uint64_t len[VB_ASK_STRINGS];
};

struct vb_answer_head {
	uint32_t mark;
	uint32_t status;  /* a vb_status */
	uint32_t retire;  /* not 0: do not ask this worker again */
	uint32_t message; /* bytes of the message, which come first */
	uint64_t offset;
	uint64_t wire; /* bytes of the record (format/wire.h) */
};

struct vb_member_head {
	uint32_t mark;
	uint32_t more;	/* not 0: a member; 0: the answer follows */
	uint32_t fault; /* a vb_member_fault */
	uint32_t path;	/* bytes of the path, which comes first */
	uint64_t bytes;
};

/*
 * Send or receive exactly `n` bytes by `deadline` (vb_cage_clock; below 0:
 * none). VB_OK; VB_TIMEOUT; VB_NOT_FOUND when the other end is gone; VB_IO.
 */
vb_status vb_ask_send(int fd, const void *bytes, size_t n, int64_t deadline);
vb_status vb_ask_receive(int fd, void *bytes, size_t n, int64_t deadline);

/*
 * Ask for `in` and read the answer into `record`, as vb_pool_read says but
 * for the worker's death: that is VB_NOT_FOUND. Sets `*retire` when the
 * worker asks to be replaced. A status that the worker itself gave has
 * `*answered`; with any other the worker is of no more use.
 */
struct vb_asked {
	bool answered, retire;
};
vb_status vb_ask(struct vb_record *record, struct vb_asked *asked, int fd,
		 const struct vb_input *in, int64_t deadline,
		 struct vb_error *err);

/*
 * Ask for the members of the ZIP file `zip` and hand each to `fn`, as
 * vb_pool_members says but for the worker's death. The other end has
 * `patience` milliseconds for each message. Sets `*asked` as vb_ask does; when
 * `fn` ended it, the worker is of no more use, and VB_CANCELLED is returned.
 */
struct vb_ask_members {
	vb_member_fn fn;
	void *ctx;
	vb_status ended; /* what `fn` returned last */
};
vb_status vb_ask_members(struct vb_ask_members *to, struct vb_asked *asked,
			 int fd, struct vb_str zip, int64_t patience,
			 struct vb_error *err);

/*
 * The worker's side: answer one question. VB_OK; VB_NOT_FOUND when the client
 * is gone; VB_IO and VB_CORRUPT when it can't be understood; VB_NO_MEMORY.
 */
vb_status vb_ask_serve(int fd, struct vb_arena *arena, bool (*tired)(void));

#endif
