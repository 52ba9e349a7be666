#include "text/keys_search.h"

#include "text/grammar.h"

#define STEPS 400 /* real words take fewer than 60 */
#define SYM_K 11
#define SYM_L 12
#define BIT(sym) ((uint64_t)1 << (sym))

enum key_kind { KEY_LETTER, KEY_TONE, KEY_HAT, KEY_HORN, KEY_BAR };

struct key {
	uint8_t kind;
	uint8_t tone;
	uint32_t onto; /* bit n: changes symbol n */
};

static const struct key telex[128] = {
	['s'] = { KEY_TONE, VB_TONE_ACUTE, 0 },
	['f'] = { KEY_TONE, VB_TONE_GRAVE, 0 },
	['r'] = { KEY_TONE, VB_TONE_HOOK, 0 },
	['x'] = { KEY_TONE, VB_TONE_TILDE, 0 },
	['j'] = { KEY_TONE, VB_TONE_DOT, 0 },
	['z'] = { KEY_TONE, VB_TONE_NONE, 0 },
	['a'] = { KEY_HAT, 0, BIT(VB_SYM_A) },
	['e'] = { KEY_HAT, 0, BIT(VB_SYM_E) },
	['o'] = { KEY_HAT, 0, BIT(VB_SYM_O) },
	['w'] = { KEY_HORN, 0, BIT(VB_SYM_A) | BIT(VB_SYM_O) | BIT(VB_SYM_U) },
	['d'] = { KEY_BAR, 0, BIT(VB_SYM_D) },
};

static const struct key vni[128] = {
	['0'] = { KEY_TONE, VB_TONE_NONE, 0 },
	['1'] = { KEY_TONE, VB_TONE_ACUTE, 0 },
	['2'] = { KEY_TONE, VB_TONE_GRAVE, 0 },
	['3'] = { KEY_TONE, VB_TONE_HOOK, 0 },
	['4'] = { KEY_TONE, VB_TONE_TILDE, 0 },
	['5'] = { KEY_TONE, VB_TONE_DOT, 0 },
	['6'] = { KEY_HAT, 0, BIT(VB_SYM_A) | BIT(VB_SYM_E) | BIT(VB_SYM_O) },
	['7'] = { KEY_HORN, 0, BIT(VB_SYM_O) | BIT(VB_SYM_U) },
	['8'] = { KEY_HORN, 0, BIT(VB_SYM_A) },
	['9'] = { KEY_BAR, 0, BIT(VB_SYM_D) },
};

static const uint8_t hats[] = {
	[VB_SYM_A] = VB_SYM_A_HAT,
	[VB_SYM_E] = VB_SYM_E_HAT,
	[VB_SYM_O] = VB_SYM_O_HAT,
};

static const uint8_t horns[] = {
	[VB_SYM_A] = VB_SYM_A_BREVE,
	[VB_SYM_O] = VB_SYM_O_HORN,
	[VB_SYM_U] = VB_SYM_U_HORN,
};

/* What was typed so far. */
struct typed {
	uint8_t sym[VB_SYLLABLE_LETTERS];
	uint8_t upper; /* a bit for each letter */
	uint8_t n;
	uint8_t vowel, vowels; /* the first, and how many */
	uint8_t tone;
	uint8_t keys, hard;
	bool toned, replaced;
};

struct search {
	struct vb_str word;
	const struct key *table;
	unsigned steps;
	bool found; /* something that is at least possible */
	bool done;
	struct vb_keyed best;
};

static void step(struct search *s, struct typed t, size_t at);

static bool is_vowel(unsigned sym)
{
	return (BIT(VB_SYM_A) | BIT(VB_SYM_E) | BIT(VB_SYM_I) | BIT(VB_SYM_O) |
		BIT(VB_SYM_U) | BIT(VB_SYM_Y)) >>
		       sym &
	       1;
}

/*
 * One w for two letters: ươ before another letter, uơ at the end (thuở). The
 * u of qu is not meant.
 */
static void spread_horns(struct typed *t)
{
	unsigned i;

	for (i = t->vowel; i + 1u < t->n; i++) {
		uint8_t *u = &t->sym[i], *o = &t->sym[i + 1];
		bool any = *u == VB_SYM_U_HORN || *o == VB_SYM_O_HORN;

		if ((*u != VB_SYM_U && *u != VB_SYM_U_HORN) ||
		    (*o != VB_SYM_O && *o != VB_SYM_O_HORN) || !any)
			continue;
		*o = VB_SYM_O_HORN;
		if (i + 2u == t->n)
			*u = VB_SYM_U;
		else if (!i || t->sym[i - 1] != VB_SYM_Q)
			*u = VB_SYM_U_HORN;
	}
}

/* Đắk and Lắk, the one coda that only names have, parse as đắc and lắc. */
static bool is_dak(const struct typed *t)
{
	return t->n == 3 && t->sym[2] == SYM_K && t->sym[1] == VB_SYM_A_BREVE &&
	       (t->sym[0] == VB_SYM_D_BAR || t->sym[0] == SYM_L) &&
	       (t->tone == VB_TONE_NONE || t->tone == VB_TONE_ACUTE);
}

/* Place the tone of `t` and parse; false if no syllable. */
static bool parse(struct vb_keyed *out, struct typed t)
{
	struct vb_letters *l = &out->letters;
	struct vb_syllable syllable;
	bool dak;

	spread_horns(&t);
	dak = is_dak(&t);
	*l = (struct vb_letters){ .n = t.n };
	for (size_t i = 0; i < t.n; i++) {
		unsigned sym = dak && i == 2 ? 3 : t.sym[i];

		l->syms |= (uint64_t)sym << 8 * i;
		l->marks |= (uint64_t)(t.upper >> i & 1) << (8 * i + 3);
	}
	l->marks |= dak ? VB_TONE_ACUTE : t.tone;
	if (!vb_syllable_parse(&syllable, l))
		return false;
	l->marks &= VB_MARKS_UPPER;
	l->marks |= (uint64_t)t.tone << 8 * syllable.carrier;
	if (dak)
		l->syms ^= (uint64_t)(3 ^ SYM_K) << 16;
	out->weight = vb_syllable_weight(&syllable);
	return true;
}

static void finish(struct search *s, const struct typed *t)
{
	struct vb_keyed now = {
		.keys = t->keys,
		.hard = t->hard,
		.replaced = t->replaced,
	};

	if (!t->keys || !t->vowels || !parse(&now, *t))
		return;
	s->done = now.weight;
	if (s->done || !s->found)
		s->best = now;
	s->found = true;
}

static void letter(struct search *s, struct typed t, size_t at, unsigned sym,
		   bool is_key)
{
	bool vowel = is_key || is_vowel(sym); /* ư is not plain */

	if (t.n == VB_SYLLABLE_LETTERS)
		return;
	if (vowel && t.vowels && t.vowel + t.vowels < t.n)
		return; /* a second run of vowels */
	if (vowel && !t.vowels++)
		t.vowel = t.n;
	if (t.vowels > 4) /* giươ, quyê: i and u are of the onset */
		return;
	t.upper |= (uint8_t)((s->word.ptr[at] < 'a') << t.n);
	t.sym[t.n++] = (uint8_t)sym;
	t.keys += is_key;
	t.hard += is_key && t.n > 1; /* not "was" */
	step(s, t, at + 1);
}

static void tone(struct search *s, struct typed t, size_t at, unsigned to)
{
	char c = s->word.ptr[at] | 32;

	/* the second of two alike would undo it, so it is no key here */
	if (t.tone == to && to)
		return;
	t.replaced |= t.toned;
	t.toned = true;
	t.tone = (uint8_t)to;
	t.keys++;
	t.hard += c == 'f' || c == 'j';
	step(s, t, at + 1);
}

/* Are the vowels as English hardly has them: aa, iee, yee, uoo? */
static bool hat_is_hard(const struct typed *t, size_t i)
{
	unsigned before = i ? t->sym[i - 1] : 0;

	if (t->sym[i] == VB_SYM_A)
		return i + 1 == t->n;
	if (t->sym[i] == VB_SYM_E)
		return before == VB_SYM_I || before == VB_SYM_Y;
	return before == VB_SYM_U;
}

static void hat(struct search *s, const struct typed *t, size_t at,
		const struct key *key)
{
	for (size_t i = t->n; i-- > t->vowel && t->vowels;) {
		struct typed next = *t;

		if (t->sym[i] >= VB_SYM_A_BREVE ||
		    !(key->onto >> t->sym[i] & 1))
			continue;
		next.hard += hat_is_hard(t, i);
		next.sym[i] = hats[t->sym[i]];
		next.keys++;
		step(s, next, at + 1);
	}
}

/* The third o of "xooong" takes the circumflex off again. */
static void unhat(struct search *s, struct typed t, size_t at)
{
	if (!t.n || t.sym[t.n - 1] != VB_SYM_O_HAT ||
	    (s->word.ptr[at] | 32) != 'o' || (s->word.ptr[at - 1] | 32) != 'o')
		return;
	t.sym[t.n - 1] = VB_SYM_O;
	letter(s, t, at, VB_SYM_O, false);
}

static void horn_both(struct search *s, struct typed t, size_t at)
{
	for (size_t i = t.vowel; i + 1u < t.n; i++) {
		if (t.sym[i] != VB_SYM_U || t.sym[i + 1] != VB_SYM_O)
			continue;
		t.sym[i] = VB_SYM_U_HORN;
		t.sym[i + 1] = VB_SYM_O_HORN;
		t.keys++;
		t.hard++;
		step(s, t, at + 1);
		return;
	}
}

static void horn(struct search *s, const struct typed *t, size_t at,
		 const struct key *key)
{
	if (key->onto >> VB_SYM_O & 1)
		horn_both(s, *t, at);
	for (size_t i = t->n; i-- > t->vowel && t->vowels;) {
		struct typed next = *t;

		if (t->sym[i] >= VB_SYM_A_BREVE ||
		    !(key->onto >> t->sym[i] & 1))
			continue;
		next.hard += t->sym[i] == VB_SYM_U;
		next.sym[i] = horns[t->sym[i]];
		next.keys++;
		step(s, next, at + 1);
	}
}

static void bar(struct search *s, struct typed t, size_t at)
{
	t.sym[0] = VB_SYM_D_BAR;
	t.keys++;
	t.hard += at == 1;
	step(s, t, at + 1);
}

/* Two alike side by side are one letter: "toongf" is tồng, never toòng. */
static bool is_doubled(const struct search *s, const struct typed *t, size_t at)
{
	return t->n && (s->word.ptr[at] | 32) == (s->word.ptr[at - 1] | 32) &&
	       t->sym[t->n - 1] == (s->word.ptr[at] & 31);
}

/* Try what the key at `at` may mean, a change before a letter. */
static void step(struct search *s, struct typed t, size_t at)
{
	const struct key *key;
	unsigned c;

	if (s->done || ++s->steps > STEPS)
		return;
	if (at == s->word.len) {
		finish(s, &t);
		return;
	}
	c = (unsigned char)vb_ascii_lower(s->word.ptr[at]);
	key = &s->table[c & 127];
	if (key->kind == KEY_TONE && t.vowels) {
		tone(s, t, at, key->tone);
		return;
	}
	if (key->kind == KEY_BAR && t.n && t.sym[0] == VB_SYM_D) {
		bar(s, t, at);
		return;
	}
	if (key->kind == KEY_HAT)
		hat(s, &t, at, key);
	if (key->kind == KEY_HAT && s->table == telex) {
		if (is_doubled(s, &t, at))
			return;
		unhat(s, t, at);
	}
	if (key->kind == KEY_HORN)
		horn(s, &t, at, key);
	if (c == 'w' && s->table == telex)
		letter(s, t, at, VB_SYM_U_HORN, true);
	else if (vb_ascii_is_letter((char)c))
		letter(s, t, at, c - 'a' + 1, false);
}

static const struct key *table_of(enum vb_keys keys)
{
	return keys == VB_KEYS_VNI ? vni : telex;
}

bool vb_keys_search(struct vb_keyed *out, struct vb_str word, enum vb_keys keys)
{
	struct search s = { .word = word, .table = table_of(keys) };
	struct typed none = { .n = 0 };

	if (!word.len || word.len > VB_KEYS_BYTES)
		return false;
	step(&s, none, 0);
	if (s.found)
		*out = s.best;
	return s.found;
}

/* HDDND, qdd; not what has a vowel, nor two of them. */
size_t vb_keys_spell_short(char *out, struct vb_str word, enum vb_keys keys)
{
	char second = keys == VB_KEYS_VNI ? '9' : 'd';
	size_t at = VB_NPOS, len = 0;

	if (word.len < 3 || word.len > VB_KEYS_BYTES)
		return 0;
	for (size_t i = 0; i < word.len; i++) {
		char c = vb_ascii_lower(word.ptr[i]);

		if (c == second && i && i - 1 != at &&
		    (word.ptr[i - 1] | 32) == 'd') {
			if (at != VB_NPOS)
				return 0;
			at = i - 1;
		} else if (!vb_ascii_is_letter(c) ||
			   is_vowel((unsigned)c & 31)) {
			return 0;
		}
	}
	if (at == VB_NPOS)
		return 0;
	for (size_t i = 0; i < word.len; i++) {
		if (i == at + 1)
			continue;
		if (i == at) {
			out[len++] = '\xC4';
			out[len++] = word.ptr[i] < 'a' ? '\x90' : '\x91';
		} else {
			out[len++] = word.ptr[i];
		}
	}
	return len;
}

/* Could `key` change what `base` comes to? */
static bool applies(const struct key *key, struct vb_str base)
{
	for (size_t i = 0; i < base.len; i++)
		if (vb_ascii_is_letter(base.ptr[i]) &&
		    key->onto >> (base.ptr[i] & 31) & 1)
			return true;
	return key->kind == KEY_TONE;
}

static bool is_syllable(struct vb_str word)
{
	struct vb_syllable s;
	struct vb_word w;

	vb_word_read(&w, word, 0);
	return w.end == word.len && vb_word_is_plain(&w) &&
	       vb_syllable_parse(&s, &w.letters);
}

/* "ass" is "as": the word before the two, decoded, and one of them. */
static size_t spell_undone(char *out, struct vb_str word, enum vb_keys keys)
{
	char last = word.len ? word.ptr[word.len - 1] : 0;
	struct vb_str base;
	struct vb_keyed keyed;
	size_t len;

	if (word.len < 3 || word.len > VB_KEYS_BYTES ||
	    vb_ascii_lower(word.ptr[word.len - 2]) != vb_ascii_lower(last))
		return 0;
	base = vb_str_sub(word, 0, word.len - 2);
	if (!applies(&table_of(keys)[vb_ascii_lower(last) & 127], base))
		return 0;
	if (vb_keys_search(&keyed, base, keys)) {
		len = vb_letters_spell(out, &keyed.letters);
	} else if (is_syllable(base) ||
		   (base.len == 1 && (*base.ptr | 32) == 'd')) {
		memcpy(out, base.ptr, base.len);
		len = base.len;
	} else {
		return 0;
	}
	out[len++] = last;
	return len;
}

size_t vb_keys_spell(char *out, struct vb_str word, enum vb_keys keys)
{
	struct vb_keyed keyed;
	size_t len;

	if (vb_keys_search(&keyed, word, keys))
		return vb_letters_spell(out, &keyed.letters);
	len = vb_keys_spell_short(out, word, keys);
	return len ? len : spell_undone(out, word, keys);
}
