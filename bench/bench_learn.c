/*
 * bench_learn: the factors of index/rank, learnt from judged questions.
 *
 *	bench_learn COLUMNS FILE...
 *
 * A line of a FILE is a hit: question, number of right documents, rank, 1 if
 * it is right, then the features, tab between; the first feature is BM25 over
 * the most that the query could weigh, and COLUMNS ("0,1,2") are the features
 * to use. What is learnt makes the right hits of each question likely under a
 * softmax over its first 60 (listwise cross-entropy, with L2), each file
 * counting the same. Printed are S@1, nDCG@10 and R@100 of each file with
 * BM25 alone, in five folds by question (learnt on four, measured on the
 * fifth), and with what is learnt on all; then those factors, BM25's being 1.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEATURES 32
#define HITS 100
#define LEARNT 60  /* hits of a question that are learnt from */
#define ROUNDS 150 /* of Adam */
#define RATE 0.4
#define L2 2e-4
#define FOLDS 5

struct hit {
	int right;
	float f[FEATURES];
};

struct question {
	char id[64];
	int file, rights, n;
	struct hit hits[HITS];
};

static struct question *questions;
static size_t n_questions;
static int columns[FEATURES], n_columns;

struct score {
	double s1, ndcg, r100;
};

static double value(const struct hit *hit, const double *factors)
{
	double sum = 0;

	for (int i = 0; i < n_columns; i++)
		sum += factors[columns[i]] * hit->f[columns[i]];
	return sum;
}

struct ranked {
	double value;
	int at, right;
};

static int best_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->at - y->at;
}

static struct score score_of(const struct question *q, const double *factors)
{
	struct ranked list[HITS];
	struct score s = { 0 };
	double ideal = 0;

	for (int i = 0; i < q->n; i++)
		list[i] = (struct ranked){ value(&q->hits[i], factors), i,
					   q->hits[i].right };
	qsort(list, (size_t)q->n, sizeof(*list), best_first);
	for (int i = 0; i < q->rights && i < 10; i++)
		ideal += 1 / log2(i + 2);
	for (int i = 0; i < q->n; i++) {
		s.s1 += i == 0 && list[i].right;
		s.ndcg += i < 10 && list[i].right ? 1 / log2(i + 2) / ideal : 0;
		s.r100 += (double)list[i].right / q->rights;
	}
	return s;
}

static int fold_of(const struct question *q)
{
	uint32_t h = 5381;

	for (const char *c = q->id; *c; c++)
		h = h * 33 + (unsigned char)*c;
	return (int)((h >> 3) % FOLDS);
}

/* Add the gradient of one question. */
static void add_gradient(double *gradient, const struct question *q,
			 const double *factors, double weight)
{
	double p[LEARNT], most = -HUGE_VAL, sum = 0;
	int n = q->n < LEARNT ? q->n : LEARNT, rights = 0;

	for (int i = 0; i < n; i++) {
		p[i] = value(&q->hits[i], factors);
		most = p[i] > most ? p[i] : most;
		rights += q->hits[i].right;
	}
	if (!rights)
		return;
	for (int i = 0; i < n; i++)
		sum += p[i] = exp(p[i] - most);
	for (int i = 0; i < n; i++) {
		double d = p[i] / sum - (double)q->hits[i].right / rights;

		for (int k = 0; k < n_columns; k++)
			gradient[columns[k]] +=
				weight * d * q->hits[i].f[columns[k]];
	}
}

struct adam {
	double first[FEATURES], second[FEATURES];
};

static void step(double *factors, struct adam *a, const double *gradient,
		 int round)
{
	for (int k = 0; k < n_columns; k++) {
		int c = columns[k];
		double g = gradient[c] + (c ? L2 * factors[c] : 0);

		a->first[c] = .9 * a->first[c] + .1 * g;
		a->second[c] = .99 * a->second[c] + .01 * g * g;
		factors[c] -=
			RATE * a->first[c] / (1 - pow(.9, round)) /
			(sqrt(a->second[c] / (1 - pow(.99, round))) + 1e-8);
	}
}

/* Learn on all questions but those of a fold; -1: on all. */
static void learn(double *factors, int without, int files)
{
	double counts[256] = { 0 }, scale;
	struct adam adam = { 0 };

	memset(factors, 0, FEATURES * sizeof(*factors));
	factors[0] = 20;
	for (size_t i = 0; i < n_questions; i++)
		counts[questions[i].file] += fold_of(&questions[i]) != without;
	for (int round = 1; round <= ROUNDS; round++) {
		double gradient[FEATURES] = { 0 };

		for (size_t i = 0; i < n_questions; i++)
			if (fold_of(&questions[i]) != without)
				add_gradient(gradient, &questions[i], factors,
					     1 / counts[questions[i].file] /
						     files);
		step(factors, &adam, gradient, round);
	}
	scale = factors[0];
	for (int k = 0; k < n_columns; k++)
		factors[columns[k]] /= scale;
}

/* `factors` has one row, or one for each fold. */
static void report(const char *name, char **files, int n_files,
		   double (*factors)[FEATURES], int by_fold)
{
	for (int f = 0; f < n_files; f++) {
		struct score sum = { 0 };
		int n = 0;

		for (size_t i = 0; i < n_questions; i++) {
			const struct question *q = &questions[i];
			struct score s;

			if (q->file != f)
				continue;
			s = score_of(q, factors[by_fold ? fold_of(q) : 0]);
			sum.s1 += s.s1;
			sum.ndcg += s.ndcg;
			sum.r100 += s.r100;
			n++;
		}
		printf("%-10s %-24s n=%d S@1=%.3f nDCG@10=%.4f R@100=%.4f\n",
		       name, files[f], n, sum.s1 / n, sum.ndcg / n,
		       sum.r100 / n);
	}
}

static struct question *question_of(const char *id, int file, int rights)
{
	struct question *q = n_questions ? &questions[n_questions - 1] : NULL;

	if (q && q->file == file && !strcmp(q->id, id))
		return q;
	questions = realloc(questions, (n_questions + 1) * sizeof(*questions));
	if (!questions)
		abort();
	q = &questions[n_questions++];
	memset(q, 0, sizeof(*q));
	snprintf(q->id, sizeof(q->id), "%s", id);
	q->file = file;
	q->rights = rights;
	return q;
}

static void read_line(char *line, int file)
{
	char *fields[FEATURES + 4], *save = NULL;
	struct question *q;
	struct hit *hit;
	int n = 0;

	for (char *s = strtok_r(line, "\t\n", &save); s && n < FEATURES + 4;
	     s = strtok_r(NULL, "\t\n", &save))
		fields[n++] = s;
	if (n < 5)
		return;
	q = question_of(fields[0], file, (int)strtol(fields[1], NULL, 10));
	if (q->n == HITS)
		return;
	hit = &q->hits[q->n++];
	hit->right = fields[3][0] == '1';
	for (int i = 4; i < n; i++)
		hit->f[i - 4] = strtof(fields[i], NULL);
}

static int read_file(const char *path, int file)
{
	FILE *in = fopen(path, "r");
	size_t cap = 0;
	char *line = NULL;

	if (!in) {
		fprintf(stderr, "bench_learn: %s: can't be read\n", path);
		return 2;
	}
	while (getline(&line, &cap, in) > 0)
		read_line(line, file);
	free(line);
	fclose(in);
	return 0;
}

int main(int argc, char **argv)
{
	double one[1][FEATURES] = { { 1 } }, folds[FOLDS][FEATURES];
	int files = argc - 2;

	if (argc < 3 || files > 255) {
		fprintf(stderr, "usage: bench_learn COLUMNS FILE...\n");
		return 2;
	}
	for (char *s = argv[1]; *s && n_columns < FEATURES; s += *s == ',')
		columns[n_columns++] = (int)strtol(s, &s, 10) % FEATURES;
	for (int i = 0; i < files; i++)
		if (read_file(argv[i + 2], i))
			return 2;
	report("BM25", argv + 2, files, one, 0);
	for (int i = 0; i < FOLDS; i++)
		learn(folds[i], i, files);
	report("five-fold", argv + 2, files, folds, 1);
	learn(one[0], -1, files);
	report("on all", argv + 2, files, one, 0);
	printf("factors:");
	for (int k = 0; k < n_columns; k++)
		printf(" %d=%.3f", columns[k], one[0][columns[k]]);
	printf("\n");
	free(questions);
	return 0;
}
