/*
 * xapian-c/internal: what the .cc files share. C++ only; everything outside
 * this folder includes the C headers instead.
 */
#ifndef VB_XAPIAN_C_INTERNAL_HH
#define VB_XAPIAN_C_INTERNAL_HH

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

extern "C" {
#include "xapian-c/common.h"
}

/*
 * The one exception translator: call it in catch (...). It rethrows inside,
 * names the class, and never throws.
 */
vb_status vb_xapian_translate(struct vb_error *err) noexcept;

/* Thrown at a deadline; no Xapian::Error, so that Xapian lets it pass. */
struct vb_xapian_deadline_passed {
};

/* Thrown to end with a status and message of our own. */
struct vb_xapian_failure {
	vb_status status;
	const char *message; /* a literal */
};

class vb_xapian_known;

struct vb_xapian_db {
	Xapian::Database db;
	/* of a database that changes only with vb_xapian_db_reopen */
	std::shared_ptr<vb_xapian_known> known;
};

struct vb_xapian_doc {
	Xapian::Document doc;
};

/* A wildcard that must not stand for more than `max` terms. */
struct vb_xapian_bounded {
	std::string prefix;
	Xapian::termcount max;
};

/* Terms weighed as one, times a factor; or of each of `all`, weighed so and
 * added up, one, and then `terms` is empty. */
struct vb_xapian_addend {
	std::vector<std::string> terms;
	double factor;
	std::vector<std::vector<std::string>> all = {};
};

/* What has of each of these a term gets the weight; or what `set` matches,
 * which is made of terms, and then `all` is empty. */
struct vb_xapian_bonus {
	std::vector<std::vector<std::string>> all;
	double weight;
	Xapian::Query set;
};

/* An OR of nothing but these. */
struct vb_xapian_any {
	std::vector<vb_xapian_addend> addends;
	std::vector<vb_xapian_bonus> bonuses;

	bool empty() const
	{
		return addends.empty() && bonuses.empty();
	}
	void add(const vb_xapian_any &more)
	{
		addends.insert(addends.end(), more.addends.begin(),
			       more.addends.end());
		bonuses.insert(bonuses.end(), more.bonuses.begin(),
			       more.bonuses.end());
	}
};

/* What sum.hh adds up: a document matches with an addend of each of
 * `required`; if there are none, with anything of `optional`. */
struct vb_xapian_sum_parts {
	std::vector<std::vector<vb_xapian_addend>> required;
	vb_xapian_any optional, extra;
};

struct vb_xapian_sum_made; /* sum_query.cc */

struct vb_xapian_query {
	Xapian::Query query;
	unsigned depth;
	size_t leaves;
	std::vector<vb_xapian_bounded> bounded;

	/* The same in simpler terms, as far as it can be said in them. */
	vb_xapian_any any;			   /* else empty */
	std::vector<std::vector<std::string>> all; /* has one of each */
	std::shared_ptr<const vb_xapian_sum_made> sum;

	/* Of a query with a sum in it: the same without, for where only few
	 * documents are asked about; else empty. */
	Xapian::Query plain;

	explicit vb_xapian_query(Xapian::Query of, unsigned levels = 1,
				 size_t n_leaves = 1,
				 std::vector<vb_xapian_bounded> wildcards = {})
	    : query(std::move(of)), depth(levels), leaves(n_leaves),
	      bounded(std::move(wildcards))
	{
	}
	const Xapian::Query &seldom() const
	{
		return plain.empty() ? query : plain;
	}
};

static inline std::string vb_xapian_string(struct vb_str s)
{
	return s.len ? std::string(s.ptr, s.len) : std::string();
}

static inline struct vb_str vb_xapian_view(const std::string &s)
{
	return vb_str{ s.data(), s.size() };
}

/* Throws when `term` is one that Xapian would not store. */
static inline void vb_xapian_need_term(struct vb_str term)
{
	if (!term.len)
		throw vb_xapian_failure{ VB_BAD_INPUT, "a term is empty" };
	if (!vb_xapian_term_fits(term))
		throw vb_xapian_failure{ VB_TOO_BIG,
					 "a term is longer than 245 bytes" };
}

/* Documents with the term. */
Xapian::doccount vb_xapian_freq(const vb_xapian_db &db,
				const std::string &term);

/* Throws where a wildcard stands for more terms than its limit. */
void vb_xapian_need_bounded(const Xapian::Database &db,
			    const std::vector<vb_xapian_bounded> &bounded);

/* The documents of these numbers; weight 0. */
Xapian::Query vb_xapian_ids_query(std::vector<Xapian::docid> rising);

/* Xapian takes a bad size for its default without a word: throw. */
static inline void vb_xapian_need_block_size(unsigned size)
{
	if (size && (size < 2048 || size > 65536 || (size & (size - 1))))
		throw vb_xapian_failure{ VB_BAD_INPUT,
					 "the block size is not a power of two "
					 "from 2048 to 65536" };
}

/* Append `s`, or throw what the buffer returned. */
void vb_xapian_append(struct vb_buf *out, const std::string &s);

/* Call `fn` with (item, frequency) over [begin, end). */
template <typename Freq>
static void vb_xapian_each_term(Xapian::TermIterator it, struct vb_str prefix,
				vb_xapian_term_fn *fn, void *ctx, Freq freq)
{
	for (; it != Xapian::TermIterator(); ++it) {
		std::string term = *it;
		struct vb_str view = vb_xapian_view(term);

		if (!vb_str_starts(view, prefix) || !fn(ctx, view, freq(it)))
			return;
	}
}

#endif
