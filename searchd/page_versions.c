/* The versions of a document, and what changed between two. */
#include "page_document.h"

#include <stdio.h>

#include "output/portal.h"
#include "params.h"
#include "words.h"

#define VERSIONS 20 /* listed: the newest */

static struct vb_str number_text(char out[16], int n)
{
	return vb_str_of(out, (size_t)snprintf(out, 16, "%d", n));
}

/* Set the day of a version that is gone when the page is rendered. */
static void add_day(struct doc_page *p, struct view *v, const char *name,
		    const char *name_iso, const struct vb_held *version)
{
	struct vb_str day =
		vb_str_of(version->added, strnlen(version->added, 10));

	if (vb_arena_dup(&day, &p->r->arena, day))
		page_date(v, name, name_iso, day);
}

static void add_version(struct doc_page *p, const struct vb_held *version)
{
	struct view *item = view_item(p->view, "versions");
	struct held_link to = HELD_LINK_INIT;
	char digits[16], before[16];

	view_number(item, "version", (uint64_t)version->version);
	add_day(p, item, "day", "day_iso", version);
	view_flag(item, "shown", version->version == p->d->held.version);
	to.id = version->id;
	if (version->version < version->versions)
		to.version = number_text(digits, version->version);
	page_held_link(item, "href", p->r, &to);
	view_text(item, "compare_href", VB_STR_EMPTY);
	if (version->version > 1) {
		to.compare = number_text(before, version->version - 1);
		page_held_link(item, "compare_href", p->r, &to);
	}
}

void page_add_versions(struct doc_page *p)
{
	const struct vb_held *held = &p->d->held;

	if (held->version < held->versions) {
		view_flag(p->view, "is_old", true);
		page_document_link(p->view, "newest_version", p->r, held->id,
				   VB_STR_EMPTY);
	}
	if (held->versions < 2 || !p->ar)
		return;
	for (int i = held->versions; i && i > held->versions - VERSIONS; i--) {
		struct vb_held version;

		if (!vb_archive_get(&version, p->ar, held->id, i, &p->r->arena,
				    NULL))
			add_version(p, &version);
	}
	view_flag(p->view, "has_versions", true);
}

/* The fields that differ, each as it was and as it is. */
static void compare_fields(struct doc_page *p, const struct vb_held *old)
{
	const struct vb_held *held = &p->d->held;

	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		enum vb_field_id id = (enum vb_field_id)i;
		const struct vb_field *from = &old->fields[i];
		const struct vb_field *to = &held->fields[i];
		struct view *item;

		if (vb_str_eq(from->value, to->value))
			continue;
		item = view_item(p->view, "changed_fields");
		view_flag(p->view, "has_changed_fields", true);
		view_text(
			item, "name",
			vb_str_from(word(vb_field_name(id), p->r->vietnamese)));
		view_text(item, "was", from->value);
		view_text(item, "is", to->value);
	}
}

static vb_status compare_texts(struct doc_page *p, struct vb_str before,
			       struct vb_error *err)
{
	struct vb_buf html = VB_BUF_INIT(HTTP_REPLY_BYTES);
	struct view *v = p->view;
	struct vb_diff diff;
	bool cut = false;
	vb_status st =
		vb_diff_texts(&diff, &p->r->arena, before, p->d->record.text);

	if (!st)
		st = vb_html_changes(&html, &cut, &diff,
				     word("unchanged_lines", p->r->vietnamese));
	if (!st) {
		view_number(v, "gone", diff.gone);
		view_number(v, "new", diff.added);
		view_flag(v, "same_text", !diff.gone && !diff.added);
		view_flag(v, "whole", diff.whole);
		view_flag(v, "changes_cut", cut);
		view_take_html(v, "changes", &html);
	}
	vb_buf_clear(&html);
	return st ? vb_error_set(err, VB_INTERNAL, "page: %s",
				 vb_status_text(st)) :
		    VB_OK;
}

/* The text of version `n`, and the comparison. */
static vb_status compare_with(struct doc_page *p, int n, struct vb_error *err)
{
	struct document old = DOCUMENT_INIT;
	struct held_link back = HELD_LINK_INIT;
	vb_status st;

	vb_record_init(&old.record, &p->r->arena);
	old.record.text = VB_STR_EMPTY;
	st = vb_archive_get(&old.held, p->ar, p->d->held.id, n, &p->r->arena,
			    err);
	if (!st)
		st = vb_load_record(&old.record, &old.bytes, p->ar, &old.held,
				    err);
	if (!st) {
		view_number(p->view, "old_version", (uint64_t)n);
		add_day(p, p->view, "old_day", "old_iso", &old.held);
		back.id = p->d->held.id;
		back.version = url_get(&p->r->url, "version");
		page_held_link(p->view, "back_href", p->r, &back);
		compare_fields(p, &old.held);
		st = compare_texts(p, old.record.text, err);
	}
	document_clear(&old);
	return st;
}

vb_status page_compare(struct doc_page *p, bool *compared, struct vb_error *err)
{
	size_t n = 0;
	vb_status st = params_number(&n, &p->r->url, "compare", 1000000, err);

	*compared = false;
	if (st || !n)
		return st;
	if (!p->ar || (int)n >= p->d->held.version)
		return vb_error_set(err, VB_NOT_FOUND,
				    "compare: no such earlier version");
	st = compare_with(p, (int)n, err);
	/* Of a document that is held, these are no fault of the request. */
	if (st == VB_NOT_FOUND || st == VB_BAD_INPUT || st == VB_TOO_BIG)
		st = VB_CORRUPT;
	*compared = !st;
	return st;
}
