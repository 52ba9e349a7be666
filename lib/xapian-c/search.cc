#include "xapian-c/internal.hh"

extern "C" {
#include "xapian-c/search.h"
}

struct vb_xapian_enquire {
	Xapian::Database db;
	Xapian::Enquire enquire;
	std::vector<vb_xapian_bounded> bounded;
	Xapian::Query query;
	bool weighs = true;

	explicit vb_xapian_enquire(const Xapian::Database &of)
	    : db(of), enquire(of)
	{
	}
	/* What is told to weigh nothing Xapian need not look at (query.cc has
	 * a case where it must not). */
	void ask()
	{
		enquire.set_query(weighs ? query : Xapian::Query(0.0, query));
	}
	void weigh_by(const Xapian::Weight &scheme, bool at_all)
	{
		enquire.set_weighting_scheme(scheme);
		weighs = at_all;
		ask();
	}
};

struct vb_xapian_mset {
	Xapian::MSet mset;
};

struct vb_xapian_spy {
	uint32_t slot;
	std::unique_ptr<Xapian::ValueCountMatchSpy> spy;
};

namespace
{

/* An enquire keeps bare pointers to its spies: take them back in any case. */
class spies_added
{
	Xapian::Enquire &enquire;

      public:
	spies_added(Xapian::Enquire &to, const struct vb_xapian_range *range)
	    : enquire(to)
	{
		for (size_t i = 0; i < range->n_spies; i++)
			add(range->spies[i]);
	}
	spies_added(const spies_added &) = delete;
	spies_added &operator=(const spies_added &) = delete;
	~spies_added()
	{
		enquire.clear_matchspies();
	}
	void add(vb_xapian_spy *spy)
	{
		auto fresh =
			std::make_unique<Xapian::ValueCountMatchSpy>(spy->slot);

		spy->spy = std::move(fresh);
		enquire.add_matchspy(spy->spy.get());
	}
};

/* A value as it is, and where there is none a key behind all of them. */
class value_or_last : public Xapian::KeyMaker
{
	Xapian::valueno slot;

      public:
	explicit value_or_last(Xapian::valueno of) : slot(of)
	{
	}
	std::string operator()(const Xapian::Document &doc) const override
	{
		std::string value = doc.get_value(slot);

		return value.empty() ? "\xff" : value;
	}
};

void need_hit(const vb_xapian_mset *mset, uint32_t i)
{
	if (i >= mset->mset.size())
		throw vb_xapian_failure{ VB_BAD_INPUT, "no such hit" };
}

struct vb_xapian_hit hit_at(const Xapian::MSetIterator &it)
{
	struct vb_xapian_hit hit = {};

	hit.docid = *it;
	hit.rank = it.get_rank();
	hit.collapsed = it.get_collapse_count();
	hit.percent = it.get_percent();
	hit.weight = it.get_weight();
	return hit;
}

} // namespace

vb_status vb_xapian_enquire_new(vb_xapian_enquire **out, const vb_xapian_db *db,
				struct vb_error *err)
try {
	*out = new vb_xapian_enquire(db->db);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

void vb_xapian_enquire_free(vb_xapian_enquire *enq)
{
	delete enq;
}

vb_status vb_xapian_enquire_set_query(vb_xapian_enquire *enq,
				      const vb_xapian_query *query,
				      struct vb_error *err)
try {
	std::vector<vb_xapian_bounded> bounded = query->bounded;

	enq->query = query->query;
	enq->ask();
	enq->bounded.swap(bounded);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_bm25(vb_xapian_enquire *enq,
				 const struct vb_xapian_bm25 *bm25,
				 struct vb_error *err)
try {
	enq->weigh_by(Xapian::BM25Weight(bm25->k1, bm25->k2, bm25->k3, bm25->b,
					 bm25->min_length),
		      true);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_bool(vb_xapian_enquire *enq, struct vb_error *err)
try {
	enq->weigh_by(Xapian::BoolWeight(), false);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_trad(vb_xapian_enquire *enq, double k,
				 struct vb_error *err)
try {
	enq->weigh_by(Xapian::TradWeight(k), true);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_coord(vb_xapian_enquire *enq, struct vb_error *err)
try {
	enq->weigh_by(Xapian::CoordWeight(), true);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_sort(vb_xapian_enquire *enq,
				 enum vb_xapian_sort sort, uint32_t slot,
				 bool reverse, struct vb_error *err)
try {
	switch (sort) {
	case VB_XAPIAN_BY_RELEVANCE:
		enq->enquire.set_sort_by_relevance();
		return VB_OK;
	case VB_XAPIAN_BY_VALUE:
		enq->enquire.set_sort_by_value(slot, reverse);
		return VB_OK;
	case VB_XAPIAN_BY_VALUE_RELEVANCE:
		enq->enquire.set_sort_by_value_then_relevance(slot, reverse);
		return VB_OK;
	case VB_XAPIAN_BY_RELEVANCE_VALUE:
		enq->enquire.set_sort_by_relevance_then_value(slot, reverse);
		return VB_OK;
	}
	return vb_error_set(err, VB_BAD_INPUT, "no such sorting");
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_sort_known(vb_xapian_enquire *enq, uint32_t slot,
				       struct vb_error *err)
try {
	enq->enquire.set_sort_by_key_then_relevance(
		(new value_or_last(slot))->release(), false);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_collapse(vb_xapian_enquire *enq, uint32_t slot,
				     uint32_t max, struct vb_error *err)
try {
	enq->enquire.set_collapse_key(max ? slot : Xapian::BAD_VALUENO, max);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_docid_order(vb_xapian_enquire *enq,
					enum vb_xapian_order order,
					struct vb_error *err)
try {
	static const Xapian::Enquire::docid_order orders[] = {
		[VB_XAPIAN_ASCENDING] = Xapian::Enquire::ASCENDING,
		[VB_XAPIAN_DESCENDING] = Xapian::Enquire::DESCENDING,
		[VB_XAPIAN_DONT_CARE] = Xapian::Enquire::DONT_CARE,
	};

	if ((unsigned)order >= sizeof(orders) / sizeof(orders[0]))
		throw vb_xapian_failure{ VB_BAD_INPUT, "no such order" };
	enq->enquire.set_docid_order(orders[order]);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_enquire_cutoff(vb_xapian_enquire *enq, int percent,
				   double weight, struct vb_error *err)
try {
	if (percent < 0 || percent > 100 || !(weight >= 0))
		throw vb_xapian_failure{ VB_BAD_INPUT, "no such cutoff" };
	enq->enquire.set_cutoff(percent, weight);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_search(vb_xapian_mset **out, vb_xapian_enquire *enq,
			   const struct vb_xapian_range *range,
			   struct vb_error *err)
try {
	spies_added added(enq->enquire, range);

	vb_xapian_need_bounded(enq->db, enq->bounded);
	*out = new vb_xapian_mset{ enq->enquire.get_mset(
		range->first, range->n, range->check_at_least) };
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

void vb_xapian_mset_free(vb_xapian_mset *mset)
{
	delete mset;
}

uint32_t vb_xapian_mset_size(const vb_xapian_mset *mset)
{
	return mset->mset.size();
}

vb_status vb_xapian_mset_total(struct vb_xapian_total *out,
			       const vb_xapian_mset *mset, struct vb_error *err)
try {
	struct vb_xapian_total total = {};

	total.lower = mset->mset.get_matches_lower_bound();
	total.estimated = mset->mset.get_matches_estimated();
	total.upper = mset->mset.get_matches_upper_bound();
	total.max_possible = mset->mset.get_max_possible();
	total.max_attained = mset->mset.get_max_attained();
	*out = total;
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_mset_hit(struct vb_xapian_hit *out,
			     const vb_xapian_mset *mset, uint32_t i,
			     struct vb_error *err)
try {
	need_hit(mset, i);
	*out = hit_at(mset->mset[i]);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_mset_hits(struct vb_xapian_hit *out,
			      const vb_xapian_mset *mset, struct vb_error *err)
try {
	for (auto it = mset->mset.begin(); it != mset->mset.end(); ++it)
		*out++ = hit_at(it);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_mset_fetch(const vb_xapian_mset *mset, uint32_t first,
			       uint32_t n, struct vb_error *err)
try {
	uint32_t size = mset->mset.size();

	if (first >= size || !n)
		return VB_OK;
	if (n > size - first)
		n = size - first;
	mset->mset.fetch(mset->mset[first], mset->mset[first + n - 1]);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_mset_document(vb_xapian_doc **out,
				  const vb_xapian_mset *mset, uint32_t i,
				  struct vb_error *err)
try {
	need_hit(mset, i);
	*out = new vb_xapian_doc{ mset->mset[i].get_document() };
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_spy_new(vb_xapian_spy **out, uint32_t slot,
			    struct vb_error *err)
try {
	*out = new vb_xapian_spy{
		slot, std::make_unique<Xapian::ValueCountMatchSpy>(slot)
	};
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

void vb_xapian_spy_free(vb_xapian_spy *spy)
{
	delete spy;
}

size_t vb_xapian_spy_total(const vb_xapian_spy *spy)
{
	return spy->spy->get_total();
}

vb_status vb_xapian_spy_top(const vb_xapian_spy *spy, size_t max,
			    vb_xapian_term_fn *fn, void *ctx,
			    struct vb_error *err)
try {
	vb_xapian_each_term(spy->spy->top_values_begin(max), VB_STR_EMPTY, fn,
			    ctx, [](auto &at) { return at.get_termfreq(); });
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_spy_values(const vb_xapian_spy *spy, vb_xapian_term_fn *fn,
			       void *ctx, struct vb_error *err)
try {
	vb_xapian_each_term(spy->spy->values_begin(), VB_STR_EMPTY, fn, ctx,
			    [](auto &at) { return at.get_termfreq(); });
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}
