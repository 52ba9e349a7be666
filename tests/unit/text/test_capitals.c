/*
 * Capitals that an encoding had no codes for (TCVN3): vietnamese-text.md,
 * section 2. A word with two or more ASCII letters, all capital, is a capital
 * one; a word with at most one goes with its nearest neighbour that tells.
 */
#include "help.h"

#include <stdio.h>
#include <string.h>

#include "text/charset.h"

static const char *restored(const char *in, bool all)
{
	static char out[1 << 16];
	size_t len = strlen(in);

	ck_assert_uint_lt(len, sizeof(out));
	memcpy(out, in, len + 1);
	vb_capitals_restore(out, len, all);
	ck_assert_int_eq(out[len], '\0');
	return out;
}

static const struct {
	const char *in, *want;
} cases[] = {
	/* as .VnTime gives them */
	{ "CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM",
	  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" },
	{ "HộI ĐồNG NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN" },
	{ "ĐIềU Tổ CHứC", "ĐIỀU TỔ CHỨC" },
	{ "Tổ CHứC", "TỔ CHỨC" },
	{ "QUYếT Để NGHị", "QUYẾT ĐỂ NGHỊ" },
	{ "Về VIệC", "VỀ VIỆC" },
	{ "Tờ TRìNH", "TỜ TRÌNH" },
	{ "áP DụNG ở Xã", "ÁP DỤNG Ở XÃ" },
	/* small text stays */
	{ "về Tổ chức và Độ dài", "về Tổ chức và Độ dài" },
	{ "Hội đồng nhân dân", "Hội đồng nhân dân" },
	{ "UBND tỉnh về Đề án", "UBND tỉnh về Đề án" },
	{ "UBND xã", "UBND xã" },
	{ "HĐND ở xã A", "HĐND ở xã A" },
	{ "ở", "ở" },
	{ "Tổ", "Tổ" },
	{ "Đề", "Đề" },
	{ "Hòa", "Hòa" },
	{ "ở xã", "ở xã" },
	/* the nearer neighbour decides */
	{ "tại phòng họp. Về Tổ CHứC", "tại phòng họp. Về TỔ CHỨC" },
	{ "HộI ĐồNG ở tỉnh nhà", "HỘI ĐỒNG ở tỉnh nhà" },
	{ "CHủ TịCH họp Tổ nhà", "CHỦ TỊCH họp Tổ nhà" },
	{ "CHủ TịCH Tổ đã ký", "CHỦ TỊCH TỔ đã ký" },
	{ "CHủ TịCH\nTổ HợP\nđã ký tại", "CHỦ TỊCH\nTỔ HỢP\nđã ký tại" },
	/* a word with small ASCII letters is small, whatever else it has */
	{ "NGHịx", "NGHịx" },
	{ "xNGHị HộI", "xNGHị HỘI" },
	/* letters of tags and references are not the text's */
	{ "<p>TỉNH ủY Hà GIANG</p>", "<p>TỈNH ỦY HÀ GIANG</p>" },
	{ "T/M BAN THƯờNG Vụ</td>", "T/M BAN THƯỜNG VỤ</td>" },
	{ "Hà&nbsp;NộI", "HÀ&nbsp;NỘI" },
	{ "<p>ủy</p>", "<p>ủy</p>" },
	{ "12 <Hà NộI", "12 <HÀ NỘI" },
	{ "<td>TỉNH ủY A</td><td>Số 12</td><TD CLASS=a>Ngày ba</TD>",
	  "<td>TỈNH ỦY A</td><td>Số 12</td><TD CLASS=a>Ngày ba</TD>" },
	{ "<b>TỉNH</b> <span x=y>ủY</span> <i>Hà</i> nội",
	  "<b>TỈNH</b> <span x=y>ỦY</span> <i>Hà</i> nội" },
	/* those of a number are capitals in any sentence */
	{ "Số 12-CT/TU", "Số 12-CT/TU" },
	{ "ở HOA", "Ở HOA" },
	/* nothing to do */
	{ "", "" },
	{ "123 - 45/NQ", "123 - 45/NQ" },
	{ "NAM", "NAM" },
	/* of another language */
	{ "ÀÉÎ ŒUVRE", "ÀÉÎ ŒUVRE" },
};

START_TEST(capitals__cases)
{
	ck_assert_str_eq(restored(cases[_i].in, false), cases[_i].want);
}
END_TEST

/* The letters by ones: each small one after capitals becomes its capital. */
START_TEST(capitals__every_letter)
{
	for (uint32_t code = 0x80; code < 0x1F00; code++) {
		char in[16] = "TH", want[16] = "TH";
		size_t n = vb_utf8_encode(in + 2, code);
		char *nfd;
		utf8proc_int32_t up = utf8proc_toupper((utf8proc_int32_t)code);

		in[2 + n] = '\0';
		nfd = peer_nfd(in + 2);
		/* a letter of Vietnamese: its parts are known */
		if ((strchr("aeiouy", *nfd) && (uint32_t)up != code &&
		     strspn(nfd + 1, "\xCC\x80\x81\x82\x83\x86\x89\x9B\xA3") ==
			     strlen(nfd + 1) &&
		     code >= 0x1EA0) ||
		    code == 0x111) {
			n = vb_utf8_encode(want + 2, (uint32_t)up);
			want[2 + n] = '\0';
			memcpy(in + 2 + strlen(in + 2), "NG", 3);
			memcpy(want + 2 + strlen(want + 2), "NG", 3);
			ck_assert_str_eq(restored(in, false), want);
		}
		free(nfd);
	}
}
END_TEST

/* A font that shows small letters as capitals. */
START_TEST(capitals__all)
{
	ck_assert_str_eq(restored("Cộng hòa xã hội chủ nghĩa", true),
			 "CỘNG HÒA XÃ HỘI CHỦ NGHĨA");
	ck_assert_str_eq(restored("Điều 1. đ/c", true), "ĐIỀU 1. Đ/C");
	ck_assert_str_eq(restored("", true), "");
}
END_TEST

/* `small` words, then three capital ones, the last of which tells nothing. */
START_TEST(capitals__windows)
{
	static char in[1 << 16], want[1 << 16];

	for (size_t small = 240; small < 270; small++) {
		size_t n = 0;

		for (size_t i = 0; i < small; i++)
			n += (size_t)snprintf(in + n, sizeof(in) - n, "nhân ");
		memcpy(want, in, n);
		snprintf(in + n, sizeof(in) - n, "CộNG HòA Xã");
		snprintf(want + n, sizeof(want) - n, "CỘNG HÒA XÃ");
		ck_assert_msg(!strcmp(restored(in, false), want),
			      "after %zu words", small);
	}
}
END_TEST

/* The same before: the word follows what comes after it. */
START_TEST(capitals__windows_before)
{
	static char in[1 << 16], want[1 << 16];

	for (size_t small = 240; small < 270; small++) {
		size_t n = 0;

		for (size_t i = 0; i < small; i++)
			n += (size_t)snprintf(in + n, sizeof(in) - n, "nhân ");
		memcpy(want, in, n);
		snprintf(in + n, sizeof(in) - n, "và so Về Tổ CHứC HộI");
		snprintf(want + n, sizeof(want) - n, "và so Về TỔ CHỨC HỘI");
		ck_assert_msg(!strcmp(restored(in, false), want),
			      "after %zu words", small);
	}
}
END_TEST

START_TEST(capitals__many_windows)
{
	static char in[1 << 16], want[1 << 16];
	size_t n = 0;

	for (size_t i = 0; i < 1000; i++) {
		memcpy(want + n, "CỘNG HÒA XÃ ", strlen("CỘNG HÒA XÃ "));
		n += (size_t)snprintf(in + n, sizeof(in) - n, "CộNG HòA Xã ");
	}
	want[n] = '\0';
	ck_assert_str_eq(restored(in, false), want);
	/* and in a small text of that size nothing happens */
	for (size_t i = n = 0; i < 1000; i++)
		n += (size_t)snprintf(in + n, sizeof(in) - n,
				      "UBND tỉnh Tổ ở nhà ");
	memcpy(want, in, n + 1);
	ck_assert_str_eq(restored(in, false), want);
}
END_TEST

/* Bytes of no encoding: no crash, and the length stays. */
START_TEST(capitals__hostile)
{
	uint64_t state = 88172645463325252u;

	for (size_t i = 0; i < 20000; i++) {
		char text[200];
		size_t n = next_random(&state) % sizeof(text);

		for (size_t k = 0; k < n; k++)
			text[k] = (char)next_random(&state);
		vb_capitals_restore(text, n, i & 1);
	}
}
END_TEST

/* A word of a megabyte, and a million words. */
START_TEST(capitals__long)
{
	size_t n = 1 << 20;
	char *text = malloc(n);

	ck_assert_ptr_nonnull(text);
	memset(text, 'A', n);
	vb_capitals_restore(text, n, false);
	ck_assert_int_eq(text[n / 2], 'A');
	for (size_t i = 1; i < n; i += 2)
		text[i] = ' ';
	vb_capitals_restore(text, n, false);
	ck_assert_int_eq(text[n / 2], 'A');
	free(text);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("capitals");

	tcase_add_loop_test(tests, capitals__cases, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tests, capitals__every_letter);
	tcase_add_test(tests, capitals__all);
	tcase_add_test(tests, capitals__windows);
	tcase_add_test(tests, capitals__windows_before);
	tcase_add_test(tests, capitals__many_windows);
	tcase_add_test(tests, capitals__hostile);
	tcase_add_test(tests, capitals__long);
	return run_tests(tests, "capitals");
}
