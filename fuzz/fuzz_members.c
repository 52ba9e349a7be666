/*
 * fuzz_members: any name gives a clean path, the same when cleaned again; any
 * bytes as a ZIP file give clean members within their limits, or an error.
 */
#include "format/members.h"
#include "text/text.h"

#include "must.h"

struct seen {
	size_t n, bytes;
};

static vb_status look(void *ctx, const struct vb_member *member)
{
	struct seen *seen = ctx;

	MUST(vb_member_is_clean(member->path));
	MUST(member->fault < VB_MEMBER_FAULTS);
	MUST(vb_member_fault_text(member->fault)[0]);
	MUST(member->fault == VB_MEMBER_WHOLE || !member->bytes.len);
	MUST(member->bytes.len <= VB_MEMBER_BYTES);
	seen->bytes += member->bytes.len;
	MUST(++seen->n <= VB_MEMBERS_MAX + 1);
	return VB_OK;
}

static void check_name(struct vb_str name)
{
	struct vb_buf once = VB_BUF_INIT(1 << 20), twice = VB_BUF_INIT(1 << 20);
	vb_status st = vb_member_clean(&once, name);

	MUST(st == VB_OK || st == VB_TOO_BIG);
	if (!st) {
		MUST(once.len && vb_member_is_clean(vb_buf_str(&once)));
		MUST(!vb_member_clean(&twice, vb_buf_str(&once)));
		MUST(vb_str_eq(vb_buf_str(&once), vb_buf_str(&twice)));
	}
	vb_buf_clear(&once);
	vb_buf_clear(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str bytes = vb_str_of((const char *)data, size);
	struct vb_error err = VB_ERROR_INIT;
	struct seen seen = { 0 };
	vb_status st;

	check_name(bytes);
	st = vb_members_each(look, &seen, bytes, &err);
	MUST(st == VB_OK || st == VB_BAD_INPUT || st == VB_TOO_BIG);
	MUST(seen.bytes <= VB_MEMBERS_BYTES);
	return 0;
}
