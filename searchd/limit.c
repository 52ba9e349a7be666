#include "limit.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/digest.h"

#define SETS 16384 /* with their slots 1 MB */
#define SLOTS 4
#define SECOND_US 1000000LL

/* The generic cell rate algorithm: one time says how full a bucket is. */
struct slot {
	uint64_t who;
	int64_t empty_at; /* when all that was taken has been filled up */
};

struct limits {
	pthread_mutex_t lock;
	struct vb_digest secret;
	struct slot sets[SETS][SLOTS];
};

vb_status limits_open(struct limits **out, struct vb_error *err)
{
	struct limits *l = calloc(1, sizeof(*l));

	if (!l)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	if (getrandom(l->secret.bytes, sizeof(l->secret.bytes), 0) !=
	    (ssize_t)sizeof(l->secret.bytes)) {
		free(l);
		return vb_error_errno(err, "getrandom");
	}
	pthread_mutex_init(&l->lock, NULL);
	*out = l;
	return VB_OK;
}

void limits_close(struct limits *l)
{
	if (!l)
		return;
	pthread_mutex_destroy(&l->lock);
	free(l);
}

static uint64_t hash(const struct limits *l, const struct address *who)
{
	static const unsigned char v4[12] = { [10] = 0xff, [11] = 0xff };
	bool is_v4 = !memcmp(who->bytes, v4, sizeof(v4));
	struct vb_digest digest;
	uint64_t h;

	vb_sha256_pair(&digest,
		       vb_str_of((const char *)l->secret.bytes,
				 sizeof(l->secret.bytes)),
		       vb_str_of((const char *)who->bytes, is_v4 ? 16 : 8));
	memcpy(&h, digest.bytes, sizeof(h));
	return h;
}

/* The slot of `who`, else the one that has been quiet longest. */
static struct slot *find_slot(struct slot set[SLOTS], uint64_t who)
{
	struct slot *oldest = &set[0];

	for (int i = 0; i < SLOTS; i++) {
		if (set[i].who == who)
			return &set[i];
		if (set[i].empty_at < oldest->empty_at)
			oldest = &set[i];
	}
	oldest->who = who;
	oldest->empty_at = 0;
	return oldest;
}

unsigned limits_take(struct limits *l, const struct address *who, unsigned rate,
		     unsigned burst, int64_t now_us)
{
	int64_t each, full, wait;
	struct slot *slot;
	uint64_t h;

	if (!rate || who->kind != ADDRESS_IP)
		return 0;
	each = SECOND_US / rate;
	full = each * (burst ? burst : 1);
	h = hash(l, who);
	pthread_mutex_lock(&l->lock);
	slot = find_slot(l->sets[h % SETS], h);
	if (slot->empty_at < now_us)
		slot->empty_at = now_us;
	wait = slot->empty_at + each - now_us - full;
	if (wait <= 0)
		slot->empty_at += each;
	pthread_mutex_unlock(&l->lock);
	return wait <= 0 ? 0 : (unsigned)((wait + SECOND_US - 1) / SECOND_US);
}
