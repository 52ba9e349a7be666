/* An archive copied row by row: the same rows, the same chain. */
#include "archive/copy.h"
#include "fixture.h"

static char other[96];

static void make_dirs(void)
{
	make_dir();
	snprintf(other, sizeof(other), "%s/other", dir);
}

static struct vb_blob pack(struct vb_buf *buf, const char *bytes)
{
	struct vb_blob blob;

	ck_ok(vb_archive_pack(&blob, buf, vb_str_from(bytes), &err));
	return blob;
}

/* Two versions, a reading, a body, a correction, a tombstone, an erasure. */
static void fill(vb_archive *ar)
{
	static const struct vb_reference reference = {
		.kind = VB_RELATION_REPEALS,
		.number = { "20-CT/TU", 8 },
		.key = { "20/CT-TU", 8 },
		.type = { "chi-thi", 7 },
		.issuer = { "Tỉnh ủy", 11 },
		.date = { "2021-11-16", 10 },
		.date_how = VB_HOW_INFERRED,
		.anchor = { "dieu-5", 6 },
		.from = 3,
		.to = 11,
	};
	struct vb_buf a = VB_BUF_INIT(VB_BLOB_LIMIT), b = a, c = a;
	struct vb_extra extra = { VB_STR("x"), VB_STR("{\"y\": [1]}"), NULL };
	struct vb_record record = { .references =
					    (struct vb_reference *)&reference,
				    .extras = &extra };
	struct vb_field to = { .value = VB_STR("Tên đúng"),
			       .label = VB_STR("nhãn") };
	struct vb_blob body = pack(&b, "nội dung"), reading = pack(&c, "đọc");
	struct vb_put put_one = { .id = VB_STR("b"),
				  .source = VB_STR("/x\xff\x80/b.html"),
				  .format = "html",
				  .record = &record,
				  .body = &body,
				  .reading = &reading,
				  .reading_version = 7 };
	enum vb_put_result result;

	record.fields[VB_FIELD_NUMBER] = (struct vb_field){
		VB_STR("1/NQ-HĐND"), VB_STR_EMPTY, VB_HOW_READ, 0.9, 1, 12
	};
	put_one.original = pack(&a, "<p>gốc</p>");
	ck_ok(vb_archive_begin(ar, &err));
	put(ar, "a", "một");
	ck_ok(vb_archive_put(&result, ar, &put_one, &err));
	put(ar, "a", "hai");
	put(ar, "c", "ba");
	put(ar, "d", "hai"); /* shares with a */
	ck_ok(vb_archive_event(ar, VB_STR("refused"), VB_STR_EMPTY,
			       VB_STR("/tệp\n"), &err));
	ck_ok(vb_archive_correct(ar, VB_STR("a"), VB_FIELD_TITLE, &to, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("c"), VB_STR("nhầm"), false,
				  &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("d"), VB_STR("luật"), true, &err));
	ck_ok(vb_archive_commit(ar, &err));
	vb_buf_clear(&a);
	vb_buf_clear(&b);
	vb_buf_clear(&c);
}

struct copying {
	vb_archive *from, *to;
};

static vb_status copy_event(void *ctx, const struct vb_copy_event *event,
			    struct vb_error *e)
{
	struct copying *c = ctx;

	return vb_archive_copy_event_in(c->to, event, e);
}

static vb_status copy_version(void *ctx, const struct vb_copy_version *v,
			      struct vb_arena *arena, struct vb_error *e)
{
	struct vb_buf raw[3] = { VB_BUF_INIT(VB_BLOB_LIMIT),
				 VB_BUF_INIT(VB_BLOB_LIMIT),
				 VB_BUF_INIT(VB_BLOB_LIMIT) };
	struct vb_buf packed[3] = { raw[0], raw[1], raw[2] };
	struct vb_held held = { .id = v->id, .version = v->version };
	struct vb_blob blobs[3];
	struct vb_copy_bytes bytes = { 0 };
	struct copying *c = ctx;
	vb_status st;

	(void)arena;
	if (!v->erased) {
		ck_ok(vb_archive_blob(&raw[0], c->from, &v->original, &err));
		bytes.original = &blobs[0];
	}
	if (!v->erased && v->has_body) {
		ck_ok(vb_archive_blob(&raw[1], c->from, &v->body, &err));
		bytes.body = &blobs[1];
	}
	if (v->has_reading) {
		ck_ok(vb_archive_reading(&raw[2], c->from, &held, &err));
		bytes.reading = &blobs[2];
	}
	for (int i = 0; i < 3; i++)
		ck_ok(vb_archive_pack(&blobs[i], &packed[i],
				      vb_buf_str(&raw[i]), &err));
	st = vb_archive_copy_version_in(c->to, v, &bytes, e);
	for (int i = 0; i < 3; i++) {
		vb_buf_clear(&raw[i]);
		vb_buf_clear(&packed[i]);
	}
	return st;
}

static const char tables[] =
	".mode quote\n"
	"SELECT * FROM documents ORDER BY id;"
	"SELECT * FROM versions ORDER BY document, version;"
	"SELECT * FROM mentions ORDER BY document, version, place;"
	"SELECT * FROM corrections; SELECT * FROM readings;"
	"SELECT * FROM events;"
	"SELECT name, sz, data FROM sqlar ORDER BY name;"
	"SELECT * FROM meta WHERE name <> 'created';";

/* What stock sqlite3 says of the archive in `where`. */
static char *dump(const char *where)
{
	char kept[64];
	char *text;

	snprintf(kept, sizeof(kept), "%s", dir);
	if (where != dir)
		snprintf(dir, sizeof(dir), "%.63s", where);
	text = strdup(sqlite(tables));
	snprintf(dir, sizeof(dir), "%s", kept);
	return text;
}

START_TEST(copy__same_rows)
{
	struct copying c;
	struct faults f;
	char *before, *after;
	size_t n = 9;

	make_dirs();
	c.from = open_archive(VB_ARCHIVE_WRITE);
	fill(c.from);
	ck_ok(vb_archive_open(&c.to, other, VB_ARCHIVE_WRITE, &err));
	ck_ok(vb_archive_freeze(c.from, &err));
	ck_ok(vb_archive_begin(c.to, &err));
	ck_ok(vb_archive_copy_events(c.from, copy_event, &c, &err));
	ck_ok(vb_archive_copy_versions(c.from, copy_version, &c, &err));
	ck_ok(vb_archive_commit(c.to, &err));
	vb_archive_thaw(c.from);
	memset(&f, 0, sizeof(f));
	ck_ok(vb_archive_verify(&n, c.to, collect_fault, &f, &err));
	ck_assert_str_eq(f.text, "");
	ck_assert_uint_eq(n, 0);
	vb_archive_close(c.from);
	vb_archive_close(c.to);
	before = dump(dir);
	after = dump(other);
	ck_assert_uint_gt(strlen(before), 1000);
	ck_assert_str_eq(after, before);
	free(before);
	free(after);
	remove_dir();
}
END_TEST

START_TEST(copy__event_out_of_the_chain)
{
	static const struct {
		int64_t number;
		int flip;
		const char *want;
	} cases[] = {
		{ 2, 0, "event 2: stands in place 1" },
		{ 1, 1,
		  "event 1: its hash does not follow from what it says and the "
		  "event before" },
	};
	struct vb_copy_event e = { .time = VB_STR("2026-11-22T08:00:00Z"),
				   .kind = VB_STR("index"),
				   .id = VB_STR_EMPTY,
				   .detail = VB_STR_EMPTY };
	vb_archive *ar;

	make_dir();
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_ok(vb_archive_begin(ar, &err));
	e.number = cases[_i].number;
	e.hash.bytes[0] = (uint8_t)cases[_i].flip;
	ck_assert_int_eq(vb_archive_copy_event_in(ar, &e, &err), VB_CORRUPT);
	ck_assert_str_eq(err.message, cases[_i].want);
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	ck_assert_str_eq(sqlite("SELECT count(*) FROM events"), "0");
	remove_dir();
}
END_TEST

/* What is refused leaves nothing behind. */
START_TEST(copy__bad_version)
{
	static const struct {
		int version, versions;
		const char *id, *fields, *want;
		bool bytes;
	} cases[] = {
		{ 1, 2, "x", "{}", "is out of turn, or its id is held already",
		  true },
		{ 3, 2, "x", "{}", "its row is damaged", true },
		{ 1, 1, "", "{}", "its row is damaged", true },
		{ 1, 1, "x", "{", "its fields or extras are damaged", true },
		{ 1, 1, "x", "{}", "its bytes are missing or others", false },
	};
	struct vb_buf buf = VB_BUF_INIT(VB_BLOB_LIMIT);
	struct vb_blob blob = pack(&buf, "gốc");
	struct vb_copy_version v = { .id = vb_str_from(cases[_i].id),
				     .version = cases[_i].version,
				     .versions = cases[_i].versions,
				     .fields = vb_str_from(cases[_i].fields),
				     .extras = VB_STR("{}"),
				     .added = VB_STR("2026-11-22T08:00:00Z"),
				     .size = (int64_t)blob.size,
				     .original = blob.digest };
	struct vb_copy_bytes bytes = { .original =
					       cases[_i].bytes ? &blob : NULL };
	vb_archive *ar;

	make_dir();
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_ok(vb_archive_begin(ar, &err));
	ck_assert_int_eq(vb_archive_copy_version_in(ar, &v, &bytes, &err),
			 VB_BAD_INPUT);
	ck_assert_ptr_nonnull(strstr(err.message, cases[_i].want));
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	ck_assert_str_eq(sqlite("SELECT count(*) FROM documents;"
				"SELECT count(*) FROM sqlar"),
			 "0\n0");
	vb_buf_clear(&buf);
	remove_dir();
}
END_TEST

START_TEST(erased_after__number)
{
	vb_archive *ar;
	bool erased;

	make_dirs();
	ar = open_archive(VB_ARCHIVE_WRITE);
	fill(ar); /* the erasure is event 9 */
	ck_ok(vb_archive_erased_after(&erased, ar, 8, &err));
	ck_assert(erased);
	ck_ok(vb_archive_erased_after(&erased, ar, 9, &err));
	ck_assert(!erased);
	vb_archive_close(ar);
	remove_dir();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("copy");
	TCase *t = tcase_create("copy");

	tcase_add_test(t, copy__same_rows);
	tcase_add_loop_test(t, copy__event_out_of_the_chain, 0, 2);
	tcase_add_loop_test(t, copy__bad_version, 0, 5);
	tcase_add_test(t, erased_after__number);
	suite_add_tcase(s, t);
	return run_suite(s);
}
