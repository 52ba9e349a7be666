/*
 * Sums against Xapian's own AND and OR of the same parts: the same documents
 * with the same weights, whatever is asked and however it is walked.
 */
#include <math.h>

#include "random.h"

static const struct vb_xapian_bm25 bm25 = {
	.k1 = 0.7, .k3 = 1, .b = 0.6, .min_length = 0.3
};

static vb_xapian_query *constant(vb_xapian_query *part, double weight)
{
	vb_xapian_query *query;

	OK(vb_xapian_query_constant(&query, part, weight, &error));
	return keep(query);
}

/* As a plan makes them: terms, synonyms, bonuses, and what is not simple. */
static vb_xapian_query *random_part(void)
{
	vb_xapian_query *two[2];
	enum vb_xapian_op op;

	switch (draw(11)) {
	case 0:
		return random_group(VB_XAPIAN_SYNONYM);
	case 1:
		two[0] = random_term();
		two[1] = scaled(random_group(VB_XAPIAN_SYNONYM), 0.1);
		return combine(VB_XAPIAN_OR, two, 2);
	case 2:
		return scaled(random_term(), 0.5 * draw(4));
	case 3:
		return constant(random_group(VB_XAPIAN_AND), 1 + draw(12));
	case 4: /* no MAX: in an OR Xapian 1.4 may crash on it */
		return random_group(VB_XAPIAN_XOR);
	case 5: /* as who issued a document: a set, however it is found */
		op = draw(2) ? VB_XAPIAN_OR : VB_XAPIAN_AND_NOT;
		two[0] = random_group(VB_XAPIAN_AND);
		two[1] = random_group(draw(2) ? VB_XAPIAN_OR :
						VB_XAPIAN_SYNONYM);
		return constant(combine(op, two, 2), 1 + draw(12));
	case 6: /* as a short form or what it stands for */
		two[0] = random_term();
		two[1] = scaled(random_group(VB_XAPIAN_AND), 0.5);
		return combine(VB_XAPIAN_OR, two, 2);
	case 7:
		return random_group(VB_XAPIAN_AND);
	default:
		return random_term();
	}
}

struct pair {
	vb_xapian_query *sum, *plain;
};

static vb_xapian_query *every_document(void)
{
	vb_xapian_query *all;

	OK(vb_xapian_query_all(&all, &error));
	return scaled(keep(all), 0);
}

/* `all`, with the weight of any of `more`, as Xapian can say it. */
static vb_xapian_query *plain_maybe(vb_xapian_query *all, vb_xapian_query *more)
{
	vb_xapian_query *either[2] = { more, every_document() };
	vb_xapian_query *both[2] = { all, combine(VB_XAPIAN_OR, either, 2) };

	return combine(VB_XAPIAN_AND, both, 2);
}

static struct pair random_sum(const vb_xapian_db *db)
{
	vb_xapian_query *required[3], *optional[5];
	struct vb_xapian_sum sum = { db,
				     bm25,
				     (const vb_xapian_query **)required,
				     draw(4),
				     (const vb_xapian_query **)optional,
				     draw(6) };
	struct pair out;

	if (!sum.n_required && !sum.n_optional)
		sum.n_optional = 1;
	for (size_t i = 0; i < sum.n_required; i++)
		required[i] = random_part();
	for (size_t i = 0; i < sum.n_optional; i++)
		optional[i] = random_part();
	OK(vb_xapian_query_sum(&out.sum, &sum, &error));
	keep(out.sum);
	if (!sum.n_required) {
		out.plain = combine(VB_XAPIAN_OR, optional, sum.n_optional);
		return out;
	}
	out.plain = combine(VB_XAPIAN_AND, required, sum.n_required);
	if (sum.n_optional)
		out.plain =
			plain_maybe(out.plain, combine(VB_XAPIAN_OR, optional,
						       sum.n_optional));
	return out;
}

static void add_maybe(struct pair *pair)
{
	vb_xapian_query *more = random_part(), *grown;

	OK(vb_xapian_query_maybe(&grown, pair->sum, more, &error));
	pair->sum = keep(grown);
	pair->plain = plain_maybe(pair->plain, more);
}

static void add_either(struct pair *pair)
{
	vb_xapian_query *more = random_part(), *grown;
	vb_xapian_query *parts[2] = { pair->plain, more };

	OK(vb_xapian_query_either(&grown, pair->sum, more, &error));
	pair->sum = keep(grown);
	pair->plain = combine(VB_XAPIAN_OR, parts, 2);
}

/* Within another query, on its left or its right side. */
static void put_within(struct pair *pair)
{
	static const enum vb_xapian_op ops[] = { VB_XAPIAN_FILTER,
						 VB_XAPIAN_AND_NOT,
						 VB_XAPIAN_AND, VB_XAPIAN_OR };
	enum vb_xapian_op op = ops[draw(4)];
	vb_xapian_query *other = random_term();
	bool left = draw(2);
	vb_xapian_query *sum[2] = { left ? pair->sum : other,
				    left ? other : pair->sum };
	vb_xapian_query *plain[2] = { left ? pair->plain : other,
				      left ? other : pair->plain };

	pair->sum = combine(op, sum, 2);
	pair->plain = combine(op, plain, 2);
}

static vb_xapian_mset *search(const vb_xapian_db *db, vb_xapian_query *query,
			      struct vb_xapian_range range)
{
	vb_xapian_enquire *enq;
	vb_xapian_mset *mset;

	OK(vb_xapian_enquire_new(&enq, db, &error));
	OK(vb_xapian_enquire_set_query(enq, query, &error));
	OK(vb_xapian_enquire_bm25(enq, &bm25, &error));
	OK(vb_xapian_search(&mset, enq, &range, &error));
	vb_xapian_enquire_free(enq);
	return mset;
}

static bool is_close(double a, double b)
{
	return fabs(a - b) <= 1e-4 * (1 + fabs(a));
}

/* By rank the weights are the same; of equal ones either may come first. */
/* Both queries, for a message. */
static const char *said(struct pair pair)
{
	static struct vb_buf text = VB_BUF_INIT(1 << 20);

	vb_buf_truncate(&text, 0);
	OK(vb_xapian_query_describe(&text, pair.sum, &error));
	OK(vb_buf_append_cstr(&text, " for "));
	OK(vb_xapian_query_describe(&text, pair.plain, &error));
	return vb_buf_cstr(&text);
}

static void same_weights(vb_xapian_mset *a, vb_xapian_mset *b)
{
	ck_assert_uint_eq(vb_xapian_mset_size(a), vb_xapian_mset_size(b));
	for (uint32_t i = 0; i < vb_xapian_mset_size(a); i++) {
		struct vb_xapian_hit x, y;

		OK(vb_xapian_mset_hit(&x, a, i, &error));
		OK(vb_xapian_mset_hit(&y, b, i, &error));
		ck_assert_msg(is_close(x.weight, y.weight),
			      "rank %u: %f, not %f", i, x.weight, y.weight);
	}
}

static float weights[2][DOCS + 1000];

static void note_weights(float *out, vb_xapian_mset *mset)
{
	for (uint32_t i = 0; i < DOCS + 1000; i++)
		out[i] = -1;
	for (uint32_t i = 0; i < vb_xapian_mset_size(mset); i++) {
		struct vb_xapian_hit hit;

		OK(vb_xapian_mset_hit(&hit, mset, i, &error));
		out[hit.docid] = (float)hit.weight;
	}
}

static void compare_all(const vb_xapian_db *db, struct pair pair)
{
	struct vb_xapian_range everything = { .n = DOCS + 1000 };
	vb_xapian_mset *a = search(db, pair.sum, everything);
	vb_xapian_mset *b = search(db, pair.plain, everything);

	ck_assert_uint_eq(vb_xapian_mset_size(a), vb_xapian_mset_size(b));
	note_weights(weights[0], a);
	note_weights(weights[1], b);
	for (uint32_t i = 0; i < DOCS + 1000; i++)
		ck_assert_msg(is_close(weights[0][i], weights[1][i]),
			      "document %u: %f, not %f: %s", i, weights[0][i],
			      weights[1][i], said(pair));
	vb_xapian_mset_free(a);
	vb_xapian_mset_free(b);
}

/* What is greatest, where Xapian tells how little will not do. */
static void compare_best(const vb_xapian_db *db, struct pair pair)
{
	struct vb_xapian_range best = { .n = 1 + draw(200) };
	struct vb_xapian_total x, y;
	vb_xapian_mset *a = search(db, pair.sum, best);
	vb_xapian_mset *b = search(db, pair.plain, best);

	same_weights(a, b);
	OK(vb_xapian_mset_total(&x, a, &error));
	OK(vb_xapian_mset_total(&y, b, &error));
	/* Xapian's own bound of a single term is a little looser */
	ck_assert_msg(fabs(x.max_possible - y.max_possible) <=
			      0.002 * (1 + y.max_possible),
		      "at most %f, not %f: %s", x.max_possible, y.max_possible,
		      said(pair));
	vb_xapian_mset_free(a);
	vb_xapian_mset_free(b);
}

static struct pair random_query(const vb_xapian_db *db)
{
	struct pair pair = random_sum(db);

	for (uint32_t n = draw(3); n; n--)
		if (draw(3))
			add_maybe(&pair);
		else
			add_either(&pair);
	if (!draw(3))
		put_within(&pair);
	return pair;
}

START_TEST(sum__as_xapian)
{
	vb_xapian_db *db = collection_with(rooms[_i]);

	for (uint64_t seed = 1 + (uint64_t)_i * 1000;
	     seed <= 120 + (uint64_t)_i * 1000; seed++) {
		struct pair pair;

		state = seed * 7919;
		pair = random_query(db);
		if (seed % 3)
			compare_best(db, pair);
		else
			compare_all(db, pair);
		free_made();
	}
	vb_xapian_db_close(db);
}
END_TEST

/* Of the best alone: all that weigh at least what was cut at. */
static void compare_cut(const vb_xapian_db *db, struct pair pair, uint32_t k)
{
	struct vb_xapian_range range = { .n = k };
	vb_xapian_mset *all, *some;
	vb_xapian_query *best;
	double cut;

	OK(vb_xapian_query_best(&best, pair.sum,
				(struct vb_xapian_wanted){ .k = k }, &error));
	if (!best)
		return;
	all = search(db, pair.sum, range);
	some = search(db, keep(best), range);
	cut = vb_xapian_query_cut(best);
	if (vb_xapian_mset_size(all) < k)
		ck_assert_double_eq(cut, 0);
	for (uint32_t i = 0; i < vb_xapian_mset_size(all); i++) {
		struct vb_xapian_hit x, y;

		OK(vb_xapian_mset_hit(&x, all, i, &error));
		if (x.weight < cut)
			break;
		OK(vb_xapian_mset_hit(&y, some, i, &error));
		ck_assert_uint_eq(x.docid, y.docid);
		ck_assert_double_eq(x.weight, y.weight);
	}
	vb_xapian_mset_free(all);
	vb_xapian_mset_free(some);
}

START_TEST(sum__best)
{
	uint32_t n_cut = 0;
	vb_xapian_db *db;

	make_collection(in_scratch("db"));
	db = reader(in_scratch("db"));
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct pair pair;

		state = seed * 104729;
		pair = random_sum(db);
		if (draw(2))
			add_maybe(&pair);
		compare_cut(db, pair, 1 + draw(300));
		n_cut += n_made && vb_xapian_query_cut(made[n_made - 1]) > 0;
		free_made();
	}
	ck_assert_uint_gt(n_cut, 50); /* else nothing was tested */
	vb_xapian_db_close(db);
}
END_TEST

#define SAMPLE 400

/* The sample is what a search for as many finds, whatever else the search that
 * took it must not match. Returns how large it is. */
static size_t compare_sample(const vb_xapian_db *db, struct pair pair,
			     struct vb_xapian_wanted wanted)
{
	struct vb_xapian_range range = { .n = wanted.sample };
	vb_xapian_mset *all, *some;
	uint32_t ids[SAMPLE];
	vb_xapian_query *best, *parts[2];
	struct vb_xapian_total total;
	size_t n = 0;

	OK(vb_xapian_query_best(&best, pair.sum, wanted, &error));
	if (!best)
		return 0;
	parts[0] = keep(best);
	parts[1] = random_term();
	range.n = wanted.sample;
	all = search(db, pair.sum, range);
	OK(vb_xapian_mset_total(&total, all, &error));
	if (total.max_possible <= 0) { /* none is better than another */
		vb_xapian_mset_free(all);
		return 0;
	}
	range.n = wanted.k;
	some = search(db, combine(VB_XAPIAN_AND_NOT, parts, 2), range);
	OK(vb_xapian_query_sampled(ids, &n, best, &error));
	ck_assert_msg(n == vb_xapian_mset_size(all), "%zu of %u: %s", n,
		      vb_xapian_mset_size(all), said(pair));
	for (uint32_t i = 0; i < n; i++) {
		struct vb_xapian_hit hit;

		OK(vb_xapian_mset_hit(&hit, all, i, &error));
		ck_assert_msg(hit.docid == ids[i],
			      "%u: document %u, not %u: %s", i, ids[i],
			      hit.docid, said(pair));
	}
	vb_xapian_mset_free(all);
	vb_xapian_mset_free(some);
	return n;
}

START_TEST(sum__sample)
{
	uint32_t n_full = 0, n_part = 0;
	vb_xapian_db *db;

	make_collection(in_scratch("db"));
	db = reader(in_scratch("db"));
	for (uint64_t seed = 1; seed <= 300; seed++) {
		struct vb_xapian_wanted wanted;
		struct pair pair;
		size_t n;

		state = seed * 15485863;
		pair = random_sum(db);
		if (draw(2))
			add_maybe(&pair);
		wanted.k = 1 + draw(100);
		wanted.sample = wanted.k + draw(SAMPLE - 100);
		n = compare_sample(db, pair, wanted);
		n_full += n == wanted.sample;
		n_part += n && n < wanted.sample;
		free_made();
	}
	ck_assert_uint_gt(n_full, 50);
	ck_assert_uint_gt(n_part, 5);
	vb_xapian_db_close(db);
}
END_TEST

/* What was asked for without has none. */
START_TEST(sum__no_sample)
{
	vb_xapian_query *best;
	struct pair pair;
	uint32_t ids[1];
	vb_xapian_db *db;
	size_t n = 7;

	make_collection(in_scratch("db"));
	db = reader(in_scratch("db"));
	state = 1;
	pair = random_sum(db);
	OK(vb_xapian_query_sampled(ids, &n, pair.sum, &error));
	ck_assert_uint_eq(n, 0);
	OK(vb_xapian_query_best(&best, pair.sum,
				(struct vb_xapian_wanted){ .k = 3 }, &error));
	if (best) {
		struct vb_xapian_range range = { .n = 3 };

		vb_xapian_mset_free(search(db, keep(best), range));
		n = 7;
		OK(vb_xapian_query_sampled(ids, &n, best, &error));
		ck_assert_uint_eq(n, 0);
	}
	free_made();
	vb_xapian_db_close(db);
}
END_TEST

/* Each shard has statistics of its own: there a sum is Xapian's. */
START_TEST(sum__of_shards)
{
	vb_xapian_db *db = two_shards();

	for (uint64_t seed = 1; seed <= 50; seed++) {
		state = seed;
		compare_all(db, random_query(db));
		free_made();
	}
	vb_xapian_db_close(db);
}
END_TEST

/* What was read of one revision is forgotten with it. */
START_TEST(sum__follows_changes)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));
	vb_xapian_db *db;

	state = 3;
	for (uint32_t i = 0; i < 3000; i++)
		add_doc(writer, i);
	OK(vb_xapian_writer_commit(writer, &error));
	db = reader(in_scratch("db"));
	for (uint32_t round = 1; round <= 20; round++) {
		bool changed = false;

		state = round;
		for (uint32_t docid = 1; docid < 3000; docid += 2) {
			vb_xapian_doc *doc = random_doc(docid);

			OK(vb_xapian_writer_replace(writer, docid, doc,
						    &error));
			vb_xapian_doc_free(doc);
		}
		OK(vb_xapian_writer_commit(writer, &error));
		OK(vb_xapian_db_reopen(&changed, db, &error));
		ck_assert(changed);
		compare_all(db, random_query(db));
		/* and the writer's own, which changes without a word */
		compare_all(vb_xapian_writer_db(writer),
			    random_query(vb_xapian_writer_db(writer)));
		free_made();
	}
	vb_xapian_db_close(db);
	vb_xapian_writer_close(writer);
}
END_TEST

/* Of no part; and of a database without a document. */
START_TEST(sum__of_nothing)
{
	static const char *const texts[] = { "a b", "c", NULL };
	static const char *const none[] = { NULL };
	struct vb_xapian_sum sum = { .bm25 = bm25 };
	vb_xapian_query *query;
	vb_xapian_mset *mset;
	vb_xapian_db *db;

	make_db(in_scratch("empty"), none);
	db = reader(in_scratch("empty"));
	for (uint64_t seed = 1; seed < 50; seed++) {
		state = seed;
		compare_all(db, random_query(db));
		free_made();
	}
	vb_xapian_db_close(db);
	make_db(in_scratch("db"), texts);
	sum.db = db = reader(in_scratch("db"));
	OK(vb_xapian_query_sum(&query, &sum, &error));
	mset = search(db, query, (struct vb_xapian_range){ .n = 10 });
	ck_assert_uint_eq(vb_xapian_mset_size(mset), 0);
	vb_xapian_mset_free(mset);
	vb_xapian_query_free(query);
	vb_xapian_db_close(db);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("sum");

	tcase_add_test(tc, sum__as_xapian);
	tcase_add_test(tc, sum__best);
	tcase_add_test(tc, sum__sample);
	tcase_add_test(tc, sum__no_sample);
	tcase_add_test(tc, sum__of_shards);
	tcase_add_test(tc, sum__follows_changes);
	tcase_add_test(tc, sum__of_nothing);
	return run_tests(tc, "xapian-c/sum");
}
