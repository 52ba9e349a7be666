#include <math.h>
#include <signal.h>
#include <sys/resource.h>

#include "scratch.h"

/* What was not committed is gone, however the writing ended. */
START_TEST(close__commits_nothing)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));

	add_text(writer, "mot");
	OK(vb_xapian_writer_commit(writer, &error));
	add_text(writer, "hai");
	vb_xapian_writer_close(writer);
	ck_assert_uint_eq(count_at(in_scratch("db")), 1);
}
END_TEST

START_TEST(abandon__within_transaction)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));

	OK(vb_xapian_writer_begin(writer, true, &error));
	add_text(writer, "mot");
	OK(vb_xapian_writer_commit_transaction(writer, &error));
	OK(vb_xapian_writer_begin(writer, true, &error));
	add_text(writer, "hai");
	OK(vb_xapian_writer_set_metadata(writer, VB_STR("k"), VB_STR("v"),
					 &error));
	vb_xapian_writer_abandon(writer);
	ck_assert_uint_eq(count_at(in_scratch("db")), 1);
	/* And the lock is free again. */
	writer = writer_at(in_scratch("db"), VB_XAPIAN_OPEN, 0);
	vb_xapian_writer_close(writer);
}
END_TEST

START_TEST(cancel__leaves_nothing)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	struct vb_buf value = VB_BUF_INIT(100);
	uint32_t n = 0;

	add_text(writer, "mot");
	OK(vb_xapian_writer_begin(writer, true, &error)); /* commits mot */
	add_text(writer, "hai");
	OK(vb_xapian_writer_delete(writer, 1, &error));
	OK(vb_xapian_writer_set_metadata(writer, VB_STR("k"), VB_STR("v"),
					 &error));
	OK(vb_xapian_writer_cancel_transaction(writer, &error));
	OK(vb_xapian_writer_count(&n, writer, &error));
	ck_assert_uint_eq(n, 1);
	OK(vb_xapian_db_metadata(&value, vb_xapian_writer_db(writer),
				 VB_STR("k"), &error));
	ck_assert_uint_eq(value.len, 0);
	vb_buf_clear(&value);
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	ck_assert_uint_eq(count_at(in_scratch("db")), 1);
}
END_TEST

START_TEST(commit__readers_see_it)
{
	vb_xapian_writer *writer =
		writer_at(in_scratch("db"), VB_XAPIAN_CREATE, 0);
	uint32_t n;

	OK(vb_xapian_writer_begin(writer, true, &error));
	ck_assert_uint_eq(add_text(writer, "mot"), 1);
	ck_assert_uint_eq(add_text(writer, "hai"), 2);
	OK(vb_xapian_writer_count(&n, writer, &error));
	ck_assert_uint_eq(n, 2);
	ck_assert_uint_eq(count_at(in_scratch("db")), 0);
	OK(vb_xapian_writer_commit_transaction(writer, &error));
	ck_assert_uint_eq(count_at(in_scratch("db")), 2);
	vb_xapian_writer_close(writer);
}
END_TEST

/* An unflushed transaction is kept by the next commit, with all the rest. */
START_TEST(commit__unflushed_transaction)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));

	OK(vb_xapian_writer_begin(writer, false, &error));
	add_text(writer, "mot");
	OK(vb_xapian_writer_commit_transaction(writer, &error));
	ck_assert_uint_eq(count_at(in_scratch("db")), 0);
	OK(vb_xapian_writer_commit(writer, &error));
	ck_assert_uint_eq(count_at(in_scratch("db")), 1);
	vb_xapian_writer_close(writer);
}
END_TEST

START_TEST(transaction__out_of_order)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));

	ck_assert_int_eq(vb_xapian_writer_cancel_transaction(writer, &error),
			 VB_BAD_INPUT);
	ck_assert_int_eq(vb_xapian_writer_commit_transaction(writer, &error),
			 VB_BAD_INPUT);
	OK(vb_xapian_writer_begin(writer, true, &error));
	ck_assert_int_eq(vb_xapian_writer_begin(writer, true, &error),
			 VB_BAD_INPUT);
	ck_assert_int_eq(vb_xapian_writer_commit(writer, &error), VB_BAD_INPUT);
	ck_assert_ptr_nonnull(strstr(error.message, "InvalidOperationError"));
	vb_xapian_writer_close(writer);
}
END_TEST

/* Files may not grow past 64 KB: the commit fails, and nothing of it stays. */
START_TEST(commit__cannot_write)
{
	struct rlimit limit = { 65536, RLIM_INFINITY };
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_status st = VB_OK;
	vb_xapian_doc *doc;
	char text[64];

	ck_assert_ptr_ne(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
	add_text(writer, "mot");
	OK(vb_xapian_writer_commit(writer, &error));
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	OK(vb_xapian_writer_begin(writer, true, &error));
	OK(vb_xapian_doc_new(&doc, &error));
	/* No assertion here: Check writes each one to a file of its own. */
	for (int i = 0; i < 9000 && !st; i++) {
		snprintf(text, sizeof(text), "x%d", i);
		st = vb_xapian_doc_clear(doc, &error);
		if (!st)
			st = vb_xapian_doc_add_term(doc, vb_str_from(text), 1,
						    &error);
		if (!st)
			st = vb_xapian_writer_add(NULL, writer, doc, &error);
	}
	vb_xapian_doc_free(doc);
	if (!st)
		st = vb_xapian_writer_commit_transaction(writer, &error);
	ck_assert_msg(st == VB_IO, "%d %s", st, error.message);
	ck_assert_ptr_nonnull(strstr(error.message, "File too large"));
	vb_xapian_writer_abandon(writer);
	limit.rlim_cur = RLIM_INFINITY;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ck_assert_uint_eq(count_at(in_scratch("db")), 1);
	writer = writer_at(in_scratch("db"), VB_XAPIAN_OPEN, 0);
	ck_assert_uint_eq(add_text(writer, "hai"), 2);
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	ck_assert_uint_eq(count_at(in_scratch("db")), 2);
}
END_TEST

START_TEST(lock__second_writer)
{
	struct vb_xapian_writer_options options = { VB_XAPIAN_OPEN, 0, 0 };
	vb_xapian_writer *first = new_writer(in_scratch("db")), *second = NULL;

	ck_assert_int_eq(vb_xapian_writer_open(&second, in_scratch("db"),
					       &options, &error),
			 VB_BUSY);
	ck_assert_ptr_nonnull(strstr(error.message, "DatabaseLockError: "));
	ck_assert(!vb_xapian_was_modified(&error));
	ck_assert_ptr_null(second);
	vb_xapian_writer_close(first);
	OK(vb_xapian_writer_open(&second, in_scratch("db"), &options, &error));
	vb_xapian_writer_close(second);
}
END_TEST

static const struct {
	enum vb_xapian_mode mode;
	vb_status absent, present;
	uint32_t left; /* documents of two, when present */
} mode_cases[] = {
	{ VB_XAPIAN_OPEN, VB_NOT_FOUND, VB_OK, 2 },
	{ VB_XAPIAN_CREATE, VB_OK, VB_IO, 2 },
	{ VB_XAPIAN_CREATE_OR_OPEN, VB_OK, VB_OK, 2 },
	{ VB_XAPIAN_CREATE_OR_OVERWRITE, VB_OK, VB_OK, 0 },
};

START_TEST(open__modes)
{
	static const char *const two[] = { "mot", "hai", NULL };
	struct vb_xapian_writer_options options = { mode_cases[_i].mode, 0, 0 };
	vb_xapian_writer *writer = NULL;
	vb_status st;

	st = vb_xapian_writer_open(&writer, in_scratch("new"), &options,
				   &error);
	ck_assert_int_eq(st, mode_cases[_i].absent);
	vb_xapian_writer_close(writer);
	make_db(in_scratch("old"), two);
	writer = NULL;
	st = vb_xapian_writer_open(&writer, in_scratch("old"), &options,
				   &error);
	ck_assert_int_eq(st, mode_cases[_i].present);
	vb_xapian_writer_close(writer);
	ck_assert_uint_eq(count_at(in_scratch("old")), mode_cases[_i].left);
}
END_TEST

static const struct {
	unsigned size;
	vb_status want;
} block_cases[] = {
	{ 0, VB_OK },		{ 2048, VB_OK },
	{ 65536, VB_OK },	{ 1024, VB_BAD_INPUT },
	{ 5000, VB_BAD_INPUT }, { 1 << 17, VB_BAD_INPUT },
};

START_TEST(open__block_size)
{
	struct vb_xapian_writer_options options = { VB_XAPIAN_CREATE,
						    VB_XAPIAN_NO_SYNC,
						    block_cases[_i].size };
	vb_xapian_writer *writer = NULL;

	ck_assert_int_eq(vb_xapian_writer_open(&writer, in_scratch("db"),
					       &options, &error),
			 block_cases[_i].want);
	vb_xapian_writer_close(writer);
}
END_TEST

START_TEST(open__no_such_folder)
{
	struct vb_xapian_writer_options options = { VB_XAPIAN_CREATE, 0, 0 };
	vb_xapian_writer *writer = NULL;
	vb_status st = vb_xapian_writer_open(&writer, in_scratch("no/db"),
					     &options, &error);

	ck_assert_msg(st == VB_NOT_FOUND || st == VB_IO, "%d", st);
	ck_assert_ptr_null(writer);
}
END_TEST

START_TEST(replace__by_term)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_doc *doc = doc_of("Qid moi");
	struct list list = { "", 0, 0 };
	uint32_t docid = 0;

	add_text(writer, "khac");
	add_text(writer, "Qid cu");
	add_text(writer, "Qid cu");
	OK(vb_xapian_writer_replace_term(&docid, writer, VB_STR("Qid"), doc,
					 &error));
	ck_assert_uint_eq(docid, 2);
	OK(vb_xapian_db_postings(vb_xapian_writer_db(writer), VB_STR("Qid"),
				 list_number, &list, &error));
	ck_assert_str_eq(list.text, "2"); /* the other one is deleted */
	OK(vb_xapian_writer_replace_term(&docid, writer, VB_STR("Qnew"), doc,
					 &error));
	ck_assert_uint_eq(docid, 4);
	ck_assert_int_eq(vb_xapian_writer_replace_term(
				 &docid, writer, VB_STR_EMPTY, doc, &error),
			 VB_BAD_INPUT);
	vb_xapian_doc_free(doc);
	vb_xapian_writer_close(writer);
}
END_TEST

START_TEST(replace__by_number)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_doc *doc = doc_of("moi");
	struct list list = { "", 0, 0 };

	add_text(writer, "cu");
	OK(vb_xapian_writer_replace(writer, 1, doc, &error));
	OK(vb_xapian_writer_replace(writer, 7, doc, &error));
	ck_assert_int_eq(vb_xapian_writer_replace(writer, 0, doc, &error),
			 VB_BAD_INPUT);
	OK(vb_xapian_db_postings(vb_xapian_writer_db(writer), VB_STR("moi"),
				 list_number, &list, &error));
	ck_assert_str_eq(list.text, "1 7");
	vb_xapian_doc_free(doc);
	vb_xapian_writer_close(writer);
}
END_TEST

START_TEST(delete__by_number_and_term)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	struct list list = { "", 0, 0 };

	add_text(writer, "a");
	add_text(writer, "b");
	add_text(writer, "b c");
	add_text(writer, "c");
	OK(vb_xapian_writer_delete(writer, 1, &error));
	ck_assert_int_eq(vb_xapian_writer_delete(writer, 1, &error),
			 VB_NOT_FOUND);
	OK(vb_xapian_writer_delete_term(writer, VB_STR("b"), &error));
	OK(vb_xapian_writer_delete_term(writer, VB_STR("none"), &error));
	ck_assert_int_eq(
		vb_xapian_writer_delete_term(writer, VB_STR_EMPTY, &error),
		VB_BAD_INPUT);
	OK(vb_xapian_db_postings(vb_xapian_writer_db(writer), VB_STR_EMPTY,
				 list_number, &list, &error));
	ck_assert_str_eq(list.text, "4");
	vb_xapian_writer_close(writer);
}
END_TEST

START_TEST(metadata__set_get_list)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	struct vb_buf value = VB_BUF_INIT(100);
	struct list list = { "", 0, 0 }, all = { "", 2, 0 };
	char longest[254];
	vb_xapian_db *db;

	memset(longest, 'k', sizeof(longest));
	OK(vb_xapian_writer_set_metadata(writer, VB_STR("m.b"), VB_STR("2"),
					 &error));
	OK(vb_xapian_writer_set_metadata(writer, VB_STR("m.a"), VB_STR("1\0x"),
					 &error));
	OK(vb_xapian_writer_set_metadata(writer, VB_STR("n"), VB_STR("3"),
					 &error));
	OK(vb_xapian_writer_set_metadata(writer, VB_STR("gone"), VB_STR("4"),
					 &error));
	OK(vb_xapian_writer_set_metadata(writer, VB_STR("gone"), VB_STR_EMPTY,
					 &error));
	ck_assert_int_eq(vb_xapian_writer_set_metadata(writer, VB_STR_EMPTY,
						       VB_STR("x"), &error),
			 VB_BAD_INPUT);
	ck_assert_int_eq(vb_xapian_writer_set_metadata(
				 writer, vb_str_of(longest, sizeof(longest)),
				 VB_STR("x"), &error),
			 VB_TOO_BIG);
	OK(vb_xapian_writer_set_metadata(writer, vb_str_of(longest, 253),
					 VB_STR("x"), &error));
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_metadata(&value, db, VB_STR("m.a"), &error));
	ck_assert(vb_str_eq(vb_buf_str(&value), VB_STR("1\0x")));
	OK(vb_xapian_db_metadata(&value, db, VB_STR("gone"), &error));
	ck_assert_uint_eq(value.len, 3);
	OK(vb_xapian_db_metadata_keys(db, VB_STR("m."), list_term, &list,
				      &error));
	ck_assert_str_eq(list.text, "m.a=0 m.b=0");
	OK(vb_xapian_db_metadata_keys(db, VB_STR("m"), list_term, &all,
				      &error));
	ck_assert_str_eq(all.text, "m.a=0 m.b=0");
	vb_xapian_db_close(db);
	vb_buf_clear(&value);
}
END_TEST

START_TEST(values__read_back)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	struct vb_buf value = VB_BUF_INIT(100);
	struct list values = { "", 0, 0 }, slot = { "", 0, 0 };
	vb_xapian_doc *doc;
	vb_xapian_db *db;

	add_text(writer, "khong gia tri");
	doc = doc_of("co");
	OK(vb_xapian_doc_add_value(doc, 3, VB_STR("ba"), &error));
	OK(vb_xapian_doc_add_value(doc, 0, VB_STR("khong"), &error));
	OK(vb_xapian_doc_add_value(doc, 5, VB_STR("nam"), &error));
	OK(vb_xapian_doc_add_value(doc, 5, VB_STR_EMPTY, &error));
	ck_assert_int_eq(
		vb_xapian_doc_add_value(doc, UINT32_MAX, VB_STR("x"), &error),
		VB_BAD_INPUT);
	OK(vb_xapian_writer_add(NULL, writer, doc, &error));
	vb_xapian_doc_free(doc);
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);

	db = reader(in_scratch("db"));
	OK(vb_xapian_db_document(&doc, db, 2, &error));
	OK(vb_xapian_doc_value(&value, doc, 3, &error));
	OK(vb_xapian_doc_value(&value, doc, 5, &error));
	ck_assert_str_eq(vb_buf_cstr(&value), "ba");
	OK(vb_xapian_doc_values(doc, list_value, &values, &error));
	ck_assert_str_eq(values.text, "0=khong 3=ba");
	OK(vb_xapian_db_values(db, 3, list_value, &slot, &error));
	ck_assert_str_eq(slot.text, "2=ba");
	vb_xapian_doc_free(doc);
	vb_xapian_db_close(db);
	vb_buf_clear(&value);
}
END_TEST

/* Of documents 1 to 6 those with even numbers have a value; 4 is deleted. */
START_TEST(values__of_some)
{
	static const uint32_t all[] = { 1, 2, 3, 4, 5, 6, 7, 900 };
	static const uint32_t few[] = { 3, 6 };
	struct vb_xapian_numbers of = { all, 8 };
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	struct list list = { "", 0, 0 };
	vb_xapian_doc *doc;
	vb_xapian_db *db;

	for (int i = 1; i <= 6; i++) {
		doc = doc_of("co");
		if (i % 2 == 0)
			OK(vb_xapian_doc_add_value(
				doc, 3, vb_str_of(&"0123456"[i], 1), &error));
		OK(vb_xapian_writer_add(NULL, writer, doc, &error));
		vb_xapian_doc_free(doc);
	}
	OK(vb_xapian_writer_delete(writer, 4, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_values_of(db, 3, of, list_value, &list, &error));
	ck_assert_str_eq(list.text, "2=2 6=6");
	of = (struct vb_xapian_numbers){ few, 2 };
	list = (struct list){ "", 0, 0 };
	OK(vb_xapian_db_values_of(db, 3, of, list_value, &list, &error));
	ck_assert_str_eq(list.text, "6=6");
	/* a slot that nothing has, and no numbers at all */
	list = (struct list){ "", 0, 0 };
	OK(vb_xapian_db_values_of(db, 9, of, list_value, &list, &error));
	of.n = 0;
	OK(vb_xapian_db_values_of(db, 3, of, list_value, &list, &error));
	ck_assert_str_eq(list.text, "");
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(doc__batch_of_terms)
{
	static const struct vb_xapian_term terms[] = {
		{ "an", 2, 2 },
		{ "binh", 4, 1 },
		{ "an", 2, 3 },
		{ "K", 1, 0 },
	};
	struct list list = { "", 0, 0 };
	vb_xapian_doc *doc;

	OK(vb_xapian_doc_new(&doc, &error));
	OK(vb_xapian_doc_add_terms(doc, terms, 4, &error));
	OK(vb_xapian_doc_add_term(doc, VB_STR("binh"), 4, &error));
	OK(vb_xapian_doc_add_boolean_term(doc, VB_STR("L"), &error));
	OK(vb_xapian_doc_terms(doc, VB_STR_EMPTY, list_term, &list, &error));
	ck_assert_str_eq(list.text, "K=0 L=0 an=5 binh=5");
	OK(vb_xapian_doc_clear(doc, &error));
	list = (struct list){ "", 0, 0 };
	OK(vb_xapian_doc_terms(doc, VB_STR_EMPTY, list_term, &list, &error));
	OK(vb_xapian_doc_terms(doc, VB_STR("a"), list_term, &list, &error));
	ck_assert_str_eq(list.text, "");
	vb_xapian_doc_free(doc);
}
END_TEST

START_TEST(doc__batch_refuses_one)
{
	static char big[246];
	const struct vb_xapian_term terms[] = { { "a", 1, 1 },
						{ big, sizeof(big), 1 },
						{ "b", 1, 1 } };
	vb_xapian_doc *doc;

	memset(big, 'x', sizeof(big));
	OK(vb_xapian_doc_new(&doc, &error));
	ck_assert_int_eq(vb_xapian_doc_add_terms(doc, terms, 3, &error),
			 VB_TOO_BIG);
	ck_assert_uint_eq(error.offset, 1);
	vb_xapian_doc_free(doc);
}
END_TEST

/* `zeros` NUL bytes after `plain` letters: what Xapian itself accepts. */
static const struct {
	size_t plain, zeros;
	vb_status want;
} fit_cases[] = {
	{ 1, 0, VB_OK },	{ 245, 0, VB_OK },
	{ 246, 0, VB_TOO_BIG }, { 0, 1, VB_OK },
	{ 0, 122, VB_OK },	{ 0, 123, VB_TOO_BIG },
	{ 1, 122, VB_OK },	{ 2, 122, VB_TOO_BIG },
	{ 0, 0, VB_BAD_INPUT }, { 100000, 0, VB_TOO_BIG },
};

START_TEST(term__fits)
{
	size_t plain = fit_cases[_i].plain, zeros = fit_cases[_i].zeros;
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	char *bytes = calloc(1, plain + zeros + 1);
	struct vb_str term = { bytes, plain + zeros };
	vb_xapian_doc *doc;
	uint32_t n = 0;

	memset(bytes, 'x', plain);
	ck_assert_uint_eq(vb_xapian_term_stored(term), plain + 2 * zeros);
	ck_assert_int_eq(vb_xapian_term_fits(term),
			 fit_cases[_i].want == VB_OK);
	OK(vb_xapian_doc_new(&doc, &error));
	ck_assert_int_eq(vb_xapian_doc_add_term(doc, term, 1, &error),
			 fit_cases[_i].want);
	ck_assert_int_eq(vb_xapian_doc_add_posting(doc, term, 1, 1, &error),
			 fit_cases[_i].want);
	/* What was let through can be stored and found. */
	OK(vb_xapian_writer_add(NULL, writer, doc, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	if (term.len)
		OK(vb_xapian_db_termfreq(&n, vb_xapian_writer_db(writer), term,
					 &error));
	ck_assert_uint_eq(n, fit_cases[_i].want == VB_OK);
	vb_xapian_doc_free(doc);
	vb_xapian_writer_close(writer);
	free(bytes);
}
END_TEST

/* Terms that differ only after a NUL are different, and listed whole. */
START_TEST(term__nul_bytes)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_doc *doc;
	uint32_t n;

	OK(vb_xapian_doc_new(&doc, &error));
	OK(vb_xapian_doc_add_term(doc, VB_STR("a\0b"), 1, &error));
	OK(vb_xapian_doc_add_term(doc, VB_STR("a\0c"), 1, &error));
	OK(vb_xapian_writer_add(NULL, writer, doc, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	OK(vb_xapian_db_termfreq(&n, vb_xapian_writer_db(writer), VB_STR("a"),
				 &error));
	ck_assert_uint_eq(n, 0);
	OK(vb_xapian_db_termfreq(&n, vb_xapian_writer_db(writer),
				 VB_STR("a\0c"), &error));
	ck_assert_uint_eq(n, 1);
	vb_xapian_doc_free(doc);
	vb_xapian_writer_close(writer);
}
END_TEST

/* A name that steers the terminal comes out harmless. */
START_TEST(error__message_is_sanitised)
{
	vb_xapian_db *db;

	ck_assert_int_eq(
		vb_xapian_db_open(&db, in_scratch("a\033[31m\nb"), &error),
		VB_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(error.message, "a?[31m?b"));
}
END_TEST

START_TEST(no_termlist__refuses_deleting)
{
	vb_xapian_writer *writer =
		writer_at(in_scratch("db"), VB_XAPIAN_CREATE,
			  VB_XAPIAN_NO_SYNC | VB_XAPIAN_NO_TERMLIST);
	struct list list = { "", 0, 0 };
	vb_xapian_doc *doc;

	add_text(writer, "mot");
	OK(vb_xapian_writer_commit(writer, &error));
	ck_assert_int_eq(vb_xapian_writer_delete(writer, 1, &error),
			 VB_UNSUPPORTED);
	vb_xapian_writer_close(writer);
	vb_xapian_db *db = reader(in_scratch("db"));

	OK(vb_xapian_db_document(&doc, db, 1, &error));
	ck_assert_int_eq(vb_xapian_doc_terms(doc, VB_STR_EMPTY, list_term,
					     &list, &error),
			 VB_UNSUPPORTED);
	vb_xapian_doc_free(doc);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(sortable__orders_as_numbers)
{
	static const double rising[] = { -INFINITY, -2e9, -1.5,	 0,	  0.25,
					 1,	    2026, 1e300, INFINITY };
	struct vb_buf last = VB_BUF_INIT(16), next = VB_BUF_INIT(16);

	for (size_t i = 0; i < sizeof(rising) / sizeof(rising[0]); i++) {
		vb_buf_truncate(&next, 0);
		OK(vb_xapian_sortable(&next, rising[i], &error));
		ck_assert_uint_le(next.len, 9);
		ck_assert(vb_xapian_unsortable(vb_buf_str(&next)) == rising[i]);
		if (i)
			ck_assert_int_lt(vb_str_cmp(vb_buf_str(&last),
						    vb_buf_str(&next)),
					 0);
		vb_buf_swap(&last, &next);
	}
	ck_assert_int_eq(vb_xapian_sortable(&next, NAN, &error), VB_BAD_INPUT);
	vb_buf_clear(&last);
	vb_buf_clear(&next);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("writer");

	tcase_add_test(tc, close__commits_nothing);
	tcase_add_test(tc, abandon__within_transaction);
	tcase_add_test(tc, cancel__leaves_nothing);
	tcase_add_test(tc, commit__readers_see_it);
	tcase_add_test(tc, commit__unflushed_transaction);
	tcase_add_test(tc, transaction__out_of_order);
	tcase_add_test(tc, commit__cannot_write);
	tcase_add_test(tc, lock__second_writer);
	tcase_add_loop_test(tc, open__modes, 0,
			    sizeof(mode_cases) / sizeof(mode_cases[0]));
	tcase_add_loop_test(tc, open__block_size, 0,
			    sizeof(block_cases) / sizeof(block_cases[0]));
	tcase_add_test(tc, open__no_such_folder);
	tcase_add_test(tc, replace__by_term);
	tcase_add_test(tc, replace__by_number);
	tcase_add_test(tc, delete__by_number_and_term);
	tcase_add_test(tc, metadata__set_get_list);
	tcase_add_test(tc, values__read_back);
	tcase_add_test(tc, values__of_some);
	tcase_add_test(tc, doc__batch_of_terms);
	tcase_add_test(tc, doc__batch_refuses_one);
	tcase_add_loop_test(tc, term__fits, 0,
			    sizeof(fit_cases) / sizeof(fit_cases[0]));
	tcase_add_test(tc, term__nul_bytes);
	tcase_add_test(tc, error__message_is_sanitised);
	tcase_add_test(tc, no_termlist__refuses_deleting);
	tcase_add_test(tc, sortable__orders_as_numbers);
	return run_tests(tc, "xapian-c/writer");
}
