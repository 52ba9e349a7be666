/*
 * visitors: people on a portal, and others.
 *
 *	visitors PORT QUERIES SECONDS VISITORS PERIOD IDLE SLOW
 *
 * VISITORS keep a connection each and ask one of QUERIES ("qid TAB query"
 * lines) every PERIOD seconds; IDLE connections say nothing; SLOW ones send
 * a byte of a header each second. Whoever is let go comes back. Addresses
 * are spread over 127.0.0.0/8. One thread. Prints one line of JSON: what
 * the visitors were answered, and how long it took in milliseconds.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"

#define SECOND 1000000LL
#define MOST_QUERIES 100000
#define MOST_TIMES 10000000
#define REPLY_BYTES ((size_t)4 << 20)

enum role { VISITOR, IDLE, SLOW };

struct client {
	enum role role;
	int fd;
	unsigned number;
	int64_t due;	/* when it asks, comes back or sends a byte */
	int64_t wanted; /* since when it wants to ask; 0: it does not */
	int64_t asked;	/* likewise, once sent; 0: it waits for nothing */
	bool greeted;	/* a slow one has begun its header */
	struct vb_buf reply;
	size_t need; /* bytes of the whole reply; 0: not known yet */
};

static struct {
	uint16_t port;
	int epoll;
	int64_t period, end;
	struct vb_str queries[MOST_QUERIES];
	size_t n_queries, next_query;
	float *times; /* milliseconds */
	size_t n_times;
	unsigned long ok, refused, failed, cut, connects;
} all;

static void leave(struct client *c, int64_t wait)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	c->wanted = c->asked = 0;
	c->greeted = false;
	c->due = vb_clock_us() + wait;
	vb_buf_truncate(&c->reply, 0);
	c->need = 0;
}

static void come(struct client *c)
{
	struct sockaddr_in from = { .sin_family = AF_INET };
	struct sockaddr_in to = { .sin_family = AF_INET,
				  .sin_port = htons(all.port) };
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = c };
	int on = 1;

	from.sin_addr.s_addr = htonl(0x7f000000u + 256 + c->number / 20);
	to.sin_addr.s_addr = htonl(0x7f000001u);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0) {
		leave(c, SECOND);
		return;
	}
	setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (bind(c->fd, (struct sockaddr *)&from, sizeof(from)) ||
	    (connect(c->fd, (struct sockaddr *)&to, sizeof(to)) &&
	     errno != EINPROGRESS) ||
	    epoll_ctl(all.epoll, EPOLL_CTL_ADD, c->fd, &event)) {
		all.failed += c->role == VISITOR;
		leave(c, SECOND);
		return;
	}
	all.connects++;
}

/* Before it is let in, a client tries again and again: that is waiting too. */
static void ask(struct client *c)
{
	static const char hex[] = "0123456789ABCDEF";
	struct vb_str q = all.queries[all.next_query % all.n_queries];
	char request[8192];
	ssize_t sent;
	size_t n = (size_t)snprintf(request, sizeof(request),
				    "GET /api/v1/search?q=");

	for (size_t i = 0; i < q.len && n < 6000; i++) {
		unsigned char b = (unsigned char)q.ptr[i];

		request[n++] = '%';
		request[n++] = hex[b >> 4];
		request[n++] = hex[b & 15];
	}
	n += (size_t)snprintf(request + n, sizeof(request) - n,
			      " HTTP/1.1\r\nHost: x\r\n\r\n");
	if (!c->wanted)
		c->wanted = vb_clock_us();
	sent = send(c->fd, request, n, MSG_NOSIGNAL);
	if (sent < 0 && errno == EAGAIN)
		return;
	all.next_query++;
	c->asked = c->wanted;
	c->wanted = 0;
	c->due += all.period;
	if (sent != (ssize_t)n)
		leave(c, 0); /* let go while it waited: it comes back now */
}

/* The length of the whole reply, once its header is there. */
static void measure(struct client *c)
{
	static const char name[] = "\r\nContent-Length: ";
	struct vb_str head = vb_buf_str(&c->reply);
	size_t end = vb_str_find(head, VB_STR("\r\n\r\n"), 0), at;

	if (end == VB_NPOS)
		return;
	at = vb_str_find(head, VB_STR(name), 0);
	c->need = end + 4;
	if (at < end)
		c->need += strtoul(head.ptr + at + sizeof(name) - 1, NULL, 10);
}

static void take_reply(struct client *c)
{
	unsigned status = (unsigned)strtoul(c->reply.ptr + 9, NULL, 10);

	if (all.n_times < MOST_TIMES)
		all.times[all.n_times++] =
			(float)(vb_clock_us() - c->asked) / 1000;
	if (status == 200)
		all.ok++;
	else if (status >= 500)
		all.failed++;
	else
		all.refused++;
	c->asked = 0;
	c->need = 0;
	vb_buf_truncate(&c->reply, 0);
}

static void hear(struct client *c)
{
	char piece[65536];
	ssize_t n = recv(c->fd, piece, sizeof(piece), 0);

	if (n <= 0) {
		if (n < 0 && errno == EAGAIN)
			return;
		all.cut += c->asked || c->wanted;
		leave(c, c->role == VISITOR ? 0 : SECOND);
		return;
	}
	if (c->role != VISITOR)
		return;
	if (vb_buf_append(&c->reply, vb_str_of(piece, (size_t)n)))
		exit(2);
	if (!c->need)
		measure(c);
	if (c->need && c->reply.len >= c->need)
		take_reply(c);
}

static void dawdle(struct client *c, int64_t now)
{
	static const char start[] = "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ";
	const char *text = c->greeted ? "a" : start;

	c->due = now + SECOND;
	if (send(c->fd, text, strlen(text), MSG_NOSIGNAL) >= 0)
		c->greeted = true;
	else if (errno != EAGAIN)
		leave(c, SECOND);
}

static void act(struct client *c, int64_t now)
{
	if (c->due > now)
		return;
	if (c->fd < 0)
		come(c);
	if (c->fd < 0)
		return;
	if (c->role == IDLE) {
		c->due = INT64_MAX;
	} else if (c->role == SLOW) {
		dawdle(c, now);
	} else if (!c->asked) {
		ask(c);
	}
}

static int by_size(const void *x, const void *y)
{
	float a = *(const float *)x, b = *(const float *)y;

	return a < b ? -1 : a > b;
}

static double part(double p)
{
	if (!all.n_times)
		return 0;
	return (double)all.times[(size_t)((double)(all.n_times - 1) * p)];
}

static void run(struct client *clients, size_t n)
{
	struct epoll_event events[512];
	int64_t now = vb_clock_us(), look = now;

	while (now < all.end) {
		int ready = epoll_wait(all.epoll, events, 512, 2);

		for (int i = 0; i < ready; i++)
			hear(events[i].data.ptr);
		now = vb_clock_us();
		if (now < look)
			continue;
		look = now + 2000;
		for (size_t i = 0; i < n; i++)
			act(&clients[i], now);
	}
}

static void read_queries(const char *path)
{
	static struct vb_buf file = VB_BUF_INIT(64 << 20);
	struct vb_str line, rest;

	if (vb_file_read(&file, path, VB_FILE_FOLLOW, NULL))
		exit(2);
	rest = vb_buf_str(&file);
	while (all.n_queries < MOST_QUERIES && vb_str_next_line(&line, &rest)) {
		size_t tab = vb_str_find(line, VB_STR("\t"), 0);

		if (tab != VB_NPOS)
			all.queries[all.n_queries++] =
				vb_str_skip(line, tab + 1);
	}
	if (!all.n_queries)
		exit(2);
}

int main(int argc, char **argv)
{
	struct rlimit files = { 65536, 65536 };
	struct client *clients;
	size_t count[3], n;
	int64_t now;

	if (argc != 8)
		return 2;
	setrlimit(RLIMIT_NOFILE, &files);
	all.port = (uint16_t)strtoul(argv[1], NULL, 10);
	read_queries(argv[2]);
	count[VISITOR] = strtoul(argv[4], NULL, 10);
	all.period = strtoll(argv[5], NULL, 10) * SECOND;
	count[IDLE] = strtoul(argv[6], NULL, 10);
	count[SLOW] = strtoul(argv[7], NULL, 10);
	n = count[VISITOR] + count[IDLE] + count[SLOW];
	clients = calloc(n + 1, sizeof(*clients));
	all.times = malloc(MOST_TIMES * sizeof(*all.times));
	all.epoll = epoll_create1(EPOLL_CLOEXEC);
	if (!clients || !all.times || all.epoll < 0)
		return 2;
	now = vb_clock_us();
	all.end = now + strtoll(argv[3], NULL, 10) * SECOND;
	for (size_t i = 0; i < n; i++) {
		struct client *c = &clients[i];

		c->role = i < count[VISITOR]		   ? VISITOR :
			  i < count[VISITOR] + count[IDLE] ? IDLE :
							     SLOW;
		c->fd = -1;
		c->number = (unsigned)i;
		c->reply.limit = REPLY_BYTES;
		/* Spread over a period; the crowd comes within two seconds. */
		c->due = now + (c->role == VISITOR ?
					all.period * (int64_t)i /
						(int64_t)count[VISITOR] :
					2 * SECOND * (int64_t)i / (int64_t)n);
	}
	run(clients, n);
	qsort(all.times, all.n_times, sizeof(*all.times), by_size);
	printf("{\"answers\":%zu,\"ok\":%lu,\"refused\":%lu,\"failed\":%lu,"
	       "\"cut\":%lu,\"connects\":%lu,\"p50\":%.2f,\"p90\":%.2f,"
	       "\"p99\":%.2f,\"p999\":%.2f,\"max\":%.2f}\n",
	       all.n_times, all.ok, all.refused, all.failed, all.cut,
	       all.connects, part(0.5), part(0.9), part(0.99), part(0.999),
	       part(1));
	return 0;
}
