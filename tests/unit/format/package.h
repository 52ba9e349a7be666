/* ZIP files made in memory, for the tests of what comes in them. */
#ifndef TEST_FORMAT_PACKAGE_H
#define TEST_FORMAT_PACKAGE_H

#include <zip.h>

#include "reading.h"

struct member {
	const char *name;
	struct vb_str bytes;
	const char *password; /* encrypt it, if not NULL */
	bool stored;
};

#define W_NS                                                                   \
	" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"  \
	"main\" xmlns:mc=\"http://schemas.openxmlformats.org/"                 \
	"markup-compatibility/2006\" xmlns:wps=\"http://"                      \
	"schemas.microsoft.com/office/word/2010/wordprocessingShape\""         \
	" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/"    \
	"math\" xmlns:v=\"urn:schemas-microsoft-com:vml\""
#define RELS_NS                                                                \
	" xmlns=\"http://schemas.openxmlformats.org/package/2006/"             \
	"relationships\""
#define REL_TYPE                                                               \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

/* Put the members into a ZIP file; `out` is emptied before. */
static inline void pack(struct vb_buf *out, const struct member *m, size_t n)
{
	zip_source_t *file = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_stat_t stat;
	zip_t *zip;

	ck_assert_ptr_nonnull(file);
	zip_source_keep(file);
	zip = zip_open_from_source(file, ZIP_TRUNCATE, NULL);
	ck_assert_ptr_nonnull(zip);
	for (size_t i = 0; i < n; i++) {
		zip_source_t *source = zip_source_buffer(zip, m[i].bytes.ptr,
							 m[i].bytes.len, 0);
		zip_int64_t at =
			zip_file_add(zip, m[i].name, source, ZIP_FL_ENC_GUESS);

		ck_assert_int_ge(at, 0);
		if (m[i].stored)
			zip_set_file_compression(zip, (zip_uint64_t)at,
						 ZIP_CM_STORE, 0);
		if (m[i].password)
			ck_assert(!zip_file_set_encryption(
				zip, (zip_uint64_t)at, ZIP_EM_AES_256,
				m[i].password));
	}
	ck_assert_int_eq(zip_close(zip), 0);
	vb_buf_truncate(out, 0);
	ck_assert(!zip_source_open(file));
	ck_assert(!zip_source_stat(file, &stat));
	ck_assert(!vb_buf_reserve(out, stat.size));
	ck_assert_int_eq(zip_source_read(file, out->ptr, stat.size),
			 (zip_int64_t)stat.size);
	out->len = stat.size;
	zip_source_close(file);
	zip_source_free(file);
}

static struct vb_buf packed = VB_BUF_INIT((size_t)1 << 30);

static inline vb_status read_package(const char *format, const struct member *m,
				     size_t n)
{
	pack(&packed, m, n);
	return read_as(format, vb_buf_str(&packed));
}

/* "kind level:text" of each block, a line each; lives till the next call. */
static inline const char *blocks(void)
{
	static const char *const kinds[] = {
		"P", "H", "I", "R", "C", "N", "G"
	};
	static char room[8192];
	size_t n = 0;

	room[0] = '\0';
	for (size_t i = 0; i < record.n_blocks; i++) {
		const struct vb_block *b = &record.blocks[i];
		struct vb_str s = vb_str_sub(record.text, b->from, b->to);

		n += (size_t)snprintf(room + n, sizeof(room) - n, "%s%s%u:%.*s",
				      i ? "\n" : "", kinds[b->kind], b->level,
				      VB_STR_ARG(s));
		ck_assert_uint_lt(n, sizeof(room));
	}
	return room;
}

#define DOCUMENT(body)                                                         \
	XML "<w:document" W_NS "><w:body>" body "</w:body></w:document>"
#define T(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(inner) "<w:p>" inner "</w:p>"

/* A DOCX with this document, and what else it has. */
static inline vb_status read_docx(const char *document,
				  const struct member *more, size_t n)
{
	struct member all[16] = {
		{ .name = "[Content_Types].xml", .bytes = VB_STR("<Types/>") },
		{ .name = "word/document.xml", .bytes = vb_str_from(document) },
	};

	ck_assert_uint_le(n, 14);
	if (n)
		memcpy(all + 2, more, n * sizeof(*more));
	return read_package(NULL, all, n + 2);
}

#endif
