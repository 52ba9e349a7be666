#include "format/markup.h"

#include <stdlib.h>

#include "format/fontrun.h"
#include "format/markup_list.h"
#include "format/markup_note.h"
#include "format/reader.h"
#include "format/tags.h"

#define CELL_BYTES 300	  /* more is a layout, not a cell */
#define CAPTION_BYTES 600 /* more is no caption, whatever its class */
#define LINKS_MENU 3	  /* so many links in a line make a menu */
#define LETTERS_MENU 7	  /* more bytes of words outside links: a sentence */
#define LINK_LONG 200	  /* a line so long is text even if it is a link */
#define LIST_HEAD 80	  /* bytes of a line that may head a list of links */
#define LIST_DEPTH 32	  /* items of deeper lists have no number */

/* ARIA roles that say: not the text. */
static const char *const aria_drop[] = {
	"navigation", "contentinfo", "complementary", "search",	 "button",
	"tab",	      "tablist",     "menu",	      "menubar", "dialog",
};

/* Words in class or id that name furniture; the element is dropped unless it
 * holds much of the page's text. */
static const char *const furniture[] = {
	"menu",	   "nav",	 "navbar",  "breadcrumb", "breadcrumbs",
	"sidebar", "footer",	 "banner",  "share",	  "social",
	"comment", "comments",	 "counter", "visitor",	  "weather",
	"advert",  "quangcao",	 "thongke", "lienket",	  "search",
	"login",   "pagination", "toolbar",
};

/* … and those of lists of other pages. */
static const char *const others[] = { "related", "tinkhac", "tinlienquan" };

/* … and of what stands under a picture. */
static const char *const captions[] = { "caption", "figcaption", "chuthich",
					"chuthichanh" };

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* The element that holds the text: <article>, <main>, or the whole body. */
static const xmlNode *find_main(const xmlNode *node, size_t all, unsigned depth)
{
	const xmlNode *found;

	if (node->type != XML_ELEMENT_NODE || depth > VB_TAG_DEPTH ||
	    vb_tag_weight(node) * 2 < all)
		return NULL;
	/* The innermost that still holds half of everything. */
	for (const xmlNode *child = node->children; child;
	     child = child->next) {
		found = find_main(child, all, depth + 1);
		if (found)
			return found;
	}
	if (vb_tag_of(node) == VB_TAG_ARTICLE ||
	    vb_tag_of(node) == VB_TAG_MAIN ||
	    vb_str_eq(vb_tag_attribute(node, "role"), VB_STR("main")) ||
	    vb_str_eq(vb_tag_attribute(node, "itemprop"),
		      VB_STR("articleBody")))
		return node;
	return NULL;
}

/* A line of text while it is gathered. */
struct block {
	size_t start, end; /* in the raw buffer */
	size_t link_bytes;
	size_t letters; /* bytes of words outside links */
	unsigned links;
	struct vb_mark mark;
	bool aside; /* not of the text */
};

struct walk {
	struct vb_buf raw;
	struct block *blocks;
	size_t n, cap;
	struct block now;
	size_t all;	     /* weight of the whole page */
	const xmlNode *skip; /* read already */
	unsigned in_link, in_row, in_pre, in_aside, in_caption, in_note;
	unsigned lists;
	unsigned heading; /* its level, or 0 */
	bool item;	  /* the next block begins an item */
	bool after_mark;  /* a note's mark just ended */
	struct vb_markup_list list[LIST_DEPTH];
	struct vb_buf label; /* the item's number, before its first text */
	bool picture, next_picture; /* before this block, or in it */
	struct vb_fontrun fonts;
	struct vb_font_now font;
	vb_status st;
};

static struct vb_mark mark_now(const struct walk *w)
{
	struct vb_mark mark = { .kind = VB_BLOCK_PARAGRAPH,
				.picture = w->picture };

	if (w->in_row) {
		mark.kind = VB_BLOCK_ROW;
	} else if (w->heading) {
		mark.kind = VB_BLOCK_HEADING;
		mark.level = (unsigned char)w->heading;
	} else if (w->in_note) {
		mark.kind = VB_BLOCK_NOTE;
	} else if (w->in_caption) {
		mark.kind = VB_BLOCK_CAPTION;
	} else if (w->item) {
		mark.kind = VB_BLOCK_ITEM;
		mark.level = (unsigned char)(!w->lists	    ? 1 :
					     w->lists > 255 ? 255 :
							      w->lists);
	}
	return mark;
}

static void add_block(struct walk *w)
{
	if (w->n == w->cap) {
		size_t cap = w->cap ? w->cap * 2 : 64;
		struct block *more = realloc(w->blocks, cap * sizeof(*more));

		if (!more) {
			w->st = VB_NO_MEMORY;
			return;
		}
		w->blocks = more;
		w->cap = cap;
	}
	w->now.mark = mark_now(w);
	w->now.aside = w->in_aside > 0;
	w->blocks[w->n++] = w->now;
	w->item = false;
	w->picture = w->next_picture;
	w->next_picture = false;
}

static void end_block(struct walk *w)
{
	w->now.end = w->raw.len;
	if (!w->st && w->now.end > w->now.start)
		add_block(w);
	w->now = (struct block){ .start = w->raw.len };
	w->after_mark = false;
}

/* Bytes of letters; of a few bytes only, more do not matter. */
static size_t count_letters(struct vb_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n <= LETTERS_MENU; i++)
		n += (s.ptr[i] | 32) >= 'a' ? (s.ptr[i] | 32) <= 'z' :
					      s.ptr[i] < 0;
	return n;
}

/* The item's number, unless its text begins with that itself. */
static void put_label(struct walk *w, struct vb_str text)
{
	struct vb_str label = vb_buf_str(&w->label);

	if (!vb_str_starts(text, vb_str_trim(label)) && !w->in_aside) {
		w->st = vb_buf_append(&w->raw, label);
		w->now.link_bytes += w->in_link ? label.len : 0;
	}
	vb_buf_truncate(&w->label, 0);
}

static void put(struct walk *w, struct vb_str s)
{
	if (w->label.len && !w->st)
		put_label(w, s);
	if (!w->st)
		w->st = vb_buf_append(&w->raw, s);
	if (w->in_link)
		w->now.link_bytes += s.len;
	else if (w->now.letters <= LETTERS_MENU)
		w->now.letters += count_letters(s);
}

static void put_char(struct walk *w, char c)
{
	if (!w->st)
		w->st = vb_buf_append_char(&w->raw, c);
}

/* Does the line gathered so far end in a word? */
static bool after_word(const struct walk *w)
{
	return w->raw.len > w->now.start && w->raw.ptr[w->raw.len - 1] != ' ' &&
	       w->raw.ptr[w->raw.len - 1] != '\t';
}

/* A word is set apart from a note's mark on either side of it. */
static void put_gap(struct walk *w)
{
	if (after_word(w))
		put_char(w, ' ');
}

static bool is_word_byte(char c)
{
	return (unsigned)((c | 32) - 'a') < 26 || (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Text with its white space made single spaces, but in <pre>. */
static void put_text(struct walk *w, struct vb_str s)
{
	size_t at = 0;

	while (at < s.len && !w->st) {
		size_t from = at;

		while (at < s.len && !is_space(s.ptr[at]))
			at++;
		if (at > from && w->after_mark && is_word_byte(s.ptr[from]))
			put_gap(w);
		w->after_mark &= at == from;
		if (at > from)
			put(w, vb_str_sub(s, from, at));
		if (at == s.len)
			break;
		if (s.ptr[at] == '\n' && w->in_pre && !w->in_row)
			end_block(w);
		else if (after_word(w))
			put_char(w, ' ');
		at++;
	}
}

/* Text in the font of an old encoding is read in that first. */
static void put_node(struct walk *w, const xmlNode *node)
{
	struct vb_str s = vb_str_from((const char *)node->content);

	if (w->font.charset && !w->st)
		w->st = vb_fontrun_read(&s, &w->fonts, s, &w->font);
	put_text(w, s);
}

/* What a block element is beside the text. */
enum place { TEXT, ASIDE, NOWHERE };

static enum place place_of(const struct walk *w, const xmlNode *node)
{
	enum vb_tag_role role = vb_tag_role_of(node);
	struct vb_str aria;

	if (role == VB_ROLE_DROP)
		return NOWHERE;
	if (role == VB_ROLE_FURNITURE)
		return w->in_aside ? ASIDE : NOWHERE;
	if (role == VB_ROLE_ASIDE)
		return ASIDE;
	if (role == VB_ROLE_INLINE || vb_tag_of(node) == VB_TAG_BODY)
		return TEXT;
	aria = vb_tag_attribute(node, "role");
	for (size_t i = 0; aria.len && i < COUNT(aria_drop); i++)
		if (vb_str_eq(aria, vb_str_from(aria_drop[i])))
			return NOWHERE;
	if (vb_tag_weight(node) * 10 > w->all * 3)
		return TEXT;
	if (vb_tag_is_named(node, others, COUNT(others)))
		return ASIDE;
	return vb_tag_of(node) == VB_TAG_FORM ||
			       vb_tag_is_named(node, furniture,
					       COUNT(furniture)) ?
		       NOWHERE :
		       TEXT;
}

/* Does a cell hold so little that its row is one line? */
static bool is_plain_cell(const xmlNode *cell)
{
	unsigned blocks = 0;

	if (vb_tag_weight(cell) > CELL_BYTES)
		return false;
	for (const xmlNode *child = cell->children; child;
	     child = child->next) {
		enum vb_tag tag = vb_tag_of(child);

		if (tag == VB_TAG_TABLE || tag == VB_TAG_UL || tag == VB_TAG_OL)
			return false;
		blocks += tag == VB_TAG_P || tag == VB_TAG_DIV ||
			  tag == VB_TAG_BR;
	}
	return blocks < 2;
}

static bool holds(const xmlNode *node, const char *words, unsigned depth)
{
	if (vb_tag_is_text(node))
		return strstr((const char *)node->content, words) != NULL;
	if (depth > VB_TAG_DEPTH)
		return false;
	for (const xmlNode *child = node->children; child; child = child->next)
		if (holds(child, words, depth + 1))
			return true;
	return false;
}

/* Not the two columns of a letterhead: those are read one after the other. */
static bool is_plain_row(const xmlNode *row)
{
	unsigned cells = 0;

	for (const xmlNode *cell = row->children; cell; cell = cell->next) {
		if (cell->type != XML_ELEMENT_NODE)
			continue;
		if (!is_plain_cell(cell))
			return false;
		cells++;
	}
	return cells > 1 && !holds(row, "Độc lập", 0) &&
	       !holds(row, "CỘNG S", 0);
}

static void walk(struct walk *w, const xmlNode *node, unsigned depth);

static void walk_children(struct walk *w, const xmlNode *node, unsigned depth)
{
	for (const xmlNode *child = node->children; child && !w->st;
	     child = child->next)
		walk(w, child, depth + 1);
}

/* A row of a table as one line, its cells set apart by tabs. */
static void walk_row(struct walk *w, const xmlNode *row, unsigned depth)
{
	end_block(w);
	w->in_row++;
	for (const xmlNode *cell = row->children; cell && !w->st;
	     cell = cell->next) {
		if (cell->type != XML_ELEMENT_NODE)
			continue;
		if (w->raw.len > w->now.start)
			put_char(w, '\t');
		walk_children(w, cell, depth + 1);
	}
	end_block(w);
	w->in_row--;
}

/* An element without content that does something to the line. */
static bool walk_empty(struct walk *w, enum vb_tag tag)
{
	if (tag == VB_TAG_IMG) {
		if (w->raw.len > w->now.start)
			w->next_picture = true;
		else
			w->picture = true;
		return true;
	}
	if (tag != VB_TAG_BR && tag != VB_TAG_HR)
		return false;
	if (w->in_row)
		put_char(w, ' ');
	else
		end_block(w);
	return true;
}

static bool is_caption(const xmlNode *node, enum vb_tag tag)
{
	if (tag == VB_TAG_FIGCAPTION || tag == VB_TAG_CAPTION)
		return true;
	return vb_tag_role_of(node) == VB_ROLE_BLOCK &&
	       vb_tag_weight(node) <= CAPTION_BYTES &&
	       vb_tag_is_named(node, captions, COUNT(captions));
}

/* A list begins, or an item of one. */
static void enter_list(struct walk *w, const xmlNode *node, enum vb_tag tag)
{
	struct vb_markup_list *list =
		w->lists <= LIST_DEPTH ? w->list + w->lists : NULL;

	if (tag != VB_TAG_LI && list)
		vb_markup_list_begin(list - 1, node);
	if (tag != VB_TAG_LI)
		return;
	w->item = true;
	vb_buf_truncate(&w->label, 0);
	if (w->lists && list && !w->st)
		w->st = vb_markup_list_item(&w->label, list - 1, node);
}

/* What is true of all that is in `node`: `by` 1 to enter it, -1 to leave. */
static void enter(struct walk *w, const xmlNode *node, enum vb_tag tag,
		  bool caption, int by)
{
	if (tag == VB_TAG_A)
		w->in_link += (unsigned)by;
	if (tag == VB_TAG_PRE)
		w->in_pre += (unsigned)by;
	if (tag == VB_TAG_UL || tag == VB_TAG_OL)
		w->lists += (unsigned)by;
	if (caption)
		w->in_caption += (unsigned)by;
	if (by < 0 && tag == VB_TAG_LI)
		vb_buf_truncate(&w->label, 0); /* it was empty */
	if (by < 0)
		return;
	if (tag == VB_TAG_A)
		w->now.links++;
	if (tag == VB_TAG_LI || tag == VB_TAG_UL || tag == VB_TAG_OL)
		enter_list(w, node, tag);
	if (tag >= VB_TAG_H1 && tag <= VB_TAG_H6)
		w->heading = (unsigned)(tag - VB_TAG_H1) + 1;
	if (node->properties)
		vb_font_enter(&w->font, vb_tag_attribute(node, "face"),
			      vb_tag_attribute(node, "style"));
}

static void walk_element(struct walk *w, const xmlNode *node, unsigned depth)
{
	enum vb_tag tag = vb_tag_of(node);
	bool block = vb_tag_role_of(node) != VB_ROLE_INLINE, caption, mark;
	bool note = vb_markup_is_note(node);
	struct vb_font_now font = w->font;
	unsigned heading = w->heading;

	if (walk_empty(w, tag))
		return;
	if (tag == VB_TAG_TR && !w->in_row && is_plain_row(node)) {
		walk_row(w, node, depth);
		return;
	}
	if (block && !w->in_row)
		end_block(w);
	else if (block && after_word(w))
		put_char(w, ' ');
	mark = vb_markup_is_mark(node,
				 vb_str_skip(vb_buf_str(&w->raw), w->now.start),
				 w->in_link > 0);
	if (mark)
		put_gap(w);
	w->in_note += note;
	caption = is_caption(node, tag);
	enter(w, node, tag, caption, 1);
	walk_children(w, node, depth);
	if (block && !w->in_row)
		end_block(w);
	enter(w, node, tag, caption, -1);
	w->in_note -= note;
	w->after_mark |= mark;
	w->heading = heading;
	w->font = font;
}

static void walk(struct walk *w, const xmlNode *node, unsigned depth)
{
	enum place place;

	if (vb_tag_is_text(node)) {
		put_node(w, node);
		return;
	}
	if (node->type != XML_ELEMENT_NODE || depth >= VB_TAG_DEPTH ||
	    node == w->skip)
		return;
	place = place_of(w, node);
	if (place == NOWHERE)
		return;
	if (place == ASIDE)
		end_block(w);
	w->in_aside += place == ASIDE;
	walk_element(w, node, depth);
	if (place == ASIDE)
		end_block(w);
	w->in_aside -= place == ASIDE;
}

static bool is_linky(const struct block *b)
{
	size_t len = b->end - b->start;

	return b->links && b->link_bytes * 10 >= len * 6 &&
	       b->letters <= LETTERS_MENU;
}

/* One link in a line of its own may be the text's; several are a menu. */
static bool is_menu(const struct walk *w, size_t i)
{
	const struct block *b = &w->blocks[i];

	if (!is_linky(b) || (b->links == 1 && b->end - b->start > LINK_LONG))
		return false;
	return b->links >= LINKS_MENU || (b->links > 1 && !b->letters) ||
	       (i && is_linky(b - 1)) || (i + 1 < w->n && is_linky(b + 1));
}

static vb_status put_line(struct vb_buf *out, const struct walk *w, size_t i)
{
	vb_status st = vb_buf_append(out, vb_str_sub(vb_buf_str(&w->raw),
						     w->blocks[i].start,
						     w->blocks[i].end));

	return st ? st : vb_buf_append_char(out, '\n');
}

/* The line before a menu may be its head. */
static bool is_head(const struct walk *w, size_t i)
{
	const struct block *b = &w->blocks[i];

	return !b->aside && b->end - b->start <= LIST_HEAD && !is_menu(w, i);
}

static vb_status put_blocks(struct vb_markup *m, const struct walk *w)
{
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < w->n; i++) {
		const struct block *b = &w->blocks[i];

		if (!b->aside && !is_menu(w, i)) {
			st = vb_marks_add(&m->marks, b->mark);
			if (!st)
				st = put_line(&m->lines, w, i);
			continue;
		}
		if (!b->aside && i && is_head(w, i - 1))
			st = put_line(&m->around, w, i - 1);
		if (!st)
			st = put_line(&m->around, w, i);
	}
	return st;
}

void vb_markup_init(struct vb_markup *m)
{
	*m = (struct vb_markup){
		.lines = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT),
		.around = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT),
	};
	vb_about_init(&m->about);
}

void vb_markup_clear(struct vb_markup *m)
{
	vb_buf_clear(&m->lines);
	vb_buf_clear(&m->around);
	vb_marks_clear(&m->marks);
	vb_about_clear(&m->about);
}

/* The main part first, then what is around it. */
static void walk_page(struct walk *w, const xmlNode *node)
{
	const xmlNode *text = w->all ? find_main(node, w->all, 0) : NULL;

	walk(w, text ? text : node, 0);
	end_block(w);
	if (!text)
		return;
	w->skip = text;
	w->in_aside++;
	walk(w, node, 0);
	end_block(w);
	w->in_aside--;
	w->skip = NULL;
}

vb_status vb_markup_read(struct vb_markup *m, xmlDocPtr doc)
{
	struct walk w = { .raw = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT),
			  .label = VB_BUF_INIT(256) };
	vb_status st = VB_OK;

	vb_fontrun_init(&w.fonts, m->main);
	for (xmlNode *node = doc->children; node; node = node->next)
		w.all += vb_tags_weigh(node);
	for (xmlNode *node = doc->children; node && !st; node = node->next) {
		st = vb_about_read(&m->about, node);
		if (!st)
			walk_page(&w, node);
	}
	if (!st)
		st = w.st;
	if (!st)
		st = put_blocks(m, &w);
	vb_fontrun_report(&m->encoding, &w.fonts);
	vb_fontrun_clear(&w.fonts);
	free(w.blocks);
	vb_buf_clear(&w.label);
	vb_buf_clear(&w.raw);
	return st;
}
