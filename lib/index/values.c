#include "index/values.h"

#include <stdlib.h>

#include "doc/type.h"
#include "index/columns.h"
#include "text/text.h"

#define RETRIES 3	  /* of a list that a writer overtook */
#define DIGITS 8	  /* numbers are compared with so many */
#define ORDER_BYTES 65536 /* of a value that are folded */

/* Where the values are: in a column, or as terms. */
static const struct {
	enum vb_column column;
	const char *prefix; /* NULL: in the column */
} sources[VB_VALUES_COUNT] = {
	[VB_VALUES_TYPE] = { VB_COLUMN_TYPE, NULL },
	[VB_VALUES_ISSUER] = { VB_COLUMN_ISSUER, NULL },
	[VB_VALUES_PLACE] = { VB_COLUMN_PLACE, NULL },
	[VB_VALUES_TOPIC] = { VB_COLUMN_TOPIC, NULL },
	[VB_VALUES_YEAR] = { VB_COLUMN_YEAR, NULL },
	[VB_VALUES_TITLE] = { 0, VB_PREFIX_TITLE },
	[VB_VALUES_NUMBER] = { 0, VB_PREFIX_NUMBER_KEY },
};

struct item {
	struct vb_str value, order; /* `order` is what is compared */
	uint32_t count;
};

struct scan {
	const struct vb_values_request *request;
	struct vb_searcher *s;
	struct vb_arena own; /* of what is gathered */
	struct vb_arena *arena;
	struct vb_error *err;
	struct vb_buf fold, order;
	struct item *items;
	size_t n, cap, prefix; /* bytes of the prefix */
	vb_status status;
};

/* `in` folded, signs as spaces, each number padded. */
static vb_status make_order(struct vb_str *out, struct scan *c,
			    struct vb_str in)
{
	vb_status st;

	vb_buf_truncate(&c->fold, 0);
	vb_buf_truncate(&c->order, 0);
	in.len = vb_utf8_floor(in, in.len < 1000 ? in.len : 1000);
	st = vb_text_fold(&c->fold, in);
	for (size_t i = 0; i < c->fold.len && !st;) {
		const char *at = c->fold.ptr + i;
		size_t n = 0;

		while (i + n < c->fold.len && at[n] >= '0' && at[n] <= '9')
			n++;
		for (size_t pad = n; n && pad < DIGITS && !st; pad++)
			st = vb_buf_append_char(&c->order, '0');
		if (n && !st)
			st = vb_buf_append(&c->order, vb_str_of(at, n));
		else if (!st)
			st = vb_buf_append_char(
				&c->order, strchr("-/._", *at) ? ' ' : *at);
		i += n ? n : 1;
	}
	if (!st && !vb_arena_dup(out, &c->own, vb_buf_str(&c->order)))
		st = VB_NO_MEMORY;
	return st;
}

static vb_status add(struct scan *c, struct vb_str value, uint32_t count)
{
	struct item *item;

	if (c->n == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 256;
		void *more = realloc(c->items, cap * sizeof(*c->items));

		if (!more)
			return VB_NO_MEMORY;
		c->items = more;
		c->cap = cap;
	}
	item = &c->items[c->n++];
	item->count = count;
	if (!vb_arena_dup(&item->value, &c->own, value))
		return VB_NO_MEMORY;
	return make_order(&item->order, c, value);
}

/* Also takes what is no UTF-8, as a value that no one can ask for. */
static bool add_value(void *ctx, struct vb_str value, uint32_t count)
{
	struct scan *c = ctx;

	value = vb_str_skip(value, c->prefix);
	if (value.len)
		c->status = add(c, value, count);
	if (c->status == VB_BAD_ENCODING) {
		c->n--;
		c->status = VB_OK;
	}
	return !c->status;
}

static vb_status gather_column(struct scan *c, enum vb_column column)
{
	const struct vb_columns *columns;
	uint32_t *counts, values;
	vb_status st = vb_columns_of(&columns, c->s, c->err);

	if (st)
		return st;
	values = vb_columns_values(columns, column);
	counts =
		vb_arena_alloc(&c->own, ((size_t)values + 1) * sizeof(*counts));
	if (!counts)
		return vb_error_set(c->err, VB_NO_MEMORY, "no memory");
	vb_columns_count(counts, columns, column);
	for (uint32_t i = 1; i <= values && !c->status; i++)
		if (counts[i])
			add_value(c, vb_columns_text(columns, column, i),
				  counts[i]);
	return VB_OK;
}

static int by_order(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = vb_str_cmp(x->order, y->order);

	return order ? order : vb_str_cmp(x->value, y->value);
}

/* The place of the first item that the list is about. */
static size_t find(const struct scan *c, struct vb_str at)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = vb_str_cmp(c->items[mid].order, at);

		if (order < 0 || (!order && c->request->after))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static vb_status take(struct vb_values *out, const struct scan *c, size_t first)
{
	size_t back = c->request->back;

	out->total = c->n;
	out->offset = first > back ? first - back : 0;
	/* Where there is less before, the list ends sooner. */
	out->n = c->request->n;
	if (back > first)
		out->n -= back - first < out->n ? back - first : out->n;
	if (out->n > c->n - out->offset)
		out->n = c->n - out->offset;
	out->values =
		vb_arena_calloc(c->arena, out->n + 1, sizeof(*out->values));
	if (!out->values)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < out->n; i++) {
		const struct item *item = &c->items[out->offset + i];
		struct vb_value *v = &out->values[i];
		const struct vb_type *type;

		if (!vb_arena_dup(&v->value, c->arena, item->value))
			return VB_NO_MEMORY;
		v->count = item->count;
		type = c->request->of == VB_VALUES_TYPE ?
			       vb_type_find(v->value) :
			       NULL;
		v->label = type ? vb_str_from(type->label) : v->value;
	}
	return VB_OK;
}

static vb_status attempt(struct vb_values *out, struct scan *c)
{
	const char *prefix = sources[c->request->of].prefix;
	struct vb_str at = VB_STR_EMPTY;
	vb_status st;

	out->revision = c->s->revision;
	c->n = 0;
	c->status = VB_OK;
	c->prefix = prefix ? strlen(prefix) : 0;
	if (prefix)
		st = vb_xapian_db_terms(c->s->db, vb_str_from(prefix),
					add_value, c, c->err);
	else
		st = gather_column(c, sources[c->request->of].column);
	if (!st && !c->status && c->n)
		qsort(c->items, c->n, sizeof(*c->items), by_order);
	if (!st && !c->status)
		c->status = make_order(&at, c, c->request->at);
	if (c->status == VB_BAD_ENCODING)
		c->status = VB_OK;
	if (!st && !c->status)
		c->status = take(out, c, find(c, at));
	if (!st && c->status)
		st = vb_error_set(c->err, c->status, "values: %s",
				  vb_status_text(c->status));
	return st;
}

vb_status vb_values_list(struct vb_values *out, vb_searcher *s,
			 const struct vb_values_request *request,
			 struct vb_arena *arena, struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct scan c = { .request = request,
			  .s = s,
			  .own = VB_ARENA_INIT,
			  .arena = arena,
			  .err = err ? err : &own,
			  .fold = VB_BUF_INIT(ORDER_BYTES),
			  .order = VB_BUF_INIT(ORDER_BYTES) };
	vb_status st = VB_OK;

	memset(out, 0, sizeof(*out));
	if (request->n > VB_VALUES_MOST)
		return vb_error_set(c.err, VB_TOO_BIG,
				    "at most %d values can be asked for",
				    VB_VALUES_MOST);
	for (int i = 0; i < RETRIES; i++) {
		st = vb_searcher_follow(s, c.err);
		if (!st)
			st = attempt(out, &c);
		vb_arena_clear(&c.own);
		if (st != VB_BUSY)
			break;
	}
	free(c.items);
	vb_buf_clear(&c.fold);
	vb_buf_clear(&c.order);
	return st;
}
