#include "text/keys_search.h"

#include "text/grammar.h"
#include "text/syllable.h"

#define COMMON 8       /* weight from which a word that may be English counts */
#define KNOWN 6	       /* the same in a long query */
#define LONG 6	       /* sure words of a long query */
#define LONE_LETTERS 4 /* a word that convinces alone is this long */

enum verdict {
	WORD_NEUTRAL, /* says nothing: ban, 2020, UBND */
	WORD_BROKEN,
	WORD_RARE, /* proves nothing, but is certainly not English */
	WORD_MAYBE,
	WORD_SURE,
};

struct reading {
	enum verdict verdict;
	struct vb_keyed keyed; /* WORD_RARE and up */
	unsigned score;	       /* how unlike English */
	bool capitals;	       /* two letters or more, all capital */
};

/* What the letters of a word are like. */
struct look {
	bool ascii, digit, lower, vowel;
	size_t letters;
};

static struct look look_at(struct vb_str word)
{
	struct look k = { .ascii = true };

	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i];

		k.ascii = k.ascii && (unsigned char)c < 0x80;
		k.digit = k.digit || (c >= '0' && c <= '9');
		k.lower = k.lower || (c >= 'a' && c <= 'z');
		k.letters += vb_ascii_is_letter(c);
		k.vowel = k.vowel || (c && strchr("aeiouyAEIOUY", c));
	}
	return k;
}

static bool is_roman(struct vb_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!word.ptr[i] || !strchr("IVXLCDM", word.ptr[i]))
			return false;
	return true;
}

/* A code or an abbreviation by its look, so no sign of broken typing. */
static bool is_code(struct vb_str word, const struct look *k)
{
	return !k->letters || !k->vowel || (!k->lower && k->letters <= 10) ||
	       (k->digit && !(word.ptr[0] >= 'a' && word.ptr[0] <= 'z'));
}

static bool is_possible(struct vb_str word)
{
	return vb_syllable_kind(word) != VB_SYLLABLE_FOREIGN;
}

/* Letters side by side that Telex has and English hardly. */
static bool is_strange(struct vb_str word)
{
	static const char clusters[][5] = {
		"nh",  "awm",  "awc", "awng", "awp", "awt",  "owi",  "owm",
		"owp", "oong", "ooc", "ooi",  "eeu", "eech", "eenh",
	};
	char lower[VB_KEYS_BYTES];

	if (word.len > sizeof(lower))
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = vb_ascii_lower(word.ptr[i]);
	for (size_t i = 0; i < sizeof(clusters) / sizeof(clusters[0]); i++)
		if (vb_str_find(vb_str_of(lower, word.len),
				vb_str_from(clusters[i]), 0) != VB_NPOS)
			return true;
	return false;
}

/* Half of a score counts where English has such words too: "cos", "theer". */
static unsigned score_of(const struct vb_keyed *keyed, struct vb_str word,
			 enum vb_keys keys)
{
	unsigned soft = keyed->keys > keyed->hard;

	if (keys == VB_KEYS_VNI)
		return keyed->keys;
	return 2 * (keyed->hard + is_strange(word)) + soft;
}

/* Has it a mark at all? "xooong" is xoong. */
static bool is_marked(const struct vb_letters *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (vb_letters_sym(l, i) >= VB_SYM_A_BREVE)
			return true;
	return l->marks & VB_MARKS_TONES;
}

static enum verdict judge_keyed(const struct reading *r, struct vb_str word,
				const struct look *k)
{
	bool grade = k->letters == 1 && !k->lower && r->keyed.keys == 1;

	if (r->keyed.replaced || grade) /* A1, a licence, is no Á */
		return WORD_BROKEN;
	if (!is_marked(&r->keyed.letters))
		return WORD_RARE; /* a second look must find the same */
	if (!r->keyed.weight)
		return (r->score > 1 || k->digit) && k->letters > 2 ?
			       WORD_RARE :
			       WORD_BROKEN;
	if (k->letters < 2 || vb_keys_is_english(word) ||
	    vb_syllable_kind(word) == VB_SYLLABLE_VALID) /* boong */
		return WORD_MAYBE;
	return WORD_SURE;
}

static struct reading read_word(struct vb_str word, enum vb_keys keys)
{
	struct look k = look_at(word);
	struct reading r = { .verdict = WORD_NEUTRAL };

	r.capitals = !k.lower && k.letters > 1;
	if ((keys == VB_KEYS_TELEX) != k.digit && !is_roman(word) &&
	    vb_keys_search(&r.keyed, word, keys)) {
		r.score = score_of(&r.keyed, word, keys);
		r.verdict = judge_keyed(&r, word, &k);
	} else if (!k.digit || keys == VB_KEYS_VNI) {
		r.verdict = WORD_BROKEN;
	}
	if (r.verdict == WORD_BROKEN &&
	    (is_possible(word) || is_code(word, &k)))
		r.verdict = WORD_NEUTRAL;
	return r;
}

void vb_keys_judge_word(struct vb_keys_judge *judge, struct vb_str word)
{
	struct look k = look_at(word);

	judge->words += k.letters > 0;
	judge->marked = judge->marked || !k.ascii;
	for (int keys = VB_KEYS_TELEX; keys <= VB_KEYS_VNI; keys++) {
		struct vb_keys_count *count = &judge->counts[keys];
		struct reading r = read_word(word, (enum vb_keys)keys);

		count->broken += r.verdict == WORD_BROKEN;
		count->maybe += r.verdict == WORD_MAYBE;
		if (r.verdict != WORD_SURE || (r.capitals && word.len < 4))
			continue; /* the latter may be TW */
		count->sure++;
		count->score += r.score;
		count->capital += r.capitals;
		count->small += !r.capitals;
		count->lone = count->lone ||
			      (r.score > 1 && k.letters >= LONE_LETTERS &&
			       r.keyed.weight >= COMMON);
	}
}

static bool is_raw(const struct vb_keys_judge *judge,
		   const struct vb_keys_count *count)
{
	if (judge->words < 2)
		return count->sure && count->lone;
	return count->score > 1 && count->score > 2 * count->broken &&
	       2 * count->sure >= count->maybe && count->sure >= count->broken;
}

bool vb_keys_judge_verdict(struct vb_keys_verdict *out,
			   const struct vb_keys_judge *judge)
{
	const struct vb_keys_count *telex = &judge->counts[VB_KEYS_TELEX];
	const struct vb_keys_count *vni = &judge->counts[VB_KEYS_VNI];
	bool is_vni = vni->score > telex->score;
	const struct vb_keys_count *count = is_vni ? vni : telex;

	if (judge->marked || !is_raw(judge, count))
		return false;
	out->keys = is_vni ? VB_KEYS_VNI : VB_KEYS_TELEX;
	out->maybe = count->broken ? count->sure >= 8 * count->broken :
				     count->score > 2;
	out->known = count->sure >= LONG;
	out->capitals = count->capital > count->small;
	return true;
}

/*
 * Words in capitals among others are abbreviations (TW), but for long ones
 * that are common words: KHOONG.
 */
static bool is_abbreviation(const struct reading *r)
{
	return r->capitals && (r->keyed.letters.n + r->keyed.keys < 4 ||
			       r->keyed.weight < COMMON);
}

size_t vb_keys_word(char *out, struct vb_str word,
		    const struct vb_keys_verdict *verdict)
{
	struct reading r = read_word(word, verdict->keys);
	unsigned enough = verdict->known ? KNOWN : COMMON;
	bool take = r.verdict == WORD_SURE || r.verdict == WORD_RARE ||
		    (r.verdict == WORD_MAYBE && verdict->maybe &&
		     r.keyed.weight >= enough);

	if (take && (verdict->capitals || !is_abbreviation(&r)))
		return vb_letters_spell(out, &r.keyed.letters);
	return vb_keys_spell_short(out, word, verdict->keys);
}
