#include "index/dictionary_make.h"

#include <stdlib.h>

#include "base/file.h"
#include "index/dictionary_file.h"
#include "index/entry.h"
#include "index/hit.h"
#include "index/recent.h"
#include "xapian-c/database.h"

/*
 * Words of text that pairs and phrases are counted in: more make the rare
 * ones surer, and the making longer. docs/decisions/0009.
 */
#define SAMPLE_WORDS 5000000
#define SAMPLE_OF_ONE 3000 /* words, or so, of one document */
#define WORD_DOCS 2	   /* documents at least that hold a word */
#define FEW_DOCUMENTS 2000 /* in an archive of fewer one is enough */

/* Where the keys of words begin: letters of Vietnamese, in UTF-8. */
static const char *const leads[] = {
	"a", "b", "c", "d", "e",    "f",    "g",    "h",    "i",    "j", "k",
	"l", "m", "n", "o", "p",    "q",    "r",    "s",    "t",    "u", "v",
	"w", "x", "y", "z", "\xc3", "\xc4", "\xc5", "\xc6", "\xe1",
};

struct make {
	vb_xapian_db *db;
	struct vb_parts parts;
	uint32_t *ids;
	size_t n_ids, cap_ids;
	struct vb_buf data;
	struct vb_opener opener;
	vb_status status; /* of a callback */
};

static bool take_word(void *ctx, struct vb_str term, uint32_t docs)
{
	struct make *m = ctx;

	if (docs >= WORD_DOCS || m->parts.documents < FEW_DOCUMENTS)
		m->status = vb_tally_word(&m->parts.words, term, docs);
	return !m->status;
}

static vb_status take_words(struct make *m, struct vb_error *err)
{
	vb_status st = VB_OK;

	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]) && !st; i++) {
		st = vb_xapian_db_terms(m->db, vb_str_from(leads[i]), take_word,
					m, err);
		st = st ? st : m->status;
	}
	return st ? st : vb_tally_sort(&m->parts.words);
}

static bool take_id(void *ctx, uint32_t id)
{
	struct make *m = ctx;

	if (m->n_ids < m->cap_ids)
		m->ids[m->n_ids++] = id;
	return true;
}

static vb_status list_documents(struct make *m, struct vb_error *err)
{
	uint32_t n = 0;
	vb_status st = vb_xapian_db_count(&n, m->db, err);

	if (st)
		return st;
	m->cap_ids = n;
	m->parts.documents = n;
	m->ids = calloc((size_t)n + 1, sizeof(*m->ids));
	if (!m->ids)
		return VB_NO_MEMORY;
	return vb_xapian_db_postings(m->db, VB_STR_EMPTY, take_id, m, err);
}

static vb_status read_entry(struct vb_entry *out, struct make *m, uint32_t id,
			    struct vb_error *err)
{
	vb_xapian_doc *doc = NULL;
	vb_status st = vb_xapian_db_document(&doc, m->db, id, err);

	if (!st)
		st = vb_hit_stored(out, &m->data, &m->opener, doc, err);
	vb_xapian_doc_free(doc);
	return st;
}

/* Each how many documents are sampled: by what all of them hold. */
static size_t sample_step(struct make *m)
{
	struct vb_xapian_stats stats;

	if (vb_xapian_db_stats(&stats, m->db, NULL))
		return 1;
	/* a word counts once by itself and once in its pair */
	return (size_t)(stats.total_length / 2 / SAMPLE_WORDS) + 1;
}

static vb_status take_documents(struct make *m, const atomic_int *stop,
				struct vb_error *err)
{
	size_t step = sample_step(m);
	vb_status st = VB_OK;

	for (size_t i = 0; i < m->n_ids && !st; i++) {
		struct vb_entry entry;

		if (stop && *stop)
			return vb_error_set(err, VB_CANCELLED, "stopped");
		st = read_entry(&entry, m, m->ids[i], err);
		if (!st)
			st = vb_parts_title(&m->parts, &entry, m->ids[i]);
		if (!st && i % step == 0)
			st = vb_tally_text(
				&m->parts.text, &m->parts.words,
				vb_str_sub(entry.text, 0, SAMPLE_OF_ONE * 6));
	}
	return st;
}

vb_status vb_dictionary_make(const char *generation, const atomic_int *stop,
			     struct vb_error *err)
{
	struct make m = { .data = VB_BUF_INIT(VB_ENTRY_BYTES),
			  .opener = VB_OPENER_INIT };
	struct vb_buf path = VB_BUF_INIT(4096), file = VB_BUF_INIT(UINT32_MAX);
	vb_status st =
		vb_buf_printf(&path, "%s/" VB_DICTIONARY_FILE, generation);

	vb_parts_init(&m.parts);
	if (!st)
		st = vb_xapian_db_open(&m.db, generation, err);
	if (!st)
		st = list_documents(&m, err);
	if (!st)
		st = take_words(&m, err);
	if (!st)
		st = take_documents(&m, stop, err);
	if (!st)
		st = vb_parts_write(&file, &m.parts);
	if (!st)
		st = vb_file_write_atomic(vb_buf_cstr(&path), vb_buf_str(&file),
					  err);
	if (!st)
		st = vb_recent_forget(generation, err);
	vb_xapian_db_close(m.db);
	vb_parts_clear(&m.parts);
	free(m.ids);
	vb_buf_clear(&m.data);
	vb_opener_clear(&m.opener);
	vb_buf_clear(&file);
	vb_buf_clear(&path);
	return st ? vb_error_set(err && err->message[0] ? NULL : err, st,
				 "dictionary: %s", vb_status_text(st)) :
		    VB_OK;
}
