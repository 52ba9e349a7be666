#include "index/hit.h"

#include "index/searcher.h"

static struct vb_str copy(struct vb_arena *arena, struct vb_str s,
			  vb_status *st)
{
	struct vb_str out = VB_STR_EMPTY;

	if (s.len && !vb_arena_dup(&out, arena, s))
		*st = VB_NO_MEMORY;
	return out;
}

static vb_status copy_mentions(struct vb_hit *hit, struct vb_str list,
			       struct vb_arena *arena)
{
	struct vb_str line, rest = list;
	vb_status st = VB_OK;

	while (vb_str_next_line(&line, &rest))
		hit->n_mentions++;
	hit->mentions = vb_arena_calloc(arena, hit->n_mentions + 1,
					sizeof(*hit->mentions));
	if (!hit->mentions)
		return VB_NO_MEMORY;
	rest = list;
	for (size_t i = 0; vb_str_next_line(&line, &rest); i++)
		hit->mentions[i] = copy(arena, line, &st);
	return st;
}

void vb_opener_clear(struct vb_opener *opener)
{
	vb_unpacker_free(opener->unpacker);
	opener->unpacker = NULL;
	vb_buf_clear(&opener->packed);
}

vb_status vb_hit_stored(struct vb_entry *out, struct vb_buf *data,
			struct vb_opener *opener, const vb_xapian_doc *doc,
			struct vb_error *err)
{
	vb_status st;

	if (!opener->unpacker)
		opener->unpacker = vb_unpacker_new();
	if (!opener->unpacker)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	vb_buf_truncate(&opener->packed, 0);
	st = vb_xapian_doc_data(&opener->packed, doc, err);
	if (st)
		return st;
	vb_buf_truncate(data, 0);
	st = vb_unpacker_run(data, opener->unpacker,
			     vb_buf_str(&opener->packed));
	if (!st)
		st = vb_entry_decode(out, vb_buf_str(data));
	if (st == VB_CORRUPT)
		return vb_error_set(err, st,
				    "a document of the index can't be read: "
				    "run vanban-indexer --rebuild");
	return st ? vb_error_set(err, st, "a document of the index: %s",
				 vb_status_text(st)) :
		    VB_OK;
}

vb_status vb_hit_read(struct vb_entry *out, vb_searcher *s,
		      const vb_xapian_mset *mset, uint32_t at,
		      struct vb_error *err)
{
	vb_xapian_doc *doc = NULL;
	vb_status st = vb_xapian_mset_document(&doc, mset, at, err);

	if (!st)
		st = vb_hit_stored(out, &s->data, &s->opener, doc, err);
	vb_xapian_doc_free(doc);
	return st;
}

vb_status vb_hit_fill(struct vb_hit *hit, const struct vb_entry *e,
		      struct vb_arena *arena)
{
	vb_status st = VB_OK;

	hit->id = copy(arena, e->id, &st);
	hit->source = copy(arena, e->source, &st);
	hit->kind = copy(arena, e->kind, &st);
	hit->title = copy(arena, e->title, &st);
	hit->number = copy(arena, e->number, &st);
	hit->type = copy(arena, e->type, &st);
	hit->type_label = copy(arena, e->type_label, &st);
	hit->issuer = copy(arena, e->issuer, &st);
	hit->place = copy(arena, e->place, &st);
	hit->date = copy(arena, e->date, &st);
	hit->url = copy(arena, e->url, &st);
	hit->date_inferred = e->date_inferred;
	return st ? st : copy_mentions(hit, e->mentions, arena);
}
