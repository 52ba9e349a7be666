#include "doc/reference_cue.h"

#include <stdio.h>

#include "doc/letter.h"

#define LIST_REACH 320	 /* bytes from one reference of a list to the next */
#define TITLE_BYTES 240	 /* between a number and a verb of its title */
#define LINK_BYTES 80	 /* between the parts of a provision */
#define OBJECT_BYTES 200 /* "thay thế quy định về … tại" */
#define ALIAS_BYTES 240	 /* "sau đây gọi tắt là …)" */
#define NEXT_BYTES 40	 /* behind a ';': a type, or "số" */

/* May it stand between "khoản 2" and "Điều 5", or behind them? */
static bool links(struct vb_str gap)
{
	static const char *const words[] = { "và",  "các", "của",   "hoặc",
					     "tại", "đến", "thuộc", "từ" };
	size_t at = 0, len;

	while (at < gap.len) {
		uint32_t c = vb_letter_at(gap, at, &len);
		size_t end = 0, next;

		if (!vb_letter_is(c)) {
			if (c >= 0x80 && c != 0xA0)
				return false;
			if (c < 0x80 && !vb_letter_is_digit((char)c) &&
			    !strchr(" \n,;", (int)c))
				return false;
			at += len;
			continue;
		}
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (!end)
				end = vb_words_at(gap, at, words[i]);
		if (!end && !vb_letter_is(vb_letter_at(gap, at + len, &next)))
			end = at + len; /* of "các điểm a, b và c" */
		if (!end)
			return false;
		at = end;
	}
	return true;
}

static bool leads(const struct vb_provision *p, struct vb_str text, size_t at)
{
	return p->to > p->from && at >= p->to && at - p->to <= LINK_BYTES &&
	       links(vb_str_sub(text, p->to, at));
}

bool vb_provision_leads(const struct vb_provision *p, struct vb_str text,
			size_t at)
{
	return leads(p, text, at);
}

/* The number at `at`, and a letter glued to it; the end or 0. */
static size_t take_number(unsigned *n, char *letter, struct vb_str s, size_t at)
{
	size_t from = at, len;

	*n = 0;
	*letter = '\0';
	while (at < s.len && at - from < 4 && vb_letter_is_digit(s.ptr[at]))
		*n = *n * 10 + (unsigned)(s.ptr[at++] - '0');
	if (at == from || (at < s.len && vb_letter_is_digit(s.ptr[at])))
		return 0;
	if (at < s.len && s.ptr[at] >= 'a' && s.ptr[at] <= 'z' &&
	    !vb_letter_is(vb_letter_at(s, at + 1, &len)))
		*letter = s.ptr[at++];
	return at;
}

/* The letter of a điểm at `at`; the end or 0. */
static size_t take_point(const char **point, struct vb_str s, size_t at)
{
	static const char letters[] = "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0"
				      "n\0o\0p\0q\0r\0s\0t\0u\0v\0w\0x\0y\0z";
	size_t len, next;
	uint32_t c = vb_letter_lower(vb_letter_at(s, at, &len));

	if (!len || vb_letter_is(vb_letter_at(s, at + len, &next)))
		return 0;
	if (c >= 'a' && c <= 'z')
		*point = &letters[2 * (c - 'a')];
	else if (c == 0x111)
		*point = "dd";
	else
		return 0;
	return at + len;
}

size_t vb_provision_take(struct vb_provision *p, struct vb_str text, size_t at,
			 size_t end)
{
	struct vb_provision one = { .from = at };
	size_t value = vb_gap_end(text, end);
	bool joined = leads(p, text, at);
	unsigned n = 0;
	char letter = '\0';

	if (vb_words_at(text, at, "điểm"))
		one.to = take_point(&one.point, text, value);
	else
		one.to = take_number(&n, &letter, text, value);
	if (!one.to)
		return end;
	if (vb_words_at(text, at, "khoản")) {
		one.clause = n;
	} else if (!one.point) {
		one.article = n;
		one.article_letter = letter;
	}
	if (!joined) {
		*p = one;
		return one.to;
	}
	/* From the inside out; a second one of its kind is the next of a
	 * list. */
	if (!p->article) {
		if (one.clause && !p->clause)
			p->clause = one.clause;
		p->article = one.article;
		p->article_letter = one.article_letter;
	}
	p->to = one.to;
	return one.to;
}

void vb_provision_anchor(char out[VB_PROVISION_BYTES],
			 const struct vb_provision *p)
{
	int n = 0;

	out[0] = '\0';
	if (p->article && p->article_letter)
		n = snprintf(out, VB_PROVISION_BYTES, "dieu-%u%c", p->article,
			     p->article_letter);
	else if (p->article)
		n = snprintf(out, VB_PROVISION_BYTES, "dieu-%u", p->article);
	if (p->clause)
		n += snprintf(out + n, VB_PROVISION_BYTES - (size_t)n,
			      "%skhoan-%u", n ? "." : "", p->clause);
	if (p->point)
		snprintf(out + n, VB_PROVISION_BYTES - (size_t)n, "%sdiem-%s",
			 n ? "." : "", p->point);
}

/* Verbs by which one document changes another. */
static bool changes(enum vb_relation kind)
{
	return kind == VB_RELATION_AMENDS || kind == VB_RELATION_REPLACES ||
	       kind == VB_RELATION_REPEALS || kind == VB_RELATION_CORRECTS ||
	       kind == VB_RELATION_SUSPENDS || kind == VB_RELATION_MERGES;
}

static void govern(struct vb_governor *g, const struct vb_phrase *p, size_t at,
		   size_t end)
{
	g->kind = p->kind;
	g->at = at;
	g->to = end;
	g->reach = p->reach;
	g->active = true;
	g->used = false;
	if (p->kind == VB_RELATION_BASIS)
		g->based = true;
}

/* "tại", "theo" behind a verb that still waits for its object. */
static bool waits_for_object(const struct vb_governor *g, size_t at)
{
	size_t reach = 40;

	if (changes(g->kind))
		reach = OBJECT_BYTES;
	else if (g->kind == VB_RELATION_BASIS ||
		 g->kind == VB_RELATION_AMENDED_BY)
		reach = 100;
	return g->active && !g->used && at - g->to <= reach;
}

/* "Luật X sửa đổi, bổ sung tại Luật Y": Y amended it. */
static bool amended_by(struct vb_governor *g, size_t at)
{
	if (!g->active || g->used)
		return false;
	if (g->kind == VB_RELATION_AMENDED_BY)
		return at - g->to <= 100;
	if (g->kind != VB_RELATION_AMENDS || !g->last || at - g->to > 3)
		return false;
	g->kind = VB_RELATION_AMENDED_BY;
	return true;
}

/*
 * "Nghị định 186 … quy định chi tiết Luật Y": the words are of the title of
 * what was cited just before, and not of this text.
 */
static bool in_title(const struct vb_governor *g, struct vb_str text,
		     const struct vb_phrase *p, size_t at)
{
	struct vb_str between = vb_str_sub(text, g->last, at);

	if (!g->last || at < g->last || between.len > TITLE_BYTES)
		return false;
	if (!changes(p->kind) && p->kind != VB_RELATION_GUIDES &&
	    p->kind != VB_RELATION_IMPLEMENTS)
		return false;
	for (size_t i = 0; i < between.len; i++)
		if (strchr(",;:()\"", between.ptr[i]))
			return false;
	return true;
}

/* Behind the ')' that closes "(sau đây gọi tắt là …)", or `at`. */
static size_t alias_end(struct vb_str text, size_t at)
{
	for (size_t i = at; i < text.len && i - at < ALIAS_BYTES; i++) {
		if (text.ptr[i] == ')')
			return i + 1;
		if (strchr("(\n;", text.ptr[i]))
			break;
	}
	return at;
}

void vb_governor_take(struct vb_governor *g, struct vb_str text,
		      const struct vb_phrase *p, struct vb_reach span)
{
	bool theo = p->kind == VB_RELATION_CITES;
	bool titled = in_title(g, text, p, span.from);
	size_t at = span.from, end = span.to;

	switch (p->cue) {
	case VB_CUE_SET:
		if (!(theo && amended_by(g, at)))
			govern(g, p, at, end);
		break;
	case VB_CUE_AMENDED:
		govern(g, p, at, end);
		break;
	case VB_CUE_BY:
		if (!amended_by(g, at) && !waits_for_object(g, at))
			govern(g, p, at, end);
		break;
	case VB_CUE_WEAK:
		if (!waits_for_object(g, at))
			govern(g, p, at, end);
		break;
	case VB_CUE_GUIDED:
		if (!(g->active && !g->used && at - g->to <= 80 &&
		      g->kind == VB_RELATION_GUIDES))
			govern(g, p, at, end);
		break;
	case VB_CUE_RESET:
		g->active = false;
		break;
	case VB_CUE_PROSPECT:
		g->prospect = end + p->reach;
		if (vb_str_starts(vb_str_from(p->words), VB_STR("dự ")))
			g->draft = end;
		break;
	case VB_CUE_FOREIGN:
		g->foreign = end + p->reach;
		break;
	case VB_CUE_ALIAS:
		g->alias = alias_end(text, end);
		break;
	case VB_CUE_KEEP: /* "(kèm theo Quyết định …)": of no clause */
		if (at && text.ptr[at - 1] == '(')
			g->active = false;
		break;
	default:
		break;
	}
	if (g->at == at && g->active)
		g->titled = titled;
}

enum vb_relation vb_governor_kind(struct vb_governor *g, size_t at,
				  bool provision)
{
	size_t from = g->used && g->last > g->to ? g->last : g->to;
	size_t reach = g->used ? LIST_REACH : g->reach;
	enum vb_relation none =
		provision ? VB_RELATION_CITES : VB_RELATION_MENTION;

	g->listed = VB_RELATION_MENTION;
	if (!g->active || (at > from && at - from > reach && !g->lists))
		return none;
	if (changes(g->kind) && g->at < g->prospect)
		return none;
	g->used = true;
	if (g->titled)
		return VB_RELATION_MENTION;
	g->listed = g->kind;
	return g->kind;
}

static void end_clause(struct vb_governor *g)
{
	*g = (struct vb_governor){ .kind = VB_RELATION_MENTION };
}

/* Behind a ';' a list goes on, if a type or a number is next. */
static void wait_for_next(struct vb_governor *g, size_t at)
{
	bool based = g->based;
	enum vb_relation kind = based ? VB_RELATION_BASIS : g->listed;
	bool more =
		kind != VB_RELATION_MENTION && kind != VB_RELATION_AMENDED_BY;

	end_clause(g);
	if (!more)
		return;
	g->kind = g->listed = kind;
	g->based = based;
	g->active = g->waits = true;
	g->to = at;
	g->reach = based ? LIST_REACH : NEXT_BYTES;
}

/* Does a line begin at `at` as a clause of its own does? */
static bool begins_clause(struct vb_str text, size_t at)
{
	static const char *const words[] = { "căn cứ", "xét",  "theo đề nghị",
					     "điều",   "theo", "chương",
					     "mục",    "phần" };
	size_t len;
	char c;

	at = vb_gap_end(text, at);
	if (at >= text.len || text.ptr[at] == '\n')
		return true;
	c = text.ptr[at];
	if (strchr("-+*", c) || (unsigned char)c == 0xE2)
		return true;
	if (vb_letter_is_digit(c)) {
		while (at < text.len && vb_letter_is_digit(text.ptr[at]))
			at++;
		return at < text.len && strchr(".)", text.ptr[at]);
	}
	vb_letter_at(text, at, &len);
	if (at + len < text.len && strchr(".)", text.ptr[at + len]))
		return true; /* a) */
	if (!vb_letter_is_upper(vb_letter_at(text, at, &len)))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (vb_words_at(text, at, words[i]))
			return true;
	return false;
}

/* "a)", "-" or "1." that an enumeration goes on with. */
static bool goes_on(const struct vb_governor *g, struct vb_str text, size_t at)
{
	return g->lists && !vb_words_at(text, vb_gap_end(text, at), "điều");
}

void vb_governor_mark(struct vb_governor *g, struct vb_str text, size_t at)
{
	char next = at + 1 < text.len ? text.ptr[at + 1] : '\n';

	switch (text.ptr[at]) {
	case '.':
	case '!':
	case '?':
		if (next == ' ' || (next == '\n' && !goes_on(g, text, at + 1)))
			end_clause(g);
		break;
	case ';':
		if (g->lists)
			break;
		wait_for_next(g, at);
		break;
	case ':':
		g->lists = g->active && next == '\n';
		break;
	case '\n':
		if (begins_clause(text, at + 1) && !goes_on(g, text, at + 1))
			end_clause(g);
		break;
	default:
		break;
	}
}
