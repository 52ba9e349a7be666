#include "archive/relation.h"

#include "archive/internal.h"

/* What is known by now, as evidence is gone through. */
struct standing {
	struct vb_effect *out;
	struct vb_str on;
	struct vb_str ended, part_ended, suspended; /* from when, or empty */
	bool ends, part_ends, suspends;
};

static bool is_later(struct vb_str date, struct vb_str on)
{
	return date.len && vb_str_cmp(date, on) > 0;
}

/* The earlier of two dates, of which either may be unknown. */
static void earlier(struct vb_str *at, struct vb_str date)
{
	if (!at->len || (date.len && vb_str_cmp(date, *at) < 0))
		*at = date;
}

static void weigh(struct standing *s, const struct vb_effect_evidence *e)
{
	bool part = e->anchor.len > 0;

	if (is_later(e->date, s->on))
		return;
	switch (e->kind) {
	case VB_RELATION_REPLACES:
	case VB_RELATION_REPEALS:
		if (part) {
			s->part_ends = true;
			earlier(&s->part_ended, e->date);
		} else {
			s->ends = true;
			earlier(&s->ended, e->date);
		}
		break;
	case VB_RELATION_SUSPENDS:
		if (part) {
			s->part_ends = true;
			earlier(&s->part_ended, e->date);
		} else {
			s->suspends = true;
			earlier(&s->suspended, e->date);
		}
		break;
	default: /* an amended document stays in effect */
		break;
	}
}

static bool is_evidence(const struct vb_citation *c)
{
	switch (c->reference.kind) {
	case VB_RELATION_REPLACES:
	case VB_RELATION_REPEALS:
	case VB_RELATION_SUSPENDS:
	case VB_RELATION_AMENDS:
		return !c->given && !c->documents->article;
	default:
		return false;
	}
}

/* Does the reference mean the one document that is held? */
static vb_status means_only(bool *only, struct vb_archive *ar,
			    const struct vb_citation *c, struct vb_arena *arena,
			    struct vb_error *err)
{
	struct vb_citations cites;
	vb_status st =
		vb_archive_cites(&cites, ar, c->documents->id, arena, err);

	*only = false;
	for (const struct vb_citation *k = cites.first; k && !st; k = k->next)
		if (k->reference.kind == c->reference.kind &&
		    vb_str_eq(k->reference.key, c->reference.key))
			*only = k->n == 1;
	return st;
}

static vb_status take_evidence(struct standing *s, struct vb_archive *ar,
			       const struct vb_held *held,
			       struct vb_arena *arena, struct vb_error *err)
{
	struct vb_effect_evidence **tail = &s->out->evidence;
	struct vb_citations by;
	vb_status st = vb_archive_cited_by(&by, ar, held->id, arena, err);

	for (const struct vb_citation *c = by.first; c && !st; c = c->next) {
		const struct vb_brief *b = c->documents;
		struct vb_effect_evidence *e;
		bool only;

		if (!is_evidence(c) || vb_str_eq(b->id, held->id))
			continue;
		st = means_only(&only, ar, c, arena, err);
		if (st || !only)
			continue;
		e = vb_arena_calloc(arena, 1, sizeof(*e));
		if (!e)
			return vb_error_set(err, VB_NO_MEMORY, "no memory");
		e->id = b->id;
		e->kind = c->reference.kind;
		e->date = b->effective.len ? b->effective : b->date;
		e->anchor = c->reference.anchor;
		*tail = e;
		tail = &e->next;
		weigh(s, e);
	}
	return st;
}

static void conclude(struct standing *s, const struct vb_held *held)
{
	struct vb_str begins = held->fields[VB_FIELD_EFFECTIVE_DATE].value;
	struct vb_str expiry = held->fields[VB_FIELD_EXPIRY_DATE].value;
	struct vb_effect *out = s->out;

	if (expiry.len && !is_later(expiry, s->on)) {
		s->ends = true;
		earlier(&s->ended, expiry);
	}
	out->status = "unknown";
	out->since = VB_STR_EMPTY;
	if (s->ends) {
		out->status = "het-hieu-luc";
		out->since = s->ended;
	} else if (is_later(begins, s->on)) {
		out->status = "chua-co-hieu-luc";
		out->since = begins; /* the day on which that ends */
	} else if (s->suspends) {
		out->status = "ngung-hieu-luc";
		out->since = s->suspended;
	} else if (s->part_ends) {
		out->status = "het-hieu-luc-mot-phan";
		out->since = s->part_ended;
	} else if (begins.len) {
		out->status = "con-hieu-luc";
		out->since = begins;
	}
}

vb_status vb_archive_effect(struct vb_effect *out, vb_archive *ar,
			    const struct vb_held *held, struct vb_str on,
			    struct vb_arena *arena, struct vb_error *err)
{
	struct standing s = { .out = out, .on = on };
	bool article =
		vb_str_eq(held->fields[VB_FIELD_KIND].value, VB_STR("article"));
	vb_status st = VB_OK;

	*out = (struct vb_effect){ .status = "unknown" };
	out->since = s.ended = s.part_ended = s.suspended = VB_STR_EMPTY;
	if (article) /* a page about documents has no effect of its own */
		return VB_OK;
	if (!held->withdrawn && vb_archive_has_schema(ar, 3))
		st = take_evidence(&s, ar, held, arena, err);
	if (!st)
		conclude(&s, held);
	return st;
}
