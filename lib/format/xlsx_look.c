/*
 * xl/styles.xml, and numbers as they are shown.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "format/xlsx.h"

#define ITEMS_MAX 100000

enum {
	T_FORMAT = 1,
	T_FONT,
	T_FONT_NAME,
	T_XFS,
	T_XF,
	T_DXFS,
	T_COUNT,
};

static const char *const tags[T_COUNT] = {
	[T_FORMAT] = "s:numFmt", [T_FONT] = "s:font", [T_FONT_NAME] = "s:name",
	[T_XFS] = "s:cellXfs",	 [T_XF] = "s:xf",     [T_DXFS] = "s:dxfs",
};

struct format {
	unsigned id;
	enum vb_look_kind kind;
	unsigned decimals;
};

struct reading {
	struct vb_arena *arena;
	struct format *formats;
	size_t n_formats, cap_formats;
	struct vb_str *fonts;
	size_t n_fonts, cap_fonts;
	struct vb_looks *looks;
	size_t cap_looks;
	bool in_xfs, in_font;
	vb_status st;
};

/* Room for one more; false when there are too many or no memory. */
static bool grow(struct reading *r, void *items, size_t *cap, size_t n,
		 size_t size)
{
	size_t more = *cap ? 2 * *cap : 64;
	void *old, *grown;

	if (n < *cap)
		return true;
	if (n >= ITEMS_MAX)
		return false;
	memcpy(&old, items, sizeof(old));
	grown = vb_arena_calloc(r->arena, more, size);
	if (!grown) {
		r->st = VB_NO_MEMORY;
		return false;
	}
	if (n)
		memcpy(grown, old, n * size);
	memcpy(items, &grown, sizeof(grown));
	*cap = more;
	return true;
}

/* What a format's code shows, by the letters outside quotes and brackets. */
static struct format read_code(struct vb_str code)
{
	struct format f = { 0, VB_LOOK_GENERAL, 0 };
	bool date = false, time = false, point = false, zero = false;

	for (size_t i = 0; i < code.len && code.ptr[i] != ';'; i++) {
		char c = code.ptr[i];
		char close = c == '"' ? '"' : c == '[' ? ']' : '\0';

		if (c == '\\' || c == '_' || c == '*') {
			i++;
			continue;
		}
		if (close) {
			while (++i < code.len && code.ptr[i] != close)
				;
			continue;
		}
		date |= c == 'y' || c == 'd' || c == 'Y' || c == 'D';
		time |= c == 'h' || c == 's' || c == 'H' || c == 'S';
		point |= c == '.';
		zero |= c == '0';
		f.decimals += point && c == '0' && f.decimals < 15;
		if (c == '%')
			f.kind = VB_LOOK_PERCENT;
	}
	if (date || time)
		f.kind = date && time ? VB_LOOK_DATE_TIME :
			 date	      ? VB_LOOK_DATE :
					VB_LOOK_TIME;
	else if (zero && f.kind == VB_LOOK_GENERAL)
		f.kind = VB_LOOK_FIXED;
	return f;
}

/* ECMA-376 18.8.30 numbers the formats that need no code. */
static struct format built_in(unsigned id)
{
	static const struct {
		unsigned first, last;
		enum vb_look_kind kind;
		unsigned decimals;
	} known[] = {
		{ 1, 1, VB_LOOK_FIXED, 0 },
		{ 2, 2, VB_LOOK_FIXED, 2 },
		{ 3, 3, VB_LOOK_FIXED, 0 },
		{ 4, 4, VB_LOOK_FIXED, 2 },
		{ 9, 9, VB_LOOK_PERCENT, 0 },
		{ 10, 10, VB_LOOK_PERCENT, 2 },
		{ 14, 17, VB_LOOK_DATE, 0 },
		{ 18, 21, VB_LOOK_TIME, 0 },
		{ 22, 22, VB_LOOK_DATE_TIME, 0 },
		{ 27, 31, VB_LOOK_DATE, 0 },
		{ 37, 38, VB_LOOK_FIXED, 0 },
		{ 39, 40, VB_LOOK_FIXED, 2 },
		{ 45, 47, VB_LOOK_TIME, 0 },
		{ 50, 58, VB_LOOK_DATE, 0 },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (id >= known[i].first && id <= known[i].last)
			return (struct format){ id, known[i].kind,
						known[i].decimals };
	return (struct format){ id, VB_LOOK_GENERAL, 0 };
}

static int by_id(const void *a, const void *b)
{
	const struct format *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void add_format(struct reading *r, struct vb_xml *x)
{
	struct format f = read_code(vb_xml_attr(x, "formatCode"));

	f.id = vb_xml_number(x, "numFmtId", 1u << 30, 0);
	if (grow(r, &r->formats, &r->cap_formats, r->n_formats, sizeof(f)))
		r->formats[r->n_formats++] = f;
}

static void add_look(struct reading *r, struct vb_xml *x)
{
	unsigned id = vb_xml_number(x, "numFmtId", 1u << 30, 0);
	unsigned font = vb_xml_number(x, "fontId", 1u << 30, 0);
	struct format key = { .id = id }, f = built_in(id);
	const struct format *own =
		r->n_formats ? bsearch(&key, r->formats, r->n_formats,
				       sizeof(key), by_id) :
			       NULL;

	if (own)
		f = *own;
	if (grow(r, &r->looks->items, &r->cap_looks, r->looks->n,
		 sizeof(struct vb_look)))
		r->looks->items[r->looks->n++] =
			(struct vb_look){ f.kind, f.decimals,
					  font < r->n_fonts ? r->fonts[font] :
							      VB_STR_EMPTY };
}

static void on_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct reading *r = ctx;

	switch (tag) {
	case T_FORMAT:
		add_format(r, x);
		break;
	case T_FONT:
		r->in_font = grow(r, &r->fonts, &r->cap_fonts, r->n_fonts,
				  sizeof(*r->fonts));
		if (r->in_font)
			r->fonts[r->n_fonts++] = VB_STR_EMPTY;
		break;
	case T_FONT_NAME:
		if (r->in_font &&
		    !vb_arena_dup(&r->fonts[r->n_fonts - 1], r->arena,
				  vb_xml_attr(x, "val")))
			r->st = VB_NO_MEMORY;
		break;
	case T_XFS:
		/* formats stand before what uses them */
		if (r->n_formats)
			qsort(r->formats, r->n_formats, sizeof(*r->formats),
			      by_id);
		r->in_xfs = true;
		break;
	case T_XF:
		if (r->in_xfs)
			add_look(r, x);
		break;
	case T_DXFS:
		vb_xml_skip(x);
		break;
	default:
		break;
	}
	if (r->st)
		vb_xml_stop(x);
}

static void on_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct reading *r = ctx;

	(void)x;
	if (tag == T_XFS)
		r->in_xfs = false;
	if (tag == T_FONT)
		r->in_font = false;
}

vb_status vb_xlsx_looks(struct vb_looks *out, struct vb_office *o,
			const char *part)
{
	static const struct vb_xml_reader reader = {
		.tags = tags,
		.n_tags = T_COUNT,
		.start = on_start,
		.end = on_end,
	};
	struct reading r = { .arena = &o->arena, .looks = out };
	vb_status st;

	*out = (struct vb_looks){ NULL, 0 };
	st = vb_office_read(o, part, &reader, &r);
	if (st == VB_NOT_FOUND)
		st = VB_OK;
	return st ? st : r.st;
}

struct day {
	long year;
	int month, day;
};

/* Of a day counted from 1970-01-01, by the usual shifted-year arithmetic. */
static struct day civil(long days)
{
	long z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	long doe = z - era * 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (int)((5 * doy + 2) / 153);
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct day){ yoe + era * 400 + (month <= 2), month,
			     (int)(doy - (153 * mp + 2) / 5) + 1 };
}

/*
 * A date counts days from 30 December 1899 (so that the wrong leap day of
 * 1900 is right from March on), or from 1 January 1904.
 */
static vb_status put_date(struct vb_buf *out, double value,
			  enum vb_look_kind kind, bool since_1904)
{
	double whole = floor(value);
	long seconds = lround((value - whole) * 86400);
	vb_status st = VB_OK;
	struct day d;

	if (seconds >= 86400) {
		seconds -= 86400;
		whole += 1;
	}
	d = civil((long)whole - (since_1904 ? 24107 : 25569));
	if (kind != VB_LOOK_TIME)
		st = vb_buf_printf(out, "%02d/%02d/%04ld%s", d.day, d.month,
				   d.year, kind == VB_LOOK_DATE ? "" : " ");
	if (!st && kind != VB_LOOK_DATE)
		st = vb_buf_printf(out, "%02ld:%02ld", seconds / 3600,
				   seconds / 60 % 60);
	if (!st && kind != VB_LOOK_DATE && seconds % 60)
		st = vb_buf_printf(out, ":%02ld", seconds % 60);
	return st;
}

/*
 * Round half away from zero, and what is half in decimal but not in binary
 * (1.005) too: sheets show that as 1.01.
 */
static double rounded(double n, unsigned decimals)
{
	double scale = pow(10, decimals);

	return fabs(n) * scale > 1e14 ?
		       n :
		       round(n * scale * (1 + 4 * DBL_EPSILON)) / scale;
}

vb_status vb_xlsx_number(struct vb_buf *out, struct vb_str value,
			 const struct vb_look *look, bool since_1904)
{
	char digits[64], *end;
	double n;

	value = vb_str_trim(value);
	if (value.len >= sizeof(digits))
		return vb_buf_append(out, value);
	memcpy(digits, value.ptr, value.len);
	digits[value.len] = '\0';
	n = strtod(digits, &end);
	if (!value.len || *end || !isfinite(n) || fabs(n) > 1e15)
		return vb_buf_append(out, value);
	switch (look->kind) {
	case VB_LOOK_FIXED:
		return vb_buf_printf(out, "%.*f", (int)look->decimals,
				     rounded(n, look->decimals));
	case VB_LOOK_PERCENT:
		return vb_buf_printf(out, "%.*f%%", (int)look->decimals,
				     rounded(n * 100, look->decimals));
	case VB_LOOK_DATE:
	case VB_LOOK_TIME:
	case VB_LOOK_DATE_TIME:
		if (n >= 0 && n < 2958466) /* the year 9999 */
			return put_date(out, n, look->kind, since_1904);
		return vb_buf_append(out, value);
	default:
		return vb_buf_printf(out, "%.15g", n);
	}
}
