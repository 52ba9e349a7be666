/*
 * fuzz_split: the parts of a text cover it, in order and without gaps, and a
 * part cut out of a record is that piece of it.
 */
#include "doc/split.h"
#include "text/text.h"

#include "must.h"

static void check_cut(const struct vb_record *whole, const struct vb_part *part)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_record cut;

	vb_record_init(&cut, &arena);
	MUST(vb_part_cut(&cut, whole, part) == VB_OK);
	MUST(cut.text.len <= part->to - part->from);
	MUST(!cut.text.len ||
	     (cut.text.ptr >= whole->text.ptr + part->from &&
	      cut.text.ptr + cut.text.len <= whole->text.ptr + part->to));
	for (size_t i = 0; i < cut.n_blocks; i++)
		MUST(cut.blocks[i].from <= cut.blocks[i].to &&
		     cut.blocks[i].to <= cut.text.len);
	vb_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_block blocks[8];
	struct vb_record whole;
	struct vb_part *parts;
	size_t n, at = 0;

	vb_record_init(&whole, &arena);
	whole.text = vb_str_of((const char *)data, size);
	for (size_t i = 0; i < 8; i++)
		blocks[i] =
			(struct vb_block){ VB_BLOCK_PARAGRAPH, 0, size * i / 8,
					   size * (i + 1) / 8 };
	whole.blocks = blocks;
	whole.n_blocks = 8;
	MUST(vb_parts_find(&parts, &n, whole.text, &arena) == VB_OK);
	MUST(n >= 1 && n <= VB_PARTS_MAX);
	for (size_t i = 0; i < n; i++) {
		MUST(parts[i].from == at && parts[i].to >= at);
		at = parts[i].to;
		check_cut(&whole, &parts[i]);
	}
	MUST(at == size);
	vb_arena_clear(&arena);
	return 0;
}
