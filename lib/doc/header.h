/*
 * doc/header: what the head of an official document holds. Private to
 * lib/doc: what header.c finds is named by header_title.c, and the body that
 * speaks by header_issuer.c.
 */
#ifndef VB_DOC_HEADER_H
#define VB_DOC_HEADER_H

#include "doc/date.h"
#include "doc/lines.h"
#include "doc/understand.h"

#define VB_NO_LINE ((size_t)-1)

/* "(Kèm theo Công văn số … ngày … của …)": an annex names its document. */
struct vb_annex_note {
	const struct vb_type *type;
	struct vb_number number;
	struct vb_date date; /* year 0: none */
	struct vb_span body; /* the words after "của"; from == to: none */
};

/* What the head of a text holds, as line numbers and offsets. */
struct vb_layout {
	struct vb_head head;
	struct vb_span motto; /* the quốc hiệu or the Party's name; from and
				 to equal: none */
	size_t number;	      /* line of "Số: ...", or VB_NO_LINE */
	struct vb_number read;
	bool has_number;
	size_t type; /* line of the TYPE, or VB_NO_LINE */
	size_t type_len;
	const struct vb_type *row;
	struct vb_date date;
	bool has_date;
	bool inferred_date; /* not in the head: of the vote, or of a note */
	struct vb_annex_note note;
	bool has_note;
	bool merged; /* headed VĂN BẢN HỢP NHẤT above the TYPE it merges */
	/* Of a heading as old gazettes have it, "THÔNG TƯ / CỦA BỘ X SỐ …
	 * NGÀY … / VỀ …"; both 0 where it is not so. */
	struct vb_span said_body;
	size_t title_at; /* offset after the number and the date */
};

/* Set the title from the TYPE and its trích yếu, or the V/v of a công văn.
 * Returns VB_OK or VB_NO_MEMORY. */
vb_status vb_header_title(struct vb_record *record, const struct vb_layout *l);

/*
 * Set issuer and superior: from the letterhead or, where extraction lost it,
 * from the authority's heading, an annex's note, the number's symbol and the
 * names in the text. Reads the record's capacity, so the signature comes
 * first. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_header_issuer(struct vb_record *record, const struct vb_layout *l);

#endif
