#include "notes.h"

#include "base/buf.h"

#define NOTES_BYTES 65536

/* Whole notes. */
static const char *const whole[][2] = {
	{ "a quotation mark is not closed: the phrase goes to the end",
	  "dấu ngoặc kép chưa đóng: cụm từ kéo dài đến cuối" },
	{ "parentheses without their partner", "dấu ngoặc đơn không có cặp" },
	{ "parentheses more than 16 deep", "dấu ngoặc đơn lồng quá 16 lớp" },
	{ "words after the first 128", "các từ sau 128 từ đầu" },
	{ "the * of words after the first 2", "dấu * của các từ sau 2 từ đầu" },
	{ "a * after fewer than 3 letters", "dấu * đứng sau ít hơn 3 chữ cái" },
	{ "a * that does not end a word", "dấu * không ở cuối từ" },
	{ "words after the first 32 of a phrase",
	  "các từ sau 32 từ đầu của một cụm từ" },
	{ "AND, OR, NOT or - with nothing to act on",
	  "AND, OR, NOT hoặc dấu - không có gì để áp dụng" },
	{ "filters past their limit", "các bộ lọc vượt quá giới hạn" },
	/* index/haste.c */
	{ "too many matches to count: counts are of the best hits",
	  "quá nhiều kết quả để đếm: số đếm chỉ của các kết quả tốt nhất" },
	{ "too many matches: only the rarest words were searched",
	  "quá nhiều kết quả: chỉ tìm các từ hiếm nhất" },
	{ "too many matches: not all of them were looked at",
	  "quá nhiều kết quả: chưa xem hết" },
	/* index/search.c */
	{ "nothing holds what stands in quotation marks: its words were "
	  "searched",
	  "không có văn bản nào chứa nguyên cụm từ trong ngoặc kép: đã tìm "
	  "từng từ" },
};

/* What stands behind `field: "value" `. */
static const char *const ends[][2] = {
	{ " is empty", " trống" },
	{ " is too long", " quá dài" },
	{ " has no word", " không có từ nào" },
	{ " is not a year or a range like 2015..2019",
	  " không phải năm hoặc khoảng năm như 2015..2019" },
	{ " is not a date", " không phải ngày tháng" },
	{ " is not a date with its year", " không phải ngày tháng có năm" },
	{ " is neither document nor article",
	  " không phải document hoặc article" },
};

#define FORMER "includes the former "
#define FORMER_VI "gồm cả nơi trước đây là "
#define UNTIL "(until "
#define UNTIL_VI "(đến "

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* "includes the former Hải Dương (until 2025-06-30), …" */
static vb_status put_former(struct vb_buf *out, struct vb_str note)
{
	vb_status st = vb_buf_append(out, VB_STR(FORMER_VI));

	note = vb_str_skip(note, sizeof(FORMER) - 1);
	while (!st && note.len) {
		size_t at = vb_str_find(note, VB_STR(UNTIL), 0);

		st = vb_buf_append(out, vb_str_sub(note, 0, at));
		if (at == VB_NPOS)
			break;
		if (!st)
			st = vb_buf_append(out, VB_STR(UNTIL_VI));
		note = vb_str_skip(note, at + sizeof(UNTIL) - 1);
	}
	return st;
}

static vb_status put_note(struct vb_buf *out, struct vb_str note)
{
	vb_status st;

	for (size_t i = 0; i < COUNT(whole); i++)
		if (vb_str_eq(note, vb_str_from(whole[i][0])))
			return vb_buf_append_cstr(out, whole[i][1]);
	if (vb_str_starts(note, VB_STR(FORMER)))
		return put_former(out, note);
	for (size_t i = 0; i < COUNT(ends); i++) {
		struct vb_str end = vb_str_from(ends[i][0]);

		if (!vb_str_ends(note, end))
			continue;
		st = vb_buf_append(out,
				   vb_str_sub(note, 0, note.len - end.len));
		return st ? st : vb_buf_append_cstr(out, ends[i][1]);
	}
	return vb_buf_append(out, note);
}

/* Where the note at the start ends: "; " may stand in what is quoted. */
static size_t end_of(struct vb_str notes)
{
	bool quoted = false;

	for (size_t i = 0; i < notes.len; i++) {
		if (notes.ptr[i] == '"')
			quoted = !quoted;
		else if (!quoted &&
			 vb_str_starts(vb_str_skip(notes, i), VB_STR("; ")))
			return i;
	}
	return VB_NPOS;
}

struct vb_str notes_vietnamese(struct vb_str notes, struct vb_arena *arena)
{
	struct vb_buf text = VB_BUF_INIT(NOTES_BYTES);
	struct vb_str rest = notes, out = notes;
	vb_status st = VB_OK;

	while (rest.len && !st) {
		size_t end = end_of(rest);

		st = put_note(&text, vb_str_sub(rest, 0, end));
		if (!st && end != VB_NPOS)
			st = vb_buf_append(&text, VB_STR("; "));
		rest = end == VB_NPOS ? VB_STR_EMPTY :
					vb_str_skip(rest, end + 2);
	}
	if (st || !vb_arena_dup(&out, arena, vb_buf_str(&text)))
		out = notes;
	vb_buf_clear(&text);
	return out;
}
