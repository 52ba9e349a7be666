/*
 * Find the text of a portal page among the lines around it.
 *
 * Lines are classed one by one (chrome.c); paragraphs then mark where the
 * text lies. Before the first paragraph is the head: menus, the section's
 * name, the title, the posting date. After the last is the tail: author and
 * source, then lists of other pages and counters. Only a page that shows
 * such surroundings is cut at all; when in doubt a line stays.
 */
#include <stdlib.h>

#include "doc/date.h"
#include "doc/letter.h"
#include "format/page.h"

#define LINES_MAX 200000 /* more lines are no portal page */
#define TITLE_MAX 400	 /* bytes */
#define LATE_PROSE 300	 /* bytes of a paragraph after a list of other pages */
#define AUTHOR_LINES 4	 /* of the tail: where author and source stand */
#define NONE VB_PAGE_NONE

static size_t count_lines(struct vb_str text)
{
	struct vb_str line;
	size_t n = 0;

	while (n <= LINES_MAX && vb_str_next_line(&line, &text))
		n += vb_str_trim(line).len > 0;
	return n;
}

static size_t count_all(struct vb_str text)
{
	struct vb_str line;
	size_t n = 0;

	while (vb_str_next_line(&line, &text))
		n++;
	return n;
}

/* The lines that are not empty, each with its kind if that will matter. */
static vb_status split(struct vb_page *page, const struct vb_page_input *in,
		       bool kinds)
{
	struct vb_buf fold = VB_BUF_INIT(16384);
	struct vb_str line, text = in->clean;
	const struct vb_mark *mark = NULL;
	size_t n = count_lines(text), no;
	vb_status st = VB_OK;

	if (in->marks && in->marks->n == count_all(text))
		mark = in->marks->list;
	page->lines = calloc(n ? n : 1, sizeof(*page->lines));
	if (!page->lines)
		return VB_NO_MEMORY;
	for (no = 0; !st && vb_str_next_line(&line, &text); no++) {
		struct vb_line *to = &page->lines[page->n];

		line = vb_str_trim(line);
		if (!line.len)
			continue;
		to->text = line;
		to->mark = mark ? mark + no : NULL;
		if (kinds)
			st = vb_line_kind(&to->kind, &fold, line);
		page->n++;
	}
	vb_buf_clear(&fold);
	return st;
}

/*
 * The first and last paragraph. Behind the head of a list of other pages
 * only a long one counts: teasers end in a full stop too.
 */
static void find_body(struct vb_page *page)
{
	bool in_list = false;

	page->first = page->last = NONE;
	for (size_t i = 0; i < page->n; i++) {
		const struct vb_line *line = &page->lines[i];

		if (line->kind == VB_LINE_LIST && page->first != NONE)
			in_list = true;
		if (line->kind != VB_LINE_PROSE ||
		    (in_list && line->text.len < LATE_PROSE))
			continue;
		if (page->first == NONE)
			page->first = i;
		page->last = i;
	}
	/* Sentences and list items right behind still belong to the text. */
	while (page->last != NONE && page->last + 1 < page->n &&
	       page->lines[page->last + 1].kind == VB_LINE_BODY)
		page->last++;
}

/* Signs that these lines are a page with something around its text. */
static bool is_portal(const struct vb_page *page)
{
	size_t strong = 0, weak = 0;

	for (size_t i = 0; i < page->n; i++) {
		enum vb_line_kind kind = page->lines[i].kind;
		bool head = i<page->first, tail = i> page->last;

		if (!head && !tail)
			continue;
		strong += kind == VB_LINE_COUNTER || kind == VB_LINE_LIST ||
			  (head && kind == VB_LINE_DATE);
		weak += kind == VB_LINE_MENU || kind == VB_LINE_FOOTER;
	}
	return strong || weak > 1;
}

/* How much line `i` of the head looks like the title; 0: not at all. */
static int title_points(const struct vb_page *page, size_t i, size_t date)
{
	const struct vb_line *line = &page->lines[i];
	int points;

	if (line->kind != VB_LINE_SHORT && line->kind != VB_LINE_DATED)
		if (line->kind != VB_LINE_BODY || line->text.ptr[0] == '(' ||
		    line->text.ptr[0] == '-' ||
		    vb_letter_is_digit(line->text.ptr[0]))
			return 0;
	if (line->text.len > TITLE_MAX)
		return 0;
	points = (int)vb_line_words(line->text, 15);
	if (date != NONE && i + 1 == date)
		points += 6;
	else if (date != NONE && i == date + 1)
		points += 4;
	if (vb_str_ends(line->text, VB_STR(":")) ||
	    vb_str_ends(line->text, VB_STR(".")))
		points -= 5;
	return points > 0 ? points : 0;
}

static bool same_words(struct vb_str a, struct vb_str b)
{
	return vb_str_eq(vb_str_trim(a), vb_str_trim(b));
}

/* The title's line: the page's own title where known, else the likeliest. */
static void find_title(struct vb_page *page)
{
	struct vb_str known = page->record->fields[VB_FIELD_TITLE].value;
	size_t date = NONE;
	int best = 0;

	page->title = NONE;
	for (size_t i = 0; i < page->first && date == NONE; i++)
		if (page->lines[i].kind == VB_LINE_DATE)
			date = i;
	for (size_t i = 0; i < page->first; i++) {
		int points = title_points(page, i, date);

		if (known.len && same_words(page->lines[i].text, known))
			page->title = i;
		if (!known.len && points > best) {
			best = points;
			page->title = i;
		}
	}
}

/* Is a neighbour of line `i` chrome too? */
static bool in_company(const struct vb_page *page, size_t i)
{
	return (i && vb_line_is_chrome(page->lines[i - 1].kind)) ||
	       (i + 1 < page->n && vb_line_is_chrome(page->lines[i + 1].kind));
}

/* The section's name stands right before the title. */
static vb_status set_topic(struct vb_page *page)
{
	const struct vb_line *line;
	size_t i = page->title, words;

	while (i != NONE && i && page->lines[i - 1].kind == VB_LINE_DATE)
		i--;
	if (i == NONE || !i)
		return VB_OK;
	line = &page->lines[i - 1];
	words = vb_line_words(line->text, 11);
	if (line->kind != VB_LINE_SHORT || words < 2 || words > 10)
		return VB_OK;
	return vb_record_set(page->record, VB_FIELD_TOPIC, line->text,
			     VB_HOW_INFERRED, 0.5);
}

static void drop_head(struct vb_page *page)
{
	for (size_t i = 0; i < page->first; i++) {
		struct vb_line *line = &page->lines[i];

		if (vb_line_is_chrome(line->kind) ||
		    line->kind == VB_LINE_DATE ||
		    (page->html && vb_props_is(line->text)))
			line->drop = true;
		if (page->title != NONE && i <= page->title &&
		    (i == page->title || line->kind == VB_LINE_SHORT ||
		     line->kind == VB_LINE_DATED))
			line->drop = true;
	}
}

static void drop_middle(struct vb_page *page)
{
	for (size_t i = page->first; i <= page->last; i++) {
		struct vb_line *line = &page->lines[i];

		if (line->kind == VB_LINE_COUNTER ||
		    (vb_line_is_chrome(line->kind) && in_company(page, i)))
			line->drop = true;
	}
}

/* From the first line of chrome on, the tail is not the text's any more. */
static void drop_tail(struct vb_page *page)
{
	bool over = false;

	page->tail_end = page->n;
	for (size_t i = page->last + 1; i < page->n; i++) {
		struct vb_line *line = &page->lines[i];

		if (!over && (vb_line_is_chrome(line->kind) ||
			      line->kind == VB_LINE_DATED)) {
			over = true;
			page->tail_end = i;
		}
		line->drop = over || line->kind == VB_LINE_DATE;
	}
}

static vb_status set_date(struct vb_page *page, struct vb_str line)
{
	struct vb_field *field = &page->record->fields[VB_FIELD_DATE];
	struct vb_date date = { 0 };
	char text[VB_DATE_TEXT];

	if (field->how >= VB_HOW_READ)
		return VB_OK;
	while (vb_date_find(&date, line, date.to)) {
		if (!date.year || !date.day)
			continue;
		vb_date_format(text, &date);
		return vb_record_set(page->record, VB_FIELD_DATE,
				     vb_str_from(text), VB_HOW_READ, 0.9);
	}
	return VB_OK;
}

static vb_status set_from_line(struct vb_page *page, enum vb_field_id id,
			       struct vb_str value, const struct vb_line *line)
{
	struct vb_field *field = &page->record->fields[id];
	size_t in = (size_t)(value.ptr - line->text.ptr);
	vb_status st;

	if (!value.len || field->how >= VB_HOW_READ)
		return VB_OK;
	st = vb_record_set(page->record, id, value, VB_HOW_READ, 0.8);
	if (!st && !line->drop) {
		field->from = line->from + in;
		field->to = field->from + value.len;
	}
	return st;
}

/* Author and source: the last lines before the page's furniture. */
static vb_status read_signature(struct vb_page *page)
{
	size_t from = page->tail_end > AUTHOR_LINES ?
			      page->tail_end - AUTHOR_LINES :
			      0;
	vb_status st = VB_OK;

	if (from < page->first)
		from = page->first;
	for (size_t i = from; !st && i < page->tail_end; i++) {
		const struct vb_line *line = &page->lines[i];
		struct vb_str origin = vb_line_origin(line->text);

		if (origin.len) {
			st = set_from_line(page, VB_FIELD_ORIGIN, origin, line);
			if (!st)
				st = set_date(page, line->text);
		} else if (i > page->last) {
			st = set_from_line(page, VB_FIELD_AUTHOR,
					   vb_line_author(line->text), line);
		}
	}
	return st;
}

static vb_status read_fields(struct vb_page *page, struct vb_str around)
{
	vb_status st = VB_OK;

	if (page->title != NONE)
		st = vb_record_set(page->record, VB_FIELD_TITLE,
				   page->lines[page->title].text, VB_HOW_READ,
				   0.8);
	if (!st)
		st = set_topic(page);
	if (!st)
		st = vb_page_around(page, around);
	return st ? st : read_signature(page);
}

static vb_status read_portal(struct vb_page *page, struct vb_str around)
{
	vb_status st;

	page->portal = true;
	find_title(page);
	drop_head(page);
	drop_middle(page);
	drop_tail(page);
	st = vb_page_build(page, true);
	return st ? st : read_fields(page, around);
}

/* The head of an official document: a letterhead in capitals, a number. */
static bool begins_official(struct vb_str line)
{
	size_t letters = 0, len;

	if (vb_str_starts(line, VB_STR("Số")) ||
	    vb_str_find(line, VB_STR("CỘNG H"), 0) != VB_NPOS ||
	    vb_str_find(line, VB_STR("CỘNG S"), 0) != VB_NPOS)
		return true;
	for (size_t at = 0; at < line.len; at += len) {
		uint32_t c = vb_letter_at(line, at, &len);

		if (vb_letter_is(c) && !vb_letter_is_upper(c))
			return false;
		letters += vb_letter_is(c);
	}
	return letters > 4;
}

/* An official document on a page: only what stands above its head goes. */
static vb_status read_official_page(struct vb_page *page)
{
	bool above = true;

	for (size_t i = 0; i < page->n && above; i++) {
		struct vb_line *line = &page->lines[i];

		above = line->kind != VB_LINE_PROSE &&
			line->kind != VB_LINE_BODY &&
			(vb_line_is_chrome(line->kind) ||
			 !begins_official(line->text));
		line->drop = above;
	}
	return vb_page_build(page, false);
}

static vb_status read_props(struct vb_page *page)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < page->n && !st; i++)
		st = vb_props_read(page->record, page->lines[i].text);
	return st;
}

vb_status vb_page_read(struct vb_record *record, const struct vb_page_input *in)
{
	struct vb_page page = { .record = record,
				.html = in->html,
				.title = NONE };
	bool official = vb_record_is_official(in->clean);
	vb_status st;

	if (count_lines(in->clean) > LINES_MAX)
		return vb_arena_dup(&record->text, record->arena,
				    vb_str_trim(in->clean)) ?
			       VB_OK :
			       VB_NO_MEMORY;
	st = split(&page, in, in->html || !official);
	if (st)
		goto done;
	find_body(&page);
	if (in->html)
		st = read_props(&page);
	if (st)
		goto done;
	if (official && in->html)
		st = read_official_page(&page);
	else if (!official && page.first != NONE &&
		 (in->html || is_portal(&page)))
		st = read_portal(&page, in->around);
	else
		st = vb_page_build(&page, false);
done:
	free(page.lines);
	return st;
}

vb_status vb_page_whole(struct vb_record *record,
			const struct vb_page_input *in)
{
	struct vb_page page = { .record = record,
				.html = in->html,
				.first = NONE,
				.last = NONE,
				.title = NONE };
	vb_status st = split(&page, in, false);

	if (!st)
		st = vb_page_build(&page, false);
	free(page.lines);
	return st;
}
