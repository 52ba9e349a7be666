#include "metrics.h"

#include <dirent.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

#define CLASSES 5 /* 1xx … 5xx; the first stays empty */

/* Upper ends in microseconds, and as Prometheus writes them. */
static const struct {
	int64_t us;
	const char *text;
} buckets[] = {
	{ 100, "0.0001" }, { 250, "0.00025" }, { 500, "0.0005" },
	{ 1000, "0.001" }, { 2500, "0.0025" }, { 5000, "0.005" },
	{ 10000, "0.01" }, { 25000, "0.025" }, { 50000, "0.05" },
	{ 100000, "0.1" }, { 250000, "0.25" }, { 500000, "0.5" },
	{ 1000000, "1" },  { 2500000, "2.5" }, { 10000000, "10" },
};

#define N_BUCKETS (sizeof(buckets) / sizeof(buckets[0]))

static const struct {
	const char *name, *help;
} counters[N_COUNTERS] = {
	[COUNT_CONNECTIONS] = { "vanban_connections_total",
				"Connections accepted." },
	[COUNT_RATE_LIMITED] = { "vanban_rate_limited_total",
				 "Requests refused with 429." },
	[COUNT_UNFINISHED] = { "vanban_http_unfinished_total",
			       "Answers that the client did not take whole." },
	[COUNT_REOPENS] = { "vanban_index_reopens_total",
			    "Times that a thread moved on to a newer index." },
	[COUNT_NOTHING] = { "vanban_searches_without_result_total",
			    "Searches that found nothing." },
	[COUNT_BYTES] = { "vanban_http_response_bytes_total",
			  "Bytes of the bodies of answers." },
	[COUNT_LOG_LOST] = { "vanban_log_lines_lost_total",
			     "Log lines that could not be written." },
};

static const char *const reasons[N_ENDED] = {
	[ENDED_HEADER] = "header",
	[ENDED_ANSWER] = "answer",
	[ENDED_ROOM] = "room",
};

struct route_counts {
	_Atomic uint64_t by_class[CLASSES];
	_Atomic uint64_t by_time[N_BUCKETS + 1]; /* the last: longer */
	_Atomic uint64_t us;
};

struct metrics {
	_Atomic uint64_t counts[N_COUNTERS];
	_Atomic uint64_t ended[N_ENDED];
	const char *names[METRICS_ROUTES + 1];
	size_t n; /* of names; the last is "other" */
	time_t started;
	struct route_counts routes[METRICS_ROUTES + 1];
};

static void add(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static unsigned long long get(_Atomic uint64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

vb_status metrics_open(struct metrics **out, const char *const *routes,
		       size_t n, struct vb_error *err)
{
	struct metrics *m = calloc(1, sizeof(*m));

	if (!m || n > METRICS_ROUTES) {
		free(m);
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	}
	for (size_t i = 0; i < n; i++)
		m->names[i] = routes[i];
	m->names[n] = "other";
	m->n = n + 1;
	m->started = time(NULL);
	*out = m;
	return VB_OK;
}

void metrics_close(struct metrics *m)
{
	free(m);
}

void metrics_answer(struct metrics *m, size_t route, unsigned status,
		    int64_t us)
{
	struct route_counts *r = &m->routes[route < m->n ? route : m->n - 1];
	unsigned class = status / 100;
	size_t i = 0;

	while (i < N_BUCKETS && us > buckets[i].us)
		i++;
	add(&r->by_time[i], 1);
	add(&r->us, us < 0 ? 0 : (uint64_t)us);
	if (class >= 1 && class <= CLASSES)
		add(&r->by_class[class - 1], 1);
}

void metrics_add(struct metrics *m, enum counter counter, uint64_t n)
{
	add(&m->counts[counter], n);
}

void metrics_ended(struct metrics *m, enum ended why)
{
	add(&m->ended[why], 1);
}

static vb_status head(struct vb_buf *out, const char *name, const char *type,
		      const char *help)
{
	return vb_buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help,
			     name, type);
}

static vb_status one(struct vb_buf *out, const char *name, const char *type,
		     const char *help, unsigned long long value)
{
	vb_status st = head(out, name, type, help);

	return st ? st : vb_buf_printf(out, "%s %llu\n", name, value);
}

static vb_status write_requests(struct vb_buf *out, struct metrics *m)
{
	static const char name[] = "vanban_http_requests_total";
	vb_status st = head(out, name, "counter",
			    "Requests answered, by route and class of status.");

	for (size_t i = 0; i < m->n && !st; i++)
		for (unsigned c = 1; c < CLASSES && !st; c++) {
			unsigned long long n = get(&m->routes[i].by_class[c]);

			if (n)
				st = vb_buf_printf(
					out,
					"%s{route=\"%s\",status=\"%uxx\"} "
					"%llu\n",
					name, m->names[i], c + 1, n);
		}
	return st;
}

static vb_status write_histogram(struct vb_buf *out, const char *name,
				 const char *route, struct route_counts *r)
{
	unsigned long long sum = 0, us = get(&r->us);
	vb_status st = VB_OK;

	for (size_t i = 0; i <= N_BUCKETS && !st; i++) {
		sum += get(&r->by_time[i]);
		st = vb_buf_printf(
			out, "%s_bucket{route=\"%s\",le=\"%s\"} %llu\n", name,
			route, i < N_BUCKETS ? buckets[i].text : "+Inf", sum);
	}
	if (!st)
		st = vb_buf_printf(out, "%s_sum{route=\"%s\"} %llu.%06llu\n",
				   name, route, us / 1000000, us % 1000000);
	return st ? st :
		    vb_buf_printf(out, "%s_count{route=\"%s\"} %llu\n", name,
				  route, sum);
}

static vb_status write_times(struct vb_buf *out, struct metrics *m)
{
	static const char name[] = "vanban_http_request_duration_seconds";
	vb_status st = head(out, name, "histogram",
			    "From a whole header to an answer ready to send.");

	for (size_t i = 0; i < m->n && !st; i++) {
		bool used = false;

		for (unsigned c = 0; c < CLASSES; c++)
			used = used || get(&m->routes[i].by_class[c]);
		if (used)
			st = write_histogram(out, name, m->names[i],
					     &m->routes[i]);
	}
	return st;
}

static vb_status write_counters(struct vb_buf *out, struct metrics *m)
{
	static const char ended[] = "vanban_connections_ended_total";
	vb_status st = VB_OK;

	for (size_t i = 0; i < N_COUNTERS && !st; i++)
		st = one(out, counters[i].name, "counter", counters[i].help,
			 get(&m->counts[i]));
	if (!st)
		st = head(out, ended, "counter",
			  "Connections ended by the daemon, by reason.");
	for (size_t i = 0; i < N_ENDED && !st; i++)
		st = vb_buf_printf(out, "%s{reason=\"%s\"} %llu\n", ended,
				   reasons[i], get(&m->ended[i]));
	return st;
}

static vb_status write_gauges(struct vb_buf *out, const struct gauges *g)
{
	const struct {
		const char *name, *type, *help;
		unsigned long long value;
		bool absent;
	} rows[] = {
		{ "vanban_connections", "gauge", "Connections open.",
		  g->connections, false },
		{ "vanban_cache_hits_total", "counter",
		  "Answers given from the cache.", g->cache.hits, false },
		{ "vanban_cache_misses_total", "counter",
		  "Answers looked for there and not found.", g->cache.misses,
		  false },
		{ "vanban_cache_evictions_total", "counter",
		  "Answers that left for want of room.", g->cache.evictions,
		  false },
		{ "vanban_cache_bytes", "gauge", "Memory of the cache.",
		  g->cache.bytes, false },
		{ "vanban_cache_limit_bytes", "gauge",
		  "Memory that it may take.", g->cache.limit, false },
		{ "vanban_cache_entries", "gauge", "Answers in the cache.",
		  g->cache.entries, false },
		{ "vanban_index_revision", "gauge",
		  "Grows with each commit and generation.", g->revision,
		  !g->has_index },
		{ "vanban_index_documents", "gauge", "Documents in the index.",
		  g->documents, !g->has_index },
		{ "vanban_index_up", "gauge",
		  "Whether there is an index to answer from.", g->has_index,
		  false },
	};
	vb_status st = VB_OK;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) && !st; i++)
		if (!rows[i].absent)
			st = one(out, rows[i].name, rows[i].type, rows[i].help,
				 rows[i].value);
	return st;
}

/* Pages of memory that are ours now: the second number of statm. */
static unsigned long long resident_pages(void)
{
	struct vb_buf text = VB_BUF_INIT(4096);
	unsigned long long pages = 0;
	char *end = NULL;

	if (!vb_file_read(&text, "/proc/self/statm", 0, NULL)) {
		strtoull(vb_buf_cstr(&text), &end, 10);
		pages = strtoull(end, NULL, 10);
	}
	vb_buf_clear(&text);
	return pages;
}

static unsigned long long open_files(void)
{
	DIR *folder = opendir("/proc/self/fd");
	unsigned long long n = 0;

	if (!folder)
		return 0;
	while (readdir(folder))
		n++;
	closedir(folder);
	return n > 3 ? n - 3 : 0; /* ".", ".." and the folder itself */
}

/* Names and meanings are those that Prometheus' own clients use. */
static vb_status write_process(struct vb_buf *out, struct metrics *m)
{
	static const char cpu[] = "process_cpu_seconds_total";
	struct timespec used = { 0 };
	vb_status st;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	st = head(out, cpu, "counter", "Processor time used.");
	if (!st)
		st = vb_buf_printf(out, "%s %lld.%06ld\n", cpu,
				   (long long)used.tv_sec, used.tv_nsec / 1000);
	if (!st)
		st = one(out, "process_resident_memory_bytes", "gauge",
			 "Memory in use, mapped files among it.",
			 resident_pages() *
				 (unsigned long long)sysconf(_SC_PAGESIZE));
	if (!st)
		st = one(out, "process_open_fds", "gauge", "Open files.",
			 open_files());
	if (!st)
		st = one(out, "process_start_time_seconds", "gauge",
			 "When it started, in Unix time.",
			 (unsigned long long)m->started);
	if (!st)
		st = head(out, "vanban_build_info", "gauge",
			  "The version, as a label.");
	return st ? st :
		    vb_buf_append_cstr(out,
				       "vanban_build_info{version=\"" VB_VERSION
				       "\"} 1\n");
}

vb_status metrics_write(struct vb_buf *out, struct metrics *m,
			const struct gauges *g)
{
	vb_status st = write_requests(out, m);

	if (!st)
		st = write_times(out, m);
	if (!st)
		st = write_counters(out, m);
	if (!st)
		st = write_gauges(out, g);
	return st ? st : write_process(out, m);
}
