#include "built.h"
#include "index/hit.h"
#include "xapian-c/build.h"

static struct vb_opener opener = VB_OPENER_INIT;
static struct vb_buf data = VB_BUF_INIT(VB_ENTRY_BYTES);
static vb_xapian_doc *doc;

static void setup(void)
{
	ck_ok(vb_xapian_doc_new(&doc, &err));
}

static void teardown(void)
{
	vb_xapian_doc_free(doc);
	vb_opener_clear(&opener);
	vb_buf_clear(&data);
}

static void pack(struct vb_buf *out, struct vb_str plain)
{
	vb_packer *packer = vb_packer_new();

	ck_assert_ptr_nonnull(packer);
	ck_ok(vb_packer_run(out, packer, plain));
	vb_packer_free(packer);
}

static vb_status open_stored(struct vb_entry *out, struct vb_str stored)
{
	ck_ok(vb_xapian_doc_set_data(doc, stored, &err));
	return vb_hit_stored(out, &data, &opener, doc, &err);
}

/* Short and long ones, one after the other. */
START_TEST(hit_stored__as_written)
{
	static char text[100000];
	struct vb_buf plain = VB_BUF_INIT(VB_ENTRY_BYTES);
	struct vb_buf packed = VB_BUF_INIT(VB_ENTRY_PACKED);

	memset(text, 'x', sizeof(text));
	for (size_t n = 0; n <= sizeof(text); n = n * 10 + 1) {
		struct vb_entry in = { .id = VB_STR("Số 1"),
				       .text = vb_str_of(text, n) };
		struct vb_entry out;

		vb_buf_truncate(&plain, 0);
		vb_buf_truncate(&packed, 0);
		ck_ok(vb_entry_encode(&plain, &in));
		pack(&packed, vb_buf_str(&plain));
		ck_ok(open_stored(&out, vb_buf_str(&packed)));
		ck_str(out.id, "Số 1");
		ck_assert(vb_str_eq(out.text, in.text));
	}
	vb_buf_clear(&plain);
	vb_buf_clear(&packed);
}
END_TEST

static void is_corrupt(struct vb_str stored)
{
	struct vb_entry out;

	ck_assert_int_eq(open_stored(&out, stored), VB_CORRUPT);
	ck_assert_str_eq(err.message, "a document of the index can't be "
				      "read: run vanban-indexer --rebuild");
}

START_TEST(hit_stored__damaged)
{
	struct vb_buf packed = VB_BUF_INIT(1000);

	is_corrupt(VB_STR_EMPTY);
	is_corrupt(VB_STR("\1\1\1i\0thân")); /* an entry as it is */
	pack(&packed, VB_STR("\1\1\1i\0thân"));
	is_corrupt(vb_str_sub(vb_buf_str(&packed), 0, packed.len - 1));
	packed.ptr[packed.len - 1]++;
	is_corrupt(vb_buf_str(&packed));
	vb_buf_truncate(&packed, 0);
	pack(&packed, VB_STR("no entry"));
	is_corrupt(vb_buf_str(&packed));
	vb_buf_clear(&packed);
}
END_TEST

/* 8,000 bytes that stand for more than the limit: no memory is taken. */
START_TEST(hit_stored__too_big)
{
	size_t n = VB_ENTRY_BYTES + 1;
	struct vb_buf packed = VB_BUF_INIT(VB_ENTRY_PACKED + 1);
	char *zeros = calloc(n, 1);
	struct vb_entry out;

	pack(&packed, vb_str_of(zeros, n));
	free(zeros);
	ck_assert_uint_lt(packed.len, 10000);
	ck_assert_int_eq(open_stored(&out, vb_buf_str(&packed)), VB_TOO_BIG);
	ck_assert_str_eq(err.message, "a document of the index: too big");
	ck_assert_ptr_null(data.ptr);
	vb_buf_clear(&packed);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/hit");
	TCase *t = tcase_create("hit");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, hit_stored__as_written);
	tcase_add_test(t, hit_stored__damaged);
	tcase_add_test(t, hit_stored__too_big);
	suite_add_tcase(s, t);
	return run_suite(s);
}
