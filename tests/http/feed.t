#!/bin/sh
# /feed.atom, /opensearch.xml, /sitemap.xml, /robots.txt: what programs that
# know nothing of us read.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 62

index <<-'END'
{"id": "nq-05", "title": "Nghị quyết về giá đất", "number": "05/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "place": "Hà Tĩnh", "date": "2023-07-14", "text": "Điều 1. Thông qua bảng giá đất <i>mới</i> & cũ.\nĐiều 2. Tổ chức thực hiện.", "url": "https://tin.example/nq-05"}
{"id": "ct-20", "title": "Chỉ thị về phòng cháy rừng", "number": "20-CT/TU", "type": "chi-thi", "date": "2021-11-10", "text": "Các cấp ủy lãnh đạo phòng cháy, chữa cháy rừng."}
{"id": "bài/1 @2?#&<", "kind": "article", "title": "Giá đất <b>\"mới\"</b> & 'cũ'", "date": "2024-01-02", "text": "Bảng giá đất theo Nghị quyết số 05/NQ-HĐND.", "url": "javascript:alert(1)"}
END
added=$(sqlite3 "$VANBAN_DIR/archive.db" 'SELECT max(time) FROM events' 2>/dev/null ||
	vanban show --format=json nq-05 | jq -r .added)
serve

# atom QUERY: sets $out to what an independent reader makes of the feed.
atom()
{
	get "/feed.atom$1"
	printf %s "$out" >"$tmp/feed"
	xmllint --noout "$tmp/feed" 2>"$tmp/lint" || diag "$(cat "$tmp/lint")"
	/usr/bin/python3 - "$tmp/feed" >"$tmp/read" <<-'END'
		import sys, json, feedparser
		f = feedparser.parse(open(sys.argv[1], "rb").read(),
		    sanitize_html=False)
		e = f.entries
		links = lambda x: {l.rel + " " + l.get("type", "-"): l.href for l in x.links}
		print(json.dumps({
		    "bozo": bool(f.bozo), "version": f.version, "feed": dict(
		        id=f.feed.id, title=f.feed.title, updated=f.feed.updated,
		        links=links(f.feed), total=f.feed.get("opensearch_totalresults"),
		        start=f.feed.get("opensearch_startindex"),
		        page=f.feed.get("opensearch_itemsperpage"), lang=f.feed.get("language")),
		    "entries": [dict(
		        id=x.id, title=x.title, type=x.title_detail.type,
		        updated=x.updated, published=x.get("published"),
		        author=x.get("author"), links=links(x),
		        tags=[[t.term, t.label] for t in x.get("tags", [])],
		        summary=x.get("summary"),
		        html=x.summary_detail.type if "summary" in x else None,
		    ) for x in e]}))
	END
	out=$(cat "$tmp/read")
}

field()
{
	printf %s "$out" | jq -c "$1"
}

atom '?q=gi%C3%A1+%C4%91%E1%BA%A5t'
is "$code $(header content-type)" '200 application/atom+xml; charset=utf-8' 'a feed'
is "$(field '[.bozo,.version]')" '[false,"atom10"]' 'a reader takes it'
is "$(field .feed.id)" '"tag:x,2026:feed.atom?q=gi%C3%A1%20%C4%91%E1%BA%A5t"' 'its id'
is "$(field .feed.title)" '"giá đất – Văn bản"' 'its title'
is "$(field .feed.updated)" "\"$added\"" 'updated as its newest entry'
is "$(field '[.feed.total,.feed.start,.feed.page]')" '["2","1","20"]' 'counts'
is "$(field '.feed.links["self application/atom+xml"]')" \
	'"http://x/feed.atom?q=gi%C3%A1+%C4%91%E1%BA%A5t"' 'itself'
is "$(field '.feed.links["alternate text/html"]')" \
	'"http://x/search?q=gi%C3%A1%20%C4%91%E1%BA%A5t"' 'for people'
is "$(field '.feed.links["search application/opensearchdescription+xml"]')" \
	'"http://x/opensearch.xml"' 'how to search'
is "$(field '.entries|map(.id)')" \
	'["tag:x,2026:documents/b%C3%A0i%2F1%20%402%3F%23%26%3C","tag:x,2026:documents/nq-05"]' \
	'the newest first, by ids that stay'
is "$(field '.entries[1]|[.title,.published,.author]')" \
	'["Nghị quyết về giá đất","2023-07-14T00:00:00+07:00","Hội đồng nhân dân tỉnh Hà Tĩnh"]' \
	'an entry'
is "$(field '.entries[1].tags')" '[["nghi-quyet","Nghị quyết"]]' 'its type'
is "$(field '.entries[1].updated')" "\"$added\"" "the archive's time"
is "$(field '.entries[1].links')" \
	'{"alternate text/html":"http://x/documents/nq-05","alternate application/json":"http://x/api/v1/documents/nq-05","alternate application/akn+xml":"http://x/api/v1/documents/nq-05/akn","via text/html":"https://tin.example/nq-05"}' \
	'its forms'
is "$(field '.entries[0].title')" "$(jq -cn --arg t "Giá đất <b>\"mới\"</b> & 'cũ'" '$t')" \
	'a title is text'
is "$(field '.entries[0]|[.links["via text/html"],.author]')" '[null,null]' \
	'an address that is none is left out'
is "$(field '[.entries[].html]|unique')" '["text/html"]' 'summaries are HTML'
unlike "$(field '.entries[1].summary')" '<i>' 'whose text is escaped'
like "$(field '.entries[1].summary')" '<mark>' 'and whose words are marked'

atom '?q=gia+dat&n=1'
is "$(field '.feed.links|keys_unsorted|map(split(" ")[0])')" \
	'["self","alternate","search","first","next","last"]' 'first page: no previous'
is "$(field '.feed.links["next application/atom+xml"]')" \
	'"http://x/feed.atom?q=gia%20dat&n=1&offset=1"' 'the next'
atom '?q=gia+dat&n=1&offset=1&type='
is "$(field '.feed.links["previous application/atom+xml"]')" \
	'"http://x/feed.atom?q=gia%20dat&n=1"' 'the previous'
is "$(field '.feed.links["next application/atom+xml"]')" null 'none after the last'
is "$(field '[.feed.start,(.entries|length)]')" '["2",1]' 'the second page'
atom ''
is "$(field '.entries|map(.published[:10])')" '["2024-01-02","2023-07-14","2021-11-10"]' \
	'without a query the newest documents'
is "$(field .feed.title)" '"Văn bản mới nhất – Văn bản"' 'and said so'
atom '?lang=en'
is "$(field '[.feed.title,.feed.lang]')" '["Newest documents – Văn bản","en"]' 'in English'
atom '?q=gia+dat&sort=oldest&kind=document'
is "$(field '.entries|map(.title)')" '["Nghị quyết về giá đất"]' "the search's parameters"
atom '?q=khongcogihet'
is "$(field '[(.entries|length),.feed.total]')" '[0,"0"]' 'nothing found'
is "$(field .feed.updated)" "\"$added\"" 'has a time too'
get '/feed.atom?n=abc'
is "$code" 400 'an impossible value'
get '/feed.atom?q=gia'
etag=$(header etag)
get '/feed.atom?q=gia' -H "If-None-Match: $etag"
is "$code" 304 'asked again'
get '/feed.atom' -H 'Host: evil"><x>'
unlike "$out" 'evil' 'a Host that is none is not repeated'
like "$out" 'href="http://localhost/feed.atom"' 'but localhost'

# The description of the search.
get /opensearch.xml
is "$code $(header content-type)" \
	'200 application/opensearchdescription+xml; charset=utf-8' 'a description'
printf %s "$out" >"$tmp/os"
# xpath FILE EXPRESSION
xpath()
{
	xmllint --xpath "$2" "$1" 2>&1
}
is "$(xpath "$tmp/os" 'namespace-uri(/*)')" 'http://a9.com/-/spec/opensearch/1.1/' 'of OpenSearch 1.1'
is "$(xpath "$tmp/os" 'string(//*[local-name()="ShortName"])')" 'Văn bản' 'its name'
is "$(xpath "$tmp/os" 'string(//*[@type="text/html"]/@template)')" \
	'http://x/search?q={searchTerms}&offset={startIndex?}&n={count?}' 'pages'
is "$(xpath "$tmp/os" 'string(//*[@type="application/atom+xml"]/@template)')" \
	'http://x/feed.atom?q={searchTerms}&offset={startIndex?}&n={count?}' 'feeds'
is "$(xpath "$tmp/os" 'count(//*[@indexOffset="0"])')" 3 'offsets count from 0'
is "$(xpath "$tmp/os" 'string(//*[@rel="suggestions"]/@template)')" \
	'http://x/opensearch-suggest?q={searchTerms}' 'suggestions'
get '/opensearch.xml?lang=en'
like "$out" '<LongName>Search Vietnamese' 'in English'
get /
like "$out" '<link rel="search" type="application/opensearchdescription\+xml"' 'pages name it'
like "$out" '<link rel="alternate" type="application/atom\+xml" title="Atom" href="/feed.atom">' \
	'and the feed'
get '/search?q=gia+dat&type=nghi-quyet'
like "$out" 'href="/feed.atom\?q=gia%20dat&amp;type=nghi-quyet"' 'of the same search'
get '/opensearch-suggest?q=gi'
is "$code $(header content-type)" '200 application/x-suggestions+json' 'suggestions for browsers'
is "$(printf %s "$out" | jq -c '[.[0],(.[1]|type),(.[1]|length)==(.[2]|length)]')" \
	'["gi","array",true]' 'as the convention has them'
get '/opensearch-suggest?q=gi&n=51'
is "$code" 400 'no more than 50'

# Sitemaps.
get /sitemap.xml
printf %s "$out" >"$tmp/index"
is "$code $(header content-type)" '200 application/xml; charset=utf-8' 'a sitemap index'
is "$(xpath "$tmp/index" 'namespace-uri(/*)')" 'http://www.sitemaps.org/schemas/sitemap/0.9' 'of the protocol'
is "$(xpath "$tmp/index" 'string(/*/*/*[local-name()="loc"])')" 'http://x/sitemap-1.xml' 'of one part'
is "$(xpath "$tmp/index" 'string(/*/*/*[local-name()="lastmod"])')" "$added" 'and its time'
get /sitemap-1.xml
printf %s "$out" >"$tmp/part"
is "$(xpath "$tmp/part" 'count(/*/*)')" 3 'every document'
is "$(xpath "$tmp/part" 'string((//*[local-name()="loc"])[3])')" \
	'http://x/documents/b%C3%A0i%2F1%20%402%3F%23%26%3C' 'escaped'
curl -s -o "$tmp/page" -w '%{http_code}' --unix-socket "$sock" \
	"$(xpath "$tmp/part" 'string((//*[local-name()="loc"])[3])')" >"$tmp/code"
is "$(cat "$tmp/code")" 200 'whose address answers'
for path in /sitemap-2.xml /sitemap-0.xml /sitemap-01.xml /sitemap-x.xml; do
	get $path
	is "$code" 404 "no $path"
done
get /robots.txt
like "$out" '^Sitemap: http://x/sitemap.xml$' 'robots are told'
vanban withdraw --reason=x ct-20 >"$tmp/out" 2>&1
get /sitemap-1.xml
printf %s "$out" >"$tmp/part"
is "$(xpath "$tmp/part" 'count(/*/*)')" 2 'a withdrawn document is none of them'

# Of a portal that says its address.
stop "$pid"
serve --public-url=https://tim.example/
get /robots.txt -H 'Host: other'
like "$out" '^Sitemap: https://tim.example/sitemap.xml$' 'its address is used'
