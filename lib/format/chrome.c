#include "format/chrome.h"

#include "doc/date.h"
#include "doc/letter.h"
#include "text/text.h"

#define FOLD_MAX 400   /* longer lines are no menu, whatever they hold */
#define PROSE_LONG 400 /* a paragraph even without a full stop */
#define PROSE_MIN 120

enum place {
	WHOLE,	  /* the line is this */
	START,	  /* it begins with this and little follows */
	ANYWHERE, /* it holds this and few other words */
};

/* Folded, as vb_text_fold gives it. */
static const struct {
	const char *words;
	enum place place;
	enum vb_line_kind kind;
} vocabulary[] = {
	{ "luot truy cap", ANYWHERE, VB_LINE_COUNTER },
	{ "so nguoi truy cap", ANYWHERE, VB_LINE_COUNTER },
	{ "nguoi truy cap", ANYWHERE, VB_LINE_COUNTER },
	{ "dang truy cap", ANYWHERE, VB_LINE_COUNTER },
	{ "truy cap hien tai", ANYWHERE, VB_LINE_COUNTER },
	{ "thong ke truy cap", ANYWHERE, VB_LINE_COUNTER },
	{ "truy cap hom nay", ANYWHERE, VB_LINE_COUNTER },
	{ "tong truy cap", ANYWHERE, VB_LINE_COUNTER },
	{ "dang online", ANYWHERE, VB_LINE_COUNTER },
	{ "khach online", ANYWHERE, VB_LINE_COUNTER },
	{ "nguoi online", ANYWHERE, VB_LINE_COUNTER },
	{ "dang truc tuyen", ANYWHERE, VB_LINE_COUNTER },
	{ "view count", ANYWHERE, VB_LINE_COUNTER },
	{ "luot xem", ANYWHERE, VB_LINE_COUNTER },
	{ "so lan xem", ANYWHERE, VB_LINE_COUNTER },
	{ "so luot doc", ANYWHERE, VB_LINE_COUNTER },
	{ "hom nay", START, VB_LINE_COUNTER },
	{ "hom qua", START, VB_LINE_COUNTER },
	{ "trong tuan", START, VB_LINE_COUNTER },
	{ "trong thang", START, VB_LINE_COUNTER },
	{ "tuan nay", START, VB_LINE_COUNTER },
	{ "thang nay", START, VB_LINE_COUNTER },
	{ "thang truoc", START, VB_LINE_COUNTER },
	{ "tat ca", START, VB_LINE_COUNTER },

	{ "cac tin khac", WHOLE, VB_LINE_LIST },
	{ "cac tin moi hon", WHOLE, VB_LINE_LIST },
	{ "cac tin cu hon", WHOLE, VB_LINE_LIST },
	{ "cac tin da dua", WHOLE, VB_LINE_LIST },
	{ "cac tin da dang", WHOLE, VB_LINE_LIST },
	{ "cac tin lien quan", WHOLE, VB_LINE_LIST },
	{ "cac tin cung chuyen muc", WHOLE, VB_LINE_LIST },
	{ "cac bai khac", WHOLE, VB_LINE_LIST },
	{ "cac bai lien quan", WHOLE, VB_LINE_LIST },
	{ "cac bai viet khac", WHOLE, VB_LINE_LIST },
	{ "cac bai viet lien quan", WHOLE, VB_LINE_LIST },
	{ "cac bai viet cung chuyen muc", WHOLE, VB_LINE_LIST },
	{ "bai viet khac", WHOLE, VB_LINE_LIST },
	{ "bai viet lien quan", WHOLE, VB_LINE_LIST },
	{ "tin bai lien quan", WHOLE, VB_LINE_LIST },
	{ "tin bai khac", WHOLE, VB_LINE_LIST },
	{ "tin lien quan", WHOLE, VB_LINE_LIST },
	{ "tin tuc lien quan", WHOLE, VB_LINE_LIST },
	{ "tin tuc khac", WHOLE, VB_LINE_LIST },
	{ "tin khac", WHOLE, VB_LINE_LIST },
	{ "tin da dua", WHOLE, VB_LINE_LIST },
	{ "tin moi hon", WHOLE, VB_LINE_LIST },
	{ "tin cu hon", WHOLE, VB_LINE_LIST },
	{ "tin cung chuyen muc", WHOLE, VB_LINE_LIST },
	{ "cung chuyen muc", WHOLE, VB_LINE_LIST },
	{ "xem tin theo ngay", WHOLE, VB_LINE_LIST },
	{ "bai cung chu de", WHOLE, VB_LINE_LIST },
	{ "tham do y kien", WHOLE, VB_LINE_LIST },
	{ "tin xem nhieu", WHOLE, VB_LINE_LIST },
	{ "tin doc nhieu", WHOLE, VB_LINE_LIST },

	{ "trang chu", WHOLE, VB_LINE_MENU },
	{ "gioi thieu", WHOLE, VB_LINE_MENU },
	{ "lien he", WHOLE, VB_LINE_MENU },
	{ "tim kiem", WHOLE, VB_LINE_MENU },
	{ "dang nhap", WHOLE, VB_LINE_MENU },
	{ "dang ky", WHOLE, VB_LINE_MENU },
	{ "so do trang", WHOLE, VB_LINE_MENU },
	{ "so do cong", WHOLE, VB_LINE_MENU },
	{ "so do site", WHOLE, VB_LINE_MENU },
	{ "site map", WHOLE, VB_LINE_MENU },
	{ "sitemap", WHOLE, VB_LINE_MENU },
	{ "rss", WHOLE, VB_LINE_MENU },
	{ "ban do", WHOLE, VB_LINE_MENU },
	{ "ban do hanh chinh", WHOLE, VB_LINE_MENU },
	{ "lien ket", WHOLE, VB_LINE_MENU },
	{ "lien ket web", WHOLE, VB_LINE_MENU },
	{ "lien ket website", WHOLE, VB_LINE_MENU },
	{ "lien ket cac trang", WHOLE, VB_LINE_MENU },
	{ "cac trang lien ket", WHOLE, VB_LINE_MENU },
	{ "ban do so", WHOLE, VB_LINE_MENU },
	{ "so do dia gioi", WHOLE, VB_LINE_MENU },
	{ "bo suu tap anh", WHOLE, VB_LINE_MENU },
	{ "he thong quan ly van ban", WHOLE, VB_LINE_MENU },
	{ "website lien ket", WHOLE, VB_LINE_MENU },
	{ "chia se", WHOLE, VB_LINE_MENU },
	{ "chia se bai viet", WHOLE, VB_LINE_MENU },
	{ "thu vien anh", WHOLE, VB_LINE_MENU },
	{ "thu vien video", WHOLE, VB_LINE_MENU },
	{ "video", WHOLE, VB_LINE_MENU },
	{ "video clip", WHOLE, VB_LINE_MENU },
	{ "hinh anh", WHOLE, VB_LINE_MENU },
	{ "album anh", WHOLE, VB_LINE_MENU },
	{ "thoi tiet", WHOLE, VB_LINE_MENU },
	{ "du bao thoi tiet", WHOLE, VB_LINE_MENU },
	{ "thoi tiet cac vung", WHOLE, VB_LINE_MENU },
	{ "quay lai", WHOLE, VB_LINE_MENU },
	{ "xem tiep", WHOLE, VB_LINE_MENU },
	{ "quay laixem tiep", WHOLE, VB_LINE_MENU },
	{ "ve trang truoc", WHOLE, VB_LINE_MENU },
	{ "dau trang", WHOLE, VB_LINE_MENU },
	{ "len dau trang", WHOLE, VB_LINE_MENU },
	{ "ve dau trang", WHOLE, VB_LINE_MENU },
	{ "in trang", WHOLE, VB_LINE_MENU },
	{ "in bai", WHOLE, VB_LINE_MENU },
	{ "in bai viet", WHOLE, VB_LINE_MENU },
	{ "ban in", WHOLE, VB_LINE_MENU },
	{ "gui email", WHOLE, VB_LINE_MENU },
	{ "gui binh luan", WHOLE, VB_LINE_MENU },
	{ "binh luan", WHOLE, VB_LINE_MENU },
	{ "y kien ban doc", WHOLE, VB_LINE_MENU },
	{ "phan mem tac nghiep", WHOLE, VB_LINE_MENU },
	{ "tin moi nhat", WHOLE, VB_LINE_MENU },
	{ "tin noi bat", WHOLE, VB_LINE_MENU },
	{ "doc nhieu nhat", WHOLE, VB_LINE_MENU },
	{ "thong tin can biet", WHOLE, VB_LINE_MENU },
	{ "lich cong tac", WHOLE, VB_LINE_MENU },
	{ "hom thu gop y", WHOLE, VB_LINE_MENU },
	{ "thu dien tu", WHOLE, VB_LINE_MENU },
	{ "hoi dap", WHOLE, VB_LINE_MENU },
	{ "english", WHOLE, VB_LINE_MENU },
	{ "tieng viet", WHOLE, VB_LINE_MENU },
	{ "facebook", WHOLE, VB_LINE_MENU },
	{ "zalo", WHOLE, VB_LINE_MENU },
	{ "twitter", WHOLE, VB_LINE_MENU },
	{ "youtube", WHOLE, VB_LINE_MENU },
	{ "menu", WHOLE, VB_LINE_MENU },
	{ "danh muc", WHOLE, VB_LINE_MENU },
	{ "chuyen muc", WHOLE, VB_LINE_MENU },
	{ "quang cao", WHOLE, VB_LINE_MENU },
	{ "tai ve", WHOLE, VB_LINE_MENU },
	{ "xem them", WHOLE, VB_LINE_MENU },
	{ "doc tiep", WHOLE, VB_LINE_MENU },
	{ "nghe bai viet", WHOLE, VB_LINE_MENU },
	{ "noi dung", WHOLE, VB_LINE_MENU },
	{ "thuoc tinh", WHOLE, VB_LINE_MENU },
	{ "luoc do", WHOLE, VB_LINE_MENU },
	{ "van ban goc", WHOLE, VB_LINE_MENU },

	{ "ban quyen thuoc", START, VB_LINE_FOOTER },
	{ "copyright", START, VB_LINE_FOOTER },
	{ "giay phep so", START, VB_LINE_FOOTER },
	{ "giay phep thiet lap", START, VB_LINE_FOOTER },
	{ "chiu trach nhiem chinh", START, VB_LINE_FOOTER },
	{ "chiu trach nhiem noi dung", START, VB_LINE_FOOTER },
	{ "thiet ke boi", START, VB_LINE_FOOTER },
	{ "designed by", START, VB_LINE_FOOTER },
};

#define N_VOCABULARY (sizeof(vocabulary) / sizeof(vocabulary[0]))

/* The words that stand beside the date on a line that says when. */
static const char *const date_words[] = {
	"ngay",	 "dang",   "cap",    "nhat",	"luc",	"gio",	"thu",
	"hai",	 "ba",	   "tu",     "nam",	"sau",	"bay",	"chu",
	"am",	 "pm",	   "sa",     "ch",	"gmt",	"xuat", "ban",
	"post",	 "posted", "update", "updated", "on",	"date", "time",
	"thang", "phut",   "view",   "count",	"luot", "xem",	"lan",
	"cuoi",	 "bai",	   "viet",   "tin",	"duoc", "vao",	"gui",
	"tao",	 "moi",	   "views",  "last",	"h",	"doc",	"so",
};

#define N_DATE_WORDS (sizeof(date_words) / sizeof(date_words[0]))

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

size_t vb_line_words(struct vb_str line, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len && n < max; i++)
		if (is_word_byte(line.ptr[i]) &&
		    (!i || !is_word_byte(line.ptr[i - 1])))
			n++;
	return n;
}

/* Words without digits that are left when `known` is taken out. */
static size_t other_words(struct vb_str fold, struct vb_str known)
{
	size_t n = 0, i = 0;

	while (i < fold.len) {
		size_t start = i;
		bool digits = false;

		if (known.len && vb_str_starts(vb_str_skip(fold, i), known)) {
			i += known.len;
			continue;
		}
		while (i < fold.len && is_word_byte(fold.ptr[i]) &&
		       !(i > start && known.len &&
			 vb_str_starts(vb_str_skip(fold, i), known)))
			digits |= is_digit(fold.ptr[i++]);
		n += i > start && !digits;
		i += i == start;
	}
	return n;
}

/* Without what is no word at both ends: "Tin bài liên quan:" */
static struct vb_str bare(struct vb_str fold)
{
	while (fold.len && !is_word_byte(fold.ptr[0]))
		fold = vb_str_skip(fold, 1);
	while (fold.len && !is_word_byte(fold.ptr[fold.len - 1]))
		fold.len--;
	return fold;
}

static bool holds(struct vb_str fold, struct vb_str words, enum place place,
		  enum vb_line_kind kind)
{
	struct vb_str rest;

	if (place == WHOLE)
		return vb_str_eq(fold, words);
	if (place == ANYWHERE)
		return vb_str_find(fold, words, 0) != VB_NPOS &&
		       other_words(fold, words) <= 3;
	if (!vb_str_starts(fold, words))
		return false;
	if (kind == VB_LINE_FOOTER)
		return true;
	/* A count follows its label at once: "Hôm nay308". */
	rest = vb_str_skip(fold, words.len);
	return rest.len && is_digit(rest.ptr[rest.len - 1]) &&
	       !other_words(rest, VB_STR_EMPTY);
}

static bool is_date_word(struct vb_str word)
{
	if (is_digit(word.ptr[0]))
		return true;
	for (size_t i = 0; i < N_DATE_WORDS; i++)
		if (vb_str_eq(word, vb_str_from(date_words[i])))
			return true;
	return false;
}

/* A whole date, and beside it only a time, a label or a view counter. */
static bool is_date_line(struct vb_str line, struct vb_str fold)
{
	struct vb_date date = { 0 };
	size_t i = 0;
	bool full = false;

	while (!full && vb_date_find(&date, line, date.to))
		full = date.year && date.day;
	if (!full || line.len > 160)
		return false;
	while (i < fold.len) {
		size_t start = i;

		while (i < fold.len && is_word_byte(fold.ptr[i]))
			i++;
		if (i > start && !is_date_word(vb_str_sub(fold, start, i)))
			return false;
		i += i == start;
	}
	return true;
}

/* Ends as a list of other pages has it: "… (29/09/2022)". */
static bool ends_dated(struct vb_str line)
{
	struct vb_date date;
	size_t from = line.len > 14 ? line.len - 14 : 0;

	if (!vb_str_ends(line, VB_STR(")")))
		return false;
	from = vb_utf8_floor(line, from);
	return vb_date_find(&date, line, from) && date.year && date.day &&
	       date.to + 1 == line.len && line.ptr[date.from - 1] == '(';
}

static bool ends_sentence(struct vb_str line)
{
	static const char *const ends[] = { ".", "!",  "?",   ";",  ":",
					    "…", ".”", ".\"", ".)", "./" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (vb_str_ends(line, vb_str_from(ends[i])))
			return true;
	return false;
}

/* "- …", "+ …", "1. …", "a) …", "(…)" */
static bool is_item(struct vb_str line)
{
	char c = line.ptr[0], next = line.len > 1 ? line.ptr[1] : 0;

	if (c == '-' || c == '+' || c == '*' || c == '(')
		return true;
	if (vb_str_starts(line, VB_STR("•")) ||
	    vb_str_starts(line, VB_STR("–")))
		return true;
	if (is_digit(c) && line.len > 2 && is_digit(next))
		next = line.ptr[2];
	return (is_digit(c) || (c >= 'a' && c <= 'z') || c == 'I' || c == 'V' ||
		c == 'X') &&
	       (next == '.' || next == ')');
}

static enum vb_line_kind shape(struct vb_str line)
{
	if (ends_dated(line))
		return VB_LINE_DATED;
	if (line.len >= PROSE_LONG ||
	    (line.len >= PROSE_MIN && ends_sentence(line)))
		return VB_LINE_PROSE;
	if (is_item(line) ||
	    (ends_sentence(line) && vb_line_words(line, 8) == 8))
		return VB_LINE_BODY;
	return VB_LINE_SHORT;
}

/*
 * A menu saved as one line: four entries or more, apart by two spaces, bars or
 * tabs, none of them longer than a few words.
 */
static bool is_menu_bar(struct vb_str line)
{
	size_t entries = 0, from = 0;

	for (size_t i = 0; i <= line.len; i++) {
		bool gap = i == line.len || line.ptr[i] == '|' ||
			   line.ptr[i] == '\t' ||
			   (i + 1 < line.len && line.ptr[i] == ' ' &&
			    line.ptr[i + 1] == ' ');
		struct vb_str entry;

		if (!gap)
			continue;
		entry = vb_str_trim(vb_str_sub(line, from, i));
		from = i + 1;
		if (!entry.len)
			continue;
		if (vb_line_words(entry, 6) > 5 ||
		    (entry.ptr[0] >= '0' && entry.ptr[0] <= '9'))
			return false;
		entries++;
	}
	return entries >= 4;
}

vb_status vb_line_kind(enum vb_line_kind *kind, struct vb_buf *fold,
		       struct vb_str line)
{
	struct vb_str words;
	vb_status st;

	*kind = shape(line);
	if (line.len > FOLD_MAX)
		return VB_OK;
	if (is_menu_bar(line)) {
		*kind = VB_LINE_MENU;
		return VB_OK;
	}
	vb_buf_truncate(fold, 0);
	st = vb_text_fold(fold, line);
	if (st)
		return st;
	words = bare(vb_buf_str(fold));
	if (is_date_line(line, words)) {
		*kind = VB_LINE_DATE;
		return VB_OK;
	}
	if (*kind == VB_LINE_PROSE && line.len > 240)
		return VB_OK;
	for (size_t i = 0; i < N_VOCABULARY; i++) {
		if (!holds(words, vb_str_from(vocabulary[i].words),
			   vocabulary[i].place, vocabulary[i].kind))
			continue;
		*kind = vocabulary[i].kind;
		return VB_OK;
	}
	return VB_OK;
}

/* Without white space, quotes of brackets and separators at both ends. */
static struct vb_str strip(struct vb_str s)
{
	static const char junk[] = " \t\n:()[],.;-";

	while (s.len && memchr(junk, s.ptr[0], sizeof(junk) - 1))
		s = vb_str_skip(s, 1);
	while (s.len && memchr(junk, s.ptr[s.len - 1], sizeof(junk) - 1))
		s.len--;
	return s;
}

/* A label, and how much of it is none of what it introduces. */
struct label {
	const char *text, *drop;
};

static struct vb_str after_label(struct vb_str line, const struct label *labels,
				 size_t n)
{
	struct vb_str s = strip(line);

	for (size_t i = 0; i < n; i++)
		if (vb_str_starts(s, vb_str_from(labels[i].text)))
			return strip(vb_str_skip(s, strlen(labels[i].drop)));
	return VB_STR_EMPTY;
}

struct vb_str vb_line_origin(struct vb_str line)
{
	static const struct label labels[] = {
		{ "Nguồn:", "Nguồn:" },		{ "Nguồn :", "Nguồn :" },
		{ "NGUỒN:", "NGUỒN:" },		{ "Nguồn tin:", "Nguồn tin:" },
		{ "Nguồn bài:", "Nguồn bài:" }, { "Nguồn Báo ", "Nguồn" },
		{ "Nguồn báo ", "Nguồn" },	{ "Nguồn Cổng ", "Nguồn" },
		{ "Nguồn TTXVN", "Nguồn" },	{ "Theo Báo ", "Theo" },
		{ "Theo báo ", "Theo" },	{ "Theo Cổng ", "Theo" },
		{ "Theo TTXVN", "Theo" },
	};
	struct vb_str s;
	struct vb_date date;

	if (line.len > 120)
		return VB_STR_EMPTY;
	s = after_label(line, labels, sizeof(labels) / sizeof(labels[0]));
	if (vb_date_find(&date, s, 0) && date.to == s.len)
		s = strip(vb_str_sub(s, 0, date.from));
	return s;
}

/* A capital, then small letters only. */
static bool is_name_word(struct vb_str word)
{
	size_t at, len;
	uint32_t c = vb_letter_at(word, 0, &at);

	if (!vb_letter_is_upper(c) || at == word.len)
		return false;
	while (at < word.len) {
		c = vb_letter_at(word, at, &len);
		if (!vb_letter_is(c) || vb_letter_is_upper(c))
			return false;
		at += len;
	}
	return true;
}

static bool is_name(struct vb_str line)
{
	size_t words = 0, at = 0;

	if (line.len > 48)
		return false;
	while (at < line.len) {
		size_t end = vb_str_find(line, VB_STR(" "), at);
		struct vb_str word = vb_str_sub(line, at, end);

		if (!is_name_word(word))
			return false;
		words++;
		at += word.len + 1;
	}
	return words >= 2 && words <= 5;
}

struct vb_str vb_line_author(struct vb_str line)
{
	static const struct label labels[] = {
		{ "Tác giả:", "Tác giả:" },
		{ "TÁC GIẢ:", "TÁC GIẢ:" },
		{ "Tác giả bài viết:", "Tác giả bài viết:" },
		{ "Người viết:", "Người viết:" },
		{ "Bài, ảnh:", "Bài, ảnh:" },
		{ "Bài và ảnh:", "Bài và ảnh:" },
		{ "Tin, ảnh:", "Tin, ảnh:" },
		{ "Tin và ảnh:", "Tin và ảnh:" },
		{ "Tin, bài:", "Tin, bài:" },
		{ "Tin bài:", "Tin bài:" },
	};
	struct vb_str s;

	if (line.len > 120)
		return VB_STR_EMPTY;
	s = after_label(line, labels, sizeof(labels) / sizeof(labels[0]));
	return !s.len && is_name(line) ? line : s;
}
