/* What stands behind a reference: "ngày 15.11", "của Thành ủy Hà Nội". */
#include "doc/letter.h"
#include "doc/reference_scan.h"

#define DATE_BYTES 60 /* of text that a date may take */
#define ISSUER_BYTES 160
#define BEFORE_BYTES 240 /* of "Ngày …, Thủ tướng Chính phủ ban hành" */

/* The beginnings of bodies' and offices' names. */
static const char *const bodies[] = {
	"ban bí thư",
	"ban chấp hành",
	"ban chỉ đạo",
	"ban dân vận",
	"ban thường vụ",
	"ban tổ chức",
	"ban tuyên giáo",
	"ban nội chính",
	"bch",
	"btv",
	"bộ",
	"bộ trưởng",
	"chánh án",
	"chính phủ",
	"chi cục",
	"chủ nhiệm",
	"công an",
	"hải quan",
	"liên tịch",
	"thuế",
	"chủ tịch",
	"cục",
	"cục trưởng",
	"giám đốc",
	"hđnd",
	"hội đồng",
	"huyện ủy",
	"huyện uỷ",
	"kho bạc",
	"kiểm toán",
	"liên bộ",
	"ngân hàng",
	"quận ủy",
	"quận uỷ",
	"quốc hội",
	"sở",
	"thanh tra",
	"thành ủy",
	"thành uỷ",
	"thị ủy",
	"thống đốc",
	"thủ tướng",
	"thường trực",
	"thường vụ",
	"tỉnh ủy",
	"tỉnh uỷ",
	"tòa án",
	"toà án",
	"tổng bí thư",
	"tổng cục",
	"tổng kiểm toán",
	"tổng thanh tra",
	"trung ương",
	"ttg",
	"ubnd",
	"ubtvqh",
	"ủy ban",
	"uỷ ban",
	"văn phòng",
	"viện kiểm sát",
	"viện trưởng",
	"đảng bộ",
	"đảng ủy",
	"đảng uỷ",
	"đảng",
	"đoàn chủ tịch",
};

/* Words behind a name that do not belong to it. */
static const char *const stops[] = {
	"về",
	"quy định",
	"hướng dẫn",
	"ban hành",
	"sửa đổi",
	"bổ sung",
	"được",
	"có",
	"đã",
	"trong",
	"là",
	"tại",
	"ngày",
	"năm",
	"khóa",
	"khoá",
	"số",
	"theo",
	"để",
	"thì",
	"nêu",
	"v/v",
	"việc",
	"công bố",
	"phê",
	"thông qua",
	"cho",
	"đối với",
	"từ",
	"giao",
	"với",
	"đến",
	"này",
	"trên",
	"sẽ",
	"bằng",
	"cũng",
	"hiện",
	"không",
	"chưa",
	"nhằm",
	"gắn",
	"đang",
	"ký",
	"phải",
	"vẫn",
	"khi",
	"vào",
	"thực hiện",
	"kèm",
	"đính",
	"thay",
	"bãi",
	"hủy",
	"yêu cầu",
	"do",
	"như",
	"đề",
	"nếu",
	"hoặc",
	"bị",
	"căn cứ",
	"và các",
	"quyết",
	"nghị quyết",
	"và nghị định",
	"và nghị quyết",
	"và quyết định",
	"và thông tư",
	"và thông báo",
	"và chỉ thị",
	"và luật",
	"và kế hoạch",
	"và công văn",
	"và công điện",
	"và kết luận",
	"và văn bản",
	"công khai",
	"và những",
	"và hướng dẫn",
	"và điều",
	"và khoản",
	"và tình hình",
	"chi tiết",
	"giai đoạn",
	"nhiệm kỳ",
	"lần",
	"đồng thời",
	"sau",
	"hết",
	"nói",
	"cùng",
	"và quy định",
	"chỉ đạo",
	"triển khai",
	"mà",
	"xác",
	"lấy",
	"kỳ họp",
	"và nhiệm vụ",
	"và yêu cầu",
	"và tiếp tục",
	"và thực hiện",
	"và được",
	"và đề nghị",
	"và trên",
	"tổ chức thực hiện",
};

static size_t any_of(struct vb_str s, size_t at, const char *const *list,
		     size_t n)
{
	size_t best = 0;

	for (size_t i = 0; i < n; i++) {
		size_t end = vb_words_at(s, at, list[i]);

		if (end > best)
			best = end;
	}
	return best;
}

#define ANY(s, at, list) any_of(s, at, list, sizeof(list) / sizeof((list)[0]))

/* The end of the run of letters and digits at `at`. */
static size_t word_end(struct vb_str s, size_t at)
{
	size_t len;

	for (;; at += len) {
		uint32_t c = vb_letter_at(s, at, &len);

		if (!vb_letter_is(c) &&
		    !(c < 0x80 && vb_letter_is_digit((char)c)))
			return at;
	}
}

/*
 * Behind the word that ends at `end` a name may go on after a space, or after
 * ", " and " - " in the names of ministries ("Văn hóa, Thể thao và Du lịch",
 * "Lao động - Thương binh và Xã hội"), before a capital. Where the next word
 * begins, or 0.
 */
static size_t next_word(struct vb_str s, size_t end, bool ministry)
{
	size_t at = vb_gap_end(s, end), len;

	if (at == end && !(ministry && at < s.len && s.ptr[at] == ','))
		return 0;
	if (ministry && at < s.len && (s.ptr[at] == ',' || s.ptr[at] == '-')) {
		at = vb_gap_end(s, at + 1);
		if (!vb_letter_is_upper(vb_letter_at(s, at, &len)) ||
		    vb_words_at(s, at, "nghị định") ||
		    vb_words_at(s, at, "thông tư") ||
		    vb_words_at(s, at, "quyết định") ||
		    vb_words_at(s, at, "luật"))
			return 0;
	}
	return vb_letter_is(vb_letter_at(s, at, &len)) ? at : 0;
}

static void read_issuer(struct vb_tail *out, struct vb_str text, size_t at)
{
	struct vb_str s = vb_str_sub(text, 0, at + ISSUER_BYTES);
	size_t end, next, len;
	bool ministry;

	if (!vb_letter_is_upper(vb_letter_at(s, at, &len)))
		return;
	end = ANY(s, at, bodies);
	if (!end)
		return;
	ministry = vb_words_at(s, at, "bộ") != 0;
	while ((next = next_word(s, end, ministry)) != 0) {
		if (ANY(s, next, stops))
			break;
		end = word_end(s, next);
	}
	out->issuer_from = at;
	out->issuer_to = vb_utf8_floor(s, end);
	out->to = out->issuer_to;
}

/* "ngày 15.11", "(ngày 15/11/2021)"; "Luật X ngày 3 tháng 4 năm 2025" */
static bool read_date(struct vb_tail *out, struct vb_str text, size_t at)
{
	struct vb_str s = vb_str_sub(text, at, at + DATE_BYTES);
	struct vb_date d;

	if (!vb_words_at(s, 0, "ngày") || !vb_date_find(&d, s, 0) || d.from ||
	    !d.day)
		return false;
	out->date = d;
	out->to = at + d.to;
	return true;
}

/* Behind a gap, one comma or an opening bracket. */
static size_t skip_glue(struct vb_str text, size_t at)
{
	at = vb_gap_end(text, at);
	if (at < text.len && (text.ptr[at] == ',' || text.ptr[at] == '('))
		at = vb_gap_end(text, at + 1);
	return at;
}

/* Behind "ký ban hành", as in "do Chủ tịch UBND tỉnh ký ban hành ngày …". */
static size_t skip_issued(struct vb_str text, size_t at)
{
	static const char *const words[] = { "ký ban hành", "ban hành", "ký" };
	size_t i = vb_gap_end(text, at), end;

	for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++) {
		end = vb_words_at(text, i, words[k]);
		if (end && vb_words_at(text, vb_gap_end(text, end), "ngày"))
			return end;
	}
	return at;
}

void vb_tail_read(struct vb_tail *out, struct vb_str text, size_t at)
{
	size_t of, by, next;

	*out = (struct vb_tail){ .to = at };
	for (int round = 0; round < 3; round++) {
		next = skip_glue(text, out->to);
		if (!out->date.day && read_date(out, text, next))
			continue;
		next = vb_gap_end(text, out->to);
		of = vb_words_at(text, next, "của");
		by = of ? 0 : vb_words_at(text, next, "do");
		if ((!of && !by) || out->issuer_to)
			return;
		read_issuer(out, text, vb_gap_end(text, of ? of : by));
		if (!out->issuer_to)
			return;
		if (by)
			out->to = skip_issued(text, out->to);
	}
}

/* Nothing but "đã ban hành" and the like in [at, to), and one of them. */
static bool is_issuing(struct vb_str text, size_t at, size_t to)
{
	static const char *const words[] = { "đã",	   "vừa",	"cũng",
					     "ký",	   "có",	"ra",
					     "ban hành",   "thông qua", "về",
					     "ký ban hành" };
	size_t n = 0;

	for (at = vb_gap_end(text, at); at < to; n++) {
		size_t end = ANY(text, at, words);

		if (!end)
			return false;
		at = vb_gap_end(text, end);
	}
	return n && at == to;
}

void vb_tail_before(struct vb_tail *tail, struct vb_str text, size_t at)
{
	size_t low = at > BEFORE_BYTES ? at - BEFORE_BYTES : 0;
	struct vb_tail front = { 0 };
	struct vb_str head = vb_str_sub(text, 0, at);
	size_t i = at, to;

	/* The last "Ngày" or "ngày" of the clause. */
	while (i > low && !strchr(";\n()", text.ptr[i - 1]) &&
	       !vb_words_at(head, i, "ngày"))
		i--;
	if (!vb_words_at(head, i, "ngày") ||
	    vb_letter_is(vb_letter_before(text, i)) ||
	    !read_date(&front, head, i))
		return;
	to = vb_gap_end(text, front.to);
	if (to < at && text.ptr[to] == ',')
		to = vb_gap_end(text, to + 1);
	read_issuer(&front, head, to);
	if (!front.issuer_to || !is_issuing(text, front.issuer_to, at))
		return;
	tail->date = front.date;
	tail->issuer_from = front.issuer_from;
	tail->issuer_to = front.issuer_to;
}
