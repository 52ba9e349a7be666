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

void vb_fingerprint_start(struct vb_fingerprinter *f)
{
	*f = (struct vb_fingerprinter){ .n_words = 0 };
}

void vb_fingerprint_add(struct vb_fingerprinter *f, struct vb_str fold)
{
	uint64_t h = hash_word(fold);

	f->words = mix(f->words * 31 + h);
	f->last[f->n_words++ % RUN] = h;
	if (f->n_words < RUN)
		return;
	h = 0;
	for (size_t i = 0; i < RUN; i++)
		h = h * 1099511628211u + f->last[(f->n_words + i) % RUN];
	vote(f->votes, mix(h));
}

void vb_fingerprint_finish(struct vb_fingerprint *out,
			   const struct vb_fingerprinter *f)
{
	*out = (struct vb_fingerprint){ .words = f->words,
					.n_words = f->n_words };
	for (int i = 0; i < BITS; i++)
		if (f->votes[i] > 0)
			out->likeness |= (uint64_t)1 << i;
}

void vb_fingerprint_make(struct vb_fingerprint *out, struct vb_str text)
{
	struct vb_fingerprinter f;
	struct vb_token token;
	vb_tokenizer tokens;

	vb_fingerprint_start(&f);
	vb_tokenizer_init(&tokens, text);
	while (vb_tokenizer_next(&tokens, &token))
		vb_fingerprint_add(&f, token.fold);
	vb_fingerprint_finish(out, &f);
}

unsigned vb_fingerprint_distance(uint64_t a, uint64_t b)
{
	return (unsigned)__builtin_popcountll(a ^ b);
}
