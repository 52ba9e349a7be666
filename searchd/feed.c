/* /feed.atom: a search that anyone can subscribe to. */
#include "answers.h"

#include "archive/listing.h"
#include "links.h"
#include "origin.h"
#include "output/atom.h"
#include "params.h"
#include "words.h"

#define FEED "/feed.atom"
#define FEED_HITS 20
#define TYPE_ATOM "application/atom+xml; charset=utf-8"
#define EPOCH "1970-01-01T00:00:00Z"
#define ID_BYTES 65536

/* The host alone, as a tag has it (RFC 4151): no port, no literal address. */
static struct vb_str authority(struct vb_str origin)
{
	size_t at = vb_str_find(origin, VB_STR("//"), 0);
	struct vb_str host = vb_str_skip(origin, at + 2);
	size_t end = 0;

	while (end < host.len && !strchr(":/", host.ptr[end]))
		end++;
	host = vb_str_sub(host, 0, end);
	if (!host.len || host.ptr[0] == '[')
		return VB_STR("localhost");
	return host;
}

/* tag:tim.example,2026:documents/nq-05: what stays when addresses change. */
static vb_status make_id(struct vb_str *out, struct request *r,
			 const char *what, struct vb_str rest, bool encode)
{
	struct vb_str host = authority(origin_of(r));
	struct vb_buf id = VB_BUF_INIT(ID_BYTES);
	vb_status st =
		vb_buf_printf(&id, "tag:%.*s,2026:%s", VB_STR_ARG(host), what);

	if (!st)
		st = encode ? url_encode(&id, rest) : vb_buf_append(&id, rest);
	if (!st && !vb_arena_dup(out, &r->arena, vb_buf_str(&id)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&id);
	return st;
}

static vb_status api_address(struct vb_str *out, struct request *r,
			     struct vb_str id, const char *end)
{
	struct vb_buf path = VB_BUF_INIT(ID_BYTES);
	vb_status st =
		origin_document_path(&path, "/api/v1/documents/", id, end);

	if (!st) {
		*out = origin_url(r, vb_buf_str(&path));
		st = out->len ? VB_OK : VB_NO_MEMORY;
	}
	vb_buf_clear(&path);
	return st;
}

static vb_status make_entry(struct vb_atom_entry *e, struct request *r,
			    vb_archive *ar, const struct vb_hit *hit,
			    struct vb_error *err)
{
	struct vb_listed listed;
	vb_status st = vb_archive_listed(&listed, ar, hit->id, &r->arena, err);
	bool held = !st && listed.time[0];

	if (st && st != VB_NOT_FOUND) /* the index may be behind */
		return st;
	e->hit = hit;
	memcpy(e->updated, held ? listed.time : EPOCH, sizeof(e->updated));
	e->page = origin_document(r, hit->id);
	st = make_id(&e->id, r, "documents/", hit->id, true);
	if (!st)
		st = api_address(&e->json, r, hit->id, "");
	if (!st)
		st = api_address(&e->akn, r, hit->id, "/akn");
	if (st || !e->page.len)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	return VB_OK;
}

static vb_status newest_event(void *ctx, const struct vb_event *event)
{
	memcpy(ctx, event->time, VB_TIME_TEXT);
	return VB_OK;
}

/* The feed changed when its newest entry did; an empty one with the archive. */
static vb_status find_updated(struct vb_atom *feed, vb_archive *ar,
			      struct vb_error *err)
{
	memcpy(feed->updated, EPOCH, sizeof(feed->updated));
	for (size_t i = 0; i < feed->results->n_hits; i++)
		if (strcmp(feed->entries[i].updated, feed->updated) > 0)
			memcpy(feed->updated, feed->entries[i].updated,
			       sizeof(feed->updated));
	if (feed->results->n_hits)
		return VB_OK;
	return vb_archive_log(ar, VB_STR_EMPTY, 1, newest_event, feed->updated,
			      err);
}

static vb_status add_entries(struct vb_atom *feed, struct request *r,
			     struct vb_error *err)
{
	const struct vb_results *res = feed->results;
	struct vb_atom_entry *entries = vb_arena_calloc(
		&r->arena, res->n_hits ? res->n_hits : 1, sizeof(*entries));
	vb_archive *ar = NULL;
	vb_status st = handles_archive(&ar, r->handles, err);

	if (!entries)
		return vb_error_set(err, VB_NO_MEMORY, "no memory");
	for (size_t i = 0; i < res->n_hits && !st; i++)
		st = make_entry(&entries[i], r, ar, &res->hits[i], err);
	feed->entries = entries;
	return st ? st : find_updated(feed, ar, err);
}

/* As it was asked for. */
static struct vb_str self_address(struct request *r)
{
	struct vb_str out = VB_STR_EMPTY;
	struct vb_buf path = VB_BUF_INIT(ID_BYTES);

	if (!vb_buf_append(&path, r->url.path) &&
	    (!r->url.query.len || (!vb_buf_append_char(&path, '?') &&
				   !vb_buf_append(&path, r->url.query))))
		out = origin_url(r, vb_buf_str(&path));
	vb_buf_clear(&path);
	return out;
}

static vb_status add_links(struct vb_atom *feed, struct request *r,
			   const struct vb_request *asked)
{
	const struct vb_results *res = feed->results;
	struct links_place place = { .offset = asked->offset,
				     .n = asked->n,
				     .shown = res->n_hits,
				     .total = res->total,
				     .exact = res->exact };
	struct links links;
	vb_status st = links_make(&links, r, FEED, &place);

	if (st)
		return st;
	feed->first = origin_url(r, links.first);
	if (links.previous.len)
		feed->previous = origin_url(r, links.previous);
	if (links.next.len)
		feed->next = origin_url(r, links.next);
	if (links.last.len)
		feed->last = origin_url(r, links.last);
	feed->self = self_address(r);
	feed->page = origin_url(r, links_search(r, "/search"));
	feed->description = origin_url(r, VB_STR("/opensearch.xml"));
	return make_id(&feed->id, r, "", vb_str_skip(links_search(r, FEED), 1),
		       false);
}

/* "giá đất – Văn bản" */
static vb_status make_title(struct vb_str *out, struct request *r)
{
	struct vb_str q = vb_str_trim(url_get(&r->url, "q"));
	struct vb_buf title = VB_BUF_INIT(8192);
	vb_status st = VB_OK;

	if (!q.len)
		q = vb_str_from(word("newest", r->vietnamese));
	st = vb_buf_append(&title, q);
	if (!st)
		st = vb_buf_append_cstr(&title, " – ");
	if (!st)
		st = vb_buf_append_cstr(&title, word("site", r->vietnamese));
	if (!st && !vb_arena_dup(out, &r->arena, vb_buf_str(&title)))
		st = VB_NO_MEMORY;
	vb_buf_clear(&title);
	return st;
}

static vb_status write_feed(struct request *r, const struct vb_request *asked,
			    const struct vb_results *results,
			    struct vb_error *err)
{
	struct vb_atom feed = {
		.query = asked->query,
		.results = results,
		.per_page = asked->n,
		.vietnamese = r->vietnamese,
		.subtitle = vb_str_from(word("tagline", r->vietnamese)),
		.author = vb_str_from(word("site", r->vietnamese)),
	};
	vb_status st = add_entries(&feed, r, err);

	if (st)
		return st;
	st = add_links(&feed, r, asked);
	if (!st)
		st = make_title(&feed.title, r);
	if (!st) {
		http_ok(r, TYPE_ATOM, HTTP_CACHE_ASK);
		r->reply.by_language = true;
		st = vb_output_atom(&r->reply.body, &feed);
	}
	return st ? vb_error_set(err, VB_INTERNAL, "feed: %s",
				 vb_status_text(st)) :
		    VB_OK;
}

vb_status answer_feed(struct request *r, struct vb_error *err)
{
	struct vb_request request;
	struct vb_results results;
	bool done = false;
	vb_status st = params_search(&request, &r->url, err);

	if (st)
		return st;
	if (!url_get(&r->url, "n").len)
		request.n = FEED_HITS;
	if (!url_get(&r->url, "sort").len)
		request.sort = VB_SORT_NEWEST;
	/* For people, as the search page. */
	if (!url_get(&r->url, "duplicates").len)
		request.duplicates = false;
	request.facets = false;
	st = run_search(&results, &done, r, &request, err);
	return st || done ? st : write_feed(r, &request, &results, err);
}
