#include "archive/internal.h"

#include <stdio.h>

bool vb_archive_version_row(struct vb_version *out, sqlite3_stmt *stmt,
			    int first)
{
	struct vb_str added = vb_sql_text(stmt, first + 10);

	out->document = sqlite3_column_int64(stmt, first);
	out->version = sqlite3_column_int(stmt, first + 1);
	out->source = vb_sql_text(stmt, first + 2);
	out->format = vb_sql_text(stmt, first + 3);
	out->state = sqlite3_column_int(stmt, first + 4);
	out->reason = vb_sql_text(stmt, first + 5);
	out->has_body = sqlite3_column_type(stmt, first + 7) != SQLITE_NULL;
	out->size = sqlite3_column_int64(stmt, first + 8);
	out->body_size = sqlite3_column_int64(stmt, first + 9);
	out->event = sqlite3_column_int64(stmt, first + 11);
	out->erased = sqlite3_column_int64(stmt, first + 12);
	out->fields = vb_sql_text(stmt, first + 13);
	out->extras = vb_sql_text(stmt, first + 14);
	snprintf(out->added, sizeof(out->added), "%.*s", VB_STR_ARG(added));
	if (out->has_body && !vb_sql_digest(&out->body, stmt, first + 7))
		return false;
	return out->version > 0 && out->state >= VB_READ_WHOLE &&
	       out->state <= VB_READ_REJECTED && out->size >= 0 &&
	       out->body_size >= 0 && added.len == sizeof(out->added) - 1 &&
	       vb_sql_digest(&out->original, stmt, first + 6);
}

static vb_status net_columns(struct vb_buf *row, const struct vb_version *v)
{
	const struct vb_str text[] = { v->source, v->format, v->reason };
	const int64_t number[] = { v->version, v->state, v->size,
				   v->body_size };
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < sizeof(number) / sizeof(number[0]); i++)
		st = vb_archive_net_int(row, number[i]);
	for (size_t i = 0; !st && i < sizeof(text) / sizeof(text[0]); i++)
		st = vb_archive_net(row, text[i]);
	if (!st)
		st = vb_archive_net_digest(row, &v->original);
	if (!st)
		st = vb_archive_net_digest(row, v->has_body ? &v->body : NULL);
	if (!st)
		st = vb_archive_net(row, vb_str_from(v->added));
	if (!st)
		st = vb_archive_net(row, v->fields);
	return st ? st : vb_archive_net(row, v->extras);
}

static vb_status net_mention(struct vb_buf *row, const struct vb_reference *m)
{
	const struct vb_str text[] = { m->number, m->key, m->type, m->date };
	const int64_t number[] = { m->date_how, (int64_t)m->from,
				   (int64_t)m->to };
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < sizeof(text) / sizeof(text[0]); i++)
		st = vb_archive_net(row, text[i]);
	for (size_t i = 0; !st && i < sizeof(number) / sizeof(number[0]); i++)
		st = vb_archive_net_int(row, number[i]);
	/* Of schema 3: rows of before, which have none of it, keep their
	 * digest. */
	if (m->kind == VB_RELATION_MENTION && !m->issuer.len && !m->anchor.len)
		return st;
	if (!st)
		st = vb_buf_append_char(row, '+');
	if (!st)
		st = vb_archive_net(row,
				    vb_str_from(vb_relation_name(m->kind)));
	if (!st)
		st = vb_archive_net(row, m->issuer);
	return st ? st : vb_archive_net(row, m->anchor);
}

vb_status vb_archive_version_digest(struct vb_digest *out, struct vb_buf *row,
				    struct vb_str id,
				    const struct vb_version *v,
				    const struct vb_reference *mentions)
{
	const struct vb_reference *m;
	vb_status st;

	vb_buf_truncate(row, 0);
	st = vb_archive_net(row, id);
	if (!st)
		st = net_columns(row, v);
	for (m = mentions; m && !st; m = m->next)
		st = net_mention(row, m);
	if (!st)
		vb_sha256(out, vb_buf_str(row));
	return st;
}

struct vb_reference *vb_archive_mention(struct vb_arena *arena,
					sqlite3_stmt *stmt, int first)
{
	enum vb_relation kind =
		vb_relation_by_name(vb_sql_text(stmt, first + 7));
	struct vb_reference *m = vb_arena_calloc(arena, 1, sizeof(*m));

	if (!m ||
	    !vb_arena_dup(&m->number, arena, vb_sql_text(stmt, first + 0)) ||
	    !vb_arena_dup(&m->key, arena, vb_sql_text(stmt, first + 1)) ||
	    !vb_arena_dup(&m->type, arena, vb_sql_text(stmt, first + 2)) ||
	    !vb_arena_dup(&m->date, arena, vb_sql_text(stmt, first + 3)) ||
	    !vb_arena_dup(&m->issuer, arena, vb_sql_text(stmt, first + 8)) ||
	    !vb_arena_dup(&m->anchor, arena, vb_sql_text(stmt, first + 9)))
		return NULL;
	m->kind = kind < VB_RELATION_COUNT ? kind : VB_RELATION_MENTION;
	m->date_how = (enum vb_how)sqlite3_column_int(stmt, first + 4);
	m->from = (size_t)sqlite3_column_int64(stmt, first + 5);
	m->to = (size_t)sqlite3_column_int64(stmt, first + 6);
	return m;
}

vb_status vb_archive_references(struct vb_reference **out,
				struct vb_archive *ar,
				const struct vb_version *v,
				struct vb_arena *arena, struct vb_error *err)
{
	vb_status st;
	bool row;
	struct vb_reference **list = out;
	bool old = !vb_archive_has_schema(ar, 3);
	sqlite3_stmt *stmt = vb_sql(
		&st, ar, old ? VB_SQL_MENTIONS_OLD : VB_SQL_MENTIONS, err);

	*out = NULL;
	if (!stmt)
		return st;
	sqlite3_bind_int64(stmt, 1, v->document);
	sqlite3_bind_int(stmt, 2, v->version);
	for (;;) {
		st = vb_sql_next(&row, ar, stmt, err);
		if (st || !row)
			break;
		*out = vb_archive_mention(arena, stmt, 0);
		if (!*out) {
			sqlite3_reset(stmt);
			return vb_error_set(err, VB_NO_MEMORY, "no memory");
		}
		out = &(*out)->next;
	}
	if (!st && vb_references_mark(*list, arena))
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	return st;
}
