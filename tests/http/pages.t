#!/bin/sh
# The pages: both languages, links that lead somewhere, nothing foreign.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 57

index <<-'END'
{"id": "nq-05", "title": "Nghị quyết về giá đất", "number": "05/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "place": "Hà Tĩnh", "date": "2023-07-14", "text": "Điều 1. Thông qua bảng giá đất theo Tờ trình số 12/TTr-UBND.\nĐiều 2. Tổ chức thực hiện.\nĐiều 1. (lặp lại)\nĐiều 3. Hiệu lực thi hành của quy định ao hồ.", "url": "https://www.tin.example/nq-05?a=1&b=2"}
{"id": "bài/1 @2?#&", "kind": "article", "title": "Giá đất sau một năm", "text": "Bảng giá đất mới.", "url": "javascript:alert(1)"}
{"id": "hd-1", "title": "Văn bản cũ", "number": "1/QĐ-UBND", "place": "Hải Dương", "text": "Nội dung."}
{"id": "..", "title": "Giá đất hai chấm", "text": "Giá đất."}
{"id": "<script>alert(1)</script>", "title": "<img src=x onerror=alert(1)> bom tấn", "number": "\"><svg onload=alert(1)>", "issuer": "<script>alert(2)</script>", "place": "'><b onclick=x>", "topic": "</title><script>", "signer": "<iframe>", "origin": "<object>", "text": "<script>alert(3)</script> bom tấn </p><style>*{}</style>\nĐiều 1<script>. bom", "lạ\"><script>": "</td><script>alert(4)</script>"}
END
for i in $(seq 30); do
	printf '{"id": "n%d", "title": "Văn bản nhiều %d", "type": "chi-thi", "date": "2020-01-%02d", "text": "cùng một câu nhiều lần"}\n' "$i" "$i" "$i"
done | index
mkdir "$tmp/in"
echo 'Công văn về việc nuôi tôm thẻ.' >"$tmp/in/đọc tôi.txt"
vanban-indexer --no-progress "$tmp/in"
serve

foreign()
{
	printf '%s' "$out" | python3 "$client" - foreign
}

# Start page.
get /
is "$code $(header content-type)" '200 text/html; charset=utf-8' 'start page'
like "$out" '<html lang="vi">' 'Vietnamese first'
like "$out" '<search>' 'a search form'
like "$out" '<b>36</b> văn bản' 'how many are held'
is "$(header vary)" 'Accept-Encoding, Accept-Language' 'varies by language'
is "$(foreign)" '' 'nothing foreign'
get / -H 'Accept-Language: en-GB,en;q=0.9,vi;q=0.8'
like "$out" '<html lang="en">' 'English by Accept-Language'
get / -H 'Accept-Language: fr, vi;q=0.5, en;q=0.4'
like "$out" '<html lang="vi">' 'Vietnamese when preferred'
get '/?lang=en'
like "$out" '<html lang="en">' 'English by lang='
like "$out" 'name="lang" value="en"' 'which the form repeats'
like "$out" 'href="/search\?q=[^"]*&amp;lang=en"' 'and so do links'
get '/?lang=xx'
is "$code" 400 'a language that is none'
etag=$(get / && header etag)
get / -H "If-None-Match: $etag"
is "$code" 304 'start page unchanged'
get / -H "If-None-Match: $etag" -H 'Accept-Language: en'
is "$code" 200 'but not in another language'

# Style.
css=$(get / && printf %s "$out" | sed -n 's/.*href="\(\/static\/vanban[^"]*\)".*/\1/p')
get "$css"
is "$code $(header content-type)" '200 text/css; charset=utf-8' 'the style'
like "$(header cache-control)" immutable 'kept for ever'
get /static/vanban.css
is "$code $(header cache-control)" '200 no-cache' 'and by its plain name'
get /static/../search.html
is "$code" 404 'no other file'
get /static/search.html
is "$code" 404 'nor a template'

# Results.
get '/search?q=gi%C3%A1+%C4%91%E1%BA%A5t'
like "$out" '<title>giá đất – Văn bản</title>' 'the query is the title'
like "$out" '<a href="/documents/nq-05\?q=gi%C3%A1%20%C4%91%E1%BA%A5t#dieu-1" lang="vi">Nghị quyết về giá đất</a>' 'title and anchor'
like "$out" '<a href="/documents/b%C3%A0i%2F1%20%402%3F%23%26\?q=[^"]*"' 'an ID with everything'
like "$out" '<a href="/documents/\?id=\.\.&amp;q=[^"]*"' 'an ID that browsers resolve'
like "$out" '<mark>' 'marked words'
like "$out" 'datetime="2023-07-14">14/7/2023<' 'the date'
like "$out" '<a href="https://www.tin.example/nq-05\?a=1&amp;b=2" rel="noopener">tin.example</a>' 'the source'
unlike "$out" 'href="javascript' 'no script as address'
get '/search?q=khongcogi'
like "$out" 'Không tìm thấy văn bản' 'nothing found'
get '/search'
like "$out" 'Hãy gõ từ cần tìm' 'nothing asked'
get '/search?q=nhieu&n=x'
is "$code $(header content-type)" '400 text/html; charset=utf-8' 'a page for an impossible value'
like "$out" 'tham số <code>n</code>' 'that names the parameter'
unlike "$out" 'whole number' 'and is in Vietnamese alone'

# Pages of results: all of them, each once.
href='/search?q=nhi%E1%BB%81u'
while [ -n "$href" ]; do
	get "$href"
	printf %s "$out" | grep -o 'documents/n[0-9]*' >>"$tmp/all"
	href=$(printf %s "$out" | sed -n 's/.*href="\([^"]*\)" rel="next".*/\1/p' | sed 's/&amp;/\&/g')
done
is "$(sort -u "$tmp/all" | wc -l | tr -d ' ')" 30 'next leads through all'
is "$(wc -l <"$tmp/all" | tr -d ' ')" 30 'and shows none twice'
like "$out" 'rel="prev"' 'and back'
get '/search?q=nhi%E1%BB%81u&offset=500'
like "$out" 'Không còn kết quả' 'past the end'
get '/search?q=nhi%E1%BB%81u&type=chi-thi&from=2020-01-01'
like "$out" 'href="/search\?q=nhi%E1%BB%81u&amp;from=2020-01-01"' 'a filter can be dropped'
like "$out" 'value="chi-thi" selected' 'and is shown in the form'

# A document.
get /documents/nq-05
is "$code" 200 'a document'
like "$out" '<p class="dieu" id="dieu-3"><b>Điều 3.</b> Hiệu lực' 'anchors'
is "$(printf %s "$out" | grep -c 'id="dieu-1"')" 1 'each once'
like "$out" 'href="/api/v1/documents/nq-05"' 'the JSON'
like "$out" 'nguồn cho biết' 'how a field is known'
like "$out" 'href="/mentions\?number=12%2FTTr-UBND"' 'what it cites'
unlike "$out" 'nay là' 'a province that is there'
get /documents/hd-1
like "$out" 'Hải Dương</span> \(nay là <span lang="vi">Hải Phòng</span>\)' 'one that was merged'
get '/documents/?id=..'
like "$out" 'Giá đất hai chấm' 'by parameter'
get /documents/nothing
is "$code" 404 'unknown'
like "$out" 'Không có trang này' 'in Vietnamese'

# Hostile titles, texts, queries.
get '/search?q=bom+t%E1%BA%A5n'
is "$(foreign)" '' 'results of hostile documents'
like "$out" '&lt;img src=x onerror' 'whose title is text'
get '/documents/%3Cscript%3Ealert%281%29%3C%2Fscript%3E'
is "$code:$(foreign)" 200: 'a hostile document'
get '/search?q=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E&issuer=%22%3E%3Cimg+onerror%3Dx%3E&sort=newest'
is "$code:$(foreign)" 200: 'a hostile query'
get '/search?q=x&sort=%3Cscript%3E'
is "$code:$(foreign)" 400: 'a hostile error'

# What an error page says is in its language: the API's detail is English.
get '/search?q=a&n=many&lang=en'
like "$out" 'a whole number from 0 to 1000' 'in English why'

# A document without title or number goes by its file's name, not by an id or
# by where it lies.
get '/search?q=t%C3%B4m+th%E1%BA%BB'
like "$out" '<a href="[^"]*" lang="vi">đọc tôi\.txt</a>' 'a hit without a title'
path=$(printf %s "$out" | sed -nE 's|.*<h2><a href="([^"?]*)[^"]*" lang="vi">đọc.*|\1|p')
get "$path"
like "$out" '<h1 lang="vi">đọc tôi\.txt</h1>' 'nor the document'
