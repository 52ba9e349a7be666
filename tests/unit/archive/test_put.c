#include "fixture.h"

static vb_archive *ar;

static void setup(void)
{
	make_dir();
	ar = open_archive(VB_ARCHIVE_WRITE);
}

static void teardown(void)
{
	vb_archive_close(ar);
	remove_dir();
}

/* Bytes of every kind: what comes out is what went in. */
static void check_round_trip(const char *id, struct vb_str bytes)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf out = VB_BUF_INIT(VB_BLOB_LIMIT);
	enum vb_put_result result;
	struct vb_held held;
	vb_status st;

	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(try_put(&result, ar, id, bytes, NULL));
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert_int_eq(result, VB_PUT_ADDED);
	ck_ok(vb_archive_get(&held, ar, vb_str_from(id), 0, &arena, &err));
	ck_assert_uint_eq(held.size, bytes.len);
	ck_ok(vb_buf_append(&out, VB_STR("before")));
	st = vb_archive_blob(&out, ar, &held.original, &err);
	ck_ok(st);
	ck_assert(vb_str_eq(vb_str_skip(vb_buf_str(&out), 6), bytes));
	vb_buf_clear(&out);
	vb_arena_clear(&arena);
}

START_TEST(put__round_trip)
{
	static char noise[300000], zeros[5000000];
	unsigned x = 1;

	for (size_t i = 0; i < sizeof(noise); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (char)(x >> 24);
	}
	check_round_trip("empty", VB_STR_EMPTY);
	check_round_trip("one", VB_STR("x"));
	check_round_trip("nul", vb_str_of("a\0b\0", 4));
	check_round_trip("text", VB_STR("Nghị quyết số 05/NQ-HĐND\r\n"));
	check_round_trip("noise", vb_str_of(noise, sizeof(noise)));
	check_round_trip("zeros", vb_str_of(zeros, sizeof(zeros)));
}
END_TEST

/* Incompressible bytes lie there raw, as sqlar has it. */
START_TEST(put__raw_when_zlib_does_not_pay)
{
	put_now(ar, "x", "ab");
	ck_assert_str_eq(sqlite("SELECT sz, length(data), data FROM sqlar"),
			 "2|2|ab");
}
END_TEST

START_TEST(put__unchanged_writes_nothing)
{
	int64_t before, after;

	ck_assert_int_eq(put_now(ar, "a", "một"), VB_PUT_ADDED);
	ck_ok(vb_archive_sequence(&before, ar, &err));
	ck_assert_int_eq(put_now(ar, "a", "một"), VB_PUT_UNCHANGED);
	ck_ok(vb_archive_sequence(&after, ar, &err));
	ck_assert_int_eq(before, after);
	ck_assert_str_eq(sqlite("SELECT (SELECT count(*) FROM events),"
				" (SELECT count(*) FROM versions)"),
			 "1|1");
}
END_TEST

START_TEST(put__versions)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf out = VB_BUF_INIT(100);
	struct vb_held held;

	put_now(ar, "a", "một");
	ck_assert_int_eq(put_now(ar, "a", "hai"), VB_PUT_UPDATED);
	/* Back to bytes held before is a change too. */
	ck_assert_int_eq(put_now(ar, "a", "một"), VB_PUT_UPDATED);
	ck_ok(vb_archive_get(&held, ar, VB_STR("a"), 2, &arena, &err));
	ck_assert_int_eq(held.version, 2);
	ck_assert_int_eq(held.versions, 3);
	ck_ok(vb_archive_blob(&out, ar, &held.original, &err));
	ck_assert_str_eq(vb_buf_cstr(&out), "hai");
	ck_ok(vb_archive_get(&held, ar, VB_STR("a"), 0, &arena, &err));
	ck_assert_int_eq(held.version, 3);
	ck_assert_int_eq(
		vb_archive_get(&held, ar, VB_STR("a"), 4, &arena, &err),
		VB_NOT_FOUND);
	ck_assert_int_eq(
		vb_archive_get(&held, ar, VB_STR("a"), -1, &arena, &err),
		VB_NOT_FOUND);
	ck_assert_int_eq(
		vb_archive_get(&held, ar, VB_STR("b"), 0, &arena, &err),
		VB_NOT_FOUND);
	ck_assert_str_eq(sqlite("SELECT count(*) FROM sqlar"), "2");
	vb_buf_clear(&out);
	vb_arena_clear(&arena);
}
END_TEST

static enum vb_put_result put_state(const char *id, const char *bytes,
				    enum vb_read_state state)
{
	struct vb_buf buf = VB_BUF_INIT(1 << 20);
	struct vb_put p = { .id = vb_str_from(id),
			    .source = VB_STR("s"),
			    .format = "doc",
			    .state = state,
			    .reason = VB_STR("antiword is not installed") };
	enum vb_put_result result;

	if (!state)
		p.reason = VB_STR_EMPTY;
	ck_ok(vb_archive_pack(&p.original, &buf, vb_str_from(bytes), &err));
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_put(&result, ar, &p, &err));
	ck_ok(vb_archive_commit(ar, &err));
	vb_buf_clear(&buf);
	return result;
}

START_TEST(put__rejected_is_kept)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_archive_stats stats;
	struct vb_held held;

	ck_assert_int_eq(put_state("r", "\xd0\xcf", VB_READ_REJECTED),
			 VB_PUT_ADDED);
	ck_ok(vb_archive_get(&held, ar, VB_STR("r"), 0, &arena, &err));
	ck_assert_int_eq(held.state, VB_READ_REJECTED);
	ck_assert(vb_str_eq(held.reason, VB_STR("antiword is not installed")));
	ck_assert(vb_str_eq(held.format, VB_STR("doc")));
	ck_ok(vb_archive_stats(&stats, ar, &err));
	ck_assert_int_eq(stats.documents, 1);
	ck_assert_int_eq(stats.rejected, 1);
	ck_assert_str_eq(sqlite("SELECT kind, id, detail FROM events"),
			 "rejected|r|antiword is not installed");
	vb_arena_clear(&arena);
}
END_TEST

/* A reader that came later: the same bytes count again, but only upwards. */
START_TEST(put__better_reading_is_a_version)
{
	ck_assert_int_eq(put_state("r", "x", VB_READ_REJECTED), VB_PUT_ADDED);
	ck_assert_int_eq(put_state("r", "x", VB_READ_REJECTED),
			 VB_PUT_UNCHANGED);
	ck_assert_int_eq(put_state("r", "x", VB_READ_PARTIAL), VB_PUT_UPDATED);
	ck_assert_int_eq(put_state("r", "x", VB_READ_WHOLE), VB_PUT_UPDATED);
	ck_assert_int_eq(put_state("r", "x", VB_READ_REJECTED),
			 VB_PUT_UNCHANGED);
	ck_assert_str_eq(sqlite("SELECT group_concat(kind) FROM events"),
			 "rejected,partial,updated");
}
END_TEST

START_TEST(put__body_counts)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf b1 = VB_BUF_INIT(1000), b2 = VB_BUF_INIT(1000);
	struct vb_buf out = VB_BUF_INIT(1000);
	struct vb_blob body, other;
	struct vb_put p = { .id = VB_STR("n"),
			    .source = VB_STR("n"),
			    .format = "ndjson",
			    .body = &body };
	enum vb_put_result result;
	struct vb_held held;
	bool same;

	ck_ok(vb_archive_pack(&p.original, &b1, VB_STR("{\"id\":\"n\"}"),
			      &err));
	ck_ok(vb_archive_pack(&body, &b2, VB_STR("thân"), &err));
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_put(&result, ar, &p, &err));
	ck_ok(vb_archive_put(&result, ar, &p, &err));
	ck_assert_int_eq(result, VB_PUT_UNCHANGED);
	ck_ok(vb_archive_same(&same, ar, p.id, &p.original.digest, &body.digest,
			      &err));
	ck_assert(same);
	ck_ok(vb_archive_same(&same, ar, p.id, &p.original.digest, NULL, &err));
	ck_assert(!same);
	ck_ok(vb_archive_same(&same, ar, p.id, &body.digest, &body.digest,
			      &err));
	ck_assert(!same);
	ck_ok(vb_archive_get(&held, ar, p.id, 0, &arena, &err));
	ck_assert(held.has_body);
	ck_ok(vb_archive_blob(&out, ar, &held.body, &err));
	ck_assert_str_eq(vb_buf_cstr(&out), "thân");
	/* The file changed, the line did not: a new version. */
	ck_ok(vb_archive_pack(&other, &b2, VB_STR("thân khác"), &err));
	p.body = &other;
	ck_ok(vb_archive_put(&result, ar, &p, &err));
	ck_assert_int_eq(result, VB_PUT_UPDATED);
	p.body = NULL;
	ck_ok(vb_archive_put(&result, ar, &p, &err));
	ck_assert_int_eq(result, VB_PUT_UPDATED);
	ck_ok(vb_archive_same(&same, ar, p.id, &p.original.digest, NULL, &err));
	ck_assert(same);
	ck_ok(vb_archive_same(&same, ar, VB_STR("?"), &p.original.digest, NULL,
			      &err));
	ck_assert(!same);
	ck_ok(vb_archive_commit(ar, &err));
	vb_buf_clear(&b1);
	vb_buf_clear(&b2);
	vb_buf_clear(&out);
	vb_arena_clear(&arena);
}
END_TEST

static const char *const odd_ids[] = {
	"'; DROP TABLE documents; --",
	"\"quoted\" 'twice'",
	"two\nlines",
	"Nghị quyết số 05/2021/NQ-HĐND",
	"%s%n?#&=/../..",
	"\xff\xfe not UTF-8",
	"🏛",
	" ",
	"0",
};
#define ODD_IDS (sizeof(odd_ids) / sizeof(odd_ids[0]))

static vb_status see_id(void *ctx, struct vb_str id, int64_t sequence,
			enum vb_read_state state)
{
	struct vb_buf *seen = ctx;

	ck_assert_int_gt(sequence, 0);
	ck_assert_int_eq(state, VB_READ_WHOLE);
	if (seen->len) /* in order of bytes */
		ck_assert_int_lt(vb_str_cmp(vb_buf_str(seen), id), 0);
	vb_buf_truncate(seen, 0);
	ck_ok(vb_buf_append(seen, id));
	return VB_OK;
}

START_TEST(put__odd_ids)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf seen = VB_BUF_INIT(1000);
	struct vb_held held;

	ck_ok(vb_archive_begin(ar, &err));
	for (size_t i = 0; i < ODD_IDS; i++)
		ck_assert_int_eq(put(ar, odd_ids[i], odd_ids[i]), VB_PUT_ADDED);
	ck_ok(vb_archive_commit(ar, &err));
	for (size_t i = 0; i < ODD_IDS; i++) {
		ck_ok(vb_archive_get(&held, ar, vb_str_from(odd_ids[i]), 0,
				     &arena, &err));
		ck_assert(vb_str_eq(held.id, vb_str_from(odd_ids[i])));
	}
	ck_ok(vb_archive_each_id(ar, see_id, &seen, &err));
	ck_assert(vb_str_eq(vb_buf_str(&seen), VB_STR("\xff\xfe not UTF-8")));
	ck_assert_uint_eq(verify().count, 0);
	vb_buf_clear(&seen);
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(put__refuses)
{
	struct vb_extra bad = { VB_STR("x"), VB_STR("{\"a\":"), NULL };
	struct vb_record record = { .extras = &bad };
	enum vb_put_result result;

	ck_assert_int_eq(try_put(&result, ar, "a", VB_STR("a"), NULL),
			 VB_INTERNAL); /* no transaction */
	ck_ok(vb_archive_begin(ar, &err));
	ck_assert_int_eq(vb_archive_begin(ar, &err), VB_INTERNAL);
	ck_assert_int_eq(try_put(&result, ar, "", VB_STR("a"), NULL),
			 VB_BAD_INPUT);
	ck_assert_int_eq(try_put(&result, ar, "a", VB_STR("a"), &record),
			 VB_BAD_INPUT);
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert_int_eq(vb_archive_commit(ar, &err), VB_INTERNAL);
	ck_assert_str_eq(sqlite("SELECT (SELECT count(*) FROM sqlar),"
				" (SELECT count(*) FROM events)"),
			 "0|0");
}
END_TEST

START_TEST(put__rollback)
{
	put_now(ar, "a", "a");
	ck_ok(vb_archive_begin(ar, &err));
	put(ar, "b", "b");
	put(ar, "a", "other");
	vb_archive_rollback(ar);
	vb_archive_rollback(ar);
	put_now(ar, "c", "c");
	ck_assert_str_eq(sqlite("SELECT id FROM documents ORDER BY id"),
			 "a\nc");
	ck_assert_str_eq(sqlite("SELECT group_concat(number) FROM events"),
			 "1,2");
	ck_assert_uint_eq(verify().count, 0);
}
END_TEST

/* sha256sum of "nguồn", first 16 digits. */
START_TEST(source_id__is_sha256)
{
	char id[17], want[64];

	vb_archive_source_id(id, VB_STR("nguồn"));
	snprintf(want, sizeof(want), "%.16s",
		 shell("printf nguồn | sha256sum"));
	ck_assert_str_eq(id, want);
}
END_TEST

START_TEST(pack__small_buffer_stores_raw)
{
	static char zeros[1000];
	struct vb_buf buf = VB_BUF_INIT(10);
	struct vb_blob blob;

	ck_ok(vb_archive_pack(&blob, &buf, vb_str_of(zeros, 1000), &err));
	ck_assert_ptr_eq(blob.stored.ptr, zeros);
	ck_assert_uint_eq(blob.stored.len, 1000);
	vb_buf_clear(&buf);
}
END_TEST

START_TEST(blob__limit_and_absence)
{
	struct vb_buf out = VB_BUF_INIT(2);
	struct vb_digest digest;

	put_now(ar, "a", "abc");
	vb_sha256(&digest, VB_STR("abc"));
	ck_assert_int_eq(vb_archive_blob(&out, ar, &digest, &err), VB_TOO_BIG);
	ck_assert_uint_eq(out.len, 0);
	vb_sha256(&digest, VB_STR("abd"));
	ck_assert_int_eq(vb_archive_blob(&out, ar, &digest, &err),
			 VB_NOT_FOUND);
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("archive_put");
	TCase *t = tcase_create("put");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, put__round_trip);
	tcase_add_test(t, put__raw_when_zlib_does_not_pay);
	tcase_add_test(t, put__unchanged_writes_nothing);
	tcase_add_test(t, put__versions);
	tcase_add_test(t, put__rejected_is_kept);
	tcase_add_test(t, put__better_reading_is_a_version);
	tcase_add_test(t, put__body_counts);
	tcase_add_test(t, put__odd_ids);
	tcase_add_test(t, put__refuses);
	tcase_add_test(t, put__rollback);
	tcase_add_test(t, source_id__is_sha256);
	tcase_add_test(t, pack__small_buffer_stores_raw);
	tcase_add_test(t, blob__limit_and_absence);
	suite_add_tcase(s, t);
	return run_suite(s);
}
