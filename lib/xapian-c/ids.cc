/* Queries of documents by number: see query.h. */
#include <algorithm>

#include "xapian-c/internal.hh"

extern "C" {
#include "xapian-c/query.h"
}

namespace
{

class ids_source : public Xapian::PostingSource
{
	std::vector<Xapian::docid> ids; /* rising */
	size_t at = 0;			/* one more than the place; 0: before */

      public:
	explicit ids_source(std::vector<Xapian::docid> of) : ids(std::move(of))
	{
	}
	void init(const Xapian::Database &) override
	{
		at = 0;
	}
	PostingSource *clone() const override
	{
		return new ids_source(ids);
	}
	Xapian::doccount get_termfreq_min() const override
	{
		return 0;
	}
	Xapian::doccount get_termfreq_est() const override
	{
		return get_termfreq_max();
	}
	Xapian::doccount get_termfreq_max() const override
	{
		return static_cast<Xapian::doccount>(ids.size());
	}
	Xapian::docid get_docid() const override
	{
		return ids[at - 1];
	}
	void next(double) override
	{
		at++;
	}
	void skip_to(Xapian::docid did, double) override
	{
		auto from = ids.begin() + static_cast<long>(at ? at - 1 : 0);

		at = static_cast<size_t>(
			     std::lower_bound(from, ids.end(), did) -
			     ids.begin()) +
		     1;
	}
	bool at_end() const override
	{
		return at > ids.size();
	}
	std::string get_description() const override
	{
		return "Ids(" + std::to_string(ids.size()) + ")";
	}
};

} // namespace

Xapian::Query vb_xapian_ids_query(std::vector<Xapian::docid> rising)
{
	return Xapian::Query((new ids_source(std::move(rising)))->release());
}

vb_status vb_xapian_query_ids(vb_xapian_query **out, const uint32_t *ids,
			      size_t n, struct vb_error *err)
try {
	std::vector<Xapian::docid> sorted(ids, ids + n);

	std::sort(sorted.begin(), sorted.end());
	sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
	*out = new vb_xapian_query(vb_xapian_ids_query(std::move(sorted)));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}
