#!/bin/sh
# vanban-indexer from outside: what it takes, keeps, and goes on with.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 87

in=$tmp/in
mkdir "$in"

# index ARG…: then $out has the summary
index()
{
	run vanban-indexer --no-progress --json "$@"
}

# counts: added updated unchanged partial rejected
counts()
{
	printf '%s' "$out" |
		jq -r '"\(.added) \(.updated) \(.unchanged) \(.partial) \(.rejected)"'
}

# known ID FIELD: of the newest version
known()
{
	vanban show --format=json "$1" | jq -r "$2"
}

# ids: of all documents, sorted
ids()
{
	vanban search --format=trec -n 1000 --sort=newest '' |
		cut -d ' ' -f 3 | sort
}

# --- the summary -----------------------------------------------------------

index
is "$status $(counts)" '0 0 0 0 0 0' 'no PATH: it catches up with nothing'
ok 'and makes the data directory' test -s "$VANBAN_DIR/archive.db"
run vanban search --format=json đất
is "$status $(printf '%s' "$out" | jq .total)" '1 0' \
	'an empty index can be searched'

printf 'Giá đất ở nông thôn năm nay.\n' >"$in/a.txt"
printf '<html><body><p>Nước sạch nông thôn.</p></body></html>' >"$in/b.html"
index "$in"
is "$status $(counts)" '0 2 0 0 0 0' 'a folder'
is "$(printf '%s' "$out" | jq -r 'keys_unsorted | join(" ")')" \
	'schema added updated unchanged partial rejected reread bytes seconds docs_per_second' \
	'the keys of the summary'
is "$(printf '%s' "$out" | jq '[.schema, .bytes]' | tr -d ' \n')" \
	"[1,$(cat "$in/a.txt" "$in/b.html" | wc -c)]" 'schema and bytes'
is "$(wc -l <"$tmp/out")" 1 'one line'
run vanban-indexer --no-progress "$in"
is "$out" '' 'without --json nothing on standard output'
like "$err" '^vanban-indexer: 0 added, 0 updated, 2 unchanged, 0 partial, 0 rejected in [0-9.]+ s$' \
	'and a line for people'

# --- versions -----------------------------------------------------------------

id=$(vanban search --format=ndjson 'giá đất' | jq -r .id)
cp "$in/a.txt" "$tmp/a1"
printf 'Giá rừng ở miền núi năm sau.\n' >"$in/a.txt"
index "$in"
is "$status $(counts)" '0 0 1 1 0 0' 'other bytes: updated'
is "$(known "$id" '"\(.version) of \(.versions)"')" '2 of 2' 'two versions'
run vanban search 'giá đất' --match=all
is "$status" 1 'the old text is not found'
run vanban search 'giá rừng' --match=all
is "$status" 0 'the new one is'
vanban show --version=1 --original "$id" >"$tmp/got"
ok 'the first version is kept byte for byte' cmp "$tmp/got" "$tmp/a1"
vanban show --original "$id" >"$tmp/got"
ok 'the newest is what the file is' cmp "$tmp/got" "$in/a.txt"
like "$(vanban show --version=1 "$id")" 'Giá đất' 'the old text can be read'
run vanban show --version=3 "$id"
is "$status" 1 'there is no third version'
cp "$tmp/a1" "$in/a.txt"
index "$in"
is "$(counts) $(known "$id" .version)" '0 1 1 0 0 3' \
	'going back is a third version'

# New bytes that can't be read: kept, and the document can't be found.
: >"$in/a.txt"
index "$in"
is "$status $(counts)" '1 0 0 1 0 1' 'bytes that say nothing: rejected'
run vanban search 'giá đất' --match=all
is "$status" 1 'what was readable before is not found any more'
run vanban verify
is "$status" 0 'and verify agrees'
cp "$tmp/a1" "$in/a.txt"
index "$in"
run vanban search 'giá đất' --match=all
is "$status" 0 'mended, it is found again'

# A file that vanished stays.
rm "$in/b.html"
index "$in"
run vanban search 'nước sạch'
is "$status" 0 'a file that vanished stays in the archive'

# --- ids and sources ---------------------------------------------------------------

cat >"$in/r.ndjson" <<'END'
{"id":"Số 1/ấ","title":"Thứ nhất","text":"Nội dung thứ nhất."}
{"title":"Thứ hai","text":"Nội dung thứ hai.","lạ":{"khóa":[1,2.50,null]}}
END
cp "$in/r.ndjson" "$in/s.ndjson"
index "$in/r.ndjson"
is "$(counts)" '2 0 0 0 0' 'NDJSON: two records'
is "$(known 'Số 1/ấ' .source)" 'Số 1/ấ' 'the source of a record is its id'
vanban show --original 'Số 1/ấ' >"$tmp/got"
head -n 1 "$in/r.ndjson" | tr -d '\n' >"$tmp/want"
ok 'its original is its line' cmp "$tmp/got" "$tmp/want"
second=$(vanban search --format=ndjson 'thứ hai' | jq -r .id | head -n 1)
digest=$(sed -n 2p "$in/r.ndjson" | tr -d '\n' | sha256sum | cut -c 1-16)
is "$(known "$second" .source)" "$in/r.ndjson#$digest" \
	'of one without id it is file and digest'
is "$second" "$(printf %s "$in/r.ndjson#$digest" | sha256sum | cut -c 1-16)" \
	'of which the id is a hash'
is "$(vanban show --format=json "$second" | grep -o '"extra":.*}},')" \
	'"extra":{"lạ":{"khóa":[1,2.50,null]}},' \
	'unknown keys are kept as they are'
index "$in/s.ndjson"
is "$(counts)" '1 0 1 0 0' \
	'in another file: the record with id is held, the other is a new one'
index "$in/s.ndjson" "$in/r.ndjson"
is "$(counts)" '0 0 4 0 0' 'then all are'

# The later of two lines with one id wins, however often it is read.
cat >"$in/twice.ndjson" <<'END'
{"id":"twice","title":"Sớm","text":"Dòng sớm hơn."}
{"id":"twice","title":"Muộn","text":"Dòng muộn hơn."}
END
for n in first second third; do
	index "$in/twice.ndjson"
	is "$(known twice .metadata.title.value)" Muộn \
		"an id twice in a file: the later wins, the $n time"
done

index - <<'END'
{"id":"in","title":"Từ đầu vào","text":"Đầu vào chuẩn."}
{"title":"Không mã","text":"Đầu vào không mã."}
END
is "$status $(counts)" '0 2 0 0 0 0' 'NDJSON on standard input'
like "$(vanban search --format=ndjson 'đầu vào không mã' | jq -r .source |
	head -n 1)" '^-#[0-9a-f]{16}$' 'the source of one without id'

printf '{"id":"one.gz","title":"Nén","text":"Dòng nén."}\n' |
	gzip >"$in/z.jsonl.gz"
index "$in/z.jsonl.gz"
is "$(counts)" '1 0 0 0 0' '.jsonl.gz'
printf 'Văn bản đã được nén lại.\n' | gzip >"$in/c.txt.gz"
index "$in/c.txt.gz"
is "$(counts)" '1 0 0 0 0' '.txt.gz'
run vanban search 'văn bản đã được nén' --match=all
is "$status" 0 'is read'
head -c 20 "$in/c.txt.gz" >"$in/cut.txt.gz"
index "$in/cut.txt.gz"
like "$err" '^vanban-indexer: .*cut\.txt\.gz: .+' '.gz that is cut off is named'
head -c 30 "$in/z.jsonl.gz" >"$in/cut.jsonl.gz"
index "$in/cut.jsonl.gz"
like "$status $err" '^1 vanban-indexer: .*cut\.jsonl\.gz: .*gzip' \
	'.jsonl.gz likewise'

mkdir "$in/bodies"
printf '<html><body><p>Thân ở tệp riêng.</p></body></html>' >"$in/bodies/x.html"
cat >"$in/f.ndjson" <<'END'
{"id":"with-file","title":"Có tệp","file":"bodies/x.html"}
{"id":"outside","title":"Ngoài","file":"../../etc/passwd"}
{"id":"absent","title":"Thiếu","file":"bodies/y.html"}
END
index "$in/f.ndjson"
is "$status $(counts)" '1 1 0 0 0 2' 'the key file'
like "$(known with-file .text)" 'Thân ở tệp riêng' 'its text is the body'
like "$err" "line 2: .*'\.\./\.\./etc/passwd'.*beside or below" \
	'a file elsewhere is refused'
like "$err" 'line 3: .*No such file' 'one that is missing is named'
printf '<html><body><p>Thân đã đổi khác.</p></body></html>' >"$in/bodies/x.html"
index "$in/f.ndjson"
is "$(known with-file .version) $(known with-file .text)" \
	'2 Thân đã đổi khác.' 'another body is another version'

index --base-url=https://example.vn/vb "$in/bodies"
is "$(vanban search --format=ndjson 'thân đã đổi khác' | jq -r .source |
	grep ^https)" 'https://example.vn/vb/x.html' '--base-url and the path below'

# --- what is passed over ---------------------------------------------------------------

mkdir -p "$in/skip/below"
printf '# ghi chú\n*.bak\nbelow.txt\n' >"$in/skip/.vanbanignore"
for file in keep.txt drop.bak .hidden.txt below/keep2.txt below/drop2.bak \
	below/below.txt; do
	printf 'Tệp %s\n' "$file" >"$in/skip/$file"
done
index "$in/skip"
is "$(counts)" '2 0 0 0 0' '.vanbanignore holds below too, hidden files are left'

# --- options ----------------------------------------------------------------------------

index --format=text "$in/bodies/x.html"
like "$(vanban search --format=ndjson 'body thân đã đổi' | jq -r .source |
	head -n 1)" 'x.html' '--format=text takes markup as text'
for option in --format=wordstar --encoding=klingon --jobs=0 --jobs=many; do
	run vanban-indexer "$option" "$in/a.txt"
	like "$status $err" "^2 vanban-indexer: ${option%=*}: '${option#*=}' " \
		"$option is refused"
done
run vanban-indexer --frob
is "$status" 2 'an option that is none'
run vanban-indexer --help
is "$status $err" '0 ' '--help'
run vanban-indexer --version
like "$out" '^vanban-indexer [0-9.]+$' '--version'

# --- one at a time ------------------------------------------------------------------------

(
	flock 9
	: >"$tmp/held"
	sleep 2
) 9>>"$VANBAN_DIR/lock" &
wait_for 5 test -e "$tmp/held"
run vanban-indexer --no-wait "$in/a.txt"
is "$status $err" \
	"2 vanban-indexer: $VANBAN_DIR: another indexer is at work" \
	'--no-wait: exit status 2'
run vanban-indexer --no-progress --json "$in/a.txt"
is "$status" 0 'else it waits, and does its work'
like "$err" 'waiting' 'and says that it waits'
wait
rm -f "$tmp/held"
(
	flock 9
	: >"$tmp/held"
	sleep 3
) 9>>"$VANBAN_DIR/lock" &
wait_for 5 test -e "$tmp/held"
start vanban-indexer --no-progress "$in/a.txt"
wait_for 2 grep -q waiting "$tmp/started.err"
kill -TERM "$pid"
wait "$pid"
is "$?" 2 'a signal ends the waiting'
wait

# --- signals -------------------------------------------------------------------------------

python3 tools/gen-corpus.py --count 3000 >"$tmp/many.ndjson"
for signal in INT TERM; do
	VANBAN_DIR=$tmp/$signal
	start vanban-indexer --no-progress --json "$tmp/many.ndjson"
	until test -s "$VANBAN_DIR/archive.db-wal" || ! kill -0 "$pid"; do
		sleep 0.01
	done
	kill -"$signal" "$pid"
	wait "$pid"
	is "$?" 2 "SIG$signal: exit status 2"
	like "$(cat "$tmp/started.err")" 'interrupted' 'it says so'
	kept=$(jq .added "$tmp/started.out")
	diag "$kept were kept"
	run vanban stats --format=json
	is "$(printf '%s' "$out" | jq .documents)" "$kept" \
		'what it counted is in the archive'
	index "$tmp/many.ndjson"
	is "$status $(printf '%s' "$out" | jq '.added + .unchanged')" '0 3000' \
		'the same command goes on'
	is "$(printf '%s' "$out" | jq .unchanged)" "$kept" \
		'from where it was'
	run vanban verify
	is "$status" 0 'verify is clean'
done
VANBAN_DIR=$tmp/stdin
mkfifo "$tmp/fifo"
sleep 30 >"$tmp/fifo" &
sleeper=$!
# shellcheck disable=SC2016 # expanded by the inner shell
start sh -c 'exec vanban-indexer --no-progress - <"$1"' sh "$tmp/fifo"
wait_for 10 test -e "$VANBAN_DIR/archive.db"
sleep 0.3
ok 'it waits for input' kill -0 "$pid"
kill -INT "$pid"
ok 'waiting for input it can be interrupted' \
	wait_for 5 sh -c "! kill -0 $pid"
kill "$sleeper" 2>/dev/null
wait "$pid" "$sleeper" 2>/dev/null

# --- the index is derived -----------------------------------------------------------------

VANBAN_DIR=$tmp/data
ids >"$tmp/ids"
revision=$(vanban stats --format=json | jq .index_revision)
index --rebuild
is "$status" 0 '--rebuild'
ids >"$tmp/ids2"
ok 'ids are the same' cmp "$tmp/ids" "$tmp/ids2"
ok 'the revision has grown' [ \
	"$(vanban stats --format=json | jq .index_revision)" -gt "$revision" ]
rm -rf "$VANBAN_DIR/index"
run vanban search đất
is "$status $err" "2 vanban: $VANBAN_DIR: no index in $VANBAN_DIR" \
	'the index is lost'
index
ids >"$tmp/ids2"
ok 'one run brings it back' cmp "$tmp/ids" "$tmp/ids2"
rm -rf "$VANBAN_DIR"/index/gen-*
index
ids >"$tmp/ids2"
ok 'also when only its contents are lost' cmp "$tmp/ids" "$tmp/ids2"

echo nonsense >"$VANBAN_DIR/index/XAPIANDB"
run vanban search đất
like "$status $err" '^2 .*not a vanban index\): run vanban-indexer --rebuild' \
	'a damaged index says what to do'
index
like "$status $err" '^2 .*--rebuild' 'the indexer too'
index --rebuild
ids >"$tmp/ids2"
ok 'and that helps' cmp "$tmp/ids" "$tmp/ids2"
for file in "$VANBAN_DIR"/index/gen-*/*.glass; do
	: >"$file"
done
index
like "$status $err" '^2 .*damaged.*--rebuild' 'so does a generation without content'
index --rebuild
ids >"$tmp/ids2"
ok 'and that helps too' cmp "$tmp/ids" "$tmp/ids2"
run vanban verify
is "$status $out" '0 ' 'verify is clean'
is "$(find "$VANBAN_DIR/index" -mindepth 1 -maxdepth 1 | wc -l)" 2 \
	'nothing is left over in index/'
