/* The references of any text: their places lie in it, their keys are not
 * empty, and what they hold is UTF-8. */
#include "doc/record.h"
#include "doc/reference.h"
#include "must.h"

static void check(const struct vb_record *record)
{
	for (const struct vb_reference *m = record->references; m;
	     m = m->next) {
		unsigned year;
		struct vb_str name = vb_reference_key_name(&year, m->key);

		MUST(m->from <= m->to && m->to <= record->text.len);
		MUST(m->number.len && m->key.len && name.len);
		MUST((unsigned)m->kind < VB_RELATION_COUNT);
		MUST(m->date.len == 0 || m->date.len == 10);
		MUST(vb_utf8_valid(m->number) && vb_utf8_valid(m->issuer));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_buf text = VB_BUF_INIT(1 << 24);
	char key[VB_NAME_KEY_BYTES];
	struct vb_record record;

	if (vb_text_clean(&text, NULL, vb_str_of((const char *)data, size)))
		goto done;
	vb_record_init(&record, &arena);
	record.text = vb_buf_str(&text);
	MUST(!vb_record_understand(&record));
	check(&record);
	vb_reference_name_key(key, record.text, VB_STR("2020-01-01"));
done:
	vb_buf_clear(&text);
	vb_arena_clear(&arena);
	return 0;
}
