#!/usr/bin/env python3
"""prefixes.py BUILD DIR: time of suggestions, typed letter by letter."""
import sys

import data

N = 150


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    titles = [d['title'] for d in data.sample(data.news(), N, 7)]
    titles += [d['title'].split('. ', 1)[-1]
               for d in data.sample(data.laws(), N, 7)]
    numbers = [d['number'] for d in data.official() if d.get('number')]
    for name, typed in (('titles', titles),
                        ('titles without marks',
                         [data.plain(t) for t in titles]),
                        ('numbers', numbers)):
        for fields in data.ask(sys.argv[1], sys.argv[2], 'suggest',
                               [t[:100] for t in typed]):
            print('%s: %s' % (name, fields[0]))


main()
