/*
 * JSON-LD, as another parser reads it: names and places of schema.org's
 * Legislation and Article, days of ISO 8601.
 */
#include <check.h>
#include <jansson.h>
#include <stdlib.h>

#include "../run.h"
#include "output/jsonld.h"

static struct vb_held held;
static struct vb_effect effect;
static struct vb_brief one, other;
static struct vb_citation list[3];
static struct vb_citations cites;
static struct vb_jsonld what;
static struct vb_buf out = VB_BUF_INIT(1 << 20);

static struct vb_str address(void *ctx, struct vb_str id)
{
	(void)ctx;
	return vb_str_eq(id, VB_STR("hp")) ? VB_STR("https://v.vn/doc/hp") :
					     VB_STR_EMPTY;
}

static void set(enum vb_field_id id, const char *value, const char *label)
{
	held.fields[id].value = vb_str_from(value);
	held.fields[id].label = vb_str_from(label);
}

static void cite(size_t i, enum vb_relation kind, const char *number,
		 struct vb_brief *found)
{
	list[i] = (struct vb_citation){
		.reference = { .kind = kind,
			       .number = vb_str_from(number),
			       .key = VB_STR("key"),
			       .date = VB_STR_EMPTY },
		.documents = found,
		.next = i + 1 < 3 ? &list[i + 1] : NULL,
	};
}

static void setup(void)
{
	held = (struct vb_held){ .id = VB_STR("nq"),
				 .added = "2024-07-11T01:02:03Z" };
	for (int i = 0; i < VB_FIELD_COUNT; i++)
		set((enum vb_field_id)i, "", "");
	set(VB_FIELD_KIND, "document", "");
	set(VB_FIELD_TITLE, "Về </script><b> & giá đất", "");
	set(VB_FIELD_TYPE, "nghi-quyet", "Nghị quyết");
	set(VB_FIELD_NUMBER, "05/2024/NQ-HĐND", "");
	set(VB_FIELD_DATE, "2024-07-10", "");
	set(VB_FIELD_EFFECTIVE_DATE, "2024-08-01", "");
	set(VB_FIELD_ISSUER, "Hội đồng nhân dân thành phố Huế", "");
	set(VB_FIELD_PLACE, "Huế", "");
	set(VB_FIELD_URL, "https://example.vn/5", "");
	one = (struct vb_brief){ .id = VB_STR("hp"),
				 .title = VB_STR("Hiến pháp") };
	other = (struct vb_brief){ .id = VB_STR("x"),
				   .title = VB_STR("X"),
				   .next = &one };
	cite(0, VB_RELATION_BASIS, "Hiến pháp 2013", &one);
	cite(1, VB_RELATION_AMENDS, "1/NQ-HĐND", &other);
	cite(2, VB_RELATION_AMENDS, "2/NQ-HĐND", NULL);
	cites = (struct vb_citations){ .first = list, .n = 3 };
	effect = (struct vb_effect){ .status = "het-hieu-luc-mot-phan" };
	what = (struct vb_jsonld){
		.held = &held,
		.effect = &effect,
		.cites = &cites,
		.page = VB_STR("https://v.vn/doc/nq"),
		.json = VB_STR("https://v.vn/api/v1/documents/nq"),
		.akn = VB_STR("https://v.vn/api/v1/documents/nq/akn"),
		.address = address,
	};
	vb_buf_truncate(&out, 0);
}

static void teardown(void)
{
	vb_buf_clear(&out);
}

/* "a.b.0.c" of what is written; NULL when there is no such thing. */
static const char *at(json_t *root, const char *path)
{
	char copy[200], *rest = copy;

	snprintf(copy, sizeof(copy), "%s", path);
	for (char *step; root && (step = strsep(&rest, "."));)
		root = json_is_array(root) ?
			       json_array_get(root, (size_t)(*step - '0')) :
			       json_object_get(root, step);
	return json_string_value(root);
}

static json_t *written(void)
{
	json_t *root;

	ck_assert_int_eq(vb_output_jsonld(&out, &what), VB_OK);
	root = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, NULL);
	ck_assert_ptr_nonnull(root);
	return root;
}

static void check(json_t *root, const char *path, const char *want)
{
	const char *got = at(root, path);

	if (!want)
		ck_assert_msg(!got, "%s: got '%s'", path, got);
	else
		ck_assert_msg(got && !strcmp(got, want),
			      "%s: got '%s', want '%s'", path,
			      got ? got : "nothing", want);
}

static const struct {
	const char *path, *want;
} legislation[] = {
	{ "@context", "https://schema.org" },
	{ "@type", "Legislation" },
	{ "@id", "https://v.vn/doc/nq" },
	{ "name", "Về </script><b> & giá đất" },
	{ "inLanguage", "vi" },
	{ "sameAs", "https://example.vn/5" },
	{ "legislationIdentifier", "05/2024/NQ-HĐND" },
	{ "legislationType", "Nghị quyết" },
	{ "legislationDate", "2024-07-10" },
	{ "legislationPassedBy.@type", "Organization" },
	{ "legislationPassedBy.name", "Hội đồng nhân dân thành phố Huế" },
	{ "legislationJurisdiction.@type", "AdministrativeArea" },
	{ "legislationJurisdiction.name", "Huế" },
	{ "temporalCoverage", "2024-08-01/.." },
	{ "legislationLegalForce", "https://schema.org/PartiallyInForce" },
	{ "encoding.0.@type", "LegislationObject" },
	{ "encoding.0.encodingFormat", "text/html" },
	{ "encoding.2.encodingFormat", "application/akn+xml" },
	{ "encoding.2.contentUrl", "https://v.vn/api/v1/documents/nq/akn" },
	{ "isBasedOn.0.@type", "Legislation" },
	{ "isBasedOn.0.@id", "https://v.vn/doc/hp" },
	{ "isBasedOn.0.name", "Hiến pháp" },
	{ "legislationAmends.0.legislationIdentifier", "1/NQ-HĐND" },
	/* two documents bear the number: neither is said to be it */
	{ "legislationAmends.0.@id", NULL },
	{ "legislationAmends.0.name", NULL },
	{ "legislationAmends.1.legislationIdentifier", "2/NQ-HĐND" },
	{ "headline", NULL },
};

START_TEST(jsonld__legislation)
{
	json_t *root = written();

	check(root, legislation[_i].path, legislation[_i].want);
	json_decref(root);
}
END_TEST

static const struct {
	const char *path, *want;
} article[] = {
	{ "@type", "Article" },
	{ "headline", "Kỳ họp" },
	{ "datePublished", "2024-07-10" },
	{ "author.@type", "Person" },
	{ "author.name", "A. B." },
	{ "publisher.@type", "Organization" },
	{ "publisher.name", "Báo Huế" },
	{ "legislationIdentifier", NULL },
	{ "sameAs", NULL },
};

START_TEST(jsonld__article)
{
	json_t *root;

	set(VB_FIELD_KIND, "article", "");
	set(VB_FIELD_TITLE, "Kỳ họp", "");
	set(VB_FIELD_AUTHOR, "A. B.", "");
	set(VB_FIELD_ORIGIN, "Báo Huế", "");
	set(VB_FIELD_URL, "javascript:alert(1)", "");
	root = written();
	check(root, article[_i].path, article[_i].want);
	json_decref(root);
}
END_TEST

/* It stands in a <script>. */
START_TEST(jsonld__ends_no_script)
{
	json_decref(written());
	for (size_t i = 0; i < out.len; i++)
		ck_assert(!strchr("<>&", out.ptr[i]));
}
END_TEST

static const struct {
	const char *status, *want;
} forces[] = {
	{ "con-hieu-luc", "https://schema.org/InForce" },
	{ "het-hieu-luc", "https://schema.org/NotInForce" },
	{ "chua-co-hieu-luc", "https://schema.org/NotInForce" },
	{ "unknown", NULL },
};

START_TEST(jsonld__force)
{
	json_t *root;

	effect.status = forces[_i].status;
	root = written();
	check(root, "legislationLegalForce", forces[_i].want);
	json_decref(root);
}
END_TEST

START_TEST(jsonld__little_is_known)
{
	json_t *root;

	for (int i = 0; i < VB_FIELD_COUNT; i++)
		set((enum vb_field_id)i, "", "");
	what.effect = NULL;
	what.cites = NULL;
	root = written();
	check(root, "name", "nq");
	check(root, "legislationJurisdiction.name", "Việt Nam");
	check(root, "temporalCoverage", NULL);
	check(root, "legislationDate", NULL);
	json_decref(root);
}
END_TEST

#define N(a) ((int)(sizeof(a) / sizeof((a)[0])))

int main(void)
{
	Suite *s = suite_create("jsonld");
	TCase *tc = tcase_create("jsonld");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, jsonld__legislation, 0, N(legislation));
	tcase_add_loop_test(tc, jsonld__article, 0, N(article));
	tcase_add_test(tc, jsonld__ends_no_script);
	tcase_add_loop_test(tc, jsonld__force, 0, N(forces));
	tcase_add_test(tc, jsonld__little_is_known);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
