#include "text/scan.h"

#include "text/unicode.h"
#include "text/utf8.h"

/*
 * The automaton stopped at the byte `i`, not before `at`: where does the
 * character that it stopped for begin?
 */
static size_t char_start(struct vb_str text, size_t at, size_t i)
{
	const unsigned char *p = (const unsigned char *)text.ptr;

	for (size_t back = 1; back <= 2 && back <= i - at; back++) {
		size_t k = i - back, n;
		uint32_t code;

		if (p[k] < 0x80)
			break;
		if (p[k] < 0xC0)
			continue;
		n = vb_utf8_read(&code, NULL, text.ptr + k, text.len - k);
		return n && k + n <= i ? i : k;
	}
	return i;
}

size_t vb_scan(const struct vb_scan *scan, struct vb_str text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	const uint16_t *next = scan->next;
	unsigned start = scan->start, state = start;
	size_t from = at;

	while (1) {
		uint32_t code;
		size_t n;

		for (; at < text.len; at++) {
			state = next[state + scan->class_of[p[at]]];
			if (state < start)
				break;
		}
		/* the end of the text ends a word as a space does */
		if (at == text.len && state >= start) {
			state = next[state + scan->class_of[' ']];
			if (state >= start)
				return at;
		}
		if (state != VB_SCAN_STOP)
			return at - 1;
		at = char_start(text, from, at);
		n = vb_utf8_read(&code, NULL, text.ptr + at, text.len - at);
		if (!n || vb_char(code)->flags & VB_CHAR_UNSTABLE)
			return at;
		from = at += n;
		state = start;
	}
}

struct vb_str vb_scan_chunk(struct vb_str text, size_t from, size_t at)
{
	size_t start = at, end = at;

	while (start > from && !vb_is_space(text.ptr[start - 1]))
		start--;
	while (end < text.len && !vb_is_space(text.ptr[end]))
		end++;
	return vb_str_sub(text, start, end);
}
