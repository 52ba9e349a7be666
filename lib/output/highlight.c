/* The words of a query in a text. */
#include "output/portal.h"

#include "index/window.h"
#include "output/output.h"
#include "text/token.h"

/* What stands in the text: a word, or several that say one otherwise. */
struct place {
	struct vb_range at;
	bool lonely;
};

struct places {
	struct place *items;
	size_t n;
};

/* Does a word begin at `to` that belongs with the one that ends at `from`? */
static bool beside(struct vb_str text, size_t from, size_t to)
{
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, text);
	t.at = from;
	return vb_tokenizer_next(&t, &token) && token.start == to &&
	       !(token.flags & VB_TOKEN_BREAK);
}

static vb_status find_places(struct places *out, struct vb_arena *arena,
			     const struct vb_matches *m,
			     const struct vb_seeks *seeks)
{
	unsigned before = 0;

	out->items = vb_arena_calloc(arena, m->n + 1, sizeof(*out->items));
	if (!out->items)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < m->n; i++) {
		const struct vb_word_match *at = &m->items[i];
		unsigned form = seeks->items[at->word].form;

		if (form && form == before)
			out->items[out->n - 1].at.to = at->to;
		else
			out->items[out->n++].at =
				(struct vb_range){ at->from, at->to };
		before = form;
	}
	return VB_OK;
}

/* Words that stand alone, where others stand beside each other. */
static void drop_lonely(struct places *p, struct vb_str text)
{
	size_t lonely = 0, n = 0;
	bool was = false;

	for (size_t i = 0; i < p->n; i++) {
		bool is = i + 1 < p->n && beside(text, p->items[i].at.to,
						 p->items[i + 1].at.from);

		p->items[i].lonely = !is && !was;
		lonely += p->items[i].lonely;
		was = is;
	}
	if (lonely == p->n)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (!p->items[i].lonely)
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
		struct vb_range at = p->items[i].at;
		struct vb_range *last = out->ranges + out->n - 1;

		if (out->n && last->to + 1 == at.from &&
		    text.ptr[last->to] != '\n')
			last->to = at.to;
		else
			out->ranges[out->n++] = at;
	}
	return VB_OK;
}

static bool several_typed(const struct vb_seeks *seeks)
{
	return seeks->n > 1 && !seeks->items[1].form;
}

vb_status vb_highlights_find(struct vb_highlights *out, struct vb_arena *arena,
			     struct vb_str text, const struct vb_query *query)
{
	struct vb_matches found = { .every = VB_HIGHLIGHTS };
	struct places places = { .n = 0 };
	struct vb_sought sought = { 0 };
	struct vb_reading reading;
	struct vb_seeks seeks = { 0 };
	vb_status st;

	memset(out, 0, sizeof(*out));
	st = vb_seeks_of(&seeks, arena, query->root, NULL);
	if (st || !seeks.n || text.len > UINT32_MAX)
		return st;
	vb_snippet_seek(&sought, seeks.items, seeks.n);
	vb_reading_begin(&reading, &sought, text);
	st = vb_window_find(&found, arena, &reading, seeks.items, seeks.n);
	if (!st)
		st = find_places(&places, arena, &found, &seeks);
	if (st)
		return st;
	if (several_typed(&seeks))
		drop_lonely(&places, text);
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
