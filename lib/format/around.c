/*
 * What a portal page says around its text, as data: the day it was posted and
 * updated, how often it was seen, its place in a series, other pages.
 */
#include <stdio.h>

#include "base/json.h"
#include "doc/letter.h"
#include "format/moment.h"
#include "format/page.h"
#include "text/text.h"

#define FOLD_MAX 400  /* longer lines say nothing of this */
#define ITEMS_MAX 100 /* of a list of other pages */
#define EXTRA_MAX ((size_t)1 << 20)
#define TITLE_WORDS 3 /* fewer, without a date, are an entry of a menu */

vb_status vb_reader_extra(struct vb_record *record, const char *name,
			  struct vb_str json)
{
	struct vb_extra **tail = &record->extras;
	struct vb_extra *extra;

	for (; *tail; tail = &(*tail)->next)
		if (vb_str_eq((*tail)->name, vb_str_from(name)))
			return VB_OK;
	extra = vb_arena_calloc(record->arena, 1, sizeof(*extra));
	if (!extra || !vb_arena_dup(&extra->json, record->arena, json))
		return VB_NO_MEMORY;
	extra->name = vb_str_from(name);
	*tail = extra;
	return VB_OK;
}

vb_status vb_reader_extra_text(struct vb_record *record, const char *name,
			       struct vb_str text)
{
	struct vb_buf json = VB_BUF_INIT(EXTRA_MAX);
	vb_status st = vb_json_quote(&json, text);

	if (!st)
		st = vb_reader_extra(record, name, vb_buf_str(&json));
	vb_buf_clear(&json);
	return st == VB_TOO_BIG ? VB_OK : st;
}

static bool has(struct vb_str fold, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (vb_str_find(fold, vb_str_from(words[i]), 0) != VB_NPOS)
			return true;
	return false;
}

#define HAS(fold, words) has(fold, words, sizeof(words) / sizeof((words)[0]))

/* Fold a line that is not too long; else it is empty. */
static vb_status fold_line(struct vb_buf *fold, struct vb_str line)
{
	vb_buf_truncate(fold, 0);
	return line.len > FOLD_MAX ? VB_OK : vb_text_fold(fold, line);
}

/* --- when -------------------------------------------------------------- */

struct when {
	struct vb_moment posted, updated;
	bool has_posted, has_updated;
};

static vb_status read_when(struct when *w, struct vb_buf *fold,
			   struct vb_str line)
{
	static const char *const updates[] = { "cap nhat", "update", "sua",
					       "modified" };
	struct vb_moment m = { .to = 0 };
	size_t from = 0;

	while (vb_moment_find(&m, line, from)) {
		vb_status st =
			fold_line(fold, vb_str_sub(line, from, m.date.from));
		bool updated;

		if (st)
			return st;
		updated = HAS(vb_buf_str(fold), updates);
		if (updated && !w->has_updated)
			w->updated = m;
		if (!updated && !w->has_posted)
			w->posted = m;
		w->has_updated |= updated;
		w->has_posted |= !updated;
		from = m.to;
	}
	return VB_OK;
}

static vb_status put_moment(struct vb_record *record, const char *name,
			    const struct vb_moment *m)
{
	char text[VB_MOMENT_TEXT];

	vb_moment_format(text, m);
	return vb_reader_extra_text(record, name, vb_str_from(text));
}

static vb_status put_date(struct vb_record *record, const struct vb_moment *m)
{
	char text[VB_DATE_TEXT];

	if (record->fields[VB_FIELD_DATE].how >= VB_HOW_READ)
		return VB_OK;
	vb_date_format(text, &m->date);
	return vb_record_set(record, VB_FIELD_DATE, vb_str_from(text),
			     VB_HOW_READ, 0.9);
}

/* The head says it; the tail only where the head is silent. */
static vb_status put_when(struct vb_page *page, struct vb_buf *fold)
{
	struct when w = { .has_posted = false };
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < page->n; i++) {
		if (i == page->first) {
			if (w.has_posted || w.has_updated)
				break;
			i = page->last;
			continue;
		}
		if (page->lines[i].kind == VB_LINE_DATE)
			st = read_when(&w, fold, page->lines[i].text);
	}
	if (!st && w.has_posted)
		st = put_date(page->record, &w.posted);
	if (!st && w.has_updated)
		st = put_date(page->record, &w.updated);
	if (!st && w.has_posted)
		st = put_moment(page->record, "posted", &w.posted);
	if (!st && w.has_updated)
		st = put_moment(page->record, "updated", &w.updated);
	return st;
}

/* --- how often ---------------------------------------------------------- */

/* "2.888.220": the digits at `at`, dots and commas between threes left out */
static long long count_at(struct vb_str s, size_t at)
{
	long long value = 0;
	size_t group = 0;

	for (; at < s.len && value < 1000000000000LL; at++) {
		char c = s.ptr[at];

		if (vb_letter_is_digit(c)) {
			value = value * 10 + (c - '0');
			group++;
		} else if ((c == '.' || c == ',') && group <= 3 &&
			   at + 3 < s.len &&
			   vb_letter_is_digit(s.ptr[at + 1]) &&
			   vb_letter_is_digit(s.ptr[at + 2]) &&
			   vb_letter_is_digit(s.ptr[at + 3])) {
			group = 0;
		} else {
			break;
		}
	}
	return value;
}

/* The number right after the words, or right before them; -1: none. */
static long long count_by(struct vb_str fold, struct vb_str words)
{
	size_t at = vb_str_find(fold, words, 0), i;

	if (at == VB_NPOS)
		return -1;
	for (i = at + words.len; i < fold.len && strchr(" :()", fold.ptr[i]);)
		i++;
	if (i < fold.len && vb_letter_is_digit(fold.ptr[i]))
		return count_at(fold, i);
	while (at && fold.ptr[at - 1] == ' ')
		at--;
	for (i = at; i && (vb_letter_is_digit(fold.ptr[i - 1]) ||
			   strchr(".,", fold.ptr[i - 1]));)
		i--;
	while (i < at && !vb_letter_is_digit(fold.ptr[i]))
		i++;
	return i < at ? count_at(fold, i) : -1;
}

static vb_status put_views(struct vb_page *page, struct vb_buf *fold)
{
	static const char *const labels[] = {
		"view count",  "so luot xem", "luot xem", "so lan xem",
		"so luot doc", "luot doc",    "lan xem",  "views",
	};
	struct vb_str line;
	long long count = -1;
	vb_status st = VB_OK;
	char text[32];

	for (size_t i = 0; !st && count < 0 && i < page->n; i++) {
		if (i >= page->first && i <= page->last)
			continue;
		st = fold_line(fold, page->lines[i].text);
		line = vb_buf_str(fold);
		if (vb_line_words(line, 16) > 15)
			continue;
		for (size_t k = 0;
		     count < 0 && k < sizeof(labels) / sizeof(labels[0]); k++)
			count = count_by(line, vb_str_from(labels[k]));
	}
	if (st || count < 0)
		return st;
	snprintf(text, sizeof(text), "%lld", count);
	return vb_reader_extra(page->record, "views", vb_str_from(text));
}

/* --- one of a series ----------------------------------------------------- */

static struct vb_str without_brackets(struct vb_str s)
{
	static const char junk[] = " ()[].…*-";

	while (s.len && strchr(junk, s.ptr[0]))
		s = vb_str_skip(s, 1);
	while (s.len && strchr(junk, s.ptr[s.len - 1]))
		s.len--;
	return s;
}

static vb_status put_series(struct vb_page *page, struct vb_buf *fold)
{
	static const struct {
		const char *words, *name;
	} marks[] = {
		{ "xem tiep ky sau", "series_next" },
		{ "xem tiep so sau", "series_next" },
		{ "xem tiep bai sau", "series_next" },
		{ "tiep ky sau", "series_next" },
		{ "tiep theo ky sau", "series_next" },
		{ "con nua", "series_next" },
		{ "con tiep", "series_next" },
		{ "tiep theo ky truoc", "series_previous" },
		{ "tiep theo so truoc", "series_previous" },
		{ "tiep ky truoc", "series_previous" },
		{ "tiep theo va het", "series_previous" },
	};
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < page->n; i++) {
		struct vb_str line = without_brackets(page->lines[i].text);

		if (line.len > 60 || page->lines[i].drop)
			continue;
		st = fold_line(fold, line);
		for (size_t k = 0; !st && k < sizeof(marks) / sizeof(marks[0]);
		     k++)
			if (vb_str_eq(vb_buf_str(fold),
				      vb_str_from(marks[k].words)))
				st = vb_reader_extra_text(page->record,
							  marks[k].name, line);
	}
	return st;
}

/* --- other pages ---------------------------------------------------------- */

/* Lists by what their head says; each becomes one extra. */
enum list { RELATED, NEWER, OLDER, LISTS, NO_LIST = LISTS };

static const char *const list_names[LISTS] = { "related", "newer", "older" };

struct lists {
	struct vb_record *record;
	struct vb_buf fold;
	struct vb_buf buf[LISTS];
	struct vb_json json[LISTS];
	size_t n[LISTS];
	enum list now;
	struct vb_str title; /* of an item whose date may follow */
};

static enum list list_of(struct vb_str fold)
{
	static const char *const newer[] = { "moi hon" };
	static const char *const older[] = { "cu hon", "da dua", "da dang" };
	static const char *const related[] = { "lien quan", "khac",
					       "cung chuyen muc",
					       "cung chu de" };

	if (HAS(fold, newer))
		return NEWER;
	if (HAS(fold, older))
		return OLDER;
	return HAS(fold, related) ? RELATED : NO_LIST;
}

static void put_item(struct lists *l, struct vb_str title,
		     const struct vb_date *date)
{
	struct vb_json *json = &l->json[l->now];
	char text[VB_DATE_TEXT] = "";

	if (l->n[l->now] == ITEMS_MAX)
		return;
	if (!l->n[l->now]++)
		vb_json_array(json);
	if (date)
		vb_date_format(text, date);
	vb_json_object(json);
	vb_json_key(json, "title");
	vb_json_str(json, title);
	vb_json_key(json, "date");
	vb_json_cstr(json, date ? text : NULL);
	vb_json_end(json);
}

static void end_item(struct lists *l, const struct vb_date *date)
{
	if (l->title.len)
		put_item(l, l->title, date);
	l->title = VB_STR_EMPTY;
}

static struct vb_str without_bullet(struct vb_str s)
{
	static const char *const bullets[] = { "- ", "+ ", "* ", "• ",
					       "» ", "› ", "– " };

	for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++)
		if (vb_str_starts(s, vb_str_from(bullets[i])))
			return vb_str_trim(vb_str_skip(s, strlen(bullets[i])));
	return s;
}

/* "Title (29/09/2022)", "Title - 29/09/2022", or the title alone. */
static void read_item(struct lists *l, struct vb_str line)
{
	struct vb_str title = without_bullet(line);
	struct vb_date date = { 0 }, last = { 0 };
	size_t end;

	while (vb_date_find(&date, title, date.to))
		last = date;
	end = last.from;
	while (end && strchr(" (-[", title.ptr[end - 1]))
		end--;
	if (last.year && last.day && end && end < last.from &&
	    title.len - last.to <= 1) {
		end_item(l, NULL);
		l->title = vb_str_sub(title, 0, end);
		end_item(l, &last);
	} else if (vb_line_words(title, TITLE_WORDS) == TITLE_WORDS) {
		end_item(l, NULL);
		l->title = title;
	}
}

static vb_status read_other(struct lists *l, struct vb_str line,
			    enum vb_line_kind kind)
{
	struct vb_moment m;
	vb_status st;

	if (kind == VB_LINE_LIST) {
		end_item(l, NULL);
		st = fold_line(&l->fold, line);
		l->now = st ? NO_LIST : list_of(vb_buf_str(&l->fold));
		return st;
	}
	if (l->now == NO_LIST)
		return VB_OK;
	if (kind == VB_LINE_DATE && vb_moment_find(&m, line, 0)) {
		end_item(l, &m.date);
	} else if (vb_line_is_chrome(kind)) {
		end_item(l, NULL);
		l->now = NO_LIST;
	} else if (kind != VB_LINE_PROSE && line.len <= FOLD_MAX) {
		read_item(l, line);
	}
	return VB_OK;
}

static vb_status read_around(struct lists *l, struct vb_str around)
{
	struct vb_buf fold = VB_BUF_INIT(16384);
	enum vb_line_kind kind;
	struct vb_str line;
	vb_status st = VB_OK;

	while (!st && vb_str_next_line(&line, &around)) {
		line = vb_str_trim(line);
		if (!line.len)
			continue;
		st = vb_line_kind(&kind, &fold, line);
		if (!st)
			st = read_other(l, line, kind);
	}
	end_item(l, NULL);
	vb_buf_clear(&fold);
	return st;
}

static vb_status put_lists(struct lists *l)
{
	vb_status st = VB_OK;

	for (size_t i = 0; !st && i < LISTS; i++) {
		if (!l->n[i])
			continue;
		vb_json_end(&l->json[i]);
		st = vb_json_status(&l->json[i]);
		if (st == VB_TOO_BIG)
			st = VB_OK; /* hundred titles of a megabyte: none */
		else if (!st)
			st = vb_reader_extra(l->record, list_names[i],
					     vb_buf_str(&l->buf[i]));
	}
	return st;
}

static vb_status put_others(struct vb_page *page, struct vb_str around)
{
	struct lists l = { .record = page->record,
			   .fold = VB_BUF_INIT(16384),
			   .now = NO_LIST };
	vb_status st = VB_OK;

	for (size_t i = 0; i < LISTS; i++) {
		l.buf[i] = (struct vb_buf)VB_BUF_INIT(EXTRA_MAX);
		l.json[i] = (struct vb_json)VB_JSON_INIT(&l.buf[i]);
	}
	for (size_t i = page->tail_end; !st && i < page->n; i++)
		st = read_other(&l, page->lines[i].text, page->lines[i].kind);
	end_item(&l, NULL);
	l.now = NO_LIST;
	if (!st)
		st = read_around(&l, around);
	if (!st)
		st = put_lists(&l);
	for (size_t i = 0; i < LISTS; i++)
		vb_buf_clear(&l.buf[i]);
	vb_buf_clear(&l.fold);
	return st;
}

vb_status vb_page_around(struct vb_page *page, struct vb_str around)
{
	struct vb_buf fold = VB_BUF_INIT(16384);
	vb_status st = put_when(page, &fold);

	if (!st)
		st = put_views(page, &fold);
	if (!st)
		st = put_series(page, &fold);
	if (!st)
		st = put_others(page, around);
	vb_buf_clear(&fold);
	return st;
}
