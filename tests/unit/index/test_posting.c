#include "built.h"
#include "index/posting.h"

static vb_postings *postings;

static void setup(void)
{
	postings = vb_postings_new();
	ck_assert_ptr_nonnull(postings);
}

static void teardown(void)
{
	vb_postings_free(postings);
	vb_arena_clear(&arena);
}

/* "term=wdf" a line, in order, and that the order is that of bytes. */
static const char *terms_of(const struct vb_record *record, const char *id)
{
	static char out[8000];
	const struct vb_xapian_term *t;
	size_t n, at = 0;
	bool cut = true;

	ck_ok(vb_postings_collect(postings, &cut, record, vb_str_from(id)));
	ck_assert(!cut);
	t = vb_postings_terms(postings, &n);
	out[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		at += (size_t)snprintf(out + at, sizeof(out) - at, "%.*s=%u\n",
				       (int)t[i].len, t[i].ptr, t[i].wdf);
		if (i)
			ck_assert_int_lt(
				vb_str_cmp(
					vb_str_of(t[i - 1].ptr, t[i - 1].len),
					vb_str_of(t[i].ptr, t[i].len)),
				0);
	}
	return out;
}

static void record_of(struct vb_record *record, const char *line)
{
	struct vb_input in = { .bytes = vb_str_from(line),
			       .format = "ndjson",
			       .name = VB_STR("x.ndjson"),
			       .url = VB_STR_EMPTY };

	vb_record_init(record, &arena);
	ck_ok(vb_format_read(record, &in, &err));
}

START_TEST(posting__words_and_pairs)
{
	struct vb_record record;

	vb_record_init(&record, &arena);
	record.text = VB_STR("Uỷ ban HĐND, uỷ ban.");
	record.fields[VB_FIELD_TITLE].value = VB_STR("Hoà");
	ck_assert_str_eq(terms_of(&record, "a"),
			 "Qa=0\n"
			 "Shòa=1\n"
			 "XFhdnd=1\n" /* no syllable, and with a mark */
			 "XPban hdnd=1\n"
			 "XPhdnd uy=1\n" /* a comma parts no words */
			 "XPuy ban=2\n"
			 "ban=2\n"
			 "hòa=4\n" /* the title's count four times */
			 "hđnd=1\n"
			 "ủy=2\n");
}
END_TEST

/* What a whole document is called by stands apart from its title's words. */
START_TEST(posting__called)
{
	struct vb_record record;

	vb_record_init(&record, &arena);
	record.fields[VB_FIELD_TITLE].value = VB_STR("Thuế GTGT");
	record.fields[VB_FIELD_KIND].value = VB_STR("document");
	record.fields[VB_FIELD_TYPE].value = VB_STR("cong-van");
	record.text = VB_STR("Kính gửi: A\nNhận được công văn về XNK.");
	ck_assert_ptr_nonnull(strstr(terms_of(&record, "a"),
				     "XSgia=0\nXSkhau=0\nXSnhap=0\nXStang=0\n"
				     "XStri=0\nXSve=0\nXSxuat=0\n"));
	ck_assert_ptr_null(strstr(terms_of(&record, "a"), "XSthue"));
	ck_assert_ptr_null(strstr(terms_of(&record, "a"), "\nSnhap"));
	record.fields[VB_FIELD_KIND].value = VB_STR("article");
	ck_assert_ptr_null(strstr(terms_of(&record, "a"), "XSgia"));
}
END_TEST

/* The last word of the title and the first of the text are no pair. */
START_TEST(posting__title_apart)
{
	struct vb_record record;

	vb_record_init(&record, &arena);
	record.text = VB_STR("ba");
	record.fields[VB_FIELD_TITLE].value = VB_STR("một hai");
	ck_assert_str_eq(terms_of(&record, "a"),
			 "Qa=0\nShai=1\nSmột=1\nXPmot hai=4\n"
			 "ba=1\nhai=4\nmột=4\n");
}
END_TEST

/* XDN: FNV-1a of "5 2024 NQ HĐND\n2024-07-10\nhdnd tinh\nhue". */
START_TEST(posting__fields)
{
	struct vb_record record;

	record_of(&record,
		  "{\"id\":\"a\",\"title\":\"y\",\"text\":\"x\","
		  "\"number\":\"05/2024/NQ-HĐND\",\"type\":\"Nghị quyết\","
		  "\"kind\":\"document\",\"issuer\":\"HĐND tỉnh\","
		  "\"place\":\"Huế\",\"date\":\"2024-07-10\","
		  "\"signer\":\"Mẫu Văn\",\"topic\":\"đất đai\","
		  "\"term\":\"Khóa X\",\"session\":\"Kỳ họp 3\","
		  "\"status\":\"còn hiệu lực\"}");
	ck_assert_str_eq(terms_of(&record, "a"), "Amau=0\nAvan=0\n"
						 "Qa=0\nSy=1\n"
						 "XCdai=0\nXCdat=0\n"
						 "XDN8LHK528ebPq=0\n"
						 "XEcon hieu luc=0\n"
						 "XIhdnd=0\nXItinh=0\n"
						 "XKdocument=0\n"
						 "XLhue=0\n"
						 "XNF5 2024 nq hdnd=0\n"
						 "XNK5 2024 NQ HĐND=0\n"
						 "XNS5=0\nXNSnq 5=0\n"
						 "XO3=0\n"
						 "XPdat dai=2\n"
						 "XR10=0\n"
						 "XTnghi-quyet=0\n"
						 "XW1=0\n"
						 "Y2024=0\n"
						 "x=1\ny=4\n"
						 /* the topic's count twice */
						 "đai=2\nđất=2\n");
}
END_TEST

START_TEST(posting__mentions)
{
	struct vb_reference m = { .number = VB_STR("20-CT/TU") };
	struct vb_record record;

	vb_record_init(&record, &arena);
	record.text = VB_STR("x");
	record.references = &m;
	ck_assert_str_eq(terms_of(&record, "a"),
			 "Qa=0\nXMF20 ct tu=0\nXMK20 CT TU=0\nXMS20=0\n"
			 "XMSct 20=0\nx=1\n");
}
END_TEST

START_TEST(posting__reused)
{
	struct vb_record record;

	vb_record_init(&record, &arena);
	record.text = VB_STR("một");
	terms_of(&record, "a");
	record.text = VB_STR("hai");
	ck_assert_str_eq(terms_of(&record, "b"), "Qb=0\nhai=1\n");
	record.text = VB_STR_EMPTY;
	ck_assert_str_eq(terms_of(&record, "c"), "Qc=0\n");
}
END_TEST

/* More different words than any first table holds. */
START_TEST(posting__many_words)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	const struct vb_xapian_term *t;
	struct vb_record record;
	unsigned words = 0, pairs = 0;
	size_t n;
	bool cut;

	for (int i = 0; i < 20000; i++)
		ck_ok(vb_buf_printf(&text, "w%d ", i % 10000));
	vb_record_init(&record, &arena);
	record.text = vb_buf_str(&text);
	ck_ok(vb_postings_collect(postings, &cut, &record, VB_STR("a")));
	t = vb_postings_terms(postings, &n);
	/* and what likeness.h compares: words, seven bands */
	ck_assert_uint_eq(n, 1 + 10000 + 10000 + 8);
	for (size_t i = 0; i < n; i++) {
		words += t[i].ptr[0] == 'w' ? t[i].wdf : 0;
		pairs += t[i].ptr[0] == 'X' ? t[i].wdf : 0;
	}
	ck_assert_uint_eq(words, 20000);
	ck_assert_uint_eq(pairs, 19999);
	vb_buf_clear(&text);
}
END_TEST

START_TEST(posting__words_without_end)
{
	size_t len = 2 * (VB_POSTING_WORDS + 5);
	char *text = malloc(len);
	const struct vb_xapian_term *t;
	struct vb_record record;
	bool cut = false;
	size_t n;

	for (size_t i = 0; i < len; i += 2)
		memcpy(text + i, "a ", 2);
	vb_record_init(&record, &arena);
	record.text = vb_str_of(text, len);
	ck_ok(vb_postings_collect(postings, &cut, &record, VB_STR("a")));
	ck_assert(cut);
	t = vb_postings_terms(postings, &n);
	ck_assert_uint_eq(n, 3 + 8);
	ck_assert_uint_eq(t[n - 1].wdf, VB_POSTING_WORDS);
	free(text);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/posting");
	TCase *t = tcase_create("posting");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, posting__words_and_pairs);
	tcase_add_test(t, posting__called);
	tcase_add_test(t, posting__title_apart);
	tcase_add_test(t, posting__fields);
	tcase_add_test(t, posting__mentions);
	tcase_add_test(t, posting__reused);
	tcase_add_test(t, posting__many_words);
	tcase_add_test(t, posting__words_without_end);
	suite_add_tcase(s, t);
	return run_suite(s);
}
