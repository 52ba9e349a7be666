/*
 * Akoma Ntoso, the XML of legal texts (OASIS LegalDocumentML 1.0): numbered
 * parts with headings, and the document's own names in its <meta>.
 */
#include "doc/number.h"
#include "doc/type.h"
#include "format/page.h"
#include "format/xmltext.h"

#define SURE 0.95 /* of what the document's own markup calls so */
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* How an element takes part in the text; others only hold what is below. */
enum role {
	INSIDE,	 /* in the line of what holds it */
	HOLDER,	 /* holds blocks, is none */
	PART,	 /* numbered, may have a heading, counts as a level */
	POINT,	 /* numbered: an item of a list */
	NUMBER,	 /* begins the line that follows */
	HEADING, /* ends a line that its number began */
	BLOCK,
	ROW,
	CELL,
	NOTE,
	SKIP,
};

static const struct {
	const char *name;
	enum role role;
} roles[] = {
	{ "meta", SKIP },
	{ "components", HOLDER },
	{ "akomaNtoso", HOLDER },
	{ "act", HOLDER },
	{ "bill", HOLDER },
	{ "doc", HOLDER },
	{ "statement", HOLDER },
	{ "judgment", HOLDER },
	{ "documentCollection", HOLDER },
	{ "amendment", HOLDER },
	{ "officialGazette", HOLDER },
	{ "collectionBody", HOLDER },
	{ "component", HOLDER },
	{ "debate", HOLDER },
	{ "body", HOLDER },
	{ "mainBody", HOLDER },
	{ "preface", HOLDER },
	{ "preamble", HOLDER },
	{ "conclusions", HOLDER },
	{ "coverPage", HOLDER },
	{ "attachments", HOLDER },
	{ "attachment", HOLDER },
	{ "recitals", HOLDER },
	{ "recital", HOLDER },
	{ "citations", HOLDER },
	{ "citation", HOLDER },
	{ "formula", HOLDER },
	{ "container", HOLDER },
	{ "content", HOLDER },
	{ "intro", HOLDER },
	{ "wrapUp", HOLDER },
	{ "wrap", HOLDER },
	{ "list", HOLDER },
	{ "blockList", HOLDER },
	{ "ul", HOLDER },
	{ "ol", HOLDER },
	{ "hcontainer", HOLDER },
	{ "table", HOLDER },
	{ "tbody", HOLDER },
	{ "quotedStructure", HOLDER },
	{ "blockContainer", HOLDER },
	{ "book", PART },
	{ "tome", PART },
	{ "part", PART },
	{ "title", PART },
	{ "subtitle", PART },
	{ "subpart", PART },
	{ "chapter", PART },
	{ "subchapter", PART },
	{ "section", PART },
	{ "subsection", PART },
	{ "article", PART },
	{ "division", PART },
	{ "rule", PART },
	{ "paragraph", PART },
	{ "clause", PART },
	{ "subclause", PART },
	{ "subparagraph", PART },
	{ "level", PART },
	{ "point", POINT },
	{ "indent", POINT },
	{ "alinea", POINT },
	{ "item", POINT },
	{ "li", POINT },
	{ "num", NUMBER },
	{ "heading", HEADING },
	{ "subheading", HEADING },
	{ "crossHeading", HEADING },
	{ "caption", HEADING },
	{ "p", BLOCK },
	{ "block", BLOCK },
	{ "longTitle", BLOCK },
	{ "listIntroduction", BLOCK },
	{ "listWrapUp", BLOCK },
	{ "tblock", BLOCK },
	{ "blockSignature", BLOCK },
	{ "tr", ROW },
	{ "td", CELL },
	{ "th", CELL },
	{ "authorialNote", NOTE },
};

struct akn {
	struct vb_record *record;
	struct vb_xmltext *x;
	unsigned parts, points; /* around this place */
	bool numbered;		/* a number began the line */
	unsigned in_line;	/* inside a row or a block */
	struct vb_buf notes;	/* of the line, one a line; they follow it */
};

static enum role role_of(const xmlNode *node)
{
	for (size_t i = 0; i < COUNT(roles); i++)
		if (vb_xml_is(node, roles[i].name))
			return roles[i].role;
	return INSIDE;
}

/* --- what it says of itself -------------------------------------------- */

static vb_status set_number(struct vb_record *record, struct vb_str value)
{
	struct vb_number n;

	if (!vb_number_find(&n, value, 0))
		return VB_OK;
	return vb_record_set(record, VB_FIELD_NUMBER, vb_str_from(n.text),
			     VB_HOW_READ, SURE);
}

static vb_status set_type(struct vb_record *record, struct vb_str value)
{
	const struct vb_type *type = vb_type_find(value);
	vb_status st;

	if (!type)
		return VB_OK;
	st = vb_record_set(record, VB_FIELD_TYPE, vb_str_from(type->slug),
			   VB_HOW_READ, SURE);
	if (!st)
		record->fields[VB_FIELD_TYPE].label = vb_str_from(type->label);
	return st;
}

static vb_status set_language(struct vb_record *record, struct vb_str value)
{
	if (vb_str_eq(value, VB_STR("vie")))
		value = VB_STR("vi");
	return vb_reader_set(record, VB_FIELD_LANGUAGE, value, VB_HOW_READ,
			     0.9);
}

/* The work's date is the document's; versions have their own, and so has
 * the archive that does not know it (name="added", output/akn_meta.c). */
static vb_status read_work(struct vb_record *record, const xmlNode *work)
{
	vb_status st = VB_OK;

	for (const xmlNode *n = work->children; n && !st; n = n->next) {
		struct vb_str value = vb_xml_attribute(n, "value");

		if (vb_xml_is(n, "FRBRdate") &&
		    vb_str_eq(vb_xml_attribute(n, "name"), VB_STR("added")))
			continue;
		if (vb_xml_is(n, "FRBRdate"))
			st = vb_reader_set_date(record,
						vb_xml_attribute(n, "date"),
						VB_HOW_READ, SURE);
		else if (vb_xml_is(n, "FRBRsubtype"))
			st = set_type(record, value);
		else if (vb_xml_is(n, "FRBRnumber"))
			st = set_number(record, value);
		else if (vb_xml_is(n, "FRBRname") || vb_xml_is(n, "FRBRalias"))
			st = vb_reader_set(record, VB_FIELD_TITLE, value,
					   VB_HOW_READ, 0.6);
	}
	return st;
}

/* Whom the document's own export names (output/akn_meta.c). */
static vb_status read_agent(struct vb_record *record, const xmlNode *n)
{
	struct vb_str id = vb_xml_attribute(n, "eId");
	struct vb_str name = vb_xml_attribute(n, "showAs");

	if (vb_str_eq(id, VB_STR("issuer")))
		return vb_reader_set(record, VB_FIELD_ISSUER, name, VB_HOW_READ,
				     SURE);
	if (vb_str_eq(id, VB_STR("signer")))
		return vb_reader_set(record, VB_FIELD_SIGNER, name, VB_HOW_READ,
				     SURE);
	return VB_OK;
}

static vb_status read_meta(struct vb_record *record, const xmlNode *meta)
{
	vb_status st = VB_OK;

	for (const xmlNode *n = meta->children; n && !st; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (vb_xml_is(n, "FRBRWork"))
			st = read_work(record, n);
		else if (vb_xml_is(n, "FRBRlanguage"))
			st = set_language(record,
					  vb_xml_attribute(n, "language"));
		else if (vb_xml_is(n, "TLCOrganization") ||
			 vb_xml_is(n, "TLCPerson"))
			st = read_agent(record, n);
		else if (vb_xml_is(n, "publication"))
			st = vb_reader_set(record, VB_FIELD_ORIGIN,
					   vb_xml_attribute(n, "showAs"),
					   VB_HOW_READ, 0.8);
		if (!st)
			st = read_meta(record, n);
	}
	return st;
}

/* Elements of the text that name the document. */
static vb_status read_named(struct akn *a, const xmlNode *node)
{
	static const struct {
		const char *name;
		enum vb_field_id id;
	} named[] = {
		{ "docTitle", VB_FIELD_TITLE },
		{ "docNumber", VB_FIELD_NUMBER },
		{ "docProponent", VB_FIELD_ISSUER },
		{ "docAuthority", VB_FIELD_ISSUER },
		{ "docDate", VB_FIELD_DATE },
		{ "docType", VB_FIELD_TYPE },
	};
	struct vb_xmltext text;
	struct vb_str value;
	vb_status st;
	size_t i = 0;

	while (i < COUNT(named) && !vb_xml_is(node, named[i].name))
		i++;
	if (i == COUNT(named) ||
	    a->record->fields[named[i].id].confidence >= SURE)
		return VB_OK; /* none, or one that amends cites */
	vb_xmltext_init(&text);
	vb_xmltext_below(&text, node);
	st = text.st;
	value = vb_str_trim(vb_buf_str(&text.lines));
	if (st)
		goto done;
	if (named[i].id == VB_FIELD_NUMBER) {
		st = set_number(a->record, value);
	} else if (named[i].id == VB_FIELD_DATE) {
		if (vb_xml_attribute(node, "date").len)
			value = vb_xml_attribute(node, "date");
		st = vb_reader_set_date(a->record, value, VB_HOW_READ, SURE);
	} else if (named[i].id == VB_FIELD_TYPE) {
		st = set_type(a->record, value);
	} else {
		st = vb_reader_set(a->record, named[i].id, value, VB_HOW_READ,
				   SURE);
	}
done:
	vb_xmltext_clear(&text);
	return st;
}

/* --- its text ------------------------------------------------------------ */

static void walk(struct akn *a, const xmlNode *node);

static void walk_below(struct akn *a, const xmlNode *node)
{
	for (const xmlNode *n = node->children; n && !a->x->st; n = n->next)
		walk(a, n);
}

/* End the line, put its notes behind it, and begin the next one. */
static void begin_line(struct akn *a, enum vb_block_kind kind, unsigned level)
{
	struct vb_str rest = vb_buf_str(&a->notes), note;

	vb_xmltext_begin(a->x, kind, level);
	if (!rest.len)
		return;
	while (vb_str_next_line(&note, &rest)) {
		vb_xmltext_begin(a->x, VB_BLOCK_NOTE, 0);
		vb_xmltext_put(a->x, note);
	}
	vb_buf_truncate(&a->notes, 0);
	vb_xmltext_begin(a->x, kind, level);
}

/* All below `node` into the line at hand. */
static void walk_line(struct akn *a, const xmlNode *node)
{
	a->in_line++;
	walk_below(a, node);
	a->in_line--;
}

static unsigned heading_level(const struct akn *a)
{
	return !a->parts ? 1 : a->parts > 6 ? 6 : a->parts;
}

/* Does it begin with the end of a line: below its number, not beside it? */
static bool is_below(const xmlNode *node)
{
	const xmlNode *n = node->children;

	while (n && n->type != XML_ELEMENT_NODE && xmlIsBlankNode(n))
		n = n->next;
	return n && vb_xml_is(n, "eol");
}

/* The next block, unless a number has begun it already. */
static void begin(struct akn *a, const xmlNode *node)
{
	bool point = a->points > 0;

	if (!a->numbered || is_below(node))
		begin_line(a, VB_BLOCK_PARAGRAPH, 0);
	else
		a->x->now.kind = point ? VB_BLOCK_ITEM : VB_BLOCK_PARAGRAPH;
	if (a->numbered && point)
		a->x->now.level =
			(unsigned char)(a->points > 255 ? 255 : a->points);
	a->numbered = false;
}

static void walk_block(struct akn *a, const xmlNode *node)
{
	if (a->in_line) {
		vb_xmltext_space(a->x);
		walk_below(a, node);
		return;
	}
	begin(a, node);
	walk_line(a, node);
	begin_line(a, VB_BLOCK_PARAGRAPH, 0);
}

static void walk_heading(struct akn *a, const xmlNode *node)
{
	if (!a->numbered || is_below(node))
		begin_line(a, VB_BLOCK_PARAGRAPH, 0);
	a->numbered = false;
	a->x->now = (struct vb_mark){
		.kind = vb_xml_is(node, "caption") ? VB_BLOCK_CAPTION :
						     VB_BLOCK_HEADING,
		.level = (unsigned char)heading_level(a),
	};
	if (vb_xml_is(node, "caption"))
		a->x->now.level = 0;
	walk_line(a, node);
	begin_line(a, VB_BLOCK_PARAGRAPH, 0);
}

static void walk_row(struct akn *a, const xmlNode *row)
{
	bool first = true;

	begin_line(a, VB_BLOCK_ROW, 0);
	a->numbered = false;
	a->in_line++;
	for (const xmlNode *n = row->children; n && !a->x->st; n = n->next) {
		if (role_of(n) != CELL)
			continue;
		if (!first)
			vb_xmltext_cell(a->x);
		first = false;
		walk_below(a, n);
	}
	a->in_line--;
	begin_line(a, VB_BLOCK_PARAGRAPH, 0);
}

/* A note is gathered apart, and follows the line it was put in. */
static void walk_note(struct akn *a, const xmlNode *node)
{
	struct vb_xmltext *outside = a->x, inside;
	bool numbered = a->numbered;

	vb_xmltext_init(&inside);
	a->x = &inside;
	walk_line(a, node);
	a->x = outside;
	a->numbered = numbered;
	if (inside.lines.len && !inside.st)
		inside.st = vb_buf_append_char(&inside.lines, '\n');
	if (!inside.st)
		inside.st = vb_buf_append(&a->notes, vb_buf_str(&inside.lines));
	if (!outside->st)
		outside->st = inside.st;
	vb_xmltext_clear(&inside);
}

static void walk_element(struct akn *a, const xmlNode *node, enum role role)
{
	switch (role) {
	case SKIP:
		a->x->st = read_meta(a->record, node);
		return;
	case PART:
		a->parts++;
		walk_below(a, node);
		a->parts--;
		return;
	case POINT:
		begin_line(a, VB_BLOCK_ITEM, ++a->points);
		a->numbered = true;
		walk_below(a, node);
		a->numbered = false;
		a->points--;
		return;
	case NUMBER:
		begin_line(a, VB_BLOCK_PARAGRAPH, 0);
		walk_line(a, node);
		vb_xmltext_space(a->x);
		a->numbered = true;
		return;
	case HEADING:
		walk_heading(a, node);
		return;
	case BLOCK:
		walk_block(a, node);
		return;
	case ROW:
		walk_row(a, node);
		return;
	case NOTE:
		walk_note(a, node);
		return;
	default:
		walk_below(a, node);
	}
}

static void walk(struct akn *a, const xmlNode *node)
{
	enum role role;

	vb_xmltext_node(a->x, node);
	if (node->type != XML_ELEMENT_NODE || a->x->st)
		return;
	a->x->st = read_named(a, node);
	role = role_of(node);
	if (vb_xml_is(node, "br") || vb_xml_is(node, "eol"))
		vb_xmltext_space(a->x);
	if (!a->x->st)
		walk_element(a, node, role);
}

vb_status vb_akn_read(struct vb_record *record, struct vb_xmltext *x,
		      const xmlNode *root)
{
	struct akn a = { .record = record,
			 .x = x,
			 .notes = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT) };

	walk(&a, root);
	begin_line(&a, VB_BLOCK_PARAGRAPH, 0);
	vb_buf_clear(&a.notes);
	return x->st;
}
