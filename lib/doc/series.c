#include "doc/series.h"

#include "doc/date.h"
#include "text/token.h"

#define WORDS_MAX 60 /* of a title */
#define WORD_BYTES 24

/* The words of a title, folded; a bracket opens or closes before a word. */
struct title {
	size_t n;
	char word[WORDS_MAX][WORD_BYTES];
	bool bracketed[WORDS_MAX];
};

static void split(struct title *t, struct vb_str text)
{
	struct vb_token token;
	vb_tokenizer tokens;
	size_t at = 0;
	int depth = 0;

	t->n = 0;
	vb_tokenizer_init(&tokens, text);
	while (t->n < WORDS_MAX && vb_tokenizer_next(&tokens, &token)) {
		size_t n = token.fold.len < WORD_BYTES - 1 ? token.fold.len :
							     WORD_BYTES - 1;

		for (; at < token.start; at++)
			depth += (text.ptr[at] == '(') - (text.ptr[at] == ')');
		memcpy(t->word[t->n], token.fold.ptr, n);
		t->word[t->n][n] = '\0';
		t->bracketed[t->n++] = depth > 0;
	}
}

static bool is(const struct title *t, size_t i, const char *word)
{
	return i < t->n && !strcmp(t->word[i], word);
}

static bool number_of(unsigned *out, const struct title *t, size_t i)
{
	static const char *const roman[] = { "i",  "ii",  "iii",  "iv", "v",
					     "vi", "vii", "viii", "ix", "x" };
	unsigned long n;

	if (i >= t->n)
		return false;
	for (unsigned k = 0; k < sizeof(roman) / sizeof(roman[0]); k++)
		if (is(t, i, roman[k])) {
			*out = k + 1;
			return true;
		}
	if (!vb_str_to_ulong(&n, vb_str_from(t->word[i]), 99) || !n)
		return false;
	*out = (unsigned)n;
	return true;
}

/* "kỳ 2", "bài 3", "phần cuối" at word `i`: the words it takes, or 0. */
static size_t part_at(struct vb_series *out, const struct title *t, size_t i)
{
	unsigned part = 0;

	if (!is(t, i, "ky") && !is(t, i, "bai") && !is(t, i, "phan"))
		return 0;
	if (is(t, i + 1, "cuoi")) {
		out->continues = true;
		return 2;
	}
	if (!number_of(&part, t, i + 1))
		return 0;
	/* "kỳ 2 năm 2016", "bài 3 điểm" are no parts: at an end only */
	if (i && i + 2 < t->n && !t->bracketed[i])
		return 0;
	out->part = part;
	out->continues = out->continues || part > 1;
	return 2;
}

/* Words in brackets that mark a part or are a day: "(tiếp theo)", "(20/6)". */
static bool is_aside(const struct title *t, size_t i)
{
	static const char *const words[] = { "tiep", "theo", "va",    "het",
					     "xem",  "ky",   "truoc", "sau",
					     "con",  "nua" };
	unsigned long n;

	if (!t->bracketed[i])
		return false;
	for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++)
		if (is(t, i, words[k]))
			return true;
	return vb_str_to_ulong(&n, vb_str_from(t->word[i]), 2199);
}

static vb_status put_title(struct vb_buf *key, struct vb_series *out,
			   struct vb_str text)
{
	struct title t;
	vb_status st = VB_OK;

	split(&t, text);
	for (size_t i = 0; i < t.n && !st;) {
		size_t skip = part_at(out, &t, i);

		if (!skip && is_aside(&t, i))
			skip = 1;
		if (!skip)
			st = vb_buf_printf(key, "%s ", t.word[i]);
		i += skip ? skip : 1;
	}
	return st;
}

/* "Báo Cần Thơ, 20-6-2016" without the day; else the address's host. */
static vb_status put_source(struct vb_buf *key, struct vb_str origin,
			    struct vb_str url)
{
	size_t at = vb_str_find(url, VB_STR("://"), 0), end;
	struct vb_date date;

	if (origin.len) {
		if (vb_date_find(&date, origin, 0))
			origin = vb_str_sub(origin, 0, date.from);
		while (origin.len && strchr(" ,-(", origin.ptr[origin.len - 1]))
			origin.len--;
		return vb_text_fold(key, origin);
	}
	if (at == VB_NPOS)
		return VB_OK;
	url = vb_str_skip(url, at + 3);
	end = vb_str_find(url, VB_STR("/"), 0);
	return vb_text_fold(key,
			    vb_str_sub(url, 0, end == VB_NPOS ? url.len : end));
}

vb_status vb_series_read(struct vb_series *out, struct vb_arena *arena,
			 const struct vb_field fields[VB_FIELD_COUNT],
			 const struct vb_extra *extras)
{
	struct vb_buf key = VB_BUF_INIT(VB_SERIES_BYTES);
	vb_status st;
	size_t title;

	*out = (struct vb_series){ .key = VB_STR_EMPTY };
	for (; extras; extras = extras->next) {
		if (vb_str_eq(extras->name, VB_STR("series_next")))
			out->goes_on = true;
		if (vb_str_eq(extras->name, VB_STR("series_previous")))
			out->continues = true;
	}
	st = put_title(&key, out, fields[VB_FIELD_TITLE].value);
	if (!st)
		st = vb_buf_append_char(&key, '|');
	title = key.len;
	if (!st)
		st = put_source(&key, fields[VB_FIELD_ORIGIN].value,
				fields[VB_FIELD_URL].value);
	if (!st && title > 1 && key.len > title &&
	    (out->part || out->goes_on || out->continues) &&
	    !vb_arena_dup(&out->key, arena, vb_buf_str(&key)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&key);
	return st == VB_TOO_BIG ? VB_OK : st; /* no title is that long */
}

/* Days since some day long ago; 30 for a month is near enough for a span. */
static long days_of(const struct vb_date *d)
{
	return (d->year * 12L + d->month) * 30 + d->day;
}

bool vb_series_next(const struct vb_series *a, struct vb_str a_date,
		    const struct vb_series *b, struct vb_str b_date)
{
	struct vb_date first, second;
	long days;

	if (!a->key.len || !vb_str_eq(a->key, b->key))
		return false;
	if (a->part && b->part ? b->part != a->part + 1 :
				 !a->goes_on || !b->continues)
		return false;
	if (!vb_date_parse(&first, a_date) || !vb_date_parse(&second, b_date))
		return false;
	days = days_of(&second) - days_of(&first);
	return days >= 0 && days <= VB_SERIES_DAYS;
}
