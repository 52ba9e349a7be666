#include <math.h>

#include "scratch.h"
#include "xapian-c/search.h"

#define YEAR 0
#define KIND 1

/* Word, how often, the document's length, values. */
static const struct {
	const char *word;
	uint32_t wdf, padding;
	const char *year, *kind;
} docs[] = {
	{ "dat", 1, 0, "2003", "chi-thi" },
	{ "dat", 4, 0, "2001", "nghi-quyet" },
	{ "dat", 2, 90, "2002", "chi-thi" },
	{ "nha", 1, 0, "2004", "chi-thi" },
	{ "dat", 3, 0, "2002", "nghi-quyet" },
	{ "dat", 1, 9, "2000", "" },
};

struct search {
	vb_xapian_db *db;
	vb_xapian_query *query;
	vb_xapian_enquire *enq;
	vb_xapian_mset *mset;
};

static void search_open(struct search *s, const char *word)
{
	vb_xapian_writer *writer = new_writer(in_scratch("db"));

	for (size_t i = 0; i < sizeof(docs) / sizeof(docs[0]); i++) {
		vb_xapian_doc *doc;

		OK(vb_xapian_doc_new(&doc, &error));
		OK(vb_xapian_doc_add_term(doc, vb_str_from(docs[i].word),
					  docs[i].wdf, &error));
		if (docs[i].padding)
			OK(vb_xapian_doc_add_term(doc, VB_STR("khac"),
						  docs[i].padding, &error));
		OK(vb_xapian_doc_add_value(doc, YEAR, vb_str_from(docs[i].year),
					   &error));
		OK(vb_xapian_doc_add_value(doc, KIND, vb_str_from(docs[i].kind),
					   &error));
		OK(vb_xapian_doc_set_data(doc, vb_str_from(docs[i].year),
					  &error));
		OK(vb_xapian_writer_add(NULL, writer, doc, &error));
		vb_xapian_doc_free(doc);
	}
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
	*s = (struct search){ .db = reader(in_scratch("db")) };
	OK(vb_xapian_query_term(&s->query, NULL, vb_str_from(word), 1, &error));
	OK(vb_xapian_enquire_new(&s->enq, s->db, &error));
	OK(vb_xapian_enquire_set_query(s->enq, s->query, &error));
}

static void search_close(struct search *s)
{
	vb_xapian_mset_free(s->mset);
	vb_xapian_enquire_free(s->enq);
	vb_xapian_query_free(s->query);
	vb_xapian_db_close(s->db);
}

/* Search and list the numbers found, best first. */
static const char *ranked(struct search *s, uint32_t first, uint32_t n)
{
	struct vb_xapian_range range = { .first = first,
					 .n = n,
					 .check_at_least = 100 };
	static struct list list;
	struct vb_xapian_hit hits[10];

	list = (struct list){ "", 0, 0 };
	vb_xapian_mset_free(s->mset);
	s->mset = NULL;
	OK(vb_xapian_search(&s->mset, s->enq, &range, &error));
	ck_assert_uint_le(vb_xapian_mset_size(s->mset), 10);
	OK(vb_xapian_mset_hits(hits, s->mset, &error));
	for (uint32_t i = 0; i < vb_xapian_mset_size(s->mset); i++) {
		ck_assert_uint_eq(hits[i].rank, first + i);
		list_number(&list, hits[i].docid);
	}
	return list.text;
}

START_TEST(ranking__by_frequency_then_length)
{
	struct search s;

	search_open(&s, "dat");
	/* Without length (b = 0) the order is that of the frequency. */
	OK(vb_xapian_enquire_bm25(
		s.enq, &(struct vb_xapian_bm25){ 1, 0, 1, 0, 0.5 }, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "2 5 3 1 6");
	/* With b = 1 it is that of frequency by length: 1, 1, 1, 1/10, 1/46 */
	OK(vb_xapian_enquire_bm25(
		s.enq, &(struct vb_xapian_bm25){ 1, 0, 1, 1, 0 }, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "1 2 5 6 3");
	ck_assert_str_eq(ranked(&s, 1, 2), "2 5");
	ck_assert_str_eq(ranked(&s, 5, 2), "");
	OK(vb_xapian_enquire_trad(s.enq, 1, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "1 2 5 6 3");
	search_close(&s);
}
END_TEST

START_TEST(ranking__bad_parameters)
{
	struct search s;

	search_open(&s, "dat");
	ck_assert_int_eq(vb_xapian_enquire_cutoff(s.enq, 101, 0, &error),
			 VB_BAD_INPUT);
	ck_assert_int_eq(vb_xapian_enquire_cutoff(s.enq, 0, NAN, &error),
			 VB_BAD_INPUT);
	search_close(&s);
}
END_TEST

/* "dat" weighs more in some; as a constant it does in none. */
START_TEST(weights__constant)
{
	vb_xapian_query *constant;
	struct vb_xapian_hit hit;
	struct search s;

	search_open(&s, "dat");
	OK(vb_xapian_query_constant(&constant, s.query, 2.5, &error));
	OK(vb_xapian_enquire_set_query(s.enq, constant, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "1 2 3 5 6");
	for (uint32_t i = 0; i < 5; i++) {
		OK(vb_xapian_mset_hit(&hit, s.mset, i, &error));
		ck_assert(hit.weight == 2.5);
	}
	vb_xapian_query_free(constant);
	search_close(&s);
}
END_TEST

/* CoordWeight gives whole numbers: a point for each term that matches. */
START_TEST(weights__coord_and_scale)
{
	vb_xapian_query *other, *both, *thrice;
	struct vb_xapian_total total;
	struct vb_xapian_hit hit;
	struct search s;

	search_open(&s, "dat");
	OK(vb_xapian_query_term(&other, NULL, VB_STR("khac"), 1, &error));
	OK(vb_xapian_query_combine(
		&both, VB_XAPIAN_OR,
		(const vb_xapian_query *[]){ s.query, other }, 2, &error));
	OK(vb_xapian_query_scale(&thrice, both, 3, &error));
	OK(vb_xapian_enquire_coord(s.enq, &error));
	OK(vb_xapian_enquire_set_query(s.enq, thrice, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "3 6 1 2 5");
	OK(vb_xapian_mset_hit(&hit, s.mset, 0, &error));
	ck_assert(hit.weight == 6);
	ck_assert_int_eq(hit.percent, 100);
	OK(vb_xapian_mset_hit(&hit, s.mset, 2, &error));
	ck_assert(hit.weight == 3);
	ck_assert_int_eq(hit.percent, 50);
	OK(vb_xapian_mset_total(&total, s.mset, &error));
	ck_assert(total.max_possible == 6 && total.max_attained == 6);
	/* Half of the best is 3, and 4 is above it. */
	OK(vb_xapian_enquire_cutoff(s.enq, 0, 4, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "3 6");
	OK(vb_xapian_enquire_cutoff(s.enq, 51, 0, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "3 6");
	OK(vb_xapian_enquire_cutoff(s.enq, 50, 0, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "3 6 1 2 5");
	vb_xapian_query_free(other);
	vb_xapian_query_free(both);
	vb_xapian_query_free(thrice);
	search_close(&s);
}
END_TEST

static const struct {
	enum vb_xapian_sort sort;
	bool reverse;
	enum vb_xapian_order order;
	const char *want;
} sort_cases[] = {
	{ VB_XAPIAN_BY_VALUE, false, VB_XAPIAN_ASCENDING, "6 2 3 5 1" },
	{ VB_XAPIAN_BY_VALUE, false, VB_XAPIAN_DESCENDING, "6 2 5 3 1" },
	{ VB_XAPIAN_BY_VALUE, true, VB_XAPIAN_ASCENDING, "1 3 5 2 6" },
	{ VB_XAPIAN_BY_VALUE_RELEVANCE, true, VB_XAPIAN_ASCENDING,
	  "1 5 3 2 6" },
	{ VB_XAPIAN_BY_RELEVANCE, true, VB_XAPIAN_ASCENDING, "2 5 3 1 6" },
	/* 1 and 6 weigh the same, their years differ */
	{ VB_XAPIAN_BY_RELEVANCE_VALUE, false, VB_XAPIAN_ASCENDING,
	  "2 5 3 6 1" },
};

START_TEST(sort__orders)
{
	struct search s;

	search_open(&s, "dat");
	OK(vb_xapian_enquire_bm25(
		s.enq, &(struct vb_xapian_bm25){ 1, 0, 1, 0, 0.5 }, &error));
	OK(vb_xapian_enquire_sort(s.enq, sort_cases[_i].sort, YEAR,
				  sort_cases[_i].reverse, &error));
	OK(vb_xapian_enquire_docid_order(s.enq, sort_cases[_i].order, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), sort_cases[_i].want);
	search_close(&s);
}
END_TEST

/* The least first, equals by weight; 6 has no kind. */
START_TEST(sort__known_first)
{
	struct search s;

	search_open(&s, "dat");
	OK(vb_xapian_enquire_bm25(
		s.enq, &(struct vb_xapian_bm25){ 1, 0, 1, 0, 0.5 }, &error));
	OK(vb_xapian_enquire_sort_known(s.enq, YEAR, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "6 2 5 3 1");
	OK(vb_xapian_enquire_sort_known(s.enq, KIND, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "3 1 2 5 6");
	search_close(&s);
}
END_TEST

START_TEST(order__bool_newest_first)
{
	struct search s;

	search_open(&s, "dat");
	OK(vb_xapian_enquire_bool(s.enq, &error));
	OK(vb_xapian_enquire_docid_order(s.enq, VB_XAPIAN_DESCENDING, &error));
	ck_assert_str_eq(ranked(&s, 0, 3), "6 5 3");
	search_close(&s);
}
END_TEST

START_TEST(collapse__one_of_a_kind)
{
	struct vb_xapian_hit hit;
	struct search s;

	search_open(&s, "dat");
	OK(vb_xapian_enquire_bm25(
		s.enq, &(struct vb_xapian_bm25){ 1, 0, 1, 0, 0.5 }, &error));
	OK(vb_xapian_enquire_collapse(s.enq, KIND, 1, &error));
	/* 6 has no kind, so nothing is like it. */
	ck_assert_str_eq(ranked(&s, 0, 10), "2 3 6");
	OK(vb_xapian_mset_hit(&hit, s.mset, 0, &error));
	ck_assert_uint_eq(hit.collapsed, 1);
	OK(vb_xapian_enquire_collapse(s.enq, KIND, 0, &error));
	ck_assert_str_eq(ranked(&s, 0, 10), "2 5 3 1 6");
	search_close(&s);
}
END_TEST

START_TEST(mset__totals_and_documents)
{
	struct vb_buf data = VB_BUF_INIT(100);
	struct vb_xapian_total total;
	struct vb_xapian_hit hit;
	vb_xapian_doc *doc;
	struct search s;

	search_open(&s, "dat");
	ck_assert_str_eq(ranked(&s, 0, 2), "2 5");
	OK(vb_xapian_mset_total(&total, s.mset, &error));
	ck_assert_uint_eq(total.lower, 5);
	ck_assert_uint_eq(total.estimated, 5);
	ck_assert_uint_eq(total.upper, 5);
	OK(vb_xapian_mset_fetch(s.mset, 0, 100, &error));
	OK(vb_xapian_mset_fetch(s.mset, 2, 1, &error));
	ck_assert_int_eq(vb_xapian_mset_hit(&hit, s.mset, 2, &error),
			 VB_BAD_INPUT);
	ck_assert_int_eq(vb_xapian_mset_document(&doc, s.mset, 2, &error),
			 VB_BAD_INPUT);
	OK(vb_xapian_mset_document(&doc, s.mset, 0, &error));
	OK(vb_xapian_doc_data(&data, doc, &error));
	ck_assert_str_eq(vb_buf_cstr(&data), "2001");
	ck_assert_uint_eq(vb_xapian_doc_id(doc), 2);
	search_close(&s); /* the document stands alone */
	OK(vb_xapian_doc_value(&data, doc, KIND, &error));
	ck_assert_str_eq(vb_buf_cstr(&data), "2001nghi-quyet");
	vb_xapian_doc_free(doc);
	vb_buf_clear(&data);
}
END_TEST

START_TEST(spies__count_this_search)
{
	struct vb_xapian_range range = { .n = 1, .check_at_least = 100 };
	struct list top = { "", 0, 0 }, all = { "", 0, 0 };
	vb_xapian_spy *spies[2];
	struct search s;

	search_open(&s, "dat");
	OK(vb_xapian_spy_new(&spies[0], KIND, &error));
	OK(vb_xapian_spy_new(&spies[1], YEAR, &error));
	range.spies = spies;
	range.n_spies = 2;
	for (int again = 0; again < 2; again++) {
		vb_xapian_mset_free(s.mset);
		OK(vb_xapian_search(&s.mset, s.enq, &range, &error));
		ck_assert_uint_eq(vb_xapian_spy_total(spies[0]), 5);
	}
	OK(vb_xapian_spy_values(spies[0], list_term, &all, &error));
	ck_assert_str_eq(all.text, "chi-thi=2 nghi-quyet=2");
	OK(vb_xapian_spy_top(spies[1], 2, list_term, &top, &error));
	ck_assert_str_eq(top.text, "2002=2 2000=1");
	/* A search without them leaves them as they are. */
	ck_assert_str_eq(ranked(&s, 0, 1), "2");
	ck_assert_uint_eq(vb_xapian_spy_total(spies[1]), 5);
	vb_xapian_spy_free(spies[0]);
	vb_xapian_spy_free(spies[1]);
	ck_assert_str_eq(ranked(&s, 0, 1), "2"); /* nothing points at them */
	search_close(&s);
}
END_TEST

/* A writer moves on twice under a search: the failure says so. */
START_TEST(modified__search_again)
{
	struct vb_xapian_range range = { .n = 2000 };
	vb_xapian_writer *writer;
	vb_xapian_mset *mset = NULL;
	struct search s;
	char text[64];
	vb_status st;

	search_open(&s, "dat");
	search_close(&s);
	writer = writer_at(in_scratch("db"), VB_XAPIAN_OPEN, 0);
	s = (struct search){ 0 };
	for (int round = 0; round < 4; round++) {
		for (uint32_t i = 1; i <= 2000; i++) {
			vb_xapian_doc *doc;

			snprintf(text, sizeof(text), "dat v%u v%u", i,
				 i * 7919 + (uint32_t)round);
			doc = doc_of(text);
			OK(vb_xapian_writer_replace(writer, i, doc, &error));
			vb_xapian_doc_free(doc);
		}
		OK(vb_xapian_writer_commit(writer, &error));
		if (!round) {
			s.db = reader(in_scratch("db"));
			OK(vb_xapian_query_term(&s.query, NULL, VB_STR("dat"),
						1, &error));
			OK(vb_xapian_enquire_new(&s.enq, s.db, &error));
			OK(vb_xapian_enquire_set_query(s.enq, s.query, &error));
		}
	}
	st = vb_xapian_search(&mset, s.enq, &range, &error);
	ck_assert_int_eq(st, VB_BUSY);
	ck_assert(vb_xapian_was_modified(&error));
	ck_assert_ptr_null(mset);
	OK(vb_xapian_db_reopen(NULL, s.db, &error));
	/* The enquire reads the reopened database too. */
	OK(vb_xapian_search(&mset, s.enq, &range, &error));
	ck_assert_uint_eq(vb_xapian_mset_size(mset), 2000);
	vb_xapian_mset_free(mset);
	vb_xapian_writer_close(writer);
	search_close(&s);
}
END_TEST

START_TEST(enquire__of_nothing)
{
	vb_xapian_enquire *enq = NULL;
	vb_xapian_db *db;

	OK(vb_xapian_db_open_many(&db, NULL, 0, &error));
	ck_assert_int_eq(vb_xapian_enquire_new(&enq, db, &error), VB_BAD_INPUT);
	ck_assert_ptr_null(enq);
	vb_xapian_db_close(db);
	vb_xapian_enquire_free(NULL);
	vb_xapian_mset_free(NULL);
	vb_xapian_spy_free(NULL);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("search");

	tcase_add_test(tc, ranking__by_frequency_then_length);
	tcase_add_test(tc, ranking__bad_parameters);
	tcase_add_test(tc, weights__constant);
	tcase_add_test(tc, weights__coord_and_scale);
	tcase_add_loop_test(tc, sort__orders, 0,
			    sizeof(sort_cases) / sizeof(sort_cases[0]));
	tcase_add_test(tc, sort__known_first);
	tcase_add_test(tc, order__bool_newest_first);
	tcase_add_test(tc, collapse__one_of_a_kind);
	tcase_add_test(tc, mset__totals_and_documents);
	tcase_add_test(tc, spies__count_this_search);
	tcase_add_test(tc, modified__search_again);
	tcase_add_test(tc, enquire__of_nothing);
	return run_tests(tc, "xapian-c/search");
}
