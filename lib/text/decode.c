#include "text/decode.h"

#include <stdlib.h>

#include "text/calm.h"
#include "text/detect.h"
#include "text/text.h"

#define LEARN_BYTES ((size_t)64 << 10) /* read ahead to know the document */
#define TO_SISTER (VB_CHARSET_TCVN5712 - VB_CHARSET_TCVN3)
#define DECLARED_WORDS 50 /* what a font's name is worth */
#define VIQR_WORDS 20	  /* so many make a document of VIQR */

struct vb_decoder {
	struct vb_decode_options options;
	struct vb_decode_report report;
	struct vb_memo *memo; /* made when first needed */
	struct vb_prior prior;
	size_t tally[VB_DECODING_COUNT]; /* syllables in use */
	bool begun;
	/* of VIQR: it has backslashes, so that its marks are tones; lines
	 * that end in a full stop and others */
	bool escapes;
	size_t dot_ends, bare_ends;
	struct vb_window *window; /* made with the memo */
};

/* Where decoded text goes; `out` NULL only counts. */
struct sink {
	vb_decoder *d;
	struct vb_str text;
	struct vb_buf *out;
	struct vb_offsets *offsets;
	size_t start; /* of the text: behind a byte order mark */
	size_t base;  /* out->len before */
};

vb_status vb_decoder_open(vb_decoder **out,
			  const struct vb_decode_options *options)
{
	vb_decoder *d = calloc(1, sizeof(*d));

	*out = NULL;
	if (!d)
		return VB_NO_MEMORY;
	d->options.from = VB_DECODE_AUTO;
	if (options)
		d->options = *options;
	d->prior.allowed = (1u << VB_DECODING_COUNT) - 1;
	d->tally[d->options.declared] += DECLARED_WORDS;
	*out = d;
	return VB_OK;
}

void vb_decoder_close(vb_decoder *d)
{
	if (!d)
		return;
	vb_memo_free(d->memo);
	free(d->window);
	free(d);
}

const struct vb_decode_report *vb_decoder_report(const vb_decoder *d)
{
	return &d->report;
}

bool vb_decode_is_calm(struct vb_str in)
{
	return vb_calm_end(in, 0) == in.len;
}

bool vb_decode_is_utf16(struct vb_str in)
{
	size_t n = in.len < 512 ? in.len / 2 : 256, zeros[2] = { 0, 0 };

	if (vb_str_starts(in, VB_STR("\xff\xfe")) ||
	    vb_str_starts(in, VB_STR("\xfe\xff")))
		return true;
	for (size_t i = 0; i < 2 * n; i++)
		zeros[i & 1] += !in.ptr[i];
	/* a third of Vietnamese letters and all spaces are below U+0100 */
	return n >= 4 && (zeros[0] > n / 3) != (zeros[1] > n / 3) &&
	       (zeros[0] <= n / 16 || zeros[1] <= n / 16);
}

/* Big-endian text without a mark has its zeros first. */
static struct vb_str utf16_name(struct vb_str in)
{
	size_t first = 0;

	if (vb_str_starts(in, VB_STR("\xff\xfe")) ||
	    vb_str_starts(in, VB_STR("\xfe\xff")))
		return VB_STR("utf-16");
	for (size_t i = 0; i + 1 < in.len && i < 512; i += 2)
		first += in.ptr[i] == '\0' && in.ptr[i + 1];
	return 4 * first > (in.len < 512 ? in.len : 512) / 2 ?
		       VB_STR("utf-16be") :
		       VB_STR("utf-16le");
}

/*
 * How much less likely punctuation is than a tone for a VIQR mark before `at`,
 * in steps of vb_viqr_piece. It ends a sentence where the line ends, as often
 * as other lines do, or where a capital or a digit follows, as names do too.
 */
static int viqr_bias(const struct sink *s, size_t at)
{
	const vb_decoder *d = s->d;

	if (d->escapes)
		return VB_VIQR_TONE;
	while (at < s->text.len && strchr("\")]", s->text.ptr[at]))
		at++;
	if (at == s->text.len || s->text.ptr[at] == '\n')
		return (d->bare_ends > 2 * d->dot_ends) -
		       (d->dot_ends > 2 * d->bare_ends);
	while (at < s->text.len && s->text.ptr[at] == ' ')
		at++;
	if (at < s->text.len && (unsigned)(s->text.ptr[at] - 'A') < 26)
		return 3;
	return VB_VIQR_TONE;
}

/* Do lines of VIQR end in full stops? Counts where that is beyond doubt. */
static void watch_ends(struct sink *s, size_t end)
{
	size_t line = end;
	char last, before;

	while (line &&
	       (s->text.ptr[line - 1] == '\n' || s->text.ptr[line - 1] == '\r'))
		line--;
	if (line < 2 || (end < s->text.len && s->text.ptr[end] != '\n'))
		return;
	last = s->text.ptr[line - 1];
	before = s->text.ptr[line - 2];
	if (last != '.')
		s->d->bare_ends++;
	else if (!strchr("aeiouyAEIOUY^(+*", before))
		s->d->dot_ends++;
}

static vb_status append_piece(struct sink *s, const struct vb_piece *piece,
			      struct vb_decoded_run *run)
{
	char room[VB_PIECE_ROOM];
	struct vb_str in = vb_str_sub(s->text, piece->start, piece->end), text;
	struct vb_score_words sum = { 0, run->words, run->valid };
	vb_status st = VB_OK;

	text = vb_memo_decode(room, &sum, piece, s->text, run->decoding);
	run->words = sum.words;
	run->valid = sum.valid;
	if (run->decoding == VB_CHARSET_VIQR) {
		text.ptr = room;
		text.len = vb_viqr_piece(room, in, viqr_bias(s, piece->end));
	}
	if (s->offsets && !vb_str_eq(in, text))
		st = vb_offsets_add(s->offsets, piece->start, in.len,
				    s->out->len - s->base, text.len);
	return st ? st : vb_buf_append(s->out, text);
}

static double confidence_of(const struct vb_decoded_run *run)
{
	return run->words ? run->valid / (run->words + 0.5) : 0;
}

static void tell(struct sink *s, struct vb_decoded_run *run)
{
	struct vb_decode_count *count = &s->d->report.counts[run->decoding];

	count->runs++;
	count->bytes += run->in_len;
	count->words += run->words;
	count->valid += run->valid;
	run->confidence = confidence_of(run);
	if (run->decoding != VB_CHARSET_UTF8 && s->d->options.on_run)
		s->d->options.on_run(s->d->options.ctx, run);
}

/*
 * May words of `text`, as it came, need their capitals back? One must tell:
 * two ASCII capitals, no small one, and something that is not ASCII. Or no
 * word has a small letter at all.
 */
static bool needs_capitals(struct vb_str text)
{
	bool any_small = false, small = false, wide = false;
	unsigned capitals = 0;

	for (size_t i = 0; i <= text.len; i++) {
		size_t markup = vb_piece_markup(vb_str_skip(text, i));
		unsigned c = i < text.len && !markup ?
				     (unsigned char)text.ptr[i] :
				     ' ';

		i += markup ? markup - 1 : 0;
		if (c - 'a' < 26) {
			any_small = small = true;
		} else if (c - 'A' < 26) {
			capitals++;
		} else if (c >= 0x80 || c < ' ') {
			wide = true;
		} else {
			if (capitals > 1 && wide && !small)
				return true;
			capitals = 0;
			small = wide = false;
		}
	}
	return !any_small;
}

/* Append the pieces [i, next) of the window and all of text[from..end). */
static vb_status append_run(struct sink *s, size_t i, size_t next, size_t from,
			    size_t end)
{
	const struct vb_window *w = s->d->window;
	struct vb_decoded_run run = { .in = from,
				      .in_len = end - from,
				      .out = s->out->len - s->base,
				      .decoding = w->decoding[i] };
	struct vb_str text = vb_str_sub(s->text, from, end);
	size_t before = s->out->len;
	vb_status st = VB_OK;

	if (run.decoding == VB_CHARSET_VIQR) {
		s->d->escapes |= vb_viqr_escapes(text);
		watch_ends(s, end);
	}
	for (; i < next && !st; i++) {
		st = vb_buf_append(
			s->out, vb_str_sub(s->text, from, w->pieces[i].start));
		if (!st)
			st = append_piece(s, &w->pieces[i], &run);
		from = w->pieces[i].end;
	}
	if (!st)
		st = vb_buf_append(s->out, vb_str_sub(s->text, from, end));
	if (st)
		return st;
	if (s->d->options.capitals ||
	    (vb_decoding_shares_capitals(run.decoding) && needs_capitals(text)))
		vb_capitals_restore(s->out->ptr + before, s->out->len - before,
				    s->d->options.capitals);
	run.out_len = s->out->len - s->base - run.out;
	tell(s, &run);
	return VB_OK;
}

/* Gather what reads differently of text[from..end); returns where it ends. */
static size_t fill_window(struct sink *s, size_t from, size_t end)
{
	struct vb_window *w = s->d->window;
	struct vb_str text = vb_str_of(s->text.ptr, end);

	w->n = 0;
	while (w->n < VB_WINDOW_PIECES &&
	       vb_memo_next(&w->pieces[w->n], s->d->memo, text, from))
		from = w->pieces[w->n++].end;
	return w->n < VB_WINDOW_PIECES ? end : from;
}

/*
 * Does no other decoding promise more for the whole window than the least
 * change costs? Then `decoding` is the answer.
 */
static bool is_best(const struct vb_window *w, unsigned decoding)
{
	int lost = 0;

	for (size_t i = 0; i < w->n && lost < VB_CHANGE_LEAST; i++)
		lost += w->pieces[i].top - w->pieces[i].score.points[decoding];
	return lost < VB_CHANGE_LEAST;
}

/* Text that is UTF-8 now is not read otherwise for a word or two. */
#define FEW_PIECES 4

/*
 * Nothing in "CHI? THI." alone says that it is VIQR. Amid lines of that it is,
 * unless one of its words would be of no use in Vietnamese.
 */
static bool is_typed(const vb_decoder *d, struct vb_str line)
{
	return d->prior.main == VB_CHARSET_VIQR &&
	       d->tally[VB_CHARSET_VIQR] >= VIQR_WORDS &&
	       vb_viqr_is_whole(line);
}

static void decide(vb_decoder *d, struct vb_str text, struct vb_str line)
{
	struct vb_window *w = d->window;
	unsigned main = d->prior.main;

	if (d->prior.only ||
	    (main != VB_CHARSET_VIQR &&
	     (!vb_decoding_is_twice(main) || w->n > FEW_PIECES) &&
	     is_best(w, main)))
		memset(w->decoding, (int)main, w->n);
	else if (main && is_best(w, VB_CHARSET_UTF8))
		memset(w->decoding, is_typed(d, line) ? (int)main : 0, w->n);
	else
		vb_detect(w, &d->prior, text, line);
}

/* Count what the window's pieces are, for the document's sake. */
static void learn_window(vb_decoder *d, struct vb_str text)
{
	const struct vb_window *w = d->window;

	for (size_t i = 0; i < w->n; i++) {
		struct vb_score_words words = { 0 };
		char room[VB_PIECE_ROOM];

		vb_memo_decode(room, &words, &w->pieces[i], text,
			       w->decoding[i]);
		d->tally[w->decoding[i]] += words.valid;
	}
}

static vb_status append_window(struct sink *s, size_t from, size_t end)
{
	const struct vb_window *w = s->d->window;
	vb_status st = VB_OK;

	for (size_t i = 0, next; i < w->n && !st; i = next) {
		size_t to;

		for (next = i + 1;
		     next < w->n && w->decoding[next] == w->decoding[i]; next++)
			;
		to = next < w->n ? w->pieces[next].start : end;
		st = append_run(s, i, next, from, to);
		from = to;
	}
	return st ? st : vb_buf_append(s->out, vb_str_sub(s->text, from, end));
}

/* A line in which something is odd. */
static vb_status do_line(struct sink *s, size_t from, size_t end)
{
	vb_decoder *d = s->d;
	vb_status st = VB_OK;

	if (!d->memo)
		d->memo = vb_memo_new();
	if (!d->window)
		d->window = malloc(sizeof(*d->window));
	if (!d->memo || !d->window)
		return VB_NO_MEMORY;
	while (from < end && !st) {
		size_t to = fill_window(s, from, end);

		decide(d, s->text, vb_str_sub(s->text, from, to));
		if (s->out)
			st = append_window(s, from, to);
		else
			learn_window(d, s->text);
		from = to;
	}
	return st;
}

static unsigned main_decoding(const vb_decoder *d)
{
	unsigned best = VB_CHARSET_UTF8;

	for (unsigned i = 1; i < VB_DECODING_COUNT; i++)
		if (d->tally[i] > d->tally[best])
			best = i;
	/* the sister has all of it and the capitals besides */
	if (vb_decoding_charset(best) == VB_CHARSET_TCVN3 &&
	    16 * d->tally[best + TO_SISTER] > d->tally[best])
		best += TO_SISTER;
	return best;
}

/* Append text[from..end), good UTF-8, or count it. */
static vb_status do_calm(struct sink *s, size_t from, size_t end)
{
	if (s->out)
		return vb_buf_append(s->out, vb_str_sub(s->text, from, end));
	/* about four of five words have a mark, and most letters are ASCII */
	for (size_t i = from; i < end; i++)
		s->d->tally[VB_CHARSET_UTF8] += (s->text.ptr[i] & 0xE0) == 0xE0;
	return VB_OK;
}

/* All of s->text, line by line. */
static vb_status do_lines(struct sink *s)
{
	struct vb_str text = s->text;
	size_t at = s->start;
	vb_status st = VB_OK;

	while (at < text.len && !st) {
		/* in such a document calm lines too may read otherwise */
		size_t odd = s->d->prior.main ? at : vb_calm_end(text, at);
		size_t end = odd;

		while (odd < text.len && odd > at && text.ptr[odd - 1] != '\n')
			odd--;
		while (end < text.len && text.ptr[end] != '\n')
			end++;
		st = do_calm(s, at, odd);
		if (!st && odd < end)
			st = do_line(s, odd, end);
		at = end;
		if (!st && odd == end && end < text.len)
			st = do_calm(s, end, at = end + 1);
	}
	return st;
}

static vb_status detect_all(struct sink *s)
{
	vb_decoder *d = s->d;
	struct sink learner = *s;

	if (!d->begun && d->options.from == VB_DECODE_AUTO) {
		learner.out = NULL;
		learner.text.len =
			s->text.len < LEARN_BYTES ? s->text.len : LEARN_BYTES;
		if (do_lines(&learner))
			return VB_NO_MEMORY;
	}
	d->prior.main = main_decoding(d);
	d->report.main = d->prior.main;
	if (learner.out == NULL && d->prior.main == VB_CHARSET_VIQR)
		d->escapes |= vb_viqr_escapes(learner.text);
	return do_lines(s);
}

/*
 * A charset is given. In text that is UTF-8 already it may still be what the
 * bytes meant before they were taken for Windows-1252.
 */
static vb_status decode_given(struct sink *s, unsigned from)
{
	struct vb_prior *prior = &s->d->prior;

	s->d->report.main = from;
	prior->main = from;
	prior->given = true;
	prior->only = from > VB_CHARSET_BKHCM2 || !vb_utf8_valid(s->text);
	prior->allowed = 1u << VB_CHARSET_UTF8 | 1u << from;
	if (!prior->only)
		prior->allowed |= 1u << (from + VB_DECODING_TWICE);
	return do_lines(s);
}

static vb_status decode_utf16(struct sink *s)
{
	size_t before = s->out->len;
	vb_status st = vb_charset_iconv(s->out, &s->d->report.broken, s->text,
					utf16_name(s->text));

	if (!st && s->offsets)
		st = vb_offsets_add(s->offsets, 0, s->text.len, 0,
				    s->out->len - before);
	return st;
}

/* Step over a byte order mark of UTF-8 at the start. */
static vb_status skip_mark(struct sink *s)
{
	if (s->d->begun || !vb_str_starts(s->text, VB_STR("\xef\xbb\xbf")))
		return VB_OK;
	s->start = 3;
	return s->offsets ? vb_offsets_add(s->offsets, 0, 3, 0, 0) : VB_OK;
}

static bool is_utf16(const vb_decoder *d, struct vb_str in)
{
	unsigned from = d->options.from;

	return from == VB_CHARSET_UTF16 ||
	       (!d->begun && from == VB_DECODE_AUTO && vb_decode_is_utf16(in));
}

vb_status vb_decoder_run(struct vb_buf *out, struct vb_offsets *offsets,
			 vb_decoder *d, struct vb_str in)
{
	struct sink s = { .d = d,
			  .text = in,
			  .out = out,
			  .offsets = offsets,
			  .base = out->len };
	unsigned from = d->options.from;
	vb_status st = VB_OK;

	d->prior.only = false;
	if (is_utf16(d, in)) {
		st = decode_utf16(&s);
	} else if (from == VB_DECODE_AUTO || from == VB_CHARSET_UTF8) {
		st = skip_mark(&s);
		if (!st && from == VB_DECODE_AUTO)
			st = detect_all(&s);
		else if (!st)
			st = vb_buf_append(out, vb_str_skip(in, s.start));
	} else {
		st = decode_given(&s, from);
	}
	d->begun = true;
	if (st)
		vb_buf_truncate(out, s.base);
	return st;
}
