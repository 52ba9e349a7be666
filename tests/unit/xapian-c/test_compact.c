#include <fcntl.h>
#include <unistd.h>

#include "scratch.h"
#include "xapian-c/compact.h"

/* A database whose documents are `word` and a number from 1. */
static void numbered(const char *path, const char *word, int n,
		     const char *meta)
{
	vb_xapian_writer *writer = new_writer(path);
	char text[64];

	for (int i = 1; i <= n; i++) {
		snprintf(text, sizeof(text), "%s %s%d", word, word, i);
		add_text(writer, text);
	}
	OK(vb_xapian_writer_set_metadata(writer, VB_STR("seq"),
					 vb_str_from(meta), &error));
	OK(vb_xapian_writer_set_metadata(writer, vb_str_from(word),
					 VB_STR("own"), &error));
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
}

/* The document of a unique term, 0 if there is none. */
static bool first_number(void *ctx, uint32_t number)
{
	*(uint32_t *)ctx = number;
	return false;
}

static uint32_t where(const vb_xapian_db *db, const char *term)
{
	uint32_t docid = 0;

	OK(vb_xapian_db_postings(db, vb_str_from(term), first_number, &docid,
				 &error));
	return docid;
}

START_TEST(compact__renumbers)
{
	const char *sources[3] = { in_scratch("a"), in_scratch("b"),
				   in_scratch("c") };
	struct vb_xapian_compact_options options = { .sources = sources,
						     .n = 3 };
	struct vb_buf meta = VB_BUF_INIT(100);
	struct vb_xapian_stats stats;
	struct list keys = { "", 0, 0 };
	vb_xapian_db *db;
	size_t errors = 9;

	options.level = (enum vb_xapian_compact_level)(_i % 3);
	options.flags = _i < 3 ? 0 : VB_XAPIAN_MULTIPASS;
	numbered(sources[0], "x", 3, "5");
	numbered(sources[1], "y", 2, "7");
	numbered(sources[2], "z", 1, "6");
	OK(vb_xapian_compact(in_scratch("all"), &options, &error));
	db = reader(in_scratch("all"));
	OK(vb_xapian_db_stats(&stats, db, &error));
	ck_assert_uint_eq(stats.documents, 6);
	ck_assert_uint_eq(stats.last_id, 6);
	ck_assert_uint_eq(stats.total_length, 12);
	ck_assert(stats.has_positions);
	ck_assert_uint_eq(where(db, "x3"), 3);
	ck_assert_uint_eq(where(db, "y1"), 4);
	ck_assert_uint_eq(where(db, "z1"), 6);
	OK(vb_xapian_db_metadata(&meta, db, VB_STR("seq"), &error));
	ck_assert_str_eq(vb_buf_cstr(&meta), "5");
	OK(vb_xapian_db_metadata_keys(db, VB_STR_EMPTY, list_term, &keys,
				      &error));
	ck_assert_str_eq(keys.text, "seq=0 x=0 y=0 z=0");
	vb_xapian_db_close(db);
	vb_buf_clear(&meta);
	OK(vb_xapian_check(&errors, in_scratch("all"), NULL, &error));
	ck_assert_uint_eq(errors, 0);
}
END_TEST

/* Keeps the greatest value, and counts how often it is asked. */
static vb_status greatest(void *ctx, struct vb_buf *out, struct vb_str key,
			  const struct vb_str *values, size_t n)
{
	struct vb_str best = values[0];

	++*(int *)ctx;
	ck_assert(vb_str_eq(key, VB_STR("seq")));
	for (size_t i = 1; i < n; i++)
		if (vb_str_cmp(values[i], best) > 0)
			best = values[i];
	return vb_buf_append(out, best);
}

static vb_status refuse(void *ctx, struct vb_buf *out, struct vb_str key,
			const struct vb_str *values, size_t n)
{
	(void)ctx, (void)out, (void)key, (void)values, (void)n;
	return VB_MISMATCH;
}

START_TEST(compact__resolves_metadata)
{
	const char *sources[2] = { in_scratch("a"), in_scratch("b") };
	int asked = 0;
	struct vb_xapian_compact_options options = {
		.sources = sources, .n = 2, .resolve = greatest, .ctx = &asked
	};
	struct vb_buf meta = VB_BUF_INIT(100);
	vb_xapian_db *db;

	numbered(sources[0], "x", 1, "5");
	numbered(sources[1], "y", 1, "7");
	OK(vb_xapian_compact(in_scratch("all"), &options, &error));
	db = reader(in_scratch("all"));
	OK(vb_xapian_db_metadata(&meta, db, VB_STR("seq"), &error));
	ck_assert_str_eq(vb_buf_cstr(&meta), "7");
	ck_assert_int_eq(asked, 1);
	vb_xapian_db_close(db);
	vb_buf_clear(&meta);
	options.resolve = refuse;
	ck_assert_int_eq(vb_xapian_compact(in_scratch("no"), &options, &error),
			 VB_MISMATCH);
}
END_TEST

/* Deleted numbers stay free, and those after them keep their place. */
START_TEST(compact__keeps_numbers)
{
	const char *sources[1] = { in_scratch("a") };
	struct vb_xapian_compact_options options = {
		.sources = sources, .n = 1, .flags = VB_XAPIAN_NO_RENUMBER
	};
	vb_xapian_writer *writer;
	vb_xapian_db *db;

	numbered(sources[0], "x", 4, "1");
	writer = writer_at(sources[0], VB_XAPIAN_OPEN, 0);
	OK(vb_xapian_writer_delete(writer, 1, &error));
	OK(vb_xapian_writer_delete(writer, 2, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	OK(vb_xapian_compact(in_scratch("kept"), &options, &error));
	options.flags = 0;
	OK(vb_xapian_compact(in_scratch("moved"), &options, &error));
	db = reader(in_scratch("kept"));
	ck_assert_uint_eq(where(db, "x4"), 4);
	vb_xapian_db_close(db);
	/* Renumbering closes the gap before the first document. */
	db = reader(in_scratch("moved"));
	ck_assert_uint_eq(where(db, "x4"), 2);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(compact__refuses)
{
	const char *sources[2] = { in_scratch("a"), in_scratch("b") };
	struct vb_xapian_compact_options options = { .sources = sources,
						     .n = 0 };

	numbered(sources[0], "x", 2, "1");
	numbered(sources[1], "y", 2, "1");
	/* Nothing to do. */
	ck_assert_int_eq(vb_xapian_compact(in_scratch("o"), &options, &error),
			 VB_BAD_INPUT);
	/* Both have documents 1 and 2. */
	options.n = 2;
	options.flags = VB_XAPIAN_NO_RENUMBER;
	ck_assert_int_ne(vb_xapian_compact(in_scratch("p"), &options, &error),
			 VB_OK);
	/* A source, or any other database, is not overwritten. */
	options.flags = 0;
	ck_assert_int_eq(vb_xapian_compact(sources[1], &options, &error),
			 VB_BAD_INPUT);
	ck_assert_uint_eq(count_at(sources[1]), 2);
	options.block_size = 3000;
	ck_assert_int_eq(vb_xapian_compact(in_scratch("q"), &options, &error),
			 VB_BAD_INPUT);
	options.block_size = 0;
	sources[1] = in_scratch("none");
	ck_assert_int_eq(vb_xapian_compact(in_scratch("q"), &options, &error),
			 VB_NOT_FOUND);
}
END_TEST

/* Segments without term lists merge, and what they lack stays lacking. */
START_TEST(compact__no_termlist)
{
	const char *sources[2] = { in_scratch("a"), in_scratch("b") };
	struct vb_xapian_compact_options options = { .sources = sources,
						     .n = 2 };
	struct list list = { "", 0, 0 };
	vb_xapian_doc *doc;
	vb_xapian_db *db;
	size_t errors;

	for (int i = 0; i < 2; i++) {
		vb_xapian_writer *writer =
			writer_at(sources[i], VB_XAPIAN_CREATE,
				  VB_XAPIAN_NO_SYNC | VB_XAPIAN_NO_TERMLIST);

		add_text(writer, i ? "hai chung" : "mot chung");
		OK(vb_xapian_writer_commit(writer, &error));
		vb_xapian_writer_close(writer);
	}
	OK(vb_xapian_compact(in_scratch("all"), &options, &error));
	OK(vb_xapian_check(&errors, in_scratch("all"), NULL, &error));
	ck_assert_uint_eq(errors, 0);
	db = reader(in_scratch("all"));
	ck_assert_uint_eq(where(db, "hai"), 2);
	OK(vb_xapian_db_terms(db, VB_STR_EMPTY, list_term, &list, &error));
	ck_assert_str_eq(list.text, "chung=2 hai=1 mot=1");
	OK(vb_xapian_db_document(&doc, db, 1, &error));
	ck_assert_int_eq(vb_xapian_doc_terms(doc, VB_STR_EMPTY, list_term,
					     &list, &error),
			 VB_UNSUPPORTED);
	vb_xapian_doc_free(doc);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(check__good)
{
	struct vb_buf report = VB_BUF_INIT(100000), tight = VB_BUF_INIT(10);
	size_t errors = 9;

	numbered(in_scratch("db"), "x", 500, "1");
	OK(vb_xapian_check(&errors, in_scratch("db"), &report, &error));
	ck_assert_uint_eq(errors, 0);
	ck_assert_ptr_nonnull(strstr(vb_buf_cstr(&report), "postlist:"));
	OK(vb_xapian_check(&errors, in_scratch("db"), &tight, &error));
	ck_assert_uint_eq(tight.len, 10);
	ck_assert_int_eq(memcmp(tight.ptr, report.ptr, 10), 0);
	vb_buf_clear(&report);
	vb_buf_clear(&tight);
}
END_TEST

/* Overwrite the second half of the postings' table. */
START_TEST(check__damaged)
{
	struct vb_buf file = VB_BUF_INIT(1 << 24);
	struct vb_buf report = VB_BUF_INIT(100000);
	size_t errors = 0;
	vb_status st;

	numbered(in_scratch("db"), "x", 2000, "1");
	OK(vb_file_read(&file, in_scratch("db/postlist.glass"), 0, &error));
	ck_assert_uint_gt(file.len, 16384);
	memset(file.ptr + file.len / 2, 0x5a, file.len / 2);
	OK(vb_file_write_atomic(in_scratch("db/postlist.glass"),
				vb_buf_str(&file), &error));
	st = vb_xapian_check(&errors, in_scratch("db"), &report, &error);
	ck_assert_msg(st == VB_CORRUPT || (st == VB_OK && errors > 0),
		      "%d %zu %s", st, errors, error.message);
	vb_buf_clear(&file);
	vb_buf_clear(&report);
}
END_TEST

START_TEST(check__missing)
{
	size_t errors;

	ck_assert_int_eq(
		vb_xapian_check(&errors, in_scratch("none"), NULL, &error),
		VB_NOT_FOUND);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("compact");

	tcase_add_loop_test(tc, compact__renumbers, 0, 6);
	tcase_add_test(tc, compact__resolves_metadata);
	tcase_add_test(tc, compact__keeps_numbers);
	tcase_add_test(tc, compact__refuses);
	tcase_add_test(tc, compact__no_termlist);
	tcase_add_test(tc, check__good);
	tcase_add_test(tc, check__damaged);
	tcase_add_test(tc, check__missing);
	return run_tests(tc, "xapian-c/compact");
}
