#include "output/oai.h"

#include <stdio.h>

#include "output/dc.h"
#include "text/text.h"
#include "text/token.h"

static const char *const properties[VB_OAI_SETS] = {
	[VB_OAI_KIND] = "kind.",
	[VB_OAI_TYPE] = "type.",
	[VB_OAI_ISSUER] = "issuer.",
	[VB_OAI_PLACE] = "place.",
};

struct vb_str vb_oai_set_value(enum vb_oai_set property,
			       const struct vb_listed *item)
{
	if (item->erased)
		return VB_STR_EMPTY;
	switch (property) {
	case VB_OAI_KIND:
		return item->article ? VB_STR("article") : VB_STR("document");
	case VB_OAI_TYPE:
		return item->type;
	case VB_OAI_ISSUER:
		return item->issuer;
	case VB_OAI_PLACE:
		return item->place;
	default:
		return VB_STR_EMPTY;
	}
}

static bool plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Append as much of `word` as there is room for. */
static size_t put_word(char out[VB_OAI_SET], size_t n, struct vb_str word)
{
	for (size_t i = 0; i < word.len && n + 4 < VB_OAI_SET; i++) {
		if (plain(word.ptr[i]))
			out[n++] = word.ptr[i];
		else
			n += (size_t)snprintf(out + n, 4, "_%02X",
					      (unsigned char)word.ptr[i]);
	}
	return n;
}

void vb_oai_set(char out[VB_OAI_SET], enum vb_oai_set property,
		const struct vb_listed *item)
{
	struct vb_str value = vb_oai_set_value(property, item);
	size_t start = strlen(properties[property]), n = start;
	struct vb_token token;
	vb_tokenizer words;

	memcpy(out, properties[property], start);
	vb_tokenizer_init(&words, value);
	while (vb_tokenizer_next(&words, &token) && n + 5 < VB_OAI_SET) {
		if (n > start)
			out[n++] = '-';
		n = put_word(out, n, token.fold);
	}
	out[n > start ? n : 0] = '\0';
}

bool vb_oai_in_set(struct vb_str set, const struct vb_listed *item)
{
	char spec[VB_OAI_SET];

	if (item->erased)
		return true;
	for (int i = 0; i < VB_OAI_SETS; i++) {
		if (!vb_str_starts(set, vb_str_from(properties[i])))
			continue;
		vb_oai_set(spec, (enum vb_oai_set)i, item);
		return vb_str_eq(set, vb_str_from(spec));
	}
	return false;
}

void vb_oai_begin(struct vb_xmlout *x, const struct vb_oai_request *request)
{
	vb_xmlout_head(x);
	vb_xmlout_raw(x,
		      "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\""
		      "\n xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance"
		      "\"\n xsi:schemaLocation=\"http://www.openarchives.org/"
		      "OAI/2.0/ http://www.openarchives.org/OAI/2.0/"
		      "OAI-PMH.xsd\">\n");
	vb_xmlout_element(x, "responseDate", vb_str_from(request->now));
	vb_xmlout_raw(x, "<request");
	for (size_t i = 0; i < request->n; i++)
		vb_xmlout_attr(x, request->items[i].name,
			       request->items[i].value);
	vb_xmlout_raw(x, ">");
	vb_xmlout_text(x, request->base);
	vb_xmlout_close(x, "request");
}

void vb_oai_end(struct vb_xmlout *x)
{
	vb_xmlout_close(x, "OAI-PMH");
}

void vb_oai_error(struct vb_xmlout *x, const char *code, struct vb_str words)
{
	vb_xmlout_raw(x, "<error");
	vb_xmlout_attr(x, "code", vb_str_from(code));
	vb_xmlout_raw(x, ">");
	vb_xmlout_text(x, words);
	vb_xmlout_close(x, "error");
}

void vb_oai_header(struct vb_xmlout *x, const struct vb_listed *item,
		   struct vb_str identifier)
{
	char spec[VB_OAI_SET];

	vb_xmlout_open(x, item->withdrawn ? "header status=\"deleted\"" :
					    "header");
	vb_xmlout_element(x, "identifier", identifier);
	vb_xmlout_element(x, "datestamp", vb_str_from(item->time));
	for (int i = 0; i < VB_OAI_SETS; i++) {
		vb_oai_set(spec, (enum vb_oai_set)i, item);
		vb_xmlout_element(x, "setSpec", vb_str_from(spec));
	}
	vb_xmlout_close(x, "header");
}

void vb_oai_record(struct vb_xmlout *x, const struct vb_listed *item,
		   struct vb_str identifier, const struct vb_held *held,
		   struct vb_str page)
{
	struct vb_dc dc;

	vb_xmlout_open(x, "record");
	vb_oai_header(x, item, identifier);
	if (!item->withdrawn) {
		vb_dc_held(&dc, held, page);
		vb_xmlout_raw(x,
			      "<metadata><oai_dc:dc xmlns:oai_dc=\""
			      "http://www.openarchives.org/OAI/2.0/oai_dc/\" "
			      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
			      "xsi:schemaLocation=\"http://www.openarchives."
			      "org/OAI/2.0/oai_dc/ http://www.openarchives."
			      "org/OAI/2.0/oai_dc.xsd\">\n");
		vb_dc_write(x, &dc);
		vb_xmlout_raw(x, "</oai_dc:dc></metadata>\n");
	}
	vb_xmlout_close(x, "record");
}

void vb_oai_resumption(struct vb_xmlout *x, struct vb_str token,
		       unsigned long given)
{
	char cursor[24];

	snprintf(cursor, sizeof(cursor), "%lu", given);
	vb_xmlout_raw(x, "<resumptionToken");
	vb_xmlout_attr(x, "cursor", vb_str_from(cursor));
	vb_xmlout_raw(x, ">");
	vb_xmlout_text(x, token);
	vb_xmlout_close(x, "resumptionToken");
}
