#include "body.h"

#include <stdint.h>

#include "output/output.h"
#include "text/text.h"

#define ARTICLES 4096	  /* numbers of Điều that get an anchor */
#define HEADING_BYTES 110 /* of a Điều's line, in the contents */
#define CONTENTS 3	  /* articles that make contents useful */
#define CHAPTER_BYTES 160 /* a longer line is no heading of a chapter */

struct body {
	struct vb_buf *out;
	struct view *view;
	size_t articles;
	uint8_t seen[ARTICLES / 8];
};

static bool is_digit(struct vb_str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* The digits of a line that begins with "Điều 12"; empty if it does not. */
static struct vb_str article_number(struct vb_str line)
{
	static const char *const words[] = { "Điều ", "ĐIỀU " };
	size_t from = 0, to;

	for (size_t i = 0; i < 2 && !from; i++)
		if (vb_str_starts(line, vb_str_from(words[i])))
			from = strlen(words[i]);
	if (!from)
		return VB_STR_EMPTY;
	for (to = from; is_digit(line, to) && to < from + 7; to++)
		;
	return vb_str_sub(line, from, to);
}

/* Does the line open a chapter: "Chương II", "CHƯƠNG 2. Tổ chức"? */
static bool is_chapter(struct vb_str line)
{
	static const char *const words[] = { "Chương ", "CHƯƠNG ", "Mục ",
					     "MỤC ",	"Phần ",   "PHẦN " };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		if (vb_str_starts(line, vb_str_from(words[i])) &&
		    line.len < CHAPTER_BYTES && line.len > n &&
		    (is_digit(line, n) || strchr("IVX", line.ptr[n])))
			return true;
	}
	return false;
}

/* Note an article; false if it is unknown how or already noted. */
static bool first_time(struct body *b, struct vb_str digits)
{
	unsigned long n;
	uint8_t bit;

	if (!vb_str_to_ulong(&n, digits, ARTICLES - 1))
		return false;
	bit = (uint8_t)(1u << n % 8);
	if (b->seen[n / 8] & bit)
		return false;
	b->seen[n / 8] |= bit;
	return true;
}

static void add_contents(struct body *b, struct vb_str line,
			 struct vb_str digits)
{
	struct view *item = view_item(b->view, "contents");
	bool cut = line.len > HEADING_BYTES;
	struct vb_buf text = VB_BUF_INIT(HEADING_BYTES + 8);
	vb_status st;

	if (cut)
		line.len = vb_utf8_floor(line, HEADING_BYTES);
	st = vb_buf_append(&text, line);
	if (!st && cut)
		st = vb_buf_append(&text, VB_STR("…"));
	view_take(item, "heading", &text);
	vb_buf_clear(&text);
	view_text(item, "digits", digits);
}

static vb_status put_article(struct body *b, struct vb_str line,
			     struct vb_str digits)
{
	size_t bold = (size_t)(digits.ptr - line.ptr) + digits.len;
	vb_status st;

	if (bold < line.len && strchr(".:", line.ptr[bold]))
		bold++;
	st = vb_buf_printf(b->out, "<p class=\"dieu\" id=\"dieu-%.*s\"><b>",
			   VB_STR_ARG(digits));
	if (!st)
		st = vb_html_escape(b->out, vb_str_sub(line, 0, bold));
	if (!st)
		st = vb_buf_append(b->out, VB_STR("</b>"));
	if (!st)
		st = vb_html_escape(b->out, vb_str_skip(line, bold));
	return st;
}

static vb_status put_line(struct body *b, struct vb_str line)
{
	struct vb_str digits = article_number(line);
	vb_status st;

	if (digits.len && first_time(b, digits)) {
		b->articles++;
		add_contents(b, line, digits);
		st = put_article(b, line, digits);
	} else {
		st = vb_buf_append_cstr(b->out, is_chapter(line) ?
							"<p class=\"chuong\">" :
							"<p>");
		if (!st)
			st = vb_html_escape(b->out, line);
	}
	return st ? st : vb_buf_append(b->out, VB_STR("</p>\n"));
}

vb_status body_html(struct vb_buf *out, bool *cut, struct view *v,
		    struct vb_str text)
{
	struct body b = { .out = out, .view = v };
	const char *end =
		text.ptr + (text.len < BODY_BYTES ? text.len : BODY_BYTES);
	struct vb_str line;
	vb_status st = VB_OK;

	*cut = false;
	while (!st && vb_str_next_line(&line, &text)) {
		if (line.ptr + line.len > end) {
			*cut = true;
			break;
		}
		line = vb_str_trim(line);
		if (line.len)
			st = put_line(&b, line);
	}
	view_flag(v, "has_contents", b.articles >= CONTENTS);
	return st;
}
