#include <limits.h>
#include <locale.h>
#include <math.h>

#include "base/json.h"
#include "tool.h"

/* glibc 2.36's newlocale with LOCPATH set leaks a list of its own. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:argz";
}

/* Every call of the writer once, as a page of results would make them. */
static void write_all_kinds(struct vb_json *j)
{
	vb_json_object(j);
	vb_json_key(j, "schema");
	vb_json_int(j, 1);
	vb_json_key_str(j, VB_STR("kh\"óa\n"));
	vb_json_str(
		j,
		VB_STR("Chỉ thị \"20\" \\ / \t\r\n\b\f\x01\x1f\x7f 🏛"));
	vb_json_key(j, "hits");
	vb_json_array(j);
	vb_json_array(j);
	vb_json_end(j);
	vb_json_object(j);
	vb_json_end(j);
	vb_json_bool(j, true);
	vb_json_bool(j, false);
	vb_json_null(j);
	vb_json_cstr(j, NULL);
	vb_json_cstr(j, "c");
	vb_json_str_or_null(j, VB_STR(""));
	vb_json_str_or_null(j, VB_STR("x"));
	vb_json_int(j, LLONG_MIN);
	vb_json_int(j, LLONG_MAX);
	vb_json_int(j, 0);
	vb_json_int(j, -7);
	vb_json_real(j, 12.345, 1);
	vb_json_real(j, -0.5, 3);
	vb_json_real(j, NAN, 2);
	vb_json_real(j, -INFINITY, 2);
	vb_json_raw(j, VB_STR("{\"a\":[1]}"));
	vb_json_end(j);
	vb_json_key(j, "sau");
	vb_json_str(j, vb_str_of("a\0b\xe2\x80\xa8\xe2\x80\xa9", 9));
	vb_json_end(j);
}

START_TEST(json__exact)
{
	struct vb_buf out = VB_BUF_INIT(10000);
	struct vb_json j = VB_JSON_INIT(&out);

	write_all_kinds(&j);
	ck_assert_int_eq(vb_json_status(&j), VB_OK);
	ck_assert_str_eq(
		vb_buf_cstr(&out),
		"{\"schema\":1,\"kh\\\"óa\\n\":\"Chỉ thị \\\"20\\\" \\\\ / \\t"
		"\\r\\n\\u0008\\u000c\\u0001\\u001f\\u007f 🏛\",\"hits\":[[],{}"
		",true,false,null,null,\"c\",null,\"x\",-9223372036854775808,"
		"9223372036854775807,0,-7,12.3,-0.500,null,null,{\"a\":[1]}],"
		"\"sau\":\"a\\u0000b\\u2028\\u2029\"}");
	vb_buf_clear(&out);
}
END_TEST

/* jq and Python read it, and find in it what was put in. */
START_TEST(json__others_read_it)
{
	struct vb_buf out = VB_BUF_INIT(10000);
	struct vb_json j = VB_JSON_INIT(&out);

	write_all_kinds(&j);
	write_file("x.json", vb_buf_str(&out));
	ck_assert_str_eq(shell("jq -c '[.schema, (.hits|length), .hits[11],"
			       " .hits[-1].a[0]]' x.json"),
			 "[1,18,0,1]");
	ck_assert_str_eq(
		shell("python3 -c \"import json\n"
		      "d = json.load(open('x.json', encoding='utf-8'))\n"
		      "print(d['kh\\\"óa\\n'] == 'Chỉ thị \\\"20\\\" "
		      "\\\\\\\\ / \\t\\r\\n\\b\\f\\x01\\x1f\\x7f 🏛',"
		      " d['hits'][9], d['hits'][10],"
		      " d['sau'] == 'a\\0b\\u2028\\u2029')\""),
		"True -9223372036854775808 9223372036854775807 True");
	vb_buf_clear(&out);
}
END_TEST

#define FFFD "\xef\xbf\xbd"

/* Unicode table 3-7: what is well formed stays, each other byte is replaced. */
static const struct {
	const char *in, *want;
} utf8[] = {
	{ "\x80", FFFD },
	{ "a\xff"
	  "b",
	  "a" FFFD "b" },
	{ "\xc0\x80", FFFD FFFD },
	{ "\xc1\xbf", FFFD FFFD },
	{ "\xc2\x80", "\xc2\x80" },
	{ "\xc3", FFFD },
	{ "\xe0\x9f\xbf", FFFD FFFD FFFD },
	{ "\xe0\xa0\x80", "\xe0\xa0\x80" },
	{ "\xed\x9f\xbf", "\xed\x9f\xbf" },
	{ "\xed\xa0\x80", FFFD FFFD FFFD },
	{ "\xef\xbf\xbf", "\xef\xbf\xbf" },
	{ "\xf0\x8f\xbf\xbf", FFFD FFFD FFFD FFFD },
	{ "\xf0\x90\x80\x80", "\xf0\x90\x80\x80" },
	{ "\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf" },
	{ "\xf4\x90\x80\x80", FFFD FFFD FFFD FFFD },
	{ "\xf5\x80\x80\x80", FFFD FFFD FFFD FFFD },
	{ "\xe1\xba", FFFD FFFD },
	{ "\xe1\xba\"", FFFD FFFD "\\\"" },
	{ "\xf0\x9f\x8f", FFFD FFFD FFFD },
	{ "ngh\xe1\xbb\x8b", "ngh\xe1\xbb\x8b" },
};

START_TEST(json__bad_utf8)
{
	struct vb_buf out = VB_BUF_INIT(100);
	struct vb_str got;

	/* Without a final NUL, so that a step too far is seen. */
	struct vb_str in = vb_str_from(utf8[_i].in);
	char *copy = malloc(in.len);

	memcpy(copy, in.ptr, in.len);
	ck_assert_int_eq(vb_json_quote(&out, vb_str_of(copy, in.len)), VB_OK);
	got = vb_str_sub(vb_buf_str(&out), 1, out.len - 1);
	ck_assert(vb_str_eq(got, vb_str_from(utf8[_i].want)));
	write_file("x.json", vb_buf_str(&out));
	ck_assert_str_eq(shell("python3 -c \"import json; json.loads(open("
			       "'x.json', 'rb').read().decode('utf-8'))\""),
			 "");
	free(copy);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(json__depth)
{
	struct vb_buf out = VB_BUF_INIT(1000);
	struct vb_json j = VB_JSON_INIT(&out);

	for (int i = 0; i < VB_JSON_DEPTH; i++)
		vb_json_array(&j);
	ck_assert_int_eq(vb_json_status(&j), VB_INTERNAL); /* still open */
	ck_assert_int_eq(j.status, VB_OK);
	for (int i = 0; i < VB_JSON_DEPTH; i++)
		vb_json_end(&j);
	ck_assert_int_eq(vb_json_status(&j), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]");
	vb_json_end(&j);
	ck_assert_int_eq(vb_json_status(&j), VB_INTERNAL);
	j = (struct vb_json)VB_JSON_INIT(&out);
	for (int i = 0; i <= VB_JSON_DEPTH; i++)
		vb_json_object(&j);
	for (int i = 0; i <= VB_JSON_DEPTH; i++)
		vb_json_end(&j);
	ck_assert_int_eq(vb_json_status(&j), VB_INTERNAL);
	vb_buf_clear(&out);
}
END_TEST

/* The first failure stays, and the buffer takes nothing after it. */
START_TEST(json__limit_sticks)
{
	struct vb_buf out = VB_BUF_INIT(10);
	struct vb_json j = VB_JSON_INIT(&out);

	vb_json_array(&j);
	vb_json_str(&j, VB_STR("quá dài so với mười"));
	ck_assert_int_eq(j.status, VB_TOO_BIG);
	vb_json_int(&j, 1);
	vb_json_end(&j);
	ck_assert_int_eq(vb_json_status(&j), VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&out), "[");
	ck_assert_int_eq(vb_json_quote(&out, VB_STR("12345678")), VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&out), "[");
	ck_assert_int_eq(vb_json_quote(&out, VB_STR("1234567")), VB_OK);
	vb_buf_clear(&out);
}
END_TEST

/*
 * A locale with a decimal comma must not reach the output. Where none is
 * installed, one is built: localedef and the comma are glibc's own.
 */
START_TEST(json__no_decimal_comma)
{
	struct vb_buf out = VB_BUF_INIT(100);
	struct vb_json j = VB_JSON_INIT(&out);
	locale_t comma, before;
	char text[20];

	shell("localedef -i vi_VN -f UTF-8 ./vi_VN.UTF-8");
	setenv("LOCPATH", dir, 1);
	comma = newlocale(LC_NUMERIC_MASK, "vi_VN.UTF-8", (locale_t)0);
	if (!comma) {
		puts("json__no_decimal_comma: skipped: no localedef data");
		return;
	}
	before = uselocale(comma);
	snprintf(text, sizeof(text), "%.1f", 1.5);
	ck_assert_str_eq(text, "1,5");
	vb_json_array(&j);
	vb_json_real(&j, -1234.5, 2);
	vb_json_real(&j, 3, 0);
	vb_json_end(&j);
	uselocale(before);
	freelocale(comma);
	ck_assert_str_eq(vb_buf_cstr(&out), "[-1234.50,3]");
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("json");
	TCase *t = tcase_create("json");

	tcase_add_checked_fixture(t, make_test_dir, remove_test_dir);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, json__exact);
	tcase_add_test(t, json__others_read_it);
	tcase_add_loop_test(t, json__bad_utf8, 0, COUNT(utf8));
	tcase_add_test(t, json__depth);
	tcase_add_test(t, json__limit_sticks);
	tcase_add_test(t, json__no_decimal_comma);
	return run_case(s, t);
}
