#include "built.h"

/* What an answer shows of its hits: highlights, and how they came there. */

/* `text` with its marks in brackets; static memory. */
static const char *marked(const struct vb_snippet *s)
{
	static char out[2000];
	size_t n = 0, at = 0;

	for (size_t i = 0; i < s->n_marks; i++) {
		struct vb_range m = s->marks[i];

		n += (size_t)snprintf(out + n, sizeof(out) - n, "%.*s[%.*s]",
				      (int)(m.from - at), s->text.ptr + at,
				      (int)(m.to - m.from),
				      s->text.ptr + m.from);
		at = m.to;
	}
	snprintf(out + n, sizeof(out) - n, "%.*s", (int)(s->text.len - at),
		 s->text.ptr + at);
	return out;
}

static const struct {
	const char *text, *query, *want;
} forms[] = {
	/* the text says it in full */
	{ "Kỳ họp của Hội đồng nhân dân xã.", "HĐND",
	  "Kỳ họp của [Hội đồng nhân dân] xã." },
	{ "Kỳ họp của Hội đồng nhân dân xã.", "hdnd xã",
	  "Kỳ họp của [Hội đồng nhân dân xã]." },
	{ "Lực lượng phòng cháy, chữa cháy và cứu hộ.", "PCCC",
	  "Lực lượng [phòng cháy], [chữa cháy] và cứu hộ." },
	/* or in short */
	{ "Kỳ họp của HĐND xã.", "hội đồng nhân dân", "Kỳ họp của [HĐND] xã." },
	{ "Kỳ họp của HĐND xã.", "hoi dong nhan dan xa",
	  "Kỳ họp của [HĐND xã]." },
	{ "Chủ tịch UBND nói.", "ủy ban nhân dân", "Chủ tịch [UBND] nói." },
	/* and not when it says but some of its words */
	{ "Nhân dân và ban quản lý, ủy ban mặt trận, UBND dự.", "UBND",
	  "Nhân dân và ban quản lý, ủy ban mặt trận, [UBND] dự." },
	/* both */
	{ "Hội đồng nhân dân (HĐND) họp.", "HĐND",
	  "[Hội đồng nhân dân] ([HĐND]) họp." },
	/* a phrase is as it was typed */
	{ "Hội đồng nhân dân, viết tắt HĐND.", "\"hội đồng nhân dân\"",
	  "[Hội đồng nhân dân], viết tắt HĐND." },
	/* what must not occur is not shown by another name */
	{ "Xã có hội trường.", "xã -HĐND", "[Xã] có hội trường." },
};

START_TEST(answer__highlights_forms)
{
	struct vb_buf line = VB_BUF_INIT(4096);
	const char *lines[] = { NULL, NULL };
	struct vb_results r;

	ck_ok(vb_buf_printf(&line,
			    "{\"id\":\"a\",\"title\":\"Tin\","
			    "\"text\":\"%s\"}",
			    forms[_i].text));
	lines[0] = vb_buf_cstr(&line);
	put_lines(lines);
	update_index(false);
	r = search_for(forms[_i].query);
	ck_assert_uint_eq(r.n_hits, 1);
	ck_assert_str_eq(marked(&r.hits[0].snippet), forms[_i].want);
	vb_buf_clear(&line);
}
END_TEST

/*
 * A phrase in the title of one that says it once, and in many that say it
 * more often: their BM25 is greater. (The second stage knows headings.)
 */
static void put_phrases(int n)
{
	struct vb_buf line = VB_BUF_INIT(4096);
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	ck_ok(vb_archive_begin(ar, &err));
	for (int i = 0; i < n; i++) {
		vb_buf_truncate(&line, 0);
		ck_ok(vb_buf_printf(
			&line,
			"{\"id\":\"%c%d\",\"title\":\"%s\",\"text\":\"Bài %d "
			"bàn giá đất giá đất giá đất ở nơi khác nữa.\"}",
			i ? 'x' : 'h', i,
			i ? "Giá đất giá đất bàn thêm lần nữa ở đây" :
			    "Giá đất",
			i));
		put_line(ar, vb_buf_str(&line), VB_READ_WHOLE);
	}
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	vb_buf_clear(&line);
	update_index(false);
}

static double sum_of(const struct vb_why *why)
{
	double sum = why->weight;

	for (int i = 0; i < VB_WHY_PARTS; i++)
		sum += why->most * vb_why_factor((enum vb_why_part)i) *
		       why->parts[i];
	return sum;
}

START_TEST(answer__phrases_are_ranked)
{
	struct vb_results r;

	put_phrases(130);
	r = search_for("\"giá đất\"");
	ck_assert_uint_eq(r.n_hits, 100);
	ck_assert_uint_eq(r.total, 130);
	ck_str(r.hits[0].id, "h0");
	ck_assert_double_eq_tol(r.hits[0].why.parts[VB_WHY_HEADING], 1, 1e-9);
	for (size_t i = 0; i < r.n_hits; i++) {
		const struct vb_hit *hit = &r.hits[i];

		ck_assert_double_gt(hit->why.most, 0);
		ck_assert_double_eq_tol(hit->score, sum_of(&hit->why), 1e-6);
		if (i && i != 10) /* of the first ten the texts tell more */
			ck_assert_double_le(hit->score, hit[-1].score);
	}
}
END_TEST

/* Pages of it are the whole cut, also where ranking ends. */
START_TEST(answer__pages_of_phrases)
{
	struct vb_request request = { .query = VB_STR("\"giá đất\""),
				      .n = 200 };
	struct vb_results all, page;

	put_phrases(130);
	all = run_request(&request);
	ck_assert_uint_eq(all.n_hits, 130);
	request.n = 9;
	for (size_t at = 0; at < all.n_hits; at += request.n) {
		request.offset = at;
		page = run_request(&request);
		for (size_t i = 0; i < page.n_hits; i++)
			ck_assert(vb_str_eq(page.hits[i].id,
					    all.hits[at + i].id));
	}
	/* sorted by a value they are in its order alone */
	request = (struct vb_request){ .query = VB_STR("\"giá đất\""),
				       .n = 5,
				       .sort = VB_SORT_NEWEST };
	page = run_request(&request);
	ck_assert_uint_eq(page.n_hits, 5);
	for (size_t i = 0; i < page.n_hits; i++)
		ck_assert_double_eq(page.hits[i].why.most, 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/answer");
	TCase *t = add_case(s, "answer");

	tcase_add_loop_test(t, answer__highlights_forms, 0,
			    sizeof(forms) / sizeof(forms[0]));
	tcase_add_test(t, answer__phrases_are_ranked);
	tcase_add_test(t, answer__pages_of_phrases);
	return run_suite(s);
}
