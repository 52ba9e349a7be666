#include "format/reader.h"

#include <stdarg.h>
#include <stdio.h>

#include "doc/date.h"

#define FIELD_BYTES ((size_t)1 << 20) /* of one field's value */

bool vb_reader_is_utf16(struct vb_str bytes)
{
	return vb_str_starts(bytes, VB_STR("\xff\xfe")) ||
	       vb_str_starts(bytes, VB_STR("\xfe\xff"));
}

#define NO_UNIT 0xDFFFFFu /* no code point: the input ends within a unit */

/* The 16-bit unit at `i`, or NO_UNIT. */
static uint32_t unit(struct vb_str s, size_t i, bool big)
{
	const unsigned char *p = (const unsigned char *)s.ptr;

	if (i + 1 >= s.len)
		return NO_UNIT;
	return big ? (uint32_t)p[i] << 8 | p[i + 1] :
		     (uint32_t)p[i + 1] << 8 | p[i];
}

static vb_status decode_utf16(struct vb_buf *out, struct vb_str s)
{
	bool big = (unsigned char)s.ptr[0] == 0xFE;
	vb_status st = VB_OK;

	for (size_t i = 2; !st && i < s.len; i += 2) {
		uint32_t c = unit(s, i, big), low = unit(s, i + 2, big);
		char bytes[4];

		if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 &&
		    low < 0xE000) {
			c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
			i += 2;
		}
		/* A lone surrogate is passed on as a byte that is not UTF-8,
		 * so that cleaning counts it. */
		if ((c >= 0xD800 && c < 0xE000) || c == NO_UNIT)
			st = vb_buf_append_char(out, '\xff');
		else
			st = vb_buf_append(
				out,
				vb_str_of(bytes, vb_utf8_encode(bytes, c)));
	}
	return st;
}

vb_status vb_reader_decode(struct vb_buf *out, struct vb_str bytes)
{
	if (vb_reader_is_utf16(bytes))
		return decode_utf16(out, bytes);
	if (vb_str_starts(bytes, VB_STR("\xef\xbb\xbf")))
		bytes = vb_str_skip(bytes, 3);
	return vb_buf_append(out, bytes);
}

vb_status vb_reader_warn(struct vb_record *record, const char *format, ...)
{
	struct vb_buf text = VB_BUF_INIT(4096);
	char words[400];
	va_list args;
	vb_status st;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	st = vb_buf_append(&text, record->warning);
	if (!st && text.len)
		st = vb_buf_append_cstr(&text, "; ");
	if (!st)
		st = vb_buf_append_cstr(&text, words);
	if (st == VB_TOO_BIG)
		st = VB_OK; /* many warnings: the first ones tell enough */
	if (!st &&
	    !vb_arena_dup(&record->warning, record->arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&text);
	return st;
}

vb_status vb_reader_clean(struct vb_buf *out, struct vb_record *record,
			  struct vb_str raw)
{
	size_t before = record->report.invalid;
	vb_status st = vb_text_clean(out, &record->report, raw);

	if (st || record->report.invalid == before)
		return st;
	record->partial = true;
	return vb_reader_warn(record, "%zu places were not UTF-8",
			      record->report.invalid - before);
}

/* Make white space single spaces, in place. */
static void squeeze(struct vb_buf *buf)
{
	size_t n = 0;

	for (size_t i = 0; i < buf->len; i++) {
		char c = buf->ptr[i];

		if (c == '\n' || c == '\t')
			c = ' ';
		if (c != ' ' || (n && buf->ptr[n - 1] != ' '))
			buf->ptr[n++] = c;
	}
	if (buf->ptr)
		vb_buf_truncate(buf, n);
}

vb_status vb_reader_set(struct vb_record *record, enum vb_field_id id,
			struct vb_str raw, enum vb_how how, double confidence)
{
	struct vb_buf clean = VB_BUF_INIT(VB_TEXT_GROWTH * FIELD_BYTES + 4);
	vb_status st;

	if (raw.len > FIELD_BYTES) {
		raw.len = vb_utf8_floor(raw, FIELD_BYTES);
		record->partial = true;
		st = vb_reader_warn(record, "%s was cut at %zu bytes",
				    vb_field_name(id), raw.len);
		if (st)
			return st;
	}
	st = vb_reader_clean(&clean, record, raw);
	squeeze(&clean);
	if (!st)
		st = vb_record_set(record, id, vb_buf_str(&clean), how,
				   confidence);
	vb_buf_clear(&clean);
	return st;
}

vb_status vb_reader_set_date(struct vb_record *record, struct vb_str raw,
			     enum vb_how how, double confidence)
{
	char text[VB_DATE_TEXT];
	struct vb_date date;

	if (!vb_date_parse(&date, raw) || !date.year)
		return VB_OK;
	vb_date_format(text, &date);
	return vb_record_set(record, VB_FIELD_DATE, vb_str_from(text), how,
			     confidence);
}
