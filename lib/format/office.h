/*
 * format/office: what the readers of Office packages share: parts of a ZIP
 * file, XML read in one pass, relationships, properties. Private to
 * lib/format.
 *
 * XML comes through libxml2's SAX interface: no tree, no network, no entity
 * but the five predefined ones, libxml2's own limits on depth and length. A
 * part with a DTD is refused, since no Office program writes one. What is
 * broken gives what stood before and a warning.
 */
#ifndef VB_FORMAT_OFFICE_H
#define VB_FORMAT_OFFICE_H

#include "format/flow.h"
#include "format/pack.h"
#include "format/reader.h"

struct vb_xml;

/*
 * Tags are written as the usual prefix of the namespace, whatever the part
 * calls it, and the name: "w:p". tags[0] is NULL; what is not in `tags` is
 * tag 0, and its text and children are reported all the same.
 */
struct vb_xml_reader {
	const char *const *tags;
	unsigned n_tags; /* at most VB_XML_TAGS */
	void (*start)(struct vb_xml *x, void *ctx, unsigned tag);
	void (*end)(struct vb_xml *x, void *ctx, unsigned tag); /* NULL ok */
	void (*text)(void *ctx, struct vb_str text);		/* NULL ok */
};

#define VB_XML_TAGS 127

/* In start: the value of the attribute ("w:val", "id"), or an empty view. */
struct vb_str vb_xml_attr(const struct vb_xml *x, const char *name);

/* As vb_xml_attr; does the element have it? */
bool vb_xml_has(const struct vb_xml *x, const char *name);

/* A number from 0 to `max` (more is `max`), or `otherwise`. */
unsigned vb_xml_number(const struct vb_xml *x, const char *name, unsigned max,
		       unsigned otherwise);

/* In start: report nothing of this element, its end neither. */
void vb_xml_skip(struct vb_xml *x);

/* In start or end: the rest of the part is not wanted. */
void vb_xml_stop(struct vb_xml *x);

/*
 * Read `xml`. VB_OK; VB_BAD_INPUT when it is broken and VB_TOO_BIG when it is
 * nested deeper than 256 or larger than 2 GB, after what stands before was
 * reported; VB_UNSUPPORTED when it has a DTD; VB_NO_MEMORY.
 */
vb_status vb_xml_read(const struct vb_xml_reader *reader, void *ctx,
		      struct vb_str xml);

/* A relationship of a part. */
struct vb_rel {
	struct vb_str id;
	struct vb_str type;   /* what follows the last '/': "styles" */
	struct vb_str target; /* the part's path; with a NUL behind */
};

struct vb_rels {
	struct vb_rel *items;
	size_t n, cap;
};

/* A package while it is read. */
struct vb_office {
	struct vb_record *record;
	vb_pack *pack;
	struct vb_arena arena; /* for the time of reading */
};

/*
 * A part that another one names, `label` in words ("slide 3"), is not there:
 * the record is partial and says so. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_office_missing(struct vb_office *o, const char *label);

/*
 * Read the part `name` with `reader`. What is wrong with it makes the record
 * partial, with a warning that names it. VB_OK; VB_NOT_FOUND; VB_NO_MEMORY.
 */
vb_status vb_office_read(struct vb_office *o, const char *name,
			 const struct vb_xml_reader *reader, void *ctx);

/*
 * The relationships of `part` ("" for the package); none when it has none.
 * Memory is the office's arena. VB_OK or VB_NO_MEMORY.
 */
vb_status vb_office_rels(struct vb_rels *out, struct vb_office *o,
			 const char *part);

/* The target of the first one of a type, or of an id, or `otherwise`. */
const char *vb_rels_of_type(const struct vb_rels *rels, const char *type,
			    const char *otherwise);
const char *vb_rels_of_id(const struct vb_rels *rels, struct vb_str id);

/*
 * Set what is known of the file itself, where the text does not say it: call
 * when record->text is there. `title` not where it looks like the name of a
 * file or a program's own words. VB_OK or VB_NO_MEMORY.
 */
struct vb_office_meta {
	struct vb_str title, creator, created;
};
vb_status vb_office_meta_set(struct vb_record *record,
			     const struct vb_office_meta *meta);

/* Read docProps/core.xml and set what it says. As vb_office_meta_set. */
vb_status vb_office_core(struct vb_office *o);

/*
 * The readers; `*left` is how much may be unpacked, and is counted down. Each
 * fails as vb_format_read says.
 */
typedef vb_status (*vb_pack_reader)(struct vb_record *record,
				    const struct vb_input *in, size_t *left,
				    struct vb_error *err);

/* The reader of a kind that vb_pack_kind gives, NULL for "zip". */
vb_pack_reader vb_office_reader(const char *kind);

vb_status vb_docx_read(struct vb_record *record, const struct vb_input *in,
		       size_t *left, struct vb_error *err);
vb_status vb_xlsx_read(struct vb_record *record, const struct vb_input *in,
		       size_t *left, struct vb_error *err);
vb_status vb_pptx_read(struct vb_record *record, const struct vb_input *in,
		       size_t *left, struct vb_error *err);
vb_status vb_odf_read(struct vb_record *record, const struct vb_input *in,
		      size_t *left, struct vb_error *err);

/* One kind of package: how its parts become a layout. */
struct vb_office_job {
	const char *what; /* "document": what is missing with its main part */
	void *ctx;
	/* Read the parts into `l`; VB_NOT_FOUND without the main one. */
	vb_status (*read)(void *ctx, struct vb_office *o, vb_layout *l);
	/* Set what the file says of itself. */
	vb_status (*meta)(void *ctx, struct vb_office *o);
};

/*
 * Open the package of `in`, read it, and close it. `*left` is how much it may
 * unpack to, and is counted down. Fails as vb_format_read says; where there
 * is no text, err says what was wrong with the parts.
 */
vb_status vb_office_run(const struct vb_office_job *job,
			struct vb_record *record, const struct vb_input *in,
			size_t *left, struct vb_error *err);

/* The `meta` of those that have docProps/core.xml. */
vb_status vb_office_core_meta(void *ctx, struct vb_office *o);

#endif
