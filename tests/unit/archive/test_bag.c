/* Lines, manifests and whole bags. What a bag is: RFC 8493. */
#include "fixture.h"

#include "archive/bag.h"
#include "archive/bag_line.h"
#include "archive/bag_manifest.h"

#define HEX "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static const struct {
	const char *line, *want; /* NULL: refused */
} entry_cases[] = {
	{ HEX "  data/a", "data/a" },
	{ HEX " data/a", "data/a" },
	{ HEX "\t \tdata/a", "data/a" },
	{ HEX " *data/a", "data/a" },
	{ HEX "  data/a b  c", "data/a b  c" },
	{ HEX "  data/..a/b..", "data/..a/b.." },
	{ HEX "  data/100%25", "data/100%" },
	{ "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
	  "  data/a",
	  "data/a" },
	{ HEX "  ../a", NULL },
	{ HEX "  data/../../a", NULL },
	{ HEX "  data/..", NULL },
	{ HEX "  ./data/a", NULL },
	{ HEX "  /etc/passwd", NULL },
	{ HEX "  data//a", NULL },
	{ HEX "  data/", NULL },
	{ HEX "  ", NULL },
	{ HEX "", NULL },
	{ HEX "data/a", NULL },
	{ HEX "  data\\..\\a", NULL },
	{ HEX "  data/a\x01", NULL },
	{ HEX "  data/a%0Ab", NULL }, /* a line end, once decoded */
	{ HEX "  data/a%0db", NULL },
	{ HEX "  data/%2e%2e/a", NULL }, /* no escape of a manifest */
	{ HEX "  data/100%", NULL },
	{ "e3b0  data/a", NULL },
	{ "x" HEX "  data/a", NULL },
	{ "", NULL },
};

START_TEST(manifest__entry)
{
	struct vb_buf path = VB_BUF_INIT(4096);
	struct vb_bag_entry e;
	struct vb_digest empty;
	vb_status st = vb_bag_entry_parse(
		&e, &path, vb_str_from(entry_cases[_i].line), &err);

	if (entry_cases[_i].want) {
		ck_assert_int_eq(st, VB_OK);
		ck_assert_str_eq(e.path, entry_cases[_i].want);
		vb_sha256(&empty, VB_STR_EMPTY);
		ck_assert(vb_digest_eq(&e.digest, &empty));
	} else {
		ck_assert_int_eq(st, VB_CORRUPT);
	}
	vb_buf_clear(&path);
}
END_TEST

static struct vb_copy_version whole_version(void)
{
	static struct vb_reference reference = {
		.kind = VB_RELATION_AMENDED_BY,
		.number = { "20-CT/TU", 8 },
		.key = { "20/ct-tu", 8 },
		.type = { "chi-thi", 7 },
		.issuer = { "Tỉnh ủy", 11 },
		.date = { "2021-11-16", 10 },
		.date_how = VB_HOW_INFERRED,
		.anchor = { "dieu-5", 6 },
		.from = 3,
		.to = 11,
	};
	static struct vb_copy_correction correction = {
		{ "title", 5 }, { "a\"\\\n\x7f", 5 }, { "", 0 }, 12, NULL
	};
	struct vb_copy_version v = {
		.id = VB_STR("a/b \"c\""),
		.version = 2,
		.versions = 2,
		.source = VB_STR("/x\xff/b\n"),
		.format = VB_STR("html;charset=tcvn3"),
		.reason = VB_STR("vì sao\xe2\x80\xa8"),
		.state = VB_READ_PARTIAL,
		.has_body = true,
		.size = 12,
		.body_size = (int64_t)1 << 40,
		.added = VB_STR("2026-11-22T08:00:00Z"),
		.event = 7,
		.erased = 0,
		.fields =
			VB_STR("{\"title\":[\"a\\u0001\",\"read\",0.97,0,57]}"),
		.extras = VB_STR("{\"hex\":\"zz\",\"n\":1.0E+2,\n\"m\": 3}"),
		.references = &reference,
		.has_reading = true,
		.reading_version = 3,
		.sequence = 14,
		.withdrawn = 13,
		.withdrawal = VB_STR("rút"),
		.corrections = &correction,
	};

	memset(v.original.bytes, 0xab, 32);
	memset(v.body.bytes, 0xcd, 32);
	memset(v.reading.bytes, 0xef, 32);
	return v;
}

#define same(a, b, member) ck_assert(vb_str_eq((a)->member, (b)->member))

static void same_reference(const struct vb_reference *a,
			   const struct vb_reference *b)
{
	ck_assert_int_eq(a->kind, b->kind);
	same(a, b, number);
	same(a, b, key);
	same(a, b, type);
	same(a, b, issuer);
	same(a, b, date);
	same(a, b, anchor);
	ck_assert_int_eq(a->date_how, b->date_how);
	ck_assert_uint_eq(a->from, b->from);
	ck_assert_uint_eq(a->to, b->to);
}

/* Everything comes back as it was, byte for byte. */
START_TEST(line__version_and_back)
{
	struct vb_buf line = VB_BUF_INIT(VB_BAG_LINE_LIMIT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_copy_version a = whole_version(), b;

	ck_ok(vb_bag_write_version(&line, &a));
	ck_assert_ptr_eq(memchr(line.ptr, '\n', line.len),
			 line.ptr + line.len - 1);
	ck_ok(vb_bag_parse_version(&b, vb_buf_str(&line), &arena, &err));
	same(&a, &b, id);
	same(&a, &b, source);
	same(&a, &b, format);
	same(&a, &b, reason);
	same(&a, &b, added);
	same(&a, &b, fields);
	same(&a, &b, extras);
	same(&a, &b, withdrawal);
	ck_assert_int_eq(a.version, b.version);
	ck_assert_int_eq(a.versions, b.versions);
	ck_assert_int_eq(a.state, b.state);
	ck_assert(a.size == b.size && a.body_size == b.body_size &&
		  a.event == b.event && a.erased == b.erased &&
		  a.sequence == b.sequence && a.withdrawn == b.withdrawn);
	ck_assert(b.has_body && b.has_reading);
	ck_assert_int_eq(b.reading_version, 3);
	ck_assert(vb_digest_eq(&a.original, &b.original));
	ck_assert(vb_digest_eq(&a.body, &b.body));
	ck_assert(vb_digest_eq(&a.reading, &b.reading));
	same_reference(a.references, b.references);
	ck_assert_ptr_null(b.references->next);
	same(a.corrections, b.corrections, field);
	same(a.corrections, b.corrections, value);
	ck_assert(b.corrections->event == 12 && !b.corrections->next);
	vb_arena_clear(&arena);
	vb_buf_clear(&line);
}
END_TEST

START_TEST(line__event_and_back)
{
	struct vb_copy_event a = { .number = 5,
				   .version = 2,
				   .time = VB_STR("2026-11-22T08:00:00Z"),
				   .kind = VB_STR("added"),
				   .id = VB_STR("x"),
				   .detail = VB_STR("\xfe/tệp"),
				   .has_content = true };
	struct vb_buf line = VB_BUF_INIT(1 << 20);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_copy_event b;

	memset(a.content.bytes, 1, 32);
	memset(a.hash.bytes, 2, 32);
	ck_ok(vb_bag_write_event(&line, &a));
	ck_ok(vb_bag_parse_event(&b, vb_buf_str(&line), &arena, &err));
	ck_assert(a.number == b.number && a.version == b.version);
	same(&a, &b, time);
	same(&a, &b, kind);
	same(&a, &b, id);
	same(&a, &b, detail);
	ck_assert(b.has_content && vb_digest_eq(&a.content, &b.content) &&
		  vb_digest_eq(&a.hash, &b.hash));
	vb_arena_clear(&arena);
	vb_buf_clear(&line);
}
END_TEST

/* A line cut anywhere, or with a key taken away, is refused and named. */
START_TEST(line__cut)
{
	struct vb_buf line = VB_BUF_INIT(VB_BAG_LINE_LIMIT);
	struct vb_arena arena = VB_ARENA_INIT;
	struct vb_copy_version a = whole_version(), b;

	ck_ok(vb_bag_write_version(&line, &a));
	for (size_t n = 0; n < line.len - 2; n++) {
		ck_assert_int_eq(vb_bag_parse_version(&b,
						      vb_str_of(line.ptr, n),
						      &arena, &err),
				 VB_CORRUPT);
		vb_arena_reset(&arena);
	}
	for (char *at = line.ptr; (at = strstr(at, "\":")); at++) {
		char kept = at[-1];

		at[-1] = '~';
		vb_status st = vb_bag_parse_version(&b, vb_buf_str(&line),
						    &arena, &err);
		at[-1] = kept;
		/* fields and extras are opaque; document's own is checked */
		ck_assert(st == VB_CORRUPT || st == VB_MISMATCH ||
			  strstr(line.ptr, "\"fields\"") < at);
		vb_arena_reset(&arena);
	}
	vb_arena_clear(&arena);
	vb_buf_clear(&line);
}
END_TEST

static char bag[128], other[128];

/* An archive, and the bag of it. */
static void make_bag(void)
{
	struct vb_bag_options o = { "Văn phòng", "kiểm thử" };
	struct vb_field to = { .value = VB_STR("Tên") };
	struct vb_bag_counts n;
	vb_archive *ar;

	make_dir();
	snprintf(bag, sizeof(bag), "%s/bag", dir);
	snprintf(other, sizeof(other), "%s/other", dir);
	put_now(ar = open_archive(VB_ARCHIVE_WRITE), "a", "một");
	put_now(ar, "a", "hai");
	put_now(ar, "b", "ba");
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_correct(ar, VB_STR("a"), VB_FIELD_TITLE, &to, &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_ok(vb_bag_write(&n, ar, bag, &o, &err));
	vb_archive_close(ar);
	ck_assert(n.documents == 2 && n.versions == 3 && n.events == 4 &&
		  n.files == 5);
}

static const char *in_bag(const char *command)
{
	char all[4096];

	snprintf(all, sizeof(all), "cd %s && { %s; } 2>&1", bag, command);
	return shell(all);
}

START_TEST(bag__there_and_back)
{
	struct vb_bag_options o = { NULL, NULL };
	struct vb_bag_counts n;
	char again[160];
	vb_archive *ar;

	make_bag();
	ck_assert_str_eq(in_bag("sha256sum -c --quiet manifest-sha256.txt &&"
				" sha256sum -c --quiet tagmanifest-sha256.txt"),
			 "");
	ck_assert_str_eq(in_bag("cat bagit.txt"),
			 "BagIt-Version: 1.0\n"
			 "Tag-File-Character-Encoding: UTF-8");
	ck_assert_str_eq(in_bag("head -n 2 bag-info.txt"),
			 "Source-Organization: Văn phòng\n"
			 "Bag-Software-Agent: kiểm thử");
	ck_ok(vb_bag_read(&n, bag, other, &err));
	ck_assert(n.documents == 2 && n.versions == 3 && n.events == 4);
	ck_assert_str_eq(shell("true"), "");
	ck_ok(vb_archive_open(&ar, other, VB_ARCHIVE_READ, &err));
	snprintf(again, sizeof(again), "%s/again", dir);
	ck_ok(vb_bag_write(&n, ar, again, &o, &err));
	vb_archive_close(ar);
	ck_assert_str_eq(in_bag("cmp manifest-sha256.txt"
				" ../again/manifest-sha256.txt"),
			 "");
	remove_dir();
}
END_TEST

/* What is done to a bag, and what is said of it. */
static const struct {
	const char *command, *want;
} harm[] = {
	{ "f=$(ls data/originals/*/* | head -n 1); printf x >>$f",
	  "the bytes fail their digest" },
	{ "rm $(ls data/originals/*/* | head -n 1)", "is missing" },
	{ "echo >data/more", "data: 6 files, of which 5 are" },
	{ "mkdir data/sub; ln -s /etc/passwd data/sub/x",
	  "data/sub/x: a link or no regular file" },
	{ "f=$(ls data/originals/*/* | head -n 1); mv $f ../x; ln -s $PWD/../x"
	  " $f",
	  "a link or no regular file" },
	{ "mv data/originals ../o; ln -s ../../o data/originals",
	  "a link or no regular file" },
	{ "f=$(ls data/originals/*/* | head -n 1); rm $f; mkfifo $f",
	  "no regular file" },
	{ "sed -i s/UTF-8/KOI8/ bagit.txt", "bagit.txt: not what a bag says" },
	{ "sed -i s/1.0/2.0/ bagit.txt", "bagit.txt: BagIt-Version: 2.0" },
	{ "rm bagit.txt", "bagit.txt: not there: no bag" },
	{ "rm bag-info.txt", "bag-info.txt: is missing" },
	{ "rm tagmanifest-sha256.txt", "tagmanifest-sha256.txt" },
	{ "echo x >>manifest-sha256.txt",
	  "manifest-sha256.txt: the bytes fail their digest" },
	{ "touch fetch.txt", "fetch.txt: cannot be checked" },
	{ "head -n 1 manifest-sha256.txt >>manifest-sha256.txt; retag",
	  "a file stands there twice" },
	{ "echo '" HEX "  ../x' >>manifest-sha256.txt; retag",
	  "line 6: no path within a bag" },
	{ "echo '" HEX "  /etc/hostname' >>manifest-sha256.txt; retag",
	  "line 6: no path within a bag" },
	{ "echo '" HEX "  data/a%0Ab' >>manifest-sha256.txt; retag",
	  "line 6: no path within a bag" },
	{ ": >data/x; echo '" HEX "  data/x' >>manifest-sha256.txt; retag",
	  "data/x: no part of an archive" },
	{ "sed -i '/bagit.txt/d' tagmanifest-sha256.txt",
	  "bagit.txt: stands in no manifest" },
	{ "sed -i 's/^Payload-Oxum: ./&9/' bag-info.txt; retag",
	  "bag-info.txt: Payload-Oxum" },
	{ "sed -i '$d' data/events.ndjson; remake",
	  "names an event that is not there" },
	{ "sed -i '2d' data/events.ndjson; remake",
	  "events.ndjson: line 2: event 3: stands in place 2" },
	{ "sed -i 's/Tên/Ten/' data/events.ndjson; remake",
	  "line 4: event 4: its hash does not follow" },
	{ "sed -i 's/Tên/Ten/' data/records.ndjson; remake",
	  "no event says its correction of title" },
	{ "sed -i '/\"id\":\"b\"/d' data/records.ndjson; remake",
	  "recorded in an event, but gone" },
	{ "sed -i '1d' data/records.ndjson; remake",
	  "records.ndjson: line 1: a version 1: is out of turn" },
	{ "sed -i 's/\"format\":\"text\"/\"format\":\"html\"/'"
	  " data/records.ndjson; remake",
	  "its metadata fail their digest" },
	{ "sed -i '1s/^/x/' data/records.ndjson; remake",
	  "records.ndjson: line 1: not JSON" },
};

#define FUNCTIONS                                                              \
	"retag() { for f in bag-info.txt bagit.txt manifest-sha256.txt; do"    \
	" sha256sum $f; done >tagmanifest-sha256.txt; };"                      \
	"remake() { find data -type f -exec sha256sum {} + "                   \
	">manifest-sha256.txt; sed -i '/Oxum/d' bag-info.txt; retag; };"

START_TEST(bag__harmed)
{
	struct vb_bag_counts n;
	char command[2048];
	struct vb_error e = VB_ERROR_INIT;

	make_bag();
	snprintf(command, sizeof(command), FUNCTIONS "%s", harm[_i].command);
	ck_assert_str_eq(in_bag(command), "");
	ck_assert_int_ne(vb_bag_read(&n, bag, other, &e), VB_OK);
	ck_assert_msg(strstr(e.message, harm[_i].want) != NULL, "%s: %s",
		      harm[_i].command, e.message);
	/* no archive, and nothing in its way */
	ck_assert_str_eq(in_bag("ls ../other"), "");
	remove_dir();
}
END_TEST

START_TEST(bag__target)
{
	struct vb_bag_options o = { NULL, NULL };
	struct vb_bag_counts n;
	vb_archive *ar;

	make_bag();
	ar = open_archive(VB_ARCHIVE_READ);
	ck_assert_int_eq(vb_bag_write(&n, ar, bag, &o, &err), VB_BAD_INPUT);
	o.organization = "a\nb";
	ck_assert_int_eq(vb_bag_write(&n, ar, other, &o, &err), VB_BAD_INPUT);
	o.organization = NULL;
	in_bag("mkdir ../other ../other.vanban-part; >../other.vanban-part/x");
	ck_ok(vb_bag_write(&n, ar, other, &o,
			   &err)); /* empty; and a leftover */
	ck_assert_str_eq(in_bag("ls -d ../other*"), "../other");
	vb_archive_close(ar);
	ck_assert_int_eq(vb_bag_read(&n, bag, other, &err), VB_BAD_INPUT);
	remove_dir();
}
END_TEST

int main(void)
{
	Suite *s = suite_create("bag");
	TCase *t = tcase_create("bag");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, manifest__entry, 0,
			    sizeof(entry_cases) / sizeof(entry_cases[0]));
	tcase_add_test(t, line__version_and_back);
	tcase_add_test(t, line__event_and_back);
	tcase_add_test(t, line__cut);
	tcase_add_test(t, bag__there_and_back);
	tcase_add_loop_test(t, bag__harmed, 0, sizeof(harm) / sizeof(harm[0]));
	tcase_add_test(t, bag__target);
	suite_add_tcase(s, t);
	return run_suite(s);
}
