#include "index/columns.h"

#include <stdlib.h>
#include <string.h>

#include "index/columns_file.h"

const enum vb_slot vb_column_slots[VB_COLUMN_COUNT] = {
	[VB_COLUMN_TYPE] = VB_SLOT_TYPE,   [VB_COLUMN_ISSUER] = VB_SLOT_ISSUER,
	[VB_COLUMN_PLACE] = VB_SLOT_PLACE, [VB_COLUMN_KIND] = VB_SLOT_KIND,
	[VB_COLUMN_TOPIC] = VB_SLOT_TOPIC, [VB_COLUMN_STATUS] = VB_SLOT_STATUS,
	[VB_COLUMN_YEAR] = VB_SLOT_YEAR,
};

#define HASHED_FROM offsetof(struct vb_columns_head, revision)
#define LANES 4

uint64_t vb_columns_hash(struct vb_str group)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < group.len; i++)
		h = (h ^ (unsigned char)group.ptr[i]) * 0x100000001b3u;
	return (h ^ h >> 29) | VB_COLUMNS_SHARED;
}

/* ---- the file */

/* Gives different results for different words, so that a change in one word
 * of the file is always seen. */
static uint64_t mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 32;
}

static uint64_t mix_at(uint64_t h, const char *at)
{
	uint64_t word;

	memcpy(&word, at, 8);
	return mix(h, word);
}

/* In lanes, so that no word waits for the one before: who opens a file of
 * megabytes for one search waits for its hash. */
static uint64_t hash_of(struct vb_str file)
{
	uint64_t h[LANES] = { file.len };
	size_t at = HASHED_FROM;

	for (; at + 8 * LANES <= file.len; at += 8 * LANES)
		for (size_t i = 0; i < LANES; i++)
			h[i] = mix_at(h[i], file.ptr + at + 8 * i);
	for (; at + 8 <= file.len; at += 8)
		h[0] = mix_at(h[0], file.ptr + at);
	for (size_t i = 1; i < LANES; i++)
		h[0] = mix(h[0], h[i]);
	return h[0];
}

void vb_columns_seal(char *file, size_t size)
{
	struct vb_columns_head head;

	memcpy(&head, file, sizeof(head));
	head.magic = VB_COLUMNS_MAGIC;
	head.size = size;
	head.hash = hash_of(vb_str_of(file, size));
	memcpy(file, &head, sizeof(head));
}

static bool is_within(uint64_t at, uint64_t size, uint64_t whole)
{
	return at % 8 == 0 && at <= whole && size <= whole - at;
}

static bool is_sound_column(const struct vb_columns_place *p,
			    const struct vb_columns_head *head)
{
	if (p->width != 1 && p->width != 2 && p->width != 4)
		return false;
	return p->at >= VB_COLUMNS_GROUP && p->at <= head->stride &&
	       p->width <= head->stride - p->at && p->values < UINT32_MAX / 8 &&
	       is_within(p->offsets_at, (p->values + 1) * 4, head->size) &&
	       is_within(p->texts_at, p->texts_size, head->size);
}

static bool are_sound_briefs(const struct vb_columns_head *head)
{
	const struct vb_columns_briefs *b = &head->briefs;

	return !b->offsets_at ||
	       (is_within(b->offsets_at, ((uint64_t)head->rows + 1) * 4,
			  head->size) &&
		is_within(b->bytes_at, b->size, head->size));
}

static bool is_sound(const struct vb_columns_head *head, struct vb_str file)
{
	if (head->magic != VB_COLUMNS_MAGIC || head->size != file.len ||
	    file.len % 8 || head->stride < VB_COLUMNS_GROUP ||
	    head->stride > VB_COLUMNS_STRIDE ||
	    !is_within(head->rows_at, head->rows * head->stride, head->size))
		return false;
	for (int i = 0; i < VB_COLUMN_COUNT; i++)
		if (!is_sound_column(&head->columns[i], head))
			return false;
	return are_sound_briefs(head) && !head->uuid[VB_COLUMNS_UUID - 1] &&
	       hash_of(file) == head->hash;
}

vb_status vb_columns_from(struct vb_columns **out, struct vb_str file)
{
	struct vb_columns *c;

	if (file.len < sizeof(c->head))
		return VB_CORRUPT;
	c = calloc(1, sizeof(*c));
	if (!c)
		return VB_NO_MEMORY;
	memcpy(&c->head, file.ptr, sizeof(c->head));
	if (!is_sound(&c->head, file)) {
		free(c);
		return VB_CORRUPT;
	}
	c->file = file;
	c->rows = (char *)(uintptr_t)file.ptr + c->head.rows_at;
	c->stride = c->head.stride;
	c->touched = c->head.touched;
	memcpy(c->places, c->head.columns, sizeof(c->places));
	*out = c;
	return VB_OK;
}

vb_status vb_columns_open(struct vb_columns **out, const char *generation)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	struct vb_map map = { 0 };
	vb_status st = vb_buf_printf(&path, "%s/" VB_COLUMNS_FILE, generation);

	if (!st)
		st = vb_map_open(&map, vb_buf_cstr(&path),
				 sizeof(struct vb_columns_head),
				 VB_COLUMNS_BYTES, true);
	if (!st)
		st = vb_columns_from(out, map.bytes);
	if (st)
		vb_map_close(&map);
	else
		(*out)->map = map;
	vb_buf_clear(&path);
	return st;
}

void vb_columns_close(struct vb_columns *c)
{
	if (!c)
		return;
	vb_map_close(&c->map);
	for (int i = 0; i < VB_COLUMN_COUNT; i++)
		vb_strings_clear(&c->added[i]);
	free(c->made);
	free(c->own);
	free(c->changed);
	free(c->late);
	free(c->joined);
	free(c);
}

/* ---- values */

uint32_t vb_columns_last(const struct vb_columns *c)
{
	return c->head.rows + (uint32_t)c->n_late;
}

uint32_t vb_columns_values(const struct vb_columns *c, enum vb_column column)
{
	return (uint32_t)c->places[column].values + c->added[column].n;
}

/* Offset `i` of those that begin at `offsets_at`. */
static uint32_t offset_at(const struct vb_columns *c, uint64_t offsets_at,
			  uint32_t i)
{
	uint32_t offset;

	memcpy(&offset, c->file.ptr + offsets_at + (size_t)i * 4, 4);
	return offset;
}

struct vb_str vb_columns_text(const struct vb_columns *c, enum vb_column column,
			      uint32_t number)
{
	const struct vb_columns_place *p = &c->places[column];
	const struct vb_strings *added = &c->added[column];
	struct vb_str all;

	if (!number || number > p->values + added->n)
		return VB_STR_EMPTY;
	if (number > p->values)
		return added->items[number - p->values - 1];
	all = vb_str_of(c->file.ptr + p->texts_at, p->texts_size);
	return vb_str_sub(all, offset_at(c, p->offsets_at, number - 1),
			  offset_at(c, p->offsets_at, number));
}

bool vb_columns_number(uint32_t *out, struct vb_columns *c,
		       enum vb_column column, struct vb_str text)
{
	uint32_t values = (uint32_t)c->places[column].values;
	uint32_t low = 0, high = values;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int order =
			vb_str_cmp(vb_columns_text(c, column, mid + 1), text);

		if (!order) {
			*out = mid + 1;
			return true;
		}
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (!vb_strings_add(out, &c->added[column], text))
		return false;
	*out += values + 1;
	return true;
}

/* ---- rows */

static uint32_t load(const char *at, uint32_t width)
{
	uint32_t number = 0;
	uint16_t two;

	if (width == 1)
		return (unsigned char)*at;
	if (width == 4) {
		memcpy(&number, at, 4);
		return number;
	}
	memcpy(&two, at, 2);
	return two;
}

static char *row_of(const struct vb_columns *c, uint32_t docid)
{
	return c->rows + (size_t)(docid - 1) * c->stride;
}

/* Number 0 is no document's, a late one has a row elsewhere. */
static bool has_row(const struct vb_columns *c, uint32_t docid)
{
	return docid - 1 < c->head.rows;
}

static const struct vb_columns_row *late_of(const struct vb_columns *c,
					    uint32_t docid)
{
	size_t at = (size_t)docid - 1 - c->head.rows;

	return docid && at < c->n_late ? &c->late[at] : NULL;
}

void vb_columns_numbers(uint32_t *out, const struct vb_columns *c,
			enum vb_column column, struct vb_xapian_numbers of)
{
	uint32_t values = vb_columns_values(c, column);
	uint32_t at = c->places[column].at, width = c->places[column].width;

	for (size_t i = 0; i < of.n; i++) {
		const struct vb_columns_row *late;

		if (has_row(c, of.ids[i])) {
			out[i] = load(row_of(c, of.ids[i]) + at, width);
		} else {
			late = late_of(c, of.ids[i]);
			out[i] = late ? late->values[column] : 0;
		}
		if (out[i] > values)
			out[i] = 0;
	}
}

/* How to count a column of a row: the number is in the four bytes from `at`,
 * which are all of the row. */
struct counting {
	size_t at;
	uint32_t shift, mask, values; /* greater numbers are none */
	uint32_t *counts;
};

static struct counting counting_of(const struct vb_columns *c,
				   enum vb_column column, uint32_t *counts)
{
	const struct vb_columns_place *p = &c->places[column];
	uint32_t end = p->at + 4, over = 0;
	struct counting r = { .counts = counts };

	if (end > c->stride)
		over = end - (uint32_t)c->stride;
	r.at = p->at - over;
	r.mask = UINT32_MAX >> 8 * (4 - p->width);
	r.values = vb_columns_values(c, column);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	r.shift = 8 * over;
#else
	r.shift = 8 * (4 - p->width - over);
#endif
	return r;
}

static void add_late(uint32_t *const counts[VB_COLUMN_COUNT],
		     const struct vb_columns *c, uint32_t docid)
{
	const struct vb_columns_row *late = late_of(c, docid);

	for (int i = 0; late && i < VB_COLUMN_COUNT; i++) {
		uint32_t number = late->values[i];

		if (counts[i] &&
		    number <= vb_columns_values(c, (enum vb_column)i))
			counts[i][number]++;
	}
}

/* Each column at a time would count one value again and again, and wait for
 * itself; so it is each row, without a branch. */
static void add_row(const struct counting of[VB_COLUMN_COUNT], const char *row)
{
#pragma GCC unroll 8
	for (int i = 0; i < VB_COLUMN_COUNT; i++) {
		uint32_t number;

		memcpy(&number, row + of[i].at, 4);
		number = number >> of[i].shift & of[i].mask;
		of[i].counts[number <= of[i].values ? number : 0]++;
	}
}

void vb_columns_add(uint32_t *const counts[VB_COLUMN_COUNT],
		    const struct vb_columns *c, struct vb_xapian_numbers of)
{
	struct counting columns[VB_COLUMN_COUNT];
	uint32_t none = 0;

	for (int i = 0; i < VB_COLUMN_COUNT; i++) {
		columns[i] = counting_of(c, (enum vb_column)i, counts[i]);
		if (counts[i])
			continue;
		columns[i].counts = &none;
		columns[i].mask = 0;
	}
	for (size_t i = 0; i < of.n; i++)
		if (has_row(c, of.ids[i]))
			add_row(columns, row_of(c, of.ids[i]));
		else
			add_late(counts, c, of.ids[i]);
}

static uint64_t *joined_place(const struct vb_columns *c, uint64_t group)
{
	size_t mask = c->cap_joined - 1, at = (size_t)(group >> 1) & mask;

	while (c->joined[at] && c->joined[at] != group)
		at = (at + 1) & mask;
	return &c->joined[at];
}

void vb_columns_count(uint32_t *counts, const struct vb_columns *c,
		      enum vb_column column)
{
	uint32_t last = vb_columns_last(c), ids[256], numbers[256];
	struct vb_xapian_numbers of = { ids, 0 };

	memset(counts, 0,
	       (vb_columns_values(c, column) + (size_t)1) * sizeof(*counts));
	for (uint32_t done = 0; done < last; done += (uint32_t)of.n) {
		of.n = last - done < 256 ? last - done : 256;
		for (uint32_t i = 0; i < of.n; i++)
			ids[i] = done + i + 1;
		vb_columns_numbers(numbers, c, column, of);
		for (size_t i = 0; i < of.n; i++)
			counts[numbers[i]]++;
	}
}

/* As the row has it. */
static uint64_t group_of(const struct vb_columns *c, uint32_t docid)
{
	const struct vb_columns_row *late;
	uint64_t group;

	if (has_row(c, docid)) {
		memcpy(&group, row_of(c, docid), sizeof(group));
		return group;
	}
	late = late_of(c, docid);
	return late ? late->group : 0;
}

uint64_t vb_columns_group(const struct vb_columns *c, uint32_t docid)
{
	uint64_t group = group_of(c, docid);

	return group ? group | VB_COLUMNS_SHARED : 0;
}

/* A group that had one document when the file was made may have another. */
static uint64_t shared(const struct vb_columns *c, uint64_t group)
{
	if (!group || group & VB_COLUMNS_SHARED)
		return group;
	group |= VB_COLUMNS_SHARED;
	return c->n_joined && *joined_place(c, group) ? group : 0;
}

void vb_columns_groups(uint64_t *out, const struct vb_columns *c,
		       struct vb_xapian_numbers of)
{
	for (size_t i = 0; i < of.n; i++)
		out[i] = shared(c, group_of(c, of.ids[i]));
}

size_t vb_columns_grouped(uint32_t *places, uint64_t *groups,
			  const struct vb_columns *c,
			  struct vb_xapian_numbers of)
{
	size_t n = 0;

	for (size_t i = 0; i < of.n; i++) {
		uint64_t group = shared(c, group_of(c, of.ids[i]));

		if (!group)
			continue;
		places[n] = (uint32_t)i;
		groups[n++] = group;
	}
	return n;
}

static vb_status join(struct vb_columns *c, uint64_t group)
{
	struct vb_columns more = { .cap_joined = 256 };
	uint64_t *place;

	if (!group)
		return VB_OK;
	if (c->n_joined * 2 >= c->cap_joined) {
		if (c->cap_joined)
			more.cap_joined = c->cap_joined * 2;
		more.joined = calloc(more.cap_joined, sizeof(*more.joined));
		if (!more.joined)
			return VB_NO_MEMORY;
		for (size_t i = 0; i < c->cap_joined; i++)
			if (c->joined[i])
				*joined_place(&more, c->joined[i]) =
					c->joined[i];
		free(c->joined);
		c->joined = more.joined;
		c->cap_joined = more.cap_joined;
	}
	place = joined_place(c, group);
	c->n_joined += !*place;
	*place = group;
	return VB_OK;
}

bool vb_columns_brief(struct vb_str *out, const struct vb_columns *c,
		      uint32_t docid)
{
	const struct vb_columns_briefs *b = &c->head.briefs;
	uint32_t row = docid - 1;
	struct vb_str all;

	if (!b->offsets_at || !has_row(c, docid) ||
	    (c->changed && c->changed[row / 8] >> row % 8 & 1))
		return false;
	all = vb_str_of(c->file.ptr + b->bytes_at, b->size);
	*out = vb_str_sub(all, offset_at(c, b->offsets_at, row),
			  offset_at(c, b->offsets_at, docid));
	return true;
}

static vb_status note_change(struct vb_columns *c, uint32_t row)
{
	if (!c->head.briefs.offsets_at)
		return VB_OK;
	if (!c->changed)
		c->changed = calloc(c->head.rows / 8 + (size_t)1, 1);
	if (!c->changed)
		return VB_NO_MEMORY;
	c->changed[row / 8] |= (unsigned char)(1 << row % 8);
	return VB_OK;
}

/* Rows in which the numbers of `column` have four bytes, at their end. */
static vb_status widen(struct vb_columns *c, int column)
{
	struct vb_columns_place *p = &c->places[column];
	size_t stride = c->stride + 4;
	char *rows = malloc(c->head.rows * stride + 1);

	if (!rows)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < c->head.rows; i++) {
		const char *from = c->rows + i * c->stride;

		memcpy(rows + i * stride, from, c->stride);
		vb_columns_store(rows + i * stride + c->stride, 4,
				 load(from + p->at, p->width));
	}
	p->at = (uint32_t)c->stride;
	p->width = 4;
	c->stride = stride;
	free(c->own);
	c->own = c->rows = rows;
	return VB_OK;
}

vb_status vb_columns_put(struct vb_columns *c, uint32_t docid,
			 const struct vb_columns_row *row)
{
	vb_status st = join(c, row->group);

	if (st)
		return st;
	if (!has_row(c, docid)) {
		c->late[docid - 1 - c->head.rows] = *row;
		return VB_OK;
	}
	st = note_change(c, docid - 1);
	for (int i = 0; i < VB_COLUMN_COUNT && !st; i++) {
		if (c->places[i].width < 4 &&
		    row->values[i] >> (8 * c->places[i].width))
			st = widen(c, i);
		if (!st)
			vb_columns_store(row_of(c, docid) + c->places[i].at,
					 c->places[i].width, row->values[i]);
	}
	memcpy(row_of(c, docid), &row->group, sizeof(row->group));
	return st;
}

vb_status vb_columns_append(struct vb_columns *c,
			    const struct vb_columns_row *rows, size_t n)
{
	vb_status st = VB_OK;

	if (c->n_late + n > c->cap_late) {
		size_t cap = 2 * c->cap_late + n;
		void *late = realloc(c->late, cap * sizeof(*c->late));

		if (!late)
			return VB_NO_MEMORY;
		c->late = late;
		c->cap_late = cap;
	}
	for (size_t i = 0; i < n && !st; i++)
		st = join(c, rows[i].group);
	if (st || !n)
		return st;
	memcpy(c->late + c->n_late, rows, n * sizeof(*rows));
	c->n_late += n;
	return VB_OK;
}
