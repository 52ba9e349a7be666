#include "index/snippet.h"

#include "doc/structure.h"
#include "index/window.h"
#include "text/text.h"

#define HEAD_LINES 24	/* in which a letterhead ends */
#define NEAR_BYTES 100	/* a sentence that begins so near is begun with */
#define BEFORE_BYTES 50 /* else so much stands before the first match */
#define FILLED_BYTES (VB_SNIPPET_BYTES * 3 / 4)
#define CELL VB_STR(" | ")

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Folded beginnings of the lines of a letterhead. */
static const char *const head_lines[] = {
	"cong hoa xa hoi chu nghia",
	"doc lap - tu do",
	"doc lap tu do",
	"dang cong san viet nam",
	"so:",
	"so :",
	"luat so",
	"ky boi",
	"nguoi ky",
};

static bool has_letter(struct vb_str line)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];

		if (c >= 0x80 || (c >= '0' && c <= '9') ||
		    ((c | 32) >= 'a' && (c | 32) <= 'z'))
			return true;
	}
	return false;
}

static bool has_small_letters(struct vb_str line)
{
	size_t small = 0, capital = 0;

	for (size_t i = 0; i < line.len; i++) {
		small += line.ptr[i] >= 'a' && line.ptr[i] <= 'z';
		capital += line.ptr[i] >= 'A' && line.ptr[i] <= 'Z';
	}
	return small > capital;
}

/* "Hà Nội, ngày 21 tháng 11 năm 2025" */
static bool is_place_and_day(struct vb_str fold)
{
	return fold.len < 100 &&
	       vb_str_find(fold, VB_STR("ngay"), 0) != VB_NPOS &&
	       vb_str_find(fold, VB_STR("thang"), 0) != VB_NPOS &&
	       vb_str_find(fold, VB_STR(","), 0) < 40;
}

/* Nothing but names and marks of a letterhead? */
static bool is_head_line(struct vb_str line, struct vb_buf *fold)
{
	line = vb_str_trim(line);
	if (!has_letter(line))
		return true;
	if (line.len > 200)
		return false;
	vb_buf_truncate(fold, 0);
	if (vb_text_fold(fold, line))
		return false;
	for (size_t i = 0; i < sizeof(head_lines) / sizeof(head_lines[0]); i++)
		if (vb_str_starts(vb_buf_str(fold), vb_str_from(head_lines[i])))
			return true;
	return is_place_and_day(vb_buf_str(fold)) ||
	       (line.len > 3 && !has_small_letters(line));
}

/*
 * Where the text begins to say something: after the letterhead if it has
 * one, with its motto or a number; capitals alone may be any heading.
 */
static size_t body_start(struct vb_str text)
{
	struct vb_buf fold = VB_BUF_INIT(4096);
	struct vb_str rest = text, line;
	size_t start = 0;
	bool found = false;

	for (int i = 0; i < HEAD_LINES && vb_str_next_line(&line, &rest); i++) {
		if (!is_head_line(line, &fold))
			break;
		found |=
			has_letter(line) && fold.len > 5 &&
			(vb_str_starts(vb_buf_str(&fold), VB_STR("cong hoa")) ||
			 vb_str_starts(vb_buf_str(&fold),
				       VB_STR("dang cong")) ||
			 vb_str_starts(vb_buf_str(&fold), VB_STR("so:")));
		start = text.len - rest.len;
	}
	vb_buf_clear(&fold);
	return found && start < text.len ? start : 0;
}

static bool ends_sentence(struct vb_str text, size_t at)
{
	char c = text.ptr[at];

	if (c == '\n')
		return true;
	return (c == '.' || c == '!' || c == '?' || c == ';') &&
	       at + 1 < text.len && is_blank(text.ptr[at + 1]);
}

/* The first place after a blank at or behind `at`, before `end`. */
static size_t next_word(struct vb_str text, size_t at, size_t end)
{
	while (at < end && !is_blank(text.ptr[at - 1]))
		at++;
	return at;
}

/* Where to begin: the sentence if it begins near, else some words before. */
static size_t near_start(struct vb_str text, size_t match)
{
	size_t near = match > NEAR_BYTES ? match - NEAR_BYTES : 0;

	for (size_t at = match; at > near; at--)
		if (ends_sentence(text, at - 1))
			return at;
	if (!near)
		return 0;
	return next_word(text, match - BEFORE_BYTES, match);
}

/* As near_start; when little is left behind it, earlier: to fill the lines. */
static size_t window_start(struct vb_str text, size_t match)
{
	size_t start = near_start(text, match), filled;

	if (text.len - start >= FILLED_BYTES)
		return start;
	filled = text.len - FILLED_BYTES;
	for (size_t at = filled; at < filled + NEAR_BYTES && at < start; at++)
		if (ends_sentence(text, at))
			return at + 1;
	return next_word(text, filled, start);
}

/* The snippet being written, and the matches that it has passed. */
struct cutter {
	struct vb_str text;
	const struct vb_matches *matches;
	size_t match;
	char out[VB_SNIPPET_BYTES];
	size_t n, at;		/* bytes written, place in the text */
	size_t word_n, word_at; /* likewise, at the last blank */
};

static bool put(struct cutter *c, struct vb_str s)
{
	if (c->n + s.len > sizeof(c->out))
		return false;
	memcpy(c->out + c->n, s.ptr, s.len);
	c->n += s.len;
	return true;
}

/* Blanks become one, the edge of a table's cell a bar. False: no room. */
static bool put_blank(struct cutter *c)
{
	bool line = false, cell = false;
	size_t at = c->at;

	for (; at < c->text.len && is_blank(c->text.ptr[at]); at++) {
		line |= c->text.ptr[at] == '\n';
		cell |= c->text.ptr[at] == '\t';
	}
	c->word_n = c->n;
	c->word_at = c->at;
	c->at = at;
	if (!c->n || at == c->text.len)
		return true;
	return put(c, cell && !line ? CELL : VB_STR(" "));
}

static bool is_mark_above(struct vb_str text, size_t at)
{
	uint32_t code = 0;

	vb_utf8_decode(&code, vb_str_skip(text, at));
	return code >= 0x300 && code < 0x370;
}

static size_t word_end(struct vb_str text, size_t at)
{
	while (at < text.len && !is_blank(text.ptr[at]))
		at++;
	return at;
}

/* The text from `start` on as one line, as much as there is room for. */
static void cut(struct cutter *c, size_t start)
{
	c->at = start;
	while (c->at < c->text.len) {
		size_t end, room = sizeof(c->out) - c->n;

		if (is_blank(c->text.ptr[c->at])) {
			if (!put_blank(c))
				break;
			continue;
		}
		end = word_end(vb_str_sub(c->text, 0, c->at + room + 1), c->at);
		if (end - c->at > room) {
			room = vb_utf8_floor(c->text, c->at + room) - c->at;
			put(c, vb_str_sub(c->text, c->at, c->at + room));
			c->at += room;
			break;
		}
		put(c, vb_str_sub(c->text, c->at, end));
		c->at = end;
	}
	if (c->at >= c->text.len)
		return;
	if (c->word_n > VB_SNIPPET_BYTES / 2) {
		c->n = c->word_n;
		c->at = c->word_at;
		return;
	}
	/* a word without end: between two characters, marks kept together */
	while (c->n && is_mark_above(c->text, c->at)) {
		size_t n = c->at - vb_utf8_floor(c->text, c->at - 1);

		c->at -= n;
		c->n -= n;
	}
}

/*
 * Translate the matches inside: another walk over the window, with the same
 * rules. Those with only a blank or a hyphen between are one mark.
 */
static void set_marks(struct vb_snippet *out, const struct cutter *c,
		      size_t start)
{
	const struct vb_word_match *m = c->matches->items;
	const struct vb_word_match *end = m + c->matches->n;
	struct vb_range *last = NULL;
	size_t n = 0, at = start;

	while (m < end && m->from < start)
		m++;
	while (at < c->at && m < end && m->to <= c->at) {
		if (at == m->from) {
			uint32_t from = (uint32_t)n;

			n += m->to - m->from;
			at = m->to;
			m++;
			if (last && from - last->to == 1 &&
			    memchr(" -/", c->out[last->to], 3)) {
				last->to = (uint32_t)n;
				continue;
			}
			last = &out->marks[out->n_marks++];
			*last = (struct vb_range){ from, (uint32_t)n };
		} else if (is_blank(c->text.ptr[at])) {
			bool line = false, cell = false;

			for (; at < c->at && is_blank(c->text.ptr[at]); at++) {
				line |= c->text.ptr[at] == '\n';
				cell |= c->text.ptr[at] == '\t';
			}
			if (n && at < c->text.len)
				n += cell && !line ? CELL.len : 1;
		} else {
			at++;
			n++;
		}
	}
}

/* Where byte `at` stands (doc/structure.h). */
static vb_status set_anchors(struct vb_snippet *out, struct vb_arena *arena,
			     struct vb_str text, size_t at)
{
	char article[VB_ANCHOR_BYTES], section[VB_ANCHOR_BYTES];

	vb_structure_anchors(article, section, text, at);
	return vb_arena_dup(&out->anchor, arena, vb_str_from(article)) &&
			       vb_arena_dup(&out->section, arena,
					    vb_str_from(section)) ?
		       VB_OK :
		       VB_NO_MEMORY;
}

static vb_status cut_window(struct vb_snippet *out, struct vb_arena *arena,
			    struct vb_str text,
			    const struct vb_matches *matches, size_t start)
{
	struct cutter c = { .text = text, .matches = matches };

	while (start < text.len && is_blank(text.ptr[start]))
		start++;
	cut(&c, start);
	out->marks = vb_arena_alloc(arena, (VB_SNIPPET_BYTES + 1) *
						   sizeof(*out->marks));
	if (!out->marks ||
	    !vb_arena_dup(&out->text, arena, vb_str_of(c.out, c.n)))
		return VB_NO_MEMORY;
	set_marks(out, &c, start);
	out->cut_start = start > 0;
	out->cut_end = c.at < text.len;
	return VB_OK;
}

void vb_snippet_seek(struct vb_sought *sought, struct vb_seek *words,
		     size_t n_words)
{
	for (size_t i = 0; i < n_words && i < VB_SNIPPET_WORDS; i++) {
		struct vb_seek *w = &words[i];

		w->sought = w->twin = VB_SOUGHT_NONE;
		if (w->prefix) {
			vb_sought_add_prefix(sought, w->fold);
			continue;
		}
		w->sought = vb_sought_add(sought, w->fold);
		if (vb_syllable_twin(w->other, w->fold))
			w->twin = vb_sought_add(
				sought, vb_str_of(w->other, w->fold.len));
	}
}

vb_status vb_snippet_make(struct vb_snippet *out, struct vb_arena *arena,
			  struct vb_reading *reading,
			  const struct vb_seek *words, size_t n_words)
{
	struct vb_str text = reading->text;
	struct vb_matches matches = { .body = body_start(text) };
	size_t start, first;
	vb_status st;

	memset(out, 0, sizeof(*out));
	out->text = out->anchor = out->section = VB_STR_EMPTY;
	if (n_words > VB_SNIPPET_WORDS)
		n_words = VB_SNIPPET_WORDS;
	st = vb_window_find(&matches, arena, reading, words, n_words);
	start = matches.body;
	if (!st && matches.n) {
		first = vb_window_best(&matches, n_words);
		first = matches.items[first].from;
		if (text.len > VB_SNIPPET_BYTES)
			start = window_start(text, first);
		else
			start = 0;
		st = set_anchors(out, arena, text, first);
	}
	return st ? st : cut_window(out, arena, text, &matches, start);
}
