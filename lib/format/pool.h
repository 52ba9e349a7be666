/*
 * format/pool: files read by other processes.
 *
 * XML, archives and the output of converters are a stranger's bytes: they are
 * parsed by `vanban-reader`, in a cage without network or any file but
 * programs and libraries (format/convert.h), never by the process that holds
 * the archive. A pool keeps a few such workers. Each reads many files, is
 * started when first needed, replaced when it dies, is killed or has served
 * its time, and goes when the pool is closed or the process ends.
 */
#ifndef VB_FORMAT_POOL_H
#define VB_FORMAT_POOL_H

#include "format/format.h"
#include "format/members.h"

typedef struct vb_pool vb_pool;

#define VB_POOL_WORKERS 64  /* at most */
#define VB_POOL_SECONDS 120 /* deadline of a file unless said */
#define VB_POOL_FILES 500   /* that a worker reads before it is replaced */
#define VB_POOL_READER "vanban-reader"

/* All zero: the defaults. */
struct vb_pool_options {
	unsigned seconds;   /* wall clock for a file, converters included */
	const char *reader; /* path of vanban-reader; NULL: beside the running
			     * program, then in ../libexec/vanban */
};

/*
 * Make a pool of up to `workers` (1 to VB_POOL_WORKERS, others are cut)
 * workers; none is started yet. `options` may be NULL and is copied.
 * Returns VB_OK; VB_NOT_FOUND when there is no vanban-reader; VB_IO;
 * VB_NO_MEMORY. The caller closes it. A pool does not survive fork().
 */
vb_status vb_pool_open(vb_pool **out, unsigned workers,
		       const struct vb_pool_options *options,
		       struct vb_error *err);

/*
 * Do what vb_format_extract does, in a worker; in->ocr goes with it. Waits
 * for a free worker. Any number of threads may call it.
 * `record` is initialised, with its arena, which then owns all of it. On
 * failure `record` is as it was.
 *
 * Returns what vb_format_extract returns, and VB_TIMEOUT when the file was
 * not read by its deadline; VB_CORRUPT when the worker died on it or answered
 * nonsense (err says which); VB_IO and VB_NO_SPACE when no worker can be
 * started or reached, whatever the file; VB_MISMATCH when vanban-reader is of
 * another version.
 */
vb_status vb_pool_read(struct vb_record *record, vb_pool *pool,
		       const struct vb_input *in, struct vb_error *err);

/*
 * Unpack the ZIP file `zip` in a worker and hand each member to `fn`, in this
 * thread, as vb_members_each does (format/members.h): paths are clean and
 * limits hold whatever the worker says. One member is in memory at a time. A
 * worker is taken until the end, however long `fn` takes: a pool that is used
 * by `fn`, or by threads that `fn` waits for, needs one more. The deadline of
 * a file holds for each member.
 *
 * Returns VB_OK; what `fn` returned; VB_BAD_INPUT and VB_TOO_BIG as
 * vb_members_each; the other failures of vb_pool_read. Members handed over
 * before a failure are good.
 */
vb_status vb_pool_members(vb_pool *pool, struct vb_str zip, vb_member_fn fn,
			  void *ctx, struct vb_error *err);

/*
 * Must files of this format be read by a pool? Not text and NDJSON, which need
 * nobody else's parser. `gz` must: only unpacking tells what is inside.
 */
bool vb_pool_needed(const char *format);

/* Process ids of the workers that run now, up to `max`; how many. */
size_t vb_pool_pids(int *pids, size_t max, vb_pool *pool);

/* End the workers; no call of vb_pool_read may be left. NULL is allowed. */
void vb_pool_close(vb_pool *pool);

#endif
