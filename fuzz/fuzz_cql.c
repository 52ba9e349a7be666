/*
 * Any text as CQL: converted or refused by a diagnostic that has words; and
 * what is converted our own parser takes without leaving anything out.
 */
#include "must.h"

#include <string.h>

#include "query/cql.h"
#include "query/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str in = vb_str_of((const char *)data, size);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_cql cql, keys = { .code = VB_CQL_FINE };
	struct vb_query query;

	if (memchr(data, '\0', size)) /* /sru refuses it before */
		return 0;
	MUST(!vb_cql_convert(&cql, &arena, in, NULL));
	if (cql.code) {
		MUST(*vb_cql_message(cql.code));
	} else {
		MUST(size <= VB_CQL_BYTES);
		MUST(!vb_query_parse(&query, &arena, cql.query, NULL));
		MUST(query.root && !query.ignored);
	}
	vb_cql_sort_keys(&keys, in);
	MUST(!keys.code || *vb_cql_message(keys.code));
	vb_arena_clear(&arena);
	return 0;
}
