/*
 * format/layout_raw: what a layout gathers before it is decoded. Private to
 * layout*.c.
 *
 * Runs go to the line of what their font declares, one line a stretch: '\n'
 * and then the text. A block is stretches in order, so that decoded lines,
 * taken one after another from their kinds, make the blocks again.
 */
#ifndef VB_FORMAT_LAYOUT_RAW_H
#define VB_FORMAT_LAYOUT_RAW_H

#include "format/layout.h"
#include "text/charset.h"

#define VB_LAYOUT_KINDS VB_CHARSET_CP1252 /* no font declares what follows */

struct vb_span {
	size_t from, to;
};

/* All text of one declared charset; of VB_CHARSET_UTF8: nothing declared. */
struct vb_layout_kind {
	struct vb_buf raw;
	struct vb_span *capitals; /* shown in capitals; in order */
	size_t n_capitals, cap_capitals;
	size_t raised; /* of them, made capitals while decoding */
	/* bytes of letters that only Unicode has, and that Windows-1252 has */
	size_t unicode, western;
};

struct vb_raw_block {
	enum vb_block_kind kind;
	unsigned level;
	size_t stretches; /* of l->stretches, from where the last one ended */
};

struct vb_layout {
	struct vb_record *record;
	vb_status st; /* the first failure */
	struct vb_layout_kind kinds[VB_LAYOUT_KINDS];
	struct vb_raw_block *blocks;
	size_t n_blocks, cap_blocks;
	uint8_t *stretches; /* the kind of each */
	size_t n_stretches, cap_stretches;
	size_t bytes; /* of everything gathered, against the limit */
	bool open;    /* a block with text may be written to */
	unsigned at;  /* kind of the stretch that is open, if any */
	bool in_stretch;
	bool sheets; /* vb_layout_sheet was called */
};

/* Is `code` a letter of Vietnamese that Windows-1252 has not? */
static inline bool vb_layout_is_unicode(uint32_t code)
{
	return (code >= 0x1EA0 && code <= 0x1EF9) || code == 0x102 ||
	       code == 0x103 || code == 0x110 || code == 0x111 ||
	       code == 0x128 || code == 0x129 || code == 0x168 ||
	       code == 0x169 || code == 0x1A0 || code == 0x1A1 ||
	       code == 0x1AF || code == 0x1B0 ||
	       (code >= 0x300 && code <= 0x323);
}

/*
 * Take out of `text`, and of its blocks, what vb_layout_sheet put there and
 * should not be.
 */
void vb_layout_name_sheets(struct vb_buf *text, struct vb_block *blocks,
			   size_t *n);

#endif
