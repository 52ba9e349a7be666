#include "index/builder.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/packed.h"
#include "doc/number.h"
#include "index/entry.h"
#include "index/brief.h"
#include "index/load.h"
#include "index/posting.h"
#include "index/schema.h"
#include "text/text.h"
#include "xapian-c/segment.h"

#define VALUES_MAX 32 /* there are as many slots at most: schema.h */

struct vb_builder {
	vb_archive *ar;
	const struct vb_log *log;
	vb_postings *postings;
	struct vb_xapian_parts parts;
	struct vb_xapian_value values[VALUES_MAX];
	struct vb_arena arena;
	struct vb_buf bytes;  /* of the original */
	struct vb_buf entry;  /* as it is */
	struct vb_buf packed; /* as the index has it */
	vb_packer *packer;
	struct vb_buf term;
};

vb_status vb_builder_new(vb_builder **out, vb_archive *ar,
			 const struct vb_log *log, struct vb_error *err)
{
	vb_builder *b = calloc(1, sizeof(*b));

	if (!b)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	b->ar = ar;
	b->log = log;
	b->bytes.limit = VB_BLOB_LIMIT;
	b->entry.limit = VB_ENTRY_BYTES;
	b->packed.limit = VB_ENTRY_PACKED;
	b->term.limit = 1024;
	b->postings = vb_postings_new();
	b->packer = vb_packer_new();
	if (!b->postings || !b->packer) {
		vb_builder_free(b);
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	}
	*out = b;
	return VB_OK;
}

void vb_builder_free(vb_builder *b)
{
	if (!b)
		return;
	vb_postings_free(b->postings);
	vb_arena_clear(&b->arena);
	vb_buf_clear(&b->bytes);
	vb_buf_clear(&b->entry);
	vb_buf_clear(&b->packed);
	vb_packer_free(b->packer);
	vb_buf_clear(&b->term);
	free(b);
}

vb_status vb_builder_id_term(struct vb_str *out, vb_builder *b,
			     struct vb_str id)
{
	vb_status st;

	vb_buf_truncate(&b->term, 0);
	st = vb_schema_id_term(&b->term, id);
	*out = vb_buf_str(&b->term);
	return st;
}

/* The value of a slot that has none yet; an empty one is none. */
static vb_status add_value(vb_builder *b, enum vb_slot slot,
			   struct vb_str value)
{
	struct vb_xapian_value *v = &b->values[b->parts.n_values];

	if (!value.len)
		return VB_OK;
	if (b->parts.n_values == VALUES_MAX)
		return VB_TOO_BIG;
	v->slot = slot;
	if (!vb_arena_dup(&v->value, &b->arena, value))
		return VB_NO_MEMORY;
	b->parts.n_values++;
	return VB_OK;
}

/* "2021-11-16" as "20211116". */
static void date_value(char out[9], struct vb_str date)
{
	size_t n = 0;

	for (size_t i = 0; i < date.len && n < 8; i++)
		if (date.ptr[i] != '-')
			out[n++] = date.ptr[i];
	out[n] = '\0';
}

/* Sorts by year, then type, then serial. */
static void number_value(char out[40], const struct vb_record *record)
{
	struct vb_str date = record->fields[VB_FIELD_DATE].value;
	struct vb_number n;

	out[0] = '\0';
	if (!vb_number_find(&n, record->fields[VB_FIELD_NUMBER].value, 0))
		return;
	if (n.year)
		snprintf(out, 40, "%04u %-7s%010u", n.year, n.type, n.serial);
	else
		snprintf(out, 40, "%.*s %-7s%010u", (int)(date.len < 4 ? 0 : 4),
			 date.ptr, n.type, n.serial);
}

/* The number of the Điều that a provision is: 18 of "dieu-18b.khoan-2". */
static unsigned article_of(const struct vb_record *record)
{
	struct vb_str dieu = VB_STR("dieu-"), s = VB_STR_EMPTY;
	unsigned n = 0;

	for (struct vb_reference *r = record->references; r; r = r->next)
		if (r->kind == VB_RELATION_PART_OF && r->anchor.len)
			s = r->anchor;
	if (!vb_str_starts(s, dieu))
		return 99999;
	for (size_t i = dieu.len; i < s.len && i < dieu.len + 5; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			n = n * 10 + (unsigned)(s.ptr[i] - '0');
	return n;
}

/*
 * Provisions with one law's number and issuer are one to those who look for
 * the law. The one that says who issued it stands for all.
 */
static vb_status add_part(vb_builder *b, const struct vb_record *record)
{
	const struct vb_field *f = record->fields;
	struct vb_buf part = VB_BUF_INIT(4096);
	struct vb_number n;
	char order[16];
	vb_status st;

	if (!f[VB_FIELD_PART_OF].value.len ||
	    !vb_number_find(&n, f[VB_FIELD_NUMBER].value, 0))
		return VB_OK;
	st = vb_buf_printf(&part, "%s\n", n.key);
	if (!st)
		st = vb_text_fold(&part,
				  vb_str_sub(f[VB_FIELD_ISSUER].value, 0, 256));
	if (!st)
		st = add_value(b, VB_SLOT_PART, vb_buf_str(&part));
	vb_buf_clear(&part);
	snprintf(order, sizeof(order), "%d%05u",
		 f[VB_FIELD_ISSUER].value.len ? 0 : 1, article_of(record));
	return st ? st : add_value(b, VB_SLOT_ORDER, vb_str_from(order));
}

static vb_status add_values(vb_builder *b, const struct vb_record *record)
{
	static const struct {
		enum vb_slot slot;
		enum vb_field_id field;
	} rows[] = {
		{ VB_SLOT_TYPE, VB_FIELD_TYPE },
		{ VB_SLOT_ISSUER, VB_FIELD_ISSUER },
		{ VB_SLOT_PLACE, VB_FIELD_PLACE },
		{ VB_SLOT_KIND, VB_FIELD_KIND },
		{ VB_SLOT_TOPIC, VB_FIELD_TOPIC },
		{ VB_SLOT_STATUS, VB_FIELD_STATUS },
	};
	char date[9], number[40];
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct vb_str value = record->fields[rows[i].field].value;

		if (value.len > VB_TERM_BYTES)
			value.len = vb_utf8_floor(value, VB_TERM_BYTES);
		st = add_value(b, rows[i].slot, value);
	}
	date_value(date, record->fields[VB_FIELD_DATE].value);
	if (!st)
		st = add_value(b, VB_SLOT_DATE, vb_str_from(date));
	if (!st)
		st = add_value(b, VB_SLOT_YEAR,
			       vb_str_sub(vb_str_from(date), 0, 4));
	number_value(number, record);
	if (!st)
		st = add_value(b, VB_SLOT_NUMBER, vb_str_from(number));
	return st ? st : add_part(b, record);
}

static vb_status add_likeness(vb_builder *b, const struct vb_likeness *l)
{
	char print[VB_PRINT_BYTES];
	vb_status st = VB_OK;

	vb_print_write(print, &l->print);
	if (l->comparable)
		st = add_value(b, VB_SLOT_PRINT,
			       vb_str_of(print, sizeof(print)));
	if (!st)
		st = add_value(b, VB_SLOT_GROUP, vb_str_from(l->group));
	return st ? st : add_value(b, VB_SLOT_SERIES, l->series);
}

static vb_status add_brief(vb_builder *b, const struct vb_record *record)
{
	char value[VB_BRIEF_BYTES];
	struct vb_brief brief;

	vb_brief_of(&brief, record);
	return add_value(b, VB_SLOT_BRIEF,
			 vb_str_of(value, vb_brief_write(value, &brief)));
}

static vb_status fill(vb_builder *b, const struct vb_record *record,
		      const struct vb_held *held, struct vb_error *err)
{
	struct vb_xapian_parts *parts = &b->parts;
	struct vb_entry entry;
	bool cut;
	vb_status st;

	*parts = (struct vb_xapian_parts){ .values = b->values };

	st = vb_postings_collect(b->postings, &cut, record, held->id);
	if (st)
		return vb_error_set(err, st, "terms: %s", vb_status_text(st));
	if (cut)
		vb_log_write(b->log, VB_LOG_WARNING,
			     "%.*s: only its first %d words can be found",
			     VB_STR_ARG(held->source), VB_POSTING_WORDS);
	parts->terms = vb_postings_terms(b->postings, &parts->n_terms);
	st = add_values(b, record);
	if (!st)
		st = add_likeness(b, vb_postings_likeness(b->postings));
	if (!st)
		st = add_brief(b, record);
	if (st)
		return vb_error_set(err, st, "values: %s", vb_status_text(st));
	vb_buf_truncate(&b->entry, 0);
	st = vb_entry_from_record(&entry, record, held->id, held->source);
	if (!st)
		st = vb_entry_encode(&b->entry, &entry);
	vb_buf_truncate(&b->packed, 0);
	if (!st)
		st = vb_packer_run(&b->packed, b->packer,
				   vb_buf_str(&b->entry));
	if (st)
		return vb_error_set(err, st, "entry: %s", vb_status_text(st));
	parts->data = vb_buf_str(&b->packed);
	parts->data_packed = true;
	return vb_xapian_parts_check(parts, err);
}

vb_status vb_builder_build(const struct vb_xapian_parts **parts, vb_builder *b,
			   const struct vb_held *held, struct vb_error *err)
{
	struct vb_error why = VB_ERROR_INIT;
	struct vb_record record;
	vb_status st;

	*parts = NULL;
	if (held->withdrawn || held->state == VB_READ_REJECTED)
		return VB_OK;
	vb_arena_reset(&b->arena);
	vb_record_init(&record, &b->arena);
	st = vb_load_record(&record, &b->bytes, b->ar, held, &why);
	if (st == VB_NO_MEMORY)
		return vb_error_set(err, st, "no memory");
	if (st) {
		vb_log_write(b->log, VB_LOG_ERROR, "%.*s: %s",
			     VB_STR_ARG(held->source), why.message);
		return VB_OK;
	}
	if (vb_str_starts(record.warning, VB_STR(VB_LOAD_DAMAGED)))
		vb_log_write(b->log, VB_LOG_WARNING, "%.*s: " VB_LOAD_DAMAGED,
			     VB_STR_ARG(held->source));
	st = fill(b, &record, held, &why);
	if (st == VB_TOO_BIG) {
		vb_log_write(b->log, VB_LOG_ERROR, "%.*s: %s",
			     VB_STR_ARG(held->source), why.message);
		return VB_OK;
	}
	if (st)
		return vb_error_set(err, st, "%s", why.message);
	*parts = &b->parts;
	return VB_OK;
}
