/* Akoma Ntoso: what the document is called, and what it refers to. */
#include "output/akn.h"

#include <stdio.h>

#include "doc/date.h"
#include "doc/number.h"
#include "doc/type.h"

#define IRI_BYTES 4096
#define REFERENCES 5000 /* that <references> lists */

/* "/" and `text` in lower-case ASCII, words divided by hyphens. */
static vb_status add_slug(struct vb_buf *out, struct vb_str text)
{
	struct vb_buf fold = VB_BUF_INIT(IRI_BYTES);
	vb_status st = vb_text_fold(&fold, text);
	bool gap = true;

	for (size_t i = 0; i < fold.len && !st; i++) {
		unsigned char c = (unsigned char)fold.ptr[i];
		bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (good)
			st = vb_buf_append_char(out, (char)c);
		else if (!gap)
			st = vb_buf_append_char(out, '-');
		gap = !good;
	}
	if (!st && out->len && out->ptr[out->len - 1] == '-')
		vb_buf_truncate(out, out->len - 1);
	vb_buf_clear(&fold);
	return st;
}

/* A step of the path, left out when the text gives none. */
static vb_status add_step(struct vb_buf *out, struct vb_str text)
{
	size_t before = out->len;
	vb_status st;

	if (!text.len)
		return VB_OK;
	st = vb_buf_append_char(out, '/');
	if (!st)
		st = add_slug(out, text);
	if (st || out->len == before + 1)
		vb_buf_truncate(out, before);
	return st;
}

/* The id of a document without a number, every byte of it kept. */
static vb_status add_id(struct vb_buf *out, struct vb_str id)
{
	vb_status st = vb_buf_append_cstr(out, "/id-");

	for (size_t i = 0; i < id.len && !st; i++) {
		unsigned char c = (unsigned char)id.ptr[i];

		if ((c >= '0' && c <= '9') ||
		    ((c | 32) >= 'a' && (c | 32) <= 'z'))
			st = vb_buf_append_char(out, (char)c);
		else
			st = vb_buf_printf(out, "%%%02X", c);
	}
	return st;
}

static vb_status keep(struct vb_str *out, struct vb_arena *arena,
		      struct vb_buf *buf, vb_status st)
{
	if (!st && !vb_arena_dup(out, arena, vb_buf_str(buf)))
		st = VB_NO_MEMORY;
	vb_buf_clear(buf);
	return st;
}

static bool is_day(struct vb_str date)
{
	struct vb_date day;

	return date.len == 10 && vb_date_parse(&day, date);
}

vb_status vb_akn_name(struct vb_akn *a)
{
	const struct vb_field *f = a->held->fields;
	struct vb_str day = f[VB_FIELD_DATE].value;
	struct vb_buf iri = VB_BUF_INIT(1 << 20);
	vb_status st;

	a->has_day = is_day(day);
	if (!a->has_day)
		day = vb_str_of(a->held->added, 10);
	memcpy(a->day, day.ptr, 10);
	st = vb_buf_printf(&iri, "/akn/vn/%s", a->act ? "act" : "doc");
	if (!st)
		st = add_step(&iri, f[VB_FIELD_TYPE].value);
	if (!st)
		st = add_step(&iri, f[VB_FIELD_ISSUER].value);
	if (!st)
		st = vb_buf_printf(&iri, "/%.10s", a->day);
	if (!st)
		st = f[VB_FIELD_NUMBER].value.len ?
			     add_step(&iri, f[VB_FIELD_NUMBER].value) :
			     add_id(&iri, a->held->id);
	return keep(&a->work, &a->arena, &iri, st);
}

vb_status vb_akn_cited(struct vb_str *out, struct vb_akn *a,
		       const struct vb_reference *m)
{
	struct vb_buf iri = VB_BUF_INIT(IRI_BYTES * 4);
	vb_status st = vb_buf_append_cstr(&iri, "/akn/vn/act");

	if (!st)
		st = add_step(&iri, m->type);
	if (!st)
		st = add_step(&iri, m->issuer);
	if (!st && is_day(m->date))
		st = vb_buf_printf(&iri, "/%.10s", m->date.ptr);
	if (!st)
		st = add_step(&iri, m->number.len ? m->number : m->key);
	return keep(out, &a->arena, &iri, st);
}

/* --- identification ------------------------------------------------------- */

static void put(struct vb_akn *a, const char *markup)
{
	vb_xmlout_raw(&a->x, markup);
}

/* <name value="…"/> */
static void put_value(struct vb_akn *a, const char *name, struct vb_str value)
{
	if (!value.len)
		return;
	put(a, "<");
	put(a, name);
	vb_xmlout_attr(&a->x, "value", value);
	put(a, "/>\n");
}

static void put_date(struct vb_akn *a, struct vb_str day, const char *name)
{
	put(a, "<FRBRdate");
	vb_xmlout_attr(&a->x, "date", day);
	vb_xmlout_attr(&a->x, "name", vb_str_from(name));
	put(a, "/>\n");
}

static void put_iri(struct vb_akn *a, const char *element, const char *end)
{
	put(a, "<");
	put(a, element);
	put(a, " value=\"");
	vb_xmlout_text(&a->x, a->work);
	vb_xmlout_text(&a->x, vb_str_from(end));
	put(a, "\"/>\n");
}

/* Both names of a level: this part of it, and the whole. */
static void put_iris(struct vb_akn *a, const char *level, const char *component,
		     const char *file)
{
	char end[80];

	snprintf(end, sizeof(end), "%s/!%s%s", level, component, file);
	put_iri(a, "FRBRthis", end);
	snprintf(end, sizeof(end), "%s%s", level, file);
	put_iri(a, "FRBRuri", end);
}

static void put_work(struct vb_akn *a, const char *component)
{
	const struct vb_field *f = a->held->fields;

	put(a, "<FRBRWork>\n");
	put_iris(a, "", component, "");
	if (f[VB_FIELD_TITLE].value.len) {
		put(a, "<FRBRalias name=\"title\"");
		vb_xmlout_attr(&a->x, "value", f[VB_FIELD_TITLE].value);
		put(a, "/>\n");
	}
	put_date(a, vb_str_from(a->day), a->has_day ? "generation" : "added");
	put(a, f[VB_FIELD_ISSUER].value.len ?
		       "<FRBRauthor href=\"#issuer\" as=\"#author\"/>\n" :
		       "<FRBRauthor href=\"#archive\" as=\"#editor\"/>\n");
	put(a, "<FRBRcountry value=\"vn\"/>\n");
	put_value(a, "FRBRsubtype", f[VB_FIELD_TYPE].value);
	put_value(a, "FRBRnumber", f[VB_FIELD_NUMBER].value);
	put(a, "</FRBRWork>\n");
}

static const char *language(const struct vb_akn *a)
{
	struct vb_str said = a->held->fields[VB_FIELD_LANGUAGE].value;

	return vb_str_eq(said, VB_STR("en")) ? "eng" : "vie";
}

static void put_expression(struct vb_akn *a, const char *component)
{
	struct vb_str added = vb_str_of(a->held->added, 10);
	char level[20];

	snprintf(level, sizeof(level), "/%s@%s", language(a), a->day);
	put(a, "<FRBRExpression>\n");
	put_iris(a, level, component, "");
	put_date(a, vb_str_from(a->day), a->has_day ? "generation" : "added");
	put(a, "<FRBRauthor href=\"#archive\" as=\"#editor\"/>\n"
	       "<FRBRlanguage");
	vb_xmlout_attr(&a->x, "language", vb_str_from(language(a)));
	put(a, "/>\n</FRBRExpression>\n<FRBRManifestation>\n");
	put_iris(a, level, component, ".akn");
	put_date(a, added, "added");
	put(a, "<FRBRauthor href=\"#archive\" as=\"#editor\"/>\n"
	       "<FRBRformat value=\"application/akn+xml\"/>\n"
	       "</FRBRManifestation>\n");
}

/* --- what happened to it -------------------------------------------------- */

static void put_event(struct vb_akn *a, const char *id, struct vb_str day,
		      const char *type)
{
	put(a, "<eventRef eId=\"");
	put(a, id);
	put(a, "\"");
	vb_xmlout_attr(&a->x, "date", day);
	put(a, " source=\"#original\" type=\"");
	put(a, type);
	put(a, "\"/>\n");
}

/* In force from one day, and until another where that is known. */
static void put_life(struct vb_akn *a)
{
	const struct vb_field *f = a->held->fields;
	struct vb_str from = f[VB_FIELD_EFFECTIVE_DATE].value;
	struct vb_str to = f[VB_FIELD_EXPIRY_DATE].value;

	put(a, "<lifecycle source=\"#archive\">\n");
	put_event(a, "eref_1", vb_str_from(a->day), "generation");
	if (is_day(from))
		put_event(a, "eref_2", from, "generation");
	if (is_day(to))
		put_event(a, "eref_3", to, "repeal");
	put(a, "</lifecycle>\n");
	if (!is_day(from))
		return;
	put(a, "<temporalData source=\"#archive\">\n"
	       "<temporalGroup eId=\"tmpg_1\">\n"
	       "<timeInterval refersTo=\"#in-force\" start=\"#eref_2\"");
	if (is_day(to))
		put(a, " end=\"#eref_3\"");
	put(a, "/>\n</temporalGroup>\n</temporalData>\n");
}

/* --- what it names -------------------------------------------------------- */

/* <element eId="…" href="…/slug of what" showAs="what"/> */
static void put_top(struct vb_akn *a, const char *element, const char *id,
		    const char *class, struct vb_str what)
{
	struct vb_buf href = VB_BUF_INIT(IRI_BYTES);
	vb_status st;

	if (!what.len)
		return;
	st = vb_buf_printf(&href, "/akn/ontology/%s/vn", class);
	if (!st)
		st = add_step(&href, what);
	if (st && !a->x.status)
		a->x.status = st;
	put(a, "<");
	put(a, element);
	vb_xmlout_attr(&a->x, "eId", vb_str_from(id));
	vb_xmlout_attr(&a->x, "href", vb_buf_str(&href));
	vb_xmlout_attr(&a->x, "showAs", what);
	put(a, "/>\n");
	vb_buf_clear(&href);
}

static void put_reference(struct vb_akn *a, const struct vb_reference *m,
			  size_t number)
{
	struct vb_str href = VB_STR_EMPTY;
	char id[40];
	vb_status st = vb_akn_cited(&href, a, m);

	if (st && !a->x.status)
		a->x.status = st;
	snprintf(id, sizeof(id), "aref_%zu", number);
	put(a, "<activeRef");
	vb_xmlout_attr(&a->x, "eId", vb_str_from(id));
	vb_xmlout_attr(&a->x, "href", href);
	vb_xmlout_attr(&a->x, "showAs", m->number.len ? m->number : m->key);
	put(a, "/>\n");
}

static void put_references(struct vb_akn *a)
{
	const struct vb_field *f = a->held->fields;
	size_t n = 0;

	put(a, "<references source=\"#archive\">\n<original eId=\"original\"");
	vb_xmlout_attr(&a->x, "href", a->work);
	put(a, " showAs=\"Bản gốc\"/>\n");
	for (const struct vb_reference *m = a->held->references;
	     m && n < REFERENCES; m = m->next)
		if (!m->again)
			put_reference(a, m, ++n);
	put_top(a, "TLCOrganization", "archive", "organizations",
		VB_STR("vanban"));
	put_top(a, "TLCOrganization", "issuer", "organizations",
		f[VB_FIELD_ISSUER].value);
	put_top(a, "TLCPerson", "signer", "persons", f[VB_FIELD_SIGNER].value);
	put_top(a, "TLCRole", "author", "roles", VB_STR("author"));
	put_top(a, "TLCRole", "editor", "roles", VB_STR("editor"));
	put_top(a, "TLCConcept", "in-force", "concepts", VB_STR("in force"));
	put(a, "</references>\n");
}

/* Of an attachment its names alone: ids are unique in the whole. */
void vb_akn_meta(struct vb_akn *a, const char *component)
{
	const struct vb_field *origin = &a->held->fields[VB_FIELD_ORIGIN];
	bool main = !strcmp(component, "main");

	put(a, "<meta>\n<identification source=\"#archive\">\n");
	put_work(a, component);
	put_expression(a, component);
	put(a, "</identification>\n");
	if (main && origin->value.len && a->has_day) {
		put(a, "<publication");
		vb_xmlout_attr(&a->x, "date", vb_str_from(a->day));
		put(a, " name=\"publication\"");
		vb_xmlout_attr(&a->x, "showAs", origin->value);
		put(a, "/>\n");
	}
	if (main) {
		put_life(a);
		put_references(a);
	}
	put(a, "</meta>\n");
}
