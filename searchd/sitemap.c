/* /robots.txt, /sitemap.xml and its parts /sitemap-N.xml (sitemaps.org). */
#include "answers.h"

#include "archive/sitemap.h"
#include "origin.h"
#include "output/xmlout.h"

#define TYPE_XML "application/xml; charset=utf-8"
#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"
#define LOC_BYTES 2047 /* of an address at most, says the protocol */

struct sitemap {
	struct request *request;
	struct vb_xmlout x;
	struct vb_str origin;
	struct vb_buf path;
	size_t listed;
};

/* Of a list that grew past what the reply holds, nothing is sent. */
static vb_status finish(struct sitemap *map, vb_status st, struct vb_error *err)
{
	vb_buf_clear(&map->path);
	if (!st && map->x.status)
		st = vb_error_set(err, VB_INTERNAL, "sitemap: %s",
				  vb_status_text(map->x.status));
	return st;
}

static vb_status begin(struct sitemap *map, struct request *r)
{
	*map = (struct sitemap){ .request = r,
				 .x = VB_XMLOUT_INIT(&r->reply.body),
				 .origin = origin_of(r),
				 .path = VB_BUF_INIT(65536) };
	http_ok(r, TYPE_XML, HTTP_CACHE_ASK);
	vb_xmlout_head(&map->x);
	return map->origin.len ? VB_OK : VB_NO_MEMORY;
}

static void put_place(struct sitemap *map, const char *element,
		      struct vb_str time)
{
	struct vb_xmlout *x = &map->x;

	vb_xmlout_open(x, element);
	vb_xmlout_open(x, "loc");
	vb_xmlout_text(x, map->origin);
	vb_xmlout_text(x, vb_buf_str(&map->path));
	vb_xmlout_close(x, "loc");
	vb_xmlout_element(x, "lastmod", time);
	vb_xmlout_close(x, element);
	map->listed++;
}

static vb_status put_part(void *ctx, const struct vb_sitemap_part *part)
{
	struct sitemap *map = ctx;
	vb_status st;

	vb_buf_truncate(&map->path, 0);
	st = vb_buf_printf(&map->path, "/sitemap-%zu.xml", part->number);
	if (!st)
		put_place(map, "sitemap", vb_str_from(part->time));
	return st ? st : map->x.status;
}

vb_status answer_sitemap(struct request *r, struct vb_error *err)
{
	struct sitemap map;
	vb_archive *ar = NULL;
	int64_t sequence = 0;
	vb_status st = handles_archive(&ar, r->handles, err);

	if (!st)
		st = vb_archive_sequence(&sequence, ar, err);
	if (st || http_unchanged(r, "sitemap", (uint64_t)sequence))
		return st;
	st = begin(&map, r);
	vb_xmlout_open(&map.x, "sitemapindex xmlns=\"" NAMESPACE "\"");
	vb_xmlout_raw(&map.x, "\n");
	if (!st)
		st = vb_archive_sitemap_parts(ar, put_part, &map, err);
	vb_xmlout_close(&map.x, "sitemapindex");
	/* The protocol knows no empty one. */
	if (!st && !map.listed)
		st = vb_error_set(err, VB_NOT_FOUND, "no documents");
	return finish(&map, st, err);
}

static vb_status put_document(void *ctx, struct vb_str id, struct vb_str time)
{
	struct sitemap *map = ctx;
	vb_status st;

	vb_buf_truncate(&map->path, 0);
	st = origin_document_path(&map->path, "/documents/", id, "");
	if (st == VB_TOO_BIG ||
	    (!st && map->origin.len + map->path.len > LOC_BYTES))
		return VB_OK; /* no crawler would take it */
	if (!st)
		put_place(map, "url", time);
	return st ? st : map->x.status;
}

/* The N of /sitemap-N.xml; 0: it is none. */
static size_t part_of(struct vb_str path)
{
	unsigned long number = 0;
	struct vb_str n = vb_str_skip(path, sizeof("/sitemap-") - 1);

	if (!vb_str_ends(n, VB_STR(".xml")) || n.ptr[0] == '0' ||
	    !vb_str_to_ulong(&number, vb_str_sub(n, 0, n.len - 4), 1000000))
		return 0;
	return number;
}

vb_status answer_sitemap_part(struct request *r, struct vb_error *err)
{
	size_t number = part_of(r->url.path);
	struct sitemap map;
	vb_archive *ar = NULL;
	int64_t sequence = 0;
	vb_status st;

	if (!number)
		return vb_error_set(err, VB_NOT_FOUND, "no such path");
	st = handles_archive(&ar, r->handles, err);
	if (!st)
		st = vb_archive_sequence(&sequence, ar, err);
	if (st || http_unchanged(r, "sitemap", (uint64_t)sequence))
		return st;
	st = begin(&map, r);
	vb_xmlout_open(&map.x, "urlset xmlns=\"" NAMESPACE "\"");
	vb_xmlout_raw(&map.x, "\n");
	if (!st)
		st = vb_archive_sitemap(ar, number, put_document, &map, err);
	vb_xmlout_close(&map.x, "urlset");
	if (!st && !map.listed)
		st = vb_error_set(err, VB_NOT_FOUND, "no such part");
	return finish(&map, st, err);
}

/* Every page of a document may be read; the endless ones need not be. */
vb_status answer_robots(struct request *r, struct vb_error *err)
{
	struct vb_str origin = origin_of(r);
	vb_status st;

	http_ok(r, HTTP_TYPE_TEXT, HTTP_CACHE_ASK);
	st = vb_buf_printf(&r->reply.body,
			   "User-agent: *\n"
			   "Disallow: /search\n"
			   "Disallow: /api/\n"
			   "Disallow: /sru\n"
			   "Disallow: /oai\n"
			   "Disallow: /feed.atom\n"
			   "\n"
			   "Sitemap: %.*s/sitemap.xml\n",
			   VB_STR_ARG(origin));
	return st ? vb_error_set(err, VB_INTERNAL, "robots: %s",
				 vb_status_text(st)) :
		    VB_OK;
}
