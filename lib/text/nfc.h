/*
 * text/nfc (internal): NFC, one character in, composed UTF-8 out.
 *
 *	struct vb_nfc nfc;
 *	vb_nfc_init(&nfc, out, &report);
 *	for (…) vb_nfc_push(&nfc, code);
 *	st = vb_nfc_finish(&nfc);
 *
 * Decomposed characters wait here until one arrives that joins nothing
 * before it. A longer wait than VB_NFC_WAIT characters takes memory.
 */
#ifndef VB_TEXT_NFC_H
#define VB_TEXT_NFC_H

#include "text/text.h"

#define VB_NFC_WAIT 96

struct vb_nfc {
	struct vb_buf *out;
	struct vb_text_report *report;
	vb_status st;	 /* the first failure; later pushes do nothing */
	size_t sources;	 /* characters pushed into the waiting ones */
	size_t began;	 /* out->len when the last one pushed began anew,
			    or VB_NPOS if it may join those before it */
	size_t parts;	 /* of the last one pushed, so far */
	size_t len, cap; /* of codes */
	uint32_t *codes; /* code | ccc << 24; `fixed` or from malloc */
	uint32_t fixed[VB_NFC_WAIT];
};

void vb_nfc_init(struct vb_nfc *nfc, struct vb_buf *out,
		 struct vb_text_report *report);

/* Add one scalar value. */
void vb_nfc_push(struct vb_nfc *nfc, uint32_t code);

/*
 * Write what waits and free the memory. Returns VB_OK, VB_TOO_BIG or
 * VB_NO_MEMORY of any step since vb_nfc_init.
 */
vb_status vb_nfc_finish(struct vb_nfc *nfc);

/* As pushing `code`, but calls `fn` with each part of its decomposition. */
void vb_nfc_each_part(uint32_t code, void (*fn)(void *ctx, uint32_t part),
		      void *ctx);

#endif
