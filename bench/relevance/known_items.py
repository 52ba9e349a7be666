#!/usr/bin/env python3
"""Is a document that someone knows found, and is it first?

usage: known_items.py [-v] [-a] [-k CLASS] [-o RUN.json] PROGRAM DIR

PROGRAM is `vanban` or the folder that holds the built programs; DIR a data
directory, made when it is not there (a minute or two): the 62,000 provisions,
the 30,000 news articles and the 137 official documents of ../shared/data
(elsewhere: $VB_DATA), of these only the text, so that what is searched is what
was read. To repeat, from the repository's root:

    make && python3 bench/relevance/known_items.py build/bin /tmp/known

What is asked comes from what the publisher says of each document, drawn with a
seed: its number in 8 spellings; its title with neither type nor number, with
and without marks; the same with a typo in one word; 5 words in a row of its
subject (the title without year and issuer, too); type, issuer, year and 3
words. "subject" rows have no target and are the harder question.

A hit is right when it is the document, or one that can't be told from it by
what was asked: of the same text, or of a title that is the same query. "held"
counts the queries with such twins. "loose" besides counts as right another
official document whose title holds the 5 words too, and "by chance" is what is
left of S@1 and S@10 when these are drawn in any order, since nothing else tells
them apart: what stands first among equals is luck. "at best" is what to expect of an engine
that knows every title and how the words are drawn, and so gives first of those
that hold them the one with the fewest words: nothing can be expected to do
better, whatever one draw gives. "5 telling words" are the five of the
title, in its order, that fewest titles have: what a person remembers; "5
words, apart" any five, in its order.
"shortened" has abbreviations where the title spells them out, "spelled out" the
other way about; "4 words, short forms" and "long forms" do that to four words
with one abbreviation. Numbers: every document
that bears what was typed is right; where the year was left out that may be
more than one.

-a asks, instead of one draw, all 5 words in a row of every title (some 2,500),
each title counting as much as another: what the draw's figures are on average.

-v lists the failures, -k takes only classes of that name, -o keeps all ranks as JSON. Exit status: 0, 1 below a
target, 2 trouble.
"""
import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get("VB_DATA", os.path.join(HERE, "../../../shared/data"))
sys.path.insert(0, os.path.join(HERE, "..", "understand"))
import resolve  # noqa: E402  (spellings of numbers, and what bears them)

SEED = 6
DEPTH = 100
WAYS = ("no marks", "spaces", "en dash", "lower case", "no year",
        "type first", "so … nam", "line break")
# class -> (least S@1, least S@10); None: no target
TARGETS = {
    "number": (0.98, None), "title": (0.95, None),
    "title, no marks": (0.92, None), "5 words": (0.85, 0.95),
    "type issuer year 3 words": (None, 0.95),
    "typo, suggestion taken": (None, 0.85),
}


def words_of(text):
    return re.findall(r"[\w&/.-]*\w", unicodedata.normalize("NFC", text))


def same(text):
    """What two titles share that say the same."""
    return " ".join(resolve.bare(" ".join(words_of(text))).lower().split())


def without_number(doc):
    """The title behind its type and number."""
    title = unicodedata.normalize("NFC", doc["title"]).strip()
    number = unicodedata.normalize("NFC", doc["number"]).strip()
    at = title.find(number)
    if 0 <= at < 60:
        title = title[at + len(number):]
    else:
        title = re.sub("^" + re.escape(doc["type"]), "", title, flags=re.I)
    return title.strip(" ,.;")


def subject_of(doc):
    """The same without the year and "do … ban hành", which the publisher's
    site has put there."""
    text = without_number(doc)
    text = re.sub(r"^(năm \d{4}|ngày \d+/\d+/\d{4})\s+", "", text)
    return re.sub(r"\s+do\s+(?:(?!\sdo\s).)*ban hành$", "", text).strip(" ,")


def read_truth():
    path = os.path.join(DATA, "official/dev.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        docs = [json.loads(line) for line in file]
    for doc in docs:
        doc["id"] = "official/" + doc["file"].rsplit(".", 1)[0]
    return docs


def build(programs, folder, docs):
    """The data directory, unless it is there."""
    if os.path.exists(os.path.join(folder, "archive.db")):
        return
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson",
                                     encoding="utf-8") as file:
        for doc in docs:
            file.write(json.dumps({"id": doc["id"], "text": doc["text"]})
                       + "\n")
        file.flush()
        done = subprocess.run(
            [os.path.join(programs, "vanban-indexer"), "-d", folder,
             "--no-progress",
             os.path.join(DATA, "laws/articles-62k.jsonl.gz"),
             os.path.join(DATA, "news/news-30k.jsonl.gz"), file.name],
            stdout=subprocess.DEVNULL, check=False)
    if done.returncode == 2:
        sys.exit(2)


def typo(text, rand):
    """One letter dropped, doubled, swapped with the next or made another, in
    a word of three letters or more."""
    words = text.split()
    long = [i for i, w in enumerate(words) if len(w) > 2 and w.isalpha()]
    i = rand.choice(long)
    word = words[i]
    at = rand.randrange(len(word) - 1)
    words[i] = rand.choice([
        word[:at] + word[at + 1:],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2:],
        word[:at] + rand.choice("abcdeghiklmnopqrstuvxy") + word[at + 1:]])
    return " ".join(words)


def read_abbreviations():
    """Short forms of one meaning -> what they stand for, types left out."""
    rows = {}
    path = os.path.join(HERE, "../../data/abbrev/abbreviations.tsv")
    with open(path, encoding="utf-8") as file:
        for line in file:
            parts = line.rstrip("\n").split("\t")
            if len(parts) > 4 and parts[4] == "-" and parts[3] == "no" and \
                    parts[0].isalpha() and len(parts[0]) > 2 and \
                    parts[2] not in ("type", "word"):
                rows[parts[0]] = parts[1]
    return rows


def shortened(text, rows):
    for short in sorted(rows, key=lambda s: -len(rows[s])):
        text = re.sub(r"(?<!\w)%s(?!\w)" % re.escape(rows[short]), short, text,
                      flags=re.I)
    return text


def window(text, marker):
    """Five words around the first word that is one of `marker`, or None."""
    words = words_of(text)
    for i, word in enumerate(words):
        if word in marker:
            at = max(0, min(i - 1, len(words) - 5))
            return words[at:at + 5]
    return None


def spelled_out(text, rows):
    return re.sub(r"\w+", lambda m: rows.get(m[0], m[0]), text)


class Case:
    def __init__(self, kind, doc, query, right, loose=()):
        self.kind, self.doc, self.query = kind, doc, query
        self.right, self.loose = right, set(loose) | right


def number_cases(docs):
    """Each number in its spellings; a document that bears it is right."""
    held = resolve.gather()[0]
    serials = defaultdict(list)
    for key in held:
        serials[key[0]].append(key)
    for doc in docs:
        number = resolve.parse(doc["number"])
        if not number:
            yield Case("number", doc, doc["number"], {doc["id"]})
            continue
        for way, query, year in resolve.spellings(number):
            right = set()
            for key in resolve.truth(held, serials, number, way, query, year):
                for group, ids in held[key].items():
                    if group == "law":
                        right |= ids
                    else:
                        right.add("official/" + group[1].rsplit(".", 1)[0])
            case = Case("number", doc, query, right | {doc["id"]})
            case.way = way
            yield case


def title_cases(docs):
    rand = random.Random(SEED)
    apart = random.Random(SEED + 1)  # so that the other draws stay
    rows = read_abbreviations()
    titled = [d for d in docs if d["title"]]
    subjects = defaultdict(set)
    wholes = defaultdict(set)
    texts = defaultdict(set)
    common = defaultdict(int)
    for d in titled:
        for word in set(same(subject_of(d)).split()):
            common[word] += 1
    for d in docs:
        texts[same(d["text"])].add(d["id"])
    for d in titled:
        subjects[same(subject_of(d))].add(d["id"])
        wholes[same(without_number(d))].add(d["id"])
    for d in titled:
        whole, subject = without_number(d), subject_of(d)
        twins = texts[same(d["text"])]
        right = wholes[same(whole)] | twins
        yield Case("title", d, whole, right)
        yield Case("title, no marks", d, resolve.bare(whole).lower(), right)
        yield Case("typo", d, typo(whole, rand), right)
        right = subjects[same(subject)] | twins
        yield Case("subject", d, subject, right)
        for kind, other in (("shortened", shortened(subject, rows)),
                            ("spelled out", spelled_out(subject, rows))):
            if other != subject:
                yield Case("subject, " + kind, d, other, right)
        for kind, words, change in (
                ("short forms", window(shortened(subject, rows), rows), None),
                ("long forms", window(subject, rows), spelled_out)):
            if not words:
                continue
            query = " ".join(words)
            loose = {o["id"] for o in titled if " %s " % same(query) in
                     " %s " % same(shortened(o["title"], rows))}
            if change:
                query = change(query, rows)
            yield Case("4 words, " + kind, d, query, right, loose)
        yield Case("subject, no marks", d, resolve.bare(subject).lower(),
                   right)
        words = words_of(subject)
        at = rand.randrange(max(1, len(words) - 4))
        five = " ".join(words[at:at + 5])
        loose = {o["id"] for o in titled
                 if " %s " % same(five) in " %s " % same(o["title"])}
        yield Case("5 words", d, five, right, loose)
        keys = [same(w) for w in words]
        best = sorted(sorted(range(len(words)),
                             key=lambda i: (common[keys[i]], i))[:5])
        yield Case("5 telling words", d, " ".join(words[i] for i in best),
                   right)
        some = sorted(apart.sample(range(len(words)), min(5, len(words))))
        yield Case("5 words, apart", d, " ".join(words[i] for i in some),
                   right)
        at = rand.randrange(max(1, len(words) - 2))
        yield Case("type issuer year 3 words", d, " ".join(
            [d["type"], d["issuer"], d["date"].split("/")[-1]] +
            words[at:at + 3]), right)


def windows_of(docs):
    """5 words in a row -> the document they are of -> how probable that is."""
    chances = defaultdict(lambda: defaultdict(float))
    titled = [d for d in docs if d["title"]]
    for d in titled:
        words = words_of(subject_of(d))
        count = max(1, len(words) - 4)
        for at in range(count):
            five = " ".join(words[at:at + 5])
            chances[five][d["id"]] += 1 / count / len(titled)
    return chances


def at_best(chances, depth):
    """The share that is right in the first `depth` of the likeliest."""
    alike = defaultdict(lambda: defaultdict(float))
    for five, of in chances.items():
        for doc, chance in of.items():
            alike[same(five)][doc] += chance
    return sum(sum(sorted(of.values(), reverse=True)[:depth])
               for of in alike.values())


def report_windows(program, folder, docs):
    """-a: the figures of all windows."""
    chances = windows_of(docs)
    s1 = s10 = 0
    for (five, of), hits in zip(chances.items(),
                                run(program, folder, list(chances))):
        for doc, chance in of.items():
            rank = rank_of(hits, {doc})
            s1 += chance * (rank == 1)
            s10 += chance * (0 < rank <= 10)
    print("%-25s %4d  S@1 %.3f  S@10 %.3f  at best %.3f %.3f" % (
        "5 words, all", len(chances), s1, s10, at_best(chances, 1),
        at_best(chances, 10)))


def run(program, folder, queries, suggest=False):
    """The ids found for each query, best first; or what is suggested."""
    command = [program, "-d", folder, "search", "--duplicates=show"]
    if suggest:
        command += ["--format=json", "-n", "1", "--"]
        answers = []
        for query in queries:
            out = subprocess.run(command + [query], stdout=subprocess.PIPE,
                                 check=False).stdout
            answers.append(json.loads(out)["did_you_mean"] or query)
        return answers
    with tempfile.NamedTemporaryFile("w", suffix=".tsv",
                                     encoding="utf-8") as file:
        for i, query in enumerate(queries):
            # a batch has a query a line: a line break becomes what the
            # query's parser takes for one
            file.write("%d\t%s\n" % (i, " ".join(query.split())))
        file.flush()
        out = subprocess.run(
            command + ["--format=trec", "-n", str(DEPTH),
                       "--batch=" + file.name],
            stdout=subprocess.PIPE, check=False).stdout.decode("utf-8")
    found = [[] for _ in queries]
    for line in out.splitlines():
        query, rest = line.split(" Q0 ", 1)
        found[int(query)].append(rest.rsplit(" ", 3)[0])
    return found


def rank_of(hits, right):
    for at, hit in enumerate(hits):
        if hit in right:
            return at + 1
    return 0


def report(kind, cases, verbose):
    """Print the figures of one class; whether its targets hold."""
    ranks = [c.rank for c in cases]
    n = len(ranks)
    s1 = sum(r == 1 for r in ranks) / n
    s10 = sum(0 < r <= 10 for r in ranks) / n
    mrr = sum(1 / r for r in ranks if 0 < r <= 10) / n
    twins = sum(len(c.right) > 1 for c in cases)
    least1, least10 = TARGETS.get(kind, (None, None))
    met = s1 >= (least1 or 0) and s10 >= (least10 or 0)
    want = " ".join("%s>=%.2f" % t for t in (("S@1", least1),
                                             ("S@10", least10)) if t[1])
    extra = ""
    if any(c.loose != c.right for c in cases):
        extra = "  loose S@1 %.3f S@10 %.3f; by chance %.3f %.3f" % (
            sum(c.loose_rank == 1 for c in cases) / n,
            sum(0 < c.loose_rank <= 10 for c in cases) / n,
            sum(len(c.right) / len(c.loose) for c in cases) / n,
            sum(min(1, 10 * len(c.right) / len(c.loose))
                for c in cases) / n)
    print("%-25s %4d  S@1 %.3f  S@10 %.3f  MRR %.3f  held %3d  %s%s%s" % (
        kind, n, s1, s10, mrr, twins, want, "" if met else "  BELOW", extra))
    if verbose:
        for c in cases:
            if c.rank != 1:
                print("    %3d %3d  %s  %r" % (
                    c.rank, c.loose_rank, c.doc["number"], c.query))
    return met


def by_spelling(cases):
    for way in WAYS:
        ranks = [c.rank for c in cases if getattr(c, "way", None) == way]
        if ranks:
            print("  %-23s %4d  S@1 %.3f" % (
                way, len(ranks), sum(r == 1 for r in ranks) / len(ranks)))


def main():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("-a", action="store_true")
    parser.add_argument("-o")
    parser.add_argument("-k", default="")
    parser.add_argument("program")
    parser.add_argument("dir")
    try:
        args = parser.parse_args()
    except SystemExit:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    if not os.path.exists(os.path.join(DATA, "official/dev.jsonl.gz")):
        print("known_items.py: %s: no official documents there; skipped"
              % DATA)
        return 0
    programs = args.program
    if not os.path.isdir(programs):
        programs = os.path.dirname(programs) or "."
    program = os.path.join(programs, "vanban")
    docs = read_truth()
    build(programs, args.dir, docs)
    if args.a:
        report_windows(program, args.dir, docs)
        return 0
    cases = list(number_cases(docs)) + list(title_cases(docs))
    cases = [c for c in cases if args.k in c.kind]
    wrong = [c for c in cases if c.kind == "typo"]
    for c, query in zip(wrong, run(program, args.dir,
                                   [c.query for c in wrong], True)):
        cases.append(Case("typo, suggestion taken", c.doc, query, c.right))
    for c, hits in zip(cases, run(program, args.dir,
                                  [c.query for c in cases])):
        c.rank, c.loose_rank = rank_of(hits, c.right), rank_of(hits, c.loose)
    met = True
    for kind in dict.fromkeys(c.kind for c in cases):
        mine = [c for c in cases if c.kind == kind]
        met = report(kind, mine, args.v) and met
        if kind == "number":
            by_spelling(mine)
    if args.o:
        with open(args.o, "w", encoding="utf-8") as file:
            json.dump([[c.kind, c.doc["id"], c.query, c.rank]
                       for c in cases], file, ensure_ascii=False, indent=0)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
