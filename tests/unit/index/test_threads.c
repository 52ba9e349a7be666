/*
 * Searchers beside a writer that commits, replaces and publishes: what was
 * there is always found, once, and the answers never go back in time. Meant
 * for ThreadSanitizer too.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "built.h"

#define BASE 40 /* documents that are always there */
#define READERS 4
#define ROUNDS 12

struct reader {
	pthread_t thread;
	unsigned searches;
	char fault[400]; /* of the first failure */
};

static atomic_bool done;
static vb_shared *shared;

static bool check_hits(struct reader *me, const struct vb_results *r)
{
	unsigned base = 0;

	for (size_t i = 0; i < r->n_hits; i++) {
		base += vb_str_starts(r->hits[i].id, VB_STR("base-"));
		for (size_t k = 0; k < i; k++)
			if (vb_str_eq(r->hits[i].id, r->hits[k].id))
				snprintf(me->fault, sizeof(me->fault),
					 "%.*s twice",
					 VB_STR_ARG(r->hits[i].id));
	}
	if (base != BASE)
		snprintf(me->fault, sizeof(me->fault), "%u of %d", base, BASE);
	return !me->fault[0];
}

static bool search_once(struct reader *me, vb_searcher *s, uint64_t *revision,
			const char *query)
{
	struct vb_request request = { .query = vb_str_from(query),
				      .n = 1000,
				      .snippets = true,
				      .facets = true,
				      .match = VB_MATCH_ALL,
				      .timeout_ms = 60000 };
	struct vb_arena own = VB_ARENA_INIT;
	struct vb_error why = VB_ERROR_INIT;
	struct vb_results r;
	vb_status st = vb_search(&r, s, &request, &own, &why);
	bool ok = false;

	me->searches++;
	if (st == VB_BUSY)
		ok = true; /* overtaken thrice: allowed, and rare */
	else if (st)
		snprintf(me->fault, sizeof(me->fault), "%s: %s",
			 vb_status_text(st), why.message);
	else if (r.revision < *revision)
		snprintf(me->fault, sizeof(me->fault), "back in time");
	else
		ok = check_hits(me, &r);
	if (!st)
		*revision = r.revision;
	vb_arena_clear(&own);
	return ok;
}

static void *reader_main(void *arg)
{
	struct vb_error why = VB_ERROR_INIT;
	struct reader *me = arg;
	uint64_t revision = 0;
	bool ok = true;
	vb_searcher *s;

	while (ok && !atomic_load(&done)) {
		if (vb_searcher_open_shared(&s, dir, shared, &why)) {
			snprintf(me->fault, sizeof(me->fault), "open: %s",
				 why.message);
			return NULL;
		}
		for (int i = 0; ok && i < 20 && !atomic_load(&done); i++)
			ok = search_once(me, s, &revision,
					 i % 2 ? "nội dung" : "\"nội dung\"");
		vb_searcher_close(s);
	}
	return NULL;
}

static void write_round(int round)
{
	put_many("more", round * 10, round * 10 + 10, "Nội dung");
	put_many("base", 0, BASE / 2,
		 round % 2 ? "Nội dung mới" : "Nội dung cũ");
	update_index(round % 4 == 3);
}

static void run_beside_readers(void (*write)(void))
{
	static struct reader readers[READERS];
	unsigned searches = 0;

	ck_ok(vb_shared_new(&shared, &err));
	memset(readers, 0, sizeof(readers));
	atomic_store(&done, false);
	for (int i = 0; i < READERS; i++)
		ck_assert_int_eq(pthread_create(&readers[i].thread, NULL,
						reader_main, &readers[i]),
				 0);
	write();
	atomic_store(&done, true);
	for (int i = 0; i < READERS; i++) {
		pthread_join(readers[i].thread, NULL);
		searches += readers[i].searches;
	}
	for (int i = 0; i < READERS; i++)
		ck_assert_str_eq(readers[i].fault, "");
	vb_shared_free(shared);
	ck_assert_uint_gt(searches, 0);
}

static void write_rounds(void)
{
	for (int round = 0; round < ROUNDS; round++)
		write_round(round);
}

START_TEST(threads__updates)
{
	put_many("base", 0, BASE, "Nội dung");
	update_index(false);
	run_beside_readers(write_rounds);
	ck_assert_uint_eq(search_for("nội dung").total, BASE + 10 * ROUNDS);
}
END_TEST

static void write_bulk(void)
{
	put_many("bulk", 0, 1300, "Tập khác");
	update_index(false);
	put_many("bulk", 0, 1300, "Tập khác nữa");
	update_index(false);
}

START_TEST(threads__bulk)
{
	put_many("base", 0, BASE, "Nội dung");
	update_index(false);
	run_beside_readers(write_bulk);
	ck_assert_uint_eq(search_for("khác nữa").total, 1300);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/threads");
	TCase *t = add_case(s, "threads");

	tcase_set_timeout(t, 240);
	tcase_add_test(t, threads__updates);
	tcase_add_test(t, threads__bulk);
	return run_suite(s);
}
