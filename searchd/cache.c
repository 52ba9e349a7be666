#include "cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define BUCKETS 16384 /* heads of chains */
#define SHARE 8	      /* one answer may take an eighth of the cache */

struct cache {
	pthread_mutex_t lock;
	struct cache_state state;
	struct kept list; /* a ring; used last comes last */
	struct kept *buckets[BUCKETS];
};

vb_status cache_open(struct cache **out, size_t bytes, struct vb_error *err)
{
	struct cache *c = calloc(1, sizeof(*c));

	if (!c)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	pthread_mutex_init(&c->lock, NULL);
	c->list.next = c->list.prev = &c->list;
	c->state.limit = bytes;
	*out = c;
	return VB_OK;
}

void kept_release(struct kept *k)
{
	if (!k || atomic_fetch_sub(&k->users, 1) > 1)
		return;
	vb_buf_clear(&k->body);
	free(k->links);
	free(k);
}

static struct kept **bucket_of(struct cache *c, const struct vb_digest *key)
{
	return &c->buckets[(key->bytes[0] | key->bytes[1] << 8) % BUCKETS];
}

static struct kept *find(struct cache *c, const struct vb_digest *key)
{
	struct kept *k = *bucket_of(c, key);

	while (k && !vb_digest_eq(&k->key, key))
		k = k->chain;
	return k;
}

static void unlist(struct kept *k)
{
	k->prev->next = k->next;
	k->next->prev = k->prev;
}

static void list_last(struct cache *c, struct kept *k)
{
	k->prev = c->list.prev;
	k->next = &c->list;
	k->prev->next = k;
	c->list.prev = k;
}

/* Take it out of the table; who uses it still has it. */
static void drop(struct cache *c, struct kept *k)
{
	struct kept **link = bucket_of(c, &k->key);

	while (*link != k)
		link = &(*link)->chain;
	*link = k->chain;
	unlist(k);
	c->state.bytes -= k->bytes;
	c->state.entries--;
	kept_release(k);
}

static void make_room(struct cache *c, size_t bytes)
{
	while (c->list.next != &c->list &&
	       c->state.bytes + bytes > c->state.limit) {
		drop(c, c->list.next);
		c->state.evictions++;
	}
}

void cache_close(struct cache *c)
{
	if (!c)
		return;
	while (c->list.next != &c->list)
		drop(c, c->list.next);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

void cache_resize(struct cache *c, size_t bytes)
{
	pthread_mutex_lock(&c->lock);
	c->state.limit = bytes;
	make_room(c, 0);
	pthread_mutex_unlock(&c->lock);
}

bool cache_is_on(struct cache *c)
{
	bool on;

	pthread_mutex_lock(&c->lock);
	on = c->state.limit > 0;
	pthread_mutex_unlock(&c->lock);
	return on;
}

struct kept *cache_get(struct cache *c, const struct vb_digest *key)
{
	struct kept *k;

	pthread_mutex_lock(&c->lock);
	k = find(c, key);
	if (k) {
		atomic_fetch_add(&k->users, 1);
		unlist(k);
		list_last(c, k);
		c->state.hits++;
	} else {
		c->state.misses++;
	}
	pthread_mutex_unlock(&c->lock);
	return k;
}

static struct kept *copy(const struct kept *answer)
{
	struct kept *k = malloc(sizeof(*k));

	if (!k)
		return NULL;
	*k = *answer;
	atomic_init(&k->users, 1);
	k->body = (struct vb_buf)VB_BUF_INIT(answer->body.len);
	k->links = answer->links ? strdup(answer->links) : NULL;
	if ((answer->links && !k->links) ||
	    vb_buf_reserve(&k->body, answer->body.len) ||
	    vb_buf_append(&k->body, vb_buf_str(&answer->body))) {
		kept_release(k);
		return NULL;
	}
	k->bytes = sizeof(*k) + k->body.cap + (k->links ? strlen(k->links) : 0);
	return k;
}

void cache_put(struct cache *c, const struct vb_digest *key,
	       const struct kept *answer)
{
	struct kept *k, **bucket = bucket_of(c, key);
	bool fits;

	pthread_mutex_lock(&c->lock);
	fits = answer->body.len + sizeof(*k) <= c->state.limit / SHARE;
	pthread_mutex_unlock(&c->lock);
	k = fits ? copy(answer) : NULL;
	if (!k)
		return;
	k->key = *key;
	pthread_mutex_lock(&c->lock);
	if (find(c, key) || k->bytes > c->state.limit) {
		pthread_mutex_unlock(&c->lock);
		kept_release(k);
		return;
	}
	make_room(c, k->bytes);
	k->chain = *bucket;
	*bucket = k;
	list_last(c, k);
	c->state.bytes += k->bytes;
	c->state.entries++;
	pthread_mutex_unlock(&c->lock);
}

void cache_look(struct cache_state *out, struct cache *c)
{
	pthread_mutex_lock(&c->lock);
	*out = c->state;
	pthread_mutex_unlock(&c->lock);
}
