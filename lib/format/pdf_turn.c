#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "format/pdf.h"

/*
 * Text printed sideways: wide tables on upright pages, a word at the margin,
 * what was scanned lying. pdftotext gives boxes and no directions, but the
 * words of a line follow each other in its own, and lines of one block have
 * the same. A block of one short word goes with the block on whose line it
 * stands, or else by its thickness: across its direction a box is as thick as
 * its letters are high.
 */
#define LONG_CHARS 4 /* a word of so many is longer than it is high … */
#define LONG_SHAPE 2 /* … so many times, as upright ones are not */
#define NEAR 1	     /* point: as high, as far to the left */
#define SAME 0.5     /* of the smaller box overlap on one line */

enum turn {
	UPRIGHT,
	UPWARDS, /* letters lie on their left side */
	OVER,	 /* they stand on their heads */
	DOWNWARDS,
	N_TURNS
};

/* What tells of the direction of a block's words, or of a page's. */
struct votes {
	size_t of[N_TURNS];   /* pairs of words that follow each other */
	size_t sideways;      /* long words that stand, up or down */
	size_t sides, levels; /* words in blocks that are known */
	double side, level;   /* sums of their thickness */
};

static size_t count_chars(struct vb_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

/* How much of the smaller of two stretches do both share? */
static double overlap(double a0, double a1, double b0, double b1)
{
	double from = a0 > b0 ? a0 : b0, to = a1 < b1 ? a1 : b1;
	double least = a1 - a0 < b1 - b0 ? a1 - a0 : b1 - b0;

	return least > 0 ? (to - from) / least : 0;
}

/* The two follow each other on a line. */
static void vote_pair(struct votes *v, const struct vb_pdf_word *a,
		      const struct vb_pdf_word *b)
{
	bool level = overlap(a->y0, a->y1, b->y0, b->y1) > SAME;
	bool plumb = overlap(a->x0, a->x1, b->x0, b->x1) > SAME;

	if (level == plumb)
		return;
	if (level)
		v->of[b->x0 >= a->x0 ? UPRIGHT : OVER]++;
	else
		v->of[b->y0 <= a->y0 ? UPWARDS : DOWNWARDS]++;
}

static void vote_word(struct votes *v, const struct vb_pdf_word *w)
{
	double width = w->x1 - w->x0, height = w->y1 - w->y0;

	if (height > LONG_SHAPE * width && count_chars(w->text) >= LONG_CHARS)
		v->sideways++;
}

static void vote_block(struct votes *v, const struct vb_pdf_word *words,
		       size_t n)
{
	*v = (struct votes){ 0 };
	for (size_t i = 0; i < n; i++) {
		vote_word(v, &words[i]);
		if (i && words[i].line == words[i - 1].line)
			vote_pair(v, &words[i - 1], &words[i]);
	}
}

/* What the blocks of a page that do not tell are taken for. */
struct usual {
	enum turn level, sideways;
};

/* The direction of a block, or N_TURNS when it tells of none. */
static enum turn decide(const struct votes *v, const struct usual *usual)
{
	enum turn best = UPRIGHT;

	for (enum turn t = UPWARDS; t < N_TURNS; t++)
		if (v->of[t] > v->of[best])
			best = t;
	if (best == OVER && (v->of[UPRIGHT] || v->of[OVER] < 2))
		best = UPRIGHT; /* words of two directions of writing */
	if (v->of[best])
		return best;
	return v->sideways ? usual->sideways : N_TURNS;
}

/* The direction of a block that does not tell: that of the page whose words
 * are as thick. */
static enum turn decide_alike(const struct votes *page,
			      const struct vb_pdf_word *w,
			      const struct usual *usual)
{
	double side, level;

	if (!page->sides)
		return usual->level;
	if (!page->levels)
		return usual->sideways;
	side = page->side / (double)page->sides;
	level = page->level / (double)page->levels;
	side = fabs(w->x1 - w->x0 - side) / (side > 1 ? side : 1);
	level = fabs(w->y1 - w->y0 - level) / (level > 1 ? level : 1);
	if (side == level)
		side = page->sides > page->levels ? level - 1 : level;
	return side < level ? usual->sideways : usual->level;
}

/* Do both stand on one line, when that runs as `turn` says? */
static bool on_line(const struct vb_pdf_word *a, const struct vb_pdf_word *b,
		    enum turn turn)
{
	if (turn == UPWARDS || turn == DOWNWARDS)
		return fabs(a->x0 - b->x0) < NEAR && fabs(a->x1 - b->x1) < NEAR;
	return fabs(a->y0 - b->y0) < NEAR && fabs(a->y1 - b->y1) < NEAR;
}

/* The direction of the block before or behind words [first, end) with which
 * they are on a line; or N_TURNS. */
static enum turn turn_beside(const unsigned char *turns,
			     const struct vb_pdf_word *words, size_t first,
			     size_t end, size_t n)
{
	if (first && turns[first - 1] != N_TURNS &&
	    on_line(&words[first], &words[first - 1], turns[first - 1]))
		return turns[first - 1];
	if (end < n && turns[end] != N_TURNS &&
	    on_line(&words[first], &words[end], turns[end]))
		return turns[end];
	return N_TURNS;
}

static size_t block_end(const struct vb_pdf_word *words, size_t at, size_t n)
{
	size_t end = at + 1;

	while (end < n && words[end].block == words[at].block)
		end++;
	return end;
}

/* Words of a block that is known, to the page's account. */
static void account(struct votes *page, const struct vb_pdf_word *words,
		    size_t n, enum turn turn)
{
	for (size_t i = 0; i < n; i++) {
		if (turn == UPWARDS || turn == DOWNWARDS) {
			page->sides++;
			page->side += words[i].x1 - words[i].x0;
		} else {
			page->levels++;
			page->level += words[i].y1 - words[i].y0;
		}
	}
}

/*
 * The direction of each of a page's words to `turns`. False when all of them
 * are upright, as on nearly all pages.
 */
static bool find_turns(unsigned char *turns, const struct vb_pdf_word *words,
		       size_t n)
{
	struct votes page = { 0 }, v;
	struct usual usual = { UPRIGHT, UPWARDS };
	bool any = false;

	for (size_t i = 0, end; i < n; i = end) {
		end = block_end(words, i, n);
		vote_block(&v, words + i, end - i);
		for (size_t t = 0; t < N_TURNS; t++)
			page.of[t] += v.of[t];
		page.sideways += v.sideways;
	}
	if (!page.of[UPWARDS] && !page.of[OVER] && !page.of[DOWNWARDS] &&
	    !page.sideways)
		return false;
	if (page.of[OVER] > page.of[UPRIGHT])
		usual.level = OVER;
	if (page.of[DOWNWARDS] > page.of[UPWARDS])
		usual.sideways = DOWNWARDS;
	for (size_t i = 0, end; i < n; i = end) {
		enum turn turn;

		end = block_end(words, i, n);
		vote_block(&v, words + i, end - i);
		turn = words[i].block ? decide(&v, &usual) : UPRIGHT;
		memset(turns + i, turn, end - i);
		if (turn != N_TURNS)
			account(&page, words + i, end - i, turn);
	}
	for (size_t i = 0, end; i < n; i = end) {
		enum turn turn = turns[i];

		end = block_end(words, i, n);
		if (turn == N_TURNS)
			turn = turn_beside(turns, words, i, end, n);
		if (turn == N_TURNS)
			turn = decide_alike(&page, &words[i], &usual);
		memset(turns + i, turn, end - i);
		any |= turn != UPRIGHT;
	}
	return any;
}

/* The box as it stands when the page is turned so that its text is upright. */
static void turn_word(struct vb_pdf_word *w, enum turn turn,
		      const struct vb_pdf_page *page)
{
	struct vb_pdf_word old = *w;

	switch (turn) {
	case UPWARDS:
		w->x0 = page->height - old.y1;
		w->x1 = page->height - old.y0;
		w->y0 = old.x0;
		w->y1 = old.x1;
		break;
	case OVER:
		w->x0 = page->width - old.x1;
		w->x1 = page->width - old.x0;
		w->y0 = page->height - old.y1;
		w->y1 = page->height - old.y0;
		break;
	case DOWNWARDS:
		w->x0 = old.y0;
		w->x1 = old.y1;
		w->y0 = page->width - old.x1;
		w->y1 = page->width - old.x0;
		break;
	default:
		break;
	}
}

struct turning {
	struct vb_pdf *pdf;
	struct vb_pdf_page *pages; /* those that come instead */
	size_t n_pages;
	struct vb_pdf_word *words; /* room for a page's */
	unsigned char *turns;	   /* of each of them */
};

/* A page for the words of one direction, out of those in `t->words`. */
static void part(struct turning *t, const struct vb_pdf_page *page,
		 enum turn turn, size_t *at)
{
	struct vb_pdf_page made = *page;

	made.first = page->first + *at;
	made.n = 0;
	if (turn == UPWARDS || turn == DOWNWARDS) {
		made.width = page->height;
		made.height = page->width;
	}
	for (size_t i = 0; i < page->n; i++) {
		struct vb_pdf_word *w = &t->pdf->words[made.first + made.n];

		if (t->turns[i] != turn)
			continue;
		*w = t->words[i];
		turn_word(w, turn, page);
		w->block = w->line = 0;
		made.n++;
	}
	if (made.n || turn == UPRIGHT)
		t->pages[t->n_pages++] = made;
	*at += made.n;
}

static void turn_page(struct turning *t, const struct vb_pdf_page *page)
{
	size_t at = 0;

	if (page->ocr || !page->n ||
	    !find_turns(t->turns, t->pdf->words + page->first, page->n)) {
		t->pages[t->n_pages++] = *page;
		return;
	}
	memcpy(t->words, t->pdf->words + page->first,
	       page->n * sizeof(*t->words));
	for (enum turn turn = UPRIGHT; turn < N_TURNS; turn++)
		part(t, page, turn, &at);
}

vb_status vb_pdf_turn(struct vb_pdf *pdf)
{
	size_t most = 1;
	struct turning t = { .pdf = pdf };
	vb_status st = VB_NO_MEMORY;

	for (size_t i = 0; i < pdf->n_pages; i++)
		most = pdf->pages[i].n > most ? pdf->pages[i].n : most;
	t.pages = reallocarray(NULL, pdf->n_pages + 1,
			       N_TURNS * sizeof(*t.pages));
	t.words = reallocarray(NULL, most, sizeof(*t.words));
	t.turns = calloc(most, sizeof(*t.turns));
	if (t.pages && t.words && t.turns) {
		for (size_t i = 0; i < pdf->n_pages; i++)
			turn_page(&t, &pdf->pages[i]);
		free(pdf->pages);
		pdf->pages = t.pages;
		pdf->room_pages = N_TURNS * (pdf->n_pages + 1);
		pdf->n_pages = t.n_pages;
		t.pages = NULL;
		st = VB_OK;
	}
	free(t.turns);
	free(t.words);
	free(t.pages);
	return st;
}
