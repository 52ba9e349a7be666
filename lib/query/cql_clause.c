#include "query/cql_clause.h"

#include <stdio.h>

#include "query/lex.h"
#include "text/text.h"
#include "text/token.h"

#define SPACES " \t\r\n"

/* What a clause asks about. */
enum about {
	TEXT,	/* any words */
	TITLE,	/* words of the title */
	FILTER, /* field:"value" */
	DATE,
	EVERYTHING,
};

#define CQL "cql"
#define DC "dc"
#define OWN "vanban"

static const struct {
	const char *set, *index;
	enum about about;
	const char *field; /* of FILTER */
} indexes[] = {
	{ CQL, "serverchoice", TEXT, NULL },
	{ CQL, "anywhere", TEXT, NULL },
	{ CQL, "anyindexes", TEXT, NULL },
	{ CQL, "keywords", TEXT, NULL },
	{ CQL, "allrecords", EVERYTHING, NULL },
	{ DC, "title", TITLE, NULL },
	{ DC, "identifier", FILTER, "number" },
	{ DC, "creator", FILTER, "issuer" },
	{ DC, "contributor", FILTER, "signer" },
	{ DC, "date", DATE, NULL },
	{ DC, "type", FILTER, "type" },
	{ DC, "subject", FILTER, "topic" },
	{ DC, "coverage", FILTER, "place" },
	{ OWN, "title", TITLE, NULL },
	{ OWN, "number", FILTER, "number" },
	{ OWN, "issuer", FILTER, "issuer" },
	{ OWN, "signer", FILTER, "signer" },
	{ OWN, "date", DATE, NULL },
	{ OWN, "type", FILTER, "type" },
	{ OWN, "topic", FILTER, "topic" },
	{ OWN, "place", FILTER, "place" },
	{ OWN, "kind", FILTER, "kind" },
	{ OWN, "status", FILTER, "status" },
	{ OWN, "term", FILTER, "term" },
	{ OWN, "session", FILTER, "session" },
};

#define N_INDEXES (sizeof(indexes) / sizeof(indexes[0]))

/* Context sets by the URIs that a query may give them. */
static const struct {
	const char *uri, *set;
} sets[] = {
	{ "info:srw/cql-context-set/1/cql-v1.1", CQL },
	{ "info:srw/cql-context-set/1/cql-v1.2", CQL },
	{ "info:srw/cql-context-set/1/dc-v1.1", DC },
	{ "http://www.loc.gov/zing/cql/context-sets/cql/v1.1/", CQL },
	{ "http://www.loc.gov/zing/cql/dc-indexes/v1.0/", DC },
	{ "http://purl.org/dc/elements/1.1/", DC },
};

enum relation { ALL, ANY, ADJ, LESS, UP_TO, MORE, FROM, WITHIN, UNKNOWN };

static const struct {
	const char *name;
	enum relation relation;
} relations[] = {
	{ "=", ALL },	 { "scr", ALL },   { "all", ALL }, { "any", ANY },
	{ "adj", ADJ },	 { "exact", ADJ }, { "==", ADJ },  { "<", LESS },
	{ "<=", UP_TO }, { ">", MORE },	   { ">=", FROM }, { "within", WITHIN },
};

vb_status vb_cql_refuse(struct vb_cql *out, enum vb_cql_code code,
			struct vb_str details)
{
	if (!out->code) {
		out->code = code;
		out->details = details;
	}
	return VB_OK;
}

/* Equal but for ASCII capitals of `s`. */
static bool same(struct vb_str s, const char *small)
{
	return s.len == strlen(small) && vb_str_starts_nocase(s, small);
}

static const char *set_of_uri(struct vb_str uri)
{
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		if (vb_str_eq(uri, vb_str_from(sets[i].uri)))
			return sets[i].set;
	return NULL;
}

static bool known_set(struct vb_str name)
{
	return same(name, CQL) || same(name, DC) || same(name, OWN);
}

/* The row of `indexes`, or N_INDEXES with the diagnostic noted. */
static size_t find_index(struct vb_cql *out, const struct vb_cql_clause *c)
{
	size_t dot = vb_str_find(c->index, VB_STR("."), 0);
	struct vb_str set = VB_STR_EMPTY, name = c->index;

	if (c->uri.len) {
		set = vb_str_from(set_of_uri(c->uri));
		if (!set.len)
			vb_cql_refuse(out, VB_CQL_CONTEXT_SET, c->uri);
	} else if (dot != VB_NPOS) {
		set = vb_str_sub(c->index, 0, dot);
		name = vb_str_skip(c->index, dot + 1);
		if (!known_set(set))
			vb_cql_refuse(out, VB_CQL_CONTEXT_SET, set);
	}
	for (size_t i = 0; i < N_INDEXES && !out->code; i++)
		if (same(name, indexes[i].index) &&
		    (!set.len || same(set, indexes[i].set)))
			return i;
	vb_cql_refuse(out, VB_CQL_INDEX, c->index);
	return N_INDEXES;
}

static enum relation find_relation(struct vb_str name)
{
	if (vb_str_starts_nocase(name, "cql."))
		name = vb_str_skip(name, 4);
	for (size_t i = 0; i < sizeof(relations) / sizeof(relations[0]); i++)
		if (same(name, relations[i].name))
			return relations[i].relation;
	return UNKNOWN;
}

/* A word of the term, and whether a * ends it. */
struct piece {
	struct vb_str text;
	bool masked;
};

/* The next piece of `*rest`, a term that neutral() has gone over. */
static bool next_piece(struct piece *out, struct vb_str *rest)
{
	struct vb_str s = vb_str_trim(*rest);
	size_t n = 0;

	while (n < s.len && !strchr(SPACES, s.ptr[n]))
		n++;
	*rest = vb_str_skip(s, n);
	out->text = vb_str_sub(s, 0, n);
	out->masked = vb_str_ends(out->text, VB_STR("*"));
	if (out->masked)
		out->text.len--;
	while (out->text.len && *out->text.ptr == '-')
		out->text = vb_str_skip(out->text, 1);
	return n > 0;
}

static bool has_word(struct vb_str s)
{
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, s);
	return vb_tokenizer_next(&t, &token);
}

/* A space, unless there is one. */
static vb_status put_space(struct vb_buf *to)
{
	if (!to->len || to->ptr[to->len - 1] == ' ')
		return VB_OK;
	return vb_buf_append_char(to, ' ');
}

/* One character of a term: is it masking, escaped, or one of our syntax? */
static vb_status neutral_char(struct vb_buf *to, struct vb_cql *out,
			      struct vb_str s, size_t *at)
{
	bool last = *at + 1 >= s.len || strchr(SPACES, s.ptr[*at + 1]);
	size_t quote = vb_lex_quote(s, *at);
	char c = s.ptr[*at];

	if (quote) {
		*at += quote;
		return put_space(to);
	}
	(*at)++;
	if (c == '*' && last)
		return vb_buf_append_char(to, c);
	if (c == '*' || c == '?')
		return vb_cql_refuse(out, VB_CQL_MASK, s);
	if (c == '^')
		return vb_cql_refuse(out, VB_CQL_ANCHOR, s);
	if (c == '\\' && *at < s.len && !vb_lex_quote(s, *at))
		c = s.ptr[(*at)++];
	if (!c || strchr(SPACES ":()*?^\\", c))
		return put_space(to);
	return vb_buf_append_char(to, c);
}

/*
 * Append the term with nothing in it that our language would take for syntax,
 * but a * at the end of a word.
 */
static vb_status neutral(struct vb_buf *to, struct vb_cql *out,
			 struct vb_str term)
{
	struct vb_buf clean = VB_BUF_INIT(VB_CQL_BYTES * VB_TEXT_GROWTH);
	vb_status st = vb_text_clean(&clean, NULL, term);
	struct vb_str s = vb_buf_str(&clean);
	size_t at = 0;

	while (!st && at < s.len && !out->code)
		st = neutral_char(to, out, s, &at);
	vb_buf_clear(&clean);
	if (!st && !out->code && !has_word(vb_buf_str(to)))
		vb_cql_refuse(out, VB_CQL_EMPTY_TERM, VB_STR_EMPTY);
	if (out->code)
		out->details =
			out->code == VB_CQL_EMPTY_TERM ? VB_STR_EMPTY : term;
	return st;
}

/* A word of ours, which AND, OR and NOT are not. */
static vb_status put_word(struct vb_buf *to, const struct piece *p)
{
	if (vb_lex_operator(p->text) != VB_LEX_WORDS)
		return vb_buf_printf(to, "%s",
				     p->text.len == 2	   ? "or" :
				     p->text.ptr[0] == 'A' ? "and" :
							     "not");
	return vb_buf_printf(to, "%.*s%s", VB_STR_ARG(p->text),
			     p->masked ? "*" : "");
}

/* (a b c), or (a OR b OR c). */
static vb_status put_words(struct vb_buf *to, struct vb_str rest, bool any)
{
	vb_status st = vb_buf_append_char(to, '(');
	bool first = true;
	struct piece p;

	while (!st && next_piece(&p, &rest)) {
		if (!has_word(p.text))
			continue;
		if (!first)
			st = vb_buf_append_cstr(to, any ? " OR " : " ");
		if (!st)
			st = put_word(to, &p);
		first = false;
	}
	return st ? st : vb_buf_append_char(to, ')');
}

/* name:"a b"; with `any`, (name:"a" OR name:"b"). */
static vb_status put_field(struct vb_buf *to, const char *name,
			   struct vb_str rest, bool any)
{
	vb_status st = VB_OK;
	bool first = true;
	struct piece p;

	if (!any)
		return vb_buf_printf(to, "%s:\"%.*s\"", name, VB_STR_ARG(rest));
	st = vb_buf_append_char(to, '(');
	while (!st && next_piece(&p, &rest)) {
		if (!has_word(p.text))
			continue;
		st = vb_buf_printf(to, "%s%s:\"%.*s\"", first ? "" : " OR ",
				   name, VB_STR_ARG(p.text));
		first = false;
	}
	return st ? st : vb_buf_append_char(to, ')');
}

static vb_status put_text(struct vb_buf *to, struct vb_cql *out,
			  struct vb_str term, enum relation relation)
{
	if (relation == ADJ && memchr(term.ptr, '*', term.len))
		return vb_cql_refuse(out, VB_CQL_MASK, VB_STR_EMPTY);
	if (relation == ADJ)
		return vb_buf_printf(to, "\"%.*s\"", VB_STR_ARG(term));
	return put_words(to, term, relation == ANY);
}

/* A phrase of the title: its words there, and the phrase somewhere. */
static vb_status put_title(struct vb_buf *to, struct vb_str term,
			   enum relation relation)
{
	vb_status st;

	if (relation != ADJ)
		return put_field(to, "title", term, relation == ANY);
	st = vb_buf_append_char(to, '(');
	if (!st)
		st = put_field(to, "title", term, false);
	return st ? st : vb_buf_printf(to, " \"%.*s\")", VB_STR_ARG(term));
}

static int days_of(unsigned year, unsigned month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

struct day {
	unsigned y, m, d;
};

/* A year, month or day in ISO 8601 -> its first and last day. */
static bool read_period(struct day *first, struct day *last, struct vb_str s)
{
	unsigned long y, m = 0, d = 0;

	if ((s.len != 4 && s.len != 7 && s.len != 10) ||
	    !vb_str_to_ulong(&y, vb_str_sub(s, 0, 4), 9999) || !y)
		return false;
	if (s.len > 4 && (s.ptr[4] != '-' ||
			  !vb_str_to_ulong(&m, vb_str_sub(s, 5, 7), 12) || !m))
		return false;
	if (s.len > 7 &&
	    (s.ptr[7] != '-' || !vb_str_to_ulong(&d, vb_str_skip(s, 8), 31) ||
	     !d || (int)d > days_of((unsigned)y, (unsigned)m)))
		return false;
	*first = (struct day){ (unsigned)y, m ? (unsigned)m : 1,
			       d ? (unsigned)d : 1 };
	*last = (struct day){ (unsigned)y, m ? (unsigned)m : 12, (unsigned)d };
	if (!d)
		last->d = (unsigned)days_of(last->y, last->m);
	return true;
}

/* Within the years that have four digits. */
static void step_day(struct day *day, int by)
{
	if (by > 0 && (int)day->d < days_of(day->y, day->m)) {
		day->d++;
	} else if (by > 0 && (day->m < 12 || day->y < 9999)) {
		day->y += day->m == 12;
		day->m = day->m % 12 + 1;
		day->d = 1;
	} else if (by < 0 && day->d > 1) {
		day->d--;
	} else if (by < 0 && (day->m > 1 || day->y > 1)) {
		day->y -= day->m == 1;
		day->m = day->m == 1 ? 12 : day->m - 1;
		day->d = (unsigned)days_of(day->y, day->m);
	}
}

static vb_status put_day(struct vb_buf *to, const char *field,
			 const struct day *day)
{
	return vb_buf_printf(to, "%s:%04u-%02u-%02u", field, day->y, day->m,
			     day->d);
}

static vb_status put_days(struct vb_buf *to, const struct day *first,
			  const struct day *last)
{
	vb_status st = vb_buf_append_char(to, '(');

	if (!st)
		st = put_day(to, "from", first);
	if (!st)
		st = vb_buf_append_char(to, ' ');
	if (!st)
		st = put_day(to, "to", last);
	return st ? st : vb_buf_append_char(to, ')');
}

static vb_status put_within(struct vb_buf *to, struct vb_cql *out,
			    struct vb_str term)
{
	struct day first, last, skip;
	struct piece from, until, more;
	struct vb_str rest = term;

	if (!next_piece(&from, &rest) || !next_piece(&until, &rest) ||
	    next_piece(&more, &rest) ||
	    !read_period(&first, &skip, from.text) ||
	    !read_period(&skip, &last, until.text))
		return vb_cql_refuse(out, VB_CQL_TERM_FORMAT, VB_STR_EMPTY);
	return put_days(to, &first, &last);
}

static vb_status put_date(struct vb_buf *to, struct vb_cql *out,
			  struct vb_str term, enum relation relation)
{
	struct day first, last;

	if (relation == WITHIN)
		return put_within(to, out, term);
	if (!read_period(&first, &last, vb_str_trim(term)))
		return vb_cql_refuse(out, VB_CQL_TERM_FORMAT, VB_STR_EMPTY);
	switch (relation) {
	case LESS:
		step_day(&first, -1);
		return put_day(to, "to", &first);
	case UP_TO:
		return put_day(to, "to", &last);
	case MORE:
		step_day(&last, 1);
		return put_day(to, "from", &last);
	case FROM:
		return put_day(to, "from", &first);
	default:
		return put_days(to, &first, &last);
	}
}

/* What `row` and the relation make of the neutral term. */
static vb_status put_about(struct vb_buf *to, struct vb_cql *out, size_t row,
			   enum relation relation, struct vb_str term)
{
	switch (indexes[row].about) {
	case TEXT:
		return put_text(to, out, term, relation);
	case TITLE:
		if (memchr(term.ptr, '*', term.len))
			return vb_cql_refuse(out, VB_CQL_MASK, VB_STR_EMPTY);
		return put_title(to, term, relation);
	case FILTER:
		if (memchr(term.ptr, '*', term.len))
			return vb_cql_refuse(out, VB_CQL_MASK, VB_STR_EMPTY);
		return put_field(to, indexes[row].field, term, relation == ANY);
	case DATE:
		return put_date(to, out, term, relation);
	default:
		return vb_buf_append_cstr(to,
					  "(kind:document OR kind:article)");
	}
}

vb_status vb_cql_put_clause(struct vb_buf *to, struct vb_cql *out,
			    const struct vb_cql_clause *clause)
{
	struct vb_buf term = VB_BUF_INIT(VB_CQL_BYTES * VB_TEXT_GROWTH);
	enum relation relation = find_relation(clause->relation);
	size_t row = find_index(out, clause);
	vb_status st = VB_OK;

	if (out->code)
		return VB_OK;
	if (relation == UNKNOWN)
		return vb_cql_refuse(out, VB_CQL_RELATION, clause->relation);
	if (indexes[row].about == DATE ? relation == ANY : relation >= LESS)
		return vb_cql_refuse(out, VB_CQL_RELATION_INDEX,
				     clause->relation);
	st = neutral(&term, out, clause->term);
	if (!st && !out->code) {
		st = put_about(to, out, row, relation, vb_buf_str(&term));
		if (out->code && !out->details.len)
			out->details = clause->term;
	}
	vb_buf_clear(&term);
	return st;
}

const char *vb_cql_field(struct vb_cql *out, const struct vb_cql_clause *clause)
{
	enum relation relation = find_relation(clause->relation);
	size_t row = find_index(out, clause);

	if (out->code)
		return NULL;
	if (relation != ALL && relation != ADJ) {
		vb_cql_refuse(out, VB_CQL_RELATION, clause->relation);
		return NULL;
	}
	switch (indexes[row].about) {
	case TITLE:
		return "title";
	case DATE:
		return "date";
	case FILTER:
		return indexes[row].field;
	default:
		vb_cql_refuse(out, VB_CQL_INDEX, clause->index);
		return NULL;
	}
}

void vb_cql_put_sort(struct vb_cql *out, const struct vb_cql_clause *key,
		     bool descending)
{
	size_t row;

	if (same(key->index, "relevance") || same(key->index, "score")) {
		out->sort = VB_CQL_BY_RELEVANCE;
		out->sorted = true;
		return;
	}
	row = find_index(out, key);
	if (out->code)
		return;
	out->sorted = true;
	if (indexes[row].about == DATE)
		out->sort = descending ? VB_CQL_BY_NEWEST : VB_CQL_BY_OLDEST;
	else if (!indexes[row].field || strcmp(indexes[row].field, "number"))
		vb_cql_refuse(out, VB_CQL_NO_SORT, key->index);
	else if (descending)
		vb_cql_refuse(out, VB_CQL_SORT_SEQUENCE, VB_STR("descending"));
	else
		out->sort = VB_CQL_BY_NUMBER;
}
