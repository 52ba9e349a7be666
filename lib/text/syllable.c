#include "text/syllable.h"

#include "text/grammar.h"
#include "text/text.h"

#define BIT(sym) ((uint64_t)1 << (sym))
#define KEY2(a, b) ((a) | (b) << 8)
#define KEY3(a, b, c) ((a) | (b) << 8 | (c) << 16)

static const uint64_t vowels = BIT(VB_SYM_A) | BIT(VB_SYM_E) | BIT(VB_SYM_I) |
			       BIT(VB_SYM_O) | BIT(VB_SYM_U) | BIT(VB_SYM_Y) |
			       BIT(VB_SYM_A_BREVE) | BIT(VB_SYM_A_HAT) |
			       BIT(VB_SYM_E_HAT) | BIT(VB_SYM_O_HAT) |
			       BIT(VB_SYM_O_HORN) | BIT(VB_SYM_U_HORN);

static unsigned onset_find(uint64_t key)
{
	unsigned id =
		vb_onset_slots[(uint32_t)((uint32_t)key * vb_onset_mult) >>
			       (32 - VB_ONSET_SLOT_BITS)];

	return id && vb_onsets[id].key == key ? id : 0;
}

static unsigned rhyme_find(uint64_t key)
{
	unsigned id =
		vb_rhyme_slots[(uint32_t)((uint32_t)key * vb_rhyme_mult) >>
			       (32 - VB_RHYME_SLOT_BITS)];

	return id && vb_rhymes[id].key == key ? id : 0;
}

static bool is_consonant(unsigned sym)
{
	return sym && !(vowels >> sym & 1);
}

/*
 * Where the onset ends and the rhyme begins. They overlap in one letter where
 * gi stands before a rhyme in i: gì, gìn, giếng. Without branches on single
 * letters, which nobody can foretell.
 */
static void split(uint64_t syms, unsigned *onset_len, unsigned *rhyme_at)
{
	unsigned third = syms >> 16 & 63;
	unsigned one = is_consonant(syms & 63);
	unsigned two = one & is_consonant(syms >> 8 & 63);
	unsigned three = two & is_consonant(third);

	*onset_len = *rhyme_at = one + two + three;
	if ((syms & 0xFFFF) == KEY2(VB_SYM_Q, VB_SYM_U)) {
		*onset_len = *rhyme_at = 2;
	} else if ((syms & 0xFFFF) == KEY2(VB_SYM_G, VB_SYM_I)) {
		*onset_len = 2;
		if (vowels >> third & 1 && third != VB_SYM_E_HAT)
			*rhyme_at = 2;
	}
}

/* Rhymes in p t c ch have sắc or nặng; gip, têt and xit are attested. */
static bool tone_fits(uint64_t syms, unsigned tone, bool stop)
{
	enum { P = 16, T = 20, X = 24 };

	if (!stop || tone == VB_TONE_ACUTE || tone == VB_TONE_DOT)
		return true;
	return !tone && (syms == KEY3(VB_SYM_G, VB_SYM_I, P) ||
			 syms == KEY3(T, VB_SYM_E_HAT, T) ||
			 syms == KEY3(X, VB_SYM_I, T));
}

bool vb_syllable_parse(struct vb_syllable *out,
		       const struct vb_letters *letters)
{
	uint64_t tones = letters->marks & VB_MARKS_TONES;
	uint64_t syms = letters->syms;
	unsigned onset_len, rhyme_at, onset, rhyme, tone_at, tone;

	if (!letters->n)
		return false;
	split(syms, &onset_len, &rhyme_at);
	onset = onset_find(syms & (BIT(8 * onset_len) - 1));
	rhyme = rhyme_find(syms >> 8 * rhyme_at);
	if (!rhyme || (onset_len && !onset) ||
	    !(vb_rhymes[rhyme].onsets >> onset & 1))
		return false;
	/* the last byte is never a letter's: it stands for no tone */
	tone_at = (unsigned)__builtin_ctzll(tones | BIT(56)) / 8;
	tone = tones >> 8 * tone_at & 7;
	if (tones != (uint64_t)tone << 8 * tone_at)
		return false; /* there are two */
	out->onset = (uint8_t)onset;
	out->rhyme = (uint8_t)rhyme;
	out->rhyme_at = (uint8_t)rhyme_at;
	out->tone = (uint8_t)tone;
	out->tone_at = (uint8_t)tone_at;
	out->carrier = (uint8_t)(rhyme_at + vb_rhymes[rhyme].tone_at);
	return tone_fits(syms, tone, vb_rhymes[rhyme].stop);
}

bool vb_syllable_move_tone(struct vb_letters *letters,
			   const struct vb_syllable *s)
{
	/* gịa of giặt gịa is g + ịa; giạ (a measure of rice) is gi + ạ */
	if (letters->syms == KEY3(VB_SYM_G, VB_SYM_I, VB_SYM_A) &&
	    s->tone == VB_TONE_DOT && s->tone_at == 1)
		return false;
	letters->marks &= VB_MARKS_UPPER;
	letters->marks |= (uint64_t)s->tone << 8 * s->carrier;
	return true;
}

bool vb_syllable_i_to_y(struct vb_letters *letters, const struct vb_syllable *s)
{
	/* no onset, h k l m s t v: one letter each, so the key numbers it */
	static const uint32_t alone = 1u << 0 | 1u << 8 | 1u << 11 | 1u << 12 |
				      1u << 13 | 1u << 19 | 1u << 20 | 1u << 22;
	uint32_t onset = vb_onsets[s->onset].key;

	if (onset != KEY2(VB_SYM_Q, VB_SYM_U) &&
	    (vb_rhymes[s->rhyme].len != 1 || onset > 26 ||
	     !(alone >> onset & 1)))
		return false;
	letters->syms ^= (uint64_t)(VB_SYM_I ^ VB_SYM_Y) << 8 * s->rhyme_at;
	return true;
}

static bool parse_word(struct vb_syllable *out, struct vb_str word)
{
	struct vb_word w;

	vb_word_read(&w, word, 0);
	return w.end == word.len && vb_word_is_plain(&w) &&
	       vb_syllable_parse(out, &w.letters);
}

bool vb_syllable_valid(struct vb_str word)
{
	struct vb_syllable s;

	return parse_word(&s, word);
}

enum vb_syllable_kind vb_syllable_kind(struct vb_str word)
{
	struct vb_syllable s;

	if (!parse_word(&s, word))
		return VB_SYLLABLE_FOREIGN;
	return vb_syllable_weight(&s) ? VB_SYLLABLE_VALID :
					VB_SYLLABLE_POSSIBLE;
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
static void give_tones(struct spellings *sp, const struct vb_letters *letters,
		       const struct vb_syllable *base)
{
	struct vb_letters key = *letters;

	vb_syllable_unify_iy(&key, base);
	for (unsigned tone = 0; tone < VB_TONE_COUNT && !sp->stopped; tone++) {
		char utf8[VB_SPELL_ROOM];

		if (!tone_fits(letters->syms, tone,
			       vb_rhymes[base->rhyme].stop))
			continue;
		key.marks = (uint64_t)tone << 8 * base->carrier;
		give(sp, vb_str_of(utf8, vb_letters_spell(utf8, &key)));
	}
}

/* Onset and rhyme side by side; false if they do not fill `n` letters. */
static bool join(struct vb_letters *out, unsigned onset, unsigned rhyme,
		 size_t n)
{
	const struct vb_onset *o = &vb_onsets[onset];
	const struct vb_rhyme *r = &vb_rhymes[rhyme];
	size_t len = o->len;

	if (o->key == KEY2(VB_SYM_G, VB_SYM_I) && (r->key & 63) == VB_SYM_I)
		len = 1;
	if (len + r->len != n)
		return false;
	*out = (struct vb_letters){
		.syms = o->key | (uint64_t)r->key << 8 * len,
		.n = n,
	};
	return true;
}

static void give_rhymes(struct spellings *sp, unsigned onset,
			struct vb_str fold)
{
	for (unsigned r = 1; r < vb_rhymes_count && !sp->stopped; r++) {
		struct vb_str tail = vb_str_from(vb_rhymes[r].fold);
		struct vb_letters letters;
		struct vb_syllable s;

		if (!(vb_rhymes[r].onsets >> onset & 1) ||
		    !vb_str_ends(fold, tail) ||
		    !join(&letters, onset, r, fold.len))
			continue;
		/* sắc, for a stop needs a tone to parse; where is no matter */
		letters.marks = VB_TONE_ACUTE;
		if (vb_syllable_parse(&s, &letters) && s.onset == onset &&
		    s.rhyme == r)
			give_tones(sp, &letters, &s);
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

/* The letter that is i or y. */
struct twin {
	size_t at;
	bool y;
};

static bool see_y(void *ctx, struct vb_str key)
{
	struct twin *t = ctx;
	uint32_t code = 0;

	vb_utf8_decode(&code, vb_str_skip(key, t->at));
	t->y = VB_LETTER_SYM(vb_letter(code)) == VB_SYM_Y;
	return !t->y;
}

bool vb_syllable_twin(char out[VB_TWIN_BYTES], struct vb_str fold)
{
	bool qu = vb_str_starts(fold, VB_STR("qu")) && fold.len > 2;
	struct twin t = { qu ? 2 : fold.len - 1, false };

	/* alone an i is one only behind an onset of one letter or none */
	if (!fold.len || fold.len > (qu ? VB_TWIN_BYTES : 2) ||
	    (fold.ptr[t.at] != 'i' && fold.ptr[t.at] != 'y'))
		return false;
	memcpy(out, fold.ptr, fold.len);
	out[t.at] = 'i';
	vb_syllable_spellings(vb_str_of(out, fold.len), see_y, &t);
	out[t.at] = fold.ptr[t.at] == 'i' ? 'y' : 'i';
	return t.y;
}
