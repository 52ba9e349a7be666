/*
 * base/queue: a bounded queue of pointers between threads.
 */
#ifndef VB_BASE_QUEUE_H
#define VB_BASE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct vb_queue vb_queue;

/* A queue of at most `capacity` (>= 1) pointers; NULL when out of memory. */
vb_queue *vb_queue_new(size_t capacity);

/* Free it; NULL is allowed. Pointers still inside are the caller's loss. */
void vb_queue_free(vb_queue *queue);

/* Put `item` (not NULL), waiting for room. False once the queue is closed. */
bool vb_queue_put(vb_queue *queue, void *item);

/* Take the oldest item, waiting for one. NULL once closed and empty. */
void *vb_queue_take(vb_queue *queue);

/* No more puts succeed; takers get what is left, then NULL. */
void vb_queue_close(vb_queue *queue);

#endif
