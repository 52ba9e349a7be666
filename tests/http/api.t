#!/bin/sh
# /api/v1: the JSON, its validators and its refusals.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 77

index <<-'END'
{"id": "nq-05", "title": "Nghị quyết về giá đất", "number": "05/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "place": "Hà Tĩnh", "date": "2023-07-14", "text": "Điều 1. Thông qua bảng giá đất.\nĐiều 2. Tổ chức thực hiện bảng giá đất.", "url": "https://tin.example/nq-05"}
{"id": "ct-20", "title": "Chỉ thị về phòng cháy rừng", "number": "20-CT/TU", "type": "chi-thi", "date": "2021-11-10", "text": "Các cấp ủy lãnh đạo phòng cháy, chữa cháy rừng."}
{"id": "bài/1 @2?#&", "kind": "article", "title": "Giá đất sau một năm", "date": "2024-01-02", "text": "Bảng giá đất theo Nghị quyết số 05/NQ-HĐND.", "chuyên mục": "Đất đai"}
END
serve

# A search: every key of the contract, and the same bytes as the CLI's.
get '/api/v1/search?q=gi%C3%A1+%C4%91%E1%BA%A5t'
is "$code" 200 'search answers'
is "$(header content-type)" application/json 'search is JSON'
is "$(printf %s "$out" | jq -c 'keys_unsorted')" \
	'["schema","query","interpreted","understood","total","exact","took_ms","offset","hits","facets","resolved","did_you_mean","relaxed","notes"]' \
	'keys of an answer'
is "$(printf %s "$out" | jq -c '.hits[0]|keys_unsorted')" \
	'["id","rank","score","kind","title","number","type","issuer","place","issuer_level","place_now","mentions","date","date_inferred","source","snippet","anchor","section","url","also","why"]' \
	'keys of a hit'
is "$(printf %s "$out" | jq -r '.hits|map(.id)|sort|join(" ")')" \
	'bài/1 @2?#& nq-05' 'both are found'
is "$(printf %s "$out" | jq -Sc 'del(.took_ms)')" \
	"$(vanban search --format=json 'giá đất' | jq -Sc 'del(.took_ms)')" \
	'the same as the command line says'
is "$(printf %s "$out" | jq '.schema')" 1 'schema 1'

# Parameters are the options.
get '/api/v1/search?q=gia+dat&type=nghi-quyet&n=1'
is "$(printf %s "$out" | jq -r '.hits|map(.id)|join(" ")')" nq-05 'type'
get '/api/v1/search?q=gia+dat&kind=article'
is "$(printf %s "$out" | jq -r '.hits|map(.date)|join(" ")')" 2024-01-02 kind
get '/api/v1/search?q=gia+dat&from=2024-01-01&to=2024-12-31'
is "$(printf %s "$out" | jq -r '.hits|map(.date)|join(" ")')" 2024-01-02 'from, to'
get '/api/v1/search?sort=oldest&n=2'
is "$(printf %s "$out" | jq -r '.hits|map(.date)|join(" ")')" \
	'2021-11-10 2023-07-14' 'sort without words'
get '/api/v1/search?sort=oldest&n=2&offset=2'
is "$(printf %s "$out" | jq -c '[.offset,.hits[0].rank,.hits[0].date]')" \
	'[2,3,"2024-01-02"]' 'offset'
get '/api/v1/search?q=gia+dat&type=&from=&n=&sort='
is "$(printf %s "$out" | jq '.hits|length')" 2 'empty ones are as absent'
get '/api/v1/search?q=gia+dat&facets=1'
is "$(printf %s "$out" | jq -c '.facets.kind|map([.value,.count])|sort')" \
	'[["article",1],["document",1]]' 'facets'
get '/api/v1/search?q=gia+dat&facets=0'
is "$(printf %s "$out" | jq -c .facets)" '{}' 'no facets'
get '/api/v1/search?q=gia+dat&explain=1'
is "$(printf %s "$out" | jq '.hits[0].why|length > 0')" true 'explain'
get '/api/v1/search'
is "$code $(printf %s "$out" | jq .total)" '200 0' 'nothing asked, nothing found'
get '/api/v1/search?q=gia%20dat&utm_source=x'
is "$(printf %s "$out" | jq -r .query)" 'gia dat' 'others are ignored'

# Impossible values are named.
refused()
{
	get "/api/v1/search?$1"
	is "$code $(header content-type) $(printf %s "$out" | jq -r '"\(.status) \(.detail)"' |
		grep -c "^400 $2")" '400 application/problem+json 1' "refused: $3"
}
refused 'q=x&n=abc' 'n: "abc"' 'n that is no number'
refused 'q=x&n=-1' 'n: ' 'negative n'
refused 'q=x&n=1001' 'n: ' 'n over the cap'
refused 'q=x&offset=10001' 'offset: ' 'offset too deep'
refused 'q=x&sort=best' 'sort: "best"' 'unknown order'
refused 'q=x&match=some' 'match: ' 'unknown match'
refused 'q=x&facets=maybe' 'facets: ' 'facets that are neither'
refused 'q=x&from=2023-02-30' 'from: ' 'a day that is none'
refused 'q=x&kind=mention' 'kind '  'a kind that is none'
refused 'q=%zz' 'q: malformed' 'malformed escape'
refused 'q=%4' 'q: malformed' 'escape cut short'
refused 'q=a%00b' 'q: holds a NUL' 'NUL'
refused 'q=%ff' 'q: is not UTF-8' 'not UTF-8'
refused 'q=a&q=b' 'q: given twice' 'twice'
refused "q=$(head -c 5000 /dev/zero | tr '\0' a)" '.*' 'a query over 4 KB'
get "/api/v1/search?$(printf 'a%d=1&' $(seq 65))"
is "$code" 400 'more than 64 parameters'
get '/api/v1/search?q=%22%28AND+OR+%2A+%29'
is "$code" 200 'a bad query is no failure'

# Documents; every byte of an ID can be said.
get /api/v1/documents/nq-05
is "$code" 200 'a document'
is "$out" "$(vanban show --format=json nq-05)" 'as the command line shows it'
get '/api/v1/documents/b%C3%A0i%2F1%20%402%3F%23%26'
is "$(printf %s "$out" | jq -r .id)" 'bài/1 @2?#&' 'an ID with everything'
is "$(printf %s "$out" | jq -r '.extra["chuyên mục"]')" 'Đất đai' 'extra keys'
get '/api/v1/documents/b%C3%A0i/1%20@2%3F%23%26'
is "$(printf %s "$out" | jq -r .id)" 'bài/1 @2?#&' 'its slash may be plain'
get /api/v1/documents/nothing
is "$code $(printf %s "$out" | jq -r .title)" '404 Not Found' 'unknown ID'
get '/api/v1/documents/nq-05?version=2'
is "$code" 404 'unknown version'
get '/api/v1/documents/nq-05?version=x'
is "$code" 400 'impossible version'
get '/api/v1/documents/%f0%28'
is "$code" 400 'ID that is not UTF-8'

get '/api/v1/resolve?number=5%2FNQ-HDND'
is "$(printf %s "$out" | jq -r '.hits|map(.id)|join(" ")')" nq-05 'resolve'

# What cites what.
get /api/v1/documents/b%C3%A0i%2F1%20%402%3F%23%26/cites
is "$code $(header content-type)" '200 application/json' 'cites'
is "$out" "$(vanban cites --format=json 'bài/1 @2?#&')" \
	'as the command line says'
is "$(printf %s "$out" | jq -c '[.total,.references[0].number,(.references[0].documents|map(.id))]')" \
	'[1,"05/NQ-HĐND",["nq-05"]]' 'a number, and who bears it'
get /api/v1/documents/nq-05/cited-by
is "$(printf %s "$out" | jq -c '[.id,.total,.references[0].kind,.references[0].documents[0].id]')" \
	'["nq-05",1,"cites","bài/1 @2?#&"]' 'cited-by'
is "$out" "$(vanban cited-by --format=json nq-05)" 'as the command line says'
get /api/v1/documents/ct-20/cites
is "$code $(printf %s "$out" | jq -c '[.total,.references]')" '200 [0,[]]' \
	'nothing cited'
get /api/v1/documents/ct-20/cited-by
is "$code $(printf %s "$out" | jq -c .total)" '200 0' 'cited by nothing'
get /api/v1/documents/nothing/cites
is "$code $(header content-type)" '404 application/problem+json' \
	'cites of an unknown ID'
get /api/v1/documents/nothing/cited-by
is "$code" 404 'cited-by of an unknown ID'
get /api/v1/documents/%f0%28/cites
is "$code" 400 'cites of an ID that is not UTF-8'

get /api/v1/resolve
is "$code" 400 'resolve what?'
get /api/v1/stats
is "$(printf %s "$out" | jq -c '[.documents,.articles,.versions]')" '[3,1,3]' \
	'stats'

# Validators.
get '/api/v1/search?q=dat'
etag=$(header etag)
like "$etag" '^W/"[0-9a-f]+"$' 'a search has an ETag'
get '/api/v1/search?q=dat' -H "If-None-Match: $etag"
is "$code:$out" 304: 'and 304 for it'
is "$(header etag)" "$etag" '304 repeats the ETag'
get '/api/v1/search?q=dat' -H "If-None-Match: \"x\", ${etag#W/}"
is "$code" 304 'in a list, compared weakly'
get '/api/v1/search?q=rung' -H "If-None-Match: $etag"
is "$code" 200 'another search has another'
get '/api/v1/search?q=dat' -H 'If-None-Match: *'
is "$code" 304 'any'
get /api/v1/documents/nq-05
etag=$(header etag)
get /api/v1/documents/nq-05 -H "If-None-Match: $etag"
is "$code" 304 'a document'
get /api/v1/stats
get /api/v1/stats -H "If-None-Match: $(header etag)"
is "$code" 304 'stats'
is "$(header cache-control)" no-cache 'asked for each time'

# Methods.
get /api/v1/documents/nq-05
length=$(header content-length)
get /api/v1/documents/nq-05 -I
is "$code" 200 'HEAD'
is "$(header content-length)" "$length" 'HEAD has the length'
for method in POST PUT DELETE OPTIONS; do
	get /api/v1/search -X "$method"
	is "$code $(header allow)" '405 GET, HEAD' "no $method"
done
get /api/v1/nothing
is "$code $(header content-type)" '404 application/problem+json' 'no such path'

# On everything.
get /api/v1/nothing
is "$(header x-content-type-options)" nosniff 'nosniff'
like "$(header content-security-policy)" "^default-src 'none';.*frame-ancestors 'none'" 'CSP'
is "$(header cache-control)" no-store 'an error is not kept'
unlike "$head" '^[Ss]erver:' 'nothing about the server'
