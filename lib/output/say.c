/* What text output calls things, in Vietnamese. */
#include "output/writers.h"

#include <stdio.h>

/* By the name that JSON has, in the order of their kinds. */
static const struct {
	const char *name, *vietnamese;
} rows[] = {
	/* of a document */
	{ "id", "mã" },
	{ "source", "nguồn" },
	{ "state", "tình trạng đọc" },
	{ "reason", "lý do" },
	{ "version", "phiên bản" },
	{ "title", "tên" },
	{ "number", "số hiệu" },
	{ "type", "loại" },
	{ "issuer", "cơ quan ban hành" },
	{ "place", "nơi" },
	{ "date", "ngày ban hành" },
	{ "effective_date", "ngày hiệu lực" },
	{ "expiry_date", "ngày hết hiệu lực" },
	{ "status", "tình trạng" },
	{ "signer", "người ký" },
	{ "term", "khóa" },
	{ "session", "kỳ họp" },
	{ "topic", "chủ đề" },
	{ "origin", "nơi đăng" },
	{ "author", "tác giả" },
	{ "part_of", "thuộc" },
	{ "language", "ngôn ngữ" },
	{ "url", "địa chỉ" },
	{ "kind", "dạng" },
	{ "superior", "cơ quan cấp trên" },
	{ "capacity", "chức vụ người ký" },
	{ "recipients", "nơi nhận" },
	{ "effect", "hiệu lực" },
	{ "year", "năm" },
	{ "document", "văn bản" },
	{ "article", "bài viết" },
	/* how it is known, how much was read */
	{ "unknown", "chưa rõ" },
	{ "inferred", "suy ra" },
	{ "read", "đọc trong văn bản" },
	{ "given", "được cho" },
	{ "corrected", "người sửa" },
	{ "partial", "đọc một phần" },
	{ "rejected", "không đọc được" },
	/* what one says of another */
	{ "mention", "nhắc đến" },
	{ "basis", "căn cứ" },
	{ "cites", "dẫn chiếu" },
	{ "amends", "sửa đổi, bổ sung" },
	{ "replaces", "thay thế" },
	{ "repeals", "bãi bỏ" },
	{ "guides", "hướng dẫn" },
	{ "implements", "triển khai thực hiện" },
	{ "corrects", "đính chính" },
	{ "merges", "hợp nhất" },
	{ "suspends", "ngưng hiệu lực" },
	{ "part-of", "là một phần của" },
	{ "amended-by", "được sửa đổi bởi" },
	/* in force or not */
	{ "con-hieu-luc", "còn hiệu lực" },
	{ "het-hieu-luc", "hết hiệu lực" },
	{ "het-hieu-luc-mot-phan", "hết hiệu lực một phần" },
	{ "ngung-hieu-luc", "ngưng hiệu lực" },
	{ "chua-co-hieu-luc", "chưa có hiệu lực" },
};

struct vb_str vb_say(const struct vb_style *style, struct vb_str name)
{
	if (style->vietnamese)
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
			if (vb_str_eq(name, vb_str_from(rows[i].name)))
				return vb_str_from(rows[i].vietnamese);
	return name;
}

unsigned vb_columns(struct vb_str s)
{
	unsigned n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

vb_status vb_say_padded(struct vb_buf *out, const struct vb_style *style,
			const char *name, unsigned width)
{
	struct vb_str s = vb_say(style, vb_str_from(name));
	unsigned used = vb_columns(s);

	return vb_buf_printf(out, "%.*s%*s", VB_STR_ARG(s),
			     used < width ? (int)(width - used) : 0, "");
}
