#!/usr/bin/env python3
"""Phrases are exact: bench/relevance/phrases.py [-d DIR] [-b BUILD] [N] [SEED]

Without -d an index of the laws, the news and the official documents in
../shared/data is made first. N (500) phrases of 2 to 6 words, taken from
random places of them (some across a line break, some typed without marks, in
capitals, decomposed, or with the tone mark where the other style has it), are
searched for, and the documents found compared with those that a scan of the
files finds (more that a library which mends legacy letters found are counted,
not held against it). The scan shares no code with the library: words, marks and folding
are Python's unicodedata. Prints a table; exits 1 if an answer differs, or says
to be exact and is not.
"""

import argparse
import gzip
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ask import Ask, DATA, ROOT  # noqa: E402

SOURCES = ["laws/articles-62k.jsonl.gz", "news/news-30k.jsonl.gz",
           "official/dev.jsonl.gz"]
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
WORD = re.compile(r"[^\W_]+", re.UNICODE)
GROUPS = re.compile(r"(?<![^\W_])\d+(?:[.,]\d{3})+(?!\d)", re.ASCII)


DROPPED = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                         0x2060, 0xFEFF])
DROPPED |= {ord("Ð"): "Đ", ord("ð"): "đ"}  # look alike
SYLLABLE = re.compile(
    "(ngh|ng|nh|gh|gi(?=[aăâeêoôơuưy])|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    "([aăâeêioôơuưy]{1,3})(ch|ng|nh|[cmnpt])?")


def carrier(vowels, final):
    """Where the tone of a syllable stands: kiểu cũ, hòa and thủy."""
    marked = [i for i, c in enumerate(vowels) if c in "ăâêôơư"]
    if marked:
        return marked[-1]
    if len(vowels) == 3 or (len(vowels) == 2 and final):
        return 1
    return 0


def place_tone(word):
    """The tone where the older style has it, wherever it was typed; and y for
    an i that ends a syllable after h k l m s t v qu or stands alone.
    """
    nfd = unicodedata.normalize("NFD", word)
    tone = [c for c in nfd if c in TONES]
    base = unicodedata.normalize("NFC",
                                 "".join(c for c in nfd if c not in TONES))
    m = SYLLABLE.fullmatch(base)
    if len(tone) > 1 or not m:
        return word
    onset, vowels, final = (part or "" for part in m.groups())
    if vowels == "i" and not final and onset in "h k l m s t v qu".split() + [
            ""]:
        vowels = "y"
    at = len(onset) + carrier(vowels, final) + 1
    base = onset + vowels + final
    return unicodedata.normalize("NFC",
                                 base[:at] + "".join(tone) + base[at:])


def fold(word):
    """Without marks; đ is d."""
    nfd = unicodedata.normalize("NFD", word)
    plain = "".join(c for c in nfd if unicodedata.category(c) != "Mn")
    return plain.replace("đ", "d").replace("Đ", "d")


MEMO = {}


def key(word):
    """What two spellings of one word have in common."""
    if word not in MEMO:
        MEMO[word] = place_tone(unicodedata.normalize("NFC", word).lower())
    return MEMO[word]


def words(text):
    """The words of a text: NFC, small letters, joined numbers."""
    text = unicodedata.normalize("NFC", text.translate(DROPPED))
    text = GROUPS.sub(lambda m: re.sub(r"[.,]", "", m.group()), text)
    return [key(w) for w in WORD.findall(text)]


def clean(text):
    """Only what plainly is Vietnamese text: what the library repairs
    (look-alikes, legacy encodings) is another test's business.
    """
    return all(c < "\u0250" or "\u1e00" <= c < "\u1f00" or
               "\u2000" <= c < "\u2070" for c in text)


# Letters of TCVN3 left in a text, "ñy ban", "tr\xadêng": none of Vietnamese.
LEGACY = re.compile("[A-Za-zĐđ][¸µ¶·¹\xad][a-z]|[ñîëïöüäåçæøû]")


class Scan:
    """All texts in memory, and the documents that hold each word."""

    def __init__(self, paths):
        self.ids, self.texts, self.raw = [], [], []
        self.legacy = set()  # ids: what the scan can't read, the library can
        self.holders, self.plain = {}, {}
        for path in paths:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    self.add(json.loads(line))

    def add(self, record):
        """One document."""
        if "id" not in record:
            return
        n = len(self.ids)
        parts = [words(record.get("title") or ""),
                 words(record.get("text") or "")]
        self.ids.append(record["id"])
        self.raw.append(record.get("text") or "")
        if LEGACY.search(self.raw[-1]):
            self.legacy.add(record["id"])
        self.texts.append([" " + " ".join(p) + " " for p in parts])
        for word in {w for p in parts for w in p}:
            self.holders.setdefault(word, set()).add(n)
        if n % 20000 == 0:
            print(f"… {n} documents read", file=sys.stderr)

    def with_plain(self, word):
        """Documents with a word that folds to `word`."""
        if not self.plain:
            for known in self.holders:
                self.plain.setdefault(fold(known), []).append(known)
        found = set()
        for known in self.plain.get(word, []):
            found |= self.holders[known]
        return found

    def holding(self, phrase):
        """Ids of the documents with these words in a row: a word with marks
        has them, one without may have any."""
        sets, row = [], []
        for word in phrase:
            plain = fold(word)
            if plain == word:
                sets.append(self.with_plain(word))
                row.append("(?:" + "|".join(map(re.escape,
                                                self.plain.get(word, ["\0"])))
                           + ")")
            else:
                sets.append(self.holders.get(word, set()))
                row.append(re.escape(word))
        pattern = re.compile(" " + " ".join(row) + " ")
        few = set.intersection(*sorted(sets, key=len))
        return {self.ids[n] for n in few
                if any(pattern.search(t) for t in self.texts[n])}


def modern(word):
    """hoà for hòa."""
    nfd = unicodedata.normalize("NFD", word)
    m = re.fullmatch(r"(.*)(o|u)([\u0300\u0301\u0303\u0309\u0323])(a|e|y)",
                     nfd)
    if not m or m.group(1).endswith("q") or \
            m.group(2) + m.group(4) not in ("oa", "oe", "uy"):
        return word
    return unicodedata.normalize("NFC", "".join(
        (m.group(1), m.group(2), m.group(4), m.group(3))))


SPELLINGS = [
    ("as written", lambda p, r: p),
    ("capitals", lambda p, r: p.upper()),
    ("decomposed", lambda p, r: unicodedata.normalize("NFD", p)),
    ("other tone place", lambda p, r: " ".join(map(modern, p.split()))),
    ("no marks", lambda p, r: fold(p)),
    ("some marks", lambda p, r: " ".join(
        fold(w) if r.random() < .5 else w for w in p.split())),
]


def phrases(scan, n, seed):
    """(how it is spelled, what to type, its words), n times."""
    rand = random.Random(seed)
    while n:
        raw = rand.choice(scan.raw)
        if not clean(raw):
            continue
        raw = unicodedata.normalize("NFC", raw.translate(DROPPED))
        spans = [m.span() for m in WORD.finditer(raw)]
        size = rand.randint(2, 6)
        if len(spans) < size:
            continue
        at = rand.randrange(len(spans) - size + 1)
        if rand.random() < .3:  # one across a line break, if there is any
            breaks = [i for i in range(len(spans) - size + 1)
                      if "\n" in raw[spans[i][1]:spans[i + size - 1][0]]]
            at = rand.choice(breaks) if breaks else at
        part = raw[spans[at][0]:spans[at + size - 1][1]]
        if '"' in part or any(q in part for q in "“”«»*"):
            continue
        name, spell = rand.choice(SPELLINGS)
        typed = spell(part if name == "as written" else
                      " ".join(part.split()), rand)
        if len(words(typed)) != size or len(typed.encode()) > 1000:
            continue  # a number's groups that the span has cut
        n -= 1
        yield name, typed, words(typed)


def found_by(ask, typed):
    """All ids of a phrase's answer, page by page, and the first page. With
    so much time that all is read: what a busy machine leaves out is another
    matter (estimates)."""
    ids, first = [], None
    while len(ids) < 10000:
        answer = ask(f'"{typed}"', n=1000, offset=len(ids), duplicates=1,
                     timeout=60000)
        if answer["status"]:
            raise SystemExit(f"{typed!r}: {answer['error']}")
        first = first or answer
        ids += [h["id"] for h in answer["hits"]]
        if len(answer["hits"]) < 1000:
            break
    return ids, first


def build_index(build, directory):
    """Index the sources; ids of the official ones are made there."""
    subprocess.run([os.path.join(ROOT, build, "bin", "vanban-indexer"), "-d",
                    directory, "--no-progress"] +
                   [os.path.join(DATA, s) for s in SOURCES[:2]],
                   check=True, stderr=subprocess.DEVNULL)


def main():
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-d", dest="directory")
    parser.add_argument("-b", dest="build", default="build")
    parser.add_argument("-v", dest="verbose", action="store_true")
    parser.add_argument("n", nargs="?", type=int, default=500)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    args = parser.parse_args()
    if not os.path.isdir(DATA):
        print(f"skipped: {DATA} is absent")
        return 0
    if not args.directory:
        with tempfile.TemporaryDirectory() as directory:
            build_index(args.build, directory)
            args.directory = directory
            return run(args)
    return run(args)


def run(args):
    """Ask for all phrases and compare."""
    scan = Scan([os.path.join(DATA, s) for s in SOURCES[:2]])
    known = set(scan.ids)
    ask = Ask(args.directory, args.build)
    rows, wrong, repaired, times = {}, 0, 0, []
    for name, typed, row in phrases(scan, args.n, args.seed):
        ids, first = found_by(ask, typed)
        want = scan.holding(row)
        got = {i for i in ids if i in known}
        repeated = len(ids) != len(set(ids))
        capped = len(ids) >= 10000
        total_wrong = first["exact"] and not capped and \
            first["total"] != len(ids)
        missing, extra = want - got, got - want
        repaired += len(extra & scan.legacy)
        extra -= scan.legacy
        if not first["exact"] or capped:
            missing = set()
        bad = bool(missing or extra or repeated or total_wrong)
        wrong += bad
        usual = ask(f'"{typed}"')
        times.append(usual["cpu"] / 1000)
        r = rows.setdefault(name, [0, 0, 0, 0, 0])
        r[0] += 1
        r[1] += bad
        r[2] += not first["exact"]
        r[3] += not usual["exact"]
        r[4] += len(want)
        if bad or args.verbose:
            print(f"{'BAD' if bad else 'ok'} {name} {typed!r}: scan "
                  f"{len(want)}, found {len(got)}, total {first['total']} "
                  f"exact {first['exact']}, missing {sorted(missing)[:3]}, "
                  f"extra {sorted(extra)[:3]} {usual['us'] / 1000:.1f} ms"
                  f"{' REPEATED' if repeated else ''}")
    ask.close()
    print("| spelling | phrases | wrong | estimates | in 500 ms | documents |")
    print("|---|---|---|---|---|---|")
    for name, r in rows.items():
        print(f"| {name} | " + " | ".join(map(str, r)) + " |")
    times.sort()
    print(f"{args.n} phrases, {wrong} wrong; processor ms of the first ten "
          f"hits p50 {statistics.median(times):.1f} p99 "
          f"{times[len(times) * 99 // 100]:.1f} worst {times[-1]:.1f}; "
          f"{repaired} times a document whose legacy letters were mended")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
