#include "built.h"
#include "query/query.h"

static const char *const documents[] = {
	"{\"id\":\"nq5\",\"kind\":\"document\",\"number\":\"05/2024/NQ-HĐND\","
	"\"type\":\"Nghị quyết\",\"title\":\"Nghị quyết về giá đất\","
	"\"issuer\":\"Hội đồng nhân dân tỉnh Hà Tĩnh\",\"place\":\"Hà Tĩnh\","
	"\"date\":\"2024-07-10\",\"signer\":\"Trần Mẫu\","
	"\"topic\":\"đất đai\",\"status\":\"còn hiệu lực\",\"term\":\"XVIII\","
	"\"session\":\"14\",\"text\":\"Quy định bảng giá.\\nĐiều 1. Giá đất ở "
	"nông thôn.\"}",
	"{\"id\":\"nq7\",\"kind\":\"document\",\"number\":\"07/2025/NQ-HĐND\","
	"\"type\":\"Nghị quyết\",\"title\":\"Sửa đổi bảng giá\","
	"\"issuer\":\"Hội đồng nhân dân tỉnh Hà Tĩnh\",\"place\":\"Hà Tĩnh\","
	"\"date\":\"2025-03-01\",\"text\":\"Sửa đổi Nghị quyết số "
	"05/2024/NQ-HĐND về đất giá rẻ.\"}",
	"{\"id\":\"ct5\",\"kind\":\"document\",\"number\":\"05/CT-UBND\","
	"\"type\":\"Chỉ thị\",\"title\":\"Chỉ thị phòng cháy rừng\","
	"\"place\":\"Huế\",\"date\":\"2023-05-06\","
	"\"text\":\"Mùa khô, rừng dễ cháy; má nước.\"}",
	"{\"id\":\"tin\",\"kind\":\"article\",\"title\":\"Ma chay\","
	"\"date\":\"2023-01-02\",\"text\":\"Mà nước vẫn lên.\"}",
	"{\"id\":\"trống\",\"kind\":\"article\",\"title\":\"Chỉ có nhan đề "
	"riêng\",\"text\":\"\"}",
	NULL
};

static void setup(void)
{
	make_index(documents);
}

static const struct {
	const char *query, *want;
	bool relaxed;
} cases[] = {
	/* who bears a number, who cites it */
	{ "05/2024/NQ-HĐND", "nq5:number nq7:cited", false },
	{ "05/2024/nq-hdnd", "nq5:number nq7:cited", false },
	{ "nghị quyết 05/2024/NQ-HĐND", "nq5:number nq7:cited", false },
	{ "nq 05", "nq5:number nq7:cited", false },
	{ "07/2025/NQ-HĐND", "nq7:number", false },
	/* as typed, then with other marks */
	{ "má", "ct5:all tin:marks", false },
	{ "mà", "tin:all ct5:marks", false },
	/* few hold all: then some */
	{ "rừng nước", "ct5:all tin:some", true },
	{ "rừng xyzzy", "ct5:some", true },
	{ "xyzzy", "", false },
	/* five words: any will do */
	{ "một hai ba bốn rừng", "ct5:some", false },
	/* phrases, confirmed by the text */
	{ "\"giá đất\"", "nq5:all", false },
	{ "\"đất giá\"", "nq7:all", false },
	{ "\"giá đất\" OR \"đất giá\"", "nq5:all nq7:all", false },
	{ "giá -\"giá đất\"", "nq7:all", false },
	{ "\"giá đất\" -loai:nghi-quyet", "", false },
	{ "\"giá đất\" -loai:chi-thi", "nq5:all", false },
	/* operators */
	{ "rừng OR giá", "ct5:all nq5:all nq7:all", false },
	{ "nước -rừng", "tin:all", false },
	{ "nướ*", "ct5:all tin:all", false },
	/* the title alone */
	{ "tieude:\"giá đất\"", "nq5:all", false },
	{ "nhan riêng", "trống:all", false },
	/* fields */
	{ "loai:ct", "ct5:all", false },
	{ "loai:\"chỉ thị\"", "ct5:all", false },
	{ "so:05/2024/NQ-HĐND", "nq5:all", false },
	{ "coquan:\"ha tinh\" nam:2025", "nq7:all", false },
	{ "noi:huế", "ct5:all", false },
	{ "ky:mẫu", "nq5:all", false },
	{ "tu:2024-07-10 den:2024-07-10", "nq5:all", false },
	{ "tu:2024-07-11 loai:nghi-quyet", "nq7:all", false },
	{ "khoa:xviii", "nq5:all", false },
	{ "kyhop:14", "nq5:all", false },
	{ "chude:\"đất đai\"", "nq5:all", false },
	{ "trangthai:\"còn hiệu lực\"", "nq5:all", false },
	{ "nam:2022", "", false },
};

START_TEST(search__cases)
{
	struct vb_results r = search_for(cases[_i].query);

	sort_steps(&r);
	ck_assert_msg(!strcmp(hits_of(&r), cases[_i].want),
		      "%s finds %s, not %s", cases[_i].query, hits_of(&r),
		      cases[_i].want);
	ck_assert_msg(r.relaxed == cases[_i].relaxed, "%s: relaxed",
		      cases[_i].query);
	ck_assert_uint_eq(r.total, r.n_hits);
	ck_assert(r.exact);
}
END_TEST

static const char *with(struct vb_request request)
{
	struct vb_results r;

	if (!request.query.ptr)
		request.query = VB_STR_EMPTY;
	if (!request.n)
		request.n = 100;
	r = run_request(&request);
	return hits_of(&r);
}

#define FILTER(id, value)                                                      \
	with((struct vb_request){ .sort = VB_SORT_NEWEST,                      \
				  .filters[VB_FILTER_##id] = VB_STR(value) })

START_TEST(search__filters)
{
	ck_assert_str_eq(FILTER(TYPE, "chi-thi"), "ct5:sorted");
	ck_assert_str_eq(FILTER(TYPE, "Chỉ thị"), "ct5:sorted");
	ck_assert_str_eq(FILTER(ISSUER, "nhân dân hà tĩnh"),
			 "nq7:sorted nq5:sorted");
	ck_assert_str_eq(FILTER(PLACE, "hue"), "ct5:sorted");
	ck_assert_str_eq(FILTER(KIND, "article"), "tin:sorted trống:sorted");
	ck_assert_str_eq(FILTER(FROM, "2025-01-01"), "nq7:sorted");
	ck_assert_str_eq(FILTER(TO, "2023-01-02"), "tin:sorted");
	ck_assert_str_eq(FILTER(TO, "02/01/2023"), "tin:sorted");
	ck_assert_str_eq(FILTER(TOPIC, "đất"), "nq5:sorted");
	ck_assert_str_eq(FILTER(STATUS, "con hieu luc"), "nq5:sorted");
	ck_assert_str_eq(FILTER(STATUS, "hết hiệu lực"), "");
	ck_assert_str_eq(
		with((struct vb_request){
			.query = VB_STR("giá"),
			.filters[VB_FILTER_TYPE] = VB_STR("nq"),
			.filters[VB_FILTER_FROM] = VB_STR("2025-01-01") }),
		"nq7:all");
}
END_TEST

/* A filter alone finds all it fits; nothing at all finds nothing. */
START_TEST(search__empty_query)
{
	ck_assert_str_eq(with((struct vb_request){ .n = 10 }), "");
	ck_assert_str_eq(
		with((struct vb_request){ .filters[VB_FILTER_KIND] =
						  VB_STR("document") }),
		"nq5:all nq7:all ct5:all");
	ck_assert_str_eq(with((struct vb_request){ .sort = VB_SORT_NEWEST }),
			 "nq7:sorted nq5:sorted ct5:sorted tin:sorted "
			 "trống:sorted");
}
END_TEST

/* What has no date or number comes last, whichever way. */
START_TEST(search__sorting)
{
	ck_assert_str_eq(with((struct vb_request){ .sort = VB_SORT_OLDEST }),
			 "tin:sorted ct5:sorted nq5:sorted nq7:sorted "
			 "trống:sorted");
	ck_assert_str_eq(
		with((struct vb_request){ .sort = VB_SORT_NUMBER, .n = 3 }),
		"ct5:sorted nq5:sorted nq7:sorted");
	/* with words: all of them first, some when those are few */
	ck_assert_str_eq(with((struct vb_request){ .query = VB_STR("giá rẻ"),
						   .sort = VB_SORT_OLDEST }),
			 "nq7:sorted nq5:some");
	ck_assert_str_eq(
		with((struct vb_request){ .query = VB_STR("\"giá đất\" OR má"),
					  .sort = VB_SORT_OLDEST }),
		"tin:sorted ct5:sorted nq5:sorted");
}
END_TEST

START_TEST(search__match)
{
	struct vb_request request = { .query = VB_STR("rừng nước"),
				      .match = VB_MATCH_ALL };

	ck_assert_str_eq(with(request), "ct5:all");
	request.match = VB_MATCH_ANY;
	ck_assert_str_eq(with(request), "ct5:some tin:some");
}
END_TEST

START_TEST(search__pages)
{
	struct vb_request request = { .query = VB_STR("giá rừng"), .n = 1 };

	char whole[200], pages[200] = "";

	request.n = 3;
	snprintf(whole, sizeof(whole), "%s", with(request));
	request.n = 1;
	for (; request.offset < 4; request.offset++)
		snprintf(pages + strlen(pages), sizeof(pages) - strlen(pages),
			 "%s%s", request.offset % 3 ? " " : "", with(request));
	ck_assert_str_eq(pages, whole);
	request.n = 2;
	request.query = VB_STR("\"giá đất\" OR \"đất giá\"");
	request.offset = 1;
	ck_assert_str_eq(with(request), "nq7:all");
}
END_TEST

static vb_status status_of(struct vb_request request)
{
	vb_searcher *s = open_searcher();
	struct vb_results results;
	vb_status st;

	err.message[0] = '\0';
	st = vb_search(&results, s, &request, &arena, &err);
	vb_searcher_close(s);
	return st;
}

START_TEST(search__refusals)
{
	static char many[VB_QUERY_BYTES + 2];

	memset(many, 'a', sizeof(many) - 1);
	ck_assert_int_eq(status_of((struct vb_request){
				 .query = vb_str_from(many), .n = 1 }),
			 VB_TOO_BIG);
	ck_assert_int_eq(
		status_of((struct vb_request){ .query = VB_STR("a"),
					       .n = VB_SEARCH_PAGE + 1 }),
		VB_TOO_BIG);
	ck_assert_int_eq(status_of((struct vb_request){
				 .query = VB_STR("a"),
				 .n = 1,
				 .offset = VB_SEARCH_DEEPEST + 1 }),
			 VB_TOO_BIG);
	ck_assert_int_eq(
		status_of((struct vb_request){ .query = VB_STR("a"),
					       .n = 1,
					       .filters[VB_FILTER_FROM] =
						       VB_STR("hôm qua") }),
		VB_BAD_INPUT);
	ck_assert_str_eq(err.message, "'hôm qua' is not a date (YYYY-MM-DD)");
	ck_assert_int_eq(status_of((struct vb_request){
				 .query = VB_STR("a"),
				 .n = 1,
				 .filters[VB_FILTER_KIND] = VB_STR("book") }),
			 VB_BAD_INPUT);
	ck_assert_str_eq(err.message,
			 "kind 'book' is neither document nor article");
}
END_TEST

/* The last page that can be asked for ends with the 10,000th hit. */
START_TEST(search__deepest)
{
	struct vb_request request = { .query = VB_STR("a"), .n = 1000 };

	request.offset = 9000;
	ck_assert_int_eq(status_of(request), VB_OK);
	request.offset = 9001;
	ck_assert_int_eq(status_of(request), VB_TOO_BIG);
	ck_assert_str_eq(err.message,
			 "offset and n together go to 10000 at most");
	request.n = 999;
	ck_assert_int_eq(status_of(request), VB_OK);
	request.n = 1;
	request.offset = 9999;
	ck_assert_int_eq(status_of(request), VB_OK);
	request.offset = 10000;
	ck_assert_int_eq(status_of(request), VB_TOO_BIG);
	request.n = 0;
	ck_assert_int_eq(status_of(request), VB_OK);
	request.offset = SIZE_MAX;
	ck_assert_int_eq(status_of(request), VB_TOO_BIG);
}
END_TEST

/* A deadline that has passed already. */
START_TEST(search__timeout)
{
	struct vb_request request = { .query = VB_STR("giá"),
				      .n = 1,
				      .timeout_ms = -1 };

	ck_assert_int_eq(status_of(request), VB_TIMEOUT);
	ck_assert_str_eq(err.message, "the search took too long");
	request.timeout_ms = 60000;
	ck_assert_int_eq(status_of(request), VB_OK);
}
END_TEST

START_TEST(search__hit)
{
	struct vb_results r = search_for("giá đất");
	const struct vb_hit *h = &r.hits[0];

	ck_str(h->id, "nq5");
	ck_str(h->source, "nq5");
	ck_str(h->kind, "document");
	ck_str(h->title, "Nghị quyết về giá đất");
	ck_str(h->number, "05/2024/NQ-HĐND");
	ck_str(h->type, "nghi-quyet");
	ck_str(h->type_label, "Nghị quyết");
	ck_str(h->issuer, "Hội đồng nhân dân tỉnh Hà Tĩnh");
	ck_str(h->place, "Hà Tĩnh");
	ck_str(h->date, "2024-07-10");
	ck_assert(!h->date_inferred);
	ck_str(h->snippet.text, "Quy định bảng giá. Điều 1. Giá đất ở nông "
				"thôn.");
	ck_assert_uint_eq(h->snippet.n_marks, 2);
	ck_assert(h->score > 0);
	ck_str(r.interpreted, "giá đất");
	ck_str(r.notes, "");
	r = search_for("nông thôn");
	ck_str(r.hits[0].snippet.anchor, "dieu-1");
	r = search_for("07/2025/NQ-HĐND");
	ck_assert_uint_eq(r.hits[0].n_mentions, 1);
	ck_str(r.hits[0].mentions[0], "05/2024/NQ-HĐND");
}
END_TEST

/* Found by its title: the text from its beginning, or none. */
START_TEST(search__snippet_of_title_hit)
{
	struct vb_results r = search_for("phòng");

	ck_assert_str_eq(hits_of(&r), "ct5:all");
	ck_str(r.hits[0].snippet.text, "Mùa khô, rừng dễ cháy; má nước.");
	ck_assert_uint_eq(r.hits[0].snippet.n_marks, 0);
	ck_assert(!r.hits[0].snippet.cut_start);
	r = search_for("nhan đề riêng");
	ck_str(r.hits[0].snippet.text, "");
	ck_assert(!r.hits[0].snippet.cut_start && !r.hits[0].snippet.cut_end);
}
END_TEST

static uint32_t facet(const struct vb_results *r, const char *name,
		      const char *value)
{
	for (size_t i = 0; i < r->n_facets; i++)
		for (size_t k = 0; k < r->facets[i].n; k++)
			if (!strcmp(r->facets[i].name, name) &&
			    vb_str_eq(r->facets[i].values[k].value,
				      vb_str_from(value)))
				return r->facets[i].values[k].count;
	return 0;
}

static struct vb_results facets_of(const char *query)
{
	struct vb_request request = { .query = vb_str_from(query),
				      .n = 1,
				      .sort = VB_SORT_NEWEST,
				      .facets = true };

	return run_request(&request);
}

/* They count all that is found, not only the page. */
START_TEST(search__facets)
{
	struct vb_results r = facets_of("");

	ck_assert_uint_eq(r.n_hits, 1);
	ck_assert_uint_eq(facet(&r, "type", "nghi-quyet"), 2);
	ck_assert_uint_eq(facet(&r, "type", "chi-thi"), 1);
	ck_assert_uint_eq(facet(&r, "kind", "article"), 2);
	ck_assert_uint_eq(facet(&r, "kind", "document"), 3);
	ck_assert_uint_eq(facet(&r, "place", "Hà Tĩnh"), 2);
	ck_assert_uint_eq(facet(&r, "year", "2023"), 2);
	ck_assert_uint_eq(facet(&r, "topic", "đất đai"), 1);
	ck_assert_uint_eq(facet(&r, "status", "còn hiệu lực"), 1);
	ck_str(r.facets[0].values[0].label, "Nghị quyết");
	r = facets_of("\"giá đất\"");
	ck_assert_uint_eq(facet(&r, "type", "nghi-quyet"), 1);
	r = facets_of("\"giá đất\" OR nước");
	ck_assert_uint_eq(facet(&r, "type", "nghi-quyet"), 1);
	ck_assert_uint_eq(facet(&r, "year", "2023"), 2);
}
END_TEST

static const char *resolved(const char *number)
{
	vb_searcher *s = open_searcher();
	struct vb_results r;

	ck_ok(vb_resolve(&r, s, vb_str_from(number), 20, &arena, &err));
	vb_searcher_close(s);
	return hits_of(&r);
}

START_TEST(resolve__cases)
{
	static const char *const spellings[] = {
		"05/2024/NQ-HĐND",    "05/2024/nq-hđnd",
		"5/2024/NQ-HDND",     "05 / 2024 / NQ – HĐND",
		"số 05/2024/NQ-HĐND", "Nghị quyết số 05/2024/NQ-HĐND",
		"so 5 2024 nq hdnd",
	};

	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		ck_assert_msg(!strncmp(resolved(spellings[i]), "nq5:", 4),
			      "%s gives %s", spellings[i],
			      resolved(spellings[i]));
	ck_assert_str_eq(resolved("06/2024/NQ-HĐND"), "");
	ck_assert_str_eq(resolved("không phải số"), "");
	ck_assert_str_eq(resolved(""), "");
}
END_TEST

/* Ids longer than a term, alike but for their ends. */
START_TEST(search__long_ids)
{
	static char lines[3][1200];
	const char *const all[] = { lines[0], lines[1], lines[2], NULL };
	vb_searcher *s;
	struct vb_results r;
	char id[601];
	bool has = false;

	memset(id, 'k', 600);
	id[600] = '\0';
	for (int i = 0; i < 3; i++)
		snprintf(lines[i], sizeof(lines[i]),
			 "{\"id\":\"%s%d\",\"title\":\"dài\",\"text\":"
			 "\"lâu\"}",
			 id + 100 * i, i);
	put_lines(all);
	update_index(false);
	r = search_for("lâu");
	ck_assert_uint_eq(r.n_hits, 3);
	s = open_searcher();
	for (size_t i = 0; i < 3; i++) {
		ck_assert_uint_gt(r.hits[i].id.len, 400);
		ck_ok(vb_searcher_has(&has, s, r.hits[i].id, &err));
		ck_assert(has);
	}
	ck_ok(vb_searcher_has(&has, s, vb_str_from(id), &err));
	ck_assert(!has);
	vb_searcher_close(s);
	put_lines(all); /* unchanged */
	ck_assert_int_eq(update_index(false).indexed, 0);
}
END_TEST

/* What is known of a document may be longer than an index holds. */
START_TEST(search__endless_fields)
{
	struct vb_buf line = VB_BUF_INIT(16 << 20);
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	struct vb_results r;

	ck_ok(vb_buf_append(&line, VB_STR("{\"id\":\"to\",\"text\":\"thân\"")));
	for (const char *const *k =
		     (const char *const[]){ "title", "issuer", "place",
					    "signer", "topic", "status", "term",
					    "session", "url", "number", NULL };
	     *k; k++) {
		ck_ok(vb_buf_printf(&line, ",\"%s\":\"", *k));
		for (int i = 0; i < 100000; i++)
			ck_ok(vb_buf_append(&line, VB_STR("chữ ")));
		ck_ok(vb_buf_append_char(&line, '"'));
	}
	ck_ok(vb_buf_append_char(&line, '}'));
	ck_ok(vb_archive_begin(ar, &err));
	put_line(ar, vb_buf_str(&line), VB_READ_WHOLE);
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	ck_assert_int_eq(update_index(false).indexed, 1);
	r = search_for("thân");
	ck_assert_str_eq(hits_of(&r), "to:all");
	ck_assert_uint_le(r.hits[0].title.len, 1 << 14);
	vb_buf_clear(&line);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/search");
	TCase *t = tcase_create("search");

	tcase_add_checked_fixture(t, setup, remove_dir);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, search__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(t, search__filters);
	tcase_add_test(t, search__empty_query);
	tcase_add_test(t, search__sorting);
	tcase_add_test(t, search__match);
	tcase_add_test(t, search__pages);
	tcase_add_test(t, search__refusals);
	tcase_add_test(t, search__deepest);
	tcase_add_test(t, search__timeout);
	tcase_add_test(t, search__hit);
	tcase_add_test(t, search__snippet_of_title_hit);
	tcase_add_test(t, search__facets);
	tcase_add_test(t, resolve__cases);
	tcase_add_test(t, search__long_ids);
	tcase_add_test(t, search__endless_fields);
	suite_add_tcase(s, t);
	return run_suite(s);
}
