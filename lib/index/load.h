/*
 * index/load: a held document -> its record, text and all.
 */
#ifndef VB_INDEX_LOAD_H
#define VB_INDEX_LOAD_H

#include "archive/archive.h"
#include "doc/record.h"

/*
 * Fill `record` from the archive: fields, extras and mentions as the archive
 * knows them, text by reading the original again. `bytes` holds the original
 * (and must outlive the record); its content before is dropped. A document
 * that was rejected has no text. Returns VB_OK; VB_CORRUPT and VB_NOT_FOUND
 * as vb_archive_blob; what vb_format_extract returns.
 */
vb_status vb_load_record(struct vb_record *record, struct vb_buf *bytes,
			 vb_archive *ar, const struct vb_held *held,
			 struct vb_error *err);

#endif
