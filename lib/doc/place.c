#include "doc/letter.h"
#include "doc/understand.h"

#define LEAD_BYTES 600	/* what an article says first is about itself */
#define BODY_BYTES 3000 /* further down a name is more often an aside */
#define ENOUGH 3	/* points that make a place; see rules[] and lead */

/*
 * Provinces and centrally run cities up to 30/6/2025 (63), with the names
 * they got or had around then, and spellings that differ. The 34 units since
 * 1/7/2025 all bear names of this list.
 */
static const struct {
	const char *spelling, *name; /* name NULL: as spelled */
} provinces[] = {
	{ "An Giang", NULL },
	{ "Bà Rịa - Vũng Tàu", NULL },
	{ "Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu" },
	{ "Bạc Liêu", NULL },
	{ "Bắc Giang", NULL },
	{ "Bắc Kạn", NULL },
	{ "Bắc Cạn", "Bắc Kạn" },
	{ "Bắc Ninh", NULL },
	{ "Bến Tre", NULL },
	{ "Bình Dương", NULL },
	{ "Bình Định", NULL },
	{ "Bình Phước", NULL },
	{ "Bình Thuận", NULL },
	{ "Cà Mau", NULL },
	{ "Cao Bằng", NULL },
	{ "Cần Thơ", NULL },
	{ "Đà Nẵng", NULL },
	{ "Đắk Lắk", NULL },
	{ "Đăk Lăk", "Đắk Lắk" },
	{ "Đắk Nông", NULL },
	{ "Đăk Nông", "Đắk Nông" },
	{ "Điện Biên", NULL },
	{ "Đồng Nai", NULL },
	{ "Đồng Tháp", NULL },
	{ "Gia Lai", NULL },
	{ "Hà Giang", NULL },
	{ "Hà Nam", NULL },
	{ "Hà Nội", NULL },
	{ "Hà Tây", NULL },
	{ "Hà Tĩnh", NULL },
	{ "Hải Dương", NULL },
	{ "Hải Phòng", NULL },
	{ "Hậu Giang", NULL },
	{ "Hòa Bình", NULL },
	{ "Hoà Bình", "Hòa Bình" },
	{ "Hồ Chí Minh", NULL },
	{ "Huế", NULL },
	{ "Hưng Yên", NULL },
	{ "Khánh Hòa", NULL },
	{ "Khánh Hoà", "Khánh Hòa" },
	{ "Kiên Giang", NULL },
	{ "Kon Tum", NULL },
	{ "Lai Châu", NULL },
	{ "Lạng Sơn", NULL },
	{ "Lào Cai", NULL },
	{ "Lâm Đồng", NULL },
	{ "Long An", NULL },
	{ "Nam Định", NULL },
	{ "Nghệ An", NULL },
	{ "Ninh Bình", NULL },
	{ "Ninh Thuận", NULL },
	{ "Phú Thọ", NULL },
	{ "Phú Yên", NULL },
	{ "Quảng Bình", NULL },
	{ "Quảng Nam", NULL },
	{ "Quảng Ngãi", NULL },
	{ "Quảng Ninh", NULL },
	{ "Quảng Trị", NULL },
	{ "Sóc Trăng", NULL },
	{ "Sơn La", NULL },
	{ "Tây Ninh", NULL },
	{ "Thái Bình", NULL },
	{ "Thái Nguyên", NULL },
	{ "Thanh Hóa", NULL },
	{ "Thanh Hoá", "Thanh Hóa" },
	{ "Thừa Thiên Huế", NULL },
	{ "Thừa Thiên - Huế", "Thừa Thiên Huế" },
	{ "Tiền Giang", NULL },
	{ "Trà Vinh", NULL },
	{ "Tuyên Quang", NULL },
	{ "Vĩnh Long", NULL },
	{ "Vĩnh Phúc", NULL },
	{ "Yên Bái", NULL },
};

#define N_PROVINCES (sizeof(provinces) / sizeof(provinces[0]))

/* Words that make the name after them the place spoken of. */
static const char *const before[] = {
	"tỉnh ",      "Tỉnh ",	   "TỈNH ",	"thành phố ", "Thành phố ",
	"THÀNH PHỐ ", "TP ",	   "TP. ",	"TP.",	      "Tỉnh ủy ",
	"Tỉnh uỷ ",   "Thành ủy ", "Thành uỷ ",
};

#define N_BEFORE (sizeof(before) / sizeof(before[0]))

/* The bytes of `text` that spell `name` in any case, white space free. */
static size_t spelled(struct vb_str text, struct vb_str name)
{
	size_t at = 0, x_len;

	while (name.len) {
		uint32_t x = vb_letter_at(text, at, &x_len), y;

		name = vb_str_skip(name, vb_utf8_decode(&y, name));
		if (x == '\n')
			x = ' ';
		if (!x_len || vb_letter_lower(x) != vb_letter_lower(y))
			return 0;
		at += x_len;
	}
	return vb_letter_is(vb_letter_at(text, at, &x_len)) ? 0 : at;
}

static size_t province_at(struct vb_str text)
{
	size_t len;

	if (!vb_letter_is_upper(vb_letter_at(text, 0, &len)))
		return N_PROVINCES;
	for (size_t i = 0; i < N_PROVINCES; i++)
		if (spelled(text, vb_str_from(provinces[i].spelling)))
			return i;
	return N_PROVINCES;
}

static const char *name_of(size_t i)
{
	return provinces[i].name ? provinces[i].name : provinces[i].spelling;
}

const char *vb_place_at(struct vb_str text)
{
	size_t i = province_at(text);

	return i < N_PROVINCES ? name_of(i) : NULL;
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

/* The territory of the issuing body. */
static const char *of_issuer(struct vb_str issuer)
{
	struct tally t = { 0 };

	count_in(&t, issuer, 1);
	return t.second_points ? NULL : t.best;
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
	name = of_issuer(f[VB_FIELD_ISSUER].value);
	if (name)
		return vb_record_set(record, VB_FIELD_PLACE, vb_str_from(name),
				     VB_HOW_INFERRED, 0.9);
	if (is_document)
		return VB_OK;
	count_in(&t, f[VB_FIELD_TITLE].value, 3);
	count_in(&t, vb_str_sub(record->text, 0, lead), 2);
	count_in(&t, vb_str_sub(record->text, lead, body), 1);
	count_origin(&t, f[VB_FIELD_ORIGIN].value);
	if (t.best_points < ENOUGH || t.second_points * 3 > t.best_points)
		return VB_OK;
	return vb_record_set(record, VB_FIELD_PLACE, vb_str_from(t.best),
			     VB_HOW_INFERRED, 0.6);
}
