/*
 * What a page says of itself: <title>, <meta>, <time>, JSON-LD.
 */
#include <stdlib.h>

#include "format/markup.h"
#include "format/tags.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

vb_status vb_about_set(struct vb_buf *buf, struct vb_str value)
{
	if (buf->len || !vb_str_trim(value).len ||
	    value.len > VB_MARKUP_META_BYTES)
		return VB_OK;
	return vb_buf_append(buf, vb_str_trim(value));
}

/* All text below `node`, white space as it comes. */
static vb_status gather(struct vb_buf *out, const xmlNode *node, unsigned depth)
{
	vb_status st = VB_OK;

	if (vb_tag_is_text(node))
		return vb_buf_append_cstr(out, (const char *)node->content);
	if (depth > VB_TAG_DEPTH)
		return VB_OK;
	for (const xmlNode *child = node->children; child && !st;
	     child = child->next)
		st = gather(out, child, depth + 1);
	return st;
}

/* Names of <meta>, by property, name or itemprop, and what they state. */
enum meta { PUBLISHED, MODIFIED, OG_TITLE, SITE, SECTION, AUTHOR, NO_META };

static const struct {
	const char *name;
	enum meta meta;
} metas[] = {
	{ "article:published_time", PUBLISHED },
	{ "og:article:published_time", PUBLISHED },
	{ "datePublished", PUBLISHED },
	{ "pubdate", PUBLISHED },
	{ "date", PUBLISHED },
	{ "DC.date", PUBLISHED },
	{ "DC.date.issued", PUBLISHED },
	{ "dc.date", PUBLISHED },
	{ "publishdate", PUBLISHED },
	{ "dateModified", MODIFIED },
	{ "article:modified_time", MODIFIED },
	{ "og:updated_time", MODIFIED },
	{ "lastmod", MODIFIED },
	{ "og:title", OG_TITLE },
	{ "og:site_name", SITE },
	{ "article:section", SECTION },
	{ "author", AUTHOR },
	{ "article:author", AUTHOR },
	{ "dc.creator", AUTHOR },
	{ "DC.creator", AUTHOR },
};

static vb_status read_meta(struct vb_about *about, const xmlNode *node)
{
	static const char *const keys[] = { "property", "name", "itemprop" };
	struct vb_buf *const places[] = {
		[PUBLISHED] = &about->published, [MODIFIED] = &about->modified,
		[OG_TITLE] = &about->og_title,	 [SITE] = &about->site,
		[SECTION] = &about->section,	 [AUTHOR] = &about->author,
	};
	struct vb_str content = vb_tag_attribute(node, "content");
	struct vb_str name = VB_STR_EMPTY;

	for (size_t i = 0; !name.len && i < COUNT(keys); i++)
		name = vb_tag_attribute(node, keys[i]);
	/* The address of somebody's page is no name. */
	if (vb_str_starts(content, VB_STR("http")))
		return VB_OK;
	for (size_t i = 0; i < COUNT(metas); i++)
		if (vb_str_eq(name, vb_str_from(metas[i].name)))
			return vb_about_set(places[metas[i].meta], content);
	return VB_OK;
}

/* The first <h1> with some words, or the first at all. */
static vb_status read_h1(struct vb_about *about, const xmlNode *node)
{
	struct vb_buf text = VB_BUF_INIT(VB_MARKUP_META_BYTES);
	vb_status st = gather(&text, node, 0);
	struct vb_str now = vb_str_trim(vb_buf_str(&about->h1));
	struct vb_str found = vb_str_trim(vb_buf_str(&text));

	if (st == VB_TOO_BIG)
		st = VB_OK; /* no heading */
	else if (!st && found.len &&
		 (!now.len || (now.len < 20 && found.len > now.len))) {
		vb_buf_truncate(&about->h1, 0);
		st = vb_buf_append(&about->h1, found);
	}
	vb_buf_clear(&text);
	return st;
}

static vb_status read_title(struct vb_about *about, const xmlNode *node)
{
	vb_status st =
		about->title.len ? VB_OK : gather(&about->title, node, 0);

	return st == VB_TOO_BIG ? VB_OK : st;
}

static vb_status read_script(struct vb_about *about, const xmlNode *node)
{
	const xmlNode *text = node->children;

	if (!vb_str_eq(vb_tag_attribute(node, "type"),
		       VB_STR("application/ld+json")) ||
	    !text || !vb_tag_is_text(text))
		return VB_OK;
	return vb_about_jsonld(about, vb_str_from((const char *)text->content));
}

/* What of this element, without what is below it. */
static vb_status read_element(struct vb_about *about, const xmlNode *node,
			      bool *below)
{
	switch (vb_tag_of(node)) {
	case VB_TAG_NAV:
	case VB_TAG_ASIDE:
	case VB_TAG_FOOTER:
	case VB_TAG_SVG:
		*below = false;
		return VB_OK;
	case VB_TAG_H1:
		*below = false;
		return read_h1(about, node);
	case VB_TAG_SCRIPT:
		*below = false;
		return read_script(about, node);
	case VB_TAG_META:
		return read_meta(about, node);
	case VB_TAG_TITLE:
		return read_title(about, node);
	case VB_TAG_HTML:
		return vb_about_set(&about->language,
				    vb_tag_attribute(node, "lang"));
	case VB_TAG_LINK:
		if (!vb_str_eq(vb_tag_attribute(node, "rel"),
			       VB_STR("canonical")))
			return VB_OK;
		return vb_about_set(&about->canonical,
				    vb_tag_attribute(node, "href"));
	case VB_TAG_TIME:
		return vb_about_set(&about->time,
				    vb_tag_attribute(node, "datetime"));
	default:
		return VB_OK;
	}
}

static vb_status read_node(struct vb_about *about, const xmlNode *node,
			   unsigned depth)
{
	bool below = true;
	vb_status st;

	if (node->type != XML_ELEMENT_NODE || depth > VB_TAG_DEPTH)
		return VB_OK;
	st = read_element(about, node, &below);
	for (const xmlNode *child = below ? node->children : NULL; child && !st;
	     child = child->next)
		st = read_node(about, child, depth + 1);
	return st;
}

vb_status vb_about_read(struct vb_about *about, const xmlNode *node)
{
	return read_node(about, node, 0);
}

void vb_about_init(struct vb_about *about)
{
	struct vb_buf small = VB_BUF_INIT(VB_MARKUP_META_BYTES);

	*about = (struct vb_about){
		small, small, small, small, small, small, small,
		small, small, small, small, small, small,
	};
}

void vb_about_clear(struct vb_about *about)
{
	struct vb_buf *const all[] = {
		&about->title,	 &about->headline,  &about->og_title,
		&about->h1,	 &about->published, &about->modified,
		&about->time,	 &about->author,    &about->publisher,
		&about->section, &about->language,  &about->canonical,
		&about->site,
	};

	for (size_t i = 0; i < COUNT(all); i++)
		vb_buf_clear(all[i]);
}
