#include "query/field.h"
#include "query/lex.h"
#include "query/raw.h"
#include "text/decode.h"
#include "text/text.h"
#include "text/token.h"

#define NOTES_BYTES 2000 /* all notes; each is under 200 */
#define VALUE_NOTES 6	 /* notes about values; more are all alike */

struct list {
	struct vb_node **items;
	size_t n, cap;
};

struct parser {
	struct vb_lexer lexer;
	struct vb_lexeme now;
	struct vb_arena *arena;
	vb_status status; /* VB_NO_MEMORY sticks */
	struct vb_buf value_notes;
	unsigned n_value_notes;
	size_t n_words, n_wildcards, n_filters, n_filter_words;
};

/* What stands between two ORs. */
struct sequence {
	struct list words, others; /* since the last AND */
	struct list required;	   /* up to the last AND */
	struct list excluded;
	size_t n; /* things since the last AND */
	bool after_and;
};

static const struct {
	unsigned bit;
	const char *text;
} notes[] = {
	{ VB_QUERY_NOTE_QUOTE,
	  "a quotation mark is not closed: the phrase goes to the end" },
	{ VB_QUERY_NOTE_PARENTHESIS, "parentheses without their partner" },
	{ VB_QUERY_NOTE_DEPTH, "parentheses more than 16 deep" },
	{ VB_QUERY_NOTE_WORDS, "words after the first 128" },
	{ VB_QUERY_NOTE_WILDCARDS, "the * of words after the first 2" },
	{ VB_QUERY_NOTE_SHORT, "a * after fewer than 3 letters" },
	{ VB_QUERY_NOTE_STAR, "a * that does not end a word" },
	{ VB_QUERY_NOTE_PHRASE, "words after the first 32 of a phrase" },
	{ VB_QUERY_NOTE_OPERATOR, "AND, OR, NOT or - with nothing to act on" },
	{ VB_QUERY_NOTE_FILTERS, "filters past their limit" },
};

_Static_assert(VB_QUERY_DEPTH == 16 && VB_QUERY_WORDS == 128 &&
		       VB_QUERY_WILDCARDS == 2 &&
		       VB_QUERY_WILDCARD_LETTERS == 3 && VB_QUERY_PHRASE == 32,
	       "the notes say these figures");

static struct vb_node *alternatives(struct parser *p);

static void fail(struct parser *p)
{
	p->status = VB_NO_MEMORY;
	p->lexer.at = p->lexer.text.len;
	p->now.kind = VB_LEX_END;
}

static void advance(struct parser *p)
{
	if (!p->status)
		vb_lexer_next(&p->now, &p->lexer);
}

static void note(struct parser *p, enum vb_query_note bit)
{
	p->lexer.ignored |= bit;
}

static void push(struct parser *p, struct list *list, struct vb_node *node)
{
	struct vb_node **items;
	size_t cap = list->cap ? list->cap * 2 : 8;

	if (!node)
		return;
	if (list->n == list->cap) {
		items = vb_arena_alloc(p->arena, cap * sizeof(*items));
		if (!items) {
			fail(p);
			return;
		}
		if (list->n)
			memcpy(items, list->items, list->n * sizeof(*items));
		list->items = items;
		list->cap = cap;
	}
	list->items[list->n++] = node;
}

static void push_all(struct parser *p, struct list *list, struct vb_node **from,
		     size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		push(p, list, from[i]);
}

static struct vb_node *new_node(struct parser *p, enum vb_node_kind kind,
				struct vb_str text)
{
	struct vb_node *node = vb_arena_calloc(p->arena, 1, sizeof(*node));

	if (!node) {
		fail(p);
		return NULL;
	}
	node->kind = kind;
	node->text = text;
	node->key = node->fold = node->value = VB_STR_EMPTY;
	return node;
}

/* A node above all of `list`, its text from the first to the last of them. */
static struct vb_node *join(struct parser *p, enum vb_node_kind kind,
			    const struct list *list)
{
	struct vb_node *node = new_node(p, kind, VB_STR_EMPTY);
	const char *from = NULL, *to = NULL;
	size_t i;

	if (!node)
		return NULL;
	for (i = 0; i < list->n; i++) {
		struct vb_str part = list->items[i]->text;

		if (!part.len)
			continue;
		if (!from || part.ptr < from)
			from = part.ptr;
		if (!to || part.ptr + part.len > to)
			to = part.ptr + part.len;
	}
	if (from)
		node->text = vb_str_of(from, (size_t)(to - from));
	node->children = list->items;
	node->n_children = list->n;
	return node;
}

/* The only child itself, else a node above them all; NULL for none. */
static struct vb_node *join_many(struct parser *p, enum vb_node_kind kind,
				 const struct list *list)
{
	if (!list->n)
		return NULL;
	return list->n == 1 ? list->items[0] : join(p, kind, list);
}

static struct vb_node *word_node(struct parser *p, struct vb_str text,
				 const struct vb_token *token)
{
	struct vb_node *node;

	if (p->n_words == VB_QUERY_WORDS) {
		note(p, VB_QUERY_NOTE_WORDS);
		return NULL;
	}
	node = new_node(p, VB_NODE_WORD,
			vb_str_sub(text, token->start, token->end));
	if (!node)
		return NULL;
	if (!vb_arena_dup(&node->key, p->arena, token->key) ||
	    !vb_arena_dup(&node->fold, p->arena, token->fold)) {
		fail(p);
		return NULL;
	}
	node->marked = token->flags & VB_TOKEN_MARKED;
	node->capitals = token->flags & VB_TOKEN_CAPITALS;
	p->n_words++;
	return node;
}

static size_t count_letters(struct vb_str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += (s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* Does a run of '*' follow the word at `end`, with no word right after? */
static bool has_star(struct vb_str run, size_t end)
{
	size_t at = end;
	unsigned char c;

	while (at < run.len && run.ptr[at] == '*')
		at++;
	if (at == end || at == run.len)
		return at > end;
	c = (unsigned char)run.ptr[at];
	return c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
	       !(c >= 'a' && c <= 'z');
}

/* Make `node` a PREFIX if the limits allow it. */
static void make_prefix(struct parser *p, struct vb_node *node)
{
	if (count_letters(node->fold) < VB_QUERY_WILDCARD_LETTERS) {
		note(p, VB_QUERY_NOTE_SHORT);
	} else if (p->n_wildcards == VB_QUERY_WILDCARDS) {
		note(p, VB_QUERY_NOTE_WILDCARDS);
	} else {
		p->n_wildcards++;
		node->kind = VB_NODE_PREFIX;
	}
}

/*
 * The words of `run`, to `words`, and those with a '*' to `prefixes` (NULL:
 * a '*' means nothing here); at most `max` of them.
 */
static void read_words(struct parser *p, struct list *words,
		       struct list *prefixes, struct vb_str run, size_t max)
{
	bool star = run.len && memchr(run.ptr, '*', run.len);
	struct vb_token token;
	vb_tokenizer t;
	size_t n = 0, used = 0;

	vb_tokenizer_init(&t, run);
	while (!p->status && vb_tokenizer_next(&t, &token)) {
		struct vb_node *node;

		if (n++ == max) {
			note(p, VB_QUERY_NOTE_PHRASE);
			break;
		}
		node = word_node(p, run, &token);
		if (!node)
			return;
		if (prefixes && has_star(run, token.end)) {
			make_prefix(p, node);
			used++;
		}
		push(p, node->kind == VB_NODE_PREFIX ? prefixes : words, node);
	}
	if (star && !used)
		note(p, VB_QUERY_NOTE_STAR);
}

static struct vb_node *phrase(struct parser *p, struct vb_str whole,
			      struct vb_str body)
{
	struct list words = { 0 };
	struct vb_node *node;

	read_words(p, &words, NULL, body, VB_QUERY_PHRASE);
	if (!words.n)
		return NULL;
	node = join(p, VB_NODE_PHRASE, &words);
	if (node)
		node->text = whole;
	return node;
}

static void note_value(struct parser *p, const char *why)
{
	const struct vb_lexeme *lx = &p->now;
	struct vb_str value = lx->body;
	vb_status st;
	size_t i;

	note(p, VB_QUERY_NOTE_VALUE);
	if (p->n_value_notes++ >= VALUE_NOTES)
		return;
	value.len = vb_utf8_floor(value, value.len < 60 ? value.len : 60);
	st = vb_buf_printf(&p->value_notes, "%s%s: \"%.*s\" %s",
			   p->value_notes.len ? "; " : "",
			   vb_query_field_name(lx->field), VB_STR_ARG(value),
			   why);
	for (i = 0; i < p->value_notes.len; i++)
		if ((unsigned char)p->value_notes.ptr[i] < ' ')
			p->value_notes.ptr[i] = ' ';
	if (st == VB_NO_MEMORY)
		fail(p);
}

static size_t count_words(struct vb_str text)
{
	struct vb_token token;
	vb_tokenizer t;
	size_t n = 0;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token))
		n++;
	return n;
}

static struct vb_node *filter(struct parser *p)
{
	struct vb_error err = VB_ERROR_INIT;
	struct vb_node *node;
	struct vb_str value;
	vb_status st;
	size_t n;

	if (p->n_filters == VB_QUERY_FILTERS) {
		note(p, VB_QUERY_NOTE_FILTERS);
		return NULL;
	}
	st = vb_query_field_value(&value, p->arena, p->now.field, p->now.body,
				  &err);
	if (st == VB_BAD_INPUT) {
		note_value(p, err.message);
		return NULL;
	}
	if (st) {
		fail(p);
		return NULL;
	}
	n = count_words(value);
	if (n > VB_QUERY_WORDS - p->n_filter_words) {
		note(p, VB_QUERY_NOTE_FILTERS);
		return NULL;
	}
	node = new_node(p, VB_NODE_FIELD, p->now.text);
	if (!node)
		return NULL;
	node->field = p->now.field;
	node->value = value;
	p->n_filters++;
	p->n_filter_words += n;
	return node;
}

/* What stands in parentheses; the parser is on the opening one. */
static struct vb_node *group(struct parser *p)
{
	struct vb_node *node;

	advance(p);
	node = alternatives(p);
	if (p->now.kind == VB_LEX_CLOSE)
		advance(p);
	return node;
}

/* One thing that is not a run of words; NULL if it comes to nothing. */
static struct vb_node *thing(struct parser *p)
{
	struct vb_node *node;

	if (p->now.kind == VB_LEX_OPEN)
		return group(p);
	if (p->now.kind == VB_LEX_PHRASE)
		node = phrase(p, p->now.text, p->now.body);
	else
		node = filter(p);
	advance(p);
	return node;
}

static bool starts_thing(const struct parser *p)
{
	switch (p->now.kind) {
	case VB_LEX_WORDS:
	case VB_LEX_PHRASE:
	case VB_LEX_FIELD:
	case VB_LEX_OPEN:
		return true;
	default:
		return false;
	}
}

/*
 * What a NOT or '-' excludes. "20-CT/TU" is excluded as a phrase: to exclude
 * each of its parts would exclude nearly everything.
 */
static struct vb_node *excluded_thing(struct parser *p)
{
	struct list words = { 0 }, prefixes = { 0 };
	struct vb_str text = p->now.text;
	struct vb_node *node;

	if (p->now.kind != VB_LEX_WORDS) {
		node = thing(p);
	} else if (count_words(text) > 1) {
		node = phrase(p, text, text);
		advance(p);
	} else {
		read_words(p, &words, &prefixes, text, 1);
		node = words.n	  ? words.items[0] :
		       prefixes.n ? prefixes.items[0] :
				    NULL;
		advance(p);
	}
	if (node && node->kind == VB_NODE_SOME && node->n_children == 1)
		node = node->children[0];
	return node;
}

static void exclude(struct parser *p, struct sequence *s, struct vb_node *node)
{
	size_t i;

	if (node->kind != VB_NODE_OR) {
		push(p, &s->excluded, node);
		return;
	}
	for (i = 0; i < node->n_children; i++) {
		struct vb_node *child = node->children[i];

		if (child->kind == VB_NODE_SOME && child->n_children == 1)
			child = child->children[0];
		push(p, &s->excluded, child);
	}
}

static void require(struct parser *p, struct sequence *s, struct vb_node *node)
{
	if (node->kind == VB_NODE_AND)
		push_all(p, &s->others, node->children, node->n_children);
	else
		push(p, &s->others, node);
}

/* NOTs in a row, then what they act on; two of them cancel out. */
static void read_not(struct parser *p, struct sequence *s)
{
	struct vb_node *node = NULL;
	bool positive = false;

	for (; p->now.kind == VB_LEX_NOT; advance(p))
		positive = !positive;
	positive = !positive;
	if (!starts_thing(p)) {
		note(p, VB_QUERY_NOTE_OPERATOR);
		return;
	}
	if (positive)
		return;
	node = excluded_thing(p);
	if (node)
		exclude(p, s, node);
	else if (!p->status)
		note(p, VB_QUERY_NOTE_OPERATOR);
	s->n += node != NULL;
}

/* The words since the last AND become one SOME; then the rest. */
static void end_segment(struct parser *p, struct sequence *s)
{
	if (s->words.n)
		push(p, &s->required, join(p, VB_NODE_SOME, &s->words));
	push_all(p, &s->required, s->others.items, s->others.n);
	s->words = s->others = (struct list){ 0 };
	s->n = 0;
}

static void read_and(struct parser *p, struct sequence *s)
{
	if (!s->n)
		note(p, VB_QUERY_NOTE_OPERATOR);
	end_segment(p, s);
	s->after_and = true;
	advance(p);
}

static void read_run(struct parser *p, struct sequence *s)
{
	size_t before = s->words.n + s->others.n;

	read_words(p, &s->words, &s->others, p->now.text, VB_QUERY_BYTES);
	s->n += s->words.n + s->others.n - before;
	advance(p);
}

static void read_thing(struct parser *p, struct sequence *s)
{
	struct vb_node *node = thing(p);

	if (!node)
		return;
	require(p, s, node);
	s->n++;
}

/* The tree of what stands between two ORs; NULL if nothing does. */
static struct vb_node *sequence(struct parser *p)
{
	struct sequence s = { 0 };
	struct list pair = { 0 };
	struct vb_node *node;

	for (;;) {
		if (p->now.kind == VB_LEX_NOT)
			read_not(p, &s);
		else if (p->now.kind == VB_LEX_AND)
			read_and(p, &s);
		else if (p->now.kind == VB_LEX_WORDS)
			read_run(p, &s);
		else if (starts_thing(p))
			read_thing(p, &s);
		else
			break;
	}
	if (s.after_and && !s.n)
		note(p, VB_QUERY_NOTE_OPERATOR);
	end_segment(p, &s);
	node = join_many(p, VB_NODE_AND, &s.required);
	if (p->status || !s.excluded.n)
		return node;
	if (!node)
		node = new_node(p, VB_NODE_ALL, VB_STR_EMPTY);
	push(p, &pair, node);
	push(p, &pair, join_many(p, VB_NODE_OR, &s.excluded));
	return p->status ? NULL : join(p, VB_NODE_NOT, &pair);
}

/* Sequences with OR between them. */
static struct vb_node *alternatives(struct parser *p)
{
	struct list list = { 0 };
	struct vb_node *node;
	bool or_before = false;

	for (;;) {
		node = sequence(p);
		if (!node && (or_before || p->now.kind == VB_LEX_OR))
			note(p, VB_QUERY_NOTE_OPERATOR);
		if (node && node->kind == VB_NODE_OR)
			push_all(p, &list, node->children, node->n_children);
		else
			push(p, &list, node);
		if (p->now.kind != VB_LEX_OR)
			break;
		or_before = true;
		advance(p);
	}
	return join_many(p, VB_NODE_OR, &list);
}

static vb_status write_notes(struct vb_str *out, struct parser *p)
{
	struct vb_buf text = VB_BUF_INIT(NOTES_BYTES);
	vb_status st = VB_OK;
	size_t i;

	*out = VB_STR_EMPTY;
	for (i = 0; !st && i < sizeof(notes) / sizeof(notes[0]); i++)
		if (p->lexer.ignored & notes[i].bit)
			st = vb_buf_printf(&text, "%s%s", text.len ? "; " : "",
					   notes[i].text);
	if (!st && p->value_notes.len)
		st = vb_buf_printf(&text, "%s%.*s", text.len ? "; " : "",
				   VB_STR_ARG(vb_buf_str(&p->value_notes)));
	if (!st && text.len && !vb_arena_dup(out, p->arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&text);
	return st;
}

/* Parse clean `text`, which lives in `arena`. */
static vb_status parse_text(struct vb_query *out, struct vb_arena *arena,
			    struct vb_str text)
{
	struct parser p = { .arena = arena,
			    .value_notes = VB_BUF_INIT(NOTES_BYTES / 2) };
	vb_status st;

	*out = (struct vb_query){ .text = text, .notes = VB_STR_EMPTY };
	vb_lexer_init(&p.lexer, text);
	advance(&p);
	out->root = alternatives(&p);
	out->n_words = p.n_words;
	out->ignored = p.lexer.ignored;
	st = p.status ? p.status : write_notes(&out->notes, &p);
	vb_buf_clear(&p.value_notes);
	return st;
}

/*
 * Append `input` clean. A query is read as documents are: VIQR, references,
 * and what a browser sent in an old encoding.
 */
static vb_status decode_and_clean(struct vb_buf *clean, struct vb_str input)
{
	struct vb_buf decoded = VB_BUF_INIT(VB_QUERY_BYTES * VB_DECODE_GROWTH);
	vb_decoder *decoder = NULL;
	vb_status st = VB_OK;

	if (!vb_decode_is_calm(input)) {
		st = vb_decoder_open(&decoder, NULL);
		if (!st)
			st = vb_decoder_run(&decoded, NULL, decoder, input);
		input = vb_buf_str(&decoded);
	}
	if (!st)
		st = vb_text_clean(clean, NULL, input);
	vb_decoder_close(decoder);
	vb_buf_clear(&decoded);
	return st;
}

vb_status vb_query_parse(struct vb_query *out, struct vb_arena *arena,
			 struct vb_str input, struct vb_error *err)
{
	struct vb_buf clean = VB_BUF_INIT(
		VB_QUERY_BYTES * VB_TEXT_GROWTH * VB_DECODE_GROWTH + 4);
	struct vb_str typed, text = VB_STR_EMPTY;
	struct vb_query query;
	vb_status st;

	if (input.len > VB_QUERY_BYTES)
		return vb_error_set(err, VB_TOO_BIG,
				    "query: longer than %d bytes",
				    VB_QUERY_BYTES);
	st = decode_and_clean(&clean, input);
	if (!st && !vb_arena_dup(&typed, arena, vb_buf_str(&clean)))
		st = VB_NO_MEMORY;
	if (!st)
		st = parse_text(&query, arena, typed);
	if (!st)
		st = vb_query_decode_raw(&text, arena, query.root, typed);
	if (!st && text.ptr != typed.ptr) {
		st = parse_text(&query, arena, text);
		query.decoded = true;
	}
	if (!st)
		*out = query;
	else
		vb_error_set(err, st, "query: %s", vb_status_text(st));
	vb_buf_clear(&clean);
	return st;
}
