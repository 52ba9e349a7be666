#include "index/former.h"

#include <stdio.h>

#include "doc/date.h"
#include "doc/number.h"
#include "doc/type.h"
#include "index/match.h"
#include "index/schema.h"
#include "text/text.h"
#include "text/token.h"

static vb_q folded(struct vb_qbuild *b, const char *prefix, struct vb_str value)
{
	struct vb_buf fold = VB_BUF_INIT(4096);
	vb_q q = NULL;

	if (!vb_text_fold(&fold, value))
		q = vb_q_term(b, prefix, vb_buf_str(&fold));
	vb_buf_clear(&fold);
	return q;
}

static vb_q title_words(struct vb_qbuild *b, struct vb_str value)
{
	struct vb_qlist list = { 0 };
	struct vb_token token;
	vb_tokenizer t;

	vb_tokenizer_init(&t, value);
	while (vb_tokenizer_next(&t, &token) && list.n < 64) {
		vb_q q = token.flags & VB_TOKEN_MARKED ?
				 vb_q_term(b, VB_PREFIX_TITLE, token.key) :
				 vb_q_any_marks(b, VB_PREFIX_TITLE, token.fold,
						token.key);
		vb_qlist_add(b, &list, q);
	}
	return vb_q_combine(b, VB_XAPIAN_AND, &list);
}

/* At most so many numbers of one serial are asked for at once. */
#define KEYS_MAX 200

/* Folded type code and serial: "da 1", as the index has it. */
static vb_q serial(struct vb_qbuild *b, const char *prefix,
		   const struct vb_number *n)
{
	char text[40];

	snprintf(text, sizeof(text), "%s%s%u", n->type, n->type[0] ? " " : "",
		 n->serial);
	return folded(b, prefix, vb_str_from(text));
}

/* Documents with a key that fits, as far as the key can't tell by itself. */
static vb_q number_term(struct vb_qbuild *b, const struct vb_fitting *fit,
			const struct vb_number *n, bool own)
{
	vb_q q =
		vb_q_term(b, own ? VB_PREFIX_NUMBER_KEY : VB_PREFIX_MENTION_KEY,
			  fit->key);
	char year[12];

	if (!own)
		return q; /* nothing is known of what is only cited */
	snprintf(year, sizeof(year), "%u", fit->check.year);
	if (fit->check.year)
		q = vb_q_two(b, VB_XAPIAN_AND, q,
			     vb_q_term(b, VB_PREFIX_YEAR, vb_str_from(year)));
	if (fit->check.type && n->said)
		q = vb_q_two(b, VB_XAPIAN_AND, q,
			     vb_q_term(b, VB_PREFIX_TYPE,
				       vb_str_from(n->said->slug)));
	return q;
}

vb_q vb_q_number(struct vb_qbuild *b, const struct vb_number *n,
		 struct vb_str typed, enum vb_number_use use)
{
	bool own = !(use & VB_NUMBER_CITED);
	struct vb_wanted wanted = { n, use & VB_NUMBER_PARTIAL,
				    vb_typed_marks(typed) };
	struct vb_qlist list = { 0 };
	struct vb_fittings fits;
	vb_status st;

	if (!n->key[0])
		return serial(b,
			      own ? VB_PREFIX_NUMBER_SERIAL :
				    VB_PREFIX_MENTION_SERIAL,
			      n);
	if (b->status)
		return NULL;
	st = vb_fittings_find(&fits, b->db,
			      own ? VB_PREFIX_NUMBER_KEY :
				    VB_PREFIX_MENTION_KEY,
			      &wanted, b->arena, b->err);
	if (st) {
		b->status = st;
		return NULL;
	}
	/* The best alone: others have the words to find them by. */
	for (size_t i = 0; i < fits.n && i < KEYS_MAX &&
			   fits.items[i].fit == fits.items[0].fit;
	     i++)
		if (!wanted.marked || !(fits.items[i].fit & VB_FIT_FOLDED))
			vb_qlist_add(b, &list,
				     number_term(b, &fits.items[i], n, own));
	return list.n ? vb_q_combine(b, VB_XAPIAN_OR, &list) : vb_q_nothing(b);
}

static vb_q number(struct vb_qbuild *b, struct vb_str value)
{
	struct vb_number n = { 0 };
	unsigned long bare;
	bool partial = false;

	if (vb_str_to_ulong(&bare, vb_str_trim(value), 999999999)) {
		n.serial = (unsigned)bare;
		return vb_q_number(b, &n, value, VB_NUMBER_PARTIAL);
	}
	if (!vb_number_parse(&n, &partial, value))
		return vb_q_nothing(b);
	return vb_q_number(b, &n, value, partial ? VB_NUMBER_PARTIAL : 0);
}

/* "2021-11-16" as the 8 digits of the date slot. */
static struct vb_str digits(char out[9], struct vb_str date)
{
	size_t n = 0;

	for (size_t i = 0; i < date.len && n < 8; i++)
		if (date.ptr[i] >= '0' && date.ptr[i] <= '9')
			out[n++] = date.ptr[i];
	out[n] = '\0';
	return vb_str_of(out, n);
}

static vb_q dates(struct vb_qbuild *b, struct vb_str from, struct vb_str to)
{
	char low[9], high[9];

	return vb_q_range(b, VB_SLOT_DATE, digits(low, from), digits(high, to));
}

/* "2019-11-26", or all of "2019-11". */
static vb_q on_date(struct vb_qbuild *b, struct vb_str value)
{
	char to[16];

	snprintf(to, sizeof(to), "%.*s%s", (int)(value.len < 10 ? 7 : 10),
		 value.ptr, value.len < 10 ? "99" : "");
	return dates(b, value, vb_str_from(to));
}

#define YEARS_MOST 50 /* that are asked for one by one */

/* The years from `low` to `high`, where they are few; else NULL. */
static vb_q each_year(struct vb_qbuild *b, struct vb_str low,
		      struct vb_str high)
{
	struct vb_qlist list = { 0 };
	unsigned long from, to;
	char year[24];

	if (low.len != 4 || high.len != 4 ||
	    !vb_str_to_ulong(&from, low, 9999) ||
	    !vb_str_to_ulong(&to, high, 9999) || from > to ||
	    to - from >= YEARS_MOST)
		return NULL;
	for (; from <= to; from++) {
		snprintf(year, sizeof(year), "%04lu", from);
		vb_qlist_add(b, &list,
			     vb_q_term(b, VB_PREFIX_YEAR, vb_str_from(year)));
	}
	return vb_q_combine(b, VB_XAPIAN_OR, &list);
}

/* "2019" or "2015..2019". */
static vb_q years(struct vb_qbuild *b, struct vb_str value)
{
	size_t dots = vb_str_find(value, VB_STR(".."), 0);
	struct vb_str low = value, high = value;
	char from[16], to[16];
	vb_q few;

	if (dots != VB_NPOS) {
		low = vb_str_sub(value, 0, dots);
		high = vb_str_skip(value, dots + 2);
	}
	few = each_year(b, low, high);
	if (few)
		return few;
	snprintf(from, sizeof(from), "%.4s0101",
		 low.len >= 4 ? low.ptr : "0000");
	snprintf(to, sizeof(to), "%.4s1231", high.len >= 4 ? high.ptr : "9999");
	return dates(b, vb_str_from(from), vb_str_from(to));
}

static vb_q type(struct vb_qbuild *b, struct vb_str value)
{
	const struct vb_type *known = vb_type_find(value);

	return vb_q_term(b, VB_PREFIX_TYPE,
			 known ? vb_str_from(known->slug) : value);
}

vb_q vb_q_field(struct vb_qbuild *b, enum vb_query_field field,
		struct vb_str value)
{
	vb_q q = NULL;

	switch (field) {
	case VB_QF_TYPE:
		q = type(b, value);
		break;
	case VB_QF_NUMBER:
		q = number(b, value);
		break;
	case VB_QF_ISSUER:
		q = vb_q_issuer(b, value);
		break;
	case VB_QF_PLACE:
		q = vb_q_place(b, value);
		break;
	case VB_QF_SIGNER:
		q = vb_q_all_words(b, VB_PREFIX_SIGNER, value);
		break;
	case VB_QF_TOPIC:
		q = vb_q_all_words(b, VB_PREFIX_TOPIC, value);
		break;
	case VB_QF_YEAR:
		q = years(b, value);
		break;
	case VB_QF_DATE:
		q = on_date(b, value);
		break;
	case VB_QF_FROM:
		q = dates(b, value, VB_STR("99999999"));
		break;
	case VB_QF_TO:
		q = dates(b, VB_STR("00000000"), value);
		break;
	case VB_QF_TERM:
		q = folded(b, VB_PREFIX_TERM, value);
		break;
	case VB_QF_SESSION:
		q = folded(b, VB_PREFIX_SESSION, value);
		break;
	case VB_QF_TITLE:
		q = title_words(b, value);
		break;
	case VB_QF_KIND:
		q = vb_q_term(b, VB_PREFIX_KIND, value);
		break;
	case VB_QF_STATUS:
		q = folded(b, VB_PREFIX_STATUS, value);
		break;
	}
	return q ? q : vb_q_nothing(b);
}
