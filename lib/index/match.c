#include "index/match.h"

#include <stdlib.h>

#include "doc/type.h"
#include "index/schema.h"
#include "text/text.h"

/* A key taken apart: "5 2024 NQ HĐND". */
struct parts {
	struct vb_str serial, rest, first; /* rest: NQ HĐND; first: NQ */
	unsigned year;
};

/* A list under construction. */
struct finding {
	struct vb_fittings *out;
	const struct vb_wanted *wanted;
	struct vb_arena *arena;
	size_t skip; /* bytes of the prefix */
	bool full;
};

bool vb_typed_marks(struct vb_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return true;
	return false;
}

static struct vb_str word_of(struct vb_str s)
{
	size_t at = vb_str_find(s, VB_STR(" "), 0);

	return vb_str_sub(s, 0, at == VB_NPOS ? s.len : at);
}

static struct parts take_apart(struct vb_str key)
{
	struct parts p = { .serial = word_of(key), .rest = VB_STR_EMPTY };
	unsigned long year;
	struct vb_str second;

	p.rest = vb_str_skip(key, p.serial.len + 1);
	second = word_of(p.rest);
	if (second.len == 4 && vb_str_to_ulong(&year, second, 9999)) {
		p.year = (unsigned)year;
		p.rest = vb_str_skip(p.rest, 5);
	}
	p.first = word_of(p.rest);
	return p;
}

/* Equal but for the marks. */
static bool same_fold(struct vb_str a, struct vb_str b)
{
	struct vb_buf x = VB_BUF_INIT(4 * VB_NUMBER_BYTES);
	struct vb_buf y = VB_BUF_INIT(4 * VB_NUMBER_BYTES);
	bool same = !vb_text_fold(&x, a) && !vb_text_fold(&y, b) &&
		    vb_str_eq(vb_buf_str(&x), vb_buf_str(&y));

	vb_buf_clear(&x);
	vb_buf_clear(&y);
	return same;
}

static unsigned compare(struct vb_str typed, struct vb_str held)
{
	if (vb_str_eq(typed, held))
		return VB_FIT_EXACT;
	/* Most differ in the first byte or are longer by more than a Đ. */
	return typed.len && held.len && same_fold(typed, held) ? VB_FIT_FOLDED :
								 VB_FIT_NONE;
}

/* Bodies of which a number needs no type's code: CP, TTg, QH15, … */
static bool needs_no_code(struct vb_str body)
{
	static const char *const bodies[] = { "CP", "TTG", "HĐBT", "CTN" };

	if (vb_str_find(body, VB_STR(" "), 0) != VB_NPOS)
		return false;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		if (vb_str_eq(body, vb_str_from(bodies[i])))
			return true;
	return (vb_str_starts(body, VB_STR("QH")) ||
		vb_str_starts(body, VB_STR("UBTVQH"))) &&
	       body.ptr[body.len - 1] >= '0' && body.ptr[body.len - 1] <= '9';
}

/* What follows serial and year, and one of the two may lack the code. */
static unsigned compare_symbols(const struct parts *typed,
				const struct parts *held)
{
	unsigned fit = compare(typed->rest, held->rest);
	struct vb_str behind;

	if (fit != VB_FIT_NONE)
		return fit;
	behind = vb_str_skip(held->rest, held->first.len + 1);
	if (needs_no_code(typed->rest) && vb_str_eq(behind, typed->rest))
		return VB_FIT_CODE;
	behind = vb_str_skip(typed->rest, typed->first.len + 1);
	if (needs_no_code(held->rest) && vb_str_eq(behind, held->rest))
		return VB_FIT_CODE;
	return VB_FIT_NONE;
}

/* Does `symbol` hold the body, "TU", or "QH" with its term? */
static bool holds_body(struct vb_str symbol, struct vb_str body)
{
	while (symbol.len) {
		struct vb_str part = word_of(symbol);
		size_t digits = part.len;

		while (digits && part.ptr[digits - 1] >= '0' &&
		       part.ptr[digits - 1] <= '9')
			digits--;
		if (vb_str_eq(vb_str_sub(part, 0, digits), body))
			return true;
		symbol = vb_str_skip(symbol, part.len + 1);
	}
	return false;
}

/* Only type, serial, and maybe year and body were typed. */
static unsigned compare_partly(struct vb_check *check,
			       const struct vb_wanted *wanted,
			       const struct parts *held)
{
	const struct vb_number *n = wanted->number;
	struct vb_str code = take_apart(vb_str_from(n->key)).rest;
	unsigned fit = VB_FIT_EXACT;

	if (n->body[0] && !holds_body(held->rest, vb_str_from(n->body)))
		return VB_FIT_NONE;
	if (code.len)
		fit = compare(code, held->first);
	else if (n->said && vb_type_find(held->first))
		fit = VB_FIT_NONE; /* its code says another type */
	/* 43/2022/QH15 does not say that it is a nghị quyết */
	if (fit == VB_FIT_NONE && n->said && needs_no_code(held->rest))
		fit = VB_FIT_CODE;
	check->type = n->said && (fit == VB_FIT_CODE || !code.len);
	return fit == VB_FIT_NONE ? fit : fit + VB_FIT_PART;
}

unsigned vb_fit_of(struct vb_check *check, const struct vb_wanted *wanted,
		   struct vb_str key)
{
	const struct vb_number *n = wanted->number;
	struct parts typed = take_apart(vb_str_from(n->key));
	struct parts held = take_apart(key);
	unsigned year = n->year ? n->year : n->said_year, fit;

	*check = (struct vb_check){ 0 };
	if (!vb_str_eq(typed.serial, held.serial))
		return VB_FIT_NONE;
	if (held.year && year && held.year != year)
		return VB_FIT_NONE;
	fit = wanted->partial ? compare_partly(check, wanted, &held) :
				compare_symbols(&typed, &held);
	if (fit == VB_FIT_NONE || year == held.year)
		return fit;
	check->year = year;
	return fit + VB_FIT_YEAR;
}

static bool add_key(void *ctx, struct vb_str term, uint32_t freq)
{
	struct finding *f = ctx;
	struct vb_fitting *item = &f->out->items[f->out->n];

	item->key = vb_str_skip(term, f->skip);
	item->fit = vb_fit_of(&item->check, f->wanted, item->key);
	item->documents = freq;
	if (item->fit == VB_FIT_NONE)
		return true;
	if (!vb_arena_dup(&item->key, f->arena, item->key)) {
		f->full = true;
		return false;
	}
	return ++f->out->n < VB_FITTING_MAX;
}

static int best_first(const void *a, const void *b)
{
	const struct vb_fitting *x = a, *y = b;
	unsigned xy = take_apart(x->key).year, yy = take_apart(y->key).year;

	if (x->fit != y->fit)
		return x->fit < y->fit ? -1 : 1;
	if (xy != yy)
		return xy > yy ? -1 : 1;
	return vb_str_cmp(x->key, y->key);
}

/* Somebody who types marks means them, unless nothing else fits. */
static void drop_folded(struct vb_fittings *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		if (!(list->items[i].fit & VB_FIT_FOLDED))
			list->items[n++] = list->items[i];
	if (n)
		list->n = n;
}

vb_status vb_fittings_find(struct vb_fittings *out, const vb_xapian_db *db,
			   const char *prefix, const struct vb_wanted *wanted,
			   struct vb_arena *arena, struct vb_error *err)
{
	struct finding f = { .out = out,
			     .wanted = wanted,
			     .arena = arena,
			     .skip = strlen(prefix) };
	struct vb_buf start = VB_BUF_INIT(4096);
	vb_status st;

	out->n = 0;
	out->items =
		vb_arena_calloc(arena, VB_FITTING_MAX + 1, sizeof(*out->items));
	if (!out->items)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	st = vb_buf_printf(
		&start, "%s%.*s ", prefix,
		VB_STR_ARG(word_of(vb_str_from(wanted->number->key))));
	if (!st)
		st = vb_xapian_db_terms(db, vb_buf_str(&start), add_key, &f,
					err);
	if (!st && f.full)
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	vb_buf_clear(&start);
	if (wanted->marked)
		drop_folded(out);
	qsort(out->items, out->n, sizeof(*out->items), best_first);
	return st;
}
