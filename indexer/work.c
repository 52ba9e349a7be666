/* One job: read, hash, see whether it is held already, understand, pack. */
#include "indexer.h"

#include <sys/stat.h>

#include "base/file.h"
#include "format/convert.h"
#include "format/wire.h"
#include "index/intake.h"

/* Did older readers read it? Then it is worth reading again. */
static bool is_read_of_old(struct worker_ctx *ctx, struct vb_str id)
{
	int version;

	return !vb_archive_reading_version(&version, ctx->ar, id, NULL) &&
	       version < VB_READING_VERSION;
}

static bool is_held(struct worker_ctx *ctx, struct job *job, struct vb_str id)
{
	const struct vb_digest *digest = &job->put.original.digest;
	bool same = false;

	if (vb_archive_same(&same, ctx->ar, id, digest, NULL, NULL) || !same ||
	    is_read_of_old(ctx, id))
		return false;
	job->n_held = job->line ? 1 : parts_held(ctx->ar, job->source, digest);
	return true;
}

/*
 * Input is compared before it is understood: reading a folder again costs
 * little. A file's id comes from its source alone, a record's is in its line.
 */
static bool held_already(struct worker_ctx *ctx, struct batch *batch,
			 struct job *job, struct vb_str bytes)
{
	struct vb_str id;
	char hex[17];

	/* said to be read otherwise than last time, perhaps */
	if (!ctx->ar ||
	    (!job->line && (ctx->options->encoding || ctx->options->ocr)))
		return false;
	vb_sha256(&job->put.original.digest, bytes);
	if (job->line) {
		if (vb_format_record_id(&id, &batch->arena, bytes))
			return false;
	} else {
		vb_archive_source_id(hex, job->source);
		if (!vb_arena_dup(&id, &batch->arena, vb_str_from(hex)))
			return false;
	}
	job->put.id = id;
	return is_held(ctx, job, id);
}

static void refuse(struct job *job, const char *why)
{
	job->outcome = OUT_REFUSED;
	snprintf(job->message, sizeof(job->message), "%s", why);
}

/* An NDJSON record that gives no id is known by its file and its digest. */
static vb_status name_record(struct batch *batch, struct job *job,
			     const struct vb_digest *digest)
{
	struct vb_buf source = VB_BUF_INIT(1 << 17);
	char hex[VB_DIGEST_HEX];
	vb_status st = VB_OK;

	job->put.source = job->source;
	if (job->record.id.len) {
		job->put.id = job->put.source = job->record.id;
		return VB_OK;
	}
	vb_digest_hex(hex, digest);
	if (job->line)
		st = vb_buf_printf(&source, "%.*s#%.16s",
				   VB_STR_ARG(job->source), hex);
	if (!st && job->line &&
	    !vb_arena_dup(&job->put.source, &batch->arena, vb_buf_str(&source)))
		st = VB_NO_MEMORY;
	vb_archive_source_id(hex, job->put.source);
	if (!st && !vb_arena_dup(&job->put.id, &batch->arena, vb_str_from(hex)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&source);
	return st;
}

/* The path of an NDJSON record's `file`, beside the NDJSON file itself. */
static vb_status body_path(struct vb_buf *out, const struct job *job)
{
	struct vb_str dir = job->path;

	while (dir.len && dir.ptr[dir.len - 1] != '/')
		dir.len--;
	if (job->record.file.ptr[0] == '/' ||
	    vb_str_find(job->record.file, VB_STR(".."), 0) != VB_NPOS)
		return VB_BAD_INPUT;
	return vb_buf_printf(out, "%.*s%.*s", VB_STR_ARG(dir),
			     VB_STR_ARG(job->record.file));
}

/* Is that the NDJSON file itself, by whatever name? */
static bool is_same_file(const char *a, struct vb_str b)
{
	struct stat one, other;

	return !stat(a, &one) && !stat(b.ptr, &other) &&
	       one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* Read the bytes of that file. */
static vb_status open_body(struct job *job, struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(1 << 16);
	struct vb_str name = job->record.file;
	vb_status st;

	if (job->member)
		return vb_error_set(err, VB_BAD_INPUT,
				    "file '%.*s': not of a record in a zip "
				    "file",
				    VB_STR_ARG(name));
	st = body_path(&path, job);
	if (st)
		vb_error_set(err, st,
			     "file '%.*s': must lie beside or below "
			     "the NDJSON file",
			     VB_STR_ARG(name));
	else if (is_same_file(vb_buf_cstr(&path), job->path))
		st = vb_error_set(err, VB_BAD_INPUT,
				  "file '%.*s': is the NDJSON file itself",
				  VB_STR_ARG(name));
	if (!st)
		st = vb_file_read(&job->body_file, vb_buf_cstr(&path), 0, err);
	vb_buf_clear(&path);
	return st;
}

/* Once a run, where files are read with less around them than there should
 * be. */
static void warn_guard(void)
{
	static atomic_flag said = ATOMIC_FLAG_INIT;
	enum vb_guard guard = vb_convert_guard();

	if (guard == VB_GUARD_NAMESPACES || atomic_flag_test_and_set(&said))
		return;
	fprintf(stderr,
		"vanban-indexer: files are read without namespaces (bubblewrap "
		"is missing or may not make them): %s\n",
		guard == VB_GUARD_FILTERS ?
			"landlock, seccomp and limits still hold" :
			"only limits still hold");
}

static vb_status read_input(struct worker_ctx *ctx, struct job *job,
			    bool *guarded, const struct vb_input *in,
			    struct vb_error *err)
{
	vb_status st =
		vb_intake_read(&job->record, guarded, ctx->pool, in, err);

	if (*guarded)
		warn_guard();
	return st;
}

/* Read the file that an NDJSON record names and take its text. */
static vb_status read_body(struct worker_ctx *ctx, struct job *job,
			   bool *guarded, struct vb_error *err)
{
	struct vb_input in = { .name = job->record.file,
			       .encoding = ctx->options->encoding,
			       .ocr = ctx->options->ocr };
	vb_status st = open_body(job, err);

	if (!st)
		st = vb_archive_pack(&job->body, &job->packed_body,
				     vb_buf_str(&job->body_file), err);
	if (!st)
		job->put.body = &job->body;
	in.bytes = vb_buf_str(&job->body_file);
	if (!st && !strcmp(vb_intake_format(&in), "ndjson"))
		st = vb_error_set(err, VB_BAD_INPUT,
				  "file '%.*s': holds records, not a text",
				  VB_STR_ARG(in.name));
	return st ? st : read_input(ctx, job, guarded, &in, err);
}

/* Pictures of text are in these; what was said of others changes nothing. */
static bool ocr_matters(const char *format)
{
	return !strcmp(format, "pdf") || !strcmp(format, "image");
}

/* How the archive is to read the job's file again, in `arena`. */
static vb_status describe(struct worker_ctx *ctx, struct vb_arena *arena,
			  struct job *job, const char *format)
{
	static const char *const ocr[] = { [VB_OCR_AUTO] = "",
					   [VB_OCR_ALWAYS] = ";ocr=always",
					   [VB_OCR_NEVER] = ";ocr=never" };
	struct vb_buf text = VB_BUF_INIT(200), name = VB_BUF_INIT(100);
	struct vb_str kept;
	vb_status st = vb_buf_append_cstr(&name, format);

	if (!st && ocr_matters(format))
		st = vb_buf_append_cstr(&name, ocr[ctx->options->ocr]);
	if (!st)
		st = vb_format_describe(&text, vb_buf_cstr(&name),
					ctx->options->encoding);
	if (!st && !vb_arena_dup(&kept, arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	if (!st)
		job->put.format = kept.ptr;
	vb_buf_clear(&name);
	vb_buf_clear(&text);
	return st;
}

vb_status work_keep_reading(struct vb_put *put, struct vb_blob *blob,
			    struct vb_buf *packed,
			    const struct vb_record *record,
			    struct vb_error *err)
{
	struct vb_buf wire = VB_BUF_INIT(VB_WIRE_LIMIT);
	vb_status st = vb_wire_write(&wire, record);

	if (st)
		vb_error_set(err, st, "what was read of it: %s",
			     vb_status_text(st));
	else
		st = vb_archive_pack(blob, packed, vb_buf_str(&wire), err);
	/* What did not become smaller is still in `wire`. */
	if (!st && blob->stored.ptr == wire.ptr) {
		vb_buf_swap(packed, &wire);
		blob->stored = vb_buf_str(packed);
	}
	if (!st) {
		put->reading = blob;
		put->reading_version = VB_READING_VERSION;
	}
	vb_buf_clear(&wire);
	return st;
}

/* A file's text may be several documents; what is given as one is one. */
static bool may_have_parts(const struct job *job, const char *format)
{
	return !job->line && strcmp(format, "ndjson");
}

/* What was read, in parts, is kept as it is and then understood. */
static vb_status conclude(struct vb_arena *arena, struct job *job,
			  const char *format, bool guarded,
			  struct vb_error *err)
{
	vb_status st = VB_OK;

	if (may_have_parts(job, format) && parts_cut(arena, job))
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	if (guarded || job->n_pieces)
		st = work_keep_reading(&job->put, &job->reading,
				       &job->packed_reading, &job->record, err);
	return st ? st : parts_understand(job, err);
}

/* Of a member, what a ZIP file is said to be says nothing. */
static const char *format_said(const struct worker_ctx *ctx,
			       const struct job *job)
{
	const char *format = ctx->options->format;

	return job->member && format && !strcmp(format, "zip") ? NULL : format;
}

static vb_status understand(struct worker_ctx *ctx, struct vb_arena *arena,
			    struct job *job, struct vb_str bytes,
			    struct vb_error *err)
{
	struct vb_input in = {
		.bytes = bytes,
		.name = job->path,
		.format = job->line ? "ndjson" : format_said(ctx, job),
		.encoding = ctx->options->encoding,
		.ocr = ctx->options->ocr,
	};
	bool guarded = false;
	vb_status st;

	if (describe(ctx, arena, job, vb_intake_format(&in)))
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	st = read_input(ctx, job, &guarded, &in, err);
	if (st)
		return st;
	if (job->record.file.len)
		st = read_body(ctx, job, &guarded, err);
	if (!st)
		st = conclude(arena, job, vb_intake_format(&in), guarded, err);
	/* Without its file the record still says much. */
	if (vb_record_understand(&job->record) && !st)
		st = vb_error_set(err, VB_NO_MEMORY, "out of memory");
	return st;
}

/* The original is kept even when nothing could be read from it. */
static void store(struct worker_ctx *ctx, struct batch *batch, struct job *job,
		  struct vb_str bytes)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_status st;

	vb_record_init(&job->record, &batch->arena);
	st = vb_archive_pack(&job->put.original, &job->packed, bytes, &err);
	if (st) {
		refuse(job, err.message);
		return;
	}
	job->put.record = &job->record;
	st = understand(ctx, &batch->arena, job, bytes, &err);
	if (st) {
		job->put.state = VB_READ_REJECTED;
		snprintf(job->message, sizeof(job->message), "%s", err.message);
		job->put.reason = vb_str_from(job->message);
	} else if (job->record.partial) {
		job->put.state = VB_READ_PARTIAL;
		job->put.reason = job->record.warning;
	}
	if (name_record(batch, job, &job->put.original.digest) ||
	    parts_name(&batch->arena, job))
		refuse(job, "out of memory");
}

void work_job(struct worker_ctx *ctx, struct batch *batch, struct job *job)
{
	struct vb_error err = VB_ERROR_INIT;
	struct vb_str bytes = job->bytes;

	job->outcome = OUT_STORE;
	parts_free(job); /* it may be done again */
	vb_buf_truncate(&job->file, 0);
	if (job->refused) {
		refuse(job, job->refused);
		return;
	}
	if (!job->line && !job->member &&
	    vb_file_read(&job->file, job->path.ptr, VB_FILE_FOLLOW, &err)) {
		refuse(job, err.message);
		return;
	}
	if (!job->line && !job->member)
		bytes = vb_buf_str(&job->file);
	if (held_already(ctx, batch, job, bytes)) {
		job->outcome = OUT_UNCHANGED;
		return;
	}
	store(ctx, batch, job, bytes);
	/* The signal that stops us may have ended a worker too. */
	if (indexer_stop && job->put.state == VB_READ_REJECTED)
		job->outcome = OUT_DROPPED;
}
