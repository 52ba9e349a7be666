#include "xapian-c/found.hh"
#include "xapian-c/opened.hh"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>

/* `at` of the place, which may be behind its block. */
void vb_xapian_list::settle()
{
	while (block < blocks() && n >= known->starts[block + 1])
		block++;
	at = block == blocks() ? END :
				 static_cast<Xapian::docid>(
					 block * vb_xapian_known::BLOCK) +
					 known->places[n];
}

/* What is asked for next is mostly near. */
void vb_xapian_list::skip_known(Xapian::docid did)
{
	size_t to = did / vb_xapian_known::BLOCK, step = 1, last;
	uint16_t place = static_cast<uint16_t>(did % vb_xapian_known::BLOCK);
	const uint16_t *places = known->places.data();

	if (to >= blocks()) {
		block = blocks();
		n = known->places.size();
		at = END;
		return;
	}
	if (to > block) {
		block = to;
		n = known->starts[to];
	}
	last = known->starts[block + 1];
	while (n + step < last && places[n + step] < place) {
		n += step;
		step *= 2;
	}
	n = static_cast<size_t>(
		std::lower_bound(places + n,
				 places + std::min(n + step + 1, last), place) -
		places);
	settle();
}

void vb_xapian_list::read_known(std::vector<uint16_t> &places,
				std::vector<uint32_t> &wdfs, Xapian::docid base,
				Xapian::docid end)
{
	size_t had = places.size(), from = n;

	if (at >= end)
		return;
	skip_known(end);
	if (n == from)
		return;
	places.resize(had + n - from);
	wdfs.resize(had + n - from);
	known->read({ from, n },
		    static_cast<uint16_t>(base % vb_xapian_known::BLOCK),
		    &places[had], &wdfs[had]);
}

/*
 * As if the terms were strewn independently: the two rarest together are a
 * rarer one, and so on, in whole documents, as Xapian estimates an OR.
 */
double vb_xapian_opener::frequency(const std::vector<std::string> &terms) const
{
	std::priority_queue<double, std::vector<double>, std::greater<>> freqs;
	double n = db.get_doccount();

	for (const auto &term : terms)
		freqs.push(known.freq(db, term));
	while (freqs.size() > 1) {
		double a = freqs.top(), b;

		freqs.pop();
		b = freqs.top();
		freqs.pop();
		freqs.push(std::floor(a + b - a * b / n + 0.5));
	}
	return freqs.top();
}

/*
 * Robertson and Sparck Jones' weight without relevance information, kept
 * positive for what more than a third of the documents have as Xapian's
 * BM25Weight keeps it, times k1 + 1.
 */
static double term_weight(double n, double freq, double k1)
{
	double odds = (n - freq + 0.5) / (freq + 0.5);

	if (odds < 2)
		odds = odds * 0.5 + 1;
	return std::log(odds) * (k1 + 1);
}

/*
 * The weight of as many occurrences as there can be, in a document of nothing
 * else or in the shortest: no other has more (Macdonald, Tonellotto, Ounis,
 * Upper-bound approximations for dynamic pruning, ACM TOIS 29(4), 2011).
 */
double vb_xapian_opener::most_of(const std::vector<std::string> &terms,
				 double weight) const
{
	double wdf = terms.size() == 1 ? known.most(db, terms[0]) :
					 db.get_doclength_upper_bound();
	double shortest = std::max<double>(wdf, db.get_doclength_lower_bound());
	double average = db.get_avlength();
	double norm = average > 0 ? shortest / average : 0;

	if (wdf <= 0)
		return 0;
	norm = std::max(norm, bm25.min_length);
	return weight * wdf / (wdf + bm25.k1 * (norm * bm25.b + (1 - bm25.b)));
}

static bool is_rarer(const vb_xapian_opened &a, const vb_xapian_opened &b)
{
	return a.freq < b.freq;
}

/* Of no document where one of them is nowhere. */
vb_xapian_opened
vb_xapian_opener::open_all(const std::vector<std::vector<std::string>> &all,
			   double factor) const
{
	vb_xapian_opened out;

	for (const auto &terms : all) {
		out.all.push_back(open({ terms, factor }));
		out.most += out.all.back().most;
	}
	std::stable_sort(out.all.begin(), out.all.end(), is_rarer);
	out.freq = out.all[0].freq;
	return out;
}

vb_xapian_opened vb_xapian_opener::open(const vb_xapian_addend &addend) const
{
	vb_xapian_opened out;

	if (!addend.all.empty())
		return open_all(addend.all, addend.factor);
	for (const auto &term : addend.terms)
		if (known.freq(db, term))
			out.lists.emplace_back(db, term,
					       known.postings(db, term, false));
	if (out.lists.empty())
		return out;
	out.freq = frequency(addend.terms);
	out.weight = addend.factor *
		     term_weight(db.get_doccount(), out.freq, bm25.k1);
	out.most = most_of(addend.terms, out.weight);
	return out;
}

vb_xapian_opened_bonus
vb_xapian_opener::open(const vb_xapian_bonus &bonus) const
{
	vb_xapian_opened_bonus out;

	out.weight = bonus.weight;
	if (bonus.all.empty()) {
		out.set = std::make_shared<const vb_xapian_bits>(
			vb_xapian_find_bits(db, known, bonus.set, nullptr));
		out.freq = static_cast<double>(out.set->count());
		return out;
	}
	for (const auto &terms : bonus.all)
		out.all.push_back(open({ terms, 1 }));
	std::stable_sort(out.all.begin(), out.all.end(), is_rarer);
	out.freq = out.all[0].freq;
	return out;
}

Xapian::docid vb_xapian_opened::next() const
{
	Xapian::docid first = vb_xapian_list::END;

	if (!all.empty())
		return all[0].next();
	for (const auto &each : lists)
		first = std::min(first, each.at);
	return first;
}

size_t vb_xapian_opened::count_lists() const
{
	size_t n = lists.size();

	for (const auto &part : all)
		n += part.count_lists();
	return n;
}

Xapian::docid vb_xapian_opened_bonus::next(Xapian::docid did) const
{
	return set ? set->next(did) : all[0].next();
}
