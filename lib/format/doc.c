/*
 * Word documents of versions 6 to 2003.
 */
#include "format/layout.h"
#include "format/reader.h"
#include "format/rows.h"
#include "format/word_list.h"
#include "text/charset.h"

/* Characters with a meaning ([MS-DOC] 2.4.1 and 2.9). */
enum {
	CH_CELL = 0x07,
	CH_LINE = 0x0B,
	CH_BREAK = 0x0C,
	CH_PARAGRAPH = 0x0D,
	CH_COLUMN = 0x0E,
	CH_FIELD = 0x13,
	CH_FIELD_RESULT = 0x14,
	CH_FIELD_END = 0x15,
	CH_HYPHEN = 0x1E,
	CH_SOFT_HYPHEN = 0x1F,
	CH_SYMBOL = 0x28, /* where it is special */
};

#define FIELD_DEPTH 64

struct walk {
	const struct vb_word *word;
	vb_layout *layout;
	struct vb_rows rows;
	struct vb_buf text; /* of the run so far */
	struct vb_font font;
	struct vb_word_run run;
	struct vb_word_para para;
	bool in_row;
	struct vb_word_label label; /* of its list, not put out yet */
	struct vb_font label_font;
	size_t labels;	  /* bytes of all of them */
	bool goes_on;	  /* a page break: the paragraph is not at its end */
	bool unnumbered;  /* a number was wanted that is lost */
	size_t piece;	  /* where the walk is */
	uint32_t run_end; /* fc from which properties differ */
	uint64_t instruction; /* a bit per open field: before its result */
	unsigned fields;
	vb_status st;
};

static unsigned char_at(const struct vb_word *word,
			const struct vb_word_piece *p, uint32_t cp)
{
	return p->wide ? vb_le16(word->main, p->fc + 2 * (cp - p->cp)) :
			 vb_le8(word->main, p->fc + (cp - p->cp));
}

static uint32_t fc_of(const struct vb_word_piece *p, uint32_t cp)
{
	return p->fc + (cp - p->cp) * (p->wide ? 2 : 1);
}

static void put_text(struct walk *w, struct vb_buf *buf,
		     const struct vb_font *font)
{
	struct vb_str text = vb_buf_str(buf);

	if (!text.len)
		return;
	if (w->in_row) {
		vb_rows_text(&w->rows, text, font);
	} else {
		vb_layout_text(w->layout, text, font);
		vb_rows_saw(&w->rows, text.len);
	}
	vb_buf_truncate(buf, 0);
}

static void flush(struct walk *w)
{
	if (w->text.len && !w->font.hidden)
		put_text(w, &w->label.text, &w->label_font);
	put_text(w, &w->text, &w->font);
}

static struct vb_font font_of(const struct vb_word *word,
			      const struct vb_word_run *run)
{
	struct vb_str name = VB_STR_EMPTY;

	if (run->font < word->n_fonts)
		name = word->fonts[run->font];
	if (run->other < word->n_fonts &&
	    vb_charset_of_font(word->fonts[run->other], NULL))
		name = word->fonts[run->other];
	return (struct vb_font){
		.name = name,
		.capitals = run->capitals,
		.hidden = run->hidden,
	};
}

/* Take up the properties from `fc` on. */
static void set_run(struct walk *w, uint32_t fc)
{
	flush(w);
	vb_word_run_at(&w->run, &w->run_end, w->word, fc, w->para.style);
	w->font = font_of(w->word, &w->run);
}

/*
 * The number of the paragraph whose mark is at `fc`: it looks as the mark, and
 * as its list says. Paragraphs without a mark to be seen run into the next.
 */
static void number(struct walk *w, uint32_t fc)
{
	const struct vb_word *word = w->word;
	struct vb_word_run run;
	uint32_t end;

	vb_buf_truncate(&w->label.text, 0);
	if (!w->para.list || w->para.row_end || w->instruction)
		return;
	vb_word_run_at(&run, &end, word, fc, w->para.style);
	if (run.hidden)
		return;
	w->unnumbered |= vb_word_lists_damaged(word->lists);
	vb_word_list_next(&w->label, word->lists, &w->para);
	w->labels += w->label.text.len;
	/* Paragraphs that take a byte must not have a line each put in. */
	if (w->labels > word->main.len) {
		vb_buf_truncate(&w->label.text, 0);
		w->unnumbered = true;
	}
	vb_word_run_change(&run, word, w->label.looks, w->para.style);
	w->label_font = font_of(word, &run);
}

/* What a character of the file is in text; 0 for nothing. */
static uint32_t meaning(const struct walk *w, const struct vb_word_piece *p,
			unsigned c)
{
	bool old_font = vb_charset_of_font(w->font.name, NULL), known;
	uint32_t symbol;

	if (w->run.special && c == CH_SYMBOL && w->run.symbol)
		c = w->run.symbol;
	else if (!p->wide)
		c = vb_western_char((unsigned char)c);
	if (c == CH_LINE || c == CH_COLUMN)
		return ' ';
	if (c == CH_HYPHEN)
		return '-';
	if (c == CH_SOFT_HYPHEN) /* ư in fonts of TCVN3 */
		return 0xAD;
	if (c < 0x20 && c != '\t')
		return 0;
	if (c >= 0xF000 && c < 0xF100 && old_font)
		return vb_western_char((unsigned char)c);
	symbol = vb_symbol_char(&known, w->font.name, (unsigned char)c);
	if (known && (c < 0x100 || (c >= 0xF000 && c < 0xF100)))
		return symbol;
	/* Characters of a font's own: bullets, mostly. */
	return c >= 0xE000 && c < 0xF900 ? 0x2022 : c;
}

/* Is the walk inside what makes a field, not what it shows? */
static bool field_hides(struct walk *w, unsigned c)
{
	if (c == CH_FIELD) {
		if (w->fields < FIELD_DEPTH)
			w->instruction |= (uint64_t)1 << w->fields;
		w->fields++;
		return true;
	}
	if (c == CH_FIELD_RESULT || c == CH_FIELD_END) {
		if (c == CH_FIELD_END && w->fields)
			w->fields--;
		if (c == CH_FIELD_END && w->fields < FIELD_DEPTH)
			w->instruction &= ~((uint64_t)1 << w->fields);
		if (c == CH_FIELD_RESULT && w->fields &&
		    w->fields <= FIELD_DEPTH)
			w->instruction &= ~((uint64_t)1 << (w->fields - 1));
		return true;
	}
	return w->instruction;
}

static void put_char(struct walk *w, const struct vb_word_piece *p, uint32_t cp)
{
	unsigned c = char_at(w->word, p, cp);
	uint32_t code;

	if (fc_of(p, cp) >= w->run_end)
		set_run(w, fc_of(p, cp));
	if (field_hides(w, c))
		return;
	if (c >= 0xD800 && c < 0xDC00 && p->wide && cp + 1 < p->cp + p->count) {
		unsigned low = char_at(w->word, p, cp + 1);

		code = low >= 0xDC00 && low < 0xE000 ?
			       0x10000u + ((c - 0xD800u) << 10) +
				       (low - 0xDC00u) :
			       0;
	} else {
		code = meaning(w, p, c);
	}
	if (code && !w->st)
		w->st = vb_char_append(&w->text, code);
}

static bool ends_paragraph(unsigned c)
{
	return c == CH_PARAGRAPH || c == CH_CELL || c == CH_BREAK;
}

/* The last character of a paragraph, whose properties are the paragraph's. */
struct mark {
	unsigned c;
	uint32_t fc, end; /* where it is, and what is behind it */
};

/* The end of the paragraph that begins at `cp`, behind its mark, or `to`. */
static uint32_t paragraph_end(const struct walk *w, uint32_t cp, uint32_t to,
			      struct mark *mark)
{
	size_t i = w->piece;

	for (; i < w->word->n_pieces && cp < to; i++) {
		const struct vb_word_piece *p = &w->word->pieces[i];
		uint32_t end = p->cp + p->count;

		for (; cp < to && cp < end; cp++) {
			mark->c = char_at(w->word, p, cp);
			mark->fc = fc_of(p, cp);
			mark->end = fc_of(p, cp + 1);
			if (ends_paragraph(mark->c))
				return cp + 1;
		}
	}
	return to;
}

/* Begin what the paragraph's properties say. */
static void begin(struct walk *w, bool note)
{
	const struct vb_word_para *para = &w->para;

	if (para->in_table && !note) {
		w->in_row = true;
		return;
	}
	vb_rows_end(&w->rows);
	w->in_row = false;
	if (note)
		vb_layout_begin(w->layout, VB_BLOCK_NOTE, 0);
	else if (para->outline)
		vb_layout_begin(w->layout, VB_BLOCK_HEADING,
				para->outline > 6 ? 6 : para->outline);
	else if (para->caption)
		vb_layout_begin(w->layout, VB_BLOCK_CAPTION, 0);
	else if (para->in_list)
		vb_layout_begin(w->layout, VB_BLOCK_ITEM, para->list_level + 1);
	else
		vb_layout_begin(w->layout, VB_BLOCK_PARAGRAPH, 0);
}

static void end_paragraph(struct walk *w, unsigned mark)
{
	flush(w);
	/* A number is read where there is no text, a mark is not. */
	if (!w->goes_on && w->label.bullet)
		vb_buf_truncate(&w->label.text, 0);
	else if (!w->goes_on)
		put_text(w, &w->label.text, &w->label_font);
	if (!w->in_row)
		return;
	if (w->para.row_end) {
		vb_rows_end(&w->rows);
		w->in_row = false;
	} else if (mark == CH_CELL) {
		vb_rows_cell(&w->rows);
	} else {
		vb_rows_paragraph(&w->rows);
	}
}

/* One paragraph, from `cp` to before `to`. */
static void put_paragraph(struct walk *w, uint32_t cp, uint32_t to, bool note)
{
	const struct vb_word *word = w->word;
	unsigned c = 0;

	begin(w, note);
	w->run_end = 0;
	for (; cp < to; cp++) {
		const struct vb_word_piece *p = &word->pieces[w->piece];

		while (cp >= p->cp + p->count) {
			if (++w->piece >= word->n_pieces)
				return;
			p++;
			w->run_end = 0;
		}
		c = char_at(word, p, cp);
		/* Line ends inside a cell or a heading set lines apart. */
		if (c == CH_LINE && !w->instruction && !note) {
			flush(w);
			if (w->in_row)
				vb_rows_paragraph(&w->rows);
			else
				begin(w, false);
		} else if (!ends_paragraph(c)) {
			put_char(w, p, cp);
		}
	}
	end_paragraph(w, c);
}

/* Characters [from, to) are one story of the document. */
static void put_story(struct walk *w, uint32_t from, uint32_t to, bool note)
{
	const struct vb_word *word = w->word;

	w->piece = 0;
	w->fields = 0;
	w->instruction = 0;
	w->goes_on = false;
	for (uint32_t cp = from; cp < to && !w->st;) {
		struct mark mark = { 0 };
		uint32_t next;

		while (w->piece < word->n_pieces &&
		       cp >= word->pieces[w->piece].cp +
				       word->pieces[w->piece].count)
			w->piece++;
		if (w->piece >= word->n_pieces)
			break;
		next = paragraph_end(w, cp, to, &mark);
		vb_word_para_at(&w->para, word, mark.fc);
		if (!w->goes_on)
			number(w, mark.fc);
		/* A page break inside a paragraph is not its end. */
		w->goes_on = mark.c == CH_BREAK && mark.end < w->para.end;
		put_paragraph(w, cp, next, note);
		cp = next;
	}
	vb_rows_end(&w->rows);
	w->in_row = false;
}

static vb_status put_all(struct vb_record *record, struct vb_word *word)
{
	struct walk w = { .word = word,
			  .label = VB_WORD_LABEL_INIT,
			  .text = VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT) };
	uint32_t cp = 0;
	vb_status st = vb_layout_open(&w.layout, record), closed;

	if (st)
		return st;
	w.rows = (struct vb_rows)VB_ROWS_INIT(w.layout);
	for (unsigned i = 0; i < VB_WORD_STORIES; i++) {
		bool note = i == VB_WORD_FOOTNOTES || i == VB_WORD_ENDNOTES;

		if (note || i == VB_WORD_MAIN || i == VB_WORD_BOXES)
			put_story(&w, cp, cp + word->stories[i], note);
		cp += word->stories[i];
	}
	vb_buf_clear(&w.text);
	vb_buf_clear(&w.label.text);
	word->unnumbered = w.unnumbered;
	st = vb_rows_clear(&w.rows);
	closed = vb_layout_close(w.layout);
	if (w.st)
		return w.st;
	return st ? st : closed;
}

/* Put `name` whole into `out`, if it is there. */
static vb_status stream(struct vb_buf *out, vb_ole *ole, const char *name)
{
	vb_status st = vb_ole_read(out, ole, name);

	return st == VB_NOT_FOUND ? VB_OK : st;
}

vb_status vb_read_word(struct vb_record *record, vb_ole *ole,
		       struct vb_error *err)
{
	struct vb_buf bufs[3] = { VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT),
				  VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT),
				  VB_BUF_INIT(VB_FORMAT_TEXT_LIMIT) };
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_word word = { .arena = &arena };
	vb_status st;

	st = stream(&bufs[0], ole, "WordDocument");
	word.main = vb_buf_str(&bufs[0]);
	if (!st)
		st = stream(&bufs[1], ole,
			    vb_word_is_1table(word.main) ? "1Table" : "0Table");
	if (!st)
		st = stream(&bufs[2], ole, "Data");
	if (st) {
		st = vb_error_set(err, st, "%s", vb_status_text(st));
		goto done;
	}
	word.table = vb_buf_str(&bufs[1]);
	word.data = vb_buf_str(&bufs[2]);
	st = vb_word_find(&word, err);
	if (!st) {
		st = put_all(record, &word);
		if (st)
			vb_error_set(err, st, "%s", vb_status_text(st));
	}
	if (!st && word.lost) {
		record->partial = true;
		st = vb_reader_warn(record,
				    "the table of its text is damaged: read as "
				    "it lies in the file");
	}
	if (!st && word.unnumbered) {
		record->partial = true;
		st = vb_reader_warn(record, "the tables of its lists are "
					    "damaged: their numbers are "
					    "missing");
	}
	if (!st && word.cut) {
		record->partial = true;
		st = vb_reader_warn(record, "some of the text is missing");
	}
done:
	vb_arena_clear(&arena);
	for (size_t i = 0; i < 3; i++)
		vb_buf_clear(&bufs[i]);
	return st;
}
