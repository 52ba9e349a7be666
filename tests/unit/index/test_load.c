/* A held document -> its record: from its reading, or from its original. */
#include "built.h"
#include "format/wire.h"
#include "index/load.h"

static vb_archive *ar;
static struct vb_buf bytes;

static void setup(void)
{
	make_dir();
	ar = open_archive(VB_ARCHIVE_WRITE);
	bytes = (struct vb_buf)VB_BUF_INIT(1 << 20);
}

static void teardown(void)
{
	vb_buf_clear(&bytes);
	vb_archive_close(ar);
	remove_dir();
}

/* What a reader found; NULL title: nothing. */
struct found {
	const char *text, *title;
	struct vb_block *blocks;
	size_t n_blocks;
};

static void fill(struct vb_record *record, const struct found *found)
{
	vb_record_init(record, &arena);
	record->text = vb_str_from(found->text);
	record->blocks = found->blocks;
	record->n_blocks = found->n_blocks;
	record->encoding.main = 1;
	ck_ok(vb_record_set(record, VB_FIELD_TITLE, vb_str_from(found->title),
			    VB_HOW_READ, 0.9));
}

static void put_document(const char *id, const char *format,
			 const char *original, const struct found *found)
{
	struct vb_buf buf = VB_BUF_INIT(1 << 20), other = VB_BUF_INIT(1 << 20);
	struct vb_buf wire = VB_BUF_INIT(1 << 20);
	enum vb_put_result result;
	struct vb_record record;
	struct vb_blob reading;
	struct vb_put put = { .id = vb_str_from(id),
			      .source = VB_STR("/vb/a"),
			      .format = format,
			      .reason = VB_STR_EMPTY };

	ck_ok(vb_archive_pack(&put.original, &buf, vb_str_from(original),
			      &err));
	if (found) {
		fill(&record, found);
		ck_ok(vb_wire_write(&wire, &record));
		ck_ok(vb_archive_pack(&reading, &other, vb_buf_str(&wire),
				      &err));
		ck_ok(vb_record_understand(&record));
		put.record = &record;
		put.reading = &reading;
		put.reading_version = VB_READING_VERSION;
	}
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_put(&result, ar, &put, &err));
	ck_ok(vb_archive_commit(ar, &err));
	vb_buf_clear(&buf);
	vb_buf_clear(&other);
	vb_buf_clear(&wire);
}

static vb_status load(struct vb_record *record, const char *id)
{
	struct vb_held *held = vb_arena_calloc(&arena, 1, sizeof(*held));

	ck_ok(vb_archive_get(held, ar, vb_str_from(id), 0, &arena, &err));
	vb_record_init(record, &arena);
	return vb_load_record(record, &bytes, ar, held, &err);
}

static struct vb_block two[] = { { VB_BLOCK_HEADING, 2, 0, 14 },
				 { VB_BLOCK_ROW, 0, 15, 24 } };
static const struct found page = { "NGHỊ QUYẾT\nmột\thai", "Tên trong tệp", two,
				   2 };

/* The original is no PDF: whoever asked a reader would fail. */
START_TEST(load__from_the_reading)
{
	struct vb_record record;

	put_document("a", "pdf", "không phải PDF", &page);
	ck_ok(load(&record, "a"));
	ck_str(record.text, "NGHỊ QUYẾT\nmột\thai");
	ck_assert_uint_eq(record.n_blocks, 2);
	ck_assert_int_eq(record.blocks[0].kind, VB_BLOCK_HEADING);
	ck_assert_uint_eq(record.blocks[0].level, 2);
	ck_assert_int_eq(record.blocks[1].kind, VB_BLOCK_ROW);
	ck_assert_uint_eq(record.encoding.main, 1);
	ck_str(record.fields[VB_FIELD_TITLE].value, "Tên trong tệp");
	ck_str(record.id, "a");
}
END_TEST

/* HTML could be parsed here; what was read counts all the same. */
START_TEST(load__original_is_not_parsed)
{
	struct vb_record record;

	put_document("a", "html", "<p>Chữ trong trang, không ai đọc.</p>",
		     &page);
	ck_ok(load(&record, "a"));
	ck_str(record.text, "NGHỊ QUYẾT\nmột\thai");
}
END_TEST

/* What the archive knows goes over what the reader found. */
START_TEST(load__corrected_field)
{
	struct vb_field to = {
		VB_STR("Tên sửa"), VB_STR_EMPTY, VB_HOW_CORRECTED, 1, 0, 0
	};
	struct vb_record record;

	put_document("a", "pdf", "x", &page);
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_correct(ar, VB_STR("a"), VB_FIELD_TITLE, &to, &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_ok(load(&record, "a"));
	ck_str(record.fields[VB_FIELD_TITLE].value, "Tên sửa");
	ck_str(record.text, "NGHỊ QUYẾT\nmột\thai");
}
END_TEST

/* As in archives that older programs made. */
START_TEST(load__without_a_reading)
{
	struct vb_record record;

	put_document("a", "text", "Một dòng.\nHai dòng.", NULL);
	put_document("b", "html",
		     "<html><body><p>Chữ trong trang cũ.</p></body></html>",
		     NULL);
	ck_ok(load(&record, "a"));
	ck_str(record.text, "Một dòng.\nHai dòng.");
	ck_ok(load(&record, "b"));
	ck_str(record.text, "Chữ trong trang cũ.");
}
END_TEST

/* A column of the reading is damaged; or its bytes are, digest and all. */
START_TEST(load__damaged_reading)
{
	struct vb_record record;
	char command[400];

	put_document("a", "html", "<p>Chữ trong trang.</p>", &page);
	snprintf(command, sizeof(command),
		 "sqlite3 %s 'UPDATE readings SET digest = zeroblob(32)'",
		 in_dir("archive.db"));
	ck_assert_int_eq(system(command), 0);
	ck_assert_int_eq(load(&record, "a"), VB_CORRUPT);
	ck_assert_ptr_nonnull(strstr(err.message, "reading of version 1"));
}
END_TEST

/* Whole by its digest, but no reading: a writer with a fault, or a thief. */
START_TEST(load__foreign_reading)
{
	struct vb_buf buf = VB_BUF_INIT(100), other = VB_BUF_INIT(100);
	struct vb_put put = { .id = VB_STR("a"),
			      .source = VB_STR("a"),
			      .format = "html",
			      .reason = VB_STR_EMPTY };
	struct vb_str lie =
		_i ? VB_STR("VBrd\3\0\0\0and more") : VB_STR("something else");
	enum vb_put_result result;
	struct vb_record record;
	struct vb_blob reading;

	put.reading = &reading;
	ck_ok(vb_archive_pack(&put.original, &buf, VB_STR("<p>Chữ</p>"), &err));
	ck_ok(vb_archive_pack(&reading, &other, lie, &err));
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_put(&result, ar, &put, &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert_int_eq(load(&record, "a"), _i ? VB_MISMATCH : VB_CORRUPT);
	ck_assert_uint_eq(record.text.len, 0);
	vb_buf_clear(&buf);
	vb_buf_clear(&other);
}
END_TEST

/* The index is built from readings, one bad one stops nothing, and a rebuild
 * finds the same. */
START_TEST(load__into_the_index)
{
	static const struct found good = {
		"Thuật ngữ lạ kỳ nhông trong văn bản.", "Bài có đọc", NULL, 0
	};
	struct vb_results r;
	char command[400];

	put_document("tốt", "pdf", "không phải PDF", &good);
	put_document("hỏng", "pdf", "không phải PDF nữa", &good);
	snprintf(command, sizeof(command),
		 "sqlite3 %s 'UPDATE readings SET data = zeroblob(size)"
		 " WHERE document = 2'",
		 in_dir("archive.db"));
	ck_assert_int_eq(system(command), 0);
	for (int rebuild = 0; rebuild < 2; rebuild++) {
		update_index(rebuild);
		r = search_for("kỳ nhông");
		ck_assert_uint_eq(r.n_hits, 1);
		ck_str(r.hits[0].id, "tốt");
		ck_str(r.hits[0].title, "Bài có đọc");
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/load");
	TCase *t = tcase_create("load");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, load__from_the_reading);
	tcase_add_test(t, load__original_is_not_parsed);
	tcase_add_test(t, load__corrected_field);
	tcase_add_test(t, load__without_a_reading);
	tcase_add_test(t, load__damaged_reading);
	tcase_add_loop_test(t, load__foreign_reading, 0, 2);
	tcase_add_test(t, load__into_the_index);
	suite_add_tcase(s, t);
	return run_suite(s);
}
