#!/bin/sh
# /sru: SRU 1.1, 1.2 and 2.0, by their specifications and by clients of others.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 102

{
	cat <<-'END'
	{"id": "nq-05", "title": "Nghị quyết về \"giá\" <đất> & rừng", "number": "05/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "place": "Hà Tĩnh", "date": "2023-07-14", "text": "Điều 1. Thông qua bảng giá đất.", "url": "https://tin.example/?a=1&b=2"}
	{"id": "ct-20", "title": "Chỉ thị về phòng cháy rừng", "number": "20-CT/TU", "type": "chi-thi", "date": "2021-11-10", "text": "Các cấp ủy lãnh đạo phòng cháy, chữa cháy rừng."}
	{"id": "bài/1 @2?#&", "kind": "article", "title": "Giá đất sau một năm", "date": "2024-01-02", "text": "Bảng giá đất\u0001 theo Nghị quyết số 05/NQ-HĐND."}
	END
	python3 - <<-'END'
	import json
	for i in range(1, 121):
	    print(json.dumps({'id': 'q%03d' % i, 'title': 'Quyết định %d' % i, 'number': '%d/QĐ-UBND' % i,
	        'type': 'quyet-dinh', 'date': '2020-%02d-01' % (i % 12 + 1), 'text': 'Phân bổ kinh phí lần %d.' % i}))
	END
} | index
serve

part()
{
	printf '%s' "$out" | python3 -c 'import sys, xml.etree.ElementTree as E
for e in E.fromstring(sys.stdin.buffer.read()).findall(sys.argv[1]): print(e.text or "")' "$@"
}

# sru CQL [PARAMETERS]
sru()
{
	sru_query=$(jq -rn --arg q "$1" '$q|@uri')
	get "/sru?operation=searchRetrieve&version=1.2&query=$sru_query${2:+&$2}"
}

# found CQL NUMBERS-OF-DOCUMENTS NAME: their numbers, sorted
found()
{
	sru "$1" maximumRecords=100
	is "$(part './/{*}numberOfRecords'): $(part './/{*}dc/{*}identifier[last()-1]' | sort | tr '\n' ' ')" "$2 " "$3"
}

# fault PARAMETERS CODE NAME
fault()
{
	get "/sru?$1"
	is "$code $(part './/{*}diagnostic/{*}uri')" "200 info:srw/diagnostic/1/$2" "$3"
}

# The forms of the three versions.
sru rừng
is "$code $(header content-type)" '200 text/xml; charset=UTF-8' 'an answer'
ok 'it is XML' xmllint --noout - <<-END
$out
END
is "$(printf %s "$out" | python3 -c 'import sys, xml.etree.ElementTree as E
r = E.fromstring(sys.stdin.buffer.read())
print(r.tag, *[e.tag.split("}")[1] for e in r])')" \
	'{http://www.loc.gov/zing/srw/}searchRetrieveResponse version numberOfRecords records echoedSearchRetrieveRequest' \
	'1.2: names in the order of its schema'
is "$(part './{*}version')" 1.2 'it says which'
sru rừng version=1.1
is "$code" 200 'a parameter twice is an answer, too'
is "$(part './/{*}diagnostic/{*}uri')" info:srw/diagnostic/1/6 'that refuses it'
get '/sru?operation=searchRetrieve&version=1.1&query=x'
is "$(part './{*}version')" 1.1 '1.1'
get '/sru?query=gi%C3%A1&maximumRecords=1'
is "$(printf %s "$out" | python3 -c 'import sys, xml.etree.ElementTree as E
r = E.fromstring(sys.stdin.buffer.read())
print(r.tag, *[e.tag.split("}")[1] for e in r])')" \
	'{http://docs.oasis-open.org/ns/search-ws/sruResponse}searchRetrieveResponse version numberOfRecords records nextRecordPosition echoedSearchRetrieveRequest resultCountPrecision' \
	'2.0, where nothing is said'
is "$(part './/{*}recordXMLEscaping')" 'xml
xml' 'its name for recordPacking'
get '/sru?query=gi%C3%A1&recordXMLEscaping=string&maximumRecords=1'
is "$(part './/{*}recordData' | python3 -c 'import sys, xml.etree.ElementTree as E
print(E.fromstring(sys.stdin.read()).tag)')" '{info:srw/schema/1/dc-schema}dc' 'a record as text'
sru giá 'recordPacking=string&maximumRecords=1'
like "$(part './/{*}recordData')" '^<srw_dc:dc ' 'the same in 1.2'

# explain
for q in '' '?' '?operation=explain&version=1.2' '?version=1.1'; do
	get "/sru$q"
	is "$(part './/{*}serverInfo/{*}host'):$(part './/{*}serverInfo/{*}port')/$(part './/{*}serverInfo/{*}database')" \
		x:80/sru "explain: $q"
done
is "$(part './/{*}explain/{*}indexInfo/{*}index/{*}map/{*}name' | grep -cx 'title\|date\|identifier\|creator\|type')" \
	5 'and its indexes'

# Records.
sru 'dc.identifier = "05/NQ-HĐND"'
is "$(part './/{*}dc/{*}title')" 'Nghị quyết về "giá" <đất> & rừng' 'title'
is "$(part './/{*}dc/{*}identifier' | tr '\n' ' ')" '05/NQ-HĐND nq-05 http://x/documents/nq-05 ' 'identifiers'
is "$(part './/{*}dc/{*}creator'), $(part './/{*}dc/{*}date'), $(part './/{*}dc/{*}type'), $(part './/{*}dc/{*}coverage')" \
	'Hội đồng nhân dân tỉnh Hà Tĩnh, 2023-07-14, Nghị quyết, Hà Tĩnh' 'issuer, date, type, place'
is "$(part './/{*}dc/{*}source')" 'https://tin.example/?a=1&b=2' 'source'
is "$(part './/{*}recordSchema')" 'info:srw/schema/1/dc-v1.1
info:srw/schema/1/dc-v1.1' 'schema'

# Indexes, relations, booleans.
found rừng '2: ct-20 nq-05' 'a word'
found 'rừng and giá' '1: nq-05' and
found 'rừng or giá' '3: bài/1 @2?#& ct-20 nq-05' or
found 'giá not rừng' '1: bài/1 @2?#&' not
found 'rừng and (cháy or giá) not dc.type = chi-thi' '1: nq-05' parentheses
found 'cql.anywhere any "cháy giá"' '3: bài/1 @2?#& ct-20 nq-05' any
found 'cql.anywhere all "cháy giá"' '0:' all
found '"bảng giá" and cql.anywhere adj "bảng giá đất"' '2: bài/1 @2?#& nq-05' adj
found 'cql.anywhere exact "đất giá"' '0:' exact
found 'dc.title = "giá đất"' '2: bài/1 @2?#& nq-05' title
found 'dc.title any "cháy sau"' '2: bài/1 @2?#& ct-20' 'title, any'
found 'dc.type = nghi-quyet' '1: nq-05' type
found 'dc.type any "nghi-quyet chi-thi"' '2: ct-20 nq-05' types
found 'dc.creator = "HĐND tỉnh Hà Tĩnh"' '1: nq-05' 'issuer, abbreviated'
found 'dc.coverage = "Hà Tĩnh"' '1: nq-05' place
found 'vanban.kind = article' '1: bài/1 @2?#&' 'kind'
found 'dc.date = 2021' '1: ct-20' 'a year'
found 'dc.date = 2021-11-10' '1: ct-20' 'a day'
found 'dc.date > 2021-11-10' '2: bài/1 @2?#& nq-05' 'after'
found 'dc.date >= 2021-11-10 and dc.date < 2024' '2: ct-20 nq-05' 'from, before'
found 'dc.date within "2021-11 2023"' '2: ct-20 nq-05' within
found 'phòn*' '1: ct-20' truncated
found 'giá and giet' '0:' 'none'
sru 'cql.allRecords = 1' maximumRecords=0
is "$(part './/{*}numberOfRecords')$(part './/{*}record')" 123 'all, and no record'

# Order and pages.
sru 'rừng or giá sortby dc.date/sort.descending'
is "$(part './/{*}dc/{*}date' | tr '\n' ' ')" '2024-01-02 2023-07-14 2021-11-10 ' 'sortby'
sru 'rừng or giá' sortKeys=dc.date,,1
is "$(part './/{*}dc/{*}date' | tr '\n' ' ')" '2021-11-10 2023-07-14 2024-01-02 ' 'sortKeys'
sru 'kinh and phí' 'startRecord=3&maximumRecords=2'
is "$(part './/{*}recordPosition' | tr '\n' ' ')$(part './/{*}nextRecordPosition')" '3 4 5' 'positions'
sru 'kinh and phí' 'startRecord=120&maximumRecords=5'
is "$(part './/{*}recordPosition')$(part './/{*}nextRecordPosition')" 120 'the last'
sru 'kinh and phí' maximumRecords=5000
is "$(part './/{*}recordPosition' | wc -l)" 100 'no more than 100 at once'

# What is wrong is said in the list's numbers.
fault 'operation=searchRetrieve&version=1.2' 7 'no query'
fault 'query=' 7 'an empty query'
fault 'query=a&version=9.9' 5 'a version of the future'
fault 'operation=update&version=1.2' 4 'another operation'
fault 'query=a&x=1' 8 'a parameter that none knows'
fault 'query=a&maximumRecords=x' 6 'no number'
fault 'query=a&startRecord=0' 6 'before the first'
fault 'query=rừng&startRecord=9' 61 'past the last'
fault 'query=a&startRecord=100000' 61 'too deep'
fault 'query=a&recordSchema=marcxml' 66 'another schema'
fault 'query=a&recordXMLEscaping=json' 71 'another escaping'
fault 'query=a&queryType=pqf' 11 'another language'
fault 'query=a&stylesheet=x' 110 'a stylesheet'
fault 'query=(a' 10 'a parenthesis that is not closed'
fault 'query=marc.245=a' 15 'another context set'
fault 'query=%zz' 6 'a malformed escape'
# scan: what there is to ask for, in order.
# scanned CLAUSE [PARAMETERS] TERMS NAME
scanned()
{
	get "/sru?operation=scan&version=1.2&scanClause=$(jq -rn --arg q "$1" '$q|@uri')&$2"
	is "$(printf '%s' "$out" | python3 -c 'import sys, xml.etree.ElementTree as E
r = E.fromstring(sys.stdin.buffer.read())
for t in r.findall(".//{*}term"):
    print("%s:%s" % (t.findtext("{*}value"), t.findtext("{*}numberOfRecords")), end=" ")
for d in r.findall(".//{*}diagnostic/{*}uri"): print(d.text)')" "$3" "$4"
}

scanned 'dc.type=""' '' 'chi-thi:1 nghi-quyet:1 quyet-dinh:120 ' 'scan: types'
is "$code $(header content-type)" '200 text/xml; charset=UTF-8' 'an answer'
is "$(printf %s "$out" | python3 -c 'import sys, xml.etree.ElementTree as E
r = E.fromstring(sys.stdin.buffer.read())
print(r.tag, *[e.tag.split("}")[1] for e in r], *[e.tag.split("}")[1] for e in r.find(".//{*}term")])')" \
	'{http://www.loc.gov/zing/srw/}scanResponse version terms echoedScanRequest value numberOfRecords displayTerm whereInList' \
	'names in the order of its schema'
is "$(part './/{*}term/{*}displayTerm' | tr '\n' '|')$(part './/{*}term/{*}whereInList' | tr '\n' ' ')" \
	'Chỉ thị|Nghị quyết|Quyết định|first inner last ' 'their names, and where they stand'
is "$(part './/{*}echoedScanRequest/{*}scanClause')$(part './/{*}echoedScanRequest/{*}responsePosition')" \
	'dc.type=""1' 'the request'
get '/sru?operation=scan&version=1.2&scanClause=dc.type=a'
get '/sru?operation=scan&version=1.2&scanClause=dc.type=a' -H "If-None-Match: $(header etag)"
is "$code" 304 'which stays as the index does'
scanned 'dc.type = nghị' '' 'nghi-quyet:1 quyet-dinh:120 ' 'from a term on'
scanned 'dc.type=nghi-quyet' 'responsePosition=2' 'chi-thi:1 nghi-quyet:1 quyet-dinh:120 ' 'which may stand second'
scanned 'dc.type=nghi-quyet' 'responsePosition=0' 'quyet-dinh:120 ' 'or before the list'
scanned 'dc.type=chi-thi' 'responsePosition=2&maximumTerms=2' 'chi-thi:1 ' 'nothing is before the first'
scanned 'dc.type=zzz' 'responsePosition=3&maximumTerms=2' 'nghi-quyet:1 quyet-dinh:120 ' 'nor after the last'
scanned 'dc.type=zzz' '' '' 'which is no fault'
scanned 'dc.date=2021' 'maximumTerms=2' '2021:1 2023:1 ' years
scanned 'dc.creator=""' '' 'Hội đồng nhân dân tỉnh Hà Tĩnh:1 ' issuers
scanned 'vanban.place = ha' '' 'Hà Tĩnh:1 ' 'places, without marks'
scanned 'dc.subject=""' '' '' 'topics, of which there are none'
scanned 'dc.identifier = 05' 'maximumTerms=3&responsePosition=2' \
	'4 QĐ UBND:1 5 NQ HĐND:1 5 QĐ UBND:1 ' 'numbers, in their own order'
scanned 'vanban.number = "120/QĐ"' '' '120 QĐ UBND:1 ' 'the last of them'
scanned 'dc.title = giá' 'maximumTerms=3' 'giá:2 một:1 năm:1 ' 'words of titles'
found 'dc.identifier = "5 QĐ UBND"' '1: q005' 'what was scanned is found'
sru 'dc.type = quyet-dinh' maximumRecords=0
is "$(part './/{*}numberOfRecords')" 120 'as often as it said'
get '/sru?operation=scan&version=1.1&scanClause=dc.type=a&maximumTerms=1'
is "$(part './{*}version')$(part './/{*}value')" 1.1chi-thi '1.1'
fault 'operation=scan&version=1.2' 7 'no clause'
fault 'operation=scan&version=1.2&scanClause=a' 16 'an index that is no list'
fault 'operation=scan&version=1.2&scanClause=vanban.status=a' 16 'nor this'
fault 'operation=scan&version=1.2&scanClause=dc.type=a%20and%20dc.type=b' 10 'two clauses'
fault 'operation=scan&version=1.2&scanClause=dc.date%3E2020' 19 'another relation'
fault 'operation=scan&version=1.2&scanClause=dc.type=a&maximumTerms=0' 6 'no terms'
fault 'operation=scan&version=1.2&scanClause=dc.type=a&maximumTerms=5&responsePosition=7' 120 'past the list'
fault 'scanClause=dc.type=a' 4 '2.0 has none'
get '/sru'
is "$(printf %s "$out" | grep -c 'scan="true"')" 7 'explain tells of them'

get '/sru?query=gi%C3%A1&x-private=1'
is "$(part './/{*}diagnostic/{*}uri')" '' 'an extension passes'

# Clients of others, over TCP.
port=$(free_port)
start vanban-searchd --listen="127.0.0.1:$port"
wait_for 5 curl -fs "http://127.0.0.1:$port/healthz"
if command -v yaz-client >/dev/null; then
	printf '%s\n' "open http://127.0.0.1:$port/sru" 'sru get 1.2' 'find kinh and phí' 'show 1+10' 'show 111+10' quit |
		yaz-client >"$tmp/yaz" 2>&1
	is "$(grep -c '^Number of hits: 120' "$tmp/yaz") $(grep -c '<dc:title>Quyết định' "$tmp/yaz")" '3 20' \
		'yaz-client searches and pages, 1.2'
	printf '%s\n' "open http://127.0.0.1:$port/sru" 'sru get 2.0' 'find rừng' 'show 1+2' quit |
		yaz-client >"$tmp/yaz" 2>&1
	is "$(grep -c '<dc:identifier>ct-20<' "$tmp/yaz")" 1 'and 2.0'
	printf '%s\n' "open http://127.0.0.1:$port/sru" 'sru get 1.2' 'querytype cql' 'scan dc.date="2021"' quit |
		yaz-client >"$tmp/yaz" 2>&1
	is "$(grep -o '^20[0-9]*: [0-9]*' "$tmp/yaz" | tr '\n' ' ')" '2021: 1 2023: 1 2024: 1 ' 'and scans'
	zoomsh 'set sru get' "connect http://127.0.0.1:$port/sru" 'search cql:kinh and phí' 'show 0 7' 'show 110 7' \
		quit >"$tmp/zoom" 2>&1
	is "$(grep -c 'hits' "$tmp/zoom") $(grep -c '<dc:title>Quyết định' "$tmp/zoom")" '1 14' \
		'zoomsh searches and pages'
else
	skip 4 'no yaz-client (yaz)'
fi
