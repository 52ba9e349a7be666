/*
 * doc/body: what the name of an issuing body says: which organ it is, at
 * which level of government, and of which territory.
 *
 *	Ủy ban nhân dân tỉnh Hải Dương	ubnd, province, Hải Dương
 *	UBND TP. Hải Dương		ubnd, district, Hải Dương
 *	Huyện ủy Can Lộc		cap-uy, district, Can Lộc
 *	BTC, Bộ Tài chính		bo-tai-chinh, central
 *
 * The list of organs is open: of a body that it has not, level and territory
 * are still read, and its name stays as written.
 */
#ifndef VB_DOC_BODY_H
#define VB_DOC_BODY_H

#include "doc/territory.h"

#define VB_PLACE_SINCE 11 /* bytes of YYYY-MM-DD, its NUL included */
#define VB_ORGAN_FORMER 8 /* most predecessors of one organ */
#define VB_BODY_KEY 320	  /* bytes of a key, its NUL included */
#define VB_BODY_BYTES 240 /* of a name that are looked at */

enum vb_level {
	VB_LEVEL_UNKNOWN,
	VB_LEVEL_CENTRAL,
	VB_LEVEL_PROVINCE,
	VB_LEVEL_DISTRICT, /* there were none after 30/6/2025 */
	VB_LEVEL_COMMUNE,
};

struct vb_organ {
	const char *key;    /* "ubnd", "bo-tai-chinh": of one row only */
	const char *name;   /* as written in full: "Ủy ban nhân dân" */
	const char *symbol; /* of its documents' numbers, "BTC"; or NULL */
	/* How it is written, folded, ";" between; first the name's own fold,
	 * then abbreviations. */
	const char *forms;
	enum vb_level level; /* UNKNOWN: the territory says */
	const char *until;   /* last day, YYYY-MM-DD or less; NULL: exists */
	const char *into;    /* the key of its successor, or NULL */
};

struct vb_body {
	const struct vb_organ *organ; /* NULL: none of the table */
	enum vb_level level;
	struct vb_str territory; /* its name, in the issuer's words; or empty */
	const struct vb_territory
		*province;  /* in which it is; NULL: not said */
	struct vb_str rest; /* the issuer's words behind the organ's */
	/* What tells bodies apart: "ubnd|hai duong|province"; of a commune
	 * "ubnd|lien minh, phu tho|commune". Of an unknown organ its fold. */
	char key[VB_BODY_KEY];
};

/*
 * Read the clean name of a body, in any case, with or without marks. Always
 * fills `out`, whose views point into `issuer`. Returns out->organ. Linear.
 */
const struct vb_organ *vb_body_read(struct vb_body *out, struct vb_str issuer);

/* Row `i`; NULL past the end. */
const struct vb_organ *vb_organ_row(size_t i);

/* The organ whose documents bear `symbol`, marks and case as there ("BTC",
 * "TTg"), those of the past included; or NULL. */
const struct vb_organ *vb_organ_by_symbol(struct vb_str symbol);

/*
 * The organs whose work `now` has taken over, directly or in steps, the
 * nearest first, without `now`. Returns how many.
 */
size_t vb_organ_former(const struct vb_organ *out[VB_ORGAN_FORMER],
		       const struct vb_organ *now);

/* Form `i` of the organ, from 0; the empty view past the last. */
struct vb_str vb_organ_form(const struct vb_organ *organ, size_t i);

/* "central", "province", "district", "commune"; NULL of UNKNOWN. */
const char *vb_level_name(enum vb_level level);

/* The last day on which bodies of that level worked, YYYY-MM-DD; NULL: they
 * do. */
const char *vb_level_until(enum vb_level level);

/*
 * What the place `name` (a province as in VB_FIELD_PLACE) belongs to since it
 * ended: "Hải Dương" to Hải Phòng since 2025-07-01. `since` gets that day.
 * NULL: it is there, was divided, or is none; `since` is then empty.
 */
const struct vb_territory *vb_place_now(char since[VB_PLACE_SINCE],
					struct vb_str name);

#endif
