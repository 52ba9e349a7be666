#include "url.h"

#include "text/text.h"

void url_split(struct url *out, struct vb_str target)
{
	size_t mark;

	memset(out, 0, sizeof(*out));
	if (target.len && target.ptr[0] != '/') {
		size_t host = vb_str_find(target, VB_STR("://"), 0);

		if (host != VB_NPOS) {
			target = vb_str_skip(target, host + 3);
			host = vb_str_find(target, VB_STR("/"), 0);
			target = vb_str_skip(target, host);
		}
	}
	mark = vb_str_find(target, VB_STR("?"), 0);
	out->path = vb_str_sub(target, 0, mark);
	out->query =
		mark == VB_NPOS ? VB_STR_EMPTY : vb_str_skip(target, mark + 1);
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte at `i`, and how many characters say it; 0 for a bad escape. */
static size_t decode_byte(char *out, struct vb_str raw, size_t i, bool plus)
{
	int high, low;

	*out = raw.ptr[i] == '+' && plus ? ' ' : raw.ptr[i];
	if (raw.ptr[i] != '%')
		return 1;
	if (i + 2 >= raw.len)
		return 0;
	high = hex(raw.ptr[i + 1]);
	low = hex(raw.ptr[i + 2]);
	if (high < 0 || low < 0)
		return 0;
	*out = (char)(high << 4 | low);
	return 3;
}

vb_status url_decode(struct vb_str *out, struct vb_arena *arena,
		     struct vb_str raw, bool plus, const char *what,
		     struct vb_error *err)
{
	char *text = vb_arena_alloc(arena, raw.len + 1);
	size_t n = 0, len;

	if (!text)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	for (size_t i = 0; i < raw.len; i += len) {
		len = decode_byte(&text[n], raw, i, plus);
		if (!len)
			return vb_error_set(err, VB_BAD_INPUT,
					    "%s: malformed percent-encoding",
					    what);
		if (!text[n++])
			return vb_error_set(err, VB_BAD_INPUT,
					    "%s: holds a NUL byte", what);
	}
	text[n] = '\0';
	if (!vb_utf8_valid(vb_str_of(text, n)))
		return vb_error_set(err, VB_BAD_INPUT, "%s: is not UTF-8",
				    what);
	*out = vb_str_of(text, n);
	return VB_OK;
}

static bool known(const struct url *url, const char *name)
{
	for (const struct url_param *p = url->params; p; p = p->next)
		if (!strcmp(p->name, name))
			return true;
	return false;
}

/* One "name=value"; `*out` stays NULL for an empty one. */
static vb_status read_param(struct url_param **out, struct vb_arena *arena,
			    struct vb_str raw, struct vb_error *err)
{
	size_t eq = vb_str_find(raw, VB_STR("="), 0);
	struct url_param *p;
	struct vb_str name;
	vb_status st;

	if (!raw.len)
		return VB_OK;
	p = vb_arena_calloc(arena, 1, sizeof(*p));
	if (!p)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	st = url_decode(&name, arena, vb_str_sub(raw, 0, eq), true,
			"parameter name", err);
	if (st)
		return st;
	p->name = name.ptr;
	*out = p;
	if (eq == VB_NPOS) {
		p->value = VB_STR_EMPTY;
		return VB_OK;
	}
	return url_decode(&p->value, arena, vb_str_skip(raw, eq + 1), true,
			  p->name, err);
}

vb_status url_params(struct url *url, struct vb_arena *arena,
		     struct vb_error *err)
{
	struct url_param **end = &url->params;
	struct vb_str rest = url->query;
	vb_status st = VB_OK;

	for (size_t n = 0; rest.len && !st; n++) {
		size_t amp = vb_str_find(rest, VB_STR("&"), 0);
		struct url_param *p = NULL;

		if (n == URL_PARAMS)
			return vb_error_set(err, VB_TOO_BIG,
					    "more than %d parameters",
					    URL_PARAMS);
		st = read_param(&p, arena, vb_str_sub(rest, 0, amp), err);
		if (!st && p && known(url, p->name))
			st = vb_error_set(err, VB_BAD_INPUT, "%s: given twice",
					  p->name);
		if (!st && p) {
			*end = p;
			end = &p->next;
		}
		rest = amp == VB_NPOS ? VB_STR_EMPTY :
					vb_str_skip(rest, amp + 1);
	}
	return st;
}

struct vb_str url_get(const struct url *url, const char *name)
{
	for (const struct url_param *p = url->params; p; p = p->next)
		if (!strcmp(p->name, name))
			return p->value;
	return VB_STR_EMPTY;
}

static bool unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	       c == '~';
}

vb_status url_encode(struct vb_buf *out, struct vb_str s)
{
	static const char digits[] = "0123456789ABCDEF";
	vb_status st = VB_OK;

	for (size_t i = 0; i < s.len && !st; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		char escape[3] = { '%', digits[c >> 4], digits[c & 15] };

		st = unreserved(s.ptr[i]) ?
			     vb_buf_append_char(out, s.ptr[i]) :
			     vb_buf_append(out, vb_str_of(escape, 3));
	}
	return st;
}
