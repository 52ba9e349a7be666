/*
 * Stored strings that are damaged: what is unpacked is as long as the limit
 * allows, and packed it comes back the same. Whatever bytes there are can be
 * packed; and damaged anywhere that is an error or the same bytes.
 */
#include "base/packed.h"
#include "must.h"

#define LIMIT ((size_t)1 << 20)

static vb_packer *packer;
static vb_unpacker *unpacker;

static void pack(struct vb_str plain, const uint8_t *data, size_t size)
{
	struct vb_buf packed = VB_BUF_INIT(LIMIT + VB_PACKED_HEAD);
	struct vb_buf out = VB_BUF_INIT(plain.len);
	vb_status st;

	MUST(!vb_packer_run(&packed, packer, plain));
	MUST(packed.len <= plain.len + VB_PACKED_HEAD);
	MUST(!vb_unpacker_run(&out, unpacker, vb_buf_str(&packed)));
	MUST(vb_str_eq(vb_buf_str(&out), plain));
	vb_buf_truncate(&out, 0);
	if (size > 2) /* one byte of it another */
		packed.ptr[(data[0] | data[1] << 8) % packed.len] ^=
			(char)data[2];
	st = vb_unpacker_run(&out, unpacker, vb_buf_str(&packed));
	MUST(st ? st == VB_CORRUPT || st == VB_TOO_BIG :
		  vb_str_eq(vb_buf_str(&out), plain));
	vb_buf_clear(&packed);
	vb_buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vb_str in = vb_str_of((const char *)data, size);
	struct vb_buf out = VB_BUF_INIT(LIMIT);
	vb_status st;

	if (!packer)
		packer = vb_packer_new();
	if (!unpacker)
		unpacker = vb_unpacker_new();
	MUST(packer && unpacker);
	st = vb_unpacker_run(&out, unpacker, in);
	MUST(!st || st == VB_CORRUPT || st == VB_TOO_BIG);
	MUST(!st || !out.len);
	if (!st)
		pack(vb_buf_str(&out), data, size);
	pack(in, data, size);
	vb_buf_clear(&out);
	return 0;
}
