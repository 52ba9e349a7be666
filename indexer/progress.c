#include "indexer.h"

#include "base/clock.h"

#define EVERY_US 200000

void progress_open(struct progress *p, bool shown, const char *label)
{
	p->shown = shown;
	p->start = vb_clock_us();
	p->last = 0;
	p->label = label;
}

static void show_bar(long long done, long long total)
{
	char bar[21];
	int full = (int)(20.0 * (double)done / (double)total);

	for (int i = 0; i < 20; i++)
		bar[i] = i < full ? '#' : '.';
	bar[20] = '\0';
	fprintf(stderr, " [%s] %3d%%", bar, (int)(100 * done / total));
}

void progress_show(struct progress *p, long long done, long long total,
		   bool last)
{
	int64_t now = vb_clock_us();
	double seconds = (double)(now - p->start) / 1e6;
	double rate = seconds > 0 ? (double)done / seconds : 0;

	if (!p->shown || (!last && now - p->last < EVERY_US))
		return;
	p->last = now;
	fprintf(stderr, "\r\033[K%s %lld", p->label, done);
	if (total > 0 && done <= total) {
		fprintf(stderr, "/%lld", total);
		show_bar(done, total);
	}
	fprintf(stderr, " %.0f/s", rate);
	if (total > done && rate > 0 && !last) {
		long long left = (long long)((double)(total - done) / rate);

		fprintf(stderr, " %lld:%02lld left", left / 60, left % 60);
	}
	if (last)
		fprintf(stderr, " in %.1f s\n", seconds);
	fflush(stderr);
}
