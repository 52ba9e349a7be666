#include "format/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "doc/date.h"
#include "text/decode.h"

#define FIELD_BYTES ((size_t)1 << 20) /* of one field's value */

static void count(struct vb_record *record,
		  const struct vb_decode_report *report)
{
	struct vb_encoding *e = &record->encoding;

	for (unsigned i = 1; i < VB_DECODING_COUNT; i++) {
		e->runs += report->counts[i].runs;
		e->words += report->counts[i].words;
		e->valid += report->counts[i].valid;
	}
	if (!e->main)
		e->main = report->main;
	record->report.invalid += report->broken;
}

/* What was not valid since `before` makes the record partial. */
static vb_status tell_invalid(struct vb_record *record, size_t before)
{
	if (record->report.invalid == before)
		return VB_OK;
	record->partial = true;
	return vb_reader_warn(record, "%zu places were not UTF-8",
			      record->report.invalid - before);
}

/* Append `in` as vb_decoder reads it. */
static vb_status decode(struct vb_buf *out, struct vb_record *record,
			struct vb_str in,
			const struct vb_decode_options *options)
{
	vb_decoder *decoder;
	vb_status st = vb_decoder_open(&decoder, options);

	if (st)
		return st;
	st = vb_decoder_run(out, NULL, decoder, in);
	if (!st)
		count(record, vb_decoder_report(decoder));
	vb_decoder_close(decoder);
	return st;
}

vb_status vb_reader_decode(struct vb_buf *out, struct vb_record *record,
			   const struct vb_input *in, struct vb_str declared)
{
	struct vb_decode_options options = { .from = VB_DECODE_AUTO };
	bool given = in->encoding && strcmp(in->encoding, "auto");
	struct vb_str name = given ? vb_str_from(in->encoding) : declared;
	enum vb_charset charset = vb_charset_by_name(name);
	size_t before = record->report.invalid;
	vb_status st;

	if (charset == VB_CHARSET_COUNT && name.len &&
	    (given || !vb_utf8_valid(in->bytes))) {
		st = vb_charset_iconv(out, &record->report.invalid, in->bytes,
				      name);
		if (st != VB_UNSUPPORTED)
			return st ? st : tell_invalid(record, before);
	}
	if (given && charset != VB_CHARSET_COUNT)
		options.from = charset;
	else if (charset < VB_CHARSET_CP1252)
		options.declared = charset;
	st = decode(out, record, in->bytes, &options);
	return st ? st : tell_invalid(record, before);
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
	struct vb_decode_options options = {
		.from = VB_DECODE_AUTO,
		.declared = record->encoding.main,
	};
	struct vb_buf decoded =
		VB_BUF_INIT(VB_DECODE_GROWTH * raw.len + VB_DECODE_GROWTH);
	size_t before = record->report.invalid;
	vb_status st = VB_OK;

	if (!vb_decode_is_calm(raw)) {
		st = decode(&decoded, record, raw, &options);
		raw = vb_buf_str(&decoded);
	}
	if (!st)
		st = vb_text_clean(out, &record->report, raw);
	vb_buf_clear(&decoded);
	return st ? st : tell_invalid(record, before);
}

void *vb_reader_grow(void *items, size_t *cap, size_t n, size_t size)
{
	size_t more = *cap ? 2 * *cap : 64;
	void *grown;

	if (n < *cap)
		return items;
	grown = reallocarray(items, more, size);
	if (grown)
		*cap = more;
	return grown;
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
