#include "base/queue.h"

#include <pthread.h>
#include <stdlib.h>

struct vb_queue {
	pthread_mutex_t mutex;
	pthread_cond_t not_full, not_empty;
	size_t capacity, first, count;
	bool closed;
	void *items[];
};

vb_queue *vb_queue_new(size_t capacity)
{
	vb_queue *q;

	if (!capacity || capacity > ((size_t)-1 - sizeof(*q)) / sizeof(void *))
		return NULL;
	q = calloc(1, sizeof(*q) + capacity * sizeof(void *));
	if (!q)
		return NULL;
	q->capacity = capacity;
	pthread_mutex_init(&q->mutex, NULL);
	pthread_cond_init(&q->not_full, NULL);
	pthread_cond_init(&q->not_empty, NULL);
	return q;
}

void vb_queue_free(vb_queue *q)
{
	if (!q)
		return;
	pthread_cond_destroy(&q->not_empty);
	pthread_cond_destroy(&q->not_full);
	pthread_mutex_destroy(&q->mutex);
	free(q);
}

bool vb_queue_put(vb_queue *q, void *item)
{
	bool done = false;

	pthread_mutex_lock(&q->mutex);
	while (!q->closed && q->count == q->capacity)
		pthread_cond_wait(&q->not_full, &q->mutex);
	if (!q->closed) {
		q->items[(q->first + q->count) % q->capacity] = item;
		q->count++;
		done = true;
		pthread_cond_signal(&q->not_empty);
	}
	pthread_mutex_unlock(&q->mutex);
	return done;
}

void *vb_queue_take(vb_queue *q)
{
	void *item = NULL;

	pthread_mutex_lock(&q->mutex);
	while (!q->closed && !q->count)
		pthread_cond_wait(&q->not_empty, &q->mutex);
	if (q->count) {
		item = q->items[q->first];
		q->first = (q->first + 1) % q->capacity;
		q->count--;
		pthread_cond_signal(&q->not_full);
	}
	pthread_mutex_unlock(&q->mutex);
	return item;
}

void vb_queue_close(vb_queue *q)
{
	pthread_mutex_lock(&q->mutex);
	q->closed = true;
	pthread_cond_broadcast(&q->not_empty);
	pthread_cond_broadcast(&q->not_full);
	pthread_mutex_unlock(&q->mutex);
}
