#include "doc/structure.h"

#include "doc/heading.h"
#include "doc/lines.h"

#include <stdio.h>

#define QUOTE_LINES 400 /* a quotation that never closes ends here */
#define QUOTE_DOUBT 40	/* a longer one may have been left open */

struct reader {
	struct vb_structure *out; /* NULL: only where it stands matters */
	struct vb_arena *arena;
	struct vb_str text;
	size_t cap;
	bool is_open[VB_SECTION_KINDS];
	size_t open[VB_SECTION_KINDS]; /* its index */
	char anchor[VB_SECTION_KINDS][VB_ANCHOR_BYTES];
	unsigned last[VB_SECTION_KINDS], last_sub; /* its number */
	unsigned scope;				   /* attachments so far */
	bool titled;	 /* a line in capitals since the last Điều */
	char prefix[24]; /* of what is attached: "phu-luc-1." */
	int quote;	 /* quotation marks open */
	unsigned quoted; /* lines since they were opened */
};

const char *vb_section_name(enum vb_section_kind kind)
{
	static const char *const names[VB_SECTION_KINDS] = {
		[VB_SECTION_ANNEX] = "annex",
		[VB_SECTION_PART] = "part",
		[VB_SECTION_CHAPTER] = "chapter",
		[VB_SECTION_SECTION] = "section",
		[VB_SECTION_SUBSECTION] = "subsection",
		[VB_SECTION_LETTER] = "letter",
		[VB_SECTION_ROMAN] = "roman",
		[VB_SECTION_ARTICLE] = "article",
		[VB_SECTION_CLAUSE] = "clause",
		[VB_SECTION_SUBCLAUSE] = "subclause",
		[VB_SECTION_POINT] = "point",
	};

	return kind < VB_SECTION_KINDS ? names[kind] : "unknown";
}

/* Close what is at `kind` or deeper; it ends before byte `at`. */
static void close_from(struct reader *r, enum vb_section_kind kind, size_t at)
{
	for (unsigned k = kind; k < VB_SECTION_KINDS; k++) {
		if (r->out && r->is_open[k])
			r->out->sections[r->open[k]].to = at;
		r->is_open[k] = false;
		/* Điều run on through chapters; the rest begins anew. */
		if (k != VB_SECTION_ARTICLE && k != kind)
			r->last[k] = 0;
	}
}

/* All counting begins anew in what is attached. */
static void new_scope(struct reader *r, size_t at)
{
	close_from(r, VB_SECTION_ANNEX, at);
	for (unsigned k = VB_SECTION_PART; k < VB_SECTION_KINDS; k++)
		r->last[k] = 0;
	r->last_sub = 0;
	r->scope++;
	snprintf(r->prefix, sizeof(r->prefix), "kem-theo-%u.", r->scope);
}

/* The kind that a section of `kind` stands in, or VB_SECTION_KINDS. */
static unsigned around(const struct reader *r, unsigned kind)
{
	while (kind-- > 0)
		if (r->is_open[kind])
			return kind;
	return VB_SECTION_KINDS;
}

/* Does a Điều, khoản or điểm carry its own count: 5a after 5? */
static bool follows(const struct reader *r, const struct vb_heading *h)
{
	unsigned last = r->last[h->kind];

	switch (h->kind) {
	case VB_SECTION_ARTICLE:
		if (h->number == last)
			return h->sub > r->last_sub && h->certain;
		return h->number == last + 1 ||
		       (h->certain && h->number > last);
	case VB_SECTION_SUBCLAUSE:
		return h->number == r->last[VB_SECTION_CLAUSE] &&
		       r->is_open[VB_SECTION_CLAUSE] && h->sub == last + 1;
	case VB_SECTION_POINT: /* a point may have been repealed */
		return h->number == last + 1 ||
		       (last && h->number > last && h->number <= last + 3);
	case VB_SECTION_ANNEX:
		return true;
	default:
		return h->number == last + 1;
	}
}

/* Numbers that begin at 1 again: rules that are attached to a decision. */
static bool begins_anew(const struct reader *r, const struct vb_heading *h)
{
	bool first = h->certain && h->number == 1 && !h->sub && r->titled &&
		     r->last[VB_SECTION_ARTICLE];

	switch (h->kind) {
	case VB_SECTION_ARTICLE:
	case VB_SECTION_PART:
		return first;
	case VB_SECTION_CHAPTER: /* each Phần counts its own */
		return first && !r->is_open[VB_SECTION_PART];
	default:
		return false;
	}
}

/* "dieu-5a", "khoan-1-2": what the section adds to an anchor. */
static void step_of(char *out, size_t size, const struct vb_heading *h,
		    unsigned number)
{
	static const char *const names[VB_SECTION_KINDS] = {
		[VB_SECTION_ANNEX] = "phu-luc",
		[VB_SECTION_PART] = "phan",
		[VB_SECTION_CHAPTER] = "chuong",
		[VB_SECTION_SECTION] = "muc",
		[VB_SECTION_SUBSECTION] = "tieu-muc",
		[VB_SECTION_LETTER] = "chu",
		[VB_SECTION_ROMAN] = "la-ma",
		[VB_SECTION_ARTICLE] = "dieu",
		[VB_SECTION_CLAUSE] = "khoan",
		[VB_SECTION_SUBCLAUSE] = "khoan",
		[VB_SECTION_POINT] = "diem",
	};
	char sub[12] = "";

	if (h->kind == VB_SECTION_POINT) {
		snprintf(out, size, "diem-%s", vb_heading_point(number));
	} else if (h->kind == VB_SECTION_LETTER) {
		snprintf(out, size, "chu-%c", (char)('a' + number - 1));
	} else {
		if (h->kind == VB_SECTION_SUBCLAUSE)
			snprintf(sub, sizeof(sub), "-%u", h->sub);
		else if (h->sub)
			snprintf(sub, sizeof(sub), "%c",
				 (char)('a' + h->sub - 1));
		snprintf(out, size, "%s-%u%s", names[h->kind], number, sub);
	}
}

/*
 * Điều stand at the top: their numbers are enough. All else is named with
 * what it stands in; 1.2 replaces its khoản 1 in the anchor.
 */
static void set_anchor(struct reader *r, const struct vb_heading *h,
		       unsigned number)
{
	char *out = r->anchor[h->kind], step[32], outer[VB_ANCHOR_BYTES - 40];
	unsigned up = around(r, h->kind);

	step_of(step, sizeof(step), h, number);
	if (h->kind == VB_SECTION_SUBCLAUSE)
		up = around(r, VB_SECTION_CLAUSE);
	if (h->kind == VB_SECTION_ANNEX)
		snprintf(outer, sizeof(outer), "%s", "");
	else if (h->kind == VB_SECTION_ARTICLE || up == VB_SECTION_KINDS)
		snprintf(outer, sizeof(outer), "%s", r->prefix);
	else
		snprintf(outer, sizeof(outer), "%.*s.", (int)sizeof(outer) - 2,
			 r->anchor[up]);
	snprintf(out, VB_ANCHOR_BYTES, "%s%s", outer, step);
}

static vb_status grow(struct reader *r)
{
	size_t cap = r->cap ? r->cap * 2 : 64;
	struct vb_section *bigger;

	if (r->out->n < r->cap)
		return VB_OK;
	bigger = vb_arena_calloc(r->arena, cap, sizeof(*bigger));
	if (!bigger)
		return VB_NO_MEMORY;
	if (r->out->n)
		memcpy(bigger, r->out->sections, r->out->n * sizeof(*bigger));
	r->out->sections = bigger;
	r->cap = cap;
	return VB_OK;
}

static vb_status store(struct reader *r, const struct vb_heading *h, size_t at)
{
	unsigned up = around(r, h->kind);
	struct vb_section *s;
	vb_status st = grow(r);

	if (st)
		return st;
	s = &r->out->sections[r->out->n];
	*s = (struct vb_section){ .kind = h->kind,
				  .label = h->label,
				  .title = h->title,
				  .from = at,
				  .to = r->text.len,
				  .parent = up == VB_SECTION_KINDS ?
						    VB_SECTION_NONE :
						    r->open[up] };
	r->open[h->kind] = r->out->n++;
	return vb_arena_dup(&s->anchor, r->arena,
			    vb_str_from(r->anchor[h->kind])) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

static vb_status open_section(struct reader *r, const struct vb_heading *h)
{
	size_t at = (size_t)(h->label.ptr - r->text.ptr);
	unsigned number = h->number;
	vb_status st = VB_OK;

	if (h->kind == VB_SECTION_ANNEX) {
		unsigned last = r->last[VB_SECTION_ANNEX];

		if (number <= last)
			number = last + 1;
		new_scope(r, at);
		snprintf(r->prefix, sizeof(r->prefix), "phu-luc-%u.", number);
	}
	close_from(r, h->kind, at);
	set_anchor(r, h, number);
	if (r->out)
		st = store(r, h, at);
	r->is_open[h->kind] = true;
	r->last[h->kind] = h->kind == VB_SECTION_SUBCLAUSE ? h->sub : number;
	if (h->kind == VB_SECTION_ARTICLE) {
		r->last_sub = h->sub;
		r->titled = false;
	}
	return st;
}

/* Marks that open in `line` and do not close there, as a difference. */
static int unclosed(struct vb_str line)
{
	int n = 0;

	for (size_t i = 0; i + 2 < line.len; i++) {
		if ((unsigned char)line.ptr[i] != 0xE2 ||
		    (unsigned char)line.ptr[i + 1] != 0x80)
			continue;
		if ((unsigned char)line.ptr[i + 2] == 0x9C) /* “ */
			n++;
		else if ((unsigned char)line.ptr[i + 2] == 0x9D) /* ” */
			n--;
	}
	return n;
}

/*
 * Does a line stand in a quotation: “Điều 5. … over some lines? Marks inside
 * a sentence open none: there, writers often forget to close them.
 */
static bool is_quoted(struct reader *r, struct vb_str line)
{
	bool opens = vb_str_starts(line, VB_STR("“")) ||
		     vb_str_starts(line, VB_STR("\""));

	if (!r->quote && !opens &&
	    vb_str_find(line, VB_STR(": “"), 0) == VB_NPOS)
		return false;
	opens = opens || r->quote > 0;
	r->quoted = r->quote > 0 ? r->quoted + 1 : 0;
	r->quote += unclosed(line);
	if (r->quote < 0 || r->quoted > QUOTE_LINES)
		r->quote = 0;
	return opens;
}

/* The document goes on though a quotation in it was never closed. */
static bool goes_on(const struct reader *r, const struct vb_heading *h)
{
	return r->quoted > QUOTE_DOUBT && h->kind == VB_SECTION_ARTICLE &&
	       h->certain && h->number == r->last[VB_SECTION_ARTICLE] + 1;
}

static vb_status take_line(struct reader *r, struct vb_str line,
			   struct vb_str before)
{
	bool quoted = is_quoted(r, line);
	struct vb_heading h;
	vb_status st = VB_OK;

	if (r->out && r->out->n == VB_SECTIONS_MAX)
		return VB_OK;
	if (!vb_heading_read(&h, line, before)) {
		r->titled = r->titled || vb_is_caps(line);
		return VB_OK;
	}
	if (quoted && !goes_on(r, &h))
		return VB_OK;
	if (quoted)
		r->quote = 0;
	if (begins_anew(r, &h))
		new_scope(r, (size_t)(h.label.ptr - r->text.ptr));
	if (follows(r, &h))
		st = open_section(r, &h);
	return st;
}

static vb_status read_lines(struct reader *r)
{
	struct vb_str rest = r->text, line, before = VB_STR_EMPTY;
	vb_status st = VB_OK;

	while (!st && vb_str_next_line(&line, &rest)) {
		line = vb_str_trim(line);
		if (!line.len)
			continue;
		st = take_line(r, line, before);
		before = line;
	}
	return st;
}

vb_status vb_structure_read(struct vb_structure *out, struct vb_arena *arena,
			    struct vb_str text)
{
	struct reader r = { .out = out, .arena = arena, .text = text };

	memset(out, 0, sizeof(*out));
	return read_lines(&r);
}

void vb_structure_anchors(char article[VB_ANCHOR_BYTES],
			  char section[VB_ANCHOR_BYTES], struct vb_str text,
			  size_t at)
{
	const char *nl = at < text.len ?
				 memchr(text.ptr + at, '\n', text.len - at) :
				 NULL;
	size_t end = nl ? (size_t)(nl - text.ptr) : text.len;
	struct reader r = { .text = vb_str_sub(text, 0, end) };
	unsigned inner, outer;

	article[0] = section[0] = '\0';
	(void)read_lines(&r); /* stores nothing, so that nothing can fail */
	inner = around(&r, VB_SECTION_KINDS);
	outer = around(&r, VB_SECTION_CLAUSE);
	if (inner == VB_SECTION_KINDS)
		return;
	snprintf(section, VB_ANCHOR_BYTES, "%s", r.anchor[inner]);
	if (outer != VB_SECTION_KINDS)
		snprintf(article, VB_ANCHOR_BYTES, "%s", r.anchor[outer]);
}

size_t vb_structure_at(const struct vb_structure *s, size_t at)
{
	size_t low = 0, high = s->n, i;

	while (low < high) { /* the last one that begins at or before `at` */
		size_t mid = low + (high - low) / 2;

		if (s->sections[mid].from <= at)
			low = mid + 1;
		else
			high = mid;
	}
	for (i = low ? low - 1 : VB_SECTION_NONE;
	     i != VB_SECTION_NONE && at >= s->sections[i].to;)
		i = s->sections[i].parent;
	return i;
}
