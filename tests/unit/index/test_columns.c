/*
 * Columns say what Xapian's values say, whatever happened to the index or to
 * the file. The truth is a scan of the values at the searcher's revision.
 */
#include "built.h"

#include "index/columns_file.h"
#include "index/columns_make.h"
#include "index/place.h"
#include "index/searcher.h"
#include "xapian-c/build.h"

#define MOST 4000 /* documents of a test */

static struct vb_str truth[VB_COLUMN_COUNT][MOST], groups[MOST], briefs[MOST];

struct scan {
	struct vb_arena *arena;
	struct vb_str *out;
};

static bool take_truth(void *ctx, uint32_t docid, struct vb_str value)
{
	struct scan *scan = ctx;

	ck_assert_uint_lt(docid, MOST);
	ck_assert(vb_arena_dup(&scan->out[docid], scan->arena, value));
	return true;
}

static void read_truth(struct vb_arena *own, const vb_xapian_db *db)
{
	struct scan scan = { own, groups };

	memset(truth, 0, sizeof(truth));
	memset(groups, 0, sizeof(groups));
	memset(briefs, 0, sizeof(briefs));
	ck_ok(vb_xapian_db_values(db, VB_SLOT_GROUP, take_truth, &scan, &err));
	scan.out = briefs;
	ck_ok(vb_xapian_db_values(db, VB_SLOT_BRIEF, take_truth, &scan, &err));
	for (int i = 0; i < VB_COLUMN_COUNT; i++) {
		scan.out = truth[i];
		ck_ok(vb_xapian_db_values(db, vb_column_slots[i], take_truth,
					  &scan, &err));
	}
}

/* Equal hashes for those of one group, and none for who has none. */
static void check_groups(const struct vb_columns *c, uint32_t last)
{
	static uint64_t hashes[MOST];
	static uint32_t ids[MOST];

	for (uint32_t i = 0; i < last; i++)
		ids[i] = i + 1;
	vb_columns_groups(hashes, c, (struct vb_xapian_numbers){ ids, last });
	for (uint32_t i = 0; i < last; i++) {
		ck_assert(groups[i + 1].len || !hashes[i]);
		for (uint32_t k = 0; k < i; k++) {
			bool same = groups[i + 1].len &&
				    vb_str_eq(groups[i + 1], groups[k + 1]);

			ck_assert_msg(
				same == (hashes[i] && hashes[i] == hashes[k]),
				"group of %u and %u", k + 1, i + 1);
		}
	}
}

/* Counted at once, every column and one alone, as each number by itself. */
static void check_counts(const struct vb_columns *c, uint32_t last)
{
	static uint32_t ids[2 * MOST], numbers[2 * MOST];
	static uint32_t want[VB_COLUMN_COUNT][MOST], all[VB_COLUMN_COUNT][MOST],
		one[MOST];
	uint32_t *counts[VB_COLUMN_COUNT] = { 0 };
	struct vb_xapian_numbers of = { ids, 0 };

	for (uint32_t id = last + 2; id--;) { /* in no order, some twice */
		ids[of.n++] = id;
		if (id % 3 == 1)
			ids[of.n++] = id / 2;
	}
	memset(want, 0, sizeof(want));
	memset(all, 0, sizeof(all));
	for (int i = 0; i < VB_COLUMN_COUNT; i++) {
		counts[i] = all[i];
		vb_columns_numbers(numbers, c, (enum vb_column)i, of);
		for (size_t k = 0; k < of.n; k++)
			want[i][numbers[k]]++;
	}
	vb_columns_add(counts, c, of);
	for (int i = 0; i < VB_COLUMN_COUNT; i++) {
		size_t bytes = vb_columns_values(c, (enum vb_column)i) *
			       sizeof(want[i][0]);

		ck_assert_mem_eq(all[i] + 1, want[i] + 1, bytes);
		memset(counts, 0, sizeof(counts));
		memset(one, 0, sizeof(one));
		counts[i] = one;
		vb_columns_add(counts, c, of);
		ck_assert_mem_eq(one + 1, want[i] + 1, bytes);
	}
}

/* Those that have a group, and only they. */
static void check_grouped(const struct vb_columns *c, uint32_t last)
{
	static uint64_t hashes[MOST], groups_of[MOST];
	static uint32_t ids[MOST], places[MOST];
	struct vb_xapian_numbers of = { ids, last };
	size_t n, at = 0;

	for (uint32_t i = 0; i < last; i++)
		ids[i] = last - i;
	vb_columns_groups(hashes, c, of);
	n = vb_columns_grouped(places, groups_of, c, of);
	for (uint32_t i = 0; i < last; i++) {
		if (!hashes[i])
			continue;
		ck_assert_uint_lt(at, n);
		ck_assert_uint_eq(places[at], i);
		ck_assert_uint_eq(groups_of[at++], hashes[i]);
	}
	ck_assert_uint_eq(at, n);
}

/* What the file has is right, and it has all but what came or changed. */
static void check_briefs(const struct vb_columns *c, uint32_t last)
{
	size_t n_changed = 0, n_known = 0;

	for (uint32_t id = 0; id < last + 2; id++) {
		struct vb_str brief;

		if (!vb_columns_brief(&brief, c, id))
			continue;
		ck_assert(c->map.bytes.ptr);
		ck_assert_msg(vb_str_eq(brief, briefs[id]), "brief of %u", id);
		n_known++;
	}
	for (uint32_t row = 0; c->changed && row < c->head.rows; row++)
		n_changed += c->changed[row / 8] >> row % 8 & 1;
	ck_assert_uint_le(n_changed, c->n_touched);
	if (c->map.bytes.ptr)
		ck_assert_uint_eq(n_known, c->head.rows - n_changed);
}

static const struct vb_columns *columns_of(vb_searcher *s)
{
	const struct vb_columns *c;

	ck_ok(vb_searcher_follow(s, &err));
	ck_ok(vb_columns_of(&c, s, &err));
	return c;
}

static const struct vb_columns *check(vb_searcher *s)
{
	const struct vb_columns *c = columns_of(s);
	struct vb_arena own = VB_ARENA_INIT;
	struct vb_xapian_stats stats;

	ck_ok(vb_xapian_db_stats(&stats, s->db, &err));
	ck_assert_uint_eq(vb_columns_last(c), stats.last_id);
	read_truth(&own, s->db);
	for (int i = 0; i < VB_COLUMN_COUNT; i++)
		for (uint32_t id = 0; id < stats.last_id + 2; id++) {
			enum vb_column column = (enum vb_column)i;
			uint32_t number;
			struct vb_str text;

			vb_columns_numbers(
				&number, c, column,
				(struct vb_xapian_numbers){ &id, 1 });
			text = vb_columns_text(c, column, number);
			ck_assert_uint_le(number, vb_columns_values(c, column));
			ck_assert_msg(vb_str_eq(text, truth[i][id]),
				      "column %d of %u: '%.*s', not '%.*s'", i,
				      id, VB_STR_ARG(text),
				      VB_STR_ARG(truth[i][id]));
		}
	check_groups(c, stats.last_id);
	check_grouped(c, stats.last_id);
	check_counts(c, stats.last_id);
	check_briefs(c, stats.last_id);
	vb_arena_clear(&own);
	return c;
}

static const struct vb_columns *check_new(void)
{
	vb_searcher *s = open_searcher();
	static struct vb_columns copy;

	copy = *check(s); /* for its numbers alone */
	vb_searcher_close(s);
	return &copy;
}

/* ---- documents */

struct document {
	int type, place, topic, year; /* 0: none */
	int text;		      /* equal: one group */
};

static const char *const labels[] = { "", "Nghị quyết", "Chỉ thị", "Quyết định",
				      "Thông tư" };
static const char *const slugs[] = { "", "nghi-quyet", "chi-thi", "quyet-dinh",
				     "thong-tu" };

static void put_document(vb_archive *ar, int id, const struct document *d,
			 enum vb_read_state state)
{
	struct vb_buf line = VB_BUF_INIT(1 << 16);

	ck_ok(vb_buf_printf(&line, "{\"id\":\"d%d\",\"kind\":\"document\",",
			    id));
	if (d->type)
		ck_ok(vb_buf_printf(&line, "\"type\":\"%s\",",
				    labels[d->type]));
	if (d->place)
		ck_ok(vb_buf_printf(&line, "\"place\":\"Xã %d\",", d->place));
	if (d->topic)
		ck_ok(vb_buf_printf(&line, "\"topic\":\"Đề tài %d\",",
				    d->topic));
	if (d->year)
		ck_ok(vb_buf_printf(&line, "\"date\":\"%d-02-03\",", d->year));
	ck_ok(vb_buf_append_cstr(&line, "\"text\":\"chung"));
	for (int i = 0; i < 40; i++)
		ck_ok(vb_buf_printf(&line, " x%d", d->text * 100 + i));
	ck_ok(vb_buf_append_cstr(&line, "\"}"));
	put_line(ar, vb_buf_str(&line), state);
	vb_buf_clear(&line);
}

static void put_one(int id, const struct document *d, enum vb_read_state state)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	ck_ok(vb_archive_begin(ar, &err));
	put_document(ar, id, d, state);
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
}

static unsigned seed;

static int pick(int n)
{
	seed = seed * 1103515245u + 12345u;
	return (int)((seed >> 16) % (unsigned)n);
}

/* Documents [from, to) with values by chance, some of one text. */
static void put_some(int from, int to)
{
	vb_archive *ar = open_archive(VB_ARCHIVE_WRITE);

	ck_ok(vb_archive_begin(ar, &err));
	for (int i = from; i < to; i++) {
		struct document d = { pick(5), pick(9), pick(6),
				      pick(3) ? 2000 + pick(30) : 0,
				      pick(4) ? i : pick(20) };

		put_document(ar, i, &d, VB_READ_WHOLE);
	}
	ck_ok(vb_archive_commit(ar, &err));
	vb_archive_close(ar);
}

static const char *file_path(void)
{
	static char path[300];
	struct vb_buf generation = VB_BUF_INIT(4096);

	ck_ok(vb_place_current(&generation, dir, &err));
	snprintf(path, sizeof(path), "%s/" VB_COLUMNS_FILE,
		 vb_buf_cstr(&generation));
	vb_buf_clear(&generation);
	return path;
}

static void setup(void)
{
	make_dir();
	seed = 7;
}

/* ---- */

START_TEST(columns__of_a_build)
{
	vb_searcher *s;
	const struct vb_columns *c;

	put_some(0, 60);
	update_index(false);
	s = open_searcher();
	c = check(s);
	ck_assert(c->map.bytes.ptr);
	ck_assert_uint_eq(c->head.documents, 60);
	ck_assert_uint_eq(c->n_late, 0);
	/* group and a byte for each: few values */
	ck_assert_uint_eq(c->stride, 15);
	ck_assert_ptr_eq(check(s), c);
	vb_searcher_close(s);
}
END_TEST

START_TEST(columns__of_nothing)
{
	vb_searcher *s;

	vb_archive_close(open_archive(VB_ARCHIVE_WRITE));
	update_index(false);
	s = open_searcher();
	ck_assert_uint_eq(vb_columns_last(check(s)), 0);
	put_some(0, 3);
	update_index(false);
	ck_assert_uint_eq(vb_columns_last(check(s)), 3);
	vb_searcher_close(s);
}
END_TEST

static bool has_brief(const struct vb_columns *c, uint32_t docid)
{
	struct vb_str brief;

	return vb_columns_brief(&brief, c, docid) && brief.len;
}

/* What a commit has changed is read, and no more. */
START_TEST(columns__follow_a_commit)
{
	struct document d = { 1, 77, 78, 1991, 3 };
	const struct vb_columns *c;
	vb_searcher *s;

	put_some(0, 60);
	update_index(false);
	s = open_searcher();
	c = check(s);
	ck_assert(has_brief(c, 6) && has_brief(c, 8));
	put_one(5, &d, VB_READ_WHOLE);
	put_one(1000, &d, VB_READ_WHOLE);
	put_one(7, &d, VB_READ_REJECTED);
	put_one(1001, &d, VB_READ_WHOLE);
	update_index(false);
	ck_assert_ptr_eq(check(s), c);
	ck_assert(c->map.bytes.ptr);
	ck_assert_uint_eq(c->n_late, 2);
	ck_assert_uint_eq(c->n_touched, 2);
	ck_assert(!has_brief(c, 6) && !has_brief(c, 8) && !has_brief(c, 61));
	ck_assert(has_brief(c, 5) && has_brief(c, 7) && has_brief(c, 60));
	d.topic = 79;
	put_one(1000, &d, VB_READ_WHOLE);
	update_index(false);
	ck_assert_ptr_eq(check(s), c);
	ck_assert_uint_eq(c->n_late, 2);
	ck_assert_uint_eq(c->n_touched, 3);
	vb_searcher_close(s);
	c = check_new();
	ck_assert(c->map.bytes.ptr);
	ck_assert_uint_eq(c->n_late, 2);
	ck_assert_uint_eq(c->n_touched, 2);
}
END_TEST

/* Of a group that had one document and gets another, also the first. */
START_TEST(columns__group_gets_another)
{
	struct document d = { 1, 1, 1, 2001, 500 };
	uint64_t before, after[2];
	uint32_t ids[2] = { 1, 2 };
	vb_searcher *s;

	put_one(0, &d, VB_READ_WHOLE);
	update_index(false);
	s = open_searcher();
	vb_columns_groups(&before, check(s),
			  (struct vb_xapian_numbers){ ids, 1 });
	ck_assert_uint_eq(before, 0);
	put_one(1, &d, VB_READ_WHOLE);
	update_index(false);
	vb_columns_groups(after, check(s),
			  (struct vb_xapian_numbers){ ids, 2 });
	ck_assert_uint_ne(after[0], 0);
	ck_assert_uint_eq(after[0], after[1]);
	vb_searcher_close(s);
	check_new();
}
END_TEST

/* A byte is too small for the values that came. */
START_TEST(columns__more_values)
{
	struct document d = { .text = 9000 };
	const struct vb_columns *c;
	vb_searcher *s;

	put_some(0, 40);
	update_index(false);
	s = open_searcher();
	c = check(s);
	ck_assert_uint_eq(c->places[VB_COLUMN_TOPIC].width, 1);
	for (int i = 0; i < 300; i++) {
		d.topic = 100 + i;
		d.text = 9000 + i;
		put_one(100 + i, &d, VB_READ_WHOLE);
	}
	update_index(false);
	ck_assert_ptr_eq(check(s), c);
	ck_assert_uint_gt(vb_columns_values(c, VB_COLUMN_TOPIC), 300);
	d.topic = 399; /* of one that has a row */
	put_one(3, &d, VB_READ_WHOLE);
	d.topic = 2;
	put_one(150, &d, VB_READ_WHOLE);
	update_index(false);
	ck_assert_ptr_eq(check(s), c);
	ck_assert_uint_eq(c->places[VB_COLUMN_TOPIC].width, 4);
	vb_searcher_close(s);
	check_new();
}
END_TEST

/* ---- the file */

static void write_file(const char *path, const char *bytes, size_t n)
{
	ck_ok(vb_file_write_atomic(path, vb_str_of(bytes, n), &err));
}

/* Cut anywhere, any byte another one: no columns, and the same answers. */
START_TEST(columns__damaged)
{
	struct vb_buf file = VB_BUF_INIT(1 << 24), copy = VB_BUF_INIT(1 << 24);
	struct vb_columns *c;

	put_some(0, 12);
	update_index(false);
	ck_ok(vb_file_read(&file, file_path(), 0, &err));
	for (size_t n = 0; n < file.len; n++) {
		char *cut = malloc(n + 1); /* for AddressSanitizer */

		memcpy(cut, file.ptr, n);
		ck_assert_int_eq(vb_columns_from(&c, vb_str_of(cut, n)),
				 VB_CORRUPT);
		free(cut);
	}
	for (size_t i = 0; i < file.len; i++) {
		vb_buf_truncate(&copy, 0);
		ck_ok(vb_buf_append(&copy, vb_buf_str(&file)));
		copy.ptr[i] ^= (char)(1 << i % 8);
		ck_assert_int_eq(vb_columns_from(&c, vb_buf_str(&copy)),
				 VB_CORRUPT);
	}
	write_file(file_path(), copy.ptr, copy.len);
	ck_assert(!check_new()->map.bytes.ptr);
	write_file(file_path(), file.ptr, file.len / 2);
	ck_assert(!check_new()->map.bytes.ptr);
	write_file(file_path(), "", 0);
	ck_assert(!check_new()->map.bytes.ptr);
	ck_assert_int_eq(unlink(file_path()), 0);
	ck_assert(!check_new()->map.bytes.ptr);
	ck_assert_int_eq(mkdir(file_path(), 0777), 0);
	ck_assert(!check_new()->map.bytes.ptr);
	ck_assert_int_eq(rmdir(file_path()), 0);
	write_file(file_path(), file.ptr, file.len);
	ck_assert(check_new()->map.bytes.ptr);
	vb_buf_clear(&file);
	vb_buf_clear(&copy);
}
END_TEST

/* Another generation's file is sound, and not ours; nor is an older list's. */
START_TEST(columns__of_another)
{
	struct vb_buf file = VB_BUF_INIT(1 << 24);

	put_some(0, 30);
	update_index(false);
	ck_ok(vb_file_read(&file, file_path(), 0, &err));
	put_some(0, 30);
	update_index(true);
	write_file(file_path(), file.ptr, file.len);
	ck_assert(!check_new()->map.bytes.ptr);
	vb_buf_clear(&file);
}
END_TEST

static void copy_folder(const char *from, const char *to)
{
	char command[400];

	snprintf(command, sizeof(command), "rm -rf %s && cp -a %s %s", to, from,
		 to);
	ck_assert_int_eq(system(command), 0);
}

/* A backup of the database, put back under newer columns, becomes another
 * database of the same revisions. */
START_TEST(columns__of_another_future)
{
	struct vb_buf file = VB_BUF_INIT(1 << 24);
	struct document d = { 1, 60, 2, 2010, 900 };

	put_some(0, 30);
	update_index(false);
	copy_folder(in_dir("index"), in_dir("before"));
	put_one(3, &d, VB_READ_WHOLE);
	update_index(false);
	ck_assert_int_eq(unlink(file_path()), 0);
	update_index(false);
	ck_ok(vb_file_read(&file, file_path(), 0, &err));
	copy_folder(in_dir("before"), in_dir("index"));
	write_file(file_path(), file.ptr, file.len);
	d.place = 61;
	put_one(3, &d, VB_READ_WHOLE);
	update_index(false);
	check_new();
	vb_buf_clear(&file);
}
END_TEST

/* The next update mends it, also one that has nothing to do. */
START_TEST(columns__made_again)
{
	put_some(0, 30);
	update_index(false);
	ck_assert_int_eq(unlink(file_path()), 0);
	update_index(false);
	ck_assert(check_new()->map.bytes.ptr);
	write_file(file_path(), "x", 1);
	put_some(10, 12);
	update_index(false);
	ck_assert(check_new()->map.bytes.ptr);
	ck_assert_uint_eq(check_new()->n_touched, 0);
}
END_TEST

/* A file that is newer than the revision that a searcher has is not for it;
 * what it had goes on. */
START_TEST(columns__newer_file)
{
	vb_searcher *s;

	put_some(0, 30);
	update_index(false);
	s = open_searcher();
	put_some(5, 40);
	update_index(false);
	ck_ok(vb_columns_make(vb_buf_cstr(&s->path), &err));
	{
		const struct vb_columns *c;
		struct vb_arena own = VB_ARENA_INIT;
		uint32_t id = 6, number;

		ck_ok(vb_columns_of(&c, s, &err)); /* without following */
		ck_assert(!c->map.bytes.ptr);
		read_truth(&own, s->db);
		vb_columns_numbers(&number, c, VB_COLUMN_PLACE,
				   (struct vb_xapian_numbers){ &id, 1 });
		ck_assert(vb_str_eq(vb_columns_text(c, VB_COLUMN_PLACE, number),
				    truth[VB_COLUMN_PLACE][6]));
		vb_arena_clear(&own);
	}
	check(s);
	vb_searcher_close(s);
}
END_TEST

/* When much has come the live database gets a new file, and who has the old
 * one takes it. */
START_TEST(columns__renewed)
{
	const struct vb_columns *c;
	vb_searcher *s;

	put_some(0, 20);
	update_index(false);
	s = open_searcher();
	ck_assert_uint_eq(check(s)->n_late, 0);
	put_some(20, 620);
	update_index(false);
	ck_assert_uint_eq(check(s)->n_late, 600);
	put_some(300, 1200);
	update_index(false);
	check(s); /* reads it beside the old file or takes the new one */
	put_some(1200, 1201);
	update_index(false);
	c = check(s);
	ck_assert(c->map.bytes.ptr);
	ck_assert_uint_le(c->n_late, 1);
	vb_searcher_close(s);
}
END_TEST

/* ---- ranking */

struct order {
	char ids[30][8];
	double scores[30];
	size_t n;
};

static struct order ranked_by(vb_searcher *s)
{
	struct vb_request request = { .query = VB_STR("chung đề tài 3"),
				      .match = VB_MATCH_ANY,
				      .duplicates = true,
				      .n = 30,
				      .timeout_ms = 60000 };
	struct vb_arena own = VB_ARENA_INIT;
	struct order order = { .n = 0 };
	struct vb_results r;

	ck_ok(vb_search(&r, s, &request, &own, &err));
	for (; order.n < r.n_hits; order.n++) {
		snprintf(order.ids[order.n], sizeof(order.ids[0]), "%.*s",
			 VB_STR_ARG(r.hits[order.n].id));
		order.scores[order.n] = r.hits[order.n].score;
	}
	vb_arena_clear(&own);
	return order;
}

static void check_same(const struct order *a, const struct order *b)
{
	ck_assert_uint_eq(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		ck_assert_str_eq(a->ids[i], b->ids[i]);
		ck_assert_double_eq(a->scores[i], b->scores[i]);
	}
}

/*
 * The first search reads Xapian, the next ones the file, and what came since
 * of Xapian: all rank alike. Where there is no file none is made for that.
 */
START_TEST(columns__rank_alike)
{
	struct order first, next;
	vb_searcher *s, *without;

	put_some(0, 200);
	update_index(false);
	s = open_searcher();
	first = ranked_by(s);
	ck_assert_uint_eq(first.n, 30);
	ck_assert_ptr_null(s->columns);
	next = ranked_by(s);
	ck_assert(s->columns && s->columns->map.bytes.ptr);
	check_same(&first, &next);

	put_some(100, 210);
	update_index(false);
	next = ranked_by(s);
	ck_assert_uint_eq(s->columns->n_touched, 100);
	ck_assert_int_eq(unlink(file_path()), 0);
	without = open_searcher();
	first = ranked_by(without);
	check_same(&first, &next);
	first = ranked_by(without);
	ck_assert_ptr_null(without->columns);
	check_same(&first, &next);

	update_index(false); /* makes the file, and another revision has it */
	put_some(0, 1);
	update_index(false);
	next = ranked_by(s);
	first = ranked_by(without);
	ck_assert(without->columns && without->columns->map.bytes.ptr);
	check_same(&first, &next);
	vb_searcher_close(s);
	vb_searcher_close(without);
}
END_TEST

enum damage { OTHER_LENGTHS, NO_BRIEFS, NO_OFFSETS, DAMAGES };

static void damage(char *file, enum damage way)
{
	struct vb_columns_head head;
	size_t offsets;
	char *bytes;

	memcpy(&head, file, sizeof(head));
	offsets = ((size_t)head.rows + 1) * 4;
	bytes = file + head.briefs.bytes_at;
	if (way == NO_BRIEFS)
		memset(bytes, 0xff, head.briefs.size);
	if (way == NO_OFFSETS)
		memset(file + head.briefs.offsets_at, 0xff, offsets);
	for (uint32_t row = 0; way == OTHER_LENGTHS && row < head.rows; row++) {
		uint32_t at;

		memcpy(&at, file + head.briefs.offsets_at + (size_t)row * 4, 4);
		bytes[at] ^= 0x40;
	}
}

/* It is the file that is read: what another one says ranks otherwise, and what
 * is no brief, in whatever way, as none. */
START_TEST(columns__brief_of_the_file)
{
	struct vb_buf file = VB_BUF_INIT(1 << 24), copy = VB_BUF_INIT(1 << 24);
	struct order first, order[DAMAGES];
	vb_searcher *s;

	put_some(0, 200);
	update_index(false);
	ck_ok(vb_file_read(&file, file_path(), 0, &err));
	for (int way = 0; way < DAMAGES; way++) {
		vb_buf_truncate(&copy, 0);
		ck_ok(vb_buf_append(&copy, vb_buf_str(&file)));
		damage(copy.ptr, (enum damage)way);
		vb_columns_seal(copy.ptr, copy.len);
		write_file(file_path(), copy.ptr, copy.len);
		s = open_searcher();
		first = ranked_by(s);
		order[way] = ranked_by(s);
		ck_assert(s->columns && s->columns->map.bytes.ptr);
		ck_assert_uint_eq(order[way].n, first.n);
		ck_assert_double_ne(order[way].scores[0], first.scores[0]);
		vb_searcher_close(s);
	}
	check_same(&order[NO_BRIEFS], &order[NO_OFFSETS]);
	ck_assert_double_ne(order[NO_BRIEFS].scores[0],
			    order[OTHER_LENGTHS].scores[0]);
	vb_buf_clear(&file);
	vb_buf_clear(&copy);
}
END_TEST

/* ---- the list of what was touched */

static struct vb_touched_span span_of(vb_searcher *s)
{
	struct vb_touched_span span;

	ck_ok(vb_searcher_follow(s, &err));
	ck_ok(vb_touched_span(&span, s->db, &err));
	return span;
}

/* More than a block, and what the new file knows may go. */
START_TEST(columns__long_list)
{
	struct vb_touched_span span;
	vb_searcher *s;

	put_some(0, 700);
	update_index(false);
	s = open_searcher();
	check(s);
	for (int i = 0; i < 3; i++) {
		put_some(0, 700);
		update_index(false);
		check(s);
	}
	span = span_of(s);
	ck_assert(span.whole);
	ck_assert_uint_eq(span.n, 2100);
	/* the second made a file of the first 1,400 */
	ck_assert_uint_eq(span.first, 1000);
	vb_searcher_close(s);
	check_new();
}
END_TEST

/* A program that does not know the list. */
static void write_otherwise(const char *type)
{
	struct vb_xapian_writer_options options = { .mode = VB_XAPIAN_OPEN };
	struct vb_buf generation = VB_BUF_INIT(4096);
	vb_xapian_writer *writer;
	vb_xapian_doc *doc;

	ck_ok(vb_place_current(&generation, dir, &err));
	ck_ok(vb_xapian_writer_open(&writer, vb_buf_cstr(&generation), &options,
				    &err));
	ck_ok(vb_xapian_writer_begin(writer, true, &err));
	ck_ok(vb_xapian_doc_new(&doc, &err));
	ck_ok(vb_xapian_doc_add_value(doc, VB_SLOT_TYPE, vb_str_from(type),
				      &err));
	ck_ok(vb_xapian_writer_replace(writer, 2, doc, &err));
	ck_ok(vb_xapian_writer_set_metadata(writer, VB_STR(VB_META_SEQUENCE),
					    vb_str_from(type), &err));
	ck_ok(vb_xapian_writer_commit_transaction(writer, &err));
	vb_xapian_doc_free(doc);
	vb_xapian_writer_close(writer);
	vb_buf_clear(&generation);
}

START_TEST(columns__unlisted_changes)
{
	vb_searcher *s;

	put_some(0, 20);
	update_index(false);
	s = open_searcher();
	ck_assert(check(s)->map.bytes.ptr);
	write_otherwise("16");
	ck_assert(!check(s)->map.bytes.ptr);
	ck_assert(!span_of(s).whole);
	write_otherwise("17");
	check(s);
	check_new();
	put_some(3, 25); /* by one that does */
	update_index(false);
	check(s);
	ck_assert(span_of(s).whole);
	ck_assert(check_new()->map.bytes.ptr);
	put_some(2, 4);
	update_index(false);
	check(s);
	vb_searcher_close(s);
}
END_TEST

/* A list that is cut short is as none. */
START_TEST(columns__damaged_list)
{
	struct vb_xapian_writer_options options = { .mode = VB_XAPIAN_OPEN };
	vb_xapian_writer *writer;
	vb_searcher *s, *late;

	put_some(0, 20);
	update_index(false);
	s = open_searcher();
	late = open_searcher();
	check(late);
	put_some(3, 6);
	update_index(false);
	check(s);
	ck_ok(vb_xapian_writer_open(&writer, vb_buf_cstr(&s->path), &options,
				    &err));
	ck_ok(vb_xapian_writer_begin(writer, true, &err));
	ck_ok(vb_xapian_writer_set_metadata(writer,
					    VB_STR(VB_META_TOUCHED ".0"),
					    VB_STR("\0\0\0\4\0"), &err));
	ck_ok(vb_xapian_writer_commit_transaction(writer, &err));
	vb_xapian_writer_close(writer);
	check(s);
	ck_assert(!check(late)->map.bytes.ptr);
	ck_assert(!check_new()->map.bytes.ptr);
	put_some(4, 8);
	update_index(false);
	check(s);
	check(late);
	ck_assert_uint_eq(span_of(s).first, 1000);
	ck_assert_uint_eq(span_of(s).n, 1004);
	vb_searcher_close(s);
	vb_searcher_close(late);
	check_new();
}
END_TEST

/* ---- all together */

struct member {
	uint32_t docs[MOST];
	size_t n;
};

static bool take_member(void *ctx, uint32_t docid)
{
	struct member *m = ctx;

	m->docs[m->n++] = docid;
	return true;
}

/* Of a type: documents, each group once. */
static unsigned count_type(const struct member *m, const char *slug)
{
	unsigned n = 0;

	for (size_t i = 0; i < m->n; i++) {
		uint32_t id = m->docs[i];
		bool again = false;

		if (!vb_str_eq(truth[VB_COLUMN_TYPE][id], vb_str_from(slug)))
			continue;
		for (size_t k = 0; k < i && groups[id].len; k++)
			again |= vb_str_eq(groups[m->docs[k]], groups[id]) &&
				 vb_str_eq(truth[VB_COLUMN_TYPE][m->docs[k]],
					   vb_str_from(slug));
		n += !again;
	}
	return n;
}

static unsigned offered(const struct vb_results *r, const char *slug)
{
	ck_assert_str_eq(r->facets[0].name, "type");
	for (size_t i = 0; i < r->facets[0].n; i++)
		if (vb_str_eq(r->facets[0].values[i].value, vb_str_from(slug)))
			return r->facets[0].values[i].count;
	return 0;
}

static void check_facets(vb_searcher *s)
{
	struct vb_request request = { .query = VB_STR("chung"),
				      .n = 10,
				      .facets = true,
				      .timeout_ms = 60000 };
	static struct member members;
	struct vb_arena own = VB_ARENA_INIT;
	struct vb_results r;

	ck_ok(vb_search(&r, s, &request, &own, &err));
	ck_assert(r.exact);
	read_truth(&own, s->db);
	members.n = 0;
	ck_ok(vb_xapian_db_postings(s->db, VB_STR("chung"), take_member,
				    &members, &err));
	for (int i = 1; i < 5; i++)
		ck_assert_uint_eq(offered(&r, slugs[i]),
				  count_type(&members, slugs[i]));
	vb_arena_clear(&own);
}

static void withdraw(int id)
{
	struct document d = { .text = id };

	put_one(id, &d, VB_READ_REJECTED);
}

/* One who follows each commit, one each third, one who begins. */
START_TEST(columns__by_chance)
{
	vb_searcher *each, *third;
	int top = 50;

	seed = (unsigned)_i * 977 + 5;
	put_some(0, top);
	update_index(false);
	each = open_searcher();
	third = open_searcher();
	for (int round = 0; round < 15; round++) {
		int from = pick(top);

		put_some(from, from + 1 + pick(6));
		if (from + 6 > top)
			top = from + 6;
		for (int i = pick(4); i; i--)
			withdraw(pick(top));
		if (pick(8) == 0)
			unlink(file_path());
		if (pick(8) == 0)
			write_file(file_path(), "damaged", 7);
		update_index(pick(10) == 0);
		check(each);
		check_facets(each);
		if (round % 3 == 2) {
			check(third);
			check_facets(third);
			check_new();
		}
	}
	vb_searcher_close(each);
	vb_searcher_close(third);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("index/columns");
	TCase *t = tcase_create("columns");

	tcase_add_checked_fixture(t, setup, remove_dir);
	tcase_set_timeout(t, 120);
	suite_add_tcase(s, t);
	tcase_add_test(t, columns__of_a_build);
	tcase_add_test(t, columns__of_nothing);
	tcase_add_test(t, columns__follow_a_commit);
	tcase_add_test(t, columns__group_gets_another);
	tcase_add_test(t, columns__more_values);
	tcase_add_test(t, columns__damaged);
	tcase_add_test(t, columns__of_another);
	tcase_add_test(t, columns__of_another_future);
	tcase_add_test(t, columns__made_again);
	tcase_add_test(t, columns__newer_file);
	tcase_add_test(t, columns__renewed);
	tcase_add_test(t, columns__rank_alike);
	tcase_add_test(t, columns__brief_of_the_file);
	tcase_add_test(t, columns__long_list);
	tcase_add_test(t, columns__unlisted_changes);
	tcase_add_test(t, columns__damaged_list);
	tcase_add_loop_test(t, columns__by_chance, 0, 4);
	return run_suite(s);
}
