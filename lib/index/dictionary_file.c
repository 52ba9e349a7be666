#include "index/dictionary_file.h"

#include <stdlib.h>

#include "doc/number.h"
#include "text/text.h"

#define FILE_BYTES ((size_t)1 << 31)
#define PAIR_LEAST 2 /* times that a pair is in the sample */
#define GRAM_LEAST 4 /* times that the runs in a longer one are */

void vb_parts_init(struct vb_parts *p)
{
	memset(p, 0, sizeof(*p));
	p->titles.limit = FILE_BYTES;
}

void vb_parts_clear(struct vb_parts *p)
{
	vb_tally_words_clear(&p->words);
	free(p->text.items);
	vb_buf_clear(&p->titles);
	free(p->items);
	memset(p, 0, sizeof(*p));
}

static struct vb_part_title *new_title(struct vb_parts *p)
{
	size_t cap = p->cap ? p->cap * 2 : 1024;
	struct vb_part_title *grown;

	if (p->n < p->cap)
		return &p->items[p->n++];
	grown = realloc(p->items, cap * sizeof(*grown));
	if (!grown)
		return NULL;
	p->items = grown;
	p->cap = cap;
	return &p->items[p->n++];
}

/* Whole documents first, then the newest. */
static uint32_t rank_of(const struct vb_entry *entry)
{
	bool article = vb_str_eq(entry->kind, VB_STR("article"));
	uint32_t days = 0, digits = 0;

	for (size_t i = 0; i < entry->date.len && digits < 8; i++) {
		unsigned digit = (unsigned char)entry->date.ptr[i] - '0';

		if (digit < 10) {
			days = days * 10 + digit;
			digits++;
		}
	}
	return (article ? UINT32_C(1) << 31 : 0) + (UINT32_C(99999999) - days);
}

vb_status vb_parts_title(struct vb_parts *p, const struct vb_entry *entry,
			 uint32_t docid)
{
	struct vb_str title = entry->title;
	struct vb_part_title *t;
	vb_status st;

	if (!title.len && !entry->number.len)
		return VB_OK;
	if (title.len > VB_TITLE_BYTES)
		title.len = vb_utf8_floor(title, VB_TITLE_BYTES);
	t = new_title(p);
	if (!t)
		return VB_NO_MEMORY;
	*t = (struct vb_part_title){
		.at = (uint32_t)p->titles.len,
		.len = (uint32_t)title.len,
		.number_len = (uint32_t)entry->number.len,
		.id_len = (uint32_t)entry->id.len,
		.rank = rank_of(entry),
		.order = docid,
	};
	st = vb_buf_append(&p->titles, title);
	if (!st)
		st = vb_buf_append_char(&p->titles, '\0');
	if (!st)
		st = vb_buf_append(&p->titles, entry->number);
	if (!st)
		st = vb_buf_append_char(&p->titles, '\0');
	return st ? st : vb_buf_append(&p->titles, entry->id);
}

static int by_rank(const void *a, const void *b)
{
	const struct vb_part_title *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static vb_status put_words(struct vb_buf s[VB_SECTION_COUNT],
			   const struct vb_tally_words *w)
{
	struct vb_str last = VB_STR_EMPTY;
	vb_status st = VB_OK;

	for (size_t i = 0; i < w->n && !st; i++) {
		const struct vb_tally_word *word = &w->items[i];

		if (!vb_str_eq(last, word->fold)) {
			st = vb_parts_put(&s[VB_SECTION_FOLD_AT],
					  s[VB_SECTION_FOLD_TEXT].len);
			if (!st)
				st = vb_parts_put(&s[VB_SECTION_FOLD_WORD], i);
			if (!st)
				st = vb_buf_append(&s[VB_SECTION_FOLD_TEXT],
						   word->fold);
			last = word->fold;
		}
		if (!st)
			st = vb_parts_put(&s[VB_SECTION_WORD_AT],
					  s[VB_SECTION_WORD_TEXT].len);
		if (!st)
			st = vb_buf_append(&s[VB_SECTION_WORD_TEXT], word->key);
		if (!st)
			st = vb_parts_put(&s[VB_SECTION_WORD_DOCS], word->docs);
	}
	if (!st)
		st = vb_parts_put(&s[VB_SECTION_FOLD_AT],
				  s[VB_SECTION_FOLD_TEXT].len);
	if (!st)
		st = vb_parts_put(&s[VB_SECTION_FOLD_WORD], w->n);
	return st ? st :
		    vb_parts_put(&s[VB_SECTION_WORD_AT],
				 s[VB_SECTION_WORD_TEXT].len);
}

static int by_key(const void *a, const void *b)
{
	const struct vb_gram *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

/* The pairs worth keeping, in order; the caller frees them. */
static struct vb_gram *sorted_pairs(size_t *n, const struct vb_grams *grams)
{
	struct vb_gram *list = calloc(grams->n + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; list && i < grams->size; i++)
		if (grams->items[i].count >= PAIR_LEAST)
			list[(*n)++] = grams->items[i];
	if (*n)
		qsort(list, *n, sizeof(*list), by_key);
	return list;
}

static vb_status put_pairs(struct vb_buf s[VB_SECTION_COUNT],
			   const struct vb_grams *grams, size_t n_words)
{
	size_t n, at = 0;
	struct vb_gram *list = sorted_pairs(&n, grams);
	vb_status st = list ? VB_OK : VB_NO_MEMORY;

	for (size_t word = 0; word <= n_words && !st; word++) {
		st = vb_parts_put(&s[VB_SECTION_PAIR_AT], at);
		for (; at < n && list[at].key >> 32 == word && !st; at++) {
			st = vb_parts_put(&s[VB_SECTION_PAIR_NEXT],
					  list[at].key & UINT32_MAX);
			if (!st)
				st = vb_parts_put(&s[VB_SECTION_PAIR_COUNT],
						  list[at].count);
		}
	}
	free(list);
	return st;
}

/* Pairs and phrases, from the sample. */
static vb_status put_runs(struct vb_buf s[VB_SECTION_COUNT], struct vb_parts *p)
{
	struct vb_grams grams[VB_GRAM_MOST - 1] = { { 0 } };
	vb_status st = vb_grams_pairs(&grams[0], &p->text);

	if (!st)
		st = put_pairs(s, &grams[0], p->words.n);
	for (unsigned n = 2; n < VB_GRAM_MOST && !st; n++)
		st = vb_grams_longer(&grams[n - 1], &grams[n - 2], &p->text, n,
				     GRAM_LEAST);
	if (!st)
		st = vb_parts_phrases(&s[VB_SECTION_PHRASE_AT], p, grams);
	for (unsigned i = 0; i < VB_GRAM_MOST - 1; i++)
		vb_grams_clear(&grams[i]);
	return st;
}

static vb_status put_titles(struct vb_buf s[VB_SECTION_COUNT],
			    struct vb_parts *p)
{
	vb_status st = VB_OK;

	if (p->n)
		qsort(p->items, p->n, sizeof(*p->items), by_rank);
	for (size_t i = 0; i < p->n && !st; i++) {
		const struct vb_part_title *t = &p->items[i];
		size_t size = (size_t)t->len + t->number_len + t->id_len + 2;

		st = vb_parts_put(&s[VB_SECTION_TITLE_AT],
				  s[VB_SECTION_TITLE_TEXT].len);
		if (!st)
			st = vb_buf_append(
				&s[VB_SECTION_TITLE_TEXT],
				vb_str_of(p->titles.ptr + t->at, size));
		if (!st)
			st = vb_buf_append_char(&s[VB_SECTION_TITLE_TEXT],
						'\0');
	}
	if (!st)
		st = vb_parts_put(&s[VB_SECTION_TITLE_AT],
				  s[VB_SECTION_TITLE_TEXT].len);
	return st ? st :
		    vb_parts_starts(&s[VB_SECTION_START],
				    vb_buf_str(&s[VB_SECTION_TITLE_TEXT]));
}

struct number {
	char fold[VB_NUMBER_BYTES];
	uint32_t title; /* that bears it */
};

static int by_number(const void *a, const void *b)
{
	const struct number *x = a, *y = b;
	int c = strcmp(x->fold, y->fold);

	return c ? c : (x->title > y->title) - (x->title < y->title);
}

/* The numbers of titles, each with the best that bears it; caller frees. */
static struct number *sorted_numbers(size_t *n, const struct vb_parts *p)
{
	struct number *list = calloc(p->n + 1, sizeof(*list));
	size_t kept = 0;

	*n = 0;
	for (size_t i = 0; list && i < p->n; i++) {
		const struct vb_part_title *t = &p->items[i];
		struct vb_str text = vb_str_of(
			p->titles.ptr + t->at + t->len + 1, t->number_len);
		struct vb_number number;

		if (!vb_number_find(&number, text, 0))
			continue;
		memcpy(list[*n].fold, number.fold, sizeof(number.fold));
		list[(*n)++].title = (uint32_t)i;
	}
	if (*n)
		qsort(list, *n, sizeof(*list), by_number);
	for (size_t i = 0; i < *n; i++)
		if (!i || strcmp(list[i].fold, list[kept - 1].fold) != 0)
			list[kept++] = list[i];
	*n = kept;
	return list;
}

static vb_status put_number(struct vb_buf *out, const struct number *number,
			    const struct vb_parts *p)
{
	const struct vb_part_title *t = &p->items[number->title];
	const char *at = p->titles.ptr + t->at;
	struct vb_str fields[] = {
		vb_str_from(number->fold),
		vb_str_of(at + t->len + 1, t->number_len),
		vb_str_of(at + t->len + t->number_len + 2, t->id_len),
		vb_str_of(at, t->len),
	};
	vb_status st = VB_OK;

	for (size_t i = 0; i < 4 && !st; i++) {
		st = vb_buf_append(out, fields[i]);
		if (!st)
			st = vb_buf_append_char(out, '\0');
	}
	return st;
}

static vb_status put_numbers(struct vb_buf s[VB_SECTION_COUNT],
			     const struct vb_parts *p)
{
	size_t n;
	struct number *list = sorted_numbers(&n, p);
	vb_status st = list ? VB_OK : VB_NO_MEMORY;

	for (size_t i = 0; i < n && !st; i++) {
		st = vb_parts_put(&s[VB_SECTION_NUMBER_AT],
				  s[VB_SECTION_NUMBER_TEXT].len);
		if (!st)
			st = put_number(&s[VB_SECTION_NUMBER_TEXT], &list[i],
					p);
	}
	free(list);
	return st ? st :
		    vb_parts_put(&s[VB_SECTION_NUMBER_AT],
				 s[VB_SECTION_NUMBER_TEXT].len);
}

static vb_status join(struct vb_buf *out,
		      const struct vb_buf s[VB_SECTION_COUNT],
		      uint64_t documents)
{
	struct vb_dictionary_head head = { .magic = VB_DICTIONARY_MAGIC,
					   .documents = documents };
	static const char zeros[8];
	uint64_t at = sizeof(head);
	vb_status st;

	for (int i = 0; i < VB_SECTION_COUNT; i++) {
		head.sections[i].at = at;
		head.sections[i].size = s[i].len;
		at += (s[i].len + 7) / 8 * 8;
	}
	head.size = at;
	if (at > FILE_BYTES)
		return VB_TOO_BIG;
	st = vb_buf_reserve(out, at);
	if (!st)
		st = vb_buf_append(
			out, vb_str_of((const char *)&head, sizeof(head)));
	for (int i = 0; i < VB_SECTION_COUNT && !st; i++) {
		st = vb_buf_append(out, vb_buf_str(&s[i]));
		if (!st)
			st = vb_buf_append(out,
					   vb_str_of(zeros, -s[i].len % 8));
	}
	return st;
}

vb_status vb_parts_write(struct vb_buf *out, struct vb_parts *p)
{
	struct vb_buf s[VB_SECTION_COUNT] = { { 0 } };
	vb_status st;

	for (int i = 0; i < VB_SECTION_COUNT; i++)
		s[i].limit = FILE_BYTES;
	st = put_words(s, &p->words);
	if (!st)
		st = put_runs(s, p);
	if (!st)
		st = put_titles(s, p);
	if (!st)
		st = put_numbers(s, p);
	if (!st)
		st = join(out, s, p->documents);
	for (int i = 0; i < VB_SECTION_COUNT; i++)
		vb_buf_clear(&s[i]);
	return st;
}
