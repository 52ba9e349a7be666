#include "field.h"

#include <stdio.h>

#define WEIGHT_ONE 1000

static const char days[7][4] = {
	"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"
};
static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
				    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* Up to the next `mark`, which is taken too. */
static struct vb_str take_until(struct vb_str *rest, char mark)
{
	const char *end = rest->len ? memchr(rest->ptr, mark, rest->len) : NULL;
	size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
	struct vb_str taken = vb_str_of(rest->ptr, len);

	*rest = vb_str_skip(*rest, len + 1);
	return vb_str_trim(taken);
}

/* "0.5" in thousandths; 0 for what is no weight. */
static int parse_weight(struct vb_str s)
{
	int weight = 0, unit = WEIGHT_ONE;

	if (!s.len || s.len > 5 || (s.ptr[0] != '0' && s.ptr[0] != '1') ||
	    (s.len > 1 && s.ptr[1] != '.'))
		return 0;
	weight = (s.ptr[0] - '0') * WEIGHT_ONE;
	for (size_t i = 2; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return 0;
		unit /= 10;
		weight += (s.ptr[i] - '0') * unit;
	}
	return weight > WEIGHT_ONE ? 0 : weight;
}

/* The weight of one "gzip;q=0.5", whose name is left in `*item`. */
static int take_weight(struct vb_str *item)
{
	struct vb_str rest = *item;
	int weight = WEIGHT_ONE;

	*item = take_until(&rest, ';');
	while (rest.len) {
		struct vb_str param = take_until(&rest, ';');

		if (vb_str_starts_nocase(param, "q="))
			weight = parse_weight(vb_str_skip(param, 2));
	}
	return weight;
}

static bool is_name(struct vb_str s, const char *small)
{
	return s.len == strlen(small) && vb_str_starts_nocase(s, small);
}

bool field_wants_gzip(struct vb_str rest)
{
	int gzip = -1, any = -1, identity = -1;

	while (rest.len) {
		struct vb_str item = take_until(&rest, ',');
		int weight = take_weight(&item);

		if (is_name(item, "gzip") || is_name(item, "x-gzip"))
			gzip = weight;
		else if (is_name(item, "*"))
			any = weight;
		else if (is_name(item, "identity"))
			identity = weight;
	}
	if (gzip < 0)
		gzip = any;
	return gzip > 0 && gzip >= identity;
}

static bool is_letter_or_digit(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

bool field_is_id(struct vb_str text)
{
	if (!text.len || text.len > FIELD_ID)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!is_letter_or_digit(text.ptr[i]) &&
		    !memchr("._-", text.ptr[i], 3))
			return false;
	return true;
}

/* A host of small letters, or an IPv6 address in brackets. */
static bool is_host(struct vb_str host)
{
	bool brackets = vb_str_starts(host, VB_STR("[")) &&
			vb_str_ends(host, VB_STR("]"));

	if (brackets)
		host = vb_str_sub(host, 1, host.len - 1);
	for (size_t i = 0; i < host.len; i++) {
		char c = host.ptr[i];

		if ((!is_letter_or_digit(c) || (c >= 'A' && c <= 'Z')) &&
		    !memchr(brackets ? ":." : "-.", c, 2))
			return false;
	}
	return host.len > 0;
}

bool field_is_origin(struct vb_str text)
{
	bool secure = vb_str_starts(text, VB_STR("https://"));
	size_t colon, host;
	unsigned long port;

	if (!secure && !vb_str_starts(text, VB_STR("http://")))
		return false;
	text = vb_str_skip(text, secure ? 8 : 7);
	host = vb_str_starts(text, VB_STR("[")) ?
		       vb_str_find(text, VB_STR("]"), 0) :
		       0;
	if (host == VB_NPOS)
		return false;
	colon = vb_str_find(text, VB_STR(":"), host);
	if (colon == VB_NPOS)
		return is_host(text);
	return is_host(vb_str_sub(text, 0, colon)) &&
	       text.ptr[colon + 1 < text.len ? colon + 1 : colon] != '0' &&
	       vb_str_to_ulong(&port, vb_str_skip(text, colon + 1), 65535) &&
	       port != (secure ? 443 : 80);
}

void field_print_date(char out[FIELD_DATE], time_t when)
{
	struct tm tm;

	out[0] = '\0';
	if (!gmtime_r(&when, &tm) || tm.tm_year < -1900 || tm.tm_year > 8099)
		return;
	snprintf(out, FIELD_DATE, "%s, %02u %s %04u %02u:%02u:%02u GMT",
		 days[tm.tm_wday % 7], (unsigned)tm.tm_mday % 100,
		 months[tm.tm_mon % 12], (unsigned)(tm.tm_year + 1900) % 10000,
		 (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
		 (unsigned)tm.tm_sec % 100);
}

/* The number of `len` digits at `at`, -1 if they are none. */
static int digits(struct vb_str s, size_t at, size_t len)
{
	unsigned long n;

	return vb_str_to_ulong(&n, vb_str_sub(s, at, at + len), 9999) ? (int)n :
									-1;
}

bool field_parse_date(time_t *out, struct vb_str text)
{
	struct tm tm = { .tm_mon = -1 };
	char back[FIELD_DATE];
	time_t when;

	if (text.len != FIELD_DATE - 1)
		return false;
	for (int i = 0; i < 12; i++)
		if (vb_str_eq(vb_str_sub(text, 8, 11), vb_str_of(months[i], 3)))
			tm.tm_mon = i;
	tm.tm_mday = digits(text, 5, 2);
	tm.tm_year = digits(text, 12, 4) - 1900;
	tm.tm_hour = digits(text, 17, 2);
	tm.tm_min = digits(text, 20, 2);
	tm.tm_sec = digits(text, 23, 2);
	if (tm.tm_mon < 0)
		return false;
	when = timegm(&tm);
	/* What prints otherwise was no such date. */
	field_print_date(back, when);
	if (!vb_str_eq(vb_str_from(back), text))
		return false;
	*out = when;
	return true;
}
