/*
 * template: HTML with holes -> HTML.
 *
 *	{{name}}	a text, escaped
 *	{{&name}}	HTML that the program made
 *	{{:word}}	a word of the page's language (words.c)
 *	{{>part}}	another template
 *	{{#name}}…{{/name}}	once for each item of a list, or once if
 *			the text is not empty
 *	{{^name}}…{{/name}}	if there is none
 *
 * A name is looked for in the item, then in what surrounds it.
 */
#ifndef VB_SEARCHD_TEMPLATE_H
#define VB_SEARCHD_TEMPLATE_H

#include "base/arena.h"
#include "base/buf.h"

struct view;

/* A view, in `arena`; NULL when out of memory, and so are all below: they
 * take NULL and do nothing, so that only rendering need be checked. */
struct view *view_new(struct vb_arena *arena, bool vietnamese);

/* Of the page; true for NULL. */
bool view_vietnamese(const struct view *v);

/* Set `name` (a constant). The text is borrowed until rendering. */
void view_text(struct view *v, const char *name, struct vb_str text);
void view_html(struct view *v, const char *name, struct vb_str html);
void view_number(struct view *v, const char *name, uint64_t number);
void view_flag(struct view *v, const char *name, bool flag);

/* A copy of what `buf` holds, which is emptied for the next use. */
void view_take(struct view *v, const char *name, struct vb_buf *buf);
void view_take_html(struct view *v, const char *name, struct vb_buf *buf);

/* The text or HTML set as `name` in `v` itself; empty if there is none. */
struct vb_str view_get(const struct view *v, const char *name);

/* Add an item to the list `name` of `v`. */
struct view *view_item(struct view *v, const char *name);

/*
 * Append the template `name` (a file of web/) filled from `v`. Returns VB_OK;
 * VB_TOO_BIG; VB_NO_MEMORY; VB_INTERNAL for a template that is wrong.
 */
vb_status template_render(struct vb_buf *out, const char *name,
			  const struct view *v, struct vb_error *err);

#endif
