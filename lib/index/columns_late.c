/* The columns that a searcher has follow its index. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "index/columns_file.h"
#include "index/columns_make.h"
#include "index/touched.h"

/*
 * With so many documents read from Xapian beside the file, and one in so many
 * of all, there may be a newer file.
 */
#define LATE_LEAST 1000
#define LATE_SHARE 20

static vb_status no_memory(struct vb_error *err)
{
	return vb_error_set(err, VB_NO_MEMORY, "no memory");
}

bool vb_columns_suit(const struct vb_columns *c, const vb_xapian_db *db,
		     const struct vb_touched_span *span)
{
	struct vb_buf uuid = VB_BUF_INIT(1000);
	struct vb_xapian_stats stats = { 0 };
	const struct vb_columns_head *head = &c->head;
	uint64_t revision = 0;
	bool suit = !vb_xapian_db_uuid(&uuid, db, NULL) &&
		    !vb_xapian_db_revision(&revision, db, NULL) &&
		    !vb_xapian_db_stats(&stats, db, NULL) &&
		    vb_str_eq(vb_buf_str(&uuid), vb_str_from(head->uuid)) &&
		    head->rows <= stats.last_id;

	if (head->revision == revision)
		suit = suit && head->documents == stats.documents &&
		       head->rows == stats.last_id;
	else
		suit = suit && head->revision < revision && span->whole &&
		       head->touched >= span->first && head->touched <= span->n;
	vb_buf_clear(&uuid);
	return suit;
}

/* ---- what came after */

struct late {
	struct vb_columns *c;
	uint32_t *ids; /* rising */
	struct vb_columns_row *rows;
	size_t n, at;
	enum vb_column column;
	bool no_memory;
};

static size_t place_of(struct late *l, uint32_t docid)
{
	while (l->ids[l->at] != docid)
		l->at++;
	return l->at;
}

static bool take_value(void *ctx, uint32_t docid, struct vb_str value)
{
	struct late *l = ctx;
	uint32_t *number = &l->rows[place_of(l, docid)].values[l->column];

	l->no_memory =
		value.len && !vb_columns_number(number, l->c, l->column, value);
	return !l->no_memory;
}

static bool take_group(void *ctx, uint32_t docid, struct vb_str value)
{
	struct late *l = ctx;

	if (value.len)
		l->rows[place_of(l, docid)].group = vb_columns_hash(value);
	return true;
}

static vb_status read_rows(struct late *l, const vb_xapian_db *db,
			   struct vb_error *err)
{
	struct vb_xapian_numbers of = { l->ids, l->n };
	vb_status st = VB_OK;

	for (int i = 0; i < VB_COLUMN_COUNT && !st; i++) {
		l->at = 0;
		l->column = (enum vb_column)i;
		st = vb_xapian_db_values_of(db, vb_column_slots[i], of,
					    take_value, l, err);
		if (!st && l->no_memory)
			st = no_memory(err);
	}
	l->at = 0;
	return st ? st :
		    vb_xapian_db_values_of(db, VB_SLOT_GROUP, of, take_group, l,
					   err);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Each once, of those there are rows for; then those up to `last`. */
static void set_in_order(struct late *l, uint32_t known, uint32_t last)
{
	size_t n = 0;

	if (l->n)
		qsort(l->ids, l->n, sizeof(*l->ids), by_number);
	for (size_t i = 0; i < l->n; i++)
		if (l->ids[i] && l->ids[i] <= known &&
		    (!n || l->ids[i] != l->ids[n - 1]))
			l->ids[n++] = l->ids[i];
	for (uint32_t id = known; id < last; id++)
		l->ids[n++] = id + 1;
	l->n = n;
}

static vb_status put_rows(struct late *l, uint32_t known, struct vb_error *err)
{
	vb_status st = VB_OK;
	size_t i = 0;

	for (; i < l->n && l->ids[i] <= known && !st; i++)
		st = vb_columns_put(l->c, l->ids[i], &l->rows[i]);
	if (!st)
		st = vb_columns_append(l->c, l->rows + i, l->n - i);
	l->c->n_touched += i;
	return st ? no_memory(err) : VB_OK;
}

/* Read what was touched up to the end of `span`, and what is new. */
static vb_status read_late(struct vb_columns *c, const vb_xapian_db *db,
			   const struct vb_touched_span *span, uint32_t last,
			   struct vb_error *err)
{
	uint32_t known = vb_columns_last(c);
	size_t touched = (size_t)(span->n - c->touched);
	size_t n = touched + (last - known);
	struct late l = { .c = c, .n = touched };
	vb_status st;

	if (!n)
		return VB_OK;
	l.ids = calloc(n, sizeof(*l.ids));
	l.rows = calloc(n, sizeof(*l.rows));
	st = l.ids && l.rows ?
		     vb_touched_read(l.ids, db, c->touched, span->n, err) :
		     no_memory(err);
	if (!st) {
		set_in_order(&l, known, last);
		st = read_rows(&l, db, err);
	}
	if (!st)
		st = put_rows(&l, known, err);
	if (!st)
		c->touched = span->n;
	free(l.ids);
	free(l.rows);
	return st;
}

/* ---- beginning */

/* What is there as a file now. */
static void note_file(struct vb_columns *c, const struct stat *info)
{
	c->device = info->st_dev;
	c->inode = info->st_ino;
}

static void look_at_file(struct stat *info, const vb_searcher *s)
{
	struct vb_buf path = VB_BUF_INIT(4096);

	if (vb_buf_printf(&path, "%s/" VB_COLUMNS_FILE,
			  vb_buf_cstr(&s->path)) ||
	    stat(vb_buf_cstr(&path), info))
		memset(info, 0, sizeof(*info));
	vb_buf_clear(&path);
}

static void take(vb_searcher *s, struct vb_columns *c, const struct stat *info)
{
	note_file(c, info);
	vb_columns_close(s->columns);
	s->columns = c;
}

/* Begin with the file; false if that is not to be had. */
static bool open_file(vb_searcher *s, const struct vb_touched_span *span)
{
	struct vb_columns *c = NULL;
	struct stat info;

	look_at_file(&info, s);
	if (!vb_columns_open(&c, vb_buf_cstr(&s->path)) &&
	    vb_columns_suit(c, s->db, span)) {
		take(s, c, &info);
		return true;
	}
	vb_columns_close(c);
	if (s->columns)
		note_file(s->columns, &info);
	return false;
}

/* Begin with what Xapian alone has. */
static vb_status build(vb_searcher *s, const struct vb_touched_span *span,
		       struct vb_error *err)
{
	struct vb_buf file = VB_BUF_INIT(VB_COLUMNS_BYTES);
	struct vb_columns *c = NULL;
	struct stat info;
	vb_status st;

	look_at_file(&info, s);
	st = vb_columns_build(&file, s->db, span->n, false, err);
	if (!st)
		st = vb_columns_from(&c, vb_buf_str(&file));
	if (st) {
		vb_buf_clear(&file);
		return st;
	}
	c->made = file.ptr;
	take(s, c, &info);
	return VB_OK;
}

/* Can what `c` does not know be read from the list, and is it little? */
static bool may_go_on(const struct vb_columns *c,
		      const struct vb_touched_span *span, uint32_t last)
{
	uint32_t known = vb_columns_last(c);

	return span->whole && c->touched >= span->first &&
	       c->touched <= span->n && known <= last &&
	       span->n - c->touched <= last;
}

/* Is much kept in memory that another file would have? */
static bool is_file_due(const vb_searcher *s)
{
	const struct vb_columns *c = s->columns;
	size_t late = c->n_late + c->n_touched;
	struct stat info;

	if (!c->made && (late < LATE_LEAST || late < c->head.rows / LATE_SHARE))
		return false;
	look_at_file(&info, s);
	return info.st_ino != c->inode || info.st_dev != c->device;
}

/* VB_NOT_FOUND where columns would have to be made and `make` is false. */
static vb_status follow(vb_searcher *s, bool make, struct vb_error *err)
{
	struct vb_xapian_stats stats = { 0 };
	struct vb_touched_span span;
	vb_status st = vb_touched_span(&span, s->db, err);

	if (!st)
		st = vb_xapian_db_stats(&stats, s->db, err);
	if (st)
		return st;
	if (!s->columns || !may_go_on(s->columns, &span, stats.last_id))
		st = open_file(s, &span) ? VB_OK : VB_NOT_FOUND;
	else if (is_file_due(s))
		open_file(s, &span);
	if (!st)
		st = read_late(s->columns, s->db, &span, stats.last_id, err);
	if (st == VB_CORRUPT) /* the list may be alone in that */
		st = VB_NOT_FOUND;
	if (st == VB_NOT_FOUND && make)
		st = build(s, &span, err);
	if (!st)
		s->columns->seen = s->revision;
	return st;
}

static bool is_followed(const vb_searcher *s)
{
	return s->columns && s->columns->seen == s->revision && s->revision;
}

vb_status vb_columns_of(const struct vb_columns **out, vb_searcher *s,
			struct vb_error *err)
{
	vb_status st = is_followed(s) ? VB_OK : follow(s, true, err);

	if (!st)
		*out = s->columns;
	return st;
}

vb_status vb_columns_at_hand(const struct vb_columns **out, vb_searcher *s,
			     struct vb_error *err)
{
	vb_status st = VB_OK;

	*out = NULL;
	if ((!s->columns && s->followed < 2) ||
	    (s->lacks_columns == s->revision && s->revision))
		return VB_OK;
	if (!is_followed(s))
		st = follow(s, false, err);
	if (st == VB_NOT_FOUND) {
		s->lacks_columns = s->revision;
		return VB_OK;
	}
	if (!st)
		*out = s->columns;
	return st;
}
