#!/bin/sh
# vanban suggest, and what search says may have been meant.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
plan 27

cat >"$tmp/in.ndjson" <<'END'
{"id": "ct-20", "number": "20-CT/TU", "title": "Chỉ thị tăng cường lãnh đạo mùa mưa bão", "date": "2021-11-16", "text": "Mùa mưa bão năm nay."}
{"id": "nq/5", "number": "05/2024/NQ-HĐND", "title": "Nghị quyết về <phí> chợ & bến xe", "date": "2024-07-10", "text": "Thu phí."}
{"id": "tin", "kind": "article", "title": "Chợ quê cuối năm", "date": "2024-12-30", "text": "Chợ đông."}
END
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	printf '{"id": "b-%s", "kind": "article", "title": "Bài %s", "text": "Hội đồng nhân dân. Ra nghị quyết."}\n' \
		"$i" "$i"
done >>"$tmp/in.ndjson"
vanban-indexer --no-progress "$tmp/in.ndjson" >/dev/null

run vanban suggest 20-ct
is "$status" 0 'found'
is "$out" '20-CT/TU · Chỉ thị tăng cường lãnh đạo mùa mưa bão  [ct-20]' \
	'a number'
run vanban suggest nghi quyet ve phi
is "$out" 'Nghị quyết về <phí> chợ & bến xe  [nq/5]' 'a title, words apart'
run vanban suggest hoi dong nh
is "$out" 'hội đồng nhân dân' 'a phrase'
run vanban suggest chợ
is "$out" 'Chợ quê cuối năm  [tin]
Nghị quyết về <phí> chợ & bến xe  [nq/5]' 'what begins so comes first'
run vanban suggest -n 1 chợ
is "$out" 'Chợ quê cuối năm  [tin]' 'one of them'
run vanban suggest nghij quyeets veef
is "$out" 'Nghị quyết về <phí> chợ & bến xe  [nq/5]' 'raw Telex'
run vanban suggest 'tnag cuong'
is "$out" 'Chỉ thị tăng cường lãnh đạo mùa mưa bão  [ct-20]' 'a mistake'

run vanban suggest --format=json 've phi'
is "$(printf '%s' "$out" | jq -c 'keys_unsorted')" \
	'["schema","query","took_ms","suggestions"]' 'keys'
is "$(printf '%s' "$out" | jq -c '[.schema, .query]')" '[1,"ve phi"]' 'of what'
is "$(printf '%s' "$out" | jq -c '.suggestions | map(del(.html))')" \
	'[{"text":"Nghị quyết về <phí> chợ & bến xe","kind":"title","id":"nq/5","number":"05/2024/NQ-HĐND","title":"Nghị quyết về <phí> chợ & bến xe","url":null,"marked":[[15,25]]}]' \
	'a suggestion'
is "$(printf '%s' "$out" | jq -r '.suggestions[0].html')" \
	'Nghị quyết <mark>về &lt;phí</mark>&gt; chợ &amp; bến xe' 'as HTML'
run vanban suggest --format=ndjson 'hoi do'
is "$(printf '%s' "$out" | jq -c 'del(.html, .marked)')" \
	'{"text":"hội đồng nhân dân","kind":"phrase","id":null,"number":null,"title":null,"url":null}' \
	'a line'

run vanban suggest zzz
is "$status $out" '1 ' 'nothing'
run vanban suggest -n 0 20-ct
is "$status $out" '1 ' 'none wanted'
run vanban suggest ''
is "$status $out" '1 ' 'an empty prefix'
run vanban suggest
is "$status" 2 'no prefix'
run vanban suggest -n 51 x
is "$status" 2 'too many'
run vanban suggest --format=tsv x
is "$status" 2 'no such format'
run vanban suggest --help
is "$status" 0 'help'
run vanban -d "$tmp/none" suggest x
is "$status" 2 'no index'

run vanban search --format=json 'nghị quyêt'
is "$(printf '%s' "$out" | jq -r .did_you_mean)" 'nghị quyết' 'did you mean'
run vanban search --format=json 'nghi quyte'
is "$(printf '%s' "$out" | jq -r .did_you_mean)" 'nghi quyet' 'without marks'
run vanban search --format=json 'nghị quyết'
is "$(printf '%s' "$out" | jq -r .did_you_mean)" null 'right as it is'

# Neither a damaged dictionary nor none is a failure.
echo damaged >"$VANBAN_DIR/index/gen-000001/spelling"
run vanban suggest 20-ct
is "$status $out" '1 ' 'a damaged dictionary'
run vanban verify
is "$status" 0 'does not matter'
vanban-indexer --no-progress --rebuild >/dev/null
run vanban suggest 20-ct
is "$status" 0 'and is made again'
