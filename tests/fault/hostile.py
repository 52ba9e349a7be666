#!/usr/bin/env python3
"""Hostile files: hostile.py BIN FOLDER

Writes a folder of files that were made to hurt, hands all of them to one run
of vanban-indexer, and compares what became of each with what the table says:

    read      whole, nothing to say of it
    partial   some text, and the reason on standard error
    rejected  the original is kept, nothing could be read
    refused   no file that one may open: nothing is kept

A text that was read has its WORD; CANARY is in none.
Prints TAP. Nothing outside FOLDER is written, and nothing random is used.
"""
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time

sys.dont_write_bytecode = True

from hostile_table import (CANARY, case, cases, fill_table,  # noqa: E402
                           zip_files)

RUN_LIMIT = 300  # seconds: a run that takes longer hangs


class Target:
    """What nothing may touch: a file, and a port of this machine."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "canary.txt")
        with open(self.path, "w", encoding="utf-8") as out:
            out.write(CANARY + "\n")
        self.file = "file://" + self.path
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        self.listener.setblocking(False)
        self.http = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"

    def touched(self):
        try:
            self.listener.accept()
        except BlockingIOError:
            return False
        return True


def write_special(path, what, target):
    if what == "link":
        os.symlink(target.path, path)
    elif what == "broken":
        os.symlink("nowhere", path)
    elif what == "folder":
        os.symlink("/", path)
    elif what == "fifo":
        os.mkfifo(path)
    elif what == "directory":
        os.mkdir(path)
    else:
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(os.path.relpath(path))


def write_all(folder, target):
    for name, make, _, _ in cases:
        path = os.path.join(os.fsencode(folder), name)
        if isinstance(make, str):
            write_special(path, make, target)
            continue
        data = make(target) if callable(make) else make
        with open(path, "xb") as out:
            out.write(data)


def source_name(folder, name):
    """As the archive calls it: what is no text becomes %XX."""
    text = os.path.join(os.fsencode(folder), name).decode(
        "utf-8", "surrogateescape")
    out = ""
    for c in text:
        if ord(c) < 32 or c in "%\x7f" or "\ud800" <= c <= "\udfff":
            out += f"%{os.fsencode(c)[0]:02X}"
        else:
            out += c
    return out


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, name, *why):
        self.count += 1
        self.failed += not good
        name = "".join(c if c.isprintable() and c != "#" else "?"
                       for c in name)
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}")
        for line in () if good else why:
            print("#   " + ascii(line)[:500])


class Held:
    """What the archive says of each source."""

    STATES = ("read", "partial", "rejected")

    def __init__(self, binary, data, said):
        self.binary, self.data = binary, data
        self.said = said  # lines; of what is refused nothing is held
        db = sqlite3.connect(f"file:{data}/archive.db?mode=ro", uri=True)
        self.by_source = {}
        for source, ident, state, reason in db.execute(
                "SELECT v.source, d.id, v.state, v.reason FROM documents d "
                "JOIN versions v USING (document)"):
            key = source.split(".ndjson#")
            key = key[0] + ".ndjson" if len(key) > 1 else source
            self.by_source[key] = (ident, self.STATES[state], reason)
        db.close()

    def outcome(self, source):
        if source in self.by_source:
            return self.by_source[source][1:]
        for line in self.said:
            if line.startswith(f"vanban-indexer: {source}: "):
                return "refused", line
        return None, "nothing is said of it"

    def document(self, source):
        if source not in self.by_source:
            return ""
        shown = subprocess.run(
            [f"{self.binary}/vanban", "-d", self.data, "show",
             self.by_source[source][0]], capture_output=True, check=False)
        return shown.stdout.decode("utf-8", "replace")


def check_case(tap, held, source, row):
    name, _, outcome, want = row
    is_now, reason = held.outcome(source)
    title = f"{os.fsdecode(name)[:60]}: {outcome}"
    if is_now != outcome:
        tap.ok(False, title, f"got: {is_now}: {reason}")
        return
    shown = held.document(source) if outcome in ("read", "partial") else ""
    if want and want not in shown:
        tap.ok(False, title, f"without '{want}'", reason, shown[-300:])
    elif CANARY in shown.replace(CANARY + ".txt", ""):
        tap.ok(False, title, "its text has what it must not have")
    else:
        tap.ok((outcome == "read") == (not reason), title,
               f"a reason for all but 'read': '{reason}'")


def check_run(tap, run, seconds, held):
    wanted = [row[2] for row in cases if row[2]]
    said = run.stderr.decode("utf-8", "replace")
    summary = json.loads(run.stdout or b"{}")
    tap.ok(run.returncode == 1, "exit status 1: some were refused",
           f"{run.returncode}", said[-500:])
    tap.ok(sum(summary.get(k, 0) for k in ("added", "rejected")) ==
           len(wanted), "the summary has each file once", str(summary))
    for key, kinds in (("partial", ("partial",)),
                       ("rejected", ("rejected", "refused"))):
        tap.ok(summary.get(key) == sum(w in kinds for w in wanted),
               f"the summary counts what is {key}", str(summary))
    lines = [line for line in said.splitlines()  # lib.sh: what it tells of
             if os.environ.get("namespaces") != "no"  # the machine
             or " read without namespaces (" not in line]
    tap.ok(len(lines) == sum(w != "read" for w in wanted),
           "a line for each that was not read whole", f"{len(lines)} lines")
    tap.ok(all(line.startswith("vanban-indexer: ") and line.isprintable()
               for line in lines), "and nothing in them steers a terminal",
           *[x for x in lines if not x.isprintable()][:5])
    tap.ok("the reader died" not in said, "no reader died",
           *[x for x in lines if "died" in x])
    tap.ok(seconds < RUN_LIMIT, "in bounded time", f"{seconds:.1f} s")
    print(f"# {len(cases)} files in {seconds:.1f} s: {summary}")


def check_after(tap, binary, data, target, good):
    tap.ok(not target.touched(), "nothing asked the network")
    verify = subprocess.run([f"{binary}/vanban", "-d", data, "verify"],
                            capture_output=True, check=False)
    tap.ok(verify.returncode == 0 and not verify.stdout, "verify is clean",
           str(verify.stdout[-300:]), str(verify.stderr[-300:]))
    for query, total in (("tường minh bạch kim", 1), ("canary4712", 0)):
        found = subprocess.run(
            [f"{binary}/vanban", "-d", data, "search", "--format=json",
             query], capture_output=True, check=False)
        got = json.loads(found.stdout or b"{}").get("total")
        tap.ok(got == total, f"search: {query}: {total}", str(got),
               str(found.stderr), good)


def check_folders(tap, binary, folder, target):
    """ZIP files as folders: each ends with a message or with documents."""
    files, data = f"{folder}/zips", f"{folder}/zip-data"
    os.mkdir(files)
    for name, make in zip_files:
        with open(os.path.join(os.fsencode(files), name), "xb") as out:
            out.write(make(target) if callable(make) else make)
    start = time.monotonic()
    run = subprocess.run(
        [f"{binary}/vanban-indexer", "-d", data, "--no-progress", "--json",
         files], capture_output=True, check=False, timeout=2 * RUN_LIMIT)
    seconds = time.monotonic() - start
    said = run.stderr.decode("utf-8", "replace").splitlines()
    tap.ok(run.returncode == 1, "ZIP files as folders: some refused",
           str(run.returncode))
    tap.ok(all(line.startswith("vanban-indexer: ") and line.isprintable()
               for line in said), "and nothing steers a terminal")
    tap.ok(not any("died" in line or "nonsense" in line for line in said),
           "no reader died", *[x for x in said if "died" in x])
    tap.ok(seconds < RUN_LIMIT, "in bounded time", f"{seconds:.1f} s")
    db = sqlite3.connect(f"file:{data}/archive.db?mode=ro", uri=True)
    sources = [row[0] for row in db.execute("SELECT source FROM versions")]
    db.close()
    tap.ok(all(s.startswith(files + "/") and "/../" not in s and
               s.replace("\xa0", " ").isprintable() for s in sources),
           "sources are paths below the files",
           *[s for s in sources if not s.isprintable()][:5])
    named = "\n".join(sources + said)
    silent = [n for n, _ in zip_files
              if f"{files}/{os.fsdecode(n)}" not in named and
              n != b"folders.zip"]
    tap.ok(not silent, "each gave documents or a message", str(silent))
    verify = subprocess.run([f"{binary}/vanban", "-d", data, "verify"],
                            capture_output=True, check=False)
    tap.ok(verify.returncode == 0, "verify is clean", str(verify.stdout))
    print(f"# {len(zip_files)} ZIP files in {seconds:.1f} s: "
          f"{len(sources)} documents")


def main():
    binary, folder = os.path.abspath(sys.argv[1]), os.path.realpath(
        sys.argv[2])
    files, data = f"{folder}/in", f"{folder}/hostile-data"
    os.mkdir(files)
    fill_table()
    case("zz-good.txt", "Một trang tường minh bạch kim.".encode(), "read",
         "tường minh")
    target = Target(folder)
    os.chdir(files)
    write_all(files, target)
    print(f"1..{len(cases) - 1 + 12 + 7}")
    start = time.monotonic()
    run = subprocess.run(
        [f"{binary}/vanban-indexer", "-d", data, "--no-progress", "--json",
         files], capture_output=True, check=False, timeout=2 * RUN_LIMIT)
    seconds = time.monotonic() - start
    held = Held(binary, data, run.stderr.decode(
        "utf-8", "replace").splitlines())
    tap = Tap()
    check_run(tap, run, seconds, held)
    for row in cases:
        if row[2]:
            check_case(tap, held, source_name(files, row[0]), row)
    check_after(tap, binary, data, target, "zz-good.txt")
    check_folders(tap, binary, folder, target)
    return tap.failed > 0


if __name__ == "__main__":
    sys.exit(main())
