#include "text/unicode.h"

const struct vb_decomp *vb_decomp_find(uint32_t code)
{
	size_t low = 0, high = vb_decomps_count;

	if (!(vb_char(code)->flags & VB_CHAR_DECOMP))
		return NULL;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (vb_decomps[mid].code < code)
			low = mid + 1;
		else
			high = mid;
	}
	return &vb_decomps[low];
}

/* Blocks that hold Latin letters; the non-letters in them do not matter. */
static const struct {
	uint32_t first, last;
} latin[] = {
	{ 'A', 'Z' },	      { 'a', 'z' },	    { 0xAA, 0xAA },
	{ 0xBA, 0xBA },	      { 0xC0, 0x2AF },	    { 0x2B0, 0x2B8 },
	{ 0x2E0, 0x2E4 },     { 0x1D00, 0x1D25 },   { 0x1D2C, 0x1D5C },
	{ 0x1D62, 0x1D65 },   { 0x1D6B, 0x1D77 },   { 0x1D79, 0x1DBE },
	{ 0x1E00, 0x1EFF },   { 0x2071, 0x2071 },   { 0x207F, 0x207F },
	{ 0x2090, 0x209C },   { 0x2C60, 0x2C7F },   { 0xA722, 0xA787 },
	{ 0xA78B, 0xA7FF },   { 0xAB30, 0xAB5A },   { 0xAB5C, 0xAB64 },
	{ 0xFB00, 0xFB06 },   { 0xFF21, 0xFF3A },   { 0xFF41, 0xFF5A },
	{ 0x10780, 0x107BA }, { 0x1DF00, 0x1DF2A },
};

bool vb_char_is_latin(uint32_t code)
{
	for (size_t i = 0; i < sizeof(latin) / sizeof(latin[0]); i++)
		if (code <= latin[i].last)
			return code >= latin[i].first;
	return false;
}
