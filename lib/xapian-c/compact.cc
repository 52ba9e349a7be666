#include "xapian-c/internal.hh"

#include <sstream>
#include <vector>

#include <sys/stat.h>

extern "C" {
#include "base/file.h"
#include "xapian-c/compact.h"
}

namespace
{

#define RESOLVED_LIMIT ((size_t)64 << 20) /* bytes of one merged value */

/* A vb_buf that frees itself. */
struct scratch {
	struct vb_buf buf = VB_BUF_INIT(RESOLVED_LIMIT);

	~scratch()
	{
		vb_buf_clear(&buf);
	}
};

/* Xapian 1.4 hands over the key as the table holds it, after this prefix. */
struct vb_str metadata_key(const std::string &key)
{
	struct vb_str view = vb_xapian_view(key);

	return vb_str_starts(view, VB_STR("\0\xc0")) ? vb_str_skip(view, 2) :
						       view;
}

class resolver : public Xapian::Compactor
{
	const struct vb_xapian_compact_options *options;
	vb_status refused = VB_OK;

      public:
	explicit resolver(const struct vb_xapian_compact_options *from)
	    : options(from)
	{
	}
	std::string
	resolve_duplicate_metadata(const std::string &key, size_t n,
				   const std::string tags[]) override
	{
		std::vector<struct vb_str> values;
		scratch merged;
		vb_status st;

		if (!options->resolve || refused)
			return tags[0];
		for (size_t i = 0; i < n; i++)
			values.push_back(vb_xapian_view(tags[i]));
		st = options->resolve(options->ctx, &merged.buf,
				      metadata_key(key), values.data(), n);
		if (st) { /* later: Xapian leaks tables when this throws */
			refused = st;
			return tags[0];
		}
		return vb_xapian_string(vb_buf_str(&merged.buf));
	}
	void need_resolved() const
	{
		if (refused)
			throw vb_xapian_failure{
				refused,
				"metadata of the sources do not go together"
			};
	}
};

unsigned xapian_flags(const struct vb_xapian_compact_options *options)
{
	static const unsigned levels[] = {
		[VB_XAPIAN_COMPACT_STANDARD] = Xapian::Compactor::STANDARD,
		[VB_XAPIAN_COMPACT_FULL] = Xapian::Compactor::FULL,
		[VB_XAPIAN_COMPACT_FULLER] = Xapian::Compactor::FULLER,
	};
	unsigned flags;

	if ((unsigned)options->level >= sizeof(levels) / sizeof(levels[0]))
		throw vb_xapian_failure{ VB_BAD_INPUT, "no such level" };
	flags = levels[options->level];
	if (options->flags & VB_XAPIAN_NO_RENUMBER)
		flags |= Xapian::DBCOMPACT_NO_RENUMBER;
	if (options->flags & VB_XAPIAN_MULTIPASS)
		flags |= Xapian::DBCOMPACT_MULTIPASS;
	return flags;
}

/* Xapian would overwrite it. */
void need_no_database(const char *folder)
{
	std::string version = std::string(folder) + "/iamglass";
	struct stat st;

	if (!stat(version.c_str(), &st))
		throw vb_xapian_failure{ VB_BAD_INPUT,
					 "the output holds a database" };
}

} // namespace

vb_status vb_xapian_compact(const char *output,
			    const struct vb_xapian_compact_options *options,
			    struct vb_error *err)
try {
	resolver merge(options);
	Xapian::Database all;

	if (!options->n)
		throw vb_xapian_failure{ VB_BAD_INPUT, "nothing to compact" };
	vb_xapian_need_block_size(options->block_size);
	need_no_database(output);
	for (size_t i = 0; i < options->n; i++)
		all.add_database(Xapian::Database(options->sources[i]));
	all.compact(output, xapian_flags(options), (int)options->block_size,
		    merge);
	merge.need_resolved();
	return vb_file_sync_dir(output, err);
} catch (...) {
	return vb_xapian_translate(err);
}

/* A check that gives up on a table throws a plain DatabaseError. */
static vb_status check_failed(struct vb_error *err)
{
	struct vb_error why = VB_ERROR_INIT;
	vb_status st = vb_xapian_translate(&why);

	if (st == VB_INTERNAL &&
	    vb_str_starts(vb_str_from(why.message), VB_STR("DatabaseError: ")))
		st = VB_CORRUPT;
	return vb_error_set(err, st, "%s", why.message);
}

vb_status vb_xapian_check(size_t *errors, const char *path,
			  struct vb_buf *report, struct vb_error *err)
try {
	std::ostringstream words;

	*errors = Xapian::Database::check(path, 0, &words);
	if (report) {
		std::string text = words.str();
		size_t room = report->limit - report->len;

		if (text.size() > room)
			text.resize(room);
		vb_xapian_append(report, text);
	}
	return VB_OK;
} catch (...) {
	return check_failed(err);
}
