/*
 * What databases of law print beside a text: "Ngày có hiệu lực: 10/04/2026",
 * a table of attributes. Only from markup, where a line is a block by itself.
 */
#include "doc/date.h"
#include "doc/letter.h"
#include "doc/number.h"
#include "doc/type.h"
#include "format/reader.h"

#define VALUE_MAX 200 /* bytes */

static const struct {
	const char *label;
	enum vb_field_id id;
} labels[] = {
	{ "Số hiệu", VB_FIELD_NUMBER },
	{ "Số ký hiệu", VB_FIELD_NUMBER },
	{ "Số, ký hiệu", VB_FIELD_NUMBER },
	{ "Loại văn bản", VB_FIELD_TYPE },
	{ "Cơ quan ban hành", VB_FIELD_ISSUER },
	{ "Người ký", VB_FIELD_SIGNER },
	{ "Ngày ban hành", VB_FIELD_DATE },
	{ "Ngày có hiệu lực", VB_FIELD_EFFECTIVE_DATE },
	{ "Ngày hiệu lực", VB_FIELD_EFFECTIVE_DATE },
	{ "Ngày hết hiệu lực", VB_FIELD_EXPIRY_DATE },
	{ "Tình trạng hiệu lực", VB_FIELD_STATUS },
};

static const char *const states[] = {
	"Còn hiệu lực",		 "Hết hiệu lực",     "Hết hiệu lực toàn bộ",
	"Hết hiệu lực một phần", "Chưa có hiệu lực", "Tạm ngưng hiệu lực",
};

#define N_LABELS (sizeof(labels) / sizeof(labels[0]))
#define N_STATES (sizeof(states) / sizeof(states[0]))

static vb_status set_date(struct vb_record *record, enum vb_field_id id,
			  struct vb_str value)
{
	char text[VB_DATE_TEXT];
	struct vb_date date;

	if (!vb_date_parse(&date, value) || !date.year || !date.day)
		return VB_OK;
	vb_date_format(text, &date);
	return vb_record_set(record, id, vb_str_from(text), VB_HOW_READ, 0.9);
}

static vb_status set_type(struct vb_record *record, struct vb_str value)
{
	struct vb_field *field = &record->fields[VB_FIELD_TYPE];
	const struct vb_type *type = vb_type_find(value);
	vb_status st;

	if (!type || field->how > VB_HOW_READ)
		return VB_OK;
	st = vb_record_set(record, VB_FIELD_TYPE, vb_str_from(type->slug),
			   VB_HOW_READ, 0.9);
	if (!st)
		field->label = vb_str_from(type->label);
	return st;
}

static vb_status set_number(struct vb_record *record, struct vb_str value)
{
	struct vb_number n;

	if (!vb_number_find(&n, value, 0) || n.from || n.to != value.len)
		return VB_OK;
	return vb_record_set(record, VB_FIELD_NUMBER, vb_str_from(n.text),
			     VB_HOW_READ, 0.9);
}

static vb_status set_value(struct vb_record *record, enum vb_field_id id,
			   struct vb_str value)
{
	size_t len;
	uint32_t first = vb_letter_at(value, 0, &len);

	/* "Ngày có hiệu lực của Thông tư này" is a sentence, "--" nothing. */
	if (value.len > VALUE_MAX ||
	    !(vb_letter_is_upper(first) || (first >= '0' && first <= '9')))
		return VB_OK;
	switch (id) {
	case VB_FIELD_TYPE:
		return set_type(record, value);
	case VB_FIELD_NUMBER:
		return set_number(record, value);
	case VB_FIELD_DATE:
	case VB_FIELD_EFFECTIVE_DATE:
	case VB_FIELD_EXPIRY_DATE:
		return set_date(record, id, value);
	default:
		if (record->fields[id].how >= VB_HOW_READ)
			return VB_OK;
		return vb_record_set(record, id, value, VB_HOW_READ, 0.8);
	}
}

static vb_status read_cell(struct vb_record *record, struct vb_str cell)
{
	cell = vb_str_trim(cell);
	for (size_t i = 0; i < N_STATES; i++)
		if (vb_str_eq(cell, vb_str_from(states[i])))
			return set_value(record, VB_FIELD_STATUS, cell);
	for (size_t i = 0; i < N_LABELS; i++) {
		struct vb_str label = vb_str_from(labels[i].label);

		if (!vb_str_starts(cell, label))
			continue;
		cell = vb_str_trim(vb_str_skip(cell, label.len));
		if (cell.len && cell.ptr[0] == ':')
			cell = vb_str_trim(vb_str_skip(cell, 1));
		return set_value(record, labels[i].id, cell);
	}
	return VB_OK;
}

bool vb_props_is(struct vb_str line)
{
	static const char *const beside[] = { "Ngày cập nhật",
					      "Ngày đăng công báo", "Ngành",
					      "Lĩnh vực" };

	for (size_t i = 0; i < N_STATES; i++)
		if (vb_str_eq(line, vb_str_from(states[i])))
			return true;
	if (line.len > VALUE_MAX || vb_str_find(line, VB_STR(":"), 0) > 40)
		return false;
	for (size_t i = 0; i < N_LABELS; i++)
		if (vb_str_starts(line, vb_str_from(labels[i].label)))
			return true;
	for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++)
		if (vb_str_starts(line, vb_str_from(beside[i])))
			return true;
	return false;
}

vb_status vb_props_read(struct vb_record *record, struct vb_str line)
{
	vb_status st = VB_OK;

	if (line.len > 2 * VALUE_MAX)
		return VB_OK;
	while (!st && line.len) {
		size_t tab = vb_str_find(line, VB_STR("\t"), 0);
		struct vb_str cell = vb_str_sub(line, 0, tab);

		st = read_cell(record, cell);
		line = vb_str_skip(line, cell.len + 1);
	}
	return st;
}
