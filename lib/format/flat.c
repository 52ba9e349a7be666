/*
 * Markup to text without a tree: for pages too deep for the parser. One pass,
 * whatever the input; what looks odd is text.
 */
#include <libxml/HTMLparser.h>

#include "format/reader.h"

#define TAG_MAX 4096 /* bytes of a tag with its quoted values */

/* Elements whose content is not for reading. */
static const char *const hidden[] = { "script", "style", "noscript", "template",
				      "textarea" };

/* Elements inside a line; all others end it. */
static const char *const inside[] = {
	"a",	"abbr",	 "b",	 "big",	   "cite",   "code", "em",
	"font", "i",	 "ins",	 "kbd",	   "del",    "mark", "q",
	"s",	"small", "span", "strike", "strong", "sub",  "sup",
	"tt",	"u",	 "var",	 "label",  "o:p",    "st1",
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool in_table(struct vb_str name, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < name.len && table[i][k] &&
		       lower(name.ptr[k]) == table[i][k])
			k++;
		if (k == name.len && !table[i][k])
			return true;
	}
	return false;
}

/* The name of the tag at `at` (after '<' and '/'). */
static struct vb_str tag_name(struct vb_str s, size_t at)
{
	size_t end = at;

	while (end < s.len && end - at < 16 &&
	       ((lower(s.ptr[end]) >= 'a' && lower(s.ptr[end]) <= 'z') ||
		(end > at && ((s.ptr[end] >= '0' && s.ptr[end] <= '9') ||
			      s.ptr[end] == ':'))))
		end++;
	return vb_str_sub(s, at, end);
}

/*
 * After the tag that begins at `at`. A '>' in quotes does not end it, until a
 * quote is met that does not end soon: then no quote is believed any more,
 * lest each be looked for again.
 */
static size_t tag_end(struct vb_str s, size_t at, bool *quotes)
{
	const char *end;
	char quote = 0;
	size_t i = at;

	for (; *quotes && i < s.len && i - at < TAG_MAX; i++) {
		if (quote)
			quote = s.ptr[i] == quote ? 0 : quote;
		else if (s.ptr[i] == '>')
			return i + 1;
		else if (s.ptr[i] == '"' || s.ptr[i] == '\'')
			quote = s.ptr[i];
	}
	*quotes = false;
	end = memchr(s.ptr + at, '>', s.len - at);
	return end ? (size_t)(end - s.ptr) + 1 : s.len;
}

/* After the comment, declaration or processing instruction at `at`. */
static size_t comment_end(struct vb_str s, size_t at, bool *quotes)
{
	size_t end;

	if (!vb_str_starts(vb_str_skip(s, at), VB_STR("<!--")))
		return tag_end(s, at, quotes);
	end = vb_str_find(s, VB_STR("-->"), at + 4);
	return end == VB_NPOS ? s.len : end + 3;
}

/* After the end tag of the hidden element `name`, looking from `at`. */
static size_t hidden_end(struct vb_str s, size_t at, struct vb_str name,
			 bool *quotes)
{
	while ((at = vb_str_find(s, VB_STR("</"), at)) != VB_NPOS) {
		struct vb_str found = tag_name(s, at + 2);

		if (found.len == name.len &&
		    !strncasecmp(found.ptr, name.ptr, name.len))
			return tag_end(s, at, quotes);
		at += 2;
	}
	return s.len;
}

/* The code point of the reference at '&', and its end; 0 when it is none. */
static uint32_t reference(struct vb_str s, size_t at, size_t *end)
{
	const char *semi =
		memchr(s.ptr + at, ';', s.len - at < 12 ? s.len - at : 12);
	const htmlEntityDesc *entity;
	uint32_t code = 0;
	char name[12];
	size_t n;

	if (!semi)
		return 0;
	n = (size_t)(semi - s.ptr) - at - 1;
	*end = at + n + 2;
	memcpy(name, s.ptr + at + 1, n);
	name[n] = '\0';
	if (name[0] == '#') {
		bool hex = (name[1] | 32) == 'x';
		const char *digits = name + 1 + hex;
		size_t len = strlen(digits);

		if (!len || strspn(digits, hex ? "0123456789abcdefABCDEF" :
						 "0123456789") != len)
			return 0;
		code = (uint32_t)strtoul(digits, NULL, hex ? 16 : 10);
		if (!code || code > 0x10FFFF ||
		    (code >= 0xD800 && code < 0xE000))
			return 0xFFFD;
		return code;
	}
	entity = htmlEntityLookup((const xmlChar *)name);
	return entity ? entity->value : 0;
}

static vb_status put_reference(struct vb_buf *out, struct vb_str s, size_t *at)
{
	size_t end;
	uint32_t code = reference(s, *at, &end);
	char bytes[4];

	if (!code) {
		(*at)++;
		return vb_buf_append_char(out, '&');
	}
	*at = end;
	return vb_buf_append(out,
			     vb_str_of(bytes, vb_utf8_encode(bytes, code)));
}

/* A tag at `*at`: its place in the text, and past what it hides. */
static vb_status put_tag(struct vb_buf *out, struct vb_str s, size_t *at,
			 bool *quotes)
{
	size_t from = *at + 1;
	bool closing = from < s.len && s.ptr[from] == '/';
	struct vb_str name = tag_name(s, from + closing);

	if (from < s.len && (s.ptr[from] == '!' || s.ptr[from] == '?')) {
		*at = comment_end(s, *at, quotes);
		return VB_OK;
	}
	if (!name.len) {
		(*at)++;
		return vb_buf_append_char(out, '<');
	}
	*at = tag_end(s, *at, quotes);
	if (in_table(name, hidden, sizeof(hidden) / sizeof(hidden[0]))) {
		if (!closing)
			*at = hidden_end(s, *at, name, quotes);
		return VB_OK;
	}
	if (in_table(name, inside, sizeof(inside) / sizeof(inside[0])))
		return VB_OK;
	return vb_buf_append_char(out, '\n');
}

vb_status vb_html_flat(struct vb_buf *out, struct vb_str html)
{
	vb_status st = VB_OK;
	bool quotes = true;
	size_t at = 0;

	while (!st && at < html.len) {
		size_t start = at;

		while (at < html.len && html.ptr[at] != '<' &&
		       html.ptr[at] != '&')
			at++;
		st = vb_buf_append(out, vb_str_sub(html, start, at));
		if (st || at == html.len)
			break;
		st = html.ptr[at] == '<' ? put_tag(out, html, &at, &quotes) :
					   put_reference(out, html, &at);
	}
	return st;
}
