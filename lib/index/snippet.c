#include "index/snippet.h"

#include "doc/structure.h"
#include "text/text.h"
#include "text/token.h"

#define MAX_MATCHES 512 /* of a text; what follows decides nothing */

struct match {
	uint32_t from, to;
	uint16_t word;
	bool exact;
};

struct seeker {
	struct vb_str text;
	const struct vb_seek *words;
	size_t n_words;
	bool first[128]; /* can a word begin with this ASCII byte? */
	struct match matches[MAX_MATCHES];
	size_t n_matches;
};

static bool is_word_byte(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* Note with which ASCII letters, either case, a sought word can begin. */
static void note_first_letters(struct seeker *s)
{
	for (size_t i = 0; i < s->n_words; i++) {
		struct vb_str fold = s->words[i].fold;
		unsigned char c = fold.len ? (unsigned char)fold.ptr[0] : 0;

		if (c >= 0x80)
			continue;
		s->first[c] = true;
		if (c >= 'a' && c <= 'z')
			s->first[c - 'a' + 'A'] = true;
	}
}

static bool same_word(const struct vb_seek *word, const struct vb_token *token)
{
	if (word->prefix)
		return vb_str_starts(word->marked ? token->key : token->fold,
				     word->marked ? word->key : word->fold);
	return vb_str_eq(token->fold, word->fold);
}

static void try_token(struct seeker *s, const struct vb_token *token)
{
	for (size_t i = 0; i < s->n_words; i++) {
		const struct vb_seek *w = &s->words[i];

		if (!same_word(w, token))
			continue;
		s->matches[s->n_matches++] =
			(struct match){ (uint32_t)token->start,
					(uint32_t)token->end, (uint16_t)i,
					!w->marked || w->prefix ||
						vb_str_eq(token->key, w->key) };
		return;
	}
}

/*
 * Does a word begin at `at`? A byte after a letter goes on with its word;
 * of what is not ASCII only U+00xx signs and U+20xx punctuation separate.
 */
static bool starts_word(struct vb_str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.ptr;

	if (!is_word_byte(p[at]) || (p[at] & 0xc0) == 0x80)
		return false;
	if (!at || !is_word_byte(p[at - 1]))
		return true;
	if (p[at - 1] < 0x80 || at < 2)
		return false;
	return p[at - 2] == 0xc2 || (at > 2 && p[at - 3] == 0xe2);
}

/*
 * Visit the words that may match. Most words of a text begin with another
 * letter than any sought: those are stepped over byte by byte, and only the
 * rest is cut and folded.
 */
static void find_matches(struct seeker *s)
{
	const unsigned char *p = (const unsigned char *)s->text.ptr;
	struct vb_token token;
	vb_tokenizer t;
	size_t at = 0;

	vb_tokenizer_init(&t, s->text);
	while (at < s->text.len && s->n_matches < MAX_MATCHES) {
		if ((p[at] < 0x80 && !s->first[p[at]]) ||
		    !starts_word(s->text, at)) {
			at++;
			continue;
		}
		t.at = at;
		if (!vb_tokenizer_next(&t, &token))
			return;
		try_token(s, &token);
		at = token.end > at ? token.end : at + 1;
	}
}

static double worth(const struct match *m, size_t i, size_t from)
{
	double w = m[i].exact ? 1.0 : 0.6;

	for (size_t j = from; j < i; j++)
		if (m[j].word == m[i].word)
			w = 0.05; /* said again */
	if (i > from && m[i].word == m[i - 1].word + 1 &&
	    m[i].from - m[i - 1].to <= 2)
		w += 0.5; /* side by side as in the query */
	return w;
}

/* The first match of the best window, and its score. */
static size_t best_window(const struct seeker *s)
{
	const struct match *m = s->matches;
	double best = -1;
	size_t best_at = 0;

	for (size_t i = 0; i < s->n_matches; i++) {
		double score = 0;

		for (size_t j = i; j < s->n_matches && j < i + 24; j++) {
			if (m[j].to - m[i].from > VB_SNIPPET_BYTES * 3 / 4)
				break;
			score += worth(m, j, i);
		}
		if (score > best + 1e-9) {
			best = score;
			best_at = i;
		}
	}
	return best_at;
}

static bool ends_sentence(struct vb_str text, size_t at)
{
	char c = text.ptr[at];

	if (c == '\n')
		return true;
	return (c == '.' || c == '!' || c == '?' || c == ';') &&
	       at + 1 < text.len &&
	       (text.ptr[at + 1] == ' ' || text.ptr[at + 1] == '\n');
}

/* Where to begin: the sentence if it begins near, else some words before. */
static size_t window_start(struct vb_str text, size_t match)
{
	size_t near = match > 100 ? match - 100 : 0;
	size_t fallback = match > 50 ? match - 50 : 0;

	for (size_t at = match; at > near; at--)
		if (ends_sentence(text, at - 1))
			return at;
	if (!near)
		return 0;
	while (fallback < match && text.ptr[fallback] != ' ' &&
	       text.ptr[fallback] != '\n')
		fallback++;
	return fallback;
}

static size_t window_end(struct vb_str text, size_t start)
{
	size_t end = start + VB_SNIPPET_BYTES;

	if (end >= text.len)
		return text.len;
	end = vb_utf8_floor(text, end);
	for (size_t at = end; at > start + VB_SNIPPET_BYTES / 2; at--)
		if (text.ptr[at] == ' ' || text.ptr[at] == '\n')
			return at;
	return end;
}

/* Where byte `at` stands (doc/structure.h). */
static vb_status set_anchors(struct vb_snippet *out, struct vb_arena *arena,
			     struct vb_str text, size_t at)
{
	char article[VB_ANCHOR_BYTES], section[VB_ANCHOR_BYTES];

	vb_structure_anchors(article, section, text, at);
	return vb_arena_dup(&out->anchor, arena, vb_str_from(article)) &&
			       vb_arena_dup(&out->section, arena,
					    vb_str_from(section)) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

/* Copy the window as one line and translate the matches inside it. */
static vb_status cut_window(struct vb_snippet *out, struct vb_arena *arena,
			    const struct seeker *s, size_t start)
{
	size_t end = window_end(s->text, start);
	struct vb_range *marks;
	char *copy;

	while (start < end && (unsigned char)s->text.ptr[start] <= ' ')
		start++;
	copy = vb_arena_alloc(arena, end - start + 1);
	marks = vb_arena_alloc(arena, (s->n_matches + 1) * sizeof(*marks));
	if (!copy || !marks)
		return VB_NO_MEMORY;
	for (size_t i = start; i < end; i++) {
		char c = s->text.ptr[i];

		copy[i - start] = c == '\n' || c == '\t' ? ' ' : c;
	}
	copy[end - start] = '\0';
	for (size_t i = 0; i < s->n_matches; i++) {
		const struct match *m = &s->matches[i];

		if (m->from >= start && m->to <= end)
			marks[out->n_marks++] =
				(struct vb_range){ m->from - (uint32_t)start,
						   m->to - (uint32_t)start };
	}
	out->text = vb_str_of(copy, end - start);
	out->marks = marks;
	out->cut_start = start > 0;
	out->cut_end = end < s->text.len;
	return VB_OK;
}

vb_status vb_snippet_make(struct vb_snippet *out, struct vb_arena *arena,
			  struct vb_str text, const struct vb_seek *words,
			  size_t n_words)
{
	struct seeker s = { .text = text, .words = words };
	vb_status st = VB_OK;
	size_t start = 0;

	memset(out, 0, sizeof(*out));
	out->text = out->anchor = out->section = VB_STR_EMPTY;
	if (text.len > UINT32_MAX)
		s.text.len = UINT32_MAX;
	s.n_words = n_words < VB_SNIPPET_WORDS ? n_words : VB_SNIPPET_WORDS;
	note_first_letters(&s);
	if (s.n_words)
		find_matches(&s);
	if (s.n_matches) {
		size_t first = s.matches[best_window(&s)].from;

		if (s.text.len > VB_SNIPPET_BYTES)
			start = window_start(s.text, first);
		st = set_anchors(out, arena, s.text, first);
	}
	return st ? st : cut_window(out, arena, &s, start);
}
