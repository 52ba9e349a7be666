#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/bag.h"
#include "archive/bag_manifest.h"
#include "archive/bag_place.h"

#define TAG_LIMIT ((size_t)1 << 20) /* bytes of bagit.txt and bag-info.txt */

struct check {
	int root;
	struct vb_bag_counts *counts;
	struct vb_digest *names; /* of paths, to see one twice */
	size_t n, room;
	bool tags;     /* the tag manifest is being read */
	unsigned seen; /* of `needed`, as bits */
};

static const char *const needed[] = { "bagit.txt", "bag-info.txt",
				      "manifest-sha256.txt",
				      "data/records.ndjson",
				      "data/events.ndjson" };

#define N_NEEDED (sizeof(needed) / sizeof(needed[0]))

static vb_status remember(struct check *c, const char *path,
			  struct vb_error *err)
{
	if (c->n == c->room) {
		size_t room = c->room ? 2 * c->room : 1024;
		struct vb_digest *more =
			reallocarray(c->names, room, sizeof(*more));

		if (!more)
			return vb_error_set(err, VB_NO_MEMORY, "no memory");
		c->names = more;
		c->room = room;
	}
	vb_sha256(&c->names[c->n++], vb_str_from(path));
	return VB_OK;
}

/* Is it data/originals/xx/HEX or data/readings/xx/HEX, and HEX its digest? */
static bool is_blob(const struct vb_bag_entry *e)
{
	char want[128];

	vb_bag_path(want, "originals", &e->digest);
	if (!strcmp(want, e->path))
		return true;
	vb_bag_path(want, "readings", &e->digest);
	return !strcmp(want, e->path);
}

/* Only what we know: of anything else nothing would be kept. */
static vb_status check_kind(struct check *c, const struct vb_bag_entry *e,
			    struct vb_error *err)
{
	bool payload = vb_str_starts(vb_str_from(e->path), VB_STR("data/"));
	bool known = false;

	for (size_t i = 0; i < N_NEEDED; i++) {
		if (strcmp(e->path, needed[i]))
			continue;
		c->seen |= 1u << i;
		known = true;
	}
	if (payload == c->tags)
		return vb_error_set(err, VB_CORRUPT,
				    "%s: stands in the wrong manifest",
				    e->path);
	if (payload && !known && !is_blob(e))
		return vb_error_set(err, VB_UNSUPPORTED,
				    "%s: no part of an archive, or under "
				    "another name than its digest",
				    e->path);
	return VB_OK;
}

static vb_status check_entry(void *ctx, const struct vb_bag_entry *e,
			     struct vb_error *err)
{
	struct check *c = ctx;
	struct vb_digest got;
	int64_t bytes = 0;
	vb_status st = check_kind(c, e, err);

	if (!st)
		st = vb_bag_hash(&got, &bytes, c->root, e->path, err);
	if (st == VB_NOT_FOUND)
		return vb_error_set(err, VB_CORRUPT, "%s: is missing", e->path);
	if (!st && !vb_digest_eq(&got, &e->digest))
		st = vb_error_set(err, VB_CORRUPT,
				  "%s: the bytes fail their digest", e->path);
	if (st || c->tags)
		return st;
	c->counts->files++;
	c->counts->bytes += bytes;
	return remember(c, e->path, err);
}

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct vb_digest));
}

/* Every file of the payload is listed, and none twice. */
static vb_status check_complete(struct check *c, struct vb_error *err)
{
	int64_t files;
	vb_status st = vb_bag_count(&files, c->root, "data", err);

	if (st)
		return st;
	if (c->n)
		qsort(c->names, c->n, sizeof(*c->names), compare);
	for (size_t i = 1; i < c->n; i++)
		if (vb_digest_eq(&c->names[i - 1], &c->names[i]))
			return vb_error_set(err, VB_CORRUPT,
					    "manifest-sha256.txt: a file "
					    "stands there twice");
	if (files != c->counts->files)
		return vb_error_set(err, VB_CORRUPT,
				    "data: %lld files, of which %lld are in "
				    "manifest-sha256.txt",
				    (long long)files,
				    (long long)c->counts->files);
	for (size_t i = 0; i < N_NEEDED; i++)
		if (!(c->seen & 1u << i))
			return vb_error_set(err, VB_CORRUPT,
					    "%s: stands in no manifest",
					    needed[i]);
	return VB_OK;
}

static vb_status read_tag(struct vb_buf *out, int root, const char *name,
			  struct vb_error *err)
{
	char piece[4096];
	ssize_t n = 0;
	vb_status st;
	int fd;

	st = vb_bag_open(&fd, root, name, err);
	if (st)
		return st;
	while (!st && (n = read(fd, piece, sizeof(piece))) > 0)
		st = vb_buf_append(out, vb_str_of(piece, (size_t)n));
	if (n < 0)
		st = vb_error_errno(err, "%s: cannot read", name);
	else if (st)
		vb_error_set(err, st, "%s: %s", name, vb_status_text(st));
	close(fd);
	return st;
}

/* Two lines, in this order, and nothing else. */
static vb_status check_bagit(struct check *c, struct vb_error *err)
{
	struct vb_buf text = VB_BUF_INIT(TAG_LIMIT);
	struct vb_str rest, version, encoding;
	vb_status st = read_tag(&text, c->root, "bagit.txt", err);
	bool good;

	if (st == VB_NOT_FOUND)
		vb_error_set(err, st, "bagit.txt: not there: no bag");
	if (st)
		goto done;
	rest = vb_buf_str(&text);
	good = vb_str_next_line(&version, &rest) &&
	       vb_str_next_line(&encoding, &rest) && !vb_str_trim(rest).len &&
	       vb_str_eq(encoding,
			 VB_STR("Tag-File-Character-Encoding: UTF-8"));
	if (!good || !vb_str_starts(version, VB_STR("BagIt-Version: ")))
		st = vb_error_set(err, VB_CORRUPT,
				  "bagit.txt: not what a bag says");
	else if (!vb_str_eq(version, VB_STR("BagIt-Version: 1.0")) &&
		 !vb_str_eq(version, VB_STR("BagIt-Version: 0.97")))
		st = vb_error_set(err, VB_UNSUPPORTED, "bagit.txt: %.*s",
				  VB_STR_ARG(version));
done:
	vb_buf_clear(&text);
	return st;
}

static vb_status check_oxum(struct check *c, struct vb_error *err)
{
	const struct vb_str label = VB_STR("payload-oxum:");
	struct vb_buf text = VB_BUF_INIT(TAG_LIMIT);
	char want[64];
	struct vb_str rest, line;
	vb_status st = read_tag(&text, c->root, "bag-info.txt", err);

	snprintf(want, sizeof(want), "%lld.%lld", (long long)c->counts->bytes,
		 (long long)c->counts->files);
	rest = vb_buf_str(&text);
	while (!st && vb_str_next_line(&line, &rest)) {
		if (!vb_str_starts_nocase(line, label.ptr))
			continue;
		line = vb_str_trim(vb_str_skip(line, label.len));
		if (!vb_str_eq(line, vb_str_from(want)))
			st = vb_error_set(err, VB_CORRUPT,
					  "bag-info.txt: Payload-Oxum %.*s, "
					  "but it is %s",
					  VB_STR_ARG(line), want);
	}
	vb_buf_clear(&text);
	return st;
}

/* What only other programs write, and we could not vouch for. */
static vb_status check_others(struct check *c, struct vb_error *err)
{
	static const char *const others[] = { "fetch.txt", "manifest-md5.txt",
					      "manifest-sha1.txt",
					      "manifest-sha512.txt" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (!faccessat(c->root, others[i], F_OK, AT_SYMLINK_NOFOLLOW))
			return vb_error_set(err, VB_UNSUPPORTED,
					    "%s: cannot be checked", others[i]);
	return VB_OK;
}

static vb_status check_manifests(struct check *c, struct vb_error *err)
{
	vb_status st;

	c->tags = true;
	st = vb_bag_manifest(c->root, "tagmanifest-sha256.txt", check_entry, c,
			     err);
	c->tags = false;
	if (!st)
		st = vb_bag_manifest(c->root, "manifest-sha256.txt",
				     check_entry, c, err);
	return st ? st : check_complete(c, err);
}

vb_status vb_bag_check(struct vb_bag_counts *out, const char *dir,
		       struct vb_error *err)
{
	struct check c = { .counts = out };
	struct vb_error own = VB_ERROR_INIT;
	vb_status st;

	memset(out, 0, sizeof(*out));
	c.root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (c.root < 0)
		return vb_error_errno(err, "%s", dir);
	st = check_bagit(&c, &own);
	if (!st)
		st = check_others(&c, &own);
	if (!st)
		st = check_manifests(&c, &own);
	if (!st)
		st = check_oxum(&c, &own);
	if (st)
		vb_error_set(err, st, "%s: %s", dir, own.message);
	free(c.names);
	close(c.root);
	return st;
}
