#include "base/clock.h"
#include "scratch.h"
#include "xapian-c/search.h"

#define SLOT 1

/* The words of documents 1 to 6, and their values in SLOT. */
static const struct {
	const char *text, *value;
} docs[] = {
	{ "a b c", "2001" }, { "a c b", "2002" },    { "b c e1", "2003" },
	{ "a", NULL },	     { "c x a e2", "2005" }, { "d ab abc e2", "2006" },
};

#define N_DOCS (sizeof(docs) / sizeof(docs[0]))

static vb_xapian_db *six_docs(void)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));

	for (size_t i = 0; i < N_DOCS; i++) {
		vb_xapian_doc *doc = doc_of(docs[i].text);

		OK(vb_xapian_doc_add_value(doc, SLOT,
					   vb_str_from(docs[i].value), &error));
		OK(vb_xapian_writer_add(NULL, writer, doc, &error));
		vb_xapian_doc_free(doc);
	}
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	return reader(in_scratch("db"));
}

static vb_xapian_query *term(const char *word)
{
	vb_xapian_query *query;

	OK(vb_xapian_query_term(&query, NULL, vb_str_from(word), 1, &error));
	return query;
}

/* The numbers that `query` finds, rising; frees the query. */
static const char *found(vb_xapian_db *db, vb_xapian_query *query)
{
	static struct list list;
	struct vb_xapian_range range = { .n = 1000 };
	vb_xapian_enquire *enq;
	struct vb_xapian_hit hit;
	vb_xapian_mset *mset;

	list = (struct list){ "", 0, 0 };
	OK(vb_xapian_enquire_new(&enq, db, &error));
	OK(vb_xapian_enquire_bool(enq, &error));
	OK(vb_xapian_enquire_set_query(enq, query, &error));
	vb_xapian_query_free(query);
	OK(vb_xapian_search(&mset, enq, &range, &error));
	for (uint32_t i = 0; i < vb_xapian_mset_size(mset); i++) {
		OK(vb_xapian_mset_hit(&hit, mset, i, &error));
		list_number(&list, hit.docid);
	}
	vb_xapian_mset_free(mset);
	vb_xapian_enquire_free(enq);
	return list.text;
}

/* What searching for `query` returns; frees the query. */
static vb_status search_status(vb_xapian_db *db, vb_xapian_query *query)
{
	struct vb_xapian_range range = { .n = 10, .check_at_least = 1 << 30 };
	vb_xapian_mset *mset = NULL;
	vb_xapian_enquire *enq;
	vb_status st;

	OK(vb_xapian_enquire_new(&enq, db, &error));
	OK(vb_xapian_enquire_set_query(enq, query, &error));
	vb_xapian_query_free(query);
	st = vb_xapian_search(&mset, enq, &range, &error);
	ck_assert_int_eq(st != VB_OK, mset == NULL);
	vb_xapian_mset_free(mset);
	vb_xapian_enquire_free(enq);
	return st;
}

static vb_xapian_query *group_of(enum vb_xapian_op op, const char *const *words,
				 uint32_t window)
{
	vb_xapian_query *parts[4], *out;
	struct vb_xapian_group group = { op, (const vb_xapian_query **)parts, 0,
					 window };

	for (; group.n < 4 && words[group.n]; group.n++)
		parts[group.n] = term(words[group.n]);
	OK(vb_xapian_query_group(&out, &group, &error));
	while (group.n--)
		vb_xapian_query_free(parts[group.n]);
	return out;
}

static const struct {
	enum vb_xapian_op op;
	const char *words[4];
	uint32_t window;
	const char *want;
} op_cases[] = {
	{ VB_XAPIAN_AND, { "a", "b" }, 0, "1 2" },
	{ VB_XAPIAN_AND, { "a", "b", "x" }, 0, "" },
	{ VB_XAPIAN_AND, { "a" }, 0, "1 2 4 5" },
	{ VB_XAPIAN_AND, { NULL }, 0, "" },
	{ VB_XAPIAN_AND, { "a", "none" }, 0, "" },
	{ VB_XAPIAN_OR, { "a", "b" }, 0, "1 2 3 4 5" },
	{ VB_XAPIAN_OR, { "a", "none" }, 0, "1 2 4 5" },
	{ VB_XAPIAN_AND_NOT, { "a", "b" }, 0, "4 5" },
	{ VB_XAPIAN_AND_NOT, { "a", "b", "x" }, 0, "4" },
	{ VB_XAPIAN_XOR, { "a", "b" }, 0, "3 4 5" },
	{ VB_XAPIAN_XOR, { "a", "b", "c" }, 0, "1 2 4" },
	{ VB_XAPIAN_AND_MAYBE, { "a", "b" }, 0, "1 2 4 5" },
	{ VB_XAPIAN_FILTER, { "a", "b" }, 0, "1 2" },
	{ VB_XAPIAN_FILTER, { "a", "c", "x" }, 0, "5" },
	{ VB_XAPIAN_NEAR, { "a", "b" }, 0, "1" },
	{ VB_XAPIAN_NEAR, { "b", "a" }, 3, "1 2" },
	{ VB_XAPIAN_NEAR, { "c", "a" }, 2, "2" },
	{ VB_XAPIAN_NEAR, { "c", "a" }, 3, "1 2 5" },
	{ VB_XAPIAN_PHRASE, { "a", "b" }, 0, "1" },
	{ VB_XAPIAN_PHRASE, { "a", "b", "c" }, 0, "1" },
	{ VB_XAPIAN_PHRASE, { "c", "a" }, 0, "" },
	{ VB_XAPIAN_PHRASE, { "c", "a" }, 3, "5" },
	{ VB_XAPIAN_SYNONYM, { "a", "b" }, 0, "1 2 3 4 5" },
	{ VB_XAPIAN_MAX, { "a", "b" }, 0, "1 2 3 4 5" },
	{ VB_XAPIAN_ELITE_SET, { "a", "b", "d" }, 0, "1 2 3 4 5 6" },
};

START_TEST(group__finds)
{
	vb_xapian_db *db = six_docs();

	ck_assert_str_eq(found(db, group_of(op_cases[_i].op, op_cases[_i].words,
					    op_cases[_i].window)),
			 op_cases[_i].want);
	vb_xapian_db_close(db);
}
END_TEST

/* The same words spread over two databases: what is found is the same. */
START_TEST(group__finds_in_shards)
{
	const char *paths[2] = { in_scratch("odd"), in_scratch("even") };
	vb_xapian_db *db;

	for (size_t shard = 0; shard < 2; shard++) {
		vb_xapian_writer *writer = new_writer(paths[shard]);

		for (size_t i = shard; i < N_DOCS; i += 2)
			add_text(writer, docs[i].text);
		OK(vb_xapian_writer_commit(writer, &error));
		vb_xapian_writer_close(writer);
	}
	OK(vb_xapian_db_open_many(&db, paths, 2, &error));
	ck_assert_str_eq(found(db, group_of(op_cases[_i].op, op_cases[_i].words,
					    op_cases[_i].window)),
			 op_cases[_i].want);
	vb_xapian_db_close(db);
}
END_TEST

/* With weights, the elite of one is the rarest word. */
START_TEST(elite__takes_the_rarest)
{
	static const char *const words[] = { "a", "b", "d", NULL };
	struct vb_xapian_range range = { .n = 10 };
	vb_xapian_db *db = six_docs();
	vb_xapian_query *query = group_of(VB_XAPIAN_ELITE_SET, words, 1);
	struct vb_xapian_hit hit;
	vb_xapian_enquire *enq;
	vb_xapian_mset *mset;

	OK(vb_xapian_enquire_new(&enq, db, &error));
	OK(vb_xapian_enquire_set_query(enq, query, &error));
	OK(vb_xapian_search(&mset, enq, &range, &error));
	ck_assert_uint_eq(vb_xapian_mset_size(mset), 1);
	OK(vb_xapian_mset_hit(&hit, mset, 0, &error));
	ck_assert_uint_eq(hit.docid, 6);
	vb_xapian_mset_free(mset);
	vb_xapian_enquire_free(enq);
	vb_xapian_query_free(query);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(all_and_nothing)
{
	vb_xapian_db *db = six_docs();
	vb_xapian_query *query;

	OK(vb_xapian_query_all(&query, &error));
	ck_assert_str_eq(found(db, query), "1 2 3 4 5 6");
	OK(vb_xapian_query_nothing(&query, &error));
	ck_assert_str_eq(found(db, query), "");
	vb_xapian_db_close(db);
}
END_TEST

static vb_xapian_query *ids_of(const uint32_t *ids, size_t n)
{
	vb_xapian_query *query;

	OK(vb_xapian_query_ids(&query, ids, n, &error));
	return query;
}

/* By itself; on either side of another query, which is asked first or last. */
START_TEST(ids__found)
{
	static const uint32_t ids[] = { 5, 1, 4, 3 };
	static const struct {
		enum vb_xapian_op op;
		bool first;
		const char *want;
	} cases[] = {
		{ VB_XAPIAN_AND, true, "1 4 5" },
		{ VB_XAPIAN_AND, false, "1 4 5" },
		{ VB_XAPIAN_AND_NOT, true, "3" },
		{ VB_XAPIAN_AND_NOT, false, "2" },
		{ VB_XAPIAN_OR, true, "1 2 3 4 5" },
	};
	vb_xapian_db *db = six_docs();

	ck_assert_str_eq(found(db, ids_of(ids, 4)), "1 3 4 5");
	ck_assert_str_eq(found(db, ids_of(ids, 0)), "");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		vb_xapian_query *a = term("a"), *list = ids_of(ids, 4), *both;
		const vb_xapian_query *parts[2] = { a, list };

		if (cases[i].first) {
			parts[0] = list;
			parts[1] = a;
		}
		OK(vb_xapian_query_combine(&both, cases[i].op, parts, 2,
					   &error));
		vb_xapian_query_free(a);
		vb_xapian_query_free(list);
		ck_assert_str_eq(found(db, both), cases[i].want);
	}
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(group__refuses)
{
	vb_xapian_query *a = term("a"), *query = NULL;

	ck_assert_int_eq(
		vb_xapian_query_term(&query, NULL, VB_STR_EMPTY, 1, &error),
		VB_BAD_INPUT);
	ck_assert_int_eq(vb_xapian_query_scale(&query, a, -1, &error),
			 VB_BAD_INPUT);
	ck_assert_int_eq(vb_xapian_query_constant(&query, a, -1, &error),
			 VB_BAD_INPUT);
	ck_assert_int_eq(vb_xapian_query_constant(&query, a, NAN, &error),
			 VB_BAD_INPUT);
	ck_assert_ptr_null(query);
	vb_xapian_query_free(a);
	vb_xapian_query_free(NULL);
}
END_TEST

START_TEST(phrase__of_groups)
{
	static const char *const words[] = { "a", "b", NULL };
	vb_xapian_db *db = six_docs();
	vb_xapian_query *both = group_of(VB_XAPIAN_AND, words, 0);
	vb_xapian_query *c = term("c"), *query = NULL;
	const vb_xapian_query *parts[2] = { both, c };
	vb_status st;

	st = vb_xapian_query_combine(&query, VB_XAPIAN_PHRASE, parts, 2,
				     &error);
	if (!st)
		st = search_status(db, query);
	ck_assert_int_eq(st, VB_UNSUPPORTED);
	vb_xapian_query_free(both);
	vb_xapian_query_free(c);
	vb_xapian_db_close(db);
}
END_TEST

/* Depth is refused before Xapian recurses over it. */
START_TEST(depth__limit)
{
	static const char *const words[] = { "a", "b", NULL };
	vb_xapian_query *deep = group_of(VB_XAPIAN_OR, words, 0), *next = NULL;
	vb_xapian_query *x = term("x");
	struct vb_buf text = VB_BUF_INIT(10000);
	vb_status st = VB_OK;
	int depth;

	for (depth = 2; depth < 1000; depth++) {
		/* Alternate, because Xapian flattens an OR of an OR. */
		const vb_xapian_query *parts[2] = { deep, x };

		st = vb_xapian_query_combine(
			&next, depth % 2 ? VB_XAPIAN_OR : VB_XAPIAN_AND, parts,
			2, &error);
		if (st)
			break;
		vb_xapian_query_free(deep);
		deep = next;
	}
	ck_assert_int_eq(st, VB_TOO_BIG);
	ck_assert_int_eq(depth, VB_XAPIAN_DEPTH_MAX);
	ck_assert_uint_eq(vb_xapian_query_leaves(deep), 2 + 62);
	ck_assert_int_eq(vb_xapian_query_scale(&next, deep, 2, &error),
			 VB_TOO_BIG);
	OK(vb_xapian_query_describe(&text, deep, &error));
	vb_buf_clear(&text);
	vb_xapian_query_free(deep);
	vb_xapian_query_free(x);
}
END_TEST

START_TEST(describe__phrase)
{
	static const char *const words[] = { "a", "b", NULL };
	vb_xapian_query *query = group_of(VB_XAPIAN_PHRASE, words, 0);
	struct vb_buf text = VB_BUF_INIT(1000);

	OK(vb_xapian_query_describe(&text, query, &error));
	ck_assert_str_eq(vb_buf_cstr(&text), "Query((a PHRASE 2 b))");
	vb_buf_clear(&text);
	vb_xapian_query_free(query);
}
END_TEST

static const struct {
	const char *begin, *end, *want;
} range_cases[] = {
	{ "2002", "2005", "2 3 5" }, { "2004", "2004", "" },
	{ "2005", "2002", "" },	     { "1", "3", "1 2 3 5 6" },
	{ "2003", NULL, "3 5 6" },			      /* >= */
	{ "2007", NULL, "" },	     { NULL, "2002", "1 2" }, /* <= */
	{ NULL, "2000", "" },
};

START_TEST(range__finds)
{
	struct vb_str begin = vb_str_from(range_cases[_i].begin);
	struct vb_str end = vb_str_from(range_cases[_i].end);
	vb_xapian_db *db = six_docs();
	vb_xapian_query *query;

	if (!range_cases[_i].end)
		OK(vb_xapian_query_ge(&query, SLOT, begin, &error));
	else if (!range_cases[_i].begin)
		OK(vb_xapian_query_le(&query, SLOT, end, &error));
	else
		OK(vb_xapian_query_range(&query, SLOT, begin, end, &error));
	ck_assert_str_eq(found(db, query), range_cases[_i].want);
	vb_xapian_db_close(db);
}
END_TEST

static const struct {
	const char *prefix;
	uint32_t max;
	enum vb_xapian_limit limit;
	const char *want; /* NULL: refused */
} wildcard_cases[] = {
	{ "a", 0, VB_XAPIAN_LIMIT_ERROR, "1 2 4 5 6" },
	{ "a", 3, VB_XAPIAN_LIMIT_ERROR, "1 2 4 5 6" },
	{ "a", 2, VB_XAPIAN_LIMIT_ERROR, NULL },
	{ "ab", 2, VB_XAPIAN_LIMIT_ERROR, "6" },
	{ "e", 1, VB_XAPIAN_LIMIT_FIRST, "3" },
	{ "e", 1, VB_XAPIAN_LIMIT_MOST_FREQUENT, "5 6" },
	{ "z", 1, VB_XAPIAN_LIMIT_ERROR, "" },
};

/* 3,000 documents with "all" and one number less. */
static vb_xapian_db *all_but_one(void)
{
	vb_xapian_writer *writer = new_writer(in_scratch("gap"));

	for (uint32_t i = 1; i <= 3001; i++) {
		vb_xapian_doc *doc = doc_of(i % 2 ? "all odd" : "all even");

		OK(vb_xapian_writer_add(NULL, writer, doc, &error));
		vb_xapian_doc_free(doc);
	}
	OK(vb_xapian_writer_delete(writer, 1500, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	return reader(in_scratch("gap"));
}

static uint32_t count_found(const vb_xapian_db *db, vb_xapian_query *query,
			    bool weighed)
{
	struct vb_xapian_range range = { .n = 4000 };
	vb_xapian_enquire *enq;
	vb_xapian_mset *mset;
	uint32_t n;

	OK(vb_xapian_enquire_new(&enq, db, &error));
	OK(vb_xapian_enquire_set_query(enq, query, &error));
	if (!weighed)
		OK(vb_xapian_enquire_bool(enq, &error));
	OK(vb_xapian_search(&mset, enq, &range, &error));
	n = vb_xapian_mset_size(mset);
	vb_xapian_mset_free(mset);
	vb_xapian_enquire_free(enq);
	return n;
}

/* Xapian 1.4 fails on these unless it is told whose term it is. */
START_TEST(term__of_all_documents)
{
	static const enum vb_xapian_op ops[] = { VB_XAPIAN_AND, VB_XAPIAN_OR,
						 VB_XAPIAN_FILTER,
						 VB_XAPIAN_SYNONYM };
	static const uint32_t n[] = { 1501, 3000, 1501, 3000 };
	vb_xapian_db *db = all_but_one();
	vb_xapian_query *parts[2], *query, *scaled;

	OK(vb_xapian_query_term(&parts[0], db, VB_STR("odd"), 1, &error));
	OK(vb_xapian_query_term(&parts[1], db, VB_STR("all"), 1, &error));
	for (int weighed = 0; weighed < 2; weighed++)
		ck_assert_uint_eq(count_found(db, parts[1], weighed), 3000);
	for (size_t i = 0; i < 4; i++) {
		OK(vb_xapian_query_combine(&query, ops[i],
					   (const vb_xapian_query **)parts, 2,
					   &error));
		OK(vb_xapian_query_scale(&scaled, query, 0, &error));
		for (int weighed = 0; weighed < 2; weighed++) {
			ck_assert_uint_eq(count_found(db, query, weighed),
					  n[i]);
			ck_assert_uint_eq(count_found(db, scaled, weighed),
					  n[i]);
		}
		vb_xapian_query_free(query);
		vb_xapian_query_free(scaled);
	}
	vb_xapian_query_free(parts[0]);
	vb_xapian_query_free(parts[1]);
	vb_xapian_db_close(db);
}
END_TEST

START_TEST(wildcard__limits)
{
	static const enum vb_xapian_op combiners[] = { VB_XAPIAN_OR,
						       VB_XAPIAN_SYNONYM,
						       VB_XAPIAN_MAX };
	struct vb_xapian_wildcard wildcard = {
		vb_str_from(wildcard_cases[_i].prefix), wildcard_cases[_i].max,
		wildcard_cases[_i].limit, 0
	};
	vb_xapian_db *db = six_docs();
	vb_xapian_query *query;

	for (size_t i = 0; i < 3; i++) {
		wildcard.combiner = combiners[i];
		OK(vb_xapian_query_wildcard(&query, &wildcard, &error));
		if (wildcard_cases[_i].want) {
			ck_assert_str_eq(found(db, query),
					 wildcard_cases[_i].want);
			continue;
		}
		ck_assert_int_eq(search_status(db, query), VB_TOO_BIG);
		ck_assert_ptr_nonnull(strstr(error.message, "wildcard"));
	}
	wildcard.combiner = VB_XAPIAN_AND;
	ck_assert_int_eq(vb_xapian_query_wildcard(&query, &wildcard, &error),
			 VB_BAD_INPUT);
	vb_xapian_db_close(db);
}
END_TEST

/* A term that cannot be stored is found nowhere, in whatever way asked. */
START_TEST(term__too_long_to_exist)
{
	static char big[5000];
	vb_xapian_db *db = six_docs();
	vb_xapian_query *query;
	uint32_t n = 9;

	memset(big, 'x', sizeof(big));
	OK(vb_xapian_query_term(&query, NULL, vb_str_of(big, sizeof(big)), 1,
				&error));
	ck_assert_str_eq(found(db, query), "");
	OK(vb_xapian_db_termfreq(&n, db, vb_str_of(big, sizeof(big)), &error));
	ck_assert_uint_eq(n, 0);
	vb_xapian_db_close(db);
}
END_TEST

static vb_xapian_query *with_deadline(vb_xapian_query *query, int64_t in_us)
{
	vb_xapian_query *out;

	OK(vb_xapian_query_deadline(&out, query, vb_clock_us() + in_us,
				    &error));
	vb_xapian_query_free(query);
	return out;
}

#define HOUR_US 3600000000LL

/* A deadline far away changes nothing. */
START_TEST(deadline__far)
{
	vb_xapian_db *db = six_docs();

	ck_assert_str_eq(found(db, with_deadline(group_of(op_cases[_i].op,
							  op_cases[_i].words,
							  op_cases[_i].window),
						 HOUR_US)),
			 op_cases[_i].want);
	vb_xapian_db_close(db);
}
END_TEST

/* Numbers with gaps: the source must not invent the deleted documents. */
START_TEST(deadline__all_with_gaps)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_query *query;
	vb_xapian_db *db;

	for (int i = 0; i < 9; i++)
		add_text(writer, "a");
	OK(vb_xapian_writer_delete(writer, 1, &error));
	OK(vb_xapian_writer_delete(writer, 5, &error));
	OK(vb_xapian_writer_delete(writer, 6, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	db = reader(in_scratch("db"));
	OK(vb_xapian_query_all(&query, &error));
	ck_assert_str_eq(found(db, with_deadline(query, HOUR_US)),
			 "2 3 4 7 8 9");
	vb_xapian_db_close(db);
}
END_TEST

static void make_big(const char *path, int n)
{
	vb_xapian_writer *writer = new_writer(path);
	vb_xapian_doc *doc = doc_of("t0 t1 t2 t3 t4 t5 t6 t7 t8 t9");

	for (int i = 0; i < n; i++)
		OK(vb_xapian_writer_add(NULL, writer, doc, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_doc_free(doc);
	vb_xapian_writer_close(writer);
}

/* 20,000 documents of one term, alone and in two shards. */
START_TEST(deadline__stops_a_match)
{
	const char *paths[2] = { in_scratch("big"), in_scratch("big2") };
	struct vb_xapian_wildcard wildcard = { VB_STR("t"), 0, 0,
					       VB_XAPIAN_OR };
	vb_xapian_query *query;
	vb_xapian_db *db;

	make_big(paths[0], 20000);
	make_big(paths[1], 100);
	for (size_t shards = 1; shards <= 2; shards++) {
		OK(vb_xapian_db_open_many(&db, paths, shards, &error));
		OK(search_status(db, with_deadline(term("t0"), HOUR_US)));
		ck_assert_int_eq(
			search_status(db, with_deadline(term("t0"), 0)),
			VB_TIMEOUT);
		ck_assert_int_eq(error.status, VB_TIMEOUT);
		/* It starts in time and ends in the middle: 200,000 postings
		 * within 0.3 ms would be one in 1.5 ns. */
		OK(vb_xapian_query_wildcard(&query, &wildcard, &error));
		ck_assert_int_eq(search_status(db, with_deadline(query, 300)),
				 VB_TIMEOUT);
		OK(search_status(db, with_deadline(term("t1"), HOUR_US)));
		vb_xapian_db_close(db);
	}
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("query");
	int n_ops = sizeof(op_cases) / sizeof(op_cases[0]);

	tcase_add_loop_test(tc, group__finds, 0, n_ops);
	tcase_add_loop_test(tc, group__finds_in_shards, 0, n_ops);
	tcase_add_test(tc, elite__takes_the_rarest);
	tcase_add_test(tc, all_and_nothing);
	tcase_add_test(tc, ids__found);
	tcase_add_test(tc, group__refuses);
	tcase_add_test(tc, phrase__of_groups);
	tcase_add_test(tc, depth__limit);
	tcase_add_test(tc, describe__phrase);
	tcase_add_loop_test(tc, range__finds, 0,
			    sizeof(range_cases) / sizeof(range_cases[0]));
	tcase_add_test(tc, term__of_all_documents);
	tcase_add_loop_test(tc, wildcard__limits, 0,
			    sizeof(wildcard_cases) / sizeof(wildcard_cases[0]));
	tcase_add_test(tc, term__too_long_to_exist);
	tcase_add_loop_test(tc, deadline__far, 0, n_ops);
	tcase_add_test(tc, deadline__all_with_gaps);
	tcase_add_test(tc, deadline__stops_a_match);
	return run_tests(tc, "xapian-c/query");
}
