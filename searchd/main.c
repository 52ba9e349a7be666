/* vanban-searchd: the archive's search over HTTP. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "assets.h"
#include "base/clock.h"
#include "handles.h"
#include "listen.h"
#include "message.h"
#include "server.h"

#define DRAIN_MS 4000	  /* for what is in work when told to end */
#define GIVE_UP_SECONDS 5 /* after which it ends with work undone */
#define SPARE_FILES 256	  /* besides connections: index, archive, log */

/*
 * Raise the limit of open files as far as allowed, and take no more
 * connections than it bears.
 */
static void fit_files(struct config *config)
{
	struct rlimit limit;
	rlim_t files;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	files = limit.rlim_cur;
	limit.rlim_cur = limit.rlim_max;
	if (!setrlimit(RLIMIT_NOFILE, &limit))
		files = limit.rlim_cur;
	if (files > config->connections + SPARE_FILES)
		return;
	files = files > SPARE_FILES + 16 ? files - SPARE_FILES : 16;
	message("connections", "%u are more than open files allow: %u",
		config->connections, (unsigned)files);
	config->connections = (unsigned)files;
}

struct listeners {
	struct listener list[CONFIG_LISTEN];
	size_t n;
};

static void remove_all(struct listeners *all)
{
	for (size_t i = 0; i < all->n; i++)
		listen_remove(&all->list[i]);
}

/* Those of systemd, else those of the configuration; false and said. */
static bool find_sockets(struct listeners *out, const struct config *config)
{
	struct vb_error err = VB_ERROR_INIT;
	int given = sd_listen_fds(1);
	size_t n = given > 0 ? (size_t)given : config->n_listen;
	char name[40];

	if (n > CONFIG_LISTEN) {
		message("systemd", "more than %d sockets", CONFIG_LISTEN);
		return false;
	}
	for (out->n = 0; out->n < n; out->n++) {
		struct listener *l = &out->list[out->n];
		const char *where = name;
		vb_status st;

		snprintf(name, sizeof(name), "socket %zu", out->n);
		if (given <= 0)
			where = config->listen[out->n];
		st = given > 0 ?
			     listen_take(l, SD_LISTEN_FDS_START + (int)out->n,
					 &err) :
			     listen_open(l, where, &err);
		if (!st)
			continue;
		message(where, "%s", err.message);
		remove_all(out);
		return false;
	}
	return true;
}

/* What is counted may be lost, no request that can still be answered. */
static void give_up(int sig)
{
	(void)sig;
	_exit(0);
}

/* Configurations that were replaced: requests may still read them. */
struct past {
	struct config config;
	struct past *before;
};

/* The program's life between its first and its last request. */
struct life {
	int argc;
	char **argv;
	struct past *configs; /* the newest first */
	struct service service;
	sigset_t signals;
};

/* Read the configuration again; what is wrong with it changes nothing. */
static void reload(struct life *life)
{
	struct past *next = calloc(1, sizeof(*next));

	/* sd_notify wants to know when both have happened. */
	sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld",
		   (long long)vb_clock_us());
	if (next && config_read(&next->config, life->argc, life->argv) < 0) {
		config_stay(&next->config, &life->configs->config);
		next->before = life->configs;
		life->configs = next;
		service_reload(&life->service, &next->config);
		message("config", "read again");
	} else if (next) {
		message("config", "stays as it was");
		config_clear(&next->config);
		free(next);
	}
	sd_notify(0, "READY=1");
}

/* Until told to end; tells systemd's watchdog that we live. */
static void serve(struct life *life)
{
	struct timespec wait = { .tv_sec = 3600 };
	uint64_t watchdog = 0;
	int sig = 0;

	if (sd_watchdog_enabled(0, &watchdog) > 0) {
		wait.tv_sec = (time_t)(watchdog / 2000000);
		wait.tv_nsec = (long)(watchdog / 2 % 1000000) * 1000;
	}
	sd_notify(0, "READY=1");
	while (sig != SIGTERM && sig != SIGINT) {
		sig = sigtimedwait(&life->signals, NULL, &wait);
		if (sig == SIGHUP)
			reload(life);
		if (watchdog)
			sd_notify(0, "WATCHDOG=1");
	}
	sd_notify(0, "STOPPING=1");
}

static bool has_index(const struct config *config)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	bool has =
		!vb_buf_printf(&path, "%s/index", vb_buf_cstr(&config->dir)) &&
		!access(vb_buf_cstr(&path), F_OK);

	vb_buf_clear(&path);
	return has;
}

static int serve_all(struct life *life, struct listeners *listeners)
{
	const struct config *config = &life->configs->config;
	struct vb_error err = VB_ERROR_INIT;
	int fds[CONFIG_LISTEN];
	server *s = NULL;

	for (size_t i = 0; i < listeners->n; i++)
		fds[i] = listeners->list[i].fd;
	if (server_start(&s, fds, listeners->n, &life->service, &err)) {
		message(listeners->list[0].name, "%s", err.message);
		return 2;
	}
	for (size_t i = 0; i < listeners->n; i++)
		message(listeners->list[i].name, "serving %s",
			vb_buf_cstr(&config->dir));
	if (!has_index(config))
		message(vb_buf_cstr(&config->dir),
			"no index yet: it is served when vanban-indexer has "
			"made one");
	serve(life);
	remove_all(listeners);
	signal(SIGALRM, give_up);
	alarm(GIVE_UP_SECONDS);
	server_stop(s, DRAIN_MS);
	return 0;
}

static int run(struct life *life)
{
	struct config *config = &life->configs->config;
	struct vb_error err = VB_ERROR_INIT;
	struct listeners listeners = { .n = 0 };
	int code;

	fit_files(config);
	if (assets_setup(config->web, &err) || handles_setup(&err) ||
	    service_open(&life->service, config, &err)) {
		message("start", "%s", err.message);
		handles_finish();
		assets_clear();
		return 2;
	}
	code = find_sockets(&listeners, config) ? serve_all(life, &listeners) :
						  2;
	remove_all(&listeners);
	service_close(&life->service);
	handles_finish();
	assets_clear();
	return code;
}

int main(int argc, char **argv)
{
	struct past *first = calloc(1, sizeof(*first));
	struct life life = { .argc = argc, .argv = argv, .configs = first };
	int code = first ? config_read(&first->config, argc, argv) : 2;

	if (code < 0) {
		signal(SIGPIPE, SIG_IGN);
		sigemptyset(&life.signals);
		sigaddset(&life.signals, SIGTERM);
		sigaddset(&life.signals, SIGINT);
		sigaddset(&life.signals, SIGHUP);
		/* Before there are threads, so that none of them is ended. */
		sigprocmask(SIG_BLOCK, &life.signals, NULL);
		code = run(&life);
	}
	while (life.configs) {
		struct past *past = life.configs;

		life.configs = past->before;
		config_clear(&past->config);
		free(past);
	}
	return code;
}
