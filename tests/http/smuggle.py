#!/usr/bin/env python3
"""Requests that two readers may count differently: smuggle.py DIRECT [PROXY]

Each case is sent to the daemon's socket DIRECT and to a proxy before it, and
its replies are counted. Sound are: as many replies as requests that are
there by RFC 9112, or fewer, the last a refusal, and then the end of the
connection. What stands where a body would be (SMUGGLED) is never answered.
After each case a canary through the proxy must get its own answer. One line
for each case: "ok NAME" or "not ok NAME: why"."""
import re
import socket
import sys

HOST = b"Host: x\r\n"
HIDDEN = b"GET /api/v1/resolve?number=SMUGGLED HTTP/1.1\r\nHost: x\r\n\r\n"


def get(name=b"FIRST", extra=b"", host=HOST, end=b"\r\n"):
    line = b"GET /api/v1/resolve?number=%s HTTP/1.1\r\n" % name
    return line + host + extra + end


def post(extra):
    return b"POST /api/v1/search HTTP/1.1\r\n" + HOST + extra + b"\r\n"


TE = b"Transfer-Encoding: chunked\r\n"
CL = b"Content-Length: "
SECOND = get(b"SECOND")
LAST = b"0\r\n\r\n"

# name, bytes, how many requests a strict reader may answer at most
CASES = [
    ("one request", get(), 1),
    ("two in a row", get() + SECOND, 2),
    ("ten in a row", get() * 10, 10),
    ("HEAD then GET", get().replace(b"GET", b"HEAD", 1) + SECOND, 2),
    ("length of nothing", get(extra=CL + b"0\r\n") + SECOND, 2),
    ("GET with a body", get(extra=CL + b"%d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("POST with a body", post(CL + b"%d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("CL.TE", post(CL + b"6\r\n" + TE) + LAST + SECOND, 2),
    ("CL.TE, GET", get(extra=CL + b"5\r\n" + TE) + LAST + SECOND, 2),
    ("TE.CL", post(TE + CL + b"4\r\n")
     + b"%x\r\n" % len(HIDDEN) + HIDDEN + b"\r\n" + LAST, 1),
    ("TE.CL, GET", get(extra=TE + CL + b"4\r\n")
     + b"%x\r\n" % len(HIDDEN) + HIDDEN + b"\r\n" + LAST, 1),
    ("chunked GET", get(extra=TE) + LAST + SECOND, 2),
    ("two lengths", get(extra=CL + b"0\r\n" + CL + b"%d\r\n" % len(HIDDEN))
     + HIDDEN, 1),
    ("two lengths, the other way",
     get(extra=CL + b"%d\r\n" % len(HIDDEN) + CL + b"0\r\n") + HIDDEN, 1),
    ("two equal lengths", get(extra=(CL + b"%d\r\n" % len(HIDDEN)) * 2)
     + HIDDEN, 1),
    ("a list of lengths", get(extra=CL + b"0, %d\r\n" % len(HIDDEN))
     + HIDDEN, 1),
    ("length +0", get(extra=CL + b"+0\r\n") + HIDDEN, 1),
    ("length -1", get(extra=CL + b"-1\r\n") + HIDDEN, 1),
    ("length 0x0", get(extra=CL + b"0x0\r\n") + HIDDEN, 1),
    ("length 00", get(extra=CL + b"00\r\n") + SECOND, 2),
    ("length empty", get(extra=CL + b"\r\n") + HIDDEN, 1),
    ("length of 20 digits", get(extra=CL + b"18446744073709551616\r\n")
     + HIDDEN, 1),
    ("length of words", get(extra=CL + b"none\r\n") + HIDDEN, 1),
    ("space before the colon of a length",
     get(extra=b"Content-Length : %d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("space before the colon of TE",
     get(extra=b"Transfer-Encoding : chunked\r\n") + LAST + HIDDEN, 1),
    ("tab before the colon",
     get(extra=b"Content-Length\t: %d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("length with a folded line",
     get(extra=b"Content-Length:\r\n %d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("TE with a folded line",
     get(extra=b"Transfer-Encoding:\r\n chunked\r\n") + LAST + HIDDEN, 1),
    ("a folded line that says TE",
     get(extra=b"X: y\r\n Transfer-Encoding: chunked\r\n") + SECOND, 2),
    ("a name that begins with a space",
     get(extra=b" Content-Length: %d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("a header without a colon",
     get(extra=b"Content-Length %d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("a name with an underscore",
     get(extra=b"Content_Length: %d\r\n" % len(HIDDEN)) + SECOND, 2),
    ("bare LF before a length",
     get(extra=b"X: y\nContent-Length: %d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("bare LF before TE",
     get(extra=b"X: y\nTransfer-Encoding: chunked\r\n") + LAST + SECOND, 2),
    ("bare LF everywhere", get().replace(b"\r\n", b"\n")
     + SECOND.replace(b"\r\n", b"\n"), 2),
    ("bare CR in a value",
     get(extra=b"X: y\rContent-Length: %d\r\n" % len(HIDDEN)) + SECOND, 2),
    ("bare CR ends a header", get(extra=b"X: y\r\r") + SECOND, 2),
    ("NUL in a value", get(extra=b"X: \0Content-Length: 9\r\n") + SECOND, 2),
    ("NUL in a name", get(extra=b"Content-Length\0: 9\r\n") + SECOND, 2),
    ("TE identity", get(extra=b"Transfer-Encoding: identity\r\n") + HIDDEN, 1),
    ("TE xchunked", get(extra=b"Transfer-Encoding: xchunked\r\n")
     + LAST + HIDDEN, 1),
    ("TE chunked, identity",
     get(extra=b"Transfer-Encoding: chunked, identity\r\n") + LAST + HIDDEN,
     1),
    ("TE twice", get(extra=TE + b"Transfer-Encoding: identity\r\n") + LAST
     + HIDDEN, 1),
    ("TE in capitals", get(extra=b"TRANSFER-ENCODING: CHUNKED\r\n") + LAST
     + SECOND, 2),
    ("TE with a tab", get(extra=b"Transfer-Encoding:\tchunked\r\n") + LAST
     + SECOND, 2),
    ("TE with a vertical tab",
     get(extra=b"Transfer-Encoding: \x0bchunked\r\n") + LAST + HIDDEN, 1),
    ("TE quoted", get(extra=b'Transfer-Encoding: "chunked"\r\n') + LAST
     + HIDDEN, 1),
    ("TE empty", get(extra=b"Transfer-Encoding:\r\n") + HIDDEN, 1),
    ("TE in HTTP/1.0", get(extra=TE).replace(b"HTTP/1.1", b"HTTP/1.0", 1)
     + LAST + HIDDEN, 1),
    ("a huge chunk", post(TE) + b"ffffffffffffffff1\r\n" + HIDDEN, 1),
    ("a negative chunk", post(TE) + b"-1\r\n" + HIDDEN, 1),
    ("a chunk 0x0", post(TE) + b"0x0\r\n\r\n" + HIDDEN, 1),
    ("a chunk with a bare LF", post(TE) + b"0\n\n" + SECOND, 2),
    ("a chunk's extension with a line end",
     post(TE) + b"0;a\nb\r\n\r\n" + SECOND, 2),
    ("chunks with trailers", post(TE) + b"0\r\nX: y\r\n\r\n" + SECOND, 2),
    ("empty lines first", b"\r\n\r\n" + get() + SECOND, 2),
    ("a line of rubbish", b"rubbish\r\n\r\n" + HIDDEN, 1),
    ("no version", b"GET /healthz\r\n\r\n" + HIDDEN, 1),
    ("version 0.9", b"GET /healthz HTTP/0.9\r\n\r\n" + HIDDEN, 1),
    ("version 2.0", b"GET /healthz HTTP/2.0\r\n" + HOST + b"\r\n" + HIDDEN,
     1),
    ("two spaces in the line",
     b"GET  /healthz  HTTP/1.1\r\n" + HOST + b"\r\n" + HIDDEN, 2),
    ("a tab in the line",
     b"GET\t/healthz\tHTTP/1.1\r\n" + HOST + b"\r\n" + HIDDEN, 1),
    ("a request in the target",
     b"GET /healthz HTTP/1.1\r\nHost: y\r\n\r\nGET /healthz HTTP/1.1\r\n"
     + HOST + b"\r\n", 2),
    ("no Host", get(host=b"") + HIDDEN, 1),
    ("two Hosts", get(host=HOST * 2) + HIDDEN, 1),
    ("an absolute target",
     b"GET http://y/healthz HTTP/1.1\r\n" + HOST + b"\r\n" + SECOND, 2),
    ("CONNECT", b"CONNECT x:80 HTTP/1.1\r\n" + HOST + b"\r\n" + HIDDEN, 1),
    ("OPTIONS *", b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n" + HIDDEN, 1),
    ("TRACE", b"TRACE / HTTP/1.1\r\n" + HOST + b"\r\n" + HIDDEN, 1),
    ("Upgrade: h2c",
     get(extra=b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
         b"HTTP2-Settings: AAMAAABk\r\n") + SECOND, 2),
    ("Expect", get(extra=b"Expect: 100-continue\r\n") + SECOND, 2),
    ("Connection: Content-Length",
     get(extra=b"Connection: Content-Length\r\n" + CL
         + b"%d\r\n" % len(HIDDEN)) + HIDDEN, 1),
    ("a cut header", get()[:-2], 0),
]


def talk(path, data):
    """The statuses of all replies, all bytes, and whether it was ended."""
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(0.7)
    got, ended = b"", False
    try:
        s.connect(path)
        s.sendall(data)
        while not ended:
            more = s.recv(65536)
            got += more
            ended = not more
    except socket.timeout:
        pass
    except OSError:
        ended = True
    s.close()
    return replies(got, data[:4] == b"HEAD"), got, ended


def replies(got, first_is_head):
    """The statuses of the replies in `got`, read as a client reads them. What
    follows a refusal that ends the connection is none: libmicrohttpd writes
    the header of some of its own refusals twice."""
    codes = []
    while True:
        head = re.match(rb"HTTP/1\.[01] (\d\d\d) .*?\r\n\r\n", got, re.S)
        if not head:
            return codes
        code = int(head.group(1))
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head.group(0))
        closes = re.search(rb"(?i)\r\nconnection: close", head.group(0))
        body = int(length.group(1)) if length and code != 304 else 0
        if first_is_head and not codes:
            body = 0
        got = got[head.end() + body:]
        if code >= 200:
            codes.append(code)
        if code >= 400 and closes:
            return codes


def fault(codes, got, ended, most):
    """Why the replies are not sound, or None."""
    if b"SMUGGLED" in got:
        # It is there as a request of its own only where the case says two.
        if most < 2:
            return "the hidden request was answered"
    if len(codes) > most:
        return "%s replies to %d requests" % (codes, most)
    if len(codes) < most and not ended:
        return "%s replies and no end" % codes
    bad = [i for i, code in enumerate(codes) if code in (400, 405, 501)]
    if bad and (bad[0] != len(codes) - 1 or not ended):
        return "%s, and it goes on after a refusal" % codes
    return None


def refused(reply):
    """Ended by a refusal, said or not."""
    codes, _, ended = reply
    return ended and (not codes or codes[-1] >= 400)


def canary(path, n):
    data = get(b"CANARY%d" % n, b"Connection: close\r\n")
    codes, got, _ = talk(path, data)
    return codes == [200] and b'"CANARY%d"' % n in got


def main():
    direct, proxy = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    for n, (name, data, most) in enumerate(CASES):
        one = talk(direct, data)
        why = fault(*one, most)
        if proxy and not why:
            # A proxy may refuse more, and may mend what it passes on: then
            # there are as many replies as of the mended request.
            other = talk(proxy, data)
            if b"SMUGGLED" in other[1] and most < 2:
                why = "behind the proxy the hidden request was answered"
            elif len(other[0]) != len(one[0]) and not (
                refused(other) or refused(one)
            ):
                why = "%s directly, %s behind the proxy" % (one[0], other[0])
            elif not canary(proxy, n):
                why = "the next client got another's answer"
        print("not ok %s: %s" % (name, why) if why else "ok " + name)


main()
