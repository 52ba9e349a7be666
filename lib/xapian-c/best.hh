/*
 * xapian-c/best: of a search for few documents, how much one must weigh, and
 * which are the best of all that its source has. C++ only.
 */
#ifndef VB_XAPIAN_C_BEST_HH
#define VB_XAPIAN_C_BEST_HH

#include <cstddef>
#include <cstdint>
#include <vector>

#include <xapian.h>

/* Some documents of a window: places in it, rising, and what each weighs. */
struct vb_xapian_weighed {
	Xapian::docid base;
	std::vector<uint16_t> &places;
	const std::vector<float> &scores; /* by place */
};

class vb_xapian_best
{
      public:
	/* `k` documents are wanted of the search; besides, to look at but not
	 * to find, the `sample` best of the source. */
	vb_xapian_best(size_t wanted, size_t sample) : k(wanted), most(sample)
	{
	}
	/* A source begins. */
	void begin();

	/* What weighs less than that, or than the search asks for, is neither
	 * found nor in the sample. */
	double least(double asked) const
	{
		return most && bound < asked ? bound : asked;
	}
	/* Note what a window has; of its places only those are left that are
	 * among its k best, or weigh as much. */
	void take(const vb_xapian_weighed &window);

	/* No document that weighs as much was left out of the search. */
	float cut() const
	{
		return cut_at;
	}
	/* The sample, best first, equals by number. */
	std::vector<Xapian::docid> sampled() const;

      private:
	/* A document and its weight in one number, of which the greater is the
	 * better: the weight's bits, which as no weight is negative are in its
	 * order, before those that `did` lacks. */
	using hit = uint64_t;

	size_t k, most;
	float cut_at = 0, bound = -1; /* bound: of a sample that is full */
	std::vector<hit> hits;
	std::vector<float> order;

	void keep_sample();
	void note(const vb_xapian_weighed &window);
};

#endif
