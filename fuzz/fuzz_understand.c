/*
 * Any bytes as a query: what is understood are parts of it, in its order, none
 * over another; each value is one that its filter takes and keeps; and without
 * a part the query parses as well and asks for no more than before.
 */
#include <stdio.h>
#include <stdlib.h>

#include "query/field.h"
#include "query/understand.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "fuzz_understand: %s\n", what);
	abort();
}

static bool inside(struct vb_str part, struct vb_str whole)
{
	return part.ptr >= whole.ptr &&
	       part.ptr + part.len <= whole.ptr + whole.len;
}

static void check_value(const struct vb_understood *part,
			struct vb_arena *arena)
{
	struct vb_str again;

	check(part->value.len && part->label.len, "a value or label is empty");
	check(vb_utf8_valid(part->value) && vb_utf8_valid(part->label),
	      "a value or label is broken");
	if (part->value.len > VB_QUERY_VALUE)
		return;
	check(!vb_query_field_value(&again, arena, part->id, part->value, NULL),
	      "the filter refuses a value");
	check(vb_str_eq(again, part->value), "the filter changes a value");
}

static void check_parts(const struct vb_understanding *u,
			const struct vb_query *query, struct vb_arena *arena)
{
	const char *end = query->text.ptr;

	check(u->n <= VB_UNDERSTOOD_MAX, "too many parts");
	for (size_t i = 0; i < u->n; i++) {
		const struct vb_understood *part = &u->parts[i];
		struct vb_query rest;

		check(part->text.len && inside(part->text, query->text),
		      "a part is none of the query");
		check(part->text.ptr >= end, "parts overlap");
		end = part->text.ptr + part->text.len;
		check(!strcmp(part->field, vb_query_field_name(part->id)),
		      "a field's name is another's");
		check_value(part, arena);
		check(part->without.len < query->text.len,
		      "the query without it is no shorter");
		if (part->without.len <= VB_QUERY_BYTES)
			check(!vb_query_parse(&rest, arena, part->without,
					      NULL),
			      "the query without it fails");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_understanding u;
	struct vb_query query;

	if (size <= VB_QUERY_BYTES) {
		check(!vb_query_parse(&query, &arena,
				      vb_str_of((const char *)data, size),
				      NULL),
		      "a query fails");
		check(!vb_query_understand(&u, &arena, &query, NULL),
		      "understanding fails");
		check_parts(&u, &query, &arena);
	}
	vb_arena_clear(&arena);
	return 0;
}
