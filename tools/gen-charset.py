#!/usr/bin/env python3
"""Write lib/text/charset_table.c from data/charset/letters.tsv.

usage: tools/gen-charset.py > lib/text/charset_table.c

Bytes that the letters leave free mean what they mean in Windows-1252, which
the fonts of these encodings were built on, but for cp1258, which has its own
symbols, and tcvn5712, which has none there.
"""
import os
import unicodedata

TABLE = os.path.join(os.path.dirname(__file__), '..', 'data', 'charset',
                     'letters.tsv')
# As enum vb_charset numbers them, from VB_CHARSET_TCVN3 on.
CHARSETS = ['tcvn3', 'vni', 'viscii', 'vps', 'cp1258', 'tcvn5712', 'bkhcm2',
            'cp1252']
MARKS = '\u0300\u0301\u0303\u0309\u0323'
VOWELS = 'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY'
# Combining marks that stand alone (glibc's iconv, Microsoft's cp1258).
COMBINING = {
    'cp1258': {0xCC: '\u0300', 0xD2: '\u0309', 0xDE: '\u0303', 0xEC: '\u0301',
               0xF2: '\u0323'},
    'tcvn5712': {0xB0: '\u0300', 0xB1: '\u0309', 0xB2: '\u0303',
                 0xB3: '\u0301', 0xB4: '\u0323'},
}


def letters():
    with open(TABLE, encoding='utf-8') as f:
        rows = [l.rstrip('\n').split('\t') for l in f]
    names = next(r for r in rows if r[0] == '#letter')
    return [dict(zip(names, r)) for r in rows if not r[0].startswith('#')]


def filler(name, byte):
    """What `byte` means if it is no letter of the encoding."""
    codec = 'cp1258' if name == 'cp1258' else 'cp1252'
    if byte < 0x80 or (name == 'tcvn5712' and byte != 0xA0):
        return byte
    try:
        return ord(bytes([byte]).decode(codec))
    except UnicodeDecodeError:
        return byte


def singles_and_pairs(name, rows):
    single = [filler(name, b) for b in range(256)]
    pairs = {}
    if name == 'tcvn3':  # no letters there, but in its sister they are
        for r in rows:
            byte = int(r['tcvn5712'], 16)
            if byte >= 0xA0:
                single[byte] = ord(r['#letter'])
    for r in rows:
        code = bytes.fromhex(r.get(name, '-').replace('-', ''))
        if len(code) == 1:
            single[code[0]] = ord(r['#letter'])
        elif code:
            pairs[code[0], code[1]] = ord(r['#letter'])
    for byte, mark in COMBINING.get(name, {}).items():
        single[byte] = ord(mark)
        for base in range(256):
            joined = unicodedata.normalize('NFC', chr(single[base]) + mark)
            if chr(single[base]) in VOWELS and len(joined) == 1:
                pairs[base, byte] = ord(joined)
    return single, pairs


def small_marks(pairs):
    """A small mark after a capital is as good (and seen in real files)."""
    small = {(b, m): c for (b, m), c in pairs.items() if chr(c).islower()}
    for (base, mark), code in small.items():
        for (base2, mark2), code2 in list(pairs.items()):
            if chr(code2) == chr(code).upper() and (base2, mark) not in pairs:
                pairs[base2, mark] = code2


def rows_of(values, per, form):
    out = []
    for i in range(0, len(values), per):
        out.append('\t\t' + ' '.join(form % v for v in values[i:i + per]))
    return '\n'.join(out)


def main():
    rows = letters()
    assert len(rows) == 134
    pool = []
    print('/*\n * Written by tools/gen-charset.py from data/charset.'
          '\n * Do not edit: change those.\n */')
    print('/* clang-format off */')
    print('#include "text/charset.h"\n')
    print('const struct vb_charset_table vb_charset_tables[] = {')
    for name in CHARSETS:
        single, pairs = singles_and_pairs(name, rows)
        small_marks(pairs)
        firsts = sorted({b for b, _ in pairs})
        seconds = sorted({m for _, m in pairs})
        first = [firsts.index(b) + 1 if b in firsts else 0 for b in range(256)]
        second = [seconds.index(b) + 1 if b in seconds else 0
                  for b in range(256)]
        print('\t{ /* %s */\n\t.single = {' % name)
        print(rows_of(single, 10, '0x%04x,'))
        print('\t},')
        if pairs:
            print('\t.first = {\n%s\n\t},' % rows_of(first, 16, '%d,'))
            print('\t.second = {\n%s\n\t},' % rows_of(second, 16, '%d,'))
            print('\t.seconds = %d,\n\t.pairs = %d,'
                  % (len(seconds), len(pool)))
        print('\t},')
        for b in firsts:
            pool += [pairs.get((b, m), 0) for m in seconds]
    print('};\n\nconst uint16_t vb_charset_pairs[] = {')
    print(rows_of(pool, 10, '0x%04x,').replace('\t\t', '\t'))
    print('};')


main()
