/* vanban-searchd: the archive's search over HTTP. */
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "assets.h"
#include "config.h"
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

static vb_status find_socket(struct listener *out, const char *where,
			     struct vb_error *err)
{
	int n = sd_listen_fds(1);

	if (n > 1)
		return vb_error_set(err, VB_BAD_INPUT,
				    "systemd gave %d sockets: one is used", n);
	if (n == 1)
		return listen_take(out, SD_LISTEN_FDS_START, err);
	return listen_open(out, where, err);
}

/* Nothing is written here, so nothing is lost by leaving at once. */
static void give_up(int sig)
{
	(void)sig;
	_exit(0);
}

/* Until told to end; tells systemd's watchdog that we live. */
static void serve(const sigset_t *ends)
{
	uint64_t watchdog = 0;
	struct timespec wait;

	if (sd_watchdog_enabled(0, &watchdog) <= 0)
		watchdog = 0;
	sd_notify(0, "READY=1");
	if (!watchdog) {
		while (sigwaitinfo(ends, NULL) < 0)
			;
		return;
	}
	wait.tv_sec = (time_t)(watchdog / 2000000);
	wait.tv_nsec = (long)(watchdog / 2 % 1000000) * 1000;
	while (sigtimedwait(ends, NULL, &wait) < 0)
		sd_notify(0, "WATCHDOG=1");
}

static int run(struct config *config, const sigset_t *ends)
{
	struct vb_error err = VB_ERROR_INIT;
	struct listener listener;
	server *s = NULL;

	fit_files(config);
	assets_setup();
	if (handles_setup(&err)) {
		message("start", "%s", err.message);
		return 2;
	}
	if (find_socket(&listener, config->listen, &err)) {
		message(config->listen, "%s", err.message);
		return 2;
	}
	if (server_start(&s, listener.fd, config, &err)) {
		message(listener.name, "%s", err.message);
		listen_remove(&listener);
		return 2;
	}
	message(listener.name, "serving %s", vb_buf_cstr(&config->dir));
	serve(ends);
	sd_notify(0, "STOPPING=1");
	listen_remove(&listener);
	signal(SIGALRM, give_up);
	alarm(GIVE_UP_SECONDS);
	server_stop(s, DRAIN_MS);
	return 0;
}

int main(int argc, char **argv)
{
	struct config config;
	sigset_t ends;
	int code = config_read(&config, argc, argv);

	if (code < 0) {
		signal(SIGPIPE, SIG_IGN);
		sigemptyset(&ends);
		sigaddset(&ends, SIGTERM);
		sigaddset(&ends, SIGINT);
		sigaddset(&ends, SIGHUP);
		/* Before there are threads, so that none of them is ended. */
		sigprocmask(SIG_BLOCK, &ends, NULL);
		code = run(&config, &ends);
	}
	config_clear(&config);
	return code;
}
