#include "doc/signer.h"

#include "doc/letter.h"
#include "doc/lines.h"
#include "doc/understand.h"

#define BEFORE_BYTES 1500 /* before "Nơi nhận", where the right column may be */
#define AFTER_BYTES 8000 /* of recipients and the signature below them */
#define NEAR_BYTES 1500	 /* from "./." to a signature without recipients */
#define LINE_BYTES 400	 /* a window begins with its line if that is near */
#define PIECES 240
#define NAME_WORDS 6
#define NAME_BYTES 60
#define GAP_PIECES 60 /* recipients between a capacity and its name */
#define RECIPIENTS_BYTES 4000

/* For whom, or instead of whom, one signs. */
static const char *const marks[] = {
	"TM.", "KT.",	"TL.",	  "TUQ.",  "TM ",  "KT ",  "TL ",  "TUQ ",
	"T/M", "K/T",	"T/L",	  "T/UQ",  "TỨQ.", "T.M.", "K.T.", "T.L.",
	"Q. ", "Q.CỤC", "Q.GIÁM", "Q.CHỦ", "TM/",  "TM,",  "KT,",  "TL,",
};

/* What a signer is. Longer words that begin so are meant too. */
static const char *const posts[] = {
	"CHỦ TỊCH",   "PHÓ CHỦ",     "BỘ TRƯỞNG",   "THỨ TRƯỞNG", "THỦ TƯỚNG",
	"PHÓ THỦ",    "GIÁM ĐỐC",    "PHÓ GIÁM",    "TỔNG GIÁM",  "PHÓ TỔNG",
	"CỤC TRƯỞNG", "PHÓ CỤC",     "VỤ TRƯỞNG",   "PHÓ VỤ",	  "TRƯỞNG ",
	"PHÓ TRƯỞNG", "CHÁNH ",	     "PHÓ CHÁNH",   "CHỦ NHIỆM",  "BÍ THƯ",
	"PHÓ BÍ",     "TỔNG BÍ",     "VIỆN TRƯỞNG", "PHÓ VIỆN",	  "HIỆU TRƯỞNG",
	"PHÓ HIỆU",   "THỐNG ĐỐC",   "PHÓ THỐNG",   "TỔNG CỤC",	  "CHI CỤC",
	"PHÓ CHI",    "PHÓ CỤC",     "ỦY VIÊN",	    "UỶ VIÊN",	  "TƯ LỆNH",
	"PHÓ TƯ",     "QUYỀN ",	     "TỔNG KIỂM",   "PHÓ TỔNG",	  "TỔNG THANH",
	"CHỈ HUY",    "THƯỜNG TRỰC", "PHÓ",	    "THẨM PHÁN",  "THÀNH VIÊN",
	"ĐẠI DIỆN",   "TỔNG THƯ",    "CHÍNH ỦY",
};

/* What stands where the hand signed. */
static const char *const signs[] = {
	"(Đã ký", "(đã ký", "(ĐÃ KÝ", "Đã ký",	"đã ký",   "ĐÃ KÝ",
	"(Ký",	  "(ký",    "[Đã ký", "[đã ký", "(Chữ ký", "(Ấn ký",
};

/* Ranks and degrees before a name. */
static const char *const ranks[] = {
	"Đại tướng ", "Thượng tướng ", "Trung tướng ",	"Thiếu tướng ",
	"Đại tá ",    "Thượng tá ",    "Trung tá ",	"Thiếu tá ",
	"Đại úy ",    "Đại uý ",       "Chuẩn Đô đốc ", "Phó Đô đốc ",
	"Đô đốc ",    "PGS.TS.",       "PGS.TS ",	"PGS. TS.",
	"GS.TS.",     "GS.TS ",	       "GS. TS.",	"TSKH.",
	"TS.",	      "TS ",	       "ThS.",		"Ths.",
	"ThS ",	      "Ths ",	       "PGS.",		"GS.",
	"BS.CKII.",   "BS.CKI.",       "BS.",		"BSCKII.",
	"BSCKI.",     "KS.",	       "KTS.",		"LS.",
	"CN.",	      "Thạc sĩ ",      "Tiến sĩ ",	"Thầy thuốc ",
	"Đồng chí ",  "Ông ",	       "Bà ",		"NSND ",
	"NSƯT ",      "DS.",	       "Hòa thượng ",	"Linh mục ",
};

/* Family names, for names in capitals: Vietnamese has few of them. */
static const char *const families[] = {
	"NGUYỄN ", "TRẦN ", "LÊ ",   "PHẠM ",  "HOÀNG ",  "HUỲNH ", "PHAN ",
	"VŨ ",	   "VÕ ",   "ĐẶNG ", "BÙI ",   "ĐỖ ",	  "HỒ ",    "NGÔ ",
	"DƯƠNG ",  "LÝ ",   "ĐINH ", "TRỊNH ", "TRƯƠNG ", "ĐÀO ",   "ĐOÀN ",
	"LÂM ",	   "MAI ",  "CAO ",  "LƯƠNG ", "LƯU ",	  "TÔ ",    "TẠ ",
	"CHU ",	   "HÀ ",   "THÁI ", "QUÁCH ", "KIỀU ",	  "TĂNG ",  "PHÙNG ",
};

/* Words in capitals after which no name can come any more. */
static const char *const over[] = {
	"PHỤ LỤC", "DANH MỤC", "QUY CHẾ",  "QUY ĐỊNH",	"CHƯƠNG", "BIỂU",
	"MẪU",	   "CỘNG HÒA", "CỘNG HOÀ", "ĐẢNG CỘNG", "FILE",
};

/* A line that only a signature begins with, for texts without recipients. */
static const char *const lone_marks[] = { "\nTM. ", "\nTM.", "\nT/M ",
					  "\nKT. ", "\nKT.", "\nK/T " };

static const char *const all_recipients[] = { "Nơi nhận", "NƠI NHẬN", "Nơi gửi",
					      "NƠI GỬI" };

/* Lines of a window, those with two columns divided. */
struct pieces {
	size_t n;
	struct vb_str piece[PIECES];
};

/* What was found; views into the text. */
struct signature {
	struct vb_buf capacity;
	struct vb_buf name;
	struct vb_span capacity_at, name_at;
};

static bool is_mark(struct vb_str s)
{
	return vb_starts_any(s, VB_PHRASES(marks)) > 0;
}

bool vb_signature_starts(struct vb_str text)
{
	text = vb_str_trim(vb_str_sub(text, 0, 80));
	return is_mark(text) &&
	       vb_is_caps(
		       vb_str_sub(text, 0, vb_str_find(text, VB_STR("\n"), 0)));
}

static bool is_post(struct vb_str s)
{
	return vb_is_caps(s) && vb_starts_any(s, VB_PHRASES(posts));
}

/* A recipient begins with a bullet, or has none in the whole list. */
static bool has_bullet(struct vb_str s)
{
	return strchr("-+*", s.ptr[0]) || vb_str_starts(s, VB_STR("–")) ||
	       vb_str_starts(s, VB_STR("•"));
}

/* Where the right column begins on `line`: behind a gap, or at a mark with
 * capitals after it. line.len if there is one column. */
static size_t second_column(struct vb_str line)
{
	for (size_t i = 1; i < line.len; i++) {
		char c = line.ptr[i - 1];

		if (c == '\t')
			return i;
		if (c != ' ')
			continue;
		if (i > 2 && line.ptr[i - 2] == ' ' && line.ptr[i - 3] == ' ')
			return i;
		if ((is_mark(vb_str_skip(line, i)) &&
		     vb_is_caps(vb_str_skip(line, i)) &&
		     !vb_is_caps(vb_str_sub(line, 0, i))) ||
		    (is_post(vb_str_skip(line, i)) &&
		     (has_bullet(line) ||
		      vb_starts_any(line, VB_PHRASES(all_recipients)))))
			return i;
	}
	return line.len;
}

static void split_lines(struct pieces *p, struct vb_str window)
{
	struct vb_str line;

	p->n = 0;
	while (p->n + 3 < PIECES && vb_str_next_line(&line, &window)) {
		line = vb_str_trim(line);
		for (int columns = 0; line.len && columns < 3; columns++) {
			size_t at =
				columns < 2 ? second_column(line) : line.len;
			struct vb_str piece =
				vb_str_trim(vb_str_sub(line, 0, at));

			if (piece.len)
				p->piece[p->n++] = piece;
			line = vb_str_trim(vb_str_skip(line, at));
		}
	}
}

/* The next word of `*rest`, moved past it. */
static struct vb_str next_word(struct vb_str *rest)
{
	size_t end;
	struct vb_str word;

	*rest = vb_str_trim(*rest);
	for (end = 0; end < rest->len && !strchr(" \n\t", rest->ptr[end]);)
		end++;
	word = vb_str_sub(*rest, 0, end);
	*rest = vb_str_skip(*rest, end);
	return word;
}

/* One word of a name: a capital, then small letters: "Kđăm", "H'Yim". */
static bool is_name_word(struct vb_str word)
{
	size_t at = 0, len;

	if (!vb_starts_upper(word))
		return false;
	/* "Phan" and "Ê" and "Y" and "H'Yim", no "TT" */
	vb_letter_at(word, 0, &at);
	if (vb_letter_is_upper(vb_letter_at(word, at, &len)))
		return false;
	while (at < word.len) {
		uint32_t c = vb_letter_at(word, at, &len);

		if (!vb_letter_is(c) && c != '\'' && c != 0x2019 && c != '-')
			return false;
		at += len;
	}
	return true;
}

/* Words like those of a name, at least `least` of them, not all capitals. */
static bool is_named(struct vb_str s, size_t least)
{
	size_t n = 0;
	struct vb_str rest = s;

	if (s.len > NAME_BYTES || vb_is_caps(s))
		return false;
	while (rest.len) {
		if (!is_name_word(next_word(&rest)))
			return false;
		n++;
		rest = vb_str_trim(rest);
	}
	return n >= least && n <= NAME_WORDS;
}

static struct vb_str without_rank(struct vb_str s)
{
	size_t len;

	do {
		len = vb_starts_any(s, VB_PHRASES(ranks));
		s = vb_str_trim(vb_str_skip(s, len));
	} while (len);
	return s;
}

/* A person's name, or VB_STR_EMPTY: rank and degree are dropped. */
static struct vb_str as_name(struct vb_str s)
{
	struct vb_str name = without_rank(s);

	while (name.len && strchr(".,;*", name.ptr[name.len - 1]))
		name.len--;
	if (is_named(name, 2))
		return name;
	if (vb_is_caps(name) && vb_starts_any(name, VB_PHRASES(families)) &&
	    !is_post(name) && vb_count_words(name) <= NAME_WORDS &&
	    name.len <= NAME_BYTES &&
	    vb_str_find(name, VB_STR("-"), 0) == VB_NPOS)
		return name;
	return VB_STR_EMPTY;
}

/* "Vũ / Chiến Thắng", "Nguyễn Quỳnh / Thiện": is `next` the rest? */
static bool name_goes_on(struct vb_str first, struct vb_str next)
{
	size_t words = vb_count_words(first);

	if (vb_is_caps(first) || !is_named(next, 1) || !is_named(first, 1))
		return false;
	return (words == 1 && is_named(next, 1)) ||
	       (words <= 3 && vb_count_words(next) == 1);
}

static bool is_recipient(struct vb_str s)
{
	return strchr("-+*", s.ptr[0]) || vb_str_starts(s, VB_STR("–")) ||
	       vb_str_starts(s, VB_STR("•")) || vb_str_ends(s, VB_STR(";"));
}

/* A new part of the capacity, or more of the one before? */
static bool begins_part(struct vb_str part, struct vb_str piece)
{
	if (!part.len)
		return false;
	if (is_mark(part) && vb_count_words(part) == 1)
		return false;
	if (vb_str_eq(part, VB_STR("PHÓ")) || vb_str_ends(part, VB_STR(" PHÓ")))
		return false;
	return is_mark(piece) || is_post(piece);
}

static struct vb_span span_of(struct vb_str text, struct vb_str s)
{
	size_t from = (size_t)(s.ptr - text.ptr);

	return (struct vb_span){ from, from + s.len };
}

/* The capitals from piece `i` on, as "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"; recipients
 * may stand between. `*next` gets the piece after the last of them. */
static vb_status read_capacity(struct signature *sig, const struct pieces *p,
			       size_t i, size_t *next)
{
	struct vb_str part = VB_STR_EMPTY;
	vb_status st = VB_OK;
	size_t gap = 0;

	*next = i;
	for (; !st && i < p->n && gap < GAP_PIECES; i++) {
		struct vb_str piece = p->piece[i];

		if (!vb_is_caps(piece) || as_name(piece).len) {
			if (vb_starts_any(piece, VB_PHRASES(signs)) ||
			    (!is_recipient(piece) && as_name(piece).len))
				break;
			gap++;
			continue;
		}
		if (vb_starts_any(piece, VB_PHRASES(over)))
			break;
		if (begins_part(part, piece)) {
			if (!vb_str_ends(vb_buf_str(&sig->capacity),
					 VB_STR(",")))
				st = vb_buf_append_char(&sig->capacity, ',');
		}
		part = piece;
		if (!st)
			st = vb_add_words(&sig->capacity, piece);
		*next = i + 1;
	}
	return st;
}

/* The name at or after piece `i`. */
static vb_status read_name(struct signature *sig, struct vb_str text,
			   const struct pieces *p, size_t i)
{
	vb_status st = VB_OK;

	for (size_t gap = 0; i < p->n && gap < GAP_PIECES; i++, gap++) {
		struct vb_str piece = p->piece[i], name, more;

		if (vb_starts_any(piece, VB_PHRASES(over)) || is_mark(piece))
			return VB_OK;
		if (is_recipient(piece) ||
		    vb_starts_any(piece, VB_PHRASES(signs)) ||
		    vb_is_rule(piece))
			continue;
		name = as_name(piece);
		more = i + 1 < p->n ? p->piece[i + 1] : VB_STR_EMPTY;
		if (!name.len && is_named(piece, 1) &&
		    name_goes_on(piece, more))
			name = without_rank(piece);
		if (!name.len)
			continue;
		st = vb_add_words(&sig->name, name);
		sig->name_at = span_of(text, name);
		if (!st && name_goes_on(name, more)) {
			st = vb_add_words(&sig->name, more);
			sig->name_at.to = span_of(text, more).to;
		}
		return st;
	}
	return st;
}

/* The first signature in the window [from, to) of the text, from the first
 * capacity that a name follows. */
static vb_status read_window(struct signature *sig, struct vb_str text,
			     struct vb_span window)
{
	struct pieces p;
	vb_status st = VB_OK;
	size_t next;

	split_lines(&p, vb_str_sub(text, window.from, window.to));
	for (size_t i = 0; !st && i < p.n && !sig->name.len; i = next) {
		next = i + 1;
		if (!(is_mark(p.piece[i]) && vb_is_caps(p.piece[i])) &&
		    !is_post(p.piece[i]))
			continue;
		vb_buf_truncate(&sig->capacity, 0);
		sig->capacity_at = span_of(text, p.piece[i]);
		st = read_capacity(sig, &p, i, &next);
		if (!st && next > i) {
			sig->capacity_at.to =
				span_of(text, p.piece[next - 1]).to;
			st = read_name(sig, text, &p, next);
		}
		if (next <= i)
			next = i + 1;
	}
	return st;
}

/* Where the line at `at` begins, or a character not far before it. */
static size_t start_of_line(struct vb_str text, size_t at)
{
	size_t stop = at > LINE_BYTES ? at - LINE_BYTES : 0, i = at;

	while (i > stop && text.ptr[i - 1] != '\n')
		i--;
	return vb_utf8_floor(text, i);
}

/* The bytes before and after `at`, at whole characters. */
static struct vb_span around(struct vb_str text, size_t at, size_t before,
			     size_t after)
{
	struct vb_span w;

	w.from = start_of_line(text, at > before ? at - before : 0);
	w.to = vb_utf8_floor(text, at + after);
	return w;
}

static size_t find_recipients(struct vb_str text)
{
	size_t n = sizeof(all_recipients) / sizeof(all_recipients[0]);
	size_t least = VB_NPOS;

	for (size_t i = 0; i < n; i++) {
		size_t at = vb_phrase_find(text, all_recipients[i]);

		if (at < least)
			least = at;
	}
	return least;
}

/*
 * Below "Nơi nhận" first; the column may have come above it; without one,
 * after the text's end "./.", in the last lines, or in the first.
 */
static vb_status find_signature(struct signature *sig, struct vb_str text,
				size_t recipients)
{
	size_t mark = vb_str_find(text, VB_STR("./."), 0);
	size_t lone = vb_find_any(text, VB_PHRASES(lone_marks));
	struct vb_span windows[6];
	vb_status st = VB_OK;
	size_t n = 0;

	if (mark != VB_NPOS && recipients != VB_NPOS &&
	    recipients > mark + NEAR_BYTES)
		windows[n++] = around(text, mark, 0, NEAR_BYTES);
	if (recipients != VB_NPOS) {
		windows[n++] = around(text, recipients, 0, AFTER_BYTES);
		windows[n++] = around(text, recipients, BEFORE_BYTES, 0);
	}
	if (mark != VB_NPOS)
		windows[n++] = around(text, mark, 0, AFTER_BYTES / 2);
	if (lone != VB_NPOS)
		windows[n++] = around(text, lone + 1, 0, NEAR_BYTES);
	windows[n++] = around(text, text.len, BEFORE_BYTES, 0);
	if (vb_signature_starts(text))
		windows[n++] = around(text, 0, 0, VB_HEAD_BYTES);
	for (size_t i = 0; !st && i < n && !sig->name.len; i++)
		st = read_window(sig, text, windows[i]);
	return st;
}

/* What ends the list of recipients: the other column's signature. */
static bool ends_list(struct vb_str piece, bool begun)
{
	return begun && !is_recipient(piece) &&
	       (vb_starts_any(piece, VB_PHRASES(over)) ||
		vb_str_starts(piece, VB_STR("[")));
}

static struct vb_str without_bullet(struct vb_str s)
{
	while (s.len &&
	       (strchr("-+* ", s.ptr[0]) || vb_str_starts(s, VB_STR("–")) ||
		vb_str_starts(s, VB_STR("•"))))
		s = vb_str_skip(s, s.ptr[0] < 0 ? 3 : 1);
	while (s.len && strchr(";,. ", s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* Add one recipient, or the rest of the one before. */
static vb_status add_recipient(struct vb_buf *out, struct vb_str piece,
			       bool bullet)
{
	struct vb_str s = without_bullet(piece);

	if (!s.len || out->len + s.len + 2 > RECIPIENTS_BYTES)
		return VB_OK;
	if (bullet && out->len) {
		vb_status st = vb_buf_append_char(out, ';');

		if (st)
			return st;
	}
	return vb_add_words(out, s);
}

static vb_status set_recipients(struct vb_record *record, size_t at)
{
	const struct vb_field *name = &record->fields[VB_FIELD_SIGNER];
	struct vb_span where = around(record->text, at, 0, AFTER_BYTES);
	struct vb_buf list = VB_BUF_INIT(RECIPIENTS_BYTES + 8);
	bool ended = true;
	size_t kept = 0;
	vb_status st = VB_OK;
	struct pieces p;

	split_lines(&p, vb_str_sub(record->text, at, where.to));
	for (size_t i = 0; !st && i < p.n && kept < 2; i++) {
		struct vb_str piece = p.piece[i];
		size_t colon = vb_str_find(piece, VB_STR(":"), 0);

		if (!i || (i == 1 && vb_str_starts(piece, VB_STR("nhận"))))
			piece = colon == VB_NPOS ?
					VB_STR_EMPTY :
					vb_str_skip(piece, colon + 1);
		piece = vb_str_trim(piece);
		if (kept && (vb_is_caps(piece) || has_bullet(piece)))
			break;
		if (!piece.len || vb_is_caps(piece) ||
		    vb_starts_any(piece, VB_PHRASES(signs)) ||
		    (name->value.len && vb_str_eq(piece, name->value)))
			continue;
		if (ends_list(piece, list.len > 0) ||
		    (list.len && ended && !has_bullet(piece)))
			break;
		st = add_recipient(&list, piece, has_bullet(piece));
		ended = vb_str_ends(piece, VB_STR("."));
		/* the last one is who keeps the original, maybe on two lines */
		if (kept || vb_str_find(piece, VB_STR("Lưu"), 0) != VB_NPOS)
			kept += ended ? 2 : 1;
		where.to = span_of(record->text, piece).to;
	}
	where.from = at;
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_RECIPIENTS,
				      vb_buf_str(&list), 0.8, where);
	vb_buf_clear(&list);
	return st;
}

vb_status vb_signature_read(struct vb_record *record)
{
	struct signature sig = { .capacity.limit = AFTER_BYTES * 2,
				 .name.limit = 4 * NAME_BYTES };
	size_t at = find_recipients(record->text);
	vb_status st;

	st = find_signature(&sig, record->text, at);
	while (sig.capacity.len &&
	       strchr(", ", sig.capacity.ptr[sig.capacity.len - 1]))
		vb_buf_truncate(&sig.capacity, sig.capacity.len - 1);
	if (!st && sig.name.len)
		st = vb_record_set_at(record, VB_FIELD_CAPACITY,
				      vb_buf_str(&sig.capacity), 0.8,
				      sig.capacity_at);
	if (!st)
		st = vb_record_set_at(record, VB_FIELD_SIGNER,
				      vb_buf_str(&sig.name), 0.85, sig.name_at);
	/* what comes long after the signature is a form in an annex */
	if (!st && at != VB_NPOS &&
	    (!sig.name.len || at < sig.name_at.to + NEAR_BYTES))
		st = set_recipients(record, at);
	vb_buf_clear(&sig.capacity);
	vb_buf_clear(&sig.name);
	return st;
}
