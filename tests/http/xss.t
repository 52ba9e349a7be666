#!/bin/sh
# Hostile text in every field that is stored and in every parameter, path and
# header that is asked with: whatever comes back is read by an HTML, XML or
# JSON parser that is not ours, and holds nothing made of it.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 7

hostile=$root/tests/http/xss.py
# Debian's, when another one comes first in PATH.
for python in python3 /usr/bin/python3; do
	"$python" -c 'import html5lib' 2>/dev/null && break
	diag "$python: no html5lib: its package is python3-html5lib"
done

# nothing COMMAND NAME: nothing wrong is found.
nothing()
{
	run "$python" "$hostile" "$sock" "$1"
	is "$status:$out" 0: "$2"
	diag "$err"
}

"$python" "$hostile" documents | index
serve --per-address=0
nothing kept 'documents are given back as they are'
nothing documents 'pages and answers of hostile documents'
nothing parameters 'every parameter of every path'
nothing paths 'below every path'
nothing headers 'every header of a request'
ok 'still alive' curl -fs --unix-socket "$sock" http://x/healthz
stop "$pid"

VANBAN_DIR=$tmp/files
mkdir "$tmp/names"
"$python" "$hostile" files "$tmp/names"
vanban-indexer --no-progress "$tmp/names" >"$tmp/.index" 2>&1 ||
	diag "$(cat "$tmp/.index")"
rm -f "$sock"
serve
nothing files 'hostile names of files'
