/* Queries that sum.hh answers: see query.h. */
#include "xapian-c/sum.hh"

#include <algorithm>

extern "C" {
#include "xapian-c/query.h"
}

#define REQUIRED_MOST 200 /* parts that a sum counts */

using Xapian::Query;
using queries = std::vector<Query>;

/* What a sum was made of, so that more can be added to it. */
struct vb_xapian_sum_made {
	vb_xapian_sum_parts parts;  /* without `extra` */
	queries required, optional; /* what is not so simple */
	std::vector<vb_xapian_query> extra;
	struct vb_xapian_bm25 bm25;
	std::shared_ptr<vb_xapian_known> known;
	bool simple; /* a single database: its own statistics hold */
	queries required_plain, optional_plain;
	std::shared_ptr<vb_xapian_best> best; /* or none */
};

namespace
{

using made = vb_xapian_sum_made;

Query join(Query::op op, const queries &list)
{
	return list.size() == 1 ? list[0] : Query(op, list.begin(), list.end());
}

/*
 * `query`, which weighs more where `more` matches. Xapian 1.4's AND_MAYBE
 * loses a document when it turns itself into an AND: it goes on behind what
 * its right side has already moved to. An OR with every document, which
 * weighs nothing and is never ahead, does the same without.
 */
Query maybe(const Query &query, const queries &more)
{
	if (more.empty())
		return query;
	Query all(0.0, Query(std::string()));
	queries either = more;

	either.push_back(all);
	return Query(Query::OP_AND, query, join(Query::OP_OR, either));
}

Query source_of(const made &sum, const vb_xapian_sum_parts &parts)
{
	return Query(
		(new vb_xapian_sum_source(parts, sum.bm25, sum.known, sum.best))
			->release());
}

/* Those of `extra` that a source can add up go to `simple`. Returns the
 * others. */
queries part_extra(vb_xapian_any &simple, const made &sum, bool any)
{
	queries others;

	for (const auto &each : sum.extra)
		if (any && !each.any.empty())
			simple.add(each.any);
		else
			others.push_back(each.query);
	return others;
}

/* All that it takes to match is not simple: the rest only adds weight. */
Query compile_beside(const made &sum)
{
	vb_xapian_sum_parts parts = sum.parts;
	queries extra = part_extra(parts.optional, sum, sum.simple);
	queries more = sum.optional;

	if (!parts.optional.empty())
		more.push_back(source_of(sum, parts));
	more.insert(more.end(), extra.begin(), extra.end());
	return maybe(join(Query::OP_AND, sum.required), more);
}

/* What is extra is so to whatever matches: within the source only when that
 * is all. */
Query compile_any(const made &sum)
{
	vb_xapian_sum_parts parts = sum.parts;
	queries extra = part_extra(parts.extra, sum,
				   sum.optional.empty() && sum.simple);
	queries any = sum.optional;

	if (!parts.optional.empty())
		any.push_back(source_of(sum, parts));
	return maybe(join(Query::OP_OR, any), extra);
}

Query compile_all(const made &sum)
{
	vb_xapian_sum_parts parts = sum.parts;
	queries extra = part_extra(parts.extra, sum, true);
	queries all = sum.required, more = sum.optional;

	all.push_back(source_of(sum, parts));
	more.insert(more.end(), extra.begin(), extra.end());
	return maybe(join(Query::OP_AND, all), more);
}

Query compile(const made &sum)
{
	if (!sum.parts.required.empty())
		return compile_all(sum);
	if (!sum.required.empty())
		return compile_beside(sum);
	return compile_any(sum);
}

struct counts {
	unsigned depth = 0;
	size_t leaves = 0;
	std::vector<vb_xapian_bounded> bounded;

	void add(const vb_xapian_query *part)
	{
		if (part->depth > depth)
			depth = part->depth;
		leaves += part->leaves;
		bounded.insert(bounded.end(), part->bounded.begin(),
			       part->bounded.end());
	}
};

vb_xapian_query *wrap(const Query &query, counts &&of)
{
	if (of.depth + 3 > VB_XAPIAN_DEPTH_MAX)
		throw vb_xapian_failure{ VB_TOO_BIG,
					 "the query is nested too deeply" };
	return new vb_xapian_query(query, of.depth + 3, of.leaves,
				   std::move(of.bounded));
}

void add_required(made &sum, const vb_xapian_query *part)
{
	sum.required_plain.push_back(part->seldom());
	if (sum.simple && !part->any.addends.empty() &&
	    part->any.bonuses.empty() &&
	    sum.parts.required.size() < REQUIRED_MOST)
		sum.parts.required.push_back(part->any.addends);
	else
		sum.required.push_back(part->query);
}

void add_optional(made &sum, const vb_xapian_query *part)
{
	sum.optional_plain.push_back(part->seldom());
	if (sum.simple && !part->any.empty())
		sum.parts.optional.add(part->any);
	else
		sum.optional.push_back(part->query);
}

/* The sum in Xapian's own words. */
Query plain_of(const made &sum)
{
	bool all = !sum.required_plain.empty();
	queries more = all ? sum.optional_plain : queries();

	for (const auto &each : sum.extra)
		more.push_back(each.seldom());
	return maybe(all ? join(Query::OP_AND, sum.required_plain) :
			   join(Query::OP_OR, sum.optional_plain),
		     more);
}

vb_xapian_query *query_of(const std::shared_ptr<made> &sum, counts &&of)
{
	std::unique_ptr<vb_xapian_query> query(
		wrap(compile(*sum), std::move(of)));

	query->sum = sum;
	query->plain = plain_of(*sum);
	return query.release();
}

} // namespace

vb_status vb_xapian_query_sum(vb_xapian_query **out,
			      const struct vb_xapian_sum *of,
			      struct vb_error *err)
try {
	auto sum = std::make_shared<made>();
	counts all;

	sum->bm25 = of->bm25;
	sum->known = of->db->known;
	sum->simple = of->db->db.size() == 1;
	for (size_t i = 0; i < of->n_required; i++) {
		add_required(*sum, of->required[i]);
		all.add(of->required[i]);
	}
	for (size_t i = 0; i < of->n_optional; i++) {
		add_optional(*sum, of->optional[i]);
		all.add(of->optional[i]);
	}
	*out = query_of(sum, std::move(all));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_maybe(vb_xapian_query **out,
				const vb_xapian_query *query,
				const vb_xapian_query *more,
				struct vb_error *err)
try {
	counts all;

	all.add(query);
	all.add(more);
	if (query->sum) {
		auto sum = std::make_shared<made>(*query->sum);

		sum->extra.push_back(*more);
		*out = query_of(sum, std::move(all));
	} else {
		*out = wrap(maybe(query->query, { more->seldom() }),
			    std::move(all));
	}
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_either(vb_xapian_query **out,
				 const vb_xapian_query *query,
				 const vb_xapian_query *more,
				 struct vb_error *err)
try {
	const vb_xapian_query *parts[] = { query, more };
	counts all;

	if (!query->sum || !query->sum->required_plain.empty() ||
	    !query->sum->extra.empty())
		return vb_xapian_query_combine(out, VB_XAPIAN_OR, parts, 2,
					       err);
	all.add(query);
	all.add(more);
	auto sum = std::make_shared<made>(*query->sum);
	add_optional(*sum, more);
	*out = query_of(sum, std::move(all));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

/* Does the source alone decide what is found, and with which weight? */
static bool is_pure(const made &sum)
{
	if (!sum.simple || sum.required.size() + sum.optional.size())
		return false;
	for (const auto &each : sum.extra)
		if (each.any.empty())
			return false;
	return !sum.parts.required.empty() || !sum.parts.optional.empty();
}

vb_status vb_xapian_query_best(vb_xapian_query **out,
			       const vb_xapian_query *query,
			       struct vb_xapian_wanted wanted,
			       struct vb_error *err)
try {
	counts all;

	*out = nullptr;
	if (!wanted.k || !query->sum || !is_pure(*query->sum))
		return VB_OK;
	auto sum = std::make_shared<made>(*query->sum);
	sum->best = std::make_shared<vb_xapian_best>(wanted.k, wanted.sample);
	all.add(query);
	*out = query_of(sum, std::move(all));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

static const vb_xapian_best *best_of(const vb_xapian_query *query)
{
	return query->sum ? query->sum->best.get() : nullptr;
}

double vb_xapian_query_cut(const vb_xapian_query *query)
{
	const vb_xapian_best *best = best_of(query);

	return best ? best->cut() : 0;
}

vb_status vb_xapian_query_sampled(uint32_t *out, size_t *n,
				  const vb_xapian_query *query,
				  struct vb_error *err)
try {
	const vb_xapian_best *best = best_of(query);
	std::vector<Xapian::docid> ids;

	if (best)
		ids = best->sampled();
	std::copy(ids.begin(), ids.end(), out);
	*n = ids.size();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}
