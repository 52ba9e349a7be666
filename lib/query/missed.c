#include "query/missed.h"

#include <stdlib.h>

#include "base/lines.h"
#include "text/text.h"

#define HEADS 4096	/* of chains */
#define LINE_BYTES 1024 /* longer ones are none of ours */
#define QUERY_BYTES 8192

struct entry {
	struct vb_missed_row row;
	struct entry *next; /* in its chain */
};

struct vb_missed {
	struct vb_arena arena;
	struct entry *heads[HEADS];
	struct vb_missed_row *rows; /* made when asked for */
	size_t n, most;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What may stand between the digits of one number. */
static bool joins_digits(char c)
{
	return c == ' ' || c == '.' || c == '-' || c == '(' || c == ')';
}

/* The end of the run of digits and what joins them; `*n` digits. */
static size_t digits_end(struct vb_str s, size_t from, size_t *n)
{
	size_t end = from;

	*n = 0;
	for (size_t i = from; i < s.len; i++) {
		if (is_digit(s.ptr[i])) {
			end = i + 1;
			++*n;
		} else if (!joins_digits(s.ptr[i])) {
			break;
		}
	}
	return end;
}

/* Append `s` with a space for each number that may be a person's. */
static vb_status drop_numbers(struct vb_buf *out, struct vb_str s)
{
	vb_status st = VB_OK;

	for (size_t i = 0, end; i < s.len && !st; i = end) {
		size_t n = 0;

		end = i + 1;
		if (is_digit(s.ptr[i]))
			end = digits_end(s, i, &n);
		st = n >= VB_MISSED_DIGITS ?
			     vb_buf_append_char(out, ' ') :
			     vb_buf_append(out, vb_str_sub(s, i, end));
	}
	return st;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next word of `*rest`; false when there is none. */
static bool next_word(struct vb_str *word, struct vb_str *rest)
{
	size_t from = 0, end;

	while (from < rest->len && is_space(rest->ptr[from]))
		from++;
	for (end = from; end < rest->len && !is_space(rest->ptr[end]);)
		end++;
	*word = vb_str_sub(*rest, from, end);
	*rest = vb_str_skip(*rest, end);
	return word->len > 0;
}

/* A letter of any language, or a digit: what is not ASCII may be one. */
static bool says_something(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c >= 0x80 || is_digit((char)c) ||
		    ((c | 32) >= 'a' && (c | 32) <= 'z'))
			return true;
	}
	return false;
}

vb_status vb_missed_clean(struct vb_buf *out, struct vb_str query)
{
	struct vb_buf key = VB_BUF_INIT(QUERY_BYTES * 4);
	struct vb_buf rest = VB_BUF_INIT(QUERY_BYTES * 4);
	struct vb_buf done = VB_BUF_INIT(QUERY_BYTES * 4);
	struct vb_str word, words;
	vb_status st;

	query.len = vb_utf8_floor(query, query.len < QUERY_BYTES ? query.len :
								   QUERY_BYTES);
	st = vb_text_key(&key, query);
	/* Words with an @ first: a mail's name may hold the digits. */
	words = vb_buf_str(&key);
	while (!st && next_word(&word, &words)) {
		if (memchr(word.ptr, '@', word.len))
			continue;
		st = vb_buf_append(&rest, word);
		if (!st)
			st = vb_buf_append_char(&rest, ' ');
	}
	vb_buf_truncate(&key, 0);
	if (!st)
		st = drop_numbers(&key, vb_buf_str(&rest));
	words = vb_buf_str(&key);
	while (!st && next_word(&word, &words)) {
		if (done.len)
			st = vb_buf_append_char(&done, ' ');
		if (!st)
			st = vb_buf_append(&done, word);
	}
	word = vb_buf_str(&done);
	word.len = vb_utf8_floor(
		word, word.len < VB_MISSED_QUERY ? word.len : VB_MISSED_QUERY);
	if (!st && says_something(word))
		st = vb_buf_append(out, vb_str_trim(word));
	vb_buf_clear(&key);
	vb_buf_clear(&rest);
	vb_buf_clear(&done);
	return st;
}

vb_missed *vb_missed_new(size_t most)
{
	vb_missed *m = calloc(1, sizeof(*m));

	if (m)
		m->most = most;
	return m;
}

void vb_missed_empty(vb_missed *m)
{
	vb_arena_clear(&m->arena);
	memset(m->heads, 0, sizeof(m->heads));
	free(m->rows);
	m->rows = NULL;
	m->n = 0;
}

void vb_missed_free(vb_missed *m)
{
	if (!m)
		return;
	vb_missed_empty(m);
	free(m);
}

static struct entry **chain_of(vb_missed *m, struct vb_str query)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < query.len; i++)
		h = (h ^ (unsigned char)query.ptr[i]) * 16777619u;
	return &m->heads[h % HEADS];
}

static struct entry *find(struct entry *e, struct vb_str query)
{
	while (e && !vb_str_eq(e->row.query, query))
		e = e->next;
	return e;
}

vb_status vb_missed_add(vb_missed *m, struct vb_str day, struct vb_str query,
			uint64_t n)
{
	struct entry **chain = chain_of(m, query);
	struct entry *e = find(*chain, query);

	if (!e) {
		if (m->n == m->most)
			return VB_TOO_BIG;
		e = vb_arena_calloc(&m->arena, 1, sizeof(*e));
		if (!e || !vb_arena_dup(&e->row.query, &m->arena, query))
			return VB_NO_MEMORY;
		e->next = *chain;
		*chain = e;
		m->n++;
	}
	if (day.len > 10)
		day.len = 10;
	if (!vb_str_eq(day, vb_str_from(e->row.last))) {
		memcpy(e->row.last, day.ptr, day.len);
		e->row.days++;
		if (e->row.days == 1)
			memcpy(e->row.first, day.ptr, day.len);
	}
	e->row.count += n;
	return VB_OK;
}

static bool is_day(struct vb_str s)
{
	if (s.len != 10)
		return false;
	for (size_t i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? s.ptr[i] != '-' : !is_digit(s.ptr[i]))
			return false;
	return true;
}

static vb_status add_line(vb_missed *m, struct vb_str line)
{
	struct vb_str day = vb_str_sub(line, 0, 10), rest;
	unsigned long n;
	size_t tab;

	rest = vb_str_skip(line, 11);
	tab = vb_str_find(rest, VB_STR("\t"), 0);
	if (!is_day(day) || line.ptr[10] != '\t' || tab == VB_NPOS ||
	    !vb_str_to_ulong(&n, vb_str_sub(rest, 0, tab), 1000000000))
		return VB_OK;
	rest = vb_str_skip(rest, tab + 1);
	return rest.len ? vb_missed_add(m, day, rest, n) : VB_OK;
}

vb_status vb_missed_read(vb_missed *m, const char *path, struct vb_error *err)
{
	vb_lines *lines = NULL;
	struct vb_str line;
	size_t n;
	vb_status st = vb_lines_open(&lines, path, err);

	while (!st) {
		st = vb_lines_next(&line, &n, lines, LINE_BYTES, err);
		if (st == VB_TOO_BIG)
			st = VB_OK;
		else if (!st && line.len > 11)
			st = add_line(m, line);
		if (st == VB_TOO_BIG)
			st = VB_OK; /* the table is full: count on the others */
	}
	if (lines && st == VB_NOT_FOUND)
		st = VB_OK; /* the end */
	vb_lines_close(lines);
	return st;
}

static int by_count(const void *x, const void *y)
{
	const struct vb_missed_row *a = x, *b = y;
	int order;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	order = memcmp(b->last, a->last, sizeof(a->last));
	return order ? order : vb_str_cmp(a->query, b->query);
}

vb_status vb_missed_rows(const struct vb_missed_row **out, size_t *n,
			 vb_missed *m)
{
	size_t filled = 0;

	free(m->rows);
	m->rows = calloc(m->n + 1, sizeof(*m->rows));
	if (!m->rows)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < HEADS; i++)
		for (const struct entry *e = m->heads[i]; e; e = e->next)
			m->rows[filled++] = e->row;
	if (filled)
		qsort(m->rows, filled, sizeof(*m->rows), by_count);
	*out = m->rows;
	*n = filled;
	return VB_OK;
}
