#include "reading.h"

static const struct {
	struct vb_str bytes;
	const char *name, *want;
} sniff_cases[] = {
	{ { "", 0 }, "a.txt", "empty" },
	{ { "xin chào", 9 }, "", "text" },
	{ { "xin chào", 9 }, "a.html", "html" },
	{ { "<!DOCTYPE html><p>a", 19 }, "a.txt", "html" },
	{ { "  \n<html>", 9 }, "", "html" },
	{ { "<!-- c --><HTML>", 16 }, "", "html" },
	{ { "<?xml version='1.0'?>\n<html>", 28 }, "", "html" },
	{ { "<?xml version='1.0'?>\n<kho>", 27 }, "", "xml" },
	{ { "< 5 đồng", 10 }, "", "text" },
	{ { "{\"id\":1}", 8 }, "", "ndjson" },
	{ { "{ngoặc}", 9 }, "", "text" },
	{ { "{ngoặc}", 9 }, "a.jsonl", "ndjson" },
	{ { "\xef\xbb\xbf{\"a\":1}", 10 }, "", "ndjson" },
	{ { "\x1f\x8b\x08", 3 }, "a.txt", "gz" },
	{ { "%PDF-1.4", 8 }, "a.txt", "pdf" },
	{ { "PK\x03\x04", 4 }, "", "zip" },
	{ { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 }, "", "doc" },
	{ { "{\\rtf1", 6 }, "", "rtf" },
	{ { "a\0b", 3 }, "a.txt", "binary" },
	{ { "\x01\x02\x03\x04", 4 }, "a.html", "binary" },
	{ { "\xff\xfe" "a\0", 4 }, "", "text" },
	{ { "\xb5\xcf\xce\xa1", 4 }, "a.txt", "text" },
	{ { "abc", 3 }, "A.HTM", "html" },
};

START_TEST(format_sniff__cases)
{
	ck_assert_str_eq(vb_format_sniff(sniff_cases[_i].bytes,
					 vb_str_from(sniff_cases[_i].name)),
			 sniff_cases[_i].want);
}
END_TEST

START_TEST(format_known__readers)
{
	ck_assert(vb_format_known("html") && vb_format_known("text"));
	ck_assert(vb_format_known("ndjson") && vb_format_known("gz"));
	ck_assert(!vb_format_known("pdf") && !vb_format_known("binary"));
	ck_assert(!vb_format_known("") && !vb_format_known(NULL));
}
END_TEST

static const struct {
	const char *format;
	struct vb_str bytes;
	vb_status want;
	const char *message;
} refused[] = {
	{ NULL, { "", 0 }, VB_BAD_INPUT, "empty file" },
	{ NULL, { " \n\t", 3 }, VB_BAD_INPUT, "no text in it" },
	{ NULL, { "%PDF-1.4", 8 }, VB_UNSUPPORTED, "no reader for pdf files" },
	{ NULL, { "a\0b", 3 }, VB_UNSUPPORTED, "no reader for binary files" },
	{ "docx", { "a", 1 }, VB_UNSUPPORTED, "no reader for docx files" },
	{ NULL, { "\x1f\x8b\x08zz", 5 }, VB_BAD_INPUT, "damaged gzip data" },
	{ "html", { "<script>x</script>", 18 }, VB_BAD_INPUT,
	  "no text in it" },
};

START_TEST(format_read__refused)
{
	ck_assert_int_eq(read_as(refused[_i].format, refused[_i].bytes),
			 refused[_i].want);
	ck_assert_int_eq(err.status, refused[_i].want);
	ck_assert_str_eq(err.message, refused[_i].message);
}
END_TEST

/* printf 'xin ch\303\240o' | gzip -n */
static const char packed[] =
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xc8\xcc\x53\x48\xce\x38"
	"\xbc\x20\x1f\x00\x35\xc6\x10\x7e\x09\x00\x00\x00";

START_TEST(format_read__gz)
{
	vb_status st = read_as(NULL, vb_str_of(packed, sizeof(packed) - 1));

	ck_assert_int_eq(st, VB_OK);
	ck_assert_str_eq(text(), "xin chào");
}
END_TEST

START_TEST(format_read__utf16)
{
	/* "chỉ": U+1EC9 */
	ck_assert_int_eq(read_as(NULL, VB_STR("\xff\xfe" "c\0h\0\xc9\x1e")),
			 VB_OK);
	ck_assert_str_eq(text(), "chỉ");
	ck_assert_int_eq(read_as(NULL, VB_STR("\xfe\xff\0c\0h\x1e\xc9")),
			 VB_OK);
	ck_assert_str_eq(text(), "chỉ");
	ck_assert(!record.partial);
	ck_assert_int_eq(read_as(NULL, VB_STR("\xff\xfe" "c\0\0\xd8")), VB_OK);
	ck_assert(record.partial); /* a lone surrogate */
}
END_TEST

START_TEST(format_read__not_utf8)
{
	ck_assert_int_eq(read_as("text", VB_STR("ngh\xff quy\xe1t")), VB_OK);
	ck_assert(record.partial);
	ck_assert_str_eq(record.warning.ptr, "2 places were not UTF-8");
	ck_assert_str_eq(text(), "ngh\xef\xbf\xbd quy\xef\xbf\xbdt");
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("sniff");

	LOOP(tc, format_sniff__cases, sniff_cases);
	tcase_add_test(tc, format_known__readers);
	LOOP(tc, format_read__refused, refused);
	tcase_add_test(tc, format_read__gz);
	tcase_add_test(tc, format_read__utf16);
	tcase_add_test(tc, format_read__not_utf8);
	return run("sniff", tc);
}
