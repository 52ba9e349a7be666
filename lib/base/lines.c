/*
 * Lines of a large file, plain or gzip. zlib's gzread passes plain files
 * through, so there is one way for both.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/lines.h"

#define CHUNK_BYTES 65536

struct vb_lines {
	gzFile gz;
	unsigned long long size;
	size_t line_no;
	struct vb_buf line;
	char chunk[CHUNK_BYTES];
	size_t at, end;	  /* of the chunk: what is not yet used */
	vb_status failed; /* sticks */
	bool over;	  /* the last byte was read */
};

static vb_status open_file(int *fd_out, unsigned long long *size,
			   const char *path, struct vb_error *err)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd < 0 && errno == ENXIO)
		return vb_error_set(err, VB_UNSUPPORTED, "not a regular file");
	if (fd < 0)
		return vb_error_errno(err, "cannot open");
	if (fstat(fd, &info) || !S_ISREG(info.st_mode)) {
		close(fd);
		return vb_error_set(err, VB_UNSUPPORTED, "not a regular file");
	}
	*size = (unsigned long long)info.st_size;
	*fd_out = fd;
	return VB_OK;
}

vb_status vb_lines_open(vb_lines **out, const char *path, struct vb_error *err)
{
	vb_lines *lines = calloc(1, sizeof(*lines));
	vb_status st = VB_OK;
	int fd = -1;

	if (!lines)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	if (strcmp(path, "-"))
		st = open_file(&fd, &lines->size, path, err);
	else if ((fd = dup(STDIN_FILENO)) < 0)
		st = vb_error_errno(err, "standard input");
	if (!st) {
		lines->gz = gzdopen(fd, "rb");
		if (!lines->gz) {
			close(fd);
			st = vb_error_set(err, VB_NO_MEMORY, "no memory");
		}
	}
	if (st) {
		free(lines);
		return st;
	}
	gzbuffer(lines->gz, 2 * CHUNK_BYTES);
	*out = lines;
	return VB_OK;
}

static vb_status read_failed(vb_lines *lines, struct vb_error *err)
{
	int code = Z_OK;

	gzerror(lines->gz, &code);
	if (code == Z_ERRNO)
		lines->failed = vb_error_errno(err, "cannot read");
	else if (code == Z_MEM_ERROR)
		lines->failed = vb_error_set(err, VB_NO_MEMORY, "no memory");
	else
		lines->failed =
			vb_error_set(err, VB_CORRUPT, "damaged gzip data");
	return lines->failed;
}

/* More bytes into the chunk; VB_NOT_FOUND at the end. */
static vb_status fill(vb_lines *lines, struct vb_error *err)
{
	int code = Z_OK, n;

	if (lines->failed)
		return vb_error_set(err, lines->failed, "%s",
				    vb_status_text(lines->failed));
	if (lines->over)
		return VB_NOT_FOUND;
	n = gzread(lines->gz, lines->chunk, CHUNK_BYTES);
	if (n < 0)
		return read_failed(lines, err);
	lines->at = 0;
	lines->end = (size_t)n;
	if (n)
		return VB_OK;
	lines->over = true;
	/* A stream that was cut off ends with data and then this. */
	gzerror(lines->gz, &code);
	return code == Z_OK || code == Z_STREAM_END ? VB_NOT_FOUND :
						      read_failed(lines, err);
}

/* Add bytes to the line; past `limit` only remember that it is too long. */
static vb_status keep(vb_lines *lines, size_t n, size_t limit, bool *too_long)
{
	if (*too_long || n > limit || lines->line.len > limit - n) {
		*too_long = true;
		vb_buf_clear(&lines->line);
		return VB_OK;
	}
	return vb_buf_append(&lines->line,
			     vb_str_of(lines->chunk + lines->at, n));
}

vb_status vb_lines_next(struct vb_str *line, size_t *line_no, vb_lines *lines,
			size_t limit, struct vb_error *err)
{
	bool too_long = false, any = false;
	vb_status st = VB_OK;

	lines->line.limit = limit + 1;
	vb_buf_truncate(&lines->line, 0);
	for (;;) {
		const char *nl;
		size_t n;

		if (lines->at == lines->end) {
			st = fill(lines, err);
			if (st == VB_NOT_FOUND && any)
				break;
			if (st)
				return st;
		}
		any = true;
		nl = memchr(lines->chunk + lines->at, '\n',
			    lines->end - lines->at);
		n = nl ? (size_t)(nl - lines->chunk) - lines->at :
			 lines->end - lines->at;
		st = keep(lines, n, limit, &too_long);
		if (st)
			return vb_error_set(err, st, "no memory");
		lines->at += n + (nl != NULL);
		if (nl)
			break;
	}
	*line_no = ++lines->line_no;
	if (too_long)
		return vb_error_set(err, VB_TOO_BIG,
				    "line is longer than %zu bytes", limit);
	*line = vb_buf_str(&lines->line);
	if (line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return VB_OK;
}

vb_status vb_lines_block(struct vb_buf *out, vb_lines *lines, size_t want,
			 struct vb_error *err)
{
	size_t got = 0;
	const char *nl = NULL;

	while (!nl) {
		size_t n;
		vb_status st = VB_OK;

		if (lines->at == lines->end)
			st = fill(lines, err);
		if (st == VB_NOT_FOUND && got)
			break;
		if (st)
			return st;
		n = lines->end - lines->at;
		if (got + n >= want) {
			size_t skip = want > got + 1 ? want - got - 1 : 0;

			nl = memchr(lines->chunk + lines->at + skip, '\n',
				    n - skip);
			n = nl ? (size_t)(nl + 1 - lines->chunk) - lines->at :
				 n;
		}
		st = vb_buf_append(out, vb_str_of(lines->chunk + lines->at, n));
		if (st)
			return vb_error_set(err, st, "%s", vb_status_text(st));
		lines->at += n;
		got += n;
	}
	return VB_OK;
}

void vb_lines_progress(unsigned long long *done, unsigned long long *size,
		       const vb_lines *lines)
{
	z_off_t at = gzoffset(lines->gz);

	*done = at > 0 ? (unsigned long long)at : 0;
	*size = lines->size;
}

void vb_lines_close(vb_lines *lines)
{
	if (!lines)
		return;
	vb_buf_clear(&lines->line);
	gzclose(lines->gz);
	free(lines);
}
