#include "index/intake.h"

#define WARNING_BYTES 8192

const char *vb_intake_format(const struct vb_input *in)
{
	return in->format ? in->format : vb_format_sniff(in->bytes, in->name);
}

static bool has(struct vb_str s, const char *needle)
{
	return memmem(s.ptr, s.len, needle, strlen(needle)) != NULL;
}

/*
 * Has the line a key `html`? It may be spelled with escapes, which nothing but
 * a hostile line does to ASCII letters; a string that only looks like the key
 * costs a trip to a worker.
 */
static bool has_markup(struct vb_str line)
{
	static const char *const spelled[] = {
		"\"html\"", "\\u0068", "\\u0074", "\\u006d",
		"\\u006D",  "\\u006c", "\\u006C",
	};

	for (size_t i = 0; i < sizeof(spelled) / sizeof(spelled[0]); i++)
		if (has(line, spelled[i]))
			return true;
	return false;
}

static bool needs_worker(const struct vb_input *in, const char *format)
{
	if (!strcmp(format, "ndjson"))
		return has_markup(in->bytes);
	/* What nobody can read is refused here and now. */
	return vb_format_known(format) && vb_pool_needed(format);
}

/* `warning` behind those that `record` has. */
static vb_status join_warning(struct vb_record *record, struct vb_str warning)
{
	struct vb_buf both = VB_BUF_INIT(2 * WARNING_BYTES);
	vb_status st;

	if (!record->warning.len || !warning.len) {
		if (warning.len)
			record->warning = warning;
		return VB_OK;
	}
	st = vb_buf_append(&both, record->warning);
	if (!st)
		st = vb_buf_append_cstr(&both, "; ");
	if (!st)
		st = vb_buf_append(&both, warning);
	if (!st &&
	    !vb_arena_dup(&record->warning, record->arena, vb_buf_str(&both)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&both);
	return st == VB_TOO_BIG ? VB_OK : st; /* the first ones tell enough */
}

/* Put what a worker read into `record`, under what is known better. */
static vb_status adopt(struct vb_record *record, const struct vb_record *read,
		       bool line)
{
	struct vb_extra **tail = &record->extras;

	for (int i = 0; i < VB_FIELD_COUNT; i++)
		if (read->fields[i].how != VB_HOW_UNKNOWN &&
		    read->fields[i].how >= record->fields[i].how)
			record->fields[i] = read->fields[i];
	while (*tail)
		tail = &(*tail)->next;
	*tail = read->extras;
	if (line) {
		record->id = read->id;
		record->file = read->file;
	}
	record->text = read->text;
	record->blocks = read->blocks;
	record->n_blocks = read->n_blocks;
	record->report = read->report;
	record->encoding = read->encoding;
	record->partial |= read->partial;
	return join_warning(record, read->warning);
}

vb_status vb_intake_read(struct vb_record *record, bool *guarded, vb_pool *pool,
			 const struct vb_input *in, struct vb_error *err)
{
	const char *format = vb_intake_format(in);
	struct vb_record read;
	vb_status st;

	if (!in->bytes.len || !needs_worker(in, format))
		return vb_format_extract(record, in, err);
	if (!pool)
		return vb_error_set(err, VB_NOT_FOUND,
				    "%s files are read by %s, which is not "
				    "there",
				    format, VB_POOL_READER);
	vb_record_init(&read, record->arena);
	st = vb_pool_read(&read, pool, in, err);
	if (st)
		return st;
	*guarded = true;
	st = adopt(record, &read, !strcmp(format, "ndjson"));
	return st ? vb_error_set(err, st, "%s", vb_status_text(st)) : VB_OK;
}
