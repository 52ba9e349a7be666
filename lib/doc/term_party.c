#include <stdio.h>

#include "doc/body.h"
#include "doc/term.h"

/*
 * Congresses of the Party. National ones: XI January 2011, XII January 2016,
 * XIII 25/1 - 1/2/2021, XIV January 2026. Before each the committees below
 * held theirs, upward from the communes: 2010, 2015, 2020, 2025. Which day,
 * differs from body to body, so in those months the term is not known.
 */
static const struct seam {
	int year, first, last; /* months */
} national[] = {
	{ 2011, 1, 1 },
	{ 2016, 1, 1 },
	{ 2021, 1, 2 },
	{ 2026, 1, 1 },
};

static const char *const congresses[] = { "XI", "XII", "XIII", "XIV" };

#define FIRST_CONGRESS 11
#define FIRST_LOCAL 2010
#define LOCAL_YEARS 5
#define LAST_LOCAL 2030 /* the congresses of that year are not held yet */

/* The months of a year with congresses in which those of a level are held. */
static const struct seam local[] = {
	[VB_LEVEL_UNKNOWN] = { 0, 3, 12 },
	[VB_LEVEL_PROVINCE] = { 0, 8, 12 },
	[VB_LEVEL_DISTRICT] = { 0, 4, 9 },
	[VB_LEVEL_COMMUNE] = { 0, 3, 9 },
};

/* How the symbols of Party committees and of their offices end. */
static const char *const bodies[] = { "TW", "TU", "HU", "QU", "ThU", "ĐU" };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* "20-CT/TU": a dash behind the serial, and a body of the Party's. */
static bool is_party(struct vb_str number)
{
	size_t n = 0;

	while (n < number.len && number.ptr[n] >= '0' && number.ptr[n] <= '9')
		n++;
	if (!n || n == number.len || number.ptr[n] != '-' ||
	    vb_str_find(number, VB_STR("/"), n) == VB_NPOS)
		return false;
	for (size_t i = 0; i < COUNT(bodies); i++)
		if (vb_str_ends(number, vb_str_from(bodies[i])))
			return true;
	return false;
}

static bool central(char value[VB_TERM_TEXT], char label[VB_TERM_LABEL],
		    int year, int month)
{
	size_t n = 0;

	for (size_t i = 0; i < COUNT(national); i++) {
		if (year == national[i].year && month >= national[i].first &&
		    month <= national[i].last)
			return false;
		n += year > national[i].year ||
		     (year == national[i].year && month > national[i].last);
	}
	/* the next congress is due in 2031 */
	if (!n || year > LAST_LOCAL)
		return false;
	snprintf(value, VB_TERM_TEXT, "%zu", FIRST_CONGRESS + n - 1);
	snprintf(label, VB_TERM_LABEL, "khóa %s", congresses[n - 1]);
	return true;
}

static bool regional(char value[VB_TERM_TEXT], char label[VB_TERM_LABEL],
		     enum vb_level level, int year, int month)
{
	int from = year - (year - FIRST_LOCAL) % LOCAL_YEARS;

	if (year < FIRST_LOCAL)
		return false;
	if (year == from) {
		if (month >= local[level].first && month <= local[level].last)
			return false;
		if (month < local[level].first)
			from -= LOCAL_YEARS;
	}
	if (from < FIRST_LOCAL || from >= LAST_LOCAL)
		return false;
	snprintf(value, VB_TERM_TEXT, "%d-%d", from, from + LOCAL_YEARS);
	snprintf(label, VB_TERM_LABEL, "nhiệm kỳ %d-%d", from,
		 from + LOCAL_YEARS);
	return true;
}

bool vb_term_of_party(char value[VB_TERM_TEXT], char label[VB_TERM_LABEL],
		      struct vb_str number, struct vb_str issuer,
		      struct vb_str date)
{
	unsigned long year, month;
	struct vb_body body;

	value[0] = label[0] = '\0';
	if (!is_party(number) || date.len != 10 ||
	    !vb_str_to_ulong(&year, vb_str_sub(date, 0, 4), 9999) ||
	    !vb_str_to_ulong(&month, vb_str_sub(date, 5, 7), 12) || !month)
		return false;
	vb_body_read(&body, issuer);
	/* the symbol says it where the issuer is not known */
	if (vb_str_ends(number, VB_STR("TW")))
		body.level = VB_LEVEL_CENTRAL;
	else if (vb_str_ends(number, VB_STR("TU")) && !body.level)
		body.level = VB_LEVEL_PROVINCE;
	if (body.level == VB_LEVEL_CENTRAL)
		return central(value, label, (int)year, (int)month);
	return regional(value, label, body.level, (int)year, (int)month);
}

/* "khóa XVII" was given: the value is what filters compare, "17". */
static vb_status canonical(struct vb_record *record, enum vb_field_id id)
{
	struct vb_field *field = &record->fields[id];
	struct vb_str given = field->value;
	struct vb_term term;

	if (!given.len || !vb_term_parse(&term, given) ||
	    vb_str_eq(given, vb_str_from(term.value)))
		return VB_OK;
	if (!field->label.len)
		field->label = given;
	return vb_arena_dup(&field->value, record->arena,
			    vb_str_from(term.value)) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

vb_status vb_term_infer(struct vb_record *record)
{
	const struct vb_field *f = record->fields;
	struct vb_field *field = &record->fields[VB_FIELD_TERM];
	char value[VB_TERM_TEXT], label[VB_TERM_LABEL];
	vb_status st = canonical(record, VB_FIELD_TERM);

	if (!st)
		st = canonical(record, VB_FIELD_SESSION);
	if (st || field->how >= VB_HOW_INFERRED ||
	    !vb_term_of_party(value, label, f[VB_FIELD_NUMBER].value,
			      f[VB_FIELD_ISSUER].value, f[VB_FIELD_DATE].value))
		return st;
	st = vb_record_set(record, VB_FIELD_TERM, vb_str_from(value),
			   VB_HOW_INFERRED, 0.6);
	if (!st &&
	    !vb_arena_dup(&field->label, record->arena, vb_str_from(label)))
		st = VB_NO_MEMORY;
	return st;
}
