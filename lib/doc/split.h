/*
 * doc/split: several official documents in one text, as an issue of a gazette
 * (công báo) has them or a file that somebody put together.
 *
 * A document that is cut in two is far worse than two that stay together, so
 * a part begins only at a letterhead that has everything: the motto or the
 * Party's name, a number line of its own that says a whole number, a place
 * with a date, and a TYPE in capitals that agrees with the number, or the
 * V/v and Kính gửi of a công văn; and only behind the end of a document that
 * had such a letterhead too: Nơi nhận, ./. or a signature. What is issued with
 * a document (quy chế, phụ lục, biểu mẫu) has the motto at most and stays
 * with it.
 */
#ifndef VB_DOC_SPLIT_H
#define VB_DOC_SPLIT_H

#include "doc/number.h"
#include "doc/record.h"

#define VB_PARTS_MAX 1000 /* of one text: the rest stays with the last */

struct vb_part {
	size_t from, to; /* bytes of the text; the next one begins at `to` */
	/* Of its letterhead as vb_number's text; empty where the first part
	 * has none of its own. */
	char number[VB_NUMBER_BYTES];
};

/*
 * The documents in the clean `text`: `*parts` gets `*n` of them, in order,
 * which cover the text without gaps; a cover and a table of contents belong
 * to the first. A text that is one document gives one part. `*parts` is in
 * `arena`. Linear. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_parts_find(struct vb_part **parts, size_t *n, struct vb_str text,
			struct vb_arena *arena);

/*
 * Make `out` (initialised, with its arena) the record of one part of `whole`:
 * its text, blocks moved with it, and the page on which it begins, if pages
 * are known. What the file says of itself (fields, extras, the report) stays
 * with the first part; the others keep language and url. How whole it was
 * read, warnings and the encoding are those of all. Strings are views into
 * those of `whole`.
 * Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_part_cut(struct vb_record *out, const struct vb_record *whole,
		      const struct vb_part *part);

#endif
