#!/bin/sh
# What is related to a document, as JSON and on its page; folded results.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 29

canal='Con kênh chạy qua ba xã vừa được nạo vét xong trước mùa mưa. Người dân hai bên bờ góp công dọn rác, trồng lại hàng cây và đặt thêm ghế ngồi. Tổ tự quản chia nhau trực mỗi tối, ai xả rác thì nhắc nhở, nhắc rồi mà còn tái phạm thì mời lên nhà văn hóa làm cam kết.'
index <<END
{"id": "kênh/a", "kind": "article", "title": "Dòng kênh <xanh>", "date": "2024-05-01", "text": "$canal", "url": "https://www.mot.example/kenh"}
{"id": "kenh-b", "kind": "article", "title": "Kênh ba xã", "date": "2024-05-02", "text": "$canal", "url": "https://hai.example/kenh"}
{"id": "ky-1", "kind": "article", "title": "Giữ nghề dệt (kỳ 1)", "origin": "Báo Mẫu", "date": "2021-03-01", "text": "Khung cửi."}
{"id": "ky-2", "kind": "article", "title": "Giữ nghề dệt (kỳ 2)", "origin": "Báo Mẫu", "date": "2021-03-08", "text": "Sợi chỉ."}
{"id": "alone", "kind": "article", "title": "Xyz", "text": "Qwerty."}
{"id": "x/related", "kind": "article", "title": "Zyx", "text": "Asdf."}
END
serve

get /api/v1/documents/kenh-b/related
is "$code $(header content-type)" '200 application/json' 'related'
is "$(printf %s "$out" | jq -r '.related[0] | "\(.id) \(.relation)"')" \
	'kênh/a same-text' 'the same text'
is "$(printf %s "$out" | jq -Sc 'del(.took_ms)')" \
	"$(vanban related --format=json kenh-b | jq -Sc 'del(.took_ms)')" \
	'the same as the command line says'
etag=$(header etag)
get /api/v1/documents/kenh-b/related -H "If-None-Match: $etag"
is "$code" 304 'unchanged'
get /api/v1/documents/k%C3%AAnh%2Fa/related
is "$(printf %s "$out" | jq -r '.related[0].id')" kenh-b 'an ID with a slash'
get '/api/v1/documents/ky-2/related?n=0'
is "$(printf %s "$out" | jq -c .related)" '[]' 'n=0'
get '/api/v1/documents/ky-2/related?n=101'
is "$code" 400 'too many'
get /api/v1/documents/alone/related
is "$code $(printf %s "$out" | jq -c .related)" '200 []' 'none'
get /api/v1/documents/nothing/related
is "$code" 404 'no such document'
vanban withdraw --reason=x --no-index alone >/dev/null
get /api/v1/documents/alone/related
is "$code" 410 'withdrawn'

# On the page.
get /documents/kenh-b
like "$out" '<h2 id="related">Văn bản liên quan</h2>' 'a block'
like "$out" 'href="/documents/k%C3%AAnh%2Fa" lang="vi">Dòng kênh &lt;xanh&gt;</a> <small>cùng nội dung' 'with a link'
like "$out" 'mot.example' 'and its source'
is "$(printf '%s' "$out" | python3 "$client" - foreign)" '' 'nothing foreign'
get '/documents/ky-2?lang=en'
like "$out" '<h2>About this document</h2>' 'in English'
like "$out" 'Part before' 'the part before'
get /documents/ky-1
like "$out" 'Kỳ sau' 'and after'
get /documents/x%2Frelated
is "$code" 200 'a document with nothing related'
unlike "$out" 'liên quan</h2>' 'has no block'
get /documents/ky-1
etag=$(header etag)
get /documents/ky-1 -H "If-None-Match: $etag"
is "$code" 304 'a page unchanged'
printf '%s\n' '{"id": "ky-0", "kind": "article", "title": "Nghề dệt", "text": "Khung cửi sợi chỉ."}' | index
get /documents/ky-1 -H "If-None-Match: $etag"
is "$code" 200 'changed when the index has'

# Folded results.
get '/search?q=k%C3%AAnh+n%E1%BA%A1o+v%C3%A9t'
like "$out" '<b>1</b> kết quả' 'one place'
like "$out" 'Còn ở: <a href="/documents/[^"]*">kenh-[ab]</a>' 'that names the other'
is "$(printf '%s' "$out" | python3 "$client" - foreign)" '' 'nothing foreign'
get '/api/v1/search?q=k%C3%AAnh+n%E1%BA%A1o+v%C3%A9t&duplicates=fold'
is "$(printf %s "$out" | jq -c '[.total, (.hits[0].also | length)]')" '[1,1]' 'JSON'
get '/api/v1/search?q=k%C3%AAnh+n%E1%BA%A1o+v%C3%A9t'
is "$(printf %s "$out" | jq -c '[.total, (.hits[0].also | length)]')" '[2,0]' 'shown'
get '/api/v1/search?q=x&duplicates=maybe'
is "$code" 400 'no such way'
like "$out" 'duplicates' 'which is named'
get '/api/v1/search?q=x&duplicates='
is "$code" 200 'empty is as absent'
