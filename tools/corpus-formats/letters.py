"""Text into the encodings of data/charset/letters.tsv."""
import os
import re
import subprocess
import unicodedata

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
ORACLES = {             # programs that read what we write
    "viscii": ["iconv", "-f", "VISCII"], "cp1258": ["iconv", "-f", "CP1258"],
    "tcvn5712": ["iconv", "-f", "TCVN5712-1"],
    "vps": ["recode", "-f", "VPS..UTF-8"],
    "viqr": ["recode", "-f", "VIQR..UTF-8"],
}
UTF16 = {               # codec, mark
    "utf16le-bom": ("utf-16-le", b"\xff\xfe"),
    "utf16be-bom": ("utf-16-be", b"\xfe\xff"),
    "utf16le": ("utf-16-le", b""), "utf16be": ("utf-16-be", b""),
}


def load():
    """encoding -> letter -> bytes"""
    tables = {}
    path = os.path.join(ROOT, "data", "charset", "letters.tsv")
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if line.startswith("#letter"):
                names = row[2:]
            elif not line.startswith("#"):
                for name, code in zip(names, row[2:]):
                    if code != "-":
                        tables.setdefault(name, {})[row[0]] = (
                            code.encode() if name == "viqr"
                            else bytes.fromhex(code))
    return tables


TABLES = load()


def viqr(text):
    """RFC 1456; punctuation that would be a tone mark gets a backslash."""
    out = ""
    for i, c in enumerate(text):
        code = TABLES["viqr"].get(c)
        before = unicodedata.normalize("NFD", text[i - 1])[0] if i else ""
        if code:
            out += code.decode()
        elif c in ".?'`~^(+*" and before in "aeiouyAEIOUY":
            out += "\\" + c
        else:
            out += c
    return out.encode("ascii")


def encode(text, charset):
    if charset == "utf8-nfd":
        return unicodedata.normalize("NFD", text).encode()
    if charset in UTF16:
        codec, mark = UTF16[charset]
        return mark + text.encode(codec)
    if charset == "ncr":
        return text.encode("ascii", "xmlcharrefreplace")
    if charset == "viqr":
        return viqr(text)
    table = TABLES[charset]
    out = b""
    for c in text:
        if c.isascii():
            out += c.encode()
        else:   # capitals without a code of their own use the small one's
            out += table.get(c) or table[c.lower()]
    return out


def check(data, charset, text):
    """Other programs read it the same way, where they know the encoding."""
    if charset not in ORACLES:
        return
    got = subprocess.run(
        ORACLES[charset] + (["-t", "UTF-8"] if "iconv" in
                            ORACLES[charset][0] else []),
        input=data, capture_output=True, check=True).stdout.decode()
    same = re.sub(r"\\(?=[.?'`~^(+*])", "", got)
    if unicodedata.normalize("NFC", same) != text:
        raise ValueError(f"{charset}: {ORACLES[charset][0]} reads otherwise")
