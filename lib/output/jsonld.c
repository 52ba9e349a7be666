#include "output/jsonld.h"

#include "base/json.h"

#define CITED 500 /* other texts that are named, of each relation */

/* AMENDED_BY says something of another text, which says it itself. */
static const char *const relations[VB_RELATION_COUNT] = {
	[VB_RELATION_MENTION] = "citation",
	[VB_RELATION_CITES] = "citation",
	[VB_RELATION_BASIS] = "isBasedOn",
	[VB_RELATION_AMENDS] = "legislationAmends",
	[VB_RELATION_REPLACES] = "legislationChanges",
	[VB_RELATION_SUSPENDS] = "legislationChanges",
	[VB_RELATION_REPEALS] = "legislationRepeals",
	[VB_RELATION_CORRECTS] = "legislationCorrects",
	[VB_RELATION_MERGES] = "legislationConsolidates",
	[VB_RELATION_GUIDES] = "legislationApplies",
	[VB_RELATION_IMPLEMENTS] = "legislationApplies",
	[VB_RELATION_PART_OF] = "isPartOf",
};

const char *vb_jsonld_relation(enum vb_relation kind)
{
	return kind < VB_RELATION_COUNT ? relations[kind] : NULL;
}

static void key_if(struct vb_json *j, const char *key, struct vb_str value)
{
	if (!value.len)
		return;
	vb_json_key(j, key);
	vb_json_str(j, value);
}

/* "key": {"@type": type, "name": name} */
static void key_thing(struct vb_json *j, const char *key, const char *type,
		      struct vb_str name)
{
	if (!name.len)
		return;
	vb_json_key(j, key);
	vb_json_object(j);
	vb_json_key(j, "@type");
	vb_json_cstr(j, type);
	vb_json_key(j, "name");
	vb_json_str(j, name);
	vb_json_end(j);
}

static struct vb_str value_of(const struct vb_jsonld *w, enum vb_field_id id)
{
	return w->held->fields[id].value;
}

static struct vb_str shown_of(const struct vb_jsonld *w, enum vb_field_id id)
{
	const struct vb_field *f = &w->held->fields[id];

	return f->label.len ? f->label : f->value;
}

/* --- whether it holds ----------------------------------------------------- */

static void put_force(struct vb_json *j, const struct vb_jsonld *w)
{
	static const char *const forces[][2] = {
		{ "con-hieu-luc", "https://schema.org/InForce" },
		{ "het-hieu-luc-mot-phan",
		  "https://schema.org/PartiallyInForce" },
		{ "het-hieu-luc", "https://schema.org/NotInForce" },
		{ "ngung-hieu-luc", "https://schema.org/NotInForce" },
		{ "chua-co-hieu-luc", "https://schema.org/NotInForce" },
	};

	for (size_t i = 0; w->effect && i < sizeof(forces) / sizeof(forces[0]);
	     i++)
		if (!strcmp(w->effect->status, forces[i][0])) {
			vb_json_key(j, "legislationLegalForce");
			vb_json_cstr(j, forces[i][1]);
		}
}

/* "2025-01-01/.." (ISO 8601-2): from a day on, or until another. */
static void put_coverage(struct vb_json *j, const struct vb_jsonld *w)
{
	struct vb_str from = value_of(w, VB_FIELD_EFFECTIVE_DATE);
	struct vb_str to = value_of(w, VB_FIELD_EXPIRY_DATE);
	struct vb_buf text = VB_BUF_INIT(64);

	if (!from.len)
		return;
	if (!to.len)
		to = VB_STR("..");
	if (!vb_buf_printf(&text, "%.*s/%.*s", VB_STR_ARG(from),
			   VB_STR_ARG(to)))
		key_if(j, "temporalCoverage", vb_buf_str(&text));
	vb_buf_clear(&text);
}

/* --- other texts ---------------------------------------------------------- */

static void put_other(struct vb_json *j, const struct vb_jsonld *w,
		      const struct vb_reference *m, const struct vb_brief *held)
{
	/* Several held documents may be meant: then none is named. */
	bool sure = held && !held->next && w->address;
	struct vb_str at = sure ? w->address(w->ctx, held->id) : VB_STR_EMPTY;

	vb_json_object(j);
	vb_json_key(j, "@type");
	vb_json_cstr(j, "Legislation");
	key_if(j, "@id", at);
	key_if(j, "legislationIdentifier", m->number.len ? m->number : m->key);
	if (sure)
		key_if(j, "name", held->title);
	key_if(j, "legislationDate", m->date);
	vb_json_end(j);
}

/* A name has one list, though several relations may share it. */
static void put_relation(struct vb_json *j, const struct vb_jsonld *w,
			 const char *name)
{
	size_t n = 0;

	for (const struct vb_citation *c = w->cites->first; c && n < CITED;
	     c = c->next) {
		const char *as = vb_jsonld_relation(c->reference.kind);

		if (c->given || !as || strcmp(as, name))
			continue;
		if (!n++) {
			vb_json_key(j, name);
			vb_json_array(j);
		}
		put_other(j, w, &c->reference, c->documents);
	}
	if (n)
		vb_json_end(j);
}

static void put_relations(struct vb_json *j, const struct vb_jsonld *w)
{
	for (int i = 0; w->cites && i < VB_RELATION_COUNT; i++) {
		bool first = relations[i];

		for (int k = 0; k < i && first; k++)
			first = !relations[k] ||
				strcmp(relations[k], relations[i]) != 0;
		if (first)
			put_relation(j, w, relations[i]);
	}
}

/* --- the whole ------------------------------------------------------------ */

static void put_encoding(struct vb_json *j, const char *type, struct vb_str url)
{
	vb_json_object(j);
	vb_json_key(j, "@type");
	vb_json_cstr(j, "LegislationObject");
	vb_json_key(j, "encodingFormat");
	vb_json_cstr(j, type);
	key_if(j, "contentUrl", url);
	vb_json_end(j);
}

static void put_legislation(struct vb_json *j, const struct vb_jsonld *w)
{
	struct vb_str place = value_of(w, VB_FIELD_PLACE);

	key_if(j, "legislationIdentifier", value_of(w, VB_FIELD_NUMBER));
	key_if(j, "legislationType", shown_of(w, VB_FIELD_TYPE));
	key_if(j, "legislationDate", value_of(w, VB_FIELD_DATE));
	key_thing(j, "legislationPassedBy", "Organization",
		  value_of(w, VB_FIELD_ISSUER));
	key_thing(j, "legislationJurisdiction", "AdministrativeArea",
		  place.len ? place : VB_STR("Việt Nam"));
	put_coverage(j, w);
	put_force(j, w);
	vb_json_key(j, "encoding");
	vb_json_array(j);
	put_encoding(j, "text/html", w->page);
	put_encoding(j, "application/json", w->json);
	put_encoding(j, "application/akn+xml", w->akn);
	vb_json_end(j);
}

static void put_article(struct vb_json *j, const struct vb_jsonld *w)
{
	key_if(j, "headline", value_of(w, VB_FIELD_TITLE));
	key_if(j, "datePublished", value_of(w, VB_FIELD_DATE));
	key_thing(j, "author", "Person", value_of(w, VB_FIELD_AUTHOR));
	key_thing(j, "publisher", "Organization", value_of(w, VB_FIELD_ORIGIN));
	key_if(j, "articleSection", value_of(w, VB_FIELD_TOPIC));
}

static void put_all(struct vb_json *j, const struct vb_jsonld *w)
{
	struct vb_str url = value_of(w, VB_FIELD_URL);
	struct vb_str language = value_of(w, VB_FIELD_LANGUAGE);
	struct vb_str title = value_of(w, VB_FIELD_TITLE);
	bool article = vb_str_eq(value_of(w, VB_FIELD_KIND), VB_STR("article"));

	vb_json_object(j);
	vb_json_key(j, "@context");
	vb_json_cstr(j, "https://schema.org");
	vb_json_key(j, "@type");
	vb_json_cstr(j, article ? "Article" : "Legislation");
	key_if(j, "@id", w->page);
	key_if(j, "url", w->page);
	if (!title.len)
		title = value_of(w, VB_FIELD_NUMBER);
	key_if(j, "name", title.len ? title : w->held->id);
	key_if(j, "inLanguage", language.len ? language : VB_STR("vi"));
	if (vb_str_starts(url, VB_STR("https://")) ||
	    vb_str_starts(url, VB_STR("http://")))
		key_if(j, "sameAs", url);
	key_if(j, "dateModified", vb_str_from(w->held->added));
	if (article)
		put_article(j, w);
	else
		put_legislation(j, w);
	put_relations(j, w);
	vb_json_end(j);
}

/* What would end the script, or begin a comment in it, is said otherwise. */
static vb_status put_safe(struct vb_buf *out, struct vb_str json)
{
	size_t from = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; i < json.len && !st; i++) {
		char c = json.ptr[i];

		if (c != '<' && c != '>' && c != '&')
			continue;
		st = vb_buf_append(out, vb_str_sub(json, from, i));
		if (!st)
			st = vb_buf_printf(out, "\\u%04x", (unsigned)c);
		from = i + 1;
	}
	return st ? st : vb_buf_append(out, vb_str_skip(json, from));
}

vb_status vb_output_jsonld(struct vb_buf *out, const struct vb_jsonld *what)
{
	struct vb_buf plain = VB_BUF_INIT(out->limit);
	struct vb_json j = VB_JSON_INIT(&plain);
	vb_status st;

	put_all(&j, what);
	st = vb_json_status(&j);
	if (!st)
		st = put_safe(out, vb_buf_str(&plain));
	vb_buf_clear(&plain);
	return st;
}
