/*
 * fuzz_suggest: any bytes as what was typed so far, against a small
 * dictionary that is made here. What is found begins so, and what is marked
 * lies within the text, in order.
 */
#include "index/dictionary_file.h"
#include "index/suggest_find.h"
#include "text/text.h"

#include "must.h"

static vb_dictionary *dictionary;

static void add_words(struct vb_parts *p)
{
	static const char *const words[] = { "phụ",  "cấp",   "đại", "biểu",
					     "nghị", "quyết", "về",  "chỉ",
					     "thị",  "mùa",   "mưa", "bão" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		MUST(!vb_tally_word(&p->words, vb_str_from(words[i]), 3));
	MUST(!vb_tally_sort(&p->words));
	for (int i = 0; i < 6; i++)
		MUST(!vb_tally_text(
			&p->text, &p->words,
			VB_STR("phụ cấp đại biểu, mùa mưa bão về")));
}

static void make(void)
{
	static const struct vb_entry entries[] = {
		{ .id = { "a", 1 },
		  .kind = { "", 0 },
		  .date = { "2024-07-10", 10 },
		  .number = { "05/2024/NQ-CP", 13 },
		  .title = { "Nghi quyet ve phu cap", 21 } },
		{ .id = { "b", 1 },
		  .kind = { "article", 7 },
		  .date = { "", 0 },
		  .number = { "20-CT/TU", 8 },
		  .title = { "m\xc3\xb9"
			     "a m\xc6\xb0"
			     "a, mua (bao)",
			     19 } },
	};
	static struct vb_buf file = VB_BUF_INIT((size_t)1 << 20);
	struct vb_parts parts;

	vb_parts_init(&parts);
	add_words(&parts);
	for (uint32_t i = 0; i < 2; i++)
		MUST(!vb_parts_title(&parts, &entries[i], i));
	MUST(!vb_parts_write(&file, &parts));
	vb_parts_clear(&parts);
	MUST(!vb_dictionary_from(&dictionary, vb_buf_str(&file)));
	MUST(vb_dictionary_count(dictionary, VB_SECTION_PHRASE_AT) > 0);
}

static void check_marks(const struct vb_range *marks, size_t n,
			struct vb_str text)
{
	MUST(n <= VB_SUGGEST_MARKS);
	for (size_t i = 0; i < n; i++) {
		MUST(marks[i].from < marks[i].to && marks[i].to <= text.len);
		MUST(!i || marks[i].from > marks[i - 1].to);
	}
}

static void look_titles(const struct vb_typed *t)
{
	struct vb_best best = { .most = 8 };
	struct vb_range marks[VB_SUGGEST_MARKS];

	vb_find_titles(&best, dictionary, t);
	vb_find_titles_apart(&best, dictionary, t);
	for (size_t i = 0; i < best.n; i++) {
		struct vb_str text = vb_dictionary_text(
			dictionary, VB_SECTION_TITLE_AT, best.items[i].item);
		size_t n;

		MUST(text.len);
		if (vb_typed_within(marks, &n, t, text))
			check_marks(marks, n, text);
	}
}

static void look_phrases(const struct vb_typed *t)
{
	for (size_t first = 0; first < t->n; first++) {
		struct vb_best best = { .most = 8 };

		vb_find_phrases(&best, dictionary, t, first);
		for (size_t i = 0; i < best.n; i++) {
			struct vb_str text = vb_dictionary_text(
				dictionary, VB_SECTION_PHRASE_AT,
				best.items[i].item);
			size_t len = 0;

			if (vb_typed_begins(&len, t, first, text))
				MUST(len && len <= text.len);
		}
	}
}

static void look_numbers(const struct vb_typed *t, struct vb_arena *arena)
{
	struct vb_best best = { .most = 8 };
	struct vb_range marks[VB_SUGGEST_MARKS];
	struct vb_number_typed n;
	size_t n_marks;

	if (!vb_number_typed_read(&n, t, arena))
		return;
	vb_find_numbers(&best, dictionary, &n);
	vb_number_typed_marks(marks, &n_marks, &n, VB_STR("05/2024/NQ-CP"));
	check_marks(marks, n_marks, VB_STR("05/2024/NQ-CP"));
	for (size_t i = 0; i < best.n; i++)
		MUST(best.items[i].item < 2);
}

static bool take_edit(void *ctx, struct vb_str edited)
{
	size_t *n = ctx;

	MUST(edited.len <= VB_EDIT_BYTES + 1);
	++*n;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str in = vb_str_of((const char *)data, size);
	struct vb_buf clean = VB_BUF_INIT(VB_SUGGEST_BYTES * 4);
	struct vb_arena arena = VB_ARENA_INIT;
	static struct vb_typed t;
	size_t n = 0;

	if (!dictionary)
		make();
	if (size <= VB_SUGGEST_BYTES && !vb_text_clean(&clean, NULL, in) &&
	    vb_typed_read(&t, vb_buf_str(&clean), &arena)) {
		MUST(t.n <= VB_TYPED_WORDS && t.joined_len < sizeof(t.joined));
		look_titles(&t);
		look_phrases(&t);
		look_numbers(&t, &arena);
		vb_spelling_edits(t.words[t.n - 1].fold, take_edit, &n);
		MUST(n <= 53 * (VB_EDIT_BYTES + 1));
	}
	vb_buf_clear(&clean);
	vb_arena_clear(&arena);
	return 0;
}
