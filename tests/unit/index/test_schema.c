#include "built.h"
#include "index/schema.h"

static struct vb_buf out = VB_BUF_INIT(4096);

static void clear(void)
{
	vb_buf_clear(&out);
}

START_TEST(schema_term__prefix_and_value)
{
	ck_ok(vb_schema_term(&out, "XI", VB_STR("huyện")));
	ck_assert_str_eq(vb_buf_cstr(&out), "XIhuyện");
	ck_ok(vb_schema_term(&out, "", VB_STR("x")));
	ck_assert_str_eq(vb_buf_cstr(&out), "XIhuyệnx"); /* appends */
}
END_TEST

START_TEST(schema_term__nul_is_a_space)
{
	ck_ok(vb_schema_term(&out, "S", vb_str_of("a\0b", 3)));
	ck_assert_uint_eq(out.len, 4);
	ck_assert_str_eq(vb_buf_cstr(&out), "Sa b");
}
END_TEST

/* ế is three bytes: 198 of room hold 66 of them. */
START_TEST(schema_term__cut_at_a_character)
{
	char value[3 * 100 + 1];

	for (size_t i = 0; i < 100; i++)
		memcpy(value + 3 * i, "ế", 4);
	ck_ok(vb_schema_term(&out, "XI", vb_str_from(value)));
	ck_assert_uint_eq(out.len, VB_TERM_BYTES);
	vb_buf_truncate(&out, 0);
	ck_ok(vb_schema_term(&out, "XNK", vb_str_from(value)));
	ck_assert_uint_eq(out.len, 3 + 3 * 65);
}
END_TEST

static void id_of(char *id, size_t len, char fill)
{
	memset(id, fill, len);
	id[len] = '\0';
}

START_TEST(schema_id__short_as_it_is)
{
	char id[VB_TERM_BYTES];

	ck_ok(vb_schema_id_term(&out, VB_STR("Số 1/ấ")));
	ck_assert_str_eq(vb_buf_cstr(&out), "QSố 1/ấ");
	vb_buf_truncate(&out, 0);
	id_of(id, VB_TERM_BYTES - 1, 'k');
	ck_ok(vb_schema_id_term(&out, vb_str_from(id)));
	ck_assert_uint_eq(out.len, VB_TERM_BYTES);
	ck_assert_str_eq(vb_buf_cstr(&out) + 1, id);
}
END_TEST

/* of 300 times 'k', by sha256sum */
#define K300 "17b16d8ef494060fefa36a6a41567b8c32d213a17e02b7eeae86158cc4495461"

START_TEST(schema_id__long_by_digest)
{
	char a[400], b[400];
	struct vb_buf other = VB_BUF_INIT(4096);

	id_of(a, 300, 'k');
	id_of(b, 300, 'k');
	b[299] = 'l';
	ck_ok(vb_schema_id_term(&out, vb_str_from(a)));
	ck_ok(vb_schema_id_term(&other, vb_str_from(b)));
	ck_assert_uint_le(out.len, VB_TERM_BYTES);
	ck_assert_str_ne(vb_buf_cstr(&out), vb_buf_cstr(&other));
	ck_assert_int_eq(strncmp(vb_buf_cstr(&out), "Qkkkkkkkk", 9), 0);
	ck_assert(vb_str_ends(vb_buf_str(&out), VB_STR(K300)));
	vb_buf_clear(&other);
}
END_TEST

/* An id made of another's term is not that other: no id has a control. */
START_TEST(schema_id__long_never_meets_a_short_one)
{
	char id[400];

	id_of(id, 300, 'k');
	ck_ok(vb_schema_id_term(&out, vb_str_from(id)));
	ck_assert_ptr_nonnull(memchr(out.ptr, '\x01', out.len));
}
END_TEST

START_TEST(schema_pair__two_folds)
{
	char pair[2 * VB_PAIR_BYTES + 4];
	size_t n = vb_schema_pair(pair, VB_STR("nghi"), VB_STR("quyet"));

	ck_str(vb_str_of(pair, n), "XPnghi quyet");
	n = vb_schema_pair(pair, VB_STR("0123456789012345678901234567"),
			   VB_STR("abcdefghijklmnopqrstuvwxyz"));
	ck_str(vb_str_of(pair, n),
	       "XP012345678901234567890123 abcdefghijklmnopqrstuvwx");
	ck_assert_uint_le(n, sizeof(pair));
}
END_TEST

START_TEST(schema_version__both_parts)
{
	char want[20];

	snprintf(want, sizeof(want), "%d.%d", VB_INDEX_VERSION,
		 VB_TEXT_VERSION);
	ck_assert_str_eq(vb_schema_version(), want);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/schema");
	TCase *t = tcase_create("schema");

	tcase_add_checked_fixture(t, NULL, clear);
	tcase_add_test(t, schema_term__prefix_and_value);
	tcase_add_test(t, schema_term__nul_is_a_space);
	tcase_add_test(t, schema_term__cut_at_a_character);
	tcase_add_test(t, schema_id__short_as_it_is);
	tcase_add_test(t, schema_id__long_by_digest);
	tcase_add_test(t, schema_id__long_never_meets_a_short_one);
	tcase_add_test(t, schema_pair__two_folds);
	tcase_add_test(t, schema_version__both_parts);
	suite_add_tcase(s, t);
	return run_suite(s);
}
