/*
 * index/former: places and bodies, and what they were before. Who searches a
 * province of today wants the documents of those it was made of, too; who
 * searches a ministry, those of its predecessors.
 */
#ifndef VB_INDEX_FORMER_H
#define VB_INDEX_FORMER_H

#include "index/qbuild.h"

/*
 * Documents of the place `value`, and of its predecessors if it names a
 * territory; these are told in b->note. NULL after a failure.
 */
vb_q vb_q_place(struct vb_qbuild *b, struct vb_str value);

/*
 * The same for an issuer, under any of the names in doc/body.h: "UBND thành
 * phố Hải Phòng" is its People's Committee, and finds that of Hải Dương too;
 * "BTC" finds the Ministry of Finance and the one it took over.
 */
vb_q vb_q_issuer(struct vb_qbuild *b, struct vb_str value);

/* Documents whose field holds every word of `value`, marks aside. */
vb_q vb_q_all_words(struct vb_qbuild *b, const char *prefix,
		    struct vb_str value);

#endif
