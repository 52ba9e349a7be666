#include "answer.h"

static const struct {
	const char *in, *want;
} html_cases[] = {
	{ "", "" },
	{ "giá đất", "giá đất" },
	{ "a & b", "a &amp; b" },
	{ "<script>alert(1)</script>",
	  "&lt;script&gt;alert(1)&lt;/script&gt;" },
	{ "\"'", "&quot;&#39;" },
	{ "&amp;", "&amp;amp;" },
	{ "<mark>", "&lt;mark&gt;" },
};

START_TEST(html_escape__cases)
{
	ck_assert_int_eq(vb_html_escape(&out, vb_str_from(html_cases[_i].in)),
			 VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), html_cases[_i].want);
}
END_TEST

static const struct {
	const char *in, *line, *lines;
} terminal_cases[] = {
	{ "giá đất", "giá đất", "giá đất" },
	{ "\033[31mđỏ", " [31mđỏ", " [31mđỏ" },
	{ "a\nb\tc", "a b c", "a\nb\tc" },
	{ "a\rb\177c\001", "a b c ", "a b c " },
	/* C1 controls: CSI and OSC of one character */
	{ "a\302\2332J\302\235b", "a 2J b", "a 2J b" },
	/* their neighbours are letters and signs */
	{ "\302\240\302\251à", "\302\240\302\251à", "\302\240\302\251à" },
	{ "\302", "\302", "\302" },
};

START_TEST(terminal__cases)
{
	struct vb_str in = vb_str_from(terminal_cases[_i].in);

	ck_assert_int_eq(vb_terminal_text(&out, in, false), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), terminal_cases[_i].line);
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_terminal_text(&out, in, true), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), terminal_cases[_i].lines);
}
END_TEST

START_TEST(terminal__nul)
{
	ck_assert_int_eq(vb_terminal_text(&out, vb_str_of("a\0b", 3), true),
			 VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "a b");
}
END_TEST

START_TEST(html_snippet__marks)
{
	ck_assert_int_eq(vb_html_snippet(&out, &hits[0].snippet), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out),
			 "… <mark>Giá</mark> <mark>đất</mark> &amp; hơn");
	vb_buf_truncate(&out, 0);
	hits[0].snippet.cut_start = false;
	hits[0].snippet.cut_end = true;
	hits[0].snippet.n_marks = 0;
	ck_assert_int_eq(vb_html_snippet(&out, &hits[0].snippet), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "Giá đất &amp; hơn …");
}
END_TEST

static const char *const payloads[] = {
	"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
	"'onmouseover='alert(1)",    "</mark><svg/onload=alert(1)>",
	"javascript:alert(1)",	     "<!--<mark>",
	"&#60;script&#62;",	     "]]><x>",
	"</script><script>",	     "\342\200\250alert(1)",
};

/* Only <mark> and </mark> are left of all that is markup. */
START_TEST(html_snippet__no_markup_but_marks)
{
	struct vb_str text = vb_str_from(payloads[_i]);
	struct vb_range range = { 0, (uint32_t)text.len };
	struct vb_snippet s = { .text = text, .marks = &range, .n_marks = 1 };
	const char *html;

	ck_assert_int_eq(vb_html_snippet(&out, &s), VB_OK);
	html = vb_buf_cstr(&out);
	ck_assert_int_eq(strncmp(html, "<mark>", 6), 0);
	ck_assert(vb_str_ends(vb_buf_str(&out), VB_STR("</mark>")));
	for (const char *p = html + 6; p < html + out.len - 7; p++)
		ck_assert_msg(!strchr("<>\"'", *p), "%s", html);
}
END_TEST

START_TEST(format__by_name)
{
	ck_assert_int_eq(vb_format_by_name(VB_STR("text")), VB_FORMAT_TEXT);
	ck_assert_int_eq(vb_format_by_name(VB_STR("json")), VB_FORMAT_JSON);
	ck_assert_int_eq(vb_format_by_name(VB_STR("ndjson")), VB_FORMAT_NDJSON);
	ck_assert_int_eq(vb_format_by_name(VB_STR("tsv")), VB_FORMAT_TSV);
	ck_assert_int_eq(vb_format_by_name(VB_STR("trec")), VB_FORMAT_TREC);
	ck_assert_int_eq(vb_format_by_name(VB_STR("JSON")), -1);
	ck_assert_int_eq(vb_format_by_name(VB_STR("")), -1);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("output/escape");
	TCase *t = tcase_create("escape");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, html_escape__cases, 0,
			    sizeof(html_cases) / sizeof(html_cases[0]));
	tcase_add_loop_test(t, terminal__cases, 0,
			    sizeof(terminal_cases) / sizeof(terminal_cases[0]));
	tcase_add_test(t, terminal__nul);
	tcase_add_test(t, html_snippet__marks);
	tcase_add_loop_test(t, html_snippet__no_markup_but_marks, 0,
			    sizeof(payloads) / sizeof(payloads[0]));
	tcase_add_test(t, format__by_name);
	suite_add_tcase(s, t);
	return run_suite(s);
}
