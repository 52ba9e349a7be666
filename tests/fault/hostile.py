#!/usr/bin/env python3
"""Hostile files: hostile.py BIN FOLDER

Writes a folder of files that were made to hurt, hands all of them to one run
of vanban-indexer, and compares what became of each with what the table says:

    read      whole, nothing to say of it
    partial   some text, and the reason on standard error
    rejected  the original is kept, nothing could be read
    refused   no file that one may open: nothing is kept

`want` is a string that the text must have, BAN one that no text may have.
Prints TAP. Nothing outside FOLDER is written, and nothing random is used.
"""
import gzip
import io
import json
import os
import socket
import sqlite3
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from xml.sax.saxutils import escape

CANARY = "canary4711"  # in a file that nothing may open
RUN_LIMIT = 300  # seconds: a run that takes longer hangs
LINE = "Phong trào bình thường, viết tốt."
WORD = "Phong trào"
ROMAN = "Phong trao binh thuong"  # where a format is easier in ASCII

cases = []  # (name, maker or bytes, outcome, want)


def case(name, make, outcome, want=None):
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


def zip_cases():
    good = ("good.txt", LINE.encode())
    one = packed([good])
    zeros = b"a" * (20 << 20)
    case("bomb.zip", packed([good, ("zeros.txt", zeros)]), "partial", WORD)
    case("bomb-first.zip", packed([("a.txt", zeros), good]), "partial", WORD)
    case("bomb-many.zip", packed(
        [(f"{i}.txt", zeros[:4 << 20]) for i in range(60)] + [good]),
        "partial", WORD)
    case("bomb-nested.zip", packed(
        [good, ("in.zip", packed([("zeros.txt", zeros)]))]), "partial", WORD)
    case("bomb-of-bombs.zip", packed(
        [good] + [(f"{i}.zip", packed([("z.txt", zeros[:8 << 20])] * 1))
                  for i in range(30)]), "partial", WORD)
    case("members.zip", packed(
        [(f"{i}.txt", LINE.encode()) for i in range(2000)], True),
        "partial", WORD)
    case("deep2.zip", packed([good, ("in.zip", one)]), "read", WORD)
    case("deep9.zip", packed([good, ("in.zip", nested(9, one))]),
         "partial", WORD)
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
        case(f"name-{what}.zip", packed([(name, LINE.encode())]), "read",
             WORD)
    case("name-bytes.zip", one.replace(b"good.txt", b"\xff\xfe\xc3(.txt"),
         "read", WORD)
    case("name-nul.zip", one.replace(b"good.txt", b"go\0d.txt"), "read",
         WORD)
    case("same-name.zip", packed([good, good]), "read", WORD)
    case("folders.zip", packed([(f"{i}/", b"") for i in range(500)] + [good]),
         "read", WORD)
    case("encrypted.zip", encrypted(one), "rejected")
    case("method.zip", patched(patched(one, 8, b"\x63\0"), central(one) + 10,
                               b"\x63\0"), "rejected")
    case("crc.zip", patched(patched(one, 14, b"\1\2\3\4"), central(one) + 16,
                            b"\1\2\3\4"), "partial")
    case("overlap.zip", overlapping(), "read", WORD)
    case("no-list.zip", one[:central(one)], "rejected")
    case("half-list.zip", one[:central(one) + 20], "rejected")
    case("half-end.zip", one[:-10], "rejected")
    case("offset.zip", patched(one, len(one) - 6, b"\xff\xff\xff\x7f"),
         "rejected")
    case("count.zip", patched(one, len(one) - 14, b"\xff\x7f\xff\x7f"),
         "rejected")
    case("sizes.zip", patched(one, central(one) + 24, b"\xff\xff\xff\x7f"),
         "rejected")
    case("flipped.zip", patched(one, 40, b"\xff\xff\xff\xff"), "rejected")
    case("empty.zip", packed([]), "rejected")
    case("magic.zip", b"PK\3\4", "rejected")
    case("symlink.zip", link_in_zip, "read", WORD)
    case("prefix.zip", b"MZ" + b"\x90\0" * 50 + one, "rejected")
    case("binary.zip", packed([("a.exe", b"MZ\0\0" * 99), good]), "partial",
         WORD)


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
