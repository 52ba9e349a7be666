/*
 * format: bytes of a file -> a record.
 *
 * One reader per format behind one table; adding a format is one file and
 * one row. A reader fills text, title and what the file itself states; it
 * never fails for content: what can't be read wholly is `partial` with a
 * warning, and only what gives nothing at all is an error.
 */
#ifndef VB_FORMAT_FORMAT_H
#define VB_FORMAT_FORMAT_H

#include "base/buf.h"
#include "doc/record.h"

#define VB_FORMAT_TEXT_LIMIT ((size_t)256 << 20) /* bytes of text a record */

enum vb_ocr {
	VB_OCR_AUTO,   /* pages without a text of their own are recognised */
	VB_OCR_ALWAYS, /* every page is */
	VB_OCR_NEVER,
};

struct vb_input {
	struct vb_str bytes;  /* the whole file, or one NDJSON line */
	struct vb_str name;   /* file name, for the extension; may be empty */
	const char *format;   /* a name of the table, or NULL: sniff */
	const char *encoding; /* as vb_format_encoding_known; NULL: find out */
	struct vb_str url;    /* of the page, may be empty */
	enum vb_ocr ocr;      /* of pictures of text */
};

/* The table's name for these bytes: "html", "text", "ndjson", "gz", …;
 * "binary" when they are none of them. Never NULL. */
const char *vb_format_sniff(struct vb_str bytes, struct vb_str name);

/* Is `name` a format that vb_format_read takes? */
bool vb_format_known(const char *name);

/*
 * May `name` stand in vb_input.encoding: "auto", an encoding of Vietnamese
 * (vb_charset_by_name), or one that iconv is allowed to read?
 */
bool vb_format_encoding_known(const char *name);

/*
 * What an archive keeps so that a document is read the same way again:
 * "text", or "text;charset=tcvn3" where somebody said so. Appends to `out`.
 * VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_format_describe(struct vb_buf *out, const char *format,
			     const char *encoding);

/*
 * Take such a description apart: cut at its ';', in place, and return the
 * encoding, NULL for none.
 */
const char *vb_format_split(char *description);

/*
 * Read `in` into `record` (already initialised, with its arena), then
 * vb_record_understand it. `gz` is unpacked and read as what is inside.
 * For "ndjson", `in->bytes` is one line: keys become given fields, unknown
 * keys extras.
 * Returns VB_OK (maybe with record->partial); VB_BAD_INPUT when there is
 * nothing to read (empty file, broken JSON; err says what);
 * VB_UNSUPPORTED for a format without a reader; VB_TOO_BIG; VB_NO_MEMORY.
 */
vb_status vb_format_read(struct vb_record *record, const struct vb_input *in,
			 struct vb_error *err);

/*
 * Read only what indexing needs: as vb_format_read without understanding.
 * Fields found in the file itself are filled.
 */
vb_status vb_format_extract(struct vb_record *record, const struct vb_input *in,
			    struct vb_error *err);

/*
 * What a person says of one field, read as the NDJSON key of that name is: a
 * date in any form becomes YYYY-MM-DD, a type its slug and label, a number is
 * written as people do. An empty `value` gives an empty field. The views live
 * in `arena`. Returns VB_OK; VB_BAD_INPUT for what is no date, no kind or no
 * UTF-8, or has no letter or digit left once it is clean; VB_TOO_BIG;
 * VB_NO_MEMORY.
 */
vb_status vb_format_field(struct vb_field *out, enum vb_field_id id,
			  struct vb_str value, struct vb_arena *arena,
			  struct vb_error *err);

/*
 * The `id` of an NDJSON line, copied to `arena`: enough to see whether the
 * same line is held already. VB_OK; VB_NOT_FOUND when it gives none, names a
 * file of its own, or is no JSON object; VB_NO_MEMORY.
 */
vb_status vb_format_record_id(struct vb_str *out, struct vb_arena *arena,
			      struct vb_str line);

#endif
