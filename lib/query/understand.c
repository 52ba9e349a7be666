#include "query/understand.h"

#include <stdlib.h>

#include "doc/letter.h"
#include "query/field.h"
#include "query/saying.h"
#include "text/token.h"

typedef void reader_fn(struct vb_saying *s);

/* A word is what the first of them takes it for. */
static reader_fn *const readers[] = {
	vb_saying_numbers, vb_saying_terms,   vb_saying_dates,	vb_saying_years,
	vb_saying_types,   vb_saying_issuers, vb_saying_places,
};

#define N_READERS (sizeof(readers) / sizeof(readers[0]))

struct vb_str vb_saying_text(const struct vb_saying *s, size_t from, size_t to)
{
	const char *start = s->words[from].text.ptr;
	struct vb_str last = s->words[to - 1].text;

	return vb_str_of(start, (size_t)(last.ptr + last.len - start));
}

void vb_saying_add(struct vb_saying *s, const struct vb_said *said)
{
	struct vb_understanding *out = s->out;
	struct vb_understood *part = &out->parts[out->n];
	struct vb_str value;
	vb_status st;

	if (s->status || out->n == VB_UNDERSTOOD_MAX)
		return;
	st = vb_query_field_value(&value, s->arena, said->field, said->value,
				  NULL);
	if (st == VB_BAD_INPUT)
		return; /* a name that is too long */
	*part = (struct vb_understood){
		.field = vb_query_field_name(said->field),
		.id = said->field,
		.text = vb_saying_text(s, said->from, said->to),
		.value = value,
		.label = value,
	};
	if (!st && !vb_str_eq(said->label, said->value) &&
	    !vb_arena_dup(&part->label, s->arena, said->label))
		st = VB_NO_MEMORY;
	if (st) {
		s->status = st;
		return;
	}
	s->cuts[out->n++] =
		vb_saying_text(s, said->from - said->lead, said->to);
	for (size_t i = said->from; i < said->to; i++)
		s->words[i].taken = true;
}

/* Do the words from `i` fold to `folds`? Their count, or 0. */
static size_t spells(const struct vb_saying *s, size_t i, const char *folds,
		     bool free_only)
{
	size_t n = 0;

	while (*folds) {
		size_t len = strcspn(folds, " ");

		if (i + n >= s->n || (free_only && s->words[i + n].taken) ||
		    !vb_str_eq(s->words[i + n].fold, vb_str_of(folds, len)))
			return 0;
		n++;
		folds += len + (folds[len] == ' ');
	}
	return n;
}

size_t vb_saying_is(const struct vb_saying *s, size_t i, const char *folds)
{
	return spells(s, i, folds, true);
}

bool vb_saying_before(const struct vb_saying *s, size_t i, const char *folds)
{
	size_t n = 1;

	for (const char *p = folds; *p; p++)
		n += *p == ' ';
	return i >= n && spells(s, i - n, folds, false) == n;
}

bool vb_saying_marks(const struct vb_saying *s, size_t from, const char *label)
{
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, vb_str_from(label));
	for (size_t i = from; vb_tokenizer_next(&t, &token); i++)
		if (i >= s->n || (s->words[i].marked &&
				  !vb_str_eq(s->words[i].key, token.key)))
			return false;
	return true;
}

bool vb_saying_joined(const struct vb_saying *s, size_t i)
{
	const char *at, *end;

	if (!i)
		return false;
	at = s->words[i - 1].text.ptr + s->words[i - 1].text.len;
	end = s->words[i].text.ptr;
	while (at < end && strchr(" \n\t,", *at))
		at++;
	return at == end;
}

static bool is_letter(const char *p)
{
	unsigned char c = (unsigned char)*p;

	return c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '"';
}

/* Does something that is no plain word stand between two of them? */
static bool interrupted(const struct vb_node *a, const struct vb_node *b)
{
	const char *at = a->text.ptr + a->text.len;

	/* dashes and the like are no letters */
	for (; at < b->text.ptr; at++) {
		struct vb_str rest = vb_str_of(at, (size_t)(b->text.ptr - at));
		size_t len = 1;
		uint32_t c = vb_letter_at(rest, 0, &len);

		if ((unsigned char)*at < 0x80 ? is_letter(at) : vb_letter_is(c))
			return true;
		if (*at == '(' || *at == ')' || *at == ':')
			return true;
		at += len - 1;
	}
	return false;
}

static void add_word(struct vb_saying *s, const struct vb_node *node)
{
	size_t len;

	s->words[s->n++] = (struct vb_saying_word){
		.text = node->text,
		.key = node->key,
		.fold = node->fold,
		.marked = node->marked,
		.capitals = node->capitals,
		.title = vb_letter_is_upper(vb_letter_at(node->text, 0, &len)),
	};
}

static void read_stretch(struct vb_saying *s)
{
	vb_saying_organs(s);
	for (size_t i = 0; s->n && i < N_READERS; i++)
		readers[i](s);
	s->n = 0;
	s->starts = false;
}

static void read_words(struct vb_saying *s, const struct vb_node *some)
{
	for (size_t i = 0; i < some->n_children; i++) {
		if (i && interrupted(some->children[i - 1], some->children[i]))
			read_stretch(s);
		add_word(s, some->children[i]);
	}
	read_stretch(s);
}

static void add_filter(struct vb_saying *s, const struct vb_node *node)
{
	struct vb_understanding *out = s->out;

	if (out->n == VB_UNDERSTOOD_MAX)
		return;
	s->cuts[out->n] = node->text;
	out->parts[out->n++] = (struct vb_understood){
		.field = vb_query_field_name(node->field),
		.id = node->field,
		.value = node->value,
		.label = vb_query_field_label(node->field, node->value),
		.text = node->text,
		.filter = true,
	};
}

/* What must match, from the root: not below OR and what NOT excludes. */
static void walk(struct vb_saying *s, const struct vb_node *node, bool filters)
{
	switch (node->kind) {
	case VB_NODE_SOME:
		if (!filters)
			read_words(s, node);
		break;
	case VB_NODE_FIELD:
		if (filters)
			add_filter(s, node);
		break;
	case VB_NODE_NOT:
		walk(s, node->children[0], filters);
		break;
	case VB_NODE_AND:
		for (size_t i = 0; i < node->n_children; i++)
			walk(s, node->children[i], filters);
		break;
	default:
		break;
	}
}

/* Take the operator AND off the end of `before` or the start of `after`. */
static void drop_and(struct vb_str *before, struct vb_str *after)
{
	struct vb_str b = *before, a = *after;

	if (vb_str_ends(b, VB_STR("AND")) &&
	    (b.len == 3 || b.ptr[b.len - 4] == ' '))
		*before = vb_str_trim(vb_str_sub(b, 0, b.len - 3));
	else if (vb_str_starts(a, VB_STR("AND")) &&
		 (a.len == 3 || a.ptr[3] == ' '))
		*after = vb_str_trim(vb_str_skip(a, 3));
}

static vb_status leave_out(struct vb_str *out, struct vb_arena *arena,
			   struct vb_str text, struct vb_str cut)
{
	size_t from = (size_t)(cut.ptr - text.ptr);
	struct vb_str before = vb_str_trim(vb_str_sub(text, 0, from));
	struct vb_str after = vb_str_trim(vb_str_skip(text, from + cut.len));
	struct vb_buf buf = VB_BUF_INIT(text.len + 1);
	vb_status st;

	/* "chỉ thị, giá đất": the comma goes, too */
	while (after.len && *after.ptr == ',' &&
	       (!before.len || before.ptr[before.len - 1] == ','))
		after = vb_str_trim(vb_str_skip(after, 1));
	drop_and(&before, &after);
	st = vb_buf_append(&buf, before);
	if (!st && before.len && after.len)
		st = vb_buf_append_char(&buf, ' ');
	if (!st)
		st = vb_buf_append(&buf, after);
	if (!st && !vb_arena_dup(out, arena, vb_buf_str(&buf)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&buf);
	return st;
}

static int by_place(const void *a, const void *b)
{
	const struct vb_understood *x = a, *y = b;

	return (x->text.ptr > y->text.ptr) - (x->text.ptr < y->text.ptr);
}

vb_status vb_query_understand(struct vb_understanding *out,
			      struct vb_arena *arena,
			      const struct vb_query *query,
			      struct vb_error *err)
{
	struct vb_str cuts[VB_UNDERSTOOD_MAX];
	struct vb_understanding found = { 0 };
	struct vb_saying *s;

	*out = (struct vb_understanding){ 0 };
	if (!query->root)
		return VB_OK;
	s = vb_arena_calloc(arena, 1, sizeof(*s));
	found.parts =
		vb_arena_calloc(arena, VB_UNDERSTOOD_MAX, sizeof(*found.parts));
	if (!s || !found.parts)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	s->arena = arena;
	s->out = &found;
	s->cuts = cuts;
	walk(s, query->root, true);
	s->starts = true;
	walk(s, query->root, false);
	for (size_t i = 0; i < found.n && !s->status; i++)
		s->status = leave_out(&found.parts[i].without, arena,
				      query->text, cuts[i]);
	if (s->status)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	if (found.n)
		qsort(found.parts, found.n, sizeof(*found.parts), by_place);
	*out = found;
	return VB_OK;
}
