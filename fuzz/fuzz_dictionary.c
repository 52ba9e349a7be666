/*
 * fuzz_dictionary: any bytes as a dictionary, and as the list of what came
 * after it. Every question is answered within their bounds; the first bytes
 * say where the sections are, so that the rest is reached.
 */
#include "index/dictionary.h"
#include "index/recent.h"

#include <string.h>

#include "must.h"

static void inside(struct vb_str all, struct vb_str part)
{
	MUST(!part.len ||
	     (part.ptr >= all.ptr && part.ptr + part.len <= all.ptr + all.len));
}

static void ask_words(const vb_dictionary *d, struct vb_str word)
{
	struct vb_extent words;
	uint32_t fold, at;

	if (vb_dictionary_fold(&fold, &words, d, word)) {
		MUST(words.from < words.to);
		MUST(words.to <= vb_dictionary_count(d, VB_SECTION_WORD_AT));
		vb_dictionary_docs(d, words);
	}
	words = vb_dictionary_folds(d, word);
	MUST(words.from <= words.to);
	at = vb_dictionary_word(d, word, word);
	vb_dictionary_pair(d, at, 0);
	vb_dictionary_pair(d, 0, at);
	for (uint32_t i = 0; i < 8; i++)
		vb_dictionary_pair(d, i, i + 1);
}

static void ask_texts(const vb_dictionary *d, struct vb_str all,
		      struct vb_str prefix)
{
	struct vb_extent r = vb_dictionary_phrases(d, prefix);

	MUST(r.from <= r.to);
	inside(all, vb_dictionary_text(d, VB_SECTION_PHRASE_AT, r.from));
	r = vb_dictionary_numbers(d, prefix);
	MUST(r.from <= r.to);
	inside(all, vb_dictionary_text(d, VB_SECTION_NUMBER_AT, r.from));
	r = vb_dictionary_starts(d, prefix);
	MUST(r.from <= r.to);
	MUST(r.to <= vb_dictionary_count(d, VB_SECTION_START));
	inside(all, vb_dictionary_titles(d));
	for (uint32_t i = 0; i < 8; i++) {
		uint32_t at = vb_dictionary_number(d, VB_SECTION_START, i);
		uint32_t title = vb_dictionary_title_of(d, at);

		inside(all, vb_dictionary_text(d, VB_SECTION_TITLE_AT, title));
	}
}

/* A head whose sections lie where the input says, then the input. */
static void as_dictionary(struct vb_str in)
{
	struct vb_dictionary_head head = { .magic = VB_DICTIONARY_MAGIC };
	size_t size = sizeof(head) + (in.len + 7) / 8 * 8;
	char *bytes = aligned_alloc(8, size);
	vb_dictionary *d;
	struct vb_str all = vb_str_of(bytes, size);

	MUST(bytes);
	memset(bytes, 0, size);
	head.size = size;
	for (size_t i = 0; i < VB_SECTION_COUNT; i++) {
		uint16_t hint[2] = { 0 };

		if ((i + 1) * sizeof(hint) <= in.len)
			memcpy(hint, in.ptr + i * sizeof(hint), sizeof(hint));
		head.sections[i].at =
			hint[0] % 2 ? sizeof(head) : (size_t)hint[0] / 8 * 8;
		head.sections[i].size = hint[1];
	}
	memcpy(bytes, &head, sizeof(head));
	memcpy(bytes + sizeof(head), in.ptr, in.len);
	if (!vb_dictionary_from(&d, all)) {
		ask_words(d, vb_str_sub(in, 0, 4));
		ask_words(d, VB_STR("a"));
		ask_texts(d, all, vb_str_sub(in, 0, 6));
		ask_texts(d, all, VB_STR("a b"));
		vb_dictionary_close(d);
	}
	free(bytes);
}

static void as_recent(struct vb_str in)
{
	struct vb_buf again = VB_BUF_INIT((size_t)1 << 24);
	struct vb_str rest = in;
	struct vb_recent record;

	while (vb_recent_next(&record, &rest)) {
		inside(in, record.id);
		inside(in, record.number);
		inside(in, record.title);
		MUST(!vb_recent_put(&again, &record));
	}
	rest = vb_buf_str(&again);
	while (vb_recent_next(&record, &rest))
		;
	MUST(!rest.len);
	vb_buf_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str in = vb_str_of((const char *)data, size);

	if (size > 1 << 16)
		return 0;
	as_dictionary(in);
	as_recent(in);
	return 0;
}
