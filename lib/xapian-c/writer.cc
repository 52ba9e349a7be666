#include "xapian-c/internal.hh"

extern "C" {
#include "base/file.h"
#include "xapian-c/writer.h"
}

#include <sys/stat.h>

struct vb_xapian_writer {
	Xapian::WritableDatabase db;
	vb_xapian_db view;  /* the same internals, for the reading functions */
	std::string folder; /* to sync after a commit; empty for none */
};

namespace
{

const struct {
	unsigned from;
	int to;
} flag_map[] = {
	{ VB_XAPIAN_NO_SYNC, Xapian::DB_NO_SYNC },
	{ VB_XAPIAN_FULL_SYNC, Xapian::DB_FULL_SYNC },
	{ VB_XAPIAN_DANGEROUS, Xapian::DB_DANGEROUS },
	{ VB_XAPIAN_NO_TERMLIST, Xapian::DB_NO_TERMLIST },
	{ VB_XAPIAN_WAIT_LOCK, Xapian::DB_RETRY_LOCK },
};

int xapian_flags(const struct vb_xapian_writer_options *options)
{
	static const int modes[] = {
		[VB_XAPIAN_OPEN] = Xapian::DB_OPEN,
		[VB_XAPIAN_CREATE] = Xapian::DB_CREATE,
		[VB_XAPIAN_CREATE_OR_OPEN] = Xapian::DB_CREATE_OR_OPEN,
		[VB_XAPIAN_CREATE_OR_OVERWRITE] =
			Xapian::DB_CREATE_OR_OVERWRITE,
	};
	int flags;

	if ((unsigned)options->mode >= sizeof(modes) / sizeof(modes[0]))
		throw vb_xapian_failure{ VB_BAD_INPUT, "no such mode" };
	flags = modes[options->mode];
	for (const auto &row : flag_map)
		if (options->flags & row.from)
			flags |= row.to;
	return flags;
}

bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

vb_status sync_folder(const vb_xapian_writer *writer, struct vb_error *err)
{
	if (writer->folder.empty())
		return VB_OK;
	return vb_file_sync_dir(writer->folder.c_str(), err);
}

} // namespace

vb_status vb_xapian_writer_open(vb_xapian_writer **out, const char *path,
				const struct vb_xapian_writer_options *options,
				struct vb_error *err)
try {
	auto writer = std::make_unique<vb_xapian_writer>();

	vb_xapian_need_block_size(options->block_size);
	writer->db = Xapian::WritableDatabase(path, xapian_flags(options),
					      (int)options->block_size);
	writer->view.db = writer->db;
	if (!(options->flags & VB_XAPIAN_NO_SYNC) && is_folder(path))
		writer->folder = path;
	*out = writer.release();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

void vb_xapian_writer_close(vb_xapian_writer *writer)
{
	if (!writer)
		return;
	/*
	 * Xapian commits on closing unless a transaction is open, so leave one
	 * open. It is not cancelled first: if that failed halfway, closing
	 * would commit the half. begin throws if one is open already.
	 */
	try {
		writer->db.begin_transaction(false);
	} catch (...) {
	}
	try {
		writer->db.close();
	} catch (...) {
	}
	delete writer;
}

vb_xapian_db *vb_xapian_writer_db(vb_xapian_writer *writer)
{
	return &writer->view;
}

vb_status vb_xapian_writer_begin(vb_xapian_writer *writer, bool flushed,
				 struct vb_error *err)
try {
	writer->db.begin_transaction(flushed);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_commit_transaction(vb_xapian_writer *writer,
					      struct vb_error *err)
try {
	writer->db.commit_transaction();
	return sync_folder(writer, err);
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_cancel_transaction(vb_xapian_writer *writer,
					      struct vb_error *err)
try {
	writer->db.cancel_transaction();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_commit(vb_xapian_writer *writer,
				  struct vb_error *err)
try {
	writer->db.commit();
	return sync_folder(writer, err);
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_add(uint32_t *docid, vb_xapian_writer *writer,
			       const vb_xapian_doc *doc, struct vb_error *err)
try {
	uint32_t id = writer->db.add_document(doc->doc);

	if (docid)
		*docid = id;
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_replace(vb_xapian_writer *writer, uint32_t docid,
				   const vb_xapian_doc *doc,
				   struct vb_error *err)
try {
	writer->db.replace_document(docid, doc->doc);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_replace_term(uint32_t *docid,
					vb_xapian_writer *writer,
					struct vb_str term,
					const vb_xapian_doc *doc,
					struct vb_error *err)
try {
	uint32_t id;

	vb_xapian_need_term(term);
	id = writer->db.replace_document(vb_xapian_string(term), doc->doc);
	if (docid)
		*docid = id;
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_delete(vb_xapian_writer *writer, uint32_t docid,
				  struct vb_error *err)
try {
	writer->db.delete_document(docid);
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_delete_term(vb_xapian_writer *writer,
				       struct vb_str term, struct vb_error *err)
try {
	vb_xapian_need_term(term);
	writer->db.delete_document(vb_xapian_string(term));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_set_metadata(vb_xapian_writer *writer,
					struct vb_str key, struct vb_str value,
					struct vb_error *err)
try {
	writer->db.set_metadata(vb_xapian_string(key), vb_xapian_string(value));
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}

vb_status vb_xapian_writer_count(uint32_t *out, const vb_xapian_writer *writer,
				 struct vb_error *err)
try {
	*out = writer->db.get_doccount();
	return VB_OK;
} catch (...) {
	return vb_xapian_translate(err);
}
