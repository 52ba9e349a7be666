/*
 * format/ppt: the parts of the reader of PowerPoint files, 97 to 2003.
 * Private to lib/format.
 *
 * The stream is a tree of records. Saving appends: the last edit names a
 * directory of what is where now. Facts: [MS-PPT].
 */
#ifndef VB_FORMAT_PPT_H
#define VB_FORMAT_PPT_H

#include "base/arena.h"
#include "format/layout.h"
#include "format/ole.h"

#define VB_PPT_TYPES 9 /* kinds of texts */
#define VB_PPT_NO_FONT 0xFFFF

/* Kinds of records that are looked at. */
enum {
	PPT_DOCUMENT = 0x03E8,
	PPT_SLIDE_PLACE = 0x03F3,
	PPT_TEXT_REF = 0x0F9E,
	PPT_TEXT_HEADER = 0x0F9F,
	PPT_TEXT_CHARS = 0x0FA0,
	PPT_TEXT_STYLE = 0x0FA1,
	PPT_MASTER_STYLE = 0x0FA3,
	PPT_TEXT_BYTES = 0x0FA8,
	PPT_FONT = 0x0FB7,
	PPT_SLIDE_LIST = 0x0FF0,
	PPT_USER_EDIT = 0x0FF5,
	PPT_DIRECTORY = 0x1772,
	PPT_TEXTBOX = 0xF00D,
};

struct ppt_record {
	unsigned kind, instance;
	bool container;
	struct vb_str data;
	size_t next; /* where the one after begins, in the same string */
};

/* A text and what is said of it. */
struct ppt_text {
	unsigned type;	     /* 0 and 6: titles; 2: notes; 1, 5, 7, 8: bodies */
	struct vb_str chars; /* UTF-16, or Latin-1 */
	bool wide;
	struct vb_str style;
};

struct ppt {
	struct vb_str stream;
	struct vb_arena arena;
	struct vb_str *fonts; /* names, by their number */
	size_t n_fonts;
	unsigned type_fonts[VB_PPT_TYPES]; /* those of a type, from a master */
	vb_layout *layout;
	/* Objects may share records: how many of them, and how many bytes of
	 * text, are still read, so that a small file gives no large text. */
	size_t left, text_left;
	vb_status st;
};

/* The record at `at` of `s`; false at the end. */
bool ppt_next(struct ppt_record *out, struct vb_str s, size_t at);

/* The font that the style atom `style` of a master has for its texts. */
unsigned ppt_master_font(struct vb_str style, unsigned type);

/* Put out a text: its paragraphs, each in its fonts. */
void ppt_put(struct ppt *p, const struct ppt_text *text);

#endif
