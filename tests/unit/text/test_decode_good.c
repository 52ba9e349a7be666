/*
 * vb_decoder_run on text that is good as it is, in whatever language, and on
 * input of no encoding at all.
 */
#include "decode_help.h"

#include <time.h>

static const char *const good[] = {
	/* French */
	"Crème brûlée, garçon! Où êtes-vous allé cet été? L’élève a été reçu.",
	"Le conseil a délibéré à l'unanimité; les crédits sont prévus.",
	"déjà vu",
	"À cœur vaillant rien d’impossible",
	"ÉTAT CIVIL: né à Orléans",
	"œuvre complète, français, naïve, Noël, ambiguë, là-bas, ça",
	/* German */
	"Müller grüßt schöne Mädchen über den Bürgersteig; Größe 5 ± 2 °C",
	"Übergangsbestimmungen für Äußerungen",
	/* Spanish, Portuguese, Italian */
	"El niño comió piñata; adiós, ¿qué tal? ¡Señor, más rápido!",
	"São Paulo não é só coração; ações públicas, às três",
	"Perché no? Città, però, così, più",
	/* Czech, Polish, Hungarian, Romanian */
	"Příliš žluťoučký kůň úpěl ďábelské ódy",
	"Zażółć gęślą jaźń",
	"Árvíztűrő tükörfúrógép",
	"Știință și învățământ în România",
	/* Turkish */
	"İstanbul'da ışık söndü; çocuğun güneşi, ğ ve ş",
	/* Icelandic and the Nordic ones */
	"Það er gott að búa í Reykjavík; þú ættir að sjá ðað",
	"Smørrebrød på Ærø, så går vi",
	"Ålesund är på väg",
	/* other scripts */
	"Съешь ещё этих мягких французских булок",
	"Ӄаҧҳа ӳкерчӗк ӝожтэм", /* Abkhaz, Chuvash and Udmurt have those */
	"越南社会主义共和国",
	"ประเทศไทย",
	"Ελληνικά γράμματα",
	"العربية",
	/* symbols */
	"5 × 3 ÷ 2 ± 1 µm ¼ ½ ¾ § 12 ¶ ¡¢£¤¥¦ «©» ®™ ¬ ¯ ´ ¸ ¹²³ ºª ¿",
	"→ ← ≤ ≥ ∞ ✓ • … – — “ ” ‘ ’ €",
	"\xF0\x9F\x98\x80 \xF0\x9F\x87\xBB\xF0\x9F\x87\xB3",
	"25 °C, 10 m², 5 km³, 100 £, 3 ¥",
	/* English */
	"It's the people's house; don't you think? I'd say so. O'Neil's.",
	"\"What?\" he asked. To be or not to be... that's it. e.g. i.e. a.m.",
	"Co-op (re)use: do. it. now? no. We can't. Who? Me. You? Yes.",
	"a. first; e. second; i. third; o. fourth; u. fifth; y. sixth",
	"add odd daddy buddies; Eddy added odd paddles",
	/* source code */
	"for (i = 0; i < n; i++) a[i] ^= b(i) + c[i] * ~d;",
	"if (a && !b) return a? b : e(); /* u+ a* o( */ y ^= a;",
	"s/a(b|e)+/o'u/g; echo `date`; a=$(expr e + o); u=\"a'b\"",
	"SELECT a.id, e.name FROM a, e WHERE a.id=e.id AND u='o'",
	"#define E(a) (a ? a : ~a)",
	"x += y* a^2 + e(i) - u.v",
	/* markup and references to what is not a letter of Vietnamese */
	"<p class='a'>AT&amp;T &copy; &#65; &lt;</p>",
	/* URLs and paths */
	"https://example.org/a?e=o&u=i~y+a#dd http://a.b.c/d(e)?f.g=h*",
	"C:\\data\\e.txt ~/.vimrc a@e.vn /usr/lib/a.out.o",
	/* numbers of documents */
	"25/2021/NQ-HĐND, 20-CT/TU, 01/ĐA-HĐND-TT, 15-NQ/TW",
	/* good Vietnamese, in several styles */
	"Hội đồng nhân dân tỉnh; hoà bình, thuỷ sản, kỹ thuật, kĩ thuật",
	"HỘI ĐỒNG NHÂN DÂN, UBND tỉnh, đ/c, v/v; QĐ-TTg",
	"Hoi dong nhan dan tinh, khong dau. Co nhu the nay a? Vang a.",
	"ở",
	"Đ",
	"đ",
	"ơ",
	"à?",
	"Số: ",
	"Ấn Độ",
};
#define GOOD ((int)(sizeof(good) / sizeof(good[0])))

START_TEST(good__line)
{
	ck_assert_str_eq(decode_auto_cstr(good[_i]), good[_i]);
}
END_TEST

static void append_all(struct vb_buf *out)
{
	for (int i = 0; i < GOOD; i++)
		ck_assert(!vb_buf_printf(out, "%s\n", good[i]));
}

START_TEST(good__document)
{
	struct vb_buf in = VB_BUF_INIT(1 << 20);

	for (int i = 0; i < 5; i++)
		append_all(&in);
	ck_assert_str_eq(decode_auto(vb_buf_str(&in)), vb_buf_cstr(&in));
	vb_buf_clear(&in);
}
END_TEST

/* In lines of their own in a Vietnamese text. */
START_TEST(good__amid_vietnamese)
{
	struct vb_buf in = VB_BUF_INIT(1 << 20);
	struct vb_decode_report report;

	for (int i = 0; i < GOOD; i++)
		ck_assert(!vb_buf_printf(
			&in, "Hội đồng nhân dân tỉnh quyết nghị\n%s\n",
			good[i]));
	ck_assert_str_eq(decode_with(vb_buf_str(&in), NULL, &report, NULL),
			 vb_buf_cstr(&in));
	ck_assert_uint_eq(report.main, VB_CHARSET_UTF8);
	for (unsigned d = 1; d < VB_DECODING_COUNT; d++)
		ck_assert_uint_eq(report.counts[d].runs, 0);
	vb_buf_clear(&in);
}
END_TEST

/* A page that declares what it is not: a font, a header, UTF-16 in UTF-8. */
START_TEST(good__declared_otherwise)
{
	for (unsigned d = 1; d <= VB_CHARSET_UTF16; d++) {
		struct vb_decode_options options = { .from = VB_DECODE_AUTO,
						     .declared = d };

		for (int i = 0; i < GOOD; i++) {
			const char *out = decode_with(vb_str_from(good[i]),
						      &options, NULL, NULL);

			/* few words of ASCII may be VIQR where that is said */
			if (d == VB_CHARSET_VIQR &&
			    !strpbrk(good[i], "\x80\xC3\xC6\xE1"))
				continue;
			ck_assert_msg(!strcmp(out, good[i]),
				      "declared %s: '%s' from '%s'",
				      vb_decoding_name(d), out, good[i]);
		}
	}
}
END_TEST

/* NFD, marks behind composed letters, tone first: clean's business. */
START_TEST(good__decomposed)
{
	static const char text[] = "Hội đồng nhân dân tỉnh quyết nghị ở xã";
	char *nfd = peer_nfd(text);

	ck_assert_str_eq(decode_auto_cstr(nfd), nfd);
	ck_assert_str_eq(decode_auto_cstr("Nghi\xCC\xA3 quyê\xCC\x81t"),
			 "Nghi\xCC\xA3 quyê\xCC\x81t");
	ck_assert_str_eq(decode_auto_cstr("quye\xCC\x81\xCC\x82t nghị"),
			 "quye\xCC\x81\xCC\x82t nghị");
	free(nfd);
}
END_TEST

/* Quotes, dashes and dots that a Windows program left in UTF-8. */
START_TEST(good__stray_punctuation)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "Nghị quyết \x93về phát triển\x94 \x96 số 5\x85",
		  "Nghị quyết “về phát triển” – số 5…" },
		{ "\x91Hội đồng\x92 nhân dân \x97 tỉnh",
		  "‘Hội đồng’ nhân dân — tỉnh" },
		{ "Luật \x93Đất đai\x94", "Luật “Đất đai”" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(decode_auto_cstr(cases[i].in), cases[i].want);
}
END_TEST

/* Western bytes that are no Vietnamese: French in Latin-1. */
START_TEST(good__western_bytes)
{
	ck_assert_str_eq(
		decode_auto_cstr("Les \xE9lus ont d\xE9lib\xE9r\xE9 sur les "
				 "cr\xE9"
				 "dits pr\xE9vus \xE0 cet effet"),
		"Les élus ont délibéré sur les crédits prévus à cet effet");
}
END_TEST

static const char wide_text[] =
	"Hội đồng nhân dân\nquyết nghị: “Điều 1” – hết.\nAbc\n";

START_TEST(good__utf16)
{
	static const struct {
		const char *name, *mark;
	} rows[] = {
		{ "UTF-16LE", "" },
		{ "UTF-16BE", "" },
		{ "UTF-16LE", "\xFF\xFE" },
		{ "UTF-16BE", "\xFE\xFF" },
	};
	struct vb_decode_options options = { .from = VB_CHARSET_UTF16 };

	for (size_t i = 0; i < 4; i++) {
		struct vb_buf in = VB_BUF_INIT(1 << 12);
		struct vb_offsets offsets = VB_OFFSETS_INIT;

		ck_assert(!vb_buf_append_cstr(&in, rows[i].mark));
		ck_assert(through_iconv(&in, vb_str_from(wide_text),
					rows[i].name, "UTF-8"));
		ck_assert(vb_decode_is_utf16(vb_buf_str(&in)));
		ck_assert_str_eq(
			decode_with(vb_buf_str(&in), NULL, NULL, &offsets),
			wide_text);
		ck_assert_uint_le(vb_offsets_source(&offsets, 20, true),
				  in.len);
		vb_offsets_clear(&offsets);
		ck_assert_str_eq(
			decode_with(vb_buf_str(&in), &options, NULL, NULL),
			wide_text);
		vb_buf_clear(&in);
	}
}
END_TEST

START_TEST(good__not_utf16)
{
	for (int i = 0; i < GOOD; i++)
		ck_assert(!vb_decode_is_utf16(vb_str_from(good[i])));
	for (int i = 0; i < WAYS; i++) {
		struct vb_buf in = VB_BUF_INIT(1 << 12);

		write_as(&in, "Hội đồng nhân dân tỉnh", &ways[i]);
		ck_assert(!vb_decode_is_utf16(vb_buf_str(&in)));
		vb_buf_clear(&in);
	}
	ck_assert(!vb_decode_is_utf16(VB_STR_EMPTY));
	ck_assert(!vb_decode_is_utf16(VB_STR("a")));
	ck_assert(!vb_decode_is_utf16(VB_STR("\xFF")));
	ck_assert(!vb_decode_is_utf16(VB_STR("\0\0\0\0\0\0\0\0\0\0\0\0")));
	ck_assert(vb_decode_is_utf16(VB_STR("\xFF\xFE")));
	ck_assert(vb_decode_is_utf16(VB_STR("H\0i\0e\0n\0 \0n\0a\0y\0")));
}
END_TEST

/* Two marks, of UTF-8 and then of UTF-16: edits must not overlap. */
START_TEST(good__two_marks)
{
	const struct vb_str in = VB_STR("\xEF\xBB\xBF\xFF\xFEH\0i\0 \0a\0");
	struct vb_offsets offsets = VB_OFFSETS_INIT;
	struct vb_buf out = VB_BUF_INIT(1 << 10);
	vb_decoder *decoder;
	size_t end = 0;

	ck_assert_int_eq(vb_decoder_open(&decoder, NULL), VB_OK);
	ck_assert_int_eq(vb_decoder_run(&out, &offsets, decoder, in), VB_OK);
	for (size_t i = 0; i < offsets.len; i++) {
		ck_assert_uint_ge(offsets.edits[i].in, end);
		end = offsets.edits[i].in + offsets.edits[i].in_len;
	}
	ck_assert_uint_le(end, in.len);
	vb_decoder_close(decoder);
	vb_offsets_clear(&offsets);
	vb_buf_clear(&out);
}
END_TEST

/* The mark of UTF-8 goes, at the start and there only. */
START_TEST(good__utf8_mark)
{
	struct vb_decode_options options = { .from = VB_CHARSET_UTF8 };

	ck_assert_str_eq(decode_auto_cstr("\xEF\xBB\xBFHội đồng"), "Hội đồng");
	ck_assert_str_eq(decode_auto_cstr("\xEF\xBB\xBFplain"), "plain");
	ck_assert_str_eq(decode_auto_cstr("\xEF\xBB\xBF"), "");
	ck_assert_str_eq(decode_with(VB_STR("\xEF\xBB\xBFHội đồng"), &options,
				     NULL, NULL),
			 "Hội đồng");
}
END_TEST

START_TEST(good__mark_and_offsets)
{
	struct vb_offsets offsets = VB_OFFSETS_INIT;
	const char *out = decode_with(VB_STR("\xEF\xBB\xBF"
					     "abc Hội"),
				      NULL, NULL, &offsets);

	ck_assert_str_eq(out, "abc Hội");
	ck_assert_uint_eq(vb_offsets_source(&offsets, 4, false), 7);
	ck_assert_uint_eq(vb_offsets_source(&offsets, 9, true), 12);
	vb_offsets_clear(&offsets);
}
END_TEST

START_TEST(good__empty)
{
	for (unsigned d = 0; d <= VB_DECODE_AUTO; d++) {
		struct vb_decode_options options = { .from = d };
		struct vb_decode_report report;

		ck_assert_str_eq(
			decode_with(VB_STR_EMPTY, &options, &report, NULL), "");
		for (unsigned k = 0; k < VB_DECODING_COUNT; k++)
			ck_assert_uint_eq(report.counts[k].bytes, 0);
		ck_assert_str_eq(
			decode_with(VB_STR("\n"), &options, NULL, NULL),
			d == VB_CHARSET_UTF16 ? "\xEF\xBF\xBD" : "\n");
	}
	vb_decoder_close(NULL);
}
END_TEST

START_TEST(good__zero_bytes)
{
	static const char in[] = "a\0b Hội\0\0đồng nhân\0dân\n";
	struct vb_str text = VB_STR(in);

	ck_assert(!memcmp(decode_auto(text), in, sizeof(in)));
	ck_assert(!memcmp(decode_auto(VB_STR("\0")), "\0", 2));
	/* in TCVN3 too */
	ck_assert(!memcmp(decode_auto(VB_STR("C\xE9ng h\xDF"
					     "a\0x\xB7 h\xE9i "
					     "ch\xF1 ngh\xDC"
					     "a\0")),
			  "Cộng hòa\0xã hội chủ nghĩa\0",
			  sizeof("Cộng hòa\0xã hội chủ nghĩa\0")));
}
END_TEST

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Twice as long takes twice as long, within what a clock on a busy machine
 * tells; a square law would be four. Other work on the machine is counted
 * too, so that one calm try of three is enough. */
static bool is_linear(double took[2], const char *in, size_t n)
{
	for (int i = 0; i < 3; i++) {
		for (size_t k = 0; k < 2; k++) {
			took[k] = seconds();
			decode_auto(vb_str_of(in, (k + 1) * n / 2));
			took[k] = seconds() - took[k];
		}
		if (took[1] < 3.2 * took[0] + 0.3)
			return true;
	}
	return false;
}

/* A megabyte without a space, of what each reader must look at most. */
START_TEST(good__long_lines)
{
	static const char *const units[] = {
		"\xB6", "a",	     "\xE1\xBB\x99", "\xC3\x83",
		"a.",	"a^'",	     "&#7897;",	     "&#",
		"\xFF", "\x01",	     "u+o+'",	     "\xF4\xF8",
		"Ӄ",	"Ã\xC2\xA0", "\\.",	     "...",
		"&#x1", "a\xCC\x81", "a\0b",	     "A\xE9",
	};
	size_t n = (size_t)1 << 20;
	char *in = malloc(2 * n + 8);

	ck_assert_ptr_nonnull(in);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t unit = i == 18 ? 3 : strlen(units[i]);
		double took[2];

		for (size_t at = 0; at < 2 * n; at += unit)
			memcpy(in + at, units[i], unit);
		ck_assert_msg(is_linear(took, in, n),
			      "unit %zu: %.3f s, then %.3f s", i, took[0],
			      took[1]);
	}
	free(in);
}
END_TEST

/* The limit of `out`: an error, and nothing has changed. */
START_TEST(good__too_big)
{
	struct vb_buf in = VB_BUF_INIT(1 << 16);

	for (int i = 0; i < WAYS; i++) {
		struct vb_offsets offsets = VB_OFFSETS_INIT;
		vb_decoder *d;

		vb_buf_truncate(&in, 0);
		write_as(&in,
			 "Hội đồng nhân dân tỉnh quyết nghị\nplain\nxã hội",
			 &ways[i]);
		for (size_t limit = 6; limit < 50; limit++) {
			struct vb_buf out = VB_BUF_INIT(limit);

			ck_assert(!vb_buf_append_cstr(&out, "before"));
			ck_assert_int_eq(vb_decoder_open(&d, NULL), VB_OK);
			ck_assert_int_eq(vb_decoder_run(&out, &offsets, d,
							vb_buf_str(&in)),
					 VB_TOO_BIG);
			ck_assert_str_eq(vb_buf_cstr(&out), "before");
			ck_assert_uint_eq(out.len, 6);
			vb_decoder_close(d);
			vb_buf_clear(&out);
		}
		vb_offsets_clear(&offsets);
	}
	vb_buf_clear(&in);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("decode good");

	tcase_add_loop_test(tests, good__line, 0, GOOD);
	tcase_add_test(tests, good__document);
	tcase_add_test(tests, good__amid_vietnamese);
	tcase_add_test(tests, good__declared_otherwise);
	tcase_add_test(tests, good__decomposed);
	tcase_add_test(tests, good__stray_punctuation);
	tcase_add_test(tests, good__western_bytes);
	tcase_add_test(tests, good__utf16);
	tcase_add_test(tests, good__not_utf16);
	tcase_add_test(tests, good__two_marks);
	tcase_add_test(tests, good__utf8_mark);
	tcase_add_test(tests, good__mark_and_offsets);
	tcase_add_test(tests, good__empty);
	tcase_add_test(tests, good__zero_bytes);
	tcase_add_test(tests, good__long_lines);
	tcase_add_test(tests, good__too_big);
	return run_tests(tests, "decode good");
}
