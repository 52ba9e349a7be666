/*
 * xapian-c/writer: changing an index. One process writes at a time.
 *
 * Xapian's own handle commits by itself when it is destroyed, also after a
 * failure in the middle of a batch. This one never does: what was not
 * committed is gone when it is closed. The rule:
 *
 *	begin, changes, commit_transaction	a batch, all of it or nothing
 *	any failure				cancel_transaction, or close
 *
 * Outside a transaction Xapian commits by itself after every 10,000 changes
 * (XAPIAN_FLUSH_THRESHOLD in the environment), so a batch that must be whole
 * needs one. Inside, that threshold only bounds the memory.
 *
 * Both commits also fsync the folder, which Xapian does not: without it a
 * power cut can take back an acknowledged commit or leave a database that
 * does not open. VB_XAPIAN_NO_SYNC leaves out every fsync.
 */
#ifndef VB_XAPIAN_C_WRITER_H
#define VB_XAPIAN_C_WRITER_H

#include "xapian-c/build.h"
#include "xapian-c/database.h"

typedef struct vb_xapian_writer vb_xapian_writer;

enum vb_xapian_mode {
	VB_XAPIAN_OPEN,	  /* must be there */
	VB_XAPIAN_CREATE, /* must not be there */
	VB_XAPIAN_CREATE_OR_OPEN,
	VB_XAPIAN_CREATE_OR_OVERWRITE,
};

enum vb_xapian_write_flags {
	VB_XAPIAN_NO_SYNC = 1,	   /* for what can be built again */
	VB_XAPIAN_FULL_SYNC = 2,   /* also past the disk's own cache */
	VB_XAPIAN_DANGEROUS = 4,   /* overwrite blocks in place: nobody reads,
				    * and a crash loses the database */
	VB_XAPIAN_NO_TERMLIST = 8, /* when creating: smaller and faster; then
				    * documents cannot be deleted or replaced
				    * nor their terms listed */
	VB_XAPIAN_WAIT_LOCK = 16,  /* wait for another writer to finish */
};

struct vb_xapian_writer_options {
	enum vb_xapian_mode mode;
	unsigned flags;	     /* enum vb_xapian_write_flags */
	unsigned block_size; /* when creating: 2048 to 65536, a power of two;
			      * 0 gives Xapian's 8192 */
};

/*
 * Open for writing. Returns VB_OK; VB_NOT_FOUND (VB_XAPIAN_OPEN, nothing
 * there); VB_BUSY (another writer); VB_IO (VB_XAPIAN_CREATE and it exists, or
 * the system refused); VB_CORRUPT; VB_MISMATCH; VB_NO_SPACE; VB_BAD_INPUT
 * (a block size that cannot be). The caller closes `*out`.
 */
vb_status vb_xapian_writer_open(vb_xapian_writer **out, const char *path,
				const struct vb_xapian_writer_options *options,
				struct vb_error *err);

/* Discard what is not committed, release the lock, free the handle. */
void vb_xapian_writer_close(vb_xapian_writer *writer);

/* The same, where a failure is the reason. */
static inline void vb_xapian_writer_abandon(vb_xapian_writer *writer)
{
	vb_xapian_writer_close(writer);
}

/*
 * The same index for reading, with the changes not yet committed. Borrowed:
 * it ends with the writer and must not be closed or reopened.
 */
vb_xapian_db *vb_xapian_writer_db(vb_xapian_writer *writer);

/*
 * Begin a transaction. `flushed` first commits what came before and makes the
 * transaction's end a commit; without it the changes reach the disk with some
 * later commit, all together. VB_BAD_INPUT if one is open already.
 */
vb_status vb_xapian_writer_begin(vb_xapian_writer *writer, bool flushed,
				 struct vb_error *err);

/*
 * End the transaction and keep its changes. VB_BAD_INPUT if none is open;
 * VB_NO_SPACE; VB_IO. After any failure the only good call is close.
 */
vb_status vb_xapian_writer_commit_transaction(vb_xapian_writer *writer,
					      struct vb_error *err);

/* End the transaction as if it had never begun. */
vb_status vb_xapian_writer_cancel_transaction(vb_xapian_writer *writer,
					      struct vb_error *err);

/* Commit changes made outside a transaction; VB_BAD_INPUT inside one. */
vb_status vb_xapian_writer_commit(vb_xapian_writer *writer,
				  struct vb_error *err);

/* Add a document; its number goes to `*docid` (NULL is allowed). */
vb_status vb_xapian_writer_add(uint32_t *docid, vb_xapian_writer *writer,
			       const vb_xapian_doc *doc, struct vb_error *err);

/* Put `doc` in the place of that number, which may be free. 0: VB_BAD_INPUT */
vb_status vb_xapian_writer_replace(vb_xapian_writer *writer, uint32_t docid,
				   const vb_xapian_doc *doc,
				   struct vb_error *err);

/*
 * Put `doc` in the place of the document with `term`, or add it if there is
 * none. If there are several, the first is replaced, the others are deleted.
 * `doc` should hold the term itself. An empty term is VB_BAD_INPUT.
 */
vb_status vb_xapian_writer_replace_term(uint32_t *docid,
					vb_xapian_writer *writer,
					struct vb_str term,
					const vb_xapian_doc *doc,
					struct vb_error *err);

/* Delete a document. VB_NOT_FOUND if there is none with that number. */
vb_status vb_xapian_writer_delete(vb_xapian_writer *writer, uint32_t docid,
				  struct vb_error *err);

/* Delete every document with `term`, which may be none; "" is VB_BAD_INPUT. */
vb_status vb_xapian_writer_delete_term(vb_xapian_writer *writer,
				       struct vb_str term,
				       struct vb_error *err);

/*
 * Set the metadata under `key`; empty removes it. VB_BAD_INPUT for an empty
 * key, VB_TOO_BIG for one past 253 bytes.
 */
vb_status vb_xapian_writer_set_metadata(vb_xapian_writer *writer,
					struct vb_str key, struct vb_str value,
					struct vb_error *err);

/* Documents now, with those not committed yet. */
vb_status vb_xapian_writer_count(uint32_t *out, const vb_xapian_writer *writer,
				 struct vb_error *err);

#endif
