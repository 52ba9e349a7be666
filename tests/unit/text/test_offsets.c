/* From places in normalised text back to the original. */
#include "help.h"

#include <string.h>

#include "text/offsets.h"
#include "text/token.h"

static size_t start_of(const struct vb_offsets *o, size_t at)
{
	return vb_offsets_source(o, at, false);
}

static size_t end_of(const struct vb_offsets *o, size_t at)
{
	return vb_offsets_source(o, at, true);
}

START_TEST(offsets__nothing_changed)
{
	struct vb_offsets o = VB_OFFSETS_INIT;

	ck_assert_uint_eq(start_of(&o, 0), 0);
	ck_assert_uint_eq(end_of(&o, 17), 17);
	vb_offsets_clear(&o);
}
END_TEST

/* abcXYZdef -> abc12def: 3 bytes at 3 became 2. */
START_TEST(offsets__one_edit)
{
	static const size_t starts[] = { 0, 1, 2, 3, 3, 6, 7, 8 };
	static const size_t ends[] = { 0, 1, 2, 3, 6, 6, 7, 8 };
	struct vb_offsets o = VB_OFFSETS_INIT;

	ck_assert_int_eq(vb_offsets_add(&o, 3, 3, 3, 2), VB_OK);
	for (size_t i = 0; i < 8; i++) {
		ck_assert_uint_eq(start_of(&o, i), starts[i]);
		ck_assert_uint_eq(end_of(&o, i), ends[i]);
	}
	vb_offsets_clear(&o);
}
END_TEST

/* A dropped byte-order mark, then an insertion: \uFEFFab -> a--b. */
START_TEST(offsets__dropped_and_inserted)
{
	struct vb_offsets o = VB_OFFSETS_INIT;

	ck_assert_int_eq(vb_offsets_add(&o, 0, 3, 0, 0), VB_OK);
	ck_assert_int_eq(vb_offsets_add(&o, 4, 0, 1, 2), VB_OK);
	ck_assert_uint_eq(start_of(&o, 0), 3);
	ck_assert_uint_eq(end_of(&o, 0), 0);
	ck_assert_uint_eq(end_of(&o, 1), 4);
	ck_assert_uint_eq(start_of(&o, 2), 4);
	ck_assert_uint_eq(end_of(&o, 2), 4);
	ck_assert_uint_eq(start_of(&o, 3), 4);
	ck_assert_uint_eq(end_of(&o, 4), 5);
	vb_offsets_clear(&o);
}
END_TEST

START_TEST(offsets__append_and_shift)
{
	struct vb_offsets o = VB_OFFSETS_INIT, more = VB_OFFSETS_INIT;

	for (size_t i = 0; i < 100; i++)
		ck_assert_int_eq(vb_offsets_add(&more, i * 4, 2, i * 3, 1),
				 VB_OK);
	ck_assert_int_eq(vb_offsets_add(&o, 0, 5, 0, 1), VB_OK);
	ck_assert_int_eq(vb_offsets_append(&o, &more, 10, 6), VB_OK);
	ck_assert_uint_eq(o.len, 101);
	ck_assert_uint_eq(o.edits[100].in, 406);
	ck_assert_uint_eq(o.edits[100].out, 303);
	vb_offsets_shift(&o, 100, 1, 1);
	ck_assert_uint_eq(o.edits[99].in, 402);
	ck_assert_uint_eq(o.edits[100].in, 407);
	vb_offsets_truncate(&o, 1);
	ck_assert_uint_eq(o.len, 1);
	vb_offsets_clear(&o);
	vb_offsets_clear(&more);
}
END_TEST

/* first: [2,5)->[2,3)  second: [0,1)->[0,2), [2,4)->[3,4), [6,6)->[6,8) */
START_TEST(offsets__compose)
{
	static const struct vb_edit want[] = {
		{ 0, 1, 0, 2 },
		{ 2, 4, 3, 1 },
		{ 8, 0, 6, 2 },
	};
	struct vb_offsets a = VB_OFFSETS_INIT, b = VB_OFFSETS_INIT;

	ck_assert_int_eq(vb_offsets_add(&a, 2, 3, 2, 1), VB_OK);
	ck_assert_int_eq(vb_offsets_add(&b, 0, 1, 0, 2), VB_OK);
	ck_assert_int_eq(vb_offsets_add(&b, 2, 2, 3, 1), VB_OK);
	ck_assert_int_eq(vb_offsets_add(&b, 6, 0, 6, 2), VB_OK);
	ck_assert_int_eq(vb_offsets_compose(&a, &a, &b), VB_OK);
	ck_assert_uint_eq(a.len, 3);
	ck_assert(!memcmp(a.edits, want, sizeof(want)));
	vb_offsets_clear(&a);
	vb_offsets_clear(&b);
}
END_TEST

/* Random edits that touch, overlap, drop and insert. */
static size_t random_edits(struct vb_offsets *o, uint64_t *seed, size_t in)
{
	size_t at = 0, out = 0;

	vb_offsets_truncate(o, 0);
	while (1) {
		size_t same = next_random(seed) % 4;
		size_t from = next_random(seed) % 4;
		size_t to = next_random(seed) % 4;

		if (at + same + from > in)
			return out + (in - at);
		at += same;
		out += same;
		MUST(vb_offsets_add(o, at, from, out, to) == VB_OK);
		at += from;
		out += to;
	}
}

/*
 * Going back through both lists one after another is at most as precise as
 * through the composed one: that spans all of the first's answer.
 */
START_TEST(offsets__compose_random)
{
	struct vb_offsets a = VB_OFFSETS_INIT, b = a, both = a;
	uint64_t seed = 5;

	for (int round = 0; round < 3000; round++) {
		size_t between = random_edits(&a, &seed, 40);
		size_t out = random_edits(&b, &seed, between);
		size_t in_at = 0, out_at = 0;

		MUST(vb_offsets_compose(&both, &a, &b) == VB_OK);
		for (size_t i = 0; i < both.len; i++) {
			const struct vb_edit *e = &both.edits[i];

			MUST(e->in >= in_at);
			MUST(e->in - in_at == e->out - out_at);
			in_at = e->in + e->in_len;
			out_at = e->out + e->out_len;
		}
		MUST(in_at <= 40 && out_at <= out);
		MUST(40 - in_at == out - out_at);
		for (size_t i = 0; i < out; i++) {
			size_t from = start_of(&a, start_of(&b, i));
			size_t to = end_of(&a, end_of(&b, i + 1));

			MUST(start_of(&both, i) <= from);
			MUST(end_of(&both, i + 1) >= to);
		}
	}
	vb_offsets_clear(&a);
	vb_offsets_clear(&b);
	vb_offsets_clear(&both);
}
END_TEST

/*
 * "[" and "]" stand around what the word came from; it is in the output once.
 */
static const struct {
	const char *in;	  /* marked */
	const char *word; /* of the output */
} words[] = {
	{ "xin [nghị] quyết", "nghị" },
	/* decomposed, in canonical order and not */
	{ "[nghi\xCC\xA3] quye\xCC\x82\xCC\x81t", "nghị" },
	{ "nghi\xCC\xA3 [quye\xCC\x82\xCC\x81t]", "quyết" },
	{ "nghi\xCC\xA3 [quye\xCC\x81\xCC\x82t].", "quyết" },
	/* CP1258 style */
	{ "\xC3\xB4\xCC\x81 [\xC3\xB4\xCC\x81m]", "ốm" },
	/* zero-width characters before, in, after; a soft hyphen */
	{ "\xEF\xBB\xBF[hội] đồng", "hội" },
	{ "[hội]\xE2\x80\x8B đồng", "hội" },
	{ "hội \xE2\x80\x8B[đồng]", "đồng" },
	{ "[tr\xC2\xAD\xC6\xB0ờng] x", "trường" },
	{ "[o\xE2\x80\x8B\xCC\x81n] x", "ón" },
	{ "a [o\xE2\x80\x8B\xCC\x81]\xE2\x80\x8B x", "ó" },
	/* no-break and wide spaces */
	{ "hội\xC2\xA0[đồng]\xC2\xA0nhân", "đồng" },
	{ "[hội]\xC2\xA0đồng", "hội" },
	{ "hội\xE3\x80\x80[đồng]", "đồng" },
	/* line ends */
	{ "hội\r\n[đồng]\r\nnhân", "đồng" },
	{ "hội\r[đồng]\rnhân", "đồng" },
	{ "\r\n\r\n[hội]", "hội" },
	/* look-alikes: the whole word was rewritten */
	{ "một [\xC3\x90ồng] hồ", "Đồng" },
	{ "hai\xC2\xA0[\xC3\x90ồng]\xC2\xA0tiền", "Đồng" },
	{ "[h\xD0\xBE\xD0\xB0n]-ba", "hoan" },
	{ "ba\xC2\xA0[h\xD0\xBE\xD0\xB0n]\xC2\xA0nhân", "hoan" },
	{ "[\xEF\xBC\xB1\xEF\xBC\xB9] ba", "QY" },
	/* broken bytes separate words */
	{ "ab\xFF\xFE[hội]\xE1\xBA đồng", "hội" },
	{ "\x80\x80\x80[hội]", "hội" },
	/* controls */
	{ "[h\x01\x02ội] x", "hội" },
	{ "\x7F[hội]\x7F x", "hội" },
};

/* Remove the marks of `marked`. */
static void unmark(char *in, size_t *from, size_t *to, const char *marked)
{
	size_t n = 0;

	for (; *marked; marked++) {
		if (*marked == '[')
			*from = n;
		else if (*marked == ']')
			*to = n;
		else
			in[n++] = *marked;
	}
	in[n] = '\0';
}

/* The word `want` of `in` after `step` came from in[from..to). */
static void check_word(bool canonical_too, const char *marked, const char *want)
{
	struct vb_buf out = VB_BUF_INIT(1 << 16);
	struct vb_offsets o = VB_OFFSETS_INIT;
	struct vb_text_report report = { .offsets = &o };
	struct vb_token token;
	vb_tokenizer t;
	size_t from = 0, to = 0, found = 0;
	char in[256];

	unmark(in, &from, &to, marked);
	ck_assert_int_eq(vb_buf_append(&out, VB_STR("before")), VB_OK);
	ck_assert_int_eq(
		canonical_too ?
			vb_text_canonical(&out, &report, vb_str_from(in)) :
			vb_text_clean(&out, &report, vb_str_from(in)),
		VB_OK);
	vb_tokenizer_init(&t, vb_str_skip(vb_buf_str(&out), 6));
	while (vb_tokenizer_next(&t, &token)) {
		if (!vb_str_eq(vb_str_sub(t.text, token.start, token.end),
			       vb_str_from(want)))
			continue;
		found++;
		ck_assert_msg(start_of(&o, token.start) == from &&
				      end_of(&o, token.end) == to,
			      "'%s': '%s' came from %zu..%zu", in, want,
			      start_of(&o, token.start), end_of(&o, token.end));
	}
	ck_assert_msg(found == 1, "'%s' has '%s' %zu times", in, want, found);
	vb_offsets_clear(&o);
	vb_buf_clear(&out);
}

START_TEST(offsets__of_clean)
{
	check_word(false, words[_i].in, words[_i].word);
}
END_TEST

START_TEST(offsets__of_clean_by_canonical)
{
	check_word(true, words[_i].in, words[_i].word);
}
END_TEST

static const struct {
	const char *in, *word;
} moved[] = {
	{ "cộng [hoà] xã hội", "hòa" },
	{ "cộng hoà [xã] hội", "xã" },
	{ "[vịêt] nam", "việt" },
	{ "vịêt [nam]", "nam" }, /* one byte later than in the output */
	{ "[THUỶ] LỢI", "THỦY" },
	/* both decomposed and misplaced */
	{ "một [hoa\xCC\x80] hai", "hòa" },
	{ "một hoa\xCC\x80 [hai]", "hai" },
	{ "thuy\xCC\x89\xC2\xA0[hoa\xCC\x80]\xC2\xA0một", "hòa" },
	{ "thuy\xCC\x89\xE2\x80\x8B/\xE2\x80\x8B[hoa\xCC\x80]\xE2\x80\x8B",
	  "hòa" },
	{ "hoà\r\n[khoẻ]\r\n", "khỏe" },
	{ "hoà\r[khoẻ]\r", "khỏe" },
};

START_TEST(offsets__of_canonical)
{
	check_word(true, moved[_i].in, moved[_i].word);
}
END_TEST

/* In an address nothing moves, so nothing is noted. */
START_TEST(offsets__none_for_stable_text)
{
	struct vb_buf out = VB_BUF_INIT(1 << 16);
	struct vb_offsets o = VB_OFFSETS_INIT;
	struct vb_text_report report = { .offsets = &o };
	struct vb_str in = VB_STR("xem http://hoà.vn/thuỷ nhé, hòa bình");

	/* what it held before goes */
	ck_assert_int_eq(vb_offsets_add(&o, 1, 2, 1, 3), VB_OK);
	ck_assert_int_eq(vb_text_canonical(&out, &report, in), VB_OK);
	ck_assert_uint_eq(o.len, 0);
	ck_assert(vb_str_eq(vb_buf_str(&out), in));
	ck_assert_int_eq(vb_offsets_add(&o, 1, 2, 1, 3), VB_OK);
	ck_assert_int_eq(vb_text_clean(&out, &report, in), VB_OK);
	ck_assert_uint_eq(o.len, 0);
	vb_offsets_clear(&o);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(offsets__empty_after_failure)
{
	struct vb_buf out = VB_BUF_INIT(8);
	struct vb_offsets o = VB_OFFSETS_INIT;
	struct vb_text_report report = { .offsets = &o };
	struct vb_str in = VB_STR("hoa\xCC\x80 hoa\xCC\x80 hoa\xCC\x80");

	ck_assert_int_eq(vb_text_canonical(&out, &report, in), VB_TOO_BIG);
	ck_assert_uint_eq(o.len, 0);
	ck_assert_int_eq(vb_text_clean(&out, &report, in), VB_TOO_BIG);
	ck_assert_uint_eq(o.len, 0);
	ck_assert_uint_eq(out.len, 0);
	vb_offsets_clear(&o);
	vb_buf_clear(&out);
}
END_TEST

static const char *const pieces[] = {
	"hoà",
	"thuỷ",
	"vịêt",
	"nam",
	"e\xCC\x81",
	"\xCC\x82",
	"\xCC\xA3",
	"\xE2\x80\x8B",
	"\xC2\xA0",
	"\xC3\x90",
	"\xD0\xBE",
	"\xEF\xBC\xA1",
	"\r\n",
	"\r",
	"\n",
	" ",
	"@",
	".",
	"\xFF",
	"\xE1\xBA",
	"ı",
	"İ",
	"가",
	"\xE1\x86\xA8",
	"\xE0\xBD\x83",
	"=",
	"\xCC\xB8",
	"\x01",
	"o",
	"\xC2\xAD",
};

/* Edits in order, what is between them the same bytes, both ends met. */
static void check_edits(const struct vb_offsets *o, struct vb_str in,
			struct vb_str out)
{
	size_t in_at = 0, out_at = 0, from = 0, to = 0;

	for (size_t i = 0; i <= o->len; i++) {
		struct vb_edit end = { in.len, 0, out.len, 0 };
		struct vb_edit e = i < o->len ? o->edits[i] : end;

		MUST(e.in >= in_at && e.out >= out_at);
		MUST(e.in + e.in_len <= in.len && e.out + e.out_len <= out.len);
		MUST(vb_str_eq(vb_str_sub(in, in_at, e.in),
			       vb_str_sub(out, out_at, e.out)));
		in_at = e.in + e.in_len;
		out_at = e.out + e.out_len;
	}
	for (size_t i = 0; i < out.len; i++) {
		MUST(start_of(o, i) >= from && end_of(o, i) >= to);
		from = start_of(o, i);
		to = end_of(o, i);
		MUST(from <= end_of(o, i + 1) && end_of(o, i + 1) <= in.len);
	}
}

START_TEST(offsets__random)
{
	struct vb_buf in = VB_BUF_INIT(1 << 16), out = in;
	struct vb_offsets o = VB_OFFSETS_INIT;
	struct vb_text_report report = { .offsets = &o };
	uint64_t seed = 42 + (uint64_t)_i;
	size_t n = sizeof(pieces) / sizeof(pieces[0]);

	for (int round = 0; round < 5000; round++) {
		size_t len = next_random(&seed) % 24;

		vb_buf_truncate(&in, 0);
		MUST(vb_buf_append(&in, VB_STR_EMPTY) == VB_OK);
		for (size_t i = 0; i < len; i++)
			MUST(vb_buf_append_cstr(
				     &in, pieces[next_random(&seed) % n]) ==
			     VB_OK);
		vb_buf_truncate(&out, 0);
		MUST(vb_text_clean(&out, &report, vb_buf_str(&in)) == VB_OK);
		check_edits(&o, vb_buf_str(&in), vb_buf_str(&out));
		vb_buf_truncate(&out, 0);
		MUST(vb_text_canonical(&out, &report, vb_buf_str(&in)) ==
		     VB_OK);
		check_edits(&o, vb_buf_str(&in), vb_buf_str(&out));
	}
	vb_offsets_clear(&o);
	vb_buf_clear(&in);
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("offsets");

	tcase_add_test(tests, offsets__nothing_changed);
	tcase_add_test(tests, offsets__one_edit);
	tcase_add_test(tests, offsets__dropped_and_inserted);
	tcase_add_test(tests, offsets__append_and_shift);
	tcase_add_test(tests, offsets__compose);
	tcase_add_test(tests, offsets__compose_random);
	tcase_add_loop_test(tests, offsets__of_clean, 0,
			    sizeof(words) / sizeof(words[0]));
	tcase_add_loop_test(tests, offsets__of_clean_by_canonical, 0,
			    sizeof(words) / sizeof(words[0]));
	tcase_add_loop_test(tests, offsets__of_canonical, 0,
			    sizeof(moved) / sizeof(moved[0]));
	tcase_add_test(tests, offsets__none_for_stable_text);
	tcase_add_test(tests, offsets__empty_after_failure);
	tcase_add_loop_test(tests, offsets__random, 0, 4);
	return run_tests(tests, "offsets");
}
