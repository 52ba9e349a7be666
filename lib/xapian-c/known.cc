#include "xapian-c/known.hh"

#define TERMS_MOST 50000

static bool is_same(const struct vb_xapian_bm25 &x,
		    const struct vb_xapian_bm25 &y)
{
	return x.k1 == y.k1 && x.b == y.b && x.min_length == y.min_length;
}

float *vb_xapian_known::norms(size_t n, const struct vb_xapian_bm25 &by)
{
	if (!is_same(bm25, by))
		blocks.clear();
	bm25 = by;
	if (blocks.size() <= n)
		blocks.resize(n + 1);
	if (!blocks[n])
		blocks[n].reset(new float[BLOCK]());
	return blocks[n].get();
}

vb_xapian_known::entry &vb_xapian_known::look_up(const Xapian::Database &db,
						 const std::string &term)
{
	auto found = terms.find(term);
	entry made;

	if (found != terms.end())
		return found->second;
	made.freq = db.get_termfreq(term);
	if (terms.size() >= TERMS_MOST)
		terms.clear();
	return terms.emplace(term, made).first->second;
}

Xapian::doccount vb_xapian_known::freq(const Xapian::Database &db,
				       const std::string &term)
{
	return look_up(db, term).freq;
}

Xapian::termcount vb_xapian_known::most(const Xapian::Database &db,
					const std::string &term)
{
	entry &of = look_up(db, term);

	if (of.most == UNKNOWN)
		of.most = db.get_wdf_upper_bound(term);
	return of.most;
}

vb_xapian_postings_ptr vb_xapian_known::postings(const Xapian::Database &db,
						 const std::string &term,
						 bool whole)
{
	Xapian::doccount n = look_up(db, term).freq;

	return store ? store->find(revision, { db, term, n, whole }) : nullptr;
}
