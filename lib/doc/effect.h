/*
 * doc/effect: from when and until when a document has effect, as its own
 * last articles say. Private to lib/doc.
 *
 *	Quyết định này có hiệu lực (thi hành) (kể) từ ngày 30/11/2025
 *	… có hiệu lực từ ngày ký			the date, inferred
 *	… sau 10 ngày kể từ ngày ký			computed, inferred
 *	… từ ngày 26/11/2025 đến hết ngày 24/02/2030	an expiry too
 *
 * Only a clause about this very document counts: its subject is the
 * document's own type ("Nghị quyết này"), and it stands in no quotation.
 */
#ifndef VB_DOC_EFFECT_H
#define VB_DOC_EFFECT_H

#include "doc/record.h"
#include "doc/type.h"

/*
 * Set effective_date and expiry_date. `heading` is the TYPE of the heading
 * where that differs from the record's (a merged text speaks as the decision
 * it merges); NULL if there is none. Needs type and date read before. Linear.
 * Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_effect_read(struct vb_record *record,
			 const struct vb_type *heading);

#endif
