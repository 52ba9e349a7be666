#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "../run.h"
#include "base/file.h"
#include "base/lines.h"

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

static struct vb_error err;

static char path[64];
static vb_lines *lines;

static void setup(void)
{
	snprintf(path, sizeof(path), "/tmp/vanban-lines-XXXXXX");
	close(mkstemp(path));
	lines = NULL;
}

static void teardown(void)
{
	vb_lines_close(lines);
	unlink(path);
}

/* Write `data` plain (mode "wT") or packed ("wb"), and open it. */
static void open_with(const char *mode, struct vb_str data)
{
	gzFile gz = gzopen(path, mode);

	ck_assert_int_eq(gzwrite(gz, data.ptr, (unsigned)data.len),
			 (int)data.len);
	ck_assert_int_eq(gzclose(gz), Z_OK);
	ck_assert_int_eq(vb_lines_open(&lines, path, &err), VB_OK);
}

static const char *const modes[] = { "wT", "wb" };

START_TEST(lines__endings)
{
	static const char *const want[] = { "một", "", "hai", "ba" };
	struct vb_str line;
	size_t no;

	open_with(modes[_i], VB_STR("một\r\n\nhai\nba"));
	for (size_t i = 0; i < 4; i++) {
		ck_assert_int_eq(vb_lines_next(&line, &no, lines, 100, &err),
				 VB_OK);
		ck_assert(vb_str_eq(line, vb_str_from(want[i])));
		ck_assert_uint_eq(no, i + 1);
	}
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 100, &err),
			 VB_NOT_FOUND);
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 100, &err),
			 VB_NOT_FOUND);
}
END_TEST

START_TEST(lines__empty)
{
	struct vb_str line;
	size_t no;

	open_with(modes[_i], VB_STR(""));
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 100, &err),
			 VB_NOT_FOUND);
}
END_TEST

/* Longer than a chunk, longer than the limit: skipped, the next one comes. */
START_TEST(lines__long)
{
	size_t len = 300000, no;
	unsigned long long done, size;
	struct vb_str line;
	char *big = malloc(len);

	memset(big, 'a', len);
	big[150000] = '\n';
	big[len - 3] = '\n';
	open_with(modes[_i], vb_str_of(big, len));
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 150000, &err), VB_OK);
	ck_assert_uint_eq(line.len, 150000);
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 1000, &err),
			 VB_TOO_BIG);
	ck_assert_uint_eq(no, 2);
	ck_assert_str_eq(err.message, "line is longer than 1000 bytes");
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 1000, &err), VB_OK);
	ck_assert(vb_str_eq(line, VB_STR("aa")));
	ck_assert_uint_eq(no, 3);
	vb_lines_progress(&done, &size, lines);
	ck_assert_uint_eq(done, size);
	free(big);
}
END_TEST

START_TEST(lines__damaged_gzip)
{
	struct vb_str line;
	char noise[20000];
	struct stat info;
	vb_status st;
	size_t no;

	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)(rand() % 26 + 'a');
	open_with("wb", vb_str_of(noise, sizeof(noise)));
	vb_lines_close(lines);
	lines = NULL;
	ck_assert_int_eq(stat(path, &info), 0);
	if (_i) { /* cut off */
		ck_assert_int_eq(truncate(path, info.st_size / 2), 0);
	} else { /* a wrong checksum */
		FILE *f = fopen(path, "r+b");

		fseek(f, -8, SEEK_END);
		fputc('x', f);
		fclose(f);
	}
	ck_assert_int_eq(vb_lines_open(&lines, path, &err), VB_OK);
	do
		st = vb_lines_next(&line, &no, lines, 1 << 20, &err);
	while (!st);
	ck_assert_int_eq(st, VB_CORRUPT);
	ck_assert_str_eq(err.message, "damaged gzip data");
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 1 << 20, &err),
			 VB_CORRUPT);
}
END_TEST

START_TEST(lines_open__refused)
{
	ck_assert_int_eq(vb_lines_open(&lines, "/nonexistent/x", &err),
			 VB_NOT_FOUND);
	ck_assert_int_eq(vb_lines_open(&lines, "/tmp", &err), VB_UNSUPPORTED);
	unlink(path);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert_int_eq(vb_lines_open(&lines, path, &err), VB_UNSUPPORTED);
	ck_assert_ptr_null(lines);
}
END_TEST

START_TEST(lines_open__standard_input)
{
	struct vb_str line;
	int ends[2];
	size_t no;

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(write(ends[1], "a\nb", 3), 3);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	ck_assert_int_eq(vb_lines_open(&lines, "-", &err), VB_OK);
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 9, &err), VB_OK);
	ck_assert(vb_str_eq(line, VB_STR("a")));
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 9, &err), VB_OK);
	ck_assert(vb_str_eq(line, VB_STR("b")));
	ck_assert_int_eq(vb_lines_next(&line, &no, lines, 9, &err),
			 VB_NOT_FOUND);
	close(ends[0]);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lines");
	TCase *tc = tcase_create("lines");

	tcase_add_checked_fixture(tc, setup, teardown);
	LOOP(tc, lines__endings, modes);
	LOOP(tc, lines__empty, modes);
	LOOP(tc, lines__long, modes);
	LOOP(tc, lines__damaged_gzip, modes);
	tcase_add_test(tc, lines_open__refused);
	tcase_add_test(tc, lines_open__standard_input);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
