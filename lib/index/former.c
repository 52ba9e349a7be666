#include "index/former.h"

#include "doc/body.h"
#include "index/schema.h"
#include "text/text.h"
#include "text/token.h"

#define WORDS_MAX 64 /* of a value */
#define ISSUER_WORDS 12
#define NOTE_BYTES 2000 /* of what is told */

/* What the Party's committees of provinces and cities call themselves. */
static const char *const committees[] = { "tỉnh ủy", "thành ủy" };

/* Words of bodies that are none of the Party's. */
static const char *const others[] = { "nhân dân", "mặt trận" };

#define N_COMMITTEES (sizeof(committees) / sizeof(committees[0]))

vb_q vb_q_all_words(struct vb_qbuild *b, const char *prefix,
		    struct vb_str value)
{
	struct vb_qlist list = { 0 };
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, value);
	while (vb_tokenizer_next(&t, &token) && list.n < WORDS_MAX)
		vb_qlist_add(b, &list, vb_q_term(b, prefix, token.fold));
	return vb_q_combine(b, VB_XAPIAN_AND, &list);
}

/* Is `name` told already, by another field or the same one built again? */
static bool is_told(const struct vb_qbuild *b, const char *name)
{
	struct vb_str n = vb_str_from(name);

	for (size_t at = vb_str_find(b->note, n, 0); at != VB_NPOS;
	     at = vb_str_find(b->note, n, at + 1)) {
		struct vb_str before = vb_str_sub(b->note, 0, at);

		if ((vb_str_ends(before, VB_STR("former ")) ||
		     vb_str_ends(before, VB_STR(", "))) &&
		    vb_str_starts(vb_str_skip(b->note, at + n.len),
				  VB_STR(" (until")))
			return true;
	}
	return false;
}

/* Adds "includes the former Hải Dương (until 2025-06-30)" to the note; one
 * longer than NOTE_BYTES is not told further. */
static void tell(struct vb_qbuild *b, const char *name, const char *until)
{
	struct vb_buf note = VB_BUF_INIT(NOTE_BYTES);
	vb_status st;

	if (b->status || is_told(b, name))
		return;
	st = vb_buf_append(&note, b->note);
	if (!st)
		st = vb_buf_printf(&note, "%s%s (until %s)",
				   note.len ? ", " : "includes the former ",
				   name, until);
	if (!st && !vb_arena_dup(&b->note, b->arena, vb_buf_str(&note)))
		st = VB_NO_MEMORY;
	if (st && st != VB_TOO_BIG)
		b->status = vb_error_set(b->err, st, "no memory");
	vb_buf_clear(&note);
}

static vb_q whole_place(struct vb_qbuild *b, const char *name)
{
	struct vb_buf fold = VB_BUF_INIT(256);
	vb_q q = NULL;

	if (!vb_text_fold(&fold, vb_str_from(name)))
		q = vb_q_term(b, VB_PREFIX_PLACE, vb_buf_str(&fold));
	vb_buf_clear(&fold);
	return q;
}

/*
 * Adds the documents of the territories that `now` was made of; unless it is
 * NULL, `with` must match them too. The whole name of the place tells which
 * they are: "nghệ" and "tĩnh" are words of the Party's committee in Nghệ An,
 * and Nam Hà has those of Hà Nam.
 */
static void add_former(struct vb_qbuild *b, struct vb_qlist *list,
		       const struct vb_territory *now, vb_q with)
{
	const struct vb_territory *former[VB_TERRITORY_FORMER];
	size_t n = vb_territory_former(former, now);

	for (size_t i = 0; i < n; i++) {
		vb_q name = whole_place(b, former[i]->name);

		vb_qlist_add(b, list, vb_q_two(b, VB_XAPIAN_AND, with, name));
		tell(b, former[i]->name, former[i]->until);
	}
}

vb_q vb_q_place(struct vb_qbuild *b, struct vb_str value)
{
	const struct vb_territory *now = vb_territory_find(value);
	struct vb_qlist list = { 0 };

	if (!now)
		return vb_q_all_words(b, VB_PREFIX_PLACE, value);
	/* "tỉnh" is no part of what is stored */
	vb_qlist_add(
		b, &list,
		vb_q_all_words(b, VB_PREFIX_PLACE, vb_str_from(now->name)));
	add_former(b, &list, now, NULL);
	return vb_q_combine(b, VB_XAPIAN_OR, &list);
}

static void add_forms(struct vb_qbuild *b, struct vb_qlist *list,
		      const struct vb_organ *organ)
{
	struct vb_str form;

	for (size_t i = 0; (form = vb_organ_form(organ, i)).len; i++)
		vb_qlist_add(b, list,
			     vb_q_all_words(b, VB_PREFIX_ISSUER, form));
}

static bool is_committee(const struct vb_body *body)
{
	return !strcmp(body->organ->key, "cap-uy");
}

/* The organ by any of its names, and those whose work it took over. */
static vb_q organ_words(struct vb_qbuild *b, const struct vb_body *body)
{
	const struct vb_organ *former[VB_ORGAN_FORMER];
	size_t n = vb_organ_former(former, body->organ);
	struct vb_qlist list = { 0 };

	add_forms(b, &list, body->organ);
	for (size_t i = 0;
	     i < N_COMMITTEES && !strcmp(body->organ->key, "cap-uy") &&
	     body->level == VB_LEVEL_PROVINCE;
	     i++)
		vb_qlist_add(b, &list,
			     vb_q_all_words(b, VB_PREFIX_ISSUER,
					    vb_str_from(committees[i])));
	for (size_t i = 0; i < n; i++) {
		add_forms(b, &list, former[i]);
		tell(b, former[i]->name, former[i]->until);
	}
	return vb_q_combine(b, VB_XAPIAN_OR, &list);
}

/*
 * What stands behind the organ: "TP. Hà Nội" is "thành phố Hà Nội", and a
 * nickname the name. NULL when nothing does.
 */
static vb_q rest_words(struct vb_qbuild *b, const struct vb_body *body)
{
	bool province = body->province && body->level == VB_LEVEL_PROVINCE;
	struct vb_buf words = VB_BUF_INIT(1000);
	vb_status st = VB_OK;
	vb_q q = NULL;

	if (!body->rest.len)
		return NULL;
	if (vb_str_starts_nocase(body->rest, "tp"))
		st = vb_buf_append_cstr(&words, "thành phố ");
	else if (province && (vb_str_starts_nocase(body->rest, "tỉnh ") ||
			      vb_str_starts_nocase(body->rest, "tinh ")))
		st = vb_buf_append_cstr(&words, "tỉnh ");
	if (!st && province)
		st = vb_buf_append_cstr(&words, body->province->name);
	else if (!st)
		st = vb_buf_append(&words,
				   words.len ? body->territory : body->rest);
	if (!st)
		q = vb_q_all_words(b, VB_PREFIX_ISSUER, vb_buf_str(&words));
	else if (!b->status)
		b->status = vb_error_set(b->err, st, "issuer: %s",
					 vb_status_text(st));
	vb_buf_clear(&words);
	return q;
}

/* The territory at the end of `value`; `*words` gets what stands before it
 * and before tỉnh or thành phố. */
static const struct vb_territory *ends_in(struct vb_str value,
					  struct vb_str *words)
{
	const struct vb_territory *best = NULL;
	unsigned n = 0;

	for (size_t at = value.len; at > 1 && n < ISSUER_WORDS; at--) {
		const struct vb_territory *t;

		if (value.ptr[at - 1] != ' ')
			continue;
		n++;
		t = vb_territory_find(vb_str_skip(value, at));
		if (t) { /* the longest: with "thành phố" before it */
			best = t;
			*words = vb_str_sub(value, 0, at - 1);
		}
	}
	return best;
}

/* "tỉnh" and "ủy" are words of other bodies, too: Ủy ban nhân dân tỉnh. */
static vb_q only_committees(struct vb_qbuild *b, vb_q q)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		q = vb_q_two(b, VB_XAPIAN_AND_NOT, q,
			     vb_q_all_words(b, VB_PREFIX_ISSUER,
					    vb_str_from(others[i])));
	return q;
}

/* A body that the table of organs has not: its words, and its territory. */
static vb_q unknown_issuer(struct vb_qbuild *b, struct vb_str value)
{
	struct vb_str words = VB_STR_EMPTY;
	const struct vb_territory *now = ends_in(vb_str_trim(value), &words);
	struct vb_qlist list = { 0 };

	vb_qlist_add(b, &list, vb_q_all_words(b, VB_PREFIX_ISSUER, value));
	if (now)
		add_former(b, &list, now,
			   vb_q_all_words(b, VB_PREFIX_ISSUER, words));
	return vb_q_combine(b, VB_XAPIAN_OR, &list);
}

vb_q vb_q_issuer(struct vb_qbuild *b, struct vb_str value)
{
	struct vb_qlist list = { 0 };
	struct vb_body body;
	vb_q organ, q;

	if (!vb_body_read(&body, vb_str_trim(value)))
		return unknown_issuer(b, value);
	organ = organ_words(b, &body);
	/* as typed, too: a document may have been given what it is called */
	vb_qlist_add(b, &list, vb_q_all_words(b, VB_PREFIX_ISSUER, value));
	vb_qlist_add(b, &list,
		     vb_q_two(b, VB_XAPIAN_AND, organ, rest_words(b, &body)));
	if (body.level == VB_LEVEL_PROVINCE && body.province)
		add_former(b, &list, body.province, organ);
	q = vb_q_combine(b, VB_XAPIAN_OR, &list);
	return q && is_committee(&body) ? only_committees(b, q) : q;
}
