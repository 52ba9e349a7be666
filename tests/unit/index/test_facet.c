#include "built.h"

/*
 * What facets offer: how many documents a search finds that is narrowed by
 * the value. The truth is a scan of what was written.
 */
#define DOCUMENTS 420
#define WORDS 5
#define NONE (-1) /* no filter, or no value */

static const char *const words[WORDS] = { "rừng", "biển", "đồng", "suối",
					  "núi" };
static const char *const unmarked[WORDS] = { "rung", "bien", "dong", "suoi",
					     "nui" };
static const char *const types[] = { "nghi-quyet", "chi-thi", "quyet-dinh" };
static const char *const labels[] = { "Nghị quyết", "Chỉ thị", "Quyết định" };
static const char *const places[] = { "Hà Tĩnh", "Huế", "Hải Phòng",
				      "Hải Dương" };
static const char *const topics[] = { "đất đai", "giá đất đai", "y tế" };
static const char *const years[] = { "2019", "2020", "2021" };

enum part { TYPE, PLACE, YEAR, TOPIC, PARTS };

static const struct {
	const char *name;
	const char *const *values;
	int n;
} parts[PARTS] = {
	[TYPE] = { "type", types, 3 },
	[PLACE] = { "place", places, 4 },
	[YEAR] = { "year", years, 3 },
	[TOPIC] = { "topic", topics, 3 },
};

struct document {
	unsigned words; /* bits */
	int values[PARTS];
	int text; /* documents of one text are one hit */
};

static struct document held[DOCUMENTS];

/* A number that is the same for the same arguments, of 0 to n - 1. */
static int pick(unsigned i, unsigned salt, int n)
{
	unsigned h = (i * 2654435761u) ^ (salt * 40503u + 977u);

	h ^= h >> 13;
	h *= 0x5bd1e995u;
	return (int)((h ^ h >> 15) % (unsigned)n);
}

/* Every seventh has the text of the one before and its own place and type:
 * others are held with it. The rarer a word, the later it stands. */
static void invent(void)
{
	for (int i = 0; i < DOCUMENTS; i++) {
		struct document *d = &held[i];
		unsigned u = (unsigned)i;

		d->text = i - (i % 7 == 6);
		d->words = 0;
		for (int w = 0; w < WORDS; w++)
			if (!pick((unsigned)d->text, (unsigned)w, 2 << w))
				d->words |= 1u << w;
		d->values[TYPE] = pick(u, 11, 4) - 1;
		d->values[PLACE] = pick(u, 12, 5) - 1;
		d->values[YEAR] = pick(u, 13, 3);
		d->values[TOPIC] = pick(u, 14, 4) - 1;
	}
}

static void write_value(struct vb_buf *line, const char *key, const char *value)
{
	ck_ok(vb_buf_printf(line, "\"%s\":\"%s\",", key, value));
}

static void write_line(struct vb_buf *line, int i)
{
	const struct document *d = &held[i];

	ck_ok(vb_buf_printf(line, "{\"id\":\"d%d\",\"kind\":\"document\",", i));
	if (d->values[TYPE] >= 0)
		write_value(line, "type", labels[d->values[TYPE]]);
	if (d->values[PLACE] >= 0)
		write_value(line, "place", places[d->values[PLACE]]);
	if (d->values[TOPIC] >= 0)
		write_value(line, "topic", topics[d->values[TOPIC]]);
	ck_ok(vb_buf_printf(line, "\"date\":\"%s-0%d-02\",\"text\":\"",
			    years[d->values[YEAR]], 1 + i % 9));
	/* enough of its own that only what is the same is like it */
	for (int k = 0; k < 60; k++)
		ck_ok(vb_buf_printf(line, "x%d ", d->text * 100 + k));
	for (int w = 0; w < WORDS; w++)
		if (d->words >> w & 1)
			ck_ok(vb_buf_printf(line, "%s xa ",
					    d->text % 3 ? words[w] :
							  unmarked[w]));
	ck_ok(vb_buf_append_cstr(line, "\"}"));
}

static void setup(void)
{
	struct vb_buf line = VB_BUF_INIT(1 << 16);
	vb_archive *ar;

	make_dir();
	invent();
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_ok(vb_archive_begin(ar, &err));
	for (int i = 0; i < DOCUMENTS; i++) {
		vb_buf_truncate(&line, 0);
		write_line(&line, i);
		put_line(ar, vb_buf_str(&line), VB_READ_WHOLE);
	}
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
	vb_buf_clear(&line);
	update_index(false);
}

/* Words of a query, and what is chosen. */
struct question {
	unsigned words;
	int chosen[PARTS];
};

/* Does the value of a filter find a document's value? A topic by its words,
 * Hải Phòng with Hải Dương, which it took in (doc/territory.h). */
static bool finds(enum part part, int filter, int value)
{
	if (value < 0)
		return false;
	if (part == TOPIC && filter == 0)
		return value <= 1;
	if (part == PLACE && filter == 2)
		return value >= 2;
	return filter == value;
}

static bool fits(const struct document *d, const struct question *q)
{
	for (int p = 0; p < PARTS; p++)
		if (q->chosen[p] >= 0 &&
		    !finds((enum part)p, q->chosen[p], d->values[p]))
			return false;
	return true;
}

static int count_texts(const struct question *q, bool any, bool fold)
{
	bool seen[DOCUMENTS] = { false };
	int n = 0;

	for (int i = 0; i < DOCUMENTS; i++) {
		const struct document *d = &held[i];
		bool holds = any && q->words ?
				     (d->words & q->words) != 0 :
				     (d->words & q->words) == q->words;

		if (!holds || !fits(d, q) || (fold && seen[d->text]))
			continue;
		seen[d->text] = true;
		n++;
	}
	return n;
}

/* How many a search finds: all words; some, when few documents hold all,
 * whatever was chosen, or none of the chosen do. */
static int truth(const struct question *q, bool fold)
{
	struct question open = { q->words, { NONE, NONE, NONE, NONE } };
	int all = count_texts(q, false, fold);
	bool more = q->words & (q->words - 1);

	if (more &&
	    (!all || count_texts(&open, false, fold) < VB_SEARCH_ENOUGH))
		return count_texts(q, true, fold);
	return all;
}

static struct vb_results ask(const struct question *q, bool fold, bool facets,
			     bool sorted)
{
	static char text[100], from[16], to[16];
	struct vb_request request = {
		.n = VB_SEARCH_PAGE,
		.timeout_ms = 60000, /* counts, not time */
		.duplicates = !fold,
		.facets = facets,
		.sort = sorted ? VB_SORT_NEWEST : VB_SORT_RELEVANCE
	};
	struct vb_str *filters = request.filters;

	text[0] = '\0';
	for (int w = 0; w < WORDS; w++)
		if (q->words >> w & 1)
			snprintf(text + strlen(text),
				 sizeof(text) - strlen(text), "%s ", words[w]);
	request.query = vb_str_from(text);
	if (q->chosen[TYPE] >= 0)
		filters[VB_FILTER_TYPE] = vb_str_from(types[q->chosen[TYPE]]);
	if (q->chosen[PLACE] >= 0)
		filters[VB_FILTER_PLACE] =
			vb_str_from(places[q->chosen[PLACE]]);
	if (q->chosen[TOPIC] >= 0)
		filters[VB_FILTER_TOPIC] =
			vb_str_from(topics[q->chosen[TOPIC]]);
	if (q->chosen[YEAR] >= 0) {
		snprintf(from, sizeof(from), "%s-01-01",
			 years[q->chosen[YEAR]]);
		snprintf(to, sizeof(to), "%s-12-31", years[q->chosen[YEAR]]);
		filters[VB_FILTER_FROM] = vb_str_from(from);
		filters[VB_FILTER_TO] = vb_str_from(to);
	}
	return run_request(&request);
}

static int offered(const struct vb_results *r, const char *name,
		   const char *value)
{
	for (size_t i = 0; i < r->n_facets; i++)
		for (size_t k = 0; k < r->facets[i].n; k++)
			if (!strcmp(r->facets[i].name, name) &&
			    vb_str_eq(r->facets[i].values[k].value,
				      vb_str_from(value)))
				return (int)r->facets[i].values[k].count;
	return 0;
}

/* Is the value one that a found document has? Only those are offered; what
 * nothing holds strictly is not. */
static bool is_there(const struct question *q, enum part part, int value,
		     bool relaxed)
{
	struct question open = *q;

	open.chosen[part] = NONE;
	for (int i = 0; i < DOCUMENTS; i++) {
		const struct document *d = &held[i];
		unsigned have = d->words & q->words;

		if (d->values[part] == value && fits(d, &open) &&
		    (relaxed ? have || !q->words : have == q->words))
			return true;
	}
	return false;
}

/* Does the search with these choices take some of the words? */
static bool is_relaxed(const struct question *q, bool fold)
{
	return truth(q, fold) != count_texts(q, false, fold);
}

static void check(const struct question *q, bool fold, bool sorted)
{
	struct vb_results r = ask(q, fold, true, sorted);

	ck_assert(r.exact);
	ck_assert_int_eq((int)r.total, truth(q, fold));
	ck_assert_int_eq((int)r.n_hits, truth(q, fold));
	/* what a province took in is told of the chosen one only */
	if (q->chosen[PLACE] == NONE)
		ck_assert_uint_eq(r.notes.len, 0);
	for (int p = 0; p < PARTS; p++) {
		for (int v = 0; v < parts[p].n; v++) {
			struct question open = *q, then = *q;
			int want, got = offered(&r, parts[p].name,
						parts[p].values[v]);

			open.chosen[p] = NONE;
			then.chosen[p] = v;
			want = is_there(q, (enum part)p, v,
					is_relaxed(&open, fold)) ?
				       truth(&then, fold) :
				       0;
			ck_assert_msg(got == want,
				      "words %u, %s of %d %d %d %d: %s %d, "
				      "not %d",
				      q->words, parts[p].name, q->chosen[TYPE],
				      q->chosen[PLACE], q->chosen[YEAR],
				      q->chosen[TOPIC], parts[p].values[v], got,
				      want);
		}
	}
}

/* Nothing chosen, each one value, some pairs of them. */
START_TEST(facet__offers_what_one_finds)
{
	struct question q = { (unsigned)_i, { NONE, NONE, NONE, NONE } };

	for (int fold = 0; fold < 2; fold++)
		for (int sorted = 0; sorted < 2; sorted++) {
			if (!q.words && !sorted)
				continue;
			check(&q, fold, sorted);
			for (int p = 0; p < PARTS; p++)
				for (int v = 0; v < parts[p].n; v++) {
					struct question one = q, two;

					one.chosen[p] = v;
					check(&one, fold, sorted);
					two = one;
					two.chosen[(p + 1) % PARTS] = v % 3;
					check(&two, fold, sorted);
				}
		}
}
END_TEST

/* The truth above says that both kinds of search are among these. */
START_TEST(facet__cases_bite)
{
	int strict = 0, few = 0, none = 0, folded = 0;

	for (unsigned w = 1; w < 1u << WORDS; w++) {
		struct question q = { w, { NONE, NONE, NONE, NONE } };

		if (is_relaxed(&q, true)) {
			few++;
			continue;
		}
		strict++;
		folded += truth(&q, true) < truth(&q, false);
		for (int i = 0; i < 12; i++) {
			q.chosen[PLACE] = i % 4;
			q.chosen[TYPE] = i / 4;
			none += is_relaxed(&q, true);
		}
	}
	ck_assert_int_gt(strict, 3);
	ck_assert_int_gt(few, 3);
	ck_assert_int_gt(none, 0);
	ck_assert_int_gt(folded, 3);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/facet");
	TCase *t = tcase_create("facet");

	tcase_add_unchecked_fixture(t, setup, remove_dir);
	tcase_set_timeout(t, 120);
	/* all sets of at most four words: five are any words of a question */
	tcase_add_loop_test(t, facet__offers_what_one_finds, 0, 31);
	tcase_add_test(t, facet__cases_bite);
	suite_add_tcase(s, t);
	return run_suite(s);
}
