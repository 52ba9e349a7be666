#include "xapian-c/best.hh"

#include <algorithm>
#include <cstring>
#include <functional>

static uint64_t hit_of(float score, Xapian::docid did)
{
	uint32_t bits;

	static_assert(sizeof(bits) == sizeof(score), "a float has 32 bits");
	memcpy(&bits, &score, sizeof(bits));
	return static_cast<uint64_t>(bits) << 32 | static_cast<uint32_t>(~did);
}

static float score_of(uint64_t hit)
{
	uint32_t bits = static_cast<uint32_t>(hit >> 32);
	float score;

	memcpy(&score, &bits, sizeof(score));
	return score;
}

void vb_xapian_best::begin()
{
	cut_at = 0;
	bound = -1;
	hits.clear();
}

void vb_xapian_best::keep_sample()
{
	if (hits.size() <= most)
		return;
	std::nth_element(hits.begin(),
			 hits.begin() + static_cast<long>(most - 1), hits.end(),
			 std::greater<>());
	hits.resize(most);
	bound = score_of(hits.back());
}

/* As documents come by rising numbers, one that weighs just what the last of
 * a full sample does comes after it. */
void vb_xapian_best::note(const vb_xapian_weighed &window)
{
	for (uint16_t i : window.places)
		if (window.scores[i] > bound)
			hits.push_back(
				hit_of(window.scores[i], window.base + i));
	keep_sample();
}

void vb_xapian_best::take(const vb_xapian_weighed &window)
{
	std::vector<uint16_t> &places = window.places;
	const std::vector<float> &scores = window.scores;
	float last;

	if (most)
		note(window);
	if (places.size() <= k)
		return;
	order.clear();
	for (uint16_t i : places)
		order.push_back(scores[i]);
	std::nth_element(order.begin(),
			 order.begin() + static_cast<long>(k - 1), order.end(),
			 std::greater<>());
	last = order[k - 1];
	cut_at = std::max(cut_at, last);
	places.erase(
		std::remove_if(places.begin(), places.end(),
			       [&](uint16_t i) { return scores[i] < last; }),
		places.end());
}

std::vector<Xapian::docid> vb_xapian_best::sampled() const
{
	std::vector<hit> rest = hits;
	std::vector<Xapian::docid> ids;

	std::sort(rest.begin(), rest.end(), std::greater<>());
	ids.reserve(rest.size());
	for (hit each : rest)
		ids.push_back(~static_cast<Xapian::docid>(each));
	return ids;
}
