/*
 * format/pdf: words with their places -> blocks. Private to lib/format.
 *
 *	pdftotext -bbox-layout, tesseract's TSV	pdf_words.c
 *	-> words of a page, joined		pdf_join.c
 *	   and decoded to be seen		pdf_decode.c, pdf_fonts.c
 *	-> turned upright			pdf_turn.c
 *	-> rows					pdf_rows.c
 *	   without running heads and numbers	pdf_furniture.c
 *	-> lines, column by column		pdf_columns.c
 *	-> paragraphs through vb_layout		pdf_blocks.c, pdf_tail.c
 *
 * Why words with boxes and not -layout or -raw: whether a line ends its
 * paragraph, whether two words beside each other belong to one line or to
 * two columns, and whether a line is the head of its page can only be told
 * from places. -layout has places, but rounded to a grid that wide letters
 * bend, and -raw has none. The lines and blocks that -bbox-layout adds tell
 * only in which direction their words run: in tables of the gazette they go
 * through two cells.
 *
 * Places are in points (1/72 inch) from the top left corner. All of it takes
 * time n log n in the words; nothing here starts a program.
 */
#ifndef VB_FORMAT_PDF_H
#define VB_FORMAT_PDF_H

#include "base/arena.h"
#include "base/status.h"
#include "format/layout.h"

struct vb_pdf_word {
	double x0, y0, x1, y1;
	struct vb_str text;	    /* UTF-8 as the program wrote it */
	struct vb_str seen;	    /* decoded, as a reader sees it */
	const struct vb_font *font; /* NULL: not known */
	unsigned block, line;	    /* as pdftotext counted; 0: not known */
};

struct vb_pdf_page {
	unsigned number; /* from 1; the same again: its turned part */
	double width, height;
	size_t first, n; /* its words */
	bool ocr;	 /* read from a picture */
};

struct vb_pdf {
	struct vb_arena arena; /* texts and fonts */
	struct vb_pdf_word *words;
	size_t n_words, room_words;
	struct vb_pdf_page *pages;
	size_t n_pages, room_pages;
};

/* clang-format off */
#define VB_PDF_INIT { .arena = VB_ARENA_INIT }
/* clang-format on */

void vb_pdf_clear(struct vb_pdf *pdf);

/*
 * Append the pages of what `pdftotext -bbox-layout` printed, numbered from
 * pdf->n_pages + 1. What is not of that form is skipped; what is cut off in
 * the middle is read up to there. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_pdf_parse(struct vb_pdf *pdf, struct vb_str xhtml);

/*
 * Give words their fonts by what `pdftohtml -xml` printed of the same pages,
 * and undo in words of an old Vietnamese font what Distiller did to four of
 * its bytes (see pdf_fonts.c). VB_OK or VB_NO_MEMORY.
 */
vb_status vb_pdf_parse_fonts(struct vb_pdf *pdf, struct vb_str xml);

/* Is a font of this name in a PDF one with an old Vietnamese encoding? */
bool vb_pdf_font_is_old(struct vb_str raw);

/*
 * Put what tesseract printed as TSV into page `at` of pdf->pages, which it
 * replaces; `dpi` is the resolution of the picture. Only TSV's page
 * `tsv_page` is read. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_pdf_parse_tsv(struct vb_pdf *pdf, size_t at, struct vb_str tsv,
			   unsigned tsv_page, double dpi);

/* Append an empty page of that size. VB_OK or VB_NO_MEMORY. */
vb_status vb_pdf_add_page(struct vb_pdf *pdf, double width, double height);

/*
 * Join words of a page that were one before its font changed in the middle.
 * A part of vb_pdf_decode. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_pdf_join(struct vb_pdf *pdf);

/*
 * Fill `seen` of every word: what heads, capitals and numbers are told by.
 * The text that is kept is decoded again by vb_layout, which then knows the
 * whole document. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_pdf_decode(struct vb_pdf *pdf);

/*
 * Turn text that was printed sideways or upside down. Such words of a page
 * get a page of their own behind it, with the same number, on which they
 * stand upright; running heads and text in two directions no longer mix.
 * From then on an index into pdf->pages does not tell the number of a page.
 * VB_OK or VB_NO_MEMORY.
 */
vb_status vb_pdf_turn(struct vb_pdf *pdf);

/* Words of letters on a page, and those among them that could be one. */
struct vb_pdf_count {
	size_t words, valid;
};

struct vb_pdf_count vb_pdf_count(const struct vb_pdf *pdf,
				 const struct vb_pdf_page *page);

/* A stretch of words on one line of a column, or a row of a table. */
struct vb_pdf_line {
	unsigned page; /* index into pdf->pages */
	double x0, y0, x1, y1;
	double left, right;  /* of the column it stands in */
	unsigned column;     /* another number: another column */
	bool row;	     /* of a table */
	size_t first, n;     /* in vb_pdf_lines.words */
	size_t tail, n_tail; /* of a row: lines of the next page that go on */
};

/* Rows as found on a page before columns are told apart. */
struct vb_pdf_row {
	unsigned page;
	double y0, y1, x0, x1;
	size_t first, n; /* in vb_pdf_lines.words, from left to right */
	double height;	 /* of its letters: the median */
	bool furniture;	 /* running head, foot or page number */
	bool stamp;	 /* of an electronic signature */
};

struct vb_pdf_lines {
	const struct vb_pdf *pdf;
	const struct vb_pdf_word **words; /* by rows */
	unsigned *cell;			  /* of each of them in its table */
	struct vb_pdf_row *rows;
	size_t n_rows, room_rows;
	size_t *page_rows; /* first row of each page, and the end */
	struct vb_pdf_line *lines;
	size_t n_lines, room_lines;
	double height; /* of most letters in the document */
	double gap;    /* between words, usual on the page at work */
};

/* Words of each page into rows. VB_OK or VB_NO_MEMORY. */
vb_status vb_pdf_find_rows(struct vb_pdf_lines *out, const struct vb_pdf *pdf);

/* Mark the rows that are furniture or stamps. VB_OK or VB_NO_MEMORY. */
vb_status vb_pdf_find_furniture(struct vb_pdf_lines *lines);

/* Rows that are left into lines in reading order. VB_OK or VB_NO_MEMORY. */
vb_status vb_pdf_find_lines(struct vb_pdf_lines *lines);

/*
 * Is line `row`, the last of a page's text and a row of a table, cut at the
 * page's end? Sets its `tail` and `n_tail`, lines from `next` on, which is the
 * first of the next page, and in which of its cells their words are.
 */
void vb_pdf_find_tail(struct vb_pdf_lines *lines, size_t row, size_t next);

void vb_pdf_lines_clear(struct vb_pdf_lines *lines);

/*
 * All of it: the words of `pdf`, which are turned upright (vb_pdf_turn),
 * become blocks of `l`, whose failures stay in it. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_pdf_write(vb_layout *l, struct vb_pdf *pdf);

#endif
