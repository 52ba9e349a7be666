/* The head of a document's page: what it says to machines. */
#include <stdio.h>

#include "base/clock.h"
#include "origin.h"
#include "output/jsonld.h"
#include "page_document.h"

#define LINK_BYTES 65536
#define JSONLD_BYTES ((size_t)4 << 20)

static void add_meta(struct doc_page *p, const char *name,
		     struct vb_str content)
{
	struct view *item;

	if (!content.len)
		return;
	item = view_item(p->view, "meta");
	view_text(item, "name", vb_str_from(name));
	view_text(item, "content", content);
}

/* Dublin Core's names, and those by which reference managers know a report. */
static const struct {
	const char *name;
	enum vb_field_id id;
} metas[] = {
	{ "dcterms.title", VB_FIELD_TITLE },
	{ "dcterms.identifier", VB_FIELD_NUMBER },
	{ "dcterms.type", VB_FIELD_TYPE },
	{ "dcterms.issued", VB_FIELD_DATE },
	{ "dcterms.publisher", VB_FIELD_ISSUER },
	{ "dcterms.spatial", VB_FIELD_PLACE },
	{ "dcterms.valid", VB_FIELD_EFFECTIVE_DATE },
	{ "dcterms.subject", VB_FIELD_TOPIC },
	{ "citation_title", VB_FIELD_TITLE },
	{ "citation_publication_date", VB_FIELD_DATE },
	{ "citation_technical_report_number", VB_FIELD_NUMBER },
	{ "citation_technical_report_institution", VB_FIELD_ISSUER },
};

static void add_metas(struct doc_page *p)
{
	const struct vb_held *held = &p->d->held;
	struct vb_str language = held->fields[VB_FIELD_LANGUAGE].value;

	for (size_t i = 0; i < sizeof(metas) / sizeof(metas[0]); i++) {
		const struct vb_field *f = &held->fields[metas[i].id];

		add_meta(p, metas[i].name, f->label.len ? f->label : f->value);
	}
	if (!language.len)
		language = VB_STR("vi");
	add_meta(p, "dcterms.language", language);
	add_meta(p, "citation_language", language);
}

/* The path of another form of the document; of an older version, that one's. */
static struct vb_str form_path(struct doc_page *p, const char *end)
{
	const struct vb_held *held = &p->d->held;
	struct vb_buf path = VB_BUF_INIT(LINK_BYTES);
	struct vb_str out = VB_STR_EMPTY;
	vb_status st = origin_document_path(&path, "/api/v1/documents/",
					    held->id, end);

	if (!st && held->version != held->versions)
		st = vb_buf_printf(&path, "%cversion=%d",
				   memchr(path.ptr, '?', path.len) ? '&' : '?',
				   held->version);
	if (st || !vb_arena_dup(&out, &p->r->arena, vb_buf_str(&path)))
		out = VB_STR_EMPTY;
	vb_buf_clear(&path);
	return out;
}

static struct vb_str address(void *ctx, struct vb_str id)
{
	return origin_document(ctx, id);
}

/* Without an archive to ask, the page says less of itself. */
static void add_jsonld(struct doc_page *p)
{
	const struct vb_held *held = &p->d->held;
	struct vb_jsonld what = {
		.held = held,
		.page = origin_document(p->r, held->id),
		.json = origin_url(p->r, form_path(p, "")),
		.akn = origin_url(p->r, form_path(p, "/akn")),
		.address = address,
		.ctx = p->r,
	};
	struct vb_buf json = VB_BUF_INIT(JSONLD_BYTES);
	struct vb_citations cites;
	struct vb_effect effect;
	char now[VB_TIME_TEXT];

	vb_clock_iso(now);
	if (p->ar && !vb_archive_effect(&effect, p->ar, held,
					vb_str_of(now, 10), &p->r->arena, NULL))
		what.effect = &effect;
	if (p->ar &&
	    !vb_archive_cites(&cites, p->ar, held->id, &p->r->arena, NULL))
		what.cites = &cites;
	if (!vb_output_jsonld(&json, &what))
		view_take_html(p->view, "jsonld", &json);
	vb_buf_clear(&json);
}

void page_add_meta(struct doc_page *p)
{
	view_text(p->view, "canonical", origin_document(p->r, p->d->held.id));
	view_text(p->view, "akn_href", form_path(p, "/akn"));
	add_metas(p);
	add_jsonld(p);
}
