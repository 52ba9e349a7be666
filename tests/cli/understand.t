#!/bin/sh
# What a query says beside its words: shown, removable, and never a loss.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
plan 19

cat >"$tmp/in.ndjson" <<'END'
{"id": "nq", "kind": "document", "number": "05/NQ-HĐND", "type": "Nghị quyết", "title": "Nghị quyết về bảng giá đất", "issuer": "Hội đồng nhân dân tỉnh Nghệ An", "place": "Nghệ An", "date": "2019-07-10", "text": "Giá đất do Hội đồng nhân dân tỉnh ban hành."}
{"id": "qd", "kind": "document", "number": "06/QĐ-UBND", "type": "Quyết định", "title": "Bảng giá đất", "issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh", "place": "Hà Tĩnh", "date": "2020-08-11", "text": "Giá đất do UBND tỉnh ban hành; HĐND cho ý kiến."}
{"id": "bai", "kind": "article", "title": "Chuyện giá đất", "date": "2020-01-02", "text": "Giá đất lên, nghị quyết xuống. Cải cách hành chính."}
END
vanban-indexer --no-progress "$tmp/in.ndjson" >/dev/null

ids()
{
	printf '%s' "$out" | jq -r '.hits | map(.id) | join(" ")'
}

parts()
{
	printf '%s' "$out" | jq -c ".understood | map([$1])"
}

run vanban search --format=json 'nghị quyết giá đất'
is "$status" 0 'found'
is "$(printf '%s' "$out" | jq -c '.understood')" \
	'[{"field":"type","value":"nghi-quyet","label":"Nghị quyết","text":"nghị quyết","filter":false,"without":"giá đất"}]' \
	'one part, with all its keys'
is "$(printf '%s' "$out" | jq -r '.interpreted')" 'nghị quyết giá đất' \
	'the query stays as it is'
is "$(ids | cut -d' ' -f1)" nq 'a resolution comes first'
is "$(ids | tr ' ' '\n' | sort | tr '\n' ' ')" 'bai nq qd ' 'none is lost'

run vanban search --format=json 'giá đất Hà Tĩnh năm 2020'
is "$(parts '.field,.value')" '[["place","Hà Tĩnh"],["year","2020"]]' \
	'a place and a year'
is "$(ids | cut -d' ' -f1)" qd 'a document of both comes first'

run vanban search --format=json 'loai:nq giá đất'
is "$(parts '.field,.value,.filter,.without')" \
	'[["type","nghi-quyet",true,"giá đất"]]' 'a filter is listed'
is "$(ids)" nq 'and filters'
run vanban search --format=json 'giá đất'
is "$(parts .field)" '[]' 'nothing but words'
run vanban search --format=json ''
is "$(parts .field)" '[]' 'nothing'

run vanban search --format=json 'giá đất ngày:11/8/2020'
is "$(ids)" qd 'the filter of a day'
run vanban search --format=json 'giá đất date:2019-07'
is "$(ids)" nq 'and of a month'
is "$(printf '%s' "$out" | jq -r .interpreted)" 'giá đất date:2019-07' \
	'which can be typed again'

# abbreviations, both ways; in quotation marks, and to exclude, as typed
run vanban search --format=json 'HĐND ban hành'
is "$(ids | cut -d' ' -f1,2 | tr ' ' '\n' | sort | tr '\n' ' ')" 'nq qd ' \
	'HĐND finds the words'
run vanban search --format=json 'CCHC'
is "$(ids)" bai 'CCHC finds cải cách hành chính'
run vanban search --format=json 'hội đồng nhân dân'
is "$(ids | tr ' ' '\n' | sort | tr '\n' ' ')" 'nq qd ' \
	'the words find HĐND'
run vanban search --format=json '"HĐND"'
is "$(ids)" qd 'in quotation marks the form alone'
run vanban search --format=json 'giá đất tỉnh -HĐND'
is "$(ids | cut -d' ' -f1)" nq 'what is excluded is the form alone'
