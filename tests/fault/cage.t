#!/bin/sh
# The cage around readers, seen from outside: hostile files, readers killed at
# random, the indexer killed with its readers at work, no bubblewrap.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

[ -x "$VB_BIN/vanban-reader" ] || skip_all 'no vanban-reader'
plan 26

# pages COUNT FOLDER: pages of some length, each another
pages()
{
	mkdir -p "$2"
	python3 tests/fault/pages.py "$1" "$2"
}

# children_of PID: of the indexer only readers are
children_of()
{
	pgrep -P "$1"
}

# gone PID...: within five seconds
gone()
{
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		alive=
		for pid in "$@"; do
			kill -0 "$pid" 2>/dev/null && alive="$alive $pid"
		done
		[ -n "$alive" ] || return 0
		sleep 0.25
	done
	echo "alive:$alive"
	return 1
}

# jobs_left: private folders made since that nobody holds any more; those of
# programs that run beside this test are locked.
jobs_left()
{
	find /tmp -maxdepth 1 -name 'vanban-job-*' -newer "$tmp/mark" \
		-exec flock -n {} echo {} \; | sort
}

# The same text under each guard, and a word about it where it is a weaker one,
# as the first is too where bubblewrap itself can't make namespaces.
pages 1 "$tmp/one"
page=$tmp/one/p0.html
for guard in namespaces filters limits; do
	run env VANBAN_GUARD=$guard vanban extract --format=text "$page"
	is "$status $(printf '%s\n' "$out" | head -n 1)" \
		'0 Nghị quyết số 0/NQ-HĐND' "$guard: a page is read"
	case $guard-$namespaces in
	namespaces-yes) is "$err" '' "$guard: nothing to say" ;;
	*) like "$(cat "$tmp/err")" 'without namespaces' "$guard: and that is said" ;;
	esac
done

# Root's programs in a folder that is closed to others, as below /root: the
# worker stays root, and the tools that it starts find its folder all the same.
mkdir -m 700 "$tmp/closed"
cp "$VB_BIN/vanban" "$VB_BIN/vanban-reader" "$tmp/closed"
for guard in namespaces filters limits; do
	run env VANBAN_GUARD=$guard "$tmp/closed/vanban" extract --format=text \
		corpus/formats/xa-ngoc-hoi-05-nq-hdnd.pdf
	is "$status $(printf '%s\n' "$out" | grep -c '^NGHỊ QUYẾT$')" '0 1' \
		"$guard: a PDF is read from a closed folder"
done
VANBAN_GUARD=filters
export VANBAN_GUARD
pages 20 "$tmp/few"
run vanban-indexer --no-progress "$tmp/few"
is "$(grep -c 'without namespaces' "$tmp/err")" 1 \
	'said once, not for each file'
unset VANBAN_GUARD
rm -rf "$VANBAN_DIR"

# Files that ask the parser to open others. The canary may be read by anyone.
chmod 755 "$tmp"
echo 'canary-4711' >"$tmp/canary"
mkdir "$tmp/xxe"
for ending in xml html xhtml; do
	cat >"$tmp/xxe/a.$ending" <<-END
	<?xml version="1.0"?>
	<!DOCTYPE html [<!ENTITY c SYSTEM "file://$tmp/canary">]>
	<html><head><title>Chỉ thị</title></head>
	<body><p>Trước &c; sau</p>
	<xi:include xmlns:xi="http://www.w3.org/2001/XInclude"
		href="file://$tmp/canary" parse="text"/></body></html>
	END
	run vanban extract --format=text "$tmp/xxe/a.$ending"
	ok "$ending: no entity opens a file" \
		not grep -q 'canary-4711' "$tmp/out" "$tmp/err"
done

# Readers die all the time; the run goes on, loses what they were at, and the
# next one catches up.
pages 1500 "$tmp/many"
touch "$tmp/mark"
vanban-indexer --no-progress --json "$tmp/many" >"$tmp/killed.out" \
	2>"$tmp/killed.err" &
indexer=$!
kills=0
while kill -0 $indexer 2>/dev/null; do
	for pid in $(children_of $indexer); do
		kill -KILL "$pid" 2>/dev/null && kills=$((kills + 1))
	done
	sleep 0.2
done
wait $indexer
status=$?
rejected=$(jq .rejected "$tmp/killed.out")
diag "$kills readers killed, $rejected files lost to them"
ok 'readers were killed' test "$kills" -gt 0
ok 'exit status 0 or 1' test "$status" -le 1
is "$(grep -c 'the reader died on it (signal 9)' "$tmp/killed.err")" \
	"$rejected" 'each loss is told with its reason'
is "$(jq '.added + .rejected' "$tmp/killed.out")" 1500 'the others were read'
run vanban verify
is "$status" 0 'verify is clean'
run vanban-indexer --no-progress --json "$tmp/many"
is "$status $(printf '%s' "$out" | jq .rejected)" '0 0' \
	'the next run reads the rest'
is "$(vanban stats --format=json | jq .documents)" 1500 'all are there'
is "$(jobs_left)" '' 'no private folder is left'
rm -rf "$VANBAN_DIR"

# Killed itself, the indexer leaves no reader behind.
for guard in namespaces filters; do
	VANBAN_GUARD=$guard vanban-indexer --no-progress "$tmp/many" \
		>"$tmp/out" 2>&1 &
	indexer=$!
	readers=
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		sleep 0.1
		readers=$(children_of $indexer)
		[ -z "$readers" ] || break
	done
	kill -KILL $indexer
	wait $indexer 2>/dev/null
	ok "$guard: there were readers" test -n "$readers"
	# shellcheck disable=SC2086 # a list
	ok "$guard: they went with the indexer" gone $readers
	rm -rf "$VANBAN_DIR"
done
run vanban-indexer --no-progress --json "$tmp/few"
is "$status $(printf '%s' "$out" | jq .added)" '0 20' 'and all works again'
