/* Numbers of documents by their beginning, in whatever way it is typed. */
#include "doc/type.h"
#include "index/suggest_find.h"
#include "text/text.h"
#include "text/token.h"

#define SCAN_MOST 4000 /* numbers looked at */
#define SERIAL_DIGITS 6

static bool is_digits(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len;
}

static size_t digits_of(struct vb_str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
		n++;
	return n;
}

static struct vb_str without_zeros(struct vb_str s)
{
	while (s.len > 1 && s.ptr[0] == '0')
		s = vb_str_skip(s, 1);
	return s;
}

/* Words that say that a number or a year follows. */
static bool is_label(struct vb_str fold)
{
	return vb_str_eq(fold, VB_STR("so")) || vb_str_eq(fold, VB_STR("nam"));
}

static bool take_part(struct vb_number_typed *n, struct vb_str fold,
		      struct vb_arena *arena)
{
	struct vb_buf lower = VB_BUF_INIT(64);
	bool ok =
		!vb_text_fold(&lower, fold) &&
		vb_arena_dup(&n->parts[n->n_parts], arena, vb_buf_str(&lower));

	n->n_parts += ok;
	vb_buf_clear(&lower);
	return ok;
}

/* The type named at word `*i`, by its whole name: its code as a part. */
static bool take_type(struct vb_number_typed *n, size_t *i,
		      const struct vb_typed *t, struct vb_arena *arena)
{
	uint32_t from = t->words[*i].from;
	size_t len = 0;
	const struct vb_type *type =
		vb_type_at(vb_str_skip(t->text, from), &len);

	if (!type || !type->code[0])
		return false;
	while (*i + 1 < t->n && t->words[*i + 1].from < from + len)
		++*i;
	return take_part(n, vb_str_from(type->code), arena);
}

static bool take_word(struct vb_number_typed *n, const struct vb_typed *t,
		      size_t i, struct vb_arena *arena)
{
	struct vb_str fold = t->words[i].fold;
	size_t digits = digits_of(fold);
	bool last = t->open && i + 1 == t->n;

	if (n->serial.len || !digits) {
		n->part_open = last;
		return take_part(n, fold, arena);
	}
	if (digits > SERIAL_DIGITS)
		return false;
	n->serial = without_zeros(vb_str_sub(fold, 0, digits));
	n->serial_open = last && digits == fold.len && fold.ptr[0] != '0';
	if (digits == fold.len)
		return true;
	n->part_open = last; /* "20ct" */
	return take_part(n, vb_str_skip(fold, digits), arena);
}

bool vb_number_typed_read(struct vb_number_typed *out, const struct vb_typed *t,
			  struct vb_arena *arena)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < t->n; i++) {
		if (is_label(t->words[i].fold))
			continue;
		if (!out->serial.len && take_type(out, &i, t, arena))
			continue;
		if (out->n_parts + 1 >= VB_TYPED_WORDS ||
		    !take_word(out, t, i, arena))
			return false;
	}
	return out->serial.len && out->n_parts <= 6;
}

/* The next part of a folded key: its words, one space between. */
static bool next_part(struct vb_str *part, struct vb_str *rest)
{
	const char *end;

	if (!rest->len)
		return false;
	end = memchr(rest->ptr, ' ', rest->len);
	*part = vb_str_sub(*rest, 0,
			   end ? (size_t)(end - rest->ptr) : rest->len);
	*rest = vb_str_skip(*rest, part->len + 1);
	return true;
}

static bool has_part(const struct vb_number_typed *n, size_t i,
		     struct vb_str rest)
{
	bool open = n->part_open && i + 1 == n->n_parts;
	struct vb_str part;

	while (next_part(&part, &rest))
		if (vb_str_eq(part, n->parts[i]) ||
		    (open && vb_str_starts(part, n->parts[i])))
			return true;
	return false;
}

unsigned vb_number_typed_fits(const struct vb_number_typed *n,
			      struct vb_str fold)
{
	unsigned long year, newest = 0;
	struct vb_str part, rest = fold;
	bool exact;

	if (!next_part(&part, &rest) || !vb_str_starts(part, n->serial))
		return 0;
	exact = part.len == n->serial.len;
	if (!exact && !n->serial_open)
		return 0;
	for (size_t i = 0; i < n->n_parts; i++)
		if (!has_part(n, i, rest))
			return 0;
	while (next_part(&part, &rest))
		if (is_digits(part) && vb_str_to_ulong(&year, part, 9000) &&
		    year > newest)
			newest = year;
	return (unsigned)(10000 - newest) + (exact ? 0 : 10000);
}

static void scan(struct vb_best *best, const vb_dictionary *d,
		 const struct vb_number_typed *n, struct vb_str prefix)
{
	struct vb_extent range = vb_dictionary_numbers(d, prefix);

	if (range.to - range.from > SCAN_MOST)
		range.to = range.from + SCAN_MOST;
	for (uint32_t i = range.from; i < range.to; i++) {
		struct vb_str fold =
			vb_dictionary_text(d, VB_SECTION_NUMBER_AT, i);
		const char *end = memchr(fold.ptr, 0, fold.len);
		unsigned fit;

		if (end)
			fold.len = (size_t)(end - fold.ptr);
		fit = vb_number_typed_fits(n, fold);
		if (fit)
			vb_best_add(best, fit, i);
	}
}

void vb_find_numbers(struct vb_best *best, const vb_dictionary *d,
		     const struct vb_number_typed *n)
{
	char prefix[SERIAL_DIGITS + 2];

	memcpy(prefix, n->serial.ptr, n->serial.len);
	prefix[n->serial.len] = ' ';
	scan(best, d, n, vb_str_of(prefix, n->serial.len + 1));
	if (n->serial_open)
		scan(best, d, n, n->serial);
}

/* How many bytes of a word of a number were typed: 0, some or all. */
static size_t typed_of(const struct vb_number_typed *n, struct vb_str fold,
		       bool first)
{
	if (first) {
		size_t zeros = fold.len - without_zeros(fold).len;

		return vb_str_starts(vb_str_skip(fold, zeros), n->serial) ?
			       zeros + n->serial.len :
			       0;
	}
	for (size_t i = 0; i < n->n_parts; i++) {
		bool open = n->part_open && i + 1 == n->n_parts;

		if (vb_str_eq(fold, n->parts[i]) ||
		    (open && vb_str_starts(fold, n->parts[i])))
			return n->parts[i].len;
	}
	return 0;
}

void vb_number_typed_marks(struct vb_range *marks, size_t *n_marks,
			   const struct vb_number_typed *n, struct vb_str text)
{
	struct vb_token token;
	bool first = true;
	vb_tokenizer t;

	*n_marks = 0;
	vb_tokenizer_init(&t, text);
	while (vb_tokenizer_next(&t, &token) && *n_marks < VB_SUGGEST_MARKS) {
		size_t letters, at = token.start;

		letters = typed_of(n, token.fold, first);
		first = first && !digits_of(token.fold);
		for (; letters && at < token.end; letters--) {
			uint32_t code;

			at += vb_utf8_decode(&code, vb_str_skip(text, at));
		}
		if (at > token.start)
			marks[(*n_marks)++] =
				(struct vb_range){ (uint32_t)token.start,
						   (uint32_t)at };
	}
}
