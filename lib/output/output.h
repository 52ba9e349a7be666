/*
 * output: results -> bytes. One writer for each format; the CLI and the
 * daemon call the same ones, so both say the same.
 *
 * Everything is appended to a vb_buf. Functions return VB_OK, VB_TOO_BIG past
 * its limit, VB_NO_MEMORY.
 */
#ifndef VB_OUTPUT_OUTPUT_H
#define VB_OUTPUT_OUTPUT_H

#include "archive/relation.h"
#include "doc/split.h"
#include "index/browse.h"
#include "index/similar.h"
#include "index/suggest.h"
#include "query/missed.h"

enum vb_format {
	VB_FORMAT_TEXT,
	VB_FORMAT_JSON,
	VB_FORMAT_NDJSON,
	VB_FORMAT_TSV,
	VB_FORMAT_TREC
};

/* The format of that name, or -1. */
int vb_format_by_name(struct vb_str name);

struct vb_style {
	enum vb_format format;
	bool color;	 /* terminal escapes in text */
	unsigned width;	 /* columns of text; 0: 80 */
	bool vietnamese; /* language of text */
	bool explain;
	struct vb_str qid;   /* of trec */
	struct vb_str query; /* as it came */
};

/* The answer of a search or resolve, whole. */
vb_status vb_output_results(struct vb_buf *out, const struct vb_results *r,
			    const struct vb_style *style);

/*
 * One document: `text` is its body, `effect` whether it is in effect (NULL:
 * not told). TEXT and JSON.
 */
vb_status vb_output_document(struct vb_buf *out, const struct vb_held *held,
			     struct vb_str text, const struct vb_effect *effect,
			     const struct vb_style *style);

/* What a document cites, or what cites it. TEXT and JSON. */
vb_status vb_output_citations(struct vb_buf *out,
			      const struct vb_citations *all,
			      const struct vb_style *style);

/* What belongs with a document. TEXT and JSON. */
vb_status vb_output_related(struct vb_buf *out,
			    const struct vb_related_list *list,
			    const struct vb_style *style);

/* What there is, with counts. TEXT and JSON. */
vb_status vb_output_browse(struct vb_buf *out, const struct vb_browse *b,
			   const struct vb_style *style);

/* What may be about to be typed. TEXT, JSON and NDJSON. */
vb_status vb_output_suggestions(struct vb_buf *out,
				const struct vb_suggestions *list,
				const struct vb_style *style);

/* What is cited and not held. TEXT and JSON. */
vb_status vb_output_wanted(struct vb_buf *out, const struct vb_wanted *w,
			   const struct vb_style *style);

/*
 * One document for those who take the archive over: a JSON object and a line
 * end (docs/schema.md: Export). Of a withdrawn one only what its tombstone
 * says.
 */
vb_status vb_output_export(struct vb_buf *out, const struct vb_held *held,
			   struct vb_str text);

/* What was read in a file that is not held: `vanban extract`. */
struct vb_extract {
	const struct vb_record *record;
	struct vb_str format; /* under which it was read: "docx" */
	/* Of a file that holds several documents (doc/split.h); `record` is
	 * the first of them. NULL: it is one. */
	const struct vb_part *parts;
	size_t n_parts;
	struct vb_str whole; /* the text of all of them */
};

/*
 * TEXT is the text alone, with a final newline and nothing that steers a
 * terminal; JSON is one object (docs/schema.md: Extract).
 */
vb_status vb_output_extract(struct vb_buf *out, const struct vb_extract *what,
			    const struct vb_style *style);

struct vb_stats {
	struct vb_archive_stats archive;
	struct vb_index_stats index;
	bool has_index;
};

/* TEXT and JSON. */
vb_status vb_output_stats(struct vb_buf *out, const struct vb_stats *stats,
			  const struct vb_style *style);

/* One event, one line. TEXT, JSON (as NDJSON) and TSV. */
vb_status vb_output_event(struct vb_buf *out, const struct vb_event *event,
			  const struct vb_style *style);

/* A query that found nothing, one line, as an event. TEXT, JSON, TSV. */
vb_status vb_output_missed(struct vb_buf *out, const struct vb_missed_row *row,
			   const struct vb_style *style);

/* Append `text` with & < > " ' escaped for HTML. */
vb_status vb_html_escape(struct vb_buf *out, struct vb_str text);

/* The snippet as HTML: escaped, with <mark> and … where it was cut. */
vb_status vb_html_snippet(struct vb_buf *out, const struct vb_snippet *s);

/*
 * Append `text` made safe for a terminal: control characters become spaces
 * (newlines too unless `lines`).
 */
vb_status vb_terminal_text(struct vb_buf *out, struct vb_str text, bool lines);

#endif
