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

/* nettle's own state, which no header of ours names. */
static struct sha256_ctx *ctx_of(struct vb_sha256_state *state)
{
	_Static_assert(sizeof(struct sha256_ctx) <= sizeof(state->room),
		       "vb_sha256_state is too small for nettle");
	return (struct sha256_ctx *)(void *)state->room;
}

void vb_sha256_init(struct vb_sha256_state *state)
{
	sha256_init(ctx_of(state));
}

void vb_sha256_update(struct vb_sha256_state *state, struct vb_str in)
{
	update(ctx_of(state), in);
}

void vb_sha256_final(struct vb_digest *out, struct vb_sha256_state *state)
{
	sha256_digest(ctx_of(state), sizeof(out->bytes), out->bytes);
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

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool vb_digest_parse(struct vb_digest *out, struct vb_str hex)
{
	if (hex.len != VB_DIGEST_HEX - 1)
		return false;
	for (size_t i = 0; i < sizeof(out->bytes); i++) {
		int high = hex_value(hex.ptr[2 * i]);
		int low = hex_value(hex.ptr[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out->bytes[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

bool vb_digest_eq(const struct vb_digest *a, const struct vb_digest *b)
{
	return !memcmp(a->bytes, b->bytes, sizeof(a->bytes));
}
