#include "index/spelling.h"

#include <stdlib.h>

#include "text/letter.h"
#include "text/text.h"
#include "text/token.h"

#define LATE_BYTES ((size_t)64 << 20)

static void drop_late(struct vb_spelling *sp)
{
	vb_buf_truncate(&sp->recent, 0);
	vb_buf_truncate(&sp->late_text, 0);
	free(sp->late);
	sp->late = NULL;
	sp->n_late = 0;
}

/* Append the folds of the words of `title`, a space before each. */
static vb_status fold_title(struct vb_buf *out, struct vb_str title)
{
	struct vb_token token;
	vb_tokenizer t;
	vb_status st = VB_OK;

	vb_tokenizer_init(&t, title);
	while (!st && vb_tokenizer_next(&t, &token)) {
		if (!token.fold.len)
			continue;
		st = vb_buf_append_char(out, ' ');
		if (!st)
			st = vb_buf_append(out, token.fold);
	}
	return st;
}

static int by_id(const void *a, const void *b)
{
	const struct vb_late *x = a, *y = b;
	int c = vb_str_cmp(x->record.id, y->record.id);

	/* the later of two stands behind in the file */
	return c ? c :
		   (x->record.id.ptr < y->record.id.ptr) -
			       (x->record.id.ptr > y->record.id.ptr);
}

static int newest_first(const void *a, const void *b)
{
	const struct vb_late *x = a, *y = b;

	return (x->record.id.ptr < y->record.id.ptr) -
	       (x->record.id.ptr > y->record.id.ptr);
}

/* Of the records of one id the last alone; the newest of all first. */
static void keep_last(struct vb_spelling *sp)
{
	size_t kept = 0;

	if (!sp->n_late)
		return;
	qsort(sp->late, sp->n_late, sizeof(*sp->late), by_id);
	for (size_t i = 0; i < sp->n_late; i++)
		if (!i || !vb_str_eq(sp->late[i].record.id,
				     sp->late[kept - 1].record.id))
			sp->late[kept++] = sp->late[i];
	sp->n_late = kept;
	qsort(sp->late, sp->n_late, sizeof(*sp->late), newest_first);
}

static size_t count_records(struct vb_str rest)
{
	struct vb_recent record;
	size_t n = 0;

	while (vb_recent_next(&record, &rest))
		n++;
	return n;
}

static vb_status read_late(struct vb_spelling *sp, const char *generation)
{
	vb_status st = vb_recent_read(&sp->recent, generation);
	struct vb_str rest = vb_buf_str(&sp->recent);
	size_t n = count_records(rest), at = 0;
	struct vb_recent record;

	if (!st && n && !(sp->late = calloc(n, sizeof(*sp->late))))
		st = VB_NO_MEMORY;
	while (!st && sp->n_late < n && vb_recent_next(&record, &rest)) {
		struct vb_late *late = &sp->late[sp->n_late++];

		late->record = record;
		at = sp->late_text.len;
		st = fold_title(&sp->late_text, record.title);
		late->fold.len = sp->late_text.len - at;
	}
	at = 0;
	for (size_t i = 0; !st && i < sp->n_late; i++) {
		sp->late[i].fold.ptr = vb_buf_cstr(&sp->late_text) + at;
		at += sp->late[i].fold.len;
	}
	if (st)
		drop_late(sp);
	keep_last(sp);
	return st;
}

const struct vb_spelling *vb_spelling_of(vb_searcher *s)
{
	const char *generation = vb_buf_cstr(&s->path);
	struct vb_spelling *sp = s->spelling;

	if (!sp) {
		sp = s->spelling = calloc(1, sizeof(*sp));
		if (!sp)
			return NULL;
		sp->recent.limit = VB_RECENT_BYTES;
		sp->late_text.limit = LATE_BYTES;
	}
	if (sp->seen == s->revision && sp->seen)
		return sp;
	if (sp->dictionary &&
	    !vb_dictionary_is_current(sp->dictionary, generation)) {
		vb_dictionary_close(sp->dictionary);
		sp->dictionary = NULL;
	}
	if (!sp->dictionary && vb_dictionary_open(&sp->dictionary, generation))
		sp->dictionary = NULL;
	drop_late(sp);
	read_late(sp, generation);
	sp->seen = s->revision;
	return sp;
}

void vb_spelling_close(struct vb_spelling *sp)
{
	if (!sp)
		return;
	drop_late(sp);
	vb_buf_clear(&sp->recent);
	vb_buf_clear(&sp->late_text);
	vb_dictionary_close(sp->dictionary);
	free(sp);
}

struct edits {
	struct vb_str word;
	char out[VB_EDIT_BYTES + 1];
	bool (*fn)(void *ctx, struct vb_str edited);
	void *ctx;
};

/* `put` letters in place of `cut` at `at`. */
static bool edit(struct edits *e, size_t at, size_t cut, struct vb_str put)
{
	size_t rest = e->word.len - at - cut;

	memcpy(e->out, e->word.ptr, at);
	memcpy(e->out + at, put.ptr, put.len);
	memcpy(e->out + at + put.len, e->word.ptr + at + cut, rest);
	return e->fn(e->ctx, vb_str_of(e->out, at + put.len + rest));
}

static bool edit_place(struct edits *e, size_t at)
{
	bool more = true;

	if (at < e->word.len && e->word.len > 1)
		more = edit(e, at, 1, VB_STR_EMPTY);
	if (more && at + 1 < e->word.len &&
	    e->word.ptr[at] != e->word.ptr[at + 1]) {
		char two[] = { e->word.ptr[at + 1], e->word.ptr[at] };

		more = edit(e, at, 2, vb_str_of(two, 2));
	}
	for (char c = 'a'; more && c <= 'z'; c++) {
		more = edit(e, at, 0, vb_str_of(&c, 1));
		if (more && at < e->word.len && e->word.ptr[at] != c)
			more = edit(e, at, 1, vb_str_of(&c, 1));
	}
	return more;
}

void vb_spelling_edits(struct vb_str word,
		       bool (*fn)(void *ctx, struct vb_str edited), void *ctx)
{
	struct edits e = { .word = word, .fn = fn, .ctx = ctx };

	if (word.len > VB_EDIT_BYTES)
		return;
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
			return;
	for (size_t at = 0; at <= word.len && word.len; at++)
		if (!edit_place(&e, at))
			return;
}

/* The next letter of `*s`, its tone added to `*tone`. */
static uint32_t next_letter(struct vb_str *s, unsigned *tone)
{
	uint32_t code;
	uint16_t letter;

	*s = vb_str_skip(*s, vb_utf8_decode(&code, *s));
	letter = vb_letter(code);
	if (!letter)
		return code + VB_SYM_COUNT;
	*tone |= VB_LETTER_TONE(letter);
	return VB_LETTER_SYM(letter);
}

bool vb_spelling_fits(struct vb_str key, struct vb_str word, bool open)
{
	unsigned typed = VB_TONE_NONE, tone = VB_TONE_NONE;

	while (key.len && word.len) {
		uint32_t a = next_letter(&key, &typed);
		uint32_t b = next_letter(&word, &tone);
		bool plain = a <= 26 && b < VB_SYM_COUNT && b &&
			     vb_symbol_fold(b) == vb_symbol_fold(a);

		if (a != b && !plain)
			return false;
	}
	if (key.len || (word.len && !open))
		return false;
	while (word.len)
		next_letter(&word, &tone);
	return !typed || typed == tone;
}
