#!/bin/sh
# What must not occur: however much of it, and however deep it stands.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 8

# Document N has the words t1 to tN: t1 is the commonest, t20 the rarest.
words=
for i in $(seq 20); do
	words="$words t$i"
	echo "{\"id\":\"d$i\",\"title\":\"Đất\",\"text\":\"$words\"}"
done >"$tmp/in.ndjson"
run vanban-indexer --no-progress "$tmp/in.ndjson"
is "$status" 0 'indexed'

# finds QUERY IDS: those documents, in any order
finds()
{
	got=$(vanban search --format=json -n 100 -- "$1" 2>"$tmp/err" |
		jq -r '[.hits[].id] | sort | join(" ")')
	is "$got" "$2" "$1"
}

# all_but N: each of the 20 words but tN, excluded
all_but()
{
	for i in $(seq 20); do
		[ "$i" -eq "$1" ] || printf ' -t%d' "$i"
	done
}

finds 'đất -t3' 'd1 d2'
finds "đất$(all_but 1)" d1
finds "đất$(all_but 20)" ''
finds '-t2' d1
finds "$(for i in $(seq 20 -1 2); do printf ' -t%d' "$i"; done)" d1
finds 't3 -t5 -xxxx' 'd3 d4'

# A tree must not get deeper than is allowed: 16 groups, each taking away 7.
deep=đất
for i in $(seq 16); do
	deep="($deep -a$i -b$i -c$i -d$i -e$i -f$i -t4)"
done
run vanban search --format=json "$deep"
is "$status" 0 'groups that exclude, in groups'
