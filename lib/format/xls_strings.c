/*
 * Strings of a workbook.
 */
#include "format/xls.h"

/* Bits before the characters of a string (2.5.293). */
enum { WIDE = 1, PHONETIC = 4, RICH = 8 };

/* A place in a record that others continue. */
struct reader {
	struct xls *x;
	struct vb_str rest; /* of the record at hand */
	size_t next;	    /* where the next one begins */
	bool at_end;
};

/* Go on to the CONTINUE record that follows, if there is one. */
static bool go_on(struct reader *r)
{
	struct xls_record record;

	if (!xls_next(&record, r->x, r->next) || record.kind != XLS_CONTINUE) {
		r->at_end = true;
		return false;
	}
	r->rest = record.data;
	r->next = record.next;
	return true;
}

/* A number of `size` bytes, which may be divided between records. */
static uint32_t number(struct reader *r, unsigned size)
{
	uint32_t value = 0;

	for (unsigned i = 0; i < size; i++) {
		while (!r->rest.len)
			if (!go_on(r))
				return 0;
		value |= (uint32_t)vb_le8(r->rest, 0) << 8 * i;
		r->rest = vb_str_skip(r->rest, 1);
	}
	return value;
}

static void skip(struct reader *r, size_t n)
{
	while (n > r->rest.len) {
		n -= r->rest.len;
		r->rest = VB_STR_EMPTY;
		if (!go_on(r))
			return;
	}
	r->rest = vb_str_skip(r->rest, n);
}

/* Add characters to the pool: bytes that are Latin-1, or UTF-16. */
static vb_status add_units(struct xls *x, struct vb_str s, bool wide)
{
	vb_status st = wide ? vb_buf_append(&x->pool, s) : VB_OK;

	for (size_t i = 0; !st && !wide && i < s.len; i++) {
		uint32_t code = (unsigned char)s.ptr[i];
		char unit[2];

		if (x->old)
			code = vb_western_char((unsigned char)code);
		unit[0] = (char)(code & 0xFF);
		unit[1] = (char)(code >> 8);
		st = vb_buf_append(&x->pool, vb_str_of(unit, 2));
	}
	return st;
}

/* `n` characters; where records divide them, the next tells its width. */
static vb_status characters(struct reader *r, size_t n, bool wide)
{
	vb_status st = VB_OK;

	while (n && !st) {
		size_t size = wide ? 2 : 1, bytes = n * size;

		if (bytes > r->rest.len)
			bytes = r->rest.len / size * size;
		st = add_units(r->x, vb_str_sub(r->rest, 0, bytes), wide);
		r->rest = vb_str_skip(r->rest, bytes);
		n -= bytes / size;
		if (!n)
			break;
		if (!go_on(r))
			break;
		wide = number(r, 1) & WIDE;
	}
	r->x->cut |= n > 0;
	return st;
}

static vb_status add_run(struct xls *x, uint32_t from, unsigned font)
{
	struct xls_run run = { from, font };

	return vb_buf_append(&x->runs,
			     vb_str_of((const char *)&run, sizeof(run)));
}

/* One string, from its flags on. */
static vb_status string(struct xls_text *out, struct reader *r, size_t length)
{
	struct xls *x = r->x;
	unsigned flags = number(r, 1);
	size_t n_runs = flags & RICH ? number(r, 2) : 0;
	size_t phonetic = flags & PHONETIC ? number(r, 4) : 0;
	vb_status st;

	*out = (struct xls_text){ .from = x->pool.len,
				  .run = x->runs.len / sizeof(struct xls_run) };
	st = characters(r, length, flags & WIDE);
	out->to = x->pool.len;
	for (size_t i = 0; !st && i < n_runs && !r->at_end; i++) {
		uint32_t from = number(r, 2);

		st = add_run(x, from, number(r, 2));
		out->n_runs++;
	}
	skip(r, phonetic);
	return st;
}

vb_status xls_read_shared(struct xls *x, const struct xls_record *sst)
{
	struct reader r = { .x = x,
			    .rest = vb_str_skip(sst->data, 8),
			    .next = sst->next };
	size_t n = vb_le32(sst->data, 4);
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < n; i++) {
		struct xls_text text;
		size_t length = number(&r, 2);

		if (r.at_end) {
			x->cut = true;
			break;
		}
		st = string(&text, &r, length);
		if (!st)
			st = vb_buf_append(
				&x->shared,
				vb_str_of((const char *)&text, sizeof(text)));
	}
	return st;
}

/* After the bytes of an RSTRING: its runs, one byte a number. */
static vb_status old_runs(struct xls_text *out, struct xls *x,
			  struct vb_str data, size_t at)
{
	vb_status st = VB_OK;

	for (unsigned n = vb_le8(data, at++); !st && n; n--, at += 2) {
		st = add_run(x, vb_le8(data, at), vb_le8(data, at + 1));
		out->n_runs++;
	}
	return st;
}

vb_status xls_read_text(struct xls_text *out, struct xls *x, struct vb_str data,
			size_t at, bool wide_length)
{
	size_t length = wide_length ? vb_le16(data, at) : vb_le8(data, at);
	/* What CONTINUE records hold of such strings is not looked for. */
	struct reader r = { .x = x, .next = VB_NPOS };
	vb_status st;

	at += wide_length ? 2 : 1;
	x->cut |= at > data.len;
	r.rest = vb_str_skip(data, at);
	if (!x->old)
		return string(out, &r, length);
	*out = (struct xls_text){ .from = x->pool.len,
				  .run = x->runs.len / sizeof(struct xls_run) };
	x->cut |= length > r.rest.len;
	st = add_units(x, vb_str_sub(r.rest, 0, length), false);
	out->to = x->pool.len;
	return st ? st : old_runs(out, x, data, at + length);
}

vb_status xls_utf8(struct vb_str *out, struct xls *x,
		   const struct xls_text *text)
{
	struct vb_buf utf8 = VB_BUF_INIT(x->pool.limit * 2);
	vb_status st = vb_utf16_append(
		&utf8, vb_str_sub(vb_buf_str(&x->pool), text->from, text->to));

	if (!st && !vb_arena_dup(out, &x->arena, vb_buf_str(&utf8)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&utf8);
	return st;
}
