#include "archive/relation.h"

#include "archive/internal.h"
#include "archive/relation_match.h"
#include "doc/jsonread.h"

#define BRIEF_COLUMNS 8 /* then those of the reference */

struct lookup {
	struct vb_archive *ar;
	struct vb_arena *arena;
	struct vb_error *err;
};

static vb_status no_memory(const struct lookup *l)
{
	return vb_error_set(l->err, VB_NO_MEMORY, "no memory");
}

static vb_status check_schema(struct vb_archive *ar, struct vb_error *err)
{
	if (vb_archive_has_schema(ar, 3))
		return VB_OK;
	return vb_error_set(err, VB_MISMATCH,
			    "%s: schema %d has no relations: open it once for "
			    "writing (vanban-indexer)",
			    ar->path, ar->schema);
}

static struct vb_brief *take_brief(struct vb_arena *arena, sqlite3_stmt *stmt)
{
	struct vb_brief *b = vb_arena_calloc(arena, 1, sizeof(*b));
	struct vb_str *const parts[] = { &b->id,       &b->title,  &b->number,
					 &b->type,     &b->issuer, &b->date,
					 &b->effective };

	if (!b)
		return NULL;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!vb_arena_dup(parts[i], arena, vb_sql_text(stmt, (int)i)))
			return NULL;
	b->article = sqlite3_column_int(stmt, 7);
	return b;
}

/* Take the bearers that a bound statement finds and the reference does not
 * exclude. */
static vb_status take_bearers(struct vb_citation *c, const struct lookup *l,
			      sqlite3_stmt *stmt)
{
	struct vb_brief **tail = &c->documents;
	vb_status st;
	bool row;

	while (*tail)
		tail = &(*tail)->next;
	for (;;) {
		struct vb_brief *b;

		st = vb_sql_next(&row, l->ar, stmt, l->err);
		if (st || !row)
			return st;
		if (sqlite3_column_count(stmt) > BRIEF_COLUMNS &&
		    !vb_match_key(c->reference.key,
				  vb_sql_text(stmt, BRIEF_COLUMNS)))
			continue;
		b = take_brief(l->arena, stmt);
		if (!b) {
			sqlite3_reset(stmt);
			return no_memory(l);
		}
		if (!vb_match_brief(&c->reference, b))
			continue;
		if (c->n == VB_BEARERS_MAX) {
			sqlite3_reset(stmt);
			return VB_OK;
		}
		*tail = b;
		tail = &b->next;
		c->n++;
	}
}

/* All that `from` begins, and a space: up to the byte after it. */
static vb_status find_range(struct vb_citation *c, const struct lookup *l,
			    enum vb_sql which, struct vb_str from)
{
	struct vb_range_keys range;
	sqlite3_stmt *stmt;
	vb_status st;

	if (!vb_match_range(&range, l->arena, from))
		return no_memory(l);
	stmt = vb_sql(&st, l->ar, which, l->err);
	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, range.from);
	vb_sql_bind_text(stmt, 2, range.to);
	sqlite3_bind_int(stmt, 3, -1);
	return take_bearers(c, l, stmt);
}

static vb_status find_whole(struct vb_citation *c, const struct lookup *l,
			    enum vb_sql which, struct vb_str key)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, l->ar, which, l->err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, key);
	sqlite3_bind_int(stmt, 2, -1);
	return take_bearers(c, l, stmt);
}

/* The held documents that c->reference may mean. */
static vb_status find_bearers(struct vb_citation *c, const struct lookup *l)
{
	struct vb_str key = c->reference.key, name;
	unsigned year;
	vb_status st;

	if (!vb_str_starts(key, VB_STR("="))) {
		st = find_whole(c, l, VB_SQL_BEARERS_KEY, key);
		if (!st && !c->n && vb_match_is_partial(key))
			st = find_range(c, l, VB_SQL_BEARERS_RANGE,
					vb_match_serial(key));
		return st;
	}
	/* Name and year first; a name alone, on either side, may mean any. */
	name = vb_reference_key_name(&year, key);
	st = find_whole(c, l, VB_SQL_BEARERS_NAME, key);
	if (!st && year && !c->n)
		st = find_whole(c, l, VB_SQL_BEARERS_NAME, name);
	if (!st && !year)
		st = find_range(c, l, VB_SQL_BEARERS_NAMES, name);
	return st;
}

static struct vb_citation *append(struct vb_citations *out,
				  struct vb_citation ***tail,
				  struct vb_arena *arena)
{
	struct vb_citation *c = vb_arena_calloc(arena, 1, sizeof(*c));

	if (!c)
		return NULL;
	**tail = c;
	*tail = &c->next;
	out->n++;
	return c;
}

/* What the JSON string `element` spells, in the arena. */
static vb_status take_string(struct vb_str *out, struct vb_str element,
			     const struct lookup *l)
{
	struct vb_buf id = VB_BUF_INIT(element.len);
	size_t mended;
	vb_status st = vb_json_decode(&id, &mended, element);

	if (!st && !vb_arena_dup(out, l->arena, vb_buf_str(&id)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&id);
	return st ? no_memory(l) : VB_OK;
}

/* The ids in `related`, in their order; what is no list of strings is none. */
static vb_status take_related(struct vb_citations *out,
			      struct vb_citation ***tail,
			      const struct vb_held *held,
			      const struct lookup *l)
{
	const struct vb_extra *x = held->extras;
	struct vb_str id, list, element;
	size_t at;

	while (x && !vb_str_eq(x->name, VB_STR("related")))
		x = x->next;
	if (!x)
		return VB_OK;
	list = vb_str_trim(x->json);
	if (!vb_str_starts(list, VB_STR("[")) || vb_json_check(&at, list))
		return VB_OK;
	at = 0;
	while (vb_json_element(&element, &at, list)) {
		struct vb_citation *c;
		sqlite3_stmt *stmt;
		vb_status st;

		if (!vb_str_starts(element, VB_STR("\"")))
			continue;
		st = take_string(&id, element, l);
		if (st)
			return st;
		c = append(out, tail, l->arena);
		if (!c)
			return no_memory(l);
		c->given = true;
		c->reference.kind = VB_RELATION_CITES;
		c->reference.key = id;
		stmt = vb_sql(&st, l->ar, VB_SQL_DOCUMENT_KEYS, l->err);
		if (!stmt)
			return st;
		vb_sql_bind_text(stmt, 1, id);
		st = vb_match_take_one(c, l->ar, stmt, l->arena, l->err);
		if (st)
			return st;
	}
	return VB_OK;
}

vb_status vb_match_take_one(struct vb_citation *c, struct vb_archive *ar,
			    sqlite3_stmt *stmt, struct vb_arena *arena,
			    struct vb_error *err)
{
	bool row;
	vb_status st = vb_sql_next(&row, ar, stmt, err);

	if (st || !row)
		return st;
	c->documents = take_brief(arena, stmt);
	c->n = 1;
	sqlite3_reset(stmt);
	return c->documents ? VB_OK :
			      vb_error_set(err, VB_NO_MEMORY, "no memory");
}

vb_status vb_archive_cites(struct vb_citations *out, vb_archive *ar,
			   struct vb_str id, struct vb_arena *arena,
			   struct vb_error *err)
{
	const struct lookup l = { ar, arena, err };
	struct vb_citation **tail = &out->first;
	struct vb_held held;
	vb_status st = check_schema(ar, err);

	*out = (struct vb_citations){ .id = VB_STR_EMPTY };
	if (!st)
		st = vb_archive_get(&held, ar, id, 0, arena, err);
	if (!st && held.withdrawn)
		st = vb_error_set(err, VB_NOT_FOUND, "%.*s: withdrawn",
				  VB_STR_ARG(id));
	if (st)
		return st;
	out->id = held.id;
	out->number = held.fields[VB_FIELD_NUMBER].value;
	out->title = held.fields[VB_FIELD_TITLE].value;
	for (struct vb_reference *m = held.references; m && !st; m = m->next) {
		struct vb_citation *c = append(out, &tail, arena);

		if (!c)
			return no_memory(&l);
		c->reference = *m;
		st = find_bearers(c, &l);
	}
	return st ? st : take_related(out, &tail, &held, &l);
}

/* What is asked for in cited_by, as a document might bear it. */
struct target {
	struct vb_brief *brief; /* NULL: not held */
	struct vb_str number_key, name_key;
};

/* Citations by a bound statement's rows, but for those that mean another. */
static vb_status take_citing(struct vb_citations *out,
			     struct vb_citation ***tail, const struct lookup *l,
			     sqlite3_stmt *stmt, const struct target *t)
{
	vb_status st;
	bool row;

	for (;;) {
		struct vb_reference *m;
		struct vb_citation *c;

		st = vb_sql_next(&row, l->ar, stmt, l->err);
		if (st || !row)
			return st;
		m = vb_archive_mention(l->arena, stmt, BRIEF_COLUMNS);
		if (!m)
			goto failed;
		if ((!vb_match_key(m->key, t->number_key) &&
		     !vb_match_key(m->key, t->name_key)) ||
		    (t->brief && !vb_match_brief(m, t->brief)))
			continue;
		c = append(out, tail, l->arena);
		if (!c)
			goto failed;
		c->reference = *m;
		c->documents = take_brief(l->arena, stmt);
		if (!c->documents)
			goto failed;
		c->n = 1;
	}
failed:
	sqlite3_reset(stmt);
	return no_memory(l);
}

static vb_status citing_key(struct vb_citations *out,
			    struct vb_citation ***tail, const struct lookup *l,
			    struct vb_str key, const struct target *t)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, l->ar, VB_SQL_CITING, l->err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, key);
	return take_citing(out, tail, l, stmt, t);
}

/* Every key under which the target may be cited. */
static vb_status find_citing(struct vb_citations *out,
			     struct vb_citation ***tail, const struct lookup *l,
			     const struct target *t)
{
	struct vb_str partial[2], name;
	struct vb_range_keys range;
	size_t n;
	unsigned year;
	sqlite3_stmt *stmt;
	vb_status st = VB_OK;

	if (t->number_key.len) {
		st = citing_key(out, tail, l, t->number_key, t);
		if (!vb_match_partials(partial, &n, l->arena, t->number_key))
			return no_memory(l);
		for (size_t i = 0; i < n && !st; i++)
			st = citing_key(out, tail, l, partial[i], t);
	}
	if (st || !t->name_key.len)
		return st;
	st = citing_key(out, tail, l, t->name_key, t);
	name = vb_reference_key_name(&year, t->name_key);
	if (!st && year)
		return citing_key(out, tail, l, name, t);
	if (!vb_match_range(&range, l->arena, name))
		return no_memory(l);
	if (!st) {
		stmt = vb_sql(&st, l->ar, VB_SQL_CITING_RANGE, l->err);
		if (!stmt)
			return st;
		vb_sql_bind_text(stmt, 1, range.from);
		vb_sql_bind_text(stmt, 2, range.to);
		st = take_citing(out, tail, l, stmt, t);
	}
	return st;
}

/* Documents whose key `related` names the id. */
static vb_status find_related(struct vb_citations *out,
			      struct vb_citation ***tail,
			      const struct lookup *l, struct vb_str id)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, l->ar, VB_SQL_RELATED, l->err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, id);
	vb_sql_bind_text(stmt, 2, id);
	for (;;) {
		struct vb_citation *c;

		st = vb_sql_next(&row, l->ar, stmt, l->err);
		if (st || !row)
			return st;
		c = append(out, tail, l->arena);
		if (c)
			c->documents = take_brief(l->arena, stmt);
		if (!c || !c->documents) {
			sqlite3_reset(stmt);
			return no_memory(l);
		}
		c->n = 1;
		c->given = true;
		c->reference.kind = VB_RELATION_CITES;
		c->reference.key = id;
	}
}

/* The held document with that id, as a target; `t` is empty if none. */
static vb_status held_target(struct target *t, const struct lookup *l,
			     struct vb_str id)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, l->ar, VB_SQL_DOCUMENT_KEYS, l->err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, id);
	st = vb_sql_next(&row, l->ar, stmt, l->err);
	if (st || !row)
		return st;
	t->brief = take_brief(l->arena, stmt);
	if (!t->brief ||
	    !vb_arena_dup(&t->number_key, l->arena,
			  vb_sql_text(stmt, BRIEF_COLUMNS)) ||
	    !vb_arena_dup(&t->name_key, l->arena,
			  vb_sql_text(stmt, BRIEF_COLUMNS + 1)))
		st = no_memory(l);
	sqlite3_reset(stmt);
	return st;
}

/* A number as typed, or a law's name. */
static vb_status typed_target(struct target *t, const struct lookup *l,
			      struct vb_str what)
{
	char name[VB_NAME_KEY_BYTES];
	struct vb_number number;

	if (vb_number_parse(&number, NULL, what))
		return vb_arena_dup(&t->number_key, l->arena,
				    vb_str_from(number.key)) ?
			       VB_OK :
			       no_memory(l);
	vb_reference_name_key(name, what, VB_STR_EMPTY);
	if (!name[0])
		return vb_error_set(l->err, VB_NOT_FOUND,
				    "%.*s: not held, and no number",
				    VB_STR_ARG(what));
	return vb_arena_dup(&t->name_key, l->arena, vb_str_from(name)) ?
		       VB_OK :
		       no_memory(l);
}

/*
 * A law is cited by its number and by its name. What is held may bear both:
 * the other key, if all that bear the one agree on it.
 */
static vb_status join_keys(struct target *t, const struct lookup *l)
{
	struct vb_str number = t->number_key, name = t->name_key;
	struct vb_range_keys range = { name, name };
	unsigned year;
	vb_status st;
	bool row, first = true;
	sqlite3_stmt *stmt = vb_sql(&st, l->ar, VB_SQL_KEYS_OF, l->err);

	if (!stmt)
		return st;
	vb_reference_key_name(&year, name);
	if (!year && name.len && !vb_match_range(&range, l->arena, name))
		return no_memory(l);
	vb_sql_bind_text(stmt, 1, number);
	vb_sql_bind_text(stmt, 2, name);
	vb_sql_bind_text(stmt, 3, range.from);
	vb_sql_bind_text(stmt, 4, range.to);
	for (;; first = false) {
		struct vb_str *const want =
			number.len ? &t->name_key : &t->number_key;

		st = vb_sql_next(&row, l->ar, stmt, l->err);
		if (st || !row)
			return st;
		if (!first) { /* several: none is meant */
			*want = VB_STR_EMPTY;
			sqlite3_reset(stmt);
			return VB_OK;
		}
		if (!vb_arena_dup(want, l->arena,
				  vb_sql_text(stmt, number.len ? 1 : 0))) {
			sqlite3_reset(stmt);
			return no_memory(l);
		}
	}
}

vb_status vb_archive_cited_by(struct vb_citations *out, vb_archive *ar,
			      struct vb_str what, struct vb_arena *arena,
			      struct vb_error *err)
{
	const struct lookup l = { ar, arena, err };
	struct vb_citation **tail = &out->first;
	struct target t = { NULL, VB_STR_EMPTY, VB_STR_EMPTY };
	vb_status st = check_schema(ar, err);

	*out = (struct vb_citations){ .id = VB_STR_EMPTY, .number = what };
	out->title = VB_STR_EMPTY;
	if (!st)
		st = held_target(&t, &l, what);
	if (!st && !t.brief)
		st = typed_target(&t, &l, what);
	if (!st && !t.number_key.len != !t.name_key.len)
		st = join_keys(&t, &l);
	if (st)
		return st;
	if (t.brief) {
		out->id = t.brief->id;
		out->number = t.brief->number;
		out->title = t.brief->title;
	}
	st = find_citing(out, &tail, &l, &t);
	if (!st && t.brief)
		st = find_related(out, &tail, &l, t.brief->id);
	return st;
}

static vb_status has_bearer(bool *has, const struct lookup *l,
			    struct vb_str key)
{
	struct vb_citation c = { .reference = { .key = key } };
	vb_status st = VB_OK;

	*has = false;
	if (!vb_str_starts(key, VB_STR("=")) && !vb_match_is_partial(key))
		return VB_OK; /* the query left those out */
	st = find_bearers(&c, l);
	*has = c.n > 0;
	return st;
}

/* What most citations of the key say; of `most`, only if it is over half. */
static vb_status text_of(struct vb_str *out, const struct lookup *l,
			 struct vb_str key, int column)
{
	vb_status st;
	bool row;
	sqlite3_stmt *stmt = vb_sql(&st, l->ar, VB_SQL_WANTED_TEXT, l->err);

	*out = VB_STR_EMPTY;
	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, key);
	sqlite3_bind_int(stmt, 2, column);
	st = vb_sql_next(&row, l->ar, stmt, l->err);
	if (st || !row)
		return st;
	if ((column < 2 || 2 * sqlite3_column_int64(stmt, 1) >
				   sqlite3_column_int64(stmt, 2)) &&
	    !vb_arena_dup(out, l->arena, vb_sql_text(stmt, 0)))
		st = no_memory(l);
	sqlite3_reset(stmt);
	return st;
}

static vb_status describe(struct vb_wanted *w, const struct lookup *l)
{
	struct vb_str *const parts[] = { &w->number, &w->type, &w->issuer,
					 &w->date };
	vb_status st = VB_OK;

	for (int i = 0; i < 4 && !st; i++)
		st = text_of(parts[i], l, w->key, i);
	return st;
}

/* The keys of a statement, most cited first; `missing`: those without a
 * bearer. */
static vb_status take_keys(struct vb_wanted **out, size_t *n,
			   const struct lookup *l, enum vb_sql which,
			   size_t limit)
{
	bool missing = which == VB_SQL_WANTED;
	vb_status st = check_schema(l->ar, l->err);
	sqlite3_stmt *stmt = NULL;
	bool row = true, has = false;

	*out = NULL;
	*n = 0;
	if (!st)
		stmt = vb_sql(&st, l->ar, which, l->err);
	while (!st && *n < limit) {
		struct vb_wanted *w;

		st = vb_sql_next(&row, l->ar, stmt, l->err);
		if (st || !row)
			break;
		w = vb_arena_calloc(l->arena, 1, sizeof(*w));
		if (!w ||
		    !vb_arena_dup(&w->key, l->arena, vb_sql_text(stmt, 0))) {
			st = no_memory(l);
			break;
		}
		w->cited_by = sqlite3_column_int64(stmt, 1);
		if (missing)
			st = has_bearer(&has, l, w->key);
		if (st || has)
			continue;
		st = describe(w, l);
		*out = w;
		out = &w->next;
		++*n;
	}
	if (stmt && row)
		sqlite3_reset(stmt);
	return st;
}

vb_status vb_archive_wanted(struct vb_wanted **out, size_t *n, vb_archive *ar,
			    size_t limit, struct vb_arena *arena,
			    struct vb_error *err)
{
	const struct lookup l = { ar, arena, err };

	return take_keys(out, n, &l, VB_SQL_WANTED, limit);
}

vb_status vb_archive_most_cited(struct vb_wanted **out, size_t *n,
				vb_archive *ar, size_t limit,
				struct vb_arena *arena, struct vb_error *err)
{
	const struct lookup l = { ar, arena, err };

	return take_keys(out, n, &l, VB_SQL_MOST_CITED, limit);
}
