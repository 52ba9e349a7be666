#!/bin/sh
# /api/v1/suggest.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 15

index <<'END'
{"id": "ct/20", "number": "20-CT/TU", "title": "Chỉ thị <b>tăng cường</b> lãnh đạo", "date": "2021-11-16", "text": "Mùa mưa bão năm nay."}
{"id": "tin", "kind": "article", "title": "Chợ quê cuối năm", "text": "Chợ đông."}
END
serve

get '/api/v1/suggest?q=20-ct'
is "$code $(header content-type)" '200 application/json' 'found'
is "$(printf '%s' "$out" | jq -c '.suggestions[0] | [.text, .kind, .id, .url, .marked]')" \
	'["20-CT/TU","number","ct/20","/documents/ct%2F20",[[0,2],[3,5]]]' \
	'a number'
etag=$(header etag)
get '/api/v1/suggest?q=20-ct' -H "If-None-Match: $etag"
is "$code" 304 'unchanged'
get '/api/v1/suggest?q=20-c' -H "If-None-Match: $etag"
is "$code" 200 'of another prefix'
get '/api/v1/suggest?q=t%C4%83ng+cu'
is "$(printf '%s' "$out" | jq -r '.suggestions[0].html')" \
	'Chỉ thị &lt;b&gt;<mark>tăng cư</mark>ờng&lt;/b&gt; lãnh đạo' 'a title'
is "$(printf '%s' "$out" | jq -c 'del(.took_ms) | .suggestions |= map(del(.url))')" \
	"$(vanban suggest --format=json 'tăng cu' |
		jq -c 'del(.took_ms) | .suggestions |= map(del(.url))')" \
	'the same as the command line says'
get '/api/v1/suggest?q=c&n=1'
is "$(printf '%s' "$out" | jq '.suggestions | length')" 1 'n=1'
get '/api/v1/suggest?q=c&n=0'
is "$(printf '%s' "$out" | jq -c .suggestions)" '[]' 'n=0'
get '/api/v1/suggest?q=c&n=51'
is "$code $(header content-type)" '400 application/problem+json' 'too many'
get '/api/v1/suggest?q='
is "$code $(printf '%s' "$out" | jq -c .suggestions)" '200 []' 'nothing typed'
get '/api/v1/suggest'
is "$code $(printf '%s' "$out" | jq -c .query)" '200 ""' 'no parameter'
get '/api/v1/suggest?q=zzz'
is "$code $(printf '%s' "$out" | jq -c .suggestions)" '200 []' 'nothing found'

# A new document is suggested as soon as it is found.
printf '%s\n' '{"id": "kh", "number": "7/KH-UBND", "title": "Kế hoạch trồng rừng", "text": "Rừng."}' | index
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	get '/api/v1/suggest?q=trong+ru'
	[ "$(printf '%s' "$out" | jq '.suggestions | length')" = 0 ] || break
	sleep 0.1
done
is "$(printf '%s' "$out" | jq -r '.suggestions[0].id')" kh 'a new title'
get '/api/v1/suggest?q=7/k'
is "$(printf '%s' "$out" | jq -r '.suggestions[0].text')" 7/KH-UBND \
	'a new number'
vanban withdraw --reason=x kh >/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	get '/api/v1/suggest?q=trong+ru'
	[ "$(printf '%s' "$out" | jq '.suggestions | length')" != 0 ] || break
	sleep 0.1
done
is "$(printf '%s' "$out" | jq -c .suggestions)" '[]' 'and one withdrawn goes'
