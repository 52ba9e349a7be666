#!/usr/bin/env python3
"""Count the syllables of Vietnamese texts: data/syllable/attested.txt.

usage: tools/count-syllables.py NEWS.jsonl.gz LAWS.jsonl.gz \\
               > data/syllable/attested.txt

Each file has one JSON object a line with "id", "title" and "text". Only the
records of which the CRC-32 of the id is even are read; the odd half is kept
for evaluation. A text that came before, byte for byte, is passed over.
"""
import collections
import gzip
import importlib.machinery
import importlib.util
import json
import os
import re
import sys
import unicodedata
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
TONES = '\u0300\u0301\u0309\u0303\u0323'  # huyền sắc hỏi ngã nặng: 1 to 5
WORD = re.compile('[^\\W_][\\w\u0300-\u036f]*')
LAPSES = ('gip', 'têt', 'xit')  # stops that stand without a tone
MIN_COUNT, MIN_DOCS = 3, 2

HEADER = """\
# The syllables in use, by how often they are.
#
# onset + rhyme without tone, a tab, and six hexadecimal digits, one for each
# tone: ngang huyền sắc hỏi ngã nặng. 0 is not attested: found fewer than
# {min_count} times, or in one record only (a name, a slip of the keyboard).
# Otherwise the digit w says that the count was at least 3 * 2^(w-1) and less
# than twice that: 1 is 3 to 5, 2 is 6 to 11, …, f is {top:,} or more.
#
# Counted by tools/count-syllables.py over {docs:,} records, the half with an
# even CRC-32 of the id: {shares}. Title
# and text, NFC, lower case; the tone counts wherever it stands. Of
# {words:,} words {parsed:,} parse as syllables. Bases: {bases:,},
# with their tones {toned:,}. To repeat:
#	tools/count-syllables.py news-30k.jsonl.gz articles-62k.jsonl.gz
"""


def load_grammar():
    """The parser stands on the tables of the generator, so both agree."""
    path = os.path.join(HERE, 'gen-syllable.py')
    loader = importlib.machinery.SourceFileLoader('gen_syllable', path)
    spec = importlib.util.spec_from_loader('gen_syllable', loader)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


def bases(grammar):
    """Spelling without tone -> whether it ends in a stop."""
    return {base: grammar.is_stop(rhyme)
            for base, (_, rhyme) in grammar.bases().items()}


def take_tone(word):
    """(letters without tone, tone 0..5); None if there are two tones."""
    rest = unicodedata.normalize('NFD', word)
    tones = [c for c in rest if c in TONES]
    if len(tones) > 1:
        return None
    rest = ''.join(c for c in rest if c not in TONES)
    tone = TONES.index(tones[0]) + 1 if tones else 0
    return unicodedata.normalize('NFC', rest), tone


def records(path):
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        for line in f:
            record = json.loads(line)
            if zlib.crc32(record['id'].encode()) % 2 == 0:
                yield record['title'] + '\n' + record['text']


def count(path, seen, words, docs):
    """Add the file's words; returns how many of its records were read."""
    read = 0
    for text in records(path):
        digest = hash(text)
        if digest in seen:
            continue
        seen.add(digest)
        text = unicodedata.normalize('NFC', text).lower()
        here = collections.Counter(WORD.findall(text))
        words.update(here)
        docs.update(here.keys())
        read += 1
    return read


def syllables(words, docs, table):
    """(base, tone) -> [count, records]; records only to MIN_DOCS."""
    found = collections.defaultdict(lambda: [0, 0])
    for word, n in words.items():
        toned = take_tone(word)
        if not toned or toned[0] not in table:
            continue
        base, tone = toned
        if table[base] and tone not in (2, 5) and word not in LAPSES:
            continue
        entry = found[toned]
        entry[0] += n
        # hoà in one record and hòa in one: they may be the same
        entry[1] = max(entry[1], docs[word])
    return found


def weight(n, in_docs):
    if n < MIN_COUNT or in_docs < MIN_DOCS:
        return 0
    return min(15, (n // MIN_COUNT).bit_length())


def main(paths):
    if len(paths) != 2:
        sys.exit(__doc__.strip())
    grammar = load_grammar()
    seen, words, docs = set(), collections.Counter(), collections.Counter()
    read = [count(path, seen, words, docs) for path in paths]
    found = syllables(words, docs, bases(grammar))
    rows = collections.defaultdict(lambda: [0] * 6)
    for (base, tone), (n, in_docs) in found.items():
        if weight(n, in_docs):
            rows[base][tone] = weight(n, in_docs)
    print(HEADER.format(
        min_count=MIN_COUNT, top=MIN_COUNT << 14, docs=sum(read),
        shares='{:,} of news, {:,} articles of law'.format(*read),
        words=sum(words.values()), parsed=sum(n for n, _ in found.values()),
        bases=len(rows),
        toned=sum(w > 0 for row in rows.values() for w in row)), end='')
    for base in sorted(rows):
        print(base + '\t' + ''.join(f'{w:x}' for w in rows[base]))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
