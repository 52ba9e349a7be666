#!/usr/bin/env python3
"""Do numbers, however they are typed, lead to their documents?

usage: resolve.py PROGRAM DIR

PROGRAM is `vanban`; DIR a data directory that holds
../shared/data/laws/articles-62k.jsonl.gz, official/dev.jsonl.gz and seeds/
(elsewhere: $VB_DATA). Draws 500 numbers with a seed, from what the official
documents bear, what the notes of the codified law name, and what the seed
pages mention, spells each in eight ways, and asks for all of them in one
`resolve --batch`, but for those over two lines, which no line of a batch holds. What is right is decided here, by regular expressions and
the data alone: an answer is right when the true candidates, all of them and
nothing else, stand before any other. Prints each spelling's share, 30 failures
to be read by eye, and exits 1 below 99% in all.
"""
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
SEED = 5
DRAWN = 500
NEEDED = 0.99

LABELS = {
    "NQ": "nghị quyết", "CT": "chỉ thị", "QĐ": "quyết định",
    "NĐ": "nghị định", "TT": "thông tư", "TTLT": "thông tư liên tịch",
    "KH": "kế hoạch", "ĐA": "đề án", "TB": "thông báo", "BC": "báo cáo",
    "PL": "pháp lệnh", "NQLT": "nghị quyết liên tịch", "HD": "hướng dẫn",
    "CĐ": "công điện", "TTr": "tờ trình", "VBHN": "văn bản hợp nhất",
}
BODY = r"(?:[^\W\d_](?:[^\W_]|&)*)"
NUMBER = re.compile(
    r"^(\d+[a-z]?)(?:/(\d{4}))?([-/])(%s(?:[-/]%s)*)$" % (BODY, BODY))
MENTION = re.compile(
    r"(?<![\w/.-])(\d+[a-z]?(?:/\d{4})?[-/](?:NQ|CT|QĐ|NĐ|TT|TTLT|KH|ĐA|TB|"
    r"BC|HD|TTr)[-/][A-ZĐ]+(?:[-/][A-ZĐ]+)*|\d+/\d{4}/QH\d+)(?![\w/])")
HEAD = re.compile(r"^(.*?)[,;]?\s*có hiệu lực", re.S)
NOTED = re.compile(
    r"số\s+'?(\d+[a-z]?)\s?/\s?(\d{4})\s?/\s?(%s(?:\s?[-/]\s?%s)*)" %
    (BODY, BODY), re.I)


def bare(text):
    text = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", text)
                   if not unicodedata.combining(c))


class Number:
    """(serial, year, parts): what makes two spellings of a number equal."""

    def __init__(self, serial, year, dash, symbol):
        self.serial, self.year, self.dash = serial, year, dash
        self.symbol = symbol.replace("Ð", "Đ").replace(" ", "")
        parts = re.split(r"[-/]", self.symbol.replace("&", "").upper())
        parts = [p[:-1] + "W" if p.endswith("TƯ") else p for p in parts]
        for i in range(1, len(parts) - 1):
            if {parts[i], parts[i + 1]} == {"HĐND", "TT"}:
                parts[i:i + 2] = ["TTHĐND"]
                break
        self.key = (serial.lstrip("0").upper() or "0", year, tuple(parts))

    @property
    def yearless(self):
        return self.key[0], self.key[2]

    def text(self):
        year = "/" + self.year if self.year else ""
        return self.serial + year + self.dash + self.symbol

    def code(self):
        return re.split(r"[-/]", self.symbol)[0]

    def label(self):
        code = self.code()
        if re.match(r"QH\d+$", code):
            return "luật"
        return LABELS.get(code)


def parse(text):
    m = NUMBER.match(unicodedata.normalize("NFC", text.strip()))
    return Number(*m.groups()) if m else None


def lines(name):
    with gzip.open(os.path.join(DATA, name), "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def gather():
    """key -> the laws or documents that bear it, as sets of record ids."""
    held = defaultdict(lambda: defaultdict(set))
    official, noted, mentioned = [], [], []
    for d in lines("official/dev.jsonl.gz"):
        n = parse(d["number"])
        if n:
            held[n.key]["whole", d["file"], d["issuer"]].add(d["number"])
            official.append(n)
    for d in lines("laws/articles-62k.jsonl.gz"):
        note = unicodedata.normalize("NFC", " ".join(d["note"].split()))
        head = HEAD.match(note)
        m = NOTED.search(head[1][:120]) if head else None
        if not m:
            continue
        n = Number(m[1], m[2], "/", m[3])
        # one law is one candidate, however many of its provisions are held
        held[n.key]["law"].add(d["id"])
        noted.append(n)
    seeds = os.path.join(DATA, "seeds")
    for name in sorted(os.listdir(seeds)):
        with open(os.path.join(seeds, name), encoding="utf-8") as f:
            for m in MENTION.finditer(unicodedata.normalize("NFC", f.read())):
                mentioned.append(parse(m[1]))
    return held, official, noted, mentioned


def spellings(n):
    text, label = n.text(), n.label()
    words = " ".join(re.split(r"[-/]", text))
    typed = bare(words).lower()
    serial = n.serial.lstrip("0") or "0"
    noyear = n.serial + n.dash + n.symbol
    symbol = bare(" ".join(re.split(r"[-/]", n.symbol))).lower()
    year = "nam %s " % n.year if n.year else ""
    ways = [
        ("no marks", bare(text).lower(), n.year),
        ("spaces", re.sub(r"([-/])", r" \1 ", text), n.year),
        ("en dash", text.replace("-", "–"), n.year),
        ("lower case", text.lower(), n.year),
        ("no year", noyear, None),
        ("type first", "%s %s" % (bare(label) if label else "van ban so",
                                  typed if label else text), n.year),
        ("so … nam", "so %s %s%s" % (serial, year, symbol), n.year),
        ("line break", re.sub(r"^(\d+[a-z]?(?:/\d{4})?[-/])", r"\1\n", text),
         n.year),
    ]
    return ways


def same_symbol(a, b, marks):
    if marks:
        return a == b
    return [bare(p) for p in a] == [bare(p) for p in b]


def truth(held, by_serial, n, way, query, year):
    """The keys that `query` may mean: those of the same serial and symbol,
    and of the year typed; with no year typed, any."""
    marks = bool(re.search(r"[^\x00-\x7f]", query.replace("–", "-")))
    fit = [k for k in by_serial[n.key[0]]
           if same_symbol(k[2], n.key[2], marks) and
           (k[1] == n.key[1] if year else True)]
    if not year and way in ("no year",) and any(k[1] is None for k in fit):
        fit = [k for k in fit if k[1] is None]
    return set(fit)


def found_key(entry):
    n = parse(entry["number"])
    return n.key if n else None


def ask(program, folder, queries):
    command = [program, "-d", folder, "resolve", "--format=json", "-n", "50"]
    answers = [None] * len(queries)
    with tempfile.NamedTemporaryFile("w", suffix=".tsv",
                                     encoding="utf-8") as f:
        batch = [i for i, q in enumerate(queries) if "\n" not in q]
        for i in batch:
            f.write("%d\t%s\n" % (i, queries[i]))
        f.flush()
        out = subprocess.run(command + ["--batch=" + f.name],
                             stdout=subprocess.PIPE, check=False).stdout
    lines_out = out.splitlines()
    if len(lines_out) != len(batch):
        sys.exit("resolve.py: %d answers to %d" % (len(lines_out), len(batch)))
    for i, line in zip(batch, lines_out):
        answers[i] = json.loads(line)
    for i, query in enumerate(queries):
        if answers[i] is None:
            out = subprocess.run(command + ["--", query],
                                 stdout=subprocess.PIPE, check=False).stdout
            answers[i] = json.loads(out)
    return answers


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    if not os.path.isdir(DATA):
        print("skipped: no", DATA)
        return 0
    held, official, noted, mentioned = gather()
    random.seed(SEED)
    unique = {n.key: n for n in noted}
    pool = [unique[k] for k in sorted(unique, key=str)]
    drawn = official[:] + [m for m in mentioned if m]
    drawn += random.sample(pool, DRAWN - len(drawn))
    by_serial = defaultdict(list)
    for k in held:
        by_serial[k[0]].append(k)
    cases = [(n, way, query, year) for n in drawn
             for way, query, year in spellings(n)]
    answers = ask(sys.argv[1], sys.argv[2], [c[2] for c in cases])
    total, right, wrong, times = {}, {}, [], []
    for (n, way, query, year), answer in zip(cases, answers):
        want = truth(held, by_serial, n, way, query, year)
        rows = answer["resolved"]
        times.append(answer["took_ms"])
        if want:
            # whole documents count each, a law held in provisions once
            size = sum(sum(1 for k in held[key]) for key in want)
            first = rows[:min(size, 50)]
            good = (len(first) == min(size, 50) and
                    all(r["kind"] == "document" and found_key(r) in want
                        for r in first) and
                    (size > 50 or {found_key(r) for r in first} == want))
        else:
            good = bool(rows) and rows[0]["kind"] == "mention" and \
                same_symbol(found_key(rows[0])[2], n.key[2], False)
        total[way] = total.get(way, 0) + 1
        right[way] = right.get(way, 0) + good
        if not good:
            wrong.append((way, query, want, rows[:3]))
    random.shuffle(wrong)
    for way, query, want, rows in wrong[:30]:
        print("%-10s %r wants %s, got %s" % (
            way, query, sorted(want, key=str)[:3],
            [(r["kind"], r["number"], r["articles"]) for r in rows]))
    print()
    for way in total:
        print("%-12s %4d of %4d  %.2f%%" % (
            way, right[way], total[way], 100 * right[way] / total[way]))
    share = sum(right.values()) / sum(total.values())
    times.sort()
    print("all          %4d of %4d  %.2f%%; median %.2f ms, 99%% %.2f ms" % (
        sum(right.values()), sum(total.values()), 100 * share,
        times[len(times) // 2], times[len(times) * 99 // 100]))
    return 0 if share >= NEEDED else 1


if __name__ == "__main__":
    sys.exit(main())
