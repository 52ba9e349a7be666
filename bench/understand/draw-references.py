#!/usr/bin/env python3
"""Draw the passages that labels-references.jsonl labels.

usage: draw-references.py DATA [> passages.jsonl]

DATA is the folder of real texts. Prints {"source", "line", "from", "to",
"text"} for each passage, in the order of the labels: 100 of the news, 100 of
the laws, 80 of the official documents and 20 of the old files. It
only draws; it knows nothing of what a reference is beyond the words below.
README.md says how.
"""
import glob
import gzip
import json
import os
import random
import re
import sys

SEED = 20261122
MAX = 600    # characters of a passage
SHORT = 60   # a sentence below this takes the next one along
NUMBERED, NAMED, SYMBOLIC = range(3)  # the strata, see stratum()
WORDS = re.compile(r'Luật|Nghị định|Nghị quyết|Chỉ thị|Quyết định|Thông tư|'
                   r'Đề án|Kế hoạch|Pháp lệnh')
# A word of a type with digits soon after it, or a number with its symbol.
NUMBER = re.compile(r'(?i:luật|nghị định|nghị quyết|chỉ thị|quyết định|'
                    r'thông tư|đề án|kế hoạch|pháp lệnh)[^.;]{0,30}\d|'
                    r'\d\s?[/-]\s?[A-ZĐ]{2}')
SYMBOL = re.compile(r'\d\s?[/–-]\s?[\dA-ZĐ]')
UPPER = 'A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ'
PLAIN = re.compile(r'\n+|(?<=[.!?…])\s+(?=["“]?\s?[%s])' % UPPER)
# Official texts are broken into lines anywhere: only a line that ends a
# sentence, or is followed by a new item, ends a passage.
WRAPPED = re.compile(r'(?<=[.;:!?])\s*\n+|\n\s*\n+|'
                     r'\n(?=\s*(?:\d+\.|[a-zđ]\)|[-+*] |Điều \d|Căn cứ|Xét ))')


def sentences(text, splitter):
    start = 0
    for cut in splitter.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


def stratum(sentence):
    if NUMBER.search(sentence):
        return NUMBERED
    if WORDS.search(sentence):
        return NAMED
    return SYMBOLIC if SYMBOL.search(sentence) else None


def passages(text, splitter):
    spans = list(sentences(text, splitter))
    for i, (start, end) in enumerate(spans):
        kind = stratum(text[start:end])
        if kind is None:
            continue
        last = i
        while (spans[last][1] - start < SHORT and last + 1 < len(spans)
               and last < i + 2):
            last += 1
        if spans[last][1] - start <= MAX:
            yield start, spans[last][1], kind


def records(path):
    with gzip.open(path, 'rt', encoding='utf-8') as lines:
        for number, line in enumerate(lines):
            yield number, json.loads(line)['text']


def pool(source, texts, splitter, shuffle, per_record):
    """Candidates by stratum; at most `per_record` of a stratum in a text."""
    found = [[], [], []]
    for number, text in texts:
        here = [[], [], []]
        for start, end, kind in passages(text, splitter):
            here[kind].append((source, number, start, end, text[start:end]))
        for kind, rows in enumerate(here):
            found[kind] += shuffle.sample(rows, min(len(rows), per_record))
    return found


def draw(found, counts, shuffle, text_of):
    seen, chosen = set(), []
    for kind, count in enumerate(counts):
        rows = sorted(found[kind], key=lambda r: (r[0], r[1] or 0, r[2]))
        shuffle.shuffle(rows)
        for source, number, start, end, text in rows:
            if count == 0:
                break
            if text in seen:
                continue
            seen.add(text)
            count -= 1
            whole = text_of(source, number)
            begin = len(whole[:start].encode())
            chosen.append({'source': source, 'line': number, 'from': begin,
                           'to': begin + len(text.encode()), 'text': text})
    return chosen


def main():
    data = sys.argv[1]
    shuffle = random.Random(SEED)
    out = []
    for name, splitter, counts in (
            ('news/news-30k.jsonl.gz', PLAIN, (40, 35, 25)),
            ('laws/articles-62k.jsonl.gz', PLAIN, (60, 30, 10)),
            ('official/dev.jsonl.gz', WRAPPED, (50, 15, 15))):
        texts = dict(records(os.path.join(data, name)))
        found = pool(name, texts.items(), splitter, shuffle, 1)
        out += draw(found, counts, shuffle,
                    lambda source, number: texts[number])
    files = {}
    for path in sorted(glob.glob(os.path.join(
            data, 'formats/legacy/*/*.truth.txt'))):
        with open(path, encoding='utf-8', newline='') as text:
            files[os.path.relpath(path, data)] = text.read()
    found = [[], [], []]
    for name, text in files.items():
        rows = pool(name, [(None, text)], WRAPPED, shuffle, 2)
        for kind in range(3):
            found[kind] += rows[kind]
    out += draw(found, (12, 5, 3), shuffle,
                lambda source, number: files[source])
    for row in out:
        print(json.dumps(row, ensure_ascii=False))


main()
