#include "built.h"

#include "index/likeness.h"
#include "index/similar.h"

/* Made up; words enough (VB_FINGERPRINT_WORDS) for a text to be compared. */
/* clang-format off */
#define CANAL \
	"Con kênh chạy qua ba xã vừa được nạo vét xong trước mùa mưa. Người " \
	"dân hai bên bờ góp công dọn rác, trồng lại hàng cây và đặt thêm ghế " \
	"ngồi. Tổ tự quản chia nhau trực mỗi tối, ai xả rác thì nhắc nhở, " \
	"nhắc rồi mà còn tái phạm thì mời lên nhà văn hóa làm cam kết."
/* clang-format on */
/* clang-format off */
#define CANAL_SHOUTED \
	"CON KENH CHAY QUA BA XA VUA DUOC NAO VET XONG TRUOC MUA MUA - NGUOI " \
	"DAN HAI BEN BO GOP CONG DON RAC; TRONG LAI HANG CAY VA DAT THEM GHE " \
	"NGOI!\\n\\nTO TU QUAN CHIA NHAU TRUC MOI TOI: AI XA RAC THI NHAC " \
	"NHO / NHAC ROI MA CON TAI PHAM THI MOI LEN NHA VAN HOA LAM CAM KET"
/* clang-format on */
/* Long, so that one word more moves few bits. */
/* clang-format off */
#define LONG(word) \
	"Buổi sáng chợ nổi họp từ lúc trời còn tối, ghe lớn ghe nhỏ chen " \
	"nhau, mỗi chiếc treo một cây sào cao để khách xa nhìn biết bán gì. " \
	"Khoai, bí, dưa, khóm, cam, bưởi, chôm chôm, cái gì cũng có, giá thì " \
	"nói một tiếng là xong chứ ít ai trả qua trả lại. Bà chủ quán nước " \
	"chèo xuồng len giữa các ghe, tay rót cà phê tay thối tiền, miệng " \
	"cười hoài. Nắng lên cao thì chợ tan, mặt sông rộng trở lại, chỉ còn " \
	"mấy chiếc ghe neo chờ con nước chiều. Ông lái già kể hồi đó đường " \
	"bộ chưa có, muốn lên tỉnh phải đi hai ngày, tối ghé lại bến ngủ nhờ " \
	"nhà quen, " word " sáng mai đi tiếp. Bây giờ xe chạy tới tận bờ, " \
	"hàng lên thẳng thành phố, ghe bớt dần, người trẻ bỏ sông lên bờ tìm " \
	"việc khác, nhưng cuối tuần khách xa vẫn tìm về nghe rao hàng, ăn tô " \
	"bún nóng trên sóng lắc lư và mua vài trái cây làm quà cho người nhà."
/* clang-format on */

static const char *const documents[] = {
	"{\"id\":\"kenh-a\",\"kind\":\"article\",\"title\":\"Dòng kênh xanh\","
	"\"date\":\"2024-05-01\",\"text\":\"" CANAL "\"}",
	"{\"id\":\"kenh-b\",\"kind\":\"article\",\"title\":\"Kênh ba xã\","
	"\"date\":\"2024-05-02\",\"text\":\"" CANAL_SHOUTED "\"}",
	"{\"id\":\"cho-a\",\"kind\":\"article\",\"title\":\"Chợ nổi\","
	"\"text\":\"" LONG("rồi") "\"}",
	"{\"id\":\"cho-b\",\"kind\":\"article\",\"title\":\"Chợ trên sông\","
	"\"text\":\"" LONG("đến") "\"}",
	/* one decision from two portals, the second a bad scan */
	"{\"id\":\"nq-a\",\"number\":\"05/2024/NQ-HĐND\",\"issuer\":\"Hội "
	"đồng nhân dân tỉnh Hà Tĩnh\",\"date\":\"2024-07-10\",\"title\":\"Nghị "
	"quyết về phí chợ\",\"text\":\"Thu phí lụa mới.\"}",
	"{\"id\":\"nq-b\",\"number\":\"5/2024/NQ-HĐND\",\"issuer\":\"HỘI ĐỒNG "
	"NHÂN DÂN TỈNH HÀ TĨNH\",\"date\":\"2024-07-10\",\"title\":\"NGHỊ "
	"QUYẾT\",\"text\":\"Thu phi lúa mơi.\"}",
	/* its number alone, with another issuer, and with another date */
	"{\"id\":\"nq-c\",\"number\":\"05/2024/NQ-HĐND\",\"issuer\":\"Hội "
	"đồng nhân dân tỉnh Quảng Bình\",\"date\":\"2024-07-10\",\"title\":\""
	"Nghị quyết khác\",\"text\":\"Việc khác.\"}",
	"{\"id\":\"nq-d\",\"number\":\"05/2024/NQ-HĐND\",\"issuer\":\"Hội "
	"đồng nhân dân tỉnh Hà Tĩnh\",\"date\":\"2024-12-10\",\"title\":\""
	"Nghị quyết khác nữa\",\"text\":\"Việc khác nữa.\"}",
	/* bodies that every province has, in two of them */
	"{\"id\":\"qd-a\",\"number\":\"12/2020/QĐ-UBND\",\"issuer\":\"Ủy ban "
	"nhân dân\",\"place\":\"Huế\",\"date\":\"2020-02-03\",\"title\":\"Một\""
	",\"text\":\"Một.\"}",
	"{\"id\":\"qd-b\",\"number\":\"12/2020/QĐ-UBND\",\"issuer\":\"Ủy ban "
	"nhân dân\",\"place\":\"Cà Mau\",\"date\":\"2020-02-03\",\"title\":\""
	"Hai\",\"text\":\"Hai.\"}",
	/* a series in three parts, and what only looks like one */
	"{\"id\":\"ky-1\",\"kind\":\"article\",\"title\":\"Giữ nghề dệt (kỳ "
	"1)\",\"origin\":\"Báo Mẫu\",\"date\":\"2021-03-01\",\"text\":\"Khung "
	"cửi.\"}",
	"{\"id\":\"ky-2\",\"kind\":\"article\",\"title\":\"Giữ nghề dệt (kỳ "
	"2)\",\"origin\":\"Báo Mẫu\",\"date\":\"2021-03-08\",\"text\":\"Sợi "
	"chỉ.\"}",
	"{\"id\":\"ky-3\",\"kind\":\"article\",\"title\":\"Giữ nghề dệt (kỳ "
	"3)\",\"origin\":\"Báo Mẫu\",\"date\":\"2021-03-15\",\"text\":\"Áo "
	"mới.\"}",
	"{\"id\":\"ky-x\",\"kind\":\"article\",\"title\":\"Giữ nghề gốm (kỳ "
	"3)\",\"origin\":\"Báo Mẫu\",\"date\":\"2021-03-15\",\"text\":\"Lò "
	"nung.\"}",
	"{\"id\":\"ky-y\",\"kind\":\"article\",\"title\":\"Giữ nghề dệt (kỳ "
	"3)\",\"origin\":\"Báo Khác\",\"date\":\"2021-03-15\",\"text\":\"Báo "
	"này khác.\"}",
	NULL
};

static void setup(void)
{
	make_index(documents);
}

static struct vb_related_list related_to(const char *id, size_t limit)
{
	vb_searcher *s = open_searcher();
	struct vb_related_list list;

	ck_ok(vb_similar(&list, s, vb_str_from(id), limit, &arena, &err));
	vb_searcher_close(s);
	return list;
}

/* "id:relation …" of what is not only like it; static memory. */
static const char *joined(const struct vb_related_list *list)
{
	static char out[4000];
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].relation != VB_SIMILAR_CONTENT)
			n += (size_t)snprintf(
				out + n, sizeof(out) - n, "%s%.*s:%s",
				n ? " " : "", VB_STR_ARG(list->items[i].hit.id),
				vb_similarity_name(list->items[i].relation));
	return out;
}

static const struct {
	const char *id, *want;
} cases[] = {
	{ "kenh-a", "kenh-b:same-text" },
	{ "kenh-b", "kenh-a:same-text" },
	{ "cho-a", "cho-b:near" },
	{ "cho-b", "cho-a:near" },
	{ "nq-a", "nq-b:same-document" },
	{ "nq-b", "nq-a:same-document" },
	{ "nq-c", "" },
	{ "nq-d", "" },
	{ "qd-a", "" },
	{ "ky-1", "ky-2:series-next" },
	{ "ky-2", "ky-1:series-previous ky-3:series-next" },
	{ "ky-3", "ky-2:series-previous" },
	{ "ky-x", "" },
	{ "ky-y", "" },
};

START_TEST(similar__cases)
{
	struct vb_related_list list = related_to(cases[_i].id, 10);

	ck_assert_msg(!strcmp(joined(&list), cases[_i].want),
		      "%s has %s, not %s", cases[_i].id, joined(&list),
		      cases[_i].want);
	ck_str(list.id, cases[_i].id);
}
END_TEST

START_TEST(similar__evidence)
{
	struct vb_related_list list = related_to("nq-a", 1);

	ck_assert_uint_eq(list.n, 1);
	ck_assert(list.items[0].same_number);
	ck_str(list.items[0].hit.number, "5/2024/NQ-HĐND");
	ck_str(list.number, "05/2024/NQ-HĐND");
	ck_str(list.title, "Nghị quyết về phí chợ");
	list = related_to("cho-a", 1);
	ck_assert(!list.items[0].same_number);
	ck_assert_uint_ge(list.items[0].bits, 1);
	ck_assert_uint_le(list.items[0].bits, VB_FINGERPRINT_NEAR);
}
END_TEST

START_TEST(similar__refusals)
{
	vb_searcher *s = open_searcher();
	struct vb_related_list list;

	ck_assert_int_eq(
		vb_similar(&list, s, VB_STR("không có"), 5, &arena, &err),
		VB_NOT_FOUND);
	ck_assert_int_eq(vb_similar(&list, s, VB_STR_EMPTY, 5, &arena, &err),
			 VB_NOT_FOUND);
	ck_assert_int_eq(vb_similar(&list, s, VB_STR("ky-2"),
				    VB_SIMILAR_MAX + 1, &arena, NULL),
			 VB_TOO_BIG);
	vb_searcher_close(s);
	ck_assert_uint_eq(related_to("ky-2", 0).n, 0);
	ck_assert_uint_eq(related_to("ky-2", 1).n, 1);
}
END_TEST

/* Three on one subject among twenty on others. */
START_TEST(similar__content)
{
	static const char *const lines[] = {
		"{\"id\":\"ong-1\",\"kind\":\"article\",\"title\":\"Nuôi ong "
		"lấy mật\",\"text\":\"Đàn ong thợ bay tìm hoa nhãn, mật ong "
		"đặc.\"}",
		"{\"id\":\"ong-2\",\"kind\":\"article\",\"title\":\"Mùa mật "
		"ong\",\"text\":\"Mật ong hoa nhãn năm nay được giá, đàn ong "
		"thợ đông.\"}",
		"{\"id\":\"xe\",\"kind\":\"article\",\"title\":\"Bến xe mới\","
		"\"text\":\"Chuyến đầu chạy lúc bốn giờ.\"}",
		NULL
	};
	struct vb_related_list list;

	put_lines(lines);
	put_many("khac", 0, 20, "Chuyến tàu chở hàng qua cầu");
	update_index(false);
	list = related_to("ong-1", 10);
	ck_assert_uint_ge(list.n, 1);
	ck_str(list.items[0].hit.id, "ong-2");
	ck_assert_int_eq(list.items[0].relation, VB_SIMILAR_CONTENT);
	ck_assert(list.items[0].score > 0.1 && list.items[0].score < 1);
	for (size_t i = 1; i < list.n; i++)
		ck_assert(list.items[i].score <= list.items[i - 1].score);
}
END_TEST

/* "id+also+also …" of an answer; static memory. */
static const char *folded(const struct vb_results *r)
{
	static char out[4000];
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < r->n_hits; i++) {
		const struct vb_hit *h = &r->hits[i];

		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s",
				      i ? " " : "", VB_STR_ARG(h->id));
		for (size_t k = 0; k < h->n_also; k++)
			n += (size_t)snprintf(
				out + n, sizeof(out) - n, "+%.*s(%s)",
				VB_STR_ARG(h->also[k].id), h->also[k].why);
	}
	return out;
}

static const struct {
	const char *query, *want;
} folds[] = {
	{ "kênh nạo vét", "kenh-a+kenh-b(same-text)" },
	{ "kênh xanh", "kenh-a+kenh-b(same-text)" }, /* the others: "some" */
	/* one word as typed, the other with other marks: a later step */
	{ "lụa", "nq-a+nq-b(same-document)" },
	{ "lúa", "nq-b+nq-a(same-document)" },
	/* confirmed by the text */
	{ "\"hai bên bờ\"", "kenh-a+kenh-b(same-text)" },
	{ "\"hai ben bo\"", "kenh-a+kenh-b(same-text)" },
	/* near ones keep their places */
	{ "tieude:\"chợ nổi\" OR tieude:\"chợ trên sông\"", "cho-a cho-b" },
};

START_TEST(search__folds)
{
	struct vb_results r = search_for(folds[_i].query);
	struct vb_request request = { .query = vb_str_from(folds[_i].query),
				      .duplicates = true,
				      .n = 100 };
	size_t places = 0;

	sort_steps(&r);
	for (const char *s = folds[_i].want; *s; s++)
		places += *s == ' ';
	ck_assert_msg(!strcmp(folded(&r), folds[_i].want), "%s: %s, not %s",
		      folds[_i].query, folded(&r), folds[_i].want);
	ck_assert_uint_eq(r.total, places + 1);
	ck_assert(r.exact);
	r = run_request(&request);
	ck_assert_ptr_null(strchr(folded(&r), '+'));
	ck_assert_uint_ge(r.n_hits, r.total);
}
END_TEST

/* Provisions of two laws, word for word the same, are two. */
START_TEST(search__provisions_stay)
{
	static const char *const lines[] = {
		"{\"id\":\"luat-1\",\"number\":\"01/2020/QH14\",\"part_of\":"
		"\"Luật một\",\"title\":\"Điều 9. Hiệu lực\",\"text\":\"" CANAL
		"\"}",
		"{\"id\":\"luat-2\",\"number\":\"01/2020/QH14\",\"part_of\":"
		"\"Luật một\",\"title\":\"Điều 8. Hiệu lực\",\"text\":\"" CANAL
		"\"}",
		NULL
	};
	struct vb_related_list list;
	struct vb_results r;

	put_lines(lines);
	update_index(false);
	r = search_for("kênh nạo vét");
	sort_steps(&r);
	ck_assert_str_eq(folded(&r), "kenh-a+kenh-b(same-text) luat-1 luat-2");
	ck_assert_uint_eq(r.total, 3);
	list = related_to("luat-1", 10);
	ck_assert_str_eq(joined(&list), "kenh-a:same-text kenh-b:same-text "
					"luat-2:same-text");
}
END_TEST

/* Fifteen texts, each from two sources. */
static void put_pairs(void)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	char line[2000];

	ck_ok(vb_archive_begin(ar, &err));
	for (int i = 0; i < 30; i++) {
		snprintf(line, sizeof(line),
			 "{\"id\":\"đôi-%02d-%c\",\"kind\":\"article\","
			 "\"title\":\"Gạch %d\",\"date\":\"2020-01-%02d\","
			 "\"text\":\"Gạch lò thứ %d. " CANAL "\"}",
			 i / 2, i % 2 ? 'b' : 'a', i, i + 1, i / 2);
		put_line(ar, vb_str_from(line), VB_READ_WHOLE);
	}
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	update_index(false);
}

/* Each text once over all pages, its other record under it. */
static void check_pages(struct vb_request request)
{
	bool seen[15] = { false };
	size_t hits = 0;

	for (request.offset = 0; request.offset < 20; request.offset += 4) {
		struct vb_results r = run_request(&request);

		ck_assert_uint_eq(r.total, 15);
		for (size_t i = 0; i < r.n_hits; i++, hits++) {
			const struct vb_hit *h = &r.hits[i];
			long n = strtol(h->id.ptr + strlen("đôi-"), NULL, 10);

			ck_assert(n >= 0 && n < 15);
			ck_assert_msg(!seen[n], "text %ld comes again", n);
			seen[n] = true;
			ck_assert_uint_eq(h->n_also, 1);
			ck_assert_str_eq(h->also[0].why, "same-text");
			ck_assert(!vb_str_eq(h->also[0].id, h->id));
			ck_assert_int_eq(memcmp(h->also[0].id.ptr, h->id.ptr,
						h->id.len - 1),
					 0);
		}
	}
	ck_assert_uint_eq(hits, 15);
}

START_TEST(search__folded_pages)
{
	struct vb_request request = { .query = VB_STR("gạch lò"), .n = 4 };

	put_pairs();
	check_pages(request);
	request.sort = VB_SORT_OLDEST;
	check_pages(request);
	request.sort = VB_SORT_NEWEST;
	check_pages(request);
	request.sort = VB_SORT_RELEVANCE;
	request.query = VB_STR("\"gạch lò\"");
	check_pages(request);
}
END_TEST

/* Any two that differ in six bits share a band, as any seven places do. */
START_TEST(likeness__bands)
{
	uint64_t state = 88172645463325252u, a, b;
	char x[VB_BAND_TEXT], y[VB_BAND_TEXT];

	for (int round = 0; round < 20000; round++) {
		int shared = 0;

		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		a = b = state;
		for (int i = 0; i < VB_FINGERPRINT_NEAR; i++)
			b ^= (uint64_t)1 << (state >> (i * 6) & 63);
		for (unsigned i = 0; i < VB_LIKENESS_BANDS; i++) {
			vb_likeness_band(x, a, i);
			vb_likeness_band(y, b, i);
			shared += !strcmp(x, y);
		}
		ck_assert_int_ge(shared, 1);
	}
	/* one bit at a time: each changes one band, and no other */
	for (int bit = 0; bit < 64; bit++) {
		int other = 0;

		for (unsigned i = 0; i < VB_LIKENESS_BANDS; i++) {
			vb_likeness_band(x, 0, i);
			vb_likeness_band(y, (uint64_t)1 << bit, i);
			other += !!strcmp(x, y);
		}
		ck_assert_int_eq(other, 1);
	}
}
END_TEST

START_TEST(likeness__values)
{
	struct vb_fingerprint print = { .likeness = 0x0123456789abcdefu,
					.words = 0xfedcba9876543200u };
	struct vb_fingerprint back;
	struct vb_series series;
	char value[VB_PRINT_BYTES], text[VB_HASH_TEXT];

	vb_print_write(value, &print);
	ck_assert_int_eq(memcmp(value,
				"\x01\x23\x45\x67\x89\xab\xcd\xef"
				"\xfe\xdc\xba\x98\x76\x54\x32\x00",
				16),
			 0);
	ck_assert(vb_print_read(&back, vb_str_of(value, sizeof(value))));
	ck_assert_uint_eq(back.likeness, print.likeness);
	ck_assert_uint_eq(back.words, print.words);
	ck_assert(!vb_print_read(&back, vb_str_of(value, 15)));
	vb_hash_text(text, 0);
	ck_assert_str_eq(text, "-----------");
	vb_hash_text(text, UINT64_MAX);
	ck_assert_str_eq(text, "Ezzzzzzzzzz");
	ck_assert(vb_series_value_read(&series, VB_STR("-----------312")));
	ck_str(series.key, "-----------");
	ck_assert(series.goes_on && series.continues);
	ck_assert_uint_eq(series.part, 12);
	ck_assert(!vb_series_value_read(&series, VB_STR("-----------3")));
	ck_assert(!vb_series_value_read(&series, VB_STR("")));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("similar");
	TCase *t = tcase_create("built");

	tcase_add_checked_fixture(t, setup, remove_dir);
	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, similar__cases, 0,
			    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(t, similar__evidence);
	tcase_add_test(t, similar__refusals);
	tcase_add_test(t, similar__content);
	tcase_add_loop_test(t, search__folds, 0,
			    sizeof(folds) / sizeof(folds[0]));
	tcase_add_test(t, search__provisions_stay);
	suite_add_tcase(s, t);
	t = add_case(s, "pages");
	tcase_add_test(t, search__folded_pages);
	t = add_case(s, "likeness");
	tcase_add_test(t, likeness__bands);
	tcase_add_test(t, likeness__values);
	return run_suite(s);
}
