/* What a search gives: hits, suggestions, what is like a document. */
#include "remote.h"

#include <stdlib.h>

#include "doc/jsonread.h"
#include "doc/type.h"
#include "remote_http.h"
#include "remote_read.h"

#define SLOT(kind, type, field)                                                \
	{                                                                      \
#field, kind, offsetof(type, field)                            \
	}
#define SLOT_AS(kind, type, field, key)                                        \
	{                                                                      \
		key, kind, offsetof(type, field)                               \
	}
#define END                                                                    \
	{                                                                      \
		NULL, REMOTE_RAW, 0                                            \
	}

static const struct remote_slot hit_slots[] = {
	SLOT(REMOTE_STRING, struct vb_hit, id),
	SLOT(REMOTE_REAL, struct vb_hit, score),
	SLOT(REMOTE_STRING, struct vb_hit, kind),
	SLOT(REMOTE_STRING, struct vb_hit, title),
	SLOT(REMOTE_STRING, struct vb_hit, number),
	SLOT(REMOTE_STRING, struct vb_hit, type),
	SLOT(REMOTE_STRING, struct vb_hit, issuer),
	SLOT(REMOTE_STRING, struct vb_hit, place),
	SLOT(REMOTE_STRING, struct vb_hit, date),
	SLOT(REMOTE_BOOL, struct vb_hit, date_inferred),
	SLOT(REMOTE_STRING, struct vb_hit, source),
	SLOT(REMOTE_STRING, struct vb_hit, url),
	SLOT_AS(REMOTE_STRING, struct vb_hit, snippet.anchor, "anchor"),
	SLOT_AS(REMOTE_STRING, struct vb_hit, snippet.section, "section"),
	END,
};

static const struct remote_slot also_slots[] = {
	SLOT(REMOTE_STRING, struct vb_also, id),
	SLOT(REMOTE_STRING, struct vb_also, source),
	SLOT(REMOTE_CSTRING, struct vb_also, why),
	END,
};

static const struct remote_slot resolved_slots[] = {
	SLOT(REMOTE_CSTRING, struct vb_resolved, kind),
	SLOT(REMOTE_STRING, struct vb_resolved, number),
	SLOT(REMOTE_STRING, struct vb_resolved, type),
	SLOT(REMOTE_STRING, struct vb_resolved, issuer),
	SLOT(REMOTE_STRING, struct vb_resolved, date),
	SLOT(REMOTE_STRING, struct vb_resolved, term),
	SLOT(REMOTE_STRING, struct vb_resolved, id),
	SLOT(REMOTE_UNSIGNED, struct vb_resolved, cited_by),
	SLOT(REMOTE_UNSIGNED, struct vb_resolved, articles),
	END,
};

static const struct remote_slot value_slots[] = {
	SLOT(REMOTE_STRING, struct vb_facet_value, value),
	SLOT(REMOTE_STRING, struct vb_facet_value, label),
	SLOT(REMOTE_UNSIGNED, struct vb_facet_value, count),
	END,
};

static const struct remote_slot results_slots[] = {
	SLOT(REMOTE_LONG, struct vb_results, total),
	SLOT(REMOTE_BOOL, struct vb_results, exact),
	SLOT(REMOTE_BOOL, struct vb_results, relaxed),
	SLOT_AS(REMOTE_MS, struct vb_results, took_us, "took_ms"),
	SLOT(REMOTE_LONG, struct vb_results, offset),
	SLOT(REMOTE_STRING, struct vb_results, interpreted),
	SLOT(REMOTE_STRING, struct vb_results, notes),
	SLOT(REMOTE_STRING, struct vb_results, did_you_mean),
	END,
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

static void read_strings(struct vb_str **out, size_t *n,
			 struct remote_reader *rd, struct vb_str array)
{
	struct vb_str element;
	size_t at = 0;

	*out = remote_items(n, rd, array, sizeof(**out));
	for (size_t i = 0; i < *n && remote_element(&element, &at, array); i++)
		(*out)[i] = remote_string(rd, element);
}

static void read_also(struct vb_hit *hit, struct remote_reader *rd,
		      struct vb_str array)
{
	struct vb_str element;
	size_t at = 0;

	hit->also = remote_items(&hit->n_also, rd, array, sizeof(*hit->also));
	for (size_t i = 0; i < hit->n_also; i++)
		if (remote_element(&element, &at, array))
			remote_fill(&hit->also[i], rd, also_slots, element);
}

/* What a part added is what is shown: its value follows from that, since the
 * rounded one would give other digits. */
static void read_why(struct vb_why *why, struct remote_reader *rd,
		     struct vb_str object)
{
	static const struct remote_slot slots[] = {
		SLOT_AS(REMOTE_CSTRING, struct vb_why, stage, "step"),
		SLOT_AS(REMOTE_REAL, struct vb_why, weight, "bm25"),
		SLOT(REMOTE_REAL, struct vb_why, most),
		END,
	};
	static const struct remote_slot adds_slot[] = {
		{ "adds", REMOTE_REAL, 0 },
		END,
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

static void read_hit(struct vb_hit *hit, struct remote_reader *rd,
		     struct vb_str object)
{
	const struct vb_type *type;

	remote_fill(hit, rd, hit_slots, object);
	type = vb_type_find(hit->type);
	hit->type_label = type ? vb_str_from(type->label) : hit->type;
	read_snippet(&hit->snippet, rd, remote_member(object, "snippet"));
	read_strings(&hit->mentions, &hit->n_mentions, rd,
		     remote_member(object, "mentions"));
	read_also(hit, rd, remote_member(object, "also"));
	read_why(&hit->why, rd, remote_member(object, "why"));
}

static void read_hits(struct vb_results *out, struct remote_reader *rd,
		      struct vb_str array)
{
	struct vb_str element;
	size_t at = 0;

	out->hits = remote_items(&out->n_hits, rd, array, sizeof(*out->hits));
	for (size_t i = 0; i < out->n_hits; i++)
		if (remote_element(&element, &at, array))
			read_hit(&out->hits[i], rd, element);
}

static void read_resolved(struct vb_results *out, struct remote_reader *rd,
			  struct vb_str array)
{
	struct vb_str element;
	size_t at = 0;

	out->resolved = remote_items(&out->n_resolved, rd, array,
				     sizeof(*out->resolved));
	for (size_t i = 0; i < out->n_resolved; i++)
		if (remote_element(&element, &at, array))
			remote_fill(&out->resolved[i], rd, resolved_slots,
				    element);
}

static void read_values(struct vb_facet *facet, struct remote_reader *rd,
			struct vb_str array)
{
	struct vb_str element;
	size_t at = 0;

	facet->values =
		remote_items(&facet->n, rd, array, sizeof(*facet->values));
	for (size_t i = 0; i < facet->n; i++)
		if (remote_element(&element, &at, array))
			remote_fill(&facet->values[i], rd, value_slots,
				    element);
}

/* {"type":[…],"issuer":[…]} */
static void read_facets(struct vb_results *out, struct remote_reader *rd,
			struct vb_str object)
{
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
		read_values(facet, rd, m.value);
	}
}

/* GET `path` and read the results in the answer. */
static vb_status get_results(struct vb_results *out, const struct remote *r,
			     struct vb_buf *path)
{
	struct remote_reader rd = { .arena = r->arena };
	vb_status st = remote_get(r, vb_buf_str(path), true);
	struct vb_str body = vb_str_trim(vb_buf_str(r->body));

	memset(out, 0, sizeof(*out));
	if (st)
		return st;
	remote_fill(out, &rd, results_slots, body);
	read_hits(out, &rd, remote_member(body, "hits"));
	read_facets(out, &rd, remote_member(body, "facets"));
	read_resolved(out, &rd, remote_member(body, "resolved"));
	return rd.status ? vb_error_set(r->err, rd.status, "no memory") : VB_OK;
}

static vb_status too_long(const struct remote *r, vb_status st)
{
	return vb_error_set(r->err, st, "%s", vb_status_text(st));
}

/* Get `path`, which was made with status `st` and is cleared. `*body` is the
 * object that came. */
static vb_status ask(struct vb_str *body, const struct remote *r,
		     struct vb_buf *path, vb_status st)
{
	st = st ? too_long(r, st) : remote_get(r, vb_buf_str(path), true);
	vb_buf_clear(path);
	if (!st)
		*body = vb_str_trim(vb_buf_str(r->body));
	return st;
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
	st = st ? too_long(r, st) : get_results(out, r, &path);
	vb_buf_clear(&path);
	return st;
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
	st = st ? too_long(r, st) : get_results(out, r, &path);
	vb_buf_clear(&path);
	return st;
}

/* [[from,to],…] */
static void read_marks(struct vb_suggestion *s, struct remote_reader *rd,
		       struct vb_str array)
{
	struct vb_str pair, end;
	size_t at = 0;

	s->marks = remote_items(&s->n_marks, rd, array, sizeof(*s->marks));
	for (size_t i = 0; i < s->n_marks; i++) {
		uint32_t *ends[] = { &s->marks[i].from, &s->marks[i].to };
		unsigned long n;
		size_t in = 0;

		if (!remote_element(&pair, &at, array))
			break;
		for (size_t k = 0; k < 2 && remote_element(&end, &in, pair);
		     k++)
			if (vb_str_to_ulong(&n, end, s->text.len))
				*ends[k] = (uint32_t)n;
	}
}

/* The page's address is the server's; the library knows none. */
static void read_suggestion(struct vb_suggestion *s, struct remote_reader *rd,
			    struct vb_str object)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_STRING, struct vb_suggestion, text),
		SLOT(REMOTE_STRING, struct vb_suggestion, id),
		SLOT(REMOTE_STRING, struct vb_suggestion, number),
		SLOT(REMOTE_STRING, struct vb_suggestion, title),
		END,
	};
	struct vb_str kind = remote_string(rd, remote_member(object, "kind"));

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
		SLOT_AS(REMOTE_MS, struct vb_suggestions, took_us, "took_ms"),
		END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str array, element, body;
	size_t at = 0;
	vb_status st = vb_buf_append_cstr(&path, "/api/v1/suggest");

	memset(out, 0, sizeof(*out));
	if (!st)
		st = remote_add(&path, "q", prefix);
	if (!st)
		st = remote_add_number(&path, "n", n);
	st = ask(&body, r, &path, st);
	if (st)
		return st;
	array = remote_member(body, "suggestions");
	remote_fill(out, &rd, slots, body);
	out->items = remote_items(&out->n, &rd, array, sizeof(*out->items));
	for (size_t i = 0; i < out->n; i++)
		if (remote_element(&element, &at, array))
			read_suggestion(&out->items[i], &rd, element);
	return rd.status ? too_long(r, rd.status) : VB_OK;
}

static void read_related(struct vb_related *out, struct remote_reader *rd,
			 struct vb_str object)
{
	static const struct remote_slot slots[] = {
		SLOT(REMOTE_UNSIGNED, struct vb_related, bits),
		SLOT(REMOTE_REAL, struct vb_related, score),
		END,
	};
	struct vb_str name =
		remote_string(rd, remote_member(object, "relation"));

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
		SLOT(REMOTE_STRING, struct vb_related_list, id),
		SLOT(REMOTE_STRING, struct vb_related_list, title),
		SLOT(REMOTE_STRING, struct vb_related_list, number),
		SLOT_AS(REMOTE_MS, struct vb_related_list, took_us, "took_ms"),
		END,
	};
	struct remote_reader rd = { .arena = r->arena };
	struct vb_buf path = VB_BUF_INIT(65536);
	struct vb_str array, element, body;
	size_t at = 0;
	vb_status st = remote_document_path(&path, id, "/related");

	memset(out, 0, sizeof(*out));
	if (!st)
		st = remote_add_number(&path, "n", n);
	st = ask(&body, r, &path, st);
	if (st)
		return st;
	array = remote_member(body, "related");
	remote_fill(out, &rd, slots, body);
	out->items = remote_items(&out->n, &rd, array, sizeof(*out->items));
	for (size_t i = 0; i < out->n; i++)
		if (remote_element(&element, &at, array))
			read_related(&out->items[i], &rd, element);
	return rd.status ? too_long(r, rd.status) : VB_OK;
}
