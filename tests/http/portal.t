#!/bin/sh
# What the pages are for: filters, years, citations, versions, browsing,
# numbers that are cited, statistics and visits. Read by an HTML parser.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 90

page()
{
	printf '%s' "$out" | python3 "$root/tests/http/page.py" "$@"
}

# has ROW NAME: a line of a list (on standard input) is exactly that
has()
{
	grep -qxF -- "$1" && has_it=yes || has_it=no
	is "$has_it" yes "$2"
}

tab=$(printf '\t')

index <<-'END'
{"id": "cu", "title": "Nghị quyết về mức chi", "number": "05/2019/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Nghệ An", "place": "Nghệ An", "topic": "Tài chính", "date": "2019-07-12", "effective_date": "2019-08-01", "kind": "document", "text": "Căn cứ Nghị định số 163/2016/NĐ-CP ngày 21/12/2016 của Chính phủ;\nĐiều 1. Mức chi là 100 đồng mỗi ngày.\nĐiều 2. Tổ chức thực hiện.\nĐiều 3. Hiệu lực."}
{"id": "moi", "title": "Nghị quyết thay thế mức chi", "number": "09/2022/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Nghệ An", "place": "Nghệ An", "topic": "Tài chính", "date": "2022-07-12", "effective_date": "2022-08-01", "kind": "document", "text": "Điều 1. Nghị quyết này thay thế Nghị quyết số 05/2019/NQ-HĐND ngày 12/7/2019 của Hội đồng nhân dân tỉnh Nghệ An.\nĐiều 2. Căn cứ Nghị định số 163/2016/NĐ-CP ngày 21/12/2016 của Chính phủ."}
{"id": "ct", "title": "Chỉ thị về mức chi", "number": "20-CT/TU", "type": "chi-thi", "issuer": "Thành ủy Huế", "place": "Huế", "date": "2019-07-31", "kind": "document", "text": "Mức chi của Thành ủy."}
{"id": "bai", "kind": "article", "title": "Bài về mức chi", "origin": "Báo Xưa", "text": "Mức chi mới."}
END
index <<-'END'
{"id": "cu", "title": "Nghị quyết về mức chi", "number": "05/2019/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Nghệ An", "place": "Nghệ An", "topic": "Tài chính", "signer": "Người Mẫu", "date": "2019-07-12", "effective_date": "2019-08-01", "kind": "document", "text": "Căn cứ Nghị định số 163/2016/NĐ-CP ngày 21/12/2016 của Chính phủ;\nĐiều 1. Mức chi là 120 đồng mỗi ngày.\nĐiều 2. Tổ chức thực hiện.\nĐiều 3. Hiệu lực."}
END
serve --visits="$tmp/visits.db"

# Every page is well-formed, its ids and links are right, in both languages.
for path in / '/search?q=m%E1%BB%A9c+chi' '/search?q=163/2016/N%C4%90-CP' \
	'/search?q=m%E1%BB%A9c&type=nghi-quyet&from=2019-01-01&to=2019-12-31' \
	'/documents/cu?q=m%E1%BB%A9c+chi' '/documents/cu?compare=1' \
	'/documents/cu?version=1' /browse '/browse?within=2019' \
	'/browse?within=2019-07' '/browse?within=2019-07-12' '/browse?by=topic' \
	'/browse?by=place&value=Hu%E1%BA%BF' /newest /mentions \
	'/mentions?number=163/2016/N%C4%90-CP' /statistics; do
	get "$path" -H 'Accept-Language: en'
	is "$code $(page check)" '200 ' "well-formed: $path"
done

# Results: filters, years, what is cited and not held.
get '/search?q=m%E1%BB%A9c+chi'
q='q=m%E1%BB%A9c%20chi'
page links >"$tmp/links"
has "/search?$q&type=nghi-quyet${tab}Nghị quyết 2" 'a type with its count' <"$tmp/links"
has "/search?$q&place=Hu%E1%BA%BF${tab}Huế 1" 'a place' <"$tmp/links"
has "/search?$q&from=2019-01-01&to=2019-12-31${tab}2019 2" 'a year of the chart' <"$tmp/links"
is "$(page attr svg.chart aria-label)" 'Kết quả theo năm' 'the chart has a name'
is "$(page text svg.chart | tr -d ' ')" '201922020202120221' 'years from first to last, those without too'
is "$(page text tr)" "Năm Số văn bản
2022 1
2019 2" 'the years as a table'
has "/feed.atom?$q${tab}Theo dõi câu tìm này (Atom)" 'its feed' <"$tmp/links"
has "/search?$q&sort=newest${tab}Mới nhất" 'sorting' <"$tmp/links"
has "/documents/cu?$q#dieu-1${tab}Nghị quyết về mức chi" 'the words go with the link' <"$tmp/links"
get '/search?q=m%E1%BB%A9c+chi&type=nghi-quyet&from=2019-01-01&to=2019-12-31&sort=newest'
page links >"$tmp/links"
has "/search?$q&from=2019-01-01&to=2019-12-31&sort=newest${tab}Loại: Nghị quyết ×" 'a filter to remove' <"$tmp/links"
has "/search?$q&type=nghi-quyet&sort=newest${tab}Năm: 2019 ×" 'a year is one filter' <"$tmp/links"
has "/search?$q${tab}Bỏ mọi bộ lọc" 'or all of them' <"$tmp/links"
is "$(page text p.count)" '1 kết quả' 'the count'
has "/search?$q&type=chi-thi&from=2019-01-01&to=2019-12-31&sort=newest${tab}Chỉ thị 1" 'another type to switch to' <"$tmp/links"
has "/search?$q&from=2019-01-01&to=2019-12-31&sort=newest${tab}Nghị quyết 1" 'the chosen one gives it back' <"$tmp/links"
is "$(printf %s "$out" | grep 'aria-current="true"' | grep -c 'lang="vi">Nghị quyết')" 1 'and is marked'
has "/search?$q&type=nghi-quyet&from=2022-01-01&to=2022-12-31&sort=newest${tab}2022 1" 'another year' <"$tmp/links"
get '/search?q=m%E1%BB%A9c+chi&type=chi-thi&from=2019-01-01&to=2019-12-31&sort=newest'
is "$(page text p.count)" '1 kết quả' 'as many as was offered'
get '/search?q=chi+thi+muc+chi'
like "$(page text ul.understood)" 'Loại: Chỉ thị \(ưu tiên\)' 'what was understood'
page links >"$tmp/links"
has "/search?q=muc%20chi${tab}Loại: Chỉ thị (ưu tiên) ×" 'and can be dropped' <"$tmp/links"
get '/search?q=163/2016/N%C4%90-CP'
like "$(page text section.card)" 'Nghị định 163/2016/NĐ-CP .*Chưa có trong kho, được dẫn bởi 2 văn bản' 'a card of what is not held'
page links >"$tmp/links"
is "$(grep -c '^/mentions?number=163%2F2016%2FN%C4%90-CP' "$tmp/links")" 1 'that leads to who cites it'
get '/search?q=m%E1%BB%A9c&offset=9990&n=10'
is "$code" 200 'the last page that can be asked for'
get '/search?q=m%E1%BB%A9c&offset=10001'
is "$code" 400 'and none after it'

# Years are all there, however many.
for year in $(seq 1985 2014); do
	printf '{"id": "n%d", "title": "Văn bản lâu", "date": "%d-05-01", "text": "lâu đời %d"}\n' "$year" "$year" "$year"
done | index
get '/search?q=l%C3%A2u+%C4%91%E1%BB%9Di&duplicates=show'
page links | grep -cE '^/search[?].*from=[0-9]*-01-01&to=' >"$tmp/n"
is "$(cat "$tmp/n")" 60 'thirty years, in the chart and in its table'

# A document.
get '/documents/cu?q=m%E1%BB%A9c+chi'
is "$(page text mark)" 'Mức chi' 'the words are marked'
is "$(page attr mark id)" hl 'and the first can be gone to'
is "$(page text p.citation)" 'Nghị quyết số 05/2019/NQ-HĐND ngày 12/7/2019 của HĐND tỉnh Nghệ An' 'as a clerk cites it'
is "$(page text p.effect)" 'Hết hiệu lực từ 1/8/2022' 'not in effect'
is "$(page text ul.evidence)" 'bị thay thế bởi 09/2022/NQ-HĐND (1/8/2022)' 'and who says so'
page links >"$tmp/links"
has "/mentions?number=163%2F2016%2FN%C4%90-CP${tab}163/2016/NĐ-CP" 'it cites what is not held' <"$tmp/links"
has "/documents/moi${tab}Nghị quyết thay thế mức chi" 'and is cited' <"$tmp/links"
has "#dieu-2${tab}Điều 2. Tổ chức thực hiện." 'contents' <"$tmp/links"
has "/documents/cu?compare=1${tab}thay đổi so với phiên bản trước" 'what changed' <"$tmp/links"
has "/documents/cu?version=1${tab}Phiên bản 1" 'an older version' <"$tmp/links"
has "/api/v1/documents/cu/original${tab}Tải bản gốc" 'the original' <"$tmp/links"
get /documents/moi
is "$(page text p.effect)" 'Còn hiệu lực từ 1/8/2022' 'in effect'
page text h3 >"$tmp/kinds"
has 'Thay thế' 'kinds of citations' <"$tmp/kinds"
is "$(page text ul.cited | sed -n 1p)" '05/2019/NQ-HĐND Nghị quyết về mức chi' 'what it replaces'
get /documents/bai
is "$(page text p.effect)" '' 'an article has no effect'
is "$(page text p.citation)" '“Bài về mức chi”, Báo Xưa' 'its citation'
get '/documents/cu?version=1'
like "$out" 'Đây là một phiên bản cũ' 'an old version says so'
get '/documents/cu?compare=1'
is "$(page text p.gone | grep .)" 'Điều 1. Mức chi là 100 đồng mỗi ngày.' 'a line that went'
is "$(page text p.new)" 'Điều 1. Mức chi là 120 đồng mỗi ngày.' 'the line instead'
is "$(page text ins)" "Người Mẫu
120" 'the words that are new, of fields too'
get '/documents/cu?compare=2'
is "$code" 404 'nothing to compare with'
get '/documents/cu?compare=x'
is "$code" 400 'compare with what?'

# Browsing.
get /browse
page links >"$tmp/links"
has "/browse?by=date&within=2019${tab}2019 2" 'a year' <"$tmp/links"
like "$out" '1 văn bản không rõ ngày' 'what has no date'
get '/browse?within=2019'
page links >"$tmp/links"
has "/browse?by=date&within=2019-07${tab}Tháng 7 2" 'its months' <"$tmp/links"
get '/browse?within=2019-07'
page links >"$tmp/links"
has "/browse?by=date&within=2019-07-12${tab}12/7/2019: 1 văn bản" 'its days' <"$tmp/links"
# 1 July 2019 was a Monday, 31 July a Wednesday.
is "$(page text tr | sed -n '2p;6p')" '1 2 3 4 5 6 7
29 30 31/7/2019: 1 văn bản' 'weeks begin on Monday'
has "/search?from=2019-07-01&to=2019-07-31${tab}Tìm trong các văn bản này" 'a search of it' <"$tmp/links"
get '/browse?by=issuer'
page links >"$tmp/links"
has "/browse?by=issuer&value=H%E1%BB%99i%20%C4%91%E1%BB%93ng%20nh%C3%A2n%20d%C3%A2n%20t%E1%BB%89nh%20Ngh%E1%BB%87%20An${tab}Hội đồng nhân dân tỉnh Nghệ An 2" 'issuers' <"$tmp/links"
get '/browse?by=topic&value=T%C3%A0i%20ch%C3%ADnh'
is "$(page text p.count)" '2 văn bản · Tìm trong các văn bản này' 'documents of a topic'
get '/browse?by=colour'
is "$code" 400 'no way to browse'
get '/browse?within=2019-13'
is "$code" 400 'no month'
get '/api/v1/browse?by=type'
is "$(printf %s "$out" | jq -c '[.values[]|[.value,.label,.count]]')" \
	'[["nghi-quyet","Nghị quyết",2],["chi-thi","Chỉ thị",1]]' 'as JSON'
run vanban browse --by=type --format=json
is "$out" "$(curl -s --unix-socket "$sock" 'http://x/api/v1/browse?by=type')" 'and the same from the command line'
get '/api/v1/browse?n=1001'
is "$code $(header content-type)" '400 application/problem+json' 'too many'

# A number that is cited.
get '/mentions?number=163/2016/N%C4%90-CP'
page links >"$tmp/links"
has "/documents/cu${tab}Nghị quyết về mức chi" 'cited by one' <"$tmp/links"
has "/documents/moi${tab}Nghị quyết thay thế mức chi" 'and by another' <"$tmp/links"
like "$out" 'chưa có trong kho' 'it is not held'
get '/mentions?number=20-CT/TU'
like "$out" 'href="/documents/ct"' 'one that is held'

# Statistics and visits: people, not programs, and no document twice counted.
browser='Mozilla/5.0 (X11; Linux) Firefox/140.0'
get /documents/ct -A "$browser"
get /documents/ct -A "$browser"
get /documents/bai -A "$browser two"
get /documents/bai -A 'Mozilla/5.0 (compatible; Somebot/2.1)'
get /statistics -A curl/7
is "$(page text dd | sed -n '1,4p' | tr '\n' ' ')" '2 2 0 2 ' 'two are here, today and in all'
is "$(page text dd | sed -n '5,7p' | tr '\n' ' ')" '34 31 35 ' 'what is held'
stop "$pid"
is "$(sqlite3 "$tmp/visits.db" 'SELECT sum(visits), sum(pages) FROM days; SELECT * FROM views')" '2|3
bai|1
ct|2' 'what is kept: counts by day and document'
is "$(sqlite3 "$tmp/visits.db" .schema | grep -ciE 'address|agent|cookie')" 0 'and nothing about who'
serve --visits="$tmp/visits.db"
get /documents/bai -A "$browser"
wait_for 15 sh -c "curl -s --unix-socket '$sock' http://x/statistics | grep -q 'class=\"ranked\"'"
get /statistics -A curl/7
is "$(page text ol.ranked | head -1)" 'Chỉ thị về mức chi 2 lượt xem Bài về mức chi 1 lượt xem' 'most viewed, also after a restart'
stop "$pid"
serve --visits=no
get /statistics
unlike "$out" 'Lượt truy cập' 'counting can be left out'
stop "$pid"

# Templates of one's own.
mkdir "$tmp/web"
printf '{{>head.html}}<main id="main"><h1>Kho của tỉnh</h1></main>{{>foot.html}}' >"$tmp/web/home.html"
echo ignored >"$tmp/web/other.html"
serve --web="$tmp/web"
get /
is "$(page text h1)" 'Kho của tỉnh' 'a template that replaces ours'
get /browse
is "$code" 200 'the others stay'
stop "$pid"
run vanban-searchd --listen="unix:$sock" --web="$tmp/none"
is "$status" 2 'a folder that is not there'
