#!/bin/sh
# vanban related, and what search folds.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
plan 27

canal='Con kênh chạy qua ba xã vừa được nạo vét xong trước mùa mưa. Người dân hai bên bờ góp công dọn rác, trồng lại hàng cây và đặt thêm ghế ngồi. Tổ tự quản chia nhau trực mỗi tối, ai xả rác thì nhắc nhở, nhắc rồi mà còn tái phạm thì mời lên nhà văn hóa làm cam kết.'
cat >"$tmp/in.ndjson" <<END
{"id": "kenh-a", "kind": "article", "title": "Dòng kênh xanh", "date": "2024-05-01", "text": "$canal"}
{"id": "kenh-b", "kind": "article", "title": "Kênh ba xã", "date": "2024-05-02", "text": "$canal"}
{"id": "nq-a", "number": "05/2024/NQ-HĐND", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "date": "2024-07-10", "title": "Nghị quyết về phí chợ", "text": "Thu phí lụa."}
{"id": "nq-b", "number": "5/2024/NQ-HĐND", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "date": "2024-07-10", "title": "Nghị quyết", "text": "Thu phí lụa theo bản quét."}
{"id": "ky-1", "kind": "article", "title": "Giữ nghề dệt (kỳ 1)", "origin": "Báo Mẫu", "date": "2021-03-01", "text": "Khung cửi."}
{"id": "ky-2", "kind": "article", "title": "Giữ nghề dệt (kỳ 2)", "origin": "Báo Mẫu", "date": "2021-03-08", "text": "Sợi chỉ."}
{"id": "le-loi", "kind": "article", "title": "Xyz", "text": "Qwerty."}
END
vanban-indexer --no-progress "$tmp/in.ndjson" >/dev/null

relations()
{
	printf '%s' "$out" | jq -r '.related | map(select(.relation != "similar")
		| "\(.id):\(.relation)") | join(" ")'
}

run vanban related --format=json kenh-a
is "$status" 0 'found'
is "$(relations)" 'kenh-b:same-text' 'the same text'
is "$(printf '%s' "$out" | jq -c 'keys_unsorted')" \
	'["schema","id","title","number","took_ms","related"]' 'keys'
is "$(printf '%s' "$out" | jq -c '.related[0] | keys_unsorted')" \
	'["id","relation","kind","title","number","type","issuer","date","source","url","evidence","bits","score"]' \
	'keys of one'
is "$(printf '%s' "$out" | jq -c '[.schema, .id, .title, .number]')" \
	'[1,"kenh-a","Dòng kênh xanh",null]' 'of what'
run vanban related --format=json nq-b
is "$(relations)" 'nq-a:same-document' 'the same document'
is "$(printf '%s' "$out" | jq -c '.related[0].evidence')" \
	'{"number":"05/2024/NQ-HĐND","issuer":"Hội đồng nhân dân tỉnh Hà Tĩnh","date":"2024-07-10"}' \
	'and why'
run vanban related --format=json ky-1
is "$(relations)" 'ky-2:series-next' 'the part after'
run vanban related --format=json ky-2
is "$(relations)" 'ky-1:series-previous' 'the part before'
run vanban related -n 1 --lang=vi ky-2
is "$out" 'kỳ trước:
  Giữ nghề dệt (kỳ 1) · 2021-03-01  [ky-1]' 'for people'
run vanban related -n 0 ky-2
is "$status" 1 'none wanted'
run vanban related le-loi
is "$status $out" '1 ' 'nothing related'
run vanban related khong-co
is "$status" 1 'no such document'
like "$err" 'no such document' 'which is said'
run vanban related
is "$status" 2 'no id'
run vanban related --format=tsv ky-1
is "$status" 2 'no such format'
run vanban related -n 101 ky-1
is "$status" 2 'too many'
run vanban related --help
is "$status" 0 'help'

# Folding.
run vanban search --format=json --duplicates=fold 'kênh nạo vét'
is "$(printf '%s' "$out" | jq -c '[.total, (.hits | length)]')" '[1,1]' \
	'one place for one text'
is "$(printf '%s' "$out" | jq -r '.hits[0] | [.id, .also[].id] | sort | join(" ")')" \
	'kenh-a kenh-b' 'with the other'
is "$(printf '%s' "$out" | jq -c '.hits[0].also[0] | keys_unsorted')" \
	'["id","source","why"]' 'keys of also'
is "$(printf '%s' "$out" | jq -r '.hits[0].also[0].why')" same-text 'why'
run vanban search --format=json --duplicates=fold 'phí lụa'
is "$(printf '%s' "$out" | jq -c '[.total, .hits[0].also[0].why]')" \
	'[1,"same-document"]' 'the same document'
run vanban search --format=json 'kênh nạo vét'
is "$(printf '%s' "$out" | jq -c '[.total, (.hits | map(.also | length) | add)]')" \
	'[2,0]' 'each its own place'
is "$(vanban search --format=trec 'kênh nạo vét' | wc -l)" 2 \
	'a run for evaluation has all'
is "$(vanban search --format=trec --duplicates=fold 'kênh nạo vét' | wc -l)" 1 \
	'unless it is told'
run vanban search --duplicates=maybe x
is "$status" 2 'no such way'
