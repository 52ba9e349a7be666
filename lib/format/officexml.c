/*
 * XML by libxml2's SAX interface, for parts of Office packages.
 */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdint.h>

#include "format/office.h"

#define SLOTS 256 /* of the table of tags; a power of two, twice the tags */
#define NAME_BYTES 64
#define SEEN 256 /* names looked up before; a power of two */

/* The parser keeps each name and URI once: their places tell them apart. */
struct seen {
	const xmlChar *local, *uri;
	unsigned tag;
};

struct vb_xml {
	const struct vb_xml_reader *reader;
	void *ctx;
	xmlParserCtxtPtr parser;
	uint8_t slots[SLOTS]; /* tag numbers by the hash of their names */
	struct seen seen[SEEN];
	unsigned skipping; /* elements open below a skipped one */
	const xmlChar **attributes;
	int n_attributes;
	const xmlChar *uri; /* the last one seen, and its prefix: */
	const char *prefix;
	unsigned depth; /* elements that are open */
	bool dtd, stopped;
};

/*
 * Namespaces by the end of their URI: what the two editions of ECMA-376 and
 * ISO 29500, and OpenDocument 1.2 call them.
 */
static const struct {
	const char *end, *prefix;
} spaces[] = {
	{ "/wordprocessingml/2006/main", "w" },
	{ "/wordprocessingml/main", "w" },
	{ "/spreadsheetml/2006/main", "s" },
	{ "/spreadsheetml/main", "s" },
	{ "/presentationml/2006/main", "p" },
	{ "/presentationml/main", "p" },
	{ "/drawingml/2006/main", "a" },
	{ "/drawingml/main", "a" },
	{ "/officeDocument/2006/math", "m" },
	{ "/officeDocument/math", "m" },
	{ "/officeDocument/2006/relationships", "r" },
	{ "/officeDocument/relationships", "r" },
	{ "/package/2006/relationships", "rel" },
	{ "/markup-compatibility/2006", "mc" },
	{ "/2006/metadata/core-properties", "cp" },
	{ "purl.org/dc/elements/1.1/", "dc" },
	{ "purl.org/dc/terms/", "dcterms" },
	{ ":xmlns:office:1.0", "office" },
	{ ":xmlns:text:1.0", "text" },
	{ ":xmlns:table:1.0", "table" },
	{ ":xmlns:style:1.0", "style" },
	{ ":xmlns:drawing:1.0", "draw" },
	{ ":xmlns:presentation:1.0", "presentation" },
	{ ":xmlns:xsl-fo-compatible:1.0", "fo" },
	{ ":xmlns:svg-compatible:1.0", "svg" },
	{ ":xmlns:meta:1.0", "meta" },
	{ "www.w3.org/1999/xlink", "xlink" },
};

static const char *space_of(const xmlChar *uri)
{
	struct vb_str s = vb_str_from((const char *)uri);

	if (!uri)
		return "";
	for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++)
		if (vb_str_ends(s, vb_str_from(spaces[i].end)))
			return spaces[i].prefix;
	return "?";
}

/* As space_of; most names have the namespace of the one before. */
static const char *prefix_of(struct vb_xml *x, const xmlChar *uri)
{
	if (!uri || uri != x->uri)
		x->prefix = space_of(uri);
	x->uri = uri;
	return x->prefix;
}

static unsigned hash(const char *name)
{
	unsigned h = 2166136261u; /* FNV-1a */

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return (h ^ h >> 15) % SLOTS;
}

static void fill_slots(struct vb_xml *x)
{
	for (unsigned tag = 1; tag < x->reader->n_tags; tag++) {
		unsigned at = hash(x->reader->tags[tag]);

		while (x->slots[at])
			at = (at + 1) % SLOTS;
		x->slots[at] = (uint8_t)tag;
	}
}

static unsigned look_up(struct vb_xml *x, const xmlChar *local,
			const xmlChar *uri)
{
	const char *prefix = prefix_of(x, uri);
	size_t n = strlen(prefix), len = strlen((const char *)local);
	char name[NAME_BYTES];
	unsigned at;

	if (n + len + 2 > sizeof(name))
		return 0;
	memcpy(name, prefix, n);
	if (n)
		name[n++] = ':';
	memcpy(name + n, local, len + 1);
	for (at = hash(name); x->slots[at]; at = (at + 1) % SLOTS)
		if (!strcmp(x->reader->tags[x->slots[at]], name))
			return x->slots[at];
	return 0;
}

static unsigned tag_of(struct vb_xml *x, const xmlChar *local,
		       const xmlChar *uri)
{
	uintptr_t at = (uintptr_t)local;
	struct seen *seen = &x->seen[(at ^ at >> 8) % SEEN];

	if (seen->local != local || seen->uri != uri)
		*seen = (struct seen){ local, uri, look_up(x, local, uri) };
	return seen->tag;
}

static void on_sax_start(void *ctx, const xmlChar *local, const xmlChar *prefix,
			 const xmlChar *uri, int n_spaces, const xmlChar **list,
			 int n_attributes, int n_defaulted,
			 const xmlChar **attributes)
{
	struct vb_xml *x = ctx;

	(void)prefix;
	(void)n_spaces;
	(void)list;
	(void)n_defaulted;
	if (x->stopped)
		return;
	x->depth++;
	if (x->skipping) {
		x->skipping++;
		return;
	}
	x->attributes = attributes;
	x->n_attributes = n_attributes;
	x->reader->start(x, x->ctx, tag_of(x, local, uri));
	x->n_attributes = 0;
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct vb_xml *x = ctx;

	(void)prefix;
	if (x->stopped)
		return;
	x->depth--;
	if (x->skipping) {
		x->skipping--;
		return;
	}
	if (x->reader->end)
		x->reader->end(x, x->ctx, tag_of(x, local, uri));
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct vb_xml *x = ctx;

	if (!x->stopped && !x->skipping && x->reader->text)
		x->reader->text(x->ctx,
				vb_str_of((const char *)text, (size_t)len));
}

static void on_dtd(void *ctx, const xmlChar *name, const xmlChar *id,
		   const xmlChar *system)
{
	struct vb_xml *x = ctx;

	(void)name;
	(void)id;
	(void)system;
	x->dtd = true;
	x->stopped = true;
	xmlStopParser(x->parser);
}

static const xmlChar *find_attribute(const struct vb_xml *x, const char *name,
				     struct vb_str *value)
{
	const char *colon = strchr(name, ':');
	const char *local = colon ? colon + 1 : name;
	struct vb_str prefix =
		colon ? vb_str_of(name, (size_t)(colon - name)) : VB_STR_EMPTY;

	for (int i = 0; i < x->n_attributes; i++) {
		/* name, prefix, URI, value, end */
		const xmlChar **a = x->attributes + (ptrdiff_t)5 * i;

		if (strcmp((const char *)a[0], local) ||
		    !vb_str_eq(vb_str_from(space_of(a[2])), prefix))
			continue;
		*value = vb_str_of((const char *)a[3], (size_t)(a[4] - a[3]));
		return a[3];
	}
	*value = VB_STR_EMPTY;
	return NULL;
}

struct vb_str vb_xml_attr(const struct vb_xml *x, const char *name)
{
	struct vb_str value;

	find_attribute(x, name, &value);
	return value;
}

bool vb_xml_has(const struct vb_xml *x, const char *name)
{
	struct vb_str value;

	return find_attribute(x, name, &value) != NULL;
}

unsigned vb_xml_number(const struct vb_xml *x, const char *name, unsigned max,
		       unsigned otherwise)
{
	struct vb_str s = vb_str_trim(vb_xml_attr(x, name));
	unsigned n = 0;

	if (!s.len)
		return otherwise;
	for (size_t i = 0; i < s.len; i++) {
		unsigned digit = (unsigned char)s.ptr[i] - '0';

		if (digit > 9)
			return otherwise;
		n = n > max ? max : n * 10 + digit;
	}
	return n > max ? max : n;
}

void vb_xml_skip(struct vb_xml *x)
{
	x->skipping = 1;
}

void vb_xml_stop(struct vb_xml *x)
{
	x->stopped = true;
	xmlStopParser(x->parser);
}

static void init_parser(void)
{
	xmlInitParser();
}

static vb_status outcome(const struct vb_xml *x)
{
	if (x->dtd)
		return VB_UNSUPPORTED;
	if (x->parser->errNo == XML_ERR_NO_MEMORY)
		return VB_NO_MEMORY;
	if (x->stopped || x->parser->wellFormed)
		return VB_OK;
	return x->depth >= xmlParserMaxDepth ? VB_TOO_BIG : VB_BAD_INPUT;
}

vb_status vb_xml_read(const struct vb_xml_reader *reader, void *ctx,
		      struct vb_str xml)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct vb_xml x = { .reader = reader, .ctx = ctx };
	vb_status st;

	if (!xml.len)
		return VB_BAD_INPUT;
	if (xml.len > INT32_MAX)
		return VB_TOO_BIG;
	pthread_once(&once, init_parser);
	x.parser = xmlCreateMemoryParserCtxt(xml.ptr, (int)xml.len);
	if (!x.parser)
		return VB_NO_MEMORY;
	*x.parser->sax = (xmlSAXHandler){
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_sax_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.internalSubset = on_dtd,
	};
	x.parser->userData = &x;
	xmlCtxtUseOptions(x.parser, XML_PARSE_NONET | XML_PARSE_RECOVER |
					    XML_PARSE_NOERROR |
					    XML_PARSE_NOWARNING);
	fill_slots(&x);
	xmlParseDocument(x.parser);
	st = outcome(&x);
	xmlFreeParserCtxt(x.parser);
	return st;
}
