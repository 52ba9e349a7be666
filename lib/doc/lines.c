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

bool vb_is_rule(struct vb_str s)
{
	uint32_t c;

	while (s.len) {
		s = vb_str_skip(s, vb_utf8_decode(&c, s));
		if (vb_letter_is(c) || (c >= '0' && c <= '9'))
			return false;
	}
	return true;
}

bool vb_starts_upper(struct vb_str s)
{
	size_t len;

	return vb_letter_is_upper(vb_letter_at(s, 0, &len));
}

size_t vb_starts_any(struct vb_str s, struct vb_phrases table)
{
	for (size_t i = 0; i < table.n; i++)
		if (vb_str_starts(s, vb_str_from(table.row[i])))
			return strlen(table.row[i]);
	return 0;
}

bool vb_ends_any(struct vb_str s, struct vb_phrases table)
{
	for (size_t i = 0; i < table.n; i++)
		if (vb_str_ends(s, vb_str_from(table.row[i])))
			return true;
	return false;
}

size_t vb_find_any(struct vb_str s, struct vb_phrases table)
{
	size_t least = VB_NPOS;

	for (size_t i = 0; i < table.n; i++) {
		size_t at = vb_str_find(s, vb_str_from(table.row[i]), 0);

		if (at < least)
			least = at;
	}
	return least;
}

vb_status vb_add_words(struct vb_buf *out, struct vb_str s)
{
	vb_status st = VB_OK;
	bool gap = out->len > 0;

	for (size_t i = 0; !st && i < s.len; i++) {
		if (is_blank(s.ptr[i])) {
			gap = out->len > 0;
			continue;
		}
		if (gap)
			st = vb_buf_append_char(out, ' ');
		gap = false;
		if (!st)
			st = vb_buf_append_char(out, s.ptr[i]);
	}
	return st;
}

size_t vb_count_words(struct vb_str s)
{
	size_t n = 0;
	bool gap = true;

	for (size_t i = 0; i < s.len; i++) {
		n += gap && !is_blank(s.ptr[i]);
		gap = is_blank(s.ptr[i]);
	}
	return n;
}
