/* The same id more than once in a run. */
#include "indexer.h"

#include <stdlib.h>

#define WAIT_BYTES ((size_t)64 << 20) /* of all that waits */
#define WAIT_JOBS 100000
#define NOBODY ((uint32_t)-1)

/* One id that was met. */
struct met {
	uint64_t id; /* its hash; 0: a free slot */
	uint64_t digest;
	uint32_t file, line;
	uint32_t waiting; /* in `waits`, or NOBODY */
};

/* A job put off: enough to do it again. */
struct wait {
	char *id, *path, *source, *bytes;
	size_t n_id, n_bytes, line;
	bool member, dropped;
};

struct again {
	struct met *met;
	size_t n_met, cap; /* a power of two */
	char **files;	   /* as they came, each once in a row */
	size_t n_files, cap_files;
	struct wait *waits;
	size_t n_waits, cap_waits, next, wait_bytes;
};

struct again *again_new(void)
{
	struct again *a = calloc(1, sizeof(*a));

	if (!a)
		return NULL;
	a->cap = 1024;
	a->met = calloc(a->cap, sizeof(*a->met));
	if (!a->met) {
		free(a);
		return NULL;
	}
	return a;
}

static void wait_clear(struct wait *w)
{
	free(w->id);
	free(w->path);
	free(w->source);
	free(w->bytes);
	*w = (struct wait){ .dropped = true };
}

void again_free(struct again *a)
{
	if (!a)
		return;
	for (size_t i = 0; i < a->n_waits; i++)
		wait_clear(&a->waits[i]);
	for (size_t i = 0; i < a->n_files; i++)
		free(a->files[i]);
	free(a->waits);
	free(a->files);
	free(a->met);
	free(a);
}

/* The slot of that hash, or a free one. */
static struct met *slot_of(const struct again *a, uint64_t id)
{
	size_t i = id & (a->cap - 1);

	while (a->met[i].id && a->met[i].id != id)
		i = (i + 1) & (a->cap - 1);
	return &a->met[i];
}

static bool grow(struct again *a)
{
	struct again bigger = { .cap = 2 * a->cap };

	if (a->n_met < a->cap / 2)
		return true;
	bigger.met = calloc(bigger.cap, sizeof(*bigger.met));
	if (!bigger.met)
		return false;
	for (size_t i = 0; i < a->cap; i++)
		if (a->met[i].id)
			*slot_of(&bigger, a->met[i].id) = a->met[i];
	free(a->met);
	a->met = bigger.met;
	a->cap = bigger.cap;
	return true;
}

/* Room for one more in `items`, or NULL, and they stay. */
static void *room(void *items, size_t n, size_t *cap, size_t size)
{
	size_t more = *cap ? 2 * *cap : 16;
	void *moved;

	if (n < *cap)
		return items;
	moved = reallocarray(items, more, size);
	if (moved)
		*cap = more;
	return moved;
}

/* The number of the file's name; NOBODY without memory. */
static uint32_t file_of(struct again *a, struct vb_str path)
{
	char **files;

	if (a->n_files &&
	    vb_str_eq(vb_str_from(a->files[a->n_files - 1]), path))
		return (uint32_t)(a->n_files - 1);
	files = room(a->files, a->n_files, &a->cap_files, sizeof(*files));
	if (!files || a->n_files == NOBODY - 1)
		return NOBODY;
	a->files = files;
	files[a->n_files] = strndup(path.ptr, path.len);
	return files[a->n_files] ? (uint32_t)a->n_files++ : NOBODY;
}

static uint64_t short_digest(const struct vb_digest *digest)
{
	uint64_t n;

	memcpy(&n, digest->bytes, sizeof(n));
	return n;
}

static uint64_t hash_of(struct vb_str id)
{
	uint64_t hash = commit_hash(id);

	return hash ? hash : 1;
}

/* Drop what waits under that very id. */
static bool drop(struct again *a, uint32_t waiting, struct vb_str id)
{
	struct wait *w;

	if (waiting == NOBODY)
		return false;
	w = &a->waits[waiting];
	if (w->dropped || !vb_str_eq(vb_str_of(w->id, w->n_id), id))
		return false;
	a->wait_bytes -= w->n_bytes;
	wait_clear(w);
	return true;
}

bool again_meet(struct again_place *before, bool *dropped, struct again *a,
		const struct job *job)
{
	uint64_t digest = short_digest(&job->put.original.digest);
	/* of a member the name says it all, and it is in the id already */
	uint32_t file = job->line ? file_of(a, job->path) : NOBODY;
	struct met *met;
	bool differs;

	*dropped = false;
	if (!grow(a))
		return false;
	met = slot_of(a, hash_of(job->put.id));
	differs = met->id && met->digest != digest;
	if (met->id)
		*dropped = drop(a, met->waiting, job->put.id);
	else
		a->n_met++;
	before->file =
		met->id && met->file != NOBODY ? a->files[met->file] : NULL;
	before->line = met->line;
	*met = (struct met){ .id = hash_of(job->put.id),
			     .digest = digest,
			     .file = file,
			     .line = (uint32_t)job->line,
			     .waiting = NOBODY };
	return differs;
}

static char *copy(struct vb_str s)
{
	char *p = malloc(s.len + 1);

	if (!p)
		return NULL;
	memcpy(p, s.len ? s.ptr : "", s.len);
	p[s.len] = '\0';
	return p;
}

bool again_wait(struct again *a, const struct job *job)
{
	struct met *met = slot_of(a, hash_of(job->put.id));
	struct wait *waits, w = { .n_id = job->put.id.len,
				  .n_bytes = job->bytes.len,
				  .line = job->line,
				  .member = job->member };

	if (!met->id || a->n_waits == WAIT_JOBS ||
	    a->wait_bytes + job->bytes.len > WAIT_BYTES)
		return false;
	waits = room(a->waits, a->n_waits, &a->cap_waits, sizeof(*waits));
	if (!waits)
		return false;
	a->waits = waits;
	w.id = copy(job->put.id);
	w.path = copy(job->path);
	w.source = copy(job->source);
	w.bytes = copy(job->bytes);
	if (!w.id || !w.path || !w.source || !w.bytes) {
		wait_clear(&w);
		return false;
	}
	a->wait_bytes += w.n_bytes;
	met->waiting = (uint32_t)a->n_waits;
	waits[a->n_waits++] = w;
	return true;
}

bool again_next(struct again *a, struct batch *batch)
{
	struct vb_arena *arena = &batch->arena;
	struct wait *w;
	struct job *job;
	bool ok;

	while (a->next < a->n_waits && a->waits[a->next].dropped)
		a->next++;
	if (a->next == a->n_waits)
		return false;
	w = &a->waits[a->next++];
	job = batch_add(batch);
	job->line = w->line;
	job->member = w->member;
	ok = vb_arena_dup(&job->path, arena, vb_str_from(w->path)) &&
	     vb_arena_dup(&job->source, arena, vb_str_from(w->source)) &&
	     vb_arena_dup(&job->bytes, arena, vb_str_of(w->bytes, w->n_bytes));
	if (!ok)
		job->refused = "out of memory";
	wait_clear(w);
	return true;
}
