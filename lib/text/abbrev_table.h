/*
 * text/abbrev_table (internal): written by tools/gen-abbrev.py.
 */
#ifndef VB_TEXT_ABBREV_TABLE_H
#define VB_TEXT_ABBREV_TABLE_H

#include <stdint.h>

#include "text/abbrev.h"

/* No form, short or long, takes more; the generator checks. */
#define VB_ABBREV_BYTES 96

extern const struct vb_abbrev vb_abbrev_rows[]; /* by fold */
extern const size_t vb_abbrev_rows_count;
extern const uint16_t vb_abbrev_by_long[]; /* the rows by plain */

#endif
