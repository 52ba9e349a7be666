#include "doc/issuer.h"

#include "doc/letter.h"
#include "doc/lines.h"

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
