#include "index/slot.h"

#include "base/clock.h"

#define TIMEOUT_US 500000 /* hard stop: every record is looked at */

static vb_status open_enquire(vb_xapian_enquire **out, const vb_xapian_db *db,
			      const vb_xapian_query *all, struct vb_error *err)
{
	vb_xapian_query *query = NULL;
	vb_status st = vb_xapian_enquire_new(out, db, err);

	if (!st)
		st = vb_xapian_query_deadline(&query, all,
					      vb_clock_us() + TIMEOUT_US, err);
	if (!st)
		st = vb_xapian_enquire_set_query(*out, query, err);
	if (!st)
		st = vb_xapian_enquire_bool(*out, err);
	vb_xapian_query_free(query);
	return st;
}

vb_status vb_slot_count(uint32_t *documents, const vb_xapian_db *db,
			const struct vb_slot_values *of, struct vb_error *err)
{
	vb_xapian_enquire *enq = NULL;
	vb_xapian_mset *mset = NULL;
	vb_xapian_spy *spy = NULL;
	struct vb_xapian_range range = { .check_at_least = UINT32_MAX,
					 .spies = &spy,
					 .n_spies = 1 };
	vb_status st = open_enquire(&enq, db, of->query, err);

	if (!st)
		st = vb_xapian_spy_new(&spy, of->slot, err);
	if (!st)
		st = vb_xapian_search(&mset, enq, &range, err);
	if (!st)
		st = vb_xapian_spy_values(spy, of->fn, of->ctx, err);
	if (!st)
		*documents = (uint32_t)vb_xapian_spy_total(spy);
	vb_xapian_mset_free(mset);
	vb_xapian_spy_free(spy);
	vb_xapian_enquire_free(enq);
	return st;
}
