#include "doc/jsonread.h"

#include "text/text.h"

static size_t skip_space(struct vb_str s, size_t at)
{
	while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t' ||
			      s.ptr[at] == '\r' || s.ptr[at] == '\n'))
		at++;
	return at;
}

static bool is_digit(struct vb_str s, size_t at)
{
	return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

/* The value of four hexadecimal digits at `at`, or -1. */
static long hex4(struct vb_str s, size_t at)
{
	long value = 0;

	if (at + 4 > s.len)
		return -1;
	for (size_t i = at; i < at + 4; i++) {
		char c = s.ptr[i], low = (char)(c | 32);

		if (c >= '0' && c <= '9')
			value = value * 16 + (c - '0');
		else if (low >= 'a' && low <= 'f')
			value = value * 16 + (low - 'a' + 10);
		else
			return -1;
	}
	return value;
}

struct check {
	struct vb_str s;
	size_t at;
	const char *wrong;
	size_t depth;
	char open[VB_JSON_READ_DEPTH]; /* '{' or '[' */
};

static bool fail(struct check *c, const char *wrong)
{
	c->wrong = wrong;
	return false;
}

static bool check_escape(struct check *c)
{
	char kind = c->at + 1 < c->s.len ? c->s.ptr[c->at + 1] : 0;

	if (kind == 'u') {
		if (hex4(c->s, c->at + 2) < 0)
			return fail(c, "bad \\u escape");
		c->at += 6;
		return true;
	}
	if (!kind || !strchr("\"\\/bfnrt", kind))
		return fail(c, "bad escape");
	c->at += 2;
	return true;
}

static bool check_string(struct check *c)
{
	if (c->at >= c->s.len || c->s.ptr[c->at] != '"')
		return fail(c, "a string is expected");
	c->at++;
	while (c->at < c->s.len) {
		unsigned char byte = (unsigned char)c->s.ptr[c->at];

		if (byte == '"') {
			c->at++;
			return true;
		}
		if (byte < 32)
			return fail(c, "control character in a string");
		if (byte != '\\')
			c->at++;
		else if (!check_escape(c))
			return false;
	}
	return fail(c, "string does not end");
}

static bool check_digits(struct check *c)
{
	if (!is_digit(c->s, c->at))
		return fail(c, "bad number");
	while (is_digit(c->s, c->at))
		c->at++;
	return true;
}

static bool check_number(struct check *c)
{
	if (c->s.ptr[c->at] == '-')
		c->at++;
	if (c->at < c->s.len && c->s.ptr[c->at] == '0')
		c->at++;
	else if (!check_digits(c))
		return false;
	if (c->at < c->s.len && c->s.ptr[c->at] == '.') {
		c->at++;
		if (!check_digits(c))
			return false;
	}
	if (c->at < c->s.len && (c->s.ptr[c->at] | 32) == 'e') {
		c->at++;
		if (c->at < c->s.len &&
		    (c->s.ptr[c->at] == '+' || c->s.ptr[c->at] == '-'))
			c->at++;
		return check_digits(c);
	}
	return true;
}

static bool check_scalar(struct check *c)
{
	static const struct vb_str words[] = {
		{ "true", 4 },
		{ "false", 5 },
		{ "null", 4 },
	};
	struct vb_str rest = vb_str_skip(c->s, c->at);

	if (!rest.len)
		return fail(c, "a value is expected");
	if (rest.ptr[0] == '"')
		return check_string(c);
	if (rest.ptr[0] == '-' || is_digit(rest, 0))
		return check_number(c);
	for (size_t i = 0; i < 3; i++) {
		if (!vb_str_starts(rest, words[i]))
			continue;
		c->at += words[i].len;
		return true;
	}
	return fail(c, "a value is expected");
}

/* "key": and the white space after it */
static bool check_key(struct check *c)
{
	c->at = skip_space(c->s, c->at);
	if (!check_string(c))
		return false;
	c->at = skip_space(c->s, c->at);
	if (c->at >= c->s.len || c->s.ptr[c->at] != ':')
		return fail(c, "':' is expected");
	c->at++;
	return true;
}

/* Begin a value: a scalar is read whole (`*whole`), a bracket is opened. */
static bool check_begin(struct check *c, bool *whole)
{
	char open, close;

	c->at = skip_space(c->s, c->at);
	open = c->at < c->s.len ? c->s.ptr[c->at] : 0;
	*whole = open != '{' && open != '[';
	if (*whole)
		return check_scalar(c);
	if (c->depth == VB_JSON_READ_DEPTH)
		return fail(c, "nested too deeply");
	c->open[c->depth++] = open;
	close = open == '{' ? '}' : ']';
	c->at = skip_space(c->s, c->at + 1);
	if (c->at < c->s.len && c->s.ptr[c->at] == close) {
		c->at++;
		c->depth--;
		*whole = true;
		return true;
	}
	return open == '[' || check_key(c);
}

/* After a value: close brackets; true with `*more` when another follows. */
static bool check_after(struct check *c, bool *more)
{
	*more = false;
	while (c->depth) {
		bool object = c->open[c->depth - 1] == '{';
		char now;

		c->at = skip_space(c->s, c->at);
		now = c->at < c->s.len ? c->s.ptr[c->at] : 0;
		if (now == ',') {
			c->at++;
			*more = true;
			return !object || check_key(c);
		}
		if (now != (object ? '}' : ']'))
			return fail(c, "',' or a closing bracket is expected");
		c->at++;
		c->depth--;
	}
	return true;
}

const char *vb_json_check(size_t *offset, struct vb_str s)
{
	struct check c;
	bool more = true, whole;

	c.s = s;
	c.at = c.depth = 0;
	c.wrong = NULL;
	while (more && !c.wrong) {
		if (check_begin(&c, &whole) && whole)
			check_after(&c, &more);
	}
	if (!c.wrong) {
		c.at = skip_space(s, c.at);
		if (c.at != s.len)
			c.wrong = "more follows the value";
	}
	*offset = c.at;
	return c.wrong;
}

static size_t skip_string(struct vb_str s, size_t at)
{
	for (at++; at < s.len && s.ptr[at] != '"'; at++)
		at += s.ptr[at] == '\\';
	return at < s.len ? at + 1 : s.len;
}

static size_t skip_value(struct vb_str s, size_t at)
{
	size_t depth = 0;

	for (; at < s.len; at++) {
		char c = s.ptr[at];

		if (c == '"')
			at = skip_string(s, at) - 1;
		else if (c == '{' || c == '[')
			depth++;
		else if (!depth && (c == ',' || c == '}' || c == ']'))
			break;
		else if (c == '}' || c == ']')
			depth--;
	}
	return at;
}

bool vb_json_member(struct vb_json_member *out, size_t *at, struct vb_str s)
{
	size_t key = skip_space(s, *at ? *at : skip_space(s, 0) + 1);
	size_t end, value;

	if (key >= s.len || s.ptr[key] != '"')
		return false;
	end = skip_string(s, key);
	value = skip_space(s, skip_space(s, end) + 1);
	out->key = vb_str_sub(s, key, end);
	end = skip_value(s, value);
	out->value = vb_str_trim(vb_str_sub(s, value, end));
	*at = end + 1;
	return true;
}

bool vb_json_element(struct vb_str *out, size_t *at, struct vb_str s)
{
	size_t from = skip_space(s, *at ? *at : skip_space(s, 0) + 1);
	size_t end;

	if (from >= s.len || s.ptr[from] == ']')
		return false;
	end = skip_value(s, from);
	*out = vb_str_trim(vb_str_sub(s, from, end));
	*at = end + 1;
	return out->len > 0;
}

/* The \u escape at `*at`, or a pair of them; moves past it. */
static uint32_t escaped_code(struct vb_str s, size_t *at, size_t *mended)
{
	uint32_t code = (uint32_t)hex4(s, *at + 2), low = 0;

	*at += 6;
	if (code < 0xD800 || code > 0xDFFF)
		return code;
	if (code < 0xDC00 && vb_str_starts(vb_str_skip(s, *at), VB_STR("\\u")))
		low = (uint32_t)hex4(s, *at + 2);
	if (low >= 0xDC00 && low <= 0xDFFF) {
		*at += 6;
		return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
	}
	++*mended;
	return 0xFFFD;
}

vb_status vb_json_decode(struct vb_buf *out, size_t *mended,
			 struct vb_str quoted)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	struct vb_str s = vb_str_sub(quoted, 1, quoted.len - 1);
	size_t at = 0;

	while (at < s.len) {
		const char *slash = memchr(s.ptr + at, '\\', s.len - at);
		size_t end = slash ? (size_t)(slash - s.ptr) : s.len;
		char bytes[4];
		size_t n = 1;
		vb_status st = vb_buf_append(out, vb_str_sub(s, at, end));

		if (st || !slash)
			return st;
		at = end;
		if (s.ptr[at + 1] == 'u') {
			uint32_t code = escaped_code(s, &at, mended);

			n = vb_utf8_encode(bytes, code);
		} else {
			bytes[0] = to[strchr(from, s.ptr[at + 1]) - from];
			at += 2;
		}
		st = vb_buf_append(out, vb_str_of(bytes, n));
		if (st)
			return st;
	}
	return VB_OK;
}
