/*
 * What the tests of output share: an answer of two hits, written by hand, and
 * a writer's output as a string.
 */
#ifndef TESTS_UNIT_OUTPUT_ANSWER_H
#define TESTS_UNIT_OUTPUT_ANSWER_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../run.h"
#include "output/output.h"

#define UNUSED __attribute__((unused))
#define LIMIT ((size_t)1 << 20)

#define EMPTY_HIT                                                              \
	.number = VB_STR_EMPTY, .type = VB_STR_EMPTY,                          \
	.type_label = VB_STR_EMPTY, .issuer = VB_STR_EMPTY,                    \
	.place = VB_STR_EMPTY, .date = VB_STR_EMPTY, .url = VB_STR_EMPTY

static struct vb_str mentions[] = { VB_STR("20-CT/TU"), VB_STR("01/ĐA-HĐND") };
static struct vb_range marks[] = { { 0, 5 }, { 6, 12 } };

static struct vb_hit hits[2];
static struct vb_facet_value values[2];
static struct vb_facet facets[2];
static struct vb_results results;
static struct vb_buf out;

/* `text` of the snippet "giá đất & hơn": its first two words are marked. */
UNUSED static void setup(void)
{
	hits[0] = (struct vb_hit){
		.id = VB_STR("nq-5"),
		.kind = VB_STR("document"),
		.title = VB_STR("Nghị quyết về giá đất"),
		.number = VB_STR("05/NQ-HĐND"),
		.type = VB_STR("nghi-quyet"),
		.type_label = VB_STR("Nghị quyết"),
		.issuer = VB_STR("HĐND tỉnh"),
		.place = VB_STR("Huế"),
		.date = VB_STR("2024-07-10"),
		.source = VB_STR("/vb/nq5.txt"),
		.url = VB_STR("https://example.vn/5"),
		.mentions = mentions,
		.n_mentions = 2,
		.date_inferred = true,
		.score = 2.5,
		.snippet = { .text = VB_STR("Giá đất & hơn"),
			     .marks = marks,
			     .n_marks = 2,
			     .cut_start = true,
			     .anchor = VB_STR("dieu-3"),
			     .section = VB_STR("dieu-3.khoan-2") },
		.why = { "number", 2.5 },
	};
	marks[0] = (struct vb_range){ 0, 4 };
	marks[1] = (struct vb_range){ 5, 11 };
	hits[1] = (struct vb_hit){
		EMPTY_HIT,
		.id = VB_STR("bai-1"),
		.kind = VB_STR("article"),
		.title = VB_STR_EMPTY,
		.source = VB_STR("/vb/bài 1.txt"),
		.score = 3.25,
		.snippet = { .text = VB_STR_EMPTY,
			     .anchor = VB_STR_EMPTY,
			     .section = VB_STR_EMPTY },
		.why = { "all", 3.25 },
	};
	values[0] = (struct vb_facet_value){ VB_STR("nghi-quyet"),
					     VB_STR("Nghị quyết"), 2 };
	values[1] = (struct vb_facet_value){ VB_STR("<b>"), VB_STR("<b>"), 1 };
	facets[0] = (struct vb_facet){ "type", values, 2 };
	facets[1] = (struct vb_facet){ "issuer", NULL, 0 };
	results = (struct vb_results){
		.total = 2,
		.exact = true,
		.took_us = 1250,
		.hits = hits,
		.n_hits = 2,
		.interpreted = VB_STR("giá đất"),
		.notes = VB_STR_EMPTY,
		.did_you_mean = VB_STR_EMPTY,
	};
	out = (struct vb_buf)VB_BUF_INIT(LIMIT);
}

UNUSED static void teardown(void)
{
	vb_buf_clear(&out);
}

UNUSED static struct vb_style style_of(enum vb_format format)
{
	return (struct vb_style){ .format = format,
				  .qid = VB_STR_EMPTY,
				  .query = VB_STR("giá \"đất\"") };
}

/* The answer in a format; what was written before is gone. */
UNUSED static const char *write_results(struct vb_style style)
{
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_output_results(&out, &results, &style), VB_OK);
	return vb_buf_cstr(&out);
}

/* Equal; else only where they part, which Check has room to say. */
UNUSED static void check_text(const char *got, const char *want)
{
	size_t same = 0;

	while (got[same] && got[same] == want[same])
		same++;
	ck_assert_msg(got[same] == want[same],
		      "at %zu: got '%.80s', want "
		      "'%.80s'",
		      same, got + same, want + same);
}

#endif
