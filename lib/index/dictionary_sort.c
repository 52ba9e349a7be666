/* The parts of a dictionary that are ordered by their folds: what stands
 * where in titles, and phrases. */
#include <stdlib.h>

#include "index/dictionary_file.h"
#include "text/token.h"

#define PHRASES 60000	/* the most frequent ones */
#define PHRASE_LEAST 5	/* times at least in the sample */
#define TITLE_STARTS 40 /* words of a title where one may begin to type */
#define SORT_BYTES 80	/* of the folds, compared */

struct item {
	uint64_t head;	/* the first bytes of the fold, to compare quickly */
	uint32_t fold;	/* where it is in folds.text, with a NUL */
	uint32_t value; /* a start; a phrase's place in the sample */
	uint32_t count, words;
};

struct items {
	struct item *list;
	size_t n, cap;
	struct vb_buf folds;
};

static uint64_t head_of(const char *s)
{
	uint64_t head = 0;
	size_t n = 0;

	for (; n < 8 && s[n]; n++)
		head = head << 8 | (unsigned char)s[n];
	return n ? head << 8 * (8 - n) : 0;
}

static vb_status add_item(struct items *items, struct item item)
{
	if (items->n == items->cap) {
		size_t cap = items->cap ? items->cap * 2 : 4096;
		struct item *grown = realloc(items->list, cap * sizeof(*grown));

		if (!grown)
			return VB_NO_MEMORY;
		items->list = grown;
		items->cap = cap;
	}
	items->list[items->n++] = item;
	return VB_OK;
}

static int by_fold(const void *a, const void *b, void *folds)
{
	const struct item *x = a, *y = b;
	const char *text = folds;
	int c = 0;

	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	if (x->fold != y->fold)
		c = strncmp(text + x->fold, text + y->fold, SORT_BYTES);
	return c ? c : (x->value > y->value) - (x->value < y->value);
}

static void sort_items(struct items *items)
{
	for (size_t i = 0; i < items->n; i++)
		items->list[i].head =
			head_of(items->folds.ptr + items->list[i].fold);
	if (items->n)
		qsort_r(items->list, items->n, sizeof(*items->list), by_fold,
			items->folds.ptr);
}

static void clear_items(struct items *items)
{
	free(items->list);
	vb_buf_clear(&items->folds);
}

/* May one begin to type at this word, the first of its title or not? */
static bool is_start(const struct vb_token *token, bool first)
{
	if (first)
		return true;
	return !(token->flags & VB_TOKEN_NUMBER) &&
	       (token->fold.len > 1 || token->key.len > 1);
}

static vb_status add_title(struct items *items, struct vb_str title,
			   uint32_t at)
{
	struct vb_token token;
	size_t from = items->n;
	unsigned words = 0;
	vb_tokenizer t;
	vb_status st = VB_OK;

	vb_tokenizer_init(&t, title);
	while (!st && vb_tokenizer_next(&t, &token)) {
		struct item item = { .fold = (uint32_t)items->folds.len,
				     .value = at + (uint32_t)token.start };

		if (!token.fold.len)
			continue;
		if (is_start(&token, items->n == from) &&
		    words++ < TITLE_STARTS)
			st = add_item(items, item);
		if (!st)
			st = vb_buf_append(&items->folds, token.fold);
		if (!st)
			st = vb_buf_append_char(&items->folds, ' ');
	}
	return st ? st : vb_buf_append_char(&items->folds, '\0');
}

/* "title\0number\0id\0": the next title, and where it begins. */
static bool next_title(struct vb_str *title, uint32_t *at, struct vb_str all)
{
	const char *p = all.ptr + *at, *end = all.ptr + all.len;

	for (int i = 0; i < 3 && title->ptr; i++) {
		p = p < end ? memchr(p, 0, (size_t)(end - p)) : NULL;
		if (!p)
			return false;
		p++;
	}
	if (p >= end)
		return false;
	*at = (uint32_t)(p - all.ptr);
	*title = vb_str_of(p, strlen(p));
	return true;
}

vb_status vb_parts_starts(struct vb_buf sections[2], struct vb_str titles)
{
	struct items items = { .folds = VB_BUF_INIT(UINT32_MAX) };
	struct vb_str title = { NULL, 0 };
	uint32_t at = 0, best = 0;
	vb_status st = VB_OK;

	while (!st && next_title(&title, &at, titles))
		st = add_title(&items, title, at);
	if (!st)
		sort_items(&items);
	for (size_t i = 0; i < items.n && !st; i++) {
		uint32_t value = items.list[i].value;

		st = vb_parts_put(&sections[0], value);
		if (i % VB_DICTIONARY_BLOCK == 0 || value < best)
			best = value;
		if (!st &&
		    (i % VB_DICTIONARY_BLOCK == VB_DICTIONARY_BLOCK - 1 ||
		     i + 1 == items.n))
			st = vb_parts_put(&sections[1], best);
	}
	clear_items(&items);
	return st;
}

/* Words that neither begin nor end a phrase worth offering. */
static bool is_filler(struct vb_str key)
{
	static const char *const words[] = {
		"và",	"của",	 "các",	  "là",	   "được",  "theo", "tại",
		"này",	"cho",	 "với",	  "có",	   "những", "để",   "do",
		"khi",	"đã",	 "về",	  "trong", "từ",    "đến",  "một",
		"như",	"thì",	 "mà",	  "ở",	   "bị",    "sẽ",   "cũng",
		"hoặc", "đó",	 "ra",	  "vào",   "trên",  "bởi",  "nên",
		"nếu",	"vì",	 "thuộc", "còn",   "rằng",  "đang", "vẫn",
		"rất",	"nhưng", "sau",	  "trước", "bằng",  "phải", "việc",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (vb_str_eq(key, vb_str_from(words[i])))
			return true;
	return false;
}

static bool is_worth(const struct vb_parts *p, const struct vb_gram *gram,
		     unsigned n)
{
	const uint32_t *words = p->text.items + gram->at;
	const struct vb_tally_word *all = p->words.items;
	struct vb_str last = all[words[n - 1]].key;

	return gram->count >= PHRASE_LEAST && !gram->part &&
	       !is_filler(all[words[0]].key) && !is_filler(last) &&
	       all[words[0]].key.len > 1 && last.len > 1;
}

static int by_count(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return (x->value > y->value) - (x->value < y->value);
}

static vb_status choose(struct items *items, const struct vb_parts *p,
			struct vb_grams grams[VB_GRAM_MOST - 1])
{
	vb_status st = VB_OK;

	for (unsigned k = 0; k < VB_GRAM_MOST - 1; k++)
		for (size_t i = 0; i < grams[k].size && !st; i++) {
			const struct vb_gram *gram = &grams[k].items[i];
			struct item item = { .value = gram->at,
					     .count = gram->count,
					     .words = k + 2 };

			if (gram->count && is_worth(p, gram, k + 2))
				st = add_item(items, item);
		}
	if (items->n)
		qsort(items->list, items->n, sizeof(*items->list), by_count);
	if (items->n > PHRASES)
		items->n = PHRASES;
	return st;
}

/* The words of a phrase, folded or as they are, a space between. */
static vb_status put_phrase(struct vb_buf *out, const struct vb_parts *p,
			    const struct item *item, bool folded)
{
	vb_status st = VB_OK;

	for (uint32_t i = 0; i < item->words && !st; i++) {
		const struct vb_tally_word *word =
			&p->words.items[p->text.items[item->value + i]];

		if (i)
			st = vb_buf_append_char(out, ' ');
		if (!st)
			st = vb_buf_append(out,
					   folded ? word->fold : word->key);
	}
	return st;
}

vb_status vb_parts_phrases(struct vb_buf sections[3], struct vb_parts *p,
			   struct vb_grams grams[VB_GRAM_MOST - 1])
{
	struct items items = { .folds = VB_BUF_INIT(UINT32_MAX) };
	vb_status st = choose(&items, p, grams);

	for (size_t i = 0; i < items.n && !st; i++) {
		items.list[i].fold = (uint32_t)items.folds.len;
		st = put_phrase(&items.folds, p, &items.list[i], true);
		if (!st)
			st = vb_buf_append_char(&items.folds, '\0');
	}
	if (!st)
		sort_items(&items);
	for (size_t i = 0; i < items.n && !st; i++) {
		st = vb_parts_put(&sections[0], sections[1].len);
		if (!st)
			st = put_phrase(&sections[1], p, &items.list[i], false);
		if (!st)
			st = vb_parts_put(&sections[2], items.list[i].count);
	}
	if (!st)
		st = vb_parts_put(&sections[0], sections[1].len);
	clear_items(&items);
	return st;
}
