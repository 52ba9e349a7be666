/*
 * xapian-c/opened: what sum.hh reads: posting lists and their weights under
 * BM25. C++ only.
 */
#ifndef VB_XAPIAN_C_OPENED_HH
#define VB_XAPIAN_C_OPENED_HH

#include "xapian-c/known.hh"

extern "C" {
#include "xapian-c/query.h"
}

/*
 * The posting list of one term, read forwards from when it is first asked:
 * from arrays where they are known.
 */
class vb_xapian_list
{
	const Xapian::Database *db;
	std::string term;
	Xapian::PostingIterator it;
	bool opened = false;
	vb_xapian_postings_ptr known; /* or none */
	size_t block = 0, n = 0;      /* in `known` */

	void look()
	{
		at = it == Xapian::PostingIterator() ? END : *it;
	}
	void open()
	{
		it = db->postlist_begin(term);
		opened = true;
	}
	size_t blocks() const
	{
		return known->starts.size() - 1;
	}
	void settle();
	void skip_known(Xapian::docid did);

      public:
	static const Xapian::docid END = ~static_cast<Xapian::docid>(0);
	Xapian::docid at = 0; /* END behind the last */

	/* `of` lives as long as the list */
	vb_xapian_list(const Xapian::Database &of, const std::string &name,
		       vb_xapian_postings_ptr arrays)
	    : db(&of), term(name), known(std::move(arrays))
	{
	}
	void skip_to(Xapian::docid did)
	{
		if (at >= did)
			return;
		if (known) {
			skip_known(did);
			return;
		}
		if (!opened)
			open();
		if (it != Xapian::PostingIterator())
			it.skip_to(did);
		look();
	}
	Xapian::termcount wdf() const
	{
		return known ? known->wdf(n) : it.get_wdf();
	}

	/*
	 * Append to `places` those from where it is to before `end`, all of
	 * one block, less `base`, and to `wdfs` what they have. It is then at
	 * `end` or behind.
	 */
	void read(std::vector<uint16_t> &places, std::vector<uint32_t> &wdfs,
		  Xapian::docid base, Xapian::docid end)
	{
		if (known) {
			read_known(places, wdfs, base, end);
			return;
		}
		while (at < end) {
			places.push_back(static_cast<uint16_t>(at - base));
			wdfs.push_back(it.get_wdf());
			++it;
			look();
		}
	}

      private:
	void read_known(std::vector<uint16_t> &places,
			std::vector<uint32_t> &wdfs, Xapian::docid base,
			Xapian::docid end);
};

/* Terms that are weighed as one; or, where `lists` is empty, what it takes all
 * of, rarest first. */
struct vb_xapian_opened {
	std::vector<vb_xapian_list> lists;
	std::vector<vb_xapian_opened> all;
	double freq = 0;   /* estimate of the documents with any of them */
	double weight = 0; /* of endless repetition */
	double most = 0;   /* that a document can get of them */

	/* Where the next document with it can be, behind what was read. */
	Xapian::docid next() const;
	size_t count_lists() const;
};

/* A document that has all gets the weight. Rarest first. Or one of `set`. */
struct vb_xapian_opened_bonus {
	std::vector<vb_xapian_opened> all;
	double weight = 0;
	std::shared_ptr<const vb_xapian_bits> set; /* or none */
	double freq = 0; /* estimate of the documents that get it */

	/* Where the next one can be that gets it, from `did` on; what it reads
	 * has been read up to there. */
	Xapian::docid next(Xapian::docid did) const;
};

/* What a document can get of all together: of parts, */
static inline double vb_xapian_most_of(const std::vector<vb_xapian_opened> &all)
{
	double sum = 0;

	for (const auto &part : all)
		sum += part.most;
	return sum;
}

/* and of bonuses, opened or not. */
template <typename Bonus>
static double vb_xapian_weight_of(const std::vector<Bonus> &all)
{
	double sum = 0;

	for (const auto &bonus : all)
		sum += bonus.weight;
	return sum;
}

/* What a term of a database is opened with. */
struct vb_xapian_opener {
	const Xapian::Database &db;
	vb_xapian_known &known;
	const struct vb_xapian_bm25 &bm25;

	vb_xapian_opened open(const vb_xapian_addend &addend) const;
	vb_xapian_opened_bonus open(const vb_xapian_bonus &bonus) const;

      private:
	vb_xapian_opened
	open_all(const std::vector<std::vector<std::string>> &all,
		 double factor) const;
	double frequency(const std::vector<std::string> &terms) const;
	double most_of(const std::vector<std::string> &terms,
		       double weight) const;
};

#endif
