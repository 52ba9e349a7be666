#!/usr/bin/env python3
"""Nothing a user types is an error: hostile_queries.py [-d DIR] [-b BUILD] [N]

N (10,000) random, hostile and real strings are searched for in this order of
kinds, each with snippets, every third with facets, some sorted, filtered,
without folding or by the thousand. An answer or a refusal (of more than 4096
bytes) must come, the answer within --worst ms (300), the refusal within 5;
what is slower is asked again twice, since a busy machine makes anything slow.
With --cpu the time is that of the processor, for when others use the machine:
a search's clock is then given a minute, what it may work stays the same.
Prints a table of the kinds with both, how many were answered in haste and the
memory that all took; exits 1 if a query fails, breaks the program or is too
slow.
"""

import argparse
import gzip
import json
import os
import random
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ask import Ask, DATA  # noqa: E402

COMMON = "của các và là có được cho trong theo quy định không với người" \
    " ngày năm tại về một này".split()
FIELDS = "loai so coquan noi ky nam tu den khoa kyhop tieude type number " \
    "issuer place signer year from to term session title topic status " \
    "kind chude trangthai loại số cơquan từ đến".split()
VALUES = ["", "''", '""', "\"", "x" * 300, "0000-00-00", "31/02/2020", "abc",
          "9999", "-1", "2019..", "..", "2019..2015", "*", "a*", "(", "nq",
          "\x00", "é", "99999999999999999999", "20-CT/TU", '"hà nội"',
          "1e9", "%s%n", "../..", "<b>"]
TOO_BIG = 4096
MINUTE = 60000
DEEPEST = 10000  # offset and n together


def load_texts():
    """Titles and questions that people wrote."""
    texts = []
    for name in ("laws/articles-2k.jsonl.gz", "news/news-30k.jsonl.gz"):
        path = os.path.join(DATA, name)
        if not os.path.isfile(path):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for i, line in enumerate(lines):
                record = json.loads(line)
                texts.append(record.get("title") or "")
                if i % 10 == 0:
                    texts.append((record.get("text") or "")[:600])
                if i > 5000:
                    break
    path = os.path.join(DATA, "eval", "dev.queries.tsv")
    if os.path.isfile(path):
        with open(path, encoding="utf-8") as lines:
            texts += [line.split("\t", 1)[1].strip() for line in lines]
    return [t for t in texts if t] or [" ".join(COMMON)]


TEXTS = load_texts()


def words(rand):
    """The words of some text."""
    return rand.choice(TEXTS).split() or ["đất"]


def span(rand, least, most):
    """Some words in a row."""
    row = words(rand)
    at = rand.randrange(len(row))
    return " ".join(row[at:at + rand.randint(least, most)])


def garble(rand):
    """Random bytes."""
    return bytes(rand.randrange(256) for _ in range(rand.randint(1, 200)))


def typo(rand):
    """A text with letters changed, lost and doubled."""
    text = list(span(rand, 1, 8))
    for _ in range(rand.randint(1, 4)):
        at = rand.randrange(len(text) + 1)
        how = rand.randrange(3)
        text[at:at + (how < 2)] = [rand.choice("aeiouwsfrxj đ")] * (how > 0)
    return "".join(text)


def operators(rand):
    """Words and operators in any order."""
    return " ".join(rand.choice(
        ["AND", "OR", "NOT", "-", "(", ")", '"', "*", "&&", "||", "!",
         rand.choice(COMMON), rand.choice(words(rand))])
        for _ in range(rand.randint(2, 60)))


def spread(rand):
    """Marks that pile up, directions, what is not seen."""
    odd = ["\u200b", "\u202e", "\u202d", "\u200f", "\u0301", "\u0323",
           "\ufeff", "\u00ad", "\U0001f600", "\U0001f468\u200d\U0001f469",
           "\ufffd", "\u2028", "\x85", "\x7f", "\x00", "\x1b[31m"]
    return "".join(c + (rand.choice(odd) * rand.randint(1, 3)
                        if rand.random() < .4 else "")
                   for c in span(rand, 1, 10))


def nested(rand):
    """Groups of exclusions and of choices, in one another."""
    parts = []
    for _ in range(rand.randint(2, 12)):
        row = rand.choice([COMMON, words(rand)])
        parts.append("(" + " ".join(
            rand.choice(["-", "OR ", "NOT ", "AND "]) + rand.choice(row)
            for _ in range(rand.randint(2, 30))) + ")")
    return rand.choice([" OR ", " AND ", " NOT ", " "]).join(parts)


def excluded(rand):
    """Words, and phrases that must not be there."""
    return rand.choice(COMMON + [span(rand, 1, 3)]) + "".join(
        f' -"{" ".join(rand.sample(COMMON, 2))}"'
        for _ in range(rand.randint(1, 30)))


KINDS = {
    "real": lambda r: span(r, 1, 6),
    "real, whole": lambda r: r.choice(TEXTS)[:1000],
    "plain": lambda r: "".join(
        c for c in unicodedata.normalize("NFD", span(r, 1, 8))
        if not unicodedata.combining(c)),
    "decomposed": lambda r: unicodedata.normalize("NFD", span(r, 1, 8)),
    "typos": typo,
    "phrase": lambda r: f'"{span(r, 2, 8)}"',
    "common words": lambda r: " ".join(
        r.sample(COMMON, r.randint(1, len(COMMON)))),
    "common phrase": lambda r: '"' + " ".join(
        r.sample(COMMON, r.randint(2, 5))) + '"',
    "phrases": lambda r: " ".join(
        r.choice(["", "-", "OR ", "NOT "]) + f'"{span(r, 2, 3)}"'
        for _ in range(r.randint(2, 12))),
    "OR chain": lambda r: " OR ".join(
        r.choice(COMMON) for _ in range(r.randint(2, 150))),
    "NOT chain": lambda r: " ".join(
        "-" + r.choice(words(r)) for _ in range(r.randint(1, 100))),
    "nested": nested,
    "excluded phrases": excluded,
    "operators": operators,
    "parentheses": lambda r: "(" * r.randint(0, 1000) + r.choice(COMMON) +
        ")" * r.randint(0, 1000),
    "quotes": lambda r: ('"' * r.randint(1, 3) + r.choice(COMMON) + " ") *
        r.randint(1, 300),
    "wildcards": lambda r: " ".join(
        r.choice([w[:r.randint(0, 4)] + "*", "*" + w, w, "*"])
        for w in words(r)[:r.randint(1, 30)]),
    "short wildcard": lambda r: r.choice("abcdghiklmnoprstuvxy") +
        r.choice(["", "h", "a", "an", "hu", "oa"]) + "*",
    "fields": lambda r: " ".join(
        f"{r.choice(FIELDS)}:{r.choice(VALUES)}"
        for _ in range(r.randint(1, 40))),
    "fields and words": lambda r: f"{span(r, 1, 4)} {r.choice(FIELDS)}:"
        f"{r.choice(VALUES)} -{r.choice(FIELDS)}:{r.choice(VALUES)}",
    "numbers": lambda r: f"{r.choice(['', 'số ', 'so:'])}"
        f"{r.randint(0, 9999)}{r.choice('-/. ')}{r.choice('/-')}".strip("-/.")
        + r.choice(["/2019/NQ-HĐND", "-CT/TU", "/QD-UBND", "/NĐ-CP", "", "/"]),
    "bytes": garble,
    "broken text": lambda r: (lambda b: b[r.randrange(len(b)):])(
        span(r, 1, 30).encode("utf-8")) + bytes([r.randrange(128, 256)]),
    "not seen": spread,
    "one letter": lambda r: r.choice(["đ", "a", "?", "*", "-", '"', "(", " ",
                                      "", "\x00", ".", "ế", "\U0001f600"]),
    "no blank": lambda r: r.choice("aếđ1-*(\"") * r.randint(1, 1300),
    "many words": lambda r: " ".join(
        r.choice(words(r)) for _ in range(r.randint(100, 600))),
    "too long": lambda r: (span(r, 3, 8) + " ") * 2000,
    "code": lambda r: r.choice([
        "'; DROP TABLE documents;--", "<script>alert(1)</script>", "${jndi:}",
        "%00%ff%c0%ae", "../../etc/passwd", "{{7*7}}", "\\u0000", "a\r\nb: c",
        "() { :; };", "{\"query\": 1}"]) + span(r, 0, 3),
}


def options(rand):
    """How it is asked."""
    asked = {"snippets": 1, "n": rand.choice([1, 10, 10, 10, 100])}
    if rand.random() < .05:
        asked["n"] = 1000
    if rand.random() < .33:
        asked["facets"] = 1
    if rand.random() < .2:
        asked["sort"] = rand.choice(["newest", "oldest", "number"])
    if rand.random() < .2:
        asked["duplicates"] = 1
    if rand.random() < .1:
        asked["offset"] = rand.choice([10, 100, 1000, DEEPEST - asked["n"]])
    if rand.random() < .1:
        asked["match"] = rand.choice([1, 2])
    if rand.random() < .1:
        asked["filter"] = rand.choice(["4,1990-01-01", "5,2030-12-31",
                                       "3,article", "0,nghi-quyet"])
    return asked


def peak(process):
    """The most memory that a process had, in MB."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as lines:
        for line in lines:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0


def main():
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-d", dest="directory", required=True)
    parser.add_argument("-b", dest="build", default="build")
    parser.add_argument("--worst", type=float, default=300)
    parser.add_argument("--refusal", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpu", dest="time", action="store_const",
                        const="cpu", default="us")
    parser.add_argument("--only", help="one kind")
    parser.add_argument("--list", type=int, default=10,
                        help="how many of the slowest are shown")
    parser.add_argument("n", nargs="?", type=int, default=10000)
    args = parser.parse_args()
    rand = random.Random(args.seed)
    ask = Ask(args.directory, args.build)
    rows, failed, slowest, hasty, refusal = {}, 0, [], 0, 0
    kinds = [k for k in KINDS.items() if args.only in (None, k[0])]
    for i in range(args.n):
        name, make = kinds[i % len(kinds)]
        query, how = make(rand), options(rand)
        if isinstance(query, str):
            query = query.encode("utf-8", "surrogatepass")
        if args.time == "cpu":
            how["timeout"] = MINUTE
        answer = ask(query, **how)
        refused = answer["status"] != 0
        limit = args.refusal if refused else args.worst
        for _ in range(2):
            if answer[args.time] > limit * 1000:
                again = ask(query, **how)
                answer = min(answer, again, key=lambda a: a[args.time])
        ms = answer[args.time] / 1000
        slow = ms > limit
        wrong = refused and len(query) <= TOO_BIG
        hasty += "too many matches" in answer.get("notes", "")
        refusal = max(refusal, ms if refused else 0)
        if wrong or slow:
            failed += 1
            print(f"BAD {name}: {query[:120]!r} {how}: {ms:.1f} ms, "
                  f"{answer['error'] or 'answered'}")
        row = rows.setdefault(name, [0, 0, [], []])
        row[0] += 1
        row[1] += refused
        row[2].append(answer["us"] / 1000)
        row[3].append(answer["cpu"] / 1000)
        slowest.append((ms, name, query[:80], how))
    memory = peak(ask.process)
    status = ask.close()
    print("| kind | queries | refused | p50 ms | p99 ms | worst ms | "
          "p99 cpu ms | worst cpu ms |")
    print("|---|---|---|---|---|---|---|---|")
    for name, (count, refused, times, cpu) in rows.items():
        times.sort()
        cpu.sort()
        p99 = count * 99 // 100
        print(f"| {name} | {count} | {refused} | {times[count // 2]:.1f} | "
              f"{times[p99]:.1f} | {times[-1]:.1f} | {cpu[p99]:.1f} | "
              f"{cpu[-1]:.1f} |")
    slowest.sort(key=lambda s: -s[0])
    for ms, name, query, how in slowest[:args.list]:
        print(f"{ms:.1f} ms {name} {query!r} {how}")
    print(f"{args.n} queries, {failed} failed, {hasty} in haste, refusals at "
          f"most {refusal:.1f} ms, memory at most {memory} MB, bench_ask ended "
          f"{status}")
    return 1 if failed or status else 0


if __name__ == "__main__":
    sys.exit(main())
