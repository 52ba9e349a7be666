/*
 * doc/record: one document as the archive and the index see it.
 *
 * Every field says how it is known and where in the text it stands. All
 * views point into the record's arena or into bytes that outlive it.
 */
#ifndef VB_DOC_RECORD_H
#define VB_DOC_RECORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "text/text.h"

enum vb_how {
	VB_HOW_UNKNOWN,
	VB_HOW_INFERRED,  /* concluded, not written: a year from the page */
	VB_HOW_READ,	  /* found in the document's text or markup */
	VB_HOW_GIVEN,	  /* told with it: an NDJSON key */
	VB_HOW_CORRECTED, /* by a person; wins over everything */
};

/* Order and names are stored: add at the end, never change. */
enum vb_field_id {
	VB_FIELD_TITLE,
	VB_FIELD_NUMBER,
	VB_FIELD_TYPE, /* value is a slug: nghi-quyet; label Nghị quyết */
	VB_FIELD_ISSUER,
	VB_FIELD_PLACE,
	VB_FIELD_DATE, /* YYYY-MM-DD */
	VB_FIELD_EFFECTIVE_DATE,
	VB_FIELD_EXPIRY_DATE,
	VB_FIELD_STATUS,
	VB_FIELD_SIGNER,
	VB_FIELD_TERM,
	VB_FIELD_SESSION,
	VB_FIELD_TOPIC,
	VB_FIELD_ORIGIN,
	VB_FIELD_AUTHOR,
	VB_FIELD_PART_OF,
	VB_FIELD_LANGUAGE,
	VB_FIELD_URL,
	VB_FIELD_KIND,	   /* "document" or "article" */
	VB_FIELD_SUPERIOR, /* the body above the issuer in the letterhead */
	VB_FIELD_CAPACITY, /* of the signer: "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH" */
	VB_FIELD_RECIPIENTS, /* Nơi nhận, "; " between */
	VB_FIELD_COUNT,
};

struct vb_field {
	struct vb_str value; /* empty: unknown */
	struct vb_str label; /* for people; empty: as value */
	enum vb_how how;
	double confidence; /* 0 to 1 */
	size_t from, to;   /* bytes of the text; both 0: not from there */
};

/* A key of the input that has no field of its own; kept and shown. */
struct vb_extra {
	struct vb_str name;
	struct vb_str json; /* its value, as JSON */
	struct vb_extra *next;
};

/* What a reference says of the document that it names; stored by name. */
enum vb_relation {
	VB_RELATION_MENTION,	/* named, no more */
	VB_RELATION_BASIS,	/* căn cứ */
	VB_RELATION_CITES,	/* dẫn chiếu: theo, quy định tại */
	VB_RELATION_AMENDS,	/* sửa đổi, bổ sung */
	VB_RELATION_REPLACES,	/* thay thế */
	VB_RELATION_REPEALS,	/* bãi bỏ */
	VB_RELATION_GUIDES,	/* hướng dẫn, quy định chi tiết */
	VB_RELATION_IMPLEMENTS, /* triển khai, thực hiện */
	VB_RELATION_CORRECTS,	/* đính chính */
	VB_RELATION_MERGES,	/* hợp nhất */
	VB_RELATION_SUSPENDS, /* đình chỉ, tạm ngưng, ngưng hiệu lực */
	VB_RELATION_PART_OF,	/* the document that this is a provision of */
	VB_RELATION_AMENDED_BY, /* được sửa đổi, bổ sung bởi */
	VB_RELATION_COUNT,
};

/* A document named in the text, by its number or by its name. */
struct vb_reference {
	enum vb_relation kind;
	struct vb_str number; /* as normalised for people: 20-CT/TU; of one
				 named only, "Luật Tiếp công dân 2013" */
	struct vb_str key;    /* what matching compares: vb_number's key, or
				 of one named only, "=" and its fold */
	struct vb_str type;   /* slug that its code or the words before say */
	struct vb_str issuer; /* as written after it, "Thành ủy Hà Nội" */
	struct vb_str date;   /* YYYY-MM-DD written after it, or empty */
	enum vb_how date_how; /* INFERRED: the year is the page's */
	struct vb_str anchor; /* the provision cited, "dieu-5.khoan-2" */
	size_t from, to;      /* bytes of the text; both 0: of the title */
	bool again;	      /* one before has the key, and another kind */
	struct vb_reference *next;
};

/* What a stretch of the text is, where the file says so. */
enum vb_block_kind {
	VB_BLOCK_PARAGRAPH,
	VB_BLOCK_HEADING, /* level 1 to 6 */
	VB_BLOCK_ITEM,	  /* of a list; level 1 is the outermost */
	VB_BLOCK_ROW,	  /* of a table: cells divided by tabs */
	VB_BLOCK_CAPTION,
	VB_BLOCK_NOTE, /* a footnote or endnote */
	VB_BLOCK_PAGE, /* nothing itself: page `level` begins at `from` */
};

struct vb_block {
	enum vb_block_kind kind;
	unsigned level;
	size_t from, to; /* bytes of the text, without the line end */
};

/* How the bytes were read where they were not good UTF-8 (text/decode.h). */
struct vb_encoding {
	unsigned main;	     /* the decoding of most of it */
	size_t runs;	     /* stretches in an old encoding */
	size_t words, valid; /* marked words in them; syllables in use */
};

struct vb_record {
	struct vb_arena *arena; /* borrowed: owns what is below */
	struct vb_str id;	/* given id, or empty */
	struct vb_str text;	/* clean body, paragraphs split by \n */
	struct vb_field fields[VB_FIELD_COUNT];
	struct vb_extra *extras;	 /* in input order */
	struct vb_reference *references; /* in text order, each kind and
					    key once */
	struct vb_text_report report;
	struct vb_encoding encoding;
	struct vb_block *blocks; /* in text order; NULL where not known */
	size_t n_blocks;
	struct vb_str file;    /* NDJSON key `file`: body is there */
	bool partial;	       /* not read wholly: see warning */
	struct vb_str warning; /* why, or empty */
};

/* Zero `record` and give it its arena. */
void vb_record_init(struct vb_record *record, struct vb_arena *arena);

/*
 * Set a field unless it is already known by a stronger `how`. `value` is
 * copied and trimmed; an empty one does nothing. Returns VB_OK or
 * VB_NO_MEMORY.
 */
vb_status vb_record_set(struct vb_record *record, enum vb_field_id id,
			struct vb_str value, enum vb_how how,
			double confidence);

/* The name of a field as in NDJSON and `show`: "effective_date". */
const char *vb_field_name(enum vb_field_id id);

/* The field of that name, or VB_FIELD_COUNT. */
enum vb_field_id vb_field_by_name(struct vb_str name);

/* "given", "read", "inferred", "corrected" or "unknown". */
const char *vb_how_name(enum vb_how how);

/*
 * Does the clean `text` begin with the layout of an official document: motto,
 * "Số: ...", a type in capitals, a dated place, "Căn cứ"? Two or three of
 * them are needed.
 */
bool vb_record_is_official(struct vb_str text);

/*
 * Read what the record's text and given fields say and fill the rest: kind,
 * type, number, date, mentions, … Never overrides a stronger `how`. Assumes
 * `text` and the title are clean. Returns VB_OK or VB_NO_MEMORY.
 */
vb_status vb_record_understand(struct vb_record *record);

#endif
