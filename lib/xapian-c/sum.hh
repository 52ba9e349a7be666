/*
 * xapian-c/sum: a posting source that matches and weighs many terms at once.
 * C++ only.
 *
 * Xapian's own matcher walks a tree of posting lists a document at a time: at
 * each document it asks every node. Here a window of documents is filled term
 * by term, in arrays. What matches and what it weighs is the same as of
 * Xapian's AND and OR under BM25 (docs/decisions/0013 has the figures).
 */
#ifndef VB_XAPIAN_C_SUM_HH
#define VB_XAPIAN_C_SUM_HH

#include "xapian-c/best.hh"
#include "xapian-c/internal.hh"
#include "xapian-c/opened.hh"

extern "C" {
#include "xapian-c/query.h"
}

class vb_xapian_sum_source : public Xapian::PostingSource
{
      public:
	/* Documents of the greatest and the least window. */
	static constexpr Xapian::docid WINDOW = vb_xapian_known::BLOCK;
	static constexpr Xapian::docid LEAST = 1024;

	vb_xapian_sum_source(const vb_xapian_sum_parts &of,
			     const struct vb_xapian_bm25 &by,
			     std::shared_ptr<vb_xapian_known> of_db,
			     std::shared_ptr<vb_xapian_best> wanted_of_it)
	    : parts(of), bm25(by), known(std::move(of_db)),
	      best(std::move(wanted_of_it))
	{
	}
	void init(const Xapian::Database &shard) override;
	PostingSource *clone() const override;
	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	Xapian::docid get_docid() const override;
	double get_weight() const override;
	void next(double min_wt) override;
	void skip_to(Xapian::docid did, double min_wt) override;
	bool at_end() const override;
	std::string get_description() const override;

      private:
	using opened = vb_xapian_opened;
	using opened_bonus = vb_xapian_opened_bonus;

	vb_xapian_sum_parts parts;
	struct vb_xapian_bm25 bm25;
	std::shared_ptr<vb_xapian_known> known;
	std::shared_ptr<vb_xapian_best> best; /* or none */
	Xapian::Database db;
	double average = 0; /* length of a document */
	double documents = 0;
	Xapian::docid last = 0;

	std::vector<std::vector<opened>> required; /* rarest first */
	std::vector<opened> optional, extra;	   /* greatest first */
	std::vector<opened_bonus> bonuses, extra_bonuses;
	double optional_most = 0; /* of `optional` together */
	double extra_most = 0;	  /* of `extra` and `extra_bonuses` */

	/* The window of [base, base + span). */
	Xapian::docid base = 0, span = 0;
	Xapian::docid widest = WINDOW;
	bool filled = false, ended = false;
	size_t at = 0; /* in `chosen`, which is what matches of the window */
	float *norms = nullptr; /* of its documents, where read */
	std::vector<float> score;
	std::vector<uint8_t> state;	    /* how much it has of `required`;
					       without: 1 if it matches */
	std::vector<uint64_t> touched;	    /* bits: has a state */
	std::vector<uint32_t> sums;	    /* 0 but within collect_lists() */
	std::vector<uint16_t> hits, chosen; /* places in the window */
	std::vector<uint32_t> wdfs;	    /* of `hits` */
	std::vector<float> gains; /* by place; 0 but within collect_all() */

	double open_all();
	size_t count_lists() const;
	uint8_t wanted() const;
	void fill(Xapian::docid did, double min_wt);
	void touch(unsigned i, uint8_t to);
	float norm_of(unsigned i) const;
	void collect_list(vb_xapian_list &from, uint8_t level);
	void collect(opened &part, uint8_t level);
	void collect_lists(opened &part, uint8_t level, bool ask);
	void collect_all(opened &part, uint8_t level);
	void weigh(float *to, const opened &part);
	void ask_list(vb_xapian_list &from);
	bool is_cheaper_to_ask(const opened &part) const;
	void add_part(opened &part, uint8_t level, uint8_t to);
	void choose(uint8_t level, double least);
	void keep_chosen(uint8_t level, double least);
	void fill_required(double min_wt);
	void fill_optional(double min_wt);
	void fill_bonus(opened_bonus &bonus, uint8_t level, bool matches);
	void find_bonus(opened_bonus &bonus, uint8_t level);
	void find_set(const vb_xapian_bits &set, uint8_t level);
	void fill_extra(double min_wt);
	Xapian::docid next_posting() const;
	void go_to(Xapian::docid did, double min_wt);
};

#endif
