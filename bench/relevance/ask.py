"""Ask build/bench/bench_ask, which searches in its own process."""

import json
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
DATA = os.environ.get("VB_DATA",
                      os.path.join(os.path.dirname(ROOT), "shared", "data"))
SORTS = {"relevance": 0, "newest": 1, "oldest": 2, "number": 3}


def program(build="build"):
    """The program of a build directory."""
    return os.path.join(ROOT, build, "bench", "bench_ask")


class Ask:
    """One searcher; call it with a query and options, get the answer."""

    def __init__(self, directory, build="build"):
        self.process = subprocess.Popen(
            [program(build), directory], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE)

    def __call__(self, query, **options):
        if isinstance(query, str):
            query = query.encode("utf-8", "surrogateescape")
        if "sort" in options:
            options["sort"] = SORTS.get(options["sort"], options["sort"])
        words = "".join(f" {k}={int(v) if not isinstance(v, str) else v}"
                        for k, v in options.items())
        self.process.stdin.write(f"{len(query)}{words}\n".encode() + query)
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"bench_ask ended: {self.process.wait()}, "
                             f"on {query[:200]!r} {options}")
        return json.loads(line)

    def close(self):
        """End the program; its exit status."""
        self.process.stdin.close()
        return self.process.wait()
