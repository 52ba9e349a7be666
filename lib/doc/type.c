#include "doc/type.h"

#include "base/buf.h"
#include "doc/letter.h"
#include "text/token.h"

/*
 * Nghị định 30/2020/NĐ-CP, Phụ lục III; Luật Ban hành văn bản quy phạm pháp
 * luật; the Party's types of Hướng dẫn 36-HD/VPTW (2018). Where two types
 * share a code the state's comes first and is what the code alone means.
 */
static const struct vb_type types[] = {
	{ "nghi-quyet", "Nghị quyết", "NQ" },
	{ "chi-thi", "Chỉ thị", "CT" },
	{ "quyet-dinh", "Quyết định", "QĐ" },
	{ "ke-hoach", "Kế hoạch", "KH" },
	{ "de-an", "Đề án", "ĐA" },
	{ "thong-bao", "Thông báo", "TB" },
	{ "bao-cao", "Báo cáo", "BC" },
	{ "to-trinh", "Tờ trình", "TTr" },
	{ "ket-luan", "Kết luận", "KL" },
	{ "huong-dan", "Hướng dẫn", "HD" },
	{ "chuong-trinh", "Chương trình", "CTr" },
	{ "chuong-trinh-hanh-dong", "Chương trình hành động", "CTHĐ" },
	{ "quy-che", "Quy chế", "QC" },
	{ "quy-dinh", "Quy định", "QyĐ" },
	{ "cong-van", "Công văn", "CV" },
	{ "cong-dien", "Công điện", "CĐ" },
	{ "luat", "Luật", "" },
	{ "bo-luat", "Bộ luật", "" },
	{ "hien-phap", "Hiến pháp", "" },
	{ "phap-lenh", "Pháp lệnh", "PL" },
	{ "lenh", "Lệnh", "L" },
	{ "nghi-dinh", "Nghị định", "NĐ" },
	{ "thong-tu", "Thông tư", "TT" },
	{ "thong-tu-lien-tich", "Thông tư liên tịch", "TTLT" },
	{ "nghi-quyet-lien-tich", "Nghị quyết liên tịch", "NQLT" },
	{ "van-ban-hop-nhat", "Văn bản hợp nhất", "VBHN" },
	{ "thong-tri", "Thông tri", "" },
	{ "thong-cao", "Thông cáo", "TC" },
	{ "phuong-an", "Phương án", "PA" },
	{ "du-an", "Dự án", "DA" },
	{ "bien-ban", "Biên bản", "BB" },
	{ "hop-dong", "Hợp đồng", "HĐ" },
	{ "ban-ghi-nho", "Bản ghi nhớ", "BGN" },
	{ "ban-thoa-thuan", "Bản thỏa thuận", "BTT" },
	{ "giay-uy-quyen", "Giấy ủy quyền", "GUQ" },
	{ "giay-moi", "Giấy mời", "GM" },
	{ "giay-gioi-thieu", "Giấy giới thiệu", "GGT" },
	{ "giay-nghi-phep", "Giấy nghỉ phép", "GNP" },
	{ "phieu-gui", "Phiếu gửi", "PG" },
	{ "phieu-chuyen", "Phiếu chuyển", "PC" },
	{ "phieu-bao", "Phiếu báo", "PB" },
	{ "thu-cong", "Thư công", "" },
	{ "dieu-le", "Điều lệ", "" },
	{ "sac-lenh", "Sắc lệnh", "" },
	{ "ban-sao-y", "Bản sao y", "SY" },
	{ "ban-trich-sao", "Bản trích sao", "TrS" },
	{ "ban-sao-luc", "Bản sao lục", "SL" },
};

#define N_TYPES (sizeof(types) / sizeof(types[0]))
#define LABEL_WORDS 6 /* more words than any label has */

const struct vb_type *vb_type_row(size_t i)
{
	return i < N_TYPES ? &types[i] : NULL;
}

/* Equal but for case; đ and the marks count. */
static bool same_code(struct vb_str a, struct vb_str b)
{
	while (a.len && b.len) {
		uint32_t x, y;

		a = vb_str_skip(a, vb_utf8_decode(&x, a));
		b = vb_str_skip(b, vb_utf8_decode(&y, b));
		if (vb_letter_lower(x) != vb_letter_lower(y))
			return false;
	}
	return !a.len && !b.len;
}

/* The folded words at the start of a text, joined by '-' as in a slug. */
struct words {
	char slug[160];
	size_t n;
	size_t slug_len[LABEL_WORDS]; /* after each word */
	size_t end[LABEL_WORDS];      /* bytes of the text after each word */
};

/* White space and one line break may stand between the words of a label. */
static bool is_gap(struct vb_str s)
{
	size_t breaks = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n')
			breaks++;
		else if (s.ptr[i] != ' ' && s.ptr[i] != '-')
			return false;
	}
	return breaks < 2 && s.len < 8;
}

static void read_words(struct words *w, struct vb_str text)
{
	vb_tokenizer t;
	struct vb_token token;
	size_t len = 0, end = 0;

	w->n = 0;
	vb_tokenizer_init(&t, text);
	while (w->n < LABEL_WORDS && vb_tokenizer_next(&t, &token)) {
		if (len + token.fold.len + 1 > sizeof(w->slug))
			return;
		if (!w->n && token.start)
			return;
		if (w->n && !is_gap(vb_str_sub(text, end, token.start)))
			return;
		if (w->n)
			w->slug[len++] = '-';
		memcpy(w->slug + len, token.fold.ptr, token.fold.len);
		len += token.fold.len;
		end = token.end;
		w->slug_len[w->n] = len;
		w->end[w->n++] = end;
	}
}

const struct vb_type *vb_type_at(struct vb_str text, size_t *len)
{
	struct words w;

	/* The longest label is 30 bytes; what follows would be wasted work. */
	read_words(&w, vb_str_sub(text, 0, vb_utf8_floor(text, 80)));
	for (size_t n = w.n; n--;) {
		struct vb_str slug = vb_str_of(w.slug, w.slug_len[n]);

		for (size_t i = 0; i < N_TYPES; i++) {
			if (!vb_str_eq(slug, vb_str_from(types[i].slug)))
				continue;
			*len = w.end[n];
			return &types[i];
		}
	}
	return NULL;
}

const struct vb_type *vb_type_find(struct vb_str name)
{
	const struct vb_type *type;
	size_t len;

	name = vb_str_trim(name);
	if (!name.len)
		return NULL;
	for (size_t i = 0; i < N_TYPES; i++)
		if (types[i].code[0] &&
		    same_code(name, vb_str_from(types[i].code)))
			return &types[i];
	for (size_t i = 0; i < N_TYPES; i++)
		if (same_code(name, vb_str_from(types[i].slug)))
			return &types[i];
	type = vb_type_at(name, &len);
	return type && len == name.len ? type : NULL;
}
