#!/bin/sh
# docs/api.md: each example is run and answers what is shown.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"

page=$root/docs/api.md
# block KIND: the lines of all fenced blocks of that kind
block()
{
	awk -v want="\`\`\`$1" '$0 == want { on = 1; next } /^```/ { on = 0 } on' "$page"
}

block console >"$tmp/console"
plan $(($(grep -c '^\$ ' "$tmp/console") + 1))
block ndjson | index
serve

# What is shown below a command, up to the next one; one file for each.
awk -v dir="$tmp" '/^\$ / { n++; print substr($0, 3) >(dir "/command." n); next }
	{ print >(dir "/shown." n) }' "$tmp/console"
n=1
while [ -f "$tmp/command.$n" ]; do
	sed "s|curl |curl --unix-socket '$sock' |" "$tmp/command.$n" >"$tmp/run"
	touch "$tmp/shown.$n"
	is "$(sh "$tmp/run" 2>&1)" "$(cat "$tmp/shown.$n")" "$(tr -d "\\\\" <"$tmp/command.$n" | cut -c 1-100)"
	n=$((n + 1))
done

# Every path of the description is told of.
missing=
for path in $(jq -r '.paths|keys[]' "$root/web/openapi.json"); do
	word=$(printf %s "$path" | sed 's|/api/v1/documents/{id}|/documents/ID|; s|{part}|N|
		s|.*/ID/|/|')
	grep -qF "$word" "$page" || missing="$missing $path"
done
is "$missing" '' 'every path is told of'
