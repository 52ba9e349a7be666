/*
 * format/reader: what the readers of this folder share. Private to it.
 */
#ifndef VB_FORMAT_READER_H
#define VB_FORMAT_READER_H

#include "format/format.h"

/* Each fails as vb_format_read says. `record` has its arena. */
vb_status vb_read_text(struct vb_record *record, const struct vb_input *in,
		       struct vb_error *err);
vb_status vb_read_html(struct vb_record *record, const struct vb_input *in,
		       struct vb_error *err);
vb_status vb_read_ndjson(struct vb_record *record, const struct vb_input *in,
			 struct vb_error *err);
vb_status vb_read_xml(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err);
vb_status vb_read_compound(struct vb_record *record, const struct vb_input *in,
			   struct vb_error *err); /* doc, xls, ppt */
vb_status vb_read_rtf(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err);

vb_status vb_read_zip(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err);
vb_status vb_read_docx(struct vb_record *record, const struct vb_input *in,
		       struct vb_error *err);
vb_status vb_read_xlsx(struct vb_record *record, const struct vb_input *in,
		       struct vb_error *err);
vb_status vb_read_pptx(struct vb_record *record, const struct vb_input *in,
		       struct vb_error *err);
vb_status vb_read_odf(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err); /* odt, ods, odp */

/* Which of "doc", "xls" and "ppt" a compound file is; "ole" for others. */
const char *vb_compound_sniff(struct vb_str bytes);

vb_status vb_read_pdf(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err);
vb_status vb_read_image(struct vb_record *record, const struct vb_input *in,
			struct vb_error *err);

/*
 * Append the file's `bytes` as UTF-8: in->encoding where it is given, else
 * `declared` ("windows-1258", from the file's own markup; may be empty) where
 * that can be true, else what vb_decoder finds out. What was read in an old
 * encoding counts in record->encoding. VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_reader_decode(struct vb_buf *out, struct vb_record *record,
			   const struct vb_input *in, struct vb_str declared);

/*
 * Append the bytes of markup as valid UTF-8 without controls. What is UTF-8
 * stays as it is, its words to be decoded without the tags around them; else
 * names of old fonts in it weigh more than what it declares.
 * Fails as vb_reader_decode.
 */
vb_status vb_markup_decode(struct vb_buf *out, struct vb_record *record,
			   const struct vb_input *in, struct vb_str declared);

/*
 * Decode `raw`, UTF-8 that may hold text broken before it got there, as the
 * rest of the record, and vb_text_clean it into `out`, counted in
 * record->report; what is still not UTF-8 makes the record partial, with a
 * warning.
 */
vb_status vb_reader_clean(struct vb_buf *out, struct vb_record *record,
			  struct vb_str raw);

/* Add to record->warning, "; " between. VB_OK or VB_NO_MEMORY. */
vb_status vb_reader_warn(struct vb_record *record, const char *format, ...)
	VB_PRINTF(2, 3);

/*
 * Clean `raw`, make its white space single spaces, and set the field.
 */
vb_status vb_reader_set(struct vb_record *record, enum vb_field_id id,
			struct vb_str raw, enum vb_how how, double confidence);

/*
 * `items`, with room for `*cap`, made to hold one more of `size` bytes behind
 * `n`; moved if need be. NULL without memory, and `items` stays.
 */
void *vb_reader_grow(void *items, size_t *cap, size_t n, size_t size);

/* Set DATE from any date form; nothing when `raw` is none. */
vb_status vb_reader_set_date(struct vb_record *record, struct vb_str raw,
			     enum vb_how how, double confidence);

struct vb_marks;

/* The lines of a page, clean. */
struct vb_page_input {
	struct vb_str clean;	      /* what may be the text */
	struct vb_str around;	      /* menus and lists beside it; or empty */
	const struct vb_marks *marks; /* a line of `clean` each; or NULL */
	bool html; /* they come from markup: a title that the record has is
		      the page's own */
};

/*
 * Find body and title of a page, drop menus, counters and lists of other
 * news, and set record->text, blocks, title, date, origin, author, topic and
 * the extras of docs/schema.md. What is no portal page stays whole.
 * VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_page_read(struct vb_record *record,
		       const struct vb_page_input *in);

/* All lines of `in` as record->text and blocks. Fails as vb_page_read. */
vb_status vb_page_whole(struct vb_record *record,
			const struct vb_page_input *in);

/*
 * Set what a line of a law database's page says about the document: number,
 * type, issuer, signer, dates, status. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_props_read(struct vb_record *record, struct vb_str line);

/* Is the whole line such an attribute, with its value: "Còn hiệu lực"? */
bool vb_props_is(struct vb_str line);

/*
 * The text of markup without parsing it: tags become spaces or line ends,
 * scripts and styles are dropped, entities decoded. For documents too deep
 * for the parser. Linear. VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_html_flat(struct vb_buf *out, struct vb_str html);

#endif
