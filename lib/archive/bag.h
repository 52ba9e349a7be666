/*
 * archive/bag: a whole archive as a BagIt 1.0 bag (RFC 8493), and back.
 *
 *	bagit.txt bag-info.txt manifest-sha256.txt tagmanifest-sha256.txt
 *	data/originals/xx/SHA256	the bytes of originals and bodies, once
 *	data/readings/xx/SHA256		what readers found in them (format/wire)
 *	data/records.ndjson		a version of a document a line
 *	data/events.ndjson		the chain of events as it is
 *
 * xx are the first two digits of the SHA-256, which is the file's name; so
 * the manifest says of each file what its name does. The lines are told in
 * docs/schema.md. Whoever has a bag needs no program of ours to read it.
 */
#ifndef VB_ARCHIVE_BAG_H
#define VB_ARCHIVE_BAG_H

#include "archive/copy.h"

#define VB_BAG_LINE_LIMIT ((size_t)1 << 30) /* bytes of one record's line */

struct vb_bag_counts {
	int64_t documents, versions, events;
	int64_t files, bytes; /* of the payload */
};

struct vb_bag_options {
	const char *organization; /* Source-Organization, or NULL */
	const char *software;	  /* Bag-Software-Agent, or NULL */
};

/*
 * Write the archive into the folder `dir`, which is made, or there and empty.
 * Everything is written to `dir`.vanban-part beside it, synced and renamed:
 * a kill or a full disk leaves nothing under the name `dir`. What a killed run
 * left in `dir`.vanban-part is removed by the next. Memory holds one original
 * at a time.
 *
 * Returns VB_OK; VB_BAD_INPUT when `dir` is not empty or no folder, or the
 * organization has control characters or is not UTF-8; VB_BUSY when another
 * run writes there; VB_NO_SPACE; VB_IO; VB_NO_MEMORY; what reading the archive
 * can fail with.
 */
vb_status vb_bag_write(struct vb_bag_counts *out, vb_archive *ar,
		       const char *dir, const struct vb_bag_options *options,
		       struct vb_error *err);

/*
 * Is `dir` a bag whole and unchanged? Both manifests are read, every file's
 * digest computed, and every file of the payload must be listed once. Names
 * that lead out of the bag, links and special files are refused. Returns
 * VB_OK; VB_CORRUPT (err names the file or the line); VB_UNSUPPORTED for
 * what only other programs write (another checksum, fetch.txt); VB_NOT_FOUND
 * (no bag there); VB_IO; VB_NO_MEMORY.
 */
vb_status vb_bag_check(struct vb_bag_counts *out, const char *dir,
		       struct vb_error *err);

/*
 * Make the archive of `data_dir` from the bag `dir`, which is checked first.
 * `data_dir` is made if it is not there, and may hold nothing but its lock,
 * which the caller holds. The new archive is verified before it gets its
 * name: a kill leaves none. Returns as vb_bag_check and vb_archive_put;
 * VB_BAD_INPUT when `data_dir` is not empty; VB_CORRUPT when the records and
 * events are not those of an archive.
 */
vb_status vb_bag_read(struct vb_bag_counts *out, const char *dir,
		      const char *data_dir, struct vb_error *err);

#endif
