#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scratch.h"
#include "xapian-c/compact.h"
#include "xapian-c/segment.h"

/*
 * The truth is Xapian's own writer: a segment and a database of the writer
 * with the same documents must give the same tables once they are compacted,
 * byte for byte.
 */
#define TERMS_MAX 64
#define VALUES_MAX 4

struct made {
	struct vb_xapian_term terms[TERMS_MAX];
	struct vb_xapian_value values[VALUES_MAX];
	char text[TERMS_MAX * 250];
	size_t used;
	struct vb_buf data;
	struct vb_xapian_parts parts;
};

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static int by_bytes(const void *a, const void *b)
{
	const struct vb_xapian_term *x = a, *y = b;

	return vb_str_cmp(vb_str_of(x->ptr, x->len), vb_str_of(y->ptr, y->len));
}

static void add_term(struct made *m, struct vb_str term, uint32_t wdf)
{
	struct vb_xapian_term *t = &m->terms[m->parts.n_terms++];

	ck_assert_uint_le(m->parts.n_terms, TERMS_MAX);
	memcpy(m->text + m->used, term.ptr, term.len);
	*t = (struct vb_xapian_term){ m->text + m->used, (uint32_t)term.len,
				      wdf };
	m->used += term.len;
}

/* Sort the terms; of equal ones one is left. */
static void end_terms(struct made *m)
{
	size_t n = 0;

	qsort(m->terms, m->parts.n_terms, sizeof(*m->terms), by_bytes);
	for (size_t i = 0; i < m->parts.n_terms; i++)
		if (!n || by_bytes(&m->terms[n - 1], &m->terms[i]))
			m->terms[n++] = m->terms[i];
	m->parts.n_terms = n;
}

static void add_value(struct made *m, uint32_t slot, const char *value)
{
	m->values[m->parts.n_values++] =
		(struct vb_xapian_value){ slot, vb_str_from(value) };
}

static void begin(struct made *m)
{
	m->used = 0;
	m->data.limit = 1 << 26;
	vb_buf_truncate(&m->data, 0);
	m->parts = (struct vb_xapian_parts){ .terms = m->terms,
					     .values = m->values };
}

/* How document `i` of a set is made. */
typedef void make_fn(struct made *m, uint32_t i);

/* A few words of many, some in every document; values and data of all. */
static void make_words(struct made *m, uint32_t i)
{
	static char value[40];
	uint32_t state = i * 7919 + 1;
	char word[40];

	add_term(m, VB_STR("all"), i % 5);
	add_term(m, VB_STR("an eight"), 1);
	add_term(m, i % 3 ? VB_STR("most") : VB_STR("third"), i % 300);
	for (unsigned n = 0; n < 30; n++) {
		uint32_t r = next_random(&state);

		snprintf(word, sizeof(word), "%x%s", r % (n < 15 ? 200 : 9000),
			 n % 2 ? " and more of it" : "");
		add_term(m, vb_str_from(word), r % 7);
	}
	snprintf(value, sizeof(value), "%u", i % 1000);
	add_value(m, 5, "the same");
	add_value(m, 0, value);
	if (i % 7 == 0)
		add_value(m, 127, "seventh");
	OK(vb_buf_printf(&m->data, "document %u %s", i, value));
}

/* What is at a bound: lengths, counts, zero bytes, nothing at all. */
static void make_odd(struct made *m, uint32_t i)
{
	static const uint32_t wdfs[] = { 0,	1,	 126,	     127,
					 128,	16383,	 16384,	     2097152,
					 65535, 1 << 28, 1000000000, 255 };
	uint32_t state = i, random;
	char long_term[246];

	memset(long_term, 'a' + (int)(i % 3), sizeof(long_term));
	if (i % 10 == 9)
		return;
	add_term(m, vb_str_of(long_term, 245), 3);
	add_term(m, vb_str_of(long_term, 1 + i % 244), i);
	add_term(m, vb_str_of("\0\0x", i % 4 == 3 ? 3 : i % 4 + 1), 2);
	add_term(m, VB_STR("\xff\xff"), wdfs[i % 12]);
	add_term(m, VB_STR("\0\xe0"), 1);
	memset(long_term, 0, 122);
	add_term(m, vb_str_of(long_term, 122), 9); /* 244 bytes when escaped */
	add_value(m, i % 2 ? 64 : 1, i % 4 ? "\xff\x01" : "x");
	for (unsigned n = 0; n < (i % 12) * 3000; n++) {
		random = next_random(&state);
		OK(vb_buf_append_char(&m->data, i % 2 ? (char)random : 'y'));
	}
}

static void make_nothing(struct made *m, uint32_t i)
{
	(void)m;
	(void)i;
}

static void make_one_term(struct made *m, uint32_t i)
{
	(void)i;
	add_term(m, VB_STR("the one"), 1);
}

/* One slot with values as large as they come. */
static void make_large_values(struct made *m, uint32_t i)
{
	static char value[5001];

	memset(value, 'a' + (int)(i % 26), 5000);
	add_value(m, 3, value);
}

/* Enough that postings are written out more than once. */
static void make_many(struct made *m, uint32_t i)
{
	uint32_t state = i;
	char word[20];

	for (unsigned n = 0; n < 60; n++) {
		snprintf(word, sizeof(word), "%u", next_random(&state) % 5000);
		add_term(m, vb_str_from(word), 1);
	}
}

/* Data that zlib can't shrink, which the segment is told and the writer finds
 * out: of a block, of several, and so short that it is never tried. */
static void make_packed(struct made *m, uint32_t i)
{
	static const size_t sizes[] = { 1,   17,   18,	 19,   40,
					900, 2100, 8000, 50000 };
	uint32_t state = i;

	add_term(m, VB_STR("x"), 1);
	for (size_t n = 0; n < sizes[i % 9]; n++)
		OK(vb_buf_append_char(&m->data, (char)next_random(&state)));
	m->parts.data_packed = true;
}

static const struct {
	make_fn *make;
	uint32_t documents;
} sets[] = {
	{ make_words, 1 },    { make_words, 500 }, { make_one_term, 40000 },
	{ make_odd, 60 },     { make_nothing, 3 }, { make_large_values, 300 },
	{ make_many, 27000 }, { make_packed, 90 },
};

static void make(struct made *m, unsigned set, uint32_t i)
{
	begin(m);
	sets[set].make(m, i);
	end_terms(m);
	m->parts.data = vb_buf_str(&m->data);
}

static void write_segment(const char *path, unsigned set)
{
	static struct made m;
	vb_xapian_segment *s;

	OK(vb_xapian_segment_open(&s, path, &error));
	for (uint32_t i = 0; i < sets[set].documents; i++) {
		make(&m, set, i);
		OK(vb_xapian_segment_add(s, &m.parts, &error));
	}
	OK(vb_xapian_segment_finish(s, &error));
	vb_xapian_segment_close(s);
}

static void write_writer(const char *path, unsigned set)
{
	vb_xapian_writer *writer = new_writer(path);
	static struct made m;
	vb_xapian_doc *doc;

	OK(vb_xapian_doc_new(&doc, &error));
	for (uint32_t i = 0; i < sets[set].documents; i++) {
		make(&m, set, i);
		OK(vb_xapian_doc_fill(doc, &m.parts, &error));
		OK(vb_xapian_writer_add(NULL, writer, doc, &error));
	}
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_doc_free(doc);
	vb_xapian_writer_close(writer);
}

static void compact(const char *output, const char *a, const char *b)
{
	const char *sources[] = { a, b };
	struct vb_xapian_compact_options options = {
		.sources = sources,
		.n = b ? 2 : 1,
		.level = VB_XAPIAN_COMPACT_FULL
	};

	OK(vb_xapian_compact(output, &options, &error));
}

static void same_file(const char *folder_a, const char *folder_b,
		      const char *name)
{
	struct vb_buf a = VB_BUF_INIT(1 << 28), b = VB_BUF_INIT(1 << 28);
	char path[400];
	vb_status st;

	snprintf(path, sizeof(path), "%s/%s", folder_a, name);
	st = vb_file_read(&a, path, 0, NULL);
	snprintf(path, sizeof(path), "%s/%s", folder_b, name);
	ck_assert_int_eq(vb_file_read(&b, path, 0, NULL), st);
	ck_assert_msg(vb_str_eq(vb_buf_str(&a), vb_buf_str(&b)),
		      "%s: %zu and %zu bytes", name, a.len, b.len);
	vb_buf_clear(&a);
	vb_buf_clear(&b);
}

static void same_tables(const char *a, const char *b)
{
	same_file(a, b, "postlist.glass");
	same_file(a, b, "docdata.glass");
	same_file(a, b, "termlist.glass");
}

static void same_numbers(const char *a, const char *b)
{
	struct vb_xapian_stats x, y;
	vb_xapian_db *db = reader(a);

	OK(vb_xapian_db_stats(&x, db, &error));
	vb_xapian_db_close(db);
	db = reader(b);
	OK(vb_xapian_db_stats(&y, db, &error));
	vb_xapian_db_close(db);
	ck_assert_uint_eq(x.documents, y.documents);
	ck_assert_uint_eq(x.last_id, y.last_id);
	ck_assert_uint_eq(x.total_length, y.total_length);
}

static void is_sound(const char *path)
{
	struct vb_buf report = VB_BUF_INIT(10000);
	size_t errors = 9;

	OK(vb_xapian_check(&errors, path, &report, &error));
	ck_assert_msg(!errors, "%s", vb_buf_cstr(&report));
	vb_buf_clear(&report);
}

START_TEST(segment__as_the_writer)
{
	const char *segment = in_scratch("segment");
	const char *writer = in_scratch("writer");
	const char *a = in_scratch("a"), *b = in_scratch("b");

	write_segment(segment, (unsigned)_i);
	write_writer(writer, (unsigned)_i);
	compact(a, segment, NULL);
	compact(b, writer, NULL);
	same_tables(a, b);
	same_numbers(a, b);
	same_numbers(segment, writer);
	is_sound(segment);
	is_sound(a);
}
END_TEST

START_TEST(segment__two_merged)
{
	const char *a = in_scratch("a"), *b = in_scratch("b");
	const char *one = in_scratch("1"), *two = in_scratch("2");
	const char *wone = in_scratch("3"), *wtwo = in_scratch("4");

	write_segment(one, 1);
	write_segment(two, 3);
	write_writer(wone, 1);
	write_writer(wtwo, 3);
	compact(a, one, two);
	compact(b, wone, wtwo);
	same_tables(a, b);
	same_numbers(a, b);
}
END_TEST

START_TEST(segment__overwrites)
{
	const char *path = in_scratch("segment");

	write_writer(path, 1);
	write_segment(path, 0);
	ck_assert_uint_eq(count_at(path), 1);
}
END_TEST

static const struct {
	struct vb_xapian_term terms[2];
	size_t n_terms;
	struct vb_xapian_value value;
	vb_status want;
} refusals[] = {
	{ { { "a", 1, 1 }, { "b", 1, 1 } }, 2, { 0, { "x", 1 } }, VB_OK },
	{ { { "", 0, 1 } }, 1, { 0, { "x", 1 } }, VB_BAD_INPUT },
	{ { { "b", 1, 1 }, { "a", 1, 1 } },
	  2,
	  { 0, { "x", 1 } },
	  VB_BAD_INPUT },
	{ { { "a", 1, 1 }, { "a", 1, 1 } },
	  2,
	  { 0, { "x", 1 } },
	  VB_BAD_INPUT },
	{ { { "a", 1, 1 } }, 1, { 127, { "x", 1 } }, VB_OK },
	{ { { "a", 1, 1 } }, 1, { 128, { "x", 1 } }, VB_BAD_INPUT },
	{ { { "a", 1, 1 } }, 1, { UINT32_MAX, { "x", 1 } }, VB_BAD_INPUT },
};

START_TEST(segment__refuses)
{
	struct vb_xapian_parts parts = { .terms = refusals[_i].terms,
					 .n_terms = refusals[_i].n_terms,
					 .values = &refusals[_i].value,
					 .n_values = 1 };
	bool fine = refusals[_i].want == VB_OK;
	vb_xapian_segment *s;

	OK(vb_xapian_segment_open(&s, in_scratch("segment"), &error));
	ck_assert_int_eq(vb_xapian_parts_check(&parts, NULL),
			 refusals[_i].want);
	ck_assert_int_eq(vb_xapian_segment_add(s, &parts, NULL),
			 refusals[_i].want);
	/* what is refused leaves no trace */
	parts = (struct vb_xapian_parts){ .data = VB_STR("x") };
	OK(vb_xapian_segment_add(s, &parts, &error));
	OK(vb_xapian_segment_finish(s, &error));
	vb_xapian_segment_close(s);
	ck_assert_uint_eq(count_at(in_scratch("segment")), fine ? 2 : 1);
	is_sound(in_scratch("segment"));
}
END_TEST

START_TEST(segment__long_terms)
{
	static char bytes[300];
	struct vb_xapian_term term = { bytes, 245, 1 };
	struct vb_xapian_parts parts = { .terms = &term, .n_terms = 1 };

	memset(bytes, 'x', sizeof(bytes));
	ck_assert_int_eq(vb_xapian_parts_check(&parts, NULL), VB_OK);
	term.len = 246;
	ck_assert_int_eq(vb_xapian_parts_check(&parts, NULL), VB_TOO_BIG);
	memset(bytes, 0, sizeof(bytes));
	term.len = 123; /* each counts twice */
	ck_assert_int_eq(vb_xapian_parts_check(&parts, NULL), VB_TOO_BIG);
	term = (struct vb_xapian_term){ "a", 1, 1 };
	parts.data = vb_str_of(bytes, ((size_t)100 << 20) + 1);
	ck_assert_int_eq(vb_xapian_parts_check(&parts, NULL), VB_TOO_BIG);
}
END_TEST

START_TEST(segment__no_folder)
{
	const char *path = in_scratch("file");
	int fd = open(path, O_CREAT | O_WRONLY, 0600);
	vb_xapian_segment *s = NULL;

	ck_assert_int_ge(fd, 0);
	close(fd);
	ck_assert_int_eq(vb_xapian_segment_open(&s, path, &error), VB_IO);
	ck_assert_ptr_null(s);
	vb_xapian_segment_close(NULL);
}
END_TEST

/* What is said to be packed is not looked at; merging does, and so the end is
 * the same even where it was not true. */
START_TEST(segment__packed_or_not)
{
	static char bytes[100000];
	struct vb_xapian_parts parts = { .data = { bytes, sizeof(bytes) } };
	const char *paths[] = { in_scratch("1"), in_scratch("2") };
	struct stat tables[2];
	char path[400];

	memset(bytes, 'y', sizeof(bytes));
	for (unsigned i = 0; i < 2; i++) {
		vb_xapian_segment *s;

		parts.data_packed = i;
		OK(vb_xapian_segment_open(&s, paths[i], &error));
		OK(vb_xapian_segment_add(s, &parts, &error));
		OK(vb_xapian_segment_finish(s, &error));
		vb_xapian_segment_close(s);
		snprintf(path, sizeof(path), "%s/docdata.glass", paths[i]);
		ck_assert_int_eq(stat(path, &tables[i]), 0);
	}
	ck_assert_int_lt(tables[0].st_size, (off_t)sizeof(bytes));
	ck_assert_int_gt(tables[1].st_size, (off_t)sizeof(bytes));
	is_sound(paths[1]);
	compact(in_scratch("a"), paths[0], NULL);
	compact(in_scratch("b"), paths[1], NULL);
	same_tables(in_scratch("a"), in_scratch("b"));
}
END_TEST

/* What was not finished can't be merged, and leaves no file of postings. */
START_TEST(segment__not_finished)
{
	struct vb_xapian_parts parts = { .data = VB_STR("x") };
	const char *sources[] = { in_scratch("segment") };
	struct vb_xapian_compact_options options = { .sources = sources,
						     .n = 1 };
	vb_xapian_segment *s;

	OK(vb_xapian_segment_open(&s, sources[0], &error));
	OK(vb_xapian_segment_add(s, &parts, &error));
	vb_xapian_segment_close(s);
	ck_assert_int_eq(vb_xapian_compact(in_scratch("out"), &options, NULL),
			 VB_NOT_FOUND);
	ck_assert_int_eq(access(in_scratch("segment/runs"), F_OK), -1);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("segment");

	tcase_add_loop_test(tc, segment__as_the_writer, 0,
			    sizeof(sets) / sizeof(sets[0]));
	tcase_add_test(tc, segment__two_merged);
	tcase_add_test(tc, segment__overwrites);
	tcase_add_loop_test(tc, segment__refuses, 0,
			    sizeof(refusals) / sizeof(refusals[0]));
	tcase_add_test(tc, segment__long_terms);
	tcase_add_test(tc, segment__packed_or_not);
	tcase_add_test(tc, segment__no_folder);
	tcase_add_test(tc, segment__not_finished);
	return run_tests(tc, "xapian-c/segment");
}
