#include "server.h"

#include <linux/filter.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "conns.h"
#include "reply.h"

/*
 * What one connection may hold: request line, header and the library's own
 * lists of it, with room for the answer's header.
 */
#define CONNECTION_BYTES ((size_t)40 << 10)

struct server {
	struct MHD_Daemon *daemons[CONFIG_LISTEN]; /* one for each socket */
	size_t n_daemons;
	conns *conns;
	struct service *service;
	_Atomic bool draining;
};

/* A request and what only this file knows of it. */
struct exchange {
	struct request request; /* the first member: one is the other */
	char *target;		/* owned */
	bool has_header;
	size_t sent; /* bytes of the body that was handed over */
};

static struct conn *conn_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

static void on_connection(void *cls, struct MHD_Connection *c, void **context,
			  enum MHD_ConnectionNotificationCode code)
{
	const union MHD_ConnectionInfo *info;
	server *s = cls;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		conns_remove(s->conns, *context);
		*context = NULL;
		atomic_fetch_sub(&s->service->connections, 1);
		return;
	}
	atomic_fetch_add(&s->service->connections, 1);
	metrics_add(s->service->metrics, COUNT_CONNECTIONS, 1);
	info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	if (!info)
		return;
	*context = conns_add(s->conns, info->connect_fd);
	if (!*context) /* one that no clock watches must not stay */
		shutdown(info->connect_fd, SHUT_RDWR);
}

/* The request line is there: keep the target before it is decoded. */
static void *on_line(void *cls, const char *target, struct MHD_Connection *c)
{
	struct exchange *x = calloc(1, sizeof(*x));
	server *s = cls;

	(void)c;
	if (!x)
		return NULL;
	x->target = strdup(target);
	if (!x->target) {
		free(x);
		return NULL;
	}
	x->request.service = s->service;
	x->request.config = atomic_load(&s->service->config);
	x->request.dir = s->service->dir;
	x->request.method = "OTHER";
	x->request.route = SIZE_MAX;
	x->request.vietnamese = true;
	x->request.target = vb_str_from(x->target);
	x->request.reply.body.limit = HTTP_REPLY_BYTES;
	url_split(&x->request.url, x->request.target);
	return x;
}

/* What is known of a request that is over goes to the counts and the log. */
static void tell(const struct exchange *x, enum MHD_RequestTerminationCode code)
{
	const struct request *r = &x->request;
	struct service *s = r->service;
	bool done = code == MHD_REQUEST_TERMINATED_COMPLETED_OK;
	const char *route = http_route(r->route);
	struct access_line line = {
		.id = r->id,
		.method = r->method,
		.route = route ? route : "other",
		.outcome = done ? "done" : "ended",
		.cache = r->cache,
		.target = r->config->log_queries ? r->target : VB_STR_EMPTY,
		.client = r->config->log_addresses ? &r->client : NULL,
		.status = r->reply.status,
		.bytes = x->sent,
		.gzip = r->reply.gzip,
		.answer_us = r->answer_us - r->header_us,
		.whole_us = vb_clock_us() - r->header_us,
	};

	metrics_answer(s->metrics, r->route, r->reply.status, line.answer_us);
	metrics_add(s->metrics, COUNT_BYTES, x->sent);
	if (!done)
		metrics_add(s->metrics, COUNT_UNFINISHED, 1);
	if (r->config->log == LOG_ALL ||
	    (r->config->log == LOG_ERRORS && line.status >= 500))
		if (!access_write(s->log, &line))
			metrics_add(s->metrics, COUNT_LOG_LOST, 1);
}

static void on_completed(void *cls, struct MHD_Connection *c, void **context,
			 enum MHD_RequestTerminationCode code)
{
	struct exchange *x = *context;
	server *s = cls;

	conns_waiting(s->conns, conn_of(c));
	if (!x)
		return;
	if (x->request.answer_us)
		tell(x, code);
	kept_release(x->request.reply.kept);
	vb_arena_clear(&x->request.arena);
	vb_buf_clear(&x->request.reply.body);
	free(x->target);
	free(x);
	*context = NULL;
}

/* We decode by ourselves, and refuse what the library would let pass. */
static size_t leave_escapes(void *cls, struct MHD_Connection *c, char *s)
{
	(void)cls;
	(void)c;
	return strlen(s);
}

static void add_header(void *response, const char *name, const char *value)
{
	MHD_add_response_header(response, name, value);
}

/* The response that owns the body, or shares it with the cache. */
static struct MHD_Response *make_response(struct reply *reply)
{
	struct vb_str body = reply_body(reply);
	struct vb_buf *buf = &reply->body;

	if (reply->status == 304)
		body.len = 0;
	if (reply->kept || !buf->ptr)
		/* The request holds it until the reply is sent. */
		return MHD_create_response_from_buffer(
			body.len, (void *)(uintptr_t)body.ptr,
			MHD_RESPMEM_PERSISTENT);
	*buf = (struct vb_buf)VB_BUF_INIT(HTTP_REPLY_BYTES);
	return MHD_create_response_from_buffer(
		body.len, (void *)(uintptr_t)body.ptr, MHD_RESPMEM_MUST_FREE);
}

static enum MHD_Result send_reply(server *s, struct MHD_Connection *c,
				  struct exchange *x)
{
	struct reply *reply = &x->request.reply;
	struct MHD_Response *response;
	enum MHD_Result result;

	x->request.answer_us = vb_clock_us();
	x->sent = reply->status == 304 ? 0 : reply_body(reply).len;
	if (!strcmp(x->request.method, MHD_HTTP_METHOD_HEAD))
		x->sent = 0;
	response = make_response(reply);
	if (!response)
		return MHD_NO;
	reply_headers(&x->request, s->draining, add_header, response);
	result = MHD_queue_response(c, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

/* Field names are ASCII, and of any case. */
static bool same_name(const char *a, const char *b)
{
	for (; *a && (*a | 32) == (*b | 32); a++, b++)
		;
	return !*a && !*b;
}

/* What its header says, and how a request is framed by it. */
struct header {
	struct request *request;
	const char *forwarded, *forwarded_for, *id;
	bool has_body, malformed, no_memory;
	unsigned hosts;
};

/* Where the first field of a name goes. */
static const char **place_of(struct header *h, const char *name)
{
	struct request *r = h->request;
	const struct {
		const char *name, **to;
	} places[] = {
		{ MHD_HTTP_HEADER_HOST, &r->host },
		{ MHD_HTTP_HEADER_ACCEPT_ENCODING, &r->accept_encoding },
		{ MHD_HTTP_HEADER_ACCEPT_LANGUAGE, &r->accept_language },
		{ MHD_HTTP_HEADER_USER_AGENT, &r->user_agent },
		{ MHD_HTTP_HEADER_IF_NONE_MATCH, &r->if_none_match },
		{ MHD_HTTP_HEADER_IF_MODIFIED_SINCE, &r->if_modified_since },
		{ MHD_HTTP_HEADER_ORIGIN, &r->origin },
		{ "X-Forwarded-For", &h->forwarded_for },
		{ MHD_HTTP_HEADER_FORWARDED, &h->forwarded },
		{ "X-Request-Id", &h->id },
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (same_name(name, places[i].name))
			return places[i].to;
	return NULL;
}

/* Proxies may add a line of their own: all of them are one list. */
static void join(struct header *h, const char **to, const char *value)
{
	size_t old = strlen(*to), more = strlen(value);
	char *all = vb_arena_alloc(&h->request->arena, old + more + 2);

	if (!all) {
		h->no_memory = true;
		return;
	}
	memcpy(all, *to, old);
	all[old] = ',';
	memcpy(all + old + 1, value, more + 1);
	*to = all;
}

/* A name of RFC 9110's token characters: no space before the colon. */
static bool is_token(const char *name)
{
	for (const char *p = name; *p; p++)
		if ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x7f ||
		    strchr("\"(),/:;<=>?@[\\]{}", *p))
			return false;
	return *name;
}

static bool is_text(const char *value)
{
	for (const char *p = value; *p; p++)
		if (((unsigned char)*p < ' ' && *p != '\t') || *p == 0x7f)
			return false;
	return true;
}

/*
 * A field that goes on in a next line is to be refused (RFC 9112, 5.2).
 * libmicrohttpd glues that line to the name instead, in a new place; name
 * and value of a sound field stand one after the other, as they came.
 */
static bool is_folded(const char *name, const char *value)
{
	uintptr_t end = (uintptr_t)name + strlen(name);

	return (uintptr_t)value <= end ||
	       (uintptr_t)value - end > CONNECTION_BYTES;
}

static enum MHD_Result see_header(void *cls, enum MHD_ValueKind kind,
				  const char *name, const char *value)
{
	struct header *h = cls;
	const char **to = place_of(h, name);

	(void)kind;
	if (!is_token(name) ||
	    (value && (!is_text(value) || is_folded(name, value))))
		h->malformed = true;
	if (same_name(name, MHD_HTTP_HEADER_TRANSFER_ENCODING))
		h->has_body = true;
	if (same_name(name, MHD_HTTP_HEADER_CONTENT_LENGTH) &&
	    (!value || strcmp(value, "0")))
		h->has_body = true;
	if (to == &h->request->host)
		h->hosts++;
	if (to && !*to)
		*to = value ? value : "";
	else if (to && value &&
		 (to == &h->forwarded || to == &h->forwarded_for))
		join(h, to, value);
	return MHD_YES;
}

/* Two readers may take such a request for two things; NULL: it is sound. */
static const char *misframed(const struct header *h, const char *version)
{
	const struct request *r = h->request;

	if (h->malformed)
		return "a malformed header field";
	if (h->has_body)
		return "a request that reads has no body";
	if (strcmp(version, MHD_HTTP_VERSION_1_1) &&
	    strcmp(version, MHD_HTTP_VERSION_1_0))
		return "the version is neither HTTP/1.1 nor HTTP/1.0";
	if (h->hosts > 1 ||
	    (!h->hosts && !strcmp(version, MHD_HTTP_VERSION_1_1)))
		return "one Host is needed";
	for (size_t i = 0; i < r->target.len; i++)
		if ((unsigned char)r->target.ptr[i] <= ' ')
			return "the target holds a space";
	return NULL;
}

/* Who asks, and under which id. */
static void identify(struct MHD_Connection *c, struct header *h)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	struct request *r = h->request;
	struct networks trusted = { r->config->trusted, r->config->n_trusted };
	struct vb_str id = vb_str_from(h->id);
	struct address peer;

	address_of(&peer, info ? info->client_addr : NULL);
	if (peer.kind == ADDRESS_NONE)
		peer.kind = ADDRESS_UNIX; /* whose other end has no name */
	if (r->config->by_forwarded)
		address_by_forwarded(&r->client, &peer,
				     vb_str_from(h->forwarded), &trusted);
	else
		address_by_list(&r->client, &peer,
				vb_str_from(h->forwarded_for), &trusted);
	if (field_is_id(id) && networks_have(&trusted, &peer))
		memcpy(r->id, id.ptr, id.len + 1);
	else
		snprintf(r->id, sizeof(r->id), "%s-%08x", r->service->id_prefix,
			 atomic_fetch_add(&r->service->requests, 1));
}

/*
 * What is refused as soon as the header is read; the connection ends with
 * it, so that no body is ever taken for a next request. 0: nothing is wrong.
 */
static unsigned refusal(struct MHD_Connection *c, const struct header *h,
			const char *method, const char *version,
			const char **detail)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct request *r = h->request;

	*detail = NULL;
	if (!strcmp(method, MHD_HTTP_METHOD_GET))
		r->method = MHD_HTTP_METHOD_GET;
	else if (!strcmp(method, MHD_HTTP_METHOD_HEAD))
		r->method = MHD_HTTP_METHOD_HEAD;
	else
		return 405;
	if (r->target.len > HTTP_LINE_BYTES)
		return 414;
	if (info && info->header_size > r->target.len + HTTP_HEADER_BYTES)
		return 431;
	if (h->no_memory)
		return 503;
	*detail = misframed(h, version);
	return *detail ? 400 : 0;
}

/* Too many of this address: the reply says so. */
static bool limited(struct request *r)
{
	unsigned wait =
		limits_take(r->service->limits, &r->client, r->config->rate,
			    r->config->burst, r->header_us);

	if (!wait)
		return false;
	metrics_add(r->service->metrics, COUNT_RATE_LIMITED, 1);
	r->reply.retry_after = (int)wait;
	http_trouble(r, 429, "too many requests from this address");
	return true;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c,
				  const char *url, const char *method,
				  const char *version, const char *upload,
				  size_t *upload_size, void **context)
{
	struct exchange *x = *context;
	struct header header = { .request = x ? &x->request : NULL };
	server *s = cls;
	const char *detail;
	unsigned status;

	(void)url;
	(void)upload;
	if (!x)
		return MHD_NO; /* out of memory at its first line */
	if (x->has_header) {
		if (*upload_size)
			return MHD_NO;
		if (!limited(&x->request))
			http_answer(&x->request);
		return send_reply(s, c, x);
	}
	/* Answering at this first call would end the connection. */
	x->has_header = true;
	x->request.header_us = vb_clock_us();
	conns_busy(s->conns, conn_of(c));
	x->request.public_url = x->request.config->public_url;
	MHD_get_connection_values(c, MHD_HEADER_KIND, see_header, &header);
	identify(c, &header);
	status = refusal(c, &header, method, version, &detail);
	if (!status)
		return MHD_YES;
	http_trouble(&x->request, status, detail);
	return send_reply(s, c, x);
}

static struct MHD_Daemon *start_daemon(server *s, int fd)
{
	const struct config *config = atomic_load(&s->service->config);

	return MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL,
		on_request, s, MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_THREAD_POOL_SIZE, config->threads,
		MHD_OPTION_CONNECTION_LIMIT, config->connections,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, config->per_address,
		MHD_OPTION_CONNECTION_TIMEOUT, config->idle_timeout,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
		MHD_OPTION_URI_LOG_CALLBACK, on_line, s,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, s, MHD_OPTION_END);
}

vb_status server_start(server **out, const int *fds, size_t n,
		       struct service *service, struct vb_error *err)
{
	const struct config *config = atomic_load(&service->config);
	server *s = calloc(1, sizeof(*s));
	vb_status st;

	if (!s)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	s->service = service;
	st = conns_open(&s->conns, config->connections, config->idle_timeout,
			service->metrics, err);
	if (st) {
		free(s);
		return st;
	}
	for (size_t i = 0; i < n && i < CONFIG_LISTEN; i++) {
		s->daemons[i] = start_daemon(s, fds[i]);
		if (!s->daemons[i]) {
			server_stop(s, 0);
			return vb_error_set(err, VB_IO, "cannot start serving");
		}
		s->n_daemons++;
	}
	*out = s;
	return VB_OK;
}

/*
 * Let the kernel take no new clients: closing the socket would reset those
 * that come between the last accept and the close. Their first packets are
 * dropped instead, and when they try again nobody listens.
 */
static void refuse_new(struct MHD_Daemon *daemon)
{
	struct sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
	const struct sock_fprog filter = { .len = 1, .filter = &nothing };
	const union MHD_DaemonInfo *info =
		MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_LISTEN_FD);

	if (info) /* without it that moment stays */
		setsockopt(info->listen_fd, SOL_SOCKET, SO_ATTACH_FILTER,
			   &filter, sizeof(filter));
}

/*
 * Stop listening. Clients that the kernel has let in already, and that wait
 * to be accepted, are served too.
 */
static void stop_listening(struct MHD_Daemon *daemon)
{
	int fd = MHD_quiesce_daemon(daemon);
	struct sockaddr_storage from;
	socklen_t len = sizeof(from);
	int client;

	if (fd == MHD_INVALID_SOCKET)
		return;
	while ((client = accept4(fd, (struct sockaddr *)&from, &len,
				 SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		/* It closes the socket if it can't take it. */
		MHD_add_connection(daemon, client, (struct sockaddr *)&from,
				   len);
		len = sizeof(from);
	}
	close(fd);
}

void server_stop(server *s, int ms)
{
	s->draining = true;
	for (size_t i = 0; i < s->n_daemons; i++)
		refuse_new(s->daemons[i]);
	for (size_t i = 0; i < s->n_daemons; i++)
		stop_listening(s->daemons[i]);
	conns_drain(s->conns, ms);
	for (size_t i = 0; i < s->n_daemons; i++)
		MHD_stop_daemon(s->daemons[i]);
	conns_close(s->conns);
	free(s);
}
