/*
 * xapian-c/deadline: a posting source that has every document, with weight
 * 0, and fails or ends the match at a limit. C++ only.
 */
#ifndef VB_XAPIAN_C_DEADLINE_HH
#define VB_XAPIAN_C_DEADLINE_HH

#include "xapian-c/internal.hh"

extern "C" {
#include "base/clock.h"
}

class vb_xapian_deadline_source : public Xapian::PostingSource
{
	struct vb_limit limit;
	bool *ended; /* set where the match ends; else NULL: it fails */
	unsigned steps = 0;
	int64_t cpu_from = 0; /* vb_clock_us: before, it can't be reached */
	bool started = false;
	Xapian::docid at = 0; /* 0 past the end */
	Xapian::doccount documents = 0;
	Xapian::Database shard;
	Xapian::PostingIterator all; /* opened only when walked by itself */

	bool is_reached();
	bool step();
	void walk_to(Xapian::docid wanted);

      public:
	vb_xapian_deadline_source(const struct vb_limit &until, bool *gently)
	    : limit(until), ended(gently)
	{
	}
	void init(const Xapian::Database &db) override;
	PostingSource *clone() const override;
	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	Xapian::docid get_docid() const override;
	void next(double min_wt) override;
	void skip_to(Xapian::docid did, double min_wt) override;
	bool check(Xapian::docid did, double min_wt) override;
	bool at_end() const override;
	std::string get_description() const override;
};

/* What `query` matches, until then. */
Xapian::Query vb_xapian_limited(const Xapian::Query &query,
				const struct vb_limit &until, bool *gently);

#endif
