#include "assets.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "web_assets.h" /* made from web/ by web/embed.sh */

#define N_ASSETS (sizeof(assets) / sizeof(assets[0]))
#define PATH_BYTES 8192

static char digest[17];
static struct vb_buf own[N_ASSETS]; /* what replaces, as read */
static struct asset served[N_ASSETS];

const struct asset *asset_find(struct vb_str name)
{
	for (size_t i = 0; i < N_ASSETS; i++)
		if (vb_str_eq(vb_str_from(served[i].name), name))
			return &served[i];
	return NULL;
}

static void take_digest(void)
{
	struct vb_digest chain = { { 0 } };
	char hex[VB_DIGEST_HEX];

	for (size_t i = 0; i < N_ASSETS; i++)
		vb_sha256_pair(&chain,
			       vb_str_of((const char *)chain.bytes,
					 sizeof(chain.bytes)),
			       served[i].data);
	vb_digest_hex(hex, &chain);
	memcpy(digest, hex, sizeof(digest) - 1);
}

/* The file of asset `i` in the folder, if it is there. */
static vb_status replace(size_t i, const char *folder, struct vb_error *err)
{
	struct vb_buf path = VB_BUF_INIT(PATH_BYTES);
	struct stat info;
	vb_status st;

	own[i].limit = ASSET_BYTES;
	st = vb_buf_printf(&path, "%s/%s", folder, assets[i].name);
	if (st)
		vb_error_set(err, st, "%s: %s", folder, vb_status_text(st));
	if (!st && !stat(vb_buf_cstr(&path), &info)) {
		st = vb_file_read(&own[i], vb_buf_cstr(&path), VB_FILE_FOLLOW,
				  err);
		if (!st)
			served[i].data = vb_buf_str(&own[i]);
	}
	vb_buf_clear(&path);
	return st;
}

vb_status assets_setup(const char *folder, struct vb_error *err)
{
	struct stat info;
	vb_status st = VB_OK;

	memcpy(served, assets, sizeof(served));
	if (folder && (stat(folder, &info) || !S_ISDIR(info.st_mode)))
		return vb_error_set(err, VB_NOT_FOUND, "%s: no such folder",
				    folder);
	for (size_t i = 0; folder && i < N_ASSETS && !st; i++)
		st = replace(i, folder, err);
	take_digest();
	return st;
}

void assets_clear(void)
{
	for (size_t i = 0; i < N_ASSETS; i++)
		vb_buf_clear(&own[i]);
}

const char *assets_digest(void)
{
	return digest;
}
