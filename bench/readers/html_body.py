#!/usr/bin/env python3
"""How much of a page's own document is in the text that vanban reads of it.

usage: html_body.py PROGRAM FILE.html[.gz]...

PROGRAM --text FILE prints vanban's text (bench_html). The truth is made here,
by html.parser: all text below the element that holds the document on pages of
the national law database (class "preview-…"), and nothing else. Prints the
F1 of words for each page, and lines of vanban's text that are not the
document's; exit status 1 when a page falls below 0.98 or has such lines.
A page without such an element shows a document's attributes alone: skipped.
"""
import collections
import gzip
import html.parser
import re
import subprocess
import sys
import tempfile
import unicodedata

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link",
        "meta", "source", "track", "wbr"}
INLINE = {"a", "abbr", "b", "em", "font", "i", "s", "small", "span", "strike",
          "strong", "sub", "sup", "u"}
HIDDEN = {"script", "style", "svg", "button", "textarea", "title"}
LEAST = 0.98


class Body(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.main, self.hidden, self.text = [], None, 0, []

    def handle_starttag(self, tag, attrs):
        if tag not in INLINE:
            self.text.append(" ")
        if tag in VOID:
            return
        words = (dict(attrs).get("class") or "").split()
        if self.main is None and any(w.startswith("preview-") for w in words):
            self.main = len(self.open)
        self.hidden += tag in HIDDEN
        self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in INLINE:
            self.text.append(" ")
        if tag not in self.open:
            return
        while True:
            last = self.open.pop()
            self.hidden -= last in HIDDEN
            if last == tag:
                break
        if self.main is not None and len(self.open) <= self.main:
            self.main = 1 << 30     # only the first such element

    def handle_data(self, data):
        inside = self.main is not None and self.main < len(self.open)
        if inside and not self.hidden:
            self.text.append(data)


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def f1(got, want):
    both = sum((collections.Counter(got) & collections.Counter(want)).values())
    return 2 * both / (len(got) + len(want)) if both else 0.0


def main():
    worst = 0
    for path in sys.argv[2:]:
        raw = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
        body = Body()
        body.feed(raw.decode("utf-8"))
        truth = words("".join(body.text))
        if not truth:
            print(f"{path.rsplit('/', 1)[-1]}: attributes, no document")
            continue
        with tempfile.NamedTemporaryFile(suffix=".html") as page:
            page.write(raw)
            page.flush()
            text = subprocess.run([sys.argv[1], "--text", page.name],
                                  check=True, capture_output=True).stdout
        text = text.decode("utf-8")
        score = f1(words(text), truth)
        known = " ".join(truth)
        extra = [line for line in text.splitlines()
                 if " ".join(words(line)) not in known]
        worst |= score < LEAST or bool(extra)
        print(f"{path.rsplit('/', 1)[-1]}: F1 {score:.4f} of {len(truth)} "
              f"words, {len(extra)} lines not of the document")
        for line in extra[:5]:
            print("   ", line[:70])
    return worst


sys.exit(main())
