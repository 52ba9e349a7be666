#include "help.h"

#include <string.h>

static const struct {
	const char *in, *want;
} key_cases[] = {
	{ "", "" },
	{ "Hoà Bình, Kì họp", "hòa bình, kỳ họp" },
	{ "NGHỊ QUYẾT", "nghị quyết" },
	{ "Ðảng uỷ", "đảng ủy" },
	{ "đ Đ d D", "đ đ d d" },
	/* i and y: after no onset and h k l m s t v */
	{ "i ì í ỉ ĩ ị", "y ỳ ý ỷ ỹ ỵ" },
	{ "hi hì hí hỉ hĩ hị", "hy hỳ hý hỷ hỹ hỵ" },
	{ "ki kì kí kỉ kĩ kị", "ky kỳ ký kỷ kỹ kỵ" },
	{ "li lì lí lỉ lĩ lị", "ly lỳ lý lỷ lỹ lỵ" },
	{ "mi mì mí mỉ mĩ mị", "my mỳ mý mỷ mỹ mỵ" },
	{ "si sì sí sỉ sĩ sị", "sy sỳ sý sỷ sỹ sỵ" },
	{ "ti tì tí tỉ tĩ tị", "ty tỳ tý tỷ tỹ tỵ" },
	{ "vi vì ví vỉ vĩ vị", "vy vỳ vý vỷ vỹ vỵ" },
	{ "Kỷ luật, kỉ luật", "kỷ luật, kỷ luật" },
	/* and any rhyme in i after qu */
	{ "quí quít quỵt quịt quì", "quý quýt quỵt quỵt quỳ" },
	{ "quiên quyên", "quyên quyên" },
	/* nowhere else */
	{ "túi túy tuí tuý", "túi túy túi túy" },
	{ "tai tay vài váy", "tai tay vài váy" },
	{ "bi bì chí chị di dì đi gì nghị nhì phi rì thị trị xì",
	  "bi bì chí chị di dì đi gì nghị nhì phi rì thị trị xì" },
	{ "kim kìm tin tìm linh lính mía hiu",
	  "kim kìm tin tìm linh lính mía hiu" },
	{ "iên yên", "iên yên" },
	/* not syllables: case only */
	{ "CAFÉ Voilà adiós", "café voilà adiós" },
	{ "HĐND UBND", "hđnd ubnd" },
	{ "ki1 2li", "ki1 2li" },
	{ "quit", "quit" }, /* English: a stop without a tone */
	{ "hòà", "hòà" },
	/* tones go where they belong, in addresses too */
	{ "vịêt http://hoà.vn", "việt http://hòa.vn" },
	{ "GỊA", "gịa" },
	/* lower case of anything, and NFC after it */
	{ "ΕΛΛΑΣ Москва ÑÜ", "ελλασ москва ñü" },
	{ "J\u030C", "ǰ" },
	{ "H\u0331 T\u0308", "ẖ ẗ" },
	{ "\u0130\u0301x", "íx" },
	{ "\u03AA\u0301", "ΐ" },
	{ "Ⓐ", "ⓐ" },
	{ "o\u0301\u0302", "ố" },
	{ "a\u00A0B\r\nC", "a b\nc" },
};

START_TEST(text_key__cases)
{
	ck_assert_str_eq(keyed(key_cases[_i].in), key_cases[_i].want);
	ck_assert_str_eq(keyed(key_cases[_i].want), key_cases[_i].want);
}
END_TEST

START_TEST(text_key__in_a_long_text)
{
	char in[16384] = "", want[16384] = "";
	size_t n = 0, m = 0;

	for (int i = 0; i < 20; i++) {
		size_t a = strlen(key_cases[_i].in);
		size_t b = strlen(key_cases[_i].want);

		memcpy(in + n, key_cases[_i].in, a + 1);
		memcpy(want + m, key_cases[_i].want, b + 1);
		n += a;
		m += b;
		memcpy(in + n, " ~ ", 4);
		memcpy(want + m, " ~ ", 4);
		n += 3;
		m += 3;
	}
	ck_assert_str_eq(keyed(in), want);
}
END_TEST

/* All of Unicode, each in a word: done twice is done once. */
START_TEST(text_chain__idempotent_for_every_character)
{
	static const text_step steps[] = { step_clean, step_canonical,
					   vb_text_fold, vb_text_key };

	for (uint32_t c = 1; c < 0x110000; c++) {
		char s[32] = "", *p = s;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		/* with an accent; and among a Latin letter and a homoglyph */
		p += vb_utf8_encode(p, c);
		p += vb_utf8_encode(p, 0x301);
		p += vb_utf8_encode(p, ' ');
		p += vb_utf8_encode(p, c);
		p += vb_utf8_encode(p, 'x');
		p += vb_utf8_encode(p, 0x430);
		for (size_t i = 0; i < 4; i++) {
			const char *once = through(steps[i], vb_str_from(s));

			MUST(!strcmp(through(steps[i], vb_str_from(once)),
				     once));
		}
	}
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("key");
	int cases = sizeof(key_cases) / sizeof(key_cases[0]);

	tcase_add_loop_test(tests, text_key__cases, 0, cases);
	tcase_add_loop_test(tests, text_key__in_a_long_text, 0, cases);
	tcase_add_test(tests, text_chain__idempotent_for_every_character);
	return run_tests(tests, "key");
}
