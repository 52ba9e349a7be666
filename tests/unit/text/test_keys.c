#include "keys_help.h"

#include <stdio.h>

#include "text/syllable.h"

#define LINE 4096

static const char *decoded(struct vb_buf *out, const char *in,
			   enum vb_keys keys)
{
	vb_buf_truncate(out, 0);
	MUST(!vb_buf_append(out, VB_STR_EMPTY));
	MUST(!vb_keys_decode(out, vb_str_from(in), keys));
	return vb_buf_cstr(out);
}

static const struct {
	enum vb_keys keys;
	const char *in, *want;
} decode_cases[] = {
	{ VB_KEYS_TELEX, "hooij hojoi", "hội hội" },
	{ VB_KEYS_TELEX, "nghij quyeets quyeest quyetes",
	  "nghị quyết quyết quyết" },
	{ VB_KEYS_TELEX, "ddoongf dongofd dodongf", "đồng đồng đồng" },
	{ VB_KEYS_TELEX, "vietej dduowngf hoafs", "việt đường hóa" },
	{ VB_KEYS_TELEX, "nguowif nguwowif nguwoif nguoiwf",
	  "người người người người" },
	{ VB_KEYS_TELEX, "tw nhw luwu huuw muaw thuowr quowr",
	  "tư như lưu hưu mưa thuở quở" },
	{ VB_KEYS_TELEX, "quawng hoawcj xooong boong khoeo ngoeos",
	  "quăng hoặc xoong bông khoeo ngoéo" },
	{ VB_KEYS_TELEX, "hoaf thuyr uyr gif gieengs giaj",
	  "hòa thủy ủy gì giếng giạ" },
	{ VB_KEYS_TELEX, "hoasz hoatz", "hoa hoatz" },
	{ VB_KEYS_TELEX, "ass off dooo tass ddd", "as of doo tas dd" },
	{ VB_KEYS_TELEX, "DDieeuf NGHIJ QUYEETS Nghij Ddaats TUWF",
	  "Điều NGHỊ QUYẾT Nghị Đất TỪ" },
	{ VB_KEYS_TELEX, "HDDND QDD hddnd DDBQH", "HĐND QĐ hđnd ĐBQH" },
	{ VB_KEYS_TELEX, "DDawsk Lawsk DDAWSK", "Đắk Lắk ĐẮK" },
	{ VB_KEYS_TELEX, "luaatj-ddaats,nhaf", "luật-đất,nhà" },
	{ VB_KEYS_TELEX, "luaatj5 a1 nghị quyếts file law class",
	  "luaatj5 a1 nghị quyếts file law class" },
	{ VB_KEYS_TELEX, "wwwwwwwwwwwwwwww aaaaaaaaaaaaaaaaa",
	  "wwwwwwwwwwwwwwww aaaaaaaaaaaaaaaaa" },
	{ VB_KEYS_TELEX, "nghi quyet hoi dong", "nghi quyet hoi dong" },
	{ VB_KEYS_TELEX, "", "" },
	{ VB_KEYS_VNI, "nghi5 quye6t1 quyet61 ho6i5 hoi65",
	  "nghị quyết quyết hội hội" },
	{ VB_KEYS_VNI, "d9o6ng2 dong962 D9IE6U2", "đồng đồng ĐIỀU" },
	{ VB_KEYS_VNI, "ngu7o7i2 nguo7i2 nguoi72 tu72 thuo73 mua7",
	  "người người người từ thuở mưa" },
	{ VB_KEYS_VNI, "hoa85c hoac85 tua6n1 tuan61", "hoặc hoặc tuấn tuấn" },
	{ VB_KEYS_VNI, "hoa10 a11 HD9ND", "hoa a1 HĐND" },
	{ VB_KEYS_VNI, "2020 1a 20-CT/TU B52 covid19",
	  "2020 1a 20-CT/TU B52 covid19" },
};

START_TEST(keys__decode)
{
	struct vb_buf out = VB_BUF_INIT(LINE);

	ck_assert_str_eq(
		decoded(&out, decode_cases[_i].in, decode_cases[_i].keys),
		decode_cases[_i].want);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(keys__failure_leaves_out)
{
	struct vb_buf out = VB_BUF_INIT(8);
	enum vb_keys keys = VB_KEYS_COUNT;
	bool found = true;

	ck_assert_int_eq(vb_buf_append_cstr(&out, "x"), VB_OK);
	ck_assert_int_eq(
		vb_keys_decode(&out, VB_STR("nghij quyeets"), VB_KEYS_TELEX),
		VB_TOO_BIG);
	ck_assert_int_eq(
		vb_keys_guess(&out, &found, &keys, VB_STR("nghij quyeets")),
		VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&out), "x");
	ck_assert(found);
	ck_assert_int_eq(keys, VB_KEYS_COUNT);
	vb_buf_clear(&out);
}
END_TEST

/* Typed in every order, in both ways, small and capital, it comes back. */
static void check_word(const char *canonical_word)
{
	struct vb_buf typed = VB_BUF_INIT(LINE), out = typed;

	for (int way = 0; way < 2 * TYPE_ORDERS; way++) {
		enum vb_keys keys = way & 1 ? VB_KEYS_VNI : VB_KEYS_TELEX;

		vb_buf_truncate(&typed, 0);
		type_text(&typed, canonical_word, keys,
			  (enum typing_order)(way / 2));
		if (strcmp(decoded(&out, vb_buf_cstr(&typed), keys),
			   canonical_word))
			ck_abort_msg("%s typed %s gives %s", canonical_word,
				     vb_buf_cstr(&typed), vb_buf_cstr(&out));
	}
	vb_buf_clear(&typed);
	vb_buf_clear(&out);
}

static void check_word_and_capitals(const char *word)
{
	utf8proc_uint8_t upper[64];
	size_t len = 0;
	utf8proc_int32_t c;

	check_word(word);
	for (const char *p = word; *p;) {
		p += utf8proc_iterate((const utf8proc_uint8_t *)p, -1, &c);
		len += (size_t)utf8proc_encode_char(utf8proc_toupper(c),
						    upper + len);
	}
	upper[len] = '\0';
	check_word((const char *)upper);
}

static FILE *open_text(const char *path)
{
	FILE *in = fopen(path, "r");

	if (!in)
		fprintf(stderr, "skipped: %s is absent\n", path);
	return in;
}

/* The next line that is no comment, without its end; false at the end. */
static bool next_line(char *line, FILE *in)
{
	while (fgets(line, LINE, in)) {
		line[strcspn(line, "\n")] = '\0';
		if (*line && *line != '#')
			return true;
	}
	return false;
}

/* `base` with the combining `mark` on its first vowel. */
static void put_tone(struct vb_buf *out, const char *base, const char *mark)
{
	utf8proc_int32_t c = 0;

	vb_buf_truncate(out, 0);
	while (*base) {
		utf8proc_ssize_t n = utf8proc_iterate(
			(const utf8proc_uint8_t *)base, -1, &c);

		MUST(!vb_buf_append(out, vb_str_of(base, (size_t)n)));
		base += n;
		if (c != 0x111 && (c >= 0x80 || strchr("aeiouy", c)))
			break;
	}
	MUST(!vb_buf_append_cstr(out, mark));
	MUST(!vb_buf_append_cstr(out, base));
}

START_TEST(keys__every_attested_syllable)
{
	static const char *const marks[] = {
		"", "\xCC\x80", "\xCC\x81", "\xCC\x89", "\xCC\x83", "\xCC\xA3"
	};
	FILE *in = fopen("data/syllable/attested.txt", "r");
	struct vb_buf word = VB_BUF_INIT(100);
	char line[LINE];
	size_t n = 0;

	ck_assert_ptr_nonnull(in);
	while (next_line(line, in)) {
		char *tones = strchr(line, '\t');

		ck_assert_ptr_nonnull(tones);
		*tones++ = '\0';
		for (int i = 0; i < 6; i++) {
			if (tones[i] == '0')
				continue;
			put_tone(&word, line, marks[i]);
			check_word_and_capitals(canonical(vb_buf_cstr(&word)));
			n++;
		}
	}
	fclose(in);
	vb_buf_clear(&word);
	ck_assert_uint_gt(n, 5000);
}
END_TEST

START_TEST(keys__every_hunspell_syllable)
{
	FILE *in = open_text("/usr/share/hunspell/vi_VN.dic");
	char line[LINE];
	size_t n = 0;

	while (in && next_line(line, in)) {
		if (!vb_syllable_valid(vb_str_from(line)) ||
		    !strcmp(line, "g\xE1\xBB\x8B"
				  "a")) /* gịa comes as giạ */
			continue;
		check_word(canonical(line));
		n++;
	}
	if (!in)
		return;
	fclose(in);
	ck_assert_uint_gt(n, 6500);
}
END_TEST

struct guess {
	struct vb_buf out;
	bool found;
	enum vb_keys keys;
};

#define GUESS_INIT                                                             \
	{                                                                      \
		VB_BUF_INIT(1 << 16), false, VB_KEYS_COUNT                     \
	}

static const char *guessed(struct guess *g, const char *in)
{
	vb_buf_truncate(&g->out, 0);
	MUST(!vb_buf_append(&g->out, VB_STR_EMPTY));
	MUST(!vb_keys_guess(&g->out, &g->found, &g->keys, vb_str_from(in)));
	return vb_buf_cstr(&g->out);
}

static void must_stay(struct guess *g, const char *in)
{
	if (strcmp(guessed(g, in), in) || g->found)
		ck_abort_msg("%s became %s", in, vb_buf_cstr(&g->out));
}

static const struct {
	const char *in, *want; /* NULL: not raw */
} guess_cases[] = {
	{ "nghij quyeets", "nghị quyết" },
	{ "NGHIJ QUYEETS SOOS 5", "NGHỊ QUYẾT SỐ 5" },
	{ "nghi5 quye6t1 cua3 HD9ND", "nghị quyết của HĐND" },
	{ "Luaatj DDaats ddai 2024", "Luật Đất đai 2024" },
	{ "cos theer", "có thể" },
	{ "chaof ban", "chào ban" },
	{ "khoong hay KHOONG", "không hay KHÔNG" },
	{ "15-NQ/TW nghij quyeets", "15-NQ/TW nghị quyết" },
	{ "quyeets", "quyết" },
	{ "ddoongf", "đồng" },
	{ "luaatj", "luật" },
	{ "quye6t1", "quyết" },
	/* words that are English as well, among sure ones and alone */
	{ "hoof sow nhaf ddaats", "hồ sơ nhà đất" },
	{ "file excel nghij quyeets", "file excel nghị quyết" },
	{ "a.teen@example.org nghij quyeets luaatj",
	  "a.teen@example.org nghị quyết luật" },
	{ "ha5ng A1 y1 kie61n", "hạng A1 ý kiến" },
	{ "xooong nooif", "xoong nồi" },
	{ "ooong xooong", NULL },
	{ "of", NULL },
	{ "see", NULL },
	{ "beeps", NULL },
	{ "his car is best", NULL },
	{ "teen been see", NULL },
	{ "luật of the 2020 law", NULL },
	{ "file excel nghị quyết", NULL },
	{ "nghị quyết ddaats ddai", NULL },
	{ "20-CT/TU", NULL },
	{ "nghi quyet hoi dong nhan dan", NULL },
	{ "hang A1 A2", NULL },
	{ "khi thai co2 so2 no2", NULL },
	{ "khi3 tha3i CO2 co1 d9o65c", "khỉ thải CO2 có độc" },
	{ "khoa hoc 4 quy 1", NULL },
	{ "noi boong", NULL },
	{ "khóa ddaats", NULL },
	{ "", NULL },
};

START_TEST(keys__guess)
{
	const char *want = guess_cases[_i].want, *in = guess_cases[_i].in;
	struct guess g = GUESS_INIT;

	ck_assert_str_eq(guessed(&g, in), want ? want : in);
	ck_assert_int_eq(g.found, want != NULL);
	vb_buf_clear(&g.out);
}
END_TEST

START_TEST(keys__guess_says_which)
{
	struct guess g = GUESS_INIT;

	guessed(&g, "nghij quyeets");
	ck_assert_int_eq(g.keys, VB_KEYS_TELEX);
	guessed(&g, "nghi quyet");
	ck_assert_int_eq(g.keys, VB_KEYS_TELEX);
	guessed(&g, "nghi5 quye6t1");
	ck_assert_int_eq(g.keys, VB_KEYS_VNI);
	vb_buf_clear(&g.out);
}
END_TEST

/* Read the lines of a data file; returns how many. */
static size_t read_lines(char (*lines)[200], size_t max, const char *name)
{
	char path[200], line[LINE];
	size_t n = 0;
	FILE *in;

	snprintf(path, sizeof(path), "tests/unit/text/data/%s", name);
	in = fopen(path, "r");
	ck_assert_ptr_nonnull(in);
	while (n < max && next_line(line, in))
		snprintf(lines[n++], sizeof(lines[0]), "%.199s", line);
	fclose(in);
	return n;
}

static char english[700][200], codes[300][200];

/* One by one, in pairs, and in longer runs with codes among them. */
START_TEST(keys__english_and_codes_stay)
{
	size_t n_english = read_lines(english, 700, "english.txt");
	size_t n_codes = read_lines(codes, 300, "codes.txt");
	struct vb_buf query = VB_BUF_INIT(LINE);
	struct guess g = GUESS_INIT;
	uint64_t random = 7;

	ck_assert_uint_ge(n_english, 500);
	ck_assert_uint_ge(n_codes, 200);
	for (size_t i = 0; i < n_english; i++)
		must_stay(&g, english[i]);
	for (size_t i = 0; i < n_codes; i++)
		must_stay(&g, codes[i]);
	for (size_t i = 0; i < 20000; i++) {
		size_t words = 2 + next_random(&random) % 7;

		vb_buf_truncate(&query, 0);
		for (size_t j = 0; j < words; j++) {
			bool code = next_random(&random) % 8 == 0;
			uint64_t at = next_random(&random);

			MUST(!vb_buf_append_cstr(&query, j ? " " : ""));
			MUST(!vb_buf_append_cstr(
				&query, code ? codes[at % n_codes] :
					       english[at % n_english]));
		}
		must_stay(&g, vb_buf_cstr(&query));
	}
	vb_buf_clear(&query);
	vb_buf_clear(&g.out);
}
END_TEST

/* Does it come back from being typed, as the same words? */
static bool comes_back(struct guess *g, const char *text, enum vb_keys keys)
{
	struct vb_buf typed = VB_BUF_INIT(1 << 14);
	bool same;

	type_text(&typed, text, keys, TYPE_TONE_LAST);
	same = !strcmp(keyed(guessed(g, vb_buf_cstr(&typed))), keyed(text));
	vb_buf_clear(&typed);
	return same;
}

START_TEST(keys__phrases)
{
	struct guess g = GUESS_INIT;
	static char lines[300][200];
	size_t n = read_lines(lines, 300, "phrases.txt");

	ck_assert_uint_ge(n, 200);
	for (size_t i = 0; i < n; i++) {
		must_stay(&g, lines[i]);
		must_stay(&g, folded(lines[i]));
		for (int keys = VB_KEYS_TELEX; keys <= VB_KEYS_VNI; keys++)
			if (!comes_back(&g, lines[i], (enum vb_keys)keys))
				ck_abort_msg("%s", vb_buf_cstr(&g.out));
	}
	vb_buf_clear(&g.out);
}
END_TEST

START_TEST(keys__dev_queries)
{
	const char *data = getenv("VB_DATA");
	size_t n = 0, telex = 0, vni = 0;
	struct guess g = GUESS_INIT;
	char path[LINE], line[LINE];
	FILE *in;

	snprintf(path, sizeof(path), "%s/eval/dev.queries.tsv",
		 data ? data : "../shared/data");
	in = open_text(path);
	if (!in)
		return;
	while (next_line(line, in)) {
		const char *query = strchr(line, '\t');

		ck_assert_ptr_nonnull(query++);
		/* must_stay would find NFD composed */
		must_stay(&g, cleaned(query));
		must_stay(&g, folded(query));
		telex += comes_back(&g, query, VB_KEYS_TELEX);
		vni += comes_back(&g, query, VB_KEYS_VNI);
		n++;
	}
	fclose(in);
	printf("keys: of %zu queries %zu come back from Telex, %zu from VNI\n",
	       n, telex, vni);
	ck_assert_uint_gt(n, 500);
	ck_assert_uint_ge(telex * 100, n * 98);
	ck_assert_uint_ge(vni * 100, n * 98);
	vb_buf_clear(&g.out);
}
END_TEST

/* A MiB of the worst words, in no time. */
START_TEST(keys__hostile_is_linear)
{
	static const char *const words[] = { "uowuowuowwwwoooo ",
					     "aoeaoeaoeaoewaoe ",
					     "u7o7a8a6o6e677887 ",
					     "wwwwwwwwww ddddddd " };
	struct vb_buf in = VB_BUF_INIT(1 << 23);
	struct guess g = GUESS_INIT;

	while (in.len < 1 << 20)
		MUST(!vb_buf_append_cstr(&in, words[_i]));
	g.out.limit = 1 << 23;
	guessed(&g, vb_buf_cstr(&in));
	ck_assert(!g.found);
	vb_buf_truncate(&g.out, 0);
	for (int keys = VB_KEYS_TELEX; keys < VB_KEYS_COUNT; keys++)
		decoded(&g.out, vb_buf_cstr(&in), (enum vb_keys)keys);
	vb_buf_clear(&g.out);
	vb_buf_clear(&in);
}
END_TEST

#define N(table) (int)(sizeof(table) / sizeof((table)[0]))

int main(void)
{
	TCase *tests = tcase_create("keys");

	tcase_add_loop_test(tests, keys__decode, 0, N(decode_cases));
	tcase_add_test(tests, keys__failure_leaves_out);
	tcase_add_test(tests, keys__every_attested_syllable);
	tcase_add_test(tests, keys__every_hunspell_syllable);
	tcase_add_loop_test(tests, keys__guess, 0, N(guess_cases));
	tcase_add_test(tests, keys__guess_says_which);
	tcase_add_test(tests, keys__english_and_codes_stay);
	tcase_add_test(tests, keys__phrases);
	tcase_add_test(tests, keys__dev_queries);
	tcase_add_loop_test(tests, keys__hostile_is_linear, 0, 4);
	return run_tests(tests, "keys");
}
