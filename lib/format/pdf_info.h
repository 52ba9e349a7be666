/*
 * format/pdf_info: what the small tools of poppler print about a PDF.
 * Private to lib/format.
 */
#ifndef VB_FORMAT_PDF_INFO_H
#define VB_FORMAT_PDF_INFO_H

#include "doc/record.h"
#include "format/pdf.h"

/* What pdfinfo printed; views of that text. */
struct vb_pdf_info {
	struct vb_str title, author, created;
	unsigned long pages;
	bool no_copy; /* its owner forbids to copy text, and poppler obeys */
};

void vb_pdf_info_parse(struct vb_pdf_info *info, struct vb_str text);

/*
 * Set author, date and (where the document does not name itself) title, as
 * far as they can be meant: "Microsoft Word - a.doc" is no title and
 * "Administrator" nobody. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_pdf_info_set(struct vb_record *record,
			  const struct vb_pdf_info *info);

/* Has one of the fonts that pdffonts listed an old Vietnamese encoding? */
bool vb_pdf_fonts_are_old(struct vb_str list);

/*
 * Append an empty page for each whose size `pdfinfo -l N` printed. VB_OK or
 * VB_NO_MEMORY.
 */
vb_status vb_pdf_sizes_parse(struct vb_pdf *pdf, struct vb_str text);

/*
 * Add to share[i] (of `n` pages) how much of pdf->pages[i] is covered by the
 * pictures that `pdfimages -list` printed; 1 is all of it.
 */
void vb_pdf_images_parse(double *share, size_t n, const struct vb_pdf *pdf,
			 struct vb_str list);

#endif
