#include "format/format.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/deflate.h"
#include "doc/date.h"
#include "format/pack.h"
#include "format/reader.h"
#include "text/decode.h"

typedef vb_status (*read_fn)(struct vb_record *record,
			     const struct vb_input *in, struct vb_error *err);

static vb_status read_gz(struct vb_record *record, const struct vb_input *in,
			 struct vb_error *err);

static const struct reader {
	const char *name;
	read_fn read; /* NULL: known by sight, not read yet */
} readers[] = {
	{ "html", vb_read_html },     { "text", vb_read_text },
	{ "ndjson", vb_read_ndjson }, { "gz", read_gz },
	{ "xml", vb_read_xml },	      { "pdf", vb_read_pdf },
	{ "image", vb_read_image },   { "zip", vb_read_zip },
	{ "docx", vb_read_docx },     { "xlsx", vb_read_xlsx },
	{ "pptx", vb_read_pptx },     { "odt", vb_read_odf },
	{ "ods", vb_read_odf },	      { "odp", vb_read_odf },
	{ "doc", vb_read_compound },  { "xls", vb_read_compound },
	{ "ppt", vb_read_compound },  { "ole", NULL },
	{ "rtf", vb_read_rtf },
};

#define N_READERS (sizeof(readers) / sizeof(readers[0]))
#define PDF_LATE (1024 + 5) /* before its end a PDF must have begun */
#define PDF_TAIL 2048	    /* at its end a PDF says where its table is */
#define SNIFF_BYTES 4096    /* content is judged by so much of its start */

static const struct reader *reader_of(const char *name)
{
	for (size_t i = 0; i < N_READERS; i++)
		if (!strcmp(readers[i].name, name))
			return &readers[i];
	return NULL;
}

bool vb_format_known(const char *name)
{
	const struct reader *reader = name ? reader_of(name) : NULL;

	return reader && reader->read;
}

bool vb_format_encoding_known(const char *name)
{
	struct vb_str s = vb_str_from(name);
	struct vb_buf none = VB_BUF_INIT(1);

	return !strcmp(name, "auto") ||
	       vb_charset_by_name(s) != VB_CHARSET_COUNT ||
	       vb_charset_iconv(&none, NULL, VB_STR_EMPTY, s) == VB_OK;
}

#define CHARSET ";charset="

vb_status vb_format_describe(struct vb_buf *out, const char *format,
			     const char *encoding)
{
	vb_status st = vb_buf_append_cstr(out, format);

	if (st || !encoding || !strcmp(encoding, "auto"))
		return st;
	return vb_buf_printf(out, CHARSET "%s", encoding);
}

const char *vb_format_split(char *description)
{
	char *at = strstr(description, CHARSET);

	if (!at)
		return NULL;
	*at = '\0';
	return at + strlen(CHARSET);
}

/* First bytes that settle the matter. */
static const struct {
	struct vb_str bytes;
	const char *name;
} magics[] = {
	{ { "\x1f\x8b", 2 }, "gz" },
	{ { "%PDF-", 5 }, "pdf" },
	{ { "\x89PNG\r\n", 6 }, "image" },
	{ { "\xff\xd8\xff", 3 }, "image" },
	{ { "II*\0", 4 }, "image" },
	{ { "MM\0*", 4 }, "image" },
	{ { "PK\x03\x04", 4 }, "zip" },
	{ { "PK\x05\x06", 4 }, "zip" }, /* with nothing in it */
	{ { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 }, "ole" },
	{ { "{\\rtf", 5 }, "rtf" },
};

static const struct {
	const char *ending, *name;
} endings[] = {
	{ ".html", "html" },   { ".htm", "html" },     { ".xhtml", "html" },
	{ ".json", "ndjson" }, { ".jsonl", "ndjson" }, { ".ndjson", "ndjson" },
	{ ".xml", "xml" },     { ".txt", "text" },
};

/*
 * The first element after a declaration, comments and a DOCTYPE that is not
 * HTML's: of XML it alone tells what follows, <p> and <title> do not.
 */
static bool is_xml(struct vb_str s, bool declared)
{
	size_t at = 0, end;

	while ((at = vb_str_find(s, VB_STR("<"), at)) != VB_NPOS) {
		struct vb_str tag = vb_str_skip(s, at);

		if (vb_str_starts_nocase(tag, "<!doctype html") ||
		    vb_str_starts_nocase(tag, "<html"))
			return false;
		if (tag.len > 1 && tag.ptr[1] != '!' && tag.ptr[1] != '?')
			break;
		end = vb_str_starts_nocase(tag, "<!--") ?
			      vb_str_find(tag, VB_STR("-->"), 0) :
			      vb_str_find(tag, VB_STR(">"), 0);
		if (end == VB_NPOS)
			return declared;
		at += end;
	}
	if (at == VB_NPOS)
		return declared;
	s = vb_str_skip(s, at);
	end = vb_str_find(s, VB_STR(">"), 0);
	return declared || vb_str_find(vb_str_sub(s, 0, end), VB_STR(" xmlns"),
				       0) != VB_NPOS;
}

/* The first tag after comments, a declaration and white space. */
static const char *sniff_markup(struct vb_str s)
{
	static const char *const tags[] = {
		"<!doctype html", "<html", "<head", "<body",
		"<title",	  "<div",  "<p>",   "<p ",
		"<table",	  "<meta", "<h1",   "<article",
	};
	bool declared = vb_str_starts_nocase(s, "<?xml");

	if (is_xml(s, declared))
		return "xml";
	for (size_t i = 0; i < s.len; i++) {
		struct vb_str at = vb_str_skip(s, i);

		if (s.ptr[i] != '<')
			continue;
		for (size_t k = 0; k < sizeof(tags) / sizeof(tags[0]); k++)
			if (vb_str_starts_nocase(at, tags[k]))
				return "html";
		if (!i && !declared && !vb_str_starts_nocase(at, "<!--") &&
		    !vb_str_starts_nocase(at, "<!"))
			return NULL;
	}
	return NULL;
}

/*
 * Controls that no text has: any NUL, or more than the capitals that VISCII,
 * VPS and TCVN 5712 keep there.
 */
static bool is_noise(struct vb_str s)
{
	size_t odd = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (!c)
			return true;
		odd += c < 32 && c != '\n' && c != '\r' && c != '\t' &&
		       c != '\f' && c != 0x1b;
	}
	return odd * 33 > s.len;
}

static const char *by_ending(struct vb_str name)
{
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (vb_str_ends_nocase(name, endings[i].ending))
			return endings[i].name;
	return NULL;
}

/*
 * Programs read a PDF whose first line comes late, behind what a server or a
 * mail said of it. Text that only speaks of such a line has no table at its
 * end.
 */
static bool is_late_pdf(struct vb_str bytes)
{
	size_t tail = bytes.len > PDF_TAIL ? bytes.len - PDF_TAIL : 0;

	return vb_str_find(vb_str_sub(bytes, 0, PDF_LATE), VB_STR("%PDF-"),
			   0) != VB_NPOS &&
	       vb_str_find(vb_str_skip(bytes, tail), VB_STR("startxref"), 0) !=
		       VB_NPOS;
}

/* As its ASCII says: every other byte of that is zero. */
static const char *sniff_utf16(struct vb_str s, const char *ending)
{
	const char *found;
	char ascii[512];
	size_t n = 0;

	for (size_t i = 0; i < s.len && n < sizeof(ascii); i++)
		if (s.ptr[i] > 0 && s.ptr[i] < 127)
			ascii[n++] = s.ptr[i];
	s = vb_str_trim(vb_str_of(ascii, n));
	found = s.len && s.ptr[0] == '<' ? sniff_markup(s) : NULL;
	if (found)
		return found;
	return ending && (!strcmp(ending, "html") || !strcmp(ending, "xml")) ?
		       ending :
		       "text";
}

/* Of containers, what they hold. */
static const char *look_inside(const char *name, struct vb_str bytes)
{
	if (!strcmp(name, "ole"))
		return vb_compound_sniff(bytes);
	return strcmp(name, "zip") ? name : vb_pack_kind(bytes);
}

const char *vb_format_sniff(struct vb_str bytes, struct vb_str name)
{
	struct vb_str s = vb_str_sub(bytes, 0, SNIFF_BYTES);
	const char *found, *ending = by_ending(name);

	if (!bytes.len)
		return "empty";
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (vb_str_starts(s, magics[i].bytes))
			return look_inside(magics[i].name, bytes);
	if (is_late_pdf(bytes))
		return "pdf";
	if (vb_decode_is_utf16(s))
		return sniff_utf16(s, ending);
	if (is_noise(s))
		return "binary";
	if (vb_str_starts(s, VB_STR("\xef\xbb\xbf")))
		s = vb_str_skip(s, 3);
	s = vb_str_trim(s);
	if (s.len && s.ptr[0] == '{') {
		struct vb_str after = vb_str_trim(vb_str_skip(s, 1));

		if (after.len && (after.ptr[0] == '"' || after.ptr[0] == '}'))
			return "ndjson";
	}
	found = s.len && s.ptr[0] == '<' ? sniff_markup(s) : NULL;
	if (found)
		return found;
	return ending ? ending : "text";
}

static vb_status read_gz(struct vb_record *record, const struct vb_input *in,
			 struct vb_error *err)
{
	struct vb_buf plain = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT);
	struct vb_input inner = *in;
	vb_status st;

	st = vb_gunzip(&plain, in->bytes, err);
	if (st == VB_CORRUPT)
		st = vb_error_set(err, VB_BAD_INPUT, "damaged gzip data");
	if (st)
		goto done;
	inner.bytes = vb_buf_str(&plain);
	inner.format = NULL;
	if (vb_str_ends_nocase(inner.name, ".gz"))
		inner.name.len -= 3;
	if (!strcmp(vb_format_sniff(inner.bytes, inner.name), "gz"))
		st = vb_error_set(err, VB_UNSUPPORTED, "gzip inside gzip");
	else
		st = vb_format_extract(record, &inner, err);
done:
	vb_buf_clear(&plain);
	return st;
}

vb_status vb_format_extract(struct vb_record *record, const struct vb_input *in,
			    struct vb_error *err)
{
	const char *name = in->format;
	const struct reader *reader;
	vb_status st;

	if (!in->bytes.len)
		return vb_error_set(err, VB_BAD_INPUT, "empty file");
	if (in->bytes.len > VB_FORMAT_TEXT_LIMIT)
		return vb_error_set(err, VB_TOO_BIG, "larger than %zu bytes",
				    VB_FORMAT_TEXT_LIMIT);
	if (!name)
		name = vb_format_sniff(in->bytes, in->name);
	reader = reader_of(name);
	if (!reader || !reader->read)
		return vb_error_set(err, VB_UNSUPPORTED,
				    "no reader for %s files", name);
	if (in->url.len) {
		st = vb_reader_set(record, VB_FIELD_URL, in->url, VB_HOW_GIVEN,
				   1);
		if (st)
			return vb_error_set(err, st, "url: %s",
					    vb_status_text(st));
	}
	st = reader->read(record, in, err);
	if ((st == VB_NO_MEMORY || st == VB_TOO_BIG) &&
	    (!err || err->status != st))
		vb_error_set(err, st, "%s", vb_status_text(st));
	return st;
}

vb_status vb_format_read(struct vb_record *record, const struct vb_input *in,
			 struct vb_error *err)
{
	vb_status st = vb_format_extract(record, in, err);

	if (st)
		return st;
	st = vb_record_understand(record);
	return st ? vb_error_set(err, st, "%s", vb_status_text(st)) : VB_OK;
}
