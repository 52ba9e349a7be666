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
	{ "remark", "Lưu ý", "Note" },
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
	{ "bad_parameter", "không dùng được giá trị của tham số",
	  "this parameter's value is of no use:" },
	{ "error.400", "Yêu cầu không hợp lệ", "The request makes no sense" },
	{ "error.404", "Không có trang này", "There is no such page" },
	{ "error.405", "Không hỗ trợ phương thức này",
	  "This method is not supported" },
	{ "error.410", "Văn bản đã được rút", "The document was withdrawn" },
	{ "error.414", "Địa chỉ quá dài", "The address is too long" },
	{ "error.429", "Quá nhiều yêu cầu, xin thử lại sau giây lát",
	  "Too many requests, please try again in a moment" },
	{ "error.431", "Tiêu đề yêu cầu quá lớn",
	  "The request's header is too large" },
	{ "error.500", "Máy chủ gặp lỗi", "The server has failed" },
	{ "error.503", "Tạm thời chưa phục vụ được, xin thử lại sau giây lát",
	  "Not available for the moment, please try again soon" },
	{ "home", "Về trang chủ", "To the start page" },
	{ "menu", "Danh mục", "Sections" },
	{ "browse", "Duyệt", "Browse" },
	{ "statistics", "Thống kê", "Statistics" },
	{ "newest_short", "Mới nhất", "Newest" },
	{ "about_archive", "Trong kho", "What is held" },
	{ "all_newest", "Xem tất cả văn bản mới", "All new documents" },
	{ "by_type", "Theo loại", "By type" },
	{ "understood", "Đã hiểu", "Understood" },
	{ "interpreted", "Đã tìm", "Searched for" },
	{ "prefers", "ưu tiên", "preferred" },
	{ "remove_part", "Bỏ khỏi câu tìm", "Remove from the query" },
	{ "title", "Tên văn bản", "Title" },
	{ "by_year", "Kết quả theo năm", "Results by year" },
	{ "by_year_all", "Văn bản theo năm", "Documents by year" },
	{ "as_table", "Dạng bảng", "As a table" },
	{ "count", "Số văn bản", "Documents" },
	{ "documents_count", "văn bản", "documents" },
	{ "more_values", "Thêm", "More" },
	{ "feed", "Theo dõi câu tìm này (Atom)", "Follow this search (Atom)" },
	{ "first", "Trang đầu", "First page" },
	{ "deepest",
	  "Chỉ xem được 10.000 kết quả đầu; hãy thu hẹp bằng bộ lọc.",
	  "Only the first 10,000 results can be seen; narrow them down." },
	{ "to_narrow", "Thu hẹp kết quả", "Narrow down" },
	{ "not_held", "Chưa có trong kho", "Not held" },
	{ "cited_by_n", "được dẫn bởi", "cited by" },
	{ "see_citing", "Xem văn bản dẫn", "See what cites it" },
	{ "effect", "Hiệu lực", "In effect" },
	{ "effect.con-hieu-luc", "Còn hiệu lực", "In force" },
	{ "effect.het-hieu-luc", "Hết hiệu lực", "No longer in force" },
	{ "effect.het-hieu-luc-mot-phan", "Hết hiệu lực một phần",
	  "Partly no longer in force" },
	{ "effect.ngung-hieu-luc", "Ngưng hiệu lực", "Suspended" },
	{ "effect.chua-co-hieu-luc", "Chưa có hiệu lực", "Not yet in force" },
	{ "effect.unknown", "Chưa rõ hiệu lực", "Effect not known" },
	{ "since", "từ", "since" },
	{ "since_until", "đến", "until" },
	{ "evidence", "Căn cứ vào", "Because of" },
	{ "evidence.amends", "được sửa đổi, bổ sung bởi", "amended by" },
	{ "evidence.replaces", "bị thay thế bởi", "replaced by" },
	{ "evidence.repeals", "bị bãi bỏ bởi", "repealed by" },
	{ "evidence.suspends", "bị ngưng hiệu lực bởi", "suspended by" },
	{ "evidence.own", "ngày ghi trong văn bản", "its own dates" },
	{ "cites_out", "Văn bản được dẫn", "What it cites" },
	{ "cites_in", "Văn bản dẫn đến văn bản này", "What cites it" },
	{ "relation.mention", "Nhắc đến", "Mentions" },
	{ "relation.basis", "Căn cứ", "Based on" },
	{ "relation.cites", "Dẫn chiếu", "Refers to" },
	{ "relation.amends", "Sửa đổi, bổ sung", "Amends" },
	{ "relation.replaces", "Thay thế", "Replaces" },
	{ "relation.repeals", "Bãi bỏ", "Repeals" },
	{ "relation.guides", "Hướng dẫn", "Guides" },
	{ "relation.implements", "Triển khai thực hiện", "Implements" },
	{ "relation.corrects", "Đính chính", "Corrects" },
	{ "relation.merges", "Hợp nhất", "Consolidates" },
	{ "relation.suspends", "Ngưng hiệu lực", "Suspends" },
	{ "relation.part-of", "Là một phần của", "Part of" },
	{ "relation.amended-by", "Được sửa đổi bởi", "Amended by" },
	{ "relation.related", "Liên quan", "Related" },
	{ "and_more", "và còn nữa, xem bản JSON", "and more, see the JSON" },
	{ "series", "Cùng loạt bài", "In the same series" },
	{ "series_previous", "Kỳ trước", "Part before" },
	{ "series_next", "Kỳ sau", "Part after" },
	{ "versions", "Các phiên bản", "Versions" },
	{ "version_shown", "đang xem", "shown" },
	{ "old_version", "Đây là một phiên bản cũ. Xem phiên bản mới nhất",
	  "This is an old version. See the newest" },
	{ "what_changed", "thay đổi so với phiên bản trước",
	  "changes since the version before" },
	{ "changes", "Thay đổi giữa hai phiên bản",
	  "Changes between two versions" },
	{ "changes_between", "Phiên bản", "Version" },
	{ "changes_removed", "dòng bỏ đi", "lines removed" },
	{ "changes_added", "dòng thêm vào", "lines added" },
	{ "changes_none", "Nội dung không đổi.", "The text is the same." },
	{ "changes_whole", "Hai phiên bản khác nhau quá nhiều để so từng dòng.",
	  "The versions differ too much to be compared line by line." },
	{ "changes_cut", "Còn nhiều dòng nữa không hiện ở đây.",
	  "There are more lines than are shown here." },
	{ "changed_field", "Thông tin thay đổi", "Changed information" },
	{ "unchanged_lines", "dòng không đổi", "lines unchanged" },
	{ "back_to_text", "Về toàn văn", "Back to the text" },
	{ "download", "Tải bản gốc", "Download the original" },
	{ "citation", "Trích dẫn", "Cite as" },
	{ "citation_hint", "Nhấn vào để chọn cả câu rồi sao chép.",
	  "Click it to select it all, then copy." },
	{ "marked", "Đã đánh dấu trong văn bản", "Marked in the text" },
	{ "marked_first", "Đến chỗ đầu tiên", "To the first place" },
	{ "marked_none", "Nội dung không có các từ này.",
	  "The text does not hold these words." },
	{ "unmark", "Bỏ đánh dấu", "Remove the marks" },
	{ "browse.date", "Theo ngày", "By date" },
	{ "browse.type", "Theo loại văn bản", "By type" },
	{ "browse.issuer", "Theo cơ quan ban hành", "By issuer" },
	{ "browse.place", "Theo nơi", "By place" },
	{ "browse.topic", "Theo chủ đề", "By topic" },
	{ "browse_ways", "Cách duyệt", "Ways to browse" },
	{ "browse_none", "Không có văn bản nào.", "There are no documents." },
	{ "without_value", "văn bản không ghi", "documents without one" },
	{ "without_date", "văn bản không rõ ngày", "documents without a date" },
	{ "all_years", "Mọi năm", "All years" },
	{ "path", "Vị trí", "Path" },
	{ "day.1", "T2", "Mon" },
	{ "day.2", "T3", "Tue" },
	{ "day.3", "T4", "Wed" },
	{ "day.4", "T5", "Thu" },
	{ "day.5", "T6", "Fri" },
	{ "day.6", "T7", "Sat" },
	{ "day.7", "CN", "Sun" },
	{ "month.1", "Tháng 1", "January" },
	{ "month.2", "Tháng 2", "February" },
	{ "month.3", "Tháng 3", "March" },
	{ "month.4", "Tháng 4", "April" },
	{ "month.5", "Tháng 5", "May" },
	{ "month.6", "Tháng 6", "June" },
	{ "month.7", "Tháng 7", "July" },
	{ "month.8", "Tháng 8", "August" },
	{ "month.9", "Tháng 9", "September" },
	{ "month.10", "Tháng 10", "October" },
	{ "month.11", "Tháng 11", "November" },
	{ "month.12", "Tháng 12", "December" },
	{ "earlier", "Trước đó", "Earlier" },
	{ "later", "Sau đó", "Later" },
	{ "search_these", "Tìm trong các văn bản này", "Search among these" },
	{ "mention_held", "Văn bản mang số này có trong kho",
	  "Held with this number" },
	{ "mention_note",
	  "Văn bản này chưa có trong kho; dưới đây là các văn bản dẫn đến nó.",
	  "This document is not held; these cite it." },
	{ "mention_none", "Không có văn bản nào dẫn số này.",
	  "Nothing cites this number." },
	{ "mention_ask", "Gõ một số hiệu để xem văn bản nào dẫn đến nó.",
	  "Type a number to see what cites it." },
	{ "citing", "Văn bản dẫn", "Cited by" },
	{ "relation", "Quan hệ", "Relation" },
	{ "stats_kept", "Trong kho lưu trữ", "In the archive" },
	{ "stats_documents", "Văn bản và bài viết", "Documents and articles" },
	{ "stats_articles", "trong đó bài viết", "of which articles" },
	{ "stats_versions", "Phiên bản", "Versions" },
	{ "stats_mentions", "Văn bản được dẫn mà chưa có",
	  "Cited documents not held" },
	{ "stats_bytes", "Dung lượng bản gốc", "Size of the originals" },
	{ "stats_top_cited", "Được dẫn nhiều nhất", "Most cited" },
	{ "stats_wanted", "Được dẫn nhiều mà chưa có trong kho",
	  "Most cited and not held" },
	{ "stats_by_type", "Theo loại văn bản", "By type" },
	{ "visits", "Lượt truy cập", "Visits" },
	{ "visits_online", "Đang xem", "Online now" },
	{ "visits_today", "Hôm nay", "Today" },
	{ "visits_yesterday", "Hôm qua", "Yesterday" },
	{ "visits_total", "Tổng cộng", "In total" },
	{ "visits_note", "Đếm không dùng cookie, không lưu địa chỉ người xem.",
	  "Counted without cookies; no addresses are stored." },
	{ "most_viewed", "Xem nhiều nhất", "Most viewed" },
	{ "views", "lượt xem", "views" },
	{ "times", "lần", "times" },
	{ "all", "Xem tất cả", "See all" },
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

/* The weights of both languages in a header, in thousandths. */
static void weigh(int *english, int *vietnamese, const char *accept_language)
{
	struct vb_str rest = vb_str_from(accept_language);

	*english = *vietnamese = 0;
	while (rest.len) {
		size_t comma = vb_str_find(rest, VB_STR(","), 0);
		struct vb_str range = vb_str_trim(vb_str_sub(rest, 0, comma));

		if (speaks(range, "en") && weight(range) > *english)
			*english = weight(range);
		if (speaks(range, "vi") && weight(range) > *vietnamese)
			*vietnamese = weight(range);
		rest = comma == VB_NPOS ? VB_STR_EMPTY :
					  vb_str_skip(rest, comma + 1);
	}
}

bool words_english(const char *accept_language)
{
	int english, vietnamese;

	weigh(&english, &vietnamese, accept_language);
	return english > vietnamese;
}

bool words_vietnamese(const char *accept_language)
{
	int english, vietnamese;

	weigh(&english, &vietnamese, accept_language);
	return vietnamese > english;
}
