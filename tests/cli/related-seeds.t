#!/bin/sh
# One seed page goes on in the next issue, another continues one before, and
# they are no series: marks alone join nothing.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

seeds=${VB_DATA:-../shared/data}/seeds
[ -d "$seeds" ] || skip_all "no $seeds"
plan 5
run vanban-indexer --no-progress --json "$seeds"
is "$status" 0 'the seeds are indexed'
for page in 000_2a270e7422a478f9 002_f3c59d940a2c8084; do
	id=$(vanban search --format=json -n 10 --kind=article '' |
		jq -r --arg page "$page" \
			'.hits[] | select(.source | contains($page)) | .id')
	like "$id" . "$page is there"
	run vanban related --format=json "$id"
	is "$(printf '%s' "$out" | jq -r '.related[] |
		select(.relation != "similar") | .relation')" '' \
		"$page has no other part here, and no double"
done
