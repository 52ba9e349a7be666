/*
 * text/decode: from bytes in whatever encoding to UTF-8.
 *
 *	vb_decoder *d;
 *	st = vb_decoder_open(&d, &(struct vb_decode_options){ .from = … });
 *	st = vb_decoder_run(&out, NULL, d, bytes);
 *	report = vb_decoder_report(d);
 *	vb_decoder_close(d);
 *
 * With VB_DECODE_AUTO each stretch of a line is read in the decoding in which
 * it makes the most sense (docs/text.md, decisions/0006): words that are
 * Vietnamese syllables in use speak for a decoding, and a change of decoding
 * must be paid for, so that one word never makes one. Text that is good as it
 * is stays, whatever its language. What was found so far in the same document
 * counts for what follows, and so does what a font or a header declares.
 *
 * The result is valid UTF-8 except where the input was neither UTF-8 nor
 * anything else: vb_text_clean replaces that. Takes time linear in its input.
 * One decoder serves one document and one thread.
 */
#ifndef VB_TEXT_DECODE_H
#define VB_TEXT_DECODE_H

#include "text/charset.h"
#include "text/offsets.h"

#define VB_DECODE_AUTO VB_DECODING_COUNT

/* Output is at most this times the input, plus 4. */
#define VB_DECODE_GROWTH 3

typedef struct vb_decoder vb_decoder;

/* A stretch that was read in one decoding, not UTF-8 as it was. */
struct vb_decoded_run {
	size_t in, in_len;
	size_t out, out_len;
	unsigned decoding;
	unsigned words, valid; /* as in vb_decode_count */
	double confidence;     /* 0 to 1: the share of syllables in use, less
				  for few words */
};

struct vb_decode_options {
	unsigned from;	   /* a decoding, or VB_DECODE_AUTO */
	unsigned declared; /* evidence: what a font or header says; 0: none */
	bool capitals;	   /* the font shows small letters as capitals */
	/* Told of each run, in order; offsets are of one vb_decoder_run. */
	void (*on_run)(void *ctx, const struct vb_decoded_run *run);
	void *ctx;
};

struct vb_decode_count {
	size_t runs;
	size_t bytes; /* of input */
	size_t words; /* with letters outside ASCII */
	size_t valid; /* of them, syllables in use */
};

struct vb_decode_report {
	/* By decoding; of VB_CHARSET_UTF8, only runs amid others count. */
	struct vb_decode_count counts[VB_DECODING_COUNT];
	unsigned main; /* the decoding most of the document is in */
	size_t broken; /* of UTF-16: what was no character, now U+FFFD */
};

/* VB_OK or VB_NO_MEMORY. `options` is copied. NULL means AUTO. */
vb_status vb_decoder_open(vb_decoder **out,
			  const struct vb_decode_options *options);
void vb_decoder_close(vb_decoder *d);

/*
 * Append `in`, whole lines of one document, decoded to `out`; edits go to
 * `offsets` (NULL allowed), whose places count from the start of `in` and
 * from out->len before the call. A byte order mark at the start of a first
 * call is dropped; UTF-16, by its mark, by its zero bytes or declared, must
 * come whole in one call. Returns VB_OK, VB_TOO_BIG past out->limit,
 * VB_NO_MEMORY; then `out` is unchanged.
 */
vb_status vb_decoder_run(struct vb_buf *out, struct vb_offsets *offsets,
			 vb_decoder *d, struct vb_str in);

/* What was found so far; borrowed. */
const struct vb_decode_report *vb_decoder_report(const vb_decoder *d);

/* Is `in` good UTF-8 that AUTO would leave as it is, at a glance? */
bool vb_decode_is_calm(struct vb_str in);

/* Does `in` begin like UTF-16: a mark, or every other byte zero? */
bool vb_decode_is_utf16(struct vb_str in);

#endif
