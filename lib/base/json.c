#include "base/json.h"

#include <math.h>

/* Bytes of a well-formed UTF-8 sequence at `p` (Unicode table 3-7), or 0. */
static size_t utf8_len(const unsigned char *p, size_t left)
{
	size_t n = p[0] < 0x80 ? 1 :
		   p[0] < 0xc2 ? 0 :
		   p[0] < 0xe0 ? 2 :
		   p[0] < 0xf0 ? 3 :
		   p[0] < 0xf5 ? 4 :
				 0;
	unsigned char low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
	unsigned char high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;

	if (!n || n > left)
		return 0;
	if (n > 1 && (p[1] < low || p[1] > high))
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

static bool is_line_separator(const unsigned char *p, size_t n)
{
	return n == 3 && p[0] == 0xe2 && p[1] == 0x80 &&
	       (p[2] == 0xa8 || p[2] == 0xa9);
}

static vb_status append_escape(struct vb_buf *out, unsigned code)
{
	switch (code) {
	case '"':
		return vb_buf_append(out, VB_STR("\\\""));
	case '\\':
		return vb_buf_append(out, VB_STR("\\\\"));
	case '\n':
		return vb_buf_append(out, VB_STR("\\n"));
	case '\t':
		return vb_buf_append(out, VB_STR("\\t"));
	case '\r':
		return vb_buf_append(out, VB_STR("\\r"));
	default:
		return vb_buf_printf(out, "\\u%04x", code);
	}
}

/* One character that can't stand as it is; `n` is its length, 0 if broken. */
static vb_status append_special(struct vb_buf *out, const unsigned char *p,
				size_t n)
{
	if (!n)
		return vb_buf_append(out, VB_STR("\xef\xbf\xbd"));
	if (n == 1)
		return append_escape(out, p[0]);
	return append_escape(out, p[2] == 0xa8 ? 0x2028 : 0x2029);
}

vb_status vb_json_quote(struct vb_buf *out, struct vb_str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t before = out->len, from = 0, i = 0;
	vb_status st = vb_buf_append_char(out, '"');

	while (!st && i < s.len) {
		size_t n = p[i] < 0x80 ? 1 : utf8_len(p + i, s.len - i);
		bool plain = n == 1 ? p[i] >= 0x20 && p[i] != '"' &&
					      p[i] != '\\' && p[i] != 0x7f :
				      n && !is_line_separator(p + i, n);

		if (plain) {
			i += n;
			continue;
		}
		st = vb_buf_append(out, vb_str_sub(s, from, i));
		if (!st)
			st = append_special(out, p + i, n);
		i += n ? n : 1;
		from = i;
	}
	if (!st)
		st = vb_buf_append(out, vb_str_sub(s, from, s.len));
	if (!st)
		st = vb_buf_append_char(out, '"');
	if (st && out->ptr)
		vb_buf_truncate(out, before);
	return st;
}

static void note(struct vb_json *j, vb_status st)
{
	if (!j->status)
		j->status = st;
}

static void put(struct vb_json *j, struct vb_str s)
{
	if (!j->status)
		note(j, vb_buf_append(j->out, s));
}

static void before_value(struct vb_json *j)
{
	if (j->after_value)
		put(j, VB_STR(","));
	j->after_value = true;
}

static void open_level(struct vb_json *j, char open, char close)
{
	before_value(j);
	if (j->depth == VB_JSON_DEPTH) {
		note(j, VB_INTERNAL);
		return;
	}
	put(j, vb_str_of(&open, 1));
	j->close[j->depth++] = close;
	j->after_value = false;
}

void vb_json_object(struct vb_json *j)
{
	open_level(j, '{', '}');
}

void vb_json_array(struct vb_json *j)
{
	open_level(j, '[', ']');
}

void vb_json_end(struct vb_json *j)
{
	if (!j->depth) {
		note(j, VB_INTERNAL);
		return;
	}
	put(j, vb_str_of(&j->close[--j->depth], 1));
	j->after_value = true;
}

void vb_json_key_str(struct vb_json *j, struct vb_str name)
{
	if (j->after_value)
		put(j, VB_STR(","));
	if (!j->status)
		note(j, vb_json_quote(j->out, name));
	put(j, VB_STR(":"));
	j->after_value = false;
}

void vb_json_key(struct vb_json *j, const char *name)
{
	vb_json_key_str(j, vb_str_from(name));
}

void vb_json_str(struct vb_json *j, struct vb_str value)
{
	before_value(j);
	if (!j->status)
		note(j, vb_json_quote(j->out, value));
}

void vb_json_cstr(struct vb_json *j, const char *value)
{
	if (value)
		vb_json_str(j, vb_str_from(value));
	else
		vb_json_null(j);
}

void vb_json_str_or_null(struct vb_json *j, struct vb_str value)
{
	if (value.len)
		vb_json_str(j, value);
	else
		vb_json_null(j);
}

void vb_json_raw(struct vb_json *j, struct vb_str text)
{
	before_value(j);
	put(j, text);
}

/* By hand: printf takes five times as long, and a page has hundreds. */
void vb_json_int(struct vb_json *j, long long value)
{
	unsigned long long n = (unsigned long long)value;
	char digits[24];
	size_t at = sizeof(digits);

	if (value < 0)
		n = -n;
	do
		digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	if (value < 0)
		digits[--at] = '-';
	before_value(j);
	put(j, vb_str_of(digits + at, sizeof(digits) - at));
}

/* Whatever stands for the point in the number after `from` becomes '.'. */
static void fix_point(struct vb_buf *out, size_t from)
{
	size_t to = from;
	bool pending = true;

	for (size_t i = from; i < out->len; i++) {
		char c = out->ptr[i];

		if ((c >= '0' && c <= '9') || c == '-' || i == from) {
			out->ptr[to++] = c;
		} else if (pending) {
			out->ptr[to++] = '.';
			pending = false;
		}
	}
	vb_buf_truncate(out, to);
}

void vb_json_real(struct vb_json *j, double value, int decimals)
{
	size_t from = j->out->len;

	if (!isfinite(value)) {
		vb_json_null(j);
		return;
	}
	before_value(j);
	if (j->status)
		return;
	note(j, vb_buf_printf(j->out, "%.*f", decimals, value));
	/* printf writes the locale's point; it may be more than one byte. */
	if (!j->status)
		fix_point(j->out, from);
}

void vb_json_bool(struct vb_json *j, bool value)
{
	vb_json_raw(j, value ? VB_STR("true") : VB_STR("false"));
}

void vb_json_null(struct vb_json *j)
{
	vb_json_raw(j, VB_STR("null"));
}

vb_status vb_json_status(const struct vb_json *j)
{
	if (!j->status && j->depth)
		return VB_INTERNAL;
	return j->status;
}
