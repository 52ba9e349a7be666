#!/usr/bin/python3
"""The examples of a description against its schemas: examples.py FILE.
Prints those that are wrong."""
import json
import sys

from jsonschema import Draft202012Validator, RefResolver

spec = json.load(open(sys.argv[1], encoding="utf-8"))


def check(where, schema, example):
    validator = Draft202012Validator(schema, resolver=RefResolver("", spec))
    for error in validator.iter_errors(example):
        at = "/".join(map(str, error.absolute_path))
        print("%s: %s: %s" % (where, at, error.message[:200]))


def walk(where, node):
    if isinstance(node, dict):
        if "example" in node and "schema" in node:
            check(where, node["schema"], node["example"])
        for key, value in node.items():
            if key not in ("example", "schemas"):
                walk("%s/%s" % (where, key), value)
    elif isinstance(node, list):
        for i, value in enumerate(node):
            walk("%s/%d" % (where, i), value)


walk("", spec)
