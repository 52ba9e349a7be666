#!/bin/sh
# Each count that a facet offers is what the search then finds.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

data=${VB_DATA:-../shared/data}
[ -d "$data/seeds" ] || skip_all "no $data/seeds"
command -v python3 >/dev/null || skip_all 'no python3'
set -- "$data/seeds"
[ -f "$data/official/dev.jsonl.gz" ] &&
	set -- "$@" "$data/official/dev.jsonl.gz"
plan 4
run vanban-indexer --no-progress --json "$@"
[ "$status" -le 1 ]
is $? 0 'the data are indexed'
run python3 "$(dirname "$0")/facets.py" fold
is "$out" '' 'folded, each count is what one finds'
run python3 "$(dirname "$0")/facets.py" show
is "$out" '' 'so it is when each record has a place'
run vanban search --format=json --facets --type=nghi-quyet 'nhân dân'
is "$(printf '%s' "$out" | jq '.facets.type | length > 1')" true \
	'others of a chosen type are there'
