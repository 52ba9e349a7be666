/* Bars as SVG: attributes only, so that a page may forbid style. */
#include "output/portal.h"

#include <inttypes.h>
#include <stdio.h>

#include "output/output.h"

#define HEIGHT 112 /* of the highest bar */
#define TOP 18	   /* above it, for the number */
#define FOOT 22	   /* below, for the label */
#define WIDE 44	   /* of a column with its label */
#define NARROW 28  /* when there are many; every other one is labelled */
#define FEW 14	   /* columns that are wide */
#define SIDE 4	   /* beside the columns, for a font of wide figures */

/* web/vanban.css has WIDE, NARROW and SIDE, too: where not all columns have
 * room it cuts between two of them. */

struct chart {
	struct vb_buf *out;
	uint64_t most;
	unsigned width; /* of a column */
	size_t n;
};

static unsigned height(const struct chart *c, uint64_t count)
{
	unsigned h = (unsigned)((double)count / (double)c->most * HEIGHT + .5);

	return count && h < 2 ? 2 : h;
}

/* Of many labels every second one, the last among them. */
static bool is_labelled(const struct chart *c, size_t i)
{
	return c->width == WIDE || (c->n - 1 - i) % 2 == 0;
}

static vb_status put_text(struct chart *c, size_t i, unsigned y,
			  struct vb_str text)
{
	vb_status st = vb_buf_printf(c->out, "<text x=\"%zu\" y=\"%u\">",
				     i * c->width + c->width / 2, y);

	if (!st)
		st = vb_html_escape(c->out, text);
	return st ? st : vb_buf_append(c->out, VB_STR("</text> "));
}

static vb_status put_bar(struct chart *c, size_t i, const struct vb_bar *bar)
{
	unsigned h = height(c, bar->count);
	size_t x = i * c->width;
	char digits[24];
	vb_status st;

	st = vb_buf_printf(c->out,
			   "<rect class=\"hold\" x=\"%zu\" y=\"0\" "
			   "width=\"%u\" height=\"%d\"/>"
			   "<rect class=\"bar\" x=\"%zu\" y=\"%u\" "
			   "width=\"%u\" height=\"%u\" rx=\"2\"/>",
			   x, c->width, TOP + HEIGHT + FOOT, x + 4,
			   TOP + HEIGHT - h, c->width - 8, h);
	snprintf(digits, sizeof(digits), "%" PRIu64, bar->count);
	if (!st && is_labelled(c, i))
		st = put_text(c, i, TOP + HEIGHT + 16, bar->label);
	if (!st && bar->count < (c->width == WIDE ? 100000 : 1000))
		st = put_text(c, i, TOP + HEIGHT - h - 5, vb_str_from(digits));
	return st;
}

static vb_status put_link(struct chart *c, size_t i, const struct vb_bar *bar)
{
	vb_status st = vb_buf_append(c->out, VB_STR("<a href=\""));

	if (!st)
		st = vb_html_escape(c->out, bar->href);
	if (!st)
		st = vb_buf_append(c->out, VB_STR("\" aria-label=\""));
	if (!st)
		st = vb_html_escape(c->out, bar->name);
	if (!st)
		st = vb_buf_append(c->out, VB_STR("\">"));
	if (!st)
		st = put_bar(c, i, bar);
	return st ? st : vb_buf_append(c->out, VB_STR("</a>\n"));
}

static vb_status put_all(struct chart *c, const struct vb_bar *bars)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < c->n && !st; i++) {
		if (bars[i].count && bars[i].href.len)
			st = put_link(c, i, &bars[i]);
		else if (bars[i].count)
			st = put_bar(c, i, &bars[i]);
		else if (is_labelled(c, i))
			st = put_text(c, i, TOP + HEIGHT + 16, bars[i].label);
	}
	return st;
}

vb_status vb_html_bars(struct vb_buf *out, const struct vb_bar *bars, size_t n,
		       struct vb_str name)
{
	struct chart c = { .out = out, .most = 1, .n = n };
	size_t width;
	vb_status st;

	if (c.n > VB_BARS)
		c.n = VB_BARS;
	c.width = c.n > FEW ? NARROW : WIDE;
	width = c.n * c.width;
	for (size_t i = 0; i < c.n; i++)
		if (bars[i].count > c.most)
			c.most = bars[i].count;
	st = vb_buf_printf(out,
			   "<svg class=\"chart%s\" width=\"%zu\" height=\"%d\" "
			   "viewBox=\"-%d 0 %zu %d\" role=\"group\" "
			   "aria-label=\"",
			   c.width == WIDE ? " wide" : "", width + 2 * SIDE,
			   TOP + HEIGHT + FOOT, SIDE, width + 2 * SIDE,
			   TOP + HEIGHT + FOOT);
	if (!st)
		st = vb_html_escape(out, name);
	if (!st)
		st = vb_buf_printf(out,
				   "\">\n<line class=\"base\" x1=\"0\" "
				   "y1=\"%d\" x2=\"%zu\" y2=\"%d\"/>\n",
				   TOP + HEIGHT, width, TOP + HEIGHT);
	if (!st)
		st = put_all(&c, bars);
	return st ? st : vb_buf_append(out, VB_STR("</svg>"));
}
