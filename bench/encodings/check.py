#!/usr/bin/env python3
"""The encoders of this bench against iconv, GNU recode and Python.

usage: check.py

Encodes sentences of both halves and has the peers read them back.
"""
import subprocess
import sys
import unicodedata

sys.dont_write_bytecode = True  # leave no __pycache__ among the sources

import encode as e  # noqa: E402
from encode import by_table  # noqa: E402
from sources import pools  # noqa: E402

PEERS = (   # encoder, command, letters that the peer has wrong or not at all
    ('viscii', by_table('viscii'), 'iconv -f VISCII -t UTF-8', ''),
    ('cp1258', by_table('cp1258'), 'iconv -f CP1258 -t UTF-8', ''),
    ('cp1258', e.cp1258_python, 'iconv -f CP1258 -t UTF-8', ''),
    ('tcvn5712', by_table('tcvn5712'), 'iconv -f TCVN5712-1 -t UTF-8', ''),
    ('vni', by_table('vni'), 'recode VNI..UTF-8', 'ẰẮ'),
    ('viscii', by_table('viscii'), 'recode VISCII..UTF-8', ''),
    ('vps', by_table('vps'), 'recode VPS..UTF-8', 'Ỗ'),
    ('viqr', e.viqr_clear, 'recode VIQR..UTF-8', ''),
)


def read_back(command, lines):
    out = subprocess.run(command.split(), stdout=subprocess.PIPE, check=True,
                         input=b''.join(l + b'\n' for l in lines)).stdout
    return unicodedata.normalize('NFC', out.decode()).split('\n')[:-1]


def compare(title, texts, found):
    wrong = [(t, f) for t, f in zip(texts, found) if t != f]
    ok = not wrong and len(texts) == len(found) and texts
    print('%-34s %6d lines  %s' % (title, len(texts),
                                   'agree' if ok else 'DIFFER'))
    for text, other in wrong[:3]:
        print('  ours  %s\n  peer  %s' % (text, other))
    return bool(ok)


def main():
    texts = [t for half in ('tune', 'held') for p in pools(half)
             for t in p[:4000]]
    texts += sorted(e.MARKED) + [t.upper() for t in texts[::10]]
    good = True
    for name, make, command, without in PEERS:
        pairs = [(t, make(t)) for t in texts
                 if not any(c in without for c in t)
                 and (command[0] == 'i' or e.PLAIN.issuperset(t))]
        pairs = [(t, d) for t, d in pairs if d is not None]
        good &= compare('%s: %s' % (name, command.split()[0]),
                        [t for t, _ in pairs],
                        read_back(command, [d for _, d in pairs]))
    # TCVN3 is TCVN5712-1 without the toned capitals.
    lower = [t.lower() for t in texts]
    lower = [t for t in lower if e.PLAIN.issuperset(t)]
    good &= compare('tcvn3, small letters: iconv', lower, read_back(
        'iconv -f TCVN5712-1 -t UTF-8', map(by_table('tcvn3'), lower)))
    # Python's cp1258 and ours say the same text in other bytes.
    both = [t for t in texts if e.cp1258_python(t) and by_table('cp1258')(t)]
    good &= compare('cp1258: Python', both, [
        unicodedata.normalize('NFC', by_table('cp1258')(t).decode('cp1258'))
        for t in both])
    # The double encodings undone with Python's latin-1.
    for name in ('tcvn3', 'vni', 'viscii', 'vps'):
        make = by_table(name)
        pairs = [(t, make(t)) for t in texts if make(t)]
        once = [e.as_latin1(d).encode() for _, d in pairs]
        good &= compare(name + ' through latin-1: Python',
                        [d for _, d in pairs],
                        [d.decode().encode('latin-1') for d in once])
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
