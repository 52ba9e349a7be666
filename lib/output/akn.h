/*
 * output/akn: one document as Akoma Ntoso 3.0 (OASIS LegalDocML, 2018).
 *
 *	letterhead			preface
 *	căn cứ				preamble, citations
 *	Phần Chương Mục Điều …		part chapter section article …
 *	nơi nhận, chữ ký		conclusions
 *	Phụ lục				attachments, each a <doc>
 *
 * A document with Điều is an <act>, all else a <doc>. The names follow the
 * OASIS naming convention: /akn/vn/act/nghi-quyet/ISSUER/DATE/NUMBER, and
 * eIds have numbers as they are written: chp_II, chp_II__sec_1, and, as Điều
 * are counted through a document, art_5__para_2. No line of the text is lost
 * or moved.
 *
 * vb_akn_… functions below vb_output_akn are private to output/akn*.c.
 */
#ifndef VB_OUTPUT_AKN_H
#define VB_OUTPUT_AKN_H

#include "archive/archive.h"
#include "doc/structure.h"
#include "output/xmlout.h"

/*
 * Append the document, whose text (and blocks, where known) are those of
 * `record`, as vb_load_record fills it. Returns VB_OK, VB_TOO_BIG past the
 * limit, VB_NO_MEMORY. Linear time.
 */
vb_status vb_output_akn(struct vb_buf *out, const struct vb_held *held,
			const struct vb_record *record);

/* A stretch of the text with an element of its own within a line. */
struct vb_akn_span {
	size_t from, to;
	const char *element;   /* "ref", "docNumber", … */
	const char *attribute; /* "href", "date", or NULL */
	struct vb_str value;   /* of the attribute */
};

struct vb_akn {
	struct vb_xmlout x;
	struct vb_arena arena; /* of spans, names and sections */
	const struct vb_held *held;
	struct vb_str text;
	const struct vb_block *blocks;
	size_t n_blocks, block; /* the next of them */
	struct vb_structure parts;
	bool *has_child; /* of each section */
	struct vb_akn_span *spans;
	size_t n_spans, span; /* the next of them */
	struct vb_str work;   /* IRI of the work */
	char day[11];	      /* YYYY-MM-DD of the work */
	bool has_day;	      /* it is the document's own */
	bool act;
	size_t tables, refs, annexes; /* numbered so far */
	bool in_table;
	bool below; /* the next line stands below its number, not beside it */
};

/* Fill a->work, a->day and a->act's names. VB_OK or VB_NO_MEMORY. */
vb_status vb_akn_name(struct vb_akn *a);

#define VB_AKN_EID 240 /* bytes of an eId with its NUL */

/* The eId of section `i` of a->parts; of one in an attachment, of the last
 * begun. Unique in the document, but for what stands within a section. */
void vb_akn_eid(char out[VB_AKN_EID], const struct vb_akn *a, size_t i);

/* The IRI of a document that is cited, as far as the citation tells; in the
 * arena. VB_OK or VB_NO_MEMORY. */
vb_status vb_akn_cited(struct vb_str *out, struct vb_akn *a,
		       const struct vb_reference *m);

/* <meta>; `component` is "main" or "att_1". */
void vb_akn_meta(struct vb_akn *a, const char *component);

/* Find a->spans; fields are marked before byte `body`. VB_OK or
 * VB_NO_MEMORY. */
vb_status vb_akn_spans(struct vb_akn *a, size_t body);

/* The bytes [from, to) of the text, with the spans that lie in it. */
void vb_akn_inline(struct vb_akn *a, size_t from, size_t to);

/* A line of the text as <p>, or as the row of a table that its neighbours are
 * in too; vb_akn_end_table before anything else follows. */
void vb_akn_line(struct vb_akn *a, size_t from, size_t to);
void vb_akn_end_table(struct vb_akn *a);

#endif
