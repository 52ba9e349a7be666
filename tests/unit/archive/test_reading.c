/* Readings beside originals, and archives that are too old to have them. */
#include <sys/stat.h>

#include "fixture.h"

static vb_archive *ar;
static struct vb_arena arena;

static void setup(void)
{
	make_dir();
	ar = open_archive(VB_ARCHIVE_WRITE);
}

static void teardown(void)
{
	vb_arena_clear(&arena);
	vb_archive_close(ar);
	remove_dir();
}

static void put_reading(const char *id, const char *bytes, const char *reading)
{
	struct vb_buf buf = VB_BUF_INIT(1 << 20), other = VB_BUF_INIT(1 << 20);
	struct vb_blob blob;
	struct vb_put p = { .id = vb_str_from(id),
			    .source = VB_STR("s"),
			    .format = "doc",
			    .reason = VB_STR_EMPTY,
			    .reading = &blob,
			    .reading_version = 7 };
	enum vb_put_result result;

	ck_ok(vb_archive_pack(&p.original, &buf, vb_str_from(bytes), &err));
	ck_ok(vb_archive_pack(&blob, &other, vb_str_from(reading), &err));
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_put(&result, ar, &p, &err));
	ck_ok(vb_archive_commit(ar, &err));
	vb_buf_clear(&buf);
	vb_buf_clear(&other);
}

static struct vb_held get(const char *id, int version)
{
	struct vb_held held;

	ck_ok(vb_archive_get(&held, ar, vb_str_from(id), version, &arena,
			     &err));
	return held;
}

/* The reading of a version as text; static memory. */
static const char *reading_of(const char *id, int version)
{
	static char text[1000];
	struct vb_buf out = VB_BUF_INIT(sizeof(text));
	struct vb_held held = get(id, version);

	ck_ok(vb_archive_reading(&out, ar, &held, &err));
	snprintf(text, sizeof(text), "%s", vb_buf_cstr(&out));
	vb_buf_clear(&out);
	return text;
}

START_TEST(reading__comes_back)
{
	struct vb_buf out = VB_BUF_INIT(100);
	struct vb_held held;

	put_now(ar, "a", "một");
	put_reading("a", "hai", "đọc hai");
	put_reading("a", "ba", "đọc ba đọc ba đọc ba đọc ba đọc ba");
	put_reading("b", "bốn", "đọc bốn");
	ck_assert_str_eq(reading_of("a", 2), "đọc hai");
	ck_assert_str_eq(reading_of("a", 0),
			 "đọc ba đọc ba đọc ba đọc ba đọc ba");
	ck_assert_str_eq(reading_of("b", 0), "đọc bốn");
	held = get("a", 0);
	ck_assert(held.has_reading);
	ck_assert_int_eq(held.reading_version, 7);
	held = get("a", 1);
	ck_assert(!held.has_reading);
	ck_assert_int_eq(vb_archive_reading(&out, ar, &held, &err),
			 VB_NOT_FOUND);
	ck_assert_ptr_nonnull(
		strstr(err.message, "a: version 1 has no reading"));
	/* Small ones lie as they came, large ones packed. */
	ck_assert_str_eq(sqlite("SELECT document, version, reader, size,"
				" length(data) < size FROM readings"),
			 "1|2|7|10|0\n1|3|7|49|1\n2|1|7|12|0");
	ck_assert_uint_eq(verify().count, 0);
	vb_buf_clear(&out);
}
END_TEST

static vb_status see(void *ctx, const struct vb_held *held, struct vb_arena *a,
		     struct vb_error *e)
{
	struct vb_buf out = VB_BUF_INIT(100);
	char *seen = ctx;

	(void)a;
	ck_ok(vb_archive_reading(&out, ar, held, e));
	snprintf(seen + strlen(seen), 90, "%s", vb_buf_cstr(&out));
	vb_buf_clear(&out);
	return VB_OK;
}

START_TEST(reading__in_changes)
{
	char seen[200] = "";

	put_reading("a", "một", "1");
	put_reading("b", "hai", "2");
	put_reading("a", "ba", "3");
	ck_ok(vb_archive_changes(ar, 0, 99, see, seen, &err));
	ck_assert_str_eq(seen, "23");
}
END_TEST

/* What verify and reading say of damage; both of "a", version 1. */
static const struct {
	const char *damage, *fault;
} damages[] = {
	{ "UPDATE readings SET data = CAST('đọc mốt' AS BLOB)",
	  "a version 1: its reading fails its digest\n" },
	{ "UPDATE readings SET digest = zeroblob(32)",
	  "a version 1: its reading fails its digest\n" },
	{ "UPDATE readings SET digest = x'00'",
	  "a version 1: its reading fails its digest\n" },
	{ "UPDATE readings SET size = size + 1",
	  "a version 1: its reading does not expand to its size\n" },
	{ "UPDATE readings SET size = -1",
	  "a version 1: its reading does not expand to its size\n" },
	{ "UPDATE readings SET size = 1000000000000",
	  "a version 1: its reading does not expand to its size\n" },
};

START_TEST(reading__damage)
{
	struct vb_buf out = VB_BUF_INIT(100);
	struct vb_held held;

	put_reading("a", "một", "đọc một");
	ck_assert_str_eq(sqlite(damages[_i].damage), "");
	ck_assert_str_eq(verify().text, damages[_i].fault);
	held = get("a", 0);
	ck_ok(vb_buf_append(&out, VB_STR("trước")));
	ck_assert_int_eq(vb_archive_reading(&out, ar, &held, &err), VB_CORRUPT);
	ck_assert_str_eq(vb_buf_cstr(&out), "trước");
	vb_buf_clear(&out);
}
END_TEST

START_TEST(reading__of_nothing)
{
	put_reading("a", "một", "đọc một");
	ck_assert_str_eq(sqlite("UPDATE readings SET version = 5"), "");
	ck_assert_str_eq(verify().text,
			 "archive.db: row 1 of readings belongs to nothing in "
			 "versions\n");
}
END_TEST

START_TEST(reading__erased_without_a_trace)
{
	char command[200];

	put_reading("a", "hai", "BIMATHAI");
	put_reading("a", "ba", "BIMATBA");
	put_reading("b", "bốn", "còn lại");
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("a"), VB_STR("theo luật"), true,
				  &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert(!get("a", 0).has_reading);
	ck_assert(!get("a", 1).has_reading);
	ck_assert_str_eq(reading_of("b", 0), "còn lại");
	ck_assert_uint_eq(verify().count, 0);
	vb_archive_close(ar);
	snprintf(command, sizeof(command), "grep -c BIMAT %s/archive.db", dir);
	ck_assert_str_eq(shell(command), "0");
	/* One that crept back is named. */
	ck_assert_str_eq(sqlite("INSERT INTO readings SELECT 1, 1, reader,"
				" digest, size, data FROM readings"),
			 "");
	ck_assert_str_eq(verify().text,
			 "a version 1: erased, but its reading is there\n");
	ar = open_archive(VB_ARCHIVE_WRITE);
}
END_TEST

START_TEST(reading__withdrawn_stays)
{
	put_reading("a", "một", "đọc một");
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("a"), VB_STR("nhầm"), false,
				  &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert_str_eq(reading_of("a", 0), "đọc một");
}
END_TEST

/* The chain of events says what it said without readings. */
START_TEST(reading__outside_the_chain)
{
	char before[200];

	put_reading("a", "một", "đọc một");
	snprintf(before, sizeof(before), "%s",
		 sqlite("SELECT hex(content) FROM events"));
	ck_assert_str_eq(sqlite("DELETE FROM readings"), "");
	ck_assert_uint_eq(verify().count, 0);
	ck_assert_str_eq(sqlite("SELECT hex(content) FROM events"), before);
}
END_TEST

/* An archive of schema 1, written by a program of that time. */
static void old_setup(void)
{
	char command[300];

	make_dir();
	snprintf(command, sizeof(command),
		 "sqlite3 -batch %s/archive.db"
		 " <tests/unit/archive/data/version1.sql 2>&1",
		 dir);
	ck_assert_str_eq(shell(command), "wal");
	ar = NULL;
}

/* All that was in it, whatever the schema. */
static void check_old(void)
{
	struct vb_buf out = VB_BUF_INIT(1000);
	struct vb_held held = get("bài-1", 1);

	ck_assert_int_eq(held.versions, 2);
	ck_assert(!held.has_reading);
	ck_ok(vb_archive_blob(&out, ar, &held.original, &err));
	ck_assert_str_eq(vb_buf_cstr(&out),
			 "{\"id\":\"bài-1\",\"title\":\"Một bản ghi\",\"text\":"
			 "\"Bản thứ nhất.\",\"topic\":\"đất đai\","
			 "\"so_trang\":3}");
	held = get("bài-1", 0);
	ck_assert(vb_str_eq(held.fields[VB_FIELD_TOPIC].value,
			    VB_STR("đất đai")));
	ck_assert(vb_str_eq(held.extras->name, VB_STR("so_trang")));
	ck_assert(vb_str_eq(held.references->number, VB_STR("20-CT/TU")));
	held = get("32ed197e52d85c4d", 0);
	ck_assert(vb_str_eq(held.source, VB_STR("https://example.org/nq.txt")));
	ck_assert(vb_str_eq(held.fields[VB_FIELD_NUMBER].value,
			    VB_STR("05/NQ-HĐND")));
	ck_assert(vb_str_eq(get("879df6c235dd9892", 0).format, VB_STR("html")));
	ck_assert_uint_eq(verify().count, 0);
	vb_buf_clear(&out);
}

START_TEST(upgrade__reading_leaves_it)
{
	ar = open_archive(VB_ARCHIVE_READ);
	check_old();
	ck_assert_str_eq(sqlite("PRAGMA user_version;"
				"SELECT count(*) FROM sqlite_schema"
				" WHERE name = 'readings'"),
			 "1\n0");
}
END_TEST

START_TEST(upgrade__writing_brings_it_up)
{
	struct vb_archive_stats stats;

	ar = open_archive(VB_ARCHIVE_WRITE);
	check_old();
	ck_ok(vb_archive_stats(&stats, ar, &err));
	ck_assert_int_eq(stats.documents, 3);
	ck_assert_int_eq(stats.sequence, 4);
	put_reading("bài-1", "ba", "đọc ba");
	ck_assert_str_eq(reading_of("bài-1", 0), "đọc ba");
	ck_assert_int_eq(get("bài-1", 0).version, 3);
	ck_assert_uint_eq(verify().count, 0);
	vb_archive_close(ar);
	ar = open_archive(VB_ARCHIVE_WRITE); /* nothing more to do */
	ck_assert_str_eq(sqlite("PRAGMA user_version; PRAGMA integrity_check;"
				"SELECT max(number) FROM events"),
			 "3\nok\n5");
}
END_TEST

/* An upgraded archive and a new one have the same schema. */
START_TEST(upgrade__same_schema_as_new)
{
	static const char schema[] = "SELECT sql FROM sqlite_schema"
				     " WHERE sql <> '' ORDER BY name";
	char before[8000];

	vb_archive_close(open_archive(VB_ARCHIVE_WRITE));
	snprintf(before, sizeof(before), "%s", sqlite(schema));
	remove_dir();
	ck_assert_int_eq(mkdir(dir, 0700), 0);
	vb_archive_close(open_archive(VB_ARCHIVE_WRITE));
	ck_assert_str_eq(sqlite(schema), before);
	ck_assert_ptr_nonnull(strstr(before, "CREATE TABLE readings("));
}
END_TEST

/* A server that opened it before sees what a writer adds after. */
START_TEST(upgrade__under_a_reader)
{
	vb_archive *reader = open_archive(VB_ARCHIVE_READ);

	ar = reader;
	ck_assert(!get("bài-1", 0).has_reading);
	ar = open_archive(VB_ARCHIVE_WRITE);
	put_reading("bài-1", "ba", "đọc ba");
	vb_archive_close(ar);
	ar = reader;
	ck_assert(get("bài-1", 0).has_reading);
	ck_assert_str_eq(reading_of("bài-1", 0), "đọc ba");
}
END_TEST

/* The way up fails as a whole: something stands where the table belongs. */
START_TEST(upgrade__all_or_nothing)
{
	vb_archive *none;

	ck_assert_str_eq(sqlite("CREATE TABLE readings(x)"), "");
	ck_assert_int_ne(vb_archive_open(&none, dir, VB_ARCHIVE_WRITE, &err),
			 VB_OK);
	ck_assert_ptr_null(none);
	ck_assert_ptr_nonnull(strstr(err.message, "cannot upgrade"));
	ck_assert_str_eq(sqlite("DROP TABLE readings; PRAGMA user_version"),
			 "1");
	ar = open_archive(VB_ARCHIVE_WRITE);
	check_old();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("archive/reading");
	TCase *t = tcase_create("new"), *old = tcase_create("old");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, reading__comes_back);
	tcase_add_test(t, reading__in_changes);
	tcase_add_loop_test(t, reading__damage, 0,
			    sizeof(damages) / sizeof(damages[0]));
	tcase_add_test(t, reading__of_nothing);
	tcase_add_test(t, reading__erased_without_a_trace);
	tcase_add_test(t, reading__withdrawn_stays);
	tcase_add_test(t, reading__outside_the_chain);
	suite_add_tcase(s, t);
	tcase_add_checked_fixture(old, old_setup, teardown);
	tcase_add_test(old, upgrade__reading_leaves_it);
	tcase_add_test(old, upgrade__writing_brings_it_up);
	tcase_add_test(old, upgrade__same_schema_as_new);
	tcase_add_test(old, upgrade__under_a_reader);
	tcase_add_test(old, upgrade__all_or_nothing);
	suite_add_tcase(s, old);
	return run_suite(s);
}
