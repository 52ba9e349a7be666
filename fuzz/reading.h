/* Read bytes as one format and check what always holds of a record. */
#ifndef FUZZ_READING_H
#define FUZZ_READING_H

#include "format/format.h"

#include "must.h"

static inline void check_field(const struct vb_record *r, int i)
{
	const struct vb_field *f = &r->fields[i];

	MUST(!f->value.len == (f->how == VB_HOW_UNKNOWN));
	MUST(vb_utf8_valid(f->value) && vb_utf8_valid(f->label));
	MUST(f->from <= f->to && f->to <= r->text.len);
	MUST(f->confidence >= 0 && f->confidence <= 1);
}

/* In order, apart, and within the text. */
static inline void check_blocks(const struct vb_record *r)
{
	size_t at = 0;

	for (size_t i = 0; i < r->n_blocks; i++) {
		const struct vb_block *b = &r->blocks[i];

		MUST(b->from >= at && b->from <= b->to);
		MUST(b->to <= r->text.len);
		at = b->to;
	}
}

static inline void check_record(const struct vb_record *r)
{
	MUST(vb_utf8_valid(r->text));
	MUST(!memchr(r->text.ptr, 0, r->text.len));
	MUST(r->text.len || r->fields[VB_FIELD_TITLE].value.len || r->file.len);
	MUST(vb_utf8_valid(r->warning));
	MUST(!r->partial || r->warning.len);
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		check_field(r, i);
	check_blocks(r);
	for (const struct vb_reference *m = r->references; m; m = m->next) {
		MUST(m->number.len && m->key.len);
		MUST(m->from <= m->to && m->to <= r->text.len);
	}
	for (const struct vb_extra *x = r->extras; x; x = x->next)
		MUST(vb_utf8_valid(x->name) && vb_utf8_valid(x->json));
}

static inline void read_and_check(const char *format, const uint8_t *data,
				  size_t size)
{
	struct vb_input in = { .bytes = { (const char *)data, size },
			       .format = format };
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	struct vb_record record;
	vb_status st;

	vb_record_init(&record, &arena);
	st = vb_format_read(&record, &in, &err);
	if (!st)
		check_record(&record);
	else
		MUST(st == err.status && err.message[0]);
	vb_arena_clear(&arena);
}

#endif
