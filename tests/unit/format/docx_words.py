#!/usr/bin/env python3
"""How well a text holds the words of a DOCX: word F1, times 10000.

usage: docx_words.py FILE.docx TEXT

Reads the document by zipfile and ElementTree, with nothing of the project:
every w:t of word/document.xml and the notes, paragraphs and breaks apart.
"""
import collections
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
APART = {W + 'p', W + 'br', W + 'tab', W + 'cr', W + 'tc'}


def gather(node, out):
    if node.tag in (W + 'del', W + 'moveFrom'):
        return
    if node.tag in APART:
        out.append(' ')
    if node.tag == W + 't':
        out.append(node.text or '')
    for child in node:
        gather(child, out)


def words(text):
    text = unicodedata.normalize('NFC', text).replace('\u00ad', '')
    return collections.Counter(text.split())


def main():
    out = []
    with zipfile.ZipFile(sys.argv[1]) as z:
        for part in ('document', 'footnotes', 'endnotes'):
            name = 'word/%s.xml' % part
            if name in z.namelist():
                gather(ET.fromstring(z.read(name)), out)
    truth = words(''.join(out))
    with open(sys.argv[2], encoding='utf-8') as f:
        found = words(f.read())
    common = sum((truth & found).values())
    total = sum(truth.values()) + sum(found.values())
    print(20000 * common // total if total else 10000)


main()
