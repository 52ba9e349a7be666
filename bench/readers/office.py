#!/usr/bin/env python3
"""Words of the readers beside those of LibreOffice's own text export.

usage: office.py PROGRAM [EXPORTS]

PROGRAM is vanban. EXPORTS is a folder that keeps LibreOffice's exports
between runs; without it they are made anew. For each file of formats/doc,
doc-directives, doc-word6-tcvn3 and docx below $VB_DATA (else ../shared/data):
precision, recall and F1 of words as a bag (runs of letters and digits, NFC),
and the words by which they differ most. Pages are left to html_body.py: LibreOffice
exports all menus of a page, and fetches what it names.
Exit 1 where a file is below 0.98.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

TARGET = 0.98
SECONDS = 600  # for LibreOffice, all files of a folder
FOLDERS = ["doc", "doc-directives", "doc-word6-tcvn3", "docx"]
WORD = re.compile(r"[^\W_]+")


def words(text):
    text = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return collections.Counter(WORD.findall(text))


def decoded(program, text):
    """What is in an old font's encoding, as Unicode: LibreOffice leaves it."""
    done = subprocess.run([program, "normalize"], input=text.encode(),
                          stdout=subprocess.PIPE, check=False)
    return done.stdout.decode(errors="replace")


def ours(program, path):
    done = subprocess.run([program, "extract", path, "--format=json"],
                          stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)["text"] if done.stdout else ""


def export(files, out, profile):
    """Let LibreOffice write `files` as text to the folder `out`."""
    if not files:
        return
    subprocess.run(
        ["timeout", str(SECONDS), "soffice", "--headless",
         "-env:UserInstallation=file://" + profile, "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", out] + files,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def exported(path, out):
    name = os.path.splitext(os.path.basename(path))[0] + ".txt"
    name = os.path.join(out, name)
    if not os.path.exists(name):
        return None
    with open(name, encoding="utf-8-sig", errors="replace") as text:
        return text.read()


def score(mine, theirs):
    both = sum((mine & theirs).values())
    precision = both / max(1, sum(mine.values()))
    recall = both / max(1, sum(theirs.values()))
    return precision, recall, 2 * both / max(
        1, sum(mine.values()) + sum(theirs.values()))


def most(counter):
    return " ".join(f"{w}:{n}" for w, n in counter.most_common(8)) or "-"


def main():
    data = os.environ.get("VB_DATA", "../shared/data") + "/formats"
    program = sys.argv[1]
    low = 0
    with tempfile.TemporaryDirectory() as work:
        out = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else work
        for folder in FOLDERS:
            base = os.path.join(data, folder)
            if not os.path.isdir(base):
                print("skipped: no", base)
                continue
            files = [os.path.join(base, n) for n in sorted(os.listdir(base))
                     if not n.endswith((".txt", ".tsv"))]
            export([f for f in files if exported(f, out) is None], out,
                   work + "/profile")
            scores = []
            for path in files:
                text = exported(path, out)
                if text is None:
                    print("not exported:", os.path.basename(path))
                    continue
                read = ours(program, path)
                if "tcvn3" in folder:  # which also places tones anew
                    text = decoded(program, text)
                    read = decoded(program, read)
                mine, theirs = words(read), words(text)
                p, r, f = score(mine, theirs)
                scores.append(f)
                low += f < TARGET
                print(f"{folder} {os.path.basename(path)[:30]:30} "
                      f"P {p:.4f} R {r:.4f} F1 {f:.4f}  "
                      f"missing {most(theirs - mine)}  "
                      f"besides {most(mine - theirs)}")
            if scores:
                print(f"{folder}: mean {sum(scores) / len(scores):.4f}, "
                      f"least {min(scores):.4f} of {len(scores)}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
