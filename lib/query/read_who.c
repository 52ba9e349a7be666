/* Types of documents, and who issued them. */
#include "doc/body.h"
#include "doc/type.h"
#include "query/saying.h"
#include "text/text.h"
#include "text/token.h"

#define LABEL_BYTES 300
#define CODE_LETTERS 2 /* a shorter code is no type by itself */

/* How much it takes for a type's name to be more than words. */
enum weight {
	NEVER,
	NAMED, /* "quy định của …", "quy định số …" */
	FIRST, /* or the query begins with it: "kế hoạch phòng chống …" */
	ALWAYS, /* it is never anything else */
};

static const struct {
	const char *slug;
	enum weight weight;
} weights[] = {
	{ "nghi-quyet", ALWAYS },
	{ "chi-thi", ALWAYS },
	{ "nghi-dinh", ALWAYS },
	{ "thong-tu", ALWAYS },
	{ "thong-tu-lien-tich", ALWAYS },
	{ "nghi-quyet-lien-tich", ALWAYS },
	{ "phap-lenh", ALWAYS },
	{ "cong-van", ALWAYS },
	{ "cong-dien", ALWAYS },
	{ "van-ban-hop-nhat", ALWAYS },
	{ "sac-lenh", ALWAYS },
	{ "thong-tri", ALWAYS },
	{ "to-trinh", ALWAYS },
	{ "quyet-dinh", FIRST },
	{ "ke-hoach", FIRST },
	{ "de-an", FIRST },
	{ "thong-bao", FIRST },
	{ "bao-cao", FIRST },
	{ "ket-luan", FIRST },
	{ "chuong-trinh-hanh-dong", FIRST },
	{ "quy-che", FIRST },
	{ "hien-phap", FIRST },
	{ "bo-luat", FIRST },
	{ "luat", FIRST },
	{ "chuong-trinh", NAMED },
	{ "huong-dan", NAMED },
};

/* Codes that people type for the type itself, folded, at the start. */
static const char *const codes[] = { "nq", "ct", "qd", "nd",   "tt", "kh",
				     "tb", "cv", "kl", "ttlt", "bc" };

static enum weight weight_of(const struct vb_type *type)
{
	for (size_t i = 0; i < sizeof(weights) / sizeof(weights[0]); i++)
		if (!strcmp(weights[i].slug, type->slug))
			return weights[i].weight;
	return NEVER;
}

/* Does what follows say that the words before were a document? Not "của":
 * "quyết định của tòa án" is what any court says. */
static bool is_named(const struct vb_saying *s, size_t i)
{
	if (i >= s->n)
		return false;
	return vb_str_eq(s->words[i].fold, VB_STR("so")) ||
	       vb_str_eq(s->words[i].fold, VB_STR("ngay")) ||
	       s->words[i].taken || s->words[i].organ;
}

/* "NQ", "TT": the code of a type by itself, in capitals or as first word. */
static const struct vb_type *code_at(const struct vb_saying *s, size_t i)
{
	const struct vb_saying_word *w = &s->words[i];
	const struct vb_type *type;

	if (w->fold.len < CODE_LETTERS || (!w->capitals && (i || !s->starts)) ||
	    s->n == 1 || w->organ) /* TT HĐND */
		return NULL;
	for (size_t k = 0; k < sizeof(codes) / sizeof(codes[0]); k++) {
		if (!vb_str_eq(w->fold, vb_str_from(codes[k])))
			continue;
		for (size_t t = 0; (type = vb_type_row(t)) != NULL; t++) {
			struct vb_buf fold = VB_BUF_INIT(64);
			bool same =
				!vb_text_fold(&fold, vb_str_from(type->code)) &&
				vb_str_eq(vb_buf_str(&fold), w->fold);

			vb_buf_clear(&fold);
			if (same)
				return type;
		}
	}
	return NULL;
}

/* The type that word `i` begins, its words in `*n`; NULL: none. */
static const struct vb_type *type_at(const struct vb_saying *s, size_t i,
				     size_t *n)
{
	struct vb_str rest = vb_saying_text(s, i, s->n);
	const struct vb_type *type;
	enum weight weight;
	size_t len = 0;

	type = vb_type_at(rest, &len);
	*n = 1;
	if (!type)
		return code_at(s, i);
	while (i + *n < s->n && s->words[i + *n].text.ptr < rest.ptr + len)
		(*n)++;
	weight = weight_of(type);
	if (!vb_saying_marks(s, i, type->label) ||
	    (i && vb_saying_before(s, i, "phap"))) /* pháp luật */
		return NULL;
	if (weight == ALWAYS || (weight && is_named(s, i + *n)) ||
	    (weight == FIRST && !i && s->starts))
		return type;
	return NULL;
}

void vb_saying_types(struct vb_saying *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct vb_said said = { .field = VB_QF_TYPE, .from = i };
		const struct vb_type *type;
		size_t n = 0, k = 0;

		if (s->words[i].taken)
			continue;
		type = type_at(s, i, &n);
		if (!type)
			continue;
		while (k < n && !s->words[i + k].taken)
			k++;
		if (k < n)
			continue;
		said.to = i + n;
		said.value = vb_str_from(type->slug);
		said.label = vb_str_from(type->label);
		vb_saying_add(s, &said);
		i += n - 1;
	}
}

/* Do the words from `i` begin with the folded words of `form`? Their count. */
static size_t form_at(const struct vb_saying *s, size_t i, struct vb_str form)
{
	size_t n = 0;

	while (form.len) {
		size_t len = vb_str_find(form, VB_STR(" "), 0);
		struct vb_str word = vb_str_sub(form, 0, len);

		if (i + n >= s->n || s->words[i + n].taken ||
		    !vb_str_eq(s->words[i + n].fold, word))
			return 0;
		n++;
		form = len == VB_NPOS ? VB_STR_EMPTY :
					vb_str_skip(form, len + 1);
	}
	return n;
}

/* The organs of the words that `form` begins at, if it is longer than what
 * was found there. `full`: it is the name itself, whose marks are known. */
static void place_form(struct vb_saying *s, const struct vb_organ *organ,
		       struct vb_str form, bool full)
{
	size_t space = vb_str_find(form, VB_STR(" "), 0);
	struct vb_str first = vb_str_sub(form, 0, space);

	for (size_t i = 0; i < s->n; i++) {
		struct vb_saying_word *w = &s->words[i];
		size_t n;

		if (!vb_str_eq(w->fold, first))
			continue;
		n = form_at(s, i, form);
		/* "cp", "tw" are other words as well */
		if (n <= w->organ_words || form.len < 2 ||
		    (form.len < 3 && !w->capitals) ||
		    (full && !vb_saying_marks(s, i, organ->name)))
			continue;
		w->organ = organ;
		w->organ_words = n;
	}
}

void vb_saying_organs(struct vb_saying *s)
{
	const struct vb_organ *organ;

	for (size_t k = 0; (organ = vb_organ_row(k)) != NULL; k++) {
		struct vb_str form;

		for (size_t f = 0; (form = vb_organ_form(organ, f)).len; f++)
			place_form(s, organ, form, !f);
	}
}

/* The organ that free words from `i` name, their count in `*n`, or NULL. */
static const struct vb_organ *organ_at(const struct vb_saying *s, size_t i,
				       size_t *n)
{
	*n = s->words[i].organ_words;
	for (size_t k = 0; k < *n; k++)
		if (s->words[i + k].taken)
			*n = 0;
	return *n ? s->words[i].organ : NULL;
}

/* "huyện", "phường" …: the end of the name of what is below a province, or
 * `i`. Names have two syllables mostly; capitals and figures tell better. */
static size_t lower_unit(const struct vb_saying *s, size_t i)
{
	static const char *const kinds[] = { "huyen",	 "quan",   "thi xa",
					     "thi tran", "phuong", "xa",
					     "dac khu" };
	size_t n = 0, to;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]) && !n; k++)
		n = vb_saying_is(s, i, kinds[k]);
	if (!n || i + n >= s->n)
		return i;
	to = i + n;
	if (s->words[to].text.ptr[0] >= '0' && s->words[to].text.ptr[0] <= '9')
		return to + 1;
	if (s->words[to].title) {
		while (to < s->n && to < i + n + 4 && s->words[to].title &&
		       !s->words[to].taken)
			to++;
		return to;
	}
	to += 2;
	return to <= s->n && !s->words[to - 1].taken ? to : i;
}

/* Committees of the Party: the organ and the kind of territory in one. */
static size_t committee_at(const struct vb_saying *s, size_t i)
{
	static const char *const names[] = {
		"ban thuong vu tinh uy",
		"ban thuong vu thanh uy",
		"ban thuong vu huyen uy",
		"ban thuong vu quan uy",
		"tinh uy",
		"thanh uy",
		"huyen uy",
		"quan uy",
		"thi uy",
	};

	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
		size_t n = vb_saying_is(s, i, names[k]);

		if (n)
			return n;
	}
	return 0;
}

/* Does something before word `i` say that a body follows? */
static size_t lead_of(const struct vb_saying *s, size_t i)
{
	return vb_saying_before(s, i, "cua") || vb_saying_before(s, i, "do") ||
	       vb_saying_before(s, i, "boi");
}

/* Words that begin the name of a body which the table of organs has not. */
static size_t unknown_at(const struct vb_saying *s, size_t i)
{
	static const char *const names[] = { "so", "tong cuc", "cuc" };

	/* "cơ sở đặt tại …" */
	if (i && !s->words[i].title && !s->words[i - 1].taken && !lead_of(s, i))
		return 0;
	for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
		size_t n = vb_saying_is(s, i, names[k]);

		if (n && !(k == 0 && s->words[i].marked &&
			   !vb_str_eq(s->words[i].key, VB_STR("sở"))))
			return n;
	}
	return 0;
}

/* Is the body that ends at word `to` what the query asks about, "Bộ Nội vụ
 * là …", and not whose documents it wants? */
static bool is_subject(const struct vb_saying *s, size_t to)
{
	static const char *const verbs[] = { "la",    "co",    "chiu", "phai",
					     "duoc",  "khong", "quy",  "do",
					     "gom",   "thuc",  "cu",   "nao",
					     "trong", "tham",  "cac",  "cap",
					     "bao" };

	for (size_t k = 0; k < sizeof(verbs) / sizeof(verbs[0]); k++)
		if (to < s->n &&
		    vb_str_eq(s->words[to].fold, vb_str_from(verbs[k])))
			return true;
	return false;
}

/*
 * May a body, the words [from, to), be an issuer though no territory says
 * which? After a type, a number or a year; as first words; after "của" when
 * something of the kind stands in the query: "quyền hạn của Chính phủ" asks
 * for no decree.
 */
static bool may_issue(const struct vb_saying *s, size_t from, size_t to)
{
	bool taken = false;

	for (size_t i = 0; i < from && !taken; i++)
		taken = s->words[i].taken;
	if (!from)
		return s->starts && !is_subject(s, to);
	return s->words[from - 1].taken || (taken && lead_of(s, from));
}

/* "Ủy ban nhân dân tỉnh Nghệ An" of "ubnd nghe an". */
static vb_status write_issuer(struct vb_buf *out, const struct vb_organ *organ,
			      const struct vb_territory *t)
{
	vb_status st = vb_buf_append_cstr(out, organ->name);

	if (t && !st)
		st = vb_buf_printf(out, " %s %s",
				   t->city ? "thành phố" : "tỉnh", t->name);
	return st;
}

static void add_issuer(struct vb_saying *s, struct vb_said *said,
		       const struct vb_organ *organ,
		       const struct vb_territory *t)
{
	struct vb_buf name = VB_BUF_INIT(LABEL_BYTES);

	said->field = VB_QF_ISSUER;
	said->lead = said->from && !s->words[said->from - 1].taken ?
			     lead_of(s, said->from) :
			     0;
	said->value = said->label = vb_saying_text(s, said->from, said->to);
	if (organ && !write_issuer(&name, organ, t))
		said->value = said->label = vb_buf_str(&name);
	vb_saying_add(s, said);
	vb_buf_clear(&name);
}

/* "Sở Giáo dục và Đào tạo TP. Hà Nội": known by the territory at its end. */
static bool read_unknown(struct vb_saying *s, size_t i)
{
	struct vb_said said = { .from = i };
	size_t n = unknown_at(s, i);

	if (!n)
		return false;
	for (size_t k = i + n + 1; k < s->n && k < i + 12; k++) {
		if (s->words[k - 1].taken || s->words[k].taken)
			break;
		if (!vb_saying_territory(s, k, &said.to))
			continue;
		add_issuer(s, &said, NULL, NULL);
		return true;
	}
	return false;
}

static bool read_issuer(struct vb_saying *s, size_t i)
{
	struct vb_said said = { .from = i };
	const struct vb_territory *t = NULL;
	const struct vb_organ *organ;
	size_t n = 0, end;

	organ = organ_at(s, i, &n);
	if (!n)
		n = committee_at(s, i);
	if (!n)
		return read_unknown(s, i);
	said.to = i + n;
	if (said.to < s->n && (!organ || !organ->level)) {
		end = lower_unit(s, said.to);
		if (end == said.to)
			t = vb_saying_territory(s, end, &end);
		else if (end < s->n)
			vb_saying_territory(s, end, &end);
		if (end > said.to && !t)
			organ = NULL; /* named as typed */
		said.to = end;
	}
	if (said.to == i + n && !may_issue(s, i, said.to))
		return false;
	add_issuer(s, &said, organ, t);
	return true;
}

void vb_saying_issuers(struct vb_saying *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!s->words[i].taken)
			read_issuer(s, i);
}
