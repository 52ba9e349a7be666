#include "built.h"

#include <sys/stat.h>

#include "index/check.h"
#include "index/columns_file.h"
#include "index/place.h"
#include "index/schema.h"
#include "xapian-c/writer.h"

/* What a query finds, as hits_of. */
static const char *found(const char *query)
{
	struct vb_results r = search_for(query);

	return hits_of(&r);
}

#define LIVE_LIMIT 1000 /* as update.c has it: more changes are built anew */

/* Path of the current generation; static memory. */
static const char *generation(void)
{
	static char path[300];
	struct vb_buf out = VB_BUF_INIT(300);

	ck_ok(vb_place_current(&out, dir, &err));
	snprintf(path, sizeof(path), "%s", vb_buf_cstr(&out));
	vb_buf_clear(&out);
	return path;
}

static const char *generation_name(void)
{
	return strrchr(generation(), '/') + 1;
}

static struct vb_index_stats stats(void)
{
	struct vb_index_stats out;
	vb_searcher *s = open_searcher();

	ck_ok(vb_searcher_stats(&out, s, &err));
	vb_searcher_close(s);
	return out;
}

static char faults[4000];

static void note_fault(void *ctx, const char *item, const char *fault)
{
	size_t n = strlen(faults);

	(void)ctx;
	snprintf(faults + n, sizeof(faults) - n, "%s: %s\n", item, fault);
}

/* What verify says of the index. */
static const char *verify(void)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_READ);
	size_t n = 99;

	faults[0] = '\0';
	ck_ok(vb_index_verify(&n, dir, ar, note_fault, NULL, &err));
	vb_archive_close(ar);
	ck_assert_msg(!n == !faults[0], "%zu faults: %s", n, faults);
	return faults;
}

static int64_t total(const char *query)
{
	struct vb_results r = search_for(query);

	return (int64_t)r.total;
}

/* Put one line in a transaction of its own. */
static void put_now(const char *line, enum vb_read_state state)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	ck_ok(vb_archive_begin(ar, &err));
	put_line(ar, vb_str_from(line), state);
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
}

START_TEST(update__empty_archive)
{
	vb_archive_close(open_archive(VB_ARCHIVE_WRITE));
	ck_assert_int_eq(update_index(false).indexed, 0);
	ck_assert_int_eq(total("gì"), 0);
	ck_assert_uint_eq(stats().documents, 0);
	ck_assert_str_eq(verify(), "");
}
END_TEST

START_TEST(update__no_archive)
{
	struct vb_update u = { .dir = dir };
	struct vb_update_result result;

	ck_assert_int_eq(vb_index_update(&result, &u, &err), VB_NOT_FOUND);
}
END_TEST

/* A few changes go into the generation that is there. */
START_TEST(update__live)
{
	struct vb_update_result r;
	struct vb_index_stats before;

	put_many("a", 0, 20, "Nội dung");
	r = update_index(false);
	ck_assert_int_eq(r.indexed, 20);
	ck_assert_str_eq(generation_name(), "gen-000001");
	before = stats();
	put_many("b", 0, 5, "Nội dung");
	r = update_index(false);
	ck_assert_int_eq(r.indexed, 5);
	ck_assert_str_eq(generation_name(), "gen-000001");
	ck_assert_uint_gt(stats().revision, before.revision);
	ck_assert_int_gt(stats().sequence, before.sequence);
	ck_assert_int_eq(total("nội dung"), 25);
	r = update_index(false);
	ck_assert_int_eq(r.indexed, 0);
	ck_assert_str_eq(verify(), "");
}
END_TEST

/* Many are built beside it and merged; changed ones replace the old. */
START_TEST(update__bulk)
{
	struct vb_update_result r;
	struct vb_index_stats before;

	put_many("a", 0, 1500, "Trước");
	ck_assert_int_eq(update_index(false).indexed, 1500);
	before = stats();
	put_many("a", 1000, 2600, "Sau");
	r = update_index(false);
	ck_assert_int_eq(r.indexed, 1600);
	ck_assert_str_eq(generation_name(), "gen-000002");
	ck_assert_uint_gt(stats().revision, before.revision);
	ck_assert_uint_eq(stats().documents, 2600);
	ck_assert_int_eq(total("trước"), 1000);
	ck_assert_int_eq(total("sau"), 1600);
	ck_assert_str_eq(verify(), "");
}
END_TEST

START_TEST(update__changed_live)
{
	put_many("a", 0, 20, "Trước");
	update_index(false);
	put_many("a", 5, 10, "Sau");
	ck_assert_int_eq(update_index(false).indexed, 5);
	ck_assert_int_eq(total("trước"), 15);
	ck_assert_int_eq(total("sau"), 5);
	ck_assert_uint_eq(stats().documents, 20);
	ck_assert_str_eq(verify(), "");
}
END_TEST

/* New bytes that can't be read, then a withdrawal: gone; mended: back. */
static void check_removal(void)
{
	static const char good[] = "{\"id\":\"x\",\"text\":\"Đọc được\"}";
	static const char bad[] = "{\"id\":\"x\",\"text\":\"Hỏng rồi\"}";
	vb_archive *ar;

	put_now(good, VB_READ_WHOLE);
	update_index(false);
	ck_assert_int_eq(total("đọc"), 1);
	put_now(bad, VB_READ_REJECTED);
	ck_assert_int_eq(update_index(false).removed, 1);
	ck_assert_int_eq(total("đọc"), 0);
	ck_assert_int_eq(total("hỏng"), 0);
	ck_assert_str_eq(verify(), "");
	put_now(good, VB_READ_PARTIAL);
	ck_assert_int_eq(update_index(false).indexed, 1);
	ck_assert_int_eq(total("đọc"), 1);
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("x"), VB_STR("thử"), true, &err));
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	ck_assert_int_eq(update_index(false).removed, 1);
	ck_assert_int_eq(total("đọc"), 0);
	ck_assert_str_eq(verify(), "");
}

START_TEST(update__removed_live)
{
	put_many("a", 0, 20, "Nội dung");
	update_index(false);
	check_removal();
}
END_TEST

START_TEST(update__removed_in_bulk)
{
	put_many("a", 0, 20, "Nội dung");
	put_now("{\"id\":\"x\",\"text\":\"Đọc được\"}", VB_READ_WHOLE);
	update_index(false);
	put_now("{\"id\":\"x\",\"text\":\"Hỏng rồi\"}", VB_READ_REJECTED);
	put_many("b", 0, LIVE_LIMIT + 10, "Nội dung");
	ck_assert_int_eq(update_index(false).removed, 1);
	ck_assert_str_eq(generation_name(), "gen-000002");
	ck_assert_int_eq(total("đọc"), 0);
	ck_assert_str_eq(verify(), "");
	update_index(true);
	ck_assert_int_eq(total("đọc"), 0);
	ck_assert_str_eq(verify(), "");
}
END_TEST

/* A corrected field is what is found. */
START_TEST(update__corrected)
{
	struct vb_field place = { .value = VB_STR("Huế"),
				  .label = VB_STR_EMPTY };
	vb_archive *ar;

	put_many("a", 0, 3, "Nội dung");
	update_index(false);
	ck_assert_int_eq(total("noi:huế"), 0);
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_correct(ar, VB_STR("a-1"), VB_FIELD_PLACE, &place,
				 &err));
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	ck_assert_int_eq(update_index(false).indexed, 1);
	ck_assert_str_eq(found("noi:huế"), "a-1:all");
}
END_TEST

START_TEST(update__rebuild)
{
	put_many("a", 0, 30, "Nội dung");
	update_index(false);
	ck_assert_int_eq(update_index(true).indexed, 30);
	ck_assert_str_eq(generation_name(), "gen-000002");
	ck_assert_int_eq(total("nội dung"), 30);
	ck_assert_str_eq(verify(), "");
}
END_TEST

START_TEST(update__stopped)
{
	atomic_int stop = 1;
	struct vb_update u = { .dir = dir, .stop = &stop, .jobs = 2 };
	struct vb_update_result result;

	put_many("a", 0, 20, "Nội dung");
	ck_assert_int_eq(vb_index_update(&result, &u, &err), VB_CANCELLED);
	stop = 0;
	ck_ok(vb_index_update(&result, &u, &err));
	put_many("b", 0, 20, "Nội dung");
	stop = 1;
	ck_assert_int_eq(vb_index_update(&result, &u, &err), VB_CANCELLED);
	ck_assert_int_eq(total("nội dung"), 20);
	stop = 0;
	ck_ok(vb_index_update(&result, &u, &err));
	ck_assert_int_eq(total("nội dung"), 40);
	ck_assert_str_eq(verify(), "");
}
END_TEST

/* The index is gone, wholly or in part: it comes back by itself. */
START_TEST(update__lost_comes_back)
{
	put_many("a", 0, 20, "Nội dung");
	update_index(false);
	ck_ok(vb_file_remove_tree(generation(), &err));
	ck_assert_int_eq(update_index(false).indexed, 20);
	ck_assert_int_eq(total("nội dung"), 20);
	ck_ok(vb_file_remove_tree(in_dir("index"), &err));
	ck_assert_int_eq(update_index(false).indexed, 20);
	ck_assert_int_eq(total("nội dung"), 20);
	ck_assert_str_eq(verify(), "");
}
END_TEST

/* The parts of a run that was killed change nothing. */
START_TEST(update__leftovers)
{
	put_many("a", 0, 20, "Nội dung");
	update_index(false);
	ck_assert_int_eq(mkdir(in_dir("index/new"), 0755), 0);
	ck_assert_int_eq(mkdir(in_dir("index/seg-000000"), 0755), 0);
	ck_assert_int_eq(mkdir(in_dir("index/gen-000002"), 0755), 0);
	update_index(true);
	ck_assert_str_eq(generation_name(), "gen-000002");
	ck_assert_int_eq(total("nội dung"), 20);
	ck_assert_int_ne(access(in_dir("index/seg-000000"), F_OK), 0);
	ck_assert_str_eq(verify(), "");
}
END_TEST

static void set_metadata(const char *key, const char *value)
{
	struct vb_xapian_writer_options options = { .mode = VB_XAPIAN_OPEN };
	vb_xapian_writer *writer;

	ck_ok(vb_xapian_writer_open(&writer, generation(), &options, &err));
	ck_ok(vb_xapian_writer_set_metadata(writer, vb_str_from(key),
					    vb_str_from(value), &err));
	ck_ok(vb_xapian_writer_commit(writer, &err));
	vb_xapian_writer_close(writer);
}

/* Another version's index is refused by everyone, with what to do. */
static void check_mismatch(const char *version, const char *words)
{
	struct vb_update u = { .dir = dir };
	struct vb_update_result result;
	vb_searcher *s = NULL;

	put_many("a", 0, 5, "Nội dung");
	update_index(false);
	set_metadata(VB_META_VERSION, version);
	ck_assert_int_eq(vb_searcher_open(&s, dir, &err), VB_MISMATCH);
	ck_assert_ptr_null(s);
	ck_assert_str_eq(err.message, words);
	err.message[0] = '\0';
	ck_assert_int_eq(vb_index_update(&result, &u, &err), VB_MISMATCH);
	ck_assert_str_eq(err.message, words);
	ck_assert_ptr_nonnull(strstr(verify(), words));
	update_index(true);
	ck_assert_int_eq(total("nội dung"), 5);
}

START_TEST(update__other_version)
{
	char words[200];

	snprintf(words, sizeof(words),
		 "the index was made by version 999.1, this is %s: "
		 "run vanban-indexer --rebuild",
		 vb_schema_version());
	check_mismatch("999.1", words);
}
END_TEST

START_TEST(update__no_version)
{
	char words[200];

	snprintf(words, sizeof(words),
		 "the index was made by version unknown, this is %s: "
		 "run vanban-indexer --rebuild",
		 vb_schema_version());
	check_mismatch("", words);
}
END_TEST

/* As when an older archive was put back from a backup. */
START_TEST(update__ahead_of_the_archive)
{
	struct vb_update u = { .dir = dir };
	struct vb_update_result result;

	put_many("a", 0, 5, "Nội dung");
	update_index(false);
	set_metadata(VB_META_SEQUENCE, "1000000");
	ck_assert_int_eq(vb_index_update(&result, &u, &err), VB_MISMATCH);
	ck_assert_ptr_nonnull(strstr(err.message, "ahead of the archive"));
	ck_assert_ptr_nonnull(strstr(err.message, "--rebuild"));
	ck_assert_ptr_nonnull(strstr(verify(), "index: has reached 1000000"));
	u.rebuild = true;
	ck_ok(vb_index_update(&result, &u, &err));
	ck_assert_str_eq(verify(), "");
}
END_TEST

/* verify names what lacks and what is too much. */
START_TEST(verify__names_faults)
{
	struct vb_xapian_writer_options options = { .mode = VB_XAPIAN_OPEN };
	vb_xapian_writer *writer;

	put_many("a", 0, 5, "Nội dung");
	update_index(false);
	ck_ok(vb_xapian_writer_open(&writer, generation(), &options, &err));
	ck_ok(vb_xapian_writer_delete_term(writer, VB_STR("Qa-3"), &err));
	ck_ok(vb_xapian_writer_commit(writer, &err));
	vb_xapian_writer_close(writer);
	ck_assert_ptr_nonnull(
		strstr(verify(), "document a-3: is not in the index\n"));
	update_index(true);
	put_many("b", 0, 1, "Nội dung");
	ck_assert_ptr_nonnull(strstr(verify(), "run vanban-indexer"));
}
END_TEST

/* A file beside the index that says otherwise, or is damaged. */
START_TEST(verify__columns)
{
	struct vb_buf path = VB_BUF_INIT(4096), file = VB_BUF_INIT(1 << 20);
	struct vb_columns_head head;

	put_many("a", 0, 5, "Nội dung");
	update_index(false);
	ck_assert_str_eq(verify(), "");
	ck_ok(vb_buf_printf(&path, "%s/" VB_COLUMNS_FILE, generation()));
	ck_ok(vb_file_read(&file, vb_buf_cstr(&path), 0, &err));
	file.ptr[sizeof(struct vb_columns_head) + 1] ^= 1; /* a group */
	ck_ok(vb_file_write_atomic(vb_buf_cstr(&path), vb_buf_str(&file),
				   &err));
	ck_assert_str_eq(verify(),
			 "index/columns: is damaged: run vanban-indexer\n");
	vb_columns_seal(file.ptr, file.len);
	ck_ok(vb_file_write_atomic(vb_buf_cstr(&path), vb_buf_str(&file),
				   &err));
	ck_assert_str_eq(verify(), "index/columns: differs from the index: run "
				   "vanban-indexer --rebuild\n");
	file.ptr[sizeof(struct vb_columns_head) + 1] ^= 1;
	memcpy(&head, file.ptr, sizeof(head));
	file.ptr[head.briefs.bytes_at + head.briefs.size - 1] ^= 1;
	vb_columns_seal(file.ptr, file.len);
	ck_ok(vb_file_write_atomic(vb_buf_cstr(&path), vb_buf_str(&file),
				   &err));
	ck_assert_str_eq(verify(), "index/columns: differs from the index: run "
				   "vanban-indexer --rebuild\n");
	ck_assert_int_eq(unlink(vb_buf_cstr(&path)), 0);
	ck_assert_str_eq(verify(), "");
	update_index(false);
	ck_assert_int_eq(access(vb_buf_cstr(&path), R_OK), 0);
	ck_assert_str_eq(verify(), "");
	vb_buf_clear(&path);
	vb_buf_clear(&file);
}
END_TEST

static char logged[2000];

static void note_log(void *ctx, enum vb_log_level level, const char *message)
{
	(void)ctx;
	(void)level;
	snprintf(logged, sizeof(logged), "%s", message);
}

/* An original that fails its digest: named, and the others go on. */
START_TEST(update__damaged_original)
{
	struct vb_log log = { .fn = note_log };
	struct vb_update u = { .dir = dir, .log = &log };
	struct vb_update_result result;
	char command[300];

	put_many("a", 0, 5, "Nội dung");
	snprintf(command, sizeof(command),
		 "sqlite3 %s/archive.db \"UPDATE sqlar SET data = zeroblob("
		 "length(data)) WHERE rowid = (SELECT min(rowid) FROM "
		 "sqlar)\"",
		 dir);
	ck_assert_int_eq(system(command), 0);
	ck_ok(vb_index_update(&result, &u, &err));
	ck_assert_int_eq(total("nội dung"), 4);
	ck_assert_ptr_nonnull(strstr(logged, "a-"));
	ck_assert_ptr_nonnull(strstr(verify(), "is not in the index"));
}
END_TEST

/* A searcher that stays open sees commits and generations. */
START_TEST(searcher__follows)
{
	struct vb_request request = { .query = VB_STR("nội dung"), .n = 1 };
	struct vb_results r;
	uint64_t first, second, third, fourth;
	vb_searcher *s;

	put_many("a", 0, 5, "Nội dung");
	update_index(false);
	s = open_searcher();
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	ck_assert_uint_eq(r.total, 5);
	ck_ok(vb_searcher_refresh(&first, s, &err));
	ck_assert_uint_eq(r.revision, first);
	put_many("b", 0, 5, "Nội dung");
	update_index(false);
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	ck_assert_uint_eq(r.total, 10);
	ck_ok(vb_searcher_refresh(&second, s, &err));
	ck_assert_uint_gt(second, first);
	put_many("c", 0, 5, "Nội dung");
	update_index(true);
	ck_ok(vb_searcher_refresh(&third, s, &err));
	ck_assert_uint_gt(third, second);
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	ck_assert_uint_eq(r.total, 15);
	ck_ok(vb_searcher_refresh(&fourth, s, &err));
	ck_assert_uint_eq(fourth, third);
	vb_searcher_close(s);
}
END_TEST

/* The index goes away below it, and comes back. */
START_TEST(searcher__survives_a_loss)
{
	struct vb_request request = { .query = VB_STR("nội dung"), .n = 1 };
	struct vb_results r;
	vb_searcher *s;

	put_many("a", 0, 5, "Nội dung");
	update_index(false);
	s = open_searcher();
	ck_ok(vb_file_remove_tree(in_dir("index"), &err));
	ck_assert_int_eq(vb_search(&r, s, &request, &arena, &err),
			 VB_NOT_FOUND);
	update_index(false);
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	ck_assert_uint_eq(r.total, 5);
	vb_searcher_close(s);
}
END_TEST

START_TEST(searcher__no_index)
{
	vb_searcher *s = NULL;

	ck_assert_int_eq(vb_searcher_open(&s, dir, &err), VB_NOT_FOUND);
	ck_assert_ptr_null(s);
	vb_searcher_close(s);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/update");
	TCase *t = add_case(s, "update");

	tcase_add_test(t, update__empty_archive);
	tcase_add_test(t, update__no_archive);
	tcase_add_test(t, update__live);
	tcase_add_test(t, update__bulk);
	tcase_add_test(t, update__changed_live);
	tcase_add_test(t, update__removed_live);
	tcase_add_test(t, update__removed_in_bulk);
	tcase_add_test(t, update__corrected);
	tcase_add_test(t, update__rebuild);
	tcase_add_test(t, update__stopped);
	tcase_add_test(t, update__lost_comes_back);
	tcase_add_test(t, update__leftovers);
	tcase_add_test(t, update__other_version);
	tcase_add_test(t, update__no_version);
	tcase_add_test(t, update__ahead_of_the_archive);
	tcase_add_test(t, update__damaged_original);
	t = add_case(s, "verify");
	tcase_add_test(t, verify__names_faults);
	tcase_add_test(t, verify__columns);
	t = add_case(s, "searcher");
	tcase_add_test(t, searcher__follows);
	tcase_add_test(t, searcher__survives_a_loss);
	tcase_add_test(t, searcher__no_index);
	return run_suite(s);
}
