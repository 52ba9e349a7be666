#!/usr/bin/env python3
"""What the source notes of the codified law say, and what is read of them.

usage: notes.py PROGRAM [FILE]

PROGRAM is `vanban`; FILE an NDJSON collection whose records have a key `note`
(default ../shared/data/laws/articles-62k.jsonl.gz, or below $VB_DATA). Counts,
for each of number, date, issuer and effective date, the notes that state it by
a regular expression of this file's own, and how many were read with the same
value. Prints 100 of the disagreements, drawn with a seed, to be read by eye.
Exits 1 when less than 99.5% agree.
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

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get("VB_DATA", os.path.join(HERE, "../../../shared/data"))
SEED = 20261122
NEEDED = 0.995

# The head, up to the words on effect; number, then title, then date and issuer.
HEAD = re.compile(r"^(.*?)[,;]?\s*có hiệu lực", re.S)
NUMBER = re.compile(
    r"số\s*(?:liên tịch\s*)?'?\s*(\d+[a-z]?(?:\s*/\s*\d{4})?\s*[-/ ]\s*"
    r"[^\W\d_](?:[^\W_]|&)*(?:\s?[-/.]\s?(?:[^\W\d_](?:[^\W_]|&)*|\d{3}(?!\d)))*)",
    re.I)
DATED = re.compile(
    r"^.*ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})\s+của\s+(.+?)\s*$", re.S)
EFFECT = re.compile(r"có hiệu lực (?:thi hành )?kể từ ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})")


def iso(day, month, year):
    return "%s-%02d-%02d" % (year, int(month), int(day))


def stated(note):
    """What the note states: a dict of the fields that it has."""
    note = unicodedata.normalize("NFC", " ".join(note.split()))
    found = {}
    head = HEAD.match(note)
    if not head:
        return found
    m = NUMBER.search(head[1][:200])
    if m:
        found["number"] = m[1]
    m = DATED.search(head[1])
    if m:
        found["date"] = iso(*m.group(1, 2, 3))
        found["issuer"] = m[4].rstrip(" .,")
    m = EFFECT.search(note)
    if m:
        found["effective_date"] = iso(*m.group(1, 2, 3))
    return found


def same(field, want, got):
    if got is None:
        return False
    if field == "number":
        def plain(s):
            s = s.upper().replace("Ð", "Đ")
            return re.sub(r"[\s/&-]+", " ", s.replace("&", "")).strip()
        return re.sub(r"^0+", "", plain(want)) == re.sub(r"^0+", "", plain(got))
    return want == got


def read_by(program, path):
    """The values that `program` reads, record by record."""
    with tempfile.TemporaryDirectory() as tmp:
        plain = os.path.join(tmp, "notes.jsonl")
        with gzip.open(path, "rt", encoding="utf-8") as src, \
                open(plain, "w", encoding="utf-8") as out:
            for line in src:
                d = json.loads(line)
                d["text"] = ""  # the note alone is measured
                out.write(json.dumps(d, ensure_ascii=False) + "\n")
        run = subprocess.Popen([program, "extract", "--format=json", plain],
                               stdout=subprocess.PIPE)
        for line in run.stdout:
            d = json.loads(line)
            yield d["extra"].get("note"), d["metadata"], d["references"]
        if run.wait():
            sys.exit("notes.py: %s failed" % program)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    path = sys.argv[2] if len(sys.argv) == 3 else os.path.join(
        DATA, "laws/articles-62k.jsonl.gz")
    if not os.path.exists(path):
        print("skipped: no", path)
        return 0
    total, right, wrong = {}, {}, []
    notes = amended = amendments = 0
    for note, meta, references in read_by(sys.argv[1], path):
        if not note:
            continue
        notes += 1
        amended += " bởi " in note
        amendments += any(r.get("kind") == "amended_by" or
                          r.get("relation") == "amended_by"
                          for r in references)
        for field, want in stated(note).items():
            got = meta.get(field, {}).get("value")
            total[field] = total.get(field, 0) + 1
            if same(field, want, got):
                right[field] = right.get(field, 0) + 1
            else:
                wrong.append((field, want, got, note))
    random.seed(SEED)
    for field, want, got, note in random.sample(wrong, min(100, len(wrong))):
        print("%s: stated %r, read %r\n\t%s" % (
            field, want, got, " ".join(note.split())[:500]))
    print("\n%d notes, %d that name amending documents" % (notes, amended))
    ok = True
    for field in sorted(total):
        part = right.get(field, 0) / total[field]
        ok = ok and part >= NEEDED
        print("%-15s stated %6d  read the same %6d  %.3f%%" % (
            field, total[field], right.get(field, 0), 100 * part))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
