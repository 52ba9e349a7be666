/*
 * word/numbering.xml: what a list puts before its paragraphs. Resolutions
 * have their "Điều 1." from here as often as typed.
 */
#include <stdlib.h>

#include "format/docx.h"
#include "format/listnumber.h"

#define LISTS_MAX 20000
#define NUMBER_MAX 99999u
#define TEXT_BYTES 64 /* of what a level shows */

enum kind {
	DECIMAL,
	ZERO,
	UPPER,
	LOWER,
	UPPER_ROMAN,
	LOWER_ROMAN,
	BULLET,
	NOTHING
};

struct level {
	enum kind kind;
	unsigned start;
	char text[TEXT_BYTES]; /* "%1.", "Điều %1.", "%1.%2" */
	uint8_t len;
	bool has_text;
};

/* A list's look, which several lists may share, and their count with it. */
struct look {
	unsigned id;
	struct level levels[VB_DOCX_LEVELS];
	unsigned count[VB_DOCX_LEVELS];
	bool begun[VB_DOCX_LEVELS];
};

struct list {
	unsigned id, look_id;
	struct look *look;
	/* where it begins anew, at its first paragraph of the level */
	unsigned restart[VB_DOCX_LEVELS];
	bool restarts[VB_DOCX_LEVELS];
};

struct vb_docx_numbers {
	struct look **looks; /* by id */
	size_t n_looks, cap_looks;
	struct list **lists; /* by id */
	size_t n_lists, cap_lists;
};

enum {
	T_LOOK = 1,
	T_LEVEL,
	T_START,
	T_FORMAT,
	T_TEXT,
	T_NUM,
	T_LOOK_ID,
	T_OVERRIDE,
	T_START_OVERRIDE,
	T_COUNT,
};

static const char *const tags[T_COUNT] = {
	[T_LOOK] = "w:abstractNum",
	[T_LEVEL] = "w:lvl",
	[T_START] = "w:start",
	[T_FORMAT] = "w:numFmt",
	[T_TEXT] = "w:lvlText",
	[T_NUM] = "w:num",
	[T_LOOK_ID] = "w:abstractNumId",
	[T_OVERRIDE] = "w:lvlOverride",
	[T_START_OVERRIDE] = "w:startOverride",
};

struct reading {
	struct vb_docx_numbers *numbers;
	struct vb_arena *arena;
	struct look *look;
	struct list *list;
	struct level *level;
	unsigned override; /* level of w:lvlOverride */
	vb_status st;
};

static const struct {
	const char *name;
	enum kind kind;
} formats[] = {
	{ "decimal", DECIMAL },	       { "decimalZero", ZERO },
	{ "upperLetter", UPPER },      { "lowerLetter", LOWER },
	{ "upperRoman", UPPER_ROMAN }, { "lowerRoman", LOWER_ROMAN },
	{ "bullet", BULLET },	       { "none", NOTHING },
};

/* Add a pointer to a zeroed item of `size` bytes to a list of them. */
static void *add(struct reading *r, void ***items, size_t *n, size_t *cap,
		 size_t size)
{
	void *item;

	if (*n >= LISTS_MAX)
		return NULL;
	if (*n == *cap) {
		size_t more = *cap ? 2 * *cap : 32;
		void **grown = vb_arena_calloc(r->arena, more, sizeof(*grown));

		if (!grown) {
			r->st = VB_NO_MEMORY;
			return NULL;
		}
		if (*n)
			memcpy(grown, *items, *n * sizeof(*grown));
		*items = grown;
		*cap = more;
	}
	item = vb_arena_calloc(r->arena, 1, size);
	if (!item)
		r->st = VB_NO_MEMORY;
	else
		(*items)[(*n)++] = item;
	return item;
}

static void start_look(struct reading *r, struct vb_xml *x)
{
	struct vb_docx_numbers *n = r->numbers;

	r->list = NULL;
	r->look = add(r, (void ***)&n->looks, &n->n_looks, &n->cap_looks,
		      sizeof(*r->look));
	if (!r->look)
		return;
	r->look->id = vb_xml_number(x, "w:abstractNumId", 1u << 30, 0);
	for (unsigned i = 0; i < VB_DOCX_LEVELS; i++)
		r->look->levels[i].start = 1;
}

static void start_list(struct reading *r, struct vb_xml *x)
{
	struct vb_docx_numbers *n = r->numbers;

	r->look = NULL;
	r->list = add(r, (void ***)&n->lists, &n->n_lists, &n->cap_lists,
		      sizeof(*r->list));
	if (r->list)
		r->list->id = vb_xml_number(x, "w:numId", 1u << 30, 0);
}

static void in_level(struct level *level, struct vb_xml *x, unsigned tag)
{
	struct vb_str val = vb_xml_attr(x, "w:val");

	if (tag == T_START)
		level->start = vb_xml_number(x, "w:val", NUMBER_MAX, 1);
	if (tag == T_TEXT && val.len < TEXT_BYTES) {
		memcpy(level->text, val.ptr, val.len);
		level->len = (uint8_t)val.len;
		level->has_text = true;
	}
	for (size_t i = 0; tag == T_FORMAT && i < 8; i++)
		if (vb_str_eq(val, vb_str_from(formats[i].name)))
			level->kind = formats[i].kind;
}

static void in_list(struct reading *r, struct vb_xml *x, unsigned tag)
{
	if (tag == T_LOOK_ID)
		r->list->look_id = vb_xml_number(x, "w:val", 1u << 30, 0);
	if (tag == T_OVERRIDE)
		r->override = vb_xml_number(x, "w:ilvl", VB_DOCX_LEVELS - 1, 0);
	if (tag == T_START_OVERRIDE) {
		r->list->restart[r->override] =
			vb_xml_number(x, "w:val", NUMBER_MAX, 1);
		r->list->restarts[r->override] = true;
	}
}

static void on_start(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct reading *r = ctx;

	if (tag == T_LOOK)
		start_look(r, x);
	else if (tag == T_NUM)
		start_list(r, x);
	else if (tag == T_LEVEL)
		r->level =
			r->look ? &r->look->levels[vb_xml_number(
					  x, "w:ilvl", VB_DOCX_LEVELS - 1, 0)] :
				  NULL;
	else if (r->list)
		in_list(r, x, tag);
	else if (r->level)
		in_level(r->level, x, tag);
}

static void on_end(struct vb_xml *x, void *ctx, unsigned tag)
{
	struct reading *r = ctx;

	(void)x;
	if (tag == T_LEVEL || tag == T_LOOK)
		r->level = NULL;
	if (tag == T_LOOK)
		r->look = NULL;
	if (tag == T_NUM)
		r->list = NULL;
}

/* Both begin with their id, which comparing needs only. */
static int by_id(const void *a, const void *b)
{
	const unsigned *x = *(const unsigned *const *)a;
	const unsigned *y = *(const unsigned *const *)b;

	return (*x > *y) - (*x < *y);
}

static void *find(void *items, size_t n, unsigned id)
{
	const unsigned *key = &id;
	void **found =
		n ? bsearch(&key, items, n, sizeof(void *), by_id) : NULL;

	return found ? *found : NULL;
}

vb_status vb_docx_numbers_read(struct vb_docx_numbers **out,
			       struct vb_office *o, const char *part)
{
	static const struct vb_xml_reader reader = {
		.tags = tags,
		.n_tags = T_COUNT,
		.start = on_start,
		.end = on_end,
	};
	struct reading r = { .arena = &o->arena };
	struct vb_docx_numbers *n;
	vb_status st;

	*out = NULL;
	n = r.numbers = vb_arena_calloc(&o->arena, 1, sizeof(*n));
	if (!n)
		return VB_NO_MEMORY;
	st = vb_office_read(o, part, &reader, &r);
	if (st == VB_NOT_FOUND)
		return VB_OK;
	if (st || r.st)
		return st ? st : r.st;
	if (n->n_looks)
		qsort(n->looks, n->n_looks, sizeof(void *), by_id);
	if (n->n_lists)
		qsort(n->lists, n->n_lists, sizeof(void *), by_id);
	for (size_t i = 0; i < n->n_lists; i++)
		n->lists[i]->look =
			find(n->looks, n->n_looks, n->lists[i]->look_id);
	*out = n;
	return VB_OK;
}

static vb_status put_number(struct vb_buf *out, unsigned n, enum kind kind)
{
	switch (kind) {
	case ZERO:
		return vb_buf_printf(out, "%02u", n);
	case UPPER:
		return vb_list_number(out, n, 'A');
	case LOWER:
		return vb_list_number(out, n, 'a');
	case UPPER_ROMAN:
		return vb_list_number(out, n, 'I');
	case LOWER_ROMAN:
		return vb_list_number(out, n, 'i');
	case BULLET:
	case NOTHING:
		return VB_OK;
	default:
		return vb_list_number(out, n, '1');
	}
}

/* "Điều %1." with the counts of the levels. */
static vb_status put_text(struct vb_buf *out, const struct look *look,
			  const struct level *level)
{
	vb_status st = VB_OK;

	for (unsigned i = 0; i < level->len && !st; i++) {
		unsigned digit = 9;

		if (level->text[i] == '%' && i + 1 < level->len)
			digit = (unsigned char)level->text[i + 1] - '1';
		if (digit >= VB_DOCX_LEVELS) {
			st = vb_buf_append_char(out, level->text[i]);
			continue;
		}
		st = put_number(out,
				look->begun[digit] ? look->count[digit] :
						     look->levels[digit].start,
				look->levels[digit].kind);
		i++;
	}
	if (!st && out->len)
		st = vb_buf_append_char(out, ' ');
	return st;
}

bool vb_docx_number(struct vb_buf *out, struct vb_docx_numbers *numbers,
		    unsigned number, unsigned level)
{
	struct list *list;
	struct look *look;

	vb_buf_truncate(out, 0);
	list = number && numbers ?
		       find(numbers->lists, numbers->n_lists, number) :
		       NULL;
	look = list ? list->look : NULL;
	if (!look || level >= VB_DOCX_LEVELS)
		return false;
	if (list->restarts[level]) {
		list->restarts[level] = false;
		look->count[level] = list->restart[level];
	} else if (look->begun[level]) {
		look->count[level] += look->count[level] < NUMBER_MAX;
	} else {
		look->count[level] = look->levels[level].start;
	}
	look->begun[level] = true;
	for (unsigned i = level + 1; i < VB_DOCX_LEVELS; i++)
		look->begun[i] = false;
	/* a number that does not fit is none: the text is what counts */
	if (look->levels[level].kind == BULLET ?
		    vb_buf_append_cstr(out, "- ") :
		    put_text(out, look, &look->levels[level]))
		vb_buf_truncate(out, 0);
	return true;
}
