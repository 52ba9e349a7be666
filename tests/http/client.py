#!/usr/bin/env python3
"""Clients that curl is too polite to be: client.py SOCKET COMMAND [ARG...]"""
import os
import re
import signal
import socket
import sys
import time
from html.parser import HTMLParser

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"


def connect():
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(60)
    s.connect(sys.argv[1])
    return s


def read_reply(s):
    """One whole reply: its head and its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = s.recv(65536)
        if not more:
            return data, b""
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
    while len(body) < length:
        more = s.recv(65536)
        if not more:
            break
        body += more
    return head, body


def trickle(s, data):
    """A byte each half second; the seconds until the other side ends it."""
    start = time.time()
    s.settimeout(0.5)
    try:
        for byte in data:
            s.send(bytes([byte]))
            try:
                if not s.recv(65536):
                    break
            except socket.timeout:
                pass
    except (BrokenPipeError, ConnectionResetError):
        pass
    return int(time.time() - start)


def slow_header():
    print(trickle(connect(), GET + b"X-Slow: " + b"a" * 200))


def slow_second():
    s = connect()
    s.send(GET + b"\r\n")
    read_reply(s)
    print(trickle(s, GET + b"X-Slow: " + b"a" * 200))


def keep_alive():
    """Three requests on one connection, the last two at once."""
    s = connect()
    s.send(GET + b"\r\n")
    ok = [read_reply(s)[1]]
    s.send(GET + b"\r\n" + GET + b"\r\n")
    data = b""
    while data.count(b"ok\n") < 2:
        more = s.recv(65536)
        if not more:
            break
        data += more
    print(ok[0].decode().strip(), data.count(b"ok\n"))


def send():
    """Raw bytes of argument 3 (escapes as in Python); the status line of
    every reply, and "end" when the connection is ended."""
    s = connect()
    s.send(sys.argv[3].encode().decode("unicode_escape").encode("latin-1"))
    s.settimeout(3)
    data = b""
    end = ""
    try:
        while True:
            more = s.recv(65536)
            if not more:
                end = " end"
                break
            data += more
    except (socket.timeout, ConnectionResetError):
        pass
    codes = re.findall(rb"HTTP/1\.1 (\d+)", data)
    print(" ".join(c.decode() for c in codes) + end)


def drain():
    """Ask for PATH, send SIGTERM to PID in the middle of the answer, then
    read on slowly: is all of it there?"""
    path, pid = sys.argv[3], int(sys.argv[4])
    idle = connect()
    idle.send(GET + b"\r\n")
    read_reply(idle)
    s = connect()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    s.send(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    data = s.recv(4096)
    os.kill(pid, signal.SIGTERM)
    time.sleep(1)
    try:
        connect()
        print("still listening")
    except (ConnectionRefusedError, FileNotFoundError):
        pass
    while True:
        more = s.recv(65536)
        if not more:
            break
        data += more
    head, body = data.split(b"\r\n\r\n", 1)
    length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
    print("whole" if len(body) == length else "cut", bool(idle.recv(1)))


class Foreign(HTMLParser):
    """Names what a page of ours never holds."""

    OURS = set(
        "html head meta title link body a header main search form div label "
        "input button p h1 h2 ol ul li span b mark time details summary section "
        "nav dl dt dd select option article aside table caption tbody tr th "
        "td small code h3 del ins svg rect line text script".split()
    )
    found = ()

    def is_ours(self, tag, attrs):
        """One script from the server itself, data for machines, charts."""
        script = re.compile(r"/static/box-[0-9a-f]{16}\.js\Z")
        attrs = dict(attrs)
        if tag == "script":
            return attrs == {"type": "application/ld+json"} or (
                set(attrs) == {"src", "defer"} and script.match(attrs["src"])
            )
        if tag == "svg":
            return attrs.get("class") == "chart"
        return tag in self.OURS

    def handle_starttag(self, tag, attrs):
        ours = self.is_ours(tag, attrs)
        bad = [] if ours else ["<%s>" % tag]
        for name, value in attrs:
            scheme = (value or "").strip().lower()
            if name.startswith("on") or name == "style":
                bad.append(name)
            if name in ("href", "src", "action") and re.match(
                r"(javascript|vbscript|data:text)", scheme
            ):
                bad.append(value)
        self.found += tuple(bad)


def foreign():
    """Foreign elements and attributes of the page on standard input."""
    parser = Foreign()
    parser.feed(sys.stdin.read())
    parser.close()
    print(" ".join(parser.found))


{
    "slow-header": slow_header,
    "slow-second": slow_second,
    "keep-alive": keep_alive,
    "send": send,
    "drain": drain,
    "foreign": foreign,
}[sys.argv[2]]()
