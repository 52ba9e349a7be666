#!/bin/sh
# A person's corrections: they win over what is read, now and later.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 44

sql()
{
	sqlite3 "$VANBAN_DIR/archive.db" "$1"
}

# field ID FIELD: value, label and how, as show has them
field()
{
	vanban show --format=json "$1" |
		jq -c ".metadata.$2 | [.value, .label, .how, .confidence]"
}

mkdir "$tmp/in"
cp corpus/official/* "$tmp/in/"
run vanban edit x title=y
is "$status" 2 'no archive: 2'
ok 'and none is made' test ! -e "$VANBAN_DIR"
vanban-indexer "$tmp/in" 2>"$tmp/err"
file=$(sql "SELECT source FROM versions WHERE fields LIKE '%\"number\"%'
	AND format = 'text' ORDER BY source LIMIT 1")
id=$(sql "SELECT id FROM documents JOIN versions USING (document)
	WHERE source = '$file'")
isnt "$id" '' 'a document of the corpus'
events=$(sql 'SELECT count(*) FROM events')

# --- what is refused changes nothing ----------------------------------------
run vanban edit "$id" title=Tên colour=red
is "$status" 2 'an unknown field: 2'
like "$err" "^vanban: edit: 'colour' is not a field" 'and it is named'
like "$err" 'title number type' 'with those there are'
run vanban edit "$id" title=Tên date=hôm-qua
is "$status" 2 'a bad date: 2'
like "$err" "^vanban: edit: date: 'hôm-qua' is no value of it" 'and why'
run vanban edit "$id" kind=letter
is "$status" 2 'a bad kind: 2'
run vanban edit "$id" title=a title=b
is "$status" 2 'a field twice: 2'
run vanban edit "$id" title
is "$status" 2 'no FIELD=VALUE: 2'
run vanban edit "$id" "title=$(printf 'a\377b')"
is "$status" 2 'not UTF-8: 2'
run vanban edit absent title=a
is "$status $err" '1 vanban: edit: absent: not held' 'an unknown ID: 1'
is "$(sql 'SELECT count(*) FROM events')" "$events" 'nothing was changed'
run vanban edit "$id"
is "$status $out" '1 ' 'no corrections yet: 1'

# --- several fields, written as people do -----------------------------------
run vanban edit "$id" 'title=Về việc đã sửa' date=16/11/2020 'type=Nghị quyết' \
	'number=05 /NQ-HĐND' 'signer='
is "$status $out$err" '0 ' 'several at once: nothing to say'
is "$(field "$id" title)" \
	'["Về việc đã sửa","Về việc đã sửa","corrected",1]' 'the title'
is "$(field "$id" date)" '["2020-11-16","2020-11-16","corrected",1]' 'the date'
is "$(field "$id" type)" '["nghi-quyet","Nghị quyết","corrected",1]' 'the type'
is "$(field "$id" number | jq -r '.[2]')" corrected 'the number'
is "$(field "$id" number | jq -r '.[0]')" 05/NQ-HĐND 'as it is written'
is "$(field "$id" signer)" '[null,null,null,null]' 'emptied'
run vanban edit "$id"
is "$status $out" '0 title	Về việc đã sửa
number	05/NQ-HĐND
type	nghi-quyet
date	2020-11-16
signer	' 'the corrections that stand'
is "$(sql 'SELECT count(*) FROM events')" $((events + 5)) 'an event each'
is "$(sql "SELECT detail FROM events WHERE kind = 'corrected'
	AND detail LIKE 'date=%'")" date=2020-11-16 'which says what'
run vanban edit "$id" date=2020-11-16
is "$status" 0 'the same again'
is "$(sql 'SELECT count(*) FROM events')" $((events + 5)) 'is no event'

# --- the index knows of it at once ------------------------------------------
is "$(vanban search --format=trec 'tieude:"Về việc đã sửa"' |
	cut -d ' ' -f 3)" "$id" 'searched by the new title'
is "$(vanban resolve --format=json 05/NQ-HĐND |
	jq --arg id "$id" '[.hits[] | select(.id == $id)] | length')" 1 \
	'resolved by the new number'
run vanban edit --no-index "$id" 'title=Tên thứ hai'
is "$status" 0 '--no-index'
is "$err" \
	'vanban: edit: the index does not know of it yet: run vanban-indexer' \
	'says that the index lags'
run vanban search --format=trec 'tieude:"Tên thứ hai"'
is "$status" 1 'and it does'
vanban-indexer
is "$(vanban search --format=trec 'tieude:"Tên thứ hai"' |
	cut -d ' ' -f 3)" "$id" 'until the next run'

# --- it wins over later runs -------------------------------------------------
printf '\nMột dòng nữa.\n' >>"$file"
run vanban-indexer --json "$tmp/in"
is "$(printf '%s' "$out" | jq .updated)" 1 'the file came anew'
is "$(vanban show --format=json "$id" | jq -c '[.version, .versions]')" \
	'[2,2]' 'as a new version'
is "$(field "$id" title | jq -r '.[0], .[2]')" 'Tên thứ hai
corrected' 'the correction stays'
is "$(vanban show --version=1 --format=json "$id" |
	jq -r .metadata.title.how)" "$(sql "SELECT json_extract(fields,
	'\$.title[1]') FROM versions WHERE source = '$file' AND version = 1")" \
	'the old version is as it was read'
vanban-indexer --rebuild
is "$(vanban search --format=trec 'tieude:"Tên thứ hai"' |
	cut -d ' ' -f 3)" "$id" 'after a rebuild too'
run vanban verify
is "$status $out" '0 ' 'verify is clean'

# --- the lock ----------------------------------------------------------------
start flock "$VANBAN_DIR/lock" sleep 30
holder=$pid
wait_for 5 not flock -n "$VANBAN_DIR/lock" true
run vanban edit --no-wait "$id" title=x
is "$status" 2 'locked, --no-wait: 2'
like "$err" 'an indexer is at work' 'and why'
start vanban edit --no-index "$id" 'title=Sau khi đợi'
wait_for 5 grep -q waiting "$tmp/started.err"
is "$(vanban edit "$id" | head -n 1)" 'title	Tên thứ hai' 'it waits'
kill "$holder" "$(pgrep -P "$holder" sleep)"
ok 'and goes on' wait "$pid"
is "$(vanban edit "$id" | head -n 1)" 'title	Sau khi đợi' 'then it is done'
