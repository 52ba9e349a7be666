#!/usr/bin/env python3
"""How well the documents that a text cites are found: PROGRAM DATA.

PROGRAM is `vanban`; DATA the folder with the real texts. Each passage of
labels-references.jsonl goes alone through `vanban extract --format=json`,
and what comes back is compared with what a reader labelled (README.md: the
rules). Prints precision and recall by number or name, and apart from them how
often kind, date, issuer and provision are right, for half A (tuning) and half
B (kept). With -v also each error, by source and line, of half A alone.
"""
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import unicodedata

KINDS = {
    'can-cu': 'basis', 'dan-chieu': 'cites', 'sua-doi': 'amends',
    'thay-the': 'replaces', 'bai-bo': 'repeals', 'huong-dan': 'guides',
    'trien-khai': 'implements', 'duoc-sua-doi': 'amended-by',
    'dinh-chinh': 'corrects', 'hop-nhat': 'merges',
    'dinh-chi': 'suspends', 'mention': 'mention',
}
HERE = os.path.dirname(os.path.abspath(__file__))


def fold(text):
    text = unicodedata.normalize('NFD', text.lower().replace('đ', 'd'))
    text = ''.join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r'\bhdnd\b', 'hoi dong nhan dan', text)
    text = re.sub(r'\bubnd\b', 'uy ban nhan dan', text)
    return ' '.join(re.findall(r'[a-z0-9]+', text))


def number_key(number):
    """Parts without leading zeros, in order; the typed dashes do not count."""
    parts = fold(number).split()
    return ' '.join(p.lstrip('0') or '0' if p.isdigit() else p for p in parts)


def same(label, got):
    """The same document? A partial number is serial and year, no symbol."""
    if not label['number']:
        want, have = fold(label['name']), fold(got['number'])
        # "Luật Hải quan ngày 23/6/2014" is shown with the year of its date.
        year = ' ' + (label['date'] or '')[:4]
        return have in (want, want + year)
    want, have = number_key(label['number']), number_key(got['number'])
    if re.fullmatch(r'[0-9a-z]+( [0-9]{4})?', want):
        rest = have[len(want):]
        return have.startswith(want) and re.fullmatch(r'( [a-z]+)?', rest) \
            is not None
    return want.replace(' ', '') == have.replace(' ', '')


def passages(data, label):
    cache = passages.cache
    path = os.path.join(data, label['source'])
    if path not in cache:
        cache.clear()
        if label['line'] is None:
            cache[path] = [open(path, encoding='utf-8').read()]
        else:
            with gzip.open(path, 'rt', encoding='utf-8') as f:
                cache[path] = [json.loads(l)['text'] for l in f]
    text = cache[path][label['line'] or 0].encode()
    return text[label['from']:label['to']].decode()


passages.cache = {}


def extract(program, texts):
    lines = ''.join(json.dumps({'text': t, 'kind': 'article', 'title': 'x'},
                               ensure_ascii=False) + '\n' for t in texts)
    done = subprocess.run([program, 'extract', '--format=json', '-'],
                          input=lines.encode(), stdout=subprocess.PIPE,
                          check=True)
    out = [json.loads(l)['references'] for l in done.stdout.splitlines() if l]
    assert len(out) == len(texts)
    return out


def provision(text):
    units = {'dieu': 'dieu-', 'khoan': 'khoan-', 'diem': 'diem-'}
    # đ of "điểm đ" is "dd" in an anchor.
    text = re.sub(r'(điểm )đ\b', r'\1dd', text.lower())
    words = fold(text).split()
    found = {}
    for unit, value in zip(words, words[1:]):
        if unit in units and unit not in found:
            found[unit] = units[unit] + value
    return '.'.join(found[u] for u in ('dieu', 'khoan', 'diem') if u in found)


class Score:
    def __init__(self):
        self.n = collections.Counter()

    def add(self, name, good):
        self.n[name, bool(good)] += 1

    def ratio(self, name):
        good, bad = self.n[name, True], self.n[name, False]
        return '%.3f (%d of %d)' % (good / (good + bad or 1), good,
                                    good + bad)


def judge(score, label, got, say):
    left = list(got)
    names = [r for r in label['refs'] if not r.get('judged', True)]
    seen = set()
    for r in label['refs']:
        if not r.get('judged', True):
            continue
        hits = [g for g in got if same(r, g)]
        score.add('recall', hits)
        if not hits:
            say('missed', r)
            continue
        hit = next((g for g in hits if id(g) not in seen), hits[0])
        seen.add(id(hit))
        left = [g for g in left if g not in hits]
        # One entry holds several citations of one kind and key.
        kinds = [KINDS[k] for k in [r['kind']] + r.get('or', [])]
        right = any(g['kind'] in kinds for g in hits)
        score.add('kind', right)
        if not right:
            say('kind ' + hit['kind'], r)
        if len(hits) > 1 or id(hit) in seen and \
                sum(same(o, hit) for o in label['refs']) > 1:
            continue
        for name, want, have in (
                ('date', r['date'] or '', hit['date'] or ''),
                ('issuer', fold(r['issuer'] or ''),
                 fold(hit['issuer'] or '')),
                ('provision', provision(r['provision'] or ''),
                 hit['anchor'] or '')):
            score.add(name, want == have)
            if want != have:
                say('%s %r for %r' % (name, have, want), r)
    for g in left:
        text = fold(g['number'])
        free = any(same(r, g) or text in fold(r['name'] or '')
                   for r in names)
        if not free:
            say('wrong', g)
        score.add('precision', free)
    score.n['precision', True] += len(got) - len(left)
    for g in left:  # not judged: neither good nor bad
        if any(same(r, g) or fold(g['number']) in fold(r['name'] or '')
               for r in names):
            score.n['precision', True] -= 1


def main():
    args = [a for a in sys.argv[1:] if a != '-v']
    verbose = '-v' in sys.argv
    if len(args) != 2:
        sys.exit(__doc__)
    program, data = args
    with open(os.path.join(HERE, 'labels-references.jsonl'),
              encoding='utf-8') as f:
        labels = [json.loads(l) for l in f]
    texts = [passages(data, l) for l in labels]
    answers = extract(program, texts)
    scores = {'A': Score(), 'B': Score()}
    for label, text, got in zip(labels, texts, answers):
        def say(what, r):
            if verbose and label['half'] == 'A':
                print(what, r.get('number') or r.get('name'),
                      r.get('kind'), label['source'], label['line'],
                      repr(text))
        judge(scores[label['half']], label, got, say)
    for half in 'AB':
        for name in ('precision', 'recall', 'kind', 'date', 'issuer',
                     'provision'):
            print(half, name, scores[half].ratio(name))


main()
