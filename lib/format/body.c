/*
 * The text of a page and what its stretches are: by the marks of markup, and
 * where there are none by how lines look on portals.
 */
#include "doc/letter.h"
#include "format/page.h"

#define CAPTION_MAX 400 /* bytes */
#define HEADING_MAX 200

struct phrase {
	const char *words;
	bool start; /* only at the line's start */
};

/* How captions on portals begin, and what stands in them. */
static const struct phrase captions[] = {
	{ "(ảnh", false },
	{ "(Ảnh", false },
	{ "ảnh tư liệu", false },
	{ "ảnh minh họa", false },
	{ "ảnh minh hoạ", false },
	{ "ảnh:", false },
	{ "Ảnh:", false },
	{ "phát biểu tại", false },
	{ "phát biểu chỉ đạo", false },
	{ "phát biểu khai mạc", false },
	{ "chụp ảnh lưu niệm", false },
	{ "Ảnh ", true },
	{ "Toàn cảnh ", true },
	{ "Quang cảnh ", true },
	{ "Làm việc với ", true },
	{ "tại buổi ", true },
	{ "tại phiên ", true },
	{ "tại hội nghị", true },
	{ "tại kỳ họp", true },
	{ "Các đại biểu ", true },
	{ "Đồng chí ", true },
	{ "Đ/c ", true },
};

static bool is_caption(struct vb_str line)
{
	for (size_t i = 0; i < sizeof(captions) / sizeof(captions[0]); i++) {
		struct vb_str words = vb_str_from(captions[i].words);

		if (captions[i].start ? vb_str_starts(line, words) :
					vb_str_find(line, words, 0) != VB_NPOS)
			return true;
	}
	return false;
}

/* "- …", "+ …", "• …": of no number, so that it can be nothing else. */
static bool is_bullet(struct vb_str line)
{
	static const char *const bullets[] = { "- ", "+ ", "* ", "• ", "– " };

	for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++)
		if (vb_str_starts(line, vb_str_from(bullets[i])))
			return true;
	return false;
}

/* The length of "1." or "IV." that begins the line; 0: none. */
static size_t numeral(struct vb_str line)
{
	size_t n = 0;

	while (n < line.len && vb_letter_is_digit(line.ptr[n]))
		n++;
	while (!n || (n < line.len && strchr("IVX", line.ptr[n]))) {
		if (n >= line.len || !strchr("IVX", line.ptr[n]))
			break;
		n++;
	}
	return n && n < 5 && n + 1 < line.len && line.ptr[n] == '.' &&
			       line.ptr[n + 1] == ' ' ?
		       n :
		       0;
}

/* A numbered line that is no sentence, with a paragraph below it. */
static bool is_heading(const struct vb_page *page, size_t i)
{
	struct vb_str line = page->lines[i].text;
	size_t next = i + 1;

	while (next < page->n && page->lines[next].drop)
		next++;
	return line.len <= HEADING_MAX && numeral(line) &&
	       !strchr(".,;:", line.ptr[line.len - 1]) && next < page->n &&
	       page->lines[next].kind == VB_LINE_PROSE;
}

/* Of a line without a mark, or one that is but a paragraph. */
static enum vb_block_kind look(const struct vb_page *page, size_t i)
{
	const struct vb_line *line = &page->lines[i];
	bool amid = page->portal && i > page->first && i < page->last &&
		    line->kind == VB_LINE_SHORT;

	if (amid && line->text.len <= CAPTION_MAX &&
	    ((line->mark && line->mark->picture) || is_caption(line->text)))
		return VB_BLOCK_CAPTION;
	if (line->mark)
		return VB_BLOCK_PARAGRAPH;
	if (is_bullet(line->text))
		return VB_BLOCK_ITEM;
	return is_heading(page, i) ? VB_BLOCK_HEADING : VB_BLOCK_PARAGRAPH;
}

static struct vb_block block_of(const struct vb_page *page, size_t i)
{
	const struct vb_line *line = &page->lines[i];
	struct vb_block b = { .kind = VB_BLOCK_PARAGRAPH,
			      .from = line->from,
			      .to = line->to };

	if (line->mark && line->mark->kind != VB_BLOCK_PARAGRAPH) {
		b.kind = line->mark->kind;
		b.level = line->mark->level;
		return b;
	}
	b.kind = look(page, i);
	if (b.kind == VB_BLOCK_ITEM)
		b.level = 1;
	else if (b.kind == VB_BLOCK_HEADING)
		b.level = 2;
	return b;
}

/* Of a plain text nothing is known, unless it is a page. */
static vb_status put_blocks(struct vb_page *page)
{
	struct vb_record *record = page->record;
	struct vb_block *blocks;
	size_t n = 0;

	if ((!page->html && !page->portal) || !page->n)
		return VB_OK;
	blocks = vb_arena_calloc(record->arena, page->n, sizeof(*blocks));
	if (!blocks)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < page->n; i++) {
		struct vb_line *line = &page->lines[i];

		if (line->drop)
			continue;
		if (n && line->from && record->text.ptr[line->from - 1] == ' ')
			blocks[n - 1].to = line->to; /* was broken */
		else
			blocks[n++] = block_of(page, i);
	}
	record->blocks = blocks;
	record->n_blocks = n;
	return VB_OK;
}

/*
 * Does `b` go on in the middle of a sentence that `a` began? Pages break
 * paragraphs around pictures.
 */
static bool broken_between(struct vb_str a, struct vb_str b)
{
	char last = a.ptr[a.len - 1];
	size_t len;
	uint32_t c = vb_letter_at(b, 0, &len);

	return a.len >= 120 && vb_letter_is(vb_letter_before(a, a.len)) &&
	       vb_letter_is(c) && !vb_letter_is_upper(c) && last != ':' &&
	       !(b.len > 1 && (b.ptr[len] == ')' || b.ptr[len] == '.'));
}

vb_status vb_page_build(struct vb_page *page, bool join)
{
	struct vb_buf out = VB_BUF_INIT(2 * VB_FORMAT_TEXT_LIMIT);
	const struct vb_line *before = NULL;
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < page->n; i++) {
		struct vb_line *line = &page->lines[i];
		char sep = '\n';

		if (line->drop)
			continue;
		if (before && join && broken_between(before->text, line->text))
			sep = ' ';
		if (before)
			st = vb_buf_append_char(&out, sep);
		line->from = out.len;
		if (!st)
			st = vb_buf_append(&out, line->text);
		line->to = out.len;
		before = line;
	}
	if (!st && !vb_arena_dup(&page->record->text, page->record->arena,
				 vb_buf_str(&out)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&out);
	return st ? st : put_blocks(page);
}
