#include "index/suggest.h"

#include "base/clock.h"
#include "doc/number.h"
#include "index/schema.h"
#include "index/suggest_find.h"
#include "text/keys.h"
#include "text/text.h"
#include "text/token.h"

#define RETRIES 3
#define BEST_NUMBERS 5 /* before titles and phrases, if there are those */
#define BEST_PHRASES 3 /* likewise before titles */
#define NEAR_LOOKS 160 /* corrected prefixes that are looked up */
#define LATE_MOST 16   /* titles of late documents */
#define PHRASE_WORDS 5 /* of the longest phrase */

struct run {
	vb_searcher *s;
	const struct vb_spelling *spelling;
	const vb_dictionary *d; /* spelling->dictionary, or NULL */
	struct vb_arena *arena;
	struct vb_suggestions *out;
	size_t limit;
	bool near; /* a mistake was forgiven: nothing is marked */
	struct vb_error *err;
};

const char *vb_suggestion_name(enum vb_suggestion_kind kind)
{
	static const char *const names[] = { "number", "title", "phrase" };

	return names[kind];
}

static bool copy(struct vb_str *out, struct run *r, struct vb_str s)
{
	*out = VB_STR_EMPTY;
	return !s.len || vb_arena_dup(out, r->arena, s);
}

/* Are two texts the same but for marks, capitals and signs? */
static bool same_words(struct vb_str a, struct vb_str b)
{
	struct vb_buf x = VB_BUF_INIT(4096), y = VB_BUF_INIT(4096);
	bool same = !vb_text_key(&x, a) && !vb_text_key(&y, b) &&
		    vb_str_eq(vb_buf_str(&x), vb_buf_str(&y));

	vb_buf_clear(&x);
	vb_buf_clear(&y);
	return same;
}

static bool is_there(const struct run *r, struct vb_str text)
{
	for (size_t i = 0; i < r->out->n; i++)
		if (same_words(r->out->items[i].text, text))
			return true;
	return false;
}

/* Is the document in the index as it is now? */
static vb_status is_held(bool *held, struct run *r, struct vb_str id)
{
	return vb_searcher_has(held, r->s, id, r->err);
}

/* Is it in the list of late ones, which knows better what it is called? */
static bool is_late(const struct run *r, struct vb_str id)
{
	for (size_t i = 0; i < r->spelling->n_late; i++)
		if (vb_str_eq(r->spelling->late[i].record.id, id))
			return true;
	return false;
}

/* Add a copy of `found`, unless its text is there or its document is gone. */
static vb_status add(struct run *r, const struct vb_suggestion *found)
{
	struct vb_suggestion *item = &r->out->items[r->out->n];
	bool held = true;
	vb_status st = VB_OK;

	if (r->out->n == r->limit || !found->text.len ||
	    is_there(r, found->text))
		return VB_OK;
	if (found->kind != VB_SUGGEST_PHRASE)
		st = is_held(&held, r, found->id);
	if (st || !held)
		return st;
	*item = *found;
	item->n_marks = r->near ? 0 : found->n_marks;
	item->marks = vb_arena_calloc(r->arena, item->n_marks + 1,
				      sizeof(*item->marks));
	if (!item->marks || !copy(&item->text, r, found->text) ||
	    !copy(&item->id, r, found->id) ||
	    !copy(&item->number, r, found->number) ||
	    !copy(&item->title, r, found->title))
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	if (item->n_marks)
		memcpy(item->marks, found->marks,
		       item->n_marks * sizeof(*item->marks));
	r->out->n++;
	return VB_OK;
}

/* The fields of "a\0b\0c": missing ones are empty. */
static void split(struct vb_str *fields, size_t n, struct vb_str text)
{
	for (size_t i = 0; i < n; i++) {
		const char *end = memchr(text.ptr, 0, text.len);

		fields[i] = vb_str_sub(
			text, 0, end ? (size_t)(end - text.ptr) : text.len);
		text = vb_str_skip(text, fields[i].len + 1);
	}
}

static vb_status add_number(struct run *r, const struct vb_number_typed *n,
			    struct vb_suggestion *s)
{
	struct vb_range marks[VB_SUGGEST_MARKS];

	s->kind = VB_SUGGEST_NUMBER;
	s->text = s->number;
	s->marks = marks;
	vb_number_typed_marks(marks, &s->n_marks, n, s->text);
	return add(r, s);
}

static vb_status late_numbers(struct run *r, const struct vb_number_typed *n)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < r->spelling->n_late && !st; i++) {
		const struct vb_recent *late = &r->spelling->late[i].record;
		struct vb_suggestion s = { .id = late->id,
					   .number = late->number,
					   .title = late->title };
		struct vb_number number;

		if (late->number.len &&
		    vb_number_find(&number, late->number, 0) &&
		    vb_number_typed_fits(n, vb_str_from(number.fold)))
			st = add_number(r, n, &s);
	}
	return st;
}

static vb_status add_numbers(struct run *r, const struct vb_typed *t)
{
	struct vb_best best = { .most = r->limit };
	struct vb_number_typed n;
	vb_status st;

	if (!vb_number_typed_read(&n, t, r->arena))
		return VB_OK;
	st = late_numbers(r, &n);
	if (r->d)
		vb_find_numbers(&best, r->d, &n);
	for (size_t i = 0; i < best.n && !st; i++) {
		struct vb_suggestion s = { 0 };
		struct vb_str fields[4];

		split(fields, 4,
		      vb_dictionary_text(r->d, VB_SECTION_NUMBER_AT,
					 best.items[i].item));
		s.number = fields[1];
		s.id = fields[2];
		s.title = fields[3];
		if (!is_late(r, s.id))
			st = add_number(r, &n, &s);
	}
	return st;
}

/* Mark the words typed where they stand side by side, or else in order. */
static void mark_title(struct vb_suggestion *s, const struct vb_typed *t)
{
	struct vb_token token;
	vb_tokenizer tokens;
	size_t len;

	vb_tokenizer_init(&tokens, s->text);
	while (vb_tokenizer_next(&tokens, &token)) {
		if (!vb_typed_begins(&len, t, 0,
				     vb_str_skip(s->text, token.start)))
			continue;
		s->marks[0] =
			(struct vb_range){ (uint32_t)token.start,
					   (uint32_t)(token.start + len) };
		s->n_marks = 1;
		return;
	}
	if (!vb_typed_within(s->marks, &s->n_marks, t, s->text))
		s->n_marks = 0;
}

static vb_status add_title(struct run *r, const struct vb_typed *t,
			   struct vb_suggestion *s)
{
	struct vb_range marks[VB_SUGGEST_MARKS];

	s->kind = VB_SUGGEST_TITLE;
	s->text = s->title;
	s->marks = marks;
	mark_title(s, t);
	return add(r, s);
}

static vb_status late_titles(struct run *r, const struct vb_typed *t)
{
	char wanted[sizeof(t->joined) + 1] = " ";
	struct vb_str typed = vb_typed_from(t, 0);
	size_t found = 0;
	vb_status st = VB_OK;

	memcpy(wanted + 1, typed.ptr, typed.len);
	typed = vb_str_of(wanted, typed.len + 1);
	for (size_t i = 0; i < r->spelling->n_late && !st; i++) {
		const struct vb_late *late = &r->spelling->late[i];
		struct vb_suggestion s = { .id = late->record.id,
					   .number = late->record.number,
					   .title = late->record.title };

		if (vb_str_find(late->fold, typed, 0) == VB_NPOS)
			continue;
		st = add_title(r, t, &s);
		if (++found == LATE_MOST)
			break;
	}
	return st;
}

static vb_status add_titles(struct run *r, const struct vb_typed *t, bool apart)
{
	struct vb_best best = { .most = r->limit + 16 };
	vb_status st = VB_OK;

	if (best.most > VB_BEST_MAX)
		best.most = VB_BEST_MAX;
	if (!apart)
		st = late_titles(r, t);
	if (r->d && apart)
		vb_find_titles_apart(&best, r->d, t);
	else if (r->d)
		vb_find_titles(&best, r->d, t);
	for (size_t i = 0; i < best.n && !st; i++) {
		struct vb_suggestion s = { 0 };
		struct vb_str fields[3];

		split(fields, 3,
		      vb_dictionary_text(r->d, VB_SECTION_TITLE_AT,
					 best.items[i].item));
		s.title = fields[0];
		s.number = fields[1];
		s.id = fields[2];
		if (!is_late(r, s.id))
			st = add_title(r, t, &s);
	}
	return st;
}

/* What was typed before word `first`, then the phrase. */
static vb_status add_phrase(struct run *r, const struct vb_typed *t,
			    size_t first, struct vb_str phrase)
{
	struct vb_buf text = VB_BUF_INIT(4096);
	struct vb_str head = vb_str_sub(t->text, 0, t->words[first].from);
	struct vb_range mark = { 0 };
	struct vb_suggestion s = { .kind = VB_SUGGEST_PHRASE, .marks = &mark };
	size_t len = 0;
	vb_status st = vb_buf_append(&text, head);

	if (!st)
		st = vb_buf_append(&text, phrase);
	if (!st && vb_typed_begins(&len, t, first, phrase)) {
		mark.to = (uint32_t)(head.len + len);
		s.n_marks = 1;
	}
	s.text = vb_buf_str(&text);
	s.id = s.number = s.title = VB_STR_EMPTY;
	if (!st && !same_words(s.text, t->text))
		st = add(r, &s);
	vb_buf_clear(&text);
	return st;
}

/* Phrases that begin as the words from `first` on do. */
static vb_status add_phrases_at(struct run *r, const struct vb_typed *t,
				size_t first, size_t most)
{
	struct vb_best best = { .most = most };
	vb_status st = VB_OK;

	vb_find_phrases(&best, r->d, t, first);
	for (size_t i = 0; i < best.n && !st; i++)
		st = add_phrase(r, t, first,
				vb_dictionary_text(r->d, VB_SECTION_PHRASE_AT,
						   best.items[i].item));
	return st;
}

/* The longest run of words at the end that phrases begin with. */
static vb_status add_phrases(struct run *r, const struct vb_typed *t,
			     size_t most)
{
	size_t before = r->out->n;
	vb_status st = VB_OK;

	if (!r->d || !most)
		return VB_OK;
	for (size_t i = t->n > PHRASE_WORDS ? t->n - PHRASE_WORDS : 0;
	     i < t->n && !st && r->out->n == before; i++)
		if (i + 1 < t->n || !i)
			st = add_phrases_at(r, t, i, most);
	return st;
}

static size_t at_most(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Everything that begins so, each kind in its place. */
static vb_status add_all(struct run *r, const struct vb_typed *t)
{
	size_t limit = r->limit;
	vb_status st;

	r->limit = at_most(limit, BEST_NUMBERS);
	st = add_numbers(r, t);
	r->limit = at_most(limit, r->out->n + BEST_PHRASES);
	if (!st && limit > 1)
		st = add_phrases(r, t, BEST_PHRASES);
	r->limit = limit;
	if (!st)
		st = add_titles(r, t, false);
	if (!st && r->out->n < limit)
		st = add_titles(r, t, true);
	if (!st && r->out->n < limit)
		st = add_phrases(r, t, at_most(limit, VB_BEST_MAX));
	return st;
}

struct near {
	const vb_dictionary *d;
	const struct vb_typed *typed;
	size_t word;
	size_t looks; /* left */
	uint32_t found;
	struct vb_typed best, trial;
	char text[VB_EDIT_BYTES + 1]; /* of the best word */
};

static bool is_known(const struct near *n, struct vb_str fold)
{
	struct vb_extent range;

	if (!n->typed->open || n->word + 1 < n->typed->n)
		return vb_dictionary_fold(NULL, &range, n->d, fold);
	range = vb_dictionary_folds(n->d, fold);
	return range.from < range.to;
}

static bool try_edit(void *ctx, struct vb_str edited)
{
	struct near *n = ctx;
	uint32_t found;

	if (!is_known(n, edited) ||
	    !vb_typed_with(&n->trial, n->typed, n->word, edited))
		return true;
	found = vb_find_count(n->d, &n->trial);
	if (found > n->found) {
		n->found = found;
		memcpy(n->text, edited.ptr, edited.len);
		vb_typed_with(&n->best, n->typed, n->word,
			      vb_str_of(n->text, edited.len));
	}
	return --n->looks > 0;
}

/* One word at a time, those first that the archive does not know. */
static vb_status add_near(struct run *r, const struct vb_typed *t)
{
	struct near *n = vb_arena_calloc(r->arena, 1, sizeof(*n));

	if (!n)
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	n->d = r->d;
	n->typed = t;
	n->looks = NEAR_LOOKS;
	for (int known = 0; known < 2 && !n->found; known++)
		for (size_t i = t->n; i-- && !n->found && n->looks;) {
			n->word = i;
			if (t->words[i].fold.len > 1 &&
			    is_known(n, t->words[i].fold) == known)
				vb_spelling_edits(t->words[i].fold, try_edit,
						  n);
		}
	if (!n->found)
		return VB_OK;
	r->near = true;
	return add_all(r, &n->best);
}

/* "quyeet" on the way to "quyeets": what the keys so far come to. */
static bool drop_keys(struct vb_typed *out, const struct vb_typed *t,
		      struct vb_arena *arena)
{
	struct vb_str fold = t->words[t->n - 1].fold, copy;
	char text[VB_EDIT_BYTES];
	size_t n = 0;

	if (!t->open || fold.len > sizeof(text))
		return false;
	for (size_t i = 0; i < fold.len; i++) {
		bool again = i && fold.ptr[i] == fold.ptr[i - 1] &&
			     strchr("aeod", fold.ptr[i]);

		if (!again && fold.ptr[i] != 'w')
			text[n++] = fold.ptr[i];
	}
	if (n == fold.len && n > 1 && strchr("sfrxj", text[n - 1]))
		n--;
	return n && n < fold.len &&
	       vb_arena_dup(&copy, arena, vb_str_of(text, n)) &&
	       vb_typed_with(out, t, t->n - 1, copy);
}

/* Does it hold a whole word that is in no document, or hardly? */
static bool has_unknown(const struct run *r, const struct vb_typed *t)
{
	struct vb_extent words;

	for (size_t i = 0; i + t->open < t->n; i++)
		if (t->words[i].fold.ptr[0] > '9' &&
		    !vb_dictionary_fold(NULL, &words, r->d, t->words[i].fold))
			return true;
	return false;
}

/* The marks may be what is wrong. */
static bool drop_marks(struct vb_typed *out, const struct vb_typed *t)
{
	*out = *t;
	out->marked = false;
	for (size_t i = 0; i < out->n; i++)
		out->words[i].marked = false;
	return t->marked;
}

/* As typed; as keys on the way to a word; with a mistake. What has a strange
 * word is taken for a mistake first, for else only its end would fit. */
static vb_status find(struct run *r, const struct vb_typed *t)
{
	struct vb_typed other;
	vb_status st = VB_OK;

	if (r->d && has_unknown(r, t))
		st = add_near(r, t);
	r->near = false;
	if (!st && !r->out->n)
		st = add_all(r, t);
	if (st || r->out->n || !r->d)
		return st;
	if (drop_keys(&other, t, r->arena))
		st = add_all(r, &other);
	if (!st && !r->out->n && drop_marks(&other, t)) {
		r->near = true;
		st = add_all(r, &other);
	}
	return st || r->out->n ? st : add_near(r, t);
}

/* What was typed, clean and out of raw Telex or VNI, as words. */
static vb_status read_prefix(struct vb_typed *out, bool *has, struct run *r,
			     struct vb_str prefix)
{
	struct vb_buf text = VB_BUF_INIT(VB_SUGGEST_BYTES * 4);
	enum vb_keys keys;
	struct vb_str kept;
	bool raw;
	vb_status st = vb_keys_guess(&text, &raw, &keys, prefix);

	*has = false;
	if (!st && !vb_arena_dup(&kept, r->arena, vb_buf_str(&text)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&text);
	if (st == VB_TOO_BIG)
		return VB_OK;
	if (!st)
		*has = vb_typed_read(out, kept, r->arena);
	return st ? vb_error_set(r->err, st, "prefix: %s", vb_status_text(st)) :
		    VB_OK;
}

static vb_status attempt(struct run *r, struct vb_str prefix)
{
	struct vb_typed *typed = vb_arena_calloc(r->arena, 1, sizeof(*typed));
	bool has;
	vb_status st;

	r->out->n = 0;
	r->near = false;
	r->out->revision = r->s->revision;
	r->spelling = vb_spelling_of(r->s);
	if (!typed || !r->spelling)
		return vb_error_set(r->err, VB_NO_MEMORY, "no memory");
	r->d = r->spelling->dictionary;
	st = read_prefix(typed, &has, r, prefix);
	return st || !has ? st : find(r, typed);
}

vb_status vb_suggest(struct vb_suggestions *out, vb_searcher *s,
		     struct vb_str prefix, size_t limit, struct vb_arena *arena,
		     struct vb_error *err)
{
	struct vb_error own = VB_ERROR_INIT;
	struct run r = { .s = s, .arena = arena, .out = out };
	int64_t start = vb_clock_us();
	vb_status st;

	r.err = err ? err : &own;
	r.limit = at_most(limit, VB_SUGGEST_MAX);
	memset(out, 0, sizeof(*out));
	out->items = vb_arena_calloc(arena, r.limit + 1, sizeof(*out->items));
	if (!out->items)
		return vb_error_set(r.err, VB_NO_MEMORY, "no memory");
	st = vb_searcher_follow(s, r.err);
	for (int i = 0; !st && i < RETRIES; i++) {
		if (!r.limit || prefix.len > VB_SUGGEST_BYTES)
			break;
		st = attempt(&r, prefix);
		if (st != VB_BUSY || i + 1 == RETRIES)
			break;
		st = vb_searcher_follow(s, r.err);
	}
	out->took_us = vb_clock_us() - start;
	return st;
}
