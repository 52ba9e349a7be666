#include <errno.h>
#include <time.h>

#include "base/clock.h"
#include "base/datadir.h"
#include "base/log.h"
#include "tool.h"

/* Errors, log lines, times and the data directory. */

START_TEST(error__set)
{
	struct vb_error err = { VB_IO, 77, "old" };

	ck_assert_int_eq(vb_error_set(&err, VB_CORRUPT, "%s: số %d", "tệp", 5),
			 VB_CORRUPT);
	ck_assert_int_eq(err.status, VB_CORRUPT);
	ck_assert_uint_eq(err.offset, 0);
	ck_assert_str_eq(err.message, "tệp: số 5");
	ck_assert_int_eq(vb_error_set(NULL, VB_IO, "%s", "x"), VB_IO);
}
END_TEST

static const struct {
	int number;
	vb_status want;
	const char *text; /* of strerror in the C locale */
} errnos[] = {
	{ ENOSPC, VB_NO_SPACE, "x: No space left on device" },
	{ EDQUOT, VB_NO_SPACE, "x: Disk quota exceeded" },
	{ ENOENT, VB_NOT_FOUND, "x: No such file or directory" },
	{ ENOMEM, VB_NO_MEMORY, "x: Cannot allocate memory" },
	{ EACCES, VB_IO, "x: Permission denied" },
	{ EIO, VB_IO, "x: Input/output error" },
};

START_TEST(error__errno)
{
	struct vb_error err;

	errno = errnos[_i].number;
	ck_assert_int_eq(vb_error_errno(&err, "x"), errnos[_i].want);
	ck_assert_str_eq(err.message, errnos[_i].text);
}
END_TEST

/* ESC, CSI as one C1 character, DEL, newline: none reaches a terminal. */
static const struct {
	const char *in, *want;
} messages[] = {
	{ "tệp\x1b[31m đỏ", "tệp?[31m đỏ" },
	{ "a\nb\tc\x7f", "a?b?c?" },
	{ "a\xc2\x9b"
	  "31m",
	  "a?31m" },
	{ "a\xc2\x80\xc2\x9f\xc2\xa0", "a??\xc2\xa0" },
	{ "a\xc2", "a" },
	{ "ngh\xe1\xbb", "ngh" },
	{ "ngh\xe1", "ngh" },
	{ "ngh\xe1\xbb\x8b", "nghị" },
	{ "\xf0\x9f\x8f", "" },
	{ "\xf0\x9f\x8f\x9b", "🏛" },
	{ "", "" },
};

START_TEST(message__clean)
{
	char text[40];

	snprintf(text, sizeof(text), "%s", messages[_i].in);
	vb_message_clean(text);
	ck_assert_str_eq(text, messages[_i].want);
}
END_TEST

/* Too long: cut between characters. */
START_TEST(error__long)
{
	struct vb_error err;
	char text[1001];

	for (int i = 0; i < 333; i++)
		memcpy(text + 3 * i, "ị", 3);
	text[999] = '\0';
	vb_error_set(&err, VB_IO, "%s", text);
	ck_assert_uint_eq(strlen(err.message), 399); /* 133 times 3 */
	vb_error_set(&err, VB_IO, "a%s", text);
	ck_assert_uint_eq(strlen(err.message), 1 + 132 * 3);
	errno = EIO;
	vb_error_errno(&err, "%s", text);
	ck_assert_ptr_nonnull(strstr(err.message, ": Input/output error"));
}
END_TEST

START_TEST(status__names)
{
	ck_assert_str_eq(vb_status_text(VB_OK), "ok");
	ck_assert_str_eq(vb_status_text(VB_INTERNAL), "internal error");
	ck_assert_str_eq(vb_status_text((vb_status)99), "unknown status");
	ck_assert_str_eq(vb_status_text((vb_status)-1), "unknown status");
	for (int i = 0; i <= VB_INTERNAL; i++)
		ck_assert_ptr_nonnull(vb_status_text((vb_status)i));
}
END_TEST

static void keep(void *ctx, enum vb_log_level level, const char *message)
{
	snprintf(ctx, 2000, "%d %s", level, message);
}

START_TEST(log__calls)
{
	char got[2000] = "", text[3000];
	struct vb_log log = { keep, got }, none = { NULL, NULL };

	vb_log_write(&log, VB_LOG_WARNING, "%s: %d\n", "tệp", 3);
	ck_assert_str_eq(got, "1 tệp: 3?");
	memset(text, 'x', sizeof(text));
	text[2999] = '\0';
	vb_log_write(&log, VB_LOG_DEBUG, "%s", text);
	ck_assert_uint_eq(strlen(got), 2 + 999);
	vb_log_write(&none, VB_LOG_ERROR, "x");
	vb_log_write(NULL, VB_LOG_ERROR, "x");
}
END_TEST

START_TEST(clock__iso)
{
	char now[VB_TIME_TEXT];
	struct tm tm = { 0 };

	vb_clock_iso(now);
	ck_assert_uint_eq(strlen(now), 20);
	ck_assert_str_eq(strptime(now, "%Y-%m-%dT%H:%M:%S", &tm), "Z");
	ck_assert_int_le(labs((long)(timegm(&tm) - time(NULL))), 2);
}
END_TEST

START_TEST(clock__goes_on)
{
	int64_t a = vb_clock_us(), b;
	struct timespec t = { 0, 20000000 };

	nanosleep(&t, NULL);
	b = vb_clock_us();
	ck_assert_int_ge(b - a, 20000);
	ck_assert_int_lt(b - a, 5000000);
}
END_TEST

/* -d, $VANBAN_DIR, $XDG_DATA_HOME, home; an empty one counts as unset. */
static const struct {
	const char *option, *dir, *xdg, *home, *want;
} dirs[] = {
	{ "/a", "/b", "/c", "/d", "/a" },
	{ NULL, "/b", "/c", "/d", "/b" },
	{ NULL, "", "/c", "/d", "/c/vanban" },
	{ NULL, NULL, "/c", "/d", "/c/vanban" },
	{ NULL, NULL, "", "/d", "/d/.local/share/vanban" },
	{ NULL, NULL, NULL, "/d", "/d/.local/share/vanban" },
};

static void set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

START_TEST(datadir__order)
{
	struct vb_buf out = VB_BUF_INIT(1000);

	set("VANBAN_DIR", dirs[_i].dir);
	set("XDG_DATA_HOME", dirs[_i].xdg);
	set("HOME", dirs[_i].home);
	ck_assert_int_eq(vb_data_dir(&out, dirs[_i].option, NULL), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), dirs[_i].want);
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("message");
	TCase *t = tcase_create("message");

	tcase_add_test(t, error__set);
	tcase_add_loop_test(t, error__errno, 0, COUNT(errnos));
	tcase_add_loop_test(t, message__clean, 0, COUNT(messages));
	tcase_add_test(t, error__long);
	tcase_add_test(t, status__names);
	tcase_add_test(t, log__calls);
	tcase_add_test(t, clock__iso);
	tcase_add_test(t, clock__goes_on);
	tcase_add_loop_test(t, datadir__order, 0, COUNT(dirs));
	return run_case(s, t);
}
