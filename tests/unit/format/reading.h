/* What the tests of the readers share: read bytes, look at the record. */
#ifndef TEST_FORMAT_READING_H
#define TEST_FORMAT_READING_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../run.h"
#include "base/file.h"
#include "format/format.h"

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

static struct vb_arena arena = VB_ARENA_INIT;
static struct vb_record record;
static struct vb_error err;

static inline vb_status read_as(const char *format, struct vb_str bytes)
{
	struct vb_input in = { .bytes = bytes, .format = format };

	vb_arena_clear(&arena);
	vb_record_init(&record, &arena);
	err = (struct vb_error)VB_ERROR_INIT;
	return vb_format_read(&record, &in, &err);
}

static inline const char *value(enum vb_field_id id)
{
	return record.fields[id].value.len ? record.fields[id].value.ptr : "";
}

static inline const char *text(void)
{
	return record.text.len ? record.text.ptr : "";
}

/* The JSON of the extra `name`; "" when there is none. */
static inline const char *extra(const char *name)
{
	const struct vb_extra *x = record.extras;

	while (x && !vb_str_eq(x->name, vb_str_from(name)))
		x = x->next;
	return x ? x->json.ptr : "";
}

/* Path of a file below the shared data; false when it is not there. */
static inline bool data_path(char *out, size_t size, const char *name)
{
	const char *dir = getenv("VB_DATA");
	FILE *f;

	snprintf(out, size, "%s/%s", dir ? dir : "../shared/data", name);
	f = fopen(out, "rb");
	if (f)
		fclose(f);
	else
		printf("skipped: no %s\n", out);
	return f != NULL;
}

static inline int run(const char *name, TCase *tc)
{
	Suite *suite = suite_create(name);
	int failed;

	suite_add_tcase(suite, tc);
	failed = run_suite(suite);
	vb_arena_clear(&arena);
	return failed;
}

#endif
