/*
 * index/load: a held document -> its record, text and all.
 */
#ifndef VB_INDEX_LOAD_H
#define VB_INDEX_LOAD_H

#include "archive/archive.h"
#include "doc/record.h"

/* With this a record's warning begins when its reading was of no use. */
#define VB_LOAD_DAMAGED "its reading is damaged: read again from the original"

/*
 * Fill `record` from the archive: fields, extras and mentions as the archive
 * knows them; text, blocks and encoding from the document's reading, so that
 * no converter runs and no parser sees a stranger's file again. A document
 * without a reading (text, NDJSON, what older programs took in) is read from
 * its original. `bytes` holds what was read from (and must outlive the
 * record); its content before is dropped. A document that was rejected has no
 * text. Where a reading is damaged the original is read again, by a worker
 * of its own (format/pool.h) unless it is text, and the part of it that the
 * document is cut out again (doc/split.h); the archive stays as it is and the
 * record's warning begins with VB_LOAD_DAMAGED. Returns VB_OK; VB_CORRUPT and
 * VB_NOT_FOUND as vb_archive_blob and vb_archive_reading, where that does not
 * help; VB_MISMATCH for a reading of a newer program; what vb_format_extract
 * returns.
 */
vb_status vb_load_record(struct vb_record *record, struct vb_buf *bytes,
			 vb_archive *ar, const struct vb_held *held,
			 struct vb_error *err);

#endif
