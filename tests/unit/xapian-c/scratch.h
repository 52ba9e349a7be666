/*
 * What the tests of xapian-c share: a folder that is removed afterwards, tiny
 * documents written as text, and lists of numbers as text.
 */
#ifndef VB_TEST_XAPIAN_C_SCRATCH_H
#define VB_TEST_XAPIAN_C_SCRATCH_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../run.h"
#include "base/file.h"
#include "xapian-c/writer.h"

/*
 * Under AddressSanitizer: inside libxapian 1.4.22 Database::check deletes its
 * tables through a smaller class. That is not ours, and harmless with glibc.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

static char scratch_dir[256];
static char scratch_names[8][320];

static struct vb_error error;

#define OK(call)                                                               \
	do {                                                                   \
		vb_status ok_status = (call);                                  \
		ck_assert_msg(ok_status == VB_OK, "%s: %s", #call,             \
			      error.message);                                  \
	} while (0)

static void scratch_setup(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(scratch_dir, sizeof(scratch_dir), "%s/vb-xapian-XXXXXX",
		 tmp && *tmp ? tmp : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(scratch_dir));
	error = (struct vb_error)VB_ERROR_INIT;
}

static void scratch_teardown(void)
{
	ck_assert_int_eq(vb_file_remove_tree(scratch_dir, NULL), VB_OK);
}

/* A path in the scratch folder; the last eight stay valid. */
static const char *in_scratch(const char *name)
{
	static unsigned next;
	char *out = scratch_names[next++ % 8];

	snprintf(out, sizeof(scratch_names[0]), "%s/%s", scratch_dir, name);
	return out;
}

static vb_xapian_writer *writer_at(const char *path, enum vb_xapian_mode mode,
				   unsigned flags)
{
	struct vb_xapian_writer_options options = { mode, flags, 0 };
	vb_xapian_writer *writer;

	OK(vb_xapian_writer_open(&writer, path, &options, &error));
	return writer;
}

static inline vb_xapian_writer *new_writer(const char *path)
{
	return writer_at(path, VB_XAPIAN_CREATE, VB_XAPIAN_NO_SYNC);
}

static inline vb_xapian_db *reader(const char *path)
{
	vb_xapian_db *db;

	OK(vb_xapian_db_open(&db, path, &error));
	return db;
}

/* A document from its words, at positions 1, 2, 3 …; `data` is `text`. */
static inline vb_xapian_doc *doc_of(const char *text)
{
	const char *at = text;
	vb_xapian_doc *doc;
	uint32_t position = 0;

	OK(vb_xapian_doc_new(&doc, &error));
	OK(vb_xapian_doc_set_data(doc, vb_str_from(text), &error));
	while (*at) {
		size_t len = strcspn(at, " ");

		OK(vb_xapian_doc_add_posting(doc, vb_str_of(at, len),
					     ++position, 1, &error));
		at += len;
		at += *at == ' ';
	}
	return doc;
}

static inline uint32_t add_text(vb_xapian_writer *writer, const char *text)
{
	vb_xapian_doc *doc = doc_of(text);
	uint32_t docid = 0;

	OK(vb_xapian_writer_add(&docid, writer, doc, &error));
	vb_xapian_doc_free(doc);
	return docid;
}

/* A committed database of one document for each text, NULL at the end. */
static inline void make_db(const char *path, const char *const *texts)
{
	vb_xapian_writer *writer = new_writer(path);

	for (; *texts; texts++)
		add_text(writer, *texts);
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
}

static inline uint32_t count_at(const char *path)
{
	vb_xapian_db *db = reader(path);
	uint32_t n = 0;

	OK(vb_xapian_db_count(&n, db, &error));
	vb_xapian_db_close(db);
	return n;
}

/* Callbacks that write "a b c" or "a=1 b=2" into a fixed string. */
struct list {
	char text[400];
	unsigned stop_after; /* 0: never */
	unsigned seen;
};

static inline bool list_more(struct list *list, const char *item)
{
	size_t len = strlen(list->text);

	snprintf(list->text + len, sizeof(list->text) - len, "%s%s",
		 len ? " " : "", item);
	return ++list->seen != list->stop_after;
}

static inline bool list_number(void *ctx, uint32_t number)
{
	char item[16];

	snprintf(item, sizeof(item), "%u", number);
	return list_more(ctx, item);
}

static inline bool list_term(void *ctx, struct vb_str term, uint32_t freq)
{
	char item[300];

	snprintf(item, sizeof(item), "%.*s=%u", VB_STR_ARG(term), freq);
	return list_more(ctx, item);
}

static inline bool list_value(void *ctx, uint32_t number, struct vb_str value)
{
	char item[300];

	snprintf(item, sizeof(item), "%u=%.*s", number, VB_STR_ARG(value));
	return list_more(ctx, item);
}

static inline int run_tests(TCase *tcase, const char *name)
{
	Suite *suite = suite_create(name);

	tcase_add_checked_fixture(tcase, scratch_setup, scratch_teardown);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}

#endif
