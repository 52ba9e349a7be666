/* Laws by their names, and the keys of names. */
#include <stdio.h>

#include "doc/law_names.h"
#include "doc/letter.h"
#include "doc/number.h"
#include "doc/reference_scan.h"
#include "text/token.h"

#define NAME_WORDS 40	 /* the longest title in the table has 22 */
#define UNKNOWN_WORDS 16 /* of a name that a year must follow */
#define NAME_BYTES 600	 /* of text that a name may take */
#define YEAR_MIN 1945
#define YEAR_MAX 2199

/* The name so far, as the table spells it or as keys do. */
struct spelling {
	char text[VB_NAME_KEY_BYTES];
	size_t len;
	bool full;
};

static void put_word(struct spelling *s, struct vb_str word)
{
	if (s->len + word.len + 2 > sizeof(s->text)) {
		s->full = true;
		return;
	}
	if (s->len)
		s->text[s->len++] = ' ';
	memcpy(s->text + s->len, word.ptr, word.len);
	s->len += word.len;
	s->text[s->len] = '\0';
}

/* Abbreviations that stand in names of laws. */
static const struct {
	const char *word, *key, *fold;
} expansions[] = {
	{ "hđnd", "hội đồng nhân dân", "hoi dong nhan dan" },
	{ "ubnd", "ủy ban nhân dân", "uy ban nhan dan" },
	{ "bhxh", "bảo hiểm xã hội", "bao hiem xa hoi" },
	{ "bhyt", "bảo hiểm y tế", "bao hiem y te" },
	{ "gtgt", "giá trị gia tăng", "gia tri gia tang" },
	{ "vat", "giá trị gia tăng", "gia tri gia tang" },
	{ "hkdd", "hàng không dân dụng", "hang khong dan dung" },
	{ "nsnn", "ngân sách nhà nước", "ngan sach nha nuoc" },
	{ "pccc", "phòng cháy chữa cháy", "phong chay chua chay" },
	{ "shtt", "sở hữu trí tuệ", "so huu tri tue" },
	{ "tncn", "thu nhập cá nhân", "thu nhap ca nhan" },
	{ "tndn", "thu nhập doanh nghiệp", "thu nhap doanh nghiep" },
	{ "ttđb", "tiêu thụ đặc biệt", "tieu thu dac biet" },
	{ "vbqppl", "văn bản quy phạm pháp luật",
	  "van ban quy pham phap luat" },
};

static void put_token(struct spelling *s, const struct vb_token *t, bool fold)
{
	for (size_t i = 0; i < sizeof(expansions) / sizeof(expansions[0]);
	     i++) {
		if (!vb_str_eq(t->key, vb_str_from(expansions[i].word)))
			continue;
		put_word(s, vb_str_from(fold ? expansions[i].fold :
					       expansions[i].key));
		return;
	}
	put_word(s, fold ? t->fold : t->key);
}

/* The first row that is not less than `name`. */
static size_t lower_bound(struct vb_str name)
{
	size_t from = 0, to = vb_law_names_count;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (vb_str_cmp(vb_str_from(vb_law_names[mid]), name) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

/* Is it a name; is it the beginning of one? */
static void look_up(bool *whole, bool *begins, struct vb_str name)
{
	size_t row = lower_bound(name);

	*whole = row < vb_law_names_count &&
		 vb_str_eq(vb_str_from(vb_law_names[row]), name);
	row += *whole;
	*begins = row < vb_law_names_count &&
		  vb_str_starts(vb_str_from(vb_law_names[row]), name) &&
		  vb_law_names[row][name.len] == ' ';
}

/* May it stand between two words of a name? */
static bool joins(struct vb_str gap)
{
	size_t breaks = 0;

	for (size_t i = 0; i < gap.len; i++) {
		breaks += gap.ptr[i] == '\n';
		if (!strchr(" \n\t,;-/()\xC2\xA0\xE2\x80\x93", gap.ptr[i]))
			return false;
	}
	return breaks < 2 && gap.len < 8;
}

/* The end of the longest name in the table at the type's `at`, or 0. */
static size_t known_name(struct vb_str text, size_t at)
{
	struct vb_str s = vb_str_sub(text, at, at + NAME_BYTES);
	struct spelling name = { "", 0, false };
	vb_tokenizer t;
	struct vb_token token;
	size_t found = 0, end = 0;
	bool whole, begins;

	vb_tokenizer_init(&t, s);
	for (int n = 0; n < NAME_WORDS && vb_tokenizer_next(&t, &token); n++) {
		if (end && !joins(vb_str_sub(s, end, token.start)))
			break;
		put_token(&name, &token, false);
		end = token.end;
		if (name.full)
			break;
		look_up(&whole, &begins, vb_str_of(name.text, name.len));
		if (whole)
			found = end;
		if (!begins)
			break;
	}
	return found ? at + found : 0;
}

size_t vb_law_year(int *year, struct vb_str text, size_t at)
{
	size_t i = vb_gap_end(text, at), word, n = 0;
	bool bracket = i < text.len && text.ptr[i] == '(';
	int value = 0;

	if (i == at)
		return 0;
	i += bracket;
	word = vb_words_at(text, i, "năm");
	if (word)
		i = vb_gap_end(text, word);
	while (n < 5 && i + n < text.len && vb_letter_is_digit(text.ptr[i + n]))
		value = value * 10 + (text.ptr[i + n++] - '0');
	if (n != 4 || value < YEAR_MIN || value > YEAR_MAX)
		return 0;
	i += n;
	if (i < text.len && strchr("/-", text.ptr[i]))
		return 0;
	if (bracket && (i >= text.len || text.ptr[i] != ')'))
		return 0;
	*year = value;
	return i + bracket;
}

/* "(sửa đổi)", "sửa đổi": a law made anew; its end or `at`. */
static size_t skip_renewed(struct vb_str text, size_t at)
{
	size_t i = vb_gap_end(text, at), end;
	bool bracket = i < text.len && text.ptr[i] == '(';

	end = vb_words_at(text, i + bracket, "sửa đổi");
	if (!end)
		return at;
	if (!bracket)
		return end;
	return end < text.len && text.ptr[end] == ')' ? end + 1 : at;
}

static bool starts_high(struct vb_str text, size_t at)
{
	size_t len;

	return vb_letter_is_upper(vb_letter_at(text, at, &len));
}

/* Words that end a name which is not in the table. */
static bool is_stop(const struct vb_token *t)
{
	static const char *const stops[] = {
		"luật", "nghị", "thông", "được", "theo", "này",
		"thì",	"là",	"điều",	 "số",	 "đã",	 "khoản",
	};

	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
		if (vb_str_eq(t->key, vb_str_from(stops[i])))
			return true;
	return false;
}

/* A name before a year or "ngày": its end, or 0. */
static size_t dated_name(struct vb_str text, size_t end)
{
	size_t at = vb_gap_end(text, end), last = 0;
	struct vb_str s = vb_str_sub(text, at, at + NAME_BYTES);
	vb_tokenizer t;
	struct vb_token token;
	int year;

	if (!starts_high(s, 0))
		return 0;
	vb_tokenizer_init(&t, s);
	for (int n = 0; n < UNKNOWN_WORDS && vb_tokenizer_next(&t, &token);
	     n++) {
		if ((last && !joins(vb_str_sub(s, last, token.start))) ||
		    is_stop(&token))
			return 0;
		last = token.end;
		if (n && vb_law_year(&year, s, last))
			return at + last;
	}
	return 0;
}

/* "sửa đổi, bổ sung một số điều của" at `at`; its end, or 0. */
static size_t amending(struct vb_str text, size_t at)
{
	static const char *const verbs[] = { "sửa đổi, bổ sung",
					     "sửa đổi bổ sung", "sửa đổi",
					     "bổ sung" };
	static const char *const objects[] = { "một số điều của các",
					       "một số điều của",
					       "một số điều các",
					       "một số điều" };
	size_t end = 0;

	for (size_t i = 0; i < 4 && !end; i++)
		end = vb_words_at(text, at, verbs[i]);
	if (!end)
		return 0;
	at = vb_gap_end(text, end);
	for (size_t i = 0; i < 4; i++) {
		end = vb_words_at(text, at, objects[i]);
		if (end)
			return vb_gap_end(text, end);
	}
	return 0;
}

/* The laws that one amends: known ones with "và" between. The end or 0. */
static size_t amended_names(struct vb_str text, size_t at)
{
	size_t end = 0, next = at;

	for (int n = 0; n < 8; n++) {
		size_t to = known_name(text, next), glue;

		if (!to)
			break;
		end = to;
		glue = vb_gap_end(text, end);
		next = vb_words_at(text, glue, "và");
		if (!next)
			break;
		next = vb_gap_end(text, next);
	}
	return end;
}

/* The same law is cited as "Bộ luật Hàng hải" and "… Hàng hải Việt Nam". */
static void drop_country(struct spelling *s)
{
	static const char *const ends[] = {
		" nuoc cong hoa xa hoi chu nghia viet nam",
		" viet nam",
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct vb_str name = vb_str_of(s->text, s->len);
		size_t len = strlen(ends[i]);

		if (!vb_str_ends(name, vb_str_from(ends[i])))
			continue;
		s->len -= len;
		s->text[s->len] = '\0';
		return;
	}
}

/* The folded words of [from, to) behind "="; false if they do not fit. */
static bool spell_key(char key[VB_NAME_KEY_BYTES], struct vb_str text,
		      size_t from, size_t to)
{
	struct spelling s = { "", 0, false };
	vb_tokenizer t;
	struct vb_token token;

	vb_tokenizer_init(&t, vb_str_sub(text, from, to));
	while (!s.full && vb_tokenizer_next(&t, &token))
		put_token(&s, &token, true);
	if (s.full || s.len + 8 > VB_NAME_KEY_BYTES)
		return false;
	drop_country(&s);
	key[0] = '=';
	memcpy(key + 1, s.text, s.len + 1);
	return true;
}

bool vb_law_type(const struct vb_type *type)
{
	static const char *const slugs[] = { "luat", "bo-luat", "hien-phap",
					     "phap-lenh" };

	for (size_t i = 0; i < sizeof(slugs) / sizeof(slugs[0]); i++)
		if (!strcmp(type->slug, slugs[i]))
			return true;
	return false;
}

bool vb_law_at(struct vb_law *out, struct vb_str text, size_t at, size_t end,
	       const struct vb_type *type)
{
	size_t name = vb_gap_end(text, end), to, year;
	bool high = starts_high(text, at);

	out->year = 0;
	to = amending(text, name);
	if (to)
		to = amended_names(text, to);
	if (!to) {
		to = known_name(text, at);
		/* "luật đất đai" may be the field of law. */
		if (to && !high && !strcmp(type->slug, "luat") &&
		    !starts_high(text, name))
			return false;
	}
	out->known = to != 0;
	if (!to && high)
		to = dated_name(text, end);
	if (!to)
		return false;
	out->name_to = to;
	year = vb_law_year(&out->year, text, skip_renewed(text, to));
	out->to = year ? year : to;
	return spell_key(out->key, text, at, to);
}

bool vb_law_initials_at(struct vb_law *out, struct vb_str text, size_t at)
{
	static const struct {
		const char *word, *key;
	} table[] = {
		{ "BLHS", "=bo luat hinh su" },
		{ "BLDS", "=bo luat dan su" },
		{ "BLLĐ", "=bo luat lao dong" },
		{ "BLTTHS", "=bo luat to tung hinh su" },
		{ "BLTTDS", "=bo luat to tung dan su" },
	};
	size_t end = 0, year;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct vb_str word = vb_str_from(table[i].word);

		if (!vb_str_starts(vb_str_skip(text, at), word) ||
		    !vb_words_at(text, at, table[i].word))
			continue;
		end = at + word.len;
		snprintf(out->key, sizeof(out->key), "%s", table[i].key);
	}
	if (!end)
		return false;
	out->known = true;
	out->year = 0;
	out->name_to = end;
	year = vb_law_year(&out->year, text, end);
	out->to = year ? year : end;
	return true;
}

/* The bytes of a type of law that `s` begins with, or 0. */
static size_t law_type_at(struct vb_str s)
{
	size_t len;
	const struct vb_type *type = vb_type_at(s, &len);

	return type && vb_law_type(type) ? len : 0;
}

/* Where the name in a title ends: before its number, year or date. */
static size_t title_end(int *year, struct vb_str s, size_t at)
{
	for (size_t i = at; i < s.len; i++) {
		size_t end;

		if (s.ptr[i] != ' ' && s.ptr[i] != '\n')
			continue;
		end = vb_law_year(year, s, i);
		if (end || vb_words_at(s, i + 1, "số") ||
		    vb_words_at(s, i + 1, "ngày") ||
		    (i + 1 < s.len && s.ptr[i + 1] == '('))
			return i;
	}
	return s.len;
}

void vb_reference_name_key(char out[VB_NAME_KEY_BYTES], struct vb_str title,
			   struct vb_str date)
{
	struct vb_str s = vb_str_trim(title);
	struct vb_number number;
	struct vb_date day;
	size_t type = law_type_at(s), again, end;
	int year = 0;

	out[0] = '\0';
	if (!type || s.len > NAME_BYTES)
		return;
	/* "Luật số 57/2020/QH14 Luật Thanh niên" */
	if (vb_number_find(&number, s, type) &&
	    number.from <= type + sizeof(" số ")) {
		struct vb_str rest = vb_str_trim(vb_str_skip(s, number.to));

		again = law_type_at(rest);
		if (again) {
			s = rest;
			type = again;
		}
		year = (int)number.year;
	}
	end = title_end(&year, s, type);
	if (!year && vb_date_parse(&day, date))
		year = day.year;
	if ((end == type && !vb_words_at(s, 0, "hiến pháp")) ||
	    !spell_key(out, s, 0, end)) {
		out[0] = '\0';
		return;
	}
	if (year) {
		size_t len = strlen(out);

		out[len++] = ' ';
		for (int i = 3; i >= 0; i--, year /= 10)
			out[len + (size_t)i] = (char)('0' + year % 10);
		out[len + 4] = '\0';
	}
}

struct vb_str vb_reference_key_name(unsigned *year, struct vb_str key)
{
	unsigned value = 0;

	*year = 0;
	if (key.len < 7 || key.ptr[0] != '=' || key.ptr[key.len - 5] != ' ')
		return key;
	for (size_t i = key.len - 4; i < key.len; i++) {
		if (!vb_letter_is_digit(key.ptr[i]))
			return key;
		value = value * 10 + (unsigned)(key.ptr[i] - '0');
	}
	*year = value;
	return vb_str_sub(key, 0, key.len - 5);
}
