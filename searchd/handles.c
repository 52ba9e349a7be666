#include "handles.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "index/place.h"

struct handles {
	struct vb_buf dir, file; /* file: DIR/archive.db */
	struct vb_buf stub;	 /* names the generation of the index */
	uint64_t revision;	 /* of the searcher, when last followed */
	unsigned reopens;
	vb_searcher *searcher;
	vb_archive *archive;
	dev_t device; /* of the archive's file */
	ino_t inode;
};

static pthread_key_t key;
static vb_shared *shared; /* of all threads */

void handles_drop(struct handles *h)
{
	vb_searcher_close(h->searcher);
	vb_archive_close(h->archive);
	h->searcher = NULL;
	h->archive = NULL;
}

static void handles_free(void *arg)
{
	struct handles *h = arg;

	handles_drop(h);
	vb_buf_clear(&h->dir);
	vb_buf_clear(&h->file);
	vb_buf_clear(&h->stub);
	free(h);
}

vb_status handles_setup(struct vb_error *err)
{
	if (pthread_key_create(&key, handles_free))
		return vb_error_set(err, VB_NO_MEMORY, "no thread key left");
	return vb_shared_new(&shared, err);
}

void handles_finish(void)
{
	vb_shared_free(shared);
	shared = NULL;
}

struct handles *handles_mine(const char *dir)
{
	struct handles *h = pthread_getspecific(key);

	if (h)
		return h;
	h = calloc(1, sizeof(*h));
	if (!h)
		return NULL;
	h->dir.limit = h->file.limit = h->stub.limit = 8192;
	if (vb_buf_append_cstr(&h->dir, dir) ||
	    vb_buf_printf(&h->file, "%s/archive.db", dir) ||
	    vb_place_part(&h->stub, dir, "XAPIANDB") ||
	    pthread_setspecific(key, h)) {
		handles_free(h);
		return NULL;
	}
	return h;
}

/* What is not there yet may be there soon. */
static vb_status soon(vb_status st, struct vb_error *err)
{
	if (st != VB_NOT_FOUND)
		return st;
	return vb_error_set(err, VB_BUSY, "nothing is indexed yet");
}

vb_status handles_searcher(vb_searcher **out, uint64_t *revision,
			   struct handles *h, struct vb_error *err)
{
	vb_status st = VB_OK;

	if (!h->searcher)
		st = vb_searcher_open_shared(&h->searcher, vb_buf_cstr(&h->dir),
					     shared, err);
	if (!st)
		st = vb_searcher_refresh(revision, h->searcher, err);
	if (!st && *revision != h->revision) {
		h->reopens += h->revision != 0;
		h->revision = *revision;
	}
	*out = h->searcher;
	return soon(st, err);
}

uint64_t handles_stamp(const struct handles *h)
{
	struct stat stub = { 0 }, archive = { 0 };

	if (stat(vb_buf_cstr(&h->stub), &stub) ||
	    stat(vb_buf_cstr(&h->file), &archive))
		return 0;
	return ((uint64_t)stub.st_mtim.tv_sec * 1000000000u +
		(uint64_t)stub.st_mtim.tv_nsec) ^
	       (uint64_t)stub.st_ino << 40 ^ (uint64_t)archive.st_ino << 20;
}

static time_t newer(time_t than, const char *path)
{
	struct stat info;

	return !stat(path, &info) && info.st_mtime > than ? info.st_mtime :
							    than;
}

time_t handles_modified(const struct handles *h)
{
	struct vb_buf path = VB_BUF_INIT(8192);
	time_t last = newer(0, vb_buf_cstr(&h->stub));

	last = newer(last, vb_buf_cstr(&h->file));
	/* What SQLite has committed may still stand in its log. */
	if (!vb_buf_printf(&path, "%s-wal", vb_buf_cstr(&h->file)))
		last = newer(last, vb_buf_cstr(&path));
	vb_buf_truncate(&path, 0);
	/* Xapian renames this file into place with each commit. */
	if (!vb_place_current(&path, vb_buf_cstr(&h->dir), NULL) &&
	    !vb_buf_append_cstr(&path, "/iamglass"))
		last = newer(last, vb_buf_cstr(&path));
	vb_buf_clear(&path);
	return last;
}

unsigned handles_take_reopens(struct handles *h)
{
	unsigned n = h->reopens;

	h->reopens = 0;
	return n;
}

vb_status handles_archive(vb_archive **out, struct handles *h,
			  struct vb_error *err)
{
	struct stat info;
	vb_status st = VB_OK;

	memset(&info, 0, sizeof(info));
	if (stat(vb_buf_cstr(&h->file), &info) || info.st_dev != h->device ||
	    info.st_ino != h->inode) {
		vb_archive_close(h->archive);
		h->archive = NULL;
	}
	if (!h->archive)
		st = vb_archive_open(&h->archive, vb_buf_cstr(&h->dir),
				     VB_ARCHIVE_READ, err);
	h->device = info.st_dev;
	h->inode = info.st_ino;
	*out = h->archive;
	return soon(st, err);
}
