"""The table of hostile files: each one's name, bytes, and what is to become of
it. hostile.py writes them and looks.
"""
import gzip
import io
import json
import os
import socket
import struct
import zipfile
import zlib

CANARY = "canary4711"  # in a file that nothing may open
LINE = "Phong trào bình thường, viết tốt."
WORD = "Phong trào"
ROMAN = "Phong trao binh thuong"  # where a format is easier in ASCII

cases = []  # (name, maker or bytes, outcome, want)


def case(name, make, outcome, want=WORD):
    want = want if outcome in ("read", "partial") else None
    cases.append((os.fsencode(name), make, outcome, want))


# --- ZIP --------------------------------------------------------------------


def packed(members, stored=False):
    """A ZIP file of (name, bytes) in that order."""
    out = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", how) as pack:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = how
            pack.writestr(info, data)
    return out.getvalue()


def patched(data, at, new):
    return data[:at] + new + data[at + len(new):]


def central(data):
    return data.index(b"PK\1\2")


def encrypted(data):
    """The flag only: enough for every reader to ask for a password."""
    data = patched(data, 6, b"\1\0")
    return patched(data, central(data) + 8, b"\1\0")


def overlapping():
    """Fifty entries of the list that all name the first member."""
    one = packed([("a.txt", LINE.encode() * 50)])
    at, end = central(one), one.index(b"PK\5\6")
    entries = one[at:end] * 50
    return (one[:at] + entries + b"PK\5\6" + struct.pack(
        "<HHHHIIH", 0, 0, 50, 50, len(entries), at, 0))


def nested(depth, inner):
    for i in range(depth):
        inner = packed([(f"{i}.zip", inner)])
    return inner


zip_files = []  # (name, bytes): those of zip_cases, as folders


def zip_cases():
    """
    ZIP files whose name does not say so are one document, as `vanban
    extract` has them; those of the same bytes named .zip are read apart, in
    a folder that the run below does not see (check_folders).
    """
    first = len(cases)
    zip_table()
    for at in range(first, len(cases)):
        name, make, outcome, want = cases[at]
        zip_files.append((name, make))
        cases[at] = (name.replace(b".zip", b".pack"), make, outcome, want)


def zip_table():
    good = ("good.txt", LINE.encode())
    one = packed([good])
    zeros = b"a" * (20 << 20)
    case("bomb.zip", packed([good, ("zeros.txt", zeros)]), "partial")
    case("bomb-many.zip", packed(
        [(f"{i}.txt", zeros[:4 << 20]) for i in range(60)] + [good]),
        "partial")
    case("bomb-nested.zip", packed(
        [good, ("in.zip", packed([("zeros.txt", zeros)]))]), "partial")
    case("bomb-of-bombs.zip", packed(
        [good] + [(f"{i}.zip", packed([("z.txt", zeros[:8 << 20])] * 1))
                  for i in range(30)]), "partial")
    case("members.zip", packed(
        [(f"{i}.txt", LINE.encode()) for i in range(2000)], True), "partial")
    case("deep2.zip", packed([good, ("in.zip", one)]), "read")
    case("deep9.zip", packed([good, ("in.zip", nested(9, one))]), "partial")
    names = {
        "up": "../../../../tmp/" + CANARY + ".txt",
        "absolute": "/etc/" + CANARY + ".txt",
        "windows": "..\\..\\" + "c:\\x.txt",
        "newline": "a\nb\r\nc.txt",
        "escape": "\x1b]0;x\x07\x1b[31mred.txt",
        "long": "x" * 60000 + ".txt",
        "dots": "./" * 3000 + "a.txt",
        "override": "\u202etxt.exe.txt",
    }
    for what, name in names.items():
        case(f"name-{what}.zip", packed([(name, LINE.encode())]), "read")
    case("name-bytes.zip", one.replace(b"good.txt", b"\xff\xfe\xc3(.txt"),
         "read")
    case("folders.zip", packed([(f"{i}/", b"") for i in range(500)] + [good]),
         "read")
    case("encrypted.zip", encrypted(one), "rejected")
    case("method.zip", patched(patched(one, 8, b"\x63\0"), central(one) + 10,
                               b"\x63\0"), "rejected")
    case("crc.zip", patched(patched(one, 14, b"\1\2\3\4"), central(one) + 16,
                            b"\1\2\3\4"), "rejected")
    case("overlap.zip", overlapping(), "read")
    case("no-list.zip", one[:central(one)], "rejected")
    case("half-list.zip", one[:central(one) + 20], "rejected")
    case("count.zip", patched(one, len(one) - 14, b"\xff\x7f\xff\x7f"),
         "rejected")
    case("sizes.zip", patched(one, central(one) + 24, b"\xff\xff\xff\x7f"),
         "read")
    case("flipped.zip", patched(one, 40, b"\xff\xff\xff\xff"), "rejected")
    case("empty.zip", packed([]), "rejected")
    case("magic.zip", b"PK\3\4", "rejected")
    case("symlink.zip", link_in_zip, "read")
    case("prefix.zip", b"MZ" + b"\x90\0" * 50 + one, "rejected")
    case("binary.zip", packed([("a.exe", b"MZ\0\0" * 99), good]), "partial")


def link_in_zip(target):
    """A member that says it is a link to the canary."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        info.create_system = 3
        pack.writestr(info, target.path)
        pack.writestr("good.txt", LINE)
    return out.getvalue()


# --- XML in its containers --------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
DECL = '<?xml version="1.0" encoding="UTF-8"?>'


def rels(*targets):
    """(id, last part of its type, target)"""
    body = "".join(
        f'<Relationship Id="{i}" Type="{REL}/{kind}" Target="{to}"/>'
        for i, kind, to in targets)
    return f'{DECL}<Relationships xmlns="{PKG}/relationships">{body}' \
        "</Relationships>"


def office(main, part, extra=(), drop=()):
    kind = {"word": "wordprocessingml.document", "xl": "spreadsheetml.sheet",
            "ppt": "presentationml.presentation"}[part.split("/")[0]]
    types = (f'{DECL}<Types xmlns="{PKG}/content-types">'
             '<Default Extension="rels" ContentType="application/'
             'vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/>'
             f'<Override PartName="/{part}" ContentType="application/'
             f'vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>')
    members = [("[Content_Types].xml", types),
               ("_rels/.rels", rels(("r1", "officeDocument", part))),
               (part, main), *extra]
    return packed([m for m in members if m[0] not in drop])


def docx_body(text, dtd=""):
    return (f"{DECL}{dtd}<w:document {W}><w:body>{text}</w:body>"
            "</w:document>")


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(text, dtd="", extra=(), drop=()):
    return office(docx_body(text, dtd), "word/document.xml", extra, drop)


S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def xlsx(rows, dtd="", strings="", drop=()):
    book = (f'{DECL}<workbook {S} xmlns:r="{REL}"><sheets><sheet name="A" '
            'sheetId="1" r:id="r1"/></sheets></workbook>')
    sheet = (f"{DECL}{dtd}<worksheet {S}><sheetData>{rows}</sheetData>"
             "</worksheet>")
    return office(book, "xl/workbook.xml", (
        ("xl/_rels/workbook.xml.rels", rels(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"))),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", f"{DECL}<sst {S}>{strings}</sst>")), drop)


def cell(text, at="A1"):
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(cells):
    return f"<row>{cells}</row>"


def pptx(text, dtd="", slides=1, drop=()):
    ns = ('xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/'
          'main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
          f'main" xmlns:r="{REL}"')
    ids = "".join(f'<p:sldId id="{256 + i}" r:id="r{i}"/>'
                  for i in range(slides))
    slide = (f"{DECL}{dtd}<p:sld {ns}><p:cSld><p:spTree><p:sp><p:txBody>"
             f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
             "</p:spTree></p:cSld></p:sld>")
    return office(
        f"{DECL}<p:presentation {ns}><p:sldIdLst>{ids}</p:sldIdLst>"
        "</p:presentation>", "ppt/presentation.xml",
        (("ppt/_rels/presentation.xml.rels", rels(
            *((f"r{i}", "slide", "slides/slide1.xml")
              for i in range(slides)))),
         ("ppt/slides/slide1.xml", slide)), drop)


def odt(text, dtd="", mime="application/vnd.oasis.opendocument.text",
        drop=(), root="text"):
    content = (f'{DECL}{dtd}<office:document-content '
               f'xmlns:office="{OASIS}office:1.0" '
               f'xmlns:text="{OASIS}text:1.0" xmlns:table="{OASIS}table:1.0"'
               f'><office:body><office:{root}>{text}</office:{root}>'
               "</office:body></office:document-content>")
    manifest = (f'{DECL}<m:manifest xmlns:m="{OASIS}manifest:1.0">'
                '<m:file-entry m:full-path="content.xml" '
                'm:media-type="text/xml"/></m:manifest>')
    members = [("mimetype", mime), ("content.xml", content),
               ("META-INF/manifest.xml", manifest)]
    return packed([m for m in members if m[0] not in drop], True)


def flat_xml(text, dtd=""):
    return f"{DECL}{dtd}<law><p>{text}</p></law>".encode()


def odt_p(text, dtd=""):
    return odt(f"<text:p>{text}</text:p>", dtd)


XML_IN = {  # one text of each, with a DTD before its root
    "docx": lambda text, dtd: docx(paragraph(text), dtd),
    "xlsx": lambda text, dtd: xlsx(row(cell(text)), dtd),
    "pptx": pptx,
    "odt": odt_p,
    "xml": flat_xml,
}


def laughs():
    rows = ['<!ENTITY l0 "lol">'] + [
        f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12)]
    return f"<!DOCTYPE x [{''.join(rows)}]>"


DTDS = {  # (DTD, what stands in the text)
    "file": (lambda t: f'<!DOCTYPE x [<!ENTITY e SYSTEM "{t.file}">]>', "&e;"),
    "http": (lambda t: f'<!DOCTYPE x [<!ENTITY e SYSTEM "{t.http}">]>', "&e;"),
    "dtd": (lambda t: f'<!DOCTYPE x SYSTEM "{t.http}x.dtd">', ""),
    "public": (lambda t: f'<!DOCTYPE x PUBLIC "-//x//y" "{t.http}y">', ""),
    "parameter": (lambda t: "<!DOCTYPE x [<!ENTITY % f SYSTEM "
                  f'"{t.file}"><!ENTITY % d "<!ENTITY e \'%f;\'>">%d;]>',
                  "&e;"),
    "remote": (lambda t: f'<!DOCTYPE x [<!ENTITY % r SYSTEM "{t.http}r">'
               "%r;]>", ""),
    "laughs": (lambda t: laughs(), "&l11;"),
    "square": (lambda t: '<!DOCTYPE x [<!ENTITY b "' + "b" * 100000 + '">]>',
               "&b;" * 20000),
    "itself": (lambda t: '<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>',
               "&a;"),
}


def entity(kind, what):
    dtd, use = DTDS[what]
    make = XML_IN[kind]
    return lambda target: make(f"{LINE} {use}", dtd(target))


def office_cases():
    # A part of a package has no DTD: it is left out. XML may have one, but
    # nothing is expanded.
    for what in DTDS:
        for kind in ("docx", "pptx", "odt", "xlsx"):
            case(f"{what}.{kind}", entity(kind, what), "rejected")
        damaged = what in ("parameter", "laughs", "itself")
        case(f"{what}.xml", entity("xml", what),
             "partial" if damaged else "read")
    for kind, make in XML_IN.items():
        data = make(LINE, "")
        case(f"plain.{kind}", data, "read")
        for cut in (4, 30, len(data) // 2, len(data) - 1):
            if kind != "xml":
                case(f"cut{cut}.{kind}", data[:cut], "rejected")
    deep = 100000
    case("deep.docx", docx("<w:tbl><w:tr><w:tc>" * deep + paragraph(LINE) +
                           "</w:tc></w:tr></w:tbl>" * deep), "rejected")
    case("deep.odt", odt("<text:section>" * deep + f"<text:p>{LINE}</text:p>"
                         + "</text:section>" * deep), "rejected")
    case("deep.pptx", pptx("<a:t>" * deep + "</a:t>" * deep), "rejected")
    case("deep.xml", flat_xml("<a>" * deep + LINE + "</a>" * deep), "partial")
    case("open.docx", docx(paragraph(LINE) + "<w:p>" * 1000), "partial")
    case("attribute.docx", docx(
        f'<w:p w:x="{"".join(map(str, range(190000)))}"/>' +
        paragraph(LINE)), "read")
    case("no-body.docx", docx("", drop=("word/document.xml",)), "rejected")
    case("no-rels.docx", docx(paragraph(LINE), drop=("_rels/.rels",)), "read")
    case("empty-body.docx", docx(""), "rejected")
    case("macros.docm", docx(paragraph(LINE), extra=(
        ("word/vbaProject.bin", OLE_MAGIC + b"Sub AutoOpen()" * 99),)), "read")
    case("remote-picture.docx", remote_docx, "read")
    case("numbers.docx", docx(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="-99999999999"/><w:numId '
        'w:val="99999999999999"/></w:numPr></w:pPr><w:r><w:t>'
        f"{LINE}</w:t></w:r></w:p>"), "read")
    case("far.xlsx", xlsx('<row r="1048576">' + cell(LINE, "XFD1048576") +
                          "</row>"), "read")
    case("cells.xlsx", xlsx(row("<c/>" * 200000) + row(cell(LINE))), "read")
    case("slides.pptx", pptx(LINE, slides=3000), "read")
    case("more.pptx", pptx(LINE, slides=5001), "partial")
    case("no-sheet.xlsx", xlsx("", drop=("xl/worksheets/sheet1.xml",)),
         "rejected")
    case("no-slide.pptx", pptx(LINE, drop=("ppt/slides/slide1.xml",)),
         "rejected")
    case("repeat.ods", odt(
        '<table:table><table:table-row table:number-rows-repeated="2000000000"'
        '><table:table-cell table:number-columns-repeated="2000000000">'
        f"<text:p>{LINE}</text:p></table:table-cell></table:table-row>"
        "</table:table>", root="spreadsheet",
        mime="application/vnd.oasis.opendocument.spreadsheet"), "read")
    case("spaces.odt", odt(
        f'<text:p>{LINE}<text:s text:c="4000000000"/>x</text:p>'), "read")
    case("no-content.odt", odt("", drop=("content.xml",)), "rejected")
    case("bomb.docx", docx(paragraph(LINE) + paragraph("a" * (40 << 20))),
         "partial")


def remote_docx(target):
    """Asks for a template and a picture from elsewhere."""
    return docx(paragraph(LINE), extra=((
        "word/_rels/document.xml.rels", rels(
            ("r1", "attachedTemplate", target.http + 't" TargetMode='
             '"External'),
            ("r2", "image", target.file + '" TargetMode="External'))),))


# --- markup -----------------------------------------------------------------


def html(body, head=""):
    return (f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head>"
            f"<body><p>{LINE}</p>{body}</body></html>").encode()


def html_cases():
    deep = 100000
    for tag in ("div", "b", "table", "font", "ul><li", "select", "svg"):
        name = "".join(c for c in tag if c.isalpha())
        case(f"deep-{name}.html", html(f"<{tag}>" * deep), "partial")
    for tag in ("p", "td", "script", "style", "title", "textarea", "!--",
                "![CDATA[", "?php", "a href='", 'h1 "'):
        name = "".join(c for c in tag if c.isalpha()) or "comment"
        case(f"open-{name}.html", html(f"<{tag}"), "read")
    case("less.html", html("<" * (1 << 20)), "read")
    case("ampersands.html", html("&" * (1 << 20)), "read")
    case("tag.html", html("<" + "x" * (1 << 20) + ">"), "read")
    case("attribute.html", html(f'<p title="{"x" * (1 << 20)}">'), "read")
    case("script.html", html(
        f"<script>while(1)document.write('{CANARY}')</script>"), "read")
    case("scripts.html", html("<script>x</script>" * 50000), "read")
    case("nul.html", html("").replace(b"<p>", b"<p>\0\0\0"), "rejected")
    for what in ("utf-16", "utf-7", "nothing-known", "\x1b[31m", "x" * 9999,
                 "iso-2022-kr", "tcvn3"):
        name = "".join(c for c in what if c.isalnum())[:12]
        case(f"charset-{name}.html", html("").replace(
            b"charset=utf-8", f'charset="{what}"'.encode()), "read")
    for what, markup in {
        "refresh": '<meta http-equiv=refresh content="0;url={}">',
        "link": '<link rel=stylesheet href="{}">',
        "base": '<base href="{}"><img src=x>',
        "frame": '<iframe src="{}"></iframe>',
        "object": '<object data="{}"></object>',
        "script": '<script src="{}"></script>',
    }.items():
        case(f"remote-{what}.html", lambda t, m=markup: html(
            m.format(t.file), m.format(t.http)), "read")
    case("json-ld.html", html("", '<script type="application/ld+json">' +
                              '{"a":' * 50000 + "</script>"), "read")
    case("xinclude.xml", lambda t: (
        f'{DECL}<law xmlns:xi="http://www.w3.org/2001/XInclude"><p>{LINE}</p>'
        f'<xi:include href="{t.file}" parse="text"/><xi:include '
        f'href="{t.http}"/></law>').encode(), "read")
    case("cut.xml", flat_xml(LINE)[:-10], "partial")
    case("controls.xml", flat_xml(LINE + "\x01\x02"), "read")
    case("empty.xml", DECL.encode(), "rejected")


# --- RTF --------------------------------------------------------------------


def rtf(body):
    return ("{\\rtf1\\ansi\\ansicpg1252 " + ROMAN + "\\par " + body +
            "}").encode("latin-1")


def rtf_cases():
    want = ROMAN
    deep = 100000
    case("groups.rtf", rtf("{" * deep + "x" + "}" * deep), "read", want)
    case("open.rtf", rtf("{" * deep)[:-1], "partial", want)
    case("closing.rtf", rtf("}" * deep + "x"), "read", want)
    case("bin.rtf", rtf("{\\bin2147483647 x}"), "partial", want)
    case("bin-huge.rtf", rtf("{\\bin99999999999999999999 x}"), "partial", want)
    case("u-no-fallback.rtf", rtf("\\uc1\\u7889"), "read", want)
    case("uc-huge.rtf", rtf("\\uc2147483647\\u7889 x"), "read", want)
    case("surrogates.rtf", rtf("\\u-10240?" * 1000), "read", want)
    case("hex.rtf", rtf("\\'" * deep), "read", want)
    case("hex-cut.rtf", rtf("\\'e")[:-1], "partial", want)
    case("word.rtf", rtf("\\" + "x" * (1 << 20)), "read", want)
    case("number.rtf", rtf("\\fs99999999999999999999\\f-2147483648 x"),
         "read", want)
    case("template.rtf", lambda t: rtf(
        f"{{\\*\\template {t.http}}}{{\\field{{\\*\\fldinst INCLUDETEXT "
        f'"{t.path}"}}{{\\fldrslt x}}}}'), "read", want)
    case("nul.rtf", rtf("\0" * deep), "read", want)
    case("head.rtf", b"{\\rtf", "rejected")


# --- compound files: Word, Excel, PowerPoint --------------------------------

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
END, FREE, FATSECT = 0xfffffffe, 0xffffffff, 0xfffffffd


def compound(streams):
    """[MS-CFB]: a FAT sector, a directory sector, then at most 3 streams."""
    fat, body, entries = [FATSECT, END], b"", []
    for name, data in streams:
        data = data.ljust(4096, b"\0")  # none goes to the mini stream
        data += b"\0" * (-len(data) % 512)
        first, n = len(fat), len(data) // 512
        fat += [first + i + 1 for i in range(n - 1)] + [END]
        entries.append((name, 2, first, len(data)))
        body += data
    fat += [FREE] * (128 - len(fat))
    entries.insert(0, ("Root Entry", 5, END, 0))
    directory = b""
    for i, (name, kind, first, size) in enumerate(entries):
        text = (name + "\0").encode("utf-16-le")
        right = i + 1 if 0 < i < len(entries) - 1 else FREE
        directory += text.ljust(64, b"\0") + struct.pack(
            "<HBBIII36xIII", len(text), kind, 1, FREE, right,
            FREE if i else 1, first, size, 0)
    head = OLE_MAGIC + struct.pack(
        "<16xHHHHH6xIIIIIIIIII", 0x3e, 3, 0xfffe, 9, 6, 0, 1, 1, 0, 4096,
        END, 0, END, 0, 0)
    return (head.ljust(512, b"\xff") + struct.pack("<128I", *fat) +
            directory.ljust(512, b"\0") + body)


def word_doc(change=None):
    """[MS-DOC]: a FIB, one piece of UTF-16 text, its table."""
    text = LINE + "\r" + "Điều 1.\r"
    clx = b"\2" + struct.pack("<IIIHIH", 16, 0, len(text), 0, 0x600, 0)
    fib = bytearray(0x600)
    struct.pack_into("<HH", fib, 0, 0xa5ec, 0xc1)
    struct.pack_into("<H", fib, 10, 0x1200)
    raw = text.encode("utf-16-le")
    struct.pack_into("<II", fib, 0x18, 0x600, 0x600 + len(raw))
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3e, 22)
    struct.pack_into("<I", fib, 0x4c, len(text))
    struct.pack_into("<H", fib, 0x98, 93)
    struct.pack_into("<II", fib, 0x1a2, 0, len(clx))
    table = bytearray(clx)
    if change:
        change(fib, table)
    return compound([("WordDocument", bytes(fib) + raw),
                     ("1Table", bytes(table))])


def biff(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def xls(sheet_at=None, rows=1, tail=b""):
    """[MS-XLS]: a workbook of one sheet, its texts in LABEL records."""
    bof = struct.pack("<HHHHII", 0x600, 5, 0xdbb, 1996, 0, 6)
    sheet_bof = struct.pack("<HHHHII", 0x600, 16, 0xdbb, 1996, 0, 6)
    start = len(biff(0x809, bof)) + len(biff(0x85, b"\0" * 9)) + 4
    at = start if sheet_at is None else sheet_at
    book = biff(0x809, bof) + biff(0x85, struct.pack(
        "<IBBBB", at, 0, 0, 1, 0) + b"A") + biff(10)
    label = struct.pack("<HB", len(LINE), 1) + LINE.encode("utf-16-le")
    cells = b"".join(biff(0x204, struct.pack("<HHH", i, 0, 0) + label)
                     for i in range(rows))
    return compound([("Workbook", book + biff(0x809, sheet_bof) + cells +
                      tail + biff(10))])


def ole_cases():
    doc, sheet = word_doc(), xls()
    case("plain.doc", doc, "read")
    case("plain.xls", sheet, "read")
    # The texts begin in the stream's fourth and in its first sector.
    for i in range(20):
        for end, data, text in (("doc", doc, 3072), ("xls", sheet, 1536)):
            size = len(data) * i // 20
            if size > text + 100:
                case(f"cut{i:02}.{end}", data[:size], "partial", "Phong")
            else:
                case(f"cut{i:02}.{end}", data[:size], "rejected")
    fat = 512
    # (what, where, bytes, what becomes of the document, of the workbook, whose
    # text is in the first sector of its stream)
    for what, at, new, of_doc, of_xls in (
        ("loop", fat + 8, "02000000", None, "partial"),
        ("back", fat + 16, "02000000", None, "partial"),
        ("out", fat + 12, "ffffff7f", "rejected", "partial"),
        ("itself", fat + 4, "01000000", "partial", "partial"),
        ("tree-loop", 1024 + 128 + 68, "01000000", "read", "read"),
        ("tree-out", 48, "ffff0000", "rejected", "rejected"),
        ("child-out", 1024 + 76, "ffffff7f", "rejected", "rejected"),
        ("size", 1024 + 128 + 120, "ff" * 8, "partial", "partial"),
        ("start", 1024 + 128 + 116, "00000100", "rejected", "rejected"),
        ("sector-0", 30, "0000", "rejected", "rejected"),
        ("sector-40", 30, "2800", "rejected", "rejected"),
        ("mini-0", 32, "0000", "rejected", "rejected"),
        ("fat-count", 44, "ffffffff", "read", "read"),
        ("fat-place", 76, "f0000000", "rejected", "partial"),
        ("difat-loop", 68, "02000000", "read", "read"),
        ("order", 28, "fffe", "read", "read"),
    ):
        new = bytes.fromhex(new)
        for end, data, outcome in (("doc", doc, of_doc),
                                   ("xls", sheet, of_xls)):
            if outcome:
                case(f"{what}.{end}", patched(data, at, new), outcome)
    for name in ("WordDocument", "Workbook", "PowerPoint Document"):
        end = {"W": "doc", "P": "ppt"}[name[0]]
        case(f"zeros-{name}.{end}", compound([(name, b"")]), "rejected")
        case(f"ones-{name}.{end}", compound([(name, b"\xff" * 4096)]),
             "rejected")
    case("nothing.doc", compound([]), "rejected")
    case("other.doc", compound([("Contents", b"x" * 5000)]), "rejected")
    case("encrypted.doc", word_doc(
        lambda fib, t: struct.pack_into("<H", fib, 10, 0x1300)), "rejected")
    case("clx.doc", word_doc(lambda fib, t: struct.pack_into(
        "<I", fib, 0x1a6, 0x7fffffff)), "read")
    case("piece-out.doc", word_doc(
        lambda f, t: struct.pack_into("<I", t, 15, 0x3fffffff)), "rejected")
    case("sheet-out.xls", xls(0x7fffffff), "rejected")
    case("sheet-itself.xls", xls(0), "rejected")
    case("rows.xls", xls(rows=300), "read")
    case("encrypted.xls", compound([("Workbook", biff(
        0x809, struct.pack("<HHHHII", 0x600, 5, 0xdbb, 1996, 0, 6)) +
        biff(0x2f, b"\1\0\1\0" + b"\7" * 50))]), "rejected")


# --- PDF --------------------------------------------------------------------


def stream(data, more=""):
    return (f"<</Length {len(data)}{more}>>stream\n".encode() + data +
            b"\nendstream")


def pdf(objects, trailer=""):
    """`objects` are numbered from 1; 1 is the catalogue."""
    out, places = b"%PDF-1.5\n", []
    for i, text in enumerate(objects, 1):
        places.append(len(out))
        data = text if isinstance(text, bytes) else text.encode()
        out += b"%d 0 obj\n%s\nendobj\n" % (i, data)
    xref = len(out)
    n = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % n
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + (f"trailer\n<</Size {n}/Root 1 0 R{trailer}>>\n"
                  f"startxref\n{xref}\n%%EOF\n").encode()


FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHOWN = f"BT /F1 12 Tf 72 700 Td ({ROMAN}) Tj ET".encode()


def book(kids="[3 0 R]", count=1, content=SHOWN, catalogue="", page="",
         trailer="", extra=()):
    return pdf([
        f"<</Type/Catalog/Pages 2 0 R{catalogue}>>",
        f"<</Type/Pages/Kids{kids}/Count {count}>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        f"/Resources<</Font<</F1 4 0 R>>>>{page}>>",
        FONT, content if content.startswith(b"<<") else stream(content),
        *extra], trailer)


def thousands(n):
    """Pages of their own, each line elsewhere: none is a running head."""
    kids = " ".join(f"{4 + i} 0 R" for i in range(n))
    shown = [stream(f"BT /F1 12 Tf {72 + i % 97} {700 - i * 37 % 600} Td "
                    f"({ROMAN} {chr(97 + i % 23) * 4}) Tj ET".encode())
             for i in range(n)]
    return pdf([
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {n}/MediaBox[0 0 595 842]"
        "/Resources<</Font<</F1 3 0 R>>>>>>", FONT,
        *[f"<</Type/Page/Parent 2 0 R/Contents {4 + n + i} 0 R>>"
          for i in range(n)], *shown])


def inflated(data):
    return stream(zlib.compress(data, 9), "/Filter/FlateDecode")


def pdf_cases():
    good = book()
    want = ROMAN
    case("plain.pdf", good, "read", want)
    case("pages.pdf", thousands(10000), "partial", want)
    for cut in (5, 9, 100, 400):
        case(f"cut{cut}.pdf", good[:cut], "rejected")
    case("no-xref.pdf", good.replace(b"xref\n0 6", b"x\n0 6"), "read", want)
    case("no-trailer.pdf", good[:good.index(b"xref\n")], "rejected")
    case("xref-wild.pdf", good.replace(
        b"startxref\n", b"startxref\n999"), "read", want)
    case("xref-loop.pdf", good.replace(b"/Root", b"/Prev %d/Root" %
                                       good.index(b"xref\n")), "read", want)
    case("no-pages.pdf", book("[]", 0), "rejected")
    case("kids-loop.pdf", book("[2 0 R]"), "rejected")
    case("kids-both.pdf", book("[3 0 R 2 0 R]", 2), "read", want)
    case("count-huge.pdf", book(count=2147483647), "rejected")
    case("javascript.pdf", book(
        catalogue="/OpenAction<</S/JavaScript/JS(while\\(1\\);)>>"), "read",
        want)
    case("launch.pdf", lambda t: book(
        catalogue=f"/OpenAction<</S/URI/URI({t.http})>>",
        page=f"/AA<</O<</S/Launch/F(/bin/sh)>>>>"), "read", want)
    case("encrypted.pdf", book(
        trailer="/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" +
        "41" * 32 + ">/U<" + "42" * 32 + ">>>/ID[<00><00>]"), "rejected")
    case("bomb.pdf", book(content=inflated(SHOWN + b" " * (100 << 20))),
         "read", want)
    case("bomb-twice.pdf", book(content=stream(
        zlib.compress(zlib.compress(SHOWN + b" " * (200 << 20), 9), 9),
        "/Filter[/FlateDecode/FlateDecode]")), "read", want)
    case("filters.pdf", book(content=stream(
        SHOWN, "/Filter[" + "/ASCIIHexDecode" * 5000 + "]")), "rejected")
    case("length-itself.pdf", book(
        content=b"<</Length 5 0 R>>stream\n" + SHOWN + b"\nendstream"),
        "read", want)
    case("form-loop.pdf", book(
            content=stream(SHOWN + b" /X Do", "/Type/XObject/Subtype/Form/BBox"
            "[0 0 9 9]/Resources<</Font<</F1 4 0 R>>/XObject<</X "
            "5 0 R>>>>")).replace(b"<</F1 4 0 R>>>>>>\nendobj\n4",
            b"<</F1 4 0 R>>/XObject<</X 5 0 R>>>>>>\nendobj\n4"), "read", want)
    case("arrays.pdf", book(page="/X" + "[" * 100000), "read", want)
    case("states.pdf", book(content=b"q " * 100000 + SHOWN), "read", want)


# --- gzip, NDJSON, text -----------------------------------------------------


def gz(data):
    return gzip.compress(data, 9, mtime=0)


def gz_cases():
    text = LINE.encode()
    case("plain.txt.gz", gz(text), "read")
    case("bomb.gz", bomb_gz, "rejected")
    case("gz.gz", gz(gz(text)), "rejected")
    case("cut.gz", gz(text * 99)[:-12], "rejected")
    case("magic.gz", b"\x1f\x8b", "rejected")
    case("crc.gz", patched(gz(text), len(gz(text)) - 8, b"\0\0\0\0"),
         "rejected")
    case("nothing.gz", gz(b""), "rejected")
    case("binary.gz", gz(b"\0\1\2" * 99), "rejected")
    case("bomb.zip.gz", gz(packed([("a.txt", b"a" * (20 << 20)),
                                   ("good.txt", text)])), "partial")


def bomb_gz(_):
    """300 MB of spaces in as little as gzip can."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b" " * (1 << 20)
    return b"".join(pack.compress(piece) for _ in range(300)) + pack.flush()


def ndjson_cases():
    line = json.dumps({"text": LINE}, ensure_ascii=False)
    text = json.dumps(LINE, ensure_ascii=False)
    many = "[" * 100000

    def one(name, body, outcome):
        data = body if isinstance(body, bytes) else body.encode()
        case(name + ".ndjson", data + b"\n", outcome)

    one("plain", line, "read")
    one("deep", f'{{"text":{text},"x":{many}', "rejected")
    one("deep-closed", f'{{"text":{text},"x":{many}{"]" * 100000}}}',
        "rejected")
    one("utf8", line.encode()[:-3] + b'\xff"}', "partial")
    one("number", f'{{"text":{text},"x":1e99999,"y":-{"9" * 9999}}}', "read")
    one("twice", f'{{"text":"a","text":{text}}}', "read")
    one("long", json.dumps({"text": LINE + " abcdefgh" * (1 << 20)}), "read")
    one("type", '{"text":5}', "rejected")
    one("types", '{"text":[{}],"title":{},"date":[]}', "rejected")
    one("null", '{"text":null}', "rejected")
    one("array", "[1,2,3]", "rejected")
    one("string", '"text"', "rejected")
    one("cut", line[:-1], "rejected")
    one("after", line + " x", "rejected")
    one("nul", line.encode() + b"\0", "rejected")
    one("surrogate", f'{{"text":{text},"title":"\\ud800"}}', "partial")
    one("empty", "{}", "rejected")
    one("date", f'{{"text":{text},"date":"2020-13-45"}}', "read")
    one("file-up", '{"file":"../canary.txt"}', "rejected")
    one("file-root", '{"file":"/etc/passwd"}', "rejected")
    one("file-gone", '{"file":"nothing.txt"}', "rejected")
    one("file-link", '{"file":"link.txt"}', "rejected")
    one("file-fifo", '{"file":"pipe.txt"}', "rejected")


def png(side, rows):
    """A square of black and white, however many of its rows there are."""
    def chunk(kind, body):
        return (struct.pack(">I", len(body)) + kind + body
                + struct.pack(">I", zlib.crc32(kind + body)))
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def text_cases():
    line = LINE.encode()
    wide = LINE.encode("utf-16")
    for name in ("empty.txt", "empty.pdf", "empty.docx", "empty.html"):
        case(name, b"", "rejected")
    case("nul.txt", b"\0" * 100000, "rejected")
    case("noise.txt", bytes(i * i * 7 % 251 for i in range(50000)), "rejected")
    case("line.txt", (LINE + " ").encode() * 100000, "read")
    case("utf16.txt", wide, "read")
    case("utf16-torn.txt", wide[:-1], "partial")
    case("utf8-torn.txt", line * 9 + b"\xe1\xbb", "partial")
    case("escapes.txt", b"\x1b]0;owned\x07\x1b[2J\x1b[31m" + line, "read")
    case("marks.txt", line + ("a" + "\u0301" * 100000).encode(), "read")
    case("spaces.txt", b" \n\t\r\n" * 10000, "rejected")
    case("newlines.txt", line + b"\n" * 1000000 + line, "read")
    case("numbers.txt", line + b" 1/2/3-4.5/NQ-" * 50000, "read")
    case("elf", b"\x7fELF\2\1\1" + b"\0" * 999, "rejected")
    case(b"name-\xff\xfe\xc3.txt", line, "read")
    case("name-\n\x1b[31m.txt", line, "read")
    case("name-%41.txt", line, "read")
    case("n" * 251 + ".txt", line, "read")
    case("png.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "rejected")
    case("jpeg.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 99, "rejected")
    case("tiff.tif", b"II*\0\xff\xff\xff\x7f", "rejected")
    case("png-dot.png", png(1, b"\0\x80"), "rejected")
    case("png-claims.png", png(60000, b"\0\x80"), "rejected")
    case("png-wide.png", png(40000, (b"\0" + b"\xff" * 5000) * 9), "rejected")


def wrong_names():
    """What a file is called says nothing of what it is."""
    whole = {"pdf": book(), "docx": docx(paragraph(LINE)), "doc": word_doc(),
             "xls": xls(), "rtf": rtf(""), "html": html(""),
             "txt": LINE.encode(), "odt": odt_p(LINE), "gz": gz(
                 LINE.encode()), "zip": packed([("a.txt", LINE)])}
    ends = list(whole)
    for i, (kind, data) in enumerate(whole.items()):
        end = ends[i - 1]
        case(f"{kind}-as.{end}", data, "read",
             ROMAN if kind in ("pdf", "rtf") else WORD)


def fill_table():
    for add in (zip_cases, office_cases, html_cases, rtf_cases, ole_cases,
                pdf_cases, gz_cases, ndjson_cases, text_cases, wrong_names):
        add()
    case("link.txt", "link", "refused")
    case("link-broken.txt", "broken", "refused")
    case("link-folder", "folder", "refused")
    case("pipe.txt", "fifo", "refused")
    case("folder.pdf", "directory", None)
    case("socket.txt", "socket", "refused")
