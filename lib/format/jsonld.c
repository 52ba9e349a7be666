/*
 * schema.org's description of a page, JSON in a <script>.
 */
#include <stdlib.h>

#include "doc/jsonread.h"
#include "format/markup.h"

#define DEPTH_MAX 8   /* of objects in which an article is looked for */
#define NODES_MAX 500 /* … and how many of them */
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Types that describe the text itself, not the site or its crumbs. */
static const char *const types[] = {
	"\"NewsArticle\"",	    "\"Article\"",
	"\"BlogPosting\"",	    "\"Report\"",
	"\"ReportageNewsArticle\"", "\"Legislation\"",
	"\"LegislationObject\"",    "\"CreativeWork\"",
	"\"DigitalDocument\"",
};

static bool key_is(const struct vb_json_member *m, const char *quoted)
{
	return vb_str_eq(m->key, vb_str_from(quoted));
}

static bool find(struct vb_str *value, struct vb_str object, const char *quoted)
{
	struct vb_json_member m;
	size_t at = 0;

	while (vb_json_member(&m, &at, object))
		if (key_is(&m, quoted)) {
			*value = m.value;
			return true;
		}
	return false;
}

static bool is_article(struct vb_str object)
{
	struct vb_str type = VB_STR_EMPTY, one;
	size_t at = 0;

	if (!find(&type, object, "\"@type\""))
		return false;
	for (size_t i = 0; i < COUNT(types); i++)
		if (vb_str_eq(type, vb_str_from(types[i])))
			return true;
	while (type.ptr[0] == '[' && vb_json_element(&one, &at, type))
		for (size_t i = 0; i < COUNT(types); i++)
			if (vb_str_eq(one, vb_str_from(types[i])))
				return true;
	return false;
}

/*
 * What names a value: a string, the `name` of an object, the first of an
 * array. Appends to `out`, after ", " if that holds something.
 */
static vb_status put_name(struct vb_buf *out, struct vb_str value)
{
	size_t mended = 0;
	vb_status st = VB_OK;

	if (value.len && value.ptr[0] == '{' &&
	    !find(&value, value, "\"name\""))
		return VB_OK;
	if (!value.len || value.ptr[0] != '"' || value.len < 3)
		return VB_OK;
	if (out->len)
		st = vb_buf_append_cstr(out, ", ");
	return st ? st : vb_json_decode(out, &mended, value);
}

static vb_status put_names(struct vb_buf *out, struct vb_str value)
{
	struct vb_str one;
	vb_status st = VB_OK;
	size_t at = 0;

	if (!value.len || value.ptr[0] != '[')
		return put_name(out, value);
	while (!st && vb_json_element(&one, &at, value))
		st = put_name(out, one);
	return st;
}

static vb_status set(struct vb_buf *buf, struct vb_str value)
{
	struct vb_buf text = VB_BUF_INIT(VB_MARKUP_META_BYTES);
	vb_status st = put_names(&text, value);

	if (!st) {
		st = vb_about_set(buf, vb_buf_str(&text));
	} else if (st == VB_TOO_BIG) {
		st = VB_OK;
	}
	vb_buf_clear(&text);
	return st;
}

static vb_status read_article(struct vb_about *about, struct vb_str object)
{
	struct {
		const char *key;
		struct vb_buf *place;
	} const places[] = {
		{ "\"headline\"", &about->headline },
		{ "\"datePublished\"", &about->published },
		{ "\"dateModified\"", &about->modified },
		{ "\"author\"", &about->author },
		{ "\"publisher\"", &about->publisher },
		{ "\"articleSection\"", &about->section },
		{ "\"inLanguage\"", &about->language },
	};
	struct vb_json_member m;
	vb_status st = VB_OK;
	size_t at = 0;

	while (!st && vb_json_member(&m, &at, object))
		for (size_t i = 0; !st && i < COUNT(places); i++)
			if (key_is(&m, places[i].key))
				st = set(places[i].place, m.value);
	return st;
}

struct hunt {
	struct vb_about *about;
	unsigned nodes;
	bool found;
};

/* The first article in a value: itself, in an array, in an @graph. */
static vb_status hunt(struct hunt *h, struct vb_str value, unsigned depth)
{
	struct vb_str one;
	vb_status st = VB_OK;
	size_t at = 0;

	if (depth > DEPTH_MAX || ++h->nodes > NODES_MAX || h->found ||
	    !value.len)
		return VB_OK;
	if (value.ptr[0] == '[') {
		while (!st && !h->found && h->nodes < NODES_MAX &&
		       vb_json_element(&one, &at, value))
			st = hunt(h, one, depth + 1);
		return st;
	}
	if (value.ptr[0] != '{')
		return VB_OK;
	if (is_article(value)) {
		h->found = true;
		return read_article(h->about, value);
	}
	if (find(&one, value, "\"@graph\"") ||
	    find(&one, value, "\"mainEntity\""))
		return hunt(h, one, depth + 1);
	return VB_OK;
}

/* Sites write line ends into strings, which JSON forbids: spaces. */
static vb_status without_controls(struct vb_buf *out, struct vb_str json)
{
	vb_status st = vb_buf_append(out, json);

	for (size_t i = 0; !st && i < out->len; i++)
		if ((unsigned char)out->ptr[i] < 32)
			out->ptr[i] = ' ';
	return st;
}

vb_status vb_about_jsonld(struct vb_about *about, struct vb_str json)
{
	struct vb_buf plain = VB_BUF_INIT((size_t)16 << 20);
	struct hunt h = { .about = about };
	vb_status st;
	size_t bad;

	st = without_controls(&plain, json);
	if (st == VB_TOO_BIG)
		st = VB_OK;
	else if (!st && !vb_json_check(&bad, vb_buf_str(&plain)))
		st = hunt(&h, vb_str_trim(vb_buf_str(&plain)), 0);
	vb_buf_clear(&plain);
	return st;
}
