#include "doc/issuer.h"

#include "doc/letter.h"
#include "doc/lines.h"

/*
 * Symbols of central bodies, from the numbers of their own documents: the
 * government formed in 2025, the ministries it took over, and the Party's
 * central bodies. What is not here is unknown, not wrong.
 */
static const struct {
	const char *symbol, *name;
} central[] = {
	{ "CP", "Chính phủ" },
	{ "TTg", "Thủ tướng Chính phủ" },
	{ "CTN", "Chủ tịch nước" },
	{ "UBTVQH", "Ủy ban Thường vụ Quốc hội" },
	{ "VPQH", "Văn phòng Quốc hội" },
	{ "VPCP", "Văn phòng Chính phủ" },
	{ "VPCTN", "Văn phòng Chủ tịch nước" },
	{ "TANDTC", "Tòa án nhân dân tối cao" },
	{ "VKSNDTC", "Viện kiểm sát nhân dân tối cao" },
	{ "VKSTC", "Viện kiểm sát nhân dân tối cao" },
	{ "KTNN", "Kiểm toán nhà nước" },
	{ "TTCP", "Thanh tra Chính phủ" },
	{ "NHNN", "Ngân hàng Nhà nước Việt Nam" },
	{ "BCA", "Bộ Công an" },
	{ "BQP", "Bộ Quốc phòng" },
	{ "BNG", "Bộ Ngoại giao" },
	{ "BNV", "Bộ Nội vụ" },
	{ "BTP", "Bộ Tư pháp" },
	{ "BTC", "Bộ Tài chính" },
	{ "BCT", "Bộ Công Thương" },
	{ "BXD", "Bộ Xây dựng" },
	{ "BYT", "Bộ Y tế" },
	{ "BKHCN", "Bộ Khoa học và Công nghệ" },
	{ "BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch" },
	{ "BGDĐT", "Bộ Giáo dục và Đào tạo" },
	{ "BNNMT", "Bộ Nông nghiệp và Môi trường" },
	{ "BDTTG", "Bộ Dân tộc và Tôn giáo" },
	{ "BKHĐT", "Bộ Kế hoạch và Đầu tư" },
	{ "BGTVT", "Bộ Giao thông vận tải" },
	{ "BTNMT", "Bộ Tài nguyên và Môi trường" },
	{ "BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn" },
	{ "BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội" },
	{ "BTTTT", "Bộ Thông tin và Truyền thông" },
	{ "UBDT", "Ủy ban Dân tộc" },
	{ "BHXH", "Bảo hiểm xã hội Việt Nam" },
	{ "TLĐ", "Tổng Liên đoàn Lao động Việt Nam" },
	{ "VPTW", "Văn phòng Ban Chấp hành Trung ương" },
	{ "BTCTW", "Ban Tổ chức Trung ương" },
	{ "BTGTW", "Ban Tuyên giáo Trung ương" },
	{ "BTGDVTW", "Ban Tuyên giáo và Dân vận Trung ương" },
	{ "BDVTW", "Ban Dân vận Trung ương" },
	{ "BNCTW", "Ban Nội chính Trung ương" },
	{ "UBKTTW", "Ủy ban Kiểm tra Trung ương" },
	{ "TW", "Ban Chấp hành Trung ương" },
};

/* How the names of bodies begin. */
static const char *const starts[] = {
	"Bộ ",	      "Sở ",	    "Cục ",	  "Tổng cục ",	"Chi cục ",
	"Ban ",	      "Văn phòng ", "Trung tâm ", "Viện ",	"Ủy ban ",
	"Uỷ ban ",    "Hội đồng ",  "Công an ",	  "Kho bạc ",	"Bảo hiểm ",
	"Thanh tra ", "Tòa án ",    "Toà án ",	  "Kiểm toán ", "Ngân hàng ",
	"Liên đoàn ", "Phòng ",	    "Trường ",	  "Thuế ",	"Học viện ",
	"Đảng ủy ",   "Đảng uỷ ",
};

static const char *const territories[] = {
	" tỉnh ",   " thành phố ", " Thành phố ", " huyện ",	" quận ",
	" thị xã ", " xã ",	   " phường ",	  " thị trấn ", " đặc khu ",
};

const char *vb_issuer_central(struct vb_str symbol)
{
	for (size_t i = 0; i < sizeof(central) / sizeof(central[0]); i++)
		if (vb_str_eq(symbol, vb_str_from(central[i].symbol)))
			return central[i].name;
	return NULL;
}

/* The bytes of the white space at `at`. */
static size_t blank(struct vb_str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len &&
	       (s.ptr[at + n] == ' ' || s.ptr[at + n] == '\n'))
		n++;
	return n;
}

/* Does a word of `s` at `at` begin with that capital, in either case? */
static bool initial_is(struct vb_str s, size_t at, uint32_t capital)
{
	size_t len;

	return vb_letter_upper(vb_letter_at(s, at, &len)) == capital;
}

static size_t word_end(struct vb_str s, size_t at)
{
	while (at < s.len && !strchr(" \n,;.:()/", s.ptr[at]))
		at++;
	return at;
}

/* "và", and the dash of two names, have no letter in a symbol. */
static bool is_silent(struct vb_str word)
{
	return vb_str_eq(word, VB_STR("và")) || vb_str_eq(word, VB_STR("-")) ||
	       vb_str_eq(word, VB_STR("về"));
}

/* The bytes of the words at the start of `s` whose initials are `symbol`. */
static size_t spells(struct vb_str s, struct vb_str symbol)
{
	size_t at = 0, end = 0;

	while (symbol.len) {
		size_t n;
		uint32_t c = vb_letter_at(symbol, 0, &n);

		if (at >= s.len)
			return 0;
		end = word_end(s, at);
		if (end == at)
			return 0;
		if (!is_silent(vb_str_sub(s, at, end))) {
			if (!initial_is(s, at, c))
				return 0;
			symbol = vb_str_skip(symbol, n);
		}
		at = end;
		if (at < s.len && s.ptr[at] == ',' && symbol.len)
			at++;
		at += blank(s, at);
	}
	return end;
}

struct vb_str vb_issuer_spelled(struct vb_str text, struct vb_str symbol)
{
	bool begins = true;

	for (size_t i = 0; symbol.len > 1 && i < text.len; i++) {
		struct vb_str s = vb_str_skip(text, i);
		size_t len;

		if (begins && vb_starts_any(s, VB_PHRASES(starts))) {
			len = spells(vb_str_sub(s, 0, 200), symbol);
			if (len)
				return vb_str_sub(s, 0, len);
		}
		begins = strchr(" \n(-", text.ptr[i]) != NULL;
	}
	return VB_STR_EMPTY;
}

struct vb_str vb_issuer_territory(struct vb_str name)
{
	size_t at = vb_find_any(name, VB_PHRASES(territories));

	return at == VB_NPOS ? VB_STR_EMPTY : vb_str_skip(name, at + 1);
}
