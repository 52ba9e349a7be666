#include "figures.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"

#define YEARS 400

struct figures_kept {
	pthread_mutex_t lock;
	struct vb_arena arena; /* of `now` */
	struct figures now;
	bool made;
	uint64_t revision; /* of the index they are of */
	int64_t at_us;	   /* when they were made */
	int64_t took_us;
};

vb_status figures_open(struct figures_kept **out, struct vb_error *err)
{
	struct figures_kept *kept = calloc(1, sizeof(*kept));

	if (!kept)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	pthread_mutex_init(&kept->lock, NULL);
	*out = kept;
	return VB_OK;
}

void figures_close(struct figures_kept *kept)
{
	if (!kept)
		return;
	vb_arena_clear(&kept->arena);
	pthread_mutex_destroy(&kept->lock);
	free(kept);
}

static vb_status count(struct figures *out, struct vb_arena *arena,
		       struct request *r, struct vb_error *err)
{
	struct vb_browse_request years = { .by = VB_BROWSE_DATE,
					   .within = VB_STR_EMPTY,
					   .n = YEARS };
	struct vb_browse_request types = { .by = VB_BROWSE_TYPE,
					   .within = VB_STR_EMPTY,
					   .n = FIGURES_LISTED };
	vb_searcher *searcher = NULL;
	vb_archive *ar = NULL;
	uint64_t revision;
	size_t n;
	vb_status st = handles_searcher(&searcher, &revision, r->handles, err);

	if (!st)
		st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = vb_archive_stats(&out->archive, ar, err);
	if (!st)
		st = vb_browse(&out->years, searcher, &years, arena, err);
	if (!st)
		st = vb_browse(&out->types, searcher, &types, arena, err);
	if (!st)
		st = vb_archive_most_cited(&out->cited, &n, ar, FIGURES_LISTED,
					   arena, err);
	if (!st)
		st = vb_archive_wanted(&out->wanted, &n, ar, FIGURES_LISTED,
				       arena, err);
	if (st == VB_MISMATCH) { /* an old schema knows no relations */
		out->cited = out->wanted = NULL;
		st = VB_OK;
	}
	return st == VB_NOT_FOUND ? VB_BUSY : st;
}

static bool copy_values(struct vb_browse *to, struct vb_arena *arena)
{
	struct vb_browse_value *values =
		vb_arena_calloc(arena, to->n + 1, sizeof(*values));

	if (!values)
		return false;
	for (size_t i = 0; i < to->n; i++) {
		values[i] = to->values[i];
		if (!vb_arena_dup(&values[i].value, arena, values[i].value) ||
		    !vb_arena_dup(&values[i].label, arena, values[i].label))
			return false;
	}
	to->values = values;
	return true;
}

static bool copy_list(struct vb_wanted **list, struct vb_arena *arena)
{
	for (; *list; list = &(*list)->next) {
		struct vb_wanted *w = vb_arena_alloc(arena, sizeof(*w));

		if (!w)
			return false;
		*w = **list;
		*list = w;
		if (!vb_arena_dup(&w->number, arena, w->number) ||
		    !vb_arena_dup(&w->type, arena, w->type) ||
		    !vb_arena_dup(&w->issuer, arena, w->issuer) ||
		    !vb_arena_dup(&w->date, arena, w->date))
			return false;
	}
	return true;
}

/* Do they say what is in the index, or is it too early to count again? */
static bool is_good(const struct figures_kept *kept, uint64_t revision)
{
	int64_t age = vb_clock_us() - kept->at_us;

	if (!kept->made)
		return false;
	return kept->revision == revision ||
	       (age < kept->took_us * FIGURES_SHARE &&
		age < (int64_t)FIGURES_SECONDS * 1000000);
}

/* Make them anew; what was there stays when that fails. */
static vb_status make(struct figures_kept *kept, uint64_t revision,
		      struct request *r, struct vb_error *err)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct figures fresh = { .cited = NULL };
	int64_t start = vb_clock_us();
	vb_status st = count(&fresh, &arena, r, err);

	if (st) {
		vb_arena_clear(&arena);
		return st;
	}
	vb_arena_clear(&kept->arena);
	kept->arena = arena;
	kept->now = fresh;
	kept->made = true;
	kept->revision = revision;
	kept->at_us = vb_clock_us();
	kept->took_us = kept->at_us - start;
	return VB_OK;
}

vb_status figures_look(struct figures *out, struct figures_kept *kept,
		       struct request *r, struct vb_error *err)
{
	vb_searcher *searcher = NULL;
	uint64_t revision = 0;
	vb_status st = handles_searcher(&searcher, &revision, r->handles, err);

	pthread_mutex_lock(&kept->lock);
	if (!st && !is_good(kept, revision))
		st = make(kept, revision, r, err);
	if (kept->made && (st == VB_TIMEOUT || st == VB_BUSY))
		st = VB_OK; /* older ones are better than none */
	*out = kept->now;
	if (!st && (!copy_values(&out->years, &r->arena) ||
		    !copy_values(&out->types, &r->arena) ||
		    !copy_list(&out->cited, &r->arena) ||
		    !copy_list(&out->wanted, &r->arena)))
		st = vb_error_set(err, VB_NO_MEMORY, "no memory");
	pthread_mutex_unlock(&kept->lock);
	return st;
}
