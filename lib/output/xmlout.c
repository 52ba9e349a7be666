#include "output/xmlout.h"

#include <stdio.h>

#include "text/text.h"

static void put(struct vb_xmlout *x, struct vb_str s)
{
	if (!x->status)
		x->status = vb_buf_append(x->out, s);
}

void vb_xmlout_head(struct vb_xmlout *x)
{
	vb_xmlout_raw(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

void vb_xmlout_raw(struct vb_xmlout *x, const char *markup)
{
	put(x, vb_str_from(markup));
}

/* What stands for an ASCII character that can't be itself; NULL: itself. */
static const char *stand_in(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\r':
		return "&#13;";
	case '\t':
	case '\n':
		return NULL;
	default:
		return c < 0x20 ? "" : NULL;
	}
}

/* Bytes of the character at the start of `s`, and what to write for it. */
static size_t character(const char **instead, struct vb_str s)
{
	unsigned char first = (unsigned char)s.ptr[0];
	uint32_t c;
	size_t n;

	*instead = NULL;
	if (first < 0x80) {
		*instead = stand_in(first);
		return 1;
	}
	n = vb_utf8_decode(&c, s);
	if (n == 1) /* broken */
		*instead = "\xef\xbf\xbd";
	else if (c == 0xfffe || c == 0xffff)
		*instead = "";
	return n;
}

void vb_xmlout_text(struct vb_xmlout *x, struct vb_str text)
{
	size_t from = 0, at = 0;

	while (at < text.len && !x->status) {
		const char *instead;
		size_t n = character(&instead, vb_str_skip(text, at));

		if (instead) {
			put(x, vb_str_sub(text, from, at));
			vb_xmlout_raw(x, instead);
			from = at + n;
		}
		at += n;
	}
	put(x, vb_str_sub(text, from, at));
}

void vb_xmlout_open(struct vb_xmlout *x, const char *tag)
{
	vb_xmlout_raw(x, "<");
	vb_xmlout_raw(x, tag);
	vb_xmlout_raw(x, ">");
}

void vb_xmlout_close(struct vb_xmlout *x, const char *name)
{
	vb_xmlout_raw(x, "</");
	vb_xmlout_raw(x, name);
	vb_xmlout_raw(x, ">\n");
}

void vb_xmlout_attr(struct vb_xmlout *x, const char *name, struct vb_str value)
{
	vb_xmlout_raw(x, " ");
	vb_xmlout_raw(x, name);
	vb_xmlout_raw(x, "=\"");
	vb_xmlout_text(x, value);
	vb_xmlout_raw(x, "\"");
}

void vb_xmlout_element(struct vb_xmlout *x, const char *name,
		       struct vb_str text)
{
	if (!text.len)
		return;
	vb_xmlout_open(x, name);
	vb_xmlout_text(x, text);
	vb_xmlout_close(x, name);
}

void vb_xmlout_int(struct vb_xmlout *x, const char *name, long long value)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", value);
	vb_xmlout_element(x, name, vb_str_from(digits));
}
