/* The dictionary follows the index: when it is made anew, and what stands in
 * for it until then. */
#include "index/dictionary.h"
#include "index/dictionary_make.h"
#include "index/recent.h"

/* Fewer late documents are never worth a new dictionary … */
#define LATE_LEAST 50
/* … nor are those that are fewer than one in so many. */
#define LATE_SHARE 20

void vb_dictionary_follow(const char *generation,
			  const struct vb_update *update)
{
	struct vb_error err = VB_ERROR_INIT;
	vb_status st = vb_dictionary_make(generation, update->stop, &err);

	if (st && st != VB_CANCELLED)
		vb_log_write(update->log, VB_LOG_WARNING,
			     "no suggestions for now: %s", err.message);
}

void vb_late_list_add(struct vb_late_list *l, vb_xapian_doc *doc)
{
	struct vb_recent record;
	struct vb_entry entry;

	if (vb_hit_stored(&entry, &l->data, &l->opener, doc, NULL))
		return;
	record.id = entry.id;
	record.number = entry.number;
	record.title = entry.title;
	if (entry.title.len || entry.number.len)
		vb_recent_put(&l->records, &record);
}

void vb_late_list_write(struct vb_late_list *l)
{
	if (l->records.len)
		vb_recent_append(&l->n, l->generation, vb_buf_str(&l->records),
				 NULL);
	vb_buf_truncate(&l->records, 0);
}

static bool is_due(const struct vb_late_list *l)
{
	vb_dictionary *d = NULL;
	uint64_t share = 0;

	if (!vb_dictionary_open(&d, l->generation))
		share = vb_dictionary_documents(d) / LATE_SHARE;
	vb_dictionary_close(d);
	return !d || (l->n > LATE_LEAST && l->n > share);
}

void vb_late_list_follow(struct vb_late_list *l, const struct vb_update *update)
{
	if (is_due(l))
		vb_dictionary_follow(l->generation, update);
}

void vb_late_list_clear(struct vb_late_list *l)
{
	vb_buf_clear(&l->records);
	vb_buf_clear(&l->data);
	vb_opener_clear(&l->opener);
}
