#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "base/packed.h"
#include "tool.h"

#define LONG ((size_t)10 << 20)

static char *noise, *prose;
static vb_packer *packer;
static vb_unpacker *unpacker;

static void setup(void)
{
	static const char *const words[] = { "nghị ",  "quyết ",   "về ",
					     "việc ",  "giá ",	   "đất ",
					     "trên ",  "địa ",	   "bàn ",
					     "tỉnh\n", "Điều 1. ", "2025 " };
	unsigned x = 3;

	noise = malloc(LONG);
	prose = malloc(LONG + 16);
	for (size_t i = 0; i < LONG; i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (char)(x >> 24);
	}
	for (size_t i = 0; i < LONG;) {
		const char *word = words[(unsigned char)noise[i] % 12];

		memcpy(prose + i, word, strlen(word));
		i += strlen(word);
	}
	packer = vb_packer_new();
	unpacker = vb_unpacker_new();
	ck_assert_ptr_nonnull(packer);
	ck_assert_ptr_nonnull(unpacker);
}

static void teardown(void)
{
	free(noise);
	free(prose);
	vb_packer_free(packer);
	vb_unpacker_free(unpacker);
}

static const size_t sizes[] = { 0,     1,     2,      3,       16,	127,
				128,   129,   1000,   4096,    16383,	16384,
				65535, 65536, 200000, 2097151, 2097152, LONG };

/* The head by the description in the header, and not by the code. */
struct told {
	unsigned form;
	size_t len;
	unsigned long sum;
	struct vb_str body;
};

static struct told told_of(struct vb_str packed)
{
	const unsigned char *p = (const unsigned char *)packed.ptr;
	struct told t = { .form = p[0] };
	size_t at = 1, weight = 1;

	do {
		t.len += (p[at] & 0x7f) * weight;
		weight *= 128;
	} while (p[at++] & 0x80);
	for (unsigned i = 0; i < 4; i++)
		t.sum += (unsigned long)p[at++] << (8 * i);
	t.body = vb_str_skip(packed, at);
	return t;
}

/* zlib's inflate of bare deflate data: true if it gives `want`, no more. */
static bool zlib_gives(struct vb_str body, struct vb_str want)
{
	char *out = malloc(want.len + 1);
	z_stream z = { .next_in = (Bytef *)body.ptr,
		       .avail_in = (uInt)body.len,
		       .next_out = (Bytef *)out,
		       .avail_out = (uInt)want.len + 1 };
	bool same;

	ck_assert_int_eq(inflateInit2(&z, -15), Z_OK);
	same = inflate(&z, Z_FINISH) == Z_STREAM_END && !z.avail_in &&
	       vb_str_eq(vb_str_of(out, z.total_out), want);
	inflateEnd(&z);
	free(out);
	return same;
}

static void check_told(struct vb_str packed, struct vb_str plain)
{
	struct told t = told_of(packed);

	ck_assert_uint_eq(t.len, plain.len);
	ck_assert_uint_eq(t.sum,
			  crc32(0, (const Bytef *)plain.ptr, (uInt)plain.len));
	ck_assert_uint_le(t.form, 1);
	ck_assert_uint_le(t.body.len, plain.len);
	if (t.form)
		ck_assert(zlib_gives(t.body, plain));
	else
		ck_assert(vb_str_eq(t.body, plain));
}

static void round_trip(struct vb_str plain, unsigned form)
{
	struct vb_buf packed = VB_BUF_INIT(plain.len + VB_PACKED_HEAD + 4);
	struct vb_buf again = VB_BUF_INIT(plain.len + VB_PACKED_HEAD);
	struct vb_buf out = VB_BUF_INIT(plain.len + 3); /* what is needed */
	struct vb_str in;

	ck_assert_int_eq(vb_buf_append_cstr(&packed, "head"), VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&out, "pre"), VB_OK);
	ck_assert_int_eq(vb_packer_run(&packed, packer, plain), VB_OK);
	ck_assert_mem_eq(packed.ptr, "head", 4);
	ck_assert_int_eq(packed.ptr[packed.len], 0);
	in = vb_str_skip(vb_buf_str(&packed), 4);
	check_told(in, plain);
	ck_assert_int_eq(in.ptr[0], (int)form);
	ck_assert_int_eq(vb_unpacker_run(&out, unpacker, in), VB_OK);
	ck_assert_mem_eq(out.ptr, "pre", 3);
	ck_assert_int_eq(out.ptr[out.len], 0);
	ck_assert(vb_str_eq(vb_str_skip(vb_buf_str(&out), 3), plain));
	ck_assert_int_eq(vb_packer_run(&again, packer, plain), VB_OK);
	ck_assert(vb_str_eq(vb_buf_str(&again), in));
	vb_buf_clear(&packed);
	vb_buf_clear(&again);
	vb_buf_clear(&out);
}

START_TEST(packed__round_trip_of_noise)
{
	round_trip(vb_str_of(noise, sizes[_i]), 0);
}
END_TEST

START_TEST(packed__round_trip_of_prose)
{
	round_trip(vb_str_of(prose, sizes[_i]), sizes[_i] >= 127);
}
END_TEST

START_TEST(packed__round_trip_of_zeros)
{
	memset(noise, 0, sizes[_i]);
	round_trip(vb_str_of(noise, sizes[_i]), sizes[_i] > 16);
}
END_TEST

/* What a text of the index's kind shrinks to: within 2% of zlib's best. */
START_TEST(packed__as_small_as_zlib)
{
	struct vb_str plain = vb_str_of(prose, 200000);
	struct vb_buf packed = VB_BUF_INIT(LONG);
	uLong theirs = compressBound((uLong)plain.len);
	Bytef *out = malloc(theirs);

	ck_assert_int_eq(compress2(out, &theirs, (const Bytef *)plain.ptr,
				   (uLong)plain.len, 9),
			 Z_OK);
	ck_assert_int_eq(vb_packer_run(&packed, packer, plain), VB_OK);
	ck_assert_uint_lt(packed.len, theirs + theirs / 50);
	free(out);
	vb_buf_clear(&packed);
}
END_TEST

/* Known bytes, made by hand: what is written once must stay readable. The
 * sums are those of crc32(1). */
static const struct {
	const char *packed;
	size_t n;
	const char *plain;
} known[] = {
	{ "\0\0\0\0\0\0", 6, "" },
	{ "\0\1\x43\xbe\xb7\xe8"
	  "a",
	  7, "a" },
	{ "\0\11\x26\x39\xf4\xcb"
	  "123456789",
	  15, "123456789" },
	/* a stored block of deflate */
	{ "\1\11\x26\x39\xf4\xcb\1\11\0\xf6\xff"
	  "123456789",
	  20, "123456789" },
	/* a fixed block: "a" in 8 bits, end in 7 */
	{ "\1\1\x43\xbe\xb7\xe8\x4b\4\0", 9, "a" },
};

START_TEST(unpacked__known)
{
	struct vb_buf out = VB_BUF_INIT(100);

	ck_assert_int_eq(
		vb_unpacker_run(&out, unpacker,
				vb_str_of(known[_i].packed, known[_i].n)),
		VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), known[_i].plain);
	vb_buf_clear(&out);
}
END_TEST

static const struct {
	const char *what, *packed;
	size_t n;
	vb_status want;
} damaged[] = {
	{ "nothing", "", 0, VB_CORRUPT },
	{ "a form that there is not", "\2\0\0\0\0\0", 6, VB_CORRUPT },
	{ "only a form", "\0", 1, VB_CORRUPT },
	{ "half a length", "\0\x80", 2, VB_CORRUPT },
	{ "half a sum", "\0\0\0\0\0", 5, VB_CORRUPT },
	{ "a wrong sum",
	  "\0\1\x42\xbe\xb7\xe8"
	  "a",
	  7, VB_CORRUPT },
	{ "longer than it says",
	  "\0\1\x43\xbe\xb7\xe8"
	  "ab",
	  8, VB_CORRUPT },
	{ "shorter than it says",
	  "\0\2\x43\xbe\xb7\xe8"
	  "a",
	  7, VB_CORRUPT },
	{ "a stream that goes on", "\1\1\x43\xbe\xb7\xe8\x4b\4\0\0", 10,
	  VB_CORRUPT },
	{ "a stream cut short", "\1\1\x43\xbe\xb7\xe8\x4b\4", 8, VB_CORRUPT },
	{ "a stream of less", "\1\2\x43\xbe\xb7\xe8\x4b\4\0", 9, VB_CORRUPT },
	{ "a stream of more", "\1\0\x43\xbe\xb7\xe8\x4b\4\0", 9, VB_CORRUPT },
	{ "no stream", "\1\0\0\0\0\0", 6, VB_CORRUPT },
	{ "a kind of block that there is not", "\1\1\x43\xbe\xb7\xe8\7\4\0", 9,
	  VB_CORRUPT },
	/* 2^62 bytes: no three of a stream stand for so many */
	{ "a length that can't be",
	  "\1\x80\x80\x80\x80\x80\x80\x80\x80\x40\0\0\0\0\x4b\4\0", 17,
	  VB_CORRUPT },
	{ "a length of 64 bits",
	  "\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\1\0\0\0\0\x4b\4\0", 18,
	  VB_CORRUPT },
	{ "a length without end",
	  "\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 13,
	  VB_CORRUPT },
	/* 3,000 bytes may come of three, and the limit is 100 */
	{ "too long", "\1\xb8\x17\0\0\0\0\x4b\4\0", 10, VB_TOO_BIG },
};

START_TEST(unpacked__damaged)
{
	struct vb_buf out = VB_BUF_INIT(100);

	ck_assert_int_eq(vb_buf_append_cstr(&out, "pre"), VB_OK);
	ck_assert_msg(
		vb_unpacker_run(&out, unpacker,
				vb_str_of(damaged[_i].packed, damaged[_i].n)) ==
			damaged[_i].want,
		"%s", damaged[_i].what);
	ck_assert_str_eq(vb_buf_cstr(&out), "pre");
	ck_assert_uint_eq(out.len, 3);
	vb_buf_clear(&out);
}
END_TEST

/* Nothing is taken for what will not fit. */
START_TEST(unpacked__limit)
{
	struct vb_str plain = vb_str_of(prose, sizes[_i]);
	struct vb_buf packed = VB_BUF_INIT(LONG + VB_PACKED_HEAD);
	struct vb_buf out = VB_BUF_INIT(plain.len);

	ck_assert_int_eq(vb_packer_run(&packed, packer, plain), VB_OK);
	ck_assert_int_eq(vb_unpacker_run(&out, unpacker, vb_buf_str(&packed)),
			 VB_OK);
	vb_buf_clear(&out);
	if (plain.len) {
		out.limit--;
		ck_assert_int_eq(
			vb_unpacker_run(&out, unpacker, vb_buf_str(&packed)),
			VB_TOO_BIG);
		ck_assert_ptr_null(out.ptr);
	}
	vb_buf_clear(&packed);
}
END_TEST

START_TEST(packed__limit)
{
	struct vb_buf out = VB_BUF_INIT(1000 + VB_PACKED_HEAD);

	ck_assert_int_eq(vb_buf_append_char(&out, 'a'), VB_OK);
	ck_assert_int_eq(vb_packer_run(&out, packer, vb_str_of(noise, 1000)),
			 VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&out), "a");
	vb_buf_truncate(&out, 0);
	ck_assert_int_eq(vb_packer_run(&out, packer, vb_str_of(noise, 1000)),
			 VB_OK);
	vb_buf_clear(&out);
}
END_TEST

/*
 * Bytes that end where memory does: the library that inflates is not
 * instrumented, and so the machine itself must tell of a read past them.
 */
struct cliff {
	char *map, *end;
	size_t size;
};

static struct cliff cliff_new(size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t room = (n + page - 1) / page * page;
	struct cliff c = { .size = room + page };

	c.map = mmap(NULL, c.size, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(c.map, MAP_FAILED);
	ck_assert_int_eq(mprotect(c.map + room, page, PROT_NONE), 0);
	c.end = c.map + room;
	return c;
}

static struct vb_str at_cliff(const struct cliff *c, struct vb_str s)
{
	memcpy(c->end - s.len, s.ptr, s.len);
	return vb_str_of(c->end - s.len, s.len);
}

static const struct {
	bool noise;
	size_t n;
} samples[] = { { true, 40 }, { false, 200 }, { false, 4000 } };

/* Cut anywhere, it is an error. */
START_TEST(unpacked__cut)
{
	struct vb_str plain =
		vb_str_of(samples[_i].noise ? noise : prose, samples[_i].n);
	struct vb_buf packed = VB_BUF_INIT(LONG), out = VB_BUF_INIT(LONG);
	struct cliff cliff;

	ck_assert_int_eq(vb_packer_run(&packed, packer, plain), VB_OK);
	cliff = cliff_new(packed.len);
	for (size_t n = 0; n < packed.len; n++)
		ck_assert_int_eq(
			vb_unpacker_run(
				&out, unpacker,
				at_cliff(&cliff, vb_str_of(packed.ptr, n))),
			VB_CORRUPT);
	ck_assert_uint_eq(out.len, 0);
	munmap(cliff.map, cliff.size);
	vb_buf_clear(&packed);
	vb_buf_clear(&out);
}
END_TEST

/* Any byte another, it is an error, too big where the length grew; or the same
 * text, as where bits after the end of the stream are others. */
START_TEST(unpacked__changed)
{
	struct vb_str plain =
		vb_str_of(samples[_i].noise ? noise : prose, samples[_i].n);
	struct vb_buf packed = VB_BUF_INIT(LONG), out = VB_BUF_INIT(plain.len);
	struct cliff cliff;

	ck_assert_int_eq(vb_packer_run(&packed, packer, plain), VB_OK);
	cliff = cliff_new(packed.len);
	for (size_t i = 0; i < packed.len * 255; i++) {
		char *byte = packed.ptr + i / 255, was = *byte;
		vb_status st;

		*byte = (char)(was + 1 + i % 255);
		st = vb_unpacker_run(&out, unpacker,
				     at_cliff(&cliff, vb_buf_str(&packed)));
		if (st == VB_TOO_BIG)
			ck_assert_uint_lt(i / 255, 3);
		else if (st)
			ck_assert_int_eq(st, VB_CORRUPT);
		else
			ck_assert(vb_str_eq(vb_buf_str(&out), plain));
		vb_buf_truncate(&out, 0);
		*byte = was;
	}
	ck_assert_int_eq(vb_unpacker_run(&out, unpacker, vb_buf_str(&packed)),
			 VB_OK);
	munmap(cliff.map, cliff.size);
	vb_buf_clear(&packed);
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("packed");
	TCase *t = tcase_create("packed");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, packed__round_trip_of_noise, 0, COUNT(sizes));
	tcase_add_loop_test(t, packed__round_trip_of_prose, 0, COUNT(sizes));
	tcase_add_loop_test(t, packed__round_trip_of_zeros, 0, COUNT(sizes));
	tcase_add_test(t, packed__as_small_as_zlib);
	tcase_add_test(t, packed__limit);
	tcase_add_loop_test(t, unpacked__known, 0, COUNT(known));
	tcase_add_loop_test(t, unpacked__damaged, 0, COUNT(damaged));
	tcase_add_loop_test(t, unpacked__limit, 0, COUNT(sizes));
	tcase_add_loop_test(t, unpacked__cut, 0, COUNT(samples));
	tcase_add_loop_test(t, unpacked__changed, 0, COUNT(samples));
	return run_case(s, t);
}
