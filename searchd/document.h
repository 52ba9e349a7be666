/*
 * document: the document that a path names, from the archive.
 */
#ifndef VB_SEARCHD_DOCUMENT_H
#define VB_SEARCHD_DOCUMENT_H

#include "http.h"
#include "index/load.h"

struct document {
	struct vb_held held;
	struct vb_record record;
	struct vb_buf bytes; /* the original, that the record points into */
	uint64_t revision;   /* set by the caller before reading: of the index,
				if the answer shows something of it */
};

#define DOCUMENT_INIT                                                          \
	{                                                                      \
		.bytes = VB_BUF_INIT(VB_BLOB_LIMIT)                            \
	}

/* Free it; what lives in the request's arena stays. */
void document_clear(struct document *d);

/*
 * Read the document whose ID follows `prefix` in the path (or, for IDs that
 * a browser would resolve as "." and "..", stands in the parameter id), with
 * its text. When the client has it already the reply is 304 and `*done` is
 * true. Returns VB_OK; VB_NOT_FOUND, with the reply's status 410 for a
 * withdrawn one; VB_BAD_INPUT; VB_BUSY; what the archive and the reader
 * return.
 */
vb_status document_read(struct document *out, bool *done, struct request *r,
			const char *prefix, struct vb_error *err);

#endif
