#!/usr/bin/env python3
"""Write lib/text/calm_table.c: the automaton that finds where text may not be
what it seems.

usage: tools/gen-calm.py > lib/text/calm_table.c

It runs over UTF-8 and stops at the first character that good Vietnamese text
has no use for: a Latin-1 symbol, a capital amid small letters (TCVN3 taken
for Windows-1252 has both), a mark of VNI after its vowel, a typed VIQR mark
after a vowel, the beginning of a character reference, a control, and bytes
that are not UTF-8. No stop means: nothing to detect. A stop means: look.
"""
STOP = 0
CONTEXTS = ['none', 'small', 'a', 'e', 'o', 'u', 'A', 'E', 'O', 'U', 'amp',
            'hat', 'broken']
VIETNAMESE = 'àáâãèéêìíòóôõùúýăđĩũơư'
# Marks of VNI that are Vietnamese letters too, by the vowel before them;
# good text has none of these pairs (it has oá, oà and oã).
VNI = {'a': 'âáàãêéèúùõ', 'e': 'âáàãùõ', 'o': 'âùõ', 'u': 'ùõ', 'hat': 'ùõ'}


def context_of(c):
    low = c.lower()
    if c == '&':
        return 'amp'
    if low in 'aeou' or low == 'y':
        base = 'u' if low == 'y' else low
        return base if c.islower() else base.upper()
    if low == 'ô':
        return 'hat'
    if c in 'ÂÃ':
        return 'broken'
    return 'small' if c.islower() else 'none'


def stops(context, c):
    if c == '#':
        return context == 'amp'
    if c in '^(+' and context.lower() in 'aeou' and len(context) == 1:
        return True
    if c in '`~' and (context == 'small' or len(context) == 1):
        return True
    if ord(c) < 0x80:
        return c < ' ' and c not in '\t\n\r' or c == '\x7f'
    # "Ã²", "Ã“": UTF-8 once taken for Windows-1252
    if context == 'broken' and ord(c) not in range(0xC0, 0x2000):
        return True
    if c.lower() in VNI.get(context.lower(), ''):
        return True
    small = context in ('small', 'a', 'e', 'o', 'u')
    return small and c.isupper() and ord(c) < 0x100


def calm():
    chars = [chr(c) for c in range(0x80)]
    chars += [f(c) for c in VIETNAMESE for f in (str.lower, str.upper)]
    chars += [chr(c) for c in range(0x1EA0, 0x1EFA)]
    chars += [chr(c) for c in range(0x2010, 0x2027)]
    chars += ['\u00a0', '°', '²', '³']
    return chars


def build():
    states = {c: i + 1 for i, c in enumerate(CONTEXTS)}
    rows = [[STOP] * 256 for _ in range(len(states) + 1)]
    for context in CONTEXTS:
        for c in calm():
            if stops(context, c):
                continue
            row = states[context]
            code = c.encode()
            for i, byte in enumerate(code[:-1]):
                # what precedes matters to the character as a whole
                key = (context, code[:i + 1])
                if key not in states:
                    states[key] = len(rows)
                    rows.append([STOP] * 256)
                rows[row][byte] = states[key]
                row = states[key]
            rows[row][code[-1]] = states[context_of(c)]
    return minimize(rows)


def minimize(rows):
    """Join states that go the same ways, until none do."""
    while True:
        seen, to = {}, {}
        for i, row in enumerate(rows):
            seen.setdefault((i == STOP, tuple(row)), i)
            to[i] = seen[i == STOP, tuple(row)]
        if all(i == j for i, j in to.items()):
            break
        rows = [[to[s] for s in row] for row in rows]
        for i, j in to.items():
            if i != j:
                rows[i] = rows[j]
        keep = sorted(set(to.values()))
        new = {old: n for n, old in enumerate(keep)}
        rows = [[new[s] for s in rows[k]] for k in keep]
    return rows


def main():
    rows = build()
    print('/*\n * Written by tools/gen-calm.py.\n'
          ' * Do not edit: change that.\n */')
    print('/* clang-format off */')
    print('#include "text/calm.h"\n')
    print('const uint8_t vb_calm_dfa[%d][256] = {' % len(rows))
    for row in rows:
        print('\t{')
        for i in range(0, 256, 16):
            print('\t\t' + ' '.join('%d,' % s for s in row[i:i + 16]))
        print('\t},')
    print('};')


main()
