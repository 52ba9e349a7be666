/* Results for a terminal, in English or Vietnamese. */
#include "output/writers.h"

#include <stdio.h>

#include "text/text.h"

#define INDENT "   "
#define NAME_COLUMNS 15		   /* of what stands before a value */
#define NAME_COLUMNS_VIETNAMESE 18 /* "ngày hết hiệu lực" */
#define BOLD "\033[1m"
#define DIM "\033[2m"
#define MARK "\033[1;33m"
#define RESET "\033[0m"

enum word {
	W_RESULTS,
	W_NONE,
	W_ABOUT,
	W_RELAXED,
	W_CITES,
	W_INFERRED,
	W_DOCUMENT,
	W_ARTICLE,
	W_MEANT,
	W_NOT_HELD,
	W_CITED_BY,
	W_ALSO
};

static const char *word(const struct vb_style *style, enum word w)
{
	static const char *const words[][2] = {
		[W_RESULTS] = { "results", "kết quả" },
		[W_NONE] = { "nothing found", "không tìm thấy" },
		[W_ABOUT] = { "at least", "ít nhất" },
		[W_RELAXED] = { "some hold only part of the words",
				"một số chỉ chứa một phần các từ" },
		[W_CITES] = { "cites", "nhắc đến" },
		[W_INFERRED] = { "inferred", "suy ra" },
		[W_DOCUMENT] = { "document", "văn bản" },
		[W_ARTICLE] = { "article", "bài viết" },
		[W_MEANT] = { "did you mean", "ý bạn là" },
		[W_NOT_HELD] = { "not held", "chưa có trong kho" },
		[W_ALSO] = { "also", "còn ở" },
		[W_CITED_BY] = { "cited by", "số văn bản nhắc đến:" },
	};

	return words[w][style->vietnamese];
}

/* Text wrapped at a width, with highlights that break nothing. */
struct wrap {
	struct vb_buf *out;
	const struct vb_style *style;
	unsigned width, column;
	bool line_start; /* no space is due before the next word */
	const char *indent;
	vb_status status;
};

/* Text of documents: nothing in it may steer the terminal. */
static void put(struct wrap *w, struct vb_str s)
{
	if (!w->status)
		w->status = vb_terminal_text(w->out, s, false);
}

static void puts_(struct wrap *w, const char *s)
{
	if (!w->status)
		w->status = vb_buf_append_cstr(w->out, s);
}

static void color(struct wrap *w, const char *escape)
{
	if (w->style->color)
		puts_(w, escape);
}

static void new_line(struct wrap *w)
{
	puts_(w, "\n");
	puts_(w, w->indent);
	w->column = vb_columns(vb_str_from(w->indent));
	w->line_start = true;
}

/* One word with the space before it. The marks of `s` are ranges of the whole
 * text: one may go over several words, each of which is coloured by itself. */
static void put_word(struct wrap *w, struct vb_str text, struct vb_range at,
		     const struct vb_snippet *s)
{
	unsigned n = vb_columns(vb_str_sub(text, at.from, at.to));
	size_t from = at.from;

	if (!w->line_start && w->column + 1 + n > w->width)
		new_line(w);
	else if (!w->line_start) {
		puts_(w, " ");
		w->column++;
	}
	w->line_start = false;
	for (size_t i = 0; s && i < s->n_marks; i++) {
		struct vb_range m = s->marks[i];

		if (m.to <= from || m.from >= at.to)
			continue;
		if (m.from < from)
			m.from = (uint32_t)from;
		if (m.to > at.to)
			m.to = at.to;
		put(w, vb_str_sub(text, from, m.from));
		color(w, MARK);
		put(w, vb_str_sub(text, m.from, m.to));
		color(w, RESET);
		from = m.to;
	}
	put(w, vb_str_sub(text, from, at.to));
	w->column += n;
}

static void put_wrapped(struct wrap *w, struct vb_str text,
			const struct vb_snippet *marks)
{
	size_t i = 0;

	while (i < text.len) {
		size_t from;

		while (i < text.len && (unsigned char)text.ptr[i] <= ' ')
			i++;
		from = i;
		while (i < text.len && (unsigned char)text.ptr[i] > ' ')
			i++;
		if (i > from)
			put_word(w, text,
				 (struct vb_range){ (uint32_t)from,
						    (uint32_t)i },
				 marks);
	}
}

static struct wrap open_wrap(struct vb_buf *out, const struct vb_style *style,
			     const char *indent)
{
	return (struct wrap){ .out = out,
			      .style = style,
			      .indent = indent,
			      .width = style->width >= 20 ? style->width : 80,
			      .column = 0 };
}

static vb_status add_part(struct vb_buf *line, struct vb_str part)
{
	vb_status st = VB_OK;

	if (!part.len)
		return VB_OK;
	if (line->len)
		st = vb_buf_append(line, VB_STR(" · "));
	return st ? st : vb_terminal_text(line, part, false);
}

static vb_status facts(struct vb_buf *line, const struct vb_hit *h,
		       const struct vb_style *style)
{
	bool article = vb_str_eq(h->kind, VB_STR("article"));
	vb_status st;

	st = add_part(line,
		      h->type_label.len ?
			      h->type_label :
			      vb_str_from(word(style, article ? W_ARTICLE :
								W_DOCUMENT)));
	if (!st)
		st = add_part(line, h->number);
	if (!st)
		st = add_part(line, h->issuer.len ? h->issuer : h->place);
	if (!st)
		st = add_part(line, h->date);
	if (!st && h->date_inferred)
		st = vb_buf_printf(line, " (%s)", word(style, W_INFERRED));
	for (size_t i = 0; i < h->n_mentions && i < 3 && !st; i++) {
		if (!i)
			st = vb_buf_printf(line, " · %s ",
					   word(style, W_CITES));
		else
			st = vb_buf_append(line, VB_STR(", "));
		if (!st)
			st = vb_terminal_text(line, h->mentions[i], false);
	}
	if (!st && h->n_mentions > 3)
		st = vb_buf_append(line, VB_STR(", …"));
	return st;
}

#define ALSO_SHOWN 3

/* "also a, b, c, …": ids of what is folded under the hit. */
static vb_status put_also(struct vb_buf *out, const struct vb_hit *h,
			  const struct vb_style *style)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < h->n_also && i < ALSO_SHOWN && !st; i++) {
		if (!i)
			st = vb_buf_printf(out, INDENT "%s ",
					   word(style, W_ALSO));
		else
			st = vb_buf_append(out, VB_STR(", "));
		if (!st)
			st = vb_terminal_text(out, h->also[i].id, false);
	}
	if (st || !h->n_also)
		return st;
	return vb_buf_append_cstr(out, h->n_also > ALSO_SHOWN ? ", …\n" : "\n");
}

/* A line of the step and BM25, and one of what each part added to it. */
static vb_status put_why(struct vb_buf *out, const struct vb_why *why)
{
	vb_status st = vb_buf_printf(out, INDENT "step %s, bm25 %.4f\n",
				     why->stage, why->weight);
	const char *before = INDENT;

	for (int i = 0; i < VB_WHY_PARTS && !st; i++) {
		enum vb_why_part part = (enum vb_why_part)i;
		double adds = why->parts[i] * vb_why_factor(part) * why->most;

		if (adds == 0)
			continue;
		st = vb_buf_printf(out, "%s%s %+.4f", before, vb_why_name(part),
				   adds);
		before = ", ";
	}
	if (!st && before[0] == ',')
		st = vb_buf_printf(out, "\n");
	return st;
}

static vb_status put_hit(struct vb_buf *out, const struct vb_hit *h,
			 size_t rank, const struct vb_style *style)
{
	struct wrap w = open_wrap(out, style, INDENT);
	struct vb_buf line = VB_BUF_INIT(65536);
	struct vb_str title = h->title.len ? h->title : h->source;
	char number[32];
	vb_status st;

	snprintf(number, sizeof(number), "%2zu. ", rank);
	puts_(&w, number);
	w.column = vb_columns(vb_str_from(number));
	w.line_start = true;
	color(&w, BOLD);
	st = vb_terminal_text(&line, title, false);
	put_wrapped(&w, vb_buf_str(&line), NULL);
	color(&w, RESET);
	new_line(&w);
	vb_buf_truncate(&line, 0);
	if (!st)
		st = facts(&line, h, style);
	put_wrapped(&w, vb_buf_str(&line), NULL);
	if (h->snippet.text.len) {
		new_line(&w);
		if (h->snippet.cut_start)
			put_wrapped(&w, VB_STR("…"), NULL);
		put_wrapped(&w, h->snippet.text, &h->snippet);
		if (h->snippet.cut_end)
			put_wrapped(&w, VB_STR("…"), NULL);
	}
	new_line(&w);
	color(&w, DIM);
	vb_buf_truncate(&line, 0);
	if (!st)
		st = vb_terminal_text(&line, h->id, false);
	put(&w, vb_buf_str(&line));
	color(&w, RESET);
	puts_(&w, "\n");
	if (!w.status)
		w.status = put_also(out, h, style);
	if (!w.status && style->explain)
		w.status = put_why(out, &h->why);
	vb_buf_clear(&line);
	return st ? st : w.status;
}

static vb_status put_facet(struct vb_buf *out, const struct vb_facet *f,
			   const struct vb_style *style)
{
	/* Values of these are words of ours, of the others those of texts. */
	bool ours = !strcmp(f->name, "kind") || !strcmp(f->name, "status");
	vb_status st = vb_say_padded(out, style, f->name, 0);

	if (!st)
		st = vb_buf_append_cstr(out, ":\n");
	for (size_t k = 0; k < f->n && !st; k++) {
		struct vb_str label = f->values[k].label;

		st = vb_buf_printf(out, "%8u  ", f->values[k].count);
		if (!st)
			st = vb_terminal_text(
				out, ours ? vb_say(style, label) : label,
				false);
		if (!st)
			st = vb_buf_append_char(out, '\n');
	}
	return st;
}

/* A document that is cited and not held, by its number. */
static vb_status put_mention(struct vb_buf *out, const struct vb_resolved *m,
			     const struct vb_style *style)
{
	vb_status st = vb_terminal_text(out, m->number, false);

	return st ? st :
		    vb_buf_printf(out, ": %s; %s %u\n", word(style, W_NOT_HELD),
				  word(style, W_CITED_BY), m->cited_by);
}

vb_status vb_text_results(struct vb_buf *out, const struct vb_results *r,
			  const struct vb_style *style)
{
	vb_status st;

	if (!r->n_hits && !r->total)
		st = vb_buf_printf(out, "%s\n", word(style, W_NONE));
	else
		st = vb_buf_printf(
			out, "%s%s%llu %s%s%s (%.1f ms)\n",
			r->exact ? "" : word(style, W_ABOUT),
			r->exact ? "" : " ", (unsigned long long)r->total,
			word(style, W_RESULTS), r->relaxed ? "; " : "",
			r->relaxed ? word(style, W_RELAXED) : "",
			(double)r->took_us / 1000);
	for (size_t i = 0; i < r->n_hits && !st; i++)
		st = put_hit(out, &r->hits[i], r->offset + i + 1, style);
	for (size_t i = 0; i < r->n_facets && !st; i++)
		if (r->facets[i].n)
			st = put_facet(out, &r->facets[i], style);
	for (size_t i = 0; i < r->n_resolved && !st; i++)
		if (!r->resolved[i].id.len)
			st = put_mention(out, &r->resolved[i], style);
	if (!st && r->did_you_mean.len)
		st = vb_buf_printf(out, "%s: %.*s\n", word(style, W_MEANT),
				   VB_STR_ARG(r->did_you_mean));
	return st;
}

/* What stands before a value, and a space. */
static vb_status put_name(struct vb_buf *out, const char *name,
			  const struct vb_style *style)
{
	vb_status st = vb_say_padded(
		out, style, name,
		style->vietnamese ? NAME_COLUMNS_VIETNAMESE : NAME_COLUMNS);

	return st ? st : vb_buf_append_char(out, ' ');
}

static vb_status put_field(struct vb_buf *out, const char *name,
			   struct vb_str value, const char *how,
			   const struct vb_style *style)
{
	vb_status st;

	if (!value.len)
		return VB_OK;
	st = put_name(out, name, style);
	if (!st)
		st = vb_terminal_text(out, value, false);
	if (!st && how) {
		st = vb_buf_append_cstr(out, "  (");
		if (!st)
			st = vb_say_padded(out, style, how, 0);
		if (!st)
			st = vb_buf_append_char(out, ')');
	}
	return st ? st : vb_buf_append_char(out, '\n');
}

static vb_status put_extras(struct vb_buf *out, const struct vb_held *held,
			    const struct vb_style *style)
{
	vb_status st = VB_OK;

	for (struct vb_extra *e = held->extras; e && !st; e = e->next) {
		st = vb_terminal_text(out, e->name, false);
		if (!st)
			st = vb_buf_append_char(out, ' ');
		if (!st)
			st = vb_terminal_text(out, e->json, false);
		if (!st)
			st = vb_buf_append_char(out, '\n');
	}
	for (struct vb_reference *m = held->references; m && !st; m = m->next) {
		st = put_name(out, "cites", style);
		if (!st)
			st = vb_text_reference(out, m, style);
	}
	return st;
}

static vb_status put_effect(struct vb_buf *out, const struct vb_effect *effect,
			    const struct vb_style *style)
{
	const struct vb_effect_evidence *e = effect->evidence;
	vb_status st = put_name(out, "effect", style);

	if (!st)
		st = vb_say_padded(out, style, effect->status, 0);
	if (!st && effect->since.len)
		st = vb_buf_printf(out, " (%.*s)", VB_STR_ARG(effect->since));
	if (!st)
		st = vb_buf_append_char(out, '\n');
	for (; e && !st; e = e->next) {
		st = put_name(out, "", style);
		if (!st)
			st = vb_say_padded(out, style,
					   vb_relation_name(e->kind), 0);
		if (!st)
			st = vb_buf_append_char(out, ' ');
		if (!st)
			st = vb_terminal_text(out, e->id, false);
		if (!st && e->date.len)
			st = vb_buf_printf(out, " %.*s", VB_STR_ARG(e->date));
		if (!st)
			st = vb_buf_append_char(out, '\n');
	}
	return st;
}

vb_status vb_text_document(struct vb_buf *out, const struct vb_held *held,
			   struct vb_str text, const struct vb_effect *effect,
			   const struct vb_style *style)
{
	struct vb_str state = vb_str_from(vb_state_name(held->state));
	vb_status st = put_field(out, "id", held->id, NULL, style);

	if (!st)
		st = put_field(out, "source", held->source, NULL, style);
	if (!st && held->state != VB_READ_WHOLE)
		st = put_field(out, "state", vb_say(style, state), NULL, style);
	if (!st)
		st = put_field(out, "reason", held->reason, NULL, style);
	if (!st)
		st = put_name(out, "version", style);
	if (!st)
		st = vb_buf_printf(out, "%d%s%d, %s\n", held->version,
				   style->vietnamese ? "/" : " of ",
				   held->versions, held->added);
	for (int i = 0; i < VB_FIELD_COUNT && !st; i++) {
		const struct vb_field *f = &held->fields[i];
		struct vb_str value = f->label.len ? f->label : f->value;

		if (i == VB_FIELD_KIND || i == VB_FIELD_STATUS)
			value = vb_say(style, value);
		st = put_field(out, vb_field_name((enum vb_field_id)i), value,
			       vb_how_name(f->how), style);
	}
	if (!st && effect)
		st = put_effect(out, effect, style);
	if (!st)
		st = put_extras(out, held, style);
	if (!st)
		st = vb_buf_append_char(out, '\n');
	if (!st)
		st = vb_terminal_text(out, text, true);
	return st ? st : vb_buf_append_char(out, '\n');
}

vb_status vb_text_stats(struct vb_buf *out, const struct vb_stats *s,
			const struct vb_style *style)
{
	static const char *const names[][2] = {
		{ "documents", "văn bản" },
		{ "  articles", "  bài viết" },
		{ "  partial", "  đọc một phần" },
		{ "  rejected", "  không đọc được" },
		{ "versions", "phiên bản" },
		{ "mentions", "văn bản chỉ được nhắc đến" },
		{ "archive bytes", "kho, byte" },
		{ "original bytes", "bản gốc, byte" },
		{ "index documents", "chỉ mục, văn bản" },
		{ "index bytes", "chỉ mục, byte" },
	};
	const long long values[] = {
		s->archive.documents, s->archive.articles,
		s->archive.partial,   s->archive.rejected,
		s->archive.versions,  s->archive.mentions,
		s->archive.bytes,     s->archive.original_bytes,
		s->index.documents,   (long long)s->index.bytes,
	};
	vb_status st = VB_OK;

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]) && !st; i++) {
		struct vb_str name = vb_str_from(names[i][style->vietnamese]);

		st = vb_buf_printf(out, "%.*s%*s%lld\n", VB_STR_ARG(name),
				   (int)(28 - vb_columns(name)), "", values[i]);
	}
	return st;
}
