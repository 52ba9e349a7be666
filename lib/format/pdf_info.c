#include "format/pdf_info.h"

#include "doc/letter.h"
#include "format/reader.h"
#include "text/charset.h"

#define MODEST 0.3 /* who made the file, and when, is often somebody else */

void vb_pdf_info_parse(struct vb_pdf_info *info, struct vb_str text)
{
	const struct {
		struct vb_str key;
		struct vb_str *value;
	} rows[] = {
		{ VB_STR("Title:"), &info->title },
		{ VB_STR("Author:"), &info->author },
		{ VB_STR("CreationDate:"), &info->created },
	};
	struct vb_str line;

	*info = (struct vb_pdf_info){ .pages = 0 };
	while (vb_str_next_line(&line, &text)) {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			if (vb_str_starts(line, rows[i].key) &&
			    !rows[i].value->len)
				*rows[i].value = vb_str_trim(
					vb_str_skip(line, rows[i].key.len));
		if (vb_str_starts(line, VB_STR("Pages:")))
			vb_str_to_ulong(&info->pages,
					vb_str_trim(vb_str_skip(line, 6)),
					1000000000);
		if (vb_str_starts(line, VB_STR("Encrypted:")))
			info->no_copy = vb_str_find(line, VB_STR("copy:no"),
						    0) != VB_NPOS;
	}
}

/* The whole points of "595.22 pts", and one for what is left. */
static bool points(unsigned long *out, struct vb_str s)
{
	size_t n = 0;

	while (n < s.len && vb_letter_is_digit(s.ptr[n]))
		n++;
	if (!vb_str_to_ulong(out, vb_str_sub(s, 0, n), 1000000))
		return false;
	*out += n < s.len && s.ptr[n] == '.';
	return true;
}

/* "Page    1 size:  595.22 x 842 pts (A4)": points are rounded up. */
vb_status vb_pdf_sizes_parse(struct vb_pdf *pdf, struct vb_str text)
{
	struct vb_str line;
	vb_status st = VB_OK;

	while (!st && vb_str_next_line(&line, &text)) {
		size_t at = vb_str_find(line, VB_STR(" size:"), 0), by;
		unsigned long width, height;

		if (at == VB_NPOS || !vb_str_starts(line, VB_STR("Page ")))
			continue;
		line = vb_str_trim(vb_str_skip(line, at + 6));
		by = vb_str_find(line, VB_STR(" x "), 0);
		if (by == VB_NPOS || !points(&width, vb_str_sub(line, 0, by)) ||
		    !points(&height, vb_str_skip(line, by + 3)))
			continue;
		st = vb_pdf_add_page(pdf, (double)width, (double)height);
	}
	return st;
}

/* A title that somebody wrote: words, no name of a file, program or site. */
static bool is_title(struct vb_str s)
{
	static const char *const endings[] = {
		".doc", ".docx", ".pdf", ".xls",  ".xlsx", ".rtf", ".odt",
		".ppt", ".pptx", ".tif", ".indd", ".qxd",  ".dot"
	};
	static const char *const starts[] = { "microsoft ",  "untitled",
					      "www.",	     "http",
					      "slide ",	     "document",
					      "powerpoint ", "layout " };

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (vb_str_ends_nocase(s, endings[i]))
			return false;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (vb_str_starts_nocase(s, starts[i]))
			return false;
	return s.len > 8 && vb_str_find(s, VB_STR(" "), 0) != VB_NPOS;
}

static bool is_author(struct vb_str s)
{
	static const char *const nobody[] = {
		"admin", "user",   "pc",    "windows",	"microsoft", "owner",
		"hp",	 "lenovo", "dell",  "unknown",	"my ",	     "home",
		"asus",	 "vnn",	   "smart", "computer", "may ",	     "-",
	};

	for (size_t i = 0; i < sizeof(nobody) / sizeof(*nobody); i++)
		if (vb_str_starts_nocase(s, nobody[i]))
			return false;
	return s.len > 3 && vb_str_find(s, VB_STR(" "), 0) != VB_NPOS;
}

vb_status vb_pdf_info_set(struct vb_record *record,
			  const struct vb_pdf_info *info)
{
	bool official = vb_record_is_official(record->text);
	vb_status st = VB_OK;

	if (!official && is_title(info->title))
		st = vb_reader_set(record, VB_FIELD_TITLE, info->title,
				   VB_HOW_READ, 0.5);
	if (!st && is_author(info->author))
		st = vb_reader_set(record, VB_FIELD_AUTHOR, info->author,
				   VB_HOW_INFERRED, MODEST);
	if (!st && info->created.len >= 10)
		st = vb_reader_set_date(record,
					vb_str_sub(info->created, 0, 10),
					VB_HOW_INFERRED, MODEST);
	return st;
}

bool vb_pdf_fonts_are_old(struct vb_str list)
{
	struct vb_str line;

	while (vb_str_next_line(&line, &list)) {
		size_t end = vb_str_find(line, VB_STR(" "), 0);

		if (end != VB_NPOS &&
		    vb_pdf_font_is_old(vb_str_sub(line, 0, end)))
			return true;
	}
	return false;
}

/* The next number of a table's line, behind white space. */
static bool next_number(unsigned long *out, struct vb_str *rest)
{
	size_t n = 0;

	*rest = vb_str_trim(*rest);
	while (n < rest->len && rest->ptr[n] != ' ')
		n++;
	if (!n)
		return false;
	if (!vb_str_to_ulong(out, vb_str_sub(*rest, 0, n), 1000000))
		*out = 0;
	*rest = vb_str_skip(*rest, n);
	return true;
}

/*
 * page num type width height color comp bpc enc interp object ID x-ppi y-ppi
 */
void vb_pdf_images_parse(double *share, size_t n, const struct vb_pdf *pdf,
			 struct vb_str list)
{
	enum { PAGE, WIDTH = 3, HEIGHT, X_PPI = 12, Y_PPI, N_COLUMNS };
	struct vb_str line;

	while (vb_str_next_line(&line, &list)) {
		unsigned long v[N_COLUMNS] = { 0 };
		const struct vb_pdf_page *page;
		size_t i = 0;

		while (i < N_COLUMNS && next_number(&v[i], &line))
			i++;
		if (i < N_COLUMNS || !v[PAGE] || v[PAGE] > n || !v[X_PPI] ||
		    !v[Y_PPI])
			continue;
		page = &pdf->pages[v[PAGE] - 1];
		if (page->width > 0 && page->height > 0)
			share[v[PAGE] - 1] +=
				72.0 * (double)v[WIDTH] / (double)v[X_PPI] *
				72.0 * (double)v[HEIGHT] / (double)v[Y_PPI] /
				(page->width * page->height);
	}
}
