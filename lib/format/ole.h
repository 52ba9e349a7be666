/*
 * format/ole: compound files, the small file system in which Word, Excel and
 * PowerPoint kept a document before 2007. Private to lib/format.
 *
 *	st = vb_ole_open(&ole, bytes, &err);
 *	st = vb_ole_read(&stream, ole, "WordDocument");
 *	vb_ole_close(ole);
 *
 * Facts: [MS-CFB] and [MS-OLEPS], the published descriptions. Only streams
 * right below the root are seen: those of embedded objects are not this
 * document. Every chain is followed until it comes back to a block it had, so a
 * looped or cut one gives what there is, and vb_ole_is_damaged says so.
 */
#ifndef VB_FORMAT_OLE_H
#define VB_FORMAT_OLE_H

#include <stdint.h>

#include "base/buf.h"
#include "doc/record.h"

typedef struct vb_ole vb_ole;

/* Little endian numbers at `at`; 0 where `s` does not reach. */
static inline unsigned vb_le8(struct vb_str s, size_t at)
{
	return at < s.len ? (unsigned char)s.ptr[at] : 0;
}

static inline unsigned vb_le16(struct vb_str s, size_t at)
{
	return s.len >= 2 && at <= s.len - 2 ?
		       vb_le8(s, at) | vb_le8(s, at + 1) << 8 :
		       0;
}

static inline uint32_t vb_le32(struct vb_str s, size_t at)
{
	return s.len >= 4 && at <= s.len - 4 ?
		       vb_le16(s, at) | (uint32_t)vb_le16(s, at + 2) << 16 :
		       0;
}

/*
 * Open the compound file `bytes`, which must outlive it. VB_OK; VB_BAD_INPUT
 * when it is none or its folder cannot be found; VB_NO_MEMORY.
 */
vb_status vb_ole_open(vb_ole **out, struct vb_str bytes, struct vb_error *err);
void vb_ole_close(vb_ole *ole); /* NULL is accepted */

/* Is there a stream of that (ASCII) name? Case does not matter. */
bool vb_ole_has(const vb_ole *ole, const char *name);

/*
 * Append the stream `name` to `out`, as much of it as the file holds. VB_OK;
 * VB_NOT_FOUND; VB_TOO_BIG; VB_NO_MEMORY.
 */
vb_status vb_ole_read(struct vb_buf *out, vb_ole *ole, const char *name);

/* Was any chain followed so far looped, or cut off before its end? */
bool vb_ole_is_damaged(const vb_ole *ole);

/* Did one come back to a block it had before? */
bool vb_ole_is_looped(const vb_ole *ole);

/*
 * What the stream of summary information says of title, author and the day
 * the document was made: set as INFERRED, with little confidence, because
 * they are often those of an older document that was written over. Text stays
 * as it is for the record's decoder. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_ole_summary(struct vb_record *record, vb_ole *ole);

/* What the readers of this family share. */

/*
 * Append 8-bit text as UTF-8, each byte as the character that Windows-1252
 * has for it, or Latin-1 where that has none: what vb_layout_text wants.
 */
vb_status vb_western_append(struct vb_buf *out, struct vb_str bytes);

/* Append UTF-16 (little endian); half a pair becomes U+FFFD. */
vb_status vb_utf16_append(struct vb_buf *out, struct vb_str bytes);

/* Append one character: a space for a line end, nothing for a control or for
 * what is no character. */
vb_status vb_char_append(struct vb_buf *out, uint32_t code);

/* The character of a byte in Windows-1252, or in Latin-1 where it has none. */
uint32_t vb_western_char(unsigned char byte);

/*
 * What a byte of a font means that is no alphabet ("Symbol", "Wingdings"):
 * the character, a bullet for ornaments at the start of list items, or 0 for
 * what has no meaning in text. `*known` tells whether `font` is one.
 */
uint32_t vb_symbol_char(bool *known, struct vb_str font, unsigned char byte);

/*
 * Set what a program wrote about its file: INFERRED, of little confidence.
 * Titles that programs make up by themselves are left out.
 */
vb_status vb_set_summary(struct vb_record *record, enum vb_field_id id,
			 struct vb_str value);

/*
 * The readers of what is inside. Each fills record->text and blocks; fails
 * as vb_format_read says.
 */
vb_status vb_read_word(struct vb_record *record, vb_ole *ole,
		       struct vb_error *err);
vb_status vb_read_excel(struct vb_record *record, vb_ole *ole,
			struct vb_error *err);
vb_status vb_read_powerpoint(struct vb_record *record, vb_ole *ole,
			     struct vb_error *err);

#endif
