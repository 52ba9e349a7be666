/* The start page: a box, examples, counts by type, what came last; and the
 * page of what came last. */
#include "answers.h"
#include "index/browse.h"
#include "page_list.h"
#include "words.h"

#define NEWEST 6
#define TYPES 8 /* counted on the start page */

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

/* A page without the counts is still the page. */
static void add_types(struct view *v, struct request *r)
{
	const struct vb_browse_request request = { .by = VB_BROWSE_TYPE,
						   .within = VB_STR_EMPTY,
						   .n = TYPES };
	vb_searcher *searcher = NULL;
	struct vb_browse counted;
	uint64_t revision = 0;

	if (handles_searcher(&searcher, &revision, r->handles, NULL) ||
	    vb_browse(&counted, searcher, &request, &r->arena, NULL))
		return;
	for (size_t i = 0; i < counted.n; i++) {
		const struct change params[] = {
			{ "by", VB_STR("type") },
			{ "value", counted.values[i].value },
			{ NULL, VB_STR_EMPTY },
		};
		struct view *item = view_item(v, "types");

		view_text(item, "label", counted.values[i].label);
		view_number(item, "count", counted.values[i].count);
		page_link(item, "href", r, "/browse", params);
	}
	view_flag(v, "has_types", counted.n);
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
	view_text(v, "atom_href", VB_STR("/feed.atom"));
	view_number(v, "held", results.total);
	add_examples(v, r);
	add_types(v, r);
	for (size_t i = 0; i < results.n_hits; i++)
		page_hit(v, "hits", r, &results.hits[i]);
	view_flag(v, "has_hits", results.n_hits);
	return page_reply(r, "home.html", v, err);
}

vb_status answer_newest_page(struct request *r, struct vb_error *err)
{
	vb_searcher *searcher = NULL;
	uint64_t revision = 0;
	struct list list;
	struct view *v;
	vb_status st = list_init(&list, r, "/newest", err);

	if (!st)
		st = handles_searcher(&searcher, &revision, r->handles, err);
	if (st || http_unchanged(r, "newest", revision))
		return st;
	list.request.duplicates = false;
	v = page_view(r);
	view_text(v, "title", vb_str_from(word("newest", r->vietnamese)));
	view_text(v, "atom_href", VB_STR("/feed.atom"));
	st = list_add(v, r, &list, err);
	return st ? st : page_reply(r, "newest.html", v, err);
}
