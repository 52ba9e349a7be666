#include "params.h"

#include <stdio.h>

#include "doc/date.h"
#include "text/text.h"

#define PARAM_SHOWN 100 /* bytes of a wrong value that a message repeats */

const char *const params_sorts[] = { "relevance", "newest", "oldest", "number",
				     NULL };
static const char *const matches[] = { "auto", "all", "any", NULL };
static const char *const duplicates[] = { "fold", "show", NULL };
static const char *const yes_no[] = { "0",  "1",   "false", "true",
				      "no", "yes", NULL }; /* odd: yes */

static const char *const filters[VB_FILTER_COUNT] = {
	[VB_FILTER_TYPE] = "type",   [VB_FILTER_ISSUER] = "issuer",
	[VB_FILTER_PLACE] = "place", [VB_FILTER_KIND] = "kind",
	[VB_FILTER_FROM] = "from",   [VB_FILTER_TO] = "to",
	[VB_FILTER_TOPIC] = "topic", [VB_FILTER_STATUS] = "status",
};

const char *params_filter(enum vb_filter filter)
{
	return filters[filter];
}

static vb_status wrong(const char *name, struct vb_str value,
		       const char *wanted, struct vb_error *err)
{
	value.len = vb_utf8_floor(value, value.len < PARAM_SHOWN ? value.len :
								   PARAM_SHOWN);
	return vb_error_set(err, VB_BAD_INPUT, "%s: \"%.*s\" is not %s", name,
			    VB_STR_ARG(value), wanted);
}

vb_status params_number(size_t *out, const struct url *url, const char *name,
			unsigned long max, struct vb_error *err)
{
	struct vb_str value = url_get(url, name);
	unsigned long n;
	char wanted[60];

	if (!value.len)
		return VB_OK;
	snprintf(wanted, sizeof(wanted), "a whole number from 0 to %lu", max);
	if (!vb_str_to_ulong(&n, value, max))
		return wrong(name, value, wanted, err);
	*out = n;
	return VB_OK;
}

/* The place of the parameter's value in `names`; `*out` stays when absent. */
static vb_status choose(int *out, const struct url *url, const char *name,
			const char *const *names, struct vb_error *err)
{
	struct vb_str value = url_get(url, name);
	struct vb_buf wanted = VB_BUF_INIT(200);
	vb_status st = VB_OK;

	if (!value.len)
		return VB_OK;
	for (int i = 0; names[i]; i++)
		if (vb_str_eq(value, vb_str_from(names[i]))) {
			*out = i;
			return VB_OK;
		}
	for (int i = 0; names[i] && !st; i++)
		st = vb_buf_printf(&wanted, "%s%s", i ? ", " : "one of ",
				   names[i]);
	st = wrong(name, value, vb_buf_cstr(&wanted), err);
	vb_buf_clear(&wanted);
	return st;
}

/* As vb_search checks it, but named by its parameter. */
static vb_status check_date(const struct vb_request *request,
			    enum vb_filter filter, struct vb_error *err)
{
	struct vb_str value = request->filters[filter];
	struct vb_date date;

	if (!value.len || vb_date_parse(&date, value))
		return VB_OK;
	return wrong(filters[filter], value, "a date (YYYY-MM-DD)", err);
}

vb_status params_search(struct vb_request *out, const struct url *url,
			struct vb_error *err)
{
	int sort = 0, match = 0, facets = 0, explain = 0;
	int show = 1;
	vb_status st;

	memset(out, 0, sizeof(*out));
	out->query = url_get(url, "q");
	out->n = 10;
	out->snippets = true;
	for (int i = 0; i < VB_FILTER_COUNT; i++)
		out->filters[i] = vb_str_trim(url_get(url, filters[i]));
	st = params_number(&out->n, url, "n", VB_SEARCH_PAGE, err);
	if (!st)
		st = params_number(&out->offset, url, "offset",
				   VB_SEARCH_DEEPEST, err);
	if (!st)
		st = choose(&sort, url, "sort", params_sorts, err);
	if (!st)
		st = choose(&match, url, "match", matches, err);
	if (!st)
		st = choose(&show, url, "duplicates", duplicates, err);
	if (!st)
		st = choose(&facets, url, "facets", yes_no, err);
	if (!st)
		st = choose(&explain, url, "explain", yes_no, err);
	if (!st)
		st = check_date(out, VB_FILTER_FROM, err);
	if (!st)
		st = check_date(out, VB_FILTER_TO, err);
	out->sort = (enum vb_sort)sort;
	out->match = (enum vb_match)match;
	out->duplicates = show;
	out->facets = facets & 1;
	out->explain = explain & 1;
	return st;
}
