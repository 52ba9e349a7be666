/*
 * format/markup_note: footnotes in HTML, and the marks that lead to them.
 * Private to markup.c.
 */
#ifndef VB_FORMAT_MARKUP_NOTE_H
#define VB_FORMAT_MARKUP_NOTE_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/str.h"

/* Is all that is in the element `node` a footnote or an endnote? */
bool vb_markup_is_note(const xmlNode *node);

/*
 * Is the element a note's mark, as LibreOffice and Word write it, or a raised
 * number that is no part of the word before it? `before` is the line up to
 * it: "m" and "10" before it make it a part of "m2" and "10^6", unless it
 * leads somewhere, in a link or with one.
 */
bool vb_markup_is_mark(const xmlNode *node, struct vb_str before, bool in_link);

#endif
