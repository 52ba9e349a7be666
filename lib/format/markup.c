#include "format/markup.h"

#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

#include "format/format.h"

#define META_BYTES 65536
#define CELL_BYTES 300 /* more is a layout, not a cell */
#define LINKS_MENU 3   /* so many links in a line make a menu */
#define LINK_LONG 200  /* a line so long is text even if it is a link */
#define DEPTH_MAX 400  /* the parser stops at 256 */

/* How an element takes part in the text. */
enum role {
	INLINE,
	BLOCK,
	DROP,	   /* never read */
	FURNITURE, /* header: only a heading in it is the page's */
};

static const struct {
	const char *name;
	enum role role;
} roles[] = {
	{ "script", DROP },	 { "style", DROP },    { "noscript", DROP },
	{ "template", DROP },	 { "iframe", DROP },   { "object", DROP },
	{ "svg", DROP },	 { "canvas", DROP },   { "button", DROP },
	{ "select", DROP },	 { "option", DROP },   { "input", DROP },
	{ "textarea", DROP },	 { "nav", DROP },      { "aside", DROP },
	{ "footer", DROP },	 { "head", DROP },     { "dialog", DROP },
	{ "header", FURNITURE }, { "a", INLINE },      { "abbr", INLINE },
	{ "acronym", INLINE },	 { "b", INLINE },      { "bdo", INLINE },
	{ "big", INLINE },	 { "cite", INLINE },   { "code", INLINE },
	{ "del", INLINE },	 { "dfn", INLINE },    { "em", INLINE },
	{ "font", INLINE },	 { "i", INLINE },      { "img", INLINE },
	{ "ins", INLINE },	 { "kbd", INLINE },    { "label", INLINE },
	{ "mark", INLINE },	 { "o:p", INLINE },    { "q", INLINE },
	{ "s", INLINE },	 { "samp", INLINE },   { "small", INLINE },
	{ "span", INLINE },	 { "strike", INLINE }, { "strong", INLINE },
	{ "sub", INLINE },	 { "sup", INLINE },    { "time", INLINE },
	{ "tt", INLINE },	 { "u", INLINE },      { "var", INLINE },
	{ "wbr", INLINE },
};

/* ARIA roles that say: not the text. */
static const char *const aria_drop[] = {
	"navigation", "contentinfo", "complementary", "search",	 "button",
	"tab",	      "tablist",     "menu",	      "menubar", "dialog",
};

/* Words in class or id that name furniture; the element is dropped unless it
 * holds much of the page's text. */
static const char *const furniture[] = {
	"menu",	       "nav",	  "navbar",   "breadcrumb", "breadcrumbs",
	"sidebar",     "footer",  "banner",   "share",	    "social",
	"related",     "comment", "comments", "counter",    "visitor",
	"weather",     "advert",  "quangcao", "thongke",    "tinkhac",
	"tinlienquan", "lienket", "search",   "login",	    "pagination",
	"toolbar",
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       !strcmp((const char *)node->name, name);
}

static enum role role_of(const xmlNode *node)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (is(node, roles[i].name))
			return roles[i].role;
	return BLOCK;
}

/* An attribute's value as it stands in the tree; borrowed, may be empty. */
static struct vb_str attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attr = node->properties;

	for (; attr; attr = attr->next)
		if (!strcmp((const char *)attr->name, name) && attr->children &&
		    attr->children->content)
			return vb_str_from(
				(const char *)attr->children->content);
	return VB_STR_EMPTY;
}

static bool is_text(const xmlNode *node)
{
	return (node->type == XML_TEXT_NODE ||
		node->type == XML_CDATA_SECTION_NODE) &&
	       node->content;
}

/* Text bytes outside links below each element, kept in _private. */
static size_t weigh(xmlNode *node, unsigned depth)
{
	size_t total = 0;

	if (is_text(node))
		return strlen((const char *)node->content);
	if (node->type != XML_ELEMENT_NODE || role_of(node) == DROP ||
	    is(node, "a") || depth > DEPTH_MAX)
		return 0;
	for (xmlNode *child = node->children; child; child = child->next)
		total += weigh(child, depth + 1);
	node->_private = (void *)(uintptr_t)total;
	return total;
}

static size_t weight(const xmlNode *node)
{
	return (size_t)(uintptr_t)node->_private;
}

static bool word_in(struct vb_str s, const char *const *table, size_t n)
{
	size_t at = 0;

	while (at < s.len) {
		size_t start = at;

		while (at < s.len &&
		       ((s.ptr[at] | 32) >= 'a' && (s.ptr[at] | 32) <= 'z'))
			at++;
		for (size_t i = 0; i < n && at > start; i++)
			if (strlen(table[i]) == at - start &&
			    !strncasecmp(table[i], s.ptr + start, at - start))
				return true;
		at += at == start;
	}
	return false;
}

/* The element that holds the text: <article>, <main>, or the whole body. */
static const xmlNode *find_main(const xmlNode *node, size_t all, unsigned depth)
{
	const xmlNode *found;

	if (node->type != XML_ELEMENT_NODE || depth > DEPTH_MAX ||
	    weight(node) * 2 < all)
		return NULL;
	/* The innermost that still holds half of everything. */
	for (const xmlNode *child = node->children; child;
	     child = child->next) {
		found = find_main(child, all, depth + 1);
		if (found)
			return found;
	}
	if (is(node, "article") || is(node, "main") ||
	    vb_str_eq(attribute(node, "role"), VB_STR("main")) ||
	    vb_str_eq(attribute(node, "itemprop"), VB_STR("articleBody")))
		return node;
	return NULL;
}

/* A line of text while it is gathered. */
struct block {
	size_t start, end; /* in the raw buffer */
	size_t link_bytes;
	unsigned links;
};

struct walk {
	struct vb_buf raw;
	struct block *blocks;
	size_t n, cap;
	struct block now;
	size_t all; /* weight of the whole page */
	unsigned in_link, in_row, in_pre;
	vb_status st;
};

static void end_block(struct walk *w)
{
	struct block *more;

	w->now.end = w->raw.len;
	if (w->st || w->now.end == w->now.start)
		goto next;
	if (w->n == w->cap) {
		size_t cap = w->cap ? w->cap * 2 : 64;

		more = realloc(w->blocks, cap * sizeof(*more));
		if (!more) {
			w->st = VB_NO_MEMORY;
			goto next;
		}
		w->blocks = more;
		w->cap = cap;
	}
	w->blocks[w->n++] = w->now;
next:
	w->now = (struct block){ .start = w->raw.len };
}

static void put(struct walk *w, char c)
{
	if (!w->st)
		w->st = vb_buf_append_char(&w->raw, c);
	if (w->in_link && c != ' ')
		w->now.link_bytes++;
}

/* Does the line gathered so far end in a word? */
static bool after_word(const struct walk *w)
{
	return w->raw.len > w->now.start && w->raw.ptr[w->raw.len - 1] != ' ' &&
	       w->raw.ptr[w->raw.len - 1] != '\t';
}

/* Text with its white space made single spaces, but in <pre>. */
static void put_text(struct walk *w, const char *s)
{
	for (; *s && !w->st; s++) {
		bool space = *s == ' ' || *s == '\n' || *s == '\t' ||
			     *s == '\r' || *s == '\f';

		if (*s == '\n' && w->in_pre && !w->in_row)
			end_block(w);
		else if (!space)
			put(w, *s);
		else if (after_word(w))
			put(w, ' ');
	}
}

static bool is_dropped(const struct walk *w, const xmlNode *node)
{
	struct vb_str aria = attribute(node, "role");

	if (role_of(node) != BLOCK || is(node, "body"))
		return role_of(node) == DROP;
	for (size_t i = 0; i < COUNT(aria_drop); i++)
		if (vb_str_eq(aria, vb_str_from(aria_drop[i])))
			return true;
	if (weight(node) * 10 > w->all * 3)
		return false;
	return is(node, "form") ||
	       word_in(attribute(node, "class"), furniture, COUNT(furniture)) ||
	       word_in(attribute(node, "id"), furniture, COUNT(furniture));
}

/* Does a cell hold so little that its row is one line? */
static bool is_plain_cell(const xmlNode *cell)
{
	unsigned blocks = 0;

	if (weight(cell) > CELL_BYTES)
		return false;
	for (const xmlNode *child = cell->children; child;
	     child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (is(child, "table") || is(child, "ul") || is(child, "ol"))
			return false;
		blocks += is(child, "p") || is(child, "div") || is(child, "br");
	}
	return blocks < 2;
}

static bool holds(const xmlNode *node, const char *words, unsigned depth)
{
	if (is_text(node))
		return strstr((const char *)node->content, words) != NULL;
	if (depth > DEPTH_MAX)
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
			put(w, '\t');
		walk_children(w, cell, depth + 1);
	}
	w->in_row--;
	end_block(w);
}

static void walk_element(struct walk *w, const xmlNode *node, unsigned depth)
{
	bool block = role_of(node) != INLINE;
	bool link = is(node, "a"), pre = is(node, "pre");

	if (is(node, "br") || is(node, "hr")) {
		if (w->in_row)
			put(w, ' ');
		else
			end_block(w);
		return;
	}
	if (is(node, "tr") && !w->in_row && is_plain_row(node)) {
		walk_row(w, node, depth);
		return;
	}
	if (block && !w->in_row)
		end_block(w);
	else if (block && after_word(w))
		put(w, ' ');
	w->in_link += link;
	w->in_pre += pre;
	w->now.links += link;
	walk_children(w, node, depth);
	w->in_pre -= pre;
	w->in_link -= link;
	if (block && !w->in_row)
		end_block(w);
}

static void walk(struct walk *w, const xmlNode *node, unsigned depth)
{
	if (is_text(node))
		put_text(w, (const char *)node->content);
	else if (node->type == XML_ELEMENT_NODE && depth < DEPTH_MAX &&
		 !is_dropped(w, node) && role_of(node) != FURNITURE)
		walk_element(w, node, depth);
}

static bool is_linky(const struct block *b)
{
	size_t len = b->end - b->start;

	return b->links && b->link_bytes * 10 >= len * 6;
}

/* One link in a line of its own may be the text's; several are a menu. */
static bool is_menu(const struct walk *w, size_t i)
{
	const struct block *b = &w->blocks[i];

	if (!is_linky(b) || (b->links == 1 && b->end - b->start > LINK_LONG))
		return false;
	return b->links >= LINKS_MENU || (i && is_linky(b - 1)) ||
	       (i + 1 < w->n && is_linky(b + 1));
}

static vb_status put_blocks(struct vb_buf *out, const struct walk *w)
{
	struct vb_str raw = vb_buf_str(&w->raw);
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < w->n; i++) {
		const struct block *b = &w->blocks[i];

		if (is_menu(w, i))
			continue;
		st = vb_buf_append(out, vb_str_sub(raw, b->start, b->end));
		if (!st)
			st = vb_buf_append_char(out, '\n');
	}
	return st;
}

/* All text below `node`, white space as it comes. */
static vb_status gather(struct vb_buf *out, const xmlNode *node, unsigned depth)
{
	vb_status st = VB_OK;

	if (is_text(node))
		return vb_buf_append_cstr(out, (const char *)node->content);
	if (depth > DEPTH_MAX)
		return VB_OK;
	for (const xmlNode *child = node->children; child && !st;
	     child = child->next)
		st = gather(out, child, depth + 1);
	return st;
}

static vb_status set_once(struct vb_buf *buf, struct vb_str value)
{
	if (buf->len || !vb_str_trim(value).len || value.len > META_BYTES)
		return VB_OK;
	return vb_buf_append(buf, vb_str_trim(value));
}

/* Names under which pages state the day they were posted. */
static bool is_date_name(struct vb_str name)
{
	static const char *const names[] = {
		"article:published_time",
		"datePublished",
		"pubdate",
		"date",
		"DC.date",
		"DC.date.issued",
		"dc.date",
		"publishdate",
		"dateModified",
		"article:modified_time",
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (vb_str_eq(name, vb_str_from(names[i])))
			return true;
	return false;
}

static vb_status read_meta(struct vb_markup *m, const xmlNode *node)
{
	struct vb_str content = attribute(node, "content");
	struct vb_str name = attribute(node, "property");

	if (!name.len)
		name = attribute(node, "name");
	if (!name.len)
		name = attribute(node, "itemprop");
	if (vb_str_eq(name, VB_STR("og:title")))
		return set_once(&m->og_title, content);
	if (vb_str_eq(name, VB_STR("og:site_name")))
		return set_once(&m->site, content);
	return is_date_name(name) ? set_once(&m->date, content) : VB_OK;
}

/* The first <h1> with some words, or the first at all. */
static vb_status read_h1(struct vb_markup *m, const xmlNode *node)
{
	struct vb_buf text = VB_BUF_INIT(META_BYTES);
	vb_status st = gather(&text, node, 0);
	struct vb_str now = vb_str_trim(vb_buf_str(&m->h1));
	struct vb_str found = vb_str_trim(vb_buf_str(&text));

	if (st == VB_TOO_BIG)
		st = VB_OK; /* no heading */
	else if (!st && found.len &&
		 (!now.len || (now.len < 20 && found.len > now.len))) {
		vb_buf_truncate(&m->h1, 0);
		st = vb_buf_append(&m->h1, found);
	}
	vb_buf_clear(&text);
	return st;
}

/* The head, and what of the body speaks of the page itself. */
static vb_status read_about(struct vb_markup *m, const xmlNode *node,
			    unsigned depth)
{
	vb_status st = VB_OK;

	if (node->type != XML_ELEMENT_NODE || depth > DEPTH_MAX)
		return VB_OK;
	if (is(node, "nav") || is(node, "aside") || is(node, "footer") ||
	    is(node, "svg"))
		return VB_OK;
	if (is(node, "h1"))
		return read_h1(m, node);
	if (is(node, "meta"))
		st = read_meta(m, node);
	else if (is(node, "title") && !m->title.len)
		st = gather(&m->title, node, 0);
	else if (is(node, "html"))
		st = set_once(&m->language, attribute(node, "lang"));
	else if (is(node, "link") &&
		 vb_str_eq(attribute(node, "rel"), VB_STR("canonical")))
		st = set_once(&m->canonical, attribute(node, "href"));
	else if (is(node, "time"))
		st = set_once(&m->date, attribute(node, "datetime"));
	for (const xmlNode *child = node->children; child && !st;
	     child = child->next)
		st = read_about(m, child, depth + 1);
	return st;
}

void vb_markup_init(struct vb_markup *m)
{
	struct vb_buf small = VB_BUF_INIT(META_BYTES);

	m->title = m->og_title = m->h1 = m->date = small;
	m->language = m->canonical = m->site = small;
	m->lines = (struct vb_buf)VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
}

void vb_markup_clear(struct vb_markup *m)
{
	vb_buf_clear(&m->lines);
	vb_buf_clear(&m->title);
	vb_buf_clear(&m->og_title);
	vb_buf_clear(&m->h1);
	vb_buf_clear(&m->date);
	vb_buf_clear(&m->language);
	vb_buf_clear(&m->canonical);
	vb_buf_clear(&m->site);
}

vb_status vb_markup_read(struct vb_markup *m, xmlDocPtr doc)
{
	struct walk w = { .raw = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT) };
	vb_status st = VB_OK;

	for (xmlNode *node = doc->children; node; node = node->next)
		w.all += weigh(node, 0);
	for (xmlNode *node = doc->children; node && !st; node = node->next) {
		const xmlNode *text = NULL;

		st = read_about(m, node, 0);
		if (w.all)
			text = find_main(node, w.all, 0);
		if (!st)
			walk(&w, text ? text : node, 0);
		end_block(&w);
	}
	if (!st)
		st = w.st;
	if (!st)
		st = put_blocks(&m->lines, &w);
	free(w.blocks);
	vb_buf_clear(&w.raw);
	return st;
}
