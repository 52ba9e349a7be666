#include "doc/body.h"

#include <stdio.h>

#include "base/buf.h"
#include "text/text.h"
#include "text/token.h"

#define WORDS 40     /* of a name */
#define NAME_WORDS 5 /* most words of a province's name: Bà Rịa - Vũng Tàu */

/* What says that a territory's name follows. */
enum kind_level {
	AT_PROVINCE,
	AT_CITY, /* a province's equal or a district's: its name says */
	AT_DISTRICT,
	AT_COMMUNE,
};

static const struct kind {
	const char *marked[2], *plain[2]; /* as keys of words; folded */
	enum kind_level at;
	bool committee; /* of the Party: it is the organ besides */
} kinds[] = {
	{ { "tỉnh", "ủy" }, { "tinh", "uy" }, AT_PROVINCE, true },
	{ { "thành", "ủy" }, { "thanh", "uy" }, AT_CITY, true },
	{ { "huyện", "ủy" }, { "huyen", "uy" }, AT_DISTRICT, true },
	{ { "quận", "ủy" }, { "quan", "uy" }, AT_DISTRICT, true },
	{ { "thị", "ủy" }, { "thi", "uy" }, AT_DISTRICT, true },
	{ { "tỉnh", NULL }, { "tinh", NULL }, AT_PROVINCE, false },
	{ { "thành", "phố" }, { "thanh", "pho" }, AT_CITY, false },
	{ { "tp", NULL }, { "tp", NULL }, AT_CITY, false },
	{ { "huyện", NULL }, { "huyen", NULL }, AT_DISTRICT, false },
	{ { "quận", NULL }, { "quan", NULL }, AT_DISTRICT, false },
	{ { "thị", "xã" }, { "thi", "xa" }, AT_DISTRICT, false },
	{ { "thị", "trấn" }, { "thi", "tran" }, AT_COMMUNE, false },
	{ { "phường", NULL }, { "phuong", NULL }, AT_COMMUNE, false },
	{ { "đặc", "khu" }, { "dac", "khu" }, AT_COMMUNE, false },
	{ { "xã", NULL }, { "xa", NULL }, AT_COMMUNE, false },
};

/* First words of bodies that are of one level where no territory is named. */
static const struct {
	const char *fold;
	enum vb_level level;
} firsts[] = {
	{ "so ", VB_LEVEL_PROVINCE },	     { "bo ", VB_LEVEL_CENTRAL },
	{ "cuc ", VB_LEVEL_CENTRAL },	     { "tong cuc ", VB_LEVEL_CENTRAL },
	{ "phong ", VB_LEVEL_DISTRICT },     { "tinh doan", VB_LEVEL_PROVINCE },
	{ "huyen doan", VB_LEVEL_DISTRICT }, { "quan doan", VB_LEVEL_DISTRICT },
};

/* Heads of bodies, folded: what follows is the body. */
static const char *const heads[] = {
	"chu tich ", "bo truong ", "chanh an ", "vien truong ", "thong doc ",
};

#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))
#define N_FIRSTS (sizeof(firsts) / sizeof(firsts[0]))
#define N_HEADS (sizeof(heads) / sizeof(heads[0]))

struct word {
	size_t from, to;       /* of the issuer */
	size_t fold, fold_end; /* of folds */
	size_t key, key_end;   /* of keys */
	bool comma;	       /* one stands before it */
};

struct reader {
	struct vb_str issuer;
	struct word words[WORDS];
	size_t n;
	char folds[VB_BODY_BYTES * 2], keys[VB_BODY_BYTES * 2];
	bool marked; /* some word has marks */
};

static struct vb_str key_of(const struct reader *r, size_t i)
{
	const struct word *w = &r->words[i];

	return vb_str_sub(vb_str_of(r->keys, sizeof(r->keys)), w->key,
			  w->key_end);
}

/* The folds of the words [i, end), one space between. */
static struct vb_str folds_of(const struct reader *r, size_t i, size_t end)
{
	if (i >= end)
		return VB_STR_EMPTY;
	return vb_str_of(r->folds + r->words[i].fold,
			 r->words[end - 1].fold_end - r->words[i].fold);
}

static struct vb_str source_of(const struct reader *r, size_t i, size_t end)
{
	if (i >= end)
		return VB_STR_EMPTY;
	return vb_str_sub(r->issuer, r->words[i].from, r->words[end - 1].to);
}

static size_t put(char *to, size_t at, size_t size, struct vb_str s)
{
	if (at + s.len + 1 >= size)
		return 0;
	memcpy(to + at, s.ptr, s.len);
	to[at + s.len] = ' ';
	return at + s.len + 1;
}

static void read_words(struct reader *r, struct vb_str issuer)
{
	size_t folds = 0, keys = 0, end = 0;
	struct vb_token token;
	vb_tokenizer t;

	r->issuer = vb_str_sub(issuer, 0, VB_BODY_BYTES);
	r->n = 0;
	r->marked = false;
	vb_tokenizer_init(&t, r->issuer);
	while (r->n < WORDS && vb_tokenizer_next(&t, &token)) {
		size_t f = put(r->folds, folds, sizeof(r->folds), token.fold);
		size_t k = put(r->keys, keys, sizeof(r->keys), token.key);
		if (!f || !k)
			break;
		r->words[r->n++] = (struct word){
			.from = token.start,
			.to = token.end,
			.fold = folds,
			.fold_end = f - 1,
			.key = keys,
			.key_end = k - 1,
			.comma = vb_str_find(vb_str_sub(r->issuer, end,
							token.start),
					     VB_STR(","), 0) != VB_NPOS,
		};
		r->marked = r->marked || (token.flags & VB_TOKEN_MARKED);
		folds = f;
		keys = k;
		end = token.end;
	}
}

/* Does `s` begin with the words `form`? */
static bool begins(struct vb_str s, struct vb_str form)
{
	return vb_str_starts(s, form) &&
	       (s.len == form.len || s.ptr[form.len] == ' ');
}

static size_t count_words(struct vb_str form)
{
	size_t n = form.len > 0;

	for (size_t i = 0; i < form.len; i++)
		n += form.ptr[i] == ' ';
	return n;
}

/* The organ that the words from `at` begin with, by its longest form. */
static const struct vb_organ *organ_at(const struct reader *r, size_t at,
				       size_t *n)
{
	struct vb_str words = folds_of(r, at, r->n);
	const struct vb_organ *organ, *best = NULL;
	size_t most = 0;

	for (size_t i = 0; (organ = vb_organ_row(i)) != NULL; i++) {
		struct vb_str form;

		for (size_t k = 0; (form = vb_organ_form(organ, k)).len; k++)
			if (form.len > most && begins(words, form)) {
				most = form.len;
				best = organ;
				*n = count_words(form);
			}
	}
	return best;
}

/* The kind of territory that word `i` begins; `*n` gets its words. In a name
 * without any marks the folds must do. */
static const struct kind *kind_at(const struct reader *r, size_t i, size_t *n)
{
	for (size_t k = 0; k < N_KINDS; k++) {
		const char *const *want =
			r->marked ? kinds[k].marked : kinds[k].plain;

		*n = want[1] ? 2 : 1;
		if (i + *n > r->n ||
		    !vb_str_eq(key_of(r, i), vb_str_from(want[0])) ||
		    (want[1] &&
		     !vb_str_eq(key_of(r, i + 1), vb_str_from(want[1]))))
			continue;
		/* "xã hội", "tỉnh đoàn" */
		if (i + *n < r->n && *n == 1 &&
		    (begins(folds_of(r, i + 1, r->n), VB_STR("hoi")) ||
		     begins(folds_of(r, i + 1, r->n), VB_STR("doan"))))
			continue;
		return &kinds[k];
	}
	return NULL;
}

static const struct vb_territory *territory_of(struct vb_str name)
{
	const struct vb_territory *t;
	size_t len = 0;

	if (!name.len)
		return NULL;
	t = vb_territory_at(name, &len); /* cheap, and mostly enough */
	return t && len == name.len ? t : vb_territory_find(name);
}

/* The province at the end of a name that has no kind: "UBND Hà Tĩnh". */
static const struct vb_territory *bare_province(const struct reader *r,
						size_t from, size_t *at)
{
	size_t first = r->n > NAME_WORDS ? r->n - NAME_WORDS : 0;

	for (size_t i = first > from ? first : from; i < r->n; i++) {
		const struct vb_territory *t =
			territory_of(source_of(r, i, r->n));

		if (t) {
			*at = i;
			return t;
		}
	}
	return NULL;
}

/* The parts of a name: [organ) [kind) [name) and the territory above. */
struct parts {
	size_t organ, kind, name, name_end;
	const struct kind *what;
};

static enum vb_level level_of(const struct parts *p, struct vb_body *out,
			      bool above)
{
	switch (p->what->at) {
	case AT_PROVINCE:
		return VB_LEVEL_PROVINCE;
	case AT_CITY:
		if (!out->territory.len)
			return VB_LEVEL_UNKNOWN;
		return !above && out->province && out->province->city ?
			       VB_LEVEL_PROVINCE :
			       VB_LEVEL_DISTRICT;
	case AT_DISTRICT:
		return VB_LEVEL_DISTRICT;
	case AT_COMMUNE:
		return VB_LEVEL_COMMUNE;
	}
	return VB_LEVEL_UNKNOWN;
}

/* Where the name at `from` ends: at a comma or the territory above it. A name
 * without marks may hold what looks like one: "ha tinh". */
static size_t name_end(const struct reader *r, size_t from)
{
	size_t i, n;

	for (i = from; i < r->n; i++)
		if (i > from &&
		    (r->words[i].comma || (r->marked && kind_at(r, i, &n))))
			break;
	return i;
}

/* The province named last, above the name that ends at `at`. */
static const struct vb_territory *above(const struct reader *r, size_t at)
{
	const struct vb_territory *t = NULL;
	size_t n;

	for (; at < r->n && !t; at++) {
		const struct kind *kind = kind_at(r, at, &n);

		if (kind && kind->at <= AT_CITY)
			t = territory_of(source_of(r, at + n, r->n));
	}
	return t;
}

/*
 * Sets level, territory and province from what follows the organ. A central
 * one may have offices there: "Cục Thuế tỉnh Hà Tĩnh".
 */
static void read_territory(struct vb_body *out, const struct reader *r,
			   struct parts *p)
{
	const struct vb_territory *higher;
	size_t n = 0;

	for (p->kind = p->organ; p->kind < r->n && !p->what; p->kind++) {
		p->what = kind_at(r, p->kind, &n);
		if (p->what)
			break;
	}
	p->name = p->name_end = p->kind;
	if (!p->what) {
		if (!out->organ || !out->organ->level)
			out->province = bare_province(r, p->organ, &p->kind);
		p->name = p->kind;
		p->name_end = r->n;
		out->territory = source_of(r, p->name, r->n);
		out->level =
			out->province ? VB_LEVEL_PROVINCE : VB_LEVEL_UNKNOWN;
		return;
	}
	p->name = p->kind + n;
	p->name_end = name_end(r, p->name);
	out->territory = source_of(r, p->name, p->name_end);
	higher = above(r, p->name_end);
	if (p->what->at <= AT_CITY)
		out->province = territory_of(out->territory);
	out->level = level_of(p, out, higher);
	if (out->level != VB_LEVEL_PROVINCE)
		out->province = higher;
}

/* The level that the organ has by itself. */
static enum vb_level own_level(const struct vb_organ *organ, struct vb_str fold)
{
	if (organ)
		return organ->level;
	for (size_t i = 0; i < N_FIRSTS; i++)
		if (vb_str_starts(fold, vb_str_from(firsts[i].fold)))
			return firsts[i].level;
	return VB_LEVEL_UNKNOWN;
}

static const struct vb_organ *committee(void)
{
	const struct vb_organ *organ;

	for (size_t i = 0; (organ = vb_organ_row(i)) != NULL; i++)
		if (!strcmp(organ->key, "cap-uy"))
			return organ;
	return NULL;
}

/* A province's name is its row's, so that all its spellings meet. */
static vb_status put_name(struct vb_buf *key, struct vb_str words,
			  const struct vb_territory *row)
{
	return vb_text_fold(key, row ? vb_str_from(row->name) : words);
}

/* The organ's key, and what the name says besides, up to the territory. */
static vb_status put_organ(struct vb_buf *key, const struct vb_organ *organ,
			   const struct reader *r, const struct parts *p)
{
	vb_status st = organ ? vb_buf_append_cstr(key, organ->key) : VB_OK;

	if (!st && organ && p->kind > p->organ)
		st = vb_buf_append_char(key, ' ');
	if (!st)
		st = vb_buf_append(key, folds_of(r, p->organ, p->kind));
	/* "Văn phòng Tỉnh ủy" is not the province's */
	if (!st && p->what && p->what->committee && p->kind > 0)
		st = vb_buf_append_cstr(key, " cap-uy");
	return st;
}

static void write_key(struct vb_body *out, const struct reader *r,
		      const struct parts *p)
{
	struct vb_buf key = VB_BUF_INIT(VB_BODY_KEY * 4);
	const char *level = vb_level_name(out->level);
	bool province = out->level == VB_LEVEL_PROVINCE;
	vb_status st = put_organ(&key, out->organ, r, p);

	if (!st)
		st = vb_buf_append_char(&key, '|');
	if (!st)
		st = put_name(&key, folds_of(r, p->name, p->name_end),
			      province ? out->province : NULL);
	if (!st && out->province && !province) {
		st = vb_buf_append_cstr(&key, ", ");
		if (!st)
			st = put_name(&key, VB_STR_EMPTY, out->province);
	}
	if (!st)
		st = vb_buf_append_char(&key, '|');
	if (!st && level)
		st = vb_buf_append_cstr(&key, level);
	if (!st)
		memcpy(out->key, key.ptr,
		       key.len < VB_BODY_KEY ? key.len : VB_BODY_KEY - 1);
	vb_buf_clear(&key);
}

const struct vb_organ *vb_body_read(struct vb_body *out, struct vb_str issuer)
{
	struct reader r;
	struct parts p = { 0 };
	size_t first = 0, n = 0;

	memset(out, 0, sizeof(*out));
	read_words(&r, issuer);
	out->organ = organ_at(&r, 0, &n);
	for (size_t i = 0; i < N_HEADS && !out->organ; i++) {
		if (!vb_str_starts(folds_of(&r, 0, r.n), vb_str_from(heads[i])))
			continue;
		first = count_words(vb_str_trim(vb_str_from(heads[i])));
		out->organ = organ_at(&r, first, &n);
	}
	p.organ = out->organ ? first + n : 0;
	read_territory(out, &r, &p);
	/* "Tỉnh ủy Hà Tĩnh" is kind and organ at once */
	if (!out->organ && p.what && p.what->committee && !p.kind) {
		out->organ = committee();
		p.organ = p.name;
	}
	if (!out->level)
		out->level = own_level(out->organ, folds_of(&r, 0, r.n));
	out->rest = source_of(&r, p.organ, r.n);
	write_key(out, &r, &p);
	return out->organ;
}

const char *vb_level_name(enum vb_level level)
{
	static const char *const names[] = {
		[VB_LEVEL_CENTRAL] = "central",
		[VB_LEVEL_PROVINCE] = "province",
		[VB_LEVEL_DISTRICT] = "district",
		[VB_LEVEL_COMMUNE] = "commune",
	};

	return level <= VB_LEVEL_COMMUNE ? names[level] : NULL;
}

const char *vb_level_until(enum vb_level level)
{
	return level == VB_LEVEL_DISTRICT ? "2025-06-30" : NULL;
}

/* The day after `day`, YYYY-MM-DD; one of the table's: all are good. */
static void day_after(char out[VB_PLACE_SINCE], const char *day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	struct vb_str s = vb_str_from(day);
	unsigned long y = 0, m = 1, d = 1;

	if (!vb_str_to_ulong(&y, vb_str_sub(s, 0, 4), 9999) ||
	    !vb_str_to_ulong(&m, vb_str_sub(s, 5, 7), 12) ||
	    !vb_str_to_ulong(&d, vb_str_skip(s, 8), 31) || !m)
		return;
	if (++d > (unsigned long)days[m - 1]) {
		d = 1;
		m++;
	}
	if (m > 12) {
		m = 1;
		y++;
	}
	snprintf(out, VB_PLACE_SINCE, "%04u-%02u-%02u", (unsigned)y % 10000,
		 (unsigned)m % 100, (unsigned)d % 100);
}

const struct vb_territory *vb_place_now(char since[VB_PLACE_SINCE],
					struct vb_str name)
{
	const struct vb_territory *then = territory_of(name);
	const struct vb_territory *now = vb_territory_now(then);

	since[0] = '\0';
	if (!now || now == then)
		return NULL;
	/* by the last step, where there were several */
	while (then->until && strcmp(then->into[0], now->name) != 0)
		then = vb_territory_find(vb_str_from(then->into[0]));
	day_after(since, then->until);
	return now;
}
