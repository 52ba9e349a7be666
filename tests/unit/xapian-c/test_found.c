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

static vb_xapian_query *any_word(const char *const words[4])
{
	vb_xapian_query *terms[4];

	for (int i = 0; i < 4; i++) {
		OK(vb_xapian_query_term(&terms[i], NULL, vb_str_from(words[i]),
					1, &error));
		keep(terms[i]);
	}
	return combine(VB_XAPIAN_OR, terms, 4);
}

/* Handles that share a store see each its own revision. */
START_TEST(found__shared_store)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_lists *lists;
	static const char *const words[4] = { "t00", "no", "nor", "none" };
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
	if (_i)
		query = any_word(words);
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

/* ---- where words of 64 bits and blocks of 32,768 documents end */

static uint32_t last_id; /* of the collection below */

static bool is_held(uint32_t id)
{
	return id <= 7000 || (id >= 32700 && id <= 32840) ||
	       (id >= 65400 && id <= last_id);
}

static bool at_edge(uint32_t id)
{
	static const uint32_t edges[] = { 1,	 63,	64,    65,
					  127,	 128,	6999,  32767,
					  32768, 32769, 65535, 65536 };

	for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++)
		if (id == edges[i])
			return true;
	return id == last_id;
}

static bool is_odd(uint32_t id)
{
	return id % 2;
}

static bool is_no_seventh(uint32_t id)
{
	return id % 7;
}

static bool is_ninth(uint32_t id)
{
	return !(id % 9);
}

static bool is_early(uint32_t id)
{
	return id <= 4096;
}

static bool is_late(uint32_t id)
{
	return id >= 65472;
}

static bool is_last(uint32_t id)
{
	return id == last_id;
}

static bool is_none(uint32_t id)
{
	(void)id;
	return false;
}

/* More than one in 16 up to its last is many. */
static const struct {
	const char *name;
	bool (*has)(uint32_t id);
	uint32_t wdf;
} parts[] = {
	{ "odd", is_odd, 1 },	   { "seven", is_no_seventh, 0 },
	{ "nine", is_ninth, 300 }, { "early", is_early, 1 },
	{ "late", is_late, 255 },  { "edge", at_edge, 0 },
	{ "last", is_last, 254 },  { "none", is_none, 1 },
};

#define PARTS (sizeof(parts) / sizeof(parts[0]))

static void make_edges(const char *path)
{
	vb_xapian_writer *writer = new_writer(path);
	vb_xapian_doc *doc;

	OK(vb_xapian_doc_new(&doc, &error));
	for (uint32_t id = 1; id <= last_id; id++) {
		if (!is_held(id))
			continue;
		OK(vb_xapian_doc_clear(doc, &error));
		for (size_t i = 0; i < PARTS; i++)
			if (parts[i].has(id))
				OK(vb_xapian_doc_add_term(
					doc, vb_str_from(parts[i].name),
					parts[i].wdf, &error));
		OK(vb_xapian_writer_replace(writer, id, doc, &error));
	}
	vb_xapian_doc_free(doc);
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
}

/* Sets of parts: bit i is parts[i]. */
static const unsigned sets[] = { 1,  2,	 4,  8,	  16,  32,  64,
				 12, 17, 60, 120, 228, 241, 255 };

#define SETS (sizeof(sets) / sizeof(sets[0]))

static bool in_set(unsigned set, uint32_t id)
{
	for (size_t i = 0; i < PARTS; i++)
		if (set >> i & 1 && parts[i].has(id))
			return true;
	return false;
}

static vb_xapian_query *any_of(unsigned set, enum vb_xapian_op op)
{
	vb_xapian_query *terms[PARTS];
	size_t n = 0;

	for (size_t i = 0; i < PARTS; i++)
		if (set >> i & 1) {
			OK(vb_xapian_query_term(&terms[n], NULL,
						vb_str_from(parts[i].name), 1,
						&error));
			keep(terms[n++]);
		}
	return n == 1 ? terms[0] : combine(op, terms, n);
}

static bool fits(enum vb_xapian_op op, bool left, bool right)
{
	if (op == VB_XAPIAN_AND)
		return left && right;
	return op == VB_XAPIAN_OR ? left || right : left && !right;
}

static void check_edges(const vb_xapian_db *db, enum vb_xapian_op op,
			unsigned left, unsigned right)
{
	vb_xapian_query *both[] = { any_of(left, VB_XAPIAN_SYNONYM),
				    any_of(right, VB_XAPIAN_OR) };
	vb_xapian_query *query = combine(op, both, 2);
	size_t n = 0;

	for (uint32_t id = 1; id <= last_id; id++)
		if (is_held(id) &&
		    fits(op, in_set(left, id), in_set(right, id)))
			numbers[0][n++] = id;
	for (int i = 0; i < 3; i++) { /* lists come, unions come, both are */
		ck_assert_uint_eq(find_all(numbers[1], db, query), n);
		ck_assert_mem_eq(numbers[0], numbers[1],
				 n * sizeof(numbers[0][0]));
	}
	free_made();
}

START_TEST(found__edges)
{
	static const enum vb_xapian_op ops[] = { VB_XAPIAN_AND, VB_XAPIAN_OR,
						 VB_XAPIAN_AND_NOT };
	/* the last word of bits is full, has one, lacks one */
	static const uint32_t lasts[] = { 65663, 65664, 65726 };
	static const size_t room[] = { 0, 60000, VB_XAPIAN_LISTS_BYTES };
	vb_xapian_lists *lists;
	vb_xapian_db *db;

	last_id = lasts[_i % 3];
	make_edges(in_scratch("db"));
	db = reader(in_scratch("db"));
	OK(vb_xapian_lists_new(&lists, room[_i / 3], &error));
	OK(vb_xapian_db_use_lists(db, lists, &error));
	vb_xapian_lists_free(lists);
	for (size_t op = 0; op < sizeof(ops) / sizeof(ops[0]); op++)
		for (size_t i = 0; i < SETS * SETS; i++)
			check_edges(db, ops[op], sets[i / SETS],
				    sets[i % SETS]);
	vb_xapian_db_close(db);
}
END_TEST

/* ---- what is kept of several terms together */

/* Whose letters are the same but for where a term ends is another. */
START_TEST(found__joined_names)
{
	static const char *const words[][4] = { { "a", "bc", "x", "y" },
						{ "ab", "c", "x", "y" },
						{ "ab", "cx", "y", "z" } };
	static const char *const held[] = { "a", "ab", "ab", "c", "cx", "z" };
	static const uint32_t want[] = { 1, 3, 4 };
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_doc *doc;
	vb_xapian_db *db;

	OK(vb_xapian_doc_new(&doc, &error));
	for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++) {
		OK(vb_xapian_doc_clear(doc, &error));
		OK(vb_xapian_doc_add_term(doc, vb_str_from(held[i]), 1,
					  &error));
		OK(vb_xapian_writer_add(NULL, writer, doc, &error));
	}
	vb_xapian_doc_free(doc);
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	db = reader(in_scratch("db"));
	for (int i = 0; i < 9; i++)
		ck_assert_uint_eq(
			find_all(numbers[0], db, any_word(words[i % 3])),
			want[i % 3]);
	free_made();
	vb_xapian_db_close(db);
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
	tcase_add_loop_test(tc, found__shared_store, 0, 2);
	tcase_add_loop_test(tc, found__edges, 0, 9);
	tcase_add_test(tc, found__joined_names);
	return run_tests(tc, "xapian-c/found");
}
