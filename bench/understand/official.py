#!/usr/bin/env python3
"""What is read of real official documents, against what is known of them.

usage: official.py [-v] [-l] PROGRAM [DATA]

PROGRAM is the directory of the built programs or the `vanban` in it. DATA
is the folder of dev.jsonl.gz (default: ../shared/data/official beside the
repository, or $VB_DATA/official): documents as text whose columns were mixed
in extraction, each with the number, type, issuer, signer and date that its
publisher gives. Only the text is shown to the program.

Compared after NFC, without case, spaces, kinds of dashes and the place of
the tone. The truth names a local body by its territory ("Tỉnh Hà Tĩnh"), so
the issuer read is taken to its territory first. Where the publisher itself
is wrong the disagreement counts all the same.

With -l the same is told for the two halves of labels-documents.tsv beside this
file (rows labelled by reading, signers hashed); the readers are tuned on half A
only. That reads files of all formats and takes minutes. -v prints each miss on a line: it names persons, so keep it to yourself.

Exit status: 0, 1 below a target, 2 trouble.
"""
import csv
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
TARGETS = {"number": 0.98, "date": 0.97, "type": 0.98, "issuer": 0.92,
           "signer": 0.90}
DASHES = dict.fromkeys(range(0x2010, 0x2016), "-")
TONES = "\u0300\u0301\u0303\u0309\u0323"
TERRITORY = re.compile(r"(?:tỉnh|thành phố) (?!trực thuộc)([^,;]+)$", re.I)
PROVINCE_PARTY = re.compile(r"(tỉnh|thành) (?:ủy|uỷ) (.+)$", re.I)


def normal(text):
    """The form two spellings share; the tone goes to the end of its word."""
    out = []
    text = unicodedata.normalize("NFC", text or "").translate(DASHES).lower()
    for word in re.findall(r"\w+|[^\w\s]", text):
        apart = unicodedata.normalize("NFD", word)
        tones = "".join(c for c in apart if c in TONES)
        bare = "".join(c for c in apart if c not in TONES)
        out.append(unicodedata.normalize("NFC", bare) + tones)
    return "".join(out)


def territory(issuer):
    """Of a local body "Tỉnh X" or "Thành phố X"; else the body."""
    found = TERRITORY.search(issuer or "")
    if found:
        return found.group(0)
    found = PROVINCE_PARTY.search(issuer or "")
    if found:
        kind = "Tỉnh" if found.group(1).lower() == "tỉnh" else "Thành phố"
        return f"{kind} {found.group(2)}"
    return issuer or ""


def same_issuer(got, want):
    """The same body, or the territory where the truth names that."""
    if normal(got) == normal(want):
        return True
    return normal(territory(got)) == normal(want)


def same_number(got, want):
    def key(text):
        return re.sub(r"(?<!\d)0+(?=\d)", "", normal(text))
    return key(got) == key(want)


def value(record, field, label=False):
    entry = record["metadata"].get(field) or {}
    return entry.get("label" if label else "value") or ""


def extract(program, texts):
    """The records that the program makes of the texts, in order."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", delete=False,
                                     encoding="utf-8") as file:
        for at, text in enumerate(texts):
            file.write(json.dumps({"id": str(at), "text": text}) + "\n")
    try:
        out = subprocess.run([program, "extract", "--format=json", file.name],
                             check=True, capture_output=True).stdout
    finally:
        os.unlink(file.name)
    found = {}
    for line in out.decode("utf-8").splitlines():
        record = json.loads(line)
        found[int(record["id"])] = record
    return [found[at] for at in range(len(texts))]


def judge(record, truth):
    """Field -> (whether it agrees, what was read, what is true)."""
    iso = "-".join(reversed(truth["date"].split("/")))
    got = {
        "number": value(record, "number"),
        "date": value(record, "date"),
        "type": value(record, "type", True),
        "issuer": value(record, "issuer"),
        "signer": value(record, "signer"),
    }
    return {
        "number": (same_number(got["number"], truth["number"]),
                   got["number"], truth["number"]),
        "date": (got["date"] == iso, got["date"], iso),
        "type": (normal(got["type"]) == normal(truth["type"]),
                 got["type"], truth["type"]),
        "issuer": (same_issuer(got["issuer"], truth["issuer"]),
                   got["issuer"], truth["issuer"]),
        "signer": (normal(got["signer"]) == normal(truth["signer"]),
                   got["signer"], truth["signer"]),
    }


def official(program, data, verbose):
    """The development set; prints its figures, whether all targets hold."""
    with gzip.open(os.path.join(data, "dev.jsonl.gz"), "rt",
                   encoding="utf-8") as file:
        truths = [json.loads(line) for line in file]
    score = dict.fromkeys(TARGETS, 0)
    for record, truth in zip(extract(program, [t["text"] for t in truths]),
                             truths):
        for field, (good, got, want) in judge(record, truth).items():
            score[field] += good
            if verbose and not good:
                print(f"{truth['number']}: {field}: got {got!r}, "
                      f"want {want!r}")
    met = True
    for field, target in TARGETS.items():
        rate = score[field] / len(truths)
        met = met and rate >= target
        print(f"{field:8} {score[field]:4} of {len(truths)}  {rate:.3f}  "
              f"target {target:.2f}{'' if rate >= target else '  BELOW'}")
    return met


def read_labels(path, data):
    """The rows of the labels whose file is there."""
    corpus = os.path.join(HERE, "..", "..")
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader((line.lstrip("#") for line in file),
                                   delimiter="\t"))
    for row in rows:
        root = corpus if row["file"].startswith("corpus/") else data
        row["path"] = os.path.join(root, row["file"])
    return [row for row in rows if os.path.exists(row["path"])]


def first_record(program, path):
    """What the program reads of one file; None where it cannot."""
    done = subprocess.run([program, "extract", "--format=json", path],
                          capture_output=True, check=False)
    lines = done.stdout.decode("utf-8").splitlines()
    return json.loads(lines[0]) if lines else None


def hashed(name):
    name = " ".join(unicodedata.normalize("NFC", name).lower().split())
    return hashlib.sha256(name.encode()).hexdigest()[:12] if name else ""


def judge_label(record, row):
    """Field -> (agrees, read, true) for those that the row judges."""
    out = {}
    for field in ("number", "type", "issuer", "date", "effective_date"):
        want, got = row[field], value(record, field)
        if want != "?":
            same = same_number if field == "number" else \
                lambda a, b: normal(a) == normal(b)
            out[field] = (same(got, want), got, want)
    if row["signer_sha"] != "?":
        got = hashed(value(record, "signer"))
        out["signer"] = (got in row["signer_sha"].split(";"), got,
                         row["signer_sha"])
    return out


def labelled(program, data, verbose):
    """The labelled documents; prints the figures of each half."""
    score = {}
    rows = read_labels(os.path.join(HERE, "labels-documents.tsv"), data)
    for row in rows:
        record = first_record(program, row["path"]) or {"metadata": {}}
        for field, (good, got, want) in judge_label(record, row).items():
            entry = score.setdefault((field, row["half"]), [0, 0])
            entry[0] += good
            entry[1] += 1
            if verbose and not good and row["half"] == "A":
                print(f"{row['file']}: {field}: got {got!r}, want {want!r}")
    for field in ("number", "type", "issuer", "date", "effective_date",
                  "signer"):
        halves = [score.get((field, half), [0, 0]) for half in "AB"]
        print(f"{field:15}" + "".join(
            f"  {half} {good:3} of {count:3}  {good / max(count, 1):.3f}"
            for half, (good, count) in zip("AB", halves)))


def main(argv):
    args = [a for a in argv[1:] if a not in ("-v", "-l")]
    if not 1 <= len(args) <= 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    program = args[0]
    if os.path.isdir(program):
        program = os.path.join(program, "vanban")
    root = os.environ.get("VB_DATA") or os.path.join(
        HERE, "..", "..", "..", "shared", "data")
    data = args[1] if len(args) > 1 else os.path.join(root, "official")
    if not os.path.exists(os.path.join(data, "dev.jsonl.gz")):
        print(f"official.py: {data}: no dev.jsonl.gz there; skipped")
        return 0
    met = official(program, data, "-v" in argv)
    if "-l" in argv:
        print()
        labelled(program, os.path.dirname(os.path.abspath(data)),
                 "-v" in argv)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
