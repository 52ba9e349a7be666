#include "service.h"

#include <stdatomic.h>
#include <stdio.h>
#include <sys/random.h>

#include "figures.h"
#include "http.h"
#include "message.h"
#include "visits.h"

/* "yes" is a file in the data directory. */
static vb_status open_visits(struct service *s, const struct config *config,
			     struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(8192);
	vb_status st;

	if (!strcmp(config->visits, "no"))
		return VB_OK;
	st = strcmp(config->visits, "yes") != 0 ?
		     vb_buf_append_cstr(&path, config->visits) :
		     vb_buf_printf(&path, "%s/visits.db", s->dir);
	if (!st)
		st = visits_open(&s->visits, vb_buf_cstr(&path), err);
	vb_buf_clear(&path);
	return st;
}

void service_close(struct service *s)
{
	visits_close(s->visits);
	figures_close(s->figures);
	zero_close(s->zero);
	access_close(s->log);
	metrics_close(s->metrics);
	limits_close(s->limits);
	cache_close(s->cache);
	memset(s, 0, sizeof(*s));
}

vb_status service_open(struct service *out, const struct config *config,
		       struct vb_error *err)
{
	unsigned random = 0;
	const char *names[METRICS_ROUTES];
	size_t n = 0;
	vb_status st;

	memset(out, 0, sizeof(*out));
	atomic_init(&out->config, config);
	out->dir = vb_buf_cstr(&config->dir);
	out->started = time(NULL);
	if (getrandom(&random, sizeof(random), 0) < 0)
		random = (unsigned)out->started;
	snprintf(out->id_prefix, sizeof(out->id_prefix), "%08x", random);
	while (n < METRICS_ROUTES && http_route(n)) {
		names[n] = http_route(n);
		n++;
	}
	st = cache_open(&out->cache, config->cache_bytes, err);
	if (!st)
		st = limits_open(&out->limits, err);
	if (!st)
		st = metrics_open(&out->metrics, names, n, err);
	if (!st)
		st = access_open(&out->log, config->log_file, err);
	if (!st)
		st = zero_open(&out->zero, out->dir, err);
	if (!st)
		st = figures_open(&out->figures, err);
	if (!st)
		st = open_visits(out, config, err);
	if (st)
		service_close(out);
	return st;
}

void service_reload(struct service *s, const struct config *config)
{
	struct vb_error err = VB_ERROR_INIT;

	if (access_reopen(s->log, config->log_file, &err))
		message("log-file", "%s", err.message);
	cache_resize(s->cache, config->cache_bytes);
	zero_flush(s->zero);
	atomic_store(&s->config, config);
}
