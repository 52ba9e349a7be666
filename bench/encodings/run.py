#!/usr/bin/env python3
"""How well does `vanban normalize` read old encodings? Counted line by line.

usage: run.py VANBAN [--half=tune|held] [--lines N] [--only KIND,...]
              [--show N] [--save DIR]

README.md says what is measured. Exit 1 when a target is missed, 2 on trouble.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # leave no __pycache__ among the sources

import sources  # noqa: E402
from canon import canonical  # noqa: E402
from kinds import CELLS, EXACT, all_kinds, make_lines  # noqa: E402

NEWS, PER_LANGUAGE, CODE = 20000, 250, 600


class Bench:
    """The program under test and what the command line asked for."""

    def __init__(self, args, folder):
        self.args, self.folder, self.failed = args, folder, []

    def normalize(self, data, name, source='auto'):
        """The lines that VANBAN makes of a file, None if it refuses."""
        path = os.path.join(self.folder, name.replace('/', '_') + '.in')
        with open(path, 'wb') as f:
            f.write(data)
        done = subprocess.run([self.args.vanban, 'normalize', '--to=text',
                               '--from=' + source, path],
                              stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False,
                              timeout=600)
        if done.returncode < 0:
            sys.exit('%s: killed by signal %d' % (name, -done.returncode))
        if done.returncode:
            return None
        text = done.stdout.decode('utf-8', errors='replace')
        return text.split('\n')[:-1]

    def save(self, name, expected):
        path = os.path.join(self.folder, name.replace('/', '_') + '.want')
        with open(path, 'w', encoding='utf-8') as f:
            f.writelines(t + '\n' for t in expected)

    def show(self, name, wrong):
        """Some lines that came out wrong: input, expected, output."""
        for data, want, got in wrong[:self.args.show]:
            print('  %s\n    in   %r\n    want %s\n    got  %s'
                  % (name, data, want, got))


def same(kind, want, got):
    return want.lower() == got.lower() if kind.caseless else want == got


def mistakes(kind, lines, out):
    """[(input, expected, output)] of the lines that differ."""
    if out is None:
        out = []
    if len(out) != len(lines):      # lines got lost: nothing can be trusted
        return [(d, t, '(%d lines came back)' % len(out)) for d, t in lines]
    return [(d, t, o) for (d, t), o in zip(lines, out)
            if not same(kind, t, o)]


def file_of(kind, lines):
    if kind.whole:
        return kind.whole(''.join(t + '\n' for _, t in lines))
    return b''.join(d + b'\n' for d, _ in lines)


def percent(right, count):
    """Cut off, not rounded: 99.5 must not look reached at 99.496."""
    return '-' if not count else '%.2f' % (right * 10000 // count / 100)


def row(*cells):
    return '%-24s %6s %6s %7s %8s %7s %7s  %s' % cells


def measure_alone(bench, kind, lines):
    """One file of one kind: (wrong lines, wrong with --from or None)."""
    data = file_of(kind, lines)
    wrong = mistakes(kind, lines, bench.normalize(data, kind.name))
    told = None
    if kind.name_from:
        out = bench.normalize(data, kind.name, kind.name_from)
        told = None if out is None else len(mistakes(kind, lines, out))
    bench.save(kind.name, [t for _, t in lines])
    bench.show(kind.name, wrong)
    return wrong, told


def measure_shuffled(bench, made, foreign):
    """All kinds in one file, with foreign lines: {kind name: wrong lines}."""
    lines = [(k, d, t) for k, found in made if not k.whole
             for d, t in found]
    lines += [(None, l.encode(), canonical(l)) for l in foreign]
    random.Random('shuffled').shuffle(lines)
    out = bench.normalize(b''.join(d + b'\n' for _, d, _ in lines),
                          'shuffled')
    if out is None or len(out) != len(lines):
        out = ['(the file came back with other lines)'] * len(lines)
    wrong = {}
    for (kind, data, want), got in zip(lines, out):
        if want != got and not (kind and same(kind, want, got)):
            wrong.setdefault(kind.name if kind else 'foreign', []).append(
                (data, want, got))
    for name, found in sorted(wrong.items()):
        bench.show('shuffled: ' + name, found)
    return wrong


def print_kind(bench, kind, n, wrong):
    """`wrong`: mistakes alone, shuffled, and told the encoding, or None."""
    judged = wrong if kind.target == EXACT else wrong[:2]
    verdict = 'reported'
    if kind.target:
        good = n and all(n - w >= kind.target * n
                         for w in judged if w is not None)
        verdict = 'pass' if good else 'FAIL'
    if verdict == 'FAIL':
        bench.failed.append(kind.name)
    if n < min(bench.args.lines, 2000):
        verdict += ', few lines'
    print(row(kind.name, n, n - wrong[0],
              *('-' if w is None else percent(n - w, n) for w in wrong),
              '-' if kind.target is None else '%g' % (kind.target * 100),
              verdict))


def table_of_kinds(bench, made, foreign):
    alone = {k.name: measure_alone(bench, k, lines) for k, lines in made}
    shuffled = measure_shuffled(bench, made, foreign)
    print(row('kind', 'lines', 'exact', 'alone%', 'shuffle%', '--from%',
              'target', ''))
    for kind, lines in made:
        wrong, told = alone[kind.name]
        others = None if kind.whole else len(shuffled.get(kind.name, ()))
        print_kind(bench, kind, len(lines), (len(wrong), others, told))
    return len(shuffled.get('foreign', ()))


def table_of_cells(bench, made):
    """Cells of one to three words between sentences of their encoding."""
    print('\n' + row('cells of 1-3 words', 'lines', 'exact', 'share%', '',
                     '', '', ''))
    for kind, lines in made:
        if kind.name not in CELLS:
            continue
        rng, out = random.Random('cells' + kind.name), []
        for data, text in lines:
            words = text.split(' ')
            at, n = rng.randrange(max(len(words) - 2, 1)), \
                rng.randint(1, 3)
            cell = ' '.join(words[at:at + n])
            coded = kind.make(cell)
            out.append((False, data, text))
            if coded and cell.strip() == cell and coded != cell.encode():
                out.append((True, coded, cell))
        found = bench.normalize(b''.join(d + b'\n' for _, d, _ in out),
                                kind.name + '.cells')
        if found is None or len(found) != len(out):
            found = [''] * len(out)
        cells = [(d, t, o) for (is_cell, d, t), o in zip(out, found)
                 if is_cell]
        wrong = [c for c in cells if not same(kind, c[1], c[2])]
        bench.show('cells: ' + kind.name, wrong)
        print(row(kind.name, len(cells), len(cells) - len(wrong),
                  percent(len(cells) - len(wrong), len(cells)), '', '', '-',
                  'reported'))


def false_repairs(bench, name, lines, beside=(), judged=True):
    """A row for good lines, of which none may change but as canonical()
    does. `beside`: lines of a document they are scattered over."""
    data = [(True, l.encode(), canonical(l)) for l in lines]
    data += [(False, d, t) for d, t in beside]
    if beside:
        random.Random(name).shuffle(data)
    whole = b''.join(d + b'\n' for _, d, _ in data)
    out = bench.normalize(whole, name)
    if out is None or len(out) != len(data):
        out = ['(the file came back with other lines)'] * len(data)
    wrong = [(d, t, o) for (ours, d, t), o in zip(data, out)
             if ours and t != o]
    # The same without detection: what differs there too is no repair of an
    # encoding, but another idea of what is canonical.
    plain = bench.normalize(b''.join(d + b'\n' for d, _, _ in wrong), name,
                            'utf-8') if wrong else []
    other = sum(o == p for (_, _, o), p in zip(wrong, plain or ()))
    bench.show(name, wrong)
    verdict = 'FAIL' if wrong else 'pass' if lines else 'no lines'
    if not judged:
        verdict = 'reported'
    elif wrong:
        bench.failed.append(name)
    if wrong:
        verdict += ', %d of them also with --from=utf-8' % other
    print(row(name, len(lines), len(lines) - len(wrong), len(wrong), '', '',
              '0' if judged else '-', verdict))


def one_by_one(bench, lines):
    """A row for lines of which each is a document of its own."""
    name, wrong = 'foreign.txt, each', []
    for line in lines:
        out, want = bench.normalize(line.encode() + b'\n', 'one'), \
            canonical(line)
        if out != [want]:
            wrong.append((line.encode(), want, '\n'.join(out or ['-'])))
    bench.show(name, wrong)
    if wrong:
        bench.failed.append(name)
    print(row(name, len(lines), len(lines) - len(wrong), len(wrong), '', '',
              '0', 'FAIL' if wrong else 'pass'))


def table_of_good_lines(bench, made, foreign, in_shuffled):
    half = bench.args.half
    print('\n' + row('good lines', 'lines', 'kept', 'changed', '', '',
                     'target', ''))
    lines = dict((k.name, l) for k, l in made)
    news = sources.news_lines(half, NEWS)
    false_repairs(bench, 'news', news)
    for language in sources.LANGUAGES:
        false_repairs(bench, 'man ' + language,
                      [l for name, l in foreign if name == language])
    false_repairs(bench, 'code and URLs', sources.code_lines(half, CODE))
    hand = sources.hand_lines()
    false_repairs(bench, 'foreign.txt', hand)
    one_by_one(bench, hand)
    everything = [l for _, l in foreign] + hand
    false_repairs(bench, 'foreign in good', everything,
                  [(l.encode(), '') for l in news[:5000]])
    for name in ('tcvn3', 'vni', 'tcvn3@cp1252', 'vni@cp1252',
                 'utf-8@cp1252', 'viqr'):
        if name in lines:
            false_repairs(bench, 'foreign in ' + name, everything,
                          lines[name], judged=False)
    if in_shuffled:
        bench.failed.append('foreign in shuffled')
    print(row('foreign in shuffled', len(everything),
              len(everything) - in_shuffled, in_shuffled, '', '', '0',
              'FAIL' if in_shuffled else 'pass'))


def run(bench):
    args = bench.args
    only = args.only.split(',') if args.only else None
    kinds = [k for k in all_kinds() if not only or k.name in only]
    pools = sources.pools(args.half) if kinds else []
    made = [(k, make_lines(k, pools, args.lines)) for k in kinds]
    good = not only or 'good' in only
    foreign = sources.foreign_lines(args.half, PER_LANGUAGE) if good else []
    print('half: %s; %d, %d, %d sentences of truth files, laws, news'
          % (args.half, *(len(p) for p in pools or [()] * 3)))
    in_shuffled = table_of_kinds(
        bench, made, [l for _, l in foreign] + sources.hand_lines()) \
        if kinds else 0
    if any(k.name in CELLS for k in kinds):
        table_of_cells(bench, made)
    if good:
        table_of_good_lines(bench, made, foreign, in_shuffled)
    if bench.failed:
        print('\nmissed: ' + ', '.join(bench.failed))
    return 1 if bench.failed else 0


def main():
    p = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    p.add_argument('vanban', metavar='VANBAN')
    p.add_argument('--half', choices=('tune', 'held'), default='tune')
    p.add_argument('--lines', type=int, default=2100, metavar='N')
    p.add_argument('--only', default='', metavar='KIND,...',
                   help='names of the table; "good" for the good lines')
    p.add_argument('--show', type=int, default=0, metavar='N',
                   help='wrong lines to print for each kind')
    p.add_argument('--save', metavar='DIR',
                   help='keep the input and the expected lines there')
    args = p.parse_args()
    if not os.path.isdir(sources.SHARED):
        print('skipped: no data in ' + sources.SHARED, file=sys.stderr)
        return 2
    unknown = set(args.only.split(',')) - {k.name for k in all_kinds()} \
        - {'', 'good'}
    if unknown:
        p.error('no such kind: ' + ', '.join(sorted(unknown)))
    if args.save:
        os.makedirs(args.save, exist_ok=True)
        return run(Bench(args, args.save))
    with tempfile.TemporaryDirectory() as folder:
        return run(Bench(args, folder))


if __name__ == '__main__':
    sys.exit(main())
