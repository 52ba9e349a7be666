#!/usr/bin/env python3
"""Hostile documents and requests: xss.py documents|files DIR, or
xss.py SOCKET COMMAND; prints what is wrong, nothing when nothing is."""
import http.client
import json
import re
import socket
import sys
import unicodedata
from pathlib import Path
from urllib.parse import quote

from hostile import PAYLOADS, of_answer, of_html

ROOT = Path(__file__).resolve().parent.parent.parent
FIELDS = (
    "title number type issuer place date effective_date expiry_date status "
    "signer term session topic origin author part_of language url"
).split()
# Of every path; those that the sources name besides are found there.
PARAMS = (
    "q n offset sort type issuer place kind from to topic status match facets "
    "explain duplicates lang number id version by year month day date page "
    "format prefix operation query startRecord maximumRecords recordSchema "
    "recordPacking recordXMLEscaping stylesheet scanClause responsePosition "
    "x-vbxss verb identifier metadataPrefix set resumptionToken until a b"
).split()
# One of each kind alone; the others come all at once.
ALONE = [0, 7, 10, 12, 24]


def clean(payload):
    """As it may stand in an id: without control characters."""
    return re.sub(r"[\x00-\x1f]", "", payload)


def ids():
    """The documents' ids: one is nothing but hostile."""
    return ["xss-%d" % i for i in range(len(PAYLOADS))] + [
        clean(p) for p in PAYLOADS
    ]


def documents():
    """NDJSON: a payload in every field, in every key, in the text."""
    for i, payload in enumerate(PAYLOADS):
        row = {name: payload for name in FIELDS}
        row["text"] = "bom tấn %s\nĐiều 1. %s\nbom %s" % ((payload,) * 3)
        row[payload] = {payload: [payload]}
        row["id"] = "xss-%d" % i
        print(json.dumps(row))
        # Its title and text only, so that no field is refused as no date.
        print(json.dumps({
            "id": clean(payload), "title": payload + " bom", "text": payload,
            "url": payload, "number": "%d/NQ-HĐND%s" % (i + 1, payload),
        }, ensure_ascii=False))


def files(folder):
    """Files whose names are payloads."""
    for payload in PAYLOADS:
        name = re.sub(r"[\x00-\x1f/]", "_", payload)[:80] + ".txt"
        Path(folder, name).write_text("Số: 5/NQ-HĐND\nNGHỊ QUYẾT\nbom " + payload)


class Local(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path):
        super().__init__("x", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(self.path)


class Asker:
    """Asks, and keeps what was wrong."""

    def __init__(self, path):
        self.connection = Local(path)
        self.asked = self.answered = 0
        self.bad = []

    def get(self, target, headers=()):
        """The answer: status, header, body."""
        try:
            self.connection.putrequest("GET", target, skip_host=True)
            for name, value in {"Host": "x", **dict(headers)}.items():
                self.connection.putheader(name, value)
            self.connection.endheaders()
            reply = self.connection.getresponse()
            answer = reply.status, reply.getheaders(), reply.read()
        except http.client.HTTPException as e:
            self.connection.close()
            self.bad.append("%s: %s %s" % (target, type(e).__name__, e))
            return 0, [], b""
        if reply.will_close:
            self.connection.close()
        self.asked += 1
        self.answered += answer[0] == 200
        self.bad += [
            "%s: %s" % (target[:150], what) for what in of_answer(*answer)
        ]
        return answer


def routes():
    """The table of searchd/answer.c: path, and whether more may follow."""
    text = (ROOT / "searchd/answer.c").read_text()
    table = text[text.index("routes[] = {"):]
    found = re.findall(r'\{ "(/[^"]*)", (true|false),', table[:table.index("};")])
    return [(path, below == "true") for path, below in found]


def params():
    """Every name of a parameter that the sources ask for."""
    names = set(PARAMS)
    for source in ROOT.glob("searchd/*.c"):
        text = source.read_text()
        names.update(re.findall(r'(?:url|param)\w*\([^";]*"([\w-]+)"', text))
    return sorted(names)


def bases():
    """Addresses that all else is put to."""
    out = []
    for path, below in routes():
        tail = "xss-0" if "documents" in path else ""
        out.append(path + (tail if below else ""))
    return out


def link(base, pairs):
    return base + "?" + "&".join(
        "%s=%s" % (name, quote(value, safe="")) for name, value in pairs
    )


def in_parameters(a):
    """Every parameter of every path, each alone and all at once."""
    every = " ".join(PAYLOADS)[:700]
    for base in bases():
        for name in params():
            a.get(link(base, [(name, every)]))
            for i in ALONE:
                a.get(link(base, [("q", "bom"), (name, PAYLOADS[i])]))
        for payload in PAYLOADS:
            a.get(link(base, [(name, payload) for name in params()]))
            a.get(base + "?" + quote(payload, safe="=&") + "&q=bom")


def in_paths(a):
    """Below every path, and where there is none."""
    for base in [path for path, _ in routes()] + ["/nothing/", "/api/v1/x/"]:
        for payload in PAYLOADS:
            a.get(base + quote(payload, safe=""))
            a.get(base + quote(payload, safe="\\/:?&=#'\"(){}[]!*+,;$@")
                  .replace("#", "%23").replace('"', "%22"))


def in_headers(a):
    """In what a request says besides."""
    names = (
        "Accept-Language If-None-Match If-Modified-Since Host Origin Referer "
        "User-Agent Accept Accept-Encoding X-Request-Id Forwarded "
        "X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Real-IP Cookie "
        "Range"
    ).split()
    values = [" ".join(PAYLOADS)] + [PAYLOADS[i] for i in ALONE]
    for base in bases():
        for name in names:
            for value in values:
                a.get(base, {name: clean(value).encode("utf-8")})


def in_documents(a):
    """Every page and answer that shows a stored document."""
    below = ("", "/text", "/original", "/related", "/cites", "/cited-by",
             "/versions")
    for name in ids():
        name = quote(name, safe="")
        a.get("/documents/" + name)
        a.get("/documents/" + name + "?lang=en&q=bom")
        for tail in below:
            a.get("/api/v1/documents/" + name + tail)
    for base in bases():
        for n in (10, 100):
            a.get(link(base, [("q", "bom"), ("n", str(n)), ("facets", "1")]))
        a.get(link(base, [("query", "bom"), ("operation", "searchRetrieve")]))
        a.get(link(base, [("verb", "ListRecords"), ("metadataPrefix", "oai_dc")]))
        for by in "date type issuer place topic year status signer".split():
            a.get(link(base, [("by", by)]))


def words(text):
    """As they count: full-width forms are forms, and what shows nothing and
    turns the line round is dropped (docs/text.md)."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(c for c in text if unicodedata.category(c) != "Cf").split()


def kept(a):
    """JSON gives back what was stored, and marks it without unescaping."""
    for i, payload in enumerate(PAYLOADS):
        _, _, body = a.get("/api/v1/documents/xss-%d" % i)
        got = json.loads(body)
        title = got["metadata"]["title"]["value"]
        if words(title) != words(payload):
            a.bad.append("title of xss-%d: %r, not %r" % (i, title, payload))
        # A key without control characters is kept as it is.
        if payload == clean(payload) and payload not in got["extra"]:
            a.bad.append("key of xss-%d" % i)
    _, _, body = a.get("/api/v1/search?q=bom&n=100")
    hits = json.loads(body)["hits"]
    if len(hits) < 50:
        a.bad.append("only %d hits" % len(hits))
    for hit in hits:
        left = re.sub(r"</?mark>", "", hit["snippet"] or "")
        if "<" in left or of_html(hit["snippet"] or ""):
            a.bad.append("snippet of %s: %s" % (hit["id"], hit["snippet"]))


def in_files(a):
    """Documents that were files with such names."""
    _, _, body = a.get("/api/v1/search?q=bom&n=100")
    hits = json.loads(body)["hits"]
    if len(hits) != len(PAYLOADS):
        a.bad.append("%d hits of %d files" % (len(hits), len(PAYLOADS)))
    for hit in hits:
        a.get("/documents/" + quote(hit["id"], safe=""))
        a.get("/api/v1/documents/" + quote(hit["id"], safe="") + "/original")
    a.get("/search?q=bom&n=100")


def main():
    if sys.argv[1] == "documents":
        return documents()
    if sys.argv[1] == "files":
        return files(sys.argv[2])
    a = Asker(sys.argv[1])
    {
        "parameters": in_parameters, "paths": in_paths, "headers": in_headers,
        "documents": in_documents, "kept": kept, "files": in_files,
    }[sys.argv[2]](a)
    for line in sorted(set(a.bad))[:20]:
        print(line)
    if a.answered < 20:
        print("only %d of %d were answered" % (a.answered, a.asked))
    print("asked %d, answered %d" % (a.asked, a.answered), file=sys.stderr)


main()
