#include "xapian-c/deadline.hh"

#define CLOCK_STEPS 64 /* documents between two looks at the clock */

/* As vb_limit_reached; but a thread works no longer than time passes, so its
 * own clock, which costs a system call, is seldom read. */
bool vb_xapian_deadline_source::is_reached()
{
	int64_t now = vb_clock_us(), left;

	if (now >= limit.clock)
		return true;
	if (now < cpu_from || limit.cpu == INT64_MAX)
		return false;
	left = limit.cpu - vb_clock_cpu_us();
	cpu_from = now + left;
	return left <= 0;
}

/*
 * False when the match is to end here. One that ends gently considers the
 * first documents in any case: where they are all there is nothing is lost.
 */
bool vb_xapian_deadline_source::step()
{
	bool first = steps == 0;

	if (steps++ % CLOCK_STEPS || (first && ended != nullptr) ||
	    !is_reached())
		return true;
	if (ended == nullptr)
		throw vb_xapian_deadline_passed();
	*ended = true;
	started = true;
	at = 0;
	return false;
}

/*
 * No look at the clock here: Xapian 1.4 leaks the weights of every term when
 * an exception ends the building of its posting lists. The first step follows
 * at once.
 */
void vb_xapian_deadline_source::init(const Xapian::Database &db)
{
	shard = db;
	documents = db.get_doccount();
	started = false;
	at = 0;
}

/* Xapian takes one clone for each shard. */
Xapian::PostingSource *vb_xapian_deadline_source::clone() const
{
	return new vb_xapian_deadline_source(limit, ended);
}

Xapian::doccount vb_xapian_deadline_source::get_termfreq_min() const
{
	return documents;
}

Xapian::doccount vb_xapian_deadline_source::get_termfreq_est() const
{
	return documents;
}

Xapian::doccount vb_xapian_deadline_source::get_termfreq_max() const
{
	return documents;
}

Xapian::docid vb_xapian_deadline_source::get_docid() const
{
	return at;
}

bool vb_xapian_deadline_source::at_end() const
{
	return started && at == 0;
}

/* Move to the first document at or after `wanted`: numbers may have gaps. */
void vb_xapian_deadline_source::walk_to(Xapian::docid wanted)
{
	if (!step())
		return;
	if (!started || all == Xapian::PostingIterator())
		all = shard.postlist_begin(std::string());
	started = true;
	if (all != Xapian::PostingIterator())
		all.skip_to(wanted);
	at = all == Xapian::PostingIterator() ? 0 : *all;
}

void vb_xapian_deadline_source::next(double)
{
	if (at_end())
		return;
	walk_to(at + 1);
}

void vb_xapian_deadline_source::skip_to(Xapian::docid did, double)
{
	if (at_end() || (started && did <= at))
		return;
	walk_to(did);
}

/* Xapian asks only about documents that exist: nothing needs reading. */
bool vb_xapian_deadline_source::check(Xapian::docid did, double)
{
	if (at_end() || !step())
		return true;
	started = true;
	at = did;
	return true;
}

std::string vb_xapian_deadline_source::get_description() const
{
	return "Deadline";
}

Xapian::Query vb_xapian_limited(const Xapian::Query &query,
				const struct vb_limit &until, bool *gently)
{
	/* From release() on the source is counted; the holder counts it too. */
	Xapian::Internal::opt_intrusive_ptr<Xapian::PostingSource> source(
		(new vb_xapian_deadline_source(until, gently))->release());

	return Xapian::Query(Xapian::Query::OP_FILTER, query,
			     Xapian::Query(source.get()));
}
