#!/bin/sh
# What vanban-reader found lies in the archive: nothing is read twice, and a
# reader that fails costs no original.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

plan 38

bin=$tmp/bin
mkdir "$bin" "$tmp/in"
for program in vanban vanban-indexer vanban-reader; do
	cp "$(command -v $program)" "$bin/"
done

cat >"$tmp/in/page.html" <<'END'
<html><head><title>Hội nghị về giá đất</title></head><body>
<h1>Hội nghị về giá đất</h1>
<p>Sáng 16/11/2021, hội nghị bàn về Nghị quyết số 05/NQ-HĐND và giá đất
trên địa bàn tỉnh, theo kế hoạch đã đề ra từ đầu năm.</p></body></html>
END
cat >"$tmp/in/note.txt" <<'END'
Một ghi chép ngắn về rừng phòng hộ.
END

sql()
{
	sqlite3 "$VANBAN_DIR/archive.db" "$1"
}

# A reader that dies of every file.
dead()
{
	mv "$bin/vanban-reader" "$bin/kept"
	printf '#!/bin/sh\nexit 3\n' >"$bin/vanban-reader"
	chmod +x "$bin/vanban-reader"
}

alive()
{
	mv "$bin/kept" "$bin/vanban-reader"
}

# --- a reader that fails -----------------------------------------------------
dead
run "$bin/vanban-indexer" --json "$tmp/in"
is "$status" 1 'a dead reader: some inputs refused'
is "$(printf '%s' "$out" | jq -c '[.added, .rejected, .partial]')" '[1,1,0]' \
	'the rest goes on'
like "$err" "^vanban-indexer: $tmp/in/page.html: ." 'the message names the file'
is "$(sql "SELECT count(*) FROM versions WHERE state = 2 AND reason <> ''
	AND source LIKE '%page.html'")" 1 'the reason is kept'
id=$(sql "SELECT d.id FROM documents d JOIN versions v USING (document)
	WHERE v.source LIKE '%page.html'")
run "$bin/vanban" show --original "$id"
ok 'and the original' cmp "$tmp/out" "$tmp/in/page.html"
is "$(sql 'SELECT count(*) FROM readings')" 0 'there is no reading'
run "$bin/vanban-indexer" --json "$tmp/in"
is "$(printf '%s' "$out" | jq -c '[.unchanged, .rejected]')" '[2,0]' \
	'read again in vain: nothing new'
alive
run "$bin/vanban-indexer" --json "$tmp/in"
is "$status $(printf '%s' "$out" | jq -c '[.updated, .unchanged, .rejected]')" \
	'0 [1,1,0]' 'a good reader reads it'
is "$(sql "SELECT version, size > 0 FROM readings")" '2|1' 'and it is kept'
run "$bin/vanban-indexer" --json "$tmp/in"
is "$(printf '%s' "$out" | jq -c '[.updated, .unchanged]')" '[0,2]' \
	'then it is unchanged'

# --- nothing is read twice ---------------------------------------------------
run "$bin/vanban" show --format=json "$id"
cp "$tmp/out" "$tmp/before"
run "$bin/vanban" search --format=tsv 'hội nghị'
hits=$out
rm "$bin/vanban-reader"
run "$bin/vanban-indexer" --rebuild
is "$status $err" '0 ' 'a rebuild needs no reader'
run "$bin/vanban" search --format=tsv 'hội nghị'
is "$out" "$hits" 'and finds the same'
run "$bin/vanban" show --format=json "$id"
ok 'show needs none' cmp "$tmp/out" "$tmp/before"
like "$out" 'hội nghị bàn về Nghị quyết' 'and shows the text'
run "$bin/vanban" verify
is "$status" 0 'verify'
sql "UPDATE readings SET digest = zeroblob(32)"
run "$bin/vanban" verify
is "$status" 1 'verify sees a damaged reading'
like "$out" "^$id version 2	its reading fails its digest" 'and names it'
run "$bin/vanban" show "$id"
is "$status" 2 'show does not show it'
like "$err" 'reading of version 2' 'and says why'
run "$bin/vanban-indexer" --rebuild
is "$status" 0 'a rebuild goes on without it'
like "$err" 'reading of version 2' 'and names it'
run "$bin/vanban" search --format=tsv 'rừng phòng hộ'
is "$status" 0 'the others are found'

# --- NDJSON with markup, and with a file beside it ----------------------------
cp "$(command -v vanban-reader)" "$bin/"
VANBAN_DIR=$tmp/records
cat >"$tmp/r.ndjson" <<'END'
{"id":"a","text":"Một văn bản.","url":"https://example.org/a.html"}
{"id":"b","html":"<p>Hai &amp; <b>ba</b>.</p>","topic":"đất đai","x":1.50}
{"id":"c","file":"in/page.html","number":"7/KH-UBND"}
{"id":"d","\u0068tml":"<p>Bốn.</p>"}
{"id":"e","html":"<p>Năm.</p>","title":5}
END
run "$bin/vanban-indexer" --json "$tmp/r.ndjson"
is "$(printf '%s' "$out" | jq -c '[.added, .rejected]')" '[4,1]' 'records'
like "$err" 'r.ndjson: line 5: .*title' 'a bad one is named by its line'
is "$(sql 'SELECT d.id FROM readings JOIN documents d USING (document)
	ORDER BY 1' | tr '\n' ' ')" 'b c d ' \
	'readings of what held markup, however it is spelled'
run "$bin/vanban" show --format=json b
is "$(printf '%s' "$out" | jq -c '[.text, .metadata.topic.value]')" \
	'["Hai & ba.","đất đai"]' 'markup and keys of one line'
like "$out" '"extra":\{"x":1\.50\}' 'other keys, as they came, once'
run "$bin/vanban" show --format=json c
is "$(printf '%s' "$out" | jq -c '.metadata | [.number.value, .number.how,
	.title.value, .title.how]')" \
	'["7/KH-UBND","given","Hội nghị về giá đất","read"]' \
	'what the line says and what its file says'
like "$out" '"text":"Sáng 16/11/2021' 'and the text of the file'
run "$bin/vanban" show d
like "$out" 'Bốn' 'a key in disguise'
run "$bin/vanban" verify
is "$status" 0 'verify'

# --- an archive in the old schema ---------------------------------------------
VANBAN_DIR=$tmp/old
mkdir "$VANBAN_DIR"
sqlite3 "$VANBAN_DIR/archive.db" \
	<tests/unit/archive/data/version1.sql >/dev/null
run "$bin/vanban" show 879df6c235dd9892
like "$out" 'Sáng 16/11/2021' 'shown as it is'
is "$(sql 'PRAGMA user_version')" 1 'which changes nothing'
run "$bin/vanban-indexer" --json "$tmp/in"
is "$status $(printf '%s' "$out" | jq -c .added)" '0 2' 'the indexer adds to it'
is "$(sql 'PRAGMA user_version')" 3 'and brings it up'
is "$("$bin/vanban" stats --format=json | jq -c '[.documents, .index_documents]')" \
	'[5,5]' 'old and new ones are indexed'
run "$bin/vanban" verify
is "$status" 0 'verify'

run "$bin/vanban-indexer" --ocr=perhaps "$tmp/in"
is "$status" 2 '--ocr=perhaps: 2'
