/* Shared by the tests of lib/text: results as C strings, a small PRNG. */
#ifndef VB_TESTS_TEXT_HELP_H
#define VB_TESTS_TEXT_HELP_H

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "../run.h"
#include "text/text.h"

/* ck_assert for loops of millions: libcheck is told of failures only. */
#define MUST(condition)                                                        \
	do {                                                                   \
		if (!(condition))                                              \
			ck_abort_msg("%s", #condition);                        \
	} while (0)

typedef vb_status (*text_step)(struct vb_buf *out, struct vb_str in);

static inline vb_status step_clean(struct vb_buf *out, struct vb_str in)
{
	return vb_text_clean(out, NULL, in);
}

static inline vb_status step_canonical(struct vb_buf *out, struct vb_str in)
{
	return vb_text_canonical(out, NULL, in);
}

/* `in` through `step`; four results live at a time. */
static inline const char *through(text_step step, struct vb_str in)
{
	static struct vb_buf results[4] = {
		VB_BUF_INIT(1 << 22),
		VB_BUF_INIT(1 << 22),
		VB_BUF_INIT(1 << 22),
		VB_BUF_INIT(1 << 22),
	};
	static unsigned next;
	struct vb_buf *out = &results[next++ & 3];

	vb_buf_truncate(out, 0);
	/* an assertion costs a write: none where all goes well, see MUST */
	if (!out->ptr)
		ck_assert_int_eq(vb_buf_append(out, VB_STR_EMPTY), VB_OK);
	MUST(step(out, in) == VB_OK);
	MUST(out->ptr[out->len] == '\0');
	return vb_buf_cstr(out);
}

static inline const char *cleaned(const char *in)
{
	return through(step_clean, vb_str_from(in));
}

static inline const char *canonical(const char *in)
{
	return through(step_canonical, vb_str_from(in));
}

static inline const char *folded(const char *in)
{
	return through(vb_text_fold, vb_str_from(in));
}

static inline const char *keyed(const char *in)
{
	return through(vb_text_key, vb_str_from(in));
}

/* xorshift64: the same sequence on every machine. */
static inline uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* utf8proc's NFC of the NUL-terminated `in`; free() it. */
static inline char *peer_nfc(const char *in)
{
	return (char *)utf8proc_NFC((const utf8proc_uint8_t *)in);
}

static inline char *peer_nfd(const char *in)
{
	return (char *)utf8proc_NFD((const utf8proc_uint8_t *)in);
}

static inline int run_tests(TCase *tests, const char *name)
{
	Suite *suite = suite_create(name);

	tcase_set_timeout(tests, 120);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}

#endif
