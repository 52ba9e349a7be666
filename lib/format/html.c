/*
 * HTML: a tree by libxml2, the main part of it, its lines, and then what
 * page.c makes of lines. Nothing is fetched, no entity of a DTD is expanded.
 */
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "format/markup.h"
#include "format/reader.h"
#include "text/decode.h"

#define PARSE_FLAGS                                                            \
	(HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |        \
	 HTML_PARSE_RECOVER | HTML_PARSE_COMPACT)

static void init_parser(void)
{
	xmlInitParser();
}

/*
 * Parse UTF-8 `html`. `*cut`: the parser gave up before the end (depth 256,
 * a text node of 10 MB) and what it built is not all.
 */
static vb_status parse(htmlDocPtr *out, bool *cut, struct vb_str html)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	htmlParserCtxtPtr ctxt;

	pthread_once(&once, init_parser);
	ctxt = htmlNewParserCtxt();
	if (!ctxt)
		return VB_NO_MEMORY;
	*out = htmlCtxtReadMemory(ctxt, html.ptr, (int)html.len, NULL, "UTF-8",
				  PARSE_FLAGS);
	*cut = ctxt->disableSAX != 0 || !*out;
	htmlFreeParserCtxt(ctxt);
	return VB_OK;
}

/* A title of <title> often ends in the site's name: "… | Cổng thông tin". */
static struct vb_str without_site(struct vb_str title)
{
	static const char *const seps[] = { " | ", " - ", " – ", " :: " };

	for (size_t i = 0; i < sizeof(seps) / sizeof(seps[0]); i++) {
		struct vb_str sep = vb_str_from(seps[i]);
		size_t at = vb_str_find(title, sep, 0);

		if (at != VB_NPOS && at >= 20)
			return vb_str_sub(title, 0, at);
	}
	return title;
}

static vb_status set_meta(struct vb_record *record, const struct vb_markup *m)
{
	const struct vb_str h1 = vb_buf_str(&m->h1);
	struct vb_str title = h1;
	double sure = 0.9;
	vb_status st;

	if (!vb_str_trim(title).len) {
		title = vb_buf_str(&m->og_title);
		sure = 0.8;
	}
	if (!vb_str_trim(title).len) {
		title = without_site(vb_buf_str(&m->title));
		sure = 0.6;
	}
	st = vb_reader_set(record, VB_FIELD_TITLE, title, VB_HOW_READ, sure);
	if (!st)
		st = vb_reader_set_date(record, vb_buf_str(&m->date),
					VB_HOW_READ, 0.95);
	if (!st)
		st = vb_reader_set(record, VB_FIELD_LANGUAGE,
				   vb_buf_str(&m->language), VB_HOW_READ, 0.8);
	if (!st)
		st = vb_reader_set(record, VB_FIELD_URL,
				   vb_buf_str(&m->canonical), VB_HOW_READ, 0.8);
	if (!st)
		st = vb_reader_set(record, VB_FIELD_ORIGIN,
				   vb_buf_str(&m->site), VB_HOW_INFERRED, 0.5);
	return st;
}

/* The lines of the tree, or of a flat scan where the tree is not whole. */
static vb_status read_lines(struct vb_buf *lines, struct vb_record *record,
			    struct vb_str html)
{
	struct vb_markup markup;
	htmlDocPtr doc = NULL;
	bool cut = true;
	vb_status st;

	vb_markup_init(&markup);
	st = parse(&doc, &cut, html);
	if (!st && doc)
		st = vb_markup_read(&markup, doc);
	if (!st)
		st = set_meta(record, &markup);
	if (!st && cut) {
		record->partial = true;
		st = vb_reader_warn(record, "nested too deeply for the parser: "
					    "read as text without layout");
		if (!st)
			st = vb_html_flat(lines, html);
	} else if (!st) {
		vb_buf_swap(lines, &markup.lines);
	}
	vb_markup_clear(&markup);
	xmlFreeDoc(doc);
	return st;
}

/* What the page says its encoding is, in its first lines; may be empty. */
static struct vb_str declared_charset(struct vb_str bytes)
{
	struct vb_str head = vb_str_sub(bytes, 0, 4096);
	size_t at = vb_str_find(head, VB_STR("charset="), 0), end;

	if (at == VB_NPOS)
		return VB_STR_EMPTY;
	at += strlen("charset=");
	while (at < head.len && strchr("\"' ", head.ptr[at]))
		at++;
	for (end = at; end < head.len && !strchr("\"' >;/", head.ptr[end]);)
		end++;
	return vb_str_sub(head, at, end);
}

/* Valid UTF-8 without NUL, which the parser would stop at. */
static vb_status prepare(struct vb_buf *out, struct vb_record *record,
			 const struct vb_input *in)
{
	struct vb_buf decoded =
		VB_BUF_INIT(VB_DECODE_GROWTH * VB_FORMAT_TEXT_LIMIT);
	vb_status st = vb_reader_decode(&decoded, record, in,
					declared_charset(in->bytes));

	if (st)
		return st;
	if (vb_utf8_valid(vb_buf_str(&decoded)) &&
	    !memchr(vb_buf_cstr(&decoded), 0, decoded.len))
		vb_buf_swap(out, &decoded);
	else
		st = vb_reader_clean(out, record, vb_buf_str(&decoded));
	vb_buf_clear(&decoded);
	return st;
}

vb_status vb_read_html(struct vb_record *record, const struct vb_input *in,
		       struct vb_error *err)
{
	struct vb_buf html = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	struct vb_buf lines = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	struct vb_buf clean = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	vb_status st;

	st = prepare(&html, record, in);
	if (!st && html.len > INT32_MAX)
		st = VB_TOO_BIG; /* libxml2 counts in int */
	if (!st && html.len)
		st = read_lines(&lines, record, vb_buf_str(&html));
	if (!st)
		st = vb_reader_clean(&clean, record, vb_buf_str(&lines));
	if (!st)
		st = vb_page_read(record, vb_buf_str(&clean), true);
	if (!st && !record->text.len &&
	    !record->fields[VB_FIELD_TITLE].value.len)
		st = vb_error_set(err, VB_BAD_INPUT, "no text in it");
	vb_buf_clear(&clean);
	vb_buf_clear(&lines);
	vb_buf_clear(&html);
	return st;
}
