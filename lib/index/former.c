#include "index/former.h"

#include "doc/territory.h"
#include "index/schema.h"
#include "text/token.h"

#define WORDS_MAX 64 /* of a value */
#define ISSUER_WORDS 12

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

/* "includes the former Hải Dương (until 2025-06-30)" */
static void tell(struct vb_qbuild *b, const struct vb_territory *const *former,
		 size_t n)
{
	struct vb_buf note = VB_BUF_INIT(1000);
	vb_status st = VB_OK;

	if (b->note.len || !n)
		return;
	for (size_t i = 0; i < n && !st; i++)
		st = vb_buf_printf(&note, "%s%s (until %s)",
				   i ? ", " : "includes the former ",
				   former[i]->name, former[i]->until);
	if (!st && !vb_arena_dup(&b->note, b->arena, vb_buf_str(&note)))
		b->status = vb_error_set(b->err, VB_NO_MEMORY, "no memory");
	vb_buf_clear(&note);
}

/*
 * Those whose field holds `words` and the name of `now` or of one it was made
 * of. `whole` is how the user wrote it.
 */
static vb_q with_former(struct vb_qbuild *b, const char *prefix,
			struct vb_str whole, struct vb_str words,
			const struct vb_territory *now)
{
	const struct vb_territory *former[VB_TERRITORY_FORMER];
	size_t n = vb_territory_former(former, now);
	struct vb_qlist list = { 0 };

	vb_qlist_add(b, &list, vb_q_all_words(b, prefix, whole));
	for (size_t i = 0; i < n; i++) {
		vb_q name =
			vb_q_all_words(b, prefix, vb_str_from(former[i]->name));

		if (words.len)
			name = vb_q_two(b, VB_XAPIAN_AND,
					vb_q_all_words(b, prefix, words), name);
		vb_qlist_add(b, &list, name);
	}
	tell(b, former, n);
	return vb_q_combine(b, VB_XAPIAN_OR, &list);
}

vb_q vb_q_place(struct vb_qbuild *b, struct vb_str value)
{
	const struct vb_territory *now = vb_territory_find(value);

	if (!now)
		return vb_q_all_words(b, VB_PREFIX_PLACE, value);
	/* "tỉnh" is no part of what is stored */
	return with_former(b, VB_PREFIX_PLACE, vb_str_from(now->name),
			   VB_STR_EMPTY, now);
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

vb_q vb_q_issuer(struct vb_qbuild *b, struct vb_str value)
{
	struct vb_str words = VB_STR_EMPTY;
	const struct vb_territory *now = ends_in(vb_str_trim(value), &words);

	if (!now)
		return vb_q_all_words(b, VB_PREFIX_ISSUER, value);
	return with_former(b, VB_PREFIX_ISSUER, value, words, now);
}
