#include "index/schema.h"

#include "base/digest.h"
#include "text/text.h"

#define TEXT(x) #x
#define JOIN(a, b) TEXT(a) "." TEXT(b)

const char *vb_schema_version(void)
{
	return JOIN(VB_INDEX_VERSION, VB_TEXT_VERSION);
}

vb_status vb_schema_term(struct vb_buf *out, const char *prefix,
			 struct vb_str value)
{
	size_t room = VB_TERM_BYTES - strlen(prefix);
	size_t start = out->len + strlen(prefix);
	vb_status st;

	if (value.len > room)
		value.len = vb_utf8_floor(value, room);
	st = vb_buf_append_cstr(out, prefix);
	if (!st)
		st = vb_buf_append(out, value);
	for (size_t i = start; !st && i < out->len; i++)
		if (!out->ptr[i])
			out->ptr[i] = ' ';
	return st;
}

vb_status vb_schema_id_term(struct vb_buf *out, struct vb_str id)
{
	char hex[VB_DIGEST_HEX];
	struct vb_digest digest;
	vb_status st;

	if (id.len + 1 <= VB_TERM_BYTES)
		return vb_schema_term(out, VB_PREFIX_ID, id);
	vb_sha256(&digest, id);
	vb_digest_hex(hex, &digest);
	id.len = vb_utf8_floor(id, VB_TERM_BYTES - sizeof(hex) - 1);
	st = vb_schema_term(out, VB_PREFIX_ID, id);
	if (!st)
		st = vb_buf_append_char(out, '\x01');
	return st ? st : vb_buf_append_cstr(out, hex);
}

size_t vb_schema_pair(char out[2 * VB_PAIR_BYTES + 4], struct vb_str a,
		      struct vb_str b)
{
	size_t at = sizeof(VB_PREFIX_PAIR) - 1;

	if (a.len > VB_PAIR_BYTES)
		a.len = VB_PAIR_BYTES;
	if (b.len > VB_PAIR_BYTES)
		b.len = VB_PAIR_BYTES;
	memcpy(out, VB_PREFIX_PAIR, at);
	memcpy(out + at, a.ptr, a.len);
	at += a.len;
	out[at++] = ' ';
	memcpy(out + at, b.ptr, b.len);
	return at + b.len;
}
