#include "text/nfc.h"

#include <stdlib.h>
#include <string.h>

#include "text/unicode.h"

/* Hangul is arithmetic: The Unicode Standard, section 3.12. */
enum {
	L_BASE = 0x1100,
	V_BASE = 0x1161,
	T_BASE = 0x11A7,
	S_BASE = 0xAC00,
	L_COUNT = 19,
	V_COUNT = 21,
	T_COUNT = 28,
	S_COUNT = L_COUNT * V_COUNT * T_COUNT,
};

#define CODE(packed) ((packed)&0x1FFFFF)
#define CCC(packed) ((packed) >> 24)

void vb_nfc_init(struct vb_nfc *nfc, struct vb_buf *out,
		 struct vb_text_report *report)
{
	nfc->out = out;
	nfc->report = report;
	nfc->st = VB_OK;
	nfc->sources = 0;
	nfc->began = VB_NPOS;
	nfc->parts = 0;
	nfc->len = 0;
	nfc->cap = VB_NFC_WAIT;
	nfc->codes = nfc->fixed;
}

void vb_nfc_each_part(uint32_t code, void (*fn)(void *ctx, uint32_t part),
		      void *ctx)
{
	const struct vb_decomp *d;
	uint32_t s = code - S_BASE;

	if (s < S_COUNT) {
		fn(ctx, L_BASE + s / (V_COUNT * T_COUNT));
		fn(ctx, V_BASE + s / T_COUNT % V_COUNT);
		if (s % T_COUNT)
			fn(ctx, T_BASE + s % T_COUNT);
		return;
	}
	d = vb_decomp_find(code);
	if (!d) {
		fn(ctx, code);
		return;
	}
	for (size_t i = 0; i < d->len; i++)
		fn(ctx, vb_decomp_pool[d->at + i]);
}

static uint32_t compose_pair(uint32_t first, uint32_t second)
{
	size_t low = 0, high = vb_pairs_count;

	if (first - L_BASE < L_COUNT && second - V_BASE < V_COUNT)
		return S_BASE +
		       ((first - L_BASE) * V_COUNT + second - V_BASE) * T_COUNT;
	if (first - S_BASE < S_COUNT && (first - S_BASE) % T_COUNT == 0 &&
	    second - T_BASE - 1 < T_COUNT - 1)
		return first + second - T_BASE;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct vb_pair *p = &vb_pairs[mid];

		if (p->first < first ||
		    (p->first == first && p->second < second))
			low = mid + 1;
		else
			high = mid;
	}
	if (low < vb_pairs_count && vb_pairs[low].first == first &&
	    vb_pairs[low].second == second)
		return vb_pairs[low].composed;
	return 0;
}

/* Stable by class; a counting sort, for a million marks are only hostile. */
static vb_status sort_long(uint32_t *codes, size_t n)
{
	uint32_t *sorted = malloc(n * sizeof(*sorted));
	size_t at[257] = { 0 };

	if (!sorted)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		at[CCC(codes[i]) + 1]++;
	for (size_t i = 1; i < 257; i++)
		at[i] += at[i - 1];
	for (size_t i = 0; i < n; i++)
		sorted[at[CCC(codes[i])]++] = codes[i];
	memcpy(codes, sorted, n * sizeof(*codes));
	free(sorted);
	return VB_OK;
}

static vb_status sort_marks(uint32_t *codes, size_t n)
{
	if (n > 32)
		return sort_long(codes, n);
	for (size_t i = 1; i < n; i++) {
		uint32_t c = codes[i];
		size_t k = i;

		for (; k && CCC(codes[k - 1]) > CCC(c); k--)
			codes[k] = codes[k - 1];
		codes[k] = c;
	}
	return VB_OK;
}

static bool is_tone_above(uint32_t code)
{
	return code == 0x300 || code == 0x301 || code == 0x303 || code == 0x309;
}

/* Does `code` make a Vietnamese letter of the ASCII vowel `base`? */
static bool is_quality_of(uint32_t code, uint32_t base)
{
	uint32_t low = base | 32;

	return (code == 0x302 && (low == 'a' || low == 'e' || low == 'o')) ||
	       (code == 0x306 && low == 'a');
}

/*
 * ó + U+0302: the circumflex and the breve are of the class of the tones
 * above, so the order they were typed in survives NFC. Bring the first one
 * before the tones that precede it. (The horn and the dot below are of lower
 * classes: sorting has dealt with them.)
 */
static bool repair_order(uint32_t base, uint32_t *marks, size_t n)
{
	size_t first = 0, at;

	while (first < n && CCC(marks[first]) < 230)
		first++;
	for (at = first; at < n && is_tone_above(CODE(marks[at])); at++)
		;
	if (at == first || at == n || !is_quality_of(CODE(marks[at]), base))
		return false;
	uint32_t quality = marks[at];

	memmove(marks + first + 1, marks + first,
		(at - first) * sizeof(*marks));
	marks[first] = quality;
	return true;
}

/* Canonical order within each run of marks, and the Vietnamese repair. */
static vb_status order(struct vb_nfc *nfc)
{
	size_t i = 0, end;

	while (i < nfc->len) {
		vb_status st;

		if (!CCC(nfc->codes[i])) {
			i++;
			continue;
		}
		for (end = i; end < nfc->len && CCC(nfc->codes[end]); end++)
			;
		st = sort_marks(nfc->codes + i, end - i);
		if (st)
			return st;
		if (i && nfc->codes[i - 1] < 0x80 &&
		    repair_order(nfc->codes[i - 1], nfc->codes + i, end - i))
			nfc->report->reordered++;
		i = end;
	}
	return VB_OK;
}

/* Compose in place; returns the new length. */
static size_t compose(uint32_t *codes, size_t n)
{
	size_t out = 0, starter = (size_t)-1;
	uint32_t last = 0; /* class of what stands between, 0 for nothing */

	for (size_t i = 0; i < n; i++) {
		uint32_t c = codes[i], joined = 0;

		if (starter != (size_t)-1 && (!last || last < CCC(c)))
			joined = compose_pair(CODE(codes[starter]), CODE(c));
		if (joined) {
			codes[starter] = joined;
			continue;
		}
		if (!CCC(c))
			starter = out;
		last = CCC(c);
		codes[out++] = c;
	}
	return out;
}

static vb_status emit(struct vb_nfc *nfc, size_t n)
{
	char utf8[4 * 64];
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		len += vb_utf8_encode(utf8 + len, CODE(nfc->codes[i]));
		if (i + 1 < n && len + 4 <= sizeof(utf8))
			continue;
		vb_status st = vb_buf_append(nfc->out, vb_str_of(utf8, len));

		if (st)
			return st;
		len = 0;
	}
	return VB_OK;
}

static void flush(struct vb_nfc *nfc)
{
	size_t n = nfc->len;

	if (nfc->st || !n)
		return;
	if (n > 1) {
		nfc->st = order(nfc);
		n = compose(nfc->codes, n);
	}
	if (!nfc->st)
		nfc->st = emit(nfc, n);
	if (n < nfc->sources)
		nfc->report->composed++;
	nfc->len = 0;
	nfc->sources = 0;
}

static void grow(struct vb_nfc *nfc)
{
	size_t cap = nfc->cap * 2;
	uint32_t *codes = malloc(cap * sizeof(*codes));

	if (!codes) {
		nfc->st = VB_NO_MEMORY;
		return;
	}
	memcpy(codes, nfc->codes, nfc->len * sizeof(*codes));
	if (nfc->codes != nfc->fixed)
		free(nfc->codes);
	nfc->codes = codes;
	nfc->cap = cap;
}

static void push_part(void *ctx, uint32_t code)
{
	struct vb_nfc *nfc = ctx;
	const struct vb_char *c = vb_char(code);

	if (!c->ccc && !(c->flags & VB_CHAR_NFC)) {
		size_t sources = nfc->sources;

		nfc->sources = sources - 1; /* the one being pushed */
		flush(nfc);
		nfc->sources = 1;
		if (!nfc->parts)
			nfc->began = nfc->out->len;
	}
	nfc->parts++;
	if (nfc->len == nfc->cap)
		grow(nfc);
	if (nfc->st)
		return;
	nfc->codes[nfc->len++] = code | (uint32_t)c->ccc << 24;
}

void vb_nfc_push(struct vb_nfc *nfc, uint32_t code)
{
	if (nfc->st)
		return;
	nfc->sources++;
	nfc->began = VB_NPOS;
	nfc->parts = 0;
	vb_nfc_each_part(code, push_part, nfc);
}

vb_status vb_nfc_finish(struct vb_nfc *nfc)
{
	flush(nfc);
	if (nfc->codes != nfc->fixed)
		free(nfc->codes);
	nfc->codes = nfc->fixed;
	nfc->cap = VB_NFC_WAIT;
	return nfc->st;
}
