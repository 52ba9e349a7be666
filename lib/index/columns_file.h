/*
 * index/columns_file (internal to columns): the file's head, and what a
 * searcher has of it and of what came after it.
 */
#ifndef VB_INDEX_COLUMNS_FILE_H
#define VB_INDEX_COLUMNS_FILE_H

#include <string.h>
#include <sys/types.h>

#include "base/map.h"
#include "index/columns.h"
#include "index/strings.h"
#include "index/touched.h"

#define VB_COLUMNS_MAGIC 0x3230736d6c636276u /* "vbclms02" */
#define VB_COLUMNS_BYTES ((size_t)1 << 36)   /* a larger file is not ours */
#define VB_COLUMNS_GROUP 8		     /* bytes of a row that it takes */
#define VB_COLUMNS_STRIDE 64		     /* and all at most */
#define VB_COLUMNS_UUID 40
#define VB_COLUMNS_SHARED UINT64_C(1) /* bit of a group: not alone in it */

struct vb_columns_place {
	uint32_t at, width;  /* in a row; 1, 2 or 4 bytes */
	uint64_t values;     /* how many */
	uint64_t offsets_at; /* one more than these, 32 bits each */
	uint64_t texts_at, texts_size;
};

struct vb_columns_briefs {
	uint64_t
		offsets_at; /* one more than rows, 32 bits each; 0: no briefs */
	uint64_t bytes_at, size;
};

struct vb_columns_head {
	uint64_t magic, size;	    /* of the whole file */
	uint64_t hash;		    /* of what follows */
	uint64_t revision;	    /* of the database */
	uint64_t touched;	    /* place in the list of touched.h */
	char uuid[VB_COLUMNS_UUID]; /* of the database */
	uint32_t documents, rows;   /* rows: the highest number */
	uint64_t stride, rows_at;   /* bytes */
	struct vb_columns_place columns[VB_COLUMN_COUNT];
	struct vb_columns_briefs briefs;
};

/* What one document has, where there is no room to spare bytes. */
struct vb_columns_row {
	uint64_t group; /* with VB_COLUMNS_SHARED */
	uint32_t values[VB_COLUMN_COUNT];
};

struct vb_columns {
	struct vb_str file; /* whoever changes it changes a copy of his own */
	struct vb_map map;  /* that it is in, or none */
	char *made;	    /* its bytes, where it is no file; owned */
	dev_t device;	    /* of what was there as a file when these */
	ino_t inode;	    /* columns began, whether it was good or not */
	struct vb_columns_head head;
	struct vb_columns_place places[VB_COLUMN_COUNT];
	char *rows;		/* in the file, or `own`; may be written */
	char *own;		/* rows that have become wider */
	size_t stride;		/* of them */
	unsigned char *changed; /* a bit for each row that is another now and
				   its brief with it; NULL: none is */
	/* Documents of higher numbers than the rows are for, from the first
	   on, and values that the file does not have. */
	struct vb_columns_row *late;
	size_t n_late, cap_late;
	struct vb_strings added[VB_COLUMN_COUNT];
	uint64_t *joined; /* hashed: groups of all that came late; 0: free */
	size_t n_joined, cap_joined;
	uint64_t touched; /* place in the list that was reached */
	size_t n_touched; /* documents that were read again */
	uint64_t seen;	  /* revision (searcher.h) */
};

/*
 * Take `file`, whose bytes must stay, may be written, and are not freed here.
 * VB_OK, VB_CORRUPT, VB_NO_MEMORY. The caller closes `*out`.
 */
vb_status vb_columns_from(struct vb_columns **out, struct vb_str file);

/* The same of the file in `generation`: also VB_NOT_FOUND, VB_IO. */
vb_status vb_columns_open(struct vb_columns **out, const char *generation);

/* The hash of the group of document `docid`, whether others are in it or not;
 * 0: none. */
uint64_t vb_columns_group(const struct vb_columns *c, uint32_t docid);

/* Write magic, size and hash into the head of a whole file. */
void vb_columns_seal(char *file, size_t size);

/*
 * Are these the columns of `db`, from which `span`, what it has, leads to its
 * revision?
 */
bool vb_columns_suit(const struct vb_columns *c, const vb_xapian_db *db,
		     const struct vb_touched_span *span);

static inline void vb_columns_store(char *at, uint32_t width, uint32_t number)
{
	uint16_t two = (uint16_t)number;
	unsigned char one = (unsigned char)number;

	if (width == 1)
		memcpy(at, &one, 1);
	else if (width == 2)
		memcpy(at, &two, 2);
	else
		memcpy(at, &number, 4);
}

/*
 * The number of a value, which is added if it is new. False when out of
 * memory.
 */
bool vb_columns_number(uint32_t *out, struct vb_columns *c,
		       enum vb_column column, struct vb_str text);

/* Give document `docid`, which there is a row for, another. VB_OK or
 * VB_NO_MEMORY. */
vb_status vb_columns_put(struct vb_columns *c, uint32_t docid,
			 const struct vb_columns_row *row);

/* Add rows for the next numbers. VB_OK or VB_NO_MEMORY, and none is. */
vb_status vb_columns_append(struct vb_columns *c,
			    const struct vb_columns_row *rows, size_t n);

/* The hash of a group's value (schema.h), with VB_COLUMNS_SHARED. A group's
 * name is a letter and 64 bits: that two have one hash is as good as never. */
uint64_t vb_columns_hash(struct vb_str group);

#endif
