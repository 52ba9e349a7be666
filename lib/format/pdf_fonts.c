#include <stdlib.h>

#include "format/pdf.h"
#include "text/charset.h"
#include "text/text.h"

/*
 * What font a word is in decides how its bytes read: the small letters of
 * ".VnTimeH" are shown as capitals. Only pdftohtml tells fonts, by stretches
 * of lines; a word takes the font of the stretch that its middle is in.
 */
#define NAME_BYTES 80
#define BUCKETS 256    /* of a page's height */
#define GAP 6	       /* pixels of pdftohtml beside a stretch */
#define CANDIDATES 128 /* looked at for a word */

struct stretch {
	double x0, y0, x1, y1;
	const struct vb_font *font;
	size_t next; /* in its bucket, from 1 */
};

struct sheet {
	size_t bucket[BUCKETS]; /* from 1 */
	struct stretch *items;
	size_t n, room;
	double height; /* in the units of pdftohtml */
};

struct named {
	unsigned long id;
	const struct vb_font *font;
};

struct reading {
	struct vb_pdf *pdf;
	struct sheet sheet;
	struct named *fonts; /* as they come: the ids ascend */
	size_t n_fonts, room_fonts;
	size_t page; /* from 1 */
};

static struct vb_str attribute(struct vb_str tag, struct vb_str name)
{
	size_t at = vb_str_find(tag, name, 0), end;

	if (at == VB_NPOS)
		return VB_STR_EMPTY;
	at += name.len;
	end = vb_str_find(tag, VB_STR("\""), at);
	return end == VB_NPOS ? VB_STR_EMPTY : vb_str_sub(tag, at, end);
}

/* Places here are whole numbers, seldom below 0. */
static double place(struct vb_str tag, struct vb_str name)
{
	unsigned long n = 0;

	vb_str_to_ulong(&n, attribute(tag, name), 1000000);
	return (double)n;
}

/*
 * The name a font has in a PDF is its PostScript name: a tag of the subset,
 * no leading dot, no spaces, the style behind: "FBHPFO+VnTimeHBold" is
 * ".VnTimeH", "VNI-Times,Bold" is "VNI-Times". Only names that begin as the
 * TCVN3 fonts do get the dot back; "VnCenturySchoolbook" has none of theirs.
 */
static const char *const tcvn3_names[] = {
	"VnTime",  "VnArial",	 "VnUniverse", "VnHelv",      "VnCourier",
	"VnAvant", "VnBook",	 "VnBodoni",   "VnClarendon", "VnSouthern",
	"VnBlack", "VnAristote", "VnMystical", "VnPresent",   "VnShelley",
};

static const char *const styles[] = { "Bold", "Italic", "Oblique", "-",
				      ",",    "MT",	"Regular" };

static struct vb_str without_style(struct vb_str name)
{
	bool cut = true;

	while (cut) {
		cut = false;
		for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++) {
			struct vb_str style = vb_str_from(styles[i]);

			if (name.len > style.len && vb_str_ends(name, style)) {
				name.len -= style.len;
				cut = true;
			}
		}
	}
	return name;
}

/* Write the name of a font, at most NAME_BYTES, as programs know it. */
static struct vb_str font_name(char out[NAME_BYTES], struct vb_str raw)
{
	size_t n = 0;

	if (vb_str_find(raw, VB_STR("+"), 0) == 6)
		raw = vb_str_skip(raw, 7);
	raw = without_style(vb_str_sub(raw, 0, NAME_BYTES - 1));
	for (size_t i = 0; i < sizeof(tcvn3_names) / sizeof(*tcvn3_names); i++)
		if (vb_str_starts(raw, vb_str_from(tcvn3_names[i])))
			n = 1;
	if (n)
		out[0] = '.';
	memcpy(out + n, raw.ptr, raw.len);
	return vb_str_of(out, n + raw.len);
}

bool vb_pdf_font_is_old(struct vb_str raw)
{
	char name[NAME_BYTES];

	return vb_charset_of_font(font_name(name, raw), NULL) !=
	       VB_CHARSET_UTF8;
}

static vb_status add_font(struct reading *r, struct vb_str tag)
{
	struct vb_font *font =
		vb_arena_calloc(&r->pdf->arena, 1, sizeof(*font));
	char name[NAME_BYTES];
	unsigned long id;

	if (!vb_str_to_ulong(&id, attribute(tag, VB_STR("id=\"")), 1000000))
		return VB_OK;
	if (!font ||
	    !vb_arena_dup(&font->name, &r->pdf->arena,
			  font_name(name, attribute(tag, VB_STR("family=\"")))))
		return VB_NO_MEMORY;
	if (r->n_fonts == r->room_fonts) {
		size_t more = r->room_fonts ? 2 * r->room_fonts : 32;
		void *p = reallocarray(r->fonts, more, sizeof(*r->fonts));

		if (!p)
			return VB_NO_MEMORY;
		r->fonts = p;
		r->room_fonts = more;
	}
	if (r->n_fonts && r->fonts[r->n_fonts - 1].id >= id)
		return VB_OK; /* not as pdftohtml counts */
	r->fonts[r->n_fonts++] = (struct named){ id, font };
	return VB_OK;
}

static const struct vb_font *find_font(const struct reading *r,
				       unsigned long id)
{
	size_t low = 0, high = r->n_fonts;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (r->fonts[mid].id == id)
			return r->fonts[mid].font;
		if (r->fonts[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static size_t bucket_of(const struct sheet *s, double y)
{
	double at = s->height > 0 ? y / s->height * BUCKETS : 0;

	if (!(at > 0))
		return 0;
	return at >= BUCKETS ? BUCKETS - 1 : (size_t)at;
}

static vb_status add_stretch(struct reading *r, struct vb_str tag)
{
	struct sheet *s = &r->sheet;
	struct stretch t = { .x0 = place(tag, VB_STR("left=\"")),
			     .y0 = place(tag, VB_STR("top=\"")) };
	unsigned long id = 0;
	size_t *bucket;

	t.x1 = t.x0 + place(tag, VB_STR("width=\""));
	t.y1 = t.y0 + place(tag, VB_STR("height=\""));
	vb_str_to_ulong(&id, attribute(tag, VB_STR("font=\"")), 1000000);
	t.font = find_font(r, id);
	if (s->n == s->room) {
		size_t more = s->room ? 2 * s->room : 256;
		void *p = reallocarray(s->items, more, sizeof(*s->items));

		if (!p)
			return VB_NO_MEMORY;
		s->items = p;
		s->room = more;
	}
	bucket = &s->bucket[bucket_of(s, (t.y0 + t.y1) / 2)];
	t.next = *bucket;
	s->items[s->n++] = t;
	*bucket = s->n;
	return VB_OK;
}

/* How far is the place from the stretch, sideways? Below 0: it is no line of
 * it. Stretches have whole numbers for places, so that gaps remain. */
static double distance(const struct stretch *t, double x, double y)
{
	if (y < t->y0 - 2 || y > t->y1 + 2)
		return -1;
	if (x < t->x0)
		return t->x0 - x;
	return x > t->x1 ? x - t->x1 : 0;
}

static const struct vb_font *font_at(const struct sheet *s, double x, double y)
{
	const struct vb_font *font = NULL;
	double nearest = GAP;
	size_t middle = bucket_of(s, y);
	size_t from = middle > 2 ? middle - 2 : 0, looked = 0;

	for (size_t b = from; b < BUCKETS && b <= middle + 2; b++)
		for (size_t i = s->bucket[b]; i && looked++ < CANDIDATES;
		     i = s->items[i - 1].next) {
			double d = distance(&s->items[i - 1], x, y);

			if (d < 0 || d >= nearest)
				continue;
			nearest = d;
			font = s->items[i - 1].font;
		}
	return font;
}

/*
 * Glyphs that have one name and two code points (Adobe Glyph List), and the
 * soft hyphen, whose glyph fonts share with the minus. Distiller, making a
 * ToUnicode table from names, took the other one; in TCVN3 these bytes are
 * letters: AD is ư, B7 ã, B5 à, AF nothing.
 */
static const struct {
	struct vb_str wrong, right;
} twins[] = {
	{ { "\u2212", 3 }, { "\u00AD", 2 } },
	{ { "\u2219", 3 }, { "\u00B7", 2 } },
	{ { "\u03BC", 2 }, { "\u00B5", 2 } },
	{ { "\u02C9", 2 }, { "\u00AF", 2 } },
};

/* In place: what is right is never longer. */
static void mend(struct vb_str *text)
{
	char *out = (char *)text->ptr; /* from the arena of the PDF */
	size_t n = 0, at = 0;

	while (at < text->len) {
		struct vb_str rest = vb_str_skip(*text, at);
		size_t i = 0, count = sizeof(twins) / sizeof(*twins);

		while (i < count && !vb_str_starts(rest, twins[i].wrong))
			i++;
		if (i == count) {
			out[n++] = text->ptr[at++];
			continue;
		}
		memcpy(out + n, twins[i].right.ptr, twins[i].right.len);
		n += twins[i].right.len;
		at += twins[i].wrong.len;
	}
	text->len = n;
}

/* Fonts for the words of the page that was read. */
static void end_page(struct reading *r)
{
	const struct vb_pdf_page *page;
	double scale;

	if (!r->page || r->page > r->pdf->n_pages)
		return;
	page = &r->pdf->pages[r->page - 1];
	scale = page->height > 0 ? r->sheet.height / page->height : 1;
	for (size_t i = 0; i < page->n; i++) {
		struct vb_pdf_word *w = &r->pdf->words[page->first + i];

		w->font = font_at(&r->sheet, (w->x0 + w->x1) / 2 * scale,
				  (w->y0 + w->y1) / 2 * scale);
		if (w->font && vb_charset_of_font(w->font->name, NULL))
			mend(&w->text);
		w->seen = w->text;
	}
	memset(r->sheet.bucket, 0, sizeof(r->sheet.bucket));
	r->sheet.n = 0;
}

static vb_status read_tag(struct reading *r, struct vb_str tag)
{
	if (vb_str_starts(tag, VB_STR("<fontspec ")))
		return add_font(r, tag);
	if (vb_str_starts(tag, VB_STR("<text ")))
		return r->page ? add_stretch(r, tag) : VB_OK;
	if (vb_str_starts(tag, VB_STR("<page "))) {
		end_page(r);
		r->page++;
		r->sheet.height = place(tag, VB_STR("height=\""));
	}
	return VB_OK;
}

vb_status vb_pdf_parse_fonts(struct vb_pdf *pdf, struct vb_str xml)
{
	struct reading r = { .pdf = pdf };
	vb_status st = VB_OK;
	size_t at = 0;

	while (!st && (at = vb_str_find(xml, VB_STR("<"), at)) != VB_NPOS) {
		size_t end = vb_str_find(xml, VB_STR(">"), at);

		if (end == VB_NPOS)
			break;
		st = read_tag(&r, vb_str_sub(xml, at, end));
		at = end + 1;
	}
	if (!st)
		end_page(&r);
	free(r.sheet.items);
	free(r.fonts);
	return st;
}
