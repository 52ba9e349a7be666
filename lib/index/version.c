#include "index/version.h"

#include "index/schema.h"

vb_status vb_index_opening_failed(vb_status st, struct vb_error *err)
{
	struct vb_error why = VB_ERROR_INIT;

	if (st != VB_CORRUPT && st != VB_INTERNAL)
		return st;
	if (err)
		why = *err;
	return vb_error_set(err, VB_CORRUPT,
			    "the index is damaged (%.200s): run "
			    "vanban-indexer --rebuild",
			    why.message);
}

vb_status vb_index_check_version(const vb_xapian_db *db, struct vb_error *err)
{
	struct vb_buf version = VB_BUF_INIT(100);
	vb_status st;

	st = vb_xapian_db_metadata(&version, db, VB_STR(VB_META_VERSION), err);
	if (!st &&
	    !vb_str_eq(vb_buf_str(&version), vb_str_from(vb_schema_version())))
		st = vb_error_set(err, VB_MISMATCH,
				  "the index was made by version %s, this is "
				  "%s: run vanban-indexer --rebuild",
				  version.len ? vb_buf_cstr(&version) :
						"unknown",
				  vb_schema_version());
	vb_buf_clear(&version);
	return st;
}
