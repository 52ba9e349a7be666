#include "archive/relation_match.h"

#include "doc/reference.h"
#include "doc/type.h"
#include "text/token.h"

#define ISSUER_WORDS 400 /* bytes of a folded issuer */

static bool is_year(struct vb_str word)
{
	return word.len == 4 && (word.ptr[0] == '1' || word.ptr[0] == '2') &&
	       word.ptr[1] >= '0' && word.ptr[1] <= '9' && word.ptr[2] >= '0' &&
	       word.ptr[2] <= '9' && word.ptr[3] >= '0' && word.ptr[3] <= '9';
}

/* Take the first word of a key. */
static struct vb_str next_part(struct vb_str *rest)
{
	size_t n = 0;
	struct vb_str part;

	while (n < rest->len && rest->ptr[n] != ' ')
		n++;
	part = vb_str_sub(*rest, 0, n);
	*rest = vb_str_skip(*rest, n < rest->len ? n + 1 : n);
	return part;
}

/* A key of a number in its parts; the year is 0 bytes where there is none. */
struct parts {
	struct vb_str serial, year, type, rest;
};

static struct parts split(struct vb_str key)
{
	struct parts p = { .serial = next_part(&key), .year = VB_STR_EMPTY };

	p.type = next_part(&key);
	if (is_year(p.type)) {
		p.year = p.type;
		p.type = next_part(&key);
	}
	p.rest = key;
	return p;
}

struct vb_str vb_match_serial(struct vb_str key)
{
	return next_part(&key);
}

bool vb_match_is_partial(struct vb_str key)
{
	struct parts p = split(key);

	/* 64/CP and 18/QH11 have no more than that. */
	return !vb_str_starts(key, VB_STR("=")) && p.type.len && !p.rest.len &&
	       vb_type_find(p.type) != NULL;
}

static bool names_match(struct vb_str a, struct vb_str b)
{
	unsigned year_a, year_b;
	struct vb_str name_a = vb_reference_key_name(&year_a, a);
	struct vb_str name_b = vb_reference_key_name(&year_b, b);

	return vb_str_eq(name_a, name_b) &&
	       (!year_a || !year_b || year_a == year_b);
}

bool vb_match_key(struct vb_str key, struct vb_str borne)
{
	struct parts want, have;

	if (!key.len || !borne.len)
		return false;
	if (vb_str_eq(key, borne))
		return true;
	if (key.ptr[0] == '=' || borne.ptr[0] == '=')
		return key.ptr[0] == borne.ptr[0] && names_match(key, borne);
	if (!vb_match_is_partial(key))
		return false;
	want = split(key);
	have = split(borne);
	return vb_str_eq(want.serial, have.serial) &&
	       vb_str_eq(want.type, have.type) &&
	       (!want.year.len || vb_str_eq(want.year, have.year));
}

static bool join(struct vb_str *out, struct vb_arena *arena,
		 const struct vb_str *parts, size_t n)
{
	char room[3 * 96 + 3];
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if (!parts[i].len || len + parts[i].len + 1 > sizeof(room))
			continue;
		if (len)
			room[len++] = ' ';
		memcpy(room + len, parts[i].ptr, parts[i].len);
		len += parts[i].len;
	}
	return vb_arena_dup(out, arena, vb_str_of(room, len));
}

bool vb_match_partials(struct vb_str out[2], size_t *n, struct vb_arena *arena,
		       struct vb_str key)
{
	struct parts p = split(key);
	const struct vb_str with[] = { p.serial, p.year, p.type };
	const struct vb_str without[] = { p.serial, p.type };

	*n = 0;
	if (!p.type.len || !vb_type_find(p.type) || !p.rest.len)
		return true;
	if (!join(&out[(*n)++], arena, without, 2))
		return false;
	return !p.year.len || join(&out[(*n)++], arena, with, 3);
}

bool vb_match_range(struct vb_range_keys *out, struct vb_arena *arena,
		    struct vb_str key)
{
	char *from = vb_arena_alloc(arena, 2 * (key.len + 1));
	char *to = from ? from + key.len + 1 : NULL;

	if (!from)
		return false;
	memcpy(from, key.ptr, key.len);
	from[key.len] = ' ';
	memcpy(to, key.ptr, key.len);
	to[key.len] = ' ' + 1;
	out->from = vb_str_of(from, key.len + 1);
	out->to = vb_str_of(to, key.len + 1);
	return true;
}

/* Equal, or the two that share the code QĐ. */
static bool types_match(struct vb_str a, struct vb_str b)
{
	static const struct vb_str shared[] = { { "quyet-dinh", 10 },
						{ "quy-dinh", 8 } };

	if (!a.len || !b.len || vb_str_eq(a, b))
		return true;
	return (vb_str_eq(a, shared[0]) && vb_str_eq(b, shared[1])) ||
	       (vb_str_eq(a, shared[1]) && vb_str_eq(b, shared[0]));
}

/* The words of a body without its head's office: "uy ban nhan dan tinh x". */
static struct vb_str fold_issuer(char room[ISSUER_WORDS], struct vb_str s)
{
	static const struct {
		const char *word, *means;
	} table[] = {
		{ "ubnd", "uy ban nhan dan" },
		{ "hdnd", "hoi dong nhan dan" },
		{ "tp", "thanh pho" },
		{ "ttg", "thu tuong chinh phu" },
		{ "chu", "" },
		{ "tich", "" },
		{ "truong", "" },
		{ "tinh", "" },
		{ "pho", "" },
		{ "thanh", "" },
	};
	vb_tokenizer t;
	struct vb_token token;
	size_t len = 0;

	vb_tokenizer_init(&t, s);
	while (vb_tokenizer_next(&t, &token)) {
		struct vb_str word = token.fold;

		for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
			if (vb_str_eq(token.fold, vb_str_from(table[i].word)))
				word = vb_str_from(table[i].means);
		if (!word.len || len + word.len + 1 > ISSUER_WORDS)
			continue;
		if (len)
			room[len++] = ' ';
		memcpy(room + len, word.ptr, word.len);
		len += word.len;
	}
	return vb_str_of(room, len);
}

/* "Bộ trưởng Bộ Tài chính" and "Bộ Tài chính" are one: neither may say what
 * the other does not contain. */
static bool issuers_match(struct vb_str a, struct vb_str b)
{
	char room_a[ISSUER_WORDS], room_b[ISSUER_WORDS];
	struct vb_str x, y;

	if (!a.len || !b.len)
		return true;
	x = fold_issuer(room_a, a);
	y = fold_issuer(room_b, b);
	return vb_str_find(x, y, 0) != VB_NPOS ||
	       vb_str_find(y, x, 0) != VB_NPOS;
}

/* An inferred year may be the one before or after. */
static bool dates_match(const struct vb_reference *m, struct vb_str date)
{
	if (m->date.len != 10 || date.len != 10)
		return true;
	/* Of a note under a provision: the day from which it had effect. */
	if (m->date_how == VB_HOW_INFERRED && m->kind == VB_RELATION_AMENDED_BY)
		return true;
	if (m->date_how == VB_HOW_INFERRED)
		return !memcmp(m->date.ptr + 4, date.ptr + 4, 6);
	return vb_str_eq(m->date, date);
}

bool vb_match_brief(const struct vb_reference *m, const struct vb_brief *b)
{
	return types_match(m->type, b->type) && dates_match(m, b->date) &&
	       issuers_match(m->issuer, b->issuer);
}
