/* Types Vietnamese as people do: the tests' own Telex and VNI encoder. */
#ifndef VB_TESTS_TEXT_KEYS_HELP_H
#define VB_TESTS_TEXT_KEYS_HELP_H

#include "help.h"

#include <string.h>

#include "text/keys.h"

enum typing_order {
	TYPE_TONE_LAST,	 /* quyeets */
	TYPE_AT_VOWEL,	 /* quyeest */
	TYPE_MARKS_LAST, /* quyetes, dongdof */
	TYPE_SHORT,	 /* w for ư, one w for ươ */
	TYPE_ORDERS,
};

struct typist {
	enum vb_keys keys;
	enum typing_order order;
	char word[64], tone[2], marks[8];
	bool upper;
	uint32_t last; /* the letter before */
};

static inline void type_key(struct typist *t, char *to, char key)
{
	size_t n = strlen(to);

	to[n] = (char)(t->upper && to != t->tone ? key & ~32 : key);
	if (key >= '0' && key <= '9')
		to[n] = key;
	to[n + 1] = '\0';
}

static inline void type_tone(struct typist *t, uint32_t code)
{
	static const uint32_t tones[] = { 0x301, 0x300, 0x309, 0x303, 0x323 };

	for (int i = 0; i < 5; i++)
		if (tones[i] == code)
			type_key(t,
				 t->order == TYPE_AT_VOWEL ? t->word : t->tone,
				 (t->keys == VB_KEYS_VNI ? "12345" :
							   "sfrxj")[i]);
}

/* A circumflex, breve or horn on t->last; or đ, 0x111. */
static inline void type_mark(struct typist *t, uint32_t code)
{
	char *to = t->order == TYPE_MARKS_LAST ? t->marks : t->word;
	bool vni = t->keys == VB_KEYS_VNI, again = false;
	size_t n = strlen(t->word);

	if (code == 0x302)
		type_key(t, to, vni ? '6' : (char)(t->last | 32));
	else if (code == 0x306)
		type_key(t, to, vni ? '8' : 'w');
	else if (code == 0x111)
		type_key(t, to, vni ? '9' : 'd');
	if (code != 0x31B)
		return;
	/* the w of ươ does for both: with the first if typed at once */
	if (to == t->marks)
		again = *to && strchr("7wW", to[strlen(to) - 1]);
	if (t->order == TYPE_SHORT && !vni && (t->last | 32) == 'u')
		t->word[n - 1] = t->upper ? 'W' : 'w';
	else if (!again)
		type_key(t, to, vni ? '7' : 'w');
}

static inline void type_code(struct typist *t, uint32_t code)
{
	if (code == 0x302 || code == 0x306 || code == 0x31B) {
		type_mark(t, code);
	} else if (code >= 0x300 && code < 0x330) {
		type_tone(t, code);
	} else if (code == 0x111 || code == 0x110) {
		t->upper = code == 0x110;
		t->last = 'd';
		type_key(t, t->word, 'd');
		type_mark(t, 0x111);
	} else if (code < 0x80) {
		size_t n = strlen(t->word);

		t->upper = code >= 'A' && code <= 'Z';
		/* oo that is no ô is typed with three */
		if (t->keys != VB_KEYS_VNI && (t->last | 32) == 'o' &&
		    (code | 32) == 'o')
			t->word[n++] = (char)code;
		t->word[n] = (char)code;
		t->word[n + 1] = '\0';
		t->last = code;
	}
}

static inline bool is_word_code(int32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == 0x110 || c == 0x111 ||
	       (c >= 0x300 && c < 0x330);
}

/* Append `text`, NFC or NFD, as typed. */
static inline void type_text(struct vb_buf *out, const char *text,
			     enum vb_keys keys, enum typing_order order)
{
	struct typist none = { .keys = keys, .order = order }, t = none;
	char *nfd = peer_nfd(text);
	utf8proc_ssize_t n;
	utf8proc_int32_t c;
	bool all_upper = true;

	for (const char *p = nfd;; p += n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)p, -1, &c);
		MUST(n > 0);
		if (*p && is_word_code(c)) {
			if (c < 0x300)
				all_upper = all_upper &&
					    !(c >= 'a' && c <= 'z') &&
					    c != 0x111;
			type_code(&t, (uint32_t)c);
			continue;
		}
		if (all_upper && *t.tone > '9' && strlen(t.word) > 1)
			*t.tone &= ~32;
		MUST(!vb_buf_append_cstr(out, t.word));
		MUST(!vb_buf_append_cstr(out, t.marks));
		MUST(!vb_buf_append_cstr(out, t.tone));
		t = none;
		all_upper = true;
		if (!*p)
			break;
		MUST(!vb_buf_append(out, vb_str_of(p, (size_t)n)));
	}
	free(nfd);
}

#endif
