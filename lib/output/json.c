#include "output/writers.h"

#include "base/json.h"

static void key_str(struct vb_json *j, const char *key, struct vb_str value)
{
	vb_json_key(j, key);
	vb_json_str_or_null(j, value);
}

static void key_int(struct vb_json *j, const char *key, long long value)
{
	vb_json_key(j, key);
	vb_json_int(j, value);
}

static void key_bool(struct vb_json *j, const char *key, bool value)
{
	vb_json_key(j, key);
	vb_json_bool(j, value);
}

static void write_snippet(struct vb_json *j, const struct vb_snippet *s)
{
	struct vb_buf html = VB_BUF_INIT(65536);
	vb_status st = vb_html_snippet(&html, s);

	vb_json_key(j, "snippet");
	if (st && !j->status)
		j->status = st;
	vb_json_str_or_null(j, vb_buf_str(&html));
	vb_buf_clear(&html);
}

/* What a part was worth, and what it added to the score. */
static void write_part(struct vb_json *j, const struct vb_why *why,
		       enum vb_why_part part)
{
	double value = why->parts[part];

	vb_json_key(j, vb_why_name(part));
	vb_json_object(j);
	vb_json_key(j, "value");
	vb_json_real(j, value, 4);
	vb_json_key(j, "adds");
	vb_json_real(j, value * vb_why_factor(part) * why->most, 4);
	vb_json_end(j);
}

static void write_why(struct vb_json *j, const struct vb_why *why, bool explain)
{
	vb_json_key(j, "why");
	vb_json_object(j);
	if (explain) {
		vb_json_key(j, "step");
		vb_json_cstr(j, why->stage);
		vb_json_key(j, "bm25");
		vb_json_real(j, why->weight, 4);
		vb_json_key(j, "most");
		vb_json_real(j, why->most, 4);
		for (int i = 0; i < VB_WHY_PARTS; i++)
			write_part(j, why, (enum vb_why_part)i);
	}
	vb_json_end(j);
}

/* Records of the same text or document, folded under the hit. */
static void write_also(struct vb_json *j, const struct vb_hit *hit)
{
	vb_json_key(j, "also");
	vb_json_array(j);
	for (size_t i = 0; i < hit->n_also; i++) {
		vb_json_object(j);
		vb_json_key(j, "id");
		vb_json_str(j, hit->also[i].id);
		key_str(j, "source", hit->also[i].source);
		vb_json_key(j, "why");
		vb_json_cstr(j, hit->also[i].why);
		vb_json_end(j);
	}
	vb_json_end(j);
}

static void write_hit(struct vb_json *j, const struct vb_hit *hit, size_t rank,
		      bool explain)
{
	vb_json_object(j);
	vb_json_key(j, "id");
	vb_json_str(j, hit->id);
	key_int(j, "rank", (long long)rank);
	vb_json_key(j, "score");
	vb_json_real(j, hit->score, 6); /* as TREC prints it */
	key_str(j, "kind", hit->kind);
	key_str(j, "title", hit->title);
	key_str(j, "number", hit->number);
	key_str(j, "type", hit->type);
	key_str(j, "issuer", hit->issuer);
	key_str(j, "place", hit->place);
	vb_json_issuer(j, hit->issuer, hit->place);
	vb_json_key(j, "mentions");
	vb_json_array(j);
	for (size_t i = 0; i < hit->n_mentions; i++)
		vb_json_str(j, hit->mentions[i]);
	vb_json_end(j);
	key_str(j, "date", hit->date);
	key_bool(j, "date_inferred", hit->date_inferred);
	key_str(j, "source", hit->source);
	write_snippet(j, &hit->snippet);
	key_str(j, "anchor", hit->snippet.anchor);
	key_str(j, "section", hit->snippet.section);
	key_str(j, "url", hit->url);
	write_also(j, hit);
	write_why(j, &hit->why, explain);
	vb_json_end(j);
}

/* What the query asks for beside its words. */
static void write_understood(struct vb_json *j, const struct vb_results *r)
{
	vb_json_key(j, "understood");
	vb_json_array(j);
	for (size_t i = 0; i < r->n_understood; i++) {
		const struct vb_understood *part = &r->understood[i];

		vb_json_object(j);
		vb_json_key(j, "field");
		vb_json_cstr(j, part->field);
		vb_json_key(j, "value");
		vb_json_str(j, part->value);
		vb_json_key(j, "label");
		vb_json_str(j, part->label);
		vb_json_key(j, "text");
		vb_json_str(j, part->text);
		key_bool(j, "filter", part->filter);
		vb_json_key(j, "without");
		vb_json_str(j, part->without);
		vb_json_end(j);
	}
	vb_json_end(j);
}

static void write_facets(struct vb_json *j, const struct vb_results *r)
{
	vb_json_key(j, "facets");
	vb_json_object(j);
	for (size_t i = 0; i < r->n_facets; i++) {
		const struct vb_facet *f = &r->facets[i];

		vb_json_key(j, f->name);
		vb_json_array(j);
		for (size_t k = 0; k < f->n; k++) {
			vb_json_object(j);
			vb_json_key(j, "value");
			vb_json_str(j, f->values[k].value);
			vb_json_key(j, "label");
			vb_json_str(j, f->values[k].label);
			key_int(j, "count", f->values[k].count);
			vb_json_end(j);
		}
		vb_json_end(j);
	}
	vb_json_end(j);
}

static void write_resolved(struct vb_json *j, const struct vb_results *r)
{
	vb_json_key(j, "resolved");
	vb_json_array(j);
	for (size_t i = 0; i < r->n_resolved; i++) {
		const struct vb_resolved *d = &r->resolved[i];

		vb_json_object(j);
		vb_json_key(j, "kind");
		vb_json_cstr(j, d->kind);
		key_str(j, "number", d->number);
		key_str(j, "type", d->type);
		key_str(j, "issuer", d->issuer);
		key_str(j, "date", d->date);
		key_str(j, "term", d->term);
		key_str(j, "id", d->id);
		key_int(j, "cited_by", d->cited_by);
		key_int(j, "articles", d->articles);
		vb_json_end(j);
	}
	vb_json_end(j);
}

vb_status vb_json_results(struct vb_buf *out, const struct vb_results *r,
			  const struct vb_style *style)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;

	vb_json_object(j);
	key_int(j, "schema", 1);
	vb_json_key(j, "query");
	vb_json_str(j, style->query);
	vb_json_key(j, "interpreted");
	vb_json_str(j, r->interpreted);
	write_understood(j, r);
	key_int(j, "total", (long long)r->total);
	key_bool(j, "exact", r->exact);
	vb_json_key(j, "took_ms");
	vb_json_real(j, (double)r->took_us / 1000, 3);
	key_int(j, "offset", (long long)r->offset);
	vb_json_key(j, "hits");
	vb_json_array(j);
	for (size_t i = 0; i < r->n_hits; i++)
		write_hit(j, &r->hits[i], r->offset + i + 1, style->explain);
	vb_json_end(j);
	write_facets(j, r);
	write_resolved(j, r);
	key_str(j, "did_you_mean", r->did_you_mean);
	key_bool(j, "relaxed", r->relaxed);
	key_str(j, "notes", r->notes);
	vb_json_end(j);
	return vb_json_status(j);
}

vb_status vb_ndjson_results(struct vb_buf *out, const struct vb_results *r,
			    const struct vb_style *style)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < r->n_hits && !st; i++) {
		struct vb_json j = VB_JSON_INIT(out);

		write_hit(&j, &r->hits[i], r->offset + i + 1, style->explain);
		st = vb_json_status(&j);
		if (!st)
			st = vb_buf_append_char(out, '\n');
	}
	return st;
}

void vb_json_where(struct vb_json *j, size_t from, size_t to)
{
	vb_json_key(j, "where");
	if (!to) {
		vb_json_null(j);
		return;
	}
	vb_json_array(j);
	vb_json_int(j, (long long)from);
	vb_json_int(j, (long long)to);
	vb_json_end(j);
}

static void write_field(struct vb_json *j, enum vb_field_id id,
			const struct vb_field *f)
{
	vb_json_key(j, vb_field_name(id));
	vb_json_object(j);
	vb_json_key(j, "value");
	vb_json_str(j, f->value);
	vb_json_key(j, "label");
	vb_json_str(j, f->label.len ? f->label : f->value);
	vb_json_key(j, "how");
	vb_json_cstr(j, vb_how_name(f->how));
	vb_json_key(j, "confidence");
	vb_json_real(j, f->confidence, 2);
	vb_json_where(j, f->from, f->to);
	vb_json_end(j);
}

void vb_json_metadata(struct vb_json *j,
		      const struct vb_field fields[VB_FIELD_COUNT],
		      const struct vb_extra *extras)
{
	vb_json_key(j, "metadata");
	vb_json_object(j);
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		if (fields[i].value.len)
			write_field(j, (enum vb_field_id)i, &fields[i]);
	vb_json_end(j);
	vb_json_key(j, "extra");
	vb_json_object(j);
	for (const struct vb_extra *e = extras; e; e = e->next) {
		vb_json_key_str(j, e->name);
		vb_json_raw(j, e->json);
	}
	vb_json_end(j);
}

static void write_mentions(struct vb_json *j, const struct vb_held *held)
{
	vb_json_key(j, "mentions");
	vb_json_array(j);
	for (struct vb_reference *m = held->references; m; m = m->next)
		if (!m->again)
			vb_json_str(j, m->number);
	vb_json_end(j);
}

const char *vb_state_name(enum vb_read_state state)
{
	switch (state) {
	case VB_READ_WHOLE:
		return "whole";
	case VB_READ_PARTIAL:
		return "partial";
	case VB_READ_REJECTED:
		return "rejected";
	}
	return "unknown";
}

void vb_json_held(struct vb_json *j, const struct vb_held *held)
{
	char hex[VB_DIGEST_HEX];

	vb_digest_hex(hex, &held->original);
	key_int(j, "schema", 1);
	vb_json_key(j, "id");
	vb_json_str(j, held->id);
	key_str(j, "source", held->source);
	key_str(j, "format", held->format);
	key_int(j, "version", held->version);
	key_int(j, "versions", held->versions);
	vb_json_key(j, "added");
	vb_json_cstr(j, held->added);
	vb_json_key(j, "state");
	vb_json_cstr(j, vb_state_name(held->state));
	key_str(j, "reason", held->reason);
	key_bool(j, "withdrawn", held->withdrawn);
	vb_json_key(j, "sha256");
	vb_json_cstr(j, hex);
	key_int(j, "bytes", (long long)held->size);
}

vb_status vb_json_document(struct vb_buf *out, const struct vb_held *held,
			   struct vb_str text, const struct vb_effect *effect)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;
	vb_status st;

	vb_json_object(j);
	vb_json_held(j, held);
	vb_json_metadata(j, held->fields, held->extras);
	vb_json_issuer(j, held->fields[VB_FIELD_ISSUER].value,
		       held->fields[VB_FIELD_PLACE].value);
	write_mentions(j, held);
	vb_json_references(j, held->references);
	if (effect)
		vb_json_effect(j, effect);
	vb_json_key(j, "text");
	vb_json_str(j, text);
	st = vb_json_structure(j, text);
	vb_json_end(j);
	return st ? st : vb_json_status(j);
}

vb_status vb_json_stats(struct vb_buf *out, const struct vb_stats *s)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;

	vb_json_object(j);
	key_int(j, "schema", 1);
	key_int(j, "documents", s->archive.documents);
	key_int(j, "articles", s->archive.articles);
	key_int(j, "partial", s->archive.partial);
	key_int(j, "rejected", s->archive.rejected);
	key_int(j, "versions", s->archive.versions);
	key_int(j, "mentions", s->archive.mentions);
	key_int(j, "bytes", s->archive.bytes);
	key_int(j, "original_bytes", s->archive.original_bytes);
	key_int(j, "sequence", s->archive.sequence);
	key_int(j, "index_documents", s->index.documents);
	key_int(j, "index_bytes", (long long)s->index.bytes);
	key_int(j, "index_revision", (long long)s->index.revision);
	key_int(j, "index_sequence", s->index.sequence);
	vb_json_end(j);
	return vb_json_status(j);
}

vb_status vb_json_event(struct vb_buf *out, const struct vb_event *event)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;

	vb_json_object(j);
	key_int(j, "schema", 1);
	key_int(j, "number", event->number);
	vb_json_key(j, "time");
	vb_json_cstr(j, event->time);
	key_str(j, "event", event->kind);
	key_str(j, "id", event->id);
	key_str(j, "detail", event->detail);
	vb_json_end(j);
	return vb_json_status(j);
}
