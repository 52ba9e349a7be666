/* How a document is cited. */
#include "output/portal.h"

#include <stdio.h>

#include "doc/date.h"
#include "doc/type.h"

/* Bodies that every clerk abbreviates; the longer ones first. */
static const struct {
	const char *name, *form;
} bodies[] = {
	{ "Thường trực Hội đồng nhân dân", "Thường trực HĐND" },
	{ "Hội đồng nhân dân", "HĐND" },
	{ "Ủy ban nhân dân", "UBND" },
	{ "Uỷ ban nhân dân", "UBND" },
};

static vb_status add_body(struct vb_buf *out, struct vb_str issuer)
{
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct vb_str name = vb_str_from(bodies[i].name);
		vb_status st;

		if (!vb_str_starts(issuer, name) ||
		    (issuer.len > name.len && issuer.ptr[name.len] != ' '))
			continue;
		st = vb_buf_append_cstr(out, bodies[i].form);
		return st ? st :
			    vb_buf_append(out, vb_str_skip(issuer, name.len));
	}
	return vb_buf_append(out, issuer);
}

/* "12/7/2019", "05/01/2019" */
static vb_status add_day(struct vb_buf *out, struct vb_str iso)
{
	struct vb_date date;

	if (!vb_date_parse(&date, iso) || !date.day)
		return vb_buf_append(out, iso);
	return vb_buf_printf(out,
			     date.month < 3 ? "%02d/%02d/%d" : "%02d/%d/%d",
			     date.day, date.month, date.year);
}

static vb_status add_part(struct vb_buf *out, const char *before,
			  struct vb_str part,
			  vb_status (*add)(struct vb_buf *, struct vb_str))
{
	vb_status st = VB_OK;

	if (!part.len)
		return VB_OK;
	if (out->len)
		st = vb_buf_append_cstr(out, before);
	return st ? st : add(out, part);
}

static vb_status cite_article(struct vb_buf *out, const struct vb_field *f)
{
	vb_status st = VB_OK;

	if (f[VB_FIELD_TITLE].value.len)
		st = vb_buf_printf(out, "“%.*s”",
				   VB_STR_ARG(f[VB_FIELD_TITLE].value));
	if (!st)
		st = add_part(out, ", ", f[VB_FIELD_ORIGIN].value,
			      vb_buf_append);
	return st ? st : add_part(out, ", ", f[VB_FIELD_DATE].value, add_day);
}

static vb_status cite_document(struct vb_buf *out, const struct vb_field *f)
{
	const struct vb_type *type = vb_type_find(f[VB_FIELD_TYPE].value);
	struct vb_str label = f[VB_FIELD_TYPE].label;
	struct vb_str number = f[VB_FIELD_NUMBER].value;
	struct vb_buf part = VB_BUF_INIT(65536);
	vb_status st = VB_OK;

	if (type)
		label = vb_str_from(type->label);
	if (!label.len)
		label = f[VB_FIELD_TYPE].value;
	if (!label.len)
		label = VB_STR("Văn bản");
	st = vb_buf_append(&part, label);
	if (!st && number.len)
		st = vb_buf_printf(&part, " số %.*s", VB_STR_ARG(number));
	if (!st)
		st = add_part(&part, " ngày ", f[VB_FIELD_DATE].value, add_day);
	if (!st)
		st = add_part(&part, " của ", f[VB_FIELD_ISSUER].value,
			      add_body);
	if (!st)
		st = vb_buf_append(out, vb_buf_str(&part));
	vb_buf_clear(&part);
	return st;
}

vb_status vb_cite_as(struct vb_buf *out,
		     const struct vb_field fields[VB_FIELD_COUNT])
{
	bool article =
		vb_str_eq(fields[VB_FIELD_KIND].value, VB_STR("article"));
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	vb_status st;

	if (!article && (fields[VB_FIELD_TYPE].value.len ||
			 fields[VB_FIELD_NUMBER].value.len))
		st = cite_document(&text, fields);
	else
		st = cite_article(&text, fields);
	if (!st)
		st = vb_buf_append(out, vb_buf_str(&text));
	vb_buf_clear(&text);
	return st;
}
