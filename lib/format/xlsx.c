/*
 * XLSX: sheets in order, each with its name, where that helps, and its rows.
 */
#include <stdio.h>
#include <stdlib.h>

#include "format/xlsx.h"

#define ROWS_MAX 500000u /* of all sheets; what is beyond is left out */
#define CELLS_MAX 5000000u
#define GAP_MAX 32u /* empty cells kept in a row between two */
#define SHEETS_MAX 1000
#define COLUMNS 16384u

enum {
	T_SHEET = 1,
	T_PROPS,
	T_SI,
	T_R,
	T_RPR,
	T_RFONT,
	T_T,
	T_PHONETIC,
	T_ROW,
	T_C,
	T_V,
	T_F,
	T_IS,
	T_COUNT,
};

static const char *const tags[T_COUNT] = {
	[T_SHEET] = "s:sheet", [T_PROPS] = "s:workbookPr",
	[T_SI] = "s:si",       [T_R] = "s:r",
	[T_RPR] = "s:rPr",     [T_RFONT] = "s:rFont",
	[T_T] = "s:t",	       [T_PHONETIC] = "s:rPh",
	[T_ROW] = "s:row",     [T_C] = "s:c",
	[T_V] = "s:v",	       [T_F] = "s:f",
	[T_IS] = "s:is",
};

struct sheet {
	struct vb_str name, id;
};

/* A run of a shared string; a string ends where the next one begins. */
struct run {
	size_t end; /* in `text` */
	uint32_t string;
	uint32_t font; /* of `fonts`, from 1; 0: the cell's own */
};

struct xlsx {
	struct vb_office *o;
	vb_layout *l;
	struct sheet sheets[SHEETS_MAX];
	size_t n_sheets;
	bool since_1904;
	struct vb_looks looks;
	/* shared strings */
	struct vb_buf text;
	struct vb_buf runs;   /* struct run */
	struct vb_buf firsts; /* uint32_t: a string's first run */
	struct vb_buf fonts;  /* struct vb_str */
	uint32_t font;
	size_t run_from; /* where the open run's text begins */
	/* the sheet being read */
	unsigned rows, cells, column;
	size_t lost;	/* cells whose string is not there */
	size_t written; /* bytes: a string may be shown in every cell */
	const struct vb_look *look;
	char type; /* of the cell: s, b, e, i(nline), t(ext), n */
	bool in_t, in_v, in_row;
	struct vb_buf value;
	struct vb_str inline_font;
	vb_status st;
};

static void append(struct xlsx *x, struct vb_buf *buf, struct vb_str bytes)
{
	vb_status st = vb_buf_append(buf, bytes);

	if (st && !x->st)
		x->st = st;
}

#define APPEND_ITEM(x, buf, item)                                              \
	append(x, buf, vb_str_of((const char *)&(item), sizeof(item)))

static size_t n_items(const struct vb_buf *buf, size_t size)
{
	return buf->len / size;
}

/* The workbook */

static void add_sheet(struct xlsx *w, struct vb_xml *x)
{
	struct vb_str state = vb_xml_attr(x, "state");
	struct sheet *sheet = &w->sheets[w->n_sheets];
	struct vb_buf name = VB_BUF_INIT(4096);
	struct vb_str raw = vb_xml_attr(x, "name");

	if (w->n_sheets >= SHEETS_MAX ||
	    (state.len && !vb_str_eq(state, VB_STR("visible"))))
		return;
	/* the parser keeps '&' of an attribute in this shape */
	while (raw.len) {
		size_t at = vb_str_find(raw, VB_STR("&#38;"), 0);

		append(w, &name, vb_str_sub(raw, 0, at));
		if (at == VB_NPOS)
			break;
		append(w, &name, VB_STR("&"));
		raw = vb_str_skip(raw, at + 5);
	}
	if (!vb_arena_dup(&sheet->name, &w->o->arena, vb_buf_str(&name)) ||
	    !vb_arena_dup(&sheet->id, &w->o->arena, vb_xml_attr(x, "r:id")))
		w->st = VB_NO_MEMORY;
	vb_buf_clear(&name);
	w->n_sheets++;
}

static void book_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct xlsx *w = ctx;
	struct vb_str since;

	if (tag == T_SHEET)
		add_sheet(w, x);
	if (tag == T_PROPS) {
		since = vb_xml_attr(x, "date1904");
		w->since_1904 = vb_str_eq(since, VB_STR("1")) ||
				vb_str_eq(since, VB_STR("true"));
	}
}

/* Shared strings */

static void set_font(struct xlsx *w, struct vb_xml *x)
{
	size_t n = n_items(&w->fonts, sizeof(struct vb_str));
	struct vb_str name = vb_xml_attr(x, "val"), kept;

	if (n) {
		memcpy(&kept, w->fonts.ptr + (n - 1) * sizeof(kept),
		       sizeof(kept));
		if (vb_str_eq(kept, name)) {
			w->font = (uint32_t)n;
			return;
		}
	}
	if (!vb_arena_dup(&kept, &w->o->arena, name)) {
		w->st = VB_NO_MEMORY;
		return;
	}
	APPEND_ITEM(w, &w->fonts, kept);
	w->font = (uint32_t)n + 1;
}

static void string_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct xlsx *w = ctx;
	uint32_t first = (uint32_t)n_items(&w->runs, sizeof(struct run));

	switch (tag) {
	case T_SI:
		APPEND_ITEM(w, &w->firsts, first);
		w->font = 0;
		break;
	case T_R:
		w->font = 0;
		break;
	case T_RFONT:
		set_font(w, x);
		break;
	case T_T:
		w->in_t = true;
		w->run_from = w->text.len;
		break;
	case T_PHONETIC:
		vb_xml_skip(x);
		break;
	default:
		break;
	}
	if (w->st)
		vb_xml_stop(x);
}

static void string_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct xlsx *w = ctx;
	struct run run = {
		.end = w->text.len,
		.string = (uint32_t)n_items(&w->firsts, sizeof(uint32_t)),
		.font = w->font,
	};

	(void)x;
	if (tag != T_T)
		return;
	w->in_t = false;
	/* one without text would be looked at in vain for each cell */
	if (run.string && w->text.len > w->run_from)
		APPEND_ITEM(w, &w->runs, run);
}

static void string_text(void *ctx, struct vb_str text)
{
	struct xlsx *w = ctx;

	if (w->in_t)
		append(w, &w->text, text);
}

static struct run run_at(const struct xlsx *w, size_t i)
{
	struct run run;

	memcpy(&run, w->runs.ptr + i * sizeof(run), sizeof(run));
	return run;
}

static void put(struct xlsx *w, struct vb_str text, struct vb_str font_name)
{
	struct vb_font font = { .name = font_name.len ? font_name :
							w->look->font };

	w->written += text.len;
	vb_layout_text(w->l, text, &font);
}

/* Write shared string number `value`. */
static void put_shared(struct xlsx *w, struct vb_str value)
{
	size_t n_runs = n_items(&w->runs, sizeof(struct run));
	unsigned long n;
	uint32_t i;

	if (!vb_str_to_ulong(&n, vb_str_trim(value), UINT32_MAX) ||
	    n >= n_items(&w->firsts, sizeof(uint32_t))) {
		w->lost += value.len > 0;
		return;
	}
	memcpy(&i, w->firsts.ptr + n * sizeof(i), sizeof(i));
	for (; i < n_runs && run_at(w, i).string == n + 1 &&
	       w->written < VB_FORMAT_TEXT_LIMIT;
	     i++) {
		struct run run = run_at(w, i);
		struct vb_str font = VB_STR_EMPTY;

		if (run.font)
			memcpy(&font,
			       w->fonts.ptr + (run.font - 1) * sizeof(font),
			       sizeof(font));
		put(w,
		    vb_str_sub(vb_buf_str(&w->text),
			       i ? run_at(w, i - 1).end : 0, run.end),
		    font);
	}
}

/* A sheet */

/* The column of "BC12", from 1; 0 for none. */
static unsigned column_of(struct vb_str ref)
{
	unsigned n = 0;

	for (size_t i = 0; i < ref.len && n < COLUMNS; i++) {
		unsigned letter = ((unsigned char)ref.ptr[i] | 32) - 'a';

		if (letter >= 26)
			break;
		n = n * 26 + letter + 1;
	}
	return n > COLUMNS ? COLUMNS : n;
}

static void start_cell(struct xlsx *w, struct vb_xml *x)
{
	static const struct vb_look plain = { VB_LOOK_GENERAL, 0, { "", 0 } };
	unsigned column = column_of(vb_xml_attr(x, "r"));
	unsigned look = vb_xml_number(x, "s", 1u << 30, 0);
	struct vb_str type = vb_xml_attr(x, "t");
	unsigned gap = column > w->column + 1 ? column - w->column - 1 : 0;

	if (gap > GAP_MAX)
		gap = GAP_MAX;
	for (unsigned i = 0; i < gap; i++)
		vb_layout_cell(w->l);
	w->column = column > w->column ? column : w->column + 1;
	w->look = look < w->looks.n ? &w->looks.items[look] : &plain;
	w->type = 'n';
	if (vb_str_eq(type, VB_STR("str")) || vb_str_eq(type, VB_STR("d")))
		w->type = 't';
	else if (type.len)
		w->type = type.ptr[0]; /* s, b, e, inlineStr */
	vb_buf_truncate(&w->value, 0);
	w->inline_font = VB_STR_EMPTY;
}

static void end_cell(struct xlsx *w)
{
	struct vb_buf shown = VB_BUF_INIT(4096);
	struct vb_str value = vb_buf_str(&w->value);

	switch (w->type) {
	case 's':
		put_shared(w, value);
		break;
	case 'n':
		if (value.len &&
		    vb_xlsx_number(&shown, value, w->look, w->since_1904))
			put(w, value, VB_STR_EMPTY);
		else
			put(w, vb_buf_str(&shown), VB_STR_EMPTY);
		break;
	case 'b':
		put(w,
		    vb_str_eq(value, VB_STR("1")) ? VB_STR("TRUE") :
						    VB_STR("FALSE"),
		    VB_STR_EMPTY);
		break;
	case 't':
		put(w, value, VB_STR_EMPTY);
		break;
	default: /* inline text is written as it comes; errors are nothing */
		break;
	}
	vb_buf_clear(&shown);
	vb_layout_cell(w->l);
	w->cells++;
}

static void cut(struct xlsx *w, struct vb_xml *x)
{
	if (w->rows < ROWS_MAX && w->cells < CELLS_MAX &&
	    w->written < VB_FORMAT_TEXT_LIMIT)
		return;
	w->o->record->partial = true;
	vb_xml_stop(x);
}

static void sheet_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct xlsx *w = ctx;

	switch (tag) {
	case T_ROW:
		cut(w, x);
		vb_layout_begin(w->l, VB_BLOCK_ROW, 0);
		w->rows++;
		w->column = 0;
		w->in_row = true;
		break;
	case T_C:
		if (w->in_row) {
			cut(w, x);
			start_cell(w, x);
		} else {
			vb_xml_skip(x);
		}
		break;
	case T_V:
		w->in_v = true;
		break;
	case T_T:
		w->in_t = true;
		break;
	case T_RFONT:
		if (!vb_arena_dup(&w->inline_font, &w->o->arena,
				  vb_xml_attr(x, "val")))
			w->st = VB_NO_MEMORY;
		break;
	case T_F:
	case T_PHONETIC:
		vb_xml_skip(x);
		break;
	default:
		break;
	}
	if (w->st)
		vb_xml_stop(x);
}

static void sheet_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct xlsx *w = ctx;

	(void)x;
	if (tag == T_V)
		w->in_v = false;
	if (tag == T_T)
		w->in_t = false;
	if (tag == T_C)
		end_cell(w);
	if (tag == T_ROW)
		w->in_row = false;
}

static void sheet_text(void *ctx, struct vb_str text)
{
	struct xlsx *w = ctx;

	if (w->in_v)
		append(w, &w->value, text);
	else if (w->in_t && w->in_row && w->type == 'i')
		put(w, text, w->inline_font);
}

static const struct vb_xml_reader book_reader = {
	.tags = tags,
	.n_tags = T_COUNT,
	.start = book_start,
};

static const struct vb_xml_reader string_reader = {
	.tags = tags,
	.n_tags = T_COUNT,
	.start = string_start,
	.end = string_end,
	.text = string_text,
};

static const struct vb_xml_reader sheet_reader = {
	.tags = tags,
	.n_tags = T_COUNT,
	.start = sheet_start,
	.end = sheet_end,
	.text = sheet_text,
};

static vb_status read_sheets(struct xlsx *w, const struct vb_rels *rels)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < w->n_sheets && !st && !w->st; i++) {
		const char *part = vb_rels_of_id(rels, w->sheets[i].id);
		char label[32];

		if (!part || w->rows >= ROWS_MAX || w->cells >= CELLS_MAX)
			continue;
		vb_layout_sheet(w->l, w->sheets[i].name);
		w->in_row = w->in_t = w->in_v = false;
		st = vb_office_read(w->o, part, &sheet_reader, w);
		snprintf(label, sizeof(label), "sheet %zu", i + 1);
		if (st == VB_NOT_FOUND)
			st = vb_office_missing(w->o, label);
	}
	if (!st && (w->rows >= ROWS_MAX || w->cells >= CELLS_MAX)) {
		w->o->record->partial = true;
		st = vb_reader_warn(w->o->record,
				    "read only the first %u rows, %u cells",
				    w->rows, w->cells);
	}
	if (!st && w->lost) {
		w->o->record->partial = true;
		st = vb_reader_warn(w->o->record,
				    "%zu cells name a text that is not there",
				    w->lost);
	}
	return st ? st : w->st;
}

static vb_status read_parts(struct xlsx *w)
{
	struct vb_rels rels;
	const char *book;
	vb_status st = vb_office_rels(&rels, w->o, "");

	if (st)
		return st;
	book = vb_rels_of_type(&rels, "officeDocument", "xl/workbook.xml");
	st = vb_office_rels(&rels, w->o, book);
	if (!st)
		st = vb_office_read(w->o, book, &book_reader, w);
	if (!st)
		st = vb_xlsx_looks(
			&w->looks, w->o,
			vb_rels_of_type(&rels, "styles", "xl/styles.xml"));
	if (!st) {
		st = vb_office_read(w->o,
				    vb_rels_of_type(&rels, "sharedStrings",
						    "xl/sharedStrings.xml"),
				    &string_reader, w);
		w->in_t = false;
		st = st == VB_NOT_FOUND ? VB_OK : st;
	}
	return st ? st : read_sheets(w, &rels);
}

static void clear(struct xlsx *w)
{
	vb_buf_clear(&w->text);
	vb_buf_clear(&w->runs);
	vb_buf_clear(&w->firsts);
	vb_buf_clear(&w->fonts);
	vb_buf_clear(&w->value);
	free(w);
}

static vb_status read_all(void *ctx, struct vb_office *o, vb_layout *l)
{
	struct xlsx *w = ctx;

	w->o = o;
	w->l = l;
	return read_parts(w);
}

vb_status vb_xlsx_read(struct vb_record *record, const struct vb_input *in,
		       size_t *left, struct vb_error *err)
{
	struct xlsx *w = calloc(1, sizeof(*w));
	struct vb_office_job job = { "workbook", w, read_all,
				     vb_office_core_meta };
	vb_status st;

	if (!w)
		return VB_NO_MEMORY;
	w->text.limit = w->runs.limit = w->firsts.limit = w->fonts.limit =
		w->value.limit = VB_FORMAT_TEXT_LIMIT;
	st = vb_office_run(&job, record, in, left, err);
	clear(w);
	return st;
}
