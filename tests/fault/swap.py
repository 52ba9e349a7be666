#!/usr/bin/env python3
"""Answers while the index changes: swap.py BIN_DIR [REQUESTS] [SEED]

A writer gives every document the same new word, generation by generation,
in one commit each, and every 2 s the whole index is built anew. Each answer
must be of exactly one generation: all its hits carry the same mark, its
total is that of all documents, and no connection ever sees an older
generation after a newer one was known to be visible for 2 s. Clients keep
their connections; every answer is checked. Prints one line: faults,
requests, generations, swaps, statuses; exits 1 if there is a fault.
"""
import collections
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

BIN = os.path.abspath(sys.argv[1])
REQUESTS = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
DOCUMENTS, CLIENTS, SWAP_SECONDS = 12, 8, 2
VISIBLE_SECONDS = 2

work = tempfile.mkdtemp(prefix="vanban-swap-")
data, sock = os.path.join(work, "data"), os.path.join(work, "http")
lock = threading.Lock()
over = threading.Event()
visible = []  # (time of the commit's end, generation), newest last
faults = []
statuses = collections.Counter()
done = 0
generations = swaps = 0


class Unix(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(sock)


def indexer(*args, text=None):
    return subprocess.run([os.path.join(BIN, "vanban-indexer"), "-d", data,
                           "--no-progress", *args], input=text, text=True,
                          capture_output=True).returncode


def write(generation):
    lines = [json.dumps({"id": "d%d" % i, "title": "Mẫu g%d" % generation,
                         "text": "Nội dung chung thế hệ g%d." % generation})
             for i in range(DOCUMENTS)]
    # Other documents, which the searches do not find, come and go.
    lines.append(json.dumps({"id": "other", "text": "khác %d" % generation}))
    if indexer("-", text="\n".join(lines) + "\n"):
        faults.append("the indexer failed")
    with lock:
        visible.append((time.monotonic(), generation))


def writer():
    global generations, swaps
    last_swap = time.monotonic()
    while not over.is_set():
        generations += 1
        write(generations)
        if time.monotonic() - last_swap >= SWAP_SECONDS:
            if indexer("--rebuild"):
                faults.append("the rebuild failed")
            swaps += 1
            last_swap = time.monotonic()


def oldest_allowed(when):
    """The generation that is known to be visible at `when`."""
    with lock:
        known = [g for t, g in visible[-50:] if t + VISIBLE_SECONDS <= when]
    return known[-1] if known else 0


def check(kind, body, floor):
    answer = json.loads(body)
    marks = {hit["title"] for hit in answer["hits"]}
    if len(marks) != 1:
        return "mixed: %s" % sorted(marks)
    generation = int(marks.pop().rpartition("g")[2])
    if answer["total"] != DOCUMENTS:
        return "total %s in generation %d" % (answer["total"], generation)
    if len(answer["hits"]) != min(kind, DOCUMENTS):
        return "%d hits" % len(answer["hits"])
    for hit in answer["hits"]:
        if "g%d" % generation not in hit["snippet"].replace("<mark>", ""):
            return "a snippet of another generation than %d" % generation
    if generation < floor:
        return "generation %d, %d was visible" % (generation, floor)
    return None


def client(number):
    global done
    rng = random.Random(SEED * 1000 + number)
    connection = Unix("x")
    while not over.is_set():
        n = rng.choice((5, 12, 20))
        # Some ask the same, which may be kept; some what nobody asked.
        path = "/api/v1/search?q=chung&duplicates=show&n=%d" % n
        if rng.random() < 0.5:
            path += "&x=%d" % rng.randrange(1 << 30)
        floor = oldest_allowed(time.monotonic())
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException) as e:
            connection.close()
            with lock:
                statuses[type(e).__name__] += 1
            continue
        why = check(n, body, floor) if response.status == 200 else None
        with lock:
            statuses[response.status] += 1
            done += 1
            if why:
                faults.append(why)
            if done >= REQUESTS:
                over.set()


def main():
    write(0)
    with open(os.path.join(work, "err"), "wb") as err:
        daemon = subprocess.Popen(
            [os.path.join(BIN, "vanban-searchd"), "-d", data,
             "--listen=unix:" + sock, *sys.argv[4:]], stderr=err)
    while not os.path.exists(sock):
        time.sleep(0.05)
    threads = [threading.Thread(target=client, args=(i,))
               for i in range(CLIENTS)] + [threading.Thread(target=writer)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    daemon.terminate()
    if daemon.wait(10):
        faults.append("the daemon ended badly")
    bad = {s: n for s, n in statuses.items() if s not in (200, 503)}
    if bad:
        faults.append("answers %s" % bad)
    if statuses[503] * 1000 > done:
        faults.append("%d of %d answers were 503" % (statuses[503], done))
    print(len(faults), "faults in", done, "requests,", generations,
          "generations,", swaps, "swaps, statuses", dict(statuses))
    for why in collections.Counter(faults).most_common(5):
        print("#", *why)
    shutil.rmtree(work)
    return 1 if faults else 0


sys.exit(main())
