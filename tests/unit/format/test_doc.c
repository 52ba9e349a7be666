/*
 * Word documents, written as [MS-DOC] and the Word 6 SDK have them: text and
 * pages of properties in one stream, tables of places in the other.
 */
#include "compound.h"
#include "reading.h"
#include "text/charset.h"

#define PAGE 512
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define TEXT_AT 1024 /* in the main stream, behind the information block */

/* A run of text; '\r', '\a' and '\f' end paragraphs. */
struct run {
	const char *text; /* Windows-1252 */
	unsigned font;
	bool capitals, hidden;
	/* of the paragraph that ends in this run */
	unsigned style;
	bool in_table, row_end;
	bool goes_on;	      /* what follows is in the same run of a page */
	unsigned list, level; /* as sprmPIlfo has it; 0: nothing is said */
};

enum how { WIDE, BYTES, WORD6 };

/* Places in the information block, for Word 97 and 6. */
static const struct places {
	unsigned counts, styles, chars, paras, fonts, pieces;
} places[] = {
	{ 0x4C, 0xA2, 0xFA, 0x102, 0x112, 0x1A2 },
	{ 0x34, 0x60, 0xB8, 0xC0, 0xD0, 0x160 },
};

static struct vb_buf main_stream = VB_BUF_INIT(1 << 22);
static struct vb_buf tables = VB_BUF_INIT(1 << 22);
static struct vb_buf file = VB_BUF_INIT(1 << 22);
static const struct run *runs;
static size_t n_runs;
static enum how how;
static size_t n_chars;

static unsigned size(void)
{
	return how == WIDE ? 2 : 1;
}

static void put_text(void)
{
	static const struct {
		unsigned char byte;
		unsigned code;
	} odd[] = { { 0x96, 0x2013 }, { 0x93, 0x201C }, { 0x94, 0x201D } };

	n_chars = 0;
	for (size_t i = 0; i < n_runs; i++)
		for (const char *p = runs[i].text; *p; p++, n_chars++) {
			unsigned c = (unsigned char)*p;

			for (size_t k = 0; how == WIDE && k < 3; k++)
				if (odd[k].byte == c)
					c = odd[k].code;
			cf_put(&main_stream, c, size());
		}
	cf_pad(&main_stream, PAGE, 0);
}

/* Begin a page of properties; entries are put in from its end. */
struct page {
	size_t at, n, room;
	unsigned entry;
};

static struct page begin_page(unsigned entry)
{
	struct page p = { .at = main_stream.len,
			  .room = PAGE - 2,
			  .entry = entry };

	for (int i = 0; i < PAGE; i++)
		cf_put(&main_stream, 0, 1);
	return p;
}

/* The k-th of `n` runs ends at `to` and has this list. */
static void page_run(struct page *p, size_t n, size_t k, size_t to,
		     struct vb_str list)
{
	cf_set(&main_stream, p->at + 4 * (k + 1), (uint32_t)to, 4);
	p->room = (p->room - list.len) & ~(size_t)1;
	memcpy(main_stream.ptr + p->at + p->room, list.ptr, list.len);
	cf_set(&main_stream, p->at + 4 * (n + 1) + k * p->entry,
	       (uint32_t)p->room / 2, 1);
	cf_set(&main_stream, p->at + PAGE - 1, (uint32_t)n, 1);
}

static size_t put_chars_page(void)
{
	struct page p = begin_page(1);
	size_t fc = TEXT_AT;

	cf_set(&main_stream, p.at, TEXT_AT, 4);
	for (size_t i = 0; i < n_runs; i++) {
		struct vb_buf list = VB_BUF_INIT(100);

		cf_put(&list, 0, 1);
		if (how == WORD6) {
			cf_put(&list, 93 | runs[i].font << 8, 3);
			cf_put(&list, 91 | runs[i].capitals << 8, 2);
			cf_put(&list, 92 | runs[i].hidden << 8, 2);
		} else {
			cf_put(&list, 0x4A4F | runs[i].font << 16, 4);
			cf_put(&list, 0x4A51 | runs[i].font << 16, 4);
			cf_put(&list, 0x083B | runs[i].capitals << 16, 3);
			cf_put(&list, 0x083C | runs[i].hidden << 16, 3);
		}
		cf_set(&list, 0, (uint32_t)list.len - 1, 1);
		fc += strlen(runs[i].text) * size();
		page_run(&p, n_runs, i, fc, vb_buf_str(&list));
		vb_buf_clear(&list);
	}
	return p.at;
}

static bool ends_paragraph(const struct run *r, char c)
{
	return !r->goes_on && (c == '\r' || c == '\a' || c == '\f');
}

/* The end of a list of modifiers: in which list the paragraph is. */
static void put_list(struct vb_buf *list, const struct run *r)
{
	if (!r->list) {
		cf_put(list, 0, 1);
		return;
	}
	cf_put(list, 0x460B | r->list << 16, 4);
	cf_put(list, 0x260A | r->level << 16, 3);
}

static size_t put_paras_page(void)
{
	struct page p = begin_page(how == WORD6 ? 7 : 13);
	size_t fc = TEXT_AT, n = 0, k = 0;

	for (size_t i = 0; i < n_runs; i++)
		for (const char *s = runs[i].text; *s; s++)
			n += ends_paragraph(&runs[i], *s);
	cf_set(&main_stream, p.at, TEXT_AT, 4);
	for (size_t i = 0; i < n_runs; i++)
		for (const char *s = runs[i].text; *s; s++) {
			struct vb_buf list = VB_BUF_INIT(100);

			fc += size();
			if (!ends_paragraph(&runs[i], *s))
				continue;
			cf_put(&list, 0, 1);
			cf_put(&list, runs[i].style, 2);
			if (how == WORD6) {
				cf_put(&list, 24 | runs[i].in_table << 8, 2);
				cf_put(&list, 25 | runs[i].row_end << 8, 2);
				cf_put(&list, 0, 1);
				cf_set(&list, 0, 4, 1); /* words */
			} else {
				cf_put(&list, 0x2416 | runs[i].in_table << 16,
				       3);
				cf_put(&list, 0x2417 | runs[i].row_end << 16,
				       3);
				/* words, less the half that the count is */
				cf_set(&list, 0, runs[i].list ? 8 : 5, 1);
				put_list(&list, &runs[i]);
			}
			page_run(&p, n, k++, fc, vb_buf_str(&list));
			vb_buf_clear(&list);
		}
	return p.at;
}

static struct vb_buf *table(void)
{
	return how == WORD6 ? &main_stream : &tables;
}

/* What was put into the table since `from` is the block's `at`. */
static void name_part(size_t at, size_t from)
{
	cf_set(&main_stream, at, (uint32_t)from, 4);
	cf_set(&main_stream, at + 4, (uint32_t)(table()->len - from), 4);
}

static void put_bin(size_t at, size_t page)
{
	size_t from = table()->len;

	cf_put(table(), TEXT_AT, 4);
	cf_put(table(), TEXT_AT + n_chars * size(), 4);
	cf_put(table(), page / PAGE, how == WORD6 ? 2 : 4);
	name_part(at, from);
}

static void put_fonts(size_t at)
{
	static const char *const names[] = { "Times New Roman", ".VnTime",
					     ".VnTimeH", "VNI-Times" };
	size_t from = table()->len;

	if (how == WORD6)
		cf_put(table(), 0, 2); /* all bytes, which nobody needs */
	else
		cf_put(table(), 4, 4);
	for (size_t i = 0; i < 4; i++) {
		size_t skip = how == WORD6 ? 6 : 40, len = strlen(names[i]) + 1;

		cf_put(table(), skip + len * (how == WORD6 ? 1 : 2) - 1, 1);
		for (size_t k = 1; k < skip; k++)
			cf_put(table(), 0, 1);
		for (size_t k = 0; k < len; k++)
			cf_put(table(), (unsigned char)names[i][k],
			       how == WORD6 ? 1 : 2);
	}
	name_part(at, from);
}

/*
 * Styles: normal; a heading of level 2; one based on it; a caption; one of the
 * first list's second level, and one based on that.
 */
static void put_styles(size_t at)
{
	static const struct {
		unsigned sti, base;
	} styles[] = { { 0, 0xFFF }, { 2, 0 },	   { 0xFFE, 1 },
		       { 34, 0 },    { 0xFFE, 0 }, { 0xFFE, 4 } };
	unsigned char_size = how == WORD6 ? 1 : 2;
	size_t from = table()->len;

	cf_put(table(), 18, 2);
	cf_put(table(), COUNT(styles), 2);
	cf_put(table(), 10, 2); /* bytes of a style before its name */
	for (int i = 0; i < 14; i++)
		cf_put(table(), 0, 1);
	for (size_t i = 0; i < COUNT(styles); i++) {
		size_t start = table()->len;
		bool listed = i == 4 && how != WORD6;

		cf_put(table(), 0, 2);
		cf_put(table(), styles[i].sti, 2);
		cf_put(table(), 1 | styles[i].base << 4, 2);
		cf_put(table(), 2, 6);
		cf_put(table(), 3, char_size);
		for (size_t k = 0; k < 4; k++)
			cf_put(table(), k < 3 ? 'a' : 0, char_size);
		if ((table()->len - start) & 1)
			cf_put(table(), 0, 1);
		/* of the paragraph: its number, and its list */
		cf_put(table(), listed ? 9 : 2, 2);
		cf_put(table(), i, 2);
		if (listed) {
			cf_put(table(), 0x1460B, 4);
			cf_put(table(), 0x1260A, 4);
		}
		if (how == WORD6) {
			cf_put(table(), 3, 2); /* of characters: a font */
			cf_put(table(), 93, 3);
			cf_put(table(), 0, 1);
		} else {
			cf_put(table(), 4, 2);
			cf_put(table(), 0x4A4F, 4);
		}
		cf_set(table(), start, (uint32_t)(table()->len - start - 2), 2);
	}
	name_part(at, from);
}

/* Two pieces: the first three characters, and the rest. */
static void put_pieces(size_t at)
{
	size_t from = table()->len, first = n_chars > 3 ? 3 : 1;

	cf_put(table(), 1, 1); /* modifiers that no piece uses */
	cf_put(table(), 2, 2);
	cf_put(table(), 0, 2);
	cf_put(table(), 2, 1);
	cf_put(table(), 3 * 4 + 2 * 8, 4);
	cf_put(table(), 0, 4);
	cf_put(table(), first, 4);
	cf_put(table(), n_chars, 4);
	for (size_t i = 0; i < 2; i++) {
		size_t fc = TEXT_AT + i * first * size();

		cf_put(table(), 0, 2);
		cf_put(table(), how == BYTES ? fc * 2 | 0x40000000 : fc, 4);
		cf_put(table(), 0, 2);
	}
	name_part(at, from);
}

/* Levels: start, form, flags, the level from which on nothing restarts, the
 * font (0: none is said), and the text, up to a 0xFFFF. */
struct level {
	unsigned start, form, flags, limit, font;
	unsigned text[12];
};

#define END 0xFFFF

/* "Điều 1.", "1.1.", "c)", "+". */
static const struct level articles[9] = {
	{ 1, 0, 0, 0, 0, { 0x110, 'i', 0x1EC1, 'u', ' ', 0, '.', END } },
	{ 1, 0, 0, 0, 0, { 0, '.', 1, '.', END } },
	{ 3, 4, 0, 0, 0, { 2, ')', END } },
	{ 1, 23, 0, 0, 0, { '+', END } },
	{ 1, 255, 0, 0, 0, { END } },
	{ 1, 255, 0, 0, 0, { END } },
	{ 1, 255, 0, 0, 0, { END } },
	{ 1, 255, 0, 0, 0, { END } },
	{ 1, 255, 0, 0, 0, { END } },
};

static const struct level simple[1] = {
	{ 1, 1, 0, 0, 0, { 0, '.', END } },
};

/* The second shows all in digits, the third goes on whatever comes. */
static const struct level odd[9] = {
	{ 1, 1, 0, 0, 0, { 0, '.', END } },
	{ 1, 0, 0x04, 0, 0, { 0, '.', 1, END } },
	{ 1, 22, 0x08, 0, 0, { 2, END } },
	{ 1, 23, 0, 0, 0, { 0xF0B7, END } },
	{ 28, 4, 0, 0, 0, { 4, END } },
	{ 1, 3, 0x08, 1, 0, { 5, END } },
	{ 1, 255, 0, 0, 0, { '*', END } },
	{ 1, 255, 0, 0, 0, { END } },
	{ 9, 2, 0, 0, 0, { 8, END } },
};

/* "Điều 1." in TCVN3. */
static const struct level old[1] = {
	{ 1, 0, 0, 0, 1, { 0xA7, 'i', 0xD2, 'u', ' ', 0, '.', END } },
};

static const struct level letters = { 2, 4, 0, 0, 0, { 0, '/', END } };

static const struct {
	unsigned id, n;
	const struct level *levels;
} lists[] = {
	{ 100, 9, articles },
	{ 50, 1, simple },
	{ 70, 9, odd },
	{ 80, 1, old },
};

/* Uses: of which list; what is said of its first level, if anything. */
static const struct {
	unsigned id, flags, start;
} uses[] = {
	{ 100, 0, 0 },	  { 50, 0, 0 },	 { 70, 0, 0 }, { 100, 0x10, 7 },
	{ 100, 0x20, 0 }, { 999, 0, 0 }, { 80, 0, 0 },
};

static size_t lists_at; /* in the table */
static size_t uses_at;

static void put_level(const struct level *l)
{
	size_t n = 0;

	while (l->text[n] != END)
		n++;
	cf_put(&tables, l->start, 4);
	cf_put(&tables, l->form, 1);
	cf_put(&tables, l->flags, 1);
	for (int i = 0; i < 18; i++)
		cf_put(&tables, 0, 1);
	cf_put(&tables, l->font ? 8 : 0, 1);
	cf_put(&tables, 3, 1);
	cf_put(&tables, l->limit, 1);
	cf_put(&tables, 0, 1);
	cf_put(&tables, 0x2403, 3); /* of the paragraph */
	if (l->font) {
		cf_put(&tables, 0x4A4F | l->font << 16, 4);
		cf_put(&tables, 0x4A51 | l->font << 16, 4);
	}
	cf_put(&tables, n, 2);
	for (size_t i = 0; i < n; i++)
		cf_put(&tables, l->text[i], 2);
}

/* Add the lists to a document of Word 97, behind all else. */
static void put_lists(void)
{
	lists_at = tables.len;
	cf_put(&tables, COUNT(lists), 2);
	for (size_t i = 0; i < COUNT(lists); i++) {
		cf_put(&tables, lists[i].id, 4);
		for (int k = 0; k < 22; k++)
			cf_put(&tables, 0, 1);
		cf_put(&tables, lists[i].n == 1, 2);
	}
	name_part(0x2E2, lists_at);
	for (size_t i = 0; i < COUNT(lists); i++)
		for (size_t k = 0; k < lists[i].n; k++)
			put_level(&lists[i].levels[k]);
	uses_at = tables.len;
	cf_put(&tables, COUNT(uses), 4);
	for (size_t i = 0; i < COUNT(uses); i++) {
		cf_put(&tables, uses[i].id, 4);
		cf_put(&tables, 0, 8);
		cf_put(&tables, uses[i].flags != 0, 4);
	}
	for (size_t i = 0; i < COUNT(uses); i++) {
		cf_put(&tables, 0xFFFFFFFF, 4);
		if (!uses[i].flags)
			continue;
		cf_put(&tables, uses[i].start, 4);
		cf_put(&tables, uses[i].flags, 4);
		if (uses[i].flags & 0x20)
			put_level(&letters);
	}
	name_part(0x2EA, uses_at);
}

static void write_doc(const struct run *r, size_t n, enum how h)
{
	const struct places *at = &places[h == WORD6];
	size_t chars, paras;

	runs = r;
	n_runs = n;
	how = h;
	vb_buf_truncate(&main_stream, 0);
	vb_buf_truncate(&tables, 0);
	cf_put(&tables, 0, 8);
	cf_put(&main_stream, h == WORD6 ? 0xA5DC : 0xA5EC, 2);
	cf_put(&main_stream, h == WORD6 ? 101 : 193, 2);
	cf_pad(&main_stream, TEXT_AT, 0);
	cf_set(&main_stream, 0x0A, 0x0200, 2); /* tables are in 1Table */
	put_text();
	cf_set(&main_stream, 0x18, TEXT_AT, 4);
	cf_set(&main_stream, 0x1C, (uint32_t)(TEXT_AT + n_chars * size()), 4);
	cf_set(&main_stream, at->counts, (uint32_t)n_chars, 4);
	chars = put_chars_page();
	paras = put_paras_page();
	put_bin(at->chars, chars);
	put_bin(at->paras, paras);
	put_fonts(at->fonts);
	put_styles(at->styles);
	put_pieces(at->pieces);
}

static vb_status read_doc(void)
{
	struct cf_stream s[] = { { "WordDocument", vb_buf_str(&main_stream) },
				 { "1Table", vb_buf_str(&tables) } };

	vb_buf_truncate(&file, 0);
	cf_write(&file, s, how == WORD6 ? 1 : 2, false);
	ck_assert_str_eq(vb_format_sniff(vb_buf_str(&file), VB_STR_EMPTY),
			 "doc");
	return read_as(NULL, vb_buf_str(&file));
}

/*
 * A letterhead side by side, a title in a font of capitals, two encodings in
 * one paragraph, a table of data, what is hidden, a field, a list of styles.
 */
static const struct run whole[] = {
	{ .text = "Ch\xddnh ph\xf1\r", .font = 1, .in_table = true },
	{ .text = "S\xe8: 5/CP\a", .font = 1, .in_table = true },
	{ .text = "CONG HOA\rDoc lap\a", .in_table = true },
	{ .text = "\a", .in_table = true, .row_end = true },
	{ .text = "ngh\xde quy\xd5t\r", .font = 2, .style = 1 },
	{ .text = "H\xe9i \xae\xe5ng nh\xa9n d\xa9n", .font = 1 },
	{ .text = " \x93so\x94 an", .hidden = true },
	{ .text = " \x96 ban hanh", .capitals = true },
	{ .text = " \x13 PAGE \\x \x14"
		  "7\x15\x0bhai\r" },
	{ .text = "T\xd8nh\a", .font = 1, .in_table = true },
	{ .text = "1\a\a", .in_table = true },
	{ .text = "\a", .in_table = true, .row_end = true },
	{ .text = "Kh\x1e"
		  "ac\r",
	  .style = 2 },
	{ .text = "Hinh 1\r", .style = 3 },
};

START_TEST(doc__whole)
{
	static const struct {
		enum vb_block_kind kind;
		unsigned level;
	} want[] = {
		{ VB_BLOCK_PARAGRAPH, 0 }, { VB_BLOCK_PARAGRAPH, 0 },
		{ VB_BLOCK_PARAGRAPH, 0 }, { VB_BLOCK_PARAGRAPH, 0 },
		{ VB_BLOCK_HEADING, 2 },   { VB_BLOCK_PARAGRAPH, 0 },
		{ VB_BLOCK_PARAGRAPH, 0 }, { VB_BLOCK_ROW, 0 },
		{ VB_BLOCK_PARAGRAPH, 0 }, { VB_BLOCK_CAPTION, 0 },
	};

	write_doc(whole, COUNT(whole), (enum how)_i);
	ck_assert_int_eq(read_doc(), VB_OK);
	ck_assert_str_eq(text(), "Chính phủ\nSố: 5/CP\nCONG HOA\nDoc lap\n"
				 "NGHỊ QUYẾT\n"
				 "Hội đồng nhân dân – BAN HANH 7\nhai\n"
				 "Tỉnh\t1\n"
				 "Kh-ac\nHinh 1");
	ck_assert_uint_eq(record.n_blocks, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++) {
		ck_assert_int_eq(record.blocks[i].kind, want[i].kind);
		ck_assert_uint_eq(record.blocks[i].level, want[i].level);
	}
	ck_assert_uint_eq(record.encoding.main,
			  VB_DECODING_TWICE + VB_CHARSET_TCVN3);
	ck_assert(!record.partial);
}
END_TEST

/* Footnotes are a story behind the text. */
START_TEST(doc__footnote)
{
	static const struct run r[] = { { .text = "than bai\x02 het\r" },
					{ .text = "\x02 ghi chu\r" },
					{ .text = "dau trang\r" } };

	write_doc(r, 3, WIDE);
	cf_set(&main_stream, 0x4C, 14, 4);
	cf_set(&main_stream, 0x50, 10, 4);
	cf_set(&main_stream, 0x54, 10, 4); /* a header, which is not text */
	ck_assert_int_eq(read_doc(), VB_OK);
	ck_assert_str_eq(text(), "than bai het\nghi chu");
	ck_assert_int_eq(record.blocks[1].kind, VB_BLOCK_NOTE);
}
END_TEST

START_TEST(doc__encrypted)
{
	write_doc(whole, COUNT(whole), WIDE);
	cf_set(&main_stream, 0x0A, 0x0300, 2);
	ck_assert_int_eq(read_doc(), VB_UNSUPPORTED);
	ck_assert_str_eq(err.message, "encrypted Word document");
}
END_TEST

/* Every cut of a sound stream is read or refused. */
START_TEST(doc__cut_off)
{
	size_t all;

	write_doc(whole, COUNT(whole), (enum how)_i);
	all = main_stream.len;
	for (size_t n = all - 1; n > 0; n -= n > 7 ? 7 : n) {
		vb_status st;

		vb_buf_truncate(&main_stream, n);
		st = read_doc();
		ck_assert(st == VB_OK || st == VB_BAD_INPUT ||
			  st == VB_UNSUPPORTED);
		if (n < TEXT_AT + n_chars * size())
			ck_assert(st || record.partial);
	}
	write_doc(whole, COUNT(whole), WIDE);
	for (size_t n = tables.len; n-- > 0;) {
		vb_status st;

		vb_buf_truncate(&tables, n);
		st = read_doc();
		ck_assert(st == VB_OK || st == VB_BAD_INPUT);
	}
}
END_TEST

/* A chain of sectors that comes back is told, and no text is read twice. */
START_TEST(doc__chain_in_a_circle)
{
	struct run r[80];
	char line[] = "dong 00\r";

	for (size_t i = 0; i < COUNT(r); i++)
		r[i] = (struct run){ .text = "mot hai ba bon nam sau bay tam "
					     "chin muoi\r" };
	r[0].text = line;
	write_doc(r, COUNT(r), BYTES);
	ck_assert_int_eq(read_doc(), VB_OK);
	ck_assert(!record.partial);
	/* the stream's first sector is 0; 1 and 2 are where its text begins */
	cf_set(&file, file.len - CF_SECTOR + 4 * 3, 2, 4);
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&file)), VB_OK);
	ck_assert(record.partial);
	ck_assert_ptr_nonnull(strstr(record.warning.ptr, "in a circle"));
	ck_assert_uint_le(record.text.len, 2 * CF_SECTOR);
}
END_TEST

/* The table of pieces is nowhere: the text is UTF-16 all the same. */
START_TEST(doc__no_pieces)
{
	write_doc(whole, COUNT(whole), (enum how)_i);
	cf_set(&main_stream, places[how == WORD6].pieces, 0x7FFFFFFF, 4);
	ck_assert_int_eq(read_doc(), VB_OK);
	ck_assert_ptr_nonnull(strstr(text(), "Hội đồng nhân dân – BAN HANH"));
	ck_assert(record.partial);
	ck_assert_str_eq(record.warning.ptr,
			 "the table of its text is damaged: read as it lies "
			 "in the file");
}
END_TEST

/* Pieces that all are the same characters do not multiply them. */
START_TEST(doc__shared_pieces)
{
	size_t from, n = 2000;

	write_doc(whole, COUNT(whole), WIDE);
	from = tables.len;
	cf_put(&tables, 2, 1);
	cf_put(&tables, 4 * (n + 1) + 8 * n, 4);
	for (size_t i = 0; i <= n; i++)
		cf_put(&tables, i * n_chars, 4);
	for (size_t i = 0; i < n; i++) {
		cf_put(&tables, 0, 2);
		cf_put(&tables, TEXT_AT, 4);
		cf_put(&tables, 0, 2);
	}
	name_part(0x1A2, from);
	cf_set(&main_stream, 0x4C, (uint32_t)(n * n_chars), 4);
	ck_assert_int_eq(read_doc(), VB_OK);
	ck_assert_uint_lt(record.text.len, 2 * main_stream.len);
	ck_assert(record.partial);
}
END_TEST

/* Levels, their numbers within each other, and paragraphs without text. */
static const struct run numbered[] = {
	{ .text = "mot\r", .list = 1 },
	{ .text = "hai\r", .list = 1, .level = 1 },
	{ .text = "ba\r", .list = 1, .level = 1 },
	{ .text = "bon\r", .list = 1, .level = 2 },
	{ .text = "nam\r", .list = 1, .level = 3 },
	{ .text = "sau\r", .list = 1 },
	{ .text = "bay\r", .list = 1, .level = 1 },
	{ .text = "tam\r", .list = 1, .level = 2 },
	{ .text = "chin\r" },
	{ .text = "\r", .list = 1 },
	{ .text = "\r", .list = 1, .level = 3 },
	{ .text = "het\r", .list = 1 },
};

/* Uses of lists: "III" has its own indents; two are in no list that is. */
static const struct run used[] = {
	{ .text = "a\r", .list = 2 },
	{ .text = "b\r", .list = 2, .level = 3 },
	{ .text = "c\r", .list = 4 },
	{ .text = "d\r", .list = 1 },
	{ .text = "e\r", .list = 5 },
	{ .text = "f\r", .list = 6 },
	{ .text = "g\r", .list = 0xF801 },
	{ .text = "h\r", .list = 0xFFFE },
	{ .text = "i\r", .list = 2000 },
	{ .text = "k\r", .list = 2, .hidden = true },
	{ .text = "l\r", .list = 2 },
	{ .text = "m\r", .list = 4 },
};

static const struct run restarted[] = {
	{ .text = "a\r", .list = 3 },
	{ .text = "b\r", .list = 3, .level = 1 },
	{ .text = "c\r", .list = 3, .level = 2 },
	{ .text = "d\r", .list = 3, .level = 5 },
	{ .text = "e\r", .list = 3, .level = 3 },
	{ .text = "f\r", .list = 3, .level = 4 },
	{ .text = "g\r", .list = 3, .level = 1 },
	{ .text = "h\r", .list = 3, .level = 2 },
	{ .text = "i\r", .list = 3, .level = 5 },
	{ .text = "k\r", .list = 3 },
	{ .text = "l\r", .list = 3, .level = 5 },
	{ .text = "m\r", .list = 3, .level = 6 },
};

/* By the style, by that of a style, and a level of the style. */
static const struct run styled[] = {
	{ .text = "a\r", .style = 4 },
	{ .text = "b\r", .style = 5 },
	{ .text = "c\r", .style = 5, .list = 1, .level = 2 },
	{ .text = "d\r", .style = 5, .list = 0xF801 },
	{ .text = "e\r", .list = 3, .level = 8 },
};

static const struct run old_font[] = {
	{ .text = "H\xe9i \xae\xe5ng\r", .font = 1, .list = 7 },
	{ .text = "nh\xa9n d\xa9n\r", .font = 1, .list = 7 },
};

/* A page break does not end a paragraph: it has one number. */
static const struct run broken[] = {
	{ .text = "\f", .goes_on = true },    { .text = "mot\r", .list = 2 },
	{ .text = "hai\f", .goes_on = true }, { .text = "ba\r", .list = 2 },
	{ .text = "bon\f", .list = 2 },	      { .text = "nam\r", .list = 2 },
};

static const struct run cells[] = {
	{ .text = "Bang\r" },
	{ .text = "\a", .list = 2, .in_table = true },
	{ .text = "Hue\a5\a", .in_table = true },
	{ .text = "\a", .list = 2, .in_table = true, .row_end = true },
	{ .text = "\a", .list = 2, .in_table = true },
	{ .text = "Vinh\a6\a", .in_table = true },
	{ .text = "\a", .list = 2, .in_table = true, .row_end = true },
};

static const struct {
	const struct run *runs;
	size_t n;
	const char *want;
} list_cases[] = {
	{ numbered, COUNT(numbered),
	  "Điều 1. mot\n1.1. hai\n1.2. ba\nc) bon\n+ nam\nĐiều 2. sau\n"
	  "2.1. bay\nc) tam\nchin\nĐiều 3.\nĐiều 4. het" },
	{ used, COUNT(used),
	  "I. a\nII. b\nĐiều 7. c\nĐiều 8. d\ni/ e\nf\ng\nIII. h\ni\n"
	  "IV. l\nĐiều 10. m" },
	{ restarted, COUNT(restarted),
	  "I. a\n1.1 b\n01 c\nA d\n- e\nbb f\n1.2 g\n02 h\nB i\n"
	  "II. k\nA l\n* m" },
	{ styled, COUNT(styled), "1.1. a\n1.2. b\nc) c\nd\nix e" },
	{ old_font, COUNT(old_font), "Điều 1. Hội đồng\nĐiều 2. nhân dân" },
	{ broken, COUNT(broken), "I. mot\nII. hai\nba\nIII. bon\nIV. nam" },
	{ cells, COUNT(cells), "Bang\nI.\tHue\t5\nII.\tVinh\t6" },
};

START_TEST(doc__lists)
{
	write_doc(list_cases[_i].runs, list_cases[_i].n, WIDE);
	put_lists();
	ck_assert_int_eq(read_doc(), VB_OK);
	ck_assert_str_eq(text(), list_cases[_i].want);
	ck_assert(!record.partial);
}
END_TEST

#define NO_NUMBERS                                                             \
	"the tables of its lists are damaged: their numbers are missing"
#define PLAIN "mot\nhai\nba\nbon\nnam\nsau\nbay\ntam\nchin\nhet"

/* All the numbers, or none with a warning: at every cut of their tables. */
START_TEST(doc__lists_cut_off)
{
	write_doc(numbered, COUNT(numbered), BYTES);
	put_lists();
	for (size_t n = tables.len; n-- > lists_at;) {
		vb_buf_truncate(&tables, n);
		ck_assert_int_eq(read_doc(), VB_OK);
		if (!record.partial) {
			/* what is missing is the last use's unused number */
			ck_assert_uint_ge(n, uses_at + 4);
			ck_assert_str_eq(text(), list_cases[0].want);
			continue;
		}
		ck_assert_str_eq(text(), PLAIN);
		ck_assert_str_eq(record.warning.ptr, NO_NUMBERS);
	}
}
END_TEST

/* Numbers that lie: of lists, of uses, of levels that a use changes, of a
 * level that it changes, of modifiers and of characters. */
static const struct {
	bool uses;
	size_t at;
	unsigned value, bytes;
} lies[] = {
	{ false, 0, 0xFFFF, 2 },
	{ true, 0, 0xFFFFFFFF, 4 },
	{ true, 0, 0x7FFFFFFF, 4 },
	{ true, 0, 2047, 4 },
	{ true, 4 + 12, 10, 1 },
	{ true, 4 + 7 * 16 + 4 * 4 + 4, 0x19, 1 },
	{ false, 2 + 4 * 28 + 25, 0xFFFF, 2 },
	{ false, 2 + 4 * 28 + 28 + 3, 0xFFFF, 2 },
};

START_TEST(doc__lists_that_lie)
{
	write_doc(numbered, COUNT(numbered), WIDE);
	put_lists();
	cf_set(&tables, (lies[_i].uses ? uses_at : lists_at) + lies[_i].at,
	       lies[_i].value, lies[_i].bytes);
	ck_assert_int_eq(read_doc(), VB_OK);
	ck_assert_str_eq(text(), PLAIN);
	ck_assert_str_eq(record.warning.ptr, NO_NUMBERS);
	ck_assert(record.partial);
}
END_TEST

/* A run of a page that makes a paragraph of each byte. */
START_TEST(doc__lists_of_nothing)
{
	static char marks[4000];
	const struct run r[] = { { .text = marks, .goes_on = true },
				 { .text = "het\r", .list = 1 } };

	memset(marks, '\r', sizeof(marks) - 1);
	write_doc(r, COUNT(r), BYTES);
	put_lists();
	ck_assert_int_eq(read_doc(), VB_OK);
	ck_assert_uint_lt(record.text.len, 2 * main_stream.len);
	ck_assert_ptr_nonnull(strstr(text(), "Điều 99.\nĐiều 100.\n"));
	ck_assert_ptr_nonnull(strstr(text(), "\nhet"));
	ck_assert_str_eq(record.warning.ptr, NO_NUMBERS);
}
END_TEST

/* Numbers as another program shows them. */
static const struct {
	const char *file, *want;
} real_lists[] = {
	{ "14222666.doc", "\n1.\tĐài Truyền hình Việt Nam\tNam Định\t" },
	{ "14222666.doc", "\n2.\t\tQuảng Ninh\t" },
	{ "14222666.doc", "\n14.\tCông ty cổ phần nghe nhìn toàn cầu" },
	{ "14222666.doc", "\n- Uỷ ban Tần số VTĐ quốc gia;\n" },
	{ "10209613.doc", "\n5.1. Công ty đại chúng muốn mua lại" },
	{ "10209613.doc", "\n5.2. Công ty đại chúng khi hoàn tất" },
	{ "10209613.doc", "\n2. Vốn điều lệ:" },
	{ "14222845.doc", "\n1. Kích thước: chiều dài 85mm" },
	{ "14222845.doc", "\n2. Nội dung:" },
};

START_TEST(doc__real_lists)
{
	struct vb_buf bytes = VB_BUF_INIT(1 << 24);
	char path[512], name[64];

	snprintf(name, sizeof(name), "formats/doc/%s", real_lists[_i].file);
	if (!data_path(path, sizeof(path), name))
		return;
	ck_assert_int_eq(vb_file_read(&bytes, path, 0, NULL), VB_OK);
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&bytes)), VB_OK);
	ck_assert_ptr_nonnull(strstr(text(), real_lists[_i].want));
	ck_assert(!record.partial);
	vb_buf_clear(&bytes);
}
END_TEST

/* Word 6, as a publisher of laws had it. */
START_TEST(doc__real)
{
	struct vb_buf bytes = VB_BUF_INIT(1 << 24);
	char path[512];

	if (!data_path(path, sizeof(path),
		       "formats/doc-word6-tcvn3/45000077.DOC"))
		return;
	ck_assert_int_eq(vb_file_read(&bytes, path, 0, NULL), VB_OK);
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&bytes)), VB_OK);
	ck_assert_ptr_nonnull(strstr(
		text(), "\nChiểu theo Sắc lệnh số 51 ngày 17 tháng 10 năm "
			"1945 về cuộc tổng tuyển cử"));
	ck_assert_ptr_nonnull(strstr(text(), "\n\tTổng cộng\t330\t300\t30\n"));
	ck_assert(!record.partial);
	vb_buf_clear(&bytes);
}
END_TEST

static void clear(void)
{
	vb_buf_clear(&main_stream);
	vb_buf_clear(&tables);
	vb_buf_clear(&file);
}

int main(void)
{
	TCase *tc = tcase_create("doc");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, doc__whole, 0, 3);
	tcase_add_test(tc, doc__footnote);
	tcase_add_test(tc, doc__encrypted);
	tcase_add_loop_test(tc, doc__cut_off, 0, 3);
	tcase_add_test(tc, doc__chain_in_a_circle);
	tcase_add_loop_test(tc, doc__no_pieces, 0, 3);
	tcase_add_test(tc, doc__shared_pieces);
	LOOP(tc, doc__lists, list_cases);
	tcase_add_test(tc, doc__lists_cut_off);
	LOOP(tc, doc__lists_that_lie, lies);
	tcase_add_test(tc, doc__lists_of_nothing);
	LOOP(tc, doc__real_lists, real_lists);
	tcase_add_test(tc, doc__real);
	return run("format/doc", tc);
}
