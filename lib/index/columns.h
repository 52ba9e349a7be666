/*
 * index/columns: what documents have in the slots that facets count, of which
 * group they are (fold.h), as numbers, and their briefs (brief.h), in memory.
 *
 *	DIR/index/gen-000007/columns	made of that generation; mapped
 *
 * Xapian decodes a value from its stream in a microsecond, here it takes some
 * nanoseconds. What was committed after the file was made is read from Xapian
 * once (touched.h says what), so that columns and index are always those of
 * one revision. A file that is missing, damaged or of another database is made
 * anew in memory: that takes a second for a million documents. Only briefs,
 * of which a search needs but those of its best hits, are had from the file or
 * not at all: those of what came later are asked of Xapian each time.
 *
 * Layout of the file: the head below, a row of `stride` bytes for each number
 * from 1 to `rows`, then for each column the offsets of its values' texts and
 * these, in byte order, then where each document's brief begins and the last
 * one ends, and the briefs; each part begins at a multiple of 8. A row has
 * first the hash of the document's group: 0 if it has none, the lowest bit is
 * set if others were in it; then, in as many bytes as each column needs, the
 * numbers of its values, counted from 1; 0: none. Numbers are in the
 * machine's order: another machine's file is damaged for us. Every access
 * checks its bounds, for the file comes from outside.
 */
#ifndef VB_INDEX_COLUMNS_H
#define VB_INDEX_COLUMNS_H

#include "index/schema.h"
#include "index/searcher.h"

#define VB_COLUMNS_FILE "columns"

enum vb_column {
	VB_COLUMN_TYPE,
	VB_COLUMN_ISSUER,
	VB_COLUMN_PLACE,
	VB_COLUMN_KIND,
	VB_COLUMN_TOPIC,
	VB_COLUMN_STATUS,
	VB_COLUMN_YEAR,
	VB_COLUMN_COUNT,
};

extern const enum vb_slot vb_column_slots[VB_COLUMN_COUNT];

/*
 * The columns of the revision that `s` has open. They are the searcher's and
 * as they are until it follows the index. VB_OK; VB_BUSY, VB_CORRUPT (the
 * index), VB_NO_MEMORY, what Xapian returns.
 */
vb_status vb_columns_of(const struct vb_columns **out, vb_searcher *s,
			struct vb_error *err);

/*
 * As vb_columns_of for who can do without: NULL where they would have to be
 * made in memory, and in the first search of `s`: a program that searches once
 * had better not read the file.
 */
vb_status vb_columns_at_hand(const struct vb_columns **out, vb_searcher *s,
			     struct vb_error *err);

void vb_columns_close(struct vb_columns *c); /* NULL is fine */

/* Highest number that a document has had. */
uint32_t vb_columns_last(const struct vb_columns *c);

/* Values are numbered from 1 to that, not in any order. */
uint32_t vb_columns_values(const struct vb_columns *c, enum vb_column column);

/* The text of value `number`; empty if there is none. Borrowed from `c`. */
struct vb_str vb_columns_text(const struct vb_columns *c, enum vb_column column,
			      uint32_t number);

/* Of each document in `of` (in any order) its value, 0: none. */
void vb_columns_numbers(uint32_t *out, const struct vb_columns *c,
			enum vb_column column, struct vb_xapian_numbers of);

/*
 * Add to counts[column][number] the documents in `of` (in any order) that have
 * that value. There is room for numbers up to vb_columns_values; what is added
 * at 0 has no meaning; a column whose counts are NULL is left out. Each row is
 * read once.
 */
void vb_columns_add(uint32_t *const counts[VB_COLUMN_COUNT],
		    const struct vb_columns *c, struct vb_xapian_numbers of);

/* How many documents have each value: counts[0] to counts[vb_columns_values],
 * the first of no meaning. */
void vb_columns_count(uint32_t *counts, const struct vb_columns *c,
		      enum vb_column column);

/* Of each a hash of its group; 0: it has none, or is the only one in it. */
void vb_columns_groups(uint64_t *out, const struct vb_columns *c,
		       struct vb_xapian_numbers of);

/*
 * The same without those that have none: to `places`, which rise, their places
 * in `of`, to `groups` the hashes; there is room for of.n in each. Returns how
 * many.
 */
size_t vb_columns_grouped(uint32_t *places, uint64_t *groups,
			  const struct vb_columns *c,
			  struct vb_xapian_numbers of);

/*
 * What document `docid` has in VB_SLOT_BRIEF, empty if nothing; borrowed from
 * `c`. False where only Xapian tells: the document came or changed after the
 * file was made, or there is no file.
 */
bool vb_columns_brief(struct vb_str *out, const struct vb_columns *c,
		      uint32_t docid);

#endif
