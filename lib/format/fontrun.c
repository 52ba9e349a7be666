#include "format/fontrun.h"

#include "format/format.h"

#define SNIFF_BYTES ((size_t)1 << 20) /* of a page's start, fonts included */
#define FACE_MAX 40

void vb_fontrun_init(struct vb_fontrun *f, unsigned main)
{
	*f = (struct vb_fontrun){
		.out = VB_BUF_INIT(VB_DECODE_GROWTH * VB_FORMAT_TEXT_LIMIT),
		.main = main,
	};
}

static void close_decoder(struct vb_fontrun *f, size_t i)
{
	const struct vb_decode_report *report;

	if (!f->decoder[i])
		return;
	report = vb_decoder_report(f->decoder[i]);
	for (unsigned k = 1; k < VB_DECODING_COUNT; k++) {
		f->encoding.runs += report->counts[k].runs;
		f->encoding.words += report->counts[k].words;
		f->encoding.valid += report->counts[k].valid;
	}
	if (!f->encoding.main)
		f->encoding.main = report->main;
	vb_decoder_close(f->decoder[i]);
	f->decoder[i] = NULL;
}

void vb_fontrun_clear(struct vb_fontrun *f)
{
	close_decoder(f, 0);
	close_decoder(f, 1);
	vb_buf_clear(&f->out);
}

/* The first family of a CSS declaration: "font-family: '.VnTime', serif". */
static struct vb_str family(struct vb_str style)
{
	size_t at = vb_str_find(style, VB_STR("font-family"), 0), end;

	if (at == VB_NPOS)
		return VB_STR_EMPTY;
	at += strlen("font-family");
	while (at < style.len && strchr(" :'\"\t\n", style.ptr[at]))
		at++;
	for (end = at; end < style.len && !strchr(",;'\"", style.ptr[end]);)
		end++;
	return vb_str_sub(style, at, end);
}

void vb_font_enter(struct vb_font_now *now, struct vb_str face,
		   struct vb_str style)
{
	struct vb_str in_style = family(style);

	if (in_style.len)
		face = in_style;
	if (!face.len)
		return;
	now->capitals = false;
	now->charset = vb_charset_of_font(face, &now->capitals);
}

static vb_status decoder_for(vb_decoder **out, struct vb_fontrun *f,
			     const struct vb_font_now *font)
{
	size_t i = font->capitals;
	struct vb_decode_options options = {
		.from = VB_DECODE_AUTO,
		.declared = VB_DECODING_TWICE + font->charset,
		.capitals = font->capitals,
	};
	vb_status st = VB_OK;

	if (f->decoder[i] && f->charset[i] != font->charset)
		close_decoder(f, i);
	if (!f->decoder[i])
		st = vb_decoder_open(&f->decoder[i], &options);
	f->charset[i] = font->charset;
	*out = f->decoder[i];
	return st;
}

static bool is_ascii(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

/* Is the page, or what was read in this font, in the font's encoding? */
static bool is_old(const struct vb_fontrun *f, const struct vb_font_now *font)
{
	unsigned main = f->main;

	if (!main && f->decoder[font->capitals])
		main = vb_decoder_report(f->decoder[font->capitals])->main;
	return main && vb_decoding_charset(main) == font->charset;
}

vb_status vb_fontrun_read(struct vb_str *out, struct vb_fontrun *f,
			  struct vb_str s, const struct vb_font_now *font)
{
	bool capitals = font->capitals && is_old(f, font);
	vb_decoder *decoder;
	vb_status st;

	*out = s;
	if (!capitals && is_ascii(s))
		return VB_OK;
	vb_buf_truncate(&f->out, 0);
	st = decoder_for(&decoder, f, font);
	if (!st)
		st = vb_decoder_run(&f->out, NULL, decoder, s);
	if (st)
		return st;
	if (capitals)
		vb_capitals_restore(f->out.ptr, f->out.len, true);
	*out = vb_buf_str(&f->out);
	return VB_OK;
}

void vb_fontrun_report(struct vb_encoding *encoding, struct vb_fontrun *f)
{
	close_decoder(f, 0);
	close_decoder(f, 1);
	*encoding = f->encoding;
}

/* Does a name begin at `at`, by what stands before it? */
static bool begins_name(struct vb_str s, size_t at)
{
	return at && strchr("\"':=,; ", s.ptr[at - 1]);
}

struct vb_str vb_fontrun_sniff(struct vb_str html)
{
	/* How the names of such fonts begin, and what they imply. */
	static const struct {
		const char *start, *charset;
	} fonts[] = {
		{ ".Vn", "tcvn3" },
		{ "VNI-", "vni" },
		{ "VPS ", "vps" },
	};
	struct vb_str s = vb_str_sub(html, 0, SNIFF_BYTES);
	size_t most = 0, best = 0, n[3] = { 0 };

	for (size_t i = 0; i < 3; i++) {
		struct vb_str start = vb_str_from(fonts[i].start);
		size_t at = 0;

		while ((at = vb_str_find(s, start, at)) != VB_NPOS) {
			struct vb_str name = vb_str_sub(s, at, at + FACE_MAX);

			n[i] += begins_name(s, at) &&
				vb_charset_of_font(name, NULL);
			at += start.len;
		}
		if (n[i] > most) {
			most = n[i];
			best = i;
		}
	}
	return most ? vb_str_from(fonts[best].charset) : VB_STR_EMPTY;
}
