/*
 * format/fontrun: text in fonts of an old encoding. Private to lib/format.
 *
 * In a page of Unicode the words in .VnTime or VNI-Times are mostly bytes
 * that some program took for Windows-1252; some are good Unicode, in a font
 * that was left over. A font is evidence, the decoder decides.
 */
#ifndef VB_FORMAT_FONTRUN_H
#define VB_FORMAT_FONTRUN_H

#include "base/buf.h"
#include "doc/record.h"
#include "text/decode.h"

struct vb_font_now {
	unsigned charset; /* enum vb_charset; 0: the font implies nothing */
	bool capitals;	  /* it shows small letters as capitals */
};

struct vb_fontrun {
	vb_decoder *decoder[2]; /* small letters, capitals */
	unsigned charset[2];
	struct vb_buf out;
	struct vb_encoding encoding;
	unsigned main; /* in which most of the page was */
};

/* `main`: the decoding in which most of the page was; its words are good by
 * now, but for the capitals that only a font showed. */
void vb_fontrun_init(struct vb_fontrun *f, unsigned main);
void vb_fontrun_clear(struct vb_fontrun *f);

/* `now` in an element with these attributes: <font face>, style. */
void vb_font_enter(struct vb_font_now *now, struct vb_str face,
		   struct vb_str style);

/*
 * Set `*out` to `s` as the font has it: `s` itself, or a view that is good
 * until the next call. VB_OK, VB_TOO_BIG, VB_NO_MEMORY.
 */
vb_status vb_fontrun_read(struct vb_str *out, struct vb_fontrun *f,
			  struct vb_str s, const struct vb_font_now *font);

/* Set `encoding` to what was decoded; nothing more can be read. */
void vb_fontrun_report(struct vb_encoding *encoding, struct vb_fontrun *f);

/*
 * The charset that most names of old fonts in the markup `html` imply, as a
 * name for vb_reader_decode; empty where there are none.
 */
struct vb_str vb_fontrun_sniff(struct vb_str html);

#endif
