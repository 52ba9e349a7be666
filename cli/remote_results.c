/* What a search gives: hits, suggestions, what is like a document. */
#include "remote.h"

#include <stdlib.h>

#include "doc/jsonread.h"
#include "doc/type.h"
#include "remote_http.h"
#include "remote_read.h"

static const struct remote_slot hit_slots[] = {
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, id),
	REMOTE_SLOT(REMOTE_REAL, struct vb_hit, score),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, kind),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, title),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, number),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, type),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, issuer),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, place),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, date),
	REMOTE_SLOT(REMOTE_BOOL, struct vb_hit, date_inferred),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, source),
	REMOTE_SLOT(REMOTE_STRING, struct vb_hit, url),
	REMOTE_SLOT_AS(REMOTE_STRING, struct vb_hit, snippet.anchor, "anchor"),
	REMOTE_SLOT_AS(REMOTE_STRING, struct vb_hit, snippet.section,
		       "section"),
	REMOTE_END,
};

static const struct remote_slot also_slots[] = {
	REMOTE_SLOT(REMOTE_STRING, struct vb_also, id),
	REMOTE_SLOT(REMOTE_STRING, struct vb_also, source),
	REMOTE_SLOT(REMOTE_CSTRING, struct vb_also, why),
	REMOTE_END,
};

static const struct remote_slot resolved_slots[] = {
	REMOTE_SLOT(REMOTE_CSTRING, struct vb_resolved, kind),
	REMOTE_SLOT(REMOTE_STRING, struct vb_resolved, number),
	REMOTE_SLOT(REMOTE_STRING, struct vb_resolved, type),
	REMOTE_SLOT(REMOTE_STRING, struct vb_resolved, issuer),
	REMOTE_SLOT(REMOTE_STRING, struct vb_resolved, date),
	REMOTE_SLOT(REMOTE_STRING, struct vb_resolved, term),
	REMOTE_SLOT(REMOTE_STRING, struct vb_resolved, id),
	REMOTE_SLOT(REMOTE_UNSIGNED, struct vb_resolved, cited_by),
	REMOTE_SLOT(REMOTE_UNSIGNED, struct vb_resolved, articles),
	REMOTE_END,
};

static const struct remote_slot value_slots[] = {
	REMOTE_SLOT(REMOTE_STRING, struct vb_facet_value, value),
	REMOTE_SLOT(REMOTE_STRING, struct vb_facet_value, label),
	REMOTE_SLOT(REMOTE_UNSIGNED, struct vb_facet_value, count),
	REMOTE_END,
};

static const struct remote_slot results_slots[] = {
	REMOTE_SLOT(REMOTE_LONG, struct vb_results, total),
	REMOTE_SLOT(REMOTE_BOOL, struct vb_results, exact),
	REMOTE_SLOT(REMOTE_BOOL, struct vb_results, relaxed),
	REMOTE_SLOT_AS(REMOTE_MS, struct vb_results, took_us, "took_ms"),
	REMOTE_SLOT(REMOTE_LONG, struct vb_results, offset),
	REMOTE_SLOT(REMOTE_STRING, struct vb_results, interpreted),
	REMOTE_SLOT(REMOTE_STRING, struct vb_results, notes),
	REMOTE_SLOT(REMOTE_STRING, struct vb_results, did_you_mean),
	REMOTE_END,
};

/* The character that an entity of vb_html_escape stands for, and its bytes. */
static char entity(size_t *n, struct vb_str s)
{
	static const struct {
		struct vb_str name;
		char c;
	} rows[] = {
		{ { "&amp;", 5 }, '&' },  { { "&lt;", 4 }, '<' },
		{ { "&gt;", 4 }, '>' },	  { { "&quot;", 6 }, '"' },
		{ { "&#39;", 5 }, '\'' },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (vb_str_starts(s, rows[i].name)) {
			*n = rows[i].name.len;
			return rows[i].c;
		}
	*n = 1;
	return *s.ptr;
}

/* Undo vb_html_snippet. `marks` has room for one of every tag. */
static size_t undo_html(struct vb_snippet *out, char *text, struct vb_str html)
{
	const struct vb_str open = VB_STR("<mark>"), end = VB_STR("</mark>");
	size_t len = 0;

	while (html.len) {
		size_t n;

		if (vb_str_starts(html, open)) {
			out->marks[out->n_marks].from = (uint32_t)len;
			n = open.len;
		} else if (vb_str_starts(html, end)) {
			out->marks[out->n_marks++].to = (uint32_t)len;
			n = end.len;
		} else {
			text[len++] = entity(&n, html);
		}
		html = vb_str_skip(html, n);
	}
	return len;
}

static void read_snippet(struct vb_snippet *out, struct remote_reader *rd,
			 struct vb_str quoted)
{
	struct vb_str html = remote_string(rd, quoted);
	char *text = vb_arena_alloc(rd->arena, html.len + 1);

	/* A mark that begins needs 6 bytes at least. */
	out->marks = vb_arena_calloc(rd->arena, html.len / 6 + 1,
				     sizeof(*out->marks));
	if (!text || !out->marks) {
		rd->status = VB_NO_MEMORY;
		return;
	}
	out->cut_start = vb_str_starts(html, VB_STR("… "));
	if (out->cut_start)
		html = vb_str_skip(html, sizeof("… ") - 1);
	out->cut_end = vb_str_ends(html, VB_STR(" …"));
	if (out->cut_end)
		html.len -= sizeof(" …") - 1;
	out->text = vb_str_of(text, undo_html(out, text, html));
}

static void read_mention(void *item, struct remote_reader *rd,
			 struct vb_str element)
{
	*(struct vb_str *)item = remote_string(rd, element);
}

/* What a part added is what is shown: its value follows from that, since the
 * rounded one would give other digits. */
static void read_why(struct vb_why *why, struct remote_reader *rd,
		     struct vb_str object)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT_AS(REMOTE_CSTRING, struct vb_why, stage, "step"),
		REMOTE_SLOT_AS(REMOTE_REAL, struct vb_why, weight, "bm25"),
		REMOTE_SLOT(REMOTE_REAL, struct vb_why, most),
		REMOTE_END,
	};
	static const struct remote_slot adds_slot[] = {
		{ "adds", REMOTE_REAL, 0 },
		REMOTE_END,
	};

	why->stage = "";
	remote_fill(why, rd, slots, object);
	for (int i = 0; i < VB_WHY_PARTS; i++) {
		enum vb_why_part part = (enum vb_why_part)i;
		double unit = vb_why_factor(part) * why->most, adds = 0;

		remote_fill(&adds, rd, adds_slot,
			    remote_member(object, vb_why_name(part)));
		why->parts[i] = unit != 0 ? adds / unit : 0;
	}
}

static void read_hit(void *item, struct remote_reader *rd, struct vb_str object)
{
	static const struct remote_shape mention = { sizeof(struct vb_str),
						     NULL, read_mention };
	static const struct remote_shape also = { sizeof(struct vb_also),
						  also_slots, NULL };
	struct vb_hit *hit = item;
	const struct vb_type *type;

	remote_fill(hit, rd, hit_slots, object);
	type = vb_type_find(hit->type);
	hit->type_label = type ? vb_str_from(type->label) : hit->type;
	read_snippet(&hit->snippet, rd, remote_member(object, "snippet"));
	hit->mentions =
		remote_items(&hit->n_mentions, rd,
			     remote_member(object, "mentions"), &mention);
	hit->also = remote_items(&hit->n_also, rd,
				 remote_member(object, "also"), &also);
	read_why(&hit->why, rd, remote_member(object, "why"));
}

/* {"type":[…],"issuer":[…]} */
static void read_facets(struct vb_results *out, struct remote_reader *rd,
			struct vb_str object)
{
	static const struct remote_shape value = {
		sizeof(struct vb_facet_value), value_slots, NULL
	};
	struct vb_json_member m;
	size_t at = 0, n = 0;

	while (object.len && *object.ptr == '{' &&
	       vb_json_member(&m, &at, object))
		n++;
	out->facets = vb_arena_calloc(rd->arena, n + 1, sizeof(*out->facets));
	if (!out->facets) {
		rd->status = VB_NO_MEMORY;
		return;
	}
	at = 0;
	while (n && vb_json_member(&m, &at, object)) {
		struct vb_facet *facet = &out->facets[out->n_facets++];

		facet->name = remote_string(rd, m.key).ptr;
		facet->values = remote_items(&facet->n, rd, m.value, &value);
	}
}

/* GET `path` and read the results in the answer. */
static vb_status get_results(struct vb_results *out, const struct remote *r,
			     struct vb_buf *path, vb_status st)
{
	static const struct remote_shape hit = { sizeof(struct vb_hit), NULL,
						 read_hit };
	static const struct remote_shape resolved = {
		sizeof(struct vb_resolved), resolved_slots, NULL
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_str body;

	memset(out, 0, sizeof(*out));
	st = remote_object(&body, r, path, st);
	if (st)
		return st;
	remote_fill(out, &rd, results_slots, body);
	out->hits = remote_items(&out->n_hits, &rd, remote_member(body, "hits"),
				 &hit);
	read_facets(out, &rd, remote_member(body, "facets"));
	out->resolved =
		remote_items(&out->n_resolved, &rd,
			     remote_member(body, "resolved"), &resolved);
	return remote_done(r, rd.status);
}

/* The filters under the names of the daemon's parameters. */
static vb_status add_filters(struct vb_buf *path,
			     const struct vb_request *request)
{
	static const char *const names[VB_FILTER_COUNT] = {
		[VB_FILTER_TYPE] = "type",   [VB_FILTER_ISSUER] = "issuer",
		[VB_FILTER_PLACE] = "place", [VB_FILTER_KIND] = "kind",
		[VB_FILTER_FROM] = "from",   [VB_FILTER_TO] = "to",
		[VB_FILTER_TOPIC] = "topic", [VB_FILTER_STATUS] = "status",
	};
	vb_status st = VB_OK;

	for (int i = 0; i < VB_FILTER_COUNT && !st; i++)
		st = remote_add(path, names[i], request->filters[i]);
	return st;
}

static vb_status add_options(struct vb_buf *path,
			     const struct vb_request *request)
{
	static const char *const sorts[] = { "", "newest", "oldest", "number" };
	static const char *const matches[] = { "", "all", "any" };
	vb_status st = remote_add_number(path, "n", request->n);

	if (!st && request->offset)
		st = remote_add_number(path, "offset", request->offset);
	if (!st)
		st = remote_add(path, "sort",
				vb_str_from(sorts[request->sort]));
	if (!st)
		st = remote_add(path, "match",
				vb_str_from(matches[request->match]));
	if (!st)
		st = remote_add(path, "duplicates",
				request->duplicates ? VB_STR("show") :
						      VB_STR("fold"));
	if (!st && request->facets)
		st = remote_add(path, "facets", VB_STR("1"));
	if (!st && request->explain)
		st = remote_add(path, "explain", VB_STR("1"));
	return st ? st : add_filters(path, request);
}

vb_status remote_search(struct vb_results *out, const struct remote *r,
			const struct vb_request *request)
{
	struct vb_buf path = VB_BUF_INIT(65536);
	vb_status st = vb_buf_append_cstr(&path, "/api/v1/search");

	if (!st)
		st = remote_add(&path, "q", request->query);
	if (!st)
		st = add_options(&path, request);
	return get_results(out, r, &path, st);
}

vb_status remote_resolve(struct vb_results *out, const struct remote *r,
			 struct vb_str number, size_t n)
{
	struct vb_buf path = VB_BUF_INIT(65536);
	vb_status st = vb_buf_append_cstr(&path, "/api/v1/resolve");

	if (!st)
		st = remote_add(&path, "number", number);
	if (!st)
		st = remote_add_number(&path, "n", n);
	return get_results(out, r, &path, st);
}

/* [[from,to],…] */
static void read_mark(void *item, struct remote_reader *rd, struct vb_str pair)
{
	struct vb_range *mark = item;
	uint32_t *ends[] = { &mark->from, &mark->to };
	struct vb_str end;
	unsigned long n;
	size_t at = 0;

	(void)rd;
	if (!vb_str_starts(pair, VB_STR("[")))
		return;
	for (size_t k = 0; k < 2 && vb_json_element(&end, &at, pair); k++)
		if (vb_str_to_ulong(&n, end, UINT32_MAX))
			*ends[k] = (uint32_t)n;
}

/* None that the text has no room for. */
static void read_marks(struct vb_suggestion *s, struct remote_reader *rd,
		       struct vb_str array)
{
	static const struct remote_shape mark = { sizeof(struct vb_range), NULL,
						  read_mark };

	s->marks = remote_items(&s->n_marks, rd, array, &mark);
	for (size_t i = 0; i < s->n_marks; i++)
		if (s->marks[i].to > s->text.len ||
		    s->marks[i].from > s->marks[i].to)
			s->marks[i] = (struct vb_range){ 0, 0 };
}

/* The page's address is the server's; the library knows none. */
static void read_suggestion(void *item, struct remote_reader *rd,
			    struct vb_str object)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_suggestion, text),
		REMOTE_SLOT(REMOTE_STRING, struct vb_suggestion, id),
		REMOTE_SLOT(REMOTE_STRING, struct vb_suggestion, number),
		REMOTE_SLOT(REMOTE_STRING, struct vb_suggestion, title),
		REMOTE_END,
	};
	struct vb_str kind = remote_string(rd, remote_member(object, "kind"));
	struct vb_suggestion *s = item;

	remote_fill(s, rd, slots, object);
	for (int k = VB_SUGGEST_NUMBER; k <= VB_SUGGEST_PHRASE; k++)
		if (vb_str_eq(kind, vb_str_from(vb_suggestion_name(
					    (enum vb_suggestion_kind)k))))
			s->kind = (enum vb_suggestion_kind)k;
	read_marks(s, rd, remote_member(object, "marked"));
}

vb_status remote_suggest(struct vb_suggestions *out, const struct remote *r,
			 struct vb_str prefix, size_t n)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT_AS(REMOTE_MS, struct vb_suggestions, took_us,
			       "took_ms"),
		REMOTE_END,
	};
	static const struct remote_shape suggestion = {
		sizeof(struct vb_suggestion), NULL, read_suggestion
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str body;
	vb_status st = vb_buf_append_cstr(&path, "/api/v1/suggest");

	memset(out, 0, sizeof(*out));
	if (!st)
		st = remote_add(&path, "q", prefix);
	if (!st)
		st = remote_add_number(&path, "n", n);
	st = remote_object(&body, r, &path, st);
	if (st)
		return st;
	remote_fill(out, &rd, slots, body);
	out->items = remote_items(
		&out->n, &rd, remote_member(body, "suggestions"), &suggestion);
	return remote_done(r, rd.status);
}

static void read_related(void *item, struct remote_reader *rd,
			 struct vb_str object)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_UNSIGNED, struct vb_related, bits),
		REMOTE_SLOT(REMOTE_REAL, struct vb_related, score),
		REMOTE_END,
	};
	struct vb_str name =
		remote_string(rd, remote_member(object, "relation"));
	struct vb_related *out = item;

	remote_fill(out, rd, slots, object);
	remote_fill(&out->hit, rd, hit_slots, object);
	out->hit.score = 0;
	for (int k = VB_SIMILAR_TEXT; k <= VB_SIMILAR_CONTENT; k++)
		if (vb_str_eq(name, vb_str_from(vb_similarity_name(
					    (enum vb_similarity)k))))
			out->relation = (enum vb_similarity)k;
	out->same_number =
		vb_str_starts(remote_member(object, "evidence"), VB_STR("{"));
}

vb_status remote_related(struct vb_related_list *out, const struct remote *r,
			 struct vb_str id, size_t n)
{
	static const struct remote_slot slots[] = {
		REMOTE_SLOT(REMOTE_STRING, struct vb_related_list, id),
		REMOTE_SLOT(REMOTE_STRING, struct vb_related_list, title),
		REMOTE_SLOT(REMOTE_STRING, struct vb_related_list, number),
		REMOTE_SLOT_AS(REMOTE_MS, struct vb_related_list, took_us,
			       "took_ms"),
		REMOTE_END,
	};
	static const struct remote_shape related = { sizeof(struct vb_related),
						     NULL, read_related };
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str body;
	vb_status st = remote_document_path(&path, id, "/related");

	memset(out, 0, sizeof(*out));
	if (!st)
		st = remote_add_number(&path, "n", n);
	st = remote_object(&body, r, &path, st);
	if (st)
		return st;
	remote_fill(out, &rd, slots, body);
	out->items = remote_items(&out->n, &rd, remote_member(body, "related"),
				  &related);
	return remote_done(r, rd.status);
}
