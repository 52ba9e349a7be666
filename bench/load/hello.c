/*
 * hello: the least that libmicrohttpd can do, as a yardstick for the daemon:
 * the same library, threads and polling, an answer of fixed bytes.
 * usage: hello PORT THREADS BYTES
 */
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONNECTIONS 20000u

static struct MHD_Response *hello;

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c,
				  const char *url, const char *method,
				  const char *version, const char *upload,
				  size_t *upload_size, void **context)
{
	static int seen;

	(void)cls, (void)url, (void)method, (void)version, (void)upload;
	(void)upload_size;
	if (!*context) { /* keep the connection: answer at the second call */
		*context = &seen;
		return MHD_YES;
	}
	*context = NULL;
	return MHD_queue_response(c, MHD_HTTP_OK, hello);
}

int main(int argc, char **argv)
{
	struct MHD_Daemon *daemon;
	size_t bytes;
	char *body;
	sigset_t ends;
	int sig;

	if (argc != 4)
		return 2;
	bytes = strtoul(argv[3], NULL, 10);
	if (bytes < 20)
		bytes = 20;
	body = malloc(bytes + 1);
	if (!body)
		return 2;
	memset(body, ' ', bytes);
	memcpy(body, "{\"hello\":\"world\"", 16);
	body[bytes - 1] = '}';
	hello = MHD_create_response_from_buffer(bytes, body,
						MHD_RESPMEM_MUST_FREE);
	MHD_add_response_header(hello, "Content-Type", "application/json");
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC,
		(unsigned short)strtoul(argv[1], NULL, 10), NULL, NULL,
		on_request, NULL, MHD_OPTION_THREAD_POOL_SIZE,
		(unsigned)strtoul(argv[2], NULL, 10),
		MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_END);
	if (!daemon) {
		fputs("hello: cannot start\n", stderr);
		return 2;
	}
	sigwait(&ends, &sig);
	MHD_stop_daemon(daemon);
	MHD_destroy_response(hello);
	return 0;
}
