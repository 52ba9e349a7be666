/*
 * Compound files: sound ones of any size, and unsound ones.
 */
#include "compound.h"
#include "format/ole.h"
#include "reading.h"

static struct vb_buf file = VB_BUF_INIT(1 << 26);
static struct vb_buf out = VB_BUF_INIT(1 << 26);
static vb_ole *ole;

static vb_status open_file(void)
{
	vb_ole_close(ole);
	ole = NULL;
	return vb_ole_open(&ole, vb_buf_str(&file), &err);
}

static void write_file(const struct cf_stream *streams, size_t n)
{
	vb_buf_truncate(&file, 0);
	cf_write(&file, streams, n, false);
}

/* `n` bytes of which each says where it is. */
static void fill(struct vb_buf *b, size_t n)
{
	vb_buf_truncate(b, 0);
	for (size_t i = 0; i < n; i++)
		cf_put(b, i * 7 + i / 251, 1);
}

/* Mini sectors, sectors, and more than the header's own table names. */
static const size_t sizes[] = { 0,    1,    63,	   64,	    65,
				4095, 4096, 70000, 7200000, 16000000 };

START_TEST(ole__sizes)
{
	struct vb_buf body = VB_BUF_INIT(1 << 25);
	struct cf_stream s[] = { { "Other", VB_STR("khac") },
				 { "WordDocument", { "", 0 } },
				 { "Small", VB_STR("nho") } };

	fill(&body, sizes[_i]);
	s[1].bytes = vb_buf_str(&body);
	write_file(s, 3);
	ck_assert_int_eq(open_file(), VB_OK);
	ck_assert(vb_ole_has(ole, "worddocument"));
	ck_assert(!vb_ole_has(ole, "WordDocumen"));
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_ole_read(&out, ole, "WordDocument"), VB_OK);
	ck_assert(vb_str_eq(vb_buf_str(&out), vb_buf_str(&body)));
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_ole_read(&out, ole, "Small"), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "nho");
	ck_assert(!vb_ole_is_damaged(ole));
	ck_assert_int_eq(vb_ole_read(&out, ole, "None"), VB_NOT_FOUND);
	vb_buf_clear(&body);
}
END_TEST

/* Table entry `at` of the file, whose table is its last sector. */
static void set_next(size_t at, uint32_t next)
{
	cf_set(&file, file.len - CF_SECTOR + 4 * at, next, 4);
}

/* A chain that comes back to itself gives each of its sectors once. */
START_TEST(ole__loop)
{
	struct cf_stream s = { "Book", { "", 0 } };
	struct vb_buf body = VB_BUF_INIT(1 << 20);

	fill(&body, 10 * CF_SECTOR);
	s.bytes = vb_buf_str(&body);
	write_file(&s, 1);
	set_next(4, 0); /* the fifth sector: again the first */
	ck_assert_int_eq(open_file(), VB_OK);
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_ole_read(&out, ole, "Book"), VB_OK);
	ck_assert_uint_eq(out.len, 5 * CF_SECTOR);
	ck_assert(vb_str_eq(vb_buf_str(&out),
			    vb_str_sub(s.bytes, 0, 5 * CF_SECTOR)));
	ck_assert(vb_ole_is_looped(ole) && vb_ole_is_damaged(ole));
	set_next(0, CF_END);
	ck_assert_int_eq(open_file(), VB_OK);
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_ole_read(&out, ole, "Book"), VB_OK);
	ck_assert_uint_eq(out.len, CF_SECTOR);
	ck_assert(vb_ole_is_damaged(ole) && !vb_ole_is_looped(ole));
	vb_buf_clear(&body);
}
END_TEST

/* The folder's own chain loops, and so do its entries. */
START_TEST(ole__loop_of_entries)
{
	struct cf_stream s[] = { { "One", VB_STR("mot") },
				 { "Two", VB_STR("hai") } };
	size_t dir;

	write_file(s, 2);
	dir = (unsigned char)file.ptr[48];
	set_next(dir, (uint32_t)dir);
	cf_set(&file, CF_SECTOR * (dir + 1) + 2 * 128 + 68, 1, 4);
	ck_assert_int_eq(open_file(), VB_OK);
	ck_assert(vb_ole_has(ole, "One") && vb_ole_has(ole, "Two"));
}
END_TEST

START_TEST(ole__not_one)
{
	static const char head[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

	vb_buf_truncate(&file, 0);
	ck_assert_int_eq(open_file(), VB_BAD_INPUT);
	cf_bytes(&file, VB_STR(head));
	ck_assert_int_eq(open_file(), VB_BAD_INPUT);
	while (file.len < 3000)
		cf_put(&file, 0xFF, 1);
	ck_assert_int_eq(open_file(), VB_BAD_INPUT);
	ck_assert_str_eq(err.message, "damaged compound file: bad header");
	ck_assert_str_eq(vb_format_sniff(vb_buf_str(&file), VB_STR_EMPTY),
			 "doc");
}
END_TEST

/* What is in it, by its streams. */
static const struct {
	const char *stream, *format;
} kinds[] = {
	{ "WordDocument", "doc" },
	{ "Workbook", "xls" },
	{ "Book", "xls" },
	{ "PowerPoint Document", "ppt" },
	{ "__properties_version1", "ole" },
};

START_TEST(ole__sniff)
{
	struct cf_stream s[] = { { kinds[_i].stream, VB_STR("x") },
				 { "Data", VB_STR("y") } };

	write_file(s, 2);
	ck_assert_str_eq(vb_format_sniff(vb_buf_str(&file), VB_STR_EMPTY),
			 kinds[_i].format);
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&file)),
			 strcmp(kinds[_i].format, "ole") ? VB_BAD_INPUT :
							   VB_UNSUPPORTED);
	ck_assert(err.message[0]);
}
END_TEST

/* Cut anywhere, it is read or refused. */
START_TEST(ole__cut_off)
{
	struct cf_stream s[] = { { "One", VB_STR("mot") },
				 { "Two", VB_STR("hai") } };

	write_file(s, 2);
	for (size_t n = file.len; n-- > 0;) {
		vb_buf_truncate(&file, n);
		if (open_file())
			continue;
		vb_buf_truncate(&out, 0);
		vb_ole_read(&out, ole, "One");
		ck_assert_uint_le(out.len, 3);
	}
}
END_TEST

/* Title, author and day from the summary, of a text in TCVN3. */
START_TEST(ole__summary)
{
	struct vb_buf set = VB_BUF_INIT(4096), info = VB_BUF_INIT(4096);
	struct cf_stream s = { "\005SummaryInformation", { "", 0 } };

	cf_put(&info, 0xFFFE, 2);
	while (info.len < 44)
		cf_put(&info, 0, 1);
	cf_put(&info, 48, 4);
	cf_put(&set, 0, 4);
	cf_put(&set, 4, 4);
	cf_put(&set, 1 | 40ull << 32, 8);
	cf_put(&set, 2 | 48ull << 32, 8);
	cf_put(&set, 4 | 72ull << 32, 8);
	cf_put(&set, 12 | 84ull << 32, 8);
	cf_put(&set, 2 | 1252ull << 32, 8); /* code page */
	cf_put(&set, 30 | 13ull << 32, 8);
	cf_bytes(&set, VB_STR("NghÞ \xae\xdenh\0\0\0\0\0\0"));
	while (set.len < 72)
		cf_put(&set, 0, 1);
	cf_put(&set, 31 | 2ull << 32, 8);
	cf_put(&set, 'A', 4);
	cf_put(&set, 64, 4);
	/* 2005-11-23 20:00 in Greenwich: the 24th in Hà Nội */
	cf_put(&set, 127772496000000000ull, 8);
	cf_bytes(&info, vb_buf_str(&set));
	s.bytes = vb_buf_str(&info);
	write_file(&s, 1);
	ck_assert_int_eq(open_file(), VB_OK);
	vb_arena_clear(&arena);
	vb_record_init(&record, &arena);
	ck_assert_int_eq(vb_ole_summary(&record, ole), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_AUTHOR), "A");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2005-11-24");
	ck_assert_int_eq(record.fields[VB_FIELD_DATE].how, VB_HOW_INFERRED);
	ck_assert_double_lt(record.fields[VB_FIELD_DATE].confidence, 0.5);
	vb_buf_clear(&set);
	vb_buf_clear(&info);
}
END_TEST

static void clear(void)
{
	vb_ole_close(ole);
	ole = NULL;
	vb_buf_clear(&file);
	vb_buf_clear(&out);
}

int main(void)
{
	TCase *tc = tcase_create("ole");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, NULL, clear);
	LOOP(tc, ole__sizes, sizes);
	tcase_add_test(tc, ole__loop);
	tcase_add_test(tc, ole__loop_of_entries);
	tcase_add_test(tc, ole__not_one);
	LOOP(tc, ole__sniff, kinds);
	tcase_add_test(tc, ole__cut_off);
	tcase_add_test(tc, ole__summary);
	return run("format/ole", tc);
}
