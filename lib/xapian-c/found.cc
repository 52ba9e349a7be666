#include "xapian-c/deadline.hh"
#include "xapian-c/found.hh"

extern "C" {
#include "xapian-c/found.h"
}

/* Postings read in the time one is looked up. */
#define ASKING_COSTS 4
#define LIMIT_STEPS 4096 /* postings between two looks at the limit */
#define JOINED_LEAST 4	 /* terms whose union is kept */
#define KEPT_COST 16	 /* postings of an array in the time of one of Xapian */

using Xapian::Query;

namespace
{

using bits = vb_xapian_bits;

/* Only of these it matters whether they match. */
struct within {
	const bits *of = nullptr; /* or of all */
	size_t n = 0;

	bool has(Xapian::docid did) const
	{
		return !of || of->has(did);
	}
	/* Add those that `more` has. */
	void add(bits &out, const bits &more) const
	{
		if (of)
			out.add(more, *of);
		else
			out.add(more);
	}
};

class finder
{
	const Xapian::Database &db;
	vb_xapian_known &known;
	const struct vb_limit *limit;
	Xapian::docid last;
	size_t steps = 0;

	/* As much as so many postings read of Xapian. */
	void step(size_t n = 1)
	{
		steps += n;
		if (steps < LIMIT_STEPS)
			return;
		steps = 0;
		look_at_limit();
	}
	double freq(const Query &query);
	void add_each(bits &out, Xapian::PostingIterator it, within in);
	void add_kept(bits &out, const vb_xapian_postings &list, within in);
	void add_asked(bits &out, const std::string &term, within in);
	void add_term(bits &out, const std::string &term, within in);
	vb_xapian_joined_ptr joined(const Query &query);
	void add_joined(bits &out, const vb_xapian_joined &of, within in);
	void add_parts(bits &out, const Query &query, within in);
	void add_any(bits &out, const Query &query, within in);
	void add_all(bits &out, within in);
	void add_and(bits &out, const Query &query, within in);
	void add_and_not(bits &out, const Query &query, within in);
	void add_other(bits &out, const Query &query, within in);

      public:
	finder(const Xapian::Database &of, vb_xapian_known &by,
	       const struct vb_limit *until)
	    : db(of), known(by), limit(until), last(of.get_lastdocid())
	{
	}
	void look_at_limit() const
	{
		if (limit && vb_limit_reached(limit))
			throw vb_xapian_deadline_passed();
	}
	/* Add what `query` matches of those. */
	void add(bits &out, const Query &query, within in);
	bits none() const
	{
		return bits(last);
	}
};

/* About how many it looks at; what is not of terms is the dearest. */
double finder::freq(const Query &query)
{
	double most = 2.0 * db.get_doccount(), sum = 0;

	switch (query.get_type()) {
	case Query::LEAF_TERM:
		return known.freq(db, *query.get_terms_begin());
	case Query::OP_AND:
	case Query::OP_FILTER:
		for (size_t i = 0; i < query.get_num_subqueries(); i++)
			most = std::min(most, freq(query.get_subquery(i)));
		return most;
	case Query::OP_OR:
	case Query::OP_SYNONYM:
	case Query::OP_MAX:
		for (size_t i = 0; i < query.get_num_subqueries(); i++)
			sum += freq(query.get_subquery(i));
		return sum;
	case Query::OP_AND_NOT:
	case Query::OP_AND_MAYBE:
	case Query::OP_SCALE_WEIGHT:
		return freq(query.get_subquery(0));
	case Query::LEAF_MATCH_NOTHING:
		return 0;
	default:
		return most;
	}
}

void finder::add_each(bits &out, Xapian::PostingIterator it, within in)
{
	for (; it != Xapian::PostingIterator(); ++it, step())
		if (in.has(*it))
			out.set(*it);
}

/* Of few documents, those in the list. */
void finder::add_asked(bits &out, const std::string &term, within in)
{
	auto it = db.postlist_begin(term), end = db.postlist_end(term);

	in.of->each([&](Xapian::docid did) {
		step();
		if (it != end)
			it.skip_to(did);
		if (it != end && *it == did)
			out.set(did);
	});
}

void finder::add_kept(bits &out, const vb_xapian_postings &list, within in)
{
	step(1 + list.places.size() / KEPT_COST);
	if (list.dense)
		in.add(out, *list.dense);
	else if (in.of)
		list.each([&](Xapian::docid did) {
			if (in.of->has(did))
				out.set(did);
		});
	else
		list.each([&](Xapian::docid did) { out.set(did); });
}

void finder::add_term(bits &out, const std::string &term, within in)
{
	Xapian::doccount n = known.freq(db, term);
	bool few = in.of && in.n * ASKING_COSTS < n;

	if (!n)
		return;
	if (auto list = known.postings(db, term, !few)) {
		add_kept(out, *list, in);
	} else if (few) {
		add_asked(out, term, in);
	} else {
		add_each(out, db.postlist_begin(term), in);
	}
}

bool is_or(const Query &query)
{
	Query::op type = query.get_type();

	return type == Query::OP_OR || type == Query::OP_SYNONYM ||
	       type == Query::OP_MAX;
}

/* Is it of nothing but terms of which any will do? */
bool is_any(const Query &query)
{
	if (query.get_type() == Query::LEAF_TERM)
		return true;
	if (!is_or(query) && query.get_type() != Query::OP_SCALE_WEIGHT)
		return false;
	for (size_t i = 0; i < query.get_num_subqueries(); i++)
		if (!is_any(query.get_subquery(i)))
			return false;
	return true;
}

/*
 * What any of many terms is in, as the spellings of a word are: kept, or found
 * now if it is asked for again; else none.
 */
vb_xapian_joined_ptr finder::joined(const Query &query)
{
	std::vector<std::string> terms;
	vb_xapian_joined_ptr found;
	std::string name;
	bool again;

	if (!known.keeps() || !is_or(query) || !is_any(query))
		return nullptr;
	for (auto it = query.get_terms_begin(); it != query.get_terms_end();
	     ++it) {
		std::string term = *it;

		name += static_cast<char>(term.size());
		name += term;
		terms.push_back(std::move(term));
	}
	if (terms.size() < JOINED_LEAST)
		return nullptr;
	found = known.joined(&again, name);
	if (found || !again)
		return found;
	bits all = none();

	for (const auto &term : terms)
		add_term(all, term, {});
	found = std::make_shared<const vb_xapian_joined>(std::move(all));
	known.keep(name, found);
	return found;
}

void finder::add_joined(bits &out, const vb_xapian_joined &of, within in)
{
	step(1 + of.n / KEPT_COST);
	if (of.dense)
		in.add(out, *of.dense);
	for (Xapian::docid did : of.few)
		if (in.has(did))
			out.set(did);
}

void finder::add_parts(bits &out, const Query &query, within in)
{
	for (size_t i = 0; i < query.get_num_subqueries(); i++)
		add(out, query.get_subquery(i), in);
}

void finder::add_any(bits &out, const Query &query, within in)
{
	if (auto of = joined(query)) {
		add_joined(out, *of, in);
		return;
	}
	add_parts(out, query, in);
}

void finder::add_all(bits &out, within in)
{
	if (in.of)
		out.add(*in.of);
	else
		add_each(out, db.postlist_begin(std::string()), in);
}

/* The rarest first, and of each that follows only what is left. */
void finder::add_and(bits &out, const Query &query, within in)
{
	struct part {
		Query query;
		vb_xapian_joined_ptr joined; /* or none */
		double freq;
	};
	std::vector<part> parts;
	bits left = none();
	within now = in;

	for (size_t i = 0; i < query.get_num_subqueries(); i++) {
		Query of = query.get_subquery(i);
		vb_xapian_joined_ptr kept = joined(of);
		double n = kept ? static_cast<double>(kept->n) : freq(of);

		parts.push_back({ of, kept, n });
	}
	std::stable_sort(
		parts.begin(), parts.end(),
		[](const part &a, const part &b) { return a.freq < b.freq; });
	for (const auto &each : parts) {
		bits next = none();

		if (each.joined)
			add_joined(next, *each.joined, now);
		else if (is_or(each.query)) /* asked above */
			add_parts(next, each.query, now);
		else
			add(next, each.query, now);
		left = std::move(next);
		now = within{ &left, left.count() };
		if (!now.n)
			return;
	}
	out.add(left);
}

void finder::add_and_not(bits &out, const Query &query, within in)
{
	bits left = none(), away = none();

	add(left, query.get_subquery(0), in);
	for (size_t i = 1; i < query.get_num_subqueries(); i++)
		add(away, query.get_subquery(i), within{ &left, left.count() });
	left.take(away);
	out.add(left);
}

/* Ranges, phrases and the like: Xapian knows. */
void finder::add_other(bits &out, const Query &query, within in)
{
	Xapian::Enquire enquire(db);
	Query asked(0.0, query);

	if (in.of) {
		std::vector<Xapian::docid> ids;

		ids.reserve(in.n);
		in.of->each([&](Xapian::docid did) { ids.push_back(did); });
		asked = Query(Query::OP_FILTER,
			      vb_xapian_ids_query(std::move(ids)), asked);
	}
	if (limit)
		asked = vb_xapian_limited(asked, *limit, nullptr);
	enquire.set_query(asked);
	enquire.set_weighting_scheme(Xapian::BoolWeight());
	Xapian::MSet mset =
		enquire.get_mset(0, db.get_doccount(), db.get_doccount());
	for (auto it = mset.begin(); it != mset.end(); ++it)
		out.set(*it);
}

void finder::add(bits &out, const Query &query, within in)
{
	if (in.of && !in.n)
		return;
	switch (query.get_type()) {
	case Query::LEAF_TERM:
		add_term(out, *query.get_terms_begin(), in);
		return;
	case Query::LEAF_MATCH_ALL:
		add_all(out, in);
		return;
	case Query::LEAF_MATCH_NOTHING:
		return;
	case Query::OP_AND:
	case Query::OP_FILTER:
		add_and(out, query, in);
		return;
	case Query::OP_OR:
	case Query::OP_SYNONYM:
	case Query::OP_MAX:
		add_any(out, query, in);
		return;
	case Query::OP_AND_NOT:
		add_and_not(out, query, in);
		return;
	case Query::OP_AND_MAYBE:
	case Query::OP_SCALE_WEIGHT:
		add(out, query.get_subquery(0), in);
		return;
	default:
		add_other(out, query, in);
	}
}

} // namespace

vb_xapian_bits vb_xapian_find_bits(const Xapian::Database &db,
				   vb_xapian_known &known, const Query &query,
				   const struct vb_limit *limit)
{
	finder f(db, known, limit);
	bits all = f.none();

	f.look_at_limit();
	f.add(all, query, {});
	return all;
}

struct vb_xapian_found {
	bits all;
	size_t n;
};

vb_status vb_xapian_find(vb_xapian_found **out, const vb_xapian_db *db,
			 const vb_xapian_query *query,
			 const struct vb_limit *limit, struct vb_error *err)
try {
	vb_xapian_known own; /* of several databases nothing is kept */
	size_t n;

	vb_xapian_need_bounded(db->db, query->bounded);
	bits all = vb_xapian_find_bits(db->db, db->known ? *db->known : own,
				       query->seldom(), limit);
	n = all.count();
	*out = new vb_xapian_found{ std::move(all), n };
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

void vb_xapian_found_free(vb_xapian_found *found)
{
	delete found;
}

size_t vb_xapian_found_size(const vb_xapian_found *found)
{
	return found->n;
}

void vb_xapian_found_numbers(uint32_t *out, const vb_xapian_found *found)
{
	found->all.each([&](Xapian::docid did) { *out++ = did; });
}
