/* What is read in this process, and what only by a worker. */
#include "built.h"
#include "index/intake.h"

/* Without a pool: VB_OK is read here, VB_NOT_FOUND wants a worker. */
static const struct {
	const char *format, *bytes;
	vb_status want;
} cases[] = {
	{ "text", "Một văn bản.", VB_OK },
	{ NULL, "Một văn bản.", VB_OK },
	{ "html", "<p>Một.</p>", VB_NOT_FOUND },
	{ NULL, "<html><body><p>Một.</p></body></html>", VB_NOT_FOUND },
	{ "pdf", "%PDF-1.4", VB_NOT_FOUND },
	{ NULL, "\x1f\x8b\x08 what is inside, nobody knows", VB_NOT_FOUND },
	{ "ndjson", "{\"text\":\"Một.\"}", VB_OK },
	{ "ndjson", "{\"text\":\"Một.\",\"url\":\"https://a.vn/b.html\"}",
	  VB_OK },
	{ "ndjson", "{\"text\":\"M\\u1ed9t.\"}", VB_OK },
	{ "ndjson", "{\"html\":\"<p>Một.</p>\"}", VB_NOT_FOUND },
	{ "ndjson", "{\"\\u0068tml\":\"<p>Một.</p>\"}", VB_NOT_FOUND },
	{ "ndjson", "{\"h\\u0074ml\":\"<p>Một.</p>\"}", VB_NOT_FOUND },
	{ "ndjson", "{\"ht\\u006Dl\":\"<p>Một.</p>\"}", VB_NOT_FOUND },
	{ "ndjson", "{\"htm\\u006c\":\"<p>Một.</p>\"}", VB_NOT_FOUND },
	/* Refused here: no worker could do better. */
	{ "text", "", VB_BAD_INPUT },
	{ "html", "", VB_BAD_INPUT },
	{ NULL, "\x01\x02\x03\x04\x05\x06\x07\x08", VB_UNSUPPORTED },
	{ "klingon", "nuqneH", VB_UNSUPPORTED },
};

START_TEST(intake__who_reads)
{
	struct vb_input in = { .bytes = vb_str_from(cases[_i].bytes),
			       .name = VB_STR_EMPTY,
			       .format = cases[_i].format,
			       .url = VB_STR_EMPTY };
	struct vb_record record;
	bool guarded = false;

	vb_record_init(&record, &arena);
	err = (struct vb_error)VB_ERROR_INIT;
	ck_assert_int_eq(vb_intake_read(&record, &guarded, NULL, &in, &err),
			 cases[_i].want);
	ck_assert(!guarded);
	ck_assert_int_eq(err.status, cases[_i].want);
	if (cases[_i].want == VB_NOT_FOUND)
		ck_assert_ptr_nonnull(strstr(err.message, "vanban-reader"));
}
END_TEST

START_TEST(intake__format)
{
	struct vb_input in = { .bytes = VB_STR("%PDF-1.4"),
			       .name = VB_STR("a.txt") };

	ck_assert_str_eq(vb_intake_format(&in), "pdf");
	in.format = "text";
	ck_assert_str_eq(vb_intake_format(&in), "text");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/intake");
	TCase *t = add_case(s, "intake");

	tcase_add_loop_test(t, intake__who_reads, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(t, intake__format);
	return run_suite(s);
}
