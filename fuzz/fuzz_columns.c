/*
 * fuzz_columns: any bytes as a file of columns, sealed so that it is taken;
 * the first bytes say where its parts are, so that the rest is reached. Every
 * question, and every change of a row, stays within their bounds.
 */
#include "index/columns_file.h"

#include "must.h"

static void add(const struct vb_columns *c, struct vb_xapian_numbers of)
{
	uint32_t *counts[VB_COLUMN_COUNT];

	for (int i = 0; i < VB_COLUMN_COUNT; i++) {
		counts[i] = calloc(vb_columns_values(c, (enum vb_column)i) +
					   (size_t)1,
				   sizeof(*counts[i]));
		MUST(counts[i]);
	}
	vb_columns_add(counts, c, of);
	for (int i = 0; i < VB_COLUMN_COUNT; i++)
		free(counts[i]);
}

static void ask_brief(const struct vb_columns *c, uint32_t docid,
		      struct vb_str all)
{
	struct vb_str value;

	if (!vb_columns_brief(&value, c, docid))
		return;
	MUST(docid && docid <= vb_columns_last(c));
	MUST(value.ptr >= all.ptr &&
	     value.ptr + value.len <= all.ptr + all.len);
}

static void ask(const struct vb_columns *c, struct vb_str all)
{
	static const uint32_t ids[] = { 0, 1, 2, 3, 7, 8, 100, UINT32_MAX };
	struct vb_xapian_numbers of = { ids, sizeof(ids) / sizeof(ids[0]) };
	uint32_t numbers[sizeof(ids) / sizeof(ids[0])];
	uint64_t groups[sizeof(ids) / sizeof(ids[0])];

	vb_columns_groups(groups, c, of);
	MUST(!groups[0]);
	MUST(vb_columns_grouped(numbers, groups, c, of) < of.n);
	add(c, of);
	for (size_t k = 0; k < of.n; k++)
		ask_brief(c, ids[k], all);
	for (int i = 0; i < VB_COLUMN_COUNT; i++) {
		enum vb_column column = (enum vb_column)i;

		vb_columns_numbers(numbers, c, column, of);
		MUST(!numbers[0]);
		for (size_t k = 0; k < of.n; k++) {
			struct vb_str text =
				vb_columns_text(c, column, numbers[k]);

			MUST(numbers[k] <= vb_columns_values(c, column));
			/* what came later is not in the file */
			MUST(!text.len || numbers[k] > c->places[i].values ||
			     (text.ptr >= all.ptr &&
			      text.ptr + text.len <= all.ptr + all.len));
		}
	}
}

/* Another row for what has one, and rows for what has none. */
static void change(struct vb_columns *c, struct vb_str in)
{
	struct vb_columns_row row = { .group = 6 | VB_COLUMNS_SHARED };
	struct vb_str brief;

	for (int i = 0; i < VB_COLUMN_COUNT; i++)
		MUST(vb_columns_number(&row.values[i], c, (enum vb_column)i,
				       vb_str_sub(in, 0, (size_t)i)));
	MUST(!vb_columns_append(c, &row, 1));
	for (uint32_t id = 1; id <= vb_columns_last(c) && id < 20; id++)
		MUST(!vb_columns_put(c, id, &row));
	row.values[in.len % VB_COLUMN_COUNT] = UINT32_MAX;
	MUST(!vb_columns_put(c, vb_columns_last(c), &row));
	MUST(!vb_columns_put(c, 1, &row));
	for (uint32_t id = 1; id <= vb_columns_last(c) && id < 20; id++)
		MUST(!vb_columns_brief(&brief, c, id));
}

static void set_head(struct vb_columns_head *head, struct vb_str in,
		     size_t whole)
{
	uint16_t hint[4 + 4 * VB_COLUMN_COUNT + 3] = { 0 };
	size_t at = 4;

	memcpy(hint, in.ptr, in.len < sizeof(hint) ? in.len : sizeof(hint));
	head->rows = hint[0] % 64;
	head->stride = VB_COLUMNS_GROUP + hint[1] % 60;
	head->rows_at = hint[2] % whole / 8 * 8;
	for (int i = 0; i < VB_COLUMN_COUNT; i++, at += 4) {
		struct vb_columns_place *p = &head->columns[i];

		p->at = VB_COLUMNS_GROUP + hint[at] % 40;
		p->width = 1u << (hint[at] / 64 % 3);
		p->values = hint[at + 1] % 32;
		p->offsets_at = hint[at + 2] % whole / 8 * 8;
		p->texts_at = hint[at + 3] % whole / 8 * 8;
		p->texts_size = hint[at + 1] / 32;
	}
	head->briefs.offsets_at = hint[at] % whole / 8 * 8;
	head->briefs.bytes_at = hint[at + 1] % whole / 8 * 8;
	head->briefs.size = hint[at + 2];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str in = vb_str_of((const char *)data, size);
	struct vb_columns_head head = { 0 };
	size_t whole = sizeof(head) + (size + 7) / 8 * 8;
	struct vb_columns *c;
	char *bytes;

	if (size > 1 << 16)
		return 0;
	if (!vb_columns_from(&c, in)) { /* a whole file, by itself */
		ask(c, in);
		vb_columns_close(c);
	}
	bytes = calloc(1, whole);
	MUST(bytes);
	set_head(&head, in, whole);
	memcpy(bytes, &head, sizeof(head));
	memcpy(bytes + sizeof(head), data, size);
	vb_columns_seal(bytes, whole);
	if (!vb_columns_from(&c, vb_str_of(bytes, whole))) {
		ask(c, vb_str_of(bytes, whole));
		change(c, in);
		ask(c, vb_str_of(bytes, whole));
		vb_columns_close(c);
	}
	free(bytes);
	return 0;
}
