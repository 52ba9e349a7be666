#include "text/offsets.h"

#include <stdint.h>
#include <stdlib.h>

void vb_offsets_init(struct vb_offsets *o)
{
	*o = (struct vb_offsets)VB_OFFSETS_INIT;
}

void vb_offsets_clear(struct vb_offsets *o)
{
	free(o->edits);
	vb_offsets_init(o);
}

void vb_offsets_truncate(struct vb_offsets *o, size_t len)
{
	if (len < o->len)
		o->len = len;
}

static vb_status grow(struct vb_offsets *o)
{
	size_t cap = o->cap ? o->cap * 2 : 16;
	struct vb_edit *edits;

	if (cap > SIZE_MAX / sizeof(*edits))
		return VB_NO_MEMORY;
	edits = realloc(o->edits, cap * sizeof(*edits));
	if (!edits)
		return VB_NO_MEMORY;
	o->edits = edits;
	o->cap = cap;
	return VB_OK;
}

vb_status vb_offsets_add(struct vb_offsets *o, size_t in, size_t in_len,
			 size_t out, size_t out_len)
{
	if (o->len == o->cap) {
		vb_status st = grow(o);

		if (st)
			return st;
	}
	o->edits[o->len++] = (struct vb_edit){ in, in_len, out, out_len };
	return VB_OK;
}

void vb_offsets_shift(struct vb_offsets *o, size_t from, size_t in, size_t out)
{
	for (size_t i = from; i < o->len; i++) {
		o->edits[i].in += in;
		o->edits[i].out += out;
	}
}

vb_status vb_offsets_append(struct vb_offsets *o, const struct vb_offsets *more,
			    size_t in, size_t out)
{
	size_t before = o->len;

	for (size_t i = 0; i < more->len; i++) {
		const struct vb_edit *e = &more->edits[i];
		vb_status st = vb_offsets_add(o, e->in + in, e->in_len,
					      e->out + out, e->out_len);

		if (st) {
			vb_offsets_truncate(o, before);
			return st;
		}
	}
	return VB_OK;
}

/* How many edits begin before `out_at` of the output, or at it if `at_too`. */
static size_t edits_before(const struct vb_offsets *o, size_t out_at,
			   bool at_too)
{
	size_t low = 0, high = o->len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (o->edits[mid].out < out_at ||
		    (at_too && o->edits[mid].out == out_at))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t vb_offsets_source(const struct vb_offsets *o, size_t out_at, bool end)
{
	size_t n = edits_before(o, out_at, !end);
	const struct vb_edit *e;
	size_t past;

	if (!n)
		return out_at;
	e = &o->edits[n - 1];
	past = out_at - e->out;
	if (past > e->out_len || (past == e->out_len && !end))
		return e->in + e->in_len + (past - e->out_len);
	return end ? e->in + e->in_len : e->in;
}

/*
 * Two lists read side by side, by their places in the text between the steps.
 * A cluster is a run of edits there of which each shares a byte with one
 * before it: [from, to).
 */
struct merge {
	const struct vb_edit *a, *a_end; /* first: its output is between */
	const struct vb_edit *b, *b_end; /* second: its input is */
	size_t to;
	/* add to a place between, past all edits taken, wrapping around */
	size_t to_in, to_out;
};

static void take_a(struct merge *m)
{
	const struct vb_edit *e = m->a++;

	if (e->out + e->out_len > m->to)
		m->to = e->out + e->out_len;
	m->to_in = (e->in + e->in_len) - (e->out + e->out_len);
}

static void take_b(struct merge *m)
{
	const struct vb_edit *e = m->b++;

	if (e->in + e->in_len > m->to)
		m->to = e->in + e->in_len;
	m->to_out = (e->out + e->out_len) - (e->in + e->in_len);
}

/* Begin a cluster; returns where. Of two at one place, an empty one goes first.
 */
static size_t take_first(struct merge *m)
{
	bool a = m->b == m->b_end;

	if (!a && m->a < m->a_end)
		a = m->a->out != m->b->in ? m->a->out < m->b->in :
					    !m->a->out_len || m->b->in_len;
	m->to = 0;
	if (a) {
		take_a(m);
		return m->a[-1].out;
	}
	take_b(m);
	return m->b[-1].in;
}

static const struct vb_edit *end_of(const struct vb_offsets *o)
{
	return o->len ? o->edits + o->len : o->edits;
}

vb_status vb_offsets_compose(struct vb_offsets *out,
			     const struct vb_offsets *first,
			     const struct vb_offsets *second)
{
	struct merge m = { first->edits,
			   end_of(first),
			   second->edits,
			   end_of(second),
			   0,
			   0,
			   0 };
	struct vb_offsets sum = VB_OFFSETS_INIT;

	while (m.a < m.a_end || m.b < m.b_end) {
		size_t to_in = m.to_in, to_out = m.to_out;
		size_t from = take_first(&m), in = from + to_in,
		       to = from + to_out;
		vb_status st;

		while (1) {
			if (m.a < m.a_end && m.a->out < m.to)
				take_a(&m);
			else if (m.b < m.b_end && m.b->in < m.to)
				take_b(&m);
			else
				break;
		}
		st = vb_offsets_add(&sum, in, m.to + m.to_in - in, to,
				    m.to + m.to_out - to);
		if (st) {
			vb_offsets_clear(&sum);
			return st;
		}
	}
	vb_offsets_clear(out);
	*out = sum;
	return VB_OK;
}
