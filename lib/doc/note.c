#include "doc/note.h"

#include <stdio.h>
#include <stdlib.h>

#include "doc/date.h"
#include "doc/jsonread.h"
#include "doc/letter.h"
#include "doc/number.h"
#include "doc/understand.h"
#include "text/token.h"

#define NOTE_BYTES ((size_t)1 << 14) /* the longest of 62,000 has 1,300 */
#define NUMBER_NEAR 48 /* bytes between a type's name and its number */
#define SURE 0.95

/* The document a note begins with, or one that amended it. */
struct named {
	char anchor[64];
	const struct vb_type *type; /* NULL: no name of a type was there */
	struct vb_number number;
	bool has_number;
	size_t from; /* of the type's name */
	size_t end;  /* behind the number, or the type's name */
};

struct reader {
	struct vb_record *record;
	struct vb_str note; /* one line, without its brackets */
	struct vb_span where;
	struct vb_reference **tail;
};

static const struct vb_str effective = { "có hiệu lực",
					 sizeof("có hiệu lực") - 1 };

/* What a JSON string spells, on one line; "" for any other value. */
static vb_status from_json(struct vb_buf *out, struct vb_str json)
{
	size_t mended, at;
	vb_status st;

	if (!vb_str_starts(json, VB_STR("\"")) || json.len > NOTE_BYTES ||
	    vb_json_check(&at, json))
		return VB_OK;
	st = vb_json_decode(out, &mended, json);
	for (size_t i = 0; i < out->len; i++)
		if ((unsigned char)out->ptr[i] < ' ')
			out->ptr[i] = ' ';
	return st;
}

/* White space as single spaces; brackets and dots around it gone. */
static struct vb_str tidy(struct vb_buf *buf)
{
	struct vb_str s;
	size_t n = 0;

	for (size_t i = 0; i < buf->len; i++) {
		char c = buf->ptr[i];

		if (c == '\n' || c == '\t' || c == '\r')
			c = ' ';
		if (c != ' ' || (n && buf->ptr[n - 1] != ' '))
			buf->ptr[n++] = c;
	}
	vb_buf_truncate(buf, n);
	s = vb_buf_str(buf);
	while (s.len && (s.ptr[0] == '(' || s.ptr[0] == ' '))
		s = vb_str_skip(s, 1);
	while (s.len && strchr(" ).", s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* Does it begin as such notes do, and say since when there is effect? */
static bool is_note(struct vb_str s)
{
	while (s.len && (s.ptr[0] == '(' || s.ptr[0] == ' '))
		s = vb_str_skip(s, 1);
	return s.len < NOTE_BYTES &&
	       (vb_str_starts(s, VB_STR("Điều ")) ||
		vb_str_starts(s, VB_STR("Mục ")) ||
		vb_str_starts(s, VB_STR("Khoản ")) ||
		vb_str_starts(s, VB_STR("Thông "))) &&
	       vb_str_find(s, effective, 0) != VB_NPOS;
}

/* The bracket that the text ends with, if it is a source note. */
static struct vb_str at_end_of(struct vb_str text)
{
	struct vb_str s = vb_str_trim(text);
	size_t at = s.len;

	if (!vb_str_ends(s, VB_STR(")")))
		return VB_STR_EMPTY;
	while (at && s.ptr[at - 1] != '\n' && s.len - at < NOTE_BYTES)
		at--;
	s = vb_str_skip(s, at);
	return vb_str_starts(s, VB_STR("(")) && is_note(s) ? s : VB_STR_EMPTY;
}

static vb_status find_note(struct vb_buf *out, struct reader *r)
{
	static const char *const names[] = { "note", "source_note", "ghi_chu" };
	struct vb_record *record = r->record;
	struct vb_buf plain = VB_BUF_INIT(2 * NOTE_BYTES);
	vb_status st = VB_OK;
	struct vb_str s;

	for (struct vb_extra *e = record->extras; e && !plain.len && !st;
	     e = e->next)
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (vb_str_eq(e->name, vb_str_from(names[i])))
				st = from_json(&plain, e->json);
	if (!st && plain.len)
		st = vb_text_clean(out, NULL, vb_buf_str(&plain));
	vb_buf_clear(&plain);
	if (st || vb_str_find(vb_buf_str(out), effective, 0) != VB_NPOS)
		return st;
	vb_buf_truncate(out, 0);
	s = at_end_of(record->text);
	if (!s.len)
		return VB_OK;
	r->where.from = (size_t)(s.ptr - record->text.ptr);
	r->where.to = r->where.from + s.len;
	return vb_buf_append(out, s);
}

/* "Điều 18b", "điểm a khoản 1 Điều 2": the anchor of what stands before the
 * document's name. */
static void read_anchor(char out[64], struct vb_str s)
{
	static const struct {
		const char *word, *part;
	} levels[] = { { "Điều ", "dieu" },
		       { "khoản ", "khoan" },
		       { "điểm ", "diem" } };
	struct vb_buf fold = VB_BUF_INIT(256);
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < 3; i++) {
		size_t at = vb_str_find(s, vb_str_from(levels[i].word), 0);
		size_t from = at + strlen(levels[i].word), to = from;

		if (at == VB_NPOS)
			continue;
		while (to < s.len && s.ptr[to] != ' ' && s.ptr[to] != ',')
			to++;
		vb_buf_truncate(&fold, 0);
		if (to - from > 12 ||
		    vb_text_fold(&fold, vb_str_sub(s, from, to)))
			break;
		n += (size_t)snprintf(out + n, 64 - n, "%s%s-%s", n ? "." : "",
				      levels[i].part, vb_buf_cstr(&fold));
	}
	vb_buf_clear(&fold);
}

/* A capital, of those that names of types begin with; Đ with Đề, not Điều. */
static bool is_capital(struct vb_str s, size_t at)
{
	return (s.ptr[at] >= 'A' && s.ptr[at] <= 'Z') ||
	       vb_str_starts(vb_str_skip(s, at), VB_STR("Đề"));
}

/*
 * "Điều 1 Luật số 57/2020/QH14" in [from, to): the first name of a type, then
 * its number if one follows. False when there is neither.
 */
static bool read_named(struct named *out, struct vb_str note, size_t from,
		       size_t to)
{
	struct vb_str s = vb_str_sub(note, 0, to);
	size_t len = 0, at = from;

	memset(out, 0, sizeof(*out));
	for (; at < to; at++) {
		if ((at > from && s.ptr[at - 1] != ' ') || !is_capital(s, at))
			continue;
		out->type = vb_type_at(vb_str_skip(s, at), &len);
		if (out->type)
			break;
	}
	if (!out->type)
		at = from;
	read_anchor(out->anchor, vb_str_sub(s, from, at));
	out->from = at;
	out->end = at + len;
	out->has_number = vb_number_find(&out->number, s, out->end) &&
			  out->number.from <= out->end + NUMBER_NEAR;
	if (!out->has_number)
		return out->type != NULL;
	/* "Thông tư số liên tịch 191/2005/TTLT/…": the code knows better */
	if (!out->type || !strcmp(out->number.type, "TTLT"))
		out->type = vb_type_find(vb_str_from(out->number.type));
	out->end = out->number.to;
	return true;
}

/* The date that stands in full at `at`, as "16/06/2020" or in words. */
static bool date_at(struct vb_date *out, struct vb_str s, size_t at)
{
	return vb_date_find(out, vb_str_sub(s, 0, at + 40), at) &&
	       out->from <= at + 8 && out->day && out->year;
}

/* The date after `phrase` in [from, to) of the note, formatted; "" if none. */
static size_t dated(char out[VB_DATE_TEXT], struct vb_str note,
		    const char *phrase, size_t from)
{
	size_t at = vb_str_find(note, vb_str_from(phrase), from);
	struct vb_date d;

	out[0] = '\0';
	if (at == VB_NPOS)
		return VB_NPOS;
	if (date_at(&d, note, at + strlen(phrase)))
		vb_date_format(out, &d);
	return at;
}

static vb_status set(struct reader *r, enum vb_field_id id, struct vb_str value)
{
	return vb_record_set_at(r->record, id, value, SURE, r->where);
}

/*
 * "Luật Thanh niên ngày 16/06/2020 của Quốc hội", what stands between number
 * and effect: the last date and what follows it; the name may hold others.
 */
static vb_status read_title(struct reader *r, struct vb_str *name,
			    struct vb_str title)
{
	struct vb_date d, last = { 0 };
	char date[VB_DATE_TEXT];
	struct vb_str issuer;
	size_t at = 0;
	vb_status st;

	*name = vb_str_trim(title);
	while ((at = vb_str_find(title, VB_STR("ngày "), at)) != VB_NPOS) {
		if (date_at(&d, title, at + sizeof("ngày ") - 1))
			last = d;
		at++;
	}
	if (!last.day)
		return VB_OK;
	issuer = vb_str_trim(vb_str_skip(title, last.to));
	/* Followed by anything else the date is one in the name. */
	if (issuer.len && !vb_str_starts(issuer, VB_STR("của ")))
		return VB_OK;
	at = vb_utf8_floor(title, last.from);
	*name = vb_str_trim(vb_str_sub(title, 0, at));
	if (vb_str_ends(*name, VB_STR("ngày")))
		*name = vb_str_trim(
			vb_str_sub(*name, 0, name->len - sizeof("ngày") + 1));
	vb_date_format(date, &last);
	st = set(r, VB_FIELD_DATE, vb_str_from(date));
	issuer = vb_str_trim(vb_str_skip(issuer, sizeof("của ") - 1));
	return st ? st : set(r, VB_FIELD_ISSUER, issuer);
}

static vb_status add(struct reader *r, enum vb_relation kind,
		     const struct named *n, struct vb_str name,
		     struct vb_str key)
{
	struct vb_arena *arena = r->record->arena;
	struct vb_reference *ref = vb_arena_calloc(arena, 1, sizeof(*ref));

	if (!ref || !vb_arena_dup(&ref->number, arena, name) ||
	    !vb_arena_dup(&ref->key, arena, key) ||
	    !vb_arena_dup(&ref->anchor, arena, vb_str_from(n->anchor)))
		return VB_NO_MEMORY;
	ref->kind = kind;
	ref->type = n->type ? vb_str_from(n->type->slug) : VB_STR_EMPTY;
	ref->issuer = ref->date = VB_STR_EMPTY;
	ref->from = r->where.from;
	ref->to = r->where.to;
	*r->tail = ref;
	r->tail = &ref->next;
	return VB_OK;
}

/* The date of an amending document, written or that of its effect. */
static vb_status date_amending(struct reader *r, struct vb_reference *ref,
			       struct vb_str item, size_t end)
{
	char date[VB_DATE_TEXT];
	struct vb_date d;

	while (end < item.len && item.ptr[end] == ' ')
		end++;
	ref->date_how = VB_HOW_READ;
	if (vb_str_starts(vb_str_skip(item, end), VB_STR("ngày ")) &&
	    date_at(&d, item, end + sizeof("ngày ") - 1)) {
		vb_date_format(date, &d);
	} else {
		ref->date_how = VB_HOW_INFERRED;
		dated(date, item, "kể từ ngày ", end);
	}
	if (!date[0])
		ref->date_how = VB_HOW_UNKNOWN;
	return vb_arena_dup(&ref->date, r->record->arena, vb_str_from(date)) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

/* "được bổ sung bởi Điều 73 Nghị định số …; Điều 10 …", from `at` on. */
static vb_status read_amending(struct reader *r, struct vb_reference *first,
			       size_t at)
{
	struct vb_str by = VB_STR(" bởi "), note = r->note;
	vb_status st = VB_OK;

	at = vb_str_find(note, by, at);
	while (!st && at != VB_NPOS && at < note.len) {
		size_t end = vb_str_find(note, VB_STR(";"), at);
		size_t next = vb_str_find(note, by, at + by.len);
		struct vb_reference **tail = r->tail;
		struct named n;
		struct vb_str item;
		bool known = false;

		if (end == VB_NPOS || next < end)
			end = next;
		if (end == VB_NPOS)
			end = note.len;
		item = vb_str_sub(note, at, end);
		at = end == next ? next : end + 1;
		if (!read_named(&n, item, 0, item.len) || !n.has_number)
			continue;
		for (struct vb_reference *ref = first; ref; ref = ref->next)
			known |= ref->kind == VB_RELATION_AMENDED_BY &&
				 vb_str_eq(ref->key, vb_str_from(n.number.key));
		if (known)
			continue;
		st = add(r, VB_RELATION_AMENDED_BY, &n,
			 vb_str_from(n.number.text), vb_str_from(n.number.key));
		if (!st)
			st = date_amending(r, *tail, item, n.end);
	}
	return st;
}

/* PART_OF a document without a number: "=phap lenh ve ham 1995". */
static vb_status refer_by_name(struct reader *r, const struct named *n,
			       struct vb_str name)
{
	struct vb_str date = r->record->fields[VB_FIELD_DATE].value;
	struct vb_buf key = VB_BUF_INIT(1024);
	struct vb_token token;
	vb_tokenizer t;
	vb_status st = VB_OK;

	vb_tokenizer_init(&t, name);
	while (!st && vb_tokenizer_next(&t, &token)) {
		st = vb_buf_append_char(&key, key.len ? ' ' : '=');
		if (!st)
			st = vb_buf_append(&key, token.fold);
	}
	if (!st && key.len && date.len)
		st = vb_buf_printf(&key, " %.4s", date.ptr);
	if (!st && key.len)
		st = add(r, VB_RELATION_PART_OF, n, name, vb_buf_str(&key));
	vb_buf_clear(&key);
	return st == VB_TOO_BIG ? VB_OK : st;
}

/* "Luật 57/2020/QH14", and the name that people know it by. */
static vb_status set_part_of(struct reader *r, const struct named *n,
			     struct vb_str name)
{
	struct vb_field *field = &r->record->fields[VB_FIELD_PART_OF];
	char text[VB_NUMBER_BYTES + 64];
	const char *label = n->type ? n->type->label : "";
	vb_status st;

	if (field->how >= VB_HOW_READ)
		return VB_OK;
	if (!n->has_number) {
		st = set(r, VB_FIELD_PART_OF, name);
		return st ? st : refer_by_name(r, n, name);
	}
	snprintf(text, sizeof(text), "%s%s%s", label, label[0] ? " " : "",
		 n->number.text);
	st = set(r, VB_FIELD_PART_OF, vb_str_from(text));
	if (!st && name.len &&
	    !vb_arena_dup(&field->label, r->record->arena, name))
		st = VB_NO_MEMORY;
	return st ? st :
		    add(r, VB_RELATION_PART_OF, n, vb_str_from(n->number.text),
			vb_str_from(n->number.key));
}

static vb_status read_fields(struct reader *r, const struct named *n,
			     size_t head)
{
	size_t from = n->has_number ? n->end : n->from;
	struct vb_str title = vb_str_sub(r->note, from, head);
	char date[VB_DATE_TEXT];
	struct vb_str name;
	vb_status st;

	while (title.len && strchr(" ,.", title.ptr[title.len - 1]))
		title.len--;
	while (title.len && strchr(" ,.'\"", title.ptr[0]))
		title = vb_str_skip(title, 1);
	st = read_title(r, &name, title);
	if (!st && n->has_number)
		st = set(r, VB_FIELD_NUMBER, vb_str_from(n->number.text));
	if (!st && n->type)
		st = vb_record_set_type(r->record, n->type, VB_HOW_READ, SURE);
	dated(date, r->note, "kể từ ngày ", head);
	if (!st)
		st = set(r, VB_FIELD_EFFECTIVE_DATE, vb_str_from(date));
	dated(date, r->note, "có hiệu lực thi hành đến ngày ", head);
	if (!st)
		st = set(r, VB_FIELD_EXPIRY_DATE, vb_str_from(date));
	return st ? st : set_part_of(r, n, name);
}

/*
 * Does the note name the provision, or, in brackets, a numbered document? Any
 * other ("Luật này có hiệu lực từ …") is about the record, not its source.
 */
static bool is_source(const struct named *n, struct vb_str raw)
{
	return n->anchor[0] ||
	       (n->has_number && vb_str_starts(raw, VB_STR("(")));
}

vb_status vb_note_read(struct vb_record *record,
		       struct vb_reference **references)
{
	struct vb_buf buf = VB_BUF_INIT(2 * NOTE_BYTES);
	struct reader r = { .record = record, .tail = references };
	struct named n;
	size_t head;
	vb_status st;

	*references = NULL;
	st = find_note(&buf, &r);
	r.note = st ? VB_STR_EMPTY : tidy(&buf);
	head = vb_str_find(r.note, effective, 0);
	if (!st && head != VB_NPOS && read_named(&n, r.note, 0, head) &&
	    is_source(&n, vb_buf_str(&buf))) {
		st = read_fields(&r, &n, head);
		if (!st)
			st = read_amending(&r, *references, head);
	}
	vb_buf_clear(&buf);
	return st;
}
