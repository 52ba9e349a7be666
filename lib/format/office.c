#include "format/office.h"

#include <stdlib.h>

#define RELS_MAX 10000
#define PATH_BYTES 512

#define TOO_DEEP VB_MISMATCH /* of a part: what tell makes of it */

/* Tell what became of a part; only a lack of memory is a failure. */
static vb_status tell(struct vb_office *o, const char *name, vb_status st)
{
	char label[VB_PACK_LABEL];
	const char *what;

	switch (st) {
	case VB_OK:
	case VB_NO_MEMORY:
		return st;
	case VB_UNSUPPORTED:
		what = "is encrypted, packed in an unknown way or has a DTD: "
		       "not read";
		break;
	case TOO_DEEP:
		what = "is nested too deep: read in part";
		break;
	case VB_TOO_BIG:
		what = "unpacks to too much: read in part";
		break;
	default:
		what = "is damaged: read in part";
		break;
	}
	o->record->partial = true;
	vb_pack_label(label, vb_str_from(name));
	return vb_reader_warn(o->record, "%s %s", label, what);
}

vb_status vb_office_missing(struct vb_office *o, const char *label)
{
	o->record->partial = true;
	return vb_reader_warn(o->record, "%s is missing", label);
}

vb_status vb_office_read(struct vb_office *o, const char *name,
			 const struct vb_xml_reader *reader, void *ctx)
{
	struct vb_buf xml = VB_BUF_INIT(VB_PACK_BYTES);
	size_t i = vb_pack_find(o->pack, name);
	vb_status st, parsed = VB_OK;

	if (i == VB_NPOS)
		return VB_NOT_FOUND;
	st = vb_pack_read(&xml, o->pack, i);
	if (st != VB_NO_MEMORY && xml.len)
		parsed = vb_xml_read(reader, ctx, vb_buf_str(&xml));
	vb_buf_clear(&xml);
	if (parsed == VB_TOO_BIG)
		parsed = TOO_DEEP;
	if (parsed == VB_NO_MEMORY || parsed == VB_UNSUPPORTED ||
	    parsed == TOO_DEEP || !st)
		st = parsed;
	return tell(o, name, st);
}

/* Build the path that `target` means to a part in `folder`. */
static bool resolve(char out[PATH_BYTES], struct vb_str folder,
		    struct vb_str target)
{
	size_t n = 0;

	if (target.len && target.ptr[0] == '/')
		target = vb_str_skip(target, 1);
	else if (folder.len < PATH_BYTES)
		memcpy(out, folder.ptr, n = folder.len);
	while (target.len) {
		size_t slash = vb_str_find(target, VB_STR("/"), 0);
		struct vb_str step = vb_str_sub(target, 0, slash);

		target = vb_str_skip(target, step.len + 1);
		if (vb_str_eq(step, VB_STR("..")) && n) {
			for (n--; n && out[n - 1] != '/';)
				n--;
			continue;
		}
		if (!step.len || vb_str_eq(step, VB_STR(".")) ||
		    vb_str_eq(step, VB_STR("..")))
			continue;
		if (n + step.len + 2 > PATH_BYTES)
			return false;
		memcpy(out + n, step.ptr, step.len);
		n += step.len;
		if (slash != VB_NPOS)
			out[n++] = '/';
	}
	out[n] = '\0';
	return n > 0 && !memchr(out, 0, n);
}

/* Reading relationships */
struct rels_reading {
	struct vb_rels *rels;
	struct vb_office *o;
	struct vb_str folder;
	vb_status st;
};

enum { REL_RELATIONSHIP = 1 };
static const char *const rel_tags[] = {
	[REL_RELATIONSHIP] = "rel:Relationship",
};

static bool room_for_rel(struct vb_rels *rels, struct vb_arena *arena)
{
	size_t more = rels->cap ? 2 * rels->cap : 16;
	struct vb_rel *items;

	if (rels->n < rels->cap)
		return true;
	items = vb_arena_calloc(arena, more, sizeof(*items));
	if (!items)
		return false;
	if (rels->n)
		memcpy(items, rels->items, rels->n * sizeof(*items));
	rels->items = items;
	rels->cap = more;
	return true;
}

static void rel_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct rels_reading *r = ctx;
	struct vb_arena *arena = &r->o->arena;
	struct vb_str type = vb_xml_attr(x, "Type");
	char path[PATH_BYTES];
	struct vb_rel rel;

	if (tag != REL_RELATIONSHIP || r->st || r->rels->n >= RELS_MAX ||
	    vb_str_eq(vb_xml_attr(x, "TargetMode"), VB_STR("External")) ||
	    !resolve(path, r->folder, vb_xml_attr(x, "Target")))
		return;
	for (size_t i = type.len; i-- > 0;) {
		if (type.ptr[i] == '/') {
			type = vb_str_skip(type, i + 1);
			break;
		}
	}
	if (!room_for_rel(r->rels, arena) ||
	    !vb_arena_dup(&rel.id, arena, vb_xml_attr(x, "Id")) ||
	    !vb_arena_dup(&rel.type, arena, type) ||
	    !vb_arena_dup(&rel.target, arena, vb_str_from(path))) {
		r->st = VB_NO_MEMORY;
		return;
	}
	r->rels->items[r->rels->n++] = rel;
}

vb_status vb_office_rels(struct vb_rels *out, struct vb_office *o,
			 const char *part)
{
	static const struct vb_xml_reader reader = {
		.tags = rel_tags,
		.n_tags = 2,
		.start = rel_start,
	};
	struct rels_reading r = { .rels = out, .o = o };
	const char *slash = strrchr(part, '/');
	struct vb_buf path = VB_BUF_INIT(PATH_BYTES * 2);
	vb_status st;

	*out = (struct vb_rels){ NULL, 0, 0 };
	r.folder = vb_str_of(part, slash ? (size_t)(slash - part) + 1 : 0);
	st = vb_buf_printf(&path, "%.*s_rels/%s.rels", VB_STR_ARG(r.folder),
			   part + r.folder.len);
	if (!st)
		st = vb_office_read(o, vb_buf_cstr(&path), &reader, &r);
	if (st == VB_NOT_FOUND || st == VB_TOO_BIG)
		st = VB_OK;
	vb_buf_clear(&path);
	return st ? st : r.st;
}

const char *vb_rels_of_type(const struct vb_rels *rels, const char *type,
			    const char *otherwise)
{
	for (size_t i = 0; i < rels->n; i++)
		if (vb_str_eq(rels->items[i].type, vb_str_from(type)))
			return rels->items[i].target.ptr;
	return otherwise;
}

const char *vb_rels_of_id(const struct vb_rels *rels, struct vb_str id)
{
	for (size_t i = 0; i < rels->n; i++)
		if (vb_str_eq(rels->items[i].id, id))
			return rels->items[i].target.ptr;
	return NULL;
}

/* Close the layout, and see that there is something. */
static vb_status finish(struct vb_record *record, vb_layout *l, vb_status st,
			struct vb_error *err)
{
	vb_status closed = vb_layout_close(l);

	if (st || closed)
		return st ? st : closed;
	if (record->text.len)
		return VB_OK;
	if (record->warning.len)
		return vb_error_set(err, VB_BAD_INPUT, "no text in it: %.*s",
				    VB_STR_ARG(record->warning));
	return vb_error_set(err, VB_BAD_INPUT, "no text in it");
}

vb_status vb_office_core_meta(void *ctx, struct vb_office *o)
{
	(void)ctx;
	return vb_office_core(o);
}

vb_status vb_office_run(const struct vb_office_job *job,
			struct vb_record *record, const struct vb_input *in,
			size_t *left, struct vb_error *err)
{
	struct vb_office o = { .record = record, .arena = VB_ARENA_INIT };
	vb_status st = vb_pack_open(&o.pack, in->bytes, err);
	vb_layout *l = NULL;

	if (st)
		return st;
	vb_pack_allow(o.pack, *left);
	st = vb_layout_open(&l, record);
	if (!st)
		st = job->read(job->ctx, &o, l);
	if (st == VB_NOT_FOUND)
		st = vb_error_set(err, VB_BAD_INPUT, "no %s in it", job->what);
	st = finish(record, l, st, err);
	if (!st)
		st = job->meta(job->ctx, &o);
	*left = vb_pack_left(o.pack);
	vb_pack_close(o.pack);
	vb_arena_clear(&o.arena);
	return st;
}

vb_pack_reader vb_office_reader(const char *kind)
{
	static const struct {
		const char *kind;
		vb_pack_reader read;
	} by_kind[] = {
		{ "docx", vb_docx_read }, { "xlsx", vb_xlsx_read },
		{ "pptx", vb_pptx_read }, { "odt", vb_odf_read },
		{ "ods", vb_odf_read },	  { "odp", vb_odf_read },
	};

	for (size_t i = 0; i < sizeof(by_kind) / sizeof(by_kind[0]); i++)
		if (!strcmp(by_kind[i].kind, kind))
			return by_kind[i].read;
	return NULL;
}

#define READER(name)                                                           \
	vb_status vb_read_##name(struct vb_record *record,                     \
				 const struct vb_input *in,                    \
				 struct vb_error *err)                         \
	{                                                                      \
		size_t left = VB_PACK_BYTES;                                   \
                                                                               \
		return vb_##name##_read(record, in, &left, err);               \
	}

READER(docx)
READER(xlsx)
READER(pptx)
READER(odf)
