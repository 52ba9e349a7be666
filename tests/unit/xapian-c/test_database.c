#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scratch.h"

static const char *const three[] = { "anh em anh", "em chi", "chi anh ba",
				     NULL };

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	ck_assert_int_eq(close(fd), 0);
}

START_TEST(open__missing_path)
{
	vb_xapian_db *db = NULL;

	ck_assert_int_eq(vb_xapian_db_open(&db, in_scratch("none"), &error),
			 VB_NOT_FOUND);
	ck_assert_ptr_null(db);
	ck_assert_ptr_nonnull(strstr(error.message, "DatabaseNotFoundError: "));
	ck_assert_int_eq(error.status, VB_NOT_FOUND);
	/* No words are asked for: the status alone is fine. */
	ck_assert_int_eq(vb_xapian_db_open(&db, in_scratch("none"), NULL),
			 VB_NOT_FOUND);
}
END_TEST

START_TEST(open__folder_without_database)
{
	vb_xapian_db *db;

	ck_assert_int_eq(vb_xapian_db_open(&db, scratch_dir, &error),
			 VB_NOT_FOUND);
}
END_TEST

START_TEST(open__no_permission)
{
	vb_xapian_db *db;
	const char *path = in_scratch("db"), *file = in_scratch("db/iamglass");
	vb_status st;

	if (!geteuid())
		return; /* root may read anything */
	make_db(path, three);
	ck_assert_int_eq(chmod(file, 0), 0);
	st = vb_xapian_db_open(&db, path, &error);
	ck_assert_int_eq(st, VB_IO);
}
END_TEST

/* The version file: magic, version, then the roots of the tables. */
START_TEST(open__corrupt_version_file)
{
	vb_xapian_db *db;
	vb_status st;

	make_db(in_scratch("db"), three);
	write_file(in_scratch("db/iamglass"), "this is no version file at all");
	st = vb_xapian_db_open(&db, in_scratch("db"), &error);
	ck_assert_msg(st == VB_CORRUPT || st == VB_NOT_FOUND, "%d: %s", st,
		      error.message);
}
END_TEST

START_TEST(open__other_version)
{
	struct vb_buf file = VB_BUF_INIT(4096);
	vb_xapian_db *db;

	make_db(in_scratch("db"), three);
	OK(vb_file_read(&file, in_scratch("db/iamglass"), 0, &error));
	/* "\x0f\x0dXapian Glass" and then the format version in 2 bytes */
	ck_assert_int_eq(memcmp(file.ptr, "\x0f\x0dXapian Glass", 14), 0);
	file.ptr[14] ^= 0x55;
	OK(vb_file_write_atomic(in_scratch("db/iamglass"), vb_buf_str(&file),
				&error));
	ck_assert_int_eq(vb_xapian_db_open(&db, in_scratch("db"), &error),
			 VB_MISMATCH);
	ck_assert_ptr_nonnull(strstr(error.message, "DatabaseVersionError: "));
	vb_buf_clear(&file);
}
END_TEST

START_TEST(stats__of_three)
{
	struct vb_xapian_stats stats;
	struct vb_buf uuid = VB_BUF_INIT(100);
	vb_xapian_db *db;
	bool positions = false;
	uint32_t length = 0;

	make_db(in_scratch("db"), three);
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_stats(&stats, db, &error));
	ck_assert_uint_eq(stats.documents, 3);
	ck_assert_uint_eq(stats.last_id, 3);
	ck_assert_uint_eq(stats.total_length, 8);
	ck_assert_double_eq_tol(stats.average_length, 8.0 / 3, 1e-12);
	ck_assert_uint_eq(stats.shards, 1);
	ck_assert(stats.has_positions);
	OK(vb_xapian_db_has_positions(&positions, db, &error));
	ck_assert(positions);
	OK(vb_xapian_db_doclength(&length, db, 1, &error));
	ck_assert_uint_eq(length, 3);
	ck_assert_int_eq(vb_xapian_db_doclength(&length, db, 4, &error),
			 VB_NOT_FOUND);
	OK(vb_xapian_db_uuid(&uuid, db, &error));
	ck_assert_uint_eq(uuid.len, 36);
	vb_buf_clear(&uuid);
	vb_xapian_db_close(db);
}
END_TEST

static const struct {
	const char *term;
	uint32_t termfreq;
	uint64_t collfreq;
	const char *documents;
} term_cases[] = {
	{ "anh", 2, 3, "1 3" }, { "em", 2, 2, "1 2" }, { "ba", 1, 1, "3" },
	{ "an", 0, 0, "" },	{ "", 3, 3, "1 2 3" },
};

START_TEST(terms__frequencies)
{
	struct vb_str term = vb_str_from(term_cases[_i].term);
	struct list list = { "", 0, 0 };
	uint32_t termfreq = 99;
	uint64_t collfreq = 99;
	vb_xapian_db *db;
	bool exists;

	make_db(in_scratch("db"), three);
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_termfreq(&termfreq, db, term, &error));
	ck_assert_uint_eq(termfreq, term_cases[_i].termfreq);
	OK(vb_xapian_db_collfreq(&collfreq, db, term, &error));
	ck_assert_uint_eq(collfreq, term_cases[_i].collfreq);
	OK(vb_xapian_db_term_exists(&exists, db, term, &error));
	ck_assert_int_eq(exists, term_cases[_i].termfreq > 0);
	OK(vb_xapian_db_postings(db, term, list_number, &list, &error));
	ck_assert_str_eq(list.text, term_cases[_i].documents);
	vb_xapian_db_close(db);
}
END_TEST

static const struct {
	const char *prefix;
	unsigned stop_after;
	const char *want;
} prefix_cases[] = {
	{ "", 0, "anh=2 ba=1 chi=2 em=2" },
	{ "", 2, "anh=2 ba=1" },
	{ "c", 0, "chi=2" },
	{ "chi", 0, "chi=2" },
	{ "chim", 0, "" },
	{ "z", 0, "" },
};

START_TEST(terms__prefix)
{
	struct list list = { "", prefix_cases[_i].stop_after, 0 };
	vb_xapian_db *db;

	make_db(in_scratch("db"), three);
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_terms(db, vb_str_from(prefix_cases[_i].prefix),
			      list_term, &list, &error));
	ck_assert_str_eq(list.text, prefix_cases[_i].want);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(postings__stop_early)
{
	struct list list = { "", 2, 0 };
	vb_xapian_db *db;

	make_db(in_scratch("db"), three);
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_postings(db, VB_STR_EMPTY, list_number, &list, &error));
	ck_assert_str_eq(list.text, "1 2");
	vb_xapian_db_close(db);
}
END_TEST

static const struct {
	uint32_t docid;
	const char *term, *want;
} place_cases[] = {
	{ 1, "anh", "1 3" },
	{ 1, "em", "2" },
	{ 3, "ba", "3" },
	{ 2, "anh", "" },
};

START_TEST(positions__cases)
{
	struct vb_xapian_place place = { place_cases[_i].docid,
					 vb_str_from(place_cases[_i].term) };
	struct list list = { "", 0, 0 };
	vb_xapian_db *db;

	make_db(in_scratch("db"), three);
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_positions(db, place, list_number, &list, &error));
	ck_assert_str_eq(list.text, place_cases[_i].want);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(document__read)
{
	struct vb_buf data = VB_BUF_INIT(100), tight = VB_BUF_INIT(3);
	struct list terms = { "", 0, 0 }, some = { "", 0, 0 };
	vb_xapian_doc *doc;
	vb_xapian_db *db;

	make_db(in_scratch("db"), three);
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_document(&doc, db, 1, &error));
	vb_xapian_db_close(db); /* the document keeps it */
	ck_assert_uint_eq(vb_xapian_doc_id(doc), 1);
	OK(vb_xapian_doc_data(&data, doc, &error));
	ck_assert_str_eq(vb_buf_cstr(&data), "anh em anh");
	ck_assert_int_eq(vb_xapian_doc_data(&tight, doc, &error), VB_TOO_BIG);
	ck_assert_uint_eq(tight.len, 0);
	OK(vb_xapian_doc_terms(doc, VB_STR_EMPTY, list_term, &terms, &error));
	ck_assert_str_eq(terms.text, "anh=2 em=1");
	OK(vb_xapian_doc_terms(doc, VB_STR("b"), list_term, &some, &error));
	ck_assert_str_eq(some.text, "");
	OK(vb_xapian_doc_terms(doc, VB_STR("e"), list_term, &some, &error));
	ck_assert_str_eq(some.text, "em=1");
	vb_xapian_doc_free(doc);
	vb_buf_clear(&data);
	vb_buf_clear(&tight);
}
END_TEST

START_TEST(document__absent)
{
	vb_xapian_doc *doc = NULL;
	vb_xapian_db *db;

	make_db(in_scratch("db"), three);
	db = reader(in_scratch("db"));
	ck_assert_int_eq(vb_xapian_db_document(&doc, db, 4, &error),
			 VB_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(error.message, "DocNotFoundError"));
	ck_assert_int_eq(vb_xapian_db_document(&doc, db, 0, &error),
			 VB_BAD_INPUT);
	ck_assert_ptr_null(doc);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(many__numbers_interleave)
{
	static const char *const two[] = { "anh", "em nam", NULL };
	const char *paths[2] = { in_scratch("a"), in_scratch("b") };
	struct vb_xapian_stats stats;
	struct list list = { "", 0, 0 };
	vb_xapian_db *db;
	uint64_t revision;

	make_db(paths[0], three);
	make_db(paths[1], two);
	OK(vb_xapian_db_open_many(&db, paths, 2, &error));
	OK(vb_xapian_db_stats(&stats, db, &error));
	ck_assert_uint_eq(stats.documents, 5);
	ck_assert_uint_eq(stats.shards, 2);
	/* (d - 1) * 2 + i + 1: anh is in a/1, a/3 and b/1 */
	OK(vb_xapian_db_postings(db, VB_STR("anh"), list_number, &list,
				 &error));
	ck_assert_str_eq(list.text, "1 2 5");
	ck_assert_int_ne(vb_xapian_db_revision(&revision, db, &error), VB_OK);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(many__one_is_missing)
{
	const char *paths[2] = { in_scratch("a"), in_scratch("none") };
	vb_xapian_db *db = NULL;

	make_db(paths[0], three);
	ck_assert_int_eq(vb_xapian_db_open_many(&db, paths, 2, &error),
			 VB_NOT_FOUND);
	ck_assert_uint_eq(error.offset, 1);
	ck_assert_ptr_null(db);
}
END_TEST

START_TEST(many__none)
{
	vb_xapian_db *db;
	uint32_t n = 9;

	OK(vb_xapian_db_open_many(&db, NULL, 0, &error));
	OK(vb_xapian_db_count(&n, db, &error));
	ck_assert_uint_eq(n, 0);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(stub__names_two)
{
	make_db(in_scratch("a"), three);
	make_db(in_scratch("b"), three);
	write_file(in_scratch("stub"), "auto a\nauto b\n");
	ck_assert_uint_eq(count_at(in_scratch("stub")), 6);
}
END_TEST

START_TEST(close__null)
{
	vb_xapian_db_close(NULL);
	vb_xapian_doc_free(NULL);
	vb_xapian_writer_close(NULL);
}
END_TEST

START_TEST(revision__grows_by_one)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	uint64_t before, after, reopened;
	vb_xapian_db *db;
	bool changed = true;
	uint32_t n;

	add_text(writer, "anh");
	OK(vb_xapian_writer_commit(writer, &error));
	db = reader(in_scratch("db"));
	OK(vb_xapian_db_revision(&before, db, &error));
	OK(vb_xapian_db_reopen(&changed, db, &error));
	ck_assert(!changed);
	add_text(writer, "em");
	OK(vb_xapian_writer_commit(writer, &error));
	OK(vb_xapian_db_revision(&after, db, &error));
	ck_assert_uint_eq(after, before); /* a snapshot */
	OK(vb_xapian_db_count(&n, db, &error));
	ck_assert_uint_eq(n, 1);
	OK(vb_xapian_db_reopen(&changed, db, &error));
	ck_assert(changed);
	OK(vb_xapian_db_revision(&reopened, db, &error));
	ck_assert_uint_eq(reopened, before + 1);
	OK(vb_xapian_db_count(&n, db, &error));
	ck_assert_uint_eq(n, 2);
	vb_xapian_db_close(db);
	vb_xapian_writer_close(writer);
}
END_TEST

/* Write 2,000 documents, or write them again: enough for several blocks. */
static void write_round(vb_xapian_writer *writer, int round)
{
	char text[200];

	for (uint32_t i = 1; i <= 2000; i++) {
		vb_xapian_doc *doc;

		snprintf(text, sizeof(text), "w%u r%d %d%u %u", i % 500, round,
			 round, i * 2654435761u, i * 40503u);
		doc = doc_of(text);
		OK(vb_xapian_writer_replace(writer, i, doc, &error));
		vb_xapian_doc_free(doc);
	}
	OK(vb_xapian_writer_commit(writer, &error));
}

static bool read_data(void *ctx, uint32_t docid)
{
	struct vb_buf data = VB_BUF_INIT(1000);
	vb_xapian_doc *doc;
	vb_status st = vb_xapian_db_document(&doc, ctx, docid, &error);

	if (!st) {
		st = vb_xapian_doc_data(&data, doc, &error);
		vb_xapian_doc_free(doc);
	}
	vb_buf_clear(&data);
	return st == VB_OK;
}

/* A reader some commits behind is told so, and works again once reopened. */
START_TEST(modified__reopen_helps)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	struct list list = { "", 0, 0 };
	vb_xapian_db *db;
	vb_status st;

	write_round(writer, 0);
	db = reader(in_scratch("db"));
	for (int round = 1; round < 4; round++)
		write_round(writer, round);
	st = vb_xapian_db_postings(db, VB_STR_EMPTY, read_data, db, &error);
	if (!st)
		st = error.status;
	ck_assert_int_eq(st, VB_BUSY);
	ck_assert(vb_xapian_was_modified(&error));
	ck_assert_int_eq(strncmp(error.message, "DatabaseModifiedError: ", 23),
			 0);
	OK(vb_xapian_db_reopen(NULL, db, &error));
	error = (struct vb_error)VB_ERROR_INIT;
	OK(vb_xapian_db_postings(db, VB_STR_EMPTY, read_data, db, &error));
	ck_assert_int_eq(error.status, VB_OK);
	OK(vb_xapian_db_postings(db, VB_STR("w250"), list_number, &list,
				 &error));
	ck_assert_str_eq(list.text, "250 750 1250 1750");
	vb_xapian_db_close(db);
	vb_xapian_writer_close(writer);
}
END_TEST

START_TEST(modified__only_that)
{
	ck_assert(!vb_xapian_was_modified(NULL));
	ck_assert(!vb_xapian_was_modified(&error));
	vb_error_set(&error, VB_BUSY, "DatabaseLockError: taken");
	ck_assert(!vb_xapian_was_modified(&error));
}
END_TEST

/* Half of a table is gone: some reading finds out, and nothing crashes. */
START_TEST(read__truncated_table)
{
	struct list list = { "", 0, 0 };
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_db *db;
	vb_status st;

	write_round(writer, 0);
	vb_xapian_writer_close(writer);
	ck_assert_int_eq(truncate(in_scratch("db/postlist.glass"), 8192), 0);
	st = vb_xapian_db_open(&db, in_scratch("db"), &error);
	if (!st) {
		st = vb_xapian_db_postings(db, VB_STR("w250"), list_number,
					   &list, &error);
		vb_xapian_db_close(db);
	}
	ck_assert_int_ne(st, VB_OK);
	ck_assert_str_ne(error.message, "");
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("database");

	tcase_add_test(tc, open__missing_path);
	tcase_add_test(tc, open__folder_without_database);
	tcase_add_test(tc, open__no_permission);
	tcase_add_test(tc, open__corrupt_version_file);
	tcase_add_test(tc, open__other_version);
	tcase_add_test(tc, stats__of_three);
	tcase_add_loop_test(tc, terms__frequencies, 0,
			    sizeof(term_cases) / sizeof(term_cases[0]));
	tcase_add_loop_test(tc, terms__prefix, 0,
			    sizeof(prefix_cases) / sizeof(prefix_cases[0]));
	tcase_add_test(tc, postings__stop_early);
	tcase_add_loop_test(tc, positions__cases, 0,
			    sizeof(place_cases) / sizeof(place_cases[0]));
	tcase_add_test(tc, document__read);
	tcase_add_test(tc, document__absent);
	tcase_add_test(tc, many__numbers_interleave);
	tcase_add_test(tc, many__one_is_missing);
	tcase_add_test(tc, many__none);
	tcase_add_test(tc, stub__names_two);
	tcase_add_test(tc, close__null);
	tcase_add_test(tc, revision__grows_by_one);
	tcase_add_test(tc, modified__reopen_helps);
	tcase_add_test(tc, modified__only_that);
	tcase_add_test(tc, read__truncated_table);
	return run_tests(tc, "xapian-c/database");
}
