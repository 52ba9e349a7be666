#include "base/deflate.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#define WBITS_ZLIB 15
#define WBITS_GZIP (15 + 16)

/* Move the next piece of `*in` into `z`, whose counters have 32 bits. */
static void feed(z_stream *z, struct vb_str *in)
{
	uInt n = in->len > INT_MAX ? INT_MAX : (uInt)in->len;

	z->next_in = (Bytef *)in->ptr;
	z->avail_in = n;
	*in = vb_str_skip(*in, n);
}

/*
 * A compressor with tables no larger than `size` bytes of input can use: it
 * writes the same, and for a document of 1,500 bytes takes a third of the
 * time, most of which went into clearing 256 KB.
 */
static int init_deflate(z_stream *z, size_t size, int level, bool gzip)
{
	int bits = 9, memory;

	while (bits < WBITS_ZLIB && (size_t)1 << bits <= size)
		bits++;
	memory = bits - 6 > 8 ? 8 : bits - 6;
	return deflateInit2(z, level, Z_DEFLATED, bits + (gzip ? 16 : 0),
			    memory, Z_DEFAULT_STRATEGY);
}

static vb_status compress_all(z_stream *z, struct vb_buf *out, struct vb_str in)
{
	int rc = Z_OK;

	while (rc != Z_STREAM_END) {
		size_t before = z->total_out;
		vb_status st = vb_buf_reserve(out, deflateBound(z, in.len));
		size_t left = out->cap - out->len;

		if (st)
			return st;
		if (!z->avail_in)
			feed(z, &in);
		z->next_out = (Bytef *)out->ptr + out->len;
		z->avail_out = left > INT_MAX ? INT_MAX : (uInt)left;
		rc = deflate(z, in.len ? Z_NO_FLUSH : Z_FINISH);
		if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
			return VB_NO_MEMORY;
		out->len += z->total_out - before;
	}
	out->ptr[out->len] = '\0';
	return VB_OK;
}

static vb_status compress_to(struct vb_buf *out, struct vb_str in, int level,
			     bool gzip, struct vb_error *err)
{
	size_t before = out->len;
	z_stream z = { 0 };
	vb_status st = VB_NO_MEMORY;

	if (init_deflate(&z, in.len, level, gzip) == Z_OK) {
		st = compress_all(&z, out, in);
		deflateEnd(&z);
	}
	if (!st)
		return VB_OK;
	if (out->ptr)
		vb_buf_truncate(out, before);
	return vb_error_set(err, st, "compressed data: %s", vb_status_text(st));
}

vb_status vb_deflate(struct vb_buf *out, struct vb_str in, int level,
		     struct vb_error *err)
{
	return compress_to(out, in, level, false, err);
}

vb_status vb_gzip(struct vb_buf *out, struct vb_str in, int level,
		  struct vb_error *err)
{
	return compress_to(out, in, level, true, err);
}

/*
 * Give `z` room to write. At the buffer's limit that is one byte of `spill`:
 * a stream of exactly the limit still ends, one byte more is too big.
 */
static vb_status give_room(z_stream *z, struct vb_buf *out, Bytef *spill)
{
	size_t left = out->limit - out->len;
	size_t want = (size_t)z->avail_in * 4 + 4096;
	vb_status st;

	z->next_out = spill;
	z->avail_out = 1;
	if (!left)
		return VB_OK;
	if (want > left)
		want = left;
	if (want > INT_MAX)
		want = INT_MAX;
	st = vb_buf_reserve(out, want);
	if (st)
		return st;
	z->next_out = (Bytef *)out->ptr + out->len;
	z->avail_out = (uInt)want;
	return VB_OK;
}

/* Expand one stream; `*in` is left after it. */
static vb_status expand(z_stream *z, struct vb_buf *out, struct vb_str *in)
{
	int rc = Z_OK;

	while (rc != Z_STREAM_END) {
		Bytef spill;
		vb_status st;

		if (!z->avail_in)
			feed(z, in);
		st = give_room(z, out, &spill);
		if (st)
			return st;
		rc = inflate(z, Z_NO_FLUSH);
		if (out->len == out->limit && !z->avail_out)
			return VB_TOO_BIG;
		if (out->len < out->limit)
			out->len = (size_t)((char *)z->next_out - out->ptr);
		if (rc == Z_MEM_ERROR)
			return VB_NO_MEMORY;
		if (rc == Z_BUF_ERROR && (z->avail_in || in->len))
			continue;
		if (rc != Z_OK && rc != Z_STREAM_END)
			return VB_CORRUPT;
	}
	*in = vb_str_of((const char *)z->next_in, z->avail_in + in->len);
	return VB_OK;
}

static bool all_zero(struct vb_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i])
			return false;
	return true;
}

static vb_status inflate_all(struct vb_buf *out, struct vb_str in, int wbits,
			     struct vb_error *err)
{
	size_t before = out->len;
	z_stream z = { 0 };
	vb_status st = VB_OK;

	if (inflateInit2(&z, wbits) != Z_OK)
		return vb_error_set(err, VB_NO_MEMORY, "inflate: no memory");
	do {
		st = expand(&z, out, &in);
		z.avail_in = 0;
	} while (!st && wbits == WBITS_GZIP && !all_zero(in) &&
		 inflateReset(&z) == Z_OK);
	inflateEnd(&z);
	if (!st && wbits == WBITS_ZLIB && in.len)
		st = VB_CORRUPT;
	if (!st && out->ptr)
		out->ptr[out->len] = '\0';
	if (!st)
		return VB_OK;
	if (out->ptr)
		vb_buf_truncate(out, before);
	return vb_error_set(err, st, "compressed data: %s",
			    st == VB_TOO_BIG ? "expands past the limit" :
					       vb_status_text(st));
}

vb_status vb_inflate(struct vb_buf *out, struct vb_str in, struct vb_error *err)
{
	return inflate_all(out, in, WBITS_ZLIB, err);
}

vb_status vb_gunzip(struct vb_buf *out, struct vb_str in, struct vb_error *err)
{
	return inflate_all(out, in, WBITS_GZIP, err);
}

struct vb_deflater {
	z_stream stream;
};

vb_deflater *vb_deflater_new(void)
{
	vb_deflater *d = calloc(1, sizeof(*d));

	if (!d)
		return NULL;
	if (deflateInit2(&d->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
			 -WBITS_ZLIB, MAX_MEM_LEVEL,
			 Z_DEFAULT_STRATEGY) != Z_OK) {
		free(d);
		return NULL;
	}
	return d;
}

void vb_deflater_free(vb_deflater *d)
{
	if (!d)
		return;
	deflateEnd(&d->stream);
	free(d);
}

vb_status vb_deflater_run(bool *smaller, struct vb_buf *out, vb_deflater *d,
			  struct vb_str in)
{
	z_stream *z = &d->stream;
	vb_status st;

	*smaller = false;
	if (in.len > INT_MAX)
		return VB_TOO_BIG;
	st = vb_buf_reserve(out, in.len + 1);
	if (st)
		return st;
	if (deflateReset(z) != Z_OK)
		return VB_NO_MEMORY;
	feed(z, &in);
	z->next_out = (Bytef *)out->ptr + out->len;
	z->avail_out = z->avail_in;
	if (deflate(z, Z_FINISH) == Z_STREAM_END && z->avail_out) {
		out->len += z->total_out;
		*smaller = true;
	}
	out->ptr[out->len] = '\0';
	return VB_OK;
}
