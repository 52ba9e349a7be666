#include "xapian-c/sum.hh"

#include <algorithm>
#include <cmath>

/* Of more lists a window takes so long that who has a limit, which is looked
 * at between documents, would pass it. */
#define MANY_LISTS 100

Xapian::PostingSource *vb_xapian_sum_source::clone() const
{
	return new vb_xapian_sum_source(parts, bm25, known, best);
}

static double freq_of_all(const std::vector<vb_xapian_opened> &all)
{
	double sum = 0;

	for (const auto &part : all)
		sum += part.freq;
	return sum;
}

/* Returns how much those that no document has could have added. */
static double open_addends(std::vector<vb_xapian_opened> &out,
			   const vb_xapian_opener &by,
			   const std::vector<vb_xapian_addend> &addends)
{
	double lost = 0;

	out.clear();
	for (const auto &addend : addends) {
		vb_xapian_opened part = by.open(addend);

		if (part.freq > 0)
			out.push_back(std::move(part));
		else
			lost += part.most;
	}
	std::stable_sort(
		out.begin(), out.end(),
		[](const auto &a, const auto &b) { return a.most > b.most; });
	return lost;
}

static void open_bonuses(std::vector<vb_xapian_opened_bonus> &out,
			 const vb_xapian_opener &by,
			 const std::vector<vb_xapian_bonus> &bonuses)
{
	out.clear();
	for (const auto &bonus : bonuses) {
		auto opened = by.open(bonus);

		if (opened.freq > 0)
			out.push_back(std::move(opened));
	}
}

/* Returns what open_addends does of all. */
double vb_xapian_sum_source::open_all()
{
	vb_xapian_opener by{ db, *known, bm25 };
	double lost = 0;

	required.clear();
	for (const auto &part : parts.required) {
		required.emplace_back();
		lost += open_addends(required.back(), by, part);
	}
	std::stable_sort(required.begin(), required.end(),
			 [](const auto &a, const auto &b) {
				 return freq_of_all(a) < freq_of_all(b);
			 });
	lost += open_addends(optional, by, parts.optional.addends);
	lost += open_addends(extra, by, parts.extra.addends);
	open_bonuses(bonuses, by, parts.optional.bonuses);
	open_bonuses(extra_bonuses, by, parts.extra.bonuses);
	return lost;
}

static size_t lists_of(const std::vector<vb_xapian_opened> &all)
{
	size_t n = 0;

	for (const auto &part : all)
		n += part.count_lists();
	return n;
}

size_t vb_xapian_sum_source::count_lists() const
{
	size_t n = lists_of(optional) + lists_of(extra);

	for (const auto &part : required)
		n += lists_of(part);
	return n;
}

void vb_xapian_sum_source::init(const Xapian::Database &shard)
{
	double most, lost;

	db = shard;
	documents = db.get_doccount();
	average = db.get_avlength();
	last = db.get_lastdocid();
	if (!known)
		known = std::make_shared<vb_xapian_known>();
	lost = open_all();
	widest = count_lists() > MANY_LISTS ? WINDOW / 16 : WINDOW;
	optional_most = vb_xapian_most_of(optional);
	extra_most =
		vb_xapian_most_of(extra) + vb_xapian_weight_of(extra_bonuses);
	/* with what no document gets: ranking measures by what was asked */
	most = lost + optional_most + vb_xapian_most_of(extra) +
	       vb_xapian_weight_of(parts.optional.bonuses) +
	       vb_xapian_weight_of(parts.extra.bonuses);
	for (const auto &part : required)
		most += vb_xapian_most_of(part);
	set_maxweight(most);
	score.resize(WINDOW);
	state.resize(WINDOW);
	touched.resize(WINDOW / 64);
	sums.resize(WINDOW);
	gains.resize(WINDOW);
	filled = ended = false;
	if (best)
		best->begin();
	for (const auto &part : required)
		ended |= part.empty();
}

Xapian::doccount vb_xapian_sum_source::get_termfreq_min() const
{
	return 0;
}

Xapian::doccount vb_xapian_sum_source::get_termfreq_max() const
{
	double most = documents, bonus = 0;

	for (const auto &part : required)
		most = std::min(most, freq_of_all(part) + 1);
	for (const auto &all : bonuses)
		bonus += all.freq;
	if (required.empty())
		most = std::min(most, freq_of_all(optional) + bonus + 1);
	return static_cast<Xapian::doccount>(ended ? 0 : most);
}

/* As if all terms were strewn independently. */
Xapian::doccount vb_xapian_sum_source::get_termfreq_est() const
{
	double share = 1, without = 1;

	if (documents <= 0)
		return 0;
	for (const auto &part : required)
		share *= std::min(1.0, freq_of_all(part) / documents);
	for (const auto &part : optional)
		without *= 1 - part.freq / documents;
	if (required.empty())
		share = 1 - without;
	return std::min(
		static_cast<Xapian::doccount>(std::lround(share * documents)),
		get_termfreq_max());
}

Xapian::docid vb_xapian_sum_source::get_docid() const
{
	return base + chosen[at];
}

double vb_xapian_sum_source::get_weight() const
{
	return score[chosen[at]];
}

bool vb_xapian_sum_source::at_end() const
{
	return ended;
}

/* Where the next document behind the window can be. */
Xapian::docid vb_xapian_sum_source::next_posting() const
{
	const std::vector<opened> &first =
		required.empty() ? optional : required[0];
	Xapian::docid next = vb_xapian_list::END;

	for (const auto &part : first)
		next = std::min(next, part.next());
	if (required.empty())
		for (const auto &bonus : bonuses)
			next = std::min(next, bonus.next(base + span));
	return std::max(next, base + span);
}

/* To the first document from `did` on that will do. */
void vb_xapian_sum_source::go_to(Xapian::docid did, double min_wt)
{
	while (!ended) {
		if (!filled || did >= base + span)
			fill(did, min_wt);
		while (at < chosen.size() &&
		       (base + chosen[at] < did || score[chosen[at]] < min_wt))
			at++;
		if (at < chosen.size())
			return;
		did = next_posting();
		ended = did > last;
	}
}

void vb_xapian_sum_source::next(double min_wt)
{
	go_to(filled && !ended ? get_docid() + 1 : 1, min_wt);
}

void vb_xapian_sum_source::skip_to(Xapian::docid did, double min_wt)
{
	if (!filled || (!ended && did > get_docid()))
		go_to(did, min_wt);
}

static void describe_terms(std::string &out,
			   const std::vector<std::string> &terms)
{
	for (size_t i = 0; i < terms.size(); i++)
		out += (i ? "|" : "") + terms[i];
}

static void describe_all(std::string &out,
			 const std::vector<std::vector<std::string>> &all)
{
	for (size_t i = 0; i < all.size(); i++) {
		out += i ? " AND " : "(";
		describe_terms(out, all[i]);
	}
	out += all.empty() ? "" : ")";
}

static void describe(std::string &out, const char *sign,
		     const std::vector<vb_xapian_addend> &addends)
{
	for (const auto &addend : addends) {
		out += sign;
		if (addend.factor != 1)
			out += std::to_string(addend.factor) + "*";
		describe_terms(out, addend.terms);
		describe_all(out, addend.all);
	}
}

static void describe(std::string &out, const char *sign,
		     const std::vector<vb_xapian_bonus> &bonuses)
{
	for (const auto &bonus : bonuses) {
		out += sign + std::to_string(bonus.weight) + "*";
		describe_all(out, bonus.all);
		if (bonus.all.empty())
			out += bonus.set.get_description();
	}
}

std::string vb_xapian_sum_source::get_description() const
{
	std::string out = "Sum(";

	for (const auto &part : parts.required) {
		out += " all(";
		describe(out, " ", part);
		out += ")";
	}
	describe(out, " any:", parts.optional.addends);
	describe(out, " any:", parts.optional.bonuses);
	describe(out, " more:", parts.extra.addends);
	describe(out, " more:", parts.extra.bonuses);
	return out + ")";
}
