/*
 * index/builder: a held document -> what Xapian gets of it. One per thread.
 */
#ifndef VB_INDEX_BUILDER_H
#define VB_INDEX_BUILDER_H

#include "archive/archive.h"
#include "base/log.h"
#include "xapian-c/build.h"

typedef struct vb_builder vb_builder;

/* `ar` and `log` are borrowed. VB_OK or VB_NO_MEMORY. */
vb_status vb_builder_new(vb_builder **out, vb_archive *ar,
			 const struct vb_log *log, struct vb_error *err);
void vb_builder_free(vb_builder *b);

/*
 * Build `held`. `*parts` is borrowed until the next call, and NULL when the
 * document has no place in the index (withdrawn, rejected, or unreadable or
 * too big, which is logged); its terms are in byte order, each once.
 * Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_builder_build(const struct vb_xapian_parts **parts, vb_builder *b,
			   const struct vb_held *held, struct vb_error *err);

/* The unique term of `id`, valid until the next call. */
vb_status vb_builder_id_term(struct vb_str *out, vb_builder *b,
			     struct vb_str id);

#endif
