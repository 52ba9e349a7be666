#include "output/writers.h"

int vb_format_by_name(struct vb_str name)
{
	static const char *const names[] = {
		[VB_FORMAT_TEXT] = "text",     [VB_FORMAT_JSON] = "json",
		[VB_FORMAT_NDJSON] = "ndjson", [VB_FORMAT_TSV] = "tsv",
		[VB_FORMAT_TREC] = "trec",
	};

	for (int i = 0; i < (int)(sizeof(names) / sizeof(names[0])); i++)
		if (vb_str_eq(name, vb_str_from(names[i])))
			return i;
	return -1;
}

vb_status vb_output_results(struct vb_buf *out, const struct vb_results *r,
			    const struct vb_style *style)
{
	vb_status st;

	switch (style->format) {
	case VB_FORMAT_JSON:
		st = vb_json_results(out, r, style);
		return st ? st : vb_buf_append_char(out, '\n');
	case VB_FORMAT_NDJSON:
		return vb_ndjson_results(out, r, style);
	case VB_FORMAT_TSV:
		return vb_tsv_results(out, r);
	case VB_FORMAT_TREC:
		return vb_trec_results(out, r, style);
	case VB_FORMAT_TEXT:
		break;
	}
	return vb_text_results(out, r, style);
}

vb_status vb_output_document(struct vb_buf *out, const struct vb_held *held,
			     struct vb_str text, const struct vb_effect *effect,
			     const struct vb_style *style)
{
	vb_status st;

	if (style->format == VB_FORMAT_TEXT)
		return vb_text_document(out, held, text, effect, style);
	st = vb_json_document(out, held, text, effect);
	return st ? st : vb_buf_append_char(out, '\n');
}

vb_status vb_output_stats(struct vb_buf *out, const struct vb_stats *stats,
			  const struct vb_style *style)
{
	vb_status st;

	if (style->format == VB_FORMAT_TEXT)
		return vb_text_stats(out, stats, style);
	st = vb_json_stats(out, stats);
	return st ? st : vb_buf_append_char(out, '\n');
}

vb_status vb_output_extract(struct vb_buf *out, const struct vb_extract *what,
			    const struct vb_style *style)
{
	vb_status st;

	if (style->format == VB_FORMAT_TEXT)
		return vb_text_extract(out, what);
	st = vb_json_extract(out, what);
	return st ? st : vb_buf_append_char(out, '\n');
}
