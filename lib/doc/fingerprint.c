#include "doc/fingerprint.h"

#include "text/token.h"

#define BITS 64
#define RUN 3 /* words */

/* FNV-1a, 64 bits, then the finisher of SplitMix64: every bit depends on
 * every byte, which simhash needs. */
static uint64_t hash_word(struct vb_str word)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < word.len; i++)
		h = (h ^ (unsigned char)word.ptr[i]) * 1099511628211u;
	return h;
}

static uint64_t mix(uint64_t h)
{
	h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
	h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
	return h ^ (h >> 31);
}

static void vote(int32_t votes[BITS], uint64_t h)
{
	for (int i = 0; i < BITS; i++)
		votes[i] += (h >> i & 1) ? 1 : -1;
}

void vb_fingerprint_make(struct vb_fingerprint *out, struct vb_str text)
{
	int32_t votes[BITS] = { 0 };
	uint64_t last[RUN] = { 0 };
	struct vb_token token;
	vb_tokenizer tokens;

	*out = (struct vb_fingerprint){ 0 };
	vb_tokenizer_init(&tokens, text);
	while (vb_tokenizer_next(&tokens, &token)) {
		uint64_t h = hash_word(token.fold);

		out->words = mix(out->words * 31 + h);
		last[out->n_words++ % RUN] = h;
		if (out->n_words < RUN)
			continue;
		h = 0;
		for (size_t i = 0; i < RUN; i++)
			h = h * 1099511628211u + last[(out->n_words + i) % RUN];
		vote(votes, mix(h));
	}
	for (int i = 0; i < BITS; i++)
		if (votes[i] > 0)
			out->likeness |= (uint64_t)1 << i;
}

unsigned vb_fingerprint_distance(uint64_t a, uint64_t b)
{
	return (unsigned)__builtin_popcountll(a ^ b);
}
