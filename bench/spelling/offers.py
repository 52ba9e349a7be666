#!/usr/bin/env python3
"""offers.py BUILD DIR correct|typos [--seed=N] [--n=N] [-v]: see README.md."""
import random
import sys

import data

N = 1000
VERBOSE = False
TITLE_WORDS = 20
KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
BESIDE = {}
for _row in KEYS:
    for _a, _b in zip(_row, _row[1:]):
        BESIDE.setdefault(_a, []).append(_b)
        BESIDE.setdefault(_b, []).append(_a)


def spans(n, seed):
    """3 to 8 words in a row, from texts, without crossing a sign."""
    chance = random.Random(seed)
    texts = data.sample(data.laws(), n, seed)
    texts += data.sample(data.news(), n, seed + 1)
    found = []
    while len(found) < n:
        text = chance.choice(texts)['text'].split()
        if len(text) < 10:
            continue
        size = chance.randint(3, 8)
        at = chance.randrange(len(text) - size)
        span = ' '.join(text[at:at + size]).strip('.,;:()"“”')
        if data.words(span) and not set(span) & set('.,;:()"“”!?*-'):
            found.append(span)
    return found


def correct(build, directory, seed):
    chance = random.Random(seed)
    kinds = [
        ('questions', data.queries('dev.queries.tsv')),
        ('news queries', data.queries('news.queries.tsv')),
        ('titles', [d['title'] for d in data.sample(data.news(), 250, seed)]
         + [d['title'].split('. ', 1)[-1]
            for d in data.sample(data.laws(), 250, seed)]),
        ('spans', spans(250, seed)),
    ]
    total = wrong = 0
    for name, asked in kinds:
        asked = chance.sample(asked, min(N // 4, len(asked)))
        asked = [a for a in asked if a.strip()]
        for how in ('with marks', 'without'):
            said = asked if how == 'with marks' else \
                [data.plain(a) for a in asked]
            offers = [f[0] for f in data.ask(build, directory, 'offers', said)]
            bad = [(a, o) for a, o in zip(said, offers) if o]
            for a, o in bad:
                print('  %s\n    -> %s' % (a[:150], o[:150]))
            print('%-12s %-10s %4d queries, offered for %d'
                  % (name, how, len(said), len(bad)))
            total += len(said)
            wrong += len(bad)
    print('correct: %d queries, nothing offered for %.2f %%'
          % (total, 100 - 100 * wrong / total))


def mistype(word, chance):
    """The word with one mistake, and what kind it is."""
    at = chance.randrange(len(word))
    kind = chance.choice(['left out', 'doubled', 'swapped', 'beside',
                          'lost marks', 'wrong mark', 'telex'])
    if kind == 'left out':
        return word[:at] + word[at + 1:], kind
    if kind == 'doubled':
        return word[:at + 1] + word[at:], kind
    if kind == 'swapped':
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2:], kind
    if kind == 'beside':
        base = data.plain(word[at]).lower()
        return (word[:at] + chance.choice(BESIDE.get(base, [base])) +
                word[at + 1:], kind)
    if kind == 'telex':
        return word + chance.choice('sfrxj'), kind
    if kind == 'lost marks':
        return word[:at] + data.plain(word[at]) + word[at + 1:], kind
    tones = '\u0300\u0301\u0309\u0303\u0323'
    parts = data.unicodedata.normalize('NFD', word)
    have = [i for i, c in enumerate(parts) if c in tones]
    if have:
        i = have[0]
        parts = parts[:i] + chance.choice(
            [t for t in tones if t != parts[i]]) + parts[i + 1:]
    return data.unicodedata.normalize('NFC', parts), kind


def known_items():
    """(id, title) of the official documents, as often as it takes."""
    items = [('official/' + d['file'].rsplit('.', 1)[0], d['title'])
             for d in data.official() if d.get('title')]
    items = [i for i in items if len(data.words(i[1])) >= 5]
    return (items * (N // len(items) + 1))[:N]


def typo_queries(seed, marks):
    chance = random.Random(seed)
    for doc, title in known_items():
        title = ' '.join(data.words(title)[:TITLE_WORDS])
        if not marks:
            title = data.plain(title)
        parts = title.split()
        long = [i for i, w in enumerate(parts)
                if len(w) > 2 and not w.isupper()]
        if not long:
            long = [i for i, w in enumerate(parts) if len(w) > 1]
        if not long:
            continue
        at = chance.choice(long)
        for _ in range(50):
            wrong, kind = mistype(parts[at].lower(), chance)
            if wrong != parts[at].lower():
                break
        else:
            continue
        yield doc, title, ' '.join(parts[:at] + [wrong] + parts[at + 1:]), kind


def same(a, b):
    return a.lower().split() == b.lower().split()


def typos(build, directory, seed):
    for name, marks in (('with marks', True), ('without', False)):
        items = list(typo_queries(seed, marks))
        before = data.ask(build, directory, 'offers', [i[1] for i in items])
        after = data.ask(build, directory, 'offers', [i[2] for i in items])
        kinds = {}
        found = offered = again = 0
        for (doc, right, _, kind), good, got in zip(items, before, after):
            k = kinds.setdefault(kind, [0, 0, 0, 0])
            k[0] += 1
            k[1] += bool(got[0])
            k[2] += same(got[0], right)
            k[3] += doc in got[1:]
            offered += bool(got[0])
            again += same(got[0], right)
            found += doc in got[1:]
        if VERBOSE:
            for (_, _, wrong, kind), got in zip(items, after):
                print('  %s: %s\n    -> %s' % (kind, wrong, got[0]))
        n = len(items)
        whole = sum(i[0] in b[1:] for i, b in zip(items, before))
        print('typos %s: %d queries, offered %.3f, the original again %.3f, '
              'S@10 %.3f (without the mistake %.3f)'
              % (name, n, offered / n, again / n, found / n, whole / n))
        for kind, k in sorted(kinds.items()):
            print('  %-11s %4d: offered %.2f, original %.2f, S@10 %.2f'
                  % (kind, k[0], k[1] / k[0], k[2] / k[0], k[3] / k[0]))


def main():
    global N, VERBOSE
    args, seed = [], 7
    for arg in sys.argv[1:]:
        if arg.startswith('--seed='):
            seed = int(arg[7:])
        elif arg == '-v':
            VERBOSE = True
        elif arg.startswith('--n='):
            N = int(arg[4:])
        else:
            args.append(arg)
    if len(args) != 3 or args[2] not in ('correct', 'typos'):
        sys.exit(__doc__)
    {'correct': correct, 'typos': typos}[args[2]](args[0], args[1], seed)


main()
