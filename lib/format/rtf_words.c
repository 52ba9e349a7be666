/*
 * What the control words of RTF mean for text.
 */
#include <stdlib.h>

#include "format/rtf.h"

enum action {
	TARGET, /* text of this group goes to `arg` */
	CHAR,	/* the character `arg` */
	PARAGRAPH,
	LINE,
	CELL,
	ROW,
	NESTED_CELL,
	PARD,
	PLAIN,
	FONT,
	DEFAULT_FONT,
	CHARSET,
	CODEPAGE,
	CAPITALS,
	HIDDEN,
	FALLBACK,
	UNIT,
	IN_TABLE,
	LIST,
	LIST_LEVEL,
	OUTLINE,
	LABEL,
	YEAR,
	MONTH,
	DAY,
	KEPT, /* a starred group that has text of the document */
};

/* In order of bytes. What is not here means nothing for text. */
static const struct word {
	const char *name;
	enum action action;
	unsigned arg;
} words[] = {
	{ "annotation", TARGET, VB_RTF_SKIP },
	{ "ansicpg", CODEPAGE, 0 },
	{ "author", TARGET, VB_RTF_AUTHOR },
	{ "bullet", CHAR, 0x2022 },
	{ "caps", CAPITALS, 0 },
	{ "cell", CELL, 0 },
	{ "colortbl", TARGET, VB_RTF_SKIP },
	{ "column", PARAGRAPH, 0 },
	{ "creatim", TARGET, VB_RTF_CREATED },
	{ "deff", DEFAULT_FONT, 0 },
	{ "deleted", HIDDEN, 0 },
	{ "dy", DAY, 0 },
	{ "emdash", CHAR, 0x2014 },
	{ "emspace", CHAR, ' ' },
	{ "endash", CHAR, 0x2013 },
	{ "enspace", CHAR, ' ' },
	{ "f", FONT, 0 },
	{ "fcharset", CHARSET, 0 },
	{ "fldinst", TARGET, VB_RTF_SKIP },
	{ "fonttbl", TARGET, VB_RTF_FONT_TABLE },
	{ "footer", TARGET, VB_RTF_SKIP },
	{ "footerf", TARGET, VB_RTF_SKIP },
	{ "footerl", TARGET, VB_RTF_SKIP },
	{ "footerr", TARGET, VB_RTF_SKIP },
	{ "footnote", TARGET, VB_RTF_NOTE },
	{ "header", TARGET, VB_RTF_SKIP },
	{ "headerf", TARGET, VB_RTF_SKIP },
	{ "headerl", TARGET, VB_RTF_SKIP },
	{ "headerr", TARGET, VB_RTF_SKIP },
	{ "ilvl", LIST_LEVEL, 0 },
	{ "info", TARGET, VB_RTF_INFO },
	{ "intbl", IN_TABLE, 0 },
	{ "ldblquote", CHAR, 0x201C },
	{ "line", LINE, 0 },
	{ "listtext", LABEL, 0 },
	{ "lquote", CHAR, 0x2018 },
	{ "ls", LIST, 0 },
	{ "mo", MONTH, 0 },
	{ "nestcell", NESTED_CELL, 0 },
	{ "nestrow", NESTED_CELL, 0 },
	{ "nonesttables", TARGET, VB_RTF_SKIP },
	{ "nonshppict", TARGET, VB_RTF_SKIP },
	{ "objdata", TARGET, VB_RTF_SKIP },
	{ "outlinelevel", OUTLINE, 0 },
	{ "page", PARAGRAPH, 0 },
	{ "par", PARAGRAPH, 0 },
	{ "pard", PARD, 0 },
	{ "pict", TARGET, VB_RTF_SKIP },
	{ "plain", PLAIN, 0 },
	{ "pntext", LABEL, 0 },
	{ "qmspace", CHAR, ' ' },
	{ "rdblquote", CHAR, 0x201D },
	{ "row", ROW, 0 },
	{ "rquote", CHAR, 0x2019 },
	{ "rxe", TARGET, VB_RTF_SKIP },
	{ "sect", PARAGRAPH, 0 },
	{ "shpinst", KEPT, 0 },
	{ "shprslt", TARGET, VB_RTF_SKIP },
	{ "shptxt", PARAGRAPH, 0 },
	{ "sn", TARGET, VB_RTF_SKIP },
	{ "stylesheet", TARGET, VB_RTF_SKIP },
	{ "sv", TARGET, VB_RTF_SKIP },
	{ "tab", CHAR, '\t' },
	{ "tc", TARGET, VB_RTF_SKIP },
	{ "title", TARGET, VB_RTF_TITLE },
	{ "txe", TARGET, VB_RTF_SKIP },
	{ "u", UNIT, 0 },
	{ "uc", FALLBACK, 0 },
	{ "ud", KEPT, 0 }, /* in Unicode what stood before it in bytes */
	{ "v", HIDDEN, 0 },
	{ "xe", TARGET, VB_RTF_SKIP },
	{ "yr", YEAR, 0 },
};

static int compare(const void *key, const void *item)
{
	const struct vb_str *name = key;
	const struct word *word = item;

	return vb_str_cmp(*name, vb_str_from(word->name));
}

/* Words that begin a group's target; inside of what is skipped none does. */
static void set_target(struct vb_rtf *r, enum vb_rtf_target target)
{
	enum vb_rtf_target was = r->now.target;

	if (was == VB_RTF_SKIP || (was == VB_RTF_FONT_TABLE))
		return;
	/* Of the information, only what is named; title and author are words
	 * of other things elsewhere. */
	if ((target >= VB_RTF_TITLE) != (was == VB_RTF_INFO))
		return;
	vb_rtf_flush(r);
	r->now.target = target;
	if (target == VB_RTF_TITLE) /* said again in Unicode: that counts */
		vb_buf_truncate(&r->title, 0);
	else if (target == VB_RTF_AUTHOR)
		vb_buf_truncate(&r->author, 0);
	/* A note has its own paragraphs, outside the table its mark is in. */
	if (target == VB_RTF_NOTE)
		r->now.in_table = r->now.in_list = false;
}

static void pard(struct vb_rtf *r)
{
	if (r->now.in_label)
		return;
	vb_rtf_flush(r);
	r->now.in_table = r->now.in_list = false;
	r->now.list_level = r->now.outline = 0;
}

static void plain(struct vb_rtf *r)
{
	vb_rtf_flush(r);
	r->now.font = r->default_font;
	r->now.capitals = r->now.hidden = false;
}

static unsigned clamp(long value, unsigned max)
{
	if (value < 0)
		return 0;
	return value > (long)max ? max : (unsigned)value;
}

static void set_font(struct vb_rtf *r, unsigned number)
{
	vb_rtf_flush(r);
	r->now.font = number;
	if (r->now.target == VB_RTF_FONT_TABLE)
		vb_rtf_begin_font(r, number);
}

static void set_charset(struct vb_rtf *r, unsigned charset)
{
	if (r->now.target == VB_RTF_FONT_TABLE && r->n_fonts)
		r->fonts[r->n_fonts - 1].charset = charset;
}

/* Properties of a paragraph, and numbers. */
static void set_value(struct vb_rtf *r, enum action action, long value)
{
	switch (action) {
	case DEFAULT_FONT:
		r->default_font = clamp(value, VB_RTF_FONTS - 1);
		r->now.font = r->default_font;
		break;
	case CODEPAGE:
		r->codepage = clamp(value, 0xFFFF);
		break;
	case FALLBACK:
		r->now.fallback = clamp(value, 255);
		break;
	case IN_TABLE:
		vb_rtf_flush(r);
		r->now.in_table = value;
		break;
	case LIST:
		r->now.in_list = value;
		break;
	case LIST_LEVEL:
		r->now.list_level = clamp(value, 8);
		break;
	case OUTLINE:
		r->now.outline = value < 9 ? clamp(value, 8) + 1 : 0;
		break;
	case YEAR:
		if (r->now.target == VB_RTF_CREATED)
			r->year = clamp(value, 9999);
		break;
	case MONTH:
		if (r->now.target == VB_RTF_CREATED)
			r->month = clamp(value, 99);
		break;
	case DAY:
		if (r->now.target == VB_RTF_CREATED)
			r->day = clamp(value, 99);
		break;
	default:
		break;
	}
}

static void act(struct vb_rtf *r, const struct word *word, long value)
{
	switch (word->action) {
	case TARGET:
		set_target(r, (enum vb_rtf_target)word->arg);
		break;
	case CHAR:
		vb_rtf_char(r, word->arg);
		break;
	case PARAGRAPH:
		vb_rtf_end_paragraph(r);
		break;
	case LINE:
		vb_rtf_end_line(r);
		break;
	case CELL:
		vb_rtf_end_cell(r);
		break;
	case ROW:
		vb_rtf_end_row(r);
		break;
	case NESTED_CELL:
		vb_rtf_end_line(r);
		break;
	case PARD:
		pard(r);
		break;
	case PLAIN:
		plain(r);
		break;
	case FONT:
		set_font(r, clamp(value, VB_RTF_FONTS - 1));
		break;
	case CHARSET:
		set_charset(r, clamp(value, 255));
		break;
	case CAPITALS:
		vb_rtf_flush(r);
		r->now.capitals = value;
		break;
	case HIDDEN:
		vb_rtf_flush(r);
		r->now.hidden = value;
		break;
	case UNIT:
		vb_rtf_unit(r, (unsigned)value & 0xFFFF);
		r->skip = r->now.fallback;
		break;
	case LABEL:
		r->now.in_label = true;
		break;
	default:
		set_value(r, word->action, value);
		break;
	}
}

void vb_rtf_word(struct vb_rtf *r, struct vb_str name, long value,
		 bool has_value)
{
	const struct word *word =
		bsearch(&name, words, sizeof(words) / sizeof(words[0]),
			sizeof(words[0]), compare);
	bool starred = r->now.starred;

	r->now.starred = false;
	if (starred && (!word || word->action != KEPT)) {
		/* What a reader need not know. */
		if (!word ||
		    (word->action != TARGET && word->action != LABEL)) {
			vb_rtf_flush(r);
			r->now.target = VB_RTF_SKIP;
		}
	}
	if (word)
		act(r, word, has_value ? value : 1);
}
