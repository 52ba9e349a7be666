/* XML of any kind, Akoma Ntoso, and what hostile XML tries. */
#include <unistd.h>

#include "reading.h"

static const char akn[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/"
	"akn/3.0\">"
	"<act name=\"nghi-quyet\"><meta><identification source=\"#x\">"
	"<FRBRWork><FRBRthis value=\"/akn/vn/act/2025/5\"/>"
	"<FRBRdate date=\"2025-12-10\" name=\"Generation\"/>"
	"<FRBRnumber value=\"05/NQ-HĐND\"/><FRBRname value=\"NQ 5\"/>"
	"</FRBRWork><FRBRExpression><FRBRdate date=\"2026-01-01\"/>"
	"<FRBRlanguage language=\"vie\"/></FRBRExpression></identification>"
	"<publication showAs=\"Công báo\" date=\"2025-12-20\"/></meta>\n"
	"<preface><p><docType>NGHỊ QUYẾT</docType></p>"
	"<p><docTitle>Về giá đất <i>năm</i>\n 2026</docTitle></p></preface>\n"
	"<body><chapter><num>Chương I</num><heading>QUY ĐỊNH CHUNG</heading>"
	"<article><num>Điều 1.</num><heading>Phạm vi</heading>"
	"<paragraph><num>1.</num><content><p>Giá đất <b>ở</b> năm nay"
	"<authorialNote><p>xem Điều 2</p></authorialNote>.</p></content>"
	"</paragraph><paragraph><num>2.</num><list><intro><p>Không áp dụng với:"
	"</p></intro><point><num>a)</num><content><p>Đất rừng;</p></content>"
	"</point><point><num>b)</num><content><p>Đất khác.</p></content>"
	"</point></list></paragraph></article></chapter>"
	"<article><num>Điều 2.</num><heading>Bảng giá</heading><content>"
	"<table><tr><th><p>Xã</p></th><th><p>Giá</p></th></tr>"
	"<tr><td><p>Một</p></td><td><p>5</p></td></tr></table></content>"
	"</article></body></act></akomaNtoso>";

static const struct {
	enum vb_block_kind kind;
	unsigned level;
	const char *text;
} akn_blocks[] = {
	{ VB_BLOCK_PARAGRAPH, 0, "NGHỊ QUYẾT" },
	{ VB_BLOCK_PARAGRAPH, 0, "Về giá đất năm 2026" },
	{ VB_BLOCK_HEADING, 1, "Chương I QUY ĐỊNH CHUNG" },
	{ VB_BLOCK_HEADING, 2, "Điều 1. Phạm vi" },
	{ VB_BLOCK_PARAGRAPH, 0, "1. Giá đất ở năm nay." },
	{ VB_BLOCK_NOTE, 0, "xem Điều 2" },
	{ VB_BLOCK_PARAGRAPH, 0, "2. Không áp dụng với:" },
	{ VB_BLOCK_ITEM, 1, "a) Đất rừng;" },
	{ VB_BLOCK_ITEM, 1, "b) Đất khác." },
	{ VB_BLOCK_HEADING, 1, "Điều 2. Bảng giá" },
	{ VB_BLOCK_ROW, 0, "Xã\tGiá" },
	{ VB_BLOCK_ROW, 0, "Một\t5" },
};

#define N_AKN (sizeof(akn_blocks) / sizeof(akn_blocks[0]))

START_TEST(xml__akoma_ntoso)
{
	ck_assert_int_eq(read_as(NULL, VB_STR(akn)), VB_OK);
	ck_assert(!record.partial);
	ck_assert_str_eq(value(VB_FIELD_TITLE), "Về giá đất năm 2026");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "05/NQ-HĐND");
	ck_assert_str_eq(value(VB_FIELD_TYPE), "nghi-quyet");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2025-12-10");
	ck_assert_str_eq(value(VB_FIELD_LANGUAGE), "vi");
	ck_assert_str_eq(value(VB_FIELD_ORIGIN), "Công báo");
	ck_assert_uint_eq(record.n_blocks, N_AKN);
	for (size_t i = 0; i < N_AKN; i++) {
		const struct vb_block *b = &record.blocks[i];

		ck_assert_int_eq(b->kind, akn_blocks[i].kind);
		ck_assert_uint_eq(b->level, akn_blocks[i].level);
		ck_assert(vb_str_eq(vb_str_sub(record.text, b->from, b->to),
				    vb_str_from(akn_blocks[i].text)));
	}
}
END_TEST

/* One element with text is one block; instructions and comments are none. */
static const struct {
	const char *xml, *text, *title;
} plain[] = {
	{ "<?xml version='1.0'?><r><a>một</a><b>hai <i>ba</i> bốn</b></r>",
	  "một\nhai ba bốn", "một" },
	{ "<?xml version='1.0'?><?xml-stylesheet href='x'?><!-- không -->"
	  "<r><?php ẩn ?><a>một<!-- hai --> ba</a></r>",
	  "một ba", "một ba" },
	{ "<?xml version='1.0'?><r><title>Nghị quyết về đất</title>"
	  "<p>Điều một</p></r>",
	  "Nghị quyết về đất\nĐiều một", "Nghị quyết về đất" },
	{ "<?xml version='1.0'?><r><a>một\n   hai\t ba</a></r>", "một hai ba",
	  "một hai ba" },
	{ "<?xml version='1.0'?><r><a xml:space='preserve'>một\n   hai\nba</a>"
	  "</r>",
	  "một\nhai\nba", "một" },
	{ "<?xml version='1.0'?><r><![CDATA[một < hai]]> &amp; ba</r>",
	  "một < hai & ba", "một < hai & ba" },
	{ "<?xml version='1.0'?><n:r xmlns:n='u'><n:a>một</n:a></n:r>", "một",
	  "một" },
	{ "<?xml version='1.0' encoding='UTF-16'?><r>khai sai ạ</r>",
	  "khai sai ạ", "khai sai ạ" },
};

START_TEST(xml__plain)
{
	ck_assert_int_eq(read_as("xml", vb_str_from(plain[_i].xml)), VB_OK);
	ck_assert_str_eq(text(), plain[_i].text);
	ck_assert_str_eq(value(VB_FIELD_TITLE), plain[_i].title);
	ck_assert(!record.partial);
}
END_TEST

/* "Hội đồng" in other encodings, by iconv's tables and vietnamese-text.md */
#define S(literal)                                                             \
	{                                                                      \
		literal, sizeof(literal) - 1                                   \
	}
static const struct {
	struct vb_str xml;
	const char *want;
} encoded[] = {
	{ S("\xff\xfe<\0r\0>\0H\0\xd9\x1e"
	    "i\0<\0/\0r\0>\0"),
	  "Hội" },
	{ S("<\0r\0>\0H\0\xd9\x1e"
	    "i\0 \0n\0g\0h\0\xcb\x1e<\0/\0r\0>\0"),
	  "Hội nghị" },
	{ S("<?xml version='1.0' encoding='x-viet-tcvn5712'?>"
	    "<r>H\xe9i \xae\xe5ng nh\xa9n d\xa9n</r>"),
	  "Hội đồng nhân dân" },
	{ S("<?xml version='1.0' encoding=\"windows-1258\"?>"
	    "<r>H\xf4\xf2i \xf0\xf4\xccng nh\xe2n d\xe2n</r>"),
	  "Hội đồng nhân dân" },
};

START_TEST(xml__encoded)
{
	ck_assert_int_eq(read_as("xml", encoded[_i].xml), VB_OK);
	ck_assert_str_eq(text(), encoded[_i].want);
}
END_TEST

START_TEST(xml__sniffed)
{
	static const struct {
		const char *bytes, *want;
	} cases[] = {
		{ "<?xml version='1.0'?><doc><p>x</p></doc>", "xml" },
		{ "<?xml version='1.0'?>\n<!-- a --><!DOCTYPE r><r/>", "xml" },
		{ "<akomaNtoso xmlns='u'><act/></akomaNtoso>", "xml" },
		{ "<?xml version='1.0'?><html xmlns='u'><p>x</html>", "html" },
		{ "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>",
		  "html" },
		{ "<html xmlns='u'><body>", "html" },
		{ "<!-- a --><div>", "html" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(vb_format_sniff(vb_str_from(cases[i].bytes),
						 VB_STR_EMPTY),
				 cases[i].want);
}
END_TEST

/* Broken: what there is is read, and it is said that not all may be there. */
START_TEST(xml__not_well_formed)
{
	static const char *const broken[] = {
		"<?xml version='1.0'?><r><a>một</a><b>hai",
		"<?xml version='1.0'?><r><a>một</b><b>hai</b></r>",
		"<?xml version='1.0'?><r><a x=1>một</a> & hai</r>",
		"<?xml version='1.0'?>một <r>hai</r>",
	};

	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		ck_assert_int_eq(read_as("xml", vb_str_from(broken[i])), VB_OK);
		ck_assert(record.partial);
		ck_assert_ptr_nonnull(strstr(text(), "một"));
		ck_assert_ptr_nonnull(strstr(text(), "hai"));
		ck_assert_ptr_nonnull(strstr(record.warning.ptr, "XML"));
	}
}
END_TEST

START_TEST(xml__nothing_in_it)
{
	ck_assert_int_eq(read_as("xml", VB_STR("<?xml version='1.0'?><r/>")),
			 VB_BAD_INPUT);
}
END_TEST

/* A local file named by an entity, a parameter entity or a DTD: never read. */
START_TEST(xml__external_entity)
{
	static const struct {
		const char *before, *after; /* of the path */
	} attacks[] = {
		{ "<!DOCTYPE r [<!ENTITY x SYSTEM 'file://",
		  "'>]><r>chim &x; hót</r>" },
		{ "<!DOCTYPE r [<!ENTITY % x SYSTEM 'file://",
		  "'> %x;]><r>chim hót</r>" },
		{ "<!DOCTYPE r SYSTEM 'file://", "'><r>chim &x; hót</r>" },
		{ "<r xmlns:xi='http://www.w3.org/2001/XInclude'>chim "
		  "<xi:include href='file://",
		  "' parse='text'/> hót</r>" },
	};
	char path[] = "/tmp/vanban-canary-XXXXXX", xml[512];
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "<!ENTITY x 'hoàng yến'>", 26), 26);
	close(fd);
	for (size_t i = 0; i < sizeof(attacks) / sizeof(attacks[0]); i++) {
		snprintf(xml, sizeof(xml), "%s%s%s", attacks[i].before, path,
			 attacks[i].after);
		ck_assert_int_eq(read_as("xml", vb_str_from(xml)), VB_OK);
		ck_assert_ptr_null(strstr(text(), "yến"));
		ck_assert_ptr_nonnull(strstr(text(), "chim"));
		ck_assert_ptr_nonnull(strstr(text(), "hót"));
	}
	unlink(path);
}
END_TEST

START_TEST(xml__billion_laughs)
{
	static const char bomb[] =
		"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a \"hahahaha\">"
		"<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
		"<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
		"<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
		"<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">"
		"<!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">"
		"<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">"
		"<!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">]>"
		"<r>chữ &h; hết</r>";

	ck_assert_int_eq(read_as("xml", VB_STR(bomb)), VB_OK);
	ck_assert_uint_lt(record.text.len, sizeof(bomb));
	ck_assert_ptr_nonnull(strstr(text(), "chữ"));
	ck_assert_ptr_nonnull(strstr(text(), "hết"));
}
END_TEST

START_TEST(xml__deep_nesting)
{
	static const int depths[] = { 200, 300, 100000 };
	struct vb_buf xml = VB_BUF_INIT(64 << 20);

	vb_buf_append_cstr(&xml, "<?xml version='1.0'?><r>đầu");
	for (int i = 0; i < depths[_i]; i++)
		vb_buf_append_cstr(&xml, "<a>");
	vb_buf_append_cstr(&xml, "đáy");
	for (int i = 0; i < depths[_i]; i++)
		vb_buf_append_cstr(&xml, "</a>");
	vb_buf_append_cstr(&xml, "cuối</r>");
	ck_assert_int_eq(read_as("xml", vb_buf_str(&xml)), VB_OK);
	ck_assert_int_eq(record.partial, depths[_i] > 256);
	ck_assert_ptr_nonnull(strstr(text(), "đầu"));
	ck_assert_ptr_nonnull(strstr(text(), "đáy"));
	ck_assert_ptr_nonnull(strstr(text(), "cuối"));
	vb_buf_clear(&xml);
}
END_TEST

START_TEST(xml__hostile_sizes)
{
	static const char *const units[] = {
		"<",	     "<a>", "<a b='", "&",	  "&#",	   "<!--",
		"<![CDATA[", "<?",  "</a>",   "<a>x</a>", "&amp;", "<a b='c'/>",
	};
	size_t len = 1 << 20, unit = strlen(units[_i]);
	char *big = malloc(len);
	vb_status st;

	for (size_t i = 0; i < len; i++)
		big[i] = units[_i][i % unit];
	st = read_as("xml", vb_str_of(big, len));
	ck_assert(st == VB_OK || st == VB_BAD_INPUT);
	free(big);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("xml");

	tcase_add_test(tc, xml__akoma_ntoso);
	LOOP(tc, xml__plain, plain);
	LOOP(tc, xml__encoded, encoded);
	tcase_add_test(tc, xml__sniffed);
	tcase_add_test(tc, xml__not_well_formed);
	tcase_add_test(tc, xml__nothing_in_it);
	tcase_add_test(tc, xml__external_entity);
	tcase_add_test(tc, xml__billion_laughs);
	tcase_add_loop_test(tc, xml__deep_nesting, 0, 3);
	tcase_add_loop_test(tc, xml__hostile_sizes, 0, 12);
	tcase_set_timeout(tc, 60);
	return run("xml", tc);
}
