"""The kinds of lines, each a row of the table: how to make it, what is asked.
"""
import random
import subprocess
import unicodedata

import encode as e
from encode import by_table, read_as

EXACT, DOUBLE, MIXED, CAPITALS = 0.995, 0.99, 0.97, 0.99


class Kind:
    """make(text) gives the bytes of a line, None if it cannot be had.

    target None: reported only. caseless: compare without case. name_from: what
    --from calls it. upper: the line is wholly in capitals. whole: bytes of a
    file from a text (UTF-16), instead of lines.
    """

    def __init__(self, name, make, target, caseless=False, name_from=None,
                 upper=False, whole=None, command=None):
        self.name, self.make, self.target = name, make, target
        self.caseless, self.name_from = caseless, name_from
        self.upper, self.whole, self.command = upper, whole, command


def raw_kinds():
    yield Kind('tcvn3', by_table('tcvn3'), EXACT, True, 'tcvn3')
    yield Kind('tcvn3-caps', e.tcvn3_caps, CAPITALS, False, 'tcvn3',
               upper=True)
    for name in ('vni', 'viscii', 'vps', 'cp1258', 'tcvn5712', 'bkhcm2'):
        yield Kind(name, by_table(name), EXACT, False, name)
    yield Kind('viqr', e.viqr, EXACT, False, 'viqr')
    yield Kind('viqr-clear', e.viqr_clear, EXACT, False, 'viqr')
    # A vowel and . ? ' say too little: which of the two was meant is a guess.
    yield Kind('viqr-plain', e.viqr_plain, None, False, 'viqr')


def iconv(name):
    return Kind(name + '/iconv', by_table(name), EXACT, False, name,
                command=['iconv', '-f', 'UTF-8', '-t',
                         {'tcvn5712': 'TCVN5712-1'}.get(name, name.upper())])


def recode(name):
    swapped = {'vni': 'ẰẮ', 'vps': 'Ỗ'}.get(name, '')
    table = e.viqr_clear if name == 'viqr' else by_table(name)

    def make(text):
        if not e.PLAIN.issuperset(text) or any(c in swapped for c in text):
            return None     # recode knows no “ ” – in any of these
        return table(text)

    return Kind(name + '/recode', make, EXACT, False, name,
                command=['recode', 'UTF-8..' + name.upper()])


def peer_kinds():
    yield from map(iconv, ('viscii', 'cp1258', 'tcvn5712'))
    yield from map(recode, ('vni', 'viscii', 'vps', 'viqr'))
    yield Kind('cp1258/python', e.cp1258_python, EXACT, False, 'cp1258')


def unicode_kinds():
    yield Kind('utf-8', e.utf8, EXACT, False, 'utf-8')
    yield Kind('utf-8-stray-cp1252', e.utf8_stray, None)
    yield Kind('utf-8-nfd', e.nfd, EXACT, False, 'utf-8')
    yield Kind('utf-8-base+tone', e.base_and_tone, EXACT, False, 'utf-8')
    yield Kind('utf-8-tone-first', e.tone_first, EXACT, False, 'utf-8')
    yield Kind('ncr-decimal', e.ncr('&#%d;'), EXACT)
    yield Kind('ncr-hex', e.ncr('&#x%X;'), EXACT)
    for order in ('le', 'be'):
        for mark in ('\ufeff', ''):
            yield Kind('utf-16%s%s' % (order, '-bom' if mark else ''), e.utf8,
                       EXACT, False,
                       'utf-16' if mark or order == 'le' else None,
                       whole=lambda t, m=mark, o=order:
                       (m + t).encode('utf-16-' + o))


def double_kinds():
    for read, name in ((e.as_cp1252, 'cp1252'), (e.as_latin1, 'latin1')):
        for inner in ('tcvn3', 'vni', 'viscii', 'vps'):
            yield Kind(inner + '@' + name, read_as(read, by_table(inner)),
                       DOUBLE, inner == 'tcvn3')
        yield Kind('tcvn3-caps@' + name, read_as(read, e.tcvn3_caps),
                   DOUBLE, upper=True)
        yield Kind('utf-8@' + name, read_as(read, e.utf8), DOUBLE)
    yield Kind('utf-8@cp1252@cp1252', e.utf8_thrice, DOUBLE)
    yield Kind('pdfshift', e.pdfshift, DOUBLE)


def mixed(name, broken):
    """The middle or the second half broken, in runs of four words or more."""
    rng = random.Random('mixed' + name)

    def make(text):
        words = text.split(' ')
        if len(words) < 8:
            return None
        start = rng.randint(4, len(words) - 4)
        end = len(words)
        if len(words) >= 12 and rng.random() < 0.5:
            start = rng.randint(4, len(words) - 8)
            end = rng.randint(start + 4, len(words) - 4)
        run = ' '.join(words[start:end])
        bad = broken(run) if any(c in e.MARKED for c in run) else None
        if bad is None:
            return None
        return b' '.join(p for p in (' '.join(words[:start]).encode(), bad,
                                     ' '.join(words[end:]).encode()) if p)

    return Kind('mix-' + name, make, MIXED, 'tcvn3' in name)


def mixed_kinds():
    for name in ('tcvn3', 'vni', 'utf-8'):
        inner = e.utf8 if name == 'utf-8' else by_table(name)
        yield mixed(name + '@cp1252', read_as(e.as_cp1252, inner))
    for name in ('tcvn3', 'vni'):
        yield mixed(name + '-raw', by_table(name))


# Encodings of the documents whose short cells are looked at.
CELLS = ('tcvn3', 'vni', 'viscii', 'vps', 'viqr', 'tcvn3@cp1252',
         'vni@cp1252', 'utf-8@cp1252', 'utf-8@latin1', 'pdfshift')


def all_kinds():
    return [*raw_kinds(), *peer_kinds(), *unicode_kinds(), *double_kinds(),
            *mixed_kinds()]


def make_lines(kind, pools, count):
    """[(input bytes, expected text)]: as many from each source as from the
    others, as long as they last."""
    rng, sources = random.Random('lines' + kind.name), []
    for pool in pools:
        order = list(pool)
        rng.shuffle(order)
        sources.append(iter(order))
    out = []
    while sources and len(out) < count:
        source = sources.pop(0)
        for text in source:
            text = text.upper() if kind.upper else text
            data = kind.make(text)
            if data is not None and unicodedata.is_normalized('NFC', text):
                out.append((data, text))
                sources.append(source)
                break
    if kind.command:
        data = ''.join(t + '\n' for _, t in out).encode()
        coded = subprocess.run(kind.command, input=data, check=True,
                               stdout=subprocess.PIPE).stdout.split(b'\n')
        assert len(coded) == len(out) + 1, kind.name
        out = [(d, t) for d, (_, t) in zip(coded, out)]
    assert not any(b'\n' in d or b'\r' in d for d, _ in out)
    return out
