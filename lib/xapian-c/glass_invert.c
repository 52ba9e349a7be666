#include <stdlib.h>
#include <unistd.h>

#include "base/rank.h"
#include "xapian-c/glass.h"

/*
 * Postings are kept in the order they come, with the number of their term in
 * a table by hash; when there are RUN_POSTINGS the terms are sorted once and
 * the postings dealt out to them: a run of the file. In the end the runs are
 * merged. Nothing is allocated for a posting, and none is compared.
 */
#define RUN_POSTINGS 1000000
#define FIRST_SLOTS 65536
#define FIRST_TERMS 16384
#define TEXT_LIMIT ((size_t)1 << 31)
#define RUNS_NAME "runs"

struct slot {
	uint32_t hash;
	uint32_t index; /* of the term, plus 1; 0: free */
};

struct term {
	uint64_t start;	  /* vb_rank_start of it */
	uint32_t at, len; /* in the text */
	uint32_t count;	  /* of its postings; then where the next one goes */
};

struct posting {
	uint32_t term, docid, wdf;
};

struct entry {
	uint32_t docid, wdf;
};

struct vb_glass_inverter {
	struct slot *slots; /* open addressing, a power of two */
	size_t n_slots;
	struct term *terms;
	size_t n_terms, cap_terms;
	struct vb_buf text;
	struct posting *postings;
	size_t n_postings;
	struct entry *entries; /* the postings in the order of terms */
	struct vb_buf record;
	struct vb_glass_file file;
	uint64_t written;
	struct vb_glass_run *runs;
	size_t n_runs;
};

vb_status vb_glass_inverter_new(vb_glass_inverter **out, const char *folder,
				struct vb_error *err)
{
	vb_glass_inverter *v = calloc(1, sizeof(*v));
	vb_status st;

	if (!v)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	v->file = (struct vb_glass_file)VB_GLASS_FILE_INIT;
	v->text.limit = v->record.limit = TEXT_LIMIT;
	v->n_slots = FIRST_SLOTS;
	v->slots = calloc(v->n_slots, sizeof(*v->slots));
	v->postings = malloc(RUN_POSTINGS * sizeof(*v->postings));
	v->entries = malloc(RUN_POSTINGS * sizeof(*v->entries));
	if (v->slots && v->postings && v->entries)
		st = vb_glass_file_open(&v->file, folder, RUNS_NAME, err);
	else
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	if (st) {
		vb_glass_inverter_free(v);
		return st;
	}
	*out = v;
	return VB_OK;
}

void vb_glass_inverter_free(vb_glass_inverter *v)
{
	if (!v)
		return;
	if (v->file.path)
		unlink(v->file.path);
	vb_glass_file_close(&v->file);
	vb_buf_clear(&v->text);
	vb_buf_clear(&v->record);
	free(v->slots);
	free(v->terms);
	free(v->postings);
	free(v->entries);
	free(v->runs);
	free(v);
}

/* As that of lib/index/posting.c: eight bytes at a time, no attacker. */
static uint32_t hash_of(struct vb_str s)
{
	uint64_t h = 0xcbf29ce484222325u ^ s.len, word;

	for (; s.len >= 8; s = vb_str_skip(s, 8)) {
		memcpy(&word, s.ptr, 8);
		h = (h ^ word) * 0x9e3779b97f4a7c15u;
		h ^= h >> 29;
	}
	word = 0;
	memcpy(&word, s.ptr, s.len);
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return (uint32_t)(h >> 32);
}

static vb_status grow_slots(vb_glass_inverter *v)
{
	size_t n = v->n_slots * 2;
	struct slot *slots = calloc(n, sizeof(*slots));

	if (!slots)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < v->n_slots; i++) {
		size_t at = v->slots[i].hash & (n - 1);

		if (!v->slots[i].index)
			continue;
		while (slots[at].index)
			at = (at + 1) & (n - 1);
		slots[at] = v->slots[i];
	}
	free(v->slots);
	v->slots = slots;
	v->n_slots = n;
	return VB_OK;
}

static vb_status new_term(vb_glass_inverter *v, struct slot *slot,
			  uint32_t hash, struct vb_str s)
{
	vb_status st;

	if (v->n_terms == v->cap_terms) {
		size_t cap = v->cap_terms ? v->cap_terms * 2 : FIRST_TERMS;
		void *grown = realloc(v->terms, cap * sizeof(*v->terms));

		if (!grown)
			return VB_NO_MEMORY;
		v->terms = grown;
		v->cap_terms = cap;
	}
	v->terms[v->n_terms] = (struct term){ .start = vb_rank_start(s),
					      .at = (uint32_t)v->text.len,
					      .len = (uint32_t)s.len };
	st = vb_buf_append(&v->text, s);
	if (st)
		return st;
	*slot = (struct slot){ hash, (uint32_t)++v->n_terms };
	return v->n_terms * 2 > v->n_slots ? grow_slots(v) : VB_OK;
}

static bool is_term(const vb_glass_inverter *v, const struct term *t,
		    struct vb_str s)
{
	if (t->len != s.len || t->start != vb_rank_start(s))
		return false;
	return s.len <= 8 ||
	       !memcmp(v->text.ptr + t->at + 8, s.ptr + 8, s.len - 8);
}

static vb_status find_term(uint32_t *index, vb_glass_inverter *v, uint32_t hash,
			   struct vb_str s)
{
	size_t mask = v->n_slots - 1, at = hash & mask;

	for (; v->slots[at].index; at = (at + 1) & mask) {
		*index = v->slots[at].index - 1;
		if (v->slots[at].hash == hash &&
		    is_term(v, &v->terms[*index], s))
			return VB_OK;
	}
	*index = (uint32_t)v->n_terms;
	return new_term(v, &v->slots[at], hash, s);
}

/*
 * The terms in the order of their bytes, and as much room again; NULL: no
 * memory. Freed by the caller.
 */
static struct vb_rank *rank_terms(vb_glass_inverter *v)
{
	struct vb_rank *ranks = malloc((2 * v->n_terms + 1) * sizeof(*ranks));

	if (!ranks)
		return NULL;
	for (size_t i = 0; i < v->n_terms; i++)
		ranks[i] = (struct vb_rank){
			.start = v->terms[i].start,
			.ptr = v->text.ptr + v->terms[i].at,
			.len = v->terms[i].len,
			.index = (uint32_t)i,
		};
	vb_rank_sort(ranks, ranks + v->n_terms, v->n_terms);
	return ranks;
}

/* Deal the postings out to the terms: afterwards count is where they end. */
static void deal(vb_glass_inverter *v, const struct vb_rank *ranks)
{
	uint32_t at = 0;

	for (size_t i = 0; i < v->n_terms; i++) {
		struct term *t = &v->terms[ranks[i].index];
		uint32_t count = t->count;

		t->count = at;
		at += count;
	}
	for (size_t i = 0; i < v->n_postings; i++) {
		const struct posting *p = &v->postings[i];

		v->entries[v->terms[p->term].count++] =
			(struct entry){ p->docid, p->wdf };
	}
}

/* Seven numbers at most and the entries, two numbers of 32 bits each. */
static size_t record_most(const struct term *t, size_t n)
{
	return 7 * VB_GLASS_NUMBER_MAX + t->len + n * 10;
}

/*
 * A record of a run: the lengths of term and body, how many entries there
 * are, the sum of their wdf, the first and the last document, term, body.
 */
static vb_status write_record(vb_glass_inverter *v, const struct term *t,
			      const struct entry *e, size_t n,
			      struct vb_error *err)
{
	size_t most = record_most(t, n), len = 0, at = 0;
	char head[6 * VB_GLASS_NUMBER_MAX], *body;
	uint64_t cf = 0;
	vb_status st;

	vb_buf_truncate(&v->record, 0);
	st = vb_buf_reserve(&v->record, most);
	if (st)
		return vb_error_set(err, st, "no memory");
	body = v->record.ptr;
	for (size_t i = 0; i < n; i++) {
		if (i)
			len += vb_glass_put(body + len,
					    e[i].docid - e[i - 1].docid - 1);
		len += vb_glass_put(body + len, e[i].wdf);
		cf += e[i].wdf;
	}
	at += vb_glass_put(head + at, t->len);
	at += vb_glass_put(head + at, len);
	at += vb_glass_put(head + at, n);
	at += vb_glass_put(head + at, cf);
	at += vb_glass_put(head + at, e[0].docid);
	at += vb_glass_put(head + at, e[n - 1].docid);
	st = vb_glass_file_append(&v->file, vb_str_of(head, at), err);
	if (!st)
		st = vb_glass_file_append(
			&v->file, vb_str_of(v->text.ptr + t->at, t->len), err);
	if (!st)
		st = vb_glass_file_append(&v->file, vb_str_of(body, len), err);
	v->written += at + t->len + len;
	return st;
}

static vb_status note_run(vb_glass_inverter *v, uint64_t from)
{
	void *grown = realloc(v->runs, (v->n_runs + 1) * sizeof(*v->runs));

	if (!grown)
		return VB_NO_MEMORY;
	v->runs = grown;
	v->runs[v->n_runs++] = (struct vb_glass_run){ from, v->written };
	return VB_OK;
}

static void forget_terms(vb_glass_inverter *v)
{
	memset(v->slots, 0, v->n_slots * sizeof(*v->slots));
	vb_buf_truncate(&v->text, 0);
	v->n_terms = v->n_postings = 0;
}

/* What is in memory becomes a run of the file. */
static vb_status write_run(vb_glass_inverter *v, struct vb_error *err)
{
	struct vb_rank *ranks = rank_terms(v);
	uint64_t from = v->written;
	uint32_t at = 0;
	vb_status st = VB_OK;

	if (!ranks)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	deal(v, ranks);
	for (size_t i = 0; i < v->n_terms && !st; i++) {
		const struct term *t = &v->terms[ranks[i].index];

		st = write_record(v, t, v->entries + at, t->count - at, err);
		at = t->count;
	}
	free(ranks);
	if (!st)
		st = vb_glass_file_flush(&v->file, err);
	if (!st && note_run(v, from))
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	forget_terms(v);
	return st;
}

/* How many terms are looked up together, so that memory has time to come. */
#define TOGETHER 32

static vb_status add_some(vb_glass_inverter *v, uint32_t docid,
			  const struct vb_xapian_term *terms, size_t n,
			  struct vb_error *err)
{
	uint32_t hashes[TOGETHER], index;
	vb_status st = VB_OK;

	for (size_t i = 0; i < n; i++) {
		hashes[i] = hash_of(vb_str_of(terms[i].ptr, terms[i].len));
		__builtin_prefetch(&v->slots[hashes[i] & (v->n_slots - 1)]);
	}
	for (size_t i = 0; i < n; i++) {
		index = v->slots[hashes[i] & (v->n_slots - 1)].index;
		if (index)
			__builtin_prefetch(&v->terms[index - 1]);
	}
	if (v->n_postings + n > RUN_POSTINGS)
		st = write_run(v, err);
	for (size_t i = 0; i < n && !st; i++) {
		st = find_term(&index, v, hashes[i],
			       vb_str_of(terms[i].ptr, terms[i].len));
		if (st)
			return vb_error_set(err, st, "too many terms: %s",
					    vb_status_text(st));
		v->terms[index].count++;
		v->postings[v->n_postings++] =
			(struct posting){ index, docid, terms[i].wdf };
	}
	return st;
}

vb_status vb_glass_inverter_add(vb_glass_inverter *v, uint32_t docid,
				const struct vb_xapian_term *terms, size_t n,
				struct vb_error *err)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < n && !st; i += TOGETHER)
		st = add_some(v, docid, terms + i,
			      n - i < TOGETHER ? n - i : TOGETHER, err);
	return st;
}

vb_status vb_glass_inverter_write(vb_glass_inverter *v,
				  struct vb_glass_list *list,
				  struct vb_error *err)
{
	vb_status st = VB_OK;

	if (v->n_postings)
		st = write_run(v, err);
	if (st)
		return st;
	return vb_glass_merge(list, &v->file, v->runs, v->n_runs, err);
}
