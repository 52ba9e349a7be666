#!/bin/sh
# The language in which the API says what it ignored, and pagination links.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 27

index <<-'END'
{"id": "a", "title": "Một", "date": "2023-07-14", "text": "Bảng giá đất."}
{"id": "b", "title": "Hai", "date": "2024-07-14", "text": "Bảng giá đất."}
{"id": "c", "title": "Ba", "date": "2025-07-14", "text": "Bảng giá rừng."}
END
serve

note()
{
	printf %s "$out" | jq -r .notes
}

get '/api/v1/search?q=(gia'
is "$(note)" 'parentheses without their partner' 'English where nothing is said'
is "$(header vary)" 'Accept-Encoding, Accept-Language' 'but it depends on that'
get '/api/v1/search?q=(gia' -H 'Accept-Language: vi'
is "$(note)" 'dấu ngoặc đơn không có cặp' 'Vietnamese where it is wanted'
get '/api/v1/search?q=(gia' -H 'Accept-Language: en, vi;q=0.5'
is "$(note)" 'parentheses without their partner' 'by weight'
get '/api/v1/search?q=(gia' -H 'Accept-Language: fr'
is "$(note)" 'parentheses without their partner' 'another is none'
get '/api/v1/search?q=(gia&lang=vi' -H 'Accept-Language: en'
is "$(note)" 'dấu ngoặc đơn không có cặp' 'lang= wins'
get '/api/v1/search?q=gia&lang=fr'
is "$code $(printf %s "$out" | jq -r .detail)" '400 lang: is neither vi nor en' 'no other language'

# Each note; the query, then what is said of it.
while IFS='|' read -r query want; do
	get "/api/v1/search?lang=vi&q=$(printf %s "$query" | sed 's/ /%20/g')"
	is "$(note)" "$want" "$want"
done <<'END'
%22gia dat|dấu ngoặc kép chưa đóng: cụm từ kéo dài đến cuối
gi*|dấu * đứng sau ít hơn 3 chữ cái
*gia|dấu * không ở cuối từ
gia AND|AND, OR, NOT hoặc dấu - không có gì để áp dụng
gia nam:xyz|year: "xyz" không phải năm hoặc khoảng năm như 2015..2019
gia tu:hom|from: "hom" không phải ngày tháng
gia kind:x|kind: "x" không phải document hoặc article
%22dat rung gia%22 dat gia rung bang hai ba|không có văn bản nào chứa nguyên cụm từ trong ngoặc kép: đã tìm từng từ
gia (nam:xyz|dấu ngoặc đơn không có cặp; year: "xyz" không phải năm hoặc khoảng năm như 2015..2019
END

# Pages of an answer.
get '/api/v1/search?q=gia&n=1'
is "$(header link)" \
	'</api/v1/search?q=gia&n=1>; rel="first", </api/v1/search?q=gia&n=1&offset=1>; rel="next", </api/v1/search?q=gia&n=1&offset=2>; rel="last"' \
	'the first page'
get '/api/v1/search?q=gia&n=1&offset=1&utm_source=x'
is "$(header link)" \
	'</api/v1/search?q=gia&n=1>; rel="first", </api/v1/search?q=gia&n=1>; rel="prev", </api/v1/search?q=gia&n=1&offset=2>; rel="next", </api/v1/search?q=gia&n=1&offset=2>; rel="last"' \
	'one between'
# Going by next alone each hit comes once.
link='/api/v1/search?sort=oldest&n=2' all=
while [ -n "$link" ]; do
	get "$link"
	all="$all $(printf %s "$out" | jq -r '.hits|map(.id)|join(" ")')"
	link=$(header link | sed -n 's/.*<\([^>]*\)>; rel="next".*/\1/p')
done
is "$all" ' a b c' 'all pages by next'
get '/api/v1/search?q=gia&n=1&offset=9999'
unlike "$(header link)" 'rel="next"' 'no page past the deepest'
get '/api/v1/search?q=gia&n=300'
like "$(header link)" 'rel="first"' 'a page that holds all'
unlike "$(header link)" 'rel="(next|prev)"' 'has no other'
get '/api/v1/search?q=gia&n=0'
is "$(header link)" '' 'no pages of nothing'
get "/api/v1/search?n=1&q=gia+$(head -c 3000 /dev/zero | tr '\0' x)"
is "$code" 200 'a long query'
is "$(header link)" '' 'whose links would be too long has none'
get '/api/v1/search?q=a%22%3E%0d%0aX-Evil:1&n=1'
unlike "$head" '^X-Evil' 'no header from a query'
like "$code" '^(200|400)$' 'whatever it says'
