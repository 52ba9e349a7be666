#include "built.h"

#include "index/dictionary.h"
#include "index/dictionary_make.h"
#include "index/place.h"

static const char *const documents[] = {
	"{\"id\":\"nq-5\",\"number\":\"05/2024/NQ-HĐND\",\"title\":\"Nghị "
	"quyết về phụ cấp đại biểu\",\"text\":\"Phụ cấp đại biểu, phụ cấp đại "
	"biểu. Hội đồng.\"}",
	"{\"id\":\"nq-6\",\"number\":\"6/NQ-HĐND\",\"title\":\"Phí chợ\",\""
	"text\":\"Phụ cấp đại biểu và phụ cấp đại biểu; phụ cấp đại biểu, hội "
	"đồng, phụ lục.\"}",
	NULL,
};

static vb_dictionary *d;
static struct vb_buf path;

static void setup(void)
{
	make_dir();
	path = (struct vb_buf)VB_BUF_INIT(4096);
	put_lines(documents);
	update_index(false);
	ck_ok(vb_place_current(&path, dir, &err));
	ck_ok(vb_dictionary_open(&d, vb_buf_cstr(&path)));
}

static void teardown(void)
{
	vb_dictionary_close(d);
	d = NULL;
	vb_buf_clear(&path);
	remove_dir();
}

/* Of a small archive every word is kept. */
START_TEST(dictionary__words)
{
	struct vb_extent words;
	uint32_t index, word;

	ck_assert(vb_dictionary_fold(&index, &words, d, VB_STR("phu")));
	ck_assert_uint_eq(words.to - words.from, 1);
	ck_str(vb_dictionary_text(d, VB_SECTION_WORD_AT, words.from), "phụ");
	ck_assert_uint_eq(vb_dictionary_docs(d, words), 2);
	word = vb_dictionary_word(d, VB_STR("phu"), VB_STR("phụ"));
	ck_assert_uint_eq(word, words.from);
	ck_assert(vb_dictionary_fold(&index, &words, d, VB_STR("luc")));
	ck_assert_uint_eq(vb_dictionary_docs(d, words), 1);
	ck_assert(!vb_dictionary_fold(&index, &words, d, VB_STR("")));
	ck_assert(!vb_dictionary_fold(&index, &words, d, VB_STR("zz")));
	ck_assert_uint_eq(vb_dictionary_word(d, VB_STR("phu"), VB_STR("phú")),
			  VB_NO_WORD);
}
END_TEST

START_TEST(dictionary__pairs)
{
	uint32_t phu = vb_dictionary_word(d, VB_STR("phu"), VB_STR("phụ"));
	uint32_t cap = vb_dictionary_word(d, VB_STR("cap"), VB_STR("cấp"));

	ck_assert_uint_eq(vb_dictionary_pair(d, phu, cap), 5);
	ck_assert_uint_eq(vb_dictionary_pair(d, cap, phu), 0);
	ck_assert_uint_eq(vb_dictionary_pair(d, VB_NO_WORD, cap), 0);
	ck_assert_uint_eq(vb_dictionary_pair(d, 1u << 30, cap), 0);
}
END_TEST

/* The whole of it: its parts never stand alone. */
START_TEST(dictionary__phrases)
{
	struct vb_extent r = vb_dictionary_phrases(d, VB_STR("phu cap d"));

	ck_assert_uint_eq(vb_dictionary_count(d, VB_SECTION_PHRASE_AT), 1);
	ck_assert_uint_eq(r.to - r.from, 1);
	ck_str(vb_dictionary_text(d, VB_SECTION_PHRASE_AT, r.from),
	       "phụ cấp đại biểu");
	ck_assert_uint_eq(
		vb_dictionary_number(d, VB_SECTION_PHRASE_COUNT, r.from), 5);
}
END_TEST

START_TEST(dictionary__titles)
{
	struct vb_str titles = vb_dictionary_titles(d);
	struct vb_extent r = vb_dictionary_starts(d, VB_STR("ve phu"));
	uint32_t at = vb_dictionary_number(d, VB_SECTION_START, r.from);
	struct vb_str title;

	ck_assert_uint_eq(r.to - r.from, 1);
	ck_str(vb_str_of(titles.ptr + at, 10), "về phụ");
	title = vb_dictionary_text(d, VB_SECTION_TITLE_AT,
				   vb_dictionary_title_of(d, at));
	ck_assert(vb_str_starts(title, VB_STR("Nghị quyết về")));
	r = vb_dictionary_starts(d, VB_STR("phi cho"));
	ck_assert_uint_eq(r.to - r.from, 1);
	r = vb_dictionary_starts(d, VB_STR("cho phi"));
	ck_assert_uint_eq(r.to - r.from, 0);
}
END_TEST

START_TEST(dictionary__numbers)
{
	struct vb_extent r = vb_dictionary_numbers(d, VB_STR("5 "));

	ck_assert_uint_eq(r.to - r.from, 1);
	ck_assert(vb_str_starts(
		vb_dictionary_text(d, VB_SECTION_NUMBER_AT, r.from),
		VB_STR("5 2024 nq hdnd\0"
		       "05/2024/NQ-HĐND\0"
		       "nq-5\0")));
}
END_TEST

static const struct {
	const char *text, *prefix;
	int want; /* sign */
} compare_cases[] = {
	{ "Phụ cấp", "phu cap", 0 },
	{ "Phụ cấp", "phu c", 0 },
	{ "Phụ, cấp!", "phu cap", 0 },
	{ "Phụ cấp", "phu ", 0 },
	{ "Phụ", "phu ", -1 },
	{ "Phụ", "phu cap", -1 },
	{ "Phụng", "phu cap", 1 },
	{ "Phú", "phung", -1 },
	{ "", "a", -1 },
	{ "bao", "a", 1 },
	{ "Phụ cấp", "", 0 },
};

START_TEST(dictionary__compare)
{
	int c = vb_words_compare(vb_str_from(compare_cases[_i].text),
				 vb_str_from(compare_cases[_i].prefix));

	ck_assert_int_eq((c > 0) - (c < 0), compare_cases[_i].want);
}
END_TEST

/* No file; cut short; each byte of the head another one. */
START_TEST(dictionary__damaged)
{
	struct vb_buf bytes = VB_BUF_INIT(1 << 24);
	vb_dictionary *other;
	struct vb_str file;
	char *aligned;

	ck_assert_int_eq(vb_dictionary_open(&other, in_dir("none")),
			 VB_NOT_FOUND);
	ck_ok(vb_file_read(&bytes, in_dir("index/gen-000001/spelling"), 0,
			   &err));
	aligned = aligned_alloc(8, (bytes.len + 7) / 8 * 8);
	ck_assert_ptr_nonnull(aligned);
	memcpy(aligned, bytes.ptr, bytes.len);
	file = vb_str_of(aligned, bytes.len);
	ck_ok(vb_dictionary_from(&other, file));
	vb_dictionary_close(other);
	ck_assert_int_eq(
		vb_dictionary_from(&other, vb_str_sub(file, 0, file.len - 8)),
		VB_CORRUPT);
	ck_assert_int_eq(vb_dictionary_from(&other, VB_STR_EMPTY), VB_CORRUPT);
	for (size_t i = 0; i < 16; i++) {
		aligned[i] ^= 0x40;
		ck_assert_int_eq(vb_dictionary_from(&other, file), VB_CORRUPT);
		aligned[i] ^= 0x40;
	}
	free(aligned);
	vb_buf_clear(&bytes);
}
END_TEST

/* Made again, it is the same file but for its inode. */
START_TEST(dictionary__again)
{
	struct vb_buf was = VB_BUF_INIT(1 << 24), is = VB_BUF_INIT(1 << 24);

	ck_ok(vb_file_read(&was, in_dir("index/gen-000001/spelling"), 0, &err));
	ck_assert(vb_dictionary_is_current(d, vb_buf_cstr(&path)));
	ck_ok(vb_dictionary_make(vb_buf_cstr(&path), NULL, &err));
	ck_assert(!vb_dictionary_is_current(d, vb_buf_cstr(&path)));
	ck_ok(vb_file_read(&is, in_dir("index/gen-000001/spelling"), 0, &err));
	ck_assert(vb_str_eq(vb_buf_str(&was), vb_buf_str(&is)));
	vb_buf_clear(&was);
	vb_buf_clear(&is);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("dictionary");
	TCase *t = tcase_create("dictionary");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, dictionary__words);
	tcase_add_test(t, dictionary__pairs);
	tcase_add_test(t, dictionary__phrases);
	tcase_add_test(t, dictionary__titles);
	tcase_add_test(t, dictionary__numbers);
	tcase_add_loop_test(t, dictionary__compare, 0,
			    sizeof(compare_cases) / sizeof(compare_cases[0]));
	tcase_add_test(t, dictionary__damaged);
	tcase_add_test(t, dictionary__again);
	suite_add_tcase(s, t);
	return run_suite(s);
}
