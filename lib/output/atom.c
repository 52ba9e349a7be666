#include "output/atom.h"

#include "doc/date.h"
#include "output/output.h"
#include "output/xmlout.h"

static void put_link(struct vb_xmlout *x, const char *rel, const char *type,
		     struct vb_str href)
{
	if (!href.len)
		return;
	vb_xmlout_raw(x, "<link");
	vb_xmlout_attr(x, "rel", vb_str_from(rel));
	if (type)
		vb_xmlout_attr(x, "type", vb_str_from(type));
	vb_xmlout_attr(x, "href", href);
	vb_xmlout_raw(x, "/>\n");
}

static void put_author(struct vb_xmlout *x, struct vb_str name)
{
	vb_xmlout_open(x, "author");
	vb_xmlout_element(x, "name", name);
	vb_xmlout_close(x, "author");
}

/* The day on which it was issued, as Vietnam counts days. */
static void put_published(struct vb_xmlout *x, struct vb_str date)
{
	struct vb_date day;

	if (date.len != VB_DATE_TEXT - 1 || !vb_date_parse(&day, date))
		return;
	vb_xmlout_open(x, "published");
	vb_xmlout_text(x, date);
	vb_xmlout_raw(x, "T00:00:00+07:00");
	vb_xmlout_close(x, "published");
}

static void put_category(struct vb_xmlout *x, struct vb_str term,
			 struct vb_str label)
{
	if (!term.len)
		return;
	vb_xmlout_raw(x, "<category");
	vb_xmlout_attr(x, "term", term);
	if (label.len)
		vb_xmlout_attr(x, "label", label);
	vb_xmlout_raw(x, "/>\n");
}

static void put_summary(struct vb_xmlout *x, const struct vb_snippet *snippet)
{
	struct vb_buf html = VB_BUF_INIT(65536);
	vb_status st;

	if (!snippet->text.len)
		return;
	st = vb_html_snippet(&html, snippet);
	if (st && !x->status)
		x->status = st;
	vb_xmlout_open(x, "summary type=\"html\"");
	vb_xmlout_text(x, vb_buf_str(&html));
	vb_xmlout_close(x, "summary");
	vb_buf_clear(&html);
}

/* An entry needs a title: of one without, its number or its id. */
static struct vb_str title_of(const struct vb_hit *hit)
{
	if (hit->title.len)
		return hit->title;
	return hit->number.len ? hit->number : hit->id;
}

static void put_entry(struct vb_xmlout *x, const struct vb_atom_entry *e)
{
	const struct vb_hit *hit = e->hit;

	vb_xmlout_open(x, "entry");
	vb_xmlout_element(x, "id", e->id);
	vb_xmlout_element(x, "title", title_of(hit));
	vb_xmlout_element(x, "updated", vb_str_from(e->updated));
	put_published(x, hit->date);
	if (hit->issuer.len)
		put_author(x, hit->issuer);
	put_link(x, "alternate", "text/html", e->page);
	put_link(x, "alternate", "application/json", e->json);
	put_link(x, "alternate", "application/akn+xml", e->akn);
	if (vb_str_starts(hit->url, VB_STR("https://")) ||
	    vb_str_starts(hit->url, VB_STR("http://")))
		put_link(x, "via", NULL, hit->url);
	put_category(x, hit->type, hit->type_label);
	put_summary(x, &hit->snippet);
	vb_xmlout_close(x, "entry");
}

static void put_counts(struct vb_xmlout *x, const struct vb_atom *feed)
{
	const struct vb_results *r = feed->results;

	vb_xmlout_int(x, "opensearch:totalResults", (long long)r->total);
	vb_xmlout_int(x, "opensearch:startIndex", (long long)r->offset + 1);
	vb_xmlout_int(x, "opensearch:itemsPerPage", (long long)feed->per_page);
	vb_xmlout_raw(x, "<opensearch:Query role=\"request\"");
	vb_xmlout_attr(x, "searchTerms", feed->query);
	vb_xmlout_raw(x, "/>\n");
}

vb_status vb_output_atom(struct vb_buf *out, const struct vb_atom *feed)
{
	struct vb_xmlout xml = VB_XMLOUT_INIT(out), *x = &xml;

	vb_xmlout_head(x);
	vb_xmlout_raw(x, "<feed xmlns=\"http://www.w3.org/2005/Atom\"\n"
			 " xmlns:opensearch=\"http://a9.com/-/spec/opensearch/"
			 "1.1/\"");
	vb_xmlout_attr(x, "xml:lang",
		       feed->vietnamese ? VB_STR("vi") : VB_STR("en"));
	vb_xmlout_raw(x, ">\n");
	vb_xmlout_element(x, "id", feed->id);
	vb_xmlout_element(x, "title", feed->title);
	vb_xmlout_element(x, "subtitle", feed->subtitle);
	vb_xmlout_element(x, "updated", vb_str_from(feed->updated));
	put_author(x, feed->author);
	put_link(x, "self", "application/atom+xml", feed->self);
	put_link(x, "alternate", "text/html", feed->page);
	put_link(x, "search", "application/opensearchdescription+xml",
		 feed->description);
	put_link(x, "first", "application/atom+xml", feed->first);
	put_link(x, "previous", "application/atom+xml", feed->previous);
	put_link(x, "next", "application/atom+xml", feed->next);
	put_link(x, "last", "application/atom+xml", feed->last);
	put_counts(x, feed);
	for (size_t i = 0; i < feed->results->n_hits; i++)
		put_entry(x, &feed->entries[i]);
	vb_xmlout_close(x, "feed");
	return x->status;
}
