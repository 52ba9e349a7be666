#include <unistd.h>

#include "package.h"

#include "base/deflate.h"

static struct vb_buf inner = VB_BUF_INIT((size_t)1 << 30);

/* `len` bytes of 'x ', which pack to a thousandth. */
static struct vb_str big_text(size_t len)
{
	static char *big;

	free(big);
	big = malloc(len);
	ck_assert_ptr_nonnull(big);
	for (size_t i = 0; i < len; i++)
		big[i] = i & 1 ? ' ' : 'x';
	return vb_str_of(big, len);
}

static bool warns(const char *words)
{
	return record.warning.len && strstr(record.warning.ptr, words);
}

START_TEST(zip__members)
{
	const struct member all[] = {
		{ .name = "thư mục/", .bytes = VB_STR("") },
		{ .name = "thư mục/một.txt", .bytes = VB_STR("Chữ một\nhai") },
		{ .name = "trang.html",
		  .bytes = VB_STR("<html><body><p>Chữ hai</p></body></html>") },
		{ .name = "rỗng.txt", .bytes = VB_STR("") },
	};

	ck_assert_int_eq(read_package(NULL, all, 4), VB_OK);
	ck_assert_str_eq(blocks(), "H1:thư mục/một.txt\nP0:Chữ một\nP0:hai\n"
				   "H1:trang.html\nP0:Chữ hai");
	ck_assert(!record.partial);
}
END_TEST

START_TEST(zip__office_and_zip_inside)
{
	const struct member docx[] = {
		{ .name = "[Content_Types].xml", .bytes = VB_STR("<Types/>") },
		{ .name = "word/document.xml",
		  .bytes = VB_STR(DOCUMENT(P(T("Chữ trong")))) },
	};
	const struct member text[] = { { .name = "b.txt",
					 .bytes = VB_STR("Sâu") } };
	struct vb_buf first = VB_BUF_INIT(1 << 20);
	struct member all[2] = { { .name = "a.docx" }, { .name = "c.zip" } };

	pack(&first, docx, 2);
	pack(&inner, text, 1);
	all[0].bytes = vb_buf_str(&first);
	all[1].bytes = vb_buf_str(&inner);
	ck_assert_int_eq(read_package(NULL, all, 2), VB_OK);
	ck_assert_str_eq(blocks(),
			 "H1:a.docx\nP0:Chữ trong\nH2:c.zip/b.txt\nP0:Sâu");
	vb_buf_clear(&first);
}
END_TEST

START_TEST(zip__too_deep)
{
	struct member m = { .name = "chữ.txt", .bytes = VB_STR("đáy") };

	for (int i = 0; i < 3; i++) {
		pack(&inner, &m, 1);
		vb_buf_swap(&inner, &packed);
		m = (struct member){ .name = "trong.zip",
				     .bytes = vb_buf_str(&packed) };
		vb_buf_swap(&inner, &packed);
		if (i < 2) {
			static struct vb_buf keep = VB_BUF_INIT(1 << 20);

			vb_buf_truncate(&keep, 0);
			ck_assert(!vb_buf_append(&keep, vb_buf_str(&inner)));
			m.bytes = vb_buf_str(&keep);
		}
	}
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&inner)), VB_BAD_INPUT);
	ck_assert(record.partial);
	ck_assert(warns("trong.zip/trong.zip is packed too deep"));
	ck_assert_ptr_nonnull(strstr(err.message, "nothing to read"));
}
END_TEST

/* 100 MB of one letter in 100 kB: more than 200 to 1. */
START_TEST(zip__ratio)
{
	struct member all[] = {
		{ .name = "bom.txt", .bytes = big_text(100 << 20) },
		{ .name = "chữ.txt", .bytes = VB_STR("còn đọc được") },
	};

	ck_assert_int_eq(read_package(NULL, all, 2), VB_OK);
	ck_assert_uint_lt(packed.len, (100 << 20) / 200);
	ck_assert_str_eq(blocks(), "H1:chữ.txt\nP0:còn đọc được");
	ck_assert(record.partial);
	ck_assert(warns("bom.txt unpacks to too much"));
}
END_TEST

/* A small member may be packed better than that. */
START_TEST(zip__small_ratio)
{
	struct member m = { .name = "a.txt", .bytes = big_text(1000000) };

	ck_assert_int_eq(read_package(NULL, &m, 1), VB_OK);
	ck_assert_uint_lt(packed.len, 1000000 / 200);
	ck_assert(!record.partial);
	ck_assert_uint_gt(record.text.len, 999990);
}
END_TEST

/* Stored members of 40 MB each: the seventh is past 256 MB in all. */
START_TEST(zip__total)
{
	struct vb_str big = big_text(40 << 20);
	struct member all[8];
	char names[8][8];

	/* what says nothing, so that only unpacking counts */
	memset((char *)(uintptr_t)big.ptr, 0, big.len);
	for (int i = 0; i < 8; i++) {
		snprintf(names[i], sizeof(names[i]), "%d.bin", i);
		all[i] = (struct member){ .name = names[i],
					  .bytes = big,
					  .stored = true };
	}
	all[7] = (struct member){ .name = "7.txt", .bytes = VB_STR("chữ") };
	ck_assert_int_eq(read_package("zip", all, 8), VB_TOO_BIG);
	/* a file that large is not read at all; less than it is */
	all[0].stored = false;
	for (int i = 0; i < 7; i++)
		all[i].stored = i == 6;
	ck_assert_int_eq(read_package("zip", all, 8), VB_OK);
	ck_assert_str_eq(blocks(), "H1:7.txt\nP0:chữ");
	ck_assert(warns("0.bin unpacks to too much"));
}
END_TEST

/* Each below the ratio, together past 256 MB unpacked. */
START_TEST(zip__total_of_small_ones)
{
	static struct member all[300];
	static char names[300][16];
	struct vb_str mega = big_text(1 << 20);

	for (int i = 0; i < 300; i++) {
		snprintf(names[i], sizeof(names[i]), "%d.bin", i);
		all[i] = (struct member){ .name = names[i], .bytes = mega };
	}
	memset((char *)(uintptr_t)mega.ptr, 0, mega.len);
	all[0].name = "0.txt";
	all[0].bytes = VB_STR("chữ");
	ck_assert_int_eq(read_package("zip", all, 300), VB_OK);
	ck_assert_str_eq(blocks(), "H1:0.txt\nP0:chữ");
	ck_assert(record.partial);
	ck_assert(warns("no reader for binary"));
	/* 256 of a megabyte fit beside the text, and no more */
	vb_arena_clear(&arena);
}
END_TEST

/* What is inside a DOCX counts like the rest: 30 of 10 MB are too much. */
START_TEST(zip__office_bombs)
{
	static struct member all[40];
	static char names[40][16];
	struct vb_buf xml = VB_BUF_INIT(64 << 20);
	struct vb_buf docx = VB_BUF_INIT(64 << 20);
	struct member parts[] = {
		{ .name = "[Content_Types].xml", .bytes = VB_STR("<Types/>") },
		{ .name = "word/document.xml" },
	};
	unsigned seed = 7;

	vb_buf_append_cstr(&xml, "<w:document" W_NS "><w:body>");
	for (int i = 0; i < 120000; i++) {
		seed = seed * 1103515245 + 12345;
		vb_buf_printf(&xml,
			      "<w:p><w:pPr><w:spacing w:after='%u'/>"
			      "</w:pPr></w:p><!-- %120s -->",
			      seed >> 16, "");
	}
	vb_buf_append_cstr(&xml, P(T("chữ")) "</w:body></w:document>");
	parts[1].bytes = vb_buf_str(&xml);
	pack(&docx, parts, 2);
	ck_assert_uint_lt(xml.len, docx.len * 200);
	for (int i = 0; i < 40; i++) {
		snprintf(names[i], sizeof(names[i]), "%d.docx", i);
		all[i] = (struct member){ .name = names[i],
					  .bytes = vb_buf_str(&docx) };
	}
	ck_assert_int_eq(read_package(NULL, all, 40), VB_OK);
	ck_assert(record.partial);
	ck_assert(warns("unpacks to too much"));
	ck_assert_uint_lt(record.n_blocks, 2 * ((256u << 20) / xml.len + 2));
	vb_buf_clear(&xml);
	vb_buf_clear(&docx);
}
END_TEST

START_TEST(zip__members_limit)
{
	static struct member all[1200];
	static char names[1200][16];

	for (int i = 0; i < 1200; i++) {
		snprintf(names[i], sizeof(names[i]), "%d.txt", i);
		all[i] = (struct member){ .name = names[i],
					  .bytes = VB_STR("chữ") };
	}
	ck_assert_int_eq(read_package(NULL, all, 1200), VB_OK);
	ck_assert_uint_eq(record.n_blocks, 2000);
	ck_assert_str_eq(record.warning.ptr,
			 "more than 1000 members: the rest was not read");
}
END_TEST

START_TEST(zip__encrypted)
{
	const struct member all[] = {
		{ .name = "kín.txt",
		  .bytes = VB_STR("bí mật"),
		  .password = "1" },
		{ .name = "hở.txt", .bytes = VB_STR("chữ") },
	};

	ck_assert_int_eq(read_package(NULL, all, 2), VB_OK);
	ck_assert_str_eq(blocks(), "H1:hở.txt\nP0:chữ");
	ck_assert_str_eq(record.warning.ptr, "kín.txt is encrypted");
}
END_TEST

/* Names go nowhere, and no control character goes to a terminal. */
START_TEST(zip__names)
{
	const struct member all[] = {
		{ .name = "../../etc/\x1b[31mx\n.txt", .bytes = VB_STR("một") },
		{ .name = "a\tb.bin", .bytes = VB_STR("\x01\x02\0\x03") },
	};

	ck_assert_int_eq(read_package(NULL, all, 2), VB_OK);
	ck_assert_str_eq(blocks(), "H1:../../etc/[31mx .txt\nP0:một");
	ck_assert_str_eq(record.warning.ptr,
			 "a?b.bin no reader for binary files");
	ck_assert_int_ne(access("../../etc/\x1b[31mx\n.txt", F_OK), 0);
}
END_TEST

/* gzip in a ZIP file counts against the same total. */
START_TEST(zip__gz_inside)
{
	static const char gz[] = /* printf 'xin ch\303\240o' | gzip -n */
		"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xc8\xcc\x53\x48"
		"\xce\x38\xbc\x20\x1f\x00\x35\xc6\x10\x7e\x09\x00\x00\x00";
	const struct member m = { .name = "a.gz", .bytes = VB_STR(gz) };

	ck_assert_int_eq(read_package(NULL, &m, 1), VB_OK);
	ck_assert_str_eq(blocks(), "H1:a.gz\nP0:xin chào");
}
END_TEST

START_TEST(zip__damaged)
{
	const struct member all[] = {
		{ .name = "a.txt",
		  .bytes = VB_STR("chữ thứ nhất ở đây"),
		  .stored = true },
		{ .name = "b.txt", .bytes = VB_STR("hai") },
	};
	size_t whole;

	ck_assert_int_eq(read_package(NULL, all, 2), VB_OK);
	whole = packed.len;
	for (size_t n = 4; n < whole; n++) {
		vb_status st = read_as(NULL, vb_str_of(packed.ptr, n));

		ck_assert_int_eq(st, VB_BAD_INPUT);
	}
	packed.ptr[40] ^= 1; /* in the text of the first */
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&packed)), VB_OK);
	ck_assert_str_eq(blocks(), "H1:b.txt\nP0:hai");
	ck_assert_str_eq(record.warning.ptr, "a.txt is damaged: not read");
}
END_TEST

/* A ZIP64 record may claim as many members as it likes. */
START_TEST(zip__claims)
{
	char file[56 + 20 + 22] = "PK\006\006";

	memset(file + 32, 0xff, 7);
	memcpy(file + 56, "PK\006\007", 4);
	memcpy(file + 76, "PK\005\006", 4);
	memset(file + 76 + 8, 0xff, 4);
	ck_assert_int_eq(read_as("zip", vb_str_of(file, sizeof(file))),
			 VB_TOO_BIG);
}
END_TEST

static const struct {
	struct member m[2];
	const char *kind;
} kinds[] = {
	{ { { "[Content_Types].xml", { "x", 1 }, NULL, false },
	    { "word/document.xml", { "x", 1 }, NULL, false } },
	  "docx" },
	{ { { "xl/workbook.xml", { "x", 1 }, NULL, false },
	    { "[Content_Types].xml", { "x", 1 }, NULL, false } },
	  "xlsx" },
	{ { { "ppt/x", { "x", 1 }, NULL, false },
	    { "[Content_Types].xml", { "x", 1 }, NULL, false } },
	  "pptx" },
	{ { { "word/document.xml", { "x", 1 }, NULL, false },
	    { "b", { "x", 1 }, NULL, false } },
	  "zip" },
	{ { { "[Content_Types].xml", { "x", 1 }, NULL, false },
	    { "a/word/b", { "x", 1 }, NULL, false } },
	  "zip" },
	{ { { "mimetype",
	      { "application/vnd.oasis.opendocument.spreadsheet", 46 },
	      NULL,
	      true },
	    { "content.xml", { "x", 1 }, NULL, false } },
	  "ods" },
};

START_TEST(zip__kind)
{
	pack(&packed, kinds[_i].m, 2);
	ck_assert_str_eq(vb_format_sniff(vb_buf_str(&packed), VB_STR_EMPTY),
			 kinds[_i].kind);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("zip");

	tcase_add_test(tc, zip__members);
	tcase_add_test(tc, zip__office_and_zip_inside);
	tcase_add_test(tc, zip__too_deep);
	tcase_add_test(tc, zip__ratio);
	tcase_add_test(tc, zip__small_ratio);
	tcase_add_test(tc, zip__total);
	tcase_add_test(tc, zip__total_of_small_ones);
	tcase_add_test(tc, zip__office_bombs);
	tcase_add_test(tc, zip__members_limit);
	tcase_add_test(tc, zip__encrypted);
	tcase_add_test(tc, zip__names);
	tcase_add_test(tc, zip__gz_inside);
	tcase_add_test(tc, zip__damaged);
	tcase_add_test(tc, zip__claims);
	LOOP(tc, zip__kind, kinds);
	tcase_set_timeout(tc, 60);
	return run("zip", tc);
}
