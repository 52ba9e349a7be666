/*
 * All that a query matches, against the hits of Xapian's own search.
 */
#include "random.h"
#include "xapian-c/found.h"
#include "xapian-c/lists.h"

static uint32_t numbers[2][DOCS + 1000];

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static size_t search_all(uint32_t *out, const vb_xapian_db *db,
			 const vb_xapian_query *query)
{
	struct vb_xapian_range everything = { .n = DOCS + 1000 };
	vb_xapian_enquire *enq;
	vb_xapian_mset *mset;
	size_t n;

	OK(vb_xapian_enquire_new(&enq, db, &error));
	OK(vb_xapian_enquire_set_query(enq, query, &error));
	OK(vb_xapian_enquire_bool(enq, &error));
	OK(vb_xapian_search(&mset, enq, &everything, &error));
	n = vb_xapian_mset_size(mset);
	for (uint32_t i = 0; i < n; i++) {
		struct vb_xapian_hit hit;

		OK(vb_xapian_mset_hit(&hit, mset, i, &error));
		out[i] = hit.docid;
	}
	qsort(out, n, sizeof(*out), by_number);
	vb_xapian_mset_free(mset);
	vb_xapian_enquire_free(enq);
	return n;
}

static size_t find_all(uint32_t *out, const vb_xapian_db *db,
		       const vb_xapian_query *query)
{
	vb_xapian_found *found;
	size_t n;

	OK(vb_xapian_find(&found, db, query, NULL, &error));
	n = vb_xapian_found_size(found);
	vb_xapian_found_numbers(out, found);
	vb_xapian_found_free(found);
	return n;
}

static void compare(const vb_xapian_db *db, const vb_xapian_query *query)
{
	static struct vb_buf text = VB_BUF_INIT(1 << 20);
	size_t n = search_all(numbers[0], db, query);
	size_t m = find_all(numbers[1], db, query);

	vb_buf_truncate(&text, 0);
	OK(vb_xapian_query_describe(&text, query, &error));
	ck_assert_msg(m == n, "%zu, not %zu: %s", m, n, vb_buf_cstr(&text));
	ck_assert_mem_eq(numbers[0], numbers[1], n * sizeof(numbers[0][0]));
}

static vb_xapian_query *random_leaf(void)
{
	vb_xapian_query *query;
	char from[16], to[16];
	uint32_t ids[50];

	switch (draw(12)) {
	case 0:
		OK(vb_xapian_query_all(&query, &error));
		return keep(query);
	case 1:
		OK(vb_xapian_query_nothing(&query, &error));
		return keep(query);
	case 2:
		snprintf(from, sizeof(from), "%05u", draw(DOCS));
		snprintf(to, sizeof(to), "%05u", draw(DOCS));
		OK(vb_xapian_query_range(&query, SLOT, vb_str_from(from),
					 vb_str_from(to), &error));
		return keep(query);
	case 3: /* of documents that there are */
		for (uint32_t i = 0; i < 50; i++)
			ids[i] = 6 + 97 * draw(200);
		OK(vb_xapian_query_ids(&query, ids, 1 + draw(2), &error));
		return keep(query);
	default:
		return random_term();
	}
}

static vb_xapian_query *random_tree(unsigned depth)
{
	static const enum vb_xapian_op ops[] = {
		VB_XAPIAN_AND,	   VB_XAPIAN_AND,     VB_XAPIAN_OR,
		VB_XAPIAN_OR,	   VB_XAPIAN_FILTER,  VB_XAPIAN_AND_NOT,
		VB_XAPIAN_SYNONYM, VB_XAPIAN_SYNONYM, VB_XAPIAN_XOR,
	};
	vb_xapian_query *parts[4];
	enum vb_xapian_op op;
	size_t n = 2 + draw(3);

	if (!depth || !draw(4))
		return random_leaf();
	op = ops[draw(sizeof(ops) / sizeof(ops[0]))];
	for (size_t i = 0; i < n; i++)
		parts[i] = op == VB_XAPIAN_SYNONYM ? random_term() :
						     random_tree(depth - 1);
	parts[0] = combine(op, parts, n);
	return draw(4) ? parts[0] : scaled(parts[0], draw(2));
}

START_TEST(found__as_searched)
{
	vb_xapian_db *db = collection_with(rooms[_i]);

	for (uint64_t seed = 1; seed <= 150; seed++) {
		state = seed * 15485863 + (uint64_t)_i;
		compare(db, random_tree(3));
		free_made();
	}
	vb_xapian_db_close(db);
}
END_TEST

/* What a sum matches is what its parts match. */
START_TEST(found__sum)
{
	vb_xapian_db *db;

	make_collection(in_scratch("db"));
	db = reader(in_scratch("db"));
	for (uint64_t seed = 1; seed <= 20; seed++) {
		vb_xapian_query *parts[2], *query;
		struct vb_xapian_sum sum = {
			.db = db,
			.bm25 = VB_XAPIAN_BM25_INIT,
			.required = (const vb_xapian_query **)parts,
			.n_required = 2
		};

		state = seed;
		parts[0] = random_term();
		parts[1] = random_group(VB_XAPIAN_SYNONYM);
		OK(vb_xapian_query_sum(&query, &sum, &error));
		compare(db, keep(query));
		free_made();
	}
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(found__many_databases)
{
	vb_xapian_db *db = two_shards();

	for (uint64_t seed = 1; seed <= 50; seed++) {
		vb_xapian_query *parts[2];

		state = seed;
		parts[0] = random_term();
		parts[1] = random_term();
		compare(db, combine(draw(2) ? VB_XAPIAN_AND : VB_XAPIAN_OR,
				    parts, 2));
		free_made();
	}
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(found__empty_database)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_query *query;
	vb_xapian_db *db;

	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	db = reader(in_scratch("db"));
	OK(vb_xapian_query_all(&query, &error));
	ck_assert_uint_eq(find_all(numbers[0], db, keep(query)), 0);
	ck_assert_uint_eq(find_all(numbers[0], db, random_term()), 0);
	free_made();
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(found__limits)
{
	struct vb_limit past = { 1, INT64_MAX };
	struct vb_xapian_wildcard wild = { VB_STR("t"), 2,
					   VB_XAPIAN_LIMIT_ERROR,
					   VB_XAPIAN_OR };
	vb_xapian_found *found;
	vb_xapian_query *query;
	vb_xapian_db *db;

	make_collection(in_scratch("db"));
	db = reader(in_scratch("db"));
	ck_assert_int_eq(
		vb_xapian_find(&found, db, random_term(), &past, &error),
		VB_TIMEOUT);
	OK(vb_xapian_query_wildcard(&query, &wild, &error));
	ck_assert_int_eq(vb_xapian_find(&found, db, keep(query), NULL, &error),
			 VB_TOO_BIG);
	free_made();
	vb_xapian_db_close(db);
}
END_TEST

/* Handles that share a store see each its own revision. */
START_TEST(found__shared_store)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_lists *lists;
	vb_xapian_db *old, *fresh;
	vb_xapian_query *query;

	OK(vb_xapian_lists_new(&lists, VB_XAPIAN_LISTS_BYTES, &error));
	state = 3;
	for (uint32_t i = 0; i < 1000; i++)
		add_doc(writer, i);
	OK(vb_xapian_writer_commit(writer, &error));
	old = reader(in_scratch("db"));
	OK(vb_xapian_db_use_lists(old, lists, &error));
	OK(vb_xapian_query_term(&query, NULL, VB_STR("t00"), 1, &error));
	keep(query);
	for (int i = 0; i < 3; i++)
		ck_assert_uint_eq(find_all(numbers[0], old, query), 999);
	OK(vb_xapian_writer_delete(writer, 500, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	fresh = reader(in_scratch("db"));
	OK(vb_xapian_db_use_lists(fresh, lists, &error));
	vb_xapian_lists_free(lists);
	for (int i = 0; i < 3; i++) {
		ck_assert_uint_eq(find_all(numbers[0], fresh, query), 998);
		ck_assert_uint_eq(find_all(numbers[0], old, query), 999);
	}
	OK(vb_xapian_db_reopen(NULL, old, &error));
	ck_assert_uint_eq(find_all(numbers[0], old, query), 998);
	free_made();
	vb_xapian_db_close(old);
	vb_xapian_db_close(fresh);
	vb_xapian_writer_close(writer);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("found");

	tcase_set_timeout(tc, 240);
	tcase_add_loop_test(tc, found__as_searched, 0, ROOMS);
	tcase_add_test(tc, found__sum);
	tcase_add_test(tc, found__many_databases);
	tcase_add_test(tc, found__empty_database);
	tcase_add_test(tc, found__limits);
	tcase_add_test(tc, found__shared_store);
	return run_tests(tc, "xapian-c/found");
}
