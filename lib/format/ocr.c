#include "format/ocr.h"

#include <stdio.h>

#include "format/convert.h"
#include "format/pdf.h"
#include "format/reader.h"

#define PAINT_SECONDS 60
#define READ_SECONDS 180 /* a page of small print takes about ten */
#define PICTURE_BYTES ((size_t)128 << 20)
#define TSV_BYTES ((size_t)64 << 20)
#define PICTURE_PAGES 500 /* of a TIFF */

bool vb_ocr_lacks_language(struct vb_error *err)
{
	struct vb_str said = vb_str_from(err->message);

	if (err->status != VB_BAD_INPUT ||
	    (vb_str_find(said, VB_STR("vie.traineddata"), 0) == VB_NPOS &&
	     vb_str_find(said, VB_STR("language 'vie'"), 0) == VB_NPOS))
		return false;
	vb_error_set(err, VB_UNSUPPORTED,
		     "tesseract has no Vietnamese (Debian package "
		     "tesseract-ocr-vie)");
	return true;
}

vb_status vb_ocr_picture(struct vb_buf *tsv, struct vb_str picture,
			 const char *suffix, struct vb_error *err)
{
	/* --psm 1: find columns, and turn what lies on its side */
	const struct vb_tool tool = {
		.program = "tesseract",
		.package = "tesseract-ocr",
		.args = { "%", "stdout", "-l", "vie", "--psm", "1", "-c",
			  "tessedit_create_tsv=1" },
		.suffix = suffix,
		.seconds = READ_SECONDS,
		.output = TSV_BYTES,
	};
	struct vb_error own = VB_ERROR_INIT;
	vb_status st = vb_convert(tsv, &tool, picture, &own);

	if (st && vb_ocr_lacks_language(&own))
		st = own.status;
	if (st)
		vb_error_set(err, st, "%s", own.message);
	return st;
}

vb_status vb_ocr_page(struct vb_buf *tsv, struct vb_str pdf, unsigned page,
		      unsigned dpi, struct vb_error *err)
{
	char number[16], resolution[16];
	const struct vb_tool tool = {
		.program = "pdftoppm",
		.package = "poppler-utils",
		.args = { "-f", number, "-l", number, "-r", resolution, "-gray",
			  "%" },
		.suffix = "pdf",
		.seconds = PAINT_SECONDS,
		.output = PICTURE_BYTES,
	};
	struct vb_buf picture = VB_BUF_INIT(PICTURE_BYTES);
	vb_status st;

	snprintf(number, sizeof(number), "%u", page);
	snprintf(resolution, sizeof(resolution), "%u", dpi);
	st = vb_convert(&picture, &tool, pdf, err);
	if (!st)
		st = vb_ocr_picture(tsv, vb_buf_str(&picture), "pgm", err);
	vb_buf_clear(&picture);
	return st;
}

/* How many pages has the picture? TSV has a line of level 1 for each. */
static unsigned count_pages(struct vb_str tsv)
{
	struct vb_str line;
	unsigned n = 0;

	while (n < PICTURE_PAGES && vb_str_next_line(&line, &tsv))
		n += vb_str_starts(line, VB_STR("1\t"));
	return n;
}

static const char *suffix_of(struct vb_str bytes)
{
	if (vb_str_starts(bytes, VB_STR("\x89PNG")))
		return "png";
	return vb_str_starts(bytes, VB_STR("\xff\xd8")) ? "jpg" : "tif";
}

/* All pages of the picture into blocks. */
static vb_status write_picture(struct vb_record *record, struct vb_str tsv)
{
	struct vb_pdf pdf = VB_PDF_INIT;
	unsigned n = count_pages(tsv);
	vb_layout *layout = NULL;
	vb_status st = VB_OK, closed;

	for (unsigned i = 0; !st && i < n; i++) {
		st = vb_pdf_add_page(&pdf, 0, 0);
		if (!st)
			st = vb_pdf_parse_tsv(&pdf, i, tsv, i + 1, VB_OCR_DPI);
	}
	if (!st)
		st = vb_layout_open(&layout, record);
	if (!st)
		st = vb_pdf_write(layout, &pdf);
	closed = vb_layout_close(layout);
	vb_pdf_clear(&pdf);
	return st ? st : closed;
}

vb_status vb_read_image(struct vb_record *record, const struct vb_input *in,
			struct vb_error *err)
{
	struct vb_buf tsv = VB_BUF_INIT(TSV_BYTES);
	vb_status st;

	if (in->ocr == VB_OCR_NEVER) {
		record->partial = true;
		return vb_reader_warn(record,
				      "a picture, and recognising text is off: "
				      "--ocr=auto reads it");
	}
	st = vb_ocr_picture(&tsv, in->bytes, suffix_of(in->bytes), err);
	if (!st)
		st = write_picture(record, vb_buf_str(&tsv));
	if (!st && !record->text.len)
		st = vb_error_set(err, VB_BAD_INPUT,
				  "no text was found in the picture");
	vb_buf_clear(&tsv);
	return st;
}
