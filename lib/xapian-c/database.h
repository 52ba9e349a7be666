/*
 * xapian-c/database: reading an index.
 *
 * A handle sees the revision that was current when it was opened or last
 * reopened. Xapian keeps that revision readable only until the writer's
 * second next commit; from then on any call may fail with VB_BUSY and
 * vb_xapian_was_modified is true.
 */
#ifndef VB_XAPIAN_C_DATABASE_H
#define VB_XAPIAN_C_DATABASE_H

#include "xapian-c/document.h"

typedef struct vb_xapian_db vb_xapian_db;

/*
 * Open for reading: a folder, a single-file database or a stub file that
 * names others. Returns VB_OK; VB_NOT_FOUND (nothing there, or no database);
 * VB_CORRUPT; VB_MISMATCH (of another version of Xapian); VB_IO (no
 * permission, no free descriptor). The caller closes `*out`.
 */
vb_status vb_xapian_db_open(vb_xapian_db **out, const char *path,
			    struct vb_error *err);

/*
 * Open `n` databases as one. Document d of database i (from 0) has the number
 * (d - 1) * n + i + 1. No path at all gives a database without documents.
 * err->offset is the index of the path that failed.
 */
vb_status vb_xapian_db_open_many(vb_xapian_db **out, const char *const *paths,
				 size_t n, struct vb_error *err);
void vb_xapian_db_close(vb_xapian_db *db);

/*
 * Move to the newest revision. `*changed` (NULL is allowed) is false if it
 * certainly is the one seen before.
 */
vb_status vb_xapian_db_reopen(bool *changed, vb_xapian_db *db,
			      struct vb_error *err);

struct vb_xapian_stats {
	uint32_t documents;
	uint32_t last_id;      /* highest number ever used */
	double average_length; /* terms a document, repetitions counted */
	uint64_t total_length; /* the sum of all documents' lengths */
	uint32_t shards;       /* databases that this handle reads as one */
	bool has_positions;    /* without them phrases match as AND does */
};

vb_status vb_xapian_db_stats(struct vb_xapian_stats *out,
			     const vb_xapian_db *db, struct vb_error *err);

/* The number of documents alone. */
vb_status vb_xapian_db_count(uint32_t *out, const vb_xapian_db *db,
			     struct vb_error *err);

/* Whether any document has positions. */
vb_status vb_xapian_db_has_positions(bool *out, const vb_xapian_db *db,
				     struct vb_error *err);

/* Append the UUID, 36 characters; those of several are joined with ':'. */
vb_status vb_xapian_db_uuid(struct vb_buf *out, const vb_xapian_db *db,
			    struct vb_error *err);

/*
 * The revision of the open snapshot; it grows by one at each commit. A single
 * local database only, else VB_BAD_INPUT or VB_UNSUPPORTED.
 */
vb_status vb_xapian_db_revision(uint64_t *out, const vb_xapian_db *db,
				struct vb_error *err);

/* Documents that hold `term`; the empty term is in every document. */
vb_status vb_xapian_db_termfreq(uint32_t *out, const vb_xapian_db *db,
				struct vb_str term, struct vb_error *err);

/* Occurrences of `term` in all documents, the sum of its wdf. */
vb_status vb_xapian_db_collfreq(uint64_t *out, const vb_xapian_db *db,
				struct vb_str term, struct vb_error *err);

/* Cheaper than termfreq != 0. */
vb_status vb_xapian_db_term_exists(bool *out, const vb_xapian_db *db,
				   struct vb_str term, struct vb_error *err);

/*
 * Append the metadata under `key`, nothing if there is none. Of several
 * databases the first is asked. An empty key is VB_BAD_INPUT.
 */
vb_status vb_xapian_db_metadata(struct vb_buf *out, const vb_xapian_db *db,
				struct vb_str key, struct vb_error *err);

/* Call `fn` with (key, 0) for each metadata key that starts with `prefix`. */
vb_status vb_xapian_db_metadata_keys(const vb_xapian_db *db,
				     struct vb_str prefix,
				     vb_xapian_term_fn *fn, void *ctx,
				     struct vb_error *err);

/*
 * Call `fn` with (term, number of documents) for each term that starts with
 * `prefix` (empty: all), in byte order; the prefix is part of the term.
 */
vb_status vb_xapian_db_terms(const vb_xapian_db *db, struct vb_str prefix,
			     vb_xapian_term_fn *fn, void *ctx,
			     struct vb_error *err);

/*
 * Call `fn` with the number of each document that holds `term`, rising; the
 * empty term stands for every document. An unknown term calls nothing.
 */
vb_status vb_xapian_db_postings(const vb_xapian_db *db, struct vb_str term,
				vb_xapian_number_fn *fn, void *ctx,
				struct vb_error *err);

/* Call `fn` with (document, value) for each one that has a value in `slot`. */
vb_status vb_xapian_db_values(const vb_xapian_db *db, uint32_t slot,
			      vb_xapian_value_fn *fn, void *ctx,
			      struct vb_error *err);

/* Numbers of documents, rising. */
struct vb_xapian_numbers {
	const uint32_t *ids;
	size_t n;
};

/*
 * As vb_xapian_db_values for `of` alone: skips what lies between, much
 * faster than opening each document.
 */
vb_status vb_xapian_db_values_of(const vb_xapian_db *db, uint32_t slot,
				 struct vb_xapian_numbers of,
				 vb_xapian_value_fn *fn, void *ctx,
				 struct vb_error *err);

/* The positions of a term in a document. */
struct vb_xapian_place {
	uint32_t docid;
	struct vb_str term;
};

/*
 * Call `fn` with each position, rising; nothing if the document does not have
 * the term, or has it without positions. VB_NOT_FOUND if no such document.
 */
vb_status vb_xapian_db_positions(const vb_xapian_db *db,
				 struct vb_xapian_place place,
				 vb_xapian_number_fn *fn, void *ctx,
				 struct vb_error *err);

/* The sum of the wdf of all terms of a document. */
vb_status vb_xapian_db_doclength(uint32_t *out, const vb_xapian_db *db,
				 uint32_t docid, struct vb_error *err);

/*
 * The document with that number; the caller frees it. VB_NOT_FOUND;
 * VB_BAD_INPUT for number 0.
 */
vb_status vb_xapian_db_document(vb_xapian_doc **out, const vb_xapian_db *db,
				uint32_t docid, struct vb_error *err);

#endif
