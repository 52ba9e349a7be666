#include "format/word_list.h"

#include <stdlib.h>

#include "format/listnumber.h"

#define PLACE_LISTS 0x2E2 /* in the information block: offset, then length */
#define PLACE_USES 0x2EA
#define LIST_BYTES 28
#define USE_BYTES 16
#define LEVEL_BYTES 28
#define START_BYTES 8
#define USES_MAX 2046 /* more cannot be named */
#define NUMBER_MAX 99999u
#define TEXT_UNITS 64 /* of what a level shows, in UTF-16 */

/* Offsets in a list, a use, and a level. */
enum {
	LIST_FLAGS = 26,
	USE_LEVELS = 12,
	LEVEL_FORM = 4,
	LEVEL_FLAGS = 5,
	LEVEL_LOOKS = 24, /* lengths of what follows the level */
	LEVEL_INDENTS = 25,
	LEVEL_LIMIT = 26,
};

enum {
	LIST_SIMPLE = 0x01, /* it has one level */
	LEVEL_LEGAL = 0x04, /* numbers of other levels are decimal in it */
	LEVEL_NO_RESTART = 0x08,
	START_LEVEL = 0x0F, /* which level */
	START_AT = 0x10,    /* it starts anew */
	START_LOOK = 0x20,  /* it looks as the level that follows */
};

/* Forms of numbers ([MS-OSHARED] 2.2.1.3); all others are shown as digits. */
enum {
	UPPER_ROMAN = 1,
	LOWER_ROMAN = 2,
	UPPER = 3,
	LOWER = 4,
	ZERO = 22,
	BULLET = 23,
	NOTHING = 255,
};

struct level {
	unsigned start;
	uint8_t form;
	bool legal;
	uint8_t limit; /* levels above this one start it anew */
	struct vb_str text, looks;
};

struct list {
	uint32_t id;
	unsigned n_levels;
	struct level *levels;
	unsigned count[VB_WORD_LEVELS];
	bool begun[VB_WORD_LEVELS];
};

struct use {
	struct list *list;
	unsigned start[VB_WORD_LEVELS];
	bool starts[VB_WORD_LEVELS];		    /* `start` holds */
	bool waits[VB_WORD_LEVELS];		    /* and was not used yet */
	const struct level *levels[VB_WORD_LEVELS]; /* in place of the list's */
};

struct vb_word_lists {
	struct list *lists; /* by id */
	size_t n_lists;
	struct use *uses;
	size_t n_uses;
	bool damaged;
};

static unsigned start_of(uint32_t value)
{
	return value > NUMBER_MAX ? 1 : value;
}

/* Take a level, the `at`-th of its list, off `rest`. */
static bool take_level(struct level *out, struct vb_str *rest, unsigned at)
{
	size_t looks = vb_le8(*rest, LEVEL_LOOKS);
	size_t text = LEVEL_BYTES + vb_le8(*rest, LEVEL_INDENTS) + looks;
	size_t end = text + 2 + 2 * (size_t)vb_le16(*rest, text);
	unsigned flags = vb_le8(*rest, LEVEL_FLAGS);
	unsigned limit = vb_le8(*rest, LEVEL_LIMIT);

	if (rest->len < text + 2 || rest->len < end)
		return false;
	*out = (struct level){
		.start = start_of(vb_le32(*rest, 0)),
		.form = (uint8_t)vb_le8(*rest, LEVEL_FORM),
		.legal = flags & LEVEL_LEGAL,
		.limit = (uint8_t)(flags & LEVEL_NO_RESTART && limit < at ?
					   limit :
					   at),
		.text = vb_str_sub(*rest, text + 2, end),
		.looks = vb_str_sub(*rest, text - looks, text),
	};
	if (out->text.len > 2 * (size_t)TEXT_UNITS)
		out->text.len = 2 * (size_t)TEXT_UNITS;
	*rest = vb_str_skip(*rest, end);
	return true;
}

static int by_id(const void *a, const void *b)
{
	const struct list *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* The lists, then the levels of all of them. */
static vb_status read_lists(struct vb_word_lists *l, struct vb_arena *arena,
			    struct vb_str t)
{
	size_t n = vb_le16(t, 0);
	struct vb_str rest = vb_str_skip(t, 2 + n * LIST_BYTES);

	l->damaged = t.len < 2 + n * LIST_BYTES;
	if (!n || l->damaged)
		return VB_OK;
	l->lists = vb_arena_calloc(arena, n, sizeof(*l->lists));
	if (!l->lists)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		struct list *list = &l->lists[i];
		size_t at = 2 + i * LIST_BYTES;

		list->id = vb_le32(t, at);
		list->n_levels = vb_le8(t, at + LIST_FLAGS) & LIST_SIMPLE ?
					 1 :
					 VB_WORD_LEVELS;
		/* All that would follow must be there. */
		l->damaged = rest.len < list->n_levels * (LEVEL_BYTES + 2);
		if (l->damaged)
			return VB_OK;
		list->levels = vb_arena_calloc(arena, list->n_levels,
					       sizeof(*list->levels));
		if (!list->levels)
			return VB_NO_MEMORY;
		for (unsigned k = 0; k < list->n_levels && !l->damaged; k++)
			l->damaged = !take_level(&list->levels[k], &rest, k);
	}
	if (l->damaged)
		return VB_OK;
	l->n_lists = n;
	qsort(l->lists, n, sizeof(*l->lists), by_id);
	return VB_OK;
}

/* What a use says of levels: `n` of them, taken off `rest`. */
static vb_status read_starts(struct use *use, struct vb_word_lists *l,
			     struct vb_arena *arena, struct vb_str *rest,
			     unsigned n)
{
	for (unsigned i = 0; i < n && !l->damaged; i++) {
		unsigned flags = vb_le8(*rest, 4);
		unsigned level = flags & START_LEVEL;
		uint32_t start = vb_le32(*rest, 0);
		struct level *look;

		l->damaged = rest->len < START_BYTES || level >= VB_WORD_LEVELS;
		if (l->damaged)
			break;
		*rest = vb_str_skip(*rest, START_BYTES);
		use->starts[level] = use->waits[level] = flags & START_AT;
		use->start[level] = start_of(start);
		if (!(flags & START_LOOK))
			continue;
		look = vb_arena_calloc(arena, 1, sizeof(*look));
		if (!look)
			return VB_NO_MEMORY;
		l->damaged = !take_level(look, rest, level);
		use->levels[level] = look;
		use->start[level] = look->start;
	}
	return VB_OK;
}

/* The uses, then for each where levels start. */
static vb_status read_uses(struct vb_word_lists *l, struct vb_arena *arena,
			   struct vb_str t)
{
	size_t n = vb_le32(t, 0);
	struct vb_str rest = vb_str_skip(t, 4 + n * USE_BYTES);
	vb_status st = VB_OK;

	l->damaged = n > USES_MAX || t.len < 4 + n * USE_BYTES;
	if (l->damaged)
		return VB_OK;
	l->uses = vb_arena_calloc(arena, n + 1, sizeof(*l->uses));
	if (!l->uses)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < n && !st && !l->damaged; i++) {
		struct vb_str entry = vb_str_skip(t, 4 + i * USE_BYTES);
		struct list key = { .id = vb_le32(entry, 0) };
		unsigned levels = vb_le8(entry, USE_LEVELS);

		l->uses[i].list =
			bsearch(&key, l->lists, l->n_lists, sizeof(key), by_id);
		l->damaged = levels > VB_WORD_LEVELS;
		rest = vb_str_skip(rest, 4); /* a character, which is unused */
		if (!l->damaged)
			st = read_starts(&l->uses[i], l, arena, &rest, levels);
	}
	l->n_uses = n;
	return st;
}

/* The table stream from where the block says on: the lengths that it says do
 * not count all that belongs to a table. */
static struct vb_str from_place(const struct vb_word *word, size_t place)
{
	return vb_str_skip(word->table, vb_le32(word->main, place));
}

vb_status vb_word_lists_read(struct vb_word_lists **out,
			     const struct vb_word *word)
{
	struct vb_word_lists *l;
	vb_status st;

	*out = NULL;
	if (!vb_le32(word->main, PLACE_LISTS + 4) ||
	    !vb_le32(word->main, PLACE_USES + 4))
		return VB_OK;
	l = vb_arena_calloc(word->arena, 1, sizeof(*l));
	if (!l)
		return VB_NO_MEMORY;
	st = read_lists(l, word->arena, from_place(word, PLACE_LISTS));
	if (!st && l->n_lists)
		st = read_uses(l, word->arena, from_place(word, PLACE_USES));
	if (!st)
		*out = l;
	return st;
}

bool vb_word_lists_damaged(const struct vb_word_lists *lists)
{
	return lists && lists->damaged;
}

static const struct level *level_of(const struct use *use, unsigned level)
{
	static const struct level none = { .form = NOTHING };

	if (use->levels[level])
		return use->levels[level];
	return level < use->list->n_levels ? &use->list->levels[level] : &none;
}

static unsigned first_of(const struct use *use, unsigned level)
{
	return use->starts[level] ? use->start[level] :
				    level_of(use, level)->start;
}

/* One more paragraph of `level`. */
static void count(struct use *use, unsigned level)
{
	struct list *list = use->list;

	/* The first paragraph of a use starts its level and those below. */
	for (unsigned i = level; i < VB_WORD_LEVELS; i++) {
		if (use->waits[i])
			list->begun[i] = false;
		use->waits[i] = false;
	}
	if (list->begun[level])
		list->count[level] += list->count[level] < NUMBER_MAX;
	else
		list->count[level] = first_of(use, level);
	list->begun[level] = true;
	for (unsigned i = level + 1; i < VB_WORD_LEVELS; i++)
		if (level < level_of(use, i)->limit)
			list->begun[i] = false;
}

static vb_status put_number(struct vb_buf *out, unsigned n, unsigned form)
{
	switch (form) {
	case UPPER_ROMAN:
		return vb_list_number(out, n, 'I');
	case LOWER_ROMAN:
		return vb_list_number(out, n, 'i');
	case UPPER:
		return vb_list_number(out, n, 'A');
	case LOWER:
		return vb_list_number(out, n, 'a');
	case ZERO:
		return vb_buf_printf(out, "%02u", n);
	case BULLET:
	case NOTHING:
		return VB_OK;
	default:
		return vb_list_number(out, n, '1');
	}
}

/* A character of a level's text: below 9, the place of a level's number. */
static vb_status put_unit(struct vb_buf *out, const struct use *use,
			  const struct level *level, unsigned c)
{
	const struct list *list = use->list;
	const struct level *shown;
	unsigned form;

	if (c >= 0xE000 && c < 0xF900) /* a font's own */
		c = 0x2022;
	if (c >= VB_WORD_LEVELS)
		return vb_char_append(out, c);
	shown = level_of(use, c);
	form = shown->form;
	if (level->legal && shown != level && form != ZERO && form != NOTHING)
		form = 0;
	return put_number(
		out, list->begun[c] ? list->count[c] : first_of(use, c), form);
}

static vb_status put_text(struct vb_buf *out, const struct use *use,
			  const struct level *level)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i + 2 <= level->text.len && !st; i += 2)
		st = put_unit(out, use, level, vb_le16(level->text, i));
	return st;
}

/* Marks that the writer chose to tell levels apart stay as they are. */
static vb_status put_bullet(struct vb_buf *out, const struct level *level)
{
	unsigned c = vb_le16(level->text, 0);

	if (!level->text.len)
		return VB_OK;
	return vb_buf_append_char(out, c == '+' || c == '*' ? (char)c : '-');
}

void vb_word_list_next(struct vb_word_label *label, struct vb_word_lists *lists,
		       const struct vb_word_para *para)
{
	unsigned at = para->list_level;
	const struct level *level;
	struct use *use;
	vb_status st;

	vb_buf_truncate(&label->text, 0);
	label->bullet = false;
	label->looks = VB_STR_EMPTY;
	if (!lists || lists->damaged || !para->list ||
	    para->list > lists->n_uses)
		return;
	use = &lists->uses[para->list - 1];
	if (!use->list)
		return;
	if (at >= use->list->n_levels && !use->levels[at])
		at = 0;
	count(use, at);
	level = level_of(use, at);
	label->looks = level->looks;
	label->bullet = level->form == BULLET;
	st = label->bullet ? put_bullet(&label->text, level) :
			     put_text(&label->text, use, level);
	if (!st && label->text.len)
		st = vb_buf_append_char(&label->text, ' ');
	/* a number that does not fit is none: the text is what counts */
	if (st)
		vb_buf_truncate(&label->text, 0);
}
