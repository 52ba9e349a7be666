#include "query/cql.h"

#include <stdlib.h>

#ifdef VB_HAVE_YAZ
#include <yaz/cql.h>
#endif

#include "query/cql_clause.h"
#include "query/query.h"

#define GROUPS (VB_QUERY_DEPTH - 3) /* a clause may need two of its own */

static const struct {
	enum vb_cql_code code;
	const char *message;
} messages[] = {
	{ VB_CQL_GENERAL, "General system error" },
	{ VB_CQL_UNAVAILABLE, "System temporarily unavailable" },
	{ VB_CQL_OPERATION, "Unsupported operation" },
	{ VB_CQL_VERSION, "Unsupported version" },
	{ VB_CQL_VALUE, "Unsupported parameter value" },
	{ VB_CQL_MISSING, "Mandatory parameter not supplied" },
	{ VB_CQL_PARAMETER, "Unsupported parameter" },
	{ VB_CQL_SYNTAX, "Query syntax error" },
	{ VB_CQL_QUERY_TYPE, "Unsupported query type" },
	{ VB_CQL_TOO_LONG, "Too many characters in query" },
	{ VB_CQL_CONTEXT_SET, "Unsupported context set" },
	{ VB_CQL_INDEX, "Unsupported index" },
	{ VB_CQL_RELATION, "Unsupported relation" },
	{ VB_CQL_MODIFIER, "Unsupported relation modifier" },
	{ VB_CQL_RELATION_INDEX,
	  "Unsupported combination of relation and index" },
	{ VB_CQL_EMPTY_TERM, "Empty term unsupported" },
	{ VB_CQL_MASK, "Masking character not supported" },
	{ VB_CQL_MASK_SHORT, "Masked words too short" },
	{ VB_CQL_MASKS, "Too many masking characters in term" },
	{ VB_CQL_ANCHOR, "Anchoring character not supported" },
	{ VB_CQL_TERM_FORMAT, "Term in invalid format for index or relation" },
	{ VB_CQL_BOOLEAN, "Unsupported boolean operator" },
	{ VB_CQL_BOOLEANS, "Too many boolean operators in query" },
	{ VB_CQL_PROXIMITY, "Proximity not supported" },
	{ VB_CQL_BOOLEAN_MODIFIER, "Unsupported boolean modifier" },
	{ VB_CQL_FEATURE, "Query feature unsupported" },
	{ VB_CQL_NO_RESULT_SETS, "Result sets not supported" },
	{ VB_CQL_POSITION, "First record position out of range" },
	{ VB_CQL_SCHEMA, "Unknown schema for retrieval" },
	{ VB_CQL_PACKING, "Unsupported record packing" },
	{ VB_CQL_NO_SORT, "Sort not supported" },
	{ VB_CQL_SORT_SEQUENCE, "Unsupported sort sequence" },
	{ VB_CQL_SORT_KEYS, "Too many sort keys to sort" },
	{ VB_CQL_NO_STYLESHEET, "Stylesheets not supported" },
	{ VB_CQL_RESPONSE_POSITION, "Response position out of range" },
};

const char *vb_cql_message(enum vb_cql_code code)
{
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++)
		if (messages[i].code == code)
			return messages[i].message;
	return "";
}

/* The part of `s` before the next comma; `s` goes on after it. */
static struct vb_str next_part(struct vb_str *s)
{
	size_t comma = vb_str_find(*s, VB_STR(","), 0);
	struct vb_str part = vb_str_sub(*s, 0, comma);

	*s = comma == VB_NPOS ? VB_STR_EMPTY : vb_str_skip(*s, comma + 1);
	return part;
}

void vb_cql_sort_keys(struct vb_cql *out, struct vb_str keys)
{
	struct vb_cql_clause key = { .index = VB_STR_EMPTY };
	struct vb_str rest = vb_str_trim(keys), schema, ascending;

	if (vb_str_find(rest, VB_STR(" "), 0) != VB_NPOS) {
		vb_cql_refuse(out, VB_CQL_SORT_KEYS, keys);
		return;
	}
	key.index = next_part(&rest);
	schema = next_part(&rest);
	ascending = next_part(&rest);
	if (!key.index.len || schema.len > 64 ||
	    (ascending.len && !vb_str_eq(ascending, VB_STR("0")) &&
	     !vb_str_eq(ascending, VB_STR("1"))))
		vb_cql_refuse(out, VB_CQL_VALUE, VB_STR("sortKeys"));
	else
		vb_cql_put_sort(out, &key, vb_str_eq(ascending, VB_STR("0")));
}

#ifdef VB_HAVE_YAZ

/* What our parser would leave out is a query that was not answered. */
static vb_status check(struct vb_cql *out, struct vb_arena *arena,
		       struct vb_error *err)
{
	static const struct {
		unsigned note;
		enum vb_cql_code code;
	} rows[] = {
		{ VB_QUERY_NOTE_WILDCARDS, VB_CQL_MASKS },
		{ VB_QUERY_NOTE_SHORT, VB_CQL_MASK_SHORT },
		{ VB_QUERY_NOTE_STAR, VB_CQL_MASK },
		{ VB_QUERY_NOTE_DEPTH, VB_CQL_BOOLEANS },
		{ VB_QUERY_NOTE_VALUE, VB_CQL_TERM_FORMAT },
		{ ~0U, VB_CQL_FEATURE },
	};
	struct vb_query query = { .root = NULL };
	vb_status st = vb_query_parse(&query, arena, out->query, err);

	if (st == VB_TOO_BIG)
		return vb_cql_refuse(out, VB_CQL_TOO_LONG, VB_STR_EMPTY);
	for (size_t i = 0; !st && query.ignored && !out->code; i++)
		if (query.ignored & rows[i].note)
			vb_cql_refuse(out, rows[i].code, query.notes);
	return st;
}

/* A query on its way. */
struct conversion {
	struct vb_buf to, term;
	struct vb_cql *out;
	unsigned clauses, booleans, groups;
};

static vb_status refuse(struct conversion *c, enum vb_cql_code code,
			const char *details)
{
	return vb_cql_refuse(c->out, code, vb_str_from(details));
}

/* The term, and the words beside it, which libyaz takes for one term. */
static vb_status join_terms(struct vb_buf *out, const struct cql_node *node)
{
	const struct cql_node *more = node->u.st.extra_terms;
	vb_status st = vb_buf_append_cstr(out, node->u.st.term);

	for (; more && !st; more = more->u.st.extra_terms)
		st = vb_buf_printf(out, " %s", more->u.st.term);
	return st;
}

static vb_status put_term(struct conversion *c, const struct cql_node *node)
{
	struct vb_cql_clause clause = {
		.index = vb_str_from(node->u.st.index),
		.uri = vb_str_from(node->u.st.index_uri),
		.relation = vb_str_from(node->u.st.relation),
	};
	vb_status st;

	if (++c->clauses > VB_CQL_CLAUSES)
		return refuse(c, VB_CQL_BOOLEANS, NULL);
	if (node->u.st.modifiers)
		return refuse(c, VB_CQL_MODIFIER,
			      node->u.st.modifiers->u.st.index);
	vb_buf_truncate(&c->term, 0);
	st = join_terms(&c->term, node);
	clause.term = vb_buf_str(&c->term);
	return st ? st : vb_cql_put_clause(&c->to, c->out, &clause);
}

static vb_status put_node(struct conversion *c, const struct cql_node *node);

/* Our spelling of a boolean operator, with its spaces; NULL: none of ours. */
static const char *operator_of(struct conversion *c,
			       const struct cql_node *node)
{
	const char *name = node->u.boolean.value;

	if (node->u.boolean.modifiers)
		refuse(c, VB_CQL_BOOLEAN_MODIFIER, name);
	else if (!strcmp(name, "and"))
		return " AND ";
	else if (!strcmp(name, "or"))
		return " OR ";
	else if (!strcmp(name, "not"))
		return " NOT ";
	else
		refuse(c,
		       !strcmp(name, "prox") ? VB_CQL_PROXIMITY :
					       VB_CQL_BOOLEAN,
		       name);
	return NULL;
}

static vb_status put_group(struct conversion *c, const struct cql_node *node)
{
	vb_status st = vb_buf_append_char(&c->to, '(');

	if (++c->groups > GROUPS)
		return refuse(c, VB_CQL_BOOLEANS, NULL);
	if (!st)
		st = put_node(c, node);
	c->groups--;
	return st ? st : vb_buf_append_char(&c->to, ')');
}

/* Operators group to the left: (a and b) and c needs no parentheses. */
static vb_status put_boolean(struct conversion *c, const struct cql_node *node)
{
	const struct cql_node *left = node->u.boolean.left;
	const char *sign = operator_of(c, node);
	bool chain = left->which == CQL_NODE_BOOL &&
		     !strcmp(left->u.boolean.value, node->u.boolean.value);
	vb_status st;

	if (!sign || ++c->booleans >= VB_CQL_CLAUSES)
		return refuse(c, VB_CQL_BOOLEANS, NULL);
	st = chain ? put_node(c, left) : put_group(c, left);
	if (!st)
		st = vb_buf_append_cstr(&c->to, sign);
	return st ? st : put_group(c, node->u.boolean.right);
}

/* No deeper than there are operators, whose number is bounded. */
static vb_status put_node(struct conversion *c, const struct cql_node *node)
{
	if (c->out->code)
		return VB_OK;
	if (node->which == CQL_NODE_ST)
		return put_term(c, node);
	if (node->which == CQL_NODE_BOOL)
		return put_boolean(c, node);
	return refuse(c, VB_CQL_FEATURE, NULL);
}

static void put_sort(struct conversion *c, const struct cql_node *sort)
{
	struct vb_cql_clause key = { .index = vb_str_from(sort->u.sort.index) };
	const struct cql_node *modifier = sort->u.sort.modifiers;
	bool descending = false;

	if (sort->u.sort.next)
		refuse(c, VB_CQL_SORT_KEYS, sort->u.sort.next->u.sort.index);
	for (; modifier; modifier = modifier->u.st.modifiers) {
		struct vb_str name = vb_str_from(modifier->u.st.index);

		if (vb_str_starts_nocase(name, "sort."))
			name = vb_str_skip(name, 5);
		if (vb_str_eq(name, VB_STR("descending")))
			descending = true;
		else if (!vb_str_eq(name, VB_STR("ascending")))
			refuse(c, VB_CQL_SORT_SEQUENCE, modifier->u.st.index);
	}
	if (!c->out->code)
		vb_cql_put_sort(c->out, &key, descending);
}

/*
 * Strictly first: only then any relation but a few is known for one. Else words
 * side by side, which CQL wants in quotation marks and people do not.
 */
static const struct cql_node *parse(CQL_parser parser, const char *text)
{
	for (int strict = 1; strict >= 0; strict--) {
		cql_parser_strict(parser, strict);
		if (!cql_parser_string(parser, text))
			return cql_parser_result(parser);
	}
	return NULL;
}

/* `text` is clean of NUL and no longer than it may be. */
static vb_status convert(struct conversion *c, CQL_parser parser,
			 const char *text)
{
	const struct cql_node *node = parse(parser, text), *sort = NULL;
	vb_status st;

	if (node && node->which == CQL_NODE_SORT) {
		sort = node;
		node = sort->u.sort.search;
	}
	if (!node)
		return refuse(c, VB_CQL_SYNTAX, NULL);
	st = put_node(c, node);
	if (!st && !c->out->code && sort)
		put_sort(c, sort);
	return st;
}

vb_status vb_cql_convert(struct vb_cql *out, struct vb_arena *arena,
			 struct vb_str cql, struct vb_error *err)
{
	struct conversion c = { .to = VB_BUF_INIT(VB_CQL_BYTES * 16),
				.term = VB_BUF_INIT(VB_CQL_BYTES),
				.out = out };
	CQL_parser parser = NULL;
	struct vb_str text;
	vb_status st = VB_OK;

	memset(out, 0, sizeof(*out));
	if (cql.len > VB_CQL_BYTES)
		return vb_cql_refuse(out, VB_CQL_TOO_LONG, VB_STR_EMPTY);
	parser = cql_parser_create();
	if (!parser || !vb_arena_dup(&text, arena, cql))
		st = VB_NO_MEMORY;
	if (!st)
		st = convert(&c, parser, text.ptr);
	if (st == VB_TOO_BIG)
		st = refuse(&c, VB_CQL_TOO_LONG, NULL);
	if (!st && (!vb_arena_dup(&out->query, arena, vb_buf_str(&c.to)) ||
		    !vb_arena_dup(&out->details, arena, out->details)))
		st = VB_NO_MEMORY;
	if (st)
		vb_error_set(err, st, "no memory");
	else if (!out->code)
		st = check(out, arena, err);
	cql_parser_destroy(parser);
	vb_buf_clear(&c.term);
	vb_buf_clear(&c.to);
	return st;
}

/* The clause that is all of `text`. */
static vb_status read_scan(struct vb_cql_scan *out, struct vb_cql *told,
			   CQL_parser parser, const char *text,
			   struct vb_arena *arena)
{
	const struct cql_node *node = parse(parser, text);
	struct conversion c = { .term = VB_BUF_INIT(VB_CQL_BYTES),
				.out = told };
	struct vb_cql_clause clause;
	vb_status st;

	if (!node || node->which != CQL_NODE_ST)
		return refuse(&c, VB_CQL_SYNTAX, NULL);
	if (node->u.st.modifiers)
		return refuse(&c, VB_CQL_MODIFIER,
			      node->u.st.modifiers->u.st.index);
	clause = (struct vb_cql_clause){
		.index = vb_str_from(node->u.st.index),
		.uri = vb_str_from(node->u.st.index_uri),
		.relation = vb_str_from(node->u.st.relation),
	};
	out->field = vb_cql_field(told, &clause);
	st = join_terms(&c.term, node);
	if (!st && !vb_arena_dup(&out->term, arena, vb_buf_str(&c.term)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&c.term);
	return st;
}

vb_status vb_cql_scan(struct vb_cql_scan *out, struct vb_arena *arena,
		      struct vb_str clause, struct vb_error *err)
{
	struct vb_cql told = { .code = VB_CQL_FINE };
	CQL_parser parser = NULL;
	struct vb_str text;
	vb_status st = VB_OK;

	memset(out, 0, sizeof(*out));
	if (clause.len > VB_CQL_BYTES) {
		out->code = VB_CQL_TOO_LONG;
		return VB_OK;
	}
	parser = cql_parser_create();
	if (!parser || !vb_arena_dup(&text, arena, clause))
		st = VB_NO_MEMORY;
	if (!st)
		st = read_scan(out, &told, parser, text.ptr, arena);
	out->code = told.code;
	if (!st && !vb_arena_dup(&out->details, arena, told.details))
		st = VB_NO_MEMORY;
	cql_parser_destroy(parser);
	return st ? vb_error_set(err, st, "no memory") : VB_OK;
}

#else

vb_status vb_cql_scan(struct vb_cql_scan *out, struct vb_arena *arena,
		      struct vb_str clause, struct vb_error *err)
{
	(void)arena;
	(void)clause;
	(void)err;
	memset(out, 0, sizeof(*out));
	out->code = VB_CQL_OPERATION;
	out->details = VB_STR("built without libyaz");
	return VB_OK;
}

vb_status vb_cql_convert(struct vb_cql *out, struct vb_arena *arena,
			 struct vb_str cql, struct vb_error *err)
{
	(void)arena;
	(void)cql;
	(void)err;
	memset(out, 0, sizeof(*out));
	return vb_cql_refuse(out, VB_CQL_OPERATION,
			     VB_STR("built without libyaz"));
}

#endif
