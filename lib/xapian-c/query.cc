#include "xapian-c/deadline.hh"

#include <algorithm>
#include <cmath>
#include <vector>

extern "C" {
#include "xapian-c/query.h"
}

namespace
{

using Xapian::Query;

const Query::op ops[] = {
	[VB_XAPIAN_AND] = Query::OP_AND,
	[VB_XAPIAN_OR] = Query::OP_OR,
	[VB_XAPIAN_AND_NOT] = Query::OP_AND_NOT,
	[VB_XAPIAN_XOR] = Query::OP_XOR,
	[VB_XAPIAN_AND_MAYBE] = Query::OP_AND_MAYBE,
	[VB_XAPIAN_FILTER] = Query::OP_FILTER,
	[VB_XAPIAN_NEAR] = Query::OP_NEAR,
	[VB_XAPIAN_PHRASE] = Query::OP_PHRASE,
	[VB_XAPIAN_SYNONYM] = Query::OP_SYNONYM,
	[VB_XAPIAN_MAX] = Query::OP_MAX,
	[VB_XAPIAN_ELITE_SET] = Query::OP_ELITE_SET,
};

const int limits[] = {
	[VB_XAPIAN_LIMIT_ERROR] = Query::WILDCARD_LIMIT_ERROR,
	[VB_XAPIAN_LIMIT_FIRST] = Query::WILDCARD_LIMIT_FIRST,
	[VB_XAPIAN_LIMIT_MOST_FREQUENT] = Query::WILDCARD_LIMIT_MOST_FREQUENT,
};

Query::op op_of(enum vb_xapian_op op)
{
	if ((unsigned)op >= sizeof(ops) / sizeof(ops[0]))
		throw vb_xapian_failure{ VB_BAD_INPUT,
					 "no such query operator" };
	return ops[op];
}

vb_xapian_query *leaf(const Query &query)
{
	return new vb_xapian_query(query);
}

void need_depth(unsigned depth)
{
	if (depth > VB_XAPIAN_DEPTH_MAX)
		throw vb_xapian_failure{ VB_TOO_BIG,
					 "the query is nested too deeply" };
}

vb_xapian_query *above(const Query &query, const vb_xapian_query *below)
{
	need_depth(below->depth + 1);
	return new vb_xapian_query(query, below->depth + 1, below->leaves,
				   below->bounded);
}

/* Are all parts but the first only asked about what the first finds? */
bool is_aside(enum vb_xapian_op op)
{
	return op == VB_XAPIAN_AND_NOT || op == VB_XAPIAN_FILTER ||
	       op == VB_XAPIAN_AND_MAYBE;
}

/* Is the query a term, or several weighed as one? */
bool is_one(const vb_xapian_query *query)
{
	return query->any.addends.size() == 1 && query->any.bonuses.empty() &&
	       query->any.addends[0].factor == 1 &&
	       query->any.addends[0].all.empty();
}

void shape_or(vb_xapian_query *out, const struct vb_xapian_group *group)
{
	for (size_t i = 0; i < group->n; i++)
		if (group->parts[i]->any.empty())
			return;
	for (size_t i = 0; i < group->n; i++)
		out->any.add(group->parts[i]->any);
}

/* Xapian counts a term said twice in a way of its own. */
bool all_differ(std::vector<std::string> terms)
{
	std::sort(terms.begin(), terms.end());
	return std::adjacent_find(terms.begin(), terms.end()) == terms.end();
}

std::vector<std::string> flat(const std::vector<std::vector<std::string>> &all)
{
	std::vector<std::string> out;

	for (const auto &terms : all)
		out.insert(out.end(), terms.begin(), terms.end());
	return out;
}

/* Say what a group is in simpler terms, if it is simple. */
void shape_group(vb_xapian_query *out, const struct vb_xapian_group *group)
{
	std::vector<std::string> terms;

	if (group->op == VB_XAPIAN_OR)
		shape_or(out, group);
	if (group->op != VB_XAPIAN_AND && group->op != VB_XAPIAN_SYNONYM)
		return;
	for (size_t i = 0; i < group->n; i++)
		if (!is_one(group->parts[i]))
			return;
	for (size_t i = 0; i < group->n; i++) {
		const auto &one = group->parts[i]->any.addends[0].terms;

		if (group->op == VB_XAPIAN_AND)
			out->all.push_back(one);
		else
			terms.insert(terms.end(), one.begin(), one.end());
	}
	if (!terms.empty() && all_differ(terms))
		out->any.addends = { { terms, 1 } };
	if (!out->all.empty() && all_differ(flat(out->all)))
		out->any.addends = { { {}, 1, out->all } };
}

/* Does it ask for nothing but terms? */
bool is_of_terms(const Query &query)
{
	switch (query.get_type()) {
	case Query::LEAF_TERM:
		return true;
	case Query::OP_AND:
	case Query::OP_OR:
	case Query::OP_SYNONYM:
	case Query::OP_AND_NOT:
		for (size_t i = 0; i < query.get_num_subqueries(); i++)
			if (!is_of_terms(query.get_subquery(i)))
				return false;
		return true;
	default:
		return false;
	}
}

Xapian::termcount window_of(const struct vb_xapian_group *group)
{
	if (group->window)
		return group->window;
	return group->op == VB_XAPIAN_ELITE_SET ? 10 : 0;
}

} // namespace

vb_status vb_xapian_query_all(vb_xapian_query **out, struct vb_error *err)
try {
	/* Not Query::MatchAll: its count of uses is shared by all threads. */
	*out = leaf(Query(std::string()));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_nothing(vb_xapian_query **out, struct vb_error *err)
try {
	*out = leaf(Query());
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

/*
 * Where all documents have a term and its weight is not wanted, Xapian's
 * matcher takes the list of all documents under the term's name
 * (LocalSubMatch), and where numbers have gaps that list looks for its next
 * chunk by the name. It drops the right side of an AND_MAYBE there; that side
 * has the same documents, so that none is lost (see sum_query.cc).
 */
static Query term_query(const vb_xapian_db *of, const std::string &term,
			Xapian::termcount wqf)
{
	Query query(term, wqf);

	if (!of || of->db.get_doccount() == of->db.get_lastdocid() ||
	    vb_xapian_freq(*of, term) != of->db.get_doccount())
		return query;
	return Query(Query::OP_AND_MAYBE, Query(std::string()), query);
}

vb_status vb_xapian_query_term(vb_xapian_query **out, const vb_xapian_db *db,
			       struct vb_str term, uint32_t wqf,
			       struct vb_error *err)
try {
	if (!term.len)
		throw vb_xapian_failure{ VB_BAD_INPUT, "a term is empty" };
	std::unique_ptr<vb_xapian_query> made(
		leaf(term_query(db, vb_xapian_string(term), wqf)));
	if (wqf == 1)
		made->any.addends = { { { vb_xapian_string(term) }, 1 } };
	*out = made.release();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_group(vb_xapian_query **out,
				const struct vb_xapian_group *group,
				struct vb_error *err)
try {
	std::vector<vb_xapian_bounded> bounded;
	std::vector<Query> parts, plain;
	bool has_sum = false;
	unsigned depth = 0;
	size_t leaves = 0;

	parts.reserve(group->n);
	for (size_t i = 0; i < group->n; i++) {
		const vb_xapian_query *part = group->parts[i];

		parts.push_back(i && is_aside(group->op) ? part->seldom() :
							   part->query);
		plain.push_back(part->seldom());
		has_sum |= !part->plain.empty();
		bounded.insert(bounded.end(), part->bounded.begin(),
			       part->bounded.end());
		leaves += part->leaves;
		if (part->depth > depth)
			depth = part->depth;
	}
	need_depth(depth + 1);
	std::unique_ptr<vb_xapian_query> made(
		new vb_xapian_query(Query(op_of(group->op), parts.begin(),
					  parts.end(), window_of(group)),
				    depth + 1, leaves, std::move(bounded)));
	if (has_sum)
		made->plain = Query(op_of(group->op), plain.begin(),
				    plain.end(), window_of(group));
	shape_group(made.get(), group);
	*out = made.release();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_combine(vb_xapian_query **out, enum vb_xapian_op op,
				  const vb_xapian_query *const *parts, size_t n,
				  struct vb_error *err)
{
	struct vb_xapian_group group = { op, parts, n, 0 };

	return vb_xapian_query_group(out, &group, err);
}

vb_status vb_xapian_query_scale(vb_xapian_query **out,
				const vb_xapian_query *query, double factor,
				struct vb_error *err)
try {
	if (!(factor >= 0) || std::isinf(factor))
		throw vb_xapian_failure{ VB_BAD_INPUT,
					 "a weight factor is negative or "
					 "not a number" };
	std::unique_ptr<vb_xapian_query> made(
		above(Query(factor, query->query), query));
	made->any = query->any;
	for (auto &addend : made->any.addends)
		addend.factor *= factor;
	for (auto &bonus : made->any.bonuses)
		bonus.weight *= factor;
	*out = made.release();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_constant(vb_xapian_query **out,
				   const vb_xapian_query *query, double weight,
				   struct vb_error *err)
try {
	if (!(weight >= 0) || std::isinf(weight))
		throw vb_xapian_failure{ VB_BAD_INPUT,
					 "a weight is negative or not a "
					 "number" };
	Query all((new Xapian::FixedWeightPostingSource(weight))->release());

	std::unique_ptr<vb_xapian_query> made(
		above(Query(Query::OP_FILTER, all, query->query), query));
	if (!query->all.empty())
		made->any.bonuses = { { query->all, weight, {} } };
	else if (is_one(query))
		made->any.bonuses = {
			{ { query->any.addends[0].terms }, weight, {} }
		};
	else if (is_of_terms(query->query))
		made->any.bonuses = { { {}, weight, query->query } };
	*out = made.release();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_range(vb_xapian_query **out, uint32_t slot,
				struct vb_str begin, struct vb_str end,
				struct vb_error *err)
try {
	*out = leaf(Query(Query::OP_VALUE_RANGE, slot, vb_xapian_string(begin),
			  vb_xapian_string(end)));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_ge(vb_xapian_query **out, uint32_t slot,
			     struct vb_str bound, struct vb_error *err)
try {
	*out = leaf(Query(Query::OP_VALUE_GE, slot, vb_xapian_string(bound)));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_le(vb_xapian_query **out, uint32_t slot,
			     struct vb_str bound, struct vb_error *err)
try {
	*out = leaf(Query(Query::OP_VALUE_LE, slot, vb_xapian_string(bound)));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

/*
 * Xapian finds a wildcard too wide while it builds posting lists, and then
 * leaks the weights of every term: look before.
 */
void vb_xapian_need_bounded(const Xapian::Database &db,
			    const std::vector<vb_xapian_bounded> &bounded)
{
	for (const auto &wildcard : bounded) {
		Xapian::termcount n = 0;
		auto end = db.allterms_end(wildcard.prefix);

		for (auto it = db.allterms_begin(wildcard.prefix);
		     it != end && n <= wildcard.max; ++it)
			n++;
		if (n > wildcard.max)
			throw vb_xapian_failure{
				VB_TOO_BIG, "a wildcard stands for more terms "
					    "than its limit"
			};
	}
}

vb_status vb_xapian_query_wildcard(vb_xapian_query **out,
				   const struct vb_xapian_wildcard *wildcard,
				   struct vb_error *err)
try {
	if ((unsigned)wildcard->limit >= sizeof(limits) / sizeof(limits[0]))
		throw vb_xapian_failure{ VB_BAD_INPUT,
					 "no such wildcard limit" };
	std::unique_ptr<vb_xapian_query> made(leaf(
		Query(Query::OP_WILDCARD, vb_xapian_string(wildcard->prefix),
		      wildcard->max_terms, limits[wildcard->limit],
		      op_of(wildcard->combiner))));
	if (wildcard->limit == VB_XAPIAN_LIMIT_ERROR && wildcard->max_terms)
		made->bounded.push_back({ vb_xapian_string(wildcard->prefix),
					  wildcard->max_terms });
	*out = made.release();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_query_deadline(vb_xapian_query **out,
				   const vb_xapian_query *query,
				   int64_t deadline_us, struct vb_error *err)
{
	struct vb_limit limit = { deadline_us, INT64_MAX };

	return vb_xapian_query_limit(out, query, &limit, NULL, err);
}

vb_status vb_xapian_query_limit(vb_xapian_query **out,
				const vb_xapian_query *query,
				const struct vb_limit *limit, bool *ended,
				struct vb_error *err)
try {
	*out = above(vb_xapian_limited(query->query, *limit, ended), query);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

size_t vb_xapian_query_leaves(const vb_xapian_query *query)
{
	return query->leaves;
}

vb_status vb_xapian_query_describe(struct vb_buf *out,
				   const vb_xapian_query *query,
				   struct vb_error *err)
try {
	vb_xapian_append(out, query->query.get_description());
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

void vb_xapian_query_free(vb_xapian_query *query)
{
	delete query;
}
