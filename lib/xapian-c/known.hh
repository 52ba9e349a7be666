/*
 * xapian-c/known: what was read of one revision of a database by one handle,
 * kept for who asks again. C++ only.
 */
#ifndef VB_XAPIAN_C_KNOWN_HH
#define VB_XAPIAN_C_KNOWN_HH

#include "xapian-c/lists.hh"

extern "C" {
#include "xapian-c/query.h"
}

class vb_xapian_known
{
      public:
	static constexpr unsigned BLOCK = vb_xapian_postings::BLOCK;

	/* No posting lists are kept, */
	vb_xapian_known() = default;

	/* or in `shared`. */
	vb_xapian_known(const Xapian::Database &db,
			std::shared_ptr<vb_xapian_list_store> shared)
	    : store(std::move(shared)), revision(store->begin(db))
	{
	}

	/* The same of another revision. */
	std::shared_ptr<vb_xapian_known> of(const Xapian::Database &db) const
	{
		return std::make_shared<vb_xapian_known>(db, store);
	}

	/* Room for what BM25 by `by` makes of the lengths of the documents
	 * from n * BLOCK on; 0: not read. Until it is asked for by another. */
	float *norms(size_t n, const struct vb_xapian_bm25 &by);

	/* Documents with the term. */
	Xapian::doccount freq(const Xapian::Database &db,
			      const std::string &term);

	/* An upper bound of its wdf. */
	Xapian::termcount most(const Xapian::Database &db,
			       const std::string &term);

	/* Its postings, or none: see lists.hh. */
	vb_xapian_postings_ptr postings(const Xapian::Database &db,
					const std::string &term, bool whole);

	bool keeps() const
	{
		return store != nullptr;
	}
	/* What has any of several terms, kept under a name of them: see
	 * lists.hh, both. */
	vb_xapian_joined_ptr joined(bool *again, const std::string &name)
	{
		*again = false;
		return store ? store->find_joined(again, revision, name) :
			       nullptr;
	}
	void keep(const std::string &name, const vb_xapian_joined_ptr &joined)
	{
		if (store)
			store->keep_joined(revision, name, joined);
	}

      private:
	struct entry {
		Xapian::doccount freq;
		Xapian::termcount most = UNKNOWN;
	};
	static constexpr Xapian::termcount UNKNOWN = ~0u;

	std::shared_ptr<vb_xapian_list_store> store; /* or none */
	uint64_t revision = 0;			     /* for the store */
	struct vb_xapian_bm25 bm25 = {};
	std::vector<std::unique_ptr<float[]>> blocks; /* norms by that */
	std::unordered_map<std::string, entry> terms;

	entry &look_up(const Xapian::Database &db, const std::string &term);
};

#endif
