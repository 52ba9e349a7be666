/*
 * index/dictionary_file: from what was read of an index to the bytes of its
 * dictionary (dictionary.h).
 */
#ifndef VB_INDEX_DICTIONARY_FILE_H
#define VB_INDEX_DICTIONARY_FILE_H

#include "index/entry.h"
#include "index/tally.h"

struct vb_part_title {
	uint32_t at, len;     /* in vb_parts.titles */
	uint32_t number_len;  /* what follows the title and a NUL */
	uint32_t id_len;      /* and that */
	uint32_t rank, order; /* least first: both */
	uint32_t place;	      /* in the file */
};

struct vb_parts {
	uint64_t documents;
	struct vb_tally_words words;
	struct vb_tally_text text; /* the sample */
	struct vb_buf titles;
	struct vb_part_title *items; /* of them */
	size_t n, cap;
};

void vb_parts_init(struct vb_parts *p);
void vb_parts_clear(struct vb_parts *p);

/*
 * Take title, number and id of a document; `docid` decides between those
 * otherwise equal. VB_OK, VB_NO_MEMORY.
 */
vb_status vb_parts_title(struct vb_parts *p, const struct vb_entry *entry,
			 uint32_t docid);

/* Append the whole file. VB_OK, VB_TOO_BIG, VB_NO_MEMORY. */
vb_status vb_parts_write(struct vb_buf *out, struct vb_parts *p);

/* Append the phrases worth suggesting: their three sections, in order. */
vb_status vb_parts_phrases(struct vb_buf sections[3], struct vb_parts *p,
			   struct vb_grams grams[VB_GRAM_MOST - 1]);

/* Append the starts in `titles` (TITLE_TEXT) and their blocks. */
vb_status vb_parts_starts(struct vb_buf sections[2], struct vb_str titles);

/* Append an offset or count as the file has it. */
static inline vb_status vb_parts_put(struct vb_buf *out, size_t number)
{
	uint32_t n = (uint32_t)number;

	return vb_buf_append(out, vb_str_of((const char *)&n, sizeof(n)));
}

#define VB_TITLE_BYTES 240 /* of a title, kept */

#endif
