#include "format/pdf.h"

#include <stdio.h>
#include <stdlib.h>

#include "format/convert.h"
#include "format/ocr.h"
#include "format/pdf_info.h"
#include "format/reader.h"

#define PAGES 5000 /* of a file are read */
#define PAGES_ARG "5000"
#define OCR_PAGES 200  /* of a file are recognised */
#define OCR_SIDE 6000  /* pixels of a page's longer side, at most */
#define FEW_WORDS 40   /* on a picture: a stamp, a page number, a watermark */
#define GOOD_SHARE 0.6 /* of words that are syllables: below, noise */
#define COVERED 0.5    /* of a page by pictures: it was scanned */
#define TOOL_BYTES ((size_t)256 << 20)

/* poppler's tools about the file and about its text. */
static const struct vb_tool info_tool = {
	.program = "pdfinfo",
	.package = "poppler-utils",
	.args = { "-isodates", "-enc", "UTF-8", "%" },
	.suffix = "pdf",
	.output = 1 << 20,
};
static const struct vb_tool sizes_tool = {
	.program = "pdfinfo",
	.package = "poppler-utils",
	.args = { "-f", "1", "-l", PAGES_ARG, "%" },
	.suffix = "pdf",
	.output = 16 << 20,
};
static const struct vb_tool text_tool = {
	.program = "pdftotext",
	.package = "poppler-utils",
	.args = { "-q", "-bbox-layout", "-enc", "UTF-8", "-l", PAGES_ARG, "%",
		  "-" },
	.suffix = "pdf",
	.output = TOOL_BYTES,
};
static const struct vb_tool fonts_tool = {
	.program = "pdffonts",
	.package = "poppler-utils",
	.args = { "-l", PAGES_ARG, "%" },
	.suffix = "pdf",
	.output = 16 << 20,
};
static const struct vb_tool html_tool = {
	.program = "pdftohtml",
	.package = "poppler-utils",
	.args = { "-q", "-xml", "-i", "-stdout", "-enc", "UTF-8", "-l",
		  PAGES_ARG, "%" },
	.suffix = "pdf",
	.output = TOOL_BYTES,
};
static const struct vb_tool images_tool = {
	.program = "pdfimages",
	.package = "poppler-utils",
	.args = { "-list", "-l", PAGES_ARG, "%" },
	.suffix = "pdf",
	.output = 64 << 20,
};

/* A PDF being read. */
struct job {
	struct vb_record *record;
	const struct vb_input *in;
	struct vb_buf info_text;
	struct vb_pdf_info info;
	struct vb_pdf pdf;
	double *covered; /* by pictures, of each page; NULL: not known yet */
	size_t recognised;
	bool no_ocr; /* told so already */
};

static vb_status warn(struct job *job, const char *words)
{
	job->record->partial = true;
	return vb_reader_warn(job->record, "%s", words);
}

static bool says(const struct vb_error *err, const char *words)
{
	return strstr(err->message, words) != NULL;
}

/* What poppler says, in words that help. */
static vb_status explain(struct vb_error *err, const struct vb_error *own)
{
	if (says(own, "ncorrect password"))
		return vb_error_set(err, VB_BAD_INPUT,
				    "encrypted PDF: it needs a password");
	if (says(own, "page count 0"))
		return vb_error_set(err, VB_BAD_INPUT, "PDF without pages");
	if (own->status == VB_BAD_INPUT)
		return vb_error_set(err, VB_BAD_INPUT, "damaged PDF (%s)",
				    own->message);
	return vb_error_set(err, own->status, "%s", own->message);
}

static vb_status read_info(struct job *job, struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;

	if (vb_convert(&job->info_text, &info_tool, job->in->bytes, &own))
		return explain(err, &own);
	vb_pdf_info_parse(&job->info, vb_buf_str(&job->info_text));
	if (!job->info.pages)
		return vb_error_set(err, VB_BAD_INPUT, "PDF without pages");
	if (job->info.pages <= PAGES)
		return VB_OK;
	job->record->partial = true;
	return vb_reader_warn(job->record,
			      "only the first %d of %lu pages were read", PAGES,
			      job->info.pages);
}

static vb_status read_text(struct job *job, struct vb_error *err)
{
	struct vb_buf xhtml = VB_BUF_INIT(TOOL_BYTES);
	struct vb_error own = VB_ERROR_INIT;
	vb_status st = vb_convert(&xhtml, &text_tool, job->in->bytes, &own);

	if (st == VB_TOO_BIG)
		st = warn(job, "it has too much text to read all of it");
	else if (st)
		st = explain(err, &own);
	if (!st)
		st = vb_pdf_parse(&job->pdf, vb_buf_str(&xhtml));
	vb_buf_clear(&xhtml);
	if (!st && !job->pdf.n_pages)
		st = vb_error_set(err, VB_BAD_INPUT, "PDF without pages");
	return st;
}

/*
 * Poppler does not print text that the owner forbids to copy, but paints it:
 * the pages, empty as yet, are read as scanned ones are.
 */
static vb_status read_sizes(struct job *job, struct vb_error *err)
{
	struct vb_buf sizes = VB_BUF_INIT(TOOL_BYTES);
	struct vb_error own = VB_ERROR_INIT;
	vb_status st = vb_convert(&sizes, &sizes_tool, job->in->bytes, &own);

	st = st ? explain(err, &own) :
		  vb_pdf_sizes_parse(&job->pdf, vb_buf_str(&sizes));
	vb_buf_clear(&sizes);
	if (!st && !job->pdf.n_pages)
		return vb_error_set(err, VB_BAD_INPUT, "PDF without pages");
	if (!st && job->in->ocr == VB_OCR_NEVER)
		return warn(job, "its owner does not allow to copy text, and "
				 "recognising it is off");
	if (!st)
		st = vb_reader_warn(job->record,
				    "its owner does not allow to copy text: "
				    "it was recognised on pictures of its "
				    "pages");
	return st;
}

/* Fonts, where an old one is among them. Without them the text is still
 * decoded, but for capitals: so a failure is none. */
static vb_status read_fonts(struct job *job)
{
	struct vb_buf list = VB_BUF_INIT(TOOL_BYTES);
	vb_status st = vb_convert(&list, &fonts_tool, job->in->bytes, NULL);
	bool old = !st && vb_pdf_fonts_are_old(vb_buf_str(&list));

	vb_buf_truncate(&list, 0);
	st = VB_OK;
	if (old && !vb_convert(&list, &html_tool, job->in->bytes, NULL))
		st = vb_pdf_parse_fonts(&job->pdf, vb_buf_str(&list));
	vb_buf_clear(&list);
	return st;
}

/* How much of each page do pictures cover? Asked only when it matters. */
static vb_status look_at_images(struct job *job)
{
	struct vb_buf list = VB_BUF_INIT(TOOL_BYTES);

	if (job->covered)
		return VB_OK;
	job->covered = calloc(job->pdf.n_pages, sizeof(*job->covered));
	if (!job->covered)
		return VB_NO_MEMORY;
	if (!vb_convert(&list, &images_tool, job->in->bytes, NULL))
		vb_pdf_images_parse(job->covered, job->pdf.n_pages, &job->pdf,
				    vb_buf_str(&list));
	vb_buf_clear(&list);
	return VB_OK;
}

/*
 * Must page `i` be recognised? Yes when it has no words, and when a picture
 * covers it and its words are few, or are none.
 */
static vb_status wants_ocr(bool *wanted, struct job *job, size_t i)
{
	struct vb_pdf_count count = vb_pdf_count(&job->pdf, &job->pdf.pages[i]);
	bool noise = (double)count.valid < GOOD_SHARE * (double)count.words;
	vb_status st;

	*wanted = job->in->ocr == VB_OCR_ALWAYS || !count.words;
	if (job->in->ocr == VB_OCR_NEVER)
		*wanted = false;
	if (*wanted || job->in->ocr == VB_OCR_NEVER ||
	    (!noise && count.words >= FEW_WORDS))
		return VB_OK;
	st = look_at_images(job);
	*wanted = !st && job->covered[i] >= COVERED;
	return st;
}

static unsigned dpi_of(const struct vb_pdf_page *page)
{
	double side = page->width > page->height ? page->width : page->height;

	if (side * VB_OCR_DPI / 72 <= OCR_SIDE)
		return VB_OCR_DPI;
	return (unsigned)(OCR_SIDE * 72 / side) + 1;
}

/* A page that cannot be recognised keeps the words that it has. */
static vb_status ocr_failed(struct job *job, unsigned page, vb_status st,
			    const struct vb_error *own)
{
	if (st == VB_NO_MEMORY)
		return st;
	job->no_ocr = st == VB_UNSUPPORTED || st == VB_NO_SPACE || st == VB_IO;
	job->record->partial = true;
	return vb_reader_warn(job->record, "page %u has no text: %s", page,
			      own->message);
}

static vb_status ocr_page(struct job *job, size_t i)
{
	const struct vb_pdf_page before = job->pdf.pages[i];
	struct vb_pdf_count had = vb_pdf_count(&job->pdf, &before), has;
	unsigned page = before.number, dpi = dpi_of(&before);
	struct vb_buf tsv = VB_BUF_INIT(TOOL_BYTES);
	struct vb_error own = VB_ERROR_INIT;
	vb_status st = vb_ocr_page(&tsv, job->in->bytes, page, dpi, &own);

	if (st) {
		st = ocr_failed(job, page, st, &own);
		goto done;
	}
	job->recognised++;
	st = vb_pdf_parse_tsv(&job->pdf, i, vb_buf_str(&tsv), 1, dpi);
	if (st)
		goto done;
	has = vb_pdf_count(&job->pdf, &job->pdf.pages[i]);
	if (job->in->ocr != VB_OCR_ALWAYS && has.valid < had.valid)
		job->pdf.pages[i] = before;
done:
	vb_buf_clear(&tsv);
	return st;
}

/* Pages that only a look at their pictures could read, and nobody may look. */
static vb_status tell_pictures(struct job *job)
{
	size_t left = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < job->pdf.n_pages; i++) {
		if (vb_pdf_count(&job->pdf, &job->pdf.pages[i]).words)
			continue;
		st = look_at_images(job);
		left += !st && job->covered[i] >= COVERED;
	}
	if (st || !left)
		return st;
	job->record->partial = true;
	return vb_reader_warn(job->record,
			      "%zu pages are pictures, and recognising text is "
			      "off: --ocr=auto reads them",
			      left);
}

static vb_status read_pictures(struct job *job)
{
	size_t left = 0;
	vb_status st = VB_OK;

	if (job->in->ocr == VB_OCR_NEVER && !job->info.no_copy)
		return tell_pictures(job);
	for (size_t i = 0; !st && i < job->pdf.n_pages; i++) {
		bool wanted = false;

		st = wants_ocr(&wanted, job, i);
		if (st || !wanted || job->no_ocr)
			continue;
		if (job->recognised >= OCR_PAGES)
			left++;
		else
			st = ocr_page(job, i);
	}
	if (st || !left)
		return st;
	job->record->partial = true;
	return vb_reader_warn(job->record,
			      "%zu pages were not recognised: %d are the limit",
			      left, OCR_PAGES);
}

static vb_status write_blocks(struct job *job)
{
	vb_layout *layout;
	vb_status st = vb_layout_open(&layout, job->record), closed;

	if (!st)
		st = vb_pdf_write(layout, &job->pdf);
	closed = vb_layout_close(layout);
	return st ? st : closed;
}

vb_status vb_read_pdf(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err)
{
	struct job job = {
		.record = record,
		.in = in,
		.info_text = VB_BUF_INIT(1 << 20),
		.pdf = VB_PDF_INIT,
	};
	vb_status st = read_info(&job, err);

	if (!st && job.info.no_copy)
		st = read_sizes(&job, err);
	else if (!st)
		st = read_text(&job, err);
	if (!st && !job.info.no_copy)
		st = read_fonts(&job);
	if (!st)
		st = vb_pdf_decode(&job.pdf);
	if (!st)
		st = read_pictures(&job);
	if (!st)
		st = write_blocks(&job);
	if (!st)
		st = vb_pdf_info_set(record, &job.info);
	if (!st && !record->text.len && !record->partial)
		st = vb_error_set(err, VB_BAD_INPUT, "no text on %zu pages",
				  job.pdf.n_pages);
	free(job.covered);
	vb_pdf_clear(&job.pdf);
	vb_buf_clear(&job.info_text);
	return st;
}
