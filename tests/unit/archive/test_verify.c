#include "fixture.h"

/* Every kind of damage is found and named, and nothing else is. */

static void put_three(void)
{
	struct vb_reference m = { .number = VB_STR("20-CT/TU"),
				  .key = VB_STR("20 CT TU"),
				  .type = VB_STR_EMPTY,
				  .date = VB_STR_EMPTY };
	struct vb_record r = { .references = &m };
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	struct vb_field to = { .value = VB_STR("Tên đúng") };
	enum vb_put_result result;

	r.fields[VB_FIELD_TITLE] = (struct vb_field){ .value = VB_STR("Tên"),
						      .how = VB_HOW_READ,
						      .confidence = 1 };
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(try_put(&result, ar, "a", VB_STR("abc"), &r));
	ck_ok(try_put(&result, ar, "b", VB_STR("một văn bản, một văn bản"),
		      NULL));
	ck_ok(try_put(&result, ar, "a", VB_STR("abcd"), &r));
	ck_ok(vb_archive_correct(ar, VB_STR("a"), VB_FIELD_TITLE, &to, &err));
	ck_ok(vb_archive_event(ar, VB_STR("index"), VB_STR(""), VB_STR("xong"),
			       &err));
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
}

static void setup(void)
{
	make_dir();
	put_three();
}

static void teardown(void)
{
	remove_dir();
}

/* sha256sum of abc (FIPS 180-4, B.1), abcd, and of b's bytes. */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define ABCD "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589"
#define LOOSE "DROP TRIGGER events_stay; DROP TRIGGER events_last;"
#define HASH                                                                   \
	": its hash does not follow from what it says and the event "          \
	"before\n"

static const struct {
	const char *damage; /* done by stock sqlite3 */
	const char *faults;
} cases[] = {
	{ "SELECT 1", "" },
	{ "UPDATE sqlar SET data = x'616264' WHERE name = '" ABC "'",
	  "original " ABC ": the bytes fail their digest\n" },
	{ "UPDATE sqlar SET data = x'789c00' WHERE sz > 20",
	  "original B: does not expand to its size\n" },
	{ "UPDATE sqlar SET data = NULL WHERE name = '" ABC "'",
	  "original " ABC ": does not expand to its size\n" },
	{ "UPDATE sqlar SET sz = sz + 1 WHERE sz > 20",
	  "original B: does not expand to its size\n"
	  "b version 1: its original has another size\n" },
	{ "UPDATE sqlar SET sz = sz - 1 WHERE sz > 20",
	  "original B: does not expand to its size\n"
	  "b version 1: its original has another size\n" },
	{ "UPDATE sqlar SET sz = 1000000000000 WHERE name = '" ABC "'",
	  "original " ABC ": does not expand to its size\n"
	  "a version 1: its original has another size\n" },
	{ "DELETE FROM sqlar WHERE name = '" ABC "'",
	  "a version 1: its original is missing\n" },
	{ "UPDATE sqlar SET name = 'x' WHERE name = '" ABC "'",
	  "original x: the bytes fail their digest\n"
	  "original x: no version refers to it\n"
	  "a version 1: its original is missing\n" },
	{ "INSERT INTO sqlar VALUES('" ABC "x', 0, 0, 3, x'616263')",
	  "original " ABC ": the bytes fail their digest\n"
	  "original " ABC ": no version refers to it\n" },
	{ "UPDATE versions SET source = '/khác' WHERE version = 2",
	  "a version 2: its metadata fail their digest\n" },
	{ "UPDATE versions SET fields = replace(fields, 'Tên', 'Ten')"
	  " WHERE version = 2",
	  "a version 2: its metadata fail their digest\n" },
	{ "UPDATE versions SET size = 5 WHERE version = 2",
	  "a version 2: its original has another size\n"
	  "a version 2: its metadata fail their digest\n" },
	{ "UPDATE versions SET original = x'00' WHERE version = 2",
	  "original " ABCD ": no version refers to it\n"
	  "a version 2: its row is damaged\n" },
	{ "UPDATE mentions SET key = '21 CT TU' WHERE version = 1",
	  "a version 1: its metadata fail their digest\n" },
	{ "DELETE FROM mentions WHERE version = 2",
	  "a version 2: its metadata fail their digest\n" },
	{ "DELETE FROM mentions; DELETE FROM versions WHERE version = 2;",
	  "original " ABCD ": no version refers to it\n"
	  "a version 1: its metadata fail their digest\n"
	  "a: its newest version is missing\n"
	  "a version 2: recorded in an event, but gone\n" },
	{ "UPDATE versions SET version = 7 WHERE document = 2",
	  "b version 7: the event that recorded it is missing\n"
	  "b: its newest version is missing\n" },
	{ "UPDATE documents SET state = 2 WHERE id = 'b'",
	  "b: its state is not its newest version's\n" },
	{ "UPDATE documents SET sequence = 99 WHERE id = 'b'",
	  "b: the event of its last change is missing\n" },
	{ "UPDATE documents SET withdrawn = 2 WHERE id = 'b'",
	  "b: no event says why it was withdrawn\n" },
	{ "UPDATE versions SET erased = 2 WHERE document = 2",
	  "b version 1: no event says why it was erased\n" },
	{ "UPDATE corrections SET value = 'Tên sai'",
	  "a: no event says its correction of title\n" },
	{ LOOSE "UPDATE events SET detail = 'khác' WHERE number = 2",
	  "event 2" HASH },
	{ LOOSE "UPDATE events SET time = '2020-01-01T00:00:00Z'"
		" WHERE number = 5",
	  "event 5" HASH },
	{ LOOSE "UPDATE events SET hash = zeroblob(32) WHERE number = 5",
	  "event 5" HASH "events: the newest one was changed\n" },
	{ LOOSE "UPDATE events SET hash = x'00' WHERE number = 1",
	  "event 1" HASH "event 2" HASH },
	{ LOOSE "DELETE FROM events WHERE number = 5",
	  "events: the newest ones are missing\n" },
	{ LOOSE "DELETE FROM events WHERE number = 2",
	  "b version 1: the event that recorded it is missing\n"
	  "b: the event of its last change is missing\n"
	  "event 2: is missing\n" },
	{ LOOSE "UPDATE events SET number = -1 WHERE number = 5",
	  "event -1: has a number that none can have\n"
	  "events: the newest ones are missing\n" },
	/* Two rows change places: both hashes and what follows break. */
	{ LOOSE "UPDATE events SET number = 99 WHERE number = 4;"
		"UPDATE events SET number = 4 WHERE number = 5;"
		"UPDATE events SET number = 5 WHERE number = 99;",
	  "a: the event of its last change is missing\n"
	  "a: no event says its correction of title\n"
	  "event 4" HASH "event 5" HASH
	  "events: the newest one was changed\n" },
	{ LOOSE "INSERT INTO events VALUES(6, '', 'x', '', 0, '', x'',"
		" zeroblob(32))",
	  "event 6" HASH "events: the newest ones are missing\n" },
	{ "UPDATE meta SET value = 4 WHERE name = 'events'",
	  "events: the newest ones are missing\n" },
	{ "DROP TABLE mentions",
	  "archive.db: D/archive.db: cannot prepare: no such table: mentions"
	  "\n" },
};

/* "B" stands for b's digest, "D" for the folder. */
static void expand(char *out, size_t size, const char *want)
{
	char hex[VB_DIGEST_HEX];
	struct vb_digest b;
	size_t n = 0;

	vb_sha256(&b, VB_STR("một văn bản, một văn bản"));
	vb_digest_hex(hex, &b);
	out[0] = '\0';
	for (; *want; want++) {
		char one[2] = { *want, '\0' };
		const char *put = *want == 'B' ? hex : *want == 'D' ? dir : one;

		snprintf(out + n, size - n, "%s", put);
		n += strlen(out + n);
	}
}

START_TEST(verify__names_each_damage)
{
	struct faults f;
	char want[4096];

	ck_assert_str_eq(sqlite(cases[_i].damage),
			 strstr(cases[_i].damage, "SELECT") ? "1" : "");
	expand(want, sizeof(want), cases[_i].faults);
	f = verify();
	if (strstr(want, "no such table")) /* and what else misses it */
		ck_assert_ptr_nonnull(strstr(f.text, want));
	else
		ck_assert_str_eq(f.text, want);
}
END_TEST

/* A constant of the table, by another program. */
START_TEST(verify__constants)
{
	ck_assert_str_eq(shell("printf abc | sha256sum"), ABC "  -");
	ck_assert_str_eq(shell("printf abcd | sha256sum"), ABCD "  -");
}
END_TEST

/* Bits flipped anywhere in the file: found or harmless, never a crash. */
START_TEST(verify__survives_any_flip)
{
	struct vb_buf file = VB_BUF_INIT(1 << 20);
	char path[128];
	size_t found = 0;

	snprintf(path, sizeof(path), "%s/archive.db", dir);
	ck_ok(vb_file_read(&file, path, 0, &err));
	for (size_t at = 100; at < file.len; at += 211) {
		struct faults f = { 0 };
		vb_archive *ar;
		size_t count;
		vb_status st;

		file.ptr[at] ^= 0x10;
		ck_ok(vb_file_write_atomic(path, vb_buf_str(&file), &err));
		st = vb_archive_open(&ar, dir, VB_ARCHIVE_READ, &err);
		if (!st)
			st = vb_archive_verify(&count, ar, collect_fault, &f,
					       &err);
		vb_archive_close(ar);
		ck_assert(st == VB_OK || st == VB_CORRUPT || st == VB_MISMATCH);
		found += st || f.count;
		file.ptr[at] ^= 0x10;
	}
	ck_assert_uint_gt(found, 0);
	vb_buf_clear(&file);
}
END_TEST

/* The document says how to check with stock tools; here it is done. */
START_TEST(verify__documented_script_agrees)
{
	char command[400];

	snprintf(command, sizeof(command),
		 "sed -n '/^```python$/,/^```$/{/^```/!p}'"
		 " docs/archive-schema.md >%s/check.py &&"
		 " python3 %s/check.py %s/archive.db; echo $?",
		 dir, dir, dir);
	ck_assert_msg(!strncmp(shell(command), "head ", 5), "%s",
		      shell(command));
	ck_assert_str_eq(strchr(shell(command), '\n'), "\n0");
	sqlite("UPDATE versions SET source = 'x' WHERE document = 2;" LOOSE
	       "UPDATE events SET detail = 'khác' WHERE number = 2");
	ck_assert(vb_str_starts(vb_str_from(shell(command)),
				VB_STR("event 2\nversion b'b' 1\nhead ")));
}
END_TEST

START_TEST(events__are_append_only)
{
	ck_assert_ptr_nonnull(
		strstr(sqlite("DELETE FROM events"), "events are append-only"));
	ck_assert_ptr_nonnull(strstr(sqlite("UPDATE events SET detail = ''"),
				     "events are append-only"));
	ck_assert_str_eq(sqlite("SELECT count(*) FROM events"), "5");
}
END_TEST

struct lines {
	size_t count;
	char text[400];
};

static vb_status see_event(void *ctx, const struct vb_event *e)
{
	struct lines *l = ctx;
	size_t n = strlen(l->text);

	ck_assert_uint_eq(strlen(e->time), 20);
	snprintf(l->text + n, sizeof(l->text) - n, "%lld %.*s %.*s %.*s\n",
		 (long long)e->number, VB_STR_ARG(e->kind), VB_STR_ARG(e->id),
		 VB_STR_ARG(e->detail));
	l->count++;
	return l->count == 99 ? VB_CANCELLED : VB_OK;
}

static const struct {
	const char *id;
	size_t limit;
	const char *want;
} logs[] = {
	{ "", 2, "4 corrected a title=Tên đúng\n5 index  xong\n" },
	{ "", 0, "" },
	{ "a", 2,
	  "3 updated a /nguồn/văn bản.txt\n4 corrected a title=Tên đúng\n" },
	{ "b", (size_t)-1, "2 added b /nguồn/văn bản.txt\n" },
	{ "c", 5, "" },
};

START_TEST(log__newest_oldest_first)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_READ);
	struct lines l = { 0 };

	ck_ok(vb_archive_log(ar, vb_str_from(logs[_i].id), logs[_i].limit,
			     see_event, &l, &err));
	ck_assert_str_eq(l.text, logs[_i].want);
	l.count = 98;
	if (*logs[_i].want)
		ck_assert_int_eq(vb_archive_log(ar, vb_str_from(logs[_i].id),
						logs[_i].limit, see_event, &l,
						&err),
				 VB_CANCELLED);
	vb_archive_close(ar);
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

int main(void)
{
	Suite *s = suite_create("archive_verify");
	TCase *t = tcase_create("verify");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, verify__names_each_damage, 0, COUNT(cases));
	tcase_add_test(t, verify__constants);
	tcase_add_test(t, verify__survives_any_flip);
	tcase_add_test(t, verify__documented_script_agrees);
	tcase_add_test(t, events__are_append_only);
	tcase_add_loop_test(t, log__newest_oldest_first, 0, COUNT(logs));
	suite_add_tcase(s, t);
	return run_suite(s);
}
