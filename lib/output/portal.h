/*
 * output/portal: pieces of pages and of clerks' texts: how a document is
 * cited, the words of a query in its text, bars by year, what changed.
 *
 * All that comes from outside is escaped. Everything is appended; functions
 * return VB_OK, VB_TOO_BIG past out->limit, VB_NO_MEMORY.
 */
#ifndef VB_OUTPUT_PORTAL_H
#define VB_OUTPUT_PORTAL_H

#include "doc/record.h"
#include "index/snippet.h"
#include "query/query.h"
#include "text/diff.h"

/*
 * As a clerk cites it, as plain text:
 *	Nghị quyết số 05/2019/NQ-HĐND ngày 12/7/2019 của HĐND tỉnh Nghệ An
 * The day, and the first two months, have two digits (Nghị định 30/2020). Of
 * an article, or of what has neither type nor number: “title”, who published
 * it, the day. Nothing when nothing is known.
 */
vb_status vb_cite_as(struct vb_buf *out,
		     const struct vb_field fields[VB_FIELD_COUNT]);

#define VB_HIGHLIGHTS 5000 /* stretches marked in one text */

/* Stretches of a text, in order, apart. */
struct vb_highlights {
	struct vb_range *ranges; /* in the arena */
	size_t n;
};

/*
 * Where the words of `query` stand in clean `text`, by index/window.h as
 * snippets have it, at all their places; of several words those beside each
 * other, or any when none are. What a NOT excludes and fields are left out.
 * Linear. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_highlights_find(struct vb_highlights *out, struct vb_arena *arena,
			     struct vb_str text, const struct vb_query *query);

/*
 * Append bytes [from, to) of `text` escaped, with <mark> around what `marks`
 * has there. `*next` is the place in it, 0 at the start of a text; the first
 * mark has the id "hl".
 */
struct vb_marking {
	struct vb_str text;
	struct vb_highlights marks;
	size_t next;
};
vb_status vb_html_marked(struct vb_buf *out, struct vb_marking *m, size_t from,
			 size_t to);

#define VB_BARS 120 /* of a chart */

struct vb_bar {
	struct vb_str label; /* below the bar: "2019" */
	struct vb_str name;  /* read aloud: "2019: 12 văn bản" */
	struct vb_str href;  /* empty: no link */
	uint64_t count;
};

/*
 * A bar chart as SVG, in which each bar that is not zero is a link; no style
 * of its own (classes chart, wide, bar, hold, base). `name` is read aloud. At
 * most VB_BARS.
 */
vb_status vb_html_bars(struct vb_buf *out, const struct vb_bar *bars, size_t n,
		       struct vb_str name);

#define VB_CHANGES_CONTEXT 2   /* lines around a change that are shown */
#define VB_CHANGES_LINES 20000 /* of a page */

/*
 * A comparison as paragraphs, <del> and <ins>; stretches without a change are
 * told as "… N `unchanged` …". `*cut` when there are too many lines.
 */
vb_status vb_html_changes(struct vb_buf *out, bool *cut,
			  const struct vb_diff *diff, const char *unchanged);

#endif
