#!/usr/bin/env python3
"""How much of a document's text its reader finds, measured on real files.

usage: accuracy.py VANBAN [DATA]

VANBAN is the program (build/bin/vanban), run as `vanban extract FILE
--format=text`; any other name is run as `NAME FILE`. DATA is the folder of
formats, ../shared/data/formats unless said. For each file with a
NAME.truth.txt the table has

  marks  of the letters with a mark in the truth, how many were found at their
         place: the issue's diacritic accuracy
  chars  of all characters in the truth, how many were found at their place
  extra  characters that the truth does not have, for 100 that it has

and, for Word 6 files without a truth, which share of their words are
Vietnamese syllables. Exit 1 below the targets.

Both texts are NFC, lower case, with white space as single spaces and the
tone of oa, oe, uy put where the old school puts it. They are aligned in three
steps: runs of three words that occur once in each anchor them (those in a
longest common order), words are aligned between anchors, and characters
between words that match. So a table read by columns, or a paragraph in another
place, costs only itself.
"""
import bisect
import difflib
import os
import re
import subprocess
import sys
import unicodedata

MEAN_MARKS, EACH_MARKS, MEAN_CHARS = 0.99, 0.95, 0.97
WORD6_VALID = 0.95
PAIRS = 4_000_000  # of characters to compare; a larger gap is all missed

TONE_ORDER = '\u0300\u0301\u0309\u0303\u0323'  # as in attested.txt
TONES = '\u0300\u0301\u0303\u0309\u0323'
PLACE = re.compile('(o)([ae])([%s])(?!\\w)|(?<!q)(u)(y)([%s])(?!\\w)' %
                   (TONES, TONES))


def canon(text):
    text = unicodedata.normalize('NFD', text.lower())
    text = PLACE.sub(lambda m: m[1] + m[3] + m[2] if m[1] else
                     m[4] + m[6] + m[5], text)
    return ' '.join(unicodedata.normalize('NFC', text).split())


def is_marked(c):
    return c == 'đ' or len(unicodedata.normalize('NFD', c)) > 1


def grams(words):
    """Runs of three words that occur once, and where."""
    places = {}
    for i in range(len(words) - 2):
        places.setdefault(tuple(words[i:i + 3]), []).append(i)
    return {gram: at[0] for gram, at in places.items() if len(at) == 1}


def anchors(a, b):
    """Pairs of places that rise in both: the longest such sequence."""
    ours, theirs = grams(a), grams(b)
    pairs = sorted((i, theirs[g]) for g, i in ours.items() if g in theirs)
    tails, ends, before = [], [], [None] * len(pairs)
    for k, (_, j) in enumerate(pairs):
        at = bisect.bisect_left(tails, j)
        before[k] = ends[at - 1] if at else None
        tails[at:at + 1] = [j]
        ends[at:at + 1] = [k]
    chain, k = [], ends[-1] if ends else None
    while k is not None:
        chain.append(pairs[k])
        k = before[k]
    return chain[::-1]


def words_between(a, b):
    """Gaps and equal stretches of two lists of words, in order."""
    i = j = 0
    for x, y in anchors(a, b) + [(len(a), len(b))]:
        if x < i or y < j:
            continue
        match = difflib.SequenceMatcher(None, a[i:x], b[j:y], autojunk=False)
        for op, i1, i2, j1, j2 in match.get_opcodes():
            yield op == 'equal', a[i + i1:i + i2], b[j + j1:j + j2]
        i, j = x, y


def measure(truth, got):
    """Characters and marked ones: found, and in the truth."""
    chars = marks = all_chars = all_marks = 0
    for equal, a, b in words_between(truth.split(' '), got.split(' ')):
        a, b = ' '.join(a), ' '.join(b)
        all_chars += len(a)
        all_marks += sum(map(is_marked, a))
        found = [a] if equal else []
        if not equal and a and b and len(a) * len(b) <= PAIRS:
            match = difflib.SequenceMatcher(None, a, b, autojunk=False)
            found = [a[x:x + n] for x, _, n in match.get_matching_blocks()]
        chars += sum(map(len, found))
        marks += sum(is_marked(c) for part in found for c in part)
    return (marks / all_marks if all_marks else 1,
            chars / all_chars if all_chars else 1)


def read(program, path):
    """The text of a file, None without a reader, and what was said."""
    args = [program, path]
    if os.path.basename(program) == 'vanban':
        args = [program, 'extract', path, '--format=text']
    done = subprocess.run(args, capture_output=True, timeout=300)
    said = done.stderr.decode('utf-8', 'replace').strip().split('\n')[-1]
    if done.returncode and 'no reader' in said:
        return None, said
    return done.stdout.decode('utf-8', 'replace'), said


def legacy(program, folder):
    rows, ok = [], True
    print('%6s %6s %6s %7s  file' % ('marks', 'chars', 'extra', 'length'))
    for path in sorted(os.path.join(base, name)
                       for base, _, names in os.walk(folder)
                       for name in names if not name.endswith('.truth.txt')):
        got, said = read(program, path)
        name = os.path.basename(path)
        if got is None:
            print('%6s %6s %6s %7s  %s: %s' % ('-', '-', '-', '-', name, said))
            continue
        with open(path + '.truth.txt', encoding='utf-8') as f:
            truth = canon(f.read())
        got = canon(got)
        marks, chars = measure(truth, got)
        extra = 100 * max(0, len(got) - chars * len(truth)) / len(truth)
        flag = ' <' if marks < EACH_MARKS else ''
        print('%6.4f %6.4f %6.1f %7d  %s%s' %
              (marks, chars, extra, len(truth), name, flag), flush=True)
        ok &= marks >= EACH_MARKS
        rows.append((marks, chars))
    if not rows:
        print('skipped: no files in', folder)
        return True
    marks, chars = (sum(r[i] for r in rows) / len(rows) for i in (0, 1))
    print('%6.4f %6.4f %14s  mean of %d files' % (marks, chars, '', len(rows)))
    return ok and marks >= MEAN_MARKS and chars >= MEAN_CHARS


def without_tone(word):
    """A word's letters, and which tone they bear (0: none)."""
    plain = unicodedata.normalize('NFD', word.lower())
    tones = [c for c in plain if c in TONE_ORDER]
    plain = ''.join(c for c in plain if c not in TONE_ORDER)
    return (unicodedata.normalize('NFC', plain),
            TONE_ORDER.index(tones[0]) + 1 if tones else 0)


def syllables():
    """Syllables in use: letters without tone, and what tones they bear."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, '../../data/syllable/attested.txt'),
              encoding='utf-8') as f:
        return dict(line.split() for line in f
                    if line.strip() and line[0] != '#')


def word6(program, folder):
    known, ok = syllables(), True
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    for name in names:
        got, said = read(program, os.path.join(folder, name))
        if got is None:
            print('-', name, said)
            continue
        words, bad = re.findall(r'[^\W\d_]+', got), []
        for word in words:
            letters, tone = without_tone(word)
            if known.get(letters, '000000')[tone] == '0':
                bad.append(word)
        share = 1 - len(bad) / len(words) if words else 0
        print('%6.4f of %5d words are syllables  %s%s' %
              (share, len(words), name, '' if share >= WORD6_VALID else ' <'))
        ok &= share >= WORD6_VALID
    return ok


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.split('\n')[2])
    data = sys.argv[2] if len(sys.argv) == 3 else os.path.join(
        os.environ.get('VB_DATA', '../shared/data'), 'formats')
    fine = legacy(sys.argv[1], os.path.join(data, 'legacy'))
    fine &= word6(sys.argv[1], os.path.join(data, 'doc-word6-tcvn3'))
    sys.exit(0 if fine else 1)


if __name__ == '__main__':
    main()
