"""Where the lines come from: sentences of three sources, and lines that are
not Vietnamese at all.

Each document belongs to one half for ever: crc32 of its id or file name, even
for tuning, odd held apart. data/syllable/attested.txt is counted over the even
half too.
"""
import glob
import gzip
import json
import os
import random
import re
import zlib

from canon import WORD, canonical
from encode import MARKED

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get('VB_DATA') or os.path.join(
    HERE, '..', '..', '..', 'shared', 'data')
SHORTEST, LONGEST = 40, 80
LANGUAGES = 'fr de es pl cs pt_BR ro sv da hu tr'.split()
SENTENCE_END = re.compile(r'(?<=[.!?;:])\s+')

WESTERN = MARKED | set(bytes(range(32, 256)).decode('cp1252', 'ignore'))


def in_half(name, half):
    return zlib.crc32(name.encode()) % 2 == (half == 'held')


def json_documents(path, half, step):
    """(name, text) of every `step`-th document of this half."""
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        for line in f:
            doc = json.loads(line)
            number = zlib.crc32(doc['id'].encode())
            if in_half(doc['id'], half) and (number >> 1) % step == 0:
                yield doc['id'], doc['text']


def truth_documents(half):
    pattern = os.path.join(SHARED, 'formats', 'legacy', '*', '*.truth.txt')
    for path in sorted(glob.glob(pattern)):
        if in_half(os.path.basename(path), half):
            with open(path, encoding='utf-8') as f:
                yield os.path.basename(path), f.read()


def news_documents(half, step=1):
    return json_documents(
        os.path.join(SHARED, 'news', 'news-30k.jsonl.gz'), half, step)


def law_documents(half, step=1):
    return json_documents(
        os.path.join(SHARED, 'laws', 'articles-62k.jsonl.gz'), half, step)


def cut(sentence, rng):
    """Pieces of 40 to 80 characters, cut between words."""
    words, at = sentence.split(' '), 0
    while at < len(words):
        limit, length, end = rng.randint(SHORTEST + 8, LONGEST), -1, at
        while end < len(words) and length + 1 + len(words[end]) <= limit:
            length += 1 + len(words[end])
            end += 1
        if SHORTEST <= length <= LONGEST:
            yield ' '.join(words[at:end])
        at = max(end, at + 1)


def sound(piece):
    """Is a piece worth being truth? The truth files of old documents hold a
    few words that were wrong before (TriƯu, xŭt): a marked letter in a word
    of small and capital letters, a letter of no Western or Vietnamese text."""
    if not WESTERN.issuperset(piece):
        return False
    return all(w in (w.lower(), w.upper(), w.capitalize())
               for w in WORD.findall(piece) if not MARKED.isdisjoint(w))


def sentences(documents, rng, per_document):
    """Distinct pieces that hold a marked letter, canonical."""
    seen = set()
    for _, text in documents:
        found = []
        for line in text.split('\n'):
            line = canonical(' '.join(line.split()))
            for sentence in SENTENCE_END.split(line):
                found += [p for p in cut(sentence, rng) if sound(p)
                          and not MARKED.isdisjoint(p) and p not in seen]
        rng.shuffle(found)
        seen.update(found[:per_document])
    return sorted(seen)


def pools(half):
    """Three lists of sentences, one for each source; no document fills one."""
    rng = random.Random('sentences')
    return [sentences(truth_documents(half), rng, 300),
            sentences(law_documents(half, 12), rng, 4),
            sentences(news_documents(half, 8), rng, 6)]


def news_lines(half, count):
    """Lines of news as they stand, for finding false repairs."""
    out = []
    for _, text in news_documents(half):
        out += [l for l in text.split('\n') if l.strip() and '\r' not in l]
        if len(out) >= count:
            return out[:count]
    return out


def man_lines(language, half):
    """Text of the manual pages of one language, without roff commands."""
    out = set()
    pattern = '/usr/share/man/%s/man*/*.gz' % language
    for path in sorted(glob.glob(pattern)):
        if not in_half(path, half):
            continue
        with gzip.open(path) as f:
            lines = f.read().split(b'\n')
        for line in lines:
            try:
                text = line.decode().strip()
            except UnicodeDecodeError:
                continue
            text = re.sub(r'\\f(?:\[\w*\]|.)|\\[|&/%^]', '', text)
            text = text.replace(r'\-', '-').replace(r'\ ', ' ')
            if len(text) >= 10 and text[0] not in ".'" and '\\' not in text:
                out.add(text)
    return out


def foreign_share(line):
    return sum(c.isalpha() and ord(c) > 127 for c in line) / len(line)


def foreign_lines(half, per_language):
    """[(language, line)]: those fullest of non-ASCII letters first."""
    out = []
    for language in LANGUAGES:
        lines = sorted(man_lines(language, half))
        lines.sort(key=foreign_share, reverse=True)
        out += [(language, l) for l in lines[:per_language]]
    return out


def code_lines(half, count):
    """Source code: C headers and Python, and the URLs in them."""
    paths = sorted(glob.glob('/usr/include/*.h')
                   + glob.glob('/usr/lib/python3/dist-packages/*/*.py')
                   + glob.glob('/usr/lib/python3*/*.py'))
    code, urls = {}, {}
    for path in paths:
        if not in_half(path, half):
            continue
        with open(path, encoding='utf-8', errors='ignore') as f:
            lines = [l.strip() for l in f]
        lines = [l for l in lines if len(l) > 12]
        # A spread over the file, and what looks most like VIQR.
        like = [l for l in lines
                if re.search(r"[aeiouy][.?'`~^(+]|dd", l, re.IGNORECASE)]
        code.update(dict.fromkeys(lines[::40][:5] + like[::20][:10]))
        for line in lines:
            urls.update(dict.fromkeys(re.findall(r'https?://[^\s"\'<>)]+',
                                                 line)))
    rng = random.Random('code')
    code, urls = sorted(code), sorted(urls)
    rng.shuffle(code)
    rng.shuffle(urls)
    return [l for l in code[:count] + urls[:count // 4] if '\0' not in l]


def hand_lines():
    """foreign.txt: written by hand, run whole in both halves."""
    with open(os.path.join(HERE, 'foreign.txt'), encoding='utf-8') as f:
        return [l.rstrip('\n') for l in f if l.strip() and l[:2] != '# ']
