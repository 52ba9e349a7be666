/*
 * A collection drawn by chance, and queries of it. Include it once.
 */
#ifndef VB_TEST_XAPIAN_C_RANDOM_H
#define VB_TEST_XAPIAN_C_RANDOM_H

#include "scratch.h"
#include "xapian-c/lists.h"
#include "xapian-c/search.h"

#define DOCS 80000 /* more than two of the source's greatest windows */
#define TERMS 24
#define SLOT 1

static uint64_t state;

static uint32_t draw(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

/* Term i is in one document of 1 + i * i, more often where others are; but
 * none is in all, with which Xapian itself can't search here (query.h). */
static vb_xapian_doc *random_doc(uint32_t number)
{
	struct vb_xapian_term terms[TERMS + 1];
	char names[TERMS][8], value[16];
	vb_xapian_doc *doc;
	size_t n = 0;

	for (uint32_t i = 0; i < TERMS; i++) {
		if (draw(1 + i * i) > n / 3 || (!i && number == 7))
			continue;
		snprintf(names[i], sizeof(names[i]), "t%02u", i);
		terms[n++] = (struct vb_xapian_term){ names[i], 3,
						      draw(8) ? 1 + draw(4) :
								draw(60) };
	}
	terms[n++] = (struct vb_xapian_term){ "z", 1, 1 + draw(300) };
	OK(vb_xapian_doc_new(&doc, &error));
	OK(vb_xapian_doc_add_terms(doc, terms, n, &error));
	snprintf(value, sizeof(value), "%05u", number * 7919 % DOCS);
	OK(vb_xapian_doc_add_value(doc, SLOT, vb_str_from(value), &error));
	return doc;
}

static void add_doc(vb_xapian_writer *writer, uint32_t number)
{
	vb_xapian_doc *doc = random_doc(number);

	OK(vb_xapian_writer_add(NULL, writer, doc, &error));
	vb_xapian_doc_free(doc);
}

/* With gaps, one of them longer than a window. */
static void make_collection(const char *path)
{
	vb_xapian_writer *writer = new_writer(path);

	state = 20260101;
	for (uint32_t i = 0; i < DOCS; i++)
		add_doc(writer, i);
	for (uint32_t docid = 5; docid < DOCS; docid += 97)
		OK(vb_xapian_writer_delete(writer, docid, &error));
	for (uint32_t docid = 20000; docid < 23000; docid++)
		if ((docid - 5) % 97)
			OK(vb_xapian_writer_delete(writer, docid, &error));
	OK(vb_xapian_writer_commit(writer, &error));
	vb_xapian_writer_close(writer);
}

/* Every query made, to be freed at once. */
static vb_xapian_query *made[2000];
static size_t n_made;

static vb_xapian_query *keep(vb_xapian_query *query)
{
	ck_assert_uint_lt(n_made, sizeof(made) / sizeof(made[0]));
	return made[n_made++] = query;
}

static void free_made(void)
{
	while (n_made)
		vb_xapian_query_free(made[--n_made]);
}

static vb_xapian_query *random_term(void)
{
	vb_xapian_query *query;
	char name[8];

	snprintf(name, sizeof(name), "t%02u", draw(TERMS + 1)); /* or none */
	OK(vb_xapian_query_term(&query, NULL, vb_str_from(name), 1, &error));
	return keep(query);
}

static vb_xapian_query *combine(enum vb_xapian_op op, vb_xapian_query **parts,
				size_t n)
{
	vb_xapian_query *query;

	OK(vb_xapian_query_combine(&query, op, (const vb_xapian_query **)parts,
				   n, &error));
	return keep(query);
}

static vb_xapian_query *scaled(vb_xapian_query *part, double factor)
{
	vb_xapian_query *query;

	OK(vb_xapian_query_scale(&query, part, factor, &error));
	return keep(query);
}

static vb_xapian_query *random_group(enum vb_xapian_op op)
{
	vb_xapian_query *parts[3];
	size_t n = 2 + draw(2);

	for (size_t i = 0; i < n; i++)
		parts[i] = random_term();
	return combine(op, parts, n);
}

/* Room for posting lists: none, for few at a time, for all. */
static const size_t rooms[] = { 0, 300000, VB_XAPIAN_LISTS_BYTES };
#define ROOMS (int)(sizeof(rooms) / sizeof(rooms[0]))

/* The collection, with so much room. */
static vb_xapian_db *collection_with(size_t room)
{
	vb_xapian_lists *lists;
	vb_xapian_db *db;

	make_collection(in_scratch("db"));
	db = reader(in_scratch("db"));
	OK(vb_xapian_lists_new(&lists, room, &error));
	OK(vb_xapian_db_use_lists(db, lists, &error));
	vb_xapian_lists_free(lists);
	return db;
}

/* Two databases of 500 documents, read as one. */
static vb_xapian_db *two_shards(void)
{
	const char *paths[2] = { in_scratch("one"), in_scratch("two") };
	vb_xapian_db *db;

	for (int i = 0; i < 2; i++) {
		vb_xapian_writer *writer = new_writer(paths[i]);

		state = 1 + i;
		for (uint32_t k = 0; k < 500; k++)
			add_doc(writer, k);
		OK(vb_xapian_writer_commit(writer, &error));
		vb_xapian_writer_close(writer);
	}
	OK(vb_xapian_db_open_many(&db, paths, 2, &error));
	return db;
}

#endif
