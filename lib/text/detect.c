#include "text/detect.h"

#include "text/grammar.h"
#include "text/text.h"

/*
 * What it costs to change to a decoding. Two common syllables (about 20
 * points each, against -8 that they cost as UTF-8) pay for a change, one does
 * not. References, Cyrillic letters among Latin ones, and UTF-8 that was taken
 * for Windows-1252 look like nothing else, so one word will do.
 */
enum {
	CHANGE = 40,
	CHANGE_SURE = 14,
	CHANGE_VIQR = 32, /* ASCII costs nothing as it is */
	CHANGE_MAIN = 12, /* to what the document is in */
	/* TCVN3 and TCVN 5712 differ in capitals only */
	CHANGE_SISTER = VB_CHANGE_LEAST,
	CHANGE_UTF8 = 16, /* back to text as it is */
	NEW_LINE = 12,	  /* less at the start of a line */
	WORD_IS_BAD = -8, /* points of a piece: a word that is none */
	WORD_IS_COMMON = 15,
	GOOD_LINE = 2, /* common syllables in it as it is */
};

static bool is_sure(unsigned decoding)
{
	return decoding == VB_CHARSET_NCR || decoding == VB_CHARSET_PDFSHIFT ||
	       decoding == VB_DECODING_TWICE + VB_CHARSET_UTF8;
}

static unsigned sister_of(unsigned decoding)
{
	switch (decoding) {
	case VB_CHARSET_TCVN3:
	case VB_DECODING_TWICE + VB_CHARSET_TCVN3:
		return decoding + VB_CHARSET_TCVN5712 - VB_CHARSET_TCVN3;
	case VB_CHARSET_TCVN5712:
	case VB_DECODING_TWICE + VB_CHARSET_TCVN5712:
		return decoding + VB_CHARSET_TCVN3 - VB_CHARSET_TCVN5712;
	default:
		return VB_DECODING_COUNT;
	}
}

static void price(int16_t cost[VB_SCORE_LANES], const struct vb_prior *prior)
{
	for (unsigned d = 0; d < VB_SCORE_LANES; d++) {
		cost[d] = is_sure(d) ? CHANGE_SURE : CHANGE;
		if (d == VB_CHARSET_VIQR)
			cost[d] = CHANGE_VIQR;
		if (d == VB_CHARSET_UTF8)
			cost[d] = CHANGE_UTF8;
		if (d == prior->main && d)
			cost[d] = CHANGE_MAIN;
		if (prior->main && d == sister_of(prior->main))
			cost[d] = CHANGE_SISTER;
		if (!(prior->allowed >> d & 1))
			cost[d] = 4 * CHANGE;
	}
}

static unsigned best_of(const int16_t points[VB_SCORE_LANES])
{
	unsigned best = 0;

	for (unsigned d = 1; d < VB_SCORE_LANES; d++)
		if (points[d] > points[best])
			best = d;
	return best;
}

static void viterbi(struct vb_window *w, const struct vb_prior *prior)
{
	int16_t cost[VB_SCORE_LANES], sum[VB_SCORE_LANES];
	uint8_t from[VB_WINDOW_PIECES]; /* the best before a piece */
	uint32_t changed[VB_WINDOW_PIECES] = { 0 }; /* entered there */
	unsigned best = prior->given ? prior->main : VB_CHARSET_UTF8;

	price(cost, prior);
	for (unsigned d = 0; d < VB_SCORE_LANES; d++)
		sum[d] = d == best ? 0 : -cost[d];
	/* a line of its own may be in another encoding from its first word */
	for (unsigned d = 0; prior->main && d < VB_SCORE_LANES; d++)
		sum[d] = sum[d] < -NEW_LINE ? sum[d] + NEW_LINE : sum[d];
	if (prior->main)
		sum[prior->main] = 0;
	for (size_t i = 0; i < w->n; i++) {
		int16_t top = sum[best];
		uint32_t entered = 0;

		from[i] = (uint8_t)best;
		for (unsigned d = 0; d < VB_SCORE_LANES; d++) {
			int16_t enter = (int16_t)-cost[d];
			int16_t stay = (int16_t)(sum[d] - top);

			entered |= (uint32_t)(enter > stay) << d;
			sum[d] = (enter > stay ? enter : stay) +
				 w->pieces[i].score.points[d];
		}
		changed[i] = entered;
		best = best_of(sum);
	}
	for (size_t i = w->n; i-- > 0;) {
		w->decoding[i] = (uint8_t)best;
		if (changed[i] >> best & 1)
			best = from[i];
	}
}

struct run {
	size_t from, end; /* pieces */
	unsigned decoding;
	struct vb_score_words sum;
	int points;   /* in that decoding */
	int as_is;    /* and as UTF-8 */
	size_t words; /* pieces that come to a word of a Western language */
	bool utf8;    /* the bytes are good UTF-8 */
};

static struct vb_str piece_at(const struct vb_window *w, struct vb_str text,
			      size_t i)
{
	return vb_str_sub(text, w->pieces[i].start, w->pieces[i].end);
}

/* Letters and nothing but: what bytes of Latin-1 come to in good words. */
static bool is_western(struct vb_str word)
{
	size_t letters = 0;

	for (size_t at = 0; at < word.len; letters++) {
		uint32_t code;

		at += vb_utf8_decode(&code, vb_str_skip(word, at));
		if (code == 0xD7 || code == 0xF7 || code == 0xFF ||
		    (code >= 0x80 && code < 0xC0))
			return false;
	}
	return letters > 3;
}

static struct run sum_run(const struct vb_window *w, size_t from, size_t end,
			  struct vb_str text)
{
	struct run run = { .from = from,
			   .end = end,
			   .decoding = w->decoding[from],
			   .utf8 = true };

	for (size_t i = from; i < end; i++) {
		struct vb_score_words words = { 0 };
		char room[VB_PIECE_ROOM];
		struct vb_str read = vb_memo_decode(room, &words, &w->pieces[i],
						    text, run.decoding);

		run.utf8 = run.utf8 && vb_utf8_valid(piece_at(w, text, i));
		run.sum.words += words.words;
		run.sum.valid += words.valid;
		run.points += w->pieces[i].score.points[run.decoding];
		run.as_is += w->pieces[i].score.points[VB_CHARSET_UTF8];
		run.words += is_western(read);
	}
	return run;
}

/* May what stands at `at` belong to a word before or behind it? */
static bool joins_at(struct vb_str line, size_t at)
{
	return at < line.len && ((unsigned char)line.ptr[at] >= 0x80 ||
				 strchr("^(+*`'?~.\\&;", line.ptr[at]));
}

/*
 * Are the ASCII words of `line` of another language? Of a Vietnamese line
 * nearly all of them, but for names, are syllables.
 */
static bool is_foreign(struct vb_str line)
{
	size_t words = 0, syllables = 0;

	for (size_t at = 0; at < line.len;) {
		struct vb_syllable s;
		struct vb_word word;
		uint32_t code;
		bool whole;

		vb_word_read(&word, line, at);
		if (word.end == at) {
			at += vb_utf8_decode(&code, vb_str_skip(line, at));
			continue;
		}
		whole = !joins_at(line, at - 1) && !joins_at(line, word.end);
		at = word.end;
		if (!whole || word.odd || word.vietnamese < 2 ||
		    word.marks & (VB_MARK_WIDE | VB_MARK_DIGIT | VB_MARK_UPPER))
			continue;
		words++;
		syllables += vb_word_is_plain(&word) &&
			     vb_syllable_parse(&s, &word.letters);
	}
	return words >= 2 && 2 * syllables <= words;
}

/* Enough reasons to read good UTF-8 otherwise? */
static bool is_admissible(const struct run *run, const struct vb_prior *prior,
			  struct vb_str line)
{
	const struct vb_score_words *sum = &run->sum;

	if (sum->valid < 3 && !is_sure(run->decoding) && is_foreign(line))
		return false;
	if (is_sure(run->decoding))
		return sum->valid >= 1 && 2 * sum->valid >= sum->words;
	if (run->decoding == VB_CHARSET_VIQR && run->points >= CHANGE_VIQR)
		return sum->valid >= 1 && 2 * sum->valid >= sum->words;
	if (run->decoding == prior->main &&
	    (run->points > run->as_is + 8 || run->decoding == VB_CHARSET_VIQR))
		return sum->valid >= 1 && 2 * sum->valid >= sum->words;
	return sum->valid >= 2 && 5 * sum->valid >= 4 * sum->words;
}

static void check_run(struct vb_window *w, const struct run *run,
		      const struct vb_prior *prior, struct vb_str line)
{
	/* Western bytes have to make words, or they are only broken */
	if (run->utf8 ? is_admissible(run, prior, line) :
			run->decoding != VB_CHARSET_CP1252 ||
				2 * run->words > run->end - run->from)
		return;
	memset(w->decoding + run->from, VB_CHARSET_UTF8, run->end - run->from);
}

/*
 * The decoding in which piece `i`, no word of any language as it is, comes to
 * a common syllable: `like`, if that does it, else by how much they are met.
 */
static unsigned rescue(const struct vb_window *w, size_t i, unsigned like)
{
	static const uint8_t common[] = {
		VB_DECODING_TWICE + VB_CHARSET_UTF8,
		VB_DECODING_TWICE + VB_CHARSET_TCVN3,
		VB_DECODING_TWICE + VB_CHARSET_VNI,
		VB_CHARSET_NCR,
	};
	const int16_t *points = w->pieces[i].score.points;

	if (points[VB_CHARSET_UTF8] > WORD_IS_BAD)
		return VB_CHARSET_UTF8;
	if (like && points[like] >= WORD_IS_COMMON)
		return like;
	for (size_t k = 0; k < sizeof(common); k++)
		if (points[common[k]] >= WORD_IS_COMMON)
			return common[k];
	return VB_CHARSET_UTF8;
}

/* Let the piece next to `i` follow it if it reads better so. */
static void follow(struct vb_window *w, size_t i, size_t next)
{
	unsigned decoding = w->decoding[i];
	const int16_t *points = w->pieces[next].score.points;

	if (!decoding || w->decoding[next] ||
	    points[decoding] <= points[VB_CHARSET_UTF8] + 2)
		return;
	w->decoding[next] = (uint8_t)decoding;
}

/* A line of VIQR has no ASCII words that are typed in another way. */
static void spread_viqr(struct vb_window *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (!w->decoding[i] &&
		    !w->pieces[i].score.points[VB_CHARSET_UTF8] &&
		    w->pieces[i].score.points[VB_CHARSET_VIQR] > WORD_IS_BAD)
			w->decoding[i] = VB_CHARSET_VIQR;
}

/*
 * One or two words in another decoding amid a line of good Vietnamese do not
 * pay for a change. But there, a word that is none and would be a common one
 * is not from another language.
 */
static void rescue_words(struct vb_window *w)
{
	size_t good = 0, rescued = 0;
	unsigned like = VB_CHARSET_UTF8;

	for (size_t i = 0; i < w->n; i++) {
		if (w->decoding[i] == VB_CHARSET_UTF8)
			good += w->pieces[i].score.points[VB_CHARSET_UTF8] >=
				WORD_IS_COMMON;
		else
			like = w->decoding[i];
	}
	for (size_t i = 0; i < w->n && good >= GOOD_LINE; i++) {
		if (w->decoding[i] == VB_CHARSET_UTF8)
			w->decoding[i] = (uint8_t)rescue(w, i, like);
		rescued += w->decoding[i] != VB_CHARSET_UTF8;
	}
	if (like == VB_CHARSET_VIQR)
		spread_viqr(w);
	for (size_t i = 0; i + 1 < w->n && rescued; i++)
		follow(w, i, i + 1);
	for (size_t i = w->n; i-- > 1 && rescued;)
		follow(w, i, i - 1);
}

void vb_detect(struct vb_window *w, const struct vb_prior *prior,
	       struct vb_str text, struct vb_str line)
{
	size_t i = 0, end;

	viterbi(w, prior);
	if (prior->given)
		return;
	for (; i < w->n; i = end) {
		struct run run;

		for (end = i + 1;
		     end < w->n && w->decoding[end] == w->decoding[i]; end++)
			;
		if (w->decoding[i] == VB_CHARSET_UTF8)
			continue;
		run = sum_run(w, i, end, text);
		check_run(w, &run, prior, line);
	}
	rescue_words(w);
}
