/*
 * fuzz_office: the first byte says what the rest is: a whole ZIP file, or one
 * part of a package, which is wrapped in one so that damage reaches the
 * reader of XML and not only the reader of ZIP files.
 */
#include <zlib.h>

#include "reading.h"

/* What the readers of a package find around the fuzzed part. */
struct part {
	const char *name, *text; /* text NULL: the fuzzed bytes */
};

#define RELS(inner)                                                            \
	"<Relationships xmlns='http://schemas.openxmlformats.org/package/"     \
	"2006/relationships'>" inner "</Relationships>"
#define REL(id, type, target)                                                  \
	"<Relationship Id='" id "' Type='/" type "' Target='" target "'/>"
#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define S "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define P "http://schemas.openxmlformats.org/presentationml/2006/main"
#define R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define DOC                                                                    \
	"<w:document xmlns:w='" W "'><w:body><w:p><w:pPr><w:pStyle w:val='a'"  \
	"/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>" \
	"<w:r><w:t>ch</w:t></w:r></w:p></w:body></w:document>"

static const struct part packages[][6] = {
	{ { "word/document.xml", NULL } },
	{ { "word/document.xml", DOC }, { "word/styles.xml", NULL } },
	{ { "word/document.xml", DOC }, { "word/numbering.xml", NULL } },
	{ { "xl/workbook.xml", "<workbook xmlns='" S "' xmlns:r='" R
			       "'><sheets><sheet name='a' r:id='a'/>"
			       "</sheets></workbook>" },
	  { "xl/_rels/workbook.xml.rels",
	    RELS(REL("a", "worksheet", "a.xml")) },
	  { "xl/sharedStrings.xml", "<sst xmlns='" S "'><si><t>a</t></si>"
				    "</sst>" },
	  { "xl/a.xml", NULL } },
	{ { "xl/workbook.xml", "<workbook xmlns='" S "' xmlns:r='" R
			       "'><sheets><sheet name='a' r:id='a'/>"
			       "</sheets></workbook>" },
	  { "xl/_rels/workbook.xml.rels",
	    RELS(REL("a", "worksheet", "a.xml")) },
	  { "xl/a.xml", "<worksheet xmlns='" S "'><sheetData><row><c t='s'><v>"
			"0</v></c><c s='1'><v>43000.5</v></c></row>"
			"</sheetData></worksheet>" },
	  { "xl/sharedStrings.xml", NULL },
	  { "xl/styles.xml", NULL } },
	{ { "ppt/presentation.xml",
	    "<p:presentation xmlns:p='" P "' xmlns:r='" R
	    "'><p:sldIdLst><p:sldId "
	    "r:id='a'/></p:sldIdLst></p:presentation>" },
	  { "ppt/_rels/presentation.xml.rels",
	    RELS(REL("a", "slide", "a.xml")) },
	  { "ppt/a.xml", NULL } },
	{ { "content.xml", NULL }, { "meta.xml", NULL } },
	{ { "word/document.xml", DOC },
	  { "_rels/.rels", NULL },
	  { "docProps/core.xml", NULL } },
};
#define N_PACKAGES (sizeof(packages) / sizeof(packages[0]))

static void put_number(struct vb_buf *out, uint32_t n, unsigned bytes)
{
	for (; bytes; bytes--, n >>= 8)
		MUST(!vb_buf_append_char(out, (char)(n & 0xff)));
}

/* What a local header and an entry of the list have in common. */
static void put_entry(struct vb_buf *out, struct vb_str text, size_t name)
{
	put_number(out, 20, 2);
	put_number(out, 0, 2);
	put_number(out, 0, 2); /* stored */
	put_number(out, 0, 4);
	put_number(out,
		   (uint32_t)crc32(0, (const Bytef *)text.ptr, (uInt)text.len),
		   4);
	put_number(out, (uint32_t)text.len, 4);
	put_number(out, (uint32_t)text.len, 4);
	put_number(out, (uint32_t)name, 2);
	put_number(out, 0, 2);
}

static void put_part(struct vb_buf *out, struct vb_buf *list, const char *name,
		     struct vb_str text)
{
	uint32_t at = (uint32_t)out->len;

	MUST(!vb_buf_append_cstr(out, "PK\003\004"));
	put_entry(out, text, strlen(name));
	MUST(!vb_buf_append_cstr(out, name) && !vb_buf_append(out, text));
	MUST(!vb_buf_append_cstr(list, "PK\001\002"));
	put_number(list, 20, 2);
	put_entry(list, text, strlen(name));
	put_number(list, 0, 2);
	put_number(list, 0, 4);
	put_number(list, 0, 4);
	put_number(list, at, 4);
	MUST(!vb_buf_append_cstr(list, name));
}

static void wrap(struct vb_buf *out, const struct part *parts,
		 struct vb_str fuzzed)
{
	struct vb_buf list = VB_BUF_INIT(1 << 16);
	uint32_t n = 0, at;

	for (; n < 6 && parts[n].name; n++)
		put_part(out, &list, parts[n].name,
			 parts[n].text ? vb_str_from(parts[n].text) : fuzzed);
	at = (uint32_t)out->len;
	MUST(!vb_buf_append(out, vb_buf_str(&list)));
	MUST(!vb_buf_append_cstr(out, "PK\005\006"));
	put_number(out, 0, 4);
	put_number(out, n, 2);
	put_number(out, n, 2);
	put_number(out, (uint32_t)list.len, 4);
	put_number(out, at, 4);
	put_number(out, 0, 2);
	vb_buf_clear(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const formats[N_PACKAGES] = {
		"docx", "docx", "docx", "xlsx", "xlsx", "pptx", "odt", "docx",
	};
	static const char *const whole[] = { "zip", "docx", "odt", "xlsx" };
	struct vb_buf file = VB_BUF_INIT((size_t)64 << 20);
	struct vb_str rest;
	unsigned way;

	if (!size || size > (4 << 20))
		return 0;
	way = data[0] % (N_PACKAGES + 4);
	rest = vb_str_of((const char *)data + 1, size - 1);
	if (way < N_PACKAGES) {
		wrap(&file, packages[way], rest);
		read_and_check(formats[way], (const uint8_t *)file.ptr,
			       file.len);
	} else if (rest.len) {
		read_and_check(whole[way - N_PACKAGES], data + 1, rest.len);
	}
	vb_buf_clear(&file);
	return 0;
}
