#include "text/syllable.h"

#include "text/grammar.h"
#include "text/text.h"

#define BIT(sym) ((uint64_t)1 << (sym))
#define SYM(letter) VB_LETTER_SYM(letter)

static const uint64_t vowels = BIT(VB_SYM_A) | BIT(VB_SYM_E) | BIT(VB_SYM_I) |
			       BIT(VB_SYM_O) | BIT(VB_SYM_U) | BIT(VB_SYM_Y) |
			       BIT(VB_SYM_A_BREVE) | BIT(VB_SYM_A_HAT) |
			       BIT(VB_SYM_E_HAT) | BIT(VB_SYM_O_HAT) |
			       BIT(VB_SYM_O_HORN) | BIT(VB_SYM_U_HORN);

static bool is_vowel(unsigned sym)
{
	return vowels >> sym & 1;
}

static uint32_t key_of(const uint16_t *letters, size_t n)
{
	uint32_t key = 0;

	for (size_t i = 0; i < n; i++)
		key |= (uint32_t)SYM(letters[i]) << 6 * i;
	return key;
}

static unsigned onset_find(uint32_t key)
{
	unsigned id = vb_onset_slots[(uint32_t)(key * vb_onset_mult) >>
				     (32 - VB_ONSET_SLOT_BITS)];

	return id && vb_onsets[id].key == key ? id : 0;
}

static unsigned rhyme_find(uint32_t key)
{
	unsigned id = vb_rhyme_slots[(uint32_t)(key * vb_rhyme_mult) >>
				     (32 - VB_RHYME_SLOT_BITS)];

	return id && vb_rhymes[id].key == key ? id : 0;
}

/*
 * Where the onset ends and the rhyme begins. They overlap in one letter where
 * gi stands before a rhyme in i: gì, gìn, giếng.
 */
static void split(const uint16_t *letters, size_t n, size_t *onset_len,
		  size_t *rhyme_at)
{
	size_t i = 0;

	while (i < n && !is_vowel(SYM(letters[i])))
		i++;
	*onset_len = *rhyme_at = i;
	if (i != 1 || i == n)
		return;
	if (SYM(letters[0]) == VB_SYM_Q && SYM(letters[1]) == VB_SYM_U) {
		*onset_len = *rhyme_at = 2;
	} else if (SYM(letters[0]) == VB_SYM_G && SYM(letters[1]) == VB_SYM_I) {
		*onset_len = 2;
		if (n > 2 && is_vowel(SYM(letters[2])) &&
		    SYM(letters[2]) != VB_SYM_E_HAT)
			*rhyme_at = 2;
	}
}

/* Rhymes in p t c ch have sắc or nặng; gip, têt and xit are attested. */
static bool tone_fits(const uint16_t *letters, size_t n, unsigned tone,
		      bool stop)
{
	static const uint32_t lapses[] = {
		VB_SYM_G | VB_SYM_I << 6 | 16 << 12, /* gip */
		20 | VB_SYM_E_HAT << 6 | 20 << 12,   /* têt */
		24 | VB_SYM_I << 6 | 20 << 12,	     /* xit */
	};
	uint32_t key;

	if (!stop || tone == VB_TONE_ACUTE || tone == VB_TONE_DOT)
		return true;
	if (tone || n != 3)
		return false;
	key = key_of(letters, n);
	return key == lapses[0] || key == lapses[1] || key == lapses[2];
}

bool vb_syllable_parse(struct vb_syllable *out, const uint16_t *letters,
		       size_t n)
{
	size_t onset_len, rhyme_at;
	unsigned onset = 0, rhyme;

	if (!n || n > VB_SYLLABLE_LETTERS)
		return false;
	split(letters, n, &onset_len, &rhyme_at);
	if (onset_len > 3 || n - rhyme_at > 4 || rhyme_at == n)
		return false;
	if (onset_len) {
		onset = onset_find(key_of(letters, onset_len));
		if (!onset)
			return false;
	}
	rhyme = rhyme_find(key_of(letters + rhyme_at, n - rhyme_at));
	if (!rhyme || !(vb_rhymes[rhyme].onsets >> onset & 1))
		return false;
	*out = (struct vb_syllable){
		.onset = (uint8_t)onset,
		.rhyme = (uint8_t)rhyme,
		.rhyme_at = (uint8_t)rhyme_at,
		.carrier = (uint8_t)(rhyme_at + vb_rhymes[rhyme].tone_at),
	};
	for (size_t i = 0; i < n; i++) {
		unsigned tone = VB_LETTER_TONE(letters[i]);

		if (tone && out->tone)
			return false;
		if (tone) {
			out->tone = (uint8_t)tone;
			out->tone_at = (uint8_t)i;
		}
	}
	return tone_fits(letters, n, out->tone, vb_rhymes[rhyme].stop);
}

bool vb_syllable_place_tone(uint16_t *letters, size_t n,
			    const struct vb_syllable *s)
{
	if (!s->tone || s->tone_at == s->carrier)
		return false;
	/* gịa of giặt gịa is g + ịa; giạ (a measure of rice) is gi + ạ */
	if (n == 3 && s->tone == VB_TONE_DOT && s->tone_at == 1 &&
	    SYM(letters[0]) == VB_SYM_G && SYM(letters[1]) == VB_SYM_I &&
	    SYM(letters[2]) == VB_SYM_A)
		return false;
	letters[s->tone_at] &= (uint16_t) ~(7u << 6);
	letters[s->carrier] |= (uint16_t)(s->tone << 6);
	return true;
}

bool vb_syllable_unify_iy(uint16_t *letters, const struct vb_syllable *s)
{
	/* no onset, h k l m s t v: letters of their own, so the key is one */
	static const uint32_t alone = 1u << 0 | 1u << 8 | 1u << 11 | 1u << 12 |
				      1u << 13 | 1u << 19 | 1u << 20 | 1u << 22;
	const struct vb_onset *onset = &vb_onsets[s->onset];
	uint16_t *i = &letters[s->rhyme_at];
	bool qu = onset->key == (VB_SYM_Q | VB_SYM_U << 6);

	if (SYM(*i) != VB_SYM_I)
		return false;
	if (!qu && (vb_rhymes[s->rhyme].len != 1 || onset->len > 1 ||
		    onset->key > 26 || !(alone >> onset->key & 1)))
		return false;
	*i = (uint16_t)((*i & ~63) | VB_SYM_Y);
	return true;
}

bool vb_syllable_valid(struct vb_str word)
{
	uint16_t letters[VB_SYLLABLE_LETTERS];
	struct vb_syllable s;
	size_t n = vb_letters_of(letters, word);

	return n && vb_syllable_parse(&s, letters, n);
}

struct spellings {
	bool (*fn)(void *ctx, struct vb_str key);
	void *ctx;
	size_t given;
	bool stopped;
};

static void give(struct spellings *sp, struct vb_str key)
{
	sp->given++;
	sp->stopped = !sp->fn(sp->ctx, key);
}

/* Give all tones of the onset and rhyme spelled by `letters`. */
static void give_tones(struct spellings *sp, const uint16_t *letters, size_t n,
		       const struct vb_syllable *base)
{
	for (unsigned tone = 0; tone < VB_TONE_COUNT && !sp->stopped; tone++) {
		uint16_t toned[VB_SYLLABLE_LETTERS];
		char key[4 * VB_SYLLABLE_LETTERS + 4];

		if (!tone_fits(letters, n, tone, vb_rhymes[base->rhyme].stop))
			continue;
		memcpy(toned, letters, n * sizeof(*toned));
		vb_syllable_unify_iy(toned, base);
		toned[base->carrier] |= (uint16_t)(tone << 6);
		give(sp, vb_str_of(key, vb_letters_spell(key, toned, n)));
	}
}

/* Unpack onset and rhyme; 0 if they do not spell `n` letters together. */
static size_t join(uint16_t *letters, unsigned onset, unsigned rhyme, size_t n)
{
	const struct vb_onset *o = &vb_onsets[onset];
	const struct vb_rhyme *r = &vb_rhymes[rhyme];
	size_t len = o->len;

	for (size_t i = 0; i < len; i++)
		letters[i] = o->key >> 6 * i & 63;
	if (len == 2 && letters[0] == VB_SYM_G && letters[1] == VB_SYM_I &&
	    (r->key & 63) == VB_SYM_I)
		len = 1;
	if (len + r->len != n)
		return 0;
	for (size_t i = 0; i < r->len; i++)
		letters[len + i] = r->key >> 6 * i & 63;
	return n;
}

static void give_rhymes(struct spellings *sp, unsigned onset,
			struct vb_str fold)
{
	for (unsigned r = 1; r < vb_rhymes_count && !sp->stopped; r++) {
		uint16_t letters[VB_SYLLABLE_LETTERS + 1];
		struct vb_syllable s;
		struct vb_str tail = vb_str_from(vb_rhymes[r].fold);

		if (!(vb_rhymes[r].onsets >> onset & 1) ||
		    !vb_str_ends(fold, tail) ||
		    !join(letters, onset, r, fold.len))
			continue;
		/* sắc, for a stop needs a tone to parse; where is no matter */
		letters[0] |= VB_TONE_ACUTE << 6;
		if (!vb_syllable_parse(&s, letters, fold.len) ||
		    s.onset != onset || s.rhyme != r)
			continue;
		letters[0] &= 63;
		give_tones(sp, letters, fold.len, &s);
	}
}

/* Every combination of d and đ, the first `bits` of them varied. */
static void give_bars(struct spellings *sp, struct vb_str fold)
{
	char key[2 * 64];
	unsigned bits = 0;

	for (size_t i = 0; i < fold.len; i++)
		bits += fold.ptr[i] == 'd' && bits < 6;
	for (unsigned bars = 0; bars < 1u << bits && !sp->stopped; bars++) {
		unsigned seen = 0;
		size_t len = 0;

		for (size_t i = 0; i < fold.len; i++) {
			bool bar = fold.ptr[i] == 'd' && seen < bits &&
				   bars >> seen++ & 1;

			if (bar)
				key[len++] = '\xC4';
			key[len++] = bar ? '\x91' : fold.ptr[i];
		}
		give(sp, vb_str_of(key, len));
	}
}

size_t vb_syllable_spellings(struct vb_str fold,
			     bool (*fn)(void *ctx, struct vb_str key),
			     void *ctx)
{
	struct spellings sp = { fn, ctx, 0, false };

	if (!fold.len)
		return 0;
	for (unsigned o = 0; o < vb_onsets_count && !sp.stopped &&
			     fold.len <= VB_SYLLABLE_LETTERS;
	     o++)
		if (vb_str_starts(fold, vb_str_from(vb_onsets[o].fold)))
			give_rhymes(&sp, o, fold);
	if (!sp.stopped && vb_str_eq(fold, VB_STR("gia")))
		give(&sp, VB_STR("gịa")); /* the one tone off its place */
	if (sp.given)
		return sp.given;
	if (fold.len <= 64)
		give_bars(&sp, fold);
	else
		give(&sp, fold); /* longer than any token's key */
	return sp.given;
}
