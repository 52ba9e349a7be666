#include "index/entry.h"

#include <stddef.h>

#define ENTRY_VERSION 1

enum {
	E_END,
	E_ID,
	E_SOURCE,
	E_KIND,
	E_TITLE,
	E_NUMBER,
	E_TYPE,
	E_TYPE_LABEL,
	E_ISSUER,
	E_PLACE,
	E_DATE,
	E_URL,
	E_MENTIONS,
	E_DATE_INFERRED,
	E_TEXT_CUT,
	E_COUNT
};

/* Where each stored field lives in the struct; flags have none. */
static const size_t offsets[E_COUNT] = {
	[E_ID] = offsetof(struct vb_entry, id),
	[E_SOURCE] = offsetof(struct vb_entry, source),
	[E_KIND] = offsetof(struct vb_entry, kind),
	[E_TITLE] = offsetof(struct vb_entry, title),
	[E_NUMBER] = offsetof(struct vb_entry, number),
	[E_TYPE] = offsetof(struct vb_entry, type),
	[E_TYPE_LABEL] = offsetof(struct vb_entry, type_label),
	[E_ISSUER] = offsetof(struct vb_entry, issuer),
	[E_PLACE] = offsetof(struct vb_entry, place),
	[E_DATE] = offsetof(struct vb_entry, date),
	[E_URL] = offsetof(struct vb_entry, url),
	[E_MENTIONS] = offsetof(struct vb_entry, mentions),
};

static struct vb_str *slot(const struct vb_entry *entry, unsigned id)
{
	return (struct vb_str *)((char *)entry + offsets[id]);
}

/* A provision does not cite the law that it stands in. */
static bool is_citation(const struct vb_record *record,
			const struct vb_reference *m)
{
	return m->kind != VB_RELATION_PART_OF && !m->again &&
	       !vb_str_eq(m->number, record->fields[VB_FIELD_NUMBER].value);
}

static vb_status join_mentions(struct vb_str *out,
			       const struct vb_record *record)
{
	size_t size = 0, at = 0;
	char *p;

	for (struct vb_reference *m = record->references; m; m = m->next) {
		if (!is_citation(record, m))
			continue;
		if (size + m->number.len >= VB_ENTRY_FIELD)
			break;
		size += m->number.len + 1;
	}
	if (!size)
		return VB_OK;
	p = vb_arena_alloc(record->arena, size);
	if (!p)
		return VB_NO_MEMORY;
	for (struct vb_reference *m = record->references; at < size;
	     m = m->next) {
		if (!is_citation(record, m))
			continue;
		memcpy(p + at, m->number.ptr, m->number.len);
		at += m->number.len;
		p[at++] = '\n';
	}
	*out = vb_str_of(p, size - 1);
	return VB_OK;
}

vb_status vb_entry_from_record(struct vb_entry *out,
			       const struct vb_record *record, struct vb_str id,
			       struct vb_str source)
{
	const struct vb_field *f = record->fields;

	*out = (struct vb_entry){
		.id = id,
		.source = source,
		.kind = f[VB_FIELD_KIND].value,
		.title = f[VB_FIELD_TITLE].value,
		.number = f[VB_FIELD_NUMBER].value,
		.type = f[VB_FIELD_TYPE].value,
		.type_label = f[VB_FIELD_TYPE].label,
		.issuer = f[VB_FIELD_ISSUER].value,
		.place = f[VB_FIELD_PLACE].value,
		.date = f[VB_FIELD_DATE].value,
		.url = f[VB_FIELD_URL].value,
		.date_inferred = f[VB_FIELD_DATE].how == VB_HOW_INFERRED,
		.text = record->text,
	};
	if (out->text.len > VB_ENTRY_TEXT) {
		out->text.len = vb_utf8_floor(out->text, VB_ENTRY_TEXT);
		out->text_cut = true;
	}
	if (out->url.len > VB_ENTRY_FIELD)
		out->url = VB_STR_EMPTY;
	for (unsigned i = E_KIND; i <= E_URL; i++)
		if (slot(out, i)->len > VB_ENTRY_FIELD)
			slot(out, i)->len =
				vb_utf8_floor(*slot(out, i), VB_ENTRY_FIELD);
	return join_mentions(&out->mentions, record);
}

static vb_status put_field(struct vb_buf *out, unsigned id, struct vb_str s)
{
	char head[12] = { (char)id };
	size_t n = 1, len = s.len;
	vb_status st;

	for (; len > 127; len >>= 7)
		head[n++] = (char)(len | 128);
	head[n++] = (char)len;
	st = vb_buf_append(out, vb_str_of(head, n));
	return st ? st : vb_buf_append(out, s);
}

vb_status vb_entry_encode(struct vb_buf *out, const struct vb_entry *entry)
{
	vb_status st = vb_buf_append_char(out, ENTRY_VERSION);

	for (unsigned id = E_ID; !st && id <= E_MENTIONS; id++)
		if (slot(entry, id)->len)
			st = put_field(out, id, *slot(entry, id));
	if (!st && entry->date_inferred)
		st = put_field(out, E_DATE_INFERRED, VB_STR_EMPTY);
	if (!st && entry->text_cut)
		st = put_field(out, E_TEXT_CUT, VB_STR_EMPTY);
	if (!st)
		st = vb_buf_append_char(out, E_END);
	return st ? st : vb_buf_append(out, entry->text);
}

static bool get_field(unsigned *id, struct vb_str *value, struct vb_str *rest)
{
	size_t len = 0, i = 1;
	unsigned shift = 0;

	if (!rest->len)
		return false;
	*id = (unsigned char)rest->ptr[0];
	if (*id == E_END) {
		*value = vb_str_skip(*rest, 1);
		return true;
	}
	for (;; i++, shift += 7) {
		unsigned char c;

		if (i >= rest->len || shift > 56)
			return false;
		c = (unsigned char)rest->ptr[i];
		len |= (size_t)(c & 127) << shift;
		if (c < 128)
			break;
	}
	i++;
	if (len > rest->len - i)
		return false;
	*value = vb_str_of(rest->ptr + i, len);
	*rest = vb_str_skip(*rest, i + len);
	return true;
}

vb_status vb_entry_decode(struct vb_entry *out, struct vb_str data)
{
	struct vb_str value = VB_STR_EMPTY;
	unsigned id = E_ID;

	memset(out, 0, sizeof(*out));
	for (unsigned i = E_ID; i <= E_MENTIONS; i++)
		*slot(out, i) = VB_STR_EMPTY;
	out->text = VB_STR_EMPTY;
	if (!data.len || data.ptr[0] != ENTRY_VERSION)
		return VB_CORRUPT;
	data = vb_str_skip(data, 1);
	while (id != E_END) {
		if (!get_field(&id, &value, &data))
			return VB_CORRUPT;
		if (id >= E_ID && id <= E_MENTIONS)
			*slot(out, id) = value;
		out->date_inferred |= id == E_DATE_INFERRED;
		out->text_cut |= id == E_TEXT_CUT;
	}
	out->text = value;
	return VB_OK;
}
