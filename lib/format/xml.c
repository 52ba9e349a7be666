/*
 * XML: a tree by libxml2 without network, DTDs or entities, and the text of
 * its elements. Legal texts in Akoma Ntoso are read by akn.c, XHTML as HTML.
 */
#include <libxml/parser.h>
#include <pthread.h>
#include <stdint.h>

#include "format/xmltext.h"
#include "text/decode.h"

#define TREE_BYTES ((size_t)64 << 20) /* more is scanned without a tree */
#define PARSE_FLAGS                                                            \
	(XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |           \
	 XML_PARSE_RECOVER | XML_PARSE_IGNORE_ENC)

static void init_parser(void)
{
	xmlInitParser();
}

enum outcome { WHOLE, BROKEN, CUT };

/* Parse UTF-8. BROKEN: not well formed, but read to the end as it seems. */
static vb_status parse(xmlDocPtr *out, enum outcome *how, struct vb_str xml)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	xmlParserCtxtPtr ctxt;

	pthread_once(&once, init_parser);
	ctxt = xmlNewParserCtxt();
	if (!ctxt)
		return VB_NO_MEMORY;
	*out = xmlCtxtReadMemory(ctxt, xml.ptr, (int)xml.len, NULL, "UTF-8",
				 PARSE_FLAGS);
	*how = !*out || ctxt->disableSAX ? CUT :
	       ctxt->wellFormed		 ? WHOLE :
					   BROKEN;
	xmlFreeParserCtxt(ctxt);
	return VB_OK;
}

/*
 * Take the comments out, in place. libxml2 2.9 needs quadratic time for "--"
 * in one, and they say nothing.
 */
static void drop_comments(struct vb_buf *xml)
{
	static const struct {
		struct vb_str start, end;
		bool drop;
	} spans[] = {
		{ { "<!--", 4 }, { "-->", 3 }, true },
		{ { "<![CDATA[", 9 }, { "]]>", 3 }, false },
		{ { "<?", 2 }, { "?>", 2 }, false },
	};
	struct vb_str s = vb_buf_str(xml);
	size_t to = 0, at = 0, i, end;

	while (at < s.len) {
		struct vb_str rest = vb_str_skip(s, at);

		for (i = 0; i < 3; i++)
			if (s.ptr[at] == '<' &&
			    vb_str_starts(rest, spans[i].start))
				break;
		end = at + 1;
		if (i < 3) {
			end = vb_str_find(s, spans[i].end,
					  at + spans[i].start.len);
			end = end == VB_NPOS ? s.len : end + spans[i].end.len;
		}
		if (i == 3 || !spans[i].drop) {
			memmove(xml->ptr + to, s.ptr + at, end - at);
			to += end - at;
		}
		at = end;
	}
	if (xml->ptr)
		vb_buf_truncate(xml, to);
}

/* The encoding in `<?xml … encoding="…"?>`; may be empty. */
static struct vb_str declared_encoding(struct vb_str bytes)
{
	struct vb_str head = vb_str_sub(bytes, 0, 256);
	size_t end = vb_str_find(head, VB_STR("?>"), 0), at;

	head = vb_str_sub(head, 0, end);
	at = vb_str_find(head, VB_STR("encoding"), 0);
	if (end == VB_NPOS || at == VB_NPOS)
		return VB_STR_EMPTY;
	for (at += strlen("encoding"); at < head.len;)
		if (!strchr(" =\"'\t\r\n", head.ptr[at++]))
			break;
	if (at >= head.len)
		return VB_STR_EMPTY;
	head = vb_str_skip(head, at - 1);
	for (end = 0; end < head.len && !strchr("\"' ", head.ptr[end]);)
		end++;
	return vb_str_sub(head, 0, end);
}

/* --- any tree ------------------------------------------------------------ */

/* Elements that name the document, in whatever vocabulary. */
static const struct {
	const char *name;
	enum vb_field_id id;
} named[] = {
	{ "title", VB_FIELD_TITLE },	  { "headline", VB_FIELD_TITLE },
	{ "trichYeu", VB_FIELD_TITLE },	  { "TrichYeu", VB_FIELD_TITLE },
	{ "author", VB_FIELD_AUTHOR },	  { "creator", VB_FIELD_AUTHOR },
	{ "publisher", VB_FIELD_ORIGIN }, { "date", VB_FIELD_DATE },
	{ "pubDate", VB_FIELD_DATE },	  { "ngayBanHanh", VB_FIELD_DATE },
	{ "NgayBanHanh", VB_FIELD_DATE },
};

#define N_NAMED (sizeof(named) / sizeof(named[0]))

static bool has_word(const char *s)
{
	return s[strspn(s, " \t\r\n")] != '\0';
}

/* Does the element itself hold text, so that all below it is one block? */
static bool holds_text(const xmlNode *node)
{
	for (const xmlNode *n = node->children; n; n = n->next)
		if ((n->type == XML_TEXT_NODE ||
		     n->type == XML_CDATA_SECTION_NODE) &&
		    n->content && has_word((const char *)n->content))
			return true;
	return false;
}

static bool is_leaf(const xmlNode *node)
{
	for (const xmlNode *n = node->children; n; n = n->next)
		if (n->type == XML_ELEMENT_NODE)
			return false;
	return true;
}

static vb_status set_named(struct vb_record *record, const xmlNode *node,
			   struct vb_str value)
{
	for (size_t i = 0; i < N_NAMED; i++) {
		if (!vb_xml_is(node, named[i].name) ||
		    record->fields[named[i].id].how >= VB_HOW_READ)
			continue;
		if (named[i].id == VB_FIELD_DATE)
			return vb_reader_set_date(record, value, VB_HOW_READ,
						  0.8);
		return vb_reader_set(record, named[i].id, value, VB_HOW_READ,
				     0.7);
	}
	return VB_OK;
}

static enum vb_block_kind kind_of(const xmlNode *node)
{
	static const struct {
		const char *name;
		enum vb_block_kind kind;
	} kinds[] = {
		{ "title", VB_BLOCK_HEADING },
		{ "heading", VB_BLOCK_HEADING },
		{ "head", VB_BLOCK_HEADING },
		{ "h1", VB_BLOCK_HEADING },
		{ "h2", VB_BLOCK_HEADING },
		{ "h3", VB_BLOCK_HEADING },
		{ "li", VB_BLOCK_ITEM },
		{ "item", VB_BLOCK_ITEM },
		{ "listitem", VB_BLOCK_ITEM },
		{ "caption", VB_BLOCK_CAPTION },
		{ "figcaption", VB_BLOCK_CAPTION },
		{ "note", VB_BLOCK_NOTE },
		{ "footnote", VB_BLOCK_NOTE },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (vb_xml_is(node, kinds[i].name))
			return kinds[i].kind;
	return VB_BLOCK_PARAGRAPH;
}

/* xml:space="preserve": every line of the text is a block. */
static void put_lines(struct vb_xmltext *x, const xmlNode *node)
{
	for (const xmlNode *n = node->children; n && !x->st; n = n->next) {
		struct vb_str rest, line;

		if (n->type == XML_ELEMENT_NODE)
			put_lines(x, n);
		if ((n->type != XML_TEXT_NODE &&
		     n->type != XML_CDATA_SECTION_NODE) ||
		    !n->content) {
			vb_xmltext_node(x, n);
			continue;
		}
		rest = vb_str_from((const char *)n->content);
		while (vb_str_next_line(&line, &rest)) {
			vb_xmltext_put(x, line);
			if (rest.len || line.ptr[line.len] == '\n')
				vb_xmltext_begin(x, VB_BLOCK_PARAGRAPH, 0);
		}
	}
}

static void walk(struct vb_record *record, struct vb_xmltext *x,
		 const xmlNode *node, unsigned depth)
{
	enum vb_block_kind kind = kind_of(node);
	size_t from;

	if (node->type != XML_ELEMENT_NODE || x->st)
		return;
	if (!holds_text(node)) {
		for (const xmlNode *n = node->children; n; n = n->next)
			walk(record, x, n, depth + 1);
		return;
	}
	vb_xmltext_begin(x, kind,
			 kind == VB_BLOCK_HEADING ? (depth > 6 ? 6 : depth) :
			 kind == VB_BLOCK_ITEM	  ? 1 :
						    0);
	from = x->lines.len;
	if (vb_str_eq(vb_xml_attribute(node, "space"), VB_STR("preserve")))
		put_lines(x, node);
	else
		vb_xmltext_below(x, node);
	if (!x->st && is_leaf(node))
		x->st = set_named(record, node,
				  vb_str_trim(vb_str_sub(vb_buf_str(&x->lines),
							 from, x->lines.len)));
	vb_xmltext_begin(x, VB_BLOCK_PARAGRAPH, 0);
}

static vb_status read_root(struct vb_record *record, struct vb_xmltext *x,
			   const xmlNode *root)
{
	struct vb_str lang = vb_xml_attribute(root, "lang");
	vb_status st;

	if (vb_xml_is(root, "akomaNtoso"))
		return vb_akn_read(record, x, root);
	walk(record, x, root, 1);
	st = x->st;
	return st ? st :
		    vb_reader_set(record, VB_FIELD_LANGUAGE, lang, VB_HOW_READ,
				  0.8);
}

/* Without a tree, or with one that is not whole: all the text there is. */
static vb_status read_flat(struct vb_record *record, struct vb_xmltext *x,
			   struct vb_str xml, const char *why)
{
	vb_status st;

	vb_xmltext_clear(x);
	record->partial = true;
	st = vb_reader_warn(record, "%s: read as text without layout", why);
	return st ? st : vb_html_flat(&x->lines, xml);
}

static size_t count_text(struct vb_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += (unsigned char)s.ptr[i] > ' ';
	return n;
}

/* The parser may lose text after an error: then all of it without layout. */
static vb_status read_broken(struct vb_record *record, struct vb_xmltext *x,
			     struct vb_str xml)
{
	struct vb_buf flat = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	vb_status st = vb_html_flat(&flat, xml);

	record->partial = true;
	if (!st)
		st = vb_reader_warn(record, "not well-formed XML");
	if (!st &&
	    count_text(vb_buf_str(&flat)) > count_text(vb_buf_str(&x->lines))) {
		vb_marks_clear(&x->marks);
		vb_buf_swap(&x->lines, &flat);
	}
	vb_buf_clear(&flat);
	return st;
}

static vb_status read_tree(struct vb_record *record, struct vb_xmltext *x,
			   struct vb_str xml)
{
	enum outcome how = CUT;
	xmlDocPtr doc = NULL;
	const xmlNode *root;
	vb_status st;

	if (xml.len > TREE_BYTES)
		return read_flat(record, x, xml, "very large XML");
	st = parse(&doc, &how, xml);
	if (st)
		return st;
	root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (how == CUT || !root) {
		st = read_flat(record, x, xml, "XML that can't be parsed");
	} else {
		st = read_root(record, x, root);
		if (!st && how == BROKEN)
			st = read_broken(record, x, xml);
	}
	xmlFreeDoc(doc);
	return st;
}

static vb_status read_lines(struct vb_record *record,
			    const struct vb_xmltext *x)
{
	struct vb_buf clean = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	vb_status st = vb_reader_clean(&clean, record, vb_buf_str(&x->lines));

	if (!st)
		st = vb_page_whole(record, &(struct vb_page_input){
						   .clean = vb_buf_str(&clean),
						   .marks = &x->marks,
						   .html = true,
					   });
	vb_buf_clear(&clean);
	return st;
}

vb_status vb_read_xml(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err)
{
	struct vb_buf xml = VB_BUF_INIT(4 * VB_FORMAT_TEXT_LIMIT);
	struct vb_xmltext x;
	vb_status st;

	vb_xmltext_init(&x);
	st = vb_markup_decode(&xml, record, in, declared_encoding(in->bytes));
	drop_comments(&xml);
	if (!st)
		st = read_tree(record, &x, vb_str_trim(vb_buf_str(&xml)));
	vb_buf_clear(&xml);
	if (!st)
		st = read_lines(record, &x);
	if (!st && !record->text.len &&
	    !record->fields[VB_FIELD_TITLE].value.len)
		st = vb_error_set(err, VB_BAD_INPUT, "no text in it");
	vb_xmltext_clear(&x);
	return st;
}
