/*
 * data/charset/letters.tsv as the tests read it, and an encoder made of it
 * that shares no code with lib/text: what was encoded here must come back.
 */
#ifndef VB_TESTS_TEXT_LETTERS_H
#define VB_TESTS_TEXT_LETTERS_H

#include "help.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "text/charset.h"

#define LETTERS_FILE "data/charset/letters.tsv"
#define LETTERS 134

/* Columns of the file, in its order. */
static const enum vb_charset columns[] = {
	VB_CHARSET_TCVN3,  VB_CHARSET_TCVN5712, VB_CHARSET_VNI,
	VB_CHARSET_VISCII, VB_CHARSET_VPS,	VB_CHARSET_CP1258,
	VB_CHARSET_BKHCM2, VB_CHARSET_VIQR,
};
#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* One row: bytes by charset; n 0 where an encoding lacks the letter. */
struct letter_row {
	char utf8[8];
	uint32_t code;
	struct {
		char bytes[8];
		size_t n;
	} in[VB_CHARSET_COUNT];
};

static struct letter_row letter_rows[LETTERS];

static inline void read_cell(struct letter_row *row, enum vb_charset charset,
			     const char *cell)
{
	unsigned byte;
	size_t n = 0;

	if (charset == VB_CHARSET_VIQR) {
		n = strlen(cell);
		memcpy(row->in[charset].bytes, cell, n);
	} else if (strcmp(cell, "-")) {
		for (; sscanf(cell + 2 * n, "%2x", &byte) == 1; n++)
			row->in[charset].bytes[n] = (char)byte;
	}
	row->in[charset].n = n;
}

/* Read the file once; tests run from the root of the repository. */
static inline const struct letter_row *letters_table(void)
{
	FILE *f;
	char line[256], cell[COLUMNS][8];
	size_t n = 0;

	if (letter_rows[0].code)
		return letter_rows;
	f = fopen(LETTERS_FILE, "r");
	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f)) {
		struct letter_row *row = &letter_rows[n];

		if (line[0] == '#')
			continue;
		ck_assert_uint_lt(n, LETTERS);
		ck_assert_int_eq(
			sscanf(line, "%7s %x %7s %7s %7s %7s %7s %7s %7s %7s",
			       row->utf8, &row->code, cell[0], cell[1], cell[2],
			       cell[3], cell[4], cell[5], cell[6], cell[7]),
			10);
		for (size_t c = 0; c < COLUMNS; c++)
			read_cell(row, columns[c], cell[c]);
		n++;
	}
	fclose(f);
	ck_assert_uint_eq(n, LETTERS);
	return letter_rows;
}

static inline const struct letter_row *letter_of(uint32_t code)
{
	const struct letter_row *rows = letters_table();

	for (size_t i = 0; i < LETTERS; i++)
		if (rows[i].code == code)
			return &rows[i];
	return NULL;
}

static inline uint32_t small_of(uint32_t code)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

static inline bool is_viqr_mark(char c)
{
	return c && strchr("'`?~.^(+*\\", c);
}

/* What Windows-1252 shows for a byte; C1 for the five it has not. */
static inline uint32_t cp1252_of(unsigned char byte)
{
	iconv_t cd = iconv_open("UTF-32LE", "CP1252");
	char in = (char)byte, *from = &in;
	uint32_t code = 0;
	char *to = (char *)&code;
	size_t left = 1, room = 4;

	ck_assert_ptr_ne(cd, (iconv_t)-1);
	if (iconv(cd, &from, &left, &to, &room) == (size_t)-1)
		code = byte;
	iconv_close(cd);
	return code;
}

/*
 * Append `text` in `charset` as people wrote it: TCVN3 has the small letter
 * for a capital it lacks, VIQR a backslash before punctuation that would be
 * read as a mark. Quotes and dashes are bytes of Windows-1252. False for a
 * letter that the encoding lacks.
 */
static inline bool encode_as(struct vb_buf *out, const char *text,
			     enum vb_charset charset)
{
	struct vb_str rest = vb_str_from(text);
	bool after_letter = false;

	while (rest.len) {
		const struct letter_row *row;
		uint32_t code;
		size_t len = vb_utf8_decode(&code, rest);
		char c = (char)code;

		rest = vb_str_skip(rest, len);
		row = letter_of(code);
		if (row && !row->in[charset].n)
			row = letter_of(small_of(code));
		if (code < 0x80) {
			if (charset == VB_CHARSET_VIQR && after_letter &&
			    is_viqr_mark(c))
				MUST(!vb_buf_append_char(out, '\\'));
			after_letter = (c | 32) >= 'a' && (c | 32) <= 'z';
			MUST(!vb_buf_append_char(out, c));
			continue;
		}
		after_letter = row != NULL;
		if (row) {
			MUST(!vb_buf_append(out,
					    vb_str_of(row->in[charset].bytes,
						      row->in[charset].n)));
			continue;
		}
		for (c = (char)0x80; c < (char)0xA0; c++)
			if (cp1252_of((unsigned char)c) == code)
				break;
		if (c == (char)0xA0 || charset == VB_CHARSET_VIQR)
			return false;
		MUST(!vb_buf_append_char(out, c));
	}
	return true;
}

/* The bytes `in` as a program shows them that takes them for Windows-1252
 * (or Latin-1), in UTF-8. */
static inline void read_as_western(struct vb_buf *out, struct vb_str in,
				   bool latin1)
{
	static uint32_t shown[256];

	for (size_t i = 0; !shown[255] && i < 256; i++)
		shown[i] = cp1252_of((unsigned char)i);
	for (size_t i = 0; i < in.len; i++) {
		unsigned char byte = (unsigned char)in.ptr[i];
		char utf8[4];
		size_t n = vb_utf8_encode(utf8, latin1 ? byte : shown[byte]);

		MUST(!vb_buf_append(out, vb_str_of(utf8, n)));
	}
}

/* `in` through iconv; false if it refuses. What it held back is flushed. */
static inline bool through_iconv(struct vb_buf *out, struct vb_str in,
				 const char *to_name, const char *from_name)
{
	iconv_t cd = iconv_open(to_name, from_name);
	char *from = (char *)in.ptr;
	size_t left = in.len;
	bool good = true;

	ck_assert_ptr_ne(cd, (iconv_t)-1);
	while (good) {
		char block[512], *to = block;
		size_t room = sizeof(block);
		bool end = !left;
		size_t got = iconv(cd, end ? NULL : &from, end ? NULL : &left,
				   &to, &room);

		good = got != (size_t)-1 || room < sizeof(block);
		MUST(!vb_buf_append(out,
				    vb_str_of(block, sizeof(block) - room)));
		if (end)
			break;
	}
	iconv_close(cd);
	return good;
}

#endif
