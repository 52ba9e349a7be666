/*
 * What the index's tests share: a data directory of their own, documents
 * written as NDJSON lines, and answers as text.
 */
#ifndef TESTS_UNIT_INDEX_BUILT_H
#define TESTS_UNIT_INDEX_BUILT_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../run.h"
#include "archive/archive.h"
#include "base/file.h"
#include "format/format.h"
#include "index/search.h"
#include "index/update.h"

#define UNUSED __attribute__((unused))

/*
 * Under AddressSanitizer: inside libxapian 1.4.22 Database::check deletes its
 * tables through a smaller class. That is not ours, and harmless with glibc.
 */
const char *__asan_default_options(void);
UNUSED const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

static char dir[64];
static struct vb_error err;
static struct vb_arena arena;

#define ck_ok(call)                                                            \
	do {                                                                   \
		vb_status got_ = (call);                                       \
		ck_assert_msg(!got_, "%s: %s: %s", #call,                      \
			      vb_status_text(got_), err.message);              \
	} while (0)

#define ck_str(view, want)                                                     \
	do {                                                                   \
		struct vb_str got_ = (view);                                   \
		ck_assert_msg(vb_str_eq(got_, vb_str_from(want)),              \
			      "%s is '%.*s', not '%s'", #view,                 \
			      VB_STR_ARG(got_), want);                         \
	} while (0)

UNUSED static void make_dir(void)
{
	snprintf(dir, sizeof(dir), "/tmp/vb-index-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	err = (struct vb_error)VB_ERROR_INIT;
	arena = (struct vb_arena)VB_ARENA_INIT;
}

UNUSED static void remove_dir(void)
{
	vb_arena_clear(&arena);
	ck_assert_int_eq(vb_file_remove_tree(dir, NULL), VB_OK);
}

/* A path below the data directory; the last four stay valid. */
UNUSED static const char *in_dir(const char *name)
{
	static char paths[4][256];
	static unsigned next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", dir, name);
	return path;
}

UNUSED static vb_archive *open_archive(enum vb_archive_mode mode)
{
	vb_archive *ar;

	ck_ok(vb_archive_open(&ar, dir, mode, &err));
	return ar;
}

/* Put one NDJSON line, within a transaction. */
UNUSED static void put_line(vb_archive *ar, struct vb_str line,
			    enum vb_read_state state)
{
	struct vb_buf buf = VB_BUF_INIT(VB_BLOB_LIMIT);
	struct vb_arena own = VB_ARENA_INIT;
	struct vb_input in = { .bytes = line,
			       .format = "ndjson",
			       .name = VB_STR("x.ndjson"),
			       .url = VB_STR_EMPTY };
	enum vb_put_result result;
	struct vb_record record;
	struct vb_put put = { .format = "ndjson", .state = state };

	vb_record_init(&record, &own);
	ck_ok(vb_format_read(&record, &in, &err));
	ck_ok(vb_archive_pack(&put.original, &buf, line, &err));
	put.id = put.source = record.id;
	put.record = &record;
	put.reason = state == VB_READ_WHOLE ? VB_STR_EMPTY :
					      VB_STR("as the test wants it");
	ck_ok(vb_archive_put(&result, ar, &put, &err));
	vb_arena_clear(&own);
	vb_buf_clear(&buf);
}

/* Put lines, NULL at the end, in a transaction of their own. */
UNUSED static void put_lines(const char *const *lines)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	ck_ok(vb_archive_begin(ar, &err));
	for (; *lines; lines++)
		put_line(ar, vb_str_from(*lines), VB_READ_WHOLE);
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
}

/* Documents PREFIX-FROM to PREFIX-(TO - 1), a sentence each. */
UNUSED static void put_many(const char *prefix, int from, int to,
			    const char *words)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);
	char line[400];

	ck_ok(vb_archive_begin(ar, &err));
	for (int i = from; i < to; i++) {
		snprintf(line, sizeof(line),
			 "{\"id\":\"%s-%d\",\"title\":\"Bài %d\",\"text\":"
			 "\"%s, bài thứ %d.\"}",
			 prefix, i, i, words, i);
		put_line(ar, vb_str_from(line), VB_READ_WHOLE);
	}
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
}

UNUSED static struct vb_update_result update_index(bool rebuild)
{
	struct vb_update u = { .dir = dir, .jobs = 2, .rebuild = rebuild };
	struct vb_update_result result;

	ck_ok(vb_index_update(&result, &u, &err));
	return result;
}

/* A fresh data directory with those lines in archive and index. */
UNUSED static void make_index(const char *const *lines)
{
	make_dir();
	put_lines(lines);
	update_index(false);
}

UNUSED static vb_searcher *open_searcher(void)
{
	vb_searcher *s;

	ck_ok(vb_searcher_open(&s, dir, &err));
	return s;
}

UNUSED static struct vb_results run_request(const struct vb_request *request)
{
	vb_searcher *s = open_searcher();
	struct vb_results results;

	ck_ok(vb_search(&results, s, request, &arena, &err));
	vb_searcher_close(s);
	return results;
}

UNUSED static struct vb_results search_for(const char *query)
{
	struct vb_request request = { .query = vb_str_from(query),
				      .n = 100,
				      .snippets = true };

	return run_request(&request);
}

/* "id:step id:step …" of an answer; static memory. */
UNUSED static const char *hits_of(const struct vb_results *r)
{
	static char out[8000];
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < r->n_hits && n < sizeof(out); i++)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s:%s",
				      i ? " " : "", VB_STR_ARG(r->hits[i].id),
				      r->hits[i].why.stage);
	return out;
}

UNUSED static int by_id(const void *a, const void *b)
{
	const struct vb_hit *x = a, *y = b;

	return vb_str_cmp(x->id, y->id);
}

/* Each step's hits in the order of ids: what each weighs is no fact. */
UNUSED static void sort_steps(struct vb_results *r)
{
	size_t from = 0;

	for (size_t i = 1; i <= r->n_hits; i++) {
		if (i < r->n_hits &&
		    !strcmp(r->hits[i].why.stage, r->hits[from].why.stage))
			continue;
		qsort(r->hits + from, i - from, sizeof(*r->hits), by_id);
		from = i;
	}
}

/* A case whose tests each have a fresh data directory. */
UNUSED static TCase *add_case(Suite *s, const char *name)
{
	TCase *t = tcase_create(name);

	tcase_add_checked_fixture(t, make_dir, remove_dir);
	tcase_set_timeout(t, 120);
	suite_add_tcase(s, t);
	return t;
}

#endif
