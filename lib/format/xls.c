#include "format/xls.h"

#include <stdlib.h>

#include "format/reader.h"

#define VERSION_97 0x0600
#define STREAM_LIMIT VB_FORMAT_TEXT_LIMIT
#define MAX_FORMATS 65536 /* of cells, fonts */

bool xls_next(struct xls_record *out, const struct xls *x, size_t at)
{
	size_t len;

	if (at >= x->book.len || x->book.len - at < 4)
		return false;
	len = vb_le16(x->book, at + 2);
	*out = (struct xls_record){
		.kind = vb_le16(x->book, at),
		.data = vb_str_sub(x->book, at + 4, at + 4 + len),
		.next = at + 4 + len,
	};
	return true;
}

#define ADD(buf, item)                                                         \
	vb_buf_append((buf), vb_str_of((const char *)(item), sizeof(*(item))))

static vb_status add_font(struct xls *x, struct vb_str data)
{
	struct xls_text text;
	struct vb_str name;
	vb_status st;

	if (x->fonts.len >= MAX_FORMATS * sizeof(name))
		return VB_OK;
	st = xls_read_text(&text, x, data, 14, false);
	if (!st)
		st = xls_utf8(&name, x, &text);
	return st ? st : ADD(&x->fonts, &name);
}

static vb_status add_xf(struct xls *x, struct vb_str data)
{
	struct xls_format f = { .font = vb_le16(data, 0),
				.number = vb_le16(data, 2) };

	return x->xfs.len < MAX_FORMATS * sizeof(f) ? ADD(&x->xfs, &f) : VB_OK;
}

/*
 * Does a format of numbers show days? Letters in quotes or brackets, or
 * behind a backslash, are not its own. "m" alone may be minutes.
 */
static bool shows_days(struct vb_str format)
{
	bool quoted = false, bracket = false;

	for (size_t i = 0; i < format.len; i++) {
		char c = format.ptr[i];

		if (c == '"')
			quoted = !quoted;
		else if (c == '[' || c == ']')
			bracket = c == '[';
		else if (c == '\\' || c == '_')
			i++;
		else if (!quoted && !bracket &&
			 (c == 'd' || c == 'y' || c == 'D' || c == 'Y'))
			return true;
	}
	return false;
}

static vb_status add_number_format(struct xls *x, struct vb_str data)
{
	uint16_t number = (uint16_t)vb_le16(data, 0);
	struct xls_text text;
	struct vb_str format;
	vb_status st;

	if (x->dates.len >= 1000 * sizeof(number))
		return VB_OK; /* more are no workbook's */
	st = xls_read_text(&text, x, data, 2, !x->old);
	if (!st)
		st = xls_utf8(&format, x, &text);
	if (!st && shows_days(format))
		st = ADD(&x->dates, &number);
	return st;
}

static vb_status add_sheet(struct xls *x, struct vb_str data)
{
	struct xls_sheet sheet = { .at = vb_le32(data, 0),
				   .plain = !vb_le8(data, 5) };
	struct xls_text text;
	vb_status st = xls_read_text(&text, x, data, 6, false);

	if (!st)
		st = xls_utf8(&sheet.name, x, &text);
	return st ? st : ADD(&x->sheets, &sheet);
}

/* The records of the book, up to its end. */
static vb_status read_globals(struct xls *x, struct vb_error *err)
{
	struct xls_record r;
	vb_status st = VB_OK;

	for (size_t at = 0; !st && xls_next(&r, x, at); at = r.next) {
		switch (r.kind) {
		case XLS_FILEPASS:
			return vb_error_set(err, VB_UNSUPPORTED,
					    "encrypted workbook");
		case XLS_DATEMODE:
			x->days_of_1904 = vb_le16(r.data, 0) == 1;
			break;
		case XLS_FONT:
			st = add_font(x, r.data);
			break;
		case XLS_XF:
			st = add_xf(x, r.data);
			break;
		case XLS_FORMAT:
			st = add_number_format(x, r.data);
			break;
		case XLS_BOUNDSHEET:
			st = add_sheet(x, r.data);
			break;
		case XLS_SST:
			st = xls_read_shared(x, &r);
			break;
		default:
			break;
		}
		if (r.kind == XLS_EOF)
			break;
	}
	return st ? vb_error_set(err, st, "%s", vb_status_text(st)) : VB_OK;
}

static vb_status add_cell(struct xls *x, struct vb_str place,
			  struct xls_cell *cell)
{
	unsigned column = vb_le16(place, 2);

	if (column >= VB_XLS_COLUMNS || place.len < 6)
		return VB_OK;
	cell->place = vb_le16(place, 0) * (uint32_t)VB_XLS_COLUMNS + column;
	cell->order = (uint32_t)(x->cells.len / sizeof(*cell));
	return ADD(&x->cells, cell);
}

static double real(struct vb_str s, size_t at)
{
	uint64_t bits = vb_le32(s, at) | (uint64_t)vb_le32(s, at + 4) << 32;
	double out;

	memcpy(&out, &bits, sizeof(out));
	return out;
}

/* A number in four bytes: a whole one, or the head of a real one. */
static double short_number(uint32_t rk)
{
	uint64_t bits = (uint64_t)(rk & ~3u) << 32;
	double out;

	memcpy(&out, &bits, sizeof(out));
	if (rk & 2)
		out = (double)((int32_t)rk >> 2);
	return rk & 1 ? out / 100 : out;
}

static vb_status add_number(struct xls *x, struct vb_str place, unsigned format,
			    double number)
{
	struct xls_cell cell = { .format = format,
				 .kind = XLS_CELL_NUMBER,
				 .number = number };

	return add_cell(x, place, &cell);
}

/* Several short numbers in a row: row, first column, (format, number)…, last
 * column. */
static vb_status add_numbers(struct xls *x, struct vb_str data)
{
	vb_status st = VB_OK;

	for (size_t i = 0; !st && 4 + 6 * i + 8 <= data.len; i++) {
		unsigned column = vb_le16(data, 2) + (unsigned)i;
		char place[6] = { data.ptr[0], data.ptr[1],
				  (char)(column & 0xFF),
				  (char)(column >> 8 & 0xFF) };

		st = add_number(x, vb_str_of(place, 6),
				vb_le16(data, 4 + 6 * i),
				short_number(vb_le32(data, 6 + 6 * i)));
	}
	return st;
}

static vb_status add_text(struct xls *x, struct vb_str place,
			  const struct xls_text *text)
{
	struct xls_cell cell = { .format = vb_le16(place, 4),
				 .kind = XLS_CELL_TEXT,
				 .text = *text };

	return add_cell(x, place, &cell);
}

/* A formula's result; text follows in a record of its own. */
static vb_status add_formula(struct xls *x, const struct xls_record *r)
{
	struct xls_cell cell = { .format = vb_le16(r->data, 4),
				 .kind = XLS_CELL_BOOL,
				 .number = vb_le8(r->data, 8) };
	struct xls_record after;
	struct xls_text text;
	vb_status st;

	if (vb_le16(r->data, 12) != 0xFFFF)
		return add_number(x, r->data, cell.format, real(r->data, 6));
	if (vb_le8(r->data, 6) == 1)
		return add_cell(x, r->data, &cell);
	if (vb_le8(r->data, 6) != 0)
		return VB_OK; /* an error, or nothing */
	/* A shared formula's or an array's record may stand between. */
	for (size_t at = r->next, n = 0; n < 3 && xls_next(&after, x, at);
	     at = after.next, n++) {
		if (after.kind != XLS_STRING)
			continue;
		st = xls_read_text(&text, x, after.data, 0, true);
		return st ? st : add_text(x, r->data, &text);
	}
	return VB_OK;
}

static vb_status add_shared_text(struct xls *x, struct vb_str data)
{
	size_t at = (size_t)vb_le32(data, 6) * sizeof(struct xls_text);
	struct xls_text text;

	if (at >= x->shared.len) {
		x->cut = true;
		return VB_OK;
	}
	memcpy(&text, x->shared.ptr + at, sizeof(text));
	return add_text(x, data, &text);
}

/* The text of a box is in the record after it. */
static vb_status add_box(struct xls *x, const struct xls_record *r)
{
	size_t units = vb_le16(r->data, 10);
	struct xls_record after;
	struct vb_buf s = VB_BUF_INIT(1 << 17);
	struct xls_text text;
	vb_status st = VB_OK;

	if (x->old || !units || !xls_next(&after, x, r->next) ||
	    after.kind != XLS_CONTINUE)
		return VB_OK;
	/* As a string: its length, then flags and characters. */
	st = vb_buf_append(&s, vb_str_sub(r->data, 10, 12));
	if (!st)
		st = vb_buf_append_char(&s, (char)(vb_le8(after.data, 0) & 1));
	if (!st)
		st = vb_buf_append(&s, vb_str_skip(after.data, 1));
	if (!st)
		st = xls_read_text(&text, x, vb_buf_str(&s), 0, true);
	if (!st)
		st = ADD(&x->boxes, &text);
	vb_buf_clear(&s);
	return st;
}

static vb_status add_record(struct xls *x, const struct xls_record *r)
{
	struct xls_text text;
	vb_status st;

	switch (r->kind) {
	case XLS_LABELSST:
		return add_shared_text(x, r->data);
	case XLS_LABEL:
	case XLS_RSTRING:
		st = xls_read_text(&text, x, r->data, 6, true);
		if (r->kind == XLS_LABEL && x->old)
			text.n_runs = 0;
		return st ? st : add_text(x, r->data, &text);
	case XLS_RK:
		return add_number(x, r->data, vb_le16(r->data, 4),
				  short_number(vb_le32(r->data, 6)));
	case XLS_NUMBER:
		return add_number(x, r->data, vb_le16(r->data, 4),
				  real(r->data, 6));
	case XLS_MULRK:
		return add_numbers(x, r->data);
	case XLS_FORMULA:
		return add_formula(x, r);
	case XLS_BOOLERR: {
		struct xls_cell cell = { .format = vb_le16(r->data, 4),
					 .kind = XLS_CELL_BOOL,
					 .number = vb_le8(r->data, 6) };

		return vb_le8(r->data, 7) ? VB_OK : add_cell(x, r->data, &cell);
	}
	case XLS_TXO:
		return add_box(x, r);
	default:
		return VB_OK;
	}
}

/*
 * A sheet's records, from its beginning to its end; those of a chart in it
 * are a part of their own. `*left` is what may still be read, so that sheets
 * that point at the same records do not multiply them.
 */
static vb_status read_sheet(struct xls *x, const struct xls_sheet *sheet,
			    size_t *left)
{
	struct xls_record r;
	unsigned depth = 0;
	vb_status st = VB_OK;
	size_t at = sheet->at;

	if (!xls_next(&r, x, at) || r.kind != XLS_BOF) {
		x->cut = true;
		return VB_OK;
	}
	for (; !st && xls_next(&r, x, at); at = r.next) {
		if (*left < r.next - at) {
			x->cut = true;
			break;
		}
		*left -= r.next - at;
		if (r.kind == XLS_BOF)
			depth++;
		else if (r.kind == XLS_EOF && --depth == 0)
			break;
		else if (depth == 1)
			st = add_record(x, &r);
	}
	x->cut |= depth > 0;
	return st ? st : xls_put_sheet(x, sheet);
}

static vb_status read_book(struct xls *x, struct vb_error *err)
{
	size_t left = x->book.len;
	struct xls_record r;
	vb_status st;

	if (!xls_next(&r, x, 0) || r.kind != XLS_BOF)
		return vb_error_set(err, VB_BAD_INPUT,
				    "damaged workbook: bad header");
	x->old = vb_le16(r.data, 0) < VERSION_97;
	st = read_globals(x, err);
	for (size_t i = 0; !st && i < x->sheets.len;
	     i += sizeof(struct xls_sheet)) {
		struct xls_sheet sheet;

		memcpy(&sheet, x->sheets.ptr + i, sizeof(sheet));
		if (sheet.plain)
			st = read_sheet(x, &sheet, &left);
	}
	return st;
}

vb_status vb_read_excel(struct vb_record *record, vb_ole *ole,
			struct vb_error *err)
{
	struct vb_buf book = VB_BUF_INIT(STREAM_LIMIT);
	struct xls x = { .arena = VB_ARENA_INIT };
	struct vb_buf *bufs[] = { &x.pool,  &x.runs,   &x.fonts,  &x.xfs,
				  &x.dates, &x.sheets, &x.shared, &x.cells,
				  &x.boxes, &book };
	vb_status st, closed;

	for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
		bufs[i]->limit = 16 * STREAM_LIMIT;
	st = vb_ole_read(&book, ole, "Workbook");
	if (st == VB_NOT_FOUND)
		st = vb_ole_read(&book, ole, "Book");
	if (!st)
		st = vb_layout_open(&x.layout, record);
	if (!st) {
		x.book = vb_buf_str(&book);
		st = read_book(&x, err);
		closed = vb_layout_close(x.layout);
		st = st ? st : closed;
	}
	if (!st && x.cut) {
		record->partial = true;
		st = vb_reader_warn(record, "some cells are missing");
	}
	if (st && (!err || err->status != st))
		vb_error_set(err, st, "%s", vb_status_text(st));
	for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
		vb_buf_clear(bufs[i]);
	vb_arena_clear(&x.arena);
	return st;
}
