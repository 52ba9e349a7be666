/* What `vanban extract` prints, against what docs/schema.md says. */
#include "answer.h"

static struct vb_reference cited[2];
static struct vb_block blocks[4];
static struct vb_extra pages;
static struct vb_record record;

static void set_up_record(void)
{
	setup();
	vb_record_init(&record, NULL);
	record.text = VB_STR("Thân\nHàng\tô\nHình");
	record.partial = true;
	record.warning = VB_STR("trang 2 thiếu; 3 places were not UTF-8");
	record.fields[VB_FIELD_NUMBER] = (struct vb_field){
		VB_STR("05/NQ-HĐND"), VB_STR_EMPTY, VB_HOW_READ, 0.99, 0, 5
	};
	pages = (struct vb_extra){ VB_STR("số trang"), VB_STR("[1,2.50]"),
				   NULL };
	record.extras = &pages;
	cited[0] = (struct vb_reference){
		.kind = VB_RELATION_IMPLEMENTS,
		.issuer = VB_STR("Tỉnh ủy"),
		.anchor = VB_STR("dieu-5"),
		.number = VB_STR("20-CT/TU"),
		.key = VB_STR("20 CT TU"),
		.type = VB_STR("chi-thi"),
		.date = VB_STR("2019-07-10"),
		.date_how = VB_HOW_INFERRED,
		.from = 6,
		.to = 11,
		.next = &cited[1],
	};
	cited[1] = (struct vb_reference){ .number = VB_STR("1/QĐ"),
					  .key = VB_STR("1 QĐ"),
					  .type = VB_STR_EMPTY,
					  .date = VB_STR_EMPTY };
	record.references = &cited[0];
	blocks[0] = (struct vb_block){ VB_BLOCK_HEADING, 1, 0, 5 };
	blocks[1] = (struct vb_block){ VB_BLOCK_ROW, 0, 6, 14 };
	blocks[2] = (struct vb_block){ VB_BLOCK_PAGE, 2, 15, 15 };
	blocks[3] = (struct vb_block){ VB_BLOCK_CAPTION, 0, 15, 20 };
	record.blocks = blocks;
	record.n_blocks = 4;
	/* TCVN3, 3 of 4 marked words are syllables: 3 / 4.5 */
	record.encoding = (struct vb_encoding){ 1, 2, 4, 3 };
}

static const char *write_extract(enum vb_format format)
{
	struct vb_extract what = { .record = &record,
				   .format = VB_STR("docx") };
	struct vb_style style = style_of(format);

	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_output_extract(&out, &what, &style), VB_OK);
	return vb_buf_cstr(&out);
}

START_TEST(extract__json)
{
	check_text(
		write_extract(VB_FORMAT_JSON),
		"{\"schema\":1,\"format\":\"docx\",\"id\":null,\"file\":null,"
		"\"partial\":true,\"text\":\"Thân\\nHàng\\tô\\nHình\","
		"\"metadata\":{\"number\":{\"value\":\"05/NQ-HĐND\","
		"\"label\":\"05/NQ-HĐND\",\"how\":\"read\","
		"\"confidence\":0.99,\"where\":[0,5]}},"
		"\"extra\":{\"số trang\":[1,2.50]},"
		"\"issuer_level\":null,\"place_now\":null,"
		"\"references\":[{\"number\":\"20-CT/TU\","
		"\"kind\":\"implements\",\"type\":\"chi-thi\","
		"\"issuer\":\"Tỉnh ủy\",\"date\":\"2019-07-10\","
		"\"date_inferred\":true,\"anchor\":\"dieu-5\","
		"\"where\":[6,11]},"
		"{\"number\":\"1/QĐ\",\"kind\":\"mention\",\"type\":null,"
		"\"issuer\":null,\"date\":null,\"date_inferred\":false,"
		"\"anchor\":null,\"where\":null}],"
		"\"structure\":[],\"blocks\":["
		"{\"kind\":\"heading\",\"level\":1,\"from\":0,\"to\":5},"
		"{\"kind\":\"row\",\"level\":0,\"from\":6,\"to\":14},"
		"{\"kind\":\"page\",\"level\":2,\"from\":15,\"to\":15},"
		"{\"kind\":\"caption\",\"level\":0,\"from\":15,\"to\":20}],"
		"\"encoding\":{\"main\":\"tcvn3\",\"confidence\":0.67,"
		"\"runs\":2,\"words\":4,\"valid\":3},"
		"\"warnings\":[\"trang 2 thiếu\","
		"\"3 places were not UTF-8\"],\"parts\":[]}\n");
}
END_TEST

START_TEST(extract__json_sections)
{
	struct vb_str got;

	vb_record_init(&record, NULL);
	record.text = VB_STR("Điều 2. Mức\na) x");
	got = vb_str_from(write_extract(VB_FORMAT_JSON));
	ck_assert(
		vb_str_find(
			got,
			VB_STR("\"structure\":[{\"kind\":\"article\","
			       "\"anchor\":\"dieu-2\",\"label\":\"Điều 2\","
			       "\"title\":\"Mức\",\"parent\":null,"
			       "\"where\":[0,21]},{\"kind\":\"point\","
			       "\"anchor\":\"dieu-2.diem-a\",\"label\":\"a)\","
			       "\"title\":\"x\",\"parent\":\"dieu-2\","
			       "\"where\":[17,21]}]"),
			0) != VB_NPOS);
}
END_TEST

START_TEST(extract__json_of_little)
{
	vb_record_init(&record, NULL);
	check_text(write_extract(VB_FORMAT_JSON),
		   "{\"schema\":1,\"format\":\"docx\",\"id\":null,"
		   "\"file\":null,\"partial\":false,\"text\":\"\","
		   "\"metadata\":{},\"extra\":{},\"issuer_level\":null,"
		   "\"place_now\":null,\"references\":[],"
		   "\"structure\":[],\"blocks\":[],"
		   "\"encoding\":{\"main\":\"utf-8\","
		   "\"confidence\":1.00,\"runs\":0,\"words\":0,\"valid\":0},"
		   "\"warnings\":[],\"parts\":[]}\n");
}
END_TEST

/* Tabs between cells stay; what steers a terminal (here a C1 control, which
 * UTF-8 may hold) does not. */
static const struct {
	const char *text, *want;
} texts[] = {
	{ "Thân\nHàng\tô", "Thân\nHàng\tô\n" },
	{ "Thân\n", "Thân\n" },
	{ "", "" },
	{ "a\xc2\x9b"
	  "2Jb",
	  "a 2Jb\n" },
};

START_TEST(extract__text)
{
	record.text = vb_str_from(texts[_i].text);
	ck_assert_str_eq(write_extract(VB_FORMAT_TEXT), texts[_i].want);
}
END_TEST

START_TEST(extract__limit)
{
	struct vb_extract what = { .record = &record,
				   .format = VB_STR("docx") };
	struct vb_style style = style_of(VB_FORMAT_JSON);

	out.limit = 100;
	ck_assert_int_eq(vb_output_extract(&out, &what, &style), VB_TOO_BIG);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("output/extract");
	TCase *t = tcase_create("extract");

	tcase_add_checked_fixture(t, set_up_record, teardown);
	tcase_add_test(t, extract__json);
	tcase_add_test(t, extract__json_sections);
	tcase_add_test(t, extract__json_of_little);
	tcase_add_loop_test(t, extract__text, 0,
			    sizeof(texts) / sizeof(texts[0]));
	tcase_add_test(t, extract__limit);
	suite_add_tcase(s, t);
	return run_suite(s);
}
