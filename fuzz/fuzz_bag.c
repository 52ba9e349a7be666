/*
 * The lines of a bag from a stranger: of a manifest, of records.ndjson and of
 * events.ndjson. A path that is taken leads nowhere else, and a line that is
 * taken is written and read back as the same.
 */
#include "archive/bag_line.h"
#include "archive/bag_manifest.h"
#include "must.h"

static void try_manifest(struct vb_str in)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	struct vb_bag_entry e;

	if (!vb_bag_entry_parse(&e, &path, in, NULL)) {
		MUST(e.path[0] && e.path[0] != '/');
		MUST(strcmp(e.path, "..") && strncmp(e.path, "../", 3));
		MUST(!strstr(e.path, "/../") && !strchr(e.path, '\n'));
	}
	vb_buf_clear(&path);
}

static void try_version(struct vb_str in)
{
	struct vb_buf once = VB_BUF_INIT(1 << 26), again = VB_BUF_INIT(1 << 26);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_copy_version v;

	if (!vb_bag_parse_version(&v, in, &arena, NULL) &&
	    !vb_bag_write_version(&once, &v)) {
		MUST(!vb_bag_parse_version(&v, vb_buf_str(&once), &arena,
					   NULL));
		MUST(!vb_bag_write_version(&again, &v));
		MUST(vb_str_eq(vb_buf_str(&once), vb_buf_str(&again)));
	}
	vb_arena_clear(&arena);
	vb_buf_clear(&again);
	vb_buf_clear(&once);
}

static void try_event(struct vb_str in)
{
	struct vb_buf once = VB_BUF_INIT(1 << 26), again = VB_BUF_INIT(1 << 26);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_copy_event e;

	if (!vb_bag_parse_event(&e, in, &arena, NULL) &&
	    !vb_bag_write_event(&once, &e)) {
		MUST(!vb_bag_parse_event(&e, vb_buf_str(&once), &arena, NULL));
		MUST(!vb_bag_write_event(&again, &e));
		MUST(vb_str_eq(vb_buf_str(&once), vb_buf_str(&again)));
	}
	vb_arena_clear(&arena);
	vb_buf_clear(&again);
	vb_buf_clear(&once);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str in = vb_str_of((const char *)data, size);

	try_manifest(in);
	try_version(in);
	try_event(in);
	return 0;
}
