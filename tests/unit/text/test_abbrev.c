#include "help.h"

#include <stdio.h>
#include <string.h>

#include "text/abbrev.h"

#define N(table) (int)(sizeof(table) / sizeof((table)[0]))

/* The rows' short (or long) forms, "; " between, "|" after the exact ones. */
static const char *listed(const struct vb_abbrevs *found, bool of_shorts)
{
	static char text[1000];
	size_t len = 0;

	text[0] = '\0';
	for (size_t i = 0; i < found->n; i++) {
		const struct vb_abbrev *row = found->rows[i];

		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s",
					!i		    ? "" :
					i == found->n_exact ? "|" :
							      "; ",
					of_shorts ? row->form : row->phrase);
	}
	return text;
}

static const struct {
	const char *in, *want;
	size_t n_exact;
} find_cases[] = {
	{ "HĐND", "Hội đồng nhân dân", 1 },
	{ "HDND", "Hội đồng nhân dân", 0 },
	{ "hđnd", "Hội đồng nhân dân", 1 },
	{ "hdnd", "Hội đồng nhân dân", 0 },
	{ "UBND", "Ủy ban nhân dân", 1 },
	{ "TTHĐND",
	  "Thường trực Hội đồng nhân dân; "
	  "Thường trực Hội đồng nhân dân",
	  2 },
	{ "TT", "thị trấn; Thông tư; Thường trực; thông tri", 4 },
	{ "TTr", "tờ trình", 1 },
	{ "TP", "Tư pháp; thành phố", 2 },
	{ "HD", "hướng dẫn|hợp đồng", 1 },
	{ "HĐ", "hợp đồng", 1 },
	{ "DA", "dự án|đề án", 1 },
	{ "ĐA", "đề án", 1 },
	{ "QĐ", "quyết định; quy định", 2 },
	{ "QD", "quyết định; quy định", 0 },
	{ "QyĐ", "quy định", 1 },
	{ "TU", "Tỉnh ủy; Thành ủy|Trung ương", 2 },
	{ "TW", "Trung ương", 1 },
	{ "TƯ", "Trung ương", 1 },
	{ "BTC", "Ban Tổ chức; Bộ Tài chính", 2 },
	{ "GD&ĐT", "Giáo dục và Đào tạo", 1 },
	{ "gddt", "Giáo dục và Đào tạo", 0 },
	{ "LĐ-TB&XH", "Lao động - Thương binh và Xã hội", 1 },
	{ "LĐTBXH", "Lao động - Thương binh và Xã hội", 1 },
	{ "KT - XH", "kinh tế - xã hội", 1 },
	{ "v/v", "về việc", 1 },
	{ "đ/c", "đồng chí", 1 },
	{ "GCNQSDĐ", "giấy chứng nhận quyền sử dụng đất", 1 },
	{ "ĐTC", "đầu tư công", 1 },
	{ "OCOP", "mỗi xã một sản phẩm", 1 },
	{ "HĐNDX", "", 0 },
	{ "HÐND", "", 0 }, /* Icelandic Ð: not clean */
	{ "HĐND5", "", 0 },
	{ "T\xC4", "", 0 },
	{ "-", "", 0 },
	{ "", "", 0 },
};

START_TEST(abbrev__find)
{
	struct vb_abbrevs found;
	bool any = vb_abbrev_find(&found, vb_str_from(find_cases[_i].in));

	ck_assert_str_eq(listed(&found, false), find_cases[_i].want);
	ck_assert_uint_eq(found.n_exact, find_cases[_i].n_exact);
	ck_assert_int_eq(any, *find_cases[_i].want != '\0');
}
END_TEST

static const struct {
	const char *in, *want;
} of_cases[] = {
	{ "Hội đồng nhân dân", "HĐND" },
	{ "hội đồng Nhân Dân", "HĐND" },
	{ "hoi dong nhan dan", "HĐND" },
	{ "uỷ ban nhân dân", "UBND" },
	{ "giáo dục, đào tạo", "GD&ĐT" },
	{ "Giáo dục và Đào tạo", "GD&ĐT" },
	{ "giao duc va dao tao", "GD&ĐT" },
	{ "Trung ương", "TƯ; TW" },
	{ "thường trực HĐND", "" },
	{ "Thường trực Hội đồng nhân dân", "TTHĐND; TT HĐND" },
	{ "kinh tế xã hội", "KT-XH" },
	{ "quy định", "QĐ; QyĐ" },
	{ "quyet dinh", "QĐ" },
	{ "quyết dinh", "" },
	{ "mỗi xã một sản phẩm", "OCOP" },
	{ "hội đồng", "" },
	{ "và", "" },
	{ "", "" },
};

START_TEST(abbrev__of)
{
	struct vb_abbrevs found;
	bool any = vb_abbrev_of(&found, vb_str_from(of_cases[_i].in));
	char text[200];

	snprintf(text, sizeof(text), "%s", listed(&found, true));
	for (char *p = text; *p; p++)
		if (p[0] == '|')
			*p = ' ';
	ck_assert_str_eq(text, of_cases[_i].want);
	ck_assert_int_eq(any, *of_cases[_i].want != '\0');
}
END_TEST

START_TEST(abbrev__says_what_it_depends_on)
{
	struct vb_abbrevs found;

	ck_assert(vb_abbrev_find(&found, VB_STR("TT")));
	for (size_t i = 0; i < found.n; i++) {
		ck_assert(found.rows[i]->ambiguous);
		ck_assert_str_ne(found.rows[i]->context, "");
	}
	ck_assert_str_eq(found.rows[2]->context, "beside HĐND");
	ck_assert_int_eq(found.rows[0]->where, VB_ABBREV_PLACE);
	ck_assert_int_eq(found.rows[1]->where, VB_ABBREV_TYPE);
	ck_assert_int_eq(found.rows[2]->where, VB_ABBREV_BODY);
	ck_assert(vb_abbrev_find(&found, VB_STR("HĐND")));
	ck_assert(!found.rows[0]->ambiguous);
	ck_assert_str_eq(found.rows[0]->context, "");
}
END_TEST

/* Each row of the table is found by both its forms, and the table is right. */
START_TEST(abbrev__every_row)
{
	FILE *in = fopen("data/abbrev/abbreviations.tsv", "r");
	size_t lines = 0;
	char line[500];

	ck_assert_ptr_nonnull(in);
	while (fgets(line, sizeof(line), in)) {
		struct vb_abbrevs by_short, by_long;
		bool seen = false, seen_long = false;
		char *phrase = strchr(line, '\t');

		if (*line == '#')
			continue;
		ck_assert_ptr_nonnull(phrase);
		*phrase++ = '\0';
		*strchr(phrase, '\t') = '\0';
		MUST(vb_abbrev_find(&by_short, vb_str_from(line)));
		MUST(vb_abbrev_of(&by_long, vb_str_from(phrase)));
		for (size_t i = 0; i < by_short.n_exact; i++)
			seen |= !strcmp(by_short.rows[i]->phrase, phrase);
		for (size_t i = 0; i < by_long.n_exact; i++)
			seen_long |= !strcmp(by_long.rows[i]->form, line);
		if (!seen || !seen_long)
			ck_abort_msg("%s: %s", line, phrase);
		/* both are clean and canonical */
		ck_assert_str_eq(canonical(line), line);
		ck_assert_str_eq(canonical(phrase), phrase);
		lines++;
	}
	fclose(in);
	ck_assert_uint_eq(lines, vb_abbrev_count());
	ck_assert_uint_ge(lines, 90);
}
END_TEST

/* The generator's folds are the library's. */
START_TEST(abbrev__table_is_sorted_and_folded)
{
	for (size_t i = 0; i < vb_abbrev_count(); i++) {
		const struct vb_abbrev *row = vb_abbrev_at(i);

		ck_assert_str_eq(folded(row->bare), row->fold);
		ck_assert_str_eq(folded(row->key), row->plain);
		ck_assert_str_eq(keyed(row->key), row->key);
		if (i)
			ck_assert_int_le(
				strcmp(vb_abbrev_at(i - 1)->fold, row->fold),
				0);
	}
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("abbrev");

	tcase_add_loop_test(tests, abbrev__find, 0, N(find_cases));
	tcase_add_loop_test(tests, abbrev__of, 0, N(of_cases));
	tcase_add_test(tests, abbrev__says_what_it_depends_on);
	tcase_add_test(tests, abbrev__every_row);
	tcase_add_test(tests, abbrev__table_is_sorted_and_folded);
	return run_tests(tests, "abbrev");
}
