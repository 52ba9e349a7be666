#include <pthread.h>
#include <stdint.h>
#include <unistd.h>

#include "base/queue.h"
#include "tool.h"

#define ITEMS 20000
#define THREADS 4

static vb_queue *queue;
static unsigned char taken[THREADS * ITEMS + 1];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

START_TEST(queue__order_and_close)
{
	vb_queue *q = vb_queue_new(3);
	int a, b;

	ck_assert(vb_queue_put(q, &a));
	ck_assert(vb_queue_put(q, &b));
	ck_assert_ptr_eq(vb_queue_take(q), &a);
	ck_assert(vb_queue_put(q, &a));
	ck_assert(vb_queue_put(q, &a)); /* around the end of the ring */
	vb_queue_close(q);
	vb_queue_close(q);
	ck_assert(!vb_queue_put(q, &b));
	ck_assert_ptr_eq(vb_queue_take(q), &b);
	ck_assert_ptr_eq(vb_queue_take(q), &a);
	ck_assert_ptr_eq(vb_queue_take(q), &a);
	ck_assert_ptr_null(vb_queue_take(q));
	ck_assert_ptr_null(vb_queue_take(q));
	vb_queue_free(q);
	vb_queue_free(NULL);
}
END_TEST

START_TEST(queue__impossible_capacity)
{
	ck_assert_ptr_null(vb_queue_new(0));
	ck_assert_ptr_null(vb_queue_new(SIZE_MAX));
	ck_assert_ptr_null(vb_queue_new(SIZE_MAX / 8));
}
END_TEST

static void *produce(void *first)
{
	for (uintptr_t i = 0; i < ITEMS; i++)
		if (!vb_queue_put(queue, (void *)((uintptr_t)first + i)))
			return "closed";
	return NULL;
}

static void *consume(void *ctx)
{
	uintptr_t last[THREADS] = { 0 }, item;

	(void)ctx;
	while ((item = (uintptr_t)vb_queue_take(queue))) {
		size_t from = (item - 1) / ITEMS;

		if (item <= last[from])
			return "out of order";
		last[from] = item;
		pthread_mutex_lock(&mutex);
		taken[item]++;
		pthread_mutex_unlock(&mutex);
	}
	return NULL;
}

/* Each item once, and those of one producer in their order. */
START_TEST(queue__many_threads)
{
	static const size_t capacities[] = { 1, 2, 7, 1000 };
	pthread_t in[THREADS], out[THREADS];
	void *trouble;

	memset(taken, 0, sizeof(taken));
	queue = vb_queue_new(capacities[_i]);
	for (uintptr_t i = 0; i < THREADS; i++) {
		void *first = (void *)(i * ITEMS + 1);

		ck_assert(!pthread_create(&in[i], NULL, produce, first));
		ck_assert(!pthread_create(&out[i], NULL, consume, NULL));
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(in[i], &trouble);
		ck_assert_ptr_null(trouble);
	}
	vb_queue_close(queue);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(out[i], &trouble);
		ck_assert_msg(!trouble, "%s", (char *)trouble);
	}
	for (size_t i = 1; i <= THREADS * ITEMS; i++)
		ck_assert_int_eq(taken[i], 1);
	vb_queue_free(queue);
}
END_TEST

static void *put_one(void *item)
{
	return vb_queue_put(queue, item) ? item : NULL;
}

static void *take_one(void *ctx)
{
	(void)ctx;
	return vb_queue_take(queue);
}

/* Closing wakes those who wait for room and those who wait for items. */
START_TEST(queue__close_wakes)
{
	pthread_t threads[4];
	void *got;
	int x;

	queue = vb_queue_new(1);
	ck_assert(vb_queue_put(queue, &x));
	for (int i = 0; i < 4; i++)
		ck_assert(!pthread_create(&threads[i], NULL, put_one, &x));
	usleep(50000);
	vb_queue_close(queue);
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], &got);
		ck_assert_ptr_null(got);
	}
	vb_queue_free(queue);
	queue = vb_queue_new(1);
	for (int i = 0; i < 4; i++)
		ck_assert(!pthread_create(&threads[i], NULL, take_one, NULL));
	usleep(50000);
	vb_queue_close(queue);
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], &got);
		ck_assert_ptr_null(got);
	}
	vb_queue_free(queue);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("queue");
	TCase *t = tcase_create("queue");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, queue__order_and_close);
	tcase_add_test(t, queue__impossible_capacity);
	tcase_add_loop_test(t, queue__many_threads, 0, 4);
	tcase_add_test(t, queue__close_wakes);
	return run_case(s, t);
}
