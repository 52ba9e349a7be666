#include "doc/lines.h"

#include "doc/letter.h"

bool vb_is_caps(struct vb_str s)
{
	size_t letters = 0;
	uint32_t c;

	while (s.len) {
		s = vb_str_skip(s, vb_utf8_decode(&c, s));
		if (!vb_letter_is(c))
			continue;
		if (!vb_letter_is_upper(c))
			return false;
		letters++;
	}
	return letters > 1;
}

void vb_head_init(struct vb_head *head, struct vb_str text)
{
	struct vb_str rest, line;

	if (text.len > VB_HEAD_BYTES)
		text.len = vb_utf8_floor(text, VB_HEAD_BYTES);
	head->text = rest = text;
	head->n = 0;
	while (head->n < VB_HEAD_LINES && vb_str_next_line(&line, &rest)) {
		line = vb_str_trim(line);
		if (!line.len)
			continue;
		head->caps[head->n] = vb_is_caps(line);
		head->line[head->n++] = line;
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

size_t vb_phrase_at(struct vb_str text, const char *phrase)
{
	size_t at = 0;

	for (; *phrase; phrase++) {
		if (*phrase == ' ') {
			size_t gap = at;

			while (at < text.len && is_blank(text.ptr[at]))
				at++;
			if (at == gap)
				return 0;
		} else if (at >= text.len || text.ptr[at++] != *phrase) {
			return 0;
		}
	}
	return at;
}

size_t vb_phrase_find(struct vb_str text, const char *phrase)
{
	size_t word = strcspn(phrase, " "), at = 0;

	while ((at = vb_str_find(text, vb_str_of(phrase, word), at)) !=
	       VB_NPOS) {
		if (vb_phrase_at(vb_str_skip(text, at), phrase))
			return at;
		at++;
	}
	return VB_NPOS;
}
