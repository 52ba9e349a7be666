#!/bin/sh
# docs/schema.md names every key that the programs write, and no other.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"
plan 10

# documented HEADING: names in backticks of the first column of its table
documented()
{
	awk -v heading="$1" '
	/^#/ { on = $0 ~ "^#+ " heading "$" }
	on && /^\| `/ {
		split($0, column, "|")
		while (match(column[2], /`[a-z0-9_]+`/)) {
			print substr(column[2], RSTART + 1, RLENGTH - 2)
			column[2] = substr(column[2], RSTART + RLENGTH)
		}
	}' docs/schema.md | sort -u | tr '\n' ' '
}

# written FILTER: keys of the object that FILTER picks from $tmp/out, all
# lines of it, without schema
written()
{
	jq -r "$1 | keys[]" "$tmp/out" | grep -vx schema | sort -u | tr '\n' ' '
}

run vanban-indexer --json corpus
is "$(written .)" "$(documented Summary)" 'the summary of vanban-indexer'

run vanban search --format=json --facets --explain 'chỉ thị 20'
is "$(written .)" "$(documented Answer)" 'an answer'
is "$(written '.hits[]')" "$(documented Hit)" 'a hit'
names=$(jq -r '.facets | keys_unsorted | map("`\(.)`") | join(", ")' "$tmp/out")
ok 'the names of the facets' grep -qF "Names: $names" docs/schema.md
id=$(jq -r '.hits[0].id' "$tmp/out")

run vanban search --format=ndjson 'chỉ thị 20'
is "$(written .)" "$(documented Hit)" 'a line of ndjson'
run vanban resolve --format=json 20-CT/TU
is "$(written .)" "$(documented Answer)" 'what resolve writes'

run vanban show --format=json "$id"
is "$(written .)" "$(documented Document)" 'a document'
is "$(written '.metadata[]')" "$(documented Field)" 'a field'

run vanban stats --format=json
is "$(written .)" "$(documented Statistics)" 'statistics'

run vanban log --format=json
is "$(written .)" "$(documented Event)" 'an event'
