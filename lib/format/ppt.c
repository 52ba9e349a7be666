#include "format/ppt.h"

#include <stdlib.h>

#include "format/reader.h"

#define DEPTH 24	       /* of records in records */
#define MAX_OBJECTS (1u << 20) /* of the directory: what its numbers hold */
#define MAX_FONTS 1024
#define MAX_EDITS 4096
#define LIST_TEXTS 64 /* of one slide in the list */
#define ENCRYPTED 0xF3D1C4DFu
#define LIST_SLIDES 0 /* instances of a slide list */
#define LIST_MASTERS 1
#define LIST_NOTES 2
#define TYPE_OTHER 4

/* A walk through one slide's tree. */
struct slide {
	struct ppt *p;
	struct ppt_text list[LIST_TEXTS]; /* its texts in the slide list */
	bool used[LIST_TEXTS];
	size_t n;
	struct ppt_text text; /* the one at hand */
	bool has_text;
};

/* What the directory knows. */
struct directory {
	uint32_t *at; /* object number to place + 1 */
	size_t n;
	uint32_t document; /* its number */
};

bool ppt_next(struct ppt_record *out, struct vb_str s, size_t at)
{
	unsigned head = vb_le16(s, at);
	size_t len = vb_le32(s, at + 4);

	if (at >= s.len || s.len - at < 8)
		return false;
	*out = (struct ppt_record){
		.kind = vb_le16(s, at + 2),
		.instance = head >> 4,
		.container = (head & 0xF) == 0xF,
		.data = vb_str_sub(s, at + 8, at + 8 + len),
		.next = at + 8 + len,
	};
	return true;
}

/* The text at hand is whole: put it out, or keep it for its slide. */
static void end_text(struct slide *s, bool keep)
{
	if (!s->has_text)
		return;
	if (!keep)
		ppt_put(s->p, &s->text);
	else if (s->n < LIST_TEXTS)
		s->list[s->n++] = s->text;
	s->has_text = false;
}

/* Take up a record of a text. */
static void text_record(struct slide *s, const struct ppt_record *r, bool keep)
{
	size_t number;

	switch (r->kind) {
	case PPT_TEXT_HEADER:
		end_text(s, keep);
		s->text = (struct ppt_text){ .type = vb_le32(r->data, 0) };
		break;
	case PPT_TEXT_CHARS:
	case PPT_TEXT_BYTES:
		end_text(s, keep);
		s->text.chars = r->data;
		s->text.wide = r->kind == PPT_TEXT_CHARS;
		s->text.style = VB_STR_EMPTY;
		s->has_text = true;
		break;
	case PPT_TEXT_STYLE:
		s->text.style = r->data;
		break;
	case PPT_TEXT_REF:
		number = vb_le32(r->data, 0);
		if (number < s->n && !s->used[number]) {
			s->used[number] = true;
			ppt_put(s->p, &s->list[number]);
		}
		break;
	default:
		break;
	}
}

static void walk_slide(struct slide *s, struct vb_str in, unsigned depth)
{
	struct ppt_record r;

	for (size_t at = 0; !s->p->st && ppt_next(&r, in, at); at = r.next) {
		if (!s->p->left)
			return;
		s->p->left--;
		if (r.kind == PPT_TEXTBOX || (r.container && depth < DEPTH)) {
			end_text(s, false);
			s->text = (struct ppt_text){ .type = TYPE_OTHER };
			walk_slide(s, r.data, depth + 1);
			end_text(s, false);
		} else {
			text_record(s, &r, false);
		}
	}
}

/* An object's record; an empty one where there is none. */
static struct ppt_record object(const struct ppt *p, const struct directory *d,
				uint32_t number)
{
	struct ppt_record r = { .data = VB_STR_EMPTY };

	if (number < d->n && d->at[number])
		ppt_next(&r, p->stream, d->at[number] - 1u);
	return r;
}

/* The texts of the list up to here are of one slide: put them out with it. */
static void put_slide(struct slide *s, struct vb_str tree)
{
	end_text(s, true);
	walk_slide(s, tree, 0);
	for (size_t i = 0; i < s->n; i++)
		if (!s->used[i])
			ppt_put(s->p, &s->list[i]);
	s->n = 0;
	memset(s->used, 0, sizeof(s->used));
}

static void walk_list(struct ppt *p, struct directory *d, struct vb_str list)
{
	struct slide s = { .p = p };
	struct ppt_record r;
	struct vb_str tree = VB_STR_EMPTY;

	for (size_t at = 0; !p->st && ppt_next(&r, list, at); at = r.next) {
		if (r.kind == PPT_SLIDE_PLACE) {
			uint32_t number = vb_le32(r.data, 0);

			put_slide(&s, tree);
			tree = object(p, d, number).data;
			if (number < d->n)
				d->at[number] = 0; /* each slide once */
		} else {
			text_record(&s, &r, true);
		}
	}
	put_slide(&s, tree);
}

static void add_font(struct ppt *p, const struct ppt_record *r)
{
	struct vb_buf name = VB_BUF_INIT(256);
	size_t len = 0;

	while (len < 64 && vb_le16(r->data, len))
		len += 2;
	if (r->instance < MAX_FONTS) {
		p->st = vb_utf16_append(&name, vb_str_sub(r->data, 0, len));
		if (!p->st && !vb_arena_dup(&p->fonts[r->instance], &p->arena,
					    vb_buf_str(&name)))
			p->st = VB_NO_MEMORY;
	}
	vb_buf_clear(&name);
}

/* The first master that says it for a type of texts counts. */
static void add_style(struct ppt *p, const struct ppt_record *r)
{
	if (r->instance < VB_PPT_TYPES &&
	    p->type_fonts[r->instance] == VB_PPT_NO_FONT)
		p->type_fonts[r->instance] =
			ppt_master_font(r->data, r->instance);
}

static void find_fonts(struct ppt *p, struct vb_str in, unsigned depth)
{
	struct ppt_record r;

	for (size_t at = 0; !p->st && ppt_next(&r, in, at); at = r.next) {
		if (!p->left)
			return;
		p->left--;
		if (r.kind == PPT_FONT)
			add_font(p, &r);
		else if (r.kind == PPT_MASTER_STYLE)
			add_style(p, &r);
		else if (r.container && r.kind != PPT_SLIDE_LIST &&
			 depth < DEPTH)
			find_fonts(p, r.data, depth + 1);
	}
}

/*
 * Add the places that a directory lists: those of later edits, which were
 * read before, stay. Places of objects that are not numbered are not kept.
 */
static void add_places(struct directory *d, struct vb_str in, size_t *left)
{
	for (size_t at = 0; at + 4 <= in.len;) {
		uint32_t head = vb_le32(in, at);
		uint32_t number = head & 0xFFFFF, count = head >> 20;

		at += 4;
		for (; count && at + 4 <= in.len; count--, at += 4, number++) {
			if (!*left)
				return;
			--*left;
			if (number < d->n && !d->at[number])
				d->at[number] = vb_le32(in, at) + 1;
		}
	}
}

static vb_status read_directory(struct directory *d, struct ppt *p,
				uint32_t edit)
{
	size_t left = p->stream.len / 4;
	struct ppt_record r, list;

	d->n = MAX_OBJECTS;
	if (d->n > p->stream.len / 8)
		d->n = p->stream.len / 8;
	d->at = calloc(d->n + 1, sizeof(*d->at));
	if (!d->at)
		return VB_NO_MEMORY;
	for (unsigned i = 0; i < MAX_EDITS && ppt_next(&r, p->stream, edit) &&
			     r.kind == PPT_USER_EDIT;
	     i++) {
		if (!i)
			d->document = vb_le32(r.data, 16);
		if (ppt_next(&list, p->stream, vb_le32(r.data, 12)) &&
		    list.kind == PPT_DIRECTORY)
			add_places(d, list.data, &left);
		if (vb_le32(r.data, 8) >= edit)
			break; /* edits only point back */
		edit = vb_le32(r.data, 8);
		if (!edit)
			break;
	}
	return VB_OK;
}

/* Without a directory: every text of the stream, in its order. */
static void put_everything(struct ppt *p)
{
	struct slide s = { .p = p };

	walk_slide(&s, p->stream, 0);
	end_text(&s, false);
}

/* Fonts of the masters come before those of the document's own defaults. */
static void find_styles(struct ppt *p, struct directory *d,
			struct vb_str document)
{
	struct ppt_record list, r;

	for (size_t at = 0; ppt_next(&list, document, at); at = list.next)
		for (size_t i = 0; list.kind == PPT_SLIDE_LIST &&
				   list.instance == LIST_MASTERS &&
				   ppt_next(&r, list.data, i);
		     i = r.next) {
			uint32_t number = vb_le32(r.data, 0);

			if (r.kind != PPT_SLIDE_PLACE)
				continue;
			find_fonts(p, object(p, d, number).data, 0);
			if (number < d->n)
				d->at[number] = 0;
		}
	find_fonts(p, document, 0);
}

static void put_document(struct ppt *p, struct directory *d)
{
	static const unsigned lists[] = { LIST_SLIDES, LIST_NOTES };
	struct ppt_record document = object(p, d, d->document), r;
	bool found = false;

	if (document.kind == PPT_DOCUMENT)
		find_styles(p, d, document.data);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (size_t at = 0; document.kind == PPT_DOCUMENT &&
				    ppt_next(&r, document.data, at);
		     at = r.next)
			if (r.kind == PPT_SLIDE_LIST &&
			    r.instance == lists[i]) {
				walk_list(p, d, r.data);
				found |= lists[i] == LIST_SLIDES;
			}
	if (!found)
		put_everything(p);
}

static vb_status read_stream(struct vb_record *record, struct ppt *p,
			     uint32_t edit)
{
	struct directory d = { .n = 0 };
	vb_status st = vb_layout_open(&p->layout, record);

	if (st)
		return st;
	p->n_fonts = MAX_FONTS;
	for (size_t i = 0; i < VB_PPT_TYPES; i++)
		p->type_fonts[i] = VB_PPT_NO_FONT;
	p->left = p->text_left = p->stream.len;
	p->fonts = vb_arena_calloc(&p->arena, MAX_FONTS, sizeof(*p->fonts));
	p->st = p->fonts ? read_directory(&d, p, edit) : VB_NO_MEMORY;
	if (!p->st)
		put_document(p, &d);
	free(d.at);
	st = vb_layout_close(p->layout);
	return p->st ? p->st : st;
}

vb_status vb_read_powerpoint(struct vb_record *record, vb_ole *ole,
			     struct vb_error *err)
{
	struct vb_buf stream = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT);
	struct vb_buf user = VB_BUF_INIT(1 << 20);
	struct ppt p = { .arena = VB_ARENA_INIT };
	vb_status st;

	st = vb_ole_read(&user, ole, "Current User");
	if (st == VB_NOT_FOUND || st == VB_TOO_BIG)
		st = VB_OK;
	if (!st && vb_le32(vb_buf_str(&user), 12) == ENCRYPTED) {
		st = vb_error_set(err, VB_UNSUPPORTED,
				  "encrypted presentation");
		goto done;
	}
	if (!st)
		st = vb_ole_read(&stream, ole, "PowerPoint Document");
	p.stream = vb_buf_str(&stream);
	if (!st)
		st = read_stream(record, &p, vb_le32(vb_buf_str(&user), 16));
	if (st)
		vb_error_set(err, st, "%s", vb_status_text(st));
done:
	vb_arena_clear(&p.arena);
	vb_buf_clear(&user);
	vb_buf_clear(&stream);
	return st;
}
