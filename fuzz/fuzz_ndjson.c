/*
 * fuzz_ndjson: any bytes as a line. jansson is the oracle of what is JSON
 * where both see the same thing: valid UTF-8, shallow, no number or escape
 * that a tree cannot hold.
 */
#include <jansson.h>

#include "doc/jsonread.h"
#include "reading.h"

static void check_oracle(struct vb_str s)
{
	json_error_t error;
	json_t *tree = json_loadb(s.ptr, s.len,
				  JSON_DECODE_ANY | JSON_ALLOW_NUL |
					  JSON_DECODE_INT_AS_REAL,
				  &error);
	size_t offset;
	const char *wrong = vb_json_check(&offset, s);

	MUST(offset <= s.len);
	/* jansson 2.14 takes a raw zero byte after a literal ("null\0}"),
	 * which RFC 8259 has no place for: there it is no oracle. */
	if (memchr(s.ptr, 0, s.len))
		MUST(wrong);
	else if (tree)
		MUST(!wrong || !strcmp(wrong, "nested too deeply"));
	else if (!wrong && vb_utf8_valid(s))
		MUST(json_error_code(&error) == json_error_numeric_overflow ||
		     json_error_code(&error) == json_error_null_byte_in_key ||
		     strstr(error.text, "Unicode"));
	json_decref(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str s = vb_str_of((const char *)data, size);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_str id;

	check_oracle(s);
	read_and_check("ndjson", data, size);
	(void)!vb_format_record_id(&id, &arena, s);
	vb_arena_clear(&arena);
	return 0;
}
