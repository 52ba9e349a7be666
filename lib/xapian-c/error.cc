#include "xapian-c/internal.hh"

#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>

namespace
{

const struct {
	const char *type;
	vb_status status;
} types[] = {
	{ "DatabaseModifiedError", VB_BUSY },
	{ "DatabaseLockError", VB_BUSY },
	{ "DatabaseCorruptError", VB_CORRUPT },
	{ "SerialisationError", VB_CORRUPT },
	{ "DatabaseVersionError", VB_MISMATCH },
	{ "DatabaseOpeningError", VB_NOT_FOUND },
	{ "DatabaseNotFoundError", VB_NOT_FOUND },
	{ "DocNotFoundError", VB_NOT_FOUND },
	{ "NetworkTimeoutError", VB_TIMEOUT },
	{ "NetworkError", VB_IO },
	{ "DatabaseCreateError", VB_IO },
	{ "InvalidArgumentError", VB_BAD_INPUT },
	{ "InvalidOperationError", VB_BAD_INPUT },
	{ "QueryParserError", VB_BAD_INPUT },
	{ "DatabaseClosedError", VB_BAD_INPUT },
	{ "WildcardError", VB_TOO_BIG },
	{ "RangeError", VB_TOO_BIG },
	{ "UnimplementedError", VB_UNSUPPORTED },
	{ "FeatureUnavailableError", VB_UNSUPPORTED },
};

/*
 * Xapian keeps the errno to itself and shows only strerror's words, so these
 * are compared. Where the words decide they win over the class.
 */
const struct {
	int number;
	vb_status status;
} causes[] = {
	{ ENOSPC, VB_NO_SPACE },  { EDQUOT, VB_NO_SPACE },
	{ ENOMEM, VB_NO_MEMORY }, { EACCES, VB_IO },
	{ EPERM, VB_IO },	  { EROFS, VB_IO },
	{ EIO, VB_IO },		  { EMFILE, VB_IO },
	{ ENFILE, VB_IO },	  { EFBIG, VB_IO },
};

bool starts(const char *s, const char *with)
{
	return !std::strncmp(s, with, std::strlen(with));
}

bool is_database_error(const char *type)
{
	return starts(type, "Database") &&
	       std::strcmp(type, "DatabaseModifiedError") != 0;
}

vb_status status_of_cause(const char *words, const char *message)
{
	char text[128];

	for (const auto &cause : causes) {
		const char *name = strerror_r(cause.number, text, sizeof(text));

		if ((words && !std::strcmp(words, name)) ||
		    std::strstr(message, name))
			return cause.status;
	}
	return VB_OK;
}

vb_status status_of(const Xapian::Error &e)
{
	const char *type = e.get_type();
	const char *message = e.get_msg().c_str();
	vb_status st;

	if (is_database_error(type)) {
		st = status_of_cause(e.get_error_string(), message);
		if (st)
			return st;
	}
	/* All three ways in which Xapian says that a key does not fit. */
	if (!std::strcmp(type, "InvalidArgumentError") &&
	    (starts(message, "Term too long") ||
	     starts(message, "Key too long") || std::strstr(message, "> 245")))
		return VB_TOO_BIG;
	for (const auto &row : types)
		if (!std::strcmp(type, row.type))
			return row.status;
	return e.get_error_string() ? VB_IO : VB_INTERNAL;
}

/*
 * When a write fails in a VB_XAPIAN_DANGEROUS database, Xapian 1.4 tries to
 * cancel it, refuses its own attempt, and that exception hides the first.
 * What errno the write left is all there is to know.
 */
bool hides_cause(const Xapian::Error &e)
{
	return !std::strcmp(e.get_type(), "InvalidOperationError") &&
	       starts(e.get_msg().c_str(), "cancel() not supported");
}

vb_status describe(struct vb_error *err, const Xapian::Error &e, int number)
{
	const char *why = e.get_error_string();

	if (hides_cause(e)) {
		for (const auto &cause : causes)
			if (cause.number == number)
				return vb_error_set(err, cause.status,
						    "cannot write: %s",
						    std::strerror(number));
		return vb_error_set(err, VB_IO, "cannot write");
	}
	return vb_error_set(err, status_of(e), "%s: %s%s%s", e.get_type(),
			    e.get_msg().c_str(), why ? ": " : "",
			    why ? why : "");
}

vb_status translate(struct vb_error *err, int number)
try {
	throw;
} catch (const Xapian::Error &e) {
	return describe(err, e, number);
} catch (const vb_xapian_failure &e) {
	return vb_error_set(err, e.status, "%s", e.message);
} catch (const vb_xapian_deadline_passed &) {
	return vb_error_set(err, VB_TIMEOUT, "the search took too long");
} catch (const std::bad_alloc &) {
	return vb_error_set(err, VB_NO_MEMORY, "out of memory");
} catch (const std::length_error &e) {
	return vb_error_set(err, VB_TOO_BIG, "length_error: %s", e.what());
} catch (const std::exception &e) {
	return vb_error_set(err, VB_INTERNAL, "exception: %s", e.what());
} catch (...) {
	return vb_error_set(err, VB_INTERNAL, "an exception without a name");
}

} // namespace

vb_status vb_xapian_translate(struct vb_error *err) noexcept
try {
	return translate(err, errno);
} catch (...) {
	/* Only describing can have failed: get_error_string() allocates. */
	return vb_error_set(err, VB_NO_MEMORY, "out of memory");
}

bool vb_xapian_was_modified(const struct vb_error *err)
{
	return err && err->status == VB_BUSY &&
	       starts(err->message, "DatabaseModifiedError");
}

void vb_xapian_append(struct vb_buf *out, const std::string &s)
{
	switch (vb_buf_append(out, vb_xapian_view(s))) {
	case VB_OK:
		return;
	case VB_TOO_BIG:
		throw vb_xapian_failure{ VB_TOO_BIG,
					 "longer than its reader takes" };
	default:
		throw std::bad_alloc();
	}
}
