#include "base/deflate.h"
#include "tool.h"

static char noise[200000], zeros[200000];

static void setup(void)
{
	unsigned x = 3;

	make_test_dir();
	for (size_t i = 0; i < sizeof(noise); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (char)(x >> 24);
	}
}

static const size_t sizes[] = { 0,     1,     2,     255,   256,   257,
				511,   512,   513,   1499,  4095,  4096,
				32767, 32768, 32769, 65536, 200000 };

static void round_trip(const char *bytes, size_t n, int level)
{
	struct vb_buf packed = VB_BUF_INIT(1 << 20);
	struct vb_buf out = VB_BUF_INIT(n + 3); /* exactly what is needed */

	ck_assert_int_eq(vb_buf_append_cstr(&out, "pre"), VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&packed, "head"), VB_OK);
	ck_assert_int_eq(vb_deflate(&packed, vb_str_of(bytes, n), level, NULL),
			 VB_OK);
	ck_assert_mem_eq(packed.ptr, "head", 4);
	ck_assert_int_eq(packed.ptr[packed.len], 0);
	ck_assert_int_eq(
		vb_inflate(&out, vb_str_skip(vb_buf_str(&packed), 4), NULL),
		VB_OK);
	ck_assert_uint_eq(out.len, n + 3);
	ck_assert_mem_eq(out.ptr, "pre", 3);
	if (n)
		ck_assert_mem_eq(out.ptr + 3, bytes, n);
	vb_buf_clear(&packed);
	vb_buf_clear(&out);
}

START_TEST(deflate__round_trip)
{
	for (int level = -1; level <= 9; level += level < 1 ? 2 : 4) {
		round_trip(noise, sizes[_i], level);
		round_trip(zeros, sizes[_i], level);
	}
}
END_TEST

/* Python's zlib takes what we write, and we what it writes. */
START_TEST(deflate__python_agrees)
{
	struct vb_buf packed = VB_BUF_INIT(1 << 20);
	struct vb_buf out = VB_BUF_INIT(1 << 20);

	ck_assert_int_eq(
		vb_deflate(&packed, vb_str_of(noise, sizes[_i]), 6, NULL),
		VB_OK);
	write_file("ours.z", vb_buf_str(&packed));
	write_file("plain", vb_str_of(noise, sizes[_i]));
	ck_assert_str_eq(
		shell("python3 -c \"import zlib\n"
		      "plain = open('plain', 'rb').read()\n"
		      "print(zlib.decompress(open('ours.z', 'rb').read())"
		      " == plain)\n"
		      "out = open('theirs.z', 'wb')\n"
		      "out.write(zlib.compress(plain, 9))\""),
		"True");
	read_file(&packed, "theirs.z");
	ck_assert_int_eq(vb_inflate(&out, vb_buf_str(&packed), NULL), VB_OK);
	ck_assert(vb_str_eq(vb_buf_str(&out), vb_str_of(noise, sizes[_i])));
	vb_buf_clear(&packed);
	vb_buf_clear(&out);
}
END_TEST

/* One byte less than it expands to is too little; and nothing stays. */
START_TEST(inflate__limit)
{
	struct vb_buf packed = VB_BUF_INIT(1 << 20);
	size_t n = sizes[_i];
	struct vb_buf out = VB_BUF_INIT(n ? n + 2 : 2);
	struct vb_error err = VB_ERROR_INIT;

	ck_assert_int_eq(vb_deflate(&packed, vb_str_of(zeros, n), 9, NULL),
			 VB_OK);
	ck_assert_int_eq(vb_buf_append_cstr(&out, "ab"), VB_OK);
	ck_assert_int_eq(vb_inflate(&out, vb_buf_str(&packed), NULL), VB_OK);
	vb_buf_truncate(&out, 2);
	if (n) {
		out.limit--;
		ck_assert_int_eq(vb_inflate(&out, vb_buf_str(&packed), &err),
				 VB_TOO_BIG);
		ck_assert_str_eq(err.message,
				 "compressed data: expands past the limit");
		ck_assert_uint_eq(out.len, 2);
		ck_assert_str_eq(vb_buf_cstr(&out), "ab");
	}
	vb_buf_clear(&packed);
	vb_buf_clear(&out);
}
END_TEST

/* 1 GB of zeros in 1 MB: the limit holds, and so does memory. */
START_TEST(inflate__bomb)
{
	struct vb_buf bomb = VB_BUF_INIT(4 << 20);
	struct vb_buf out = VB_BUF_INIT(1 << 20);

	ck_assert_str_eq(shell("python3 -c \"import zlib\n"
			       "c = zlib.compressobj(9)\n"
			       "f = open('bomb.z', 'wb')\n"
			       "for i in range(1000):\n"
			       " f.write(c.compress(bytes(1000000)))\n"
			       "f.write(c.flush())\""),
			 "");
	read_file(&bomb, "bomb.z");
	ck_assert_uint_lt(bomb.len, 1 << 20);
	ck_assert_int_eq(vb_inflate(&out, vb_buf_str(&bomb), NULL), VB_TOO_BIG);
	ck_assert_uint_eq(out.len, 0);
	ck_assert_uint_le(out.cap, 1 << 20);
	vb_buf_clear(&bomb);
	vb_buf_clear(&out);
}
END_TEST

/* Every prefix, every flipped bit, and something after: corrupt. */
START_TEST(inflate__damaged)
{
	struct vb_str text = VB_STR("Nghị quyết về việc Nghị quyết về việc");
	struct vb_buf packed = VB_BUF_INIT(1000), out = VB_BUF_INIT(1000);

	ck_assert_int_eq(vb_deflate(&packed, text, 9, NULL), VB_OK);
	for (size_t n = 0; n < packed.len; n++)
		ck_assert_int_eq(
			vb_inflate(&out, vb_str_of(packed.ptr, n), NULL),
			VB_CORRUPT);
	for (size_t bit = 0; bit < packed.len * 8; bit++) {
		vb_status st;

		packed.ptr[bit / 8] ^= (char)(1 << bit % 8);
		st = vb_inflate(&out, vb_buf_str(&packed), NULL);
		/* The window size in byte 0 may be larger than was used. */
		if (st)
			ck_assert_int_eq(st, VB_CORRUPT);
		else
			ck_assert(vb_str_eq(vb_buf_str(&out), text));
		vb_buf_truncate(&out, 0);
		packed.ptr[bit / 8] ^= (char)(1 << bit % 8);
	}
	ck_assert_int_eq(vb_buf_append_char(&packed, '\0'), VB_OK);
	ck_assert_int_eq(vb_inflate(&out, vb_buf_str(&packed), NULL),
			 VB_CORRUPT);
	ck_assert_int_eq(vb_inflate(&out, VB_STR("not zlib"), NULL),
			 VB_CORRUPT);
	ck_assert_uint_eq(out.len, 0);
	vb_buf_clear(&packed);
	vb_buf_clear(&out);
}
END_TEST

static const struct {
	const char *make; /* a shell command that writes the file "x" */
	const char *want; /* NULL: corrupt */
} gzips[] = {
	{ "printf 'một' | gzip >x", "một" },
	{ "printf '' | gzip >x", "" },
	{ "{ printf 'một ' | gzip -1; printf hai | gzip -9; } >x", "một hai" },
	{ "for i in 1 2 3 4 5 6 7; do printf $i | gzip; done >x", "1234567" },
	{ "{ printf 'một' | gzip; head -c 1000 /dev/zero; } >x", "một" },
	{ "{ printf 'một' | gzip; printf rác; } >x", NULL },
	{ "{ printf 'một' | gzip; printf '\\0\\0rác'; } >x", NULL },
	{ "printf 'một hai ba' | gzip | head -c -1 >x", NULL },
	{ "printf 'một hai ba' | gzip | head -c 5 >x", NULL },
	{ "{ printf 'một' | gzip; printf 'hai' | gzip | head -c 12; } >x",
	  NULL },
	{ "printf một >một.txt; gzip -N một.txt; mv một.txt.gz x", "một" },
	{ ": >x", NULL },
	{ "printf plain >x", NULL },
	{ "python3 -c \"import zlib; open('x','wb').write(zlib.compress(b'a'))"
	  "\"",
	  NULL },
};

START_TEST(gunzip__as_gzip_does)
{
	struct vb_buf in = VB_BUF_INIT(10000), out = VB_BUF_INIT(100);
	vb_status want = gzips[_i].want ? VB_OK : VB_CORRUPT;

	ck_assert_str_eq(shell(gzips[_i].make), "");
	read_file(&in, "x");
	ck_assert_int_eq(vb_gunzip(&out, vb_buf_str(&in), NULL), want);
	ck_assert_str_eq(vb_buf_cstr(&out),
			 gzips[_i].want ? gzips[_i].want : "");
	vb_buf_clear(&in);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(gunzip__limit_counts_all_members)
{
	struct vb_buf in = VB_BUF_INIT(10000), out = VB_BUF_INIT(8);

	shell("{ printf 1234 | gzip; printf 5678 | gzip; } >x");
	read_file(&in, "x");
	ck_assert_int_eq(vb_gunzip(&out, vb_buf_str(&in), NULL), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&out), "12345678");
	vb_buf_truncate(&out, 0);
	out.limit = 7;
	ck_assert_int_eq(vb_gunzip(&out, vb_buf_str(&in), NULL), VB_TOO_BIG);
	ck_assert_uint_eq(out.len, 0);
	vb_buf_clear(&in);
	vb_buf_clear(&out);
}
END_TEST

/* 20,000 tiny members: linear time. */
START_TEST(gunzip__many_members)
{
	struct vb_buf in = VB_BUF_INIT(4 << 20), out = VB_BUF_INIT(1 << 20);

	shell("python3 -c \"import gzip; open('x','wb').write("
	      "gzip.compress(b'x') * 20000)\"");
	read_file(&in, "x");
	ck_assert_int_eq(vb_gunzip(&out, vb_buf_str(&in), NULL), VB_OK);
	ck_assert_uint_eq(out.len, 20000);
	vb_buf_clear(&in);
	vb_buf_clear(&out);
}
END_TEST

/* As bytes of an answer: whole again, for gzip(1) too, and always the same. */
START_TEST(gzip__round_trip)
{
	struct vb_str in = vb_str_of(noise, sizes[_i]);
	struct vb_buf one = VB_BUF_INIT(4 << 20), two = VB_BUF_INIT(4 << 20);
	struct vb_buf out = VB_BUF_INIT(4 << 20);

	ck_assert_int_eq(vb_gzip(&one, in, 6, NULL), VB_OK);
	ck_assert_int_eq(vb_gzip(&two, in, 6, NULL), VB_OK);
	ck_assert(vb_str_eq(vb_buf_str(&one), vb_buf_str(&two)));
	ck_assert_int_eq(vb_gunzip(&out, vb_buf_str(&one), NULL), VB_OK);
	ck_assert(vb_str_eq(vb_buf_str(&out), in));
	ck_assert_int_eq(memcmp(one.ptr, "\x1f\x8b\x08", 3), 0);
	vb_buf_clear(&one);
	vb_buf_clear(&two);
	vb_buf_clear(&out);
}
END_TEST

START_TEST(deflate__limit)
{
	struct vb_buf out = VB_BUF_INIT(20);

	ck_assert_int_eq(vb_buf_append_char(&out, 'a'), VB_OK);
	ck_assert_int_eq(vb_deflate(&out, vb_str_of(noise, 1000), 6, NULL),
			 VB_TOO_BIG);
	ck_assert_str_eq(vb_buf_cstr(&out), "a");
	vb_buf_clear(&out);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("deflate");
	TCase *t = tcase_create("deflate");

	tcase_add_checked_fixture(t, setup, remove_test_dir);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, deflate__round_trip, 0, COUNT(sizes));
	tcase_add_loop_test(t, deflate__python_agrees, 0, COUNT(sizes));
	tcase_add_loop_test(t, gzip__round_trip, 0, COUNT(sizes));
	tcase_add_test(t, deflate__limit);
	tcase_add_loop_test(t, inflate__limit, 0, COUNT(sizes));
	tcase_add_test(t, inflate__bomb);
	tcase_add_test(t, inflate__damaged);
	tcase_add_loop_test(t, gunzip__as_gzip_does, 0, COUNT(gzips));
	tcase_add_test(t, gunzip__limit_counts_all_members);
	tcase_add_test(t, gunzip__many_members);
	return run_case(s, t);
}
