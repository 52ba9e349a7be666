/*
 * xapian-c/common: what all of the C API over libxapian shares.
 *
 * What always holds:
 *  - Nothing throws through C: each Xapian exception becomes a vb_status, and
 *    err->message is "<class>: <text>", for instance "DatabaseLockError:
 *    unable to get write lock on …".
 *  - One handle serves one thread at a time, and so do handles made from it
 *    (an enquire of a database, a document of an mset, a query in a query):
 *    Xapian's reference counts are not atomic. Other threads open their own.
 *  - A handle keeps alive what it was made from; handles can be freed in any
 *    order. Every _free and _close accepts NULL and leaves errno alone.
 *  - Bytes that are read are appended to a vb_buf; on failure it is unchanged.
 *  - A callback must not longjmp, and must not free or change the handle that
 *    calls it. Its strings live until it returns.
 *
 * How exceptions map:
 *	VB_BUSY        DatabaseModifiedError (reopen and start again),
 *		       DatabaseLockError (another process writes)
 *	VB_CORRUPT     DatabaseCorruptError, SerialisationError
 *	VB_MISMATCH    DatabaseVersionError
 *	VB_NOT_FOUND   DatabaseOpeningError, DatabaseNotFoundError,
 *		       DocNotFoundError
 *	VB_TIMEOUT     NetworkTimeoutError, the deadline of query.h
 *	VB_BAD_INPUT   InvalidArgumentError, InvalidOperationError,
 *		       QueryParserError, DatabaseClosedError
 *	VB_TOO_BIG     a term past VB_XAPIAN_TERM_MAX, WildcardError,
 *		       RangeError, a vb_buf past its limit
 *	VB_NO_MEMORY   std::bad_alloc
 *	VB_NO_SPACE    any database error whose cause is a full disk or quota
 *	VB_IO	       NetworkError, DatabaseCreateError, and any database
 *		       error whose cause is another errno
 *	VB_UNSUPPORTED UnimplementedError, FeatureUnavailableError
 *	VB_INTERNAL    all else
 * Every function that takes `err` can return any of these; its comment names
 * those with a meaning of their own.
 */
#ifndef VB_XAPIAN_C_COMMON_H
#define VB_XAPIAN_C_COMMON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

#define VB_XAPIAN_TERM_MAX 245 /* bytes of a term once zero bytes are escaped */

/*
 * Whether a failure means that a reader fell behind the writer: the revision
 * it reads was overwritten. Reopen the database, then run the match *and*
 * the reading of its documents again, a few times at most.
 */
bool vb_xapian_was_modified(const struct vb_error *err);

/* How many bytes Xapian stores for `term`: a zero byte counts twice. */
size_t vb_xapian_term_stored(struct vb_str term);

/* Whether Xapian takes `term`: not empty, at most VB_XAPIAN_TERM_MAX stored. */
bool vb_xapian_term_fits(struct vb_str term);

/*
 * Append a form of `number` that sorts by bytes as numbers do, at most 9
 * bytes, for value slots. NaN is VB_BAD_INPUT; infinities are allowed.
 * VB_TOO_BIG past out->limit; VB_NO_MEMORY.
 */
vb_status vb_xapian_sortable(struct vb_buf *out, double number,
			     struct vb_error *err);

/* The number again; any other bytes give some number, never a failure. */
double vb_xapian_unsortable(struct vb_str value);

/* Called for each item; false stops the iteration, which is no failure. */
typedef bool vb_xapian_term_fn(void *ctx, struct vb_str term, uint32_t freq);
typedef bool vb_xapian_number_fn(void *ctx, uint32_t number);
typedef bool vb_xapian_value_fn(void *ctx, uint32_t number,
				struct vb_str value);

#endif
