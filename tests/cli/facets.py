"""Follow the counts of facets: facets.py fold|show

Searches with facets, with and without filters, and for each value offered
searches again with it chosen. Names each count that is not the total then, of
answers that are said to be exact. The last line of standard error tells how
many were followed.
"""
import json
import subprocess
import sys

QUERIES = ["nhân dân", "nghi quyet", "đất đai", "xây dựng nông thôn",
           "hội đồng nhân dân tỉnh", "ngân sách năm",
           '"ủy ban nhân dân"', "chỉ thị -tỉnh", ""]
CHOSEN = [{}, {"type": "nghi-quyet"}, {"kind": "document"},
          {"from": "2024-01-01", "to": "2024-12-31"},
          {"kind": "document", "type": "chi-thi"}]


def ask(query, filters):
    out = subprocess.run(
        ["vanban", "search", "--format=json", "--facets", "-n", "1",
         f"--sort={'relevance' if query else 'newest'}",
         f"--duplicates={sys.argv[1]}"]
        + [f"--{name}={value}" for name, value in filters.items()]
        + ["--", query], stdout=subprocess.PIPE, check=False)
    return json.loads(out.stdout)


def choose(filters, name, value):
    if name == "year":
        return filters | {"from": f"{value}-01-01", "to": f"{value}-12-31"}
    return filters | {name: value}


def follow(query, filters):
    answer = ask(query, filters)
    followed = 0
    for name, values in answer["facets"].items():
        for value in values[:2] + values[-1:]:
            then = choose(filters, name, value["value"])
            found = ask(query, then)
            if not (answer["exact"] and found["exact"]):
                continue
            followed += 1
            if found["total"] != value["count"]:
                print(f"{query!r} {then}: {found['total']}, "
                      f"offered {value['count']}")
    return followed


followed = sum(follow(query, filters)
               for query in QUERIES for filters in CHOSEN)
print(f"{followed} counts", file=sys.stderr)
if followed < 100:
    print(f"only {followed} counts are said to be exact")
