#include "base/digest.h"

#include <nettle/sha2.h>

static void update(struct sha256_ctx *ctx, struct vb_str s)
{
	sha256_update(ctx, s.len, (const uint8_t *)s.ptr);
}

void vb_sha256_pair(struct vb_digest *out, struct vb_str a, struct vb_str b)
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	update(&ctx, a);
	update(&ctx, b);
	sha256_digest(&ctx, sizeof(out->bytes), out->bytes);
}

void vb_sha256(struct vb_digest *out, struct vb_str in)
{
	vb_sha256_pair(out, in, VB_STR_EMPTY);
}

void vb_digest_hex(char out[VB_DIGEST_HEX], const struct vb_digest *digest)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < sizeof(digest->bytes); i++) {
		out[2 * i] = hex[digest->bytes[i] >> 4];
		out[2 * i + 1] = hex[digest->bytes[i] & 15];
	}
	out[VB_DIGEST_HEX - 1] = '\0';
}

bool vb_digest_eq(const struct vb_digest *a, const struct vb_digest *b)
{
	return !memcmp(a->bytes, b->bytes, sizeof(a->bytes));
}
