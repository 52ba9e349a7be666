#include "words.h"

#include <stdlib.h>

static const struct {
	const char *key, *vi, *en;
} words[] = {
	{ "lang", "vi", "en" },
	{ "other_lang", "en", "vi" },
	{ "other_language", "English", "Tiếng Việt" },
	{ "site", "Văn bản", "Văn bản" },
	{ "tagline", "Tra cứu nghị quyết và chỉ thị",
	  "Search Vietnamese resolutions and directives" },
	{ "skip", "Đến nội dung chính", "Skip to the main content" },
	{ "search", "Tìm kiếm", "Search" },
	{ "search_hint",
	  "Số hiệu, tên văn bản hoặc nội dung, có dấu hay không dấu",
	  "A number, a title or words of the text, with or without marks" },
	{ "search_short", "Số hiệu hoặc từ cần tìm", "A number or words" },
	{ "filters", "Bộ lọc", "Filters" },
	{ "apply", "Áp dụng", "Apply" },
	{ "clear", "Bỏ mọi bộ lọc", "Clear all filters" },
	{ "remove", "Bỏ bộ lọc", "Remove filter" },
	{ "any", "Tất cả", "Any" },
	{ "examples", "Thử tìm", "Try" },
	{ "newest", "Văn bản mới nhất", "Newest documents" },
	{ "held", "văn bản và bài viết trong kho",
	  "documents and articles held" },
	{ "help", "Cách tìm", "How to search" },
	{ "help_words", "mọi văn bản có các từ này, viết có dấu hay không dấu",
	  "documents with these words; marks are optional" },
	{ "help_phrase", "đúng cụm từ này", "exactly this phrase" },
	{ "help_number", "theo số hiệu, viết cách nào cũng được",
	  "by number, however it is spelled" },
	{ "help_fields",
	  "giới hạn theo loại, cơ quan ban hành, nơi, năm "
	  "(loai, coquan, noi, nam)",
	  "only that type, issuer, place or year (type, issuer, place, year)" },
	{ "help_not", "bỏ văn bản có từ đứng sau dấu trừ",
	  "without the word after the minus" },
	{ "results", "kết quả", "results" },
	{ "about", "Khoảng", "About" },
	{ "results_for", "Kết quả tìm", "Results for" },
	{ "page", "Trang", "Page" },
	{ "previous", "Trang trước", "Previous" },
	{ "next", "Trang sau", "Next" },
	{ "pages", "Các trang kết quả", "Pages of results" },
	{ "narrow", "Thu hẹp kết quả", "Narrow down" },
	{ "none", "Không tìm thấy văn bản nào phù hợp.",
	  "No document matches." },
	{ "none_hint",
	  "Hãy thử ít từ hơn, kiểm tra chính tả, bỏ bớt bộ "
	  "lọc, hoặc chỉ gõ số hiệu.",
	  "Try fewer words, check the spelling, remove "
	  "filters, or type only the number." },
	{ "none_more", "Không còn kết quả ở trang này.",
	  "There are no results on this page." },
	{ "first_page", "Về trang đầu", "To the first page" },
	{ "nothing_asked", "Hãy gõ từ cần tìm vào ô phía trên.",
	  "Type what you look for into the box above." },
	{ "relaxed",
	  "Ít văn bản có đủ mọi từ, nên có thêm văn bản chỉ "
	  "có một phần các từ.",
	  "Few documents hold all words, so some with only "
	  "part of them follow." },
	{ "ignored", "Đã bỏ qua", "Ignored" },
	{ "meant", "Ý bạn là", "Did you mean" },
	{ "cites", "Nhắc đến", "Cites" },
	{ "inferred_date", "suy ra", "inferred" },
	{ "sort", "Sắp xếp", "Sort" },
	{ "sort.relevance", "Phù hợp nhất", "Most relevant" },
	{ "sort.newest", "Mới nhất", "Newest" },
	{ "sort.oldest", "Cũ nhất", "Oldest" },
	{ "sort.number", "Theo số hiệu", "By number" },
	{ "document", "Văn bản", "Document" },
	{ "article", "Bài viết", "Article" },
	{ "type", "Loại", "Type" },
	{ "number", "Số hiệu", "Number" },
	{ "issuer", "Cơ quan ban hành", "Issuer" },
	{ "place", "Nơi", "Place" },
	{ "place_now", "nay là", "now" },
	{ "kind", "Dạng", "Kind" },
	{ "year", "Năm", "Year" },
	{ "from", "Từ ngày", "From" },
	{ "to", "Đến ngày", "To" },
	{ "topic", "Chủ đề", "Topic" },
	{ "status", "Hiệu lực", "Status" },
	{ "date", "Ngày ban hành", "Date" },
	{ "date_article", "Ngày đăng", "Published" },
	{ "effective_date", "Ngày có hiệu lực", "In force from" },
	{ "expiry_date", "Ngày hết hiệu lực", "In force until" },
	{ "signer", "Người ký", "Signed by" },
	{ "term", "Khóa", "Term" },
	{ "session", "Kỳ họp", "Session" },
	{ "superior", "Cơ quan chủ quản", "Under" },
	{ "capacity", "Chức vụ người ký", "Signed as" },
	{ "recipients", "Nơi nhận", "Recipients" },
	{ "origin", "Nguồn đăng", "Published by" },
	{ "author", "Tác giả", "Author" },
	{ "part_of", "Thuộc", "Part of" },
	{ "language", "Ngôn ngữ", "Language" },
	{ "url", "Địa chỉ gốc", "Original address" },
	{ "about_document", "Thông tin văn bản", "About this document" },
	{ "field", "Mục", "Field" },
	{ "value", "Giá trị", "Value" },
	{ "known", "Biết được do", "Known how" },
	{ "how.given", "nguồn cho biết", "given by the source" },
	{ "how.read", "đọc trong văn bản", "read in the text" },
	{ "how.inferred", "suy ra", "inferred" },
	{ "how.corrected", "người sửa", "corrected by a person" },
	{ "how.unknown", "không rõ", "unknown" },
	{ "cited", "Văn bản được nhắc đến", "Documents cited" },
	{ "related", "Văn bản liên quan", "Related documents" },
	{ "related.same-text", "cùng nội dung", "same text" },
	{ "related.same-document", "cùng văn bản", "same document" },
	{ "related.near", "nội dung gần như nhau", "nearly the same text" },
	{ "related.series-previous", "kỳ trước", "part before" },
	{ "related.series-next", "kỳ sau", "part after" },
	{ "related.similar", "nội dung tương tự", "like it" },
	{ "also", "Còn ở", "Also" },
	{ "contents", "Mục lục", "Contents" },
	{ "text", "Toàn văn", "Text" },
	{ "cut", "Văn bản quá dài, phần còn lại có trong bản JSON.",
	  "The text is too long for a page; the rest is in the JSON." },
	{ "no_text", "Không đọc được nội dung; bản gốc vẫn được lưu giữ.",
	  "The text can't be read; the original is kept." },
	{ "partial", "Chỉ đọc được một phần", "Read only in part" },
	{ "kept", "Lưu giữ", "Record" },
	{ "id", "Mã", "ID" },
	{ "version", "Phiên bản", "Version" },
	{ "added", "Nhận lúc", "Received" },
	{ "bytes", "Bản gốc", "Original" },
	{ "bytes_unit", "byte", "bytes" },
	{ "json", "Dữ liệu JSON", "JSON data" },
	{ "json_results", "Kết quả dạng JSON", "Results as JSON" },
	{ "error", "Lỗi", "Error" },
	{ "error.400", "Yêu cầu không hợp lệ", "The request makes no sense" },
	{ "error.404", "Không có trang này", "There is no such page" },
	{ "error.405", "Không hỗ trợ phương thức này",
	  "This method is not supported" },
	{ "error.410", "Văn bản đã được rút", "The document was withdrawn" },
	{ "error.414", "Địa chỉ quá dài", "The address is too long" },
	{ "error.431", "Tiêu đề yêu cầu quá lớn",
	  "The request's header is too large" },
	{ "error.500", "Máy chủ gặp lỗi", "The server has failed" },
	{ "error.503", "Tạm thời chưa phục vụ được, xin thử lại sau giây lát",
	  "Not available for the moment, please try again soon" },
	{ "home", "Về trang chủ", "To the start page" },
};

#define N_WORDS (sizeof(words) / sizeof(words[0]))

const char *words_get(struct vb_str key, bool vietnamese)
{
	for (size_t i = 0; i < N_WORDS; i++)
		if (vb_str_eq(vb_str_from(words[i].key), key))
			return vietnamese ? words[i].vi : words[i].en;
	return NULL;
}

const char *word(const char *key, bool vietnamese)
{
	const char *text = words_get(vb_str_from(key), vietnamese);

	return text ? text : key;
}

/* The weight of one language range in thousandths: "en;q=0.8" is 800. */
static int weight(struct vb_str range)
{
	size_t q = vb_str_find(range, VB_STR(";"), 0);
	int value = 0, place = 100;

	if (q == VB_NPOS)
		return 1000;
	range = vb_str_trim(vb_str_skip(range, q + 1));
	if (!vb_str_starts(range, VB_STR("q=")) &&
	    !vb_str_starts(range, VB_STR("Q=")))
		return 1000;
	range = vb_str_skip(range, 2);
	if (range.len && range.ptr[0] == '1')
		return 1000;
	for (size_t i = 2; i < range.len && place; i++, place /= 10) {
		if (range.ptr[i] < '0' || range.ptr[i] > '9')
			break;
		value += (range.ptr[i] - '0') * place;
	}
	return value;
}

/* Is `range` "en", "EN-gb", …? */
static bool speaks(struct vb_str range, const char *language)
{
	return range.len >= 2 && (range.ptr[0] | 32) == language[0] &&
	       (range.ptr[1] | 32) == language[1] &&
	       (range.len == 2 || range.ptr[2] == '-' || range.ptr[2] == ';' ||
		range.ptr[2] == ' ');
}

bool words_english(const char *accept_language)
{
	struct vb_str rest = vb_str_from(accept_language);
	int english = 0, vietnamese = 0;

	while (rest.len) {
		size_t comma = vb_str_find(rest, VB_STR(","), 0);
		struct vb_str range = vb_str_trim(vb_str_sub(rest, 0, comma));

		if (speaks(range, "en") && weight(range) > english)
			english = weight(range);
		if (speaks(range, "vi") && weight(range) > vietnamese)
			vietnamese = weight(range);
		rest = comma == VB_NPOS ? VB_STR_EMPTY :
					  vb_str_skip(rest, comma + 1);
	}
	return english > vietnamese;
}
