/*
 * What office programs write about a file beside its text.
 */
#include <stdio.h>

#include "doc/date.h"
#include "format/ole.h"
#include "format/reader.h"

#define CONFIDENCE 0.3
#define STREAM_LIMIT ((size_t)1 << 20)
#define VALUE_LIMIT 2000 /* bytes of a title or a name */
#define PROPERTIES 256	 /* looked at */
#define UTF16_CODEPAGE 1200

/* [MS-OLEPS] 2.15 and [MS-OSHARED] 2.3.3.2: property and value types. */
enum { P_CODEPAGE = 1, P_TITLE = 2, P_AUTHOR = 4, P_CREATED = 12 };
enum { V_LPSTR = 30, V_LPWSTR = 31, V_FILETIME = 64 };

/* Titles that nobody gave. */
static const char *const made_up[] = {
	"Slide 1", "PowerPoint Presentation", "Document", "Untitled", "Book1",
	"Sheet1",  "No Slide Title",
};

vb_status vb_set_summary(struct vb_record *record, enum vb_field_id id,
			 struct vb_str value)
{
	if (id == VB_FIELD_DATE)
		return vb_reader_set_date(record, value, VB_HOW_INFERRED,
					  CONFIDENCE);
	value = vb_str_trim(value);
	for (size_t i = 0; i < sizeof(made_up) / sizeof(made_up[0]); i++)
		if (vb_str_eq(value, vb_str_from(made_up[i])))
			return VB_OK;
	if (value.len > VALUE_LIMIT)
		return VB_OK;
	return vb_reader_set(record, id, value, VB_HOW_INFERRED, CONFIDENCE);
}

/* A value of text, cut at its first zero. */
static vb_status text_of(struct vb_buf *out, struct vb_str value,
			 unsigned codepage)
{
	size_t len = vb_le32(value, 4), end = 0;
	bool wide = vb_le32(value, 0) == V_LPWSTR;
	struct vb_str s;

	if (wide)
		len = len > STREAM_LIMIT ? 0 : len * 2;
	s = vb_str_sub(value, 8, 8 + len);
	wide |= codepage == UTF16_CODEPAGE;
	while (end + wide < s.len && (s.ptr[end] || (wide && s.ptr[end + 1])))
		end += 1 + (size_t)wide;
	s = vb_str_sub(s, 0, end);
	if (wide)
		return vb_utf16_append(out, s);
	/* 65001 is UTF-8; of all others only bytes are known. */
	if (codepage == 65001 && vb_utf8_valid(s))
		return vb_buf_append(out, s);
	return vb_western_append(out, s);
}

/* The day of a FILETIME, tenths of microseconds since 1601-01-01. */
static bool day_of(char out[VB_DATE_TEXT], struct vb_str value)
{
	uint64_t t = vb_le32(value, 4) | (uint64_t)vb_le32(value, 8) << 32;
	/* Days since 0000-03-01, when years end with February: 1601-01-01 is
	 * day 584694 there; local time is seven hours ahead. */
	uint64_t hours = t / 36000000000u + 7, days = hours / 24 + 584694;
	uint64_t era = days / 146097, doe = days % 146097;
	uint64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	uint64_t mp = (5 * doy + 2) / 153;
	struct vb_date date = {
		.year = (int)(era * 400 + yoe + (mp >= 10)),
		.month = (int)(mp < 10 ? mp + 3 : mp - 9),
		.day = (int)(doy - (153 * mp + 2) / 5 + 1),
	};

	if (date.year < 1985 || date.year > 2100)
		return false;
	vb_date_format(out, &date);
	return true;
}

static vb_status property(struct vb_record *record, unsigned id,
			  struct vb_str value, unsigned codepage)
{
	struct vb_buf text = VB_BUF_INIT(4 * STREAM_LIMIT);
	unsigned type = vb_le32(value, 0);
	char day[VB_DATE_TEXT];
	vb_status st = VB_OK;

	if (id == P_CREATED && type == V_FILETIME && day_of(day, value))
		return vb_set_summary(record, VB_FIELD_DATE, vb_str_from(day));
	if ((id != P_TITLE && id != P_AUTHOR) ||
	    (type != V_LPSTR && type != V_LPWSTR))
		return VB_OK;
	st = text_of(&text, value, codepage);
	if (!st)
		st = vb_set_summary(record,
				    id == P_TITLE ? VB_FIELD_TITLE :
						    VB_FIELD_AUTHOR,
				    vb_buf_str(&text));
	vb_buf_clear(&text);
	return st;
}

vb_status vb_ole_summary(struct vb_record *record, vb_ole *ole)
{
	struct vb_buf stream = VB_BUF_INIT(STREAM_LIMIT);
	unsigned codepage = 1252, n;
	struct vb_str set;
	vb_status st;

	st = vb_ole_read(&stream, ole, "\005SummaryInformation");
	if (st == VB_NOT_FOUND || st == VB_TOO_BIG)
		st = VB_OK;
	set = vb_buf_str(&stream);
	set = vb_str_skip(set, vb_le32(set, 44));
	n = vb_le32(set, 4);
	if (n > PROPERTIES)
		n = PROPERTIES;
	for (unsigned i = 0; i < n; i++)
		if (vb_le32(set, 8 + 8 * i) == P_CODEPAGE)
			codepage = vb_le16(
				vb_str_skip(set, vb_le32(set, 12 + 8 * i)), 4);
	for (unsigned i = 0; !st && i < n; i++)
		st = property(record, vb_le32(set, 8 + 8 * i),
			      vb_str_skip(set, vb_le32(set, 12 + 8 * i)),
			      codepage);
	vb_buf_clear(&stream);
	return st;
}
