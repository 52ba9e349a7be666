#include "archive/relation.h"

#include <sys/stat.h>

#include "doc/reference.h"
#include "fixture.h"

static vb_archive *ar;
static struct vb_arena arena;
static struct vb_record record;
static struct vb_buf shown = VB_BUF_INIT(1 << 20);

static void setup(void)
{
	make_dir();
	arena = (struct vb_arena)VB_ARENA_INIT;
	ar = open_archive(VB_ARCHIVE_WRITE);
}

static void teardown(void)
{
	vb_archive_close(ar);
	vb_arena_clear(&arena);
	vb_buf_clear(&shown);
	remove_dir();
}

/* What is told of a document, and its text, which is understood. */
struct document {
	const char *id, *text, *title, *number, *date, *issuer, *effective;
	const char *kind, *related;
};

static void give(enum vb_field_id id, const char *value)
{
	if (value)
		ck_ok(vb_record_set(&record, id, vb_str_from(value),
				    VB_HOW_GIVEN, 1));
}

static void hold(const struct document *d)
{
	static struct vb_extra related = { .name = VB_STR("related") };
	enum vb_put_result result;

	vb_record_init(&record, &arena);
	record.text = vb_str_from(d->text);
	give(VB_FIELD_TITLE, d->title ? d->title : "x");
	give(VB_FIELD_NUMBER, d->number);
	give(VB_FIELD_DATE, d->date);
	give(VB_FIELD_ISSUER, d->issuer);
	give(VB_FIELD_EFFECTIVE_DATE, d->effective);
	give(VB_FIELD_KIND, d->kind ? d->kind : "document");
	ck_ok(vb_record_understand(&record));
	if (d->related) {
		related.json = vb_str_from(d->related);
		record.extras = &related;
	}
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(try_put(&result, ar, d->id, record.text, &record));
	ck_ok(vb_archive_commit(ar, &err));
}

/* "kind number: id id; …" */
static const char *show(const struct vb_citations *all)
{
	vb_buf_truncate(&shown, 0);
	for (const struct vb_citation *c = all->first; c; c = c->next) {
		struct vb_str number = c->reference.number;

		ck_ok(vb_buf_printf(
			&shown, "%s %.*s:", vb_relation_name(c->reference.kind),
			VB_STR_ARG(number)));
		for (const struct vb_brief *b = c->documents; b; b = b->next)
			ck_ok(vb_buf_printf(&shown, " %.*s",
					    VB_STR_ARG(b->id)));
		ck_ok(vb_buf_append_cstr(&shown, "; "));
	}
	return vb_buf_cstr(&shown);
}

static const char *cites(const char *id)
{
	struct vb_citations all;

	ck_ok(vb_archive_cites(&all, ar, vb_str_from(id), &arena, &err));
	return show(&all);
}

static const char *cited_by(const char *what)
{
	struct vb_citations all;

	ck_ok(vb_archive_cited_by(&all, ar, vb_str_from(what), &arena, &err));
	return show(&all);
}

static const char *wanted(size_t limit)
{
	struct vb_wanted *w;
	size_t n, count = 0;

	ck_ok(vb_archive_wanted(&w, &n, ar, limit, &arena, &err));
	vb_buf_truncate(&shown, 0);
	for (; w; w = w->next, count++)
		ck_ok(vb_buf_printf(&shown, "%lld %.*s %.*s %.*s %.*s; ",
				    (long long)w->cited_by,
				    VB_STR_ARG(w->number), VB_STR_ARG(w->type),
				    VB_STR_ARG(w->issuer),
				    VB_STR_ARG(w->date)));
	ck_assert_uint_eq(count, n);
	return vb_buf_cstr(&shown);
}

static const struct document page = {
	.id = "page",
	.kind = "article",
	.date = "2021-11-16",
	.text = "Triển khai Chỉ thị số 20-CT/TU ngày 15.11 theo Luật Thanh "
		"niên năm 2020.",
};
static const struct document directive = {
	.id = "ct20",
	.text = "Chỉ thị.",
	.number = "20-CT/TU",
	.date = "2021-11-15",
};
static const struct document other_directive = {
	.id = "ct20-cũ",
	.text = "Chỉ thị.",
	.number = "20-CT/TU",
	.date = "2012-01-18",
};
static const struct document law = {
	.id = "luật",
	.text = "Điều 1.",
	.title = "Luật Thanh niên",
	.number = "57/2020/QH14",
	.date = "2020-06-16",
};

/* Whatever comes first: nothing is stored as resolved. */
START_TEST(relation__order_of_arrival)
{
	static const struct document *const orders[][4] = {
		{ &page, &directive, &other_directive, &law },
		{ &law, &other_directive, &directive, &page },
		{ &directive, &page, &law, &other_directive },
	};

	for (size_t i = 0; i < 4; i++)
		hold(orders[_i][i]);
	ck_assert_str_eq(cites("page"), "implements 20-CT/TU: ct20; "
					"cites Luật Thanh niên 2020: luật; ");
	ck_assert_str_eq(cited_by("ct20"), "implements 20-CT/TU: page; ");
	ck_assert_str_eq(cited_by("ct20-cũ"), ""); /* another date */
	ck_assert_str_eq(cited_by("20 ct tu"), "implements 20-CT/TU: page; ");
	ck_assert_str_eq(cited_by("luật"),
			 "cites Luật Thanh niên 2020: page; ");
	ck_assert_str_eq(cited_by("Luật Thanh niên"),
			 "cites Luật Thanh niên 2020: page; ");
	ck_assert_str_eq(wanted(10), "");
}
END_TEST

START_TEST(relation__becomes_held)
{
	hold(&page);
	ck_assert_str_eq(cites("page"), "implements 20-CT/TU:; "
					"cites Luật Thanh niên 2020:; ");
	ck_assert_str_eq(wanted(10), "1 20-CT/TU chi-thi  2021-11-15; "
				     "1 Luật Thanh niên 2020 luat  ; ");
	ck_assert_str_eq(wanted(1), "1 20-CT/TU chi-thi  2021-11-15; ");
	hold(&law);
	ck_assert_str_eq(wanted(10), "1 20-CT/TU chi-thi  2021-11-15; ");
	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_withdraw(ar, VB_STR("luật"), VB_STR("nhầm"), false,
				  &err));
	ck_ok(vb_archive_commit(ar, &err));
	ck_assert_str_eq(cites("page"), "implements 20-CT/TU:; "
					"cites Luật Thanh niên 2020:; ");
}
END_TEST

/* Several that nothing excludes are all told of. */
START_TEST(relation__candidates)
{
	const struct document asks = { .id = "a",
				       .text = "theo Nghị quyết số 05/NQ-HĐND "
					       "của HĐND tỉnh Hà Tĩnh và Đề án "
					       "số 15 của Thành ủy Hà Nội" };
	const struct document one = { .id = "n1",
				      .text = "1",
				      .number = "05/NQ-HĐND",
				      .issuer = "Hội đồng nhân dân tỉnh Hà "
						"Tĩnh" };
	const struct document two = { .id = "n2",
				      .text = "2",
				      .number = "05/NQ-HĐND",
				      .issuer = "Hội đồng nhân dân tỉnh Huế" };
	const struct document three = { .id = "n3",
					.text = "3",
					.number = "5/NQ-HĐND" };
	const struct document scheme = { .id = "đa",
					 .text = "4",
					 .number = "15-ĐA/TU" };

	hold(&asks);
	hold(&one);
	hold(&two);
	hold(&three);
	hold(&scheme);
	ck_assert_str_eq(cites("a"),
			 "cites 05/NQ-HĐND: n1 n3; cites 15/ĐA: đa; ");
	ck_assert_str_eq(cited_by("n2"), "");
	ck_assert_str_eq(cited_by("đa"), "cites 15/ĐA: a; ");
}
END_TEST

/* A name without a year may mean any of that name; with one, that one, or
 * one of which no year is known. */
START_TEST(relation__years_of_names)
{
	const struct document a = { .id = "a", .text = "theo Luật Đất đai" };
	const struct document b = { .id = "b",
				    .text = "theo Luật Đất đai năm 2013" };
	const struct document l13 = { .id = "l13",
				      .text = "1",
				      .title = "Luật Đất đai",
				      .date = "2013-11-29" };
	const struct document l24 = { .id = "l24",
				      .text = "2",
				      .title = "Luật Đất đai năm 2024" };
	const struct document none = { .id = "l",
				       .text = "3",
				       .title = "Luật Đất đai" };

	hold(&a);
	hold(&b);
	hold(&none);
	ck_assert_str_eq(cites("b"), "cites Luật Đất đai 2013: l; ");
	hold(&l13);
	hold(&l24);
	ck_assert_str_eq(cites("a"), "cites Luật Đất đai: l l13 l24; ");
	ck_assert_str_eq(cites("b"), "cites Luật Đất đai 2013: l13; ");
	ck_assert_str_eq(cited_by("l13"), "cites Luật Đất đai 2013: b; "
					  "cites Luật Đất đai: a; ");
}
END_TEST

static bool corrected_title(const char *id, const char *title)
{
	struct vb_field to = { .value = vb_str_from(title),
			       .label = VB_STR_EMPTY };

	ck_ok(vb_archive_begin(ar, &err));
	ck_ok(vb_archive_correct(ar, vb_str_from(id), VB_FIELD_TITLE, &to,
				 &err));
	ck_ok(vb_archive_commit(ar, &err));
	return true;
}

START_TEST(relation__corrected_name)
{
	const struct document b = { .id = "b", .text = "theo Luật Giá" };
	const struct document l = { .id = "l", .text = "1", .title = "Luật" };

	hold(&b);
	hold(&l);
	ck_assert_str_eq(cites("b"), "cites Luật Giá:; ");
	ck_assert(corrected_title("l", "Luật Giá"));
	ck_assert_str_eq(cites("b"), "cites Luật Giá: l; ");
}
END_TEST

START_TEST(relation__related)
{
	const struct document a = { .id = "a",
				    .text = "1",
				    .related = "[\"b\",\"c\"]" };
	const struct document b = { .id = "b",
				    .text = "2",
				    .related = "\"a\"" };

	hold(&a);
	hold(&b);
	ck_assert_str_eq(cites("a"), "cites : b; cites :; ");
	ck_assert_str_eq(cites("b"), ""); /* no list */
	ck_assert_str_eq(cited_by("b"), "cites : a; ");
}
END_TEST

/* An id is what its JSON spells, and what is no string is passed over. */
START_TEST(relation__related_spelled)
{
	const struct document a = { .id = "a",
				    .text = "1",
				    .related = "[\"\\u0062\", 7, \"c\"]" };
	const struct document b = { .id = "b", .text = "2" };

	hold(&a);
	hold(&b);
	ck_assert_str_eq(cites("a"), "cites : b; cites :; ");
}
END_TEST

START_TEST(relation__not_found)
{
	struct vb_citations all;

	ck_assert_int_eq(vb_archive_cites(&all, ar, VB_STR("x"), &arena, &err),
			 VB_NOT_FOUND);
	ck_assert_int_eq(
		vb_archive_cited_by(&all, ar, VB_STR("xin chào"), &arena, &err),
		VB_NOT_FOUND);
}
END_TEST

/* What a decree says of another, and what that makes of it on some days. */
static const struct {
	const char *text, *on, *status, *since;
} effects[] = {
	{ "Điều 1.", "2020-01-01", "chua-co-hieu-luc", "2020-07-01" },
	{ "Điều 1.", "2020-07-01", "con-hieu-luc", "2020-07-01" },
	{ "Nghị định này thay thế Nghị định số 1/2020/NĐ-CP.", "2021-12-31",
	  "con-hieu-luc", "2020-07-01" },
	{ "Nghị định này thay thế Nghị định số 1/2020/NĐ-CP.", "2022-01-01",
	  "het-hieu-luc", "2022-01-01" },
	{ "Bãi bỏ Điều 5 Nghị định số 1/2020/NĐ-CP.", "2022-01-01",
	  "het-hieu-luc-mot-phan", "2022-01-01" },
	{ "Sửa đổi Điều 5 Nghị định số 1/2020/NĐ-CP.", "2022-01-01",
	  "con-hieu-luc", "2020-07-01" },
	{ "Tạm ngưng hiệu lực Nghị định số 1/2020/NĐ-CP.", "2022-01-01",
	  "ngung-hieu-luc", "2022-01-01" },
	{ "Kiến nghị bãi bỏ Nghị định số 1/2020/NĐ-CP.", "2022-01-01",
	  "con-hieu-luc", "2020-07-01" },
	{ "Bãi bỏ Nghị định số 1/2020/NĐ-CP ngày 2/2/2019.", "2022-01-01",
	  "con-hieu-luc", "2020-07-01" }, /* of another day */
};

static const struct document decree = { .id = "nđ1",
					.text = "Điều 1. Phạm vi.",
					.number = "1/2020/NĐ-CP",
					.date = "2020-05-05",
					.effective = "2020-07-01" };

START_TEST(effect__cases)
{
	const struct document later = { .id = "nđ2",
					.text = effects[_i].text,
					.number = "9/2021/NĐ-CP",
					.date = "2021-11-11",
					.effective = "2022-01-01" };
	struct vb_effect effect;
	struct vb_held held;

	hold(&decree);
	hold(&later);
	ck_ok(vb_archive_get(&held, ar, VB_STR("nđ1"), 0, &arena, &err));
	ck_ok(vb_archive_effect(&effect, ar, &held, vb_str_from(effects[_i].on),
				&arena, &err));
	ck_assert_str_eq(effect.status, effects[_i].status);
	ck_assert(vb_str_eq(effect.since, vb_str_from(effects[_i].since)));
}
END_TEST

/* A page that tells of it is no evidence, and has no effect itself. */
START_TEST(effect__pages)
{
	const struct document news = { .id = "tin",
				       .kind = "article",
				       .text = "Bãi bỏ Nghị định số "
					       "1/2020/NĐ-CP." };
	struct vb_effect effect;
	struct vb_held held;

	hold(&decree);
	hold(&news);
	ck_ok(vb_archive_get(&held, ar, VB_STR("nđ1"), 0, &arena, &err));
	ck_ok(vb_archive_effect(&effect, ar, &held, VB_STR("2023-01-01"),
				&arena, &err));
	ck_assert_str_eq(effect.status, "con-hieu-luc");
	ck_assert_ptr_null(effect.evidence);
	ck_ok(vb_archive_get(&held, ar, VB_STR("tin"), 0, &arena, &err));
	ck_ok(vb_archive_effect(&effect, ar, &held, VB_STR("2023-01-01"),
				&arena, &err));
	ck_assert_str_eq(effect.status, "unknown");
}
END_TEST

/* An archive that a program of schema 2 wrote. */
static void old_setup(void)
{
	char command[300];

	make_dir();
	arena = (struct vb_arena)VB_ARENA_INIT;
	snprintf(command, sizeof(command),
		 "sqlite3 -batch %s/archive.db"
		 " <tests/unit/archive/data/version2.sql >/dev/null",
		 dir);
	ck_assert_int_eq(system(command), 0);
	ar = NULL;
}

static size_t faults(void)
{
	size_t n;

	ck_ok(vb_archive_verify(&n, ar, NULL, NULL, &err));
	return n;
}

START_TEST(upgrade2__reading)
{
	struct vb_citations all;
	struct vb_held held;

	ar = open_archive(VB_ARCHIVE_READ);
	ck_ok(vb_archive_get(&held, ar, VB_STR("bai-1"), 0, &arena, &err));
	ck_assert(vb_str_eq(held.references->number, VB_STR("20-CT/TU")));
	ck_assert_int_eq(held.references->kind, VB_RELATION_MENTION);
	ck_assert_int_eq(
		vb_archive_cites(&all, ar, VB_STR("bai-1"), &arena, &err),
		VB_MISMATCH);
	ck_assert_uint_eq(faults(), 0);
}
END_TEST

START_TEST(upgrade2__writing)
{
	ar = open_archive(VB_ARCHIVE_WRITE);
	ck_assert_uint_eq(faults(), 0);
	ck_assert_str_eq(cites("bai-1"), "mention 20-CT/TU:; "
					 "mention 57/2020/QH14: luat-1; ");
	ck_assert_str_eq(cited_by("luat-1"), "mention 57/2020/QH14: bai-1; ");
	hold(&page); /* found by the name of what was held before */
	ck_assert_str_eq(cites("page"), "implements 20-CT/TU:; "
					"cites Luật Thanh niên 2020: luat-1; ");
	ck_assert_uint_eq(faults(), 0);
}
END_TEST

/* The chain covers what schema 3 added. */
static const char *const damages[] = {
	"UPDATE mentions SET kind = 'basis' WHERE place = 0",
	"UPDATE mentions SET kind = 'mention', issuer = '', anchor = ''",
	"UPDATE mentions SET issuer = 'x'",
	"UPDATE mentions SET anchor = 'dieu-1' WHERE place = 1",
};

START_TEST(verify__relations)
{
	char command[400];

	hold(&page);
	ck_assert_uint_eq(faults(), 0);
	snprintf(command, sizeof(command),
		 "sqlite3 -batch %s/archive.db \"%s\"", dir, damages[_i]);
	ck_assert_int_eq(system(command), 0);
	ck_assert_uint_eq(faults(), 1);
}
END_TEST

#define LOOP(tc, test, table)                                                  \
	tcase_add_loop_test(tc, test, 0,                                       \
			    (int)(sizeof(table) / sizeof((table)[0])))

int main(void)
{
	Suite *suite = suite_create("relation");
	TCase *tc = tcase_create("relation"), *old = tcase_create("old");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, relation__order_of_arrival, 0, 3);
	tcase_add_test(tc, relation__becomes_held);
	tcase_add_test(tc, relation__candidates);
	tcase_add_test(tc, relation__years_of_names);
	tcase_add_test(tc, relation__corrected_name);
	tcase_add_test(tc, relation__related);
	tcase_add_test(tc, relation__related_spelled);
	tcase_add_test(tc, relation__not_found);
	LOOP(tc, effect__cases, effects);
	tcase_add_test(tc, effect__pages);
	LOOP(tc, verify__relations, damages);
	tcase_add_checked_fixture(old, old_setup, teardown);
	tcase_add_test(old, upgrade2__reading);
	tcase_add_test(old, upgrade2__writing);
	suite_add_tcase(suite, tc);
	suite_add_tcase(suite, old);
	return run_suite(suite);
}
