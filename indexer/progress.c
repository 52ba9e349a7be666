#include "indexer.h"

#include "base/clock.h"

#define EVERY_US 200000
#define BAR 20 /* columns */

void progress_open(struct progress *p, bool shown, const char *label)
{
	p->shown = shown;
	p->start = vb_clock_us();
	p->last = 0;
	p->label = label;
}

static void print_bar(double share)
{
	char bar[BAR + 1];

	for (int i = 0; i < BAR; i++)
		bar[i] = i < (int)(share * BAR) ? '#' : '.';
	bar[BAR] = '\0';
	fprintf(stderr, " [%s] %3d%%", bar, (int)(share * 100));
}

static double seconds_since(int64_t start)
{
	return (double)(vb_clock_us() - start) / 1e6;
}

static void print_rate(const struct progress *p, long long done)
{
	double seconds = seconds_since(p->start);

	fprintf(stderr, "\r\033[K%s %lld, %.0f/s", p->label, done,
		seconds > 0 ? (double)done / seconds : 0);
}

void progress_show(struct progress *p, long long done, double share)
{
	int64_t now = vb_clock_us();

	if (!p->shown || now - p->last < EVERY_US)
		return;
	p->last = now;
	print_rate(p, done);
	if (share > 0 && share <= 1) {
		double left = seconds_since(p->start) * (1 - share) / share;

		print_bar(share);
		fprintf(stderr, " %d:%02d left", (int)left / 60,
			(int)left % 60);
	}
	fflush(stderr);
}

void progress_close(struct progress *p, long long done)
{
	if (!p->shown)
		return;
	print_rate(p, done);
	fprintf(stderr, " in %.1f s\n", seconds_since(p->start));
}
