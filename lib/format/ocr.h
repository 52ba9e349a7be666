/*
 * format/ocr: pictures of text, by tesseract. Private to lib/format.
 *
 * What comes back is tesseract's TSV: words with boxes, which pdf_words.c
 * reads as it does the words of a PDF, so that paragraphs, columns and heads
 * of scanned pages are found in the same way.
 */
#ifndef VB_FORMAT_OCR_H
#define VB_FORMAT_OCR_H

#include "base/buf.h"
#include "base/status.h"

#define VB_OCR_DPI 300

/*
 * Append the TSV of a picture whose format `suffix` names ("png", "pgm").
 * Fails as vb_convert does; VB_UNSUPPORTED with the name of the package also
 * when tesseract is there and its Vietnamese is not.
 */
vb_status vb_ocr_picture(struct vb_buf *tsv, struct vb_str picture,
			 const char *suffix, struct vb_error *err);

/*
 * Append the TSV of page `page` (from 1) of a PDF, painted at `dpi`. Fails as
 * vb_ocr_picture.
 */
vb_status vb_ocr_page(struct vb_buf *tsv, struct vb_str pdf, unsigned page,
		      unsigned dpi, struct vb_error *err);

/*
 * Does what a tool said mean that Vietnamese is not installed? Then `err`
 * becomes VB_UNSUPPORTED and names the package.
 */
bool vb_ocr_lacks_language(struct vb_error *err);

#endif
