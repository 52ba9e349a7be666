/*
 * A ZIP file of documents: its members in order, each under its path as a
 * heading. The reader interface has one record a file, so they are one.
 */
#include <stdint.h>
#include <stdio.h>

#include "base/deflate.h"
#include "format/office.h"
#include "text/text.h"

#define MEMBERS_MAX 1000
#define DEPTH_MAX 2 /* a ZIP file in a ZIP file */

/* What becomes of all members */
struct zip {
	struct vb_record *record;
	struct vb_buf text;
	struct vb_buf blocks; /* struct vb_block */
	size_t left;	      /* bytes that may be unpacked */
	size_t members;	      /* read or not */
	vb_status st;
};

static vb_status read_members(struct zip *z, const struct vb_input *in,
			      unsigned depth, struct vb_str path,
			      struct vb_error *err);

static void warn(struct zip *z, struct vb_str name, const char *what)
{
	char label[VB_PACK_LABEL];

	z->record->partial = true;
	if (!z->st)
		z->st = vb_reader_warn(z->record, "%s %s",
				       vb_pack_label(label, name), what);
}

static void add_block(struct zip *z, struct vb_block block)
{
	if (!z->st)
		z->st = vb_buf_append(
			&z->blocks,
			vb_str_of((const char *)&block, sizeof(block)));
}

/* Append `text` as lines of their own; returns where they begin. */
static size_t add_lines(struct zip *z, struct vb_str text)
{
	size_t from;

	if (!z->st && z->text.len)
		z->st = vb_buf_append_char(&z->text, '\n');
	from = z->text.len;
	if (!z->st)
		z->st = vb_buf_append(&z->text, text);
	return from;
}

/* The member's path: clean, on one line. */
static void add_heading(struct zip *z, struct vb_str path, unsigned depth)
{
	struct vb_buf clean = VB_BUF_INIT(VB_TEXT_GROWTH * path.len + 4);
	size_t from;

	if (!z->st)
		z->st = vb_reader_clean(&clean, z->record, path);
	for (size_t i = 0; i < clean.len; i++)
		if (clean.ptr[i] == '\n' || clean.ptr[i] == '\t')
			clean.ptr[i] = ' ';
	from = add_lines(z, vb_str_trim(vb_buf_str(&clean)));
	add_block(z, (struct vb_block){ VB_BLOCK_HEADING, depth, from,
					z->text.len });
	vb_buf_clear(&clean);
}

/* Lines of a format that knows no blocks are paragraphs. */
static void add_paragraphs(struct zip *z, struct vb_str text, size_t from)
{
	struct vb_str line, rest = text;

	while (vb_str_next_line(&line, &rest)) {
		size_t at = from + (size_t)(line.ptr - text.ptr);

		if (line.len)
			add_block(z, (struct vb_block){ VB_BLOCK_PARAGRAPH, 0,
							at, at + line.len });
	}
}

/* Take over what was read of a member. */
static void add_record(struct zip *z, const struct vb_record *r,
		       struct vb_str path)
{
	struct vb_encoding *e = &z->record->encoding;
	size_t from = add_lines(z, r->text);

	for (size_t i = 0; i < r->n_blocks; i++) {
		struct vb_block block = r->blocks[i];

		block.from += from;
		block.to += from;
		add_block(z, block);
	}
	if (!r->blocks)
		add_paragraphs(z, r->text, from);
	e->runs += r->encoding.runs;
	e->words += r->encoding.words;
	e->valid += r->encoding.valid;
	if (!e->main)
		e->main = r->encoding.main;
	if (r->partial) {
		char what[160];

		snprintf(
			what, sizeof(what), "is not read wholly: %.*s",
			VB_STR_ARG(vb_str_sub(r->warning, 0,
					      vb_utf8_floor(r->warning, 120))));
		warn(z, path, what);
	}
}

/* Any member but a ZIP file and what is packed alike. */
static vb_status extract(struct zip *z, struct vb_record *r,
			 const struct vb_input *in, const char *kind,
			 struct vb_error *err)
{
	vb_pack_reader read = vb_office_reader(kind);
	struct vb_buf plain = VB_BUF_INIT(z->left);
	struct vb_input inner = *in;
	vb_status st;

	if (read)
		return read(r, in, &z->left, err);
	if (strcmp(kind, "gz"))
		return vb_format_extract(r, in, err);
	st = vb_gunzip(&plain, in->bytes, err);
	z->left -= plain.len < z->left ? plain.len : z->left;
	inner.bytes = vb_buf_str(&plain);
	if (!st && !strcmp(vb_format_sniff(inner.bytes, inner.name), "text"))
		inner.format = "text";
	else if (!st &&
		 !strcmp(vb_format_sniff(inner.bytes, inner.name), "html"))
		inner.format = "html";
	else if (!st)
		st = vb_error_set(err, VB_UNSUPPORTED,
				  "packed twice, and not text");
	if (!st)
		st = vb_format_extract(r, &inner, err);
	vb_buf_clear(&plain);
	return st;
}

/* Read the unpacked member into a record of its own, and add that. */
static void read_member(struct zip *z, const struct vb_input *in,
			unsigned depth)
{
	const char *kind = vb_format_sniff(in->bytes, in->name);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_error err = VB_ERROR_INIT;
	struct vb_record r;
	vb_status st;

	if (!strcmp(kind, "empty"))
		return;
	if (!strcmp(kind, "zip")) {
		if (depth >= DEPTH_MAX)
			warn(z, in->name, "is packed too deep: not read");
		else if (read_members(z, in, depth + 1, in->name, &err))
			warn(z, in->name, "is a damaged zip file");
		return;
	}
	vb_record_init(&r, &arena);
	st = extract(z, &r, in, kind, &err);
	if (st == VB_NO_MEMORY && !z->st)
		z->st = st;
	if (st) {
		warn(z, in->name, err.message[0] ? err.message : "not read");
	} else if (r.text.len) {
		add_heading(z, in->name, depth);
		add_record(z, &r, in->name);
	}
	vb_arena_clear(&arena);
}

/* Unpack member `i` and read it. `path` stands before its name. */
static void unpack(struct zip *z, vb_pack *pack, size_t i, struct vb_str path,
		   unsigned depth)
{
	struct vb_buf bytes = VB_BUF_INIT(VB_PACK_BYTES);
	struct vb_buf name = VB_BUF_INIT(1 << 18);
	struct vb_pack_entry entry;
	vb_status st;

	if (!vb_pack_entry(&entry, pack, i) || entry.folder)
		return;
	z->members++;
	st = vb_buf_append(&name, path);
	if (!st && path.len)
		st = vb_buf_append_char(&name, '/');
	if (!st)
		st = vb_buf_append(&name, entry.name);
	if (st) {
		z->st = z->st ? z->st : st;
		goto done;
	}
	if (entry.encrypted) {
		warn(z, vb_buf_str(&name), "is encrypted");
		goto done;
	}
	vb_pack_allow(pack, z->left);
	st = vb_pack_read(&bytes, pack, i);
	z->left = vb_pack_left(pack);
	if (st == VB_TOO_BIG)
		warn(z, vb_buf_str(&name), "unpacks to too much: not read");
	else if (st == VB_UNSUPPORTED)
		warn(z, vb_buf_str(&name), "is packed in an unknown way");
	else if (st == VB_CORRUPT)
		warn(z, vb_buf_str(&name), "is damaged: not read");
	else if (st)
		z->st = z->st ? z->st : st;
	else
		read_member(z,
			    &(struct vb_input){ .bytes = vb_buf_str(&bytes),
						.name = vb_buf_str(&name) },
			    depth);
done:
	vb_buf_clear(&name);
	vb_buf_clear(&bytes);
}

static vb_status read_members(struct zip *z, const struct vb_input *in,
			      unsigned depth, struct vb_str path,
			      struct vb_error *err)
{
	vb_pack *pack;
	vb_status st = vb_pack_open(&pack, in->bytes, err);

	if (st)
		return st;
	for (size_t i = 0; i < vb_pack_count(pack) && !z->st; i++) {
		if (z->members >= MEMBERS_MAX) {
			z->record->partial = true;
			z->st = vb_reader_warn(z->record,
					       "more than %d members: the "
					       "rest was not read",
					       MEMBERS_MAX);
			break;
		}
		unpack(z, pack, i, path, depth);
	}
	vb_pack_close(pack);
	return VB_OK;
}

static vb_status keep(struct zip *z)
{
	struct vb_record *r = z->record;
	struct vb_str blocks;

	if (!vb_arena_dup(&r->text, r->arena, vb_buf_str(&z->text)) ||
	    !vb_arena_dup(&blocks, r->arena, vb_buf_str(&z->blocks)))
		return VB_NO_MEMORY;
	/* an arena's memory is aligned for everything */
	r->blocks = (struct vb_block *)(void *)(uintptr_t)blocks.ptr;
	r->n_blocks = blocks.len / sizeof(*r->blocks);
	return VB_OK;
}

vb_status vb_read_zip(struct vb_record *record, const struct vb_input *in,
		      struct vb_error *err)
{
	struct zip z = {
		.record = record,
		.text = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT),
		.blocks = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT),
		.left = VB_PACK_BYTES,
	};
	vb_status st = read_members(&z, in, 1, VB_STR_EMPTY, err);

	if (!st)
		st = z.st;
	if (!st)
		st = keep(&z);
	if (!st && !record->text.len)
		st = vb_error_set(
			err, VB_BAD_INPUT, "nothing to read in it%s%s",
			record->warning.len ? ": " : "",
			record->warning.len ? record->warning.ptr : "");
	vb_buf_clear(&z.blocks);
	vb_buf_clear(&z.text);
	return st;
}
