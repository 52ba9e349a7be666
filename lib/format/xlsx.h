/*
 * format/xlsx: how cells look. Private to xlsx*.c.
 */
#ifndef VB_FORMAT_XLSX_H
#define VB_FORMAT_XLSX_H

#include "format/office.h"

enum vb_look_kind {
	VB_LOOK_GENERAL,
	VB_LOOK_FIXED,
	VB_LOOK_PERCENT,
	VB_LOOK_DATE,
	VB_LOOK_TIME,
	VB_LOOK_DATE_TIME
};

/* A cell's format, as far as it is followed. */
struct vb_look {
	enum vb_look_kind kind;
	unsigned decimals; /* of FIXED and PERCENT */
	struct vb_str font;
};

struct vb_looks {
	struct vb_look *items; /* by the number that cells give */
	size_t n;
};

/* Read xl/styles.xml. Arena memory. VB_OK or VB_NO_MEMORY. */
vb_status vb_xlsx_looks(struct vb_looks *out, struct vb_office *o,
			const char *part);

/*
 * Append the number `value` as its look shows it: "12/03/2021", "45%", "0.5".
 * `since_1904`: days count from there. What is no number stays as it is.
 */
vb_status vb_xlsx_number(struct vb_buf *out, struct vb_str value,
			 const struct vb_look *look, bool since_1904);

#endif
