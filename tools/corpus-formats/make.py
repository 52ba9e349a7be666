#!/usr/bin/env python3
"""Make corpus/formats, corpus/encodings and corpus/scans anew.

usage: tools/corpus-formats/make.py [FILE...]

LibreOffice turns flat ODF made of the papers of texts.py into every format
of offices; poppler paints the scans; iconv and recode read again what is
written in the old encodings. Beside each file its NAME.expected.json is
written, from the papers and from nothing else. With FILEs (as in texts.py)
only those are made. Tests do not run this.
"""
import gzip
import html
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from xml.sax.saxutils import escape

import flat
import letters
import paper as papers

CORPUS = os.path.join(letters.ROOT, "corpus")
FILTERS = {
    "doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format",
    "docx": "docx:MS Word 2007 XML", "odt": "odt:writer8",
    "pdf": "pdf:writer_pdf_Export", "html": "html:HTML (StarWriter)",
    "xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97",
    "ods": "ods:calc8", "pptx": "pptx:Impress MS PowerPoint 2007 XML",
    "ppt": "ppt:MS PowerPoint 97", "odp": "odp:impress8",
}
FACES = {"tcvn3": ".VnTime", "vni": "VNI-Times", "vps": "VPS Times"}
DECLARED = {"cp1258": "windows-1258", "viscii": "viscii",
            "utf16le-bom": "utf-16", "utf16be-bom": "utf-16",
            "utf8-nfd": "utf-8"}
DPI = 200               # of what is black and white
GRAY_DPI = 150


SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Save/Document">
<prop oor:name="GenerateThumbnail" oor:op="fuse"><value>false</value></prop>
</item></oor:items>
"""


def settings(folder):
    """No picture of the first page in each file."""
    user = os.path.join(folder, "profile", "user")
    os.makedirs(user)
    with open(os.path.join(user, "registrymodifications.xcu"), "w",
              encoding="utf-8") as out:
        out.write(SETTINGS)


def office(source, kind, ending, folder):
    """One file that LibreOffice makes of flat ODF."""
    path = os.path.join(folder, "a." + kind)
    with open(path, "w", encoding="utf-8") as out:
        out.write(source)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile",
         "--headless", "--convert-to", FILTERS[ending], "--outdir",
         os.path.join(folder, "out"), path], check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(os.path.join(folder, "out", "a." + ending), "rb") as file:
        return file.read()


def page(paper, charset):
    """A page as it was put on the web then."""
    meta = ""
    if charset in DECLARED:
        meta = ('<meta http-equiv="Content-Type" content="text/html; '
                f'charset={DECLARED[charset]}">\n')
    lines = "".join(f"<p>{html.escape(line, quote=False)}</p>\n"
                    for line in paper.lines())
    if charset in FACES:
        lines = f'<font face="{FACES[charset]}">\n{lines}</font>\n'
    return (f"<html>\n<head>\n{meta}<title>{paper.title}</title>\n</head>\n"
            f"<body>\n{lines}</body>\n</html>\n")


def encoded(paper):
    charset = paper.path.split(".")[-2]
    text = "\n".join(paper.lines()) + "\n"
    if paper.path.endswith(".html"):
        text = page(paper, charset)
    data = letters.encode(text, charset)
    letters.check(data, charset, text)
    return data


def paint(pdf, options, folder):
    path = os.path.join(folder, "paint.pdf")
    with open(path, "wb") as out:
        out.write(pdf)
    subprocess.run(["pdftoppm", "-r",
                    str(GRAY_DPI if "-gray" in options else DPI), "-singlefile", *options, path,
                    path], check=True)
    made = next(name for name in os.listdir(folder)
                if name.startswith("paint.pdf."))
    made = os.path.join(folder, made)
    with open(made, "rb") as file:
        data = file.read()
    os.remove(made)
    return data


def photo_pdf(pbm):
    """A PDF that holds one picture, of two colours, and no text."""
    _, size, bits = pbm.split(b"\n", 2)
    if size.startswith(b"#"):
        raise ValueError("a comment in the picture")
    width, height = map(int, size.split())
    bits = bytes(255 - b for b in bits)     # PBM: 1 is black
    points = width * 72 / DPI, height * 72 / DPI
    content = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % points
    image = zlib.compress(bits, 9)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>" % points,
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace"
        b"/DeviceGray/BitsPerComponent 1/Filter/FlateDecode/Length %d>>"
        b"stream\n%s\nendstream" % (width, height, len(image), image),
    ]
    out, places = b"%PDF-1.4\n", []
    for i, body in enumerate(bodies):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (i + 1, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    return (out + b"xref\n0 %d\n0000000000 65535 f \n%s" %
            (len(bodies) + 1, table) +
            b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" %
            (len(bodies) + 1, len(out)))


def scan(paper, folder):
    source, kind = flat.flat(paper)
    pdf = office(source, kind, "pdf", folder)
    ending = paper.path.rsplit(".", 1)[1]
    if ending == "pdf":
        return photo_pdf(paint(pdf, ["-mono"], folder))
    return paint(pdf, {
        "png": ["-mono", "-png"],
        "tif": ["-mono", "-tiff", "-tiffcompression", "deflate"],
        "jpg": ["-gray", "-jpeg", "-jpegopt", "quality=30"],
    }[ending], folder)


def akoma_ntoso(paper):
    """The same blocks in the names of Akoma Ntoso 3.0."""
    day = paper.date.isoformat()
    uri = f"/akn/vn/act/{day}/{paper.number.replace('/', '-')}"
    preface, body = [], []
    for at, line in enumerate(paper.lines()):
        found = re.match(r"(\d+)\. (.*)", line)
        if found:
            body.append(
                f'<paragraph eId="para_{found[1]}"><num>{found[1]}.</num>'
                f"<content><p>{escape(found[2])}</p></content></paragraph>")
        elif not body and at < 8:
            preface.append(f"<p>{escape(line)}</p>")
        else:
            body.append(f'<paragraph eId="p_{at}"><content>'
                        f"<p>{escape(line)}</p></content></paragraph>")
    frbr = "".join(
        f'<FRBR{level}><FRBRthis value="{uri}"/><FRBRuri value="{uri}"/>'
        f'<FRBRdate date="{day}" name="generation"/>'
        f'<FRBRauthor href="#issuer"/>{more}</FRBR{level}>'
        for level, more in (
            ("Work", '<FRBRcountry value="vn"/><FRBRnumber value="'
             f'{escape(paper.number)}"/>'),
            ("Expression", '<FRBRlanguage language="vie"/>'),
            ("Manifestation", "")))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="http://'
        'docs.oasis-open.org/legaldocml/ns/akn/3.0">\n<act name="chi-thi">'
        f'<meta><identification source="#issuer">{frbr}</identification>'
        '<references source="#issuer"><TLCOrganization eId="issuer" '
        f'href="/ontology/issuer" showAs="{escape(paper.issuer)}"/>'
        "</references></meta>\n<preface>" + "\n".join(preface)
        + "</preface>\n<body>" + "\n".join(body)
        + "</body></act>\n</akomaNtoso>\n").encode()


def make(paper, folder):
    if paper.path.startswith("encodings/"):
        return encoded(paper)
    if paper.path.startswith("scans/"):
        return scan(paper, folder)
    ending = paper.path.rsplit(".", 1)[1]
    if ending == "xml":
        return akoma_ntoso(paper)
    if ending == "gz":
        text = "\n".join(paper.lines()) + "\n"
        return gzip.compress(text.encode(), 9, mtime=0)
    source, kind = flat.flat(paper)
    return office(source, kind, ending, folder)


def save(name, data, record):
    path = os.path.join(CORPUS, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(data)
    body = json.dumps(record, ensure_ascii=False, indent=1)
    with open(path + ".expected.json", "w", encoding="utf-8") as out:
        out.write('{"records": [\n' + body + "\n]}\n")
    print(f"{len(data):7} {name}")


def bundle(all_papers):
    """A ZIP file of papers that stand in the corpus already, as one."""
    inside = [p for p in all_papers if p.path.endswith(
        (".docx", ".tcvn3.txt", ".ncr.html")) and not p.legacy_fonts]
    path = os.path.join(CORPUS, "formats", "ban-giao.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for p in inside:
            with open(os.path.join(CORPUS, p.path), "rb") as file:
                info = zipfile.ZipInfo("ban-giao/" + os.path.basename(p.path))
                info.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(info, file.read())
    with open(path, "rb") as file:
        data = file.read()
    save("formats/ban-giao.zip", data, {
        "id": None,
        "must_contain": [s for p in inside
                         for s in (p.tasks[-1], p.follow())],
        "text": "\n".join(sum(([
            "ban-giao/" + os.path.basename(p.path), *p.lines()]
            for p in inside), [])),
        "notes": [papers.NOTE for p in inside if p.noted()]})


def main(argv):
    wanted, every = set(argv[1:]), papers.papers()
    with tempfile.TemporaryDirectory() as folder:
        settings(folder)
        for paper in every:
            if not wanted or paper.path in wanted:
                save(paper.path, make(paper, folder), paper.expected())
    bundle(every)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
