#include <stdint.h>

#include "fixture.h"

/* Fields, extras and mentions; corrections and withdrawals; changes. */

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

static struct vb_field field(const char *value, enum vb_how how)
{
	return (struct vb_field){ .value = vb_str_from(value),
				  .how = how,
				  .confidence = 1 };
}

static void put_record(const char *id, const char *bytes,
		       const struct vb_record *record)
{
	enum vb_put_result result;

	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(try_put(&result, ar, id, vb_str_from(bytes), record));
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert_int_ne(result, VB_PUT_UNCHANGED);
}

static struct vb_held get(const char *id, int version)
{
	struct vb_held held;

	ck_ok(vb_archive_get(&held, ar, vb_str_from(id), version, &arena,
			     &err));
	return held;
}

#define ck_str(got, want)                                                      \
	ck_assert_msg(vb_str_eq((got), vb_str_from(want)),                     \
		      "\"%.*s\" is not \"%s\"", VB_STR_ARG(got), (want))

START_TEST(fields__every_one_comes_back)
{
	struct vb_record r = { 0 };
	struct vb_held h;

	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		char *value = vb_arena_alloc(&arena, 40);

		snprintf(value, 40, "giá trị \"%d\"\\\n\t\x01 ơ", i);
		r.fields[i] = field(value, 1 + i % 4);
		r.fields[i].confidence = i / 25.0;
		r.fields[i].from = (size_t)i * 1000;
		r.fields[i].to = (size_t)i * 1000 + 7;
		if (i % 2)
			r.fields[i].label = VB_STR("Nhãn");
	}
	r.fields[3].from = r.fields[3].to = 0;
	r.fields[4].from = r.fields[4].to = 0;
	put_record("a", "a", &r);
	h = get("a", 0);
	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		const struct vb_field *want = &r.fields[i];
		const struct vb_field *got = &h.fields[i];

		ck_assert(vb_str_eq(got->value, want->value));
		ck_assert(vb_str_eq(got->label, want->label));
		ck_assert_int_eq(got->how, want->how);
		ck_assert(got->confidence == want->confidence);
		ck_assert_uint_eq(got->from, want->from);
		ck_assert_uint_eq(got->to, want->to);
	}
	ck_assert_str_eq(sqlite("SELECT json_valid(fields),"
				" json_extract(fields, '$.issuer[2]')"
				" FROM versions"),
			 "1|0.12");
}
END_TEST

START_TEST(fields__unknown_stay_unknown)
{
	struct vb_record r = { 0 };
	struct vb_held h;

	r.fields[VB_FIELD_DATE] = field("2021-11-16", VB_HOW_READ);
	put_record("a", "a", &r);
	h = get("a", 0);
	ck_assert_uint_eq(h.fields[VB_FIELD_TITLE].value.len, 0);
	ck_assert_int_eq(h.fields[VB_FIELD_TITLE].how, VB_HOW_UNKNOWN);
	ck_assert_str_eq(sqlite("SELECT fields FROM versions"),
			 "{\"date\":[\"2021-11-16\",\"read\",1]}");
	ck_assert_ptr_null(h.extras);
	ck_assert_ptr_null(h.references);
}
END_TEST

static const struct {
	double in, want;
} confidences[] = {
	{ 0, 0 },	{ 1, 1 },	{ 0.97, 0.97 },
	{ 0.5, 0.5 },	{ 0.1, 0.1 },	{ 0.0001, 0.0001 },
	{ 0.99996, 1 }, { 0.00001, 0 }, { 0.1234, 0.1234 },
	{ -3, 0 },	{ 17, 1 },	{ 0.0 / 0.0, 0 },
};

START_TEST(fields__confidence)
{
	struct vb_record r = { 0 };
	struct vb_held h;

	r.fields[0] = field("x", VB_HOW_READ);
	r.fields[0].confidence = confidences[_i].in;
	put_record("a", "a", &r);
	h = get("a", 0);
	ck_assert(h.fields[0].confidence == confidences[_i].want);
}
END_TEST

static const char *const extra_values[] = {
	"\"văn bản \\\"gốc\\\" \\\\\"",
	"12.5e3",
	"{\"a\":[1,2,{\"b\":\"}]\"}],\"c\":null}",
	"[]",
	"{}",
	"true",
	"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]"
	"]]]]]]]]]]]]]]]",
	"\"\"",
	"-0",
};
#define EXTRAS (sizeof(extra_values) / sizeof(extra_values[0]))

START_TEST(extras__in_order_as_they_came)
{
	static const char *const names[] = { "ghi chú", "a\"b", "a\"b", "" };
	struct vb_extra extras[EXTRAS], *e;
	struct vb_record r = { .extras = extras };
	struct vb_held h;
	size_t i;

	for (i = 0; i < EXTRAS; i++)
		extras[i] = (struct vb_extra){ vb_str_from(names[i % 4]),
					       vb_str_from(extra_values[i]),
					       i + 1 < EXTRAS ? &extras[i + 1] :
								NULL };
	put_record("a", "a", &r);
	h = get("a", 0);
	for (i = 0, e = h.extras; e; e = e->next, i++) {
		ck_assert_uint_lt(i, EXTRAS);
		ck_str(e->name, names[i % 4]);
		ck_str(e->json, extra_values[i]);
	}
	ck_assert_uint_eq(i, EXTRAS);
	ck_assert_str_eq(sqlite("SELECT json_valid(extras) FROM versions"),
			 "1");
}
END_TEST

static const char *const not_json[] = {
	"", "{", "[1", "\"open", "]", "1 2", "{\"a\":1}}", ",", "\"a\"x",
};

START_TEST(extras__what_cannot_be_read_back_is_refused)
{
	struct vb_extra e = { VB_STR("x"), vb_str_from(not_json[_i]), NULL };
	struct vb_record r = { .extras = &e };
	enum vb_put_result result;

	ck_ok(vb_archive_begin(ar, &err));
	ck_assert_int_eq(try_put(&result, ar, "a", VB_STR("a"), &r),
			 VB_BAD_INPUT);
	vb_archive_rollback(ar);
}
END_TEST

/* What a hand wrote into the file instead of us: refused, never a crash. */
static const char *const damaged_fields[] = {
	"",
	"{",
	"[]",
	"{\"title\"",
	"{\"title\":",
	"{\"title\":[]}",
	"{\"title\":[\"a\"]}",
	"{\"title\":[\"a\",\"read\"]}",
	"{\"title\":[\"a\",\"read\",x]}",
	"{\"title\":[\"a\",\"read\",2]}",
	"{\"title\":[\"a\",\"read\",1,5]}",
	"{\"title\":[\"a\",\"read\",1,99999999999999999999,5]}",
	"{\"title\":[\"a\",\"read\",1,1,5,\"b\",\"c\"]}",
	"{\"title\":[\"a\\\",\"read\",1]}",
	"{\"title\":[\"\\u12\",\"\",1]}",
	"{\"title\":[\"\\q\",\"\",1]}",
	"{\"title\":[\"a\",\"read\",1]}x",
	"{\"title\":[\"a\",\"read\",1]",
	"{\"other\":[[[[[[}",
	"null",
	"\\",
};

START_TEST(fields__damaged_is_corrupt)
{
	struct vb_held held;
	char sql[300];

	put_now(ar, "a", "a");
	snprintf(sql, sizeof(sql), "UPDATE versions SET fields = '%s'",
		 damaged_fields[_i]);
	ck_assert_str_eq(sqlite(sql), "");
	ck_assert_int_eq(
		vb_archive_get(&held, ar, VB_STR("a"), 0, &arena, &err),
		VB_CORRUPT);
	ck_assert_ptr_nonnull(strstr(err.message, "a: version 1"));
	ck_assert_str_eq(verify().text, "a version 1: its row is damaged\n");
}
END_TEST

/* Whatever else is JSON of that shape is read: spaces, escapes, new names. */
START_TEST(fields__other_spellings)
{
	struct vb_held h;

	put_now(ar, "a", "a");
	ck_assert_str_eq(
		sqlite("UPDATE versions SET fields = ' { \"later\" : {\"x\":"
		       "[1,2]} ,\"title\" : [ \"\\u0110i\\u1ec1u \\ud83c"
		       "\\udfdb \\ud800\\/\" , \"given\" , 0.25 , 1 , 2 ] } '"),
		"");
	h = get("a", 0);
	ck_str(h.fields[0].value, "Điều 🏛 \xef\xbf\xbd/");
	ck_assert_int_eq(h.fields[0].how, VB_HOW_GIVEN);
	ck_assert(h.fields[0].confidence == 0.25);
	ck_assert_uint_eq(h.fields[0].to, 2);
}
END_TEST

static struct vb_reference mention(const char *number, const char *key,
				   struct vb_reference *next)
{
	return (struct vb_reference){ .number = vb_str_from(number),
				      .key = vb_str_from(key),
				      .type = VB_STR("chi-thi"),
				      .date = VB_STR("2012-01-18"),
				      .date_how = VB_HOW_READ,
				      .from = 10,
				      .to = 18,
				      .next = next };
}

START_TEST(mentions__per_version_in_order)
{
	struct vb_reference m2 = mention("05/NQ-HĐND", "5 NQ HĐND", NULL);
	struct vb_reference m1 = mention("20-CT/TU", "20 CT TU", &m2);
	struct vb_record r = { .references = &m1 }, r2 = { .references = &m2 };
	struct vb_held h;

	put_record("a", "một", &r);
	put_record("a", "hai", &r2);
	h = get("a", 1);
	ck_str(h.references->number, "20-CT/TU");
	ck_str(h.references->key, "20 CT TU");
	ck_str(h.references->type, "chi-thi");
	ck_str(h.references->date, "2012-01-18");
	ck_assert_int_eq(h.references->date_how, VB_HOW_READ);
	ck_assert_uint_eq(h.references->from, 10);
	ck_assert_uint_eq(h.references->to, 18);
	ck_str(h.references->next->number, "05/NQ-HĐND");
	ck_assert_ptr_null(h.references->next->next);
	h = get("a", 0);
	ck_str(h.references->number, "05/NQ-HĐND");
	ck_assert_ptr_null(h.references->next);
}
END_TEST

START_TEST(stats__counts)
{
	struct vb_reference m3 = mention("1/QĐ-UBND", "1 QĐ UBND", NULL);
	struct vb_reference m2 = mention("05/NQ-HĐND", "5 NQ HĐND", &m3);
	struct vb_reference m1 = mention("20-CT/TU", "20 CT TU", &m2);
	struct vb_record citing = { .references = &m1 };
	struct vb_record later = { .references = &m2 };
	struct vb_record held = { 0 };
	struct vb_archive_stats s;

	ck_ok(vb_archive_stats(&s, ar, &err));
	ck_assert_int_eq(s.documents + s.versions + s.mentions + s.sequence +
				 s.original_bytes,
			 0);
	citing.fields[VB_FIELD_KIND] = field("article", VB_HOW_READ);
	put_record("a", "một", &citing);
	put_record("b", "hai", &citing);
	ck_ok(vb_archive_stats(&s, ar, &err));
	ck_assert_int_eq(s.documents, 2);
	ck_assert_int_eq(s.articles, 2);
	ck_assert_int_eq(s.mentions, 3);
	/* One that is held is wanted no more, however it is spelled. */
	held.fields[VB_FIELD_NUMBER] = field("05 / NQ-HĐND", VB_HOW_READ);
	put_record("c", "ba", &held);
	ck_ok(vb_archive_stats(&s, ar, &err));
	ck_assert_int_eq(s.mentions, 2);
	ck_assert_int_eq(s.articles, 2);
	/* Only the newest versions cite. */
	put_record("a", "bốn", &later);
	put_record("b", "năm", &later);
	ck_ok(vb_archive_stats(&s, ar, &err));
	ck_assert_int_eq(s.mentions, 1);
	ck_assert_int_eq(s.articles, 0);
	ck_assert_int_eq(s.documents, 3);
	ck_assert_int_eq(s.versions, 5);
	ck_assert_int_eq(s.sequence, 5);
	/* một 5, hai 3, ba 2, bốn 5, năm 4 bytes */
	ck_assert_int_eq(s.original_bytes, 5 + 3 + 2 + 5 + 4);
	ck_assert_int_gt(s.bytes, 8192);
	/* What is withdrawn neither cites nor is held. */
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("c"), VB_STR("lỗi"), false, &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_ok(vb_archive_stats(&s, ar, &err));
	ck_assert_int_eq(s.documents, 2);
	ck_assert_int_eq(s.mentions, 2);
}
END_TEST

START_TEST(correct__wins_over_later_versions)
{
	struct vb_record r = { 0 };
	struct vb_field to = { .value = VB_STR("nghi-quyet"),
			       .label = VB_STR("Nghị quyết") };
	int64_t before, after;
	struct vb_held h;

	r.fields[VB_FIELD_TYPE] = field("chi-thi", VB_HOW_GIVEN);
	r.fields[VB_FIELD_TITLE] = field("Về việc", VB_HOW_READ);
	put_record("a", "một", &r);
	ck_ok(vb_archive_sequence(&before, ar, &err));
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_correct(ar, VB_STR("a"), VB_FIELD_TYPE, &to, &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_ok(vb_archive_sequence(&after, ar, &err));
	ck_assert_int_gt(after, before);
	put_record("a", "hai", &r);
	h = get("a", 0);
	ck_str(h.fields[VB_FIELD_TYPE].value, "nghi-quyet");
	ck_str(h.fields[VB_FIELD_TYPE].label, "Nghị quyết");
	ck_assert_int_eq(h.fields[VB_FIELD_TYPE].how, VB_HOW_CORRECTED);
	ck_str(h.fields[VB_FIELD_TITLE].value, "Về việc");
	ck_str(get("a", 1).fields[VB_FIELD_TYPE].value, "chi-thi");
	ck_assert_str_eq(sqlite("SELECT number, kind, id, detail FROM events"
				" WHERE kind = 'corrected'"),
			 "2|corrected|a|type=nghi-quyet");
	ck_assert_uint_eq(verify().count, 0);
}
END_TEST

/* The number that counts as held, and what is an article, follow it. */
START_TEST(correct__number_and_kind)
{
	struct vb_reference m = mention("20-CT/TU", "20 CT TU", NULL);
	struct vb_record cites = { .references = &m }, wrong = { 0 };
	struct vb_field number = { .value = VB_STR("20-CT/TU") };
	struct vb_field kind = { .value = VB_STR("article") };
	struct vb_field none = { 0 };
	struct vb_archive_stats s;

	wrong.fields[VB_FIELD_NUMBER] = field("26-CT/TU", VB_HOW_READ);
	put_record("a", "a", &cites);
	put_record("b", "b", &wrong);
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_correct(ar, VB_STR("b"), VB_FIELD_NUMBER, &number,
				 &err));
	ck_ok(vb_archive_correct(ar, VB_STR("b"), VB_FIELD_KIND, &kind, &err));
	ck_ok(vb_archive_commit(ar, &err));
	put_record("b", "b, lần hai", &wrong);
	ck_ok(vb_archive_stats(&s, ar, &err));
	ck_assert_int_eq(s.mentions, 0);
	ck_assert_int_eq(s.articles, 1);
	/* Known to be nothing. */
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_correct(ar, VB_STR("b"), VB_FIELD_NUMBER, &none,
				 &err));
	ck_assert_int_eq(vb_archive_correct(ar, VB_STR("x"), VB_FIELD_NUMBER,
					    &none, &err),
			 VB_NOT_FOUND);
	ck_assert_int_eq(vb_archive_correct(ar, VB_STR("b"), VB_FIELD_COUNT,
					    &none, &err),
			 VB_BAD_INPUT);
	ck_ok(vb_archive_commit(ar, &err));
	ck_ok(vb_archive_stats(&s, ar, &err));
	ck_assert_int_eq(s.mentions, 1);
	ck_assert_uint_eq(get("b", 0).fields[VB_FIELD_NUMBER].value.len, 0);
}
END_TEST

START_TEST(withdraw__tombstone_stays)
{
	struct vb_held h;

	put_now(ar, "a", "một");
	put_now(ar, "b", "hai");
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("a"), VB_STR("đăng nhầm"), false,
				  &err));
	ck_assert_int_eq(
		vb_archive_withdraw(ar, VB_STR("x"), VB_STR(""), false, &err),
		VB_NOT_FOUND);
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert_int_eq(put_now(ar, "a", "một"), VB_PUT_UNCHANGED);
	ck_assert_int_eq(put_now(ar, "a", "khác"), VB_PUT_UPDATED);
	h = get("a", 0);
	ck_assert(h.withdrawn);
	ck_str(h.reason, "đăng nhầm");
	ck_assert(!get("b", 0).withdrawn);
	ck_assert_uint_eq(verify().count, 0);
}
END_TEST

START_TEST(withdraw__erase_destroys_bytes_that_nobody_shares)
{
	struct vb_record r = { 0 };
	struct vb_buf out = VB_BUF_INIT(100);
	struct vb_digest shared, own;
	char command[200];
	struct vb_held h;

	r.fields[VB_FIELD_TITLE] = field("BIMATVANBAN", VB_HOW_READ);
	r.fields[VB_FIELD_NUMBER] = field("77-CT/BIMATSO", VB_HOW_READ);
	put_record("a", "chung", &r);
	put_record("a", "BIMATRIENG", &r);
	put_now(ar, "b", "chung");
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("a"), VB_STR("theo luật"), true,
				  &err));
	ck_ok(vb_archive_commit(ar, &err));
	h = get("a", 0);
	ck_assert(h.withdrawn);
	ck_assert_uint_eq(h.fields[VB_FIELD_TITLE].value.len, 0);
	vb_sha256(&own, VB_STR("BIMATRIENG"));
	vb_sha256(&shared, VB_STR("chung"));
	ck_assert(vb_digest_eq(&h.original, &own));
	ck_assert_int_eq(vb_archive_blob(&out, ar, &own, &err), VB_NOT_FOUND);
	ck_ok(vb_archive_blob(&out, ar, &shared, &err));
	ck_assert_uint_eq(verify().count, 0);
	vb_archive_close(ar);
	/* Not a trace in the file. */
	snprintf(command, sizeof(command), "grep -c BIMAT %s/*", dir);
	ck_assert_str_eq(shell(command), "0");
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_assert_int_eq(put_now(ar, "a", "BIMATRIENG"), VB_PUT_UNCHANGED);
	vb_buf_clear(&out);
}
END_TEST

struct seen {
	int64_t last, upto;
	char ids[200];
	vb_status stop;
};

static vb_status see(void *ctx, const struct vb_held *held, struct vb_arena *a,
		     struct vb_error *e)
{
	struct seen *s = ctx;
	struct vb_buf out = VB_BUF_INIT(1000);
	size_t n = strlen(s->ids);

	(void)a;
	ck_assert_int_gt(held->sequence, s->last);
	s->last = held->sequence;
	snprintf(s->ids + n, sizeof(s->ids) - n, "%.*s%s ",
		 VB_STR_ARG(held->id), held->withdrawn ? "!" : "");
	/* The handle is free for other work meanwhile. */
	ck_ok(vb_archive_blob(&out, ar, &held->original, e));
	vb_buf_clear(&out);
	return s->stop;
}

START_TEST(changes__in_order_newest_version_once)
{
	struct seen s = { 0 };
	int64_t pending, sequence;

	put_now(ar, "a", "1");
	put_now(ar, "b", "2");
	put_now(ar, "c", "3");
	put_now(ar, "a", "4");
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_event(ar, VB_STR("index"), VB_STR(""), VB_STR(""),
			       &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("b"), VB_STR(""), false, &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_ok(vb_archive_changes(ar, 0, INT64_MAX, see, &s, &err));
	ck_assert_str_eq(s.ids, "c a b! ");
	ck_ok(vb_archive_sequence(&sequence, ar, &err));
	ck_assert_int_eq(sequence, s.last);
	ck_ok(vb_archive_pending(&pending, ar, 0, &err));
	ck_assert_int_eq(pending, 3);
	ck_ok(vb_archive_pending(&pending, ar, s.last, &err));
	ck_assert_int_eq(pending, 0);
	s = (struct seen){ 0 };
	ck_ok(vb_archive_changes(ar, 3, 4, see, &s, &err));
	ck_assert_str_eq(s.ids, "a ");
	s = (struct seen){ .stop = VB_CANCELLED };
	ck_assert_int_eq(vb_archive_changes(ar, 0, 100, see, &s, &err),
			 VB_CANCELLED);
	ck_assert_str_eq(s.ids, "c ");
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

int main(void)
{
	Suite *s = suite_create("archive_metadata");
	TCase *t = tcase_create("metadata");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, fields__every_one_comes_back);
	tcase_add_test(t, fields__unknown_stay_unknown);
	tcase_add_loop_test(t, fields__confidence, 0, COUNT(confidences));
	tcase_add_test(t, extras__in_order_as_they_came);
	tcase_add_loop_test(t, extras__what_cannot_be_read_back_is_refused, 0,
			    COUNT(not_json));
	tcase_add_loop_test(t, fields__damaged_is_corrupt, 0,
			    COUNT(damaged_fields));
	tcase_add_test(t, fields__other_spellings);
	tcase_add_test(t, mentions__per_version_in_order);
	tcase_add_test(t, stats__counts);
	tcase_add_test(t, correct__wins_over_later_versions);
	tcase_add_test(t, correct__number_and_kind);
	tcase_add_test(t, withdraw__tombstone_stays);
	tcase_add_test(t, withdraw__erase_destroys_bytes_that_nobody_shares);
	tcase_add_test(t, changes__in_order_newest_version_once);
	suite_add_tcase(s, t);
	return run_suite(s);
}
