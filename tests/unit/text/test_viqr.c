/*
 * VIQR: the letters of RFC 1456 with their marks in either order, and where a
 * mark is punctuation after all.
 */
#include "letters.h"

static const char *viqr(const char *in, int bias)
{
	static char out[4][VB_PIECE_ROOM + 1];
	static unsigned next;
	char *room = out[next++ & 3];
	size_t n = vb_viqr_piece(room, vb_str_from(in), bias);

	MUST(n <= VB_PIECE_ROOM);
	room[n] = '\0';
	return room;
}

/* As the file has it, and with shape and tone the other way round. */
START_TEST(viqr__every_letter)
{
	const struct letter_row *rows = letters_table();

	for (size_t i = 0; i < LETTERS; i++) {
		const char *in = rows[i].in[VB_CHARSET_VIQR].bytes;
		char word[16], want[16];

		ck_assert_str_eq(viqr(in, VB_VIQR_TONE), rows[i].utf8);
		snprintf(word, sizeof(word), "th%.4sng", in);
		snprintf(want, sizeof(want), "th%.4sng", rows[i].utf8);
		ck_assert_str_eq(viqr(word, 0), want);
		if (strlen(in) != 3)
			continue;
		snprintf(word, sizeof(word), "th%c%c%cng", in[0], in[2], in[1]);
		ck_assert_str_eq(viqr(word, 0), want);
	}
}
END_TEST

/* RFC 1456 has * for the horn as well. */
START_TEST(viqr__horn_is_a_star_too)
{
	const struct letter_row *rows = letters_table();
	size_t found = 0;

	for (size_t i = 0; i < LETTERS; i++) {
		char in[8] = "", *plus;

		memcpy(in, rows[i].in[VB_CHARSET_VIQR].bytes, 4);
		plus = strchr(in, '+');
		if (!plus)
			continue;
		*plus = '*';
		ck_assert_str_eq(viqr(in, VB_VIQR_TONE), rows[i].utf8);
		found++;
	}
	ck_assert_uint_eq(found, 24); /* ơ and ư, six tones, two cases */
}
END_TEST

static const struct {
	const char *in, *want;
	int bias;
} cases[] = {
	/* words */
	{ "Vie^.t", "Việt", 0 },
	{ "Vie.^t", "Việt", 0 },
	{ "ddu+o+`ng", "đường", 0 },
	{ "DDa`", "Đà", 0 },
	{ "Dda`", "Đà", 0 },
	{ "nghi.", "nghị", 0 },
	{ "quye^'t", "quyết", 0 },
	{ "thuye^`n", "thuyền", 0 },
	{ "U?y", "Ủy", 0 },
	{ "NGU+O+`I", "NGƯỜI", 0 },
	{ "xa~", "xã", 0 },
	{ "ddo^`ng", "đồng", 0 },
	{ "bi`nh", "bình", 0 },
	{ "du.ng", "dụng", 0 },
	/* escapes */
	{ "la\\.", "la.", 0 },
	{ "la\\?", "la?", 0 },
	{ "na\\'", "na'", 0 },
	{ "la\\`", "la`", 0 },
	{ "la\\~", "la~", 0 },
	{ "la\\^", "la^", 0 },
	{ "la\\(", "la(", 0 },
	{ "lu\\+", "lu+", 0 },
	{ "lu\\*", "lu*", 0 },
	{ "ta`\\.", "tà.", 0 },
	{ "a\\\\", "a\\", 0 },
	{ "a\\dd", "add", 0 },
	{ "ad\\d", "add", 0 },
	{ "C:\\new", "C:\\new", 0 },
	{ "a\\", "a\\", 0 },
	/* two signs, of which one is punctuation */
	{ "ta`.", "tà.", 0 },
	{ "va`?", "và?", 0 },
	{ "ta^'.", "tấ.", VB_VIQR_TONE },
	{ "cu?a?", "của?", 0 },
	{ "No^.i.", "Nội.", 0 },
	{ "dda^u?", "đâu?", 0 },
	{ "co^ng.", "công.", 0 },
	{ "co^ng?", "công?", 0 },
	/* the ellipsis */
	{ "ta...", "ta...", 0 },
	{ "ta...", "ta...", VB_VIQR_TONE },
	{ "the^'...", "thế...", 0 },
	{ "la`....", "là....", 0 },
	{ "nu+o+'c...", "nước...", 0 },
	/* the end of a sentence: the commoner syllable */
	{ "nhu+.", "như.", 0 },
	{ "cho.", "cho.", 0 },
	{ "ddu+o+.c.", "được.", 0 },
	{ "ddo^.", "độ", 0 },
	{ "bo^.", "bộ", 0 },
	{ "vu.", "vụ", 0 },
	{ "the^?", "thể", 0 },
	{ "phu?", "phủ", 0 },
	{ "to^?", "tổ", 0 },
	{ "so^'", "số", 0 },
	{ "co'", "có", 0 },
	/* a writer who escapes means the tone */
	{ "nhu+.", "nhự", VB_VIQR_TONE },
	{ "cho.", "chọ", VB_VIQR_TONE },
	/* ` and ~ are never punctuation */
	{ "nhu+`", "nhừ", 0 },
	{ "cho~", "chõ", 0 },
	/* nothing for a mark to stand on */
	{ ".", ".", 0 },
	{ "...", "...", 0 },
	{ "b.", "b.", 0 },
	{ "ng^", "ng^", 0 },
	{ "e(", "e(", 0 },
	{ "i^", "i^", 0 },
	{ "a+", "a+", 0 },
	{ "d", "d", 0 },
	{ "", "", 0 },
	/* three of a kind */
	{ "a^^", "â^", 0 },
	{ "a``", "à`", 0 },
	{ "ddd", "đd", 0 },
};

START_TEST(viqr__cases)
{
	ck_assert_str_eq(viqr(cases[_i].in, cases[_i].bias), cases[_i].want);
}
END_TEST

START_TEST(viqr__piece_decode_is_without_bias)
{
	char out[VB_PIECE_ROOM];
	size_t n = vb_piece_decode(out, VB_STR("No^.i."), VB_CHARSET_VIQR);

	ck_assert(vb_str_eq(vb_str_of(out, n), VB_STR("Nội.")));
}
END_TEST

START_TEST(viqr__escapes)
{
	ck_assert(vb_viqr_escapes(VB_STR("Ha` No^.i la\\.")));
	ck_assert(vb_viqr_escapes(VB_STR("the^' na`o\\? va^.y")));
	ck_assert(vb_viqr_escapes(VB_STR("na\\'")));
	ck_assert(!vb_viqr_escapes(VB_STR("Ha` No^.i la.")));
	ck_assert(!vb_viqr_escapes(VB_STR("C:\\dir\\new")));
	ck_assert(!vb_viqr_escapes(VB_STR("\\")));
	ck_assert(!vb_viqr_escapes(VB_STR_EMPTY));
	/* not past the end */
	ck_assert(!vb_viqr_escapes(vb_str_of("a\\.", 2)));
}
END_TEST

/* Any bytes, any bias: within the room, and with zeros. */
START_TEST(viqr__hostile)
{
	static const char set[] = "aeiouydDAE'`?~.^(+*\\\0 bn\x80\xFF";
	uint64_t state = 88172645463325252u;

	for (size_t i = 0; i < 200000; i++) {
		char in[VB_PIECE_BYTES], out[VB_PIECE_ROOM];
		size_t n = next_random(&state) % (VB_PIECE_BYTES + 1);

		for (size_t k = 0; k < n; k++)
			in[k] = set[next_random(&state) % (sizeof(set) - 1)];
		MUST(vb_viqr_piece(out, vb_str_of(in, n),
				   (int)(next_random(&state) % 8) - 2) <=
		     VB_PIECE_ROOM);
	}
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("viqr");

	tcase_add_test(tests, viqr__every_letter);
	tcase_add_test(tests, viqr__horn_is_a_star_too);
	tcase_add_loop_test(tests, viqr__cases, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tests, viqr__piece_decode_is_without_bias);
	tcase_add_test(tests, viqr__escapes);
	tcase_add_test(tests, viqr__hostile);
	return run_tests(tests, "viqr");
}
