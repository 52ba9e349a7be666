/* Filling a window of sum.hh. */
#include "xapian-c/sum.hh"

#include <algorithm>

#define DROPPED 0	  /* state of what matches nothing, or too little */
#define ASKING_COSTS 2	  /* postings read in the time one is looked up */
#define SEEN 0x80000000u  /* of a sum: a term occurs, be it 0 times */
#define SLACK 1.000001f	  /* sums of floats may come out as much greater, */
#define LEAST_SLACK 1e-6f /* and what should be 0 a little more */

/* The state of a document that matches. */
uint8_t vb_xapian_sum_source::wanted() const
{
	return required.empty() ? 1 : static_cast<uint8_t>(required.size());
}

void vb_xapian_sum_source::touch(unsigned i, uint8_t to)
{
	state[i] = to;
	touched[i / 64] |= UINT64_C(1) << i % 64;
}

/* All postings in the window of documents that have got as far as `level`. */
void vb_xapian_sum_source::collect_list(vb_xapian_list &from, uint8_t level)
{
	const uint8_t *states = state.data();
	size_t n = hits.size(), end;
	uint16_t *places;
	uint32_t *counts;

	from.skip_to(std::max<Xapian::docid>(base, 1));
	from.read(hits, wdfs, base, base + span);
	if (!level)
		return;
	places = hits.data();
	counts = wdfs.data();
	end = hits.size();
	for (size_t k = n; k < end; k++) {
		places[n] = places[k];
		counts[n] = counts[k];
		n += states[places[k]] >= level;
	}
	hits.resize(n);
	wdfs.resize(n);
}

/* Of the chosen documents, those in the list. */
void vb_xapian_sum_source::ask_list(vb_xapian_list &from)
{
	for (uint16_t i : chosen) {
		from.skip_to(base + i);
		if (from.at - base != i)
			continue;
		hits.push_back(i);
		wdfs.push_back(from.wdf());
	}
}

bool vb_xapian_sum_source::is_cheaper_to_ask(const opened &part) const
{
	double here = part.freq * span / std::max(documents, 1.0 * span);

	return static_cast<double>(chosen.size() * part.lists.size()) *
		       ASKING_COSTS <
	       here;
}

/* Several terms are one that occurs as often as all. */
void vb_xapian_sum_source::collect_lists(opened &part, uint8_t level, bool ask)
{
	size_t n = 0;

	hits.clear();
	wdfs.clear();
	for (auto &each : part.lists)
		if (ask)
			ask_list(each);
		else
			collect_list(each, level);
	if (part.lists.size() == 1)
		return;
	for (size_t k = 0; k < hits.size(); k++) {
		uint16_t i = hits[k];

		if (!sums[i])
			hits[n++] = i;
		sums[i] = (sums[i] | SEEN) + wdfs[k];
	}
	hits.resize(n);
	wdfs.resize(n);
	for (size_t k = 0; k < n; k++) {
		wdfs[k] = sums[hits[k]] & ~SEEN;
		sums[hits[k]] = 0;
	}
}

/* What BM25 makes of the length of a document. */
float vb_xapian_sum_source::norm_of(unsigned i) const
{
	float scale = static_cast<float>(average > 0 ? 1 / average : 0);
	float least = static_cast<float>(bm25.min_length);
	float slope = static_cast<float>(bm25.k1 * bm25.b);
	float fixed = static_cast<float>(bm25.k1) - slope;
	float norm = static_cast<float>(db.get_doclength(base + i)) * scale;

	return (norm < least ? least : norm) * slope + fixed;
}

/* Add what BM25 makes of the hits, by their places. */
void vb_xapian_sum_source::weigh(float *to, const opened &part)
{
	float weight = static_cast<float>(part.weight);
	float *known_norms = norms;
	const uint16_t *places = hits.data();
	const uint32_t *counts = wdfs.data();
	size_t n = hits.size();

	for (size_t k = 0; k < n; k++) {
		unsigned i = places[k];
		float wdf = static_cast<float>(counts[k]);

		if (!(known_norms[i] > 0))
			known_norms[i] = norm_of(i);
		to[i] += weight * wdf / (wdf + known_norms[i]);
	}
}

/* Only what has all of them, the rarest first; what they weigh is gained. */
void vb_xapian_sum_source::collect_all(opened &part, uint8_t level)
{
	std::vector<uint16_t> before = chosen, first;

	for (size_t p = 0; p < part.all.size(); p++) {
		opened &each = part.all[p];

		collect_lists(each, level,
			      p || (level && is_cheaper_to_ask(each)));
		weigh(gains.data(), each);
		std::sort(hits.begin(), hits.end());
		if (!p)
			first = hits;
		chosen = hits;
	}
	for (uint16_t i : hits)
		score[i] += gains[i];
	for (uint16_t i : first)
		gains[i] = 0;
	chosen.swap(before);
}

void vb_xapian_sum_source::collect(opened &part, uint8_t level)
{
	if (!part.all.empty()) {
		collect_all(part, level);
		return;
	}
	collect_lists(part, level, level && is_cheaper_to_ask(part));
	weigh(score.data(), part);
}

/* Add a part to what has got as far as `level`; what has it is then at `to`. */
void vb_xapian_sum_source::add_part(opened &part, uint8_t level, uint8_t to)
{
	collect(part, level);
	if (level == to)
		return;
	for (uint16_t i : hits)
		touch(i, to);
}

/* Choose the documents of `level` that have got at least so much; the others
 * are out. */
void vb_xapian_sum_source::choose(uint8_t level, double least)
{
	float bound = static_cast<float>(least) / SLACK - LEAST_SLACK;
	const float *scores = score.data();
	uint8_t *states = state.data();
	uint16_t *out;
	size_t n = 0;

	chosen.resize(span);
	out = chosen.data();
	for (unsigned word = 0; word < span / 64; word++) {
		uint64_t bits = touched[word];

		for (; bits; bits &= bits - 1) {
			unsigned i = word * 64 + __builtin_ctzll(bits);
			bool good = states[i] == level && scores[i] >= bound;

			out[n] = static_cast<uint16_t>(i);
			n += good;
			states[i] = good ? level : DROPPED;
		}
	}
	chosen.resize(n);
}

void vb_xapian_sum_source::keep_chosen(uint8_t level, double least)
{
	float bound = static_cast<float>(least) / SLACK - LEAST_SLACK;
	const float *scores = score.data();
	uint8_t *states = state.data();
	uint16_t *places = chosen.data();
	size_t n = 0, end = chosen.size();

	for (size_t k = 0; k < end; k++) {
		unsigned i = places[k];
		bool good = states[i] == level && scores[i] >= bound;

		places[n] = places[k];
		n += good;
		states[i] = good ? level : DROPPED;
	}
	chosen.resize(n);
}

/*
 * Of the first part every document; of each that follows only those that had
 * all before it, and that can still get enough.
 */
void vb_xapian_sum_source::fill_required(double min_wt)
{
	double rest = optional_most + vb_xapian_weight_of(bonuses) + extra_most;

	for (const auto &part : required)
		rest += vb_xapian_most_of(part);
	for (size_t p = 0; p < required.size(); p++) {
		uint8_t level = static_cast<uint8_t>(p);

		rest -= vb_xapian_most_of(required[p]);
		for (auto &addend : required[p])
			add_part(addend, level,
				 static_cast<uint8_t>(level + 1));
		if (p)
			keep_chosen(static_cast<uint8_t>(level + 1),
				    min_wt - rest);
		else
			choose(1, min_wt - rest);
		if (chosen.empty())
			return;
	}
	for (auto &bonus : bonuses)
		fill_bonus(bonus, wanted(), false);
	for (auto &addend : optional)
		add_part(addend, wanted(), wanted());
}

/*
 * As soon as those that follow can't make a document great enough by
 * themselves, only those that have got something are asked for.
 */
void vb_xapian_sum_source::fill_optional(double min_wt)
{
	double rest = optional_most;
	bool among = false;

	for (auto &bonus : bonuses)
		fill_bonus(bonus, 0, true);
	for (auto &addend : optional) {
		double least = min_wt - rest - extra_most;

		if (least > 0 && among)
			keep_chosen(1, least);
		else if (least > 0)
			choose(1, least);
		among = least > 0;
		if (among && chosen.empty())
			return;
		add_part(addend, among, 1);
		rest -= addend.most;
	}
	if (among)
		keep_chosen(1, min_wt - extra_most);
	else
		choose(1, min_wt - extra_most);
}

/* Those that have all parts of a bonus become the chosen: of the chosen, which
 * are those of `level`, or, without, of all. */
void vb_xapian_sum_source::find_bonus(opened_bonus &bonus, uint8_t level)
{
	for (size_t p = 0; p < bonus.all.size(); p++) {
		opened &part = bonus.all[p];

		if (p || level) {
			hits.clear();
			wdfs.clear();
			for (auto &each : part.lists)
				ask_list(each);
		} else {
			collect_lists(part, 0, false);
		}
		std::sort(hits.begin(), hits.end());
		hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
		chosen = hits;
		if (chosen.empty())
			return;
	}
}

/* The same of a set. */
void vb_xapian_sum_source::find_set(const vb_xapian_bits &set, uint8_t level)
{
	Xapian::docid end = base + span;

	if (level) {
		chosen.erase(std::remove_if(chosen.begin(), chosen.end(),
					    [&](uint16_t i) {
						    return !set.has(base + i);
					    }),
			     chosen.end());
		return;
	}
	chosen.clear();
	for (Xapian::docid did = set.next(base); did < end;
	     did = set.next(did + 1))
		chosen.push_back(static_cast<uint16_t>(did - base));
}

/* A bonus for documents of `level`, or, when it makes a document match, for
 * any. */
void vb_xapian_sum_source::fill_bonus(opened_bonus &bonus, uint8_t level,
				      bool matches)
{
	std::vector<uint16_t> before;

	before.swap(chosen);
	chosen = before;
	if (bonus.set)
		find_set(*bonus.set, level);
	else
		find_bonus(bonus, level);
	for (uint16_t i : chosen) {
		score[i] += static_cast<float>(bonus.weight);
		if (matches)
			touch(i, 1);
	}
	chosen.swap(before);
}

/* What only adds to documents that match. */
void vb_xapian_sum_source::fill_extra(double min_wt)
{
	uint8_t level = wanted();

	if (extra_most > 0)
		keep_chosen(level, min_wt - extra_most);
	for (auto &bonus : extra_bonuses)
		fill_bonus(bonus, level, false);
	for (auto &addend : extra)
		add_part(addend, level, level);
	keep_chosen(level, min_wt);
}

/*
 * The window that holds `did`: of as many documents as its place divides, so
 * that it grows while documents are asked for in turn. The first are small:
 * what they hold shows how much a document must weigh.
 */
void vb_xapian_sum_source::fill(Xapian::docid did, double min_wt)
{
	base = did - did % LEAST;
	span = base ? std::min(base & -base, widest) : LEAST;
	filled = true;
	at = 0;
	chosen.clear();
	std::fill_n(score.begin(), span, 0.0f);
	std::fill_n(state.begin(), span, 0);
	std::fill_n(touched.begin(), span / 64, 0);
	norms = known->norms(base / WINDOW, bm25) + base % WINDOW;
	if (best)
		min_wt = best->least(min_wt);
	if (required.empty())
		fill_optional(min_wt);
	else
		fill_required(min_wt);
	if (!chosen.empty())
		fill_extra(min_wt);
	if (best)
		best->take({ base, chosen, score });
}
