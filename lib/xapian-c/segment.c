#include "xapian-c/segment.h"

#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "base/deflate.h"
#include "base/file.h"
#include "xapian-c/glass.h"

#define UUID_BYTES 16
#define CHUNKS_LIMIT ((size_t)1 << 32)
#define DATA_MAX ((size_t)100 << 20) /* a table takes little more */

/* The values of one slot: chunks done, and the one being filled. */
struct slot {
	struct vb_buf done;   /* first number, length, bytes, again and again */
	struct vb_buf chunk;  /* value, number, value … */
	uint32_t first, last; /* of the chunk */
	uint32_t count;	      /* of all values */
	struct vb_buf least, most;
};

struct vb_xapian_segment {
	char *path;
	vb_glass_table *postlist, *docdata, *termlist;
	vb_glass_inverter *inverter;
	vb_deflater *deflater;
	struct slot slots[VB_XAPIAN_SEGMENT_SLOTS];
	uint32_t *lengths; /* of the documents, in terms */
	size_t n_documents, cap_lengths;
	uint64_t total_length;
	uint32_t least_length, most_length, most_wdf;
	size_t held;
	struct vb_buf key, tag, packed;
};

static const struct {
	const char *name;
	unsigned compress_min;
} tables[] = {
	/* the order of the version file */
	{ "postlist.glass", 0 },
	{ "docdata.glass", VB_GLASS_COMPRESS_MIN },
	{ "termlist.glass", VB_GLASS_COMPRESS_MIN },
	{ "position.glass", 0 },
	{ "spelling.glass", VB_GLASS_COMPRESS_MIN },
	{ "synonym.glass", VB_GLASS_COMPRESS_MIN },
};

static vb_status no_memory(vb_status st, struct vb_error *err)
{
	return vb_error_set(err, st, "a segment: %s", vb_status_text(st));
}

vb_status vb_xapian_parts_check(const struct vb_xapian_parts *parts,
				struct vb_error *err)
{
	struct vb_str last = VB_STR_EMPTY;

	for (size_t i = 0; i < parts->n_terms; i++) {
		struct vb_str term =
			vb_str_of(parts->terms[i].ptr, parts->terms[i].len);

		if (vb_str_cmp(last, term) >= 0)
			return vb_error_set(err, VB_BAD_INPUT,
					    "a term is empty or out of order");
		if (!vb_xapian_term_fits(term))
			return vb_error_set(err, VB_TOO_BIG,
					    "a term is longer than 245 bytes");
		last = term;
	}
	for (size_t i = 0; i < parts->n_values; i++)
		if (parts->values[i].slot >= VB_XAPIAN_SEGMENT_SLOTS)
			return vb_error_set(err, VB_BAD_INPUT,
					    "no such value slot");
	if (parts->data.len > DATA_MAX)
		return vb_error_set(err, VB_TOO_BIG, "the data are too large");
	return VB_OK;
}

static vb_status open_tables(vb_xapian_segment *s, struct vb_error *err)
{
	vb_glass_table **all[] = { &s->postlist, &s->docdata, &s->termlist };
	vb_status st = vb_file_mkdirs(s->path, err);

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]) && !st; i++)
		st = vb_glass_table_new(all[i], s->path, tables[i].name, err);
	return st ? st : vb_glass_inverter_new(&s->inverter, s->path, err);
}

vb_status vb_xapian_segment_open(vb_xapian_segment **out, const char *path,
				 struct vb_error *err)
{
	vb_xapian_segment *s = calloc(1, sizeof(*s));
	vb_status st = VB_NO_MEMORY;

	if (!s)
		return no_memory(st, err);
	s->key.limit = s->tag.limit = s->packed.limit = CHUNKS_LIMIT;
	for (size_t i = 0; i < VB_XAPIAN_SEGMENT_SLOTS; i++) {
		s->slots[i].done.limit = s->slots[i].chunk.limit = CHUNKS_LIMIT;
		s->slots[i].least.limit = s->slots[i].most.limit = CHUNKS_LIMIT;
	}
	s->path = strdup(path);
	s->deflater = vb_deflater_new();
	if (s->path && s->deflater)
		st = open_tables(s, err);
	else
		no_memory(st, err);
	if (st) {
		vb_xapian_segment_close(s);
		return st;
	}
	*out = s;
	return VB_OK;
}

void vb_xapian_segment_close(vb_xapian_segment *s)
{
	if (!s)
		return;
	vb_glass_table_free(s->postlist);
	vb_glass_table_free(s->docdata);
	vb_glass_table_free(s->termlist);
	vb_glass_inverter_free(s->inverter);
	vb_deflater_free(s->deflater);
	for (size_t i = 0; i < VB_XAPIAN_SEGMENT_SLOTS; i++) {
		vb_buf_clear(&s->slots[i].done);
		vb_buf_clear(&s->slots[i].chunk);
		vb_buf_clear(&s->slots[i].least);
		vb_buf_clear(&s->slots[i].most);
	}
	vb_buf_clear(&s->key);
	vb_buf_clear(&s->tag);
	vb_buf_clear(&s->packed);
	free(s->lengths);
	free(s->path);
	free(s);
}

size_t vb_xapian_segment_held(const vb_xapian_segment *s)
{
	return s->held;
}

/*
 * `tag` under the number of a document, and a zero byte for its slots; as it
 * is if it is `packed`, else as short as zlib makes it.
 */
static vb_status add_tag(vb_xapian_segment *s, vb_glass_table *table,
			 bool slots, struct vb_str tag, bool packed,
			 struct vb_error *err)
{
	bool smaller = false;
	vb_status st;

	vb_buf_truncate(&s->key, 0);
	vb_buf_truncate(&s->packed, 0);
	st = vb_glass_sortable(&s->key, (uint32_t)s->n_documents);
	if (!st && slots)
		st = vb_buf_append_char(&s->key, '\0');
	if (!st && !packed && tag.len > VB_GLASS_COMPRESS_MIN)
		st = vb_deflater_run(&smaller, &s->packed, s->deflater, tag);
	if (st)
		return no_memory(st, err);
	return vb_glass_table_add(table, vb_buf_str(&s->key),
				  smaller ? vb_buf_str(&s->packed) : tag,
				  smaller, err);
}

static size_t common(struct vb_str a, const struct vb_xapian_term *b)
{
	size_t n = 0, most = a.len < b->len ? a.len : b->len;

	while (n < most && a.ptr[n] == b->ptr[n])
		n++;
	return n;
}

/*
 * A term after another: how much they have in common, how much follows, that,
 * and the wdf, which goes into the first byte where it has room.
 */
static size_t put_term(char *out, struct vb_str last,
		       const struct vb_xapian_term *t)
{
	size_t same = common(last, t), n = 0, both = 0;

	if (t->wdf < 127)
		both = (t->wdf + 1) * (last.len + 1) + same;
	if (both > 255)
		both = 0;
	out[n++] = (char)(both ? both : same);
	out[n++] = (char)(t->len - same);
	memcpy(out + n, t->ptr + same, t->len - same);
	n += t->len - same;
	return both ? n : n + vb_glass_put(out + n, t->wdf);
}

static vb_status make_termlist(vb_xapian_segment *s, uint32_t length,
			       const struct vb_xapian_parts *parts)
{
	struct vb_str last = VB_STR_EMPTY;
	char term[VB_XAPIAN_TERM_MAX + 2 + VB_GLASS_NUMBER_MAX];
	vb_status st = VB_OK;

	vb_buf_truncate(&s->tag, 0);
	if (!parts->n_terms)
		return VB_OK;
	st = vb_glass_number(&s->tag, length);
	if (!st)
		st = vb_glass_number(&s->tag, parts->n_terms);
	for (size_t i = 0; i < parts->n_terms && !st; i++) {
		const struct vb_xapian_term *t = &parts->terms[i];
		size_t n;

		if (!i) {
			term[0] = (char)t->len;
			memcpy(term + 1, t->ptr, t->len);
			n = 1 + t->len;
			n += vb_glass_put(term + n, t->wdf);
		} else {
			n = put_term(term, last, t);
		}
		st = vb_buf_append(&s->tag, vb_str_of(term, n));
		last = vb_str_of(t->ptr, t->len);
	}
	return st;
}

static vb_status set(struct vb_buf *out, struct vb_str value)
{
	vb_buf_truncate(out, 0);
	return vb_buf_append(out, value);
}

static vb_status end_chunk(vb_xapian_segment *s, struct slot *slot)
{
	uint32_t head[2] = { slot->first, (uint32_t)slot->chunk.len };
	vb_status st = vb_buf_append(&slot->done,
				     vb_str_of((char *)head, sizeof(head)));

	if (!st)
		st = vb_buf_append(&slot->done, vb_buf_str(&slot->chunk));
	s->held += sizeof(head) + slot->chunk.len;
	vb_buf_truncate(&slot->chunk, 0);
	return st;
}

static vb_status add_value(vb_xapian_segment *s, struct slot *slot,
			   struct vb_str value)
{
	uint32_t docid = (uint32_t)s->n_documents;
	vb_status st = VB_OK;

	if (!slot->count || vb_str_cmp(value, vb_buf_str(&slot->least)) < 0)
		st = set(&slot->least, value);
	if (!st &&
	    (!slot->count || vb_str_cmp(value, vb_buf_str(&slot->most)) > 0))
		st = set(&slot->most, value);
	slot->count++;
	if (slot->chunk.len && !st)
		st = vb_glass_number(&slot->chunk, docid - slot->last - 1);
	else
		slot->first = docid;
	slot->last = docid;
	if (!st)
		st = vb_glass_number(&slot->chunk, value.len);
	if (!st)
		st = vb_buf_append(&slot->chunk, value);
	if (!st && slot->chunk.len >= VB_GLASS_CHUNK)
		st = end_chunk(s, slot);
	return st;
}

/* The values go to their slots, and which slots those are to s->tag. */
static vb_status add_values(vb_xapian_segment *s,
			    const struct vb_xapian_parts *parts)
{
	const struct vb_xapian_value *of[VB_XAPIAN_SEGMENT_SLOTS] = { NULL };
	unsigned next = 0;
	vb_status st = VB_OK;

	vb_buf_truncate(&s->tag, 0);
	for (size_t i = 0; i < parts->n_values; i++)
		of[parts->values[i].slot] = &parts->values[i];
	for (unsigned i = 0; i < VB_XAPIAN_SEGMENT_SLOTS && !st; i++) {
		if (!of[i] || !of[i]->value.len)
			continue;
		st = vb_glass_number(&s->tag, i - next);
		next = i + 1;
		if (!st)
			st = add_value(s, &s->slots[i], of[i]->value);
	}
	return st;
}

static vb_status note_length(vb_xapian_segment *s,
			     const struct vb_xapian_parts *parts)
{
	uint32_t length = 0;

	for (size_t i = 0; i < parts->n_terms; i++) {
		length += parts->terms[i].wdf;
		if (parts->terms[i].wdf > s->most_wdf)
			s->most_wdf = parts->terms[i].wdf;
	}
	if (s->n_documents == s->cap_lengths) {
		size_t cap = s->cap_lengths ? s->cap_lengths * 2 : 4096;
		void *grown = realloc(s->lengths, cap * sizeof(*s->lengths));

		if (!grown)
			return VB_NO_MEMORY;
		s->lengths = grown;
		s->cap_lengths = cap;
	}
	s->lengths[s->n_documents++] = length;
	s->held += sizeof(length);
	s->total_length += length;
	if (length > s->most_length)
		s->most_length = length;
	if (length && (!s->least_length || length < s->least_length))
		s->least_length = length;
	return VB_OK;
}

vb_status vb_xapian_segment_add(vb_xapian_segment *s,
				const struct vb_xapian_parts *parts,
				struct vb_error *err)
{
	vb_status st = vb_xapian_parts_check(parts, err);

	if (st)
		return st;
	st = note_length(s, parts);
	if (!st)
		st = make_termlist(s, s->lengths[s->n_documents - 1], parts);
	if (st)
		return no_memory(st, err);
	st = add_tag(s, s->termlist, false, vb_buf_str(&s->tag), false, err);
	if (!st && parts->data.len)
		st = add_tag(s, s->docdata, false, parts->data,
			     parts->data_packed, err);
	if (!st && add_values(s, parts))
		return no_memory(VB_NO_MEMORY, err);
	if (!st && s->tag.len)
		st = add_tag(s, s->termlist, true, vb_buf_str(&s->tag), false,
			     err);
	return st ? st :
		    vb_glass_inverter_add(s->inverter, (uint32_t)s->n_documents,
					  parts->terms, parts->n_terms, err);
}

/* How many values a slot has, the least and, where it is another, the most. */
static vb_status write_bounds(vb_xapian_segment *s, unsigned number,
			      struct vb_error *err)
{
	struct slot *slot = &s->slots[number];
	struct vb_str least = vb_buf_str(&slot->least);
	struct vb_str most = vb_buf_str(&slot->most);
	vb_status st = set(&s->key, VB_STR("\0\xd0"));

	vb_buf_truncate(&s->tag, 0);
	if (!st && number)
		st = vb_buf_append_char(&s->key, (char)number);
	if (!st)
		st = vb_glass_number(&s->tag, slot->count);
	if (!st)
		st = vb_glass_number(&s->tag, least.len);
	if (!st)
		st = vb_buf_append(&s->tag, least);
	if (!st && !vb_str_eq(least, most))
		st = vb_buf_append(&s->tag, most);
	if (st)
		return no_memory(st, err);
	return vb_glass_table_add(s->postlist, vb_buf_str(&s->key),
				  vb_buf_str(&s->tag), false, err);
}

static vb_status write_values(vb_xapian_segment *s, unsigned number,
			      struct vb_error *err)
{
	struct slot *slot = &s->slots[number];
	vb_status st = slot->chunk.len ? end_chunk(s, slot) : VB_OK;
	struct vb_str rest = vb_buf_str(&slot->done);
	uint32_t head[2];

	while (!st && rest.len) {
		memcpy(head, rest.ptr, sizeof(head));
		rest = vb_str_skip(rest, sizeof(head));
		st = set(&s->key, VB_STR("\0\xd8"));
		if (!st)
			st = vb_buf_append_char(&s->key, (char)number);
		if (!st)
			st = vb_glass_sortable(&s->key, head[0]);
		if (st)
			break;
		st = vb_glass_table_add(s->postlist, vb_buf_str(&s->key),
					vb_str_sub(rest, 0, head[1]), false,
					err);
		if (st)
			return st;
		rest = vb_str_skip(rest, head[1]);
	}
	return st ? no_memory(st, err) : VB_OK;
}

static vb_status write_lengths(vb_xapian_segment *s, struct vb_glass_list *list,
			       struct vb_error *err)
{
	vb_status st = VB_OK;

	vb_glass_list_begin(list, VB_STR_EMPTY, 0, 0);
	for (size_t i = 0; i < s->n_documents && !st; i++)
		st = vb_glass_list_add(list, (uint32_t)i + 1, s->lengths[i],
				       err);
	return st ? st : vb_glass_list_end(list, err);
}

/* In the order of the keys: bounds, values, lengths, terms. */
static vb_status write_postlist(vb_xapian_segment *s, struct vb_error *err)
{
	struct vb_glass_list list;
	vb_status st = VB_OK;

	for (unsigned i = 0; i < VB_XAPIAN_SEGMENT_SLOTS && !st; i++)
		if (s->slots[i].count)
			st = write_bounds(s, i, err);
	for (unsigned i = 0; i < VB_XAPIAN_SEGMENT_SLOTS && !st; i++)
		st = write_values(s, i, err);
	vb_glass_list_init(&list, s->postlist);
	if (!st && s->n_documents)
		st = write_lengths(s, &list, err);
	if (!st)
		st = vb_glass_inverter_write(s->inverter, &list, err);
	vb_glass_list_clear(&list);
	return st;
}

/* The three tables that are there, and those that are not. */
static vb_status finish_tables(vb_xapian_segment *s, struct vb_buf *version,
			       struct vb_error *err)
{
	vb_glass_table *made[] = { s->postlist, s->docdata, s->termlist };
	vb_status st = VB_OK;

	for (size_t i = 0; i < 3 && !st; i++)
		st = vb_glass_table_finish(version, made[i],
					   tables[i].compress_min, err);
	if (st)
		return st;
	for (size_t i = 3; i < sizeof(tables) / sizeof(tables[0]) && !st; i++)
		st = vb_glass_table_absent(version, tables[i].compress_min);
	return st ? no_memory(st, err) : VB_OK;
}

static vb_status begin_version(struct vb_buf *version)
{
	char head[] = { 0x0f,
			0x0d,
			'X',
			'a',
			'p',
			'i',
			'a',
			'n',
			' ',
			'G',
			'l',
			'a',
			's',
			's',
			(char)(VB_GLASS_FORMAT >> 8),
			(char)VB_GLASS_FORMAT };
	char uuid[UUID_BYTES];

	if (getrandom(uuid, sizeof(uuid), 0) != sizeof(uuid))
		memset(uuid, 1, sizeof(uuid)); /* nobody asks for it */
	if (vb_buf_append(version, vb_str_of(head, sizeof(head))) ||
	    vb_buf_append(version, vb_str_of(uuid, sizeof(uuid))))
		return VB_NO_MEMORY;
	return vb_glass_number(version, 1); /* the revision */
}

static vb_status end_version(struct vb_buf *version, const vb_xapian_segment *s)
{
	const uint64_t rest[] = {
		s->n_documents,
		0, /* how much higher the last number is */
		s->least_length,
		s->most_wdf,
		s->most_length - s->most_wdf,
		0, /* changesets */
		s->total_length,
		0, /* spelling */
	};
	vb_status st = VB_OK;

	for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]) && !st; i++)
		st = vb_glass_number(version, rest[i]);
	return st;
}

static vb_status write_version(vb_xapian_segment *s, struct vb_str version,
			       struct vb_error *err)
{
	struct vb_glass_file file = VB_GLASS_FILE_INIT;
	vb_status st = vb_glass_file_open(&file, s->path, "iamglass", err);

	if (!st)
		st = vb_glass_file_append(&file, version, err);
	if (!st)
		st = vb_glass_file_flush(&file, err);
	vb_glass_file_close(&file);
	return st;
}

vb_status vb_xapian_segment_finish(vb_xapian_segment *s, struct vb_error *err)
{
	struct vb_buf version = VB_BUF_INIT(4096);
	vb_status st = write_postlist(s, err);

	if (!st && begin_version(&version))
		st = no_memory(VB_NO_MEMORY, err);
	if (!st)
		st = finish_tables(s, &version, err);
	if (!st && end_version(&version, s))
		st = no_memory(VB_NO_MEMORY, err);
	if (!st)
		st = write_version(s, vb_buf_str(&version), err);
	vb_buf_clear(&version);
	return st;
}
