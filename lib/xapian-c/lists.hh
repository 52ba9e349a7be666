/*
 * xapian-c/lists: see lists.h. C++ only.
 *
 * A language has few words that everybody uses: Vietnamese has some 7,000
 * syllables, and most that are typed are among the first 1,000. Their posting
 * lists, walked through Xapian's iterators a posting at a time, are what most
 * of the time of matching goes to; as arrays they cost a tenth of it
 * (docs/decisions/0013).
 */
#ifndef VB_XAPIAN_C_LISTS_HH
#define VB_XAPIAN_C_LISTS_HH

#include <mutex>
#include <unordered_map>

#include "xapian-c/bits.hh"

/* A posting list: three bytes a posting. */
class vb_xapian_postings
{
      public:
	static constexpr unsigned BLOCK = 32768; /* documents */

	std::vector<uint32_t> starts; /* of each block's, and their end */
	std::vector<uint16_t> places; /* in the block */

	/* The same as bits, if they are many enough for it to pay; else none.
	 * Fewer bytes than those of the list. */
	std::unique_ptr<const vb_xapian_bits> dense;

	vb_xapian_postings(const Xapian::Database &db, const std::string &term,
			   Xapian::doccount freq);

	Xapian::termcount wdf(size_t i) const
	{
		return wdfs[i] < UINT8_MAX ? wdfs[i] : great(i);
	}
	/* Of the postings [from, to), all of one block, the places less `base`
	 * and the wdfs; there is room for them. */
	struct range {
		size_t from, to;
	};
	void read(range of, uint16_t base, uint16_t *out,
		  uint32_t *out_wdfs) const;

	/* Call fn(docid) for each. */
	template <typename Fn> void each(Fn fn) const
	{
		for (size_t b = 0; b + 1 < starts.size(); b++)
			for (size_t i = starts[b]; i < starts[b + 1]; i++)
				fn(static_cast<Xapian::docid>(b * BLOCK) +
				   places[i]);
	}
	size_t bytes() const
	{
		return sizeof(*this) + starts.size() * sizeof(starts[0]) +
		       places.size() * sizeof(places[0]) + wdfs.size() +
		       greats.size() * sizeof(greats[0]) +
		       (dense ? dense->bytes() : 0);
	}

      private:
	struct entry {
		size_t i;
		Xapian::termcount wdf;
	};
	std::vector<uint8_t> wdfs;
	std::vector<entry> greats; /* wdfs from UINT8_MAX on, rising */

	Xapian::termcount great(size_t i) const;
	void add_dense(Xapian::docid last);
};

using vb_xapian_postings_ptr = std::shared_ptr<const vb_xapian_postings>;

/* The documents that any of several terms is in. */
struct vb_xapian_joined {
	size_t n;
	std::unique_ptr<const vb_xapian_bits> dense; /* where they are many, */
	std::vector<Xapian::docid> few;		     /* else rising */

	explicit vb_xapian_joined(vb_xapian_bits &&all);
	size_t bytes() const
	{
		return sizeof(*this) + few.size() * sizeof(few[0]) +
		       (dense ? dense->bytes() : 0);
	}
};

using vb_xapian_joined_ptr = std::shared_ptr<const vb_xapian_joined>;

class vb_xapian_list_store
{
      public:
	explicit vb_xapian_list_store(size_t room) : most(room)
	{
	}

	/* What asks for lists of that revision: another number for another
	 * revision, which takes the place of the one before. */
	uint64_t begin(const Xapian::Database &db);

	struct wanted {
		const Xapian::Database &db;
		const std::string &term;
		Xapian::doccount freq;
		bool whole; /* all of it will be looked at */
	};
	/*
	 * The postings; none the first time a term is asked for, unless all
	 * will be looked at, nor of few, nor of another revision than that of
	 * the last begin().
	 */
	vb_xapian_postings_ptr find(uint64_t revision, const wanted &what);

	/*
	 * What was kept under `name`, or none; then `*again` tells whether it
	 * was asked for before, so that it is worth keeping.
	 */
	vb_xapian_joined_ptr find_joined(bool *again, uint64_t revision,
					 const std::string &name);
	void keep_joined(uint64_t revision, const std::string &name,
			 const vb_xapian_joined_ptr &joined);

      private:
	template <typename T> struct entry {
		std::shared_ptr<const T> kept;
		bool asked = false; /* if it is there: since the sweep */
	};
	template <typename T>
	using entries = std::unordered_map<std::string, entry<T>>;

	std::mutex lock; /* of all below */
	size_t most, bytes = 0;
	uint64_t current = 0;
	std::string revision_name;
	entries<vb_xapian_postings> terms;
	entries<vb_xapian_joined> unions;

	template <typename T> void sweep(entries<T> &in, bool all);
	void make_room(size_t room);
	template <typename T>
	entry<T> &look_up(entries<T> &in, const std::string &key);
	template <typename T>
	void keep(entries<T> &in, const std::string &key,
		  const std::shared_ptr<const T> &what);
};

#endif
