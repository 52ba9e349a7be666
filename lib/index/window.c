#include "index/window.h"

#include <math.h>
#include <string.h>

#include "text/token.h"

#define MATCHES 16384  /* kept of a text */
#define SAID_AGAIN 256 /* so often a word is noted when many are */
#define MANY 2048      /* matches from which on that counts */

struct finder {
	struct vb_matches *out;
	struct vb_arena *arena;
	struct vb_reading *reading;
	const struct vb_seek *words;
	size_t n_words;
	bool prefixes; /* among them */
	uint32_t said[VB_SNIPPET_WORDS];
	size_t run;  /* words from the first on, side by side, as typed */
	size_t stop; /* where reading may end */
};

static bool same_word(const struct vb_seek *word, const struct vb_token *token)
{
	if (word->prefix)
		return vb_str_starts(word->marked ? token->key : token->fold,
				     word->marked ? word->key : word->fold);
	return vb_str_eq(token->fold, word->fold);
}

static bool is_exact(const struct vb_seek *word, const struct vb_token *token)
{
	return !word->marked || word->prefix ||
	       vb_str_eq(token->key, word->key);
}

/* The sought word that `token` is, as typed if it can be; n_words: none. */
static size_t word_of(bool *exact, const struct finder *f,
		      const struct vb_token *token)
{
	size_t found = f->n_words;

	*exact = false;
	for (size_t i = 0; i < f->n_words; i++) {
		if (!same_word(&f->words[i], token))
			continue;
		*exact = is_exact(&f->words[i], token);
		if (*exact)
			return i;
		if (found == f->n_words)
			found = i;
	}
	return found;
}

static void cut_token(struct vb_token *token, vb_tokenizer *t,
		      const struct finder *f, const struct vb_find *find)
{
	vb_tokenizer_init(t, f->reading->text);
	t->at = find->from;
	vb_tokenizer_next(t, token);
}

/*
 * The same of what a reading found. Mostly its bytes are the key that was
 * typed, or only its fold was typed: then it need not be cut again.
 */
static size_t found_word(bool *exact, const struct finder *f,
			 const struct vb_find *find)
{
	struct vb_str text = vb_str_sub(f->reading->text, find->from, find->to);
	struct vb_token token;
	vb_tokenizer t;

	for (size_t i = 0; i < f->n_words && !f->prefixes; i++) {
		if (f->words[i].sought != find->word)
			continue;
		*exact =
			!f->words[i].marked || vb_str_eq(text, f->words[i].key);
		if (*exact)
			return i;
		break;
	}
	if (find->word == VB_SOUGHT_NONE && !f->prefixes)
		return f->n_words;
	cut_token(&token, &t, f, find);
	return word_of(exact, f, &token);
}

static bool has_room(struct finder *f)
{
	struct vb_matches *m = f->out;
	size_t cap = m->cap ? m->cap * 4 : 64;
	struct vb_match *items;

	if (m->n < m->cap)
		return true;
	items = vb_arena_alloc(f->arena, cap * sizeof(*items));
	if (!items)
		return false;
	if (m->n)
		memcpy(items, m->items, m->n * sizeof(*items));
	m->items = items;
	m->cap = cap;
	return true;
}

/* Note what was found as word `i`; false without memory. */
static bool add(struct finder *f, const struct vb_find *find, size_t i,
		bool exact)
{
	struct vb_matches *m = f->out;
	const struct vb_match *last = m->n ? &m->items[m->n - 1] : NULL;
	struct vb_match found = { find->from, find->to, (uint16_t)i, exact,
				  false };

	if (f->said[i]++ >= SAID_AGAIN && m->n >= MANY)
		return true;
	if (!has_room(f))
		return false;
	found.next = last && last->word + 1u == i && found.from - last->to <= 2;
	if (found.exact && (!i || (found.next && f->run == i)))
		f->run = i + 1;
	else
		f->run = 0;
	if (f->run == f->n_words && f->stop == SIZE_MAX &&
	    found.from >= m->body)
		f->stop = found.to + VB_SNIPPET_BYTES;
	m->items[m->n++] = found;
	return true;
}

/* The words of the form that words[at] begins. */
static size_t form_length(const struct finder *f, size_t at)
{
	size_t n = 1;

	while (at + n < f->n_words &&
	       f->words[at + n].form == f->words[at].form)
		n++;
	return n;
}

/* Do the matches from items[i] on say words[at] and the n - 1 behind it, side
 * by side? A word of theirs may have been typed, too. */
static bool says_form(const struct finder *f, size_t i, size_t at, size_t n)
{
	const struct vb_match *m = f->out->items + i;

	if (i + n > f->out->n)
		return false;
	for (size_t k = 0; k < n; k++)
		if (!m[k].exact || (k && m[k].from - m[k - 1].to > 2) ||
		    !vb_str_eq(f->words[m[k].word].key, f->words[at + k].key))
			return false;
	return true;
}

/* Only whole forms count: "nhân" alone is nothing of a query for UBND. */
static vb_status drop_broken(struct finder *f)
{
	struct vb_matches *m = f->out;
	bool *keep = vb_arena_calloc(f->arena, m->n + 1, sizeof(*keep));
	size_t left = 0;

	if (!keep)
		return VB_NO_MEMORY;
	for (size_t at = 0, n; at < f->n_words; at += n) {
		n = f->words[at].form ? form_length(f, at) : 1;
		for (size_t i = 0; i < m->n && f->words[at].form; i++)
			if (says_form(f, i, at, n))
				memset(keep + i, true, n);
	}
	for (size_t i = 0; i < m->n; i++)
		if (keep[i] || !f->words[m->items[i].word].form)
			m->items[left++] = m->items[i];
	m->n = left;
	return VB_OK;
}

vb_status vb_window_find(struct vb_matches *out, struct vb_arena *arena,
			 struct vb_reading *text, const struct vb_seek *words,
			 size_t n_words)
{
	struct finder f = { .out = out,
			    .arena = arena,
			    .reading = text,
			    .words = words,
			    .n_words = n_words,
			    .stop = SIZE_MAX };
	struct vb_find find;
	bool forms = false;

	for (size_t i = 0; i < n_words; i++) {
		f.prefixes |= words[i].prefix;
		forms |= words[i].form > 0;
	}
	for (size_t i = 0; n_words && out->n < MATCHES; i++) {
		size_t word;
		bool exact;

		if (!vb_reading_at(&find, text, i) || find.from >= f.stop)
			break;
		word = found_word(&exact, &f, &find);
		if (word < n_words && !add(&f, &find, word, exact))
			return VB_NO_MEMORY;
	}
	return forms ? drop_broken(&f) : VB_OK;
}

/* The matches of a window, and what they are worth. */
struct window {
	double weight[VB_SNIPPET_WORDS];
	uint32_t exact[VB_SNIPPET_WORDS], other[VB_SNIPPET_WORDS];
	uint32_t next[VB_SNIPPET_WORDS]; /* matches that go on from another */
	double score;
	size_t held;
};

/* What is said often tells less. */
static void weigh(struct window *w, const struct vb_matches *m, size_t n_words)
{
	uint32_t said[VB_SNIPPET_WORDS] = { 0 };

	for (size_t i = 0; i < m->n; i++)
		said[m->items[i].word]++;
	for (size_t i = 0; i < n_words; i++)
		w->weight[i] = 1 / (1 + 0.2 * log2(1 + said[i]));
}

static double worth(const struct window *w, size_t word)
{
	double value = w->exact[word] ? 1.0 : w->other[word] ? 0.6 : 0;

	if (w->next[word])
		value += 0.5;
	return value * w->weight[word];
}

/* Take a match in (by = 1) or out (by = -1). */
static void change(struct window *w, const struct vb_match *m, int by)
{
	double before = worth(w, m->word);

	if (m->exact)
		w->exact[m->word] += (uint32_t)by;
	else
		w->other[m->word] += (uint32_t)by;
	if (m->next)
		w->next[m->word] += (uint32_t)by;
	w->held += (size_t)by;
	w->score += worth(w, m->word) - before;
}

/* Without what is said again later: the window begins where it must. */
static size_t trim(struct window *w, const struct vb_match *m, size_t first,
		   size_t last)
{
	while (first < last) {
		double before = w->score;

		/* the next one goes on from a match that leaves */
		if (m[first + 1].next)
			break;
		change(w, &m[first], -1);
		if (w->score < before - 1e-9) {
			change(w, &m[first], 1);
			break;
		}
		first++;
	}
	return first;
}

size_t vb_window_best(const struct vb_matches *m, size_t n_words)
{
	const struct vb_match *items = m->items;
	struct window w = { .score = 0 };
	size_t first = 0, best = 0;
	double best_score = -1;

	weigh(&w, m, n_words);
	for (size_t i = 0; i < m->n; i++) {
		double score;

		change(&w, &items[i], 1);
		while (first < i &&
		       items[i].to - items[first].from > VB_WINDOW_BYTES)
			change(&w, &items[first++], -1);
		if (w.score + 0.02 * (double)w.held <= best_score)
			continue;
		first = trim(&w, items, first, i);
		score = w.score + 0.01 * (double)(w.held < 8 ? w.held : 8);
		if (items[first].from < m->body)
			score *= 0.7;
		if (score > best_score + 0.011) {
			best_score = score;
			best = first;
		}
	}
	return best;
}
