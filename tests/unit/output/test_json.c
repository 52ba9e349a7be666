#include "answer.h"

START_TEST(json__answer)
{
	results.relaxed = true;
	results.exact = false;
	results.offset = 20;
	results.notes = VB_STR("words after the first 128");
	results.facets = facets;
	results.n_facets = 2;
	check_text(write_results(style_of(VB_FORMAT_JSON)),
		   "{\"schema\":1,\"query\":\"giá \\\"đất\\\"\","
		   "\"interpreted\":\"giá đất\",\"understood\":[],"
		   "\"total\":2,\"exact\":false,"
		   "\"took_ms\":1.250,\"offset\":20,\"hits\":["
		   "{\"id\":\"nq-5\",\"rank\":21,\"score\":2.500000,"
		   "\"kind\":\"document\",\"title\":\"Nghị quyết về giá đất\","
		   "\"number\":\"05/NQ-HĐND\",\"type\":\"nghi-quyet\","
		   "\"issuer\":\"HĐND tỉnh\",\"place\":\"Huế\","
		   "\"issuer_level\":\"province\",\"place_now\":null,"
		   "\"mentions\":[\"20-CT/TU\",\"01/ĐA-HĐND\"],"
		   "\"date\":\"2024-07-10\",\"date_inferred\":true,"
		   "\"source\":\"/vb/nq5.txt\","
		   "\"snippet\":\"… <mark>Giá</mark> <mark>đất</mark> &amp; "
		   "hơn\",\"anchor\":\"dieu-3\","
		   "\"section\":\"dieu-3.khoan-2\","
		   "\"url\":\"https://example.vn/5\",\"also\":[],\"why\":{}},"
		   "{\"id\":\"bai-1\",\"rank\":22,\"score\":3.250000,"
		   "\"kind\":\"article\",\"title\":null,\"number\":null,"
		   "\"type\":null,\"issuer\":null,\"place\":null,"
		   "\"issuer_level\":null,\"place_now\":null,"
		   "\"mentions\":[],\"date\":null,\"date_inferred\":false,"
		   "\"source\":\"/vb/bài 1.txt\",\"snippet\":null,"
		   "\"anchor\":null,\"section\":null,"
		   "\"url\":null,\"also\":[],\"why\":{}}],"
		   "\"facets\":{\"type\":[{\"value\":\"nghi-quyet\","
		   "\"label\":\"Nghị quyết\",\"count\":2},{\"value\":\"<b>\","
		   "\"label\":\"<b>\",\"count\":1}],\"issuer\":[]},"
		   "\"resolved\":[],\"did_you_mean\":null,\"relaxed\":true,"
		   "\"notes\":\"words after the first 128\"}\n");
}
END_TEST

START_TEST(json__nothing)
{
	results.n_hits = 0;
	results.total = 0;
	results.interpreted = VB_STR_EMPTY;
	check_text(write_results(style_of(VB_FORMAT_JSON)),
		   "{\"schema\":1,\"query\":\"giá \\\"đất\\\"\","
		   "\"interpreted\":\"\",\"understood\":[],"
		   "\"total\":0,\"exact\":true,"
		   "\"took_ms\":1.250,\"offset\":0,\"hits\":[],"
		   "\"facets\":{},\"resolved\":[],"
		   "\"did_you_mean\":null,\"relaxed\":false,"
		   "\"notes\":null}\n");
}
END_TEST

START_TEST(json__explain)
{
	struct vb_style style = style_of(VB_FORMAT_JSON);
	char length[80];

	style.explain = true;
	hits[0].why.most = 10;
	hits[0].why.parts[VB_WHY_LENGTH] = 0.5;
	snprintf(length, sizeof(length),
		 "\"length\":{\"value\":0.5000,\"adds\":%.4f}",
		 0.5 * 10 * vb_why_factor(VB_WHY_LENGTH));
	ck_assert_ptr_nonnull(strstr(
		write_results(style),
		"\"also\":[],\"why\":{\"step\":\"number\",\"bm25\":2.5000,"
		"\"most\":10.0000,\"heading\":{\"value\":0.0000,\"adds\":"
		"0.0000},"));
	ck_assert_ptr_nonnull(strstr(write_results(style), length));
}
END_TEST

/* Controls and broken UTF-8 leave it JSON, and one line. */
START_TEST(json__mad_strings)
{
	const char *json;

	hits[0].title = vb_str_of("a\"\\\n\033\0\377z", 8);
	hits[0].url = VB_STR("</script>\342\200\250");
	results.n_hits = 1;
	json = write_results(style_of(VB_FORMAT_JSON));
	ck_assert_ptr_nonnull(strstr(json, "\"a\\\"\\\\\\n\\u001b\\u0000"
					   "\357\277\275z\""));
	ck_assert_ptr_nonnull(strstr(json, "\\u2028"));
	ck_assert_uint_eq(strcspn(json, "\n"), strlen(json) - 1);
}
END_TEST

START_TEST(ndjson__one_hit_a_line)
{
	const char *text = write_results(style_of(VB_FORMAT_NDJSON));
	const char *second = strchr(text, '\n') + 1;

	ck_assert_int_eq(strncmp(text, "{\"id\":\"nq-5\",\"rank\":1,", 22), 0);
	ck_assert_int_eq(strncmp(second, "{\"id\":\"bai-1\",\"rank\":2,", 23),
			 0);
	ck_assert_str_eq(strchr(second, '\n'), "\n");
	results.n_hits = 0;
	ck_assert_str_eq(write_results(style_of(VB_FORMAT_NDJSON)), "");
}
END_TEST

START_TEST(tsv__columns)
{
	hits[1].title = VB_STR("a\tb\nc\033d");
	ck_assert_str_eq(write_results(style_of(VB_FORMAT_TSV)),
			 "1\tnq-5\tdocument\tnghi-quyet\t05/NQ-HĐND\t"
			 "2024-07-10\tHĐND tỉnh\tHuế\tNghị quyết về giá đất\n"
			 "2\tbai-1\tarticle\t\t\t\t\t\ta b c d\n");
}
END_TEST

/* A later step's greater score must not put it first. */
START_TEST(trec__scores_fall)
{
	struct vb_style style = style_of(VB_FORMAT_TREC);

	ck_assert_str_eq(write_results(style),
			 "1 Q0 nq-5 1 2.500000 vanban\n"
			 "1 Q0 bai-1 2 2.499999 vanban\n");
	style.qid = VB_STR("q7");
	hits[1].score = 1;
	results.offset = 10;
	ck_assert_str_eq(write_results(style),
			 "q7 Q0 nq-5 11 2.500000 vanban\n"
			 "q7 Q0 bai-1 12 1.000000 vanban\n");
	/* They fall in print, too. */
	hits[0].score = 1.00000013;
	hits[1].score = 1.00000012;
	ck_assert_str_eq(write_results(style),
			 "q7 Q0 nq-5 11 1.000000 vanban\n"
			 "q7 Q0 bai-1 12 0.999999 vanban\n");
}
END_TEST

static struct vb_extra extra = { VB_STR("số trang"), VB_STR("[1,2.50]"), NULL };
static struct vb_reference mention = { .number = VB_STR("20-CT/TU"),
				       .kind = VB_RELATION_BASIS,
				       .issuer = VB_STR("Tỉnh ủy"),
				       .anchor = VB_STR("dieu-5") };
static struct vb_effect_evidence evidence = { .id = VB_STR("nđ-2"),
					      .kind = VB_RELATION_REPLACES,
					      .date = VB_STR("2022-01-01") };
static const struct vb_effect effect = { .status = "het-hieu-luc",
					 .since = VB_STR("2022-01-01"),
					 .evidence = &evidence };

static struct vb_held held_document(void)
{
	struct vb_held held = {
		.id = VB_STR("nq-5"),
		.source = VB_STR("/vb/nq5.txt"),
		.format = VB_STR("text"),
		.version = 2,
		.versions = 3,
		.state = VB_READ_PARTIAL,
		.reason = VB_STR("2 places were not UTF-8"),
		.size = 1234,
		.added = "2026-11-22T08:11:00Z",
		.extras = &extra,
		.references = &mention,
	};

	for (int i = 0; i < VB_FIELD_COUNT; i++)
		held.fields[i].value = held.fields[i].label = VB_STR_EMPTY;
	memset(held.original.bytes, 0xab, sizeof(held.original.bytes));
	held.fields[VB_FIELD_TYPE] = (struct vb_field){
		.value = VB_STR("nghi-quyet"),
		.label = VB_STR("Nghị quyết"),
		.how = VB_HOW_READ,
		.confidence = 0.95,
		.from = 3,
		.to = 17,
	};
	held.fields[VB_FIELD_PLACE] = (struct vb_field){
		.value = VB_STR("Huế"),
		.label = VB_STR_EMPTY,
		.how = VB_HOW_GIVEN,
		.confidence = 1,
	};
	return held;
}

/* The province was merged; its district level is no more. */
START_TEST(json__place_now)
{
	struct vb_style style = style_of(VB_FORMAT_NDJSON);

	hits[1].issuer = VB_STR("Huyện ủy Gia Lộc");
	hits[1].place = VB_STR("Hải Dương");
	ck_assert_ptr_nonnull(
		strstr(write_results(style),
		       "\"issuer\":\"Huyện ủy Gia Lộc\","
		       "\"place\":\"Hải Dương\","
		       "\"issuer_level\":\"district\","
		       "\"place_now\":{\"name\":\"Hải Phòng\","
		       "\"since\":\"2025-07-01\"},\"mentions\":"));
}
END_TEST

START_TEST(json__document)
{
	struct vb_style style = style_of(VB_FORMAT_JSON);
	struct vb_held held = held_document();

	ck_assert_int_eq(vb_output_document(&out, &held, VB_STR("Thân\nbài"),
					    &effect, &style),
			 VB_OK);
	check_text(vb_buf_cstr(&out),
		   "{\"schema\":1,\"id\":\"nq-5\",\"source\":\"/vb/nq5.txt\","
		   "\"format\":\"text\",\"version\":2,\"versions\":3,"
		   "\"added\":\"2026-11-22T08:11:00Z\",\"state\":\"partial\","
		   "\"reason\":\"2 places were not UTF-8\","
		   "\"withdrawn\":false,\"sha256\":\""
		   "abababababababababababababababab"
		   "abababababababababababababababab\",\"bytes\":1234,"
		   "\"metadata\":{\"type\":{\"value\":\"nghi-quyet\","
		   "\"label\":\"Nghị quyết\",\"how\":\"read\","
		   "\"confidence\":0.95,\"where\":[3,17]},"
		   "\"place\":{\"value\":\"Huế\",\"label\":\"Huế\","
		   "\"how\":\"given\",\"confidence\":1.00,\"where\":null}},"
		   "\"extra\":{\"số trang\":[1,2.50]},"
		   "\"issuer_level\":null,\"place_now\":null,"
		   "\"mentions\":[\"20-CT/TU\"],\"references\":["
		   "{\"number\":\"20-CT/TU\",\"kind\":\"basis\","
		   "\"type\":null,\"issuer\":\"Tỉnh ủy\",\"date\":null,"
		   "\"date_inferred\":false,\"anchor\":\"dieu-5\","
		   "\"where\":null}],\"effect\":{"
		   "\"status\":\"het-hieu-luc\",\"since\":\"2022-01-01\","
		   "\"evidence\":[{\"id\":\"nđ-2\",\"kind\":\"replaces\","
		   "\"date\":\"2022-01-01\",\"anchor\":null}]},"
		   "\"text\":\"Thân\\nbài\",\"structure\":[]}\n");
}
END_TEST

START_TEST(text__document)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);
	struct vb_held held = held_document();

	ck_assert_int_eq(vb_output_document(&out, &held,
					    VB_STR("Thân\033[2J\nbài"), &effect,
					    &style),
			 VB_OK);
	ck_assert_str_eq(
		vb_buf_cstr(&out),
		"id              nq-5\n"
		"source          /vb/nq5.txt\n"
		"state           partial\n"
		"reason          2 places were not UTF-8\n"
		"version         2 of 3, 2026-11-22T08:11:00Z\n"
		"type            Nghị quyết  (read)\n"
		"place           Huế  (given)\n"
		"effect          het-hieu-luc (2022-01-01)\n"
		"                replaces nđ-2 2022-01-01\n"
		"số trang [1,2.50]\n"
		"cites           basis        20-CT/TU · Tỉnh ủy · dieu-5\n"
		"\n"
		"Thân [2J\nbài\n");
}
END_TEST

static const struct vb_stats stats = {
	.archive = { .documents = 92,
		     .articles = 25,
		     .partial = 1,
		     .rejected = 2,
		     .versions = 95,
		     .mentions = 31,
		     .bytes = 65536,
		     .original_bytes = 12345,
		     .sequence = 97 },
	.index = { .documents = 90,
		   .bytes = 1000000,
		   .revision = 4294967297,
		   .sequence = 97 },
	.has_index = true,
};

START_TEST(json__stats)
{
	struct vb_style style = style_of(VB_FORMAT_JSON);

	ck_assert_int_eq(vb_output_stats(&out, &stats, &style), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out),
			 "{\"schema\":1,\"documents\":92,\"articles\":25,"
			 "\"partial\":1,\"rejected\":2,\"versions\":95,"
			 "\"mentions\":31,\"bytes\":65536,"
			 "\"original_bytes\":12345,\"sequence\":97,"
			 "\"index_documents\":90,\"index_bytes\":1000000,"
			 "\"index_revision\":4294967297,"
			 "\"index_sequence\":97}\n");
}
END_TEST

START_TEST(text__stats)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);

	ck_assert_int_eq(vb_output_stats(&out, &stats, &style), VB_OK);
	ck_assert_ptr_nonnull(
		strstr(vb_buf_cstr(&out), "documents                   92\n"));
	vb_buf_truncate(&out, 0);
	style.vietnamese = true;
	ck_assert_int_eq(vb_output_stats(&out, &stats, &style), VB_OK);
	ck_assert_ptr_nonnull(
		strstr(vb_buf_cstr(&out), "văn bản chỉ được nhắc đến   31\n"));
}
END_TEST

static const struct vb_event event = {
	.number = 7,
	.time = "2026-11-22T08:11:00Z",
	.kind = VB_STR("added"),
	.id = VB_STR("nq-5"),
	.detail = VB_STR("một\thai\033\nba"),
};

START_TEST(event__formats)
{
	struct vb_style style = style_of(VB_FORMAT_TEXT);

	ck_assert_int_eq(vb_output_event(&out, &event, &style), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out),
			 "7\t2026-11-22T08:11:00Z\tadded\tnq-5\t"
			 "một hai  ba\n");
	vb_buf_truncate(&out, 0);
	style.format = VB_FORMAT_JSON;
	ck_assert_int_eq(vb_output_event(&out, &event, &style), VB_OK);
	ck_assert_ptr_nonnull(strstr(vb_buf_cstr(&out),
				     "\"number\":7,\"time\":\"2026-11-22T"
				     "08:11:00Z\",\"event\":\"added\","
				     "\"id\":\"nq-5\",\"detail\":\"một\\t"
				     "hai\\u001b\\nba\"}\n"));
}
END_TEST

/* Whatever room there is: all of it, or VB_TOO_BIG, and never past it. */
START_TEST(limit__every_format)
{
	static const enum vb_format formats[] = {
		VB_FORMAT_TEXT, VB_FORMAT_JSON, VB_FORMAT_NDJSON,
		VB_FORMAT_TSV,	VB_FORMAT_TREC,
	};
	struct vb_style style = style_of(formats[_i]);
	size_t whole;

	results.facets = facets;
	results.n_facets = 2;
	write_results(style);
	whole = out.len;
	for (size_t limit = 0; limit <= whole; limit++) {
		struct vb_buf small = VB_BUF_INIT(limit);
		vb_status st = vb_output_results(&small, &results, &style);

		ck_assert_int_eq(st, limit < whole ? VB_TOO_BIG : VB_OK);
		ck_assert_uint_le(small.len, limit);
		vb_buf_clear(&small);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("output/json");
	TCase *t = tcase_create("json");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, json__answer);
	tcase_add_test(t, json__nothing);
	tcase_add_test(t, json__explain);
	tcase_add_test(t, json__mad_strings);
	tcase_add_test(t, ndjson__one_hit_a_line);
	tcase_add_test(t, tsv__columns);
	tcase_add_test(t, trec__scores_fall);
	tcase_add_test(t, json__place_now);
	tcase_add_test(t, json__document);
	tcase_add_test(t, text__document);
	tcase_add_test(t, json__stats);
	tcase_add_test(t, text__stats);
	tcase_add_test(t, event__formats);
	tcase_add_loop_test(t, limit__every_format, 0, 5);
	suite_add_tcase(s, t);
	return run_suite(s);
}
