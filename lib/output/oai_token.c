/* Dates, sets and resumption tokens: what OAI-PMH harvesters send. */
#include "output/oai.h"

#include <stdio.h>

#define FORM "v1" /* of a token; another form gets another name */
#define AFTER_MAX 9007199254740991UL
#define GIVEN_MAX 1000000000000UL

static bool digits(unsigned *out, struct vb_str s, size_t from, size_t to)
{
	unsigned long n;

	if (!vb_str_to_ulong(&n, vb_str_sub(s, from, to), 9999))
		return false;
	*out = (unsigned)n;
	return true;
}

static bool is_day(struct vb_str s)
{
	static const unsigned char days[] = { 31, 29, 31, 30, 31, 30,
					      31, 31, 30, 31, 30, 31 };
	unsigned y, m, d;
	bool leap;

	if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-' ||
	    !digits(&y, s, 0, 4) || !digits(&m, s, 5, 7) ||
	    !digits(&d, s, 8, 10) || m < 1 || m > 12 || d < 1)
		return false;
	leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	return d <= days[m - 1] && (m != 2 || d < 29 || leap);
}

bool vb_oai_date(bool *day, struct vb_str s)
{
	unsigned h, m, sec;

	if (!is_day(s) || (s.len != 10 && s.len != 20))
		return false;
	*day = s.len == 10;
	if (*day)
		return true;
	return s.ptr[10] == 'T' && s.ptr[13] == ':' && s.ptr[16] == ':' &&
	       s.ptr[19] == 'Z' && digits(&h, s, 11, 13) &&
	       digits(&m, s, 14, 16) && digits(&sec, s, 17, 19) && h < 24 &&
	       m < 60 && sec < 60;
}

static bool plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

bool vb_oai_set_valid(struct vb_str s)
{
	if (!s.len || s.len >= VB_OAI_SET)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!plain(s.ptr[i]) && !memchr("-_.!~*'():", s.ptr[i], 10))
			return false;
	return true;
}

vb_status vb_oai_token_write(struct vb_buf *out, const struct vb_oai_token *t)
{
	return vb_buf_printf(out, FORM ",%c,%.*s,%lld,%lu,%.*s,%.*s,%.*s",
			     t->records ? 'r' : 'i', VB_STR_ARG(t->prefix),
			     (long long)t->after, t->given, VB_STR_ARG(t->from),
			     VB_STR_ARG(t->until), VB_STR_ARG(t->set));
}

/* Empty, or a date. */
static bool bound(struct vb_str s)
{
	bool day;

	return !s.len || vb_oai_date(&day, s);
}

bool vb_oai_token_read(struct vb_oai_token *out, struct vb_str s)
{
	struct vb_str parts[8];
	unsigned long after;
	size_t n = 0;

	if (s.len > VB_OAI_TOKEN)
		return false;
	while (n < 8) {
		size_t comma = vb_str_find(s, VB_STR(","), 0);

		parts[n++] = vb_str_sub(s, 0, comma);
		if (comma == VB_NPOS)
			break;
		if (n == 8)
			return false;
		s = vb_str_skip(s, comma + 1);
	}
	if (n != 8 || !vb_str_eq(parts[0], VB_STR(FORM)) || parts[1].len != 1 ||
	    !memchr("ri", parts[1].ptr[0], 2) ||
	    !vb_str_to_ulong(&after, parts[3], AFTER_MAX) || !after ||
	    !vb_str_to_ulong(&out->given, parts[4], GIVEN_MAX) || !out->given ||
	    !bound(parts[5]) || !bound(parts[6]) ||
	    (parts[7].len && !vb_oai_set_valid(parts[7])))
		return false;
	out->records = parts[1].ptr[0] == 'r';
	out->prefix = parts[2];
	out->after = (int64_t)after;
	out->from = parts[5];
	out->until = parts[6];
	out->set = parts[7];
	return true;
}
