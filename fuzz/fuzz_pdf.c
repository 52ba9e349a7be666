/*
 * fuzz_pdf: what the programs that read a PDF print, broken at will. The
 * first byte says whose output follows; up to a zero byte it is
 * pdftotext's, behind it pdftohtml's (or tesseract's, pdfimages', pdfinfo's).
 * The programs themselves are not run: they are others', and caged.
 */
#include "format/pdf.h"
#include "format/pdf_info.h"

#include "reading.h"

static void check_order(const struct vb_record *r)
{
	size_t at = 0;

	for (size_t i = 0; i < r->n_blocks; i++) {
		MUST(r->blocks[i].from >= at);
		MUST(r->blocks[i].to >= r->blocks[i].from);
		at = r->blocks[i].to;
	}
	MUST(at <= r->text.len && vb_utf8_valid(r->text));
}

static void parse(struct vb_pdf *pdf, uint8_t which, struct vb_str a,
		  struct vb_str b)
{
	struct vb_pdf_info info;
	double share[4] = { 0 };

	MUST(!vb_pdf_parse(pdf, a));
	vb_pdf_info_parse(&info, b);
	vb_pdf_fonts_are_old(b);
	vb_pdf_images_parse(share, pdf->n_pages < 4 ? pdf->n_pages : 4, pdf, b);
	if (which & 1)
		MUST(!vb_pdf_parse_fonts(pdf, b));
	if (which & 2 && pdf->n_pages)
		MUST(!vb_pdf_parse_tsv(pdf, which % pdf->n_pages, b, 1, 300));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_pdf pdf = VB_PDF_INIT;
	struct vb_record record;
	vb_layout *layout;
	struct vb_str all, a;

	if (!size)
		return 0;
	all = vb_str_of((const char *)data + 1, size - 1);
	a = vb_str_sub(all, 0, vb_str_find(all, vb_str_of("", 1), 0));
	parse(&pdf, data[0], a, vb_str_skip(all, a.len + 1));
	vb_record_init(&record, &arena);
	MUST(!vb_pdf_decode(&pdf));
	MUST(!vb_layout_open(&layout, &record));
	MUST(!vb_pdf_write(layout, &pdf));
	MUST(!vb_layout_close(layout));
	check_order(&record);
	vb_pdf_clear(&pdf);
	vb_arena_clear(&arena);
	return 0;
}
