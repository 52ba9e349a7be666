#include "index/browse.h"

#include <stdio.h>
#include <stdlib.h>

#include "doc/date.h"
#include "doc/type.h"
#include "index/columns.h"
#include "index/slot.h"

#define RETRIES 3 /* of a count that a writer overtook */

static const struct {
	const char *name;
	enum vb_column column;
} rows[VB_BROWSE_COUNT] = {
	[VB_BROWSE_DATE] = { "date", VB_COLUMN_YEAR },
	[VB_BROWSE_TYPE] = { "type", VB_COLUMN_TYPE },
	[VB_BROWSE_ISSUER] = { "issuer", VB_COLUMN_ISSUER },
	[VB_BROWSE_PLACE] = { "place", VB_COLUMN_PLACE },
	[VB_BROWSE_TOPIC] = { "topic", VB_COLUMN_TOPIC },
};

const char *vb_browse_name(enum vb_browse_by by)
{
	return rows[by].name;
}

enum vb_browse_by vb_browse_by_name(struct vb_str name)
{
	int i = 0;

	while (i < VB_BROWSE_COUNT &&
	       !vb_str_eq(name, vb_str_from(rows[i].name)))
		i++;
	return (enum vb_browse_by)i;
}

/* Digits [from, to) of `s` as a number from 1 to `most`. */
static bool part(unsigned long *out, struct vb_str s, size_t from, size_t to,
		 unsigned long most)
{
	return vb_str_to_ulong(out, vb_str_sub(s, from, to), most) && *out;
}

bool vb_browse_period(char from[VB_BROWSE_DAY], char to[VB_BROWSE_DAY],
		      struct vb_str period)
{
	unsigned long year, first = 1, last = 12, day = 1, end;

	if ((period.len != 4 && period.len != 7 && period.len != 10) ||
	    !part(&year, period, 0, 4, 9999))
		return false;
	if (period.len > 4) {
		if (period.ptr[4] != '-' || !part(&first, period, 5, 7, 12))
			return false;
		last = first;
	}
	end = (unsigned long)vb_date_month_days((int)year, (int)last);
	if (period.len > 7) {
		if (period.ptr[7] != '-' || !part(&day, period, 8, 10, end))
			return false;
		end = day;
	}
	snprintf(from, VB_BROWSE_DAY, "%04u-%02u-%02u", (unsigned)year % 10000,
		 (unsigned)first % 100, (unsigned)day % 100);
	snprintf(to, VB_BROWSE_DAY, "%04u-%02u-%02u", (unsigned)year % 10000,
		 (unsigned)last % 100, (unsigned)end % 100);
	return true;
}

struct counting {
	const struct vb_browse_request *request;
	struct vb_browse *out;
	struct vb_searcher *s;
	struct vb_arena *arena;
	struct vb_error *err;
	struct vb_browse_value *all;
	size_t n, cap;
	bool no_memory;
};

static struct vb_browse_value *new_value(struct counting *c)
{
	if (c->n == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : 64;
		void *more = realloc(c->all, cap * sizeof(*c->all));

		if (!more)
			return NULL;
		c->all = more;
		c->cap = cap;
	}
	return &c->all[c->n++];
}

/* "20190705" as "2019-07" or "2019-07-05": one step below `within`. */
static struct vb_str step_below(char out[VB_BROWSE_DAY], struct vb_str day,
				size_t within)
{
	int len = snprintf(out, VB_BROWSE_DAY, "%.4s-%.2s-%.2s", day.ptr,
			   day.ptr + 4, day.ptr + 6);

	return vb_str_of(out, within == 4 ? 7 : (size_t)len);
}

/* Days come in order, so those of one month are neighbours. */
static bool add_value(void *ctx, struct vb_str value, uint32_t count)
{
	struct counting *c = ctx;
	char text[VB_BROWSE_DAY];
	struct vb_browse_value *v;

	if (!value.len)
		return true;
	c->out->documents += count;
	if (c->request->within.len) {
		if (value.len != 8)
			return true;
		value = step_below(text, value, c->request->within.len);
		if (c->n && vb_str_eq(c->all[c->n - 1].value, value)) {
			c->all[c->n - 1].count += count;
			return true;
		}
	}
	v = new_value(c);
	if (!v || !vb_arena_dup(&v->value, c->arena, value)) {
		c->no_memory = true;
		return false;
	}
	v->label = v->value;
	v->count = count;
	return true;
}

static int newest_first(const void *a, const void *b)
{
	const struct vb_browse_value *x = a, *y = b;

	return vb_str_cmp(y->value, x->value);
}

/* Equals by bytes. */
static int most_first(const void *a, const void *b)
{
	const struct vb_browse_value *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return vb_str_cmp(x->value, y->value);
}

/* The page of the values that was asked for. */
static vb_status take_page(struct counting *c)
{
	struct vb_browse *out = c->out;
	bool dates = out->by == VB_BROWSE_DATE;
	size_t first = c->request->offset;

	if (c->n)
		qsort(c->all, c->n, sizeof(*c->all),
		      dates ? newest_first : most_first);
	out->total = c->n;
	if (first > c->n)
		first = c->n;
	out->n = c->n - first;
	if (out->n > c->request->n)
		out->n = c->request->n;
	out->values =
		vb_arena_calloc(c->arena, out->n + 1, sizeof(*out->values));
	if (!out->values)
		return vb_error_set(c->err, VB_NO_MEMORY, "no memory");
	for (size_t i = 0; i < out->n; i++) {
		struct vb_browse_value *v = &out->values[i];
		const struct vb_type *type;

		*v = c->all[first + i];
		type = out->by == VB_BROWSE_TYPE ? vb_type_find(v->value) :
						   NULL;
		if (type)
			v->label = vb_str_from(type->label);
	}
	return VB_OK;
}

/* What is dated `within`. */
static vb_status make_query(vb_xapian_query **out, const struct counting *c)
{
	char from[VB_BROWSE_DAY], to[VB_BROWSE_DAY], low[16], high[16];

	vb_browse_period(from, to, c->request->within);
	snprintf(low, sizeof(low), "%.4s%.2s%.2s", from, from + 5, from + 8);
	snprintf(high, sizeof(high), "%.4s%.2s%.2s", to, to + 5, to + 8);
	return vb_xapian_query_range(out, VB_SLOT_DATE, vb_str_from(low),
				     vb_str_from(high), c->err);
}

/* The days within a year or month: of each record that there is. */
static vb_status count_days(uint32_t *documents, struct counting *c)
{
	struct vb_slot_values values = { .slot = VB_SLOT_DATE,
					 .fn = add_value,
					 .ctx = c };
	vb_xapian_query *query = NULL;
	vb_status st = make_query(&query, c);

	values.query = query;
	if (!st)
		st = vb_slot_count(documents, c->s->db, &values, c->err);
	vb_xapian_query_free(query);
	return st;
}

static vb_status count_column(uint32_t *documents, struct counting *c)
{
	enum vb_column column = rows[c->request->by].column;
	const struct vb_columns *columns;
	uint32_t *counts, values;
	vb_status st = vb_xapian_db_count(documents, c->s->db, c->err);

	if (!st)
		st = vb_columns_of(&columns, c->s, c->err);
	if (st)
		return st;
	values = vb_columns_values(columns, column);
	counts = vb_arena_alloc(c->arena,
				((size_t)values + 1) * sizeof(*counts));
	c->no_memory = !counts;
	if (counts)
		vb_columns_count(counts, columns, column);
	for (uint32_t i = 1; i <= values && !c->no_memory; i++)
		if (counts[i])
			add_value(c, vb_columns_text(columns, column, i),
				  counts[i]);
	return VB_OK;
}

static vb_status attempt(struct counting *c)
{
	uint32_t documents = 0;
	vb_status st;

	c->n = 0;
	c->out->documents = 0;
	c->out->revision = c->s->revision;
	st = c->request->within.len ? count_days(&documents, c) :
				      count_column(&documents, c);
	if (!st && c->no_memory)
		st = vb_error_set(c->err, VB_NO_MEMORY, "no memory");
	if (!st)
		c->out->without = documents - c->out->documents;
	return st ? st : take_page(c);
}

static vb_status check_request(const struct vb_browse_request *request,
			       struct vb_error *err)
{
	char from[VB_BROWSE_DAY], to[VB_BROWSE_DAY];
	struct vb_str within = request->within;

	if (request->n > VB_BROWSE_PAGE)
		return vb_error_set(err, VB_TOO_BIG,
				    "at most %d values can be asked for",
				    VB_BROWSE_PAGE);
	if (!within.len)
		return VB_OK;
	if (request->by != VB_BROWSE_DATE)
		return vb_error_set(err, VB_BAD_INPUT,
				    "within: only dates are divided further");
	if (within.len > 7 || !vb_browse_period(from, to, within))
		return vb_error_set(err, VB_BAD_INPUT,
				    "within: \"%.*s\" is not YYYY or YYYY-MM",
				    (int)(within.len > 40 ? 40 : within.len),
				    within.ptr);
	return VB_OK;
}

vb_status vb_browse(struct vb_browse *out, vb_searcher *s,
		    const struct vb_browse_request *request,
		    struct vb_arena *arena, struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct counting c = { .request = request,
			      .out = out,
			      .s = s,
			      .arena = arena,
			      .err = err ? err : &own };
	vb_status st;

	memset(out, 0, sizeof(*out));
	out->by = request->by;
	out->offset = request->offset;
	out->within = VB_STR_EMPTY;
	st = check_request(request, c.err);
	if (!st && !vb_arena_dup(&out->within, arena, request->within))
		st = vb_error_set(c.err, VB_NO_MEMORY, "no memory");
	for (int i = 0; !st && i < RETRIES; i++) {
		st = vb_searcher_follow(s, c.err);
		if (!st)
			st = attempt(&c);
		if (st != VB_BUSY)
			break;
		if (i + 1 < RETRIES)
			st = VB_OK;
	}
	free(c.all);
	return st;
}
