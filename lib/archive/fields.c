#include "archive/internal.h"

#include "base/json.h"

/*
 * Fields and extras as JSON, which stock sqlite3 can query. A field is an
 * array; what follows the confidence is left out where it says nothing:
 *	{"title":["Về việc …","read",0.97,0,57]}
 *	  name    value      how  confidence from to label
 * Measured against objects and a row per field in docs/decisions/0001.
 */

#define PARTS 10000 /* confidence is kept to four decimals */

/* By hand, since printf and strtod write what the locale calls a point. */
static void put_confidence(struct vb_json *j, double confidence)
{
	char text[6] = "0.0000";
	size_t len = sizeof(text);
	int n = PARTS;

	if (!(confidence > 0))
		n = 0;
	else if (confidence < 1)
		n = (int)(confidence * PARTS + 0.5);
	for (size_t i = 5; i >= 2; i--, n /= 10)
		text[i] = (char)('0' + n % 10);
	text[0] = (char)('0' + n);
	while (len > 2 && text[len - 1] == '0')
		len--;
	vb_json_raw(j, vb_str_of(text, len == 2 ? 1 : len));
}

static void put_field(struct vb_json *j, const struct vb_field *f)
{
	bool label = f->label.len && !vb_str_eq(f->label, f->value);

	vb_json_array(j);
	vb_json_str(j, f->value);
	vb_json_cstr(j, vb_how_name(f->how));
	put_confidence(j, f->confidence);
	if (label || f->from || f->to) {
		vb_json_int(j, (long long)f->from);
		vb_json_int(j, (long long)f->to);
	}
	if (label)
		vb_json_str(j, f->label);
	vb_json_end(j);
}

vb_status vb_archive_encode_fields(struct vb_buf *out,
				   const struct vb_record *record)
{
	struct vb_json j = VB_JSON_INIT(out);

	vb_json_object(&j);
	for (int i = 0; record && i < VB_FIELD_COUNT; i++) {
		if (!record->fields[i].value.len)
			continue;
		vb_json_key(&j, vb_field_name((enum vb_field_id)i));
		put_field(&j, &record->fields[i]);
	}
	vb_json_end(&j);
	return vb_json_status(&j);
}

/* What is left to read. The first thing that does not fit makes it bad. */
struct scan {
	char *at, *end;
	bool bad;
};

static void skip_space(struct scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' ||
				  *s->at == '\t' || *s->at == '\r'))
		s->at++;
}

/* The next character that is no space, or 0 at the end. */
static char peek(struct scan *s)
{
	skip_space(s);
	return s->at < s->end && !s->bad ? *s->at : '\0';
}

static bool accept(struct scan *s, char c)
{
	if (peek(s) != c)
		return false;
	s->at++;
	return true;
}

static void expect(struct scan *s, char c)
{
	if (!accept(s, c))
		s->bad = true;
}

/* Move past a string whose opening quote is next. */
static void skip_string(struct scan *s)
{
	expect(s, '"');
	while (!s->bad && s->at < s->end && *s->at != '"')
		s->at += *s->at == '\\' && s->end - s->at > 1 ? 2 : 1;
	expect(s, '"');
}

/* Move past any value. Its inside is only looked at for where it ends. */
static void skip_value(struct scan *s)
{
	size_t depth = 0;

	do {
		char c = peek(s);

		if (!c || ((c == ',' || c == ':') && !depth)) {
			s->bad = true;
		} else if (c == '"') {
			skip_string(s);
		} else if (c == '{' || c == '[') {
			depth++;
			s->at++;
		} else if (c == '}' || c == ']') {
			s->bad = !depth;
			depth -= depth > 0;
			s->at++;
		} else if (c == ',' || c == ':') {
			s->at++;
		} else {
			while (s->at < s->end &&
			       !memchr(" \t\r\n,:]}[{\"", *s->at, 11))
				s->at++;
		}
	} while (depth && !s->bad);
}

vb_status vb_archive_encode_extras(struct vb_buf *out,
				   const struct vb_record *record)
{
	struct vb_json j = VB_JSON_INIT(out);

	vb_json_object(&j);
	for (struct vb_extra *e = record ? record->extras : NULL; e;
	     e = e->next) {
		struct scan s = { (char *)e->json.ptr,
				  (char *)e->json.ptr + e->json.len, false };

		/* What could not be read back is not written. */
		skip_value(&s);
		if (s.bad || peek(&s) || s.at != s.end)
			return VB_BAD_INPUT;
		vb_json_key_str(&j, e->name);
		vb_json_raw(&j, vb_str_trim(e->json));
	}
	vb_json_end(&j);
	return vb_json_status(&j);
}

static bool hex4(uint32_t *out, const char *p, const char *end)
{
	*out = 0;
	if (end - p < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char c = p[i], low = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			*out = *out * 16 + (uint32_t)(c - '0');
		else if (low >= 'a' && low <= 'f')
			*out = *out * 16 + (uint32_t)(low - 'a' + 10);
		else
			return false;
	}
	return true;
}

/* Decode what follows "\u"; a lone surrogate becomes U+FFFD. */
static char *unescape_u(struct scan *s, char *to)
{
	uint32_t code, low;

	if (!hex4(&code, s->at, s->end)) {
		s->bad = true;
		return to;
	}
	s->at += 4;
	if ((code & 0xfc00) == 0xd800 && s->end - s->at >= 6 &&
	    s->at[0] == '\\' && s->at[1] == 'u' &&
	    hex4(&low, s->at + 2, s->end) && (low & 0xfc00) == 0xdc00) {
		s->at += 6;
		code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
	}
	if ((code & 0xf800) == 0xd800 && code < 0x10000)
		code = 0xfffd;
	return to + vb_utf8_encode(to, code);
}

/* One escape at s->at (after the backslash) to `to`, never longer than it. */
static char *unescape(struct scan *s, char *to)
{
	static const char plain[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *hit;
	char c;

	if (s->at == s->end) {
		s->bad = true;
		return to;
	}
	c = *s->at++;
	if (c == 'u')
		return unescape_u(s, to);
	hit = memchr(plain, c, sizeof(plain) - 1);
	if (hit)
		*to++ = means[hit - plain];
	else
		s->bad = true;
	return to;
}

/* Decode a string where it stands. */
static struct vb_str take_string(struct scan *s)
{
	char *from, *to;

	expect(s, '"');
	from = to = s->at;
	while (!s->bad && s->at < s->end && *s->at != '"') {
		if (*s->at == '\\') {
			s->at++;
			to = unescape(s, to);
		} else {
			*to++ = *s->at++;
		}
	}
	expect(s, '"');
	return s->bad ? VB_STR_EMPTY : vb_str_of(from, (size_t)(to - from));
}

static size_t take_count(struct scan *s)
{
	unsigned long n = 0;
	char *from;

	skip_space(s);
	from = s->at;
	while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
		s->at++;
	if (!vb_str_to_ulong(&n, vb_str_of(from, (size_t)(s->at - from)),
			     SIZE_MAX))
		s->bad = true;
	return n;
}

/* 0 to 1 with at most four decimals that count. */
static double take_confidence(struct scan *s)
{
	size_t parts = take_count(s) * PARTS;

	if (parts > PARTS)
		s->bad = true;
	if (s->at < s->end && *s->at == '.') {
		s->at++;
		for (size_t unit = PARTS / 10;
		     s->at < s->end && *s->at >= '0' && *s->at <= '9';
		     unit /= 10)
			parts += (size_t)(*s->at++ - '0') * unit;
	}
	return (double)parts / PARTS;
}

static enum vb_how how_by_name(struct vb_str name)
{
	static const enum vb_how all[] = { VB_HOW_INFERRED, VB_HOW_READ,
					   VB_HOW_GIVEN, VB_HOW_CORRECTED };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (vb_str_eq(name, vb_str_from(vb_how_name(all[i]))))
			return all[i];
	return VB_HOW_UNKNOWN;
}

static void take_field(struct scan *s, struct vb_field *f)
{
	memset(f, 0, sizeof(*f));
	expect(s, '[');
	f->value = take_string(s);
	expect(s, ',');
	f->how = how_by_name(take_string(s));
	expect(s, ',');
	f->confidence = take_confidence(s);
	if (accept(s, ',')) {
		f->from = take_count(s);
		expect(s, ',');
		f->to = take_count(s);
	}
	if (accept(s, ','))
		f->label = take_string(s);
	expect(s, ']');
}

bool vb_archive_decode_fields(struct vb_field out[VB_FIELD_COUNT], char *json,
			      size_t len)
{
	struct scan s = { json, json + len, false };

	memset(out, 0, VB_FIELD_COUNT * sizeof(*out));
	expect(&s, '{');
	if (accept(&s, '}'))
		return !s.bad && !peek(&s) && s.at == s.end;
	do {
		enum vb_field_id id = vb_field_by_name(take_string(&s));

		expect(&s, ':');
		if (id < VB_FIELD_COUNT)
			take_field(&s, &out[id]);
		else
			skip_value(&s); /* of a later version: kept there */
	} while (accept(&s, ','));
	expect(&s, '}');
	return !s.bad && !peek(&s) && s.at == s.end;
}

bool vb_archive_decode_extras(struct vb_extra **out, char *json, size_t len,
			      struct vb_arena *arena)
{
	struct scan s = { json, json + len, false };

	*out = NULL;
	expect(&s, '{');
	if (accept(&s, '}'))
		return !s.bad && s.at == s.end;
	do {
		struct vb_extra *e = vb_arena_calloc(arena, 1, sizeof(*e));
		char *from;

		if (!e)
			return false;
		e->name = take_string(&s);
		expect(&s, ':');
		skip_space(&s);
		from = s.at;
		skip_value(&s);
		e->json = vb_str_of(from, (size_t)(s.at - from));
		*out = e;
		out = &e->next;
	} while (accept(&s, ','));
	expect(&s, '}');
	return !s.bad && s.at == s.end;
}
