/*
 * doc/structure: the parts of a document by their headings, as places that
 * links and hits point to.
 *
 *	state	Phần, Chương, Mục, Tiểu mục, Điều, khoản "1.", điểm "a)"
 *	Party	"I.", "1.", "1.1.", "a)"
 *	both	Phụ lục; rules "ban hành kèm theo", whose Điều begin anew
 *
 * An anchor is unique in its text and stays the same as long as the numbers
 * do: "dieu-5.khoan-2.diem-a", "phu-luc-1.muc-3", "chuong-2". Điều are
 * counted through a document, so no chapter stands before them. Only ASCII
 * letters, digits, '-' and '.'.
 */
#ifndef VB_DOC_STRUCTURE_H
#define VB_DOC_STRUCTURE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/* From the outermost in; a deeper one has a higher value. */
enum vb_section_kind {
	VB_SECTION_ANNEX,      /* Phụ lục II; what is attached */
	VB_SECTION_PART,       /* Phần thứ nhất, Phần II */
	VB_SECTION_CHAPTER,    /* Chương II */
	VB_SECTION_SECTION,    /* Mục 1 */
	VB_SECTION_SUBSECTION, /* Tiểu mục 1 */
	VB_SECTION_LETTER,     /* "A." */
	VB_SECTION_ROMAN,      /* "I." */
	VB_SECTION_ARTICLE,    /* Điều 5 */
	VB_SECTION_CLAUSE,     /* khoản: "1." */
	VB_SECTION_SUBCLAUSE,  /* "1.1." */
	VB_SECTION_POINT,      /* điểm: "a)" */
	VB_SECTION_KINDS,
};

#define VB_SECTION_NONE ((size_t)-1)

struct vb_section {
	enum vb_section_kind kind;
	struct vb_str anchor; /* in the arena */
	struct vb_str label;  /* as it stands there: "Điều 5", "a)" */
	struct vb_str title;  /* what follows on its line; may be empty */
	size_t from, to;      /* bytes of the text, all it contains */
	size_t parent;	      /* index of the one around, or ..._NONE */
};

struct vb_structure {
	struct vb_section *sections; /* in text order */
	size_t n;
};

/* At most so many sections are told apart; the rest belongs to the last. */
#define VB_SECTIONS_MAX 20000

/*
 * Find the sections of clean `text`. What an amending text quotes
 * (“Điều 5. …”) is no section. Linear time; `label` and `title` point into
 * `text`, all else is in `arena`. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_structure_read(struct vb_structure *out, struct vb_arena *arena,
			    struct vb_str text);

#define VB_ANCHOR_BYTES 120 /* longest anchor with its NUL */

/*
 * The anchors of the place `at` in `text` without keeping the rest: `section`
 * of the innermost section there, `article` of the innermost one that is no
 * khoản or điểm. Either is "" where there is none.
 */
void vb_structure_anchors(char article[VB_ANCHOR_BYTES],
			  char section[VB_ANCHOR_BYTES], struct vb_str text,
			  size_t at);

/* The index of the innermost section that holds byte `at`, or ..._NONE. */
size_t vb_structure_at(const struct vb_structure *s, size_t at);

/* "article", "clause", …: as in `extract --format=json`. */
const char *vb_section_name(enum vb_section_kind kind);

#endif
