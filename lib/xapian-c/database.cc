#include "xapian-c/known.hh"

extern "C" {
#include "xapian-c/database.h"
#include "xapian-c/lists.h"
}

Xapian::doccount vb_xapian_freq(const vb_xapian_db &db, const std::string &term)
{
	return db.known ? db.known->freq(db.db, term) :
			  db.db.get_termfreq(term);
}

vb_status vb_xapian_db_open(vb_xapian_db **out, const char *path,
			    struct vb_error *err)
try {
	auto opened = std::make_unique<vb_xapian_db>();

	opened->db = Xapian::Database(path);
	/* a store for all is there only for who asks for it */
	if (opened->db.size() == 1)
		opened->known = std::make_shared<vb_xapian_known>(
			opened->db, std::make_shared<vb_xapian_list_store>(
					    VB_XAPIAN_LISTS_BYTES));
	*out = opened.release();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_open_many(vb_xapian_db **out, const char *const *paths,
				 size_t n, struct vb_error *err)
{
	size_t i = 0;

	try {
		auto opened = std::make_unique<vb_xapian_db>();

		for (; i < n; i++)
			opened->db.add_database(Xapian::Database(paths[i]));
		*out = opened.release();
		return VB_OK;
	} catch (...) {
		vb_status st = vb_xapian_translate(err);

		if (err)
			err->offset = i;
		return st;
	}
}

void vb_xapian_db_close(vb_xapian_db *db)
{
	delete db;
}

vb_status vb_xapian_db_reopen(bool *changed, vb_xapian_db *db,
			      struct vb_error *err)
try {
	bool moved = db->db.reopen();

	if (moved && db->known)
		db->known = db->known->of(db->db);
	if (changed)
		*changed = moved;
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_stats(struct vb_xapian_stats *out,
			     const vb_xapian_db *db, struct vb_error *err)
try {
	struct vb_xapian_stats stats = {};

	stats.documents = db->db.get_doccount();
	stats.last_id = db->db.get_lastdocid();
	stats.average_length = db->db.get_avlength();
	stats.total_length = db->db.get_total_length();
	stats.shards = static_cast<uint32_t>(db->db.size());
	stats.has_positions = db->db.has_positions();
	*out = stats;
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_count(uint32_t *out, const vb_xapian_db *db,
			     struct vb_error *err)
try {
	*out = db->db.get_doccount();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_has_positions(bool *out, const vb_xapian_db *db,
				     struct vb_error *err)
try {
	*out = db->db.has_positions();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_uuid(struct vb_buf *out, const vb_xapian_db *db,
			    struct vb_error *err)
try {
	vb_xapian_append(out, db->db.get_uuid());
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_revision(uint64_t *out, const vb_xapian_db *db,
				struct vb_error *err)
try {
	*out = db->db.get_revision();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_termfreq(uint32_t *out, const vb_xapian_db *db,
				struct vb_str term, struct vb_error *err)
try {
	*out = vb_xapian_freq(*db, vb_xapian_string(term));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_collfreq(uint64_t *out, const vb_xapian_db *db,
				struct vb_str term, struct vb_error *err)
try {
	*out = db->db.get_collection_freq(vb_xapian_string(term));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_term_exists(bool *out, const vb_xapian_db *db,
				   struct vb_str term, struct vb_error *err)
try {
	*out = vb_xapian_freq(*db, vb_xapian_string(term)) > 0;
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_metadata(struct vb_buf *out, const vb_xapian_db *db,
				struct vb_str key, struct vb_error *err)
try {
	vb_xapian_append(out, db->db.get_metadata(vb_xapian_string(key)));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_metadata_keys(const vb_xapian_db *db,
				     struct vb_str prefix,
				     vb_xapian_term_fn *fn, void *ctx,
				     struct vb_error *err)
try {
	vb_xapian_each_term(
		db->db.metadata_keys_begin(vb_xapian_string(prefix)), prefix,
		fn, ctx, [](auto &) { return 0; });
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_terms(const vb_xapian_db *db, struct vb_str prefix,
			     vb_xapian_term_fn *fn, void *ctx,
			     struct vb_error *err)
try {
	vb_xapian_each_term(db->db.allterms_begin(vb_xapian_string(prefix)),
			    prefix, fn, ctx,
			    [](auto &at) { return at.get_termfreq(); });
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_postings(const vb_xapian_db *db, struct vb_str term,
				vb_xapian_number_fn *fn, void *ctx,
				struct vb_error *err)
try {
	std::string name = vb_xapian_string(term);

	for (auto it = db->db.postlist_begin(name);
	     it != db->db.postlist_end(name) && fn(ctx, *it); ++it)
		;
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_values(const vb_xapian_db *db, uint32_t slot,
			      vb_xapian_value_fn *fn, void *ctx,
			      struct vb_error *err)
try {
	for (auto it = db->db.valuestream_begin(slot);
	     it != db->db.valuestream_end(slot); ++it) {
		std::string value = *it;

		if (!fn(ctx, it.get_docid(), vb_xapian_view(value)))
			break;
	}
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_values_of(const vb_xapian_db *db, uint32_t slot,
				 struct vb_xapian_numbers of,
				 vb_xapian_value_fn *fn, void *ctx,
				 struct vb_error *err)
try {
	auto it = db->db.valuestream_begin(slot);
	auto end = db->db.valuestream_end(slot);

	for (size_t i = 0; i < of.n && it != end; i++) {
		it.skip_to(of.ids[i]);
		if (it == end || it.get_docid() != of.ids[i])
			continue;
		std::string value = *it;

		if (!fn(ctx, of.ids[i], vb_xapian_view(value)))
			break;
	}
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_positions(const vb_xapian_db *db,
				 struct vb_xapian_place place,
				 vb_xapian_number_fn *fn, void *ctx,
				 struct vb_error *err)
try {
	std::string term = vb_xapian_string(place.term);

	for (auto it = db->db.positionlist_begin(place.docid, term);
	     it != db->db.positionlist_end(place.docid, term) && fn(ctx, *it);
	     ++it)
		;
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_doclength(uint32_t *out, const vb_xapian_db *db,
				 uint32_t docid, struct vb_error *err)
try {
	*out = db->db.get_doclength(docid);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_db_document(vb_xapian_doc **out, const vb_xapian_db *db,
				uint32_t docid, struct vb_error *err)
try {
	*out = new vb_xapian_doc{ db->db.get_document(docid) };
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}
