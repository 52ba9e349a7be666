#include "reading.h"

#define S(literal)                                                             \
	{                                                                      \
		literal, sizeof(literal) - 1                                   \
	}

static const struct {
	struct vb_str bytes;
	const char *name, *want;
} sniff_cases[] = {
	{ S(""), "a.txt", "empty" },
	{ S("xin chào"), "", "text" },
	{ S("xin chào"), "a.html", "html" },
	{ S("<!DOCTYPE html><p>a"), "a.txt", "html" },
	{ S("  \n<html>"), "", "html" },
	{ S("<!-- c --><HTML>"), "", "html" },
	{ S("<?xml version='1.0'?>\n<html>"), "", "html" },
	{ S("<?xml version='1.0'?>\n<kho>"), "", "xml" },
	{ S("< 5 đồng"), "", "text" },
	{ S("{\"id\":1}"), "", "ndjson" },
	{ S("{ngoặc}"), "", "text" },
	{ S("{ngoặc}"), "a.jsonl", "ndjson" },
	{ S("\xef\xbb\xbf{\"a\":1}"), "", "ndjson" },
	{ S("\x1f\x8b\x08"), "a.txt", "gz" },
	{ S("%PDF-1.4"), "a.txt", "pdf" },
	{ S("HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\nstartxref\n9\n%%EOF"), "",
	  "pdf" },
	{ S("\0\1a\0%PDF-1.4\nstartxref"), "", "pdf" },
	{ S("Tệp PDF mở đầu bằng %PDF-1.4"), "", "text" },
	{ S("PK\x03\x04"), "", "zip" },
	{ S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "", "doc" },
	{ S("{\\rtf1"), "", "rtf" },
	{ S("a\0b"), "a.txt", "binary" },
	{ S("\x01\x02\x03\x04"), "a.html", "binary" },
	{ S("\xff\xfe"
	    "a\0"),
	  "", "text" },
	{ S("\xb5\xcf\xce\xa1"), "a.txt", "text" },
	{ S("abc"), "A.HTM", "html" },
};

START_TEST(format_sniff__cases)
{
	ck_assert_str_eq(vb_format_sniff(sniff_cases[_i].bytes,
					 vb_str_from(sniff_cases[_i].name)),
			 sniff_cases[_i].want);
}
END_TEST

/* 1,024 bytes may come before a PDF, and no more. */
START_TEST(format_sniff__late_pdf)
{
	static char file[2000];
	size_t late = _i ? 1025 : 1024;

	memset(file, 'a', sizeof(file));
	memcpy(file + late, "%PDF-", 5);
	memcpy(file + 1900, "startxref", 9);
	ck_assert_str_eq(
		vb_format_sniff(vb_str_of(file, sizeof(file)), VB_STR_EMPTY),
		_i ? "text" : "pdf");
}
END_TEST

START_TEST(format_known__readers)
{
	ck_assert(vb_format_known("html") && vb_format_known("text"));
	ck_assert(vb_format_known("ndjson") && vb_format_known("gz"));
	ck_assert(vb_format_known("pdf") && !vb_format_known("binary"));
	ck_assert(!vb_format_known("") && !vb_format_known(NULL));
}
END_TEST

static const struct {
	const char *format;
	struct vb_str bytes;
	vb_status want;
	const char *message;
} refused[] = {
	{ NULL, S(""), VB_BAD_INPUT, "empty file" },
	{ NULL, S(" \n\t"), VB_BAD_INPUT, "no text in it" },
	{ "eml", S("a"), VB_UNSUPPORTED, "no reader for eml files" },
	{ NULL, S("a\0b"), VB_UNSUPPORTED, "no reader for binary files" },
	{ "docx", S("a"), VB_BAD_INPUT,
	  "damaged zip file: its end is missing" },
	{ NULL, S("\x1f\x8b\x08zz"), VB_BAD_INPUT, "damaged gzip data" },
	{ "html", S("<script>x</script>"), VB_BAD_INPUT, "no text in it" },
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
	ck_assert_int_eq(read_as(NULL, VB_STR("\xff\xfe"
					      "c\0h\0\xc9\x1e")),
			 VB_OK);
	ck_assert_str_eq(text(), "chỉ");
	ck_assert_int_eq(read_as(NULL, VB_STR("\xfe\xff\0c\0h\x1e\xc9")),
			 VB_OK);
	ck_assert_str_eq(text(), "chỉ");
	ck_assert(!record.partial);
	ck_assert_int_eq(read_as(NULL, VB_STR("\xff\xfe"
					      "c\0\0\xd8")),
			 VB_OK);
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
	tcase_add_loop_test(tc, format_sniff__late_pdf, 0, 2);
	tcase_add_test(tc, format_known__readers);
	LOOP(tc, format_read__refused, refused);
	tcase_add_test(tc, format_read__gz);
	tcase_add_test(tc, format_read__utf16);
	tcase_add_test(tc, format_read__not_utf8);
	return run("sniff", tc);
}
