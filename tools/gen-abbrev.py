#!/usr/bin/env python3
"""Write lib/text/abbrev_table.c from data/abbrev/abbreviations.tsv.

usage: tools/gen-abbrev.py > lib/text/abbrev_table.c
"""
import os
import re
import sys
import unicodedata
from collections import Counter

DATA = os.path.join(os.path.dirname(__file__), '..', 'data', 'abbrev',
                    'abbreviations.tsv')
WHERE = ('body', 'party', 'legal', 'place', 'subject', 'type', 'word')
BYTES = 96  # VB_ABBREV_BYTES
MOST = 8    # VB_ABBREV_MAX


def fold(s):
    s = unicodedata.normalize('NFD', s.lower().replace('đ', 'd'))
    s = s.replace('Đ', 'd')
    return ''.join(c for c in s if not unicodedata.combining(c))


def words(s):
    found = [w for w in re.findall(r'\w+', s.lower()) if w != 'và']
    for w in found:  # vb_text_key would write y
        if re.fullmatch('(|h|k|l|m|s|t|v)i', fold(w)) or \
                re.match('qui', fold(w)):
            sys.exit(f'{w}: write it with y')
    return ' '.join(found)


def read():
    rows = []
    with open(DATA, encoding='utf-8') as f:
        for line in f:
            if line[0] == '#':
                continue
            short, long_, where, many, context = line.rstrip('\n').split('\t')
            bare = re.sub(r'[ /&.-]', '', short).lower()
            rows.append({'short': short, 'long': long_, 'where': where,
                         'many': many, 'bare': bare, 'fold': fold(bare),
                         'context': '' if context == '-' else context,
                         'key': words(long_), 'plain': fold(words(long_))})
    return rows


def check(rows):
    shorts = Counter(r['short'] for r in rows)
    for name in ('fold', 'plain'):
        for text, n in Counter(r[name] for r in rows).items():
            if n > MOST:
                sys.exit(f'{text}: more than {MOST} rows')
    for r in rows:
        if r['where'] not in WHERE:
            sys.exit(f'{r["short"]}: no such where: {r["where"]}')
        if (r['many'] == 'yes') != (shorts[r['short']] > 1):
            sys.exit(f'{r["short"]}: ambiguous or not?')
        if unicodedata.normalize('NFC', r['short'] + r['long']) != \
                r['short'] + r['long']:
            sys.exit(f'{r["short"]}: not NFC')
        if max(len(r[n].encode()) for n in ('bare', 'key')) > BYTES:
            sys.exit(f'{r["short"]}: too long')


def main():
    rows = read()
    check(rows)
    rows.sort(key=lambda r: r['fold'])  # stable: as in the file
    print('/*\n * Written by tools/gen-abbrev.py from data/abbrev.\n'
          ' * Do not edit: change those.\n */\n/* clang-format off */\n'
          '#include "text/abbrev_table.h"\n')
    print('const struct vb_abbrev vb_abbrev_rows[] = {')
    for r in rows:
        texts = ', '.join(f'"{r[n]}"' for n in (
            'short', 'long', 'context', 'bare', 'fold', 'key', 'plain'))
        print(f'\t{{ {texts}, VB_ABBREV_{r["where"].upper()}, '
              f'{str(r["many"] == "yes").lower()} }},')
    print(f'}};\n\nconst size_t vb_abbrev_rows_count = {len(rows)};\n')
    order = sorted(range(len(rows)), key=lambda i: rows[i]['plain'])
    print('const uint16_t vb_abbrev_by_long[] = {')
    for i in range(0, len(order), 12):
        print('\t' + ' '.join(f'{v},' for v in order[i:i + 12]))
    print('};')
    return 0


if __name__ == '__main__':
    sys.exit(main())
