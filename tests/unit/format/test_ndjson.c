#include <jansson.h>

#include "doc/jsonread.h"
#include "reading.h"

START_TEST(ndjson__all_keys)
{
	static const char line[] =
		"{\"id\":\"nq-05\",\"url\":\"https://x.example/5\","
		"\"kind\":\"document\",\"title\":\" Nghị quyết\\nvề giá đất \","
		"\"number\":\"05 / NQ-HĐND\",\"type\":\"Nghị quyết\","
		"\"issuer\":\"Hội đồng nhân dân tỉnh Hà Tĩnh\","
		"\"place\":\"Hà Tĩnh\",\"date\":\"21/11/2025\","
		"\"effective_date\":\"ngày 1 tháng 12 năm 2025\","
		"\"expiry_date\":\"2030-12-31\",\"status\":\"Còn hiệu lực\","
		"\"signer\":\"S\",\"term\":\"XVIII\",\"session\":\"4\","
		"\"topic\":\"Đất đai\",\"origin\":\"Công báo\","
		"\"author\":\"A\",\"part_of\":\"CB-1\",\"language\":\"vi\","
		"\"superior\":\"B\",\"capacity\":\"C\",\"recipients\":\"R\","
		"\"text\":\"\\nĐiều 1. Giá đất.\\n\",\"note\":\"ghi chú\","
		"\"n\":12345678901234567890,\"list\":[1,{\"a\":\"}\"}]}";

	ck_assert_int_eq(read_as("ndjson", VB_STR(line)), VB_OK);
	ck_assert_str_eq(record.id.ptr, "nq-05");
	ck_assert_str_eq(text(), "Điều 1. Giá đất.");
	ck_assert_str_eq(value(VB_FIELD_TITLE), "Nghị quyết về giá đất");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "05/NQ-HĐND");
	ck_assert_str_eq(record.fields[VB_FIELD_NUMBER].label.ptr,
			 "05 / NQ-HĐND");
	ck_assert_str_eq(value(VB_FIELD_TYPE), "nghi-quyet");
	ck_assert_str_eq(record.fields[VB_FIELD_TYPE].label.ptr, "Nghị quyết");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2025-11-21");
	ck_assert_str_eq(value(VB_FIELD_EFFECTIVE_DATE), "2025-12-01");
	ck_assert_str_eq(value(VB_FIELD_EXPIRY_DATE), "2030-12-31");
	ck_assert_str_eq(value(VB_FIELD_PART_OF), "CB-1");
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		ck_assert_int_eq(record.fields[i].how, VB_HOW_GIVEN);
	ck_assert_str_eq(record.extras->name.ptr, "note");
	ck_assert_str_eq(record.extras->json.ptr, "\"ghi chú\"");
	ck_assert_str_eq(record.extras->next->json.ptr, "12345678901234567890");
	ck_assert_str_eq(record.extras->next->next->json.ptr,
			 "[1,{\"a\":\"}\"}]");
	ck_assert_ptr_null(record.extras->next->next->next);
	ck_assert(!record.partial);
	ck_assert_uint_eq(record.warning.len, 0);
}
END_TEST

static const struct {
	const char *line, *message;
} refused[] = {
	{ "{\"text\":5}", "key \"text\": must be a string" },
	{ "{\"text\":\"a\",\"title\":[]}", "key \"title\": must be a string" },
	{ "{\"text\":\"a\",\"id\":7}", "key \"id\": must be a string" },
	{ "{\"text\":\"a\",\"id\":\"a\\nb\"}",
	  "key \"id\": holds a control character" },
	{ "{\"text\":\"a\",\"kind\":\"tin\"}",
	  "key \"kind\": is neither document nor article" },
	{ "{\"file\":\"a\\u0000b\"}", "key \"file\": holds a NUL" },
	{ "{\"title\":\"a\"}", "needs a key text, html or file" },
	{ "{\"text\":\" \",\"title\":\"\"}", "text and title are empty" },
	{ "{}", "needs a key text, html or file" },
	{ "[]", "not a JSON object" },
	{ "\"a\"", "not a JSON object" },
	{ "{\"text\":\"a\"", "not JSON: ',' or a closing bracket is expected "
			     "at byte 11" },
	{ "{\"text\":\"a\"} x", "not JSON: more follows the value at byte 13" },
	{ "xin chào", "not JSON: a value is expected at byte 0" },
	{ "{\"text\":\"a\tb\"}",
	  "not JSON: control character in a string at byte 10" },
	{ "{\"html\":\"<p></p>\",\"text\":\"\"}", "no text in it" },
};

START_TEST(ndjson__refused)
{
	ck_assert_int_eq(read_as("ndjson", vb_str_from(refused[_i].line)),
			 VB_BAD_INPUT);
	ck_assert_str_eq(err.message, refused[_i].message);
}
END_TEST

static const struct {
	const char *line, *title, *text;
} accepted[] = {
	{ "{\"text\":\"\",\"title\":\"Chỉ tên\"}", "Chỉ tên", "" },
	{ "{\"text\":\"a\",\"title\":null}", "a", "a" },
	{ "{\"title\":\"T\",\"html\":\"<p>một<p>hai &amp; ba\"}", "T",
	  "một\nhai & ba" },
	{ "{\"title\":\"T\",\"html\":\"<br>\"}", "T", "" },
	{ "{\"text\":\"x\",\"html\":\"<p>y\"}", "x", "x" },
	{ "{\"t\\u0065xt\":\"\\u0041\\u1EC7 \\ud83d\\ude00\"}",
	  "Aệ \xf0\x9f\x98\x80", "Aệ \xf0\x9f\x98\x80" },
	{ "{\"text\":\"a\\u0000b\",\"title\":\"x\\u0007y\"}", "xy", "ab" },
	{ "{\"text\":\"a\",\"text\":\"b\",\"title\":\"1\",\"title\":\"2\"}",
	  "2", "b" },
	{ " { \"text\" : \"a\" , \"x\" : { } } ", "a", "a" },
	{ "\xef\xbb\xbf{\"text\":\"a\"}", "a", "a" },
};

START_TEST(ndjson__accepted)
{
	ck_assert_int_eq(read_as("ndjson", vb_str_from(accepted[_i].line)),
			 VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), accepted[_i].title);
	ck_assert_str_eq(text(), accepted[_i].text);
	ck_assert(!record.partial);
}
END_TEST

START_TEST(ndjson__bad_date_is_kept)
{
	ck_assert_int_eq(read_as("ndjson",
				 VB_STR("{\"text\":\"a\",\"date\":\"31/2/2020\""
					",\"expiry_date\":\"\"}")),
			 VB_OK);
	ck_assert_str_eq(value(VB_FIELD_DATE), "");
	ck_assert_str_eq(record.extras->name.ptr, "date");
	ck_assert_str_eq(record.extras->json.ptr, "\"31/2/2020\"");
	ck_assert_str_eq(record.warning.ptr, "date is no date: \"31/2/2020\"");
	ck_assert(!record.partial);
	ck_assert_ptr_null(record.extras->next);
}
END_TEST

START_TEST(ndjson__unknown_type_is_folded)
{
	ck_assert_int_eq(read_as("ndjson", VB_STR("{\"text\":\"a\",\"type\":"
						  "\"Sổ tay Đảng viên\"}")),
			 VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TYPE), "so-tay-dang-vien");
	ck_assert_str_eq(record.fields[VB_FIELD_TYPE].label.ptr,
			 "Sổ tay Đảng viên");
}
END_TEST

START_TEST(ndjson__file)
{
	ck_assert_int_eq(read_as("ndjson", VB_STR("{\"file\":\"a/b.html\","
						  "\"text\":\"\"}")),
			 VB_OK);
	ck_assert_str_eq(record.file.ptr, "a/b.html");
	ck_assert_int_eq(read_as("ndjson", VB_STR("{\"file\":\"a.md\","
						  "\"text\":\"có\"}")),
			 VB_OK);
	ck_assert_uint_eq(record.file.len, 0); /* the body is the text */
	ck_assert_str_eq(record.extras->json.ptr, "\"a.md\"");
}
END_TEST

/* What is not Unicode is repaired, counted and told. */
static const char *const broken[] = {
	"{\"text\":\"a\\ud800b\"}",
	"{\"text\":\"a\\udc00b\"}",
	"{\"text\":\"a\\ud800\\u0041b\"}",
	"{\"text\":\"a\xff"
	"b\"}",
	"{\"text\":\"ab\",\"title\":\"\xe1\xbb\"}",
	"{\"text\":\"ab\",\"x\":\"\xff\"}",
	"{\"text\":\"ab\",\"date\":\"\xff\"}",
};

START_TEST(ndjson__not_unicode)
{
	ck_assert_int_eq(read_as("ndjson", vb_str_from(broken[_i])), VB_OK);
	ck_assert(record.partial);
	ck_assert(
		vb_str_ends(record.warning, VB_STR("1 places were not UTF-8")));
	ck_assert(vb_utf8_valid(record.warning));
	ck_assert(vb_utf8_valid(record.text));
	if (record.extras)
		ck_assert(vb_utf8_valid(record.extras->json));
}
END_TEST

START_TEST(ndjson__one_word_of_50_megabytes)
{
	size_t len = 50 << 20;
	char *line = malloc(len);

	memset(line, 'a', len);
	memcpy(line, "{\"text\":\"", 9);
	memcpy(line + len - 2, "\"}", 2);
	ck_assert_int_eq(read_as("ndjson", vb_str_of(line, len)), VB_OK);
	ck_assert_uint_eq(record.text.len, len - 11);
	free(line);
}
END_TEST

/* jansson as the oracle of what is JSON. */
static const char *const json[] = {
	"null",
	"true",
	"false",
	"nul",
	"0",
	"-0",
	"01",
	"1.",
	"1.5",
	"-",
	"1e5",
	"1E+5",
	"1e",
	"-1.5e-3",
	".5",
	"+1",
	"\"\"",
	"\"a",
	"\"\\\"",
	"\"\\u12g4\"",
	"\"\\u1234\"",
	"\"\\x\"",
	"[]",
	"[1,]",
	"[1,2]",
	"[,]",
	"[1 2]",
	"{}",
	"{\"a\":1}",
	"{\"a\":1,}",
	"{\"a\" 1}",
	"{a:1}",
	"{\"a\":{\"b\":[{}]}}",
	"[[]]]",
	"[[]",
	"{\"a\":}",
	"\"\t\"",
	"",
	" ",
	"1 ",
	"[1]\n",
	"\"a\" \"b\"",
	"{\"a\":1 \"b\":2}",
	"[}",
	"{]",
	"truex",
	"\"\\",
	"\"\\u\"",
	"-a",
	"1.e5",
	"[\"\\n\\/\\b\"]",
	"/**/1",
	"{\"a\":1,\"a\":2}",
	"NaN",
	"Infinity",
	"'a'",
};

START_TEST(json_check__agrees_with_jansson)
{
	struct vb_str s = vb_str_from(json[_i]);
	size_t offset;
	json_t *tree = json_loadb(s.ptr, s.len, JSON_DECODE_ANY, NULL);
	const char *wrong = vb_json_check(&offset, s);

	ck_assert_msg((tree != NULL) == !wrong, "%s: %s", json[_i],
		      wrong ? wrong : "accepted");
	json_decref(tree);
}
END_TEST

/* RFC 8259 has no zero byte outside strings; found by fuzzing, where jansson
 * takes one after a literal. */
START_TEST(json_check__raw_zero_byte)
{
	size_t offset;

	ck_assert_ptr_nonnull(vb_json_check(&offset, VB_STR("{\"a\":null\0}")));
	ck_assert_uint_eq(offset, 9);
}
END_TEST

START_TEST(json_check__depth)
{
	struct vb_buf deep = VB_BUF_INIT(1 << 20);
	size_t offset;

	for (int i = 0; i < VB_JSON_READ_DEPTH; i++)
		vb_buf_append_char(&deep, '[');
	for (int i = 0; i < VB_JSON_READ_DEPTH; i++)
		vb_buf_append_char(&deep, ']');
	ck_assert_ptr_null(vb_json_check(&offset, vb_buf_str(&deep)));
	vb_buf_truncate(&deep, 0);
	for (int i = 0; i < 100000; i++)
		vb_buf_append_char(&deep, '[');
	ck_assert_str_eq(vb_json_check(&offset, vb_buf_str(&deep)),
			 "nested too deeply");
	ck_assert_uint_eq(offset, VB_JSON_READ_DEPTH);
	vb_buf_clear(&deep);
}
END_TEST

START_TEST(record_id__cases)
{
	struct vb_str id;

	ck_assert_int_eq(vb_format_record_id(&id, &arena,
					     VB_STR("{\"id\":\"x\\u0041\"}")),
			 VB_OK);
	ck_assert_str_eq(id.ptr, "xA");
	ck_assert_int_eq(vb_format_record_id(&id, &arena, VB_STR("{}")),
			 VB_NOT_FOUND);
	ck_assert_int_eq(vb_format_record_id(&id, &arena, VB_STR("[")),
			 VB_NOT_FOUND);
	ck_assert_int_eq(
		vb_format_record_id(&id, &arena,
				    VB_STR("{\"id\":\"x\",\"file\":\"f\"}")),
		VB_NOT_FOUND);
	ck_assert_int_eq(
		vb_format_record_id(
			&id, &arena,
			VB_STR("{\"id\":\"x\",\"file\":\"f\",\"text\":\"a\"}")),
		VB_NOT_FOUND);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("ndjson");

	tcase_add_test(tc, ndjson__all_keys);
	LOOP(tc, ndjson__refused, refused);
	LOOP(tc, ndjson__accepted, accepted);
	tcase_add_test(tc, ndjson__bad_date_is_kept);
	tcase_add_test(tc, ndjson__unknown_type_is_folded);
	tcase_add_test(tc, ndjson__file);
	LOOP(tc, ndjson__not_unicode, broken);
	tcase_add_test(tc, ndjson__one_word_of_50_megabytes);
	LOOP(tc, json_check__agrees_with_jansson, json);
	tcase_add_test(tc, json_check__raw_zero_byte);
	tcase_add_test(tc, json_check__depth);
	tcase_add_test(tc, record_id__cases);
	tcase_set_timeout(tc, 60);
	return run("ndjson", tc);
}
