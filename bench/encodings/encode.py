"""Encoders of the bench: from good text to what old files and bad
conversions hold. The letters come from data/charset/letters.tsv, whose tables
check.py compares with iconv, recode and Python.
"""
import os
import re
import unicodedata

from canon import DATA, SHAPES, TONES

# The capitals that TCVN3 has codes for; the others borrow the small letter's.
TCVN3_CAPITALS = 'ĂÂÊÔƠƯĐ'


def read_letters():
    """{encoding: {letter: bytes}} of data/charset/letters.tsv."""
    tables, names = {}, None
    with open(os.path.join(DATA, 'charset', 'letters.tsv'),
              encoding='utf-8') as f:
        for line in f:
            row = line.rstrip('\n').split('\t')
            if row[0] == '#letter':
                names = row[2:]
            if line[0] == '#' or not line.strip():
                continue
            for name, code in zip(names, row[2:]):
                if code != '-':
                    tables.setdefault(name, {})[row[0]] = (
                        code.encode() if name == 'viqr'
                        else bytes.fromhex(code))
    return tables


LETTERS = read_letters()
for letter, code in list(LETTERS['tcvn3'].items()):
    if letter.islower() and letter.upper() not in TCVN3_CAPITALS:
        LETTERS['tcvn3'].setdefault(letter.upper(), code)
MARKED = frozenset(LETTERS['vni'])
PLAIN = MARKED | {chr(c) for c in range(32, 127)}
assert len(MARKED) == 134 and len(LETTERS['tcvn3']) == 134


def cp1252_room(table, codes):
    """Punctuation that a font of this encoding keeps at its cp1252 place."""
    used = {b for code in table.values() for b in code}
    return {bytes([b]).decode('cp1252'): bytes([b]) for b in codes
            if b not in used and b not in (0x81, 0x8d, 0x8f, 0x90, 0x9d)
            and not bytes([b]).decode('cp1252').isalpha()}


# Where the letters leave room. VISCII and TCVN5712 use all of 80..9F, CP1258
# is cp1252 there; what a VPS file holds in its few gaps is not established.
ROOM = {'tcvn3': range(0x80, 0xa0), 'vni': range(0x80, 0xc0),
        'bkhcm2': range(0x80, 0xc0), 'cp1258': range(0x80, 0xc0)}
TABLES = {name: {chr(c): bytes([c]) for c in range(32, 127)}
          | (cp1252_room(table, ROOM[name]) if name in ROOM else {}) | table
          for name, table in LETTERS.items()}


def by_table(name):
    """An encoder: bytes, or None if the encoding lacks a character."""
    table = TABLES[name]

    def encode(text):
        codes = [table.get(c) for c in text]
        return None if None in codes else b''.join(codes)

    return encode


def tcvn3_caps(text):
    """As typed in .VnTimeH: `text` must be wholly in capitals."""
    return by_table('tcvn3')(text)


# What VIQR would read as a mark, as the second d of đ, or in QSDĐ as the first.
VIQR_MARKS = re.compile(
    r"(?<=[aeiouyăâêôơư])[.?'`~]|(?<=a)\(|(?<=[aeo])\^|(?<=[ou])\+|(?<=d)d"
    r"|d(?=đ)|\\", re.IGNORECASE)


def viqr_plain(text):
    """VIQR as people typed it: nothing escaped."""
    return by_table('viqr')(text)


def viqr(text):
    """VIQR after RFC 1456: a literal . ? ' after a vowel is escaped."""
    out, at = [], 0
    for m in VIQR_MARKS.finditer(text):
        out += [viqr_plain(text[at:m.start()]), m.group().encode()]
        at = m.end()
    out.append(viqr_plain(text[at:]))
    return None if None in out else b'\\'.join(
        out[0:1] + [a + b for a, b in zip(out[1::2], out[2::2])])


def viqr_clear(text):
    """VIQR of a line in which nothing needs the escape."""
    return None if VIQR_MARKS.search(text) else viqr_plain(text)


def utf8(text):
    return text.encode()


def utf8_stray(text):
    """UTF-8 but for the quotes and dashes, left over from cp1252."""
    if not any(c in '“”‘’–—…' for c in text):
        return None
    return b''.join(c.encode('cp1252') if c in '“”‘’–—…' else c.encode()
                    for c in text)


def nfd(text):
    return unicodedata.normalize('NFD', text).encode()


def letters_apart(text):
    """[(base with circumflex, breve or horn; tone or '')] of NFC text."""
    for c in text:
        parts = unicodedata.normalize('NFD', c) if c in MARKED else c
        base = ''.join(p for p in parts if p not in TONES)
        tone = ''.join(p for p in parts if p in TONES)
        yield unicodedata.normalize('NFC', base), tone


def base_and_tone(text):
    """â + U+0301, as CP1258 keyboards on Windows type it."""
    return ''.join(b + t for b, t in letters_apart(text)).encode()


def tone_first(text):
    """o + U+0301 + U+0302: the tone before the circumflex, breve or horn."""
    out = []
    for base, tone in letters_apart(text):
        parts = unicodedata.normalize('NFD', base) if base in MARKED else base
        if len(parts) == 2 and parts[1] in SHAPES:
            out.append(parts[0] + tone + parts[1])
        else:
            out.append(base + tone)
    return ''.join(out).encode()


def cp1258_python(text):
    """Base and tone apart for every toned letter, by Python's codec."""
    try:
        return base_and_tone(text).decode().encode('cp1258')
    except UnicodeEncodeError:
        return None


def ncr(form):
    def encode(text):
        return ''.join(form % ord(c) if c in MARKED else c
                       for c in text).encode()
    return encode


def as_cp1252(data):
    """Read bytes as cp1252; its five gaps pass as C1 controls."""
    return ''.join(chr(b) if b in (0x81, 0x8d, 0x8f, 0x90, 0x9d)
                   else bytes([b]).decode('cp1252') for b in data)


def as_latin1(data):
    return data.decode('latin-1')


def read_as(read, encode):
    """Encoded once, read with the wrong table, stored as UTF-8."""
    def twice(text):
        data = encode(text)
        return None if data is None else read(data).encode()
    return twice


def utf8_thrice(text):
    """UTF-8 taken for cp1252 two times over."""
    return as_cp1252(as_cp1252(text.encode()).encode()).encode()


# vietnamese-text.md, section 1. What ă, ũ, Ũ and Ĩ turn into is not
# established; ă is left, lines with the three others are left out.
PDFSHIFT = {chr(c): chr(c - 0x19fc) for c in range(0x1ea0, 0x1efa)} | dict(
    zip('ưĩƠơƯđĐ', '\u046d\u01ad\u046a\u046b\u046c\u00ff\u0108'))


def pdfshift(text):
    """Letters as a PDF with shifted glyph numbers gives them."""
    if any(c in 'ũŨĨ' for c in text) \
            or not any(c in PDFSHIFT for c in text):
        return None
    return ''.join(PDFSHIFT.get(c, c) for c in text).encode()
