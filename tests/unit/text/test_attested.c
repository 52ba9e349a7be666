/*
 * Which syllables are in use: data/syllable/attested.txt as the code has it,
 * and how it stands to a dictionary and to texts that it was not made from.
 */
#include "spell.h"

#include <zlib.h>

#include "text/grammar.h"
#include "text/syllable.h"

#define ATTESTED_FILE "data/syllable/attested.txt"
#define ATTESTED_MAX 4000

static const struct {
	const char *word;
	enum vb_syllable_kind kind;
} kind_cases[] = {
	/* of every page of a resolution */
	{ "nghị", VB_SYLLABLE_VALID },
	{ "quyết", VB_SYLLABLE_VALID },
	{ "chỉ", VB_SYLLABLE_VALID },
	{ "thị", VB_SYLLABLE_VALID },
	{ "hội", VB_SYLLABLE_VALID },
	{ "đồng", VB_SYLLABLE_VALID },
	{ "nhân", VB_SYLLABLE_VALID },
	{ "dân", VB_SYLLABLE_VALID },
	{ "giường", VB_SYLLABLE_VALID },
	{ "nghiêng", VB_SYLLABLE_VALID },
	{ "khuỷu", VB_SYLLABLE_VALID },
	{ "khuya", VB_SYLLABLE_VALID },
	{ "hươu", VB_SYLLABLE_VALID },
	{ "gì", VB_SYLLABLE_VALID },
	{ "giếng", VB_SYLLABLE_VALID },
	{ "ở", VB_SYLLABLE_VALID },
	/* capitals and the place of the tone change nothing */
	{ "NGHỊ", VB_SYLLABLE_VALID },
	{ "Quyết", VB_SYLLABLE_VALID },
	{ "ỦY", VB_SYLLABLE_VALID },
	{ "uỷ", VB_SYLLABLE_VALID },
	{ "hoà", VB_SYLLABLE_VALID },
	{ "hòa", VB_SYLLABLE_VALID },
	{ "hòan", VB_SYLLABLE_VALID },
	{ "qúy", VB_SYLLABLE_VALID },
	{ "vịêt", VB_SYLLABLE_VALID },
	/* both letters are written */
	{ "kỹ", VB_SYLLABLE_VALID },
	{ "kĩ", VB_SYLLABLE_VALID },
	{ "quý", VB_SYLLABLE_VALID },
	{ "quí", VB_SYLLABLE_VALID },
	{ "sỹ", VB_SYLLABLE_VALID },
	{ "sĩ", VB_SYLLABLE_VALID },
	/* names that a dictionary of words has not */
	{ "Nguyễn", VB_SYLLABLE_VALID },
	{ "Huế", VB_SYLLABLE_VALID },
	{ "Nẵng", VB_SYLLABLE_VALID },
	/* by the rules; no dictionary has them */
	{ "khượn", VB_SYLLABLE_POSSIBLE },
	{ "phoẹt", VB_SYLLABLE_POSSIBLE },
	{ "xuỵch", VB_SYLLABLE_POSSIBLE },
	{ "rượp", VB_SYLLABLE_POSSIBLE },
	{ "phuya", VB_SYLLABLE_POSSIBLE },
	{ "hoẽo", VB_SYLLABLE_POSSIBLE },
	{ "nguỵn", VB_SYLLABLE_POSSIBLE },
	{ "vuơ", VB_SYLLABLE_POSSIBLE },
	{ "xuâng", VB_SYLLABLE_POSSIBLE },
	{ "trẵm", VB_SYLLABLE_POSSIBLE },
	{ "KHƯỢN", VB_SYLLABLE_POSSIBLE },
	/* words of speech that news and laws do without */
	{ "gịa", VB_SYLLABLE_POSSIBLE },
	{ "ngoằng", VB_SYLLABLE_POSSIBLE },
	{ "gip", VB_SYLLABLE_POSSIBLE },
	/* a common word with a tone that it does not take */
	{ "được", VB_SYLLABLE_VALID },
	{ "đước", VB_SYLLABLE_VALID }, /* a tree */
	{ "nước", VB_SYLLABLE_VALID },
	{ "người", VB_SYLLABLE_VALID },
	{ "ngươu", VB_SYLLABLE_POSSIBLE },
	/* a stop with huyền, hỏi, ngã or none is nothing at all */
	{ "đừơc", VB_SYLLABLE_FOREIGN },
	{ "nươc", VB_SYLLABLE_FOREIGN },
	{ "quyêt", VB_SYLLABLE_FOREIGN },
	{ "hòac", VB_SYLLABLE_FOREIGN },
	/* other words, abbreviations, no words */
	{ "café", VB_SYLLABLE_FOREIGN },
	{ "adiós", VB_SYLLABLE_FOREIGN },
	{ "piñata", VB_SYLLABLE_FOREIGN },
	{ "web", VB_SYLLABLE_FOREIGN },
	{ "email", VB_SYLLABLE_FOREIGN },
	{ "internet", VB_SYLLABLE_FOREIGN },
	{ "HĐND", VB_SYLLABLE_FOREIGN },
	{ "UBND", VB_SYLLABLE_FOREIGN },
	{ "hòà", VB_SYLLABLE_FOREIGN },
	{ "hội1", VB_SYLLABLE_FOREIGN },
	{ "2026", VB_SYLLABLE_FOREIGN },
	{ "nghành", VB_SYLLABLE_FOREIGN },
	{ "ngiêng", VB_SYLLABLE_FOREIGN },
	{ "kông", VB_SYLLABLE_FOREIGN },
	{ "hội đồng", VB_SYLLABLE_FOREIGN },
	{ " hội", VB_SYLLABLE_FOREIGN },
	{ "hội ", VB_SYLLABLE_FOREIGN },
	{ "", VB_SYLLABLE_FOREIGN },
	{ "\xE1\xBB", VB_SYLLABLE_FOREIGN },
	/* legacy encodings and double ones */
	{ "Céng", VB_SYLLABLE_FOREIGN },
	{ "hßa", VB_SYLLABLE_FOREIGN },
	{ "Coäng", VB_SYLLABLE_FOREIGN },
	{ "hoøa", VB_SYLLABLE_FOREIGN },
	{ "Cá»™ng", VB_SYLLABLE_FOREIGN },
};

START_TEST(attested_kind__cases)
{
	ck_assert_int_eq(vb_syllable_kind(vb_str_from(kind_cases[_i].word)),
			 kind_cases[_i].kind);
}
END_TEST

struct attested {
	char base[16];
	unsigned weight[TONES];
	unsigned used;
};

struct attested_list {
	struct attested rows[ATTESTED_MAX];
	size_t n;
};

static unsigned hex_digit(char c)
{
	const char *digits = "0123456789abcdef", *at = strchr(digits, c);

	ck_assert_ptr_nonnull(at);
	return (unsigned)(at - digits);
}

static struct attested_list *read_attested(void)
{
	struct attested_list *list = calloc(1, sizeof(*list));
	FILE *f = fopen(ATTESTED_FILE, "r");
	char line[256], digits[8];

	ck_assert_ptr_nonnull(list);
	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f)) {
		struct attested *row = &list->rows[list->n];

		if (line[0] == '#')
			continue;
		ck_assert_uint_lt(list->n, ATTESTED_MAX);
		ck_assert_int_eq(
			sscanf(line, "%15[^\t]\t%7s", row->base, digits), 2);
		ck_assert_uint_eq(strlen(digits), TONES);
		for (size_t i = 0; i < TONES; i++)
			row->weight[i] = hex_digit(digits[i]);
		/* in order, each once */
		if (list->n)
			ck_assert_int_lt(strcmp(row[-1].base, row->base), 0);
		list->n++;
	}
	fclose(f);
	return list;
}

static int base_order(const void *a, const void *b)
{
	return strcmp(a, ((const struct attested *)b)->base);
}

static struct attested *find_attested(struct attested_list *list,
				      const char *base)
{
	return bsearch(base, list->rows, list->n, sizeof(list->rows[0]),
		       base_order);
}

/* The weight of `word`, which parses. */
static unsigned weight_of(const char *word)
{
	struct vb_syllable s;
	struct vb_word w;

	vb_word_read(&w, vb_str_from(word), 0);
	MUST(vb_syllable_parse(&s, &w.letters));
	return vb_syllable_weight(&s);
}

static void check_weight(const struct pair *p, unsigned tone, unsigned want)
{
	for (size_t at = 0; at < p->word.n; at++) {
		char word[64];

		if (!is_vowel(p->word.letter[at]))
			continue;
		spell_as(word, &p->word,
			 (struct typing){ at, tone, FORM_NFC, at % CASES });
		if (weight_of(word) != want ||
		    vb_syllable_kind(vb_str_from(word)) !=
			    (want ? VB_SYLLABLE_VALID : VB_SYLLABLE_POSSIBLE))
			ck_abort_msg("%s: %u, not %u", word, weight_of(word),
				     want);
	}
}

static void check_row(void *ctx, const struct pair *p)
{
	struct attested *row;
	char base[64];

	if (!pair_allowed(p))
		return;
	spell(base, &p->word, 0, 0);
	row = find_attested(ctx, base);
	if (row)
		row->used++;
	for (unsigned tone = 0; tone < TONES; tone++) {
		unsigned want = row ? row->weight[tone] : 0;

		if (pair_takes(p, tone))
			check_weight(p, tone, want);
		else
			MUST(!want);
	}
}

/* Each line is one onset and rhyme, and all digits arrive in the table. */
START_TEST(attested__table_is_the_file)
{
	struct attested_list *list = read_attested();
	size_t toned = 0;

	each_pair(check_row, list);
	for (size_t i = 0; i < list->n; i++) {
		if (list->rows[i].used != 1)
			ck_abort_msg("%s: %u times", list->rows[i].base,
				     list->rows[i].used);
		for (size_t t = 0; t < TONES; t++)
			toned += list->rows[i].weight[t] > 0;
	}
	/* less than a dictionary's 2,441 and 6,593, but of that order */
	ck_assert_uint_gt(list->n, 1900);
	ck_assert_uint_gt(toned, 4500);
	free(list);
}
END_TEST

/* What everyone who reads Vietnamese knows to be the commoner of two. */
static const struct {
	const char *common, *rare;
} order_cases[] = {
	{ "và", "vá" },	      { "của", "cùa" },	    { "được", "đước" },
	{ "định", "đính" },   { "quy", "qui" },	    { "quý", "quí" },
	{ "kỹ", "kĩ" },	      { "kỳ", "kì" },	    { "lý", "lí" },
	{ "sĩ", "sỹ" },	      { "nghị", "nghĩ" },   { "luật", "luất" },
	{ "người", "ngưởi" }, { "không", "khổng" }, { "trong", "tròng" },
	{ "các", "cạc" },     { "những", "nhửng" }, { "nhà", "nhả" },
};

START_TEST(attested__common_weighs_more)
{
	ck_assert_uint_gt(weight_of(order_cases[_i].common),
			  weight_of(order_cases[_i].rare));
}
END_TEST

struct coverage {
	size_t parsed, valid;
	struct attested_list *list;
};

static void cover_entry(void *ctx, const char *entry)
{
	struct coverage *c = ctx;
	struct attested *row;
	struct letters w;
	char base[64];
	unsigned tone;

	if (!vb_syllable_valid(vb_str_from(entry)))
		return;
	MUST(letters_read(&w, &tone, entry));
	c->parsed++;
	c->valid += vb_syllable_kind(vb_str_from(entry)) == VB_SYLLABLE_VALID;
	spell(base, &w, 0, 0);
	row = find_attested(c->list, base);
	if (row)
		row->used |= 1u << tone;
}

/*
 * hunspell-vi has the words of speech, we those of news and laws: some seven
 * tenths of its words are attested, and all but a few of ours are its.
 */
START_TEST(attested__hunspell)
{
	struct coverage c = { .list = read_attested() };
	size_t common = 0, shared = 0;

	if (!each_entry(cover_entry, &c))
		goto done;
	/* found 96 times or more: no slip, and few names */
	for (size_t i = 0; i < c.list->n * TONES; i++) {
		struct attested *row = &c.list->rows[i / TONES];

		if (row->weight[i % TONES] < 6)
			continue;
		common++;
		shared += row->used >> i % TONES & 1;
	}
	printf("hunspell-vi: %zu of %zu attested; of our %zu common ones it "
	       "has %zu\n",
	       c.valid, c.parsed, common, shared);
	ck_assert_uint_gt(c.valid * 10, c.parsed * 7);
	ck_assert_uint_gt(shared * 100, common * 98);
done:
	free(c.list);
}
END_TEST

/* The id of a JSON line, in the half that was not counted? */
static bool held_out(const char *line)
{
	static const char name[] = "\"id\": \"";
	const char *id = strstr(line, name);
	size_t len;

	ck_assert_ptr_nonnull(id);
	id += sizeof(name) - 1;
	len = strcspn(id, "\"");
	return crc32(0, (const Bytef *)id, (uInt)len) & 1;
}

/* Blank JSON's escapes, lest the n of "\n" joins the word after it. */
static void drop_escapes(char *line)
{
	while ((line = strchr(line, '\\'))) {
		*line++ = ' ';
		if (*line)
			*line++ = ' ';
	}
}

/* Count the syllables among the words of `line`. */
static void cover_line(struct coverage *c, const char *line)
{
	const char *text = cleaned(line);
	struct vb_str rest = vb_str_from(text);

	while (rest.len) {
		enum vb_syllable_kind kind;
		struct vb_word word;
		uint32_t code;

		vb_word_read(&word, rest, 0);
		if (!word.end) {
			rest = vb_str_skip(rest, vb_utf8_decode(&code, rest));
			continue;
		}
		kind = vb_syllable_kind(vb_str_sub(rest, 0, word.end));
		c->parsed += kind != VB_SYLLABLE_FOREIGN;
		c->valid += kind == VB_SYLLABLE_VALID;
		rest = vb_str_skip(rest, word.end);
	}
}

static const char *const held_out_files[] = {
	"news/news-30k.jsonl.gz",
	"laws/articles-62k.jsonl.gz",
};

/* Of the half not counted: hardly one syllable in a thousand is not attested */
START_TEST(attested__held_out_texts)
{
	const char *data = getenv("VB_DATA");
	struct coverage c = { 0 };
	static char line[1 << 20];
	char path[4096];
	size_t lines = 0;
	gzFile in;

	snprintf(path, sizeof(path), "%s/%s", data ? data : "../shared/data",
		 held_out_files[_i]);
	in = gzopen(path, "rb");
	if (!in) {
		fprintf(stderr, "skipped: %s is absent\n", path);
		return;
	}
	while (lines < 1000 && gzgets(in, line, sizeof(line))) {
		if (!held_out(line))
			continue;
		drop_escapes(line);
		cover_line(&c, line);
		lines++;
	}
	gzclose(in);
	printf("%s: %zu of %zu syllables attested\n", held_out_files[_i],
	       c.valid, c.parsed);
	ck_assert_uint_eq(lines, 1000);
	ck_assert_uint_gt(c.valid * 1000, c.parsed * 999);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("attested");

	tcase_add_loop_test(tests, attested_kind__cases, 0,
			    sizeof(kind_cases) / sizeof(kind_cases[0]));
	tcase_add_test(tests, attested__table_is_the_file);
	tcase_add_loop_test(tests, attested__common_weighs_more, 0,
			    sizeof(order_cases) / sizeof(order_cases[0]));
	tcase_add_test(tests, attested__hunspell);
	tcase_add_loop_test(tests, attested__held_out_texts, 0, 2);
	return run_tests(tests, "attested");
}
