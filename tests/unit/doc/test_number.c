/*
 * Numbers of documents. The shapes are those of Nghị định 30/2020/NĐ-CP and
 * Hướng dẫn 36-HD/VPTW; the expected keys follow the rule in number.h.
 */
#include <check.h>
#include <stdlib.h>

#include "../run.h"
#include "doc/number.h"
#include "doc/type.h"

static const struct {
	const char *in, *text, *key, *fold, *type;
	unsigned serial, year;
} find_cases[] = {
	{ "05/NQ-HĐND", "05/NQ-HĐND", "5 NQ HĐND", "5 nq hdnd", "NQ", 5, 0 },
	{ "471/QĐ-UBND", "471/QĐ-UBND", "471 QĐ UBND", "471 qd ubnd", "QĐ", 471,
	  0 },
	{ "01/2026/NQ-HĐND", "01/2026/NQ-HĐND", "1 2026 NQ HĐND",
	  "1 2026 nq hdnd", "NQ", 1, 2026 },
	{ "163/2016/NĐ-CP", "163/2016/NĐ-CP", "163 2016 NĐ CP",
	  "163 2016 nd cp", "NĐ", 163, 2016 },
	{ "64/2025/QH15", "64/2025/QH15", "64 2025 QH15", "64 2025 qh15", "",
	  64, 2025 },
	{ "103/2025/UBTVQH15", "103/2025/UBTVQH15", "103 2025 UBTVQH15",
	  "103 2025 ubtvqh15", "", 103, 2025 },
	{ "66.14/2026/NQ-CP", "66.14/2026/NQ-CP", "66.14 2026 NQ CP",
	  "66.14 2026 nq cp", "NQ", 66, 2026 },
	{ "1.250/QĐ-UBND", "1.250/QĐ-UBND", "1250 QĐ UBND", "1250 qd ubnd",
	  "QĐ", 1250, 0 },
	{ "30a/2008/NQ-CP", "30a/2008/NQ-CP", "30A 2008 NQ CP",
	  "30a 2008 nq cp", "NQ", 30, 2008 },
	{ "5348/CT-CS", "5348/CT-CS", "5348 CT CS", "5348 ct cs", "", 5348,
	  0 }, /* Cục Thuế, no chỉ thị */
	{ "33/CT-TTg", "33/CT-TTg", "33 CT TTG", "33 ct ttg", "CT", 33, 0 },
	{ "15/ABC-VP", "15/ABC-VP", "15 ABC VP", "15 abc vp", "", 15, 0 },
	{ "01/2012/TTLT-BTP-BNV", "01/2012/TTLT-BTP-BNV", "1 2012 TTLT BTP BNV",
	  "1 2012 ttlt btp bnv", "TTLT", 1, 2012 },
	{ "19/VBHN-VPQH", "19/VBHN-VPQH", "19 VBHN VPQH", "19 vbhn vpqh",
	  "VBHN", 19, 0 },
	{ "20-CT/TU", "20-CT/TU", "20 CT TU", "20 ct tu", "CT", 20, 0 },
	{ "15-NQ/TW", "15-NQ/TW", "15 NQ TW", "15 nq tw", "NQ", 15, 0 },
	{ "15-NQ/TƯ", "15-NQ/TƯ", "15 NQ TW", "15 nq tw", "NQ", 15, 0 },
	{ "36-HD/VPTW", "36-HD/VPTW", "36 HD VPTW", "36 hd vptw", "HD", 36, 0 },
	{ "12-CTHĐ/TU", "12-CTHĐ/TU", "12 CTHĐ TU", "12 cthd tu", "CTHĐ", 12,
	  0 },
	{ "01/ĐA-HĐND-TT", "01/ĐA-HĐND-TT", "1 ĐA TTHĐND", "1 da tthdnd", "ĐA",
	  1, 0 }, /* the same body written both ways */
	{ "01/ĐA-TTHĐND", "01/ĐA-TTHĐND", "1 ĐA TTHĐND", "1 da tthdnd", "ĐA", 1,
	  0 },
	{ "07/KH-TTHĐND", "07/KH-TTHĐND", "7 KH TTHĐND", "7 kh tthdnd", "KH", 7,
	  0 },
	{ "7815/TTr-UBND", "7815/TTr-UBND", "7815 TTR UBND", "7815 ttr ubnd",
	  "TTR", 7815, 0 },
	{ "12/BC-SGD&ĐT", "12/BC-SGD&ĐT", "12 BC SGDĐT", "12 bc sgddt", "BC",
	  12, 0 },
	{ "20 - CT / TU", "20-CT/TU", "20 CT TU", "20 ct tu", "CT", 20, 0 },
	{ "20–CT/TU", "20-CT/TU", "20 CT TU", "20 ct tu", "CT", 20, 0 },
	{ "01/ĐA - HĐND - TT", "01/ĐA-HĐND-TT", "1 ĐA TTHĐND", "1 da tthdnd",
	  "ĐA", 1, 0 },
	{ "07/KH-HĐND.TT", "07/KH-HĐND.TT", "7 KH TTHĐND", "7 kh tthdnd", "KH",
	  7, 0 },
	/* the old ones, as laws and archives cite them */
	{ "số 64-CP", "64-CP", "64 CP", "64 cp", "", 64, 0 },
	{ "số 327-CT ngày", "327-CT", "327 CT", "327 ct", "", 327, 0 },
	{ "10-NQ/TW", "10-NQ/TW", "10 NQ TW", "10 nq tw", "NQ", 10, 0 },
	{ "1250/TTg", "1250/TTg", "1250 TTG", "1250 ttg", "", 1250, 0 },
	{ "155-HĐBT", "155-HĐBT", "155 HĐBT", "155 hdbt", "", 155, 0 },
	{ "03-TANDTC/NCPL", "03-TANDTC/NCPL", "3 TANDTC NCPL", "3 tandtc ncpl",
	  "", 3, 0 },
	{ "23-L/CTN", "23-L/CTN", "23 L CTN", "23 l ctn", "L", 23, 0 },
	{ "21-LCT/HĐNN8", "21-LCT/HĐNN8", "21 LCT HĐNN8", "21 lct hdnn8", "",
	  21, 0 },
	{ "102-SL/L-004", "102-SL/L-004", "102 SL L 004", "102 sl l 004", "",
	  102, 0 },
	{ "92/TT-LB", "92/TT-LB", "92 TT LB", "92 tt lb", "TT", 92, 0 },
	{ "02/TTLB", "02/TTLB", "2 TTLB", "2 ttlb", "", 2, 0 },
	/* the Ministry of Finance, no thông cáo */
	{ "60 TC/TCT", "60/TC/TCT", "60 TC TCT", "60 tc tct", "", 60, 0 },
	{ "89/TC-TCT", "89/TC-TCT", "89 TC TCT", "89 tc tct", "", 89, 0 },
	{ "3/CT-BVHTT", "3/CT-BVHTT", "3 CT BVHTT", "3 ct bvhtt", "CT", 3, 0 },
	{ "4511/CT-TTHT", "4511/CT-TTHT", "4511 CT TTHT", "4511 ct ttht", "",
	  4511, 0 },
	/* as found in the codified law: spaces, eth for Đ, small letters */
	{ "105 /2021/TT-BQP", "105/2021/TT-BQP", "105 2021 TT BQP",
	  "105 2021 tt bqp", "TT", 105, 2021 },
	{ "02/2020/ TT-BCT", "02/2020/TT-BCT", "2 2020 TT BCT", "2 2020 tt bct",
	  "TT", 2, 2020 },
	{ "01/2012/QĐ -TTg", "01/2012/QĐ-TTg", "1 2012 QĐ TTG", "1 2012 qd ttg",
	  "QĐ", 1, 2012 },
	{ "11/2014/TTLT-BQP-BNV -BLĐTBXH-BTC",
	  "11/2014/TTLT-BQP-BNV-BLĐTBXH-BTC",
	  "11 2014 TTLT BQP BNV BLĐTBXH BTC",
	  "11 2014 ttlt bqp bnv bldtbxh btc", "TTLT", 11, 2014 },
	{ "01/2018/TTLT-BCA-BQP- TANDTC-VKSNDTC",
	  "01/2018/TTLT-BCA-BQP-TANDTC-VKSNDTC",
	  "1 2018 TTLT BCA BQP TANDTC VKSNDTC",
	  "1 2018 ttlt bca bqp tandtc vksndtc", "TTLT", 1, 2018 },
	{ "22/2005/TTLT/BLĐTBXH-BTC-BGD&ĐT", "22/2005/TTLT/BLĐTBXH-BTC-BGD&ĐT",
	  "22 2005 TTLT BLĐTBXH BTC BGDĐT", "22 2005 ttlt bldtbxh btc bgddt",
	  "TTLT", 22, 2005 },
	{ "16/2020/TT-BGDÐT", "16/2020/TT-BGDĐT", "16 2020 TT BGDĐT",
	  "16 2020 tt bgddt", "TT", 16, 2020 },
	{ "21/2019/tt-bgdđt", "21/2019/TT-BGDĐT", "21 2019 TT BGDĐT",
	  "21 2019 tt bgddt", "TT", 21, 2019 },
	{ "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTƯMTTQVN",
	  "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTƯMTTQVN",
	  "403 2017 NQLT UBTVQH14 CP ĐCTUBTWMTTQVN",
	  "403 2017 nqlt ubtvqh14 cp dctubtwmttqvn", "NQLT", 403, 2017 },
	{ "Số: / 84/2025/QĐ-UBND", "84/2025/QĐ-UBND", "84 2025 QĐ UBND",
	  "84 2025 qd ubnd", "QĐ", 84, 2025 },
	{ "Số:\n97/2025/QĐ-UBND", "97/2025/QĐ-UBND", "97 2025 QĐ UBND",
	  "97 2025 qd ubnd", "QĐ", 97, 2025 },
	{ "15NQ/TU", "15-NQ/TU", "15 NQ TU", "15 nq tu", "NQ", 15, 0 },
	{ "64/CP", "64/CP", "64 CP", "64 cp", "", 64, 0 },
	{ "05/98/TT-BTC", "05/1998/TT-BTC", "5 1998 TT BTC", "5 1998 tt btc",
	  "TT", 5, 1998 },
	{ "15/QĐ-UBND - UBND tỉnh", "15/QĐ-UBND", "15 QĐ UBND", "15 qd ubnd",
	  "QĐ", 15, 0 },
	{ "15/QĐ-UBND.Căn cứ", "15/QĐ-UBND", "15 QĐ UBND", "15 qd ubnd", "QĐ",
	  15, 0 },
	{ "đơn 02-1025/NMT và 7/NQ-HĐND", "7/NQ-HĐND", "7 NQ HĐND", "7 nq hdnd",
	  "NQ", 7, 0 },
};

START_TEST(number_find__shapes)
{
	struct vb_number n;

	ck_assert(vb_number_find(&n, vb_str_from(find_cases[_i].in), 0));
	ck_assert_str_eq(n.text, find_cases[_i].text);
	ck_assert_str_eq(n.key, find_cases[_i].key);
	ck_assert_str_eq(n.fold, find_cases[_i].fold);
	ck_assert_str_eq(n.type, find_cases[_i].type);
	ck_assert_uint_eq(n.serial, find_cases[_i].serial);
	ck_assert_uint_eq(n.year, find_cases[_i].year);
}
END_TEST

static const char *const no_numbers[] = {
	"",
	"Nghị quyết 05",
	"7/7 đơn vị xã",
	"ngày 24/9/2019 - HĐND",
	"giai đoạn 2012 - 2015",
	"02/02/2024 | 01:30",
	"16/11/2021 09:02:25 AM",
	"nhiệm kỳ 2016-2021",
	"Đề án số 15 của Thành ủy",
	"24/7",
	"100% chỉ tiêu",
	"COVID-19",
	"2.888.220 lượt",
	"3 HĐND/UBND",
	"12/ABC",
	"Số:        /QĐ-UBND",
	"1,5/TT-BTC",
	"0/NQ-HĐND",
	"99999999/NQ-HĐND",
	"máy chụp 64-CT",
	"20/2020/nhà máy-xưởng",
};

START_TEST(number_find__none)
{
	struct vb_number n;

	ck_assert(!vb_number_find(&n, vb_str_from(no_numbers[_i]), 0));
}
END_TEST

START_TEST(number_find__all_in_order)
{
	struct vb_str s = VB_STR("Chỉ thị số 20-CT/TU, Kế hoạch "
				 "07/KH-TTHĐND và Nghị định 163/2016/NĐ-CP.");
	static const char *const want[] = { "20-CT/TU", "07/KH-TTHĐND",
					    "163/2016/NĐ-CP" };
	struct vb_number n = { 0 };

	for (size_t i = 0; i < 3; i++) {
		ck_assert(vb_number_find(&n, s, n.to));
		ck_assert_str_eq(n.text, want[i]);
		ck_assert_uint_eq(n.to - n.from, strlen(want[i]));
		ck_assert(vb_str_eq(vb_str_sub(s, n.from, n.to),
				    vb_str_from(want[i])));
	}
	ck_assert(!vb_number_find(&n, s, n.to));
}
END_TEST

static const struct {
	const char *in, *text, *key;
	bool partial;
} parse_cases[] = {
	{ "chỉ thị 20-CT/TU", "20-CT/TU", "20 CT TU", false },
	{ "chi thi so 20 ct tu", "20-CT/TU", "20 CT TU", false },
	{ "chi thi 20 tu", "20-CT/TU", "20 CT TU", false },
	{ "20–CT/TU", "20-CT/TU", "20 CT TU", false },
	{ "20 - CT / TU", "20-CT/TU", "20 CT TU", false },
	{ "so 20 ct tu", "20-CT/TU", "20 CT TU", false },
	{ "20 ct/tu", "20-CT/TU", "20 CT TU", false },
	{ "đề án 01/ĐA-HĐND-TT", "01/ĐA-HĐND-TT", "1 ĐA TTHĐND", false },
	{ "de an 01/da-hdnd-tt", "01/ĐA-HĐND-TT", "1 ĐA TTHĐND", false },
	{ "de an 01", "01/ĐA", "1 ĐA", true },
	{ "Nghị quyết 05", "05/NQ", "5 NQ", true },
	{ "kế hoạch 07/KH-TTHĐND", "07/KH-TTHĐND", "7 KH TTHĐND", false },
	{ "nq 05 hdnd", "05/NQ-HĐND", "5 NQ HĐND", false },
	{ "NQ 05 HĐND", "05/NQ-HĐND", "5 NQ HĐND", false },
	{ "05/nq-hdnd", "05/NQ-HĐND", "5 NQ HĐND", false },
	{ "05/nq-hđnd", "05/NQ-HĐND", "5 NQ HĐND", false },
	{ "nghị quyết 05 hđnd", "05/NQ-HĐND", "5 NQ HĐND", false },
	{ "Số: / 84/2025/QĐ-UBND", "84/2025/QĐ-UBND", "84 2025 QĐ UBND",
	  false },
	{ "84/2025/qd-ubnd", "84/2025/QĐ-UBND", "84 2025 QĐ UBND", false },
	{ "luật 64/2025/qh15", "64/2025/QH15", "64 2025 QH15", false },
	{ "nghi quyet 66.14/2026/nq-cp", "66.14/2026/NQ-CP", "66.14 2026 NQ CP",
	  false },
	{ "công văn 5348/CT-CS", "5348/CT-CS", "5348 CT CS", false },
	{ "to trinh 7815/ttr-ubnd", "7815/TTr-UBND", "7815 TTR UBND", false },
	{ "chi thi 33/ct-ttg", "33/CT-TTg", "33 CT TTG", false },
	{ "nq 21 2022 hdnd", "21/2022/NQ-HĐND", "21 2022 NQ HĐND", false },
	{ "NQ 05 HĐND", "05/NQ-HĐND", "5 NQ HĐND", false },
	{ "nq05/hdnd", "05/NQ-HĐND", "5 NQ HĐND", false },
	{ "NQ05-HĐND", "05/NQ-HĐND", "5 NQ HĐND", false },
	{ "qd 471 2025 ubnd", "471/2025/QĐ-UBND", "471 2025 QĐ UBND", false },
	{ "57 2020 qh14", "57/2020/QH14", "57 2020 QH14", false },
	{ "luat 57 qh14", "57/QH14", "57 QH14", false },
	{ "nghi quyet 43/2022/qh15", "43/2022/QH15", "43 2022 QH15", false },
	{ "nghi dinh 64-cp", "64/CP", "64 CP", false },
	{ "nghi dinh 163 cp", "163/NĐ-CP", "163 NĐ CP", false },
	{ "kh 12 sgddt", "12/KH-SGDDT", "12 KH SGDDT", false },
	{ "so 4085 ubnd dt", "4085/UBND-DT", "4085 UBND DT", false },
	{ "so 39209 chq gsql", "39209/CHQ-GSQL", "39209 CHQ GSQL", false },
	{ "thong tu 1 2006 tt bgd&dt", "1/2006/TT-BGDĐT", "1 2006 TT BGDĐT",
	  false },
	{ "01/2006/tt-bgd&đt", "01/2006/TT-BGDĐT", "1 2006 TT BGDĐT", false },
	{ "luat so 57", "57", "57", true },
	{ "so 15 cua thanh uy", "15", "15", true },
	{ "đề án số 15 của Thành ủy Hà Nội", "15/ĐA", "15 ĐA", true },
};

START_TEST(number_parse__typed)
{
	struct vb_number n;
	bool partial = !parse_cases[_i].partial;

	ck_assert(
		vb_number_parse(&n, &partial, vb_str_from(parse_cases[_i].in)));
	ck_assert_str_eq(n.text, parse_cases[_i].text);
	ck_assert_str_eq(n.key, parse_cases[_i].key);
	ck_assert_int_eq(partial, parse_cases[_i].partial);
}
END_TEST

static const char *const no_parse[] = {
	"",
	"so",
	"hội đồng nhân dân",
	"năm 2020",
	"điều 5",
	"luật đất đai",
	"20",
	"nq 05 hdnd gia dat",
	"kỳ họp thứ 4",
};

START_TEST(number_parse__none)
{
	struct vb_number n;

	ck_assert(!vb_number_parse(&n, NULL, vb_str_from(no_parse[_i])));
}
END_TEST

static const struct {
	const char *in, *text, *span;
	bool partial;
} loose_cases[] = {
	{ "nghị quyết 05/nq-hđnd giá đất", "05/NQ-HĐND",
	  "nghị quyết 05/nq-hđnd", false },
	{ "nq 05 hdnd gia dat", "05/NQ-HĐND", "nq 05 hdnd", false },
	{ "chi thi so 20 ct tu ve hdnd", "20-CT/TU", "chi thi so 20 ct tu",
	  false },
	{ "theo chỉ thị số 20-CT/TU ngày 15.11", "20-CT/TU",
	  "chỉ thị số 20-CT/TU", false },
	{ "de an 01 ve hdnd", "01/ĐA", "de an 01", true },
	{ "giá đất nghị quyết 05 từ năm 2020", "05/NQ", "nghị quyết 05", true },
	{ "nghi quyet 05 tu nam 2020", "05/NQ", "nghi quyet 05", true },
	{ "quyết định 84/2025/QĐ-UBND về giá", "84/2025/QĐ-UBND",
	  "quyết định 84/2025/QĐ-UBND", false },
};

START_TEST(number_find_loose__in_query)
{
	struct vb_str in = vb_str_from(loose_cases[_i].in);
	struct vb_number n;
	bool partial = !loose_cases[_i].partial;

	ck_assert(vb_number_find_loose(&n, &partial, in, 0));
	ck_assert_str_eq(n.text, loose_cases[_i].text);
	ck_assert(vb_str_eq(vb_str_sub(in, n.from, n.to),
			    vb_str_from(loose_cases[_i].span)));
	ck_assert_int_eq(partial, loose_cases[_i].partial);
}
END_TEST

static const char *const no_loose[] = {
	"phụ cấp đại biểu hđnd xã", "kỳ họp thứ 4 khóa 17",
	"điều 5 luật đất đai",	    "da 5 ngay roi",
	"năm 2020 da ban hanh",	    "16 đơn vị 5 phường 7 xã",
};

START_TEST(number_find_loose__none)
{
	struct vb_number n;

	ck_assert(
		!vb_number_find_loose(&n, NULL, vb_str_from(no_loose[_i]), 0));
}
END_TEST

/* What words around a number say of it. */
static const struct {
	const char *in, *key, *said, *body;
	unsigned year;
} said_cases[] = {
	{ "so 21 nam 2022 nq hdnd", "21 NQ HĐND", "", "", 2022 },
	{ "nq 21 hdnd 2022", "21 NQ HĐND", "nghi-quyet", "", 2022 },
	{ "nq 21 hdnd năm 2022", "21 NQ HĐND", "nghi-quyet", "", 2022 },
	{ "21/nq-hdnd/2022", "21 NQ HĐND", "", "", 2022 },
	{ "21/NQ-HĐND năm 2022", "21 NQ HĐND", "", "", 2022 },
	{ "nq 21 2022 hdnd", "21 2022 NQ HĐND", "nghi-quyet", "", 0 },
	{ "luật số 57 năm 2020", "57", "luat", "", 2020 },
	{ "so 57 nam 2020 qh14", "57 QH14", "", "", 2020 },
	{ "Đề án số 15 của Thành ủy", "15 ĐA", "de-an", "TU", 0 },
	{ "số 15 của Thành uỷ", "15", "", "TU", 0 },
	{ "nghi quyet 30 cua chinh phu nam 2021", "30 NQ", "nghi-quyet", "CP",
	  2021 },
};

START_TEST(number_find_loose__said)
{
	struct vb_number n;

	ck_assert(vb_number_find_loose(&n, NULL, vb_str_from(said_cases[_i].in),
				       0));
	ck_assert_str_eq(n.key, said_cases[_i].key);
	ck_assert_str_eq(n.said ? n.said->slug : "", said_cases[_i].said);
	ck_assert_str_eq(n.body, said_cases[_i].body);
	ck_assert_uint_eq(n.said_year, said_cases[_i].year);
	ck_assert_uint_eq(n.to, strlen(said_cases[_i].in));
}
END_TEST

/* HD and HĐ, ĐA and DA, TT and TTr stay apart when the marks were typed. */
static const struct {
	const char *a, *b;
} apart[] = {
	{ "5/HD-UBND", "5/HĐ-UBND" },
	{ "5/ĐA-UBND", "5/DA-UBND" },
	{ "5/TT-UBND", "5/TTr-UBND" },
	{ "5/CT-UBND", "5/CTr-UBND" },
};

START_TEST(number_key__abbreviations_apart)
{
	struct vb_number a, b;

	ck_assert(vb_number_parse(&a, NULL, vb_str_from(apart[_i].a)));
	ck_assert(vb_number_parse(&b, NULL, vb_str_from(apart[_i].b)));
	ck_assert_str_ne(a.key, b.key);
	ck_assert_str_ne(a.type, b.type);
}
END_TEST

/* A hostile megabyte must cost no more than a second even when slow. */
START_TEST(number_find__linear)
{
	static const char *const seeds[] = {
		"1/", "1-", "1/2020/", "9", "1/A-", "A&", "20 - ", "1\n/\n"
	};
	size_t len = 4 << 20, unit = strlen(seeds[_i]);
	char *big = malloc(len);
	struct vb_number n = { 0 };

	for (size_t i = 0; i < len; i++)
		big[i] = seeds[_i][i % unit];
	while (vb_number_find(&n, vb_str_of(big, len), n.to))
		;
	free(big);
}
END_TEST

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("number");
	TCase *tc = tcase_create("number");

	LOOP(tc, number_find__shapes, find_cases);
	LOOP(tc, number_find__none, no_numbers);
	tcase_add_test(tc, number_find__all_in_order);
	LOOP(tc, number_parse__typed, parse_cases);
	LOOP(tc, number_parse__none, no_parse);
	LOOP(tc, number_find_loose__in_query, loose_cases);
	LOOP(tc, number_find_loose__none, no_loose);
	LOOP(tc, number_find_loose__said, said_cases);
	LOOP(tc, number_key__abbreviations_apart, apart);
	tcase_add_loop_test(tc, number_find__linear, 0, 8);
	tcase_set_timeout(tc, 20);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
