/*
 * fuzz_number: any text has finitely many numbers, in order and in bounds,
 * and each number that is found reads back to itself. The same text as a
 * source note names documents by keys that are never empty.
 */
#include "base/json.h"
#include "doc/note.h"
#include "doc/number.h"
#include "text/text.h"

#include "must.h"

static void check_number(const struct vb_number *n, struct vb_str text)
{
	struct vb_number again;

	MUST(n->from < n->to && n->to <= text.len);
	MUST(n->text[0] && n->key[0] && n->fold[0]);
	MUST(strlen(n->text) < VB_NUMBER_BYTES);
	MUST(strlen(n->key) < VB_NUMBER_BYTES);
	MUST(strlen(n->fold) < VB_NUMBER_BYTES);
	MUST(n->serial);
	MUST(vb_utf8_valid(vb_str_from(n->text)));
	MUST(vb_utf8_valid(vb_str_from(n->key)));
	/* what people are shown is a number by the same rules */
	MUST(vb_number_find(&again, vb_str_from(n->text), 0));
	MUST(!strcmp(again.key, n->key) && !strcmp(again.type, n->type));
}

static void check_note(struct vb_str text, bool as_key)
{
	struct vb_buf json = VB_BUF_INIT(1 << 26);
	struct vb_extra extra = { .name = VB_STR("note") };
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_reference *references;
	struct vb_record record;

	vb_record_init(&record, &arena);
	MUST(!vb_json_quote(&json, text));
	extra.json = vb_buf_str(&json);
	if (as_key)
		record.extras = &extra;
	else
		record.text = text;
	MUST(!vb_note_read(&record, &references));
	for (; references; references = references->next) {
		MUST(references->number.len && references->key.len);
		MUST(vb_utf8_valid(references->number));
		MUST(vb_utf8_valid(references->key));
		MUST(references->to <= text.len);
	}
	vb_arena_clear(&arena);
	vb_buf_clear(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_buf clean = VB_BUF_INIT(1 << 24);
	struct vb_number n = { 0 };
	struct vb_str text;
	bool partial = false;
	size_t at = 0;

	MUST(!vb_text_clean(&clean, NULL, vb_str_of((const char *)data, size)));
	text = vb_buf_str(&clean);
	while (vb_number_find(&n, text, at)) {
		MUST(n.from >= at);
		check_number(&n, text);
		at = n.to;
	}
	if (vb_number_find_loose(&n, &partial, text, 0)) {
		MUST(n.from < n.to && n.to <= text.len);
		MUST(n.text[0] && n.key[0] && n.serial);
		MUST(vb_utf8_valid(vb_str_from(n.text)));
	}
	if (vb_number_parse(&n, &partial, text))
		MUST(n.to <= text.len);
	check_note(text, true);
	check_note(text, false);
	vb_buf_clear(&clean);
	return 0;
}
