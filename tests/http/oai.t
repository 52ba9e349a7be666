#!/bin/sh
# /oai: OAI-PMH 2.0, by its specification and by harvesters of others.
# shellcheck source=tests/http/lib.sh
. "$(dirname "$0")/lib.sh"
plan 65

# 250 decisions: three pages.
many()
{
	python3 - "$1" "$2" <<-'END'
	import json, sys
	for i in range(int(sys.argv[1]), int(sys.argv[2]) + 1):
	    print(json.dumps({'id': 'd%d' % i, 'title': 'Quyết định %d' % i, 'number': '%d/QĐ-UBND' % i,
	        'type': 'quyet-dinh', 'place': 'Hà Tĩnh', 'text': 'Nội dung thứ %d.' % i}))
	END
}

index <<-'END'
{"id": "nq-05", "title": "Nghị quyết về \"giá\" <đất> & rừng", "number": "05/NQ-HĐND", "type": "nghi-quyet", "issuer": "Hội đồng nhân dân tỉnh Hà Tĩnh", "place": "Hà Tĩnh", "date": "2023-07-14", "signer": "Lê Văn Thử", "text": "Căn cứ Luật số 13/2022/QH15.\nĐiều 1. Thông qua bảng giá đất.", "url": "https://tin.example/?a=1&b=2"}
{"id": "bài/1 @2?#&", "kind": "article", "title": "Giá\u0001 đất\ufffe", "date": "2024-01-02", "text": "Bảng giá đất."}
END
serve

harvest()
{
	python3 "$root/tests/http/harvest.py" "$sock" "$@"
}

# part PATH [ATTRIBUTE]: texts or attributes of what ElementTree finds in $out.
part()
{
	printf '%s' "$out" | python3 -c 'import sys, xml.etree.ElementTree as E
for e in E.fromstring(sys.stdin.buffer.read()).findall(sys.argv[1]):
    print((e.get(sys.argv[2]) if len(sys.argv) > 2 else e.text) or "")' "$@"
}

oai()
{
	get "/oai?$1"
}

error()
{
	oai "$1"
	is "$code $(part './{*}error' code)" "200 $2" "$3"
}

# What the repository says of itself.
oai verb=Identify
is "$code $(header content-type)" '200 text/xml; charset=UTF-8' 'Identify answers'
ok 'it is XML' xmllint --noout - <<-END
$out
END
is "$(part './/{*}protocolVersion') $(part './/{*}deletedRecord') $(part './/{*}granularity')" \
	'2.0 persistent YYYY-MM-DDThh:mm:ssZ' 'version, deletions, granularity'
is "$(part './/{*}baseURL')" http://x/oai 'base URL, of the request'
like "$(part './/{*}adminEmail')" '^[^@ ]+@[^@ ]+\.[^@ ]+$' 'an address'
is "$(part './/{*}earliestDatestamp')" "$(vanban log -n 1000 | head -n 1 | cut -f 2)" \
	'earliest datestamp: the first event'
is "$(part './{*}request' verb)" Identify 'the request is repeated'
is "$(printf %s "$out" | python3 -c 'import sys, xml.etree.ElementTree as E
print(" ".join(e.tag.split("}")[1] for e in E.fromstring(sys.stdin.buffer.read())[2]))')" \
	'repositoryName baseURL protocolVersion adminEmail earliestDatestamp deletedRecord granularity' \
	'in the order of the schema'

oai verb=ListMetadataFormats
is "$(part './/{*}metadataPrefix')" oai_dc 'one format'
is "$(part './/{*}metadataNamespace')" http://www.openarchives.org/OAI/2.0/oai_dc/ 'its namespace'
oai 'verb=ListMetadataFormats&identifier=oai:vanban:nq-05'
is "$(part './/{*}metadataPrefix')" oai_dc 'of an item'

oai verb=ListSets
is "$(part './/{*}setSpec' | sort | tr '\n' ' ')" \
	'issuer.hoi-dong-nhan-dan-tinh-ha-tinh kind.article kind.document place.ha-tinh type.nghi-quyet ' \
	'sets'
is "$(part './/{*}set[{*}setSpec="issuer.hoi-dong-nhan-dan-tinh-ha-tinh"]/{*}setName')" \
	'Hội đồng nhân dân tỉnh Hà Tĩnh' 'the name of one'

# A record.
oai 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:vanban:nq-05'
is "$(part './/{*}title')" 'Nghị quyết về "giá" <đất> & rừng' 'title'
is "$(part './/{*}identifier' | tr '\n' ' ')" \
	'oai:vanban:nq-05 05/NQ-HĐND nq-05 http://x/documents/nq-05 ' 'identifiers'
is "$(part './/{*}creator'), $(part './/{*}contributor'), $(part './/{*}date'), $(part './/{*}type')" \
	'Hội đồng nhân dân tỉnh Hà Tĩnh, Lê Văn Thử, 2023-07-14, Nghị quyết' 'issuer, signer, date, type'
is "$(part './/{*}source') $(part './/{*}coverage')" 'https://tin.example/?a=1&b=2 Hà Tĩnh' 'source, place'
is "$(part './/{*}relation')" 13/2022/QH15 'what it cites'
oai 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:vanban:b%25C3%25A0i%252F1%2520%25402%253F%2523%2526'
is "$(part './/{*}title')" 'Giá đất' 'any id; without what XML may not hold'
is "$(part './/{*}datestamp')" "$(vanban log 'bài/1 @2?#&' | tail -n 1 | cut -f 2)" \
	'datestamp: the event of the last change'

# Errors, section 3.6 of the specification.
error '' badVerb 'no verb'
error verb= badVerb 'an empty verb'
error verb=identify badVerb 'a verb in small letters'
error 'verb=Identify&verb=Identify' badVerb 'a verb twice'
error 'verb=Identify&x=1' badArgument 'an argument too many'
error verb=GetRecord badArgument 'an argument too few'
error 'verb=GetRecord&metadataPrefix=oai_dc&identifier=x&identifier=x' badArgument 'an argument twice'
error 'verb=GetRecord&metadataPrefix=oai_dc&identifier=' badArgument 'an empty argument'
error 'verb=ListRecords&metadataPrefix=%zz' badArgument 'a malformed escape'
is "$(part './{*}request' verb)" '' 'then the request is not repeated'
error 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:vanban:none' idDoesNotExist 'no such item'
error 'verb=GetRecord&metadataPrefix=oai_dc&identifier=nq-05' idDoesNotExist 'no identifier of ours'
error 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:vanban:%25zz' idDoesNotExist 'a broken one'
error 'verb=GetRecord&metadataPrefix=marc&identifier=oai:vanban:nq-05' cannotDisseminateFormat 'another format'
error 'verb=ListRecords&metadataPrefix=marc' cannotDisseminateFormat 'a list in it'
error 'verb=ListRecords' badArgument 'a list in no format'
error 'verb=ListRecords&metadataPrefix=oai_dc&set=a%20b' badArgument 'what is no set'
error 'verb=ListRecords&metadataPrefix=oai_dc&set=type.thong-tu' noRecordsMatch 'an empty set'
error 'verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-30' badArgument 'a day that is none'
error 'verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-01T00:00Z' badArgument 'another granularity'
error 'verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-01&until=2020-02-01T00:00:00Z' badArgument 'two granularities'
error 'verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-02&until=2020-02-01' badArgument 'from after until'
error 'verb=ListRecords&metadataPrefix=oai_dc&until=2000-01-01' noRecordsMatch 'before there was any'
error 'verb=ListRecords&metadataPrefix=oai_dc&from=2999-01-01T00:00:00Z' noRecordsMatch 'after all'
error 'verb=ListSets&resumptionToken=x' badResumptionToken 'sets come at once'
error 'verb=ListRecords&resumptionToken=x' badResumptionToken 'no token of ours'
error 'verb=ListRecords&resumptionToken=v1,r,oai_dc,999999,100,,,' badResumptionToken 'one past the end'
error 'verb=ListRecords&resumptionToken=v1,i,oai_dc,1,100,,,' badResumptionToken 'one of the other list'
error 'verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=v1,r,oai_dc,1,100,,,' badArgument 'a token and more'

# Lists.
today=$(date -u +%Y-%m-%d)
is "$(harvest ListRecords | wc -l)" 2 'a short list is one page'
is "$(harvest ListIdentifiers "metadataPrefix=oai_dc&from=$today&until=$today&set=kind.article" | cut -d ' ' -f 1)" \
	'oai:vanban:b%C3%A0i%2F1%20%402%3F%23%26' 'by day and set'
many 1 250 | index
is "$(harvest ListIdentifiers | cut -d ' ' -f 1 | sort -u | wc -l)" 252 'every item, over pages'
is "$(harvest ListRecords | sort -u | wc -l)" 252 'every record'
is "$(harvest ListRecords 'metadataPrefix=oai_dc&set=type.quyet-dinh' | wc -l)" 250 'of a set'

# Deletions.
vanban withdraw d7 --reason='thử' >/dev/null 2>&1
vanban withdraw nq-05 --reason='thử' --erase >/dev/null 2>&1
is "$(harvest ListRecords | grep -c ' deleted$')" 2 'withdrawn and erased: deleted'
is "$(harvest ListRecords 'metadataPrefix=oai_dc&set=type.quyet-dinh' | grep -c .)" 251 \
	'what is erased is told in each set'
oai 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:vanban:nq-05'
is "$(part './/{*}header' status)$(part './/{*}title')" deleted 'and nothing else of it'

# A token needs no state: another process takes it.
oai 'verb=ListIdentifiers&metadataPrefix=oai_dc'
token=$(part './/{*}resumptionToken')
stop "$pid"
serve --public-url=https://kho.example
get "/oai?verb=ListIdentifiers&resumptionToken=$token"
is "$(part './/{*}header' | wc -l)" 100 'a token outlives a restart'
is "$(part './/{*}identifier' | grep -c '^oai:kho.example:')" 100 'identifiers of a public address'

# A writer at work: whatever it does, each id comes, and its newest state last.
many 1 250 | sed 's/Nội dung/Bản mới/' >"$tmp/new"
step="n=\$(cat $tmp/n 2>/dev/null || echo 1); echo \$((n + 40)) >$tmp/n;
	[ \$n -gt 240 ] || sed -n \"\$n,\$((n + 39))p\" $tmp/new | vanban-indexer --no-progress -"
harvest ListRecords metadataPrefix=oai_dc "$step" >"$tmp/all"
is "$(cut -d ' ' -f 1 "$tmp/all" | sort -u | wc -l)" 252 'no record is missed beside a writer'
is "$(awk '{ s[$1] = $2 } END { for (i in s) print i, s[i] }' "$tmp/all" | sort)" \
	"$(harvest ListIdentifiers | cut -d ' ' -f 1,2 | sort)" 'and none is stale'

# Harvesters of others, over TCP.
port=$(free_port)
start vanban-searchd --listen="127.0.0.1:$port"
wait_for 5 curl -fs "http://127.0.0.1:$port/healthz"
url=http://127.0.0.1:$port/oai
no_proxy=127.0.0.1
export no_proxy
if command -v catmandu >/dev/null; then
	catmandu convert OAI --url "$url" --metadataPrefix oai_dc to JSON --line_delimited 1 \
		>"$tmp/catmandu" 2>"$tmp/catmandu.err"
	is "$(jq -r ._id "$tmp/catmandu" | sort -u | wc -l)" 252 "catmandu harvests every record"
	is "$(jq -r 'select(._id == "oai:vanban:d9") | .title[0]' "$tmp/catmandu")" 'Quyết định 9' 'and reads one'
else
	skip 2 'no catmandu (libcatmandu-oai-perl)'
fi
clients=$(dirname "$VB_BIN")/clients
if command -v node >/dev/null && [ -d "$clients/node_modules" ]; then
	run node tests/clients/harvest.js "$clients" "$url"
	is "$(printf '%s\n' "$out" | sed -n '2,/^records$/p' | grep -c ^oai:)" 252 "npm's oai-pmh lists every identifier"
	is "$(printf '%s\n' "$out" | sed '1,/^records$/d' | sort -u | wc -l)" 252 'and every record'
else
	skip 2 'no oai-pmh of npm (make deps-clients)'
fi
