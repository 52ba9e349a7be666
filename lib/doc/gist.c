#include "doc/gist.h"

#include "doc/letter.h"
#include "doc/lines.h"

#define OPENING_BYTES 1500 /* after "Kính gửi": addressees, first sentence */

/* One of them stands before the matter; what stands before it is whom the
 * letter goes to ("Ban Chỉ đạo về …"). */
static const char *const occasions[] = {
	"ông văn",  "ăn bản",  "nhận được", "ướng mắc",	 "đề nghị",
	"phản ánh", "hỉ thị",  "uyết định", "ghị quyết", "ết luận",
	"hông báo", "ế hoạch", "ý kiến",    "iến nghị",	 "ghị định",
	"ông điện", "hông tư", "ờ trình",   "uật ",
};

/* Where the matter has been said and the answer is announced, */
static const char *const answers[] = {
	"ý kiến",  "trả lời", "thông báo", "hướng dẫn",
	"đề nghị", "yêu cầu", "như sau",   "chỉ đạo",
};

/* by one of these. */
static const char *const writers[] = {
	"Bộ ",	  "Cục ",      "Tổng cục", "Chi cục",  "Sở ",	    "Thuế ",
	"Ủy ban", "Uỷ ban",    "UBND",	   "HĐND",     "Hội đồng",  "Văn phòng",
	"Ban ",	  "Thủ tướng", "Phó Thủ",  "Chủ tịch", "Thanh tra", "Kho bạc",
};

/* How the sentence that opens a letter begins. */
static const char *const openings[] = {
	"Thực hiện", "Căn cứ",	   "Trả lời",	 "Phúc đáp", "Ngày ",
	"Theo ",     "Để ",	   "Nhằm ",	 "Vừa qua",  "Hiện nay",
	"Thời gian", "Trong thời", "Tiếp theo",	 "Tiếp thu", "Tiếp tục",
	"Qua ",	     "Trên cơ sở", "Triển khai", "Sau khi",  "Ngay sau",
	"Liên quan",
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* What follows "Kính gửi" in the head, as far as is looked at. */
static struct vb_str after_greeting(struct vb_str text)
{
	static const char greeting[] = "Kính gửi";
	struct vb_str head =
		vb_str_sub(text, 0, vb_utf8_floor(text, VB_HEAD_BYTES));
	size_t at = vb_phrase_find(head, greeting);

	if (at == VB_NPOS)
		return VB_STR_EMPTY;
	text = vb_str_skip(text, at);
	text = vb_str_skip(text, vb_phrase_at(text, greeting));
	return vb_str_sub(text, 0, vb_utf8_floor(text, OPENING_BYTES));
}

/* The least offset of one of the phrases, broken over lines or not. */
static size_t find_phrase(struct vb_str s, struct vb_phrases table)
{
	size_t least = VB_NPOS;

	for (size_t i = 0; i < table.n; i++) {
		size_t at = vb_phrase_find(s, table.row[i]);

		if (at < least)
			least = at;
	}
	return least;
}

/* Does `s` begin with one of them, broken over lines or not? */
static bool starts_phrase(struct vb_str s, struct vb_phrases table)
{
	for (size_t i = 0; i < table.n; i++)
		if (vb_phrase_at(s, table.row[i]))
			return true;
	return false;
}

/* Does a sentence end with byte `i`? Not in "ngày 15.11" or "v.v. và". */
static bool ends_sentence(struct vb_str s, size_t i)
{
	size_t next = i + 1;

	if (s.ptr[i] == ';' || s.ptr[i] == ':')
		return true;
	if (s.ptr[i] != '.' || (next < s.len && !is_space(s.ptr[next])))
		return false;
	while (next < s.len && is_space(s.ptr[next]))
		next++;
	return next == s.len || vb_starts_upper(vb_str_skip(s, next));
}

/* Bytes of `s` up to the end of its first sentence. */
static size_t sentence(struct vb_str s)
{
	size_t i = 0;

	while (i < s.len && !ends_sentence(s, i))
		i++;
	return i;
}

/* No more of `s` than VB_GIST_BYTES, and whole words. */
static struct vb_str shortened(struct vb_str s)
{
	size_t i = VB_GIST_BYTES;

	if (s.len <= i)
		return vb_str_trim(s);
	while (i && !is_space(s.ptr[i]))
		i--;
	return vb_str_trim(vb_str_sub(s, 0, i));
}

/* The offset of "về" as a word, at or after `from`, or VB_NPOS. */
static size_t find_about(struct vb_str s, size_t from)
{
	size_t at = from;

	while ((at = vb_str_find(s, VB_STR("về"), at)) != VB_NPOS) {
		size_t end = at + strlen("về");

		if (at && is_space(s.ptr[at - 1]) && end < s.len &&
		    is_space(s.ptr[end]))
			return at;
		at = end;
	}
	return VB_NPOS;
}

/* The offset of "như sau" in `s`, or its length. */
static size_t says_as_follows(struct vb_str s)
{
	size_t at = vb_phrase_find(s, "như sau");

	return at == VB_NPOS ? s.len : at;
}

/* Does `s`, what follows a comma, say that its writer answers? */
static bool answers_now(struct vb_str s)
{
	while (s.len && is_space(*s.ptr))
		s = vb_str_skip(s, 1);
	return starts_phrase(s, VB_PHRASES(writers)) &&
	       find_phrase(s, VB_PHRASES(answers)) != VB_NPOS;
}

/* Without ", Cục Thuế có ý kiến như sau" at its end. */
static struct vb_str without_answer(struct vb_str s)
{
	size_t at = vb_str_find(s, VB_STR(","), 0);

	while (at != VB_NPOS && !answers_now(vb_str_skip(s, at + 1)))
		at = vb_str_find(s, VB_STR(","), at + 1);
	return vb_str_sub(s, 0, at != VB_NPOS ? at : says_as_follows(s));
}

struct vb_str vb_gist_of(struct vb_str text)
{
	struct vb_str rest = after_greeting(text);

	while (rest.len) {
		size_t end = sentence(rest), from, at = VB_NPOS;
		struct vb_str s = vb_str_sub(rest, 0, end);

		from = find_phrase(s, VB_PHRASES(occasions));
		if (from != VB_NPOS)
			at = find_about(s, from);
		if (at != VB_NPOS)
			return shortened(without_answer(vb_str_skip(s, at)));
		/* what follows is the answer already */
		if (vb_str_ends(s, VB_STR("sau")) ||
		    vb_str_ends(s, VB_STR("yêu cầu")))
			break;
		rest = vb_str_skip(rest, end + 1);
	}
	return VB_STR_EMPTY;
}

struct vb_str vb_gist_opening(struct vb_str text)
{
	struct vb_str rest = after_greeting(text), line;

	/* the line of the greeting itself */
	if (!vb_str_next_line(&line, &rest))
		return VB_STR_EMPTY;
	while (rest.len) {
		if (starts_phrase(rest, VB_PHRASES(openings)))
			return shortened(vb_str_sub(rest, 0, sentence(rest)));
		vb_str_next_line(&line, &rest);
	}
	return VB_STR_EMPTY;
}
