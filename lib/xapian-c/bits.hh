/*
 * xapian-c/bits: documents as a bit for each number, 64 of them at a time.
 * C++ only.
 */
#ifndef VB_XAPIAN_C_BITS_HH
#define VB_XAPIAN_C_BITS_HH

#include <algorithm>

#include "xapian-c/internal.hh"

class vb_xapian_bits
{
      public:
	/* None of the documents up to `last`. */
	explicit vb_xapian_bits(Xapian::docid last = 0) : words(last / 64 + 1)
	{
	}

	/* Below, a number past `last` must not be. */
	void set(Xapian::docid did)
	{
		words[did / 64] |= UINT64_C(1) << did % 64;
	}
	bool has(Xapian::docid did) const
	{
		return words[did / 64] >> did % 64 & 1;
	}

	/* What the other has past `last` of this one is none of this one. */
	void add(const vb_xapian_bits &more)
	{
		size_t n = std::min(words.size(), more.words.size());

		for (size_t i = 0; i < n; i++)
			words[i] |= more.words[i];
	}
	/* Only what is in `of`, too. */
	void add(const vb_xapian_bits &more, const vb_xapian_bits &of)
	{
		size_t n = std::min(
			{ words.size(), more.words.size(), of.words.size() });

		for (size_t i = 0; i < n; i++)
			words[i] |= more.words[i] & of.words[i];
	}
	void take(const vb_xapian_bits &away)
	{
		size_t n = std::min(words.size(), away.words.size());

		for (size_t i = 0; i < n; i++)
			words[i] &= ~away.words[i];
	}

	size_t count() const
	{
		size_t n = 0;

		for (uint64_t word : words)
			n += ones(word);
		return n;
	}
	/* Call fn(docid) for each, rising. */
	template <typename Fn> void each(Fn fn) const
	{
		for (size_t i = 0; i < words.size(); i++)
			for (uint64_t left = words[i]; left; left &= left - 1)
				fn(static_cast<Xapian::docid>(
					i * 64 +
					static_cast<size_t>(
						__builtin_ctzll(left))));
	}
	/* The first from `did` on; END where there is none. */
	static constexpr Xapian::docid END = ~static_cast<Xapian::docid>(0);
	Xapian::docid next(Xapian::docid did) const
	{
		size_t i = did / 64;
		uint64_t left;

		if (i >= words.size())
			return END;
		left = words[i] >> did % 64 << did % 64;
		while (!left && ++i < words.size())
			left = words[i];
		return left ? static_cast<Xapian::docid>(
				      i * 64 + static_cast<size_t>(
						       __builtin_ctzll(left))) :
			      END;
	}
	size_t bytes() const
	{
		return words.size() * sizeof(words[0]);
	}

      private:
	std::vector<uint64_t> words;

	/* In registers: what the compiler calls where a machine need not have
	 * the instruction looks up a table for each byte. */
	static size_t ones(uint64_t word)
	{
		word -= word >> 1 & UINT64_C(0x5555555555555555);
		word = (word & UINT64_C(0x3333333333333333)) +
		       (word >> 2 & UINT64_C(0x3333333333333333));
		word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
		return word * UINT64_C(0x0101010101010101) >> 56;
	}
};

#endif
