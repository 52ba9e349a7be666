/*
 * Presentations, written record by record as [MS-PPT] has them.
 */
#include "compound.h"
#include "reading.h"
#include "text/charset.h"

static struct vb_buf stream = VB_BUF_INIT(1 << 20);
static struct vb_buf user = VB_BUF_INIT(1 << 10);
static struct vb_buf file = VB_BUF_INIT(1 << 22);

/* Begin a record; a container is ended by its children. */
static size_t begin(unsigned kind, unsigned instance, bool container)
{
	size_t at = stream.len;

	cf_put(&stream, instance << 4 | (container ? 0xF : 0), 2);
	cf_put(&stream, kind, 2);
	cf_put(&stream, 0, 4);
	return at;
}

static void end(size_t at)
{
	cf_set(&stream, at + 4, (uint32_t)(stream.len - at - 8), 4);
}

static void number(unsigned kind, uint32_t value)
{
	size_t at = begin(kind, 0, false);

	cf_put(&stream, value, 4);
	end(at);
}

/* A text of a type: bytes, or each as UTF-16. */
static void text_of(unsigned type, const char *s, bool wide)
{
	size_t at;

	number(0x0F9F, type);
	at = begin(wide ? 0x0FA0 : 0x0FA8, 0, false);
	for (; *s; s++)
		cf_put(&stream, (unsigned char)*s, wide ? 2 : 1);
	end(at);
}

/* One paragraph run, then `first` characters in font 1, the rest in 0. */
static void style_of(size_t first, size_t rest)
{
	size_t at = begin(0x0FA1, 0, false);

	cf_put(&stream, first + rest + 1, 4);
	cf_put(&stream, 0, 2);
	cf_put(&stream, 0x0800 | 0x100000, 4); /* alignment and two tabs */
	cf_put(&stream, 1, 2);
	cf_put(&stream, 2, 2);
	cf_put(&stream, 0, 8);
	cf_put(&stream, first, 4);
	cf_put(&stream, 0x10000 | 1, 4); /* a font and bold */
	cf_put(&stream, 1, 2);
	cf_put(&stream, 1, 2);
	cf_put(&stream, rest + 1, 4);
	cf_put(&stream, 0x10000, 4);
	cf_put(&stream, 0, 2);
	end(at);
}

static void font(unsigned instance, const char *name)
{
	size_t at = begin(0x0FB7, instance, false);

	for (size_t i = 0; i < 32; i++)
		cf_put(&stream, i < strlen(name) ? (unsigned char)name[i] : 0,
		       2);
	cf_put(&stream, 0, 4);
	end(at);
}

/* A place in the list, which names object `id`. */
static void slide_place(uint32_t id)
{
	size_t at = begin(0x03F3, 0, false);

	cf_put(&stream, id, 4);
	cf_put(&stream, 0, 16);
	end(at);
}

/* A slide with a box that shows text 0 of its list, and one of its own. */
static size_t slide(const char *own)
{
	size_t at = begin(0x03EE, 0, true), drawing = begin(0x040C, 0, true);
	size_t box = begin(0xF00D, 0, true);

	number(0x0F9E, 0);
	end(box);
	box = begin(0xF00D, 0, true);
	text_of(4, own, true);
	end(box);
	end(drawing);
	end(at);
	return at;
}

static void write_presentation(uint32_t token)
{
	size_t at, list, first, second, document, directory, edit;

	vb_buf_truncate(&stream, 0);
	slide("cu"); /* of an edit before: nobody names it now */
	first = slide("khung mot");
	second = slide("khung hai");
	document = begin(0x03E8, 0, true);
	at = begin(0x03F2, 0, true);
	list = begin(0x07D5, 0, true);
	font(0, "Arial");
	font(1, ".VnTime");
	end(list);
	end(at);
	at = begin(0x0FF0, 0, true);
	slide_place(3);
	text_of(0, "Ngh\xde quy\xd5t so 1", false);
	style_of(10, 5);
	text_of(1,
		"mot\rhai\x0b"
		"ba",
		true);
	slide_place(2);
	text_of(0, "Trang hai", false);
	end(at);
	end(document);
	directory = begin(0x1772, 0, false);
	cf_put(&stream, 1 | 3 << 20, 4);
	cf_put(&stream, document, 4);
	cf_put(&stream, second, 4);
	cf_put(&stream, first, 4);
	end(directory);
	edit = begin(0x0FF5, 0, false);
	cf_put(&stream, 0, 12);
	cf_put(&stream, directory, 4);
	cf_put(&stream, 1, 4);
	end(edit);
	vb_buf_truncate(&user, 0);
	cf_put(&user, 0, 12);
	cf_put(&user, token, 4);
	cf_put(&user, edit, 4);
}

static vb_status read_presentation(void)
{
	struct cf_stream s[] = { { "PowerPoint Document", vb_buf_str(&stream) },
				 { "Current User", vb_buf_str(&user) } };

	vb_buf_truncate(&file, 0);
	cf_write(&file, s, 2, false);
	return read_as(NULL, vb_buf_str(&file));
}

#define PLAIN 0xE391C05Fu
#define ENCRYPTED 0xF3D1C4DFu

/* Slides in the list's order, each with its boxes; what is old stays out. */
START_TEST(ppt__slides)
{
	static const enum vb_block_kind want[] = {
		VB_BLOCK_HEADING, VB_BLOCK_PARAGRAPH, VB_BLOCK_ITEM,
		VB_BLOCK_ITEM,	  VB_BLOCK_HEADING,   VB_BLOCK_PARAGRAPH,
	};

	write_presentation(PLAIN);
	ck_assert_int_eq(read_presentation(), VB_OK);
	ck_assert_str_eq(text(), "Nghị quyết so 1\nkhung mot\nmot\nhai ba\n"
				 "Trang hai\nkhung hai");
	ck_assert_uint_eq(record.n_blocks, 6);
	for (size_t i = 0; i < 6; i++)
		ck_assert_int_eq(record.blocks[i].kind, want[i]);
	ck_assert_uint_eq(record.encoding.main,
			  VB_DECODING_TWICE + VB_CHARSET_TCVN3);
}
END_TEST

START_TEST(ppt__encrypted)
{
	write_presentation(ENCRYPTED);
	ck_assert_int_eq(read_presentation(), VB_UNSUPPORTED);
	ck_assert_str_eq(err.message, "encrypted presentation");
}
END_TEST

/* Without its directory every text is read as it stands. */
START_TEST(ppt__no_directory)
{
	write_presentation(PLAIN);
	vb_buf_truncate(&user, 0);
	cf_put(&user, 0, 1);
	ck_assert_int_eq(read_presentation(), VB_OK);
	ck_assert_ptr_nonnull(strstr(text(), "khung mot\nkhung hai\n"));
	ck_assert_ptr_nonnull(strstr(text(), "\nTrang hai"));
}
END_TEST

START_TEST(ppt__cut_off)
{
	write_presentation(PLAIN);
	for (size_t n = stream.len; n-- > 0;) {
		vb_status st;

		vb_buf_truncate(&stream, n);
		st = read_presentation();
		ck_assert(st == VB_OK || st == VB_BAD_INPUT);
	}
}
END_TEST

/* Records in records, without end. */
START_TEST(ppt__deep)
{
	write_presentation(PLAIN);
	vb_buf_truncate(&stream, 0);
	for (unsigned i = 0; i < 20000; i++) {
		cf_put(&stream, 0xF, 2);
		cf_put(&stream, 0x03EE, 2);
		cf_put(&stream, 8 * (20000 - i) - 8, 4);
	}
	ck_assert_int_eq(read_presentation(), VB_BAD_INPUT);
	ck_assert_str_eq(err.message, "no text in it");
}
END_TEST

static void clear(void)
{
	vb_buf_clear(&stream);
	vb_buf_clear(&user);
	vb_buf_clear(&file);
}

int main(void)
{
	TCase *tc = tcase_create("ppt");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, ppt__slides);
	tcase_add_test(tc, ppt__encrypted);
	tcase_add_test(tc, ppt__no_directory);
	tcase_add_test(tc, ppt__cut_off);
	tcase_add_test(tc, ppt__deep);
	return run("format/ppt", tc);
}
