#!/usr/bin/env python3
"""Every format and encoding: formats.py BIN FOLDER

Extracts each file of corpus/ whose expected record has a `text`, and compares
what comes out with it and with what else a careful reader wrote there; then
indexes them into FOLDER/data and finds each by a phrase and by its number.
Prints TAP.
"""
import json
import os
import re
import subprocess
import sys
import unicodedata

UNICODE = "utf8-nfd", "utf16le", "utf16be", "utf16le-bom", "utf16be-bom"
FORMATS = {"txt": "text", "tif": "image", "png": "image", "jpg": "image"}
FIELDS = ("kind", "number", "type", "issuer", "date")
SCANNED = 0.9           # least share of the words that OCR must find


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, name, *why):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}")
        for line in () if good else why:
            print("#   " + str(line).replace("\n", " ")[:600])

    def equal(self, got, want, name):
        self.ok(got == want, name, f"got:  {got!r}", f"want: {want!r}")


def words(text, letters):
    """Between white space; or, of `letters`, each run of them or of digits."""
    text = unicodedata.normalize("NFC", text)
    return re.findall(r"[^\W\d_]+|\d+", text) if letters else text.split()


def without(all_words, part):
    """Less the first stretch that is `part`; None where there is none."""
    n = len(part)
    for at in range(len(all_words) - n + 1):
        if all_words[at:at + n] == part:
            return all_words[:at] + all_words[at + n:]
    return None


def first_difference(got, want):
    at = next((i for i, (a, b) in enumerate(zip(got, want)) if a != b),
              min(len(got), len(want)))
    return [f"word {at} of {len(want)}", "got:  " + " ".join(
        got[max(0, at - 4):at + 12]), "want: " + " ".join(
            want[max(0, at - 4):at + 12])]


def common(a, b):
    """The length of the longest common subsequence of two lists."""
    row = [0] * (len(b) + 1)
    for x in a:
        last = 0
        for j, y in enumerate(b):
            last, row[j + 1] = row[j + 1], (
                last + 1 if x == y else max(row[j + 1], row[j]))
    return row[-1]


def samples(root):
    """(name, expected record) of each file whose text is known."""
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not os.path.exists(path + ".expected.json"):
                continue
            with open(path + ".expected.json", encoding="utf-8") as file:
                record = json.load(file)["records"][0]
            if "text" in record:
                yield os.path.relpath(path, root), record


def check_text(tap, name, record, text):
    # no star line and no notes' numbers as they stand on pages and in pictures
    letters = name.endswith((".pdf", ".html")) and name[0] != "e"
    got, want = words(text, letters), words(record["text"], letters)
    for note in record.get("notes", []):
        rest = without(got, words(note, letters))
        tap.ok(rest is not None, f"{name}: has its footnote once", text[-300:])
        got = rest if rest is not None else got
    if name.startswith("scans/"):
        share = common(got, want) / len(want)
        tap.ok(share >= SCANNED, f"{name}: its words are recognised",
               f"{share:.3f}")
    else:
        tap.ok(got == want, f"{name}: word for word",
               *first_difference(got, want))
    for part in record.get("absent", []):
        tap.ok(not re.search(r"\b" + re.escape(part) + r"\b", text),
               f"{name}: without '{part}'", text[:300])


def check_fields(tap, name, record, extract):
    known = {key: field["value"] for key, field in
             extract["metadata"].items()}
    for key in FIELDS:
        if record.get(key) is not None:
            tap.equal(known.get(key), record[key], f"{name}: {key}")
    if "title_contains" in record:
        tap.ok(record["title_contains"] in known.get("title", ""),
               f"{name}: title", known.get("title"))


def check_bundle(tap, binary, data, name, record):
    """Each document in it is found there."""
    place = os.path.realpath(f"corpus/{name}")
    for phrase in re.findall(r"tổ công tác \w+ \w+", record["text"]):
        found = hits(binary, data, f'"{phrase}"')
        tap.ok(sum(s.startswith(place) for s in found) == 1
               and len(found) == 2, f"{name}: {phrase} is found in it", found)


def complaint(run):
    """What it said, less what lib.sh tells it of a machine without
    namespaces."""
    return b"".join(line for line in run.stderr.splitlines(True)
                    if os.environ.get("namespaces") != "no"
                    or b" read without namespaces (" not in line)


def check_extract(tap, binary, name, record):
    run = subprocess.run(
        [f"{binary}/vanban", "extract", "--format=json", f"corpus/{name}"],
        capture_output=True, check=False)
    tap.ok(run.returncode == 0 and not complaint(run), f"{name}: is read",
           run.returncode, run.stderr)
    try:
        extract = json.loads(run.stdout)
    except ValueError:
        extract = {"metadata": {}, "text": "", "format": "", "warnings": [],
                   "partial": None, "encoding": {}}
    tap.equal((extract["partial"], extract["warnings"]), (False, []),
              f"{name}: wholly")
    ending = name.rsplit(".", 1)[1]
    tap.equal(extract["format"], FORMATS.get(ending, ending),
              f"{name}: its format")
    check_text(tap, name, record, extract["text"])
    check_fields(tap, name, record, extract)
    if name.startswith("encodings/"):
        encoding = name.split(".")[-2]
        if encoding in UNICODE or name.endswith(".ncr.html"):
            encoding = "utf-8"  # nothing old; references are HTML's own
        tap.equal(extract["encoding"].get("main"), encoding,
                  f"{name}: its encoding")


def hits(binary, data, query):
    run = subprocess.run(
        [f"{binary}/vanban", "-d", data, "search", "--format=ndjson", "-n",
         "100", query], capture_output=True, check=False)
    return [json.loads(line)["source"] for line in
            run.stdout.decode().splitlines()]


def check_search(tap, binary, data, name, record):
    source = os.path.realpath(f"corpus/{name}")
    phrase = re.search(r"tổ công tác \w+ \w+", record["text"])[0]
    found = hits(binary, data, f'"{phrase}"')
    if not name.startswith("scans/"):   # of those a word may be wrong
        tap.ok(source in found, f"{name}: found by a phrase", phrase, found)
    if record.get("number"):
        found = hits(binary, data, "so:" + record["number"])
        tap.ok(source in found, f"{name}: found by its number",
               record["number"], found)


def main():
    binary, data = os.path.abspath(sys.argv[1]), sys.argv[2] + "/data"
    files, tap = list(samples("corpus")), Tap()
    for name, record in files:
        if not name.endswith(".zip"):
            check_extract(tap, binary, name, record)
    run = subprocess.run(
        [f"{binary}/vanban-indexer", "-d", data, "--no-progress", "--json",
         "corpus"], capture_output=True, check=False)
    summary = json.loads(run.stdout or b"{}")
    tap.equal((run.returncode, complaint(run), summary.get("partial"),
               summary.get("rejected")), (0, b"", 0, 0), "all are indexed")
    for name, record in files:
        if name.endswith(".zip"):
            check_bundle(tap, binary, data, name, record)
        else:
            check_search(tap, binary, data, name, record)
    print(f"1..{tap.count}")
    return tap.failed > 0


if __name__ == "__main__":
    sys.exit(main())
