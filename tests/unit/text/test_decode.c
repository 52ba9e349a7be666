/*
 * vb_decoder_run: documents in every encoding, found out and told.
 */
#include "decode_help.h"

/* No toned capital, so that TCVN3 has all of them. */
static const char *const sentences[] = {
	"Hội đồng nhân dân tỉnh ban hành nghị quyết về phát triển kinh tế.",
	"Nhiệm vụ của các cơ quan: tổ chức thực hiện và báo cáo kết quả.",
	"Căn cứ luật ngân sách nhà nước, xét đề nghị của ban thường trực",
	"Điều 3. Hiệu lực thi hành kể từ ngày 15 tháng 7 năm 2024",
	"giữ vững quốc phòng, an ninh; bảo đảm trật tự an toàn xã hội",
	"Trường hợp có khó khăn, vướng mắc thì phản ánh để được hướng dẫn",
};
#define SENTENCES ((int)(sizeof(sentences) / sizeof(sentences[0])))

/* A sentence on its own is a document. */
START_TEST(decode__sentence)
{
	const struct way *way = &ways[_i % WAYS];
	const char *want = sentences[_i / WAYS];
	struct vb_buf in = VB_BUF_INIT(1 << 12);

	write_as(&in, want, way);
	ck_assert_msg(!strcmp(decode_auto(vb_buf_str(&in)), want), "%s: %.999s",
		      way->name, decode_auto(vb_buf_str(&in)));
	vb_buf_clear(&in);
}
END_TEST

/* Capitals, in the encodings that have them. */
START_TEST(decode__sentence_with_capitals)
{
	static const char want[] =
		"ỦY BAN NHÂN DÂN TỈNH: Ủy ban về Đề án ẩn, Ý kiến và Ổn định";
	const struct way *way = &ways[_i];
	struct vb_buf in = VB_BUF_INIT(1 << 12);

	if (vb_decoding_charset(way->decoding) == VB_CHARSET_TCVN3)
		return;
	write_as(&in, want, way);
	ck_assert_msg(!strcmp(decode_auto(vb_buf_str(&in)), want), "%s: %.999s",
		      way->name, decode_auto(vb_buf_str(&in)));
	vb_buf_clear(&in);
}
END_TEST

/* TCVN3 as typed: the font .VnTimeH, and capitals where there are any. */
START_TEST(decode__tcvn3_capitals)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "C\xE9NG H\xDF"
		  "A X\xB7 H\xE9I CH\xF1 NGH\xDC"
		  "A VI\xD6T "
		  "NAM",
		  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" },
		{ "H\xE9I \xA7\xE5NG NH\xA2N D\xA2N T\xD8NH",
		  "HỘI ĐỒNG NHÂN DÂN TỈNH" },
		{ "\xA7\xD2 NGH\xDE V\xD2 VI\xD6"
		  "C T\xE6 CH\xF8"
		  "C",
		  "ĐỀ NGHỊ VỀ VIỆC TỔ CHỨC" },
		{ "UBND t\xD8nh v\xD2 vi\xD6"
		  "c t\xE6 ch\xF8"
		  "c",
		  "UBND tỉnh về việc tổ chức" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(decode_auto_cstr(cases[i].in), cases[i].want);
}
END_TEST

/* Pairs of bytes that would be Cyrillic in UTF-8, amid what cannot be that. */
START_TEST(decode__not_cyrillic)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		/* VISCII: D0 A1 is Đắ, and U+0421 */
		{ "C\xF4ng an t\xEFnh \xD0\xA1k L\xA1k \xF0\xE3 ra quy\xAAt "
		  "\xF0\xB8nh",
		  "Công an tỉnh Đắk Lắk đã ra quyết định" },
		/* VPS: D0 9F is ƯỞ, and U+041F; so in a name that is none */
		{ "V\x93 THI \xF1UA KHEN TH\xD0\x9FNG C\xD1"
		  "A B\x12 X\xC2Y",
		  "VỀ THI ĐUA KHEN THƯỞNG CỦA BỘ XÂY" },
		{ "NG\x80Y 10/10/2006 C\xD1"
		  "A BXD V\x93 THI \xF1UA "
		  "KTH\xD0\x9FNG",
		  "NGÀY 10/10/2006 CỦA BXD VỀ THI ĐUA KTHƯỞNG" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(decode_auto_cstr(cases[i].in), cases[i].want);
}
END_TEST

/* Told: the same, and where AUTO has too little to go by. */
START_TEST(decode__from)
{
	const struct way *way = &ways[_i];
	struct vb_decode_options options = { .from = way->decoding };
	struct vb_decode_report report;
	struct vb_buf in = VB_BUF_INIT(1 << 14), want = in;

	for (int i = 0; i < SENTENCES; i++) {
		write_as(&in, sentences[i], way);
		ck_assert(!vb_buf_append_cstr(&in, "\n"));
		ck_assert(!vb_buf_printf(&want, "%s\n", sentences[i]));
	}
	ck_assert(!vb_buf_append_cstr(&in, "5.\n\n"));
	ck_assert(!vb_buf_append_cstr(&want, "5.\n\n"));
	write_as(&in, "Hội", way);
	ck_assert(!vb_buf_append_cstr(&want, "Hội"));
	ck_assert_msg(
		!strcmp(decode_with(vb_buf_str(&in), &options, &report, NULL),
			vb_buf_cstr(&want)),
		"%s: %.999s", way->name,
		decode_with(vb_buf_str(&in), &options, NULL, NULL));
	vb_buf_clear(&in);
	vb_buf_clear(&want);
}
END_TEST

/* A charset was given, but the file had been read as Western before. */
START_TEST(decode__from_finds_twice)
{
	for (int i = 0; i < WAYS; i++) {
		struct vb_decode_options options = {
			.from = vb_decoding_charset(ways[i].decoding)
		};
		struct vb_buf in = VB_BUF_INIT(1 << 12);

		if (!vb_decoding_is_twice(ways[i].decoding) ||
		    options.from == VB_CHARSET_UTF8)
			continue;
		write_as(&in, sentences[0], &ways[i]);
		ck_assert_str_eq(
			decode_with(vb_buf_str(&in), &options, NULL, NULL),
			sentences[0]);
		vb_buf_clear(&in);
	}
}
END_TEST

/* Every line in another encoding. */
START_TEST(decode__line_by_line)
{
	struct vb_buf in = VB_BUF_INIT(1 << 16), want = in;

	for (int i = 0; i < 3 * WAYS; i++) {
		/* 7 has no factor in common with the count of either */
		write_as(&in, sentences[i % SENTENCES], &ways[i * 7 % WAYS]);
		ck_assert(!vb_buf_append_cstr(&in, "\n"));
		ck_assert(!vb_buf_printf(&want, "%s\n",
					 sentences[i % SENTENCES]));
	}
	ck_assert_str_eq(decode_auto(vb_buf_str(&in)), vb_buf_cstr(&want));
	vb_buf_clear(&in);
	vb_buf_clear(&want);
}
END_TEST

/*
 * The document is TCVN3 for the most part; a line in another encoding is all
 * in that, also a first word that would be a commoner one in TCVN3.
 */
START_TEST(decode__other_line_in_document)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		/* VNI: Tỉ, which would be Tổ; đ, which would be ủ */
		{ "T\xE6 le\xE4 tre\xFB em d\xF6\xF4\xF9i 5 tuo\xE5i",
		  "Tỉ lệ trẻ em dưới 5 tuổi" },
		{ "\xF1) Khen th\xF6\xF4\xFBng, ky\xFB lua\xE4t "
		  "\xF1o\xE1i v\xF4\xF9i qua\xE2n nha\xE2n",
		  "đ) Khen thưởng, kỷ luật đối với quân nhân" },
		/* VPS: tăng, which would be tổng */
		{ "gia t\xE6ng theo quy \xC7\xCEnh t\xE5i Lu\xC6t thu\x89 "
		  "gi\xE1 tr\xCE",
		  "gia tăng theo quy định tại Luật thuế giá trị" },
		/* VISCII: hạt, which would be hết */
		{ "h\xD5t nh\xE2n ph\xE1 h\xFCy th\xE0nh ph\xAF v\xE0 "
		  "\xF0\xA4t \xF0"
		  "ai",
		  "hạt nhân phá hủy thành phố và đất đai" },
	};

	for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++) {
		struct vb_buf in = VB_BUF_INIT(1 << 16), want = in;

		for (int i = 0; i < 20; i++) {
			write_as(&in, sentences[i % SENTENCES], &ways[1]);
			ck_assert(!vb_buf_append_cstr(&in, "\n"));
			ck_assert(!vb_buf_printf(&want, "%s\n",
						 sentences[i % SENTENCES]));
		}
		ck_assert(!vb_buf_append_cstr(&in, cases[k].in));
		ck_assert(!vb_buf_append_cstr(&want, cases[k].want));
		ck_assert_str_eq(strrchr(decode_auto(vb_buf_str(&in)), '\n'),
				 strrchr(vb_buf_cstr(&want), '\n'));
		vb_buf_clear(&in);
		vb_buf_clear(&want);
	}
}
END_TEST

/* Half a line good, half broken; raw bytes only where the line can be. */
START_TEST(decode__mixed_lines)
{
	static const char good[] = "Thủ tướng đã ký quyết định về việc này; ";
	const struct way *way = &ways[_i];
	struct vb_buf in = VB_BUF_INIT(1 << 12), want = in;

	if (way->decoding == VB_CHARSET_VIQR)
		return; /* ASCII of VIQR amid Vietnamese is not said to be */
	ck_assert(!vb_buf_append_cstr(&in, good));
	write_as(&in, sentences[0], way);
	ck_assert(!vb_buf_printf(&want, "%s%s", good, sentences[0]));
	ck_assert_msg(!strcmp(decode_auto(vb_buf_str(&in)), vb_buf_cstr(&want)),
		      "%s: %.999s", way->name, decode_auto(vb_buf_str(&in)));
	/* and the other way round */
	vb_buf_truncate(&in, 0);
	vb_buf_truncate(&want, 0);
	write_as(&in, sentences[1], way);
	ck_assert(!vb_buf_printf(&in, " %s", good));
	ck_assert(!vb_buf_printf(&want, "%s %s", sentences[1], good));
	ck_assert_msg(!strcmp(decode_auto(vb_buf_str(&in)), vb_buf_cstr(&want)),
		      "%s: %.999s", way->name, decode_auto(vb_buf_str(&in)));
	vb_buf_clear(&in);
	vb_buf_clear(&want);
}
END_TEST

/* Words of a table, each its own line, follow the document. */
START_TEST(decode__short_cells)
{
	static const char *const cells[] = { "Số",	"Ngày",	     "Tên gọi",
					     "Địa chỉ", "Tổng cộng", "Ký tên" };
	const struct way *way = &ways[_i];
	struct vb_buf in = VB_BUF_INIT(1 << 16), want = in;
	struct vb_decode_report report;

	for (int i = 0; i < 4 * SENTENCES; i++) {
		write_as(&in, sentences[i % SENTENCES], way);
		ck_assert(!vb_buf_append_cstr(&in, "\n"));
		write_as(&in, cells[i % 6], way);
		ck_assert(!vb_buf_append_cstr(&in, "\n"));
		ck_assert(!vb_buf_printf(&want, "%s\n%s\n",
					 sentences[i % SENTENCES],
					 cells[i % 6]));
	}
	ck_assert_msg(!strcmp(decode_with(vb_buf_str(&in), NULL, &report, NULL),
			      vb_buf_cstr(&want)),
		      "%s: %.999s", way->name, decode_auto(vb_buf_str(&in)));
	/* TCVN3 and TCVN 5712 are alike where there is no capital */
	if (way->decoding == VB_CHARSET_TCVN5712)
		ck_assert(report.main == VB_CHARSET_TCVN3 ||
			  report.main == VB_CHARSET_TCVN5712);
	else
		ck_assert_str_eq(vb_decoding_name(report.main),
				 vb_decoding_name(way->decoding));
	vb_buf_clear(&in);
	vb_buf_clear(&want);
}
END_TEST

/* Lines of which nothing by itself says that they are VIQR. */
START_TEST(decode__weak_lines_of_viqr)
{
	static const struct {
		const char *in, *want;
	} lines[] = {
		{ "CHI? THI.", "CHỈ THỊ" },
		{ "<p>CHI? THI.</p>", "<p>CHỈ THỊ</p>" },
		{ "Chi? thi. 5", "Chỉ thị 5" },
		{ "Qua?ng Ninh 77", "Quảng Ninh 77" },
		{ "do.c theo", "dọc theo" },
		/* of another language */
		{ "Who am I? Me. Hello.", "Who am I? Me. Hello." },
		{ "is it so? yes.", "is it so? yes." },
		{ "http://www.vn/a?b=c. So.", "http://www.vn/a?b=c. So." },
	};
	struct vb_buf in = VB_BUF_INIT(1 << 16), want = in;

	for (size_t i = 0; i < 3 * sizeof(lines) / sizeof(lines[0]); i++) {
		size_t k = i / 3;

		ck_assert(!vb_buf_printf(
			&in,
			"Ban Thu+o+`ng vu. Ti?nh u?y ye^u ca^`u la^.p so^? "
			"theo do~i tu+`ng ho^.\\.\n%s\n",
			lines[k].in));
		ck_assert(!vb_buf_printf(
			&want,
			"Ban Thường vụ Tỉnh ủy yêu cầu lập sổ theo dõi "
			"từng hộ.\n%s\n",
			lines[k].want));
	}
	ck_assert_str_eq(decode_auto(vb_buf_str(&in)), vb_buf_cstr(&want));
	/* with nothing around it, it is left alone */
	ck_assert_str_eq(decode_auto_cstr("CHI? THI."), "CHI? THI.");
	vb_buf_clear(&in);
	vb_buf_clear(&want);
}
END_TEST

/* One word says nothing by itself; its font does. */
START_TEST(decode__declared)
{
	static const struct {
		const char *font, *in, *want;
	} cases[] = {
		{ ".VnTime", "H\xE9i", "Hội" },
		{ ".VnTime",
		  "c\xF1"
		  "a",
		  "của" },
		{ ".VnTime", "quy\xD5t \xAE\xDEnh", "quyết định" },
		{ "VNI-Times", "Ho\xE4i", "Hội" },
		{ "VNI-Times",
		  "cu\xFB"
		  "a",
		  "của" },
		{ "VPS Times", "Vi\x8Ct", "Việt" },
		/* a font is only evidence: the text is good as it is */
		{ ".VnTime", "Hội đồng", "Hội đồng" },
		{ "VNI-Times", "quyết định", "quyết định" },
		{ ".VnTime", "plain words", "plain words" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct vb_decode_options options = { .from = VB_DECODE_AUTO };

		options.declared = vb_charset_of_font(
			vb_str_from(cases[i].font), &options.capitals);
		ck_assert_str_eq(decode_with(vb_str_from(cases[i].in), &options,
					     NULL, NULL),
				 cases[i].want);
	}
}
END_TEST

START_TEST(decode__capitals_option)
{
	struct vb_decode_options options = { .from = VB_DECODE_AUTO };

	options.declared =
		vb_charset_of_font(VB_STR(".VnTimeH"), &options.capitals);
	ck_assert(options.capitals);
	ck_assert_str_eq(decode_with(VB_STR("H\xE9i \xAE\xE5ng nh\xA9n d\xA9n"),
				     &options, NULL, NULL),
			 "HỘI ĐỒNG NHÂN DÂN");
	options.from = VB_CHARSET_TCVN3;
	ck_assert_str_eq(decode_with(VB_STR("C\xE9ng h\xDF"
					    "a x\xB7 h\xE9i"),
				     &options, NULL, NULL),
			 "CỘNG HÒA XÃ HỘI");
}
END_TEST

struct heard {
	struct vb_decoded_run runs[16];
	size_t n;
};

static void hear(void *ctx, const struct vb_decoded_run *run)
{
	struct heard *h = ctx;

	ck_assert_uint_lt(h->n, 16);
	h->runs[h->n++] = *run;
}

START_TEST(decode__on_run)
{
	/* three lines: good, TCVN3, UTF-8 read as Windows-1252 */
	static const char first[] = "Thủ tướng đã ký quyết định.\n";
	struct vb_buf in = VB_BUF_INIT(1 << 12), out = in;
	struct heard heard = { .n = 0 };
	struct vb_decode_options options = { .from = VB_DECODE_AUTO,
					     .on_run = hear,
					     .ctx = &heard };
	const struct vb_decoded_run *r = heard.runs;
	size_t second, third;
	vb_decoder *d;

	ck_assert(!vb_buf_append_cstr(&in, first));
	second = in.len;
	write_as(&in, sentences[0], &ways[1]);
	ck_assert(!vb_buf_append_cstr(&in, "\n"));
	third = in.len;
	write_as(&in, sentences[1], &ways[11]);
	ck_assert(!vb_buf_append_cstr(&out, "before "));
	ck_assert_int_eq(vb_decoder_open(&d, &options), VB_OK);
	ck_assert_int_eq(vb_decoder_run(&out, NULL, d, vb_buf_str(&in)), VB_OK);

	ck_assert_uint_eq(heard.n, 2);
	ck_assert_uint_eq(r[0].decoding, VB_CHARSET_TCVN3);
	ck_assert_uint_ge(r[0].in, second);
	ck_assert_uint_le(r[0].in + r[0].in_len, third);
	/* Hội đồng nhân … kinh tế: all but "ban" and "kinh" are marked */
	ck_assert_uint_eq(r[0].words, 12);
	ck_assert_uint_eq(r[0].valid, 12);
	ck_assert(r[0].confidence > 0.9 && r[0].confidence <= 1);
	ck_assert_uint_eq(r[1].decoding, VB_DECODING_TWICE + VB_CHARSET_UTF8);
	ck_assert_uint_ge(r[1].in, third);
	ck_assert_uint_le(r[1].in + r[1].in_len, in.len);
	ck_assert_uint_gt(r[1].valid, 8);
	ck_assert(r[1].confidence > 0.8 && r[1].confidence <= 1);
	/* the places of the output count from where this call began */
	ck_assert_uint_ge(r[0].out, sizeof(first) - 1);
	ck_assert(vb_str_starts(vb_str_skip(vb_buf_str(&out),
					    7 + r[0].out + r[0].out_len - 4),
				VB_STR("tế")) ||
		  r[0].out + r[0].out_len <= out.len - 7);
	ck_assert_uint_le(r[1].out + r[1].out_len, out.len - 7);

	ck_assert_uint_eq(vb_decoder_report(d)->counts[VB_CHARSET_TCVN3].runs,
			  1);
	ck_assert_uint_eq(vb_decoder_report(d)->counts[VB_CHARSET_TCVN3].valid,
			  12);
	ck_assert_uint_eq(vb_decoder_report(d)->counts[VB_CHARSET_TCVN3].bytes,
			  r[0].in_len);
	vb_decoder_close(d);
	vb_buf_clear(&in);
	vb_buf_clear(&out);
}
END_TEST

/* Whole runs: where `in` and `out` of a run are the whole of a text. */
START_TEST(decode__runs_cover_their_text)
{
	for (int i = 1; i < WAYS; i++) {
		struct vb_buf in = VB_BUF_INIT(1 << 12);
		struct heard heard = { .n = 0 };
		struct vb_decode_options options = { .from = VB_DECODE_AUTO,
						     .on_run = hear,
						     .ctx = &heard };
		const char *out;
		struct vb_str run;

		write_as(&in, sentences[0], &ways[i]);
		out = decode_with(vb_buf_str(&in), &options, NULL, NULL);
		ck_assert_uint_eq(heard.n, 1);
		run = vb_str_of(out + heard.runs[0].out, heard.runs[0].out_len);
		ck_assert_uint_le(heard.runs[0].in + heard.runs[0].in_len,
				  in.len);
		ck_assert(vb_str_find(run, VB_STR("Hội"), 0) == 0);
		ck_assert(vb_str_find(run, VB_STR("tế"), 0) != VB_NPOS);
		vb_buf_clear(&in);
	}
}
END_TEST

/* The place of word `k` of `text`, words being what spaces part. */
static bool find_word(size_t *start, size_t *end, struct vb_str text, size_t k)
{
	size_t at = 0;

	for (;; k--) {
		while (at < text.len && strchr(" \n", text.ptr[at]))
			at++;
		if (at == text.len)
			return false;
		*start = at;
		while (at < text.len && !strchr(" \n", text.ptr[at]))
			at++;
		*end = at;
		if (!k)
			return true;
	}
}

/* Every word of the output has its exact bytes of the input. */
START_TEST(decode__offsets)
{
	const struct way *way = &ways[_i];
	struct vb_buf in = VB_BUF_INIT(1 << 14);
	struct vb_offsets offsets = VB_OFFSETS_INIT;
	size_t s, e, from, to, k;
	struct vb_str out;

	for (int i = 0; i < SENTENCES; i++) {
		ck_assert(!vb_buf_append_cstr(&in, "plain words first\n"));
		write_as(&in, sentences[i], way);
		ck_assert(!vb_buf_append_cstr(&in, "\nquyết định xong\n"));
	}
	out = vb_str_from(decode_with(vb_buf_str(&in), NULL, NULL, &offsets));
	for (k = 0; find_word(&s, &e, out, k); k++) {
		ck_assert(find_word(&from, &to, vb_buf_str(&in), k));
		ck_assert_msg(vb_offsets_source(&offsets, s, false) == from &&
				      vb_offsets_source(&offsets, e, true) ==
					      to,
			      "%s: word %zu, %.*s", way->name, k, (int)(e - s),
			      out.ptr + s);
	}
	ck_assert(!find_word(&from, &to, vb_buf_str(&in), k));
	ck_assert_uint_gt(k, 60);
	vb_offsets_clear(&offsets);
	vb_buf_clear(&in);
}
END_TEST

/* `out` holds something already: places count from its end. */
START_TEST(decode__offsets_behind_text)
{
	struct vb_buf in = VB_BUF_INIT(1 << 12), out = in;
	struct vb_offsets offsets = VB_OFFSETS_INIT;
	size_t at, start;
	vb_decoder *d;

	write_as(&in, sentences[0], &ways[2]);
	ck_assert(!vb_buf_append_cstr(&out, "0123456789"));
	ck_assert_int_eq(vb_decoder_open(&d, NULL), VB_OK);
	ck_assert_int_eq(vb_decoder_run(&out, &offsets, d, vb_buf_str(&in)),
			 VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out) + 10, sentences[0]);
	at = vb_str_find(vb_buf_str(&out), VB_STR("nghị"), 0) - 10;
	start = vb_offsets_source(&offsets, at, false);
	ck_assert(vb_str_starts(vb_str_skip(vb_buf_str(&in), start),
				VB_STR("ngh\xF2 ")));
	vb_decoder_close(d);
	vb_offsets_clear(&offsets);
	vb_buf_clear(&in);
	vb_buf_clear(&out);
}
END_TEST

/* A document in blocks is as the document in one. */
START_TEST(decode__in_blocks)
{
	const struct way *way = &ways[_i];
	struct vb_buf in = VB_BUF_INIT(1 << 14), out = in, want = in;
	vb_decoder *d;

	ck_assert_int_eq(vb_decoder_open(&d, NULL), VB_OK);
	for (int i = 0; i < 4 * SENTENCES; i++) {
		vb_buf_truncate(&in, 0);
		write_as(&in, sentences[i % SENTENCES], way);
		ck_assert(!vb_buf_append_cstr(&in, "\n"));
		ck_assert_int_eq(vb_decoder_run(&out, NULL, d, vb_buf_str(&in)),
				 VB_OK);
		ck_assert(!vb_buf_printf(&want, "%s\n",
					 sentences[i % SENTENCES]));
	}
	ck_assert_str_eq(vb_buf_cstr(&out), vb_buf_cstr(&want));
	vb_decoder_close(d);
	vb_buf_clear(&in);
	vb_buf_clear(&out);
	vb_buf_clear(&want);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("decode");

	tcase_add_loop_test(tests, decode__sentence, 0, WAYS * SENTENCES);
	tcase_add_loop_test(tests, decode__sentence_with_capitals, 0, WAYS);
	tcase_add_test(tests, decode__tcvn3_capitals);
	tcase_add_test(tests, decode__not_cyrillic);
	tcase_add_loop_test(tests, decode__from, 0, WAYS);
	tcase_add_test(tests, decode__from_finds_twice);
	tcase_add_test(tests, decode__line_by_line);
	tcase_add_test(tests, decode__other_line_in_document);
	tcase_add_loop_test(tests, decode__mixed_lines, 0, WAYS);
	tcase_add_loop_test(tests, decode__short_cells, 0, WAYS);
	tcase_add_test(tests, decode__weak_lines_of_viqr);
	tcase_add_test(tests, decode__declared);
	tcase_add_test(tests, decode__capitals_option);
	tcase_add_test(tests, decode__on_run);
	tcase_add_test(tests, decode__runs_cover_their_text);
	tcase_add_loop_test(tests, decode__offsets, 0, WAYS);
	tcase_add_test(tests, decode__offsets_behind_text);
	tcase_add_loop_test(tests, decode__in_blocks, 0, WAYS);
	return run_tests(tests, "decode");
}
