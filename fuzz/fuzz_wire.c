/*
 * fuzz_wire: any bytes as what a worker answers or an archive holds. What is
 * accepted must be sound, and say the same when it is written again.
 */
#include "format/wire.h"
#include "text/charset.h"

#include "must.h"

static void check_range(struct vb_str text, size_t from, size_t to)
{
	MUST(from <= to && to <= text.len);
	MUST(vb_utf8_valid(vb_str_sub(text, from, to)));
}

static void check_lists(const struct vb_record *r)
{
	size_t last = 0;

	for (const struct vb_reference *m = r->references; m; m = m->next) {
		MUST(m->number.len && m->key.len);
		MUST(m->date_how <= VB_HOW_GIVEN);
		check_range(r->text, m->from, m->to);
	}
	for (const struct vb_extra *x = r->extras; x; x = x->next)
		MUST(vb_utf8_valid(x->name) && x->json.len);
	for (size_t i = 0; i < r->n_blocks; i++) {
		const struct vb_block *b = &r->blocks[i];

		MUST(b->kind <= VB_BLOCK_PAGE && b->from >= last);
		check_range(r->text, b->from, b->to);
		last = b->from;
	}
}

static void check(const struct vb_record *r)
{
	MUST(vb_utf8_valid(r->text) && vb_utf8_valid(r->warning));
	MUST(!memchr(r->text.ptr, 0, r->text.len));
	MUST(vb_utf8_valid(r->id) && !memchr(r->file.ptr, 0, r->file.len));
	MUST(r->encoding.main < VB_DECODING_COUNT);
	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		const struct vb_field *f = &r->fields[i];

		MUST(!f->value.len == (f->how == VB_HOW_UNKNOWN));
		MUST(f->how <= VB_HOW_GIVEN);
		MUST(f->confidence >= 0 && f->confidence <= 1);
		MUST(vb_utf8_valid(f->value) && vb_utf8_valid(f->label));
		check_range(r->text, f->from, f->to);
	}
	check_lists(r);
}

/* Fields may come in any order, so only the second writing is the same. */
static void write_again(const struct vb_record *record, size_t size)
{
	struct vb_buf once = VB_BUF_INIT(VB_WIRE_LIMIT);
	struct vb_buf twice = VB_BUF_INIT(VB_WIRE_LIMIT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_record again;

	vb_record_init(&again, &arena);
	MUST(!vb_wire_write(&once, record));
	MUST(once.len == size);
	MUST(!vb_wire_read(&again, vb_buf_str(&once), NULL));
	MUST(!vb_wire_write(&twice, &again));
	MUST(vb_str_eq(vb_buf_str(&once), vb_buf_str(&twice)));
	vb_arena_clear(&arena);
	vb_buf_clear(&once);
	vb_buf_clear(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str bytes = vb_str_of((const char *)data, size);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	struct vb_record record;
	vb_status st;

	vb_record_init(&record, &arena);
	st = vb_wire_read(&record, bytes, &err);
	if (st) {
		MUST(st == VB_CORRUPT || st == VB_MISMATCH);
		MUST(st == err.status && err.message[0] && err.offset <= size);
		MUST(!record.text.len && !record.blocks);
	} else {
		check(&record);
		write_again(&record, size);
	}
	MUST(arena.used <= 6 * size + 64);
	vb_arena_clear(&arena);
	return 0;
}
