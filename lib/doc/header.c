#include "doc/header.h"

#include "doc/effect.h"
#include "doc/letter.h"
#include "doc/signer.h"
#include "doc/term.h"

#define HEADLINE_BYTES 400 /* of an old gazette's heading with its number */
#define NUMBER_LEAD 40 /* bytes before a number: "Nghị quyết liên tịch số: " */

static const char *const mottos[] = {
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
	"CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
	"CÔNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
	"CỘNG HÒA XÃ HỘI",
	"CỘNG HOÀ XÃ HỘI",
	"ĐẢNG CỘNG SẢN VIỆT NAM",
	"VIỆT NAM DÂN CHỦ CỘNG HÒA",
	"VIỆT NAM DÂN CHỦ CỘNG HOÀ",
};

/* Where the letterhead is over at the latest. */
static const char *const bases[] = {
	"Căn cứ", "Căn\ncứ",  "Kính gửi", "Kính\ngửi",	"Theo đề nghị",
	"Điều 1", "Chương I", "Phần I",	  "QUYẾT NGHỊ", "Xét ",
};

static const char *const said_number[] = { " số", " SỐ" };

static const char *const votes[] = { "thông qua ngày", "thông qua\nngày" };

/* Where `text` begins with "Số: " or "Luật số: ": bytes before "số", or
 * VB_NPOS. */
static size_t number_lead(struct vb_str text)
{
	size_t len = 0;

	if (vb_str_starts(text, VB_STR("Số")) ||
	    vb_str_starts(text, VB_STR("SỐ")))
		return 0;
	if (vb_find_any(vb_str_sub(text, 0, NUMBER_LEAD),
			VB_PHRASES(said_number)) == VB_NPOS ||
	    !vb_type_at(text, &len))
		return VB_NPOS;
	while (len < text.len && text.ptr[len] == ' ')
		len++;
	text = vb_str_skip(text, len);
	return len < NUMBER_LEAD && (vb_str_starts(text, VB_STR("số")) ||
				     vb_str_starts(text, VB_STR("SỐ"))) ?
		       len :
		       VB_NPOS;
}

/* A sentence goes on after the number it names; a letterhead does not. */
static bool ends_line(struct vb_str s, size_t at)
{
	return at == s.len || s.ptr[at] == '\n' || s.ptr[at] == '\t' ||
	       vb_str_starts(vb_str_skip(s, at), VB_STR("  ")) ||
	       vb_str_starts(vb_str_skip(s, at), VB_STR(" \n"));
}

/* "Số: 05/NQ-HĐND", also over two lines, "Số 20-CT/TU", "Luật số: …". */
static void find_number(struct vb_layout *l)
{
	for (size_t i = 0; i < l->head.n && !l->has_number; i++) {
		struct vb_str rest = vb_head_tail(&l->head, i);
		size_t lead = number_lead(rest);
		struct vb_number n;

		if (lead == VB_NPOS)
			continue;
		rest = vb_str_sub(rest, 0, lead + 100);
		if (!vb_number_find(&n, rest, lead) || n.from > lead + 16 ||
		    (lead && !ends_line(rest, n.to)))
			continue;
		l->read = n;
		l->read.from += vb_head_at(&l->head, i);
		l->read.to += vb_head_at(&l->head, i);
		l->number = i;
		l->has_number = true;
	}
}

/* The TYPE in capitals at the start of a line, at or after line `from`. */
static bool find_type(struct vb_layout *l, size_t from)
{
	for (size_t i = from; i < l->head.n; i++) {
		struct vb_str rest = vb_head_tail(&l->head, i);
		const struct vb_type *row;
		size_t len;

		if (!l->head.caps[i])
			continue;
		row = vb_type_at(rest, &len);
		if (!row || !vb_is_caps(vb_str_sub(rest, 0, len)))
			continue;
		l->row = row;
		l->type = i;
		l->type_len = len;
		return true;
	}
	return false;
}

/* The end of the letterhead: bytes of the head in which its date stands. */
static size_t letterhead_end(const struct vb_layout *l)
{
	const struct vb_head *h = &l->head;

	for (size_t i = 0; i < h->n; i++)
		if (vb_starts_any(h->line[i], VB_PHRASES(bases)))
			return vb_head_at(h, i);
	return h->text.len;
}

static bool says_day(struct vb_str text, const struct vb_date *d)
{
	struct vb_str s = vb_str_skip(text, d->from);

	return vb_str_starts(s, VB_STR("ngày")) ||
	       vb_str_starts(s, VB_STR("Ngày")) ||
	       vb_str_starts(s, VB_STR("NGÀY"));
}

/*
 * The place-and-date line: "Hà Nội, ngày ..." before any other date; else the
 * first date that a line begins with or that says "ngày" before the TYPE.
 */
static void find_date(struct vb_layout *l)
{
	struct vb_str text = vb_str_sub(l->head.text, 0, letterhead_end(l));
	size_t type = l->row ? vb_head_at(&l->head, l->type) : text.len;
	struct vb_date d = { 0 };

	while (vb_date_find(&d, text, d.to)) {
		struct vb_str before = vb_str_sub(text, 0, d.from);

		if (!d.day || !d.year)
			continue;
		before = vb_str_trim(before);
		if (says_day(text, &d) && vb_str_ends(before, VB_STR(","))) {
			l->date = d;
			l->has_date = true;
			return;
		}
		if (!l->has_date && d.from < type) {
			l->date = d;
			l->has_date = true;
		}
	}
}

/* The number of a decree-law, "73" or "77-C", has no symbol; its end. */
static size_t bare_number(struct vb_layout *l, struct vb_str text, size_t at)
{
	size_t n = 0;

	if (at >= text.len || !vb_letter_is_digit(text.ptr[at]))
		return at;
	while (at + n < text.len && n < 12 &&
	       (vb_letter_is_digit(text.ptr[at + n]) ||
		strchr("-/", text.ptr[at + n]) ||
		(text.ptr[at + n] >= 'A' && text.ptr[at + n] <= 'Z')))
		n++;
	memcpy(l->read.text, text.ptr + at, n);
	l->read.text[n] = '\0';
	l->read.from = at;
	l->read.to = at + n;
	l->has_number = true;
	l->number = l->type;
	return at + n;
}

/* The number at `at`, even with spaces before its slashes: its end, or 0. */
static size_t spaced_number(struct vb_layout *l, struct vb_str text, size_t at)
{
	char joined[VB_NUMBER_BYTES];
	size_t n = 0, i = at, end;

	for (; i < text.len && n + 1 < sizeof(joined) && text.ptr[i] != '\n';
	     i++)
		if (text.ptr[i] != ' ' || i + 1 >= text.len ||
		    text.ptr[i + 1] != '/')
			joined[n++] = text.ptr[i];
	if (!vb_number_find(&l->read, vb_str_of(joined, n), 0) ||
	    l->read.from > 3)
		return 0;
	for (end = at, n = l->read.to; n; end++)
		n -= text.ptr[end] != ' ' || end + 1 >= text.len ||
		     text.ptr[end + 1] != '/';
	l->read.from += at;
	l->read.to = end;
	return end;
}

/*
 * "CỦA BỘ CÔNG THƯƠNG SỐ 02/2010/TT-BCT NGÀY 14 THÁNG 01 NĂM 2010" below the
 * TYPE, or after it in small letters; a decree of 1945 has a bare number.
 */
static bool find_headline(struct vb_layout *l)
{
	static const char *const says[] = { "SỐ ", "số ", "Số " };
	struct vb_str text = vb_str_sub(l->head.text, 0, letterhead_end(l));
	size_t at = vb_head_at(&l->head, l->type) + l->type_len, of, so, end;
	struct vb_date d;

	text = vb_str_sub(text, 0, vb_utf8_floor(text, at + HEADLINE_BYTES));
	while (at < text.len && strchr(" \n", text.ptr[at]))
		at++;
	of = vb_phrase_at(vb_str_skip(text, at), "CỦA ");
	if (!of)
		of = vb_phrase_at(vb_str_skip(text, at), "của ");
	so = of ? vb_find_any(vb_str_skip(text, at), VB_PHRASES(says)) :
		  VB_NPOS;
	if (so == VB_NPOS || so < of)
		return false;
	l->said_body = (struct vb_span){ at + of, at + so };
	at += so + strlen("SỐ ");
	end = spaced_number(l, text, at);
	if (end) {
		l->has_number = true;
		l->number = l->type;
		at = end;
	} else {
		at = bare_number(l, text, at);
	}
	if (vb_date_find(&d, text, at) && d.from < at + 8 && d.day && d.year) {
		l->date = d;
		l->has_date = true;
		at = d.to;
	}
	l->title_at = at;
	return l->has_number;
}

/* Such a heading at the start of the text, in capitals or not. */
static bool is_headed(struct vb_layout *l)
{
	if (!l->head.n)
		return false;
	l->type = 0;
	l->row = vb_type_at(l->head.text, &l->type_len);
	if (vb_head_at(&l->head, 0))
		l->row = NULL;
	if (l->row && find_headline(l))
		return true;
	l->row = NULL;
	l->type = VB_NO_LINE;
	l->said_body = (struct vb_span){ 0, 0 };
	l->title_at = 0;
	return false;
}

/* A law has no date in its head: it was passed on a day. */
static void find_vote(struct vb_layout *l, struct vb_str text)
{
	size_t at = vb_find_any(text, VB_PHRASES(votes));
	struct vb_date d;

	if (l->has_date || at == VB_NPOS ||
	    !vb_date_find(&d, vb_str_sub(text, 0, at + 80), at) || !d.year ||
	    !d.day)
		return;
	l->date = d;
	l->has_date = l->inferred_date = true;
}

/* "Công văn số 174/CV-BCĐ ngày … của …" at the start of `s`, which begins
 * `at` bytes into the text. */
static bool read_note(struct vb_annex_note *note, struct vb_str s, size_t at)
{
	size_t len, end = vb_str_find(s, VB_STR(")"), 0), of;

	s = vb_str_sub(s, 0, end);
	note->type = vb_type_at(s, &len);
	if (!note->type || !vb_number_find(&note->number, s, len) ||
	    note->number.from > len + 12)
		return false;
	len = note->number.to;
	if (vb_date_find(&note->date, s, len) && note->date.from < len + 4 &&
	    note->date.day && note->date.year)
		len = note->date.to;
	else
		note->date.year = 0;
	of = vb_str_find(s, VB_STR("của"), len);
	if (of != VB_NPOS && of < len + 4)
		note->body =
			(struct vb_span){ at + of + strlen("của"), at + s.len };
	note->number.from += at;
	note->number.to += at;
	note->date.from += at;
	note->date.to += at;
	return true;
}

/* The first annex's note, where the letterhead was lost. */
static void find_note(struct vb_layout *l, struct vb_str text)
{
	size_t at = 0;

	if (l->has_number || l->row)
		return;
	while (!l->has_note &&
	       (at = vb_str_find(text, VB_STR("èm theo"), at)) != VB_NPOS) {
		at += strlen("èm theo");
		while (at < text.len &&
		       (text.ptr[at] == ' ' || text.ptr[at] == '\n'))
			at++;
		l->has_note = read_note(
			&l->note,
			vb_str_sub(text, at, vb_utf8_floor(text, at + 300)),
			at);
	}
	if (l->has_note && !l->has_date && l->note.date.year) {
		l->date = l->note.date;
		l->has_date = l->inferred_date = true;
	}
}

/* Cheap: most texts are no official documents and end here. */
static bool worth_reading(struct vb_str text)
{
	struct vb_str s = vb_str_sub(text, 0, VB_HEAD_BYTES);

	return vb_str_find(s, VB_STR("CỘNG"), 0) != VB_NPOS ||
	       vb_str_starts(s, VB_STR("Số")) ||
	       vb_str_find(s, VB_STR("\nSố"), 0) != VB_NPOS ||
	       vb_str_find(s, VB_STR("Kính gửi"), 0) != VB_NPOS ||
	       vb_str_find(s, VB_STR("Căn cứ"), 0) != VB_NPOS ||
	       vb_str_find(s, VB_STR("SỐ "), 0) != VB_NPOS ||
	       vb_signature_starts(s);
}

static void find_motto(struct vb_layout *l)
{
	struct vb_str text = l->head.text;
	size_t n = sizeof(mottos) / sizeof(mottos[0]);

	for (size_t i = 0; i < n && l->motto.from == l->motto.to; i++) {
		size_t at = vb_phrase_find(text, mottos[i]);

		if (at == VB_NPOS)
			continue;
		l->motto.from = at;
		l->motto.to =
			at + vb_phrase_at(vb_str_skip(text, at), mottos[i]);
	}
}

static void read_layout(struct vb_layout *l, struct vb_str text)
{
	vb_head_init(&l->head, text);
	l->number = l->type = VB_NO_LINE;
	if (is_headed(l))
		return;
	find_motto(l);
	find_number(l);
	if (!l->has_number || !find_type(l, l->number + 1))
		find_type(l, 0);
	if (l->row && !strcmp(l->row->slug, "van-ban-hop-nhat"))
		l->merged = find_type(l, l->type + 1);
	find_date(l);
	if (l->row && !l->has_number)
		find_headline(l);
}

/*
 * Points for the marks of an official document. The motto or a number line
 * with any second mark are enough; so are TYPE, date and legal base.
 */
static bool looks_official(const struct vb_layout *l)
{
	int points = 0;

	if (l->motto.to)
		points += 2;
	if (l->has_number)
		points += 2;
	if (l->row)
		points++;
	if (l->has_date)
		points++;
	if (vb_str_find(l->head.text, VB_STR("\nCăn cứ"), 0) != VB_NPOS)
		points++;
	return points >= 3 && (l->row || l->has_number);
}

/* A letter or a signature alone in the head: an annex's note must name it. */
static bool noted_official(struct vb_layout *l, struct vb_str text)
{
	if (vb_phrase_find(l->head.text, "Kính gửi") == VB_NPOS &&
	    !vb_signature_starts(text))
		return false;
	find_note(l, text);
	return l->has_note;
}

/*
 * The symbol's code decides (a merged text is headed by the type it merges),
 * but a heading with the same code is more exact: QĐ may be Quy định. Without
 * a heading, what is addressed to somebody is a letter: CT-CS is no chỉ thị.
 */
static vb_status set_type(struct vb_record *record, const struct vb_layout *l)
{
	const struct vb_field *number = &record->fields[VB_FIELD_NUMBER];
	bool letter = vb_phrase_find(l->head.text, "Kính gửi") != VB_NPOS;
	const struct vb_type *row = NULL;
	struct vb_number n;

	if (l->has_number)
		row = vb_type_find(vb_str_from(l->read.type));
	else if (vb_number_find(&n, number->value, 0))
		row = vb_type_find(vb_str_from(n.type));
	if (!row && l->merged)
		row = vb_type_find(VB_STR("van-ban-hop-nhat"));
	if (l->row && (!row || (!strcmp(row->code, "QĐ") &&
				!strcmp(l->row->slug, "quy-dinh"))))
		row = l->row;
	if (!row && l->has_note)
		row = l->note.type;
	if (row && !l->row && letter && l->has_number &&
	    vb_phrase_find(l->head.text, "V/v") != VB_NPOS)
		row = NULL;
	if (row)
		return vb_record_set_type(record, row, VB_HOW_READ, 0.95);
	if (!letter)
		return VB_OK;
	row = vb_type_find(VB_STR("cong-van"));
	return vb_record_set_type(record, row, VB_HOW_INFERRED, 0.8);
}

static vb_status set_date(struct vb_record *record, const struct vb_layout *l)
{
	struct vb_field *field = &record->fields[VB_FIELD_DATE];
	struct vb_span where = { l->date.from, l->date.to };
	char date[VB_DATE_TEXT];
	vb_status st;

	if (!l->has_date)
		return VB_OK;
	vb_date_format(date, &l->date);
	if (!l->inferred_date)
		return vb_record_set_at(record, VB_FIELD_DATE,
					vb_str_from(date), 0.9, where);
	if (field->how >= VB_HOW_INFERRED)
		return VB_OK;
	st = vb_record_set(record, VB_FIELD_DATE, vb_str_from(date),
			   VB_HOW_INFERRED, 0.8);
	field->from = where.from;
	field->to = where.to;
	return st;
}

static vb_status set_number(struct vb_record *record, const struct vb_layout *l)
{
	const struct vb_number *n = l->has_number ? &l->read : &l->note.number;

	if (!l->has_number && !l->has_note)
		return VB_OK;
	return vb_record_set_at(record, VB_FIELD_NUMBER, vb_str_from(n->text),
				l->has_number ? 0.95 : 0.7,
				(struct vb_span){ n->from, n->to });
}

static vb_status set_fields(struct vb_record *record, struct vb_layout *l)
{
	vb_status st;

	find_vote(l, record->text);
	st = set_number(record, l);
	if (!st)
		st = set_type(record, l);
	if (!st)
		st = vb_header_title(record, l);
	if (!st)
		st = set_date(record, l);
	if (!st)
		st = vb_signature_read(record);
	if (!st)
		st = vb_header_issuer(record, l);
	if (!st)
		st = vb_effect_read(record, l->row);
	return st ? st : vb_term_read(record);
}

/*
 * A page of a law database whose text lacks the letterhead: its title is type
 * and number ("Nghị định 66/2008/NĐ-CP", "Thông tư số ... Quy định ...") and
 * its text has articles. News titles name numbers too, their texts have none.
 */
static vb_status read_titled(struct vb_record *record, bool *is_document)
{
	struct vb_str title = record->fields[VB_FIELD_TITLE].value;
	struct vb_str head = vb_str_sub(record->text, 0, 2 * VB_HEAD_BYTES);
	const struct vb_type *row;
	struct vb_number n;
	size_t len;
	vb_status st;

	if (vb_str_find(head, VB_STR("\nĐiều 1"), 0) == VB_NPOS &&
	    !vb_str_starts(head, VB_STR("Điều 1")))
		return VB_OK;
	row = vb_type_at(title, &len);
	if (!row || !vb_number_find(&n, title, len) || n.from > len + 6)
		return VB_OK;
	*is_document = true;
	st = vb_record_set(record, VB_FIELD_NUMBER, vb_str_from(n.text),
			   VB_HOW_INFERRED, 0.8);
	if (!st)
		st = vb_record_set_type(record, row, VB_HOW_INFERRED, 0.8);
	return st ? st : vb_effect_read(record, row);
}

vb_status vb_header_read(struct vb_record *record, bool *is_document)
{
	const struct vb_field *f = record->fields;
	struct vb_layout l = { 0 };
	bool given = f[VB_FIELD_NUMBER].value.len && f[VB_FIELD_TYPE].value.len;

	*is_document = false;
	if (!given && !worth_reading(record->text))
		return read_titled(record, is_document);
	read_layout(&l, record->text);
	*is_document =
		given || looks_official(&l) || noted_official(&l, record->text);
	if (!*is_document)
		return read_titled(record, is_document);
	if (!l.has_number && !l.motto.to && !l.row && !l.has_note)
		return VB_OK;
	return set_fields(record, &l);
}

bool vb_record_is_official(struct vb_str text)
{
	struct vb_layout l = { 0 };

	if (!worth_reading(text))
		return false;
	read_layout(&l, text);
	return looks_official(&l);
}
