/*
 * output/xmlout: write XML 1.0 into a buffer.
 *
 *	struct vb_xmlout x = VB_XMLOUT_INIT(&buf);
 *	vb_xmlout_head(&x);
 *	vb_xmlout_open(&x, "record");
 *	vb_xmlout_element(&x, "dc:title", title);
 *	vb_xmlout_close(&x, "record");
 *	return x.status;
 *
 * Text may be any bytes: markup is escaped, what XML may not hold (control
 * characters, U+FFFE, surrogates) is left out, and bytes that are not UTF-8
 * become U+FFFD. Names and attributes' names are the caller's constants. The
 * first failure sticks: only the last call need be checked.
 */
#ifndef VB_OUTPUT_XMLOUT_H
#define VB_OUTPUT_XMLOUT_H

#include "base/buf.h"

struct vb_xmlout {
	struct vb_buf *out;
	vb_status status; /* VB_OK, or the first VB_TOO_BIG, VB_NO_MEMORY */
};

/* clang-format off */
#define VB_XMLOUT_INIT(buffer) { (buffer), VB_OK }
/* clang-format on */

/* The declaration. */
void vb_xmlout_head(struct vb_xmlout *x);

/* `markup` as it is: a constant of the caller's. */
void vb_xmlout_raw(struct vb_xmlout *x, const char *markup);

/* Text or the value of an attribute in double quotes. */
void vb_xmlout_text(struct vb_xmlout *x, struct vb_str text);

/* <tag> and </name>; the tag may have attributes in it. */
void vb_xmlout_open(struct vb_xmlout *x, const char *tag);
void vb_xmlout_close(struct vb_xmlout *x, const char *name);

/* ` name="value"`, within a start tag that vb_xmlout_raw began. */
void vb_xmlout_attr(struct vb_xmlout *x, const char *name, struct vb_str value);

/* <name>text</name>; nothing when the text is empty. */
void vb_xmlout_element(struct vb_xmlout *x, const char *name,
		       struct vb_str text);
void vb_xmlout_int(struct vb_xmlout *x, const char *name, long long value);

#endif
