#!/usr/bin/env python3
"""Write lib/text/syllable_table.c from data/syllable/*.txt.

usage: tools/gen-syllable.py > lib/text/syllable_table.c
"""
import os
import sys

DATA = os.path.join(os.path.dirname(__file__), '..', 'data', 'syllable')
SYMBOLS = '?abcdefghijklmnopqrstuvwxyzăâêôơưđ'
FOLD = dict(zip(SYMBOLS, '?abcdefghijklmnopqrstuvwxyzaaeooud'))
FRONT = 'eêiy'


def read(name):
    with open(os.path.join(DATA, name), encoding='utf-8') as f:
        return [l.split()[0] for l in f if l.strip() and l[0] != '#']


def key(word):
    return sum(SYMBOLS.index(c) << 8 * i for i, c in enumerate(word))


def tone_at(r):
    """The letter that carries the tone: docs, 'tone placement'."""
    vowels = [i for i, c in enumerate(r) if FOLD[c] in 'aeiouy']
    strong = [i for i in vowels if r[i] in 'ăâêôơư']
    if strong:
        return strong[-1]
    if len(vowels) == 1:
        return vowels[0]
    if len(vowels) == 3:
        return vowels[1]
    return vowels[1] if len(vowels) < len(r) else vowels[0]


def allowed(o, r):
    """The spelling rules: may onset o stand before rhyme r?"""
    front = r[0] in FRONT
    if o in ('k', 'gh', 'ngh') and not front:
        return False
    if o in ('c', 'g', 'ng') and front:
        return False
    if r == 'y':  # sỹ and vỹ live on in names and in bác sỹ
        return o in ('', 'h', 'k', 'l', 'm', 's', 't', 'v', 'qu')
    if r in ('ynh', 'yt'):
        return o == 'qu'
    if r[0] == 'y':
        return o in ('', 'qu')
    if o == 'qu':  # owns its u
        return r[0] not in 'ouư'
    if o == 'gi':  # giê is read gi + iê, with one i written
        return r[0] != 'ê'
    return True


def is_stop(r):
    """Does the rhyme end in p t c ch, so that it takes sắc or nặng only?"""
    return r[-1] in 'ptc' or r.endswith('ch')


def bases():
    """Spelling without tone -> (onset, rhyme), as lib/text parses it."""
    found = {}
    for o in [''] + read('onsets.txt'):
        for r in read('rhymes.txt'):
            if not allowed(o, r):
                continue
            if o != 'gi' or r[0] != 'i':
                found[o + r] = o, r
            elif len(r) == 1 or r[1] == 'ê' or FOLD[r[1]] not in 'aeiouy':
                found['g' + r] = o, r  # gia and giu are gi + a, gi + u
    return found


def read_weights(all_onsets, rhymes):
    """[rhyme][onset] -> three bytes, the lower tone in the low nibble."""
    where = bases()
    rows = [[(0, 0, 0)] * len(all_onsets) for _ in rhymes]
    with open(os.path.join(DATA, 'attested.txt'), encoding='utf-8') as f:
        for line in f:
            if line[0] == '#':
                continue
            base, tones = line.split()
            o, r = where[base]
            w = [int(c, 16) for c in tones]
            rows[rhymes.index(r)][all_onsets.index(o)] = tuple(
                w[i] | w[i + 1] << 4 for i in (0, 2, 4))
    return rows


def write_weights(all_onsets, rhymes):
    print(f'const uint8_t vb_syllable_weights[{len(rhymes) + 1}]'
          f'[{len(all_onsets)}][3] = {{\n\t{{ {{ 0 }} }},')
    for r, row in zip(rhymes, read_weights(all_onsets, rhymes)):
        print(f'\t{{ /* {r} */')
        for i in range(0, len(row), 7):
            print('\t\t' + ' '.join('{%d,%d,%d},' % w
                                    for w in row[i:i + 7]))
        print('\t},')
    print('};')


def perfect(keys, bits):
    """A multiplier under which no two keys share a slot."""
    seed = 1
    while True:
        seed = (seed * 1664525 + 1013904223) & 0xFFFFFFFF
        mult = seed | 1
        if len({((k * mult) & 0xFFFFFFFF) >> (32 - bits)
                for k in keys}) == len(keys):
            return mult


def slots(keys, bits, mult):
    table = [0] * (1 << bits)
    for i, k in enumerate(keys):
        table[((k * mult) & 0xFFFFFFFF) >> (32 - bits)] = i + 1
    return table


def write_slots(name, table):
    print(f'const uint8_t {name}[{len(table)}] = {{')
    for i in range(0, len(table), 16):
        print('\t' + ' '.join(f'{v},' for v in table[i:i + 16]))
    print('};\n')


def main():
    onsets = read('onsets.txt')
    rhymes = read('rhymes.txt')
    all_onsets = [''] + onsets
    okeys = [key(o) for o in onsets]
    rkeys = [key(r) for r in rhymes]
    omult, rmult = perfect(okeys, 6), perfect(rkeys, 11)
    print('/*\n * Written by tools/gen-syllable.py from data/syllable.\n'
          ' * Do not edit: change those.\n */\n/* clang-format off */\n'
          '#include "text/grammar.h"\n')
    print(f'const uint32_t vb_onset_mult = {omult}u;')
    print(f'const uint32_t vb_rhyme_mult = {rmult}u;\n')
    print('const struct vb_onset vb_onsets[] = {\n\t{ 0, 0, "" },')
    for o in onsets:
        print(f'\t{{ 0x{key(o):06x}, {len(o)}, '
              f'"{"".join(FOLD[c] for c in o)}" }}, /* {o} */')
    print(f'}};\n\nconst size_t vb_onsets_count = {len(all_onsets)};\n')
    print('const struct vb_rhyme vb_rhymes[] = {\n\t{ 0, 0, 0, 0, 0, "" },')
    for r in rhymes:
        mask = sum(1 << i for i, o in enumerate(all_onsets) if allowed(o, r))
        fold = ''.join(FOLD[c] for c in r)
        print(f'\t{{ 0x{key(r):08x}, 0x{mask:07x}, {len(r)}, {tone_at(r)}, '
              f'{int(is_stop(r))}, "{fold}" }}, /* {r} */')
    print(f'}};\n\nconst size_t vb_rhymes_count = {len(rhymes) + 1};\n')
    write_slots('vb_onset_slots', slots(okeys, 6, omult))
    write_slots('vb_rhyme_slots', slots(rkeys, 11, rmult))
    write_weights(all_onsets, rhymes)
    return 0


if __name__ == '__main__':
    sys.exit(main())
