/*
 * query/marks: did its author type the marks?
 */
#ifndef VB_QUERY_MARKS_H
#define VB_QUERY_MARKS_H

#include "query/query.h"

/*
 * Whether the words below `root` are typed with all their marks: at least two
 * in five have some, and those without are syllables that are in use without
 * ("theo", "lao"; not "tuoi" or "phap"). Then a word without marks means
 * just that; else it may be any of its spellings. False for NULL.
 */
bool vb_query_typed_in_full(const struct vb_node *root);

#endif
