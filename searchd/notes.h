/*
 * notes: what was ignored in a query, in Vietnamese.
 *
 * The library says it in English (query/query.h, index/former.h, haste.h,
 * search.c); what it quotes of the query stays as it is, and so does a
 * sentence that is not known here.
 */
#ifndef VB_SEARCHD_NOTES_H
#define VB_SEARCHD_NOTES_H

#include "base/arena.h"

/*
 * The notes of an answer in Vietnamese, in `arena`; `notes` itself when out
 * of memory.
 */
struct vb_str notes_vietnamese(struct vb_str notes, struct vb_arena *arena);

#endif
