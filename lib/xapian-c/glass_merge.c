#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "xapian-c/glass.h"

#define PIECE ((size_t)64 << 10) /* bytes read at a time, of each run */
#define HEAD_MAX (6 * VB_GLASS_NUMBER_MAX)

/* A run being read, and its record: of the term of glass_invert.c's. */
struct source {
	const struct vb_glass_file *file;
	uint64_t at, to; /* not yet read */
	struct vb_buf held;
	size_t used;   /* of it, with the record */
	size_t number; /* of the run */
	struct vb_str term, body;
	uint64_t tf, cf;
	uint32_t first, last;
};

struct merge {
	struct source *sources;
	struct source **heap; /* the least term, of the first run, on top */
	struct source **same; /* those with the term that is written */
	size_t n_heap, n_same;
};

/* Have `want` bytes in `s->held` after `s->used`, or all that are left. */
static vb_status fill(struct source *s, size_t want, struct vb_error *err)
{
	size_t left = s->held.len - s->used;
	vb_status st;

	if (left >= want || s->at == s->to)
		return VB_OK;
	if (left)
		memmove(s->held.ptr, s->held.ptr + s->used, left);
	vb_buf_truncate(&s->held, left);
	s->used = 0;
	st = vb_buf_reserve(&s->held, want > PIECE ? want : PIECE);
	if (st)
		return vb_error_set(err, st, "no memory");
	while (s->held.len < want && s->at < s->to) {
		size_t n = s->held.cap - s->held.len;
		ssize_t got;

		if (n > s->to - s->at)
			n = (size_t)(s->to - s->at);
		got = pread(s->file->fd, s->held.ptr + s->held.len, n,
			    (off_t)s->at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return vb_error_errno(err, "%s", s->file->path);
		if (!got)
			return vb_error_set(err, VB_IO, "%s: it was cut short",
					    s->file->path);
		s->held.len += (size_t)got;
		s->at += (uint64_t)got;
	}
	return VB_OK;
}

static uint64_t get(struct source *s)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 64 && s->used < s->held.len;
	     shift += 7) {
		unsigned char c = (unsigned char)s->held.ptr[s->used++];

		n |= (uint64_t)(c & 127) << shift;
		if (c < 128)
			break;
	}
	return n;
}

/* The next record; `*more` false at the end of the run. */
static vb_status next_record(bool *more, struct source *s, struct vb_error *err)
{
	vb_status st = fill(s, HEAD_MAX, err);
	uint64_t term, body;

	*more = !st && s->used < s->held.len;
	if (!*more)
		return st;
	term = get(s);
	body = get(s);
	s->tf = get(s);
	s->cf = get(s);
	s->first = (uint32_t)get(s);
	s->last = (uint32_t)get(s);
	if (term > VB_XAPIAN_TERM_MAX || body > UINT32_MAX)
		return vb_error_set(err, VB_CORRUPT, "%s: it was changed",
				    s->file->path);
	st = fill(s, (size_t)(term + body), err);
	if (!st && s->held.len - s->used < term + body)
		st = vb_error_set(err, VB_CORRUPT, "%s: it was changed",
				  s->file->path);
	if (st)
		return st;
	s->term = vb_str_of(s->held.ptr + s->used, term);
	s->body = vb_str_of(s->term.ptr + term, body);
	s->used += (size_t)(term + body);
	return VB_OK;
}

static bool is_before(const struct source *a, const struct source *b)
{
	int c = vb_str_cmp(a->term, b->term);

	return c ? c < 0 : a->number < b->number;
}

static void push(struct merge *m, struct source *s)
{
	size_t at = m->n_heap++;

	for (; at && is_before(s, m->heap[(at - 1) / 2]); at = (at - 1) / 2)
		m->heap[at] = m->heap[(at - 1) / 2];
	m->heap[at] = s;
}

static struct source *pop(struct merge *m)
{
	struct source *top = m->heap[0], *s = m->heap[--m->n_heap];
	size_t at = 0, child;

	while ((child = 2 * at + 1) < m->n_heap) {
		if (child + 1 < m->n_heap &&
		    is_before(m->heap[child + 1], m->heap[child]))
			child++;
		if (!is_before(m->heap[child], s))
			break;
		m->heap[at] = m->heap[child];
		at = child;
	}
	m->heap[at] = s;
	return top;
}

static vb_status push_next(struct merge *m, struct source *s,
			   struct vb_error *err)
{
	bool more;
	vb_status st = next_record(&more, s, err);

	if (!st && more)
		push(m, s);
	return st;
}

/* The list of the least term, from all the runs that have it. */
static vb_status write_list(struct vb_glass_list *list, struct merge *m,
			    struct vb_error *err)
{
	uint64_t tf = 0, cf = 0;
	vb_status st = VB_OK;

	m->n_same = 0;
	do {
		struct source *s = pop(m);

		m->same[m->n_same++] = s;
		tf += s->tf;
		cf += s->cf;
	} while (m->n_heap && vb_str_eq(m->heap[0]->term, m->same[0]->term));
	vb_glass_list_begin(list, m->same[0]->term, tf, cf);
	for (size_t i = 0; i < m->n_same && !st; i++)
		st = vb_glass_list_add_body(list, m->same[i]->first,
					    m->same[i]->last, m->same[i]->body,
					    err);
	if (!st)
		st = vb_glass_list_end(list, err);
	for (size_t i = 0; i < m->n_same && !st; i++)
		st = push_next(m, m->same[i], err);
	return st;
}

static vb_status open_sources(struct merge *m, const struct vb_glass_file *file,
			      const struct vb_glass_run *runs, size_t n,
			      struct vb_error *err)
{
	vb_status st = VB_OK;

	m->sources = calloc(n + 1, sizeof(*m->sources));
	m->heap = calloc(n + 1, sizeof(*m->heap));
	m->same = calloc(n + 1, sizeof(*m->same));
	if (!m->sources || !m->heap || !m->same)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	for (size_t i = 0; i < n && !st; i++) {
		m->sources[i] =
			(struct source){ .file = file,
					 .at = runs[i].from,
					 .to = runs[i].to,
					 .held = VB_BUF_INIT((size_t)1 << 33),
					 .number = i };
		st = push_next(m, &m->sources[i], err);
	}
	return st;
}

vb_status vb_glass_merge(struct vb_glass_list *list,
			 const struct vb_glass_file *file,
			 const struct vb_glass_run *runs, size_t n,
			 struct vb_error *err)
{
	struct merge m = { 0 };
	vb_status st = open_sources(&m, file, runs, n, err);

	while (!st && m.n_heap)
		st = write_list(list, &m, err);
	for (size_t i = 0; i < n && m.sources; i++)
		vb_buf_clear(&m.sources[i].held);
	free(m.sources);
	free(m.heap);
	free(m.same);
	return st;
}
