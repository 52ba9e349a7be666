/* Provinces and cities. */
#include "query/saying.h"

#define PLACE_WORDS 6 /* "thành phố Bà Rịa - Vũng Tàu" */

/*
 * The first two syllables of territories, sorted: a look that costs little
 * before vb_territory_find, which does. tests/unit/query/test_understand.c
 * holds it against the table of territories.
 */
static const char *const starts[] = {
	"an giang",   "ba ria",	     "bac can",	   "bac giang",	 "bac kan",
	"bac lieu",   "bac ninh",    "bac thai",   "ben tre",	 "binh dinh",
	"binh duong", "binh phuoc",  "binh thuan", "binh tri",	 "brvt",
	"ca mau",     "can tho",     "cao bang",   "cao lang",	 "cuu long",
	"da nang",    "dac lac",     "dac lak",	   "dac nong",	 "dak lak",
	"dak nong",   "dien bien",   "dong nai",   "dong thap",	 "gia lai",
	"ha bac",     "ha giang",    "ha nam",	   "ha noi",	 "ha son",
	"ha tay",     "ha tinh",     "ha tuyen",   "hai duong",	 "hai hung",
	"hai phong",  "hau giang",   "hcm",	   "ho chi",	 "hoa binh",
	"hoang lien", "hue",	     "hung yen",   "khanh hoa",	 "kien giang",
	"kon tum",    "kontum",	     "lai chau",   "lam dong",	 "lang son",
	"lao cai",    "long an",     "minh hai",   "nam dinh",	 "nam ha",
	"nghe an",    "nghe tinh",   "nghia binh", "ninh binh",	 "ninh thuan",
	"phu khanh",  "phu tho",     "phu yen",	   "quang binh", "quang nam",
	"quang ngai", "quang ninh",  "quang tri",  "sai gon",	 "soc trang",
	"son la",     "song be",     "tay ninh",   "thai binh",	 "thai nguyen",
	"thanh hoa",  "thua thien",  "thuan hai",  "tien giang", "tphcm",
	"tra vinh",   "tuyen quang", "vinh long",  "vinh phu",	 "vinh phuc",
	"vung tau",   "yen bai",
};

#define N_STARTS (sizeof(starts) / sizeof(starts[0]))

/* Of "ha tinh" before "ha tinh" 0, before "ha" the rest of the word. */
static int compare_start(const char *start, struct vb_str fold,
			 struct vb_str next)
{
	struct vb_str s = vb_str_from(start);
	size_t cut = vb_str_find(s, VB_STR(" "), 0);
	int c = vb_str_cmp(vb_str_sub(s, 0, cut), fold);

	if (c || cut == VB_NPOS)
		return c;
	return vb_str_cmp(vb_str_skip(s, cut + 1), next);
}

static bool may_be_territory(const struct vb_saying *s, size_t i)
{
	struct vb_str next = i + 1 < s->n ? s->words[i + 1].fold : VB_STR_EMPTY;

	for (size_t k = 0; i < s->n && k < N_STARTS; k++)
		if (*starts[k] == *s->words[i].fold.ptr &&
		    !compare_start(starts[k], s->words[i].fold, next))
			return true;
	return false;
}

/* The words of "tỉnh", "thành phố", "TP" at word `i`, or 0. */
static size_t kind_at(const struct vb_saying *s, size_t i)
{
	static const char *const kinds[] = { "tinh", "thanh pho", "tp" };

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		size_t n = vb_saying_is(s, i, kinds[k]);

		if (n)
			return n;
	}
	return 0;
}

/* Do the words [from, to) have no marks, those of the name, or those of one
 * of its other spellings? "diễn biến" is not Điện Biên. */
static bool same_name(const struct vb_saying *s, size_t from, size_t to,
		      const struct vb_territory *t)
{
	struct vb_str typed = vb_saying_text(s, from, to);
	size_t len = 0;

	if (vb_saying_marks(s, from, t->name))
		return true;
	for (size_t i = from; i < to; i++)
		if (s->words[i].marked)
			return vb_territory_at(typed, &len) == t &&
			       len == typed.len;
	return true;
}

const struct vb_territory *vb_saying_territory(const struct vb_saying *s,
					       size_t i, size_t *to)
{
	size_t name = i + kind_at(s, i);
	size_t most = s->n - i < PLACE_WORDS ? s->n - i : PLACE_WORDS;

	/* "người Việt Nam định cư" */
	if (!may_be_territory(s, name) || vb_saying_before(s, i, "viet"))
		return NULL;
	for (size_t n = most; n > name - i; n--) {
		const struct vb_territory *t;
		size_t k = 0;

		while (k < n && !s->words[i + k].taken)
			k++;
		if (k < n)
			continue;
		t = vb_territory_find(vb_saying_text(s, i, i + n));
		if (!t || !same_name(s, name, i + n, t))
			continue;
		*to = i + n;
		return t;
	}
	return NULL;
}

/* Names of provinces that are words, too, or a river's. */
static bool is_word_too(const struct vb_territory *t)
{
	static const char *const names[] = { "Hòa Bình", "Cửu Long", "Sông Bé",
					     "Thái Bình" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(t->name, names[i]))
			return true;
	return false;
}

/* May the words [from, to), with nothing before them that says so, be
 * another thing than the place? */
static bool is_ambiguous(const struct vb_saying *s, size_t from, size_t to,
			 const struct vb_territory *t)
{
	size_t i = from;

	if (!strcmp(t->name, "Hồ Chí Minh"))
		return vb_str_eq(s->words[from].fold, VB_STR("ho"));
	while (i < to && s->words[i].title)
		i++;
	return i < to && (is_word_too(t) || to == from + 1);
}

/* "tại Hà Tĩnh", "ở Huế", "tỉnh Hà Tĩnh" */
static size_t place_lead(const struct vb_saying *s, size_t i)
{
	return vb_saying_before(s, i, "tai") || vb_saying_before(s, i, "o");
}

void vb_saying_places(struct vb_saying *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct vb_said said = { .field = VB_QF_PLACE, .from = i };
		const struct vb_territory *t;
		bool kind;

		if (s->words[i].taken)
			continue;
		t = vb_saying_territory(s, i, &said.to);
		if (!t)
			continue;
		kind = kind_at(s, i) || place_lead(s, i);
		if (!kind && is_ambiguous(s, i, said.to, t))
			continue;
		said.lead = i && !s->words[i - 1].taken ? place_lead(s, i) : 0;
		said.value = said.label = vb_str_from(t->name);
		vb_saying_add(s, &said);
		i = said.to - 1;
	}
}
