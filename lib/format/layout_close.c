/*
 * The end of a layout: decode what was gathered, put it together, clean it.
 */
#include <stdlib.h>

#include "format/layout_raw.h"
#include "format/reader.h"
#include "text/decode.h"

#define ROOM (VB_DECODE_GROWTH * 2 * VB_FORMAT_TEXT_LIMIT)

/* One kind of text while it is decoded and read line by line. */
struct feed {
	struct vb_buf text; /* decoded */
	size_t at;	    /* read so far */
};

static void count(struct vb_record *record,
		  const struct vb_decode_report *report)
{
	struct vb_encoding *e = &record->encoding;

	for (unsigned i = 1; i < VB_DECODING_COUNT; i++) {
		e->runs += report->counts[i].runs;
		e->words += report->counts[i].words;
		e->valid += report->counts[i].valid;
	}
}

/* The bytes of letters in `line`, by what could have written them. */
static void weigh(struct vb_layout_kind *k, struct vb_str line)
{
	for (size_t at = 0; at < line.len;) {
		uint32_t code;
		size_t n;

		if ((unsigned char)line.ptr[at] < 0x80) {
			at++;
			continue;
		}
		n = vb_utf8_decode(&code, vb_str_skip(line, at));
		if (vb_layout_is_unicode(code))
			k->unicode += n;
		else if (code > 0xA0 && code < 0x2DD)
			k->western += n;
		at += n;
	}
}

/* In order, the place in the output of a place in the input. */
static size_t place_of(const struct vb_offsets *o, size_t *edit, size_t in)
{
	const struct vb_edit *e;

	while (*edit < o->len && o->edits[*edit].in < in)
		++*edit;
	if (!*edit)
		return in;
	e = &o->edits[*edit - 1];
	if (in < e->in + e->in_len)
		return e->out + e->out_len; /* amid a word: behind it */
	return e->out + e->out_len + (in - e->in - e->in_len);
}

/* Make capitals of what they were in raw[part), which is out[base..). */
static void raise(struct vb_buf *out, size_t base, const struct vb_offsets *o,
		  struct vb_layout_kind *k, struct vb_span part)
{
	size_t edit = 0;

	for (; k->raised < k->n_capitals; k->raised++) {
		struct vb_span c = k->capitals[k->raised];
		size_t from, to;

		if (c.from >= part.to)
			break;
		from = base + place_of(o, &edit, c.from - part.from);
		to = base + place_of(o, &edit, c.to - part.from);
		vb_capitals_restore(out->ptr + from, to - from, true);
	}
}

/* Decode raw[part) behind `out`. */
static vb_status decode_part(struct vb_buf *out, vb_decoder *d,
			     struct vb_layout_kind *k, struct vb_span part)
{
	struct vb_offsets offsets = VB_OFFSETS_INIT;
	size_t base = out->len;
	vb_status st;

	st = vb_decoder_run(
		out, k->n_capitals ? &offsets : NULL, d,
		vb_str_sub(vb_buf_str(&k->raw), part.from, part.to));
	if (!st && k->n_capitals)
		raise(out, base, &offsets, k, part);
	vb_offsets_clear(&offsets);
	return st;
}

/* Runs whose font says nothing, or whose font is not to be believed. */
static vb_status decode_auto(struct vb_buf *out, struct vb_record *record,
			     struct vb_layout_kind *k, unsigned declared)
{
	struct vb_decode_options options = { .from = VB_DECODE_AUTO,
					     .declared = declared };
	vb_decoder *d;
	vb_status st = vb_decoder_open(&d, &options);

	if (st)
		return st;
	st = decode_part(out, d, k, (struct vb_span){ 0, k->raw.len });
	if (!st) {
		count(record, vb_decoder_report(d));
		record->encoding.main = vb_decoder_report(d)->main;
	}
	vb_decoder_close(d);
	return st;
}

/* The line of `k` that begins with the '\n' at `from`; where it ends. */
static size_t line_end(const struct vb_layout_kind *k, size_t from)
{
	const char *nl =
		memchr(k->raw.ptr + from + 1, '\n', k->raw.len - from - 1);

	return nl ? (size_t)(nl - k->raw.ptr) : k->raw.len;
}

/*
 * May the line, in a font that declares an old encoding, be in it? Programs
 * that made a text Unicode often left its fonts, so a letter that only
 * Unicode has speaks against it. `*known` stays where nothing speaks.
 */
static bool is_old(const struct vb_layout_kind *k, struct vb_span line,
		   bool known)
{
	struct vb_layout_kind w = { .unicode = 0 };

	weigh(&w, vb_str_sub(vb_buf_str(&k->raw), line.from, line.to));
	if (w.unicode)
		return false;
	return w.western ? k->western > k->unicode : known;
}

/* Lines in one font's encoding; those that can't be are found out. */
static vb_status decode_declared(struct vb_buf *out, struct vb_record *record,
				 struct vb_layout_kind *k, unsigned decoding)
{
	struct vb_decode_options sure = { .from = decoding };
	struct vb_decode_options open = { .from = VB_DECODE_AUTO };
	vb_decoder *by[2] = { NULL, NULL };
	struct vb_span part = { 0, 0 };
	bool old = k->western > k->unicode;
	vb_status st;

	if (old)
		open.declared = decoding;
	st = vb_decoder_open(&by[0], &open);
	if (!st)
		st = vb_decoder_open(&by[1], &sure);
	for (size_t at = 0; at < k->raw.len && !st; at = part.to) {
		bool now;

		part.to = line_end(k, at);
		now = is_old(k, (struct vb_span){ at, part.to }, old);
		if (now != old && part.from < at)
			st = decode_part(out, by[old], k,
					 (struct vb_span){ part.from, at });
		if (now != old)
			part.from = at;
		old = now;
	}
	if (!st)
		st = decode_part(out, by[old], k, part);
	for (unsigned i = 0; i < 2 && !st; i++)
		count(record, vb_decoder_report(by[i]));
	vb_decoder_close(by[0]);
	vb_decoder_close(by[1]);
	return st;
}

/* All kinds; the one that says nothing comes last, and knows the others. */
static vb_status decode_all(struct feed *feeds, vb_layout *l)
{
	unsigned most = VB_CHARSET_UTF8;
	vb_status st = VB_OK;

	for (unsigned i = 1; i < VB_LAYOUT_KINDS && !st; i++) {
		struct vb_layout_kind *k = &l->kinds[i];

		if (!k->raw.len)
			continue;
		weigh(k, vb_buf_str(&k->raw));
		st = decode_declared(&feeds[i].text, l->record, k,
				     VB_DECODING_TWICE + i);
		if (k->western > l->kinds[most].western &&
		    k->western > k->unicode)
			most = i;
		vb_buf_clear(&k->raw);
	}
	if (most)
		weigh(&l->kinds[0], vb_buf_str(&l->kinds[0].raw));
	if (most && l->kinds[most].western < l->kinds[0].unicode)
		most = VB_CHARSET_UTF8;
	if (!st)
		st = decode_auto(&feeds[0].text, l->record, &l->kinds[0],
				 most ? VB_DECODING_TWICE + most : 0);
	if (!st && most)
		l->record->encoding.main = VB_DECODING_TWICE + most;
	return st;
}

/* The next line of a kind, without its '\n'. */
static struct vb_str next_line(struct feed *feed)
{
	struct vb_str rest = vb_str_skip(vb_buf_str(&feed->text), feed->at + 1);
	size_t end = vb_str_find(rest, VB_STR("\n"), 0);

	if (end != VB_NPOS)
		rest.len = end;
	feed->at += 1 + rest.len;
	return rest;
}

/* How much of `text` squeeze would leave as it is, from its start on. */
static size_t squeezed(const char *text, size_t len)
{
	size_t n = 0;

	if (memchr(text, '\n', len) || memchr(text, '\t', len))
		return 0;
	for (;;) {
		const char *space = memchr(text + n, ' ', len - n);
		size_t at = space ? (size_t)(space - text) : len;

		if (at == len)
			return len;
		if (!at || at + 1 == len || text[at + 1] == ' ')
			return at;
		n = at + 1;
	}
}

/* White space becomes single spaces, and in a row none stands at a tab. */
static size_t squeeze(char *text, size_t len, bool row)
{
	size_t n = squeezed(text, len);

	for (size_t i = n; i < len; i++) {
		char c = text[i];

		if (c == '\n' || (c == '\t' && !row))
			c = ' ';
		if (c == ' ' &&
		    (!n || text[n - 1] == ' ' || text[n - 1] == '\t'))
			continue;
		if (c == '\t' && n && text[n - 1] == ' ')
			n--;
		text[n++] = c;
	}
	while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	return n;
}

/* Where the results gather. */
struct made {
	struct vb_buf text;
	struct vb_block *blocks;
	size_t n;
};

/* Append the clean `line` as a block, unless nothing is left of it. */
static vb_status add_block(struct made *m, struct vb_record *record,
			   const struct vb_raw_block *raw, struct vb_str line)
{
	size_t before = m->text.len, from;
	vb_status st = VB_OK;

	if (raw->kind == VB_BLOCK_PAGE) {
		from = before ? before + 1 : 0;
		m->blocks[m->n++] =
			(struct vb_block){ raw->kind, raw->level, from, from };
		return VB_OK;
	}
	if (before)
		st = vb_buf_append_char(&m->text, '\n');
	from = m->text.len;
	if (!st)
		st = vb_text_clean(&m->text, &record->report, line);
	if (st)
		return st;
	vb_buf_truncate(
		&m->text,
		from + (m->text.ptr ?
				squeeze(m->text.ptr + from, m->text.len - from,
					raw->kind == VB_BLOCK_ROW) :
				0));
	if (m->text.len == from)
		vb_buf_truncate(&m->text, before);
	else
		m->blocks[m->n++] = (struct vb_block){ raw->kind, raw->level,
						       from, m->text.len };
	return VB_OK;
}

static vb_status put_together(struct made *m, struct feed *feeds, vb_layout *l)
{
	struct vb_buf line = VB_BUF_INIT(ROOM);
	const uint8_t *kind = l->stretches;
	vb_status st = VB_OK;

	for (size_t i = 0; i < l->n_blocks && !st; i++) {
		const struct vb_raw_block *raw = &l->blocks[i];
		struct vb_str text = VB_STR_EMPTY;

		vb_buf_truncate(&line, 0);
		for (size_t k = 0; k < raw->stretches && !st; k++) {
			text = next_line(&feeds[*kind++]);
			if (raw->stretches > 1)
				st = vb_buf_append(&line, text);
		}
		if (raw->stretches > 1)
			text = vb_buf_str(&line);
		if (!st)
			st = add_block(m, l->record, raw, text);
	}
	vb_buf_clear(&line);
	return st;
}

/* A page behind the last text begins at its end. */
static void clamp_pages(struct made *m)
{
	for (size_t i = m->n; i-- > 0 && m->blocks[i].from > m->text.len;)
		m->blocks[i].from = m->blocks[i].to = m->text.len;
}

static vb_status finish(vb_layout *l)
{
	struct vb_record *record = l->record;
	struct made m = { .text = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT) };
	struct feed feeds[VB_LAYOUT_KINDS];
	size_t bad = record->report.invalid;
	vb_status st;

	for (unsigned i = 0; i < VB_LAYOUT_KINDS; i++)
		feeds[i] = (struct feed){ .text = VB_BUF_INIT(ROOM) };
	m.blocks = vb_arena_calloc(record->arena, l->n_blocks + 1,
				   sizeof(*m.blocks));
	st = m.blocks ? decode_all(feeds, l) : VB_NO_MEMORY;
	if (!st)
		st = put_together(&m, feeds, l);
	if (!st && l->sheets)
		vb_layout_name_sheets(&m.text, m.blocks, &m.n);
	if (!st &&
	    !vb_arena_dup(&record->text, record->arena, vb_buf_str(&m.text)))
		st = VB_NO_MEMORY;
	if (!st) {
		clamp_pages(&m);
		record->blocks = m.blocks;
		record->n_blocks = m.n;
	}
	if (!st && record->report.invalid > bad) {
		record->partial = true;
		st = vb_reader_warn(record, "%zu places were not UTF-8",
				    record->report.invalid - bad);
	}
	for (unsigned i = 0; i < VB_LAYOUT_KINDS; i++)
		vb_buf_clear(&feeds[i].text);
	vb_buf_clear(&m.text);
	return st;
}

vb_status vb_layout_close(vb_layout *l)
{
	vb_status st;

	if (!l)
		return VB_OK;
	st = l->st ? l->st : finish(l);
	for (unsigned i = 0; i < VB_LAYOUT_KINDS; i++) {
		vb_buf_clear(&l->kinds[i].raw);
		free(l->kinds[i].capitals);
	}
	free(l->blocks);
	free(l->stretches);
	free(l);
	return st;
}
