/*
 * text/lookalike (internal): the characters that vb_text_clean rewrites.
 *
 * Shared by the cleaner and by tools/gen-unicode.c, which marks them in the
 * character table. After a change here run the generator again and count up
 * VB_TEXT_VERSION.
 */
#ifndef VB_TEXT_LOOKALIKE_H
#define VB_TEXT_LOOKALIKE_H

#include <stdint.h>

/* Rewritten wherever they stand. */
enum vb_special_kind { VB_SPECIAL_DROP, VB_SPECIAL_SPACE, VB_SPECIAL_WIDE };

static const struct vb_special {
	uint32_t first, last;
	enum vb_special_kind kind;
} vb_specials[] = {
	{ 0x00AD, 0x00AD, VB_SPECIAL_DROP },  /* soft hyphen */
	{ 0x200B, 0x200F, VB_SPECIAL_DROP },  /* zero width, LRM, RLM */
	{ 0x202A, 0x202E, VB_SPECIAL_DROP },  /* directional embeddings */
	{ 0x2060, 0x2060, VB_SPECIAL_DROP },  /* word joiner */
	{ 0xFEFF, 0xFEFF, VB_SPECIAL_DROP },  /* byte order mark */
	{ 0x00A0, 0x00A0, VB_SPECIAL_SPACE }, /* no-break space */
	{ 0x2000, 0x200A, VB_SPECIAL_SPACE }, /* typographic spaces */
	{ 0x202F, 0x202F, VB_SPECIAL_SPACE }, /* narrow no-break space */
	{ 0x3000, 0x3000, VB_SPECIAL_SPACE }, /* ideographic space */
	{ 0xFF01, 0xFF5E, VB_SPECIAL_WIDE },  /* fullwidth ASCII */
};

/* Rewritten only where the rest of the word agrees, see repair.c. */
enum vb_suspect_kind {
	VB_SUSPECT_ETH,	    /* Đ look-alike: first, or among capitals, and
				not in an Icelandic word */
	VB_SUSPECT_GLYPH,   /* Cyrillic or Greek: only among Latin letters */
	VB_SUSPECT_DOTLESS, /* Turkish i: only if a syllable comes out, ı with
				another mark or three letters */
};

static const struct vb_suspect {
	uint32_t from; /* fully decomposed */
	uint32_t to;
	enum vb_suspect_kind kind;
} vb_suspects[] = {
	{ 0x00D0, 0x0110, VB_SUSPECT_ETH },  /* Ð */
	{ 0x0189, 0x0110, VB_SUSPECT_ETH },  /* Ɖ */
	{ 0x00F0, 0x0111, VB_SUSPECT_ETH },  /* ð */
	{ 0x0256, 0x0111, VB_SUSPECT_ETH },  /* ɖ */
	{ 0x0131, 'i', VB_SUSPECT_DOTLESS }, /* ı; İ is I + U+0307 */
	{ 0x0391, 'A', VB_SUSPECT_GLYPH },   /* Greek */
	{ 0x039F, 'O', VB_SUSPECT_GLYPH },
	{ 0x03A1, 'P', VB_SUSPECT_GLYPH },
	/*
	 * Cyrillic. The capitals of і ј ѕ are here although they look like
	 * their Latin twins less often: a table closed under lower case keeps
	 * vb_text_key idempotent.
	 */
	{ 0x0405, 'S', VB_SUSPECT_GLYPH },
	{ 0x0406, 'I', VB_SUSPECT_GLYPH },
	{ 0x0408, 'J', VB_SUSPECT_GLYPH },
	{ 0x0410, 'A', VB_SUSPECT_GLYPH },
	{ 0x0412, 'B', VB_SUSPECT_GLYPH },
	{ 0x0415, 'E', VB_SUSPECT_GLYPH },
	{ 0x041A, 'K', VB_SUSPECT_GLYPH },
	{ 0x041C, 'M', VB_SUSPECT_GLYPH },
	{ 0x041D, 'H', VB_SUSPECT_GLYPH },
	{ 0x041E, 'O', VB_SUSPECT_GLYPH },
	{ 0x0420, 'P', VB_SUSPECT_GLYPH },
	{ 0x0421, 'C', VB_SUSPECT_GLYPH },
	{ 0x0422, 'T', VB_SUSPECT_GLYPH },
	{ 0x0423, 'Y', VB_SUSPECT_GLYPH },
	{ 0x0425, 'X', VB_SUSPECT_GLYPH },
	{ 0x0430, 'a', VB_SUSPECT_GLYPH },
	{ 0x0435, 'e', VB_SUSPECT_GLYPH },
	{ 0x043E, 'o', VB_SUSPECT_GLYPH },
	{ 0x0440, 'p', VB_SUSPECT_GLYPH },
	{ 0x0441, 'c', VB_SUSPECT_GLYPH },
	{ 0x0443, 'y', VB_SUSPECT_GLYPH },
	{ 0x0445, 'x', VB_SUSPECT_GLYPH },
	{ 0x0455, 's', VB_SUSPECT_GLYPH },
	{ 0x0456, 'i', VB_SUSPECT_GLYPH },
	{ 0x0458, 'j', VB_SUSPECT_GLYPH },
};

#define VB_COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
