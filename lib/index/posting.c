#include "index/posting.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/rank.h"
#include "doc/number.h"
#include "doc/term.h"
#include "index/brief.h"
#include "index/calling.h"
#include "index/schema.h"
#include "text/token.h"

struct slot {
	uint32_t hash;
	uint32_t index; /* of the term, plus 1; 0: free */
};

struct vb_postings {
	struct slot *slots; /* open addressing, a power of two */
	size_t n_slots;
	struct vb_xapian_term *terms;
	size_t n_terms, cap_terms;
	struct vb_rank *ranks; /* room for all terms twice */
	struct vb_xapian_term *sorted;
	size_t cap_ranks;
	struct vb_arena bytes; /* the terms' own copies */
	struct vb_buf scratch;
	struct vb_fingerprinter printer;
	struct vb_likeness likeness;
};

#define FIRST_SLOTS 4096

vb_postings *vb_postings_new(void)
{
	vb_postings *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->scratch.limit = 4096;
	p->slots = calloc(FIRST_SLOTS, sizeof(*p->slots));
	p->n_slots = FIRST_SLOTS;
	if (!p->slots) {
		free(p);
		return NULL;
	}
	return p;
}

void vb_postings_free(vb_postings *p)
{
	if (!p)
		return;
	vb_arena_clear(&p->bytes);
	vb_buf_clear(&p->scratch);
	free(p->slots);
	free(p->terms);
	free(p->ranks);
	free(p->sorted);
	free(p);
}

static void reset(vb_postings *p)
{
	vb_arena_reset(&p->bytes);
	memset(p->slots, 0, p->n_slots * sizeof(*p->slots));
	p->n_terms = 0;
}

/* FNV-1a over eight bytes at a time, folded: short keys, no attacker. */
static uint32_t hash_of(const char *s, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u ^ len, word;

	for (; len >= 8; len -= 8, s += 8) {
		memcpy(&word, s, 8);
		h = (h ^ word) * 0x9e3779b97f4a7c15u;
		h ^= h >> 29;
	}
	word = 0;
	memcpy(&word, s, len);
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return (uint32_t)(h >> 32);
}

static vb_status grow_slots(vb_postings *p)
{
	size_t n = p->n_slots * 2;
	struct slot *slots = calloc(n, sizeof(*slots));

	if (!slots)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < p->n_slots; i++) {
		size_t at = p->slots[i].hash & (n - 1);

		if (!p->slots[i].index)
			continue;
		while (slots[at].index)
			at = (at + 1) & (n - 1);
		slots[at] = p->slots[i];
	}
	free(p->slots);
	p->slots = slots;
	p->n_slots = n;
	return VB_OK;
}

static vb_status append_term(vb_postings *p, struct vb_str term, uint32_t count)
{
	struct vb_str copy;

	if (p->n_terms == p->cap_terms) {
		size_t cap = p->cap_terms ? p->cap_terms * 2 : 2048;
		void *grown = realloc(p->terms, cap * sizeof(*p->terms));

		if (!grown)
			return VB_NO_MEMORY;
		p->terms = grown;
		p->cap_terms = cap;
	}
	if (!vb_arena_dup(&copy, &p->bytes, term))
		return VB_NO_MEMORY;
	p->terms[p->n_terms++] =
		(struct vb_xapian_term){ copy.ptr, (uint32_t)copy.len, count };
	return VB_OK;
}

static vb_status add(vb_postings *p, struct vb_str term, uint32_t count)
{
	uint32_t hash = hash_of(term.ptr, term.len);
	size_t mask = p->n_slots - 1, at = hash & mask;
	vb_status st;

	for (; p->slots[at].index; at = (at + 1) & mask) {
		struct vb_xapian_term *t = &p->terms[p->slots[at].index - 1];

		if (p->slots[at].hash == hash && t->len == term.len &&
		    !memcmp(t->ptr, term.ptr, term.len)) {
			t->wdf += count;
			return VB_OK;
		}
	}
	st = append_term(p, term, count);
	if (st)
		return st;
	p->slots[at] = (struct slot){ hash, (uint32_t)p->n_terms };
	if (p->n_terms * 2 > p->n_slots)
		return grow_slots(p);
	return VB_OK;
}

static vb_status add_prefixed(vb_postings *p, const char *prefix,
			      struct vb_str value, uint32_t count)
{
	vb_status st;

	if (!value.len)
		return VB_OK;
	vb_buf_truncate(&p->scratch, 0);
	st = vb_schema_term(&p->scratch, prefix, value);
	return st ? st : add(p, vb_buf_str(&p->scratch), count);
}

/* A marked word that no spelling rule leads back to from its fold. */
static bool needs_fold_term(const struct vb_token *token)
{
	return (token->flags & VB_TOKEN_MARKED) &&
	       !(token->flags & VB_TOKEN_SYLLABLE);
}

static vb_status add_word(vb_postings *p, const struct vb_token *token,
			  uint32_t count)
{
	vb_status st = add(p, token->key, count);

	if (!st && needs_fold_term(token))
		st = add_prefixed(p, VB_PREFIX_FOLD, token->fold, count);
	return st;
}

enum part { IN_TITLE, IN_TOPIC, IN_BODY };

/* How often a word of a part counts. */
static const uint32_t part_weights[] = { [IN_TITLE] = VB_TITLE_WEIGHT,
					 [IN_TOPIC] = VB_TOPIC_WEIGHT,
					 [IN_BODY] = 1 };

static vb_status add_token(vb_postings *p, const struct vb_token *token,
			   enum part part)
{
	vb_status st = add_word(p, token, part_weights[part]);

	if (!st && part == IN_TITLE)
		st = add_prefixed(p, VB_PREFIX_TITLE, token->key, 1);
	if (part == IN_BODY)
		vb_fingerprint_add(&p->printer, token->fold);
	return st;
}

/* Words and pairs of one stretch of text. */
static vb_status add_text(vb_postings *p, bool *cut, struct vb_str text,
			  enum part part)
{
	char pair[2 * VB_PAIR_BYTES + 4], last[VB_PAIR_BYTES];
	struct vb_str before = VB_STR_EMPTY;
	struct vb_token token;
	size_t words = 0;
	vb_tokenizer t;

	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token)) {
		vb_status st = add_token(p, &token, part);

		if (!st && before.len) {
			size_t n = vb_schema_pair(pair, before, token.fold);

			st = add(p, vb_str_of(pair, n), part_weights[part]);
		}
		if (st)
			return st;
		before = vb_str_sub(token.fold, 0, sizeof(last));
		memcpy(last, before.ptr, before.len);
		before.ptr = last;
		if (++words == VB_POSTING_WORDS) {
			*cut = true;
			return VB_OK;
		}
	}
	return VB_OK;
}

struct called {
	vb_postings *p;
	bool all; /* the typed words, too: they are not in the title */
	vb_status st;
};

static bool add_called(void *ctx, struct vb_str fold, bool typed)
{
	struct called *c = ctx;

	if (!typed || c->all)
		c->st = add_prefixed(c->p, VB_PREFIX_CALLED, fold, 0);
	return !c->st;
}

/* What a document is called by beside the words of its title. */
static vb_status add_calling(vb_postings *p, const struct vb_record *record)
{
	struct called c = { .p = p };

	if (!vb_brief_is_whole(record))
		return VB_OK;
	vb_calling_words(add_called, &c, record->fields[VB_FIELD_TITLE].value);
	c.all = true;
	if (!c.st)
		vb_calling_words(add_called, &c, vb_calling_gist(record));
	return c.st;
}

/* Each word of a field, folded, as a filter term. */
static vb_status add_words(vb_postings *p, const char *prefix,
			   struct vb_str value)
{
	struct vb_token token;
	vb_tokenizer t;
	vb_status st = VB_OK;

	vb_tokenizer_init(&t, value);
	while (!st && vb_tokenizer_next(&t, &token))
		st = add_prefixed(p, prefix, token.fold, 0);
	return st;
}

static vb_status add_folded(vb_postings *p, const char *prefix,
			    struct vb_str value)
{
	struct vb_buf fold = VB_BUF_INIT(4096);
	vb_status st = vb_text_fold(&fold, vb_str_sub(value, 0, 512));

	if (!st)
		st = add_prefixed(p, prefix, vb_buf_str(&fold), 0);
	vb_buf_clear(&fold);
	return st;
}

/* "khóa XVII" and "17" are one term; see doc/term.h. */
static vb_status add_term(vb_postings *p, const char *prefix,
			  struct vb_str value)
{
	struct vb_term term;

	if (!vb_term_parse(&term, value))
		return add_folded(p, prefix, value);
	return add_prefixed(p, prefix, vb_str_from(term.value), 0);
}

struct number_prefixes {
	const char *key, *fold, *serial;
};

static vb_status add_number(vb_postings *p, struct number_prefixes prefixes,
			    struct vb_str number)
{
	struct vb_number n;
	char serial[40];
	vb_status st;

	if (!vb_number_find(&n, number, 0))
		return VB_OK;
	st = add_prefixed(p, prefixes.key, vb_str_from(n.key), 0);
	if (!st)
		st = add_prefixed(p, prefixes.fold, vb_str_from(n.fold), 0);
	snprintf(serial, sizeof(serial), "%u", n.serial);
	if (!st)
		st = add_prefixed(p, prefixes.serial, vb_str_from(serial), 0);
	if (st || !n.type[0])
		return st;
	snprintf(serial, sizeof(serial), "%s %u", n.type, n.serial);
	return add_folded(p, prefixes.serial, vb_str_from(serial));
}

static vb_status add_numbers(vb_postings *p, const struct vb_record *record)
{
	static const struct number_prefixes own = { VB_PREFIX_NUMBER_KEY,
						    VB_PREFIX_NUMBER_FOLD,
						    VB_PREFIX_NUMBER_SERIAL };
	static const struct number_prefixes cited = {
		VB_PREFIX_MENTION_KEY, VB_PREFIX_MENTION_FOLD,
		VB_PREFIX_MENTION_SERIAL
	};
	struct vb_str number = record->fields[VB_FIELD_NUMBER].value;
	vb_status st = add_number(p, own, number);

	for (struct vb_reference *m = record->references; m && !st; m = m->next)
		if (m->kind != VB_RELATION_PART_OF && !m->again &&
		    !vb_str_eq(m->number, number))
			st = add_number(p, cited, m->number);
	return st;
}

static vb_status add_fields(vb_postings *p, const struct vb_record *record)
{
	static const struct {
		const char *prefix;
		enum vb_field_id field;
		enum { WHOLE, FOLDED, TERM, WORDS } how;
	} rows[] = {
		{ VB_PREFIX_TYPE, VB_FIELD_TYPE, WHOLE },
		{ VB_PREFIX_KIND, VB_FIELD_KIND, WHOLE },
		{ VB_PREFIX_STATUS, VB_FIELD_STATUS, FOLDED },
		{ VB_PREFIX_TERM, VB_FIELD_TERM, TERM },
		{ VB_PREFIX_SESSION, VB_FIELD_SESSION, TERM },
		{ VB_PREFIX_SIGNER, VB_FIELD_SIGNER, WORDS },
		{ VB_PREFIX_ISSUER, VB_FIELD_ISSUER, WORDS },
		{ VB_PREFIX_PLACE, VB_FIELD_PLACE, WORDS },
		{ VB_PREFIX_PLACE, VB_FIELD_PLACE, FOLDED },
		{ VB_PREFIX_TOPIC, VB_FIELD_TOPIC, WORDS },
	};
	struct vb_str date = record->fields[VB_FIELD_DATE].value;
	vb_status st = VB_OK;

	if (date.len >= 4)
		st = add_prefixed(p, VB_PREFIX_YEAR, vb_str_sub(date, 0, 4), 0);
	if (!st && vb_brief_is_whole(record))
		st = add_prefixed(p, VB_PREFIX_WHOLE, VB_STR("1"), 0);
	for (size_t i = 0; !st && i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct vb_str value = record->fields[rows[i].field].value;

		if (!value.len)
			continue;
		if (rows[i].how == WHOLE)
			st = add_prefixed(p, rows[i].prefix, value, 0);
		else if (rows[i].how == FOLDED)
			st = add_folded(p, rows[i].prefix, value);
		else if (rows[i].how == TERM)
			st = add_term(p, rows[i].prefix, value);
		else
			st = add_words(p, rows[i].prefix, value);
	}
	return st;
}

/* What it is compared by with others. */
static vb_status add_likeness(vb_postings *p, const struct vb_record *record)
{
	struct vb_likeness *l = &p->likeness;
	struct vb_fingerprint print;
	char band[VB_BAND_TEXT];
	vb_status st;

	vb_fingerprint_finish(&print, &p->printer);
	st = vb_likeness_make(l, &print, record);
	if (!st)
		st = add_prefixed(p, VB_PREFIX_SAME_WORDS,
				  vb_str_from(l->words), 0);
	if (!st)
		st = add_prefixed(p, VB_PREFIX_SAME_DOCUMENT,
				  vb_str_from(l->document), 0);
	if (!st)
		st = add_prefixed(p, VB_PREFIX_SERIES,
				  vb_str_sub(l->series, 0, VB_HASH_TEXT - 1),
				  0);
	for (unsigned i = 0; i < VB_LIKENESS_BANDS && !st && l->comparable;
	     i++) {
		vb_likeness_band(band, print.likeness, i);
		st = add_prefixed(p, VB_PREFIX_BAND, vb_str_from(band), 0);
	}
	return st;
}

static bool grow_ranks(vb_postings *p)
{
	void *ranks, *sorted;

	if (p->n_terms <= p->cap_ranks)
		return true;
	ranks = realloc(p->ranks, 2 * p->cap_terms * sizeof(*p->ranks));
	if (ranks)
		p->ranks = ranks;
	sorted = realloc(p->sorted, p->cap_terms * sizeof(*p->sorted));
	if (sorted)
		p->sorted = sorted;
	if (!ranks || !sorted)
		return false;
	p->cap_ranks = p->cap_terms;
	return true;
}

static vb_status sort_terms(vb_postings *p)
{
	if (!grow_ranks(p))
		return VB_NO_MEMORY;
	for (size_t i = 0; i < p->n_terms; i++) {
		struct vb_str s = vb_str_of(p->terms[i].ptr, p->terms[i].len);

		p->ranks[i] = (struct vb_rank){ .start = vb_rank_start(s),
						.ptr = s.ptr,
						.len = (uint32_t)s.len,
						.index = (uint32_t)i };
	}
	vb_rank_sort(p->ranks, p->ranks + p->n_terms, p->n_terms);
	for (size_t i = 0; i < p->n_terms; i++)
		p->sorted[i] = p->terms[p->ranks[i].index];
	return VB_OK;
}

vb_status vb_postings_collect(vb_postings *p, bool *cut,
			      const struct vb_record *record, struct vb_str id)
{
	vb_status st;

	*cut = false;
	reset(p);
	vb_fingerprint_start(&p->printer);
	vb_buf_truncate(&p->scratch, 0);
	st = vb_schema_id_term(&p->scratch, id);
	if (!st)
		st = add(p, vb_buf_str(&p->scratch), 0);
	if (!st)
		st = add_text(p, cut, record->fields[VB_FIELD_TITLE].value,
			      IN_TITLE);
	if (!st)
		st = add_text(p, cut, record->fields[VB_FIELD_TOPIC].value,
			      IN_TOPIC);
	if (!st)
		st = add_text(p, cut, record->text, IN_BODY);
	if (!st)
		st = add_calling(p, record);
	if (!st)
		st = add_numbers(p, record);
	if (!st)
		st = add_fields(p, record);
	if (!st)
		st = add_likeness(p, record);
	return st ? st : sort_terms(p);
}

const struct vb_likeness *vb_postings_likeness(const vb_postings *p)
{
	return &p->likeness;
}

const struct vb_xapian_term *vb_postings_terms(const vb_postings *p,
					       size_t *count)
{
	*count = p->n_terms;
	return p->sorted;
}
