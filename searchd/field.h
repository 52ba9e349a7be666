/*
 * field: values of header fields that are read by rules of their own.
 */
#ifndef VB_SEARCHD_FIELD_H
#define VB_SEARCHD_FIELD_H

#include <stdbool.h>
#include <time.h>

#include "base/str.h"

#define FIELD_DATE 30 /* "Sun, 06 Nov 1994 08:49:37 GMT" and a NUL */
#define FIELD_ID 64   /* bytes of a request's id at most */

/*
 * Does an Accept-Encoding header (empty: none) want gzip? RFC 9110, 12.5.3:
 * gzip or x-gzip, else "*", with a weight over 0 that is not below that of
 * identity where that is named. A weight that can't be read counts as 0.
 */
bool field_wants_gzip(struct vb_str accept_encoding);

/* Is it fit to be repeated as a request's id: letters, digits, ._- */
bool field_is_id(struct vb_str text);

/*
 * Is it an origin as browsers send it: http or https, a host in small
 * letters, a port that is not the scheme's own? "null" is none.
 */
bool field_is_origin(struct vb_str text);

/* A date as RFC 9110 writes them. */
void field_print_date(char out[FIELD_DATE], time_t when);

/* The same read, in that one form; false for all else. */
bool field_parse_date(time_t *out, struct vb_str text);

#endif
