#include "assets.h"

#include "base/digest.h"
#include "web_assets.h" /* made from web/ by web/embed.sh */

#define N_ASSETS (sizeof(assets) / sizeof(assets[0]))

static char digest[17];

const struct asset *asset_find(struct vb_str name)
{
	for (size_t i = 0; i < N_ASSETS; i++)
		if (vb_str_eq(vb_str_from(assets[i].name), name))
			return &assets[i];
	return NULL;
}

void assets_setup(void)
{
	struct vb_digest chain = { { 0 } };
	char hex[VB_DIGEST_HEX];

	for (size_t i = 0; i < N_ASSETS; i++)
		vb_sha256_pair(&chain,
			       vb_str_of((const char *)chain.bytes,
					 sizeof(chain.bytes)),
			       assets[i].data);
	vb_digest_hex(hex, &chain);
	memcpy(digest, hex, sizeof(digest) - 1);
}

const char *assets_digest(void)
{
	return digest;
}
