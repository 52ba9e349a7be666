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

/* 64 lower-case hex digits and a NUL. */
void vb_digest_hex(char out[VB_DIGEST_HEX], const struct vb_digest *digest);

bool vb_digest_eq(const struct vb_digest *a, const struct vb_digest *b);

#endif
