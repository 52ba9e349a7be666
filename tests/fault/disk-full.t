#!/bin/sh
# A full disk: the message names it, what was acknowledged stays, and once
# there is space again the same command goes on. On a small tmpfs, which only
# root can mount; others try in a user namespace.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

mnt=$tmp/mnt
mkdir "$mnt"
if ! mount -t tmpfs -o size=20m vanban-test "$mnt" 2>/dev/null; then
	if [ -z "$VB_UNSHARED" ] && unshare -rm true 2>/dev/null; then
		rm -rf "$tmp"
		trap - EXIT
		VB_UNSHARED=1 exec unshare -rm sh "$0"
	fi
	skip_all 'a tmpfs can not be mounted here'
fi
trap 'umount -l "$mnt"; tap_end' EXIT

plan 47

full='(No space left on device|disk is full)'
python3 tools/gen-corpus.py --count 2000 >"$tmp/in.ndjson"

# on SIZE: an empty data directory on a file system of that size
on()
{
	rm -rf "$mnt/data"
	mount -o "remount,size=$1" "$mnt"
	VANBAN_DIR=$mnt/data
}

stat()
{
	vanban stats --format=json | jq "$1"
}

# fails WHERE: the last run ended by the full disk
fails()
{
	is "$status" 2 "$1: exit status 2"
	like "$err" "^vanban-indexer: $VANBAN_DIR: .*$full" "$1: and says why"
	is "$(printf '%s\n' "$err" | wc -l)" 1 "$1: in one line"
}

# resumes WHERE: with space again the same command completes
resumes()
{
	mount -o remount,size=400m "$mnt"
	run vanban-indexer --no-progress --json "$tmp/in.ndjson"
	is "$status $(printf '%s' "$out" | jq '.added + .unchanged')" '0 2000' \
		"$1: the same command goes on"
	is "$(printf '%s' "$out" | jq .unchanged)" "$kept" \
		"$1: from what was kept"
	is "$(stat '[.documents, .index_documents]' | tr -d ' \n')" \
		'[2000,2000]' "$1: all is there"
	run vanban verify
	is "$status $out" '0 ' "$1: verify is clean"
}

# Full while the archive grows: in the first transaction and in a later one.
for size in 1m 3m; do
	on "$size"
	run vanban-indexer --no-progress --json "$tmp/in.ndjson"
	fails "archive, $size"
	kept=$(stat .documents)
	is "$(printf '%s' "$out" | jq .added)" "$kept" \
		"archive, $size: it claims no more than it holds"
	resumes "archive, $size"
done
head -n 100 "$tmp/in.ndjson" >"$tmp/some.ndjson"
on 4m
run vanban-indexer --no-progress "$tmp/some.ndjson"
is "$status" 0 'the first 100 have room'
run vanban-indexer --no-progress --json "$tmp/in.ndjson"
fails 'a later transaction'
kept=$(stat .documents)
ok 'a later transaction: the first 100 are there' [ "$kept" -ge 100 ]
run vanban search --format=json -n 1 --sort=oldest ''
is "$status $(printf '%s' "$out" | jq .total)" '0 100' \
	'a later transaction: and can be searched'
first=$(sed -n 7p "$tmp/some.ndjson" | jq -r .id)
vanban show --original "$first" >"$tmp/got"
sed -n 7p "$tmp/some.ndjson" | tr -d '\n' >"$tmp/want"
ok 'a later transaction: byte for byte' cmp "$tmp/got" "$tmp/want"
resumes 'a later transaction'

# Full while the index is built: the archive is complete.
on 11m
run vanban-indexer --no-progress --json "$tmp/in.ndjson"
fails index
kept=$(stat .documents)
is "$kept" 2000 'index: the archive has everything'
is "$(ls "$VANBAN_DIR/index")" '' 'index: nothing half built is left'
run vanban-indexer --no-progress
fails 'index, again'
resumes index

# Full while it is rebuilt: the old one goes on serving.
mount -o remount,size=24m "$mnt"
run vanban-indexer --no-progress --rebuild
fails rebuild
run vanban search --format=json -n 1 --sort=oldest ''
is "$status $(printf '%s' "$out" | jq .total)" '0 2000' \
	'rebuild: the old index still answers'

# Full while a few documents are added to the live index.
python3 tools/gen-corpus.py --first 2001 --count 300 >>"$tmp/in.ndjson"
mount -o "remount,size=$(($(du -sk "$mnt" | cut -f 1) + 1500))k" "$mnt"
run vanban-indexer --no-progress --json "$tmp/in.ndjson"
like "$status $err" "^2 .*$full" 'live: exit status 2 and why'
run vanban search --format=json -n 1 --sort=oldest ''
ok 'live: the index still answers' \
	[ "$(printf '%s' "$out" | jq .total)" -ge 2000 ]
mount -o remount,size=400m "$mnt"
run vanban-indexer --no-progress --json "$tmp/in.ndjson"
is "$status $(stat .index_documents)" '0 2300' 'live: it goes on'
run vanban verify
is "$status $out" '0 ' 'live: verify is clean'
