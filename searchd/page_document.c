/* The page of one document. */
#include "answers.h"

#include <stdio.h>

#include "body.h"
#include "doc/body.h"
#include "index/similar.h"
#include "page.h"
#include "words.h"

#define MENTIONS 500 /* shown on the page; the JSON has all */

static bool is_article(const struct vb_held *held)
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

static void field_value(struct view *item, const struct request *r,
			enum vb_field_id id, const struct vb_field *f)
{
	switch (id) {
	case VB_FIELD_DATE:
	case VB_FIELD_EFFECTIVE_DATE:
	case VB_FIELD_EXPIRY_DATE:
		page_date(item, "day", "day_iso", f->value);
		break;
	case VB_FIELD_KIND:
		view_text(item, "value",
			  vb_str_from(
				  word(vb_str_eq(f->value, VB_STR("article")) ?
					       "article" :
					       "document",
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

/* The title stands above the table already. */
static void add_fields(struct view *v, const struct request *r,
		       const struct vb_held *held)
{
	char key[40];

	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		const struct vb_field *f = &held->fields[i];
		const char *name = vb_field_name((enum vb_field_id)i);
		struct view *item;

		if (!f->value.len || i == VB_FIELD_TITLE)
			continue;
		if (i == VB_FIELD_DATE && is_article(held))
			name = "date_article";
		item = view_item(v, "fields");
		view_text(item, "name", vb_str_from(word(name, r->vietnamese)));
		field_value(item, r, (enum vb_field_id)i, f);
		snprintf(key, sizeof(key), "how.%s", vb_how_name(f->how));
		view_text(item, "how", vb_str_from(word(key, r->vietnamese)));
		if (f->how == VB_HOW_INFERRED)
			view_flag(item, "unsure", true);
	}
}

/* Keys of the input that have no field of their own, as JSON. */
static void add_extras(struct view *v, const struct vb_held *held)
{
	for (const struct vb_extra *e = held->extras; e; e = e->next) {
		struct view *item = view_item(v, "extras");

		view_text(item, "name", e->name);
		view_text(item, "value", e->json);
	}
}

static void add_mentions(struct view *v, const struct request *r,
			 const struct vb_held *held)
{
	struct vb_buf query = VB_BUF_INIT(4096);
	size_t n = 0;

	for (const struct vb_reference *m = held->references; m && n < MENTIONS;
	     m = m->next, n++) {
		struct view *item = view_item(v, "mentions");

		view_text(item, "number", m->number);
		if (vb_buf_printf(&query, "so:\"%.*s\"", VB_STR_ARG(m->number)))
			vb_buf_truncate(&query, 0);
		page_query_link(item, "href", r, vb_buf_str(&query));
		vb_buf_truncate(&query, 0);
	}
	view_flag(v, "cites", n);
	vb_buf_clear(&query);
}

static void add_record(struct view *v, const struct vb_held *held)
{
	struct vb_buf hex = VB_BUF_INIT(VB_DIGEST_HEX);
	char digits[VB_DIGEST_HEX];

	view_text(v, "id", held->id);
	view_number(v, "version", (uint64_t)held->version);
	view_number(v, "versions", (uint64_t)held->versions);
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
}

static void add_heading(struct view *v, const struct request *r,
			const struct vb_held *held)
{
	const struct vb_field *f = held->fields;
	const struct vb_field *type = &f[VB_FIELD_TYPE];
	struct vb_str title = f[VB_FIELD_TITLE].value;
	struct vb_str kind = type->label.len ? type->label : type->value;

	if (!title.len)
		title = f[VB_FIELD_NUMBER].value;
	view_text(v, "title", title.len ? title : held->id);
	if (!kind.len)
		kind = vb_str_from(
			word(is_article(held) ? "article" : "document",
			     r->vietnamese));
	view_text(v, "kind", kind);
	view_text(v, "number", f[VB_FIELD_NUMBER].value);
	view_text(v, "issuer", f[VB_FIELD_ISSUER].value);
	page_date(v, "date", "date_iso", f[VB_FIELD_DATE].value);
	view_flag(v, "inferred", f[VB_FIELD_DATE].how == VB_HOW_INFERRED);
}

#define RELATED 8 /* shown on the page */

/* "Văn bản liên quan"; a page without it is still the page. */
static void add_related(struct view *v, const struct request *r,
			const struct vb_related_list *list)
{
	char key[40];

	for (size_t i = 0; i < list->n; i++) {
		const struct vb_related *item = &list->items[i];
		const struct vb_hit *hit = &item->hit;
		struct view *to = view_item(v, "related");
		struct vb_str title = hit->title.len ? hit->title : hit->number;

		snprintf(key, sizeof(key), "related.%s",
			 vb_similarity_name(item->relation));
		view_text(to, "relation",
			  vb_str_from(word(key, r->vietnamese)));
		view_text(to, "related_title", title.len ? title : hit->id);
		view_text(to, "related_number",
			  hit->title.len ? hit->number : VB_STR_EMPTY);
		page_document_link(to, "href", r, hit->id, VB_STR_EMPTY);
		page_date(to, "related_date", "related_iso", hit->date);
		view_text(to, "related_host",
			  page_is_link(hit->url) ? page_host(hit->url) :
						   VB_STR_EMPTY);
	}
	view_flag(v, "has_related", list->n);
}

static void json_link(struct view *v, const struct request *r,
		      const struct vb_held *held)
{
	struct vb_buf link = VB_BUF_INIT(65536);
	struct vb_str version = url_get(&r->url, "version");
	vb_status st = vb_buf_append(&link, VB_STR("/api/v1/documents/"));

	if (!st)
		st = url_encode(&link, held->id);
	if (!st && version.len)
		st = vb_buf_printf(&link, "?version=%d", held->version);
	if (!st)
		view_take(v, "json_href", &link);
	vb_buf_clear(&link);
}

static vb_status add_text(struct view *v, struct vb_buf *html,
			  struct vb_str text, struct vb_error *err)
{
	bool cut = false;
	vb_status st = body_html(html, &cut, v, text);

	if (st)
		return vb_error_set(err, VB_INTERNAL, "page: %s",
				    vb_status_text(st));
	view_html(v, "text", vb_buf_str(html));
	view_flag(v, "no_text", !html->len);
	view_flag(v, "cut", cut);
	return VB_OK;
}

static vb_status write_page(struct request *r, const struct document *d,
			    const struct vb_related_list *related,
			    struct vb_error *err)
{
	struct vb_buf html = VB_BUF_INIT(HTTP_REPLY_BYTES);
	struct view *v = page_view(r);
	vb_status st;

	add_heading(v, r, &d->held);
	add_fields(v, r, &d->held);
	add_extras(v, &d->held);
	add_mentions(v, r, &d->held);
	add_related(v, r, related);
	add_record(v, &d->held);
	json_link(v, r, &d->held);
	st = add_text(v, &html, d->record.text, err);
	if (!st)
		st = page_reply(r, "document.html", v, err);
	vb_buf_clear(&html);
	return st;
}

vb_status answer_document_page(struct request *r, struct vb_error *err)
{
	struct document d = DOCUMENT_INIT;
	struct vb_related_list related = { .n = 0 };
	vb_searcher *searcher = NULL;
	bool done = false;
	vb_status st;

	/* Without an index, or when it can't be asked, the document stays. */
	if (handles_searcher(&searcher, &d.revision, r->handles, NULL))
		searcher = NULL;
	st = document_read(&d, &done, r, "/documents/", err);
	if (!st && !done && searcher &&
	    vb_similar(&related, searcher, d.held.id, RELATED, &r->arena, NULL))
		related.n = 0;
	if (!st && !done)
		st = write_page(r, &d, &related, err);
	document_clear(&d);
	return st;
}
