#include "query/question.h"

/*
 * Interrogatives of Vietnamese grammar and the formulas of examinations and
 * letters to the editor: keys, and the folds by which they are known where
 * marks are missing; without one only the marks tell it from another word.
 */
static const struct phrase {
	const char *key, *fold;
} phrases[] = {
	{ "đúng hay sai", "dung hay sai" },
	{ "đúng hay không", "dung hay khong" },
	{ "là đúng hay sai", "la dung hay sai" },
	{ "là đúng", NULL },
	{ "là sai", NULL },
	{ "không đúng", NULL },
	{ "đúng không", NULL },
	{ "nhận định nào", "nhan dinh nao" },
	{ "khẳng định nào", "khang dinh nao" },
	{ "phát biểu nào", "phat bieu nao" },
	{ "điều nào", "dieu nao" },
	{ "hay không", NULL },
	{ "phải không", NULL },
	{ "có được không", NULL },
	{ "nào sau đây", "nao sau day" },
	{ "nào dưới đây", "nao duoi day" },
	{ "sau đây", "sau day" },
	{ "dưới đây", "duoi day" },
	{ "như thế nào", "nhu the nao" },
	{ "thế nào", "the nao" },
	{ "như nào", "nhu nao" },
	{ "ra sao", NULL },
	{ "vì sao", NULL },
	{ "tại sao", NULL },
	{ "bao nhiêu", "bao nhieu" },
	{ "bao lâu", NULL },
	{ "là gì", "la gi" },
	{ "những gì", "nhung gi" },
	{ "nào", "nao" },
	{ "gì", "gi" },
	{ "mấy", NULL },
	{ "ai", NULL },
};

/* Cut the first word off `s`. */
static struct vb_str next_word(struct vb_str *s)
{
	size_t at = vb_str_find(*s, VB_STR(" "), 0);
	struct vb_str word = vb_str_sub(*s, 0, at == VB_NPOS ? s->len : at);

	*s = at == VB_NPOS ? VB_STR_EMPTY : vb_str_skip(*s, at + 1);
	return word;
}

/* How many of the words are the phrase; 0: they begin otherwise. */
static size_t match(const struct phrase *phrase, struct vb_node *const *words,
		    size_t n)
{
	struct vb_str keys = vb_str_from(phrase->key);
	struct vb_str folds = phrase->fold ? vb_str_from(phrase->fold) : keys;
	size_t i = 0;

	for (; keys.len && i < n; i++) {
		struct vb_str key = next_word(&keys), fold = next_word(&folds);
		bool by_key = words[i]->marked || !phrase->fold;

		if (words[i]->kind != VB_NODE_WORD ||
		    !vb_str_eq(by_key ? words[i]->key : words[i]->fold,
			       by_key ? key : fold))
			return 0;
	}
	return keys.len ? 0 : i;
}

size_t vb_question_words(bool *out, struct vb_node *const *words, size_t n)
{
	size_t count = 0, length;

	for (size_t i = 0; i < n; i++)
		out[i] = false;
	for (size_t i = 0; i < n; i += length ? length : 1) {
		length = 0;
		for (size_t k = 0;
		     !length && k < sizeof(phrases) / sizeof(phrases[0]); k++)
			length = match(&phrases[k], words + i, n - i);
		for (size_t k = 0; k < length; k++)
			out[i + k] = true;
		count += length;
	}
	for (size_t i = 0; i < n && count == n; i++)
		out[i] = false;
	return count == n ? 0 : count;
}
