#!/usr/bin/env python3
"""SIGKILL the indexer at random moments: kill.py BIN_DIR [KILLS] [SEED]

Scenarios: fresh (an empty directory), live (a few documents more), merge
(so many more that segments are built and merged), rebuild. After each kill:
what the archive holds then is what was acknowledged; one plain run of the
indexer must make every one of those documents present, searchable and
byte-identical, with `vanban verify` clean. Prints "N passed, N failed".
"""
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

BIN = os.path.abspath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 24
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INDEXER, VANBAN = os.path.join(BIN, "vanban-indexer"), os.path.join(BIN, "vanban")
FRESH, LIVE, MERGE = 1200, 40, 1500  # documents of each scenario

rng = random.Random(SEED)
work = tempfile.mkdtemp(prefix="vanban-kill-")
lines = {}  # id -> the line as given
next_first = 1


def make_file(count):
    """A new NDJSON file of `count` documents that no earlier file has."""
    global next_first
    path = os.path.join(work, "in-%d.ndjson" % next_first)
    with open(path, "wb") as out:
        subprocess.run([sys.executable, os.path.join(ROOT, "tools/gen-corpus.py"),
                        "--count", str(count), "--first", str(next_first)],
                       stdout=out, check=True)
    next_first += count
    for line in open(path, "rb"):
        line = line.rstrip(b"\n")
        lines[json.loads(line)["id"]] = line
    return path


def start(*args):
    return subprocess.Popen([INDEXER, "-d", data, "--no-progress", *args],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def run_indexer(*args):
    """Run to the end; returns seconds."""
    begin = time.monotonic()
    p = start(*args)
    err = p.communicate()[1].decode(errors="replace")
    if p.returncode != 0:
        fail("indexer %s: exit %d: %s" % (args, p.returncode, err.strip()))
    return time.monotonic() - begin


def held():
    """What the archive has committed, by reading it as anyone may."""
    path = os.path.join(data, "archive.db")
    if not os.path.exists(path):
        return set()
    db = sqlite3.connect(path)
    try:
        return {row[0] for row in db.execute("SELECT id FROM documents")}
    except sqlite3.OperationalError as e:
        if "no such table" in str(e):
            return set()  # killed before the schema was there
        raise
    finally:
        db.close()


failures = []


def fail(message):
    failures.append(message)
    print("FAIL: " + message, flush=True)


def vanban(*args):
    p = subprocess.run([VANBAN, "-d", data, *args], capture_output=True)
    return p.returncode, p.stdout


def check(what, acknowledged):
    before = len(failures)
    if not acknowledged and not os.path.exists(os.path.join(data, "archive.db")):
        return len(failures) == before
    run_indexer()
    lost = acknowledged - held()
    if lost:
        fail("%s: %d acknowledged documents are gone: %s" % (what, len(lost), sorted(lost)[:3]))
    code, out = vanban("verify")
    if code != 0:
        fail("%s: verify: exit %d: %s" % (what, code, out.decode()[:500]))
    for id in rng.sample(sorted(acknowledged), min(3, len(acknowledged))):
        code, out = vanban("show", "--original", id)
        if hashlib.sha256(out).digest() != hashlib.sha256(lines[id]).digest():
            fail("%s: %s: the original is not what was given" % (what, id))
        title = json.loads(lines[id]).get("title", "")
        code, out = vanban("search", "--format=trec", "-n", "100", "--match=any", title[:300])
        if (" " + id + " ").encode() not in out:
            fail("%s: %s is not found by its title" % (what, id))
    return len(failures) == before


def kill_once(scenario):
    """Start the scenario, kill it at a random moment; what is acknowledged."""
    args = {"fresh": lambda: [make_file(FRESH)], "live": lambda: [make_file(LIVE)],
            "merge": lambda: [make_file(MERGE)], "rebuild": lambda: ["--rebuild"]}[scenario]()
    p = start(*args)
    begin = time.monotonic()
    try:
        p.wait(timeout=rng.uniform(0, durations[scenario] * 1.05))
        durations[scenario] = time.monotonic() - begin  # faster than thought
    except subprocess.TimeoutExpired:
        p.send_signal(signal.SIGKILL)
    p.communicate()
    return p.returncode == -signal.SIGKILL


def new_directory():
    global data
    shutil.rmtree(data, ignore_errors=True)
    data = tempfile.mkdtemp(prefix="data-", dir=work)


data = tempfile.mkdtemp(prefix="data-", dir=work)
durations = {"fresh": run_indexer(make_file(FRESH)), "live": run_indexer(make_file(LIVE)),
             "merge": run_indexer(make_file(MERGE)), "rebuild": run_indexer("--rebuild")}
passed = killed = 0
by_scenario = {}
attempt = 0
while killed < KILLS and attempt < KILLS * 8:
    attempt += 1
    scenario = rng.choice(["fresh", "live", "live", "merge", "rebuild"])
    if scenario == "fresh" or len(held()) > 8000:
        new_directory()
        scenario = "fresh"
    hit = kill_once(scenario)
    killed += hit
    by_scenario[scenario] = by_scenario.get(scenario, 0) + hit
    passed += check("%s, attempt %d" % (scenario, attempt), held())
print("kills: %d (%s)" % (killed, ", ".join("%s %d" % kv for kv in sorted(by_scenario.items()))))
print("%d passed, %d failed" % (passed, len(failures)))
shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if failures or killed < KILLS else 0)
