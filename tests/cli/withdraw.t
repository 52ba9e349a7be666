#!/bin/sh
# A withdrawn document is hidden everywhere; an erased one is gone, byte by
# byte, but for its digests.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 45

sql()
{
	sqlite3 "$VANBAN_DIR/archive.db" "$1"
}

# holds TEXT: the files of the data directory that have these bytes
holds()
{
	grep -rlaF -e "$1" "$VANBAN_DIR" | sed "s|$VANBAN_DIR/||"
}

mkdir "$tmp/in"
cp corpus/official/* corpus/portal/* "$tmp/in/"
cat >"$tmp/in/secret.html" <<'END'
<html><head><title>Danh sách kín về khoanh vùng hồ nước Thuỷ Tạ</title></head>
<body><p>Số: 77/QĐ-UBND</p><p>Căn cứ Quyết định số 4711/QĐ-XYZK ngày 16/11/2021
về khoanh vùng hồ nước; danh sách kín gồm những trang sau đây.</p></body></html>
END
# Too short for zlib: its bytes lie in the archive as they came.
printf 'Zyxw 1984 kín' >"$tmp/in/short.txt"
printf 'chung cho hai bên' >"$tmp/in/one.txt"
cp "$tmp/in/one.txt" "$tmp/in/two.txt"
vanban-indexer "$tmp/in" 2>"$tmp/err"

# of NAME: the id of a file
of()
{
	sql "SELECT id FROM documents JOIN versions USING (document)
		WHERE source LIKE '%/$1' LIMIT 1"
}
secret=$(of secret.html) short=$(of short.txt) one=$(of one.txt)
two=$(of two.txt)
kept=$(sql "SELECT id FROM documents JOIN versions USING (document)
	WHERE source LIKE '%.txt' AND json_extract(fields, '\$.number[0]') <> ''
	ORDER BY id LIMIT 1")
number=$(vanban show --format=json "$kept" | jq -r .metadata.number.value)
documents=$(vanban stats --format=json | jq .documents)

# --- refused -----------------------------------------------------------------
run vanban withdraw "$kept"
is "$status" 2 'no reason: 2'
like "$err" 'say why' 'and it says so'
run vanban withdraw --reason=' ' "$kept"
is "$status" 2 'an empty one: 2'
run vanban withdraw --reason=x
is "$status" 2 'no ID: 2'
run vanban withdraw --reason=x "$kept" absent
is "$status $err" '1 vanban: withdraw: absent: not held' 'an unknown ID: 1'
run vanban show "$kept"
is "$status" 0 'and none is withdrawn'

# --- withdrawn ---------------------------------------------------------------
run vanban resolve --format=json "$number"
like "$out" "\"id\":\"$kept\"" 'before: resolved'
run vanban withdraw --reason='đăng nhầm' "$kept"
is "$status $out$err" '0 ' 'withdrawn'
run vanban show "$kept"
is "$status $out" '1 ' 'show: 1'
is "$err" "vanban: show: $kept: withdrawn: đăng nhầm" 'with the reason'
run vanban show --original "$kept"
is "$status $out" '1 ' 'the original neither'
run vanban show --version=1 --format=json "$kept"
is "$status $out" '1 ' 'nor an old version'
run vanban edit "$kept" title=x
is "$status" 1 'edit: 1'
like "$err" 'withdrawn: đăng nhầm' 'and why'
run vanban resolve --format=json "$number"
unlike "$out" "\"id\":\"$kept\"" 'not resolved'
run vanban search --format=json -n 100 "\"$number\""
unlike "$out" "\"id\":\"$kept\"" 'not found'
is "$(vanban stats --format=json | jq .documents)" $((documents - 1)) \
	'not counted'
is "$(vanban log --format=json "$kept" | tail -n 1 |
	jq -c '[.event, .id, .detail]')" "[\"withdrawn\",\"$kept\",\"đăng nhầm\"]" \
	'an event says it'
events=$(sql 'SELECT count(*) FROM events')
run vanban withdraw --reason='lần nữa' "$kept"
is "$status $(sql 'SELECT count(*) FROM events')" "0 $events" \
	'again: nothing new'
vanban-indexer "$tmp/in" 2>"$tmp/err"
run vanban show "$kept"
is "$status" 1 'its file does not bring it back'
printf '\nthêm\n' >>"$(sql "SELECT source FROM versions JOIN documents
	USING (document) WHERE id = '$kept'")"
vanban-indexer "$tmp/in" 2>"$tmp/err"
run vanban show "$kept"
is "$status" 1 'nor does a new version'
run vanban verify
is "$status $out" '0 ' 'verify is clean'

# --- over HTTP ---------------------------------------------------------------
start vanban-searchd --listen="unix:$tmp/socket"
wait_for 10 curl -sf --unix-socket "$tmp/socket" http://x/readyz
for path in "api/v1/documents/$kept" "documents/$kept"; do
	is "$(curl -s -o /dev/null -w '%{http_code}' \
		--unix-socket "$tmp/socket" "http://x/$path")" 410 \
		"410: ${path%%/*}"
done
kill "$pid"
wait "$pid" 2>/dev/null

# --- erased ------------------------------------------------------------------
packed=$(sql "SELECT hex(substr(data, 20, 60)) FROM sqlar JOIN versions
	ON name = lower(hex(original)) WHERE source LIKE '%/secret.html'")
reading=$(sql "SELECT hex(substr(data, 10, 60)) FROM readings
	JOIN documents USING (document) WHERE id = '$secret'")
digest=$(sha256sum <"$tmp/in/secret.html" | cut -d ' ' -f 1)
# A file has these bytes, given in hex.
has_hex()
{
	find "$VANBAN_DIR" -type f -exec sh -c 'for file; do
		od -An -v -tx1 "$file" | tr -d " \n" && echo
	done' sh {} + | grep -qiF -e "$1"
}
isnt "$packed" '' 'packed bytes of the original'
isnt "$reading" '' 'and of its reading'
ok 'before: they are there' has_hex "$packed"
ok 'and the reading' has_hex "$reading"
isnt "$(holds 'Zyxw 1984')" '' 'and the short one, as it came'
isnt "$(holds 4711)" '' 'a reference'
isnt "$(holds 'Thuỷ Tạ')" '' 'a title'
run vanban withdraw --erase --reason='theo luật' "$secret" "$short" "$one"
is "$status $out$err" '0 ' 'erased'
ok 'the original is gone' not has_hex "$packed"
ok 'and the reading' not has_hex "$reading"
is "$(holds 'Zyxw')$(holds zyxw)" '' 'the short one, from the index too'
is "$(holds 4711)" '' 'the reference'
is "$(holds 'Thuỷ Tạ')$(holds 'Thủy Tạ')" '' 'the title'
is "$(sql "SELECT count(*) FROM mentions JOIN documents USING (document)
	WHERE withdrawn AND reason = 'theo luật'")" 0 'no references'
is "$(sql "SELECT lower(hex(original)), size, fields, extras FROM versions
	JOIN documents USING (document) WHERE id = '$secret'")" \
	"$digest|$(wc -c <"$tmp/in/secret.html" | tr -d ' ')|{}|{}" \
	'digest and size stay'
run vanban show --original "$two"
ok 'bytes that another one has stay' cmp "$tmp/out" "$tmp/in/two.txt"
run vanban show "$secret"
is "$status $err" "1 vanban: show: $secret: withdrawn: theo luật" 'show: 1'
run vanban verify
is "$status $out" '0 ' 'verify is clean'
run vanban withdraw --erase --reason='cả nó' "$two"
is "$(sql "SELECT count(*) FROM sqlar WHERE name = '$(sha256sum \
	<"$tmp/in/two.txt" | cut -d ' ' -f 1)'")" 0 'until the last one goes'
run vanban withdraw --erase --no-index --reason='rồi xoá' "$kept"
is "$status" 0 'what is withdrawn can be erased'
vanban-indexer
run vanban verify
is "$status $out" '0 ' 'verify is clean'
