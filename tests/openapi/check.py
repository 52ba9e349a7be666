#!/usr/bin/python3
"""Kept answers against the description: check.py OPENAPI.json FOLDER...

Each file of a folder holds a target, a status, the header and, after an empty
line, the body (tests/http/lib.sh: keep_answer). Objects may have no key that
the description does not name. Prints what does not agree; exit status 1 then.
"""
import copy
import json
import os
import re
import sys

from jsonschema import Draft202012Validator, RefResolver


def strict(schema):
    """Every object with properties has no others."""
    if isinstance(schema, dict):
        if "properties" in schema and "additionalProperties" not in schema:
            schema["additionalProperties"] = False
        for value in schema.values():
            strict(value)
    elif isinstance(schema, list):
        for value in schema:
            strict(value)


def patterns(spec):
    """(regular expression, path) of each path, those without holes first."""
    for path in sorted(spec["paths"], key=lambda p: ("{" in p, -len(p))):
        hole = "[^?]+" if path.endswith("{id}") else "[^?]+?"
        parts = re.split(r"\{[^}]*\}", path)
        yield re.compile(hole.join(map(re.escape, parts)) + "$"), path


def resolve(spec, node):
    while "$ref" in node:
        at = spec
        for step in node["$ref"][2:].split("/"):
            at = at[step]
        node = at
    return node


class Checker:
    def __init__(self, spec):
        self.plain = spec
        self.spec = copy.deepcopy(spec)
        strict(self.spec["components"]["schemas"])
        self.paths = list(patterns(spec))
        self.seen = set()
        self.checked = 0
        self.faults = 0

    def fault(self, target, text):
        self.faults += 1
        print("%s: %s" % (target, text))

    def find(self, path):
        for expression, name in self.paths:
            if expression.match(path):
                return name
        return None

    def body(self, target, content, data):
        schema = content.get("schema")
        if not schema or schema.get("type") == "string":
            return
        validator = Draft202012Validator(
            schema, resolver=RefResolver("", self.spec)
        )
        for error in list(validator.iter_errors(json.loads(data)))[:5]:
            at = "/".join(map(str, error.absolute_path))
            self.fault(target, "%s: %s" % (at, error.message[:200]))

    def answer(self, target, status, head, data):
        path = self.find(target.split("?")[0])
        if path is None:
            if status == "404" or not target.startswith("/api/"):
                return  # there is no such path; a page for people
            return self.fault(target, "is not described")
        self.checked += 1
        responses = self.spec["paths"][path]["get"]["responses"]
        self.seen.add((path, status))
        if status not in responses:
            return self.fault(target, "status %s is not described" % status)
        response = resolve(self.spec, responses[status])
        for name in response.get("headers", {}):
            optional = name in ("Link", "Vary", "X-Request-Id")
            if name.lower() not in head and not optional:
                self.fault(target, "no header " + name)
        described = response.get("content", {})
        if not described:
            if data:
                self.fault(target, "a body where none is described")
            return
        kind = head.get("content-type", "").split(";")[0]
        if kind not in described:
            return self.fault(target, "%s is not described" % kind)
        if kind.endswith("json") and data:
            self.body(target, described[kind], data)


def read(file):
    raw = open(file, "rb").read().decode("utf-8", "surrogateescape")
    target, status, rest = raw.split("\n", 2)
    head, _, data = rest.partition("\n\n")
    fields = {}
    for line in head.split("\n")[1:]:
        name, _, value = line.partition(":")
        fields[name.lower()] = value.strip()
    if data.startswith("HTTP/1."):
        data = ""  # of HEAD curl keeps the header again
    return target, status, fields, data


def main():
    checker = Checker(json.load(open(sys.argv[1], encoding="utf-8")))
    for folder in sys.argv[2:]:
        for name in sorted(os.listdir(folder), key=int):
            target, status, head, data = read(os.path.join(folder, name))
            if status != "405":  # no GET
                checker.answer(target, status, head, data)
    for path in checker.spec["paths"]:
        if (path, "200") not in checker.seen:
            checker.fault(path, "was never answered")
    print("# %d answers agree with the description" % checker.checked)
    sys.exit(1 if checker.faults else 0)


main()
