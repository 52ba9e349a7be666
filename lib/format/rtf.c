#include "format/rtf.h"

#include <stdlib.h>

#include "doc/date.h"
#include "format/reader.h"
#include "text/charset.h"

#define WORD_BYTES 32 /* of a control word; longer ones mean nothing */
#define MAX_FONTS 4096
#define TITLE_LIMIT 4000    /* bytes */
#define RAW_LIMIT (1 << 20) /* bytes of a run in another code page */
#define SYMBOLS 2	    /* the charset of fonts that are no alphabet */

/* Charsets of fonts whose bytes are not Windows-1252. */
static const struct {
	unsigned charset;
	const char *name;
} charsets[] = {
	{ 128, "shift_jis" },	 { 129, "euc-kr" },
	{ 134, "gb18030" },	 { 136, "big5" },
	{ 161, "windows-1253" }, { 162, "windows-1254" },
	{ 163, "windows-1258" }, { 177, "windows-1255" },
	{ 178, "windows-1256" }, { 186, "windows-1257" },
	{ 204, "windows-1251" }, { 238, "windows-1250" },
};

const struct vb_rtf_font *vb_rtf_font(const struct vb_rtf *r, unsigned number)
{
	unsigned at = number < VB_RTF_FONTS ? r->by_number[number] : 0;

	return at ? &r->fonts[at - 1] : NULL;
}

void vb_rtf_begin_font(struct vb_rtf *r, unsigned number)
{
	vb_buf_truncate(&r->name, 0);
	if (r->n_fonts == MAX_FONTS)
		return;
	r->fonts[r->n_fonts] = (struct vb_rtf_font){ .name = VB_STR_EMPTY };
	r->by_number[number] = (uint16_t)++r->n_fonts;
}

void vb_rtf_end_font(struct vb_rtf *r)
{
	struct vb_rtf_font *font;

	if (!r->n_fonts || !r->name.len)
		return;
	font = &r->fonts[r->n_fonts - 1];
	if (!font->name.len && !vb_arena_dup(&font->name, &r->arena,
					     vb_str_trim(vb_buf_str(&r->name))))
		r->st = VB_NO_MEMORY;
	font->old = vb_charset_of_font(font->name, NULL);
	vb_buf_truncate(&r->name, 0);
}

static bool is_text(const struct vb_rtf *r)
{
	return r->now.target == VB_RTF_BODY || r->now.target == VB_RTF_NOTE;
}

/* The name of the code page that bytes are in; NULL for Windows-1252. */
static const char *page_of(const struct vb_rtf *r)
{
	const struct vb_rtf_font *font = vb_rtf_font(r, r->now.font);
	unsigned charset = font ? font->charset : 0;

	if (font && font->old)
		return NULL;
	for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++)
		if (charsets[i].charset == charset)
			return charsets[i].name;
	return charset == 1 && r->codepage == 1258 ? "windows-1258" : NULL;
}

/* Begin the block that the properties say. */
static void begin(struct vb_rtf *r)
{
	const struct vb_rtf_state *now = &r->now;

	vb_rows_end(&r->rows);
	if (now->outline)
		vb_layout_begin(r->layout, VB_BLOCK_HEADING,
				now->outline > 6 ? 6 : now->outline);
	else if (now->in_list)
		vb_layout_begin(r->layout, VB_BLOCK_ITEM, now->list_level + 1);
	else
		vb_layout_begin(r->layout, VB_BLOCK_PARAGRAPH, 0);
	r->open = true;
}

/* Bytes kept back for their code page join the text. */
static void drain(struct vb_rtf *r)
{
	const char *page = page_of(r);
	struct vb_str raw = vb_buf_str(&r->raw);

	if (!raw.len)
		return;
	if (page)
		r->st = vb_charset_iconv(&r->text, NULL, raw,
					 vb_str_from(page));
	if (!page || r->st == VB_UNSUPPORTED)
		r->st = vb_western_append(&r->text, raw);
	vb_buf_truncate(&r->raw, 0);
}

void vb_rtf_flush(struct vb_rtf *r)
{
	const struct vb_rtf_font *known = vb_rtf_font(r, r->now.font);
	struct vb_font font = { .name = known ? known->name : VB_STR_EMPTY,
				.capitals = r->now.capitals,
				.hidden = r->now.hidden };
	struct vb_str text;

	r->high = 0;
	if (!r->st)
		drain(r);
	text = vb_buf_str(&r->text);
	if (!text.len)
		return;
	if (r->now.target == VB_RTF_NOTE) {
		vb_rows_text(&r->notes, text, &font);
	} else if (r->now.in_table) {
		vb_rows_text(&r->rows, text, &font);
	} else {
		if (!r->open)
			begin(r);
		vb_layout_text(r->layout, text, &font);
		vb_rows_saw(&r->rows, text.len);
	}
	vb_buf_truncate(&r->text, 0);
}

/* Where text of the present target is put together. */
static struct vb_buf *place(struct vb_rtf *r)
{
	switch (r->now.target) {
	case VB_RTF_TITLE:
		return &r->title;
	case VB_RTF_AUTHOR:
		return &r->author;
	case VB_RTF_FONT_TABLE:
		return &r->name;
	default:
		return is_text(r) ? &r->text : NULL;
	}
}

static void put(struct vb_rtf *r, uint32_t code)
{
	struct vb_buf *out = place(r);
	vb_status st;

	if (!out || r->st)
		return;
	if (out == &r->text)
		drain(r);
	st = vb_char_append(out, code);
	if (st == VB_NO_MEMORY || out == &r->text)
		r->st = st;
}

void vb_rtf_char(struct vb_rtf *r, uint32_t code)
{
	if (r->skip) {
		r->skip--;
		return;
	}
	r->high = 0;
	put(r, code);
}

void vb_rtf_byte(struct vb_rtf *r, unsigned char byte)
{
	const struct vb_rtf_font *font = vb_rtf_font(r, r->now.font);
	bool known = false;
	uint32_t code = 0;

	if (r->skip) {
		r->skip--;
		return;
	}
	r->high = 0;
	if (is_text(r) && font && !font->old)
		code = vb_symbol_char(&known, font->name, byte);
	if (known) {
		put(r, code);
	} else if (is_text(r) && page_of(r)) {
		/* A trail byte may look like ASCII: all go the same way. */
		if (r->raw.len >= RAW_LIMIT)
			vb_rtf_flush(r);
		if (!r->st)
			r->st = vb_buf_append_char(&r->raw, (char)byte);
	} else {
		if (r->now.target == VB_RTF_FONT_TABLE && byte == ';')
			vb_rtf_end_font(r);
		else
			put(r, vb_western_char(byte));
	}
}

void vb_rtf_unit(struct vb_rtf *r, unsigned unit)
{
	const struct vb_rtf_font *font = vb_rtf_font(r, r->now.font);
	unsigned high = r->high;

	r->high = 0;
	if (r->skip) {
		r->skip--;
	} else if (unit >= 0xD800 && unit < 0xDC00) {
		r->high = unit;
	} else if (unit >= 0xDC00 && unit < 0xE000) {
		if (high)
			put(r, 0x10000 + ((high - 0xD800u) << 10) +
				       (unit - 0xDC00u));
	} else if (unit >= 0xF000 && unit < 0xF100 && font) {
		vb_rtf_byte(r, (unsigned char)unit); /* of a symbol font */
	} else {
		/* Characters of a font's own: bullets, mostly. */
		put(r, unit >= 0xE000 && unit < 0xF900 ? 0x2022 : unit);
	}
}

void vb_rtf_end_line(struct vb_rtf *r)
{
	if (!is_text(r))
		return;
	vb_rtf_flush(r);
	if (r->now.target == VB_RTF_NOTE) {
		vb_rows_paragraph(&r->notes);
		return;
	}
	if (r->now.in_table)
		vb_rows_paragraph(&r->rows);
	r->open = false;
}

void vb_rtf_end_paragraph(struct vb_rtf *r)
{
	vb_rtf_end_line(r);
	if (r->now.target == VB_RTF_BODY && !r->now.in_table) {
		vb_rows_end(&r->rows);
		vb_rows_note(&r->notes);
	}
}

void vb_rtf_end_cell(struct vb_rtf *r)
{
	if (!is_text(r))
		return;
	vb_rtf_flush(r);
	if (r->now.target == VB_RTF_NOTE)
		return;
	r->open = false;
	vb_rows_cell(&r->rows);
}

void vb_rtf_end_row(struct vb_rtf *r)
{
	if (r->now.target != VB_RTF_BODY)
		return;
	vb_rtf_flush(r);
	vb_rows_end(&r->rows);
	vb_rows_note(&r->notes);
	r->open = false;
}

static void open_group(struct vb_rtf *r)
{
	vb_rtf_flush(r);
	r->skip = 0;
	if (r->depth < VB_RTF_DEPTH)
		r->stack[r->depth] = r->now;
	r->depth++;
	r->now.starred = false;
}

static void close_group(struct vb_rtf *r)
{
	if (r->now.target == VB_RTF_FONT_TABLE)
		vb_rtf_end_font(r);
	vb_rtf_flush(r);
	r->skip = 0;
	if (!r->depth)
		return;
	if (r->now.target == VB_RTF_NOTE &&
	    (r->depth > VB_RTF_DEPTH ||
	     r->stack[r->depth - 1].target != VB_RTF_NOTE))
		vb_rows_paragraph(&r->notes);
	r->depth--;
	if (r->depth < VB_RTF_DEPTH)
		r->now = r->stack[r->depth];
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int hex(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* A control word begins at `at`, behind its backslash. Returns its end. */
static size_t control_word(struct vb_rtf *r, struct vb_str in, size_t at)
{
	size_t from = at;
	struct vb_str name;
	bool minus, has_value;
	long value = 0;

	while (at < in.len && is_letter(in.ptr[at]))
		at++;
	name = vb_str_sub(in, from, at);
	minus = at < in.len && in.ptr[at] == '-';
	at += minus;
	has_value = at < in.len && is_digit(in.ptr[at]);
	for (; at < in.len && is_digit(in.ptr[at]); at++)
		if (value < 100000000)
			value = value * 10 + (in.ptr[at] - '0');
	if (at < in.len && in.ptr[at] == ' ')
		at++;
	if (vb_str_eq(name, VB_STR("bin"))) {
		size_t left = in.len - at;

		return minus || (size_t)value > left ? in.len :
						       at + (size_t)value;
	}
	if (name.len <= WORD_BYTES)
		vb_rtf_word(r, name, minus ? -value : value, has_value);
	return at;
}

/* Behind a backslash at `at`. Returns where reading goes on. */
static size_t control(struct vb_rtf *r, struct vb_str in, size_t at)
{
	char c = at < in.len ? in.ptr[at] : ' ';

	if (is_letter(c))
		return control_word(r, in, at);
	switch (c) {
	case '\'': {
		int high = at + 2 < in.len ? hex(in.ptr[at + 1]) : -1;
		int low = at + 2 < in.len ? hex(in.ptr[at + 2]) : -1;

		if (high < 0 || low < 0)
			return at + 1;
		vb_rtf_byte(r, (unsigned char)(high * 16 + low));
		return at + 3;
	}
	case '*':
		r->now.starred = true;
		break;
	case '~':
		vb_rtf_char(r, 0xA0);
		break;
	case '_':
		vb_rtf_char(r, '-');
		break;
	case '-': /* where it may be hyphenated; ư in fonts of TCVN3 */
		vb_rtf_char(r, 0xAD);
		break;
	case '\n':
	case '\r':
		vb_rtf_end_paragraph(r);
		break;
	case '\t':
		vb_rtf_char(r, '\t');
		break;
	case '\\':
	case '{':
	case '}':
		vb_rtf_byte(r, (unsigned char)c);
		break;
	default:
		break; /* marks of indexes */
	}
	return at + 1;
}

static void walk(struct vb_rtf *r, struct vb_str in)
{
	for (size_t at = 0; at < in.len && !r->st;) {
		char c = in.ptr[at++];

		if (c == '{')
			open_group(r);
		else if (c == '}')
			close_group(r);
		else if (c == '\\')
			at = control(r, in, at);
		else if (c == '\t' || (unsigned char)c >= ' ')
			vb_rtf_byte(r, (unsigned char)c);
	}
	r->now.target = VB_RTF_BODY;
	vb_rtf_flush(r);
	vb_rows_end(&r->rows);
	vb_rows_note(&r->notes);
}

static vb_status set_info(struct vb_record *record, struct vb_rtf *r)
{
	struct vb_date date = { .year = (int)r->year,
				.month = (int)r->month,
				.day = (int)r->day };
	char day[32] = "";
	vb_status st;

	if (date.year >= 1985 && date.year <= 2100 && date.month <= 12 &&
	    date.day <= 31)
		vb_date_format(day, &date);
	st = vb_set_summary(record, VB_FIELD_TITLE, vb_buf_str(&r->title));
	if (!st)
		st = vb_set_summary(record, VB_FIELD_AUTHOR,
				    vb_buf_str(&r->author));
	if (!st)
		st = vb_set_summary(record, VB_FIELD_DATE, vb_str_from(day));
	return st;
}

static vb_status prepare(struct vb_rtf *r, struct vb_record *record)
{
	struct vb_arena *arena = &r->arena;

	r->text.limit = VB_FORMAT_TEXT_LIMIT;
	r->raw.limit = RAW_LIMIT + 1;
	r->title.limit = r->author.limit = r->name.limit = TITLE_LIMIT;
	r->now.fallback = 1;
	r->fonts = vb_arena_calloc(arena, MAX_FONTS, sizeof(*r->fonts));
	r->by_number =
		vb_arena_calloc(arena, VB_RTF_FONTS, sizeof(*r->by_number));
	if (!r->fonts || !r->by_number)
		return VB_NO_MEMORY;
	return vb_layout_open(&r->layout, record);
}

static vb_status finish(struct vb_record *record, struct vb_rtf *r,
			struct vb_error *err)
{
	bool cut = r->depth > 0;
	vb_status st = r->st, closed = vb_rows_clear(&r->rows);

	if (!st)
		st = closed;
	closed = vb_rows_clear(&r->notes);
	if (!st)
		st = closed;
	closed = vb_layout_close(r->layout);
	if (!st)
		st = closed;
	if (!st)
		st = set_info(record, r);
	if (!st && cut) {
		record->partial = true;
		st = vb_reader_warn(record, "the file ends too early");
	}
	if (!st && !record->text.len)
		return vb_error_set(err, VB_BAD_INPUT, "no text in it");
	return st ? vb_error_set(err, st, "%s", vb_status_text(st)) : VB_OK;
}

vb_status vb_read_rtf(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err)
{
	struct vb_rtf *r = calloc(1, sizeof(*r));
	vb_status st;

	if (!r)
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	st = prepare(r, record);
	if (st) {
		vb_error_set(err, st, "%s", vb_status_text(st));
		goto done;
	}
	r->rows = (struct vb_rows)VB_ROWS_INIT(r->layout);
	r->notes = (struct vb_rows)VB_ROWS_INIT(r->layout);
	walk(r, in->bytes);
	st = finish(record, r, err);
done:
	vb_buf_clear(&r->text);
	vb_buf_clear(&r->raw);
	vb_buf_clear(&r->title);
	vb_buf_clear(&r->author);
	vb_buf_clear(&r->name);
	vb_arena_clear(&r->arena);
	free(r);
	return st;
}
