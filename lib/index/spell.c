#include "index/spell.h"

#include "index/spell_run.h"
#include "text/token.h"

#define OFFER_BYTES (VB_QUERY_BYTES * 2)

struct spell {
	struct vb_results *out;
	struct vb_spell_run run; /* the one being read */
	const vb_dictionary *d;
	bool marked;   /* some word of the query is */
	bool capitals; /* and all its words are in capitals */
	size_t words;
	vb_status status;
	struct vb_node *changed[VB_QUERY_WORDS];
	struct vb_str was[VB_QUERY_WORDS]; /* their text */
	size_t n_changed;
};

static bool has_digit(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			return true;
	return false;
}

/* What a person typed as words, not as a phrase, filter or exclusion. */
static bool is_free(const struct vb_node *node)
{
	return node->kind == VB_NODE_SOME || node->kind == VB_NODE_AND ||
	       node->kind == VB_NODE_OR || node->kind == VB_NODE_NOT;
}

static size_t free_children(const struct vb_node *node)
{
	return node->kind == VB_NODE_NOT && node->n_children ? 1 :
							       node->n_children;
}

static void survey(struct spell *s, const struct vb_node *node)
{
	if (node->kind == VB_NODE_WORD) {
		s->marked |= node->marked;
		s->capitals &= node->capitals;
		s->words++;
	}
	for (size_t i = 0; is_free(node) && i < free_children(node); i++)
		survey(s, node->children[i]);
}

/* The fold of the word's key, which is how the dictionary has it. */
static vb_status read_word(struct vb_spell_word *w, struct spell *s,
			   struct vb_node *node)
{
	struct vb_token token;
	vb_tokenizer t;

	memset(w, 0, sizeof(*w));
	w->node = node;
	w->typed = w->fold = node->fold;
	w->key = node->key;
	w->marked = node->marked;
	w->fixed = has_digit(node->text) || (node->capitals && !s->capitals);
	vb_tokenizer_init(&t, node->key);
	if (vb_tokenizer_next(&t, &token) &&
	    !vb_arena_dup(&w->fold, s->run.arena, token.fold))
		return VB_NO_MEMORY;
	return VB_OK;
}

/* What stands between two words, of one text: ' ' spaces, a sign of codes and
 * addresses, or 0 for all else. */
static char gap_of(const struct vb_node *a, const struct vb_node *b)
{
	const char *p = a->text.ptr + a->text.len;
	char gap = ' ';

	if (p >= b->text.ptr)
		return 0;
	for (; p < b->text.ptr; p++) {
		if (strchr("-/._@&", *p))
			return *p;
		if (*p != ' ' && *p != '\n' && *p != '\t')
			gap = 0;
	}
	return gap;
}

static void note_change(struct spell *s, struct vb_spell_word *w)
{
	struct vb_str to = w->to_key.len ? w->to_key : w->to_fold;

	if (!to.len || s->n_changed == VB_QUERY_WORDS)
		return;
	s->changed[s->n_changed] = w->node;
	s->was[s->n_changed++] = w->node->text;
	w->node->text = to;
}

/* The run is whole: what of it is to be offered. */
static void end_run(struct spell *s)
{
	struct vb_spell_run *r = &s->run;

	if (r->n && !s->status)
		s->status = vb_spell_letters(r);
	if (r->n && !s->status && s->marked)
		s->status = vb_spell_marks(r);
	for (size_t i = 0; i < r->n && !s->status; i++)
		note_change(s, &r->words[i]);
	r->n = 0;
}

/* The words of a SOME, in runs of those with only spaces between. */
static void read_some(struct spell *s, const struct vb_node *some)
{
	struct vb_spell_run *r = &s->run;
	const struct vb_node *last = NULL;

	for (size_t i = 0; i < some->n_children && !s->status; i++) {
		struct vb_node *node = some->children[i];
		char gap = last ? gap_of(last, node) : ' ';
		bool code = gap && gap != ' ';

		if (node->kind != VB_NODE_WORD)
			continue;
		if (code)
			r->words[r->n ? r->n - 1 : 0].fixed = true;
		if (gap != ' ' || r->n == VB_SPELL_WORDS)
			end_run(s);
		s->status = read_word(&r->words[r->n], s, node);
		r->words[r->n++].fixed |= code;
		last = node;
	}
	end_run(s);
}

static void walk(struct spell *s, const struct vb_node *node)
{
	if (node->kind == VB_NODE_SOME) {
		read_some(s, node);
		return;
	}
	for (size_t i = 0; is_free(node) && i < free_children(node); i++)
		walk(s, node->children[i]);
}

/* The query with what was changed, and the tree as it was again. */
static vb_status offer(struct spell *s, struct vb_query *query)
{
	struct vb_buf text = VB_BUF_INIT(OFFER_BYTES);
	struct vb_str kept;
	vb_status st = VB_OK;

	if (s->n_changed && !s->status)
		st = vb_query_print(&text, query);
	for (size_t i = s->n_changed; i-- > 0;)
		s->changed[i]->text = s->was[i];
	if (!st && text.len) {
		if (vb_arena_dup(&kept, s->run.arena, vb_buf_str(&text)))
			s->out->did_you_mean = kept;
		else
			st = VB_NO_MEMORY;
	}
	vb_buf_clear(&text);
	return st == VB_TOO_BIG ? VB_OK : st;
}

/* A number that the query names, and the archive has, is what was meant. */
static bool is_answered(const struct vb_results *out)
{
	return out->n_resolved && out->n_hits;
}

vb_status vb_spell(struct vb_results *out, vb_searcher *searcher,
		   struct vb_query *query, struct vb_arena *arena,
		   struct vb_error *err)
{
	const struct vb_spelling *spelling;
	struct spell *s;
	vb_status st;

	out->did_you_mean = VB_STR_EMPTY;
	if (!query->root || is_answered(out))
		return VB_OK;
	spelling = vb_spelling_of(searcher);
	s = vb_arena_calloc(arena, 1, sizeof(*s));
	if (!spelling || !s)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	if (!spelling->dictionary)
		return VB_OK;
	s->out = out;
	s->capitals = true;
	survey(s, query->root);
	s->run.d = spelling->dictionary;
	s->run.db = searcher->db;
	s->run.documents =
		(double)vb_dictionary_documents(spelling->dictionary);
	s->run.arena = arena;
	s->run.err = err;
	s->run.marked = s->marked;
	s->run.found = out->total > 0;
	walk(s, query->root);
	st = offer(s, query);
	if (s->status == VB_NO_MEMORY)
		vb_error_set(err, VB_NO_MEMORY, "no memory");
	return s->status ? s->status : st;
}
