#!/usr/bin/env python3
"""Damaged files: mutate.py PROGRAMDIR COUNT [SEED] [FOLDER...]

Takes real files of the FOLDERs (corpus/, and formats and seeds of the shared
data where that is there), damages COUNT of them, and hands them in batches to
vanban-indexer with a fresh data directory each. After each batch must hold:

    the indexer ended by itself, with 0 or 1, in time, and left no process
    each file is accounted for, once
    what is partial or rejected is named on standard error and in the log
    no reader died, and `vanban verify` is clean

The same SEED damages the same files the same way. What fails is kept in
/tmp/mutate-SEED-*. Prints the outcomes and "N passed, N failed".
"""
import ctypes
import gzip
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BATCH = 200             # files a run
OCR_EVERY = 25          # of the batches one recognises its pictures,
OCR_BATCH = 20          # with so many files
FILE_MOST = 600 << 10   # bytes of a file that is taken
HEAD = 32               # bytes by which most formats are told
DEADLINE = 120          # seconds that a reader may take for a file
PR_SET_CHILD_SUBREAPER = 36
WHOLE, STATES = 0, ("whole", "partial", "rejected")


# --- damage -----------------------------------------------------------------


def flip(rng, data, _):
    out = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 64))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return out


def scatter(rng, data, _):
    out = bytearray(data)
    for _ in range(rng.choice((1, 4, 32))):
        out[rng.randrange(len(out))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF))
    return out


def cut(rng, data, _):
    return data[:rng.randrange(len(data))]


def behead(rng, data, _):
    return data[rng.randrange(len(data)):]


def stretch(rng, data, most=4096):
    at = rng.randrange(len(data))
    return at, min(len(data), at + rng.randrange(1, most))


def drop(rng, data, _):
    a, b = stretch(rng, data)
    return data[:a] + data[b:]


def repeat(rng, data, _):
    a, b = stretch(rng, data)
    return data[:b] + data[a:b] * rng.choice((1, 2, 30)) + data[b:]


def swap(rng, data, _):
    a, b = sorted((stretch(rng, data), stretch(rng, data)))
    if a[1] > b[0]:
        return data[b[0]:] + data[:b[0]]
    return (data[:a[0]] + data[b[0]:b[1]] + data[a[1]:b[0]]
            + data[a[0]:a[1]] + data[b[1]:])


def splice(rng, data, other):
    return data[:rng.randrange(len(data))] + other[rng.randrange(len(other)):]


def zeros(rng, data, _):
    at = rng.randrange(len(data))
    n = rng.choice((1, 2, 511, 512, 4096))
    keep = rng.choice((0, n))           # in between, or over what is there
    return data[:at] + bytes(n) + data[at + keep:]


def lengthen(rng, data, _):
    """What may be a length says something else."""
    kind = rng.choice(("<H", ">H", "<I", ">I"))
    at = rng.randrange(len(data)) & ~1
    most = 0xFFFF if kind[1] == "H" else 0xFFFFFFFF
    value = rng.choice((most, most >> 1, (most >> 1) + 1, most - 3,
                        rng.randrange(most), 0))
    field = struct.pack(kind, value)
    return data[:at] + field + data[at + len(field):]


def renumber(rng, data, _):
    """A number written in digits becomes another."""
    found = [m.span() for m in re.finditer(rb"\d+", data[:1 << 20])]
    if not found:
        return flip(rng, data, None)
    a, b = rng.choice(found)
    return data[:a] + rng.choice((
        b"0", b"-1", b"65536", b"2147483648", b"4294967295",
        b"99999999999999999999")) + data[b:]


PLAIN = (flip, scatter, cut, behead, drop, repeat, swap, splice, zeros,
         lengthen, renumber)


def retag(rng, data, _):
    """One tag is lost, doubled, nested deep or gets another's name."""
    found = [m.span() for m in re.finditer(rb"<[^<>]{1,200}>",
                                           data[:1 << 20])]
    if not found:
        return flip(rng, data, None)
    (a, b), (c, d) = rng.choice(found), rng.choice(found)
    new = rng.choice((b"", data[a:b] * 2, data[a:b] * 3000, data[c:d],
                      b"<![CDATA[", b"<!--", b"&#x110000;"))
    return data[:a] + new + data[b:]


def unzip(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            return [(i.filename, pack.read(i)) for i in pack.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError,
            RuntimeError, EOFError, ValueError, struct.error):
        return None


def inside_zip(rng, data, other):
    """A member is damaged before it is packed again, all sums right."""
    members = unzip(data)
    if not members:
        return flip(rng, data, other)
    full = [i for i, m in enumerate(members) if len(m[1]) > 1]
    at = rng.choice(full or [0])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for i, (name, body) in enumerate(members):
            if i == at and body:
                body = bytes(rng.choice(PLAIN + (retag,) * 6)(
                    rng, body, other))
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(info, body)
    return out.getvalue()


def inside_gz(rng, data, other):
    try:
        body = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return flip(rng, data, other)
    body = bytes(rng.choice(PLAIN + (retag,) * 4)(rng, body, other))
    return gzip.compress(body, mtime=0)


def ways(data):
    """What may be done to such a file, the likelier the more often."""
    if data[:2] == b"PK":
        return PLAIN + (inside_zip,) * 20
    if data[:2] == b"\x1f\x8b":
        return PLAIN + (inside_gz,) * 20
    if b"<" in data[:200]:
        return PLAIN + (retag,) * 6
    return PLAIN


def damage(rng, data, other):
    """Mostly the head stays, by which the format is told."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if len(data) < 2 * HEAD:
            break
        way, head = rng.choice(ways(data)), b""
        if way in PLAIN and rng.random() < 0.8:
            head, data = data[:HEAD], data[HEAD:]
        data = head + bytes(way(rng, data, other))
    return data[:4 * FILE_MOST]


# --- the files --------------------------------------------------------------


def sources(folders):
    found = []
    for folder in folders:
        for base, _, names in os.walk(folder):
            found += [os.path.join(base, n) for n in names
                      if not n.endswith((".expected.json", ".truth.txt",
                                         ".tsv", ".md"))
                      and not n.startswith(".")]
    return sorted(p for p in found if 0 < os.path.getsize(p) <= FILE_MOST)


def is_records(name):
    """Of NDJSON each line is a document: such a file is not one."""
    return name.endswith((".ndjson", ".json", ".jsonl"))


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write_batch(folder, paths, seed, first, count):
    os.mkdir(folder)
    names = []
    for i in range(first, first + count):
        rng = random.Random(f"{seed}-{i}")
        path = rng.choice(paths)
        name = f"{i:06}-{os.path.basename(path)}"
        with open(os.path.join(folder, name), "wb") as out:
            out.write(damage(rng, read(path), read(rng.choice(paths))))
        names.append(name)
    return names


# --- one run ----------------------------------------------------------------


def children():
    """Processes whose parent we are: as subreaper, those left over too."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii",
                      errors="replace") as file:
                fields = file.read().rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        if int(fields[1]) == os.getpid() and fields[0] != "Z":
            found.append(int(pid))
    return found


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def leftover():
    for _ in range(20):
        reap()
        if not children():
            return []
        time.sleep(0.1)
    left = children()
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    reap()
    return left


class Run:
    """A batch given to the indexer, and what came of it."""

    def __init__(self, binary, folder, data, names, ocr):
        self.binary, self.folder, self.data = binary, folder, data
        self.names, self.bad, self.suspects = names, [], set()
        self.outcomes = dict.fromkeys((*STATES, "refused", "split"), 0)
        begin = time.monotonic()
        command = [f"{binary}/vanban-indexer", "-d", data, "--no-progress",
                   "--json", "--jobs=2", f"--ocr={ocr}", folder]
        try:
            run = subprocess.run(command, capture_output=True, check=False,
                                 timeout=len(names) * DEADLINE)
            self.status, out, err = run.returncode, run.stdout, run.stderr
        except subprocess.TimeoutExpired as late:
            self.status, out, err = "too late", b"", late.stderr or b""
        self.seconds = time.monotonic() - begin
        self.said = err.decode("utf-8", "replace").splitlines()
        try:
            self.summary = json.loads(out)
        except ValueError:
            self.summary = {}

    def fail(self, what):
        self.bad.append(what)

    def check(self):
        if self.status not in (0, 1):
            self.fail(f"exit status {self.status}: {self.said[-1:]}")
        left = leftover()
        if left:
            self.fail(f"{len(left)} processes are left")
        for line in self.said:
            if "the reader died" in line or "nonsense" in line:
                self.fail(line)
                self.suspects.add(line.split(": ")[1])
        if self.status in (0, 1):
            self.account()
            self.check_verify()
        return not self.bad

    def tell(self, *args):
        return subprocess.run(
            [f"{self.binary}/vanban", "-d", self.data, *args],
            capture_output=True, check=False)

    def account(self):
        db = sqlite3.connect(f"file:{self.data}/archive.db?mode=ro", uri=True)
        held = {source: (state, ident) for source, state, ident in db.execute(
            "SELECT v.source, v.state, d.id FROM documents d "
            "JOIN versions v USING (document)")}
        db.close()
        log = self.tell("log", "--format=json", "-n", "100000").stdout
        events = {(e["event"], e["id"]) for e in
                  map(json.loads, log.splitlines())}
        named = {line.split(": ")[1] for line in self.said
                 if line.count(": ") > 1}
        whole = True
        for name in self.names:
            path = os.path.join(self.folder, name)
            if is_records(name):
                whole = False
                continue
            state, ident = held.get(path, (None, None))
            if any(source.startswith((path + "/", path + "#"))
                   for source in held):
                whole = False       # its members are documents
                self.outcomes["split"] += 1
                continue
            if state is None:  # it, or each member of a ZIP file
                good = any(n == path or n.startswith(path + "/")
                           for n in named)
            elif state == WHOLE:
                good = ("added", ident) in events
            else:
                good = path in named and (STATES[state], ident) in events
            kind = "refused" if state is None else STATES[state]
            self.outcomes[kind] += 1
            if not good:
                self.fail(f"{path}: state {state}, which is not told")
                self.suspects.add(path)
        total = sum(self.summary.get(k, 0) for k in
                    ("added", "updated", "unchanged", "rejected"))
        if whole and total != len(self.names):
            self.fail(f"{len(self.names)} files, but {self.summary}")

    def check_verify(self):
        verify = self.tell("verify")
        if verify.returncode or verify.stdout:
            self.fail(f"verify: {verify.returncode} {verify.stdout[-300:]} "
                      f"{verify.stderr[-300:]}")

    def keep(self, where):
        os.makedirs(where, exist_ok=True)
        paths = self.suspects or {os.path.join(self.folder, n)
                                  for n in self.names}
        for path in paths:
            if os.path.isfile(path):
                shutil.copy(path, where)
        with open(f"{where}/why", "w", encoding="utf-8") as out:
            out.write("\n".join(self.bad + [""]))


def reasons(said):
    """Why, without names and numbers."""
    for line in said:
        why = line.split(": ", 2)[-1]
        yield re.sub(r"[\d.]+|'[^']*'|\([^)]*\)", "#", why)[:60]


def main(argv):
    if len(argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    binary, count = os.path.abspath(argv[1]), int(argv[2])
    seed = argv[3] if len(argv) > 3 else "1"
    shared = os.environ.get("VB_DATA", os.path.join(ROOT, "../shared/data"))
    paths = sources(argv[4:] or [os.path.join(ROOT, "corpus"),
                                 f"{shared}/formats", f"{shared}/seeds"])
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    totals, why, passed, failed = {}, {}, 0, 0
    begin, done, batch = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="vanban-mutate-") as work:
        while done < count:
            batch += 1
            ocr = "auto" if batch % OCR_EVERY == 0 else "never"
            n = min(OCR_BATCH if ocr == "auto" else BATCH, count - done)
            folder, data = f"{work}/{batch}", f"{work}/{batch}-data"
            names = write_batch(folder, paths, seed, done, n)
            run = Run(binary, os.path.realpath(folder), data, names, ocr)
            good = run.check()
            passed, failed = passed + good, failed + (not good)
            if not good:
                run.keep(f"/tmp/mutate-{seed}-{batch}")
                print("\n".join(f"batch {batch}: {b}" for b in run.bad[:5]))
            for key, n_of in run.outcomes.items():
                totals[key] = totals.get(key, 0) + n_of
            for reason in reasons(run.said):
                why[reason] = why.get(reason, 0) + 1
            done += n
            if "-v" in os.environ.get("VB_MUTATE", ""):
                print(f"{done} files, {time.monotonic() - begin:.0f} s, "
                      f"{n / run.seconds:.1f} a second", flush=True)
            shutil.rmtree(folder)
            shutil.rmtree(data, ignore_errors=True)
    seconds = time.monotonic() - begin
    for reason, n in sorted(why.items(), key=lambda kv: -kv[1])[:25]:
        print(f"{n:6}  {reason}")
    print(f"{done} files of {len(paths)} in {batch} batches, "
          f"{seconds:.0f} s, {done / seconds:.1f} a second: "
          + ", ".join(f"{k} {v}" for k, v in totals.items())
          + f", of records {done - sum(totals.values())}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
