/*
 * Workbooks, written record by record as [MS-XLS] has them.
 */
#include "compound.h"
#include "reading.h"
#include "text/charset.h"

#define VERSION_97 0x0600
#define VERSION_95 0x0500

static struct vb_buf book = VB_BUF_INIT(1 << 24);
static struct vb_buf file = VB_BUF_INIT(1 << 24);
static bool old;

static void record_begin(unsigned kind)
{
	cf_put(&book, kind, 2);
	cf_put(&book, 0, 2);
}

/* Write the length of the record that began at `at`. */
static void record_end(size_t at)
{
	cf_set(&book, at + 2, (uint32_t)(book.len - at - 4), 2);
}

static void bof(unsigned version, unsigned type)
{
	size_t at = book.len;

	record_begin(0x809);
	cf_put(&book, version, 2);
	cf_put(&book, type, 2);
	cf_put(&book, 0, 12);
	record_end(at);
}

static void eof(void)
{
	record_begin(0x0A);
}

/* A string: bytes that are Latin-1, in either version. */
static void string(const char *s, unsigned length_size)
{
	cf_put(&book, strlen(s), length_size);
	if (!old)
		cf_put(&book, 0, 1);
	cf_bytes(&book, vb_str_from(s));
}

static void font(const char *name)
{
	size_t at = book.len;

	record_begin(0x31);
	cf_put(&book, 200, 14);
	string(name, 1);
	record_end(at);
}

static void xf(unsigned font_number, unsigned number)
{
	size_t at = book.len;

	record_begin(0xE0);
	cf_put(&book, font_number, 2);
	cf_put(&book, number, 2);
	cf_put(&book, 0, 16);
	record_end(at);
}

static void format(unsigned number, const char *s)
{
	size_t at = book.len;

	record_begin(0x41E);
	cf_put(&book, number, 2);
	string(s, old ? 1 : 2);
	record_end(at);
}

/* A sheet, whose place is told later; returns where to. */
static size_t sheet(const char *name)
{
	size_t at = book.len;

	record_begin(0x85);
	cf_put(&book, 0, 6);
	string(name, 1);
	record_end(at);
	return at + 4;
}

static void begin_sheet(size_t place)
{
	cf_set(&book, place, (uint32_t)book.len, 4);
	bof(old ? VERSION_95 : VERSION_97, 0x10);
}

static void cell(unsigned kind, unsigned row, unsigned column, unsigned format)
{
	record_begin(kind);
	cf_put(&book, row, 2);
	cf_put(&book, column, 2);
	cf_put(&book, format, 2);
}

static void shared(unsigned row, unsigned column, unsigned f, unsigned number)
{
	size_t at = book.len;

	cell(0xFD, row, column, f);
	cf_put(&book, number, 4);
	record_end(at);
}

static void label(unsigned row, unsigned column, unsigned f, const char *s)
{
	size_t at = book.len;

	cell(0x204, row, column, f);
	string(s, 2);
	record_end(at);
}

static void real(unsigned row, unsigned column, unsigned f, double value)
{
	size_t at = book.len;
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	cell(0x203, row, column, f);
	cf_put(&book, bits, 8);
	record_end(at);
}

static void short_number(unsigned row, unsigned column, uint32_t rk)
{
	size_t at = book.len;

	cell(0x27E, row, column, 0);
	cf_put(&book, rk, 4);
	record_end(at);
}

static void begin_book(bool is_old)
{
	vb_buf_truncate(&book, 0);
	old = is_old;
	bof(old ? VERSION_95 : VERSION_97, 5);
	font("Arial");
	font(".VnTime");
	font(".VnTimeH");
	font("VNI-Times");
	font("Times New Roman"); /* which is number 5 */
	xf(0, 0);
	xf(1, 0);
	xf(2, 0);
	xf(0, 14);
	xf(0, 164);
	format(164, "dd\\-mm\\-yyyy");
}

static vb_status read_book(void)
{
	struct cf_stream s = { old ? "Book" : "Workbook", vb_buf_str(&book) };

	vb_buf_truncate(&file, 0);
	cf_write(&file, &s, 1, false);
	ck_assert_str_eq(vb_format_sniff(vb_buf_str(&file), VB_STR_EMPTY),
			 "xls");
	return read_as(NULL, vb_buf_str(&file));
}

/*
 * Three strings: "Nghị quyết" in TCVN3, the second divided between records
 * with a change of width, "chỉ thị" of which one part is another font.
 */
static void strings(void)
{
	size_t at = book.len;

	record_begin(0xFC);
	cf_put(&book, 3, 4);
	cf_put(&book, 3, 4);
	string("Ngh\xde quy\xd5t", 2);
	cf_put(&book, 6, 2);
	cf_put(&book, 0, 1);
	cf_bytes(&book, VB_STR("abc"));
	record_end(at);
	at = book.len;
	record_begin(0x3C);
	cf_put(&book, 1, 1); /* wide from here on */
	cf_put(&book, 'd', 2);
	cf_put(&book, 0x1EA1, 2);
	cf_put(&book, 'e', 2);
	cf_put(&book, 9, 2);
	cf_put(&book, 1 | 8, 1); /* wide, with runs */
	cf_put(&book, 1, 2);
	for (const char *p = "Quy\xd5t "; *p; p++)
		cf_put(&book, (unsigned char)*p, 2);
	cf_put(&book, 0x1ECB, 2);
	cf_put(&book, 'x', 2);
	cf_put(&book, 'y', 2);
	cf_put(&book, 6, 2);
	record_end(at);
	at = book.len;
	record_begin(0x3C); /* in the middle of its runs */
	cf_put(&book, 5, 2);
	record_end(at);
}

START_TEST(xls__sheet)
{
	size_t place, other;

	begin_book(false);
	place = sheet("So lieu");
	other = sheet("Sheet2");
	strings();
	eof();
	begin_sheet(place);
	/* Not in order of columns: they are put in order. */
	short_number(0, 2, 5u << 2 | 2);
	shared(0, 0, 1, 0);
	shared(0, 1, 0, 1);
	shared(1, 0, 1, 2);
	short_number(1, 2, 12345u << 2 | 3); /* hundredths */
	real(2, 1, 0, 33.746687250001);
	real(2, 2, 0, 17469747308.0);
	real(3, 1, 3, 38586); /* 2005-08-22 by LibreOffice */
	real(3, 2, 4, 1);     /* 1900-01-01 */
	real(4, 2, 0, -0.5);
	real(5, 1, 0, 1.5e-7);
	eof();
	begin_sheet(other);
	label(0, 0, 2,
	      "quy\xd5t \xae\xden"
	      "h");
	eof();
	ck_assert_int_eq(read_book(), VB_OK);
	ck_assert_str_eq(text(), "So lieu\n"
				 "Nghị quyết\tabcdạe\t5\n"
				 "Quyết ịxy\t\t123.45\n"
				 "\t33.74668725\t17469747308\n"
				 "\t22/08/2005\t01/01/1900\n"
				 "\t\t-0.5\n"
				 "\t1.5E-07\n"
				 "QUYẾT ĐỊNH");
	ck_assert_uint_eq(record.n_blocks, 8);
	ck_assert_int_eq(record.blocks[0].kind, VB_BLOCK_HEADING);
	ck_assert_int_eq(record.blocks[1].kind, VB_BLOCK_ROW);
	ck_assert(!record.partial);
}
END_TEST

/* A day that no calendar has is a number; converting it would be undefined. */
START_TEST(xls__days_without_a_calendar)
{
	size_t place;

	begin_book(false);
	place = sheet("Sheet1");
	eof();
	begin_sheet(place);
	real(0, 0, 3, -1.5e168);
	real(1, 0, 3, 1e300);
	real(2, 0, 3, 80000.5);
	real(3, 0, 3, 0);
	eof();
	ck_assert_int_eq(read_book(), VB_OK);
	ck_assert_str_eq(text(), "-1.5E+168\n1E+300\n80000.5\n0");
}
END_TEST

/* Results of formulas: a number, text in the next record, an error. */
START_TEST(xls__formula)
{
	size_t place, at;

	begin_book(false);
	place = sheet("Sheet1");
	eof();
	begin_sheet(place);
	at = book.len;
	cell(0x06, 0, 0, 0);
	cf_put(&book, 0x4014000000000000, 8); /* 5.0 */
	cf_put(&book, 0, 8);
	record_end(at);
	at = book.len;
	cell(0x06, 0, 1, 0);
	cf_put(&book, 0xFFFF000000000000, 8);
	cf_put(&book, 0, 8);
	record_end(at);
	at = book.len;
	record_begin(0x207);
	string("ket qua", 2);
	record_end(at);
	at = book.len;
	cell(0x06, 0, 2, 0);
	cf_put(&book, 0xFFFF000000070002, 8);
	cf_put(&book, 0, 8);
	record_end(at);
	at = book.len;
	cell(0x06, 0, 3, 0);
	cf_put(&book, 0xFFFF000000010001, 8);
	cf_put(&book, 0, 8);
	record_end(at);
	eof();
	ck_assert_int_eq(read_book(), VB_OK);
	ck_assert_str_eq(text(), "5\tket qua\t\tTRUE");
}
END_TEST

/* Excel 95: bytes, an RSTRING with fonts, several numbers in a record. */
START_TEST(xls__old)
{
	size_t place, at;

	begin_book(true);
	place = sheet("Sheet1");
	eof();
	begin_sheet(place);
	at = book.len;
	cell(0xD6, 0, 0, 0);
	string("C\xf4 th\xd3 cña", 2);
	cf_put(&book, 1, 1);
	cf_put(&book, 0, 1); /* from the first character on, */
	cf_put(&book, 1, 1); /* .VnTime */
	record_end(at);
	at = book.len;
	record_begin(0xBD);
	cf_put(&book, 1, 2);
	cf_put(&book, 0, 2);
	for (unsigned i = 0; i < 3; i++) {
		cf_put(&book, 0, 2);
		cf_put(&book, (i + 1) << 2 | 2, 4);
	}
	cf_put(&book, 2, 2);
	record_end(at);
	eof();
	ck_assert_int_eq(read_book(), VB_OK);
	ck_assert_ptr_nonnull(strstr(text(), "\n1\t2\t3"));
	ck_assert_ptr_nonnull(strstr(text(), "Cụ thể"));
}
END_TEST

START_TEST(xls__encrypted)
{
	begin_book(false);
	record_begin(0x2F);
	eof();
	ck_assert_int_eq(read_book(), VB_UNSUPPORTED);
	ck_assert_str_eq(err.message, "encrypted workbook");
}
END_TEST

/* Sheets that all point at the same cells give them once. */
START_TEST(xls__shared_sheets)
{
	size_t places[50];

	begin_book(false);
	for (int i = 0; i < 50; i++)
		places[i] = sheet("Sheet1");
	eof();
	begin_sheet(places[0]);
	for (unsigned i = 0; i < 1000; i++)
		label(i, 0, 0, "abcdefghij");
	eof();
	for (int i = 1; i < 50; i++)
		cf_set(&book, places[i],
		       (unsigned char)book.ptr[places[0]] |
			       (uint32_t)(unsigned char)book.ptr[places[0] + 1]
				       << 8,
		       4);
	ck_assert_int_eq(read_book(), VB_OK);
	ck_assert_uint_lt(record.text.len, 3 * book.len);
	ck_assert(record.partial);
}
END_TEST

/* A text that is cut off, or that is not there, is told of. */
START_TEST(xls__lost_text)
{
	for (int kind = 0; kind < 4; kind++) {
		size_t place, at;

		begin_book(kind & 1);
		place = sheet("Sheet1");
		eof();
		begin_sheet(place);
		label(0, 0, 0, "con");
		at = book.len;
		cell(kind < 2 ? 0x204 : 0xFD, 1, 0, 0);
		if (kind < 2) {
			string("bi cat", 2);
			vb_buf_truncate(&book, book.len - 3);
		} else {
			cf_put(&book, 9, 4);
		}
		record_end(at);
		eof();
		ck_assert_int_eq(read_book(), VB_OK);
		ck_assert_str_eq(text(), kind < 2 ? "con\nbi" : "con");
		ck_assert(record.partial);
		ck_assert_str_eq(record.warning.ptr, "some cells are missing");
	}
}
END_TEST

/* Every cut of a sound book is read or refused, and never hangs. */
START_TEST(xls__cut_off)
{
	size_t place, whole;

	begin_book(false);
	place = sheet("Sheet1");
	strings();
	eof();
	begin_sheet(place);
	shared(0, 0, 1, 0);
	shared(0, 1, 1, 2);
	shared(0, 2, 1, 77); /* there is no such string */
	eof();
	whole = book.len;
	for (size_t n = whole - 1; n > 0; n--) {
		vb_status st;

		vb_buf_truncate(&book, n);
		st = read_book();
		ck_assert(st == VB_OK || st == VB_BAD_INPUT);
		ck_assert(st || record.partial);
	}
}
END_TEST

START_TEST(xls__real)
{
	struct vb_buf bytes = VB_BUF_INIT(1 << 24);
	char path[512];

	if (!data_path(path, sizeof(path),
		       "formats/legacy/tcvn3/2005-2BZ73_FDI_Dong_Nam_Bo.xls"))
		return;
	ck_assert_int_eq(vb_file_read(&bytes, path, 0, NULL), VB_OK);
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&bytes)), VB_OK);
	ck_assert_ptr_nonnull(strstr(text(), "I\tCông nghiệp\t2609\t"
					     "17469747308\t7328648754\t"
					     "7936134416\n"));
	ck_assert_ptr_nonnull(
		strstr(text(), "\tNông-Lâm nghiệp\t386\t2270264713\t"));
	ck_assert(!record.partial);
	vb_buf_clear(&bytes);
}
END_TEST

static void clear(void)
{
	vb_buf_clear(&book);
	vb_buf_clear(&file);
}

int main(void)
{
	TCase *tc = tcase_create("xls");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, xls__sheet);
	tcase_add_test(tc, xls__days_without_a_calendar);
	tcase_add_test(tc, xls__formula);
	tcase_add_test(tc, xls__old);
	tcase_add_test(tc, xls__encrypted);
	tcase_add_test(tc, xls__lost_text);
	tcase_add_test(tc, xls__shared_sheets);
	tcase_add_test(tc, xls__cut_off);
	tcase_add_test(tc, xls__real);
	return run("format/xls", tc);
}
