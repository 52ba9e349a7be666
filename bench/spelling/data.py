"""What the parts of bench/spelling share: the texts, and typing."""
import gzip
import json
import os
import random
import re
import subprocess
import unicodedata

DATA = os.environ.get('VB_DATA', '../shared/data')


def lines(name):
    with gzip.open(os.path.join(DATA, name), 'rt') as f:
        for line in f:
            yield json.loads(line)


def laws():
    return lines('laws/articles-62k.jsonl.gz')


def news():
    return lines('news/news-30k.jsonl.gz')


def official():
    return lines('official/dev.jsonl.gz')


def queries(name):
    with open(os.path.join(DATA, 'eval', name)) as f:
        return [line.rstrip('\n').split('\t', 1)[1] for line in f]


def plain(text):
    """Without any marks."""
    text = text.replace('đ', 'd').replace('Đ', 'D')
    text = unicodedata.normalize('NFD', text)
    return ''.join(c for c in text if not unicodedata.combining(c))


def words(text):
    return re.findall(r'[^\W\d_]+', text)


def sample(items, n, seed):
    """n of a stream, each as likely as any other, in their order."""
    chance = random.Random(seed)
    kept = []
    for i, item in enumerate(items):
        if i < n:
            kept.append((i, item))
        else:
            j = chance.randrange(i + 1)
            if j < n:
                kept[j] = (i, item)
    return [item for _, item in sorted(kept, key=lambda k: k[0])]


def ask(build, directory, how, asked):
    """The lines that bench_spell prints, as fields."""
    text = ''.join(line.replace('\n', ' ') + '\n' for line in asked)
    done = subprocess.run([build + '/bench/bench_spell', directory, how],
                          input=text, stdout=subprocess.PIPE, check=True,
                          universal_newlines=True)
    return [line.split('\t') for line in done.stdout.split('\n')[:-1]]
