/*
 * doc/law_names: what laws are called. Private to lib/doc.
 */
#ifndef VB_DOC_LAW_NAMES_H
#define VB_DOC_LAW_NAMES_H

#include <stddef.h>

/* "luật tiếp công dân", "bộ luật dân sự", …; sorted by bytes. */
extern const char *const vb_law_names[];
extern const size_t vb_law_names_count;

#endif
