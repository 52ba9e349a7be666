#include <unistd.h>

#include "package.h"

/* Markup is broken where it reads best. */
/* clang-format off */

/* Body of a document, and the blocks it gives. */
static const struct {
	const char *document, *want;
} docx[] = {
	{ DOCUMENT(P(T("Nghị ") T("quyết"))), "P0:Nghị quyết" },
	/* what is told by names of other spaces is not the text's */
	{ DOCUMENT(P("<x:r xmlns:x='urn:x'><x:t>khác</x:t></x:r>" T("chữ"))),
	  "P0:chữ" },
	{ DOCUMENT(P("<w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t><w:br/>"
	  "<w:t>ba</w:t></w:r>")), "P0:một hai\nP0:ba" },
	{ DOCUMENT(P("<w:r><w:t>05</w:t><w:noBreakHyphen/><w:t>CT</w:t>"
	  "<w:softHyphen/><w:t>/TU</w:t></w:r>")), "P0:05-CT/TU" },
	/* tracked changes, as accepted */
	{ DOCUMENT(P("<w:ins>" T("thêm") "</w:ins><w:del><w:r><w:delText>bớt"
	  "</w:delText></w:r></w:del><w:moveFrom>" T("cũ")
	  "</w:moveFrom><w:moveTo>" T(" mới") "</w:moveTo>")), "P0:thêm mới" },
	{ DOCUMENT(P("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" T("đầu "))
	  P(T("đuôi")) P(T("sau"))), "P0:đầu đuôi\nP0:sau" },
	{ DOCUMENT("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" P(T("bỏ"))
	  "</w:tc><w:tc>" P(T("đi")) "</w:tc></w:tr><w:tr><w:tc>" P(T("còn"))
	  "</w:tc><w:tc>" P(T("lại")) "</w:tc></w:tr></w:tbl>"),
	  "R0:còn\tlại" },
	/* hidden, capitals, symbols */
	{ DOCUMENT(P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
	  "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>hiện" "</w:t></w:r>")),
	  "P0:hiện" },
	{ DOCUMENT(P("<w:r><w:rPr><w:caps/></w:rPr><w:t>Nghị quyết</w:t>"
	  "</w:r>" T(" này"))), "P0:NGHỊ QUYẾT này" },
	{ DOCUMENT(P("<w:r><w:sym w:font='Wingdings' w:char='F0A7'/></w:r>"
	  T("một"))), "P0:•một" },
	{ DOCUMENT(P("<w:r><w:sym w:font='Wingdings' w:char='F02A'/></w:r>"
	  T("một"))), "P0:một" },
	/* fields, links, math */
	{ DOCUMENT(P("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r>"
	  "<w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar "
	  "w:fldCharType='separate'/></w:r>" T("12") "<w:hyperlink>" T(" nối")
	  "</w:hyperlink><m:oMath><m:r>" "<m:t> x+y</m:t></m:r></m:oMath>")),
	  "P0:12 nối x+y" },
	/* a box of text once, after what it hangs on */
	{ DOCUMENT(P(T("đầu ") "<w:r><mc:AlternateContent><mc:Choice "
	  "Requires='wps'><wps:txbx><w:txbxContent>" P(T("hộp"))
	  "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>"
	  "<v:textbox><w:txbxContent>" P(T("hộp"))
	  "</w:txbxContent></v:textbox></mc:Fallback>"
	  "</mc:AlternateContent></w:r>" T("cuối")) P(T("sau"))),
	  "P0:đầu cuối\nP0:hộp\nP0:sau" },
	/* tables */
	{ DOCUMENT("<w:tbl><w:tr><w:tc>" P(T("Xã")) "</w:tc><w:tc>" P(T("Số"))
	  "</w:tc></w:tr><w:tr><w:tc>" P(T("Một")) "</w:tc><w:tc>"
	  P("<w:r><w:t>2</w:t><w:tab/><w:t>5</w:t></w:r>")
	  "</w:tc></w:tr></w:tbl>"), "R0:Xã\tSố\nR0:Một\t2 5" },
	{ DOCUMENT("<w:tbl><w:tr><w:tc>" P(T("a"))
	  "</w:tc><w:tc><w:tbl><w:tr><w:tc>" P(T("b")) "</w:tc><w:tc>" P(T("c"))
	  "</w:tc></w:tr></w:tbl>" P("") "</w:tc><w:tc>" P(T("d"))
	  "</w:tc><w:tc>" P("") "</w:tc></w:tr></w:tbl>"), "R0:a\tb c\td" },
	/* side by side: the letterhead, read one column after the other */
	{ DOCUMENT("<w:tbl><w:tr><w:tc>" P(T("TỈNH A")) P(T("Số: 1/CT-UBND"))
	  "</w:tc><w:tc>" P(T("CỘNG HÒA")) P(T("Độc lập"))
	  "</w:tc></w:tr></w:tbl>" P(T("CHỈ THỊ"))),
	  "P0:TỈNH A\nP0:Số: 1/CT-UBND\nP0:CỘNG HÒA\nP0:Độc "
	  "lập\nP0:CHỈ THỊ" },
	/* a frame is a table of one cell */
	{ DOCUMENT("<w:tbl><w:tr><w:tc>" P(T("khung"))
	  "</w:tc></w:tr></w:tbl>"), "P0:khung" },
	/* headings by their own outline level */
	{ DOCUMENT(P("<w:pPr><w:outlineLvl w:val='1'/></w:pPr>" T("Mục"))
	  P("<w:pPr><w:outlineLvl w:val='9'/></w:pPr>" T("lời"))),
	  "H2:Mục\nP0:lời" },
	/* old fonts, with half a word in another */
	{ DOCUMENT(P("<w:r><w:rPr><w:rFonts w:ascii='.VnTimeH' "
	  "w:hAnsi='.VnTimeH'/></w:rPr><w:t>Héi ®ång</w:t></w:r>"
	  "<w:r><w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr><w:t> "
	  "nh©n d</w:t></w:r><w:r><w:rPr><w:rFonts "
	  "w:hAnsi='Arial'/></w:rPr><w:t>©n</w:t></w:r>")),
	  "P0:HỘI ĐỒNG nhân dân" },
	{ DOCUMENT(P("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr>"
	  "<w:sdtContent>" T("trong") "</w:sdtContent></w:sdt>")), "P0:trong" },
	{ DOCUMENT(P(T("a &amp; b &lt;c&gt; &#7841;"))), "P0:a & b <c> ạ" },
};

START_TEST(docx__document)
{
	ck_assert_int_eq(read_docx(docx[_i].document, NULL, 0), VB_OK);
	ck_assert_str_eq(blocks(), docx[_i].want);
	ck_assert(!record.partial);
}
END_TEST

#define STYLE(id, name, inner)                                                 \
	"<w:style w:type='paragraph' w:styleId='" id "'><w:name w:val='" name  \
	"'/>" inner "</w:style>"
static const char styles[] = XML "<w:styles" W_NS
	"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts "
	"w:ascii='.VnTime' w:hAnsi='.VnTime'/></w:rPr></w:rPrDefault>"
	"</w:docDefaults>" STYLE("H1", "heading 1", "") STYLE("u2", "Đầu đề 2",
	"<w:rPr><w:caps/></w:rPr>") STYLE("Con", "Của tôi",
	"<w:basedOn w:val='u2'/>") STYLE("Cap", "caption", "") STYLE("Ring",
	"a", "<w:basedOn w:val='Gnir'/>") STYLE("Gnir", "b",
	"<w:basedOn w:val='Ring'/>") "<w:style w:type='character' "
	"w:styleId='An'><w:name w:val='An'/>"
	"<w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
#define STYLED(id, text) P("<w:pPr><w:pStyle w:val='" id "'/></w:pPr>" T(text))

START_TEST(docx__styles)
{
	const struct member more[] = {
		{ .name = "word/styles.xml", .bytes = VB_STR(styles) },
	};

	ck_assert_int_eq(read_docx(DOCUMENT(STYLED("H1", "Ch­¬ng I")
		STYLED("Con", "®Êt") STYLED("Cap", "¶nh 1") STYLED("Ring",
		"Héi") STYLED("Khong", "®ång")
		P("<w:r><w:rPr><w:rStyle w:val='An'/></w:rPr><w:t>"
		"Èn</w:t></w:r>" T("hiÖn"))), more, 1), VB_OK);
	ck_assert_str_eq(blocks(), "H1:Chương I\nH2:ĐẤT\nC0:ảnh 1\nP0:Hội\n"
		"P0:đồng\nP0:hiện");
}
END_TEST

#define LEVEL(i, format, text)                                                 \
	"<w:lvl w:ilvl='" i "'><w:start w:val='1'/><w:numFmt w:val='" format   \
	"'/><w:lvlText w:val='" text "'/></w:lvl>"
#define NUM(id, look, inner)                                                   \
	"<w:num w:numId='" id "'><w:abstractNumId w:val='" look "'/>" inner    \
	"</w:num>"
static const char numbering[] =
	XML "<w:numbering" W_NS "><w:abstractNum w:abstractNumId='0'>" LEVEL(
		"0", "decimal", "Điều %1.") LEVEL("1", "lowerLetter", "%2)")
		LEVEL("2", "upperRoman", "%1.%2.%3")
		"</w:abstractNum><w:abstractNum w:abstractNumId='7'>" LEVEL(
		"0", "bullet",
		"&#xF0B7;") "</w:abstractNum>" NUM("1", "0",
		"") NUM("2", "7", "")
		NUM("3", "0",
		"<w:lvlOverride w:ilvl='0'><w:startOverride w:val='9'/>"
		"</w:lvlOverride>") "</w:numbering>";
#define LISTED(num, level, inner)                                              \
	P("<w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num    \
	  "'/></w:numPr></w:pPr>" inner)

START_TEST(docx__lists)
{
	const struct member more[] = {
		{ .name = "word/numbering.xml", .bytes = VB_STR(numbering) },
	};

	ck_assert_int_eq(read_docx(DOCUMENT(LISTED("1", "0", T("Một"))
		LISTED("1", "1", T("con")) LISTED("1", "1", T("con"))
		LISTED("1", "2", T("cháu")) LISTED("1", "0", "") LISTED("1",
		"0", T("Ba")) LISTED("1", "1", T("con")) LISTED("2", "0",
		T("chấm")) LISTED("3", "0", T("Chín")) LISTED("3", "0",
		T("Mười")) LISTED("0", "0", T("không")) LISTED("99", "0",
		T("lạ"))), more, 1), VB_OK);
	ck_assert_str_eq(blocks(),
		"I1:Điều 1. Một\nI2:a) con\nI2:b) con\n"
		"I3:1.b.I cháu\nI1:Điều 3. Ba\nI2:a) con\n"
		"I1:- chấm\nI1:Điều 9. Chín\nI1:Điều 10. Mười\n"
		"P0:không\nP0:lạ");
}
END_TEST

START_TEST(docx__notes_and_parts)
{
	static const char rels[] = XML
		"<Relationships" RELS_NS "><Relationship Id='a' Type='" REL_TYPE
		"officeDocument' Target='/khac/tai%20lieu.xml'/>"
		"</Relationships>";
	static const char doc_rels[] = XML
		"<Relationships" RELS_NS "><Relationship Id='a' Type='" REL_TYPE
		"footnotes' Target='../chan.xml'/><Relationship Id='b' "
		"Type='" REL_TYPE
		"endnotes' Target='cuoi.xml'/><Relationship Id='c' "
		"Type='" REL_TYPE "header' Target='dau.xml'/></Relationships>";
	static const char foot[] = XML
		"<w:footnotes" W_NS
		"><w:footnote w:type='separator' w:id='-1'>" P(T("vạch"))
		"</w:footnote><w:footnote w:id='2'>" P(
		"<w:r><w:footnoteRef/></w:r>" T(
		" Chú thích")) "</w:footnote></w:footnotes>";
	static const char end[] =
		XML "<w:endnotes" W_NS "><w:endnote w:id='2'>" P(
		T("Cuối")) "</w:endnote></w:endnotes>";
	const struct member all[] = {
		{ .name = "[Content_Types].xml", .bytes = VB_STR("<Types/>") },
		{ .name = "_rels/.rels", .bytes = VB_STR(rels) },
		{ .name = "khac/tai%20lieu.xml",
		  .bytes = VB_STR(DOCUMENT(
		P(T("Chữ") "<w:r><w:footnoteReference w:id='2'/>"
		"</w:r>") P(T("hai")))) },
		{ .name = "khac/_rels/tai%20lieu.xml.rels",
		  .bytes = VB_STR(doc_rels) },
		{ .name = "chan.xml", .bytes = VB_STR(foot) },
		{ .name = "khac/cuoi.xml", .bytes = VB_STR(end) },
		{ .name = "khac/dau.xml",
		  .bytes = VB_STR("<w:hdr" W_NS
		">" P(T("đầu trang")) "</w:hdr>") },
	};

	ck_assert_int_eq(read_package("docx", all, 7), VB_OK);
	ck_assert_str_eq(blocks(), "P0:Chữ\nP0:hai\nN0:Chú thích\nN0:Cuối");
}
END_TEST

#define CORE(title, creator)                                                   \
	XML "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/"  \
	    "package/2006/metadata/core-properties' xmlns:dc='http://"         \
	    "purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/"    \
	    "terms/'><dc:title>" title "</dc:title><dc:creator>" creator       \
	    "</dc:creator><dcterms:created>2019-09-24T03:41:00Z"               \
	    "</dcterms:created></cp:coreProperties>"

static const struct {
	const char *core, *title, *author;
} cores[] = {
	{ CORE("Kế hoạch giám sát", "Phòng Tổng hợp"), "Kế hoạch giám sát",
	  "Phòng Tổng hợp" },
	{ CORE("Bao cao so 5.doc", "cloudconvert_3"), "chữ", "" },
	{ CORE("Microsoft Word - a b", "Admin"), "chữ", "" },
	{ CORE("KH2019", "Windows User"), "chữ", "" },
};

START_TEST(docx__core)
{
	const struct member more[] = {
		{ .name = "docProps/core.xml",
		  .bytes = vb_str_from(cores[_i].core) },
	};

	ck_assert_int_eq(read_docx(DOCUMENT(P(T("chữ"))), more, 1), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), cores[_i].title);
	ck_assert_str_eq(value(VB_FIELD_AUTHOR), cores[_i].author);
	ck_assert_str_eq(value(VB_FIELD_DATE), "2019-09-24");
	ck_assert_int_eq(record.fields[VB_FIELD_DATE].how, VB_HOW_INFERRED);
}
END_TEST

/* What the text says of itself stands above what the file says. */
START_TEST(docx__text_before_core)
{
	const struct member more[] = {
		{ .name = "docProps/core.xml",
		  .bytes = VB_STR(CORE("Mẫu văn bản chung", "Admin")) },
	};

	ck_assert_int_eq(read_docx(DOCUMENT("<w:tbl><w:tr><w:tc>"
		P(T("CHÍNH PHỦ")) P(T("Số: 5/2024/NĐ-CP")) "</w:tc><w:tc>"
		P(T("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
		P(T("Độc lập - Tự do - Hạnh phúc"))
		P(T("Hà Nội, ngày 3 tháng 4 năm 2024")) "</w:tc></w:tr></w:tbl>"
		P(T("NGHỊ ĐỊNH")) P(T("Về giá đất"))
		P(T("Căn cứ Luật Đất đai;")) P(T("Điều 1. Giá đất."))), more,
		1), VB_OK);
	ck_assert_str_eq(value(VB_FIELD_TITLE), "Nghị định Về giá đất");
	ck_assert_str_eq(value(VB_FIELD_DATE), "2024-04-03");
	ck_assert_str_eq(value(VB_FIELD_NUMBER), "5/2024/NĐ-CP");
	ck_assert_str_eq(value(VB_FIELD_ISSUER), "Chính phủ");
}
END_TEST

START_TEST(docx__broken)
{
	static const struct {
		const char *document;
		vb_status st;
		const char *text, *warning;
	} cases[] = {
		{ XML "<w:document" W_NS "><w:body><w:p>" T("nửa") "<w:p",
		  VB_OK, "nửa", "word/document.xml is damaged: read in part" },
		{ XML "<!DOCTYPE w [<!ENTITY a 'x'>]><w:document" W_NS
		      "><w:body>" P(T("&a;")) "</w:body></w:document>",
		  VB_BAD_INPUT, "", NULL },
		{ "", VB_BAD_INPUT, "", NULL },
		{ DOCUMENT(""), VB_BAD_INPUT, "", NULL },
		{ DOCUMENT(P(T("&khong; chữ"))), VB_OK, "chữ",
		  "word/document.xml is damaged: read in part" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_assert_int_eq(read_docx(cases[i].document, NULL, 0),
				 cases[i].st);
		ck_assert_str_eq(text(), cases[i].text);
		if (cases[i].warning)
			ck_assert_str_eq(record.warning.ptr, cases[i].warning);
	}
}
END_TEST

/* A file named by an entity must not come in, nor be looked at. */
START_TEST(docx__external_entity)
{
	const struct member more[] = {
		{ .name = "word/styles.xml",
		  .bytes = VB_STR(XML "<!DOCTYPE s SYSTEM 'file:///etc/passwd'>"
		"<w:styles" W_NS "/>") },
	};

	ck_assert_int_eq(read_docx(DOCUMENT(P(T("chữ"))), more, 1), VB_OK);
	ck_assert_str_eq(text(), "chữ");
	ck_assert(record.partial);
	ck_assert_ptr_nonnull(strstr(record.warning.ptr, "word/styles.xml"));
	ck_assert_ptr_nonnull(strstr(record.warning.ptr, "DTD"));
}
END_TEST

START_TEST(docx__deep)
{
	struct vb_buf xml = VB_BUF_INIT(1 << 26);

	vb_buf_append_cstr(&xml, "<w:document" W_NS "><w:body>" P(T("đầu")));
	for (int i = 0; i < 100000; i++)
		vb_buf_append_cstr(&xml, "<w:tbl><w:tr><w:tc>");
	ck_assert_int_eq(read_docx(vb_buf_cstr(&xml), NULL, 0), VB_OK);
	ck_assert(record.partial);
	ck_assert_str_eq(record.warning.ptr,
			 "word/document.xml is nested too deep: read in part");
	ck_assert_str_eq(text(), "đầu");
	vb_buf_clear(&xml);
}
END_TEST

/* With nothing before it, that is why there is no text. */
START_TEST(office__nothing_but_deep)
{
	static const struct {
		const char *head, *element, *tail, *want;
	} cases[] = {
		{ "<w:document" W_NS "><w:body>", "<w:sdt>", P(T("đáy")),
		  "no text in it: word/document.xml is nested too deep: read "
		  "in part" },
		{ "<o:document-content xmlns:o='urn:oasis:names:tc:"
		  "opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:"
		  "tc:opendocument:xmlns:text:1.0'><o:body><o:text>",
		  "<text:section>", "<text:p>đáy</text:p>",
		  "no text in it: content.xml is nested too deep: read in "
		  "part" },
	};

	for (size_t i = 0; i < 2; i++) {
		struct vb_buf xml = VB_BUF_INIT(1 << 20);

		vb_buf_append_cstr(&xml, cases[i].head);
		for (int k = 0; k < 300; k++)
			vb_buf_append_cstr(&xml, cases[i].element);
		vb_buf_append_cstr(&xml, cases[i].tail);
		const struct member all[] = {
			{ .name = i ? "mimetype" : "[Content_Types].xml",
			  .bytes = VB_STR("application/vnd.oasis.opendocument."
					  "text"),
			  .stored = true },
			{ .name = i ? "content.xml" : "word/document.xml",
			  .bytes = vb_buf_str(&xml) },
		};

		ck_assert_int_eq(read_package(NULL, all, 2), VB_BAD_INPUT);
		ck_assert_str_eq(err.message, cases[i].want);
		vb_buf_clear(&xml);
	}
}
END_TEST

#define S_NS                                                                   \
	" xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "  \
	"xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/"      \
	"relationships'"

START_TEST(xlsx__sheets)
{
	const struct member all[] = {
		{ .name = "[Content_Types].xml", .bytes = VB_STR("<Types/>") },
		{ .name = "xl/workbook.xml",
		  .bytes = VB_STR(
		"<workbook" S_NS "><sheets><sheet name='Thu &amp; "
		"chi' r:id='r2'/><sheet name='Ẩn' state='hidden' "
		"r:id='r1'/><sheet name='Hai' r:id='r1'/></sheets>"
		"</workbook>") },
		{ .name = "xl/_rels/workbook.xml.rels",
		  .bytes = VB_STR(
		"<Relationships" RELS_NS "><Relationship Id='r1' "
		"Type='" REL_TYPE "worksheet' Target="
		"'worksheets/a.xml'/><Relationship Id='r2' Type='" REL_TYPE
		"worksheet' Target='worksheets/b.xml'/>"
		"</Relationships>") },
		{ .name = "xl/sharedStrings.xml",
		  .bytes = VB_STR(
		"<sst" S_NS "><si><t>Xã</t></si><si><r><rPr><rFont "
		"val='.VnTime'/></rPr><t>Héi </t></r><r><t>nhân"
		"</t></r><rPh><t>x</t></rPh></si></sst>") },
		{ .name = "xl/styles.xml",
		  .bytes = VB_STR(
		"<styleSheet" S_NS "><numFmts><numFmt numFmtId='164' "
		"formatCode='dd\\/mm\\/yyyy;@'/><numFmt numFmtId="
		"'165' formatCode='\"ngày\" 0.0'/></numFmts><fonts>"
		"<font><name val='Arial'/></font><font><name "
		"val='VNI-Times'/></font></fonts><cellStyleXfs><xf "
		"numFmtId='14'/></cellStyleXfs><cellXfs><xf/><xf "
		"numFmtId='164'/><xf numFmtId='10'/><xf numFmtId="
		"'165'/><xf numFmtId='22'/><xf fontId='1'/></cellXfs>"
		"</styleSheet>") },
		{ .name = "xl/worksheets/b.xml",
		  .bytes = VB_STR(
		"<worksheet" S_NS "><sheetData><row><c r='A1' t='s'>"
		"<v>0</v></c><c r='D1' t='s'><v>1</v></c></row><row>"
		"<c r='A2' s='1'><v>43732</v></c><c s='2'><v>0.125"
		"</v></c><c s='3'><v>2.25</v></c><c s='4'><v>43732.5"
		"</v></c><c><v>0.30000000000000004</v></c></row>"
		"<row><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c>"
		"<c t='str'><f>A1</f><v>công thức</v></c><c "
		"t='inlineStr'><is><t>ngay đây</t></is></c><c s='5' "
		"t='inlineStr'><is><t>Hoäi</t></is></c><c/></row>"
		"<row/></sheetData></worksheet>") },
		{ .name = "xl/worksheets/a.xml",
		  .bytes = VB_STR("<worksheet" S_NS "><sheetData><row><c><v>"
		"1250000</v></c></row></sheetData>"
		"</worksheet>") },
	};

	ck_assert_int_eq(read_package(NULL, all, 7), VB_OK);
	/* 43732 is 24 September 2019: 43831 is 1 January 2020 in Excel */
	ck_assert_str_eq(blocks(),
		"H1:Thu & chi\nR0:Xã\t\t\tHội nhân\n"
		"R0:24/09/2019\t12.50%\t2.3\t24/09/2019 12:00\t0.3\n"
		"R0:TRUE\t\tcông thức\tngay đây\tHội\n"
		"H1:Hai\nR0:1250000");
}
END_TEST

/* A cell that names a string which is not there is told of. */
START_TEST(xlsx__lost_strings)
{
	const struct member all[] = {
		{ .name = "[Content_Types].xml", .bytes = VB_STR("<Types/>") },
		{ .name = "xl/workbook.xml",
		  .bytes = VB_STR("<workbook" S_NS "><sheets><sheet name='A' "
		"r:id='r1'/></sheets></workbook>") },
		{ .name = "xl/_rels/workbook.xml.rels",
		  .bytes = VB_STR("<Relationships" RELS_NS "><Relationship "
		"Id='r1' Type='" REL_TYPE "worksheet' Target='a.xml'/>"
		"</Relationships>") },
		{ .name = "xl/sharedStrings.xml",
		  .bytes = VB_STR("<sst" S_NS "><si><t>Xã</t></si></sst>") },
		{ .name = "xl/a.xml",
		  .bytes = VB_STR("<worksheet" S_NS "><sheetData><row><c t='s'>"
		"<v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>-7</v></c>"
		"<c t='s'/></row></sheetData></worksheet>") },
	};

	ck_assert_int_eq(read_package(NULL, all, 5), VB_OK);
	ck_assert_str_eq(blocks(), "R0:Xã");
	ck_assert(record.partial);
	ck_assert_str_eq(record.warning.ptr,
			 "2 cells name a text that is not there");
}
END_TEST

#define P_NS                                                                   \
	" xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/"     \
	"main' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/"     \
	"main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/"     \
	"2006/relationships'"
#define SHAPE(type, text)                                                      \
	"<p:sp><p:nvSpPr><p:nvPr><p:ph type='" type "'/></p:nvPr></p:nvSpPr>"  \
	"<p:txBody><a:p><a:r><a:rPr lang='vi'><a:latin typeface='Arial'/>"     \
	"</a:rPr><a:t>" text "</a:t></a:r></a:p></p:txBody></p:sp>"

START_TEST(pptx__slides)
{
	const struct member all[] = {
		{ .name = "[Content_Types].xml", .bytes = VB_STR("<Types/>") },
		{ .name = "ppt/presentation.xml",
		  .bytes = VB_STR("<p:presentation" P_NS "><p:sldIdLst>"
		"<p:sldId id='256' r:id='r9'/><p:sldId "
		"id='257' r:id='r1'/></p:sldIdLst>"
		"</p:presentation>") },
		{ .name = "ppt/_rels/presentation.xml.rels",
		  .bytes = VB_STR(
		"<Relationships" RELS_NS "><Relationship Id='r1' "
		"Type='" REL_TYPE "slide' Target='slides/s1.xml'/>"
		"<Relationship Id='r9' Type='" REL_TYPE
		"slide' Target='slides/s9.xml'/></Relationships>") },
		{ .name = "ppt/slides/s9.xml",
		  .bytes = VB_STR("<p:sld" P_NS ">" SHAPE(
		"ctrTitle", "Tiêu đề") SHAPE("sldNum", "1")
		SHAPE("body", "Ý một") "</p:sld>") },
		{ .name = "ppt/slides/s1.xml",
		  .bytes = VB_STR(
		"<p:sld" P_NS "><a:tbl><a:tr><a:tc><a:txBody><a:p>"
		"<a:r><a:t>a</a:t></a:r></a:p></a:txBody></a:tc>"
		"<a:tc><a:txBody><a:p><a:r><a:t>b</a:t></a:r></a:p>"
		"</a:txBody></a:tc></a:tr></a:tbl></p:sld>") },
		{ .name = "ppt/slides/_rels/s9.xml.rels",
		  .bytes = VB_STR("<Relationships" RELS_NS "><Relationship "
		"Id='n' Type='" REL_TYPE "notesSlide' "
		"Target='../notesSlides/n.xml'/>"
		"</Relationships>") },
		{ .name = "ppt/notesSlides/n.xml",
		  .bytes = VB_STR(
		"<p:notes" P_NS ">" SHAPE("sldNum", "1")
		SHAPE("body", "Nói thêm") "</p:notes>") },
	};

	ck_assert_int_eq(read_package(NULL, all, 7), VB_OK);
	ck_assert_str_eq(blocks(), "G1:\nH1:Tiêu đề\nP0:Ý một\nN0:Nói thêm\n"
		"G2:\nR0:a\tb");
}
END_TEST

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define O_NS \
	" xmlns:office='" OASIS "office:1.0'" \
	" xmlns:text='" OASIS "text:1.0'" \
	" xmlns:table='" OASIS "table:1.0'" \
	" xmlns:style='" OASIS "style:1.0'" \
	" xmlns:draw='" OASIS "drawing:1.0'" \
	" xmlns:svg='" OASIS "svg-compatible:1.0'" \
	" xmlns:fo='" OASIS "xsl-fo-compatible:1.0'" \
	" xmlns:presentation='" OASIS "presentation:1.0'" \
	" xmlns:meta='" OASIS "meta:1.0'" \
	" xmlns:dc='http://purl.org/dc/elements/1.1/'"

static vb_status read_odf(const char *kind, const char *styles_in,
			  const char *body)
{
	static struct vb_buf content = VB_BUF_INIT(1 << 20);
	char type[80];
	struct member all[] = {
		{ .name = "mimetype", .stored = true },
		{ .name = "content.xml" },
		{ .name = "meta.xml",
		  .bytes = VB_STR("<office:document-meta" O_NS "><office:meta>"
		"<meta:initial-creator>Ban Pháp chế"
		"</meta:initial-creator><dc:creator>Admin"
		"</dc:creator></office:meta>"
		"</office:document-meta>") },
	};

	vb_buf_truncate(&content, 0);
	ck_assert(!vb_buf_printf (&content, XML "<office:document-content" O_NS
		">%s<office:body><office:%s>\n%s\n" "</office:%s></office:body>"
		"</office:document-content>", styles_in, kind, body, kind));
	snprintf(type, sizeof(type), "application/vnd.oasis.opendocument.%s",
		 kind);
	all[0].bytes = vb_str_from(type);
	all[1].bytes = vb_buf_str(&content);
	return read_package(NULL, all, 3);
}

#define STYLES_ODF                                                             \
	"<office:font-face-decls><style:font-face style:name='Cu' "            \
	"svg:font-family=\"'.VnTime'\"/></office:font-face-decls>"             \
	"<office:automatic-styles><style:style style:name='T1' "               \
	"style:family='text'><style:text-properties style:font-name='Cu'/>"    \
	"</style:style><style:style style:name='P1' style:family='paragraph' " \
	"style:parent-style-name='P0'/><style:style style:name='P0' "          \
	"style:family='paragraph'><style:text-properties "                     \
	"fo:text-transform='uppercase'/></style:style><style:style "           \
	"style:name='T2' style:family='text'><style:text-properties "          \
	"text:display='none'/></style:style><text:list-style "                 \
	"style:name='L1'><text:list-level-style-number text:level='1' "        \
	"style:num-format='1' style:num-suffix='.' text:start-value='4'/>"     \
	"<text:list-level-style-bullet text:level='2'/></text:list-style>"     \
	"</office:automatic-styles>"

#define TABLE(name, text)                                                      \
	"<table:table table:name='" name "'><table:table-row>"                 \
	"<table:table-cell><text:p>" text "</text:p></table:table-cell>"       \
	"</table:table-row></table:table>"

static const struct {
	const char *kind, *body, *want;
} odf[] = {
	{ "text", "<text:h text:outline-level='2'>Mục</text:h><text:p>a<text:s "
	  "text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>",
	  "H2:Mục\nP0:a b c\nP0:d" },
	{ "text", "<text:p><text:span text:style-name='T1'>Héi</text:span> "
	  "nhân<text:span text:style-name='T2'>ẩn</text:span></text:p>"
	  "<text:p text:style-name='P1'>chữ</text:p>", "P0:Hội nhân\nP0:CHỮ" },
	{ "text", "<text:list text:style-name='L1'><text:list-item><text:p>a"
	  "</text:p><text:list><text:list-item><text:p>b</text:p>"
	  "</text:list-item></text:list></text:list-item>"
	  "<text:list-item><text:p>c</text:p><text:p>d</text:p>"
	  "</text:list-item></text:list>", "I1:4. a\nI2:- b\nI1:5. c\nI1:d" },
	{ "text", "<text:tracked-changes><text:p>bỏ</text:p>"
	  "</text:tracked-changes><text:p>chữ<text:note><text:"
	  "note-citation>1</text:note-citation><text:note-body><text:p>"
	  "chú thích</text:p></text:note-body></text:note> " "tiếp<office:"
	  "annotation><text:p>lời bình</text:p></office:annotation>"
	  "</text:p><text:p>sau</text:p>", "P0:chữ tiếp\nP0:sau\nN0:chú thích"
	  },
	{ "text", "<text:p>đầu<draw:frame><draw:text-box><text:p>hộp</text:p>"
	  "</draw:text-box></draw:frame> cuối</text:p>", "P0:đầu cuối\nP0:hộp"
	  },
	{ "text", "<table:table><table:table-row><table:table-cell><text:p>a"
	  "</text:p></table:table-cell><table:table-cell/><table:"
	  "table-cell><text:p>b</text:p></table:table-cell></table:"
	  "table-row></table:table>", "R0:a\t\tb" },
	{ "spreadsheet",
	  "<table:table table:name='Bảng'><table:table-row><table:table-cell "
	  "table:number-columns-repeated='2'/><table:table-cell><text:p>12,5"
	  "</text:p></table:table-cell><table:table-cell table:"
	  "number-columns-repeated='16000'/></table:table-row><table:table-row "
	  "table:number-rows-repeated='1000000'><table:table-cell/></table:"
	  "table-row></table:table>", "R0:\t\t12,5" },
	/* names help where there are several, and somebody gave them */
	{ "spreadsheet", TABLE("Thu", "1") TABLE("Chi", "2"),
	  "H1:Thu\nR0:1\nH1:Chi\nR0:2" },
	{ "spreadsheet", TABLE("Thu", "1") TABLE("Trang tính2", "2"),
	  "H1:Thu\nR0:1\nR0:2" },
	{ "spreadsheet", TABLE("Thu", "1") TABLE("Chi", ""), "R0:1" },
	{ "presentation", "<draw:page><draw:frame "
	  "presentation:class='title'><draw:text-box>"
	  "<text:p>Tên</text:p></draw:text-box></draw:frame><draw:frame><draw:"
	  "text-box><text:p>ý</text:p></draw:text-box></draw:frame>"
	  "<presentation:notes><draw:frame><draw:text-box><text:p>nói</text:p>"
	  "</draw:text-box></draw:frame></presentation:notes></draw:page>"
	  "<draw:page/>", "G1:\nH1:Tên\nP0:ý\nN0:nói\nG2:" },
};

START_TEST(odf__content)
{
	ck_assert_int_eq(read_odf(odf[_i].kind, STYLES_ODF, odf[_i].body),
			 VB_OK);
	ck_assert_str_eq(blocks(), odf[_i].want);
	ck_assert_str_eq(value(VB_FIELD_AUTHOR), "Ban Pháp chế");
	ck_assert(!record.partial);
}
END_TEST

static const char *const real[] = {
	"formats/docx/100_2015_QH13_296661.docx",
	"formats/docx/168_2024_ND-CP_619502.docx",
	"formats/docx/41_2024_QH15_557190.docx",
};

/* Against what Python's own ZIP and XML say (docx_words.py). */
START_TEST(docx__real_files)
{
	char path[512], temp[] = "/tmp/vanban-words-XXXXXX", command[1200];
	struct vb_buf bytes = VB_BUF_INIT((size_t)64 << 20);
	int fd, score = 0;
	FILE *f;

	if (!data_path(path, sizeof(path), real[_i]))
		return;
	ck_assert(!vb_file_read(&bytes, path, 0, NULL));
	ck_assert_int_eq(read_as(NULL, vb_buf_str(&bytes)), VB_OK);
	vb_buf_clear(&bytes);
	ck_assert(!record.partial);
	ck_assert_str_eq(value(VB_FIELD_KIND), "document");
	fd = mkstemp(temp);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, record.text.ptr, record.text.len),
			 (ssize_t)record.text.len);
	close(fd);
	snprintf(command, sizeof(command),
		 "python3 tests/unit/format/docx_words.py '%s' '%s'", path,
		 temp);
	f = popen(command, "r");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fscanf(f, "%d", &score), 1);
	ck_assert_int_eq(pclose(f), 0);
	unlink(temp);
	printf("%s: word F1 %d.%02d %%\n", real[_i], score / 100, score % 100);
	ck_assert_int_ge(score, 9800);
}
END_TEST

int main(void)
{
	TCase *tc = tcase_create("office");

	LOOP(tc, docx__document, docx);
	tcase_add_test(tc, docx__styles);
	tcase_add_test(tc, docx__lists);
	tcase_add_test(tc, docx__notes_and_parts);
	LOOP(tc, docx__core, cores);
	tcase_add_test(tc, docx__text_before_core);
	tcase_add_test(tc, docx__broken);
	tcase_add_test(tc, docx__external_entity);
	tcase_add_test(tc, office__nothing_but_deep);
	tcase_add_test(tc, xlsx__lost_strings);
	tcase_add_test(tc, docx__deep);
	tcase_add_test(tc, xlsx__sheets);
	tcase_add_test(tc, pptx__slides);
	LOOP(tc, odf__content, odf);
	LOOP(tc, docx__real_files, real);
	tcase_set_timeout(tc, 60);
	return run("office", tc);
}
