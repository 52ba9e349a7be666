#include "text/clean.h"

#include "text/lookalike.h"
#include "text/nfc.h"
#include "text/offsets.h"
#include "text/unicode.h"
#include "text/utf8.h"

/*
 * How it stays fast: most text is a run of characters that clean keeps, and
 * vb_stable_dfa finds the end of the run at about a cycle a byte. Only the
 * segment around any other character goes through vb_nfc.
 */

#define BLOCK 32

static unsigned dfa_run(const unsigned char *p, size_t n)
{
	uint64_t state = 0;

	for (size_t i = 0; i < n; i++)
		state = vb_stable_dfa[p[i]] >> (state & 63);
	return state & 63;
}

/* Over what the automaton knows; may end early, always between characters. */
static size_t quick_end(const unsigned char *p, size_t at, size_t len)
{
	while (len - at >= BLOCK) {
		unsigned state = dfa_run(p + at, BLOCK);
		size_t end = at + BLOCK;

		if (state == VB_DFA_STOP)
			return at;
		/* not amid a character: step back to its lead byte */
		if (state) {
			while ((p[--end] & 0xC0) == 0x80)
				;
		}
		at = end;
	}
	return at;
}

size_t vb_clean_stable_end(struct vb_str in, size_t at)
{
	size_t quick = at; /* no sooner try the automaton again */

	while (at < in.len) {
		uint32_t code;
		size_t n;

		if (at >= quick) {
			at = quick_end((const unsigned char *)in.ptr, at,
				       in.len);
			quick = at + BLOCK;
			if (at == in.len)
				break;
		}
		n = vb_utf8_read(&code, NULL, in.ptr + at, in.len - at);
		if (!n || vb_char(code)->flags & VB_CHAR_UNSTABLE)
			break;
		at += n;
	}
	return at;
}

struct vb_str vb_clean_segment_at(struct vb_str in, size_t from, size_t at)
{
	size_t start = at, end = at;

	while (start > from && !vb_is_fence((unsigned char)in.ptr[start - 1]))
		start--;
	if (start == at && start > from)
		start--;
	while (end < in.len && !vb_is_fence((unsigned char)in.ptr[end]))
		end++;
	return vb_str_sub(in, start, end);
}

/* What stands for `code` in clean text: itself, another, or 0 to drop it. */
static uint32_t rewrite(struct vb_text_report *report, uint32_t code)
{
	for (size_t i = 0; i < VB_COUNT_OF(vb_specials); i++) {
		if (code < vb_specials[i].first || code > vb_specials[i].last)
			continue;
		switch (vb_specials[i].kind) {
		case VB_SPECIAL_DROP:
			report->invisible++;
			return 0;
		case VB_SPECIAL_SPACE:
			report->spaces++;
			return ' ';
		case VB_SPECIAL_WIDE:
			report->lookalikes++;
			return code - 0xFEE0;
		}
	}
	report->controls++;
	return 0;
}

/* Follows which bytes of a segment became which of the output. */
struct trace {
	struct vb_offsets *offsets; /* NULL: not wanted */
	struct vb_buf *out;
	struct vb_str segment;
	size_t base; /* out->len at first */
	/* what waits in vb_nfc began at `in`, and will be written at `out` */
	size_t in, to;
	size_t tail; /* where dropped characters began at its end, or VB_NPOS */
	vb_status st;
};

static void trace_add(struct trace *t, size_t in, size_t in_len, size_t to,
		      size_t to_len)
{
	bool same =
		in_len == to_len && !memcmp(t->segment.ptr + in,
					    t->out->ptr + t->base + to, to_len);

	if (!t->st && !same)
		t->st = vb_offsets_add(t->offsets, in, in_len, to, to_len);
}

/* All before `at` is written, and ends at `len` of t->out. */
static void trace_close(struct trace *t, size_t at, size_t len)
{
	size_t end = t->tail == VB_NPOS ? at : t->tail;
	size_t to = len - t->base;

	trace_add(t, t->in, end - t->in, t->to, to - t->to);
	if (end < at)
		trace_add(t, end, at - end, to, 0);
	t->in = at;
	t->to = to;
	t->tail = VB_NPOS;
}

/* The character at `at` was dropped. */
static void trace_drop(struct trace *t, size_t at)
{
	if (t->tail == VB_NPOS)
		t->tail = at;
}

/* The character at `at` was pushed. */
static void trace_push(struct trace *t, size_t at, const struct vb_nfc *nfc)
{
	if (!t->offsets)
		return;
	if (nfc->began != VB_NPOS)
		trace_close(t, at, nfc->began);
	t->tail = VB_NPOS;
}

/* vb_repair_words, and its edits after those from `first` on. */
static vb_status repair(struct vb_buf *out, struct vb_text_report *report,
			size_t from, size_t first)
{
	struct vb_offsets *offsets = report->offsets;
	struct vb_offsets before = VB_OFFSETS_INIT;
	struct vb_offsets repairs = VB_OFFSETS_INIT, both = VB_OFFSETS_INIT;
	vb_status st;

	if (!offsets)
		return vb_repair_words(out, report, from);
	report->offsets = &repairs;
	st = vb_repair_words(out, report, from);
	report->offsets = offsets;
	if (!st && repairs.len) {
		if (offsets->len > first)
			before = (struct vb_offsets){ offsets->edits + first,
						      offsets->len - first, 0 };
		st = vb_offsets_compose(&both, &before, &repairs);
		if (!st) {
			vb_offsets_truncate(offsets, first);
			st = vb_offsets_append(offsets, &both, 0, 0);
		}
	}
	vb_offsets_clear(&repairs);
	vb_offsets_clear(&both);
	return st;
}

vb_status vb_clean_segment(struct vb_buf *out, struct vb_text_report *report,
			   struct vb_str segment, size_t base)
{
	struct trace t = { .offsets = report->offsets,
			   .out = out,
			   .segment = segment,
			   .base = out->len,
			   .tail = VB_NPOS };
	size_t at = 0, first = t.offsets ? t.offsets->len : 0;
	unsigned seen = 0;
	struct vb_nfc nfc;
	vb_status st;

	vb_nfc_init(&nfc, out, report);
	while (at < segment.len) {
		uint32_t code;
		size_t bad = 0;
		size_t n = vb_utf8_read(&code, &bad, segment.ptr + at,
					segment.len - at);
		unsigned flags = vb_char(code)->flags;

		if (!n && !report->invalid++)
			report->first_bad = base + at;
		if (flags & VB_CHAR_SPECIAL)
			code = rewrite(report, code);
		if (code) {
			seen |= flags;
			vb_nfc_push(&nfc, code);
			trace_push(&t, at, &nfc);
		} else {
			trace_drop(&t, at);
		}
		at += n + bad;
	}
	st = vb_nfc_finish(&nfc);
	if (!st && t.offsets) {
		trace_close(&t, at, out->len);
		st = t.st;
	}
	if (!st && seen & VB_CHAR_SUSPECT)
		st = repair(out, report, t.base, first);
	return st;
}

/* The carriage return at `at`: dropped before a newline, or one itself. */
static vb_status clean_return(struct vb_buf *out, struct vb_text_report *report,
			      struct vb_str in, size_t at, size_t base)
{
	size_t to = out->len - base;
	vb_status st = VB_OK;

	if (at + 1 == in.len || in.ptr[at + 1] != '\n')
		st = vb_buf_append_char(out, '\n');
	if (!st && report->offsets)
		st = vb_offsets_add(report->offsets, at, 1, to,
				    out->len - base - to);
	report->controls++;
	return st;
}

vb_status vb_clean_append(struct vb_buf *out, struct vb_text_report *report,
			  struct vb_str in)
{
	size_t from = 0, at = 0; /* in[from..at) is to be copied */
	size_t base = out->len, edits;
	vb_status st;

	while (1) {
		struct vb_str segment;

		at = vb_clean_stable_end(in, at);
		segment = vb_str_sub(in, at, at);
		if (at < in.len && in.ptr[at] != '\r')
			segment = vb_clean_segment_at(in, from, at);
		at = (size_t)(segment.ptr - in.ptr);
		st = vb_buf_append(out, vb_str_sub(in, from, at));
		if (st || at == in.len)
			return st;
		if (in.ptr[at] == '\r') {
			st = clean_return(out, report, in, at, base);
			from = ++at;
		} else {
			size_t to = out->len - base;

			edits = report->offsets ? report->offsets->len : 0;
			st = vb_clean_segment(out, report, segment, at);
			if (report->offsets)
				vb_offsets_shift(report->offsets, edits, at,
						 to);
			from = at += segment.len;
		}
		if (st)
			return st;
	}
}

void vb_report_add(struct vb_text_report *sum,
		   const struct vb_text_report *more)
{
	if (!sum)
		return;
	if (!sum->invalid)
		sum->first_bad = more->first_bad;
	sum->invalid += more->invalid;
	sum->composed += more->composed;
	sum->reordered += more->reordered;
	sum->lookalikes += more->lookalikes;
	sum->invisible += more->invisible;
	sum->spaces += more->spaces;
	sum->controls += more->controls;
}

vb_status vb_text_clean(struct vb_buf *out, struct vb_text_report *report,
			struct vb_str in)
{
	struct vb_text_report found = { 0 };
	size_t before = out->len;
	vb_status st = VB_OK;

	found.offsets = report ? report->offsets : NULL;
	if (found.offsets)
		vb_offsets_truncate(found.offsets, 0);
	if (in.len <= out->limit - before) /* a hint: it may come out shorter */
		st = vb_buf_reserve(out, in.len);
	if (!st)
		st = vb_clean_append(out, &found, in);
	if (!st) {
		vb_report_add(report, &found);
		return VB_OK;
	}
	vb_buf_truncate(out, before);
	if (found.offsets)
		vb_offsets_truncate(found.offsets, 0);
	return st;
}
