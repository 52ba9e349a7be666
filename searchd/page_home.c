/* The start page: a box, examples, and what came last. */
#include "answers.h"
#include "page.h"

#define NEWEST 6

static const char *const examples[] = {
	"chỉ thị 20-CT/TU",
	"phụ cấp đại biểu hội đồng nhân dân",
	"gia dat nam 2024",
};

static void add_examples(struct view *v, const struct request *r)
{
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		struct vb_str query = vb_str_from(examples[i]);
		struct view *item = view_item(v, "examples");

		view_text(item, "example", query);
		page_query_link(item, "href", r, query);
	}
}

vb_status answer_home(struct request *r, struct vb_error *err)
{
	struct vb_request request = { .query = VB_STR_EMPTY,
				      .n = NEWEST,
				      .sort = VB_SORT_NEWEST };
	struct vb_results results;
	struct view *v;
	bool done = false;
	vb_status st;

	for (int i = 0; i < VB_FILTER_COUNT; i++)
		request.filters[i] = VB_STR_EMPTY;
	st = run_search(&results, &done, r, &request, err);
	if (st || done)
		return st;
	v = page_view(r);
	view_flag(v, "home", true);
	view_number(v, "held", results.total);
	add_examples(v, r);
	for (size_t i = 0; i < results.n_hits; i++)
		page_hit(v, "hits", r, &results.hits[i]);
	return page_reply(r, "home.html", v, err);
}
