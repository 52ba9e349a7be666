#include "conns.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"

#define TICK_MS 500
#define DRAIN_TICK_MS 50
#define FIRST_MS 500 /* for a first request, when told to end */
#define SECOND_US 1000000LL

enum state { NEW, BUSY, WAITING };

struct conn {
	struct conn *next, *prev;
	enum state state;
	int fd;
	bool shut;     /* told to end already */
	bool ended;    /* ended by the clock, and counted */
	int64_t since; /* of the state */
};

struct conns {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread;
	struct conn list; /* a ring; the longest in their state come first */
	unsigned count, most, idle_seconds;
	struct metrics *metrics;
	bool draining, stop;
};

static int64_t allowed(const struct conns *c, enum state state)
{
	switch (state) {
	case NEW:
		return CONNS_HEADER_SECONDS * SECOND_US;
	case BUSY:
		return CONNS_ANSWER_SECONDS * SECOND_US;
	case WAITING:
		break;
	}
	/* Nothing tells when the next request begins: it may have begun when
	 * the idle time was nearly over. */
	return (c->idle_seconds + CONNS_HEADER_SECONDS) * SECOND_US;
}

static void unlink_conn(struct conn *conn)
{
	conn->prev->next = conn->next;
	conn->next->prev = conn->prev;
}

static void append_conn(struct conns *c, struct conn *conn)
{
	conn->prev = c->list.prev;
	conn->next = &c->list;
	conn->prev->next = conn;
	c->list.prev = conn;
	conn->since = vb_clock_us();
}

/* Let it end after what it has sent already: reading gives end of file. */
static void let_go(struct conn *conn)
{
	if (!conn->shut)
		shutdown(conn->fd, SHUT_RD);
	conn->shut = true;
}

static void end_overdue(struct conns *c)
{
	int64_t now = vb_clock_us();

	for (struct conn *i = c->list.next; i != &c->list; i = i->next) {
		if (now - i->since <= allowed(c, i->state))
			continue;
		shutdown(i->fd, SHUT_RDWR);
		if (!i->ended)
			metrics_ended(c->metrics, i->state == BUSY ?
							  ENDED_ANSWER :
							  ENDED_HEADER);
		i->ended = true;
	}
}

/* Full: make room, down to seven eighths, from those that only wait. */
static void make_room(struct conns *c)
{
	unsigned target = c->most - c->most / 8, count = c->count;

	if (count < c->most - c->most / 16)
		return;
	for (struct conn *i = c->list.next; i != &c->list; i = i->next) {
		if (count <= target)
			break;
		if (i->state != WAITING)
			continue;
		if (!i->shut)
			metrics_ended(c->metrics, ENDED_ROOM);
		let_go(i);
		count--;
	}
}

static void wait_ms(struct conns *c, int ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_nsec -= 1000000000;
		until.tv_sec++;
	}
	pthread_cond_timedwait(&c->changed, &c->lock, &until);
}

static void *reap(void *arg)
{
	struct conns *c = arg;

	pthread_mutex_lock(&c->lock);
	while (!c->stop) {
		end_overdue(c);
		make_room(c);
		wait_ms(c, TICK_MS);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

vb_status conns_open(conns **out, unsigned most, unsigned idle_seconds,
		     struct metrics *metrics, struct vb_error *err)
{
	struct conns *c = calloc(1, sizeof(*c));
	pthread_condattr_t attr;

	if (!c)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	c->list.next = c->list.prev = &c->list;
	c->most = most;
	c->idle_seconds = idle_seconds;
	c->metrics = metrics;
	pthread_mutex_init(&c->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&c->changed, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&c->thread, NULL, reap, c)) {
		pthread_cond_destroy(&c->changed);
		pthread_mutex_destroy(&c->lock);
		free(c);
		return vb_error_set(err, VB_IO, "cannot start a thread");
	}
	*out = c;
	return VB_OK;
}

void conns_close(conns *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&c->lock);
	c->stop = true;
	pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	pthread_join(c->thread, NULL);
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

struct conn *conns_add(conns *c, int fd)
{
	struct conn *conn = calloc(1, sizeof(*conn));

	if (!conn)
		return NULL;
	conn->fd = fd;
	conn->state = NEW;
	pthread_mutex_lock(&c->lock);
	append_conn(c, conn);
	c->count++;
	if (c->count == c->most - c->most / 16)
		pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	return conn;
}

void conns_remove(conns *c, struct conn *conn)
{
	if (!conn)
		return;
	pthread_mutex_lock(&c->lock);
	unlink_conn(conn);
	if (!--c->count && c->draining)
		pthread_cond_broadcast(&c->changed);
	pthread_mutex_unlock(&c->lock);
	free(conn);
}

static void enter(conns *c, struct conn *conn, enum state state)
{
	if (!conn)
		return;
	pthread_mutex_lock(&c->lock);
	conn->state = state;
	unlink_conn(conn);
	append_conn(c, conn);
	if (state == WAITING && c->draining)
		let_go(conn);
	pthread_mutex_unlock(&c->lock);
}

void conns_busy(conns *c, struct conn *conn)
{
	enter(c, conn, BUSY);
}

void conns_waiting(conns *c, struct conn *conn)
{
	enter(c, conn, WAITING);
}

/*
 * A client that has just been let in is about to ask: it has a moment to do
 * so, because what it sends to an end that reads no more would be lost.
 */
static void let_waiting_go(struct conns *c)
{
	int64_t now = vb_clock_us();

	for (struct conn *i = c->list.next; i != &c->list; i = i->next)
		if (i->state == WAITING ||
		    (i->state == NEW && now - i->since > FIRST_MS * 1000LL))
			let_go(i);
}

bool conns_drain(conns *c, int ms)
{
	int64_t end = vb_clock_us() + (int64_t)ms * 1000;
	unsigned left;

	pthread_mutex_lock(&c->lock);
	c->draining = true;
	for (;;) {
		int64_t rest = (end - vb_clock_us()) / 1000;

		let_waiting_go(c);
		left = c->count;
		if (!left || rest <= 0)
			break;
		wait_ms(c, rest < DRAIN_TICK_MS ? (int)rest : DRAIN_TICK_MS);
	}
	pthread_mutex_unlock(&c->lock);
	return !left;
}
