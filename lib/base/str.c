#include "base/str.h"

int vb_str_cmp(struct vb_str a, struct vb_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.ptr, b.ptr, n) : 0;

	if (c)
		return c;
	return (a.len > b.len) - (a.len < b.len);
}

bool vb_str_starts(struct vb_str s, struct vb_str prefix)
{
	return s.len >= prefix.len &&
	       (!prefix.len || !memcmp(s.ptr, prefix.ptr, prefix.len));
}

bool vb_str_ends(struct vb_str s, struct vb_str suffix)
{
	return s.len >= suffix.len &&
	       (!suffix.len ||
		!memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len));
}

bool vb_str_starts_nocase(struct vb_str s, const char *small)
{
	for (size_t i = 0; small[i]; i++) {
		char c = i < s.len ? s.ptr[i] : '\0';

		if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != small[i])
			return false;
	}
	return true;
}

bool vb_str_ends_nocase(struct vb_str s, const char *small)
{
	size_t n = strlen(small);

	return s.len >= n &&
	       vb_str_starts_nocase(vb_str_skip(s, s.len - n), small);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct vb_str vb_str_trim(struct vb_str s)
{
	while (s.len && is_space(s.ptr[0]))
		s = vb_str_skip(s, 1);
	while (s.len && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

size_t vb_str_find(struct vb_str hay, struct vb_str needle, size_t from)
{
	const char *hit;

	if (from > hay.len || needle.len > hay.len - from)
		return VB_NPOS;
	if (!needle.len)
		return from;
	hit = memmem(hay.ptr + from, hay.len - from, needle.ptr, needle.len);
	return hit ? (size_t)(hit - hay.ptr) : VB_NPOS;
}

bool vb_str_next_line(struct vb_str *line, struct vb_str *rest)
{
	const char *end;

	if (!rest->len)
		return false;
	end = memchr(rest->ptr, '\n', rest->len);
	line->ptr = rest->ptr;
	line->len = end ? (size_t)(end - rest->ptr) : rest->len;
	*rest = vb_str_skip(*rest, line->len + (end != NULL));
	if (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool vb_str_to_ulong(unsigned long *out, struct vb_str s, unsigned long max)
{
	unsigned long n = 0;

	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned long digit = (unsigned char)s.ptr[i] - '0';

		if (digit > 9 || digit > max || n > (max - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	return true;
}
