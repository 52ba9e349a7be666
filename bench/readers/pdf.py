#!/usr/bin/env python3
"""What the PDF reader makes of real files.

usage: pdf.py PROGRAM [DATA]

PROGRAM and DATA as for accuracy.py. Three tables:

pdf/ (from the gazette, made by programs)
  valid   of the words, runs of letters, those that are one of: a syllable in
          use (data/syllable/attested.txt), a possible one (onsets.txt and
          rhymes.txt), an abbreviation (two capitals or more: HĐND, TTg), a
          letter alone (a point of a list), a unit. Target 0.99 of all files
          together. Words of other languages are none of these: of a file
          below the target the words by which it misses are listed, and how
          many of them pdftotext prints as well, letter for letter.
  heads   lines that are the gazette's running head or a page number. Target 0.
  split   words, runs of letters in NFC, that neither `pdftotext -raw` nor
          `pdftotext -layout` has so often: what a line break or a gap split
          or glued. Each of the two glues words that the other has apart.
          Target 0.
  lost    words that both of them have, without the heads, and we have not.
          Target 0.
legacy/ (PDF alone): as accuracy.py. Target 0.95 each.
pdf-scanned/: pages, and the share of valid words, as above. No target: what a
  scan holds is not known.
Exit 1 below a target.
"""
import collections
import os
import re
import subprocess
import sys
import unicodedata

sys.dont_write_bytecode = True

from accuracy import (EACH_MARKS, canon, measure, read,  # noqa: E402
                      syllables, without_tone)

VALID = 0.99
UNITS = set('kg km mm cm ha kw kv kpa mpa lux ml mg hz'.split())
HEAD = re.compile(r'CÔNG BÁO/Số|^[-– ]*\d{1,4}[-– ]*$')
STOPS = re.compile(r'(ch|c|p|t)$')


def table(name):
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, '../../data/syllable', name),
              encoding='utf-8') as f:
        return set(line.split()[0] for line in f
                   if line.strip() and line[0] != '#')


class Words:
    def __init__(self):
        self.known = syllables()
        self.onsets = table('onsets.txt') | {''}
        self.rhymes = table('rhymes.txt')

    def possible(self, letters, tone):
        if STOPS.search(letters) and tone not in (0, 3, 5):
            return False
        return any(letters[:n] in self.onsets and letters[n:] in self.rhymes
                   for n in range(4))

    def valid(self, word):
        letters, tone = without_tone(word)
        return (self.known.get(letters, '000000')[tone] != '0' or
                len(word) == 1 or sum(c.isupper() for c in word) > 1 or
                word.lower() in UNITS or self.possible(letters, tone))

    def share(self, text):
        words = re.findall(r'[^\W\d_]+', text)
        bad = [w for w in words if not self.valid(w)]
        return (1 - len(bad) / len(words) if words else 0), len(words), bad


def letters_of(text):
    return collections.Counter(
        re.findall(r'[^\W\d_]+', unicodedata.normalize('NFC', text)))


def printed(path, how):
    return subprocess.run(['pdftotext', how, path, '-'], capture_output=True,
                          text=True, check=True).stdout


def without_heads(text):
    return '\n'.join(line for line in text.replace('\f', '\n').split('\n')
                     if not re.search(r'CÔNG BÁO/Số', line) and
                     not re.match(r'^\s*\d{1,4}\s*$', line))


def files(folder):
    if not os.path.isdir(folder):
        print('skipped: no', folder)
        return []
    return [os.path.join(folder, n) for n in sorted(os.listdir(folder))
            if n.endswith('.pdf')]


def explain(bad, theirs):
    same = (bad & theirs).total()
    print('        of %d words not valid pdftotext has %d as well: %s' % (
        bad.total(), same,
        ', '.join('%s %d' % item for item in bad.most_common(10))))


def gazette(program, folder, words):
    ok, total, bad_total = True, 0, 0
    print(' valid  words heads split  lost  file')
    for path in files(folder):
        got, said = read(program, path)
        if got is None:
            sys.exit(said)
        share, n, bad = words.share(got)
        heads = sum(bool(HEAD.search(line)) for line in got.split('\n'))
        raw, layout = printed(path, '-raw'), printed(path, '-layout')
        ours = letters_of(got)
        split = ours - (letters_of(raw) | letters_of(layout))
        lost = (letters_of(without_heads(raw)) &
                letters_of(without_heads(layout))) - ours
        print('%.4f %6d %5d %5d %5d  %s' % (
            share, n, heads, split.total(), lost.total(),
            os.path.basename(path)))
        if share < VALID:
            explain(collections.Counter(bad),
                    letters_of(raw) | letters_of(layout))
        if os.environ.get('V'):
            print('        not valid', collections.Counter(bad).most_common(8))
            print('        split', dict(split), 'lost', dict(lost))
        total, bad_total = total + n, bad_total + len(bad)
        ok &= heads == 0 and not split and not lost
    if total:
        print('%.4f %6d  all' % (1 - bad_total / total, total))
        ok &= 1 - bad_total / total >= VALID
    return ok


def legacy(program, folder):
    ok = True
    for path in files(folder):
        got, said = read(program, path)
        with open(path + '.truth.txt', encoding='utf-8') as f:
            truth = canon(f.read())
        marks, chars = measure(truth, canon(got))
        print('%.4f of marks, %.4f of characters  %s' %
              (marks, chars, os.path.basename(path)))
        ok &= marks >= EACH_MARKS
    return ok


def scanned(program, folder, words):
    for path in files(folder):
        got, said = read(program, path)
        info = subprocess.run(['pdfinfo', path], capture_output=True,
                              text=True).stdout
        share, n, _ = words.share(got)
        print('%.4f of %d words are valid, %s pages  %s %s' %
              (share, n, re.search(r'Pages:\s*(\d+)', info)[1],
               os.path.basename(path), said))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.split('\n')[2])
    data = sys.argv[2] if len(sys.argv) == 3 else os.path.join(
        os.environ.get('VB_DATA', '../shared/data'), 'formats')
    words = Words()
    fine = gazette(sys.argv[1], os.path.join(data, 'pdf'), words)
    fine &= legacy(sys.argv[1], os.path.join(data, 'legacy/tcvn3'))
    scanned(sys.argv[1], os.path.join(data, 'pdf-scanned'), words)
    sys.exit(0 if fine else 1)


if __name__ == '__main__':
    main()
