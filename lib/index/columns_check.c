/* Do columns say what the index says? */
#include <stdlib.h>

#include "index/columns_file.h"
#include "index/columns_make.h"

static bool is_same_value(const struct vb_columns *a,
			  const struct vb_columns *b, enum vb_column column,
			  uint32_t docid)
{
	struct vb_xapian_numbers of = { &docid, 1 };
	uint32_t x, y;

	vb_columns_numbers(&x, a, column, of);
	vb_columns_numbers(&y, b, column, of);
	return vb_str_eq(vb_columns_text(a, column, x),
			 vb_columns_text(b, column, y));
}

/* A group that has lost all others may be told of, but none that has any may
 * be left out. */
static bool is_same_group(const struct vb_columns *have,
			  const struct vb_columns *fresh, uint32_t docid)
{
	struct vb_xapian_numbers of = { &docid, 1 };
	uint64_t x, y;

	if (vb_columns_group(have, docid) != vb_columns_group(fresh, docid))
		return false;
	vb_columns_groups(&x, have, of);
	vb_columns_groups(&y, fresh, of);
	return x == y || !y;
}

static bool is_same_brief(const struct vb_columns *have,
			  const struct vb_columns *fresh, uint32_t docid)
{
	struct vb_str x, y;

	return !vb_columns_brief(&x, have, docid) ||
	       (vb_columns_brief(&y, fresh, docid) && vb_str_eq(x, y));
}

static bool is_same(const struct vb_columns *have,
		    const struct vb_columns *fresh)
{
	uint32_t last = vb_columns_last(fresh);

	if (vb_columns_last(have) != last)
		return false;
	for (uint32_t id = 1; id && id <= last; id++) {
		for (int i = 0; i < VB_COLUMN_COUNT; i++)
			if (!is_same_value(have, fresh, (enum vb_column)i, id))
				return false;
		if (!is_same_group(have, fresh, id) ||
		    !is_same_brief(have, fresh, id))
			return false;
	}
	return true;
}

vb_status vb_columns_verify(const char **fault, vb_searcher *s,
			    struct vb_error *err)
{
	struct vb_buf file = VB_BUF_INIT(VB_COLUMNS_BYTES);
	struct vb_columns *fresh = NULL;
	const struct vb_columns *have;
	vb_status st = vb_columns_open(&fresh, vb_buf_cstr(&s->path));

	*fault = NULL;
	if (st && st != VB_NOT_FOUND)
		*fault = "is damaged: run vanban-indexer";
	vb_columns_close(fresh);
	fresh = NULL;
	st = vb_columns_of(&have, s, err);
	if (!st)
		st = vb_columns_build(&file, s->db, 0, true, err);
	if (!st)
		st = vb_columns_from(&fresh, vb_buf_str(&file));
	if (!st && !is_same(have, fresh))
		*fault = "differs from the index: run vanban-indexer --rebuild";
	vb_columns_close(fresh);
	vb_buf_clear(&file);
	return st;
}
