#include "format/markup_note.h"

#include "format/tags.h"

#define MARK_BYTES 8 /* "[12]", "(***)" */
#define MARK_DEPTH 8 /* fonts and links around it */
#define YEAR 3	     /* digits of a number that has no exponent */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Words of class, id and role: LibreOffice, Word, Pandoc and Markdown. */
static const char *const notes[] = { "sdfootnote", "sdendnote",
				     "MsoFootnoteText", "MsoEndnoteText" };
static const char *const marks[] = {
	"sdfootnoteanc", "sdfootnotesym",	 "sdendnoteanc",
	"sdendnotesym",	 "MsoFootnoteReference", "MsoEndnoteReference",
};

bool vb_markup_is_note(const xmlNode *node)
{
	struct vb_str role;

	if (!node->properties || vb_tag_role_of(node) != VB_ROLE_BLOCK)
		return false;
	role = vb_tag_attribute(node, "role");
	return vb_tag_is_named(node, notes, COUNT(notes)) ||
	       vb_str_eq(role, VB_STR("doc-footnote")) ||
	       vb_str_eq(role, VB_STR("doc-endnote")) ||
	       vb_str_eq(role, VB_STR("doc-endnotes"));
}

/* A mark while it is looked at. */
struct mark {
	size_t n; /* signs */
	bool link, bracket, other;
};

static void look(struct mark *m, const xmlNode *node, unsigned depth)
{
	if (depth > MARK_DEPTH || m->n > MARK_BYTES)
		m->other = true;
	if (m->other)
		return;
	m->link |= vb_tag_of(node) == VB_TAG_A;
	for (const xmlChar *c = vb_tag_is_text(node) ? node->content : NULL;
	     c && *c && m->n <= MARK_BYTES; c++) {
		if (strchr(" \n\t\r", *c))
			continue;
		m->bracket |= strchr("()[]*", *c) != NULL;
		m->other |= !strchr("0123456789()[]*", *c);
		m->n++;
	}
	for (const xmlNode *child = node->children; child && !m->other;
	     child = child->next)
		look(m, child, depth + 1);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (unsigned)((c | 32) - 'a') < 26 || (unsigned char)c >= 0x80;
}

/* How many bytes at the end of `s` are such? */
static size_t tail(struct vb_str s, bool (*is)(char))
{
	size_t n = 0;

	while (n < s.len && n < 16 && is(s.ptr[s.len - 1 - n]))
		n++;
	return n;
}

/* "m", "km", "x", "10": does a raised number make one word with it? */
static bool takes_exponent(struct vb_str before)
{
	static const char *const lengths[] = { "km", "hm", "dm", "cm", "mm" };
	size_t n = tail(before, is_digit);

	if (n)
		return n < YEAR;
	n = tail(before, is_letter);
	for (size_t i = 0; n == 2 && i < COUNT(lengths); i++)
		if (vb_str_ends(before, vb_str_from(lengths[i])))
			return true;
	return n == 1;
}

bool vb_markup_is_mark(const xmlNode *node, struct vb_str before, bool in_link)
{
	struct mark m = { .link = in_link };
	bool named;

	if (vb_tag_role_of(node) != VB_ROLE_INLINE)
		return false;
	named = node->properties && vb_tag_is_named(node, marks, COUNT(marks));
	if (!named && vb_tag_of(node) != VB_TAG_SUP)
		return false;
	if (named)
		return true;
	look(&m, node, 0);
	return m.n && !m.other &&
	       (m.link || m.bracket || !takes_exponent(before));
}
