/*
 * xapian-c/opened: what sum.hh reads: posting lists, their weights under BM25
 * and the lengths of documents. C++ only.
 */
#ifndef VB_XAPIAN_C_OPENED_HH
#define VB_XAPIAN_C_OPENED_HH

#include <unordered_map>

#include "xapian-c/internal.hh"

extern "C" {
#include "xapian-c/query.h"
}

/*
 * What was read of one revision of a database, kept for who asks again: the
 * lengths of documents and the frequencies of terms.
 */
class vb_xapian_known
{
      public:
	static const unsigned BLOCK = 32768; /* documents */

	/* Room for those of the documents from n * BLOCK on; 0: not read. */
	uint32_t *lengths(size_t n);
	Xapian::doccount freq(const Xapian::Database &db,
			      const std::string &term);

      private:
	std::vector<std::unique_ptr<uint32_t[]>> blocks;
	std::unordered_map<std::string, Xapian::doccount> freqs;
};

/* The posting list of one term, read forwards from when it is first asked. */
class vb_xapian_list
{
	const Xapian::Database *db;
	std::string term;
	Xapian::PostingIterator it;
	bool opened = false;

	void look()
	{
		at = it == Xapian::PostingIterator() ? END : *it;
	}
	void open()
	{
		it = db->postlist_begin(term);
		opened = true;
	}

      public:
	static const Xapian::docid END = ~static_cast<Xapian::docid>(0);
	Xapian::docid at = 0; /* END behind the last */

	/* `of` lives as long as the list */
	vb_xapian_list(const Xapian::Database &of, const std::string &name)
	    : db(&of), term(name)
	{
	}
	void next()
	{
		++it;
		look();
	}
	void skip_to(Xapian::docid did)
	{
		if (at >= did)
			return;
		if (!opened)
			open();
		if (it != Xapian::PostingIterator())
			it.skip_to(did);
		look();
	}
	Xapian::termcount wdf() const
	{
		return it.get_wdf();
	}
};

/* Terms that are weighed as one. */
struct vb_xapian_opened {
	std::vector<vb_xapian_list> lists;
	double freq = 0;   /* estimate of the documents with any of them */
	double weight = 0; /* of endless repetition */
	double most = 0;   /* that a document can get of them */
};

/* A document that has all gets the weight. Rarest first. */
struct vb_xapian_opened_bonus {
	std::vector<vb_xapian_opened> all;
	double weight = 0;
};

/* What a term of a database is opened with. */
struct vb_xapian_opener {
	const Xapian::Database &db;
	vb_xapian_known &known;
	const struct vb_xapian_bm25 &bm25;

	vb_xapian_opened open(const vb_xapian_addend &addend) const;
	vb_xapian_opened_bonus open(const vb_xapian_bonus &bonus) const;

      private:
	double frequency(const std::vector<std::string> &terms) const;
	double most_of(const std::vector<std::string> &terms,
		       double weight) const;
};

#endif
