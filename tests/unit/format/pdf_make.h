/*
 * Small PDFs and what pdftotext prints of such, made from lines of text with
 * places. Letters are half as wide as they are high, spaces half as wide as
 * letters.
 */
#ifndef TEST_FORMAT_PDF_MAKE_H
#define TEST_FORMAT_PDF_MAKE_H

#include <stdio.h>

#include "base/buf.h"
#include "text/text.h"

#define PAGE_WIDTH 600
#define PAGE_HEIGHT 800

struct put {
	unsigned page;	   /* from 1 */
	double x, y, size; /* y from the top */
	const char *text;
};

static inline size_t count_chars(struct vb_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

/* The XHTML of `pdftotext -bbox-layout`, a word for each in the texts. */
static inline void make_bbox(struct vb_buf *out, const struct put *puts,
			     size_t n, unsigned pages)
{
	vb_buf_append_cstr(out, "<html><body><doc>\n");
	for (unsigned p = 1; p <= pages; p++) {
		vb_buf_printf(out, "<page width=\"%d.0\" height=\"%d.0\">\n",
			      PAGE_WIDTH, PAGE_HEIGHT);
		for (size_t i = 0; i < n; i++) {
			struct vb_str rest = vb_str_from(puts[i].text);
			double x = puts[i].x, half = puts[i].size / 2;

			if (puts[i].page != p)
				continue;
			while (rest.len) {
				size_t end = vb_str_find(rest, VB_STR(" "), 0);
				struct vb_str w = vb_str_sub(rest, 0, end);
				double width = half * (double)count_chars(w);

				vb_buf_printf(out,
					      "<word xMin=\"%f\" yMin=\"%f\" "
					      "xMax=\"%f\" yMax=\"%f\">%.*s"
					      "</word>\n",
					      x, puts[i].y, x + width,
					      puts[i].y + puts[i].size,
					      VB_STR_ARG(w));
				x += width + half / 2;
				rest = vb_str_skip(rest, w.len + 1);
			}
		}
		vb_buf_append_cstr(out, "</page>\n");
	}
	vb_buf_append_cstr(out, "</doc></body></html>\n");
}

/* Words of a line where pdftotext finds them when the page's text is turned;
 * the places are those of the upright text, its letters are narrow. */
static inline void add_turned(struct vb_buf *out, const struct put *put,
			      int turn)
{
	struct vb_str rest = vb_str_from(put->text);
	double x = put->x, y = put->y, half = 0.45 * put->size;

	vb_buf_append_cstr(out, "<block ><line >");
	while (rest.len) {
		struct vb_str w =
			vb_str_sub(rest, 0, vb_str_find(rest, VB_STR(" "), 0));
		double to = x + half * (double)count_chars(w);
		double below = y + put->size;
		const double box[][4] = {
			{ x, y, to, below },
			{ y, PAGE_HEIGHT - to, below, PAGE_HEIGHT - x },
			{ PAGE_WIDTH - to, PAGE_HEIGHT - below, PAGE_WIDTH - x,
			  PAGE_HEIGHT - y },
			{ PAGE_WIDTH - below, x, PAGE_WIDTH - y, to },
		};

		vb_buf_printf(out,
			      "<word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" "
			      "yMax=\"%f\">%.*s</word>\n",
			      box[turn][0], box[turn][1], box[turn][2],
			      box[turn][3], VB_STR_ARG(w));
		x = to + half / 2;
		rest = vb_str_skip(rest, w.len + 1);
	}
	vb_buf_append_cstr(out, "</line></block>");
}

/* A PDF being written: where its objects begin. */
struct maker {
	struct vb_buf *out;
	size_t at[6000];
	unsigned n; /* the last object */
};

static inline unsigned begin_object(struct maker *m)
{
	m->at[++m->n] = m->out->len;
	vb_buf_printf(m->out, "%u 0 obj\n", m->n);
	return m->n;
}

static inline void end_object(struct maker *m)
{
	vb_buf_append_cstr(m->out, "\nendobj\n");
}

static inline void add_stream(struct maker *m, const char *keys,
			      struct vb_str data)
{
	begin_object(m);
	vb_buf_printf(m->out, "<< %s /Length %zu >>\nstream\n", keys, data.len);
	vb_buf_append(m->out, data);
	vb_buf_append_cstr(m->out, "\nendstream");
	end_object(m);
}

/* Codes of the font from 33: the characters that the texts have. */
struct codes {
	uint32_t code[220];
	unsigned n;
};

static inline unsigned char code_of(struct codes *c, uint32_t code)
{
	unsigned i = 0;

	while (i < c->n && c->code[i] != code)
		i++;
	if (i == c->n)
		c->code[c->n++] = code;
	return (unsigned char)(35 + i);
}

/* The text as a hexadecimal string in the font's codes. */
static inline void add_string(struct vb_buf *out, struct codes *codes,
			      struct vb_str s, bool bytes)
{
	vb_buf_append_char(out, '<');
	while (s.len) {
		uint32_t c;
		size_t n = vb_utf8_decode(&c, s);

		/* the space stays, and with `bytes` all of Latin-1 */
		vb_buf_printf(out, "%02X",
			      c == ' ' || bytes ? (unsigned)c & 0xFF :
						  code_of(codes, c));
		s = vb_str_skip(s, n);
	}
	vb_buf_append_char(out, '>');
}

static inline void add_to_unicode(struct maker *m, const struct codes *codes)
{
	struct vb_buf map = VB_BUF_INIT(1 << 20);

	vb_buf_append_cstr(&map, "/CIDInit /ProcSet findresource begin\n"
				 "begincmap\n1 begincodespacerange\n<00> <FF>\n"
				 "endcodespacerange\n1 beginbfchar\n"
				 "<20> <0020>\nendbfchar\n");
	for (unsigned i = 0; i < codes->n; i++)
		vb_buf_printf(&map, "1 beginbfchar\n<%02X> <%04X>\nendbfchar\n",
			      35 + i, codes->code[i]);
	vb_buf_append_cstr(&map, "endcmap\nend\n");
	add_stream(m, "", vb_buf_str(&map));
	vb_buf_clear(&map);
}

static inline void add_font(struct maker *m, const char *font, bool bytes)
{
	unsigned map = m->n;

	begin_object(m);
	vb_buf_printf(m->out,
		      "<< /Type /Font /Subtype /TrueType /BaseFont /%s "
		      "/Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 "
		      "/Widths [",
		      font);
	vb_buf_append_cstr(m->out, " 450");
	for (int i = 33; i < 256; i++)
		vb_buf_append_cstr(m->out, " 500");
	vb_buf_append_cstr(m->out, " ]");
	if (!bytes)
		vb_buf_printf(m->out, " /ToUnicode %u 0 R", map);
	vb_buf_append_cstr(m->out, " >>");
	end_object(m);
}

static inline void end_pdf(struct maker *m, const char *trailer, unsigned root)
{
	size_t xref = m->out->len;

	vb_buf_printf(m->out, "xref\n0 %u\n0000000000 65535 f \n", m->n + 1);
	for (unsigned i = 1; i <= m->n; i++)
		vb_buf_printf(m->out, "%010zu 00000 n \n", m->at[i]);
	vb_buf_printf(m->out,
		      "trailer\n<< /Size %u /Root %u 0 R %s >>\nstartxref\n"
		      "%zu\n%%%%EOF\n",
		      m->n + 1, root, trailer, xref);
}

/* RC4 with a key of ten bytes, in place. */
static inline void encrypt(struct vb_buf *data, const unsigned char *key)
{
	unsigned char s[256], swap;
	unsigned j = 0, i;

	for (i = 0; i < 256; i++)
		s[i] = (unsigned char)i;
	for (i = 0; i < 256; i++) {
		j = (j + s[i] + key[i % 10]) & 255;
		swap = s[i], s[i] = s[j], s[j] = swap;
	}
	j = 0;
	for (size_t k = 0; k < data->len; k++) {
		i = (unsigned)(k + 1) & 255;
		j = (j + s[i]) & 255;
		swap = s[i], s[i] = s[j], s[j] = swap;
		data->ptr[k] ^= (char)s[(s[i] + s[j]) & 255];
	}
}

struct made {
	const char *font;    /* NULL: Times */
	bool bytes;	     /* texts are Latin-1, the font's own bytes */
	const char *trailer; /* more of it, or NULL */
	const char *key;     /* of the first page's text, or NULL */
	unsigned pages;
};

/* A whole PDF: lines of text at their places. */
static inline void make_pdf(struct vb_buf *out, const struct put *puts,
			    size_t n, const struct made *made)
{
	struct maker m = { .out = out };
	struct codes codes = { .n = 0 };
	unsigned font, pages, first;

	vb_buf_append_cstr(out, "%PDF-1.4\n");
	for (unsigned p = 1; p <= made->pages; p++) {
		struct vb_buf draw = VB_BUF_INIT(1 << 20);

		for (size_t i = 0; i < n; i++) {
			if (puts[i].page != p)
				continue;
			vb_buf_printf(&draw, "BT /F %f Tf %f %f Td ",
				      puts[i].size, puts[i].x,
				      PAGE_HEIGHT - puts[i].y - puts[i].size);
			add_string(&draw, &codes, vb_str_from(puts[i].text),
				   made->bytes);
			vb_buf_append_cstr(&draw, " Tj ET\n");
		}
		if (made->key && p == 1)
			encrypt(&draw, (const unsigned char *)made->key);
		add_stream(&m, "", vb_buf_str(&draw));
		vb_buf_clear(&draw);
	}
	add_to_unicode(&m, &codes);
	add_font(&m, made->font ? made->font : "Times-Roman", made->bytes);
	font = m.n;
	pages = font + made->pages + 1;
	first = font + 1;
	for (unsigned p = 1; p <= made->pages; p++) {
		begin_object(&m);
		vb_buf_printf(out,
			      "<< /Type /Page /Parent %u 0 R /MediaBox "
			      "[0 0 %d %d] /Contents %u 0 R /Resources << "
			      "/Font << /F %u 0 R >> >> >>",
			      pages, PAGE_WIDTH, PAGE_HEIGHT, p, font);
		end_object(&m);
	}
	begin_object(&m);
	vb_buf_printf(out, "<< /Type /Pages /Count %u /Kids [", made->pages);
	for (unsigned p = 0; p < made->pages; p++)
		vb_buf_printf(out, " %u 0 R", first + p);
	vb_buf_append_cstr(out, " ] >>");
	end_object(&m);
	begin_object(&m);
	vb_buf_printf(out, "<< /Type /Catalog /Pages %u 0 R >>", pages);
	end_object(&m);
	end_pdf(&m, made->trailer ? made->trailer : "", m.n);
}

/* A PDF of one page that is a picture: `gray`, one byte a pixel. */
static inline void make_scan(struct vb_buf *out, struct vb_str gray,
			     unsigned width, unsigned height)
{
	struct maker m = { .out = out };
	char keys[200];

	vb_buf_append_cstr(out, "%PDF-1.4\n");
	snprintf(keys, sizeof(keys),
		 "/Type /XObject /Subtype /Image /Width %u /Height %u "
		 "/ColorSpace /DeviceGray /BitsPerComponent 8",
		 width, height);
	add_stream(&m, keys, gray);
	snprintf(keys, sizeof(keys), "q %d 0 0 %d 0 0 cm /I Do Q", PAGE_WIDTH,
		 PAGE_HEIGHT);
	add_stream(&m, "", vb_str_from(keys));
	begin_object(&m);
	vb_buf_printf(out,
		      "<< /Type /Page /Parent 4 0 R /MediaBox [0 0 %d %d] "
		      "/Contents 2 0 R /Resources << /XObject << /I 1 0 R >> "
		      ">> >>",
		      PAGE_WIDTH, PAGE_HEIGHT);
	end_object(&m);
	begin_object(&m);
	vb_buf_append_cstr(out, "<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>");
	end_object(&m);
	begin_object(&m);
	vb_buf_append_cstr(out, "<< /Type /Catalog /Pages 4 0 R >>");
	end_object(&m);
	end_pdf(&m, "", 5);
}

#endif
