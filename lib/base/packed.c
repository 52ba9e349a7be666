#include "base/packed.h"

#include <libdeflate.h>

/* Of 12: from 10 on three times the time for 1.5%; docs/decisions/0014. */
#define LEVEL 9

/* No byte of deflated data stands for more: 258 in two bits. */
#define RATIO_MAX 1032

enum form {
	AS_IT_IS,
	DEFLATED,
};

/* The two are made by libdeflate: nothing else is needed. */
static struct libdeflate_compressor *compressor(vb_packer *p)
{
	return (struct libdeflate_compressor *)p;
}

static struct libdeflate_decompressor *decompressor(vb_unpacker *u)
{
	return (struct libdeflate_decompressor *)u;
}

vb_packer *vb_packer_new(void)
{
	return (vb_packer *)libdeflate_alloc_compressor(LEVEL);
}

void vb_packer_free(vb_packer *p)
{
	if (p)
		libdeflate_free_compressor(compressor(p));
}

vb_unpacker *vb_unpacker_new(void)
{
	return (vb_unpacker *)libdeflate_alloc_decompressor();
}

void vb_unpacker_free(vb_unpacker *u)
{
	if (u)
		libdeflate_free_decompressor(decompressor(u));
}

/* All but the form, which comes last. Returns the bytes. */
static size_t put_head(char head[VB_PACKED_HEAD], struct vb_str in)
{
	uint32_t sum = libdeflate_crc32(0, in.ptr, in.len);
	size_t n = 1, len = in.len;

	for (; len > 127; len >>= 7)
		head[n++] = (char)(len | 128);
	head[n++] = (char)len;
	for (int shift = 0; shift < 32; shift += 8)
		head[n++] = (char)(sum >> shift);
	return n;
}

vb_status vb_packer_run(struct vb_buf *out, vb_packer *p, struct vb_str in)
{
	char *head, *body;
	size_t n, packed = 0;
	vb_status st = VB_TOO_BIG;

	if (in.len <= SIZE_MAX - VB_PACKED_HEAD)
		st = vb_buf_reserve(out, in.len + VB_PACKED_HEAD);
	if (st)
		return st;
	head = out->ptr + out->len;
	n = put_head(head, in);
	body = head + n;
	if (in.len)
		packed = libdeflate_deflate_compress(compressor(p), in.ptr,
						     in.len, body, in.len - 1);
	head[0] = packed ? DEFLATED : AS_IT_IS;
	if (!packed && in.len)
		memcpy(body, in.ptr, in.len);
	out->len += n + (packed ? packed : in.len);
	out->ptr[out->len] = '\0';
	return VB_OK;
}

struct head {
	enum form form;
	size_t len;
	uint32_t sum;
};

/* Take the head off `*in`; false when it can't be one. */
static bool get_head(struct head *out, struct vb_str *in)
{
	const unsigned char *p = (const unsigned char *)in->ptr;
	size_t i = 1, len = 0;
	unsigned shift = 0;

	if (!in->len || p[0] > DEFLATED)
		return false;
	out->form = p[0];
	for (bool more = true; more; i++, shift += 7) {
		if (i >= in->len || shift > 56)
			return false;
		len |= (size_t)(p[i] & 127) << shift;
		more = p[i] > 127;
	}
	if (in->len - i < 4)
		return false;
	out->len = len;
	out->sum = p[i] | (uint32_t)p[i + 1] << 8 | (uint32_t)p[i + 2] << 16 |
		   (uint32_t)p[i + 3] << 24;
	*in = vb_str_skip(*in, i + 4);
	return out->form == AS_IT_IS ? len == in->len :
				       len / RATIO_MAX <= in->len;
}

/* The string at `to`, which has room for all of it. */
static bool get_body(char *to, vb_unpacker *u, const struct head *head,
		     struct vb_str in)
{
	size_t used = in.len;

	if (head->form == AS_IT_IS)
		memcpy(to, in.ptr, in.len);
	else if (libdeflate_deflate_decompress_ex(decompressor(u), in.ptr,
						  in.len, to, head->len, &used,
						  NULL) != LIBDEFLATE_SUCCESS)
		return false;
	return used == in.len &&
	       libdeflate_crc32(0, to, head->len) == head->sum;
}

vb_status vb_unpacker_run(struct vb_buf *out, vb_unpacker *u, struct vb_str in)
{
	struct head head;
	vb_status st;

	if (!get_head(&head, &in))
		return VB_CORRUPT;
	st = vb_buf_reserve(out, head.len);
	if (st)
		return st;
	if (!get_body(out->ptr + out->len, u, &head, in)) {
		out->ptr[out->len] = '\0';
		return VB_CORRUPT;
	}
	out->len += head.len;
	out->ptr[out->len] = '\0';
	return VB_OK;
}
