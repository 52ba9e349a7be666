#include "xapian-c/lists.hh"

#include <algorithm>

#include "xapian-c/known.hh"

extern "C" {
#include "xapian-c/lists.h"
}

#define TERMS_MOST 50000
#define POSTINGS_LEAST 1 /* of a list that is kept */
#define POSTING_BYTES 3
#define DENSE_SHARE 16 /* of the documents, from which on bits are faster */
#define SHARE 8	       /* no list is more than this part of the room */

/* Empty where there is none to ask for: every one is another. */
static std::string name_of(const Xapian::Database &db)
{
	try {
		return db.get_uuid() + std::to_string(db.get_revision());
	} catch (const Xapian::UnimplementedError &) {
		return std::string();
	}
}

uint64_t vb_xapian_list_store::begin(const Xapian::Database &db)
{
	std::string mine = name_of(db);
	std::lock_guard<std::mutex> guard(lock);

	if (mine.empty() || mine != revision_name) {
		revision_name = mine;
		current++;
		terms.clear();
		unions.clear();
		bytes = 0;
	}
	return current;
}

template <typename T> void vb_xapian_list_store::sweep(entries<T> &in, bool all)
{
	for (auto &each : in) {
		entry<T> &of = each.second;

		if (of.kept && (!of.asked || all)) {
			bytes -= of.kept->bytes();
			of.kept.reset();
		}
		of.asked = false;
	}
}

/* Forget what nobody has asked for since it was last done; if that is not
 * enough, all. */
void vb_xapian_list_store::make_room(size_t room)
{
	for (int round = 0; round < 2 && bytes + room > most; round++) {
		sweep(terms, round);
		sweep(unions, round);
	}
}

vb_xapian_postings::vb_xapian_postings(const Xapian::Database &db,
				       const std::string &term,
				       Xapian::doccount freq)
{
	auto it = db.postlist_begin(term), end = db.postlist_end(term);

	places.reserve(freq);
	wdfs.reserve(freq);
	for (; it != end; ++it) {
		Xapian::docid did = *it;
		Xapian::termcount wdf = it.get_wdf();

		while (starts.size() <= did / BLOCK)
			starts.push_back(static_cast<uint32_t>(places.size()));
		if (wdf >= UINT8_MAX) {
			greats.push_back({ places.size(), wdf });
			wdf = UINT8_MAX;
		}
		places.push_back(static_cast<uint16_t>(did % BLOCK));
		wdfs.push_back(static_cast<uint8_t>(wdf));
	}
	starts.push_back(static_cast<uint32_t>(places.size()));
	if (!places.empty())
		add_dense(static_cast<Xapian::docid>(
			(starts.size() - 2) * BLOCK + places.back()));
}

void vb_xapian_postings::add_dense(Xapian::docid last)
{
	if (places.size() < last / DENSE_SHARE)
		return;
	auto bits = std::make_unique<vb_xapian_bits>(last);

	each([&](Xapian::docid did) { bits->set(did); });
	dense = std::move(bits);
}

void vb_xapian_postings::read(range of, uint16_t base, uint16_t *out,
			      uint32_t *out_wdfs) const
{
	size_t n = of.to - of.from;
	const uint16_t *from = &places[of.from];
	const uint8_t *from_wdfs = &wdfs[of.from];

	for (size_t i = 0; i < n; i++)
		out[i] = static_cast<uint16_t>(from[i] - base);
	for (size_t i = 0; i < n; i++)
		out_wdfs[i] = from_wdfs[i];
	auto it = std::lower_bound(
		greats.begin(), greats.end(), of.from,
		[](const entry &a, size_t b) { return a.i < b; });
	for (; it != greats.end() && it->i < of.to; ++it)
		out_wdfs[it->i - of.from] = it->wdf;
}

Xapian::termcount vb_xapian_postings::great(size_t i) const
{
	return std::lower_bound(
		       greats.begin(), greats.end(), i,
		       [](const entry &a, size_t b) { return a.i < b; })
		->wdf;
}

vb_xapian_joined::vb_xapian_joined(vb_xapian_bits &&all) : n(all.count())
{
	if (n * sizeof(few[0]) >= all.bytes()) {
		dense = std::make_unique<const vb_xapian_bits>(std::move(all));
		return;
	}
	few.reserve(n);
	all.each([&](Xapian::docid did) { few.push_back(did); });
}

template <typename T>
vb_xapian_list_store::entry<T> &
vb_xapian_list_store::look_up(entries<T> &in, const std::string &key)
{
	if (in.size() >= TERMS_MOST) {
		sweep(in, true);
		in.clear();
	}
	return in[key];
}

template <typename T>
void vb_xapian_list_store::keep(entries<T> &in, const std::string &key,
				const std::shared_ptr<const T> &what)
{
	make_room(what->bytes());
	entry<T> &of = in[key];

	if (of.kept) /* another thread was sooner */
		return;
	of.asked = true;
	of.kept = what;
	bytes += what->bytes();
}

vb_xapian_postings_ptr vb_xapian_list_store::find(uint64_t revision,
						  const wanted &what)
{
	vb_xapian_postings_ptr postings;

	if (what.freq < POSTINGS_LEAST ||
	    what.freq > most / SHARE / POSTING_BYTES)
		return nullptr;
	{
		std::lock_guard<std::mutex> guard(lock);

		if (revision != current)
			return nullptr;
		auto &of = look_up(terms, what.term);
		bool again = of.asked;

		of.asked = true;
		if (of.kept || !(again || what.whole))
			return of.kept;
	}
	postings = std::make_shared<vb_xapian_postings>(what.db, what.term,
							what.freq);
	std::lock_guard<std::mutex> guard(lock);

	if (revision == current)
		keep(terms, what.term, postings);
	return postings;
}

vb_xapian_joined_ptr vb_xapian_list_store::find_joined(bool *again,
						       uint64_t revision,
						       const std::string &name)
{
	std::lock_guard<std::mutex> guard(lock);

	*again = false;
	if (revision != current)
		return nullptr;
	auto &of = look_up(unions, name);

	*again = of.asked;
	of.asked = true;
	return of.kept;
}

void vb_xapian_list_store::keep_joined(uint64_t revision,
				       const std::string &name,
				       const vb_xapian_joined_ptr &joined)
{
	std::lock_guard<std::mutex> guard(lock);

	if (revision == current && joined->bytes() <= most / SHARE)
		keep(unions, name, joined);
}

struct vb_xapian_lists {
	std::shared_ptr<vb_xapian_list_store> store;
};

vb_status vb_xapian_lists_new(vb_xapian_lists **out, size_t bytes,
			      struct vb_error *err)
try {
	*out = new vb_xapian_lists{ std::make_shared<vb_xapian_list_store>(
		bytes) };
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

void vb_xapian_lists_free(vb_xapian_lists *lists)
{
	delete lists;
}

vb_status vb_xapian_db_use_lists(vb_xapian_db *db, const vb_xapian_lists *lists,
				 struct vb_error *err)
try {
	if (db->known)
		db->known =
			std::make_shared<vb_xapian_known>(db->db, lists->store);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}
