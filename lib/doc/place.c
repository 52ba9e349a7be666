#include "doc/body.h"
#include "doc/letter.h"
#include "doc/territory.h"
#include "doc/understand.h"

#define LEAD_BYTES 600	/* what an article says first is about itself */
#define BODY_BYTES 3000 /* further down a name is more often an aside */
#define ENOUGH 3	/* points that make a place, whatever else is named */
#define ALONE 2		/* likewise where no other is named at all */

/* Words that make the name after them the place spoken of; where one begins
 * with another, the longer comes first. */
static const char *const before[] = {
	"Tỉnh ủy ",   "Tỉnh uỷ ",   "tỉnh ủy ", "Thành ủy ", "Thành uỷ ",
	"thành ủy ",  "tỉnh ",	    "Tỉnh ",	"TỈNH ",     "thành phố ",
	"Thành phố ", "THÀNH PHỐ ", "TP ",	"TP. ",	     "TP.",
};

#define N_BEFORE (sizeof(before) / sizeof(before[0]))

const char *vb_place_at(struct vb_str text)
{
	const struct vb_territory *t;
	size_t len;

	if (!vb_letter_is_upper(vb_letter_at(text, 0, &len)))
		return NULL;
	t = vb_territory_at(text, NULL);
	return t ? t->name : NULL;
}

struct tally {
	const char *best, *second;
	unsigned best_points, second_points;
};

static void count(struct tally *t, const char *name, unsigned points)
{
	if (!t->best || !strcmp(t->best, name)) {
		t->best = name;
		t->best_points += points;
		return;
	}
	t->second = name; /* any other name speaks against the first */
	t->second_points += points;
	if (t->second_points > t->best_points) {
		struct tally old = *t;

		t->best = old.second;
		t->best_points = old.second_points;
		t->second = old.best;
		t->second_points = old.best_points;
	}
}

/* The bytes of the word of before[] at the start of `text`, or 0. */
static size_t word_before(struct vb_str text)
{
	for (size_t i = 0; i < N_BEFORE; i++)
		if (vb_str_starts(text, vb_str_from(before[i])))
			return strlen(before[i]);
	return 0;
}

/* A cheap first look: t and ỉ, t and hà, TP. */
static bool may_be_word(struct vb_str text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;

	if ((p[0] | 32) != 't' || text.len < 4)
		return false;
	return p[1] == 0xE1 || p[1] == 'P' ||
	       ((p[1] | 32) == 'h' && p[2] == 0xC3);
}

/* Count the provinces named in `text` after one of the words before[]. */
static void count_in(struct tally *t, struct vb_str text, unsigned points)
{
	for (size_t at = 0; at < text.len; at++) {
		const char *name;
		size_t len;

		if (!may_be_word(vb_str_skip(text, at)) ||
		    (at && text.ptr[at - 1] != ' ' && text.ptr[at - 1] != '\n'))
			continue;
		len = word_before(vb_str_skip(text, at));
		if (!len)
			continue;
		name = vb_place_at(vb_str_sub(text, at + len, at + len + 40));
		if (name)
			count(t, name, points);
	}
}

/* "Báo Hải Dương", "Báo điện tử Hải Dương" */
static void count_origin(struct tally *t, struct vb_str origin)
{
	for (size_t at = 0; at < origin.len; at++) {
		const char *name;

		if (at && origin.ptr[at - 1] != ' ')
			continue;
		name = vb_place_at(vb_str_skip(origin, at));
		if (name)
			count(t, name, 2);
	}
}

/*
 * The province of the issuing body: its own, or the one that the body above
 * it is of, "ĐẢNG BỘ TỈNH GIA LAI" over "ĐẢNG ỦY XÃ AN NHƠN".
 */
static const char *of_issuer(const struct vb_field *f)
{
	struct vb_body body;

	if (!f[VB_FIELD_ISSUER].value.len)
		return NULL; /* most articles */
	vb_body_read(&body, f[VB_FIELD_ISSUER].value);
	if (!body.province && body.level != VB_LEVEL_CENTRAL)
		vb_body_read(&body, f[VB_FIELD_SUPERIOR].value);
	return body.province ? body.province->name : NULL;
}

vb_status vb_place_read(struct vb_record *record, bool is_document)
{
	const struct vb_field *f = record->fields;
	struct tally t = { 0 };
	size_t lead = vb_utf8_floor(record->text, LEAD_BYTES);
	size_t body = vb_utf8_floor(record->text, BODY_BYTES);
	const char *name;

	if (f[VB_FIELD_PLACE].how > VB_HOW_INFERRED)
		return VB_OK;
	name = of_issuer(f);
	if (name)
		return vb_record_set(record, VB_FIELD_PLACE, vb_str_from(name),
				     VB_HOW_INFERRED, 0.9);
	if (is_document)
		return VB_OK;
	count_in(&t, f[VB_FIELD_TITLE].value, 3);
	count_in(&t, vb_str_sub(record->text, 0, lead), 2);
	count_in(&t, vb_str_sub(record->text, lead, body), 1);
	count_origin(&t, f[VB_FIELD_ORIGIN].value);
	if (t.best_points < (t.second ? ENOUGH : ALONE) ||
	    t.second_points * 3 > t.best_points)
		return VB_OK;
	return vb_record_set(record, VB_FIELD_PLACE, vb_str_from(t.best),
			     VB_HOW_INFERRED,
			     t.best_points < ENOUGH ? 0.5 : 0.6);
}
