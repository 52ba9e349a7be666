/*
 * The names of a workbook's sheets, once it is known what the sheets hold.
 */
#include "format/layout.h"
#include "format/layout_raw.h"
#include "text/text.h"

/* Levels of headings that are names of sheets, until they are looked at. */
enum { SHEET_NAMED = 254, SHEET_UNNAMED };

/* Names that programs give, before a number. */
static const char *const defaults[] = { "Sheet", "Trang tính", "Trang_tính",
					"Feuil", "Tabelle" };

static bool is_default_name(struct vb_str name)
{
	unsigned long number;

	if (!name.len)
		return true;
	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
		struct vb_str start = vb_str_from(defaults[i]);

		if (vb_str_starts(name, start) &&
		    vb_str_to_ulong(&number,
				    vb_str_trim(vb_str_skip(name, start.len)),
				    1000))
			return true;
	}
	return false;
}

void vb_layout_sheet(vb_layout *l, struct vb_str name)
{
	if (!l)
		return;
	l->sheets = true;
	vb_layout_begin(l, VB_BLOCK_HEADING,
			is_default_name(vb_str_trim(name)) ? SHEET_UNNAMED :
							     SHEET_NAMED);
	vb_layout_text(l, vb_str_trim(name).len ? name : VB_STR("Sheet"), NULL);
}

static bool is_name(const struct vb_block *b)
{
	return b->kind == VB_BLOCK_HEADING && b->level >= SHEET_NAMED;
}

/* Does something follow the name, before the next one? */
static bool has_rows(const struct vb_block *blocks, size_t n, size_t i)
{
	return i + 1 < n && !is_name(&blocks[i + 1]);
}

void vb_layout_name_sheets(struct vb_buf *text, struct vb_block *blocks,
			   size_t *n)
{
	size_t sheets = 0, kept = 0, len = 0;

	for (size_t i = 0; i < *n; i++)
		sheets += is_name(&blocks[i]) && has_rows(blocks, *n, i);
	for (size_t i = 0; i < *n; i++) {
		struct vb_block b = blocks[i];

		if (is_name(&b) && (sheets < 2 || b.level == SHEET_UNNAMED ||
				    !has_rows(blocks, *n, i)))
			continue;
		if (is_name(&b))
			b.level = 1;
		if (kept)
			text->ptr[len++] = '\n';
		memmove(text->ptr + len, text->ptr + b.from, b.to - b.from);
		b.to -= b.from - len;
		b.from = len;
		len = b.to;
		blocks[kept++] = b;
	}
	vb_buf_truncate(text, len);
	*n = kept;
}
