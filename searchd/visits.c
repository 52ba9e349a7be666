#include "visits.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "message.h"

#define SEATS 65536  /* visitors told apart; a power of two */
#define PROBES 16    /* places where a visitor may sit */
#define PENDING 1024 /* different documents between two flushes */
#define ID_BYTES 512 /* longer ids are not counted */
#define DAY 86400
#define HANOI (7 * 3600) /* days begin at midnight there */
#define BUSY_MS 2000

struct seat {
	uint64_t who; /* 0: free */
	int64_t last; /* seconds; of the last page */
};

struct pending {
	char *id; /* owned */
	size_t len;
	uint64_t views;
};

struct visits {
	pthread_mutex_t lock; /* of all that follows but the database */
	pthread_cond_t wake;
	pthread_t thread;
	bool stop;
	unsigned char salt[32];
	int64_t salt_day, day; /* days since 1970 in Hanoi */
	struct seat seats[SEATS];
	uint64_t visits, pages; /* of `day`, not yet written */
	struct pending pending[PENDING];
	size_t n_pending;
	/* As the database last said it. */
	uint64_t today, yesterday, total;
	int64_t known_day; /* which day `today` is */
	struct pending top[VISITS_TOP];
	size_t n_top;

	pthread_mutex_t file_lock; /* one writes at a time */
	sqlite3 *db;
	char *path;
	bool said;
};

static int64_t now_seconds(void)
{
	return (int64_t)time(NULL);
}

static int64_t day_of(int64_t seconds)
{
	return (seconds + HANOI) / DAY;
}

/* Programs that say that they are: part of the name, small letters. */
static const char *const programs[] = {
	"bot",	   "crawl",    "spider", "slurp",  "curl",
	"wget",	   "fetch",    "http",	 "python", "monitor",
	"preview", "headless", "java/",	 "scan",   "feed",
};

static bool is_program(const char *user_agent)
{
	if (!user_agent || strncmp(user_agent, "Mozilla/", 8) != 0)
		return true;
	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
		if (strcasestr(user_agent, programs[i]))
			return true;
	return false;
}

/* A new day: a new salt, and all seats are free. The lock is held. */
static bool new_salt(struct visits *v, int64_t day)
{
	if (getrandom(v->salt, sizeof(v->salt), 0) != sizeof(v->salt))
		return false;
	memset(v->seats, 0, sizeof(v->seats));
	v->salt_day = day;
	return true;
}

static uint64_t hash_visitor(const struct visits *v, const struct address *who,
			     const char *user_agent)
{
	unsigned char seed[sizeof(v->salt) + sizeof(who->bytes) + 1];
	struct vb_digest digest;
	uint64_t hash;

	memcpy(seed, v->salt, sizeof(v->salt));
	memcpy(seed + sizeof(v->salt), who->bytes, sizeof(who->bytes));
	seed[sizeof(seed) - 1] = (unsigned char)who->kind;
	vb_sha256_pair(&digest, vb_str_of((const char *)seed, sizeof(seed)),
		       vb_str_from(user_agent));
	memcpy(&hash, digest.bytes, sizeof(hash));
	return hash ? hash : 1;
}

/* The visitor's seat, or a free one, or that of who was here longest ago. */
static struct seat *find_seat(struct visits *v, uint64_t who)
{
	struct seat *oldest = NULL;

	for (size_t i = 0; i < PROBES; i++) {
		struct seat *s = &v->seats[(who + i) & (SEATS - 1)];

		if (s->who == who)
			return s;
		if (!oldest || s->last < oldest->last)
			oldest = s;
	}
	oldest->who = who;
	oldest->last = 0;
	return oldest;
}

static void note_view(struct visits *v, struct vb_str id)
{
	struct pending *p;

	if (!id.len || id.len > ID_BYTES)
		return;
	for (size_t i = 0; i < v->n_pending; i++) {
		p = &v->pending[i];
		if (p->len == id.len && !memcmp(p->id, id.ptr, id.len)) {
			p->views++;
			return;
		}
	}
	if (v->n_pending == PENDING)
		return;
	p = &v->pending[v->n_pending];
	p->id = malloc(id.len);
	if (!p->id)
		return;
	memcpy(p->id, id.ptr, id.len);
	p->len = id.len;
	p->views = 1;
	v->n_pending++;
}

void visits_note(struct visits *v, const struct address *who,
		 const char *user_agent, struct vb_str id)
{
	int64_t now = now_seconds(), day = day_of(now);
	struct seat *seat;

	if (!v || is_program(user_agent))
		return;
	pthread_mutex_lock(&v->lock);
	if (v->day != day && (v->visits || v->pages))
		pthread_cond_signal(&v->wake); /* these are of the day before */
	else
		v->day = day;
	if (v->salt_day == day || new_salt(v, day)) {
		seat = find_seat(v, hash_visitor(v, who, user_agent));
		v->visits += now - seat->last > VISITS_IDLE;
		seat->last = now;
		v->pages++;
		note_view(v, id);
	}
	pthread_mutex_unlock(&v->lock);
}

/* What a flush takes out, to be written without the lock. */
struct batch {
	int64_t day;
	uint64_t visits, pages;
	struct pending views[PENDING];
	size_t n;
};

static void take_batch(struct batch *b, struct visits *v)
{
	pthread_mutex_lock(&v->lock);
	b->day = v->day;
	b->visits = v->visits;
	b->pages = v->pages;
	b->n = v->n_pending;
	memcpy(b->views, v->pending, b->n * sizeof(b->views[0]));
	v->visits = v->pages = 0;
	v->n_pending = 0;
	v->day = day_of(now_seconds());
	pthread_mutex_unlock(&v->lock);
}

/* What could not be written is counted on; documents that are too many by
 * now are dropped. */
static void give_back(struct batch *b, struct visits *v)
{
	pthread_mutex_lock(&v->lock);
	v->visits += b->visits;
	v->pages += b->pages;
	for (size_t i = 0; i < b->n; i++)
		for (uint64_t k = 0; k < b->views[i].views && k < 1000; k++)
			note_view(v,
				  vb_str_of(b->views[i].id, b->views[i].len));
	pthread_mutex_unlock(&v->lock);
}

static bool make_tables(sqlite3 *db)
{
	static const char sql[] =
		"PRAGMA synchronous = NORMAL;"
		"CREATE TABLE IF NOT EXISTS days (day INTEGER PRIMARY KEY,"
		" visits INTEGER NOT NULL, pages INTEGER NOT NULL);"
		"CREATE TABLE IF NOT EXISTS views (id TEXT PRIMARY KEY,"
		" views INTEGER NOT NULL) WITHOUT ROWID;"
		"CREATE INDEX IF NOT EXISTS most ON views (views)";

	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void close_file(struct visits *v)
{
	sqlite3_close(v->db);
	v->db = NULL;
}

/* Its directory; nobody has to say that there is none yet. */
static bool has_folder(const struct visits *v)
{
	const char *slash = strrchr(v->path, '/');
	char *folder =
		slash ? strndup(v->path, (size_t)(slash - v->path) + 1) : NULL;
	bool missing = folder && access(folder, F_OK) && errno == ENOENT;

	free(folder);
	return !missing;
}

static bool open_file(struct visits *v)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;

	if (v->db)
		return true;
	if (!has_folder(v))
		return false;
	if (sqlite3_open_v2(v->path, &v->db, flags, NULL) == SQLITE_OK &&
	    sqlite3_busy_timeout(v->db, BUSY_MS) == SQLITE_OK &&
	    make_tables(v->db))
		return true;
	if (!v->said)
		message(v->path, "visits are not kept: %s",
			v->db ? sqlite3_errmsg(v->db) : "no memory");
	v->said = true;
	close_file(v);
	return false;
}

static bool step_done(sqlite3_stmt *stmt)
{
	bool ok = sqlite3_step(stmt) == SQLITE_DONE;

	return sqlite3_reset(stmt) == SQLITE_OK && ok;
}

static bool write_day(struct visits *v, const struct batch *b)
{
	static const char sql[] =
		"INSERT INTO days VALUES (?1, ?2, ?3) ON CONFLICT (day)"
		" DO UPDATE SET visits = visits + ?2, pages = pages + ?3";
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(v->db, sql, -1, &stmt, NULL) == SQLITE_OK;

	if (ok) {
		sqlite3_bind_int64(stmt, 1, b->day);
		sqlite3_bind_int64(stmt, 2, (int64_t)b->visits);
		sqlite3_bind_int64(stmt, 3, (int64_t)b->pages);
		ok = step_done(stmt);
	}
	sqlite3_finalize(stmt);
	return ok;
}

static bool write_views(struct visits *v, const struct batch *b)
{
	static const char sql[] =
		"INSERT INTO views VALUES (?1, ?2) ON CONFLICT (id)"
		" DO UPDATE SET views = views + ?2";
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(v->db, sql, -1, &stmt, NULL) == SQLITE_OK;

	for (size_t i = 0; i < b->n && ok; i++) {
		sqlite3_bind_text(stmt, 1, b->views[i].id, (int)b->views[i].len,
				  SQLITE_STATIC);
		sqlite3_bind_int64(stmt, 2, (int64_t)b->views[i].views);
		ok = step_done(stmt);
	}
	sqlite3_finalize(stmt);
	return ok;
}

static bool write_batch(struct visits *v, const struct batch *b)
{
	bool ok;

	if (!b->visits && !b->pages && !b->n)
		return true;
	ok = sqlite3_exec(v->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) ==
		     SQLITE_OK &&
	     write_day(v, b) && write_views(v, b) &&
	     sqlite3_exec(v->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
	if (!ok) {
		/* One that was removed is made anew the next time. */
		bool gone = sqlite3_extended_errcode(v->db) ==
			    SQLITE_READONLY_DBMOVED;

		if (!v->said && !gone)
			message(v->path, "visits are not kept: %s",
				sqlite3_errmsg(v->db));
		v->said = v->said || !gone;
		close_file(v); /* rolls back */
	}
	return ok;
}

/* Today, yesterday and all days, as they are in the file. */
static bool read_days(struct visits *v, int64_t today, uint64_t out[3])
{
	static const char sql[] =
		"SELECT coalesce(sum(visits) FILTER (WHERE day = ?1), 0),"
		" coalesce(sum(visits) FILTER (WHERE day = ?1 - 1), 0),"
		" coalesce(sum(visits), 0) FROM days";
	sqlite3_stmt *stmt = NULL;
	bool ok = sqlite3_prepare_v2(v->db, sql, -1, &stmt, NULL) == SQLITE_OK;

	if (ok)
		sqlite3_bind_int64(stmt, 1, today);
	ok = ok && sqlite3_step(stmt) == SQLITE_ROW;
	for (int i = 0; i < 3 && ok; i++)
		out[i] = (uint64_t)sqlite3_column_int64(stmt, i);
	sqlite3_finalize(stmt);
	return ok;
}

static size_t read_top(struct visits *v, struct pending top[VISITS_TOP])
{
	static const char sql[] = "SELECT id, views FROM views"
				  " ORDER BY views DESC, id LIMIT ?1";
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;

	if (sqlite3_prepare_v2(v->db, sql, -1, &stmt, NULL) == SQLITE_OK)
		sqlite3_bind_int(stmt, 1, VISITS_TOP);
	while (stmt && n < VISITS_TOP && sqlite3_step(stmt) == SQLITE_ROW) {
		int len = sqlite3_column_bytes(stmt, 0);
		const void *id = sqlite3_column_text(stmt, 0);

		if (len <= 0 || !id)
			continue;
		top[n].id = malloc((size_t)len);
		if (!top[n].id)
			break;
		memcpy(top[n].id, id, (size_t)len);
		top[n].len = (size_t)len;
		top[n++].views = (uint64_t)sqlite3_column_int64(stmt, 1);
	}
	sqlite3_finalize(stmt);
	return n;
}

static void free_ids(struct pending *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(list[i].id);
}

static void read_counts(struct visits *v)
{
	struct pending top[VISITS_TOP], old[VISITS_TOP];
	int64_t today = day_of(now_seconds());
	size_t n, n_old;
	uint64_t days[3];

	if (!read_days(v, today, days))
		return;
	n = read_top(v, top);
	pthread_mutex_lock(&v->lock);
	n_old = v->n_top;
	memcpy(old, v->top, sizeof(old));
	memcpy(v->top, top, n * sizeof(top[0]));
	v->n_top = n;
	v->today = days[0];
	v->yesterday = days[1];
	v->total = days[2];
	v->known_day = today;
	pthread_mutex_unlock(&v->lock);
	free_ids(old, n_old);
}

void visits_flush(struct visits *v)
{
	struct batch *b = calloc(1, sizeof(*b));

	if (!b)
		return;
	pthread_mutex_lock(&v->file_lock);
	if (open_file(v)) {
		take_batch(b, v);
		if (!write_batch(v, b))
			give_back(b, v);
		else
			read_counts(v);
	}
	pthread_mutex_unlock(&v->file_lock);
	free_ids(b->views, b->n);
	free(b);
}

static void *run(void *arg)
{
	struct visits *v = arg;
	struct timespec until;

	visits_flush(v); /* what is there */
	pthread_mutex_lock(&v->lock);
	while (!v->stop) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += VISITS_FLUSH;
		pthread_cond_timedwait(&v->wake, &v->lock, &until);
		if (v->stop)
			break;
		pthread_mutex_unlock(&v->lock);
		visits_flush(v);
		pthread_mutex_lock(&v->lock);
	}
	pthread_mutex_unlock(&v->lock);
	return NULL;
}

static void release(struct visits *v)
{
	close_file(v);
	free_ids(v->pending, v->n_pending);
	free_ids(v->top, v->n_top);
	pthread_cond_destroy(&v->wake);
	pthread_mutex_destroy(&v->lock);
	pthread_mutex_destroy(&v->file_lock);
	free(v->path);
	free(v);
}

vb_status visits_open(struct visits **out, const char *path,
		      struct vb_error *err)
{
	struct visits *v = calloc(1, sizeof(*v));

	if (!v)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	pthread_mutex_init(&v->lock, NULL);
	pthread_mutex_init(&v->file_lock, NULL);
	pthread_cond_init(&v->wake, NULL);
	v->day = day_of(now_seconds());
	v->salt_day = -1;
	v->path = strdup(path);
	if (!v->path || pthread_create(&v->thread, NULL, run, v)) {
		vb_status st = v->path ? VB_IO : VB_NO_MEMORY;

		release(v);
		return vb_error_set(err, st, "visits: %s", vb_status_text(st));
	}
	*out = v;
	return VB_OK;
}

void visits_close(struct visits *v)
{
	if (!v)
		return;
	pthread_mutex_lock(&v->lock);
	v->stop = true;
	pthread_cond_broadcast(&v->wake);
	pthread_mutex_unlock(&v->lock);
	pthread_join(v->thread, NULL);
	visits_flush(v);
	release(v);
}

static uint64_t count_online(const struct visits *v, int64_t now)
{
	uint64_t n = 0;

	for (size_t i = 0; i < SEATS; i++)
		n += v->seats[i].who && now - v->seats[i].last < VISITS_ONLINE;
	return n;
}

vb_status visits_look(struct visits_counts *out, struct visits *v,
		      struct vb_arena *arena)
{
	int64_t now = now_seconds();
	vb_status st = VB_OK;
	bool same_day;

	memset(out, 0, sizeof(*out));
	pthread_mutex_lock(&v->lock);
	same_day = v->known_day == day_of(now);
	out->online = count_online(v, now);
	out->today = (same_day ? v->today : 0) + v->visits;
	out->yesterday = same_day ? v->yesterday : v->today;
	out->total = v->total + v->visits;
	for (size_t i = 0; i < v->n_top && !st; i++) {
		struct visits_view *to = &out->top[out->n_top++];

		to->views = v->top[i].views;
		if (!vb_arena_dup(&to->id, arena,
				  vb_str_of(v->top[i].id, v->top[i].len)))
			st = VB_NO_MEMORY;
	}
	pthread_mutex_unlock(&v->lock);
	return st;
}
