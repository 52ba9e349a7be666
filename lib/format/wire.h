/*
 * format/wire: a record as bytes. How vanban-reader answers, and what an
 * archive keeps of a file that only a converter or a cage can read.
 *
 * Layout, all numbers little endian, a string is its u32 length and bytes:
 *	"VBrd", u32 VB_WIRE_VERSION
 *	id, text, file, warning; u8 partial
 *	u8 n, n fields:	   u8 id, u8 how, f64 confidence, value, label,
 *			   u32 from, u32 to
 *	u32 n, n extras:   name, json
 *	u32 n, n mentions: number, key, type, date, u8 date_how, u32 from,
 *			   u32 to; from layout 2 on: kind by its name, issuer,
 *			   anchor
 *	u32 n, n blocks:   u8 kind, u32 level, u32 from, u32 to
 *	report:		   u64 for each count, in the order of the struct
 *	encoding:	   u32 main, u64 runs, words, valid
 * Nothing follows. Any machine reads what any other wrote.
 */
#ifndef VB_FORMAT_WIRE_H
#define VB_FORMAT_WIRE_H

#include "base/buf.h"
#include "doc/record.h"

/* Of this layout: a newer program reads all older ones. */
#define VB_WIRE_VERSION 2

/*
 * Of what the readers find in a file. Counts up when they find more or
 * otherwise; the archive keeps it beside each reading, so that it is known
 * which files are worth reading again.
 */
#define VB_READING_VERSION 3

#define VB_WIRE_LIMIT ((size_t)640 << 20) /* bytes of an encoded record */
#define VB_WIRE_BLOCKS ((size_t)1 << 24)  /* most blocks of a record */
#define VB_WIRE_MENTIONS ((size_t)1 << 20)
#define VB_WIRE_EXTRAS ((size_t)1 << 16)

/*
 * Append everything that a reader, or vb_record_understand after it, fills
 * in a record; report.offsets is left out. A warning that is not clean UTF-8
 * (a converter's words, cut somewhere) is cleaned on the way.
 * Returns VB_OK; VB_TOO_BIG past out->limit or one of the limits above;
 * VB_NO_MEMORY. On failure `out` is unchanged.
 */
vb_status vb_wire_write(struct vb_buf *out, const struct vb_record *record);

/*
 * Fill `out` (initialised, with its arena; all else in it is replaced) from
 * `bytes`, which may come from a process that a hostile file has taken over:
 * every length, count and number is checked, ranges lie in the text and begin
 * and end between characters, blocks are in order, strings are UTF-8 without
 * control characters but tab and newline (id: none, file: any bytes but NUL),
 * extras are JSON, and no field is CORRECTED: that is a person's word. What a
 * record says is its sender's all the same: a caller who knows the id, or
 * wants no `file` opened, sets them itself.
 *
 * Strings are views into `bytes`, which must outlive the record; whoever
 * can't keep them copies them to the arena first. Lists are in the arena, in
 * memory at most six times the bytes.
 *
 * Returns VB_OK; VB_CORRUPT, and err->offset is where; VB_MISMATCH for the
 * layout of a newer program; VB_NO_MEMORY. On failure `out` is unchanged.
 */
vb_status vb_wire_read(struct vb_record *out, struct vb_str bytes,
		       struct vb_error *err);

#endif
