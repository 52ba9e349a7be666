/*
 * index/former: a place and what it was before. Who searches a province of
 * today wants the documents of those it was made of, too.
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
 * The same for an issuer: "UBND thành phố Hải Phòng" also finds the People's
 * Committee of Hải Dương.
 */
vb_q vb_q_issuer(struct vb_qbuild *b, struct vb_str value);

/* Documents whose field holds every word of `value`, marks aside. */
vb_q vb_q_all_words(struct vb_qbuild *b, const char *prefix,
		    struct vb_str value);

#endif
