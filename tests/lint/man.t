#!/bin/sh
# check-man: pages that mandoc has something to say of.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 3
mkdir "$tmp/man"

cat >"$tmp/man/a.1" <<'END'
.Dd November 22, 2026
.Dt A 1
.Os
.Sh NAME
.Nm a
.Nd a program
.Sh DESCRIPTION
It does nothing.
END
run tools/check-man.sh "$tmp"
is "$status $out" '0 ' 'a good page'

printf '.Bl -tag\n.It Fl a\nAn option.\n' >>"$tmp/man/a.1"
run tools/check-man.sh "$tmp"
is "$status" 1 'a list without an end'
like "$out" '^man/a.1:9: ' 'in its place'
