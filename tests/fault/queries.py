"""Odd queries through the program, on an index of corpus/: prints TAP.

The kinds are those of bench/relevance/hostile_queries.py, which asks many
thousands of a large index; here an answer or a clear refusal is all that must
come.
"""

import json
import os
import random
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "bench", "relevance"))
import hostile_queries  # noqa: E402

QUERIES = 300
TEXTS = [
    "Nghị quyết về việc thông qua bảng giá các loại đất",
    "Chỉ thị số 20-CT/TU ngày 05 tháng 7 năm 2021 của Ban Thường vụ Tỉnh ủy",
    "Hội đồng nhân dân tỉnh khóa XVII, kỳ họp thứ 8 (bất thường)",
    "Ủy ban nhân dân các huyện, thành phố; sở, ban, ngành chịu trách nhiệm",
]


def ask(binary, query):
    """What is wrong with the answer to `query`; None."""
    done = subprocess.run(
        [binary, "search", "--format=json", "--facets", "-n", "10", "--",
         query], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
        check=False)
    if done.returncode == 2:
        refused = len(query) > hostile_queries.TOO_BIG
        return None if refused and b"4096 bytes" in done.stderr else \
            f"refused: {done.stderr[:200]!r}"
    if done.returncode not in (0, 1):
        return f"exit status {done.returncode}: {done.stderr[-500:]!r}"
    answer = json.loads(done.stdout)
    if (answer["total"] > 0) != (done.returncode == 0):
        return f"exit status {done.returncode}, {answer['total']} found"
    if answer["exact"] and answer["total"] < len(answer["hits"]):
        return f"{len(answer['hits'])} hits of {answer['total']}"
    return None


def main():
    """Ask the queries, print a test for each kind."""
    binary = os.path.join(sys.argv[1], "vanban")
    hostile_queries.TEXTS[:] = TEXTS
    rand = random.Random(20211116)
    kinds = list(hostile_queries.KINDS.items())
    wrong = {}
    for i in range(QUERIES):
        name, make = kinds[i % len(kinds)]
        query = make(rand)
        if isinstance(query, str):
            query = query.encode("utf-8", "surrogatepass")
        query = query.replace(b"\0", b"")  # no argument can have it
        trouble = ask(binary, query)
        if trouble:
            wrong.setdefault(name, []).append((query[:200], trouble))
    print(f"1..{len(kinds)}")
    for i, (name, _) in enumerate(kinds, 1):
        print(f"{'not ' if name in wrong else ''}ok {i} - {name}")
        for query, trouble in wrong.get(name, []):
            print(f"# {query!r}: {trouble}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
