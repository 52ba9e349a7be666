/*
 * doc/reference: the documents that a text names, and what it says of them.
 *
 * A document is named by its number (20-CT/TU), by type and serial alone
 * (Đề án số 15), or, a law or ordinance, by its name (Luật Tiếp công dân
 * 2013). Each gives a key, which is all that is stored: what it means is
 * decided when it is looked up.
 */
#ifndef VB_DOC_REFERENCE_H
#define VB_DOC_REFERENCE_H

#include "base/buf.h"
#include "doc/record.h"

#define VB_NAME_KEY_BYTES 400 /* longest key of a name with its NUL */

/* "mention", "basis", "cites", "amends", …; what JSON and `show` say. */
const char *vb_relation_name(enum vb_relation kind);

/* The relation of that name, or VB_RELATION_COUNT. */
enum vb_relation vb_relation_by_name(struct vb_str name);

/*
 * Set `again` in a list that comes from where it is not kept. `arena` holds
 * what is needed meanwhile. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_references_mark(struct vb_reference *list, struct vb_arena *arena);

/*
 * The key under which texts name the law of that `title`: "Luật Thanh niên"
 * dated 2020-06-16 gives "=luat thanh nien 2020". The year is the title's own
 * ("Luật Thanh niên năm 2020"), else the date's, else missing. A number in
 * the title is left out. `date` may be empty. Writes "" when the title is not
 * that of a law, ordinance or constitution, or too long for a name.
 */
void vb_reference_name_key(char out[VB_NAME_KEY_BYTES], struct vb_str title,
			   struct vb_str date);

/*
 * The bytes of `key`, one of a name, without its year: of
 * "=luat thanh nien 2020" those of "=luat thanh nien". `*year` gets the year
 * or 0. Any other key is returned whole, its year 0.
 */
struct vb_str vb_reference_key_name(unsigned *year, struct vb_str key);

#endif
