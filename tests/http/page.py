"""A page of HTML on standard input, read by Python's own parser.

page.py check              what is wrong with it, a line each
page.py links              HREF TAB TEXT of each link
page.py text TAG[.CLASS]   the text of each such element, a line each
page.py attr TAG[.CLASS] NAME   that attribute of each, a line each
"""

import re
import sys
from html.parser import HTMLParser

VOID = set("area base br col hr img input link meta source wbr".split())
VOID |= set("rect line".split())  # written <rect/> in SVG


class Element:
    def __init__(self, tag, attrs, around):
        self.tag, self.attrs, self.around = tag, dict(attrs), around
        self.text = ""

    def fits(self, wanted):
        tag, _, name = wanted.partition(".")
        names = (self.attrs.get("class") or "").split()
        return self.tag == tag and (not name or name in names)


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.all, self.open, self.wrong = [], [], []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.wrong.append("<%s> has an attribute twice" % tag)
        element = Element(tag, attrs, self.open[-1] if self.open else None)
        self.all.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1].tag != tag:
            self.wrong.append("</%s> is out of place" % tag)
            return
        self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element.text += data

    def find(self, wanted):
        return [e for e in self.all if e.fits(wanted)]


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def check(page):
    for element in page.open:
        yield "<%s> is not closed" % element.tag
    yield from page.wrong
    ids = [e.attrs["id"] for e in page.all if "id" in e.attrs]
    for name in sorted(set(n for n in ids if ids.count(n) > 1)):
        yield "id %s is there %d times" % (name, ids.count(name))
    for e in page.all:
        for name in ("for", "aria-labelledby", "aria-controls"):
            if name in e.attrs and e.attrs[name] not in ids:
                yield "%s=%s leads nowhere" % (name, e.attrs[name])
        href = e.attrs.get("href", "")
        if e.tag == "a" and href.startswith("#") and href[1:] not in ids:
            yield "%s leads nowhere" % href
        if e.tag == "a" and not (plain(e.text) or e.attrs.get("aria-label")):
            yield "a link without a name: %s" % href
        for name in e.attrs:
            if name == "style" or name.startswith("on"):
                yield "%s on <%s>" % (name, e.tag)
    if len(page.find("h1")) != 1:
        yield "%d <h1>" % len(page.find("h1"))
    if len(page.find("main")) != 1:
        yield "%d <main>" % len(page.find("main"))


def main(args):
    page = Page()
    page.feed(sys.stdin.buffer.read().decode("utf-8"))
    page.close()
    if args == ["check"]:
        lines = check(page)
    elif args == ["links"]:
        lines = (
            "%s\t%s" % (e.attrs.get("href"), plain(e.text))
            for e in page.find("a")
        )
    elif args[0] == "text":
        lines = (plain(e.text) for e in page.find(args[1]))
    else:
        lines = (e.attrs.get(args[2], "") for e in page.find(args[1]))
    for line in lines:
        print(line)


main(sys.argv[1:])
