/* /opensearch.xml: how a browser or another program searches here. */
#include "answers.h"

#include "origin.h"
#include "output/xmlout.h"
#include "base/json.h"
#include "opensearch.h"
#include "words.h"

#define TYPE_DESCRIPTION "application/opensearchdescription+xml; charset=utf-8"

/* The results as each type; offsets count from `offset`. */
static const struct {
	const char *type, *rel, *path;
	const char *offset;
} templates[] = {
	{ "text/html", "results",
	  "/search?q={searchTerms}&offset={startIndex?}&n={count?}", "0" },
	{ "application/atom+xml", "results",
	  "/feed.atom?q={searchTerms}&offset={startIndex?}&n={count?}", "0" },
	{ "application/json", "results",
	  "/api/v1/search?q={searchTerms}&offset={startIndex?}&n={count?}",
	  "0" },
	{ "application/x-suggestions+json", "suggestions",
	  OPENSEARCH_SUGGEST "?q={searchTerms}", NULL },
	{ "application/opensearchdescription+xml", "self", "/opensearch.xml",
	  NULL },
};

static void put_url(struct vb_xmlout *x, struct vb_str origin, size_t row)
{
	vb_xmlout_raw(x, "<Url");
	vb_xmlout_attr(x, "type", vb_str_from(templates[row].type));
	vb_xmlout_attr(x, "rel", vb_str_from(templates[row].rel));
	if (templates[row].offset)
		vb_xmlout_attr(x, "indexOffset",
			       vb_str_from(templates[row].offset));
	vb_xmlout_raw(x, " template=\"");
	vb_xmlout_text(x, origin);
	vb_xmlout_text(x, vb_str_from(templates[row].path));
	vb_xmlout_raw(x, "\"/>\n");
}

static void put_description(struct vb_xmlout *x, const struct request *r,
			    struct vb_str origin)
{
	bool vi = r->vietnamese;

	vb_xmlout_head(x);
	vb_xmlout_open(x, "OpenSearchDescription "
			  "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\"");
	vb_xmlout_raw(x, "\n");
	vb_xmlout_element(x, "ShortName", vb_str_from(word("site", vi)));
	vb_xmlout_element(x, "LongName", vb_str_from(word("tagline", vi)));
	vb_xmlout_element(x, "Description",
			  vb_str_from(word("search_hint", vi)));
	vb_xmlout_element(x, "Tags", VB_STR("nghị-quyết chỉ-thị văn-bản"));
	for (size_t i = 0; i < sizeof(templates) / sizeof(templates[0]); i++)
		put_url(x, origin, i);
	vb_xmlout_raw(x, "<Query role=\"example\" searchTerms=\"");
	vb_xmlout_text(x, VB_STR("chỉ thị 20"));
	vb_xmlout_raw(x, "\"/>\n");
	vb_xmlout_element(x, "Language", VB_STR("vi"));
	vb_xmlout_element(x, "Language", VB_STR("en"));
	vb_xmlout_element(x, "InputEncoding", VB_STR("UTF-8"));
	vb_xmlout_element(x, "OutputEncoding", VB_STR("UTF-8"));
	vb_xmlout_close(x, "OpenSearchDescription");
}

vb_status answer_opensearch(struct request *r, struct vb_error *err)
{
	struct vb_xmlout x = VB_XMLOUT_INIT(&r->reply.body);
	struct vb_str origin = origin_of(r);

	http_ok(r, TYPE_DESCRIPTION, HTTP_CACHE_ASK);
	r->reply.by_language = true;
	put_description(&x, r, origin);
	return x.status ? vb_error_set(err, VB_INTERNAL, "opensearch: %s",
				       vb_status_text(x.status)) :
			  VB_OK;
}

/* Of a number its document's title tells more; a title is its own. */
static struct vb_str description(const struct vb_suggestion *s)
{
	return s->kind == VB_SUGGEST_NUMBER ? s->title : VB_STR_EMPTY;
}

vb_status opensearch_suggestions(struct vb_buf *out,
				 const struct vb_suggestions *list,
				 struct vb_str query)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;

	vb_json_array(j);
	vb_json_str(j, query);
	vb_json_array(j);
	for (size_t i = 0; i < list->n; i++)
		vb_json_str(j, list->items[i].text);
	vb_json_end(j);
	vb_json_array(j);
	for (size_t i = 0; i < list->n; i++)
		vb_json_str(j, description(&list->items[i]));
	vb_json_end(j);
	vb_json_end(j);
	return vb_json_status(j);
}
