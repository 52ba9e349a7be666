#include "archive/copy.h"

#include "archive/internal.h"

/* The rows of another archive, taken in as they are. */

static vb_status bad(struct vb_error *err, struct vb_str id, int version,
		     const char *what)
{
	return vb_error_set(err, VB_BAD_INPUT, "%.*s version %d: %s",
			    VB_STR_ARG(id), version, what);
}

static vb_status copy_event(struct vb_archive *ar, void *ctx,
			    struct vb_error *err)
{
	const struct vb_copy_event *e = ctx;
	struct vb_note note = { .kind = e->kind,
				.id = e->id,
				.detail = e->detail,
				.version = (int)e->version,
				.content =
					e->has_content ? &e->content : NULL };
	char time[21] = "";
	vb_status st;

	if (e->time.len >= sizeof(time) || e->version != note.version)
		return vb_error_set(err, VB_CORRUPT,
				    "event %lld: no such time or version",
				    (long long)e->number);
	memcpy(time, e->time.ptr, e->time.len);
	st = vb_archive_note(ar, time, &note, err);
	if (st)
		return st;
	if (ar->head != e->number)
		return vb_error_set(err, VB_CORRUPT,
				    "event %lld: stands in place %lld",
				    (long long)e->number, (long long)ar->head);
	if (!vb_digest_eq(&ar->head_hash, &e->hash))
		return vb_error_set(err, VB_CORRUPT,
				    "event %lld: its hash does not follow from "
				    "what it says and the event before",
				    (long long)e->number);
	return VB_OK;
}

vb_status vb_archive_copy_event_in(vb_archive *ar,
				   const struct vb_copy_event *event,
				   struct vb_error *err)
{
	return vb_archive_atomically(ar, copy_event, (void *)event, err);
}

struct coming {
	const struct vb_copy_version *from;
	const struct vb_copy_bytes *bytes;
	struct vb_version row;
	bool begun; /* the document is there */
	int oldest; /* of the versions that are there */
	bool article;
	char number_key[VB_NUMBER_BYTES];
	char name_key[VB_NAME_KEY_BYTES];
};

static vb_status find(struct coming *c, struct vb_archive *ar,
		      struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_COPY_BEGUN, err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, c->from->id);
	st = vb_sql_next(&c->begun, ar, stmt, err);
	if (st || !c->begun)
		return st;
	c->row.document = sqlite3_column_int64(stmt, 0);
	c->oldest = sqlite3_column_int(stmt, 2);
	if (c->from->versions != sqlite3_column_int(stmt, 1))
		c->oldest = 0;
	sqlite3_reset(stmt);
	return VB_OK;
}

/* The keys that `documents` repeats of the newest version and corrections. */
static vb_status read_keys(struct coming *c, struct vb_error *err)
{
	const struct vb_copy_version *from = c->from;
	struct vb_field fields[VB_FIELD_COUNT];
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_extra *extras;
	struct vb_str f, e;
	vb_status st = VB_OK;

	if (!vb_arena_dup(&f, &arena, from->fields) ||
	    !vb_arena_dup(&e, &arena, from->extras)) {
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
		goto done;
	}
	if (!vb_archive_decode_fields(fields, (char *)f.ptr, f.len) ||
	    !vb_archive_decode_extras(&extras, (char *)e.ptr, e.len, &arena)) {
		st = bad(err, from->id, from->version,
			 "its fields or extras are damaged");
		goto done;
	}
	for (struct vb_copy_correction *one = from->corrections; one;
	     one = one->next) {
		enum vb_field_id id = vb_field_by_name(one->field);

		if (id < VB_FIELD_COUNT)
			fields[id].value = one->value;
	}
	vb_archive_number_key(c->number_key, fields[VB_FIELD_NUMBER].value);
	vb_archive_name_key(c->name_key, fields);
	c->article = vb_str_eq(fields[VB_FIELD_KIND].value, VB_STR("article"));
done:
	vb_arena_clear(&arena);
	return st;
}

static vb_status begin_document(struct coming *c, struct vb_archive *ar,
				struct vb_error *err)
{
	const struct vb_copy_version *from = c->from;
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_COPY_DOCUMENT, err);

	if (!stmt)
		return st;
	vb_sql_bind_text(stmt, 1, from->id);
	sqlite3_bind_int64(stmt, 2, from->sequence);
	sqlite3_bind_int(stmt, 3, from->versions);
	sqlite3_bind_int(stmt, 4, (int)from->state);
	sqlite3_bind_int(stmt, 5, c->article);
	sqlite3_bind_int64(stmt, 6, from->withdrawn);
	vb_sql_bind_text(stmt, 7, from->withdrawal);
	sqlite3_bind_int(stmt, 8, from->corrections != NULL);
	vb_sql_bind_text(stmt, 9, vb_str_from(c->number_key));
	vb_sql_bind_text(stmt, 10, vb_str_from(c->name_key));
	st = vb_sql_run(ar, stmt, err);
	c->row.document = sqlite3_last_insert_rowid(ar->db);
	return st;
}

static vb_status put_corrections(const struct coming *c, struct vb_archive *ar,
				 struct vb_error *err)
{
	vb_status st = VB_OK;

	for (struct vb_copy_correction *one = c->from->corrections; !st && one;
	     one = one->next) {
		sqlite3_stmt *stmt = vb_sql(&st, ar, VB_SQL_CORRECT, err);

		if (!stmt)
			return st;
		sqlite3_bind_int64(stmt, 1, c->row.document);
		vb_sql_bind_text(stmt, 2, one->field);
		vb_sql_bind_text(stmt, 3, one->value);
		vb_sql_bind_text(stmt, 4, one->label);
		sqlite3_bind_int64(stmt, 5, one->event);
		st = vb_sql_run(ar, stmt, err);
	}
	return st;
}

/* Bind the document, `a` and, where it is asked for, `b`, and run. */
static vb_status run_numbers(struct vb_archive *ar, enum vb_sql which,
			     const int64_t *numbers, int n,
			     struct vb_error *err)
{
	vb_status st;
	sqlite3_stmt *stmt = vb_sql(&st, ar, which, err);

	if (!stmt)
		return st;
	for (int i = 0; i < n; i++)
		sqlite3_bind_int64(stmt, i + 1, numbers[i]);
	return vb_sql_run(ar, stmt, err);
}

static vb_status put_bytes(const struct coming *c, struct vb_archive *ar,
			   struct vb_error *err)
{
	const struct vb_copy_bytes *b = c->bytes;
	struct vb_put put = { .reading = b->reading,
			      .reading_version = c->from->reading_version };
	vb_status st = VB_OK;

	if (b->original)
		st = vb_archive_put_blob(ar, b->original, err);
	if (!st && b->body)
		st = vb_archive_put_blob(ar, b->body, err);
	return st ? st :
		    vb_archive_put_reading(ar, c->row.document, c->row.version,
					   &put, err);
}

static vb_status copy_version(struct vb_archive *ar, void *ctx,
			      struct vb_error *err)
{
	struct coming *c = ctx;
	const struct vb_version *v = &c->row;
	vb_status st = VB_OK;

	if (!c->begun)
		st = begin_document(c, ar, err);
	if (!st)
		st = vb_archive_put_version(ar, v, err);
	if (!st && v->erased)
		st = run_numbers(
			ar, VB_SQL_COPY_ERASED,
			(int64_t[]){ v->document, v->version, v->erased }, 3,
			err);
	if (!st)
		st = run_numbers(
			ar, VB_SQL_COPY_ADD,
			(int64_t[]){ v->document, v->size + v->body_size }, 2,
			err);
	if (!st)
		st = vb_archive_put_mentions(ar, v, c->from->references, err);
	if (!st)
		st = put_bytes(c, ar, err);
	return st ? st : put_corrections(c, ar, err);
}

static bool is_blob(const struct vb_blob *blob, const struct vb_digest *digest,
		    int64_t size)
{
	return blob && vb_digest_eq(&blob->digest, digest) &&
	       (size < 0 || (int64_t)blob->size == size);
}

/* Are the events that it names among those that are there? */
static bool events_are_there(const struct vb_copy_version *f, int64_t newest)
{
	const int64_t named[] = { f->event, f->sequence, f->withdrawn,
				  f->erased };

	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (named[i] < 0 || named[i] > newest)
			return false;
	for (struct vb_copy_correction *one = f->corrections; one;
	     one = one->next)
		if (one->event < 1 || one->event > newest)
			return false;
	return true;
}

/* What is wrong with the version and its bytes, or NULL. */
static const char *find_fault(const struct coming *c, int64_t newest)
{
	const struct vb_copy_version *f = c->from;
	const struct vb_copy_bytes *b = c->bytes;

	if (!f->id.len || f->version < 1 || f->version > f->versions ||
	    f->added.len != sizeof(c->row.added) - 1)
		return "its row is damaged";
	if (c->begun ? c->oldest != f->version + 1 : f->version != f->versions)
		return "is out of turn, or its id is held already";
	if (!events_are_there(f, newest))
		return "names an event that is not there";
	if (c->begun && f->corrections)
		return "only the newest version has corrections";
	if (f->erased)
		return b->original || b->body || b->reading ?
			       "was erased, but its bytes are here" :
			       NULL;
	if (!is_blob(b->original, &f->original, f->size) ||
	    (f->has_body && !is_blob(b->body, &f->body, f->body_size)) ||
	    (f->has_reading && !is_blob(b->reading, &f->reading, -1)))
		return "its bytes are missing or others";
	return NULL;
}

vb_status vb_archive_copy_version_in(vb_archive *ar,
				     const struct vb_copy_version *from,
				     const struct vb_copy_bytes *bytes,
				     struct vb_error *err)
{
	struct coming c = { .from = from, .bytes = bytes };
	const char *fault;
	vb_status st = vb_archive_writable(ar, err);

	if (!st)
		st = vb_archive_head(ar, err);
	if (!st)
		st = find(&c, ar, err);
	if (st)
		return st;
	fault = find_fault(&c, ar->head);
	if (fault)
		return bad(err, from->id, from->version, fault);
	st = read_keys(&c, err);
	if (st)
		return st;
	c.row.version = from->version;
	c.row.source = from->source;
	c.row.format = from->format;
	c.row.reason = from->reason;
	c.row.fields = from->fields;
	c.row.extras = from->extras;
	c.row.state = (int)from->state;
	c.row.original = from->original;
	c.row.body = from->body;
	c.row.has_body = from->has_body;
	c.row.size = from->size;
	c.row.body_size = from->body_size;
	c.row.event = from->event;
	c.row.erased = from->erased;
	memcpy(c.row.added, from->added.ptr, from->added.len);
	return vb_archive_atomically(ar, copy_version, &c, err);
}
