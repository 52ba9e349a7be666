/*
 * What was written, as another parser reads it. Prefixes: `a` is Atom, `k`
 * is Akoma Ntoso 3.0.
 */
#ifndef TESTS_UNIT_OUTPUT_XML_H
#define TESTS_UNIT_OUTPUT_XML_H

#include <check.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/buf.h"

static xmlDocPtr xml_doc;

/* Parse: a fault fails the test. */
static void xml_read(const struct vb_buf *buf)
{
	xml_doc = xmlReadMemory(buf->ptr, (int)buf->len, "test", NULL,
				XML_PARSE_NONET);
	ck_assert_ptr_nonnull(xml_doc);
}

static void xml_clear(void)
{
	xmlFreeDoc(xml_doc);
	xml_doc = NULL;
}

/* What `path` gives as a string is `want`. */
static void xml_check(const char *path, const char *want)
{
	xmlXPathContextPtr ctx = xmlXPathNewContext(xml_doc);
	xmlXPathObjectPtr found;
	xmlChar *text;

	xmlXPathRegisterNs(ctx, BAD_CAST "a",
			   BAD_CAST "http://www.w3.org/2005/Atom");
	xmlXPathRegisterNs(ctx, BAD_CAST "k",
			   BAD_CAST
			   "http://docs.oasis-open.org/legaldocml/ns/akn/3.0");
	found = xmlXPathEvalExpression(BAD_CAST path, ctx);
	ck_assert_msg(found != NULL, "%s", path);
	text = xmlXPathCastToString(found);
	ck_assert_msg(!strcmp((char *)text, want), "%s: got '%s', want '%s'",
		      path, (char *)text, want);
	xmlFree(text);
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(ctx);
}

#endif
