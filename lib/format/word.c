#include "format/word.h"

#include <stdlib.h>

#include "format/word_list.h"

#define MAGIC97 0xA5EC
#define MAGIC6 0xA5DC
#define NFIB_6 101  /* Word 6; 95 has 104 */
#define NFIB_97 193 /* 97 and later */
#define FLAG_ENCRYPTED 0x0100
#define FLAG_1TABLE 0x0200
#define MAX_FONTS 4096
#define PAGE 512
#define FONT_NAME_97 40 /* bytes of a font's entry before its name */
#define FONT_NAME_6 6
#define LENGTH 4 /* of a place: behind its offset */

/* Offsets in the information block, of Word 97 and of Word 6. */
enum {
	FLAGS = 0x0A,
	FC_MIN = 0x18,
	FC_MAC = 0x1C,
	COUNTS_97 = 0x4C,
	COUNTS_6 = 0x34,
	STYLES_97 = 0xA2,
	STYLES_6 = 0x60,
	CHARS_97 = 0xFA,
	CHARS_6 = 0xB8,
	PARAS_97 = 0x102,
	PARAS_6 = 0xC0,
	FONTS_97 = 0x112,
	FONTS_6 = 0xD0,
	PIECES_97 = 0x1A2,
	PIECES_6 = 0x160,
	FIRST_CHARS_6 = 0x18A,
	FIRST_PARAS_6 = 0x18C,
	N_CHARS_6 = 0x18E,
	N_PARAS_6 = 0x190,
};

bool vb_word_is_1table(struct vb_str main)
{
	return vb_le16(main, FLAGS) & FLAG_1TABLE;
}

/* A structure that the block names: at Word 97's place, or at Word 6's. */
static struct vb_str part(const struct vb_word *word, size_t at97, size_t at6)
{
	size_t at = word->old ? at6 : at97;
	size_t from = vb_le32(word->main, at);

	return vb_str_sub(word->table, from,
			  from + vb_le32(word->main, at + 4));
}

/*
 * The piece table within `clx`: after any number of modifiers, each of which
 * says its length.
 */
static struct vb_str piece_table(struct vb_str clx)
{
	while (vb_le8(clx, 0) == 1)
		clx = vb_str_skip(clx, 3 + (size_t)vb_le16(clx, 1));
	if (vb_le8(clx, 0) != 2)
		return VB_STR_EMPTY;
	return vb_str_sub(clx, 5, 5 + (size_t)vb_le32(clx, 1));
}

static bool add_piece(struct vb_word *word, uint32_t count, uint32_t fc,
		      bool wide)
{
	struct vb_word_piece *p = &word->pieces[word->n_pieces];
	size_t size = wide ? 2 : 1, room;

	room = vb_str_skip(word->main, fc).len / size;
	word->cut |= count > room;
	*p = (struct vb_word_piece){
		.cp = word->n_pieces ? p[-1].cp + p[-1].count : 0,
		.count = count < room ? count : (uint32_t)room,
		.fc = fc,
		.wide = wide,
	};
	/* Pieces of a sound file do not share bytes: no more characters than
	 * that, or a small file could hold a large text. */
	room = word->main.len - (p->cp < word->main.len ? p->cp : 0);
	if (p->cp >= word->main.len || p->count > room)
		return false;
	word->n_pieces += p->count > 0;
	return true;
}

/* Are most characters of `s` Latin or Vietnamese, if it is UTF-16? */
static bool is_wide(struct vb_str s)
{
	size_t n = 0, all = s.len / 2;

	for (size_t i = 0; i < all; i++) {
		unsigned high = vb_le8(s, 2 * i + 1);

		n += high <= 0x01 || high == 0x1E || high == 0x20;
	}
	return n * 10 > all * 9;
}

/*
 * The text without a table of pieces: in one, from fcMin to fcMac. From Word
 * 97 on there is always a table, and what the text is in stands only there.
 */
static void guess_piece(struct vb_word *word)
{
	uint32_t from = vb_le32(word->main, FC_MIN);
	uint32_t to = vb_le32(word->main, FC_MAC);
	bool wide = !word->old && is_wide(vb_str_sub(word->main, from, to));

	word->lost = !word->old || vb_le32(word->main, PIECES_6 + LENGTH) > 0;
	add_piece(word, to < from ? 0 : (to - from) / (wide ? 2 : 1), from,
		  wide);
}

static vb_status find_pieces(struct vb_word *word)
{
	struct vb_str t = piece_table(part(word, PIECES_97, PIECES_6));
	size_t n = t.len >= 16 ? (t.len - 4) / 12 : 0;

	word->pieces =
		vb_arena_calloc(word->arena, n + 1, sizeof(*word->pieces));
	if (!word->pieces)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		uint32_t from = vb_le32(t, 4 * i), to = vb_le32(t, 4 * i + 4);
		uint32_t fc = vb_le32(t, 4 * (n + 1) + 8 * i + 2);
		bool wide = !word->old && !(fc & 0x40000000);

		if (!word->old && !wide)
			fc = (fc & 0x3FFFFFFF) / 2;
		if (from >= to || !add_piece(word, to - from, fc, wide)) {
			word->cut = true;
			break;
		}
	}
	if (!n)
		guess_piece(word);
	return VB_OK;
}

/* A name that ends at a zero, in bytes or in UTF-16. */
static vb_status font_name(struct vb_str *out, const struct vb_word *word,
			   struct vb_str s)
{
	struct vb_buf name = VB_BUF_INIT(1024);
	size_t size = word->old ? 1 : 2, end = 0;
	vb_status st;

	while (end + size <= s.len && end < 256 &&
	       (word->old ? vb_le8(s, end) : vb_le16(s, end)))
		end += size;
	s = vb_str_sub(s, 0, end);
	st = word->old ? vb_western_append(&name, s) :
			 vb_utf16_append(&name, s);
	if (!st && !vb_arena_dup(out, word->arena, vb_buf_str(&name)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&name);
	return st;
}

static vb_status find_fonts(struct vb_word *word)
{
	struct vb_str t = part(word, FONTS_97, FONTS_6);
	size_t skip = word->old ? FONT_NAME_6 : FONT_NAME_97;
	vb_status st = VB_OK;

	word->fonts =
		vb_arena_calloc(word->arena, MAX_FONTS, sizeof(*word->fonts));
	if (!word->fonts)
		return VB_NO_MEMORY;
	t = vb_str_skip(t, word->old ? 2 : 4);
	while (!st && t.len && word->n_fonts < MAX_FONTS) {
		size_t len = vb_le8(t, 0) + 1u;

		st = font_name(&word->fonts[word->n_fonts++], word,
			       vb_str_skip(vb_str_sub(t, 0, len), skip));
		t = vb_str_skip(t, len);
	}
	return st;
}

/*
 * A table of pages. Word 6 may leave pages out at its end: they then follow
 * each other in the file.
 */
struct bin_place {
	size_t at97, at6, first6, count6;
};

static vb_status find_bin(struct vb_word_bin *bin, struct vb_word *word,
			  const struct bin_place *place)
{
	struct vb_str t = part(word, place->at97, place->at6);
	size_t size = word->old ? 2 : 4, n, all;

	n = t.len >= 8 + size ? (t.len - 4) / (4 + size) : 0;
	all = word->old ? vb_le16(word->main, place->count6) : 0;
	if (all < n)
		all = n;
	bin->fc = vb_arena_calloc(word->arena, all + 1, sizeof(*bin->fc));
	bin->page = vb_arena_calloc(word->arena, all + 1, sizeof(*bin->page));
	if (!bin->fc || !bin->page)
		return VB_NO_MEMORY;
	for (size_t i = 0; i < all; i++) {
		size_t at = 4 * (n + 1) + i * size;

		if (i < n)
			bin->page[i] = size == 2 ? vb_le16(t, at) :
						   vb_le32(t, at) & 0x3FFFFF;
		else
			bin->page[i] = i ? bin->page[i - 1] + 1 :
					   vb_le16(word->main, place->first6);
		/* What a page says of itself is what holds. */
		bin->fc[i] = vb_le32(word->main, (size_t)bin->page[i] * PAGE);
		if (i && bin->fc[i] < bin->fc[i - 1])
			bin->fc[i] = bin->fc[i - 1];
	}
	bin->n = all;
	return VB_OK;
}

static void find_stories(struct vb_word *word)
{
	size_t at = word->old ? COUNTS_6 : COUNTS_97;
	uint32_t left = 0;

	if (word->n_pieces) {
		const struct vb_word_piece *last =
			&word->pieces[word->n_pieces - 1];

		left = last->cp + last->count;
	}
	for (size_t i = 0; i < VB_WORD_STORIES; i++) {
		uint32_t n = vb_le32(word->main, at + 4 * i);

		word->cut |= n > left;
		word->stories[i] = n < left ? n : left;
		left -= word->stories[i];
	}
}

static vb_status check_version(struct vb_word *word, struct vb_error *err)
{
	unsigned magic = vb_le16(word->main, 0), nfib = vb_le16(word->main, 2);

	if (magic != MAGIC97 && magic != MAGIC6)
		return vb_error_set(err, VB_BAD_INPUT,
				    "damaged Word document: bad header");
	if (nfib < NFIB_6)
		return vb_error_set(err, VB_UNSUPPORTED, "older than Word 6");
	if (vb_le16(word->main, FLAGS) & FLAG_ENCRYPTED)
		return vb_error_set(err, VB_UNSUPPORTED,
				    "encrypted Word document");
	word->old = nfib < NFIB_97;
	if (word->old)
		word->table = word->main;
	return VB_OK;
}

vb_status vb_word_find(struct vb_word *word, struct vb_error *err)
{
	static const struct bin_place chars = { CHARS_97, CHARS_6,
						FIRST_CHARS_6, N_CHARS_6 };
	static const struct bin_place paras = { PARAS_97, PARAS_6,
						FIRST_PARAS_6, N_PARAS_6 };
	vb_status st = check_version(word, err);

	if (st)
		return st;
	st = find_pieces(word);
	if (!st)
		st = find_fonts(word);
	if (!st)
		st = find_bin(&word->chars, word, &chars);
	if (!st)
		st = find_bin(&word->paras, word, &paras);
	if (!st)
		st = vb_word_styles(word, part(word, STYLES_97, STYLES_6));
	if (!st && !word->old)
		st = vb_word_lists_read(&word->lists, word);
	if (st)
		return vb_error_set(err, st, "%s", vb_status_text(st));
	find_stories(word);
	return VB_OK;
}
