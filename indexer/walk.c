/* From the paths on the command line to batches of jobs, in order. */
#include "indexer.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/lines.h"
#include "text/text.h"

#define LINE_LIMIT ((size_t)256 << 20) /* bytes of one NDJSON record */
#define DEPTH_LIMIT 64		       /* folders within folders */
#define IGNORE_FILE ".vanbanignore"

static bool flush(struct walker *w)
{
	struct batch *batch = w->batch;

	w->batch = NULL;
	if (!batch)
		return true;
	if (batch->n && !w->stopped && pipeline_put(w->walk->pipeline, batch))
		return true;
	w->stopped |= batch->n > 0;
	batch_free(batch);
	return !w->stopped;
}

/* Room for one more job; NULL when the run is to stop. */
static struct job *next_job(struct walker *w)
{
	struct job *job = w->batch ? batch_add(w->batch) : NULL;

	if (indexer_stop)
		w->stopped = true;
	if (w->stopped)
		return NULL;
	if (job)
		return job;
	if (!flush(w))
		return NULL;
	w->batch = batch_new();
	job = w->batch ? batch_add(w->batch) : NULL;
	w->stopped = !job;
	return job;
}

/*
 * A source is text: bytes of a name that are not UTF-8, and controls, become
 * %XX, so that two names never meet.
 */
vb_status walk_print_name(struct vb_buf *out, struct vb_str name)
{
	vb_status st = VB_OK;

	while (name.len && !st) {
		uint32_t code;
		size_t n = vb_utf8_decode(&code, name);
		bool bad = (code == 0xfffd && n == 1) || code < 0x20 ||
			   code == 0x7f || code == '%';

		if (bad)
			st = vb_buf_printf(out, "%%%02X",
					   (unsigned char)name.ptr[0]);
		else
			st = vb_buf_append(out, vb_str_sub(name, 0, n));
		name = vb_str_skip(name, n);
	}
	return st;
}

/* Append the real path of a link itself: of its folder, and its name. */
static vb_status print_link(struct vb_buf *out, const char *path)
{
	struct vb_buf folder = VB_BUF_INIT(1 << 16);
	const char *slash = strrchr(path, '/');
	char *real = NULL;
	vb_status st = VB_OK;

	if (slash)
		st = vb_buf_append(&folder,
				   vb_str_of(path, (size_t)(slash + 1 - path)));
	if (!st)
		real = realpath(slash ? vb_buf_cstr(&folder) : ".", NULL);
	if (!st && real && strcmp(real, "/"))
		st = walk_print_name(out, vb_str_from(real));
	if (!st && real)
		st = vb_buf_append_char(out, '/');
	if (!st)
		st = walk_print_name(
			out, vb_str_from(real && slash ? slash + 1 : path));
	free(real);
	vb_buf_clear(&folder);
	return st;
}

/* Append the real path of a file; a link in a folder is what it is. */
static vb_status print_real(struct vb_buf *out, const struct walker *w,
			    const char *path)
{
	struct stat info;
	char *real;
	vb_status st;

	if (strcmp(path, w->root) && !lstat(path, &info) &&
	    S_ISLNK(info.st_mode))
		return print_link(out, path);
	real = strcmp(path, "-") ? realpath(path, NULL) : NULL;
	st = walk_print_name(out, vb_str_from(real ? real : path));
	free(real);
	return st;
}

vb_status walk_source(struct vb_buf *out, struct walker *w, const char *path)
{
	const char *base = w->walk->options->base_url;
	struct vb_str rest = vb_str_from(path);
	vb_status st;

	if (!base)
		return print_real(out, w, path);
	if (vb_str_starts(rest, vb_str_from(w->root)))
		rest = vb_str_skip(rest, strlen(w->root));
	while (rest.len && rest.ptr[0] == '/')
		rest = vb_str_skip(rest, 1);
	if (!rest.len) {
		const char *slash = strrchr(path, '/');

		rest = vb_str_from(slash ? slash + 1 : path);
	}
	st = vb_buf_append_cstr(out, base);
	if (!st && !vb_str_ends(vb_str_from(base), VB_STR("/")))
		st = vb_buf_append_char(out, '/');
	return st ? st : walk_print_name(out, rest);
}

struct job *walk_add(struct walker *w, const char *path, struct vb_str source)
{
	struct job *job = next_job(w);

	if (!job)
		return NULL;
	if (!vb_arena_dup(&job->source, &w->batch->arena, source) ||
	    !vb_arena_dup(&job->path, &w->batch->arena, vb_str_from(path)))
		job->refused = "out of memory";
	return job;
}

/* A job for `path`, with its names. */
static struct job *add_path(struct walker *w, const char *path)
{
	struct vb_buf source = VB_BUF_INIT(1 << 16);
	vb_status st = walk_source(&source, w, path);
	struct job *job = walk_add(w, path, vb_buf_str(&source));

	if (job && st)
		job->refused = "out of memory";
	vb_buf_clear(&source);
	return job;
}

bool walk_is_ndjson(const struct options *o, const char *path)
{
	static const char *const ends[] = { ".jsonl", ".ndjson", ".jsonl.gz",
					    ".ndjson.gz" };
	struct vb_str name = vb_str_from(path);

	if (o->format)
		return !strcmp(o->format, "ndjson");
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (vb_str_ends(name, vb_str_from(ends[i])))
			return true;
	return !strcmp(path, "-");
}

static void refuse(struct walker *w, const char *path, const char *why)
{
	struct job *job = add_path(w, path);

	if (job)
		job->refused = why;
}

/* A failure while reading lines: a job that only carries the reason. */
static void refuse_line(struct walker *w, const char *path, size_t line,
			const char *why)
{
	struct job *job = add_path(w, path);
	struct vb_str text;

	if (!job)
		return;
	job->line = line;
	job->refused = "cannot read";
	if (vb_arena_dup(&text, &w->batch->arena, vb_str_from(why)))
		job->refused = text.ptr;
}

struct job *walk_add_line(struct walker *w, const char *path,
			  struct vb_str source, size_t number,
			  struct vb_str line)
{
	struct job *job;

	if (!vb_str_trim(line).len)
		return NULL;
	job = walk_add(w, path, source);
	if (!job)
		return NULL;
	job->line = number;
	if (!vb_arena_dup(&job->bytes, &w->batch->arena, line))
		job->refused = "out of memory";
	w->batch->bytes += line.len;
	return job;
}

/* Tell how far the file is read; `before` is what earlier files gave. */
static void note_progress(struct walker *w, const vb_lines *lines,
			  unsigned long long before)
{
	unsigned long long done, size;

	vb_lines_progress(&done, &size, lines);
	atomic_store(&w->walk->bytes_done, before + done);
}

static void walk_lines(struct walker *w, const char *path)
{
	unsigned long long before = atomic_load(&w->walk->bytes_done);
	struct vb_buf source = VB_BUF_INIT(1 << 16);
	struct vb_error err = VB_ERROR_INIT;
	vb_lines *lines = NULL;
	struct vb_str line;
	size_t number = 0;
	vb_status st = vb_lines_open(&lines, path, &err);

	if (!st && walk_source(&source, w, path))
		st = vb_error_set(&err, VB_NO_MEMORY, "out of memory");
	while (!st || st == VB_TOO_BIG) {
		if (w->stopped)
			break;
		st = vb_lines_next(&line, &number, lines, LINE_LIMIT, &err);
		if (!st)
			walk_add_line(w, path, vb_buf_str(&source), number,
				      line);
		else if (st == VB_TOO_BIG)
			refuse_line(w, path, number, err.message);
		if (number % BATCH_JOBS == 0)
			note_progress(w, lines, before);
	}
	if (st && st != VB_TOO_BIG && !(lines && st == VB_NOT_FOUND))
		refuse_line(w, path, number, err.message);
	vb_lines_close(lines);
	vb_buf_clear(&source);
}

static void walk_path(struct walker *w, const char *path, unsigned depth);

/*
 * Patterns of names to leave out, one a line, # begins a comment; they hold
 * for the folders below too.
 */
static void read_ignore(struct vb_buf *out, const char *dir)
{
	struct vb_buf path = VB_BUF_INIT(1 << 16);

	if (!vb_buf_printf(&path, "%s/" IGNORE_FILE, dir) &&
	    !vb_file_read(out, vb_buf_cstr(&path), 0, NULL))
		(void)!vb_buf_append_char(out, '\n');
	vb_buf_clear(&path);
}

bool walk_is_ignored(const struct walker *w, const char *name)
{
	struct vb_str patterns = vb_buf_str(&w->ignore), line;

	if (name[0] == '.')
		return true;
	while (vb_str_next_line(&line, &patterns)) {
		char pattern[256];

		line = vb_str_trim(line);
		if (!line.len || line.ptr[0] == '#' ||
		    line.len >= sizeof(pattern))
			continue;
		memcpy(pattern, line.ptr, line.len);
		pattern[line.len] = '\0';
		if (!fnmatch(pattern, name, 0))
			return true;
	}
	return false;
}

/* By bytes: the order must not depend on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void walk_dir(struct walker *w, const char *path, unsigned depth)
{
	size_t inherited = w->ignore.len;
	struct dirent **entries = NULL;
	int n = -1;

	if (depth > DEPTH_LIMIT)
		errno = ELOOP;
	else
		n = scandir(path, &entries, NULL, by_name);
	if (n < 0)
		refuse(w, path,
		       errno == EACCES ? "permission denied" :
					 "cannot read the folder");
	else
		read_ignore(&w->ignore, path);
	for (int i = 0; i < n; i++) {
		struct vb_buf child = VB_BUF_INIT(1 << 16);

		if (!w->stopped && !walk_is_ignored(w, entries[i]->d_name) &&
		    !vb_buf_printf(&child, "%s/%s", path, entries[i]->d_name))
			walk_path(w, vb_buf_cstr(&child), depth + 1);
		vb_buf_clear(&child);
		free(entries[i]);
	}
	free(entries);
	if (w->ignore.len > inherited)
		vb_buf_truncate(&w->ignore, inherited);
}

/*
 * What may need a converter, by its name: some seconds of work, so that few
 * of them fill a batch and each worker gets some.
 */
size_t walk_weight(const char *path)
{
	static const char *const quick[] = { ".txt", ".html", ".htm", ".xhtml",
					     ".json" };
	struct vb_str name = vb_str_from(path);

	for (size_t i = 0; i < sizeof(quick) / sizeof(quick[0]); i++)
		if (vb_str_ends(name, vb_str_from(quick[i])))
			return 0;
	return BATCH_BYTES / 4;
}

static void walk_file(struct walker *w, const char *path,
		      const struct stat *info)
{
	struct job *job;

	if (walk_is_ndjson(w->walk->options, path)) {
		walk_lines(w, path);
		return;
	}
	job = walk_zip(w, path) ? NULL : add_path(w, path);
	if (job)
		w->batch->bytes += (size_t)info->st_size + walk_weight(path);
	atomic_fetch_add(&w->walk->bytes_done,
			 (unsigned long long)info->st_size);
}

/* A link is followed only where the user gave it. */
static void walk_path(struct walker *w, const char *path, unsigned depth)
{
	struct stat info;
	int rc;

	if (!depth && !strcmp(path, "-")) {
		walk_lines(w, path);
		return;
	}
	rc = depth ? lstat(path, &info) : stat(path, &info);
	if (rc)
		refuse(w, path,
		       errno == ENOENT ? "no such file or folder" :
					 "cannot be looked at");
	else if (S_ISDIR(info.st_mode))
		walk_dir(w, path, depth);
	else if (S_ISLNK(info.st_mode))
		refuse(w, path, "a symbolic link, not followed");
	else if (!S_ISREG(info.st_mode))
		refuse(w, path, "not a regular file");
	else
		walk_file(w, path, &info);
}

bool walk_reads_stdin(const struct options *options)
{
	for (int i = 0; i < options->n_paths; i++)
		if (!strcmp(options->paths[i], "-"))
			return true;
	return false;
}

/* How much there is to read, when only files are given. */
unsigned long long walk_bytes(const struct options *o)
{
	unsigned long long total = 0;

	for (int i = 0; i < o->n_paths; i++) {
		struct stat info;

		if (stat(o->paths[i], &info) || !S_ISREG(info.st_mode))
			return 0;
		total += (unsigned long long)info.st_size;
	}
	return total;
}

void *walk_main(void *arg)
{
	struct walk *walk = arg;
	struct walker w = { .walk = walk, .ignore = VB_BUF_INIT(1 << 20) };

	for (int i = 0; i < walk->options->n_paths && !w.stopped; i++) {
		w.root = walk->options->paths[i];
		walk_path(&w, w.root, 0);
	}
	flush(&w);
	vb_buf_clear(&w.ignore);
	pipeline_end(walk->pipeline);
	return NULL;
}
