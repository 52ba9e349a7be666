/* A record as bytes: there, back, and whatever a liar may send. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "../run.h"
#include "format/wire.h"
#include "text/charset.h"

#define LIMIT ((size_t)1 << 20)
#define N(array) (sizeof(array) / sizeof((array)[0]))

static struct vb_arena arena;
static struct vb_buf bytes;
static struct vb_error err;

/* Lines at 0 to 14, 15 to 31, 32 to 43 and 44 to 53. */
static const char text[] = "NGHỊ QUYẾT\nVề giá đất\nĐiều 1\ta\nTrang sau";

static struct vb_extra extras[2];
static struct vb_reference mentions[2];
static struct vb_block blocks[5];
static struct vb_record full;

static void setup(void)
{
	arena = (struct vb_arena)VB_ARENA_INIT;
	bytes = (struct vb_buf)VB_BUF_INIT(LIMIT);
	vb_record_init(&full, &arena);
	full.id = VB_STR("nq-5 đất");
	full.text = vb_str_from(text);
	full.file = VB_STR("b\xff.txt");
	full.warning = VB_STR("trang 2 thiếu");
	full.partial = true;
	full.fields[VB_FIELD_TITLE] = (struct vb_field){
		VB_STR("Về giá đất"), VB_STR_EMPTY, VB_HOW_READ, 0.9, 15, 31
	};
	full.fields[VB_FIELD_TYPE] = (struct vb_field){ VB_STR("nghi-quyet"),
							VB_STR("Nghị quyết"),
							VB_HOW_INFERRED,
							1.0 / 3,
							0,
							14 };
	full.fields[VB_FIELD_KIND] = (struct vb_field){
		VB_STR("document"), VB_STR_EMPTY, VB_HOW_GIVEN, 1, 0, 0
	};
	extras[0] =
		(struct vb_extra){ VB_STR("số trang"),
				   VB_STR("12345678901234567890"), &extras[1] };
	extras[1] =
		(struct vb_extra){ VB_STR(""), VB_STR("{\"a\":[null]}"), NULL };
	full.extras = extras;
	mentions[0] = (struct vb_reference){ .number = VB_STR("20-CT/TU"),
					     .key = VB_STR("20 CT TU"),
					     .type = VB_STR("chi-thi"),
					     .date = VB_STR("2019-07-10"),
					     .date_how = VB_HOW_INFERRED,
					     .kind = VB_RELATION_IMPLEMENTS,
					     .issuer = VB_STR("Tỉnh ủy"),
					     .anchor = VB_STR("dieu-5"),
					     .from = 32,
					     .to = 39,
					     .next = &mentions[1] };
	mentions[1] = (struct vb_reference){ .number = VB_STR("1/QĐ"),
					     .key = VB_STR("1 QĐ") };
	full.references = mentions;
	blocks[0] = (struct vb_block){ VB_BLOCK_HEADING, 1, 0, 14 };
	blocks[1] = (struct vb_block){ VB_BLOCK_PARAGRAPH, 0, 15, 31 };
	blocks[2] = (struct vb_block){ VB_BLOCK_ROW, 0, 32, 43 };
	blocks[3] = (struct vb_block){ VB_BLOCK_PAGE, 70000, 44, 44 };
	blocks[4] = (struct vb_block){ VB_BLOCK_NOTE, 0, 44, 53 };
	full.blocks = blocks;
	full.n_blocks = N(blocks);
	full.report =
		(struct vb_text_report){ 1, 2, 3, 4, 5, 6, 7, SIZE_MAX, NULL };
	full.encoding = (struct vb_encoding){ VB_CHARSET_TCVN3, 9, 8, 7 };
}

static void teardown(void)
{
	vb_buf_clear(&bytes);
	vb_arena_clear(&arena);
}

#define ck_str(got, want)                                                      \
	do {                                                                   \
		struct vb_str got_ = (got), want_ = (want);                    \
		ck_assert_msg(vb_str_eq(got_, want_), "%s is '%.*s'", #got,    \
			      VB_STR_ARG(got_));                               \
	} while (0)

static void write_full(void)
{
	vb_buf_truncate(&bytes, 0);
	ck_assert_int_eq(vb_wire_write(&bytes, &full), VB_OK);
}

static vb_status read_bytes(struct vb_record *out)
{
	vb_record_init(out, &arena);
	err = (struct vb_error)VB_ERROR_INIT;
	return vb_wire_read(out, vb_buf_str(&bytes), &err);
}

static void check_fields(const struct vb_record *got)
{
	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		const struct vb_field *a = &got->fields[i];
		const struct vb_field *b = &full.fields[i];

		ck_str(a->value, b->value);
		ck_str(a->label, b->label);
		ck_assert_int_eq(a->how, b->how);
		ck_assert(a->confidence == b->confidence); /* to the bit */
		ck_assert_uint_eq(a->from, b->from);
		ck_assert_uint_eq(a->to, b->to);
	}
}

static void check_lists(const struct vb_record *got)
{
	const struct vb_reference *m = got->references;
	const struct vb_extra *x = got->extras;

	for (size_t i = 0; i < N(extras); i++, x = x->next) {
		ck_str(x->name, extras[i].name);
		ck_str(x->json, extras[i].json);
	}
	ck_assert_ptr_null(x);
	for (size_t i = 0; i < N(mentions); i++, m = m->next) {
		ck_str(m->number, mentions[i].number);
		ck_str(m->key, mentions[i].key);
		ck_str(m->type, mentions[i].type);
		ck_str(m->date, mentions[i].date);
		ck_assert_int_eq(m->date_how, mentions[i].date_how);
		ck_assert_int_eq(m->kind, mentions[i].kind);
		ck_str(m->issuer, mentions[i].issuer);
		ck_str(m->anchor, mentions[i].anchor);
		ck_assert_uint_eq(m->from, mentions[i].from);
		ck_assert_uint_eq(m->to, mentions[i].to);
	}
	ck_assert_ptr_null(m);
	ck_assert_uint_eq(got->n_blocks, N(blocks));
	for (size_t i = 0; i < N(blocks); i++) {
		ck_assert_int_eq(got->blocks[i].kind, blocks[i].kind);
		ck_assert_uint_eq(got->blocks[i].level, blocks[i].level);
		ck_assert_uint_eq(got->blocks[i].from, blocks[i].from);
		ck_assert_uint_eq(got->blocks[i].to, blocks[i].to);
	}
}

START_TEST(wire__there_and_back)
{
	struct vb_record got;

	write_full();
	ck_assert_msg(!read_bytes(&got), "%s", err.message);
	ck_str(got.id, full.id);
	ck_str(got.text, full.text);
	ck_str(got.file, full.file);
	ck_str(got.warning, full.warning);
	ck_assert(got.partial);
	ck_assert_ptr_eq(got.arena, &arena);
	check_fields(&got);
	check_lists(&got);
	ck_assert_mem_eq(&got.report, &full.report, sizeof(got.report));
	ck_assert_mem_eq(&got.encoding, &full.encoding, sizeof(got.encoding));
}
END_TEST

/* What is read is what is written again, byte for byte. */
START_TEST(wire__stable)
{
	struct vb_buf again = VB_BUF_INIT(LIMIT);
	struct vb_record got;

	write_full();
	ck_assert_int_eq(read_bytes(&got), VB_OK);
	ck_assert_int_eq(vb_wire_write(&again, &got), VB_OK);
	ck_str(vb_buf_str(&again), vb_buf_str(&bytes));
	vb_buf_clear(&again);
}
END_TEST

START_TEST(wire__nothing)
{
	struct vb_record got;

	vb_record_init(&full, &arena);
	write_full();
	ck_assert_int_eq(read_bytes(&got), VB_OK);
	ck_assert_uint_eq(got.text.len, 0);
	ck_assert_ptr_null(got.blocks);
	ck_assert_ptr_null(got.references);
	ck_assert_ptr_null(got.extras);
	ck_assert(!got.partial);
	/* magic, version, 4 empty strings, partial, no field, 3 counts, report
	 * and encoding */
	ck_assert_uint_eq(bytes.len,
			  4 + 4 + 4 * 4 + 1 + 1 + 3 * 4 + 8 * 8 + 4 + 3 * 8);
}
END_TEST

/* The layout of the header, written out by hand. */
/* What a program of before wrote: no kind, issuer and anchor. */
START_TEST(wire__layout_1)
{
	static const char old[] = "VBrd\1\0\0\0"
				  "\0\0\0\0\1\0\0\0t\0\0\0\0\0\0\0\0\0"
				  "\0"	     /* no fields */
				  "\0\0\0\0" /* no extras */
				  "\1\0\0\0"
				  "\3\0\0\0"
				  "1/A\3\0\0\0"
				  "1 A"
				  "\0\0\0\0\0\0\0\0\2"
				  "\0\0\0\0\1\0\0\0"
				  "\0\0\0\0"; /* no blocks */
	char bytes_1[sizeof(old) - 1 + 8 * 8 + 4 + 3 * 8] = { 0 };
	struct vb_record got;

	memcpy(bytes_1, old, sizeof(old) - 1);
	vb_record_init(&got, &arena);
	ck_assert_int_eq(
		vb_wire_read(&got, vb_str_of(bytes_1, sizeof(bytes_1)), NULL),
		VB_OK);
	ck_str(got.references->number, VB_STR("1/A"));
	ck_assert_int_eq(got.references->kind, VB_RELATION_MENTION);
	ck_assert_uint_eq(got.references->issuer.len, 0);
	ck_assert_uint_eq(got.references->anchor.len, 0);
}
END_TEST

START_TEST(wire__bytes)
{
	static const char want[] = "VBrd\2\0\0\0"
				   "\2\0\0\0id"
				   "\3\0\0\0\xc4\x91x"
				   "\0\0\0\0"
				   "\0\0\0\0\0"
				   "\1\0\3\0\0\0\0\0\0\xe0\x3f" /* 0.5 */
				   "\1\0\0\0t\0\0\0\0\0\0\0\0\3\0\0\0";

	vb_record_init(&full, &arena);
	full.id = VB_STR("id");
	full.text = VB_STR("đx");
	full.fields[VB_FIELD_TITLE] = (struct vb_field){
		VB_STR("t"), VB_STR_EMPTY, VB_HOW_GIVEN, 0.5, 0, 3
	};
	write_full();
	ck_assert_uint_gt(bytes.len, sizeof(want) - 1);
	ck_assert_mem_eq(bytes.ptr, want, sizeof(want) - 1);
}
END_TEST

/* A converter's words, cut in a letter and with an escape in them. */
START_TEST(wire__warning_is_cleaned)
{
	struct vb_record got;

	full.warning = VB_STR("lỗi \x1b[31m\xe1\xbb");
	write_full();
	ck_assert_int_eq(read_bytes(&got), VB_OK);
	ck_str(got.warning, VB_STR("lỗi [31m\xef\xbf\xbd"));
}
END_TEST

START_TEST(wire__limit_of_the_buffer)
{
	struct vb_buf small = VB_BUF_INIT(100);

	ck_assert_int_eq(vb_buf_append(&small, VB_STR("before")), VB_OK);
	ck_assert_int_eq(vb_wire_write(&small, &full), VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&small), "before");
	vb_buf_clear(&small);
}
END_TEST

START_TEST(wire__appends)
{
	struct vb_record got;

	ck_assert_int_eq(vb_buf_append(&bytes, VB_STR("12345")), VB_OK);
	ck_assert_int_eq(vb_wire_write(&bytes, &full), VB_OK);
	vb_record_init(&got, &arena);
	ck_assert_int_eq(
		vb_wire_read(&got, vb_str_skip(vb_buf_str(&bytes), 5), &err),
		VB_OK);
	ck_str(got.text, full.text);
}
END_TEST

START_TEST(wire__too_many_blocks)
{
	full.n_blocks =
		VB_WIRE_BLOCKS + 1; /* refused before one is looked at */
	ck_assert_int_eq(vb_wire_write(&bytes, &full), VB_TOO_BIG);
	ck_assert_uint_eq(bytes.len, 0);
}
END_TEST

START_TEST(wire__every_truncation)
{
	struct vb_str whole;

	write_full();
	whole = vb_buf_str(&bytes);
	for (size_t n = 0; n < whole.len; n++) {
		/* from the heap: a byte too far is seen by sanitizers */
		char *copy = malloc(n ? n : 1);
		struct vb_record got;

		vb_record_init(&got, &arena);
		memcpy(copy, whole.ptr, n);
		got.text = VB_STR("as before");
		ck_assert_int_eq(vb_wire_read(&got, vb_str_of(copy, n), &err),
				 VB_CORRUPT);
		ck_assert_uint_le(err.offset, n);
		ck_assert_ptr_nonnull(strstr(err.message, "damaged reading"));
		ck_str(got.text, VB_STR("as before"));
		free(copy);
	}
}
END_TEST

START_TEST(wire__something_behind)
{
	struct vb_record got;

	write_full();
	ck_assert_int_eq(vb_buf_append_char(&bytes, '\0'), VB_OK);
	ck_assert_int_eq(read_bytes(&got), VB_CORRUPT);
	ck_assert_uint_eq(err.offset, bytes.len - 1);
}
END_TEST

static void check_range(const struct vb_record *r, size_t from, size_t to)
{
	ck_assert(from <= to && to <= r->text.len);
	ck_assert(vb_utf8_valid(vb_str_sub(r->text, from, to)));
}

/* What holds of everything that was accepted. */
static void check_sound(const struct vb_record *r)
{
	size_t last = 0;

	ck_assert(vb_utf8_valid(r->text) && vb_utf8_valid(r->id) &&
		  vb_utf8_valid(r->warning));
	ck_assert_ptr_null(memchr(r->text.ptr, 0, r->text.len));
	for (int i = 0; i < VB_FIELD_COUNT; i++) {
		const struct vb_field *f = &r->fields[i];

		ck_assert(!f->value.len == (f->how == VB_HOW_UNKNOWN));
		ck_assert(vb_utf8_valid(f->value) && vb_utf8_valid(f->label));
		ck_assert(f->how < VB_HOW_CORRECTED);
		ck_assert(f->confidence >= 0 && f->confidence <= 1);
		check_range(r, f->from, f->to);
	}
	for (const struct vb_reference *m = r->references; m; m = m->next) {
		ck_assert(m->number.len && m->key.len);
		check_range(r, m->from, m->to);
	}
	for (const struct vb_extra *x = r->extras; x; x = x->next)
		ck_assert(vb_utf8_valid(x->name) && vb_utf8_valid(x->json));
	for (size_t i = 0; i < r->n_blocks; i++) {
		ck_assert_int_le(r->blocks[i].kind, VB_BLOCK_PAGE);
		check_range(r, r->blocks[i].from, r->blocks[i].to);
		ck_assert_uint_le(last, r->blocks[i].from);
		last = r->blocks[i].from;
	}
	ck_assert_uint_lt(r->encoding.main, VB_DECODING_COUNT);
}

START_TEST(wire__every_bit_flip)
{
	struct vb_record got;
	size_t refused = 0;

	write_full();
	for (size_t bit = 0; bit < 8 * bytes.len; bit++) {
		vb_status st;

		bytes.ptr[bit / 8] ^= (char)(1 << bit % 8);
		st = read_bytes(&got);
		bytes.ptr[bit / 8] ^= (char)(1 << bit % 8);
		ck_assert_int_ne(st, VB_NO_MEMORY);
		if (st)
			refused++;
		else
			check_sound(&got);
	}
	ck_assert_uint_gt(refused, bytes.len); /* most of what is no letter */
}
END_TEST

/* Bytes at random places: pairs of faults that one flip does not make. */
START_TEST(wire__random_bytes)
{
	unsigned seed = 20261122;
	struct vb_record got;

	for (int round = 0; round < 20000; round++) {
		write_full();
		for (int k = 0; k < 3; k++) {
			seed = seed * 1103515245 + 12345;
			bytes.ptr[(seed >> 8) % bytes.len] = (char)(seed >> 24);
		}
		if (!read_bytes(&got))
			check_sound(&got);
		vb_arena_reset(&arena);
	}
}
END_TEST

START_TEST(wire__newer)
{
	struct vb_record got;

	write_full();
	bytes.ptr[4] = VB_WIRE_VERSION + 1;
	ck_assert_int_eq(read_bytes(&got), VB_MISMATCH);
	bytes.ptr[4] = 0;
	ck_assert_int_eq(read_bytes(&got), VB_CORRUPT);
}
END_TEST

/* Records that no reader makes, but that a captured one could send. */
static void no_utf8(void)
{
	full.text = VB_STR("gi\xe1 \xc3");
	full.n_blocks = 0;
}
static void overlong(void)
{
	full.id = VB_STR("\xc0\xaf");
}
static void surrogate(void)
{
	full.fields[VB_FIELD_TITLE].value = VB_STR("\xed\xa0\x80");
}
static void id_control(void)
{
	full.id = VB_STR("a\nb");
}
static void text_escape(void)
{
	full.fields[VB_FIELD_TITLE].label = VB_STR("a\x1b[2J");
}
static void file_nul(void)
{
	full.file = VB_STR("a\0b");
}
static void corrected(void)
{
	full.fields[VB_FIELD_TITLE].how = VB_HOW_CORRECTED;
}
static void no_how(void)
{
	mentions[0].date_how = 77;
}
static void certain(void)
{
	full.fields[VB_FIELD_TITLE].confidence = 1 + DBL_EPSILON;
}
static void doubtful(void)
{
	full.fields[VB_FIELD_TITLE].confidence = -DBL_MIN;
}
static void not_a_number(void)
{
	full.fields[VB_FIELD_TITLE].confidence = NAN;
}
static void field_past_text(void)
{
	full.fields[VB_FIELD_TITLE].to = sizeof(text);
}
static void field_backwards(void)
{
	full.fields[VB_FIELD_TITLE].from = 32;
}
static void field_in_letter(void)
{
	full.fields[VB_FIELD_TITLE].from = 4; /* within Ị */
}
static void field_empty(void)
{
	full.fields[VB_FIELD_TITLE].value = VB_STR_EMPTY;
}
static void extra_no_json(void)
{
	extras[1].json = VB_STR("{\"a\":1}}");
}
static void extra_empty(void)
{
	extras[1].json = VB_STR_EMPTY;
}
static void mention_empty(void)
{
	mentions[1].number = VB_STR_EMPTY;
}
static void mention_past_text(void)
{
	mentions[1].to = 1000;
}
static void block_kind(void)
{
	blocks[1].kind = VB_BLOCK_PAGE + 1;
}
static void block_level(void)
{
	blocks[0].level = 7;
}
static void block_level_0(void)
{
	blocks[0].level = 0;
}
static void block_order(void)
{
	blocks[1] = blocks[4];
}
static void block_past_text(void)
{
	blocks[4].to = sizeof(text);
}
static void block_in_letter(void)
{
	blocks[1].from = 17; /* within ề */
}
static void decoding(void)
{
	full.encoding.main = VB_DECODING_COUNT;
}

static void (*const lies[])(void) = {
	no_utf8,	 overlong,	  surrogate,	id_control,
	text_escape,	 file_nul,	  corrected,	no_how,
	certain,	 doubtful,	  not_a_number, field_past_text,
	field_backwards, field_in_letter, field_empty,	extra_no_json,
	extra_empty,	 mention_empty,	  block_kind,	mention_past_text,
	block_level,	 block_level_0,	  block_order,	block_past_text,
	block_in_letter, decoding,
};

START_TEST(wire__lies)
{
	struct vb_record got;

	lies[_i]();
	write_full();
	ck_assert_int_eq(read_bytes(&got), VB_CORRUPT);
	ck_assert_int_eq(err.status, VB_CORRUPT);
}
END_TEST

/* A count of 4 billion in a small message takes no memory. */
START_TEST(wire__promised_counts)
{
	size_t counts_at, used;
	struct vb_record got;

	vb_record_init(&full, &arena);
	write_full();
	counts_at = 4 + 4 + 4 * 4 + 1 + 1;
	used = arena.used;
	for (size_t list = 0; list < 3; list++) {
		memset(bytes.ptr + counts_at + 4 * list, 0xff, 4);
		ck_assert_int_eq(read_bytes(&got), VB_CORRUPT);
		bytes.ptr[counts_at + 4 * list + 3] = 0;
		bytes.ptr[counts_at + 4 * list + 2] = 0;
		ck_assert_int_eq(read_bytes(&got), VB_CORRUPT);
		memset(bytes.ptr + counts_at + 4 * list, 0, 4);
	}
	ck_assert_uint_eq(arena.used, used);
}
END_TEST

START_TEST(wire__field_twice)
{
	struct vb_record got;
	size_t at;

	write_full();
	/* The first field's number, title, becomes type, which follows. */
	at = 4 + 4 + 4 * 4 + full.id.len + full.text.len + full.file.len +
	     full.warning.len + 1 + 1;
	ck_assert_int_eq(bytes.ptr[at], VB_FIELD_TITLE);
	bytes.ptr[at] = VB_FIELD_TYPE;
	ck_assert_int_eq(read_bytes(&got), VB_CORRUPT);
	ck_assert_ptr_nonnull(strstr(err.message, "twice"));
	bytes.ptr[at] = VB_FIELD_COUNT;
	ck_assert_int_eq(read_bytes(&got), VB_CORRUPT);
}
END_TEST

/* Many blocks and mentions: in proportion, and all there. */
START_TEST(wire__large)
{
	const size_t n = 200000;
	struct vb_block *many = calloc(n, sizeof(*many));
	struct vb_reference *list = calloc(n, sizeof(*list));
	char *long_text = malloc(n);
	struct vb_record got;

	bytes.limit = VB_WIRE_LIMIT;
	vb_record_init(&full, &arena);
	memset(long_text, 'a', n);
	for (size_t i = 0; i < n; i++) {
		many[i] = (struct vb_block){ VB_BLOCK_ITEM, 1, i, i + 1 };
		list[i] = mentions[1];
		list[i].next = i + 1 < n ? &list[i + 1] : NULL;
	}
	full.text = vb_str_of(long_text, n);
	full.blocks = many;
	full.n_blocks = n;
	full.references = list;
	write_full();
	ck_assert_int_eq(read_bytes(&got), VB_OK);
	ck_assert_uint_eq(got.n_blocks, n);
	ck_assert_uint_eq(got.blocks[n - 1].from, n - 1);
	ck_assert_uint_lt(arena.used, 6 * bytes.len);
	free(long_text);
	free(list);
	free(many);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("format/wire");
	TCase *t = tcase_create("wire");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, wire__there_and_back);
	tcase_add_test(t, wire__stable);
	tcase_add_test(t, wire__nothing);
	tcase_add_test(t, wire__bytes);
	tcase_add_test(t, wire__layout_1);
	tcase_add_test(t, wire__warning_is_cleaned);
	tcase_add_test(t, wire__limit_of_the_buffer);
	tcase_add_test(t, wire__appends);
	tcase_add_test(t, wire__too_many_blocks);
	tcase_add_test(t, wire__every_truncation);
	tcase_add_test(t, wire__something_behind);
	tcase_add_test(t, wire__every_bit_flip);
	tcase_add_test(t, wire__random_bytes);
	tcase_add_test(t, wire__newer);
	tcase_add_loop_test(t, wire__lies, 0, N(lies));
	tcase_add_test(t, wire__promised_counts);
	tcase_add_test(t, wire__field_twice);
	tcase_add_test(t, wire__large);
	suite_add_tcase(s, t);
	return run_suite(s);
}
