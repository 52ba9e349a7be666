/*
 * text/charset: the encodings that Vietnamese text came in before Unicode,
 * and the ways in which it was broken afterwards.
 *
 * An encoding says what bytes mean; a decoding, how a given text is to be
 * read: bytes in an encoding, or UTF-8 that came about because bytes in that
 * encoding were once taken for Windows-1252 or Latin-1. Which one it is, a
 * name or a font may say, or text/detect finds out. Everything here gives
 * UTF-8 with composed letters; clean and canonical (text.h) come after it.
 *
 * Tables: lib/text/charset_table.c, generated from data/charset, where the
 * sources are named. UTF-16 and the encodings of other countries are iconv's.
 */
#ifndef VB_TEXT_CHARSET_H
#define VB_TEXT_CHARSET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

enum vb_charset {
	VB_CHARSET_UTF8,
	VB_CHARSET_TCVN3, /* first of those that vb_charset_tables has */
	VB_CHARSET_VNI,
	VB_CHARSET_VISCII,
	VB_CHARSET_VPS,
	VB_CHARSET_CP1258,
	VB_CHARSET_TCVN5712,
	VB_CHARSET_BKHCM2,
	VB_CHARSET_CP1252, /* last of them: what is Western, not Vietnamese */
	VB_CHARSET_VIQR,
	VB_CHARSET_NCR,	     /* "&#7897;" in plain text */
	VB_CHARSET_PDFSHIFT, /* letters of a PDF font, moved to Cyrillic */
	VB_CHARSET_UTF16,    /* little endian unless a mark says otherwise */
	VB_CHARSET_COUNT,
};

/*
 * How text is to be read. VB_DECODING_TWICE + c: bytes in charset c, read as
 * Windows-1252 or Latin-1 and kept as UTF-8. Below that: charset c itself.
 */
#define VB_DECODING_TWICE VB_CHARSET_COUNT
#define VB_DECODING_COUNT (VB_DECODING_TWICE + VB_CHARSET_CP1252)

/* "tcvn3", "utf-8 read as windows-1252"; never NULL. */
const char *vb_decoding_name(unsigned decoding);

/* What bytes of a decoding stand for: vb_charset of either kind. */
static inline enum vb_charset vb_decoding_charset(unsigned decoding)
{
	return (enum vb_charset)(decoding % VB_DECODING_TWICE);
}

static inline bool vb_decoding_is_twice(unsigned decoding)
{
	return decoding >= VB_DECODING_TWICE;
}

/* Do capitals use the codes of small letters (of VPS, in some fonts)? */
static inline bool vb_decoding_shares_capitals(unsigned decoding)
{
	enum vb_charset c = vb_decoding_charset(decoding);

	return c == VB_CHARSET_TCVN3 || c == VB_CHARSET_VPS;
}

/*
 * The charset called `name` in headers, options and portals ("TCVN3", "ABC",
 * "VNI-Windows", "x-viet-vps", "windows-1258", any case and punctuation), or
 * VB_CHARSET_COUNT for one that is none of ours.
 */
enum vb_charset vb_charset_by_name(struct vb_str name);

/*
 * The charset that a font implies: ".VnTime" is TCVN3, "VNI-Times" VNI,
 * "VPS Times" VPS; VB_CHARSET_UTF8 for any other font, which implies nothing.
 * `*capitals` (NULL allowed) tells that the font shows small letters as
 * capitals (".VnTimeH").
 */
enum vb_charset vb_charset_of_font(struct vb_str font, bool *capitals);

/*
 * Text is decoded in pieces that end where no encoding has a character going
 * on: at ASCII that takes no part in one, mostly white space.
 */
#define VB_PIECE_BYTES 64
#define VB_PIECE_ROOM (3 * VB_PIECE_BYTES + 16)

/* The length of the first piece of `text` (> 0 if text.len is). */
size_t vb_piece_end(struct vb_str text);

/* Is `piece` white space and the like, which reads alike in all decodings? */
bool vb_piece_is_glue(struct vb_str piece);

/*
 * The length of a tag ("<p>", "</td>") or a named reference ("&nbsp;") that
 * begins `text`; 0 if none does. Its letters are the page's, not the text's.
 */
size_t vb_piece_markup(struct vb_str text);

/*
 * Write the decoded `piece`, of at most VB_PIECE_BYTES, to `out`
 * (VB_PIECE_ROOM bytes) and return its length, or VB_NPOS if it cannot be of
 * that decoding: a character that Windows-1252 lacks in what should have been
 * read as that, no reference in what should have some, broken UTF-8. Of that,
 * quotes, dashes and the ellipsis of Windows-1252, which programs paste into
 * anything, are mended. VIQR is read by vb_viqr_piece without a bias.
 */
size_t vb_piece_decode(char *out, struct vb_str piece, unsigned decoding);

/*
 * A piece of VIQR (RFC 1456), whose tone marks are punctuation too: "ta." may
 * be tạ, or ta at the end of a sentence. At the end of a piece the commoner
 * syllable decides; `bias` are the steps of vb_syllable_weight (each twice
 * the count) by which punctuation is the less likely, VB_VIQR_TONE if it
 * cannot be: a writer who escapes punctuation (see vb_viqr_escapes) means the
 * tone. Returns as vb_piece_decode.
 */
#define VB_VIQR_TONE 100
size_t vb_viqr_piece(char *out, struct vb_str piece, int bias);

/* Does `text` hold a backslash before what VIQR takes for a tone mark? */
bool vb_viqr_escapes(struct vb_str text);

/*
 * Is every word of `line`, read as VIQR, a syllable in use? Tags and numbers
 * do not count; false if there are no words.
 */
bool vb_viqr_is_whole(struct vb_str line);

/*
 * Give words of `text`, decoded from an encoding whose capitals have no codes
 * of their own, the capitals they had: in a word with two or more ASCII
 * letters, all capital, every letter is one; a word with at most one ASCII
 * letter, and that no small one, goes with the nearest word that tells.
 * `all` makes every letter a capital. In place: the length stays.
 */
void vb_capitals_restore(char *text, size_t len, bool all);

/*
 * Append `in`, bytes in an encoding that iconv knows, as UTF-8. Only what a
 * fixed list has is opened, whatever `name` says: UTF-16 and UTF-32 with and
 * without byte order, ISO-8859-x, windows-125x, koi8-r, and the usual ones of
 * East Asia. What cannot be decoded becomes U+FFFD, counted in `*bad` (NULL
 * allowed). VB_OK, VB_UNSUPPORTED for a name not on the list, VB_TOO_BIG,
 * VB_NO_MEMORY; then `out` is unchanged.
 */
vb_status vb_charset_iconv(struct vb_buf *out, size_t *bad, struct vb_str in,
			   struct vb_str name);

/* Private to text/: the tables. */
struct vb_charset_table {
	uint16_t single[256]; /* the code point of a byte on its own */
	uint8_t first[256];   /* of a byte that may begin a pair, from 1 */
	uint8_t second[256];  /* of one that may end it, from 1 */
	uint16_t seconds;     /* how many there are */
	uint16_t pairs;	      /* where the pairs begin in vb_charset_pairs */
};

extern const struct vb_charset_table vb_charset_tables[];
extern const uint16_t vb_charset_pairs[]; /* 0: no pair */

#endif
