/*
 * Compound files: which program's document is in it.
 */
#include "format/ole.h"
#include "format/reader.h"

/* In this order: an embedded object's stream may stand beside a document's. */
static const struct {
	const char *stream, *format;
	vb_status (*read)(struct vb_record *record, vb_ole *ole,
			  struct vb_error *err);
} kinds[] = {
	{ "WordDocument", "doc", vb_read_word },
	{ "Workbook", "xls", vb_read_excel },
	{ "Book", "xls", vb_read_excel },
	{ "PowerPoint Document", "ppt", vb_read_powerpoint },
};

#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

static size_t kind_of(const vb_ole *ole)
{
	size_t i = 0;

	while (i < N_KINDS && !vb_ole_has(ole, kinds[i].stream))
		i++;
	return i;
}

const char *vb_compound_sniff(struct vb_str bytes)
{
	const char *name = "doc"; /* cut off before its folder: likely that */
	vb_ole *ole;
	size_t kind;

	if (vb_ole_open(&ole, bytes, NULL))
		return name;
	kind = kind_of(ole);
	name = kind < N_KINDS ? kinds[kind].format : "ole";
	vb_ole_close(ole);
	return name;
}

vb_status vb_read_compound(struct vb_record *record, const struct vb_input *in,
			   struct vb_error *err)
{
	vb_status st;
	vb_ole *ole;
	size_t kind;

	st = vb_ole_open(&ole, in->bytes, err);
	if (st)
		return st;
	kind = kind_of(ole);
	if (kind < N_KINDS)
		st = kinds[kind].read(record, ole, err);
	else
		st = vb_error_set(err, VB_UNSUPPORTED,
				  "no document in the compound file");
	if (st)
		goto done;
	if (vb_ole_is_damaged(ole)) {
		record->partial = true;
		st = vb_reader_warn(record,
				    vb_ole_is_looped(ole) ?
					    "the file is damaged: a chain of "
					    "its blocks runs in a circle" :
					    "the file is damaged: it ends "
					    "before its streams do");
	}
	if (!st)
		st = vb_ole_summary(record, ole);
	if (!st && !record->text.len)
		st = vb_error_set(err, VB_BAD_INPUT, "no text in it");
	else if (st)
		vb_error_set(err, st, "%s", vb_status_text(st));
done:
	vb_ole_close(ole);
	return st;
}
