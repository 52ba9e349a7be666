#!/bin/sh
# vanban extract: what a reader finds in a file, without an archive.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 49

# --- text: decoded and NFC, as the author spelled it -----------------------
printf 'CHỈ THỊ\nVề hoà bình và thuý\n' >"$tmp/a.txt"
run vanban extract "$tmp/a.txt"
is "$status $out" "0 CHỈ THỊ
Về hoà bình và thuý" 'tone placement and capitals stay'
run vanban extract - <"$tmp/a.txt"
is "$status $out" "0 CHỈ THỊ
Về hoà bình và thuý" 'standard input'
printf 'To\314\200 tri\314\200nh\n' >"$tmp/nfd.txt"
run vanban extract "$tmp/nfd.txt"
is "$out" 'Tò trình' 'NFC'

want='Hội đồng nhân dân tỉnh ban hành quyết định.'
printf 'H\351i \256\345ng nh\251n d\251n t\330nh ban h\265nh quy\325t \256\336nh.\n' >"$tmp/tcvn3.txt"
run vanban extract "$tmp/tcvn3.txt"
is "$status $out" "0 $want" 'TCVN3 is found out'
run vanban extract --encoding=tcvn3 "$tmp/tcvn3.txt"
is "$status $out" "0 $want" '--encoding=tcvn3'
run vanban extract --format=json "$tmp/tcvn3.txt"
is "$(printf '%s' "$out" | jq -r .text)" "$want" 'json: text'
# Eight marked words, all of them syllables: 8 / 8.5.
is "$(printf '%s' "$out" | jq -c '[.encoding.runs > 0, .encoding.words,
	.encoding.valid, .encoding.confidence]')" '[true,8,8,0.94]' \
	'json: how sure'
for _ in 1 2 3 4 5 6 7 8 9 10; do cat "$tmp/tcvn3.txt"; done >"$tmp/long.txt"
run vanban extract --format=json "$tmp/long.txt"
is "$(printf '%s' "$out" | jq -r .encoding.main)" tcvn3 'json: encoding'
printf '%s\n' '{"text":"Một \ud800 nửa."}' >"$tmp/half.jsonl"
run vanban extract --format=json "$tmp/half.jsonl"
is "$status $(printf '%s' "$out" | jq -c '[.text, .partial, .warnings]')" \
	'0 ["Một � nửa.",true,["1 places were not UTF-8"]]' \
	'partial, with a warning'
run vanban extract "$tmp/half.jsonl"
like "$err" 'half.jsonl: line 1: 1 places were not UTF-8' \
	'as text the warning goes to stderr'

# --- json: the contract's keys ---------------------------------------------
cat >"$tmp/nq.txt" <<'END'
HỘI ĐỒNG NHÂN DÂN
TỈNH HÀ TĨNH
Số: 05/NQ-HĐND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

NGHỊ QUYẾT
Về giá đất

Căn cứ Chỉ thị số 20-CT/TU ngày 10 tháng 7 năm 2019;
Điều 1. Thông qua giá đất.
END
run vanban extract --format=json "$tmp/nq.txt"
is "$status" 0 'a resolution'
json=$out
is "$(printf '%s' "$json" | jq -c '[.schema, (keys_unsorted | sort | join(" "))]')" \
	'[1,"blocks encoding extra file format id issuer_level metadata partial parts place_now references schema structure text warnings"]' \
	'the keys of an extract'
is "$(printf '%s' "$json" | jq -c '.metadata.number | [.value, .label, .how,
	(.confidence > 0 and .confidence <= 1), (.where | length)]')" \
	'["05/NQ-HĐND","05/NQ-HĐND","read",true,2]' 'metadata.number'
is "$(printf '%s' "$json" | python3 -c '
import json, sys
x = json.load(sys.stdin)
a, b = x["metadata"]["number"]["where"]
print(x["text"].encode()[a:b].decode())')" '05/NQ-HĐND' \
	'where is in bytes of the text'
is "$(printf '%s' "$json" | jq -c '.references[0] | [.number, .type, .date]')" \
	'["20-CT/TU","chi-thi","2019-07-10"]' 'references'

# --- HTML, by a worker ------------------------------------------------------
cat >"$tmp/page.html" <<'END'
<html><head><title>Hội nghị về giá đất</title></head><body>
<h1>Hội nghị về giá đất</h1>
<p>Sáng 16/11/2021, hội nghị bàn về Nghị quyết số 05/NQ-HĐND và giá đất
trên địa bàn tỉnh, theo kế hoạch đã đề ra từ đầu năm.</p>
<script>alert("không đọc")</script></body></html>
END
run vanban extract "$tmp/page.html"
is "$status" 0 'a page'
like "$out" 'hội nghị bàn về Nghị quyết số 05/NQ-HĐND' 'its text'
unlike "$out" 'không đọc|<p>' 'no markup'
run vanban extract --format=json "$tmp/page.html"
is "$(printf '%s' "$out" | jq -r '.format + " " + .metadata.title.value')" \
	'html Hội nghị về giá đất' 'its title'
gzip -k "$tmp/page.html"
run vanban extract --format=json "$tmp/page.html.gz"
is "$status $(printf '%s' "$out" | jq -r .metadata.title.value)" \
	'0 Hội nghị về giá đất' 'the same, compressed'

# --- NDJSON: each line is a record -------------------------------------------
cat >"$tmp/r.ndjson" <<'END'
{"id":"a","text":"Một.","so_trang":12345678901234567890}

{"id":"b","html":"<p>Hai &amp; ba.</p>"}
{"id":"c","file":"nq.txt","title":"Ở nơi khác"}
END
run vanban extract --format=json "$tmp/r.ndjson"
is "$status" 0 'records'
is "$(printf '%s\n' "$out" | jq -c '[.id, .text, .file]')" \
	'["a","Một.",null]
["b","Hai & ba.",null]
["c","","nq.txt"]' 'an object a line; a file that one names is not opened'
is "$(printf '%s\n' "$out" | head -n 1 | grep -o '"so_trang":[0-9]*')" \
	'"so_trang":12345678901234567890' 'other keys as they came'
run vanban extract "$tmp/r.ndjson"
is "$status $out" '0 Một.

Hai & ba.' 'as text, an empty line between'
run vanban extract --format=json - <"$tmp/r.ndjson"
is "$(printf '%s\n' "$out" | jq -r .id | tr '\n' ' ')" 'a b c ' \
	'on standard input by sight'
gzip -k "$tmp/r.ndjson"
run vanban extract --format=json "$tmp/r.ndjson.gz"
is "$(printf '%s\n' "$out" | jq -r .id | tr '\n' ' ')" 'a b c ' 'compressed'
printf '{"text":"Tốt."}\n{"text":\n{"text":"Cũng tốt."}\n' >"$tmp/bad.jsonl"
run vanban extract "$tmp/bad.jsonl"
is "$status" 1 'a bad line: 1'
is "$out" 'Tốt.

Cũng tốt.' 'the others are there'
like "$err" 'bad.jsonl: line 2: not JSON' 'and it is named'

# --- what can't be read ------------------------------------------------------
: >"$tmp/empty"
run vanban extract "$tmp/empty"
is "$status $out" '1 ' 'an empty file: 1'
like "$err" "^vanban: $tmp/empty: empty file" 'and why'
head -c 3000 /dev/zero >"$tmp/zero.bin"
run vanban extract "$tmp/zero.bin"
is "$status" 1 'no text: 1'
like "$err" 'no reader for binary files' 'and why'
run vanban extract "$tmp/absent"
is "$status" 2 'no such file: 2'
run vanban extract "$tmp"
is "$status" 2 'a folder: 2'
run vanban extract
is "$status" 2 'no FILE: 2'
run vanban extract --format=tsv "$tmp/a.txt"
is "$status" 2 'a format that it has not: 2'
run vanban extract --ocr=maybe "$tmp/a.txt"
is "$status" 2 '--ocr=maybe: 2'
run vanban extract --encoding=klingon "$tmp/a.txt"
is "$status" 2 '--encoding=klingon: 2'
run vanban extract --ocr=never --encoding=auto "$tmp/a.txt"
is "$status" 0 '--ocr=never is no hindrance to text'
run vanban extract --help
is "$status" 0 '--help'

# --- nothing is stored, and the archive reads the same ----------------------
ok 'no data directory was made' test ! -e "$VANBAN_DIR"
run vanban-indexer "$tmp/page.html" "$tmp/nq.txt"
is "$status" 0 'the indexer'
id=$(vanban search --format=ndjson 'hội nghị' | jq -r .id | head -n 1)
is "$(vanban show --format=json "$id" | jq -r .text)" \
	"$(vanban extract "$tmp/page.html")" 'holds the same text'
is "$(sqlite3 "$VANBAN_DIR/archive.db" 'SELECT count(*) FROM readings')" 1 \
	'and a reading of the page, none of the text'

# --- without vanban-reader ---------------------------------------------------
mkdir "$tmp/bin"
cp "$(command -v vanban)" "$(command -v vanban-indexer)" "$tmp/bin/"
run "$tmp/bin/vanban" extract "$tmp/a.txt"
is "$status" 0 'text needs no vanban-reader'
run "$tmp/bin/vanban" extract "$tmp/page.html"
is "$status" 2 'a page does: 2'
run "$tmp/bin/vanban-indexer" -d "$tmp/d2" "$tmp/page.html" "$tmp/nq.txt"
is "$status" 1 'the indexer refuses it'
is "$(sqlite3 "$tmp/d2/archive.db" "SELECT state, source LIKE '%page.html'
	FROM versions WHERE state = 2")" '2|1' 'and keeps the original'
