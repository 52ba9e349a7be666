#include "template.h"

#include <inttypes.h>
#include <stdio.h>

#include "assets.h"
#include "output/output.h"
#include "text/text.h"
#include "words.h"

#define DEPTH 12 /* of sections and parts within each other */

enum kind { TEXT, HTML, LIST };

struct value {
	struct value *next;
	const char *name;
	enum kind kind;
	struct vb_str text;
	struct view *first, *last; /* of a list */
};

struct view {
	struct vb_arena *arena;
	struct view *around, *next; /* next: of a list */
	struct value *values;
	bool vietnamese;
	bool *broken; /* out of memory, for the whole tree */
};

static struct view *view_inside(struct vb_arena *arena, struct view *around)
{
	struct view *v = vb_arena_calloc(arena, 1, sizeof(*v));

	if (!v) {
		if (around)
			*around->broken = true;
		return NULL;
	}
	v->arena = arena;
	v->around = around;
	if (around) {
		v->vietnamese = around->vietnamese;
		v->broken = around->broken;
	}
	return v;
}

struct view *view_new(struct vb_arena *arena, bool vietnamese)
{
	bool *broken = vb_arena_calloc(arena, 1, sizeof(*broken));
	struct view *v = broken ? view_inside(arena, NULL) : NULL;

	if (v) {
		v->vietnamese = vietnamese;
		v->broken = broken;
	}
	return v;
}

static struct value *own(const struct view *v, struct vb_str name)
{
	for (struct value *i = v->values; i; i = i->next)
		if (vb_str_eq(vb_str_from(i->name), name))
			return i;
	return NULL;
}

static struct value *set(struct view *v, const char *name, enum kind kind)
{
	struct value *value;

	if (!v)
		return NULL;
	value = own(v, vb_str_from(name));
	if (!value) {
		value = vb_arena_calloc(v->arena, 1, sizeof(*value));
		if (!value) {
			*v->broken = true;
			return NULL;
		}
		value->next = v->values;
		v->values = value;
	}
	value->name = name;
	value->kind = kind;
	return value;
}

void view_text(struct view *v, const char *name, struct vb_str text)
{
	struct value *value = set(v, name, TEXT);

	if (value)
		value->text = text;
}

void view_html(struct view *v, const char *name, struct vb_str html)
{
	struct value *value = set(v, name, HTML);

	if (value)
		value->text = html;
}

void view_flag(struct view *v, const char *name, bool flag)
{
	view_text(v, name, flag ? VB_STR("1") : VB_STR_EMPTY);
}

bool view_vietnamese(const struct view *v)
{
	return !v || v->vietnamese;
}

struct vb_str view_get(const struct view *v, const char *name)
{
	const struct value *value = v ? own(v, vb_str_from(name)) : NULL;

	return value && value->kind != LIST ? value->text : VB_STR_EMPTY;
}

static struct vb_str copied(struct view *v, struct vb_str text)
{
	struct vb_str copy = VB_STR_EMPTY;

	if (v && !vb_arena_dup(&copy, v->arena, text))
		*v->broken = true;
	return copy;
}

void view_number(struct view *v, const char *name, uint64_t number)
{
	char digits[24], text[32];
	size_t n = 0, len;

	snprintf(digits, sizeof(digits), "%" PRIu64, number);
	len = strlen(digits);
	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			text[n++] = v && v->vietnamese ? '.' : ',';
		text[n++] = digits[i];
	}
	view_text(v, name, copied(v, vb_str_of(text, n)));
}

void view_take(struct view *v, const char *name, struct vb_buf *buf)
{
	view_text(v, name, copied(v, vb_buf_str(buf)));
	vb_buf_truncate(buf, 0);
}

void view_take_html(struct view *v, const char *name, struct vb_buf *buf)
{
	view_html(v, name, copied(v, vb_buf_str(buf)));
	vb_buf_truncate(buf, 0);
}

struct view *view_item(struct view *v, const char *name)
{
	struct value *list = NULL;
	struct view *item;

	if (!v)
		return NULL;
	list = own(v, vb_str_from(name));
	if (!list)
		list = set(v, name, LIST);
	item = list ? view_inside(v->arena, v) : NULL;
	if (!item)
		return NULL;
	if (list->last)
		list->last->next = item;
	else
		list->first = item;
	list->last = item;
	return item;
}

struct rendering {
	struct vb_buf *out;
	struct vb_error *err;
	unsigned depth;
};

static vb_status render(struct rendering *r, struct vb_str text,
			const struct view *v);

static vb_status wrong(struct rendering *r, const char *what,
		       struct vb_str name)
{
	return vb_error_set(r->err, VB_INTERNAL, "template: %s %.*s", what,
			    VB_STR_ARG(name));
}

static const struct value *find(const struct view *v, struct vb_str name)
{
	const struct value *value = NULL;

	for (; v && !value; v = v->around)
		value = own(v, name);
	return value;
}

static vb_status put_section(struct rendering *r, struct vb_str inside,
			     struct vb_str name, bool inverted,
			     const struct view *v)
{
	const struct value *value = find(v, name);
	bool is = value && (value->kind == LIST || value->text.len);
	vb_status st = VB_OK;

	if (is == inverted)
		return VB_OK;
	if (inverted || value->kind != LIST)
		return render(r, inside, v);
	for (const struct view *i = value->first; i && !st; i = i->next)
		st = render(r, inside, i);
	return st;
}

static vb_status put_word(struct rendering *r, struct vb_str name,
			  const struct view *v)
{
	const char *word = words_get(name, v->vietnamese);

	if (!word)
		return wrong(r, "no word", name);
	return vb_html_escape(r->out, vb_str_from(word));
}

static vb_status put_part(struct rendering *r, struct vb_str name,
			  const struct view *v)
{
	const struct asset *part = asset_find(name);

	return part ? render(r, part->data, v) : wrong(r, "no part", name);
}

/* A page must be UTF-8 whatever a file name or a cut message holds. */
static vb_status put_text(struct rendering *r, struct vb_str text)
{
	struct vb_buf clean = VB_BUF_INIT(text.len * VB_TEXT_GROWTH + 4);
	vb_status st;

	if (vb_utf8_valid(text))
		return vb_html_escape(r->out, text);
	st = vb_text_clean(&clean, NULL, text);
	if (!st)
		st = vb_html_escape(r->out, vb_buf_str(&clean));
	vb_buf_clear(&clean);
	return st;
}

static vb_status put_value(struct rendering *r, struct vb_str name, bool html,
			   const struct view *v)
{
	const struct value *value = find(v, name);

	if (!value || value->kind == LIST)
		return VB_OK;
	if (html != (value->kind == HTML))
		return wrong(r, "HTML or not?", name);
	return html ? vb_buf_append(r->out, value->text) :
		      put_text(r, value->text);
}

/* The section that begins at `at`, right after its opening tag. */
static vb_status section(struct rendering *r, struct vb_str text, size_t *at,
			 struct vb_str tag, const struct view *v)
{
	struct vb_str name = vb_str_skip(tag, 1);
	char end[64];
	size_t close;

	snprintf(end, sizeof(end), "{{/%.*s}}", VB_STR_ARG(name));
	close = vb_str_find(text, vb_str_from(end), *at);
	if (close == VB_NPOS)
		return wrong(r, "no end of", name);
	text = vb_str_sub(text, *at, close);
	*at = close + strlen(end);
	return put_section(r, text, name, tag.ptr[0] == '^', v);
}

static vb_status put_tag(struct rendering *r, struct vb_str text, size_t *at,
			 struct vb_str tag, const struct view *v)
{
	struct vb_str name = vb_str_skip(tag, 1);

	switch (tag.len ? tag.ptr[0] : '/') {
	case '#':
	case '^':
		return section(r, text, at, tag, v);
	case '&':
		return put_value(r, name, true, v);
	case ':':
		return put_word(r, name, v);
	case '>':
		return put_part(r, name, v);
	case '/':
		return wrong(r, "stray", tag);
	default:
		return put_value(r, tag, false, v);
	}
}

static vb_status render(struct rendering *r, struct vb_str text,
			const struct view *v)
{
	vb_status st = VB_OK;
	size_t at = 0;

	if (++r->depth > DEPTH)
		return wrong(r, "too deep", VB_STR_EMPTY);
	while (!st) {
		size_t open = vb_str_find(text, VB_STR("{{"), at);
		size_t close = vb_str_find(text, VB_STR("}}"),
					   open == VB_NPOS ? text.len : open);

		st = vb_buf_append(r->out, vb_str_sub(text, at, open));
		if (close == VB_NPOS)
			break;
		at = close + 2;
		if (!st)
			st = put_tag(r, text, &at,
				     vb_str_sub(text, open + 2, close), v);
	}
	r->depth--;
	return st;
}

vb_status template_render(struct vb_buf *out, const char *name,
			  const struct view *v, struct vb_error *err)
{
	struct rendering r = { .out = out, .err = err };
	vb_status st;

	if (!v || *v->broken)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	st = put_part(&r, vb_str_from(name), v);
	if (st == VB_TOO_BIG || st == VB_NO_MEMORY)
		vb_error_set(err, st, "page: %s", vb_status_text(st));
	return st;
}
