#include "format/pack.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <zip.h>

#include "text/text.h"

#define CHUNK ((size_t)64 << 10)
#define FIRST_CHUNK ((size_t)16 << 20) /* at most, where a size is told */

/* Sizes and places in a ZIP file: PKWARE's APPNOTE 6.3, 4.3.7 to 4.3.16. */
enum {
	LOCAL_BYTES = 30,
	CENTRAL_BYTES = 46,
	END_BYTES = 22,
	END_TAIL = END_BYTES + 0xFFFF, /* with the longest comment */
	LOCATOR_BYTES = 20,	       /* of ZIP64, before the end */
};

struct vb_pack {
	zip_t *zip;
	size_t count;
	size_t left; /* bytes that may still be unpacked */
};

static uint64_t number_at(struct vb_str s, size_t at, unsigned bytes)
{
	uint64_t n = 0;

	if (at > s.len || s.len - at < bytes)
		return 0;
	for (unsigned i = bytes; i-- > 0;)
		n = n << 8 | (unsigned char)s.ptr[at + i];
	return n;
}

static bool is_at(struct vb_str s, size_t at, const char *bytes)
{
	return vb_str_starts(vb_str_skip(s, at), vb_str_from(bytes));
}

/* Where the list of members ends, or VB_NPOS. */
static size_t find_end(struct vb_str s)
{
	size_t least = s.len > END_TAIL ? s.len - END_TAIL : 0;

	if (s.len < END_BYTES)
		return VB_NPOS;
	for (size_t at = s.len - END_BYTES + 1; at-- > least;)
		if (is_at(s, at, "PK\005\006"))
			return at;
	return VB_NPOS;
}

/* How many members the file says it has. */
static uint64_t count_of(struct vb_str s, size_t end)
{
	uint64_t n = number_at(s, end + 10, 2), at;

	if (end < LOCATOR_BYTES || !is_at(s, end - LOCATOR_BYTES, "PK\006\007"))
		return n;
	at = number_at(s, end - LOCATOR_BYTES + 8, 8);
	if (at < s.len && is_at(s, (size_t)at, "PK\006\006"))
		n = number_at(s, (size_t)at + 32, 8);
	return n;
}

/* What a package of Office has its parts in. */
static const struct {
	const char *folder, *kind;
} folders[] = {
	{ "word/", "docx" },
	{ "xl/", "xlsx" },
	{ "ppt/", "pptx" },
};

#define OPENDOCUMENT "application/vnd.oasis.opendocument."

static const struct {
	const char *type, *kind;
} types[] = {
	{ OPENDOCUMENT "text", "odt" },
	{ OPENDOCUMENT "spreadsheet", "ods" },
	{ OPENDOCUMENT "presentation", "odp" },
};

/* OpenDocument begins with a member `mimetype` that is not packed. */
static const char *kind_of_type(struct vb_str s)
{
	size_t name = (size_t)number_at(s, 26, 2);
	size_t extra = (size_t)number_at(s, 28, 2);

	if (name != 8 || !is_at(s, LOCAL_BYTES, "mimetype"))
		return NULL;
	s = vb_str_skip(s, LOCAL_BYTES + name + extra);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (vb_str_starts(s, vb_str_from(types[i].type)))
			return types[i].kind;
	return NULL;
}

const char *vb_pack_kind(struct vb_str bytes)
{
	size_t end = find_end(bytes), at;
	const char *kind = kind_of_type(bytes), *office = NULL;
	bool content_types = false;

	if (kind)
		return kind;
	if (end == VB_NPOS)
		return "zip";
	at = (size_t)number_at(bytes, end + 16, 4);
	for (unsigned n = 0; n < VB_PACK_ENTRIES; n++) {
		size_t len = (size_t)number_at(bytes, at + 28, 2);
		struct vb_str name;

		if (!is_at(bytes, at, "PK\001\002"))
			break;
		name = vb_str_sub(bytes, at + CENTRAL_BYTES,
				  at + CENTRAL_BYTES + len);
		content_types |= vb_str_eq(name, VB_STR("[Content_Types].xml"));
		for (size_t i = 0; i < 3 && !office; i++)
			if (vb_str_starts(name, vb_str_from(folders[i].folder)))
				office = folders[i].kind;
		at += CENTRAL_BYTES + len +
		      (size_t)number_at(bytes, at + 30, 2) +
		      (size_t)number_at(bytes, at + 32, 2);
	}
	return content_types && office ? office : "zip";
}

static vb_status open_zip(zip_t **out, struct vb_str bytes)
{
	zip_error_t error;
	zip_source_t *source;
	vb_status st = VB_OK;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
	*out = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!*out) {
		st = zip_error_code_zip(&error) == ZIP_ER_MEMORY ?
			     VB_NO_MEMORY :
			     VB_BAD_INPUT;
		zip_source_free(source);
	}
	zip_error_fini(&error);
	return st;
}

vb_status vb_pack_open(vb_pack **out, struct vb_str bytes, struct vb_error *err)
{
	size_t end = find_end(bytes);
	vb_pack *pack;
	vb_status st;

	*out = NULL;
	if (end == VB_NPOS)
		return vb_error_set(err, VB_BAD_INPUT,
				    "damaged zip file: its end is missing");
	if (count_of(bytes, end) > VB_PACK_ENTRIES)
		return vb_error_set(err, VB_TOO_BIG, "more than %d members",
				    VB_PACK_ENTRIES);
	pack = calloc(1, sizeof(*pack));
	if (!pack)
		return vb_error_set(err, VB_NO_MEMORY, "out of memory");
	st = open_zip(&pack->zip, bytes);
	if (st) {
		free(pack);
		return vb_error_set(err, st, "%s",
				    st == VB_NO_MEMORY ? "out of memory" :
							 "damaged zip file");
	}
	pack->count = (size_t)zip_get_num_entries(pack->zip, 0);
	pack->left = VB_PACK_BYTES;
	*out = pack;
	return VB_OK;
}

void vb_pack_close(vb_pack *pack)
{
	if (!pack)
		return;
	zip_discard(pack->zip);
	free(pack);
}

size_t vb_pack_count(const vb_pack *pack)
{
	return pack->count;
}

/* What was packed on Unix has its st_mode in the upper half. */
static bool is_link(zip_t *zip, size_t i)
{
	zip_uint32_t attributes = 0;
	zip_uint8_t system = 0;

	return !zip_file_get_external_attributes(zip, i, ZIP_FL_UNCHANGED,
						 &system, &attributes) &&
	       system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

bool vb_pack_entry(struct vb_pack_entry *out, vb_pack *pack, size_t i)
{
	zip_stat_t stat;
	const char *name = zip_get_name(pack->zip, i, ZIP_FL_ENC_RAW);

	zip_stat_init(&stat);
	if (!name || zip_stat_index(pack->zip, i, ZIP_FL_ENC_RAW, &stat))
		return false;
	out->name = vb_str_from(name);
	out->folder = vb_str_ends(out->name, VB_STR("/"));
	out->encrypted = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
			 stat.encryption_method != ZIP_EM_NONE;
	out->link = is_link(pack->zip, i);
	return true;
}

size_t vb_pack_find(vb_pack *pack, const char *name)
{
	zip_int64_t i = zip_name_locate(pack->zip, name, 0);

	if (i < 0)
		i = zip_name_locate(pack->zip, name, ZIP_FL_NOCASE);
	return i < 0 ? VB_NPOS : (size_t)i;
}

/* How much of the member may be unpacked. */
static size_t allowed(vb_pack *pack, size_t i)
{
	size_t most = VB_PACK_SMALL;
	zip_stat_t stat;

	zip_stat_init(&stat);
	if (!zip_stat_index(pack->zip, i, ZIP_FL_ENC_RAW, &stat) &&
	    (stat.valid & ZIP_STAT_COMP_SIZE) &&
	    stat.comp_size > VB_PACK_SMALL / VB_PACK_RATIO)
		most = stat.comp_size > VB_PACK_BYTES / VB_PACK_RATIO ?
			       VB_PACK_BYTES :
			       (size_t)stat.comp_size * VB_PACK_RATIO;
	return most < pack->left ? most : pack->left;
}

/* How much to ask for at first: all of it, if it tells no large lie. */
static size_t chunk_of(vb_pack *pack, size_t i)
{
	zip_stat_t stat;

	zip_stat_init(&stat);
	if (zip_stat_index(pack->zip, i, ZIP_FL_ENC_RAW, &stat) ||
	    !(stat.valid & ZIP_STAT_SIZE) || stat.size > FIRST_CHUNK)
		return CHUNK;
	return (size_t)stat.size + 1; /* its end is seen at once */
}

/* Why a member did not open or ended early. */
static vb_status status_of(zip_error_t *error)
{
	switch (zip_error_code_zip(error)) {
	case ZIP_ER_MEMORY:
		return VB_NO_MEMORY;
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
	case ZIP_ER_ENCRNOTSUPP:
	case ZIP_ER_COMPNOTSUPP:
		return VB_UNSUPPORTED;
	default:
		return VB_CORRUPT;
	}
}

vb_status vb_pack_read(struct vb_buf *out, vb_pack *pack, size_t i)
{
	size_t most = allowed(pack, i), chunk = chunk_of(pack, i);
	zip_file_t *file = zip_fopen_index(pack->zip, i, 0);
	vb_status st = VB_OK;

	if (!file)
		return status_of(zip_get_error(pack->zip));
	while (!st) {
		size_t want = most < chunk ? most : chunk;
		char one;
		zip_int64_t got;

		st = vb_buf_reserve(out, want);
		if (st)
			break;
		/* at the limit, see whether that was all */
		got = zip_fread(file, want ? out->ptr + out->len : &one,
				want ? want : 1);
		if (got < 0)
			st = status_of(zip_file_get_error(file));
		else if (got && !want)
			st = VB_TOO_BIG;
		if (got <= 0 || !want)
			break;
		out->len += (size_t)got;
		out->ptr[out->len] = '\0';
		most -= (size_t)got;
		pack->left -= (size_t)got;
		chunk = CHUNK;
	}
	zip_fclose(file);
	return st;
}

void vb_pack_allow(vb_pack *pack, size_t bytes)
{
	pack->left = bytes;
}

size_t vb_pack_left(const vb_pack *pack)
{
	return pack->left;
}

const char *vb_pack_label(char out[VB_PACK_LABEL], struct vb_str name)
{
	size_t n = 0, at = 0;

	if (name.len >= VB_PACK_LABEL)
		at = name.len - VB_PACK_LABEL + 1;
	/* not amid a character */
	while (at < name.len && ((unsigned char)name.ptr[at] & 0xC0) == 0x80)
		at++;
	while (at < name.len) {
		uint32_t code;
		size_t len = vb_utf8_decode(&code, vb_str_skip(name, at));
		bool bad = code < 0x20 || (code >= 0x7F && code < 0xA0) ||
			   (code == 0xFFFD && len == 1);

		if (bad)
			out[n++] = '?';
		else
			memcpy(out + n, name.ptr + at, len);
		n += bad ? 0 : len;
		at += len;
	}
	out[n] = '\0';
	return out;
}
