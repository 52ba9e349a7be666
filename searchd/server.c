#include "server.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "conns.h"
#include "http.h"

/*
 * What one connection may hold: request line, header and the library's own
 * lists of it, with room for the answer's header.
 */
#define CONNECTION_BYTES ((size_t)40 << 10)

struct server {
	struct MHD_Daemon *daemon;
	conns *conns;
	const struct config *config;
	int fd;
	_Atomic bool draining;
};

/* A request and what only this file knows of it. */
struct exchange {
	struct request request; /* the first member: one is the other */
	char *target;		/* owned */
	bool has_header;
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
		return;
	}
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
	x->request.dir = vb_buf_cstr(&s->config->dir);
	x->request.vietnamese = true;
	x->request.target = vb_str_from(x->target);
	x->request.reply.body.limit = HTTP_REPLY_BYTES;
	url_split(&x->request.url, x->request.target);
	return x;
}

static void on_completed(void *cls, struct MHD_Connection *c, void **context,
			 enum MHD_RequestTerminationCode code)
{
	struct exchange *x = *context;
	server *s = cls;

	(void)code;
	conns_waiting(s->conns, conn_of(c));
	if (!x)
		return;
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

static void add_header(struct MHD_Response *response, const char *name,
		       const char *value)
{
	if (value && *value)
		MHD_add_response_header(response, name, value);
}

static void add_headers(struct MHD_Response *response, const server *s,
			const struct reply *reply)
{
	static const char policy[] =
		"default-src 'none'; style-src 'self'; img-src 'self' data:; "
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
	char seconds[16];

	add_header(response, "Content-Type",
		   reply->status == 304 ? NULL : reply->type);
	add_header(response, "Cache-Control", reply->cache);
	add_header(response, "ETag", reply->etag);
	add_header(response, "Vary",
		   reply->by_language ? "Accept-Language" : NULL);
	add_header(response, "Content-Security-Policy", policy);
	add_header(response, "X-Content-Type-Options", "nosniff");
	add_header(response, "Referrer-Policy",
		   "strict-origin-when-cross-origin");
	add_header(response, "Allow",
		   reply->status == 405 ? "GET, HEAD" : NULL);
	snprintf(seconds, sizeof(seconds), "%d", reply->retry_after);
	add_header(response, "Retry-After",
		   reply->retry_after ? seconds : NULL);
	add_header(response, "Connection", s->draining ? "close" : NULL);
}

static enum MHD_Result send_reply(server *s, struct MHD_Connection *c,
				  struct exchange *x)
{
	struct reply *reply = &x->request.reply;
	struct MHD_Response *response;
	enum MHD_Result result;

	response = MHD_create_response_from_buffer(
		reply->body.len, reply->body.ptr ? reply->body.ptr : "",
		reply->body.ptr ? MHD_RESPMEM_MUST_FREE :
				  MHD_RESPMEM_PERSISTENT);
	if (!response)
		return MHD_NO;
	if (reply->body.ptr) /* it is the response's now */
		reply->body = (struct vb_buf)VB_BUF_INIT(HTTP_REPLY_BYTES);
	add_headers(response, s, reply);
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

/* What its header says of how a request is framed. */
struct framing {
	bool has_body;
	unsigned hosts;
};

static enum MHD_Result see_header(void *cls, enum MHD_ValueKind kind,
				  const char *name, const char *value)
{
	struct framing *f = cls;

	(void)kind;
	if (same_name(name, MHD_HTTP_HEADER_TRANSFER_ENCODING))
		f->has_body = true;
	if (same_name(name, MHD_HTTP_HEADER_CONTENT_LENGTH) &&
	    (!value || strcmp(value, "0")))
		f->has_body = true;
	if (same_name(name, MHD_HTTP_HEADER_HOST))
		f->hosts++;
	return MHD_YES;
}

/* Two readers may take such a request for two things; NULL: it is sound. */
static const char *misframed(struct MHD_Connection *c, const struct request *r,
			     const char *version)
{
	struct framing f = { false, 0 };

	MHD_get_connection_values(c, MHD_HEADER_KIND, see_header, &f);
	if (f.has_body)
		return "a request that reads has no body";
	if (strcmp(version, MHD_HTTP_VERSION_1_1) &&
	    strcmp(version, MHD_HTTP_VERSION_1_0))
		return "the version is neither HTTP/1.1 nor HTTP/1.0";
	if (f.hosts > 1 || (!f.hosts && !strcmp(version, MHD_HTTP_VERSION_1_1)))
		return "one Host is needed";
	for (size_t i = 0; i < r->target.len; i++)
		if ((unsigned char)r->target.ptr[i] <= ' ')
			return "the target holds a space";
	return NULL;
}

/*
 * What is refused as soon as the header is read; the connection ends with
 * it, so that no body is ever taken for a next request. 0: nothing is wrong.
 */
static unsigned refusal(struct MHD_Connection *c, const struct request *r,
			const char *method, const char *version,
			const char **detail)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

	*detail = NULL;
	if (strcmp(method, MHD_HTTP_METHOD_GET) &&
	    strcmp(method, MHD_HTTP_METHOD_HEAD))
		return 405;
	if (r->target.len > HTTP_LINE_BYTES)
		return 414;
	if (info && info->header_size > r->target.len + HTTP_HEADER_BYTES)
		return 431;
	*detail = misframed(c, r, version);
	return *detail ? 400 : 0;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c,
				  const char *url, const char *method,
				  const char *version, const char *upload,
				  size_t *upload_size, void **context)
{
	struct exchange *x = *context;
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
		http_answer(&x->request);
		return send_reply(s, c, x);
	}
	/* Answering at this first call would end the connection. */
	x->has_header = true;
	conns_busy(s->conns, conn_of(c));
	x->request.accept_language = MHD_lookup_connection_value(
		c, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_LANGUAGE);
	x->request.if_none_match = MHD_lookup_connection_value(
		c, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_NONE_MATCH);
	status = refusal(c, &x->request, method, version, &detail);
	if (!status)
		return MHD_YES;
	http_trouble(&x->request, status, detail);
	return send_reply(s, c, x);
}

static struct MHD_Daemon *start_daemon(server *s)
{
	const struct config *config = s->config;

	return MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL,
		on_request, s, MHD_OPTION_LISTEN_SOCKET, s->fd,
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

vb_status server_start(server **out, int fd, const struct config *config,
		       struct vb_error *err)
{
	server *s = calloc(1, sizeof(*s));
	vb_status st;

	if (!s)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	s->fd = fd;
	s->config = config;
	st = conns_open(&s->conns, config->connections, config->idle_timeout,
			err);
	if (st)
		goto fail;
	s->daemon = start_daemon(s);
	if (s->daemon) {
		*out = s;
		return VB_OK;
	}
	st = vb_error_set(err, VB_IO, "cannot start serving");
	conns_close(s->conns);
fail:
	free(s);
	return st;
}

void server_stop(server *s, int ms)
{
	MHD_socket fd;

	s->draining = true;
	fd = MHD_quiesce_daemon(s->daemon);
	if (fd != MHD_INVALID_SOCKET)
		close(fd);
	conns_drain(s->conns, ms);
	MHD_stop_daemon(s->daemon);
	conns_close(s->conns);
	free(s);
}
