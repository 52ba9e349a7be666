/*
 * base/digest: SHA-256 (FIPS 180-4), by nettle.
 */
#ifndef VB_BASE_DIGEST_H
#define VB_BASE_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define VB_DIGEST_HEX 65 /* bytes of a hex digest with its NUL */

struct vb_digest {
	uint8_t bytes[32];
};

/* The SHA-256 of `in`. Cannot fail. */
void vb_sha256(struct vb_digest *out, struct vb_str in);

/* The SHA-256 of `a` followed by `b`, for chains. Cannot fail. */
void vb_sha256_pair(struct vb_digest *out, struct vb_str a, struct vb_str b);

/* For what comes in pieces: init, update any number of times, final. */
struct vb_sha256_state {
	uint64_t room[16];
};

void vb_sha256_init(struct vb_sha256_state *state);
void vb_sha256_update(struct vb_sha256_state *state, struct vb_str in);
void vb_sha256_final(struct vb_digest *out, struct vb_sha256_state *state);

/* 64 lower-case hex digits and a NUL. */
void vb_digest_hex(char out[VB_DIGEST_HEX], const struct vb_digest *digest);

/* The digest that 64 hex digits say, in either case; false: they are none. */
bool vb_digest_parse(struct vb_digest *out, struct vb_str hex);

bool vb_digest_eq(const struct vb_digest *a, const struct vb_digest *b);

#endif
