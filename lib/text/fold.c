#include "text/chain.h"
#include "text/clean.h"
#include "text/nfc.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "text/writer.h"

/*
 * Stable text (see clean.c) folds character by character: vb_fold_dfa takes
 * the Vietnamese part, 32 bytes at a time, fold_char the rest. A segment with
 * anything else in it is cleaned first.
 *
 * Every letter that decomposes to an ASCII letter and marks loses the marks,
 * not only the Vietnamese ones; so do đ ð ɖ ı, which do not decompose.
 */

#define BLOCK 32

static bool is_ascii_letter(uint32_t code)
{
	return (code | 32) - 'a' < 26;
}

/* What a decomposed or indivisible character folds to. */
static uint32_t fold_part(uint32_t code)
{
	switch (code) {
	case 0x110:
	case 0x111:
	case 0xD0:
	case 0xF0:
	case 0x189:
	case 0x256:
		return 'd';
	case 0x131:
		return 'i';
	default:
		return vb_char_lower(code);
	}
}

/* A stable character. */
static uint32_t fold_char(uint32_t code)
{
	const struct vb_decomp *d;

	if (code < 0x80)
		return code - 'A' < 26 ? code | 32 : code;
	d = vb_decomp_find(code);
	if (d && is_ascii_letter(vb_decomp_pool[d->at]))
		return vb_decomp_pool[d->at] | 32;
	return fold_part(code);
}

struct fold {
	struct vb_nfc nfc;
	bool ascii; /* the marks that follow belong to an ASCII letter */
};

static void fold_push(void *ctx, uint32_t code)
{
	struct fold *f = ctx;

	if (f->ascii && vb_char(code)->ccc)
		return;
	code = fold_part(code);
	f->ascii = is_ascii_letter(code);
	vb_nfc_push(&f->nfc, code);
}

/* Append the fold of `text`, which is clean. */
static vb_status fold_clean(struct vb_buf *out, struct vb_str text)
{
	struct vb_text_report ignored = { 0 };
	struct fold f;

	f.ascii = false;
	vb_nfc_init(&f.nfc, out, &ignored);
	for (size_t at = 0; at < text.len;) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(text, at));
		vb_nfc_each_part(code, fold_push, &f);
	}
	return vb_nfc_finish(&f.nfc);
}

/* Fold what the automaton knows, in blocks; returns the new `at`. */
static size_t quick_fold(struct vb_writer *w, const unsigned char *p, size_t at,
			 size_t len)
{
	while (at < len) {
		char *start = vb_writer_room(w, BLOCK + 1), *o = start;
		uint64_t state = 0;
		size_t end = len - at < BLOCK ? len : at + BLOCK;

		for (size_t i = at; i < end; i++) {
			unsigned s = state & 63;

			*o = (char)vb_fold_byte[s << 8 | p[i]];
			state = vb_fold_dfa[p[i]] >> s;
			o += !(state & 63);
		}
		if ((state & 63) == VB_DFA_STOP)
			return at;
		if (state & 63) {
			while ((p[--end] & 0xC0) == 0x80)
				;
			if (end == at)
				break; /* cut off by the end of the text */
		}
		w->len += (size_t)(o - start);
		at = end;
	}
	return at;
}

/* How many bytes the stable characters of `text` folded to. */
static size_t folded_size(struct vb_str text)
{
	size_t sum = 0;
	char utf8[4];

	for (size_t at = 0; at < text.len;) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(text, at));
		sum += vb_utf8_encode(utf8, fold_char(code));
	}
	return sum;
}

/*
 * Fold the stable characters from `at` on; returns where the first other
 * stands, or in.len.
 */
static size_t fold_stable(struct vb_writer *w, struct vb_str in, size_t at)
{
	size_t quick = at;

	while (at < in.len) {
		uint32_t code;
		size_t n;

		if (at >= quick) {
			at = quick_fold(w, (const unsigned char *)in.ptr, at,
					in.len);
			quick = at + BLOCK;
			if (at == in.len)
				break;
		}
		n = vb_utf8_read(&code, NULL, in.ptr + at, in.len - at);
		if (!n || vb_char(code)->flags & VB_CHAR_UNSTABLE)
			break;
		w->len += vb_utf8_encode(vb_writer_room(w, 4), fold_char(code));
		at += n;
	}
	return at;
}

/* Clean and fold the segment around `at`; returns its end, 0 on failure. */
static size_t fold_segment(struct vb_writer *w, struct vb_buf *scratch,
			   struct vb_str in, size_t from, size_t at)
{
	struct vb_text_report ignored = { 0 };
	struct vb_str segment = vb_clean_segment_at(in, from, at);
	size_t start = (size_t)(segment.ptr - in.ptr);

	vb_writer_undo(w, folded_size(vb_str_sub(in, start, at)));
	vb_writer_flush(w);
	vb_buf_truncate(scratch, 0);
	if (!w->st)
		w->st = vb_clean_segment(scratch, &ignored, segment, 0);
	if (!w->st)
		w->st = fold_clean(w->out, vb_buf_str(scratch));
	return start + segment.len;
}

vb_status vb_fold_append(struct vb_buf *out, struct vb_buf *scratch,
			 struct vb_str in)
{
	size_t from = 0, at = 0;
	struct vb_writer w;

	vb_writer_init(&w, out);
	while (!w.st) {
		at = fold_stable(&w, in, at);
		if (at == in.len)
			break;
		if (in.ptr[at] == '\r') {
			if (at + 1 == in.len || in.ptr[at + 1] != '\n')
				vb_writer_room(&w, 1)[0] = '\n', w.len++;
			from = ++at;
		} else {
			from = at = fold_segment(&w, scratch, in, from, at);
		}
	}
	vb_writer_flush(&w);
	return w.st;
}

vb_status vb_text_fold(struct vb_buf *out, struct vb_str in)
{
	struct vb_buf scratch = VB_BUF_INIT(in.len * VB_TEXT_GROWTH + 4);
	size_t before = out->len;
	vb_status st = VB_OK;

	if (in.len <= out->limit - before) /* a hint: it may come out shorter */
		st = vb_buf_reserve(out, in.len);
	if (!st)
		st = vb_fold_append(out, &scratch, in);
	if (st)
		vb_buf_truncate(out, before);
	vb_buf_clear(&scratch);
	return st;
}
