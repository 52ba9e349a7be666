/* The words of a query in a text. */
#include "output/portal.h"

#include "output/output.h"
#include "text/token.h"

#define BUCKETS 256 /* a power of two, more than twice VB_QUERY_WORDS */

struct sought {
	struct vb_str key, fold;
	bool marked, prefix;
	bool exact_seen; /* stands in the text as typed */
};

struct seeker {
	struct sought words[VB_QUERY_WORDS];
	size_t n, n_prefixes;
	uint8_t buckets[BUCKETS]; /* place in `words` and one, by the fold */
};

struct place {
	uint32_t from, to;
	uint32_t ordinal; /* of the word in the text; a new phrase skips one */
	uint16_t word;
	bool exact, dropped;
};

struct places {
	struct place *items;
	size_t n;
};

static unsigned bucket(struct vb_str fold)
{
	unsigned h = 5381;

	for (size_t i = 0; i < fold.len; i++)
		h = h * 33 + (unsigned char)fold.ptr[i];
	return (h ^ h >> 9) & (BUCKETS - 1);
}

/* Several words may have one fold: each has a place of its own. */
static void add_word(struct seeker *s, const struct vb_node *node)
{
	struct sought *w = &s->words[s->n];
	unsigned at = bucket(node->fold);

	if (s->n == VB_QUERY_WORDS || !node->fold.len)
		return;
	for (size_t i = 0; i < s->n; i++)
		if (vb_str_eq(s->words[i].key, node->key))
			return;
	w->key = node->key;
	w->fold = node->fold;
	w->marked = node->marked;
	w->prefix = node->kind == VB_NODE_PREFIX;
	w->exact_seen = false;
	s->n++;
	if (w->prefix) {
		s->n_prefixes++;
		return;
	}
	while (s->buckets[at])
		at = (at + 1) & (BUCKETS - 1);
	s->buckets[at] = (uint8_t)s->n;
}

/* The tree is at most VB_QUERY_DEPTH deep, and a little for its shape. */
static void add_words(struct seeker *s, const struct vb_node *node)
{
	if (node->kind == VB_NODE_FIELD || node->kind == VB_NODE_ALL)
		return;
	if (node->kind == VB_NODE_WORD || node->kind == VB_NODE_PREFIX)
		add_word(s, node);
	for (size_t i = 0; i < node->n_children; i++)
		if (node->kind != VB_NODE_NOT || !i)
			add_words(s, node->children[i]);
}

/* The word that the token is, exactly if there is one; NULL if none. */
static struct sought *match(struct seeker *s, const struct vb_token *token,
			    bool *exact)
{
	unsigned at = bucket(token->fold);
	struct sought *loose = NULL;

	*exact = true;
	for (; s->buckets[at]; at = (at + 1) & (BUCKETS - 1)) {
		struct sought *w = &s->words[s->buckets[at] - 1];

		if (!vb_str_eq(w->fold, token->fold))
			continue;
		if (!w->marked || vb_str_eq(w->key, token->key))
			return w;
		loose = w;
	}
	for (size_t i = 0; s->n_prefixes && i < s->n; i++) {
		struct sought *w = &s->words[i];

		if (w->prefix &&
		    vb_str_starts(w->marked ? token->key : token->fold,
				  w->marked ? w->key : w->fold))
			return w;
	}
	*exact = false;
	return loose;
}

static vb_status find_places(struct places *out, struct vb_arena *arena,
			     struct seeker *s, struct vb_str text)
{
	struct vb_token token;
	uint32_t ordinal = 0;
	vb_tokenizer t;

	out->n = 0;
	out->items = vb_arena_alloc(arena, VB_HIGHLIGHTS * sizeof(*out->items));
	if (!out->items)
		return VB_NO_MEMORY;
	vb_tokenizer_init(&t, text);
	for (; out->n < VB_HIGHLIGHTS && vb_tokenizer_next(&t, &token);
	     ordinal++) {
		bool exact;
		struct sought *w = match(s, &token, &exact);

		ordinal += token.flags & VB_TOKEN_BREAK ? 1 : 0;
		if (!w)
			continue;
		w->exact_seen |= exact;
		out->items[out->n++] = (struct place){ (uint32_t)token.start,
						       (uint32_t)token.end,
						       ordinal,
						       (uint16_t)(w - s->words),
						       exact,
						       false };
	}
	return VB_OK;
}

/* Other spellings of a word that the text has as typed. */
static void drop_loose(struct places *p, const struct seeker *s)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->items[i].exact || !s->words[p->items[i].word].exact_seen)
			p->items[n++] = p->items[i];
	p->n = n;
}

static bool beside(const struct places *p, size_t i)
{
	uint32_t at = p->items[i].ordinal;

	return (i && p->items[i - 1].ordinal + 1 == at) ||
	       (i + 1 < p->n && p->items[i + 1].ordinal == at + 1);
}

/* Words that stand alone, where others stand beside each other. */
static void drop_lonely(struct places *p)
{
	size_t lonely = 0, n = 0;

	for (size_t i = 0; i < p->n; i++) {
		p->items[i].dropped = !beside(p, i);
		lonely += p->items[i].dropped;
	}
	if (lonely == p->n)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (!p->items[i].dropped)
			p->items[n++] = p->items[i];
	p->n = n;
}

/* Neighbours with one blank or sign between them are marked as one. */
static vb_status join(struct vb_highlights *out, struct vb_arena *arena,
		      const struct places *p, struct vb_str text)
{
	out->ranges = vb_arena_alloc(arena, (p->n + 1) * sizeof(*out->ranges));
	if (!out->ranges)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < p->n; i++) {
		const struct place *at = &p->items[i];
		struct vb_range *last = out->ranges + out->n - 1;

		if (out->n && last->to + 1 == at->from &&
		    text.ptr[last->to] != '\n')
			last->to = at->to;
		else
			out->ranges[out->n++] =
				(struct vb_range){ at->from, at->to };
	}
	return VB_OK;
}

vb_status vb_highlights_find(struct vb_highlights *out, struct vb_arena *arena,
			     struct vb_str text, const struct vb_query *query)
{
	struct seeker s;
	struct places places;
	vb_status st;

	memset(out, 0, sizeof(*out));
	memset(&s, 0, sizeof(s));
	if (query->root)
		add_words(&s, query->root);
	if (!s.n || text.len > UINT32_MAX)
		return VB_OK;
	st = find_places(&places, arena, &s, text);
	if (st)
		return st;
	drop_loose(&places, &s);
	if (s.n > 1)
		drop_lonely(&places);
	return join(out, arena, &places, text);
}

vb_status vb_html_marked(struct vb_buf *out, struct vb_marking *m, size_t from,
			 size_t to)
{
	vb_status st = VB_OK;

	for (; m->next < m->marks.n && !st; m->next++) {
		const struct vb_range *r = &m->marks.ranges[m->next];

		if (r->from >= to)
			break;
		if (r->from < from)
			continue;
		st = vb_html_escape(out, vb_str_sub(m->text, from, r->from));
		if (!st)
			st = vb_buf_append_cstr(
				out, m->next ? "<mark>" : "<mark id=\"hl\">");
		from = r->to < to ? r->to : to;
		if (!st)
			st = vb_html_escape(out,
					    vb_str_sub(m->text, r->from, from));
		if (!st)
			st = vb_buf_append(out, VB_STR("</mark>"));
	}
	return st ? st : vb_html_escape(out, vb_str_sub(m->text, from, to));
}
