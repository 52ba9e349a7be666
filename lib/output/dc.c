#include "output/dc.h"

#include "doc/type.h"

static struct vb_str label_of(const struct vb_field *field)
{
	return field->label.len ? field->label : field->value;
}

void vb_dc_held(struct vb_dc *out, const struct vb_held *held,
		struct vb_str page)
{
	const struct vb_field *f = held->fields;

	*out = (struct vb_dc){
		.title = f[VB_FIELD_TITLE].value,
		.creator = f[VB_FIELD_ISSUER].value,
		.subject = label_of(&f[VB_FIELD_TOPIC]),
		.publisher = f[VB_FIELD_ORIGIN].value,
		.contributor = f[VB_FIELD_SIGNER].value,
		.date = f[VB_FIELD_DATE].value,
		.type = label_of(&f[VB_FIELD_TYPE]),
		.language = f[VB_FIELD_LANGUAGE].value,
		.coverage = f[VB_FIELD_PLACE].value,
		.source = held->source,
		.url = f[VB_FIELD_URL].value,
		.references = held->references,
		.identifiers = { f[VB_FIELD_NUMBER].value, held->id, page },
	};
}

void vb_dc_hit(struct vb_dc *out, const struct vb_hit *hit, struct vb_str page)
{
	const struct vb_type *type = vb_type_find(hit->type);

	*out = (struct vb_dc){
		.title = hit->title,
		.creator = hit->issuer,
		.date = hit->date,
		.type = hit->type_label,
		.coverage = hit->place,
		.source = hit->source,
		.url = hit->url,
		.mentions = hit->mentions,
		.n_mentions = hit->n_mentions,
		.identifiers = { hit->number, hit->id, page },
	};
	if (!out->type.len)
		out->type = type ? vb_str_from(type->label) : hit->type;
}

static void write_relations(struct vb_xmlout *x, const struct vb_dc *dc)
{
	const struct vb_reference *m = dc->references;
	size_t n = 0;

	for (; m && n < VB_DC_RELATIONS; m = m->next) {
		if (m->again || !m->number.len)
			continue;
		vb_xmlout_element(x, "dc:relation", m->number);
		n++;
	}
	for (size_t i = 0; i < dc->n_mentions && n < VB_DC_RELATIONS; i++, n++)
		vb_xmlout_element(x, "dc:relation", dc->mentions[i]);
}

void vb_dc_write(struct vb_xmlout *x, const struct vb_dc *dc)
{
	vb_xmlout_element(x, "dc:title", dc->title);
	vb_xmlout_element(x, "dc:creator", dc->creator);
	vb_xmlout_element(x, "dc:subject", dc->subject);
	vb_xmlout_element(x, "dc:publisher", dc->publisher);
	vb_xmlout_element(x, "dc:contributor", dc->contributor);
	vb_xmlout_element(x, "dc:date", dc->date);
	vb_xmlout_element(x, "dc:type", dc->type);
	for (size_t i = 0; i < 3; i++)
		vb_xmlout_element(x, "dc:identifier", dc->identifiers[i]);
	vb_xmlout_element(x, "dc:source", dc->url.len ? dc->url : dc->source);
	vb_xmlout_element(x, "dc:language", dc->language);
	write_relations(x, dc);
	vb_xmlout_element(x, "dc:coverage", dc->coverage);
}
