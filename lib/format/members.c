#include "format/members.h"

#include "format/format.h"
#include "format/pack.h"

static const char *const faults[VB_MEMBER_FAULTS] = {
	[VB_MEMBER_WHOLE] = "is whole",
	[VB_MEMBER_ENCRYPTED] = "is encrypted",
	[VB_MEMBER_TOO_BIG] = "unpacks to too much",
	[VB_MEMBER_METHOD] = "is packed in an unknown way",
	[VB_MEMBER_DAMAGED] = "is damaged",
	[VB_MEMBER_TOO_DEEP] = "is a zip file too deep in others",
	[VB_MEMBER_LINK] = "a symbolic link, not followed",
	[VB_MEMBER_TOO_MANY] = "too many members: the rest is not read",
};

const char *vb_member_fault_text(enum vb_member_fault fault)
{
	return fault < VB_MEMBER_FAULTS ? faults[fault] : "is not understood";
}

/* The outer file and those in it. */
struct members {
	vb_member_fn fn;
	void *ctx;
	size_t left; /* bytes that may still be unpacked */
	size_t n;    /* looked at so far */
	bool full;   /* too many: it was said */
};

static vb_status each(struct members *m, vb_pack *pack, struct vb_str path,
		      unsigned depth);

static enum vb_member_fault fault_of(vb_status st)
{
	switch (st) {
	case VB_TOO_BIG:
		return VB_MEMBER_TOO_BIG;
	case VB_UNSUPPORTED:
		return VB_MEMBER_METHOD;
	default:
		return VB_MEMBER_DAMAGED;
	}
}

static vb_status hand_over(struct members *m, struct vb_str path,
			   struct vb_str bytes, enum vb_member_fault fault)
{
	struct vb_member member = { path, bytes, fault };

	return m->fn(m->ctx, &member);
}

/* A member that is a ZIP file of documents. */
static vb_status enter(struct members *m, struct vb_str path,
		       struct vb_str bytes, unsigned depth)
{
	vb_pack *pack;
	vb_status st;

	if (depth >= VB_MEMBER_DEPTH)
		return hand_over(m, path, VB_STR_EMPTY, VB_MEMBER_TOO_DEEP);
	st = vb_pack_open(&pack, bytes, NULL);
	if (st == VB_NO_MEMORY)
		return st;
	/* kept as it is: its reader says what is wrong with it */
	if (st || !vb_pack_count(pack))
		st = hand_over(m, path, bytes, VB_MEMBER_WHOLE);
	else
		st = each(m, pack, path, depth + 1);
	vb_pack_close(pack);
	return st;
}

static vb_status unpack(struct members *m, vb_pack *pack, size_t i,
			struct vb_str path, unsigned depth)
{
	struct vb_buf bytes = VB_BUF_INIT(VB_MEMBER_BYTES);
	vb_status st;

	vb_pack_allow(pack, m->left);
	st = vb_pack_read(&bytes, pack, i);
	m->left = vb_pack_left(pack);
	if (st && st != VB_NO_MEMORY)
		st = hand_over(m, path, VB_STR_EMPTY, fault_of(st));
	else if (!st &&
		 !strcmp(vb_format_sniff(vb_buf_str(&bytes), path), "zip"))
		st = enter(m, path, vb_buf_str(&bytes), depth);
	else if (!st)
		st = hand_over(m, path, vb_buf_str(&bytes), VB_MEMBER_WHOLE);
	vb_buf_clear(&bytes);
	return st;
}

/* Member `i`, unless it is a folder. `path` stands before its name. */
static vb_status take(struct members *m, vb_pack *pack, size_t i,
		      struct vb_str path, unsigned depth)
{
	struct vb_buf name =
		VB_BUF_INIT((VB_MEMBER_PATH + 1) * (VB_MEMBER_DEPTH + 1));
	struct vb_pack_entry entry = { .name = VB_STR_EMPTY };
	bool readable = vb_pack_entry(&entry, pack, i);
	vb_status st;

	if (readable && entry.folder)
		return VB_OK;
	st = vb_buf_append(&name, path);
	if (!st && path.len)
		st = vb_buf_append_char(&name, '/');
	if (!st)
		st = vb_member_clean(&name, entry.name);
	if (st || name.len > VB_MEMBER_PATH)
		st = st == VB_NO_MEMORY ? st :
					  hand_over(m, path, VB_STR_EMPTY,
						    VB_MEMBER_TOO_DEEP);
	else if (!readable || entry.encrypted || entry.link)
		st = hand_over(m, vb_buf_str(&name), VB_STR_EMPTY,
			       !readable       ? VB_MEMBER_DAMAGED :
			       entry.encrypted ? VB_MEMBER_ENCRYPTED :
						 VB_MEMBER_LINK);
	else
		st = unpack(m, pack, i, vb_buf_str(&name), depth);
	vb_buf_clear(&name);
	return st;
}

static vb_status each(struct members *m, vb_pack *pack, struct vb_str path,
		      unsigned depth)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < vb_pack_count(pack) && !st && !m->full; i++) {
		if (m->n++ < VB_MEMBERS_MAX) {
			st = take(m, pack, i, path, depth);
			continue;
		}
		m->full = true;
		st = hand_over(m, path, VB_STR_EMPTY, VB_MEMBER_TOO_MANY);
	}
	return st;
}

vb_status vb_members_each(vb_member_fn fn, void *ctx, struct vb_str zip,
			  struct vb_error *err)
{
	struct members m = { .fn = fn, .ctx = ctx };
	vb_pack *pack;
	vb_status st = vb_pack_open(&pack, zip, err);

	if (st)
		return st;
	m.left = zip.len > VB_MEMBERS_BYTES / VB_PACK_RATIO ?
			 VB_MEMBERS_BYTES :
			 zip.len * VB_PACK_RATIO;
	if (m.left < VB_MEMBERS_LEAST)
		m.left = VB_MEMBERS_LEAST;
	st = each(&m, pack, VB_STR_EMPTY, 1);
	vb_pack_close(pack);
	return st;
}
