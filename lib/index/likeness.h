/*
 * index/likeness: what makes two documents the same, or nearly, as terms and
 * values of the index (schema.h). search.c folds by it, similar.c asks it.
 *
 *	same text	the words in order, folded, are equal
 *	same document	equal number, issuer and date, the texts may differ:
 *			a decision from two portals, a text and its scan
 *	near		the likeness differs in VB_FINGERPRINT_NEAR bits at most
 */
#ifndef VB_INDEX_LIKENESS_H
#define VB_INDEX_LIKENESS_H

#include "doc/fingerprint.h"
#include "doc/record.h"
#include "doc/series.h"

/*
 * The 64 bits of a likeness in bands: when two differ in 6 bits, one of 7
 * bands has none of them.
 */
#define VB_LIKENESS_BANDS (VB_FINGERPRINT_NEAR + 1)

#define VB_HASH_TEXT 12 /* 64 bits as 11 characters that sort, and NUL */
#define VB_BAND_TEXT 4	/* a band's number and bits, and NUL */
#define VB_PRINT_BYTES 16

/* What one document is known by; empty strings: nothing. */
struct vb_likeness {
	struct vb_fingerprint print;
	bool comparable;	      /* long enough for its text to tell */
	char words[VB_HASH_TEXT];     /* equal: the same text */
	char document[VB_HASH_TEXT];  /* equal: the same document */
	char group[VB_HASH_TEXT + 1]; /* of VB_SLOT_GROUP */
	struct vb_str series;	      /* of VB_SLOT_SERIES; in the arena */
};

/*
 * Of `record`, whose text has the fingerprint `print`. A provision has
 * neither document nor group: its number is the law's, and laws share
 * articles word for word. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_likeness_make(struct vb_likeness *out,
			   const struct vb_fingerprint *print,
			   const struct vb_record *record);

/* Band `i` of a likeness as the end of its term. */
void vb_likeness_band(char out[VB_BAND_TEXT], uint64_t likeness, unsigned i);

/* 64 bits as text of a term. */
void vb_hash_text(char out[VB_HASH_TEXT], uint64_t hash);

/* The value of VB_SLOT_PRINT: likeness and words, 8 bytes each. */
void vb_print_write(char out[VB_PRINT_BYTES],
		    const struct vb_fingerprint *print);
/* False if `value` is none; n_words is not kept. */
bool vb_print_read(struct vb_fingerprint *out, struct vb_str value);

/*
 * A value of VB_SLOT_SERIES: the hash of the series' key, its marks, its
 * part. The series read from it has the hash for a key. False if it is none.
 */
bool vb_series_value_read(struct vb_series *out, struct vb_str value);

#endif
