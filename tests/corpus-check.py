#!/usr/bin/env python3
"""Check the sample corpus against the records a careful reader expects.

usage: tests/corpus-check.py --validate [CORPUS]
       tests/corpus-check.py --compare VANBAN DIR [CORPUS]

--validate reads every file of the corpus and the NAME.expected.json beside
it, without the programs: that each has one, that the expected records are
well formed, and that what they claim really stands in the file.

--compare asks the program VANBAN what the data directory DIR, into which the
corpus was indexed, knows of each record. It prints what differs, then for each
field how many of the records that say something about it agree, and fails
those fields that are below LEAST_RATE.

Both end with 'N passed, N failed'; exit status 1 when something failed, 2
when it can't run.
"""
import datetime
import gzip
import html.parser
import json
import os
import re
import subprocess
import sys
import unicodedata
import zlib

KEYS = {
    "id", "kind", "title", "title_contains", "number", "type", "issuer",
    "place", "date", "date_inferred", "effective_date", "signer", "mentions",
    "relations", "must_contain", "must_not_contain", "text", "notes", "absent",
}
RELATIONS = {"thay-the", "sua-doi", "bai-bo", "can-cu", "hop-nhat"}
LEAST_OF_TYPE = {       # documents; articles bear no type
    "nghi-quyet": 20, "chi-thi": 10, "quyet-dinh": 6, "ke-hoach": 3,
    "bao-cao": 2, "de-an": 2, "thong-bao": 2, "cong-van": 2,
    "thong-tu-lien-tich": 1, "van-ban-hop-nhat": 1, "to-trinh": 1,
    "cong-dien": 1, "ket-luan": 1, "chuong-trinh": 1, "huong-dan": 2,
}
LEAST_RECORDS, LEAST_ARTICLES = 66, 20
LEAST_RATE = {          # of --compare: what the parsers must reach by now
    "kind": 0.95, "number": 0.95, "type": 0.95, "date": 0.90,
    "must_contain": 1.0, "must_not_contain": 0.8,
}
NOT_NFC = "-nfd."       # the one file that is decomposed on purpose
DASHES = dict.fromkeys(range(0x2010, 0x2016), "-")
SYMBOL = "[A-ZĐƯ][A-ZĐƯa-zđ0-9]*"
NUMBER = re.compile(    # 01/2026/NQ-HĐND, 66.97/2026/NQ-CP, 20-CT/TU
    rf"\b\d+(?:\.\d+)?(?:/\d{{4}})?"
    rf"(?:/{SYMBOL}(?:-{SYMBOL})*|-{SYMBOL}/{SYMBOL})\b")


class Text(html.parser.HTMLParser):
    """Tag strip: what a browser would show, a space at each tag."""
    HIDDEN = {"script", "style", "title"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in self.HIDDEN
        self.parts.append("\n")

    def handle_endtag(self, tag):
        self.hidden -= tag in self.HIDDEN
        self.parts.append("\n")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, ok, where, what):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{where}: {what}", file=sys.stderr)
        return ok


def squeeze(text):
    """NFC, every run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def strip_tags(markup):
    parser = Text()
    parser.feed(markup)
    parser.close()
    return "".join(parser.parts)


def load(path):
    """The decoded source of a file, unpacked, as written."""
    with open(path, "rb") as file:
        data = file.read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    return data.decode("utf-16" if utf16 else "utf-8")


def sources(path, raw):
    """(given fields, raw, text) of each record of a file."""
    name = path.removesuffix(".gz")
    if name.endswith(".ndjson"):
        for line in raw.splitlines():
            given = json.loads(line)
            body = given.get("text") or strip_tags(given.get("html", ""))
            yield given, line, body
    elif name.endswith(".html"):
        yield {}, raw, strip_tags(raw)
    else:
        yield {}, raw, raw


def compact(text):
    """For numbers: dashes one kind, no blanks around - and /."""
    text = squeeze(text).translate(DASHES)
    return re.sub(r" ?([-/]) ?(?=[A-ZĐ])", r"\1", text)


def real_date(value):
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


def date_stands(value, text):
    """The date, day first, in a form documents use; the year may lack."""
    year, month, day = (int(part) for part in value.split("-"))
    words = rf"ngày 0?{day} tháng 0?{month} năm {year}\b"
    digits = rf"\b0?{day}[-/.]0?{month}(?:[-/.]{year})?\b"
    return re.search(words, text) or re.search(digits, text)


def check_shape(tally, where, record):
    """The expected record itself: keys, types, values."""
    def good(ok, what):
        return tally.check(ok, where, what)

    good(not set(record) - KEYS, f"unknown keys {set(record) - KEYS}")
    if where.endswith(".zip"):      # many documents, of no kind together
        return
    good(record.get("kind") in ("document", "article"), "bad kind")
    good(("title" in record) or ("title_contains" in record), "no title")
    good(record.get("must_contain"), "nothing must be contained")
    good(isinstance(record.get("mentions"), list), "mentions is no list")
    for key in ("date", "effective_date"):
        if record.get(key) is not None:
            good(real_date(record[key]), f"{key} is no date")
    if "date" in record:
        good(isinstance(record.get("date_inferred"), bool), "date_inferred")
    if record.get("kind") == "document":
        good(record.get("type") in LEAST_OF_TYPE, "unknown type")
        good(record.get("issuer"), "no issuer")
    for number in [record.get("number"), *record.get("mentions", [])]:
        if number:
            good(NUMBER.fullmatch(number), f"odd number {number}")
    for relation in record.get("relations", []):
        good(set(relation) == {"kind", "number"}
             and relation["kind"] in RELATIONS
             and relation["number"] in record.get("mentions", []),
             f"bad relation {relation}")
    for key, value in record.items():
        if isinstance(value, str):
            good(unicodedata.is_normalized("NFC", value), f"{key} is not NFC")


def check_claims(tally, where, record, source):
    """That what the record claims stands in its source."""
    given, raw, body = source
    text, numbers = squeeze(body), compact(body)
    raw = squeeze(raw)

    def good(ok, what):
        return tally.check(ok, where, what)

    for sentence in record.get("must_contain", []):
        good(squeeze(sentence) in text, f"lacks {sentence!r}")
    for noise in record.get("must_not_contain", []):
        good(squeeze(noise) in raw, f"has no noise {noise!r}")
    for key in ("title", "title_contains"):
        if key in record:
            good(squeeze(record[key]) in text + " " + given.get("title", ""),
                 f"{key} does not stand in it")
    if record.get("date"):
        good(given.get("date") == record["date"]
             or date_stands(record["date"], text), "date does not stand")
    if record.get("number"):
        good(record["number"] in numbers, "number does not stand in it")
    if record.get("signer"):
        good(record["signer"] in text, "signer does not stand in it")
    for number in record.get("mentions", []):
        good(number in numbers, f"mention {number} does not stand in it")
    if record.get("kind") == "document":
        found = set(NUMBER.findall(numbers))
        rest = found - {*record.get("mentions", []), record.get("number")}
        good(not rest, f"mentions lack {sorted(rest)}")
    if "id" in given or record.get("id"):
        good(given.get("id") == record.get("id"), "id differs")


def check_file(tally, root, name, records):
    """One file and its expected records; adds these to `records`."""
    path = os.path.join(root, name)
    try:
        with open(path + ".expected.json", encoding="utf-8") as file:
            expected = json.load(file)
        known = [part for record in expected["records"] if "text" in record
                 for part in (record["text"], *record.get("notes", []))]
        # a text that is known is not read from a format of others
        raw = "\n".join(known) or load(path)
        found = [({}, raw, raw)] if known else list(sources(path, raw))
    except (OSError, ValueError, EOFError, zlib.error) as error:
        return tally.check(False, name, error)
    if not tally.check(set(expected) == {"records"}, name, "keys"):
        return False
    tally.check(unicodedata.is_normalized("NFC", raw) != (
        NOT_NFC in name and not known), name, "normal form is not as the name says")
    tally.check(len(found) == len(expected["records"]), name,
                f"{len(found)} records, {len(expected['records'])} expected")
    for at, (record, source) in enumerate(zip(expected["records"], found)):
        where = f"{name}:{at + 1}" if len(found) > 1 else name
        check_shape(tally, where, record)
        check_claims(tally, where, record, source)
        records.append(record)
    return True


def check_whole(tally, records):
    """What the corpus as a whole must offer."""
    def good(ok, what):
        return tally.check(ok, "corpus", what)

    types = [r.get("type") for r in records]
    ids = [r["id"] for r in records if r.get("id")]
    bearers = {}
    for record in records:
        if record.get("number") and record.get("issuer"):
            bearers.setdefault(record["number"], set()).add(record["issuer"])
    good(len(records) >= LEAST_RECORDS, f"only {len(records)} records")
    good(sum(r.get("kind") == "article" for r in records) >= LEAST_ARTICLES,
         "too few articles")
    for slug, least in LEAST_OF_TYPE.items():
        good(types.count(slug) >= least,
             f"{types.count(slug)} of {slug}, {least} wanted")
    good(len(ids) == len(set(ids)), "an id is given twice")
    good(len(bearers.get("01/2026/NQ-HĐND", ())) == 2,
         "01/2026/NQ-HĐND is not issued by two")
    good(len(bearers.get("20-CT/TU", ())) == 2,
         "20-CT/TU is not issued by two")
    held = sum(relation["number"] in bearers
               for r in records for relation in r.get("relations", []))
    good(held >= 10, f"only {held} relations within the corpus")


class Held:
    """What a data directory knows, as the program tells it."""

    def __init__(self, vanban, data):
        self.command = [vanban, "-d", data]
        self.by_source = {}
        self.by_id = {}
        for line in self.run("search", "--format=ndjson", "-n", "1000",
                             "--sort=newest", "").splitlines():
            hit = json.loads(line)
            self.by_id[hit["id"]] = hit["id"]
            self.by_source[hit["source"]] = hit["id"]

    def run(self, *args):
        return subprocess.run([*self.command, *args], check=True,
                              capture_output=True, encoding="utf-8").stdout

    def show(self, record, path):
        """The document of an expected record, or None."""
        found = (self.by_id.get(record["id"]) if record.get("id")
                 else self.by_source.get(os.path.realpath(path)))
        return found and json.loads(self.run("show", "--format=json", found))


def agrees(key, want, document):
    """Whether the document says what is wanted, and what it says."""
    field = document["metadata"].get(key, {})
    got = field.get("value")
    if key == "title_contains":
        got = document["metadata"].get("title", {}).get("value") or ""
        return squeeze(want) in squeeze(got), got
    if key == "date_inferred":
        inferred = document["metadata"].get("date", {}).get("how")
        return (inferred == "inferred") == want, inferred
    if key == "mentions":
        own = document["metadata"].get("number", {}).get("value")
        # the list is of numbers; laws cited by name are mentions as well
        got = {m for m in document["mentions"] if NUMBER.search(m)} - {own}
        return got == set(want) - {own}, sorted(got)
    if key in ("must_contain", "must_not_contain"):
        text = squeeze(document["text"])
        odd = [part for part in want
               if (squeeze(part) in text) != (key == "must_contain")]
        return not odd, odd
    if isinstance(want, str) and isinstance(got, str):
        return squeeze(want) == squeeze(got), got
    return want == got, got


def compare_record(scores, where, record, document):
    """Add the record's fields to `scores`: key -> [agreeing, all]."""
    for key, want in record.items():
        if key in ("id", "relations", "text", "notes", "absent"):
            continue            # the last three: tests/cli/formats.py
        same, got = agrees(key, want, document)
        score = scores.setdefault(key, [0, 0])
        score[0] += same
        score[1] += 1
        if not same:
            print(f"{where}: {key}: got {got!r}, want {want!r}")


def compare(root, names, vanban, data):
    held, scores, tally = Held(vanban, data), {}, Tally()
    for name in names:
        if not name.endswith(".expected.json"):
            continue
        path = os.path.join(root, name.removesuffix(".expected.json"))
        with open(os.path.join(root, name), encoding="utf-8") as file:
            records = json.load(file)["records"]
        for record in records:
            where = record.get("id") or name.removesuffix(".expected.json")
            if where.endswith(".zip"):  # tests/cli/formats.py
                continue
            document = held.show(record, path)
            if tally.check(document, where, "is not held"):
                compare_record(scores, where, record, document)
    for key, (same, count) in sorted(scores.items()):
        rate, least = same / count, LEAST_RATE.get(key, 0)
        print(f"{key:17} {same:3} of {count:3}  {rate:.3f}")
        tally.check(rate >= least, key, f"{rate:.3f} is below {least}")
    return tally


def list_corpus(root):
    return sorted(
        os.path.relpath(os.path.join(folder, name), root)
        for folder, _, files in os.walk(root) for name in files
        if name not in ("README.md", ".vanbanignore"))


def validate(root, names):
    tally, records = Tally(), []
    for name in names:
        if name.endswith(".expected.json"):
            tally.check(name.removesuffix(".expected.json") in names, name,
                        "expected of no file")
        else:
            check_file(tally, root, name, records)
    check_whole(tally, records)
    return tally


def main(argv):
    here = os.path.dirname(os.path.abspath(__file__))
    fixed = {"--validate": 2, "--compare": 4}.get((argv + [""])[1], 0)
    if not fixed or len(argv) not in (fixed, fixed + 1):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    root = argv[fixed:] or [os.path.join(here, "..", "corpus")]
    names = list_corpus(root[0])
    if not names:
        print(f"corpus-check: {root[0]}: no corpus there", file=sys.stderr)
        return 2
    if argv[1] == "--compare":
        tally = compare(root[0], names, argv[2], argv[3])
    else:
        tally = validate(root[0], names)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
