/* What `vanban extract` prints of a record. */
#include "output/writers.h"

#include "text/charset.h"

vb_status vb_text_extract(struct vb_buf *out, const struct vb_extract *what)
{
	struct vb_str text = what->parts ? what->whole : what->record->text;
	vb_status st = vb_terminal_text(out, text, true);

	if (st || !text.len || text.ptr[text.len - 1] == '\n')
		return st;
	return vb_buf_append_char(out, '\n');
}

static void key_str(struct vb_json *j, const char *key, struct vb_str value)
{
	vb_json_key(j, key);
	vb_json_str_or_null(j, value);
}

static void key_int(struct vb_json *j, const char *key, long long value)
{
	vb_json_key(j, key);
	vb_json_int(j, value);
}

static const char *kind_name(enum vb_block_kind kind)
{
	static const char *const names[] = {
		[VB_BLOCK_PARAGRAPH] = "paragraph",
		[VB_BLOCK_HEADING] = "heading",
		[VB_BLOCK_ITEM] = "item",
		[VB_BLOCK_ROW] = "row",
		[VB_BLOCK_CAPTION] = "caption",
		[VB_BLOCK_NOTE] = "note",
		[VB_BLOCK_PAGE] = "page",
	};

	return kind <= VB_BLOCK_PAGE ? names[kind] : "unknown";
}

static void write_blocks(struct vb_json *j, const struct vb_record *r)
{
	vb_json_key(j, "blocks");
	vb_json_array(j);
	for (size_t i = 0; i < r->n_blocks; i++) {
		const struct vb_block *b = &r->blocks[i];

		vb_json_object(j);
		vb_json_key(j, "kind");
		vb_json_cstr(j, kind_name(b->kind));
		key_int(j, "level", b->level);
		key_int(j, "from", (long long)b->from);
		key_int(j, "to", (long long)b->to);
		vb_json_end(j);
	}
	vb_json_end(j);
}

/*
 * How sure the decoding is: as text/decode has it of a run, the share of
 * syllables in use, less for few words. Good UTF-8 leaves nothing to guess.
 */
static double confidence_of(const struct vb_encoding *e)
{
	if (!e->runs)
		return 1;
	return e->words ? (double)e->valid / ((double)e->words + 0.5) : 0;
}

static void write_encoding(struct vb_json *j, const struct vb_encoding *e)
{
	vb_json_key(j, "encoding");
	vb_json_object(j);
	vb_json_key(j, "main");
	vb_json_cstr(j, vb_decoding_name(e->main));
	vb_json_key(j, "confidence");
	vb_json_real(j, confidence_of(e), 2);
	key_int(j, "runs", (long long)e->runs);
	key_int(j, "words", (long long)e->words);
	key_int(j, "valid", (long long)e->valid);
	vb_json_end(j);
}

/* Readers join their warnings by "; ". */
static void write_warnings(struct vb_json *j, struct vb_str warning)
{
	vb_json_key(j, "warnings");
	vb_json_array(j);
	while (warning.len) {
		size_t at = vb_str_find(warning, VB_STR("; "), 0);
		size_t n = at == VB_NPOS ? warning.len : at;

		vb_json_str(j, vb_str_sub(warning, 0, n));
		warning = vb_str_skip(warning, n + 2);
	}
	vb_json_end(j);
}

/* The documents of the file, the one that is shown among them. */
static void write_parts(struct vb_json *j, const struct vb_extract *what)
{
	vb_json_key(j, "parts");
	vb_json_array(j);
	for (size_t i = 0; i < what->n_parts; i++) {
		const struct vb_part *part = &what->parts[i];

		vb_json_object(j);
		key_int(j, "from", (long long)part->from);
		key_int(j, "to", (long long)part->to);
		key_str(j, "number", vb_str_from(part->number));
		vb_json_end(j);
	}
	vb_json_end(j);
}

vb_status vb_json_extract(struct vb_buf *out, const struct vb_extract *what)
{
	struct vb_json json = VB_JSON_INIT(out), *j = &json;
	const struct vb_record *r = what->record;
	vb_status st;

	vb_json_object(j);
	key_int(j, "schema", 1);
	key_str(j, "format", what->format);
	key_str(j, "id", r->id);
	key_str(j, "file", r->file);
	vb_json_key(j, "partial");
	vb_json_bool(j, r->partial);
	vb_json_key(j, "text");
	vb_json_str(j, r->text);
	vb_json_metadata(j, r->fields, r->extras);
	vb_json_issuer(j, r->fields[VB_FIELD_ISSUER].value,
		       r->fields[VB_FIELD_PLACE].value);
	vb_json_references(j, r->references);
	st = vb_json_structure(j, r->text);
	write_blocks(j, r);
	write_encoding(j, &r->encoding);
	write_warnings(j, r->warning);
	write_parts(j, what);
	vb_json_end(j);
	return st ? st : vb_json_status(j);
}
