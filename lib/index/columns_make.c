#include "index/columns_make.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "index/columns_file.h"
#include "index/touched.h"

/* Fewer late documents are never worth new columns … */
#define LATE_LEAST 1000
/* … nor are those that are fewer than one in so many. */
#define LATE_SHARE 20

/* Numbers of a column of whose width there is to be something left. */
#define SPARE(n) ((n) + (n) / 8 + 8)

struct column {
	struct vb_strings strings;
	uint32_t *numbers; /* of each document, counted from 1 */
	uint32_t *order;   /* of each string, in byte order */
};

struct make {
	struct vb_columns_head head;
	struct column columns[VB_COLUMN_COUNT];
	struct vb_buf briefs;
	uint32_t *ends; /* in these, of each document's; of none: 0 */
	bool too_many;	/* briefs for offsets of 32 bits: then none is kept */
	uint64_t *groups;
	uint32_t *places; /* hashed: a document; 0: free */
	size_t mask;
	struct column *column; /* that is being read */
	bool no_memory;
};

static void clear(struct make *m)
{
	for (int i = 0; i < VB_COLUMN_COUNT; i++) {
		vb_strings_clear(&m->columns[i].strings);
		free(m->columns[i].numbers);
		free(m->columns[i].order);
	}
	vb_buf_clear(&m->briefs);
	free(m->ends);
	free(m->groups);
	free(m->places);
}

/* ---- from Xapian */

static bool take_value(void *ctx, uint32_t docid, struct vb_str value)
{
	struct make *m = ctx;
	uint32_t number;

	if (!value.len || docid > m->head.rows)
		return true;
	m->no_memory = !vb_strings_add(&number, &m->column->strings, value);
	if (!m->no_memory)
		m->column->numbers[docid - 1] = number + 1;
	return !m->no_memory;
}

/* The first of a group has it unshared until another comes. */
static bool take_group(void *ctx, uint32_t docid, struct vb_str value)
{
	struct make *m = ctx;
	uint64_t group = vb_columns_hash(value);
	size_t at = (size_t)(group >> 1) & m->mask;
	uint64_t *first;

	if (!value.len || docid > m->head.rows)
		return true;
	for (; m->places[at]; at = (at + 1) & m->mask) {
		first = &m->groups[m->places[at] - 1];
		if ((*first | VB_COLUMNS_SHARED) != group)
			continue;
		*first = m->groups[docid - 1] = group;
		return true;
	}
	m->places[at] = docid;
	m->groups[docid - 1] = group & ~VB_COLUMNS_SHARED;
	return true;
}

static vb_status read_groups(struct make *m, const vb_xapian_db *db,
			     struct vb_error *err)
{
	m->mask = 1023;
	while (m->mask < 2 * (size_t)m->head.documents)
		m->mask = 2 * m->mask + 1;
	m->places = calloc(m->mask + 1, sizeof(*m->places));
	m->groups = calloc((size_t)m->head.rows + 1, sizeof(*m->groups));
	if (!m->places || !m->groups)
		return VB_NO_MEMORY;
	return vb_xapian_db_values(db, VB_SLOT_GROUP, take_group, m, err);
}

static bool take_brief(void *ctx, uint32_t docid, struct vb_str value)
{
	struct make *m = ctx;
	vb_status st;

	if (docid > m->head.rows)
		return true;
	st = vb_buf_append(&m->briefs, value);
	m->too_many = st == VB_TOO_BIG;
	m->no_memory = st && !m->too_many;
	m->ends[docid] = (uint32_t)m->briefs.len;
	return !st;
}

static vb_status read_briefs(struct make *m, const vb_xapian_db *db,
			     struct vb_error *err)
{
	vb_status st;

	m->briefs.limit = UINT32_MAX;
	m->ends = calloc((size_t)m->head.rows + 1, sizeof(*m->ends));
	if (!m->ends)
		return VB_NO_MEMORY;
	st = vb_xapian_db_values(db, VB_SLOT_BRIEF, take_brief, m, err);
	for (size_t i = 1; i <= m->head.rows; i++)
		if (!m->ends[i])
			m->ends[i] = m->ends[i - 1];
	return !st && m->no_memory ? VB_NO_MEMORY : st;
}

static int by_text(const void *a, const void *b)
{
	const struct vb_str *const *x = a, *const *y = b;

	return vb_str_cmp(**x, **y);
}

/* Which string comes at which place. */
static vb_status set_order(struct column *c)
{
	size_t n = c->strings.n;
	const struct vb_str **sorted = calloc(n + 1, sizeof(*sorted));
	vb_status st = sorted ? VB_OK : VB_NO_MEMORY;

	c->order = calloc(n + 1, sizeof(*c->order));
	if (!c->order)
		st = VB_NO_MEMORY;
	for (size_t i = 0; i < n && !st; i++)
		sorted[i] = &c->strings.items[i];
	if (n && !st)
		qsort((void *)sorted, n, sizeof(*sorted), by_text);
	for (size_t i = 0; i < n && !st; i++)
		c->order[i] = (uint32_t)(sorted[i] - c->strings.items);
	free((void *)sorted);
	return st;
}

/* Number the documents' values in the order of their texts. */
static vb_status renumber(struct make *m, struct column *c)
{
	uint32_t *places = calloc((size_t)c->strings.n + 1, sizeof(*places));
	vb_status st = places ? set_order(c) : VB_NO_MEMORY;

	for (uint32_t i = 0; i < c->strings.n && !st; i++)
		places[c->order[i] + 1] = i + 1;
	for (size_t i = 0; i < m->head.rows && !st; i++)
		c->numbers[i] = places[c->numbers[i]];
	free(places);
	return st;
}

static vb_status read_columns(struct make *m, const vb_xapian_db *db,
			      struct vb_error *err)
{
	vb_status st = VB_OK;

	for (int i = 0; i < VB_COLUMN_COUNT && !st; i++) {
		struct column *c = m->column = &m->columns[i];

		c->numbers =
			calloc((size_t)m->head.rows + 1, sizeof(*c->numbers));
		if (!c->numbers)
			return VB_NO_MEMORY;
		st = vb_xapian_db_values(db, vb_column_slots[i], take_value, m,
					 err);
		if (!st)
			st = m->no_memory ? VB_NO_MEMORY : renumber(m, c);
	}
	return st;
}

static vb_status read_head(struct make *m, const vb_xapian_db *db,
			   struct vb_error *err)
{
	struct vb_buf uuid = VB_BUF_INIT(1000);
	struct vb_xapian_stats stats = { 0 };
	vb_status st = vb_xapian_db_uuid(&uuid, db, err);

	if (!st)
		st = vb_xapian_db_stats(&stats, db, err);
	if (!st)
		st = vb_xapian_db_revision(&m->head.revision, db, err);
	if (!st && uuid.len >= sizeof(m->head.uuid))
		st = VB_UNSUPPORTED;
	if (!st && uuid.len)
		memcpy(m->head.uuid, uuid.ptr, uuid.len);
	m->head.documents = stats.documents;
	m->head.rows = stats.last_id;
	vb_buf_clear(&uuid);
	return st;
}

/* ---- to a file */

static void set_places(struct make *m)
{
	static const uint32_t widths[] = { 4, 2, 1 };
	uint32_t at = VB_COLUMNS_GROUP;

	for (int k = 0; k < 3; k++)
		for (int i = 0; i < VB_COLUMN_COUNT; i++) {
			uint32_t n = m->columns[i].strings.n;
			uint32_t width = SPARE(n) < 1 << 8  ? 1 :
					 SPARE(n) < 1 << 16 ? 2 :
							      4;

			if (width != widths[k])
				continue;
			m->head.columns[i].values = n;
			m->head.columns[i].width = width;
			m->head.columns[i].at = at;
			at += width;
		}
	m->head.stride = at;
}

static vb_status put_rows(struct vb_buf *out, const struct make *m)
{
	vb_status st = VB_OK;

	for (size_t row = 0; row < m->head.rows && !st; row++) {
		char bytes[VB_COLUMNS_STRIDE];

		memcpy(bytes, &m->groups[row], sizeof(*m->groups));
		for (int i = 0; i < VB_COLUMN_COUNT; i++)
			vb_columns_store(bytes + m->head.columns[i].at,
					 m->head.columns[i].width,
					 m->columns[i].numbers[row]);
		st = vb_buf_append(out, vb_str_of(bytes, m->head.stride));
	}
	return st;
}

static vb_status pad(struct vb_buf *out, size_t from)
{
	static const char zeros[8];

	return vb_buf_append(out, vb_str_of(zeros, -(out->len - from) % 8));
}

static vb_status put_texts(struct vb_buf *out, size_t from,
			   struct vb_columns_place *p, const struct column *c)
{
	uint32_t offset = 0;
	vb_status st = VB_OK;

	p->offsets_at = out->len - from;
	for (uint32_t i = 0; i <= c->strings.n && !st; i++) {
		st = vb_buf_append(
			out, vb_str_of((const char *)&offset, sizeof(offset)));
		if (i < c->strings.n)
			offset += (uint32_t)c->strings.items[c->order[i]].len;
	}
	if (!st)
		st = pad(out, from);
	p->texts_at = out->len - from;
	for (uint32_t i = 0; i < c->strings.n && !st; i++)
		st = vb_buf_append(out, c->strings.items[c->order[i]]);
	p->texts_size = out->len - from - p->texts_at;
	return st ? st : pad(out, from);
}

static vb_status put_briefs(struct vb_buf *out, size_t from, struct make *m)
{
	struct vb_columns_briefs *b = &m->head.briefs;
	size_t n = ((size_t)m->head.rows + 1) * sizeof(*m->ends);
	vb_status st;

	if (!m->ends || m->too_many)
		return VB_OK;
	b->offsets_at = out->len - from;
	st = vb_buf_append(out, vb_str_of((const char *)m->ends, n));
	if (!st)
		st = pad(out, from);
	b->bytes_at = out->len - from;
	b->size = m->briefs.len;
	if (!st)
		st = vb_buf_append(out, vb_buf_str(&m->briefs));
	return st ? st : pad(out, from);
}

static vb_status put_file(struct vb_buf *out, struct make *m)
{
	size_t from = out->len;
	vb_status st;

	set_places(m);
	m->head.rows_at = sizeof(m->head);
	st = vb_buf_reserve(out,
			    sizeof(m->head) + m->head.rows * m->head.stride);
	if (!st)
		st = vb_buf_append(out, vb_str_of((const char *)&m->head,
						  sizeof(m->head)));
	if (!st)
		st = put_rows(out, m);
	if (!st)
		st = pad(out, from);
	for (int i = 0; i < VB_COLUMN_COUNT && !st; i++)
		st = put_texts(out, from, &m->head.columns[i], &m->columns[i]);
	if (!st)
		st = put_briefs(out, from, m);
	if (st)
		return st;
	memcpy(out->ptr + from, &m->head, sizeof(m->head));
	vb_columns_seal(out->ptr + from, out->len - from);
	return VB_OK;
}

vb_status vb_columns_build(struct vb_buf *out, const vb_xapian_db *db,
			   uint64_t touched, bool briefs, struct vb_error *err)
{
	struct make m = { .head = { .touched = touched } };
	size_t from = out->len;
	vb_status st = read_head(&m, db, err);

	if (!st)
		st = read_columns(&m, db, err);
	if (!st)
		st = read_groups(&m, db, err);
	if (!st && briefs)
		st = read_briefs(&m, db, err);
	if (!st)
		st = put_file(out, &m);
	if (st)
		vb_buf_truncate(out, from);
	clear(&m);
	return st && err && !err->message[0] ?
		       vb_error_set(err, st, "columns: %s",
				    vb_status_text(st)) :
		       st;
}

static vb_status path_of(struct vb_buf *out, const char *generation)
{
	return vb_buf_printf(out, "%s/" VB_COLUMNS_FILE, generation);
}

vb_status vb_columns_make(const char *generation, struct vb_error *err)
{
	struct vb_buf file = VB_BUF_INIT(VB_COLUMNS_BYTES);
	struct vb_buf path = VB_BUF_INIT(4096);
	struct vb_touched_span span = { 0 };
	vb_xapian_db *db = NULL;
	vb_status st = vb_buf_printf(&path, "%s/" VB_COLUMNS_FILE, generation);

	if (!st)
		st = vb_xapian_db_open(&db, generation, err);
	if (!st)
		st = vb_touched_span(&span, db, err);
	if (!st)
		st = vb_columns_build(&file, db, span.n, true, err);
	if (!st)
		st = vb_file_write_atomic(vb_buf_cstr(&path), vb_buf_str(&file),
					  err);
	vb_xapian_db_close(db);
	vb_buf_clear(&file);
	vb_buf_clear(&path);
	return st;
}

void vb_columns_follow(const char *generation, const struct vb_update *update)
{
	struct vb_error err = VB_ERROR_INIT;

	if (vb_columns_make(generation, &err))
		vb_log_write(update->log, VB_LOG_WARNING,
			     "facets are slower for now: %s", err.message);
}

/* ---- beside a live database */

static void remove_file(const char *generation)
{
	struct vb_buf path = VB_BUF_INIT(4096);

	if (!path_of(&path, generation))
		unlink(vb_buf_cstr(&path));
	vb_buf_clear(&path);
}

uint64_t vb_columns_reached(const char *generation)
{
	struct vb_touched_span span;
	struct vb_columns *c = NULL;
	vb_xapian_db *db = NULL;
	uint64_t reached = 0;

	if (!vb_columns_open(&c, generation) &&
	    !vb_xapian_db_open(&db, generation, NULL) &&
	    !vb_touched_span(&span, db, NULL)) {
		if (vb_columns_suit(c, db, &span))
			reached = c->touched;
		else
			remove_file(generation);
	}
	vb_columns_close(c);
	vb_xapian_db_close(db);
	return reached;
}

static bool is_due(const struct vb_columns *c, const vb_xapian_db *db)
{
	struct vb_xapian_stats stats;
	struct vb_touched_span span;
	uint64_t late;

	if (vb_xapian_db_stats(&stats, db, NULL) ||
	    vb_touched_span(&span, db, NULL))
		return false;
	if (!vb_columns_suit(c, db, &span))
		return true;
	late = stats.last_id - c->head.rows + (span.n - c->head.touched);
	return late > LATE_LEAST && late > stats.documents / LATE_SHARE;
}

void vb_columns_renew(const char *generation, const struct vb_update *update)
{
	struct vb_columns *c = NULL;
	vb_xapian_db *db = NULL;

	if (!vb_xapian_db_open(&db, generation, NULL) &&
	    (vb_columns_open(&c, generation) || is_due(c, db)))
		vb_columns_follow(generation, update);
	vb_columns_close(c);
	vb_xapian_db_close(db);
}
