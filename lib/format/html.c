/*
 * HTML: a tree by libxml2, the main part of it, its lines, and then what
 * page.c makes of lines. Nothing is fetched, no entity of a DTD is expanded.
 */
#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "doc/type.h"
#include "format/fontrun.h"
#include "format/markup.h"
#include "format/moment.h"
#include "format/page.h"

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

/* Does it say more than "NGHỊ QUYẾT", as the heading of a document set by
 * hand does? Then the lines after it have the title. */
static bool is_title(struct vb_str text)
{
	size_t len;

	text = vb_str_trim(text);
	return text.len && (!vb_type_at(text, &len) || len < text.len);
}

static vb_status set_title(struct vb_record *record, const struct vb_about *a)
{
	struct {
		struct vb_str value;
		double sure;
	} const titles[] = {
		{ vb_buf_str(&a->h1), 0.9 },
		{ vb_buf_str(&a->headline), 0.85 },
		{ vb_buf_str(&a->og_title), 0.8 },
		{ without_site(vb_buf_str(&a->title)), 0.6 },
	};

	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (is_title(titles[i].value))
			return vb_reader_set(record, VB_FIELD_TITLE,
					     titles[i].value, VB_HOW_READ,
					     titles[i].sure);
	return VB_OK;
}

/* A moment as the extra `name`, and as DATE unless that is known. */
static vb_status set_moment(struct vb_record *record, const char *name,
			    struct vb_str raw)
{
	char text[VB_MOMENT_TEXT];
	struct vb_moment m;
	vb_status st;

	if (!vb_moment_find(&m, raw, 0))
		return VB_OK;
	vb_moment_format(text, &m);
	st = vb_reader_extra_text(record, name, vb_str_from(text));
	text[VB_DATE_TEXT - 1] = '\0';
	if (!st && !record->fields[VB_FIELD_DATE].value.len)
		st = vb_record_set(record, VB_FIELD_DATE, vb_str_from(text),
				   VB_HOW_READ, 0.95);
	return st;
}

static vb_status set_dates(struct vb_record *record, const struct vb_about *a)
{
	vb_status st = set_moment(record, "posted", vb_buf_str(&a->published));

	/* <time> may be of anything, so it counts only by default. */
	if (!st && !a->published.len)
		st = set_moment(record, "posted", vb_buf_str(&a->time));
	if (!st)
		st = set_moment(record, "updated", vb_buf_str(&a->modified));
	/* "2021-11" and the like */
	if (!st && !record->fields[VB_FIELD_DATE].value.len)
		st = vb_reader_set_date(record, vb_buf_str(&a->published),
					VB_HOW_READ, 0.9);
	return st;
}

static vb_status set_meta(struct vb_record *record, const struct vb_about *a)
{
	struct {
		enum vb_field_id id;
		const struct vb_buf *value;
		enum vb_how how;
		double sure;
	} const fields[] = {
		{ VB_FIELD_LANGUAGE, &a->language, VB_HOW_READ, 0.8 },
		{ VB_FIELD_URL, &a->canonical, VB_HOW_READ, 0.8 },
		{ VB_FIELD_TOPIC, &a->section, VB_HOW_READ, 0.8 },
		/* Under the name of the author many sites give their own. */
		{ VB_FIELD_AUTHOR, &a->author, VB_HOW_INFERRED, 0.6 },
		{ VB_FIELD_ORIGIN, &a->publisher, VB_HOW_INFERRED, 0.6 },
		{ VB_FIELD_ORIGIN, &a->site, VB_HOW_INFERRED, 0.5 },
	};
	vb_status st = set_title(record, a);

	if (!st)
		st = set_dates(record, a);
	for (size_t i = 0; !st && i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (record->fields[fields[i].id].value.len)
			continue;
		st = vb_reader_set(record, fields[i].id,
				   vb_buf_str(fields[i].value), fields[i].how,
				   fields[i].sure);
	}
	return st;
}

static void count_fonts(struct vb_record *record, const struct vb_encoding *e)
{
	record->encoding.runs += e->runs;
	record->encoding.words += e->words;
	record->encoding.valid += e->valid;
	if (!record->encoding.main)
		record->encoding.main = e->main;
}

/* The tree's lines, or those of a flat scan where the tree is not whole. */
static vb_status read_tree(struct vb_markup *markup, struct vb_record *record,
			   struct vb_str html)
{
	htmlDocPtr doc = NULL;
	bool cut = true;
	vb_status st;

	markup->main = record->encoding.main;
	st = parse(&doc, &cut, html);
	if (!st && doc)
		st = vb_markup_read(markup, doc);
	if (!st) {
		count_fonts(record, &markup->encoding);
		st = set_meta(record, &markup->about);
	}
	if (!st && cut) {
		record->partial = true;
		vb_buf_clear(&markup->lines);
		vb_marks_clear(&markup->marks);
		st = vb_reader_warn(record, "nested too deeply for the parser: "
					    "read as text without layout");
		if (!st)
			st = vb_html_flat(&markup->lines, html);
	}
	xmlFreeDoc(doc);
	return st;
}

/* The lines of `markup`, clean, are what page.c reads. */
static vb_status read_page(struct vb_record *record, struct vb_markup *markup)
{
	struct vb_buf clean = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	struct vb_buf around = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	vb_status st;

	st = vb_reader_clean(&clean, record, vb_buf_str(&markup->lines));
	vb_buf_clear(&markup->lines);
	if (!st)
		st = vb_reader_clean(&around, record,
				     vb_buf_str(&markup->around));
	if (!st)
		st = vb_page_read(record, &(struct vb_page_input){
						  .clean = vb_buf_str(&clean),
						  .around = vb_buf_str(&around),
						  .marks = &markup->marks,
						  .html = true,
					  });
	vb_buf_clear(&around);
	vb_buf_clear(&clean);
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

vb_status vb_read_html(struct vb_record *record, const struct vb_input *in,
		       struct vb_error *err)
{
	struct vb_buf html = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	struct vb_markup markup;
	vb_status st;

	vb_markup_init(&markup);
	st = vb_markup_decode(&html, record, in, declared_charset(in->bytes));
	if (!st && html.len > INT32_MAX)
		st = VB_TOO_BIG; /* libxml2 counts in int */
	if (!st && html.len)
		st = read_tree(&markup, record, vb_buf_str(&html));
	vb_buf_clear(&html);
	if (!st)
		st = read_page(record, &markup);
	if (!st && !record->text.len &&
	    !record->fields[VB_FIELD_TITLE].value.len)
		st = vb_error_set(err, VB_BAD_INPUT, "no text in it");
	vb_markup_clear(&markup);
	return st;
}
