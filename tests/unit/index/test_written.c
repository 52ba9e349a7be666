/*
 * Words in all the ways that an index has them written, kept by a searcher.
 */
#include "index/written.h"

#include "built.h"
#include "index/qbuild.h"
#include "index/schema.h"
#include "index/searcher.h"

static struct vb_written *kept;

static void setup(void)
{
	make_dir();
	kept = NULL;
	vb_written_begin(&kept, 1);
	ck_assert_ptr_nonnull(kept);
}

static void teardown(void)
{
	vb_written_close(kept);
	remove_dir();
}

/* Keep a word of a name made of `i`. */
static bool take(unsigned i, size_t terms)
{
	struct vb_written_word word = { .terms = terms, .holders = i };
	char name[20];

	snprintf(name, sizeof(name), "word %u", i);
	word.name = vb_str_from(name);
	ck_ok(vb_xapian_query_nothing(&word.query, &err));
	if (vb_written_take(kept, &word))
		return true;
	vb_xapian_query_free(word.query);
	return false;
}

static const struct vb_written_word *find(unsigned i)
{
	char name[20];

	snprintf(name, sizeof(name), "word %u", i);
	return vb_written_find(kept, vb_str_from(name));
}

START_TEST(written__kept)
{
	const struct vb_written_word *word;

	ck_assert_ptr_null(find(7));
	ck_assert(take(7, 1));
	ck_assert(take(8, 1));
	word = find(7);
	ck_assert_ptr_nonnull(word);
	ck_str(word->name, "word 7");
	ck_assert_uint_eq(word->holders, 7);
	ck_assert_ptr_nonnull(word->query);
	/* the next search of that revision has it still */
	vb_written_begin(&kept, 1);
	ck_assert_ptr_eq(find(7), word);
	/* but not that of another */
	vb_written_begin(&kept, 2);
	ck_assert_ptr_null(find(7));
	ck_assert_ptr_null(find(8));
}
END_TEST

START_TEST(written__full_of_words)
{
	for (unsigned i = 0; i < VB_WRITTEN_WORDS; i++)
		ck_assert(take(i, 1));
	for (unsigned i = 0; i < VB_WRITTEN_WORDS; i++)
		ck_assert_uint_eq(find(i)->holders, i);
	/* what is in use stays until the next search */
	ck_assert(!take(VB_WRITTEN_WORDS, 1));
	ck_assert_ptr_nonnull(find(0));
	vb_written_begin(&kept, 1);
	ck_assert_ptr_null(find(0));
	ck_assert(take(VB_WRITTEN_WORDS, 1));
}
END_TEST

START_TEST(written__full_of_terms)
{
	ck_assert(take(0, VB_WRITTEN_TERMS - 1));
	ck_assert(take(1, 1));
	ck_assert(!take(2, 1));
	vb_written_begin(&kept, 1);
	ck_assert_ptr_null(find(0));
	ck_assert(take(2, 1));
}
END_TEST

START_TEST(written__none)
{
	struct vb_written_word word = { .name = VB_STR("a") };

	ck_assert_ptr_null(vb_written_find(NULL, word.name));
	ck_assert(!vb_written_take(NULL, &word));
	vb_written_close(NULL);
}
END_TEST

static const char *const some[] = {
	"{\"id\":\"book\",\"title\":\"Đọc sách\",\"text\":\"Cuốn sách hay.\"}",
	"{\"id\":\"books\",\"title\":\"Tủ sách\",\"text\":\"Nhiều sách.\"}",
	NULL
};
static const char *const more[] = {
	"{\"id\":\"clean\",\"title\":\"Rau sạch\",\"text\":\"Ăn sạch.\"}", NULL
};

/* What a builder asks for once the next has, too; each word, field and way
 * to type it for itself. */
START_TEST(written__by_the_builder)
{
	const struct vb_node sach = { .kind = VB_NODE_WORD,
				      .key = VB_STR("sach"),
				      .fold = VB_STR("sach") };
	const struct vb_node typed = { .kind = VB_NODE_WORD,
				       .key = VB_STR("sạch"),
				       .fold = VB_STR("sach"),
				       .marked = true };
	vb_searcher *s;
	vb_q first = NULL;

	put_lines(some);
	put_lines(more);
	update_index(false);
	s = open_searcher();
	for (int i = 0; i < 3; i++) {
		struct vb_qbuild b;
		vb_q q;

		vb_qbuild_init(&b, s->db, &arena, &err);
		b.written = i < 2 ? kept : NULL;
		ck_assert_uint_eq(vb_q_frequency(&b, &sach, true), 3);
		ck_assert_uint_eq(vb_q_frequency(&b, &sach, false), 0);
		ck_assert_uint_eq(vb_q_frequency(&b, &typed, true), 3);
		ck_assert_uint_eq(vb_q_frequency(&b, &typed, false), 1);
		q = vb_q_any_marks(&b, "", sach.fold, sach.key);
		ck_assert_ptr_nonnull(q);
		ck_assert_ptr_ne(q, vb_q_any_marks(&b, VB_PREFIX_TITLE,
						   sach.fold, sach.key));
		ck_assert_ptr_ne(
			q, vb_q_any_marks(&b, "", sach.fold, VB_STR("sắch")));
		if (!i)
			first = q;
		ck_assert_int_eq(q == first, i < 2);
		ck_ok(b.status);
		vb_qbuild_clear(&b);
	}
	vb_searcher_close(s);
}
END_TEST

/* A spelling that came with a commit is found by a searcher that had asked
 * for the word before it. */
START_TEST(written__after_a_commit)
{
	struct vb_request request = { .query = VB_STR("sach"), .n = 10 };
	struct vb_results r;
	vb_searcher *s;

	put_lines(some);
	update_index(false);
	s = open_searcher();
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	ck_assert_uint_eq(r.total, 2);
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	ck_assert_uint_eq(r.total, 2);
	put_lines(more);
	update_index(false);
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	ck_assert_uint_eq(r.total, 3);
	request.query = VB_STR("rau sach");
	ck_ok(vb_search(&r, s, &request, &arena, &err));
	ck_str(r.hits[0].id, "clean");
	vb_searcher_close(s);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/written");
	TCase *t = tcase_create("written");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, written__kept);
	tcase_add_test(t, written__full_of_words);
	tcase_add_test(t, written__full_of_terms);
	tcase_add_test(t, written__none);
	tcase_add_test(t, written__by_the_builder);
	tcase_add_test(t, written__after_a_commit);
	suite_add_tcase(s, t);
	return run_suite(s);
}
