#include "xapian-c/glass.h"

#define LIST_LIMIT ((size_t)1 << 20) /* a chunk is far below */

void vb_glass_list_init(struct vb_glass_list *list, vb_glass_table *table)
{
	*list = (struct vb_glass_list){
		.table = table,
		.body = VB_BUF_INIT(LIST_LIMIT),
		.key = VB_BUF_INIT(LIST_LIMIT),
		.tag = VB_BUF_INIT(LIST_LIMIT),
	};
}

void vb_glass_list_clear(struct vb_glass_list *list)
{
	vb_buf_clear(&list->body);
	vb_buf_clear(&list->key);
	vb_buf_clear(&list->tag);
}

void vb_glass_list_begin(struct vb_glass_list *list, struct vb_str term,
			 uint64_t tf, uint64_t cf)
{
	list->term = term;
	list->tf = tf;
	list->cf = cf;
	list->later = false;
	vb_buf_truncate(&list->body, 0);
}

static vb_status make_key(struct vb_glass_list *list)
{
	vb_status st;

	vb_buf_truncate(&list->key, 0);
	if (!list->term.len)
		st = vb_buf_append(&list->key, VB_STR("\0\xe0"));
	else
		st = vb_glass_escaped(&list->key, list->term);
	if (!st && list->later && list->term.len)
		st = vb_buf_append_char(&list->key, '\0');
	if (!st && list->later)
		st = vb_glass_sortable(&list->key, list->first);
	return st;
}

/* The first chunk begins with what is known of the whole list. */
static vb_status make_tag(struct vb_glass_list *list, bool is_last)
{
	char head[4 * VB_GLASS_NUMBER_MAX + 1];
	size_t n = 0;
	vb_status st;

	if (!list->later) {
		n += vb_glass_put(head + n, list->tf);
		n += vb_glass_put(head + n, list->cf);
		n += vb_glass_put(head + n, list->first - 1);
	}
	head[n++] = is_last ? '1' : '0';
	n += vb_glass_put(head + n, list->last - list->first);
	vb_buf_truncate(&list->tag, 0);
	st = vb_buf_append(&list->tag, vb_str_of(head, n));
	return st ? st : vb_buf_append(&list->tag, vb_buf_str(&list->body));
}

static vb_status write_chunk(struct vb_glass_list *list, bool is_last,
			     struct vb_error *err)
{
	vb_status st = make_key(list);

	if (!st)
		st = make_tag(list, is_last);
	if (st)
		return vb_error_set(err, st, "a posting list: %s",
				    vb_status_text(st));
	st = vb_glass_table_add(list->table, vb_buf_str(&list->key),
				vb_buf_str(&list->tag), false, err);
	list->later = true;
	vb_buf_truncate(&list->body, 0);
	return st;
}

vb_status vb_glass_list_add(struct vb_glass_list *list, uint32_t docid,
			    uint32_t wdf, struct vb_error *err)
{
	char entry[2 * VB_GLASS_NUMBER_MAX];
	size_t n = 0;
	vb_status st = VB_OK;

	if (list->body.len >= VB_GLASS_CHUNK)
		st = write_chunk(list, false, err);
	if (st)
		return st;
	if (!list->body.len)
		list->first = docid;
	else
		n = vb_glass_put(entry, docid - list->last - 1);
	n += vb_glass_put(entry + n, wdf);
	list->last = docid;
	st = vb_buf_append(&list->body, vb_str_of(entry, n));
	return st ? vb_error_set(err, st, "no memory") : VB_OK;
}

/* Our own bytes: a number never runs past the end. */
static uint32_t get(struct vb_str *s)
{
	uint32_t n = 0;

	for (unsigned shift = 0; s->len; shift += 7) {
		unsigned char c = (unsigned char)*s->ptr;

		*s = vb_str_skip(*s, 1);
		n |= (uint32_t)(c & 127) << shift;
		if (c < 128 || shift == 28)
			break;
	}
	return n;
}

static vb_status add_each(struct vb_glass_list *list, uint32_t docid,
			  struct vb_str body, struct vb_error *err)
{
	vb_status st = vb_glass_list_add(list, docid, get(&body), err);

	while (!st && body.len) {
		docid += get(&body) + 1;
		st = vb_glass_list_add(list, docid, get(&body), err);
	}
	return st;
}

vb_status vb_glass_list_add_body(struct vb_glass_list *list, uint32_t first,
				 uint32_t last, struct vb_str body,
				 struct vb_error *err)
{
	vb_status st = VB_OK;

	/* Where no entry can find the chunk full, all go in as they are. */
	if (list->body.len + VB_GLASS_NUMBER_MAX + body.len > VB_GLASS_CHUNK)
		return add_each(list, first, body, err);
	if (!list->body.len)
		list->first = first;
	else
		st = vb_glass_number(&list->body, first - list->last - 1);
	if (!st)
		st = vb_buf_append(&list->body, body);
	list->last = last;
	return st ? vb_error_set(err, st, "no memory") : VB_OK;
}

vb_status vb_glass_list_end(struct vb_glass_list *list, struct vb_error *err)
{
	return write_chunk(list, true, err);
}
