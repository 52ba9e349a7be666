/* A comparison of two texts as HTML. */
#include "output/portal.h"

#include "output/output.h"

static const struct {
	const char *begin, *end;  /* of a line */
	const char *open, *close; /* around what differs in it */
} looks[] = {
	[VB_DIFF_SAME] = { "<p>", "</p>\n", "", "" },
	[VB_DIFF_GONE] = { "<p class=\"gone\">", "</p>\n", "<del>", "</del>" },
	[VB_DIFF_NEW] = { "<p class=\"new\">", "</p>\n", "<ins>", "</ins>" },
};

static vb_status put_line(struct vb_buf *out, const struct vb_diff_line *line)
{
	vb_status st = vb_buf_append_cstr(out, looks[line->kind].begin);

	for (const struct vb_diff_run *r = line->runs; r && !st; r = r->next) {
		st = vb_buf_append_cstr(out, looks[r->kind].open);
		if (!st)
			st = vb_html_escape(out, r->text);
		if (!st)
			st = vb_buf_append_cstr(out, looks[r->kind].close);
	}
	return st ? st : vb_buf_append_cstr(out, looks[line->kind].end);
}

/* How many lines without a change begin at `i`. */
static size_t same_from(const struct vb_diff *diff, size_t i)
{
	size_t from = i;

	while (i < diff->n && diff->lines[i].kind == VB_DIFF_SAME)
		i++;
	return i - from;
}

/* Of `n` unchanged lines from `i` those near a change. */
static vb_status put_same(struct vb_buf *out, const struct vb_diff *diff,
			  size_t i, size_t n, const char *unchanged)
{
	size_t head = i ? VB_CHANGES_CONTEXT : 0;
	size_t tail = i + n < diff->n ? VB_CHANGES_CONTEXT : 0;
	vb_status st = VB_OK;

	if (n <= head + tail + 1)
		head = n, tail = 0;
	for (size_t k = 0; k < head && !st; k++)
		st = put_line(out, &diff->lines[i + k]);
	if (!st && head + tail < n)
		st = vb_buf_printf(out, "<p class=\"gap\">… %zu %s …</p>\n",
				   n - head - tail, unchanged);
	for (size_t k = n - tail; k < n && !st; k++)
		st = put_line(out, &diff->lines[i + k]);
	return st;
}

vb_status vb_html_changes(struct vb_buf *out, bool *cut,
			  const struct vb_diff *diff, const char *unchanged)
{
	size_t shown = 0;
	vb_status st = VB_OK;

	*cut = false;
	for (size_t i = 0; i < diff->n && !st;) {
		size_t same = same_from(diff, i);

		if (shown++ == VB_CHANGES_LINES) {
			*cut = true;
			break;
		}
		if (same)
			st = put_same(out, diff, i, same, unchanged);
		else
			st = put_line(out, &diff->lines[i]);
		i += same ? same : 1;
	}
	return st;
}
