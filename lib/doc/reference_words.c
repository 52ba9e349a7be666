#include "doc/reference_scan.h"

#include "doc/letter.h"

#define CLAUSE 100000 /* reaches to the end of the clause */

/*
 * What is said of a document, by the words before it. From the texts
 * themselves and from the relations that Luật Ban hành văn bản quy phạm pháp
 * luật names. Longer phrases are found before their beginnings.
 */
static const struct vb_phrase cues[] = {
	{ "căn cứ", VB_CUE_SET, VB_RELATION_BASIS, CLAUSE, NULL },
	{ "căn cứ theo", VB_CUE_SET, VB_RELATION_BASIS, CLAUSE, NULL },
	{ "trên cơ sở", VB_CUE_SET, VB_RELATION_BASIS, 120, NULL },

	{ "theo", VB_CUE_SET, VB_RELATION_CITES, 160, NULL },
	{ "quy định tại", VB_CUE_WEAK, VB_RELATION_CITES, 120, NULL },
	{ "quy định trong", VB_CUE_WEAK, VB_RELATION_CITES, 120, NULL },
	{ "quy định của", VB_CUE_WEAK, VB_RELATION_CITES, 120, NULL },
	{ "quy định ở", VB_CUE_WEAK, VB_RELATION_CITES, 120, NULL },
	{ "được quy định tại", VB_CUE_WEAK, VB_RELATION_CITES, 120, NULL },
	{ "nêu tại", VB_CUE_WEAK, VB_RELATION_CITES, 120, NULL },
	{ "tại", VB_CUE_BY, VB_RELATION_CITES, 80, NULL },
	{ "bởi", VB_CUE_BY, VB_RELATION_MENTION, 80, NULL },
	{ "bằng", VB_CUE_BY, VB_RELATION_MENTION, 80, NULL },
	{ "kèm theo", VB_CUE_KEEP, 0, 0, NULL },
	{ "ban hành kèm theo", VB_CUE_KEEP, 0, 0, NULL },
	{ "ban hành theo", VB_CUE_KEEP, 0, 0, NULL },
	{ "ban hành tại", VB_CUE_KEEP, 0, 0, NULL },
	{ "tiếp theo", VB_CUE_KEEP, 0, 0, NULL },
	{ "theo dõi", VB_CUE_KEEP, 0, 0, NULL },
	{ "theo đó", VB_CUE_RESET, 0, 0, NULL },
	{ "theo hướng dẫn", VB_CUE_SET, VB_RELATION_CITES, 160, NULL },
	{ "hướng dẫn tại", VB_CUE_SET, VB_RELATION_CITES, 120, NULL },
	{ "như quy định tại", VB_CUE_SET, VB_RELATION_CITES, 120, NULL },
	{ "sau đây gọi", VB_CUE_ALIAS, 0, 0, NULL },
	{ "dưới đây gọi", VB_CUE_ALIAS, 0, 0, NULL },
	{ "gọi tắt là", VB_CUE_ALIAS, 0, 0, NULL },
	{ "viết tắt là", VB_CUE_ALIAS, 0, 0, NULL },

	{ "sửa đổi", VB_CUE_SET, VB_RELATION_AMENDS, 160, NULL },
	{ "sửa đổi, bổ sung", VB_CUE_SET, VB_RELATION_AMENDS, 160, NULL },
	{ "sửa đổi bổ sung", VB_CUE_SET, VB_RELATION_AMENDS, 160, NULL },
	{ "sửa đổi và bổ sung", VB_CUE_SET, VB_RELATION_AMENDS, 160, NULL },
	{ "bổ sung", VB_CUE_SET, VB_RELATION_AMENDS, 100, NULL },
	{ "được sửa đổi", VB_CUE_AMENDED, VB_RELATION_AMENDED_BY, 160, NULL },
	{ "được bổ sung", VB_CUE_AMENDED, VB_RELATION_AMENDED_BY, 160, NULL },
	{ "được sửa đổi, bổ sung", VB_CUE_AMENDED, VB_RELATION_AMENDED_BY, 160,
	  NULL },
	{ "được sửa đổi bổ sung", VB_CUE_AMENDED, VB_RELATION_AMENDED_BY, 160,
	  NULL },
	{ "thay thế", VB_CUE_SET, VB_RELATION_REPLACES, 160, NULL },
	{ "thay thế cho", VB_CUE_SET, VB_RELATION_REPLACES, 160, NULL },
	{ "được thay thế", VB_CUE_PASSIVE, VB_RELATION_REPLACES, 0, NULL },
	{ "bị thay thế", VB_CUE_PASSIVE, VB_RELATION_REPLACES, 0, NULL },
	{ "bãi bỏ", VB_CUE_SET, VB_RELATION_REPEALS, 160, NULL },
	{ "hủy bỏ", VB_CUE_SET, VB_RELATION_REPEALS, 120, NULL },
	{ "huỷ bỏ", VB_CUE_SET, VB_RELATION_REPEALS, 120, NULL },
	{ "bị bãi bỏ", VB_CUE_PASSIVE, VB_RELATION_REPEALS, 0, NULL },
	{ "được bãi bỏ", VB_CUE_PASSIVE, VB_RELATION_REPEALS, 0, NULL },
	{ "hết hiệu lực", VB_CUE_PASSIVE, VB_RELATION_REPEALS, 200, NULL },
	{ "hết hiệu lực thi hành", VB_CUE_PASSIVE, VB_RELATION_REPEALS, 200,
	  NULL },
	{ "chấm dứt hiệu lực", VB_CUE_PASSIVE, VB_RELATION_REPEALS, 200, NULL },
	{ "đính chính", VB_CUE_SET, VB_RELATION_CORRECTS, 120, NULL },
	{ "hợp nhất", VB_CUE_SET, VB_RELATION_MERGES, 60, NULL },
	{ "đình chỉ", VB_CUE_SET, VB_RELATION_SUSPENDS, 120, NULL },
	{ "đình chỉ việc thi hành", VB_CUE_SET, VB_RELATION_SUSPENDS, 120,
	  NULL },
	{ "tạm ngưng", VB_CUE_SET, VB_RELATION_SUSPENDS, 120, NULL },
	{ "tạm ngưng hiệu lực", VB_CUE_SET, VB_RELATION_SUSPENDS, 120, NULL },
	{ "ngưng hiệu lực", VB_CUE_SET, VB_RELATION_SUSPENDS, 120, NULL },
	{ "tạm dừng thực hiện", VB_CUE_SET, VB_RELATION_SUSPENDS, 120, NULL },

	{ "hướng dẫn", VB_CUE_SET, VB_RELATION_GUIDES, 120, NULL },
	{ "hướng dẫn thi hành", VB_CUE_SET, VB_RELATION_GUIDES, 160, NULL },
	{ "hướng dẫn thực hiện", VB_CUE_SET, VB_RELATION_GUIDES, 160, NULL },
	{ "hướng dẫn triển khai", VB_CUE_SET, VB_RELATION_GUIDES, 160, NULL },
	{ "quy định chi tiết", VB_CUE_SET, VB_RELATION_GUIDES, 160, NULL },
	{ "quy định chi tiết thi hành", VB_CUE_SET, VB_RELATION_GUIDES, 160,
	  NULL },
	{ "biện pháp thi hành", VB_CUE_SET, VB_RELATION_GUIDES, 160, NULL },
	{ "thực hiện", VB_CUE_GUIDED, VB_RELATION_IMPLEMENTS, 160, NULL },
	{ "chấp hành", VB_CUE_GUIDED, VB_RELATION_IMPLEMENTS, 120, NULL },
	{ "thi hành", VB_CUE_GUIDED, VB_RELATION_IMPLEMENTS, 120, NULL },
	{ "triển khai", VB_CUE_GUIDED, VB_RELATION_IMPLEMENTS, 160, NULL },
	{ "quán triệt", VB_CUE_SET, VB_RELATION_IMPLEMENTS, 120, NULL },
	{ "cụ thể hóa", VB_CUE_SET, VB_RELATION_IMPLEMENTS, 120, NULL },
	{ "cụ thể hoá", VB_CUE_SET, VB_RELATION_IMPLEMENTS, 120, NULL },
	{ "hiệu lực thi hành", VB_CUE_KEEP, 0, 0, NULL },
	{ "có hiệu lực", VB_CUE_RESET, 0, 0, NULL },
	{ "có hiệu lực thi hành", VB_CUE_RESET, 0, 0, NULL },
	{ "đang thi hành", VB_CUE_KEEP, 0, 0, NULL },

	{ "ban hành", VB_CUE_RESET, 0, 0, NULL },
	{ "phê duyệt", VB_CUE_RESET, 0, 0, NULL },
	{ "thông qua", VB_CUE_RESET, 0, 0, NULL },
	{ "công bố", VB_CUE_RESET, 0, 0, NULL },
	{ "trái với", VB_CUE_RESET, 0, 0, NULL },
	{ "so với", VB_CUE_RESET, 0, 0, NULL },

	{ "dự thảo", VB_CUE_PROSPECT, 0, 90, NULL },
	{ "dự án", VB_CUE_PROSPECT, 0, 20, NULL },
	{ "kiến nghị", VB_CUE_PROSPECT, 0, 90, NULL },
	{ "đề nghị", VB_CUE_PROSPECT, 0, 90, NULL },
	{ "đề xuất", VB_CUE_PROSPECT, 0, 90, NULL },
	{ "dự kiến", VB_CUE_PROSPECT, 0, 90, NULL },
	{ "nghiên cứu", VB_CUE_PROSPECT, 0, 90, NULL },
	{ "không", VB_CUE_PROSPECT, 0, 12, NULL },
	{ "chưa", VB_CUE_PROSPECT, 0, 12, NULL },

	{ "điều", VB_CUE_PROVISION, 0, 0, NULL },
	{ "khoản", VB_CUE_PROVISION, 0, 0, NULL },
	{ "điểm", VB_CUE_PROVISION, 0, 0, NULL },
	{ "công ước", VB_CUE_FOREIGN, 0, 120, NULL },
};

#define N_CUES (sizeof(cues) / sizeof(cues[0]))

static bool is_blank(struct vb_str s, size_t at, size_t *len)
{
	*len = 1;
	if (s.ptr[at] == ' ' || s.ptr[at] == '\t')
		return true;
	*len = 2; /* no-break space */
	return at + 1 < s.len && s.ptr[at] == '\xC2' && s.ptr[at + 1] == '\xA0';
}

size_t vb_gap_end(struct vb_str text, size_t at)
{
	bool broken = false;
	size_t len;

	while (at < text.len) {
		if (is_blank(text, at, &len)) {
			at += len;
		} else if (text.ptr[at] == '\n' && !broken) {
			broken = true;
			at++;
		} else {
			break;
		}
	}
	return at;
}

/* One syllable: a run of letters and digits. Its hash without case. */
static unsigned syllable(size_t *end, struct vb_str s, size_t at)
{
	unsigned hash = 5381;
	size_t len;

	for (;; at += len) {
		uint32_t c = vb_letter_at(s, at, &len);

		if (!vb_letter_is(c) &&
		    !(c < 0x80 && vb_letter_is_digit((char)c)))
			break;
		hash = hash * 33 + vb_letter_lower(c);
	}
	*end = at;
	return (hash ^ hash >> 8) & 255;
}

size_t vb_words_at(struct vb_str text, size_t at, const char *words)
{
	struct vb_str want = vb_str_from(words);
	uint32_t a, b;
	size_t len;

	while (want.len) {
		if (want.ptr[0] == ' ') {
			size_t gap = vb_gap_end(text, at);

			if (gap == at)
				return 0;
			at = gap;
			want = vb_str_skip(want, 1);
			continue;
		}
		want = vb_str_skip(want, vb_utf8_decode(&a, want));
		b = vb_letter_at(text, at, &len);
		if (!len || vb_letter_lower(a) != vb_letter_lower(b))
			return 0;
		at += len;
	}
	return vb_letter_is(vb_letter_at(text, at, &len)) ? 0 : at;
}

static const struct vb_phrase *phrase(const struct vb_lexicon *x, unsigned i)
{
	return i < N_CUES ? &cues[i] : &x->types[i - N_CUES];
}

/* Chains have longer phrases first. */
static void put(struct vb_lexicon *x, unsigned i)
{
	struct vb_str words = vb_str_from(phrase(x, i)->words);
	size_t end;
	unsigned char *at = &x->first[syllable(&end, words, 0)];

	while (*at && strlen(phrase(x, *at - 1)->words) > words.len)
		at = &x->next[*at - 1];
	x->next[i] = *at;
	*at = (unsigned char)(i + 1);
}

/* "NĐ 100/2019", "TT số 04": types by their codes. */
static void put_codes(struct vb_lexicon *x)
{
	static const char *const codes[] = { "nđ", "nq", "qđ", "tt", "ct" };
	size_t at = x->n - N_CUES;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]) &&
			   at < sizeof(x->types) / sizeof(x->types[0]);
	     i++, at++, x->n++) {
		x->types[at] = (struct vb_phrase){
			.words = codes[i],
			.cue = VB_CUE_TYPE,
			.type = vb_type_find(vb_str_from(codes[i])),
			.reach = 1, /* a code */
		};
		put(x, x->n);
	}
}

void vb_lexicon_init(struct vb_lexicon *x)
{
	const struct vb_type *type;
	size_t room = sizeof(x->types) / sizeof(x->types[0]);

	memset(x->first, 0, sizeof(x->first));
	for (x->n = 0; x->n < N_CUES; x->n++)
		put(x, x->n);
	for (size_t i = 0; i < room && (type = vb_type_row(i)); i++, x->n++) {
		x->types[i] = (struct vb_phrase){
			.words = type->label,
			.cue = VB_CUE_TYPE,
			.type = type,
		};
		put(x, x->n);
	}
	put_codes(x);
}

const struct vb_phrase *vb_lexicon_at(size_t *end, const struct vb_lexicon *x,
				      struct vb_str text, size_t at)
{
	unsigned i = x->first[syllable(end, text, at)];

	for (; i; i = x->next[i - 1]) {
		const struct vb_phrase *p = phrase(x, i - 1);
		size_t to = vb_words_at(text, at, p->words);

		if (!to)
			continue;
		*end = to;
		return p;
	}
	return NULL;
}
