#!/usr/bin/env python3
"""Pages for tests that kill: pages.py COUNT FOLDER writes p0.html, ..."""
import sys

PAGE = """<html><head><title>Nghị quyết số {i}</title></head><body>
<h1>Nghị quyết số {i}/NQ-HĐND</h1>
{body}
</body></html>
"""


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    for i in range(count):
        body = "\n".join(
            f"<p>Điều {k}. Thông qua việc {i} của năm {1990 + k}.</p>"
            for k in range(1, 200)
        )
        with open(f"{folder}/p{i}.html", "w", encoding="utf-8") as page:
            page.write(PAGE.format(i=i, body=body))


main()
