/* The members of ZIP files: their names, and what is handed over. */
#include "package.h"

#include "format/members.h"

/* names */

static const struct {
	const char *name, *want;
} names[] = {
	{ "a.txt", "a.txt" },
	{ "thư mục/Nghị quyết 05.doc", "thư mục/Nghị quyết 05.doc" },
	{ "a//b/./c.txt", "a/b/c.txt" },
	{ "/etc/passwd", "etc/passwd" },
	{ "../../etc/passwd", "etc/passwd" },
	{ "a/../../b", "a/b" },
	{ "..\\..\\b", "b" },
	{ "C:\\Windows\\x.doc", "Windows/x.doc" },
	{ "\\\\server\\share\\x", "server/share/x" },
	{ "a\nb\x1b[31m.txt", "a_b_[31m.txt" },
	{ "a\x7f", "a_" },
	{ "\xc2\x85z", "_z" }, /* U+0085 */
	{ "a\xe2\x80\xae"
	  "cod.exe",
	  "a_cod.exe" }, /* U+202E */
	{ "...", "..." },
	{ " ", " " },
	{ "", "unnamed" },
	{ "/", "unnamed" },
	{ "..", "unnamed" },
	/* Code page 437: 82 is é, 81 ü, E1 ß (Unicode's CP437.TXT). */
	{ "caf\x82.txt", "café.txt" },
	{ "\x81"
	  "ber/Stra\xe1"
	  "e.txt",
	  "über/Straße.txt" },
	/* TCVN3: "Nghị quyết" as .VnTime types it. */
	{ "Ngh\xde quy\xd5t.doc", "Nghị quyết.doc" },
};

START_TEST(member__names)
{
	struct vb_buf out = VB_BUF_INIT(1 << 18);

	ck_assert(!vb_member_clean(&out, vb_str_from(names[_i].name)));
	ck_assert_str_eq(vb_buf_cstr(&out), names[_i].want);
	ck_assert(vb_member_is_clean(vb_buf_str(&out)));
	vb_buf_clear(&out);
}
END_TEST

/* Any two bytes among good ones: the path is clean, and cleaning it again
 * changes nothing. */
START_TEST(member__any_bytes_make_a_path)
{
	struct vb_buf once = VB_BUF_INIT(1 << 18), twice = once;

	for (unsigned n = 0; n < 65536; n++) {
		const char name[] = { 'a',     '/', (char)(n >> 8),
				      (char)n, '/', 'b' };

		vb_buf_truncate(&once, 0);
		vb_buf_truncate(&twice, 0);
		ck_assert(!vb_member_clean(&once, vb_str_of(name, 6)));
		ck_assert_msg(vb_member_is_clean(vb_buf_str(&once)), "%04x", n);
		ck_assert(!vb_member_clean(&twice, vb_buf_str(&once)));
		ck_assert_str_eq(vb_buf_cstr(&once), vb_buf_cstr(&twice));
	}
	vb_buf_clear(&once);
	vb_buf_clear(&twice);
}
END_TEST

START_TEST(member__long_names_are_cut)
{
	struct vb_buf name = VB_BUF_INIT(1 << 18), out = name;

	for (int i = 0; i < 30000; i++)
		ck_assert(!vb_buf_append_cstr(&name, "ế"));
	ck_assert(!vb_member_clean(&out, vb_buf_str(&name)));
	ck_assert_uint_eq(out.len, 255);
	vb_buf_truncate(&name, 0);
	vb_buf_truncate(&out, 0);
	for (int i = 0; i < 30000; i++)
		ck_assert(!vb_buf_append_cstr(&name, "b/"));
	ck_assert(!vb_member_clean(&out, vb_buf_str(&name)));
	ck_assert_uint_le(out.len, VB_MEMBER_PATH);
	ck_assert(vb_member_is_clean(vb_buf_str(&out)));
	vb_buf_clear(&name);
	vb_buf_clear(&out);
}
END_TEST

static const char *const unclean[] = {
	"",	"/a",  "a/",   "a//b", "a/../b", "..",	 ".",
	"a\\b", "C:/", "C:/a", "a\nb", "a\x1b",	 "\xff", "\xe2\x80\xae",
};

START_TEST(member__unclean)
{
	ck_assert(!vb_member_is_clean(vb_str_from(unclean[_i])));
}
END_TEST

/* what is handed over */

static struct vb_buf seen = VB_BUF_INIT(1 << 20);
static size_t n_seen;
static struct vb_buf inner[4];

/* "path=bytes" or "path!fault", a line each. */
static vb_status note(void *ctx, const struct vb_member *m)
{
	size_t most = m->bytes.len < 40 ? m->bytes.len : 40;
	int *limit = ctx;

	n_seen++;
	if (limit && (*limit)-- == 0)
		return VB_CANCELLED;
	if (m->fault)
		return vb_buf_printf(&seen, "%.*s!%d\n", VB_STR_ARG(m->path),
				     (int)m->fault);
	return vb_buf_printf(&seen, "%.*s=%.*s\n", VB_STR_ARG(m->path),
			     (int)most, m->bytes.ptr);
}

static vb_status each(const struct member *m, size_t n, int *limit)
{
	static struct vb_buf zip = VB_BUF_INIT((size_t)1 << 30);

	pack(&zip, m, n);
	vb_buf_truncate(&seen, 0);
	n_seen = 0;
	err = (struct vb_error)VB_ERROR_INIT;
	return vb_members_each(note, limit, vb_buf_str(&zip), &err);
}

/* A ZIP file with that member, in a buffer of its own. */
static struct vb_str packed_in(size_t i, struct member m)
{
	inner[i].limit = (size_t)1 << 30;
	pack(&inner[i], &m, 1);
	return vb_buf_str(&inner[i]);
}

START_TEST(members__in_order)
{
	struct member all[] = {
		{ .name = "b/", .bytes = VB_STR("") },
		{ .name = "b/một.txt", .bytes = VB_STR("Một") },
		{ .name = "a.txt", .bytes = VB_STR("Hai") },
		{ .name = "0.txt", .bytes = VB_STR("") },
		{ .name = "in.zip" },
		{ .name = "khóa.txt", .bytes = VB_STR("x"), .password = "y" },
	};

	all[4].bytes = packed_in(0, (struct member){ .name = "sâu/c.txt",
						     .bytes = VB_STR("Ba") });
	ck_assert_int_eq(each(all, 6, NULL), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&seen), "b/một.txt=Một\na.txt=Hai\n"
					     "0.txt=\nin.zip/sâu/c.txt=Ba\n"
					     "khóa.txt!1\n");
}
END_TEST

START_TEST(members__depth)
{
	struct member m = { .name = "x.txt", .bytes = VB_STR("đáy") };

	for (size_t i = 0; i < 2; i++)
		m = (struct member){ .name = "z.zip",
				     .bytes = packed_in(i, m) };
	ck_assert_int_eq(each(&m, 1, NULL), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&seen), "z.zip/z.zip/x.txt=đáy\n");
	m = (struct member){ .name = "z.zip", .bytes = packed_in(2, m) };
	ck_assert_int_eq(each(&m, 1, NULL), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&seen), "z.zip/z.zip/z.zip!5\n");
}
END_TEST

/* A package of Office is a document, not a folder of its parts. */
START_TEST(members__office)
{
	const struct member docx[] = {
		{ .name = "[Content_Types].xml", .bytes = VB_STR("<Types/>") },
		{ .name = "word/document.xml", .bytes = VB_STR("<x/>") },
	};
	struct member m = { .name = "a.docx" };

	inner[0].limit = 1 << 20;
	pack(&inner[0], docx, 2);
	m.bytes = vb_buf_str(&inner[0]);
	ck_assert_int_eq(each(&m, 1, NULL), VB_OK);
	ck_assert_uint_eq(n_seen, 1);
	ck_assert(vb_str_starts(vb_buf_str(&seen), VB_STR("a.docx=PK")));
}
END_TEST

/* One of a thousand to one is a bomb, whatever stands beside it. */
START_TEST(members__bomb)
{
	static char zeros[8 << 20];
	const struct member all[] = {
		{ .name = "a.txt", .bytes = VB_STR("Một") },
		{ .name = "bomb.txt", .bytes = { zeros, sizeof(zeros) } },
		{ .name = "b.txt", .bytes = VB_STR("Hai") },
	};

	ck_assert_int_eq(each(all, 3, NULL), VB_OK);
	ck_assert_str_eq(vb_buf_cstr(&seen),
			 "a.txt=Một\nbomb.txt!2\nb.txt=Hai\n");
}
END_TEST

/* Small ones are allowed any ratio, but not all of them together. */
START_TEST(members__bomb_in_pieces)
{
	static char zeros[1 << 20];
	static struct member all[64];
	static char name[64][8];
	size_t whole = 0;

	for (int i = 0; i < 64; i++) {
		snprintf(name[i], sizeof(name[i]), "%d", i);
		all[i] = (struct member){ .name = name[i],
					  .bytes = { zeros, sizeof(zeros) } };
	}
	ck_assert_int_eq(each(all, 64, NULL), VB_OK);
	ck_assert_uint_eq(n_seen, 64);
	for (size_t i = 0; i < seen.len; i++)
		whole += seen.ptr[i] == '=';
	ck_assert_uint_eq(whole, VB_MEMBERS_LEAST / sizeof(zeros));
}
END_TEST

START_TEST(members__too_many)
{
	static struct member all[VB_MEMBERS_MAX + 5];
	static char name[VB_MEMBERS_MAX + 5][8];

	for (int i = 0; i < VB_MEMBERS_MAX + 5; i++) {
		snprintf(name[i], sizeof(name[i]), "%d", i);
		all[i] = (struct member){ .name = name[i],
					  .bytes = VB_STR("x"),
					  .stored = true };
	}
	ck_assert_int_eq(each(all, VB_MEMBERS_MAX + 5, NULL), VB_OK);
	ck_assert_uint_eq(n_seen, VB_MEMBERS_MAX + 1);
	ck_assert(vb_str_ends(vb_buf_str(&seen), VB_STR("9999=x\n!7\n")));
}
END_TEST

START_TEST(members__may_be_ended)
{
	const struct member all[] = {
		{ .name = "a", .bytes = VB_STR("1") },
		{ .name = "b", .bytes = VB_STR("2") },
		{ .name = "c", .bytes = VB_STR("3") },
	};
	int limit = 1;

	ck_assert_int_eq(each(all, 3, &limit), VB_CANCELLED);
	ck_assert_uint_eq(n_seen, 2);
}
END_TEST

START_TEST(members__no_zip_file)
{
	err = (struct vb_error)VB_ERROR_INIT;
	ck_assert_int_eq(
		vb_members_each(note, NULL, VB_STR("PK\3\4 hỏng"), &err),
		VB_BAD_INPUT);
	ck_assert_str_eq(err.message, "damaged zip file: its end is missing");
}
END_TEST

START_TEST(members__faults_have_words)
{
	for (int i = 0; i <= VB_MEMBER_FAULTS; i++)
		ck_assert_uint_gt(
			strlen(vb_member_fault_text((enum vb_member_fault)i)),
			0);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("members");

	tcase_set_timeout(tc, 60);
	LOOP(tc, member__names, names);
	tcase_add_test(tc, member__any_bytes_make_a_path);
	tcase_add_test(tc, member__long_names_are_cut);
	LOOP(tc, member__unclean, unclean);
	tcase_add_test(tc, members__in_order);
	tcase_add_test(tc, members__depth);
	tcase_add_test(tc, members__office);
	tcase_add_test(tc, members__bomb);
	tcase_add_test(tc, members__bomb_in_pieces);
	tcase_add_test(tc, members__too_many);
	tcase_add_test(tc, members__may_be_ended);
	tcase_add_test(tc, members__no_zip_file);
	tcase_add_test(tc, members__faults_have_words);
	return run("members", tc);
}
