#include "built.h"
#include "index/snippet.h"
#include "text/token.h"

static void clear(void)
{
	vb_arena_clear(&arena);
}

/* Words of `query` to look for; a final * makes a prefix. */
static size_t seeks_of(struct vb_seek *seeks, const char *query)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t n = 0;

	vb_tokenizer_init(&t, vb_str_from(query));
	while (vb_tokenizer_next(&t, &token)) {
		ck_assert(vb_arena_dup(&seeks[n].key, &arena, token.key));
		ck_assert(vb_arena_dup(&seeks[n].fold, &arena, token.fold));
		seeks[n].marked = token.flags & VB_TOKEN_MARKED;
		seeks[n++].prefix = query[token.end] == '*';
	}
	return n;
}

static struct vb_snippet make(struct vb_str text, const char *query)
{
	struct vb_seek seeks[200] = { 0 };
	struct vb_sought sought = { 0 };
	struct vb_reading reading;
	struct vb_snippet s;
	size_t n = seeks_of(seeks, query);

	vb_snippet_seek(&sought, seeks, n);
	vb_reading_begin(&reading, &sought, text);
	ck_ok(vb_snippet_make(&s, &arena, &reading, seeks, n));
	return s;
}

/* "… text with [marks] …"; static memory. */
static const char *shown(const struct vb_snippet *s)
{
	static char out[4000];
	size_t n = 0, at = 0;

	if (s->cut_start)
		n += (size_t)snprintf(out, sizeof(out), "… ");
	for (size_t i = 0; i < s->n_marks; i++) {
		struct vb_range m = s->marks[i];

		ck_assert_uint_ge(m.from, at);
		ck_assert_uint_gt(m.to, m.from);
		ck_assert_uint_le(m.to, s->text.len);
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%.*s[%.*s]",
				      (int)(m.from - at), s->text.ptr + at,
				      (int)(m.to - m.from),
				      s->text.ptr + m.from);
		at = m.to;
	}
	snprintf(out + n, sizeof(out) - n, "%.*s%s", (int)(s->text.len - at),
		 s->text.ptr + at, s->cut_end ? " …" : "");
	return out;
}

static const struct {
	const char *text, *query, *want;
} whole_cases[] = {
	{ "Nghị quyết về giá đất.", "giá đất", "Nghị quyết về [giá đất]." },
	/* any marks are marked, whole words only */
	{ "Gia đình giàu, già, gia súc.", "gia",
	  "[Gia] đình giàu, [già], [gia] súc." },
	/* typed with marks: others only where none stands as typed */
	{ "Gia đình giàu, già.", "già", "Gia đình giàu, [già]." },
	{ "Gia đình giàu, giã gạo.", "già", "[Gia] đình giàu, [giã] gạo." },
	{ "Rau sạch, đọc sách.", "sạch", "Rau [sạch], đọc sách." },
	{ "Rau sạch, đọc sách.", "sach", "Rau [sạch], đọc [sách]." },
	{ "Rau sạch, đọc sách.", "sạch sach", "Rau [sạch], đọc [sách]." },
	{ "Đọc sách, rau sach.", "sạch", "Đọc [sách], rau [sach]." },
	/* each word for itself; "sắch" may be meant for the one that lacks */
	{ "sách, sắch, rau, ráu", "sạch rau", "[sách], [sắch], [rau], [ráu]" },
	{ "sách, sắch, rau, ráu", "sách ráu", "[sách], sắch, rau, [ráu]" },
	{ "sách, sắch, sach", "sách sạch", "[sách], [sắch], [sach]" },
	{ "sách, sắch, sạch", "sách sạch", "[sách], sắch, [sạch]" },
	/* old tone placement, i and y, capitals, đ */
	{ "ỦY BAN, Uỷ ban, uy ban", "ủy ban", "[ỦY BAN], [Uỷ ban], uy [ban]" },
	{ "Kỳ họp, kì họp, kí họp", "kỳ", "[Kỳ] họp, [kì] họp, kí họp" },
	{ "Kỳ họp, kì họp, kí họp", "kì", "[Kỳ] họp, [kì] họp, kí họp" },
	{ "kí họp", "kì", "[kí] họp" },
	{ "Điều, ĐIỀU, dieu", "điều", "[Điều], [ĐIỀU], dieu" },
	{ "Số 1.250.000 đồng", "1250000", "Số [1.250.000] đồng" },
	{ "chính sách chính quyền", "chính*", "[chính] sách [chính] quyền" },
	{ "chinh sách chính", "chín*", "chinh sách [chính]" },
	{ "chinh sách chính", "chin*", "[chinh] sách [chính]" },
	{ "một\n\thai\nba", "hai", "một [hai] ba" },
	{ "một  \r\n hai", "hai", "một [hai]" },
	/* cells of a table stay apart */
	{ "Tên\tSố\tGhi chú\nlúa\t12\t", "lúa 12",
	  "Tên | Số | Ghi chú [lúa] | [12]" },
	/* neighbours are one mark, what has more between is two */
	{ "quyết-định/số, số", "quyết định số", "[quyết-định/số], [số]" },
	{ "giá  đất", "giá đất", "[giá đất]" },
	{ "2.150.000 và 150.000", "150000", "2.150.000 và [150.000]" },
	{ "😀đất（đất）", "đất", "😀[đất]（[đất]）" },
	{ "không có gì", "xyz", "không có gì" },
	{ "không có gì", "", "không có gì" },
	{ "", "xyz", "" },
	{ "“Đất” — đất…đất", "đất", "“[Đất]” — [đất]…[đất]" },
	{ "a§đất b«đất»", "đất", "a§[đất] b«[đất]»" },
};

START_TEST(snippet__whole)
{
	struct vb_snippet s =
		make(vb_str_from(whole_cases[_i].text), whole_cases[_i].query);

	ck_assert_str_eq(shown(&s), whole_cases[_i].want);
}
END_TEST

/* `n` words of padding: "từ từ từ ". */
static void pad(struct vb_buf *out, int n)
{
	while (n-- > 0)
		ck_ok(vb_buf_append(out, VB_STR("từ ")));
}

/* What stands as typed far below tells what is none above it; and the best
 * window is of what is marked. */
START_TEST(snippet__typed_far_below)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_snippet s;

	for (int i = 0; i < 3000; i++)
		ck_ok(vb_buf_append(&text, VB_STR("Sách bán rau. ")));
	s = make(vb_buf_str(&text), "rau sạch");
	ck_assert(vb_str_starts(s.text, VB_STR("Sách bán rau. Sách")));
	ck_assert_uint_gt(s.n_marks, 2);
	ck_assert_uint_eq(s.marks[0].from, 0);
	ck_ok(vb_buf_append(&text, VB_STR("Hết. Ăn sạch. Sách cũ.")));
	s = make(vb_buf_str(&text), "sạch");
	ck_assert_uint_eq(s.n_marks, 1);
	ck_str(vb_str_sub(s.text, s.marks[0].from, s.marks[0].to), "sạch");
	vb_buf_clear(&text);
}
END_TEST

/* A word that goes on from one that is none goes on from nothing. */
START_TEST(snippet__typed_beside)
{
	struct vb_snippet s =
		make(VB_STR("rau sách an; rau sạch an"), "rau sạch an");

	ck_assert_str_eq(shown(&s), "[rau] sách [an]; [rau sạch an]");
}
END_TEST

/* Far from each other: where both words stand wins over where one does. */
START_TEST(snippet__best_window)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_snippet s;

	ck_ok(vb_buf_append(&text, VB_STR("Đầu có giá. ")));
	pad(&text, 200);
	ck_ok(vb_buf_append(&text, VB_STR("Câu trước. Bảng giá đất mới. ")));
	pad(&text, 200);
	ck_ok(vb_buf_append(&text, VB_STR("Cuối có đất.")));
	s = make(vb_buf_str(&text), "giá đất");
	ck_assert(vb_str_starts(s.text, VB_STR("Bảng giá đất mới. từ")));
	ck_assert(s.cut_start && s.cut_end);
	ck_assert_uint_eq(s.n_marks, 1); /* both in one */
	ck_assert_uint_le(s.text.len, VB_SNIPPET_BYTES);
	vb_buf_clear(&text);
}
END_TEST

/* As typed, with its marks, wins over the same letters before it. */
START_TEST(snippet__exact_marks_win)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_snippet s;

	ck_ok(vb_buf_append(&text, VB_STR("Có mà ở đây. ")));
	pad(&text, 200);
	ck_ok(vb_buf_append(&text, VB_STR("Xong. Có má ở kia. ")));
	pad(&text, 200);
	s = make(vb_buf_str(&text), "má");
	ck_assert(vb_str_starts(s.text, VB_STR("Có má ở kia.")));
	s = make(vb_buf_str(&text), "ma");
	ck_assert(vb_str_starts(s.text, VB_STR("Có mà ở đây.")));
	ck_assert(!s.cut_start);
	vb_buf_clear(&text);
}
END_TEST

START_TEST(snippet__no_match_is_the_beginning)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_snippet s;

	pad(&text, 200);
	s = make(vb_buf_str(&text), "xyz");
	ck_assert(vb_str_starts(s.text, VB_STR("từ từ từ")));
	ck_assert(!s.cut_start && s.cut_end);
	ck_assert_uint_eq(s.n_marks, 0);
	ck_str(s.anchor, "");
	vb_buf_clear(&text);
}
END_TEST

/* Wherever the word stands, the edges fall between words. */
START_TEST(snippet__edges_between_words)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);

	for (int before = 0; before < 120; before++) {
		struct vb_snippet s;
		struct vb_str rest;
		bool found = false;

		vb_buf_truncate(&text, 0);
		pad(&text, before);
		ck_ok(vb_buf_append(&text, VB_STR("mốc ")));
		pad(&text, 120 - before);
		s = make(vb_buf_str(&text), "mốc");
		ck_assert_uint_le(s.text.len, VB_SNIPPET_BYTES);
		rest = s.text;
		while (rest.len) {
			size_t end = vb_str_find(rest, VB_STR(" "), 0);
			struct vb_str word = vb_str_sub(rest, 0, end);

			found |= vb_str_eq(word, VB_STR("mốc"));
			if (word.len && !vb_str_eq(word, VB_STR("mốc")))
				ck_str(word, "từ");
			rest = vb_str_skip(rest, word.len + 1);
		}
		ck_assert(found);
		ck_assert_uint_eq(s.n_marks, 1);
	}
	vb_buf_clear(&text);
}
END_TEST

/* A text without a blank has no edge but between two characters. */
START_TEST(snippet__one_endless_word)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_snippet s;
	uint32_t code;

	ck_ok(vb_buf_append(&text, VB_STR("mốc ")));
	for (int i = 0; i < 1000; i++)
		ck_ok(vb_buf_append(&text, VB_STR("ế")));
	s = make(vb_buf_str(&text), "mốc");
	ck_assert_uint_le(s.text.len, VB_SNIPPET_BYTES);
	ck_assert_uint_eq(s.n_marks, 1);
	for (size_t i = 0; i < s.text.len;) {
		size_t n = vb_utf8_decode(&code, vb_str_skip(s.text, i));

		ck_assert(code != 0xfffd);
		i += n;
	}
	vb_buf_clear(&text);
}
END_TEST

static const struct {
	const char *text, *query, *want;
} anchor_cases[] = {
	{ "Mở đầu.\nĐiều 1. Một\nrồi.\nĐiều 2. Hai\nmốc ở đây.", "mốc",
	  "dieu-2" },
	{ "Mở đầu.\nĐIỀU 12. Một\nmốc", "mốc", "dieu-12" },
	{ "  Điều 3. mốc", "mốc", "dieu-3" },
	{ "Theo Điều 3 thì mốc", "mốc", "" },
	{ "mốc trước.\nĐiều 1. Sau", "mốc", "" },
	{ "Điều khoản\nmốc", "mốc", "" },
	{ "Điều 123456789012. x\nmốc", "mốc", "" }, /* no such Điều */
	{ "Điều 3. x\n1. y\n2. z\na) t\nb) mốc", "mốc", "dieu-3" },
	{ "Điều 1. Một\nmốc", "xyz", "" },
};

START_TEST(snippet__anchor)
{
	struct vb_snippet s = make(vb_str_from(anchor_cases[_i].text),
				   anchor_cases[_i].query);

	ck_str(s.anchor, anchor_cases[_i].want);
}
END_TEST

START_TEST(snippet__section)
{
	struct vb_snippet s = make(
		VB_STR("Điều 3. x\n1. y\n2. z\na) t\nb) mốc\n3. w"), "mốc");

	ck_str(s.section, "dieu-3.khoan-2.diem-b");
}
END_TEST

/* More matches and more words than it keeps; and soon. */
START_TEST(snippet__huge)
{
	struct vb_buf text = VB_BUF_INIT(8 << 20);
	struct vb_buf query = VB_BUF_INIT(1 << 16);
	struct vb_snippet s;

	for (int i = 0; i < 300000; i++)
		ck_ok(vb_buf_printf(&text, "w%d ", i % 1000));
	for (int i = 0; i < 150; i++)
		ck_ok(vb_buf_printf(&query, "w%d ", 999 - i));
	s = make(vb_buf_str(&text), vb_buf_cstr(&query));
	ck_assert_uint_le(s.text.len, VB_SNIPPET_BYTES);
	ck_assert_uint_ge(s.n_marks, 1);
	vb_buf_clear(&query);
	vb_buf_clear(&text);
}
END_TEST

/* One word, 4 MB of it, nothing but it sought; lines without an end. */
START_TEST(snippet__same_word_without_end)
{
	size_t n = 4 << 20;
	char *text = malloc(n);
	struct vb_snippet s;

	memset(text, 'a', n);
	for (size_t i = 2; i < n; i += 3)
		text[i] = ' ';
	s = make(vb_str_of(text, n), "aa");
	ck_assert_uint_eq(s.n_marks, 1); /* all are neighbours */
	ck_assert_uint_eq(s.marks[0].from, 0);
	ck_assert_uint_gt(s.marks[0].to, 270);
	ck_assert(!s.cut_start);
	memset(text, 'a', n);
	s = make(vb_str_of(text, n), "aa");
	ck_assert_uint_eq(s.n_marks, 0);
	memset(text, '\n', n);
	text[n - 1] = 'a';
	s = make(vb_str_of(text, n), "a");
	ck_assert_str_eq(shown(&s), "… [a]");
	text[n - 2] = '\t';
	s = make(vb_str_of(text, n), "a");
	ck_assert_str_eq(shown(&s), "… [a]");
	free(text);
}
END_TEST

/* Text that does not matter, then `last`. */
static struct vb_snippet after(struct vb_buf *text, int words, const char *last,
			       const char *query)
{
	pad(text, words);
	ck_ok(vb_buf_append_cstr(text, last));
	pad(text, 200);
	return make(vb_buf_str(text), query);
}

static const struct {
	const char *first, *last, *query, *want; /* how it begins */
} better_cases[] = {
	/* side by side and in order before apart */
	{ "Xong. Giá của lô đất. ", "Xong. Bảng giá đất mới. ", "giá đất",
	  "Bảng giá đất mới." },
	{ "Xong. Có đất giá. ", "Xong. Bảng giá đất mới. ", "giá đất",
	  "Bảng giá đất mới." },
	/* the rare one before one that is everywhere */
	{ "Xong. Của của của. Của và của. ", "Xong. Có vàng. ", "của vàng",
	  "Có vàng." },
	/* two words before one said three times */
	{ "Xong. Rừng rừng rừng. ", "Xong. Rừng ở biển. ", "rừng biển",
	  "Rừng ở biển." },
	/* as typed before other marks */
	{ "Xong. Bang gia dat. ", "Xong. Bảng giá đất. ", "giá đất",
	  "Bảng giá đất." },
	/* what is equal: the first */
	{ "Xong. Một giá đất. ", "Xong. Hai giá đất. ", "giá đất",
	  "Một giá đất." },
};

START_TEST(snippet__better)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_snippet s;

	ck_ok(vb_buf_append_cstr(&text, better_cases[_i].first));
	s = after(&text, 200, better_cases[_i].last, better_cases[_i].query);
	ck_assert_msg(vb_str_starts(s.text, vb_str_from(better_cases[_i].want)),
		      "'%s' begins otherwise", shown(&s));
	vb_buf_clear(&text);
}
END_TEST

/* A word that is said thousands of times does not hide one far below. */
START_TEST(snippet__rare_word_far_below)
{
	struct vb_buf text = VB_BUF_INIT(1 << 22);
	struct vb_snippet s;

	s = after(&text, 100000, "Xong. Mốc ở đây. ", "từ mốc");
	ck_assert(vb_str_starts(s.text, VB_STR("Mốc ở đây.")));
	vb_buf_clear(&text);
}
END_TEST

/* clang-format off */
#define LETTERHEAD \
	"HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH\n-------\n" \
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" \
	"Độc lập - Tự do - Hạnh phúc\n---------------\n" \
	"Số: 12/NQ-HĐND\nHà Tĩnh, ngày 8 tháng 7 năm 2021\n\nNGHỊ QUYẾT\n"
/* clang-format on */

static const struct {
	const char *text, *want;
} letterhead_cases[] = {
	{ LETTERHEAD "Về giá đất ở nông thôn.\nCăn cứ Luật…",
	  "Về giá đất ở nông thôn. Căn cứ Luật…" },
	{ "ĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 2 tháng 3 năm 2020\n"
	  "CHỈ THỊ\nvề việc học",
	  "về việc học" },
	/* capitals alone may be any heading */
	{ "TIN MỚI\nHôm qua có mưa.", "TIN MỚI Hôm qua có mưa." },
	{ LETTERHEAD, "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ TĨNH" },
	{ "Độc lập là gì?\nLà thế.", "Độc lập là gì? Là thế." },
};

START_TEST(snippet__after_the_letterhead)
{
	struct vb_snippet s =
		make(vb_str_from(letterhead_cases[_i].text), "xyz");

	ck_assert_msg(
		vb_str_starts(s.text, vb_str_from(letterhead_cases[_i].want)),
		"'%s' begins otherwise", shown(&s));
}
END_TEST

/* Words that the letterhead has too are shown where they say something. */
START_TEST(snippet__body_before_letterhead)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_snippet s;

	ck_ok(vb_buf_append_cstr(&text, LETTERHEAD));
	s = after(&text, 200, "Xong. Hội đồng nhân dân bàn. ",
		  "hội đồng nhân dân");
	ck_assert(vb_str_starts(s.text, VB_STR("Hội đồng nhân dân bàn.")));
	vb_buf_clear(&text);
}
END_TEST

/* At the end of a text what stands before fills the lines. */
START_TEST(snippet__end_is_filled)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);
	struct vb_snippet s;

	pad(&text, 300);
	ck_ok(vb_buf_append_cstr(&text, "\nĐiều 9. Mốc"));
	s = make(vb_buf_str(&text), "mốc");
	ck_assert_uint_gt(s.text.len, VB_SNIPPET_BYTES / 2);
	ck_assert_uint_eq(s.n_marks, 1);
	ck_assert(!s.cut_end);
	ck_str(s.anchor, "dieu-9");
	vb_buf_clear(&text);
}
END_TEST

/* Letters that are put together stay so where a word must be cut. */
START_TEST(snippet__marks_stay_with_letters)
{
	struct vb_buf text = VB_BUF_INIT(1 << 20);

	for (int before = 0; before < 8; before++) {
		struct vb_snippet s;
		size_t whole;

		vb_buf_truncate(&text, 0);
		for (int i = 0; i < before; i++)
			ck_ok(vb_buf_append_cstr(&text, "x"));
		for (int i = 0; i < 200; i++)
			ck_ok(vb_buf_append_cstr(&text, "b\u0301\u0323"));
		s = make(vb_buf_str(&text), "xyz");
		whole = (s.text.len - (size_t)before) % 5;
		ck_assert_msg(!whole, "%zu bytes of a letter", whole);
	}
	vb_buf_clear(&text);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/snippet");
	TCase *t = tcase_create("snippet");

	tcase_add_checked_fixture(t, NULL, clear);
	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, snippet__whole, 0,
			    sizeof(whole_cases) / sizeof(whole_cases[0]));
	tcase_add_test(t, snippet__typed_far_below);
	tcase_add_test(t, snippet__typed_beside);
	tcase_add_test(t, snippet__best_window);
	tcase_add_test(t, snippet__exact_marks_win);
	tcase_add_loop_test(t, snippet__better, 0,
			    sizeof(better_cases) / sizeof(better_cases[0]));
	tcase_add_test(t, snippet__rare_word_far_below);
	tcase_add_loop_test(t, snippet__after_the_letterhead, 0,
			    sizeof(letterhead_cases) /
				    sizeof(letterhead_cases[0]));
	tcase_add_test(t, snippet__body_before_letterhead);
	tcase_add_test(t, snippet__end_is_filled);
	tcase_add_test(t, snippet__marks_stay_with_letters);
	tcase_add_test(t, snippet__no_match_is_the_beginning);
	tcase_add_test(t, snippet__edges_between_words);
	tcase_add_test(t, snippet__one_endless_word);
	tcase_add_test(t, snippet__section);
	tcase_add_loop_test(t, snippet__anchor, 0,
			    sizeof(anchor_cases) / sizeof(anchor_cases[0]));
	tcase_add_test(t, snippet__huge);
	tcase_add_test(t, snippet__same_word_without_end);
	suite_add_tcase(s, t);
	return run_suite(s);
}
