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
	bool typed[VB_SNIPPET_WORDS]; /* stands in the text as typed */
	bool others;		      /* some stand otherwise */
	size_t run;  /* words from the first on, side by side, as typed */
	size_t stop; /* where reading may end */
};

/* Are these the letters of the word, i and y as in its key? */
static bool has_fold(const struct vb_seek *word, struct vb_str fold)
{
	return vb_str_eq(word->fold, fold) ||
	       (word->twin != VB_SOUGHT_NONE &&
		vb_str_eq(vb_str_of(word->other, word->fold.len), fold));
}

static bool same_word(const struct vb_seek *word, const struct vb_token *token)
{
	if (word->prefix)
		return vb_str_starts(word->marked ? token->key : token->fold,
				     word->marked ? word->key : word->fold);
	return has_fold(word, token->fold);
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

	if (find->word == VB_SOUGHT_NONE && !f->prefixes)
		return f->n_words;
	for (size_t i = 0; i < f->n_words && !f->prefixes; i++) {
		if (f->words[i].sought != find->word &&
		    f->words[i].twin != find->word)
			continue;
		*exact =
			!f->words[i].marked || vb_str_eq(text, f->words[i].key);
		if (*exact)
			return i;
		break;
	}
	cut_token(&token, &t, f, find);
	return word_of(exact, f, &token);
}

static bool has_room(struct finder *f)
{
	struct vb_matches *m = f->out;
	size_t cap = m->cap ? m->cap * 4 : 64;
	struct vb_word_match *items;

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
	const struct vb_word_match *last = m->n ? &m->items[m->n - 1] : NULL;
	struct vb_word_match found = { find->from, find->to, (uint16_t)i, exact,
				       false };

	if (exact && !f->typed[i])
		f->said[i] = 0; /* until now with other marks */
	f->typed[i] |= exact;
	f->others |= !exact;
	if (f->said[i]++ >= SAID_AGAIN && m->n >= MANY && !m->every)
		return true;
	if (!has_room(f))
		return false;
	found.next = last && last->word + 1u == i && found.from - last->to <= 2;
	if (found.exact && (!i || (found.next && f->run == i)))
		f->run = i + 1;
	else
		f->run = 0;
	if (f->run == f->n_words && f->stop == SIZE_MAX && !m->every &&
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
	const struct vb_word_match *m = f->out->items + i;

	if (i + n > f->out->n)
		return false;
	for (size_t k = 0; k < n; k++)
		if (!m[k].exact || (k && m[k].from - m[k - 1].to > 2) ||
		    !vb_str_eq(f->words[m[k].word].key, f->words[at + k].key))
			return false;
	return true;
}

/* Only whole forms count: "nhân" alone is nothing of a query for UBND. */
static void drop_broken(const struct finder *f, bool *drop)
{
	const struct vb_matches *m = f->out;

	for (size_t i = 0; i < m->n; i++)
		drop[i] = f->words[m->items[i].word].form > 0;
	for (size_t at = 0, n; at < f->n_words; at += n) {
		n = f->words[at].form ? form_length(f, at) : 1;
		for (size_t i = 0; i < m->n && f->words[at].form; i++)
			if (says_form(f, i, at, n))
				memset(drop + i, false, n);
	}
}

/* Has the text each typed word of those letters with the marks it has? */
static bool all_typed(const struct finder *f, struct vb_str fold)
{
	for (size_t i = 0; i < f->n_words; i++)
		if (!f->typed[i] && !f->words[i].form && !f->words[i].prefix &&
		    has_fold(&f->words[i], fold))
			return false;
	return true;
}

/* "sách" is nothing of a query for sạch where the text has that, too. */
static void drop_others(const struct finder *f, bool *drop)
{
	const struct vb_matches *m = f->out;
	bool all[VB_SNIPPET_WORDS] = { false };

	for (size_t i = 0; i < f->n_words; i++)
		all[i] = all_typed(f, f->words[i].fold);
	for (size_t i = 0; i < m->n; i++)
		drop[i] |= !m->items[i].exact && all[m->items[i].word];
}

/* Without the matches that are none, seen from the whole text. */
static vb_status sift(struct finder *f, bool forms)
{
	struct vb_matches *m = f->out;
	bool *drop = vb_arena_calloc(f->arena, m->n + 1, sizeof(*drop));
	size_t left = 0;

	if (!drop)
		return VB_NO_MEMORY;
	if (forms)
		drop_broken(f, drop);
	if (f->others)
		drop_others(f, drop);
	for (size_t i = 0; i < m->n; i++) {
		if (drop[i])
			continue;
		m->items[i].next &= i && !drop[i - 1];
		m->items[left++] = m->items[i];
	}
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
	size_t most = out->every ? out->every : MATCHES;
	struct vb_find find;
	bool forms = false;

	for (size_t i = 0; i < n_words; i++) {
		f.prefixes |= words[i].prefix;
		forms |= words[i].form > 0;
	}
	for (size_t i = 0; n_words && out->n < most; i++) {
		size_t word;
		bool exact;

		if (!vb_reading_at(&find, text, i) || find.from >= f.stop)
			break;
		word = found_word(&exact, &f, &find);
		if (word < n_words && !add(&f, &find, word, exact))
			return VB_NO_MEMORY;
	}
	return forms || f.others ? sift(&f, forms) : VB_OK;
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
static void change(struct window *w, const struct vb_word_match *m, int by)
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
static size_t trim(struct window *w, const struct vb_word_match *m,
		   size_t first, size_t last)
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
	const struct vb_word_match *items = m->items;
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
