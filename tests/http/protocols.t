#!/bin/sh
# The examples of docs/protocols.md do what is said.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"

grep '^curl ' docs/protocols.md >"$tmp/examples"
plan "$(($(wc -l <"$tmp/examples") * 2 + 1))"
vanban-indexer --no-progress corpus >"$tmp/.index" 2>&1
port=$(free_port)
start vanban-searchd --listen="127.0.0.1:$port"
ok 'the daemon answers' wait_for 5 curl -fs "http://127.0.0.1:$port/healthz"
no_proxy=127.0.0.1
export no_proxy
while read -r example; do
	printf '%s\n' "$example" | sed "s/127.0.0.1:8080/127.0.0.1:$port/; s/^curl /curl -sf /" >"$tmp/example"
	sh "$tmp/example" >"$tmp/answer"
	ok "$example" xmllint --noout "$tmp/answer"
	unlike "$(cat "$tmp/answer")" '<error|<diagnostic' 'and is no refusal'
done <"$tmp/examples"
