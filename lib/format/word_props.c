/*
 * Lists of modifiers, the pages that hold them, and the style sheet.
 */
#include "format/word.h"
#include "text/charset.h"

#define PAGE 512
#define MAX_STYLES 4096
#define STYLE_DEPTH 12 /* styles are based on each other up to eleven */
#define NO_STYLE 0xFFF
#define STI_CAPTION 34 /* built-in style */
#define STI_HEADINGS 9 /* 1 to 9: headings of that level */
#define MAX_LEVEL 9
#define NO_LIST 0xF801 /* -2047 */
#define NO_FONT 0xFFFF /* of a character style that says nothing of it */
#define HUGE_BYTES 512 /* what matters stands first in long lists */

/* What a modifier changes. */
enum what {
	NOTHING,
	FONT,
	FONT_OTHER,
	CAPITALS,
	HIDDEN,
	SPECIAL,
	SYMBOL,
	STYLE,
	PLAIN,
	IN_TABLE,
	ROW_END,
	LIST,
	LIST_LEVEL,
	OUTLINE,
	HUGE,
};

/* [MS-DOC] 2.6.1 and 2.6.2. */
static const struct {
	unsigned code;
	enum what what;
} codes97[] = {
	{ 0x4A4F, FONT },	{ 0x4A51, FONT_OTHER }, { 0x083B, CAPITALS },
	{ 0x083C, HIDDEN },	{ 0x0800, HIDDEN },	{ 0x0855, SPECIAL },
	{ 0x6A09, SYMBOL },	{ 0x4A30, STYLE },	{ 0x2A33, PLAIN },
	{ 0x2416, IN_TABLE },	{ 0x2417, ROW_END },	{ 0x460B, LIST },
	{ 0x260A, LIST_LEVEL }, { 0x2640, OUTLINE },	{ 0x6646, HUGE },
	{ 0x6645, HUGE },
};

/* How many bytes follow the code of Word 6; V: their number follows it, W: as
 * a number of two bytes, one too large. 0: none known, the list ends. */
#define V 0xFF
#define W 0xFE
static const struct {
	uint8_t size, what;
} codes6[256] = {
	/* clang-format off */
	[2] = { 2, 0 }, [3] = { V, 0 }, [4] = { 1, 0 }, [5] = { 1, 0 },
	[6] = { 1, 0 }, [7] = { 1, 0 }, [8] = { 1, 0 }, [9] = { 1, 0 },
	[10] = { 1, 0 }, [11] = { 1, 0 }, [12] = { V, LIST }, [13] = { 1, 0 },
	[14] = { 1, 0 }, [15] = { V, 0 }, [16] = { 2, 0 }, [17] = { 2, 0 },
	[18] = { 2, 0 }, [19] = { 2, 0 }, [20] = { 4, 0 }, [21] = { 2, 0 },
	[22] = { 2, 0 }, [23] = { V, 0 }, [24] = { 1, IN_TABLE },
	[25] = { 1, ROW_END }, [26] = { 2, 0 }, [27] = { 2, 0 },
	[28] = { 2, 0 }, [29] = { 1, 0 }, [30] = { 2, 0 }, [31] = { 2, 0 },
	[32] = { 2, 0 }, [33] = { 2, 0 }, [34] = { 2, 0 }, [35] = { 2, 0 },
	[36] = { 2, 0 }, [37] = { 1, 0 }, [38] = { 2, 0 }, [39] = { 2, 0 },
	[40] = { 2, 0 }, [41] = { 2, 0 }, [42] = { 2, 0 }, [43] = { 2, 0 },
	[44] = { 1, 0 }, [45] = { 2, 0 }, [46] = { 2, 0 }, [47] = { 2, 0 },
	[48] = { 2, 0 }, [49] = { 2, 0 }, [50] = { 1, 0 }, [51] = { 1, 0 },
	[52] = { V, 0 },
	[65] = { 1, HIDDEN }, [66] = { 1, 0 }, [67] = { 1, 0 },
	[68] = { V, 0 }, [69] = { 2, 0 }, [70] = { 4, 0 }, [71] = { 1, 0 },
	[72] = { 2, 0 }, [73] = { 3, 0 }, [74] = { V, SYMBOL }, [75] = { 1, 0 },
	[80] = { 2, STYLE }, [81] = { V, 0 }, [82] = { V, 0 },
	[85] = { 1, 0 }, [86] = { 1, 0 }, [87] = { 1, 0 }, [88] = { 1, 0 },
	[89] = { 1, 0 }, [90] = { 1, 0 }, [91] = { 1, CAPITALS },
	[92] = { 1, HIDDEN }, [93] = { 2, FONT }, [94] = { 1, 0 },
	[95] = { 3, 0 }, [96] = { 2, 0 }, [97] = { 2, 0 }, [98] = { 1, 0 },
	[99] = { 2, 0 }, [100] = { 1, 0 }, [101] = { 2, 0 }, [102] = { 1, 0 },
	[103] = { V, 0 }, [104] = { 1, 0 }, [105] = { V, 0 }, [106] = { V, 0 },
	[107] = { 2, 0 }, [108] = { V, 0 }, [109] = { 2, 0 }, [110] = { 2, 0 },
	[117] = { 1, SPECIAL }, [118] = { 1, 0 }, [119] = { 1, 0 },
	[120] = { V, 0 }, [121] = { 2, 0 }, [122] = { 2, 0 }, [123] = { 2, 0 },
	[124] = { 2, 0 },
	[182] = { 2, 0 }, [183] = { 2, 0 }, [184] = { 2, 0 }, [185] = { 1, 0 },
	[186] = { 1, 0 }, [187] = { 12, 0 }, [188] = { W, 0 }, [189] = { 2, 0 },
	[190] = { W, 0 }, [191] = { V, 0 }, [192] = { 4, 0 }, [193] = { 5, 0 },
	[194] = { 4, 0 }, [195] = { 2, 0 }, [196] = { 4, 0 }, [197] = { 2, 0 },
	[198] = { 2, 0 }, [199] = { 5, 0 }, [200] = { 4, 0 },
	/* clang-format on */
};

struct sprm {
	enum what what;
	struct vb_str operand;
};

static bool next97(struct sprm *out, struct vb_str *rest)
{
	static const uint8_t sizes[8] = { 1, 1, 2, 4, 2, 2, V, 3 };
	unsigned code = vb_le16(*rest, 0);
	size_t head = 2, size = sizes[code >> 13];

	if (rest->len < 3)
		return false;
	if (code == 0xD608 || code == 0xD606) { /* tables: one too large */
		head = 4;
		size = vb_le16(*rest, 2);
		size -= size > 0;
	} else if (size == V) {
		head = 3;
		size = vb_le8(*rest, 2);
		if (code == 0xC615 && size == 255) /* the length is counted */
			size = 2 + 4u * vb_le8(*rest, 3) +
			       3u * vb_le8(*rest, 4 + 4u * vb_le8(*rest, 3));
	}
	out->what = NOTHING;
	for (size_t i = 0; i < sizeof(codes97) / sizeof(codes97[0]); i++)
		if (codes97[i].code == code)
			out->what = codes97[i].what;
	out->operand = vb_str_sub(*rest, head, head + size);
	*rest = vb_str_skip(*rest, head + size);
	return true;
}

static bool next6(struct sprm *out, struct vb_str *rest)
{
	unsigned code = vb_le8(*rest, 0);
	size_t head = 1, size = codes6[code].size;

	if (rest->len < 2 || (!size && code != 83))
		return false;
	if (size == V) {
		head = 2;
		size = vb_le8(*rest, 1);
	} else if (size == W) {
		head = 3;
		size = vb_le16(*rest, 1);
		size -= size > 0;
	}
	out->what = code == 83 ? PLAIN : (enum what)codes6[code].what;
	out->operand = vb_str_sub(*rest, head, head + size);
	*rest = vb_str_skip(*rest, head + size);
	return true;
}

static bool next_sprm(struct sprm *out, struct vb_str *rest,
		      const struct vb_word *word)
{
	return word->old ? next6(out, rest) : next97(out, rest);
}

/* A switch may also say: as the style has it, or the opposite. */
static bool toggled(unsigned operand, bool style)
{
	if (operand == 0x80)
		return style;
	return operand == 0x81 ? !style : operand != 0;
}

static const struct vb_word_style *style_of(const struct vb_word *word,
					    unsigned style)
{
	static const struct vb_word_style none;

	return style < word->n_styles ? &word->styles[style] : &none;
}

static void apply_run(struct vb_word_run *run, const struct sprm *sprm,
		      const struct vb_word *word,
		      const struct vb_word_run *style)
{
	unsigned value = vb_le16(sprm->operand, 0);
	unsigned byte = vb_le8(sprm->operand, 0);

	switch (sprm->what) {
	case FONT:
		run->font = value;
		if (word->old)
			run->other = value;
		break;
	case FONT_OTHER:
		run->other = value;
		break;
	case CAPITALS:
		run->capitals = toggled(byte, style->capitals);
		break;
	case HIDDEN:
		run->hidden = toggled(byte, style->hidden);
		break;
	case SPECIAL:
		run->special = byte;
		break;
	case SYMBOL:
		run->font = run->other = value;
		run->symbol = word->old ? vb_le8(sprm->operand, 2) :
					  vb_le16(sprm->operand, 2);
		run->special = true;
		break;
	case PLAIN:
		*run = *style;
		break;
	default:
		break;
	}
}

static void apply_run_list(struct vb_word_run *run, struct vb_str list,
			   const struct vb_word *word,
			   const struct vb_word_run *style)
{
	struct sprm sprm;

	while (next_sprm(&sprm, &list, word)) {
		/* A character style changes only what it says. */
		if (sprm.what == STYLE) {
			const struct vb_word_style *s =
				style_of(word, vb_le16(sprm.operand, 0));

			if (s->run.font != NO_FONT)
				run->font = s->run.font;
			if (s->run.other != NO_FONT)
				run->other = s->run.other;
			run->capitals |= s->run.capitals;
			run->hidden |= s->run.hidden;
			continue;
		}
		apply_run(run, &sprm, word, style);
	}
}

/*
 * The use of a list, from 1, or less than 0 where the paragraph keeps its own
 * indents; 0 and -2047 for none ([MS-DOC] 2.6.2, sprmPIlfo).
 */
static void set_list(struct vb_word_para *para, const struct vb_word *word,
		     struct vb_str operand)
{
	unsigned list = vb_le16(operand, 0);

	if (word->old) {
		para->in_list = operand.len > 0;
		return;
	}
	if (list == NO_LIST)
		list = 0;
	para->list = list > INT16_MAX ? 0x10000 - list : list;
	para->in_list = list > 0;
}

static void apply_para_list(struct vb_word_para *para, struct vb_str list,
			    const struct vb_word *word, bool huge)
{
	struct sprm sprm;

	while (next_sprm(&sprm, &list, word)) {
		unsigned byte = vb_le8(sprm.operand, 0);

		switch (sprm.what) {
		case IN_TABLE:
			para->in_table = byte;
			break;
		case ROW_END:
			para->row_end = byte;
			break;
		case LIST:
			set_list(para, word, sprm.operand);
			break;
		case LIST_LEVEL:
			para->list_level = byte < MAX_LEVEL ? byte : 0;
			break;
		case OUTLINE:
			para->outline = byte < MAX_LEVEL ? byte + 1 : 0;
			break;
		case HUGE: {
			size_t at = vb_le32(sprm.operand, 0);
			size_t len = vb_le16(word->data, at);

			if (len > HUGE_BYTES)
				len = HUGE_BYTES;
			if (huge) /* the list is in the data stream */
				apply_para_list(para,
						vb_str_sub(word->data, at + 2,
							   at + 2 + len),
						word, false);
			break;
		}
		default:
			break;
		}
	}
}

/*
 * The page for `fc`: the last one that begins at or before it. `*end` is where
 * the one after begins.
 */
static struct vb_str page_for(const struct vb_word *word,
			      const struct vb_word_bin *bin, uint32_t fc,
			      uint32_t *end)
{
	size_t low = 0, high = bin->n;
	size_t at;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (bin->fc[middle] <= fc)
			low = middle + 1;
		else
			high = middle;
	}
	*end = low < bin->n ? bin->fc[low] : UINT32_MAX;
	if (!low)
		return VB_STR_EMPTY;
	at = (size_t)bin->page[low - 1] * PAGE;
	return vb_str_sub(word->main, at, at + PAGE);
}

/*
 * The run of a page that holds fc, or VB_NPOS where there is a gap. `*end`
 * comes down to where that ends, never to fc or before.
 */
static size_t run_of(struct vb_str page, uint32_t fc, uint32_t *end)
{
	unsigned n = vb_le8(page, PAGE - 1);

	for (unsigned i = 0; i < n && page.len == PAGE; i++) {
		uint32_t from = vb_le32(page, 4 * (size_t)i);
		uint32_t to = vb_le32(page, 4 * ((size_t)i + 1));

		if (fc >= from && fc < to) {
			*end = to;
			return i;
		}
		if (from > fc && from < *end)
			*end = from;
	}
	return VB_NPOS;
}

void vb_word_run_at(struct vb_word_run *out, uint32_t *end,
		    const struct vb_word *word, uint32_t fc, unsigned style)
{
	struct vb_str page = page_for(word, &word->chars, fc, end);
	const struct vb_word_run *base = &style_of(word, style)->run;
	size_t i, at;

	*out = *base;
	i = run_of(page, fc, end);
	if (i == VB_NPOS)
		return;
	at = 2 *
	     (size_t)vb_le8(page, 4 * ((size_t)vb_le8(page, PAGE - 1) + 1) + i);
	if (at)
		apply_run_list(
			out,
			vb_str_sub(page, at + 1, at + 1 + vb_le8(page, at)),
			word, base);
}

void vb_word_run_change(struct vb_word_run *run, const struct vb_word *word,
			struct vb_str list, unsigned style)
{
	apply_run_list(run, list, word, &style_of(word, style)->run);
}

void vb_word_para_at(struct vb_word_para *out, const struct vb_word *word,
		     uint32_t fc)
{
	uint32_t end;
	struct vb_str page = page_for(word, &word->paras, fc, &end);
	size_t entry = word->old ? 7 : 13, i, at, len;
	unsigned style = 0;

	*out = style_of(word, 0)->para;
	i = run_of(page, fc, &end);
	if (i == VB_NPOS)
		return;
	at = 2 * (size_t)vb_le8(page, 4 * ((size_t)vb_le8(page, PAGE - 1) + 1) +
					      i * entry);
	if (!at)
		return;
	len = 2 * (size_t)vb_le8(page, at++);
	if (!len && !word->old) /* an even length stands in the next byte */
		len = 2 * (size_t)vb_le8(page, at++);
	else if (!word->old)
		len--;
	style = vb_le16(page, at);
	*out = style_of(word, style)->para;
	out->style = style;
	out->end = end;
	if (len > 2)
		apply_para_list(out, vb_str_sub(page, at + 2, at + len), word,
				true);
}

/* A style as the sheet has it. */
struct definition {
	struct vb_str run, para; /* lists of modifiers */
	unsigned base, sti;
	bool of_characters;
};

/* Take the next list of a style; each begins at an even place. */
static struct vb_str next_list(struct vb_str std, size_t *at)
{
	size_t len;

	*at += *at & 1;
	len = vb_le16(std, *at);
	*at += 2 + len;
	return vb_str_sub(std, *at - len, *at);
}

static struct definition define(const struct vb_word *word, struct vb_str std,
				size_t base_size)
{
	struct definition d = { .base = NO_STYLE };
	size_t at = base_size;

	if (std.len < 8)
		return d;
	d.sti = vb_le16(std, 0) & 0xFFF;
	d.base = vb_le16(std, 2) >> 4;
	if (word->old)
		at += 2 + vb_le8(std, at);
	else
		at += 4 + 2 * (size_t)vb_le16(std, at);
	d.of_characters = (vb_le16(std, 2) & 0xF) == 2;
	if ((vb_le16(std, 2) & 0xF) == 1)
		d.para = vb_str_skip(next_list(std, &at), 2);
	d.run = next_list(std, &at);
	return d;
}

static void resolve(struct vb_word *word, const struct definition *defs,
		    unsigned style, const struct vb_word_run *standard)
{
	struct vb_word_style *out = &word->styles[style];
	unsigned chain[STYLE_DEPTH] = { style }, n = 0;

	for (unsigned at = style; at < word->n_styles && n < STYLE_DEPTH;
	     at = defs[at].base)
		chain[n++] = at;
	out->run = *standard;
	if (defs[style].of_characters)
		out->run.font = out->run.other = NO_FONT;
	while (n--) {
		const struct definition *d = &defs[chain[n]];
		struct vb_word_run below = out->run;

		apply_run_list(&out->run, d->run, word, &below);
		apply_para_list(&out->para, d->para, word, false);
	}
	if (defs[style].sti >= 1 && defs[style].sti <= STI_HEADINGS)
		out->para.outline = defs[style].sti;
	out->para.caption = defs[style].sti == STI_CAPTION;
	out->para.in_table = out->para.row_end = false;
}

vb_status vb_word_styles(struct vb_word *word, struct vb_str sheet)
{
	struct vb_str head = vb_str_sub(sheet, 2, 2 + vb_le16(sheet, 0));
	struct vb_word_run standard = { .font = vb_le16(head, 12) };
	size_t at = 2 + head.len, base = vb_le16(head, 2);
	unsigned n = vb_le16(head, 0);
	struct definition *defs;

	standard.other = word->old ? standard.font : vb_le16(head, 16);
	if (n > MAX_STYLES)
		n = MAX_STYLES;
	word->styles =
		vb_arena_calloc(word->arena, n + 1u, sizeof(*word->styles));
	defs = vb_arena_calloc(word->arena, n + 1u, sizeof(*defs));
	if (!word->styles || !defs)
		return VB_NO_MEMORY;
	for (unsigned i = 0; i < n; i++) {
		size_t len = vb_le16(sheet, at);

		defs[i] = define(word, vb_str_sub(sheet, at + 2, at + 2 + len),
				 base);
		at += 2 + len;
	}
	word->n_styles = n;
	for (unsigned i = 0; i < n; i++)
		resolve(word, defs, i, &standard);
	return VB_OK;
}
