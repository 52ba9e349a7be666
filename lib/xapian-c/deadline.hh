/*
 * xapian-c/deadline: a posting source that has every document, with weight
 * 0, and ends the match at a deadline. C++ only.
 */
#ifndef VB_XAPIAN_C_DEADLINE_HH
#define VB_XAPIAN_C_DEADLINE_HH

#include "xapian-c/internal.hh"

class vb_xapian_deadline_source : public Xapian::PostingSource
{
	int64_t deadline_us;
	unsigned steps = 0;
	bool started = false;
	Xapian::docid at = 0; /* 0 past the end */
	Xapian::doccount documents = 0;
	Xapian::Database shard;
	Xapian::PostingIterator all; /* opened only when walked by itself */

	void look_at_clock() const;
	void step();
	void walk_to(Xapian::docid wanted);

      public:
	explicit vb_xapian_deadline_source(int64_t deadline)
	    : deadline_us(deadline)
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

#endif
