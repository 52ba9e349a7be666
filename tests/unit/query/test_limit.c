#include <check.h>
#include <pthread.h>
#include <stdlib.h>

#include "../run.h"
#include "base/clock.h"
#include "tree.h"

#define N(table) (sizeof(table) / sizeof((table)[0]))

struct parsed {
	struct vb_arena arena;
	struct vb_query query;
	struct vb_buf tree, text;
};

static void setup(struct parsed *p, struct vb_str input)
{
	*p = (struct parsed){ .tree = VB_BUF_INIT(1 << 20),
			      .text = VB_BUF_INIT(1 << 20) };
	ck_assert_int_eq(vb_query_parse(&p->query, &p->arena, input, NULL),
			 VB_OK);
	tree_dump(&p->tree, p->query.root);
	ck_assert_int_eq(vb_query_print(&p->text, &p->query), VB_OK);
}

static void teardown(struct parsed *p)
{
	vb_buf_clear(&p->text);
	vb_buf_clear(&p->tree);
	vb_arena_clear(&p->arena);
}

/* `count` times `unit` in a new buffer. */
static struct vb_buf repeat(const char *unit, size_t count)
{
	struct vb_buf out = VB_BUF_INIT(1 << 20);

	while (count--)
		ck_assert_int_eq(vb_buf_append_cstr(&out, unit), VB_OK);
	return out;
}

/* A query, its tree, and exactly what is noted. */
static const struct {
	const char *in, *want;
	unsigned ignored;
} note_cases[] = {
	{ "\"nghị quyết", "\"nghị quyết\"", VB_QUERY_NOTE_QUOTE },
	{ "a “b c", "(and [a] \"b c\")", VB_QUERY_NOTE_QUOTE },
	{ "\"", "-", VB_QUERY_NOTE_QUOTE },
	{ "\"\"\"", "-", VB_QUERY_NOTE_QUOTE },
	{ "noi:\"Hà Nội", "place=Hà Nội", VB_QUERY_NOTE_QUOTE },
	{ "(a", "[a]", VB_QUERY_NOTE_PARENTHESIS },
	{ "a)", "[a]", VB_QUERY_NOTE_PARENTHESIS },
	{ "a) b", "[a b]", VB_QUERY_NOTE_PARENTHESIS },
	{ ")(", "-", VB_QUERY_NOTE_PARENTHESIS },
	{ "(a OR b c", "(or [a] [b c])", VB_QUERY_NOTE_PARENTHESIS },
	{ "a OR", "[a]", VB_QUERY_NOTE_OPERATOR },
	{ "OR a", "[a]", VB_QUERY_NOTE_OPERATOR },
	{ "OR OR", "-", VB_QUERY_NOTE_OPERATOR },
	{ "a OR OR b", "(or [a] [b])", VB_QUERY_NOTE_OPERATOR },
	{ "AND", "-", VB_QUERY_NOTE_OPERATOR },
	{ "a AND", "[a]", VB_QUERY_NOTE_OPERATOR },
	{ "AND a", "[a]", VB_QUERY_NOTE_OPERATOR },
	{ "a AND AND b", "(and [a] [b])", VB_QUERY_NOTE_OPERATOR },
	{ "a AND OR b", "(or [a] [b])", VB_QUERY_NOTE_OPERATOR },
	{ "NOT", "-", VB_QUERY_NOTE_OPERATOR },
	{ "a NOT", "[a]", VB_QUERY_NOTE_OPERATOR },
	{ "a NOT OR b", "(or [a] [b])", VB_QUERY_NOTE_OPERATOR },
	{ "NOT AND OR NOT", "-", VB_QUERY_NOTE_OPERATOR },
	{ "-() a", "[a]", VB_QUERY_NOTE_OPERATOR },
	{ "-/ a", "[a]", VB_QUERY_NOTE_OPERATOR },
	{ "*", "-", VB_QUERY_NOTE_STAR },
	{ "***", "-", VB_QUERY_NOTE_STAR },
	{ "*quy", "[quy]", VB_QUERY_NOTE_STAR },
	{ "ab*cd", "[ab cd]", VB_QUERY_NOTE_STAR },
	{ "quy*ết", "[quy ết]", VB_QUERY_NOTE_STAR },
	{ "\"nghị quy*\"", "\"nghị quy\"", VB_QUERY_NOTE_STAR },
	{ "-nghi-quy*", "(not all \"nghi quy\")", VB_QUERY_NOTE_STAR },
	{ "a*", "[a]", VB_QUERY_NOTE_SHORT },
	{ "đề*", "[đề]", VB_QUERY_NOTE_SHORT },
	{ "nghị* quyết* định*", "(and [định] nghị* quyết*)",
	  VB_QUERY_NOTE_WILDCARDS },
};

START_TEST(query_limit__notes)
{
	struct parsed p, again;

	setup(&p, vb_str_from(note_cases[_i].in));
	ck_assert_str_eq(vb_buf_cstr(&p.tree), note_cases[_i].want);
	ck_assert_uint_eq(p.query.ignored, note_cases[_i].ignored);
	ck_assert_uint_gt(p.query.notes.len, 0);
	setup(&again, vb_buf_str(&p.text));
	ck_assert(tree_equal(p.query.root, again.query.root));
	ck_assert_uint_eq(again.query.ignored, 0);
	teardown(&again);
	teardown(&p);
}
END_TEST

START_TEST(query_limit__bytes)
{
	struct vb_buf in = repeat("a", VB_QUERY_BYTES);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	struct vb_query query = { .n_words = 77 };
	struct parsed p;

	setup(&p, vb_buf_str(&in));
	ck_assert_uint_eq(p.query.n_words, 1);
	teardown(&p);
	ck_assert_int_eq(vb_buf_append_char(&in, 'a'), VB_OK);
	ck_assert_int_eq(vb_query_parse(&query, &arena, vb_buf_str(&in), &err),
			 VB_TOO_BIG);
	ck_assert_str_eq(err.message, "query: longer than 4096 bytes");
	ck_assert_uint_eq(query.n_words, 77);
	vb_buf_clear(&in);
	vb_arena_clear(&arena);
}
END_TEST

START_TEST(query_limit__ten_kilobytes_are_refused_at_once)
{
	struct vb_buf in = repeat("\"(", 5000);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_query query;
	int64_t start = vb_clock_us();

	ck_assert_int_eq(vb_query_parse(&query, &arena, vb_buf_str(&in), NULL),
			 VB_TOO_BIG);
	ck_assert_int_lt(vb_clock_us() - start, 5000);
	ck_assert_uint_eq(arena.used, 0);
	vb_buf_clear(&in);
}
END_TEST

START_TEST(query_limit__words)
{
	struct vb_buf in = repeat("từ ", VB_QUERY_WORDS);
	struct parsed p;

	setup(&p, vb_buf_str(&in));
	ck_assert_uint_eq(p.query.n_words, VB_QUERY_WORDS);
	ck_assert_uint_eq(p.query.ignored, 0);
	teardown(&p);
	ck_assert_int_eq(vb_buf_append_cstr(&in, "x -y \"z\" quy*"), VB_OK);
	setup(&p, vb_buf_str(&in));
	ck_assert_int_eq(p.query.root->kind, VB_NODE_SOME);
	ck_assert_uint_eq(p.query.root->n_children, VB_QUERY_WORDS);
	ck_assert_uint_ne(p.query.ignored & VB_QUERY_NOTE_WORDS, 0);
	teardown(&p);
	vb_buf_clear(&in);
}
END_TEST

START_TEST(query_limit__phrase)
{
	struct vb_buf in = repeat("\"", 1), words = repeat(" a", 33);
	struct parsed p;

	ck_assert_int_eq(vb_buf_append(&in, vb_buf_str(&words)), VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&in, "\" b"), VB_OK);
	setup(&p, vb_buf_str(&in));
	ck_assert_uint_eq(p.query.n_words, VB_QUERY_PHRASE + 1);
	ck_assert_uint_eq(p.query.ignored, VB_QUERY_NOTE_PHRASE);
	teardown(&p);
	vb_buf_clear(&words);
	vb_buf_clear(&in);
}
END_TEST

START_TEST(query_limit__filters)
{
	struct vb_buf in = repeat("so:5 ", VB_QUERY_FILTERS + 3);
	struct parsed p;

	setup(&p, vb_buf_str(&in));
	ck_assert_uint_eq(p.query.root->n_children, VB_QUERY_FILTERS);
	ck_assert_uint_eq(p.query.ignored, VB_QUERY_NOTE_FILTERS);
	teardown(&p);
	vb_buf_clear(&in);
	in = repeat("title:\"a a a a a a a a a a a a a a a a a a a a\" ", 7);
	setup(&p, vb_buf_str(&in));
	ck_assert_uint_eq(p.query.root->n_children, 6);
	ck_assert_uint_eq(p.query.ignored, VB_QUERY_NOTE_FILTERS);
	teardown(&p);
	vb_buf_clear(&in);
}
END_TEST

/* n times "(a OR b " and as many ")": the tree is as deep as allowed. */
static void check_depth(size_t n, unsigned ignored)
{
	struct vb_buf in = repeat("x (a OR ", n), close = repeat(")", n);
	struct parsed p, again;

	ck_assert_int_eq(vb_buf_append_cstr(&in, "b"), VB_OK);
	ck_assert_int_eq(vb_buf_append(&in, vb_buf_str(&close)), VB_OK);
	setup(&p, vb_buf_str(&in));
	ck_assert_uint_eq(p.query.ignored, ignored);
	ck_assert_uint_eq(p.query.n_words, n * 2 + 1);
	ck_assert_ptr_null(tree_fault(p.query.root, 0));
	setup(&again, vb_buf_str(&p.text));
	ck_assert(tree_equal(p.query.root, again.query.root));
	ck_assert_uint_eq(again.query.ignored, 0);
	teardown(&again);
	teardown(&p);
	vb_buf_clear(&close);
	vb_buf_clear(&in);
}

START_TEST(query_limit__depth)
{
	check_depth(VB_QUERY_DEPTH, 0);
	check_depth(VB_QUERY_DEPTH + 1, VB_QUERY_NOTE_DEPTH);
	check_depth(40, VB_QUERY_NOTE_DEPTH);
}
END_TEST

START_TEST(query_limit__deeper_groups_are_flat)
{
	struct vb_buf in = repeat("(", 20), close = repeat(")", 20);
	struct parsed p;

	ck_assert_int_eq(vb_buf_append_cstr(&in, "a OR b) c"), VB_OK);
	ck_assert_int_eq(vb_buf_append(&in, vb_buf_str(&close)), VB_OK);
	setup(&p, vb_buf_str(&in));
	ck_assert_str_eq(vb_buf_cstr(&p.tree), "(or [a] [b c])");
	ck_assert_uint_eq(p.query.ignored,
			  VB_QUERY_NOTE_DEPTH | VB_QUERY_NOTE_PARENTHESIS);
	teardown(&p);
	vb_buf_clear(&close);
	vb_buf_clear(&in);
}
END_TEST

/* Each is repeated to fill the whole query. */
static const char *const hostile[] = {
	"(",	     ")",	"\"",	  "*",	      "-",	  " -",
	"- ",	     "(-",	"OR ",	  "AND ",     "NOT ",	  " -(",
	"a OR ",     "NOT (",	"\"a\" ", "“",	      "” ",	  "\"“",
	":",	     "so:",	"so:\"",  "so:(",     "loai:x ",  "nam:..",
	"a ",	     "a* ",	"abcd*",  "a-",	      "()",	  "(a ",
	"(a)OR",     "-a",	" -a",	  "\xff",     "\xe2\x80", "\xcc\x81",
	"a\n",	     "\x01",	"\x7f",	  "đ",	      "-\"",	  "a\" ",
	".",	     "a:b",	"tu:1 ",  "\xf4\x90", "1.",	  "x (a OR ",
	"(a OR b) ", "-(a OR ", "«a\" ",  "(\"",      "so:a(",	  "NOT NOT x",
};

START_TEST(query_limit__hostile_repetition)
{
	const char *unit = hostile[_i];
	struct vb_buf in = repeat(unit, VB_QUERY_BYTES / strlen(unit));
	struct parsed p, again;
	int64_t start = vb_clock_us();

	setup(&p, vb_buf_str(&in));
	ck_assert_int_lt(vb_clock_us() - start, 200000);
	ck_assert_ptr_null(tree_fault(p.query.root, 0));
	ck_assert_uint_le(p.query.n_words, VB_QUERY_WORDS);
	if (p.text.len <= VB_QUERY_BYTES) {
		setup(&again, vb_buf_str(&p.text));
		ck_assert_msg(tree_equal(p.query.root, again.query.root), "%s",
			      unit);
		ck_assert_uint_eq(again.query.ignored, 0);
		teardown(&again);
	}
	teardown(&p);
	vb_buf_clear(&in);
}
END_TEST

static void *parse_nested(void *arg)
{
	static const char *const units[] = { "(", "x (a OR ", "-(", "NOT (" };
	size_t i;

	for (i = 0; i < N(units); i++) {
		struct vb_buf in =
			repeat(units[i], VB_QUERY_BYTES / strlen(units[i]));
		struct parsed p;

		setup(&p, vb_buf_str(&in));
		teardown(&p);
		vb_buf_clear(&in);
	}
	return arg;
}

/* 1,000 nested groups overflow such a stack in Xapian's own parser. */
START_TEST(query_limit__nesting_needs_little_stack)
{
	pthread_attr_t attr;
	pthread_t thread;

	ck_assert_int_eq(pthread_attr_init(&attr), 0);
	ck_assert_int_eq(pthread_attr_setstacksize(&attr, 256 << 10), 0);
	ck_assert_int_eq(pthread_create(&thread, &attr, parse_nested, NULL), 0);
	ck_assert_int_eq(pthread_join(thread, NULL), 0);
	pthread_attr_destroy(&attr);
}
END_TEST

START_TEST(query_limit__zero_byte_and_controls)
{
	struct parsed p;

	setup(&p, VB_STR("gi\0á \x1b[31m \x07đất"));
	ck_assert_str_eq(vb_buf_cstr(&p.tree), "[giá 31m đất]");
	ck_assert_str_eq(vb_buf_cstr(&p.text), "giá 31m đất");
	teardown(&p);
}
END_TEST

/* The pieces that mean something, drawn at random: what prints parses. */
START_TEST(query_limit__random_queries_print_and_parse)
{
	static const char *const pieces[] = {
		" ",	    " ",
		" ",	    "(",
		")",	    "\"",
		"“",	    "”",
		"-",	    " -",
		"*",	    "OR",
		" OR ",	    " AND ",
		" NOT ",    "a",
		"đất",	    "HĐND",
		"quyết",    "20-CT/TU",
		"1.250",    "so:",
		"loai:",    "nam:2019",
		"nq",	    ":",
		"/",	    ",",
		".",	    "tu:5/2020",
		"AND",	    "NOT",
		"\xcc\x81", "noi:\"Hà Nội\"",
	};
	struct vb_buf in = VB_BUF_INIT(1 << 16);
	unsigned long seed = 12345 + (unsigned long)_i;
	struct parsed p, again;
	int n;

	for (n = 0; n < 60; n++) {
		seed = seed * 6364136223846793005UL + 1442695040888963407UL;
		ck_assert_int_eq(vb_buf_append_cstr(
					 &in, pieces[(seed >> 33) % N(pieces)]),
				 VB_OK);
	}
	setup(&p, vb_buf_str(&in));
	ck_assert_ptr_null(tree_fault(p.query.root, 0));
	setup(&again, vb_buf_str(&p.text));
	ck_assert_msg(tree_equal(p.query.root, again.query.root),
		      "%s\nprints\n%s", vb_buf_cstr(&in), vb_buf_cstr(&p.text));
	ck_assert_uint_eq(again.query.ignored, 0);
	teardown(&again);
	teardown(&p);
	vb_buf_clear(&in);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("query_limit");
	TCase *t = tcase_create("limit");

	tcase_add_loop_test(t, query_limit__notes, 0, N(note_cases));
	tcase_add_test(t, query_limit__bytes);
	tcase_add_test(t, query_limit__ten_kilobytes_are_refused_at_once);
	tcase_add_test(t, query_limit__words);
	tcase_add_test(t, query_limit__phrase);
	tcase_add_test(t, query_limit__filters);
	tcase_add_test(t, query_limit__depth);
	tcase_add_test(t, query_limit__deeper_groups_are_flat);
	tcase_add_loop_test(t, query_limit__hostile_repetition, 0, N(hostile));
	tcase_add_test(t, query_limit__nesting_needs_little_stack);
	tcase_add_test(t, query_limit__zero_byte_and_controls);
	tcase_add_loop_test(t, query_limit__random_queries_print_and_parse, 0,
			    400);
	suite_add_tcase(s, t);
	return run_suite(s);
}
