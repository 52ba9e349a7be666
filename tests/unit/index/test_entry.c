#include "built.h"
#include "index/entry.h"

static struct vb_buf out = VB_BUF_INIT(VB_ENTRY_BYTES);

static void clear(void)
{
	vb_buf_clear(&out);
	vb_arena_clear(&arena);
}

static const struct vb_entry full = {
	.id = { "Số 1", 6 },
	.source = { "/nguồn/a.txt", 14 },
	.kind = { "document", 8 },
	.title = { "Về giá đất", 14 },
	.number = { "05/NQ-HĐND", 11 },
	.type = { "nghi-quyet", 10 },
	.type_label = { "Nghị quyết", 14 },
	.issuer = { "HĐND tỉnh", 12 },
	.place = { "Huế", 5 },
	.date = { "2024-07-10", 10 },
	.url = { "https://example.vn/1", 20 },
	.date_inferred = true,
	.text_cut = true,
	.mentions = { "20-CT/TU\n01/ĐA", 15 },
	.text = { "Thân\0bài.\n", 11 },
};

static void check_equal(const struct vb_entry *a, const struct vb_entry *b)
{
	ck_assert(vb_str_eq(a->id, b->id));
	ck_assert(vb_str_eq(a->source, b->source));
	ck_assert(vb_str_eq(a->kind, b->kind));
	ck_assert(vb_str_eq(a->title, b->title));
	ck_assert(vb_str_eq(a->number, b->number));
	ck_assert(vb_str_eq(a->type, b->type));
	ck_assert(vb_str_eq(a->type_label, b->type_label));
	ck_assert(vb_str_eq(a->issuer, b->issuer));
	ck_assert(vb_str_eq(a->place, b->place));
	ck_assert(vb_str_eq(a->date, b->date));
	ck_assert(vb_str_eq(a->url, b->url));
	ck_assert(vb_str_eq(a->mentions, b->mentions));
	ck_assert(vb_str_eq(a->text, b->text));
	ck_assert(a->date_inferred == b->date_inferred);
	ck_assert(a->text_cut == b->text_cut);
}

START_TEST(entry__round_trip)
{
	static const struct vb_entry empty = { .text_cut = false };
	const struct vb_entry *entries[] = { &full, &empty };
	struct vb_entry back;

	for (size_t i = 0; i < 2; i++) {
		vb_buf_truncate(&out, 0);
		ck_ok(vb_entry_encode(&out, entries[i]));
		ck_ok(vb_entry_decode(&back, vb_buf_str(&out)));
		check_equal(&back, entries[i]);
	}
}
END_TEST

/* Lengths of one, two and three bytes. */
START_TEST(entry__long_fields)
{
	static const size_t lengths[] = { 127, 128, 16383, 16384 };
	char *title = malloc(16385);
	struct vb_entry entry = full, back;

	memset(title, 't', 16384);
	for (size_t i = 0; i < 4; i++) {
		entry.title = vb_str_of(title, lengths[i]);
		vb_buf_truncate(&out, 0);
		ck_ok(vb_entry_encode(&out, &entry));
		ck_ok(vb_entry_decode(&back, vb_buf_str(&out)));
		check_equal(&back, &entry);
	}
	free(title);
}
END_TEST

/* Whatever is cut off, and whatever byte is changed: no read past the end. */
START_TEST(entry__damaged)
{
	struct vb_entry back;
	size_t text, n;
	char *copy;

	ck_ok(vb_entry_encode(&out, &full));
	n = out.len;
	text = n - full.text.len;
	for (size_t len = 0; len < text; len++) {
		copy = malloc(len + 1); /* so that ASan sees the end */
		memcpy(copy, out.ptr, len);
		ck_assert_int_eq(vb_entry_decode(&back, vb_str_of(copy, len)),
				 VB_CORRUPT);
		free(copy);
	}
	copy = malloc(n);
	for (size_t at = 0; at < n; at++)
		for (int bit = 0; bit < 8; bit++) {
			memcpy(copy, out.ptr, n);
			copy[at] = (char)(copy[at] ^ 1 << bit);
			if (!vb_entry_decode(&back, vb_str_of(copy, n)))
				ck_assert_uint_le(back.text.len, n);
		}
	free(copy);
}
END_TEST

START_TEST(entry__lengths_that_overflow)
{
	static const struct {
		const char *bytes;
		size_t n;
	} cases[] = {
		{ "\1\4\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 13 },
		{ "\1\4\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 11 },
		{ "\1\4\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\1", 14 },
		{ "\1\4\5abc", 6 },
		{ "\2", 1 },
		{ "\0", 1 },
		{ "", 0 },
	};
	struct vb_entry back;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_int_eq(
			vb_entry_decode(&back,
					vb_str_of(cases[i].bytes, cases[i].n)),
			VB_CORRUPT);
}
END_TEST

/* A later version's fields are passed over. */
START_TEST(entry__unknown_field)
{
	struct vb_entry back;

	ck_ok(vb_entry_decode(&back,
			      vb_str_of("\1\1\1x\x63\2yy\4\1t\0thân", 17)));
	ck_str(back.id, "x");
	ck_str(back.title, "t");
	ck_str(back.text, "thân");
}
END_TEST

static void record_with(struct vb_record *record, size_t title, size_t text)
{
	char *long_text = vb_arena_alloc(&arena, text + 1);
	char *long_title = vb_arena_alloc(&arena, title + 1);

	vb_record_init(record, &arena);
	memset(long_text, 'x', text);
	memset(long_title, 'y', title);
	record->text = vb_str_of(long_text, text);
	record->fields[VB_FIELD_TITLE].value = vb_str_of(long_title, title);
}

START_TEST(entry__limits)
{
	struct vb_record record;
	struct vb_entry entry;

	record_with(&record, VB_ENTRY_FIELD, VB_ENTRY_TEXT);
	ck_ok(vb_entry_from_record(&entry, &record, VB_STR("i"), VB_STR("s")));
	ck_assert_uint_eq(entry.title.len, VB_ENTRY_FIELD);
	ck_assert_uint_eq(entry.text.len, VB_ENTRY_TEXT);
	ck_assert(!entry.text_cut);
	record_with(&record, VB_ENTRY_FIELD + 1, VB_ENTRY_TEXT + 1);
	record.fields[VB_FIELD_URL].value = record.text;
	ck_ok(vb_entry_from_record(&entry, &record, VB_STR("i"), VB_STR("s")));
	ck_assert_uint_eq(entry.title.len, VB_ENTRY_FIELD);
	ck_assert_uint_eq(entry.text.len, VB_ENTRY_TEXT);
	ck_assert_uint_eq(entry.url.len, 0); /* half an address is none */
	ck_assert(entry.text_cut);
	ck_ok(vb_entry_encode(&out, &entry));
}
END_TEST

START_TEST(entry__cut_at_a_character)
{
	size_t n = VB_ENTRY_FIELD / 3 + 10;
	char *title = vb_arena_alloc(&arena, 3 * n + 1);
	struct vb_record record;
	struct vb_entry entry;

	for (size_t i = 0; i < n; i++)
		memcpy(title + 3 * i, "ế", 4);
	vb_record_init(&record, &arena);
	record.text = VB_STR_EMPTY;
	record.fields[VB_FIELD_TITLE].value = vb_str_of(title, 3 * n);
	ck_ok(vb_entry_from_record(&entry, &record, VB_STR("i"), VB_STR("s")));
	ck_assert_uint_eq(entry.title.len, VB_ENTRY_FIELD / 3 * 3);
}
END_TEST

START_TEST(entry__mentions_joined)
{
	struct vb_reference c = { .number = VB_STR("3/C") };
	struct vb_reference b = { .number = VB_STR("2/B"), .next = &c };
	struct vb_reference a = { .number = VB_STR("1/A"), .next = &b };
	struct vb_record record;
	struct vb_entry entry;

	vb_record_init(&record, &arena);
	record.text = VB_STR_EMPTY;
	record.references = &a;
	ck_ok(vb_entry_from_record(&entry, &record, VB_STR("i"), VB_STR("s")));
	ck_str(entry.mentions, "1/A\n2/B\n3/C");
}
END_TEST

/* As many as fit, each whole. */
START_TEST(entry__mentions_without_end)
{
	struct vb_reference *all = vb_arena_calloc(&arena, 10000, sizeof(*all));
	struct vb_record record;
	struct vb_entry entry;

	for (size_t i = 0; i < 10000; i++) {
		all[i].number = VB_STR("01/2026/NQ-HĐND");
		all[i].next = i + 1 < 10000 ? &all[i + 1] : NULL;
	}
	vb_record_init(&record, &arena);
	record.text = VB_STR_EMPTY;
	record.references = all;
	ck_ok(vb_entry_from_record(&entry, &record, VB_STR("i"), VB_STR("s")));
	ck_assert_uint_le(entry.mentions.len, VB_ENTRY_FIELD);
	ck_assert_uint_gt(entry.mentions.len, VB_ENTRY_FIELD - 20);
	ck_assert(vb_str_ends(entry.mentions, VB_STR("\n01/2026/NQ-HĐND")));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/entry");
	TCase *t = tcase_create("entry");

	tcase_add_checked_fixture(t, NULL, clear);
	tcase_add_test(t, entry__round_trip);
	tcase_add_test(t, entry__long_fields);
	tcase_add_test(t, entry__damaged);
	tcase_add_test(t, entry__lengths_that_overflow);
	tcase_add_test(t, entry__unknown_field);
	tcase_add_test(t, entry__limits);
	tcase_add_test(t, entry__cut_at_a_character);
	tcase_add_test(t, entry__mentions_joined);
	tcase_add_test(t, entry__mentions_without_end);
	suite_add_tcase(s, t);
	return run_suite(s);
}
