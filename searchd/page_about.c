/* What is known of a document, and how it is kept. */
#include "page_document.h"

#include <stdio.h>

#include "doc/body.h"
#include "output/portal.h"
#include "words.h"

bool page_is_article(const struct vb_held *held)
{
	return vb_str_eq(held->fields[VB_FIELD_KIND].value, VB_STR("article"));
}

/* "Hải Dương (nay là Hải Phòng)" */
static void place_value(struct view *item, struct vb_str place)
{
	char since[VB_PLACE_SINCE];
	const struct vb_territory *now = vb_place_now(since, place);

	view_text(item, "value", place);
	if (now)
		view_text(item, "place_now", vb_str_from(now->name));
}

void page_field_value(struct view *item, const struct request *r,
		      enum vb_field_id id, const struct vb_field *f)
{
	bool article;

	switch (id) {
	case VB_FIELD_DATE:
	case VB_FIELD_EFFECTIVE_DATE:
	case VB_FIELD_EXPIRY_DATE:
		page_date(item, "day", "day_iso", f->value);
		break;
	case VB_FIELD_KIND:
		article = vb_str_eq(f->value, VB_STR("article"));
		view_text(item, "value",
			  vb_str_from(word(article ? "article" : "document",
					   r->vietnamese)));
		break;
	case VB_FIELD_PLACE:
		place_value(item, f->value);
		break;
	case VB_FIELD_URL:
		if (page_is_link(f->value))
			view_text(item, "url", f->value);
		/* fall through */
	default:
		view_text(item, "value", f->label.len ? f->label : f->value);
	}
}

/* The title stands above the list already. */
static void add_fields(struct doc_page *p)
{
	const struct vb_held *held = &p->d->held;
	char key[40];

	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		const struct vb_field *f = &held->fields[i];
		const char *name = vb_field_name((enum vb_field_id)i);
		struct view *item;

		if (!f->value.len || i == VB_FIELD_TITLE)
			continue;
		if (i == VB_FIELD_DATE && page_is_article(held))
			name = "date_article";
		item = view_item(p->view, "fields");
		view_text(item, "name",
			  vb_str_from(word(name, p->r->vietnamese)));
		page_field_value(item, p->r, (enum vb_field_id)i, f);
		snprintf(key, sizeof(key), "how.%s", vb_how_name(f->how));
		view_text(item, "how",
			  vb_str_from(word(key, p->r->vietnamese)));
		view_flag(item, "unsure", f->how == VB_HOW_INFERRED);
	}
}

/* Keys of the input that have no field of their own, as JSON. */
static void add_extras(struct doc_page *p)
{
	for (const struct vb_extra *e = p->d->held.extras; e; e = e->next) {
		struct view *item = view_item(p->view, "extras");

		view_text(item, "name", e->name);
		view_text(item, "value", e->json);
	}
}

static void add_citation(struct doc_page *p)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);

	if (!vb_cite_as(&text, p->d->held.fields))
		view_take(p->view, "citation", &text);
	vb_buf_clear(&text);
}

/* "/api/v1/documents/ID" and what stands behind it. */
static void api_link(struct doc_page *p, const char *name, const char *below)
{
	const struct vb_held *held = &p->d->held;
	struct vb_buf link = VB_BUF_INIT(65536);
	bool step = vb_str_eq(held->id, VB_STR(".")) ||
		    vb_str_eq(held->id, VB_STR(".."));
	vb_status st = vb_buf_append(&link, VB_STR("/api/v1/documents/"));

	if (!st && !step)
		st = url_encode(&link, held->id);
	if (!st)
		st = vb_buf_append_cstr(&link, below);
	if (!st && step)
		st = vb_buf_printf(&link, "?id=%.*s", VB_STR_ARG(held->id));
	if (!st && url_get(&p->r->url, "version").len)
		st = vb_buf_printf(&link, "%cversion=%d", step ? '&' : '?',
				   held->version);
	if (!st)
		view_take(p->view, name, &link);
	vb_buf_clear(&link);
}

static void add_record(struct doc_page *p)
{
	const struct vb_held *held = &p->d->held;
	struct view *v = p->view;
	char digits[VB_DIGEST_HEX];
	struct vb_buf hex = VB_BUF_INIT(VB_DIGEST_HEX);

	view_text(v, "id", held->id);
	view_number(v, "version", (uint64_t)held->version);
	view_number(v, "versions_count", (uint64_t)held->versions);
	page_date(v, "added_day", "added_iso",
		  vb_str_of(held->added, strnlen(held->added, 10)));
	view_text(v, "added", vb_str_from(held->added));
	view_number(v, "size", held->size);
	vb_digest_hex(digits, &held->original);
	if (!vb_buf_append_cstr(&hex, digits))
		view_take(v, "sha256", &hex);
	vb_buf_clear(&hex);
	view_flag(v, "partial", held->state == VB_READ_PARTIAL);
	view_text(v, "reason", held->reason);
	view_text(v, "file_name", page_file_name(held->source));
	api_link(p, "json_href", "");
	api_link(p, "original_href", "/original");
}

void page_add_about(struct doc_page *p)
{
	add_fields(p);
	add_extras(p);
	add_citation(p);
	add_record(p);
}
