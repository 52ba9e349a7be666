/*
 * query/question: the words that only make a question of a query: "nào sau
 * đây", "là gì", "đúng hay sai". A document need not have them to answer it.
 */
#ifndef VB_QUERY_QUESTION_H
#define VB_QUERY_QUESTION_H

#include "query/query.h"

/*
 * Set out[i] for those of the `n` words side by side that are such words,
 * typed with marks or without; clear the others. Returns how many there are.
 * Not when nothing else would be left: then all are cleared.
 */
size_t vb_question_words(bool *out, struct vb_node *const *words, size_t n);

#endif
