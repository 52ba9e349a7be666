#!/usr/bin/env python3
"""Answers of `vanban search` beside a plain scan of every text: scan.py DATA

Draws words and phrases from the texts that `vanban show` prints, asks for
them all, and compares with what reading every text finds. The reading shares
nothing with the programs: it folds with Python's own Unicode tables. Prints TAP
without a plan, one line for each property; `scan.py --count` says how many.
"""
import functools
import json
import os
import random
import re
import subprocess
import sys
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
NUMBER = re.compile(r"\b\d+(?:[.,]\d{3}\b)+")
WORD = re.compile(r"[^\W_]+")
SAMPLE = 150  # words and phrases of each kind

rng = random.Random(2025)


def unify(word):
    """Bác sĩ or bác sỹ, quí or quý: i and y alone after these are one."""
    word = re.sub(r"^([hklmstv]?)i$", r"\1y", word)
    return re.sub(r"^qui", "quy", word)


def unmarked(word):
    """As typed by someone who types no marks."""
    plain = unicodedata.normalize("NFD", word.lower()).replace("đ", "d")
    return "".join(c for c in plain if not unicodedata.combining(c))


@functools.lru_cache(maxsize=None)
def fold(word):
    return unify(unmarked(word))


@functools.lru_cache(maxsize=None)
def key(word):
    """The same for hòa and hoà: the tone goes to the end of the word."""
    plain = unicodedata.normalize("NFD", word.lower())
    tone = "".join(c for c in plain if c in TONES)
    return unify("".join(c for c in plain if c not in TONES)) + tone


def words(text):
    """Words as written; 1.250.000 is one, of its digits alone."""
    text = unicodedata.normalize("NFC", text)
    text = NUMBER.sub(lambda m: re.sub("[.,]", "", m.group()), text)
    return WORD.findall(text)


def short_and_long():
    """Folds of the abbreviations that are searched both ways, of each form."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..",
                        "data", "abbrev", "abbreviations.tsv")
    with open(path, encoding="utf-8") as lines:
        rows = [line.split("\t") for line in lines if line[0] != "#"]
    return ({" ".join(map(fold, words(row[0]))) for row in rows},
            {" ".join(map(fold, words(row[1]))) for row in rows})


SHORT, LONG = short_and_long()


def says_abbreviation(typed):
    """"HĐND" also finds "Hội đồng nhân dân", and the other way about: that is
    another test's question."""
    typed = " " + " ".join(map(fold, typed)) + " "
    return any(f" {form} " in typed for form in SHORT | LONG)


class Document:
    def __init__(self, record):
        self.id = record["id"]
        title = record["metadata"].get("title", {}).get("value", "")
        self.metadata = record["metadata"]
        self.raw = [words(title), words(record["text"])]
        self.rows = [[(key(w), fold(w)) for w in part] for part in self.raw]
        # the words of its topic are found too; phrases are not in it
        topic = words(record["metadata"].get("topic", {}).get("value", ""))
        every = [p for row in self.rows for p in row]
        every += [(key(w), fold(w)) for w in topic]
        self.keys = {k for k, _ in every}
        self.folds = {f for _, f in every}

    def has(self, word):
        """A word typed with marks must have them."""
        if word.isascii():
            return fold(word) in self.folds
        return key(word) in self.keys

    def has_loosely(self, word):
        return fold(word) in self.folds

    def has_row(self, phrase, rows=2):
        """The phrase, in the title or the text, or in the first so many."""
        if not all(self.has(word) for word in phrase):
            return False
        wanted = [(w.isascii(), fold(w) if w.isascii() else key(w))
                  for w in phrase]
        for row in self.rows[:rows]:
            for at in range(len(row) - len(wanted) + 1):
                if all(row[at + i][ascii_only] == value for i,
                       (ascii_only, value) in enumerate(wanted)):
                    return True
        return False


class Held:
    def __init__(self, data):
        self.data = data
        ids = [h["id"] for h in self.hits("")]
        self.documents = [Document(json.loads(self.run(
            "show", "--format=json", i))) for i in ids]
        every = {w for d in self.documents for row in d.raw for w in row}
        self.vocabulary = {w for w in every if not says_abbreviation([w])}

    def run(self, *args, **how):
        done = subprocess.run(["vanban", "-d", self.data, *args],
                              capture_output=True, encoding="utf-8", **how)
        if done.returncode > 1:
            raise RuntimeError(done.stderr)
        return done.stdout

    def hits(self, query, *args):
        out = self.run("search", "--format=ndjson", "-n", "1000",
                       "--sort=newest", *args, "--", query)
        return [json.loads(line) for line in out.splitlines()]

    def batch(self, queries, *args):
        """The ids that each query finds, in order."""
        lines = "".join(f"{i}\t{q}\n" for i, q in enumerate(queries))
        out = self.run("search", "--batch=-", "--format=trec", "-n", "1000",
                       *args, input=lines)
        found = [[] for _ in queries]
        for line in out.splitlines():
            qid, _, hit = line.split(" ")[:3]
            found[int(qid)].append(hit)
        return found


def half_typed(word):
    """Some people type the marks of some words."""
    return unmarked(word) if rng.random() < 0.5 else word


def draw_phrase(document, least=2, most=6):
    row = max(document.raw, key=len)
    n = rng.randint(least, most)
    at = rng.randrange(max(1, len(row) - n))
    return row[at:at + n]


def draw_phrases(held, spell):
    drawn = []
    while len(drawn) < SAMPLE:
        phrase = [spell(w) for w in draw_phrase(rng.choice(held.documents))]
        if len(phrase) > 1:
            drawn.append(phrase)
    return drawn


def differences(queries, got, want):
    """Lines that say where the two sets differ."""
    return [f"{q!r}: missing {sorted(set(w) - set(g))}, "
            f"too many {sorted(set(g) - set(w))}"
            for q, g, w in zip(queries, got, want) if set(g) != set(w)]


def find(held, test):
    return [d.id for d in held.documents if test(d)]


def phrases_of(spell):
    def test(held):
        drawn = draw_phrases(held, spell)
        queries = ['"%s"' % " ".join(p) for p in drawn]
        want = [find(held, lambda d, p=p: d.has_row(p)) for p in drawn]
        return differences(queries, held.batch(queries), want)
    return test


def draw_words(held):
    every = sorted(held.vocabulary)
    return rng.sample(every, 3 * SAMPLE)


def test_single_words(held):
    """Any spelling is found, and the one that was typed first."""
    drawn = [spell(w) for w in draw_words(held) for spell in (str, unmarked)]
    got, odd = held.batch(drawn), []
    want = [find(held, lambda d, w=w: d.has_loosely(w)) for w in drawn]
    for word, ids in zip(drawn, got):
        exact = {d.id for d in held.documents if d.has(word)}
        if set(ids[:len(exact)]) != exact:
            odd.append(f"{word}: the exact spelling is not first")
    return odd + differences(drawn, got, want)


def test_words_all(held):
    drawn = [draw_phrase(rng.choice(held.documents), 2, 8)
             for _ in range(SAMPLE)]
    drawn = [[half_typed(w) for w in p] for p in drawn]
    queries = [" ".join(f"{w}" for w in p) for p in drawn]
    drawn = [p for p, q in zip(drawn, queries)
             if ok_plain(q) and not says_abbreviation(p)]
    queries = [" ".join(p) for p in drawn]
    want = [find(held, lambda d, p=p: all(d.has_loosely(w) for w in p))
            for p in drawn]
    return differences(queries, held.batch(queries, "--match=all"), want)


def ok_plain(query):
    """Numbers of documents in it would make it another question."""
    return not re.search(r"\d|\bAND\b|\bOR\b|\bNOT\b", query)


def test_boolean(held):
    queries, want = [], []
    while len(queries) < SAMPLE:
        a, b, c = (w.lower() for w in rng.sample(draw_words(held)[:60], 3))
        if not ok_plain(f"{a} {b} {c}"):
            continue
        shape = rng.randrange(6)
        queries.append((f"{a} AND NOT {b}", f"{a} OR {b}", f"({a} OR {b}) AND {c}",
                        f'"{a}" -{b}', f"{a} -({b} {c})",
                        f"{a} OR ({b} AND {c})")[shape])
        want.append(find(held, (
            lambda d: d.has_loosely(a) and not d.has(b),
            lambda d: d.has_loosely(a) or d.has_loosely(b),
            lambda d: (d.has_loosely(a) or d.has_loosely(b))
            and d.has_loosely(c),
            lambda d: d.has(a) and not d.has(b),
            lambda d: d.has_loosely(a) and not (d.has(b) and d.has(c)),
            lambda d: d.has_loosely(a) or
            (d.has_loosely(b) and d.has_loosely(c)))[shape]))
    return differences(queries, held.batch(queries, "--match=all"), want)


def test_phrases_in_boolean(held):
    queries, want = [], []
    while len(queries) < SAMPLE:
        p, r = (draw_phrase(rng.choice(held.documents), 2, 3) for _ in "ab")
        w = rng.choice(draw_words(held)[:60])
        if len(p) < 2 or len(r) < 2 or not ok_plain(w):
            continue
        shape = rng.randrange(6)
        one, two = " ".join(p), " ".join(r)
        queries.append((f'"{one}" OR "{two}"', f'"{one}" -"{two}"',
                        f'{w} -"{one}"', f'"{one}" -{w}', f'"{one}" OR {w}',
                        f'{w} -"{one}" -"{two}"')[shape])
        want.append(find(held, (
            lambda d: d.has_row(p) or d.has_row(r),
            lambda d: d.has_row(p) and not d.has_row(r),
            lambda d: d.has_loosely(w) and not d.has_row(p),
            lambda d: d.has_row(p) and not d.has(w),
            lambda d: d.has_row(p) or d.has_loosely(w),
            lambda d: d.has_loosely(w) and not d.has_row(p)
            and not d.has_row(r))[shape]))
    return differences(queries, held.batch(queries, "--match=all"), want)


def test_prefixes(held):
    drawn = [w.lower() for w in draw_words(held) if len(fold(w)) > 3][:SAMPLE]
    cut = [fold(w)[:rng.randint(3, len(fold(w)))] for w in drawn]
    want = [find(held, lambda d, c=c: any(f.startswith(c) for f in d.folds))
            for c in cut]
    queries = [c + "*" for c in cut]
    return differences(queries, held.batch(queries), want)


def test_title_words(held):
    """Words of the title in any order; in quotes, as they stand there."""
    drawn, phrases = [], []
    for d in held.documents:
        if len(d.raw[0]) > 2:
            drawn.append(rng.sample(d.raw[0], 2))
            at = rng.randrange(len(d.raw[0]) - 1)
            phrases.append(d.raw[0][at:at + 2])
    queries = [" ".join(f"tieude:{w}" for w in p) for p in drawn]
    want = [find(held, lambda d, p=p: all(
        any(row[w.isascii()] == (fold if w.isascii() else key)(w)
            for row in d.rows[0]) for w in p)) for p in drawn]
    quoted = ['tieude:"%s"' % " ".join(p) for p in phrases]
    want += [find(held, lambda d, p=p: d.has_row(p, 1)) for p in phrases]
    return differences(queries + quoted, held.batch(queries + quoted), want)


def test_fields(held):
    """Each value that occurs, as filter of the query and as option."""
    odd = []
    for name, option, field in (("loai", "type", "type"),
                                ("kind", "kind", "kind")):
        values = {d.metadata.get(field, {}).get("value")
                  for d in held.documents} - {None}
        for value in sorted(values):
            want = find(held, lambda d, v=value:
                        d.metadata.get(field, {}).get("value") == v)
            odd += differences([f"{name}:{value}"], [
                [h["id"] for h in held.hits(f"{name}:{value}")]], [want])
            odd += differences([f"--{option}={value}"], [
                [h["id"] for h in held.hits("", f"--{option}={value}")]],
                [want])
    return odd


# What the provinces of today were made of (Nghị quyết 202/2025/QH15, and
# 175/2024/QH15 of Huế).
FORMER = {
    "an giang": ["kien giang"], "bac ninh": ["bac giang"],
    "ca mau": ["bac lieu"], "can tho": ["hau giang", "soc trang"],
    "da nang": ["quang nam"], "dak lak": ["phu yen"],
    "dong nai": ["binh phuoc"], "dong thap": ["tien giang"],
    "gia lai": ["binh dinh"], "hai phong": ["hai duong"],
    "ho chi minh": ["ba ria vung tau", "binh duong"],
    "hue": ["thua thien hue"], "hung yen": ["thai binh"],
    "khanh hoa": ["ninh thuan"], "lam dong": ["binh thuan", "dak nong"],
    "lao cai": ["yen bai"], "ninh binh": ["ha nam", "nam dinh"],
    "phu tho": ["hoa binh", "vinh phuc"], "quang ngai": ["kon tum"],
    "quang tri": ["quang binh"], "tay ninh": ["long an"],
    "thai nguyen": ["bac kan"], "tuyen quang": ["ha giang"],
    "vinh long": ["ben tre", "tra vinh"],
}


def is_committee(folds):
    """"tỉnh" and "ủy" of a Party committee are words of an Ủy ban nhân dân."""
    return "uy" in folds and "dan" not in folds


def has_words(asked, value):
    """Whether the field has the words, or those of what came before it: the
    People's Council of Thừa Thiên Huế is found with that of Huế."""
    there = {fold(w) for w in words(value)}
    if is_committee(asked) and asked & {"tinh", "thanh"} and \
            not is_committee(there):
        return False
    if asked <= there:
        return True
    for now, former in FORMER.items():
        if not set(now.split()) <= asked:
            continue
        body = asked - set(now.split()) - {"tinh", "thanh", "pho"}
        if any(body | set(name.split()) <= there for name in former):
            return True
    return False


def test_field_words(held):
    odd = []
    for name, field in (("coquan", "issuer"), ("noi", "place")):
        values = {d.metadata.get(field, {}).get("value")
                  for d in held.documents} - {None}
        for value in sorted(values):
            asked = {fold(w) for w in words(value)}
            want = find(held, lambda d: has_words(
                asked, d.metadata.get(field, {}).get("value") or ""))
            for spelled in (value, unmarked(value)):
                query = f'{name}:"{spelled}"'
                odd += differences([query], [
                    [h["id"] for h in held.hits(query)]], [want])
    return odd


def date_of(document):
    return document.metadata.get("date", {}).get("value") or ""


def test_dates(held):
    dates = sorted({date_of(d) for d in held.documents} - {""})
    dates = [date for date in dates if date >= "2021"]
    queries, want = [], []
    for date in rng.sample(dates, 20):
        day = "/".join(reversed(date.split("-")))
        for query, test in (
                (f"tu:{date}", lambda d: date_of(d) >= date),
                (f"tu:{day}", lambda d: date_of(d) >= date),
                (f"den:{date}", lambda d: "" < date_of(d) <= date),
                (f"nam:{date[:4]}", lambda d: date_of(d)[:4] == date[:4]),
                (f"nam:2021..{date[:4]}",
                 lambda d: "2021" <= date_of(d)[:4] <= date[:4])):
            queries.append(query)
            want.append(find(held, test))
    return differences(queries, held.batch(queries), want)


def test_sorting(held):
    odd = []
    for order, reverse in (("newest", True), ("oldest", False)):
        hits = held.hits("", f"--sort={order}")
        got = [h["date"] for h in hits]
        dated = [d for d in got if d]
        if dated != sorted(dated, reverse=reverse) or None in got[:len(dated)]:
            odd.append(f"{order}: {got}")
    numbers = [h["number"] for h in held.hits("", "--sort=number")]
    if None in numbers[:len([n for n in numbers if n])]:
        odd.append(f"number: documents without one are not last: {numbers}")
    years = [int(y.group(1)) for n in numbers if n
             for y in [re.search(r"/((?:19|20)\d\d)/", n)] if y]
    if years != sorted(years):
        odd.append(f"number: years are not in order: {years}")
    return odd


def test_paging(held):
    odd = []
    for query in ("", "hội đồng", "chi thi 20", '"hội đồng nhân dân"',
                  "giải phóng mặt bằng", "hoà -đất"):
        for sort in ("relevance", "newest", "oldest", "number"):
            args = ("search", "--format=trec", f"--sort={sort}")
            whole = self_ids(held, *args, "-n", "1000", "--", query)
            for size in (1, 7, 30):
                pages = []
                for at in range(0, len(whole) + size, size):
                    pages += self_ids(held, *args, "-n", str(size),
                                      f"--offset={at}", "--", query)
                if pages != whole:
                    odd.append(f"{query!r} by {sort}, pages of {size}")
    return odd


def self_ids(held, *args):
    return [line.split(" ")[2] for line in held.run(*args).splitlines()]


def filtered(held, query, name, value):
    answer = json.loads(held.run("search", "--format=json", "-n", "1000",
                                 f"--{name}={value}", "--sort=newest", "--",
                                 query))
    return len(answer["hits"])


def test_facets(held):
    """By scanning; an issuer and a place also find what they were before."""
    odd = []
    for query in ("", "hội đồng nhân dân", "nghi quyet", '"đất đai"',
                  '"hội đồng nhân dân" -"nghị quyết"', "kind:article"):
        answer = json.loads(held.run("search", "--format=json", "-n", "1000",
                                     "--facets", "--sort=newest", "--", query))
        counts = {name: {} for name in ("type", "issuer", "place", "kind",
                                        "year")}
        for hit in answer["hits"]:
            hit["year"] = hit["date"] and hit["date"][:4]
            for name, count in counts.items():
                if hit[name]:
                    count[hit[name]] = count.get(hit[name], 0) + 1
        for name, count in counts.items():
            want = sorted(((-n, v) for v, n in count.items()),
                          key=lambda x: (x[0], x[1].encode()))
            want = want[:100 if name == "year" else 20]
            got = [(-f["count"], f["value"]) for f in answer["facets"][name]]
            if name in ("issuer", "place"):
                want = [(-filtered(held, query, name, v), v) for _, v in got]
                if any(-n < count.get(v, 0) for n, v in got):
                    odd.append(f"{query!r}: {name}: fewer than held: {got}")
            if got != want:
                odd.append(f"{query!r}: {name}: got {got}, want {want}")
    return odd


FORMS = {"hdnd": "hoi dong nhan dan", "ubnd": "uy ban nhan dan",
         "tand": "toa an nhan dan", "bhxh": "bao hiem xa hoi",
         "bhyt": "bao hiem y te", "thpt": "trung hoc pho thong",
         "thcs": "trung hoc co so", "cntt": "cong nghe thong tin"}


def without_forms(mark, asked):
    """The folded mark without whole other forms of what was asked."""
    text = " ".join(fold(w) for w in words(mark))
    for short, long in FORMS.items():
        if short in asked:
            text = text.replace(long, "")
        if set(long.split()) <= asked:
            text = text.replace(short, "")
    return text.split()


def test_highlights(held):
    """What is marked is a word of the query, whole, and the text's own."""
    odd = []
    for _ in range(SAMPLE):
        document = rng.choice(held.documents)
        phrase = [half_typed(w) for w in draw_phrase(document, 2, 4)]
        if not ok_plain(" ".join(phrase)):
            continue
        asked = {fold(w) for w in phrase}
        for hit in held.hits(" ".join(phrase), "--match=all"):
            snippet = hit["snippet"] or ""
            marked = re.findall("<mark>(.*?)</mark>", snippet)
            # neighbours are marked together
            if not {w for m in marked
                    for w in without_forms(m, asked)} <= asked:
                odd.append(f"{phrase}: marked {marked}")
            if re.search(r"[^\W_]<mark>|</mark>[^\W_]", snippet):
                odd.append(f"{phrase}: a broken word: {snippet}")
    return odd


TESTS = (
    ("phrases as written are found where they stand", phrases_of(str)),
    ("phrases in lower case, likewise", phrases_of(str.lower)),
    ("phrases without marks, likewise", phrases_of(unmarked)),
    ("phrases half typed, likewise", phrases_of(half_typed)),
    ("a word finds every spelling, its own first", test_single_words),
    ("words side by side, all of them", test_words_all),
    ("AND, OR, NOT, - and parentheses", test_boolean),
    ("phrases beside words, OR and NOT", test_phrases_in_boolean),
    ("the beginnings of words", test_prefixes),
    ("tieude: finds words of the title alone", test_title_words),
    ("loai:, kind: and their options", test_fields),
    ("coquan: and noi:, marks or none", test_field_words),
    ("tu:, den: and nam:", test_dates),
    ("newest, oldest and number", test_sorting),
    ("pages put together are the whole", test_paging),
    ("facets count what is found", test_facets),
    ("highlights are whole words of the query", test_highlights),
)


def main():
    if sys.argv[1:] == ["--count"]:
        print(len(TESTS))
        return 0
    first = int(os.environ.get("TAP_FIRST", "1"))
    held = Held(sys.argv[1])
    for at, (name, test) in enumerate(TESTS, first):
        odd = test(held)
        print(f"{'not ' if odd else ''}ok {at} - {name}")
        for line in odd[:8]:
            print("# " + line[:600])
    return 0


if __name__ == "__main__":
    sys.exit(main())
