/*
 * Plain text, and portal pages saved as text.
 */
#include "format/reader.h"
#include "text/decode.h"

vb_status vb_read_text(struct vb_record *record, const struct vb_input *in,
		       struct vb_error *err)
{
	struct vb_buf raw =
		VB_BUF_INIT(VB_DECODE_GROWTH * VB_FORMAT_TEXT_LIMIT);
	struct vb_buf clean =
		VB_BUF_INIT(VB_DECODE_GROWTH * VB_FORMAT_TEXT_LIMIT);
	vb_status st;

	st = vb_reader_decode(&raw, record, in, VB_STR_EMPTY);
	if (!st)
		st = vb_reader_clean(&clean, record, vb_buf_str(&raw));
	if (!st)
		st = vb_page_read(
			record,
			&(struct vb_page_input){ .clean = vb_buf_str(&clean) });
	if (!st && !record->text.len)
		st = vb_error_set(err, VB_BAD_INPUT, "no text in it");
	vb_buf_clear(&clean);
	vb_buf_clear(&raw);
	return st;
}
