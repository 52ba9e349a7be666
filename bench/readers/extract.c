/*
 * Print the text that the reader of a file finds: what accuracy.py measures,
 * without an archive. Usage: extract FILE. Exit 2 when it cannot be read.
 */
#include <stdio.h>

#include "base/file.h"
#include "format/format.h"

int main(int argc, char **argv)
{
	struct vb_buf bytes = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	struct vb_record record;
	struct vb_input in = { .format = NULL };
	vb_status st;

	if (argc != 2) {
		fputs("usage: extract FILE\n", stderr);
		return 2;
	}
	vb_record_init(&record, &arena);
	st = vb_file_read(&bytes, argv[1], VB_FILE_FOLLOW, &err);
	in.bytes = vb_buf_str(&bytes);
	in.name = vb_str_from(argv[1]);
	if (!st)
		st = vb_format_read(&record, &in, &err);
	if (st)
		fprintf(stderr, "%s: %s\n", argv[1], err.message);
	else
		fwrite(record.text.ptr, 1, record.text.len, stdout);
	if (record.warning.len)
		fprintf(stderr, "%s: %.*s\n", argv[1],
			VB_STR_ARG(record.warning));
	vb_arena_clear(&arena);
	vb_buf_clear(&bytes);
	return st ? 2 : 0;
}
