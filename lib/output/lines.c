/* Formats of one hit a line, for scripts: TSV and TREC; and the events. */
#include "output/writers.h"

#include <stdio.h>
#include <stdlib.h>

/* A column: no tabs, no line ends, nothing that steers a terminal. */
static vb_status column(struct vb_buf *out, struct vb_str value, char after)
{
	vb_status st = vb_terminal_text(out, value, false);

	return st ? st : vb_buf_append_char(out, after);
}

vb_status vb_tsv_results(struct vb_buf *out, const struct vb_results *r)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < r->n_hits && !st; i++) {
		const struct vb_hit *h = &r->hits[i];
		struct vb_str columns[] = { h->kind, h->type,	h->number,
					    h->date, h->issuer, h->place };

		st = vb_buf_printf(out, "%zu\t", r->offset + i + 1);
		if (!st)
			st = column(out, h->id, '\t');
		for (size_t k = 0; k < 6 && !st; k++)
			st = column(out, columns[k], '\t');
		if (!st)
			st = column(out, h->title, '\n');
	}
	return st;
}

/*
 * Evaluation programs sort by the score and ignore the rank, so the score
 * falls from line to line; a hit of a later step may have a greater one of
 * its own.
 */
#define TREC_STEP 0.000001

/* As it is printed: what differs less than a step is equal there. */
static double printed(double score)
{
	char text[400]; /* of the greatest double */

	snprintf(text, sizeof(text), "%.6f", score);
	return strtod(text, NULL);
}

vb_status vb_trec_results(struct vb_buf *out, const struct vb_results *r,
			  const struct vb_style *style)
{
	struct vb_str qid = style->qid.len ? style->qid : VB_STR("1");
	double score = 0;
	vb_status st = VB_OK;

	for (size_t i = 0; i < r->n_hits && !st; i++) {
		double own = printed(r->hits[i].score);

		score = i && own >= score ? score - TREC_STEP : own;
		st = vb_buf_printf(out, "%.*s Q0 %.*s %zu %.6f vanban\n",
				   VB_STR_ARG(qid), VB_STR_ARG(r->hits[i].id),
				   r->offset + i + 1, score);
	}
	return st;
}

vb_status vb_output_event(struct vb_buf *out, const struct vb_event *event,
			  const struct vb_style *style)
{
	vb_status st;

	if (style->format == VB_FORMAT_JSON ||
	    style->format == VB_FORMAT_NDJSON) {
		st = vb_json_event(out, event);
		return st ? st : vb_buf_append_char(out, '\n');
	}
	st = vb_buf_printf(out, "%lld\t%s\t", (long long)event->number,
			   event->time);
	if (!st)
		st = column(out, event->kind, '\t');
	if (!st)
		st = column(out, event->id, '\t');
	return st ? st : column(out, event->detail, '\n');
}
