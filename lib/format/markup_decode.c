/*
 * The bytes of markup as UTF-8, whatever they declare.
 */
#include "format/fontrun.h"
#include "format/reader.h"
#include "text/text.h"

#define TORN_SHARE 4 /* of UTF-8: letters for each place that is broken */
#define TORN_RUN 4   /* broken bytes between letters: some other encoding */

/* Is `charset` what programs write whatever the bytes are? */
static bool says_little(struct vb_str charset)
{
	enum vb_charset known = vb_charset_by_name(charset);

	return !charset.len || known == VB_CHARSET_UTF8 ||
	       known == VB_CHARSET_CP1252;
}

/* What the page says, or its fonts: .VnTime's declare anything. */
static struct vb_str charset_of(struct vb_str bytes, struct vb_str declared)
{
	struct vb_str fonts = VB_STR_EMPTY;

	if (says_little(declared) && !vb_utf8_valid(bytes))
		fonts = vb_fontrun_sniff(bytes);
	return fonts.len ? fonts : declared;
}

static bool is_utf8(const struct vb_input *in, struct vb_str declared)
{
	return (!in->encoding || !strcmp(in->encoding, "auto")) &&
	       says_little(declared) && !vb_decode_is_utf16(in->bytes) &&
	       vb_utf8_valid(in->bytes);
}

/*
 * Is it UTF-8 as it declares, with bytes lost here and there? What is broken
 * stands between letters that are sound; a stretch in another encoding has
 * many broken bytes and no such letter.
 */
static bool is_torn(const struct vb_input *in, struct vb_str declared)
{
	size_t letters = 0, broken = 0, run = 0, n;
	struct vb_str s = in->bytes;

	if ((in->encoding && strcmp(in->encoding, "auto")) ||
	    vb_charset_by_name(declared) != VB_CHARSET_UTF8 || !declared.len)
		return false;
	for (size_t at = 0; at < s.len; at += n) {
		uint32_t code;

		n = 1;
		if ((unsigned char)s.ptr[at] < 0x80)
			continue;
		n = vb_utf8_decode(&code, vb_str_skip(s, at));
		letters += n > 1;
		run = n > 1 ? 0 : run + 1;
		broken += run == 1;
		if (run >= TORN_RUN)
			return false;
	}
	return broken && letters >= TORN_SHARE * broken;
}

/* What is no UTF-8 is replaced, and counted. */
static vb_status mend(struct vb_buf *out, struct vb_record *record,
		      struct vb_str bytes)
{
	size_t before = record->report.invalid;
	vb_status st = vb_text_clean(out, &record->report, bytes);

	if (st)
		return st;
	record->partial = true;
	return vb_reader_warn(record, "%zu places were not UTF-8",
			      record->report.invalid - before);
}

static struct vb_str without_mark(struct vb_str s)
{
	return vb_str_starts(s, VB_STR("\xef\xbb\xbf")) ? vb_str_skip(s, 3) : s;
}

/* Controls that the parsers stop at or refuse. */
static bool has_controls(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 32 &&
		    !(s.ptr[i] >= '\t' && s.ptr[i] <= '\r'))
			return true;
	return false;
}

vb_status vb_markup_decode(struct vb_buf *out, struct vb_record *record,
			   const struct vb_input *in, struct vb_str declared)
{
	struct vb_buf decoded =
		VB_BUF_INIT(VB_DECODE_GROWTH * VB_FORMAT_TEXT_LIMIT);
	vb_status st;

	if (is_torn(in, declared))
		return mend(out, record, without_mark(in->bytes));
	/* What is UTF-8 is decoded as text, without its tags, later on. */
	if (is_utf8(in, declared))
		st = vb_buf_append(&decoded, without_mark(in->bytes));
	else
		st = vb_reader_decode(&decoded, record, in,
				      charset_of(in->bytes, declared));
	if (st)
		goto done;
	if (vb_utf8_valid(vb_buf_str(&decoded)) &&
	    !has_controls(vb_buf_str(&decoded)))
		vb_buf_swap(out, &decoded);
	else
		st = vb_reader_clean(out, record, vb_buf_str(&decoded));
done:
	vb_buf_clear(&decoded);
	return st;
}
