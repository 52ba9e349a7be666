/*
 * glass: the files of Xapian's format of that name, written from first to
 * last without looking back. Private to segment.c and its parts.
 *
 * The format is what libxapian 1.4 and later read under the date below, in
 * xapian-core/backends/glass: a table is a B-tree of blocks, keys rise by
 * bytes, a tag too large for one item is cut into several. Here a table is
 * filled in the order of its keys, so each block is written once, when it is
 * full.
 */
#ifndef VB_XAPIAN_C_GLASS_H
#define VB_XAPIAN_C_GLASS_H

#include "base/buf.h"
#include "xapian-c/build.h"

#define VB_GLASS_FORMAT 0x046e	 /* 14 March 2016: (year - 2014, month, day) */
#define VB_GLASS_BLOCK 8192	 /* bytes of a block: Xapian's default */
#define VB_GLASS_CHUNK 2000	 /* bytes at which a list's chunk is full */
#define VB_GLASS_COMPRESS_MIN 18 /* shorter tags are left as they are */
#define VB_GLASS_KEY_MAX 255
#define VB_GLASS_NUMBER_MAX 10 /* bytes that vb_glass_put writes at most */

/* Write `n` seven bits a byte, the lowest first; returns the bytes. */
static inline size_t vb_glass_put(char *out, uint64_t n)
{
	size_t len = 0;

	for (; n > 127; n >>= 7)
		out[len++] = (char)(n | 128);
	out[len++] = (char)n;
	return len;
}

/* Append `n` likewise. VB_OK, VB_TOO_BIG, VB_NO_MEMORY. */
vb_status vb_glass_number(struct vb_buf *out, uint64_t n);

/* Append `docid` so that it sorts by bytes as numbers do. As above. */
vb_status vb_glass_sortable(struct vb_buf *out, uint32_t docid);

/* Append `term`, its zero bytes escaped, as keys have it. As above. */
vb_status vb_glass_escaped(struct vb_buf *out, struct vb_str term);

/* A file that is appended to, in pieces of some size. */
struct vb_glass_file {
	int fd;	    /* -1: not open */
	char *path; /* owned, for messages */
	struct vb_buf held;
};

/* clang-format off */
#define VB_GLASS_FILE_INIT { -1, NULL, VB_BUF_INIT((size_t)1 << 30) }
/* clang-format on */

/* Make or empty `folder`/`name`. VB_OK, VB_IO, VB_NO_SPACE, VB_NO_MEMORY. */
vb_status vb_glass_file_open(struct vb_glass_file *file, const char *folder,
			     const char *name, struct vb_error *err);
vb_status vb_glass_file_append(struct vb_glass_file *file, struct vb_str bytes,
			       struct vb_error *err);
/* Write out what is held. */
vb_status vb_glass_file_flush(struct vb_glass_file *file, struct vb_error *err);
void vb_glass_file_close(struct vb_glass_file *file);

typedef struct vb_glass_table vb_glass_table;

/*
 * Begin the table `name` ("docdata.glass") in `folder`. The caller frees
 * `*out`. VB_OK, VB_IO, VB_NO_SPACE, VB_NO_MEMORY; so the others below.
 */
vb_status vb_glass_table_new(vb_glass_table **out, const char *folder,
			     const char *name, struct vb_error *err);
void vb_glass_table_free(vb_glass_table *t); /* accepts NULL */

/*
 * Append an item. `key` is 1 to VB_GLASS_KEY_MAX bytes and after all before:
 * else VB_BAD_INPUT; a tag past about 130 MB is VB_TOO_BIG.
 */
vb_status vb_glass_table_add(vb_glass_table *t, struct vb_str key,
			     struct vb_str tag, bool compressed,
			     struct vb_error *err);

/* Write the rest and append to `root` what the version file says of it. */
vb_status vb_glass_table_finish(struct vb_buf *root, vb_glass_table *t,
				unsigned compress_min, struct vb_error *err);

/* The same of a table that is not there. VB_OK, VB_TOO_BIG, VB_NO_MEMORY. */
vb_status vb_glass_table_absent(struct vb_buf *root, unsigned compress_min);

/*
 * A posting list on its way into a table: entries of rising numbers, cut into
 * chunks as Xapian cuts them.
 */
struct vb_glass_list {
	vb_glass_table *table;
	struct vb_str term; /* "" for the lengths of the documents; borrowed */
	uint64_t tf, cf;    /* of the whole list; 0 for the lengths */
	uint32_t first, last; /* of the chunk being filled */
	bool later;	      /* chunks were written already */
	struct vb_buf body, key, tag;
};

void vb_glass_list_init(struct vb_glass_list *list, vb_glass_table *table);
void vb_glass_list_clear(struct vb_glass_list *list);
/* Begin the list of `term`; entries follow, at least one. */
void vb_glass_list_begin(struct vb_glass_list *list, struct vb_str term,
			 uint64_t tf, uint64_t cf);
vb_status vb_glass_list_add(struct vb_glass_list *list, uint32_t docid,
			    uint32_t wdf, struct vb_error *err);
/* Entries of `first` to `last`, encoded as the body of a chunk is. */
vb_status vb_glass_list_add_body(struct vb_glass_list *list, uint32_t first,
				 uint32_t last, struct vb_str body,
				 struct vb_error *err);
vb_status vb_glass_list_end(struct vb_glass_list *list, struct vb_error *err);

/* A stretch of a file: records in the order of terms, glass_merge.c. */
struct vb_glass_run {
	uint64_t from, to; /* bytes */
};

/* Merge runs, of which each has later documents than those before it. */
vb_status vb_glass_merge(struct vb_glass_list *list,
			 const struct vb_glass_file *file,
			 const struct vb_glass_run *runs, size_t n,
			 struct vb_error *err);

/*
 * What has documents and gives lists of postings: in memory up to some
 * megabytes, then in sorted runs of a file in `folder`.
 */
typedef struct vb_glass_inverter vb_glass_inverter;

/* The caller frees `*out`. `folder` must be there. */
vb_status vb_glass_inverter_new(vb_glass_inverter **out, const char *folder,
				struct vb_error *err);
void vb_glass_inverter_free(vb_glass_inverter *v); /* accepts NULL */
/* Take the `n` terms of `docid`, each once; documents rise. */
vb_status vb_glass_inverter_add(vb_glass_inverter *v, uint32_t docid,
				const struct vb_xapian_term *terms, size_t n,
				struct vb_error *err);
/* Append the lists of all terms to `list`'s table; then only free is left. */
vb_status vb_glass_inverter_write(vb_glass_inverter *v,
				  struct vb_glass_list *list,
				  struct vb_error *err);

#endif
